/* Numbers said side by side: percentages on a common scale, sorted bars, growth rates around zero; what is counted alike but
 * is not alike stays a row of cards. What would make the other bars vanish is left out and told. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"
#include "jb-diagnostic.h"

#include <math.h>
#include <string.h>

#define SMALL_SAMPLE 50
#define LISTED 90       /* bytes between items of one list */
#define MAX_CARDS 4
#define LEAST_EVENTS 3
#define DULL_POINTS 2.0
#define DULL_SHARE 0.05

static int
by_value (gconstpointer a, gconstpointer b, gpointer data)
{
  const Plan *plan = data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  double d = plan_length (plan, y) - plan_length (plan, x);

  return d > 0 ? 1 : d < 0 ? -1 : x < y ? -1 : x > y;
}

/* --- rates ------------------------------------------------------------------------------------------------------- */

/* Without the mark that tells equal names apart: 合格率（2）. (transfer full) */
static char *
bare_name (const char *label)
{
  const char *open = g_str_has_suffix (label, "）") ? g_strrstr (label, "（") : NULL;

  return open != NULL && open > label ? g_strndup (label, (gsize) (open - label)) : g_strdup (label);
}

/* 增幅 and what is named without 率 or 占比 are no levels between 0 and 100. */
static gboolean
is_called_rate (const Planner *planner, guint i)
{
  g_autofree char *name = bare_name (plan_metric (planner->plan, i)->label_zh);

  return !chart_words_end (planner->words, CHART_WORDS_GROWTH, name)
         && (chart_words_end (planner->words, CHART_WORDS_RATE, name) || chart_words_end (planner->words, CHART_WORDS_SHARE, name));
}

static gboolean
is_adverse (const Planner *planner, guint i)
{
  g_autofree char *name = bare_name (plan_metric (planner->plan, i)->label_zh);

  return chart_words_end (planner->words, CHART_WORDS_ADVERSE, name);
}

static gboolean
is_share (const Planner *planner, guint i)
{
  return chart_words_end (planner->words, CHART_WORDS_SHARE, plan_metric (planner->plan, i)->label_zh);
}

static gboolean
is_rate (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return planner_can_draw (planner, i) && plan_is_percent (metric) && is_called_rate (planner, i) && jb_decimal_compare (metric->base_value, "0") >= 0
         && jb_decimal_compare (metric->base_value, "100") <= 0 && metric->change != JB_CHANGE_INCREASE
         && !g_str_has_prefix (metric->label_zh, "原") /* 由82%提高到100%: where it came from */
         && (metric->change == JB_CHANGE_NONE
             || (metric->change_basis == NULL && plan_is_reduction (metric) && !g_str_has_suffix (metric->label_zh, "降幅")));
}

/* n of a rate: the exact count that stands just before it in its sentence, where it is small. */
static guint
sample_size (const Plan *plan, guint i)
{
  if (i == 0)
    return 0;
  const JbMetric *rate = plan_metric (plan, i), *count = plan_metric (plan, i - 1);
  double n = jb_decimal_is_valid (count->base_value) ? jb_decimal_to_double (count->base_value) : 0;

  return rate->sentence == count->sentence && count->dimension == JB_DIMENSION_COUNT && count->modifier == JB_MODIFIER_EXACT && n >= 1
         && n < SMALL_SAMPLE && rate->whole == (int) i - 1 ? (guint) n : 0;
}

/* Nothing to be seen: rates within two points of each other, bars within a twentieth. */
static gboolean
is_dull (const Plan *plan, const GArray *rows, gboolean rates)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  for (guint i = 0; i < rows->len; i++)
    {
      double length = rates ? fabs (plan_length (plan, g_array_index (rows, guint, i))) : plan_length (plan, g_array_index (rows, guint, i));
      low = MIN (low, length);
      high = MAX (high, length);
    }
  return rates ? high - low < DULL_POINTS : high - low < DULL_SHARE * MAX (fabs (low), fabs (high));
}

/* A single share among rates is of something else: 药占比 beside 病床使用率. */
static void
drop_lone_share (const Planner *planner, GArray *rows)
{
  guint shares = 0, lone = 0;

  for (guint i = 0; i < rows->len; i++)
    if (chart_words_end (planner->words, CHART_WORDS_PORTION, plan_metric (planner->plan, g_array_index (rows, guint, i))->label_zh))
      shares++, lone = i;
  if (shares == 1)
    g_array_remove_index (rows, lone);
}

