/* Headings of a report, and how deep they stand.
 *
 *   一、主要工作            level 1   id "1"
 *   （一）政务公开          level 2   id "1.1"
 *   一是……                  level 3   id "1.1.1", a run-in heading: it ends before its full stop
 *
 * Levels come from the order in which forms first nest, not from the form: 1. may stand under （一） or under 一、.
 * A form that is open already ends what stands below it; a form that is not opens a level, unless the series that is
 * open does not go on after it. A heading without number is the parent of the series that begins below it. */
#include "jb-report-private.h"

#include "jb-error.h"
#include "jb-han.h"

#include <string.h>

#define N_FORMS 256u
#define MAX_PLAIN_CHARS 30u
#define MAX_RUN_IN_COLON_CHARS 24u
#define MAX_RUN_IN_BLANK_CHARS 25u
#define MAX_GLUED_CHARS 24u
#define MIN_BODY_CHARS 15u

typedef struct
{
  guint form, value, section, line, n_children, last_id;
  gboolean inside; /* opened inside a line */
} Level;

typedef struct
{
  JbReport *report;
  const char *text;
  GArray   *lines, *candidates;
  Level     stack[JB_REPORT_MAX_DEPTH + 1];
  guint     depth;          /* stack[0] is the report itself */
  guint     form_level[N_FORMS]; /* of each numbered form, once seen; 0: not yet */
  guint     form_value[N_FORMS]; /* of each form: value of its last heading; 0: none yet */
  guint32  *next_value;     /* of each candidate: value of the next candidate of its form; 0: none */
  guint32  *next_number;    /* of each candidate: index of the next numbered one at a line's start that is no item */
  gboolean  has_headings;   /* a line opens with a number that is no item, or is a heading without number */
  GError  **error;
} Outline;

static JbCandidate *
candidate_at (const GArray *candidates, guint i)
{
  return &g_array_index (candidates, JbCandidate, i);
}

static const JbLine *
line_at (const GArray *lines, guint i)
{
  return &g_array_index (lines, JbLine, i);
}

/* ---- candidates ---- */

static gboolean
opens_candidate (gunichar c)
{
  c = jb_to_half_width (c);
  return c == '(' || (c >= '1' && c <= '9') || c == 0x5341 || c == 0x7B2C || c == 0x9996 || c == 0x5176 || c == 0x518D
         || c == 0x6700 || (c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3229)
         || (c >= 0x4E00 && c <= 0x56DB && (c == 0x4E00 || c == 0x4E8C || c == 0x4E09 || c == 0x56DB)) || c == 0x4E94
         || c == 0x516D || c == 0x4E03 || c == 0x516B || c == 0x4E5D;
}

/* Behind which a number may open: @strong after a sentence, else also after a comma (items alone). */
static gboolean
is_boundary (gunichar c, gboolean *strong)
{
  *strong = jb_is_stop (c) || c == 0xFF1B || c == ';' || c == 0xFF1A || c == ':';
  return *strong || c == 0xFF0C || c == ',';
}

static void
add_candidate (GArray *candidates, gsize start, guint line, const JbEnumerator *number, gboolean at_line_start)
{
  JbCandidate candidate = { .start = start, .line = line, .form = number->form, .value = number->value,
                            .number_end = start + number->number_end, .heading = start + number->heading,
                            .section = -1, .at_line_start = at_line_start };
  g_array_append_val (candidates, candidate);
}

static gboolean
may_stand_inside (guint form, gboolean strong, gunichar before)
{
  if (jb_form_is_item (form))
    return TRUE;
  if (form == JB_FORM_ARABIC && (before == ':' || before == 0xFF1A))
    return TRUE;
  return strong && (form == JB_FORM_HAN || form == JB_FORM_HAN_PAREN || form == JB_FORM_ARABIC
                    || form == JB_FORM_ARABIC_PAREN || form == JB_FORM_CIRCLED);
}

