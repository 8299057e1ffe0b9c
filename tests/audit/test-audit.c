/* What the audit says of small texts, and what it keeps silent about: "verdict code stated computed", a line a finding. */
#include "jb-audit.h"
#include "jb-label.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static JbLexicon *lexicon;

static const struct
{
  const char *text, *findings; /* "": silent */
} cases[] = {
  /* rate against part and whole */
  { "调解纠纷412件，调解成功405件，调解成功率98.3%。", "rounding rate 98.3 98.301\nconsistent part 405 412\n" },
  { "调解纠纷400件，调解成功300件，调解成功率75%。", "consistent part 300 400\nconsistent rate 75 75.00\n" },
  { "调解纠纷400件，调解成功300件，调解成功率85%。", "inconsistent rate 85 75.00\nconsistent part 300 400\n" },
  { "一审行政诉讼案件50件，同比下降16.67%，败诉6件，败诉率12%。",
    "derived change - 60\nconsistent part 6 50\nconsistent rate 12 12.00\n" },
  { "调解纠纷400件，调解成功300件，调解成功率约85%。", "" },
  { "调解纠纷近400件，调解成功300件，调解成功率85%。", "" },
  { "调解纠纷400件，走访群众300户，满意率85%。", "" },
  /* granularity */
  { "审查文件72件，合法率98%。", "inconsistent granularity 98 98.61\n" },
  { "审结行政诉讼案件44件，败诉率13.64%。", "consistent granularity 13.64 13.6364\n" },
  { "办结行政复议案件24件，纠错率25%。", "consistent granularity 25 25.00\n" },
  { "办结行政复议案件24件，纠错率26%。", "inconsistent granularity 26 29.17\n" },
  { "办结行政复议案件20余件，纠错率26%。", "" },
  { "办结建议72件，办结率98%。", "" }, /* 72 is the part; the whole is not said */
  { "合法性审查72件，合法率98%。", "inconsistent granularity 98 98.61\n" },
  { "新建学校12所，入学率98.5%。", "" },
  { "聘请律师7名，聘请律师担任外聘法律顾问，聘用率达80%。", "" },
  { "审查文件72件，出台制度3项，合法率98%。", "inconsistent granularity 98 100.00\n" },
  /* of which of several counts a rate is the share is not told: nothing is claimed */
  { "办结1,103件（含上年结转86件），其中维持456件，驳回112件，纠错97件，纠错率8.8%。", "" },
  { "审查文件172件、合同72件，合法率98%。", "" },
  { "审查文件近200件、合同72件，合法率98%。", "" },
  { "审查文件72件，合同36件，合法率98%。", "inconsistent granularity 98 100.00\n" },
  { "受理案件1000件，调解纠纷400件，调解成功300件，调解成功率30%。", "consistent part 300 400\n" },
  /* beyond a hundred */
  { "产品抽检合格率102%。", "inconsistent rate 102 100\n" },
  { "预算完成率为102%。", "" },
  { "收入为预算的101.2%。", "" },
  /* parts and sums */
  { "查处案件12件，其中重大案件15件。", "inconsistent part 15 12\n" },
  { "查处案件12件，其中重大案件5件。", "" },
  { "查出问题883个，整改500个，查出非金额计量问题359个。", "consistent part 359 883\n" },
  { "受理案件30件，其中民事案件10件、刑事案件20件。", "consistent sum 30 30\n" },
  { "受理案件30件，其中民事案件10件、刑事案件8件。", "" },
  { "废止文件9件、修改文件4件，共计13件。", "consistent sum 13 13\n" },
  { "废止文件9件、修改文件4件，共计14件。", "inconsistent sum 14 13\n" },
  { "培训干部9人、修改文件4件，共计14件。", "" },
  { "废止文件9件；修改文件4件、清理文件2件，共计20件。", "" },
  { "地区生产总值241.6亿元。其中，第一产业增加值36.2亿元，第二产业增加值98.7亿元，第三产业增加值106.7亿元。",
    "consistent sum 24160000000 24160000000\n" },
  { "地区生产总值241.6亿元。其中，第一产业增加值36.2亿元，第二产业增加值98.7亿元，第三产业增加值106.8亿元。",
    "rounding sum 24160000000 24170000000\n" },
  { "地区生产总值241.6亿元。其中，第一产业增加值36.2亿元，第二产业增加值98.7亿元，第三产业增加值116.7亿元。",
    "inconsistent sum 24160000000 25160000000\n" },
  { "三次产业结构为15.0：40.9：44.1。", "consistent sum 100 100\n" },
  { "三次产业结构为15.0：40.9：44.2。", "rounding sum 100 100.1\n" },
  { "三次产业结构为15.0：40.9：46.1。", "inconsistent sum 100 102\n" },
  { "男女性别比为105.2。", "" },
  { "城镇、农村、其他分别占30%、45%、25%。", "consistent sum 100 100\n" },
  { "城镇、农村、其他分别占30%、45%、15%。", "" },
  /* changes */
  { "案件由80件增加到100件，增长25%。", "consistent change 25 25.00\n" },
  { "案件由80件增加到100件，增长20%。", "inconsistent change 20 25.00\n" },
  { "案件由90件增加到100件，增长11.1%。", "rounding change 11.1 11.111\n" },
  { "案件由100件增加到80件，增长20%。", "inconsistent change 20 20.00\n" },
  { "合格率由90%提高到95%，提高5个百分点。", "consistent change 5 5\n" },
  { "合格率由90%提高到95%，提高5%。", "" },
  { "情况表\n指标\t2021年\t2022年\t同比（%）\n起诉（人）\t562\t512\t-8.9\n", "rounding change 8.9 8.897\n" },
  { "情况表\n指标\t2021年\t2022年\t同比（%）\n起诉（人）\t562\t512\t-12.9\n", "inconsistent change 12.9 8.897\n" },
  { "2021年，全市办结行政复议案件50件。\n2022年，全市办结行政复议案件60件，同比增长20%。",
    "derived change - 50\nconsistent change 20 20.00\n" },
  { "2021年，全市办结行政复议案件50件。\n2022年，全市办结行政复议案件60件，同比增长30%。",
    "inconsistent change 30 20.00\nderived change - 46\n" },
  { "2021年，全市办结行政复议案件50件。\n2022年，全市受理行政复议案件60件，同比增长30%。", "derived change - 46\n" },
  { "职工中，机关占46.32%，国有企业占15.26%，其他占38.42%；中、低收入占98.6%，高收入占1.4%。", "consistent sum 100 100\n" },
  { "投诉量下降120%。", "inconsistent change 120 100\n" },
  { "利润总额下降120%。", "" },
  { "败诉率13.64%，同比下降7.57个百分点。", "derived change - 21.21\nconsistent change - 21.21\n" },
  { "合格率95%，同比下降7个百分点。", "inconsistent change - 102\n" },
  { "贷款增速1.2%，同比下降7个百分点。", "derived change - 8.2\nconsistent change - 8.2\n" },
  { "受理案件540件，同比增长8%。", "derived change - 500\n" },
  { "一般公共预算收入20亿元，同比增长8%。", "" },
  /* said twice, said in words */
  { "全年办结行政复议案件24件。\n全年办结行政复议案件26件。", "inconsistent repeat 26 24\n" },
  { "全年办结行政复议案件24件。\n全年办结行政复议案件24件。", "consistent repeat 24 24\n" },
  /* what is said of what stands before is no fact of its own */
  { "收案增长34.1%，比全省平均高出19.8%；结案率91.3%，比全省平均高出2.1%。", "" },
  { "东镇办结行政复议案件24件。\n西镇办结行政复议案件26件。", "" },
  { "召开会议3次。\n召开会议5次。", "" },
  { "发现问题17个，均已全部完成整改。", "consistent rate - 100\n" },
  { "走访企业17家，全部人员参加。", "" },
  { "", "" },
};