static int
by_size (gconstpointer a, gconstpointer b, gpointer data)
{
  guint x = *(const guint *) a, y = *(const guint *) b;
  double d = fabs (plan_length (data, y)) - fabs (plan_length (data, x));

  return d > 0 ? 1 : d < 0 ? -1 : x < y ? -1 : x > y;
}

static void
make_rates (Planner *planner, GArray *rows, gboolean forced)
{
  Plan *plan = planner->plan;

  if (!forced && (rows->len < 2 || rows->len > PLAN_MAX_ROWS || is_dull (plan, rows, TRUE)))
    return;
  guint first = g_array_index (rows, guint, 0);
  gboolean adverse = is_adverse (planner, first), shares = TRUE;
  for (guint i = 0; i < rows->len; i++)
    shares = shares && is_share (planner, g_array_index (rows, guint, i)) && rows->len > 2;
  JbFigure *figure = figure_new (planner, JB_CHART_RATES, (const guint *) (void *) rows->data, rows->len);
  figure_set_subject (plan, figure, first);
  figure_set_unit_line (plan, figure, plan_metric (plan, first));
  g_array_sort_with_data (rows, by_size, plan);
  for (guint i = 0; i < rows->len; i++)
    {
      JbChartDatum *datum = figure_add (plan, figure, g_array_index (rows, guint, i), TRUE);
      g_autofree char *text = g_strdup (datum->value_text.zh);

      datum->value = fabs (datum->value);
      datum->sample_size = sample_size (plan, g_array_index (rows, guint, i));
      if (g_str_has_prefix (text, "\xE2\x88\x92"))
        jb_text_set (&datum->value_text, text + 3, text + 3);
    }
  figure_title_by_extreme (figure, adverse || shares || plan_is_reduction (plan_metric (plan, first)));
  figure_finish (plan, figure);
}

void
plan_rates_in_sentences (Planner *planner)
{
  Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; is_rate (planner, i) && k < plan->sources->metrics->len && plan_in_sentence (plan, i, k); k++)
        if (is_rate (planner, k) && plan_is_reduction (plan_metric (plan, k)) == plan_is_reduction (plan_metric (plan, i))
            && is_adverse (planner, k) == is_adverse (planner, i))
          g_array_append_val (rows, k);
      drop_lone_share (planner, rows);
      make_rates (planner, rows, FALSE);
    }
}

/* One measure of several things: both are called 合格率. */
static gboolean
same_measure (const Planner *planner, guint a, guint b)
{
  const char *x = plan_metric (planner->plan, a)->label_zh, *y = plan_metric (planner->plan, b)->label_zh;
  gsize m = strlen (x), n = strlen (y);

  return m >= MEASURE_NAME && n >= MEASURE_NAME && g_str_has_suffix (x, "率") && strcmp (x + m - MEASURE_NAME, y + n - MEASURE_NAME) == 0;
}

static gboolean
same_kind_of_rate (const Planner *planner, guint a, guint b)
{
  const JbMetric *x = plan_metric (planner->plan, a), *y = plan_metric (planner->plan, b);

  return plan_is_reduction (x) == plan_is_reduction (y) && is_adverse (planner, a) == is_adverse (planner, b)
         && chart_words_end (planner->words, CHART_WORDS_SHARE, x->label_zh) == chart_words_end (planner->words, CHART_WORDS_SHARE, y->label_zh);
}

void
plan_rates_in_sections (Planner *planner)
{
  Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; is_rate (planner, i) && k < plan->sources->metrics->len && plan_in_section (plan, i, k); k++)
        if (is_rate (planner, k) && same_measure (planner, i, k))
          g_array_append_val (rows, k);
      make_rates (planner, rows, FALSE);
    }
}