static void
scan_line (GArray *candidates, const char *text, const JbLine *line, guint index)
{
  const char *end = text + line->span.end, *at = text + line->span.start;
  gboolean boundary = FALSE, strong = FALSE;
  gunichar before = 0;
  guint n_open = 0; /* characters that a title without a mark behind it may still have before （一） */

  if (line->has_number)
    {
      n_open = line->number.form == JB_FORM_HAN ? MAX_GLUED_CHARS : 0;
      add_candidate (candidates, line->span.start, index, &line->number, TRUE);
      at += MAX (line->number.heading, 1);
      boundary = FALSE;
    }
  if (jb_words_begin (JB_WORDS_NOTE, text, line->span))
    return;
  while (at < end)
    {
      gunichar c = g_utf8_get_char (at);
      JbEnumerator number;
      if (boundary && opens_candidate (c) && jb_enumerator_parse (at, end, &number)
          && may_stand_inside (number.form, strong, before))
        {
          add_candidate (candidates, (gsize) (at - text), index, &number, FALSE);
          n_open = number.form == JB_FORM_HAN ? MAX_GLUED_CHARS : 0;
          at += number.heading;
          boundary = FALSE;
          continue;
        }
      if (n_open > 0 && (c == '(' || c == 0xFF08) && jb_enumerator_parse (at, end, &number)
          && number.form == JB_FORM_HAN_PAREN && number.value == 1)
        add_candidate (candidates, (gsize) (at - text), index, &number, FALSE);
      n_open = n_open > 0 && (jb_han_is (c) || jb_is_blank (c)) ? n_open - 1 : 0;
      if (!jb_is_blank (c) && c != '\n' && c != '\r' && !(boundary && jb_is_closing (c)))
        {
          boundary = is_boundary (c, &strong);
          before = c;
        }
      at = g_utf8_next_char (at);
    }
}

/* ---- headings without number ---- */

/* Han enough, no mark that parts sentences, no figures but years. */
static gboolean
reads_as_heading (const char *text, const JbLine *line)
{
  guint n_han = 0, n_commas = 0, n_digits = 0, n_years = 0;
  gunichar last = 0;

  for (const char *at = text + line->span.start; at < text + line->span.end; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));
      n_han += jb_han_is (c) ? 1 : 0;
      if (c == 0x3002 || c == ';' || c == ':' || c == '!' || c == '?' || c == '%' || c == '|' || c == '=' || c == '/')
        return FALSE;
      n_commas += c == ',' ? 1 : 0;
      if (c >= '0' && c <= '9')
        n_digits++;
      else if (n_digits > 0)
        {
          if (n_digits != 4 || c != 0x5E74) /* 年 */
            return FALSE;
          n_years++;
          n_digits = 0;
        }
      last = c;
    }
  return n_han >= 2 && n_commas <= 1 && n_digits == 0 && n_years <= 2 && last != ',' && last != 0x3001 && last != 0x201D;
}

static gboolean
is_caption (const char *text, const JbLine *line)
{
  const char *at = text + line->span.start, *end = text + line->span.end;
  gunichar c = g_utf8_get_char (at);

  if (c == 0x56FE || c == 0x8868) /* 图 表 */
    for (at = g_utf8_next_char (at); at < end; at = g_utf8_next_char (at))
      {
        c = jb_to_half_width (g_utf8_get_char (at));
        if (!jb_is_blank (c))
          return (c >= '0' && c <= '9') || jb_han_number_parse (at, end, &(gsize) { 0 }) != 0 || c == ':';
      }
  return jb_words_begin (JB_WORDS_NOTE, text, line->span);
}

static gboolean
is_running_text (const JbLine *line)
{
  return line->kind == JB_LINE_TEXT && ((line->terminated && line->n_chars >= MIN_BODY_CHARS) || line->n_chars > 60);
}

