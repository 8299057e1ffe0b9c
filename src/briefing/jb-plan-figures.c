/* Which metrics make a chart together. Gates first: unit, meaning, scale, certainty; what fails them stays a card or a row
 * of the table. Rules and their reasons: the kinds' table in src/README.md.
 *
 *   part, whole and rate whose arithmetic holds    → two-step
 *   a level and its change in percentage points    → slope, the earlier point derived
 *   percentages of one sentence, same direction    → rates on a common scale
 *   counts or sums of money said side by side      → sorted bars
 *   growth rates on the same basis                 → bars around zero */
#include "jb-plan-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_ROWS 12
#define MAX_SCALE 50.0      /* longest to shortest bar that is not zero */
#define CHARS_A_CHART 250   /* at most one chart for so many characters of report */
#define MIN_CHARTS 1
#define HALF_TITLE 24       /* characters of a title at half width */
#define HALF_ROWS 6
#define SMALL_SAMPLE 50

typedef struct
{
  Plan     *plan;
  gboolean *used;     /* by metric */
  guint     limit;
} Planner;

static gboolean
can_draw (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return !planner->used[i] && jb_decimal_is_valid (metric->base_value) && strlen (metric->base_value) <= 15 && metric->value_high == NULL
         && metric->role != JB_METRIC_ROLE_PLAN && metric->dimension != JB_DIMENSION_RATIO;
}

