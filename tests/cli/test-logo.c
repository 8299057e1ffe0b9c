/* A logo on the cover and over the mark of a document: where it is looked for, that it is a figure with words for who cannot
 * see it, that nothing of it is transparent, and one line for what is no logo. */
#include "run.h"

static char *folder;

#define SVG                                                                                                           \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><rect width=\"40\" height=\"20\" fill=\"#f00\"/>"  \
  "<circle cx=\"20\" cy=\"10\" r=\"8\" fill=\"#fff\" fill-opacity=\"0.5\"/></svg>"

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static const struct { const char *name, *profile, *set; int code; const char *says; } rows[] = {
  { "cover", "briefing", "document.logo=LOGO", 0, NULL },
  { "document", "gbt9704", "document.logo=LOGO", 0, NULL },
  { "named beside the profile", "FOLDER/mine.ini", NULL, 0, NULL },
  { "named with words of its own", "briefing", "document.logo_alt=云徽 / Cloud", 0, NULL },
  { "not there", "briefing", "document.logo=FOLDER/nowhere.png", 3, "nowhere.png: " },
  { "no picture", "briefing", "document.logo=FOLDER/report.txt", 3, "report.txt: this is no PNG and no SVG" },
  { "not there, beside the profile", "FOLDER/bad.ini", NULL, 3, "nowhere.svg: " },
};

static char *
fill (const char *text, const char *logo)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "LOGO", logo, 0);
  g_string_replace (filled, "FOLDER", folder, 0);
  return g_string_free (filled, FALSE);
}

static void
test_render (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *report = write_file ("report.txt", SMALL_REPORT), *logo = write_file ("logo.svg", SVG);
  g_autofree char *mine = write_file ("mine.ini", "[document]\nlogo = logo.svg\n"), *bad = write_file ("bad.ini", "[document]\nlogo = nowhere.svg\n");
  g_autofree char *profile = fill (rows[i].profile, logo), *set = rows[i].set != NULL ? fill (rows[i].set, logo) : NULL;
  g_autofree char *out = g_build_filename (folder, "out.pdf", NULL), *named = g_strconcat ("document.logo=", logo, NULL);
  gboolean words = set != NULL && strstr (set, "logo_alt") != NULL;
  const char *argv[] = { "jianbao", "render", report, "-o", out, "-p", profile, set != NULL ? "--set" : NULL, set, words ? "--set" : NULL, named, NULL };

  g_remove (out);
  g_auto(Ran) ran = run (argv);
  if (ran.code != rows[i].code || (rows[i].says != NULL && strstr (ran.err, rows[i].says) == NULL))
    fail_msg ("exit %d, not %d: %s", ran.code, rows[i].code, ran.err);
  assert_int_equal (g_file_test (out, G_FILE_TEST_EXISTS), ran.code == 0);
  if (ran.code != 0)
    {
      assert_int_equal (ran.n_err_lines, 1);
      return;
    }
  const char *const images[] = { "pdfimages", "-list", out, NULL };
  const char *const tags[] = { "pdfinfo", "-struct-text", out, NULL };
  g_auto(Ran) listed = run_with (images, NULL, NULL, NULL, NULL), told = run_with (tags, NULL, NULL, NULL, NULL);
  assert_non_null (strstr (listed.out, " image ")); /* painted, for it is half transparent */
  assert_null (strstr (listed.out, "smask"));
  assert_non_null (strstr (told.out, "Figure"));
}

static int
set_up (void **state)
{
  (void) state;
  folder = make_folder ();
  return 0;
}

static int
tear_down (void **state)
{
  (void) state;
  remove_folder (folder);
  g_free (folder);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (rows)];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    tests[i] = (struct CMUnitTest) { .name = rows[i].name, .test_func = test_render, .initial_state = GSIZE_TO_POINTER (i) };
  return _cmocka_run_group_tests ("logo", tests, G_N_ELEMENTS (tests), set_up, tear_down);
}
