/* Columns: one measure over two to six periods, from zero. A value that is wider than its column's slot, a value below
 * zero or more periods turn it into bars in order of time. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_COLUMNS 6

typedef struct { JbBlock *values; double slot, column, base, scale; } Columns;

static const char *
name_period (JbDraft *draft, const JbChartDatum *datum)
{
  if (datum->period == 0)
    return jb_draft_pick (draft, &datum->label);
  g_autofree char *year = g_strdup_printf ("%d", datum->period);
  return g_string_chunk_insert (draft->strings, year);
}

/* The same chart as bars, labelled with the periods. */
static void
layout_as_bars (JbDraft *draft)
{
  JbChart bars = *draft->chart;
  const JbChart *columns = draft->chart;
  g_autoptr(GArray) data = g_array_new (FALSE, FALSE, sizeof (JbChartDatum));

  for (guint i = 0; i < columns->data->len; i++)
    {
      JbChartDatum datum = *DATUM (i);
      if (datum.period != 0)
        datum.label.zh = datum.label.en = (char *) name_period (draft, DATUM (i));
      if (datum.period != 0 && draft->langs == JB_CHART_LANG_BOTH)
        datum.label.en = NULL; /* a year reads the same */
      g_array_append_val (data, datum);
    }
  bars.data = data;
  draft->chart = &bars;
  jb_layout_bars (draft);
  draft->chart = columns;
}

/* Returns: whether it can be drawn as columns. */
static gboolean
measure (JbDraft *draft, Columns *columns)
{
  guint n = draft->chart->data->len;
  double high = 0;

  for (guint i = 0; i < n; i++)
    {
      jb_block_value (draft, &columns->values[i], DATUM (i), FALSE);
      if (columns->values[i].width > columns->slot - 4 || DATUM (i)->value < 0
          || jb_draft_measure (draft, JB_ROLE_YEAR, name_period (draft, DATUM (i))) > columns->slot - 4)
        return FALSE;
      high = MAX (high, DATUM (i)->mark == JB_MARK_RANGE ? DATUM (i)->value_high : DATUM (i)->value);
    }
  columns->scale = high > 0 ? SIZE (COLUMN_PLOT) / high : 0;
  return n >= 2 && n <= MAX_COLUMNS;
}

static void
put_slices (JbDraft *draft, int index, double x, double top, double width, JbColour fill)
{
  static const double slices[][2] = { { 1.4, 2.4 }, { 5.2, 1.6 }, { 8.2, 0.8 } };

  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    jb_draft_rect (draft, x, top - slices[i][0] - slices[i][1], width, slices[i][1], (int) fill, -1, 0, "bound", index);
}

/* A column with the mark of its datum. Returns: y of its upper end, marks included. */
static double
put_column (JbDraft *draft, const Columns *columns, guint i, double x, JbColour fill)
{
  const JbChartDatum *datum = DATUM (i);
  double width = columns->column, height = MAX (datum->value * columns->scale, SIZE (LEAST)), top = columns->base - height;

  if (datum->derived || datum->plan)
    {
      JbBox *box = jb_draft_rect (draft, x, top, width, height, datum->plan ? JB_COLOUR_SEQ1 : JB_COLOUR_PAPER, JB_COLOUR_SEQ4,
                                  datum->plan || height < 10 ? 0.75 : SIZE (DERIVED_LINE), "bar", (int) i);
      if (!datum->plan && height >= 10)
        box->dash[0] = 2.6, box->dash[1] = 1.6;
      return top;
    }
  gboolean approx = datum->mark == JB_MARK_APPROX && height > 5;
  double solid = datum->mark == JB_MARK_AT_MOST ? 0 : approx ? height - 4 : height;
  double end = datum->mark == JB_MARK_RANGE ? datum->value_high * columns->scale : approx ? height + 4 : height;
  if (solid > 0)
    jb_draft_outline (draft, x, columns->base - solid, width, solid, fill, "bar", (int) i);
  jb_draft_hatch (draft, x, columns->base - end, width, end - solid, 1, fill, "possible", (int) i);
  if (datum->mark == JB_MARK_AT_MOST || datum->mark == JB_MARK_RANGE)
    jb_draft_rect (draft, x, columns->base - end, width, 1.5, (int) fill, -1, 0, "bound", (int) i);
  if (datum->mark != JB_MARK_AT_LEAST)
    return columns->base - end;
  put_slices (draft, (int) i, x, top, width, fill);
  return top - 9;
}

static JbColour
choose_fill (JbDraft *draft, guint i)
{
  for (guint j = 0; j < draft->chart->data->len; j++)
    if (DATUM (j)->emphasis)
      return DATUM (i)->emphasis ? JB_COLOUR_SEQ5 : JB_COLOUR_SEQ3;
  return JB_COLOUR_SEQ4;
}

void
jb_layout_columns (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  g_autofree JbBlock *values = g_new0 (JbBlock, n);
  Columns columns = { .values = values, .slot = draft->width / n };

  if (!measure (draft, &columns))
    {
      layout_as_bars (draft);
      return;
    }
  columns.column = MIN (SIZE (COLUMN), SIZE (COLUMN_SHARE) * columns.slot);
  columns.base = draft->y + SIZE (COLUMN_HEAD) + SIZE (COLUMN_PLOT);
  for (guint i = 0; i < n; i++)
    {
      double middle = (i + 0.5) * columns.slot, top = columns.base;

      if (DATUM (i)->mark != JB_MARK_MISSING && DATUM (i)->value > 0)
        top = put_column (draft, &columns, i, middle - columns.column / 2, choose_fill (draft, i));
      else if (DATUM (i)->mark != JB_MARK_MISSING)
        top -= SIZE (RING) + 0.5;
      jb_block_put (draft, &values[i], middle, top - (values[i].n > 1 ? 10.75 : 6.56), 0.5, "value", (int) i);
      jb_draft_text (draft, JB_ROLE_YEAR, name_period (draft, DATUM (i)), middle, columns.base + SIZE (YEAR_DROP), 0.5, "label", (int) i);
    }
  jb_draft_line (draft, 0, columns.base, draft->width, columns.base, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  for (guint i = 0; i < n; i++)
    if (DATUM (i)->mark != JB_MARK_MISSING && DATUM (i)->value == 0)
      jb_draft_ring (draft, (i + 0.5) * columns.slot, columns.base, SIZE (RING), JB_COLOUR_PAPER, JB_COLOUR_INK, SIZE (RING_LINE),
                     "zero", (int) i);
  draft->y = columns.base + SIZE (YEAR_DROP) + 2;
}
