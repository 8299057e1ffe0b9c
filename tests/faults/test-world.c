/* A world that is against it: no room on the disk, a folder that may not be written, SIGKILL at any moment, clocks that are
 * wrong, locales, and little memory. */
#include "faults.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

#define EPOCH "SOURCE_DATE_EPOCH=1700000000"

static char *folder;
static const char *const dated[] = { EPOCH, NULL };

static Ran
run_command (const Command *command, const char *const *before, const char *const *environment, const char *into)
{
  g_auto(GStrv) words = make_words (command, before, into);

  return run_with ((const char *const *) words, NULL, environment, NULL, NULL);
}

static gsize
size_of_largest (GHashTable *files)
{
  GHashTableIter iter;
  gpointer bytes;
  gsize largest = 0;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, NULL, &bytes))
    largest = MAX (largest, g_bytes_get_size (bytes));
  return largest;
}

static void
expect_well (const Ran *ran, const char *into, GHashTable *reference, const Ran *good, const char *what)
{
  g_autofree char *wrong = judge (ran, into, reference, good, 4);

  if (wrong != NULL)
    fail_msg ("%s: %s", what, wrong);
}

/* The user may write files of so many bytes and no longer: like a disk that fills up there. */
static void
test_size_limit (void **state)
{
  const Command *command = *state;
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &good);
  gsize largest = size_of_largest (reference);
  const gsize limits[] = { 0, 1, 4096, largest / 2, largest - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *limit = g_strdup_printf ("--fsize=%" G_GSIZE_FORMAT, limits[i]);
      const char *const before[] = { "prlimit", limit, NULL };
      if (limits[i] >= largest)
        continue;
      prepare_folder (folder, reference);
      g_auto(Ran) ran = run_command (command, before, dated, folder);
      expect_well (&ran, folder, reference, &good, limit);
      assert_int_equal (ran.code, 4);
    }
}

/* A disk of a quarter of a megabyte; a briefing with its data takes more. */
static void
test_full_disk (void **state)
{
  const Command *command = commands;
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &good);

  (void) state;
  prepare_folder (folder, NULL);
  if (mount ("tmpfs", folder, "tmpfs", 0, "size=256k") != 0)
    {
      print_message ("########## not tried: no file system can be mounted here ##########\n");
      return;
    }
  g_autofree char *path = g_build_filename (folder, command->output, NULL);
  gboolean old = g_file_set_contents (path, OLD, -1, NULL);
  g_auto(Ran) ran = run_command (command, NULL, dated, folder);
  g_autofree char *wrong = judge (&ran, folder, reference, &good, 4);
  umount (folder);
  assert_true (old);
  if (wrong != NULL)
    fail_msg ("%s", wrong);
  assert_int_equal (ran.code, 4);
}

/* Root may write everywhere: it tries as nobody, who then must be able to come to the program. */
static void
test_read_only (void **state)
{
  const Command *command = *state;
  static const char *const as_nobody[] = { "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", NULL };
  const char *const *before = geteuid () == 0 ? as_nobody : NULL;
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &good);

  if (before != NULL)
    {
      g_auto(Ran) may = RUN ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "--version");
      if (may.code != 0)
        {
          print_message ("########## not tried: nobody may not run the program here ##########\n");
          return;
        }
    }
  prepare_folder (folder, reference);
  g_autofree char *inner = g_build_filename (folder, command->output, NULL);
  g_chmod (command->folder ? inner : folder, 0555);
  g_auto(Ran) ran = run_command (command, before, dated, folder);
  g_chmod (command->folder ? inner : folder, 0755);
  expect_well (&ran, folder, reference, &good, "read-only");
  assert_int_equal (ran.code, 4);
}

