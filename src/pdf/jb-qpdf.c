#include "jb-qpdf-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FORM_DEPTH 12

JbQpdf *
jb_qpdf_open (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr(JbQpdf) pdf = qpdf_init ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_read_memory (pdf, name, data, size, NULL);
  if (qpdf_has_error (pdf))
    {
      qpdf_error problem = qpdf_get_error (pdf);

      if (qpdf_get_error_code (pdf, problem) == qpdf_e_password)
        g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: is encrypted: give a PDF without a password", name);
      else
        g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is no readable PDF (%s)", name,
                     qpdf_get_error_message_detail (pdf, problem));
      return NULL;
    }
  if (qpdf_is_encrypted (pdf))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: is encrypted (ISO 19005-3, 6.1.3): give a PDF without encryption", name);
      return NULL;
    }
  return g_steal_pointer (&pdf);
}

gboolean
jb_qpdf_check (JbQpdf *pdf, const char *name, JbError code, GError **error)
{
  if (!qpdf_has_error (pdf))
    return TRUE;
  g_set_error (error, JB_ERROR, (int) code, "%s: libqpdf: %s", name,
               qpdf_get_error_message_detail (pdf, qpdf_get_error (pdf)));
  return FALSE;
}

static void
mend_font (JbQpdf *pdf, qpdf_oh font)
{
  qpdf_oh kids, kid;

  if (!qpdf_oh_is_dictionary (pdf, font))
    return;
  kids = qpdf_oh_get_key (pdf, font, "/DescendantFonts");
  if (!qpdf_oh_is_array (pdf, kids) || qpdf_oh_get_array_n_items (pdf, kids) < 1)
    return;
  kid = qpdf_oh_get_array_item (pdf, kids, 0);
  if (qpdf_oh_is_dictionary (pdf, kid) && qpdf_oh_is_name_and_equals (pdf, qpdf_oh_get_key (pdf, kid, "/Subtype"), "/CIDFontType2")
      && !qpdf_oh_has_key (pdf, kid, "/CIDToGIDMap"))
    qpdf_oh_replace_key (pdf, kid, "/CIDToGIDMap", qpdf_oh_new_name (pdf, "/Identity"));
}

static void
mend_xobject (JbQpdf *pdf, qpdf_oh xobject, guint depth)
{
  qpdf_oh dict;

  if (!qpdf_oh_is_stream (pdf, xobject))
    return;
  dict = qpdf_oh_get_dict (pdf, xobject);
  qpdf_oh_remove_key (pdf, dict, "/Interpolate");
  jb_qpdf_mend_resources (pdf, qpdf_oh_get_key (pdf, dict, "/Resources"), depth + 1);
}

GPtrArray *
jb_qpdf_list_keys (JbQpdf *pdf, qpdf_oh dict)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  if (!qpdf_oh_is_dictionary (pdf, dict))
    return keys;
  qpdf_oh_begin_dict_key_iter (pdf, dict);
  while (qpdf_oh_dict_more_keys (pdf))
    g_ptr_array_add (keys, g_strdup (qpdf_oh_dict_next_key (pdf)));
  return keys;
}

void
jb_qpdf_mend_resources (JbQpdf *pdf, qpdf_oh resources, guint depth)
{
  qpdf_oh fonts, xobjects;

  if (depth > MAX_FORM_DEPTH || !qpdf_oh_is_dictionary (pdf, resources))
    return;
  fonts = qpdf_oh_get_key (pdf, resources, "/Font");
  xobjects = qpdf_oh_get_key (pdf, resources, "/XObject");
  g_autoptr(GPtrArray) font_keys = jb_qpdf_list_keys (pdf, fonts);
  g_autoptr(GPtrArray) xobject_keys = jb_qpdf_list_keys (pdf, xobjects);
  for (guint i = 0; i < font_keys->len; i++)
    mend_font (pdf, qpdf_oh_get_key (pdf, fonts, g_ptr_array_index (font_keys, i)));
  for (guint i = 0; i < xobject_keys->len; i++)
    mend_xobject (pdf, qpdf_oh_get_key (pdf, xobjects, g_ptr_array_index (xobject_keys, i)), depth);
}

