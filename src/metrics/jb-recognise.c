#include "jb-recognise-private.h"

#include <string.h>

/* The character right before @i; 0 at the start or behind a gap. */
static inline guint32
touching_before (const JbChars *chars, gsize i)
{
  return i > 0 && chars->gap[i] == JB_GAP_NONE ? chars->c[i - 1] : 0;
}

static inline guint32
touching_after (const JbChars *chars, gsize i)
{
  return i < chars->n && chars->gap[i] == JB_GAP_NONE ? chars->c[i] : 0;
}

/* Nothing of the clause follows. */
static gboolean
ends_clause (const JbChars *chars, gsize at)
{
  guint32 c = jb_chars_at (chars, at);

  return c == 0
         || !(jb_han_is (c) || jb_is_latin (c) || jb_is_digit (c) || c == '(' || c == 0x201C || c == 0x300A
              || c == '%');
}

static gboolean
is_small_han (const JbNumber *number)
{
  return number->han && number->power == 0 && !number->fraction && !number->scale_only && strlen (number->value) <= 2
         && (strlen (number->value) == 1 || g_str_equal (number->value, "10"));
}

static gboolean
is_bare (const JbReading *reading)
{
  return reading->kind == JB_READING_PLAIN && reading->unit == NULL && reading->symbol_base == NULL
         && reading->prefix_base == NULL;
}

static guint
unit_flags (const JbReading *reading)
{
  return reading->unit != NULL ? reading->unit->flags : 0;
}

static const JbNumber *
last_number (const JbReading *reading)
{
  return reading->range ? &reading->high : &reading->low;
}

/* ---- words beside the number ---- */

/* What a class of projects or villages is named by: an amount of money, a measure, 户 or 人; not a count of things. */
static gboolean
is_amount (const JbReading *reading)
{
  const JbUnit *unit = reading->unit;

  if (unit == NULL || unit->dimension == JB_DIMENSION_PERCENT || unit->dimension == JB_DIMENSION_PERCENTAGE_POINT)
    return unit == NULL;
  return unit->dimension != JB_DIMENSION_COUNT || g_str_equal (unit->unit, "户") || g_str_equal (unit->unit, "人");
}

static gboolean
refusal_fits (const char *which, const JbReading *reading)
{
  const JbUnit *unit = reading->unit;
  guint flags = unit_flags (reading);
  const JbNumber *number = last_number (reading);

  if (g_str_equal (which, "any"))
    return TRUE;
  if (g_str_equal (which, "digits"))
    return !number->han;
  if (g_str_equal (which, "han"))
    return number->han && number->power == 0 && !number->fraction && strlen (number->value) <= 2
           && (unit == NULL || unit->dimension == JB_DIMENSION_COUNT);
  if (g_str_equal (which, "one"))
    return number->han && g_str_equal (number->value, "1") && number->power == 0;
  if (g_str_equal (which, "bare"))
    return is_bare (reading) && number->power == 0;
  if (g_str_equal (which, "span"))
    return unit != NULL && unit->dimension == JB_DIMENSION_DURATION;
  if (g_str_equal (which, "hours"))
    return unit != NULL && unit->dimension == JB_DIMENSION_DURATION && (flags & JB_UNIT_SPAN) == 0;
  if (g_str_equal (which, "age"))
    return (flags & JB_UNIT_AGE) != 0;
  if (g_str_equal (which, "series"))
    return number->han && ((flags & JB_UNIT_SERIES) != 0 || (unit != NULL && g_str_equal (unit->unit, "次")));
  if (g_str_equal (which, "rank"))
    return unit == NULL ? number->power == 0
                        : g_str_equal (unit->unit, "位") || g_str_equal (unit->unit, "名");
  if (g_str_equal (which, "unit"))
    return unit == NULL ? number->power > 0
                        : unit->dimension != JB_DIMENSION_COUNT && unit->dimension != JB_DIMENSION_PERCENT
                            && unit->dimension != JB_DIMENSION_DURATION;
  if (g_str_equal (which, "threshold"))
    return is_amount (reading);
  if (g_str_equal (which, "never") || unit == NULL)
    return FALSE;
  const char *found = strstr (which, unit->unit);
  gsize length = strlen (unit->unit);
  return found != NULL && (found == which || found[-1] == ',') && (found[length] == '\0' || found[length] == ',');
}

