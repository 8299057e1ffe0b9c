/* Figures among the text and wide values in the table, of a small fictional briefing. */
#include "jb-diagnostic.h"
#include "jb-layout.h"

#include <math.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define TOP 95.0
#define BOTTOM 743.0

static JbFonts *fonts;
static JbProfile *profile;
static JbChartStyle *style;

/* One letter a block: 1 heading of level 1, 2 heading of level 2, p pair, h figure of half width, f of full width. */
typedef struct
{
  const char *name, *blocks;
  JbLayoutKind layout;
} Case;

static const Case cases[] = {
  { "two halves", "1phhpp", JB_LAYOUT_PARALLEL },
  { "three halves and a full one", "1phhhfpp", JB_LAYOUT_PARALLEL },
  { "a full page's worth of figures", "1pffffffffp2p", JB_LAYOUT_PARALLEL },
  { "figures after every pair", "1phphphpfphphphpfphphphphphph", JB_LAYOUT_PARALLEL },
  { "figures before headings", "1pppppf1ppppph1pppphh1ppf1p", JB_LAYOUT_PARALLEL },
  { "a figure ends the body", "1pppppppppf", JB_LAYOUT_PARALLEL },
  { "stacked", "1phhpfph2ppf1phphphphf", JB_LAYOUT_STACKED },
  { "zh", "1phhpfph2ppf1phphphphf", JB_LAYOUT_ZH },
  { "en", "1phhpfph2ppf1phphphphf", JB_LAYOUT_EN },
};

static void
add_datum (JbChart *chart, const char *zh, const char *en, double value, const char *text)
{
  JbChartDatum *datum = jb_chart_add_datum (chart);

  jb_text_set (&datum->label, zh, en);
  jb_text_set (&datum->value_text, text, text);
  datum->value = value;
}

static JbBlock *
make_figure (JbBriefing *briefing, JbChartWidth width, guint number)
{
  JbFigure *figure = g_new0 (JbFigure, 1);
  JbBlock *block = jb_block_new (JB_BLOCK_FIGURE);

  figure->chart = jb_chart_new ("c", JB_CHART_BARS);
  figure->chart->width = width;
  figure->chart->number = briefing->figures->len + 1;
  jb_text_set (&figure->chart->title, "现场检查最多：11次", "On-site inspections: the most, 11");
  jb_text_set (&figure->chart->unit, "次", "number of activities");
  jb_text_set (&figure->chart->source, "来源：第" JB_PAGE_PLACEHOLDER "页", "Source: p. " JB_PAGE_PLACEHOLDER);
  add_datum (figure->chart, "现场检查", "On-site inspections", 11, "11");
  add_datum (figure->chart, "联合检查", "Joint inspections", 9, "9");
  if (briefing->figures->len % 3 == 0)
    add_datum (figure->chart, "联合会商", "Joint consultations", 3, "3");
  figure->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  figure->source_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (figure->numbers, number);
  g_array_append_val (figure->source_numbers, number);
  block->figure = briefing->figures->len;
  g_ptr_array_add (briefing->figures, figure);
  return block;
}

static void
mark (JbProse *prose, const char *said, guint number)
{
  gsize start = (gsize) (strstr (prose->shown, said) - prose->shown);

  jb_prose_mark (prose, start, start + strlen (said), JB_PROSE_NUMBER, number);
}

static JbBlock *
make_pair (JbBriefing *briefing)
{
  JbBlock *pair = jb_block_new (JB_BLOCK_PAIR);
  JbNumber number = { .linked_en = TRUE };

  jb_prose_set (&pair->zh, "全年开展现场检查11次，比上年增长一成；推行“一网通办”，让数据多跑路、群众少跑腿，把惠民政策落到实处，"
                           "群众满意率保持在较高水平，没有发生一起有效投诉。", NULL);
  jb_prose_set (&pair->en, "Over the year 11 inspections were carried out on site, a tenth more than the year before. Services went "
                           "online so that data travel and people need not; satisfaction stayed high.", NULL);
  mark (&pair->zh, "11次", briefing->numbers->len);
  mark (&pair->en, "11", briefing->numbers->len);
  g_array_append_val (briefing->numbers, number);
  return pair;
}

