/* What cannot become a briefing: one line, the exit code, within ten seconds of the processor's time, and nothing is written. */
#include "run.h"

#include <sys/mount.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define MAX_SECONDS 60.0
#else
#define MAX_SECONDS 10.0
#endif

static char *folder;

static GString *
make_empty (void)
{
  return g_string_new (NULL);
}

static GString *
make_zeros (void)
{
  GString *bytes = g_string_new (NULL);

  g_string_set_size (bytes, 100000);
  memset (bytes->str, 0, bytes->len);
  return bytes;
}

static GString *
make_jpeg (void)
{
  GString *bytes = g_string_new_len ("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", 20);
  guint32 noise = 1;

  for (int i = 0; i < 20000; i++)
    {
      noise = noise * 1664525u + 1013904223u;
      g_string_append_c (bytes, (char) (noise >> 24));
    }
  g_string_append_len (bytes, "\xFF\xD9", 2);
  return bytes;
}

static GString *
make_blanks (void)
{
  return g_string_new ("\xEF\xBB\xBF \n\n\xE3\x80\x80\n\t\n");
}

static GString *
make_endless (void)
{
  GString *text = g_string_new (NULL);

  while (text->len < 50u * 1024 * 1024)
    g_string_append (text, "全年办理行政复议案件120件，同比增长20%。\n");
  return text;
}

/* Ten thousand headings, each form inside the one before, over and over. */
static GString *
make_headings (void)
{
  static const char *const forms[] = { "第一章 总则\n", "第一节 工作\n", "一、工作\n", "（一）工作\n", "1.工作\n",
                                       "（1）工作\n", "①工作\n" };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 10000; i++)
    g_string_append (text, forms[i % (int) G_N_ELEMENTS (forms)]);
  return text;
}

/* A heading that stands deeper than any report's: 1 1.1 1.1.1 … */
static GString *
make_deep (void)
{
  GString *text = g_string_new (NULL), *number = g_string_new ("1");

  for (int i = 0; i < 1000; i++)
    {
      g_string_append_printf (text, "%s 工作\n", number->str);
      g_string_append (number, ".1");
    }
  g_string_free (number, TRUE);
  return text;
}

static const struct
{
  const char *name;
  GString *(*make) (void);
  int code; /* -1: done or refused, but nothing worse */
} cases[] = {
  { "empty", make_empty, 3 },
  { "only blanks", make_blanks, -1 },
  { "zeros", make_zeros, 3 },
  { "JPEG", make_jpeg, 3 },
  { "50 MB of text", make_endless, 3 },
  { "10,000 nested headings", make_headings, 0 },
  { "headings 1,000 deep", make_deep, -1 },
};

static void
check_refusal (const Ran *ran, int code, const char *out)
{
  if (code >= 0 && ran->code != code)
    fail_msg ("exit %d, not %d: %s", ran->code, code, ran->err);
  if (ran->code != 0 && ran->code != 3 && ran->code != 4)
    fail_msg ("exit %d: %s", ran->code, ran->err);
  if (ran->cpu_seconds > MAX_SECONDS)
    fail_msg ("%d ms", (int) (ran->cpu_seconds * 1000));
  if (ran->code == 0)
    return;
  if (ran->n_err_lines != 1 || !g_str_has_prefix (ran->err, "jianbao: "))
    fail_msg ("not one line: %s", ran->err);
  assert_int_equal (count_files (out), 0);
}

static void
refuse_in (const char *path, int code)
{
  g_autofree char *out = make_folder ();
  g_autofree char *pdf = g_build_filename (out, "out.pdf", NULL), *json = g_build_filename (out, "out.json", NULL);
  g_auto(Ran) render = RUN ("jianbao", "render", path, "-o", pdf);

  check_refusal (&render, code, out);
  g_unlink (pdf);
  g_auto(Ran) extract = RUN ("jianbao", "extract", path, "-o", json);
  check_refusal (&extract, code, out);
  remove_folder (out);
}

/* A character that no font has is told with its code point and where in the file it stands. */
static void
test_missing_glyph (void **state G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (folder, "glyph.txt", NULL), *page = g_build_filename (folder, "glyph.html", NULL);
  g_autofree char *out = make_folder (), *pdf = g_build_filename (out, "out.pdf", NULL);

  assert_true (g_file_set_contents (path, "一、工作\n办理案\xEE\x80\x80件120件。\n", -1, NULL));
  g_auto(Ran) text = RUN ("jianbao", "render", path, "-o", pdf);
  check_refusal (&text, 3, out);
  assert_non_null (strstr (text.err, "glyph.txt:2:4: no font has"));
  assert_non_null (strstr (text.err, "U+E000"));
  assert_true (g_file_set_contents (page, "<html><body><p>一、工作</p><p>办理案\xEE\x80\x80件120件。</p></body></html>", -1, NULL));
  g_auto(Ran) html = RUN ("jianbao", "render", page, "-o", pdf);
  check_refusal (&html, 3, out);
  assert_non_null (strstr (html.err, "glyph.html: paragraph 2: no font has"));
  remove_folder (out);
}