/* The first rule of the chain that fits. @measured: the length of time touches a word that measures it (压缩至5天内), so
 * that words of periods behind it do not refuse it. */
static const char *
first_fitting (const JbLexicon *lexicon, guint32 rule, const JbReading *reading, gboolean measured)
{
  while (rule != JB_TRIE_NONE)
    {
      const JbRefusal *refusal = &g_array_index (lexicon->refusals, JbRefusal, rule);
      if (refusal_fits (refusal->which, reading)
          && !(measured && g_str_equal (refusal->reason, "threshold")))
        return refusal->reason;
      rule = refusal->next;
    }
  return NULL;
}

static gboolean
word_before (const JbTrie *trie, const JbRecogniser *recogniser, gsize at)
{
  guint length;

  if (at > 0 && recogniser->chars->c[at - 1] == 0x4E86) /* 了 */
    at--;
  return jb_trie_longest_before (trie, recogniser->chars->c, at, 0, &length) != JB_TRIE_NONE;
}

static gboolean
is_measured_time (const JbRecogniser *recogniser, const JbReading *reading)
{
  return reading->unit != NULL && reading->unit->dimension == JB_DIMENSION_DURATION
         && word_before (recogniser->lexicon->span_before, recogniser, reading->start);
}

static const char *
refused_before (const JbRecogniser *recogniser, const JbReading *reading, gsize at)
{
  guint length;
  guint32 rule = jb_trie_longest_before (recogniser->lexicon->refuse_before, recogniser->chars->c, at, 0, &length);

  return first_fitting (recogniser->lexicon, rule, reading, FALSE);
}

static const char *
refused_after (const JbRecogniser *recogniser, const JbReading *reading, gsize at)
{
  guint length;
  guint32 rule = jb_trie_longest (recogniser->lexicon->refuse_after, recogniser->chars->c, recogniser->chars->n, at,
                                  &length);

  return first_fitting (recogniser->lexicon, rule, reading, is_measured_time (recogniser, reading));
}

/* 每季度通报一次: how often, not how many. */
static const char *
refuse_frequency (const JbRecogniser *recogniser, const JbReading *reading)
{
  static const guint32 times[] = { 0x5E74, 0x6708, 0x5468, 0x5B63, 0x65E5, 0x5929, 0x534A, 0x4E24, 0x9694, 0 };
  const JbChars *chars = recogniser->chars;

  if (reading->unit == NULL || reading->kind != JB_READING_PLAIN
      || (!g_str_equal (reading->unit->unit, "次") && !g_str_equal (reading->unit->unit, "期")
          && !g_str_equal (reading->unit->unit, "回")))
    return NULL;
  for (gsize i = reading->start, steps = 0; i > 0 && steps < 12 && jb_han_is (chars->c[i - 1]); i--, steps++)
    if (chars->c[i - 1] == 0x6BCF) /* 每 */
      for (guint k = 0; times[k] != 0; k++)
        if (jb_chars_at (chars, i) == times[k])
          return "frequency";
  return NULL;
}

/* 10亿元以上重大产业项目: the amount names a class of things. */
static const char *
refused_within (const JbRecogniser *recogniser, const JbReading *reading)
{
  const JbChars *chars = recogniser->chars;
  gsize limit = MIN (chars->n, reading->end + 10);
  guint length;

  if (!reading->suffix)
    return NULL;
  guint32 next = jb_chars_at (chars, reading->end);
  if (is_amount (reading) && reading->unit != NULL && (jb_is_digit (next) || next == 0x5360)) /* 50亿元以上3个, 144平方米以上占 */
    return "threshold";
  for (gsize i = reading->end; i < limit && (jb_han_is (chars->c[i]) || jb_is_latin (chars->c[i])); i++)
    {
      guint32 rule = jb_trie_longest (recogniser->lexicon->refuse_within, chars->c, chars->n, i, &length);
      if (rule != JB_TRIE_NONE)
        return first_fitting (recogniser->lexicon, rule, reading, FALSE);
    }
  return NULL;
}

