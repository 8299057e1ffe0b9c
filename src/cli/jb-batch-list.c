#include "jb-batch-list.h"

#include "jb-error.h"
#include "jb-file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *const suffixes[] = { ".txt", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".pdf" };

typedef struct
{
  GPtrArray  *items; /* of JbBatchItem */
  GHashTable *seen;  /* canonical paths */
  char       *output_folder; /* canonical */
  guint       n_doubles;
} Gathering;

static void
item_free (JbBatchItem *item)
{
  g_free (item->path);
  g_free (item->output);
  g_free (item->problem);
  g_strfreev (item->beside);
  g_free (item);
}

static gboolean
read_number (const char *text, const char *end, guint *number)
{
  g_autofree char *digits = g_strndup (text, (gsize) (end - text));
  guint64 value;

  if (!g_ascii_string_to_unsigned (digits, 10, 1, JB_BATCH_MAX_SHARDS, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

gboolean
jb_batch_shard_parse (const char *text, JbBatchShard *shard, GError **error)
{
  const char *slash = text != NULL ? strchr (text, '/') : NULL;

  *shard = (JbBatchShard) { 1, 1 };
  if (text == NULL)
    return TRUE;
  if (slash != NULL && read_number (text, slash, &shard->part) && read_number (slash + 1, text + strlen (text), &shard->of)
      && shard->part <= shard->of)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "--shard: “%s” is no part of a whole: write I/N with I from 1 to N", text);
  return FALSE;
}

static const char *
find_suffix (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      gsize length = strlen (name), own = strlen (suffixes[i]);
      if (length > own && g_ascii_strcasecmp (name + length - own, suffixes[i]) == 0)
        return name + length - own;
    }
  return NULL;
}

static gboolean
is_named (char **paths, const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);

  for (; paths != NULL && *paths != NULL; paths++)
    {
      g_autofree char *other = g_canonicalize_filename (*paths, NULL);
      if (g_str_equal (canonical, other))
        return TRUE;
    }
  return FALSE;
}

static void
add_beside (GPtrArray *found, const char *stem, char **others)
{
  static const char *const kinds[] = { ".tmx", ".xlf", ".xliff", ".po" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat (stem, kinds[i], NULL);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !is_named (others, path))
        g_ptr_array_add (found, g_steal_pointer (&path));
    }
}

char **
jb_batch_find_beside (const char *path, char **others)
{
  static const char *const languages[] = { ".zh", ".zh-CN", ".zh_CN", ".zh-Hans" };
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *suffix = find_suffix (path);
  g_autofree char *stem = suffix != NULL ? g_strndup (path, (gsize) (suffix - path)) : g_strdup (path);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_suffix (stem, languages[i]))
      {
        g_autofree char *bare = g_strndup (stem, strlen (stem) - strlen (languages[i]));
        add_beside (found, bare, others);
      }
  add_beside (found, stem, others);
  if (found->len == 0)
    return NULL;
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static void
add_item (Gathering *gathering, const char *path, char *problem)
{
  JbBatchItem *item;

  if (!g_hash_table_add (gathering->seen, g_canonicalize_filename (path, NULL)))
    {
      gathering->n_doubles++;
      g_free (problem);
      return;
    }
  item = g_new0 (JbBatchItem, 1);
  item->path = g_strdup (path);
  item->problem = problem;
  g_ptr_array_add (gathering->items, item);
}

static void search_folder (Gathering *gathering, const char *folder, guint depth);

static void
add_found (Gathering *gathering, const char *path, const char *name, guint depth)
{
  struct stat info, target;

  if (lstat (path, &info) != 0)
    return;
  if (S_ISDIR (info.st_mode))
    search_folder (gathering, path, depth + 1);
  else if (find_suffix (name) != NULL
           && (S_ISREG (info.st_mode)
               || (S_ISLNK (info.st_mode) && (stat (path, &target) != 0 || S_ISREG (target.st_mode)))))
    add_item (gathering, path, NULL);
}

