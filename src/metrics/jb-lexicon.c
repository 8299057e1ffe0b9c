#include "jb-lexicon-private.h"

#include "jb-chars-private.h"
#include "jb-data-dir.h"
#include "jb-label-words-private.h"
#include "jb-tsv.h"

#include <string.h>

typedef gboolean (*RowFunc) (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error);

static const char *
field (const JbTsvRow *row, guint i)
{
  return i < row->n_fields ? row->fields[i] : "";
}

/* Index of @word among @words, which NULL ends; -1 with the row's error. */
static int
index_of (const char *const *words, const char *word, const char *what, const JbTsv *tsv, const JbTsvRow *row,
          GError **error)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  g_autofree char *known = g_strjoinv (", ", (char **) words);
  jb_tsv_error (tsv, row, error, "%s “%s” is unknown: write one of %s", what, word, known);
  return -1;
}

static gboolean
check_word (const JbTsv *tsv, const JbTsvRow *row, guint i, GError **error)
{
  if (*field (row, i) != '\0')
    return TRUE;
  return jb_tsv_error (tsv, row, error, "column %u is empty: write a word", i + 1);
}

static gboolean
refuse_double (const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  return jb_tsv_error (tsv, row, error, "“%s” stands here a second time: take one of them out", row->fields[0]);
}

static gboolean
read_power (const char *text, gint64 low, gint64 high, int *power, const JbTsv *tsv, const JbTsvRow *row,
            GError **error)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, low, high, &value, NULL))
    return jb_tsv_error (tsv, row, error, "“%s” is no number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, text,
                         low, high);
  *power = (int) value;
  return TRUE;
}

static gboolean
add_unit (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
#define DIMENSION_NAME(name, json) json,
  static const char *const dimensions[] = { JB_DIMENSIONS (DIMENSION_NAME) NULL };
  static const char *const flags[] = { "date", "code", "age",    "ordinal", "span",  "series", "digits",
                                       "spec", "noun", "tenths", "piece",   "point", "word",   NULL };
  JbUnit unit = { .n_chars = (guint) g_utf8_strlen (row->fields[0], -1) };
  g_auto(GStrv) words = g_strsplit (field (row, 4), " ", -1);
  int dimension = index_of (dimensions, row->fields[3], "dimension", tsv, row, error);

  if (dimension < 0 || !check_word (tsv, row, 0, error)
      || !read_power (row->fields[2], -30, 30, &unit.power, tsv, row, error))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      int flag = *words[i] == '\0' ? -2 : index_of (flags, words[i], "flag", tsv, row, error);
      if (flag == -1)
        return FALSE;
      if (flag >= 0)
        unit.flags |= 1u << flag;
    }
  if (!jb_trie_add (lexicon->unit_trie, row->fields[0], lexicon->units->len))
    return refuse_double (tsv, row, error);
  unit.dimension = (JbDimension) dimension;
  unit.unit = g_strdup (row->fields[0]);
  unit.base = g_strdup (row->fields[1]);
  g_array_append_val (lexicon->units, unit);
  return TRUE;
}

static gboolean
add_numeral (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const kinds[] = { "digit", "formal", "tens", "multiplier", "formal-multiplier", "scale", NULL };
  int kind = index_of (kinds, row->fields[1], "kind", tsv, row, error), value = 0;

  if (kind < 0 || !read_power (row->fields[2], 0, 9, &value, tsv, row, error))
    return FALSE;
  if (g_utf8_strlen (row->fields[0], -1) != 1)
    return jb_tsv_error (tsv, row, error, "“%s” is not one character", row->fields[0]);
  gunichar c = g_utf8_get_char (row->fields[0]);
  if (c >= 0x10000)
    return jb_tsv_error (tsv, row, error, "“%s” is beyond the BMP", row->fields[0]);
  if (lexicon->numeral_kind[c] != JB_NUMERAL_NONE)
    return refuse_double (tsv, row, error);
  lexicon->numeral_kind[c] = (guint8) (kind + 1);
  lexicon->numeral_value[c] = (guint8) value;
  return TRUE;
}

static gboolean
add_modifier (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const places[] = { "before", "inner", "after", "behind", NULL };
  static const char *const modifiers[] = { "exact", "approx", "at_least", "at_most", "none", NULL };
  JbTrie *tries[] = { lexicon->modifier_inner, lexicon->modifier_after, lexicon->modifier_behind,  lexicon->aged };
  int place = index_of (places, row->fields[1], "position", tsv, row, error);
  int modifier = place < 0 ? -1 : index_of (modifiers, row->fields[2], "modifier", tsv, row, error);
  gboolean new_word;

  if (modifier < 0 || !check_word (tsv, row, 0, error))
    return FALSE;
  if (place == 0)
    new_word = jb_trie_add_backwards (lexicon->modifier_before, row->fields[0], (guint32) modifier);
  else
    new_word = jb_trie_add (tries[place - 1], row->fields[0], (guint32) modifier);
  return new_word || refuse_double (tsv, row, error);
}

