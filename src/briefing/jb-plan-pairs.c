/* Pairs of one thing received and done, over several things → grouped bars: 受理信访事项120件，办结118件. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <string.h>

/* What is done with what @i names, said by its neighbour: 受理信访事项120件，办结118件 → "办结"; NULL: nothing. */
static const char *
done_with (const Planner *planner, guint i)
{
  const Plan *plan = planner->plan;
  const JbMetric *first, *second;

  if (i + 1 >= plan->sources->metrics->len || !planner_is_level (planner, i) || !planner_is_level (planner, i + 1))
    return NULL;
  first = plan_metric (plan, i), second = plan_metric (plan, i + 1);
  if (!plan_in_sentence (plan, i, i + 1) || strcmp (first->unit, second->unit) != 0 || first->verb == NULL || second->verb == NULL
      || strcmp (first->verb, second->verb) == 0 || !g_str_has_prefix (second->label_zh, first->label_zh)
      || strcmp (second->label_zh + strlen (first->label_zh), second->verb) != 0
      || jb_decimal_compare (second->base_value, first->base_value) > 0)
    return NULL;
  return second->verb;
}

/* The rows of one pair of verbs and one unit in a section. */
static void
make_pairs (Planner *planner, const GArray *pairs)
{
  Plan *plan = planner->plan;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < pairs->len; i++)
    for (guint k = 0; k < 2; k++)
      {
        guint number = g_array_index (pairs, guint, i) + k;
        g_array_append_val (rows, number);
      }
  if (!plan_scale_holds (plan, rows))
    return;
  const guint *at = (const guint *) (void *) rows->data;
  const JbMetric *first = plan_metric (plan, at[0]), *second = plan_metric (plan, at[1]);
  gboolean shared = plan_shares_unit (plan, at, rows->len);
  JbFigure *figure = figure_new (planner, JB_CHART_GROUPED, at, rows->len);
  figure_set_subject (plan, figure, at[0]);
  if (shared)
    figure_set_unit_line (plan, figure, first);
  for (guint k = 0; k < 2; k++)
    {
      const char *verb = k == 0 ? first->verb : second->verb;
      g_autofree char *en = jb_glossary_compose (plan->sources->glossary, verb);
      jb_chart_add_series (figure->chart, verb, en);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const JbMetric *named = plan_metric (plan, at[i - i % 2]);
      JbChartDatum *datum = figure_add (plan, figure, at[i], shared);
      g_autofree char *zh = plan_full_width (named->label_zh), *en = jb_glossary_compose (plan->sources->glossary, named->label_zh);
      jb_text_set (&datum->label, zh, en);
      datum->series = (int) (i % 2);
    }
  g_autofree char *zh = g_strconcat (figure->chart->subject.zh, "：", first->verb, "与", second->verb, NULL);
  figure_set_title (figure, zh, figure->chart->subject.en);
  figure_finish (plan, figure);
}

void
plan_pairs (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      const char *done = done_with (planner, i);
      g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = i; done != NULL && k < plan->sources->metrics->len && plan_in_section (plan, i, k) && pairs->len < PLAN_MAX_ROWS / 2; k++)
        {
          const char *other = done_with (planner, k);
          if (other != NULL && strcmp (done, other) == 0 && strcmp (plan_metric (plan, i)->verb, plan_metric (plan, k)->verb) == 0
              && strcmp (plan_metric (plan, i)->unit, plan_metric (plan, k)->unit) == 0)
            g_array_append_val (pairs, k);
        }
      if (pairs->len >= 2)
        make_pairs (planner, pairs);
    }
}
