#include "jb-export-chart.h"

#include "jb-error.h"
#include "jb-json-private.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_status (const JbChart *chart, cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "chart %s: cannot be drawn: %s", chart->id, cairo_status_to_string (status));
  return FALSE;
}

/* Draws and takes @surface. */
static cairo_status_t
draw (cairo_surface_t *surface, const JbChartScene *scene, double scale, gboolean paper)
{
  cairo_t *cr = cairo_create (surface);

  if (paper)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
    }
  cairo_scale (cr, scale, scale);
  jb_chart_scene_draw (scene, cr, JB_PART_ALL);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

static void
append_text (GString *out, const char *element, const char *language, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (out, "<%s xml:lang=\"%s\">%s</%s>\n", element, language, escaped, element);
}

static void
append_descriptions (GString *out, const JbChart *chart, JbChartLang langs)
{
  g_autofree char *zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *en = jb_chart_describe (chart, JB_CHART_LANG_EN);

  if (langs & JB_CHART_LANG_ZH)
    append_text (out, "title", "zh-CN", chart->title.zh);
  if (langs & JB_CHART_LANG_EN)
    append_text (out, "title", "en", chart->title.en);
  if (langs & JB_CHART_LANG_ZH)
    append_text (out, "desc", "zh-CN", zh);
  if (langs & JB_CHART_LANG_EN)
    append_text (out, "desc", "en", en);
}

/* Cairo numbers its surfaces through the whole process, and names them: the number is taken out. */
static void
append_neutral (GString *out, const char *svg, gsize length)
{
  static const char mark[] = " id=\"surface";
  const char *end = svg + length, *found;

  while ((found = g_strstr_len (svg, end - svg, mark)) != NULL)
    {
      const char *after = found + strlen (mark);
      while (after < end && g_ascii_isdigit (*after))
        after++;
      g_string_append_len (out, svg, found - svg);
      svg = after < end && *after == '"' ? after + 1 : after;
    }
  g_string_append_len (out, svg, end - svg);
}

/* Puts what screen readers say behind the root's start tag. */
static GBytes *
finish_svg (const JbChart *chart, const GByteArray *drawn, JbChartLang langs)
{
  GString *out = g_string_sized_new (drawn->len + 2048);
  const char *text = (const char *) drawn->data, *root = g_strstr_len (text, drawn->len, "<svg");
  const char *open = root != NULL ? memchr (root, '>', drawn->len - (gsize) (root - text)) : NULL;
  gsize head = open != NULL ? (gsize) (open - text) : 0;

  if (open != NULL)
    {
      append_neutral (out, text, head);
      g_string_append (out, " role=\"img\">\n");
      append_descriptions (out, chart, langs);
      head++;
    }
  append_neutral (out, text + head, drawn->len - head);
  return g_string_free_to_bytes (out);
}

GBytes *
jb_export_chart_svg (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs, GError **error)
{
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, langs, error);
  g_autoptr(GByteArray) drawn = g_byte_array_new ();

  if (scene == NULL)
    return NULL;
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, drawn, scene->width, scene->height);
  cairo_svg_surface_restrict_to_version (surface, CAIRO_SVG_VERSION_1_1);
  cairo_status_t status = draw (surface, scene, 1, FALSE);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return check_status (chart, status, error) ? finish_svg (chart, drawn, langs) : NULL;
}

GBytes *
jb_export_chart_png (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs, double scale,
                     GError **error)
{
  if (!(scale >= JB_EXPORT_MIN_SCALE && scale <= JB_EXPORT_MAX_SCALE))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "chart %s: the scale is outside of 0.25 to 16 pixels a point", chart->id);
      return NULL;
    }
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, langs, error);
  g_autoptr(GByteArray) png = g_byte_array_new ();

  if (scene == NULL)
    return NULL;
  int width = (int) ceil (scene->width * scale), height = (int) ceil (scene->height * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_status_t status = draw (surface, scene, scale, TRUE);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  return check_status (chart, status, error) ? g_byte_array_free_to_bytes (g_steal_pointer (&png)) : NULL;
}

/* --- index ------------------------------------------------------------------------------------------------------- */

static void
write_pair (JbJson *json, const char *key, const char *zh, const char *en, JbChartLang langs)
{
  jb_json_open (json, key, '{');
  if (langs & JB_CHART_LANG_ZH)
    jb_json_string (json, "zh", zh);
  if (langs & JB_CHART_LANG_EN)
    jb_json_string (json, "en", en);
  jb_json_close (json, '}');
}

