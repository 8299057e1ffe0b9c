/* Slope: two points of one measure, or up to four measures of one unit, from zero. One has its values beside the points, and
 * the change below the later one; several have a column of values and names at the right, kept apart. */
#include "jb-chart-private.h"

#include <math.h>

#define MAX_LINES 4
#define MIN_LABEL 9.0  /* height of a value in one line */
#define LABEL_AIR 2.0  /* between labels that stand below each other */
#define NAME_GAP 6.0   /* value to name */
#define NAME_SHARE 0.3 /* of the width, for names */
#define BESIDE 7.0     /* post to value */
#define LEADER 8.0     /* more of it, where a label does not stand at its point and a leader goes there */
#define MOVED 2.0

typedef struct { double left, right, plot, base, scale, low; int first, last; } Slope;
typedef struct
{
  int     from, to;
  double  y_from, y_to, label_from, label_to; /* labels: centres */
  JbBlock value_from, value_to, name;         /* of several lines */
} Pair;

static double
get_y (const Slope *slope, double value)
{
  return slope->base - (value - slope->low) * slope->scale;
}

static guint
find_pairs (JbDraft *draft, Slope *slope, Pair *pairs)
{
  guint n = MAX (draft->chart->series->len, 1);

  slope->first = slope->last = DATUM (0)->period;
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      slope->first = MIN (slope->first, DATUM (i)->period);
      slope->last = MAX (slope->last, DATUM (i)->period);
    }
  if (n > MAX_LINES || slope->first == slope->last)
    jb_draft_fail (draft, -1, "a slope has two periods and up to four measures: draw small multiples");
  for (guint i = 0; i < MIN (n, MAX_LINES); i++)
    pairs[i] = (Pair) { .from = -1, .to = -1 };
  for (guint i = 0; i < draft->chart->data->len && draft->error == NULL; i++)
    {
      int *end = DATUM (i)->period == slope->first ? &pairs[DATUM (i)->series].from : &pairs[DATUM (i)->series].to;
      if (*end >= 0 || (DATUM (i)->period != slope->first && DATUM (i)->period != slope->last)
          || DATUM (i)->mark == JB_MARK_MISSING)
        jb_draft_fail (draft, (int) i, "a slope has one value for each of two periods: draw a line");
      *end = (int) i;
    }
  for (guint i = 0; i < n && draft->error == NULL; i++)
    if (pairs[i].from < 0 || pairs[i].to < 0)
      jb_draft_fail (draft, -1, "a measure lacks one of the two periods: leave it out");
  return n;
}

static void
set_scale (JbDraft *draft, Slope *slope, double top)
{
  double high = 0;

  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      high = MAX (high, DATUM (i)->value);
      slope->low = MIN (slope->low, DATUM (i)->value);
    }
  slope->base = top + slope->plot;
  slope->scale = high > slope->low ? (slope->plot - SIZE (SLOPE_DISC)) / (high - slope->low) : 0;
}

/* Height that a label of several lines takes. */
static double
label_height (const Pair *pair, gboolean to)
{
  double value = MAX (MIN_LABEL, (to ? pair->value_to : pair->value_from).height);

  return to ? MAX (value, pair->name.height) : value;
}

/* Keeps labels apart: each is pushed below its upper neighbour, then all above @bottom. */
static void
spread (Pair *pairs, guint n, gboolean to, double bottom)
{
  guint order[MAX_LINES];
  double *at[MAX_LINES];

  for (guint i = 0; i < n; i++)
    {
      guint k = i;
      at[i] = to ? &pairs[i].label_to : &pairs[i].label_from;
      for (; k > 0 && *at[order[k - 1]] > *at[i]; k--)
        order[k] = order[k - 1];
      order[k] = i;
    }
  for (guint i = 1; i < n; i++)
    {
      double apart = (label_height (&pairs[order[i]], to) + label_height (&pairs[order[i - 1]], to)) / 2 + LABEL_AIR;
      *at[order[i]] = MAX (*at[order[i]], *at[order[i - 1]] + apart);
    }
  for (guint i = n; i-- > 0;)
    {
      double half = label_height (&pairs[order[i]], to) / 2;
      *at[order[i]] = MIN (*at[order[i]], bottom - half);
      bottom = *at[order[i]] - half - LABEL_AIR;
    }
}

