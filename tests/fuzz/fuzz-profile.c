/* A profile of a briefing, or a look of charts (both are .ini files): read, and where it is one, pages set by it. */
#include "fuzz-chain.h"

#include <string.h>
#include <unistd.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char report[] =
  "云泽市2023年法治政府建设情况报告\n\n2023年，云泽市办理行政复议案件120件，同比增长20%。\n"
  "一、主要工作\n（一）优化服务。压减审批时限35%，兑付奖补资金4500万元。\n（二）严格执法。开展联合检查12次。\n";

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

static void
set_pages (const JbProfile *profile)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (report, strlen (report));
  g_autoptr(GError) error = NULL;
  g_auto(FuzzChain) chain = { 0 };

  fuzz_chain_run (&chain, bytes, NULL, JB_LAYOUT_PARALLEL, profile, &error);
  g_assert (chain.report != NULL);
}

static void
draw (const JbChartStyle *style)
{
  g_autoptr(JbChart) chart = jb_chart_new ("c01", JB_CHART_BARS);
  g_autoptr(GError) error = NULL;

  jb_text_set (&chart->title, "执法检查", "Inspections");
  for (int i = 0; i < 3; i++)
    {
      JbChartDatum *datum = jb_chart_add_datum (chart);
      jb_text_set (&datum->label, "现场检查", "On-site inspections");
      jb_text_set (&datum->value_text, "11", "11");
      datum->value = 11 * i;
    }
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fuzz_fonts (), JB_CHART_LANG_BOTH, &error);
  fuzz_expect_reason (scene != NULL, error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char path[64];
  int file = fuzz_file (data, size, path);
  g_autoptr(GError) no_profile = NULL, no_style = NULL;
  g_autoptr(JbProfile) profile = jb_profile_load (path, &no_profile);
  g_autoptr(JbChartStyle) style = jb_chart_style_load (path, &no_style);

  close (file);
  fuzz_expect_reason (profile != NULL, no_profile);
  fuzz_expect_reason (style != NULL, no_style);
  if (profile != NULL)
    set_pages (profile);
  if (style != NULL)
    draw (style);
  return 0;
}
