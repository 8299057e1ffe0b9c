/* A picture from outside, for a logo: PNG or SVG, drawn by Cairo on white, so that no output has transparency in it.
 *
 *   PNG   decoded by Cairo (libpng)
 *   SVG   drawn by librsvg and stays vectors; what would need transparency (opacity, masks, filters) is painted at
 *         600 dpi instead. librsvg is loaded when the first SVG is: linking it costs each run 6 ms. Text must be outlines:
 *         the picture is the same on every machine, and asks for no font.
 *
 * Nothing outside of the file is read. */
#pragma once

#include "jb-chart.h"

#include <glib.h>

#define JB_PICTURE_MAX_BYTES (8u << 20)
#define JB_PICTURE_MAX_PIXELS 4096 /* of a PNG, along each side */

typedef struct _JbPicture JbPicture;

/**
 * jb_picture_load:
 * @path: of a regular file; what it is, is told by its first bytes
 *
 * Returns: (transfer full): the picture; %NULL with %JB_ERROR_FORMAT (missing, neither PNG nor SVG, broken, no size),
 *   %JB_ERROR_LIMIT, %JB_ERROR_UNSUPPORTED (an SVG with text or pictures in it, or without librsvg), or %JB_ERROR_SYSTEM;
 *   the message names the file.
 */
JbPicture *jb_picture_load (const char *path, GError **error);
JbPicture *jb_picture_ref (JbPicture *picture);
void jb_picture_unref (JbPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbPicture, jb_picture_unref)

/* Width divided by height. */
double jb_picture_get_aspect (const JbPicture *picture);

/* With its top left corner at the context's origin, as large as asked for, in the context's units. Returns: %FALSE where
 * the library could not draw it. */
gboolean jb_picture_draw (const JbPicture *picture, cairo_t *cr, double width, double height);

/* The picture as a scene of one box, in the PLOT part, to be placed as a chart is. Returns: (transfer full). */
JbChartScene *jb_picture_scene (JbPicture *picture, double width, double height);