static const char *
refused_by_neighbours (const JbRecogniser *recogniser, const JbReading *reading)
{
  const char *reason = refused_before (recogniser, reading, reading->core);

  if (reason == NULL && reading->start < reading->core)
    reason = refused_before (recogniser, reading, reading->start);
  if (reason == NULL)
    reason = refused_after (recogniser, reading, reading->unit_end);
  if (reason == NULL && reading->end > reading->unit_end)
    reason = refused_after (recogniser, reading, reading->end);
  if (reason == NULL)
    reason = refuse_frequency (recogniser, reading);
  return reason != NULL ? reason : refused_within (recogniser, reading);
}

/* ---- the kinds of things that are no metrics ---- */

static gboolean
is_year_number (const JbNumber *number)
{
  if (number->han)
    return number->digit_string && strlen (number->value) == 4;
  return number->n_integer == 4 && !number->fraction && number->power == 0 && !number->grouped
         && number->modifier == JB_MODIFIER_EXACT && (number->value[0] == '1' || number->value[0] == '2')
         && strlen (number->value) == 4;
}

static const char *
refuse_code (const JbRecogniser *recogniser, const JbReading *reading)
{
  const JbChars *chars = recogniser->chars;
  guint32 before = touching_before (chars, reading->core), after = touching_after (chars, reading->core_end);
  gboolean bare = is_bare (reading);
  gboolean counts = bare || (reading->unit != NULL && (reading->unit->dimension == JB_DIMENSION_COUNT
                                                       || reading->unit->dimension == JB_DIMENSION_DURATION));

  if (jb_is_latin (before) && counts && reading->low.power == 0)
    return "name";
  if (before == '+' || before == '*' || before == 0xD7 || before == 0xB7 || before == '_' || before == '#'
      || before == '&'
      || (before == '.' && reading->core > 1))
    return "name";
  guint32 second = before == '-' && reading->core >= 2 ? chars->c[reading->core - 2] : 0;
  if (jb_is_latin (second) || jb_is_digit (second))
    return "code";
  if (!bare)
    return NULL;
  if (jb_is_latin (after) || after == '+' || after == 0xD7 || after == 0xB7 || after == '#')
    return "name";
  if (after == '.' && jb_is_digit (jb_chars_at (chars, reading->core_end + 1)))
    return "code";
  if (before == '[' && after == ']')
    return "footnote";
  if (before == '(' && after == ')')
    return "enumerator";
  if (!reading->low.han && reading->low.value[0] == '0' && reading->low.n_integer > 1)
    return "code";
  return NULL;
}

static const char *
refuse_time (const JbReading *reading)
{
  guint flags = unit_flags (reading);

  if ((flags & JB_UNIT_DATE) != 0)
    return "date";
  if (reading->unit == NULL && reading->range && is_year_number (&reading->low) && is_year_number (&reading->high))
    return "date";
  if (reading->unit == NULL || g_strcmp0 (reading->unit->unit, "年") != 0)
    return NULL;
  return last_number (reading)->digit_string || is_year_number (last_number (reading)) ? "date" : NULL;
}

/* Whether a word of @trie (added backwards) ends within the clause before @at. */
static guint32
word_in_clause (const JbTrie *trie, const JbRecogniser *recogniser, gsize at)
{
  const JbChars *chars = recogniser->chars;
  guint32 found = JB_TRIE_NONE;
  guint length;

  for (gsize i = at, steps = 0; i > 0 && steps < 24 && found == JB_TRIE_NONE; i--, steps++)
    {
      guint32 c = chars->c[i - 1];
      if (c == 0xFF0C || c == ',' || c == 0x3002 || c == 0xFF1B || c == ';')
        break;
      found = jb_trie_longest_before (trie, chars->c, i, 0, &length);
    }
  return found;
}