static void
test_file (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *path = g_build_filename (folder, "report.txt", NULL);
  g_autoptr(GString) bytes = cases[i].make ();

  assert_true (g_file_set_contents (path, bytes->str, (gssize) bytes->len, NULL));
  refuse_in (path, cases[i].code);
  g_unlink (path);
}

static void
test_folder (void **state)
{
  (void) state;
  refuse_in (folder, 3);
}

static void
test_unreadable (void **state)
{
  (void) state;
  if (geteuid () == 0)
    skip (); /* root may read everything */
  g_autofree char *path = g_build_filename (folder, "secret.txt", NULL);
  assert_true (g_file_set_contents (path, SMALL_REPORT, -1, NULL));
  g_chmod (path, 0);
  refuse_in (path, 3);
  g_unlink (path);
}

static char *
write_report (void)
{
  char *path = g_build_filename (folder, "small.txt", NULL);

  assert_true (g_file_set_contents (path, SMALL_REPORT, -1, NULL));
  return path;
}

static void
test_no_folder (void **state)
{
  g_autofree char *path = write_report (), *out = g_build_filename (folder, "nowhere", "out.pdf", NULL);
  g_auto(Ran) ran = RUN ("jianbao", "render", path, "-o", out);

  (void) state;
  assert_int_equal (ran.code, 4);
  assert_int_equal (ran.n_err_lines, 1);
  assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

static void
test_full_disk (void **state)
{
  g_autofree char *path = write_report (), *disk = make_folder ();
  g_autofree char *out = g_build_filename (disk, "out.pdf", NULL);

  (void) state;
  if (mount ("tmpfs", disk, "tmpfs", 0, "size=16k") != 0)
    {
      /* Only root may mount, and not in every container; /dev/full is asked in test-usage.c. */
      print_message ("not tried: no file system can be mounted here\n");
      remove_folder (disk);
      return;
    }
  g_auto(Ran) ran = RUN ("jianbao", "render", path, "-o", out);
  guint left = count_files (disk);
  umount (disk);
  remove_folder (disk);
  assert_int_equal (ran.code, 4);
  assert_int_equal (ran.n_err_lines, 1);
  assert_int_equal (left, 0);
}

static const struct
{
  const char *name;
  const char *option, *value;
  const char *says;
  int code;
} options[] = {
  { "layout", "--layout", "sideways", "sideways", 2 },
  { "conformance", "--conformance", "pdfx", "pdfx", 2 },
  { "setting without value", "--set", "page.width", "KEY=VALUE", 2 },
  { "setting of no key", "--set", "page.breadth=3", "page.breadth", 2 },
  { "setting of no number", "--set", "page.width=wide", "page.width", 2 },
  { "profile", "--profile", "nowhere.ini", "nowhere.ini", 3 },
  { "annex that is none", "--annex", "small.txt", "small.txt", 3 },
  { "translation that is none", "--translation", "small.txt", "small.txt", 3 },
};

static void
test_option (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *path = write_report ();
  const char *const argv[] = { "jianbao", "render", path, "-o", "out.pdf", options[i].option, options[i].value, NULL };
  g_auto(Ran) ran = run_with (argv, folder, NULL, NULL, NULL);
  g_autofree char *out = g_build_filename (folder, "out.pdf", NULL);

  if (ran.code != options[i].code || ran.n_err_lines != 1 || strstr (ran.err, options[i].says) == NULL)
    fail_msg ("exit %d: %s", ran.code, ran.err);
  assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

static void
test_bad_epoch (void **state)
{
  g_autofree char *path = write_report ();
  const char *const argv[] = { "jianbao", "render", path, "-o", "out.pdf", NULL };
  const char *const environment[] = { "SOURCE_DATE_EPOCH=yesterday", NULL };
  g_auto(Ran) ran = run_with (argv, folder, environment, NULL, NULL);

  (void) state;
  assert_int_equal (ran.code, 2);
  assert_non_null (strstr (ran.err, "SOURCE_DATE_EPOCH"));
}

int
main (void)
{
  struct CMUnitTest files[G_N_ELEMENTS (cases)], settings[G_N_ELEMENTS (options)];
  const struct CMUnitTest places[] = {
    cmocka_unit_test (test_folder), cmocka_unit_test (test_unreadable), cmocka_unit_test (test_no_folder),
    cmocka_unit_test (test_full_disk), cmocka_unit_test (test_bad_epoch), cmocka_unit_test (test_missing_glyph) };

  folder = make_folder ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    files[i] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_file, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    settings[i] = (struct CMUnitTest) { .name = options[i].name, .test_func = test_option,
                                        .initial_state = GSIZE_TO_POINTER (i) };
  int failed = cmocka_run_group_tests_name ("files", files, NULL, NULL);
  failed += cmocka_run_group_tests_name ("places", places, NULL, NULL);
  failed += cmocka_run_group_tests_name ("options", settings, NULL, NULL);
  remove_folder (folder);
  g_free (folder);
  return failed;
}
