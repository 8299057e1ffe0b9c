/* Pairs of numbers over reports: against what a reader pairs in the three sample years, and on small reports where each
 * reason alone decides; maps; claims about earlier years. */
#include "jb-compare.h"

#include "jb-error.h"
#include "jb-file.h"
#include "jb-tsv.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define N_YEARS 3
#define LEAST_PRECISION 0.95
#define LEAST_RECALL 0.92

static JbLexicon *lexicon;

typedef struct { int metrics[N_YEARS]; } GoldRow;

typedef struct
{
  JbReport  *report;
  GPtrArray *metrics;
} Side;

static Side
read_text (const char *text)
{
  g_autoptr(GError) error = NULL;
  GRefString *kept = g_ref_string_new (text);
  Side side = { .report = jb_report_parse (kept, "test.txt", &error) };

  g_ref_string_release (kept);
  assert_null (error);
  side.metrics = jb_metrics_extract (side.report, lexicon, NULL);
  return side;
}

static void
side_clear (Side *side)
{
  g_ptr_array_unref (side->metrics);
  jb_report_free (side->report);
}

static JbAlignSource
source_of (const Side *side, const char *name)
{
  return (JbAlignSource) { side->report, side->metrics, name, jb_report_get_year (side->report) };
}

static Side
read_sample (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets", "samples", name, NULL);
  g_autofree char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return read_text (text);
}

/* The metric that ends where @snippet ends; -1 for "-". A snippet that is not there, or is there twice, fails. */
static int
find_metric (const Side *side, const char *snippet)
{
  const char *text = jb_report_get_text (side->report, NULL), *at = strstr (text, snippet);

  if (strcmp (snippet, "-") == 0)
    return -1;
  if (at == NULL || strstr (at + 1, snippet) != NULL)
    fail_msg ("“%s” is in the sample %s", snippet, at == NULL ? "nowhere" : "twice");
  gsize end = (gsize) (at - text) + strlen (snippet);
  for (guint i = 0; i < side->metrics->len; i++)
    if (((const JbMetric *) g_ptr_array_index (side->metrics, i))->span.end == end)
      return (int) i;
  return -2; /* the reading of numbers does not know it: it cannot be paired */
}

static const char *const samples[N_YEARS] = { "yunze-2021.zh.txt", "yunze-2022.zh.txt", "yunze-2023.zh.txt" };

static gboolean
is_in_gold (const GArray *gold, guint a, int x, guint b, int y)
{
  for (guint i = 0; i < gold->len; i++)
    {
      const int *row = g_array_index (gold, GoldRow, i).metrics;
      if (row[a] == x && row[b] == y)
        return TRUE;
    }
  return FALSE;
}

/* Counts pairs: a series of three members is three. */
static void
test_gold (void **state)
{
  Side sides[N_YEARS];
  JbAlignSource sources[N_YEARS];
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "audit", "align-yunze.tsv", NULL);
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, N_YEARS, N_YEARS, &error);
  g_autoptr(GArray) gold = g_array_new (FALSE, FALSE, sizeof (GoldRow));
  guint wanted = 0, found = 0, right = 0;

  (void) state;
  assert_non_null (tsv);
  for (guint i = 0; i < N_YEARS; i++)
    {
      sides[i] = read_sample (samples[i]);
      sources[i] = source_of (&sides[i], samples[i]);
      assert_int_equal (sources[i].year, 2021 + (int) i);
    }
  for (guint i = 0; i < tsv->rows->len; i++)
    {
      GoldRow row;
      for (guint r = 0; r < N_YEARS; r++)
        row.metrics[r] = find_metric (&sides[r], jb_tsv_row (tsv, i)->fields[r]);
      for (guint a = 0; a < N_YEARS; a++)
        for (guint b = a + 1; b < N_YEARS; b++)
          wanted += row.metrics[a] != -1 && row.metrics[b] != -1;
      g_array_append_val (gold, row);
    }
  g_autoptr(GPtrArray) series = jb_align_run (sources, N_YEARS, NULL, &error);
  assert_non_null (series);
  for (guint s = 0; s < series->len; s++)
    for (guint a = 0; a < N_YEARS; a++)
      for (guint b = a + 1; b < N_YEARS; b++)
        {
          const JbAlignMember *members = ((const JbSeries *) g_ptr_array_index (series, s))->members;
          if (members[a].metric < 0 || members[b].metric < 0)
            continue;
          found++;
          if (is_in_gold (gold, a, members[a].metric, b, members[b].metric))
            right++;
          else
            print_message ("no pair to a reader: %s, %s\n", ((JbMetric *) g_ptr_array_index (sides[a].metrics, (guint) members[a].metric))->label_zh,
                           ((JbMetric *) g_ptr_array_index (sides[b].metrics, (guint) members[b].metric))->label_zh);
        }
  print_message ("%u pairs of a reader, %u found, %u of them right\n", wanted, found, right);
  assert_true (right >= LEAST_PRECISION * found);
  assert_true (right >= LEAST_RECALL * wanted);

  /* every claim of the samples about the year before holds */
  g_autoptr(GPtrArray) claims = jb_compare_check (sources, N_YEARS, series);
  assert_true (claims->len >= 50);
  assert_int_not_equal (((const JbClaim *) g_ptr_array_index (claims, 0))->verdict, JB_VERDICT_INCONSISTENT);
  for (guint i = 0; i < N_YEARS; i++)
    side_clear (&sides[i]);
}