/* 人均预期寿命从2020年的75.2岁提升至76.8岁 */
static gboolean
is_lifetime (const JbRecogniser *recogniser, const JbReading *reading)
{
  return word_in_clause (recogniser->lexicon->aged, recogniser, reading->start) != JB_TRIE_NONE;
}

/* 三年行动, 近3年 are spans of time; 连续8个月, 缩短2年 are measured. */
static const char *
refuse_span (const JbRecogniser *recogniser, const JbReading *reading)
{
  if ((unit_flags (reading) & JB_UNIT_SPAN) == 0 || reading->per_start != 0)
    return NULL;
  return word_before (recogniser->lexicon->span_before, recogniser, reading->start)
             || is_lifetime (recogniser, reading)
           ? NULL
           : "period";
}

static const char *
refuse_kind_of_unit (const JbRecogniser *recogniser, const JbReading *reading)
{
  guint flags = unit_flags (reading);
  const JbNumber *number = last_number (reading);

  if ((flags & JB_UNIT_CODE) != 0)
    return "code";
  if ((flags & JB_UNIT_ORDINAL) != 0)
    return "ordinal";
  if ((flags & JB_UNIT_SPEC) != 0)
    return "name";
  if ((flags & JB_UNIT_AGE) != 0)
    return is_lifetime (recogniser, reading) ? NULL : "age";
  if ((flags & (JB_UNIT_DIGITS | JB_UNIT_NOUN)) != 0 && number->han && is_small_han (number))
    return "name";
  if ((flags & JB_UNIT_SERIES) != 0 && is_small_han (number)
      && !word_before (recogniser->lexicon->count_before, recogniser, reading->start))
    return "ordinal";
  if ((flags & JB_UNIT_POINT) != 0 && is_small_han (number)) /* 把握好三点 */
    return "name";
  if ((flags & JB_UNIT_POINT) != 0 && !number->fraction && !number->han
      && !word_before (recogniser->lexicon->bare_before, recogniser, reading->start)
      && !word_before (recogniser->lexicon->span_before, recogniser, reading->start))
    return "date";
  return NULL;
}

/* 几十, 数百, 上千, 十几, 百万: no figure is stated. */
static const char *
refuse_vague (const JbRecogniser *recogniser, const JbReading *reading)
{
  const JbChars *chars = recogniser->chars;
  guint32 before = touching_before (chars, reading->core);

  if (reading->kind != JB_READING_PLAIN || !reading->low.han)
    return NULL;
  if (before == 0x51E0 || before == 0x6570) /* 几 数 */
    return "vague";
  if (g_str_equal (reading->low.value, "10"))
    for (gsize i = reading->core; i < reading->number_end; i++)
      if (chars->c[i] == 0x51E0)
        return "vague";
  if (!reading->low.scale_only)
    return NULL;
  if (before == 0x4E0A || before == 0x6210 || before == 0x8FC7) /* 上 成 过 */
    return "vague";
  return reading->start == reading->core && reading->low.modifier == JB_MODIFIER_EXACT ? "vague" : NULL;
}

/* How many characters of Han run up to @at. */
static guint
han_before (const JbChars *chars, gsize at)
{
  guint n = 0;

  while (n < 8 && at > n && jb_han_is (chars->c[at - n - 1]))
    n++;
  return n;
}

/* 一天接着一天, 最后一公里: 一 before a unit of measurement measures nothing, unless it touches a word that says so. */
static gboolean
is_lone_one (const JbRecogniser *recogniser, const JbReading *reading)
{
  return !reading->range && g_str_equal (reading->low.value, "1") && reading->low.high[0] == '\0'
         && reading->modifier == JB_MODIFIER_EXACT && (unit_flags (reading) & JB_UNIT_TENTHS) == 0
         && reading->unit->dimension != JB_DIMENSION_RATIO
         && !word_before (recogniser->lexicon->span_before, recogniser, reading->start)
         && !word_before (recogniser->lexicon->change_backwards, recogniser, reading->start);
}

