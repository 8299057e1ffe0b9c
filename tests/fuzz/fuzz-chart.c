/* A chart: what a report may make of any kind, as a line each: the kind's first letter and what is drawn, then data.
 *
 *   2b title/English title/unit/English unit
 *   label/English label/value as printed/number, and flags after it: * > < ~ d p @2022 #1 :400 =90
 *
 * The labels go through the glossary as well, as those of metrics do. */
#include "fuzz-chain.h"
#include "jb-export.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize (G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
  fuzz_init ();
  return 0;
}

static void
set_flags (JbChartDatum *datum, const char *p)
{
  for (char *end; *p != '\0';)
    switch (*p++)
      {
      case '*': datum->emphasis = TRUE; break;
      case '>': datum->mark = JB_MARK_AT_LEAST; break;
      case '<': datum->mark = JB_MARK_AT_MOST; break;
      case '~': datum->mark = JB_MARK_APPROX; break;
      case '?': datum->mark = JB_MARK_MISSING; break;
      case 'd': datum->derived = TRUE; break;
      case 'p': datum->plan = TRUE; break;
      case '@': datum->period = (int) (strtoul (p, &end, 10) % 10000), p = end; break;
      case '#': datum->series = (int) (strtoul (p, &end, 10) % 8), p = end; break;
      case ':': datum->mark = JB_MARK_RANGE, datum->value_high = g_ascii_strtod (p, &end), p = end; break;
      case '=': datum->target = g_ascii_strtod (p, &end), p = end, jb_text_set (&datum->target_text, "90", "90"); break;
      default: break;
      }
}

static const char *
get (char **parts, guint i)
{
  return i < g_strv_length (parts) && *parts[i] != '\0' ? parts[i] : NULL;
}

static void
add_datum (JbChart *chart, char **parts)
{
  JbChartDatum *datum = jb_chart_add_datum (chart);
  const char *number = get (parts, 3);
  char *end;

  jb_text_set (&datum->label, get (parts, 0), get (parts, 1));
  jb_text_set (&datum->value_text, get (parts, 2), get (parts, 2));
  if (number == NULL)
    return;
  datum->value = g_ascii_strtod (number, &end);
  set_flags (datum, end);
  if (datum->series >= (int) chart->series->len && datum->series > 0)
    datum->series = 0;
}

static JbChart *
read_chart (char **lines)
{
  JbChart *chart = jb_chart_new ("c01", (JbChartKind) ((guchar) lines[0][0] % JB_N_CHART_KINDS));
  const char *rest = lines[0][0] != '\0' ? g_utf8_next_char (lines[0]) : ""; /* text is UTF-8, as a report's is */
  g_auto(GStrv) head = g_strsplit (rest, "/", 5);

  chart->width = *rest == 'h' ? JB_CHART_HALF : JB_CHART_FULL;
  jb_text_set (&chart->title, get (head, 0), get (head, 1));
  jb_text_set (&chart->unit, get (head, 2), get (head, 3));
  jb_text_set (&chart->total, get (head, 4), get (head, 4));
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "/", 4);
      if (g_strv_length (parts) == 2)
        jb_chart_add_series (chart, get (parts, 0), get (parts, 1));
      else
        add_datum (chart, parts);
    }
  return chart;
}

static void
look (const JbChartScene *scene)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);
      g_assert (box->x > -1e6 && box->x < 1e6 && box->y > -1e6 && box->y < 1e6); /* NaN is neither */
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const JbChartLang langs[] = { JB_CHART_LANG_ZH, JB_CHART_LANG_EN, JB_CHART_LANG_BOTH };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GError) error = NULL;

  if (!g_utf8_validate (text, -1, NULL) || *text == '\0')
    return -1;
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(JbChart) chart = read_chart (lines);
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, fuzz_style (), fuzz_fonts (), langs[size % 3], &error);
  fuzz_expect_reason (scene != NULL, error);
  for (guint i = 0; i < chart->data->len; i++)
    {
      const char *label = g_array_index (chart->data, JbChartDatum, i).label.zh;
      g_free (label != NULL ? jb_glossary_compose (fuzz_glossary (), label) : NULL);
    }
  if (scene == NULL)
    return 0;
  look (scene);
  g_free (jb_chart_describe (chart, JB_CHART_LANG_ZH));
  g_free (jb_chart_describe (chart, JB_CHART_LANG_EN));
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  jb_chart_scene_draw (scene, cr, JB_PART_ALL);
  g_assert (cairo_status (cr) == CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return 0;
}
