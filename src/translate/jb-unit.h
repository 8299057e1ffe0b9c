/* Translation units as they stand in a file, whatever its format:
 *
 *   <tu tuid="s1"> … 材料减免率56.02%。 … </tu>     TMX 1.4
 *   <trans-unit id="s1"> … </trans-unit>             XLIFF 1.2, also Trados' .sdlxliff
 *   <unit id="s1"><segment> … </segment></unit>      XLIFF 2.0, 2.1
 *   msgctxt "s1" msgid "…" msgstr "…"                gettext PO */
#pragma once

#include "jb-translate.h"

typedef struct
{
  char *id;      /* NULL: none */
  char *source;  /* Chinese; never NULL */
  char *target;  /* English; NULL where missing */
  char *changed; /* "20230105T000000Z"; NULL: not said */
  JbTargetState state;
  gboolean machine;
  guint line;    /* from 1, of the unit's beginning; 0 where not known */
} JbUnit;

/* Longest source or target, in bytes; a longer one is left out with a diagnostic. */
#define JB_UNIT_MAX_TEXT (256u * 1024)
/* Deepest nesting of elements in an exchange file. */
#define JB_UNIT_MAX_DEPTH 200

/* @unit: lent for the call. Called also for units without a target. */
typedef void (*JbUnitFunc) (const JbUnit *unit, gpointer user_data);

/**
 * jb_units_read:
 * @path: the format is told by the content, not by the name
 * @diagnostics: (nullable): what was left out
 *
 * Calls @func for each unit in order of the file. No network, no entities, no DTD is read; memory is bounded by the
 * longest unit.
 *
 * Returns: %FALSE with %JB_ERROR_FORMAT (`path:line: …`), %JB_ERROR_UNSUPPORTED (another kind of file),
 *   %JB_ERROR_LIMIT (nested deeper than %JB_UNIT_MAX_DEPTH), or the error of the reading.
 */
gboolean jb_units_read (const char *path, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics, GError **error);

/* Frees what is inside, not @unit. */
void jb_unit_clear (JbUnit *unit);