/* Two short lines, each between blank lines, and text below: a heading and the first below it. */
static gboolean
heads_a_heading (const char *text, const GArray *lines, guint i)
{
  const JbLine *line = line_at (lines, i), *next = line_at (lines, i + 1);

  return i + 2 < lines->len && line->blank_before && next->blank_before && next->kind == JB_LINE_TEXT && !next->terminated
         && next->n_chars <= MAX_PLAIN_CHARS && !is_caption (text, next) && reads_as_heading (text, next)
         && is_running_text (line_at (lines, i + 2));
}

/* A short line on its own, with text or a series below it. */
static gboolean
is_plain_heading (const char *text, const GArray *lines, guint i)
{
  const JbLine *line = line_at (lines, i);
  const JbLine *next = i + 1 < lines->len ? line_at (lines, i + 1) : NULL;
  const JbLine *last = i > 0 ? line_at (lines, i - 1) : NULL;

  if (line->kind != JB_LINE_TEXT || line->has_number)
    return FALSE;
  if (line->markup > 0)
    return TRUE;
  if (line->n_chars > MAX_PLAIN_CHARS || line->terminated || is_caption (text, line) || !reads_as_heading (text, line))
    return FALSE;
  if (next == NULL || !(is_running_text (next) || (next->kind == JB_LINE_TEXT && next->has_number)
                        || heads_a_heading (text, lines, i)))
    return FALSE;
  return last == NULL || last->kind == JB_LINE_TITLE || last->kind == JB_LINE_FRONT || last->terminated || last->has_number
         || last->plain_heading || last->n_chars > 60 || (last->kind == JB_LINE_TABLE && line->blank_before);
}

static void
find_candidates (Outline *outline)
{
  for (guint i = 0; i < outline->lines->len; i++)
    {
      JbLine *line = &g_array_index (outline->lines, JbLine, i);
      if (line->kind != JB_LINE_TEXT)
        continue;
      if (line->markup > 0 && line->has_number)
        {
          JbEnumerator number = line->number;
          number.form = JB_FORM_MARKUP + line->markup - 1u;
          add_candidate (outline->candidates, line->span.start, i, &number, TRUE);
        }
      else if (is_plain_heading (outline->text, outline->lines, i))
        {
          guint form = jb_text_starts (outline->text, line->span, "——") ? JB_FORM_DASH : JB_FORM_PLAIN;
          JbEnumerator none = { .form = line->markup > 0 ? JB_FORM_MARKUP + line->markup - 1u : form };
          line->plain_heading = TRUE;
          add_candidate (outline->candidates, line->span.start, i, &none, TRUE);
        }
      else
        scan_line (outline->candidates, outline->text, line, i);
    }
}

static void
look_ahead (Outline *outline)
{
  guint n = outline->candidates->len;
  guint32 next_value[N_FORMS] = { 0 }, next_number = G_MAXUINT32;

  outline->next_value = g_new0 (guint32, n + 1);
  outline->next_number = g_new0 (guint32, n + 1);
  for (guint i = n; i > 0; i--)
    {
      const JbCandidate *candidate = candidate_at (outline->candidates, i - 1);
      gboolean numbered = candidate->form < JB_FORM_PLAIN;
      outline->next_value[i - 1] = next_value[candidate->form % N_FORMS];
      outline->next_number[i - 1] = next_number;
      next_value[candidate->form % N_FORMS] = candidate->value;
      if (numbered && candidate->at_line_start)
        next_number = i - 1;
      outline->has_headings |= candidate->at_line_start && !jb_form_is_item (candidate->form);
      if (!jb_form_is_item (candidate->form) && candidate->at_line_start)
        memset (next_value + JB_FORM_SHI, 0, (N_FORMS - JB_FORM_SHI) * sizeof *next_value);
    }
}

/* ---- levels ---- */

/* Place in the stack of an open @form; 0: it is not open. */
static guint
find_open (const Outline *outline, guint form)
{
  for (guint i = outline->depth; i > 0; i--)
    if (outline->stack[i].form == form)
      return i;
  return 0;
}

