/* Whole, part and rate of one set, whose arithmetic holds → two-step. A level and its change in percentage points → slope,
 * the earlier point derived. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <string.h>

static gboolean
is_count_or_money (const JbMetric *metric)
{
  return metric->dimension == JB_DIMENSION_COUNT || metric->dimension == JB_DIMENSION_MONEY;
}

/* Whether @rate says what @part is of @whole, to the digits that are printed. */
static gboolean
rate_holds (const Planner *planner, guint part, guint whole, guint rate)
{
  const JbMetric *p = plan_metric (planner->plan, part), *w = plan_metric (planner->plan, whole), *r = plan_metric (planner->plan, rate);

  if (!planner_is_level (planner, part) || !planner_is_level (planner, whole) || !planner_can_draw (planner, rate) || !plan_is_percent (r)
      || r->modifier != JB_MODIFIER_EXACT || !plan_same_unit (p, w) || !is_count_or_money (p) || jb_decimal_compare (p->base_value, w->base_value) > 0)
    return FALSE;
  g_autofree char *hundredfold = jb_decimal_scale (p->base_value, 2);
  g_autofree char *computed = jb_decimal_divide (hundredfold, w->base_value, jb_decimal_places (r->base_value));
  return computed != NULL && jb_decimal_compare (computed, r->base_value) == 0;
}

/* Draws @part of @whole, @rate. */
static void
make_two_step (Planner *planner, guint part, guint whole, guint rate)
{
  Plan *plan = planner->plan;
  guint rows[3] = { whole, part, rate };
  const JbMetric *w = plan_metric (plan, whole), *p = plan_metric (plan, part), *r = plan_metric (plan, rate);
  gboolean shared = plan_shares_unit (plan, rows, 2);
  JbFigure *figure = figure_new (planner, JB_CHART_TWO_STEP, rows, 3);
  JbChart *chart = figure->chart;
  g_autofree char *rest = jb_decimal_subtract (w->base_value, p->base_value), *text = g_strconcat (r->value, "%", NULL);
  const char *english = plan_label_en (plan, rate);

  figure_set_subject (plan, figure, whole);
  if (shared)
    figure_set_unit_line (plan, figure, w);
  figure_add (plan, figure, whole, shared);
  figure_add (plan, figure, part, shared);
  figure_add_derived (plan, figure, "其余", "Remainder", rest, p, shared);
  g_autofree char *name = plan_full_width (r->label_zh);
  jb_text_set (&chart->total, text, text);
  jb_text_set (&chart->total_label, name, english);
  g_autofree char *whole_zh = plan_say (plan, w->base_value, w, TRUE), *whole_en = plan_say (plan, w->base_value, w, FALSE);
  g_autofree char *part_zh = plan_say (plan, p->base_value, p, TRUE), *part_en = plan_say (plan, p->base_value, p, FALSE);
  g_autofree char *rest_zh = plan_say (plan, rest, p, TRUE), *rest_en = plan_say (plan, rest, p, FALSE);
  g_autofree char *zh = g_strconcat (name, text, "：", whole_zh, "中", part_zh, NULL);
  g_autofree char *bare = g_strconcat (text, ", ", part_en, " of ", whole_en, NULL);
  g_autofree char *en = english != NULL ? g_strconcat (english, " ", text, ": ", part_en, " of ", whole_en, NULL) : figure_say_under_heading (figure, bare);
  figure_set_title (figure, zh, en);
  g_autofree char *note_zh = g_strconcat ("推算：", whole_zh, "－", part_zh, "＝", rest_zh, NULL);
  g_autofree char *note_en = g_strconcat ("Derived: ", whole_en, " \xE2\x88\x92 ", part_en, " = ", rest_en, NULL);
  jb_chart_add_note (chart, note_zh, note_en);
  figure_finish (plan, figure);
}

/* Those that the audit holds together, and then those that the text says are part and whole: 惠企资金4480万元，其中……3136
 * 万元，占70%. */
void
plan_two_steps (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (plan->sources->findings, i);
      const guint *at = (const guint *) (void *) finding->metrics->data;

      if (finding->code == JB_FINDING_RATE && finding->metrics->len == 3 && rate_holds (planner, at[0], at[1], at[2]))
        make_two_step (planner, at[0], at[1], at[2]);
    }
  for (guint i = 0; i + 1 < plan->sources->metrics->len; i++)
    {
      int whole = plan_metric (plan, i)->whole;

      if (whole >= 0 && plan_in_sentence (plan, i, i + 1) && rate_holds (planner, i, (guint) whole, i + 1))
        make_two_step (planner, i, (guint) whole, i + 1);
    }
}

