/* Alternative text, made from the data: kind, subject, unit, values, extremes, what is derived. One paragraph a language,
 * at most 250 Chinese characters or 600 English ones; over six values the first three, the last and their number. */
#include "jb-chart.h"

#include <string.h>

#define ALL_VALUES 6
#define FIRST_VALUES 3
#define MAX_ZH_CHARS 250
#define MAX_EN_CHARS 600

typedef struct
{
  const JbChart *chart;
  gboolean       chinese;
  guint          first; /* values before the dots */
  GString       *text;
} Description;

static const char *
pick (const Description *d, const JbText *text)
{
  const char *own = d->chinese ? text->zh : text->en;

  return own != NULL ? own : d->chinese ? text->en : text->zh;
}

static const JbChartDatum *
datum_at (const Description *d, guint i)
{
  return &g_array_index (d->chart->data, JbChartDatum, i);
}

static void
append (Description *d, const char *zh, const char *en)
{
  g_string_append (d->text, d->chinese ? zh : en);
}

/* "≥77%" and "140+" are spoken. */
static void
append_number (Description *d, const char *value)
{
  static const struct { const char *sign, *zh, *en; } signs[] = { { "≥", "至少", "at least " }, { "≤", "不超过", "no more than " }, { "≈", "约", "about " } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (value, signs[i].sign))
      {
        append (d, signs[i].zh, signs[i].en);
        value += strlen (signs[i].sign);
        break;
      }
  if (g_str_has_suffix (value, "+"))
    g_string_append_printf (d->text, d->chinese ? "多于%.*s" : "more than %.*s", (int) strlen (value) - 1, value);
  else
    g_string_append (d->text, value);
}

static void
append_value (Description *d, const JbChartDatum *datum)
{
  const char *value = pick (d, &datum->value_text), *unit = d->chinese ? datum->unit.zh : datum->unit.en;

  if (datum->mark == JB_MARK_MISSING || value == NULL)
    {
      append (d, "未载明", "not stated");
      return;
    }
  append_number (d, value);
  if (unit != NULL && *unit != '\0')
    g_string_append_printf (d->text, "%s%s", d->chinese ? "" : " ", unit);
  if (datum->derived)
    append (d, "（推算）", " (derived)");
  if (datum->plan)
    append (d, "（计划）", " (plan)");
}

static void
append_item (Description *d, guint i)
{
  const JbChartDatum *datum = datum_at (d, i);
  const char *label = pick (d, &datum->label);
  const char *lacking = !d->chinese && datum->label.en == NULL && label != NULL ? " (no English label)" : "";

  if (datum->period > 0)
    g_string_append_printf (d->text, d->chinese ? "%d年" : "%d: ", datum->period);
  else if (label != NULL)
    g_string_append_printf (d->text, "%s%s%s", label, lacking, d->chinese ? "" : " ");
  append_value (d, datum);
  if (datum->target_text.zh != NULL)
    {
      append (d, "，目标", ", target ");
      append_number (d, pick (d, &datum->target_text));
    }
  if (datum->sample_size > 0)
    g_string_append_printf (d->text, d->chinese ? "（n＝%u）" : " (n = %u)", datum->sample_size);
}

static const char *
series_name (const Description *d, guint i)
{
  const JbText *name = &g_array_index (d->chart->series, JbText, i);

  return pick (d, name) != NULL ? pick (d, name) : "";
}

static void
append_name (Description *d, const JbText *name)
{
  const char *own = pick (d, name);

  g_string_append_printf (d->text, "%s%s", own != NULL ? own : "", !d->chinese && name->en == NULL && own != NULL ? " (no English label)" : "");
}

/* Several measures over time: each from its first to its last value. "甲县由2020年的5到2022年的7". */
static void
append_courses (Description *d)
{
  guint shown = MIN (d->first, d->chart->series->len), said = 0;

  for (guint s = 0; s < shown; s++)
    {
      const JbChartDatum *from = NULL, *to = NULL;

      for (guint i = 0; i < d->chart->data->len; i++)
        if (datum_at (d, i)->series == (int) s && datum_at (d, i)->mark != JB_MARK_MISSING)
          {
            from = from == NULL || datum_at (d, i)->period < from->period ? datum_at (d, i) : from;
            to = to == NULL || datum_at (d, i)->period > to->period ? datum_at (d, i) : to;
          }
      if (from == NULL)
        continue;
      append (d, said > 0 ? "；" : "", said > 0 ? "; " : "");
      append_name (d, &g_array_index (d->chart->series, JbText, s));
      g_string_append_printf (d->text, d->chinese ? "由%d年的" : " from ", from->period);
      append_value (d, from);
      if (!d->chinese)
        g_string_append_printf (d->text, " in %d", from->period);
      g_string_append_printf (d->text, d->chinese ? "到%d年的" : " to ", to->period);
      append_value (d, to);
      if (!d->chinese)
        g_string_append_printf (d->text, " in %d", to->period);
      said++;
    }
  if (shown < d->chart->series->len)
    g_string_append_printf (d->text, d->chinese ? "；……共%u项" : "; … %u in all", d->chart->series->len);
  append (d, "。", ".");
}

