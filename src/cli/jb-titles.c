#include "jb-titles.h"

char **
jb_titles_list (const GPtrArray *figures)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < figures->len; i++)
    {
      const JbFigure *figure = g_ptr_array_index (figures, i);

      if (figure->chart->title.zh != NULL && g_hash_table_add (seen, figure->chart->title.zh))
        g_ptr_array_add (titles, g_strdup (figure->chart->title.zh));
    }
  g_ptr_array_add (titles, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&titles), FALSE);
}

void
jb_titles_translate (const GPtrArray *figures, const JbMemory *memory)
{
  for (guint i = 0; i < figures->len; i++)
    {
      JbChart *chart = ((const JbFigure *) g_ptr_array_index (figures, i))->chart;
      const JbTarget *found = chart->title.zh != NULL ? jb_memory_lookup (memory, chart->title.zh) : NULL;

      if (found == NULL)
        continue;
      g_free (chart->title.en);
      chart->title.en = g_strdup (found->text);
    }
}

static const char *
english_of (const GPtrArray *figures, const char *zh)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const JbText *title = &((const JbFigure *) g_ptr_array_index (figures, i))->chart->title;

      if (g_strcmp0 (title->zh, zh) == 0 && title->en != NULL)
        return title->en;
    }
  return NULL;
}

void
jb_titles_fill (JbExchange *exchange, const GPtrArray *figures)
{
  for (guint i = 0; i < exchange->units->len; i++)
    {
      JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);
      const char *english = unit->kind == JB_EXCHANGE_TITLE && unit->target == NULL ? english_of (figures, unit->source) : NULL;

      if (english == NULL)
        continue;
      unit->target = g_strdup (english);
      unit->state = JB_TARGET_GLOSSARY;
    }
}