/* Small numbers in Chinese numerals before a measure word: counts only where the clause says so. */
static const char *
refuse_small_han (const JbRecogniser *recogniser, const JbReading *reading)
{
  const JbNumber *number = last_number (reading);
  guint length;

  if (reading->kind != JB_READING_PLAIN || reading->unit == NULL || !is_small_han (number) || reading->per_start != 0)
    return NULL;
  if (reading->unit->dimension != JB_DIMENSION_COUNT)
    return is_lone_one (recogniser, reading) ? "idiom" : NULL;
  gboolean last = ends_clause (recogniser->chars, reading->end);
  gboolean counted = word_before (recogniser->lexicon->count_before, recogniser, reading->start);
  if (g_str_equal (number->value, "1") && !reading->range && number->high[0] == '\0')
    return last && (counted || han_before (recogniser->chars, reading->start) >= 4) ? NULL : "idiom";
  if (recogniser->chars->c[reading->core] == 0x4E8C) /* 二: 两 counts */
    return last && counted ? NULL : "ordinal";
  if (counted || last || reading->modifier != JB_MODIFIER_EXACT || number->high[0] != '\0')
    return NULL;
  if (touching_before (recogniser->chars, reading->start) == 0x201D) /* “强城”“兴村”两篇文章 */
    return "reference";
  if (jb_trie_longest (recogniser->lexicon->concrete, recogniser->chars->c, recogniser->chars->n, reading->unit_start,
                       &length)
        != JB_TRIE_NONE
      && reading->unit_start + length == reading->unit_end)
    return NULL;
  return "name";
}

/* 收入比由2.32缩小至2.15: the noun stands earlier in the clause. */
static guint32
bare_noun_of (const JbRecogniser *recogniser, const JbReading *reading)
{
  guint length;
  guint32 found = jb_trie_longest_before (recogniser->lexicon->bare_before, recogniser->chars->c, reading->start, 0,
                                          &length);

  if (found != JB_TRIE_NONE || reading->start == 0
      || !word_before (recogniser->lexicon->span_before, recogniser, reading->start))
    return found;
  if (!reading->low.fraction) /* 指数为102: right before 为 */
    return jb_trie_longest_before (recogniser->lexicon->bare_before, recogniser->chars->c, reading->start - 1, 0,
                                   &length);
  return word_in_clause (recogniser->lexicon->bare_before, recogniser, reading->start - 1);
}

/* 收入比值为2.05，比上年缩小0.04: the change of a bare number that stands right before. */
static gboolean
changes_measured (const JbRecogniser *recogniser, const JbReading *reading, JbDimension *dimension)
{
  const GArray *candidates = recogniser->candidates;
  const JbCandidate *last = candidates->len > 0 ? &g_array_index (candidates, JbCandidate, candidates->len - 1) : NULL;

  if (last == NULL || last->reason != NULL || !last->measured || !reading->low.fraction
      || reading->start - last->reading.end > 16 || !word_before (recogniser->lexicon->change_backwards, recogniser, reading->start))
    return FALSE;
  *dimension = last->dimension;
  return TRUE;
}

/* A number without a unit: measured by the noun before it, or large, or said to be more or less. */
static const char *
refuse_bare (const JbRecogniser *recogniser, JbCandidate *candidate)
{
  const JbReading *reading = &candidate->reading;

  if (!is_bare (reading))
    return NULL;
  guint32 dimension = bare_noun_of (recogniser, reading);
  if (dimension != JB_TRIE_NONE && !reading->low.han)
    {
      candidate->dimension = (JbDimension) dimension;
      candidate->measured = TRUE;
      return NULL;
    }
  if (changes_measured (recogniser, reading, &candidate->dimension))
    {
      candidate->measured = TRUE;
      return NULL;
    }
  if (last_number (reading)->power >= 4)
    return NULL;
  if (!reading->low.han && reading->modifier != JB_MODIFIER_EXACT && reading->low.n_integer > 1
      && (last_number (reading)->modifier != JB_MODIFIER_EXACT || ends_clause (recogniser->chars, reading->end)))
    return NULL;
  return reading->low.han ? "word" : is_year_number (&reading->low) ? "date" : "unread";
}

