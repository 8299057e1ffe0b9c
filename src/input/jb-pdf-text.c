/* The words of a PDF with their places → paragraphs.
 *
 *       xx市2022年度报告                centred, larger: a title, its lines joined
 *     2022年，全市深入推进…………        indented: a paragraph begins
 *   …………，共办理审批服务              reaches the right edge, and the next line starts at the left one: they belong
 *   327件。                             together
 *     项目      件数      同比          pieces far apart in one line: a row of a table
 *   ……公共服务。   率继续保持100%。     most lines beside another: two columns, each read as a page
 *                — 3 —                  a number, or what stands there on other pages too: head or foot, dropped
 *
 * All lengths are points, y grows downwards. */
#include "jb-error.h"
#include "jb-file.h"
#include "jb-format-private.h"
#include "jb-han.h"
#include "jb-pdf-child-private.h"
#include "jb-page-lines-private.h"
#include "jb-pdf-private.h"
#include "jb-xml-private.h"

#include <math.h>
#include <string.h>

/* Heads and feet stand in these parts of a page's height. */
#define MARGIN_SHARE 0.12
/* A line of a column is as long as this share of a page's width at least; the middle of the gutter is this far at most from
 * the middle of the page. */
#define MIN_COLUMN_SHARE 0.25
#define GUTTER_SHARE 0.03
/* A page with fewer characters than this is taken for a picture. */
#define MIN_CHARS_PER_PAGE 20u

static double
get_length (xmlTextReader *reader, const char *name)
{
  g_autofree char *value = jb_xml_get (reader, name);
  double length = value == NULL ? 0 : g_ascii_strtod (value, NULL);

  return isfinite (length) ? CLAMP (length, -100000, 100000) : 0;
}

static void
open_line (Pdf *pdf, xmlTextReader *reader)
{
  Line *line = g_new0 (Line, 1);

  line->page = pdf->pages->len;
  line->x0 = get_length (reader, "xMin");
  line->y0 = get_length (reader, "yMin");
  line->x1 = get_length (reader, "xMax");
  line->y1 = get_length (reader, "yMax");
  line->text = g_string_new (NULL);
  line->cells = 1;
  g_ptr_array_add (pdf->lines, line);
  pdf->line = line;
  pdf->last = (Ink) { "", 0, 0, 0, 0 };
  pdf->n_words = pdf->n_word_chars = 0;
}

static Ink
get_word (const Pdf *pdf)
{
  return (Ink) { pdf->word->str, pdf->word_x0, pdf->word_y0, pdf->word_x1, pdf->word_y1 };
}

/* The mark of a footnote behind a word becomes a reference, in front of the first word it tells that one begins; behind m
 * it is that of an area or volume. */
static gboolean
take_note_mark (Pdf *pdf)
{
  Line *line = pdf->line;

  if (line->text->len == 0 || *pdf->last.text == '\0')
    return FALSE;
  if (jb_pdf_is_note_mark (get_word (pdf), pdf->last))
    {
      gboolean metre = line->text->str[line->text->len - 1] == 'm' && (strcmp (pdf->word->str, "2") == 0 || strcmp (pdf->word->str, "3") == 0);
      if (metre)
        g_string_append (line->text, *pdf->word->str == '2' ? "²" : "³");
      else
        g_string_append_c (line->text, JB_PDF_REFERENCE);
      line->x1 = pdf->word_x1;
      return TRUE;
    }
  if (strcmp (line->text->str, pdf->last.text) == 0 && jb_pdf_is_note_mark (pdf->last, get_word (pdf)))
    {
      g_string_truncate (line->text, 0);
      line->note = TRUE;
    }
  return FALSE;
}

/* A title whose letters are set apart: its blanks are none. */
static void
close_line (Pdf *pdf)
{
  if (pdf->line != NULL && pdf->n_words >= 4 && pdf->n_word_chars * 10 <= pdf->n_words * 13)
    {
      char *to = pdf->line->text->str;
      for (const char *p = to; *p != '\0'; p++)
        if (*p != ' ')
          *to++ = *p;
      g_clear_pointer (&pdf->line->joints, g_array_unref);
      g_string_truncate (pdf->line->text, (gsize) (to - pdf->line->text->str));
    }
  pdf->line = NULL;
}

