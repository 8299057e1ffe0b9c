#include "jb-error.h"
#include "jb-fonts.h"

#include <hb.h>
#include <malloc.h>
#include <pango/pangocairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static JbFonts *fonts;

/* Which face sets which piece: "text=PostScriptName" by run, neighbours of one face joined. */
static const struct
{
  JbFontVoice voice;
  int         weight;
  gboolean    italic;
  const char *text;
  const char *expected;
} runs[] = {
  { JB_FONT_SERIF_ZH, 400, FALSE, "办件5000件“好差评”——A", "办件5000件“好差评”——A=NotoSerifSC-Regular" },
  { JB_FONT_SERIF_ZH, 700, FALSE, "一是", "一是=NotoSerifSC-Bold" },
  { JB_FONT_SANS_ZH, 400, FALSE, "单位：件", "单位：件=NotoSansSC-Regular" },
  { JB_FONT_SANS_ZH, 700, FALSE, "一、主要工作", "一、主要工作=NotoSansSC-Bold" },
  { JB_FONT_KAI_ZH, 400, FALSE, "“市”2022年·A",
    "“=NotoSerifSC-Regular|市=JianbaoKai-Regular|”=NotoSerifSC-Regular|2022=SourceSerif4-Regular|年=JianbaoKai-Regular|"
    "·=NotoSerifSC-Regular|A=SourceSerif4-Regular" },
  { JB_FONT_SERIF_EN, 400, FALSE, "5,000 cases", "5,000 cases=SourceSerif4-Regular" },
  { JB_FONT_SERIF_EN, 600, FALSE, "First", "First=SourceSerif4-SemiBold" },
  { JB_FONT_SERIF_EN, 400, TRUE, "note 市", "note =SourceSerif4-Italic|市=JianbaoKai-Regular" },
  { JB_FONT_SANS_EN, 400, FALSE, "cases 市", "cases =SourceSans3-Regular|市=NotoSansSC-Regular" },
  { JB_FONT_SANS_EN, 600, FALSE, "58.3", "58.3=SourceSans3-SemiBold" },
  { JB_FONT_SANS_EN, 400, TRUE, "never slanted", "never slanted=SourceSans3-Regular" },
  { JB_FONT_SANS_ZH, 700, FALSE, "\xf0\xab\x9a\xad", "\xf0\xab\x9a\xad=NotoSansSC-Bold" }, /* 𫚭 U+2B6AD, of the 8,105 */
  { JB_FONT_SERIF_ZH, 700, FALSE, "臺灣㑇", "臺灣=NotoSerifSC-Regular|㑇=NotoSerifSC-Bold" },
  { JB_FONT_KAI_ZH, 400, FALSE, "縣龘", "縣=JianbaoKai-Regular|龘=NotoSerifSC-Regular" },
};

static PangoLayout *
create_layout (JbFonts *on, JbFontVoice voice, int weight, gboolean italic, const char *text)
{
  PangoContext *context = jb_fonts_create_context (on);
  PangoFontDescription *description = jb_fonts_describe (voice, weight, italic, 12);
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (description);
  g_object_unref (context);
  return layout;
}

static char *
print_runs (JbFonts *on, PangoLayout *layout)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *text = pango_layout_get_text (layout);
  const JbFace *last = NULL;

  for (GSList *list = pango_layout_get_line_readonly (layout, 0)->runs; list != NULL; list = list->next)
    {
      PangoItem *item = ((PangoGlyphItem *) list->data)->item;
      const JbFace *face = jb_fonts_get_face (on, item->analysis.font);
      if (last != NULL && face != last)
        g_string_append_printf (out, "=%s|", last->postscript_name);
      g_string_append_len (out, text + item->offset, item->length);
      last = face;
    }
  g_string_append_printf (out, "=%s", last->postscript_name);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_runs (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(PangoLayout) layout = create_layout (fonts, runs[i].voice, runs[i].weight, runs[i].italic, runs[i].text);
  g_autofree char *printed = print_runs (fonts, layout);

  assert_string_equal (printed, runs[i].expected);
  assert_true (jb_fonts_check_layout (fonts, layout, "row", &error));
}

