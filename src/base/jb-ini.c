#include "jb-ini.h"

#include "jb-error.h"
#include "jb-file.h"

#include <string.h>

#define MAX_INI_BYTES (4u * 1024 * 1024)

static void
clear_entry (JbIniEntry *entry)
{
  g_free (entry->key);
  g_free (entry->value);
}

static gboolean
refuse_line (const JbIni *ini, guint line, const char *what, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: %s", ini->path, line, what);
  return FALSE;
}

static gboolean
is_name (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("-_.", *name) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
read_section (const JbIni *ini, guint line, char *text, char **section, GError **error)
{
  gsize length = strlen (text);

  if (text[length - 1] != ']')
    return refuse_line (ini, line, "the section's name has no ']': close it", error);
  text[length - 1] = '\0';
  if (!is_name (text + 1))
    return refuse_line (ini, line, "a section's name is of letters, digits, '-' and '_': write one", error);
  g_free (*section);
  *section = g_strdup (text + 1);
  return TRUE;
}

static gboolean
read_entry (JbIni *ini, GHashTable *seen, guint line, char *text, const char *section, GError **error)
{
  char *equals = strchr (text, '=');

  if (equals == NULL)
    return refuse_line (ini, line, "is neither [section] nor key = value: mend it or begin it with #", error);
  if (section == NULL)
    return refuse_line (ini, line, "stands before any [section]: put it under one", error);
  *equals = '\0';
  g_strchomp (text);
  if (!is_name (text))
    return refuse_line (ini, line, "a key is of letters, digits, '-' and '_': write one", error);

  JbIniEntry entry = { .line = line, .key = g_strconcat (section, ".", text, NULL),
                       .value = g_strdup (g_strstrip (equals + 1)) };
  g_array_append_val (ini->entries, entry);
  if (!g_hash_table_add (seen, entry.key))
    return refuse_line (ini, line, "the key stands twice in this file: drop one", error);
  return TRUE;
}

static gboolean
read_lines (JbIni *ini, char *text, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *section = NULL;
  guint number = 1;

  for (char *line = text; line != NULL; number++)
    {
      char *next = strchr (line, '\n');

      if (next != NULL)
        *next++ = '\0';
      g_strstrip (line);
      if (*line == '[')
        {
          if (!read_section (ini, number, line, &section, error))
            return FALSE;
        }
      else if (*line != '\0' && *line != '#')
        {
          if (!read_entry (ini, seen, number, line, section, error))
            return FALSE;
        }
      line = next;
    }
  return TRUE;
}

JbIni *
jb_ini_load (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, MAX_INI_BYTES, error);
  if (bytes == NULL)
    return NULL;

  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  g_autoptr(JbIni) ini = g_new0 (JbIni, 1);

  ini->path = g_strdup (path);
  ini->entries = g_array_new (FALSE, FALSE, sizeof (JbIniEntry));
  g_array_set_clear_func (ini->entries, (GDestroyNotify) clear_entry);
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is not UTF-8 text: save it as UTF-8", path);
      return NULL;
    }

  g_autofree char *text = g_strndup (data, length);
  return read_lines (ini, text, error) ? g_steal_pointer (&ini) : NULL;
}

void
jb_ini_free (JbIni *ini)
{
  if (ini == NULL)
    return;
  g_free (ini->path);
  if (ini->entries != NULL)
    g_array_unref (ini->entries);
  g_free (ini);
}
