#include "fuzz-chain.h"

#include "jb-diagnostic.h"
#include "jb-error.h"

JbFonts *
fuzz_fonts (void)
{
  static JbFonts *fonts;

  if (fonts == NULL)
    fonts = jb_fonts_new (NULL);
  g_assert (fonts != NULL);
  return fonts;
}

JbChartStyle *
fuzz_style (void)
{
  static JbChartStyle *style;

  if (style == NULL)
    style = jb_chart_style_load (NULL, NULL);
  g_assert (style != NULL);
  return style;
}

void
fuzz_expect_reason (gboolean made, const GError *error)
{
  g_assert (made == (error == NULL));
  if (error == NULL)
    return;
  g_assert (g_utf8_validate (error->message, -1, NULL));
  if (error->domain != JB_ERROR || error->code == JB_ERROR_SYSTEM)
    g_error ("no reason: %s", error->message);
}

void
fuzz_chain_run (FuzzChain *chain, GBytes *report, const JbMemory *memory, JbLayoutKind layout, const JbProfile *profile,
                GError **error)
{
  chain->diagnostics = jb_diagnostic_list_new ();
  chain->input = jb_input_from_bytes ("report.txt", report, NULL, NULL);
  chain->report = chain->input != NULL ? jb_report_parse (chain->input->text, chain->input->path, NULL) : NULL;
  if (chain->report == NULL)
    return;
  chain->metrics = jb_metrics_extract (chain->report, fuzz_lexicon (), NULL);
  chain->translation = jb_translation_new (chain->report, chain->metrics, memory, fuzz_glossary ());
  chain->findings = jb_audit_run (chain->report, chain->metrics, NULL);
  JbBriefingSources sources = {
    .input = chain->input, .report = chain->report, .metrics = chain->metrics, .translation = chain->translation,
    .findings = chain->findings, .glossary = fuzz_glossary (), .profile = profile, .layout = layout, .version = "0",
    .conformance = "PDF/A-3a, PDF/UA-1" };
  GError *problem = NULL;

  chain->briefing = jb_briefing_plan (&sources, chain->diagnostics, &problem);
  if (chain->briefing != NULL)
    chain->document = jb_layout_run (chain->briefing, profile, fuzz_style (), fuzz_fonts (), chain->diagnostics, &problem);
  fuzz_expect_reason (chain->document != NULL, problem);
  if (problem != NULL)
    g_propagate_error (error, problem);
}

void
fuzz_chain_clear (FuzzChain *chain)
{
  g_clear_pointer (&chain->document, jb_document_free);
  g_clear_pointer (&chain->briefing, jb_briefing_free);
  g_clear_pointer (&chain->findings, g_ptr_array_unref);
  g_clear_pointer (&chain->translation, jb_translation_free);
  g_clear_pointer (&chain->metrics, g_ptr_array_unref);
  g_clear_pointer (&chain->report, jb_report_free);
  g_clear_pointer (&chain->input, jb_input_free);
  g_clear_pointer (&chain->diagnostics, g_ptr_array_unref);
}
