/* Waterfall: a start, its changes, and the end that they add up to exactly. The first and the last datum are totals from
 * zero; each change hangs where the one before ended. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_COLUMNS 8
#define LEAST_CHANGE 0.02 /* of the start: less is drawn by no honest scale */

typedef struct { JbBlock values[MAX_COLUMNS], labels[MAX_COLUMNS]; double slot, column, base, scale, label_height; guint n; } Waterfall;

static gboolean
is_total (const Waterfall *fall, guint i)
{
  return i == 0 || i + 1 == fall->n;
}

/* Returns: the highest level. */
static double
check (JbDraft *draft, const Waterfall *fall)
{
  double level = DATUM (0)->value, high = level, most = 0, sum = fabs (level);

  for (guint i = 0; i < fall->n; i++)
    if (DATUM (i)->mark != JB_MARK_EXACT)
      jb_draft_fail (draft, (int) i, "a value is not exact, so that the sum is not: draw a table");
  for (guint i = 1; i + 1 < fall->n; i++)
    {
      level += DATUM (i)->value;
      high = MAX (high, level);
      most = MAX (most, fabs (DATUM (i)->value));
      sum += fabs (DATUM (i)->value);
      if (level < -1e-9 * sum)
        jb_draft_fail (draft, (int) i, "the sum falls below zero: draw a table");
    }
  if (DATUM (0)->value < 0 || high <= 0 || fabs (level - DATUM (fall->n - 1)->value) > 1e-9 * sum)
    jb_draft_fail (draft, (int) fall->n - 1, "start and changes do not add up to the end: draw a table");
  else if (most < LEAST_CHANGE * DATUM (0)->value)
    jb_draft_fail (draft, -1, "the changes are under 2 % of the start: draw cards");
  return high;
}

static void
measure (JbDraft *draft, Waterfall *fall)
{
  for (guint i = 0; i < fall->n; i++)
    {
      jb_block_value (draft, &fall->values[i], DATUM (i), FALSE);
      if (fall->values[i].width > fall->slot - 2)
        jb_draft_fail (draft, (int) i, "the value is wider than its column: draw a table");
      if (!jb_block_label (draft, &fall->labels[i], &DATUM (i)->label, fall->slot - 6, 4, 5, FALSE))
        jb_draft_fail (draft, (int) i, "the label does not fit under its column: shorten it");
      fall->label_height = MAX (fall->label_height, fall->labels[i].height);
    }
}

/* A value stands above; below a fall where there is room over the ground. */
static void
put_value (JbDraft *draft, const Waterfall *fall, guint i, double middle, double top, double bottom)
{
  const JbBlock *value = &fall->values[i];
  gboolean two = value->n > 1;
  double below = bottom + (two ? 11.85 : 7.54), end = below + (two ? 9.5 : 5);

  if (!is_total (fall, i) && DATUM (i)->value < 0 && end < fall->base)
    jb_block_put (draft, value, middle, below, 0.5, "value", (int) i);
  else
    jb_block_put (draft, value, middle, top - (two ? 10.75 : 6.56), 0.5, "value", (int) i);
}

static void
put_column (JbDraft *draft, const Waterfall *fall, guint i, double from, double to)
{
  double middle = (i + 0.5) * fall->slot, x = middle - fall->column / 2;
  double top = fall->base - MAX (from, to) * fall->scale, height = MAX (fabs (to - from) * fall->scale, SIZE (FALL_LEAST));

  if (DATUM (i)->value == 0 && !is_total (fall, i)) /* the level goes on */
    jb_draft_line (draft, x, fall->base - from * fall->scale, x + fall->column, fall->base - from * fall->scale, JB_COLOUR_INK2, 0.5, "connector", (int) i);
  if (DATUM (i)->value == 0)
    jb_draft_ring (draft, middle, fall->base - from * fall->scale, SIZE (RING), JB_COLOUR_PAPER, JB_COLOUR_INK, SIZE (RING_LINE), "zero", (int) i);
  else if (DATUM (i)->derived)
    {
      JbBox *box = jb_draft_rect (draft, x, top, fall->column, height, JB_COLOUR_PAPER, JB_COLOUR_SEQ4, 0.75, "bar", (int) i);
      box->dash[0] = 2.6, box->dash[1] = 1.6;
    }
  else if (is_total (fall, i) || DATUM (i)->value > 0)
    jb_draft_rect (draft, x, top, fall->column, height, is_total (fall, i) ? JB_COLOUR_SEQ5 : JB_COLOUR_SEQ4, -1, 0, "bar", (int) i);
  else
    {
      jb_draft_outline (draft, x, top, fall->column, height, JB_COLOUR_SEQ2, "bar", (int) i);
      jb_draft_hatch (draft, x, top, fall->column, height, 1, JB_COLOUR_SEQ4, "pattern", (int) i);
    }
  double air = DATUM (i)->value == 0 ? SIZE (RING) + 1 : 0;
  put_value (draft, fall, i, middle, top - air, top + height);
  jb_block_put (draft, &fall->labels[i], middle, fall->base + 3, 0.5, "label", (int) i);
  if (i + 1 < fall->n)
    jb_draft_line (draft, x + fall->column, fall->base - to * fall->scale, x + fall->slot, fall->base - to * fall->scale, JB_COLOUR_INK2,
                   0.5, "connector", (int) i);
}

void
jb_layout_waterfall (JbDraft *draft)
{
  Waterfall fall = { .n = draft->chart->data->len };
  double level = 0;

  if (fall.n < 3 || fall.n > MAX_COLUMNS)
    {
      jb_draft_fail (draft, -1, "a waterfall has a start, an end, and up to six changes: draw a table");
      return;
    }
  fall.slot = draft->width / fall.n;
  fall.column = MIN (SIZE (FALL_COLUMN), SIZE (FALL_SHARE) * fall.slot);
  double high = check (draft, &fall);
  measure (draft, &fall);
  if (draft->error != NULL)
    return;
  fall.scale = SIZE (FALL_PLOT) / high;
  fall.base = draft->y + SIZE (COLUMN_HEAD) + SIZE (FALL_PLOT);
  for (guint i = 0; i < fall.n; i++)
    {
      double from = is_total (&fall, i) ? 0 : level;
      level = from + DATUM (i)->value;
      put_column (draft, &fall, i, from, level);
    }
  jb_draft_line (draft, 0, fall.base, draft->width, fall.base, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  draft->y = fall.base + 3 + fall.label_height;
}
