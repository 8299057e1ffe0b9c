#include "jb-file.h"

#include "jb-error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean
jb_file_write (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: is a folder: name a file in it", path);
      return FALSE;
    }
  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be written: %s", path, local->message);
  return FALSE;
}

static gboolean
refuse_special (const char *path, int fd, gsize limit, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be examined: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (S_ISDIR (info.st_mode))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is a folder: name a report in it", path);
      return FALSE;
    }
  if (S_ISREG (info.st_mode) && (guint64) info.st_size > limit)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT,
                   "%s: has %" G_GUINT64_FORMAT " bytes, the limit is %" G_GSIZE_FORMAT ": split it", path,
                   (guint64) info.st_size, limit);
      return FALSE;
    }
  return TRUE;
}

static GBytes *
read_all (const char *path, int fd, gsize limit, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];

  for (;;)
    {
      ssize_t n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be read: %s", path, g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize) n > limit)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_LIMIT,
                       "%s: is longer than the limit of %" G_GSIZE_FORMAT " bytes: split it", path, limit);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
}

GBytes *
jb_file_read (const char *path, gsize limit, GError **error)
{
  if (strcmp (path, "-") == 0)
    return read_all ("standard input", STDIN_FILENO, limit, error);

  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: cannot be opened: %s", path, g_strerror (errno));
      return NULL;
    }
  GBytes *bytes = refuse_special (path, fd, limit, error) ? read_all (path, fd, limit, error) : NULL;
  close (fd);
  return bytes;
}