static JbBlock *
make_heading (guint level)
{
  JbBlock *heading = jb_block_new (JB_BLOCK_HEADING);

  heading->level = level;
  jb_prose_set (&heading->zh, "推进审批服务便民化", NULL);
  jb_prose_set (&heading->en, "Making approvals convenient", NULL);
  return heading;
}

static JbBriefing *
make_briefing (JbLayoutKind layout)
{
  JbBriefing *briefing = g_new0 (JbBriefing, 1);

  briefing->layout = layout;
  briefing->root = jb_block_new (JB_BLOCK_DOCUMENT);
  briefing->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_figure_free);
  briefing->numbers = g_array_new (FALSE, TRUE, sizeof (JbNumber));
  jb_text_set (&briefing->title, "云泽市2022年工作报告", "Yunze: Report for 2022");
  return briefing;
}

static JbBriefing *
read_case (const Case *c)
{
  JbBriefing *briefing = make_briefing (c->layout);
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));

  for (const char *p = c->blocks; *p != '\0'; p++)
    {
      if (*p == 'h' || *p == 'f')
        jb_block_append (body, make_figure (briefing, *p == 'h' ? JB_CHART_HALF : JB_CHART_FULL, briefing->numbers->len - 1));
      else
        jb_block_append (body, *p == 'p' ? make_pair (briefing) : make_heading ((guint) (*p - '0')));
    }
  return briefing;
}

static const JbInk *
get_ink (const JbPage *page, guint i)
{
  return &g_array_index (page->ink, JbInk, i);
}

/* Where a run ends at least: a third of an em behind its last glyph's origin. */
static double
end_of (const JbInk *ink)
{
  const JbPlacedGlyph *last = &ink->run.glyphs[ink->run.n_glyphs - 1];

  return ink->run.x + (double) last->x + ink->run.size / 3;
}

/* No figure leaves the type area, lies on another, or on text that is not its own. */
static void
check_clear (const JbDocument *document, const JbPage *page, const JbInk *chart)
{
  const JbChartScene *scene = g_ptr_array_index (document->charts, chart->chart);
  double top = chart->y, foot = chart->y + scene->height;
  int own = g_array_index (document->elements, JbElement, chart->element).parent;

  assert_true (top >= TOP - 0.01 && foot <= BOTTOM + 0.5);
  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = get_ink (page, i);

      if (ink->kind == JB_INK_CHART && ink != chart)
        assert_true (ink->y >= foot + 12 || ink->y + ink->height <= top - 12 || fabs (ink->x - chart->x) > 239);
      if (ink->kind != JB_INK_GLYPHS || ink->element < 0)
        continue;
      int ancestor = ink->element;
      while (ancestor > own)
        ancestor = g_array_index (document->elements, JbElement, ancestor).parent;
      gboolean beside = ink->run.x > chart->x + scene->width || end_of (ink) < chart->x;
      assert_true (beside || ancestor == own || ink->run.y <= top - 10 || ink->run.y >= foot + 20);
    }
}

static void
check_figure (const JbDocument *document, guint page, const JbInk *ink)
{
  const JbElement *figure = &g_array_index (document->elements, JbElement, ink->element);
  const JbChartScene *scene = g_ptr_array_index (document->charts, ink->chart);

  assert_int_equal (figure->role, JB_ROLE_FIGURE);
  assert_int_equal (figure->page, page);
  assert_non_null (figure->alt);
  assert_true (fabs (figure->bbox[1] - ink->y - scene->plot_top) < 0.01);
  assert_true (figure->bbox[3] > figure->bbox[1] && figure->bbox[2] > figure->bbox[0]);
  check_clear (document, g_ptr_array_index (document->pages, page), ink);
}