/* Ends by SIGKILL after @delay microseconds, or before by itself. */
static void
kill_after (const Command *command, gint64 delay)
{
  g_auto(GStrv) words = make_words (command, NULL, folder);
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "SOURCE_DATE_EPOCH", "1700000000", TRUE);
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  g_autoptr(GError) error = NULL;
  GPid pid;
  int status;

  g_free (words[0]);
  words[0] = g_steal_pointer (&program);
  gint64 start = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, words, environment, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, &error))
    fail_msg ("%s", error->message);
  gint64 left = start + delay - g_get_monotonic_time ();
  if (left > 0)
    g_usleep ((gulong) left);
  kill (pid, SIGKILL);
  assert_int_equal (waitpid (pid, &status, 0), pid);
}

/* Two thirds at any moment, one third around the end, where the file is written. */
static void
test_kill (void **state)
{
  const Command *command = *state;
  int n = (command == commands ? 120 : 40) / (SANITIZED ? 10 : 1);
  g_auto(Ran) good = { 0 }, again = { 0 };
  g_autoptr(GHashTable) unused = run_well (command, folder, dated, &good);
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &again);
  gint64 whole = (gint64) (MIN (good.seconds, again.seconds) * 1e6);
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  guint n_new = 0, n_untouched = 0;

  for (int i = 0; i < n; i++)
    {
      double part = i % 3 == 0 ? g_rand_double_range (random, 0.8, 1.4) : g_rand_double_range (random, 0, 1.1);
      gint64 delay = (gint64) (part * (double) whole);
      prepare_folder (folder, reference);
      kill_after (command, delay);
      g_autoptr(GHashTable) files = look_into (folder);
      guint n_whole, n_old;
      g_autofree char *wrong = compare_files (files, reference, &n_whole, &n_old);
      if (wrong != NULL || n_whole + n_old != g_hash_table_size (reference))
        fail_msg ("killed after %d us: %s", (int) delay, wrong != NULL ? wrong : "a file is gone");
      n_new += n_whole > 0 ? 1 : 0;
      n_untouched += n_whole == 0 ? 1 : 0;
    }
  print_message ("%s: killed %d times: %u times the old files stood, %u times new ones\n", command->name, n, n_untouched, n_new);
}

static const struct
{
  const char *name, *time; /* as faketime takes it, UTC */
  const char *date;        /* in the PDF of a report that has no time of its own */
} clocks[] = {
  { "the first second of 1970", "1970-01-01 00:00:01", "1970-01-01" },
  { "one second before 2038 ends in 32 bits", "2038-01-19 03:14:06", "2038-01-19" },
  { "after it", "2038-01-19 03:14:10", "2038-01-19" },
  { "2106, beyond 32 bits without sign", "2106-02-07 06:28:20", "2106-02-07" },
};

/* Of a PDF without object streams: its XMP packet is written as it is. */
static void
test_clock (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  g_autofree char *path = g_build_filename (folder, "out.pdf", NULL), *time = g_strdup_printf ("@%s", clocks[i].time);
  const char *const argv[] = { "faketime", "-f", time, program, "render", "-", "-o", path, NULL };
  const char *const environment[] = { "TZ=UTC", "SOURCE_DATE_EPOCH=", NULL };
  g_autoptr(GBytes) report = g_bytes_new_static (SMALL_REPORT, strlen (SMALL_REPORT));
  g_autofree char *found = g_find_program_in_path ("faketime"), *data = NULL;
  gsize length;

  if (found == NULL || SANITIZED)
    {
      print_message ("########## not tried: %s ##########\n", SANITIZED ? "two preloaded libraries" : "faketime is not installed");
      return;
    }
  prepare_folder (folder, NULL);
  g_auto(Ran) ran = run_with (argv, NULL, environment, report, NULL);
  if (ran.code != 0 || *ran.err != '\0')
    fail_msg ("exit %d: %s", ran.code, ran.err);
  assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_autofree char *created = g_strdup_printf ("<xmp:CreateDate>%s", clocks[i].date);
  assert_non_null (memmem (data, length, created, strlen (created)));
}

static const char *const locales[][3] = {
  { "LANG=", "LC_ALL=", NULL },           { "LANG=C", "LC_ALL=C", NULL },     { "LC_ALL=POSIX", NULL },
  { "LC_ALL=zh_CN.UTF-8", NULL },         { "LC_ALL=zh_CN.GB18030", NULL },   { "LC_ALL=tr_TR.UTF-8", NULL },
  { "LANG=nowhere.none", NULL },
};

