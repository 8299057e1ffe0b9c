/* What the tests of faults share: the commands that are tried, what they leave in a folder, and how it is judged. */
#pragma once

#include "run.h"

#include <unistd.h>

#define OLD "what stood here before\n"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED TRUE
#else
#define SANITIZED FALSE
#endif

typedef struct
{
  const char *name;
  const char *words[12]; /* of the command; what begins with @ is a file below the source folder */
  const char *output;    /* "-o" FILE or "-d" FOLDER comes last */
  gboolean    folder;    /* the output is a folder of files */
} Command;

static const Command commands[] = {
  { "render", { "render", "@assets/samples/yunze-2022.zh.txt", "--translation", "@assets/samples/yunze.tmx" }, "out.pdf", FALSE },
  { "extract", { "extract", "@assets/samples/yunze-2022.zh.txt" }, "out.json", FALSE },
  { "extract docx", { "extract", "@tests/input/fixtures/report.docx", "--format", "csv" }, "out.csv", FALSE },
  { "extract html", { "extract", "@tests/input/fixtures/report.html" }, "out.json", FALSE },
  { "extract pdf", { "extract", "@tests/input/fixtures/report.pdf" }, "out.json", FALSE },
  { "charts", { "charts", "@assets/samples/yunze-2022.zh.txt" }, "figures", TRUE },
  { "translate", { "translate", "@assets/samples/yunze-2022.zh.txt", "--memory", "@assets/samples/yunze.tmx" }, "out.xlf", FALSE },
  { "compare", { "compare", "@tests/cli/compare/hechuan-2021.txt", "@tests/cli/compare/hechuan-2022.txt" }, "out.pdf", FALSE },
};

/* The command as run_with() takes it, after the words @before (NULL-terminated; may be none). Free with g_strfreev(). */
static inline char **
make_words (const Command *command, const char *const *before, const char *folder)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  g_autofree char *output = g_build_filename (folder, command->output, NULL);

  for (gsize i = 0; before != NULL && before[i] != NULL; i++)
    g_strv_builder_add (words, before[i]);
  g_strv_builder_add (words, before != NULL && before[0] != NULL ? program : "jianbao");
  for (gsize i = 0; command->words[i] != NULL; i++)
    {
      const char *word = command->words[i];
      g_autofree char *path = *word == '@' ? g_build_filename (g_getenv ("JB_SOURCE_DIR"), word + 1, NULL) : g_strdup (word);
      g_strv_builder_add (words, path);
    }
  g_strv_builder_add_many (words, command->folder ? "-d" : "-o", output, NULL);
  return g_strv_builder_end (words);
}

/* Every file below @folder: path from there → GBytes. (transfer full) */
static inline void
collect_files (GHashTable *files, const char *folder, const char *prefix)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *relative = g_build_filename (prefix, name, NULL);
      char *data;
      gsize length;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        collect_files (files, path, relative);
      else if (g_file_get_contents (path, &data, &length, NULL))
        g_hash_table_insert (files, g_steal_pointer (&relative), g_bytes_new_take (data, length));
    }
}

static inline GHashTable *
look_into (const char *folder)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  collect_files (files, folder, "");
  return files;
}

/* An empty folder, or one where each of @files (nullable) has the bytes OLD. */
static inline void
prepare_folder (const char *folder, GHashTable *files)
{
  GHashTableIter iter;
  gpointer name;

  remove_folder (folder);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  if (files == NULL)
    return;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *parent = g_path_get_dirname (path);
      g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
      g_assert_true (g_file_set_contents (path, OLD, -1, NULL));
    }
}

static inline gboolean
is_old (GBytes *bytes)
{
  return g_bytes_get_size (bytes) == strlen (OLD) && memcmp (g_bytes_get_data (bytes, NULL), OLD, strlen (OLD)) == 0;
}

/* How many of the files that belong there are @whole as in the reference, and how many as they were. Returns: %NULL where
 * that is all; else what is wrong. (transfer full) */
static inline char *
compare_files (GHashTable *files, GHashTable *reference, guint *n_whole, guint *n_old)
{
  GHashTableIter iter;
  gpointer name, bytes;

  *n_whole = *n_old = 0;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      GBytes *wanted = g_hash_table_lookup (reference, name);
      if (wanted == NULL)
        return g_strdup_printf ("%s was left behind", (char *) name);
      if (g_bytes_equal (bytes, wanted))
        *n_whole += 1;
      else if (is_old (bytes))
        *n_old += 1;
      else
        return g_strdup_printf ("%s is neither the old file nor the new one", (char *) name);
    }
  return NULL;
}

/* What must hold whatever failed: done, and as it should be; or one line, exit code 4, and the old file. @may_code: another
 * code that may stand for 4, or 4. Returns: what does not hold. (transfer full) */
static inline char *
judge (const Ran *ran, const char *folder, GHashTable *reference, const Ran *good, int may_code)
{
  g_autoptr(GHashTable) files = look_into (folder);
  guint n_whole, n_old, n = g_hash_table_size (reference);
  char *wrong = compare_files (files, reference, &n_whole, &n_old);

  if (wrong != NULL)
    return wrong;
  if (ran->code == 0 && n_whole != n)
    return g_strdup_printf ("done, but %u of %u files are there", n_whole, n);
  if (ran->code == 0)
    return g_str_equal (ran->err, good->err) ? NULL : g_strdup_printf ("done, but says: %s", ran->err);
  if (ran->code != 4 && ran->code != may_code)
    return g_strdup_printf ("exit %d: %s", ran->code, ran->err);
  if (ran->n_err_lines != 1 || !g_str_has_prefix (ran->err, "jianbao: "))
    return g_strdup_printf ("exit %d, not one line: %s", ran->code, ran->err);
  if (n_whole + n_old != n)
    return g_strdup_printf ("%u of %u files are gone", n - n_whole - n_old, n);
  /* Once the new file is in its place there is its folder to be synced, and memory for what is still to be said. */
  if (n == 1 && n_whole == 1 && strstr (ran->err, "is whole, but") == NULL && strstr (ran->err, "no memory left") == NULL)
    return g_strdup_printf ("exit %d, but the file was replaced: %s", ran->code, ran->err);
  return NULL;
}

/* Runs the command as it is and keeps what it gives. */
static inline GHashTable *
run_well (const Command *command, const char *folder, const char *const *environment, Ran *ran)
{
  prepare_folder (folder, NULL);
  g_auto(GStrv) words = make_words (command, NULL, folder);
  *ran = run_with ((const char *const *) words, NULL, environment, NULL, NULL);
  if (ran->code != 0)
    fail_msg ("%s: exit %d: %s", command->name, ran->code, ran->err);
  return look_into (folder);
}

/* At most @n numbers from 1 to @total, evenly spread, the ends among them. */
static inline GArray *
spread (gulong total, gulong n)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gulong));

  n = MIN (n, total); /* of none, none */
  for (gulong i = 0; i < n; i++)
    {
      gulong number = n > 1 ? 1 + i * (total - 1) / (n - 1) : 1;
      g_array_append_val (numbers, number);
    }
  return numbers;
}
