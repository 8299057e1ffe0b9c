/* Lines: cut at line ends, with hard-wrapped ones joined, since a report's line is its paragraph.
 *
 *   ……大力推进政务公开，主动公     is 40 columns wide, as most lines that do not end a sentence:
 *   开信息1200条。                 so the two are one line
 */
#include "jb-report-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_WRAP_WIDTH 400u
#define MIN_WRAP_WIDTH 40u
#define MIN_PARTED_CHARS 8u /* of a line that ends between a number and its unit */
#define MIN_BROKEN_WIDTH 66u /* a longer line without an end of sentence is no heading */
#define MAX_ROW_CHARS 60u /* of a row with one bar */
#define WRAP_SLACK 5u /* columns that a line may fall short by: a word or a mark that did not fit */

typedef struct
{
  JbSpan   raw, span;
  guint    width, n_chars;
  gboolean indented, table, number_like, terminated;
  gboolean blank_before;
  guint8   markup, bold;
} RawLine;

gboolean
jb_is_stop (gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == 0xFF61;
}

gboolean
jb_is_closing (gunichar c)
{
  return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 || c == ')' || c == 0x300B
         || c == 0x3011 || c == '"';
}

static gboolean
is_ignorable (gunichar c)
{
  return jb_is_blank (c) || c == '\n' || c == '\r' || c == 0xFEFF || c == 0x200B || c == '\f' || c == '\v' || c == 0x2028
         || c == 0x2029 || c == 0x85;
}

JbSpan
jb_text_trim (const char *text, JbSpan span)
{
  while (span.start < span.end && is_ignorable (g_utf8_get_char (text + span.start)))
    span.start = (gsize) (g_utf8_next_char (text + span.start) - text);
  while (span.start < span.end)
    {
      const char *last = g_utf8_prev_char (text + span.end);
      if (!is_ignorable (g_utf8_get_char (last)))
        break;
      span.end = (gsize) (last - text);
    }
  return span;
}

gunichar
jb_text_last_char (const char *text, JbSpan span)
{
  return span.start < span.end ? g_utf8_get_char (g_utf8_prev_char (text + span.end)) : 0;
}

gboolean
jb_text_starts (const char *text, JbSpan span, const char *word)
{
  gsize length = strlen (word);
  return jb_span_length (span) >= length && memcmp (text + span.start, word, length) == 0;
}

gboolean
jb_text_ends (const char *text, JbSpan span, const char *word)
{
  gsize length = strlen (word);
  return jb_span_length (span) >= length && memcmp (text + span.end - length, word, length) == 0;
}

/* Ends as a sentence does: 。！？；： and those before a closing mark. */
static gboolean
is_terminated (const char *text, JbSpan span)
{
  gunichar c = jb_text_last_char (text, span);

  if (jb_is_closing (c) && c != 0xFF09 && c != ')' && c != 0x300B)
    {
      JbSpan before = { span.start, (gsize) (g_utf8_prev_char (text + span.end) - text) };
      return jb_is_stop (jb_text_last_char (text, before));
    }
  return jb_is_stop (c) || c == 0xFF1B || c == ';' || c == 0xFF1A || c == ':' || c == 0x2026;
}

static gboolean
is_number_like (const char *text, JbSpan span)
{
  JbEnumerator number;
  return jb_enumerator_parse (text + span.start, text + span.end, &number) && !jb_form_is_item (number.form);
}

/* Cells parted by tab or |: two filled ones at least. A tab behind a heading's number parts no cells. */
static gboolean
is_table_row (const char *text, JbSpan span)
{
  guint n_bars = 0, n_tabs = 0;

  for (const char *at = text + span.start; at < text + span.end; at++)
    {
      n_bars += *at == '|';
      n_tabs += *at == '\t';
    }
  if (n_bars == 0 && n_tabs == 0)
    return FALSE;
  if (n_bars >= 2 || text[span.start] == '|' || n_tabs >= 2)
    return TRUE;
  return n_tabs == 1 && !is_number_like (text, span);
}

