/* Adds shapes to a scene. */
#include "jb-chart-private.h"

#include "jb-error.h"

#include <math.h>
#include <string.h>

void
jb_draft_fail (JbDraft *draft, int datum, const char *message)
{
  if (draft->error != NULL)
    return;
  if (datum < 0)
    g_set_error (&draft->error, JB_ERROR, JB_ERROR_LIMIT, "chart %s: %s", draft->chart->id, message);
  else
    g_set_error (&draft->error, JB_ERROR, JB_ERROR_LIMIT, "chart %s, datum %d: %s", draft->chart->id, datum + 1, message);
}

static JbBox *
add (JbDraft *draft, JbBoxKind kind, int fill, int stroke, double line, const char *what, int datum)
{
  JbBox box = { .kind = kind, .part = draft->part, .what = what, .datum = datum, .line_width = line };

  box.has_fill = fill >= 0;
  box.has_stroke = stroke >= 0;
  if (fill >= 0)
    memcpy (box.fill, draft->style->colours[fill], sizeof box.fill);
  if (stroke >= 0)
    memcpy (box.stroke, draft->style->colours[stroke], sizeof box.stroke);
  g_array_append_val (draft->scene->boxes, box);
  return &g_array_index (draft->scene->boxes, JbBox, draft->scene->boxes->len - 1);
}

static JbBox *
place (JbBox *box, double x, double y, double width, double height)
{
  box->x = x;
  box->y = y;
  box->width = width;
  box->height = height;
  return box;
}

void
jb_draft_colour_last (JbDraft *draft, JbColour colour)
{
  JbBox *box = &g_array_index (draft->scene->boxes, JbBox, draft->scene->boxes->len - 1);

  memcpy (box->fill, draft->style->colours[colour], sizeof box->fill);
}

JbBox *
jb_draft_rect (JbDraft *draft, double x, double y, double width, double height, int fill, int stroke, double line,
               const char *what, int datum)
{
  return place (add (draft, JB_BOX_RECT, fill, stroke, line, what, datum), x, y, width, height);
}

static void
set_points (JbBox *box, const double *points, guint n)
{
  double left = points[0], right = points[0], top = points[1], bottom = points[1];

  box->n_points = MIN (n, (guint) G_N_ELEMENTS (box->points) / 2);
  memcpy (box->points, points, sizeof (double) * 2 * box->n_points);
  for (guint i = 1; i < box->n_points; i++)
    {
      left = MIN (left, points[2 * i]);
      right = MAX (right, points[2 * i]);
      top = MIN (top, points[2 * i + 1]);
      bottom = MAX (bottom, points[2 * i + 1]);
    }
  place (box, left, top, right - left, bottom - top);
}

JbBox *
jb_draft_line (JbDraft *draft, double x1, double y1, double x2, double y2, JbColour colour, double line, const char *what,
               int datum)
{
  JbBox *box = add (draft, JB_BOX_LINE, -1, (int) colour, line, what, datum);

  set_points (box, (double[]) { x1, y1, x2, y2 }, 2);
  return box;
}

JbBox *
jb_draft_polygon (JbDraft *draft, const double *points, guint n, int fill, int stroke, double line, const char *what, int datum)
{
  JbBox *box = add (draft, fill >= 0 ? JB_BOX_POLYGON : JB_BOX_LINE, fill, stroke, line, what, datum);

  set_points (box, points, n);
  return box;
}

void
jb_draft_hatch (JbDraft *draft, double x, double y, double width, double height, int pattern, JbColour colour,
                const char *what, int datum)
{
  if (width <= 0 || height <= 0)
    return;
  JbBox *box = place (add (draft, JB_BOX_HATCH, -1, (int) colour, SIZE (HATCH_LINE), what, datum), x, y, width, height);
  box->pattern = pattern;
}

void
jb_draft_ring (JbDraft *draft, double x, double y, double radius, int fill, JbColour stroke, double line, const char *what,
               int datum)
{
  double outer = radius + line / 2;

  place (add (draft, JB_BOX_RING, fill, (int) stroke, line, what, datum), x - outer, y - outer, 2 * outer, 2 * outer);
}

void
jb_draft_disc (JbDraft *draft, double x, double y, double radius, JbColour fill, const char *what, int datum)
{
  place (add (draft, JB_BOX_DISC, (int) fill, -1, 0, what, datum), x - radius, y - radius, 2 * radius, 2 * radius);
}

