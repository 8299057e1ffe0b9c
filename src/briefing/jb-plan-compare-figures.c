/* Charts of a comparison. A section of the latest report makes at most one chart of rates and one of everything else:
 *
 *   three years and more   rates: lines on one scale · counts and money: small multiples, each from zero on its own scale
 *   two years              rates: slopes · one unit: grouped bars, the earlier above the later
 *   places                 bars of one measure, a bar a place
 *
 * Only rows that every report states are drawn; units never mix on one axis. */
#include "jb-plan-compare-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_PANELS 6u
#define MAX_LINES 3u
#define MAX_GROUPS 6u
#define MAX_PLACES 6u      /* charts of places */
#define MAX_FIGURES 14u
#define MIN_POINTS 2.0     /* a rate that moved less makes no line */
#define MOST_RATIO 6.0    /* of the values on one axis */
#define LABEL_CHARS 14
#define MIN_LABEL 3       /* 合格, 纠错 say too little beside each other */

static double
value_of (const Compare *compare, guint row, guint r)
{
  return jb_decimal_to_double (compare_metric (compare, row, r)->base_value);
}

static gboolean
is_rate (const Compare *compare, guint row)
{
  return compare_metric (compare, row, 0)->dimension == JB_DIMENSION_PERCENT;
}

/* All reports state it, as one decimal of one unit, in one scale word. */
static gboolean
can_draw (const Compare *compare, guint row)
{
  const JbSeries *series = compare_row (compare, row);
  double high = 0;

  for (guint r = 0; r < compare->n; r++)
    {
      const JbMetric *metric = compare_metric (compare, row, r), *first = compare_metric (compare, row, 0);
      if (metric == NULL || first == NULL || metric->value_high != NULL || !jb_decimal_is_valid (metric->base_value)
          || strcmp (metric->base_unit, first->base_unit) != 0 || (strcmp (metric->unit, first->unit) != 0 && compare->sources->mode == JB_COMPARE_YEARS)
          || metric->modifier != JB_MODIFIER_EXACT || *metric->base_value == '-' || metric->dimension == JB_DIMENSION_RATIO)
        return FALSE;
      if (series->members[r].with >= 0 && series->members[r].score < JB_ALIGN_SURE)
        return FALSE;
      high = MAX (high, value_of (compare, row, r));
    }
  glong length = g_utf8_strlen (compare_metric (compare, row, compare->n - 1)->label_zh, -1);
  return high > 0 && length >= MIN_LABEL && length <= 2 * LABEL_CHARS;
}

static JbFigure *
figure_new (Compare *compare, JbChartKind kind, const GArray *rows)
{
  JbFigure *figure = g_new0 (JbFigure, 1);
  guint number = compare->briefing->figures->len + 1, first = g_array_index (rows, guint, 0);
  g_autofree char *id = g_strdup_printf ("c%02u", number);

  figure->chart = jb_chart_new (id, kind);
  figure->chart->number = number;
  figure->chart->width = JB_CHART_FULL;
  figure->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  figure->source_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (figure->numbers, rows->data, rows->len);
  g_array_append_val (figure->source_numbers, first);
  jb_text_set (&figure->chart->source, "来源：各报告原句，第" JB_PAGE_PLACEHOLDER "页起", "Source: the reports’ sentences, from p. " JB_PAGE_PLACEHOLDER);
  g_ptr_array_add (compare->briefing->figures, figure);
  return figure;
}

