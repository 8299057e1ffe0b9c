/* Each call of a command that can fail, fails once: the first one of its kind, the second … to the last; then from there on
 * all of them. What is asked each time is in judge().
 *
 * Of the calls of a kind a sample is taken, evenly spread. JB_FAULT_TIMES=N takes one that is N times as large; JB_FAULT_ALL=1
 * takes every call, but for allocations (a render has a million), of which JB_FAULT_MEMORY=N says how many.
 * JB_FAULT_COMMAND=NAME walks one command only. */
#include "faults.h"

#include <errno.h>

typedef struct
{
  const char *call;
  int         problem;
  int         may_code; /* 3 where it stands for a report that may not be read */
  gboolean    all_later;
  guint       n;        /* calls of a render that are tried; of other commands a third */
} Fault;

static const Fault faults[] = {
  { "open", EMFILE, 4, FALSE, 9 },    { "open", EACCES, 3, FALSE, 3 },   { "open", EMFILE, 4, TRUE, 3 },
  { "read", EIO, 4, FALSE, 9 },       { "read", EIO, 4, TRUE, 2 },       { "write", ENOSPC, 4, FALSE, 6 },
  { "write", EIO, 4, TRUE, 3 },       { "sync", EIO, 4, FALSE, 6 },      { "rename", EACCES, 4, FALSE, 3 },
  { "link", EIO, 4, FALSE, 3 },       { "link", EPERM, 4, TRUE, 2 },     { "truncate", ENOSPC, 4, FALSE, 3 },
  { "chmod", EPERM, 4, FALSE, 3 },    { "close", EIO, 4, FALSE, 6 },     { "mmap", ENOMEM, 4, FALSE, 6 },
  { "mmap", ENOMEM, 4, TRUE, 3 },     { "thread", EAGAIN, 4, FALSE, 3 }, { "memory", ENOMEM, 4, FALSE, 24 },
  { "memory", ENOMEM, 4, TRUE, 3 },
};

static char *folder;
static guint n_runs;

#define ALWAYS                                                                                                        \
  "LD_PRELOAD=" SHIM, "SOURCE_DATE_EPOCH=1700000000", SANITIZED ? "ASAN_OPTIONS=verify_asan_link_order=0" : "JB_FAULT=1"

static char **
make_environment (const Fault *fault, gulong at)
{
  g_autoptr(GStrvBuilder) environment = g_strv_builder_new ();
  g_autofree char *call = g_strconcat ("JB_FAULT_CALL=", fault->call, NULL);
  g_autofree char *number = g_strdup_printf ("JB_FAULT_AT=%lu", at), *code = g_strdup_printf ("JB_FAULT_ERRNO=%d", fault->problem);

  g_strv_builder_add_many (environment, ALWAYS, call, number, code, NULL);
  if (fault->all_later)
    g_strv_builder_add (environment, "JB_FAULT_FROM=1");
  return g_strv_builder_end (environment);
}

/* As "open=31\nread=58\n…". Preloaded and idle, the shim changes nothing. (transfer full) */
static char *
count_calls (const Command *command, GHashTable *reference, const Ran *good)
{
  g_autofree char *path = g_strconcat (folder, ".count", NULL), *to = g_strconcat ("JB_FAULT_COUNT=", path, NULL);
  const char *const environment[] = { ALWAYS, to, NULL };
  g_auto(GStrv) words = make_words (command, NULL, folder);

  prepare_folder (folder, reference);
  g_auto(Ran) ran = run_with ((const char *const *) words, NULL, environment, NULL, NULL);
  g_autofree char *wrong = judge (&ran, folder, reference, good, 0);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  if (wrong != NULL || ran.code != 0 || file == NULL)
    fail_msg ("%s: exit %d, not counted: %s", command->name, ran.code, wrong);
  g_unlink (path);
  return g_strndup (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
}

static gulong
find_count (const char *counts, const char *call)
{
  g_autofree char *key = g_strconcat (call, "=", NULL);
  const char *found = strstr (counts, key);

  assert_non_null (found);
  return strtoul (found + strlen (key), NULL, 10);
}

/* Returns: whether all holds. */
static gboolean
try (const Command *command, const Fault *fault, gulong at, GHashTable *reference, const Ran *good)
{
  g_auto(GStrv) environment = make_environment (fault, at), words = make_words (command, NULL, folder);

  prepare_folder (folder, reference);
  g_auto(Ran) ran = run_with ((const char *const *) words, NULL, (const char *const *) environment, NULL, NULL);
  n_runs++;
  g_autofree char *wrong = judge (&ran, folder, reference, good, fault->may_code);
  if (wrong == NULL)
    return TRUE;
  print_error ("%s: %s %lu%s: %s: %s\n", command->name, fault->call, at, fault->all_later ? " and on" : "",
               g_strerror (fault->problem), g_strchomp (wrong));
  return FALSE;
}

static gulong
sample_size (const Command *command, const Fault *fault)
{
  gboolean memory = g_str_equal (fault->call, "memory");
  const char *wanted = g_getenv ("JB_FAULT_MEMORY"), *times = g_getenv ("JB_FAULT_TIMES");

  if (memory && wanted != NULL)
    return strtoul (wanted, NULL, 10);
  if (!memory && g_getenv ("JB_FAULT_ALL") != NULL)
    return G_MAXULONG;
  return (command == commands ? fault->n : (fault->n + 2) / 3) * (times != NULL ? strtoul (times, NULL, 10) : 1);
}

static void
test_walk (void **state)
{
  const Command *command = *state;
  const char *const environment[] = { "SOURCE_DATE_EPOCH=1700000000", NULL };
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, environment, &good);
  g_autofree char *counts = count_calls (command, reference, &good);
  guint n_wrong = 0;

  assert_true (g_hash_table_size (reference) > 0);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      if (SANITIZED && (g_str_equal (faults[i].call, "memory") || g_str_equal (faults[i].call, "mmap")))
        continue; /* the sanitizer has its own */
      gulong total = find_count (counts, faults[i].call);
      g_autoptr(GArray) numbers = spread (total, sample_size (command, &faults[i]));
      for (guint j = 0; total > 0 && j < numbers->len; j++)
        n_wrong += try (command, &faults[i], g_array_index (numbers, gulong, j), reference, &good) ? 0 : 1;
      print_message ("%s: %s%s: %u of %lu calls\n", command->name, faults[i].call, faults[i].all_later ? " and on" : "",
                     numbers->len, total);
    }
  assert_int_equal (n_wrong, 0);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (commands)];
  const char *only = g_getenv ("JB_FAULT_COMMAND");
  gsize n = 0;

  folder = make_folder ();
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (only == NULL || g_str_equal (only, commands[i].name))
      tests[n++] = (struct CMUnitTest) { .name = commands[i].name, .test_func = test_walk,
                                         .initial_state = (void *) &commands[i] };
  int failed = _cmocka_run_group_tests ("walk", tests, n, NULL, NULL);
  print_message ("%u runs\n", n_runs);
  remove_folder (folder);
  g_free (folder);
  return failed;
}
