/* Changes between reports, and the claims of one about another. */
#include "jb-compare.h"

#include "jb-audit-private.h"
#include "jb-decimal.h"

#include <string.h>

#define PERCENT_PLACES 1

static gboolean
is_decimal (const JbMetric *metric)
{
  return metric->value_high == NULL && jb_decimal_is_valid (metric->base_value) && jb_decimal_is_valid (metric->value);
}

JbDelta *
jb_delta_new (const JbMetric *from, const JbMetric *to)
{
  if (!is_decimal (from) || !is_decimal (to) || !jb_align_same_unit (from->base_unit, to->base_unit) || from->dimension != to->dimension
      || from->modifier == JB_MODIFIER_AT_MOST || to->modifier == JB_MODIFIER_AT_MOST)
    return NULL;
  JbDelta *delta = g_new0 (JbDelta, 1);
  g_autofree char *difference = jb_decimal_subtract (to->base_value, from->base_value);
  delta->difference = jb_decimal_trim (difference);
  delta->points = from->dimension == JB_DIMENSION_PERCENT;
  delta->about = from->modifier != JB_MODIFIER_EXACT || to->modifier != JB_MODIFIER_EXACT;
  if (delta->points || jb_decimal_compare (from->base_value, "0") <= 0)
    return delta;
  g_autofree char *hundredfold = jb_decimal_scale (delta->difference, 2);
  delta->percent = jb_decimal_divide (hundredfold, from->base_value, PERCENT_PLACES);
  return delta;
}

void
jb_delta_free (JbDelta *delta)
{
  if (delta == NULL)
    return;
  g_free (delta->difference);
  g_free (delta->percent);
  g_free (delta);
}

static gboolean
is_exact (const JbMetric *metric)
{
  return metric->modifier == JB_MODIFIER_EXACT && is_decimal (metric);
}

/* How far rounding can have moved a stated level: a plain count is what it is. */
static char *
slack_of (const JbMetric *metric)
{
  gboolean plain = metric->dimension == JB_DIMENSION_COUNT && strcmp (metric->value, metric->base_value) == 0 && strchr (metric->value, '.') == NULL;

  return plain ? g_strdup ("0") : jb_audit_half_digit (metric);
}

static char *
sum_of_slacks (const JbMetric *a, const JbMetric *b, const JbMetric *c)
{
  g_autofree char *x = slack_of (a), *y = slack_of (b), *z = slack_of (c), *two = jb_decimal_add (x, y);

  return jb_decimal_add (two, z);
}

/* to / from × 10^@power, and how far rounding can move it: (slack of to + ratio × slack of from) / from. */
static char *
ratio_of (const JbMetric *from, const JbMetric *to, int power, guint places, char **slack)
{
  g_autofree char *grown = jb_decimal_scale (to->base_value, power), *exact = jb_decimal_divide (grown, from->base_value, 12);
  g_autofree char *sf = slack_of (from), *st = slack_of (to), *moved = jb_decimal_multiply (sf, exact), *st_grown = jb_decimal_scale (st, power);
  g_autofree char *both = jb_decimal_add (moved, st_grown), *levels = jb_decimal_divide (both, from->base_value, 8);
  g_autofree char *last = jb_decimal_scale ("5", -(int) places - 1);

  *slack = jb_decimal_add (levels, last);
  return g_steal_pointer (&exact);
}

static char *
signed_value (const JbMetric *change, const char *value)
{
  return change->change == JB_CHANGE_DECREASE && *value != '-' ? g_strconcat ("-", value, NULL) : g_strdup (value);
}

