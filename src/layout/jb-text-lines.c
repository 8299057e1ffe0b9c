#include "jb-text-lines.h"

#include "jb-error.h"
#include "jb-han.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* How far a mark at most gives way inside a line, in em; at a line's edge it loses half an em. */
#define MARK_SQUEEZE 0.25
#define HAN_LATIN_GAP 0.125
/* All text is shaped at one size, and its advances scaled: without hinting they are the same, and Pango starts two threads
 * and opens a file for every size of a face. */
#define SHAPE_SIZE 32.0
#define TAB_STOPS 4          /* in the width of a paragraph: where the cells of a table's row begin */
#define TAB_LEAST 6.0        /* points between two cells */

enum { OPENING = 1, CLOSING = 2, HAN = 4, WESTERN = 8, BLANK = 16, DASH = 32 };

typedef struct
{
  gunichar c;
  guint32  start;    /* byte in shown */
  guint32  copy;     /* byte in copy */
  float    advance;  /* points; 0 for a further character of a cluster */
  float    shift;    /* of its glyphs, points: an opening mark without its left half */
  guint8   kind;
  guint8   breaks;   /* a line may begin here */
  guint8   joined;   /* a further character of the cluster before it */
  guint8   squeezed; /* half an em is gone already */
} Char;

typedef struct
{
  const JbFace *face;
  PangoGlyphString *glyphs;
  guint32 start, end;      /* bytes in shown */
  guint   first, n;        /* characters */
} Item;

struct _JbTextLines
{
  guint   references;
  JbTextStyle style;
  char   *shown, *copy;
  guint   n_chars;
  Char   *chars;          /* one more than n_chars */
  GArray *items;          /* of Item */
  GArray *lines;          /* of JbTextLine */
  float  *x;              /* of each character within its line */
};

static guint8
classify (gunichar c)
{
  static const char *const opening = "‘“（〔【《〈「『〖［｛";
  static const char *const closing = "、，。：；！？’”）〕】》〉」』〗］｝";

  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '%' ? WESTERN : c == ' ' ? BLANK : 0;
  if (g_utf8_strchr (opening, -1, c) != NULL)
    return OPENING;
  if (g_utf8_strchr (closing, -1, c) != NULL)
    return CLOSING;
  if (c == 0x2014 || c == 0x2026)
    return DASH;
  if (jb_is_blank (c))
    return BLANK;
  return jb_han_is (c) ? HAN : g_unichar_isalnum (c) ? WESTERN : 0;
}

static gboolean
is_number (gunichar c)
{
  return g_unichar_isdigit (c) || c == '.' || c == ',' || c == '%';
}

/* A mark that joins what stands on both its sides: of a range, between names, a solidus. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x00B7 || c == '/' || c == 0xFF5E || c == '~' || c == 0x2013;
}

static gboolean
is_scale (gunichar c)
{
  return c == 0x4E07 || c == 0x4EBF || c == 0x4F59 || c == 0x591A || c == 0x5343 || c == 0x767E; /* 万亿余多千百 */
}

/* GB/T 15834: what Pango would part and we do not. */
static gboolean
must_stay (const Char *chars, guint i)
{
  gunichar before = chars[i - 1].c, after = chars[i].c;

  if (is_joiner (after) || is_joiner (before))
    return TRUE;
  if (after == 0x2014) /* one dash between digits is a range, two are a break in the thought: neither begins a line */
    return TRUE;
  if (before == 0x2014 && i > 1 && is_number (chars[i - 2].c) && is_number (after))
    return TRUE;
  if (is_number (before) && (chars[i].kind & HAN || is_number (after) || chars[i].kind & BLANK))
    return TRUE;
  if (chars[i - 1].kind & BLANK && i > 1 && is_number (chars[i - 2].c) && chars[i].kind & HAN)
    return TRUE;
  if (before == 0x7B2C && is_number (after)) /* 第 */
    return TRUE;
  if (i > 1 && is_scale (before) && chars[i].kind & HAN && (is_number (chars[i - 2].c) || is_scale (chars[i - 2].c)))
    return TRUE;
  return after == 0x3014 || (before == 0x3015 && is_number (after)); /* 〔2022〕5号 */
}