/* A word that stands far from the one before it opens a line of its own: Poppler joins cells that are near. */
static void
close_word (Pdf *pdf)
{
  Line *line = pdf->line;
  double em, gap;
  if (line == NULL || pdf->word->len == 0 || take_note_mark (pdf))
    return;

  em = MAX (jb_pdf_measure_em (get_word (pdf)), line->text->len > 0 ? jb_pdf_measure_em (pdf->last) : 0);
  em = CLAMP (em, 1, 0.8 * MAX (line->y1 - line->y0, 1.25));
  g_string_assign (pdf->last_word, pdf->word->str);
  pdf->last = get_word (pdf);
  pdf->last.text = pdf->last_word->str;
  pdf->n_words++;
  pdf->n_word_chars += (guint) g_utf8_strlen (pdf->word->str, -1);
  gap = line->text->len == 0 ? 0 : pdf->word_x0 - line->x1;
  if (line->text->len == 0)
    line->x0 = pdf->word_x0;
  else if (gap > CELL_GAP_EM * em)
    {
      Line *next = g_memdup2 (line, sizeof *line);
      next->text = g_string_new (NULL);
      next->x0 = pdf->word_x0;
      next->note = FALSE;
      next->joints = NULL;
      g_ptr_array_add (pdf->lines, next);
      pdf->line = line = next;
      gap = 0;
    }
  if (gap > JB_PDF_JOINT_EM * em)
    jb_pdf_note_joint (line, line->x1, pdf->word_x0);
  jb_pdf_append_piece (line->text, pdf->word->str, gap, em);
  line->x1 = pdf->word_x1;
}

static gboolean
visit (gpointer data, xmlTextReader *reader, gboolean start, const char *space G_GNUC_UNUSED, const char *name, const char *text,
       GError **error G_GNUC_UNUSED)
{
  Pdf *pdf = data;

  if (name == NULL)
    g_string_append (pdf->word, text);
  else if (start && strcmp (name, "page") == 0)
    {
      Page page = { .number = ++pdf->n_pages, .width = get_length (reader, "width"), .height = get_length (reader, "height") };
      page.limit = page.width;
      g_array_append_val (pdf->pages, page);
    }
  else if (start && strcmp (name, "line") == 0)
    open_line (pdf, reader);
  else if (start && strcmp (name, "word") == 0)
    {
      g_string_truncate (pdf->word, 0);
      pdf->word_x0 = get_length (reader, "xMin");
      pdf->word_x1 = get_length (reader, "xMax");
      pdf->word_y0 = get_length (reader, "yMin");
      pdf->word_y1 = get_length (reader, "yMax");
    }
  else if (!start && strcmp (name, "word") == 0)
    close_word (pdf);
  else if (!start && strcmp (name, "line") == 0)
    close_line (pdf);
  return TRUE;
}

