#include "jb-glossary-private.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-tsv.h"

#include <string.h>

static const struct { const char *domain; JbTermKind kind; } kinds[] = {
  { "verb", JB_TERM_VERB }, { "verb-silent", JB_TERM_VERB }, { "modifier", JB_TERM_MODIFIER }, { "after", JB_TERM_AFTER },
  { "head", JB_TERM_HEAD }, { "head-modifier", JB_TERM_HEAD_MODIFIER }, { "adverb", JB_TERM_ADVERB },
  { "function", JB_TERM_FUNCTION }, { "label", JB_TERM_LABEL }, { "heading", JB_TERM_HEADING },
  { "heading-verb", JB_TERM_HEADING_VERB }, { "action", JB_TERM_PHRASE }, { "verb-money", JB_TERM_PHRASE }, { "trend", JB_TERM_PHRASE },
  { "unit", JB_TERM_PHRASE }, { "quantity", JB_TERM_PHRASE } };

static void
unit_word_free (JbUnitWord *word)
{
  g_free (word->unit);
  g_free (word->label);
  g_free (word->en);
  g_free (word);
}

static void
measure_word_free (JbMeasureWord *word)
{
  g_free (word->zh);
  g_free (word->one);
  g_free (word->many);
  g_free (word);
}

static JbTermKind
kind_of_domain (const char *domain)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].domain, domain) == 0)
      return kinds[i].kind;
  return JB_TERM_NOUN;
}

/* "gross regional product (GRP)" → "gross regional product"; @length bytes of @text, blanks around them left out. Where that
 * is the whole of a text, it is lent. */
static const char *
rendering (JbGlossary *glossary, const char *text, gsize length, gboolean brackets)
{
  const char *open = !brackets && length > 0 && text[length - 1] == ')' ? g_strstr_len (text, (gssize) length, " (") : NULL;

  if (open != NULL)
    length = (gsize) (open - text);
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return text[length] == '\0' ? text : g_string_chunk_insert_len (glossary->strings, text, (gssize) length);
}

static void
index_term (JbGlossary *glossary, JbTerm *term)
{
  JbTerm *first = g_hash_table_lookup (glossary->terms, term->zh);
  glong n = g_utf8_strlen (term->zh, -1);

  if (first != NULL) /* the later term goes first: a user's file overrides */
    term->next = first;
  g_hash_table_replace (glossary->terms, (gpointer) term->zh, term);
  if (n < 64)
    glossary->lengths[g_utf8_get_char (term->zh) & 0xFFFF] |= G_GUINT64_CONSTANT (1) << n;
}

/* Behind participle and action noun: "receiving", of what people do; "referred to", before whom things go to. */
static void
add_verb_forms (JbGlossary *glossary, JbTerm *term, const char *forms)
{
  const char *semicolon = strchr (forms, ';');
  const char *third = rendering (glossary, forms, semicolon != NULL ? (gsize) (semicolon - forms) : strlen (forms), TRUE);

  term->third = *third != '\0' ? third : NULL;
  term->toward = semicolon != NULL ? rendering (glossary, semicolon + 1, strlen (semicolon + 1), TRUE) : NULL;
}

static void
add_renderings (JbGlossary *glossary, JbTerm *term)
{
  const char *first_end = strchr (term->full, ';');
  gsize length = first_end != NULL ? (gsize) (first_end - term->full) : strlen (term->full);

  term->en = rendering (glossary, term->full, length, term->kind == JB_TERM_HEAD);
  if (first_end == NULL || length == 0)
    return;
  const char *second_end = strchr (first_end + 1, ';');
  term->second = rendering (glossary, first_end + 1, second_end != NULL ? (gsize) (second_end - first_end - 1) : strlen (first_end + 1), FALSE);
  if (term->kind == JB_TERM_VERB && second_end != NULL)
    add_verb_forms (glossary, term, second_end + 1);
}

#define TERMS_IN_BLOCK 1024

