/* Lines over time: up to four series of one unit over three and more periods at their true distance, from zero. Names stand
 * at the ends of the lines. All points are labelled where there are few; else first, last and extremes, with gridlines. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_SERIES 4
#define MAX_PERIODS 40
#define FEW_PERIODS 6
#define FEW_SERIES 3
#define NEAR 24.0 /* points between two lines whose labels could be taken for each other's */

typedef struct { double x, y, width; gboolean placed; double baseline; } Label;

typedef struct
{
  int    data[MAX_SERIES][MAX_PERIODS]; /* index into data, -1 none */
  int    years[MAX_PERIODS];
  guint  n_series, n_years;
  Label *labels; /* by datum */
  double left, right, top, base, low, high, scale;
  gboolean grid;
} Lines;

static const JbColour colours[] = { JB_COLOUR_SEQ5, JB_COLOUR_SEQ3, JB_COLOUR_CAT2, JB_COLOUR_CAT3 };

static int
find_year (Lines *lines, int year)
{
  guint at = 0;

  while (at < lines->n_years && lines->years[at] < year)
    at++;
  if (at < lines->n_years && lines->years[at] == year)
    return (int) at;
  if (lines->n_years == MAX_PERIODS)
    return -1;
  memmove (&lines->years[at + 1], &lines->years[at], (lines->n_years - at) * sizeof lines->years[0]);
  lines->years[at] = year;
  lines->n_years++;
  return (int) at;
}

static void
read_data (JbDraft *draft, Lines *lines)
{
  lines->n_series = MAX (draft->chart->series->len, 1);
  for (guint i = 0; i < draft->chart->data->len; i++)
    if (find_year (lines, DATUM (i)->period) < 0)
      jb_draft_fail (draft, (int) i, "a line has up to 40 periods: leave some out");
  if (lines->n_series > MAX_SERIES || lines->n_years < 2)
    jb_draft_fail (draft, -1, "lines are up to four series over two and more periods: draw small multiples or bars");
  memset (lines->data, -1, sizeof lines->data);
  for (guint i = 0; i < draft->chart->data->len && draft->error == NULL; i++)
    {
      int *at = &lines->data[DATUM (i)->series][find_year (lines, DATUM (i)->period)];
      if (*at >= 0)
        jb_draft_fail (draft, (int) i, "there are two values for one period: leave one out");
      *at = (int) i;
      if (DATUM (i)->mark == JB_MARK_MISSING)
        continue;
      lines->low = MIN (lines->low, DATUM (i)->value);
      lines->high = MAX (lines->high, DATUM (i)->value);
    }
}

static double
get_x (const Lines *lines, guint year)
{
  double share = (double) (lines->years[year] - lines->years[0]) / (lines->years[lines->n_years - 1] - lines->years[0]);

  return lines->left + share * (lines->right - lines->left);
}

static double
get_y (const Lines *lines, double value)
{
  return lines->base - (value - lines->low) * lines->scale;
}

static const JbChartDatum *
value_at (JbDraft *draft, const Lines *lines, guint series, guint year)
{
  int i = lines->data[series][year];

  return i >= 0 && DATUM ((guint) i)->mark != JB_MARK_MISSING ? DATUM ((guint) i) : NULL;
}

static double
choose_step (double span)
{
  static const double factors[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (span / 4)));

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (span / (factors[i] * power) <= 5)
      return factors[i] * power;
  return 10 * power;
}

static const char *
name_tick (JbDraft *draft, double value, double step)
{
  char format[8] = "%.0f", buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (step < 1)
    g_snprintf (format, sizeof format, "%%.%df", (int) MIN (9, ceil (-log10 (step) - 1e-9)));
  g_ascii_formatd (buffer, sizeof buffer, format, fabs (value));
  g_autofree char *text = g_strconcat (value < 0 ? "−" : "", buffer, NULL);
  return g_string_chunk_insert (draft->strings, text);
}

static void
put_grid (JbDraft *draft, const Lines *lines, double from)
{
  double step = choose_step (lines->high - lines->low);

  for (double k = ceil (lines->low / step); k * step <= lines->high + step * 1e-6; k++)
    {
      double y = get_y (lines, k * step);
      jb_draft_text (draft, JB_ROLE_AXIS, name_tick (draft, k * step, step), from - 4, y + 2.5, 1, "axis", -1);
      if (k != 0)
        jb_draft_line (draft, from, y, lines->right + SIZE (LINE_INSET), y, JB_COLOUR_GRID, 0.5, "grid", -1);
    }
}