/* @reach: how far zero is drawn beyond the posts. */
static void
put_frame (JbDraft *draft, const Slope *slope, double reach)
{
  double x[] = { slope->left, slope->right }, zero = get_y (slope, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *year = g_strdup_printf ("%d", i == 0 ? slope->first : slope->last);
      jb_draft_line (draft, x[i], slope->base, x[i], slope->base - slope->plot, JB_COLOUR_GRID, 0.5, "post", -1);
      jb_draft_text (draft, JB_ROLE_YEAR, year, x[i], slope->base + SIZE (YEAR_DROP), 0.5, "axis", -1);
    }
  jb_draft_line (draft, slope->left - reach, zero, slope->right + reach, zero, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
}

static void
put_point (JbDraft *draft, int index, double x, double y, JbColour colour)
{
  if (DATUM ((guint) index)->derived)
    jb_draft_ring (draft, x, y, SIZE (SLOPE_DISC), JB_COLOUR_PAPER, colour, 1.1, "point", index);
  else
    jb_draft_disc (draft, x, y, SIZE (SLOPE_DISC), colour, "point", index);
}

static void
put_pair (JbDraft *draft, const Slope *slope, const Pair *pair, JbColour colour)
{
  gboolean derived = DATUM ((guint) pair->from)->derived || DATUM ((guint) pair->to)->derived;
  JbBox *line = jb_draft_line (draft, slope->left, pair->y_from, slope->right, pair->y_to, colour, SIZE (SLOPE_LINE), "bar", pair->to);

  if (derived)
    line->dash[0] = 4, line->dash[1] = 2.5;
  put_point (draft, pair->from, slope->left, pair->y_from, colour);
  put_point (draft, pair->to, slope->right, pair->y_to, colour);
}

/* Lines that stand below a value: its unit where it does not fit beside it, and 推算. */
static guint
count_more (JbDraft *draft, int index, double width)
{
  const JbChartDatum *datum = DATUM ((guint) index);
  g_autofree char *joined = g_strconcat (jb_draft_number (draft, datum, FALSE), jb_draft_pick (draft, &datum->unit), NULL);

  return (guint) (jb_draft_measure (draft, JB_ROLE_VALUE, joined) > width) + (guint) (datum->derived != FALSE);
}

static double
put_value (JbDraft *draft, int index, double x, double y, double align)
{
  const JbChartDatum *datum = DATUM ((guint) index);
  double baseline = y + 2.9, width = align > 0.5 ? x : draft->width - x;
  const char *text = jb_draft_number (draft, datum, FALSE), *unit = jb_draft_pick (draft, &datum->unit);
  g_autofree char *joined = g_strconcat (text, unit, NULL);
  gboolean together = jb_draft_measure (draft, JB_ROLE_VALUE, joined) <= width;

  jb_draft_text (draft, JB_ROLE_VALUE, together ? joined : text, x, baseline, align, "value", index);
  if (!together)
    jb_draft_text (draft, JB_ROLE_UNIT, unit, x, baseline += 9.1, align, "value", index);
  if (datum->derived)
    jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "推算", "derived", " "), x, baseline += 9.1, align, "state", index);
  return baseline;
}

/* "7.57个百分点" is a number and its unit. */
static gsize
number_length (const char *text)
{
  const char *p = text;

  while (g_ascii_isdigit (*p) || *p == '.' || *p == ',')
    p++;
  return (gsize) (p - text);
}

