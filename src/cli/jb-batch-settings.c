#include "jb-batch-settings.h"

#include "jb-cli.h"

#include "jb-data-dir.h"

#include <string.h>

static void
add_to_sum (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : "-"), text != NULL ? (gssize) strlen (text) + 1 : 2);
}

static void
add_file_to_sum (GChecksum *sum, const char *path)
{
  g_autofree char *data = NULL;
  gsize length = 0;

  add_to_sum (sum, path);
  if (g_file_get_contents (path, &data, &length, NULL))
    g_checksum_update (sum, (const guchar *) data, (gssize) length);
}

static void
add_files_to_sum (GChecksum *sum, char **paths)
{
  for (; paths != NULL && *paths != NULL; paths++)
    add_file_to_sum (sum, *paths);
  add_to_sum (sum, NULL);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The files of a folder of the program's own data, in order of name. */
static void
add_data_to_sum (GChecksum *sum, const char *relative)
{
  g_autofree char *folder = jb_data_path (relative, NULL);
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_texts);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *base = g_path_get_basename (g_ptr_array_index (paths, i));
      g_autofree char *data = NULL;
      gsize length;
      add_to_sum (sum, base);
      if (g_file_get_contents (g_ptr_array_index (paths, i), &data, &length, NULL))
        g_checksum_update (sum, (const guchar *) data, (gssize) length);
    }
}

char *
jb_batch_sum_settings (const JbRenderOptions *options)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const texts[] = { JB_CLI_VERSION, options->profile, options->layout, options->conformance, options->attach,
                                options->encoding, options->strict ? "strict" : NULL, options->plain ? "plain" : NULL,
                                g_getenv ("SOURCE_DATE_EPOCH") };
  static const char *const data[] = { "assets/lexicon", "assets/glossary", "assets/profiles" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add_to_sum (sum, texts[i]);
  for (char **setting = options->settings; setting != NULL && *setting != NULL; setting++)
    add_to_sum (sum, *setting);
  if (options->profile != NULL)
    add_file_to_sum (sum, options->profile);
  add_files_to_sum (sum, options->translations);
  add_files_to_sum (sum, options->glossaries);
  add_files_to_sum (sum, options->annexes);
  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    add_data_to_sum (sum, data[i]);
  return g_strdup (g_checksum_get_string (sum));
}

char *
jb_batch_sum_beside (const char *settings, char **beside)
{
  if (beside == NULL)
    return g_strdup (settings);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  add_to_sum (sum, settings);
  add_files_to_sum (sum, beside);
  return g_strdup (g_checksum_get_string (sum));
}