/* The <doc> of what pdftotext wrote, without characters that XML does not allow. */
static GBytes *
cut_out_document (GBytes *xhtml)
{
  gsize length;
  const char *data = jb_bytes_peek (xhtml, &length);
  const char *start = memmem (data, length, "<doc>", 5), *end = memmem (data, length, "</doc>", 6);
  if (start == NULL || end == NULL || end < start)
    return NULL;

  char *text = g_utf8_make_valid (start, end - start + 6);
  for (char *p = text; *p != '\0'; p++)
    if (((guchar) *p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F)
      *p = ' ';
    else if ((guchar) p[0] == 0xEF && (guchar) p[1] == 0xBF && (guchar) p[2] >= 0xBE)
      p[0] = p[1] = p[2] = ' ';
  return g_bytes_new_take (text, strlen (text));
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *two = *(Line *const *) b;

  if (one->page != two->page)
    return one->page < two->page ? -1 : 1;
  if (one->y0 != two->y0)
    return one->y0 < two->y0 ? -1 : 1;
  return one->x0 < two->x0 ? -1 : one->x0 > two->x0;
}

/* Two columns: nearly all broad lines end before the middle of the page or begin after it, and many do either. */
static gboolean
has_columns (const Pdf *pdf)
{
  guint broad = 0, left = 0, right = 0;

  for (guint i = 0; i < pdf->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      double width = g_array_index (pdf->pages, Page, line->page - 1).width;
      if (line->x1 - line->x0 < MIN_COLUMN_SHARE * width)
        continue;
      broad++;
      left += line->x1 < (0.5 + GUTTER_SHARE) * width;
      right += line->x0 > (0.5 - GUTTER_SHARE) * width;
    }
  return (left + right) * 5 > broad * 4 && right * 4 > broad && left * 4 > broad;
}

/* Makes two pages of each. What stands across both columns goes to the first. */
static void
split_columns (Pdf *pdf)
{
  GArray *columns = g_array_sized_new (FALSE, TRUE, sizeof (Page), 2 * pdf->pages->len);

  for (guint i = 0; i < pdf->pages->len; i++)
    for (guint column = 0; column < 2; column++)
      {
        Page page = g_array_index (pdf->pages, Page, i);
        page.column = column;
        page.limit = column == 0 ? (0.5 + GUTTER_SHARE) * page.width : page.width;
        g_array_append_val (columns, page);
      }
  for (guint i = 0; i < pdf->lines->len; i++)
    {
      Line *line = g_ptr_array_index (pdf->lines, i);
      double middle = g_array_index (pdf->pages, Page, line->page - 1).width / 2;
      line->page = 2 * line->page - (line->x0 < middle);
    }
  g_array_unref (pdf->pages);
  pdf->pages = columns;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static double
get_middle (GArray *values, double otherwise)
{
  if (values->len == 0)
    return otherwise;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

/* The body's type size and leading are those of most of its lines that fill the measure. */
static void
measure_body (Pdf *pdf)
{
  g_autoptr(GArray) ems = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) heights = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < pdf->lines->len; i++)
    {
      Line *line = g_ptr_array_index (pdf->lines, i);
      const Line *before = i > 0 ? g_ptr_array_index (pdf->lines, i - 1) : NULL;
      line->em = (line->x1 - line->x0) / jb_pdf_measure_ems (line->text);
      double step = before != NULL && before->page == line->page ? line->y0 - before->y0 : 0;
      if (line->cells == 1 && jb_pdf_measure_ems (line->text) >= 8)
        {
          double height = line->y1 - line->y0;
          g_array_append_val (ems, line->em);
          g_array_append_val (heights, height);
        }
      if (step > 0)
        g_array_append_val (steps, step);
    }
  pdf->em = MAX (get_middle (ems, 12), 1);
  pdf->height = get_middle (heights, pdf->em);
  pdf->leading = MAX (get_middle (steps, 1.5 * pdf->em), pdf->em);
}

static void
measure_pages (Pdf *pdf)
{
  double left[2] = { G_MAXDOUBLE, G_MAXDOUBLE }, right[2] = { 0, 0 };

  for (guint i = 0; i < pdf->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      Page *page = &g_array_index (pdf->pages, Page, line->page - 1);
      if (page->end == 0)
        {
          page->first = i;
          page->left = page->width;
        }
      page->end = i + 1;
      if (line->dropped || line->cells > 1 || line->em > 1.2 * pdf->em || line->x1 > page->limit)
        continue;
      page->left = MIN (page->left, line->x0);
      page->right = MAX (page->right, line->x1);
      left[page->column] = MIN (left[page->column], line->x0);
      right[page->column] = MAX (right[page->column], line->x1);
    }
  for (guint i = 0; i < pdf->pages->len; i++) /* a page with little on it */
    {
      Page *page = &g_array_index (pdf->pages, Page, i);
      gboolean few = page->end - page->first < 8;
      if (few || page->left - left[page->column] < 3 * pdf->em)
        page->left = left[page->column];
      if (few)
        page->right = right[page->column];
    }
}

/* "— 3 —", "第3页 共12页", "3/12", "- iv -". */
static gboolean
is_page_number (const char *text)
{
  gboolean number = FALSE;

  if (g_utf8_strlen (text, -1) > 16)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isdigit (c) || strchr ("ivx", (int) (c < 128 ? c : 1)) != NULL)
        number = TRUE;
      else if (!jb_is_blank (c) && g_utf8_strchr ("-—–－─·/／第页共頁,，.", -1, c) == NULL)
        return FALSE;
    }
  return number;
}

