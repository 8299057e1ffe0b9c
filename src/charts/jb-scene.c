/* Paints the boxes of a scene. Lines have butt ends and mitred corners; patterns are lines and dots inside a clip, never
 * a surface pattern, so that they stay vectors in every output. */
#include "jb-chart-private.h"

#include "jb-picture.h"

#include <math.h>
#include <pango/pangocairo.h>

#define HATCH_STEP 3.0
#define DOT_STEP 4.0
#define DOT_RADIUS 0.7

static void
set_colour (cairo_t *cr, const double colour[3])
{
  cairo_set_source_rgb (cr, colour[0], colour[1], colour[2]);
}

static void
set_line (cairo_t *cr, const JbBox *box)
{
  cairo_set_line_width (cr, box->line_width);
  if (box->dash[0] > 0)
    cairo_set_dash (cr, box->dash, 2, 0);
  else
    cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_text (cairo_t *cr, const JbBox *box)
{
  set_colour (cr, box->fill);
  cairo_move_to (cr, box->x, box->baseline - (double) pango_layout_get_baseline (box->layout) / PANGO_SCALE);
  pango_cairo_show_layout (cr, box->layout);
}

/* Lines at 45° (@up) or 135°, HATCH_STEP apart across. */
static void
draw_hatch_lines (cairo_t *cr, const JbBox *box, gboolean up)
{
  double step = HATCH_STEP * G_SQRT2;

  for (double x = box->x - box->height + step / 2; x < box->x + box->width; x += step)
    {
      cairo_move_to (cr, x, up ? box->y + box->height : box->y);
      cairo_line_to (cr, x + box->height, up ? box->y : box->y + box->height);
    }
  cairo_stroke (cr);
}

static void
draw_dots (cairo_t *cr, const JbBox *box)
{
  guint row = 0;

  for (double y = box->y + DOT_STEP / 2; y < box->y + box->height + DOT_RADIUS; y += DOT_STEP, row++)
    for (double x = box->x + (row % 2 ? DOT_STEP : DOT_STEP / 2); x < box->x + box->width + DOT_RADIUS; x += DOT_STEP)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, DOT_RADIUS, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

static void
draw_hatch (cairo_t *cr, const JbBox *box)
{
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  set_colour (cr, box->stroke);
  set_line (cr, box);
  if (box->pattern == 2)
    draw_dots (cr, box);
  else
    draw_hatch_lines (cr, box, box->pattern == 1);
  cairo_restore (cr);
}

static void
trace (cairo_t *cr, const JbBox *box)
{
  double inset = box->has_stroke ? box->line_width / 2 : 0;

  switch (box->kind)
    {
    case JB_BOX_RECT:
      cairo_rectangle (cr, box->x + inset, box->y + inset, box->width - 2 * inset, box->height - 2 * inset);
      break;
    case JB_BOX_RING:
    case JB_BOX_DISC:
      cairo_arc (cr, box->x + box->width / 2, box->y + box->height / 2, box->width / 2 - inset, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    default:
      for (guint i = 0; i < box->n_points; i++)
        cairo_line_to (cr, box->points[2 * i], box->points[2 * i + 1]);
      if (box->kind == JB_BOX_POLYGON)
        cairo_close_path (cr);
    }
}

static void
draw_shape (cairo_t *cr, const JbBox *box)
{
  cairo_new_path (cr);
  trace (cr, box);
  if (box->has_fill)
    {
      set_colour (cr, box->fill);
      cairo_fill_preserve (cr);
    }
  if (box->has_stroke)
    {
      set_colour (cr, box->stroke);
      set_line (cr, box);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

static void
draw_picture (cairo_t *cr, const JbBox *box)
{
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  jb_picture_draw (box->picture, cr, box->width, box->height);
  cairo_restore (cr);
}

void
jb_chart_scene_draw (const JbChartScene *scene, cairo_t *cr, JbChartPart parts)
{
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      if ((box->part & parts) == 0)
        continue;
      if (box->kind == JB_BOX_TEXT)
        draw_text (cr, box);
      else if (box->kind == JB_BOX_HATCH)
        draw_hatch (cr, box);
      else if (box->kind == JB_BOX_PICTURE)
        draw_picture (cr, box);
      else
        draw_shape (cr, box);
    }
}

static void
clear_box (JbBox *box)
{
  g_clear_object (&box->layout);
  g_clear_pointer (&box->picture, jb_picture_unref);
}

JbChartScene *
jb_chart_scene_new (void)
{
  JbChartScene *scene = g_new0 (JbChartScene, 1);

  scene->boxes = g_array_new (FALSE, TRUE, sizeof (JbBox));
  g_array_set_clear_func (scene->boxes, (GDestroyNotify) clear_box);
  return scene;
}

void
jb_chart_scene_free (JbChartScene *scene)
{
  if (scene == NULL)
    return;
  g_array_unref (scene->boxes);
  g_free (scene);
}
