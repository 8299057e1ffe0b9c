/* What pdftotext -bbox-layout says of a PDF that somebody made to hurt: words and their places, joined to lines and
 * paragraphs. The child itself is not started. */
#include "fuzz-common.h"
#include "jb-format-private.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) xhtml = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  JbLines lines;

  jb_lines_init (&lines, "report.pdf");
  gboolean read = jb_pdf_text_read_pages (&lines, xhtml, &error);
  g_assert (read == (error == NULL));
  g_assert (g_utf8_validate (lines.text->str, (gssize) lines.text->len, NULL));
  for (guint i = 0; i < lines.origins->len; i++)
    g_assert (g_array_index (lines.origins, JbOrigin, i).start <= lines.text->len);
  jb_lines_clear (&lines);
  return 0;
}