#define REPORT(year, text) "云山县" year "年法治政府建设情况报告\n" year "年，云山县推进工作。\n一、主要工作\n（一）化解纠纷。" text "\n云山县人民政府\n"

/* Two years of one sentence each; is the last number of the first paired with number @with of the second? */
static const struct { const char *name, *earlier, *later; int with; } pairs[] = {
  { "the same words", "办理法律援助案件412件。", "办理法律援助案件436件。", 0 },
  { "another name of one thing", "新登记市场主体8400户。", "新登记经营主体9240户。", 0 },
  { "person counted by 名 or 人", "持证执法人员1086名。", "持证执法人员1120人。", 0 },
  { "a longer name", "组织跨部门联合抽查36次。", "组织“双随机、一公开”跨部门联合抽查45次。", 0 },
  { "money is no count", "办理法律援助案件412件。", "办理法律援助案件支出436万元。", -1 },
  { "a rate is no change of it", "案件办结率98%。", "案件办结率同比提高1.2个百分点。", -1 },
  { "nothing in common", "办理法律援助案件412件。", "清理河道46件。", -1 },
  { "the nearer of two", "办理公证事项300件。", "办理公证事项320件，其中网上办理公证事项80件。", 0 },
};

static void
test_pair (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *a = g_strdup_printf (REPORT ("2021", "%s"), pairs[i].earlier), *b = g_strdup_printf (REPORT ("2022", "%s"), pairs[i].later);
  Side sides[] = { read_text (a), read_text (b) };
  JbAlignSource sources[] = { source_of (&sides[0], "a"), source_of (&sides[1], "b") };
  g_autoptr(GPtrArray) series = jb_align_run (sources, 2, NULL, NULL);
  int with = -1, last = (int) sides[0].metrics->len - 1;

  for (guint s = 0; s < series->len; s++)
    {
      const JbSeries *one = g_ptr_array_index (series, s);
      if (one->members[0].metric == last)
        with = one->members[1].metric;
      assert_true (one->members[1].with < 0 || (one->members[1].score >= JB_ALIGN_THRESHOLD && one->members[1].score <= 1 && one->members[1].reasons != 0));
    }
  assert_true (last >= 0);
  assert_int_equal (with, pairs[i].with);
  side_clear (&sides[0]);
  side_clear (&sides[1]);
}

