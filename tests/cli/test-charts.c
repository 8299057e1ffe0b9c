/* jianbao charts, run as a user runs it: files and index of a sample, languages, sizes, and what it refuses. */
#include "run.h"

#include <json-glib/json-glib.h>

static char *
sample (const char *name)
{
  return g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets", "samples", name, NULL);
}

static JsonNode *
read_index (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "index.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  if (!json_parser_load_from_file (parser, path, &error))
    fail_msg ("%s", error->message);
  return json_parser_steal_root (parser);
}

static JsonArray *
charts_of (JsonNode *index)
{
  JsonObject *root = json_node_get_object (index);

  assert_string_equal (json_object_get_string_member (root, "schema"), "jianbao-charts-1");
  return json_object_get_array_member (root, "charts");
}

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  assert_non_null (file);
  return g_mapped_file_get_bytes (file);
}

/* A text in the languages asked for, and in no other. */
static void
check_texts (JsonObject *owner, const char *key, const char *lang, gboolean needed)
{
  JsonObject *texts = json_object_get_object_member (owner, key);
  static const char *const langs[] = { "zh", "en" };

  for (gsize i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      gboolean asked = g_str_equal (lang, "both") || g_str_equal (lang, langs[i]);

      assert_int_equal (json_object_has_member (texts, langs[i]), asked);
      if (asked && needed)
        assert_true (*json_object_get_string_member (texts, langs[i]) != '\0');
    }
}

static void
check_data (JsonObject *chart, const char *lang)
{
  JsonArray *data = json_object_get_array_member (chart, "data"), *ids = json_object_get_array_member (chart, "metrics");

  assert_true (json_array_get_length (data) >= 1);
  assert_true (json_array_get_length (ids) >= 1);
  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonObject *datum = json_array_get_object_element (data, i);
      gboolean derived = g_str_equal (json_object_get_string_member (datum, "state"), "derived");

      check_texts (datum, "text", lang, TRUE);
      assert_true (g_ascii_isdigit (*json_object_get_string_member (datum, "value"))
                   || *json_object_get_string_member (datum, "value") == '-');
      assert_int_equal (json_object_get_null_member (datum, "metric"), derived); /* only what is stated names its number */
    }
}

static void
check_svg (GBytes *bytes, JsonObject *chart, const char *lang)
{
  gsize length;
  g_autofree char *text = text_of (bytes, &length);
  const char *title = json_object_get_string_member (json_object_get_object_member (chart, "title"), g_str_equal (lang, "en") ? "en" : "zh");

  assert_int_equal (strlen (text), length);
  assert_true (g_utf8_validate (text, (gssize) length, NULL));
  assert_non_null (strstr (text, "<svg"));
  assert_non_null (strstr (text, "role=\"img\""));
  assert_non_null (strstr (text, "<desc xml:lang="));
  assert_int_equal (strstr (text, "<desc xml:lang=\"zh-CN\">") != NULL, !g_str_equal (lang, "en"));
  assert_int_equal (strstr (text, "<desc xml:lang=\"en\">") != NULL, !g_str_equal (lang, "zh"));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  assert_non_null (strstr (text, escaped));
}

static guint
big_endian (const char *bytes)
{
  const guchar *at = (const guchar *) bytes;

  return (guint) at[0] << 24 | (guint) at[1] << 16 | (guint) at[2] << 8 | at[3];
}

/* Full width is 456 pt, half 216. Returns: its width in pixels. */
static guint
check_png (GBytes *bytes, double scale)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  assert_true (length > 100 && memcmp (text, "\x89PNG\r\n\x1a\n", 8) == 0);
  guint width = big_endian (text + 16);
  assert_true (width == (guint) (456 * scale) || width == (guint) (216 * scale));
  return width;
}

static const struct { const char *format, *lang, *scale; double pixels; } runs[] = {
  { "svg", "both", NULL, 0 }, { "svg", "zh", NULL, 0 }, { "svg", "en", NULL, 0 },
  { "png", "both", NULL, 3 }, { "png", "zh", "1", 1 },  { "png", "en", "2.5", 2.5 },
};