/* Computes what the claim should be. Returns: whether it can be judged. */
static gboolean
compute (JbClaim *claim, const JbMetric *from, const JbMetric *to, const JbMetric *said, char **slack)
{
  guint places = jb_decimal_places (said->value);

  if (!jb_align_same_unit (from->base_unit, to->base_unit) || from->dimension != to->dimension || !is_exact (from) || !is_exact (to) || !is_exact (said))
    return FALSE;
  if (said->dimension == JB_DIMENSION_PERCENTAGE_POINT || jb_align_same_unit (said->base_unit, to->base_unit))
    {
      if (to->dimension == JB_DIMENSION_PERCENT && said->dimension == JB_DIMENSION_PERCENT)
        return FALSE; /* 率提高20%: may be meant relative */
      if (said->dimension == JB_DIMENSION_PERCENTAGE_POINT && to->dimension != JB_DIMENSION_PERCENT)
        return FALSE;
      claim->kind = said->dimension == JB_DIMENSION_PERCENTAGE_POINT ? JB_CLAIM_POINTS : JB_CLAIM_AMOUNT;
      g_autofree char *difference = jb_decimal_subtract (to->base_value, from->base_value);
      claim->computed = jb_decimal_trim (difference);
      claim->stated = signed_value (said, said->base_value);
      *slack = sum_of_slacks (from, to, said);
      return TRUE;
    }
  gboolean times = strcmp (said->base_unit, "times") == 0;
  if ((!times && strcmp (said->base_unit, "%") != 0) || to->dimension == JB_DIMENSION_PERCENT || jb_decimal_compare (from->base_value, "0") <= 0)
    return FALSE;
  if (times && said->change != JB_CHANGE_NONE)
    return FALSE; /* 增长1.5倍: to 1.5 or to 2.5 times, writers differ */
  claim->kind = times ? JB_CLAIM_TIMES : JB_CLAIM_PERCENT;
  claim->stated = signed_value (said, said->value);
  g_autofree char *ratio = ratio_of (from, to, times ? 0 : 2, places, slack);
  g_autofree char *change = times ? g_strdup (ratio) : jb_decimal_subtract (ratio, "100");
  claim->computed = jb_decimal_round (change, places + 2);
  return TRUE;
}

typedef struct
{
  const JbAlignSource *sources;
  guint n;
  const GPtrArray *series;
  GArray *of[JB_ALIGN_MAX_REPORTS]; /* of int, by metric: its series; -1 */
  GPtrArray *claims;
} Checker;

static int
find_year (const Checker *checker, int year)
{
  int found = -1;

  for (guint r = 0; r < checker->n; r++)
    if (checker->sources[r].year == year)
      {
        if (found >= 0)
          return -1; /* two reports of one year: which one is meant is not known */
        found = (int) r;
      }
  return found;
}

/* Whether the two members hang together surely, through whichever members they do. */
static gboolean
is_sure (const JbSeries *series, guint n)
{
  for (guint r = 0; r < n; r++)
    if (series->members[r].metric >= 0 && series->members[r].with >= 0 && series->members[r].score < JB_ALIGN_SURE)
      return FALSE;
  return TRUE;
}

static JbClaim *
claim_new (const Checker *checker, guint report, guint statement, guint level, int year)
{
  int s = g_array_index (checker->of[report], int, level), earlier = year > 0 ? find_year (checker, year) : -1;
  const JbSeries *series = s >= 0 ? g_ptr_array_index (checker->series, (guint) s) : NULL;

  if (series == NULL || earlier < 0 || (guint) earlier == report || series->members[earlier].metric < 0)
    return NULL;
  JbClaim *claim = g_new0 (JbClaim, 1);
  *claim = (JbClaim) { .series = (guint) s, .report = report, .statement = statement, .level = level, .earlier_report = (guint) earlier,
                       .earlier = (guint) series->members[earlier].metric, .sure = is_sure (series, checker->n) };
  return claim;
}

