/* Texts made comparable: folded, words of one meaning made one, cut into pairs of characters. */
#include "jb-align-private.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-tsv.h"

#include <string.h>

#define MAX_GRAMS 240u /* of one text: what a clause of prose holds */

struct _JbAlignWords
{
  GHashTable *words; /* → what it is read as; "" for what is left out */
  GHashTable *units;
  gsize longest;     /* bytes */
};

static gboolean
add_row (JbAlignWords *words, const JbTsv *tsv, const JbTsvRow *row, GError **error)
{
  const char *kind = row->fields[0], *word = row->fields[1], *as = row->fields[2];
  gboolean unit = strcmp (kind, "unit") == 0;

  if (!unit && strcmp (kind, "same") != 0 && strcmp (kind, "skip") != 0)
    return jb_tsv_error (tsv, row, error, "“%s” is no kind: write same, unit or skip", kind);
  if (*word == '\0' || *as == '\0')
    return jb_tsv_error (tsv, row, error, "a word is empty: fill the column, or write - in the last one");
  if (g_hash_table_contains (unit ? words->units : words->words, word))
    return jb_tsv_error (tsv, row, error, "“%s” stands here twice: delete one line", word);
  g_hash_table_insert (unit ? words->units : words->words, g_strdup (word), g_strdup (strcmp (as, "-") == 0 ? "" : as));
  words->longest = unit ? words->longest : MAX (words->longest, strlen (word));
  return TRUE;
}

static JbAlignWords *
load (GError **error)
{
  g_autofree char *path = jb_data_path ("assets/lexicon/align-words.tsv", error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 3, 3, error) : NULL;

  if (tsv == NULL)
    return NULL;
  JbAlignWords *words = g_new0 (JbAlignWords, 1);
  words->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  words->units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < tsv->rows->len; i++)
    if (!add_row (words, tsv, jb_tsv_row (tsv, i), error))
      {
        g_hash_table_unref (words->words);
        g_hash_table_unref (words->units);
        g_free (words);
        return NULL;
      }
  return words;
}

const JbAlignWords *
jb_align_words_get (GError **error)
{
  static JbAlignWords *words;
  static GMutex lock;

  g_mutex_lock (&lock);
  if (words == NULL)
    words = load (error);
  g_mutex_unlock (&lock);
  return words;
}

/* Letters, digits of names (A类) and Han characters stay; digits, marks and blanks say nothing of what is counted. */
static gunichar
fold (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    c -= 0xFEE0;
  if (c < 0x80)
    return g_ascii_isalpha ((char) c) ? (gunichar) g_ascii_tolower ((char) c) : 0;
  return g_unichar_isalnum (c) && c != 0x3007 ? c : 0;
}

char *
jb_align_fold (const JbAlignWords *words, const char *text, gssize length)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  GString *folded = g_string_new (NULL);
  const char *end = length < 0 ? text + strlen (text) : text + length;
  char word[256];

  for (const char *c = text; c < end; c = g_utf8_next_char (c))
    {
      gboolean hotline = g_str_has_prefix (c, "12345") && c + 5 <= end; /* a number that is a name */
      gunichar one = fold (g_utf8_get_char (c));
      if (hotline)
        g_string_append (plain, "12345");
      else if (one != 0)
        g_string_append_unichar (plain, one);
      c += hotline ? 4 : 0;
    }
  for (const char *c = plain->str; *c != '\0';)
    {
      gsize left = plain->len - (gsize) (c - plain->str), n = MIN (MIN (words->longest, left), sizeof word - 1);
      const char *as = NULL;

      for (; n > 0 && as == NULL; n -= as == NULL)
        {
          memcpy (word, c, n);
          word[n] = '\0';
          as = g_hash_table_lookup (words->words, word);
        }
      gsize taken = as != NULL ? n : (gsize) (g_utf8_next_char (c) - c);
      g_string_append_len (folded, as != NULL ? as : c, as != NULL ? -1 : (gssize) taken);
      c += taken;
    }
  return g_string_free (folded, FALSE);
}

const char *
jb_align_unit (const JbAlignWords *words, const char *unit)
{
  const char *as = g_hash_table_lookup (words->units, unit);

  return as != NULL ? as : unit;
}

gboolean
jb_align_same_unit (const char *a, const char *b)
{
  const JbAlignWords *words = strcmp (a, b) != 0 ? jb_align_words_get (NULL) : NULL;

  return strcmp (a, b) == 0 || (words != NULL && strcmp (jb_align_unit (words, a), jb_align_unit (words, b)) == 0);
}

static int
compare_grams (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

GArray *
jb_align_grams (const char *folded)
{
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 before = 0;
  guint n = 0;

  for (const char *c = folded; *c != '\0' && grams->len < MAX_GRAMS; c = g_utf8_next_char (c))
    {
      guint64 gram = before << 32 | g_utf8_get_char (c);
      if (before != 0 || *g_utf8_next_char (c) == '\0')
        g_array_append_val (grams, gram);
      before = g_utf8_get_char (c);
    }
  g_array_sort (grams, compare_grams);
  for (guint i = 0; i < grams->len; i++)
    if (n == 0 || g_array_index (grams, guint64, n - 1) != g_array_index (grams, guint64, i))
      g_array_index (grams, guint64, n++) = g_array_index (grams, guint64, i);
  g_array_set_size (grams, n);
  return grams;
}

static guint
count_shared (const GArray *a, const GArray *b)
{
  guint n = 0;

  for (guint i = 0, k = 0; i < a->len && k < b->len;)
    {
      guint64 x = g_array_index (a, guint64, i), y = g_array_index (b, guint64, k);
      n += x == y;
      i += x <= y;
      k += y <= x;
    }
  return n;
}

double
jb_align_dice (const GArray *a, const GArray *b)
{
  return a->len > 0 && b->len > 0 ? 2.0 * count_shared (a, b) / (a->len + b->len) : 0;
}

double
jb_align_inclusion (const GArray *a, const GArray *b)
{
  guint least = MIN (a->len, b->len);

  return least > 0 ? (double) count_shared (a, b) / least : 0;
}