static void
test_locale (void **state)
{
  const Command *command = *state;
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &good);

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      const char *const environment[] = { EPOCH, locales[i][0], locales[i][1], NULL };
      prepare_folder (folder, NULL);
      g_auto(Ran) ran = run_command (command, NULL, environment, folder);
      expect_well (&ran, folder, reference, &good, locales[i][0]);
      assert_int_equal (ran.code, 0);
    }
}

/* Megabytes of address space. In 64 the loader of the system does not find room for the libraries (that of ICU alone has
 * 30): no line of the program has run, and the loader says so in its own words, exit code 127. From where the program runs
 * it is its own line and 4, until there is enough. */
static const struct
{
  guint    megabytes;
  gboolean loader; /* may be what fails */
} spaces[] = { { 32, TRUE }, { 64, TRUE }, { 72, TRUE }, { 80, FALSE }, { 96, FALSE }, { 112, FALSE }, { 128, FALSE }, { 144, FALSE },
               { 192, FALSE }, { 1024, FALSE } };

static void
test_space (void **state)
{
  const Command *command = *state;
  g_auto(Ran) good = { 0 };
  g_autoptr(GHashTable) reference = run_well (command, folder, dated, &good);

  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autofree char *limit = g_strdup_printf ("--as=%u", spaces[i].megabytes * 1024 * 1024);
      const char *const before[] = { "prlimit", limit, NULL };
      prepare_folder (folder, reference);
      g_auto(Ran) ran = run_command (command, before, dated, folder);
      if (spaces[i].loader && ran.code == 127)
        {
          g_autoptr(GHashTable) files = look_into (folder);
          guint n_whole, n_old;
          g_autofree char *wrong = compare_files (files, reference, &n_whole, &n_old);
          assert_null (wrong);
          assert_int_equal (n_whole, 0);
          assert_non_null (strstr (ran.err, "error while loading shared libraries"));
          assert_int_equal (ran.n_err_lines, 1);
          continue;
        }
      expect_well (&ran, folder, reference, &good, limit);
      if (spaces[i].megabytes >= 1024)
        assert_int_equal (ran.code, 0);
    }
}

/* The test of @what by @command. @names keeps the name, which cmocka does not. */
static struct CMUnitTest
name_test (GPtrArray *names, const char *what, const Command *command, CMUnitTestFunction function)
{
  g_ptr_array_add (names, g_strconcat (what, ": ", command->name, NULL));
  return (struct CMUnitTest) { names->pdata[names->len - 1], function, NULL, NULL, (void *) command };
}

int
main (void)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  struct CMUnitTest tests[64];
  gsize n = 0;

  folder = make_folder ();
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *name = commands[i].name;
      gboolean main_one = strchr (name, ' ') == NULL;
      if (main_one)
        {
          tests[n++] = name_test (names, "no room", &commands[i], test_size_limit);
          tests[n++] = name_test (names, "read-only", &commands[i], test_read_only);
        }
      if (g_str_equal (name, "render") || g_str_equal (name, "charts") || g_str_equal (name, "extract"))
        {
          tests[n++] = name_test (names, "killed", &commands[i], test_kill);
          tests[n++] = name_test (names, "locale", &commands[i], test_locale);
        }
      if (!SANITIZED && main_one && !g_str_equal (name, "translate"))
        tests[n++] = name_test (names, "little memory", &commands[i], test_space);
    }
  tests[n++] = (struct CMUnitTest) { "full disk", test_full_disk, NULL, NULL, NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (clocks); i++)
    tests[n++] = (struct CMUnitTest) { clocks[i].name, test_clock, NULL, NULL, GSIZE_TO_POINTER (i) };
  int failed = _cmocka_run_group_tests ("world", tests, n, NULL, NULL);
  remove_folder (folder);
  g_free (folder);
  return failed;
}
