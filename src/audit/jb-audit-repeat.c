/* The same fact said twice, rates that cannot be, and "all of them" in words.
 *
 *   全年办结行政复议案件24件 … 全年办结行政复议案件26件    repeat
 *   合格率102%                                              beyond 100 %
 *   发现问题17个，均已全部完成整改                          17 of 17
 *
 * Two numbers are one fact only where the clause before them is the same, word for word, and speaks of the whole year or
 * place; else the text does not say that they are one. */
#include "jb-audit-private.h"

#include "jb-decimal.h"
#include "jb-han.h"

#include <string.h>

#define MIN_FACT_CHARS 7
/* What is longer than any clause of prose is not looked at, so that the time stays linear in the text. */
#define MAX_FACT_BYTES 1200
#define MAX_NAME_BYTES 240 /* of the words before a rate in which its name may stand */
#define MAX_KINDS 64       /* numbers of one sentence after a whole */
#define MAX_ALL_BYTES 36 /* from a count to the words that say "all of them" */

/* 比全省平均高出, 占全市总数的, 其中全市: the clause is of what stands before it, so that the same words may say another fact. */
static gboolean
speaks_of_before (const char *words)
{
  static const char *const openings[] = { "比", "较", "高于", "低于", "高出", "快于", "慢于", "优于", "好于", "占", "约占", "其中", "其", "是全",
                                          "为全", "居全", "列全", "相当于", "增速", "增幅", "降幅", "同比", "增长", "下降" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (words, openings[i]))
      return TRUE;
  return FALSE;
}

/* The clause up to the number, without blanks; %NULL where it is too short to name a fact. (transfer full) */
static char *
fact_words (const JbAudit *audit, guint i)
{
  static const char *const wholes[] = { "全年", "全市", "全县", "全区", "全省", "全镇", "累计", "我市", "我县", "我区" };
  const JbMetric *metric = jb_audit_metric (audit, i);

  if (!jb_audit_is_level (metric) || metric->clause.start >= metric->span.start
      || metric->span.start - metric->clause.start > MAX_FACT_BYTES)
    return NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  for (const char *at = audit->text + metric->clause.start; at < audit->text + metric->span.start; at = g_utf8_next_char (at))
    if (!jb_is_blank (g_utf8_get_char (at)) && *at != '\n' && *at != '\r')
      g_string_append_unichar (words, g_utf8_get_char (at));
  if (g_utf8_strlen (words->str, -1) < MIN_FACT_CHARS || speaks_of_before (words->str))
    return NULL;
  for (guint k = 0; k < G_N_ELEMENTS (wholes); k++)
    if (strstr (words->str, wholes[k]) != NULL)
      return g_strdup_printf ("%s|%s|%d", words->str, metric->base_unit, metric->period);
  return NULL;
}

static void
compare_facts (JbAudit *audit, guint first, guint second)
{
  guint metrics[2] = { first, second };
  const JbMetric *a = jb_audit_metric (audit, first), *b = jb_audit_metric (audit, second);
  g_autofree char *half_a = jb_audit_half_digit (a), *half_b = jb_audit_half_digit (b);
  gboolean b_wider = jb_decimal_compare (half_b, half_a) > 0;
  JbVerdict verdict = jb_audit_judge (a->base_value, b->base_value,
                                      jb_decimal_compare (half_a, half_b) == 0 ? "0" : b_wider ? half_b : half_a);
  guint line_a, line_b, column;

  jb_report_locate (audit->report, a->span.start, &line_a, &column);
  jb_report_locate (audit->report, b->span.start, &line_b, &column);
  jb_audit_say (jb_audit_add (audit, JB_FINDING_REPEAT, verdict, metrics, 2), b->base_value, a->base_value,
                g_strdup_printf ("同一事项先作%s%s，后作%s%s：%s", a->value, a->unit, b->value, b->unit,
                                 verdict == JB_VERDICT_INCONSISTENT ? "不一致" : "一致"),
                g_strdup_printf ("One fact is stated as %s and as %s: %s", a->base_value, b->base_value, jb_audit_verdict_en (verdict)),
                g_strdup_printf ("见第%u行和第%u行。", line_a, line_b), g_strdup_printf ("See lines %u and %u.", line_a, line_b));
}

static void
check_facts (JbAudit *audit)
{
  g_autoptr(GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < audit->metrics->len; i++)
    {
      char *words = fact_words (audit, i);
      gpointer before;
      if (words == NULL)
        continue;
      if (!g_hash_table_lookup_extended (facts, words, NULL, &before))
        {
          g_hash_table_insert (facts, words, GUINT_TO_POINTER (i));
          continue;
        }
      compare_facts (audit, GPOINTER_TO_UINT (before), i);
      g_free (words);
    }
}

