/* A chart made of numbers: what is printed at each, unit line, subject, title, notes, source, width. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

#define HALF_TITLE 24 /* characters of a title at half width */
#define HALF_ROWS 6
#define HALF_COLUMNS 3
#define LONG_ROWS 4
#define HALF_LABEL_ZH 18
#define HALF_LABEL_EN 36
#define MAX_DIGITS 15 /* of a value: more has no length */

gboolean
planner_can_draw (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return !planner->used[i] && jb_decimal_is_valid (metric->base_value) && strlen (metric->base_value) <= MAX_DIGITS
         && metric->value_high == NULL && metric->role != JB_METRIC_ROLE_PLAN && metric->dimension != JB_DIMENSION_RATIO;
}

gboolean
planner_is_level (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return planner_can_draw (planner, i) && metric->change == JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT
         && metric->role != JB_METRIC_ROLE_CHANGE && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT && *metric->base_unit != '\0'
         && strcmp (metric->base_unit, "times") != 0 && *metric->base_value != '-';
}

double
plan_length (const Plan *plan, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  double value = jb_decimal_to_double (metric->base_value);

  return metric->change == JB_CHANGE_DECREASE ? -value : value;
}

gboolean
plan_is_percent (const JbMetric *metric)
{
  return strcmp (metric->base_unit, "%") == 0;
}

gboolean
plan_same_unit (const JbMetric *a, const JbMetric *b)
{
  return strcmp (a->base_unit, b->base_unit) == 0;
}

gboolean
plan_in_sentence (const Plan *plan, guint a, guint b)
{
  return plan_metric (plan, a)->sentence == plan_metric (plan, b)->sentence;
}

gboolean
plan_in_section (const Plan *plan, guint a, guint b)
{
  return plan_listed_section (plan, plan_metric (plan, a)->section) == plan_listed_section (plan, plan_metric (plan, b)->section);
}

