/* Loads assets/profiles/charts.ini, and over it a style of the user's. */
#include "jb-chart-private.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-ini.h"

#include <math.h>
#include <string.h>

#define MAX_LENGTH 2000.0 /* points */

#define SIZE_KEY(name, key) key,
static const char *const size_keys[] = { JB_SIZES (SIZE_KEY) };
#define COLOUR_KEY(name, key) "colour." key,
static const char *const colour_keys[] = { JB_COLOURS (COLOUR_KEY) };

static int
find_key (const char *const *keys, guint n, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (keys[i], key) == 0)
      return (int) i;
  return -1;
}

static gboolean
read_size (const JbIniEntry *entry, double *size)
{
  char *end = NULL;
  double value = g_ascii_strtod (entry->value, &end);

  if (end == entry->value || *end != '\0' || !isfinite (value) || fabs (value) > MAX_LENGTH)
    return FALSE;
  if (value < 0 && strcmp (entry->key, "text.upper") != 0)
    return FALSE;
  *size = value;
  return TRUE;
}

static gboolean
read_colour (const JbIniEntry *entry, double colour[3])
{
  if (strlen (entry->value) != 7 || entry->value[0] != '#')
    return FALSE;
  for (guint i = 1; i < 7; i++)
    if (!g_ascii_isxdigit (entry->value[i]))
      return FALSE;
  for (guint i = 0; i < 3; i++)
    colour[i] = (g_ascii_xdigit_value (entry->value[1 + 2 * i]) * 16 + g_ascii_xdigit_value (entry->value[2 + 2 * i])) / 255.0;
  return TRUE;
}

static gboolean
read_entry (JbChartStyle *style, const JbIni *ini, const JbIniEntry *entry, gboolean *seen, GError **error)
{
  int size = find_key (size_keys, JB_N_SIZES, entry->key);
  int colour = find_key (colour_keys, JB_N_COLOURS, entry->key);

  if (size < 0 && colour < 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: unknown key “%s”: take one of assets/profiles/charts.ini",
                   ini->path, entry->line, entry->key);
      return FALSE;
    }
  if (size >= 0 ? !read_size (entry, &style->sizes[size]) : !read_colour (entry, style->colours[colour]))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: “%s” is no value of “%s”: write %s", ini->path, entry->line,
                   entry->value, entry->key, size >= 0 ? "a number of points up to 2000" : "a colour as #1B1D21");
      return FALSE;
    }
  seen[size >= 0 ? size : JB_N_SIZES + colour] = TRUE;
  return TRUE;
}

static gboolean
read_file (JbChartStyle *style, const char *path, gboolean *seen, GError **error)
{
  g_autoptr(JbIni) ini = jb_ini_load (path, error);

  if (ini == NULL)
    return FALSE;
  for (guint i = 0; i < ini->entries->len; i++)
    if (!read_entry (style, ini, &g_array_index (ini->entries, JbIniEntry, i), seen, error))
      return FALSE;
  return TRUE;
}

JbChartStyle *
jb_chart_style_load (const char *path, GError **error)
{
  g_autoptr(JbChartStyle) style = g_new0 (JbChartStyle, 1);
  g_autofree char *base = jb_data_path ("assets/profiles/charts.ini", error);
  gboolean seen[JB_N_SIZES + JB_N_COLOURS] = { FALSE };

  if (base == NULL || !read_file (style, base, seen, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    if (!seen[i])
      {
        g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: key “%s” is missing: add it", base,
                     i < JB_N_SIZES ? size_keys[i] : colour_keys[i - JB_N_SIZES]);
        return NULL;
      }
  if (path != NULL && !read_file (style, path, seen, error))
    return NULL;
  return g_steal_pointer (&style);
}

double
jb_chart_style_get_width (const JbChartStyle *style, JbChartWidth width)
{
  return style->sizes[width == JB_CHART_HALF ? JB_SIZE_HALF : JB_SIZE_FULL];
}

void
jb_chart_style_free (JbChartStyle *style)
{
  if (style == NULL)
    return;
  jb_text_cache_free (style->cache);
  g_free (style);
}
