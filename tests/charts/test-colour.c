/* The palette for eyes that differ: distances of all its pairs as seen by most, and with full protanopia, deuteranopia and
 * tritanopia. Sources: CIEDE2000 after CIE 142-2001 and Sharma, Wu, Dalal 2005 (whose test pairs stand below); simulation after
 * Machado, Oliveira, Fernandes 2009, severity 1, in linear sRGB. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

typedef struct { double l, a, b; } Lab;

static double
degrees (double radians)
{
  return radians * 180 / G_PI;
}

static double
radians (double degrees_)
{
  return degrees_ * G_PI / 180;
}

static double
hue (double a, double b)
{
  double h = a == 0 && b == 0 ? 0 : degrees (atan2 (b, a));

  return h < 0 ? h + 360 : h;
}

static double
mean_hue (double h1, double h2, gboolean grey)
{
  if (grey)
    return h1 + h2;
  if (fabs (h1 - h2) <= 180)
    return (h1 + h2) / 2;
  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

static double
delta_e (Lab x, Lab y)
{
  double c = (hypot (x.a, x.b) + hypot (y.a, y.b)) / 2, g = 0.5 * (1 - sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7))));
  double a1 = (1 + g) * x.a, a2 = (1 + g) * y.a, c1 = hypot (a1, x.b), c2 = hypot (a2, y.b), h1 = hue (a1, x.b), h2 = hue (a2, y.b);
  gboolean grey = c1 * c2 == 0;
  double dh = grey ? 0 : h2 - h1;

  dh = dh > 180 ? dh - 360 : dh < -180 ? dh + 360 : dh;
  double dl = y.l - x.l, dc = c2 - c1, dH = 2 * sqrt (c1 * c2) * sin (radians (dh / 2));
  double l = (x.l + y.l) / 2, cm = (c1 + c2) / 2, h = mean_hue (h1, h2, grey);
  double t = 1 - 0.17 * cos (radians (h - 30)) + 0.24 * cos (radians (2 * h)) + 0.32 * cos (radians (3 * h + 6)) - 0.20 * cos (radians (4 * h - 63));
  double sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2)), sc = 1 + 0.045 * cm, sh = 1 + 0.015 * cm * t;
  double turn = 30 * exp (-pow ((h - 275) / 25, 2)), rc = 2 * sqrt (pow (cm, 7) / (pow (cm, 7) + pow (25, 7)));
  double rt = -sin (radians (2 * turn)) * rc;

  return sqrt (pow (dl / sl, 2) + pow (dc / sc, 2) + pow (dH / sh, 2) + rt * (dc / sc) * (dH / sh));
}

static const struct { Lab x, y; double distance; } pairs[] = {
  { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },  { { 50, -1.3802, -84.2814 }, { 50, 0, -82.7485 }, 1.0000 },
  { { 50, 0, 0 }, { 50, -1, 2 }, 2.3669 },                    { { 50, 2.49, -0.001 }, { 50, -2.49, 0.0009 }, 7.1792 },
  { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },               { { 50, 2.5, 0 }, { 58, 24, 15 }, 19.4535 },
  { { 22.7233, 20.0904, -46.6940 }, { 23.0331, 14.9730, -42.5619 }, 2.0373 },
  { { 90.8027, -2.0831, 1.4410 }, { 91.1528, -1.6435, 0.0447 }, 1.4441 },
};

static void
test_distance (void **state)
{
  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    assert_true (fabs (delta_e (pairs[i].x, pairs[i].y) - pairs[i].distance) < 1e-4);
}

/* Rows of R, G, B. */
static const struct { const char *name; double m[9]; } eyes[] = {
  { "most", { 1, 0, 0, 0, 1, 0, 0, 0, 1 } },
  { "protanopia", { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 } },
  { "deuteranopia", { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 } },
  { "tritanopia", { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 } },
};

static double
curve (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static Lab
seen (const double rgb[3], const double m[9])
{
  double linear[3], own[3];

  for (guint i = 0; i < 3; i++)
    linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : pow ((rgb[i] + 0.055) / 1.055, 2.4);
  for (guint i = 0; i < 3; i++)
    own[i] = CLAMP (m[3 * i] * linear[0] + m[3 * i + 1] * linear[1] + m[3 * i + 2] * linear[2], 0, 1);
  double x = curve ((0.4124564 * own[0] + 0.3575761 * own[1] + 0.1804375 * own[2]) / 0.95047);
  double y = curve (0.2126729 * own[0] + 0.7151522 * own[1] + 0.0721750 * own[2]);
  double z = curve ((0.0193339 * own[0] + 0.1191920 * own[1] + 0.9503041 * own[2]) / 1.08883);
  return (Lab) { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

/* Each two of a palette are so far apart at least, whoever looks. */
static const struct { const char *name; JbColour from, to; double least; } palettes[] = {
  { "categories", JB_COLOUR_CAT1, JB_COLOUR_CAT6, 20.0 },
  { "sequence", JB_COLOUR_SEQ1, JB_COLOUR_SEQ5, 11.0 },
};

static void
test_palette (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(JbChartStyle) style = jb_chart_style_load (NULL, NULL);
  double worst = G_MAXDOUBLE;

  assert_non_null (style);
  for (gsize e = 0; e < G_N_ELEMENTS (eyes); e++)
    for (guint a = palettes[i].from; a < (guint) palettes[i].to; a++)
      for (guint b = a + 1; b <= (guint) palettes[i].to; b++)
        {
          double d = delta_e (seen (style->colours[a], eyes[e].m), seen (style->colours[b], eyes[e].m));

          worst = MIN (worst, d);
          if (d < palettes[i].least)
            fail_msg ("%s: %u and %u are %d tenths apart for %s", palettes[i].name, a - palettes[i].from + 1, b - palettes[i].from + 1, (int) (10 * d),
                      eyes[e].name);
        }
  print_message ("%s: the nearest two are %d hundredths of ΔE 2000 apart\n", palettes[i].name, (int) (100 * worst));
}

/* What marks one datum is not one of its neighbours, and no fill is the paper. */
static void
test_marks (void **state)
{
  g_autoptr(JbChartStyle) style = jb_chart_style_load (NULL, NULL);

  (void) state;
  for (gsize e = 0; e < G_N_ELEMENTS (eyes); e++)
    {
      Lab accent = seen (style->colours[JB_COLOUR_ACCENT], eyes[e].m), paper = seen (style->colours[JB_COLOUR_PAPER], eyes[e].m);

      for (guint c = JB_COLOUR_SEQ1; c <= JB_COLOUR_SEQ5; c++)
        assert_true (delta_e (accent, seen (style->colours[c], eyes[e].m)) > 11 && delta_e (paper, seen (style->colours[c], eyes[e].m)) > 5);
      for (guint c = JB_COLOUR_CAT1; c <= JB_COLOUR_CAT6; c++)
        assert_true (delta_e (paper, seen (style->colours[c], eyes[e].m)) > 11);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_distance), cmocka_unit_test (test_marks),
    { .name = palettes[0].name, .test_func = test_palette, .initial_state = GSIZE_TO_POINTER (0) },
    { .name = palettes[1].name, .test_func = test_palette, .initial_state = GSIZE_TO_POINTER (1) },
  };

  return cmocka_run_group_tests_name ("colour", tests, NULL, NULL);
}
