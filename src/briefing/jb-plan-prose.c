/* The report's words as they are set, with what copying them gives, and where its numbers stand in them. */
#include "jb-plan-private.h"

#include "jb-han.h"
#include "jb-heading.h"

#include <string.h>

/* Full-width form of an ASCII mark in Chinese text; 0: it stays. Not between digits, nor in Latin words and addresses. */
static gunichar
full_width (gunichar before, gunichar c, gunichar after)
{
  static const char marks[] = ",;:!?()";
  gboolean latin_before = before < 0x80 && (g_ascii_isalnum ((char) before) || before == '/');
  gboolean latin_after = after < 0x80 && (g_ascii_isalnum ((char) after) || after == '/');

  if (c >= 0x80 || strchr (marks, (int) c) == NULL || (latin_before && latin_after && c != '(' && c != ')'))
    return 0;
  if (c == ':' && after == '/')
    return 0;
  return c + 0xFEE0;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x0B || c == 0x0C || c == 0x85;
}

static const char *
skip_space (const char *c, const char *end)
{
  while (c < end && (is_line_end (g_utf8_get_char (c)) || jb_is_blank (g_utf8_get_char (c))))
    c = g_utf8_next_char (c);
  return c;
}

/* What is left of a run of blanks at @c: nothing beside Han and marks, one blank between Latin words, a tab in a table. */
static gunichar
fold_space (gunichar before, const char *c, const char *next, const char *end)
{
  gunichar after = next < end ? g_utf8_get_char (next) : 0;

  if (memchr (c, '\t', (gsize) (next - c)) != NULL)
    return '\t';
  return before != 0 && after != 0 && before < 0x250 && after < 0x250 ? ' ' : 0;
}

typedef struct
{
  GString *shown, *copy;
  gunichar before;
} Setting;

static void
put (Setting *setting, gunichar c, gunichar after)
{
  gunichar wide = full_width (setting->before, c, after);

  g_string_append_unichar (setting->shown, wide != 0 ? wide : c);
  g_string_append_unichar (setting->copy, c == '\t' ? ' ' : c);
  setting->before = c;
}

static guint
first_metric_from (const Plan *plan, gsize byte)
{
  guint low = 0, high = plan->sources->metrics->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (plan_metric (plan, middle)->span.start < byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
plan_set_zh (const Plan *plan, JbProse *prose, JbSpan span, gboolean with_numbers)
{
  Setting setting = { .shown = g_string_new (NULL), .copy = g_string_new (NULL) };
  const char *c = plan->text + span.start, *end = plan->text + span.end;
  guint metric = first_metric_from (plan, span.start), n = with_numbers ? plan->sources->metrics->len : 0;
  guint first = with_numbers ? jb_report_sentence_at (plan->sources->report, span.start) : G_MAXUINT, sentence = first;
  gsize mark_start = 0, sentence_start = 0;

  jb_prose_clear (prose);
  while (c < end)
    {
      const char *next = skip_space (c, end);
      gsize at = (gsize) (c - plan->text);

      if (metric < n && at == plan_metric (plan, metric)->span.start)
        mark_start = setting.shown->len;
      if (next > c)
        {
          gunichar folded = fold_space (setting.before, c, next, end);
          if (folded != 0)
            put (&setting, folded, 0);
          c = next;
        }
      else
        {
          next = g_utf8_next_char (c);
          put (&setting, g_utf8_get_char (c), next < end ? g_utf8_get_char (next) : 0);
          c = next;
        }
      if (metric < n && (gsize) (c - plan->text) >= plan_metric (plan, metric)->span.end)
        {
          jb_prose_mark (prose, mark_start, setting.shown->len, JB_PROSE_NUMBER, metric);
          metric++;
        }
      if (sentence < plan->n_sentences && ((gsize) (c - plan->text) >= plan->sentences[sentence].span.end || c >= end))
        {
          jb_prose_mark (prose, sentence_start, setting.shown->len, JB_PROSE_SENTENCE, sentence - first);
          sentence_start = setting.shown->len;
          sentence++;
        }
    }
  prose->shown = g_string_free (setting.shown, FALSE);
  prose->copy = g_string_free (setting.copy, FALSE);
}

char *
plan_full_width (const char *text)
{
  GString *shown = g_string_new (NULL);
  gunichar before = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar here = g_utf8_get_char (c), wide = full_width (before, here, g_utf8_get_char (g_utf8_next_char (c)));

      g_string_append_unichar (shown, wide != 0 ? wide : here);
      before = here;
    }
  return g_string_free (shown, FALSE);
}

static gunichar
curly (gunichar before, gunichar c, gunichar after)
{
  gboolean opens = before == 0 || g_unichar_isspace (before) || strchr ("([—–", (int) (before < 0x80 ? before : '(')) != NULL;

  if (before >= 0x80 && before != 0x2014 && before != 0x2013 && before != 0x201C)
    opens = FALSE;
  if (c == '\'')
    return opens && !g_unichar_isdigit (after) ? 0x2018 : 0x2019;
  if (c == '"')
    return opens ? 0x201C : 0x201D;
  if (c == '-' && g_unichar_isdigit (before) && g_unichar_isdigit (after))
    return 0x2013;
  return c;
}

char *
plan_curly (const char *text)
{
  GString *shown = g_string_new (NULL);
  gunichar before = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar here = g_utf8_get_char (c);

      g_string_append_unichar (shown, curly (before, here, g_utf8_get_char (g_utf8_next_char (c))));
      before = here;
    }
  return g_string_free (shown, FALSE);
}

