/* Bytes → text: which encoding they are in, and what they say. */
#pragma once

#include <glib.h>

/**
 * jb_decode:
 * @path: for messages
 * @encoding: (nullable): what to decode from; %NULL: recognise
 * @used: (out) (transfer full): "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", or @encoding
 *
 * Decodes a text without its byte-order mark; meaningless control characters become blanks.
 *
 * Returns: (transfer full): valid UTF-8 without NUL; %NULL with %JB_ERROR_FORMAT (empty, binary, in no encoding; with the
 *   line where it is broken), %JB_ERROR_UNSUPPORTED (iconv does not know @encoding).
 */
GString *jb_decode (const char *path, const guint8 *data, gsize length, const char *encoding, char **used, GError **error);
