/* Which numbers of a report must agree, and whether they do.
 *
 *   调解纠纷3083件，调解成功3029件，调解成功率98%    rate: 3029 / 3083 = 98.25 %, printed 98 %: rounding
 *   审查72件(次)，合法率98%                        granularity: no whole number of 72 rounds to 98 %
 *   败诉率13.64%，同比下降7.57个百分点              change: last year 21.21 %, derived
 *   查处案件12件，其中重大案件15件                   part: a part beyond its whole
 *   受理30件，其中甲10件、乙20件                     sum: the parts make the whole
 *
 * A rate is held against a count only where assets/lexicon/audit-rates.tsv says that such a rate is a share of the cases
 * just counted, and where nothing stands between them but the rate's name. Source of the granularity test: Brown and
 * Heathers, The GRIM test, 2017. */
#include "jb-audit-private.h"

#include "jb-decimal.h"

#include <string.h>

#define MAX_BETWEEN 60     /* bytes from a count to its rate */
#define MAX_CHANGE_CHARS 14 /* from a level to its change */
#define MAX_OTHER 12      /* numbers back that another whole is looked for */
#define MAX_GRIM 100000    /* larger counts give any percentage */

JbFinding *
jb_audit_add (JbAudit *audit, JbFindingCode code, JbVerdict verdict, const guint *metrics, guint n)
{
  JbFinding *finding = g_new0 (JbFinding, 1);

  finding->code = code;
  finding->verdict = verdict;
  finding->metrics = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (finding->metrics, metrics, n);
  g_ptr_array_add (audit->findings, finding);
  return finding;
}

gboolean
jb_audit_is_exact_count (const JbMetric *metric)
{
  return metric->dimension == JB_DIMENSION_COUNT && metric->modifier == JB_MODIFIER_EXACT && metric->change == JB_CHANGE_NONE
         && metric->value_high == NULL && jb_decimal_is_valid (metric->base_value) && jb_decimal_places (metric->base_value) == 0
         && jb_decimal_compare (metric->base_value, "0") > 0;
}

gboolean
jb_audit_is_level (const JbMetric *metric)
{
  return metric->modifier == JB_MODIFIER_EXACT && metric->change == JB_CHANGE_NONE && metric->value_high == NULL
         && jb_decimal_is_valid (metric->value) && jb_decimal_is_valid (metric->base_value);
}

static gboolean
is_exact_rate (const JbMetric *metric)
{
  return strcmp (metric->base_unit, "%") == 0 && metric->modifier == JB_MODIFIER_EXACT && metric->change == JB_CHANGE_NONE
         && metric->value_high == NULL && jb_decimal_is_valid (metric->value) && jb_decimal_compare (metric->value, "0") >= 0
         && jb_decimal_compare (metric->value, "100") <= 0;
}

char *
jb_audit_between (const JbAudit *audit, guint a, guint b)
{
  const JbMetric *x = jb_audit_metric (audit, a), *y = jb_audit_metric (audit, b);

  if (x->sentence != y->sentence || y->span.start < x->span.end || y->span.start - x->span.end > MAX_BETWEEN)
    return NULL;
  return g_strndup (audit->text + x->span.end, y->span.start - x->span.end);
}

/* part / whole in percent, with two places more than @places. (transfer full) */
static char *
percentage (const char *part, const char *whole, guint places)
{
  g_autofree char *hundredfold = jb_decimal_scale (part, 2);

  return jb_decimal_divide (hundredfold, whole, places + 2);
}

static JbVerdict
judge_rate (const char *part, const char *whole, const char *stated, char **computed)
{
  guint places = jb_decimal_places (stated);
  g_autofree char *hundredfold = jb_decimal_scale (part, 2);
  g_autofree char *rounded = jb_decimal_divide (hundredfold, whole, places);
  g_autofree char *back = jb_decimal_multiply (stated, whole);

  *computed = percentage (part, whole, places);
  if (jb_decimal_compare (back, hundredfold) == 0)
    return JB_VERDICT_CONSISTENT;
  return jb_decimal_compare (rounded, stated) == 0 ? JB_VERDICT_ROUNDING : JB_VERDICT_INCONSISTENT;
}