static void
test_missing (void **state G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PangoLayout) layout = create_layout (fonts, JB_FONT_SANS_ZH, 400, FALSE, "办件\xf4\x80\x80\x81件");

  assert_false (jb_fonts_check_layout (fonts, layout, "图1 标题", &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_GLYPH));
  assert_non_null (strstr (error->message, "图1 标题: "));
  assert_non_null (strstr (error->message, "U+100001"));
}

/* 𠮷 U+20BB7 is in none of the vendored faces: a system font, or a clear error; never a box. */
static void
test_system (void **state G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JbFonts) own = jb_fonts_new (NULL);
  PangoLayout *layout = create_layout (own, JB_FONT_SERIF_ZH, 400, FALSE, "\xf0\xa0\xae\xb7市");

  assert_int_equal (pango_layout_get_unknown_glyphs_count (layout), 1);
  if (jb_fonts_check_layout (own, layout, "title", &error))
    {
      g_autofree char *printed = print_runs (own, layout);
      assert_int_equal (pango_layout_get_unknown_glyphs_count (layout), 0);
      assert_true (g_str_has_suffix (printed, "市=NotoSerifSC-Regular"));
    }
  else
    assert_non_null (strstr (error->message, "U+20BB7"));
  g_object_unref (layout);
}

static void
test_equal_faces (void **state G_GNUC_UNUSED)
{
  g_autoptr(PangoLayout) one = create_layout (fonts, JB_FONT_SERIF_EN, 400, FALSE, "a");
  g_autoptr(PangoLayout) two = create_layout (fonts, JB_FONT_KAI_ZH, 400, FALSE, "b");
  PangoItem *first = ((PangoGlyphItem *) pango_layout_get_line_readonly (one, 0)->runs->data)->item;
  PangoItem *second = ((PangoGlyphItem *) pango_layout_get_line_readonly (two, 0)->runs->data)->item;
  const JbFace *face = jb_fonts_get_face (fonts, first->analysis.font);

  assert_ptr_equal (face, jb_fonts_get_face (fonts, second->analysis.font));
  assert_int_equal (face->upem, 1000);
  assert_true (g_str_has_suffix (face->path, "fonts/SourceSerif4-Regular.ttf"));
  assert_null (strstr (face->path, "/./"));
  assert_int_equal (hb_face_get_upem (face->hb_face), 1000);
}

/* Unhinted, at 72 dpi: twelve points of a Han character are twelve units wide, three quarters are not rounded. */
static void
test_metrics (void **state G_GNUC_UNUSED)
{
  g_autoptr(PangoLayout) layout = create_layout (fonts, JB_FONT_SERIF_ZH, 400, FALSE, "市政府");
  PangoFontDescription *description = jb_fonts_describe (JB_FONT_SERIF_ZH, 400, FALSE, 8.75);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  assert_in_range (width, 36 * PANGO_SCALE - 3, 36 * PANGO_SCALE + 3);
  pango_layout_set_font_description (layout, description);
  pango_layout_get_size (layout, &width, NULL);
  assert_in_range (width, 26.25 * PANGO_SCALE - 3, 26.25 * PANGO_SCALE + 3);
  pango_font_description_free (description);
}

/* Two marks side by side lose half an em with chws, in each Chinese voice. */
static void
test_contextual_spacing (void **state G_GNUC_UNUSED)
{
  static const JbFontVoice voices[] = { JB_FONT_SERIF_ZH, JB_FONT_SANS_ZH, JB_FONT_KAI_ZH };

  for (guint i = 0; i < G_N_ELEMENTS (voices); i++)
    for (int weight = 400; weight <= 700; weight += 300)
      {
        g_autoptr(PangoLayout) layout = create_layout (fonts, voices[i], weight, FALSE, "》，《");
        PangoAttrList *attributes = pango_attr_list_new ();
        int width;

        pango_attr_list_insert (attributes, pango_attr_font_features_new ("chws=1"));
        pango_layout_set_attributes (layout, attributes);
        pango_attr_list_unref (attributes);
        pango_layout_get_size (layout, &width, NULL);
        assert_in_range (width, 20 * PANGO_SCALE, 25 * PANGO_SCALE);
      }
}

static void
test_used (void **state G_GNUC_UNUSED)
{
  g_autoptr(JbFonts) own = jb_fonts_new (NULL);
  PangoLayout *layout = create_layout (own, JB_FONT_KAI_ZH, 400, FALSE, "市A县B");
  g_auto(GStrv) before = jb_fonts_list_used (own);

  assert_null (before[0]);
  assert_true (jb_fonts_check_layout (own, layout, "row", NULL));
  g_auto(GStrv) after = jb_fonts_list_used (own);
  assert_string_equal (after[0], "Jianbao Kai");
  assert_string_equal (after[1], "Source Serif 4");
  assert_null (after[2]);
  g_object_unref (layout);
}

