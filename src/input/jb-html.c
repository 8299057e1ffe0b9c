/* A saved web page → the article's lines. */
#include "jb-html-private.h"

#include <string.h>

static gboolean
is_block (GumboTag tag)
{
  static const GumboTag blocks[] = {
    GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
    GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_PRE, GUMBO_TAG_TABLE, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_SECTION,
    GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER, GUMBO_TAG_MAIN, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS,
    GUMBO_TAG_CENTER, GUMBO_TAG_FORM, GUMBO_TAG_FIELDSET, GUMBO_TAG_HR, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_BODY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i] == tag)
      return TRUE;
  return FALSE;
}

static gboolean write_node (Html *html, const GumboNode *node, GError **error);
static gboolean write_children (Html *html, const GumboNode *node, GError **error);

/* Blanks as CSS collapses them; a line's end in the source between two Han characters is none in the text. */
static void
append_collapsed (Html *html, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_ascii_isspace (*text))
      {
        html->wrapped = (html->blank && html->wrapped) || *text == '\n' || *text == '\r';
        html->blank = TRUE;
      }
    else
      {
        gunichar c = g_utf8_get_char (text);
        if (html->blank && html->line->len > 0 && html->line->str[html->line->len - 1] != '\n')
          {
            gunichar last = g_utf8_get_char (g_utf8_prev_char (html->line->str + html->line->len));
            if (!html->wrapped || last < 0x2E80 || c < 0x2E80)
              g_string_append_c (html->line, ' ');
          }
        html->blank = FALSE;
        g_string_append_unichar (html->line, c);
      }
}

char *
jb_html_dup_text (Html *html, const GumboNode *node)
{
  g_autoptr(GString) saved = html->line;
  GString *text = html->line = g_string_new (NULL);
  gboolean blank = html->blank;

  html->blank = FALSE;
  html->cell_depth++;
  write_children (html, node, NULL);
  html->cell_depth--;
  html->blank = blank;
  html->line = g_steal_pointer (&saved);
  return g_string_free (text, FALSE);
}

static gboolean
write_notes (Html *html, GError **error)
{
  if (html->cell_depth > 0)
    return TRUE;
  for (guint i = 0; i < html->notes->len; i++)
    {
      const GumboNode *node = g_ptr_array_index (html->notes, i);
      if (!g_hash_table_add (html->written, (gpointer) node))
        continue;
      g_autofree char *text = jb_html_dup_text (html, node);
      g_autofree char *line = g_strdup_printf ("注%u：%s", ++html->n_notes, g_strstrip (text));
      g_strdelimit (line, "\n", ' ');
      if (!jb_lines_add (html->lines, line, (JbOrigin) { .kind = JB_ORIGIN_FOOTNOTE, .n = html->n_notes }, error))
        return FALSE;
    }
  g_ptr_array_set_size (html->notes, 0);
  return TRUE;
}

/* <br> ends a paragraph as </p> does. What is blank counts for none. */
static gboolean
add_paragraphs (Html *html, GError **error)
{
  for (char *line = html->line->str; *line != '\0';)
    {
      char *end = strchrnul (line, '\n');
      gsize before = html->lines->text->len;
      guint n = html->n_paragraphs;
      gboolean last = *end == '\0';
      *end = '\0';
      if (!jb_lines_add (html->lines, line, (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .n = ++html->n_paragraphs }, error))
        return FALSE;
      if (html->lines->text->len == before)
        html->n_paragraphs = n;
      line = last ? end : end + 1;
    }
  return TRUE;
}

/* Ends the block. In a cell, blocks are parted by a line end inside the cell's text. */
static gboolean
end_block (Html *html, GError **error)
{
  html->blank = FALSE;
  if (html->cell_depth > 0)
    {
      if (html->line->len > 0 && html->line->str[html->line->len - 1] != '\n')
        g_string_append_c (html->line, '\n');
      return TRUE;
    }
  if (!add_paragraphs (html, error))
    return FALSE;
  g_string_truncate (html->line, 0);
  return write_notes (html, error);
}

/* A reference "#fn1" to a footnote: its mark is no text. */
static gboolean
take_reference (Html *html, const GumboNode *node)
{
  const char *target = get_attribute (node, "href"), *classes = get_attribute (node, "class"), *role = get_attribute (node, "role");
  gboolean back = (classes != NULL && (strstr (classes, "footnote-back") != NULL || strstr (classes, "backref") != NULL));

  if (back)
    return TRUE;
  if (target == NULL || *target != '#' || !((classes != NULL && strstr (classes, "footnote") != NULL)
      || (role != NULL && strcmp (role, "doc-noteref") == 0) || get_attribute (node, "data-footnote-ref") != NULL
      || g_str_has_prefix (target, "#_ftn") || g_str_has_prefix (target, "#fn")))
    return FALSE;
  const GumboNode *note = g_hash_table_lookup (html->ids, target + 1);
  if (note != NULL && html->cell_depth < 4)
    g_ptr_array_add (html->notes, (gpointer) note);
  return TRUE;
}