/* Rates of few cases each, in one section: n stands beside them. Their levels may be a slope's too. */
void
plan_small_samples (Planner *planner)
{
  Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; k < plan->sources->metrics->len && plan_metric (plan, k)->section == plan_metric (plan, i)->section; k++)
        if (is_rate (planner, k) && sample_size (plan, k) > 0 && same_kind_of_rate (planner, i, k))
          g_array_append_val (rows, k);
      if (rows->len < 2 || !is_rate (planner, i) || sample_size (plan, i) == 0)
        continue;
      g_autoptr(GArray) kept = g_array_copy (rows);
      make_rates (planner, rows, FALSE);
      for (guint k = 0; k < kept->len; k++)
        {
          guint row = g_array_index (kept, guint, k);
          if (row + 1 < plan->sources->metrics->len && plan_metric (plan, row + 1)->dimension == JB_DIMENSION_PERCENTAGE_POINT)
            planner->used[row] = FALSE;
        }
    }
}

/* --- bars -------------------------------------------------------------------------------------------------------- */

static void
note_left_out (const Plan *plan, JbFigure *figure, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  const char *english = plan_label_en (plan, i);
  g_autofree char *label = plan_full_width (metric->label_zh), *value_zh = number_zh_label (metric, plan->text);
  g_autofree char *value_en = number_en_value (plan, metric, TRUE), *wide = plan_full_width (value_zh);
  g_autofree char *zh = g_strconcat ("未画：", label, wide, "，与其余相差超过50倍", NULL);
  g_autofree char *en = g_strconcat ("Not drawn: ", english != NULL ? english : label, ", ", value_en, ", more than 50 times apart", NULL);

  jb_chart_add_note (figure->chart, zh, en);
}

/* Takes from @rows the largest while it is more than fifty times the least. Returns: it; G_MAXUINT: none. */
static guint
take_outlier (const Plan *plan, GArray *rows)
{
  guint most = 0;

  if (plan_scale_holds (plan, rows))
    return G_MAXUINT;
  for (guint i = 1; i < rows->len; i++)
    if (plan_length (plan, g_array_index (rows, guint, i)) > plan_length (plan, g_array_index (rows, guint, most)))
      most = i;
  guint number = g_array_index (rows, guint, most);
  g_array_remove_index (rows, most);
  return number;
}

/* One thing said several times, as for years that are not told: 近三年办件量分别为……. */
static gboolean
is_one_thing (const Plan *plan, const GArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const JbMetric *a = plan_metric (plan, g_array_index (rows, guint, i)), *b = plan_metric (plan, g_array_index (rows, guint, k));

        if (a->subject != NULL && g_strcmp0 (a->subject, b->subject) == 0 && a->clause.start == b->clause.start)
          return TRUE;
      }
  return FALSE;
}

/* A sum does not stand beside what is among it: 问题金额4.3亿元，其中管理不规范金额4亿元. */
static void
drop_wholes (const Plan *plan, GArray *rows)
{
  for (guint i = rows->len; i-- > 0;)
    for (guint k = 0; k < rows->len; k++)
      if (plan_metric (plan, g_array_index (rows, guint, k))->whole == (int) g_array_index (rows, guint, i))
        {
          g_array_remove_index (rows, i);
          break;
        }
}

static void
make_bars (Planner *planner, GArray *rows, gboolean forced)
{
  Plan *plan = planner->plan;

  if (!forced)
    drop_wholes (plan, rows);
  guint left_out = !forced && rows->len > 2 && rows->len <= PLAN_MAX_ROWS ? take_outlier (plan, rows) : G_MAXUINT, exact = 0;

  for (guint i = 0; i < rows->len; i++)
    exact += plan_metric (plan, g_array_index (rows, guint, i))->modifier == JB_MODIFIER_EXACT;
  if (!forced && (rows->len < 2 || rows->len > PLAN_MAX_ROWS || exact == 0 || !plan_scale_holds (plan, rows) || is_dull (plan, rows, FALSE)
                  || is_one_thing (plan, rows)))
    return;
  const guint *at = (const guint *) (void *) rows->data;
  const JbMetric *first = plan_metric (plan, at[0]);
  gboolean shared = plan_shares_unit (plan, at, rows->len);
  JbFigure *figure = figure_new (planner, JB_CHART_BARS, at, rows->len);
  figure_set_subject (plan, figure, at[0]);
  if (shared || plan_is_percent (first))
    figure_set_unit_line (plan, figure, first);
  g_array_sort_with_data (rows, by_value, plan);
  for (guint i = 0; i < rows->len; i++)
    figure_add (plan, figure, g_array_index (rows, guint, i), shared);
  figure_title_by_extreme (figure, TRUE);
  if (left_out != G_MAXUINT)
    note_left_out (plan, figure, left_out);
  figure_finish (plan, figure);
}

