/* Sums that the text itself states.
 *
 *   废止9件、修改4件，共计13件                           the total behind its items
 *   生产总值241.6亿元……第一产业36.2亿元……第二产业……第三产业……   output of the three industries
 *   三次产业结构为15.0：40.9：44.1                        parts of a hundred
 *   分别占30%、45%、25%                                   shares of one whole
 *
 * Only what leaves no doubt about what is added is called inconsistent. */
#include "jb-audit-private.h"

#include "jb-decimal.h"

#include <string.h>

static char *
add_up (const JbAudit *audit, const guint *metrics, guint n, char **tolerance)
{
  char *sum = g_strdup ("0");

  *tolerance = g_strdup ("0");
  for (guint i = 0; i < n; i++)
    {
      const JbMetric *metric = jb_audit_metric (audit, metrics[i]);
      g_autofree char *half = jb_audit_half_digit (metric), *old = *tolerance, *before = sum;
      sum = jb_decimal_add (before, metric->base_value);
      *tolerance = jb_decimal_add (old, half);
    }
  return sum;
}

static char *
trimmed (const char *value)
{
  return jb_decimal_trim (value);
}

/* "废止9件＋修改4件" as numbers: 9＋4 */
static char *
sum_words (const JbAudit *audit, const guint *metrics, guint n, const char *plus)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? plus : "", jb_audit_metric (audit, metrics[i])->value);
  return g_string_free (words, FALSE);
}

static void
say_sum (JbAudit *audit, guint total, const guint *parts, guint n, gboolean claims)
{
  const JbMetric *whole = jb_audit_metric (audit, total);
  g_autofree char *parts_tolerance = NULL, *sum = add_up (audit, parts, n, &parts_tolerance);
  g_autofree char *half = jb_audit_half_digit (whole), *slack = jb_decimal_add (parts_tolerance, half);
  /* Counts are not rounded. */
  gboolean whole_numbers = whole->dimension == JB_DIMENSION_COUNT && strcmp (whole->value, whole->base_value) == 0
                           && jb_decimal_places (whole->value) == 0;
  JbVerdict verdict = jb_audit_judge (sum, whole->base_value, whole_numbers ? "0" : slack);

  if (verdict == JB_VERDICT_INCONSISTENT && !claims)
    return;
  g_autoptr(GArray) metrics = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (metrics, parts, n);
  g_array_append_val (metrics, total);
  g_autofree char *computed = trimmed (sum), *stated = trimmed (whole->base_value);
  g_autofree char *zh = sum_words (audit, parts, n, "＋"), *en = sum_words (audit, parts, n, " + ");
  jb_audit_say (jb_audit_add (audit, JB_FINDING_SUM, verdict, (const guint *) (void *) metrics->data, metrics->len), stated,
                computed, g_strdup_printf ("%s＝%s%s：%s", zh, whole->value, whole->unit, jb_audit_verdict_zh (verdict)),
                g_strdup_printf ("%s = %s %s", en, whole->value, jb_audit_verdict_en (verdict)),
                g_strdup_printf ("各项相加为%s，原文作%s。", computed, stated),
                g_strdup_printf ("The items add up to %s; the source states %s.", computed, stated));
}

/* ---- the total behind its items ---- */

