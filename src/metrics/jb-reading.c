#include "jb-reading-private.h"

#include <string.h>

enum
{
  C_FEN = 0x5206,     /* 分 */
  C_ZHI = 0x4E4B,     /* 之 */
  C_BAI = 0x767E,     /* 百 */
  C_QIAN = 0x5343,    /* 千 */
  C_WAN = 0x4E07,     /* 万 */
  C_FAN_TURN = 0x7FFB, /* 翻 */
  C_FAN = 0x756A,     /* 番 */
  C_BEI = 0x500D,     /* 倍 */
  C_NEAR = 0x8FD1,    /* 近 */
  C_ABOUT = 0x7EA6,   /* 约 */
  C_LE = 0x4E86,      /* 了 */
  C_TO_ZHI = 0x81F3,  /* 至 */
  C_TO_DAO = 0x5230,  /* 到 */
  C_FROM_CONG = 0x4ECE, /* 从 */
  C_FROM_YOU = 0x7531,  /* 由 */
  C_BAN = 0x534A,     /* 半 */
  C_SHU = 0x6570,     /* 数 */
  C_YI = 0x4E00,      /* 一 */
  C_CI = 0x6B21,      /* 次 */
  C_BI = 0x6BD4,      /* 比 */
  C_GE = 0x4E2A,      /* 个 */
  C_DE = 0x7684,      /* 的 */
  C_YEAR = 0x5E74     /* 年 */
};

static inline gboolean
tab_before (const JbChars *chars, gsize i)
{
  return i < chars->n && (chars->gap[i] & JB_GAP_TAB) != 0;
}

static const char *
currency_of (guint32 c)
{
  switch (c)
    {
    case 0xA5:
      return "CNY";
    case '$':
      return "USD";
    case 0x20AC:
      return "EUR";
    case 0xA3:
      return "GBP";
    default:
      return NULL;
    }
}

gboolean
jb_reading_may_begin (const JbLexicon *lexicon, guint32 c)
{
  return jb_number_may_begin (lexicon, c) || c == C_FAN_TURN || c == C_BAN || currency_of (c) != NULL;
}

/* ---- unit ---- */

static const JbUnit *
unit_at (const JbLexicon *lexicon, const JbChars *chars, gsize at, guint *length)
{
  if (tab_before (chars, at))
    return NULL;
  guint32 number = jb_trie_longest (lexicon->unit_trie, chars->c, chars->n, at, length);
  if (number == JB_TRIE_NONE)
    return NULL;
  const JbUnit *unit = jb_lexicon_unit (lexicon, number);
  /* m in "m" but not in "mRNA" */
  if (jb_is_latin (chars->c[at + *length - 1]) && jb_is_latin (jb_chars_at (chars, at + *length))
      && chars->gap[at + *length] == JB_GAP_NONE)
    return NULL;
  return unit;
}

/* 件(次), 台（套）: a counter in brackets belongs to the unit. Returns: where it ends. */
static gsize
bracket_after (const JbLexicon *lexicon, const JbChars *chars, gsize at)
{
  guint length;

  if (jb_chars_at (chars, at) != '(' || tab_before (chars, at))
    return at;
  const JbUnit *unit = unit_at (lexicon, chars, at + 1, &length);
  if (unit == NULL || unit->dimension != JB_DIMENSION_COUNT || (unit->flags & JB_UNIT_WORD) != 0 || length > 2
      || jb_chars_at (chars, at + 1 + length) != ')')
    return at;
  return at + 2 + length;
}

/* /亩, /立方米·月. Returns: where it ends. */
static gsize
per_after (const JbLexicon *lexicon, const JbChars *chars, gsize at)
{
  gsize end = at;
  guint length;

  while ((jb_chars_at (chars, end) == '/' || (end > at && jb_chars_at (chars, end) == 0xB7))
         && !tab_before (chars, end))
    {
      gsize i = end + 1;
      while (jb_lexicon_numeral (lexicon, jb_chars_at (chars, i)) == JB_NUMERAL_SCALE
             || jb_chars_at (chars, i) == C_BAI)
        i++;
      const JbUnit *unit = unit_at (lexicon, chars, i, &length);
      if (unit == NULL || (unit->flags & JB_UNIT_WORD) != 0)
        break;
      end = i + length;
    }
  return end;
}