gboolean
plan_is_reduction (const JbMetric *metric)
{
  static const char *const words[] = { "减", "缩", "降", "压", NULL };

  if (metric->change == JB_CHANGE_DECREASE)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (metric->label_zh, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
plan_scale_holds (const Plan *plan, const GArray *rows)
{
  double least = G_MAXDOUBLE, most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      double value = fabs (plan_length (plan, g_array_index (rows, guint, i)));

      if (value > 0)
        least = MIN (least, value);
      most = MAX (most, value);
    }
  return most > 0 && most / least <= PLAN_MAX_SCALE;
}

static JbMark
mark_of (const JbMetric *metric)
{
  switch (metric->modifier)
    {
    case JB_MODIFIER_AT_LEAST: return JB_MARK_AT_LEAST;
    case JB_MODIFIER_AT_MOST: return JB_MARK_AT_MOST;
    case JB_MODIFIER_APPROX: return JB_MARK_APPROX;
    default: return JB_MARK_EXACT;
    }
}

gboolean
plan_shares_unit (const Plan *plan, const guint *rows, guint n)
{
  const JbMetric *first = plan_metric (plan, rows[0]);

  for (guint i = 0; i < n; i++)
    {
      const JbMetric *metric = plan_metric (plan, rows[i]);

      if (strcmp (metric->unit, first->unit) != 0 || strcmp (metric->value, metric->base_value) != 0)
        return FALSE;
    }
  return strcmp (first->base_unit, "CNY") != 0;
}

static char *
bounded_en (const JbMetric *metric, const char *number)
{
  switch (metric->modifier)
    {
    case JB_MODIFIER_AT_LEAST: return g_strconcat (plan_is_percent (metric) ? "≥" : "more than ", number, NULL);
    case JB_MODIFIER_AT_MOST: return g_strconcat (plan_is_percent (metric) ? "≤" : "no more than ", number, NULL);
    case JB_MODIFIER_APPROX: return g_strconcat ("about ", number, NULL);
    default: return g_strdup (number);
    }
}

/* "140余件" where the unit line says 件: one label for both languages. */
static char *
bounded_plain (const JbMetric *metric, const char *number)
{
  switch (metric->modifier)
    {
    case JB_MODIFIER_AT_LEAST: return g_strconcat (number, "+", NULL);
    case JB_MODIFIER_AT_MOST: return g_strconcat ("≤", number, NULL);
    case JB_MODIFIER_APPROX: return g_strconcat ("≈", number, NULL);
    default: return g_strdup (number);
    }
}

/* What is printed at a mark: one label for both languages where they read the same. */
void
figure_set_value_text (const Plan *plan, JbChartDatum *datum, const JbMetric *metric, gboolean shared)
{
  const char *sign = metric->change == JB_CHANGE_DECREASE ? "\xE2\x88\x92" : "";

  if (plan_is_percent (metric))
    {
      g_autofree char *text = g_strconcat (sign, metric->value, "%", NULL);
      g_autofree char *bounded = bounded_en (metric, text);
      jb_text_set (&datum->value_text, bounded, bounded);
      return;
    }
  if (shared)
    {
      g_autofree char *grouped = jb_decimal_group (metric->value);
      g_autofree char *text = g_strconcat (sign, grouped, NULL);
      g_autofree char *bounded = bounded_plain (metric, text);
      jb_text_set (&datum->value_text, bounded, bounded);
      return;
    }
  g_autofree char *zh_unit = number_zh_unit (metric, plan->text);
  g_autofree char *scaled = number_en_scaled (metric->base_value, TRUE);
  g_autofree char *en = bounded_en (metric, scaled);
  const char *unit = strcmp (metric->base_unit, "CNY") == 0 ? "yuan" : jb_glossary_unit (plan->sources->glossary, metric->base_unit, metric->label_zh);
  jb_text_set (&datum->value_text, metric->value, en);
  jb_text_set (&datum->unit, zh_unit, metric->dimension == JB_DIMENSION_COUNT ? NULL : unit);
}

JbChartDatum *
figure_add (const Plan *plan, JbFigure *figure, guint i, gboolean shared)
{
  const JbMetric *metric = plan_metric (plan, i);
  JbChartDatum *datum = jb_chart_add_datum (figure->chart);
  const char *english = plan_label_en (plan, i);
  g_autofree char *zh = plan_full_width (metric->label_zh), *en = english != NULL ? plan_curly (english) : NULL;

  jb_text_set (&datum->label, zh, en);
  datum->value = plan_length (plan, i);
  datum->mark = mark_of (metric);
  datum->metric_id = g_strdup (metric->id);
  figure_set_value_text (plan, datum, metric, shared);
  return datum;
}

char *
plan_in_unit_of (const char *base_value, const JbMetric *like)
{
  static const int powers[] = { 0, 4, 8, 3, 2, 6, 12, 1, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (powers) && jb_decimal_is_valid (like->value); i++)
    {
      g_autofree char *scaled = jb_decimal_scale (like->value, powers[i]);

      if (jb_decimal_compare (scaled, like->base_value) != 0)
        continue;
      g_autofree char *back = jb_decimal_scale (base_value, -powers[i]);
      return jb_decimal_trim (back);
    }
  return g_strdup (base_value);
}

char *
plan_say (const Plan *plan, const char *base_value, const JbMetric *like, gboolean chinese)
{
  gboolean money = strcmp (like->base_unit, "CNY") == 0;

  if (plan_is_percent (like))
    return g_strconcat (base_value, "%", NULL);
  if (chinese)
    {
      g_autofree char *value = plan_in_unit_of (base_value, like);
      return g_strconcat (value, like->unit, NULL);
    }
  g_autofree char *scaled = number_en_scaled (base_value, TRUE);
  const char *unit = money ? "yuan" : like->dimension == JB_DIMENSION_COUNT ? NULL
                     : jb_glossary_unit (plan->sources->glossary, like->base_unit, like->label_zh);
  return g_strconcat (scaled, unit != NULL ? " " : NULL, unit, NULL);
}

char *
plan_points_en (const char *value)
{
  return g_strconcat (value, strcmp (value, "1") == 0 ? " percentage point" : " percentage points", NULL);
}

JbChartDatum *
figure_add_derived (const Plan *plan, JbFigure *figure, const char *zh, const char *en, const char *base_value,
                    const JbMetric *like, gboolean shared)
{
  JbChartDatum *datum = jb_chart_add_datum (figure->chart);
  JbMetric derived = *like;
  g_autofree char *value = plan_in_unit_of (base_value, like), *trimmed = jb_decimal_trim (base_value);

  derived.value = value;
  derived.base_value = trimmed;
  derived.modifier = JB_MODIFIER_EXACT;
  derived.change = JB_CHANGE_NONE;
  jb_text_set (&datum->label, zh, en);
  figure_set_value_text (plan, datum, &derived, shared);
  datum->value = jb_decimal_to_double (base_value);
  datum->derived = TRUE;
  return datum;
}

JbFigure *
figure_new (Planner *planner, JbChartKind kind, const guint *rows, guint n)
{
  JbFigure *figure = g_new0 (JbFigure, 1);
  g_autofree char *id = g_strdup_printf ("c%02u", planner->plan->briefing->figures->len + 1);

  figure->chart = jb_chart_new (id, kind);
  figure->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  figure->source_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (figure->numbers, rows, n);
  for (guint i = 0; i < n; i++)
    planner->used[rows[i]] = TRUE;
  g_ptr_array_add (planner->plan->briefing->figures, figure);
  return figure;
}

void
figure_set_unit_line (const Plan *plan, JbFigure *figure, const JbMetric *metric)
{
  JbChart *chart = figure->chart;
  const char *unit;

  if (plan_is_percent (metric))
    {
      jb_text_set (&chart->unit, "%", "%");
      return;
    }
  unit = jb_glossary_unit (plan->sources->glossary, metric->base_unit, metric->label_zh);
  g_autofree char *english = unit == NULL ? g_strdup ("number")
                             : metric->dimension == JB_DIMENSION_COUNT ? g_strconcat ("number of ", unit, NULL) : g_strdup (unit);
  jb_text_set (&chart->unit, *metric->base_unit != '\0' ? metric->base_unit : "个", english);
}

/* The heading of the section that holds all of them: the chart's subject. */
void
figure_set_subject (const Plan *plan, JbFigure *figure, guint i)
{
  guint section = plan_listed_section (plan, plan_metric (plan, i)->section);
  const char *english = g_array_index (plan->sources->translation->headings, JbTarget, section).text;
  g_autofree char *zh = plan_full_width (*plan->sections[section].heading != '\0' ? plan->sections[section].heading : "概况");
  g_autofree char *en = english != NULL ? plan_curly (english) : section == 0 ? g_strdup ("Overview") : NULL;

  jb_text_set (&figure->chart->subject, zh, en);
}

/* What a title can say where neither a finding nor the heading has English. */
static const char *
name_kind (JbChartKind kind)
{
  switch (kind)
    {
    case JB_CHART_RATES: return "Rates side by side";
    case JB_CHART_PARTS: return "Parts of a whole";
    case JB_CHART_CARDS: return "Figures";
    case JB_CHART_BULLET: return "Values and their targets";
    case JB_CHART_COLUMNS: case JB_CHART_LINE: case JB_CHART_MULTIPLES: case JB_CHART_SLOPE: return "Changes over the years";
    case JB_CHART_GROUPED: return "Two series side by side";
    case JB_CHART_WATERFALL: return "From start to end";
    case JB_CHART_TWO_STEP: return "A whole and its part";
    default: return "Amounts side by side";
    }
}

void
figure_set_title (JbFigure *figure, const char *zh, const char *en)
{
  JbChart *chart = figure->chart;
  const char *fallback = chart->subject.en != NULL ? chart->subject.en : name_kind (chart->kind);

  jb_text_set (&chart->title, zh != NULL ? zh : chart->subject.zh, zh != NULL && en != NULL ? en : fallback);
}

char *
figure_say_under_heading (const JbFigure *figure, const char *finding)
{
  const char *heading = figure->chart->subject.en;

  if (heading != NULL)
    return g_strconcat (heading, ": ", finding, NULL);
  char *alone = g_strdup (finding);
  alone[0] = g_ascii_toupper (alone[0]);
  return alone;
}

char *
figure_say (const JbFigure *figure, const JbChartDatum *datum, gboolean chinese)
{
  const JbText *unit = &figure->chart->unit;
  const char *number = chinese ? datum->value_text.zh : datum->value_text.en;
  const char *own = chinese ? datum->unit.zh : datum->unit.en;

  if (own != NULL && *own != '\0')
    return g_strconcat (number, chinese ? "" : " ", own, NULL);
  if (chinese && unit->zh != NULL && strcmp (unit->zh, "%") != 0)
    return g_strconcat (number, unit->zh, NULL);
  return g_strdup (number);
}

/* What is left over is no finding. */
static gboolean
is_other (const JbChartDatum *datum)
{
  return g_str_has_prefix (datum->label.zh, "其他") || g_str_has_prefix (datum->label.zh, "其余");
}

/* "现场检查最多：11次" / "On-site inspections, the largest: 11"; a tie at the top names none. */
void
figure_title_by_extreme (JbFigure *figure, gboolean largest)
{
  JbChart *chart = figure->chart;
  gboolean rates = chart->kind == JB_CHART_RATES || (chart->unit.zh != NULL && strcmp (chart->unit.zh, "%") == 0);
  guint best = 0, ties = 0;

  for (guint i = 1; i < chart->data->len; i++)
    {
      double d = g_array_index (chart->data, JbChartDatum, i).value - g_array_index (chart->data, JbChartDatum, best).value;
      if (is_other (&g_array_index (chart->data, JbChartDatum, best)) || (!is_other (&g_array_index (chart->data, JbChartDatum, i)) && (largest ? d > 0 : d < 0)))
        best = i;
    }
  JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, best);
  for (guint i = 0; i < chart->data->len; i++)
    ties += g_array_index (chart->data, JbChartDatum, i).value == datum->value;
  if (ties > 1 || is_other (datum) || datum->mark != JB_MARK_EXACT || datum->derived)
    {
      figure_set_title (figure, NULL, NULL);
      return;
    }
  g_autofree char *zh_value = figure_say (figure, datum, TRUE), *en_value = figure_say (figure, datum, FALSE);
  const char *zh_word = !largest ? "最低：" : rates ? "最高：" : "最多：";
  const char *en_word = !largest ? ", the lowest" : rates ? ", the highest" : ", the largest";
  g_autofree char *zh = g_strconcat (datum->label.zh, zh_word, zh_value, NULL);
  g_autofree char *bare = g_strdup_printf ("%s of %u is %s", en_word + strlen (", the "), chart->data->len, en_value);
  g_autofree char *en = datum->label.en == NULL ? figure_say_under_heading (figure, bare) : g_strconcat (datum->label.en, en_word, ": ", en_value, NULL);
  datum->emphasis = TRUE;
  figure_set_title (figure, zh, en);
}