static gboolean
add_change_word (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const kinds[]
    = { "increase", "decrease", "above", "below", "level", "rate", "none", "basis", NULL };
  static const char *const reaches[] = { "touch", "points", "object", NULL };
  JbChangeWord word = { 0 };
  int kind = index_of (kinds, row->fields[1], "kind", tsv, row, error);
  int reach = kind < 0                     ? -1
              : *field (row, 2) == '\0' ? 0
                                         : index_of (reaches, field (row, 2), "reach", tsv, row, error);

  if (reach < 0 || !check_word (tsv, row, 0, error))
    return FALSE;
  word.kind = (JbChangeWordKind) kind;
  word.reach = (JbReach) reach;
  if (!jb_trie_add (lexicon->change_forwards, row->fields[0], lexicon->change_words->len))
    return refuse_double (tsv, row, error);
  jb_trie_add_backwards (lexicon->change_backwards, row->fields[0], lexicon->change_words->len);
  g_array_append_val (lexicon->change_words, word);
  return TRUE;
}

static gboolean
add_name (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  if (!check_word (tsv, row, 0, error) || !check_word (tsv, row, 1, error))
    return FALSE;
  if (!jb_trie_add (lexicon->names, row->fields[0], lexicon->name_reasons->len))
    return refuse_double (tsv, row, error);
  g_ptr_array_add (lexicon->name_reasons, (gpointer) g_intern_string (row->fields[1]));
  return TRUE;
}

static void
add_refusal (JbLexicon *lexicon, JbTrie *trie, gboolean backwards, const JbTsvRow *row)
{
  JbRefusal refusal = { g_strdup (row->fields[2]), g_intern_string (row->fields[3]), JB_TRIE_NONE };
  guint32 number = lexicon->refusals->len;
  guint length;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (row->fields[1], -1, NULL);
  gsize n = (gsize) g_utf8_strlen (row->fields[1], -1);

  for (gsize i = 0; i < n; i++)
    chars[i] = jb_chars_fold (chars[i]);
  gboolean added = backwards ? jb_trie_add_backwards (trie, row->fields[1], number)
                             : jb_trie_add (trie, row->fields[1], number);
  g_array_append_val (lexicon->refusals, refusal);
  if (added)
    return;
  guint32 first = backwards ? jb_trie_longest_before (trie, chars, n, 0, &length)
                            : jb_trie_longest (trie, chars, n, 0, &length);
  JbRefusal *rules = (JbRefusal *) (gpointer) lexicon->refusals->data;
  rules[number].next = rules[first].next;
  rules[first].next = number;
}

static gboolean
add_not_metric (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const places[] = { "before", "after", "within", NULL };
  JbTrie *tries[] = { lexicon->refuse_before, lexicon->refuse_after, lexicon->refuse_within,
                      lexicon->modifier_behind,  lexicon->aged };
  int place = index_of (places, row->fields[0], "place", tsv, row, error);

  for (guint i = 1; place >= 0 && i < 4; i++)
    if (!check_word (tsv, row, i, error))
      return FALSE;
  if (place >= 0)
    add_refusal (lexicon, tries[place], place == 0, row);
  return place >= 0;
}

static gboolean
add_count_word (JbLexicon *lexicon, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  static const char *const kinds[] = { "verb", "noun", "bare", "span", "concrete", "aged", "break", NULL };
  int kind = index_of (kinds, row->fields[1], "kind", tsv, row, error);
  static const char *const dimensions[] = { JB_DIMENSIONS (DIMENSION_NAME) NULL };

  if (kind < 0 || !check_word (tsv, row, 0, error))
    return FALSE;
  if (kind == 2)
    {
      int dimension = index_of (dimensions, field (row, 2), "dimension", tsv, row, error);
      if (dimension < 0)
        return FALSE;
      return jb_trie_add_backwards (lexicon->bare_before, row->fields[0], (guint32) dimension)
             || refuse_double (tsv, row, error);
    }
  if (kind == 3)
    return jb_trie_add_backwards (lexicon->span_before, row->fields[0], 0) || refuse_double (tsv, row, error);
  if (kind == 5)
    return jb_trie_add_backwards (lexicon->aged, row->fields[0], 0) || refuse_double (tsv, row, error);
  if (kind == 4)
    return jb_trie_add (lexicon->concrete, row->fields[0], 0) || refuse_double (tsv, row, error);
  if (kind == 6)
    return jb_trie_add (lexicon->break_verbs, row->fields[0], 0) || refuse_double (tsv, row, error);
  return jb_trie_add_backwards (lexicon->count_before, row->fields[0], 0) || refuse_double (tsv, row, error);
}

