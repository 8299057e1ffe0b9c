/* What stays together on a page, and what names it: a few blocks, laid out. */
#include "jb-diagnostic.h"
#include "jb-layout.h"

#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static JbFonts *fonts;
static JbProfile *briefing_profile;

static JbBriefing *
make_briefing (void)
{
  JbBriefing *briefing = g_new0 (JbBriefing, 1);

  briefing->layout = JB_LAYOUT_PARALLEL;
  briefing->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_figure_free);
  briefing->numbers = g_array_new (FALSE, TRUE, sizeof (JbNumber));
  briefing->root = jb_block_new (JB_BLOCK_DOCUMENT);
  jb_text_set (&briefing->title, "云泽市2022年工作报告", "Yunze: Report for 2022");
  return briefing;
}

static JbBlock *
add_pair (JbBlock *body, JbPairKind kind, const char *zh, const char *en)
{
  JbBlock *pair = jb_block_append (body, jb_block_new (JB_BLOCK_PAIR));

  pair->pair = kind;
  jb_prose_set (&pair->zh, zh, NULL);
  jb_prose_set (&pair->en, en, NULL);
  return pair;
}

static JbBlock *
add_heading (JbBlock *body, guint level, const char *zh, const char *en)
{
  JbBlock *heading = jb_block_append (body, jb_block_new (JB_BLOCK_HEADING));

  heading->level = level;
  jb_prose_set (&heading->zh, zh, NULL);
  jb_prose_set (&heading->en, en, NULL);
  return heading;
}

/* Page and baseline of the first ink that begins with @text, the page from 0; −1: there is none. */
static int
find (const JbDocument *document, const char *text, double *y)
{
  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->ink->len; i++)
        {
          const JbInk *ink = &g_array_index (page->ink, JbInk, i);

          if (ink->kind != JB_INK_GLYPHS || !g_str_has_prefix (ink->run.text, text))
            continue;
          if (y != NULL)
            *y = ink->run.y;
          return (int) p;
        }
    }
  return -1;
}

static const char line_zh[] = "全年开展现场检查，推行“一网通办”，让数据多跑路、群众少跑腿。", line_en[] = "Inspections were carried out on site, and services went online.";

/* However full the page is, the lines of a signature stand on one page. */
static void
test_signature (void **state)
{
  (void) state;
  for (guint n = 10; n < 22; n++)
    {
      g_autoptr(JbBriefing) briefing = make_briefing ();
      JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));

      for (guint i = 0; i < n; i++)
        add_pair (body, JB_PAIR_BODY, line_zh, line_en);
      add_pair (body, JB_PAIR_SIGNATURE, "云泽市人民政府", "People’s Government of Yunze City");
      add_pair (body, JB_PAIR_SIGNATURE, "2023年1月28日", "January 28, 2023");
      g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
      assert_int_equal (find (document, "云泽市人民政府", NULL), find (document, "2023年1月28日", NULL));
    }
}

/* A heading above a pair of one line wants some of the next pair too. */
static void
test_heading_above_short_pair (void **state)
{
  (void) state;
  for (guint n = 6; n < 20; n++)
    {
      g_autoptr(JbBriefing) briefing = make_briefing ();
      JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
      double heading = 0, second = 0;

      for (guint i = 0; i < n; i++)
        add_pair (body, JB_PAIR_BODY, line_zh, line_en);
      add_heading (body, 2, "加强源头治理", "Addressing problems at the source");
      add_pair (body, JB_PAIR_BODY, "有三个方面：", "In three ways:");
      add_pair (body, JB_PAIR_BODY, "一是新增专职人民调解员，调解成功率保持在较高水平；", "First, mediators will be added and the success rate kept high;");
      g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
      assert_int_equal (find (document, "加强源头治理", &heading), find (document, "一是新增", &second));
      assert_true (second > heading);
    }
}

/* The section in force names no page of the part that follows. */
static void
test_running_head (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = make_briefing ();
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY)), *table;
  JbNumber number = { 0 };

  add_heading (body, 1, "工作安排", "Plans");
  for (guint i = 0; i < 20; i++)
    add_pair (body, JB_PAIR_BODY, line_zh, line_en);
  table = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_TABLE));
  for (guint i = 0; i < 40; i++)
    {
      JbBlock *row = jb_block_append (table, jb_block_new (JB_BLOCK_ROW));

      g_array_append_val (briefing->numbers, number);
      row->number = (int) i;
      jb_prose_set (&row->zh, "审批事项", NULL);
      jb_prose_set (&row->en, "Approvals", NULL);
      row->row.zh_integer = g_strdup ("327");
      row->row.zh_fraction = g_strdup ("");
      row->row.zh_unit = g_strdup ("件");
      row->row.en_value = g_strdup ("327");
    }
  g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
  guint first = (guint) find (document, "数据表", NULL), last_rows = 0;
  for (guint p = first; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      last_rows = 0;
      for (guint i = 0; i < page->ink->len; i++)
        {
          const JbInk *ink = &g_array_index (page->ink, JbInk, i);
          if (ink->kind != JB_INK_GLYPHS)
            continue;
          assert_false (ink->artifact == JB_ARTIFACT_HEADER && g_str_has_prefix (ink->run.text, "工作安排"));
          last_rows += g_str_has_prefix (ink->run.text, "审批事项") ? 1 : 0;
        }
    }
  assert_true (last_rows >= 4); /* no page holds but one or two */
}