static void
read_unit (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbReading *reading)
{
  guint length;
  const JbUnit *unit = unit_at (lexicon, chars, at, &length);

  reading->unit_start = reading->unit_end = at;
  reading->unit = NULL;
  reading->times = FALSE;
  reading->per_start = 0;
  if (unit == NULL || (unit->flags & JB_UNIT_WORD) != 0)
    return;
  reading->unit = unit;
  gsize end = at + length;
  if (unit->dimension == JB_DIMENSION_COUNT && length <= 2 && jb_chars_at (chars, end) == C_CI
      && !tab_before (chars, end)
      && jb_chars_at (chars, end + 1) != C_SHU && chars->c[end - 1] != C_CI)
    {
      reading->times = TRUE;
      end++;
    }
  gsize bracket = bracket_after (lexicon, chars, end);
  if (bracket > end && !reading->times && jb_chars_at (chars, bracket) == C_CI && !tab_before (chars, bracket)
      && jb_chars_at (chars, bracket + 1) != C_SHU) /* 件（批）次 */
    bracket++;
  end = bracket;
  gsize per = per_after (lexicon, chars, end);
  if (per > end)
    reading->per_start = end;
  reading->unit_end = per;
}

/* ---- modifiers ---- */

static int
strength (JbModifier modifier)
{
  return modifier == JB_MODIFIER_EXACT ? 0 : modifier == JB_MODIFIER_APPROX ? 1 : 2;
}

static void
strengthen (JbReading *reading, JbModifier modifier)
{
  if (strength (modifier) > strength (reading->modifier))
    reading->modifier = modifier;
}

/* 余 and 多 after the unit (3公里多) only where no word follows that they could open. */
static gboolean
suffix_is_certain (const JbChars *chars, gsize at, guint length)
{
  if (chars->c[at] == 0x4E0D) /* 两成不到, not 每所不到3人 */
    {
      guint32 then = jb_chars_at (chars, at + length);
      return then == C_DE || !(jb_han_is (then) || jb_is_digit (then));
    }
  if (length > 1 || (chars->c[at] != 0x591A && chars->c[at] != 0x4F59))
    return TRUE;
  guint32 next = jb_chars_at (chars, at + 1);
  return !jb_han_is (next) || next == C_DE;
}

static void
read_after (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  guint length;

  for (guint i = 0; i < 2; i++)
    {
      guint32 modifier = jb_trie_longest (lexicon->modifier_after, chars->c, chars->n, reading->core_end, &length);
      if (modifier == JB_TRIE_NONE || modifier == JB_MODIFIER_WORD_NONE || tab_before (chars, reading->core_end)
          || !suffix_is_certain (chars, reading->core_end, length))
        break;
      strengthen (reading, (JbModifier) modifier);
      reading->core_end += length;
      reading->suffix = TRUE;
    }
  reading->end = reading->core_end;
  guint32 behind = jb_trie_longest (lexicon->modifier_behind, chars->c, chars->n, reading->end, &length);
  if (behind != JB_TRIE_NONE && behind != JB_MODIFIER_WORD_NONE)
    strengthen (reading, (JbModifier) behind);
}

static void
read_before (const JbLexicon *lexicon, const JbChars *chars, gsize floor, JbReading *reading)
{
  guint length;

  reading->start = reading->core;
  for (guint i = 0; i < 2 && !tab_before (chars, reading->start); i++)
    {
      guint32 modifier = jb_trie_longest_before (lexicon->modifier_before, chars->c, reading->start, floor, &length);
      if (modifier == JB_TRIE_NONE || modifier == JB_MODIFIER_WORD_NONE)
        break;
      strengthen (reading, (JbModifier) modifier);
      reading->start -= length;
    }
}