/* What the later report claims, and how it is judged; NULL verdict: it cannot be. */
static const struct { const char *name, *earlier, *later; int verdict; const char *stated, *computed; } claims[] = {
  { "percent that fits", "受理行政复议申请50件。", "受理行政复议申请60件，同比增长20%。", JB_VERDICT_CONSISTENT, "20", "20.00" },
  { "percent that fits after rounding", "受理行政复议申请84件。", "受理行政复议申请96件，同比增长14.29%。", JB_VERDICT_ROUNDING, "14.29", "14.2857" },
  { "percent that does not fit", "受理行政复议申请50件。", "受理行政复议申请60件，同比增长25%。", JB_VERDICT_INCONSISTENT, "25", "20.00" },
  { "a rise that was a fall", "受理行政复议申请60件。", "受理行政复议申请48件，同比增长20%。", JB_VERDICT_INCONSISTENT, "20", "-20.00" },
  { "a fall", "受理行政复议申请60件。", "受理行政复议申请48件，同比下降20%。", JB_VERDICT_CONSISTENT, "-20", "-20.00" },
  { "points that fit", "群众满意率93.2%。", "群众满意率95.1%，同比上升1.9个百分点。", JB_VERDICT_CONSISTENT, "1.9", "1.9" },
  { "points that do not fit", "群众满意率93.2%。", "群众满意率95.1%，同比上升2.9个百分点。", JB_VERDICT_INCONSISTENT, "2.9", "1.9" },
  { "an amount that fits", "制定行政规范性文件15件。", "制定行政规范性文件12件，比上年减少3件。", JB_VERDICT_CONSISTENT, "-3", "-3" },
  { "an amount that does not fit", "制定行政规范性文件15件。", "制定行政规范性文件12件，比上年减少4件。", JB_VERDICT_INCONSISTENT, "-4", "-3" },
  { "the rounding of 万", "受理诉求3.2万件。", "受理诉求3.8万件，同比增长18%。", JB_VERDICT_ROUNDING, "18", "18.7500" },
  { "a lower bound proves nothing", "受理诉求3200余件。", "受理诉求3800件，同比增长30%。", -1, NULL, NULL },
  { "about proves nothing", "受理诉求3200件。", "受理诉求约3800件，同比增长30%。", -1, NULL, NULL },
  { "a year that is not there", "受理诉求3200件。", "受理诉求3800件，比2019年增长30%。", -1, NULL, NULL },
  { "what was done more, of something else", "重点任务52项。", "重点任务60项全部完成，比上年多完成9项。", -1, NULL, NULL },
};

static void
test_claim (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *a = g_strdup_printf (REPORT ("2021", "%s"), claims[i].earlier), *b = g_strdup_printf (REPORT ("2022", "%s"), claims[i].later);
  Side sides[] = { read_text (a), read_text (b) };
  JbAlignSource sources[] = { source_of (&sides[0], "a"), source_of (&sides[1], "b") };
  g_autoptr(GPtrArray) series = jb_align_run (sources, 2, NULL, NULL);
  g_autoptr(GPtrArray) made = jb_compare_check (sources, 2, series);

  assert_int_equal (made->len, claims[i].verdict < 0 ? 0 : 1);
  if (made->len > 0)
    {
      const JbClaim *claim = g_ptr_array_index (made, 0);
      assert_int_equal (claim->verdict, claims[i].verdict);
      assert_string_equal (claim->stated, claims[i].stated);
      double computed = g_ascii_strtod (claim->computed, NULL), wanted = g_ascii_strtod (claims[i].computed, NULL);
      assert_true (computed == wanted);
      assert_int_equal (claim->report, 1);
      assert_int_equal (claim->earlier_report, 0);
    }
  side_clear (&sides[0]);
  side_clear (&sides[1]);
}

/* A map that is read; NULL: it is right, and pairs 法律援助 with 公证, 公证 with nothing. */
static const struct { const char *name, *map, *says; } maps[] = {
  { "by id", "metrics\ta\tb\tlabel\n\tm001\tm002\n\tm002\t-\n", NULL },
  { "columns the other way round", "metrics\tb\ta\n\tm002\tm001\n\t-\tm002\n", NULL },
  { "by label", "metrics\ta\tb\n\t法律援助案件\t公证事项\n\t公证事项\t-\n", NULL },
  { "comments and blank lines", "# one\n\nmetrics\ta\tb\n# two\n\tm001\tm002\tx\t0.9\ty\n\tm002\t-\n", NULL },
  { "unknown report", "metrics\ta\tc\n\tm001\tm002\n", "map.tsv:1: “c”" },
  { "one column", "metrics\ta\tlabel\n\tm001\t-\n", "map.tsv:1: a map pairs two" },
  { "no head", "\tm001\tm002\n", "map.tsv:1: the first row" },
  { "unknown metric", "metrics\ta\tb\n\tm001\tm009\n", "map.tsv:2: “m009”" },
  { "a metric twice", "metrics\ta\tb\n\tm001\tm002\n\tm001\tm001\n", "map.tsv:3: “m001”" },
  { "too few columns", "metrics\ta\tb\tlabel\n\tm001\n", "map.tsv:2" },
  { "no tab in front", "metrics\ta\tb\nm001\tm002\tx\n", "map.tsv:2: “m001”" },
  { "nothing", "# nothing\n", "no rows" },
};

