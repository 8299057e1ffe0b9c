/* Which numbers make a chart together, and which of these charts are printed. Gates first: unit, meaning, scale, certainty;
 * what fails them stays a card or a row of the table. Each kind's rules stand in its file:
 *
 *   jb-plan-years.c      three and more years → columns, line, small multiples; two → grouped, slope; received and done → grouped
 *   jb-plan-flows.c      start, changes, end → waterfall; a value and its target → bullet
 *   jb-plan-relations.c  whole, part and rate → two-step; a level and its change in points → slope
 *   jb-plan-parts.c      parts that make a total or exclude each other → parts
 *   jb-plan-siblings.c   percentages → rates; counts or money side by side → bars; unlike acts counted alike → cards
 *
 * Of what was found the best are kept, one for so many characters of report; a second chart of the same kind is worth less
 * than the first of another. The profile's section [charts] has the last word. */
#include "jb-plan-charts-private.h"

#include <math.h>
#include <string.h>

#define MIN_CHARTS 1
#define FLAT_SHARE 0.04
#define NO_ENGLISH 2 /* taken from it for each label that has none, up to */
#define MOST_NO_ENGLISH 5
#define SMALL 4 /* and where nothing is counted up to ten */
#define FLAT 6 /* and where two periods hardly differ */
#define SAME_KIND 2 /* taken from a chart's worth for each of its kind that is kept */

static gsize
first_place (const Plan *plan, const JbFigure *figure)
{
  gsize place = G_MAXSIZE;

  for (guint i = 0; i < figure->numbers->len; i++)
    place = MIN (place, plan_metric (plan, g_array_index (figure->numbers, guint, i))->span.start);
  return place;
}

static gsize
last_place (const Plan *plan, const JbFigure *figure)
{
  gsize place = 0;

  for (guint i = 0; i < figure->numbers->len; i++)
    place = MAX (place, plan_metric (plan, g_array_index (figure->numbers, guint, i))->span.start);
  return place;
}

static guint
rank_of (const Planner *planner, const JbFigure *figure)
{
  guint rank = G_MAXUINT;

  for (guint i = 0; i < figure->numbers->len; i++)
    {
      guint one = planner->wishes->rank[g_array_index (figure->numbers, guint, i)];
      rank = one > 0 ? MIN (rank, one) : rank;
    }
  return rank;
}

static int
by_place (gconstpointer a, gconstpointer b, gpointer data)
{
  const Planner *planner = data;
  const JbFigure *p = *(JbFigure *const *) a, *q = *(JbFigure *const *) b;
  guint m = rank_of (planner, p), n = rank_of (planner, q);
  gsize x = first_place (planner->plan, p), y = first_place (planner->plan, q);

  if (m != n || x != y)
    return m != n ? (m < n ? -1 : 1) : x < y ? -1 : 1;
  gsize a_end = last_place (planner->plan, p), b_end = last_place (planner->plan, q); /* two sets of parts of one whole */
  return a_end != b_end ? (a_end < b_end ? -1 : 1) : strcmp (p->chart->id, q->chart->id);
}

/* A slope that one cannot see: from 97.6% to 98.1%. */
static gboolean
is_flat (const JbChart *chart)
{
  if (chart->kind != JB_CHART_SLOPE || chart->data->len != 2)
    return FALSE;
  double a = g_array_index (chart->data, JbChartDatum, 0).value, z = g_array_index (chart->data, JbChartDatum, 1).value;
  return fabs (z - a) < FLAT_SHARE * MAX (fabs (a), fabs (z));
}

static int
worth (const JbFigure *figure)
{
  static const int kinds[JB_N_CHART_KINDS] = {
    [JB_CHART_BARS] = 7, [JB_CHART_COLUMNS] = 16, [JB_CHART_GROUPED] = 15, [JB_CHART_PARTS] = 11, [JB_CHART_RATES] = 10,
    [JB_CHART_SLOPE] = 13, [JB_CHART_LINE] = 16, [JB_CHART_TWO_STEP] = 12, [JB_CHART_WATERFALL] = 17, [JB_CHART_BULLET] = 13,
    [JB_CHART_MULTIPLES] = 15, [JB_CHART_CARDS] = 3 };
  const JbChart *chart = figure->chart;
  int value = kinds[chart->kind] + (int) MIN (chart->data->len, 6) + (chart->title.en != NULL ? 2 : 0);
  gboolean equal = TRUE, bounds = TRUE, small = TRUE;
  int unnamed = 0;

  for (guint i = 0; i < chart->data->len; i++)
    {
      const JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, i);
      value += datum->emphasis ? 2 : 0;
      unnamed += datum->label.en == NULL;
      small = small && fabs (datum->value) < 10 && datum->value_text.zh != NULL && strchr (datum->value_text.zh, '%') == NULL;
      equal = equal && datum->value == g_array_index (chart->data, JbChartDatum, 0).value;
      bounds = bounds && datum->mark != JB_MARK_EXACT;
    }
  value -= MIN (unnamed * NO_ENGLISH, MOST_NO_ENGLISH);
  return value - (equal ? 6 : 0) - (is_flat (chart) ? FLAT : 0) - (small ? SMALL : 0) - (bounds ? 4 : 0) + (chart->kind == JB_CHART_PARTS && !chart->total_derived ? 3 : 0);
}

