/* Which numbers make which chart, told of sentences; and what the profile's section [charts] does to them. */
#include "report-chain.h"

#include "jb-diagnostic.h"
#include "jb-error.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define HEAD "青岚市2023年工作报告\n一、工作情况\n"

/* @charts: kind, values in order of drawing; charts parted by ';'. "d" behind a value: derived; "+": a lower bound; ">", "<":
 * its target, at least and at most. */
static const struct { const char *name, *text, *charts; } plans[] = {
  { "nothing", "开展工作。", "" },
  { "one number is no chart", "受理信访事项120件。", "" },
  { "a list", "查处商标侵权13件、假冒专利1件、虚假宣传5件。", "bars 13 5 1" },
  { "a lower bound stays open", "帮扶企业140余家、个体户60家、合作社25家。", "bars 140+ 60 25" },
  { "bounds alone are no chart", "帮扶企业140余家、个体户60余家。", "" },
  { "units are not mixed", "慰问企业14家、居民60人、学校25所。", "" },
  { "what makes the others vanish is left out", "拨付救灾资金300万元、教育资金120万元、养老资金1.5亿元。", "bars 3000000 1200000" },
  { "two that differ a thousandfold", "拨付救灾资金3万元、教育资金3000万元。", "" },
  { "unlike things done", "办理行政许可320件，开展督察21件。", "" },
  { "parts that add up", "现有调解员904人，其中专职150人、兼职754人。", "parts 754 150" },
  { "parts that do not add up", "现有调解员905人，其中专职150人、兼职754人。", "parts 754 150" },
  { "a total behind its parts", "接待来访16批、来信30批、来电54批，合计100批。", "parts 54 30 16" },
  { "parts in order of severity", "办理不予处罚14件、减轻处罚63件、从轻处罚299件。", "parts 14 63 299" },
  { "a ratio of parts", "三次产业结构为1.8:36.1:62.1。", "parts 1.8 36.1 62.1" },
  { "a ratio that is not whole", "三次产业结构为1.8:36.1:60.1。", "" },
  { "whole, part and rate", "调解纠纷3083件，调解成功3029件，调解成功率98%。", "two-step 3083 3029 54d" },
  { "a rate that does not hold", "调解纠纷3083件，调解成功3029件，调解成功率88%。", "" },
  { "a level and its change", "审结案件44件，败诉率13.64%，同比下降7.57个百分点。", "slope 21.21d 13.64" },
  { "a change on no basis", "审结案件44件，败诉率13.64%，下降7.57个百分点。", "" },
  { "rates side by side", "网上办理率97.42%，按期办结率100%，群众满意率73.41%。", "rates 100 97.42 73.41" },
  { "reductions by themselves", "网上办理率97.42%，材料减免率56.02%，群众满意率73.41%。", "rates 97.42 73.41" },
  { "a stock, what came, what went", "年初结转案件12件，全年新收案件96件，办结案件92件，年末未结案件16件。", "waterfall 12 96 -92 16" },
  { "a stock that does not add up", "年初结转案件12件，全年新收案件96件，办结案件92件，年末未结案件17件。", "" },
  { "received and done", "受理信访事项120件，办结118件；受理投诉举报80件，办结75件；受理仲裁申请60件，办结54件。",
    "grouped 120 118 80 75 60 54" },
  { "more done than received", "受理信访事项120件，办结128件；受理投诉举报80件，办结95件。", "" },
  { "four years", "2020年、2021年、2022年、2023年办件量分别为1200件、1350件、1500件、1800件。", "columns 1200 1350 1500 1800" },
  { "three years of a rate", "网上可办率2021年为80%，2022年为85.5%，2023年为92%。", "line 80 85.5 92" },
  { "two years of several things", "2022年办理行政许可320件、行政处罚210件、行政强制18件，2023年办理行政许可350件、行政处罚190件、行政强制12件。",
    "grouped 320 350 210 190 18 12" },
  { "a table of years", "分年度情况如下：\n指标\t2021年\t2022年\t2023年\n受理案件（件）\t1200\t1350\t1480\n办结案件（件）\t1180\t1340\t1470\n",
    "line 1200 1350 1480 1180 1340 1470" },
  { "a table of three units", "分年度情况如下：\n指标\t2021年\t2022年\t2023年\n受理案件（件）\t1200\t1350\t1480\n罚没款（万元）\t50\t61\t48\n执法人员（人）\t90\t95\t99\n",
    "multiples 1200 1350 1480 500000 610000 480000 90 95 99" },
  { "a table of two years", "分领域情况如下：\n领域\t2022年（件）\t2023年（件）\n市场监管\t412\t430\n交通运输\t268\t240\n", "grouped 412 430 268 240" },
  { "a table with its total", "分领域情况如下：\n领域\t案件数（件）\n市场监管\t412\n交通运输\t268\n城市管理\t120\n合计\t800\n", "parts 412 268 120" },
  { "a value and its target", "完成固定资产投资120亿元，目标110亿元。", "bullet 12000000000=11000000000" },
  { "next year's targets", "网上可办率达到98.10%。群众满意率达到96.4%。\n二、2024年工作安排\n2024年，网上可办率达到99%以上，群众满意率达到96%以上。",
    "bullet 98.1=99> 96.4=96>" },
  { "a target of another thing", "考试参加120人，合格率88.1%。评查案卷160册，合格率97.5%。网上可办率达到98.10%。\n二、2024年工作安排\n"
    "2024年，案卷评查合格率达到98%以上，网上可办率达到99%以上。", "rates 97.5 88.1;bullet 97.5=98> 98.1=99>" },
  { "a target of nobody knows what", "考试合格率88.1%。体检合格率97.5%。\n二、2024年工作安排\n2024年，合格率达到98%以上，满意率达到99%以上。",
    "rates 97.5 88.1" },
  { "rates of unlike things", "文件报备率100%。公众意见采纳率36%。", "" },
  { "growth on one basis", "行政许可同比增长8%，行政处罚同比下降4%，行政强制同比增长2%。", "bars 8 2 -4" },
  { "growth of unlike things", "行政许可同比增长8%。诉讼案件同比下降4%。粮食产量同比增长2%。", "" },
  { "years as a range", "2019—2023年地区生产总值分别为980.5亿元、1012.3亿元、1105.7亿元、1180.2亿元、1250.6亿元。",
    "columns 98050000000 101230000000 110570000000 118020000000 125060000000" },
  { "years that are not told", "近三年办件量分别为1200件、1350件、1500件。", "" },
  { "averages make no whole", "城镇居民人均收入25310元、农村居民人均收入16020元。", "bars 25310 16020" },
  { "words that are not all", "清理政策文件，修改11件、废止23件。", "bars 23 11" },
  { "all that is among it, behind its growth", "一般公共预算收入86.4亿元，同比增长7.1%，其中税收收入58.3亿元、非税收入28.1亿元。",
    "parts 5830000000 2810000000" },
  { "next year's counts", "实施重点项目320个，改造老旧小区86个。\n二、2024年工作安排\n2024年，实施重点项目300个，改造老旧小区60个。", "" },
  { "two that are equal", "应出庭168件、实际出庭168件。", "" },
  { "two rates that are equal", "按期办结率100%，群众满意率100%。", "" },
  { "three that are equal", "查处商标侵权5件、假冒专利5件、虚假宣传5件。", "" },
  { "rates that hardly differ", "按期办结率99.2%，群众满意率98.1%，按时答复率100%。", "" },
  { "counts that hardly differ", "查处商标侵权105件、假冒专利104件。", "" },
  { "parts that are equal", "接待来访30批、来信30批，合计60批。", "" },
  { "less is better for one of them", "供水普及率99.6%，水质合格率86%，管网漏损率9.8%。", "rates 99.6 86" },
  { "less is better for both", "行政复议纠错率25%，行政诉讼败诉率13.64%。", "rates 25 13.64" },
  { "a share of something else", "病床使用率81.2%，床位满意率62%，平均药占比26.8%。", "rates 81.2 62" },
  { "reductions, one of them called a proportion", "材料减免率56.02%，审批时限缩短比例88.51%。", "rates 88.51 56.02" },
  { "growth is no level", "城市低保提标增幅8.5%，农村低保提标增幅6.6%。", "" },
  { "parts in the next sentence, with their shares",
    "办理执法案件15236件，同比增长三成。其中，行政处罚9812件，占64.4%；行政强制1024件，占6.7%；其余4400件，占28.9%。", "parts 9812 1024 4400" },
  { "counts, and their shares behind them", "将企业12000户分为三类，其中A类3600户、B类7800户、C类600户，占比分别为30%、65%、5%。", "parts 3600 7800 600" },
  { "parts before whole, part and rate",
    "教育经费总投入5268万元，其中财政拨款4412万元，占83.75%；事业收入635万元，占12.05%；其他收入221万元，占4.20%。", "parts 44120000 6350000 2210000" },
  { "parts whose total the section has stated", "全市接报火灾1286起，死亡5人。\n从起火原因看，电气火灾512起，用火不慎286起，吸烟168起，自燃94起，遗留火种127起，其他99起。",
    "parts 512 286 168 127 94 99" },
  { "cases of enforcement, from year to year", "年初旧存执行案件842件，全年新收执行案件3518件，执结3706件，年末未结654件。", "waterfall 842 3518 -3706 654" },
  { "shares between their counts", "公开信息若干。网站公开9251条，占64.6%；微博公开1873条，占13.1%；微信公开3202条，占22.3%。", "parts 64.6 22.3 13.1" },
  { "what makes 100 % by chance", "服务业对经济增长贡献率53.2%，占地区生产总值比重46.8%。", "" },
  { "three industries, in their order", "地区生产总值1286亿元，其中第一产业增加值142亿元、第二产业增加值519亿元、第三产业增加值625亿元。",
    "parts 14200000000 51900000000 62500000000" },
  { "one whole parted twice", "收到申请226件，其中自然人申请209件、法人申请17件。予以公开128件，部分公开23件，不予公开31件，无法提供36件，其他处理8件。",
    "parts 209 17;parts 128 36 31 23 8" },
  { "a sum beside what is among it", "发现问题金额43000万元，其中管理不规范金额40000万元、违规金额2860万元。", "bars 400000000 28600000" },
};

