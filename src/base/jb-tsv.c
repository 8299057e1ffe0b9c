#include "jb-tsv.h"

#include "jb-error.h"
#include "jb-file.h"

#include <string.h>

#define MAX_TABLE_BYTES (64u * 1024 * 1024)

static void
clear_row (JbTsvRow *row)
{
  g_strfreev (row->fields);
}

gboolean
jb_tsv_error (const JbTsv *tsv, const JbTsvRow *row, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: %s", tsv->path, row->line, message);
  return FALSE;
}

static gboolean
append_line (JbTsv *tsv, guint number, const char *line, guint min_fields, guint max_fields, GError **error)
{
  if (*line == '\0' || *line == '#')
    return TRUE;

  JbTsvRow row = { .line = number, .fields = g_strsplit (line, "\t", -1) };
  row.n_fields = g_strv_length (row.fields);
  g_array_append_val (tsv->rows, row);
  if (row.n_fields < min_fields || row.n_fields > max_fields)
    return jb_tsv_error (tsv, &row, error, "has %u columns, not %u to %u: part them with single tabs", row.n_fields,
                         min_fields, max_fields);
  return TRUE;
}

JbTsv *
jb_tsv_load (const char *path, guint min_fields, guint max_fields, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, MAX_TABLE_BYTES, error);
  if (bytes == NULL)
    return NULL;

  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is not UTF-8: save it as UTF-8", path);
      return NULL;
    }

  g_autoptr(JbTsv) tsv = g_new0 (JbTsv, 1);
  tsv->path = g_strdup (path);
  tsv->rows = g_array_new (FALSE, FALSE, sizeof (JbTsvRow));
  g_array_set_clear_func (tsv->rows, (GDestroyNotify) clear_row);

  const char *end = data + length;
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    data += 3;
  for (guint number = 1; data < end; number++)
    {
      const char *newline = memchr (data, '\n', (gsize) (end - data));
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *line = g_strndup (data, (gsize) (stop - data));

      g_strchomp (strchr (line, '\t') == NULL ? line : line + strlen (line) - (line[strlen (line) - 1] == '\r'));
      if (!append_line (tsv, number, line, min_fields, max_fields, error))
        return NULL;
      data = stop + 1;
    }
  return g_steal_pointer (&tsv);
}

void
jb_tsv_free (JbTsv *tsv)
{
  if (tsv == NULL)
    return;
  g_free (tsv->path);
  if (tsv->rows != NULL)
    g_array_unref (tsv->rows);
  g_free (tsv);
}
