#include "jb-file.h"

#include "jb-error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_HIDDEN 180 /* bytes of the target's name in a hidden one */
#define N_UNIQUE 9     /* ".0123abcd" at its end */

/* A file on its way: without a name where the file system allows that, so that nothing is left of it however the program
 * ends; else under a hidden name beside its target. */
typedef struct
{
  const char *path;   /* the target */
  char       *folder; /* the target's */
  char       *hidden; /* NULL: it has no name */
  int         fd;
} Draft;

static gboolean
fail (GError **error, const char *path, const char *what)
{
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: %s: %s", path, what, g_strerror (errno));
  return FALSE;
}

static void
draft_clear (Draft *draft)
{
  if (draft->fd >= 0)
    close (draft->fd);
  if (draft->hidden != NULL)
    unlink (draft->hidden);
  g_free (draft->hidden);
  g_free (draft->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* The target's name as it stands in a hidden one: cut, so that there is room for what makes it unique. */
static char *
cut_name (const char *name)
{
  return g_strndup (name, MAX_HIDDEN);
}

static char *
make_hidden_name (const Draft *draft)
{
  g_autofree char *base = g_path_get_basename (draft->path);
  g_autofree char *cut = cut_name (base);
  g_autofree char *name = g_strdup_printf (".%s.%08x", cut, g_random_int ());

  return g_build_filename (draft->folder, name, NULL);
}

/* The cut name of the target that a hidden file was on its way to. Returns: (transfer full): %NULL where @name is no such
 * file's. */
static char *
read_hidden_name (const char *name)
{
  gsize length = strlen (name);

  if (length < 2 + N_UNIQUE || *name != '.' || name[length - N_UNIQUE] != '.')
    return NULL;
  for (gsize i = length - N_UNIQUE + 1; i < length; i++)
    if (!g_ascii_isdigit (name[i]) && !(name[i] >= 'a' && name[i] <= 'f'))
      return NULL;
  return g_strndup (name + 1, length - 1 - N_UNIQUE);
}

static gboolean
open_hidden (Draft *draft)
{
  for (int i = 0; i < 100; i++)
    {
      draft->hidden = make_hidden_name (draft);
      draft->fd = open (draft->hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (draft->fd >= 0)
        return TRUE;
      g_clear_pointer (&draft->hidden, g_free);
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

/* EISDIR: a kernel that does not know O_TMPFILE; EOPNOTSUPP: a file system that does not. And where /proc is missing, such
 * a file cannot be given a name. */
static gboolean
open_draft (Draft *draft)
{
  if (access ("/proc/self/fd", X_OK) != 0)
    return open_hidden (draft);
  draft->fd = open (draft->folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
  if (draft->fd >= 0)
    return TRUE;
  return (errno == EISDIR || errno == EOPNOTSUPP || errno == EINVAL || errno == ENOENT) && open_hidden (draft);
}

gboolean
jb_file_write_all (int fd, const void *data, gsize length)
{
  const char *at = data;

  while (length > 0)
    {
      ssize_t n = write (fd, at, MIN (length, (gsize) 1 << 30));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* The file was nobody's but ours till now; it gets the rights that any new file has. */
static gboolean
open_to_others (int fd)
{
  static gsize once;
  static mode_t mask;

  if (g_once_init_enter (&once))
    {
      mask = umask (077);
      umask (mask);
      g_once_init_leave (&once, 1);
    }
  return fchmod (fd, 0666 & ~mask) == 0;
}

/* A file without a name cannot replace another: it is given a hidden one first. */
static gboolean
give_name (Draft *draft)
{
  char source[64];

  g_snprintf (source, sizeof source, "/proc/self/fd/%d", draft->fd);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *hidden = make_hidden_name (draft);
      if (linkat (AT_FDCWD, source, AT_FDCWD, hidden, AT_SYMLINK_FOLLOW) == 0)
        {
          draft->hidden = g_steal_pointer (&hidden);
          return TRUE;
        }
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

static gboolean
publish (Draft *draft)
{
  char source[64];

  g_snprintf (source, sizeof source, "/proc/self/fd/%d", draft->fd);
  if (draft->hidden == NULL && linkat (AT_FDCWD, source, AT_FDCWD, draft->path, AT_SYMLINK_FOLLOW) == 0)
    return TRUE;
  if ((draft->hidden == NULL && !give_name (draft)) || rename (draft->hidden, draft->path) != 0)
    return FALSE;
  g_clear_pointer (&draft->hidden, g_free);
  return TRUE;
}

/* Some file systems cannot sync a folder, and say so. */
static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);
  int problem = errno;

  if (fd >= 0)
    close (fd);
  errno = problem;
  return synced;
}

typedef struct
{
  const char *path;
  int         fd;
} Target;

static gboolean
put (gpointer file, const void *data, gsize length, GError **error)
{
  const Target *target = file;

  return jb_file_write_all (target->fd, data, length) || fail (error, target->path, "cannot be written");
}

static gboolean
write_regular (const char *path, JbFileMake make, gpointer data, GError **error)
{
  g_auto(Draft) draft = { path, g_path_get_dirname (path), NULL, -1 };

  if (!open_draft (&draft))
    return fail (error, path, "cannot be written");
  if (!make (data, put, &(Target) { path, draft.fd }, error))
    return FALSE;
  if (fsync (draft.fd) != 0 || !open_to_others (draft.fd) || !publish (&draft))
    return fail (error, path, "cannot be written");
  if (!sync_folder (draft.folder))
    return fail (error, path, "is whole, but its folder cannot be synced");
  return TRUE;
}

/* A pipe or a device, as /dev/null or /dev/stdout, is written to, never replaced. */
static gboolean
write_special (const char *path, JbFileMake make, gpointer data, GError **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail (error, path, "cannot be written");

  gboolean written = make (data, put, &(Target) { path, fd }, error);
  close (fd);
  return written;
}

gboolean
jb_file_write_pieces (const char *path, JbFileMake make, gpointer data, GError **error)
{
  struct stat info;
  gboolean exists = stat (path, &info) == 0;

  if (exists && S_ISDIR (info.st_mode))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: is a folder: name a file in it", path);
      return FALSE;
    }
  if (exists && !S_ISREG (info.st_mode))
    return write_special (path, make, data, error);
  /* Through a link its target is replaced, not the link. */
  g_autofree char *target = exists ? g_malloc (PATH_MAX) : NULL;
  if (target != NULL && realpath (path, target) != NULL && g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return write_regular (target, make, data, error);
  return write_regular (path, make, data, error);
}

typedef struct
{
  const void *data;
  gsize       length;
} Whole;

static gboolean
put_whole (gpointer data, JbFilePut put_piece, gpointer file, GError **error)
{
  const Whole *whole = data;

  return put_piece (file, whole->data, whole->length, error);
}

gboolean
jb_file_write (const char *path, const void *data, gsize length, GError **error)
{
  return jb_file_write_pieces (path, put_whole, &(Whole) { data, length }, error);
}

guint
jb_file_sweep (const char *folder, GHashTable *names)
{
  g_autoptr(GHashTable) cut = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (cut, cut_name (key));
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *target = read_hidden_name (name);
      g_autofree char *path = target != NULL && g_hash_table_contains (cut, target) ? g_build_filename (folder, name, NULL) : NULL;
      n += path != NULL && unlink (path) == 0;
    }
  return n;
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

/* Whether it is the file that is to blame, and not the system. */
static gboolean
is_about_file (int problem)
{
  static const int problems[] = { ENOENT, EACCES, EPERM, ENOTDIR, ELOOP, ENAMETOOLONG, ENXIO, ENODEV, EINVAL, EBADF };

  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i] == problem)
      return TRUE;
  return FALSE;
}

GBytes *
jb_file_read (const char *path, gsize limit, GError **error)
{
  if (strcmp (path, "-") == 0)
    return read_all ("standard input", STDIN_FILENO, limit, error);

  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      int problem = errno;
      g_set_error (error, JB_ERROR, is_about_file (problem) ? JB_ERROR_FORMAT : JB_ERROR_SYSTEM,
                   "%s: cannot be opened: %s", path, g_strerror (problem));
      return NULL;
    }
  GBytes *bytes = refuse_special (path, fd, limit, error) ? read_all (path, fd, limit, error) : NULL;
  close (fd);
  return bytes;
}
