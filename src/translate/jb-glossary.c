#include "jb-glossary-private.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-tsv.h"

#include <string.h>

static const struct { const char *domain; JbTermKind kind; } kinds[] = {
  { "verb", JB_TERM_VERB }, { "verb-silent", JB_TERM_VERB }, { "modifier", JB_TERM_MODIFIER }, { "after", JB_TERM_AFTER },
  { "head", JB_TERM_HEAD }, { "head-modifier", JB_TERM_HEAD_MODIFIER }, { "adverb", JB_TERM_ADVERB },
  { "function", JB_TERM_FUNCTION }, { "action", JB_TERM_PHRASE }, { "trend", JB_TERM_PHRASE },
  { "unit", JB_TERM_PHRASE }, { "quantity", JB_TERM_PHRASE } };

static void
term_free (JbTerm *term)
{
  g_free (term->zh);
  g_free (term->en);
  g_free (term->second);
  g_free (term->third);
  g_free (term->toward);
  g_free (term->full);
  g_free (term->domain);
  g_free (term->note);
  g_free (term);
}

static void
unit_word_free (JbUnitWord *word)
{
  g_free (word->unit);
  g_free (word->label);
  g_free (word->en);
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

/* "gross regional product (GRP)" → "gross regional product" */
static char *
without_brackets (const char *text)
{
  const char *open = g_str_has_suffix (text, ")") ? strstr (text, " (") : NULL;

  return g_strstrip (open != NULL ? g_strndup (text, (gsize) (open - text)) : g_strdup (text));
}

static void
index_term (JbGlossary *glossary, JbTerm *term)
{
  JbTerm *first = g_hash_table_lookup (glossary->terms, term->zh);
  glong n = g_utf8_strlen (term->zh, -1);
  gpointer c = GUINT_TO_POINTER (g_utf8_get_char (term->zh));

  if (first != NULL) /* the later term goes first: a user's file overrides */
    term->next = first;
  g_hash_table_replace (glossary->terms, term->zh, term);
  if (n < 64)
    {
      guint64 bits = GPOINTER_TO_SIZE (g_hash_table_lookup (glossary->lengths, c));
      g_hash_table_insert (glossary->lengths, c, GSIZE_TO_POINTER (bits | (G_GUINT64_CONSTANT (1) << n)));
    }
}

/* Behind participle and action noun: "receiving", of what people do; "referred to", before whom things go to. */
static void
add_verb_forms (JbTerm *term, char **forms)
{
  char *third = g_strstrip (forms[0]);

  term->third = *third != '\0' ? g_strdup (third) : NULL;
  term->toward = forms[1] != NULL ? g_strdup (g_strstrip (forms[1])) : NULL;
}

void
jb_glossary_add_term (JbGlossary *glossary, const char *zh, const char *en, const char *domain, const char *note)
{
  JbTerm *term = g_new0 (JbTerm, 1);
  g_auto(GStrv) renderings = g_strsplit (en, ";", 4);
  const char *first = renderings[0] != NULL ? renderings[0] : "";

  term->kind = kind_of_domain (domain);
  term->zh = g_strdup (zh);
  term->full = g_strdup (en);
  term->en = term->kind == JB_TERM_HEAD ? g_strdup (first) : without_brackets (first);
  term->second = *first != '\0' && renderings[1] != NULL ? without_brackets (g_strchug (renderings[1])) : NULL;
  if (term->kind == JB_TERM_VERB && term->second != NULL && renderings[2] != NULL)
    add_verb_forms (term, renderings + 2);
  term->domain = g_strdup (domain);
  term->note = g_strdup (note);
  term->silent = strcmp (domain, "verb-silent") == 0;
  g_ptr_array_add (glossary->list, term);
  index_term (glossary, term);
}

static gboolean
add_row (JbGlossary *glossary, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  const char *zh = row->fields[0], *en = row->fields[1];
  const char *domain = row->n_fields > 3 ? row->fields[2] : "";
  JbTermKind kind = kind_of_domain (domain);

  if (*zh == '\0' || (*en == '\0' && kind != JB_TERM_MODIFIER && kind != JB_TERM_FUNCTION && kind != JB_TERM_ADVERB))
    return jb_tsv_error (tsv, row, error, "a term or its English is empty: fill both columns or delete the line");
  jb_glossary_add_term (glossary, zh, en, domain, row->n_fields > 2 ? row->fields[row->n_fields - 1] : "");
  return TRUE;
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

  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 2, 4, error);
  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    {
      const JbTsvRow *row = jb_tsv_row (tsv, i);

      if (i == 0 && strcmp (row->fields[0], "zh") == 0)
        continue;
      if (!add_row (glossary, tsv, row, error))
        return FALSE;
    }
  return TRUE;
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

static gboolean
load_prepositions (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 2, 2, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    g_hash_table_replace (glossary->prepositions, g_strdup (jb_tsv_row (tsv, i)->fields[0]),
                          g_strdup (jb_tsv_row (tsv, i)->fields[1]));
  return tsv != NULL;
}

static gboolean
load_wholes (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 1, 1, error);

  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    g_hash_table_add (glossary->wholes, g_strdup (jb_tsv_row (tsv, i)->fields[0]));
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
  glossary->lengths = g_hash_table_new (NULL, NULL);
  glossary->list = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  glossary->nouns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->singular = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->prepositions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  glossary->wholes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_autofree char *heap = NULL;
  char *key = stack;

  if (length >= sizeof stack)
    key = heap = g_malloc (length + 1);
  memcpy (key, zh, length);
  key[length] = '\0';
  return g_hash_table_lookup (glossary->terms, key);
}

guint64
jb_glossary_lengths (const JbGlossary *glossary, gunichar c)
{
  return GPOINTER_TO_SIZE (g_hash_table_lookup (glossary->lengths, GUINT_TO_POINTER (c)));
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
  g_hash_table_unref (glossary->lengths);
  g_hash_table_unref (glossary->nouns);
  g_hash_table_unref (glossary->singular);
  g_hash_table_unref (glossary->prepositions);
  g_hash_table_unref (glossary->wholes);
  g_ptr_array_unref (glossary->list);
  g_ptr_array_unref (glossary->units);
  g_free (glossary);
}