static void
test_files (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *folder = make_folder (), *report = sample ("yunze-2022.zh.txt"), *memory = sample ("yunze.tmx");
  g_autofree char *inner = g_build_filename (folder, "deep", "charts", NULL);
  const char *words[] = { "jianbao", "charts", report, "-t", memory, "-d", inner, "--format", runs[i].format, "--lang", runs[i].lang,
                          runs[i].scale != NULL ? "--scale" : NULL, runs[i].scale, NULL };
  g_auto(Ran) ran = run (words);

  assert_int_equal (ran.code, 0);
  g_autoptr(JsonNode) index = read_index (inner);
  JsonArray *charts = charts_of (index);
  guint n = json_array_get_length (charts), full = 0;
  assert_true (n >= 6);
  assert_int_equal (count_files (inner), n + 1);
  for (guint k = 0; k < n; k++)
    {
      JsonObject *chart = json_array_get_object_element (charts, k);
      const char *file = json_object_get_string_member (chart, "file");
      g_autofree char *id = g_strdup_printf ("c%02u", k + 1);
      g_autoptr(GBytes) bytes = read_file (inner, file);

      assert_string_equal (json_object_get_string_member (chart, "id"), id);
      assert_int_equal (json_object_get_int_member (chart, "number"), k + 1);
      check_texts (chart, "title", runs[i].lang, TRUE);
      check_texts (chart, "alt", runs[i].lang, TRUE);
      check_texts (chart, "source", runs[i].lang, TRUE);
      check_data (chart, runs[i].lang);
      if (runs[i].pixels > 0)
        full += check_png (bytes, runs[i].pixels) == (guint) (456 * runs[i].pixels);
      else
        check_svg (bytes, chart, runs[i].lang);
    }
  assert_true (runs[i].pixels == 0 || (full > 0 && full < n));
  remove_folder (folder);
}

/* index.json is what its schema says, in each choice of languages, with every kind of value that the samples have. */
static void
test_schema (void **state)
{
  static const char *const years[] = { "2021", "2022", "2023" }, *const langs[] = { "both", "zh", "en" };
  const char *const probe[] = { "python3", "-c", "import jsonschema", NULL };
  g_autofree char *schema = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/schema/charts-1.schema.json", NULL);
  g_autofree char *folder = make_folder (), *index = g_build_filename (folder, "index.json", NULL);
  const char *const check[] = { "python3", "-W", "ignore", "-m", "jsonschema", "-i", index, schema, NULL };

  (void) state;
  g_auto(Ran) there = run_with (probe, NULL, NULL, NULL, NULL);
  if (there.code != 0)
    {
      print_message ("python3-jsonschema is not installed: the schema was not checked\n");
      remove_folder (folder);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autofree char *name = g_strdup_printf ("yunze-%s.zh.txt", years[i]), *report = sample (name);
      g_auto(Ran) ran = RUN ("jianbao", "charts", report, "-d", folder, "--lang", langs[i]);
      assert_int_equal (ran.code, 0);
      g_auto(Ran) checked = run_with (check, NULL, NULL, NULL, NULL);
      if (checked.code != 0)
        fail_msg ("%s: %s", years[i], checked.err);
    }
  remove_folder (folder);
}

/* The look of charts is the profile's: widths, and what is not there. */
static void
test_style (void **state)
{
  g_autofree char *folder = make_folder (), *report = sample ("yunze-2021.zh.txt"), *style = g_build_filename (folder, "wide.ini", NULL);
  g_autofree char *mine = g_build_filename (folder, "mine.ini", NULL), *out = g_build_filename (folder, "out", NULL);
  g_autofree char *named = g_strdup_printf ("[form]\nchart_style = %s\n", style);

  (void) state;
  assert_true (g_file_set_contents (style, "[width]\nfull = 500\nhalf = 240\n", -1, NULL));
  assert_true (g_file_set_contents (mine, named, -1, NULL));
  g_auto(Ran) ran = RUN ("jianbao", "charts", report, "-d", out, "-f", "png", "--scale", "1", "-p", mine);
  assert_int_equal (ran.code, 0);
  g_autoptr(GBytes) png = read_file (out, "c01.png");
  guint width = big_endian ((const char *) g_bytes_get_data (png, NULL) + 16);
  assert_true (width == 500 || width == 240);
  remove_folder (folder);
}