static void
forbid_in_numbers (JbTextLines *paragraph, const JbProse *prose)
{
  double em = paragraph->style.type.size;

  for (guint m = 0; prose->marks != NULL && m < prose->marks->len; m++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, m);
      double width = 0;

      if (mark->kind != JB_PROSE_NUMBER)
        continue;
      guint low = 0, high = paragraph->n_chars;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (paragraph->chars[middle].start < mark->span.start)
            low = middle + 1;
          else
            high = middle;
        }
      for (guint i = low; i < paragraph->n_chars && paragraph->chars[i].start < mark->span.end; i++)
        width += paragraph->chars[i].advance;
      if (width > MIN (10 * em, paragraph->style.width / 2))
        continue; /* a whole phrase: only its number stays together */
      for (guint i = low + 1; i < paragraph->n_chars && paragraph->chars[i].start < mark->span.end; i++)
        paragraph->chars[i].breaks = FALSE;
    }
}

static void
read_chars (JbTextLines *paragraph)
{
  const char *copy = paragraph->copy;
  guint i = 0;

  for (const char *p = paragraph->shown; *p != '\0'; p = g_utf8_next_char (p), i++)
    {
      Char *c = &paragraph->chars[i];

      c->c = g_utf8_get_char (p);
      c->kind = classify (c->c);
      c->start = (guint32) (p - paragraph->shown);
      c->copy = (guint32) (copy - paragraph->copy);
      if (*copy != '\0')
        copy = g_utf8_next_char (copy);
    }
  paragraph->chars[i].start = (guint32) strlen (paragraph->shown);
  paragraph->chars[i].copy = (guint32) strlen (paragraph->copy);
}

static PangoAttribute *
over (PangoAttribute *attribute, JbSpan span)
{
  attribute->start_index = (guint) span.start;
  attribute->end_index = (guint) span.end;
  return attribute;
}

/* Points of the text in one of Pango's units. */
static double
scale_of (const JbTextLines *paragraph)
{
  return paragraph->style.type.size / (SHAPE_SIZE * PANGO_SCALE);
}

static PangoFontDescription *
describe (const JbType *type)
{
  return jb_fonts_describe (type->voice, type->weight, type->italic, SHAPE_SIZE);
}

static PangoAttrList *
list_attributes (const JbProse *prose, const JbTextStyle *style)
{
  PangoAttrList *list = pango_attr_list_new ();
  PangoFontDescription *base = describe (&style->type);

  pango_attr_list_insert (list, pango_attr_font_desc_new (base));
  pango_font_description_free (base);
  pango_attr_list_insert (list, pango_attr_language_new (pango_language_from_string (style->chinese ? "zh-cn" : "en")));
  pango_attr_list_insert (list, pango_attr_fallback_new (TRUE));
  for (guint m = 0; prose->marks != NULL && m < prose->marks->len; m++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, m);
      JbType type = style->type;

      if (mark->kind == JB_PROSE_LEAD)
        type.weight = style->chinese ? 700 : 600;
      else if (mark->kind == JB_PROSE_VOICE)
        type.voice = style->chinese ? JB_FONT_KAI_ZH : JB_FONT_SERIF_EN, type.italic = !style->chinese;
      else
        continue;
      PangoFontDescription *other = describe (&type);
      pango_attr_list_insert (list, over (pango_attr_font_desc_new (other), mark->span));
      pango_font_description_free (other);
    }
  return list;
}

static gboolean
refuse_glyph (gunichar c, const char *place, GError **error)
{
  char utf8[7] = { 0 };

  g_unichar_to_utf8 (c, utf8);
  g_set_error (error, JB_ERROR, JB_ERROR_GLYPH, "%s: no font has “%s” (U+%04X): write it otherwise, or install a font that has it",
               place, utf8, c);
  return FALSE;
}

