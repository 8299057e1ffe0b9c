/* jianbao compare as it is called: what it makes, what it says of bad input, the map there and back, the same bytes twice. */
#include "run.h"


static char *folder, *samples, *fixtures;

static char *
path_of (const char *word)
{
  static const char *const sample[] = { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt", "yunze.tmx" };

  for (gsize i = 0; i < G_N_ELEMENTS (sample); i++)
    if (g_str_equal (word, sample[i]))
      return g_build_filename (samples, word, NULL);
  if (g_str_has_prefix (word, "hechuan") || g_str_has_prefix (word, "luwan") || g_str_has_prefix (word, "songping"))
    return g_build_filename (fixtures, word, NULL);
  return g_strdup (word);
}

/* Words that name a sample or fixture become its path. */
static Ran
compare (const char *const *words)
{
  const char *const environment[] = { "LC_ALL=C", "SOURCE_DATE_EPOCH=1700000000", NULL };
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (argv, g_strdup ("jianbao"));
  g_ptr_array_add (argv, g_strdup ("compare"));
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, path_of (*words));
  g_ptr_array_add (argv, NULL);
  return run_with ((const char *const *) argv->pdata, folder, environment, NULL, NULL);
}

static const struct
{
  const char *name;
  const char *words[10];
  int code;
  const char *says; /* NULL: nothing is said */
} cases[] = {
  { "no report", { "-o", "x.pdf" }, 2, "no report" },
  { "one report", { "yunze-2021.zh.txt", "-o", "x.pdf" }, 2, "jianbao: " },
  { "no output", { "yunze-2021.zh.txt", "yunze-2022.zh.txt" }, 2, "-o FILE.pdf" },
  { "the same file twice", { "yunze-2021.zh.txt", "yunze-2021.zh.txt", "-o", "x.pdf" }, 2, "the same report" },
  { "unknown layout", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--layout", "rows" }, 2, "“rows”" },
  { "a document sets one report", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--profile", "gbt9704" }, 2, "official document" },
  { "a report that is not there", { "yunze-2021.zh.txt", "nowhere.txt", "-o", "x.pdf" }, 3, "nowhere.txt" },
  { "a picture", { "yunze-2021.zh.txt", "picture.png", "-o", "x.pdf" }, 3, "picture.png" },
  { "a map that is not there", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--map", "nowhere.tsv" }, 3, "nowhere.tsv" },
  { "a style of charts that is not there", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--set", "form.chart_style=nowhere" }, 2, "nowhere" },
  { "a bad line of a map", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--map", "bad.tsv" }, 3, "bad.tsv:3: “m999”" },
  { "a folder that is not there", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "/nowhere/at/all.pdf" }, 4, "/nowhere/at/all.pdf" },
  { "a folder of the map", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "x.pdf", "--write-map", "/nowhere/m.tsv" }, 4, "/nowhere/m.tsv" },
  { "two years", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "made.pdf" }, 0, NULL },
  { "named the other way round", { "hechuan-2022.txt", "hechuan-2021.txt", "-o", "made.pdf" }, 0, NULL },
  { "contradictions under --strict", { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "made.pdf", "--strict" }, 1, NULL },
  { "places", { "hechuan-2022.txt", "luwan-2022.txt", "songping-2022.txt", "-o", "made.pdf" }, 0, NULL },
  { "places in English", { "hechuan-2022.txt", "luwan-2022.txt", "-o", "made.pdf", "--layout", "en" }, 0, NULL },
  { "three years with English", { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt", "-t", "yunze.tmx", "-o", "made.pdf" }, 0, NULL },
  { "one under the other", { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "-t", "yunze.tmx", "-o", "made.pdf", "-l", "stacked" }, 0, NULL },
  { "Chinese alone", { "yunze-2021.zh.txt", "yunze-2023.zh.txt", "-o", "made.pdf", "-l", "zh", "-c", "pdfa-2a" }, 0, NULL },
};

static void
test_case (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *made = g_build_filename (folder, "made.pdf", NULL), *never = g_build_filename (folder, "x.pdf", NULL);

  g_remove (made);
  g_auto(Ran) ran = compare (cases[i].words);
  if (ran.code != cases[i].code)
    fail_msg ("exit %d, not %d: %s", ran.code, cases[i].code, ran.err);
  assert_false (g_file_test (never, G_FILE_TEST_EXISTS));
  assert_int_equal (g_file_test (made, G_FILE_TEST_EXISTS), cases[i].code < 2);
  if (cases[i].says != NULL)
    {
      assert_int_equal (ran.n_err_lines, 1);
      if (strstr (ran.err, cases[i].says) == NULL)
        fail_msg ("“%s” does not say “%s”", ran.err, cases[i].says);
      return;
    }
  const char *const check[] = { "qpdf", "--check", made, NULL };
  g_auto(Ran) checked = run_with (check, folder, NULL, NULL, NULL);
  if (checked.code != 0)
    fail_msg ("qpdf: %s%s", checked.out, checked.err);
}

static char *
read_made (const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  assert_true (g_file_get_contents (path, &text, length, NULL));
  return text;
}

static void
test_same_bytes (void **state)
{
  static const char *const first[] = { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt", "-t", "yunze.tmx", "-o", "a.pdf", NULL };
  static const char *const second[] = { "yunze-2023.zh.txt", "yunze-2021.zh.txt", "yunze-2022.zh.txt", "-t", "yunze.tmx", "-o", "b.pdf", NULL };
  g_auto(Ran) a = compare (first), b = compare (second);
  gsize n_a, n_b;

  (void) state;
  assert_int_equal (a.code, 0);
  assert_int_equal (b.code, 0);
  g_autofree char *one = read_made ("a.pdf", &n_a), *two = read_made ("b.pdf", &n_b);
  assert_int_equal (n_a, n_b);
  assert_memory_equal (one, two, n_a);
}

/* The text of the pages, as pdftotext reads it. */
static char *
text_of_pages (const char *name)
{
  const char *const argv[] = { "pdftotext", "-raw", name, "-", NULL };
  g_auto(Ran) ran = run_with (argv, folder, NULL, NULL, NULL);

  assert_int_equal (ran.code, 0);
  return g_steal_pointer (&ran.out);
}

static const struct { const char *name; const char *words[8]; const char *holds[10], *lacks[4]; } pages[] = {
  { "two years and their contradictions",
    { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "p.pdf" },
    { "前后矛盾之处", "2022年报告称增长12%", "算得增长10%", "2022年报告称增加12件", "算得增加15件", "hechuan-2021.txt", "hechuan-2022.txt", "SHA-256" },
    { "称增长25%", "称下降5%", "称提高4.5", "1.00（" } }, /* why two are one is said where it does not speak for itself */
  { "places beside each other",
    { "hechuan-2022.txt", "luwan-2022.txt", "songping-2022.txt", "-o", "p.pdf" },
    { "差距最大的指标", "鹤川县", "芦湾县", "松屏县", "未载", "高低差" },
    { "前后矛盾", "升至", "同比变化" } },
  { "what is missing is said in both languages",
    { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt", "-t", "../yunze.tmx", "-o", "p.pdf" },
    { "not stated", "未载", "No contradiction found", "Enterprise support funds", "附录一", "Annex 1" },
    { "does not bear out" } },
};

static void
test_pages (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  const char *words[G_N_ELEMENTS (pages[0].words) + 1] = { NULL };
  g_autofree char *memory = g_build_filename (samples, "yunze.tmx", NULL);

  for (gsize k = 0; pages[i].words[k] != NULL; k++)
    words[k] = g_str_equal (pages[i].words[k], "../yunze.tmx") ? memory : pages[i].words[k];
  g_auto(Ran) ran = compare (words);
  assert_int_equal (ran.code, 0);
  g_autofree char *text = text_of_pages ("p.pdf");
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("", lines), *spaced = g_strjoinv (" ", lines);
  for (gsize k = 0; k < G_N_ELEMENTS (pages[i].holds) && pages[i].holds[k] != NULL; k++)
    if (strstr (joined, pages[i].holds[k]) == NULL && strstr (spaced, pages[i].holds[k]) == NULL)
      fail_msg ("the pages do not hold “%s”", pages[i].holds[k]);
  for (gsize k = 0; k < G_N_ELEMENTS (pages[i].lacks) && pages[i].lacks[k] != NULL; k++)
    if (strstr (joined, pages[i].lacks[k]) != NULL)
      fail_msg ("the pages hold “%s”", pages[i].lacks[k]);
}

/* A map that is written, changed and read: what it parts is no row any more. */
static void
test_map (void **state)
{
  static const char *const write[] = { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "m.pdf", "--write-map", "m.tsv", NULL };
  static const char *const read[] = { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "m.pdf", "--map", "m.tsv", "--write-map", "n.tsv", NULL };
  g_auto(Ran) written = compare (write);
  gsize n;

  (void) state;
  assert_int_equal (written.code, 0);
  g_autofree char *map = read_made ("m.tsv", &n);
  assert_true (g_str_has_prefix (map, "# "));
  g_auto(GStrv) lines = g_strsplit (map, "\n", -1);
  gsize row = 0;
  while (lines[row] != NULL && strstr (lines[row], "\t罚没款\t") == NULL)
    row++;
  assert_non_null (lines[row]);
  g_auto(GStrv) fields = g_strsplit (lines[row], "\t", 4);
  g_free (lines[row]);
  lines[row] = g_strdup_printf ("\t%s\t-\n\t-\t%s", fields[1], fields[2]);
  g_autofree char *changed = g_strjoinv ("\n", lines);
  g_autofree char *path = g_build_filename (folder, "m.tsv", NULL);
  assert_true (g_file_set_contents (path, changed, -1, NULL));
  g_auto(Ran) again = compare (read);
  assert_int_equal (again.code, 0);
  g_autofree char *second = read_made ("n.tsv", &n);
  g_autofree char *alone = g_strdup_printf ("\t%s\t-\t罚没款", fields[1]);
  assert_non_null (strstr (second, alone));
}

/* All sources, their data and the map are inside. */
static void
test_attachments (void **state)
{
  static const char *const words[] = { "hechuan-2021.txt", "hechuan-2022.txt", "-o", "att.pdf", NULL };
  static const char *const names[] = { "hechuan-2021.txt:", "hechuan-2022.txt:", "hechuan-2021.txt.metrics.json", "hechuan-2022.txt.metrics.csv",
                                       "map.tsv" };
  const char *const list[] = { "pdfdetach", "-list", "att.pdf", NULL };
  const char *const argv[] = { "pdfinfo", "att.pdf", NULL };
  g_auto(Ran) ran = compare (words), listed = run_with (list, folder, NULL, NULL, NULL), info = run_with (argv, folder, NULL, NULL, NULL);

  (void) state;
  assert_int_equal (ran.code, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strndup (names[i], strlen (names[i]) - (g_str_has_suffix (names[i], ":") ? 1 : 0));
      if (strstr (listed.out, name) == NULL)
        fail_msg ("“%s” is not attached: %s", name, listed.out);
    }
  assert_non_null (strstr (info.out, "Tagged:          yes"));
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  assert_true (g_file_set_contents (path, text, -1, NULL));
}

static int
set_up (void **state)
{
  (void) state;
  folder = g_dir_make_tmp ("jb-compare-XXXXXX", NULL);
  samples = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets", "samples", NULL);
  fixtures = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "cli", "compare", NULL);
  write_file ("bad.tsv", "# a map\nmetrics\thechuan-2021.txt\thechuan-2022.txt\n\tm999\tm001\n");
  write_file ("picture.png", "\x89PNG\r\n\x1a\n");
  return 0;
}

static int
tear_down (void **state)
{
  GDir *dir = g_dir_open (folder, 0, NULL);

  (void) state;
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
  g_free (samples);
  g_free (fixtures);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[3 + G_N_ELEMENTS (cases) + G_N_ELEMENTS (pages)];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_case, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    tests[n++] = (struct CMUnitTest) { .name = pages[i].name, .test_func = test_pages, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) { .name = "the same bytes, in whatever order", .test_func = test_same_bytes };
  tests[n++] = (struct CMUnitTest) { .name = "map", .test_func = test_map };
  tests[n++] = (struct CMUnitTest) { .name = "attachments", .test_func = test_attachments };
  return _cmocka_run_group_tests ("compare", tests, n, set_up, tear_down);
}
