#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-bilingual.h"
#include "jb-file.h"

#include <string.h>

static JbLexicon *lexicon;
static JbGlossary *known, *required;

/* @code NULL: nothing may be found. */
static const struct { const char *source; const char *target; const char *code; } cases[] = {
  /* right as they are */
  { "梳理依申请事项2399项，主动行使事项5355项。", "We sorted out 2,399 items handled upon application and 5,355 items exercised ex officio.", NULL },
  { "兑付资金4553.46万元。", "We disbursed 45.5346 million yuan.", NULL },
  { "解决贷款需求23.51亿元。", "Loan demand of 2.351 billion yuan was met.", NULL },
  { "同比下降7.57个百分点。", "It was down 7.57 percentage points year on year.", NULL },
  { "解决诉求140余项。", "More than 140 requests were resolved.", NULL },
  { "完成77%以上的点位。", "At least 77 percent of the sites were completed.", NULL },
  { "近3.5万件。", "Nearly 35,000 cases.", NULL },
  { "约20公里。", "About 20 kilometers.", NULL },
  { "占比100%。", "All of them.", NULL },
  { "开展专项整治1次。", "A special campaign was carried out.", NULL },
  { "新建站点3至5个。", "Three to five stations were built.", NULL },
  { "办结3—5件。", "Between 3 and 5 cases were concluded.", NULL },
  { "2022年12月30日印发。", "It was issued on December 30, 2022.", NULL },
  { "百分之三十五的企业。", "35 percent of enterprises.", NULL },
  { "三分之二的村。", "Two-thirds of villages.", NULL },
  { "十大典型案例。", "The ten typical cases.", NULL },
  { "一是加强三项制度。", "First, the three systems were strengthened.", NULL },
  { "产值翻一番。", "Output value doubled.", NULL },
  { "建设高标准农田80000亩。", "5,333 hectares of high-standard cropland were built.", NULL },
  { "(一)优化服务。", "(1) Improving services.", NULL },
  { "党的二十大精神。", "The guiding principles of the 20th CPC National Congress.", NULL },
  { "“十四五”规划。", "The 14th Five-Year Plan.", NULL },
  { "由93.8%上升到95.5%。", "It rose from 93.8 percent to 95.5 percent.", NULL },
  { "审批时限缩短88.51%。", "Approval time was cut by 88.51 percent.", NULL },
  { "贷款余额1.2万亿元。", "The balance of loans was 1.2 trillion yuan.", NULL },
  { "增长8.5%，高于全省1.2个百分点。", "It grew by 8.5 percent, 1.2 percentage points above the provincial average.", NULL },
  { "三次产业结构为2.5:36.7:60.7。", "The composition of the three industries was 2.5:36.7:60.7.", NULL },
  { "查处商标侵权13件、假冒专利1件。", "13 cases of trademark infringement and 1 case of patent counterfeiting were handled.", NULL },
  { "工作取得成效", "Results achieved", NULL },
  { "详见www.linjiang.example。", "See www.linjiang.example for details.", NULL },
  { "建设高标准农田1250亩。", "A total of 1,250 mu (83.3 hectares) of high-standard cropland was built.", NULL },
  { "建设高标准农田1250亩。", "A total of 83.3 hectares (1,250 mu) of high-standard cropland was built.", NULL },
  { "造林1.25万亩。", "Trees were planted on about 833 hectares of land.", NULL },
  { "播种面积68.2万亩。", "The sown area was 682,000 mu (45,467 hectares).", NULL },
  { "粮食产量25.6亿斤。", "Grain output reached 1.28 million metric tons.", NULL },
  { "人口自然增长率-2.07‰。", "The natural population growth rate was -2.07 per thousand.", NULL },
  { "人口自然增长率-2.07‰。", "The population saw a natural decrease of 2.07 per thousand.", NULL },
  { "比例为1:3。", "The ratio was 1 to 3.", NULL },
  { "新冠肺炎疫情三年。", "Three years of the COVID-19 pandemic.", NULL },
  { "“三公”经费下降6.8%。", "Spending on official overseas visits, vehicles, and hospitality fell by 6.8 percent.", NULL },
  { "由4.8天缩短至3.6天，缩短25%。", "It was cut from 4.8 days to 3.6 days, down 25 percent.", NULL },
  { "占六成以上。", "It accounted for over 60 percent.", NULL },
  { "2023年1—6月，办结案件560件。", "From January to June 2023, 560 cases were concluded.", NULL },
  { "7×24小时服务。", "A 24/7 service.", NULL },
  { "提高到每人每月720元、520元。", "They were raised to 720 yuan and 520 yuan per person per month.", NULL },
  { "实际使用外资1.2亿美元。", "Foreign investment actually used reached US$120 million.", NULL },
  { "每件平均少跑2至3趟。", "Each item saved two to three visits on average.", NULL },
  /* wrong digits and scales */
  { "建设高标准农田1250亩。", "A total of 1,250 mu (833 hectares) of high-standard cropland was built.", "number" },
  { "人口自然增长率-2.07‰。", "The natural population growth rate was 2.07 per thousand.", "number" },
  { "比例为1:3。", "The ratio was 1 to 4.", "number" },
  { "梳理事项2399项。", "We sorted out 2,339 items.", "number" },
  { "梳理事项2399项。", "We sorted out 23,990 items.", "number" },
  { "梳理事项2399项。", "We sorted out the items.", "number" },
  { "梳理事项。", "We sorted out 2,399 items.", "number" },
  { "兑付资金4553.46万元。", "We disbursed 455.346 million yuan.", "number" },
  { "兑付资金4553.46万元。", "We disbursed 4.55346 million yuan.", "number" },
  { "兑付资金4553.46万元。", "We disbursed 4,553.46 yuan.", "number" },
  { "兑付资金4553.46万元。", "We disbursed 45.5 million yuan.", "number" },
  { "贷款23.51亿元。", "Loans of 2.351 million yuan.", "number" },
  { "贷款23.51亿元。", "Loans of 23.51 billion yuan.", "number" },
  { "贷款1.8亿元。", "Loans of 1.8 billion yuan.", "number" },
  { "贷款1.2万亿元。", "Loans of 1.2 billion yuan.", "number" },
  { "服务3.5万人。", "3,500 people were served.", "number" },
  { "服务3.5万人。", "3.5 people were served.", "number" },
  { "办结5件、受理7件。", "5 cases were concluded.", "number" },
  { "办结5件。", "5 cases were concluded and 7 accepted.", "number" },
  { "办结5件。", "Six cases were concluded.", "number" },
  { "百分之三十五的企业。", "53 percent of enterprises.", "number" },
  { "三分之二的村。", "One-third of villages.", "number" },
  { "办结3至5件。", "3 to 6 cases were concluded.", "number" },
  { "办结3至5件。", "3 cases were concluded.", "number" },
  { "2022年办结5件。", "In 2023, 5 cases were concluded.", "number" },
  { "12月30日印发。", "It was issued on November 30.", "number" },
  { "12月30日印发。", "It was issued on December 13.", "number" },
  { "合法率98%。", "The rate of legality was 89 percent.", "number" },
  { "合法率98.25%。", "The rate of legality was 98.2 percent.", "number" },
  { "一千二百人参加。", "2,100 people took part.", "number" },
  { "建设农田80000亩。", "6,000 hectares of cropland were built.", "number" },
  { "比例为2.5:36.7:60.7。", "The ratio was 2.5:36.7:60.8.", "number" },
  /* units */
  { "下降7.57个百分点。", "It was down 7.57 percent.", "unit" },
  { "增长7.5%。", "It grew by 7.5 percentage points.", "unit" },
  { "增长7.5%。", "It grew by 7.5.", "unit" },
  { "出生率7.98‰。", "The birth rate was 7.98 percent.", "unit" },
  { "办结25件。", "25 percent of cases were concluded.", "unit" },
  { "资金500万元。", "Funds of 5 million.", "unit" },
  { "资金500万元。", "Funds of 5 million US dollars.", "unit" },
  { "建设农田500亩。", "500 hectares of cropland were built.", "unit" },
  { "收购粮食500斤。", "500 metric tons of grain were purchased.", "unit" },
  { "修路500公里。", "500 meters of roads were built.", "unit" },
  { "需要5个工作日。", "It takes 5 days.", "unit" },
  { "需要5小时。", "It takes 5 days.", "unit" },
  /* modifiers */
  { "解决诉求140余项。", "140 requests were resolved.", "modifier" },
  { "解决诉求140项。", "More than 140 requests were resolved.", "modifier" },
  { "完成77%以上的点位。", "77 percent of the sites were completed.", "modifier" },
  { "近3.5万件。", "More than 35,000 cases.", "modifier" },
  { "超过500件。", "Fewer than 500 cases.", "modifier" },
  { "不超过500件。", "More than 500 cases.", "modifier" },
  /* direction, places */
  { "审批时限缩短88.51%。", "Approval time rose by 88.51 percent.", "direction" },
  { "败诉率下降7.57个百分点。", "The loss rate was up 7.57 percentage points.", "direction" },
  { "收入增长8.5%。", "Revenue fell by 8.5 percent.", "direction" },
  { "查处商标侵权13件、假冒专利1件。", "1 case of trademark infringement and 13 cases of patent counterfeiting were handled.", "swapped" },
  { "办结行政复议案件24件、法律援助案件371件。", "371 administrative reconsideration cases and 24 legal aid cases were concluded.", "swapped" },
  /* text */
  { "工作取得成效。", NULL, "missing" },
  { "工作取得成效。", "", "missing" },
  { "工作取得成效。", "工作取得成效。", "chinese" },
  { "工作取得成效。", "The work in 临江 achieved results.", "chinese" },
  { "工作取得成效。", "The work achieved results，and more.", "punctuation" },
  { "工作取得成效。", "The work achieved results。", "punctuation" },
  { "工作取得成效。", "The work achieved results", "punctuation" },
  { "工作取得成效。", "The work (of the city achieved results.", "punctuation" },
  { "工作取得成效。", "The “work achieved results.", "punctuation" },
  { "工作取得成效。", "The \"work achieved results.", "punctuation" },
  { "工作取得成效。", "The work , achieved results.", "punctuation" },
  { "工作取得成效。", "The work,achieved results.", "punctuation" },
  { "工作取得成效。", "The the work achieved results.", "repeated" },
  { "工作取得成效。", "The work  achieved results.", "space" },
  { "深入推进各项改革，持续优化营商环境，扎实做好民生保障，切实维护社会稳定。", "Reform went on.", "length" },
  { "详见www.linjiang.example。", "See www.linjang.example for details.", "link" },
  { "办好政务服务。", "We handled government affairs well.", "term" },
};