static void
make_cards (Planner *planner, const GArray *rows)
{
  Plan *plan = planner->plan;
  JbFigure *figure = figure_new (planner, JB_CHART_CARDS, (const guint *) (void *) rows->data, rows->len);

  figure_set_subject (plan, figure, g_array_index (rows, guint, 0));
  for (guint i = 0; i < rows->len; i++)
    figure_add (plan, figure, g_array_index (rows, guint, i), FALSE);
  figure_set_title (figure, NULL, NULL);
  figure_finish (plan, figure);
}

/* A count or sum with a length; a bound is drawn open-ended. */
static gboolean
is_bar (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return planner_can_draw (planner, i) && metric->change == JB_CHANGE_NONE && metric->role != JB_METRIC_ROLE_CHANGE && !plan_is_percent (metric)
         && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT && *metric->base_unit != '\0' && *metric->base_value != '-'
         && strcmp (metric->base_unit, "times") != 0;
}

static gboolean
are_listed (const Plan *plan, guint a, guint b)
{
  const JbMetric *x = plan_metric (plan, a), *y = plan_metric (plan, b);

  return g_str_has_prefix (plan->text + x->span.end, "、") && y->span.start - x->span.end <= LISTED;
}

/* Items of one list, the same thing done to neighbours, or money of one kind in one unit. */
static gboolean
belong (const Planner *planner, guint a, guint b)
{
  const Plan *plan = planner->plan;
  const JbMetric *x = plan_metric (plan, a), *y = plan_metric (plan, b);
  int money = chart_words_money (planner->words, x->label_zh);

  if (strcmp (x->base_unit, y->base_unit) != 0)
    return FALSE;
  if ((x->group >= 0 && x->group == y->group) || (b == a + 1 && are_listed (plan, a, b)))
    return TRUE;
  if (x->dimension == JB_DIMENSION_MONEY && money >= 0 && money == chart_words_money (planner->words, y->label_zh)
      && strcmp (x->unit, y->unit) == 0)
    return TRUE;
  return b == a + 1 && x->verb != NULL && g_strcmp0 (x->verb, y->verb) == 0
         && !chart_words_hold (planner->words, CHART_WORDS_PLAIN_VERB, x->verb, -1);
}

static void
plan_bars (Planner *planner)
{
  const Plan *plan = planner->plan;
  guint n = plan->sources->metrics->len;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      guint last = i;

      for (guint k = i; is_bar (planner, i) && k < n && plan_in_sentence (plan, i, k); k++)
        if (k == i || (is_bar (planner, k) && belong (planner, last, k)))
          {
            g_array_append_val (rows, k);
            last = k;
          }
      make_bars (planner, rows, FALSE);
    }
}

/* Public money of one kind, written in one unit, in one section: 工业发展资金、补助资金. */
static void
plan_money (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      const JbMetric *first = plan_metric (plan, i);
      int money = first->dimension == JB_DIMENSION_MONEY ? chart_words_money (planner->words, first->label_zh) : -1;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; money >= 0 && is_bar (planner, i) && k < plan->sources->metrics->len && plan_metric (plan, k)->section == first->section; k++)
        if (is_bar (planner, k) && strcmp (plan_metric (plan, k)->unit, first->unit) == 0
            && chart_words_money (planner->words, plan_metric (plan, k)->label_zh) == money)
          g_array_append_val (rows, k);
      if (rows->len >= 3)
        make_bars (planner, rows, FALSE);
    }
}