static gboolean
is_decimal (guint form)
{
  return form >= JB_FORM_DECIMAL && form < JB_FORM_PLAIN;
}

/* Whether the series open at @level goes on behind candidate @i. */
static gboolean
series_goes_on (const Outline *outline, guint level, guint i)
{
  const Level *open = &outline->stack[level];

  for (guint k = outline->next_number[i], n = 0; k != G_MAXUINT32 && n < 64; k = outline->next_number[k], n++)
    {
      const JbCandidate *next = candidate_at (outline->candidates, k);
      if (next->form == open->form)
        return next->value == open->value + 1;
    }
  return FALSE;
}

/* How many levels stay open when numbered candidate @i comes. */
static guint
levels_above_number (const Outline *outline, guint i)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  guint open = find_open (outline, candidate->form);

  if (open > 0)
    {
      gboolean restarts = candidate->value == 1 && outline->stack[open].value >= 1;
      gboolean under_plain = outline->depth > open && outline->stack[outline->depth].form >= JB_FORM_PLAIN
                             && outline->stack[outline->depth].form < JB_FORM_SHI;
      if (!(restarts && under_plain && series_goes_on (outline, open, i)))
        return open - 1;
      return outline->depth;
    }
  guint depth = outline->depth;
  while (depth > 0 && jb_form_is_item (outline->stack[depth].form)
         && (candidate->form <= JB_FORM_HAN_PAREN || (candidate->at_line_start && outline->stack[depth].inside)))
    depth--;
  if (is_decimal (candidate->form))
    return depth;
  while (depth > 0 && outline->stack[depth].form < JB_FORM_PLAIN && candidate->form < outline->stack[depth].form
         && !series_goes_on (outline, depth, i))
    depth--;
  return depth;
}

static guint
depth_without_items (const Outline *outline)
{
  guint depth = outline->depth;

  while (depth > 0 && jb_form_is_item (outline->stack[depth].form))
    depth--;
  return depth;
}

/* The line before is the heading without number that is open, with nothing between. */
static gboolean
stands_right_below_plain (const Outline *outline, guint i)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  const JbCandidate *last = i > 0 ? candidate_at (outline->candidates, i - 1) : NULL;

  return last != NULL && last->form == JB_FORM_PLAIN && last->section >= 0 && last->line + 1 == candidate->line
         && outline->depth > 0 && outline->stack[outline->depth].section == (guint) last->section
         && line_at (outline->lines, candidate->line)->blank_before;
}

/* Whether @line ends with the two characters that the heading of the level ends with: 声环境 beside 水环境. */
static gboolean
ends_like (const Outline *outline, const JbLine *line, guint level)
{
  JbSpan own = line->span, other = line_at (outline->lines, outline->stack[level].line)->span;
  gsize n = 2 * strlen ("境");

  return jb_span_length (own) > n && jb_span_length (other) > n
         && strncmp (outline->text + own.end - n, outline->text + other.end - n, n) == 0;
}

/* Two headings without number stand open, one below the other, the lower at @plain: candidate @i goes beside the upper
 * where it has parts of its own right below it, or is named like it. */
static gboolean
stands_beside_outer (const Outline *outline, guint i, guint plain)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  const JbCandidate *next = i + 1 < outline->candidates->len ? candidate_at (outline->candidates, i + 1) : NULL;
  const JbLine *line = line_at (outline->lines, candidate->line);

  if (next != NULL && next->line == candidate->line + 1 && next->at_line_start
      && (next->form == JB_FORM_PLAIN || (next->form < JB_FORM_PLAIN && next->value == 1)))
    return TRUE;
  return ends_like (outline, line, plain - 1) && !ends_like (outline, line, plain);
}

