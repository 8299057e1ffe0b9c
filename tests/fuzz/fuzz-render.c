/* The whole way to a PDF: a report, a line "=====", and the translators' file. */
#include "fuzz-common.h"
#include "jb-audit.h"
#include "jb-briefing.h"
#include "jb-chart.h"
#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-fonts.h"
#include "jb-input.h"
#include "jb-layout.h"
#include "jb-pdf.h"
#include "jb-profile.h"
#include "jb-report.h"

#include <unistd.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static JbProfile *profile;
static JbFonts *fonts;
static JbChartStyle *style;

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  profile = jb_profile_load (NULL, NULL);
  fonts = jb_fonts_new (NULL);
  style = jb_chart_style_load (NULL, NULL);
  g_assert (profile != NULL && fonts != NULL && style != NULL);
  return 0;
}

static JbMemory *
read_memory (const uint8_t *data, size_t size, GPtrArray *diagnostics)
{
  JbMemory *memory = jb_memory_new ();
  char path[64];
  int file;

  if (size == 0)
    return memory;
  file = fuzz_file (data, size, path);
  (void) jb_memory_add_file (memory, path, diagnostics, NULL);
  close (file);
  return memory;
}

/* A report that was read is printed, or the error is one of the document itself, never of our own making. */
static void
print (const JbBriefingSources *sources, GPtrArray *diagnostics)
{
  g_autoptr(GError) error = NULL;
  JbPdfOptions options = { .producer = "Jianbao", .conformance = JB_PDF_A3A, .order = JB_PDF_LINEARIZED };
  g_autoptr(JbBriefing) briefing = jb_briefing_plan (sources, diagnostics, &error);
  g_autoptr(JbDocument) document =
    briefing != NULL ? jb_layout_run (briefing, profile, style, fonts, diagnostics, &error) : NULL;
  g_autoptr(GBytes) pdf = document != NULL ? jb_pdf_write (document, &options, &error) : NULL;

  g_assert ((pdf == NULL) == (error != NULL));
  if (error != NULL && !g_error_matches (error, JB_ERROR, JB_ERROR_GLYPH)
      && !g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT))
    g_error ("not printed: %s", error->message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const JbLayoutKind layouts[] = { JB_LAYOUT_PARALLEL, JB_LAYOUT_STACKED, JB_LAYOUT_ZH, JB_LAYOUT_EN };
  JbLayoutKind layout = layouts[size % G_N_ELEMENTS (layouts)];

  if (fuzz_is_pdf (data, size))
    return -1;
  g_autoptr(GBytes) bytes = fuzz_cut (&data, &size);
  g_autoptr(JbInput) input = jb_input_from_bytes ("report.txt", bytes, NULL, NULL);
  g_autoptr(JbReport) report = input != NULL ? jb_report_parse (input->text, input->path, NULL) : NULL;
  if (report == NULL)
    return 0;
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(JbMemory) memory = read_memory (data, size, diagnostics);
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, fuzz_lexicon (), NULL);
  g_autoptr(JbTranslation) translation = jb_translation_new (report, metrics, memory, fuzz_glossary ());
  g_autoptr(GPtrArray) findings = jb_audit_run (report, metrics, NULL);
  JbBriefingSources sources = {
    .input = input, .report = report, .metrics = metrics, .translation = translation, .findings = findings,
    .glossary = fuzz_glossary (), .profile = profile, .layout = layout, .version = "0",
    .conformance = "PDF/A-3a, PDF/UA-1" };
  print (&sources, diagnostics);
  return 0;
}
