#include "jb-picture.h"

#include "jb-error.h"
#include "jb-file.h"

#include <gmodule.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define DOTS 600.0  /* an inch, of what is painted */
#define INCH 72.0
#define MAX_ASPECT 20.0
#define PAINTED 4.0 /* inches: the longer side of what is painted */

struct _JbPicture
{
  gint             refs;
  double           width, height; /* in units of its own */
  cairo_surface_t *pixels;        /* opaque; NULL: of an SVG that stays vectors */
  RsvgHandle      *svg;
};

/* What is called of librsvg. */
static struct
{
  __typeof__ (rsvg_handle_new_from_data) *load;
  __typeof__ (rsvg_handle_get_intrinsic_dimensions) *get_dimensions;
  __typeof__ (rsvg_handle_render_document) *render;
} rsvg;

static gboolean
load_library (void)
{
  static gsize loaded;

  if (g_once_init_enter (&loaded))
    {
      GModule *module = g_module_open ("librsvg-2.so.2", G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
      gboolean all = module != NULL && g_module_symbol (module, "rsvg_handle_new_from_data", (gpointer *) &rsvg.load)
                     && g_module_symbol (module, "rsvg_handle_get_intrinsic_dimensions", (gpointer *) &rsvg.get_dimensions)
                     && g_module_symbol (module, "rsvg_handle_render_document", (gpointer *) &rsvg.render);
      if (module != NULL)
        g_module_make_resident (module);
      g_once_init_leave (&loaded, all ? 1 : 2);
    }
  return loaded == 1;
}

static gboolean
fail (GError **error, JbError code, const char *path, const char *what)
{
  g_set_error (error, JB_ERROR, (gint) code, "%s: %s", path, what);
  return FALSE;
}

/* --- PNG ---------------------------------------------------------------------------------------------------------- */

typedef struct { const guchar *at; gsize left; } Source;

static cairo_status_t
read_some (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->at, length);
  source->at += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static guint32
big_endian (const guchar *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static cairo_surface_t *
new_paper (int width, int height)
{
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (paper);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  return paper;
}

static gboolean
load_png (JbPicture *picture, const char *path, const guchar *data, gsize length, GError **error)
{
  Source source = { data, length };
  guint32 width = length >= 24 ? big_endian (data + 16) : 0, height = length >= 24 ? big_endian (data + 20) : 0;

  if (width == 0 || height == 0)
    return fail (error, JB_ERROR_FORMAT, path, "the PNG has no size: save it anew");
  if (width > JB_PICTURE_MAX_PIXELS || height > JB_PICTURE_MAX_PIXELS)
    return fail (error, JB_ERROR_LIMIT, path, "the PNG is over 4096 pixels wide or high: make it smaller");
  cairo_surface_t *decoded = cairo_image_surface_create_from_png_stream (read_some, &source);
  cairo_status_t status = cairo_surface_status (decoded);
  if (status == CAIRO_STATUS_SUCCESS)
    {
      picture->pixels = new_paper ((int) width, (int) height);
      cairo_t *cr = cairo_create (picture->pixels);
      cairo_set_source_surface (cr, decoded, 0, 0);
      cairo_paint (cr);
      status = cairo_status (cr);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (decoded);
  picture->width = width;
  picture->height = height;
  if (status == CAIRO_STATUS_NO_MEMORY)
    return fail (error, JB_ERROR_SYSTEM, path, "there is no memory for the picture");
  return status == CAIRO_STATUS_SUCCESS || fail (error, JB_ERROR_FORMAT, path, "the PNG is broken: save it anew");
}

/* --- SVG ---------------------------------------------------------------------------------------------------------- */

typedef struct { const char *path; gboolean root; } Scan;

static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/* Refuses what asks for a font or for another file. */
static void
see_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  static const char *const refused[] = { "text", "textPath", "image", "feImage", "foreignObject", "script", NULL };
  Scan *scan = data;
  const char *name = local_name (element);
  int line;

  (void) names;
  (void) values;
  g_markup_parse_context_get_position (context, &line, NULL);
  if (!scan->root && strcmp (name, "svg") != 0)
    g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%d: the root is “%s”, not svg: give a PNG or an SVG", scan->path, line, element);
  else if (g_strv_contains (refused, name))
    g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s:%d: “%s” cannot stand in a logo: make it outlines", scan->path, line, element);
  scan->root = TRUE;
}

static gboolean
scan_svg (const char *path, const char *data, gsize length, GError **error)
{
  static const GMarkupParser parser = { .start_element = see_element };
  Scan scan = { path, FALSE };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_IGNORE_QUALIFIED, &scan, NULL);
  g_autoptr(GError) found = NULL;

  if (g_markup_parse_context_parse (context, data, (gssize) length, &found) && g_markup_parse_context_end_parse (context, &found))
    return TRUE;
  if (found->domain == JB_ERROR)
    g_propagate_error (error, g_steal_pointer (&found));
  else
    g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: the SVG is broken: %s", path, found->message);
  return FALSE;
}

static gboolean
needs_paint (const char *data, gsize length)
{
  static const char *const words[] = { "opacity", "mask", "filter", "rgba", "hsla", "mix-blend", "<pattern", ":pattern" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strstr_len (data, (gssize) length, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static double
in_points (RsvgLength length)
{
  switch (length.unit)
    {
    case RSVG_UNIT_PX: return length.length * 0.75;
    case RSVG_UNIT_IN: return length.length * 72;
    case RSVG_UNIT_CM: return length.length * 72 / 2.54;
    case RSVG_UNIT_MM: return length.length * 72 / 25.4;
    case RSVG_UNIT_PT: return length.length;
    case RSVG_UNIT_PC: return length.length * 12;
    default: return 0; /* a share of nothing */
    }
}

static gboolean
measure_svg (JbPicture *picture)
{
  gboolean has_width, has_height, has_box;
  RsvgLength width, height;
  RsvgRectangle box;

  rsvg.get_dimensions (picture->svg, &has_width, &width, &has_height, &height, &has_box, &box);
  picture->width = has_width ? in_points (width) : 0;
  picture->height = has_height ? in_points (height) : 0;
  if ((!(picture->width > 0) || !(picture->height > 0)) && has_box)
    picture->width = box.width, picture->height = box.height;
  return picture->width > 0 && picture->height > 0;
}

/* On white, so large that it may be printed four inches long. */
static gboolean
paint_svg (JbPicture *picture)
{
  double scale = DOTS * PAINTED / MAX (picture->width, picture->height);
  int width = (int) MAX (1, lround (picture->width * scale)), height = (int) MAX (1, lround (picture->height * scale));
  cairo_surface_t *pixels = new_paper (width, height);
  cairo_t *cr = cairo_create (pixels);
  gboolean drawn = jb_picture_draw (picture, cr, width, height) && cairo_status (cr) == CAIRO_STATUS_SUCCESS;

  cairo_destroy (cr);
  picture->pixels = pixels;
  return drawn;
}

static gboolean
load_svg (JbPicture *picture, const char *path, const char *data, gsize length, GError **error)
{
  g_autoptr(GError) found = NULL;

  if (!scan_svg (path, data, length, error))
    return FALSE;
  if (!load_library ())
    return fail (error, JB_ERROR_UNSUPPORTED, path, "an SVG needs librsvg (Debian: librsvg2-2): install it, or give a PNG");
  picture->svg = rsvg.load ((const guint8 *) data, length, &found);
  if (picture->svg == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: the SVG is broken: %s", path, found->message);
      return FALSE;
    }
  if (!measure_svg (picture))
    return fail (error, JB_ERROR_FORMAT, path, "the SVG has no size: give it width and height, or a viewBox");
  if (needs_paint (data, length) && !paint_svg (picture))
    return fail (error, JB_ERROR_FORMAT, path, "the SVG cannot be drawn: save it anew");
  return TRUE;
}

/* --- both --------------------------------------------------------------------------------------------------------- */

JbPicture *
jb_picture_load (const char *path, GError **error)
{
  static const guchar png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
  g_autoptr(GBytes) bytes = jb_file_read (path, JB_PICTURE_MAX_BYTES, error);
  g_autoptr(JbPicture) picture = g_new0 (JbPicture, 1);
  gsize length;

  picture->refs = 1;
  if (bytes == NULL)
    return NULL;
  const char *data = jb_bytes_peek (bytes, &length), *start = data;
  while (start < data + length && (g_ascii_isspace (*start) || strchr ("\xEF\xBB\xBF", *start) != NULL) && *start != '\0')
    start++;
  gboolean good = length >= sizeof png && memcmp (data, png, sizeof png) == 0
                    ? load_png (picture, path, (const guchar *) data, length, error)
                  : start < data + length && *start == '<'
                    ? load_svg (picture, path, start, length - (gsize) (start - data), error)
                    : fail (error, JB_ERROR_FORMAT, path, "this is no PNG and no SVG: give one of these as the logo");
  if (!good)
    return NULL;
  if (picture->width > MAX_ASPECT * picture->height || picture->height > MAX_ASPECT * picture->width)
    {
      fail (error, JB_ERROR_LIMIT, path, "the picture is over 20 times as long as it is thick: crop it");
      return NULL;
    }
  return g_steal_pointer (&picture);
}

JbPicture *
jb_picture_ref (JbPicture *picture)
{
  g_atomic_int_inc (&picture->refs);
  return picture;
}

void
jb_picture_unref (JbPicture *picture)
{
  if (picture == NULL || !g_atomic_int_dec_and_test (&picture->refs))
    return;
  g_clear_pointer (&picture->pixels, cairo_surface_destroy);
  g_clear_object (&picture->svg);
  g_free (picture);
}

double
jb_picture_get_aspect (const JbPicture *picture)
{
  return picture->width / picture->height;
}

gboolean
jb_picture_draw (const JbPicture *picture, cairo_t *cr, double width, double height)
{
  gboolean drawn = TRUE;

  cairo_save (cr);
  if (picture->pixels != NULL)
    {
      cairo_scale (cr, width / cairo_image_surface_get_width (picture->pixels), height / cairo_image_surface_get_height (picture->pixels));
      cairo_set_source_surface (cr, picture->pixels, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST); /* else a PDF is told to interpolate, which PDF/A forbids */
      cairo_paint (cr);
    }
  else
    drawn = rsvg.render (picture->svg, cr, &(RsvgRectangle) { 0, 0, width, height }, NULL);
  cairo_restore (cr);
  return drawn;
}

JbChartScene *
jb_picture_scene (JbPicture *picture, double width, double height)
{
  JbBox box = { .kind = JB_BOX_PICTURE, .part = JB_PART_PLOT, .width = width, .height = height, .what = "picture", .datum = -1,
                .picture = jb_picture_ref (picture) };
  JbChartScene *scene = jb_chart_scene_new ();

  scene->width = width;
  scene->height = scene->plot_bottom = height;
  g_array_append_val (scene->boxes, box);
  return scene;
}