static void
test_figures (void **state)
{
  const Case *c = *state;
  g_autoptr(GError) error = NULL;
  g_autoptr(JbBriefing) briefing = read_case (c);
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, &error);
  guint seen = 0;

  assert_null (error);
  assert_int_equal (document->charts->len, briefing->figures->len);
  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->ink->len; i++)
        if (get_ink (page, i)->kind == JB_INK_CHART)
          {
            assert_int_equal (get_ink (page, i)->chart, seen++);
            check_figure (document, p, get_ink (page, i));
          }
    }
  assert_int_equal (seen, briefing->figures->len);
}

static void
test_two_stand_side_by_side (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = read_case (&cases[0]);
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, NULL);
  const JbInk *charts[2] = { NULL };
  const JbPage *page = g_ptr_array_index (document->pages, 0);

  for (guint i = 0, n = 0; i < page->ink->len; i++)
    if (get_ink (page, i)->kind == JB_INK_CHART)
      charts[n++] = get_ink (page, i);
  assert_non_null (charts[1]);
  assert_true (fabs (charts[0]->y - charts[1]->y) < 0.01);
  assert_true (fabs (charts[1]->x - charts[0]->x - 240) < 0.01);
}

/* A part that holds nothing but figures: all stand on pages of charts, in order, clear of each other. */
static void
test_page_of_charts (void **state)
{
  (void) state;
  g_autoptr(GError) error = NULL;
  g_autoptr(JbBriefing) briefing = make_briefing (JB_LAYOUT_PARALLEL);
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
  JbBlock *charts = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_CHARTS));
  guint seen = 0;

  jb_prose_set (&charts->zh, "图表", NULL);
  jb_prose_set (&charts->en, "Charts", NULL);
  jb_block_append (body, make_pair (briefing));
  for (guint i = 0; i < 11; i++)
    jb_block_append (charts, make_figure (briefing, i == 4 ? JB_CHART_FULL : JB_CHART_HALF, 0));
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, &error);
  assert_null (error);
  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->ink->len; i++)
        if (get_ink (page, i)->kind == JB_INK_CHART)
          {
            assert_true (p > 0);
            assert_int_equal (get_ink (page, i)->chart, seen++);
            check_figure (document, p, get_ink (page, i));
          }
    }
  assert_int_equal (seen, 11);
}

/* On pages that are lower than a figure it is left out, and told; nothing overflows, nothing hangs. */
static void
test_higher_than_a_page (void **state)
{
  (void) state;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(JbProfile) low = jb_profile_load (NULL, &error);
  g_autoptr(JbBriefing) briefing = read_case (&cases[0]);

  assert_true (jb_profile_set (low, "page.area_height", "72", &error));
  g_autoptr(JbDocument) document = jb_layout_run (briefing, low, style, fonts, diagnostics, &error);
  assert_null (error);
  assert_int_equal (document->charts->len, 0);
  assert_int_equal (diagnostics->len, briefing->figures->len);
  assert_non_null (strstr (((JbDiagnostic *) g_ptr_array_index (diagnostics, 0))->message, "higher than a page"));
}

/* Contents with their list of figures stand on one page, figures are numbered as they stand whatever the plan says. */
static void
test_contents_on_one_page (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = make_briefing (JB_LAYOUT_PARALLEL);
  JbBlock *contents = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_CONTENTS));
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));

  (void) contents;
  for (guint i = 0; i < 12; i++)
    {
      JbBlock *heading = jb_block_append (body, make_heading (i == 0 ? 1 : 2));
      heading->in_contents = TRUE;
      jb_block_append (body, make_pair (briefing));
      jb_block_append (body, make_figure (briefing, JB_CHART_HALF, i));
    }
  for (guint i = 0; i < briefing->figures->len; i++)
    ((JbFigure *) g_ptr_array_index (briefing->figures, i))->chart->number = briefing->figures->len - i;
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, NULL);
  g_autoptr(GString) names = g_string_new (NULL);
  for (guint p = 0; p < 2; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);
      for (guint i = 0; i < page->ink->len; i++)
        if (get_ink (page, i)->kind == JB_INK_GLYPHS && get_ink (page, i)->element >= 0)
          {
            g_string_append (names, p == 0 ? get_ink (page, i)->run.text : "");
            assert_true (p == 0 || strstr (get_ink (page, i)->run.text, "Figures") == NULL);
          }
    }
  assert_non_null (strstr (names->str, "图目"));
  assert_non_null (strstr (names->str, "图12"));
  assert_true (strstr (names->str, "图1") < strstr (names->str, "图12"));
  g_autoptr(GPtrArray) list = jb_document_check (document, profile);
  for (guint i = 0; i < list->len; i++)
    print_error ("%s\n", ((JbDiagnostic *) g_ptr_array_index (list, i))->message);
  assert_int_equal (list->len, 0);
}