static void
test_map (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("jb-align-XXXXXX", NULL), *path = g_build_filename (folder, "map.tsv", NULL);
  Side sides[] = { read_text (REPORT ("2021", "办理法律援助案件412件，办理公证事项300件。")),
                   read_text (REPORT ("2022", "办理法律援助案件436件，办理公证事项320件。")) };
  JbAlignSource sources[] = { source_of (&sides[0], "a"), source_of (&sides[1], "b") };

  assert_true (g_file_set_contents (path, maps[i].map, -1, NULL));
  g_autoptr(JbAlignMap) map = jb_align_map_load (path, sources, 2, &error);
  if (maps[i].says != NULL)
    {
      assert_null (map);
      assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
      if (strstr (error->message, maps[i].says) == NULL)
        fail_msg ("“%s” does not say “%s”", error->message, maps[i].says);
    }
  else
    {
      assert_null (error);
      g_autoptr(GPtrArray) series = jb_align_run (sources, 2, map, NULL);
      assert_int_equal (series->len, 3);
      for (guint s = 0; s < series->len; s++)
        {
          const JbAlignMember *m = ((const JbSeries *) g_ptr_array_index (series, s))->members;
          assert_true ((m[0].metric == 0) == (m[1].metric == 1));
          assert_true (m[0].metric != 1 || m[1].metric < 0);
        }
      /* what is written reads back to the same */
      g_autofree char *once = jb_align_map_write (series, sources, 2);
      assert_true (g_file_set_contents (path, once, -1, NULL));
      g_autoptr(JbAlignMap) again = jb_align_map_load (path, sources, 2, NULL);
      assert_non_null (again);
      g_autoptr(GPtrArray) same = jb_align_run (sources, 2, again, NULL);
      assert_int_equal (same->len, series->len);
    }
  g_remove (path);
  g_rmdir (folder);
  side_clear (&sides[0]);
  side_clear (&sides[1]);
}

/* A report of @n sentences that all say nearly the same: what a square search would stumble over. */
static Side
read_long (const char *year, guint n)
{
  GString *text = g_string_new (NULL);
  static const char *const things[] = { "法律援助", "公证", "调解", "复议", "信访", "执法检查", "行政许可", "行政处罚" };

  g_string_append_printf (text, "云山县%s年法治政府建设情况报告\n%s年，云山县推进工作。\n一、主要工作\n", year, year);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "第%c%c%c街道办理%s案件%u件。\n", 'A' + (int) (i / 676 % 26), 'A' + (int) (i / 26 % 26), 'A' + (int) (i % 26),
                            things[i % G_N_ELEMENTS (things)], 100 + i);
  Side side = read_text (text->str);
  g_string_free (text, TRUE);
  return side;
}

static double
time_of (guint n)
{
  Side sides[] = { read_long ("2021", n), read_long ("2022", n) };
  JbAlignSource sources[] = { source_of (&sides[0], "a"), source_of (&sides[1], "b") };
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) series = jb_align_run (sources, 2, NULL, NULL);
  double ms = (double) (g_get_monotonic_time () - start) / 1000;

  assert_true (series->len >= n);
  side_clear (&sides[0]);
  side_clear (&sides[1]);
  return ms;
}

static void
test_long (void **state)
{
  double once = time_of (1000), eightfold = time_of (8000);

  (void) state;
  print_message ("1000 numbers: %d ms, 8000: %d ms\n", (int) once, (int) eightfold);
  assert_true (eightfold < 24 * MAX (once, 5)); /* a square one would take 64 times as long */
}

static int
set_up (void **state)
{
  (void) state;
  lexicon = jb_lexicon_load (NULL, NULL);
  return lexicon == NULL;
}

static int
tear_down (void **state)
{
  (void) state;
  jb_lexicon_free (lexicon);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[2 + G_N_ELEMENTS (pairs) + G_N_ELEMENTS (claims) + G_N_ELEMENTS (maps)];
  gsize n = 0;

  tests[n++] = (struct CMUnitTest) { .name = "the sample years", .test_func = test_gold };
  tests[n++] = (struct CMUnitTest) { .name = "a long report", .test_func = test_long };
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    tests[n++] = (struct CMUnitTest) { .name = pairs[i].name, .test_func = test_pair, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    tests[n++] = (struct CMUnitTest) { .name = claims[i].name, .test_func = test_claim, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (maps); i++)
    tests[n++] = (struct CMUnitTest) { .name = maps[i].name, .test_func = test_map, .initial_state = GSIZE_TO_POINTER (i) };
  return _cmocka_run_group_tests ("align", tests, n, set_up, tear_down);
}
