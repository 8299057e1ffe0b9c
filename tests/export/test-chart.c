/* Charts as files: the same bytes each time, a title and a description in each language, an honest size. */
#include "jb-export-chart.h"

#include "charts/chart-set-up.h"
#include "golden.h"

#include "jb-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void
add_datum (JbChart *chart, const char *zh, const char *en, double value, const char *text)
{
  JbChartDatum *datum = jb_chart_add_datum (chart);

  jb_text_set (&datum->label, zh, en);
  jb_text_set (&datum->value_text, text, text);
  datum->value = value;
  datum->metric_id = g_strdup ("m001");
}

static JbChart *
make_chart (void)
{
  JbChart *chart = jb_chart_new ("c01", JB_CHART_BARS);

  jb_text_set (&chart->title, "现场<检查>最多", "On-site “checks” & more");
  jb_text_set (&chart->source, "来源：报告一", "Source: sec. 1");
  add_datum (chart, "现场检查", "On-site inspections", 11, "11");
  add_datum (chart, "联合检查", "Joint inspections", 0.1, "0.1");
  return chart;
}

static char *
svg_text (const JbChart *chart, JbChartLang langs)
{
  g_autoptr(GBytes) bytes = jb_export_chart_svg (chart, style, fonts, langs, NULL);
  gsize length;

  assert_non_null (bytes);
  const char *data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static const struct { JbChartLang langs; const char *has, *lacks; } rows[] = {
  { JB_CHART_LANG_ZH, "<title xml:lang=\"zh-CN\">现场&lt;检查&gt;最多</title>", "xml:lang=\"en\"" },
  { JB_CHART_LANG_EN, "<title xml:lang=\"en\">On-site “checks” &amp; more</title>", "xml:lang=\"zh-CN\"" },
  { JB_CHART_LANG_BOTH, "<desc xml:lang=\"en\">Bar chart", "<text" },
  { JB_CHART_LANG_BOTH, "<desc xml:lang=\"zh-CN\">条形图", "id=\"surface" },
  { JB_CHART_LANG_BOTH, "role=\"img\">", "<image" },
};

static void
test_svg (void **state)
{
  g_autoptr(JbChart) chart = make_chart ();

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *first = svg_text (chart, rows[i].langs), *again = svg_text (chart, rows[i].langs);
      assert_string_equal (first, again);
      assert_non_null (strstr (first, rows[i].has));
      assert_null (strstr (first, rows[i].lacks));
      g_autoptr(GMarkupParseContext) parser = g_markup_parse_context_new (&(GMarkupParser) { 0 }, 0, NULL, NULL);
      assert_true (g_markup_parse_context_parse (parser, first, -1, NULL) && g_markup_parse_context_end_parse (parser, NULL));
    }
}

/* The glyphs' outlines left out, which are the fonts'. */
static char *
without_glyphs (const char *svg)
{
  const char *from = strstr (svg, "<defs>"), *to = from != NULL ? strstr (from, "</defs>") : NULL;

  return to == NULL ? g_strdup (svg) : g_strdup_printf ("%.*s%s", (int) (from - svg), svg, to + strlen ("</defs>\n"));
}

static void
test_golden (void **state)
{
  g_autoptr(JbChart) chart = make_chart ();
  g_autofree char *svg = svg_text (chart, JB_CHART_LANG_BOTH), *plain = without_glyphs (svg);

  (void) state;
  golden_check ("tests/export/chart.svg.golden", plain);
}

static guint
read_be32 (const guint8 *at)
{
  return (guint) at[0] << 24 | (guint) at[1] << 16 | (guint) at[2] << 8 | at[3];
}

static void
test_png (void **state)
{
  static const double scales[] = { 0.25, 1, 2.5 };
  g_autoptr(JbChart) chart = make_chart ();

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr(GBytes) png = jb_export_chart_png (chart, style, fonts, JB_CHART_LANG_BOTH, scales[i], NULL);
      g_autoptr(GBytes) again = jb_export_chart_png (chart, style, fonts, JB_CHART_LANG_BOTH, scales[i], NULL);
      assert_non_null (png);
      assert_true (g_bytes_equal (png, again));
      const guint8 *data = g_bytes_get_data (png, NULL);
      assert_memory_equal (data, "\x89PNG\r\n\x1a\n", 8);
      assert_int_equal (read_be32 (data + 16), (guint) (jb_chart_style_get_width (style, JB_CHART_FULL) * scales[i] + 0.999));
    }
}

static void
test_errors (void **state)
{
  static const double scales[] = { 0, -1, 0.2, 17, G_MAXDOUBLE, 0.0 / 0.0 };
  g_autoptr(JbChart) chart = make_chart (), empty = jb_chart_new ("c02", JB_CHART_BARS);
  g_autoptr(GError) error = NULL;

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      assert_null (jb_export_chart_png (chart, style, fonts, JB_CHART_LANG_ZH, scales[i], &error));
      assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
      g_clear_error (&error);
    }
  assert_null (jb_export_chart_svg (empty, style, fonts, JB_CHART_LANG_ZH, &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
}

static void
test_index (void **state)
{
  g_autoptr(JbChart) chart = make_chart ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  (void) state;
  g_ptr_array_add (ids, (gpointer) "m001");
  JbExportChart one = { chart, "c01.svg", ids };
  g_autoptr(GString) json = jb_export_charts_json (&one, 1, JB_CHART_LANG_BOTH), none = jb_export_charts_json (NULL, 0, JB_CHART_LANG_ZH);
  g_autoptr(JsonNode) root = json_from_string (json->str, NULL);
  assert_non_null (root);
  assert_string_equal (none->str, "{\"schema\": \"jianbao-charts-1\", \"charts\": []}\n");
  JsonObject *told = json_array_get_object_element (json_object_get_array_member (json_node_get_object (root), "charts"), 0);
  assert_string_equal (json_object_get_string_member (told, "file"), "c01.svg");
  assert_string_equal (json_object_get_string_member (json_object_get_object_member (told, "title"), "zh"), "现场<检查>最多");
  assert_string_equal (json_array_get_string_element (json_object_get_array_member (told, "metrics"), 0), "m001");
  JsonObject *datum = json_array_get_object_element (json_object_get_array_member (told, "data"), 1);
  assert_string_equal (json_object_get_string_member (datum, "value"), "0.1");
  assert_string_equal (json_object_get_string_member (datum, "state"), "stated");
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_svg), cmocka_unit_test (test_golden), cmocka_unit_test (test_png), cmocka_unit_test (test_errors),
                                      cmocka_unit_test (test_index) };

  return cmocka_run_group_tests_name ("chart", tests, set_up, tear_down);
}
