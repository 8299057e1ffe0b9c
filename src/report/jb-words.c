#include "jb-report-private.h"

#include "jb-data-dir.h"
#include "jb-tsv.h"

#include <string.h>

static const char *const kinds[JB_N_WORDS] = { "title-end", "body-end", "front", "note", "outer", "office", "no-place" };
static GPtrArray *words[JB_N_WORDS];

static int
find_kind (const char *name)
{
  for (int i = 0; i < JB_N_WORDS; i++)
    if (g_str_equal (kinds[i], name))
      return i;
  return -1;
}

static gboolean
load_rows (GPtrArray **lists, GError **error)
{
  g_autofree char *path = jb_data_path ("assets/lexicon/report-words.tsv", error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 2, 2, error) : NULL;

  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    {
      const JbTsvRow *row = jb_tsv_row (tsv, i);
      int kind = find_kind (row->fields[0]);
      if (kind < 0 || *row->fields[1] == '\0')
        return jb_tsv_error (tsv, row, error, "kind “%s” is not known, or its word is empty: see the head of the file",
                             row->fields[0]);
      g_ptr_array_add (lists[kind], g_strdup (row->fields[1]));
    }
  return TRUE;
}

gboolean
jb_words_load (GError **error)
{
  static GMutex mutex;
  static gboolean loaded;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GPtrArray *lists[JB_N_WORDS];

  if (loaded)
    return TRUE;
  for (guint i = 0; i < JB_N_WORDS; i++)
    lists[i] = g_ptr_array_new_with_free_func (g_free);
  loaded = load_rows (lists, error);
  for (guint i = 0; i < JB_N_WORDS; i++)
    if (loaded)
      words[i] = lists[i];
    else
      g_ptr_array_unref (lists[i]);
  return loaded;
}

const GPtrArray *
jb_words (JbWords kind)
{
  return words[kind];
}

gboolean
jb_words_begin (JbWords kind, const char *text, JbSpan span)
{
  for (guint i = 0; i < words[kind]->len; i++)
    if (jb_text_starts (text, span, g_ptr_array_index (words[kind], i)))
      return TRUE;
  return FALSE;
}

gboolean
jb_words_end (JbWords kind, const char *text, JbSpan span)
{
  for (guint i = 0; i < words[kind]->len; i++)
    if (jb_text_ends (text, span, g_ptr_array_index (words[kind], i)))
      return TRUE;
  return FALSE;
}

gboolean
jb_words_equal (JbWords kind, const char *text, JbSpan span)
{
  for (guint i = 0; i < words[kind]->len; i++)
    {
      const char *word = g_ptr_array_index (words[kind], i);
      if (strlen (word) == jb_span_length (span) && jb_text_starts (text, span, word))
        return TRUE;
    }
  return FALSE;
}