/* All texts must live as long as the glossary. */
static void
add_term (JbGlossary *glossary, const char *zh, const char *en, const char *domain, const char *note)
{
  if (glossary->blocks->len == 0 || glossary->n_in_block == TERMS_IN_BLOCK)
    {
      g_ptr_array_add (glossary->blocks, g_new0 (JbTerm, TERMS_IN_BLOCK));
      glossary->n_in_block = 0;
    }
  JbTerm *term = (JbTerm *) g_ptr_array_index (glossary->blocks, glossary->blocks->len - 1) + glossary->n_in_block++;
  term->kind = kind_of_domain (domain);
  term->zh = zh;
  term->full = en;
  term->domain = domain;
  term->note = note;
  term->silent = strcmp (domain, "verb-silent") == 0;
  add_renderings (glossary, term);
  index_term (glossary, term);
}

void
jb_glossary_add_term (JbGlossary *glossary, const char *zh, const char *en, const char *domain, const char *note)
{
  add_term (glossary, g_string_chunk_insert (glossary->strings, zh), g_string_chunk_insert (glossary->strings, en),
            g_string_chunk_insert_const (glossary->strings, domain), g_string_chunk_insert (glossary->strings, note));
}

#define MAX_FIELDS 4
#define MAX_FILE (64u * 1024 * 1024)

/* Parts a line at its tabs, in place. Returns: number of columns, one more than fit where there are too many. */
static guint
split_line (char *line, const char *fields[MAX_FIELDS])
{
  guint n = 0;

  for (char *at = line; at != NULL; n++)
    {
      char *tab = strchr (at, '\t');

      if (n == MAX_FIELDS)
        return n + 1;
      if (tab != NULL)
        *tab = '\0';
      fields[n] = at;
      at = tab != NULL ? tab + 1 : NULL;
    }
  return n;
}

static gboolean
row_error (const char *path, guint line, GError **error, const char *message)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: %s", path, line, message);
  return FALSE;
}

static gboolean
add_line (JbGlossary *glossary, const char *path, guint number, char *line, gboolean first, GError **error)
{
  const char *fields[MAX_FIELDS] = { 0 };
  guint n = split_line (line, fields);

  if (n < 2 || n > MAX_FIELDS)
    return row_error (path, number, error, "a term has 2 to 4 columns (zh, en, domain, note): part them with single tabs");
  if (first && strcmp (fields[0], "zh") == 0)
    return TRUE;
  const char *domain = n > 3 ? fields[2] : "";
  JbTermKind kind = kind_of_domain (domain);
  if (*fields[0] == '\0' || (*fields[1] == '\0' && kind != JB_TERM_MODIFIER && kind != JB_TERM_FUNCTION && kind != JB_TERM_ADVERB))
    return row_error (path, number, error, "a term or its English is empty: fill both columns or delete the line");
  add_term (glossary, fields[0], fields[1], domain, n > 2 ? fields[n - 1] : "");
  return TRUE;
}

static gboolean
add_lines (JbGlossary *glossary, const char *path, char *text, GError **error)
{
  gboolean first = TRUE;

  for (guint number = 1; text != NULL; number++)
    {
      char *newline = strchr (text, '\n');
      char *end = newline != NULL ? newline : text + strlen (text);

      *end = '\0';
      if (end > text && end[-1] == '\r')
        end[-1] = '\0';
      if (*text != '\0' && *text != '#')
        {
          if (!add_line (glossary, path, number, text, first, error))
            return FALSE;
          first = FALSE;
        }
      text = newline != NULL ? newline + 1 : NULL;
    }
  return TRUE;
}

static gboolean
add_tsv (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, MAX_FILE, error);
  if (bytes == NULL)
    return FALSE;

  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is not UTF-8: save it as UTF-8", path);
      return FALSE;
    }
  gsize mark = length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  char *text = g_strndup (data + mark, length - mark);
  g_ptr_array_add (glossary->buffers, text);
  return add_lines (glossary, path, text, error);
}

/* By content: what begins with "<" is TBX. */
static gboolean
is_xml (const char *path)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, G_MAXUINT32, NULL);
  gsize length = 0;
  const char *data = bytes != NULL ? jb_bytes_peek (bytes, &length) : NULL;

  for (gsize i = 0; i < length && i < 64; i++)
    if (data[i] == '<')
      return TRUE;
    else if ((guchar) data[i] > ' ' && (guchar) data[i] != 0xEF && (guchar) data[i] != 0xBB && (guchar) data[i] != 0xBF
             && (guchar) data[i] != 0xFE && (guchar) data[i] != 0xFF)
      return FALSE;
  return FALSE;
}