static double
measure_ticks (JbDraft *draft, const Lines *lines)
{
  double step = choose_step (lines->high - lines->low), width = 0;

  for (double k = ceil (lines->low / step); k * step <= lines->high + step * 1e-6; k++)
    width = MAX (width, jb_draft_measure (draft, JB_ROLE_AXIS, name_tick (draft, k * step, step)));
  return width + 4;
}

/* Whether the datum is a first, last, highest or lowest one of its series. */
static gboolean
is_marked (JbDraft *draft, const Lines *lines, guint series, guint year)
{
  guint first = G_MAXUINT, last = 0, low = 0, high = 0;

  for (guint t = 0; t < lines->n_years; t++)
    {
      const JbChartDatum *datum = value_at (draft, lines, series, t);
      if (datum == NULL)
        continue;
      if (first == G_MAXUINT)
        first = low = high = t;
      last = t;
      if (datum->value < value_at (draft, lines, series, low)->value)
        low = t;
      if (datum->value > value_at (draft, lines, series, high)->value)
        high = t;
    }
  return year == first || year == last || year == low || year == high;
}

/* A lower neighbour on both sides wants its label above, a valley below. */
static gboolean
is_valley (JbDraft *draft, const Lines *lines, guint series, guint year)
{
  const JbChartDatum *here = value_at (draft, lines, series, year);
  const JbChartDatum *before = year > 0 ? value_at (draft, lines, series, year - 1) : NULL;
  const JbChartDatum *after = year + 1 < lines->n_years ? value_at (draft, lines, series, year + 1) : NULL;

  return (before != NULL || after != NULL) && (before == NULL || before->value > here->value) && (after == NULL || after->value > here->value);
}

/* 1: a label stands below its point, 0: above. Of two lines that are near each other the upper one has it above. */
static guint
choose_side (JbDraft *draft, const Lines *lines, guint s, guint t)
{
  const JbChartDatum *here = value_at (draft, lines, s, t);

  for (guint other = 0; other < lines->n_series; other++)
    {
      const JbChartDatum *datum = other != s ? value_at (draft, lines, other, t) : NULL;

      if (datum != NULL && datum->value != here->value && fabs (datum->value - here->value) * lines->scale < NEAR)
        return datum->value > here->value;
    }
  return is_valley (draft, lines, s, t) ? 1 : 0;
}

/* Whether a line runs through @label between its @top and @bottom. */
static gboolean
is_crossed (JbDraft *draft, const Lines *lines, const Label *label, double top, double bottom)
{
  for (guint s = 0; s < lines->n_series; s++)
    for (guint t = 0, before = G_MAXUINT; t < lines->n_years; t++)
      {
        if (value_at (draft, lines, s, t) == NULL)
          continue;
        if (before != G_MAXUINT)
          {
            double x1 = get_x (lines, before), x2 = get_x (lines, t), y1 = get_y (lines, value_at (draft, lines, s, before)->value);
            double y2 = get_y (lines, value_at (draft, lines, s, t)->value), slope = (y2 - y1) / (x2 - x1);
            double from = MAX (label->x, x1), to = MIN (label->x + label->width, x2);
            double a = y1 + (from - x1) * slope, b = y1 + (to - x1) * slope;
            if (from < to && MIN (a, b) < bottom && MAX (a, b) > top)
              return TRUE;
          }
        before = t;
      }
  return FALSE;
}

static gboolean
is_free (JbDraft *draft, const Lines *lines, const Label *label, double baseline)
{
  double size = SIZE (SMALL), top = baseline - 0.8 * size, bottom = top + size;

  if (top < lines->top - 14 || bottom > lines->base - 0.5)
    return FALSE;
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const Label *other = &lines->labels[i];
      double other_top = other->baseline - 0.8 * size;
      if (other->placed && label->x < other->x + other->width + 2 && other->x < label->x + label->width + 2
          && top < other_top + size && other_top < bottom)
        return FALSE;
    }
  for (guint s = 0; s < lines->n_series; s++)
    for (guint t = 0; t < lines->n_years; t++)
      {
        const JbChartDatum *datum = value_at (draft, lines, s, t);
        if (datum != NULL && fabs (get_x (lines, t) - label->x - label->width / 2) < label->width / 2 + 3
            && get_y (lines, datum->value) + 3.4 > top && get_y (lines, datum->value) - 3.4 < bottom)
          return FALSE;
      }
  return !is_crossed (draft, lines, label, top + 0.5, bottom - 0.5);
}

