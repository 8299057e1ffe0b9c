/* libqpdf reads the other PDF; its objects are made anew as libharu's, one for one. */
#include "jb-pdf-import-private.h"

#include "jb-error.h"
#include "jb-qpdf-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64 /* of objects in one another; Cairo needs eight */

struct _JbPdfImport
{
  JbHaru     *haru;
  JbQpdf     *pdf;
  GHashTable *copies;  /* object id → libharu's object */
  const char *name;
  guint       depth;
};

JbPdfImport *
jb_pdf_import_new (JbHaru *haru, GBytes *bytes, const char *name, GError **error)
{
  JbQpdf *pdf = jb_qpdf_open (bytes, name, error);
  JbPdfImport *import;

  if (pdf == NULL)
    return NULL;
  import = g_new0 (JbPdfImport, 1);
  *import = (JbPdfImport) { .haru = haru, .pdf = pdf, .name = name, .copies = g_hash_table_new (NULL, NULL) };
  return import;
}

void
jb_pdf_import_free (JbPdfImport *import)
{
  if (import == NULL)
    return;
  jb_qpdf_free (import->pdf);
  g_hash_table_unref (import->copies);
  g_free (import);
}

static gpointer copy_value (JbPdfImport *import, qpdf_oh value);

/* Compressed data goes over as it is; what has another filter is written plainly and compressed here. */
static void
copy_data (JbPdfImport *import, qpdf_oh stream, HPDF_Dict to)
{
  JbQpdf *pdf = import->pdf;
  qpdf_oh dict = qpdf_oh_get_dict (pdf, stream);
  gboolean flate = qpdf_oh_is_name_and_equals (pdf, qpdf_oh_get_key (pdf, dict, "/Filter"), "/FlateDecode")
                   && !qpdf_oh_has_key (pdf, dict, "/DecodeParms");
  unsigned char *data = NULL;
  size_t length = 0;

  qpdf_oh_get_stream_data (pdf, stream, flate ? qpdf_dl_none : qpdf_dl_all, NULL, &data, &length);
  if (flate)
    jb_haru_fill_deflated (to, data, length);
  else
    jb_haru_fill_stream (to, data, length, TRUE);
  free (data);
}

static void
copy_entries (JbPdfImport *import, qpdf_oh dict, HPDF_Dict to)
{
  g_autoptr(GPtrArray) keys = jb_qpdf_list_keys (import->pdf, dict);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (strcmp (key, "/Length") != 0 && strcmp (key, "/Filter") != 0 && strcmp (key, "/DecodeParms") != 0)
        HPDF_Dict_Add (to, key + 1, copy_value (import, qpdf_oh_get_key (import->pdf, dict, key)));
    }
}

static HPDF_Array
fill_array (JbPdfImport *import, qpdf_oh array, HPDF_Array to)
{
  for (int i = 0; i < qpdf_oh_get_array_n_items (import->pdf, array); i++)
    HPDF_Array_Add (to, copy_value (import, qpdf_oh_get_array_item (import->pdf, array, i)));
  return to;
}

static gpointer
copy_string (JbPdfImport *import, qpdf_oh string)
{
  size_t length = 0;
  const char *data = qpdf_oh_get_binary_string_value (import->pdf, string, &length);
  g_autofree guint8 *copy = g_memdup2 (data, length + 1);

  return HPDF_Binary_New (import->haru->doc->mmgr, copy, (HPDF_UINT) length);
}

static gpointer
copy_direct (JbPdfImport *import, qpdf_oh value)
{
  JbQpdf *pdf = import->pdf;
  HPDF_MMgr memory = import->haru->doc->mmgr;
  HPDF_Dict dict;

  switch (qpdf_oh_get_type_code (pdf, value))
    {
    case ot_boolean:
      return HPDF_Boolean_New (memory, qpdf_oh_get_bool_value (pdf, value) ? HPDF_TRUE : HPDF_FALSE);
    case ot_integer:
      return HPDF_Number_New (memory, qpdf_oh_get_int_value_as_int (pdf, value));
    case ot_real:
      return HPDF_Real_New (memory, (HPDF_REAL) qpdf_oh_get_numeric_value (pdf, value));
    case ot_name:
      return HPDF_Name_New (memory, qpdf_oh_get_name (pdf, value) + 1);
    case ot_string:
      return copy_string (import, value);
    case ot_array:
      return fill_array (import, value, HPDF_Array_New (memory));
    case ot_dictionary:
      dict = HPDF_Dict_New (memory);
      copy_entries (import, value, dict);
      return dict;
    default:
      return HPDF_Null_New (memory);
    }
}

/* The copy is noted before what it holds is copied: objects may name one another. */
static gpointer
copy_indirect (JbPdfImport *import, qpdf_oh value)
{
  JbQpdf *pdf = import->pdf;
  gpointer id = GINT_TO_POINTER (qpdf_oh_get_object_id (pdf, value));
  gpointer copy = g_hash_table_lookup (import->copies, id);

  if (copy != NULL)
    return copy;
  if (qpdf_oh_is_stream (pdf, value))
    {
      g_hash_table_insert (import->copies, id, copy = HPDF_DictStream_New (import->haru->doc->mmgr, import->haru->doc->xref));
      copy_entries (import, qpdf_oh_get_dict (pdf, value), copy);
      copy_data (import, value, copy);
    }
  else if (qpdf_oh_is_dictionary (pdf, value))
    {
      g_hash_table_insert (import->copies, id, copy = jb_haru_new_dict (import->haru));
      copy_entries (import, value, copy);
    }
  else if (qpdf_oh_is_array (pdf, value))
    {
      g_hash_table_insert (import->copies, id, copy = jb_haru_new_array (import->haru));
      fill_array (import, value, copy);
    }
  else
    copy = copy_direct (import, value);
  return copy;
}

static gpointer
copy_value (JbPdfImport *import, qpdf_oh value)
{
  gpointer copy;

  if (import->depth >= MAX_DEPTH)
    return HPDF_Null_New (import->haru->doc->mmgr);
  import->depth++;
  copy = qpdf_oh_is_indirect (import->pdf, value) ? copy_indirect (import, value) : copy_direct (import, value);
  import->depth--;
  qpdf_oh_release (import->pdf, value);
  return copy;
}

gboolean
jb_pdf_import_page (JbPdfImport *import, guint page, HPDF_Dict form, GError **error)
{
  static const char *const kept[][2] = { { "/MediaBox", "BBox" }, { "/Group", "Group" }, { "/Resources", "Resources" } };
  JbQpdf *pdf = import->pdf;
  qpdf_oh from = qpdf_get_page_n (pdf, page);
  qpdf_oh contents;

  if (!jb_qpdf_check (pdf, import->name, JB_ERROR_FORMAT, error))
    return FALSE;
  contents = qpdf_oh_get_key (pdf, from, "/Contents");
  if (!qpdf_oh_is_stream (pdf, contents))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: page %u has not one content stream", import->name, page + 1);
      return FALSE;
    }
  jb_qpdf_mend_resources (pdf, qpdf_oh_get_key (pdf, from, "/Resources"), 0);
  HPDF_Dict_AddName (form, "Type", "XObject");
  HPDF_Dict_AddName (form, "Subtype", "Form");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (qpdf_oh_has_key (pdf, from, kept[i][0]))
      HPDF_Dict_Add (form, kept[i][1], copy_value (import, qpdf_oh_get_key (pdf, from, kept[i][0])));
  copy_data (import, contents, form);
  return jb_qpdf_check (pdf, import->name, JB_ERROR_FORMAT, error) && jb_haru_check (import->haru, error);
}
