/* Pages of another PDF as Form XObjects of libharu's document. */
#pragma once

#include "jb-haru-private.h"

typedef struct _JbPdfImport JbPdfImport;

/* @bytes: a PDF of our own making; borrowed until jb_pdf_import_free(). @name: for messages.
 * Returns: (transfer full): %NULL with %JB_ERROR_FORMAT. */
JbPdfImport *jb_pdf_import_new (JbHaru *haru, GBytes *bytes, const char *name, GError **error);

/* @form: an empty stream. It gets the page's content, box, group and resources; what pages share is copied once. Fonts and
 * images are mended as ISO 19005-3, 6.2.11.3.2 and 6.2.8 ask. */
gboolean jb_pdf_import_page (JbPdfImport *import, guint page, HPDF_Dict form, GError **error);

void jb_pdf_import_free (JbPdfImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbPdfImport, jb_pdf_import_free)