gboolean
jb_audit_names_share (const JbAudit *audit, guint i)
{
  static const char *const verbs[] = { "达到", "达", "为", "是" };
  const JbMetric *metric = jb_audit_metric (audit, i);
  gsize start = MIN (metric->clause.start, metric->span.start);

  if (metric->span.start - start > MAX_NAME_BYTES)
    start = (gsize) (g_utf8_find_prev_char (audit->text, audit->text + metric->span.start - MAX_NAME_BYTES + 1) - audit->text);
  g_autofree char *words = g_strndup (audit->text + start, metric->span.start - start);

  g_strchomp (words);
  for (guint k = 0; k < G_N_ELEMENTS (verbs); k++)
    if (g_str_has_suffix (words, verbs[k]))
      {
        words[strlen (words) - strlen (verbs[k])] = '\0';
        break;
      }
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    if (jb_rate_names_lookup (audit->names, at) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_beyond (JbAudit *audit, guint i)
{
  const JbMetric *metric = jb_audit_metric (audit, i);

  if (strcmp (metric->base_unit, "%") != 0 || !jb_audit_is_level (metric) || jb_decimal_compare (metric->value, "100") <= 0
      || !jb_audit_names_share (audit, i))
    return;
  jb_audit_say (jb_audit_add (audit, JB_FINDING_RATE, JB_VERDICT_INCONSISTENT, &i, 1), metric->value, "100",
                g_strdup_printf ("%s%%：不成立", metric->value), g_strdup_printf ("A share of %s%% is not possible", metric->value),
                g_strdup ("此率是部分占整体之比，至多100%。"), g_strdup ("This rate is a part of its whole: 100% at most."));
}

static void
check_all (JbAudit *audit, guint i)
{
  static const char *const all[] = { "全部", "均已", "已全部", "均全部" };
  static const char *const done[] = { "整改", "办结", "完成", "纳入", "落实", "答复", "化解", "销号" };
  const JbMetric *metric = jb_audit_metric (audit, i);
  const JbSentence *sentences = jb_report_get_sentences (audit->report, NULL);
  gboolean said = FALSE, ended = FALSE;

  if (!jb_audit_is_exact_count (metric))
    return;
  gsize end = MIN (metric->span.end + MAX_ALL_BYTES, sentences[metric->sentence].span.end);
  if (i + 1 < audit->metrics->len)
    end = MIN (end, jb_audit_metric (audit, i + 1)->span.start);
  if (end <= metric->span.end)
    return;
  const char *words = audit->text + metric->span.end;
  for (guint k = 0; k < G_N_ELEMENTS (all); k++)
    said |= g_strstr_len (words, (gssize) (end - metric->span.end), all[k]) != NULL;
  for (guint k = 0; k < G_N_ELEMENTS (done); k++)
    ended |= g_strstr_len (words, (gssize) (end - metric->span.end), done[k]) != NULL;
  if (!said || !ended)
    return;
  jb_audit_say (jb_audit_add (audit, JB_FINDING_RATE, JB_VERDICT_CONSISTENT, &i, 1), NULL, "100",
                g_strdup_printf ("%s%s全部：即100%%", metric->value, metric->unit),
                g_strdup_printf ("All %s: that is 100%%", metric->base_value), g_strdup ("原文以文字表述，未载数字。"),
                g_strdup ("The source says it in words, without a number."));
}

/* 查出问题883个……查出非金额计量问题359个: the same words with more between them may tell a part. Only what holds is told. */
static void
check_kinds (JbAudit *audit, guint whole)
{
  const JbMetric *w = jb_audit_metric (audit, whole);
  gsize start = w->clause.start, end = w->span.start;

  if (!jb_audit_is_exact_count (w) || start >= end || end - start < 12)
    return;
  g_autofree char *words = g_strndup (audit->text + end - 12, 12); /* four Han: verb and noun */
  if (!g_utf8_validate (words, -1, NULL) || g_utf8_strlen (words, -1) != 4)
    return;
  g_autofree char *verb = g_strndup (words, 6);
  const char *noun = words + 6;
  guint n = MIN (audit->metrics->len, whole + 1 + MAX_KINDS);
  for (guint i = whole + 1; i < n && jb_audit_metric (audit, i)->sentence == w->sentence; i++)
    {
      const JbMetric *p = jb_audit_metric (audit, i);
      gsize from = MAX (p->clause.start, jb_audit_metric (audit, i - 1)->span.end);
      if (from >= p->span.start)
        continue;
      g_autofree char *clause = g_strndup (audit->text + from, p->span.start - from);
      const char *said = strstr (clause, verb);
      if (!jb_audit_is_exact_count (p) || strcmp (p->base_unit, w->base_unit) != 0 || !g_str_has_suffix (clause, noun)
          || said == NULL || strlen (said) <= 12 || jb_decimal_compare (p->base_value, w->base_value) > 0)
        continue;
      guint metrics[2] = { i, whole };
      g_autofree char *rest = jb_decimal_subtract (w->base_value, p->base_value);
      jb_audit_say (jb_audit_add (audit, JB_FINDING_PART, JB_VERDICT_CONSISTENT, metrics, 2), p->base_value, w->base_value,
                    g_strdup_printf ("%s%s不超过%s%s：成立", p->value, p->unit, w->value, w->unit),
                    g_strdup_printf ("%s is no more than %s", p->base_value, w->base_value),
                    g_strdup_printf ("若前者包含在后者之中，余%s%s；包含关系为推断。", rest, w->unit),
                    g_strdup_printf ("If the one is among the other, %s remain; that it is so is inferred.", rest));
    }
}

void
jb_audit_check_repeats (JbAudit *audit)
{
  check_facts (audit);
  for (guint i = 0; i < audit->metrics->len; i++)
    {
      check_beyond (audit, i);
      check_all (audit, i);
      check_kinds (audit, i);
    }
}