/* A character that Pango found no font for may be in a system font: jb_fonts_check_layout() adds that. */
static gboolean
find_font (JbFonts *fonts, PangoContext *context, const JbTextLines *paragraph, const char *place, GError **error)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = describe (&paragraph->style.type);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, paragraph->shown, -1);
  gboolean found = jb_fonts_check_layout (fonts, layout, place, error);
  pango_font_description_free (font);
  g_object_unref (layout);
  return found;
}

/* Adds an item's glyphs, and each cluster's width to its first character. Returns: 0, or the character without glyph. */
static gunichar
shape_item (JbTextLines *paragraph, PangoItem *source, JbFonts *fonts, guint *next)
{
  Item item = { .start = (guint32) source->offset, .end = (guint32) (source->offset + source->length), .first = *next };

  item.glyphs = pango_glyph_string_new ();
  pango_shape_full (paragraph->shown + source->offset, source->length, paragraph->shown, -1, &source->analysis, item.glyphs);
  item.n = (guint) source->num_chars;
  *next += item.n;
  item.face = source->analysis.font != NULL ? jb_fonts_get_face (fonts, source->analysis.font) : NULL;
  g_array_append_val (paragraph->items, item);

  guint c = item.first, end = item.first + item.n;
  for (guint i = item.first; i < end; i++)
    paragraph->chars[i].joined = TRUE;
  for (int g = 0; g < item.glyphs->num_glyphs; g++)
    {
      guint32 start = item.start + (guint32) item.glyphs->log_clusters[g];

      if (item.glyphs->glyphs[g].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
        return item.glyphs->glyphs[g].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
      while (c + 1 < end && paragraph->chars[c].start < start)
        c++;
      paragraph->chars[c].joined = FALSE;
      paragraph->chars[c].advance += (float) (item.glyphs->glyphs[g].geometry.width * scale_of (paragraph));
    }
  return 0;
}

static void
clear_item (Item *item)
{
  pango_glyph_string_free (item->glyphs);
}

static gunichar
shape (JbTextLines *paragraph, const JbProse *prose, JbFonts *fonts, PangoContext *context)
{
  g_autoptr(PangoAttrList) attributes = list_attributes (prose, &paragraph->style);
  int length = (int) strlen (paragraph->shown);
  GList *items = pango_itemize_with_base_dir (context, PANGO_DIRECTION_LTR, paragraph->shown, 0, length, attributes, NULL);
  g_autofree PangoLogAttr *breaks = g_new0 (PangoLogAttr, paragraph->n_chars + 1);
  gunichar unknown = 0;
  guint next = 0;

  pango_get_log_attrs (paragraph->shown, length, 0, pango_language_from_string (paragraph->style.chinese ? "zh-cn" : "en"),
                       breaks, (int) paragraph->n_chars + 1);
  for (GList *item = items; item != NULL && unknown == 0; item = item->next)
    unknown = shape_item (paragraph, item->data, fonts, &next);
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
  for (guint i = 1; i < paragraph->n_chars; i++)
    paragraph->chars[i].breaks = breaks[i].is_line_break && !paragraph->chars[i].joined;
  return unknown;
}

/* Full-width characters stand on the type's pitch. */
static void
set_pitch (JbTextLines *paragraph)
{
  double size = paragraph->style.type.size, more = paragraph->style.type.pitch - size;

  if (paragraph->style.type.pitch <= 0)
    return;
  for (guint i = 0; i < paragraph->n_chars; i++)
    {
      Char *c = &paragraph->chars[i];

      if (c->kind & (HAN | OPENING | CLOSING | DASH) && c->advance > 0.9 * size)
        c->advance += (float) (more * round (c->advance / size));
    }
}

/* Adjacent marks take an em and a half; Han beside Latin gets its gap. */
static void
space_marks (JbTextLines *paragraph)
{
  Char *chars = paragraph->chars;
  float half = (float) paragraph->style.type.size / 2;

  for (guint i = 1; i < paragraph->n_chars; i++)
    {
      guint8 a = chars[i - 1].kind, b = chars[i].kind;

      /* UAX #14 knows no sides of “ ” and parts neither from its neighbours; in Chinese they are brackets */
      if (b & OPENING && a & (HAN | CLOSING | WESTERN))
        chars[i].breaks = TRUE;
      else if (a & CLOSING && b & (HAN | OPENING | WESTERN))
        chars[i].breaks = TRUE;
      if (must_stay (chars, i))
        chars[i].breaks = FALSE;
      if (a & CLOSING && b & (CLOSING | OPENING) && chars[i - 1].advance > 1.5f * half)
        chars[i - 1].advance -= half, chars[i - 1].squeezed = TRUE;
      else if (a & OPENING && b & OPENING && chars[i].advance > 1.5f * half)
        chars[i].advance -= half, chars[i].shift = -half, chars[i].squeezed = TRUE;
      else if ((a & HAN && b & WESTERN) || (a & WESTERN && b & HAN))
        chars[i - 1].advance += (float) (HAN_LATIN_GAP * paragraph->style.type.size);
    }
}

typedef struct
{
  double natural;  /* with half marks at its edges where they are full */
  double trim;     /* what the mark at its end may lose */
  double squeeze;  /* what marks inside may lose */
  guint  gaps;
} Measure;

static gboolean
is_wide_mark (const JbTextLines *paragraph, const Char *c)
{
  return c->kind & (OPENING | CLOSING) && !c->squeezed && c->advance > 0.75 * paragraph->style.type.size;
}

/* Whether the gap before a character may be made wider or narrower: not inside a Western word or number (clreq). */
static gboolean
gives (const Char *c)
{
  return !c->joined && !(c->c < 0x80 && c[-1].c < 0x80 && !(c->kind & BLANK) && !(c[-1].kind & BLANK));
}

/* Characters first … end − 1, blanks at the end left out of the width. */
static Measure
measure (const JbTextLines *paragraph, guint first, guint end)
{
  const Char *chars = paragraph->chars;
  double em = paragraph->style.type.size;
  Measure m = { 0 };

  while (end > first && chars[end - 1].kind & BLANK)
    end--;
  for (guint i = first; i < end; i++)
    {
      m.natural += chars[i].advance;
      if (!paragraph->style.chinese || i == first)
        continue;
      if (gives (&chars[i]))
        m.gaps++;
      if (is_wide_mark (paragraph, &chars[i]) && i + 1 < end)
        m.squeeze += MARK_SQUEEZE * em;
    }
  if (!paragraph->style.chinese || end == first)
    return m;
  if (is_wide_mark (paragraph, &chars[first]) && chars[first].kind & OPENING)
    m.natural -= em / 2;
  if (is_wide_mark (paragraph, &chars[end - 1]) && chars[end - 1].kind & CLOSING)
    m.trim = em / 2;
  if (end > first && chars[end - 1].advance > 0 && end < paragraph->n_chars && chars[end - 1].kind & (HAN | WESTERN)
      && chars[end].kind & (HAN | WESTERN) && chars[end].kind != chars[end - 1].kind)
    m.natural -= HAN_LATIN_GAP * em; /* no gap at a line's edge */
  return m;
}

/* Returns: the end of the line that begins at @first: the last break that fits, squeezed if need be; somewhere inside a
 * word where there is none. */
static guint
find_end (const JbTextLines *paragraph, guint first, double width, double tighten)
{
  const Char *chars = paragraph->chars;
  double em = paragraph->style.type.size, x = 0, squeeze = 0;
  guint best = first, fits = first;

  for (guint i = first; i < paragraph->n_chars; i++)
    {
      const Char *c = &chars[i];
      gboolean blank = c->kind & BLANK;
      double advance = c->advance - (i > first && gives (c) ? tighten * em : 0);

      if (i > first && c->breaks && i > best)
        best = i;
      if (i == first && paragraph->style.chinese && c->kind & OPENING && is_wide_mark (paragraph, c))
        advance -= em / 2;
      double trim = paragraph->style.chinese && c->kind & CLOSING && is_wide_mark (paragraph, c) ? em / 2 : 0;
      if (!blank && x + advance - trim - squeeze > width + 0.01)
        return best > first ? best : MAX (fits, first + 1);
      if (!c->joined)
        fits = i + 1;
      x += advance;
      if (paragraph->style.chinese && is_wide_mark (paragraph, c) && i > first)
        squeeze += MARK_SQUEEZE * em;
    }
  return paragraph->n_chars;
}

/* Sets x of each character: @mark_by taken from every wide mark, @gap_by put before every cluster but the first. */
static void
spread (JbTextLines *paragraph, JbTextLine *line, double mark_by, double gap_by)
{
  const Char *chars = paragraph->chars;
  double em = paragraph->style.type.size, x = line->x;

  for (guint i = line->first; i < line->end; i++)
    {
      const Char *c = &chars[i];
      gboolean wide = paragraph->style.chinese && is_wide_mark (paragraph, c);
      double left = 0;

      if (i > line->first && gives (c))
        x += gap_by;
      if (wide && c->kind & OPENING)
        left = i == line->first ? em / 2 : mark_by;
      paragraph->x[i] = (float) (x - left) + c->shift;
      x += c->advance - left - (wide && c->kind & CLOSING && i > line->first ? mark_by : 0);
    }
}

static void
set_line (JbTextLines *paragraph, guint first, guint end, double indent, gboolean last, double tighten)
{
  Measure m = measure (paragraph, first, end);
  double em = paragraph->style.type.size, room = paragraph->style.width - indent, mark_by = 0, gap_by = -tighten * em;
  JbTextLine line = { .first = first, .end = end, .x = indent };

  m.natural += m.gaps * gap_by;
  double natural = m.natural - m.trim;
  if (natural > room && m.squeeze > 0)
    {
      mark_by = MIN (natural - room, m.squeeze) / m.squeeze * MARK_SQUEEZE * em;
      natural -= mark_by / (MARK_SQUEEZE * em) * m.squeeze;
    }
  else if (paragraph->style.align == JB_ALIGN_JUSTIFY && !last && m.gaps > 0)
    {
      /* a full mark at the end may stay full where the line is short */
      double more = (room - natural) / m.gaps;

      if (more <= (paragraph->style.stretch > 0 ? paragraph->style.stretch : JB_STRETCH_MAX) * em)
        {
          gap_by += more;
          natural = room;
          line.justified = TRUE;
        }
    }
  if (mark_by > 0 && paragraph->style.align == JB_ALIGN_JUSTIFY && fabs (natural - room) < 0.01)
    line.justified = TRUE;
  line.width = natural;
  if (paragraph->style.align == JB_ALIGN_RIGHT)
    line.x = paragraph->style.width - natural;
  spread (paragraph, &line, mark_by, gap_by);
  g_array_append_val (paragraph->lines, line);
}

static void
fill (JbTextLines *paragraph, double tighten)
{
  g_array_set_size (paragraph->lines, 0);
  for (guint first = 0; first < paragraph->n_chars;)
    {
      double indent = first == 0 ? paragraph->style.indent : 0;
      guint end = find_end (paragraph, first, paragraph->style.width - indent, tighten);

      set_line (paragraph, first, end, indent, end == paragraph->n_chars, tighten);
      first = end;
    }
}

static gboolean
ends_lonely (const JbTextLines *paragraph)
{
  guint n = 0;

  if (paragraph->lines->len < 2 || !paragraph->style.chinese)
    return FALSE;
  const JbTextLine *line = &g_array_index (paragraph->lines, JbTextLine, paragraph->lines->len - 1);
  for (guint i = line->first; i < line->end; i++)
    n += (paragraph->chars[i].kind & (HAN | WESTERN)) != 0;
  return n < 2;
}

/* 孤字不成行: a paragraph whose last line is one character is tightened, if that helps. */
static void
break_lines (JbTextLines *paragraph)
{
  fill (paragraph, 0);
  if (!ends_lonely (paragraph))
    return;
  for (double tighten = 0.01; tighten <= JB_TIGHTEN_MAX + 1e-9; tighten += 0.02)
    {
      fill (paragraph, tighten);
      if (!ends_lonely (paragraph))
        return;
    }
  fill (paragraph, 0);
}

/* No font has controls: they are set as blanks, of the same one byte. */
static char *
dup_shown (const char *text)
{
  char *shown = g_strdup (text);

  for (char *c = shown; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return shown;
}

/* Cells of a table's row begin at quarters of the width. @text: before its controls became blanks. */
static void
widen_tabs (JbTextLines *paragraph, const char *text)
{
  double stop = paragraph->style.width / TAB_STOPS, x = paragraph->style.indent;

  if (strchr (text, '\t') == NULL)
    return;
  for (guint i = 0; i < paragraph->n_chars; i++)
    {
      Char *c = &paragraph->chars[i];

      if (text[c->start] == '\t')
        {
          c->advance = (float) (ceil ((x + TAB_LEAST) / stop) * stop - x);
          paragraph->chars[i + 1].breaks = i + 1 < paragraph->n_chars;
        }
      x += c->advance;
    }
}

static JbTextLines *
paragraph_start (const JbProse *prose, const JbTextStyle *style)
{
  JbTextLines *paragraph = g_new0 (JbTextLines, 1);

  paragraph->references = 1;
  paragraph->style = *style;
  paragraph->shown = dup_shown (prose->shown);
  paragraph->copy = g_strdup (prose->copy != NULL ? prose->copy : prose->shown);
  paragraph->n_chars = (guint) jb_count_chars (prose->shown, strlen (prose->shown));
  paragraph->chars = g_new0 (Char, paragraph->n_chars + 1);
  paragraph->x = g_new0 (float, paragraph->n_chars + 1);
  paragraph->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (paragraph->items, (GDestroyNotify) clear_item);
  paragraph->lines = g_array_new (FALSE, TRUE, sizeof (JbTextLine));
  return paragraph;
}

JbTextLines *
jb_text_lines_new (const JbProse *prose, const JbTextStyle *style, JbFonts *fonts, PangoContext *context,
                  const char *place, GError **error)
{
  g_return_val_if_fail (prose->shown != NULL, NULL);

  g_autoptr(JbTextLines) paragraph = paragraph_start (prose, style);
  read_chars (paragraph);
  gunichar unknown = shape (paragraph, prose, fonts, context);
  if (unknown != 0)
    {
      if (!find_font (fonts, context, paragraph, place, error))
        return NULL;
      jb_text_lines_free (g_steal_pointer (&paragraph));
      paragraph = paragraph_start (prose, style);
      read_chars (paragraph);
      unknown = shape (paragraph, prose, fonts, context);
      if (unknown != 0 && !refuse_glyph (unknown, place, error))
        return NULL;
    }
  if (style->chinese)
    {
      set_pitch (paragraph);
      space_marks (paragraph);
      forbid_in_numbers (paragraph, prose);
    }
  widen_tabs (paragraph, prose->shown);
  break_lines (paragraph);
  return g_steal_pointer (&paragraph);
}

const JbTextLine *
jb_text_lines_get (const JbTextLines *paragraph, guint *n_lines)
{
  *n_lines = paragraph->lines->len;
  return (const JbTextLine *) (const void *) paragraph->lines->data;
}

gsize
jb_text_lines_get_start (const JbTextLines *paragraph, guint line)
{
  return paragraph->chars[g_array_index (paragraph->lines, JbTextLine, line).first].start;
}

char *
jb_text_lines_dup_line (const JbTextLines *paragraph, guint line)
{
  const JbTextLine *l = &g_array_index (paragraph->lines, JbTextLine, line);
  guint32 start = paragraph->chars[l->first].start;

  return g_strndup (paragraph->shown + start, paragraph->chars[l->end].start - start);
}

gboolean
jb_text_lines_locate (const JbTextLines *paragraph, guint line, gsize start, gsize end, double *left, double *right)
{
  const JbTextLine *l = &g_array_index (paragraph->lines, JbTextLine, line);
  gboolean found = FALSE;

  for (guint i = l->first; i < l->end; i++)
    {
      const Char *c = &paragraph->chars[i];

      if (c->start < start || c->start >= end || c->kind & BLANK)
        continue;
      if (!found)
        *left = paragraph->x[i];
      found = TRUE;
      *right = paragraph->x[i] + c->advance;
    }
  return found;
}

/* The first of an item's glyphs at or behind byte @from; clusters stand in order. */
static int
find_glyph (const Item *item, guint32 from)
{
  int low = 0, high = item->glyphs->num_glyphs;

  while (low < high)
    {
      int middle = (low + high) / 2;

      if (item->start + (guint32) item->glyphs->log_clusters[middle] < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* One item's characters from @first to @end as a run. */
static void
place_run (const JbTextLines *paragraph, const Item *item, guint first, guint end, JbPage *page, JbInk ink)
{
  const Char *chars = paragraph->chars;
  guint32 from = chars[first].start, to = chars[end].start, copy = chars[first].copy;
  g_autoptr(GArray) glyphs = g_array_new (FALSE, TRUE, sizeof (JbPlacedGlyph));
  double origin = paragraph->x[first], pen = 0;
  guint c = first, last = G_MAXUINT;

  for (int g = find_glyph (item, from); g < item->glyphs->num_glyphs; g++)
    {
      const PangoGlyphInfo *info = &item->glyphs->glyphs[g];
      guint32 start = item->start + (guint32) item->glyphs->log_clusters[g];

      if (start >= to)
        break;
      if (info->glyph == PANGO_GLYPH_EMPTY)
        continue;
      while (c + 1 < end && chars[c].start < start)
        c++;
      JbPlacedGlyph placed = { .glyph = info->glyph, .text = chars[c].copy - copy };
      if (c != last)
        {
          guint next = c + 1;

          while (next < end && chars[next].joined)
            next++;
          placed.text_length = chars[next].copy - chars[c].copy;
          pen = 0;
          last = c;
        }
      placed.x = (float) (paragraph->x[c] - origin + pen + info->geometry.x_offset * scale_of (paragraph));
      placed.y = (float) (info->geometry.y_offset * scale_of (paragraph));
      pen += info->geometry.width * scale_of (paragraph);
      g_array_append_val (glyphs, placed);
    }
  if (glyphs->len == 0)
    return;
  ink.run.face = item->face;
  ink.run.size = paragraph->style.type.size;
  ink.run.x += origin;
  ink.run.n_glyphs = glyphs->len;
  ink.run.glyphs = (JbPlacedGlyph *) (void *) g_array_free (g_steal_pointer (&glyphs), FALSE);
  ink.run.text = g_strndup (paragraph->copy + copy, chars[end].copy - copy);
  g_array_append_val (page->ink, ink);
}

void
jb_text_lines_place (const JbTextLines *paragraph, guint line, JbPage *page, int element, JbArtifact artifact, double x,
                    double y)
{
  const JbTextLine *l = &g_array_index (paragraph->lines, JbTextLine, line);
  JbInk ink = { .kind = JB_INK_GLYPHS, .element = element, .artifact = artifact, .colour = paragraph->style.type.colour };

  ink.run.x = x;
  ink.run.y = y;
  for (guint i = 0; i < paragraph->items->len; i++)
    {
      const Item *item = &g_array_index (paragraph->items, Item, i);
      guint first = MAX (item->first, l->first), end = MIN (item->first + item->n, l->end);

      if (first < end && item->face != NULL)
        place_run (paragraph, item, first, end, page, ink);
    }
}

JbTextLines *
jb_text_lines_ref (JbTextLines *paragraph)
{
  paragraph->references++;
  return paragraph;
}

void
jb_text_lines_free (JbTextLines *paragraph)
{
  if (paragraph == NULL || --paragraph->references > 0)
    return;
  g_array_unref (paragraph->items);
  g_array_unref (paragraph->lines);
  g_free (paragraph->shown);
  g_free (paragraph->copy);
  g_free (paragraph->chars);
  g_free (paragraph->x);
  g_free (paragraph);
}
