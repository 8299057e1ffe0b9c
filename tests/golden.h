/* Golden files: text that a person can read, beside the test. Where what is made differs, the first line that does is shown, and
 * all of it left as NAME.actual in the build folder; JB_UPDATE_GOLDEN=1 rewrites the file. */
#pragma once

#include <glib.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static inline void
golden_report (const char *name, const char *wanted, const char *made)
{
  g_auto(GStrv) a = g_strsplit (wanted, "\n", -1);
  g_auto(GStrv) b = g_strsplit (made, "\n", -1);
  guint i = 0;

  while (a[i] != NULL && b[i] != NULL && strcmp (a[i], b[i]) == 0)
    i++;
  g_autofree char *base = g_path_get_basename (name), *file = g_strconcat (base, ".actual", NULL);
  g_autofree char *actual = g_build_filename (g_getenv ("JB_BINARY_DIR"), file, NULL);
  g_file_set_contents (actual, made, -1, NULL);
  fail_msg ("%s:%u: differs:\n- %s\n+ %s\nall of it: %s; if it is meant so: JB_UPDATE_GOLDEN=1", name, i + 1, a[i] != NULL ? a[i] : "(the end)",
            b[i] != NULL ? b[i] : "(the end)", actual);
}

/* @name: under the source folder. */
static inline void
golden_check (const char *name, const char *made)
{
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), name, NULL), *wanted = NULL;

  if (g_getenv ("JB_UPDATE_GOLDEN") != NULL)
    assert_true (g_file_set_contents (path, made, -1, NULL));
  assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  if (strcmp (wanted, made) != 0)
    golden_report (name, wanted, made);
}