/* A table's column: what its rows' labels end with; totals stand apart. */
static void
plan_columns (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      const JbMetric *first = plan_metric (plan, i);
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      if (!is_bar (planner, i) || first->subject == NULL || !g_str_has_prefix (first->label_zh, first->subject)
          || plan->paragraphs[plan->sentences[first->sentence].paragraph].kind != JB_PARAGRAPH_TABLE_ROW)
        continue;
      const char *column = first->label_zh + strlen (first->subject);
      for (guint k = i; *column != '\0' && k < plan->sources->metrics->len && plan_metric (plan, k)->section == first->section; k++)
        {
          const JbMetric *metric = plan_metric (plan, k);
          if (is_bar (planner, k) && plan_same_unit (metric, first) && g_str_has_suffix (metric->label_zh, column) && metric->subject != NULL
              && plan->paragraphs[plan->sentences[metric->sentence].paragraph].kind == JB_PARAGRAPH_TABLE_ROW
              && !chart_words_hold (planner->words, CHART_WORDS_TOTAL, metric->subject, -1))
            g_array_append_val (rows, k);
        }
      make_bars (planner, rows, FALSE);
    }
}

/* Whether one verb says of more than half of them what was done; else they are unlike acts that are counted alike. */
static gboolean
mostly_one_act (const Plan *plan, const GArray *rows)
{
  guint most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *verb = plan_metric (plan, g_array_index (rows, guint, i))->verb;
      guint n = 0;

      for (guint k = 0; verb != NULL && k < rows->len; k++)
        n += g_strcmp0 (verb, plan_metric (plan, g_array_index (rows, guint, k))->verb) == 0;
      most = MAX (most, n);
    }
  return 2 * most > rows->len;
}

/* Events (次, 场, 期) of one section: how often each thing was done. */
static void
plan_events (Planner *planner)
{
  static const char *const counters[] = { "次", "场", "场次", NULL };
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; is_bar (planner, i) && g_strv_contains (counters, plan_metric (plan, i)->base_unit) && k < plan->sources->metrics->len
                        && plan_in_section (plan, i, k); k++)
        if (is_bar (planner, k) && plan_same_unit (plan_metric (plan, k), plan_metric (plan, i)))
          g_array_append_val (rows, k);
      if (rows->len < LEAST_EVENTS)
        continue;
      if (mostly_one_act (plan, rows))
        make_bars (planner, rows, FALSE);
      else if (rows->len <= MAX_CARDS)
        make_cards (planner, rows);
    }
}

static gboolean
is_growth (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return planner_can_draw (planner, i) && plan_is_percent (metric) && metric->change != JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT
         && (g_str_has_suffix (metric->label_zh, "增速") || g_str_has_suffix (metric->label_zh, "增幅") || g_str_has_suffix (metric->label_zh, "降幅"));
}

/* Growth rates that one sentence lists, on one basis: 第一产业增长3.9%，第二产业增长6.2%. Elsewhere they are of unlike things. */
static void
plan_growth (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      const char *basis = plan_metric (plan, i)->change_basis;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; is_growth (planner, i) && k < plan->sources->metrics->len && plan_in_sentence (plan, i, k); k++)
        {
          const char *own = plan_metric (plan, k)->change_basis;
          if (is_growth (planner, k) && (own == NULL || g_strcmp0 (own, basis) == 0))
            g_array_append_val (rows, k);
        }
      if (rows->len >= 3)
        make_bars (planner, rows, FALSE);
    }
}

void
plan_siblings (Planner *planner)
{
  plan_columns (planner);
  plan_money (planner);
  plan_events (planner);
  plan_bars (planner);
  plan_growth (planner);
}

/* Numbers that the profile wants on one axis; one alone is a card. */
void
plan_together (Planner *planner, GArray *rows)
{
  const Plan *plan = planner->plan;
  const JbMetric *first = plan_metric (plan, g_array_index (rows, guint, 0));
  gboolean rates = TRUE;

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      const JbMetric *metric = plan_metric (plan, row);

      if (!planner_can_draw (planner, row) || !plan_same_unit (first, metric))
        {
          jb_diagnostic_add (planner->plan->diagnostics, JB_SEVERITY_WARNING, "chart-not-forced", plan->sources->input->name, 0, 0,
                             "%s cannot stand on one axis with %s: force numbers of one unit, with a value, once each", metric->id, first->id);
          return;
        }
      rates = rates && is_rate (planner, row);
    }
  if (rows->len == 1)
    make_cards (planner, rows);
  else if (rates)
    make_rates (planner, rows, TRUE);
  else
    make_bars (planner, rows, TRUE);
}
