#include "jb-bilingual-numbers-private.h"

#include "jb-decimal.h"
#include "jb-link.h"

#include <string.h>

static gboolean
has_digit (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
        return TRUE;
    }
  return FALSE;
}

/* Numerals that measure for certain: 百分之三十五, 三分之二, 一千二百人. */
static gboolean
is_plain_numeral (const JbQuantity *quantity, const char *text, gsize length)
{
  static const char *const scales[] = { "百", "千", "万", "亿" };

  if (quantity->dimension == JB_DIMENSION_PERCENT || quantity->dimension == JB_DIMENSION_MONEY)
    return TRUE;
  if (*quantity->base_unit == '\0' || !jb_decimal_is_valid (quantity->base_value))
    return quantity->dimension == JB_DIMENSION_RATIO && strchr (quantity->base_value, '/') != NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_strstr_len (text, (gssize) length, scales[i]) != NULL && jb_decimal_compare (quantity->base_value, "100") > 0)
      return TRUE;
  return FALSE;
}

/* "1.", "(1)" at the beginning; "5G", "PM2.5", "12345热线" may be written otherwise. */
static gboolean
is_name (const Check *check, const JbQuantity *quantity)
{
  const JbPair *pair = check->pair;
  const char *start = pair->text + quantity->span.start, *end = pair->text + quantity->span.end;
  char before = quantity->span.start > pair->span.start ? start[-1] : '\0';
  char after = quantity->span.end < pair->span.end ? *end : '\0';
  gboolean first = quantity->span.start - pair->span.start <= strlen ("（");

  if (g_ascii_isalpha (before) || g_ascii_isalpha (after))
    return TRUE;
  if (g_str_has_prefix (start - MIN (3, quantity->span.start), "第"))
    return TRUE;
  return first && (after == '.' || after == ')' || g_str_has_prefix (end, "、") || g_str_has_prefix (end, "）")
                   || g_str_has_prefix (end, "．"));
}

/* 几亿人, 上亿人, 数千万: a size, not a figure; 长三角, 千方百计: no quantity at all. */
static gboolean
is_vague (const Check *check, const JbQuantity *quantity)
{
  static const char *const before[] = { "几", "数", "上", "成", "每一", "若干" };
  const char *text = check->pair->text;

  if (quantity->name && !has_digit (text + quantity->span.start, jb_span_length (quantity->span)))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    {
      gsize n = strlen (before[i]);

      if (quantity->span.start >= check->pair->span.start + n && memcmp (text + quantity->span.start - n, before[i], n) == 0
          && !has_digit (text + quantity->span.start, jb_span_length (quantity->span)))
        return TRUE;
      if (g_str_has_prefix (text + quantity->span.start, before[i]) && !has_digit (text + quantity->span.start, jb_span_length (quantity->span)))
        return TRUE;
    }
  return FALSE;
}

static void
collect (Check *check)
{
  for (guint i = 0; i < check->quantities->len; i++)
    {
      const JbQuantity *quantity = g_ptr_array_index (check->quantities, i);
      const char *text = check->pair->text + quantity->span.start;
      gsize length = jb_span_length (quantity->span);
      Stated stated = { .quantity = quantity, .name = is_name (check, quantity), .number = NONE };

      stated.required = !stated.name && !is_vague (check, quantity)
                        && (has_digit (text, length) || is_plain_numeral (quantity, text, length));
      g_array_append_val (check->stated, stated);
    }
}

static JbMetric
as_metric (const JbQuantity *quantity)
{
  return (JbMetric) { .base_value = quantity->base_value, .base_value_high = quantity->base_value_high,
                      .base_unit = quantity->base_unit, .dimension = quantity->dimension,
                      .change = JB_CHANGE_INCREASE };
}

gboolean
check_is_date (const JbQuantity *quantity)
{
  return strcmp (quantity->base_unit, "年") == 0 || g_str_has_prefix (quantity->base_unit, "月")
         || strcmp (quantity->base_unit, "日") == 0 || strcmp (quantity->base_unit, "年度") == 0;
}