static char *
codes_of (const GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JbBilingualFinding *finding = g_ptr_array_index (findings, i);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", jb_bilingual_code_name (finding->code));
    }
  return g_string_free (text, FALSE);
}

static void
test_pair (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GPtrArray) findings = jb_bilingual_check_pair (cases[i].source, cases[i].target, lexicon, known, required);
  g_autofree char *codes = codes_of (findings);

  if (cases[i].code == NULL)
    assert_string_equal (codes, "");
  else
    assert_string_equal (codes, cases[i].code);
}

/* Pairs of a file, right and wrong ones; all that differ from what it says are named. */
static void
test_pairs_of_genre (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "audit", "bilingual-pairs.tsv", NULL);
  g_autofree char *text = NULL;
  guint right = 0, wrong = 0, failed = 0;

  (void) state;
  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      assert_int_equal (g_strv_length (fields), 3);
      g_autoptr(GPtrArray) findings = jb_bilingual_check_pair (fields[0], fields[1], lexicon, known, NULL);
      g_autofree char *codes = codes_of (findings);
      gboolean silent = strcmp (fields[2], "-") == 0;

      *(silent ? &right : &wrong) += 1;
      if (strcmp (silent ? "" : fields[2], codes) == 0)
        continue;
      failed++;
      print_message ("%s | %s: %s, not %s\n", fields[0], fields[1], codes, fields[2]);
    }
  assert_true (right >= 60 && wrong >= 40);
  assert_int_equal (failed, 0);
}