static JbProfile *
make_profile (const char *keys, char **path, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("jb-charts-XXXXXX", NULL);
  g_autofree char *text = g_strconcat ("[charts]\n", strstr (keys, "characters") != NULL ? "" : "characters = 1\n", keys, NULL);
  char *file = g_build_filename (folder, "mine.ini", NULL);

  assert_true (g_file_set_contents (file, text, -1, NULL));
  JbProfile *profile = jb_profile_load (file, error);
  g_unlink (file);
  g_rmdir (folder);
  if (path != NULL)
    *path = file;
  else
    g_free (file);
  return profile;
}

static void
start (ReportChain *chain, const char *text, JbProfile *profile)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (whole, strlen (whole));

  assert_non_null (profile);
  JbInput *input = jb_input_from_bytes ("mini.txt", bytes, NULL, NULL);
  assert_non_null (input);
  assert_true (report_chain_start (chain, input, NULL, profile));
}

static void
tell_number (GString *told, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (told, g_ascii_formatd (buffer, sizeof buffer, "%.12g", value));
}

static char *
tell (const GPtrArray *figures)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < figures->len; i++)
    {
      const JbChart *chart = ((const JbFigure *) g_ptr_array_index (figures, i))->chart;

      g_string_append_printf (told, "%s%s", i > 0 ? ";" : "", jb_chart_kind_name (chart->kind));
      for (guint k = 0; k < chart->data->len; k++)
        {
          const JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, k);

          g_string_append_c (told, ' ');
          tell_number (told, datum->value);
          g_string_append (told, datum->derived ? "d" : datum->mark == JB_MARK_AT_LEAST ? "+" : "");
          if (datum->target_text.zh == NULL)
            continue;
          g_string_append_c (told, '=');
          tell_number (told, datum->target);
          g_string_append (told, datum->target_mark == JB_MARK_AT_LEAST ? ">" : datum->target_mark == JB_MARK_AT_MOST ? "<" : "");
        }
    }
  return g_string_free (told, FALSE);
}