void
plan_set_en (JbProse *prose, const char *text)
{
  g_autofree char *shown = text != NULL ? plan_curly (text) : NULL;

  jb_prose_set (prose, shown, text);
}

/* A heading's full stop is not shown, but copying gives it. */
static void
drop_full_stop (JbProse *prose)
{
  static const char *const stops[] = { "。", ".", "；", "，", "：" };

  for (guint i = 0; prose->shown != NULL && i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (prose->shown, stops[i]) && strlen (prose->shown) > strlen (stops[i]))
      {
        prose->shown[strlen (prose->shown) - strlen (stops[i])] = '\0';
        return;
      }
}

/* 1 … 99 from 一 … 九十九; 0: none of them. */
static guint
small_numeral (const char *zh)
{
  static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  guint value = 0, digit = 0;

  for (const char *c = zh; *c != '\0'; c = g_utf8_next_char (c))
    {
      guint found = 0;

      for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
        if (g_str_has_prefix (c, digits[i]))
          found = i + 1;
      if (g_str_has_prefix (c, "十"))
        {
          value += MAX (digit, 1) * 10;
          digit = 0;
        }
      else if (found > 0)
        digit = found;
    }
  return value + digit;
}

static char *
roman (guint n)
{
  static const struct { guint value; const char *letters; } parts[] = {
    { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (; n >= parts[i].value; n -= parts[i].value)
      g_string_append (text, parts[i].letters);
  return g_string_free (text, FALSE);
}

/* "一、" → "I."; "（二）" → "(2)"; "第三章" → "Chapter 3"; "1." → "1."; "" where there is none. */
static char *
english_number (const char *number)
{
  guint n = small_numeral (number);

  if (*number == '\0')
    return g_strdup ("");
  if (n == 0)
    return g_str_is_ascii (number) ? g_strdup (number) : g_strdup ("");
  if (strstr (number, "章") != NULL)
    return g_strdup_printf ("Chapter %u", n);
  if (strstr (number, "节") != NULL)
    return g_strdup_printf ("Section %u", n);
  if (g_str_has_prefix (number, "第"))
    return g_strdup_printf ("Part %u", n);
  if (strchr (number, '(') != NULL || strstr (number, "（") != NULL)
    return g_strdup_printf ("(%u)", n);
  if (g_str_has_suffix (number, "、"))
    {
      g_autofree char *letters = roman (n);
      return g_strconcat (letters, ".", NULL);
    }
  return g_strdup ("");
}

void
plan_set_heading (const Plan *plan, JbBlock *block, guint section, guint sentence)
{
  const JbSection *s = &plan->sections[section];
  const JbTarget *whole = sentence < plan->n_sentences ? plan_sentence_target (plan, sentence) : NULL;
  const JbTarget *words = &g_array_index (plan->sources->translation->headings, JbTarget, section);
  JbSpan span = sentence < plan->n_sentences ? plan->sentences[sentence].span : s->span;

  plan_set_zh (plan, &block->zh, span, FALSE);
  drop_full_stop (&block->zh);
  block->section = (int) section;
  if (whole != NULL && (whole->state == JB_TARGET_TRANSLATED || whole->state == JB_TARGET_FUZZY))
    {
      plan_set_en (&block->en, whole->text);
      drop_full_stop (&block->en);
      block->state = whole->state;
    }
  else if (words->text != NULL)
    {
      g_autofree char *number = english_number (s->number);
      g_autofree char *text = *number != '\0' ? g_strconcat (number, " ", words->text, NULL) : g_strdup (words->text);
      plan_set_en (&block->en, text);
      block->state = words->state;
    }
}

static void
append_path (const Plan *plan, GString *path, guint section, gboolean chinese, guint depth)
{
  const JbSection *s = &plan->sections[section];
  guint n = small_numeral (s->number);

  if (s->parent > 0 && depth < 8)
    append_path (plan, path, (guint) s->parent, chinese, depth + 1);
  if (s->level == 0 || s->level > 2)
    return;
  if (!chinese)
    {
      const char *dot = strrchr (s->id, '.');
      g_string_append_printf (path, dot != NULL ? "(%s)" : "%s", dot != NULL ? dot + 1 : s->id);
      return;
    }
  g_autofree char *wide = plan_full_width (s->number);
  if (g_str_has_suffix (wide, "、"))
    wide[strlen (wide) - strlen ("、")] = '\0';
  g_string_append (path, n == 0 && *wide == '\0' ? s->heading : wide);
}

char *
plan_section_path (const Plan *plan, guint section, gboolean chinese)
{
  GString *path = g_string_new (NULL);

  append_path (plan, path, section, chinese, 0);
  if (path->len == 0)
    g_string_append (path, chinese ? "前言" : "preamble");
  return g_string_free (path, FALSE);
}

/* --- the briefing's own words ------------------------------------------------------------------------------------ */

static JbBlock *
add_own (JbBlock *parent, JbBlockKind kind, const char *zh, const char *en)
{
  JbBlock *block = jb_block_append (parent, jb_block_new (kind));

  block->state = JB_TARGET_TRANSLATED;
  jb_prose_set (&block->zh, zh, NULL);
  jb_prose_set (&block->en, en, NULL);
  return block;
}

JbBlock *
plan_add_heading (JbBlock *parent, guint level, const char *zh, const char *en)
{
  JbBlock *heading = add_own (parent, JB_BLOCK_HEADING, zh, en);

  heading->level = level;
  return heading;
}

JbBlock *
plan_add_pair (JbBlock *parent, JbPairKind kind, const char *zh, const char *en)
{
  JbBlock *pair = add_own (parent, JB_BLOCK_PAIR, zh, en);

  pair->pair = kind;
  return pair;
}

void
plan_add_key_value (JbBlock *parent, const char *zh, const char *en, const char *value_zh, const char *value_en)
{
  JbBlock *block = jb_block_append (parent, jb_block_new (JB_BLOCK_KEY_VALUE));

  jb_prose_set (&block->zh, zh, NULL);
  jb_prose_set (&block->en, en, NULL);
  jb_prose_set (&block->reason_zh, value_zh, NULL);
  jb_prose_set (&block->reason_en, value_en, NULL);
}