static gboolean
is_notes_section (const GumboNode *node)
{
  const char *classes = get_attribute (node, "class"), *role = get_attribute (node, "role");

  return (classes != NULL && jb_html_has_word (classes, "footnotes")) || (role != NULL && strcmp (role, "doc-endnotes") == 0);
}

/* <pre>: lines and tabs are those of the source. */
static void
append_preformatted (Html *html, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text != '\r' || text[1] != '\n')
      g_string_append_c (html->line, *text == '\r' ? '\n' : *text);
}

static void
append_item_number (Html *html, const GumboNode *list, guint n)
{
  const char *type = get_attribute (list, "type"), *style = get_attribute (list, "style"), *start = get_attribute (list, "start");
  g_autofree char *number = NULL;
  guint64 first = 1;

  if (start != NULL && g_ascii_string_to_unsigned (start, 10, 0, 9999, &first, NULL))
    n += (guint) first - 1;
  if (style != NULL && (strstr (style, "cjk-ideographic") != NULL || strstr (style, "simp-chinese") != NULL))
    {
      g_autofree char *chinese = jb_count_in_chinese (n);
      number = g_strdup_printf ("%s、", chinese);
    }
  else if (type != NULL && (*type == 'a' || *type == 'A') && n >= 1 && n <= 26)
    number = g_strdup_printf ("%c.", (char) (*type + (int) n - 1));
  else
    number = g_strdup_printf ("%u.", n);
  jb_lines_append_number (html->line, number);
}

/* The number stays with the first paragraph. */
static gboolean
write_item (Html *html, const GumboNode *item, GError **error)
{
  const GumboVector *children = get_children (item);
  gsize numbered = html->line->len;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];
      gboolean first = numbered > 0 && html->line->len == numbered && get_tag (child) == GUMBO_TAG_P;
      if (first ? !write_children (html, child, error) || !end_block (html, error) : !write_node (html, child, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_list (Html *html, const GumboNode *list, GError **error)
{
  const GumboVector *children = get_children (list);
  guint n = 0;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];
      if (get_tag (child) != GUMBO_TAG_LI || jb_html_is_passed_over (html, child))
        continue;
      n++;
      if (!end_block (html, error))
        return FALSE;
      if (get_tag (list) == GUMBO_TAG_OL && jb_html_get_size (html, child).all > 0)
        append_item_number (html, list, n);
      if (!write_item (html, child, error))
        return FALSE;
      if (!end_block (html, error))
        return FALSE;
    }
  return TRUE;
}

static void
collect_rows (const GumboNode *node, GPtrArray *rows)
{
  const GumboVector *children = get_children (node);

  for (guint i = 0; i < children->length; i++)
    {
      GumboTag tag = get_tag (children->data[i]);
      if (tag == GUMBO_TAG_TR)
        g_ptr_array_add (rows, children->data[i]);
      else if (tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT)
        collect_rows (children->data[i], rows);
    }
}

static guint
count_cells (const GumboNode *row)
{
  const GumboVector *children = get_children (row);
  guint n = 0;

  for (guint i = 0; i < children->length; i++)
    n += get_tag (children->data[i]) == GUMBO_TAG_TD || get_tag (children->data[i]) == GUMBO_TAG_TH;
  return n;
}

/* A table that only places text: one column, or tables in it. */
static gboolean
is_frame (Html *html, const GumboNode *table, const GPtrArray *rows)
{
  guint columns = 0;

  for (guint i = 0; i < rows->len; i++)
    columns = MAX (columns, count_cells (g_ptr_array_index (rows, i)));
  return columns <= 1 || jb_html_get_size (html, table).tables > 1;
}

static gboolean
write_row (Html *html, const GumboNode *row, guint number, GError **error)
{
  const GumboVector *children = get_children (row);
  g_autoptr(GString) line = g_string_new (NULL);
  guint n = 0;
  gboolean ink = FALSE;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *cell = children->data[i];
      if (get_tag (cell) != GUMBO_TAG_TD && get_tag (cell) != GUMBO_TAG_TH)
        continue;
      g_autofree char *text = jb_html_dup_text (html, cell);
      const char *span = get_attribute (cell, "colspan");
      guint64 columns = 1;
      g_strdelimit (g_strstrip (text), "\n\t", ' ');
      ink = ink || *text != '\0';
      if (n++ > 0)
        g_string_append_c (line, '\t');
      g_string_append (line, text);
      if (span != NULL && g_ascii_string_to_unsigned (span, 10, 1, 64, &columns, NULL))
        for (; columns > 1; columns--)
          g_string_append_c (line, '\t');
    }
  JbOrigin origin = { .kind = JB_ORIGIN_CELL, .n = html->n_tables, .row = number };
  return !ink || jb_lines_add (html->lines, line->str, origin, error);
}