static void
collect_codes (const char *report_path, const char *memory_path, GString *codes, guint *n_links)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = jb_file_read (report_path, 1 << 24, &error);
  assert_non_null (bytes);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GRefString *text = g_ref_string_new_len (data, (gssize) length);
  g_autoptr(JbReport) report = jb_report_parse (text, report_path, &error);
  g_autoptr(JbMemory) memory = jb_memory_new ();
  assert_true (jb_memory_add_file (memory, memory_path, NULL, &error));
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, NULL);
  g_autoptr(JbTranslation) translation = jb_translation_new (report, metrics, memory, known);
  g_autoptr(GPtrArray) findings = jb_bilingual_check (report, translation, lexicon, known, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JbBilingualFinding *finding = g_ptr_array_index (findings, i);
      guint line, column;

      jb_report_locate (report, finding->byte, &line, &column);
      g_string_append_printf (codes, "%u:%u: %s: %s [%s] [%s]\n", line, column, jb_bilingual_code_name (finding->code),
                              finding->message, finding->stated != NULL ? finding->stated : "", finding->found != NULL ? finding->found : "");
    }
  for (guint i = 0; i < translation->links->len; i++)
    *n_links += ((GArray *) translation->links->pdata[i])->len;
  assert_int_equal (translation->n_missing, 0);
  g_ref_string_release (text);
}