/* --- rate against part and whole ---------------------------------------------------------------------------------- */

/* Whether @part counts what @rate is the share of: its clause has the word that the rate's name is made of. */
static gboolean
counts_part (const JbAudit *audit, guint part, const JbRateName *name)
{
  g_autofree char *words = part > 0 ? jb_audit_between (audit, part - 1, part) : NULL;

  for (guint i = 0; words != NULL && name->parts[i] != NULL; i++)
    if (strstr (words, name->parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The count before @part in its sentence, changes of it (同比增长5.41%) passed over; G_MAXUINT: none. */
static guint
whole_before (const JbAudit *audit, guint part)
{
  for (guint i = part; i-- > 0 && part - i <= 3;)
    {
      const JbMetric *metric = jb_audit_metric (audit, i);

      if (metric->sentence != jb_audit_metric (audit, part)->sentence)
        break;
      if (metric->change == JB_CHANGE_NONE)
        return jb_audit_is_exact_count (metric) ? i : G_MAXUINT;
    }
  return G_MAXUINT;
}

/* Seen on the way: the part is no larger than its whole. */
static void
say_part_within (JbAudit *audit, guint part, guint whole)
{
  guint metrics[2] = { part, whole };
  const JbMetric *p = jb_audit_metric (audit, part), *w = jb_audit_metric (audit, whole);
  g_autofree char *rest = jb_decimal_subtract (w->base_value, p->base_value);

  jb_audit_say (jb_audit_add (audit, JB_FINDING_PART, JB_VERDICT_CONSISTENT, metrics, 2), p->base_value, w->base_value,
                g_strdup_printf ("%s%s不超过%s%s：成立", p->value, p->unit, w->value, w->unit),
                g_strdup_printf ("%s is no more than its whole of %s", p->base_value, w->base_value),
                g_strdup_printf ("余%s%s。", rest, w->unit), g_strdup_printf ("%s remain.", rest));
}

/* One of the parts that 其中 opens: a rate behind them may be of their whole. */
static gboolean
is_listed_part (const JbAudit *audit, guint count)
{
  const JbMetric *c = jb_audit_metric (audit, count);

  for (guint i = count; i > 0 && count - i < MAX_OTHER; i--)
    {
      const JbMetric *before = jb_audit_metric (audit, i - 1);
      g_autofree char *words = jb_audit_between (audit, i - 1, i);
      if (before->sentence != c->sentence || words == NULL || strstr (words, "；") != NULL)
        return FALSE;
      if (strstr (words, "其中") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The second or a later one of those parts: the number before it is not its whole. */
static gboolean
is_later_part (const JbAudit *audit, guint part)
{
  g_autofree char *words = part > 0 ? jb_audit_between (audit, part - 1, part) : NULL;

  return words != NULL && strstr (words, "其中") == NULL && is_listed_part (audit, part);
}

/* Whether another count of the sentence, before @whole, makes @part the stated rate. */
static gboolean
another_whole_fits (const JbAudit *audit, guint part, guint whole, const JbMetric *rate)
{
  const JbMetric *p = jb_audit_metric (audit, part);

  for (guint i = whole; i-- > 0 && whole - i <= MAX_OTHER;)
    {
      const JbMetric *metric = jb_audit_metric (audit, i);
      g_autofree char *computed = NULL;
      if (metric->sentence != p->sentence)
        break;
      if (jb_audit_is_exact_count (metric) && strcmp (metric->base_unit, p->base_unit) == 0
          && judge_rate (p->base_value, metric->base_value, rate->value, &computed) != JB_VERDICT_INCONSISTENT)
        return TRUE;
    }
  return FALSE;
}

/* Returns: whether the number before @rate is a part of it, so that the rate is no share of that number. */
static gboolean
check_rate (JbAudit *audit, guint rate, const JbRateName *name)
{
  guint part = rate - 1, whole = rate >= 2 && counts_part (audit, part, name) ? whole_before (audit, part) : G_MAXUINT;
  guint metrics[3] = { part, whole, rate };

  if (rate < 2 || !counts_part (audit, part, name))
    return FALSE;
  if (whole == G_MAXUINT || is_later_part (audit, part) || !jb_audit_is_exact_count (jb_audit_metric (audit, part))
      || strcmp (jb_audit_metric (audit, part)->base_unit, jb_audit_metric (audit, whole)->base_unit) != 0)
    return TRUE; /* it is a part, but of what is not certain: nothing is held against it */
  const JbMetric *p = jb_audit_metric (audit, part), *w = jb_audit_metric (audit, whole), *r = jb_audit_metric (audit, rate);
  if (jb_decimal_compare (p->base_value, w->base_value) > 0)
    return TRUE;

  say_part_within (audit, part, whole);
  g_autofree char *computed = NULL;
  JbVerdict verdict = judge_rate (p->base_value, w->base_value, r->value, &computed);
  if (verdict == JB_VERDICT_INCONSISTENT && another_whole_fits (audit, part, whole, r))
    return TRUE; /* the rate is of that one */
  JbFinding *finding = jb_audit_add (audit, JB_FINDING_RATE, verdict, metrics, 3);
  gboolean holds = verdict != JB_VERDICT_INCONSISTENT;

  finding->stated = g_strdup (r->value);
  finding->computed = g_strdup (computed);
  finding->claim_zh = g_strdup_printf ("%s%s中%s%s，%s%s%%：%s", w->value, w->unit, p->value, p->unit, name->name, r->value, holds ? "相符" : "不符");
  finding->claim_en = g_strdup_printf ("%s of %s is %s %s%%", p->base_value, w->base_value, holds ? "stated as" : "not", r->value);
  finding->reason_zh = g_strdup_printf ("%s÷%s＝%s%%，原文作%s%%。%s", p->base_value, w->base_value, computed, r->value,
                                        holds ? "" : "数字照录原文，未作改动。");
  finding->reason_en = g_strdup_printf ("%s of %s is %s%%; the source states %s%%.%s", p->base_value, w->base_value, computed, r->value,
                                        holds ? "" : " The numbers are printed as in the source.");
  return TRUE;
}

/* --- granularity -------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *below, *above;           /* whole numbers around the stated share */
  char *below_rate, *above_rate; /* their percentages, two places more */
  char *below_round, *above_round;
} Neighbours;

static void
neighbours_clear (Neighbours *n)
{
  g_free (n->below);
  g_free (n->above);
  g_free (n->below_rate);
  g_free (n->above_rate);
  g_free (n->below_round);
  g_free (n->above_round);
}

static void
find_neighbours (const char *whole, const char *stated, Neighbours *n)
{
  guint places = jb_decimal_places (stated);
  g_autofree char *product = jb_decimal_multiply (whole, stated);
  g_autofree char *share = jb_decimal_scale (product, -2), *nearest = jb_decimal_round (share, 0);
  gboolean up = jb_decimal_compare (nearest, share) <= 0;

  n->below = up ? g_strdup (nearest) : jb_decimal_subtract (nearest, "1");
  n->above = up ? jb_decimal_add (nearest, "1") : g_strdup (nearest);
  if (jb_decimal_compare (n->above, whole) > 0)
    {
      g_free (n->above);
      n->above = g_strdup (whole);
    }
  g_autofree char *low = jb_decimal_scale (n->below, 2), *high = jb_decimal_scale (n->above, 2);
  n->below_rate = jb_decimal_divide (low, whole, places + 2);
  n->above_rate = jb_decimal_divide (high, whole, places + 2);
  n->below_round = jb_decimal_divide (low, whole, places);
  n->above_round = jb_decimal_divide (high, whole, places);
}

static void
say_granularity (JbFinding *finding, const JbMetric *count, const JbMetric *rate, const Neighbours *n, const char *k)
{
  finding->stated = g_strdup (rate->value);
  if (k != NULL)
    {
      finding->computed = g_strdup (k == n->below ? n->below_rate : n->above_rate);
      finding->claim_zh = g_strdup_printf ("%s%s的%s%%：合%s%s", count->value, count->unit, rate->value, k, count->unit);
      finding->claim_en = g_strdup_printf ("%s%% of %s is possible", rate->value, count->base_value);
      finding->reason_zh = g_strdup_printf ("%s÷%s＝%s%%。", k, count->base_value, finding->computed);
      finding->reason_en = g_strdup_printf ("%s of %s is %s%%.", k, count->base_value, finding->computed);
      return;
    }
  finding->computed = g_strdup (n->above_rate);
  finding->claim_zh = g_strdup_printf ("%s%s的%s%%：不成立", count->value, count->unit, rate->value);
  finding->claim_en = g_strdup_printf ("%s%% of %s is not possible", rate->value, count->base_value);
  finding->reason_zh = g_strdup_printf ("%s÷%s＝%s%%，应记%s%%；%s÷%s＝%s%%，应记%s%%。数字照录原文，未作改动。", n->above, count->base_value,
                                        n->above_rate, n->above_round, n->below, count->base_value, n->below_rate, n->below_round);
  finding->reason_en = g_strdup_printf ("%s of %s is %s%%, which rounds to %s%%; %s of %s is %s%%, which rounds to %s%%. Both numbers are printed "
                                        "as in the source.", n->above, count->base_value, n->above_rate, n->above_round, n->below,
                                        count->base_value, n->below_rate, n->below_round);
}

/* Whether the count is already that of the part, told by its own words; 合法性审查 says nothing of what is 合法. */
static gboolean
is_part_itself (const JbAudit *audit, guint count, const JbRateName *name)
{
  const JbMetric *metric = jb_audit_metric (audit, count);
  gsize start = MIN (metric->clause.start, metric->span.start);
  g_autofree char *words = g_strndup (audit->text + start, metric->span.start - start);

  for (guint i = 0; name->parts[i] != NULL; i++)
    for (const char *at = strstr (words, name->parts[i]); at != NULL; at = strstr (at + 3, name->parts[i]))
      if (!g_str_has_prefix (at + strlen (name->parts[i]), "性"))
        return TRUE;
  return FALSE;
}

static gboolean
fits_any (const Neighbours *n, const char *stated)
{
  return jb_decimal_compare (n->below_round, stated) == 0 || jb_decimal_compare (n->above_round, stated) == 0;
}

/* Whether @stated may be the share of a whole number of what @metric counts; of what is not exact, any may. */
static gboolean
may_be_share_of (const JbMetric *metric, const char *stated)
{
  g_autofree char *limit = g_strdup_printf ("%d", MAX_GRIM);

  if (!jb_audit_is_exact_count (metric) || jb_decimal_compare (metric->base_value, limit) > 0)
    return TRUE;
  Neighbours n = { 0 };
  find_neighbours (metric->base_value, stated, &n);
  gboolean fits = fits_any (&n, stated);
  neighbours_clear (&n);
  return fits;
}

/* Whether another count of the sentence before @count, of the same unit, may be what @rate is a share of. */
static gboolean
other_count_fits (const JbAudit *audit, guint count, guint rate)
{
  const JbMetric *c = jb_audit_metric (audit, count), *r = jb_audit_metric (audit, rate);

  for (guint i = count; i-- > 0 && count - i <= MAX_OTHER;)
    {
      const JbMetric *metric = jb_audit_metric (audit, i);
      if (metric->sentence != c->sentence)
        break;
      if (metric->dimension == JB_DIMENSION_COUNT && metric->change == JB_CHANGE_NONE
          && strcmp (metric->base_unit, c->base_unit) == 0 && may_be_share_of (metric, r->value))
        return TRUE;
    }
  return FALSE;
}

/* Whether @rate can be the share of a whole number of the cases that are counted just before it. */
static void
check_granularity (JbAudit *audit, guint rate, const JbRateName *name)
{
  guint count = rate - 1;
  guint metrics[2] = { count, rate };
  const JbMetric *c = jb_audit_metric (audit, count), *r = jb_audit_metric (audit, rate);
  g_autofree char *limit = g_strdup_printf ("%d", MAX_GRIM);

  if (!jb_audit_is_exact_count (c) || jb_decimal_compare (c->base_value, limit) > 0)
    return;

  Neighbours n = { 0 };
  find_neighbours (c->base_value, r->value, &n);
  if (is_part_itself (audit, count, name) && jb_decimal_compare (r->value, "100") != 0)
    {
      neighbours_clear (&n);
      return; /* 办结建议72件，办结率98%: of how many is not said */
    }
  if (!fits_any (&n, r->value) && (is_listed_part (audit, count) || other_count_fits (audit, count, rate)))
    {
      neighbours_clear (&n);
      return; /* of which of them it is the share is not told */
    }
  const char *k = jb_decimal_compare (n.below_round, r->value) == 0 ? n.below : jb_decimal_compare (n.above_round, r->value) == 0 ? n.above : NULL;
  say_granularity (jb_audit_add (audit, JB_FINDING_GRANULARITY, k != NULL ? JB_VERDICT_CONSISTENT : JB_VERDICT_INCONSISTENT, metrics, 2), c, r, &n, k);
  neighbours_clear (&n);
}

/* Marks, and words that only tie a rate to what is counted before it. */
static const char *
skip_ties (const char *words)
{
  static const char *const ties[] = { "，", ",", "；", ";", "、", "（", "(", "其", "均", "总体", "案件", "的", " ", "\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    if (g_str_has_prefix (words, ties[i]))
      return skip_ties (words + strlen (ties[i]));
  return words;
}

/* The rate's name where nothing else stands between the count and it; NULL otherwise. */
static const JbRateName *
bare_name (const JbAudit *audit, guint rate)
{
  g_autofree char *words = rate > 0 ? jb_audit_between (audit, rate - 1, rate) : NULL;
  static const char *const verbs[] = { "达到", "达", "为", "是" };

  if (words == NULL)
    return NULL;
  g_strchomp (words);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_suffix (words, verbs[i]))
      {
        words[strlen (words) - strlen (verbs[i])] = '\0';
        break;
      }
  return jb_rate_names_lookup (audit->names, skip_ties (words));
}

static void
check_rates (JbAudit *audit)
{
  for (guint i = 1; i < audit->metrics->len; i++)
    {
      const JbRateName *name = is_exact_rate (jb_audit_metric (audit, i)) ? bare_name (audit, i) : NULL;

      if (name != NULL && !check_rate (audit, i, name))
        check_granularity (audit, i, name);
    }
}

/* --- change ------------------------------------------------------------------------------------------------------- */

static gboolean
is_yearly (const char *basis)
{
  return basis != NULL && (strstr (basis, "同比") != NULL || strstr (basis, "上年") != NULL || strstr (basis, "去年") != NULL);
}

/* Last year's rate, from this year's and its change in percentage points. */
static void
check_change (JbAudit *audit, guint change)
{
  guint metrics[2] = { change - 1, change };
  const JbMetric *level = jb_audit_metric (audit, change - 1), *c = jb_audit_metric (audit, change);

  if (strcmp (c->base_unit, "pp") != 0 || c->change == JB_CHANGE_NONE || c->modifier != JB_MODIFIER_EXACT || !is_yearly (c->change_basis)
      || level->sentence != c->sentence || !is_exact_rate (level) || !jb_decimal_is_valid (c->value))
    return;
  g_autofree char *words = jb_audit_between (audit, change - 1, change);
  if (words == NULL || strstr (words, "率") != NULL || strstr (words, "占") != NULL || strstr (words, "；") != NULL
      || g_utf8_strlen (words, -1) > MAX_CHANGE_CHARS)
    return; /* the change of something else */
  gboolean fell = c->change == JB_CHANGE_DECREASE;
  g_autofree char *earlier = fell ? jb_decimal_add (level->value, c->value) : jb_decimal_subtract (level->value, c->value);
  gboolean possible = jb_decimal_compare (earlier, "0") >= 0 && jb_decimal_compare (earlier, "100") <= 0;
  if (!possible && !jb_audit_names_share (audit, change - 1))
    return; /* a growth rate may be negative, a rate of fulfilment above 100 */
  JbFinding *finding = jb_audit_add (audit, JB_FINDING_CHANGE, possible ? JB_VERDICT_DERIVED : JB_VERDICT_INCONSISTENT, metrics, 2);

  if (possible)
    jb_audit_say (jb_audit_add (audit, JB_FINDING_CHANGE, JB_VERDICT_CONSISTENT, metrics, 2), NULL, earlier,
                  g_strdup_printf ("%s%%与%s%s个百分点：相容", level->value, fell ? "下降" : "上升", c->value),
                  g_strdup_printf ("%s%% and a %s of %s percentage points go together", level->value, fell ? "fall" : "rise", c->value),
                  g_strdup_printf ("推算上年为%s%%，在0至100%%之间。", earlier),
                  g_strdup_printf ("The earlier value would be %s%%, which a share can be.", earlier));
  finding->computed = g_strdup (earlier);
  finding->claim_zh = g_strdup_printf ("%s由%s%%%s%s%%", level->label_zh, earlier, fell ? "降至" : "升至", level->value);
  finding->claim_en = g_strdup_printf ("A rate %s from %s%% to %s%%", fell ? "down" : "up", earlier, level->value);
  finding->reason_zh = g_strdup_printf ("上年数由%s%s个百分点推算，原文未载。", fell ? "降幅" : "增幅", c->value);
  finding->reason_en = g_strdup_printf ("The earlier value is derived from the stated %s of %s percentage points.", fell ? "fall" : "rise", c->value);
}

/* --- parts and sums ------------------------------------------------------------------------------------------------ */

/* End of the run of parts that "其中" opens after @whole: counts of the same unit in the same sentence, said in a list. */
static guint
parts_end (const JbAudit *audit, guint whole)
{
  guint i = whole + 1;

  for (; i < audit->metrics->len; i++)
    {
      const JbMetric *part = jb_audit_metric (audit, i);
      g_autofree char *between = jb_audit_between (audit, i - 1, i);

      if (between == NULL || !jb_audit_is_exact_count (part) || strcmp (part->base_unit, jb_audit_metric (audit, whole)->base_unit) != 0
          || strstr (between, "；") != NULL || strstr (between, ";") != NULL || (i > whole + 1 && strstr (between, "其中") != NULL))
        break;
    }
  return i;
}

static void
say_part (JbAudit *audit, guint whole, guint part)
{
  guint metrics[2] = { part, whole };
  const JbMetric *p = jb_audit_metric (audit, part), *w = jb_audit_metric (audit, whole);
  JbFinding *finding = jb_audit_add (audit, JB_FINDING_PART, JB_VERDICT_INCONSISTENT, metrics, 2);

  finding->stated = g_strdup (p->base_value);
  finding->computed = g_strdup (w->base_value);
  finding->claim_zh = g_strdup_printf ("部分%s%s大于整体%s%s", p->value, p->unit, w->value, w->unit);
  finding->claim_en = g_strdup_printf ("A part of %s exceeds its whole of %s", p->base_value, w->base_value);
  finding->reason_zh = g_strdup ("原文以“其中”引出该数。数字照录原文，未作改动。");
  finding->reason_en = g_strdup ("The source introduces it as one of the former. The numbers are printed as in the source.");
}

static void
check_parts (JbAudit *audit, guint whole)
{
  g_autofree char *between = whole + 1 < audit->metrics->len ? jb_audit_between (audit, whole, whole + 1) : NULL;

  if (!jb_audit_is_exact_count (jb_audit_metric (audit, whole)) || between == NULL || strstr (between, "其中") == NULL
      || g_str_has_prefix (between, "）") || g_str_has_prefix (between, ")")) /* （含上年结转86件），其中 */
    return;
  guint end = parts_end (audit, whole);
  g_autofree char *sum = g_strdup ("0");
  g_autoptr(GArray) metrics = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (metrics, whole);
  for (guint i = whole + 1; i < end; i++)
    {
      char *next = jb_decimal_add (sum, jb_audit_metric (audit, i)->base_value);

      g_free (sum);
      sum = next;
      g_array_append_val (metrics, i);
      if (jb_decimal_compare (jb_audit_metric (audit, i)->base_value, jb_audit_metric (audit, whole)->base_value) > 0)
        {
          say_part (audit, whole, i);
          return;
        }
    }
  if (end < whole + 3 || jb_decimal_compare (sum, jb_audit_metric (audit, whole)->base_value) != 0)
    return; /* parts may overlap or be incomplete: nothing is claimed */
  JbFinding *finding = jb_audit_add (audit, JB_FINDING_SUM, JB_VERDICT_CONSISTENT, (const guint *) (void *) metrics->data, metrics->len);
  finding->stated = g_strdup (jb_audit_metric (audit, whole)->base_value);
  finding->computed = g_strdup (sum);
  finding->claim_zh = g_strdup_printf ("各部分之和%s与整体相符", sum);
  finding->claim_en = g_strdup_printf ("The parts make the whole of %s", sum);
  finding->reason_zh = g_strdup_printf ("共%u项相加。", end - whole - 1);
  finding->reason_en = g_strdup_printf ("%u parts added.", end - whole - 1);
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static int
gravity (const JbFinding *finding)
{
  static const int order[] = { [JB_VERDICT_INCONSISTENT] = 0, [JB_VERDICT_DERIVED] = 1, [JB_VERDICT_ROUNDING] = 2, [JB_VERDICT_CONSISTENT] = 3 };

  return order[finding->verdict];
}

static int
by_gravity (gconstpointer a, gconstpointer b)
{
  const JbFinding *x = *(JbFinding *const *) a, *y = *(JbFinding *const *) b;
  guint i = g_array_index (x->metrics, guint, 0), k = g_array_index (y->metrics, guint, 0);

  return gravity (x) != gravity (y) ? gravity (x) - gravity (y) : i < k ? -1 : i > k;
}

GPtrArray *
jb_audit_run (const JbReport *report, const GPtrArray *metrics, GError **error)
{
  JbAudit audit = { .report = report, .metrics = metrics, .text = jb_report_get_text (report, NULL),
                    .names = jb_rate_names_get (error) };

  if (audit.names == NULL)
    return NULL;
  audit.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_finding_free);
  check_rates (&audit);
  for (guint i = 1; i < metrics->len; i++)
    check_change (&audit, i);
  for (guint i = 0; i < metrics->len; i++)
    check_parts (&audit, i);
  jb_audit_check_sums (&audit);
  jb_audit_check_changes (&audit);
  jb_audit_check_repeats (&audit);
  g_ptr_array_sort (audit.findings, by_gravity);
  return audit.findings;
}

const char *
jb_verdict_name (JbVerdict verdict)
{
  static const char *const names[] = { "consistent", "rounding", "inconsistent", "derived" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), "consistent");
  return names[verdict];
}

const char *
jb_finding_code_name (JbFindingCode code)
{
#define JB_FINDING_NAME(name, json) json,
  static const char *const names[] = { JB_FINDING_CODES (JB_FINDING_NAME) };

  g_return_val_if_fail (code < G_N_ELEMENTS (names), "rate");
  return names[code];
}

void
jb_finding_free (JbFinding *finding)
{
  if (finding == NULL)
    return;
  g_array_unref (finding->metrics);
  g_free (finding->stated);
  g_free (finding->computed);
  g_free (finding->claim_zh);
  g_free (finding->claim_en);
  g_free (finding->reason_zh);
  g_free (finding->reason_en);
  g_free (finding);
}
