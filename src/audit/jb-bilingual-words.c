/* Numbers that a translator says otherwise than by a figure: 12月 as December, 100% as "all", 今年 as the year, 3至5个 as two
 * numbers. */
#include "jb-bilingual-numbers-private.h"

#include "jb-decimal.h"

#include <string.h>

static gboolean
has_word (const char *text, const char *word)
{
  gsize n = strlen (word);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (const char *at = lower; (at = strstr (at, word)) != NULL; at++)
    if ((at == lower || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[n]))
      return TRUE;
  return FALSE;
}

gboolean
check_has_any_word (const char *text, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (has_word (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_month (const char *target, const char *value)
{
  static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december" };
  guint64 month = strlen (value) <= 2 ? g_ascii_strtoull (value, NULL, 10) : 0;

  return month >= 1 && month <= 12 && has_word (target, months[month - 1]);
}

/* 12月 is December, 1—6月 January to June. */
gboolean
check_is_month_in_words (const Check *check, const JbQuantity *quantity)
{
  return g_str_has_prefix (quantity->base_unit, "月") && has_month (check->pair->target, quantity->base_value)
         && (quantity->base_value_high == NULL || has_month (check->pair->target, quantity->base_value_high));
}

/* 1个 may be "a"; 100% may be "all". */
static gboolean
is_said_in_words (const Check *check, const JbQuantity *quantity)
{
  static const char *const one[] = { "a", "an", "one", "single", "once", "every", "each", "per", NULL };
  static const char *const centuries[] = { "centenary", "century", "centennial", "hundred", NULL };
  static const char *const decades[] = { "decade", NULL };
  static const char *const year[] = { "year", "annual", NULL };
  static const char *const two[] = { "both", "twice", "double", "doubled", "two", NULL };
  static const char *const all[] = { "all", "every", "each", "entire", "entirely", "full", "fully", "complete", NULL };
  static const char *const half[] = { "half", "halved", "halves", NULL };
  const char *target = check->pair->target, *value = quantity->base_value;

  if (strcmp (value, "24") == 0 && strcmp (quantity->base_unit, "小时") == 0 && (strstr (target, "round-the-clock") != NULL || strstr (target, "round the clock") != NULL))
    return TRUE;
  if (check_is_date (quantity) && strlen (value) == 4 && check_has_any_word (target, year)) /* 刚刚过去的2017年: "the year just past" */
    return TRUE;
  if (g_str_has_prefix (quantity->base_unit, "年") && strcmp (value, "10") == 0 && check_has_any_word (target, decades))
    return TRUE;
  if (strcmp (value, "100") == 0 && strcmp (quantity->base_unit, "%") != 0 && check_has_any_word (target, centuries))
    return TRUE;
  if (strcmp (quantity->base_unit, "%") == 0)
    return (strcmp (value, "100") == 0 && check_has_any_word (target, all)) || (strcmp (value, "50") == 0 && check_has_any_word (target, half));
  if (strcmp (value, "0.5") == 0)
    return check_has_any_word (target, half);
  return (strcmp (value, "1") == 0 && check_has_any_word (target, one)) || (strcmp (value, "2") == 0 && check_has_any_word (target, two));
}

/* M2增长13%，社会融资增长13%: "both … by 13 percent" */
static gboolean
is_said_once_for_both (const Check *check, const JbQuantity *quantity)
{
  static const char *const words[] = { "both", "each", "all", "also", "same", NULL };

  for (guint i = 0; i < check->stated->len; i++)
    {
      const Stated *other = &g_array_index (check->stated, Stated, i);

      if (other->number != NONE && strcmp (other->quantity->base_value, quantity->base_value) == 0
          && strcmp (other->quantity->base_unit, quantity->base_unit) == 0)
        return check_has_any_word (check->pair->target, words);
    }
  return FALSE;
}

/* 3至5个 as two numbers of the English. */
static gboolean
is_said_as_two (Check *check, const JbQuantity *quantity)
{
  guint low = NONE, high = NONE;

  if (quantity->base_value_high == NULL)
    return FALSE;
  for (guint n = 0; n < check->numbers->len; n++)
    {
      const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

      if (check->taken[n] || !jb_decimal_is_valid (number->value) || number->value_high != NULL)
        continue;
      if (low == NONE && jb_decimal_compare (number->value, quantity->base_value) == 0)
        low = n;
      else if (high == NONE && jb_decimal_compare (number->value, quantity->base_value_high) == 0)
        high = n;
    }
  if (low == NONE || high == NONE)
    return FALSE;
  check->taken[low] = check->taken[high] = TRUE;
  return TRUE;
}

/* 自然增长率-2.07‰ as "a natural decrease of 2.07 per thousand" */
static gboolean
is_said_as_fall (Check *check, const JbQuantity *quantity)
{
  static const char *const falls[] = { "decrease", "decreased", "decline", "declined", "fell", "fall", "drop", "dropped", "down",
    "negative", "minus", "loss", "below", NULL };

  if (*quantity->base_value != '-' || !check_has_any_word (check->pair->target, falls))
    return FALSE;
  for (guint n = 0; n < check->numbers->len; n++)
    {
      const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

      if (check->taken[n] || !jb_decimal_is_valid (number->value)
          || jb_decimal_compare (number->value, quantity->base_value + 1) != 0)
        continue;
      check->taken[n] = TRUE;
      return TRUE;
    }
  return FALSE;
}

gboolean
check_is_said_otherwise (Check *check, const JbQuantity *quantity)
{
  return is_said_as_two (check, quantity) || is_said_in_words (check, quantity) || is_said_as_fall (check, quantity)
         || is_said_once_for_both (check, quantity);
}

static gboolean
says_any (const JbPair *pair, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_strstr_len (pair->text + pair->span.start, (gssize) jb_span_length (pair->span), words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* 十四五: "the 14th Five-Year Plan period (2021–2025)"; 二十大: "the 20th CPC National Congress in 2022". */
static gboolean
is_year_of_name (const JbPair *pair, const JbEnglishNumber *number)
{
  static const struct { const char *zh, *from, *to; } names[] = {
    { "十五五", "2026", "2030" }, { "十四五", "2021", "2025" }, { "十三五", "2016", "2020" }, { "十二五", "2011", "2015" },
    { "十一五", "2006", "2010" }, { "八五", "2021", "2025" }, { "七五", "2016", "2020" }, { "十八大", "2012", NULL },
    { "十九大", "2017", NULL }, { "二十大", "2022", NULL }, { "九二共识", "1992", NULL }, { "一百年", "2021", "2049" },
    { "建军", "2027", NULL }, { "碳达峰", "2030", NULL }, { "碳中和", "2060", NULL }, { "冬奥会", "2022", NULL } };
  const char *ends[] = { number->value, number->value_high };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!says_any (pair, (const char *const[]) { names[i].zh, NULL }))
        continue;
      gboolean all = TRUE;
      for (gsize k = 0; k < 2; k++)
        all = all && (ends[k] == NULL || strcmp (ends[k], names[i].from) == 0 || g_strcmp0 (ends[k], names[i].to) == 0);
      if (all)
        return TRUE;
    }
  return FALSE;
}

/* 今年, 年末: the English may write the year out; where the report's own is known, only that or one beside it. */
static gboolean
is_year_said_in_words (const JbPair *pair, const JbEnglishNumber *number)
{
  static const char *const words[] = { "今年", "去年", "明年", "前年", "本年", "上年", "当年", "全年", "年末", "年底", "年初", "年内", "年中", "一年",
    "同期", "半年", "季度", "年度", "下一阶段", "本届", "以来", "目前", "截至", "截止", NULL };
  guint64 year = number->value_high == NULL && jb_decimal_is_valid (number->value) ? g_ascii_strtoull (number->value, NULL, 10) : 0;

  if (number->kind != JB_ENGLISH_DATE || year < 1900 || year > 2100 || !says_any (pair, words))
    return FALSE;
  return pair->year <= 0 || (year + 1 >= (guint64) pair->year && year <= (guint64) pair->year + 1);
}

gboolean
check_is_explained_year (const JbPair *pair, const JbEnglishNumber *number)
{
  return is_year_of_name (pair, number) || is_year_said_in_words (pair, number);
}