/* ---- the forms ---- */

/* A dash, ～, 至 or 到 between two numbers. Returns: where it ends; @at where there is none. */
static gsize
connector_after (const JbChars *chars, gsize at)
{
  guint32 c = jb_chars_at (chars, at);

  if (tab_before (chars, at) || tab_before (chars, at + 1))
    return at;
  if (c == 0x2014)
    return at + 1 + (jb_chars_at (chars, at + 1) == 0x2014);
  if (c == '-' || c == '~' || c == C_TO_ZHI || c == C_TO_DAO)
    return at + 1;
  return at;
}

static int
compare_scaled (const char *a, int power_a, const char *b, int power_b)
{
  g_autofree char *x = jb_decimal_scale (a, power_a);
  g_autofree char *y = jb_decimal_scale (b, power_b);

  return jb_decimal_compare (x, y);
}

static gboolean
opens_from_to (const JbChars *chars, gsize core, gsize floor)
{
  for (gsize i = core, steps = 0; i > floor && steps < 3; i--, steps++)
    if (chars->c[i - 1] == C_FROM_CONG || chars->c[i - 1] == C_FROM_YOU)
      return TRUE;
  return FALSE;
}

static gboolean
same_unit (const JbUnit *a, const JbUnit *b)
{
  return a != NULL && b != NULL && g_str_equal (a->base, b->base) && a->dimension == b->dimension;
}

/* 八到九百亿 may be 8亿 or 800亿. */
static gboolean
two_readings (const JbReading *reading)
{
  return reading->low.han && reading->low.one_digit && reading->high.han && !reading->high.one_digit
         && reading->low_unit == NULL && strlen (reading->high.value) > 1;
}

/* The second number of a range. Returns: whether it is one. */
static gboolean
read_range (const JbLexicon *lexicon, const JbChars *chars, gsize floor, JbReading *reading)
{
  gsize at = reading->unit_end, after = connector_after (chars, at);
  const JbUnit *low_unit = reading->unit;
  JbReading second = *reading;

  if (after == at || reading->low.high[0] != '\0' || reading->low.unread || reading->per_start != 0
      || !jb_number_read (lexicon, chars, after, &second.high) || second.high.unread || second.high.high[0] != '\0')
    return FALSE;
  if (jb_chars_at (chars, at) == C_TO_DAO || jb_chars_at (chars, at) == C_TO_ZHI)
    if (low_unit != NULL && opens_from_to (chars, reading->core, floor))
      return FALSE;
  read_unit (lexicon, chars, second.high.end, &second);
  if (low_unit != NULL && !same_unit (low_unit, second.unit))
    return FALSE;
  second.low_unit = low_unit;
  if (low_unit == NULL && second.low.power == 0 && second.low.han == second.high.han)
    second.low.power = second.high.power;
  if (compare_scaled (second.low.value, second.low.power, second.high.value, second.high.power) >= 0)
    {
      second.low.power = reading->low.power;
      if (compare_scaled (second.low.value, second.low.power, second.high.value, second.high.power) >= 0)
        return FALSE;
    }
  second.range = TRUE;
  second.number_end = second.high.end;
  if (two_readings (&second))
    second.kind = JB_READING_UNREAD;
  *reading = second;
  return TRUE;
}

static gboolean
is_plain_integer (const JbNumber *number)
{
  return !number->han && !number->fraction && number->power == 0 && !number->grouped
         && number->modifier == JB_MODIFIER_EXACT;
}

static gboolean
looks_like_clock (const JbReading *reading, const JbNumber *second, guint parts, guint64 sum)
{
  gboolean shares = parts == 3 && sum >= 99 && sum <= 101; /* 21:50:29 of a whole */
  return parts <= 3 && !shares && is_plain_integer (&reading->low) && is_plain_integer (second) && second->n_integer == 2
         && g_ascii_strtoull (second->value, NULL, 10) < 60 && reading->low.n_integer <= 2
         && g_ascii_strtoull (reading->low.value, NULL, 10) <= 24;
}