/* A fill that is light on white has an outline. */
void
jb_draft_outline (JbDraft *draft, double x, double y, double width, double height, JbColour fill, const char *what, int datum)
{
  gboolean cat = fill == JB_COLOUR_CAT5 || fill == JB_COLOUR_CAT6;
  gboolean seq = fill == JB_COLOUR_SEQ1 || fill == JB_COLOUR_SEQ2;

  jb_draft_rect (draft, x, y, width, height, (int) fill, cat ? JB_COLOUR_CAT1 : seq ? JB_COLOUR_SEQ4 : -1,
                 cat || seq ? SIZE (OUTLINE) : 0, what, datum);
}

static void
draw_at_least (JbDraft *draft, int datum, double x, double width, double y, double height, JbColour fill)
{
  static const double slices[][2] = { { 1.4, 2.4 }, { 5.2, 1.6 }, { 8.2, 0.8 } };

  jb_draft_rect (draft, x, y, width, height, (int) fill, -1, 0, "bar", datum);
  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    jb_draft_rect (draft, x + width + slices[i][0], y, slices[i][1], height, (int) fill, -1, 0, "bound", datum);
}

static void
draw_hollow (JbDraft *draft, const JbChartDatum *datum, int index, double x, double width, double y, double height)
{
  JbBox *box = jb_draft_rect (draft, x, y, width, height, datum->plan ? JB_COLOUR_SEQ1 : JB_COLOUR_PAPER, JB_COLOUR_SEQ4,
                              datum->plan || width < 10 ? SIZE (AXIS_LINE) : SIZE (DERIVED_LINE), "bar", index);
  if (!datum->plan && width >= 10)
    box->dash[0] = 2.6, box->dash[1] = 1.6;
}

/* Solid to @solid, hatched to @open, with a closing edge of @edge. */
static void
draw_open (JbDraft *draft, int datum, double x, double solid, double open, double edge, double y, double height, JbColour fill)
{
  if (solid > 0)
    jb_draft_rect (draft, x, y, solid, height, (int) fill, -1, 0, "bar", datum);
  jb_draft_hatch (draft, x + solid, y, open - solid, height, 1, fill, "possible", datum);
  if (edge > 0)
    jb_draft_rect (draft, x + open - edge, y, edge, height, (int) fill, -1, 0, "bound", datum);
}

static void
draw_positive (JbDraft *draft, int index, double x, double width, double scale, double y, double height, JbColour fill)
{
  const JbChartDatum *datum = DATUM ((guint) index);

  if (datum->derived || datum->plan)
    draw_hollow (draft, datum, index, x, width, y, height);
  else if (datum->mark == JB_MARK_AT_LEAST)
    draw_at_least (draft, index, x, width, y, height, fill);
  else if (datum->mark == JB_MARK_AT_MOST)
    draw_open (draft, index, x, 0, width, 1.5, y, height, fill);
  else if (datum->mark == JB_MARK_APPROX && width > 5)
    draw_open (draft, index, x, width - 4, width + 4, 0, y, height, fill);
  else if (datum->mark == JB_MARK_RANGE)
    draw_open (draft, index, x, width, MAX (width + 1, datum->value_high * scale), 1, y, height, fill);
  else
    jb_draft_outline (draft, x, y, width, height, fill, "bar", index);
}

void
jb_draft_bar (JbDraft *draft, int index, double zero, double scale, double y, double height, JbColour fill, double end)
{
  const JbChartDatum *datum = DATUM ((guint) index);
  double length = fabs (datum->value) * scale, least = SIZE (LEAST);

  (void) end;
  if (datum->mark == JB_MARK_MISSING)
    return;
  if (datum->value == 0)
    {
      jb_draft_ring (draft, zero, y + height / 2, SIZE (RING), JB_COLOUR_PAPER, JB_COLOUR_INK, SIZE (RING_LINE), "zero", index);
      return;
    }
  length = MAX (length, least);
  if (datum->value < 0)
    jb_draft_outline (draft, zero - length, y, length, height, datum->derived ? JB_COLOUR_SEQ1 : fill, "bar", index);
  else
    draw_positive (draft, index, zero, length, scale, y, height, fill);
}