/* The percentage of which @change is the change in points: just before it in the sentence. */
static guint
level_of (const Planner *planner, guint change)
{
  const JbMetric *c = plan_metric (planner->plan, change);

  if (change == 0 || c->dimension != JB_DIMENSION_PERCENTAGE_POINT || strcmp (c->base_unit, "pp") != 0 || c->change == JB_CHANGE_NONE
      || c->change_basis == NULL || !planner_can_draw (planner, change) || !planner_can_draw (planner, change - 1))
    return G_MAXUINT;
  const JbMetric *level = plan_metric (planner->plan, change - 1);
  gboolean yearly = strstr (c->change_basis, "同比") != NULL || strstr (c->change_basis, "上年") != NULL || strstr (c->change_basis, "去年") != NULL;
  return yearly && plan_is_percent (level) && level->change == JB_CHANGE_NONE && level->sentence == c->sentence && level->modifier == JB_MODIFIER_EXACT
           ? change - 1 : G_MAXUINT;
}

static void
plan_slope (Planner *planner, guint change)
{
  Plan *plan = planner->plan;
  guint level = level_of (planner, change);

  if (level == G_MAXUINT)
    return;
  const JbMetric *l = plan_metric (plan, level), *c = plan_metric (plan, change);
  gboolean fell = c->change == JB_CHANGE_DECREASE;
  g_autofree char *earlier = fell ? jb_decimal_add (l->base_value, c->base_value) : jb_decimal_subtract (l->base_value, c->base_value);
  int year = l->period > 0 ? l->period : jb_report_get_year (plan->sources->report);
  guint rows[2] = { level, change };

  if (year <= 0 || jb_decimal_compare (earlier, "0") < 0 || jb_decimal_compare (earlier, "100") > 0)
    return;
  JbFigure *figure = figure_new (planner, JB_CHART_SLOPE, rows, 2);
  JbChart *chart = figure->chart;
  const char *english = plan_label_en (plan, level);
  g_autofree char *text = g_strconcat (earlier, "%", NULL), *now = g_strconcat (l->value, "%", NULL);

  figure_set_subject (plan, figure, level);
  figure_set_unit_line (plan, figure, l);
  JbChartDatum *first = jb_chart_add_datum (chart);
  g_autofree char *first_zh = plan_full_width (l->label_zh), *first_en = english != NULL ? plan_curly (english) : NULL;
  jb_text_set (&first->label, first_zh, first_en);
  jb_text_set (&first->value_text, text, text);
  first->value = jb_decimal_to_double (earlier);
  first->derived = TRUE;
  first->period = year - 1;
  JbChartDatum *second = figure_add (plan, figure, level, TRUE);
  second->period = year;
  second->emphasis = TRUE;
  chart->change = fell ? -1 : 1;
  g_autofree char *points_zh = g_strconcat (c->value, "个百分点", NULL), *points_en = plan_points_en (c->value);
  jb_text_set (&chart->change_text, points_zh, points_en);
  g_autofree char *label = plan_full_width (l->label_zh);
  g_autofree char *zh = g_strconcat (label, fell ? "降至" : "升至", now, NULL);
  g_autofree char *bare = g_strconcat (fell ? "down to " : "up to ", now, NULL);
  g_autofree char *en = english != NULL ? g_strconcat (english, fell ? " fell to " : " rose to ", now, NULL) : figure_say_under_heading (figure, bare);
  figure_set_title (figure, zh, en);
  const char *sign = fell ? "＋" : "－";
  g_autofree char *note_zh = g_strconcat ("推算：", now, sign, points_zh, "＝", text, NULL);
  g_autofree char *note_en = g_strconcat ("Derived: ", now, fell ? " + " : " \xE2\x88\x92 ", points_en, " = ", text, NULL);
  jb_chart_add_note (chart, note_zh, note_en);
  figure_finish (plan, figure);
}


void
plan_slopes (Planner *planner)
{
  for (guint i = 0; i < planner->plan->sources->metrics->len; i++)
    plan_slope (planner, i);
}
