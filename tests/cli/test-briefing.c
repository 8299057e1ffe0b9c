/* A whole report to a whole briefing: what other programs read in the file that was written. */
#include "run.h"

#include <json-glib/json-glib.h>
#include <utime.h>

typedef struct
{
  const char *name;
  char *report, *memory; /* paths; memory NULL: none */
  char *pdf;
  char *text; /* of the structure tree in its order, page furniture left out, blanks taken out */
} Briefing;

static char *folder;
static Briefing briefings[4];
static gsize n_briefings;

static char *
without_blanks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* The strings of `pdfinfo -struct-text`, one after the other: a line each, in quotation marks. */
static char *
read_structure (const char *pdf)
{
  g_auto(Ran) ran = RUN ("pdfinfo", "-struct-text", pdf);
  g_auto(GStrv) lines = g_strsplit (ran.out, "\n", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  assert_int_equal (ran.code, 0);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      gsize length = strlen (line);
      if (length >= 2 && line[0] == '"' && line[length - 1] == '"')
        g_string_append_len (text, line + 1, (gssize) length - 2);
    }
  return without_blanks (text->str);
}

static void
demand (const Briefing *briefing, const char *sentence)
{
  g_autofree char *wanted = without_blanks (sentence);

  if (strstr (briefing->text, wanted) == NULL)
    fail_msg ("%s: not in the PDF: %s", briefing->name, sentence);
}

static void
render (Briefing *briefing)
{
  g_autofree char *name = g_strconcat (briefing->name, ".pdf", NULL);

  briefing->pdf = g_build_filename (folder, name, NULL);
  g_auto(Ran) ran = briefing->memory != NULL
    ? RUN ("jianbao", "render", briefing->report, "--translation", briefing->memory, "-o", briefing->pdf)
    : RUN ("jianbao", "render", briefing->report, "-o", briefing->pdf);
  if (ran.code != 0)
    fail_msg ("%s: exit %d: %s", briefing->name, ran.code, ran.err);
  briefing->text = read_structure (briefing->pdf);
}

static void
add (const char *name, const char *base, const char *report, const char *memory)
{
  g_autofree char *path = g_build_filename (base, report, NULL);
  Briefing *briefing = &briefings[n_briefings];

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  briefing->name = name;
  briefing->report = g_steal_pointer (&path);
  briefing->memory = memory != NULL ? g_build_filename (base, memory, NULL) : NULL;
  n_briefings++;
}

static int
set_up (void **state)
{
  const char *source = g_getenv ("JB_SOURCE_DIR"), *shared = g_getenv ("JB_SHARED_DIR");

  (void) state;
  folder = make_folder ();
  add ("sample", source, "assets/samples/yunze-2023.zh.txt", "assets/samples/yunze.tmx");
  add ("sample-zh", source, "assets/samples/yunze-2022.zh.txt", NULL);
  if (shared != NULL)
    add ("seed", shared, "seed/longchang-2022.zh.txt", "seed/longchang-2022.tmx");
  assert_true (n_briefings > 0);
  for (gsize i = 0; i < n_briefings; i++)
    render (&briefings[i]);
  return 0;
}

static int
tear_down (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_free (briefings[i].report);
      g_free (briefings[i].memory);
      g_free (briefings[i].pdf);
      g_free (briefings[i].text);
    }
  remove_folder (folder);
  g_free (folder);
  return 0;
}

static void
test_syntax (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_auto(Ran) ran = RUN ("qpdf", "--check", briefings[i].pdf);
      if (ran.code != 0 || strstr (ran.out, "WARNING") != NULL || ran.n_err_lines != 0)
        fail_msg ("%s: %s%s", briefings[i].name, ran.out, ran.err);
    }
}

/* name type encoding emb sub uni object ID: embedded, subset, with ToUnicode */
static void
test_fonts (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_auto(Ran) ran = RUN ("pdffonts", briefings[i].pdf);
      g_auto(GStrv) lines = g_strsplit (ran.out, "\n", -1);
      guint n = 0;
      for (gsize k = 2; lines[k] != NULL && lines[k][0] != '\0'; k++, n++)
        if (strstr (lines[k], "yes yes yes") == NULL)
          fail_msg ("%s: %s", briefings[i].name, lines[k]);
      assert_true (n >= 3);
    }
}