static double
put_change (JbDraft *draft, double x, double baseline)
{
  const JbText *change = &draft->chart->change_text;
  const char *text = jb_draft_pick (draft, change);
  gsize length = number_length (text);
  g_autofree char *number = g_strndup (text, length);
  double top = baseline + 5.1;

  if (*text == '\0')
    return baseline;
  baseline += 10.7;
  if (draft->chart->change != 0)
    {
      double tip = draft->chart->change < 0 ? top + 5.6 : top, flat = draft->chart->change < 0 ? top : top + 5.6;
      jb_draft_polygon (draft, (double[]) { x + 0.2, flat, x + 5.6, flat, x + 2.9, tip }, 3, JB_COLOUR_ACCENT, -1, 0, "change", -1);
      x += 8;
    }
  double width = jb_draft_text (draft, JB_ROLE_VALUE, number, x, baseline, 0, "change", -1);
  if (length > 0)
    jb_draft_colour_last (draft, JB_COLOUR_ACCENT);
  const char *unit = text + length + (text[length] == ' ');
  JbRole role = draft->langs == JB_CHART_LANG_EN ? JB_ROLE_UNIT_EN : JB_ROLE_UNIT;
  if (x + width + 1 + jb_draft_measure (draft, role, unit) <= draft->width)
    jb_draft_text (draft, role, unit, x + width + 1, baseline, 0, "change", -1);
  else
    {
      g_auto(GStrv) below = jb_draft_wrap (draft, role, unit, draft->width - x);
      for (guint i = 0; below[i] != NULL; i++)
        jb_draft_text (draft, role, below[i], x, baseline += 8.6, 0, "change", -1);
    }
  if (draft->langs != JB_CHART_LANG_BOTH || change->en == NULL || change->zh == NULL)
    return baseline;
  const char *en = change->en + number_length (change->en);
  g_auto(GStrv) lines = jb_draft_wrap (draft, JB_ROLE_UNIT_EN, en + (*en == ' '), draft->width - x);
  for (guint i = 0; lines[i] != NULL; i++)
    jb_draft_text (draft, JB_ROLE_UNIT_EN, lines[i], x, baseline += 8.6, 0, "change", -1);
  return baseline;
}

static void
place_points (JbDraft *draft, Slope *slope, Pair *pairs, guint n, double top)
{
  set_scale (draft, slope, top);
  for (guint i = 0; i < n; i++)
    {
      pairs[i].label_from = pairs[i].y_from = get_y (slope, DATUM ((guint) pairs[i].from)->value);
      pairs[i].label_to = pairs[i].y_to = get_y (slope, DATUM ((guint) pairs[i].to)->value);
    }
}

static void
layout_one (JbDraft *draft, Slope *slope, Pair *pair)
{
  slope->left = SIZE (SLOPE_LEFT);
  slope->right = draft->width - SIZE (SLOPE_RIGHT);
  slope->plot = SIZE (SLOPE_PLOT);
  place_points (draft, slope, pair, 1, draft->y + SIZE (SLOPE_TOP));
  put_frame (draft, slope, 16);
  if (slope->low == 0)
    jb_draft_text (draft, JB_ROLE_AXIS, "0", slope->left - 20, slope->base + 2.5, 1, "axis", -1);
  put_pair (draft, slope, pair, JB_COLOUR_SEQ5);
  /* near the ground a value would run into the years: it is lifted */
  double left = slope->left - BESIDE, right = slope->right + BESIDE;
  double lift_from = slope->base - 12 - 9.1 * count_more (draft, pair->from, left);
  double lift_to = slope->base - 2 - 9.1 * count_more (draft, pair->to, draft->width - right);
  put_value (draft, pair->from, left, MIN (pair->label_from, lift_from), 1);
  double after = put_value (draft, pair->to, right, MIN (pair->label_to, lift_to), 0);
  /* beside the year where it comes so low */
  double bottom = put_change (draft, after + 12 > slope->base ? MAX (right, slope->right + 12) : right, after);
  draft->y = MAX (bottom + 2, slope->base + SIZE (YEAR_DROP) + 2);
}

