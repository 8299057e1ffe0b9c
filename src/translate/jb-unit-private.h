/* What the readers of one format share. */
#pragma once

#include "jb-unit.h"

#define JB_UNIT_MAX_FILE (1024u * 1024 * 1024)

/* Settles the state of @unit (a target that is empty or still the source is none), drops what is useless with a
 * diagnostic, and hands it on. */
void jb_unit_emit (JbUnit *unit, const char *path, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics);

gboolean jb_unit_read_xml (const char *path, GBytes *bytes, JbUnitFunc func, gpointer user_data,
                           GPtrArray *diagnostics, GError **error);
gboolean jb_unit_read_po (const char *path, GBytes *bytes, JbUnitFunc func, gpointer user_data,
                          GPtrArray *diagnostics, GError **error);