static GPtrArray *
audit_text (const char *text, JbReport **report, GPtrArray **metrics)
{
  g_autoptr(GRefString) owned = g_ref_string_new (text);
  *report = jb_report_parse (owned, NULL, NULL);
  assert_non_null (*report);
  *metrics = jb_metrics_extract (*report, lexicon, NULL);
  return jb_audit_run (*report, *metrics, NULL);
}

static void
test_text (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(JbReport) report = NULL;
  g_autoptr(GPtrArray) metrics = NULL;
  g_autoptr(GPtrArray) findings = audit_text (cases[i].text, &report, &metrics);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint k = 0; k < findings->len; k++)
    {
      const JbFinding *finding = g_ptr_array_index (findings, k);
      g_string_append_printf (found, "%s %s %s %s\n", jb_verdict_name (finding->verdict), jb_finding_code_name (finding->code),
                              finding->stated ?: "-", finding->computed ?: "-");
      assert_true (finding->metrics->len > 0);
      assert_true (finding->claim_zh != NULL && finding->claim_en != NULL && finding->reason_zh != NULL && finding->reason_en != NULL);
      assert_true (g_str_is_ascii (finding->reason_en) || strstr (finding->reason_en, "。") == NULL);
    }
  assert_string_equal (found->str, cases[i].findings);
}