/* Sets the columns, and the plot's height by what stands in them. */
static void
measure_several (JbDraft *draft, Slope *slope, Pair *pairs, guint n)
{
  double before = 0, after = 0, names = 0, heights[2] = { 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      jb_block_value (draft, &pairs[i].value_from, DATUM ((guint) pairs[i].from), FALSE);
      jb_block_value (draft, &pairs[i].value_to, DATUM ((guint) pairs[i].to), FALSE);
      before = MAX (before, pairs[i].value_from.width);
      after = MAX (after, pairs[i].value_to.width);
    }
  for (guint i = 0; i < n; i++)
    {
      gboolean main = DATUM ((guint) pairs[i].to)->emphasis;
      if (!jb_block_label (draft, &pairs[i].name, &g_array_index (draft->chart->series, JbText, i), NAME_SHARE * draft->width, 5, 6, main))
        jb_draft_fail (draft, pairs[i].to, "the name of a measure needs more than five lines: shorten it");
      names = MAX (names, pairs[i].name.width);
      heights[0] += label_height (&pairs[i], FALSE) + LABEL_AIR;
      heights[1] += label_height (&pairs[i], TRUE) + LABEL_AIR;
    }
  slope->left = MAX (before + BESIDE + LEADER, 12);
  slope->right = draft->width - after - names - BESIDE - LEADER - NAME_GAP;
  slope->plot = MAX (SIZE (SLOPE_PLOT), MAX (heights[0], heights[1]));
  if (slope->right - slope->left < 40)
    jb_draft_fail (draft, -1, "values and names leave no room for lines: draw a table");
}

/* From beside a point to its label, where that was moved away. */
static void
put_elbow (JbDraft *draft, double x, double reach, double from, double to, int datum)
{
  double middle = x + reach / 2, end = x + reach;

  if (fabs (to - from) > MOVED)
    jb_draft_polygon (draft, (double[]) { x, from, middle, from, middle, to, end, to }, 4, -1, JB_COLOUR_RULE, 0.5, "leader", datum);
  else
    jb_draft_line (draft, x, from, end, from, JB_COLOUR_RULE, 0.5, "leader", datum);
}

static void
layout_several (JbDraft *draft, Slope *slope, Pair *pairs, guint n)
{
  measure_several (draft, slope, pairs, n);
  place_points (draft, slope, pairs, n, draft->y + SIZE (SLOPE_TOP));
  spread (pairs, n, FALSE, slope->base + 4);
  spread (pairs, n, TRUE, slope->base + 4);
  put_frame (draft, slope, 4);
  double right = slope->right + BESIDE + LEADER, value = 0;
  gboolean any = FALSE;
  for (guint i = 0; i < n; i++)
    {
      value = MAX (value, pairs[i].value_to.width);
      any = any || DATUM ((guint) pairs[i].to)->emphasis;
    }
  for (guint i = n; i-- > 0;)
    {
      gboolean main = DATUM ((guint) pairs[i].to)->emphasis;

      put_pair (draft, slope, &pairs[i], main ? JB_COLOUR_SEQ5 : any ? JB_COLOUR_SEQ3 : JB_COLOUR_SEQ4);
      put_elbow (draft, slope->left - 4.2, -LEADER, pairs[i].y_from, pairs[i].label_from, pairs[i].from);
      put_elbow (draft, slope->right + 4.2, LEADER, pairs[i].y_to, pairs[i].label_to, pairs[i].to);
      jb_block_put (draft, &pairs[i].value_from, slope->left - BESIDE - LEADER, pairs[i].label_from, 1, "value", pairs[i].from);
      jb_block_put (draft, &pairs[i].value_to, right, pairs[i].label_to, 0, "value", pairs[i].to);
      jb_block_put (draft, &pairs[i].name, right + value + NAME_GAP, pairs[i].label_to - pairs[i].name.height / 2, 0, "label", pairs[i].to);
    }
  draft->y = slope->base + SIZE (YEAR_DROP) + 2;
}

void
jb_layout_slope (JbDraft *draft)
{
  Slope slope = { 0 };
  Pair pairs[MAX_LINES];
  guint n = find_pairs (draft, &slope, pairs);

  if (draft->error != NULL)
    return;
  if (n == 1)
    layout_one (draft, &slope, pairs);
  else
    layout_several (draft, &slope, pairs, n);
}
