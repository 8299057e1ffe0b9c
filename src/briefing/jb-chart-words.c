/* Words that tell which numbers belong on one chart: assets/lexicon/chart-words.tsv. */
#include "jb-plan-charts-private.h"

#include "jb-data-dir.h"
#include "jb-tsv.h"

#include <string.h>

typedef struct
{
  gboolean ordered, ratio, money;
  char   **words;
  char   **english; /* of a ratio; else NULL */
} WordRow;

struct _ChartWords
{
  GPtrArray *lists[N_CHART_WORDS]; /* of char * */
  GArray    *rows;                 /* of WordRow: parts, ratios, money */
};

static const char *const kinds[N_CHART_WORDS] = { "flow-start", "flow-rise", "flow-fall", "flow-end", "total", "target", "plain-verb", "share", "average",
                                                    "rate", "growth", "adverse", "portion" };

static void
clear_row (WordRow *row)
{
  g_strfreev (row->words);
  g_strfreev (row->english);
}

static gboolean
add_row (ChartWords *words, const JbTsv *tsv, const JbTsvRow *from, GError **error)
{
  const char *kind = from->fields[0];
  WordRow row = { g_str_equal (kind, "parts-ordered"), g_str_equal (kind, "ratio"), g_str_equal (kind, "money"), NULL, NULL };

  for (guint i = 0; i < N_CHART_WORDS; i++)
    if (g_str_equal (kind, kinds[i]))
      {
        g_auto(GStrv) list = g_strsplit (from->fields[1], " ", -1);
        for (guint k = 0; list[k] != NULL; k++)
          g_ptr_array_add (words->lists[i], g_steal_pointer (&list[k]));
        return TRUE;
      }
  if (!row.ordered && !row.ratio && !row.money && !g_str_equal (kind, "parts"))
    return jb_tsv_error (tsv, from, error, "unknown kind “%s”: see the head of the table", kind);
  if (row.ratio != (from->n_fields == 3))
    return jb_tsv_error (tsv, from, error, "a ratio, and nothing else, has English names: three columns");
  row.words = g_strsplit (from->fields[1], " ", -1);
  row.english = row.ratio ? g_strsplit (from->fields[2], ";", -1) : NULL;
  if (row.ratio && g_strv_length (row.english) + 1 != g_strv_length (row.words))
    {
      clear_row (&row);
      return jb_tsv_error (tsv, from, error, "a ratio has an English name for each of its parts");
    }
  g_array_append_val (words->rows, row);
  return TRUE;
}

ChartWords *
chart_words_load (GError **error)
{
  g_autofree char *path = jb_data_path ("assets/lexicon/chart-words.tsv", error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 2, 3, error) : NULL;
  g_autoptr(ChartWords) words = g_new0 (ChartWords, 1);

  for (guint i = 0; i < N_CHART_WORDS; i++)
    words->lists[i] = g_ptr_array_new_with_free_func (g_free);
  words->rows = g_array_new (FALSE, FALSE, sizeof (WordRow));
  g_array_set_clear_func (words->rows, (GDestroyNotify) clear_row);
  if (tsv == NULL)
    return NULL;
  for (guint i = 0; i < tsv->rows->len; i++)
    if (!add_row (words, tsv, jb_tsv_row (tsv, i), error))
      return NULL;
  return g_steal_pointer (&words);
}

void
chart_words_free (ChartWords *words)
{
  if (words == NULL)
    return;
  for (guint i = 0; i < N_CHART_WORDS; i++)
    g_ptr_array_unref (words->lists[i]);
  g_array_unref (words->rows);
  g_free (words);
}

gboolean
chart_words_hold (const ChartWords *words, ChartWordKind kind, const char *text, gssize length)
{
  for (guint i = 0; text != NULL && i < words->lists[kind]->len; i++)
    if (g_strstr_len (text, length, g_ptr_array_index (words->lists[kind], i)) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
chart_words_end (const ChartWords *words, ChartWordKind kind, const char *text)
{
  for (guint i = 0; text != NULL && i < words->lists[kind]->len; i++)
    if (g_str_has_suffix (text, g_ptr_array_index (words->lists[kind], i)))
      return TRUE;
  return FALSE;
}

int
chart_words_money (const ChartWords *words, const char *label)
{
  for (guint i = 0; i < words->rows->len; i++)
    {
      const WordRow *row = &g_array_index (words->rows, WordRow, i);

      for (guint k = 0; row->money && row->words[k] != NULL; k++)
        if (g_str_has_suffix (label, row->words[k]))
          return (int) i;
    }
  return -1;
}

/* The longest word of @row in @label; -1: none. So 不合格 is not 合格. */
static int
find_word (const WordRow *row, const char *label)
{
  int best = -1;

  for (guint k = 0; row->words[k] != NULL; k++)
    if (strstr (label, row->words[k]) != NULL && (best < 0 || strlen (row->words[k]) > strlen (row->words[best])))
      best = (int) k;
  return best;
}

int
chart_words_parts (const ChartWords *words, const char *const *labels, guint n, gboolean complete, guint *ranks, gboolean *ordered)
{
  for (guint i = 0; i < words->rows->len; i++)
    {
      const WordRow *row = &g_array_index (words->rows, WordRow, i);
      guint64 seen = 0;
      guint k = 0;

      if (row->ratio || row->money || (complete && g_strv_length (row->words) != n))
        continue;
      for (; k < n; k++)
        {
          int at = find_word (row, labels[k]);

          if (at < 0 || at > 63 || (seen & G_GUINT64_CONSTANT (1) << at) != 0)
            break;
          seen |= G_GUINT64_CONSTANT (1) << at;
          ranks[k] = (guint) at;
        }
      if (k < n)
        continue;
      *ordered = row->ordered;
      return (int) i;
    }
  return -1;
}

gboolean
chart_words_ratio (const ChartWords *words, const char *label, guint n, const char **zh, const char **en)
{
  for (guint i = 0; i < words->rows->len; i++)
    {
      const WordRow *row = &g_array_index (words->rows, WordRow, i);

      if (!row->ratio || strstr (label, row->words[0]) == NULL || g_strv_length (row->english) != n)
        continue;
      for (guint k = 0; k < n; k++)
        zh[k] = row->words[k + 1], en[k] = row->english[k];
      return TRUE;
    }
  return FALSE;
}
