/* Where lines break, and how far they are stretched. A row: text and width in characters, lines parted by |. */
#include "jb-text-lines.h"

#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static JbFonts *fonts;
static PangoContext *context;

static const struct { const char *name, *text; double ems; const char *lines; } cases[] = {
  { "plain", "甲乙丙丁戊己庚辛", 5, "甲乙丙丁戊|己庚辛" },
  { "no comma at a line's start", "甲乙丙丁戊，己庚辛", 5, "甲乙丙丁|戊，己庚辛" },
  { "half a comma fits at a line's end", "甲乙丙丁，戊己庚辛", 4.5, "甲乙丙丁，|戊己庚辛" },
  { "no opening mark at a line's end", "甲乙丙丁“戊己”庚辛", 5, "甲乙丙丁|“戊己”庚辛" /* tightened: 辛 would stand alone */ },
  { "number and unit stay together", "甲乙丙办理327件事项", 5, "甲乙丙办理|327件事项" },
  { "scale and unit stay together", "甲乙丙丁5000万元整数", 7, "甲乙丙丁|5000万元整数" },
  { "range stays together", "甲乙丙2021—2025年度", 7.5, "甲乙丙|2021—2025年度" },
  { "interpunct stays", "甲乙丙丁·戊己庚", 4, "甲乙丙|丁·戊己|庚" },
  { "solidus stays", "甲乙丙/丁戊己", 4, "甲乙|丙/丁戊|己" },
  { "dash does not begin a line", "甲乙丙丁——戊己庚辛", 4, "甲乙丙|丁——戊|己庚辛" },
};

static JbTextLines *
set (const char *text, gboolean chinese, double width, GError **error)
{
  JbProse prose = { .shown = (char *) text };
  JbTextStyle style = { .type = { .voice = chinese ? JB_FONT_SERIF_ZH : JB_FONT_SERIF_EN, .weight = 400, .size = 12, .leading = 18,
                                  .colour = { .grey = TRUE } },
                        .chinese = chinese, .align = chinese ? JB_ALIGN_JUSTIFY : JB_ALIGN_LEFT, .width = width };

  return jb_text_lines_new (&prose, &style, fonts, context, "test", error);
}

static char *
join (const JbTextLines *lines)
{
  GString *joined = g_string_new (NULL);
  guint n;

  jb_text_lines_get (lines, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = jb_text_lines_dup_line (lines, i);

      g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", line);
    }
  return g_string_free (joined, FALSE);
}

static void
test_break (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbTextLines) lines = set (cases[i].text, TRUE, cases[i].ems * 12, &error);

  assert_non_null (lines);
  g_autofree char *joined = join (lines);
  assert_string_equal (joined, cases[i].lines);
}

static void
test_stretch (void **state)
{
  (void) state;
  g_autoptr(GError) error = NULL;
  g_autoptr(JbTextLines) lines = set ("共办理审批服务三百件，比上年增长二百件，比前年增长一百件，群众满意率保持在高位，"
                                      "没有发生一起投诉，“一网通办”继续推进。", TRUE, 216, &error);
  guint n;

  assert_non_null (lines);
  const JbTextLine *line = jb_text_lines_get (lines, &n);
  for (guint i = 0; i + 1 < n; i++)
    {
      assert_true (line[i].width <= 216.05);
      if (line[i].justified)
        assert_true (line[i].width > 215.9);
    }
}

static void
test_glyphs_give_the_copy_text (void **state)
{
  (void) state;
  g_autoptr(GError) error = NULL;
  g_autoptr(JbDocument) document = jb_document_new (fonts);
  JbPage *page = jb_document_add_page (document, 595, 842);
  JbProse prose = { .shown = (char *) "增长6.5%，共3项", .copy = (char *) "增长6.5%,共3项" };
  JbTextStyle style = { .type = { .voice = JB_FONT_SERIF_ZH, .weight = 400, .size = 12, .leading = 18 }, .chinese = TRUE,
                        .align = JB_ALIGN_JUSTIFY, .width = 60 };
  g_autoptr(JbTextLines) lines = jb_text_lines_new (&prose, &style, fonts, context, "test", &error);
  g_autoptr(GString) copied = g_string_new (NULL);
  guint n;

  assert_non_null (lines);
  jb_text_lines_get (lines, &n);
  assert_true (n > 1);
  for (guint i = 0; i < n; i++)
    jb_text_lines_place (lines, i, page, -1, JB_ARTIFACT_LAYOUT, 0, 20 + 18 * i);
  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbGlyphRun *run = &g_array_index (page->ink, JbInk, i).run;

      for (guint g = 0; g < run->n_glyphs; g++)
        g_string_append_len (copied, run->text + run->glyphs[g].text, run->glyphs[g].text_length);
    }
  assert_string_equal (copied->str, prose.copy);
}

/* Cells parted by tabs begin at quarters of the width; one that is longer takes the next. */
static void
test_cells (void **state)
{
  static const struct { const char *text; double x; } rows[] = {
    { "领域\t案件", 54 }, { "市场监管\t案件", 54 }, { "农业农村执法\t案件", 108 }, { "Field\tCases", 54 },
  };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JbTextLines) lines = set (rows[i].text, i < 3, 216, &error);
      gsize at = (gsize) (strchr (rows[i].text, '\t') - rows[i].text) + 1;
      double left = 0, right = 0;

      assert_null (error);
      assert_true (jb_text_lines_locate (lines, 0, at, strlen (rows[i].text), &left, &right));
      assert_true (fabs (left - rows[i].x) < 0.1);
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 3];
  g_autoptr(GError) error = NULL;

  fonts = jb_fonts_new (&error);
  g_assert_no_error (error);
  context = jb_fonts_create_context (fonts);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_break, .initial_state = GSIZE_TO_POINTER (i) };
  tests[G_N_ELEMENTS (cases)] = (struct CMUnitTest) cmocka_unit_test (test_stretch);
  tests[G_N_ELEMENTS (cases) + 1] = (struct CMUnitTest) cmocka_unit_test (test_glyphs_give_the_copy_text);
  tests[G_N_ELEMENTS (cases) + 2] = (struct CMUnitTest) cmocka_unit_test (test_cells);

  int failed = cmocka_run_group_tests_name ("text lines", tests, NULL, NULL);
  g_object_unref (context);
  jb_fonts_free (fonts);
  return failed;
}
