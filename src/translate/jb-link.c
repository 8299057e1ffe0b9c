#include "jb-link.h"

#include "jb-decimal.h"

#include <string.h>

/* base unit → what English texts give: value × numerator / denominator */
static const struct { const char *unit; const char *numerator, *denominator; } conversions[] = {
  { "亩", "1", "15" },      /* hectares */
  { "亩", "1", "1500" },    /* square kilometers */
  { "公顷", "1", "100" },   /* square kilometers */
  { "平方米", "1", "10000" },
  { "平方公里", "100", "1" },
  { "斤", "1", "2000" },    /* metric tons */
  { "公斤", "1", "1000" },
  { "千克", "1", "1000" },
  { "吨", "1000", "1" },
  { "斤", "1", "2" },       /* kilograms */
  { "里", "1", "2" },
  { "倍", "100", "1" },     /* percent */
  { "times", "100", "1" },
  { "度", "1", "1" },
  { "个月", "1", "12" } };

static gboolean
same_decimal (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (!jb_decimal_is_valid (a) || !jb_decimal_is_valid (b))
    return strcmp (a, b) == 0;
  return jb_decimal_compare (a, b) == 0;
}

gboolean
jb_link_same_value (const JbEnglishNumber *number, const JbMetric *metric)
{
  return same_decimal (number->value, metric->base_value) && same_decimal (number->value_high, metric->base_value_high);
}

/* 10^power × half */
static char *
tolerance (int last_place)
{
  return jb_decimal_scale ("5", last_place - 1);
}

static gboolean
is_near (const char *value, const char *exact, int last_place)
{
  g_autofree char *difference = jb_decimal_subtract (value, exact);
  g_autofree char *limit = tolerance (last_place);

  return jb_decimal_compare (*difference == '-' ? difference + 1 : difference, limit) <= 0;
}

/* 667,000 hectares of 1000万亩: the zeros were rounded to. */
static int
last_significant (const JbEnglishNumber *number)
{
  gsize n = strlen (number->value), zeros = 0;

  if (strchr (number->value, '.') != NULL)
    return number->last_place;
  while (zeros + 3 < n && number->value[n - 1 - zeros] == '0')
    zeros++;
  return MAX (number->last_place, (int) zeros);
}

gboolean
jb_link_converted (const JbEnglishNumber *number, const char *value, const char *base_unit)
{
  if (!jb_decimal_is_valid (value) || !jb_decimal_is_valid (number->value))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (conversions); i++)
    {
      if (strcmp (conversions[i].unit, base_unit) != 0)
        continue;
      g_autofree char *product = jb_decimal_multiply (value, conversions[i].numerator);
      g_autofree char *exact = jb_decimal_divide (product, conversions[i].denominator, 9);

      if (is_near (number->value, exact, last_significant (number)))
        return TRUE;
    }
  return FALSE;
}

typedef gboolean (*Fits) (const JbEnglishNumber *number, const JbMetric *metric);

static gboolean
fits_exactly (const JbEnglishNumber *number, const JbMetric *metric)
{
  return jb_link_same_value (number, metric) && jb_english_kind_fits (number->kind, metric->dimension);
}

/* "77% to 80%" where only the second carries the mark; "1 case" counted in words; a year-like count. */
static gboolean
fits_by_value (const JbEnglishNumber *number, const JbMetric *metric)
{
  return jb_link_same_value (number, metric) && number->kind != JB_ENGLISH_NAME;
}

static gboolean
fits_converted (const JbEnglishNumber *number, const JbMetric *metric)
{
  return number->kind != JB_ENGLISH_NAME && number->kind != JB_ENGLISH_DATE
         && jb_link_converted (number, metric->base_value, metric->base_unit);
}

/* 增长2倍: to three times the old value. */
static gboolean
fits_multiple (const JbEnglishNumber *number, const JbMetric *metric)
{
  if (metric->dimension != JB_DIMENSION_RATIO || metric->change == JB_CHANGE_NONE || number->kind != JB_ENGLISH_TIMES
      || !jb_decimal_is_valid (metric->base_value))
    return FALSE;
  g_autofree char *more = jb_decimal_add (metric->base_value, "1");

  return same_decimal (number->value, more);
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const JbNumberLink *left = a, *right = b;

  return left->span.start < right->span.start ? -1 : left->span.start > right->span.start;
}

/* @used: one byte a number; @done: one byte a metric. */
static void
link_where (Fits fits, GArray *numbers, const GPtrArray *metrics, const GArray *indices, guint8 *used, guint8 *done,
            GArray *links)
{
  for (guint m = 0; m < indices->len; m++)
    {
      guint index = g_array_index (indices, guint, m);

      for (guint n = 0; n < numbers->len && !done[m]; n++)
        {
          const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, n);

          if (used[n] || !fits (number, g_ptr_array_index (metrics, index)))
            continue;
          JbNumberLink link = { number->span, index };
          g_array_append_val (links, link);
          used[n] = done[m] = TRUE;
        }
    }
}

GArray *
jb_link_numbers (const char *english, const GPtrArray *metrics, const GArray *indices)
{
  static const Fits passes[] = { fits_exactly, fits_by_value, fits_converted, fits_multiple };
  GArray *links = g_array_new (FALSE, FALSE, sizeof (JbNumberLink));

  if (english == NULL || indices->len == 0)
    return links;
  g_autoptr(GArray) numbers = jb_english_numbers (english);
  g_autofree guint8 *used = g_new0 (guint8, numbers->len + 1);
  g_autofree guint8 *done = g_new0 (guint8, indices->len);

  for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
    link_where (passes[i], numbers, metrics, indices, used, done, links);
  g_array_sort (links, compare_links);
  return links;
}