gboolean
jb_glossary_add_file (JbGlossary *glossary, const char *path, GError **error)
{
  if (!g_str_has_suffix (path, ".tsv") && is_xml (path))
    return jb_glossary_add_tbx (glossary, path, error);
  return add_tsv (glossary, path, error);
}

static gboolean
load_nouns (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 2, 2, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    {
      char **fields = jb_tsv_row (tsv, i)->fields;

      g_hash_table_replace (glossary->nouns, g_strdup (fields[0]), g_strdup (fields[1]));
      if (*fields[1] != '-' && *fields[1] != '=')
        g_hash_table_replace (glossary->singular, g_strdup (fields[1]), g_strdup (fields[0]));
    }
  return tsv != NULL;
}

/* A map of words. */
static gboolean
load_map (GHashTable *map, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 2, 2, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    g_hash_table_replace (map, g_strdup (jb_tsv_row (tsv, i)->fields[0]), g_strdup (jb_tsv_row (tsv, i)->fields[1]));
  return tsv != NULL;
}

static gboolean
load_prepositions (JbGlossary *glossary, const char *path, GError **error)
{
  return load_map (glossary->prepositions, path, error);
}

static gboolean
load_people (JbGlossary *glossary, const char *path, GError **error)
{
  return load_map (glossary->people_by, path, error);
}

/* A set of words. */
static gboolean
load_set (GHashTable *set, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 1, 1, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    g_hash_table_add (set, g_strdup (jb_tsv_row (tsv, i)->fields[0]));
  return tsv != NULL;
}

static gboolean
load_wholes (JbGlossary *glossary, const char *path, GError **error)
{
  return load_set (glossary->wholes, path, error);
}

static gboolean
load_made_for (JbGlossary *glossary, const char *path, GError **error)
{
  return load_set (glossary->made_for, path, error);
}

static gboolean
load_nominal (JbGlossary *glossary, const char *path, GError **error)
{
  return load_set (glossary->nominal, path, error);
}

static gboolean
load_measures (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 3, 4, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    {
      char **fields = jb_tsv_row (tsv, i)->fields;
      JbMeasureWord *word = g_new0 (JbMeasureWord, 1);

      word->zh = g_strdup (fields[0]);
      word->one = g_strdup (fields[1]);
      word->many = g_strdup (fields[2]);
      word->aged = g_strcmp0 (fields[3], "aged") == 0;
      g_ptr_array_add (glossary->measures, word);
    }
  return tsv != NULL;
}

static gboolean
load_units (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 3, 3, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    {
      char **fields = jb_tsv_row (tsv, i)->fields;
      JbUnitWord *word = g_new0 (JbUnitWord, 1);

      word->unit = g_strdup (fields[0]);
      word->label = g_strdup (fields[1]);
      word->en = g_strdup (fields[2]);
      g_ptr_array_add (glossary->units, word);
    }
  return tsv != NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
load_folder (JbGlossary *glossary, const char *folder, GError **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &reason);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: %s: install the program's data or name a folder", folder,
                   reason->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tsv"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (!jb_glossary_add_file (glossary, path, error))
        return FALSE;
    }
  return TRUE;
}

typedef gboolean (*Load) (JbGlossary *glossary, const char *path, GError **error);

/* What English itself needs, whatever the terms: plurals, prepositions, units. */
static gboolean
load_forms (JbGlossary *glossary, GError **error)
{
  static const struct { const char *name; Load load; } forms[] = {
    { "assets/glossary/forms/nouns.tsv", load_nouns },
    { "assets/glossary/forms/prepositions.tsv", load_prepositions },
    { "assets/glossary/forms/wholes.tsv", load_wholes },
    { "assets/glossary/forms/made-for.tsv", load_made_for },
    { "assets/glossary/forms/nominal.tsv", load_nominal },
    { "assets/glossary/forms/people.tsv", load_people },
    { "assets/glossary/forms/measures.tsv", load_measures },
    { "assets/glossary/forms/units.tsv", load_units } };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = jb_data_path (forms[i].name, error);

      if (path == NULL || !forms[i].load (glossary, path, error))
        return FALSE;
    }
  return TRUE;
}