static gboolean
is_forced (const Planner *planner, const JbFigure *figure)
{
  for (guint i = 0; i < figure->numbers->len; i++)
    if (planner->wishes->kept[g_array_index (figure->numbers, guint, i)])
      return TRUE;
  return FALSE;
}

/* Two charts of the same numbers: the earlier one stays. */
static gboolean
repeats (const GPtrArray *kept, const JbFigure *figure)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const JbFigure *other = g_ptr_array_index (kept, i);
      guint same = 0;

      for (guint a = 0; a < figure->numbers->len; a++)
        for (guint b = 0; b < other->numbers->len; b++)
          same += g_array_index (figure->numbers, guint, a) == g_array_index (other->numbers, guint, b);
      if (same == figure->numbers->len)
        return TRUE;
    }
  return FALSE;
}

static void
keep_best (const Planner *planner)
{
  GPtrArray *all = planner->plan->briefing->figures;
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  g_autofree gboolean *done = g_new0 (gboolean, all->len + 1);
  guint limit = MAX (MIN_CHARTS, (guint) (planner->plan->sources->input->n_chars / planner->wishes->characters)), kinds[JB_N_CHART_KINDS] = { 0 };

  for (guint round = 0; round < all->len; round++)
    {
      guint best = G_MAXUINT;
      int most = G_MININT;

      for (guint i = 0; i < all->len; i++)
        {
          const JbFigure *figure = g_ptr_array_index (all, i);
          int value = done[i] ? G_MININT : worth (figure) - SAME_KIND * (int) kinds[figure->chart->kind] + (is_forced (planner, figure) ? 1000 : 0);
          if (value > most)
            best = i, most = value;
        }
      if (best == G_MAXUINT)
        break;
      JbFigure *figure = g_ptr_array_index (all, best);
      done[best] = TRUE;
      if ((kept->len >= limit && !is_forced (planner, figure)) || repeats (kept, figure))
        continue;
      kinds[figure->chart->kind]++;
      g_ptr_array_add (kept, figure);
    }
  for (guint i = all->len; i-- > 0;)
    if (!g_ptr_array_find (kept, g_ptr_array_index (all, i), NULL))
      g_ptr_array_remove_index (all, i);
}

static void
number_figures (Planner *planner)
{
  GPtrArray *figures = planner->plan->briefing->figures;

  g_ptr_array_sort_with_data (figures, by_place, planner);
  for (guint i = 0; i < figures->len; i++)
    {
      JbChart *chart = ((JbFigure *) g_ptr_array_index (figures, i))->chart;

      chart->number = i + 1;
      g_free (chart->id);
      chart->id = g_strdup_printf ("c%02u", i + 1);
    }
}

/* A title of the profile takes the place of both languages' or of its own alone. */
static void
retitle (const Planner *planner)
{
  GPtrArray *figures = planner->plan->briefing->figures;

  for (guint t = 0; t < planner->wishes->titles->len; t++)
    {
      ChartTitle *title = g_ptr_array_index (planner->wishes->titles, t);

      for (guint i = 0; i < figures->len && !title->used; i++)
        {
          JbFigure *figure = g_ptr_array_index (figures, i);
          for (guint k = 0; k < figure->numbers->len; k++)
            title->used = title->used || title->numbers[g_array_index (figure->numbers, guint, k)];
          if (!title->used)
            continue;
          g_autofree char *zh = g_strdup (title->english ? figure->chart->title.zh : title->text);
          g_autofree char *en = g_strdup (title->english ? title->text : figure->chart->title.en);
          jb_text_set (&figure->chart->title, zh, en);
        }
    }
}

/* A number that was to be drawn, and is on no chart, is a card of its own. */
static void
plan_forced (Planner *planner)
{
  for (guint i = 0; i < planner->wishes->forced->len; i++)
    {
      guint number = g_array_index (planner->wishes->forced, guint, i);
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (rows, number);
      if (!planner->used[number])
        plan_together (planner, rows);
    }
}

gboolean
plan_figures (Plan *plan, GError **error)
{
  guint n = plan->sources->metrics->len;
  g_autofree gboolean *used = g_new0 (gboolean, n + 1), *wholes = g_new0 (gboolean, n + 1);
  g_autoptr(ChartWishes) wishes = chart_wishes_read (plan, error);
  g_autoptr(ChartWords) words = wishes != NULL ? chart_words_load (error) : NULL;
  Planner planner = { plan, words, wishes, used, wholes };

  if (words == NULL)
    return FALSE;
  if (!wishes->draw)
    return TRUE;
  memcpy (used, wishes->forbidden, n * sizeof *used);
  for (guint i = 0; i < wishes->together->len; i++)
    plan_together (&planner, g_ptr_array_index (wishes->together, i));
  plan_years (&planner);
  plan_flows (&planner);
  plan_pairs (&planner);
  plan_totals (&planner);
  plan_two_steps (&planner);
  plan_parts (&planner);
  plan_small_samples (&planner);
  plan_slopes (&planner);
  plan_rates_in_sentences (&planner);
  plan_siblings (&planner);
  plan_rates_in_sections (&planner);
  plan_targets (&planner);
  plan_forced (&planner);
  keep_best (&planner);
  number_figures (&planner);
  retitle (&planner);
  return TRUE;
}
