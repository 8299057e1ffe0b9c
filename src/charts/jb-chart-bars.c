/* Sorted bars: label column, zero line, bars, the value behind each. Labels that need too many lines, and values that are
 * too wide, send all labels above their bars. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  JbBlock *labels, *values;
  guint    n;
  double   column, value_width, negative_width; /* widest label, widest value right and left of the bars */
  double   low, high;                           /* ends of the scale */
  double   bar, zero, scale;
} Bars;

static void
measure_values (JbDraft *draft, Bars *bars)
{
  for (guint i = 0; i < bars->n; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      double end = datum->mark == JB_MARK_RANGE ? datum->value_high : datum->value;

      jb_block_value (draft, &bars->values[i], datum, FALSE);
      if (datum->value < 0 && datum->mark != JB_MARK_MISSING)
        bars->negative_width = MAX (bars->negative_width, bars->values[i].width);
      else
        bars->value_width = MAX (bars->value_width, bars->values[i].width);
      if (datum->mark != JB_MARK_MISSING)
        {
          bars->low = MIN (bars->low, datum->value);
          bars->high = MAX (bars->high, end);
        }
    }
}

/* Returns: whether all labels fit beside their bars. */
static gboolean
measure_labels (JbDraft *draft, Bars *bars, double width, guint max_zh, guint max_en)
{
  gboolean fits = TRUE;

  bars->column = 0;
  for (guint i = 0; i < bars->n; i++)
    {
      fits &= jb_block_label (draft, &bars->labels[i], &DATUM (i)->label, width, max_zh, max_en, DATUM (i)->emphasis);
      bars->column = MAX (bars->column, bars->labels[i].width);
    }
  return fits;
}

static double
mark_extra (const JbChartDatum *datum)
{
  return datum->mark == JB_MARK_AT_LEAST ? 9.0 : datum->mark == JB_MARK_APPROX ? 4.0 : 0;
}

/* The longest bar fills what label and value columns leave. */
static void
set_scale (JbDraft *draft, Bars *bars, double left, gboolean values_apart)
{
  double right = draft->width - (values_apart ? 0 : bars->value_width + SIZE (VALUE_AIR)), extra = 0;

  if (bars->negative_width > 0)
    left += bars->negative_width + SIZE (VALUE_AIR);
  for (guint i = 0; i < bars->n; i++)
    extra = MAX (extra, mark_extra (DATUM (i)));
  double span = MAX (bars->high - bars->low, 0);
  bars->scale = span > 0 ? MAX (right - left - extra, 1) / span : 0;
  bars->zero = left - bars->low * bars->scale;
}

static JbColour
bar_colour (JbDraft *draft, guint i)
{
  for (guint j = 0; j < draft->chart->data->len; j++)
    if (DATUM (j)->emphasis)
      return DATUM (i)->emphasis ? JB_COLOUR_SEQ5 : JB_COLOUR_SEQ3;
  return JB_COLOUR_SEQ4;
}

static void
put_value (JbDraft *draft, const Bars *bars, guint i, double centre)
{
  const JbChartDatum *datum = DATUM (i);
  double gap = SIZE (VALUE_GAP), length = MAX (fabs (datum->value) * bars->scale, SIZE (LEAST));

  if (datum->mark == JB_MARK_RANGE)
    length = MAX (length, datum->value_high * bars->scale);
  if (datum->mark == JB_MARK_MISSING)
    jb_block_put (draft, &bars->values[i], bars->zero + gap - 1, centre, 0, "value", (int) i);
  else if (datum->value < 0)
    jb_block_put (draft, &bars->values[i], bars->zero - length - gap, centre, 1, "value", (int) i);
  else
    jb_block_put (draft, &bars->values[i], bars->zero + (datum->value == 0 ? SIZE (RING) : length) + mark_extra (datum) + gap,
                  centre, 0, "value", (int) i);
}

