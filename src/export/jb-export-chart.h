/* A chart as a file of its own: SVG, PNG, and an index of what was drawn.
 *
 *   {"schema": "jianbao-charts-1", "charts": [{"id": "c01", "kind": "bars", "file": "c01.svg", "metrics": ["m003", …], …}]}
 *
 * The same arguments give the same bytes. */
#pragma once

#include "jb-chart.h"

#include <glib.h>

/* Pixels a point; 4 is 288 dpi. */
#define JB_EXPORT_MIN_SCALE 0.25
#define JB_EXPORT_MAX_SCALE 16.0

/**
 * jb_export_chart_svg:
 * @langs: which languages are drawn and described
 *
 * Draws one chart as SVG 1.1, its size in points, glyphs as outlines (no font is needed to see it), with a title and a
 * description in each language, as screen readers say them (SVG 1.1, 5.4; jb_chart_describe()).
 *
 * Returns: (transfer full): UTF-8; %NULL with the error of jb_chart_layout(), or %JB_ERROR_SYSTEM.
 */
GBytes *jb_export_chart_svg (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs, GError **error);

/**
 * jb_export_chart_png:
 * @scale: pixels a point, from %JB_EXPORT_MIN_SCALE to %JB_EXPORT_MAX_SCALE
 *
 * Draws one chart on white.
 *
 * Returns: (transfer full): a PNG; %NULL with the error of jb_chart_layout(), %JB_ERROR_LIMIT for a scale outside, or
 *   %JB_ERROR_SYSTEM.
 */
GBytes *jb_export_chart_png (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs, double scale,
                             GError **error);

/* What the index tells of a chart; all lent, for the time of the call. */
typedef struct
{
  const JbChart *chart;
  const char    *file;    /* its name in the index's folder */
  GPtrArray     *metrics; /* of const char *: ids of the metrics that it draws */
} JbExportChart;

/* @langs: whose texts are told. Returns: (transfer full): JSON, UTF-8, ending with a line end. */
GString *jb_export_charts_json (const JbExportChart *charts, guint n, JbChartLang langs);
