/* Data inside: associated files of the document. ISO 19005-3:2012, 6.8 and annex E; ISO 32000-1, 7.11. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <string.h>

static const char *const relationships[JB_PDF_N_RELATIONSHIPS] = { "Unspecified", "Source", "Data", "Alternative", "Supplement" };

static gboolean
refuse (const JbPdfAttachment *attachment, JbError code, const char *why, GError **error)
{
  g_set_error (error, JB_ERROR, (int) code, "attachment %s: %s",
               attachment->name != NULL && *attachment->name != '\0' ? attachment->name : "without a name", why);
  return FALSE;
}

static gboolean
is_mime (const char *mime)
{
  const char *slash = strchr (mime, '/');

  if (slash == NULL || slash == mime || slash[1] == '\0' || strlen (mime) > 100)
    return FALSE;
  for (const char *p = mime; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/+-._", *p) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check (const JbPdfAttachment *attachment, JbPdfConformance conformance, GError **error)
{
  if (conformance == JB_PDF_A2A || conformance == JB_PDF_A2U)
    return refuse (attachment, JB_ERROR_UNSUPPORTED,
                   "PDF/A-2 holds no such file (ISO 19005-2, 6.8): use --conformance pdfa-3a, or --attach none", error);
  if (attachment->name == NULL || *attachment->name == '\0' || !g_utf8_validate (attachment->name, -1, NULL)
      || strlen (attachment->name) > 1000)
    return refuse (attachment, JB_ERROR_FORMAT, "needs a file name in UTF-8 (ISO 14289-1, 7.11)", error);
  if (strchr (attachment->name, '/') != NULL || strchr (attachment->name, '\\') != NULL)
    return refuse (attachment, JB_ERROR_FORMAT, "its name holds a folder: give the file's name only", error);
  if (attachment->mime != NULL && !is_mime (attachment->mime))
    return refuse (attachment, JB_ERROR_FORMAT, "its MIME type is not one (ISO 19005-3, 6.8)", error);
  if (attachment->bytes == NULL || g_bytes_get_size (attachment->bytes) > G_MAXINT32)
    return refuse (attachment, JB_ERROR_LIMIT, "is larger than 2 GB", error);
  return TRUE;
}

static HPDF_Dict
write_file (JbHaru *haru, const JbPdfAttachment *attachment)
{
  gsize size;
  const void *data = g_bytes_get_data (attachment->bytes, &size);
  HPDF_Dict stream = jb_haru_new_stream (haru, data, size, TRUE);
  HPDF_Dict params = jb_haru_add_dict (stream, "Params");
  g_autofree char *date = jb_pdf_format_date (attachment->time);

  HPDF_Dict_AddName (stream, "Type", "EmbeddedFile");
  HPDF_Dict_AddName (stream, "Subtype", attachment->mime != NULL ? attachment->mime : "application/octet-stream");
  jb_haru_add_ascii (params, "ModDate", date);
  HPDF_Dict_AddNumber (params, "Size", (HPDF_INT32) size);
  return stream;
}

static HPDF_Dict
write_specification (JbHaru *haru, const JbPdfAttachment *attachment)
{
  HPDF_Dict file = write_file (haru, attachment);
  HPDF_Dict specification = jb_haru_new_dict (haru);
  HPDF_Dict embedded;

  HPDF_Dict_AddName (specification, "Type", "Filespec");
  jb_haru_add_text (specification, "F", attachment->name);
  jb_haru_add_text (specification, "UF", attachment->name);
  if (attachment->description != NULL)
    jb_haru_add_text (specification, "Desc", attachment->description);
  HPDF_Dict_AddName (specification, "AFRelationship", relationships[attachment->relationship]);
  embedded = jb_haru_add_dict (specification, "EF");
  HPDF_Dict_Add (embedded, "F", file);
  HPDF_Dict_Add (embedded, "UF", file);
  return specification;
}

/* Keys of the name tree are ASCII and in order, whatever the names: "a0001", "a0002" … */
gboolean
jb_pdf_write_attachments (JbPdfWriter *writer, GError **error)
{
  const JbPdfOptions *options = writer->options;
  HPDF_Dict catalog = writer->haru->doc->catalog;
  HPDF_Array associated, names;

  if (options->n_attachments == 0)
    return TRUE;
  if (options->n_attachments > JB_PDF_MAX_ATTACHMENTS)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "more than %u attachments", JB_PDF_MAX_ATTACHMENTS);
      return FALSE;
    }
  associated = jb_haru_add_array (catalog, "AF");
  names = jb_haru_add_array (jb_haru_add_dict (jb_haru_add_dict (catalog, "Names"), "EmbeddedFiles"), "Names");
  for (guint i = 0; i < options->n_attachments; i++)
    {
      const JbPdfAttachment *attachment = &options->attachments[i];
      char key[16];
      HPDF_Dict specification;

      if (!check (attachment, options->conformance, error))
        return FALSE;
      g_snprintf (key, sizeof key, "a%04u", i + 1);
      specification = write_specification (writer->haru, attachment);
      HPDF_Array_Add (names, HPDF_Binary_New (names->mmgr, (HPDF_BYTE *) key, (HPDF_UINT) strlen (key)));
      HPDF_Array_Add (names, specification);
      HPDF_Array_Add (associated, specification);
    }
  return TRUE;
}