/* 2018 of 图1:2018-2022年 */
static gboolean
opens_years (const JbChars *chars, const JbNumber *number)
{
  gsize at = number->end;
  guint n = 0;

  while (at < chars->n && (chars->c[at] == '-' || chars->c[at] == '~' || chars->c[at] == 0x2014))
    at++;
  if (at == number->end)
    return FALSE;
  while (jb_is_digit (jb_chars_at (chars, at + n)))
    n++;
  return n == 4;
}

/* 2.5:36.7:60.7 */
static gboolean
read_ratio (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  g_autoptr(GString) text = g_string_new (reading->low.value);
  JbNumber part, second = { 0 };
  gsize at = reading->low.end;
  guint parts = 1;
  guint64 sum = g_ascii_strtoull (reading->low.value, NULL, 10);

  while ((jb_chars_at (chars, at) == ':' || jb_chars_at (chars, at) == 0xFF1A)
         && jb_is_digit (jb_chars_at (chars, at + 1))
         && !tab_before (chars, at) && parts < 12 && jb_number_read (lexicon, chars, at + 1, &part) && !part.unread
         && part.power == 0)
    {
      if (part.n_integer == 4 && (jb_chars_at (chars, part.end) == C_YEAR || opens_years (chars, &part))) /* 表1:2022年 */
        return FALSE;
      sum += g_ascii_strtoull (part.value, NULL, 10);
      if (parts++ == 1)
        second = part;
      g_string_append_printf (text, ":%s", part.value);
      at = part.end;
    }
  if (parts == 1 || text->len >= JB_NUMBER_ROOM)
    return FALSE;
  reading->kind = looks_like_clock (reading, &second, parts, sum) ? JB_READING_CLOCK : JB_READING_RATIO;
  g_strlcpy (reading->low.value, text->str, sizeof reading->low.value);
  reading->number_end = reading->unit_start = reading->unit_end = reading->core_end = at;
  reading->unit = NULL;
  return TRUE;
}

/* Sets the value of @numerator / @denominator: a decimal where it ends, else the fraction. */
static gboolean
set_part (JbReading *reading, const char *numerator, const char *denominator)
{
  guint64 d = g_ascii_strtoull (denominator, NULL, 10), rest = d;

  if (d == 0 || strchr (denominator, '.') != NULL || strlen (denominator) > 9 || strlen (numerator) > 12)
    return FALSE;
  while (rest % 2 == 0)
    rest /= 2;
  while (rest % 5 == 0)
    rest /= 5;
  if (rest == 1)
    {
      g_autofree char *quotient = jb_decimal_divide (numerator, denominator, 30);
      g_autofree char *trimmed = jb_decimal_trim (quotient);
      g_strlcpy (reading->low.value, trimmed, sizeof reading->low.value);
    }
  else
    {
      g_autofree char *value = g_strdup_printf ("%s/%s", numerator, denominator);
      g_strlcpy (reading->low.value, value, sizeof reading->low.value);
    }
  reading->kind = JB_READING_PART;
  return TRUE;
}

static void
end_at (JbReading *reading, gsize end)
{
  reading->number_end = reading->unit_start = reading->unit_end = reading->core_end = end;
  reading->unit = NULL;
}

/* 三分之二; @denominator was just read. */
static gboolean
read_part (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  JbNumber numerator;
  gsize at = reading->low.end;
  char value[JB_NUMBER_ROOM];

  if (jb_chars_at (chars, at) != C_FEN || jb_chars_at (chars, at + 1) != C_ZHI
      || !jb_number_read (lexicon, chars, at + 2, &numerator) || numerator.unread || numerator.power != 0)
    return FALSE;
  if (reading->low.power != 0)
    {
      g_autofree char *scaled = jb_decimal_scale (reading->low.value, reading->low.power);
      g_strlcpy (value, scaled, sizeof value);
    }
  else
    g_strlcpy (value, reading->low.value, sizeof value);
  reading->low.modifier = numerator.modifier;
  if (!set_part (reading, numerator.value, value))
    return FALSE;
  end_at (reading, numerator.end);
  return TRUE;
}