/* "来源：报告一（五），本册第6页", the page left to the layout. */
static void
set_source (const Plan *plan, JbFigure *figure)
{
  guint first = g_array_index (figure->numbers, guint, 0);
  guint section = plan_metric (plan, first)->section;
  g_autofree char *zh_path = plan_section_path (plan, section, TRUE), *en_path = plan_section_path (plan, section, FALSE);
  g_autofree char *zh = g_strconcat ("来源：报告", zh_path, "，第" JB_PAGE_PLACEHOLDER "页", NULL);
  g_autofree char *en = g_strconcat ("Source: sec. ", en_path, ", p. " JB_PAGE_PLACEHOLDER, NULL);

  jb_text_set (&figure->chart->source, zh, en);
  g_array_append_val (figure->source_numbers, first);
}

/* Labels that do not stand beside a half-width bar would stand above it, each row as high as two. */
static gboolean
has_long_labels (const JbChart *chart)
{
  for (guint i = 0; i < chart->data->len; i++)
    {
      const JbText *label = &g_array_index (chart->data, JbChartDatum, i).label;

      if (g_utf8_strlen (label->zh, -1) > HALF_LABEL_ZH || (label->en != NULL && g_utf8_strlen (label->en, -1) > HALF_LABEL_EN))
        return TRUE;
    }
  return FALSE;
}