JbGlossary *
jb_glossary_load (const char *folder, GError **error)
{
  g_autoptr(JbGlossary) glossary = jb_glossary_new_empty ();
  g_autofree char *path = folder != NULL ? g_strdup (folder) : jb_data_path ("assets/glossary", error);

  if (path == NULL || !load_forms (glossary, error) || !load_folder (glossary, path, error))
    return NULL;
  return g_steal_pointer (&glossary);
}

JbGlossary *
jb_glossary_new_empty (void)
{
  JbGlossary *glossary = g_new0 (JbGlossary, 1);

  glossary->terms = g_hash_table_new (g_str_hash, g_str_equal);
  glossary->lengths = g_new0 (guint64, 0x10000);
  glossary->buffers = g_ptr_array_new_with_free_func (g_free);
  glossary->blocks = g_ptr_array_new_with_free_func (g_free);
  glossary->strings = g_string_chunk_new (16384);
  glossary->nouns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->singular = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->prepositions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->wholes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  glossary->made_for = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  glossary->nominal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  glossary->people_by = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) measure_word_free);
  glossary->units = g_ptr_array_new_with_free_func ((GDestroyNotify) unit_word_free);
  return glossary;
}

const char *
jb_glossary_longest (const JbGlossary *glossary, const char *text, gsize *length)
{
  guint64 lengths = *text != '\0' ? jb_glossary_lengths (glossary, g_utf8_get_char (text)) : 0;
  const char *found = NULL, *end = text;

  for (guint k = 0; k < 64 && lengths >> k != 0; k++)
    {
      const JbTerm *term = (lengths >> k & 1) != 0 ? jb_glossary_get (glossary, text, (gsize) (end - text)) : NULL;

      if (term != NULL)
        {
          found = term->full;
          *length = (gsize) (end - text);
        }
      if (*end == '\0')
        break;
      end = g_utf8_next_char (end);
    }
  return found;
}

const JbTerm *
jb_glossary_get (const JbGlossary *glossary, const char *zh, gsize length)
{
  char stack[256];
  g_autofree char *heap = length >= sizeof stack ? g_malloc (length + 1) : NULL;
  char *key = heap != NULL ? heap : stack;

  memcpy (key, zh, length);
  key[length] = '\0';
  return g_hash_table_lookup (glossary->terms, key);
}

guint64
jb_glossary_lengths (const JbGlossary *glossary, gunichar c)
{
  return glossary->lengths[c & 0xFFFF];
}

const char *
jb_glossary_lookup (const JbGlossary *glossary, const char *zh)
{
  const JbTerm *term = g_hash_table_lookup (glossary->terms, zh);

  return term != NULL && term->kind != JB_TERM_HEAD ? term->full : NULL;
}

const char *
jb_glossary_unit (const JbGlossary *glossary, const char *base_unit, const char *label_zh)
{
  for (guint i = 0; i < glossary->units->len; i++)
    {
      const JbUnitWord *word = g_ptr_array_index (glossary->units, i);

      if (strcmp (word->unit, base_unit) != 0)
        continue;
      if (*word->label == '\0' || (label_zh != NULL && strstr (label_zh, word->label) != NULL))
        return *word->en != '\0' ? word->en : NULL;
    }
  return NULL;
}

void
jb_glossary_free (JbGlossary *glossary)
{
  if (glossary == NULL)
    return;
  g_hash_table_unref (glossary->terms);
  g_free (glossary->lengths);
  g_hash_table_unref (glossary->nouns);
  g_hash_table_unref (glossary->singular);
  g_hash_table_unref (glossary->prepositions);
  g_hash_table_unref (glossary->wholes);
  g_hash_table_unref (glossary->made_for);
  g_hash_table_unref (glossary->nominal);
  g_hash_table_unref (glossary->people_by);
  g_ptr_array_unref (glossary->measures);
  g_ptr_array_unref (glossary->buffers);
  g_ptr_array_unref (glossary->blocks);
  g_string_chunk_free (glossary->strings);
  g_ptr_array_unref (glossary->units);
  g_free (glossary);
}
