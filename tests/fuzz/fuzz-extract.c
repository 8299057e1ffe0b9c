/* A report's bytes, whatever they are → text → sections → metrics → findings → JSON and CSV. */
#include "fuzz-common.h"
#include "jb-audit.h"
#include "jb-export.h"
#include "jb-input.h"
#include "jb-report.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

static void
print (const JbInput *input, const JbReport *report)
{
  g_autoptr(GArray) rejected = NULL;
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, fuzz_lexicon (), &rejected);
  g_autoptr(JbTranslation) translation = jb_translation_new (report, metrics, NULL, fuzz_glossary ());
  g_autoptr(GPtrArray) findings = jb_audit_run (report, metrics, NULL);
  JbExport what = { input, report, metrics, translation, findings, rejected };
  g_autoptr(GString) json = jb_export_extract_json (&what), csv = jb_export_extract_csv (&what);
  g_autoptr(GPtrArray) checks = jb_export_checks_new (&what);
  g_autoptr(GString) told = jb_export_check_json (&what, checks), text = jb_export_check_text (&what, checks);

  g_assert (g_utf8_validate (json->str, (gssize) json->len, NULL));
  g_assert (g_utf8_validate (csv->str, (gssize) csv->len, NULL));
  g_assert (g_utf8_validate (told->str, (gssize) told->len, NULL));
  g_assert (g_utf8_validate (text->str, (gssize) text->len, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (fuzz_is_pdf (data, size))
    return -1;
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(JbInput) input = jb_input_from_bytes ("report.txt", bytes, NULL, NULL);
  g_autoptr(JbReport) report = input != NULL ? jb_report_parse (input->text, input->path, NULL) : NULL;
  if (report != NULL)
    print (input, report);
  return 0;
}