static char *
blur_digits (const char *text)
{
  char *blurred = g_strdup (text);

  for (char *p = blurred; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      *p = '#';
  return blurred;
}

static gboolean
is_in_margin (const Pdf *pdf, const Line *line)
{
  double height = g_array_index (pdf->pages, Page, line->page - 1).height;

  return line->y1 < MARGIN_SHARE * height || line->y0 > (1 - MARGIN_SHARE) * height;
}

/* What a browser prints around a page: "file:///…  1/1", "2024/1/30 10:21  title". */
static gboolean
is_browser_line (const Line *line)
{
  const char *last = strrchr (line->text->str, '\t');

  if (line->cells < 2)
    return FALSE;
  if (strstr (line->text->str, "://") != NULL || g_str_has_prefix (line->text->str, "about:"))
    return TRUE;
  if (is_page_number (last + 1) && strchr (last, '/') != NULL)
    return TRUE;
  g_auto(GStrv) words = g_strsplit_set (line->text->str, " \t,，", 3);
  return words[0] != NULL && words[1] != NULL && strchr (words[0], '/') != NULL && g_ascii_isdigit (*words[0])
         && strpbrk (words[1] + (*words[1] == '\0'), ":午") != NULL;
}

/* A line at the very top, smaller than the body and further from the next line than two lines of it: a head, though it
 * stands on this page alone. */
static gboolean
is_lone_head (const Pdf *pdf, guint i)
{
  const Line *line = g_ptr_array_index (pdf->lines, i), *before = i > 0 ? g_ptr_array_index (pdf->lines, i - 1) : NULL;
  const Line *next = i + 1 < pdf->lines->len ? g_ptr_array_index (pdf->lines, i + 1) : NULL;
  double height = g_array_index (pdf->pages, Page, line->page - 1).height;

  return (before == NULL || before->page != line->page) && next != NULL && next->page == line->page && line->y1 < 0.08 * height
         && line->y1 - line->y0 < 0.9 * pdf->height && next->y0 - line->y1 > 1.2 * pdf->leading;
}

static void
drop_heads_and_feet (Pdf *pdf)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint need = MAX (2, pdf->n_pages / 3);

  for (guint i = 0; i < pdf->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      if (!is_in_margin (pdf, line))
        continue;
      char *key = blur_digits (line->text->str);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key)) + 1;
      g_hash_table_insert (seen, key, GUINT_TO_POINTER (n));
    }
  for (guint i = 0; i < pdf->lines->len; i++)
    {
      Line *line = g_ptr_array_index (pdf->lines, i);
      if (!is_in_margin (pdf, line))
        continue;
      g_autofree char *key = blur_digits (line->text->str);
      line->dropped = is_page_number (line->text->str) || is_browser_line (line) || is_lone_head (pdf, i)
                      || (pdf->n_pages > 1 && GPOINTER_TO_UINT (g_hash_table_lookup (seen, key)) >= need);
    }
}

/* 一、 （一） 1. 第一章 附件: such a line begins something, whatever the line before it. */
static gboolean
begins_item (const char *text)
{
  static const char *const marks = "、．.）)章节条";
  const char *p = text;
  gboolean bracket = g_str_has_prefix (p, "（") || *p == '(';

  if (g_str_has_prefix (p, "附件") || g_str_has_prefix (p, "相关附件"))
    return TRUE;
  if (bracket || g_str_has_prefix (p, "第"))
    p = g_utf8_next_char (p);
  const char *number = p;
  while (*p != '\0' && g_utf8_strchr ("一二三四五六七八九十百〇零", -1, g_utf8_get_char (p)) != NULL)
    p = g_utf8_next_char (p);
  if (p == number || p - number > 12 || *p == '\0')
    return FALSE;
  return g_utf8_strchr (marks, -1, g_utf8_get_char (p)) != NULL;
}