static void
place_label (JbDraft *draft, Lines *lines, guint s, guint t)
{
  Label *label = &lines->labels[lines->data[s][t]];
  const JbChartDatum *datum = value_at (draft, lines, s, t);
  static const struct { double aside, down; } tries[] = { { 0, -5.5 }, { 0, 11 }, { -1, -4.5 }, { 1, -4.5 }, { -1, 9 }, { 1, 9 },
                                                          { 1, 2.8 }, { -1, 2.8 }, { 0, -13.5 }, { 0, 19 } };
  double x = get_x (lines, t), y = get_y (lines, datum->value);
  guint turn = choose_side (draft, lines, s, t);

  label->width = jb_draft_measure (draft, JB_ROLE_SMALL_BOLD, jb_draft_number (draft, datum, FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (tries) && !label->placed; i++)
    {
      double middle = x + tries[i ^ turn].aside * (label->width / 2 + 4);
      label->x = MAX (0, MIN (middle - label->width / 2, draft->width - label->width));
      label->baseline = y + tries[i ^ turn].down;
      label->placed = is_free (draft, lines, label, label->baseline);
    }
}

/* Ends before what lies between; where one finds no place, gridlines help to read it. */
static void
place_labels (JbDraft *draft, Lines *lines)
{
  gboolean all = lines->n_years <= FEW_PERIODS && lines->n_series <= FEW_SERIES;

  for (guint i = 0; i < draft->chart->data->len; i++)
    lines->labels[i].placed = FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint s = 0; s < lines->n_series; s++)
      for (guint t = lines->n_years; t-- > 0; )
        if (value_at (draft, lines, s, t) != NULL && is_marked (draft, lines, s, t) == (pass == 0) && (all || pass == 0))
          place_label (draft, lines, s, t);
}

static gboolean
all_placed (JbDraft *draft, const Lines *lines)
{
  for (guint i = 0; i < draft->chart->data->len; i++)
    if (!lines->labels[i].placed && DATUM (i)->mark != JB_MARK_MISSING)
      return FALSE;
  return TRUE;
}

static void
put_marker (JbDraft *draft, guint series, int index, double x, double y, JbColour colour)
{
  if (DATUM ((guint) index)->derived)
    jb_draft_ring (draft, x, y, 2.6, JB_COLOUR_PAPER, colour, 0.9, "point", index);
  else if (series == 1)
    jb_draft_rect (draft, x - 2.3, y - 2.3, 4.6, 4.6, (int) colour, -1, 0, "point", index);
  else if (series == 2)
    jb_draft_ring (draft, x, y, 2.4, JB_COLOUR_PAPER, colour, 1.2, "point", index);
  else if (series == 3)
    jb_draft_polygon (draft, (double[]) { x - 2.6, y, x, y - 2.6, x + 2.6, y, x, y + 2.6 }, 4, (int) colour, -1, 0, "point", index);
  else
    jb_draft_disc (draft, x, y, 2.6, colour, "point", index);
}

static void
put_segment (JbDraft *draft, const Lines *lines, guint s, guint from, guint to, JbColour colour)
{
  static const JbText note = { (char *) "点线：其间未载明", (char *) "Dotted line: not stated in between" };
  const JbChartDatum *a = value_at (draft, lines, s, from), *b = value_at (draft, lines, s, to);
  JbBox *box = jb_draft_line (draft, get_x (lines, from), get_y (lines, a->value), get_x (lines, to), get_y (lines, b->value),
                              colour, s == 0 ? SIZE (LINE_MAIN) : SIZE (LINE_OTHER), "line", lines->data[s][to]);

  if (a->derived || b->derived || s == 1)
    box->dash[0] = 4, box->dash[1] = a->derived || b->derived ? 2.5 : 2;
  if (to == from + 1)
    return;
  box->dash[0] = 1.2, box->dash[1] = 2.2;
  if (draft->notes->len == 0)
    g_ptr_array_add (draft->notes, (gpointer) &note);
}

static void
put_series (JbDraft *draft, const Lines *lines, guint s)
{
  guint before = G_MAXUINT;

  for (guint t = 0; t < lines->n_years; t++)
    if (value_at (draft, lines, s, t) != NULL)
      {
        if (before != G_MAXUINT)
          put_segment (draft, lines, s, before, t, colours[s]);
        before = t;
      }
  for (guint t = 0; t < lines->n_years; t++)
    if (value_at (draft, lines, s, t) != NULL)
      put_marker (draft, s, lines->data[s][t], get_x (lines, t), get_y (lines, value_at (draft, lines, s, t)->value), colours[s]);
}

