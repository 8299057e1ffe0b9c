#include "jb-unit-private.h"

#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-fold.h"

#include <string.h>

void
jb_unit_clear (JbUnit *unit)
{
  g_clear_pointer (&unit->id, g_free);
  g_clear_pointer (&unit->source, g_free);
  g_clear_pointer (&unit->target, g_free);
  g_clear_pointer (&unit->changed, g_free);
  unit->state = JB_TARGET_MISSING;
  unit->machine = FALSE;
}

/* OmegaT wants the source in the target where there is no translation yet. */
static gboolean
is_still_source (const JbUnit *unit)
{
  g_autofree char *source = jb_fold (unit->source, -1);
  g_autofree char *target = jb_fold (unit->target, -1);

  return strcmp (source, target) == 0 && jb_fold_has_han (source);
}

void
jb_unit_emit (JbUnit *unit, const char *path, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics)
{
  if (unit->source != NULL)
    g_strstrip (unit->source);
  if (unit->target != NULL)
    g_strstrip (unit->target);
  if (unit->source == NULL || *unit->source == '\0')
    {
      jb_diagnostic_add (diagnostics, JB_SEVERITY_NOTE, "unit-without-source", path, unit->line, 0,
                         "unit %s has no Chinese: left out", unit->id != NULL ? unit->id : "without id");
      return;
    }
  if (unit->target == NULL || *unit->target == '\0' || is_still_source (unit))
    {
      g_clear_pointer (&unit->target, g_free);
      unit->state = JB_TARGET_MISSING;
    }
  else if (unit->state == JB_TARGET_MISSING)
    unit->state = JB_TARGET_FUZZY;
  func (unit, user_data);
}

/* UTF-16 and UTF-8 with byte-order mark are XML's own matter; here only the first visible character counts. */
static char
first_visible (const char *data, gsize length)
{
  for (gsize i = 0; i < length && i < 4096; i++)
    {
      guchar c = (guchar) data[i];

      if (c > ' ' && c != 0xEF && c != 0xBB && c != 0xBF && c != 0xFE && c != 0xFF)
        return data[i];
    }
  return '\0';
}

gboolean
jb_units_read (const char *path, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, JB_UNIT_MAX_FILE, error);
  if (bytes == NULL)
    return FALSE;

  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  char first = first_visible (data, length);

  if (first == '<')
    return jb_unit_read_xml (path, bytes, func, user_data, diagnostics, error);
  if (first == '#' || first == 'm')
    return jb_unit_read_po (path, bytes, func, user_data, diagnostics, error);
  g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED,
               "%s: is no TMX, XLIFF or PO file: export the translation as one of these", path);
  return FALSE;
}