/* A chart shows a difference or a part: two values at least, not all alike, and in each series as many. */
static void
check_sense (const JbChart *chart)
{
  gboolean equal = TRUE;
  guint n = chart->data->len;

  for (guint i = 1; i < n; i++)
    equal = equal && g_array_index (chart->data, JbChartDatum, i).value == g_array_index (chart->data, JbChartDatum, 0).value;
  if (chart->kind != JB_CHART_CARDS && chart->kind != JB_CHART_BULLET)
    assert_true (n >= 2 && !equal);
  for (guint s = 0; s < chart->series->len; s++)
    {
      guint own = 0;
      for (guint i = 0; i < n; i++)
        own += g_array_index (chart->data, JbChartDatum, i).series == (int) s;
      assert_true (own >= 2);
    }
  assert_non_null (chart->title.zh);
  assert_non_null (chart->title.en);
}

static void
test_plan (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  ReportChain chain = { 0 };

  start (&chain, plans[i].text, make_profile ("", NULL, NULL));
  JbBriefingSources sources = report_chain_sources (&chain);
  g_autoptr(GPtrArray) figures = jb_briefing_plan_figures (&sources, NULL, &error);
  assert_non_null (figures);
  g_autofree char *told = tell (figures);
  assert_string_equal (told, plans[i].charts);
  for (guint k = 0; k < figures->len; k++)
    check_sense (((const JbFigure *) g_ptr_array_index (figures, k))->chart);
  report_chain_clear (&chain);
}

