/* Heading recognition row by row, and texts that nobody should write. */
#include "jb-error.h"
#include "jb-report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct
{
  const char *text, *sections; /* "id number|heading", parted by ';' */
} cases[] = {
  { "一、工作\n甲。\n二、问题\n乙。\n", "1 一、|工作;2 二、|问题" },
  { "一、 工作 \n（一）甲\n正文。\n(二)乙\n正文。\n", "1 一、|工作;1.1 （一）|甲;1.2 (二)|乙" },
  { "1.甲项工作\n正文。\n2．乙项工作\n正文。\n", "1 1.|甲项工作;2 2．|乙项工作" },
  { "1、甲项工作\n正文。\n2、乙项工作\n正文。\n", "1 1、|甲项工作;2 2、|乙项工作" },
  { "⒈甲项\n正文。\n⒉乙项\n正文。\n", "1 ⒈|甲项;2 ⒉|乙项" },
  { "㈠甲项\n正文。\n㈡乙项\n正文。\n", "1 ㈠|甲项;2 ㈡|乙项" },
  { "第一章 总则\n正文。\n第二章 分则\n正文。\n", "1 第一章|总则;2 第二章|分则" },
  { "第1部分　概况\n正文。\n第2部分　展望\n正文。\n", "1 第1部分|概况;2 第2部分|展望" },
  { "二十一、甲\n正文。\n二十二、乙\n正文。\n", "21 二十一、|甲;22 二十二、|乙" },
  { "一、工作\n一是甲。二是乙。\n", "1 一、|工作;1.1 一是|甲;1.2 二是|乙" },
  { "一、工作\n一是甲。\n", "1 一、|工作" }, /* one item is no series */
  { "一、工作\n这一是难点，二是重点。\n", "1 一、|工作" },
  { "一、工作\n一要甲，二要乙。\n", "1 一、|工作;1.1 一要|甲;1.2 二要|乙" },
  { "一、工作\n首先，甲。其次，乙。最后，丙。\n", "1 一、|工作;1.1 首先，|甲;1.2 其次，|乙;1.3 最后，|丙" },
  { "一、工作\n第一，甲。第二，乙。\n", "1 一、|工作;1.1 第一，|甲;1.2 第二，|乙" },
  { "一、工作\n（一）抓学习：开展活动。\n（二）抓落实：开展检查。\n", "1 一、|工作;1.1 （一）|抓学习;1.2 （二）|抓落实" },
  { "一、工作\n(1)甲。正文。\n(2)乙。正文。\n", "1 一、|工作;1.1 (1)|甲;1.2 (2)|乙" },
  { "一、工作\n要点：①甲；②乙。\n", "1 一、|工作;1.1 ①|甲;1.2 ②|乙" },
  { "一、工作\n（一）学习\n1.开展学习。已完成。\n2.开展检查。已完成。\n（二）落实\n3.落实制度。已完成。\n4.落实人员。已完成。\n",
    "1 一、|工作;1.1 （一）|学习;1.1.1 1.|开展学习;1.1.2 2.|开展检查;1.2 （二）|落实;1.2.3 3.|落实制度;1.2.4 4.|落实人员" },
  { "云川区人民检察院上半年主要办案数据\n一、审查\n正文。\n二、监督\n正文。\n", "1 一、|审查;2 二、|监督" },
  { "2021年主要工作\n一、审查\n正文。\n二、监督\n正文。\n", "1 |2021年主要工作;1.1 一、|审查;1.2 二、|监督" },
  { "政府工作报告\n2021年工作回顾\n全年各项任务顺利完成，成效明显如上所述。\n——突出产业升级\n全年各项任务顺利完成，成效明显如上所述。\n——突出民生改善\n"
    "全年各项任务顺利完成，成效明显如上所述。\n2022年工作安排\n全年各项任务顺利完成，成效明显如上所述。\n",
    "1 |2021年工作回顾;1.1 |——突出产业升级;1.2 |——突出民生改善;2 |2022年工作安排" },
  { "云溪市2022年工作报告\n目　录\n2022年，工作扎实推进。\n一、甲\n正文。\n二、乙\n正文。\n", "1 一、|甲;2 二、|乙" },
  { "1.2亿元资金投入使用。\n3、4月份成交活跃。\n", "" },
  { "二、三产业协调发展。\n第一、二、三产业占比稳定。\n", "" },
  { "第一产业增加值36亿元。第二季度回升。\n", "" },
  { "2022年1月工作有序。\n", "" },
  { "一、综合\n正文说明情况良好如上所述。\n图1 生产总值\n单位：亿元\n表2 产量\n正文说明情况良好如上所述。\n", "1 一、|综合" },
};

