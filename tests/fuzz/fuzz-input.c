/* Other formats than text. The first byte says what the rest is:
 *
 *   m  a .md       h  a page, or whatever it is recognised as       z  a zip, as it is
 *   x  word/document.xml, and after lines "=====" numbering, styles, footnotes: packed into a .docx here, so that the
 *      fuzzer need not learn compression and check sums */
#include "fuzz-common.h"
#include "jb-input.h"
#include "jb-report.h"

#include <archive.h>
#include <archive_entry.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

static void
pack_part (struct archive *zip, const char *name, GBytes *bytes)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (gint64) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert (archive_write_header (zip, entry) == ARCHIVE_OK);
  (void) archive_write_data (zip, data, size);
  archive_entry_free (entry);
}

static GBytes *
pack_docx (const uint8_t *data, size_t size)
{
  static const char *const parts[] = { "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml" };
  gsize space = size + 16384, used = 0;
  guint8 *buffer = g_malloc (space);
  struct archive *zip = archive_write_new ();

  archive_write_set_format_zip (zip);
  archive_write_zip_set_compression_store (zip);
  archive_write_set_bytes_in_last_block (zip, 1);
  g_assert (archive_write_open_memory (zip, buffer, space, &used) == ARCHIVE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (parts) && (i == 0 || size > 0); i++)
    {
      g_autoptr(GBytes) part = fuzz_cut (&data, &size);
      pack_part (zip, parts[i], part);
    }
  archive_write_close (zip);
  archive_write_free (zip);
  return g_bytes_new_take (buffer, used);
}

/* Every origin can be told, and the text is what its header promises. */
static void
look (const JbInput *input)
{
  g_assert (g_utf8_validate (input->text, (gssize) input->length, NULL));
  for (guint i = 0; i < input->origins->len; i++)
    {
      const JbOrigin *origin = &g_array_index (input->origins, JbOrigin, i);
      g_assert (origin->start <= input->length);
      g_assert (i == 0 || origin[-1].start <= origin->start);
      g_autofree char *place = jb_input_describe_place (input, origin->start);
      g_assert (place != NULL);
    }
  jb_report_free (jb_report_parse (input->text, input->path, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 2 || fuzz_is_pdf (data, size))
    return -1;
  g_autoptr(GBytes) bytes = *data == 'x' ? pack_docx (data + 1, size - 1) : g_bytes_new (data + 1, size - 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbInput) input = jb_input_from_bytes (*data == 'm' ? "report.md" : "report", bytes, NULL, &error);
  g_assert ((input == NULL) == (error != NULL));
  g_assert (error == NULL || g_utf8_validate (error->message, -1, NULL));
  if (input != NULL)
    look (input);
  return 0;
}