static void
search_folder (Gathering *gathering, const char *folder, guint depth)
{
  g_autofree char *canonical = g_canonicalize_filename (folder, NULL);
  g_autoptr(GError) error = NULL;
  const char *name;

  if (g_strcmp0 (canonical, gathering->output_folder) == 0)
    return;
  if (depth > JB_BATCH_MAX_DEPTH)
    {
      add_item (gathering, folder, g_strdup_printf ("%s: stands %u folders deep: name it alone", folder, depth));
      return;
    }
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  if (dir == NULL)
    add_item (gathering, folder, g_strdup_printf ("%s: cannot be searched: %s", folder, error->message));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = *name != '.' ? g_build_filename (folder, name, NULL) : NULL;
      if (path != NULL)
        add_found (gathering, path, name, depth);
    }
}

static void
add_path (Gathering *gathering, const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    search_folder (gathering, path, 0);
  else
    add_item (gathering, path, NULL);
}

static gboolean
add_listed (Gathering *gathering, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read ("-", JB_BATCH_MAX_LIST_BYTES, error);
  gsize length;

  if (bytes == NULL)
    return FALSE;
  const char *at = jb_bytes_peek (bytes, &length), *end = at + length;
  char separator = memchr (at, '\0', length) != NULL ? '\0' : '\n';
  while (at < end)
    {
      const char *next = memchr (at, separator, (gsize) (end - at));
      gsize n = (gsize) ((next != NULL ? next : end) - at);
      g_autofree char *path = g_strndup (at, separator == '\n' && n > 0 && at[n - 1] == '\r' ? n - 1 : n);
      if (*path != '\0')
        add_path (gathering, path);
      at += n + 1;
    }
  return TRUE;
}

static gint
compare_items (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(JbBatchItem *const *) a)->path, (*(JbBatchItem *const *) b)->path);
}

/* A file name for @text: UTF-8, no control characters, no slash. @path tells apart what must be cut. */
static char *
make_name (const char *text, const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (char *at = valid; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7F || *at == '/')
      *at = '_';
  if (strlen (valid) > JB_BATCH_MAX_NAME)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
      char *cut = g_utf8_find_prev_char (valid, valid + JB_BATCH_MAX_NAME - 9 + 1);
      *cut = '\0';
      return g_strdup_printf ("%s-%.8s", valid, sum);
    }
  return g_steal_pointer (&valid);
}

/* How an item is being named: its stem, and how many of its folders stand before it. */
typedef struct
{
  char **folders;  /* of the canonical path, outermost first */
  guint  n_folders, n_used;
  char  *stem;
  char  *name;     /* of the moment */
} Naming;

static void
naming_clear (Naming *naming)
{
  g_strfreev (naming->folders);
  g_free (naming->stem);
  g_free (naming->name);
}

static void
compose (Naming *naming, const char *path)
{
  g_autofree char *before = NULL;

  if (naming->n_used > 0)
    before = g_strjoinv ("_", naming->folders + naming->n_folders - naming->n_used);
  g_autofree char *whole = before != NULL ? g_strconcat (before, "_", naming->stem, NULL) : g_strdup (naming->stem);
  g_free (naming->name);
  naming->name = make_name (whole, path);
}

static void
begin_naming (Naming *naming, const JbBatchItem *item)
{
  g_autofree char *canonical = g_canonicalize_filename (item->path, NULL);
  g_autofree char *folder = g_path_get_dirname (canonical), *base = g_path_get_basename (canonical);
  const char *suffix = find_suffix (base);

  naming->folders = g_strsplit (*folder == '/' ? folder + 1 : folder, "/", -1);
  naming->n_folders = g_strv_length (naming->folders);
  naming->stem = suffix != NULL ? g_strndup (base, (gsize) (suffix - base)) : g_strdup (base);
}

