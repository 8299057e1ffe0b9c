/* Pictures for a logo: what is read, how large it is, that nothing of it is transparent, and what is refused. */
#include "jb-picture.h"

#include "jb-error.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static char *folder;

#define SVG(attributes, inner) "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " attributes ">\n" inner "\n</svg>\n"
#define RED "<rect width=\"40\" height=\"20\" fill=\"#ff0000\"/>"

/* @aspect: in hundredths; 0: refused, with @code and what is said. */
static const struct { const char *name, *text; int aspect; JbError code; const char *says; } svgs[] = {
  { "by its box", SVG ("viewBox=\"0 0 40 20\"", RED), 200, 0, NULL },
  { "by its size", SVG ("width=\"40mm\" height=\"80mm\" viewBox=\"0 0 40 20\"", RED), 50, 0, NULL },
  { "with a byte-order mark", "\xEF\xBB\xBF" SVG ("viewBox=\"0 0 40 20\"", RED), 200, 0, NULL },
  { "with a prefix", "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><s:rect width=\"40\" height=\"20\" fill=\"#f00\"/></s:svg>", 200, 0, NULL },
  { "half transparent", SVG ("viewBox=\"0 0 40 20\"", "<rect width=\"40\" height=\"20\" fill=\"#ff0000\" fill-opacity=\"0.5\"/>"), 200, 0, NULL },
  { "no size", SVG ("", RED), 0, JB_ERROR_FORMAT, "the SVG has no size" },
  { "a share of nothing", SVG ("width=\"100%\" height=\"50%\"", RED), 0, JB_ERROR_FORMAT, "the SVG has no size" },
  { "text", SVG ("viewBox=\"0 0 40 20\"", "<g><text>A</text></g>"), 0, JB_ERROR_UNSUPPORTED, "text.svg:3: “text” cannot stand in a logo" },
  { "a picture of elsewhere", SVG ("viewBox=\"0 0 40 20\"", "<image href=\"/etc/passwd\"/>"), 0, JB_ERROR_UNSUPPORTED, "“image” cannot stand" },
  { "a script", SVG ("viewBox=\"0 0 40 20\"", "<script>1</script>"), 0, JB_ERROR_UNSUPPORTED, "“script” cannot stand" },
  { "cut off", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><rect", 0, JB_ERROR_FORMAT, "the SVG is broken" },
  { "another root", "<html><body/></html>", 0, JB_ERROR_FORMAT, "the root is “html”" },
  { "no markup", "logo", 0, JB_ERROR_FORMAT, "no PNG and no SVG" },
  { "empty", "", 0, JB_ERROR_FORMAT, "no PNG and no SVG" },
  { "a GIF", "GIF89a", 0, JB_ERROR_FORMAT, "no PNG and no SVG" },
  { "a PNG's first bytes", "\x89PNG\r\n\x1a\n", 0, JB_ERROR_FORMAT, "the PNG has no size" },
  { "a thread", SVG ("viewBox=\"0 0 400 2\"", RED), 0, JB_ERROR_LIMIT, "20 times" },
};

static char *
write_file (const char *name, const char *data, gssize length)
{
  char *path = g_build_filename (folder, name, NULL);

  assert_true (g_file_set_contents (path, data, length, NULL));
  return path;
}

/* The pixel in the middle, drawn 40 wide and 20 high over black; "" where it could not be drawn. */
static guint32
draw (JbPicture *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 40, 20);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  g_autoptr(JbChartScene) scene = jb_picture_scene (picture, 40, 20);
  assert_true (scene->width == 40 && scene->height == 20 && scene->boxes->len == 1);
  jb_chart_scene_draw (scene, cr, JB_PART_PLOT);
  assert_int_equal (cairo_status (cr), CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&pixel, cairo_image_surface_get_data (surface) + 10 * cairo_image_surface_get_stride (surface) + 4 * 20, sizeof pixel);
  cairo_surface_destroy (surface);
  return pixel & 0xFFFFFF;
}

static void
test_svg (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = write_file ("text.svg", svgs[i].text, -1);
  g_autoptr(JbPicture) picture = jb_picture_load (path, &error);

  if (svgs[i].aspect == 0)
    {
      assert_null (picture);
      if (!g_error_matches (error, JB_ERROR, (gint) svgs[i].code) || strstr (error->message, svgs[i].says) == NULL || strstr (error->message, path) == NULL)
        fail_msg ("%d: %s", error->code, error->message);
      return;
    }
  assert_non_null (picture);
  assert_int_equal (lround (100 * jb_picture_get_aspect (picture)), svgs[i].aspect);
  guint32 pixel = draw (picture);
  if (strstr (svgs[i].text, "opacity") != NULL)
    assert_true ((pixel & 0xFF) > 0x70 && (pixel & 0xFF) < 0x90 && pixel >> 16 == 0xFF); /* on white, not on what lies below */
  else
    assert_int_equal (pixel, 0xFF0000);
}

static char *
write_png (const char *name, int width, int height, double alpha)
{
  char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgba (cr, 1, 0, 0, alpha);
  cairo_paint (cr);
  cairo_destroy (cr);
  assert_int_equal (cairo_surface_write_to_png (surface, path), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

static void
test_png (void **state)
{
  g_autofree char *solid = write_png ("solid.png", 60, 30, 1), *clear = write_png ("clear.png", 60, 30, 0), *large = write_png ("large.png", 4097, 1, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbPicture) one = jb_picture_load (solid, NULL), none = jb_picture_load (clear, NULL);
  g_autofree char *data = NULL;
  gsize length;

  (void) state;
  assert_true (one != NULL && none != NULL);
  assert_true (jb_picture_get_aspect (one) == 2);
  assert_int_equal (draw (one), 0xFF0000);
  assert_int_equal (draw (none), 0xFFFFFF);
  assert_null (jb_picture_load (large, &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
  /* every beginning of it is refused, or was all that counts */
  assert_true (g_file_get_contents (solid, &data, &length, NULL));
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autofree char *path = write_file ("cut.png", data, (gssize) cut);
      g_autoptr(GError) own = NULL;
      g_autoptr(JbPicture) part = jb_picture_load (path, &own);
      assert_true (part != NULL || own->domain == JB_ERROR);
      assert_true (part == NULL || cut > length - 20);
    }
}

static void
test_missing (void **state)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "nowhere.png", NULL);

  (void) state;
  assert_null (jb_picture_load (path, &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
  g_clear_error (&error);
  assert_null (jb_picture_load (folder, &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
}

static int
set_up (void **state)
{
  (void) state;
  folder = g_dir_make_tmp ("jb-picture-XXXXXX", NULL);
  return folder == NULL;
}

static int
tear_down (void **state)
{
  static const char *const names[] = { "text.svg", "solid.png", "clear.png", "large.png", "cut.png" };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (svgs) + 2];

  for (gsize i = 0; i < G_N_ELEMENTS (svgs); i++)
    tests[i] = (struct CMUnitTest) { .name = svgs[i].name, .test_func = test_svg, .initial_state = GSIZE_TO_POINTER (i) };
  tests[G_N_ELEMENTS (svgs)] = (struct CMUnitTest) cmocka_unit_test (test_png);
  tests[G_N_ELEMENTS (svgs) + 1] = (struct CMUnitTest) cmocka_unit_test (test_missing);
  return _cmocka_run_group_tests ("picture", tests, G_N_ELEMENTS (tests), set_up, tear_down);
}
