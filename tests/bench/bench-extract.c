/* How fast metrics are read, and whether the time is linear: a report of 1 MB, 10 MB and 100 MB, or a given file.
 *
 *   bench-extract [FILE]      prints a line for each size: bytes, metrics, seconds, MB/s for report and metrics */
#include "jb-metric.h"
#include "jb-report.h"

#include <stdio.h>
#include <string.h>

/* Invented, with the mix of forms that reports have. */
static const char sample[] =
  "一、工作开展情况\n"
  "（一）优化营商环境。全年梳理依申请事项2399项，网上办理率97.42%，审批时限缩短88.51%，兑付惠企资金4553.46万元，"
  "帮助1400余人实现就业。办结行政复议案件78件，同比下降12.5%，败诉率13.64%，同比下降7.57个百分点。\n"
  "（二）发展经济。地区生产总值439.19亿元，按可比价格计算，比上年增长3.3%；三次产业结构为22.8:38.8:38.4。"
  "深入推进“放管服”改革和“双随机、一公开”监管，选聘三名公职律师，开展联合检查近百次，投入约1亿2000万元。\n"
  "（三）改善民生。城镇新增就业1.2万人，人均预期寿命提高到79.5岁，粮食产量连续8年增长，建成高标准农田3.5万亩以上。\n";

static double
run (const char *text, gsize length, const JbLexicon *lexicon, guint *n_metrics)
{
  g_autoptr(GRefString) owned = g_ref_string_new_len (text, (gssize) length);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(JbReport) report = jb_report_parse (owned, NULL, NULL);

  *n_metrics = 0;
  if (report != NULL)
    {
      g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, NULL);
      *n_metrics = metrics->len;
    }
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
report_size (const char *text, gsize length, const JbLexicon *lexicon)
{
  guint n;
  double seconds = run (text, length, lexicon, &n);

  printf ("%10zu bytes %8u metrics %8.3f s %7.1f MB/s\n", length, n, seconds,
          seconds > 0 ? (double) length / 1e6 / seconds : 0);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JbLexicon) lexicon = jb_lexicon_load (NULL, &error);
  g_autofree char *given = NULL;
  gsize length;

  if (lexicon == NULL || (argc > 1 && !g_file_get_contents (argv[1], &given, &length, &error)))
    {
      fprintf (stderr, "bench-extract: %s\n", error->message);
      return 1;
    }
  if (given != NULL)
    {
      report_size (given, length, lexicon);
      return 0;
    }
  /* no more headings than a report may have: the sample's are unnumbered from the second copy on */
  const char *body = strstr (sample, "全年");
  for (gsize megabytes = 1; megabytes <= 100; megabytes *= 10)
    {
      g_autoptr(GString) text = g_string_new (sample);
      while (text->len < megabytes * 1000000)
        g_string_append (text, body);
      report_size (text->str, text->len, lexicon);
    }
  return 0;
}