static const char *
judge (const JbRecogniser *recogniser, JbCandidate *candidate)
{
  const JbReading *reading = &candidate->reading;
  const char *reason;

  if (reading->kind == JB_READING_UNREAD)
    return "unread";
  if (reading->kind == JB_READING_CLOCK)
    return "date";
  if (touching_before (recogniser->chars, reading->start) == 0x7B2C
      || touching_before (recogniser->chars, reading->core) == 0x7B2C) /* 第 */
    return "ordinal";
  if ((reason = refuse_code (recogniser, reading)) != NULL || (reason = refuse_time (reading)) != NULL
      || (reason = refuse_kind_of_unit (recogniser, reading)) != NULL
      || (reason = refused_by_neighbours (recogniser, reading)) != NULL
      || (reason = refuse_vague (recogniser, reading)) != NULL || (reason = refuse_span (recogniser, reading)) != NULL
      || (reason = refuse_small_han (recogniser, reading)) != NULL)
    return reason;
  return refuse_bare (recogniser, candidate);
}

/* ---- lists that share one unit: 0.7、1.0和1.1个百分点 ---- */

static gboolean
is_separator (guint32 c)
{
  return c == 0x3001 /* 、 */ || c == 0x548C /* 和 */ || c == 0x4E0E /* 与 */ || c == 0x53CA /* 及 */
         || c == 0x4EE5 /* 以 */ || c == 0x6216 /* 或 */;
}

gboolean
jb_is_list_gap (const JbChars *chars, gsize from, gsize to)
{
  if (from >= to || to - from > 3)
    return FALSE;
  for (gsize i = from; i < to; i++)
    if (!is_separator (chars->c[i]))
      return FALSE;
  return TRUE;
}

/* A bare number that may be the early member of such a list. */
static gboolean
awaits_unit (const JbRecogniser *recogniser, const JbCandidate *candidate)
{
  const JbReading *reading = &candidate->reading;
  guint32 before = reading->start > 0 ? recogniser->chars->c[reading->start - 1] : 0;

  return candidate->reason != NULL && is_bare (reading) && reading->low.value[0] != '\0' && !reading->low.han
         && !reading->range
         && (jb_han_is (before) || before == 0x3001) && !g_str_equal (candidate->reason, "name")
         && !g_str_equal (candidate->reason, "code") && !g_str_equal (candidate->reason, "ordinal");
}

/* 8.6个 of 8.6个、3.3个百分点 */
static gboolean
awaits_points (const JbCandidate *candidate, const JbCandidate *last)
{
  const JbReading *reading = &candidate->reading;

  return last->reading.unit->dimension == JB_DIMENSION_PERCENTAGE_POINT && reading->unit != NULL && !reading->range
         && !reading->low.han && g_str_equal (reading->unit->unit, "个");
}

/* Gives the unit of the last candidate to those before it in its list. */
static void
share_unit (JbRecogniser *recogniser)
{
  JbCandidate *all = (JbCandidate *) (gpointer) recogniser->candidates->data;
  guint last = recogniser->candidates->len - 1, first = last;

  while (first > 0
         && (awaits_unit (recogniser, &all[first - 1]) || awaits_points (&all[first - 1], &all[last]))
         && jb_is_list_gap (recogniser->chars, all[first - 1].reading.end, all[first].reading.start))
    first--;
  gsize start = all[first].reading.start;
  if (first == last || start == 0 || !jb_han_is (recogniser->chars->c[start - 1]))
    return;
  for (guint i = first; i < last; i++)
    {
      all[i].reason = all[last].reason;
      if (all[last].reason == NULL)
        jb_reading_inherit (&all[i].reading, &all[last].reading);
      all[i].listed = TRUE;
    }
}

/* ---- the walk ---- */

static void
add_candidate (JbRecogniser *recogniser, JbCandidate *candidate)
{
  g_array_append_val (recogniser->candidates, *candidate);
  if (candidate->reading.unit != NULL)
    share_unit (recogniser);
}