typedef gboolean (*Fits) (const JbEnglishNumber *number, const JbQuantity *quantity);

static gboolean
fits_exactly (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  JbMetric metric = as_metric (quantity);

  return jb_link_same_value (number, &metric)
         && (jb_english_kind_fits (number->kind, quantity->dimension) || (check_is_date (quantity) && number->kind == JB_ENGLISH_DATE))
         && number->modifier == quantity->modifier;
}

static gboolean
fits_kind (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  JbMetric metric = as_metric (quantity);

  return jb_link_same_value (number, &metric)
         && (jb_english_kind_fits (number->kind, quantity->dimension) || (check_is_date (quantity) && number->kind == JB_ENGLISH_DATE));
}

static gboolean
fits_value (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  JbMetric metric = as_metric (quantity);

  return jb_link_same_value (number, &metric);
}

gboolean
check_fits_converted (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  return number->kind != JB_ENGLISH_NAME && number->kind != JB_ENGLISH_DATE && quantity->base_value_high == NULL
         && jb_link_converted (number, quantity->base_value, quantity->base_unit);
}

/* 增长2倍: threefold. */
static gboolean
fits_multiple (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  if (number->kind != JB_ENGLISH_TIMES || strcmp (quantity->base_unit, "times") != 0
      || !jb_decimal_is_valid (quantity->base_value))
    return FALSE;
  g_autofree char *more = jb_decimal_add (quantity->base_value, "1");

  return jb_decimal_compare (number->value, more) == 0;
}

static gboolean
equals_product (const char *value, const char *factor, const char *times)
{
  g_autofree char *product = jb_decimal_multiply (factor, times);

  return jb_decimal_compare (value, product) == 0;
}

/* 减少一半: "by 50 percent"; 是上年的2.2倍: "an increase of 120 percent" */
static gboolean
fits_percent (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  gboolean times = strcmp (quantity->base_unit, "times") == 0;

  if (number->kind != JB_ENGLISH_PERCENT || !jb_decimal_is_valid (number->value) || !jb_decimal_is_valid (quantity->base_value)
      || (!times && quantity->dimension != JB_DIMENSION_RATIO))
    return FALSE;
  g_autofree char *less = jb_decimal_subtract (quantity->base_value, "1");
  return equals_product (number->value, quantity->base_value, "100") || (times && equals_product (number->value, less, "100"));
}

/* 1:3 as "1 to 3" */
static gboolean
fits_ratio (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  if (number->value_high == NULL || strchr (quantity->base_value, ':') == NULL)
    return FALSE;
  g_autofree char *ratio = g_strdup_printf ("%s:%s", number->value, number->value_high);

  return strcmp (ratio, quantity->base_value) == 0;
}

static gboolean
is_scaled (const JbEnglishNumber *number, const JbQuantity *quantity, int power)
{
  if (!jb_decimal_is_valid (number->value) || !jb_decimal_is_valid (quantity->base_value) || number->kind == JB_ENGLISH_DATE)
    return FALSE;
  g_autofree char *scaled = jb_decimal_scale (quantity->base_value, power);

  return jb_decimal_compare (number->value, scaled) == 0;
}

/* A cell under “万元” may stand under "million yuan", or be written out. */
static gboolean
fits_cell_of_wan (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  return is_scaled (number, quantity, -2) || is_scaled (number, quantity, 4);
}

static gboolean
fits_cell_of_yi (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  return is_scaled (number, quantity, -1) || is_scaled (number, quantity, 2) || is_scaled (number, quantity, 8);
}