/* The first user's report and its annotated checks, where they are at hand. */
static void
test_seed (void **state G_GNUC_UNUSED)
{
  static const struct { const char *metrics, *verdict; } gold[] = {
    { "m057 m056 m058", "rounding" }, { "m064 m065", "consistent" }, { "m062 m063", "consistent" }, { "m033 m034", "inconsistent" },
    { "m035 m036", "consistent" },    { "m065 m066", "consistent" }, { "m057 m056", "consistent" }, { "m075 m072", "consistent" },
    { "m052", "consistent" },         { "m011", "consistent" },      { "m004 m007", "consistent" }, { "m004 m006", "consistent" },
    { "m004 m008", "consistent" },    { "m006 m007 m008", "consistent" },
  };
  g_autofree char *path = g_build_filename (g_getenv ("JB_SHARED_DIR") ?: "", "seed", "longchang-2022.zh.txt", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return; /* no skip(): it would jump over the clean-up */
  g_autoptr(JbReport) report = NULL;
  g_autoptr(GPtrArray) metrics = NULL;
  g_autoptr(GPtrArray) findings = audit_text (text, &report, &metrics);
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_inconsistent = 0;
  for (guint i = 0; i < findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (findings, i);
      g_autoptr(GString) ids = g_string_new (NULL);
      for (guint k = 0; k < finding->metrics->len; k++)
        g_string_append_printf (ids, "%s%s", k > 0 ? " " : "",
                                ((const JbMetric *) g_ptr_array_index (metrics, g_array_index (finding->metrics, guint, k)))->id);
      g_string_append_printf (ids, "=%s", jb_verdict_name (finding->verdict));
      g_hash_table_add (said, g_strdup (ids->str));
      n_inconsistent += finding->verdict == JB_VERDICT_INCONSISTENT ? 1 : 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (gold); i++)
    {
      g_autofree char *key = g_strdup_printf ("%s=%s", gold[i].metrics, gold[i].verdict);
      if (!g_hash_table_contains (said, key))
        fail_msg ("%s is not said", key);
    }
  assert_int_equal (n_inconsistent, 1);
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 1];

  lexicon = jb_lexicon_load (NULL, &error);
  if (lexicon == NULL)
    return 1;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].text, .test_func = test_text, .initial_state = GSIZE_TO_POINTER (i) };
  tests[G_N_ELEMENTS (cases)] = (struct CMUnitTest) { .name = "seed", .test_func = test_seed };
  int failed = cmocka_run_group_tests_name ("audit", tests, NULL, NULL);
  jb_lexicon_free (lexicon);
  return failed;
}