/* Value and unit as printed: "5600" 万元 / "56 million" yuan; a rate with its sign. */
static JbChartDatum *
add_datum (const Compare *compare, JbChart *chart, guint row, guint r, gboolean with_unit)
{
  const Plan *plan = &compare->plans[r];
  const JbMetric *metric = compare_metric (compare, row, r);
  JbChartDatum *datum = jb_chart_add_datum (chart);

  datum->value = value_of (compare, row, r);
  datum->mark = JB_MARK_EXACT;
  datum->metric_id = g_strdup (metric->id);
  datum->period = compare->sources->mode == JB_COMPARE_YEARS ? jb_report_get_year (plan->sources->report) : 0;
  if (metric->dimension == JB_DIMENSION_PERCENT)
    {
      g_autofree char *text = g_strconcat (metric->value, "%", NULL);
      jb_text_set (&datum->value_text, text, text);
      return datum;
    }
  g_autofree char *zh = jb_decimal_group (metric->value), *en = number_en_scaled (metric->base_value, TRUE);
  jb_text_set (&datum->value_text, zh, en);
  if (with_unit)
    {
      const char *unit = strcmp (metric->base_unit, "CNY") == 0 ? "yuan" : metric->dimension == JB_DIMENSION_COUNT ? ""
                         : jb_glossary_unit (plan->sources->glossary, metric->base_unit, metric->label_zh);
      jb_text_set (&datum->unit, metric->unit, unit);
    }
  return datum;
}

static void
set_names (const Compare *compare, guint row, JbText *text)
{
  g_autofree char *zh = compare_label_zh (compare, row), *en = compare_label_en (compare, row);

  jb_text_set (text, zh, en);
}

static void
add_series (const Compare *compare, JbChart *chart, guint row)
{
  g_autofree char *zh = compare_label_zh (compare, row), *en = compare_label_en (compare, row);

  jb_chart_add_series (chart, zh, en);
}

/* The heading that the rows stand under, without its number. (transfer full) */
static JbText
topic_of (const Compare *compare, guint row)
{
  guint first, last;

  compare_ends (compare, row, &first, &last);
  const Plan *plan = &compare->plans[last];
  guint section = plan_listed_section (plan, compare_metric (compare, row, last)->section);
  const char *english = g_array_index (plan->sources->translation->headings, JbTarget, section).text;
  return (JbText) { section > 0 ? plan_full_width (plan->sections[section].heading) : g_strdup ("主要数据"),
                    section > 0 ? (english != NULL ? plan_curly (english) : NULL) : g_strdup ("Key figures") };
}

/* "5项指标，3项上升，2项下降"; none moved: "5项指标均持平". */
static void
say_some (GString *zh, GString *en, guint n, guint rose, guint fell, const char *things, const char *things_en)
{
  g_string_append_printf (zh, "%u项%s", n, things);
  if (rose + fell == 0)
    {
      g_string_append (zh, "均持平");
      g_string_append_printf (en, "none of %u %s changed", n, things_en);
      return;
    }
  if (rose > 0)
    g_string_append_printf (zh, "，%u项上升", rose);
  if (fell > 0)
    g_string_append_printf (zh, "，%u项下降", fell);
  g_string_append_printf (en, "%u of %u %s %s", rose > 0 ? rose : fell, n, things_en, rose > 0 ? "rose" : "fell");
  if (rose > 0 && fell > 0)
    g_string_append_printf (en, ", %u fell", fell);
}

