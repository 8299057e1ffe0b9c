/* How fast a translation memory is searched: 1,000 sentences against 100,000 units, on one core.
 *
 *   bench-memory [UNITS [SENTENCES]]      prints the time of loading, of the index, of the search, and of the exact lookups */
#include "jb-exchange.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* Invented; put together at random, they give sentences with the mix of words and numbers that reports have. */
static const char *const things[] = {
  "行政复议案件", "法律援助案件", "矛盾纠纷", "政务服务事项", "规范性文件", "市场主体", "高标准农田", "老旧小区", "养老床位", "公办学位",
  "污水管网", "安全隐患", "惠企资金", "职业技能培训", "执法案卷", "电子证照", "信访事项", "农村公路", "高新技术企业", "公共充电桩",
  "人民调解员", "法律明白人", "审计项目", "人大代表建议", "政协提案", "重大项目", "科技型中小企业", "家庭医生签约", "卫生厕所", "旅游收入" };
static const char *const verbs[] = {
  "办结", "受理", "新增", "改造", "建成", "完成", "兑付", "排查", "整治", "审查", "公开", "培育", "引进", "发放", "化解", "评查", "归集", "开展" };
static const char *const adverbs[] = { "全年", "累计", "依法", "共", "同比", "集中", "持续", "全市", "上半年", "及时" };
static const char *const counters[] = { "件", "个", "户", "项", "万元", "%", "公里", "人次", "家", "处" };

static guint32 seed = 1;

static guint
pick (guint n)
{
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % n;
}

static char *
make_sentence (void)
{
  GString *text = g_string_new (NULL);
  guint n = 2 + pick (4);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "，" : "", adverbs[pick (G_N_ELEMENTS (adverbs))], verbs[pick (G_N_ELEMENTS (verbs))],
                              things[pick (G_N_ELEMENTS (things))]);
      if (pick (10) < 7)
        g_string_append_printf (text, "%u%s", pick (9999), counters[pick (G_N_ELEMENTS (counters))]);
    }
  g_string_append (text, "。");
  return g_string_free (text, FALSE);
}

static JbMemory *
load (guint n_units, char **kept)
{
  g_autoptr(GString) tmx = g_string_new ("<tmx version=\"1.4\"><header/><body>");
  g_autofree char *path = NULL;
  JbMemory *memory = jb_memory_new ();
  int fd = g_file_open_tmp ("jb-bench-XXXXXX", &path, NULL);

  for (guint i = 0; i < n_units; i++)
    {
      char *sentence = make_sentence ();

      g_string_append_printf (tmx, "<tu><tuv xml:lang=\"zh\"><seg>%s</seg></tuv><tuv xml:lang=\"en\"><seg>E</seg></tuv></tu>\n", sentence);
      kept[i] = sentence;
    }
  g_string_append (tmx, "</body></tmx>");
  g_close (fd, NULL);
  g_file_set_contents (path, tmx->str, (gssize) tmx->len, NULL);
  gint64 start = g_get_monotonic_time ();
  jb_memory_add_file (memory, path, NULL, NULL);
  printf ("load      %u units, %.1f MB: %.0f ms\n", n_units, (double) tmx->len / 1e6, (double) (g_get_monotonic_time () - start) / 1e3);
  g_unlink (path);
  return memory;
}

int
main (int argc, char **argv)
{
  guint n_units = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  guint n_sentences = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 1000, n_found = 0, n_exact = 0;
  g_autofree char **kept = g_new0 (char *, n_units);
  g_autoptr(JbMemory) memory = load (n_units, kept);
  g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func (g_free);
  JbFuzzyMatch match;

  for (guint i = 0; i < n_sentences; i++) /* every other one is an old sentence with a word more */
    g_ptr_array_add (queries, i % 2 == 0 ? make_sentence () : g_strconcat ("进一步", kept[pick (n_units)], NULL));
  gint64 start = g_get_monotonic_time ();
  if (jb_fuzzy_find (memory, "建立索引。", 99, NULL, &match))
    jb_fuzzy_match_clear (&match);
  gint64 indexed = g_get_monotonic_time ();
  for (guint i = 0; i < n_sentences; i++)
    if (jb_fuzzy_find (memory, queries->pdata[i], JB_FUZZY_THRESHOLD, NULL, &match))
      {
        n_found++;
        jb_fuzzy_match_clear (&match);
      }
  gint64 searched = g_get_monotonic_time ();
  for (guint i = 0; i < n_units; i++)
    n_exact += jb_memory_lookup (memory, kept[i]) != NULL;
  gint64 looked_up = g_get_monotonic_time ();
  printf ("index     %.0f ms\nsearch    %u sentences: %.0f ms, %u with a match of %u percent or better\nexact     %u of %u: %.0f ms\n",
          (double) (indexed - start) / 1e3, n_sentences, (double) (searched - indexed) / 1e3, n_found, JB_FUZZY_THRESHOLD, n_exact,
          n_units, (double) (looked_up - searched) / 1e3);
  for (guint i = 0; i < n_units; i++)
    g_free (kept[i]);
  return 0;
}
