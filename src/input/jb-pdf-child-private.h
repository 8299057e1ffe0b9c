/* Poppler's pdftotext as a child that cannot do harm: it gets the bytes through a nameless file in memory, and is short
 * of memory, time, files and output. */
#pragma once

#include <glib.h>

/**
 * jb_pdf_child_run:
 *
 * Returns: (transfer full): what `pdftotext -bbox-layout` writes, XHTML with a place for each word; %NULL with
 *   %JB_ERROR_SYSTEM (no pdftotext, no child), %JB_ERROR_FORMAT (no readable PDF), %JB_ERROR_LIMIT (time, output).
 */
GBytes *jb_pdf_child_run (const char *path, GBytes *bytes, GError **error);