/* "5项指标：3项上升，2项下降" / "3 of 5 measures rose, 2 fell": what the panels show, no more. */
static void
set_title (const Compare *compare, JbChart *chart, const GArray *rows)
{
  guint rose = 0, fell = 0, last = compare->n - 1;
  JbText topic = topic_of (compare, g_array_index (rows, guint, 0));

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      double by = value_of (compare, row, last) - value_of (compare, row, 0);
      rose += by > 0;
      fell += by < 0;
    }
  g_autoptr(GString) zh = g_string_new (NULL), en = g_string_new (NULL);
  if (rows->len > 1)
    {
      gboolean rates = is_rate (compare, g_array_index (rows, guint, 0));
      const char *things = rates ? "比率" : "指标", *things_en = rates ? "rates" : "measures";
      guint all = rose == rows->len || fell == rows->len ? rows->len : 0;
      if (all > 0)
        {
          g_string_append_printf (zh, "%u项%s均%s", all, things, rose > 0 ? "上升" : "下降");
          g_autofree char *how_many = all == 2 ? g_strdup ("both") : g_strdup_printf ("all %u", all);
          g_string_append_printf (en, "%s %s %s", how_many, things_en, rose > 0 ? "rose" : "fell");
        }
      else
        say_some (zh, en, rows->len, rose, fell, things, things_en);
    }
  else
    {
      guint row = g_array_index (rows, guint, 0);
      g_autofree char *label = compare_label_zh (compare, row), *label_en = compare_label_en (compare, row);
      g_autofree char *from = compare_value_zh (compare, row, 0), *to = compare_value_zh (compare, row, last);
      g_autofree char *from_en = compare_value_en (compare, row, 0), *to_en = compare_value_en (compare, row, last);
      g_string_append_printf (zh, "%s由%s%s%s", label, from, rose > 0 ? "升至" : fell > 0 ? "降至" : "到", to);
      g_string_append_printf (en, "%s %s from %s to %s", label_en != NULL ? label_en : COMPARE_NO_LABEL, rose > 0 ? "up" : fell > 0 ? "down" : "unchanged", from_en,
                              to_en);
    }
  g_autofree char *title_zh = topic.zh != NULL && rows->len > 1 ? g_strdup_printf ("%s：%s", topic.zh, zh->str) : g_strdup (zh->str);
  g_autofree char *title_en = topic.en != NULL && rows->len > 1 ? g_strdup_printf ("%s: %s", topic.en, en->str) : g_strdup (en->str);
  title_en[0] = g_ascii_toupper (title_en[0]);
  jb_text_set (&chart->title, title_zh, title_en);
  jb_text_set (&chart->subject, topic.zh != NULL ? topic.zh : zh->str, topic.en != NULL ? topic.en : en->str);
  g_free (topic.zh);
  g_free (topic.en);
}

static int
by_row (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

typedef struct { guint row; double size; } Ranked;

static int
by_size (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (fabs (x->size - y->size) > 1e-12)
    return x->size < y->size ? 1 : -1;
  return x->row < y->row ? -1 : x->row > y->row;
}

/* Keeps the @most rows that changed most, in order of the table. */
static void
keep_largest (const Compare *compare, GArray *rows, guint most)
{
  g_autoptr(GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      double from = value_of (compare, row, 0), to = value_of (compare, row, compare->n - 1);
      Ranked one = { row, is_rate (compare, row) ? fabs (to - from) : fabs (log ((to + 1e-9) / (from + 1e-9))) };
      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, by_size);
  g_array_set_size (rows, 0);
  for (guint i = 0; i < MIN (most, ranked->len); i++)
    g_array_append_val (rows, g_array_index (ranked, Ranked, i).row);
  g_array_sort (rows, by_row);
}

static double
top_of (const Compare *compare, guint row)
{
  double top = 0;

  for (guint r = 0; r < compare->n; r++)
    top = MAX (top, value_of (compare, row, r));
  return top;
}

static gboolean
share_unit (const Compare *compare, const GArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    if (strcmp (compare_metric (compare, g_array_index (rows, guint, i), 0)->unit, compare_metric (compare, g_array_index (rows, guint, 0), 0)->unit) != 0)
      return FALSE;
  return TRUE;
}

/* Panels of one unit share one scale, on which what is far smaller would vanish: the most rows that go together. */
static void
keep_together (const Compare *compare, GArray *rows)
{
  guint best = 0;
  double best_top = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      double top = top_of (compare, g_array_index (rows, guint, i));
      guint n = 0;

      for (guint k = 0; k < rows->len; k++)
        {
          double other = top_of (compare, g_array_index (rows, guint, k));
          n += other <= top && other * MOST_RATIO >= top;
        }
      if (n > best)
        best = n, best_top = top;
    }
  for (guint i = rows->len; i > 0; i--)
    {
      double top = top_of (compare, g_array_index (rows, guint, i - 1));
      if (top > best_top || top * MOST_RATIO < best_top)
        g_array_remove_index (rows, i - 1);
    }
}