/* "市场监管：412、430；……" of two series whose names the opening says. */
static void
append_groups (Description *d)
{
  guint n = d->chart->data->len, groups = 0, said = 0;

  for (guint i = 0; i < n; i++)
    {
      const JbChartDatum *one = datum_at (d, i);
      guint k = 0;

      while (k < i && (g_strcmp0 (datum_at (d, k)->label.zh, one->label.zh) != 0 || g_strcmp0 (datum_at (d, k)->label.en, one->label.en) != 0))
        k++;
      if (k < i)
        continue;
      if (groups++ >= d->first)
        continue;
      append (d, said > 0 ? "；" : "", said > 0 ? "; " : "");
      append_name (d, &one->label);
      append (d, "：", ": ");
      for (int series = 0, m = 0; series < 2; series++)
        for (k = 0; k < n; k++)
          if (datum_at (d, k)->series == series && g_strcmp0 (datum_at (d, k)->label.zh, one->label.zh) == 0
              && g_strcmp0 (datum_at (d, k)->label.en, one->label.en) == 0)
            {
              append (d, m > 0 ? "、" : "", m > 0 ? ", " : "");
              append_value (d, datum_at (d, k));
              m++;
            }
      said++;
    }
  if (groups > said)
    g_string_append_printf (d->text, d->chinese ? "；……共%u项" : "; … %u in all", groups);
  append (d, "。", ".");
}

static void
append_items (Description *d)
{
  guint n = d->chart->data->len;

  if (d->chart->kind == JB_CHART_GROUPED && d->chart->series->len == 2)
    {
      append_groups (d);
      return;
    }
  if (d->chart->series->len > 1)
    {
      append_courses (d);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      if (d->first < n - 1 && i >= d->first && i + 1 < n)
        {
          if (i == d->first)
            g_string_append_printf (d->text, d->chinese ? &"；……共%u项"[i > 0 ? 0 : strlen ("；")] : &"; … %u in all"[i > 0 ? 0 : 2], n);
          continue;
        }
      if (i > 0)
        append (d, "；", "; ");
      append_item (d, i);
    }
  append (d, "。", ".");
}

static void
append_extreme (Description *d)
{
  guint most = 0, ties = 0, n = d->chart->data->len;

  for (guint i = 1; i < n; i++)
    if (datum_at (d, i)->value > datum_at (d, most)->value)
      most = i;
  for (guint i = 0; i < n; i++)
    ties += datum_at (d, i)->value == datum_at (d, most)->value;
  const char *label = n > 1 && ties == 1 ? pick (d, &datum_at (d, most)->label) : NULL;
  if (label == NULL)
    return;
  gboolean rate = d->chart->unit.zh != NULL && strcmp (d->chart->unit.zh, "%") == 0;
  if (d->chinese)
    g_string_append_printf (d->text, "%s最%s。", label, rate ? "高" : "多");
  else
    g_string_append_printf (d->text, " %s: %s.", rate ? "Highest" : "Largest", label);
}

/* "2021年300，2023年420，上升。": of one series, when both ends are stated. */
static void
append_course (Description *d)
{
  guint n = d->chart->data->len;
  const JbChartDatum *first = datum_at (d, 0), *last = datum_at (d, n - 1);

  if (n < 2 || d->chart->series->len > 1 || first->mark == JB_MARK_MISSING || last->mark == JB_MARK_MISSING)
    return;
  append (d, "由", " From ");
  append_value (d, first);
  append (d, "到", " to ");
  append_value (d, last);
  append (d, "，", ": ");
  if (last->value > first->value)
    append (d, "上升。", "up.");
  else
    append (d, last->value < first->value ? "下降。" : "持平。", last->value < first->value ? "down." : "unchanged.");
}

