#include "jb-data-dir.h"

#include "jb-error.h"

#include <string.h>

static gboolean
holds_data (const char *folder)
{
  g_autofree char *lexicon = g_build_filename (folder, "assets", "lexicon", NULL);
  g_autofree char *fonts = g_build_filename (folder, "fonts", NULL);

  return g_file_test (lexicon, G_FILE_TEST_IS_DIR) && g_file_test (fonts, G_FILE_TEST_IS_DIR);
}

/* The folder named in the file jianbao-data-dir of @folder or one of its parents; %NULL if there is none. */
static char *
source_tree_of_build (const char *folder)
{
  g_autofree char *here = g_strdup (folder);

  while (strcmp (here, "/") != 0 && strcmp (here, ".") != 0)
    {
      g_autofree char *marker = g_build_filename (here, "jianbao-data-dir", NULL);
      char *named = NULL;

      if (g_file_get_contents (marker, &named, NULL, NULL))
        return g_strchomp (named);
      char *parent = g_path_get_dirname (here);
      g_free (here);
      here = parent;
    }
  return NULL;
}

static char *
find_data_dir (void)
{
  const char *env = g_getenv ("JIANBAO_DATA_DIR");

  if (env != NULL && *env != '\0')
    return holds_data (env) ? g_canonicalize_filename (env, NULL) : NULL;

  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  if (program != NULL)
    {
      g_autofree char *bin = g_path_get_dirname (program);
      g_autofree char *share = g_build_filename (bin, "..", "share", "jianbao", NULL);
      g_autofree char *source = NULL;

      if (holds_data (share))
        return g_canonicalize_filename (share, NULL);
      source = source_tree_of_build (bin);
      if (source != NULL && holds_data (source))
        return g_steal_pointer (&source);
    }
  return holds_data (JB_INSTALL_DATA_DIR) ? g_strdup (JB_INSTALL_DATA_DIR) : NULL;
}

const char *
jb_data_dir (GError **error)
{
  static gsize once;
  static char *dir;

  if (g_once_init_enter (&once))
    {
      dir = find_data_dir ();
      g_once_init_leave (&once, 1);
    }
  if (dir == NULL)
    g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM,
                 "fonts and assets are not found beside the program nor in %s: set JIANBAO_DATA_DIR to the folder "
                 "that holds fonts/ and assets/", JB_INSTALL_DATA_DIR);
  return dir;
}

char *
jb_data_path (const char *relative, GError **error)
{
  const char *dir = jb_data_dir (error);

  return dir != NULL ? g_build_filename (dir, relative, NULL) : NULL;
}