static void
plan_multiples (Compare *compare, GArray *rows)
{
  if (share_unit (compare, rows))
    keep_together (compare, rows);
  keep_largest (compare, rows, MAX_PANELS);
  if (share_unit (compare, rows))
    keep_together (compare, rows);
  if (rows->len < 2)
    return;
  JbFigure *figure = figure_new (compare, JB_CHART_MULTIPLES, rows);
  figure->chart->width = rows->len == 2 ? JB_CHART_HALF : JB_CHART_FULL;
  set_title (compare, figure->chart, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      add_series (compare, figure->chart, row);
      for (guint r = 0; r < compare->n; r++)
        add_datum (compare, figure->chart, row, r, TRUE)->series = (int) i;
    }
}

static void
plan_rates (Compare *compare, GArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    {
      guint row = g_array_index (rows, guint, i - 1);
      double moved = 0;
      for (guint r = 1; r < compare->n; r++)
        moved = MAX (moved, fabs (value_of (compare, row, r) - value_of (compare, row, r - 1)));
      if (moved < MIN_POINTS)
        g_array_remove_index (rows, i - 1);
    }
  keep_largest (compare, rows, MAX_LINES);
  if (rows->len == 0)
    return;
  JbFigure *figure = figure_new (compare, compare->n > 2 ? JB_CHART_LINE : JB_CHART_SLOPE, rows);
  set_title (compare, figure->chart, rows);
  figure->chart->width = rows->len == 1 || compare->n == 2 ? JB_CHART_HALF : JB_CHART_FULL;
  jb_text_set (&figure->chart->unit, "%", "%");
  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      add_series (compare, figure->chart, row);
      for (guint r = 0; r < compare->n; r++)
        {
          JbChartDatum *datum = add_datum (compare, figure->chart, row, r, FALSE);
          datum->series = (int) i;
          set_names (compare, row, &datum->label);
        }
    }
}

/* Rows of one unit whose values an axis can hold together. */
static void
plan_grouped (Compare *compare, GArray *rows)
{
  while (rows->len >= 2)
    {
      g_autoptr(GArray) own = g_array_new (FALSE, FALSE, sizeof (guint)), rest = g_array_new (FALSE, FALSE, sizeof (guint));
      guint head = g_array_index (rows, guint, 0);
      double low = value_of (compare, head, compare->n - 1), high = low;

      for (guint i = 0; i < rows->len; i++)
        {
          guint row = g_array_index (rows, guint, i);
          double value = value_of (compare, row, compare->n - 1);
          gboolean fits = strcmp (compare_metric (compare, row, 0)->unit, compare_metric (compare, head, 0)->unit) == 0
                          && MAX (high, value) <= MOST_RATIO * MIN (low, value) && own->len < MAX_GROUPS;
          if (fits)
            low = MIN (low, value), high = MAX (high, value);
          g_array_append_val (fits ? own : rest, row);
        }
      g_array_set_size (rows, 0);
      g_array_append_vals (rows, rest->data, rest->len);
      if (own->len < 2 || compare->briefing->figures->len >= MAX_FIGURES)
        continue;
      JbFigure *figure = figure_new (compare, JB_CHART_GROUPED, own);
      set_title (compare, figure->chart, own);
      for (guint r = 0; r < compare->n; r++)
        jb_chart_add_series (figure->chart, compare->names[r].zh, compare->names[r].en);
      for (guint i = 0; i < own->len; i++)
        for (guint r = 0; r < compare->n; r++)
          {
            JbChartDatum *datum = add_datum (compare, figure->chart, g_array_index (own, guint, i), r, TRUE);
            datum->series = (int) r;
            set_names (compare, g_array_index (own, guint, i), &datum->label);
          }
    }
}

