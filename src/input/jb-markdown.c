/* CommonMark with tables and footnotes → lines. Hard-wrapped lines are joined; lists show their numbers; what is set off
 * by ---  at the top gives its title. */
#include "jb-error.h"
#include "jb-format-private.h"
#include "jb-han.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct
{
  JbLines    *lines;
  GString    *line;
  cmark_node *document;
  GPtrArray  *notes;  /* of cmark_node: referred to in this block, not yet written */
  GHashTable *note_numbers; /* definitions that are written */
  GHashTable *counts;       /* ordered list → number of its last item */
  guint n_tables, row;
} Markdown;

static gboolean write_note (Markdown *markdown, cmark_node *definition, GError **error);

/* Between two lines of one paragraph: nothing among Han characters and marks, else a blank. */
static void
append_soft_break (GString *line, cmark_node *node)
{
  cmark_node *next = cmark_node_next (node);
  const char *text = next != NULL ? cmark_node_get_literal (next) : NULL;

  if (line->len == 0)
    return;
  gunichar before = g_utf8_get_char (g_utf8_prev_char (line->str + line->len));
  gunichar after = text != NULL && *text != '\0' ? g_utf8_get_char (text) : 0x4E00;
  if (before < 0x2E80 && after < 0x2E80)
    g_string_append_c (line, ' ');
}

static void
append_inline (Markdown *markdown, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_SOFTBREAK:
      append_soft_break (markdown->line, node);
      break;
    case CMARK_NODE_LINEBREAK:
      g_string_append_c (markdown->line, '\n');
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      g_ptr_array_add (markdown->notes, node);
      break;
    case CMARK_NODE_HTML_INLINE:
      if (literal != NULL && g_ascii_strncasecmp (literal, "<br", 3) == 0)
        g_string_append_c (markdown->line, '\n');
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      if (literal != NULL)
        g_string_append (markdown->line, literal);
      break;
    default:
      break;
    }
}

/* Deep trees without recursion: from @root's first inline to its last. */
static void
append_inlines (Markdown *markdown, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    if (cmark_iter_get_event_type (iter) == CMARK_EVENT_ENTER)
      append_inline (markdown, cmark_iter_get_node (iter));
  cmark_iter_free (iter);
}

/* The number of a list's item stands before its first paragraph only. */
static void
append_item_number (Markdown *markdown, cmark_node *paragraph)
{
  cmark_node *item = cmark_node_parent (paragraph), *list = item != NULL ? cmark_node_parent (item) : NULL;
  int n;
  if (list == NULL || cmark_node_get_type (item) != CMARK_NODE_ITEM || cmark_node_previous (paragraph) != NULL
      || cmark_node_get_list_type (list) != CMARK_ORDERED_LIST)
    return;

  n = GPOINTER_TO_INT (g_hash_table_lookup (markdown->counts, list));
  n = n == 0 ? cmark_node_get_list_start (list) : n + 1;
  g_hash_table_insert (markdown->counts, list, GINT_TO_POINTER (n));
  g_autofree char *number = g_strdup_printf ("%d%c", n, cmark_node_get_list_delim (list) == CMARK_PAREN_DELIM ? ')' : '.');
  jb_lines_append_number (markdown->line, number);
}

/* References are numbered, and the definitions that are referred to stand at the document's end in that order. */
static cmark_node *
find_definition (cmark_node *document, const char *number)
{
  guint64 n;
  cmark_node *node = cmark_node_last_child (document);

  if (number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, 100000, &n, NULL))
    return NULL;
  while (node != NULL && cmark_node_get_type (node) == CMARK_NODE_FOOTNOTE_DEFINITION)
    node = cmark_node_previous (node);
  node = node == NULL ? cmark_node_first_child (document) : cmark_node_next (node);
  while (node != NULL && --n > 0)
    node = cmark_node_next (node);
  return node;
}

