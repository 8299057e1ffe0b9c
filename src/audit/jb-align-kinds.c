/* Which metric is a measure of its year, which is a statement about an earlier one, and what that statement is about. */
#include "jb-align-private.h"
#include "jb-audit-private.h"

#include <string.h>

#define MAX_BACK 3       /* metrics that a statement stands behind its level, at most */
#define MAX_LEAD 12      /* characters between 由 and the value that a change began from */
#define MAX_STRAY 1      /* characters between level and statement that are no words of change */

static const JbMetric *
metric_at (const JbAlignSource *source, guint i)
{
  return g_ptr_array_index (source->metrics, i);
}

static const char *const yearly[] = { "同比", "上年", "去年", "上一年", NULL };

/* "比2021年" → 2021; 0: none. */
static int
year_in (const char *words)
{
  for (const char *c = words; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      {
        char *end;
        guint64 year = g_ascii_strtoull (c, &end, 10);
        if (end - c == 4 && year >= 1949 && year <= 2100 && g_str_has_prefix (end, "年"))
          return (int) year;
        c = end - 1;
      }
  return 0;
}

/* The text of the report between two places, of at most @most bytes; else NULL. (transfer full) */
static char *
between (const JbAlignSource *source, gsize start, gsize end, gsize most)
{
  const char *text = jb_report_get_text (source->report, NULL);

  return start <= end && end - start <= most ? g_strndup (text + start, end - start) : NULL;
}

gboolean
jb_align_is_statement (const JbAlignSource *source, guint i, int *year)
{
  const JbMetric *metric = metric_at (source, i);
  gboolean times = strcmp (metric->base_unit, "times") == 0;
  const char *basis = metric->change_basis != NULL ? metric->change_basis : "";
  gsize from = metric->span.start >= 30 ? metric->span.start - 30 : 0;
  g_autofree char *lead = NULL;

  *year = 0;
  if (metric->change == JB_CHANGE_NONE && !times)
    return FALSE;
  if (times && metric->sentence != G_MAXUINT) /* "是上年的1.5倍" */
    {
      const char *text = jb_report_get_text (source->report, NULL);
      from = MAX (from, metric->clause.start);
      while (from < metric->span.start && (text[from] & 0xC0) == 0x80)
        from++;
      lead = between (source, from, metric->span.start, 64);
      basis = lead != NULL ? lead : "";
    }
  *year = year_in (basis);
  if (*year == 0 && jb_audit_has_any (basis, yearly) && source->year > 0)
    *year = source->year - 1;
  return *year > 0 || (!times && jb_audit_has_any (basis, yearly));
}

gboolean
jb_align_is_beginning (const JbAlignSource *source, guint i)
{
  static const char *const to[] = { "到", "至", "为", NULL };
  const JbMetric *metric = metric_at (source, i), *next = i + 1 < source->metrics->len ? metric_at (source, i + 1) : NULL;
  const char *text = jb_report_get_text (source->report, NULL);

  if (next == NULL || next->sentence != metric->sentence || strcmp (next->base_unit, metric->base_unit) != 0)
    return FALSE;
  g_autofree char *words = between (source, metric->span.end, next->span.start, 3 * MAX_LEAD);
  if (words == NULL || !jb_audit_has_any (words, to) || strstr (words, "；") != NULL || strstr (words, "，") != NULL || strchr (words, ',') != NULL)
    return FALSE;
  gsize start = metric->span.start;
  for (guint n = 0; n < 1 && start > 0; n++)
    do
      start--;
    while (start > 0 && (text[start] & 0xC0) == 0x80);
  g_autofree char *before = g_strndup (text + start, metric->span.start - start);
  return strcmp (before, "由") == 0 || strcmp (before, "从") == 0;
}

/* A change that is told by its label alone, without what it is compared with. */
static gboolean
is_change_by_name (const JbMetric *metric)
{
  static const char *const ends[] = { "增速", "增幅", "降幅", "增加量", "减少量", "增加额", "减少额", "增长率", "下降率", NULL };

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (metric->label_zh, ends[i]))
      return metric->change != JB_CHANGE_NONE;
  return FALSE;
}