/* The rows of one section, rates and the others apart. */
static void
plan_section (Compare *compare, GArray *rates, GArray *amounts)
{
  if (compare->briefing->figures->len < MAX_FIGURES && compare->n > 2)
    plan_multiples (compare, amounts);
  else if (compare->briefing->figures->len < MAX_FIGURES)
    plan_grouped (compare, amounts);
  if (compare->briefing->figures->len < MAX_FIGURES)
    plan_rates (compare, rates);
  g_array_set_size (rates, 0);
  g_array_set_size (amounts, 0);
}

static void
plan_years (Compare *compare)
{
  g_autoptr(GArray) rates = g_array_new (FALSE, FALSE, sizeof (guint)), amounts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint last = compare->n - 1, before = G_MAXUINT;

  for (guint row = 0; row < compare->rows->len; row++)
    {
      if (!can_draw (compare, row))
        continue;
      guint section = plan_listed_section (&compare->plans[last], compare_metric (compare, row, last)->section);
      if (section != before)
        plan_section (compare, rates, amounts);
      before = section;
      g_array_append_val (is_rate (compare, row) ? rates : amounts, row);
    }
  plan_section (compare, rates, amounts);
}

/* Of places: a chart a measure, those that differ most. */
static void
plan_places (Compare *compare)
{
  g_autoptr(GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint row = 0; row < compare->rows->len; row++)
    {
      double low = G_MAXDOUBLE, high = 0;
      if (!can_draw (compare, row))
        continue;
      for (guint r = 0; r < compare->n; r++)
        {
          low = MIN (low, value_of (compare, row, r));
          high = MAX (high, value_of (compare, row, r));
        }
      Ranked one = { row, is_rate (compare, row) ? (high - low) / 50 : log (high / MAX (low, 1e-9)) };
      if (high > low && (is_rate (compare, row) || high <= 60 * low))
        g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, by_size);
  if (ranked->len > MAX_PLACES)
    g_array_set_size (ranked, MAX_PLACES);
  for (guint i = 0; i < ranked->len; i++)
    {
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
      guint row = g_array_index (ranked, Ranked, i).row, top = 0, ties = 0;
      g_array_append_val (rows, row);
      JbFigure *figure = figure_new (compare, JB_CHART_BARS, rows);
      for (guint r = 1; r < compare->n; r++)
        top = value_of (compare, row, r) > value_of (compare, row, top) ? r : top;
      for (guint r = 0; r < compare->n; r++)
        ties += value_of (compare, row, r) >= value_of (compare, row, top);
      gboolean count = compare_metric (compare, row, top)->dimension == JB_DIMENSION_COUNT;
      g_autofree char *label = compare_label_zh (compare, row), *known = compare_label_en (compare, row);
      const char *label_en = known != NULL ? known : COMPARE_NO_LABEL;
      g_autofree char *zh = ties > 1 ? g_strdup (label) : g_strdup_printf ("%s：%s最%s", label, compare->names[top].zh, count ? "多" : "高");
      g_autofree char *en = ties > 1 ? g_strdup (label_en) : g_strdup_printf ("%s: %s in %s", label_en, count ? "most" : "highest", compare->names[top].en);
      figure->chart->width = compare->n <= 6 ? JB_CHART_HALF : JB_CHART_FULL;
      jb_text_set (&figure->chart->title, zh, en);
      set_names (compare, row, &figure->chart->subject);
      for (guint r = 0; r < compare->n; r++)
        {
          JbChartDatum *datum = add_datum (compare, figure->chart, row, r, TRUE);
          jb_text_set (&datum->label, compare->names[r].zh, compare->names[r].en);
          datum->emphasis = r == top && ties == 1;
        }
    }
}

void
compare_figures (Compare *compare)
{
  if (compare->sources->mode == JB_COMPARE_YEARS)
    plan_years (compare);
  else
    plan_places (compare);
}