static double
length_of (const Plan *plan, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  double value = jb_decimal_to_double (metric->base_value);

  return metric->change == JB_CHANGE_DECREASE ? -value : value;
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

static gboolean
is_percent (const JbMetric *metric)
{
  return strcmp (metric->base_unit, "%") == 0;
}

/* Whether all rows share a unit that carries no scale word, so that the unit line can hold it. */
static gboolean
shares_unit (const Plan *plan, const GArray *rows)
{
  const JbMetric *first = plan_metric (plan, g_array_index (rows, guint, 0));

  for (guint i = 0; i < rows->len; i++)
    {
      const JbMetric *metric = plan_metric (plan, g_array_index (rows, guint, i));

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
    case JB_MODIFIER_AT_LEAST: return g_strconcat (is_percent (metric) ? "≥" : "more than ", number, NULL);
    case JB_MODIFIER_AT_MOST: return g_strconcat (is_percent (metric) ? "≤" : "no more than ", number, NULL);
    case JB_MODIFIER_APPROX: return g_strconcat ("about ", number, NULL);
    default: return g_strdup (number);
    }
}

/* What is printed at a mark: one label for both languages where they read the same. */
static void
set_value_text (const Plan *plan, JbChartDatum *datum, const JbMetric *metric, gboolean shared)
{
  const char *sign = metric->change == JB_CHANGE_DECREASE ? "\xE2\x88\x92" : "";

  if (is_percent (metric))
    {
      g_autofree char *text = g_strconcat (sign, metric->value, "%", NULL);
      g_autofree char *bounded = bounded_en (metric, text);
      jb_text_set (&datum->value_text, bounded, bounded);
      return;
    }
  if (shared && metric->modifier == JB_MODIFIER_EXACT)
    {
      g_autofree char *grouped = jb_decimal_group (metric->value);
      g_autofree char *text = g_strconcat (sign, grouped, NULL);
      jb_text_set (&datum->value_text, text, text);
      return;
    }
  g_autofree char *zh_unit = number_zh_unit (metric, plan->text);
  g_autofree char *scaled = number_en_scaled (metric->base_value, TRUE);
  g_autofree char *en = bounded_en (metric, scaled);
  const char *unit = strcmp (metric->base_unit, "CNY") == 0 ? "yuan" : jb_glossary_unit (plan->sources->glossary, metric->base_unit, metric->label_zh);
  jb_text_set (&datum->value_text, metric->value, en);
  jb_text_set (&datum->unit, zh_unit, metric->dimension == JB_DIMENSION_COUNT ? NULL : unit);
}

static JbChartDatum *
add_metric (const Plan *plan, JbChart *chart, guint i, gboolean shared)
{
  const JbMetric *metric = plan_metric (plan, i);
  JbChartDatum *datum = jb_chart_add_datum (chart);
  const char *english = plan_label_en (plan, i);
  g_autofree char *zh = plan_full_width (metric->label_zh), *en = english != NULL ? plan_curly (english) : NULL;

  jb_text_set (&datum->label, zh, en);
  datum->value = length_of (plan, i);
  datum->mark = mark_of (metric);
  datum->metric_id = g_strdup (metric->id);
  set_value_text (plan, datum, metric, shared);
  return datum;
}

static JbFigure *
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

static void
set_unit_line (const Plan *plan, JbChart *chart, const JbMetric *metric)
{
  const char *unit;

  if (is_percent (metric))
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
static void
set_subject (const Plan *plan, JbChart *chart, guint metric)
{
  guint section = plan_listed_section (plan, plan_metric (plan, metric)->section);
  const char *english;

  english = g_array_index (plan->sources->translation->headings, JbTarget, section).text;
  g_autofree char *zh = plan_full_width (*plan->sections[section].heading != '\0' ? plan->sections[section].heading : "概况");
  g_autofree char *en = english != NULL ? plan_curly (english) : section == 0 ? g_strdup ("Overview") : NULL;
  jb_text_set (&chart->subject, zh, en);
}

/* A title in the briefing's two languages; where it cannot be said, the noun phrase of the section. */
static void
set_title (JbChart *chart, const char *zh, const char *en)
{
  jb_text_set (&chart->title, zh != NULL ? zh : chart->subject.zh, zh != NULL && en != NULL ? en : chart->subject.en);
}

static char *
say_value (const JbChartDatum *datum, gboolean chinese, const JbText *unit)
{
  const char *number = chinese ? datum->value_text.zh : datum->value_text.en;
  const char *own = chinese ? datum->unit.zh : datum->unit.en;

  if (own != NULL && *own != '\0')
    return g_strconcat (number, chinese ? "" : " ", own, NULL);
  if (chinese && unit->zh != NULL && strcmp (unit->zh, "%") != 0)
    return g_strconcat (number, unit->zh, NULL);
  return g_strdup (number);
}

/* "现场检查最多：11次" / "On-site inspections are the most: 11"; a tie at the top names none. */
static void
title_by_extreme (JbChart *chart, gboolean largest)
{
  guint best = 0, ties = 0;

  for (guint i = 1; i < chart->data->len; i++)
    {
      double d = g_array_index (chart->data, JbChartDatum, i).value - g_array_index (chart->data, JbChartDatum, best).value;
      if (largest ? d > 0 : d < 0)
        best = i;
    }
  JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, best);
  for (guint i = 0; i < chart->data->len; i++)
    ties += g_array_index (chart->data, JbChartDatum, i).value == datum->value;
  if (ties > 1 || datum->mark != JB_MARK_EXACT)
    {
      set_title (chart, NULL, NULL);
      return;
    }
  g_autofree char *zh_value = say_value (datum, TRUE, &chart->unit), *en_value = say_value (datum, FALSE, &chart->unit);
  g_autofree char *zh = g_strconcat (datum->label.zh, largest ? "最高：" : "最低：", zh_value, NULL);
  g_autofree char *en = datum->label.en == NULL ? NULL : g_strconcat (datum->label.en, largest ? ", the highest: " : ", the lowest: ", en_value, NULL);
  if (chart->kind == JB_CHART_BARS && largest)
    {
      g_free (zh);
      zh = g_strconcat (datum->label.zh, "最多：", zh_value, NULL);
      if (datum->label.en != NULL)
        {
          g_free (en);
          en = g_strconcat (datum->label.en, ", the largest: ", en_value, NULL);
        }
    }
  datum->emphasis = TRUE;
  set_title (chart, zh, en);
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

static void
set_width (JbChart *chart)
{
  gboolean half = chart->data->len <= HALF_ROWS && g_utf8_strlen (chart->title.zh, -1) <= 2 * HALF_TITLE;

  chart->width = chart->kind == JB_CHART_PARTS || chart->kind == JB_CHART_TWO_STEP ? JB_CHART_FULL : half ? JB_CHART_HALF : JB_CHART_FULL;
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

static void
finish_figure (const Plan *plan, JbFigure *figure)
{
  add_check_notes (plan, figure);
  set_source (plan, figure);
  set_width (figure->chart);
}

/* --- kinds ------------------------------------------------------------------------------------------------------- */

static void
add_derived (JbChart *chart, const char *zh, const char *en, const char *value)
{
  JbChartDatum *datum = jb_chart_add_datum (chart);
  g_autofree char *grouped = jb_decimal_group (value);

  jb_text_set (&datum->label, zh, en);
  jb_text_set (&datum->value_text, grouped, grouped);
  datum->value = jb_decimal_to_double (value);
  datum->derived = TRUE;
}

static void
plan_two_step (Planner *planner, const JbFinding *finding)
{
  Plan *plan = planner->plan;
  guint rows[3], part, whole, rate;

  if (finding->code != JB_FINDING_RATE || finding->metrics->len != 3
      || (finding->verdict != JB_VERDICT_CONSISTENT && finding->verdict != JB_VERDICT_ROUNDING))
    return;
  part = g_array_index (finding->metrics, guint, 0);
  whole = g_array_index (finding->metrics, guint, 1);
  rate = g_array_index (finding->metrics, guint, 2);
  if (!can_draw (planner, part) || !can_draw (planner, whole) || !can_draw (planner, rate) || !is_percent (plan_metric (plan, rate))
      || plan_metric (plan, whole)->modifier != JB_MODIFIER_EXACT || plan_metric (plan, part)->modifier != JB_MODIFIER_EXACT
      || length_of (plan, part) > length_of (plan, whole))
    return;

  rows[0] = whole, rows[1] = part, rows[2] = rate;
  JbFigure *figure = figure_new (planner, JB_CHART_TWO_STEP, rows, 3);
  JbChart *chart = figure->chart;
  const JbMetric *r = plan_metric (plan, rate);
  g_autofree char *rest = jb_decimal_subtract (plan_metric (plan, whole)->base_value, plan_metric (plan, part)->base_value);
  g_autofree char *text = g_strconcat (r->value, "%", NULL);
  const char *english = plan_label_en (plan, rate);

  set_subject (plan, chart, whole);
  set_unit_line (plan, chart, plan_metric (plan, whole));
  add_metric (plan, chart, whole, TRUE);
  add_metric (plan, chart, part, TRUE);
  add_derived (chart, "其余", "Remainder", rest);
  jb_text_set (&chart->total, text, text);
  jb_text_set (&chart->total_label, r->label_zh, english);
  g_autofree char *zh = g_strdup_printf ("%s%s：%s%s中%s%s", r->label_zh, text, plan_metric (plan, whole)->value, plan_metric (plan, whole)->unit,
                                         plan_metric (plan, part)->value, plan_metric (plan, part)->unit);
  g_autofree char *whole_en = jb_decimal_group (plan_metric (plan, whole)->base_value), *part_en = jb_decimal_group (plan_metric (plan, part)->base_value);
  g_autofree char *en = english != NULL ? g_strdup_printf ("%s %s: %s of %s", english, text, part_en, whole_en) : NULL;
  set_title (chart, zh, en);
  g_autofree char *note_zh = g_strdup_printf ("推算：%s－%s＝%s", plan_metric (plan, whole)->base_value, plan_metric (plan, part)->base_value, rest);
  g_autofree char *note_en = g_strdup_printf ("Derived: %s \xE2\x88\x92 %s = %s", whole_en, part_en, rest);
  jb_chart_add_note (chart, note_zh, note_en);
  finish_figure (plan, figure);
}

/* The percentage of which @change is the change in points: just before it in the sentence. */
static guint
level_of (const Planner *planner, guint change)
{
  const JbMetric *c = plan_metric (planner->plan, change);

  if (change == 0 || c->dimension != JB_DIMENSION_PERCENTAGE_POINT || strcmp (c->base_unit, "pp") != 0 || c->change == JB_CHANGE_NONE
      || c->change_basis == NULL || !can_draw (planner, change) || !can_draw (planner, change - 1))
    return G_MAXUINT;
  const JbMetric *level = plan_metric (planner->plan, change - 1);
  gboolean yearly = strstr (c->change_basis, "同比") != NULL || strstr (c->change_basis, "上年") != NULL || strstr (c->change_basis, "去年") != NULL;
  return yearly && is_percent (level) && level->change == JB_CHANGE_NONE && level->sentence == c->sentence && level->modifier == JB_MODIFIER_EXACT
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

  set_subject (plan, chart, level);
  set_unit_line (plan, chart, l);
  JbChartDatum *first = jb_chart_add_datum (chart);
  jb_text_set (&first->label, l->label_zh, english);
  jb_text_set (&first->value_text, text, text);
  first->value = jb_decimal_to_double (earlier);
  first->derived = TRUE;
  first->period = year - 1;
  JbChartDatum *second = add_metric (plan, chart, level, TRUE);
  second->period = year;
  second->emphasis = TRUE;
  chart->change = fell ? -1 : 1;
  g_autofree char *points_zh = g_strconcat (c->value, "个百分点", NULL), *points_en = g_strconcat (c->value, " percentage points", NULL);
  jb_text_set (&chart->change_text, points_zh, points_en);
  g_autofree char *zh = g_strconcat (l->label_zh, fell ? "降至" : "升至", now, NULL);
  g_autofree char *en = english != NULL ? g_strconcat (english, fell ? " fell to " : " rose to ", now, NULL) : NULL;
  set_title (chart, zh, en);
  const char *sign = fell ? "＋" : "－";
  g_autofree char *note_zh = g_strconcat ("推算：", now, sign, points_zh, "＝", text, NULL);
  g_autofree char *note_en = g_strconcat ("Derived: ", now, fell ? " + " : " \xE2\x88\x92 ", points_en, " = ", text, NULL);
  jb_chart_add_note (chart, note_zh, note_en);
  finish_figure (plan, figure);
}

static gboolean
is_reduction (const JbMetric *metric)
{
  static const char *const words[] = { "减", "缩", "降", "压", "下降", "减免", NULL };

  if (metric->change == JB_CHANGE_DECREASE)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (metric->label_zh, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_rate (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return can_draw (planner, i) && is_percent (metric) && jb_decimal_compare (metric->base_value, "0") >= 0
         && jb_decimal_compare (metric->base_value, "100") <= 0 && metric->change != JB_CHANGE_INCREASE
         && (metric->change == JB_CHANGE_NONE || is_reduction (metric));
}

static int
by_value (gconstpointer a, gconstpointer b, gpointer data)
{
  const Plan *plan = data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  double d = length_of (plan, y) - length_of (plan, x);

  return d > 0 ? 1 : d < 0 ? -1 : x < y ? -1 : x > y;
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

static void
make_rates (Planner *planner, GArray *rows)
{
  Plan *plan = planner->plan;

  if (rows->len < 2 || rows->len > MAX_ROWS)
    return;
  JbFigure *figure = figure_new (planner, JB_CHART_RATES, (const guint *) (void *) rows->data, rows->len);

  set_subject (plan, figure->chart, g_array_index (rows, guint, 0));
  set_unit_line (plan, figure->chart, plan_metric (plan, g_array_index (rows, guint, 0)));
  g_array_sort_with_data (rows, by_value, plan);
  for (guint i = 0; i < rows->len; i++)
    {
      JbChartDatum *datum = add_metric (plan, figure->chart, g_array_index (rows, guint, i), TRUE);
      g_autofree char *text = g_strdup (datum->value_text.zh);

      datum->value = fabs (datum->value);
      datum->sample_size = sample_size (plan, g_array_index (rows, guint, i));
      if (g_str_has_prefix (text, "\xE2\x88\x92"))
        jb_text_set (&datum->value_text, text + 3, text + 3);
    }
  title_by_extreme (figure->chart, is_reduction (plan_metric (plan, g_array_index (rows, guint, 0))));
  finish_figure (plan, figure);
}

/* Percentages of one place, levels and reductions apart. */
static void
plan_rates (Planner *planner, gboolean (*same_place) (const Plan *plan, guint a, guint b))
{
  Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      if (!is_rate (planner, i))
        continue;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint k = i; k < plan->sources->metrics->len && same_place (plan, i, k); k++)
        if (is_rate (planner, k) && is_reduction (plan_metric (plan, k)) == is_reduction (plan_metric (plan, i)))
          g_array_append_val (rows, k);
      make_rates (planner, rows);
    }
}

static gboolean
in_sentence (const Plan *plan, guint a, guint b)
{
  return plan_metric (plan, a)->sentence == plan_metric (plan, b)->sentence;
}

static gboolean
in_leaf (const Plan *plan, guint a, guint b)
{
  return plan_metric (plan, a)->section == plan_metric (plan, b)->section;
}

static gboolean
in_section (const Plan *plan, guint a, guint b)
{
  return plan_listed_section (plan, plan_metric (plan, a)->section) == plan_listed_section (plan, plan_metric (plan, b)->section);
}

static gboolean
scale_holds (const Plan *plan, const GArray *rows)
{
  double least = G_MAXDOUBLE, most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      double value = fabs (length_of (plan, g_array_index (rows, guint, i)));

      if (value > 0)
        least = MIN (least, value);
      most = MAX (most, value);
    }
  return most > 0 && most / least <= MAX_SCALE;
}

static void
make_bars (Planner *planner, GArray *rows)
{
  Plan *plan = planner->plan;

  if (rows->len < 2 || rows->len > MAX_ROWS || !scale_holds (plan, rows))
    return;
  gboolean shared = shares_unit (plan, rows);
  JbFigure *figure = figure_new (planner, JB_CHART_BARS, (const guint *) (void *) rows->data, rows->len);
  const JbMetric *first = plan_metric (plan, g_array_index (rows, guint, 0));

  set_subject (plan, figure->chart, g_array_index (rows, guint, 0));
  if (shared || is_percent (first))
    set_unit_line (plan, figure->chart, first);
  g_array_sort_with_data (rows, by_value, plan);
  for (guint i = 0; i < rows->len; i++)
    add_metric (plan, figure->chart, g_array_index (rows, guint, i), shared);
  title_by_extreme (figure->chart, TRUE);
  finish_figure (plan, figure);
}

static gboolean
is_bar (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return can_draw (planner, i) && metric->change == JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT && !is_percent (metric)
         && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT && *metric->base_unit != '\0';
}

/* The same action done to several things, or one list. */
static gboolean
same_thing (const JbMetric *a, const JbMetric *b)
{
  if (a->group >= 0 && a->group == b->group)
    return TRUE;
  return a->verb != NULL && b->verb != NULL && strcmp (a->verb, b->verb) == 0;
}

/* Whether two neighbours are items of one list: "……13件、……1件". */
static gboolean
are_listed (const Plan *plan, guint a, guint b)
{
  const JbMetric *x = plan_metric (plan, a), *y = plan_metric (plan, b);

  return g_str_has_prefix (plan->text + x->span.end, "、") && y->span.start - x->span.end <= 90;
}

/* Counts or money that one sentence says side by side, in the same unit. */
static void
plan_bars (Planner *planner)
{
  Plan *plan = planner->plan;
  guint n = plan->sources->metrics->len;

  for (guint i = 0; i < n; i++)
    {
      if (!is_bar (planner, i))
        continue;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      guint last = i;

      g_array_append_val (rows, i);
      for (guint k = i + 1; k < n && in_sentence (plan, i, k); k++)
        {
          const JbMetric *a = plan_metric (plan, last), *b = plan_metric (plan, k);

          if (!is_bar (planner, k) || strcmp (a->base_unit, b->base_unit) != 0)
            continue;
          if (!same_thing (a, b) && !(k == last + 1 && are_listed (plan, last, k)))
            continue;
          g_array_append_val (rows, k);
          last = k;
        }
      make_bars (planner, rows);
    }
}

/* Events (次, 场, 期) of one section: how often each thing was done. */
static void
plan_events (Planner *planner)
{
  static const char *const counters[] = { "次", "场", "场次", NULL };
  Plan *plan = planner->plan;
  guint n = plan->sources->metrics->len;

  for (guint i = 0; i < n; i++)
    {
      if (!is_bar (planner, i) || !g_strv_contains (counters, plan_metric (plan, i)->base_unit))
        continue;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint k = i; k < n && in_section (plan, i, k); k++)
        if (is_bar (planner, k) && strcmp (plan_metric (plan, k)->base_unit, plan_metric (plan, i)->base_unit) == 0)
          g_array_append_val (rows, k);
      if (rows->len >= 3)
        make_bars (planner, rows);
    }
}

/* Growth rates on the same basis, in one section. */
static void
plan_growth (Planner *planner)
{
  Plan *plan = planner->plan;
  guint n = plan->sources->metrics->len;

  for (guint i = 0; i < n; i++)
    {
      const JbMetric *first = plan_metric (plan, i);

      if (!can_draw (planner, i) || !is_percent (first) || first->change == JB_CHANGE_NONE || first->change_basis == NULL)
        continue;
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint k = i; k < n && in_section (plan, i, k) && rows->len < MAX_ROWS; k++)
        {
          const JbMetric *metric = plan_metric (plan, k);

          if (can_draw (planner, k) && is_percent (metric) && metric->change != JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT
              && g_strcmp0 (metric->change_basis, first->change_basis) == 0)
            g_array_append_val (rows, k);
        }
      if (rows->len >= 3)
        make_bars (planner, rows);
    }
}

/* --- choice ------------------------------------------------------------------------------------------------------- */

static gsize
first_place (const Plan *plan, const JbFigure *figure)
{
  gsize place = G_MAXSIZE;

  for (guint i = 0; i < figure->numbers->len; i++)
    place = MIN (place, plan_metric (plan, g_array_index (figure->numbers, guint, i))->span.start);
  return place;
}

static int
by_place (gconstpointer a, gconstpointer b, gpointer data)
{
  gsize x = first_place (data, *(JbFigure *const *) a), y = first_place (data, *(JbFigure *const *) b);

  return x < y ? -1 : x > y;
}

static int
worth (const JbFigure *figure)
{
  int relation = figure->chart->kind == JB_CHART_TWO_STEP || figure->chart->kind == JB_CHART_SLOPE ? 20
                 : figure->chart->kind == JB_CHART_RATES || figure->chart->unit.zh == NULL ? 5 : 0;

  return relation + (int) figure->chart->data->len + (figure->chart->title.en != NULL ? 2 : 0);
}

static void
keep_best (Planner *planner)
{
  GPtrArray *figures = planner->plan->briefing->figures;

  while (figures->len > planner->limit)
    {
      guint least = 0;

      for (guint i = 1; i < figures->len; i++)
        if (worth (g_ptr_array_index (figures, i)) <= worth (g_ptr_array_index (figures, least)))
          least = i;
      g_ptr_array_remove_index (figures, least);
    }
}

static void
number_figures (Plan *plan)
{
  g_ptr_array_sort_with_data (plan->briefing->figures, by_place, plan);
  for (guint i = 0; i < plan->briefing->figures->len; i++)
    {
      JbChart *chart = ((JbFigure *) g_ptr_array_index (plan->briefing->figures, i))->chart;

      chart->number = i + 1;
      g_free (chart->id);
      chart->id = g_strdup_printf ("c%02u", i + 1);
    }
}

void
plan_figures (Plan *plan)
{
  guint n = plan->sources->metrics->len;
  g_autofree gboolean *used = g_new0 (gboolean, n + 1);
  Planner planner = { .plan = plan, .used = used };

  planner.limit = MAX (MIN_CHARTS, (guint) (plan->sources->input->n_chars / CHARS_A_CHART));
  for (guint i = 0; i < plan->sources->findings->len; i++)
    plan_two_step (&planner, g_ptr_array_index (plan->sources->findings, i));
  for (guint i = 0; i < n; i++)
    plan_slope (&planner, i);
  plan_rates (&planner, in_sentence);
  plan_events (&planner);
  plan_bars (&planner);
  plan_growth (&planner);
  plan_rates (&planner, in_leaf);
  keep_best (&planner);
  number_figures (plan);
}
