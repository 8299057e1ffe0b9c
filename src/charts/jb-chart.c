/* Making and freeing the data of a chart. */
#include "jb-chart.h"

#define KIND_NAME(name, text) text,

static void
clear_text (JbText *text)
{
  g_clear_pointer (&text->zh, g_free);
  g_clear_pointer (&text->en, g_free);
}

static void
clear_datum (JbChartDatum *datum)
{
  clear_text (&datum->label);
  clear_text (&datum->value_text);
  clear_text (&datum->unit);
  clear_text (&datum->target_text);
  g_free (datum->metric_id);
}

static GArray *
new_texts (void)
{
  GArray *texts = g_array_new (FALSE, TRUE, sizeof (JbText));

  g_array_set_clear_func (texts, (GDestroyNotify) clear_text);
  return texts;
}

JbChart *
jb_chart_new (const char *id, JbChartKind kind)
{
  JbChart *chart = g_new0 (JbChart, 1);

  chart->id = g_strdup (id);
  chart->kind = kind;
  chart->data = g_array_new (FALSE, TRUE, sizeof (JbChartDatum));
  g_array_set_clear_func (chart->data, (GDestroyNotify) clear_datum);
  chart->series = new_texts ();
  chart->notes = new_texts ();
  return chart;
}

JbChartDatum *
jb_chart_add_datum (JbChart *chart)
{
  g_array_set_size (chart->data, chart->data->len + 1);
  return &g_array_index (chart->data, JbChartDatum, chart->data->len - 1);
}

static void
add_text (GArray *texts, const char *zh, const char *en)
{
  JbText text = { g_strdup (zh), g_strdup (en) };

  g_array_append_val (texts, text);
}

void
jb_chart_add_series (JbChart *chart, const char *zh, const char *en)
{
  add_text (chart->series, zh, en);
}

void
jb_chart_add_note (JbChart *chart, const char *zh, const char *en)
{
  add_text (chart->notes, zh, en);
}

void
jb_text_set (JbText *text, const char *zh, const char *en)
{
  JbText old = *text;

  text->zh = g_strdup (zh);
  text->en = g_strdup (en);
  clear_text (&old);
}

void
jb_chart_free (JbChart *chart)
{
  if (chart == NULL)
    return;
  clear_text (&chart->title);
  clear_text (&chart->subject);
  clear_text (&chart->unit);
  clear_text (&chart->source);
  clear_text (&chart->total);
  clear_text (&chart->total_label);
  clear_text (&chart->change_text);
  g_array_unref (chart->data);
  g_array_unref (chart->series);
  g_array_unref (chart->notes);
  g_free (chart->id);
  g_free (chart);
}

const char *
jb_chart_kind_name (JbChartKind kind)
{
  static const char *const names[] = { JB_CHART_KINDS (KIND_NAME) };

  g_return_val_if_fail (kind < JB_N_CHART_KINDS, NULL);
  return names[kind];
}
