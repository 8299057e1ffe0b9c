/* Labels, verbs, roles, wholes and groups, by the table labels.tsv; periods and the telling apart of equal labels. */
#include "jb-metric.h"
#include "jb-tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static JbLexicon *lexicon;
static JbTsv *table;

static GPtrArray *
extract (const char *text)
{
  g_autoptr(GRefString) owned = g_ref_string_new (text);
  g_autoptr(JbReport) report = jb_report_parse (owned, NULL, NULL);

  assert_non_null (report);
  return jb_metrics_extract (report, lexicon, NULL);
}

static void
test_row (void **state)
{
  const JbTsvRow *row = *state;
  g_autofree char *text = g_strdup_printf ("临江县2023年工作报告\n%s\n", row->fields[0]);
  g_autoptr(GPtrArray) metrics = extract (text);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < metrics->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);
      g_string_append_printf (found, "%s%s/%s/%s/%d/%d", i > 0 ? "; " : "", metric->label_zh,
                              metric->verb != NULL ? metric->verb : "-", jb_metric_role_name (metric->role),
                              metric->whole, metric->group);
      assert_true (jb_span_contains (metric->clause, metric->span));
    }
  assert_string_equal (found->str, row->fields[1]);
}

static const struct
{
  const char *name, *text;
  const char *labels; /* label and year of each metric */
} reports[] = {
  { "a subject is carried over clauses, not over paragraphs",
    "临江县2023年工作报告\n签约项目30个。总投资5亿元。\n总投资8亿元。\n", "签约项目 2023; 签约项目总投资 2023; 总投资 2023; " },
  { "a plan's year is the next", "临江县2023年工作报告\n一、工作回顾\n新建农村公路30公里。\n二、2024年工作打算\n新建农村公路40公里。\n",
    "农村公路 2023; 2024年农村公路 2024; " },
  { "the year before, and a named year", "临江县2023年工作报告\n去年粮食产量12万吨，2019年油料产量3万吨，今年水果产量5万吨。\n",
    "粮食产量 2022; 油料产量 2019; 水果产量 2023; " },
  { "the same fact twice keeps its label", "临江县2023年工作报告\n新建农村公路30公里。新建农村公路30公里。\n", "农村公路 2023; 农村公路 2023; " },
  { "two facts do not share one", "临江县2023年工作报告\n新建农村公路30公里。改造农村公路20公里。\n", "农村公路 2023; 改造农村公路 2023; " },
  { "a table's row and column", "临江县2023年工作报告\n指标\t单位\t数量\n粮食产量\t吨\t120\n", "粮食产量数量 2023; " },
};

static void
test_report (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GPtrArray) metrics = extract (reports[i].text);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint k = 0; k < metrics->len; k++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, k);
      g_string_append_printf (found, "%s %d; ", metric->label_zh, metric->period);
    }
  assert_string_equal (found->str, reports[i].labels);
}

/* A clause of a megabyte, with ten thousand numbers and brackets that never close: linear, and labels stay short. */
static void
test_hostile (void **state)
{
  static const char *const pieces[] = { "受理案件3件、", "（其中", "和5个分别", "占2%", "“《", "率、的", "增长", "）3次并" };
  (void) state;

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GString) text = g_string_new ("临江县2023年工作报告\n办理");
      for (guint k = 0; k < 20000; k++)
        g_string_append (text, k % 2 == 0 ? pieces[i] : pieces[(i + k / 2) % G_N_ELEMENTS (pieces)]);
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GPtrArray) metrics = extract (text->str);
      assert_true (g_get_monotonic_time () - start < 5 * G_USEC_PER_SEC);
      for (guint k = 0; k < metrics->len; k++)
        {
          const char *label = ((const JbMetric *) g_ptr_array_index (metrics, k))->label_zh;
          assert_true (*label != '\0' && g_utf8_validate (label, -1, NULL) && g_utf8_strlen (label, -1) < 80);
        }
    }
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "metrics", "labels.tsv", NULL);

  lexicon = jb_lexicon_load (NULL, &error);
  table = lexicon != NULL ? jb_tsv_load (path, 2, 2, &error) : NULL;
  if (table == NULL)
    g_error ("%s", error->message);
  g_autofree struct CMUnitTest *tests = g_new0 (struct CMUnitTest, table->rows->len + G_N_ELEMENTS (reports) + 1);
  gsize n = 0;
  for (guint i = 0; i < table->rows->len; i++)
    tests[n++] = (struct CMUnitTest) { .name = jb_tsv_row (table, i)->fields[0], .test_func = test_row,
                                       .initial_state = (void *) jb_tsv_row (table, i) };
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    tests[n++] = (struct CMUnitTest) { .name = reports[i].name, .test_func = test_report,
                                       .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) { .name = "hostile clauses", .test_func = test_hostile };
  int failed = _cmocka_run_group_tests ("label", tests, n, NULL, NULL);
  jb_tsv_free (table);
  jb_lexicon_free (lexicon);
  return failed;
}
