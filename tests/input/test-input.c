#include "input-test.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* The same report in each format: the same text, and where its pieces stood. */
static const struct
{
  const char *file;
  const char *format;
  const char *encoding;
  const char *rate_place; /* of 合格率98.3%。各部门 */
  const char *cell_place; /* of 97.5%, in the table */
  const char *note_place; /* of 街道办理 */
} reports[] = {
  { "report.txt", "txt", "UTF-8", "line 8", "line 11", "line 3" },
  { "report-gbk.txt", "txt", "GB18030", "line 8", "line 11", "line 3" },
  { "report.md", "md", "UTF-8", "line 17", "table 1, row 3, cell 3", "footnote 1" },
  { "report.docx", "docx", "UTF-8", "paragraph 7", "table 1, row 3, cell 3", "footnote 1" },
  { "report.html", "html", "UTF-8", "paragraph 7", "table 1, row 3, cell 3", "footnote 1" },
  { "report.pdf", "pdf", "UTF-8", "page 1, paragraph 8", "page 1, table 1, row 3, cell 3", "page 1, paragraph 3" },
};

static char *
find_fixture (const char *file)
{
  return g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests/input/fixtures", file, NULL);
}

static void
check_place (const JbInput *input, const char *text, const char *expected)
{
  const char *at = strstr (input->text, text);

  assert_non_null (at);
  g_autofree char *place = jb_input_describe_place (input, (gsize) (at - input->text));
  assert_string_equal (place, expected);
}

static void
test_report (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *path = find_fixture (reports[i].file), *plain_path = find_fixture ("report.txt"), *plain = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JbInput) input = jb_input_read (path, NULL, &error);

  if (input == NULL)
    fail_msg ("%s", error->message);
  assert_true (g_file_get_contents (plain_path, &plain, NULL, NULL));
  assert_string_equal (input->text, plain);
  assert_string_equal (input->format, reports[i].format);
  assert_string_equal (input->encoding, reports[i].encoding);
  assert_string_equal (input->path, path);
  assert_string_equal (input->name, reports[i].file);
  assert_int_equal (strlen (input->sha256), 64);
  assert_true (input->mtime > 0);
  check_place (input, "98.3%。各部门", reports[i].rate_place);
  check_place (input, "97.5%", reports[i].cell_place);
  check_place (input, "街道办理", reports[i].note_place);
}

/* Each of these is one line and a code, at once. */
static void
test_bad_files (void **state G_GNUC_UNUSED)
{
  g_autofree char *folder = g_dir_make_tmp ("jb-input-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.txt", NULL);
  g_autofree char *secret = g_build_filename (folder, "secret.txt", NULL);
  g_autofree char *large = g_build_filename (folder, "large.txt", NULL);
  g_autofree char *report = find_fixture ("report.txt");
  const struct { const char *path; int code; } rows[] = {
    { folder, JB_ERROR_FORMAT }, { missing, JB_ERROR_FORMAT }, { large, JB_ERROR_LIMIT }, { "/dev/null", JB_ERROR_FORMAT },
    { secret, JB_ERROR_FORMAT },
  };
  g_autofree char *long_text = g_strnfill (JB_INPUT_MAX_BYTES + 1, 'a');

  assert_true (g_file_set_contents (secret, "a", 1, NULL));
  assert_true (g_file_set_contents (large, long_text, -1, NULL));
  g_chmod (secret, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows) - (geteuid () == 0); i++) /* root may read anything */
    {
      g_autoptr(GError) error = NULL;
      assert_null (jb_input_read (rows[i].path, NULL, &error));
      assert_true (g_error_matches (error, JB_ERROR, rows[i].code));
      assert_true (g_str_has_prefix (error->message, rows[i].path));
    }
  g_unlink (secret);
  g_unlink (large);
  g_rmdir (folder);
}

/* Every prefix of a file of each format, in steps: an input or an error, in bounded time. */
static void
test_prefixes (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *path = find_fixture (reports[i].file), *bytes = NULL;
  gsize length, step;

  assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  step = MAX (length / (strcmp (reports[i].format, "pdf") == 0 ? 12 : 300), 1);
  for (gsize n = 0; n < length; n += step)
    {
      g_autoptr(GBytes) cut = g_bytes_new (bytes, n);
      g_autoptr(GError) error = NULL;
      g_autoptr(JbInput) input = jb_input_from_bytes (path, cut, NULL, &error);
      assert_true ((input == NULL) == (error != NULL));
    }
}

int
main (void)
{
  struct CMUnitTest tests[2 * G_N_ELEMENTS (reports) + 1];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      tests[n++] = (struct CMUnitTest) { .name = reports[i].file, .test_func = test_report, .initial_state = GSIZE_TO_POINTER (i) };
      tests[n++] = (struct CMUnitTest) { .name = "prefixes", .test_func = test_prefixes, .initial_state = GSIZE_TO_POINTER (i) };
    }
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_bad_files);
  return _cmocka_run_group_tests ("input", tests, n, NULL, NULL);
}
