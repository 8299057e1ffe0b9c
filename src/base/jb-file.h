/* Files that appear whole or not at all. */
#pragma once

#include <glib.h>

/**
 * jb_file_write:
 * @path: the target; an existing file is replaced
 * @data: the bytes
 *
 * Writes a file without a name (or, where the file system knows none, a hidden one) beside the target, readable by nobody
 * else, syncs it, and puts it in the target's place: a reader sees the old file or the new one, never half of one, and
 * nothing is left of it when the program is killed (but in the instant of replacing an older file, where the new one has a
 * hidden name). A link is followed; a pipe or device is written to as it is.
 *
 * Returns: %FALSE with %JB_ERROR_SYSTEM (folder missing, no permission, disk full), the message beginning with @path.
 */
gboolean jb_file_write (const char *path, const void *data, gsize length, GError **error);

/* Takes @length bytes on their way into a file. Returns: %FALSE with @error set. */
typedef gboolean (*JbFilePut) (gpointer file, const void *data, gsize length, GError **error);

/* Gives the bytes of a file, piece by piece, to @put with @file. Returns: %FALSE where @put did, or with an own error. */
typedef gboolean (*JbFileMake) (gpointer data, JbFilePut put, gpointer file, GError **error);

/**
 * jb_file_write_pieces:
 * @make: called once, with @data
 *
 * The same as jb_file_write() for what need not be in memory at once. Where @make fails, there is no file.
 */
gboolean jb_file_write_pieces (const char *path, JbFileMake make, gpointer data, GError **error);

/* Writes all of @data to @fd, whatever interrupts it. Returns: %FALSE where the system refused, with errno set. */
gboolean jb_file_write_all (int fd, const void *data, gsize length);

/**
 * jb_file_sweep:
 * @folder: of outputs
 * @names: set of file names; nobody may be writing one of them
 *
 * Removes what is left in @folder of hidden files on their way to @names, where the program was killed over them on a file
 * system that knows no file without a name, as NFS. What cannot be removed stays.
 *
 * Returns: how many were removed.
 */
guint jb_file_sweep (const char *folder, GHashTable *names);

/**
 * jb_file_read:
 * @limit: bytes; a longer file is %JB_ERROR_LIMIT
 *
 * Reads the whole of a regular file, or of standard input where @path is "-".
 *
 * Returns: (transfer full): the bytes; %NULL with %JB_ERROR_FORMAT for a folder or special file, %JB_ERROR_LIMIT, or
 *   %JB_ERROR_FORMAT too where it does not exist or may not be read (bad input, told as such); %JB_ERROR_SYSTEM where the
 *   system cannot give what is there (too many files open, a disk that fails).
 */
GBytes *jb_file_read (const char *path, gsize limit, GError **error);

/* The bytes as text; "" for none, where GLib gives NULL, which cannot be counted from. (transfer none) */
static inline const char *
jb_bytes_peek (GBytes *bytes, gsize *length)
{
  const char *data = g_bytes_get_data (bytes, length);

  return data != NULL ? data : "";
}
