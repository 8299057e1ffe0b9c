#include "jb-label-words-private.h"

#include "jb-tsv.h"

typedef gboolean (*RowFunc) (JbLabelWords *words, const JbTsv *tsv, const JbTsvRow *row, GError **error);

static gboolean
add_verb (JbLabelWords *words, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const kinds[] = { "weak", "strong", "light", "noun" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (row->fields[1], kinds[i]))
      return jb_trie_add (words->verbs, row->fields[0], i)
             || jb_tsv_error (tsv, row, error, "“%s” stands here a second time: take one of them out", row->fields[0]);
  return jb_tsv_error (tsv, row, error, "kind “%s” is unknown: write strong, weak, light or noun", row->fields[1]);
}

static gboolean
add_word (JbLabelWords *words, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  const char *word = row->fields[0], *kind = row->fields[1];

  if (g_str_equal (kind, "lead"))
    jb_trie_add (words->leads, word, JB_LABEL_WORD_YES);
  else if (g_str_equal (kind, "stop"))
    jb_trie_add (words->stops, word, JB_LABEL_WORD_YES);
  else if (g_str_equal (kind, "keep"))
    {
      jb_trie_add (words->leads, word, JB_LABEL_WORD_KEEP);
      jb_trie_add (words->stops, word, JB_LABEL_WORD_KEEP);
    }
  else if (g_str_equal (kind, "tail"))
    jb_trie_add_backwards (words->tails, word, JB_LABEL_WORD_YES);
  else if (g_str_equal (kind, "end"))
    jb_trie_add_backwards (words->tails, word, JB_LABEL_WORD_KEEP);
  else if (g_str_equal (kind, "measure"))
    jb_trie_add_backwards (words->measures, word, JB_LABEL_WORD_YES);
  else if (g_str_equal (kind, "generic"))
    g_hash_table_add (words->generic, g_strdup (word));
  else if (g_str_equal (kind, "state"))
    g_hash_table_add (words->states, g_strdup (word));
  else if (g_str_equal (kind, "attribute"))
    g_hash_table_add (words->attributes, g_strdup (word));
  else if (g_str_equal (kind, "undoing"))
    g_hash_table_add (words->undoing, g_strdup (word));
  else if (g_str_equal (kind, "plan"))
    jb_trie_add (words->times, word, JB_TIME_PLAN);
  else if (g_str_equal (kind, "last"))
    jb_trie_add (words->times, word, JB_TIME_LAST);
  else if (g_str_equal (kind, "next"))
    jb_trie_add (words->times, word, JB_TIME_NEXT);
  else
    return jb_tsv_error (tsv, row, error,
                         "kind “%s” is unknown: write lead, tail, end, stop, keep, generic, measure, state, attribute, undoing, plan, "
                         "last or next", kind);
  return TRUE;
}

static gboolean
add_unit (JbLabelWords *words, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  if (!g_hash_table_insert (words->units, g_strdup (row->fields[0]), g_strdup (row->fields[1])))
    return jb_tsv_error (tsv, row, error, "“%s” stands here a second time: take one of them out", row->fields[0]);
  return TRUE;
}

static const struct
{
  const char *file;
  RowFunc     add;
} tables[] = { { "verbs.tsv", add_verb }, { "label-words.tsv", add_word }, { "label-units.tsv", add_unit } };

static gboolean
load_table (JbLabelWords *words, const char *folder, guint which, GError **error)
{
  g_autofree char *path = g_build_filename (folder, tables[which].file, NULL);
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 2, 2, error);

  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    {
      const JbTsvRow *row = jb_tsv_row (tsv, i);
      if (*row->fields[0] == '\0' || *row->fields[1] == '\0')
        return jb_tsv_error (tsv, row, error, "a column is empty: write a word");
      if (!tables[which].add (words, tsv, row, error))
        return FALSE;
    }
  return TRUE;
}

JbLabelWords *
jb_label_words_load (const char *folder, GError **error)
{
  g_autoptr(JbLabelWords) words = g_new0 (JbLabelWords, 1);

  words->verbs = jb_trie_new ();
  words->leads = jb_trie_new ();
  words->stops = jb_trie_new ();
  words->tails = jb_trie_new ();
  words->measures = jb_trie_new ();
  words->times = jb_trie_new ();
  words->generic = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->undoing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!load_table (words, folder, i, error))
      return NULL;
  return g_steal_pointer (&words);
}

void
jb_label_words_free (JbLabelWords *words)
{
  if (words == NULL)
    return;
  jb_trie_free (words->verbs);
  jb_trie_free (words->leads);
  jb_trie_free (words->stops);
  jb_trie_free (words->tails);
  jb_trie_free (words->measures);
  jb_trie_free (words->times);
  g_hash_table_unref (words->generic);
  g_hash_table_unref (words->states);
  g_hash_table_unref (words->attributes);
  g_hash_table_unref (words->undoing);
  g_hash_table_unref (words->units);
  g_free (words);
}