/* A page with one Flate stream gives it as it is; else its streams are joined and compressed by the writer. */
static gboolean
copy_content (JbQpdf *target, qpdf_oh form, JbQpdf *source, qpdf_oh page, const char *name, GError **error)
{
  qpdf_oh contents = qpdf_oh_get_key (source, page, "/Contents");
  unsigned char *data = NULL;
  size_t length = 0;
  gboolean flate = qpdf_oh_is_stream (source, contents)
                   && qpdf_oh_is_name_and_equals (source, qpdf_oh_get_key (source, qpdf_oh_get_dict (source, contents), "/Filter"),
                                                  "/FlateDecode")
                   && !qpdf_oh_has_key (source, qpdf_oh_get_dict (source, contents), "/DecodeParms");

  if (flate)
    qpdf_oh_get_stream_data (source, contents, qpdf_dl_none, NULL, &data, &length);
  else
    qpdf_oh_get_page_content_data (source, page, &data, &length);
  if (!jb_qpdf_check (source, name, JB_ERROR_FORMAT, error))
    {
      free (data);
      return FALSE;
    }
  qpdf_oh_replace_stream_data (target, form, data, length,
                               flate ? qpdf_oh_new_name (target, "/FlateDecode") : qpdf_oh_new_null (target),
                               qpdf_oh_new_null (target));
  free (data);
  return TRUE;
}

/* An array of numbers, as a box, is written where it stands: libqpdf copies only indirect objects, and each is time in its
 * writer. */
static gboolean
copy_numbers (JbQpdf *target, qpdf_oh dict, JbQpdf *source, qpdf_oh value, const char *to)
{
  g_autofree char *text = NULL;

  if (qpdf_oh_is_indirect (source, value) || !qpdf_oh_is_array (source, value))
    return FALSE;
  for (int i = 0; i < qpdf_oh_get_array_n_items (source, value); i++)
    if (!qpdf_oh_is_number (source, qpdf_oh_get_array_item (source, value, i)))
      return FALSE;
  text = g_strdup (qpdf_oh_unparse (source, value));
  qpdf_oh_replace_key (target, dict, to, qpdf_oh_parse (target, text));
  return TRUE;
}

static void
copy_key (JbQpdf *target, qpdf_oh dict, JbQpdf *source, qpdf_oh page, const char *from, const char *to)
{
  qpdf_oh value = qpdf_oh_get_key (source, page, from);

  if (qpdf_oh_is_null (source, value) || copy_numbers (target, dict, source, value, to))
    return;
  if (!qpdf_oh_is_indirect (source, value))
    value = qpdf_make_indirect_object (source, value);
  qpdf_oh_replace_key (target, dict, to, qpdf_oh_copy_foreign_object (target, source, value));
}

gboolean
jb_qpdf_page_to_form (JbQpdf *target, qpdf_oh form, JbQpdf *source, guint page, const char *name, GError **error)
{
  qpdf_oh from = qpdf_get_page_n (source, page);
  qpdf_oh dict = qpdf_oh_get_dict (target, form);

  if (!jb_qpdf_check (source, name, JB_ERROR_FORMAT, error) || !copy_content (target, form, source, from, name, error))
    return FALSE;
  qpdf_oh_replace_key (target, dict, "/Type", qpdf_oh_new_name (target, "/XObject"));
  qpdf_oh_replace_key (target, dict, "/Subtype", qpdf_oh_new_name (target, "/Form"));
  copy_key (target, dict, source, from, "/MediaBox", "/BBox");
  copy_key (target, dict, source, from, "/Group", "/Group");
  copy_key (target, dict, source, from, "/Resources", "/Resources");
  jb_qpdf_mend_resources (target, qpdf_oh_get_key (target, dict, "/Resources"), 0);
  return jb_qpdf_check (target, name, JB_ERROR_SYSTEM, error);
}