/* The numbers of this are m001 … m006. */
#define WISHED                                                                                                        \
  "（一）查处。查处商标侵权13件、假冒专利1件、虚假宣传5件。\n（二）比率。网上办理率97.42%，按期办结率100%。培训干部320人次。\n"

/* @says: charts as above with their title behind '|', or a piece of the complaint. */
static const struct { const char *name, *keys, *says; gboolean bad; } wishes[] = {
  { "none", "", "bars 13 5 1;rates 100 97.42", FALSE },
  { "no charts", "draw = no\n", "", FALSE },
  { "few characters", "characters = 100000\n", "rates 100 97.42", FALSE },
  { "forced against the limit", "characters = 100000\nforce = m001\n", "bars 13 5 1", FALSE },
  { "forced section", "characters = 100000\nforce = 1.1\n", "bars 13 5 1", FALSE },
  { "a forced loner is a card", "force = m006\n", "bars 13 5 1;rates 100 97.42;cards 320", FALSE },
  { "forced though it says little", "force = m004+m005\nforbid = 1.1\n", "rates 100 97.42", FALSE },
  { "forced together", "force = m001+m002\n", "bars 13 1;rates 100 97.42", FALSE },
  { "units are not mixed even so", "force = m001+m004\n", "bars 13 5 1;rates 100 97.42", FALSE },
  { "forbidden number", "forbid = m002\n", "bars 13 5;rates 100 97.42", FALSE },
  { "forbidden section", "forbid = 1.1\n", "rates 100 97.42", FALSE },
  { "all forbidden", "forbid = m001, 1\n", "", FALSE },
  { "order", "order = 1.2 m001\n", "rates 100 97.42;bars 13 5 1", FALSE },
  { "title", "title.m002.zh = 侵权为主\ntitle.m002.en = Mostly infringements\n", "侵权为主|Mostly infringements", FALSE },
  { "title of a section", "title.1.2.zh = 办得快\n", "办得快|", FALSE },
  { "unknown number", "forbid = m099\n", "mine.ini:3: charts.forbid: “m099” is no number and no section", TRUE },
  { "unknown section", "\norder = 1.1 9.9\n", "mine.ini:4: charts.order: “9.9”", TRUE },
  { "unknown number of a title", "title.m099.zh = 甲\n", "mine.ini:3: charts.title.m099.zh: “m099”", TRUE },
  { "a section with another", "force = 1.1+1.2\n", "mine.ini:3: charts.force: “1.1+1.2”", TRUE },
};