/* 行政许可 | 120: one bar with words on both sides. @number: (out): a number opens what stands behind it. */
static gboolean
has_one_bar (const char *text, const RawLine *line, gboolean *number)
{
  const char *bar = memchr (text + line->span.start, '|', jb_span_length (line->span));

  *number = FALSE;
  if (bar == NULL || line->table || line->terminated || line->n_chars > MAX_ROW_CHARS)
    return FALSE;
  JbSpan before = jb_text_trim (text, (JbSpan) { line->span.start, (gsize) (bar - text) });
  JbSpan behind = jb_text_trim (text, (JbSpan) { (gsize) (bar - text) + 1, line->span.end });
  if (jb_span_length (before) == 0 || jb_span_length (behind) == 0)
    return FALSE;
  gunichar c = jb_to_half_width (g_utf8_get_char (text + behind.start));
  *number = c >= '0' && c <= '9';
  return jb_han_is (g_utf8_get_char (text + before.start));
}

/* Rows with one bar: those with a number behind it, and the head above them. */
static void
mark_one_bar_rows (const char *text, GArray *lines)
{
  gboolean below = FALSE;

  for (guint i = lines->len; i > 0; i--)
    {
      RawLine *line = &g_array_index (lines, RawLine, i - 1);
      gboolean number = FALSE, bar = has_one_bar (text, line, &number);
      gboolean row = bar && (number || below);
      below = row && number && !line->blank_before;
      line->table |= row;
    }
}

static void
strip_markup (const char *text, RawLine *line)
{
  gsize depth = 0;

  while (line->span.start + depth < line->span.end && text[line->span.start + depth] == '#' && depth < 7)
    depth++;
  if (depth >= 1 && depth <= 6 && line->span.start + depth < line->span.end && text[line->span.start + depth] == ' ')
    {
      line->markup = (guint8) depth;
      line->span.start += depth;
      line->span = jb_text_trim (text, line->span);
      while (line->span.end > line->span.start && text[line->span.end - 1] == '#')
        line->span.end--;
      line->span = jb_text_trim (text, line->span);
    }
  if (jb_span_length (line->span) > 4 && memcmp (text + line->span.start, "**", 2) == 0
      && memcmp (text + line->span.end - 2, "**", 2) == 0)
    {
      line->bold = TRUE;
      line->span.start += 2;
      line->span.end -= 2;
      line->span = jb_text_trim (text, line->span);
    }
}

static void
measure_line (const char *text, RawLine *line)
{
  for (const char *at = text + line->span.start; at < text + line->span.end; at = g_utf8_next_char (at))
    {
      line->n_chars++;
      line->width += (guchar) *at < 0x80 ? 1 : 2;
    }
  line->indented = line->span.start > line->raw.start;
  line->terminated = is_terminated (text, line->span);
  line->table = is_table_row (text, line->span);
  strip_markup (text, line);
  line->number_like = is_number_like (text, line->span);
}

/* Length of the line end at @at, 0 where there is none. */
static gsize
line_end_length (const char *text, gsize at, gsize length)
{
  if (text[at] == '\r')
    return at + 1 < length && text[at + 1] == '\n' ? 2 : 1;
  return text[at] == '\n' || text[at] == '\f' ? 1 : 0;
}

static GArray *
cut_raw_lines (const char *text, gsize length, GArray *line_starts)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (RawLine));
  gboolean blank_before = FALSE;
  gsize start = 0;

  for (gsize at = 0; at <= length; at++)
    {
      gsize end_length = at < length ? line_end_length (text, at, length) : 1;
      if (end_length == 0)
        continue;
      g_array_append_val (line_starts, start);
      RawLine line = { .raw = { start, at }, .blank_before = blank_before };
      line.span = jb_text_trim (text, line.raw);
      blank_before = line.span.start == line.span.end;
      if (!blank_before)
        {
          measure_line (text, &line);
          if (line.span.start < line.span.end)
            g_array_append_val (lines, line);
        }
      at += end_length - 1;
      start = at + 1;
    }
  mark_one_bar_rows (text, lines);
  return lines;
}