gboolean
jb_align_is_measure (const JbAlignSource *source, guint i)
{
  const JbMetric *metric = metric_at (source, i);
  int year;

  if (metric->role == JB_METRIC_ROLE_PLAN || (source->year > 0 && metric->period > 0 && metric->period != source->year))
    return FALSE;
  return !jb_align_is_statement (source, i, &year) && !is_change_by_name (metric) && !jb_align_is_beginning (source, i);
}

/* Whether the words between a level and its change are of change and nothing else. */
static gboolean
is_bare (const char *words)
{
  static const char *const bare[] = { "同比", "比上年", "比去年", "较上年", "较去年", "上年", "去年", "增长", "下降", "提高", "增加", "减少",
                                      "上升", "降低", "缩短", "提升", "回落", "同期", "分别", "个", "多", "少", "增", "降", "减", "升", "比",
                                      "较", "年", "是", "的", "，", "（", ",", "(", " ", NULL };
  guint stray = 0;

  while (*words != '\0')
    {
      gsize taken = 0;
      for (guint i = 0; bare[i] != NULL && taken == 0; i++)
        if (g_str_has_prefix (words, bare[i]))
          taken = strlen (bare[i]);
      if (taken == 0 && g_ascii_isdigit (*words))
        taken = 1;
      stray += taken == 0;
      words = taken > 0 ? words + taken : g_utf8_next_char (words);
    }
  return stray <= MAX_STRAY;
}

/* Whether a statement's label is a level's with nothing but change behind it: 惠企资金 and 增速, but not 重点任务 and 完成增加量. */
static gboolean
is_change_of (const char *label, const char *level)
{
  static const char *const ends[] = { "增速", "增幅", "降幅", "增加量", "减少量", "增加额", "减少额", "增长率", "下降率", "缩短比例", "占比",
                                      "倍数", "增长倍数", NULL };

  if (g_utf8_strlen (level, -1) < 2 || !g_str_has_prefix (label, level))
    return FALSE;
  const char *rest = label + strlen (level);
  rest = g_str_has_prefix (rest, "同比") ? rest + strlen ("同比") : rest;
  for (guint i = 0; ends[i] != NULL; i++)
    if (strcmp (rest, ends[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether nothing but change stands between what is compared with and the number: 比上年增加9项, but not 比上年多完成9项. */
static gboolean
tells_change_alone (const JbAlignSource *source, const JbMetric *statement)
{
  static const char *const marks[] = { "同比", "上年", "去年", "年", "，", "。", "；", ",", NULL };
  gsize from = statement->span.start > 48 ? statement->span.start - 48 : 0;
  const char *text = jb_report_get_text (source->report, NULL);

  while (from < statement->span.start && (text[from] & 0xC0) == 0x80)
    from++;
  g_autofree char *lead = g_strndup (text + from, statement->span.start - from);
  const char *last = NULL;
  for (guint m = 0; marks[m] != NULL; m++)
    {
      const char *at = g_strrstr (lead, marks[m]);
      last = at != NULL && (last == NULL || at + strlen (marks[m]) > last) ? at + strlen (marks[m]) : last;
    }
  return last == NULL || is_bare (last);
}

int
jb_align_level_of (const JbAlignSource *source, guint i)
{
  const JbMetric *statement = metric_at (source, i);
  int year;

  if (!tells_change_alone (source, statement))
    return -1;

  for (guint back = 1; back <= MIN (MAX_BACK, i); back++)
    {
      const JbMetric *level = metric_at (source, i - back);
      if (level->sentence != statement->sentence)
        break;
      if (level->change != JB_CHANGE_NONE && jb_align_is_statement (source, i - back, &year))
        continue;
      if (is_change_of (statement->label_zh, level->label_zh))
        return (int) (i - back);
      g_autofree char *words = back == 1 ? between (source, level->span.end, statement->span.start, 60) : NULL;
      if (words != NULL && is_bare (words))
        return (int) (i - back);
    }
  return -1;
}

char *
jb_align_explain (guint reasons, gboolean chinese)
{
  static const char *const names[][2] = {
#define JB_ALIGN_NAME(name, zh, en) { zh, en },
    JB_ALIGN_REASONS (JB_ALIGN_NAME)
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < JB_N_ALIGN_REASONS; i++)
    if (reasons & 1u << i)
      g_string_append_printf (text, "%s%s", text->len > 0 ? chinese ? "、" : ", " : "", names[i][chinese ? 0 : 1]);
  return g_string_free (text, FALSE);
}
