/* Paragraphs, rows of tables and notes of a .docx, put together and written as lines. */
#include "jb-docx-private.h"
#include "jb-error.h"
#include "jb-han.h"

#include <string.h>

void
jb_docx_free_paragraph (Paragraph *paragraph)
{
  g_string_free (paragraph->text, TRUE);
  g_free (paragraph->style);
  g_free (paragraph->num_id);
  g_free (paragraph);
}

static void
free_cell (GString *cell)
{
  g_string_free (cell, TRUE);
}

void
jb_docx_free_table (Table *table)
{
  g_ptr_array_unref (table->cells);
  g_free (table);
}

void
jb_docx_free_field (GString *field)
{
  if (field != NULL)
    g_string_free (field, TRUE);
}

void
jb_docx_append_text (Docx *docx, const char *text)
{
  Paragraph *paragraph = peek_last (docx->paragraphs);

  if (paragraph != NULL && docx->hidden == 0 && !docx->vanish)
    g_string_append (paragraph->text, text);
}

static GString *
peek_cell (Docx *docx)
{
  Table *table = peek_last (docx->tables);

  if (table == NULL)
    return NULL;
  if (table->cells->len == 0)
    g_ptr_array_add (table->cells, g_string_new (NULL));
  return peek_last (table->cells);
}

gboolean
jb_docx_write_notes (Docx *docx, GError **error)
{
  for (guint i = 0; i < docx->pending->len; i++)
    {
      const char *text = g_hash_table_lookup (docx->notes, g_ptr_array_index (docx->pending, i));
      guint n = ++docx->n_notes;
      g_autofree char *line = g_strdup_printf ("注%u：%s", n, text != NULL ? text : "");
      if (text != NULL && !jb_lines_add (docx->lines, line, (JbOrigin) { .kind = JB_ORIGIN_FOOTNOTE, .n = n }, error))
        return FALSE;
    }
  g_ptr_array_set_size (docx->pending, 0);
  return TRUE;
}

/* Where a finished line goes: a note, the open cell, or the text. */
static gboolean
write_line (Docx *docx, const char *line, JbOrigin origin, GError **error)
{
  GString *cell = docx->note != NULL ? docx->note : peek_cell (docx);

  if (cell == NULL)
    return jb_lines_add (docx->lines, line, origin, error);
  if (cell->len + strlen (line) > JB_INPUT_MAX_BYTES)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: a cell or note of it is longer than any: split it", docx->lines->path);
      return FALSE;
    }
  if (cell->len > 0)
    g_string_append_c (cell, docx->note != NULL ? ' ' : '\n');
  g_string_append (cell, line);
  return TRUE;
}

static JbOrigin
get_paragraph_origin (Docx *docx)
{
  if (docx->boxes > 0)
    return (JbOrigin) { .kind = JB_ORIGIN_TEXT_BOX, .n = docx->n_boxes };
  return (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .n = docx->n_paragraphs };
}

static gboolean
is_blank_string (const GString *text)
{
  for (gsize i = 0; i < text->len; i++)
    if (!g_ascii_isspace (text->str[i]))
      return FALSE;
  return TRUE;
}

static gboolean
finish_paragraph (Docx *docx, Paragraph *paragraph, GError **error)
{
  g_autofree char *number = jb_numbering_count (docx->numbering, paragraph->style, paragraph->num_id, paragraph->level);
  g_autoptr(GString) line = g_string_new (docx->carry->str);

  g_string_truncate (docx->carry, 0);
  if (jb_numbering_is_contents (docx->numbering, paragraph->style))
    return TRUE;
  if (!is_blank_string (paragraph->text) && line->len == 0)
    jb_lines_append_number (line, number);
  g_string_append (line, paragraph->text->str);
  if (paragraph->mark_deleted)
    {
      g_string_append (docx->carry, line->str);
      return TRUE;
    }
  if (docx->note == NULL && docx->tables->len == 0 && docx->boxes == 0)
    docx->n_paragraphs++;
  if (!is_blank_string (line) && !write_line (docx, line->str, get_paragraph_origin (docx), error))
    return FALSE;
  return docx->tables->len > 0 || docx->paragraphs->len > 0 || docx->note != NULL || jb_docx_write_notes (docx, error);
}

gboolean
jb_docx_close_paragraph (Docx *docx, GError **error)
{
  if (docx->paragraphs->len == 0)
    return TRUE;

  Paragraph *paragraph = g_ptr_array_steal_index (docx->paragraphs, docx->paragraphs->len - 1);
  gboolean done = finish_paragraph (docx, paragraph, error);
  jb_docx_free_paragraph (paragraph);
  docx->vanish = FALSE;
  return done;
}

