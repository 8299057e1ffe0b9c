/* WordprocessingML → lines. Parts that are read: the document, its lists and styles, foot- and endnotes. Insertions
 * stand, deletions don't; of two renderings of a shape the first is taken; a table of contents is left out, since its
 * lines would be read as headings.
 *
 * Source: ECMA-376 part 1, 17 (WordprocessingML); part 3, 10 (AlternateContent). */
#include "jb-docx-private.h"
#include "jb-error.h"
#include "jb-xml-private.h"

#include <string.h>

static guint
get_count (xmlTextReader *reader)
{
  g_autofree char *value = jb_xml_get (reader, "val");
  guint64 n;

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, 1000, &n, NULL) ? (guint) n : 0;
}

static gboolean
is_off (xmlTextReader *reader)
{
  g_autofree char *value = jb_xml_get (reader, "val");

  return value != NULL && (strcmp (value, "0") == 0 || strcmp (value, "false") == 0 || strcmp (value, "off") == 0);
}

/* Marks that Word keeps in symbol fonts: ticks and boxes. */
static void
append_symbol (Docx *docx, xmlTextReader *reader)
{
  static const struct { const char *code; const char *text; } symbols[] = {
    { "F0FC", "√" }, { "F052", "☑" }, { "F0FE", "☑" }, { "F0A8", "□" }, { "F06F", "□" }, { "F0B7", "·" }, { "F0D8", "➢" },
  };
  g_autofree char *code = jb_xml_get (reader, "char");

  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (symbols); i++)
    if (g_ascii_strcasecmp (code, symbols[i].code) == 0)
      jb_docx_append_text (docx, symbols[i].text);
}

static void
note_reference (Docx *docx, xmlTextReader *reader, const char *kind)
{
  g_autofree char *id = jb_xml_get (reader, "id");

  if (id != NULL && docx->note == NULL && docx->hidden == 0)
    g_ptr_array_add (docx->pending, g_strdup_printf ("%s %s", kind, id));
}

static gboolean
is_contents_field (const char *instruction)
{
  while (*instruction == ' ')
    instruction++;
  return g_ascii_strncasecmp (instruction, "TOC", 3) == 0 && !g_ascii_isalpha (instruction[3]);
}

static void
step_field (Docx *docx, xmlTextReader *reader)
{
  g_autofree char *type = jb_xml_get (reader, "fldCharType");

  if (g_strcmp0 (type, "begin") == 0 && docx->fields->len < JB_INPUT_MAX_DEPTH)
    g_ptr_array_add (docx->fields, g_string_new (NULL));
  else if (docx->fields->len == 0)
    return;
  else if (g_strcmp0 (type, "separate") == 0)
    {
      GString *field = peek_last (docx->fields);
      if (field != NULL && is_contents_field (field->str))
        {
          docx->hidden++;
          jb_docx_drop_contents_title (docx);
          g_ptr_array_set_size (docx->fields, (gint) docx->fields->len - 1);
          g_ptr_array_add (docx->fields, NULL);
        }
    }
  else if (g_strcmp0 (type, "end") == 0)
    {
      docx->hidden -= peek_last (docx->fields) == NULL;
      g_ptr_array_set_size (docx->fields, (gint) docx->fields->len - 1);
    }
}

/* Inside w:pPr. Returns: whether the element is to be passed over. */
static gboolean
read_paragraph_property (Docx *docx, xmlTextReader *reader, const char *name)
{
  Paragraph *paragraph = peek_last (docx->paragraphs);

  if (strcmp (name, "pPrChange") == 0 || strcmp (name, "rPrChange") == 0 || strcmp (name, "sectPr") == 0)
    return TRUE;
  if (paragraph == NULL)
    return FALSE;
  if (strcmp (name, "pStyle") == 0)
    {
      g_free (paragraph->style);
      paragraph->style = jb_xml_get (reader, "val");
    }
  else if (strcmp (name, "numId") == 0)
    {
      g_free (paragraph->num_id);
      paragraph->num_id = jb_xml_get (reader, "val");
    }
  else if (strcmp (name, "ilvl") == 0)
    paragraph->level = (int) get_count (reader);
  else if (strcmp (name, "del") == 0 || strcmp (name, "moveFrom") == 0)
    paragraph->mark_deleted = TRUE;
  return FALSE;
}

