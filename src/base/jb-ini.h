/* Settings files: `[section]`, `key = value`, '#' begins a comment line. UTF-8. A value reaches to the end of its line;
 * blanks around it are taken off. Keys are named "section.key". */
#pragma once

#include <glib.h>

typedef struct
{
  char *key;   /* "section.key" */
  char *value; /* may be empty */
  guint line;  /* from 1 */
} JbIniEntry;

typedef struct
{
  char   *path;
  GArray *entries; /* of JbIniEntry, in order of the file */
} JbIni;

/**
 * jb_ini_load:
 *
 * Returns: (transfer full): the entries; %NULL with %JB_ERROR_FORMAT (`path:line: …`: no UTF-8, a line that is none of the
 *   three, a key outside a section, a key twice) or the error of the reading.
 */
JbIni *jb_ini_load (const char *path, GError **error);

void jb_ini_free (JbIni *ini);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbIni, jb_ini_free)