static JbReport *
parse (const char *text, GError **error)
{
  g_autoptr(GRefString) owned = g_ref_string_new (text);
  return jb_report_parse (owned, "test", error);
}

static void
test_row (void **state)
{
  gsize row = GPOINTER_TO_SIZE (*state);
  g_autoptr(JbReport) report = parse (cases[row].text, NULL);
  g_autoptr(GString) found = g_string_new (NULL);
  guint n;

  assert_non_null (report);
  const JbSection *sections = jb_report_get_sections (report, &n);
  for (guint i = 1; i < n; i++)
    {
      g_string_append_printf (found, "%s%s %s|%s", i > 1 ? ";" : "", sections[i].id, sections[i].number, sections[i].heading);
      assert_int_equal (jb_report_section_at (report, sections[i].span.start), i);
    }
  assert_string_equal (found->str, cases[row].sections);
}

/* Every prefix of a text that has all forms, and each form many times over, within a second. */
static void
test_prefixes (void **state G_GNUC_UNUSED)
{
  static const char text[] = "# 报告\r\n一、甲（一）乙\n1.丙。一是丁；二是戊。\n(1)己|庚|辛\n附件：1.壬\n某市人民政府\n二〇二二年一月三日";

  for (gsize end = 0; end < sizeof text; end++)
    {
      g_autofree char *prefix = g_strndup (text, end);
      if (!g_utf8_validate (prefix, -1, NULL))
        continue;
      g_autoptr(JbReport) report = parse (prefix, NULL);
      assert_non_null (report);
    }
}

static void
test_many (void **state G_GNUC_UNUSED)
{
  static const char *const pieces[] = { "国", "一是", "（一）", "1.", "短行\n", "|", "“《（", "目录\n", "1.1 ", "。", "附件：\n", " \n", "第一章 甲\n" };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      while (text->len < 1000000)
        g_string_append (text, pieces[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(JbReport) report = parse (text->str, &error);
      assert_true (report != NULL || g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
    }
  assert_true (g_get_monotonic_time () - start < 30 * G_USEC_PER_SEC);
}

static void
test_nested (void **state G_GNUC_UNUSED)
{
  g_autoptr(GString) text = g_string_new (NULL), number = g_string_new ("1.1");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 50; i++, g_string_append (number, ".1"))
    g_string_append_printf (text, "%s 标题\n", number->str);
  g_autoptr(JbReport) report = parse (text->str, &error);
  assert_null (report);
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
}

static void
test_places (void **state G_GNUC_UNUSED)
{
  g_autoptr(JbReport) report = parse ("甲乙\r\n丙a丁\n", NULL);
  guint line, column;

  jb_report_locate (report, strlen ("甲乙\r\n丙a"), &line, &column);
  assert_int_equal (line, 2);
  assert_int_equal (column, 3);
  assert_int_equal (jb_report_chars_before (report, strlen ("甲乙\r\n丙")), 5);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 4];
  gsize n = G_N_ELEMENTS (cases);

  for (gsize i = 0; i < n; i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].text, .test_func = test_row, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n] = (struct CMUnitTest) { .name = "prefixes", .test_func = test_prefixes };
  tests[n + 1] = (struct CMUnitTest) { .name = "many", .test_func = test_many };
  tests[n + 2] = (struct CMUnitTest) { .name = "nested", .test_func = test_nested };
  tests[n + 3] = (struct CMUnitTest) { .name = "places", .test_func = test_places };
  return cmocka_run_group_tests_name ("parse", tests, NULL, NULL);
}