static gboolean
is_passed_over (const char *name)
{
  static const char *const names[] = { "del", "moveFrom", "rPrChange", "tblPr", "tblGrid", "sectPr", "rt", "sectPrChange",
                                       "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "delText" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
set_note_key (Docx *docx, xmlTextReader *reader, const char *kind)
{
  g_autofree char *id = jb_xml_get (reader, "id");

  g_free (docx->note_key);
  docx->note_key = g_strdup_printf ("%s %s", kind, id != NULL ? id : "");
  if (docx->note != NULL)
    g_string_free (docx->note, TRUE);
  docx->note = g_string_new (NULL);
}

/* Properties and marks that stand in runs, rows, cells and fields. Returns: whether to pass over. */
static gboolean
open_small (Docx *docx, xmlTextReader *reader, const char *name)
{
  Table *table = peek_last (docx->tables);

  if (strcmp (name, "t") == 0)
    docx->text++;
  else if (strcmp (name, "r") == 0)
    docx->vanish = FALSE;
  else if (strcmp (name, "vanish") == 0)
    docx->vanish = !is_off (reader);
  else if (strcmp (name, "tab") == 0 || strcmp (name, "ptab") == 0)
    jb_docx_append_text (docx, " ");
  else if (strcmp (name, "br") == 0 || strcmp (name, "cr") == 0)
    jb_docx_append_text (docx, "\n");
  else if (strcmp (name, "noBreakHyphen") == 0)
    jb_docx_append_text (docx, "-");
  else if (strcmp (name, "sym") == 0)
    append_symbol (docx, reader);
  else if (strcmp (name, "instrText") == 0)
    docx->instruction++;
  else if (strcmp (name, "fldChar") == 0)
    step_field (docx, reader);
  else if (strcmp (name, "footnoteReference") == 0)
    note_reference (docx, reader, "footnote");
  else if (strcmp (name, "endnoteReference") == 0)
    note_reference (docx, reader, "endnote");
  else if (strcmp (name, "gridSpan") == 0 && table != NULL)
    table->span = get_count (reader);
  else if (strcmp (name, "fldSimple") == 0)
    {
      g_autofree char *instruction = jb_xml_get (reader, "instr");
      return instruction != NULL && is_contents_field (instruction);
    }
  return FALSE;
}

/* Returns: whether to pass over. */
static gboolean
open_block (Docx *docx, xmlTextReader *reader, const char *name)
{
  if (strcmp (name, "p") == 0)
    jb_docx_open_paragraph (docx);
  else if (strcmp (name, "pPr") == 0)
    docx->ppr++;
  else if (strcmp (name, "tbl") == 0)
    jb_docx_open_table (docx);
  else if (strcmp (name, "tr") == 0)
    jb_docx_open_row (docx);
  else if (strcmp (name, "tc") == 0)
    jb_docx_open_cell (docx);
  else if (strcmp (name, "txbxContent") == 0)
    {
      docx->boxes++;
      docx->n_boxes++;
    }
  else if (strcmp (name, "docPartGallery") == 0)
    {
      g_autofree char *gallery = jb_xml_get (reader, "val");
      docx->contents = g_strcmp0 (gallery, "Table of Contents") == 0;
    }
  else if (strcmp (name, "sdtContent") == 0 && docx->contents)
    {
      docx->contents = FALSE;
      jb_docx_drop_contents_title (docx);
      return TRUE;
    }
  else if (strcmp (name, "footnote") == 0 || strcmp (name, "endnote") == 0)
    set_note_key (docx, reader, name);
  else
    return open_small (docx, reader, name);
  return FALSE;
}

static gboolean
open_compatible (Docx *docx, const char *name)
{
  const gboolean none = FALSE;

  if (strcmp (name, "AlternateContent") == 0)
    g_array_append_val (docx->choices, none);
  else if (docx->choices->len > 0 && (strcmp (name, "Choice") == 0 || strcmp (name, "Fallback") == 0))
    {
      gboolean *taken = &g_array_index (docx->choices, gboolean, docx->choices->len - 1);
      gboolean pass = *taken;
      *taken = TRUE;
      return pass;
    }
  return FALSE;
}

static gboolean
is_word (const char *space)
{
  return g_str_has_suffix (space, "/wordprocessingml/2006/main") || g_str_has_suffix (space, "/wordprocessingml/main");
}

static void
open_element (Docx *docx, xmlTextReader *reader, const char *space, const char *name)
{
  gboolean pass = FALSE;
  Table *table = peek_last (docx->tables);

  if (docx->skip > 0)
    docx->skip++;
  else if (is_word (space))
    {
      if (docx->ppr > 0)
        pass = read_paragraph_property (docx, reader, name);
      else if (strcmp (name, "del") == 0 && table != NULL && docx->paragraphs->len == 0)
        table->row_deleted = pass = TRUE; /* in w:trPr */
      else
        pass = is_passed_over (name) || open_block (docx, reader, name);
    }
  else if (g_str_has_suffix (space, "/markup-compatibility/2006"))
    pass = open_compatible (docx, name);
  else if (strcmp (name, "t") == 0 && strstr (space, "/math") != NULL)
    docx->text++;
  if (pass)
    docx->skip = 1;
}

static gboolean
close_word (Docx *docx, const char *name, GError **error)
{
  if (strcmp (name, "p") == 0)
    return jb_docx_close_paragraph (docx, error);
  if (strcmp (name, "pPr") == 0 && docx->ppr > 0)
    docx->ppr--;
  else if (strcmp (name, "t") == 0 && docx->text > 0)
    docx->text--;
  else if (strcmp (name, "r") == 0)
    docx->vanish = FALSE;
  else if (strcmp (name, "instrText") == 0 && docx->instruction > 0)
    docx->instruction--;
  else if (strcmp (name, "tbl") == 0)
    return jb_docx_close_table (docx, error);
  else if (strcmp (name, "tr") == 0)
    return jb_docx_close_row (docx, error);
  else if (strcmp (name, "tc") == 0)
    jb_docx_close_cell (docx);
  else if (strcmp (name, "txbxContent") == 0 && docx->boxes > 0)
    docx->boxes--;
  else if ((strcmp (name, "footnote") == 0 || strcmp (name, "endnote") == 0) && docx->note != NULL)
    g_hash_table_insert (docx->notes, g_steal_pointer (&docx->note_key),
                         g_strstrip (g_string_free (g_steal_pointer (&docx->note), FALSE)));
  return TRUE;
}

static gboolean
close_element (Docx *docx, const char *space, const char *name, GError **error)
{
  if (docx->skip > 0)
    {
      docx->skip--;
      return TRUE;
    }
  if (is_word (space))
    return close_word (docx, name, error);
  if (strcmp (name, "AlternateContent") == 0 && docx->choices->len > 0)
    g_array_set_size (docx->choices, docx->choices->len - 1);
  else if (strcmp (name, "t") == 0 && docx->text > 0)
    docx->text--;
  return TRUE;
}

/* Text that Word would take from another file in the archive when it opens the document. */
static gboolean
refuse_chunk (Docx *docx, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: has a document of another kind in it (altChunk): open it in Word, "
               "save it, and give that", docx->lines->path);
  return FALSE;
}

static gboolean
visit (gpointer data, xmlTextReader *reader, gboolean start, const char *space, const char *name, const char *text,
       GError **error)
{
  Docx *docx = data;

  if (name != NULL && start && docx->skip == 0 && is_word (space) && strcmp (name, "altChunk") == 0)
    return refuse_chunk (docx, error);
  if (name != NULL && start)
    open_element (docx, reader, space, name);
  else if (name != NULL)
    return close_element (docx, space, name, error);
  else if (docx->skip == 0 && docx->text > 0)
    jb_docx_append_text (docx, text);
  else if (docx->skip == 0 && docx->instruction > 0 && peek_last (docx->fields) != NULL)
    g_string_append (peek_last (docx->fields), text);
  return TRUE;
}

static void
init_docx (Docx *docx, JbLines *lines)
{
  docx->lines = lines;
  docx->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  docx->paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_docx_free_paragraph);
  docx->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_docx_free_table);
  docx->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_docx_free_field);
  docx->pending = g_ptr_array_new_with_free_func (g_free);
  docx->choices = g_array_new (FALSE, FALSE, sizeof (gboolean));
  docx->carry = g_string_new (NULL);
}

