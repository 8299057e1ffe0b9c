/* A file or standard input → the report's plain text, with where it came from.
 *
 * The text is kept once, exactly as decoded: line ends, blanks and full-width forms stay, so that offsets count code
 * points of the decoded source. Only a byte-order mark is taken off. */
#pragma once

#include <glib.h>

/* A longer file is refused with JB_ERROR_LIMIT: no report of the genre comes near it. */
#define JB_INPUT_MAX_BYTES (16u * 1024 * 1024)

typedef struct
{
  char       *path;     /* as given; "-" for standard input */
  char       *name;     /* its last part; "stdin" for standard input */
  char       *format;   /* "txt" */
  char       *encoding; /* what it was decoded from: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" */
  GRefString *text;     /* UTF-8, valid, without NUL */
  gsize       length;   /* bytes of text */
  gsize       n_chars;  /* code points of text */
  GBytes     *bytes;    /* the file as it was */
  char       *sha256;   /* of bytes, 64 hexadecimal digits */
  gint64      mtime;    /* seconds since 1970, the file's own time; -1 for standard input */
} JbInput;

/**
 * jb_input_read:
 * @path: a file, or "-"
 * @encoding: (nullable): overrides the recognition by content; any name that iconv knows
 *
 * Reads and decodes a report. Recognised by content: UTF-8 and UTF-16 with byte-order mark, UTF-8, UTF-16 without one,
 * GB18030 (which holds GBK and GB 2312).
 *
 * Returns: (transfer full): the input. %NULL with %JB_ERROR_FORMAT (empty, binary, not text in any of the encodings,
 *   a folder, not readable; bytes that @encoding does not have, with their line), %JB_ERROR_LIMIT, %JB_ERROR_UNSUPPORTED
 *   (an encoding that iconv lacks; a known other format, named).
 */
JbInput *jb_input_read (const char *path, const char *encoding, GError **error);

/* The same on bytes in memory; @path is only for messages and names. */
JbInput *jb_input_from_bytes (const char *path, GBytes *bytes, const char *encoding, GError **error);

void jb_input_free (JbInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbInput, jb_input_free)
