/* Foreign PDFs behind the document's own pages. */
#pragma once

#include "jb-pdf-writer-private.h"
#include "jb-qpdf-private.h"

/* Fills the annexes' pages, adds their structure and bookmarks. @open: gets the annexes' documents, which live until the
 * file is written. */
gboolean jb_pdf_append_annexes (JbPdfWriter *writer, JbQpdf *pdf, GPtrArray *open, GError **error);
