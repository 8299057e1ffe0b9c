/* Files of translators: TMX, XLIFF, PO into a memory, TBX and TSV into a glossary. */
#include "fuzz-common.h"
#include "jb-diagnostic.h"

#include <unistd.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

/* Either it was read, or there is an error with a message that can be printed. */
static void
expect_reason (gboolean read, const GError *error)
{
  g_assert (read == (error == NULL));
  g_assert (error == NULL || g_utf8_validate (error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char path[64];
  int file = fuzz_file (data, size, path);
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(JbMemory) memory = jb_memory_new ();
  g_autoptr(JbGlossary) glossary = jb_glossary_new_empty ();
  g_autoptr(GError) no_memory = NULL, no_glossary = NULL;

  gboolean read = jb_memory_add_file (memory, path, diagnostics, &no_memory);
  expect_reason (read, no_memory);
  (void) jb_memory_lookup (memory, "共办理案件72件。");
  read = jb_glossary_add_file (glossary, path, &no_glossary);
  expect_reason (read, no_glossary);
  g_free (jb_glossary_compose (glossary, "法律援助案件"));
  close (file);
  return 0;
}