static gboolean
is_centred (const Page *page, const Line *line)
{
  double before = line->x0 - page->left, after = page->right - line->x1;

  return before > 1.5 * line->em && fabs (before - after) < 2.2 * line->em;
}

static gboolean
fills_measure (const Page *page, const Line *line)
{
  return line->x0 - page->left < 2 * line->em && page->right - line->x1 < 2 * line->em;
}

/* Room that the first piece of @text that cannot be broken needs, in ems: a Latin word or number, or a Han character,
 * with what may not begin a line. Some typesetters break on neither side of a quotation mark, as UAX #14 has it. */
static double
measure_start (const char *text)
{
  double ems = 0;
  gboolean bound = TRUE, opened = FALSE; /* to the character before; that one opens a quotation */

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean closing = g_utf8_strchr ("，。、；：？！”’）》〉】〕」』%％,.;:!?)“‘", -1, c) != NULL;
      if (ems > 0 && !closing && (!bound || (jb_pdf_is_wide (c) && !opened) || c == ' '))
        break;
      opened = c == 0x201C || c == 0x2018;
      bound = !jb_pdf_is_wide (c) || opened;
      ems += jb_pdf_is_wide (c) ? 1.0 : 0.6;
    }
  return ems;
}

static gboolean
continues (const Pdf *pdf, const Line *a, const Line *b)
{
  const Page *page_a = &g_array_index (pdf->pages, Page, a->page - 1), *page_b = &g_array_index (pdf->pages, Page, b->page - 1);
  gboolean same_page = a->page == b->page;

  if (a->cells > 1 || b->cells > 1 || fabs (a->em - b->em) > 0.2 * MAX (a->em, b->em))
    return FALSE;
  if (a->em > 1.2 * pdf->em)
    return same_page && (is_centred (page_a, a) || fills_measure (page_a, a)) && is_centred (page_b, b) && b->y0 - a->y1 < a->em
           && !begins_item (b->text->str);
  if (same_page && b->y0 - a->y0 > 1.6 * pdf->leading)
    return FALSE;
  double room = MAX (2.2, 1.4 + measure_start (b->text->str)) * pdf->em;
  return a->x1 >= page_a->right - room && b->x0 <= page_b->left + 0.9 * pdf->em && !begins_item (b->text->str);
}

static guint
drop_references (GString *text)
{
  char *to = text->str;
  guint n = 0;

  for (const char *p = text->str; *p != '\0'; p++)
    if (*p == JB_PDF_REFERENCE)
      n++;
    else
      *to++ = *p;
  g_string_truncate (text, (gsize) (to - text->str));
  return n;
}

/* Notes up to the @n-th that are not written yet. */
static gboolean
write_notes (Pdf *pdf, JbLines *lines, guint n, guint page, GError **error)
{
  for (; pdf->n_notes < MIN (n, pdf->notes->len); pdf->n_notes++)
    {
      g_autofree char *line = g_strdup_printf ("注%u：%s", pdf->n_notes + 1, g_strstrip (g_ptr_array_index (pdf->notes, pdf->n_notes)));
      JbOrigin origin = { .kind = JB_ORIGIN_FOOTNOTE, .page = page, .n = pdf->n_notes + 1 };
      if (!jb_lines_add (lines, line, origin, error))
        return FALSE;
    }
  return TRUE;
}

/* A paragraph or row, and the notes that it refers to. */
static gboolean
write_paragraph (Pdf *pdf, JbLines *lines, GString *text, JbOrigin origin, GError **error)
{
  pdf->n_references += drop_references (text);
  return jb_lines_add (lines, text->str, origin, error) && write_notes (pdf, lines, pdf->n_references, origin.page, error);
}

