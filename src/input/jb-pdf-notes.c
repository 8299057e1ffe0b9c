/* Footnotes of a PDF: a small raised number in the text, and at the foot of the page lines that begin with one, or smaller
 * lines that begin with ①, [1] or 1.
 *
 *   ……审批服务5327件¹，同比增长12.5%……
 *   ¹ 不含街道办理的1024件。                 → "注1：不含街道办理的1024件。", after the paragraph that refers to it */
#include "jb-pdf-private.h"

#include <string.h>

#define SMALL 0.75      /* height of a mark, as a share of the letters beside it */
#define SMALL_TYPE 0.92 /* of a footnote's letters, as a share of the body's */
#define RAISED 0.25     /* its foot above theirs, as a share of their height */
#define NARROW 0.86     /* width of its letters, as a share of theirs */
/* Footnotes stand in the lower part of a page. */
#define NOTES_SHARE 0.35

static gboolean
is_mark_text (const char *text)
{
  guint digits = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      if (g_ascii_isdigit (*text) || (c >= 0x2460 && c <= 0x2473))
        digits++;
      else if (g_utf8_strchr ("[]()（）〔〕［］*", -1, c) == NULL)
        return FALSE;
    }
  return digits == 1 || digits == 2;
}

double
jb_pdf_measure_em (Ink ink)
{
  g_autoptr(GString) text = g_string_new (ink.text);
  double ems = jb_pdf_measure_ems (text);

  for (const char *p = ink.text; *p != '\0'; p++)
    ems -= strchr ("[]()*", *p) != NULL ? 0.17 : 0;
  return (ink.x1 - ink.x0) / ems;
}

gboolean
jb_pdf_is_note_mark (Ink mark, Ink other)
{
  double height = other.y1 - other.y0;

  return mark.y1 - mark.y0 < SMALL * height && mark.y1 < other.y1 - RAISED * height && mark.y0 < other.y0 + RAISED * height
         && is_mark_text (mark.text) && jb_pdf_measure_em (mark) < NARROW * jb_pdf_measure_em (other);
}

/* Bytes of "①", "[1]", "1 ", "1." that @text begins with; 0 for none. */
static gsize
measure_mark (const char *text)
{
  const char *p = text;
  gunichar c = g_utf8_get_char (p);

  if (c >= 0x2460 && c <= 0x2473)
    return (gsize) (g_utf8_next_char (p) - text);
  if (g_utf8_strchr ("[〔［", -1, c) != NULL)
    p = g_utf8_next_char (p);
  const char *digits = p;
  while (g_ascii_isdigit (*p))
    p++;
  c = g_utf8_get_char (p);
  if (p == digits || p - digits > 3 || *p == '\0' || g_utf8_strchr ("]〕］ .．", -1, c) == NULL || g_ascii_isdigit (p[1]))
    return 0;
  return (gsize) (g_utf8_next_char (p) - text);
}

static gboolean
is_small (const Pdf *pdf, const Line *line)
{
  return line->y1 - line->y0 < SMALL_TYPE * pdf->height;
}

/* One past the last line of the page of line @i that is as large as the body. */
static guint
find_small_lines (const Pdf *pdf, guint i)
{
  guint page = ((const Line *) g_ptr_array_index (pdf->lines, i))->page, first = i;

  for (; i < pdf->lines->len && ((const Line *) g_ptr_array_index (pdf->lines, i))->page == page; i++)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      if (!line->dropped && !is_small (pdf, line))
        first = i + 1;
    }
  return first;
}

/* Whether line @i begins the footnotes of its page: a mark, below all else, and none but footnotes under it: from @small on
 * all lines are. */
static gboolean
begins_notes (const Pdf *pdf, guint i, guint small)
{
  const Line *line = g_ptr_array_index (pdf->lines, i);
  double height = g_array_index (pdf->pages, Page, line->page - 1).height;

  if (line->dropped || line->cells > 1 || line->y0 < NOTES_SHARE * height)
    return FALSE;
  if (line->note)
    return TRUE;
  return i >= small && measure_mark (line->text->str) > 0;
}

static guint
take_notes (Pdf *pdf, guint i)
{
  guint page = ((const Line *) g_ptr_array_index (pdf->lines, i))->page;
  GString *note = NULL;

  for (; i < pdf->lines->len; i++)
    {
      Line *line = g_ptr_array_index (pdf->lines, i);
      gsize mark = measure_mark (line->text->str);
      if (line->page != page)
        break;
      if (line->dropped)
        continue;
      if (note == NULL || line->note || mark > 0)
        {
          if (note != NULL)
            g_ptr_array_add (pdf->notes, g_string_free (note, FALSE));
          note = g_string_new (line->note ? line->text->str : line->text->str + mark);
        }
      else
        jb_pdf_append_piece (note, line->text->str, 0, pdf->em);
      line->dropped = TRUE;
    }
  g_ptr_array_add (pdf->notes, g_string_free (note, FALSE));
  return i;
}

void
jb_pdf_collect_notes (Pdf *pdf)
{
  guint page = 0, small = 0;

  for (guint i = 0; i < pdf->lines->len;)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      if (line->page != page)
        small = find_small_lines (pdf, i);
      page = line->page;
      i = begins_notes (pdf, i, small) ? take_notes (pdf, i) : i + 1;
    }
}