static const struct
{
  const char *file;
  guint   min, max;
  RowFunc add;
} tables[] = {
  { "units.tsv", 4, 5, add_unit },
  { "scales.tsv", 3, 3, add_numeral },
  { "modifiers.tsv", 3, 3, add_modifier },
  { "change-words.tsv", 2, 3, add_change_word },
  { "names.tsv", 2, 2, add_name },
  { "not-metrics.tsv", 4, 4, add_not_metric },
  { "count-words.tsv", 2, 3, add_count_word },
};

static gboolean
load_table (JbLexicon *lexicon, const char *folder, guint which, GError **error)
{
  g_autofree char *path = g_build_filename (folder, tables[which].file, NULL);
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, tables[which].min, tables[which].max, error);

  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    if (!tables[which].add (lexicon, tsv, jb_tsv_row (tsv, i), error))
      return FALSE;
  return TRUE;
}

static void
clear_unit (JbUnit *unit)
{
  g_free (unit->unit);
  g_free (unit->base);
}

static void
clear_refusal (JbRefusal *refusal)
{
  g_free (refusal->which);
}

static JbLexicon *
lexicon_new (void)
{
  JbLexicon *lexicon = g_new0 (JbLexicon, 1);

  lexicon->units = g_array_new (FALSE, FALSE, sizeof (JbUnit));
  g_array_set_clear_func (lexicon->units, (GDestroyNotify) clear_unit);
  lexicon->change_words = g_array_new (FALSE, FALSE, sizeof (JbChangeWord));
  lexicon->refusals = g_array_new (FALSE, FALSE, sizeof (JbRefusal));
  g_array_set_clear_func (lexicon->refusals, (GDestroyNotify) clear_refusal);
  lexicon->name_reasons = g_ptr_array_new ();
  lexicon->unit_trie = jb_trie_new ();
  lexicon->modifier_before = jb_trie_new ();
  lexicon->modifier_inner = jb_trie_new ();
  lexicon->modifier_after = jb_trie_new ();
  lexicon->modifier_behind = jb_trie_new ();
  lexicon->change_forwards = jb_trie_new ();
  lexicon->change_backwards = jb_trie_new ();
  lexicon->names = jb_trie_new ();
  lexicon->refuse_before = jb_trie_new ();
  lexicon->refuse_after = jb_trie_new ();
  lexicon->refuse_within = jb_trie_new ();
  lexicon->count_before = jb_trie_new ();
  lexicon->break_verbs = jb_trie_new ();
  lexicon->span_before = jb_trie_new ();
  lexicon->concrete = jb_trie_new ();
  lexicon->aged = jb_trie_new ();
  lexicon->bare_before = jb_trie_new ();
  return lexicon;
}

JbLexicon *
jb_lexicon_load (const char *folder, GError **error)
{
  g_autofree char *own = folder == NULL ? jb_data_path ("assets/lexicon", error) : g_strdup (folder);
  g_autoptr(JbLexicon) lexicon = NULL;

  if (own == NULL)
    return NULL;
  lexicon = lexicon_new ();
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!load_table (lexicon, own, i, error))
      return NULL;
  lexicon->labels = jb_label_words_load (own, error);
  return lexicon->labels != NULL ? g_steal_pointer (&lexicon) : NULL;
}

void
jb_lexicon_free (JbLexicon *lexicon)
{
  if (lexicon == NULL)
    return;
  JbTrie *tries[] = { lexicon->unit_trie,        lexicon->modifier_before, lexicon->modifier_inner,
                      lexicon->modifier_after,   lexicon->change_forwards, lexicon->change_backwards,
                      lexicon->names,            lexicon->refuse_before,   lexicon->refuse_after,
                      lexicon->count_before,     lexicon->break_verbs,     lexicon->bare_before,
                      lexicon->span_before,      lexicon->concrete,        lexicon->refuse_within,
                      lexicon->modifier_behind,  lexicon->aged };
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    jb_trie_free (tries[i]);
  jb_label_words_free (lexicon->labels);
  g_array_unref (lexicon->units);
  g_array_unref (lexicon->change_words);
  g_array_unref (lexicon->refusals);
  g_ptr_array_unref (lexicon->name_reasons);
  g_free (lexicon);
}