static gboolean
write_notes (Markdown *markdown, GError **error)
{
  g_autoptr(GPtrArray) notes = g_steal_pointer (&markdown->notes);
  gboolean done = TRUE;

  markdown->notes = g_ptr_array_new ();
  for (guint i = 0; done && i < notes->len; i++)
    {
      cmark_node *reference = g_ptr_array_index (notes, i);
      cmark_node *definition = find_definition (markdown->document, cmark_node_get_literal (reference));
      if (definition != NULL && !g_hash_table_contains (markdown->note_numbers, definition))
        done = write_note (markdown, definition, error);
    }
  return done;
}

static gboolean
write_note (Markdown *markdown, cmark_node *definition, GError **error)
{
  guint n = g_hash_table_size (markdown->note_numbers) + 1;
  JbOrigin origin = { .kind = JB_ORIGIN_FOOTNOTE, .n = n };

  g_hash_table_add (markdown->note_numbers, definition);
  g_string_truncate (markdown->line, 0);
  append_inlines (markdown, definition);
  g_autofree char *text = g_strdup_printf ("注%u：%s", n, markdown->line->str);
  g_string_truncate (markdown->line, 0);
  g_strdelimit (text, "\n", ' ');
  g_ptr_array_set_size (markdown->notes, 0); /* no notes on notes */
  return jb_lines_add (markdown->lines, text, origin, error);
}

static gboolean
write_block (Markdown *markdown, cmark_node *node, GError **error)
{
  JbOrigin origin = { .kind = JB_ORIGIN_LINE, .n = (guint) MAX (cmark_node_get_start_line (node), 1) };

  g_string_truncate (markdown->line, 0);
  if (cmark_node_get_type (node) == CMARK_NODE_CODE_BLOCK)
    g_string_append (markdown->line, cmark_node_get_literal (node));
  else
    append_inlines (markdown, node);
  if (*markdown->line->str != '\0')
    {
      g_autofree char *text = g_strdup (markdown->line->str);
      g_string_truncate (markdown->line, 0);
      append_item_number (markdown, node);
      g_string_append (markdown->line, text);
    }
  return jb_lines_add (markdown->lines, markdown->line->str, origin, error) && write_notes (markdown, error);
}

static gboolean
write_row (Markdown *markdown, cmark_node *row, GError **error)
{
  g_autoptr(GString) line = g_string_new (NULL);
  JbOrigin origin = { .kind = JB_ORIGIN_CELL, .n = markdown->n_tables, .row = ++markdown->row };

  for (cmark_node *cell = cmark_node_first_child (row); cell != NULL; cell = cmark_node_next (cell))
    {
      g_string_truncate (markdown->line, 0);
      append_inlines (markdown, cell);
      g_strdelimit (markdown->line->str, "\n\t", ' ');
      if (cell != cmark_node_first_child (row))
        g_string_append_c (line, '\t');
      g_string_append (line, markdown->line->str);
    }
  return jb_lines_add (markdown->lines, line->str, origin, error);
}

static gboolean
write_table (Markdown *markdown, cmark_node *table, GError **error)
{
  markdown->n_tables++;
  markdown->row = 0;
  for (cmark_node *row = cmark_node_first_child (table); row != NULL; row = cmark_node_next (row))
    if (!write_row (markdown, row, error))
      return FALSE;
  return write_notes (markdown, error);
}

static gboolean
visit_blocks (Markdown *markdown, cmark_node *document, GError **error)
{
  cmark_iter *iter = cmark_iter_new (document);
  gboolean done = TRUE;
  cmark_event_type event;

  while (done && (event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);
      if (event != CMARK_EVENT_ENTER)
        continue;
      if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_CODE_BLOCK)
        done = write_block (markdown, node, error);
      else if (strcmp (cmark_node_get_type_string (node), "table") == 0)
        done = write_table (markdown, node, error);
      else if (type != CMARK_NODE_FOOTNOTE_DEFINITION)
        continue;
      cmark_iter_reset (iter, node, CMARK_EVENT_EXIT); /* what is inside is done */
    }
  cmark_iter_free (iter);
  return done;
}

/* Whether a line holds "[^" that it does not close. cmark-gfm 0.29 takes text away where one runs over a line end: then
 * no note is read as one. */