/* The map draws on Cairo, with the same glyphs. */
static void
test_cairo (void **state G_GNUC_UNUSED)
{
  g_autoptr(PangoLayout) layout = create_layout (fonts, JB_FONT_SANS_ZH, 700, FALSE, "市A");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 40, 20);
  cairo_t *cr = cairo_create (surface);
  guint ink = 0;

  pango_cairo_show_layout (cr, layout);
  assert_int_equal (cairo_status (cr), CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (int y = 0; y < 20; y++)
    for (int x = 0; x < 40; x++)
      ink += cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x] > 128;
  assert_in_range (ink, 40, 400);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* One document after another: numbers begin anew, and what one needed from the system does not show in the next. */
static void
test_next_document (void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(JbFonts) own = jb_fonts_new (NULL);
      PangoLayout *rare = create_layout (own, JB_FONT_SERIF_ZH, 400, FALSE, i == 1 ? "\xf0\xa0\xae\xb7" : "市");
      PangoLayout *layout = create_layout (own, JB_FONT_SANS_ZH, 400, FALSE, "\xf0\xa0\xae\xb7");
      gboolean found = jb_fonts_check_layout (own, rare, "rare", NULL);

      assert_true (found || i == 1);
      PangoItem *item = ((PangoGlyphItem *) pango_layout_get_line_readonly (rare, 0)->runs->data)->item;
      assert_int_equal (jb_fonts_get_face (own, item->analysis.font)->n, 0);
      assert_int_equal (pango_layout_get_unknown_glyphs_count (layout), 1);
      assert_true (jb_fonts_check_layout (own, layout, "layout", NULL) == found || i != 1);
      g_object_unref (rare);
      g_object_unref (layout);
    }
}

/* A batch makes and frees many: nothing of 80 KB each may stay. */
static void
test_many (void **state G_GNUC_UNUSED)
{
  gsize before = 0;

  for (guint i = 0; i < 110; i++)
    {
      g_autoptr(JbFonts) own = jb_fonts_new (NULL);
      PangoLayout *layout = create_layout (own, JB_FONT_SERIF_ZH, 400, FALSE, "市A");
      pango_layout_get_line_readonly (layout, 0);
      g_object_unref (layout);
      if (i == 10)
        before = mallinfo2 ().uordblks;
    }
  assert_true (mallinfo2 ().uordblks < before + 2u * 1024 * 1024);
}

static PangoFontMap *
map_with_fangsong (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "fonts", "NotoSerifSC-Regular.ttf", NULL);
  g_autoptr(JbFonts) own = jb_fonts_new (NULL);

  assert_true (jb_fonts_add_fangsong (own, path, NULL));
  PangoContext *context = jb_fonts_create_context (own);
  PangoFontMap *map = pango_context_get_font_map (context);

  g_object_unref (context);
  return map;
}

/* A font map is never freed and takes 13 MB with its faces: the next document with the same Fangsong takes it over. */
static void
test_fangsong_again (void **state G_GNUC_UNUSED)
{
  PangoFontMap *first = map_with_fangsong ();
  g_autoptr(JbFonts) without = jb_fonts_new (NULL);
  PangoContext *context = jb_fonts_create_context (without);

  assert_ptr_not_equal (pango_context_get_font_map (context), first);
  g_object_unref (context);
  assert_ptr_equal (map_with_fangsong (), first);
}

static int
set_up (void **state G_GNUC_UNUSED)
{
  fonts = jb_fonts_new (NULL);
  return fonts == NULL;
}

static int
tear_down (void **state G_GNUC_UNUSED)
{
  jb_fonts_free (fonts);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (runs) + 10] = { 0 };
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    tests[n++] = (struct CMUnitTest) { .name = runs[i].expected, .test_func = test_runs, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_missing);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_system);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_equal_faces);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_metrics);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_contextual_spacing);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_used);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_cairo);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_next_document);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_many);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_fangsong_again);
  return _cmocka_run_group_tests ("fonts", tests, n, set_up, tear_down);
}