static void
test_no_image (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_auto(Ran) ran = RUN ("pdfimages", "-list", briefings[i].pdf);
      if (count_lines (ran.out) > 2)
        fail_msg ("%s: %s", briefings[i].name, ran.out);
    }
}

/* Sentences as a reader sees them: cut at 。！？； and line ends, whatever the program thinks of it. */
static void
test_chinese (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_autofree char *source = NULL;
      assert_true (g_file_get_contents (briefings[i].report, &source, NULL, NULL));
      g_autoptr(GRegex) sentence = g_regex_new ("[^。！？；\\r\\n]+[。！？；]?", 0, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      guint n = 0;
      for (g_regex_match (sentence, source, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL), n++)
        {
          g_autofree char *wanted = g_match_info_fetch (match, 0);
          demand (&briefings[i], wanted);
        }
      assert_true (n > 20);
    }
}

static char *
unescape (const char *start, const char *end)
{
  static const char *const entities[][2] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" },
                                             { "&amp;", "&" } };
  g_autoptr(GString) text = g_string_new_len (start, end - start);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* English whose Chinese is in the report. */
static void
test_english (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_autofree char *memory = NULL, *source = NULL;
      if (briefings[i].memory == NULL)
        continue;
      assert_true (g_file_get_contents (briefings[i].memory, &memory, NULL, NULL));
      assert_true (g_file_get_contents (briefings[i].report, &source, NULL, NULL));
      g_autofree char *report = without_blanks (source);
      g_autoptr(GRegex) unit = g_regex_new ("<tu\\b.*?<seg>(.*?)</seg>.*?<seg>(.*?)</seg>.*?</tu>", G_REGEX_DOTALL, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      guint n = 0;
      for (g_regex_match (unit, memory, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *zh = g_match_info_fetch (match, 1), *en = g_match_info_fetch (match, 2);
          g_autofree char *plain = unescape (zh, zh + strlen (zh)), *english = unescape (en, en + strlen (en));
          g_autofree char *folded = without_blanks (plain);
          if (strstr (report, folded) == NULL)
            continue;
          demand (&briefings[i], english);
          n++;
        }
      assert_true (n > 20);
    }
}

/* A briefing sets full-width marks where the source has half-width ones: here they are the same. */
static char *
fold_marks (const char *text)
{
  g_autofree char *solid = without_blanks (text);

  return g_utf8_normalize (solid, -1, G_NORMALIZE_ALL_COMPOSE);
}

/* The line of attachments, section "A", is text and no heading. */
static const char *
find_headings (JsonArray *sections, const char *outline)
{
  for (guint i = 0; outline != NULL && i < json_array_get_length (sections); i++)
    {
      JsonObject *section = json_array_get_object_element (sections, i);
      const char *heading = json_object_get_string_member (section, "heading_zh");
      if (heading != NULL && *heading != '\0' && json_object_get_int_member (section, "level") <= 2
          && !g_str_equal (json_object_get_string_member (section, "id"), "A"))
        {
          g_autofree char *wanted = fold_marks (heading);
          const char *at = strstr (outline, wanted);
          if (at == NULL)
            fail_msg ("no bookmark, or not in its place: %s", heading);
          outline = at + strlen (wanted);
        }
      outline = find_headings (json_object_get_array_member (section, "children"), outline);
    }
  return outline;
}

static void
test_bookmarks (void **state)
{
  (void) state;
  for (gsize i = 0; i < n_briefings; i++)
    {
      g_auto(Ran) shown = RUN ("mutool", "show", briefings[i].pdf, "outline");
      g_auto(Ran) data = RUN ("jianbao", "extract", briefings[i].report);
      g_autofree char *outline = fold_marks (shown.out);
      g_autoptr(JsonParser) parser = json_parser_new ();
      assert_true (json_parser_load_from_data (parser, data.out, -1, NULL));
      JsonObject *root = json_node_get_object (json_parser_get_root (parser));
      find_headings (json_object_get_array_member (root, "sections"), outline);
    }
}

/* The same report in another folder, in another locale, at another time of day: the same bytes. */
static void
test_same_bytes (void **state)
{
  const Briefing *briefing = &briefings[0];
  g_autofree char *other = g_build_filename (folder, "elsewhere", NULL);
  g_autofree char *source = NULL, *name = g_path_get_basename (briefing->report);
  g_autofree char *copy = g_build_filename (other, name, NULL), *pdf = g_build_filename (other, "out.pdf", NULL);
  const char *const argv[] = { "jianbao", "render", name, "--translation", briefing->memory, "-o", "out.pdf", NULL };
  const char *const environment[] = { "LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", "TZ=Asia/Shanghai", NULL };
  GStatBuf info;
  gsize length;

  (void) state;
  if (briefing->memory == NULL)
    return; /* no skip(): it would jump over the clean-up */
  g_mkdir (other, 0700);
  assert_true (g_file_get_contents (briefing->report, &source, &length, NULL));
  assert_true (g_file_set_contents (copy, source, (gssize) length, NULL));
  assert_int_equal (g_stat (briefing->report, &info), 0);
  struct utimbuf times = { info.st_atime, info.st_mtime };
  assert_int_equal (utime (copy, &times), 0);
  g_auto(Ran) ran = run_with (argv, other, environment, NULL, NULL);
  assert_int_equal (ran.code, 0);
  g_autofree char *first = NULL, *second = NULL;
  gsize n_first, n_second;
  assert_true (g_file_get_contents (briefing->pdf, &first, &n_first, NULL));
  assert_true (g_file_get_contents (pdf, &second, &n_second, NULL));
  assert_int_equal (n_first, n_second);
  assert_memory_equal (first, second, n_first);
}

static void
test_layouts (void **state)
{
  static const char *const layouts[] = { "parallel", "stacked", "zh", "en" };
  const Briefing *briefing = &briefings[0];

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *pdf = g_strdup_printf ("%s/%s.pdf", folder, layouts[i]);
      g_auto(Ran) ran = RUN ("jianbao", "render", briefing->report, "--layout", layouts[i], "-o", pdf, "--translation",
                             briefing->memory != NULL ? briefing->memory : briefing->report);
      if (ran.code != 0)
        fail_msg ("%s: exit %d: %s", layouts[i], ran.code, ran.err);
      g_auto(Ran) check = RUN ("qpdf", "--check", pdf);
      assert_int_equal (check.code, 0);
    }
}