static void
clear_docx (Docx *docx)
{
  jb_numbering_free (docx->numbering);
  g_hash_table_unref (docx->notes);
  g_ptr_array_unref (docx->paragraphs);
  g_ptr_array_unref (docx->tables);
  g_ptr_array_unref (docx->fields);
  g_ptr_array_unref (docx->pending);
  g_array_unref (docx->choices);
  g_string_free (docx->carry, TRUE);
  if (docx->note != NULL)
    g_string_free (docx->note, TRUE);
  g_free (docx->note_key);
}

static gboolean
read_parts (Docx *docx, char **names, GBytes **parts, GError **error)
{
  const char *path = docx->lines->path;

  docx->numbering = jb_numbering_new (path, parts[JB_DOCX_NUMBERING], parts[JB_DOCX_STYLES], error);
  if (docx->numbering == NULL)
    return FALSE;
  for (guint i = JB_DOCX_FOOTNOTES; i <= JB_DOCX_ENDNOTES; i++)
    if (parts[i] != NULL && !jb_xml_walk (path, names[i], parts[i], visit, docx, error))
      return FALSE;
  docx->n_tables = docx->n_boxes = 0;
  return jb_xml_walk (path, names[JB_DOCX_DOCUMENT], parts[JB_DOCX_DOCUMENT], visit, docx, error)
         && jb_docx_write_notes (docx, error);
}

gboolean
jb_docx_read (JbLines *lines, GBytes *bytes, GError **error)
{
  char *names[JB_DOCX_N_PARTS + 1] = { NULL };
  GBytes *parts[JB_DOCX_N_PARTS] = { NULL };
  Docx docx = { 0 };
  gboolean done = jb_docx_read_parts (lines->path, bytes, names, parts, error);

  if (done)
    {
      init_docx (&docx, lines);
      done = read_parts (&docx, names, parts, error);
      clear_docx (&docx);
    }
  for (guint i = 0; i < JB_DOCX_N_PARTS; i++)
    {
      g_clear_pointer (&parts[i], g_bytes_unref);
      g_free (names[i]);
    }
  return done;
}