/* The fewest digits that give the same double again. */
static const char *
print_double (double value, char *buffer, int size)
{
  for (int digits = 15; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);
      g_ascii_formatd (buffer, size, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return buffer;
}

static const char *const marks[] = { "exact", "at_least", "at_most", "approx", "range", "missing" };

/* What the value was aimed at, in the value's unit. */
static void
write_target (JbJson *json, const JbChartDatum *datum, JbChartLang langs)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (datum->target_text.zh == NULL && datum->target_text.en == NULL)
    return;
  jb_json_open (json, "target", '{');
  write_pair (json, "text", datum->target_text.zh, datum->target_text.en, langs);
  jb_json_string (json, "value", print_double (datum->target, buffer, sizeof buffer));
  jb_json_string (json, "mark", marks[datum->target_mark]);
  jb_json_close (json, '}');
}

static void
write_datum (JbJson *json, const JbChart *chart, const JbChartDatum *datum, JbChartLang langs)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (json->out, '\n');
  jb_json_open (json, NULL, '{');
  write_pair (json, "label", datum->label.zh, datum->label.en, langs);
  write_pair (json, "text", datum->value_text.zh, datum->value_text.en, langs);
  write_pair (json, "unit", datum->unit.zh, datum->unit.en, langs);
  gboolean known = datum->mark != JB_MARK_MISSING;
  jb_json_string (json, "value", known ? print_double (datum->value, buffer, sizeof buffer) : NULL);
  if (datum->mark == JB_MARK_RANGE)
    jb_json_string (json, "value_high", print_double (datum->value_high, buffer, sizeof buffer));
  jb_json_string (json, "mark", marks[datum->mark]);
  jb_json_string (json, "state", datum->derived ? "derived" : datum->plan ? "plan" : "stated");
  if (datum->period > 0)
    jb_json_number (json, "period", (guint64) datum->period);
  if (chart->series->len > 0 && datum->series >= 0 && (guint) datum->series < chart->series->len)
    {
      const JbText *series = &g_array_index (chart->series, JbText, datum->series);
      write_pair (json, "series", series->zh, series->en, langs);
    }
  write_target (json, datum, langs);
  if (datum->sample_size > 0)
    jb_json_number (json, "n", datum->sample_size);
  jb_json_string (json, "metric", datum->metric_id);
  jb_json_close (json, '}');
}

static void
write_notes (JbJson *json, const JbChart *chart, JbChartLang langs)
{
  jb_json_open (json, "notes", '[');
  for (guint i = 0; i < chart->notes->len; i++)
    write_pair (json, NULL, g_array_index (chart->notes, JbText, i).zh, g_array_index (chart->notes, JbText, i).en, langs);
  jb_json_close (json, ']');
}

static void
write_chart (JbJson *json, const JbExportChart *one, JbChartLang langs)
{
  const JbChart *chart = one->chart;
  g_autofree char *zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *en = jb_chart_describe (chart, JB_CHART_LANG_EN);

  jb_json_open (json, NULL, '{');
  jb_json_string (json, "id", chart->id);
  jb_json_number (json, "number", chart->number);
  jb_json_string (json, "kind", jb_chart_kind_name (chart->kind));
  jb_json_string (json, "file", one->file);
  write_pair (json, "title", chart->title.zh, chart->title.en, langs);
  write_pair (json, "alt", zh, en, langs);
  write_pair (json, "unit", chart->unit.zh, chart->unit.en, langs);
  write_pair (json, "source", chart->source.zh, chart->source.en, langs);
  write_notes (json, chart, langs);
  jb_json_open (json, "metrics", '[');
  for (guint i = 0; i < one->metrics->len; i++)
    jb_json_string (json, NULL, g_ptr_array_index (one->metrics, i));
  jb_json_close (json, ']');
  jb_json_open (json, "data", '[');
  for (guint i = 0; i < chart->data->len; i++)
    write_datum (json, chart, &g_array_index (chart->data, JbChartDatum, i), langs);
  jb_json_close (json, ']');
  jb_json_close (json, '}');
}

GString *
jb_export_charts_json (const JbExportChart *charts, guint n, JbChartLang langs)
{
  JbJson json = { .out = g_string_new (NULL) };

  jb_json_open (&json, NULL, '{');
  jb_json_string (&json, "schema", "jianbao-charts-1");
  jb_json_open (&json, "charts", '[');
  for (guint i = 0; i < n; i++)
    write_chart (&json, &charts[i], langs);
  jb_json_close (&json, ']');
  jb_json_close (&json, '}');
  g_string_append_c (json.out, '\n');
  return json.out;
}
