/* Whether a number is the size of a change, and against what.
 *
 *   同比下降7.57个百分点   decrease, 同比        增长到100亿元           none: a level
 *   减少排放3万吨          decrease             高于全国平均18.3个百分点  none: a gap */
#include "jb-recognise-private.h"

#include "jb-han.h"

#include <string.h>

#define REACH 18   /* characters between change word and number */
#define CLAUSE 160 /* characters looked back over; a longer clause is cut, so that time stays linear */

static gboolean
ends_clause (guint32 c)
{
  switch (c)
    {
    case 0x3002: /* 。 */
    case 0xFF0C: /* ， */
    case ',':
    case 0xFF1B: /* ； */
    case ';':
    case 0xFF1A: /* ： */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case '(':
    case ')':
    case 0x201C: /* “ */
    case 0x201D: /* ” */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Where the clause begins that holds @at. */
static gsize
clause_start (const JbChars *chars, gsize at)
{
  gsize limit = at > CLAUSE ? at - CLAUSE : 0;

  while (at > limit && !ends_clause (chars->c[at - 1]))
    at--;
  return at;
}

static const JbChangeWord *
word_ending_at (const JbRecogniser *recogniser, gsize end, gsize floor, guint *length)
{
  guint32 number = jb_trie_longest_before (recogniser->lexicon->change_backwards, recogniser->chars->c, end, floor,
                                           length);

  return number == JB_TRIE_NONE ? NULL : &g_array_index (recogniser->lexicon->change_words, JbChangeWord, number);
}

static const JbChangeWord *
word_at (const JbRecogniser *recogniser, gsize at, guint *length)
{
  const JbChars *chars = recogniser->chars;
  guint32 number = jb_trie_longest (recogniser->lexicon->change_forwards, chars->c, chars->n, at, length);

  return number == JB_TRIE_NONE ? NULL : &g_array_index (recogniser->lexicon->change_words, JbChangeWord, number);
}

static gboolean
is_rate_like (const JbReading *reading)
{
  JbDimension dimension = reading->prefix_base != NULL ? JB_DIMENSION_PERCENT
                          : reading->unit != NULL      ? reading->unit->dimension
                                                       : JB_DIMENSION_COUNT;

  return dimension == JB_DIMENSION_PERCENT || dimension == JB_DIMENSION_PERCENTAGE_POINT;
}

static gboolean
is_point (const JbReading *reading)
{
  return reading->unit != NULL && reading->unit->dimension == JB_DIMENSION_PERCENTAGE_POINT;
}

/* 提升20个: things that were improved, not a change; 提升7位 is one. */
static gboolean
counts_things (const JbChars *chars, const JbReading *reading)
{
  guint32 next = jb_chars_at (chars, reading->unit_end), then = jb_chars_at (chars, reading->unit_end + 1);

  if ((next == 0x4F4D || next == 0x540D) && then == 0x6B21) /* 5个位次, 名次 */
    return FALSE;
  return reading->unit != NULL && reading->unit->dimension == JB_DIMENSION_COUNT
         && !g_str_equal (reading->unit->unit, "位") && !g_str_equal (reading->unit->unit, "名");
}

/* Words that stand between a change word and its number without saying anything of it: 分别, 幅度为 is a level. */
static gsize
skip_fillers (const JbChars *chars, gsize at, gsize floor)
{
  for (;;)
    {
      if (at >= floor + 2 && chars->c[at - 2] == 0x5206 && chars->c[at - 1] == 0x522B) /* 分别 */
        at -= 2;
      else if (at >= floor + 1 && chars->c[at - 1] == 0x4E86) /* 了 */
        at -= 1;
      else
        return at;
    }
}

static JbChange
change_of_kind (JbChangeWordKind kind)
{
  if (kind == JB_CHANGE_WORD_INCREASE || kind == JB_CHANGE_WORD_ABOVE)
    return JB_CHANGE_INCREASE;
  return kind == JB_CHANGE_WORD_DECREASE || kind == JB_CHANGE_WORD_BELOW ? JB_CHANGE_DECREASE : JB_CHANGE_NONE;
}

/* ---- what is compared with ---- */

typedef struct
{
  gsize start, end; /* characters; equal: none */
  gboolean in_time; /* against an earlier time, not against a place */
} Basis;

/* 比2020年, 较2015年末: what begins at @at. Returns: where it ends; @at where nothing does. */
static gsize
year_basis_after (const JbChars *chars, gsize at)
{
  guint32 c = chars->c[at];
  gsize i = at + 1, digits = 0;

  if (c != 0x6BD4 && c != 0x8F83 && c != 0x4E0E) /* 比 较 与 */
    return at;
  for (; i < chars->n && chars->c[i] >= '0' && chars->c[i] <= '9'; i++)
    digits++;
  if (digits != 4 || jb_chars_at (chars, i) != 0x5E74)
    return at;
  i++;
  guint32 tail = jb_chars_at (chars, i);
  return tail == 0x672B || tail == 0x5E95 || tail == 0x521D || tail == 0x5EA6 ? i + 1 : i; /* 末 底 初 度 */
}

static Basis
basis_between (const JbRecogniser *recogniser, gsize from, gsize to)
{
  Basis basis = { from, from, FALSE };
  guint length;

  for (gsize i = from; i < to;)
    {
      const JbChangeWord *word = word_at (recogniser, i, &length);
      gsize end = word != NULL && word->kind == JB_CHANGE_WORD_BASIS ? i + length
                                                                     : year_basis_after (recogniser->chars, i);
      if (end > i && end <= to)
        {
          basis = (Basis) { i, end, TRUE };
          i = end;
        }
      else
        i += word != NULL && length > 0 ? length : 1;
    }
  return basis;
}

/* ---- change ---- */

static gboolean
has_direction (const JbChangeWord *word)
{
  return word->kind == JB_CHANGE_WORD_INCREASE || word->kind == JB_CHANGE_WORD_DECREASE;
}

/* Whether the number at @at counts the same things as @reading: 净增企业34万家、个体户14万家. */
static gboolean
same_count (const JbChars *chars, gsize at, const JbReading *reading)
{
  if (reading->unit == NULL || reading->unit->dimension != JB_DIMENSION_COUNT)
    return FALSE;
  while (at < chars->n
         && (jb_is_digit (chars->c[at]) || chars->c[at] == '.' || chars->c[at] == 0x4E07 || chars->c[at] == 0x4F59
             || chars->c[at] == 0x591A)) /* 万 余 多 */
    at++;
  return jb_chars_at (chars, at) == chars->c[reading->unit_start];
}

/* The last change word of [@from, @to) that lets an object stand before the number. Another number in between ends its
 * reach, but for rates and counts side by side (压减时间58%、材料52%); so does a verb that begins something new. */
static JbChange
change_with_object (const JbRecogniser *recogniser, const JbReading *reading, gsize from, gsize to)
{
  const JbChars *chars = recogniser->chars;
  JbChange change = JB_CHANGE_NONE;
  guint length, verb_length;

  for (gsize i = from; i < to;)
    {
      const JbChangeWord *word = word_at (recogniser, i, &length);
      if (word != NULL
          && (length > 1 || word->kind == JB_CHANGE_WORD_INCREASE || word->kind == JB_CHANGE_WORD_DECREASE))
        {
          gboolean reaches
            = word->reach == JB_REACH_OBJECT || (word->reach == JB_REACH_POINTS && is_rate_like (reading));
          if (word->kind != JB_CHANGE_WORD_BASIS)
            change = reaches && has_direction (word) ? change_of_kind (word->kind) : JB_CHANGE_NONE;
          i += length;
          continue;
        }
      guint32 verb = jb_trie_longest (recogniser->lexicon->break_verbs, chars->c, to, i, &verb_length);
      if (verb != JB_TRIE_NONE
          || (jb_is_digit (chars->c[i]) && !is_rate_like (reading) && !same_count (chars, i, reading)))
        change = JB_CHANGE_NONE;
      i += verb != JB_TRIE_NONE ? verb_length : 1;
    }
  return change;
}

/* 35条措施, 12项政策: a noun stands behind it. */
static gboolean
counts_papers (const JbChars *chars, const JbReading *reading)
{
  static const char *const units[] = { "条", "项", "个", "份", "件", "部" };

  for (guint i = 0; reading->unit != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (reading->unit->unit, units[i]))
      return jb_han_is (jb_chars_at (chars, reading->end));
  return FALSE;
}

static gboolean
says_issued (const JbChars *chars, gsize from, gsize to)
{
  static const char *const verbs[] = { "出台", "制定", "印发", "发布", "推出", "实施" };

  for (gsize i = from; i + 1 < to; i++)
    for (guint k = 0; k < G_N_ELEMENTS (verbs); k++)
      if (chars->c[i] == g_utf8_get_char (verbs[k]) && chars->c[i + 1] == g_utf8_get_char (g_utf8_next_char (verbs[k])))
        return TRUE;
  return FALSE;
}

static gboolean
ends_in_rate (const JbChars *chars, gsize at)
{
  guint32 c = at > 0 ? chars->c[at - 1] : 0;

  return c == 0x7387 || c == 0x5E45 || c == 0x91CD || c == 0x4F8B; /* 率 幅 比重 比例 */
}

static JbChange
change_before (const JbRecogniser *recogniser, const JbReading *reading, gsize floor, const Basis *basis)
{
  const JbChars *chars = recogniser->chars;
  gsize at = skip_fillers (chars, reading->start, floor);
  guint length;
  const JbChangeWord *word = word_ending_at (recogniser, at, floor, &length);

  /* 增长达8.5%, 同比提高约 … */
  if (word != NULL && word->kind == JB_CHANGE_WORD_LEVEL && length <= 2 && chars->c[at - length] == 0x8FBE)
    {
      const JbChangeWord *inner = word_ending_at (recogniser, at - length, floor, &length);
      if (inner != NULL && has_direction (inner) && is_rate_like (reading))
        return change_of_kind (inner->kind);
      return JB_CHANGE_NONE;
    }
  if (word != NULL && has_direction (word))
    return word->reach == JB_REACH_POINTS && counts_things (chars, reading) ? JB_CHANGE_NONE
                                                                            : change_of_kind (word->kind);
  if (word != NULL && (word->kind == JB_CHANGE_WORD_ABOVE || word->kind == JB_CHANGE_WORD_BELOW))
    return basis->in_time ? change_of_kind (word->kind) : JB_CHANGE_NONE;
  if (word != NULL && (word->kind == JB_CHANGE_WORD_LEVEL || word->kind == JB_CHANGE_WORD_RATE))
    return JB_CHANGE_NONE;
  if (ends_in_rate (chars, at) && !is_point (reading))
    return JB_CHANGE_NONE;
  if (counts_papers (chars, reading) && says_issued (chars, floor, at))
    return JB_CHANGE_NONE; /* 出台降低企业成本35条措施 */
  gsize from = at > floor + REACH ? at - REACH : floor;
  return change_with_object (recogniser, reading, from, at);
}

/* 5%的增长, 10%以上增长 */
static JbChange
change_after (const JbRecogniser *recogniser, const JbReading *reading)
{
  gsize joined = jb_chars_at (recogniser->chars, reading->end) == 0x7684 ? 1 : 0; /* 的 */
  guint length;
  const JbChangeWord *word = word_at (recogniser, reading->end + joined, &length);

  if (word == NULL || !has_direction (word) || length < 2 || !is_rate_like (reading))
    return JB_CHANGE_NONE;
  guint32 next = jb_chars_at (recogniser->chars, reading->end + joined + length);
  return joined > 0 || next == 0 || ends_clause (next) ? change_of_kind (word->kind) : JB_CHANGE_NONE;
}

JbChange
jb_change_of (const JbRecogniser *recogniser, const JbCandidate *candidate, const char *text, char **basis)
{
  const JbReading *reading = &candidate->reading;
  gsize floor = clause_start (recogniser->chars, reading->start);
  Basis found = basis_between (recogniser, floor, reading->start);
  JbChange change;

  *basis = NULL;
  if (reading->kind == JB_READING_FOLD)
    change = JB_CHANGE_INCREASE;
  else if ((change = change_before (recogniser, reading, floor, &found)) == JB_CHANGE_NONE)
    change = change_after (recogniser, reading);
  if (found.end > found.start && change != JB_CHANGE_NONE)
    *basis = jb_span_dup (text, jb_chars_span (recogniser->chars, found.start, found.end));
  return change;
}
