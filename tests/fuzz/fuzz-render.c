/* The whole way to a PDF: a report, a line "=====", and the translators' file. */
#include "fuzz-chain.h"
#include "jb-pdf.h"

#include <unistd.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static JbProfile *profile;

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  profile = jb_profile_load (NULL, NULL);
  g_assert (profile != NULL);
  return 0;
}

static JbMemory *
read_memory (const uint8_t *data, size_t size)
{
  JbMemory *memory = jb_memory_new ();
  char path[64];
  int file;

  if (size == 0)
    return memory;
  file = fuzz_file (data, size, path);
  (void) jb_memory_add_file (memory, path, NULL, NULL);
  close (file);
  return memory;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const JbLayoutKind layouts[] = { JB_LAYOUT_PARALLEL, JB_LAYOUT_STACKED, JB_LAYOUT_ZH, JB_LAYOUT_EN };
  JbLayoutKind layout = layouts[size % G_N_ELEMENTS (layouts)];

  if (fuzz_is_pdf (data, size))
    return -1;
  g_autoptr(GBytes) report = fuzz_cut (&data, &size);
  g_autoptr(JbMemory) memory = read_memory (data, size);
  g_autoptr(GError) error = NULL;
  g_auto(FuzzChain) chain = { 0 };
  fuzz_chain_run (&chain, report, memory, layout, profile, &error);
  if (chain.document == NULL)
    return 0;
  JbPdfOptions options = { .producer = "Jianbao", .conformance = JB_PDF_A3A, .order = JB_PDF_LINEARIZED };
  g_autoptr(GBytes) pdf = jb_pdf_write (chain.document, &options, &error);
  fuzz_expect_reason (pdf != NULL, error);
  return 0;
}