/* Names beside the last points, pushed apart. Returns: y of the lowest one's lower edge. */
static double
put_names (JbDraft *draft, const Lines *lines)
{
  JbBlock blocks[MAX_SERIES];
  double y[MAX_SERIES], bottom = lines->top - 8;
  guint order[MAX_SERIES];

  for (guint s = 0; s < lines->n_series; s++)
    {
      guint last = lines->n_years;
      while (last > 0 && value_at (draft, lines, s, last - 1) == NULL)
        last--;
      y[s] = last > 0 ? get_y (lines, value_at (draft, lines, s, last - 1)->value) : lines->base;
      jb_block_label (draft, &blocks[s], &g_array_index (draft->chart->series, JbText, s), SIZE (LINE_RIGHT) - 15, 3, 3, s == 0);
      guint at = s;
      for (; at > 0 && y[order[at - 1]] > y[s]; at--)
        order[at] = order[at - 1];
      order[at] = s;
    }
  double limit = lines->base + 10;
  for (guint i = lines->n_series; i-- > 0; limit -= blocks[order[i]].height + 2)
    y[order[i]] = MIN (y[order[i]], limit - blocks[order[i]].height / 2), limit = MIN (limit, y[order[i]] + blocks[order[i]].height / 2);
  for (guint i = 0; i < lines->n_series; i++)
    {
      guint s = order[i];
      double top = MAX (y[s] - blocks[s].height / 2, bottom + (i > 0 ? 2 : 0));
      jb_block_put (draft, &blocks[s], draft->width - SIZE (LINE_RIGHT) + 15, top, 0, "series", -1);
      bottom = top + blocks[s].height;
    }
  return bottom;
}

static void
put_years (JbDraft *draft, const Lines *lines)
{
  double end = -G_MAXDOUBLE, last = get_x (lines, lines->n_years - 1);

  for (guint t = 0; t < lines->n_years; t++)
    {
      g_autofree char *year = g_strdup_printf ("%d", lines->years[t]);
      double x = get_x (lines, t), width = jb_draft_measure (draft, JB_ROLE_YEAR, year);
      gboolean is_last = t + 1 == lines->n_years;
      if (x - width / 2 < end + 4 || (!is_last && x + width / 2 > last - width / 2 - 4))
        continue;
      jb_draft_text (draft, JB_ROLE_YEAR, year, x, lines->base + SIZE (YEAR_DROP), 0.5, "label", -1);
      end = x + width / 2;
    }
}

static void
set_frame (JbDraft *draft, Lines *lines)
{
  lines->left = SIZE (LINE_INSET) + 6 + (lines->grid ? measure_ticks (draft, lines) : 0);
  lines->right = draft->width - (lines->n_series > 1 ? SIZE (LINE_RIGHT) : SIZE (LINE_INSET) + 8);
  lines->top = draft->y + 14;
  lines->base = lines->top + SIZE (LINE_PLOT);
  lines->scale = lines->high > lines->low ? SIZE (LINE_PLOT) / (lines->high - lines->low) : 0;
  place_labels (draft, lines);
}

void
jb_layout_line (JbDraft *draft)
{
  Lines lines = { 0 };
  g_autofree Label *labels = g_new0 (Label, draft->chart->data->len);

  lines.labels = labels;
  read_data (draft, &lines);
  if (draft->error != NULL)
    return;
  set_frame (draft, &lines);
  lines.grid = !all_placed (draft, &lines) && lines.high > lines.low;
  if (lines.grid)
    {
      set_frame (draft, &lines);
      put_grid (draft, &lines, lines.left - SIZE (LINE_INSET) - 2);
    }
  double zero = get_y (&lines, 0);
  jb_draft_line (draft, lines.left - SIZE (LINE_INSET), zero, lines.right + SIZE (LINE_INSET), zero, JB_COLOUR_INK, SIZE (AXIS_LINE),
                 "zero-line", -1);
  for (guint s = lines.n_series; s-- > 0; )
    put_series (draft, &lines, s);
  for (guint i = 0; i < draft->chart->data->len; i++)
    if (labels[i].placed)
      {
        gboolean last = DATUM (i)->period == lines.years[lines.n_years - 1];
        jb_draft_text (draft, last ? JB_ROLE_SMALL_BOLD : JB_ROLE_SMALL, jb_draft_number (draft, DATUM (i), FALSE),
                       labels[i].x + labels[i].width / 2, labels[i].baseline, 0.5, "value", (int) i);
      }
  put_years (draft, &lines);
  draft->y = lines.base + SIZE (YEAR_DROP) + 2;
  double names = lines.n_series > 1 ? put_names (draft, &lines) : 0;
  draft->y = MAX (draft->y, names);
}
