/* What the vendored faces have: GB 2312, the 8,105 characters of 通用规范汉字表, punctuation, and their features. */
#include "jb-data-dir.h"

#include <hb-ot.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Features in the order of the alphabet; NULL: none asked for. */
static const struct
{
  const char *file;
  gboolean    chinese;
  const char *features;
} faces[] = {
  { "NotoSerifSC-Regular.ttf", TRUE, "chws fwid halt kern liga locl palt pwid vert" },
  { "NotoSerifSC-Bold.ttf", TRUE, "chws fwid halt kern liga locl palt pwid vert" },
  { "NotoSansSC-Regular.ttf", TRUE, "chws fwid halt kern liga locl palt pwid vert" },
  { "NotoSansSC-Bold.ttf", TRUE, "chws fwid halt kern liga locl palt pwid vert" },
  { "JianbaoKai-Regular.ttf", TRUE, "chws halt vert" },
  { "SourceSerif4-Regular.ttf", FALSE, "kern liga lnum locl onum tnum" },
  { "SourceSerif4-SemiBold.ttf", FALSE, "kern liga lnum locl onum tnum" },
  { "SourceSerif4-Italic.ttf", FALSE, "kern liga lnum locl onum tnum" },
  { "SourceSans3-Regular.ttf", FALSE, "kern liga locl onum pnum" },
  { "SourceSans3-SemiBold.ttf", FALSE, "kern liga locl onum pnum" },
};

static const char marks[] = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』〖〗—…～·％＋－×÷±≤≥≈∶〇々①⑩⑳㈠㈩"
                            "ⅠⅫ℃‰′″→↑↓■□▲△●○★☆§№㎡㎏αβγωАЯабя０９ＡＺａｚ￥＠";
static const char latin[] = "ABCXYZabcxyz0123456789.,;:?!()[]-–—‘’“”…%‰&/+±×€£¥©éèüöäñçÅØß ";

static char *
read_text (const char *path)
{
  char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static hb_face_t *
open_face (const char *file)
{
  g_autofree char *relative = g_build_filename ("fonts", file, NULL);
  g_autofree char *path = jb_data_path (relative, NULL);
  hb_blob_t *blob = hb_blob_create_from_file_or_fail (path);

  assert_non_null (blob);
  hb_face_t *face = hb_face_create (blob, 0);
  hb_blob_destroy (blob);
  return face;
}

/* Every character of @text that is no blank; lines with '#' in front are notes. */
static guint
check_characters (hb_face_t *face, const char *file, const char *text)
{
  hb_font_t *font = hb_font_create (face);
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      hb_codepoint_t glyph, c = g_utf8_get_char (p);
      if (c == '#' && (p == text || p[-1] == '\n'))
        p = strchr (p, '\n'), c = '\n';
      if (c == '\n')
        continue;
      n++;
      if (!hb_font_get_nominal_glyph (font, c, &glyph) || glyph == 0)
        fail_msg ("%s lacks U+%04X", file, c);
    }
  hb_font_destroy (font);
  return n;
}

static gboolean
has_feature (hb_face_t *face, const char *name)
{
  const hb_tag_t tables[] = { HB_OT_TAG_GSUB, HB_OT_TAG_GPOS };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      hb_tag_t tags[256];
      guint n = G_N_ELEMENTS (tags);
      hb_ot_layout_table_get_feature_tags (face, tables[i], 0, &n, tags);
      for (guint k = 0; k < n; k++)
        if (tags[k] == hb_tag_from_string (name, -1))
          return TRUE;
    }
  return FALSE;
}

/* GB 2312 by its rows and cells, as iconv decodes them. */
static char *
make_gb2312 (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (int row = 0xA1; row <= 0xF7; row++)
    for (int cell = 0xA1; cell <= 0xFE; cell++)
      {
        const char bytes[] = { (char) row, (char) cell };
        g_autofree char *one = g_convert (bytes, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
        if (one != NULL)
          g_string_append (text, one);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_face (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  hb_face_t *face = open_face (faces[i].file);
  g_auto(GStrv) features = g_strsplit (faces[i].features, " ", -1);

  assert_true (hb_face_get_upem (face) == 1000);
  for (guint k = 0; features[k] != NULL; k++)
    if (!has_feature (face, features[k]))
      fail_msg ("%s has no feature %s", faces[i].file, features[k]);
  check_characters (face, faces[i].file, faces[i].chinese ? marks : latin);

  hb_blob_t *glyf = hb_face_reference_table (face, HB_TAG ('g', 'l', 'y', 'f'));
  assert_true (hb_blob_get_length (glyf) > 0);
  hb_blob_destroy (glyf);
  hb_face_destroy (face);
}

static void
test_han (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  hb_face_t *face = open_face (faces[i].file);
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests/text/general-characters.txt", NULL);
  g_autofree char *general = read_text (path);
  g_autofree char *gb2312 = make_gb2312 ();

  assert_int_equal (check_characters (face, faces[i].file, general), 8105);
  assert_int_equal (check_characters (face, faces[i].file, gb2312), 7445);
  hb_face_destroy (face);
}

/* At most 45 MB together, and no file that the table does not name. */
static void
test_folder (void **state G_GNUC_UNUSED)
{
  g_autofree char *path = jb_data_path ("fonts", NULL);
  g_autofree char *table_path = g_build_filename (path, "faces.tsv", NULL);
  g_autofree char *table = read_text (table_path);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  gsize total = 0;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".ttf"))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);
        g_autoptr(GMappedFile) mapped = g_mapped_file_new (file, FALSE, NULL);
        total += g_mapped_file_get_length (mapped);
        assert_non_null (strstr (table, name));
      }
  assert_in_range (total, 10u * 1000 * 1000, 45u * 1000 * 1000);
}

int
main (void)
{
  struct CMUnitTest tests[2 * G_N_ELEMENTS (faces) + 1];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (faces); i++)
    {
      tests[n++] = (struct CMUnitTest) { .name = faces[i].file, .test_func = test_face, .initial_state = GSIZE_TO_POINTER (i) };
      if (faces[i].chinese)
        tests[n++] = (struct CMUnitTest) { .name = faces[i].features, .test_func = test_han, .initial_state = GSIZE_TO_POINTER (i) };
    }
  tests[n++] = (struct CMUnitTest) { .name = "folder", .test_func = test_folder };
  return _cmocka_run_group_tests ("coverage", tests, n, NULL, NULL);
}