static gboolean
has_broken_note (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memmem (p, (gsize) (end - p), "[^", 2)) != NULL; p += 2)
    {
      const char *line_end = memchr (p, '\n', (gsize) (end - p));
      const char *close = memchr (p, ']', (gsize) ((line_end != NULL ? line_end : end) - p));
      if (close == NULL)
        return TRUE;
    }
  return FALSE;
}

static cmark_node *
parse (const char *text, gsize length)
{
  static const char *const extensions[] = { "table", "strikethrough" };
  int options = CMARK_OPT_UNSAFE | (has_broken_note (text, length) ? 0 : CMARK_OPT_FOOTNOTES);
  cmark_parser *parser;

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (options);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extensions[i]));
  cmark_parser_feed (parser, text, length);
  cmark_node *document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return document;
}

/* "---\ntitle: …\n---": the title becomes the first line. Returns: bytes of @text that it takes; 0 where there is none. */
static gsize
read_front_matter (JbLines *lines, const char *text)
{
  const char *end, *line;

  if (strncmp (text, "---\n", 4) != 0 && strncmp (text, "---\r\n", 5) != 0)
    return 0;
  end = strstr (text, "\n---\n");
  if (end == NULL)
    end = strstr (text, "\n---\r");
  if (end == NULL)
    end = strstr (text, "\n...\n");
  if (end == NULL || memmem (text, (gsize) (end - text), "\n\n", 2) != NULL)
    return 0; /* a rule between paragraphs */
  line = memmem (text, (gsize) (end - text), "\ntitle:", 7);
  if (line != NULL)
    {
      g_autofree char *title = g_strndup (line + 7, (gsize) (strchrnul (line + 7, '\n') - line - 7));
      g_strstrip (title);
      gsize n = strlen (title);
      if (n >= 2 && (*title == '"' || *title == '\'') && title[n - 1] == *title)
        {
          title[n - 1] = '\0';
          *title = ' ';
        }
      jb_lines_add (lines, title, (JbOrigin) { .kind = JB_ORIGIN_LINE, .n = 2 }, NULL);
    }
  return (gsize) (end - text) + 4;
}

/* How many quotes and lists the beginning of a line opens in one another. */
static guint
count_containers (const char *line, const char *end)
{
  guint n = 0;

  for (; line < end; line++)
    if (*line == '>' || ((*line == '-' || *line == '+' || *line == '*') && line + 1 < end && line[1] == ' '))
      n++;
    else if (*line != ' ' && *line != '\t' && *line != '.' && *line != ')' && !g_ascii_isdigit (*line))
      break;
  return n;
}

static gboolean
check_depth (const JbLines *lines, const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  guint number = 1;

  for (const char *line = text; line < end; number++)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      if (count_containers (line, next != NULL ? next : end) > JB_INPUT_MAX_DEPTH / 10)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s:%u: quotes and lists stand more than %u deep in one another: flatten them",
                       lines->path, number, JB_INPUT_MAX_DEPTH / 10);
          return FALSE;
        }
      line = next != NULL ? next + 1 : end;
    }
  return TRUE;
}

gboolean
jb_markdown_read (JbLines *lines, const char *text, gsize length, GError **error)
{
  gsize front = read_front_matter (lines, text);
  Markdown markdown = { .lines = lines };
  g_autofree char *blanked = g_strndup (text, length);
  gboolean done;

  if (!check_depth (lines, text, length, error))
    return FALSE;
  for (gsize i = 0; i < front; i++) /* lines keep their numbers */
    if (blanked[i] != '\n')
      blanked[i] = ' ';
  cmark_node *document = parse (blanked, length);
  markdown.line = g_string_new (NULL);
  markdown.notes = g_ptr_array_new ();
  markdown.note_numbers = g_hash_table_new (NULL, NULL);
  markdown.counts = g_hash_table_new (NULL, NULL);
  markdown.document = document;
  done = visit_blocks (&markdown, document, error);
  g_string_free (markdown.line, TRUE);
  g_ptr_array_unref (markdown.notes);
  g_hash_table_unref (markdown.note_numbers);
  g_hash_table_unref (markdown.counts);
  cmark_node_free (document);
  return done;
}