/* 1/3 */
static gboolean
read_slash (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  JbNumber denominator;
  gsize at = reading->low.end;

  if (jb_chars_at (chars, at) != '/' || !is_plain_integer (&reading->low) || reading->low.n_integer > 3
      || !jb_is_digit (jb_chars_at (chars, at + 1)) || !jb_number_read (lexicon, chars, at + 1, &denominator)
      || !is_plain_integer (&denominator) || denominator.n_integer > 3 || jb_chars_at (chars, denominator.end) == '/'
      || strlen (reading->low.value) > strlen (denominator.value))
    return FALSE;
  if (!set_part (reading, reading->low.value, denominator.value))
    return FALSE;
  end_at (reading, denominator.end);
  return TRUE;
}

/* 8.6/10万: so many of a hundred thousand. */
static gboolean
read_per (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  JbNumber denominator;
  gsize at = reading->low.end;

  if (jb_chars_at (chars, at) != '/' || reading->low.han || reading->low.power != 0
      || !jb_is_digit (jb_chars_at (chars, at + 1))
      || !jb_number_read (lexicon, chars, at + 1, &denominator) || denominator.unread || denominator.power < 4)
    return FALSE;
  reading->kind = JB_READING_PER;
  end_at (reading, denominator.end);
  reading->per_start = at;
  return TRUE;
}

/* 百分之, 千分之: which, and where its number begins. */
static const char *
percent_prefix (const JbChars *chars, gsize at)
{
  if (jb_chars_at (chars, at + 1) != C_FEN || jb_chars_at (chars, at + 2) != C_ZHI)
    return NULL;
  return chars->c[at] == C_BAI ? "%" : chars->c[at] == C_QIAN ? "\xE2\x80\xB0" : NULL;
}

/* 百分之三十五, 百分之三至五; @at: its 百. */
static gboolean
read_percent_words (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbReading *reading)
{
  const char *base = percent_prefix (chars, at);

  if (base == NULL || !jb_number_read (lexicon, chars, at + 3, &reading->low))
    return FALSE;
  reading->prefix_base = base;
  if (reading->low.unread || (reading->low.power != 0 && !reading->low.scale_only))
    {
      reading->kind = JB_READING_UNREAD;
      end_at (reading, reading->low.end);
      return TRUE;
    }
  if (reading->low.scale_only) /* 百分之百 */
    g_strlcpy (reading->low.value, "100", sizeof reading->low.value);
  reading->low.scale_only = FALSE;
  end_at (reading, reading->low.end);
  gsize after = connector_after (chars, reading->low.end);
  gsize second = percent_prefix (chars, after) != NULL ? after + 3 : after;
  if (after > reading->low.end && second < chars->n && jb_number_may_begin (lexicon, chars->c[second])
      && jb_number_read (lexicon, chars, second, &reading->high) && !reading->high.unread
      && jb_decimal_compare (reading->low.value, reading->high.value) < 0)
    {
      reading->range = TRUE;
      end_at (reading, reading->high.end);
    }
  return TRUE;
}

/* 翻一番, 翻了两番, 翻番, 翻倍; @at: 翻. */
static gboolean
read_fold (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbReading *reading)
{
  gsize i = at + 1;
  guint folds = 1;
  JbNumber number;

  if (jb_chars_at (chars, i) == C_LE)
    i++;
  if (jb_chars_at (chars, i) == C_NEAR || jb_chars_at (chars, i) == C_ABOUT)
    {
      reading->modifier = JB_MODIFIER_APPROX;
      i++;
    }
  if (jb_chars_at (chars, i) == C_BEI)
    i++;
  else
    {
      if (jb_chars_at (chars, i) != C_FAN)
        {
          if (!jb_number_read (lexicon, chars, i, &number) || number.fraction || strlen (number.value) != 1
              || jb_chars_at (chars, number.end) != C_FAN)
            return FALSE;
          folds = (guint) (number.value[0] - '0');
          i = number.end;
        }
      i++;
    }
  if (folds == 0)
    return FALSE;
  g_snprintf (reading->low.value, sizeof reading->low.value, "%u", 1u << folds);
  reading->kind = JB_READING_FOLD;
  end_at (reading, i);
  return TRUE;
}