void
jb_docx_drop_contents_title (Docx *docx)
{
  GArray *origins = docx->lines->origins;
  GString *text = docx->lines->text;
  if (origins->len == 0 || docx->tables->len > 0)
    return;

  gsize start = g_array_index (origins, JbOrigin, origins->len - 1).start;
  g_autoptr(GString) words = g_string_new (NULL);
  for (const char *p = text->str + start; *p != '\0' && words->len < 16; p = g_utf8_next_char (p))
    if (!jb_is_blank (g_utf8_get_char (p)) && *p != '\n')
      g_string_append_unichar (words, g_utf8_get_char (p));
  if (strcmp (words->str, "目录") != 0 && strcmp (words->str, "目次") != 0)
    return;
  g_string_truncate (text, start);
  g_array_set_size (origins, origins->len - 1);
}

static char *
join_cells (const Table *table)
{
  g_autoptr(GString) row = g_string_new (NULL);
  gboolean empty = TRUE;

  for (guint i = 0; i < table->cells->len; i++)
    {
      GString *cell = g_ptr_array_index (table->cells, i);
      if (i > 0)
        g_string_append_c (row, '\t');
      for (char *p = cell->str; *p != '\0'; p++)
        if (*p == '\n' || *p == '\t')
          *p = ' ';
      g_string_append (row, g_strstrip (cell->str));
      empty = empty && *cell->str == '\0';
    }
  return empty ? NULL : g_string_free (g_steal_pointer (&row), FALSE);
}

/* A row of one cell is a frame around text, not a table. */
gboolean
jb_docx_close_row (Docx *docx, GError **error)
{
  Table *table = peek_last (docx->tables);
  g_autofree char *line = NULL;
  gboolean frame, outer = docx->tables->len > 1;
  if (table == NULL || table->row_deleted || table->cells->len == 0)
    return TRUE;

  frame = table->cells->len == 1;
  line = frame ? g_strdup (((GString *) g_ptr_array_index (table->cells, 0))->str) : join_cells (table);
  g_ptr_array_set_size (table->cells, 0);
  if (line == NULL || *line == '\0')
    return TRUE;
  JbOrigin origin = { .kind = JB_ORIGIN_CELL, .n = table->n, .row = table->row, .cell = frame ? 1 : 0 };
  if (!outer && docx->note == NULL)
    return jb_lines_add (docx->lines, line, origin, error);

  g_ptr_array_remove_index (docx->tables, docx->tables->len - 1); /* into the outer table's cell */
  gboolean done = write_line (docx, line, origin, error);
  Table *again = g_new0 (Table, 1);
  again->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) free_cell);
  g_ptr_array_add (docx->tables, again);
  return done;
}

void
jb_docx_open_table (Docx *docx)
{
  Table *table = g_new0 (Table, 1);

  table->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) free_cell);
  table->n = docx->tables->len == 0 ? ++docx->n_tables : docx->n_tables;
  g_ptr_array_add (docx->tables, table);
}

gboolean
jb_docx_close_table (Docx *docx, GError **error)
{
  if (docx->tables->len > 0)
    g_ptr_array_set_size (docx->tables, (gint) docx->tables->len - 1);
  return docx->tables->len > 0 || docx->paragraphs->len > 0 || docx->note != NULL || jb_docx_write_notes (docx, error);
}

/* A cell over several columns takes their places, so that columns stay in line. */
void
jb_docx_close_cell (Docx *docx)
{
  Table *table = peek_last (docx->tables);

  if (table == NULL)
    return;
  for (guint i = 1; i < table->span && i < 64; i++)
    g_ptr_array_add (table->cells, g_string_new (NULL));
  table->span = 0;
}

void
jb_docx_open_paragraph (Docx *docx)
{
  Paragraph *paragraph = g_new0 (Paragraph, 1);

  paragraph->text = g_string_new (NULL);
  paragraph->level = -1;
  g_ptr_array_add (docx->paragraphs, paragraph);
}

void
jb_docx_open_cell (Docx *docx)
{
  Table *table = peek_last (docx->tables);

  if (table != NULL)
    g_ptr_array_add (table->cells, g_string_new (NULL));
}

void
jb_docx_open_row (Docx *docx)
{
  Table *table = peek_last (docx->tables);

  if (table == NULL)
    return;
  g_ptr_array_set_size (table->cells, 0);
  table->row++;
  table->row_deleted = FALSE;
}
