/* Maps: pairs that a person settles by hand.
 *
 *   metrics	yunze-2021.zh.txt	yunze-2022.zh.txt	label	score	reason
 *   	m022	m030	热线受理诉求	0.81	名称相近、单位相同
 *   	m041	-	…                      paired with nothing, whatever the program thinks */
#include "jb-align-map-private.h"

#include "jb-error.h"
#include "jb-tsv.h"

#include <string.h>

#define EXTRA 3 /* label, score, reason */

typedef struct
{
  const JbTsv *tsv;
  const JbAlignSource *sources;
  JbAlignMap *map;
  int columns[JB_ALIGN_MAX_REPORTS]; /* report of each column */
  guint n_columns;
} Reader;

static int
find_source (const Reader *reader, const char *name)
{
  for (guint i = 0; i < reader->map->n_sources; i++)
    if (strcmp (reader->sources[i].name, name) == 0)
      return (int) i;
  return -1;
}

static gboolean
read_head (Reader *reader, const JbTsvRow *row, GError **error)
{
  if (strcmp (row->fields[0], "metrics") != 0)
    return jb_tsv_error (reader->tsv, row, error, "the first row names the columns: write metrics, then the names of the reports' files");
  for (guint i = 1; i < row->n_fields && strcmp (row->fields[i], "label") != 0; i++)
    {
      int source = find_source (reader, row->fields[i]);
      if (source < 0)
        return jb_tsv_error (reader->tsv, row, error, "“%s” is none of the reports compared: write the name of its file", row->fields[i]);
      for (guint k = 0; k < reader->n_columns; k++)
        if (reader->columns[k] == source)
          return jb_tsv_error (reader->tsv, row, error, "“%s” has two columns: delete one", row->fields[i]);
      reader->columns[reader->n_columns++] = source;
    }
  if (reader->n_columns < 2)
    return jb_tsv_error (reader->tsv, row, error, "a map pairs two reports at least: name them in the first row");
  return TRUE;
}

/* By id, or by a label that one metric alone has. */
static gboolean
resolve (const Reader *reader, const JbTsvRow *row, int source, const char *field, int *metric, GError **error)
{
  const GPtrArray *metrics = reader->sources[source].metrics;
  guint n = 0;

  *metric = -1;
  if (strcmp (field, "-") == 0 || *field == '\0')
    return TRUE;
  for (guint i = 0; i < metrics->len; i++)
    if (strcmp (((const JbMetric *) g_ptr_array_index (metrics, i))->id, field) == 0)
      {
        *metric = (int) i;
        return TRUE;
      }
  for (guint i = 0; i < metrics->len; i++)
    if (strcmp (((const JbMetric *) g_ptr_array_index (metrics, i))->label_zh, field) == 0)
      {
        *metric = (int) i;
        n++;
      }
  if (n == 1)
    return TRUE;
  return jb_tsv_error (reader->tsv, row, error, n > 1 ? "“%s” is the label of several metrics of %s: write its id"
                                                      : "“%s” is no metric of %s: write an id of jianbao extract, or -",
                       field, reader->sources[source].name);
}

static gboolean
read_row (Reader *reader, const JbTsvRow *row, GError **error)
{
  JbSeries series = { .n_members = 0 };

  if (*row->fields[0] != '\0')
    return jb_tsv_error (reader->tsv, row, error, "“%s”: a row begins with a tab, then a metric a report", row->fields[0]);
  if (row->n_fields < 1 + reader->n_columns)
    return jb_tsv_error (reader->tsv, row, error, "%u metrics are named, of %u reports: write - for none", row->n_fields - 1, reader->n_columns);
  for (guint i = 0; i < JB_ALIGN_MAX_REPORTS; i++)
    series.members[i] = (JbAlignMember) { .metric = -1, .with = -1 };
  int first = -1;
  for (guint i = 0; i < reader->n_columns; i++)
    {
      int source = reader->columns[i], metric;

      if (!resolve (reader, row, source, row->fields[i + 1], &metric, error))
        return FALSE;
      if (metric < 0)
        continue;
      gboolean *named = &g_array_index (reader->map->named[source], gboolean, metric);
      if (*named)
        return jb_tsv_error (reader->tsv, row, error, "“%s” of %s is named twice: it stands in one row only", row->fields[i + 1],
                             reader->sources[source].name);
      *named = TRUE;
      series.members[source] = (JbAlignMember) { metric, first, 1, JB_ALIGN_MAP };
      first = first < 0 ? source : first;
      series.n_members++;
    }
  if (series.n_members > 0)
    g_array_append_val (reader->map->rows, series);
  return TRUE;
}