/* —— opens the parts of what stands above it; another heading without number ends them. */
static guint
levels_above_plain (const Outline *outline, guint i)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  const JbLine *line = line_at (outline->lines, candidate->line);
  guint next = outline->next_number[i];

  if (candidate->form == JB_FORM_DASH)
    return find_open (outline, JB_FORM_DASH) > 0 ? find_open (outline, JB_FORM_DASH) - 1 : depth_without_items (outline);
  if (candidate->form >= JB_FORM_MARKUP)
    {
      guint depth = outline->depth;
      while (depth > 0 && !(outline->stack[depth].form >= JB_FORM_MARKUP && outline->stack[depth].form < candidate->form))
        depth--;
      return depth;
    }
  if (jb_words_equal (JB_WORDS_OUTER, outline->text, line->span))
    return 0;
  if (stands_right_below_plain (outline, i))
    return outline->depth;
  if (next != G_MAXUINT32)
    {
      const JbCandidate *number = candidate_at (outline->candidates, next);
      guint open = find_open (outline, number->form);
      gboolean continues = open > 0 && number->value == outline->stack[open].value + 1;
      guint plain = find_open (outline, JB_FORM_PLAIN);
      if (number->value == 1 && open > 0)
        return plain > 0 && plain < open ? plain - 1 : open - 1;
      if (continues)
        return plain > open ? plain - 1 : outline->depth;
    }
  guint plain = find_open (outline, JB_FORM_PLAIN);
  if (plain > 1 && outline->stack[plain - 1].form == JB_FORM_PLAIN && stands_beside_outer (outline, i, plain))
    return plain - 2;
  if (plain > 0)
    return plain - 1;
  if (find_open (outline, JB_FORM_DASH) > 0)
    return find_open (outline, JB_FORM_DASH) - 1;
  return outline->depth;
}

static char *
make_id (const Outline *outline, const Level *parent, guint ordinal)
{
  const JbSection *section = &g_array_index (outline->report->sections, JbSection, parent->section);
  return parent->form == 0 ? g_strdup_printf ("%u", ordinal) : g_strdup_printf ("%s.%u", section->id, ordinal);
}

/* A form keeps the level at which it first stood: where 一是 is level 3 under （一）, it is level 3 right under 三、 too. */
static guint
level_of (Outline *outline, guint form, guint depth)
{
  guint above = depth == 0 ? 0
                           : g_array_index (outline->report->sections, JbSection, outline->stack[depth].section).level;
  gboolean numbered = form < JB_FORM_PLAIN || jb_form_is_item (form);
  guint *known = &outline->form_level[form % N_FORMS];

  if (!numbered)
    return above + 1;
  if (*known == 0)
    *known = above + 1;
  return MAX (*known, above + 1);
}

static gboolean
append_section (Outline *outline, JbCandidate *candidate, guint depth)
{
  GArray *sections = outline->report->sections;

  guint level = depth < JB_REPORT_MAX_DEPTH ? level_of (outline, candidate->form, depth) : depth + 1;

  if (level > JB_REPORT_MAX_DEPTH || sections->len >= JB_REPORT_MAX_SECTIONS)
    {
      g_set_error (outline->error, JB_ERROR, JB_ERROR_LIMIT,
                   level > JB_REPORT_MAX_DEPTH ? "headings are nested deeper than %u: number them less deeply"
                                                : "there are more than %u headings: part the report",
                   level > JB_REPORT_MAX_DEPTH ? JB_REPORT_MAX_DEPTH : JB_REPORT_MAX_SECTIONS);
      return FALSE;
    }
  Level *parent = &outline->stack[depth];
  guint ordinal = candidate->value > parent->last_id && candidate->value < JB_VALUE_LAST ? candidate->value
                                                                                         : parent->last_id + 1;
  JbSection section = { .id = make_id (outline, parent, ordinal), .level = level,
                        .parent = depth == 0 ? -1 : (int) parent->section };
  parent->last_id = ordinal;
  candidate->section = (int) sections->len;
  g_array_append_val (sections, section);
  outline->form_value[candidate->form % N_FORMS] = candidate->value;
  outline->depth = depth + 1;
  outline->stack[depth + 1] = (Level) { .form = candidate->form, .value = candidate->value,
                                        .section = (guint) candidate->section, .line = candidate->line,
                                        .inside = !candidate->at_line_start };
  return TRUE;
}