static Stated *
find_single (const Check *check, const JbEnglishNumber *number, const char *value)
{
  for (guint i = 0; i < check->stated->len; i++)
    {
      Stated *stated = &g_array_index (check->stated, Stated, i);

      if (stated->number == NONE && stated->required && stated->quantity->base_value_high == NULL
          && jb_english_kind_fits (number->kind, stated->quantity->dimension) && jb_decimal_is_valid (stated->quantity->base_value)
          && jb_decimal_compare (stated->quantity->base_value, value) == 0)
        return stated;
    }
  return NULL;
}

/* 从9000多公里增加到2.5万公里 as "from over 9,000 to 25,000 kilometers": one range of the English is two numbers. Where only one
 * end is right, the other is what became of the number beside it. */
static void
match_ranges (Check *check)
{
  for (guint n = 0; n < check->numbers->len; n++)
    {
      const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

      if (check->taken[n] || number->value_high == NULL || !jb_decimal_is_valid (number->value) || !jb_decimal_is_valid (number->value_high))
        continue;
      Stated *low = find_single (check, number, number->value), *high = find_single (check, number, number->value_high);
      if (low == high)
        continue;
      if (low != NULL)
        low->in_range = TRUE;
      if (high != NULL)
        high->in_range = TRUE;
      check->taken[n] = low != NULL && high != NULL;
    }
}

static void
match (Check *check, Fits fits, gboolean required)
{
  for (guint i = 0; i < check->stated->len; i++)
    {
      Stated *stated = &g_array_index (check->stated, Stated, i);

      for (guint n = 0; n < check->numbers->len && stated->number == NONE && !stated->in_words && stated->required == required; n++)
        if (!check->taken[n] && fits (&g_array_index (check->numbers, JbEnglishNumber, n), stated->quantity))
          {
            stated->number = n;
            check->taken[n] = TRUE;
          }
    }
}

char *
check_number_text (const Check *check, guint n)
{
  return jb_span_dup (check->pair->target, g_array_index (check->numbers, JbEnglishNumber, n).span);
}

/* A figure of the English that must come from somewhere. */
static gboolean
must_have_source (const JbEnglishNumber *number)
{
  if (number->soft || number->kind == JB_ENGLISH_ORDINAL || number->kind == JB_ENGLISH_NAME)
    return FALSE;
  return !number->words || (jb_decimal_is_valid (number->value) && jb_decimal_compare (number->value, "20") > 0);
}

static guint
next_unexplained (const Check *check, guint from)
{
  for (guint n = from; n < check->numbers->len; n++)
    if (!check->taken[n] && !check_is_explained_year (check->pair, &g_array_index (check->numbers, JbEnglishNumber, n)) && must_have_source (&g_array_index (check->numbers, JbEnglishNumber, n)))
      return n;
  return NONE;
}

/* The English number that most likely was meant: between those that render the neighbours. */
static guint
find_changed (const Check *check, guint index)
{
  gsize from = 0, to = G_MAXSIZE;

  for (guint i = 0; i < check->stated->len; i++)
    {
      const Stated *other = &g_array_index (check->stated, Stated, i);

      if (other->number == NONE)
        continue;
      gsize place = g_array_index (check->numbers, JbEnglishNumber, other->number).span.start;
      if (i < index)
        from = MAX (from, place);
      else if (i > index && place > from)
        to = MIN (to, place);
    }
  guint any = next_unexplained (check, 0);
  for (guint n = any; n != NONE; n = next_unexplained (check, n + 1))
    {
      gsize place = g_array_index (check->numbers, JbEnglishNumber, n).span.start;
      if (place >= from && place <= to)
        return n;
    }
  return any;
}

