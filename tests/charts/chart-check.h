/* What holds for every scene: texts touch nothing, nothing leaves the figure, lengths are true, every value is printed. */
#pragma once

#include "jb-chart.h"

#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define TOLERANCE 0.05

static inline const JbBox *
box_at (const JbChartScene *scene, guint i)
{
  return &g_array_index (scene->boxes, JbBox, i);
}

static inline gboolean
meet (const JbBox *a, const JbBox *b)
{
  return a->x + TOLERANCE < b->x + b->width && b->x + TOLERANCE < a->x + a->width && a->y + TOLERANCE < b->y + b->height
         && b->y + TOLERANCE < a->y + a->height;
}

static inline gboolean
is_any (const JbBox *box, const char *names)
{
  return strstr (names, box->what) != NULL;
}

static inline void
check_texts (const JbChartScene *scene, const char *name)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    for (guint j = 0; j < scene->boxes->len; j++)
      {
        const JbBox *a = box_at (scene, i), *b = box_at (scene, j);

        if (a->kind != JB_BOX_TEXT || i == j || !meet (a, b))
          continue;
        if (b->kind == JB_BOX_TEXT)
          fail_msg ("%s: “%s” touches “%s”", name, pango_layout_get_text (a->layout), pango_layout_get_text (b->layout));
        if (is_any (b, "bar bound possible track rest zero point change target column") && b->kind != JB_BOX_LINE
            && !is_any (a, "share rate missing"))
          fail_msg ("%s: “%s” touches %s %d", name, pango_layout_get_text (a->layout), b->what, b->datum);
      }
}

static inline void
check_inside (const JbChartScene *scene, const char *name)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = box_at (scene, i);
      if (box->x < -TOLERANCE || box->y < -TOLERANCE || box->x + box->width > scene->width + TOLERANCE
          || box->y + box->height > scene->height + 0.5)
        fail_msg ("%s: %s %d leaves the figure: %d %d %d %d of %d %d", name, box->what, box->datum, (int) box->x,
                  (int) box->y, (int) (box->x + box->width), (int) (box->y + box->height), (int) scene->width,
                  (int) scene->height);
    }
}

static inline const JbBox *
find_box (const JbChartScene *scene, const char *what, int datum)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    if (strcmp (box_at (scene, i)->what, what) == 0 && box_at (scene, i)->datum == datum)
      return box_at (scene, i);
  return NULL;
}

/* Upright where what the bars stand on lies flat. */
static inline double
length_of (const JbChartScene *scene, const JbBox *bar)
{
  const JbBox *zero = find_box (scene, "zero-line", -1);

  return zero != NULL && zero->height == 0 ? bar->height : bar->width;
}

/* One scale for all: what the longest bar says of a unit holds for the others; only slivers are longer than they are. */
static inline void
check_lengths (const JbChart *chart, const JbChartScene *scene, const char *name)
{
  double scale = 0, most = 0;

  if (chart->kind == JB_CHART_SLOPE || chart->kind == JB_CHART_LINE || chart->kind == JB_CHART_MULTIPLES)
    return;
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chart->data->len; i++)
      {
        const JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, i);
        const JbBox *bar = find_box (scene, "bar", (int) i);
        double length = bar != NULL ? length_of (scene, bar) : 0, value = fabs (datum->value);
        gboolean closed = datum->mark != JB_MARK_APPROX && datum->mark != JB_MARK_AT_MOST;

        if (bar == NULL || !closed)
          continue;
        if (pass == 0 && value > most)
          most = value, scale = length / value;
        /* a sliver of a whole takes its least width from nobody, so shares may be off by that */
        if (pass == 1 && length > 1.3 && fabs (length - value * scale) > TOLERANCE)
          fail_msg ("%s: bar %u is %d hundredths of a point long, not %d", name, i, (int) (100 * length),
                    (int) (100 * value * scale));
      }
}

static inline void
check_complete (const JbChart *chart, const JbChartScene *scene, const char *name)
{
  for (guint i = 0; i < chart->data->len; i++)
    {
      gboolean known = g_array_index (chart->data, JbChartDatum, i).mark != JB_MARK_MISSING;
      gboolean bars = chart->kind == JB_CHART_BARS || chart->kind == JB_CHART_RATES || chart->kind == JB_CHART_PARTS;

      gboolean every = chart->kind != JB_CHART_LINE && chart->kind != JB_CHART_MULTIPLES; /* these may label ends alone */
      if (known && every && find_box (scene, "value", (int) i) == NULL)
        fail_msg ("%s: value %u is not printed", name, i);
      if (known && bars && find_box (scene, "bar", (int) i) == NULL && find_box (scene, "zero", (int) i) == NULL
          && find_box (scene, "possible", (int) i) == NULL)
        fail_msg ("%s: datum %u has no mark", name, i);
      if (!known && (find_box (scene, "bar", (int) i) != NULL || find_box (scene, "zero", (int) i) != NULL))
        fail_msg ("%s: datum %u is not stated, but drawn", name, i);
    }
}

static inline void
check_langs (const JbChartScene *scene, JbChartLang langs, const char *name)
{
  gboolean title = FALSE;

  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = box_at (scene, i);
      if (strcmp (box->what, "title") != 0 && strcmp (box->what, "source") != 0)
        continue;
      title |= strcmp (box->what, "title") == 0;
      if ((box->lang & langs) == 0)
        fail_msg ("%s: %s in a language that was not asked for", name, box->what);
    }
  if (!title)
    fail_msg ("%s: no title", name);
}

/* Whether the straight line from (x1, y1) to (x2, y2) enters the box. Source: Liang and Barsky 1984. */
static inline gboolean
line_meets (const JbBox *box, double x1, double y1, double x2, double y2)
{
  const double dx = x2 - x1, dy = y2 - y1, inset = 0.4;
  const double p[4] = { -dx, dx, -dy, dy };
  const double q[4] = { x1 - box->x - inset, box->x + box->width - inset - x1, y1 - box->y - inset, box->y + box->height - inset - y1 };
  double from = 0, to = 1;

  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        from = MAX (from, q[i] / p[i]);
      else if (p[i] > 0)
        to = MIN (to, q[i] / p[i]);
    }
  return from < to;
}

/* No line is drawn through a text: leaders, slopes, lines over time, hairlines, the zero line. */
static inline void
check_lines (const JbChartScene *scene, const char *name)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    for (guint j = 0; j < scene->boxes->len; j++)
      {
        const JbBox *text = box_at (scene, i), *line = box_at (scene, j);

        if (text->kind != JB_BOX_TEXT || line->kind != JB_BOX_LINE)
          continue;
        for (guint k = 0; k + 1 < line->n_points; k++)
          if (line_meets (text, line->points[2 * k], line->points[2 * k + 1], line->points[2 * k + 2], line->points[2 * k + 3]))
            fail_msg ("%s: %s %d runs through “%s”", name, line->what, line->datum, pango_layout_get_text (text->layout));
      }
}

/* What is above or below zero can be seen: a bar of a point at least, or a point on a line. */
static inline void
check_visible (const JbChart *chart, const JbChartScene *scene, const char *name)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = box_at (scene, i);
      gboolean bar = strcmp (box->what, "bar") == 0 && box->kind == JB_BOX_RECT && box->datum >= 0;

      if (bar && g_array_index (chart->data, JbChartDatum, box->datum).value != 0 && MIN (box->width, box->height) < 1.19)
        fail_msg ("%s: bar %d is %d hundredths of a point thick", name, box->datum, (int) (100 * MIN (box->width, box->height)));
    }
}
