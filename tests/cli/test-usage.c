/* How the program is called, what it says, and with which code it ends. */
#include "run.h"

static char *folder, *report;

static const struct
{
  const char *name;
  const char *argv[8];
  int code;
  const char *says; /* on standard error, or on standard output where the code is 0 */
} cases[] = {
  { "no command", { "jianbao" }, 2, "--help" },
  { "unknown command", { "jianbao", "打印" }, 2, "打印" },
  { "help", { "jianbao", "--help" }, 0, "extract" },
  { "version", { "jianbao", "--version" }, 0, "jianbao 0." },
  { "help of extract", { "jianbao", "extract", "--help" }, 0, "--format" },
  { "help of check", { "jianbao", "check", "-h" }, 0, "--translation" },
  { "no report", { "jianbao", "extract" }, 2, "no report" },
  { "two reports", { "jianbao", "extract", "a", "b" }, 2, "“b”" },
  { "unknown option", { "jianbao", "extract", "--colour", "a" }, 2, "--colour" },
  { "unknown format", { "jianbao", "extract", "REPORT", "--format", "xml" }, 2, "“xml” is none of json, csv" },
  { "option without value", { "jianbao", "extract", "REPORT", "--format" }, 2, "--format" },
  { "missing report", { "jianbao", "extract", "不存在.txt" }, 3, "不存在.txt" },
  { "missing translation", { "jianbao", "check", "REPORT", "--translation", "nowhere.tmx" }, 3, "nowhere.tmx" },
  { "unknown encoding", { "jianbao", "extract", "REPORT", "--encoding", "KLINGON" }, 3, "KLINGON" },
  { "missing folder", { "jianbao", "extract", "REPORT", "-o", "/nowhere/at/all.json" }, 4, "/nowhere/at/all.json" },
  { "json", { "jianbao", "extract", "REPORT" }, 0, "\"schema\": \"jianbao-extract-1\"" },
  { "csv", { "jianbao", "extract", "REPORT", "--format", "csv" }, 0, "4500万元" },
  { "check as text", { "jianbao", "check", "REPORT" }, 0, "checked" },
  { "check as json", { "jianbao", "check", "REPORT", "--format", "json" }, 0, "\"schema\": \"jianbao-check-1\"" },
};

static void
test_case (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  const char *argv[G_N_ELEMENTS (cases[0].argv) + 1] = { NULL };
  const char *const environment[] = { "LC_ALL=C", NULL };

  for (gsize k = 0; cases[i].argv[k] != NULL; k++)
    argv[k] = g_str_equal (cases[i].argv[k], "REPORT") ? report : cases[i].argv[k];
  g_auto(Ran) ran = run_with (argv, folder, environment, NULL, NULL);
  if (ran.code != cases[i].code)
    fail_msg ("exit %d, not %d: %s", ran.code, cases[i].code, ran.err);
  if (cases[i].code != 0)
    {
      assert_int_equal (ran.n_err_lines, 1);
      assert_true (g_str_has_prefix (ran.err, "jianbao: "));
      assert_int_equal (ran.n_out, 0);
    }
  if (strstr (cases[i].code != 0 ? ran.err : ran.out, cases[i].says) == NULL)
    fail_msg ("“%s” is not in: %s%s", cases[i].says, ran.out, ran.err);
}

static void
test_help_fits_a_screen (void **state)
{
  static const char *const names[] = { "render", "batch", "extract", "charts", "check", "translate", "compare" };

  (void) state;
  g_auto(Ran) all = RUN ("jianbao", "--help");
  assert_true (count_lines (all.out) <= 24);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *listed = g_strdup_printf ("\n  %s ", names[i]);
      if (strstr (all.out, listed) == NULL)
        continue;
      g_auto(Ran) ran = RUN ("jianbao", names[i], "--help");
      assert_int_equal (ran.code, 0);
      if (count_lines (ran.out) > 26)
        fail_msg ("the help of %s has %u lines", names[i], count_lines (ran.out));
    }
}

static void
test_standard_input (void **state)
{
  g_autoptr(GBytes) input = g_bytes_new_static (SMALL_REPORT, strlen (SMALL_REPORT));
  const char *const argv[] = { "jianbao", "extract", "-", NULL };
  g_auto(Ran) piped = run_with (argv, NULL, NULL, input, NULL), read = RUN ("jianbao", "extract", report);

  (void) state;
  assert_int_equal (piped.code, 0);
  assert_non_null (strstr (piped.out, "\"name\": \"stdin\""));
  /* The same but for the name. */
  assert_string_equal (strstr (piped.out, "\"title\""), strstr (read.out, "\"title\""));
}

static void
test_full_output (void **state)
{
  const char *const argv[] = { "jianbao", "extract", report, NULL };
  g_auto(Ran) ran = run_with (argv, NULL, NULL, NULL, "/dev/full");

  (void) state;
  assert_int_equal (ran.code, 4);
  assert_int_equal (ran.n_err_lines, 1);
}

static void
test_check_finds (void **state)
{
  g_autofree char *path = g_build_filename (folder, "wrong.txt", NULL);
  const char *text = "一、工作\n依法审查行政决策72件，合法率98%。\n";

  (void) state;
  assert_true (g_file_set_contents (path, text, -1, NULL));
  g_auto(Ran) ran = RUN ("jianbao", "check", path);
  if (ran.code != 1)
    fail_msg ("exit %d: %s%s", ran.code, ran.out, ran.err);
  assert_non_null (strstr (ran.out, "inconsistent"));
}

int
main (void)
{
  const struct CMUnitTest others[] = {
    cmocka_unit_test (test_help_fits_a_screen), cmocka_unit_test (test_standard_input),
    cmocka_unit_test (test_full_output), cmocka_unit_test (test_check_finds) };
  struct CMUnitTest tests[G_N_ELEMENTS (cases)];

  folder = make_folder ();
  report = g_build_filename (folder, "报告.txt", NULL);
  g_file_set_contents (report, SMALL_REPORT, -1, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_case, .initial_state = GSIZE_TO_POINTER (i) };
  int failed = cmocka_run_group_tests_name ("usage", tests, NULL, NULL);
  failed += cmocka_run_group_tests_name ("commands", others, NULL, NULL);
  remove_folder (folder);
  g_free (report);
  g_free (folder);
  return failed;
}
