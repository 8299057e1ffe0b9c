#include "jb-zip-private.h"

#include "jb-error.h"
#include "jb-input.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

#define BLOCK_BYTES 65536u

static gboolean
refuse_damaged (const char *path, Archive *archive, GError **error)
{
  const char *why = archive_error_string (archive);

  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is a damaged file (%s): open it in Word and save it again", path,
               why != NULL ? why : "no zip");
  return FALSE;
}

static GBytes *
read_member (const char *path, Archive *archive, const char *name, GError **error)
{
  g_autoptr(GByteArray) part = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);

  for (;;)
    {
      la_ssize_t n = archive_read_data (archive, block, BLOCK_BYTES);
      if (n < 0)
        {
          refuse_damaged (path, archive, error);
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&part));
      if (part->len + (gsize) n > JB_INPUT_MAX_PART_BYTES)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: its part %s unpacks to more than %u bytes: it is no report", path,
                       name, JB_INPUT_MAX_PART_BYTES);
          return NULL;
        }
      g_byte_array_append (part, block, (guint) n);
    }
}

static const char *
look_up_hint (const char *const *hints, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; hints[i] != NULL; i++)
    if (strncmp (hints[i], name, length) == 0 && hints[i][length] == '=')
      return hints[i] + length + 1;
  return NULL;
}

static gboolean
take_member (const char *path, Archive *archive, const char *name, const char *const *wanted, GBytes **parts, GError **error)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (strcmp (wanted[i], name) == 0 && parts[i] == NULL)
      {
        parts[i] = read_member (path, archive, name, error);
        return parts[i] != NULL;
      }
  return TRUE;
}

static gboolean
read_members (const char *path, Archive *archive, const char *const *wanted, GBytes **parts, const char *const *hints,
              const char **hint, GError **error)
{
  struct archive_entry *entry;

  for (guint n = 0;; n++)
    {
      int state = archive_read_next_header (archive, &entry);
      if (state == ARCHIVE_EOF)
        return TRUE;
      if (state < ARCHIVE_WARN)
        return refuse_damaged (path, archive, error);
      if (n >= JB_INPUT_MAX_MEMBERS)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: has more than %u members: it is no report", path,
                       JB_INPUT_MAX_MEMBERS);
          return FALSE;
        }
      const char *name = archive_entry_pathname_utf8 (entry);
      if (name == NULL)
        continue;
      if (*hint == NULL)
        *hint = look_up_hint (hints, name);
      if (!take_member (path, archive, name, wanted, parts, error))
        return FALSE;
    }
}

gboolean
jb_zip_read (const char *path, GBytes *bytes, const char *const *wanted, GBytes **parts, const char *const *hints,
             const char **hint, GError **error)
{
  g_autoptr(Archive) archive = archive_read_new ();
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, data, length) != ARCHIVE_OK)
    return refuse_damaged (path, archive, error);
  return read_members (path, archive, wanted, parts, hints, hint, error);
}
