/* Tables in assets/: UTF-8, one row a line, columns parted by one tab, '#' begins a comment line, blank lines skipped. */
#pragma once

#include <glib.h>

typedef struct
{
  guint  line;   /* from 1 */
  char **fields; /* NULL-terminated; owned by the table */
  guint  n_fields;
} JbTsvRow;

typedef struct
{
  char   *path;
  GArray *rows; /* of JbTsvRow */
} JbTsv;

/**
 * jb_tsv_load:
 * @min_fields: a row with fewer is an error
 * @max_fields: a row with more is an error
 *
 * Returns: (transfer full): the table, or %NULL with %JB_ERROR_FORMAT (`path:line: …`) or the error of the reading.
 */
JbTsv *jb_tsv_load (const char *path, guint min_fields, guint max_fields, GError **error);

/* Sets %JB_ERROR_FORMAT with `path:line: ` in front. Returns: %FALSE, to be returned at once. */
gboolean jb_tsv_error (const JbTsv *tsv, const JbTsvRow *row, GError **error, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

static inline const JbTsvRow *
jb_tsv_row (const JbTsv *tsv, guint i)
{
  return &g_array_index (tsv->rows, JbTsvRow, i);
}

void jb_tsv_free (JbTsv *tsv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbTsv, jb_tsv_free)
