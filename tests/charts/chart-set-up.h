/* The fonts and the style that every test of charts draws with: for cmocka's group set-up and tear-down. */
#pragma once

#include "jb-chart.h"

static JbFonts *fonts;
static JbChartStyle *style;

static int
set_up (void **state)
{
  (void) state;
  fonts = jb_fonts_new (NULL);
  style = jb_chart_style_load (NULL, NULL);
  return fonts == NULL || style == NULL;
}

static int
tear_down (void **state)
{
  (void) state;
  jb_chart_style_free (style);
  jb_fonts_free (fonts);
  return 0;
}