/* In one folder report.docx and report.txt are told apart by what comes after the point. */
static void
keep_suffixes (Naming *namings, const GPtrArray *items)
{
  g_autoptr(GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gboolean *keep = g_new0 (gboolean, items->len + 1);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *folder = g_strjoinv ("/", namings[i].folders);
      char *key = g_strconcat (folder, "/", namings[i].stem, NULL);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (first, key));
      if (before > 0)
        keep[i] = keep[before - 1] = TRUE;
      g_hash_table_insert (first, key, GUINT_TO_POINTER (before > 0 ? before : i + 1));
    }
  for (guint i = 0; i < items->len; i++)
    if (keep[i])
      {
        g_free (namings[i].stem);
        namings[i].stem = g_path_get_basename (((JbBatchItem *) g_ptr_array_index (items, i))->path);
      }
}

/* One folder more before each of those that are called the same. Returns: whether any was changed. */
static gboolean
part_equal (Naming *namings, const GPtrArray *items, guint n_common)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *clash = g_new0 (gboolean, items->len + 1);
  gboolean changed = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, namings[i].name));
      if (before > 0)
        clash[i] = clash[before - 1] = TRUE;
      g_hash_table_insert (counts, namings[i].name, GUINT_TO_POINTER (before > 0 ? before : i + 1));
    }
  g_hash_table_remove_all (counts);
  for (guint i = 0; i < items->len; i++)
    if (clash[i] && namings[i].n_used + n_common < namings[i].n_folders)
      {
        namings[i].n_used++;
        compose (&namings[i], ((JbBatchItem *) g_ptr_array_index (items, i))->path);
        changed = TRUE;
      }
  return changed;
}

/* What folders cannot tell apart ("a_b/c" and "a/b_c") gets a number. */
static void
finish_names (Naming *namings, GPtrArray *items)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      JbBatchItem *item = g_ptr_array_index (items, i);
      item->output = g_strconcat (namings[i].name, ".pdf", NULL);
      for (guint n = 2; !g_hash_table_add (taken, item->output); n++)
        {
          g_free (item->output);
          item->output = g_strdup_printf ("%s-%u.pdf", namings[i].name, n);
        }
    }
}

/* Folders that all have in common part nothing. */
static guint
count_common (const Naming *namings, guint n)
{
  guint common = n > 0 ? namings[0].n_folders : 0;

  for (guint i = 1; i < n; i++)
    {
      guint k = 0;
      while (k < common && k < namings[i].n_folders && g_str_equal (namings[i].folders[k], namings[0].folders[k]))
        k++;
      common = k;
    }
  return common;
}

static void
name_items (GPtrArray *items)
{
  Naming *namings = g_new0 (Naming, items->len + 1);

  for (guint i = 0; i < items->len; i++)
    begin_naming (&namings[i], g_ptr_array_index (items, i));
  keep_suffixes (namings, items);
  for (guint i = 0; i < items->len; i++)
    compose (&namings[i], ((JbBatchItem *) g_ptr_array_index (items, i))->path);
  guint n_common = count_common (namings, items->len);
  while (part_equal (namings, items, n_common))
    ;
  finish_names (namings, items);
  for (guint i = 0; i < items->len; i++)
    naming_clear (&namings[i]);
  g_free (namings);
}

GPtrArray *
jb_batch_list_new (char **paths, const char *output_folder, guint *n_doubles, GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *output = g_canonicalize_filename (output_folder, NULL);
  Gathering gathering = { items, seen, output, 0 };

  for (; *paths != NULL; paths++)
    {
      if (strcmp (*paths, "-") != 0)
        add_path (&gathering, *paths);
      else if (!add_listed (&gathering, error))
        return NULL;
    }
  g_ptr_array_sort (items, compare_items);
  name_items (items);
  *n_doubles = gathering.n_doubles;
  return g_steal_pointer (&items);
}

void
jb_batch_list_take_shard (GPtrArray *list, JbBatchShard shard)
{
  for (guint i = list->len; i > 0; i--)
    if ((i - 1) % shard.of != shard.part - 1)
      g_ptr_array_remove_index (list, i - 1);
}
