/* Slope: two points of one measure, or up to four measures of one unit, from zero. */
#include "jb-chart-private.h"

#include <math.h>

#define MAX_LINES 4

typedef struct { double left, right, base, scale, low; int first, last; } Slope;
typedef struct { int from, to; double y_from, y_to, label_from, label_to; } Pair;

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
  slope->base = top + SIZE (SLOPE_PLOT);
  slope->scale = high > slope->low ? (SIZE (SLOPE_PLOT) - SIZE (SLOPE_DISC)) / (high - slope->low) : 0;
}

/* Keeps labels apart by pushing each below its upper neighbour. */
static void
spread (Pair *pairs, guint n, gboolean to, double apart, double bottom)
{
  double *at[MAX_LINES];

  for (guint i = 0; i < n; i++)
    at[i] = to ? &pairs[i].label_to : &pairs[i].label_from;
  for (guint i = 1; i < n; i++)
    for (guint j = i; j > 0 && *at[j] < *at[j - 1]; j--)
      {
        double *swap = at[j];
        at[j] = at[j - 1];
        at[j - 1] = swap;
      }
  for (guint i = 1; i < n; i++)
    *at[i] = MAX (*at[i], *at[i - 1] + apart);
  double limit = bottom;
  for (guint i = n; i-- > 0; limit = *at[i] - apart)
    *at[i] = MIN (*at[i], limit);
}

static void
put_frame (JbDraft *draft, const Slope *slope)
{
  double x[] = { slope->left, slope->right }, zero = get_y (slope, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *year = g_strdup_printf ("%d", i == 0 ? slope->first : slope->last);
      jb_draft_line (draft, x[i], slope->base, x[i], slope->base - SIZE (SLOPE_PLOT), JB_COLOUR_GRID, 0.5, "post", -1);
      jb_draft_text (draft, JB_ROLE_YEAR, year, x[i], slope->base + SIZE (YEAR_DROP), 0.5, "axis", -1);
    }
  jb_draft_line (draft, slope->left - 16, zero, slope->right + 16, zero, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
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

void
jb_layout_slope (JbDraft *draft)
{
  Slope slope = { .left = SIZE (SLOPE_LEFT), .right = draft->width - SIZE (SLOPE_RIGHT) };
  Pair pairs[MAX_LINES];
  guint n = find_pairs (draft, &slope, pairs);
  if (draft->error != NULL)
    return;

  set_scale (draft, &slope, draft->y + SIZE (SLOPE_TOP));
  for (guint i = 0; i < n; i++)
    {
      pairs[i].label_from = pairs[i].y_from = get_y (&slope, DATUM ((guint) pairs[i].from)->value);
      pairs[i].label_to = pairs[i].y_to = get_y (&slope, DATUM ((guint) pairs[i].to)->value);
    }
  spread (pairs, n, FALSE, SIZE (LINE_APART), slope.base);
  spread (pairs, n, TRUE, SIZE (LINE_APART), slope.base);
  put_frame (draft, &slope);
  double bottom = slope.base + SIZE (YEAR_DROP);
  if (slope.low == 0)
    jb_draft_text (draft, JB_ROLE_AXIS, "0", slope.left - 20, slope.base + 2.5, 1, "axis", -1);
  for (guint i = 0; i < n; i++)
    {
      gboolean main = n == 1 || DATUM ((guint) pairs[i].to)->emphasis;
      put_pair (draft, &slope, &pairs[i], main ? JB_COLOUR_SEQ5 : JB_COLOUR_SEQ3);
      /* near the ground a value would run into the years: it is lifted */
      double left = slope.left - 7, right = slope.right + 7;
      double lift_from = slope.base - (n == 1 ? 12 : 0) - 9.1 * count_more (draft, pairs[i].from, left);
      double lift_to = slope.base - (n == 1 ? 2 : 0) - 9.1 * count_more (draft, pairs[i].to, draft->width - right);
      put_value (draft, pairs[i].from, left, MIN (pairs[i].label_from, lift_from), 1);
      double after = put_value (draft, pairs[i].to, right, MIN (pairs[i].label_to, lift_to), 0);
      if (n == 1)
        {
          /* beside the year where it comes so low */
          double lower = put_change (draft, after + 12 > slope.base ? MAX (right, slope.right + 12) : right, after);
          bottom = MAX (bottom, lower);
        }
      else
        jb_draft_text (draft, JB_ROLE_UNIT, jb_draft_pick (draft, &g_array_index (draft->chart->series, JbText, i)),
                       slope.right + 7, after + 9.1, 0, "label", pairs[i].to);
    }
  draft->y = MAX (bottom + 2, slope.base + SIZE (YEAR_DROP) + 2);
}
