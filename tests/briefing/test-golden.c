/* The sample's briefing as text: its tree of blocks, and the boxes of each of its charts. */
#include "report-chain.h"

#include "charts/chart-dump.h"
#include "golden.h"

static char *
sample (const char *name)
{
  return g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets", "samples", name, NULL);
}

static void
start (ReportChain *chain)
{
  g_autofree char *path = sample ("yunze-2022.zh.txt"), *memory = sample ("yunze.tmx");
  JbInput *input = jb_input_read (path, NULL, NULL);

  assert_non_null (input);
  assert_true (report_chain_start (chain, input, memory, jb_profile_load (NULL, NULL)));
}

static void
test_blocks (void **state)
{
  ReportChain chain = { 0 };

  (void) state;
  start (&chain);
  JbBriefingSources sources = report_chain_sources (&chain);
  g_autoptr(JbBriefing) briefing = jb_briefing_plan (&sources, NULL, NULL);
  assert_non_null (briefing);
  g_autofree char *told = jb_briefing_dump (briefing);
  golden_check ("tests/briefing/yunze-2022.blocks.golden", told);
  report_chain_clear (&chain);
}

static void
test_charts (void **state)
{
  ReportChain chain = { 0 };
  JbFonts *fonts = jb_fonts_new (NULL);
  g_autoptr(JbChartStyle) style = jb_chart_style_load (NULL, NULL);
  g_autoptr(GString) out = g_string_new ("# The charts of the sample, in both languages: kind, width, and each box in points.\n");

  (void) state;
  start (&chain);
  JbBriefingSources sources = report_chain_sources (&chain);
  g_autoptr(GPtrArray) figures = jb_briefing_plan_figures (&sources, NULL, NULL);
  assert_true (fonts != NULL && style != NULL && figures != NULL);
  for (guint i = 0; i < figures->len; i++)
    {
      JbChart *chart = ((const JbFigure *) g_ptr_array_index (figures, i))->chart;

      jb_text_set (&chart->source, "来源", "Source"); /* pages are the layout's */
      g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, JB_CHART_LANG_BOTH, NULL);
      assert_non_null (scene);
      g_string_append_printf (out, "\n%s ", jb_chart_kind_name (chart->kind));
      chart_dump (out, scene);
    }
  golden_check ("tests/briefing/yunze-2022.charts.golden", out->str);
  g_clear_pointer (&style, jb_chart_style_free);
  jb_fonts_free (fonts);
  report_chain_clear (&chain);
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_blocks), cmocka_unit_test (test_charts) };

  return cmocka_run_group_tests_name ("golden", tests, NULL, NULL);
}