/* Nor with the sample years. */
static void
test_samples (void **state)
{
  static const char *const names[] = { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt" };
  const char *source = g_getenv ("JB_SOURCE_DIR");
  g_autofree char *memory = g_build_filename (source, "assets", "samples", "yunze.tmx", NULL);
  g_autoptr(GString) codes = g_string_new (NULL);
  guint n_links = 0;

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *report = g_build_filename (source, "assets", "samples", names[i], NULL);
      collect_codes (report, memory, codes, &n_links);
    }
  assert_string_equal (codes->str, "");
}

#define TABLE "各领域情况如下：\n领域\t案件数（件）\t罚没款（万元）\n市场监管\t412\t326.4\n交通运输\t268\t118.5\n"

/* The head of a table gives the scale: 326.4 under 万元 is 3.264 under "million yuan"; another number is still wrong. */
static void
test_table (void **state)
{
  static const struct { const char *row; gboolean right; } rows[] = {
    { "Market regulation\t412\t326.4", TRUE }, { "Market regulation\t412\t3.264", TRUE },
    { "Market regulation\t412\t3,264,000", TRUE }, { "Market regulation\t412\t32.64", FALSE }, { "Market regulation\t421\t326.4", FALSE } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GRefString *text = g_ref_string_new (TABLE);
      g_autoptr(JbReport) report = jb_report_parse (text, "r.txt", NULL);
      g_autoptr(JbMemory) memory = jb_memory_new ();
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), "jb-bilingual-table.tmx", NULL);
      g_autofree char *tmx = g_strdup_printf ("<tmx version=\"1.4\"><body><tu><tuv xml:lang=\"zh\"><seg>市场监管\t412\t326.4</seg></tuv>"
                                              "<tuv xml:lang=\"en\"><seg>%s</seg></tuv></tu></body></tmx>", rows[i].row);

      assert_true (g_file_set_contents (path, tmx, -1, NULL));
      assert_true (jb_memory_add_file (memory, path, NULL, NULL));
      g_autoptr(JbTranslation) translation = jb_translation_new (report, NULL, memory, known);
      g_autoptr(GPtrArray) findings = jb_bilingual_check (report, translation, lexicon, known, NULL);
      guint n_numbers = 0;
      for (guint k = 0; k < findings->len; k++)
        n_numbers += ((JbBilingualFinding *) findings->pdata[k])->code == JB_BILINGUAL_NUMBER ? 1u : 0u;
      if ((n_numbers == 0) != rows[i].right)
        fail_msg ("%s: %u numbers are told to be wrong", rows[i].row, n_numbers);
      g_ref_string_release (text);
    }
}

/* Nothing is wrong with a checked translation. */
static void
test_silent (void **state)
{
  const char *shared = g_getenv ("JB_SHARED_DIR");
  g_autofree char *report = shared != NULL ? g_build_filename (shared, "seed", "longchang-2022.zh.txt", NULL) : NULL;
  g_autofree char *memory = shared != NULL ? g_build_filename (shared, "seed", "longchang-2022.tmx", NULL) : NULL;
  g_autoptr(GString) codes = g_string_new (NULL);
  guint n_links = 0;

  (void) state;
  if (report == NULL || !g_file_test (report, G_FILE_TEST_EXISTS))
    return; /* no skip(): it would jump over the clean-up */
  collect_codes (report, memory, codes, &n_links);
  assert_string_equal (codes->str, "");
  assert_true (n_links >= 75);
}

static int
load (void **state)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "jb-bilingual-terms.tsv", NULL);

  (void) state;
  lexicon = jb_lexicon_load (NULL, &error);
  known = jb_glossary_load (NULL, &error);
  required = jb_glossary_new_empty ();
  return lexicon == NULL || known == NULL || !g_file_set_contents (path, "政务服务\tgovernment service; public service\n", -1, &error)
         || !jb_glossary_add_file (required, path, &error);
}

static int
unload (void **state)
{
  (void) state;
  jb_lexicon_free (lexicon);
  jb_glossary_free (known);
  jb_glossary_free (required);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 4] = { cmocka_unit_test (test_silent), cmocka_unit_test (test_samples), cmocka_unit_test (test_table),
                                                          cmocka_unit_test (test_pairs_of_genre) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i + 4] = (struct CMUnitTest) { .name = cases[i].target != NULL ? cases[i].target : "(none)", .test_func = test_pair,
                                         .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("bilingual", tests, load, unload);
}