/* The same run gives the same bytes. */
static void
test_stable (void **state)
{
  g_autofree char *folder = make_folder (), *report = sample ("yunze-2021.zh.txt");
  g_autofree char *first = g_build_filename (folder, "a", NULL), *second = g_build_filename (folder, "b", NULL);

  (void) state;
  g_auto(Ran) one = RUN ("jianbao", "charts", report, "-d", first);
  g_auto(Ran) two = RUN ("jianbao", "charts", report, "-d", second);
  assert_int_equal (one.code, 0);
  assert_int_equal (two.code, 0);
  g_autoptr(GDir) dir = g_dir_open (first, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GBytes) a = read_file (first, name), b = read_file (second, name);
      assert_true (g_bytes_equal (a, b));
    }
  remove_folder (folder);
}

/* Without translation an English chart tells what has no English. */
static void
test_no_english (void **state)
{
  static const char report[] = "青岚市2023年工作报告\n一、工作情况\n（一）甲乙。检查喱嚟13件、哋嘅1件、咁嘢5件。\n";
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "report.txt", NULL), *out = g_build_filename (folder, "out", NULL);

  (void) state;
  assert_true (g_file_set_contents (path, report, -1, NULL));
  g_auto(Ran) ran = RUN ("jianbao", "charts", path, "-d", out, "--lang", "en");
  assert_int_equal (ran.code, 0);
  g_autoptr(JsonNode) index = read_index (out);
  JsonArray *charts = charts_of (index);
  assert_int_equal (json_array_get_length (charts), 1);
  JsonObject *alt = json_object_get_object_member (json_array_get_object_element (charts, 0), "alt");
  assert_non_null (strstr (json_object_get_string_member (alt, "en"), "(no English label)"));
  remove_folder (folder);
}

static const struct { const char *name, *words, *says; int code; } refusals[] = {
  { "no folder", "", "-d FOLDER", 2 },
  { "unknown format", "-d OUT --format gif", "--format", 2 },
  { "unknown language", "-d OUT --lang fr", "--lang", 2 },
  { "scale of an SVG", "-d OUT --scale 2", "--scale", 2 },
  { "scale of nothing", "-d OUT --format png --scale 0", "--scale", 2 },
  { "scale beyond", "-d OUT --format png --scale 17", "--scale", 2 },
  { "scale no number", "-d OUT --format png --scale 2x", "--scale", 2 },
  { "folder in a file", "-d REPORT/out", "cannot be made", 4 },
  { "folder in nothing", "-d /proc/none", "cannot be made", 4 },
  { "unknown profile", "-d OUT -p nowhere", "nowhere", 2 },
  { "profile names an unknown number", "-d OUT -p FOLDER/forbid.ini", "forbid.ini:2: charts.forbid: “m999”", 3 },
  { "profile names a style that is not there", "-d OUT -p FOLDER/style.ini", "nowhere", 2 },
  { "profile with a bad key", "-d OUT -p FOLDER/bad.ini", "bad.ini:2: unknown key “charts.pies”", 3 },
};