/* The source names the page on which the number is said, and leads there. */
static void
test_source_names_its_page (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = read_case (&cases[3]);
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, NULL);
  guint n = 0;

  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->links->len; i++)
        {
          const JbLink *link = &g_array_index (page->links, JbLink, i);
          g_autoptr(GString) text = g_string_new (NULL);
          g_autofree char *wanted = NULL;

          if (!g_str_has_prefix (link->contents, "第"))
            continue;
          for (guint k = 0; k < page->ink->len; k++)
            if (get_ink (page, k)->element == link->element)
              g_string_append (text, get_ink (page, k)->run.text);
          wanted = g_strdup_printf (strstr (text->str, "Source") != NULL ? "Source: p. %d" : "来源：第%d页",
                                    g_array_index (document->anchors, JbAnchor, link->anchor).page + 1);
          assert_string_equal (text->str, wanted);
          n++;
        }
    }
  assert_int_equal (n, 2 * briefing->figures->len);
}

/* The table */

static const struct
{
  const char *zh, *en, *integer, *fraction, *unit, *value;
  int change;
} rows[] = {
  { "审批事项", "Approvals", "327", "", "件", "327", 1 },
  { "协调企业贷款总额", "Loans coordinated for enterprises", "4553", ".46", "万元", "45.5346 m yuan", 0 },
  { "行政机关负责人出庭应诉率比上年同期提高幅度", "Rise of the rate at which heads of organs appear in court", "7", ".57", "个百分点",
    "−7.57 pp", -1 },
  { "一审行政诉讼案件中经调解撤诉的比例区间", "Range of the share of suits withdrawn after mediation", "1200000—1500000", "", "人次以上",
    "at least 1,200,000 to 1,500,000 person-times", 0 },
  { "重点项目总投资", "Total investment of major projects", "1234567890123", ".123456", "万元人民币左右", "12,345,678,901.23 m yuan", 1 },
  { "办理政策咨询、援助、调解、公证、仲裁等各类公共法律服务事项", "Matters of public legal service of all kinds handled", "1∶2.5∶3.75", "", "",
    "1 : 2.5 : 3.75", 0 },
};

static JbBriefing *
make_table (guint times)
{
  JbBriefing *briefing = make_briefing (JB_LAYOUT_PARALLEL);
  JbBlock *body = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_BODY));
  JbBlock *table = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_TABLE));

  for (guint i = 0; i < times * G_N_ELEMENTS (rows); i++)
    {
      guint k = i % G_N_ELEMENTS (rows);
      JbBlock *row;

      jb_block_append (body, make_pair (briefing));
      if (k == 0)
        {
          JbBlock *section = jb_block_append (table, jb_block_new (JB_BLOCK_ROW_SECTION));
          jb_prose_set (&section->zh, "推进审批服务便民化", NULL);
          jb_prose_set (&section->en, "Making approvals convenient for all who live in the city and for those who work there", NULL);
        }
      row = jb_block_append (table, jb_block_new (JB_BLOCK_ROW));
      row->number = (int) i;
      jb_prose_set (&row->zh, rows[k].zh, NULL);
      jb_prose_set (&row->en, rows[k].en, NULL);
      row->row.zh_integer = g_strdup (rows[k].integer);
      row->row.zh_fraction = g_strdup (rows[k].fraction);
      row->row.zh_unit = g_strdup (rows[k].unit);
      row->row.en_value = g_strdup (rows[k].value);
      row->row.change = rows[k].change;
      if (rows[k].change != 0)
        jb_text_set (&row->row.basis, "同比", "y/y");
    }
  return briefing;
}

