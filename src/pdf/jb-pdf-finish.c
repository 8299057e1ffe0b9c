/* The last pass, by libqpdf: annexes into their pages, then the file with object streams, in order for the web, with an /ID
 * out of its own bytes. */
#include "jb-pdf-writer-private.h"

#include "jb-pdf-annex-private.h"
#include "jb-qpdf-private.h"

#include <pthread.h>
#include <string.h>

#define STACK_BYTES ((gsize) 1 << 30)

/* --- the end of a stream ---
 *
 * libqpdf ends a stream with a line feed. Data whose own last byte is a carriage return then looks as if it ended with CR LF
 * and were one byte shorter than its Length (ISO 19005-3, 6.1.7.1): one compressed stream in 256. And a hint stream whose
 * data ends with a line feed gets none at all. Such a stream gets the end it lacks; the byte is won from a space in its
 * dictionary, so that nothing else moves:
 *
 *   << /Length 9 >>\nstream\n12345678\r\nendstream    →    <</Length 9 >>\nstream\n12345678\r\r\nendstream */

static char *
find_back (char *start, char *from, const char *what)
{
  gsize length = strlen (what);

  for (char *p = from - length; p >= start; p--)
    if (*p == *what && memcmp (p, what, length) == 0)
      return p;
  return NULL;
}

/* @end: "endstream". */
static void
mend_end (char *file, char *end)
{
  char *data = find_back (file, end, ">>\nstream\n");
  char *dict = data != NULL ? find_back (file, data, " obj\n<< /") : NULL;
  char *length = dict != NULL ? g_strstr_len (dict, data - dict, "/Length ") : NULL;
  guint64 size = length != NULL ? g_ascii_strtoull (length + strlen ("/Length "), NULL, 10) : 0;

  if (size == 0)
    return;
  data += strlen (">>\nstream\n");
  if (!(data + size == end && end[-1] == '\n') && !(data + size + 1 == end && end[-2] == '\r' && end[-1] == '\n'))
    return;
  dict += strlen (" obj\n<<");
  memmove (dict, dict + 1, (gsize) (data + size - dict - 1));
  data[size - 1] = end[-2] == '\r' && data + size != end ? '\r' : '\n';
}

static void
mend_ends (char *file, gsize size)
{
  static const char what[] = "\nendstream\nendobj";
  char *at = file;

  while ((at = memmem (at, size - (gsize) (at - file), what, sizeof what - 1)) != NULL)
    {
      mend_end (file, at + 1);
      at += sizeof what - 1;
    }
}

static GBytes *
write_file (JbQpdf *pdf, JbPdfOrder order, GError **error)
{
  char *file;
  gsize size;

  qpdf_init_write_memory (pdf);
  qpdf_set_object_stream_mode (pdf, qpdf_o_generate);
  qpdf_set_stream_data_mode (pdf, qpdf_s_preserve);
  qpdf_set_compress_streams (pdf, QPDF_TRUE);
  qpdf_set_decode_level (pdf, qpdf_dl_none);
  qpdf_set_newline_before_endstream (pdf, QPDF_TRUE); /* ISO 19005-3, 6.1.7.1 */
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf_set_linearization (pdf, order == JB_PDF_LINEARIZED ? QPDF_TRUE : QPDF_FALSE);
  qpdf_set_minimum_pdf_version (pdf, "1.7");
  qpdf_write (pdf);
  if (!jb_qpdf_check (pdf, "the finished file", JB_ERROR_SYSTEM, error))
    return NULL;
  size = qpdf_get_buffer_length (pdf);
  file = g_memdup2 (qpdf_get_buffer (pdf), size);
  mend_ends (file, size);
  return g_bytes_new_take (file, size);
}

static GBytes *
finish (JbPdfWriter *writer, GBytes *unfinished, GError **error)
{
  /* They live until the file is written: copied streams are read only then. */
  g_autoptr(GPtrArray) annexes = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_qpdf_free);
  g_autoptr(JbQpdf) pdf = jb_qpdf_open (unfinished, "the unfinished file", error);

  if (pdf == NULL)
    return NULL;
  if (!jb_pdf_append_annexes (writer, pdf, annexes, error))
    return NULL;
  return write_file (pdf, writer->options->order, error);
}

typedef struct
{
  JbPdfWriter *writer;
  GBytes  *unfinished;
  GBytes  *result;
  GError  *error;
} Pass;

static void *
run_pass (void *data)
{
  Pass *pass = data;

  pass->result = finish (pass->writer, pass->unfinished, &pass->error);
  return NULL;
}

/* libqpdf puts a file in order recursively, along every chain of references: 20,000 bookmarks, each naming the next, are as
 * many frames. So it runs on a stack of its own; memory that is not touched costs nothing. */
GBytes *
jb_pdf_finish (JbPdfWriter *writer, GBytes *unfinished, GError **error)
{
  Pass pass = { writer, unfinished, NULL, NULL };
  pthread_attr_t attributes;
  pthread_t thread;
  int status;

  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, STACK_BYTES);
  status = pthread_create (&thread, &attributes, run_pass, &pass);
  pthread_attr_destroy (&attributes);
  if (status == 0)
    pthread_join (thread, NULL);
  else
    run_pass (&pass);
  if (pass.error != NULL)
    g_propagate_error (error, pass.error);
  return pass.result;
}