/* Whether a numbered candidate is a heading: alone on its line, or one of a series. */
static gboolean
is_heading (const Outline *outline, guint i)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  const JbLine *line = line_at (outline->lines, candidate->line);
  guint open = find_open (outline, candidate->form);
  gboolean continues = open > 0 && candidate->value == outline->stack[open].value + 1;
  gboolean begins = candidate->value == 1 && outline->next_value[i] == 2;

  /* 1. and 2. under （一）, 3. under （二） */
  continues |= open == 0 && candidate->form == JB_FORM_ARABIC && candidate->at_line_start && candidate->value > 1
               && candidate->value == outline->form_value[candidate->form] + 1;
  if (candidate->heading >= line->span.end)
    return FALSE;
  if (!candidate->at_line_start)
    return continues || (begins && candidate_at (outline->candidates, i)->form != JB_FORM_HAN)
           || (begins && candidate->form == JB_FORM_HAN);
  if (candidate->form <= JB_FORM_SECTION)
    return !line->terminated || line->n_chars < 40 || begins || continues;
  if (candidate->form <= JB_FORM_HAN_PAREN)
    return TRUE;
  if (candidate->form == JB_FORM_BARE)
    return (continues || begins) && !line->terminated && line->n_chars <= MAX_PLAIN_CHARS;
  if (continues || begins)
    return TRUE;
  return line->n_chars <= 40 + (is_decimal (candidate->form) ? candidate->number_end - candidate->start : 0) && !line->terminated
         && (candidate->value == 1 || (open > 0 && candidate->value > outline->stack[open].value));
}

static guint
levels_above_item (const Outline *outline, guint form)
{
  guint open = find_open (outline, form);
  return open > 0 ? open - 1 : outline->depth;
}

static gboolean
is_item_of_series (const Outline *outline, guint i)
{
  const JbCandidate *candidate = candidate_at (outline->candidates, i);
  guint open = find_open (outline, candidate->form);

  if (outline->depth == 0 && outline->has_headings)
    return FALSE; /* a series in the preamble is none of the report's parts */
  if (candidate->value == 1)
    return outline->next_value[i] == 2 || (candidate->form == JB_FORM_FIRST && outline->next_value[i] != 0);
  return open > 0 && candidate->value > outline->stack[open].value && candidate->value < outline->stack[open].value + 3
         + (candidate->value == JB_VALUE_LAST ? JB_VALUE_LAST : 0);
}

static gboolean
place_candidate (Outline *outline, guint i)
{
  JbCandidate *candidate = candidate_at (outline->candidates, i);

  if (jb_form_is_item (candidate->form))
    return !is_item_of_series (outline, i)
           || append_section (outline, candidate, levels_above_item (outline, candidate->form));
  if (candidate->form >= JB_FORM_PLAIN)
    return append_section (outline, candidate, levels_above_plain (outline, i));
  return !is_heading (outline, i) || append_section (outline, candidate, levels_above_number (outline, i));
}

/* ---- where headings end ---- */

static gboolean
is_trailing (gunichar c)
{
  return c == 0x3002 || c == 0xFF1B || c == ';' || c == 0xFF1A || c == ':' || c == 0xFF0C || c == ',' || c == 0x3001
         || c == '*' || jb_is_blank (c) || c == '\n' || c == '\r';
}

static gsize
strip_end (const char *text, gsize start, gsize end)
{
  while (end > start)
    {
      const char *last = g_utf8_prev_char (text + end);
      if (!is_trailing (g_utf8_get_char (last)))
        break;
      end = (gsize) (last - text);
    }
  return end;
}

