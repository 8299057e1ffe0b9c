/* A foreign PDF as an annex: looked at for each conformance, and where it may be one, appended for one of them. */
#include "fuzz-chain.h"
#include "jb-pdf.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static FuzzChain chain;
static JbProfile *profile;

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  static const char report[] = "云泽市2023年工作报告\n一、主要工作\n办理行政复议案件120件。\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (report, strlen (report));

  fuzz_init ();
  profile = jb_profile_load (NULL, NULL);
  fuzz_chain_run (&chain, bytes, NULL, JB_LAYOUT_PARALLEL, profile, NULL);
  g_assert (chain.document != NULL);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const JbPdfConformance claims[] = { JB_PDF_NONE, JB_PDF_A2U, JB_PDF_A3A };
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr(GError) error = NULL, problem = NULL;
      g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, "annex.pdf", claims[i], &error);
      fuzz_expect_reason (info != NULL, error);
      if (info == NULL || i != size % G_N_ELEMENTS (claims))
        continue; /* a whole document takes its time */
      JbPdfAnnex annex = { "annex.pdf", NULL, bytes };
      JbPdfOptions options = { .producer = "Jianbao", .conformance = claims[i], .order = JB_PDF_PLAIN, .annexes = &annex, .n_annexes = 1 };
      g_autoptr(GBytes) pdf = jb_pdf_write (chain.document, &options, &problem);
      fuzz_expect_reason (pdf != NULL, problem);
    }
  return 0;
}
