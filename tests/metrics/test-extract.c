/* Whole texts: what is found in them, in order, with sentence, clause and change carried along lists and tables. */
#include "jb-metric.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static JbLexicon *lexicon;

static const struct
{
  const char *name, *text;
  const char *metrics; /* span text, base value, base unit, change: a line each */
} cases[] = {
  { "list shares change and unit",
    "增速比三季度分别加快0.7、1.0和1.1个百分点，收入分别增长5.1%、6.3%。",
    "0.7 0.7 pp increase\n1.0 1.0 pp increase\n1.1个百分点 1.1 pp increase\n5.1% 5.1 % increase\n6.3% 6.3 % increase\n" },
  { "change goes no further than its list", "收入年均增长7.9%，71.3万监测对象脱贫。",
    "7.9% 7.9 % increase\n71.3万 713000  none\n" },
  { "no-break and full-width blanks", "完成投资343.26\u00A0亿\u3000元。", "343.26\u00A0亿\u3000元 34326000000 CNY none\n" },
  { "table by pipes",
    "主要指标\n指标 | 绝对数（万元） | 增长（%） |\n地区生产总值 | 341881 | 7.23 |\n分产业 | -- | -- |\n批发业 | 18129 | -2.24 |\n",
    "341881 3418810000 CNY none\n7.23 7.23 % increase\n18129 181290000 CNY none\n-2.24 2.24 % decrease\n" },
  { "head alone opens with a rule",
    "表1 生产总值\n| 绝对数（亿元） | 比上年增长（%） |\n地区生产总值 | 61.5 | 5.2 |\n第一产业 | 3.7 | 2.6 |\n",
    "61.5 6150000000 CNY none\n5.2 5.2 % increase\n3.7 370000000 CNY none\n2.6 2.6 % increase\n" },
  { "columns that count",
    "情况表\n信息内容 | 本年制发件数 | 参训人数 | 考核分数 |\n规章 | 2 | 30 | 95 |\n",
    "2 2 件 none\n30 30 人 none\n" },
  { "a table of two columns without head or unit", "情况表\n行政许可 | 120\n行政检查 | 1,356\n", "120 120  none\n1,356 1356  none\n" },
  { "a column of changes, a part's mark, years",
    "情况\n指标\t2021年\t2022年\t同比（%）\n其中：批准逮捕（人）\t300\t236\t-21.3\n",
    "300 300 人 none\n236 236 人 none\n-21.3 21.3 % decrease\n" },
  { "a line that ends between number and unit", "全年城镇新增就业 3.42\n万人，完成年度目标任务的114%。\n",
    "3.42\n万人 34200 人 none\n114% 114 % none\n" },
  { "table by tabs, with a unit column",
    "基本情况\n指标\t单位\t2021年\t2022年\n粮食产量\t万吨\t23.5\t24.1\n案件\t件\t120\t98\n",
    "23.5 235000 吨 none\n24.1 241000 吨 none\n120 120 件 none\n98 98 件 none\n" },
  { "nothing", "今年以来，各项工作有序推进。", "" },
};

static JbReport *
parse (const char *text)
{
  g_autoptr(GRefString) owned = g_ref_string_new (text);
  g_autoptr(GError) error = NULL;
  JbReport *report = jb_report_parse (owned, NULL, &error);

  assert_non_null (report);
  return report;
}

static void
test_text (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(JbReport) report = parse (cases[i].text);
  g_autoptr(GArray) rejected = NULL;
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, &rejected);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint k = 0; k < metrics->len; k++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, k);
      g_autofree char *words = jb_span_dup (cases[i].text, metric->span);
      g_string_append_printf (found, "%s %s %s %s\n", words, metric->base_value, metric->base_unit,
                              jb_change_name (metric->change));
      assert_true (jb_span_contains (metric->clause, metric->span));
      assert_true (*metric->label_zh != '\0');
    }
  assert_string_equal (found->str, cases[i].metrics);
}

/* Metrics and rejections stand in the order of the text and do not overlap; ids count up. */
static void
test_order (void **state)
{
  static const char text[] = "2022年，一是学法22次，“三项制度”落实；二是查处案件13件、1件，第5名获奖3次。\n"
                             "2023年增长8.5%，多次通报，占三分之二，居全国第4位，近3年投入5亿元。";
  g_autoptr(JbReport) report = parse (text);
  g_autoptr(GArray) rejected = NULL;
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, &rejected);
  gsize end = 0;
  (void) state;

  assert_int_equal (metrics->len, 7);
  for (guint i = 0; i < metrics->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);
      g_autofree char *id = g_strdup_printf ("m%03u", i + 1);
      assert_string_equal (metric->id, id);
      assert_true (metric->span.start >= end);
      end = metric->span.end;
    }
  end = 0;
  for (guint i = 0; i < rejected->len; i++)
    {
      const JbRejected *one = &g_array_index (rejected, JbRejected, i);
      assert_true (one->span.start >= end);
      assert_non_null (one->reason);
      end = one->span.end;
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 1];
  gsize n = 0;
  g_autoptr(GError) error = NULL;

  lexicon = jb_lexicon_load (NULL, &error);
  if (lexicon == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_text,
                                       .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_order);
  int failed = cmocka_run_group_tests_name ("extract", tests, NULL, NULL);
  jb_lexicon_free (lexicon);
  return failed;
}
