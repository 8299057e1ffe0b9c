/* A scene as text, a line a box: for golden files. Tenths of a point, so that no last bit shows. */
#pragma once

#include "jb-chart.h"

#include <math.h>
#include <string.h>

static inline void
chart_dump_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double tenths = round (value * 10) / 10;

  g_ascii_formatd (buffer, sizeof buffer, "%.1f", tenths == 0 ? 0 : tenths);
  g_string_append_printf (out, " %s", buffer);
}

static inline void
chart_dump_colour (GString *out, const char *name, const double colour[3])
{
  g_string_append_printf (out, " %s#%02X%02X%02X", name, (guint) lround (colour[0] * 255), (guint) lround (colour[1] * 255), (guint) lround (colour[2] * 255));
}

static inline void
chart_dump (GString *out, const JbChartScene *scene)
{
  static const char *const kinds[] = { "text", "rect", "line", "ring", "disc", "polygon", "hatch", "picture" };

  g_string_append (out, "scene");
  chart_dump_number (out, scene->width);
  chart_dump_number (out, scene->height);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      g_string_append_printf (out, "  %s %s", kinds[box->kind], box->what);
      if (box->datum >= 0)
        g_string_append_printf (out, " %d", box->datum);
      g_string_append_c (out, ':');
      chart_dump_number (out, box->x);
      chart_dump_number (out, box->kind == JB_BOX_TEXT ? box->baseline : box->y);
      chart_dump_number (out, box->width);
      if (box->kind != JB_BOX_TEXT)
        chart_dump_number (out, box->height);
      if (box->has_fill)
        chart_dump_colour (out, "", box->fill);
      if (box->has_stroke)
        chart_dump_colour (out, "stroke", box->stroke);
      if (box->dash[0] > 0)
        g_string_append (out, " dashed");
      if (box->kind == JB_BOX_HATCH)
        g_string_append_printf (out, " H%d", box->pattern);
      if (box->kind == JB_BOX_TEXT)
        g_string_append_printf (out, " “%s”", pango_layout_get_text (box->layout));
      g_string_append_c (out, '\n');
    }
}