/* Whether @words are no more than marks and a word of total. */
static gboolean
is_total_word (const char *words)
{
  static const char *const totals[] = { "共计", "合计", "总计", "以上共计", "以上合计", "两项合计", "三项合计", "总共" };

  while (g_str_has_prefix (words, "，") || g_str_has_prefix (words, ","))
    words += g_str_has_prefix (words, "，") ? 3 : 1;
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (strcmp (words, totals[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
check_total (JbAudit *audit, guint total)
{
  const JbMetric *whole = jb_audit_metric (audit, total);
  g_autofree char *words = total >= 2 && jb_audit_is_level (whole) ? jb_audit_between (audit, total - 1, total) : NULL;

  if (words == NULL || !is_total_word (words))
    return;
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean list = TRUE;
  for (guint i = total; i > 0; i--)
    {
      const JbMetric *part = jb_audit_metric (audit, i - 1);
      if (part->sentence != whole->sentence)
        break;
      if (!jb_audit_is_level (part) || strcmp (part->base_unit, whole->base_unit) != 0)
        {
          list = FALSE; /* something else is said in between: which items are meant is not told */
          break;
        }
      guint index = i - 1;
      g_array_prepend_val (parts, index);
      g_autofree char *between = i >= 2 ? jb_audit_between (audit, i - 2, i - 1) : NULL;
      if (between != NULL && (strstr (between, "；") != NULL || strstr (between, ";") != NULL || strstr (between, "其中") != NULL))
        {
          list = FALSE;
          break;
        }
    }
  if (parts->len >= 2)
    say_sum (audit, total, (const guint *) (void *) parts->data, parts->len, list);
}

/* ---- the three industries ---- */

static gboolean
clause_has (const JbAudit *audit, guint i, const char *word)
{
  const JbMetric *metric = jb_audit_metric (audit, i);
  gsize start = metric->clause.start, end = MIN (metric->clause.end, metric->span.start);

  return start < end && g_strstr_len (audit->text + start, (gssize) (end - start), word) != NULL;
}

static gboolean
is_output (const JbAudit *audit, guint i, const char *industry)
{
  const JbMetric *metric = jb_audit_metric (audit, i);
  return metric->dimension == JB_DIMENSION_MONEY && jb_audit_is_level (metric) && clause_has (audit, i, industry)
         && clause_has (audit, i, "增加值");
}

static void
check_industries (JbAudit *audit, guint total)
{
  static const char *const industries[] = { "第一产业", "第二产业", "第三产业" };
  const JbMetric *whole = jb_audit_metric (audit, total);
  guint parts[3], n = 0;

  if (whole->dimension != JB_DIMENSION_MONEY || !jb_audit_is_level (whole) || !clause_has (audit, total, "生产总值")
      || clause_has (audit, total, "人均") || clause_has (audit, total, "产业"))
    return;
  for (guint i = total + 1; i < audit->metrics->len && n < 3 && i < total + 16; i++)
    {
      if (jb_audit_metric (audit, i)->sentence > whole->sentence + 2)
        break;
      if (is_output (audit, i, industries[n]))
        parts[n++] = i;
    }
  if (n == 3)
    say_sum (audit, total, parts, 3, TRUE);
}

/* ---- parts of a hundred ---- */

/* The sum of "15.0:40.9:44.1"; %NULL where it is not three or more decimals. @places gets the most that one has. */
static char *
sum_of_ratio (const char *value, guint *places, guint *n)
{
  g_auto(GStrv) parts = g_strsplit (value, ":", -1);
  g_autofree char *sum = g_strdup ("0");

  *places = *n = 0;
  for (; parts[*n] != NULL; (*n)++)
    {
      if (!jb_decimal_is_valid (parts[*n]))
        return NULL;
      char *next = jb_decimal_add (sum, parts[*n]);
      g_free (sum);
      sum = next;
      *places = MAX (*places, jb_decimal_places (parts[*n]));
    }
  return *n >= 3 ? g_steal_pointer (&sum) : NULL;
}

static char *
hundred_tolerance (guint n, guint places)
{
  g_autofree char *halves = g_strdup_printf ("%u", n * 5);
  return jb_decimal_scale (halves, -(int) places - 1);
}

static void
check_ratio (JbAudit *audit, guint i)
{
  const JbMetric *metric = jb_audit_metric (audit, i);
  guint places, n;

  if (metric->dimension != JB_DIMENSION_RATIO || strchr (metric->value, ':') == NULL
      || !(clause_has (audit, i, "产业") || clause_has (audit, i, "结构") || clause_has (audit, i, "构成")))
    return;
  g_autofree char *sum = sum_of_ratio (metric->value, &places, &n);
  /* A ratio that is far from a hundred is none of shares. */
  if (sum == NULL || jb_decimal_compare (sum, "95") < 0 || jb_decimal_compare (sum, "105") > 0)
    return;
  g_autofree char *tolerance = hundred_tolerance (n, places), *computed = trimmed (sum);
  JbVerdict verdict = jb_audit_judge (sum, "100", tolerance);
  jb_audit_say (jb_audit_add (audit, JB_FINDING_SUM, verdict, &i, 1), "100", computed,
                g_strdup_printf ("%s合计100：%s", metric->value, jb_audit_verdict_zh (verdict)),
                g_strdup_printf ("%s makes 100: %s", metric->value, jb_audit_verdict_en (verdict)),
                g_strdup_printf ("各部分相加为%s。", computed), g_strdup_printf ("The parts add up to %s.", computed));
}

static gboolean
is_share (const JbAudit *audit, guint i)
{
  const JbMetric *metric = jb_audit_metric (audit, i);
  return strcmp (metric->base_unit, "%") == 0 && jb_audit_is_level (metric);
}

static void
say_shares (JbAudit *audit, guint first, guint n, const char *sum, JbVerdict verdict, gboolean overlap)
{
  g_autoptr(GArray) metrics = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *computed = trimmed (sum);

  for (guint i = first; i < first + n; i++)
    g_array_append_val (metrics, i);
  JbFinding *finding = jb_audit_add (audit, JB_FINDING_SUM, verdict, (const guint *) (void *) metrics->data, n);
  if (overlap)
    jb_audit_say (finding, NULL, computed, g_strdup_printf ("%u项占比合计%s%%：可以并存", n, computed),
                  g_strdup_printf ("%u shares make %s%%: they overlap", n, computed),
                  g_strdup ("各占比说的是同一批事项的不同属性，不是一个整体的各部分，合计超过100%不是错误。"),
                  g_strdup ("They state different properties of the same cases, not parts of one whole; more than 100% is no error."));
  else
    jb_audit_say (finding, "100", computed, g_strdup_printf ("%u项占比合计100%%：%s", n, jb_audit_verdict_zh (verdict)),
                  g_strdup_printf ("%u shares make 100%%: %s", n, jb_audit_verdict_en (verdict)),
                  g_strdup_printf ("各占比相加为%s%%。", computed), g_strdup_printf ("The shares add up to %s%%.", computed));
}

#define MAX_RUN_CHARS 14 /* from one share to the next of its run */

static gboolean
goes_on (const JbAudit *audit, guint first, guint i)
{
  if (i == first)
    return TRUE;
  if (i >= audit->metrics->len || !is_share (audit, i))
    return FALSE;
  g_autofree char *words = jb_audit_between (audit, i - 1, i);
  return words != NULL && g_utf8_strlen (words, -1) <= MAX_RUN_CHARS && strstr (words, "；") == NULL
         && strstr (words, ";") == NULL;
}

/* Each share of a run that follows a count may be one of a whole number of it. What is counted is not sure, so only what
 * holds is told. */
static void
check_run (JbAudit *audit, guint first, guint end)
{
  guint whole = first;

  while (whole > 0 && jb_audit_metric (audit, whole - 1)->sentence == jb_audit_metric (audit, first)->sentence)
    whole--;
  if (whole == first || !jb_audit_is_exact_count (jb_audit_metric (audit, whole)))
    return;
  const JbMetric *w = jb_audit_metric (audit, whole);
  for (guint i = first; i < end; i++)
    {
      const JbMetric *share = jb_audit_metric (audit, i);
      guint metrics[2] = { whole, i }, places = jb_decimal_places (share->value);
      g_autofree char *product = jb_decimal_multiply (w->base_value, share->value), *exact = jb_decimal_scale (product, -2);
      g_autofree char *k = jb_decimal_round (exact, 0), *hundredfold = jb_decimal_scale (k, 2);
      g_autofree char *back = jb_decimal_divide (hundredfold, w->base_value, places);
      g_autofree char *computed = jb_decimal_divide (hundredfold, w->base_value, places + 2);
      if (jb_decimal_compare (share->value, "100") > 0 || jb_decimal_compare (back, share->value) != 0)
        continue;
      jb_audit_say (jb_audit_add (audit, JB_FINDING_GRANULARITY, JB_VERDICT_CONSISTENT, metrics, 2), share->value, computed,
                    g_strdup_printf ("%s%s的%s%%：可合%s%s", w->value, w->unit, share->value, k, w->unit),
                    g_strdup_printf ("%s%% of %s is possible", share->value, w->base_value),
                    g_strdup_printf ("%s÷%s＝%s%%；以此数为整体是推断。", k, w->base_value, computed),
                    g_strdup_printf ("%s of %s is %s%%; that this is the whole is inferred.", k, w->base_value, computed));
    }
}

/* A run of percentages in one sentence of which one at least is named a share. */
static guint
check_shares (JbAudit *audit, guint first)
{
  guint end = first, n_named = 0, places = 0;
  g_autofree char *sum = g_strdup ("0");

  for (; end < audit->metrics->len && is_share (audit, end)
         && goes_on (audit, first, end); end++)
    {
      const JbMetric *metric = jb_audit_metric (audit, end);
      char *next = jb_decimal_add (sum, metric->value);
      g_free (sum);
      sum = next;
      places = MAX (places, jb_decimal_places (metric->value));
      n_named += clause_has (audit, end, "占") ? 1 : 0;
    }
  guint n = end - first;
  if (n_named >= 1)
    check_run (audit, first, end);
  if (n >= 3 && n_named >= 1)
    {
      g_autofree char *tolerance = hundred_tolerance (n, places);
      JbVerdict verdict = jb_audit_judge (sum, "100", tolerance);
      if (verdict != JB_VERDICT_INCONSISTENT)
        say_shares (audit, first, n, sum, verdict, FALSE);
      else if (jb_decimal_compare (sum, "110") > 0 && !clause_has (audit, first, "分别占"))
        say_shares (audit, first, n, sum, JB_VERDICT_CONSISTENT, TRUE);
    }
  return MAX (end, first + 1);
}

void
jb_audit_check_sums (JbAudit *audit)
{
  for (guint i = 0; i < audit->metrics->len; i++)
    {
      check_total (audit, i);
      check_industries (audit, i);
      check_ratio (audit, i);
    }
  for (guint i = 0; i < audit->metrics->len;)
    i = is_share (audit, i) ? check_shares (audit, i) : i + 1;
}