/* End of the words that a run-in heading has: its first sentence, or what stands before a colon or a wide blank. */
static gsize
find_run_in_end (const char *text, gsize start, gsize limit, gboolean item)
{
  gsize colon = 0, blank = 0;
  guint n = 0, brackets = 0, n_marks = 0;

  for (const char *at = text + start; at < text + limit; at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);
      gsize here = (gsize) (at - text);
      if (c == 0xFF08 || c == '(' || c == 0x300A)
        brackets++;
      else if ((c == 0xFF09 || c == ')' || c == 0x300B) && brackets > 0)
        brackets--;
      if ((brackets == 0 || n > 120) && (jb_is_stop (c) || (c == 0xFF1B && item)))
        {
          if (colon != 0)
            return colon;
          return blank != 0 ? blank : here;
        }
      if ((c == 0xFF1A || c == ':') && !item && colon == 0 && blank == 0 && n_marks == 0 && n <= MAX_RUN_IN_COLON_CHARS
          && brackets == 0)
        colon = here;
      if (jb_is_blank (c) && !item && colon == 0 && blank == 0 && n_marks == 0 && n >= 4 && n <= MAX_RUN_IN_BLANK_CHARS)
        blank = here;
      n_marks += c == 0xFF0C || c == ',' || c == 0xFF1B || c == 0x3002;
    }
  return colon != 0 ? colon : limit;
}

static void
end_heading (const Outline *outline, JbCandidate *candidate, gsize limit)
{
  const char *text = outline->text;
  gboolean numbered = candidate->form < JB_FORM_PLAIN || jb_form_is_item (candidate->form);
  gsize end = numbered ? find_run_in_end (text, candidate->heading, limit, jb_form_is_item (candidate->form)) : limit;
  JbSpan rest = jb_text_trim (text, (JbSpan) { end, limit });

  candidate->heading_end = strip_end (text, candidate->heading, end);
  if (candidate->heading_end <= candidate->heading)
    candidate->heading_end = MAX (candidate->heading, candidate->number_end);
  candidate->run_in = strip_end (text, rest.start, rest.end) > rest.start
                      && jb_text_trim (text, (JbSpan) { strip_end (text, candidate->heading_end, end), rest.end }).end
                           > candidate->heading_end
                      && !(jb_span_length (rest) <= 3);
}

static char *
unwrap (const char *text, gsize start, gsize end)
{
  GString *words = g_string_new (NULL);
  gboolean skipping = FALSE;

  for (const char *at = text + start; at < text + end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c == '\n' || c == '\r')
        skipping = TRUE;
      else if (!(skipping && jb_is_blank (c)))
        {
          g_string_append_unichar (words, c);
          skipping = FALSE;
        }
    }
  return g_string_free (words, FALSE);
}

static void
fill_sections (Outline *outline)
{
  gsize limit = outline->report->length;
  guint last_line = G_MAXUINT;

  for (guint i = outline->candidates->len; i > 0; i--)
    {
      JbCandidate *candidate = candidate_at (outline->candidates, i - 1);
      if (candidate->section < 0)
        continue;
      if (candidate->line != last_line)
        limit = line_at (outline->lines, candidate->line)->span.end;
      end_heading (outline, candidate, limit);
      JbSection *section = &g_array_index (outline->report->sections, JbSection, candidate->section);
      gsize words_start = MIN (candidate->heading, candidate->heading_end);
      section->span = (JbSpan) { candidate->start, candidate->heading_end };
      section->number = g_strndup (outline->text + candidate->start, candidate->number_end - candidate->start);
      section->heading = unwrap (outline->text, words_start, candidate->heading_end);
      section->run_in = candidate->run_in;
      section->extent.start = candidate->start;
      limit = candidate->start;
      last_line = candidate->line;
    }
}

