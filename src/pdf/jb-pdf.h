/* A laid-out document → the bytes of a PDF, by libharu's object layer, hb-subset and libqpdf. */
#pragma once

#include "jb-document.h"

#include <glib.h>

typedef struct
{
  const char *producer; /* "Jianbao 0.1.0" */
} JbPdfOptions;

/**
 * jb_pdf_write:
 *
 * Writes the document: Type0 fonts with Identity-H, subset by hb-subset, each code with its own text in ToUnicode; charts
 * as Form XObjects; structure tree, links, bookmarks, page labels, language and title. The same document gives the same
 * bytes, whenever and wherever.
 *
 * Returns: (transfer full): the file. %NULL with %JB_ERROR_SYSTEM (libharu's first error as a sentence, libqpdf, Cairo),
 *   %JB_ERROR_GLYPH (glyph 0), %JB_ERROR_LIMIT (more than a PDF holds).
 */
GBytes *jb_pdf_write (const JbDocument *document, const JbPdfOptions *options, GError **error);