static void
check_statement (Checker *checker, guint report, guint i)
{
  const JbAlignSource *source = &checker->sources[report];
  int year, level = jb_align_is_statement (source, i, &year) ? jb_align_level_of (source, i) : -1;
  JbClaim *claim = level >= 0 ? claim_new (checker, report, i, (guint) level, year) : NULL;
  g_autofree char *slack = NULL;

  if (claim == NULL)
    return;
  const JbMetric *from = g_ptr_array_index (checker->sources[claim->earlier_report].metrics, claim->earlier);
  if (!compute (claim, from, g_ptr_array_index (source->metrics, claim->level), g_ptr_array_index (source->metrics, i), &slack))
    {
      jb_claim_free (claim);
      return;
    }
  claim->verdict = jb_audit_judge (claim->computed, claim->stated, slack);
  g_ptr_array_add (checker->claims, claim);
}

/* 由4.8天缩短至3.6天: the year before should have 4.8天. */
static void
check_beginning (Checker *checker, guint report, guint i)
{
  const JbAlignSource *source = &checker->sources[report];
  JbClaim *claim = i + 1 < source->metrics->len && jb_align_is_beginning (source, i) ? claim_new (checker, report, i, i + 1, source->year - 1) : NULL;

  if (claim == NULL)
    return;
  const JbMetric *said = g_ptr_array_index (source->metrics, i);
  const JbMetric *from = g_ptr_array_index (checker->sources[claim->earlier_report].metrics, claim->earlier);
  if (!is_exact (said) || !is_exact (from) || !jb_align_same_unit (said->base_unit, from->base_unit))
    {
      jb_claim_free (claim);
      return;
    }
  g_autofree char *x = slack_of (said), *y = slack_of (from), *slack = jb_decimal_add (x, y);
  claim->kind = JB_CLAIM_BEGINNING;
  claim->stated = g_strdup (said->base_value);
  claim->computed = g_strdup (from->base_value);
  claim->verdict = jb_audit_judge (claim->computed, claim->stated, slack);
  g_ptr_array_add (checker->claims, claim);
}

static int
by_weight (gconstpointer a, gconstpointer b)
{
  const JbClaim *x = *(const JbClaim *const *) a, *y = *(const JbClaim *const *) b;
  int wrong_x = x->verdict == JB_VERDICT_INCONSISTENT ? 1 + x->sure : 0, wrong_y = y->verdict == JB_VERDICT_INCONSISTENT ? 1 + y->sure : 0;

  if (wrong_x != wrong_y)
    return wrong_y - wrong_x;
  if (x->series != y->series)
    return x->series < y->series ? -1 : 1;
  return x->report != y->report ? (x->report < y->report ? -1 : 1) : x->statement < y->statement ? -1 : x->statement > y->statement;
}

GPtrArray *
jb_compare_check (const JbAlignSource *sources, guint n_sources, const GPtrArray *series)
{
  Checker checker = { .sources = sources, .n = n_sources, .series = series,
                      .claims = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_claim_free) };

  for (guint r = 0; r < n_sources; r++)
    {
      checker.of[r] = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_set_size (checker.of[r], sources[r].metrics->len);
      for (guint i = 0; i < sources[r].metrics->len; i++)
        g_array_index (checker.of[r], int, i) = -1;
    }
  for (guint s = 0; s < series->len; s++)
    for (guint r = 0; r < n_sources; r++)
      {
        int metric = ((const JbSeries *) g_ptr_array_index (series, s))->members[r].metric;
        if (metric >= 0)
          g_array_index (checker.of[r], int, metric) = (int) s;
      }
  for (guint r = 0; r < n_sources; r++)
    for (guint i = 0; i < sources[r].metrics->len; i++)
      {
        check_statement (&checker, r, i);
        check_beginning (&checker, r, i);
      }
  for (guint r = 0; r < n_sources; r++)
    g_array_unref (checker.of[r]);
  g_ptr_array_sort (checker.claims, by_weight);
  return checker.claims;
}

void
jb_claim_free (JbClaim *claim)
{
  if (claim == NULL)
    return;
  g_free (claim->stated);
  g_free (claim->computed);
  g_free (claim);
}