JbAlignMap *
jb_align_map_load (const char *path, const JbAlignSource *sources, guint n_sources, GError **error)
{
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, 3, 1 + JB_ALIGN_MAX_REPORTS + EXTRA, error);
  g_autoptr(JbAlignMap) map = g_new0 (JbAlignMap, 1);
  Reader reader = { .tsv = tsv, .sources = sources, .map = map };

  map->n_sources = n_sources;
  map->rows = g_array_new (FALSE, TRUE, sizeof (JbSeries));
  for (guint i = 0; i < n_sources; i++)
    {
      map->named[i] = g_array_new (FALSE, TRUE, sizeof (gboolean));
      g_array_set_size (map->named[i], sources[i].metrics->len);
    }
  if (tsv == NULL)
    return NULL;
  for (guint i = 0; i < tsv->rows->len; i++)
    if (!(i == 0 ? read_head : read_row) (&reader, jb_tsv_row (tsv, i), error))
      return NULL;
  if (tsv->rows->len == 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: the map has no rows: write one with --write-map", path);
      return NULL;
    }
  return g_steal_pointer (&map);
}

void
jb_align_map_free (JbAlignMap *map)
{
  if (map == NULL)
    return;
  g_array_unref (map->rows);
  for (guint i = 0; i < map->n_sources; i++)
    g_array_unref (map->named[i]);
  g_free (map);
}

static const char map_head[] =
  "# Which number of one report is paired with which of another (jianbao compare --map FILE).\n"
  "# Columns, parted by one tab: an empty one, then a report each, under the name of its file: the id of a metric as\n"
  "# jianbao extract gives it (m012), or its label where no other metric has it, or - for none. Behind them, for the reader\n"
  "# alone: label, score of the pair, and the reason.\n"
  "# What a row names is paired so and not otherwise; a metric alone in its row stays alone; what no row names is paired by\n"
  "# the program. Lines may be deleted or changed; blank lines and lines with # are skipped.\n";

static void
write_row (GString *text, const JbSeries *series, const JbAlignSource *sources, guint n)
{
  const char *label = NULL;
  double score = 1;
  guint reasons = 0;

  for (guint i = 0; i < n; i++)
    {
      const JbAlignMember *member = &series->members[i];
      const JbMetric *metric = member->metric >= 0 ? g_ptr_array_index (sources[i].metrics, (guint) member->metric) : NULL;
      g_string_append_printf (text, "\t%s", metric != NULL ? metric->id : "-");
      label = metric != NULL ? metric->label_zh : label;
      score = member->with >= 0 ? MIN (score, member->score) : score;
      reasons |= member->with >= 0 ? member->reasons : 0;
    }
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *why = jb_align_explain (reasons, TRUE);
  g_ascii_formatd (digits, sizeof digits, "%.2f", score);
  g_string_append_printf (text, "\t%s\t%s\t%s\n", label != NULL ? label : "-", series->n_members > 1 ? digits : "-", *why != '\0' ? why : "-");
}

char *
jb_align_map_write (const GPtrArray *series, const JbAlignSource *sources, guint n_sources)
{
  GString *text = g_string_new (map_head);

  g_string_append (text, "metrics");
  for (guint i = 0; i < n_sources; i++)
    g_string_append_printf (text, "\t%s", sources[i].name);
  g_string_append (text, "\tlabel\tscore\treason\n");
  for (guint i = 0; i < series->len; i++)
    write_row (text, g_ptr_array_index (series, i), sources, n_sources);
  return g_string_free (text, FALSE);
}