static gboolean
in_table (const JbDocument *document, int element)
{
  for (; element > 0; element = g_array_index (document->elements, JbElement, element).parent)
    if (g_array_index (document->elements, JbElement, element).role == JB_ROLE_TR)
      return TRUE;
  return FALSE;
}

static void
test_cells_keep_apart (void **state)
{
  (void) state;
  g_autoptr(JbBriefing) briefing = make_table (8);
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, NULL);
  guint n = 0;

  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->ink->len; i++)
        for (guint k = i + 1; k < page->ink->len; k++)
          {
            const JbInk *a = get_ink (page, i), *b = get_ink (page, k);

            if (a->kind != JB_INK_GLYPHS || b->kind != JB_INK_GLYPHS || fabs (a->run.y - b->run.y) > 4 || a->element == b->element
                || !in_table (document, a->element) || !in_table (document, b->element))
              continue;
            if (a->run.x > b->run.x)
              assert_true (end_of (b) < a->run.x - 1);
            else
              assert_true (end_of (a) < b->run.x - 1);
            n++;
          }
    }
  assert_true (n > 100);
}

/* A section's row is followed by two rows on its page; nothing stands below the type area. */
static void
test_section_keeps_rows (void **state)
{
  (void) state;
  for (guint times = 3; times < 9; times++)
    {
      g_autoptr(JbBriefing) briefing = make_table (times);
      g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, NULL, NULL);

      for (guint p = 0; p < document->pages->len; p++)
        {
          const JbPage *page = g_ptr_array_index (document->pages, p);
          double last_section = 0, last = 0;

          for (guint i = 0; i < page->ink->len; i++)
            {
              const JbInk *ink = get_ink (page, i);

              if (ink->kind != JB_INK_GLYPHS || !in_table (document, ink->element))
                continue;
              assert_true (ink->run.y < BOTTOM);
              last = MAX (last, ink->run.y);
              if (strstr (ink->run.text, "推进审批服务便民化") != NULL)
                last_section = ink->run.y;
            }
          assert_true (last_section == 0 || last - last_section >= 18 + 18);
        }
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 7];
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { cases[i].name, test_figures, NULL, NULL, (void *) &cases[i] };
  tests[G_N_ELEMENTS (cases)] = (struct CMUnitTest) cmocka_unit_test (test_two_stand_side_by_side);
  tests[G_N_ELEMENTS (cases) + 1] = (struct CMUnitTest) cmocka_unit_test (test_source_names_its_page);
  tests[G_N_ELEMENTS (cases) + 2] = (struct CMUnitTest) cmocka_unit_test (test_cells_keep_apart);
  tests[G_N_ELEMENTS (cases) + 3] = (struct CMUnitTest) cmocka_unit_test (test_section_keeps_rows);
  tests[G_N_ELEMENTS (cases) + 4] = (struct CMUnitTest) cmocka_unit_test (test_page_of_charts);
  tests[G_N_ELEMENTS (cases) + 5] = (struct CMUnitTest) cmocka_unit_test (test_higher_than_a_page);
  tests[G_N_ELEMENTS (cases) + 6] = (struct CMUnitTest) cmocka_unit_test (test_contents_on_one_page);
  fonts = jb_fonts_new (&error);
  g_assert_no_error (error);
  profile = jb_profile_load (NULL, &error);
  g_assert_no_error (error);
  style = jb_chart_style_load (NULL, &error);
  g_assert_no_error (error);
  int failed = cmocka_run_group_tests_name ("figures", tests, NULL, NULL);
  jb_chart_style_free (style);
  jb_profile_free (profile);
  jb_fonts_free (fonts);
  return failed;
}