static void
test_wish (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  ReportChain chain = { 0 };

  start (&chain, WISHED, make_profile (wishes[i].keys, NULL, NULL));
  JbBriefingSources sources = report_chain_sources (&chain);
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(GPtrArray) figures = jb_briefing_plan_figures (&sources, diagnostics, &error);
  if (wishes[i].bad)
    {
      assert_null (figures);
      assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
      if (strstr (error->message, wishes[i].says) == NULL)
        fail_msg ("“%s” does not say “%s”", error->message, wishes[i].says);
      g_clear_error (&error);
      assert_null (jb_briefing_plan (&sources, NULL, &error));
    }
  else if (strstr (wishes[i].says, "|") != NULL)
    {
      g_auto(GStrv) titles = g_strsplit (wishes[i].says, "|", 2);
      gboolean found = FALSE;
      for (guint k = 0; k < figures->len; k++)
        {
          const JbChart *chart = ((const JbFigure *) g_ptr_array_index (figures, k))->chart;
          found = found || (strcmp (chart->title.zh, titles[0]) == 0 && (*titles[1] == '\0' || strcmp (chart->title.en, titles[1]) == 0));
        }
      assert_true (found);
    }
  else
    {
      g_autofree char *told = tell (figures);
      assert_string_equal (told, wishes[i].says);
      assert_int_equal (diagnostics->len, strstr (wishes[i].name, "mixed") != NULL);
    }
  report_chain_clear (&chain);
}

static const struct { const char *name, *keys, *complaint; } bad_keys[] = {
  { "no boolean", "draw = sometimes\n", ":3: “sometimes” is no value for “charts.draw”" },
  { "unknown key", "hide = m001\n", ":3: unknown key “charts.hide”" },
  { "title without a language", "title.m001 = 甲\n", ":3: unknown key “charts.title.m001”" },
  { "title of nothing", "title..zh = 甲\n", ":3: unknown key" },
  { "empty title", "title.m001.zh =\n", ":3: “” is no value" },
};

static void
test_bad_key (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;

  assert_null (make_profile (bad_keys[i].keys, NULL, &error));
  if (strstr (error->message, bad_keys[i].complaint) == NULL)
    fail_msg ("“%s” does not say “%s”", error->message, bad_keys[i].complaint);
}

int
main (void)
{
  g_autoptr(GArray) tests = g_array_new (FALSE, TRUE, sizeof (struct CMUnitTest));

  for (gsize i = 0; i < G_N_ELEMENTS (plans) + G_N_ELEMENTS (wishes) + G_N_ELEMENTS (bad_keys); i++)
    {
      gsize w = i - G_N_ELEMENTS (plans), b = w - G_N_ELEMENTS (wishes);
      struct CMUnitTest test = i < G_N_ELEMENTS (plans) ? (struct CMUnitTest) { .name = plans[i].name, .test_func = test_plan, .initial_state = GSIZE_TO_POINTER (i) }
                               : w < G_N_ELEMENTS (wishes) ? (struct CMUnitTest) { .name = wishes[w].name, .test_func = test_wish, .initial_state = GSIZE_TO_POINTER (w) }
                                                           : (struct CMUnitTest) { .name = bad_keys[b].name, .test_func = test_bad_key, .initial_state = GSIZE_TO_POINTER (b) };
      g_array_append_val (tests, test);
    }
  return _cmocka_run_group_tests ("charts", (const struct CMUnitTest *) (void *) tests->data, tests->len, NULL, NULL);
}