static void
report_lost (Check *check)
{
  for (guint i = 0; i < check->stated->len; i++)
    {
      Stated *stated = &g_array_index (check->stated, Stated, i);
      const JbQuantity *quantity = stated->quantity;

      if (!stated->required || stated->number != NONE || stated->in_range || stated->in_words || check_is_said_otherwise (check, quantity))
        continue;
      guint n = find_changed (check, i);
      if (n == NONE)
        {
          jb_pair_add (check->pair, JB_BILINGUAL_NUMBER, &quantity->span, NULL, "the number %s is not in the English: put it in",
                       quantity->base_value);
          continue;
        }
      g_autofree char *found = check_number_text (check, n);
      check->taken[n] = TRUE;
      const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);
      if (strcmp (quantity->base_value, number->value) == 0
          && quantity->base_value_high == NULL)
        {
          jb_pair_add (check->pair, JB_BILINGUAL_UNIT, &quantity->span, found, "the unit changed: %s is not what the Chinese counts in", found);
          continue;
        }
      jb_pair_add (check->pair, JB_BILINGUAL_NUMBER, &quantity->span, found, "the value %s became %s: correct it",
                   quantity->base_value, g_array_index (check->numbers, JbEnglishNumber, n).value);
    }
}

/* "1,250 mu (83.3 hectares)": the second is the first once more. */
static gboolean
is_conversion (const Check *check, guint n)
{
  const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

  for (guint i = 0; i < check->stated->len; i++)
    if (check_fits_converted (number, g_array_index (check->stated, Stated, i).quantity))
      return TRUE;
  return FALSE;
}

/* A number that the English says twice, as the Chinese does once. */
static gboolean
is_repetition (const Check *check, guint n)
{
  const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

  for (guint i = 0; i < check->stated->len; i++)
    {
      guint other = g_array_index (check->stated, Stated, i).number;
      const JbEnglishNumber *first = other != NONE ? &g_array_index (check->numbers, JbEnglishNumber, other) : NULL;

      if (first != NULL && first->kind == number->kind && g_strcmp0 (first->value, number->value) == 0
          && g_strcmp0 (first->value_high, number->value_high) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
report_added (Check *check)
{
  for (guint n = 0; n < check->numbers->len; n++)
    {
      const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, n);

      check->taken[n] |= is_conversion (check, n) || is_repetition (check, n) || check_is_explained_year (check->pair, number) ? 1 : 0;
    }
  for (guint n = next_unexplained (check, 0); n != NONE; n = next_unexplained (check, n + 1))
    {
      g_autofree char *found = check_number_text (check, n);

      jb_pair_add (check->pair, JB_BILINGUAL_NUMBER, NULL, found, "the Chinese has no number %s: take it out", found);
    }
}

/* Before all else, or the 1 of 1月 takes the 1 of "January 1". */
static void
settle_months (Check *check)
{
  for (guint i = 0; i < check->stated->len; i++)
    {
      Stated *stated = &g_array_index (check->stated, Stated, i);
      stated->in_words = check_is_month_in_words (check, stated->quantity);
    }
}

void
jb_pair_check_numbers (const JbPair *pair)
{
  static const Fits passes[] = { fits_exactly, fits_kind, fits_value, check_fits_converted, fits_multiple, fits_percent, fits_ratio };
  Check check = { .pair = pair };

  check.quantities = jb_quantities_find (pair->text, pair->span, pair->lexicon);
  check.numbers = jb_english_numbers (pair->target);
  check.stated = g_array_new (FALSE, FALSE, sizeof (Stated));
  check.taken = g_new0 (guint8, check.numbers->len + 1);
  collect (&check);
  settle_months (&check);
  for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
    match (&check, passes[i], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
    match (&check, passes[i], FALSE);
  match_ranges (&check);
  if (pair->in_wan)
    match (&check, fits_cell_of_wan, TRUE);
  if (pair->in_yi)
    match (&check, fits_cell_of_yi, TRUE);
  for (guint i = 0; i < check.stated->len; i++)
    {
      const Stated *stated = &g_array_index (check.stated, Stated, i);

      if (stated->number == NONE || !stated->required)
        continue;
      check_matched (&check, stated);
    }
  check_swapped (&check);
  report_lost (&check);
  report_added (&check);

  g_ptr_array_unref (check.quantities);
  g_array_unref (check.numbers);
  g_array_unref (check.stated);
  g_free (check.taken);
}
