/* libqpdf's C API, as far as this room uses it. Handles of objects live as long as their document; its strings until the
 * next call, so they are copied at once. */
#pragma once

#include "jb-error.h"

#include <glib.h>
#include <qpdf/qpdf-c.h>

typedef struct _qpdf_data JbQpdf;
static inline void
jb_qpdf_free (JbQpdf *pdf)
{
  qpdf_cleanup (&pdf);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbQpdf, jb_qpdf_free)

/* @bytes: borrowed, outlives the result. @name: for messages.
 * Returns: (transfer full): %NULL with %JB_ERROR_FORMAT, UNSUPPORTED where it is encrypted. */
JbQpdf *jb_qpdf_open (GBytes *bytes, const char *name, GError **error);

/* Returns: %FALSE with @code and libqpdf's words where its last call failed. */
gboolean jb_qpdf_check (JbQpdf *pdf, const char *name, JbError code, GError **error);

/* A dictionary's keys, read before any other is walked: libqpdf walks one at a time. Returns: (transfer full): empty where
 * @dict is none. */
GPtrArray *jb_qpdf_list_keys (JbQpdf *pdf, qpdf_oh dict);

/* CIDToGIDMap and Interpolate of everything that resources name: mended as ISO 19005-3, 6.2.11.3.2 and 6.2.8 ask. */
void jb_qpdf_mend_resources (JbQpdf *pdf, qpdf_oh resources, guint depth);