static void
set_width (JbChart *chart)
{
  gboolean half = chart->data->len <= HALF_ROWS && g_utf8_strlen (chart->title.zh, -1) <= 2 * HALF_TITLE
                  && (chart->data->len < LONG_ROWS || !has_long_labels (chart));

  switch (chart->kind)
    {
    case JB_CHART_COLUMNS: /* values with their units need wide slots, else they lie down as bars */
      if (chart->unit.zh == NULL && chart->data->len > HALF_COLUMNS)
        half = FALSE;
      chart->width = half ? JB_CHART_HALF : JB_CHART_FULL;
      break;
    case JB_CHART_BARS: case JB_CHART_RATES:
      chart->width = half ? JB_CHART_HALF : JB_CHART_FULL;
      break;
    case JB_CHART_SLOPE:
      chart->width = JB_CHART_HALF;
      break;
    default:
      chart->width = JB_CHART_FULL;
    }
}

/* A finding about a number that is drawn is said under the drawing. */
static void
add_check_notes (const Plan *plan, JbFigure *figure)
{
  for (guint i = 0; i < plan->sources->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (plan->sources->findings, i);
      gboolean drawn = FALSE;

      for (guint k = 0; k < figure->numbers->len; k++)
        for (guint m = 0; m < finding->metrics->len; m++)
          drawn = drawn || g_array_index (figure->numbers, guint, k) == g_array_index (finding->metrics, guint, m);
      if (finding->verdict != JB_VERDICT_INCONSISTENT || !drawn)
        continue;
      g_autofree char *wide = plan_full_width (finding->claim_zh);
      g_autofree char *zh = g_strconcat ("核对：", wide, NULL), *en = g_strconcat ("Check: ", finding->claim_en, NULL);
      jb_chart_add_note (figure->chart, zh, en);
    }
}

void
figure_finish (const Plan *plan, JbFigure *figure)
{
  add_check_notes (plan, figure);
  set_source (plan, figure);
  set_width (figure->chart);
}