static gboolean
write_paragraphs (Pdf *pdf, JbLines *lines, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint page = 0, n = 0, tables = 0, row = 0;
  const Line *last = NULL;
  JbOrigin origin = { 0 };

  for (guint i = 0; i < pdf->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (pdf->lines, i);
      if (line->dropped)
        continue;
      guint number = g_array_index (pdf->pages, Page, line->page - 1).number;
      if (last != NULL && continues (pdf, last, line))
        jb_pdf_append_piece (text, line->text->str, 0, pdf->em);
      else
        {
          if (!write_paragraph (pdf, lines, text, origin, error))
            return FALSE;
          g_string_assign (text, line->text->str);
          n = number == page ? n + 1 : 1;
          page = number;
          origin = (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .page = page, .n = n };
          row = line->cells > 1 ? row + 1 : 0;
          tables += row == 1;
          if (row > 0)
            origin = (JbOrigin) { .kind = JB_ORIGIN_CELL, .page = page, .n = tables, .row = row };
        }
      last = line;
    }
  return write_paragraph (pdf, lines, text, origin, error) && write_notes (pdf, lines, G_MAXUINT, origin.page, error);
}

static gboolean
refuse_scan (const Pdf *pdf, GError **error)
{
  gsize n = 0;

  for (guint i = 0; i < pdf->lines->len; i++)
    n += (gsize) g_utf8_strlen (((const Line *) g_ptr_array_index (pdf->lines, i))->text->str, -1);
  if (pdf->pages->len > 0 && n >= MIN (MIN_CHARS_PER_PAGE * pdf->pages->len, 400))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED,
               "%s: is a scanned PDF, %u pages of pictures without text: have its text recognised (OCR), or give it as .docx or .txt",
               pdf->path, pdf->pages->len);
  return FALSE;
}

static gboolean
read_document (Pdf *pdf, GBytes *xhtml, GError **error)
{
  g_autoptr(GBytes) document = cut_out_document (xhtml);
  if (document == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is a damaged PDF, pdftotext finds no page: save it again", pdf->path);
      return FALSE;
    }
  return jb_xml_walk (pdf->path, "text", document, visit, pdf, error) && refuse_scan (pdf, error);
}

gboolean
jb_pdf_text_read (JbLines *lines, GBytes *bytes, GError **error)
{
  g_autoptr(GBytes) xhtml = jb_pdf_child_run (lines->path, bytes, error);

  return xhtml != NULL && jb_pdf_text_read_pages (lines, xhtml, error);
}

gboolean
jb_pdf_text_read_pages (JbLines *lines, GBytes *xhtml, GError **error)
{
  Pdf pdf = { .path = lines->path };
  g_autoptr(JbTsv) page_lines = jb_page_lines_load (error);
  gboolean done;
  if (page_lines == NULL)
    return FALSE;

  pdf.pages = g_array_new (FALSE, TRUE, sizeof (Page));
  pdf.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_pdf_free_line);
  pdf.word = g_string_new (NULL);
  pdf.last_word = g_string_new (NULL);
  pdf.notes = g_ptr_array_new_with_free_func (g_free);
  done = read_document (&pdf, xhtml, error);
  if (done)
    {
      g_ptr_array_sort (pdf.lines, compare_places);
      if (has_columns (&pdf))
        {
          split_columns (&pdf);
          g_ptr_array_sort (pdf.lines, compare_places);
        }
      jb_pdf_merge_rows (&pdf);
      measure_body (&pdf);
      drop_heads_and_feet (&pdf);
      jb_pdf_collect_notes (&pdf);
      measure_pages (&pdf);
      done = write_paragraphs (&pdf, lines, error);
      if (done)
        jb_page_lines_drop (page_lines, lines, TRUE);
    }
  g_array_unref (pdf.pages);
  g_ptr_array_unref (pdf.lines);
  g_string_free (pdf.word, TRUE);
  g_string_free (pdf.last_word, TRUE);
  g_ptr_array_unref (pdf.notes);
  return done;
}