/* 一半, 半数 */
static gboolean
read_half (const JbChars *chars, gsize at, JbReading *reading)
{
  if (chars->c[at] == C_BAN ? jb_chars_at (chars, at + 1) != C_SHU
                            : chars->c[at] != C_YI || jb_chars_at (chars, at + 1) != C_BAN)
    return FALSE;
  g_strlcpy (reading->low.value, "0.5", sizeof reading->low.value);
  reading->kind = JB_READING_PART;
  end_at (reading, at + 2);
  return TRUE;
}

/* 九成五: a digit behind 成, with nothing that it could open behind it. */
static gboolean
add_tenth (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  gsize at = reading->unit_end;
  guint32 c = jb_chars_at (chars, at), next = jb_chars_at (chars, at + 1);

  if (reading->range || reading->low.fraction || !reading->low.han || reading->low.power != 0
      || reading->low.high[0] != '\0' || tab_before (chars, at) || (jb_han_is (next) && next != 0x4EE5 && next != 0x5DE6) /* 以 左 */
      || c == 0 || jb_lexicon_numeral (lexicon, c) != JB_NUMERAL_DIGIT)
    return FALSE;
  char digit[3] = { '.', (char) ('0' + lexicon->numeral_value[c]), '\0' };
  g_strlcat (reading->low.value, digit, sizeof reading->low.value);
  reading->low.fraction = TRUE;
  reading->unit_end = at + 1;
  return TRUE;
}

/* 两年半, 三个半月, 六成半: half of the unit more. */
static void
add_half (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  gsize at = reading->unit_end;

  if (reading->unit != NULL && (reading->unit->flags & JB_UNIT_TENTHS) != 0 && add_tenth (lexicon, chars, reading))
    return;
  if (reading->unit == NULL || reading->range || reading->low.high[0] != '\0' || jb_chars_at (chars, at) != C_BAN
      || reading->low.fraction || reading->low.power != 0 || tab_before (chars, at))
    return;
  if (reading->unit->dimension != JB_DIMENSION_DURATION && (reading->unit->flags & JB_UNIT_TENTHS) == 0)
    return;
  g_strlcat (reading->low.value, ".5", sizeof reading->low.value);
  reading->low.fraction = TRUE;
  reading->unit_end = at + 1;
}

/* 两个半小时, 三个半月: the number is 个半 before the unit of time. */
static void
read_and_a_half (const JbLexicon *lexicon, const JbChars *chars, JbReading *reading)
{
  gsize at = reading->low.end;
  guint length;

  if (jb_chars_at (chars, at) != C_GE || jb_chars_at (chars, at + 1) != C_BAN || reading->low.power != 0
      || reading->low.fraction)
    return;
  const JbUnit *unit = unit_at (lexicon, chars, at + 2, &length);
  if (unit == NULL || (unit->dimension != JB_DIMENSION_DURATION && !g_str_equal (unit->unit, "月")))
    return;
  g_strlcat (reading->low.value, ".5", sizeof reading->low.value);
  reading->low.fraction = TRUE;
  reading->unit = unit;
  reading->unit_start = at;
  reading->unit_end = at + 2 + length;
}