/* English alone: a heading without English shows its Chinese, and none stands alone at a foot where nothing is translated. */
static void
test_untranslated (void **state)
{
  (void) state;
  for (guint n = 3; n < 12; n++)
    {
      g_autoptr(JbBriefing) briefing = make_briefing ();
      JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));

      briefing->layout = JB_LAYOUT_EN;
      for (guint i = 0; i < n; i++)
        {
          add_heading (body, i % 3 == 0 ? 1 : 2, "加强源头治理", NULL);
          add_pair (body, JB_PAIR_BODY, line_zh, NULL)->state = JB_TARGET_MISSING;
        }
      g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
      g_autoptr(GPtrArray) seen = jb_document_check (document, briefing_profile);
      assert_int_equal (seen->len, 0);
      assert_int_equal (find (document, "加强源头治理", NULL), 0);
    }
}

/* A heading of two and three lines is clear of what is below it. */
static void
test_long_headings (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = make_briefing ();
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
  static const char title[] = "依法全面履行政府职能深入推进法治政府建设的主要举措和成效";
  static const char english[] = "Main measures and results in performing all government functions by law and in advancing the building of a law-based government";

  for (guint i = 0; i < 3; i++)
    {
      add_heading (body, 1, title, english);
      add_heading (body, 2, title, english);
      add_pair (body, JB_PAIR_BODY, line_zh, line_en);
      add_heading (body, 1, title, english);
      add_pair (body, JB_PAIR_BODY, line_zh, line_en);
    }
  g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
  g_autoptr(GPtrArray) seen = jb_document_check (document, briefing_profile);
  for (guint i = 0; i < seen->len; i++) /* two such headings and their lines are higher than a fifth of the page */
    assert_string_equal (((JbDiagnostic *) g_ptr_array_index (seen, i))->tag, "empty-foot");
}

/* Numbers of one line that have no room in the margin are named as a range, if they follow each other. */
static void
test_range_in_margin (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = make_briefing ();
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
  JbNumber number = { .linked_en = TRUE };
  static const char zh[] = "占1%、2%、3%、4%、5%。";

  for (guint i = 0; i < 130; i++)
    g_array_append_val (briefing->numbers, number);
  JbBlock *pair = add_pair (body, JB_PAIR_BODY, zh, "They are five.");
  for (guint i = 0; i < 5; i++)
    {
      const char digit[] = { (char) ('1' + i), '%', '\0' };
      gsize at = (gsize) (strstr (zh, digit) - zh);
      jb_prose_mark (&pair->zh, at, at + 2, JB_PROSE_NUMBER, 100 + i);
    }
  g_autoptr(JbDocument) document = jb_layout_run (briefing, briefing_profile, NULL, fonts, NULL, NULL);
  assert_int_equal (find (document, "101–105", NULL), 0);
}

/* A document: whom it goes to, who gets copies. */
static const struct
{
  const char *name;
  guint recipients, copies;
  gboolean at_end; /* recipients stand in the imprint */
} documents[] = {
  { "a few recipients", 5, 0, FALSE },
  { "forty recipients", 40, 0, TRUE },
  { "copies", 3, 20, FALSE },
  { "copies for pages", 3, 700, FALSE },
  { "forty recipients, copies for pages", 40, 700, TRUE },
};

static char *
list (guint n, const char *name)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s第%u%s", i > 0 ? "、" : "", i + 1, name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_document (void **state)
{
  guint k = GPOINTER_TO_UINT (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbProfile) profile = jb_profile_load ("gbt9704", &error);
  g_autoptr(JbBriefing) briefing = make_briefing ();
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
  g_autofree char *recipients = list (documents[k].recipients, "区（县、市）人民政府"), *copies = list (documents[k].copies, "委员会办公室");

  assert_true (jb_profile_set (profile, "document.recipients", recipients, &error));
  assert_true (jb_profile_set (profile, "document.cc", copies, &error));
  briefing->author = g_strdup ("云泽市全面推进依法行政加快建设法治政府工作领导小组办公室暨行政执法监督协调委员会");
  add_heading (body, 1, "工作安排", "Plans");
  for (guint i = 0; i < 20; i++)
    add_pair (body, JB_PAIR_BODY, line_zh, line_en);
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, NULL, fonts, NULL, &error);
  assert_null (error);
  g_autoptr(GPtrArray) seen = jb_document_check (document, profile);
  for (guint i = 0; i < seen->len; i++)
    print_error ("%s\n", ((JbDiagnostic *) g_ptr_array_index (seen, i))->message);
  assert_int_equal (seen->len, 0);
  assert_int_equal (find (document, "工作安排", NULL), 0); /* the first page shows some of the text */
  assert_int_equal (find (document, "主送：", NULL) > 0, documents[k].at_end);
  assert_int_equal (find (document, "抄送：", NULL) > 0, documents[k].copies > 0);
}

#define PLAIN 6

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (documents) + PLAIN] = {
    cmocka_unit_test (test_signature), cmocka_unit_test (test_heading_above_short_pair), cmocka_unit_test (test_running_head),
    cmocka_unit_test (test_range_in_margin), cmocka_unit_test (test_untranslated), cmocka_unit_test (test_long_headings),
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    tests[PLAIN + i] = (struct CMUnitTest) { documents[i].name, test_document, NULL, NULL, GUINT_TO_POINTER (i) };
  fonts = jb_fonts_new (&error);
  g_assert_no_error (error);
  briefing_profile = jb_profile_load (NULL, &error);
  g_assert_no_error (error);
  int failed = cmocka_run_group_tests_name ("pages", tests, NULL, NULL);
  jb_profile_free (briefing_profile);
  jb_fonts_free (fonts);
  return failed;
}