static gboolean
write_table (Html *html, const GumboNode *table, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  collect_rows (table, rows);
  if (html->cell_depth > 0 || is_frame (html, table, rows))
    return write_children (html, table, error);
  html->n_tables++;
  const GumboVector *children = get_children (table);
  for (guint i = 0; i < children->length; i++)
    if (get_tag (children->data[i]) == GUMBO_TAG_CAPTION
        && (!write_children (html, children->data[i], error) || !end_block (html, error)))
      return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!write_row (html, g_ptr_array_index (rows, i), i + 1, error))
      return FALSE;
  return write_notes (html, error);
}

static gboolean
write_preformatted (Html *html, const GumboNode *node, GError **error)
{
  html->pre++;
  gboolean done = write_children (html, node, error);
  html->pre--;
  return done && end_block (html, error);
}

static gboolean
write_element (Html *html, const GumboNode *node, GError **error)
{
  GumboTag tag = get_tag (node);

  if (jb_html_is_passed_over (html, node) || is_notes_section (node) || jb_html_is_menu (html, node)
      || (tag == GUMBO_TAG_A && take_reference (html, node)))
    return TRUE;
  if (tag == GUMBO_TAG_BR)
    {
      g_string_append_c (html->line, '\n');
      html->blank = FALSE;
      return TRUE;
    }
  if (!is_block (tag))
    return write_children (html, node, error);
  if (!end_block (html, error))
    return FALSE;
  if (tag == GUMBO_TAG_TABLE)
    return write_table (html, node, error);
  if (tag == GUMBO_TAG_PRE)
    return write_preformatted (html, node, error);
  if ((tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) && !write_list (html, node, error))
    return FALSE;
  if (tag != GUMBO_TAG_OL && tag != GUMBO_TAG_UL && !write_children (html, node, error))
    return FALSE;
  return end_block (html, error);
}

static gboolean
write_node (Html *html, const GumboNode *node, GError **error)
{
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE)
    {
      if (html->pre > 0)
        append_preformatted (html, node->v.text.text);
      else
        append_collapsed (html, node->v.text.text);
    }
  return node->type != GUMBO_NODE_ELEMENT || write_element (html, node, error);
}

static gboolean
write_children (Html *html, const GumboNode *node, GError **error)
{
  const GumboVector *children = get_children (node);

  for (guint i = 0; i < children->length; i++)
    if (!write_node (html, children->data[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_page (JbLines *lines, const GumboNode *root, GError **error)
{
  Html html = { .lines = lines };
  gboolean done;

  g_autoptr(GPtrArray) furniture = html.furniture = jb_html_load_furniture (error);
  g_autoptr(JbTsv) page_lines = html.page_lines = furniture == NULL ? NULL : jb_page_lines_load (error);
  if (page_lines == NULL)
    return FALSE;
  html.line = g_string_new (NULL);
  html.ids = g_hash_table_new (g_str_hash, g_str_equal);
  html.sizes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  html.notes = g_ptr_array_new ();
  html.written = g_hash_table_new (NULL, NULL);
  jb_html_measure (&html, root);
  const GumboNode *article = jb_html_find_article (&html, root);
  g_autofree char *title = jb_html_dup_title (&html, root, article);
  g_ptr_array_set_size (html.notes, 0);
  done = title == NULL
         || jb_lines_add (lines, title, (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .n = ++html.n_paragraphs }, error);
  done = done && write_children (&html, article, error) && end_block (&html, error);
  if (done)
    jb_page_lines_drop (page_lines, lines, FALSE);
  g_string_free (html.line, TRUE);
  g_hash_table_unref (html.ids);
  g_hash_table_unref (html.sizes);
  g_ptr_array_unref (html.notes);
  g_hash_table_unref (html.written);
  return done;
}

gboolean
jb_html_read (JbLines *lines, const char *text, gsize length, GError **error)
{
  if (!jb_html_check_nesting (lines, text, length, error))
    return FALSE;

  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput *output = gumbo_parse_with_options (&options, text, length);
  jb_html_mend_tree (output->root);
  gboolean done = write_page (lines, output->root, error);
  gumbo_destroy_output (&options, output);
  return done;
}