static gboolean
append_attachment (Outline *outline)
{
  for (guint i = 0; i < outline->lines->len; i++)
    {
      const JbLine *line = line_at (outline->lines, i);
      if (line->kind != JB_LINE_ATTACHMENT)
        continue;
      const char *at = outline->text + line->span.start;
      gsize end = line->span.start;
      for (; at < outline->text + line->span.end; at = g_utf8_next_char (at), end = (gsize) (at - outline->text))
        if (jb_to_half_width (g_utf8_get_char (at)) == ':')
          break;
      end = strip_end (outline->text, line->span.start, end);
      JbSection section = { .id = g_strdup ("A"), .level = 1, .parent = -1, .number = g_strdup (""),
                            .heading = g_strndup (outline->text + line->span.start, end - line->span.start),
                            .span = { line->span.start, end }, .run_in = end + 3 < line->span.end };
      section.extent.start = line->span.start;
      JbCandidate candidate = { .start = line->span.start, .line = i, .form = JB_FORM_NONE,
                                .number_end = line->span.start, .heading = line->span.start, .heading_end = end,
                                .section = (int) outline->report->sections->len, .at_line_start = TRUE,
                                .run_in = section.run_in };
      g_array_append_val (outline->report->sections, section);
      g_array_append_val (outline->candidates, candidate);
      return TRUE;
    }
  return FALSE;
}

static void
end_extents (JbReport *report)
{
  gsize starts[JB_REPORT_MAX_DEPTH + 2];

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    starts[i] = report->length;
  for (guint i = report->sections->len; i > 0; i--)
    {
      JbSection *section = &g_array_index (report->sections, JbSection, i - 1);
      section->extent.end = i == 1 && report->sections->len > 1
                              ? g_array_index (report->sections, JbSection, 1).span.start
                              : starts[section->level];
      for (guint level = section->level; level < G_N_ELEMENTS (starts); level++)
        starts[level] = section->span.start;
    }
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const JbCandidate *first = a, *second = b;
  return first->start < second->start ? -1 : first->start > second->start;
}

static void
append_preamble (JbReport *report)
{
  JbSection preamble = { .id = g_strdup ("0"), .parent = -1, .number = g_strdup (""), .heading = g_strdup ("") };
  g_array_append_val (report->sections, preamble);
}

/* Sections of the text behind an attachments line keep reading order: the line's own stands where it stands. */
static void
sort_sections (JbReport *report, GArray *candidates)
{
  guint n = report->sections->len, last = n - 1;
  JbSection attachment = g_array_index (report->sections, JbSection, last);
  guint place = last;

  while (place > 1 && g_array_index (report->sections, JbSection, place - 1).span.start > attachment.span.start)
    place--;
  if (place == last)
    return;
  g_array_remove_index (report->sections, last);
  g_array_insert_val (report->sections, place, attachment);
  for (guint i = 0; i < n; i++)
    {
      JbSection *section = &g_array_index (report->sections, JbSection, i);
      if (section->parent >= (int) place)
        section->parent++;
    }
  for (guint i = 0; i < candidates->len; i++)
    {
      JbCandidate *candidate = candidate_at (candidates, i);
      if (candidate->section == (int) last && candidate->form == JB_FORM_NONE)
        candidate->section = (int) place;
      else if (candidate->section >= (int) place)
        candidate->section++;
    }
}

GArray *
jb_outline_find (JbReport *report, GArray *lines, GError **error)
{
  g_autoptr(GArray) candidates = g_array_new (FALSE, TRUE, sizeof (JbCandidate));
  Outline outline = { .report = report, .text = report->text, .lines = lines, .candidates = candidates, .error = error };
  gboolean placed = TRUE;

  append_preamble (report);
  find_candidates (&outline);
  look_ahead (&outline);
  for (guint i = 0; placed && i < candidates->len; i++)
    placed = place_candidate (&outline, i);
  g_free (outline.next_value);
  g_free (outline.next_number);
  if (!placed)
    return NULL;
  fill_sections (&outline);
  if (append_attachment (&outline))
    {
      sort_sections (report, candidates);
      g_array_sort (candidates, compare_starts);
    }
  end_extents (report);
  return g_steal_pointer (&candidates);
}