static void
append_opening (Description *d)
{
  static const struct { const char *zh, *en; } openings[JB_N_CHART_KINDS] = {
    [JB_CHART_BARS] = { "条形图", "Bar chart" },          [JB_CHART_COLUMNS] = { "柱形图", "Column chart" },
    [JB_CHART_GROUPED] = { "分组条形图", "Grouped bars" }, [JB_CHART_PARTS] = { "构成图", "Parts of a whole" },
    [JB_CHART_RATES] = { "比率图（0—100%）", "Rates on a scale of 0 to 100%" },
    [JB_CHART_SLOPE] = { "斜线图", "Slope" },             [JB_CHART_LINE] = { "折线图", "Line chart" },
    [JB_CHART_TWO_STEP] = { "两步图", "Two steps" },      [JB_CHART_WATERFALL] = { "瀑布图", "Waterfall" },
    [JB_CHART_BULLET] = { "目标对照", "Value against target" },
    [JB_CHART_MULTIPLES] = { "多幅小图", "Small charts" }, [JB_CHART_CARDS] = { "数字卡", "Figures" },
  };
  gboolean course = d->chart->series->len <= 1 && datum_at (d, 0)->period > 0 && pick (d, &datum_at (d, 0)->label) != NULL;
  const char *subject = course ? pick (d, &datum_at (d, 0)->label) : pick (d, &d->chart->subject), *unit = d->chinese ? d->chart->unit.zh : d->chart->unit.en;

  append (d, openings[d->chart->kind].zh, openings[d->chart->kind].en);
  if (subject != NULL && d->chart->kind != JB_CHART_RATES)
    g_string_append_printf (d->text, d->chinese ? "：%s" : ": %s", subject);
  if (unit != NULL && d->chart->kind != JB_CHART_RATES && d->chart->kind != JB_CHART_SLOPE)
    g_string_append_printf (d->text, d->chinese ? "，单位%s" : " (%s)", unit);
  if (d->chart->kind == JB_CHART_GROUPED && d->chart->series->len == 2)
    g_string_append_printf (d->text, d->chinese ? "，%s与%s" : ", %s and %s", series_name (d, 0), series_name (d, 1));
  if (d->chart->kind == JB_CHART_PARTS && pick (d, &d->chart->total) != NULL)
    g_string_append_printf (d->text, d->chinese ? "，合计%s%s" : ", total %s%s", pick (d, &d->chart->total),
                            !d->chart->total_derived ? "" : d->chinese ? "（推算）" : " (derived)");
  append (d, d->chart->kind == JB_CHART_RATES ? "：" : "。", d->chart->kind == JB_CHART_RATES ? ": " : ". ");
}

static void
append_closing (Description *d)
{
  const char *rate = pick (d, &d->chart->total), *change = pick (d, &d->chart->change_text);

  switch (d->chart->kind)
    {
    case JB_CHART_RATES:
      append (d, "各项互不相加。", " The rates are not parts of one whole.");
      break;
    case JB_CHART_SLOPE:
      if (change != NULL)
        g_string_append_printf (d->text, d->chinese ? "%s%s。" : " %s %s.",
                                d->chinese ? (d->chart->change < 0 ? "下降" : "上升") : (d->chart->change < 0 ? "Down" : "Up"), change);
      break;
    case JB_CHART_TWO_STEP:
      if (rate != NULL)
        g_string_append_printf (d->text, d->chinese ? "%s%s。" : " %s: %s.",
                                d->chart->total_label.zh != NULL ? pick (d, &d->chart->total_label) : d->chinese ? "占" : "Share", rate);
      break;
    case JB_CHART_COLUMNS: case JB_CHART_LINE:
      append_course (d);
      break;
    case JB_CHART_BARS: case JB_CHART_PARTS:
      append_extreme (d);
      break;
    default:
      break;
    }
}

/* Cuts at @limit characters, where nothing else shortens it. */
static void
cut (GString *text, glong limit)
{
  if (g_utf8_strlen (text->str, -1) <= limit)
    return;
  g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, limit - 1) - text->str));
  g_string_append (text, "…");
}

char *
jb_chart_describe (const JbChart *chart, JbChartLang lang)
{
  Description d = { .chart = chart, .chinese = lang == JB_CHART_LANG_ZH, .text = g_string_new (NULL) };
  glong limit = d.chinese ? MAX_ZH_CHARS : MAX_EN_CHARS;

  if (chart->data->len == 0)
    return g_string_free (d.text, FALSE);
  for (guint first = chart->data->len <= ALL_VALUES ? chart->data->len : FIRST_VALUES; ; first = MIN (first, FIRST_VALUES + 1) - 1)
    {
      d.first = first;
      g_string_truncate (d.text, 0);
      append_opening (&d);
      append_items (&d);
      append_closing (&d);
      if (first == 0 || g_utf8_strlen (d.text->str, -1) <= limit)
        break;
    }
  cut (d.text, limit);
  return g_string_free (d.text, FALSE);
}