static void
put_rows (JbDraft *draft, Bars *bars)
{
  double top = draft->y;
  guint line = draft->scene->boxes->len;

  for (guint i = 0; i < bars->n; i++)
    {
      const JbBlock *label = &bars->labels[i];
      double row = MAX (label->height + SIZE (BAR_LABEL_AIR), bars->bar + SIZE (BAR_AIR));
      double centre = draft->y + row / 2;

      if (bars->values[i].n > 1)
        row = MAX (row, bars->values[i].height + SIZE (BAR_LABEL_AIR)), centre = draft->y + row / 2;
      jb_block_put (draft, label, 0, centre - label->height / 2, 0, "label", (int) i);
      jb_draft_bar (draft, (int) i, bars->zero, bars->scale, centre - bars->bar / 2, bars->bar, bar_colour (draft, i), 0);
      put_value (draft, bars, i, centre);
      draft->y += row;
      if (i + 1 < bars->n)
        jb_draft_line (draft, 0, draft->y, draft->width, draft->y, JB_COLOUR_GRID, SIZE (HAIRLINE), "hairline", -1);
    }
  jb_draft_line (draft, bars->zero, top, bars->zero, draft->y, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  /* rings stand over the zero line */
  for (guint i = line; i < draft->scene->boxes->len; i++)
    if (g_array_index (draft->scene->boxes, JbBox, i).kind == JB_BOX_RING)
      {
        JbBox ring = g_array_index (draft->scene->boxes, JbBox, i);
        jb_draft_ring (draft, ring.x + ring.width / 2, ring.y + ring.height / 2, SIZE (RING), JB_COLOUR_PAPER, JB_COLOUR_INK,
                       SIZE (RING_LINE), "zero", ring.datum);
        g_array_remove_index (draft->scene->boxes, i);
        break;
      }
}

static void
put_above (JbDraft *draft, Bars *bars, gboolean apart)
{
  for (guint i = 0; i < bars->n; i++)
    {
      const JbBlock *label = &bars->labels[i];

      jb_block_put (draft, label, 0, draft->y, 0, "label", (int) i);
      draft->y += label->height + SIZE (ABOVE_GAP);
      if (apart)
        {
          double height = bars->values[i].height;
          jb_block_put (draft, &bars->values[i], draft->width, draft->y + height / 2, 1, "value", (int) i);
          draft->y += height + SIZE (ABOVE_GAP);
        }
      double need = bars->values[i].n > 1 && !apart ? MAX (0, bars->values[i].height - bars->bar) : 0;
      double y = draft->y + need / 2, centre = y + bars->bar / 2;
      jb_draft_line (draft, bars->zero, y - 2, bars->zero, y + bars->bar + 2, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", (int) i);
      jb_draft_bar (draft, (int) i, bars->zero, bars->scale, y, bars->bar, bar_colour (draft, i), 0);
      if (!apart)
        put_value (draft, bars, i, centre);
      draft->y = y + bars->bar + need / 2 + SIZE (ABOVE_AIR);
    }
  draft->y -= SIZE (ABOVE_AIR) - 2;
}

static void
check_above (JbDraft *draft, const Bars *bars)
{
  for (guint i = 0; i < bars->n; i++)
    if (bars->labels[i].n_zh > 2 || bars->labels[i].n_en > 3)
      jb_draft_fail (draft, (int) i, "the label needs more than two lines: shorten it");
}

void
jb_layout_bars (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  g_autofree JbBlock *labels = g_new0 (JbBlock, n);
  g_autofree JbBlock *values = g_new0 (JbBlock, n);
  Bars bars = { .labels = labels, .values = values, .n = n };
  gboolean half = draft->chart->width == JB_CHART_HALF;

  bars.bar = n >= (guint) SIZE (BAR_THIN_FROM) ? SIZE (BAR_THIN) : SIZE (BAR);
  measure_values (draft, &bars);
  gboolean apart = MAX (bars.value_width, bars.negative_width) > SIZE (BAR_VALUE_SHARE) * draft->width
                   && bars.value_width + bars.negative_width > 0.5 * draft->width;
  if (!apart && measure_labels (draft, &bars, SIZE (BAR_LABEL_SHARE) * draft->width, 2, half ? 2 : 3))
    {
      set_scale (draft, &bars, bars.column + SIZE (LABEL_GAP), FALSE);
      put_rows (draft, &bars);
      return;
    }
  measure_labels (draft, &bars, draft->width, 2, 3);
  check_above (draft, &bars);
  set_scale (draft, &bars, SIZE (AXIS_LINE) / 2, apart);
  put_above (draft, &bars, apart);
}