/* What is inside the file comes out as it went in. */
static void
test_attachments (void **state)
{
  const Briefing *briefing = &briefings[0];
  g_autofree char *out = g_build_filename (folder, "attached", NULL), *name = g_path_get_basename (briefing->report);
  g_autofree char *path = g_build_filename (out, name, NULL), *inside = NULL, *outside = NULL;
  gsize n_inside, n_outside;

  (void) state;
  g_mkdir (out, 0700);
  g_auto(Ran) ran = RUN ("pdfdetach", "-saveall", "-o", out, briefing->pdf);
  assert_int_equal (ran.code, 0);
  assert_true (g_file_get_contents (path, &inside, &n_inside, NULL));
  assert_true (g_file_get_contents (briefing->report, &outside, &n_outside, NULL));
  assert_int_equal (n_inside, n_outside);
  assert_memory_equal (inside, outside, n_inside);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_syntax), cmocka_unit_test (test_fonts), cmocka_unit_test (test_no_image),
    cmocka_unit_test (test_chinese), cmocka_unit_test (test_english), cmocka_unit_test (test_bookmarks),
    cmocka_unit_test (test_same_bytes), cmocka_unit_test (test_layouts), cmocka_unit_test (test_attachments) };

  return cmocka_run_group_tests_name ("briefing", tests, set_up, tear_down);
}
