/* The style: bad keys are named with file and line; the palette can be read on paper, in grey and inside fills. */
#include "jb-chart-private.h"

#include "jb-error.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static const struct { const char *name, *text, *says; } files[] = {
  { "good", "[bars]\nbar = 12\n", NULL },
  { "colour", "[colour]\nink = #000000\n", NULL },
  { "unknown key", "[bars]\nbar = 12\nbaar = 3\n", ":3: " },
  { "unknown section", "[pies]\nradius = 12\n", ":2: " },
  { "no number", "[bars]\n\nbar = wide\n", ":3: " },
  { "number with unit", "[bars]\nbar = 12 pt\n", ":2: " },
  { "comma for a point", "[bars]\nbar = 7,2\n", ":2: " },
  { "infinite", "[bars]\nbar = inf\n", ":2: " },
  { "negative", "[bars]\nbar = -1\n", ":2: " },
  { "beyond the page", "[width]\nfull = 1e9\n", ":2: " },
  { "short colour", "[colour]\nink = #000\n", ":2: " },
  { "colour of no digits", "[colour]\nink = #00000g\n", ":2: " },
  { "colour by name", "[colour]\nink = black\n", ":2: " },
};

static void
test_file (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("jianbao-style-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "own.ini", NULL);

  assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
  g_autoptr(JbChartStyle) style = jb_chart_style_load (path, &error);
  g_unlink (path);
  g_rmdir (folder);
  if (files[i].says == NULL)
    {
      assert_null (error);
      assert_non_null (style);
      return;
    }
  assert_null (style);
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
  assert_non_null (strstr (error->message, "own.ini"));
  if (strstr (error->message, files[i].says) == NULL)
    fail_msg ("“%s” does not say “%s”", error->message, files[i].says);
}

static void
test_override (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("jianbao-style-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "own.ini", NULL);

  (void) state;
  assert_true (g_file_set_contents (path, "[width]\nhalf = 300\n", -1, NULL));
  g_autoptr(JbChartStyle) own = jb_chart_style_load (path, NULL), base = jb_chart_style_load (NULL, NULL);
  g_unlink (path);
  g_rmdir (folder);
  assert_true (jb_chart_style_get_width (own, JB_CHART_HALF) == 300);
  assert_true (jb_chart_style_get_width (own, JB_CHART_FULL) == jb_chart_style_get_width (base, JB_CHART_FULL));
}

static void
test_missing_file (void **state)
{
  g_autoptr(GError) error = NULL;

  (void) state;
  assert_null (jb_chart_style_load ("/nowhere/own.ini", &error));
  assert_non_null (strstr (error->message, "/nowhere/own.ini"));
}

/* Relative luminance. Source: WCAG 2.1. */
static double
luminance (const double colour[3])
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (colour[i] <= 0.04045 ? colour[i] / 12.92 : pow ((colour[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
lightness (const double colour[3])
{
  double y = luminance (colour);

  return y > 216.0 / 24389 ? 116 * cbrt (y) - 16 : y * 24389 / 27;
}

static double
contrast (const double a[3], const double b[3])
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

#define N(name) JB_COLOUR_##name
static const struct { JbColour text, ground; } texts[] = {
  { N (INK), N (PAPER) }, { N (INK2), N (PAPER) }, { N (INK3), N (PAPER) }, { N (ACCENT), N (PAPER) },
  { N (PAPER), N (CAT1) }, { N (PAPER), N (CAT2) }, { N (PAPER), N (CAT3) }, { N (PAPER), N (SEQ4) }, { N (PAPER), N (SEQ5) },
  { N (INK), N (CAT4) }, { N (INK), N (CAT5) }, { N (INK), N (CAT6) }, { N (INK), N (SEQ1) }, { N (INK), N (SEQ2) },
  { N (INK), N (SEQ3) }, { N (INK), N (TRACK) },
};

static void
test_contrast (void **state)
{
  g_autoptr(JbChartStyle) style = jb_chart_style_load (NULL, NULL);

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (contrast (style->colours[texts[i].text], style->colours[texts[i].ground]) < 4.5)
      fail_msg ("colour %d cannot be read on colour %d", (int) texts[i].text, (int) texts[i].ground);
}

/* Lightness of each, and what the next must be away from it, so that grey copies keep them apart. */
static const struct { JbColour colour; double lightness, step; } steps[] = {
  { N (CAT1), 27.0, 10.9 }, { N (CAT2), 38.9, 10.9 }, { N (CAT3), 49.9, 10.9 }, { N (CAT4), 61.0, 10.8 },
  { N (CAT5), 71.9, 10.9 }, { N (CAT6), 82.9, 0 },
  { N (SEQ5), 27.0, 14.9 }, { N (SEQ4), 42.9, 14.9 }, { N (SEQ3), 59.9, 14.9 }, { N (SEQ2), 77.1, 14.8 }, { N (SEQ1), 92.0, 0 },
  { N (INK), 10.7, 20 }, { N (INK2), 34.7, 10 }, { N (INK3), 47.0, 0 },
};

static void
test_lightness (void **state)
{
  g_autoptr(JbChartStyle) style = jb_chart_style_load (NULL, NULL);

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double here = lightness (style->colours[steps[i].colour]);
      if (fabs (here - steps[i].lightness) > 0.1)
        fail_msg ("colour %d has a lightness of %d tenths", (int) steps[i].colour, (int) (10 * here));
      if (steps[i].step > 0 && lightness (style->colours[steps[i + 1].colour]) - here < steps[i].step)
        fail_msg ("colours %d and %d are too near in grey", (int) steps[i].colour, (int) steps[i + 1].colour);
    }
}

int
main (void)
{
  g_autoptr(GArray) tests = g_array_new (FALSE, TRUE, sizeof (struct CMUnitTest));
  const struct CMUnitTest fixed[] = { cmocka_unit_test (test_override), cmocka_unit_test (test_missing_file),
                                      cmocka_unit_test (test_contrast), cmocka_unit_test (test_lightness) };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      struct CMUnitTest test = { .name = files[i].name, .test_func = test_file, .initial_state = GSIZE_TO_POINTER (i) };
      g_array_append_val (tests, test);
    }
  g_array_append_vals (tests, fixed, G_N_ELEMENTS (fixed));
  return _cmocka_run_group_tests ("style", (const struct CMUnitTest *) (void *) tests->data, tests->len, NULL, NULL);
}