static void
test_refusal (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *folder = make_folder (), *report = g_build_filename (folder, "report.txt", NULL), *out = g_build_filename (folder, "out", NULL);
  g_autofree char *style = g_build_filename (folder, "style.ini", NULL);
  g_autofree char *forbid = g_build_filename (folder, "forbid.ini", NULL), *bad = g_build_filename (folder, "bad.ini", NULL);
  g_autoptr(GString) line = g_string_new (refusals[i].words);

  assert_true (g_file_set_contents (report, SMALL_REPORT, -1, NULL));
  assert_true (g_file_set_contents (forbid, "[charts]\nforbid = m999\n", -1, NULL));
  assert_true (g_file_set_contents (bad, "[charts]\npies = yes\n", -1, NULL));
  assert_true (g_file_set_contents (style, "[form]\nchart_style = nowhere\n", -1, NULL));
  g_string_replace (line, "OUT", out, 0);
  g_string_replace (line, "REPORT", report, 0);
  g_string_replace (line, "FOLDER", folder, 0);
  g_auto(GStrv) given = g_strsplit (line->str, " ", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, (gpointer) "jianbao");
  g_ptr_array_add (words, (gpointer) "charts");
  g_ptr_array_add (words, report);
  for (guint k = 0; given[k] != NULL; k++)
    if (*given[k] != '\0')
      g_ptr_array_add (words, given[k]);
  g_ptr_array_add (words, NULL);
  g_auto(Ran) ran = run ((const char *const *) words->pdata);
  if (ran.code != refusals[i].code || strstr (ran.err, refusals[i].says) == NULL)
    fail_msg ("exit %d, not %d: %s", ran.code, refusals[i].code, ran.err);
  assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  assert_true (g_str_has_prefix (ran.err, "jianbao: "));
  assert_int_equal (ran.n_err_lines, 1);
  remove_folder (folder);
}

/* A profile has the last word: here one chart less, and a title of its own. */
static void
test_profile (void **state)
{
  g_autofree char *folder = make_folder (), *report = g_build_filename (folder, "report.txt", NULL), *mine = g_build_filename (folder, "mine.ini", NULL);
  g_autofree char *out = g_build_filename (folder, "out", NULL);

  (void) state;
  assert_true (g_file_set_contents (report, "青岚市2023年工作报告\n一、工作情况\n（一）查处。查处商标侵权13件、假冒专利1件、虚假宣传5件。\n"
                                            "（二）比率。网上办理率97.42%，按期办结率100%。\n", -1, NULL));
  assert_true (g_file_set_contents (mine, "[charts]\ncharacters = 10\nforbid = 1.2\ntitle.m001.zh = 侵权为主\n", -1, NULL));
  g_auto(Ran) ran = RUN ("jianbao", "charts", report, "-d", out, "-p", mine);
  assert_int_equal (ran.code, 0);
  g_autoptr(JsonNode) index = read_index (out);
  JsonArray *charts = charts_of (index);
  assert_int_equal (json_array_get_length (charts), 1);
  JsonObject *title = json_object_get_object_member (json_array_get_object_element (charts, 0), "title");
  assert_string_equal (json_object_get_string_member (title, "zh"), "侵权为主");
  remove_folder (folder);
}

int
main (void)
{
  g_autoptr(GArray) tests = g_array_new (FALSE, TRUE, sizeof (struct CMUnitTest));
  const struct CMUnitTest fixed[] = { cmocka_unit_test (test_stable), cmocka_unit_test (test_schema), cmocka_unit_test (test_style),
                                      cmocka_unit_test (test_no_english), cmocka_unit_test (test_profile) };
  static const char *const names[] = { "svg both", "svg zh", "svg en", "png both", "png zh", "png en" };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      struct CMUnitTest test = { .name = names[i], .test_func = test_files, .initial_state = GSIZE_TO_POINTER (i) };
      g_array_append_val (tests, test);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      struct CMUnitTest test = { .name = refusals[i].name, .test_func = test_refusal, .initial_state = GSIZE_TO_POINTER (i) };
      g_array_append_val (tests, test);
    }
  g_array_append_vals (tests, fixed, G_N_ELEMENTS (fixed));
  return _cmocka_run_group_tests ("charts", (const struct CMUnitTest *) (void *) tests->data, tests->len, NULL, NULL);
}