/* The width that lines were broken at: the one that most lines without an end of sentence come near. 0: none. */
static guint
find_wrap_width (const GArray *lines)
{
  guint counts[MAX_WRAP_WIDTH + 1] = { 0 }, best = 0, best_count = 2, n_wider = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const RawLine *line = &g_array_index (lines, RawLine, i);
      if (!line->terminated && !line->table && line->width <= MAX_WRAP_WIDTH)
        counts[line->width]++;
    }
  for (guint width = MIN_WRAP_WIDTH; width <= MAX_WRAP_WIDTH; width++)
    {
      guint sum = 0;
      for (guint slack = 0; slack <= WRAP_SLACK; slack++)
        sum += counts[width - slack];
      if (sum > best_count || (sum == best_count && best != 0 && counts[width] > 0))
        {
          best = width;
          best_count = sum;
        }
    }
  for (guint i = 0; best != 0 && i < lines->len; i++)
    n_wider += g_array_index (lines, RawLine, i).width > best + WRAP_SLACK;
  return n_wider * 10 > best_count ? 0 : best;
}

static gboolean
uses_indents (const GArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_array_index (lines, RawLine, i).indented ? 1 : 0;
  return n > 0 && n * 10 < lines->len * 7;
}

static gboolean
goes_on_after (gunichar c)
{
  return c == 0xFF0C || c == ',' || c == 0x3001 || c == 0xFF08 || c == '(' || c == 0x300A || c == 0x201C;
}

/* 新增就业 3.42 | 万人，完成…: a line that ends in a number whose unit opens the next. */
static gboolean
parts_quantity (const char *text, const RawLine *last, const RawLine *next)
{
  static const char *const units[] = { "万", "亿", "元", "%", "％", "‰", "个百分点", "千瓦", "平方", "公里", "吨", "亩" };
  gunichar c = jb_to_half_width (jb_text_last_char (text, last->span));

  if (!(c >= '0' && c <= '9') || last->number_like || last->n_chars < MIN_PARTED_CHARS || next->n_chars < 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (jb_text_starts (text, next->span, units[i]))
      return TRUE;
  return FALSE;
}

/* A line too long for a heading that stops inside a sentence, where no width tells. */
static gboolean
breaks_words (const char *text, const RawLine *last, const RawLine *next)
{
  JbEnumerator number;
  gunichar c = jb_text_last_char (text, last->span);

  return last->width >= MIN_BROKEN_WIDTH && !last->terminated && !next->indented && (jb_han_is (c) || (c >= '0' && c <= '9'))
         && !jb_enumerator_parse (text + next->span.start, text + next->span.end, &number);
}

static gboolean
continues (const char *text, const RawLine *last, const RawLine *next, guint wrap, gboolean indents)
{
  if (next->blank_before || next->table || last->table || next->markup != 0 || last->markup != 0 || next->bold || last->bold)
    return FALSE;
  if (parts_quantity (text, last, next))
    return TRUE;
  if (next->number_like && !(wrap != 0 && goes_on_after (jb_text_last_char (text, last->span))))
    return FALSE;
  if (indents && next->indented)
    return FALSE;
  if (wrap == 0 && breaks_words (text, last, next))
    return TRUE;
  if (wrap == 0)
    return goes_on_after (jb_text_last_char (text, last->span)) && last->width >= MIN_WRAP_WIDTH;
  if (last->width + WRAP_SLACK < wrap || last->width > wrap + WRAP_SLACK)
    return FALSE;
  return !last->terminated || (indents && !next->indented);
}

static void
append_line (GArray *lines, const char *text, const RawLine *raw)
{
  JbLine line = { .span = raw->span, .kind = raw->table ? JB_LINE_TABLE : JB_LINE_TEXT, .n_chars = raw->n_chars,
                  .markup = raw->markup, .bold = raw->bold, .terminated = raw->terminated,
                  .blank_before = raw->blank_before };

  line.has_number = !raw->table
                    && jb_enumerator_parse (text + line.span.start, text + line.span.end, &line.number);
  g_array_append_val (lines, line);
}

GArray *
jb_lines_cut (const char *text, gsize length, GArray *line_starts)
{
  g_autoptr(GArray) raw = cut_raw_lines (text, length, line_starts);
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (JbLine));
  guint wrap = find_wrap_width (raw);
  gboolean indents = wrap != 0 && uses_indents (raw);

  for (guint i = 0; i < raw->len; i++)
    {
      const RawLine *line = &g_array_index (raw, RawLine, i);
      if (i > 0 && continues (text, line - 1, line, wrap, indents))
        {
          JbLine *last = &g_array_index (lines, JbLine, lines->len - 1);
          last->span.end = line->span.end;
          last->n_chars += line->n_chars;
          last->terminated = line->terminated;
          continue;
        }
      append_line (lines, text, line);
    }
  return lines;
}