/* 成 counts tenths only after one small number: 七成, 8成. */
static void
check_tenths (const JbChars *chars, JbReading *reading)
{
  if (reading->unit == NULL || (reading->unit->flags & JB_UNIT_TENTHS) == 0)
    return;
  const JbNumber *number = reading->range ? &reading->high : &reading->low;
  guint32 next = jb_chars_at (chars, reading->unit_end);
  gboolean small = number->power == 0 && jb_decimal_compare (number->value, "10") <= 0 && strlen (number->value) <= 3;
  if (small && (!jb_han_is (next) || next != 0x672C))
    return;
  reading->unit = NULL;
  reading->unit_end = reading->unit_start;
}

static void
read_number_and_unit (const JbLexicon *lexicon, const JbChars *chars, gsize floor, JbReading *reading)
{
  if (reading->low.unread)
    {
      reading->kind = JB_READING_UNREAD;
      end_at (reading, reading->low.end);
      return;
    }
  if (read_part (lexicon, chars, reading) || read_per (lexicon, chars, reading) || read_slash (lexicon, chars, reading)
      || (reading->low.power == 0 && read_ratio (lexicon, chars, reading)))
    return;
  reading->number_end = reading->low.end;
  read_unit (lexicon, chars, reading->low.end, reading);
  if (!read_range (lexicon, chars, floor, reading))
    {
      read_and_a_half (lexicon, chars, reading);
      add_half (lexicon, chars, reading);
    }
  check_tenths (chars, reading);
  reading->core_end = reading->unit_end;
}

static gboolean
read_sign (const JbChars *chars, gsize at, gsize floor, JbReading *reading)
{
  if (at <= floor || chars->c[at - 1] != '-' || chars->gap[at] != JB_GAP_NONE || !jb_is_digit (chars->c[at]))
    return FALSE;
  guint32 before = at >= floor + 2 ? chars->c[at - 2] : 0;
  if (before != 0 && !jb_han_is (before) && before != '(' && before != ']' && before != ',' && before != 0xFF0C && before != 0x3001)
    return FALSE;
  reading->negative = TRUE;
  reading->core = at - 1;
  return TRUE;
}

gboolean
jb_reading_read (const JbLexicon *lexicon, const JbChars *chars, gsize at, gsize floor, JbReading *reading)
{
  const char *currency = currency_of (chars->c[at]);

  memset (reading, 0, G_STRUCT_OFFSET (JbReading, low));
  reading->range = reading->times = reading->negative = reading->suffix = FALSE;
  reading->unit = reading->low_unit = NULL;
  reading->symbol_base = reading->prefix_base = NULL;
  reading->per_start = 0;
  reading->modifier = JB_MODIFIER_EXACT;
  reading->low.high[0] = '\0';
  reading->low.modifier = reading->high.modifier = JB_MODIFIER_EXACT;
  reading->low.power = 0;
  reading->low.scale_only = reading->low.han = FALSE;
  reading->core = at;

  if (chars->c[at] == C_FAN_TURN)
    {
      if (!read_fold (lexicon, chars, at, reading))
        return FALSE;
    }
  else if (!read_half (chars, at, reading) && !read_percent_words (lexicon, chars, at, reading))
    {
      if (!jb_number_read (lexicon, chars, at + (currency != NULL), &reading->low))
        return FALSE;
      reading->symbol_base = currency;
      if (currency == NULL)
        read_sign (chars, at, floor, reading);
      read_number_and_unit (lexicon, chars, floor, reading);
      strengthen (reading, reading->range ? reading->high.modifier : reading->low.modifier);
    }
  else
    strengthen (reading, reading->range ? reading->high.modifier : reading->low.modifier);
  read_after (lexicon, chars, reading);
  read_before (lexicon, chars, floor, reading);
  return TRUE;
}

void
jb_reading_inherit (JbReading *reading, const JbReading *from)
{
  reading->unit = from->unit;
  reading->times = from->times;
  reading->per_start = from->per_start;
  reading->unit_start = from->unit_start;
  reading->unit_end = from->unit_end;
  if (reading->low.power == 0)
    reading->low.power = from->range ? from->high.power : from->low.power;
}
