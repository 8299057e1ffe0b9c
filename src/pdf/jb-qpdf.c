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