static gsize
add_name (JbRecogniser *recogniser, gsize at, gsize length, const char *reason)
{
  JbCandidate candidate = { .reason = reason };

  candidate.reading.start = candidate.reading.core = at;
  candidate.reading.end = candidate.reading.core_end = at + length;
  g_array_append_val (recogniser->candidates, candidate);
  return at + length;
}

/* “网上办理率98%以上”: a rate is stated also in a quotation. */
static gboolean
is_stated_rate (const JbRecogniser *recogniser, const JbReading *reading)
{
  guint32 before = reading->start > 0 ? recogniser->chars->c[reading->start - 1] : 0;

  return reading->unit != NULL && reading->unit->dimension == JB_DIMENSION_PERCENT
         && (before == 0x7387 || before == 0x8FBE || before == 0x5360 || before == 0x6BD4 || before == 0x957F
             || before == 0x964D); /* 率 达 占 比 长 降 */
}

/* The quantity at @at, judged. Returns: where to read on; @at where none begins here. */
static gsize
take_quantity (JbRecogniser *recogniser, gsize at, gsize floor, guint name_length, const char *name_reason)
{
  JbCandidate candidate = { .reason = NULL };

  if (!jb_reading_may_begin (recogniser->lexicon, recogniser->chars->c[at])
      || !jb_reading_read (recogniser->lexicon, recogniser->chars, at, floor, &candidate.reading))
    return name_length > 0 ? add_name (recogniser, at, name_length, name_reason) : at;
  gsize own = candidate.reading.core_end - at;
  if (name_length >= own || (name_length > 0 && is_bare (&candidate.reading)))
    return add_name (recogniser, at, name_length, name_reason);
  guint8 cover = recogniser->cover->data[at];
  candidate.reason = cover == JB_COVER_TITLE ? "title"
                     : cover == JB_COVER_QUOTE && !is_stated_rate (recogniser, &candidate.reading) ? "name"
                     : cover == JB_COVER_ENUMERATOR ? "enumerator"
                                                    : judge (recogniser, &candidate);
  add_candidate (recogniser, &candidate);
  if (candidate.reason != NULL && is_bare (&candidate.reading))
    return candidate.reading.number_end;
  return candidate.reading.end;
}

/* 几个, 多次, 数家: told as vague. Returns: where it ends; @at where there is none. */
static gsize
take_vague (JbRecogniser *recogniser, gsize at)
{
  const JbChars *chars = recogniser->chars;
  guint32 c = chars->c[at];
  guint length;

  if (c != 0x51E0 && c != 0x591A && c != 0x6570) /* 几 多 数 */
    return at;
  guint32 unit = jb_trie_longest (recogniser->lexicon->unit_trie, chars->c, chars->n, at + 1, &length);
  if (unit == JB_TRIE_NONE || jb_lexicon_unit (recogniser->lexicon, unit)->dimension != JB_DIMENSION_COUNT
      || (jb_lexicon_unit (recogniser->lexicon, unit)->flags & ~(guint) JB_UNIT_SERIES) != 0)
    return at;
  return add_name (recogniser, at, length + 1, "vague");
}

void
jb_recognise (JbRecogniser *recogniser)
{
  const JbLexicon *lexicon = recogniser->lexicon;
  const JbChars *chars = recogniser->chars;
  gsize floor = 0;

  g_array_set_size (recogniser->candidates, 0);
  jb_cover_marks (recogniser);
  for (gsize at = 0; at < chars->n;)
    {
      guint length = 0;
      guint32 name = jb_trie_longest (lexicon->names, chars->c, chars->n, at, &length);
      const char *reason = name == JB_TRIE_NONE ? NULL : g_ptr_array_index (lexicon->name_reasons, name);
      gsize next = length > 0 || jb_reading_may_begin (lexicon, chars->c[at])
                     ? take_quantity (recogniser, at, floor, length, reason)
                     : take_vague (recogniser, at);
      if (next == at)
        at++;
      else
        floor = at = next;
    }
}
