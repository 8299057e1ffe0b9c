/* Changes against the levels that they lead from and to.
 *
 *   由80件增加到100件，增长25%              from, to and by: all three are stated
 *   案件100件，比上年80件增长25%            the same, in the other order
 *   检查次数下降120%                        nothing falls by more than all of it
 *   受理案件540件，同比增长8%               last year 500, derived
 */
#include "jb-audit-private.h"

#include "jb-decimal.h"

#include <string.h>

#define MAX_CLAUSE_BYTES 240 /* of the words that name a fact */
#define MIN_FACT_CHARS 5

static gboolean
is_percent_change (const JbMetric *metric)
{
  return strcmp (metric->base_unit, "%") == 0 && metric->change != JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT
         && metric->value_high == NULL && jb_decimal_is_valid (metric->value);
}

static gboolean
is_point_change (const JbMetric *metric)
{
  return strcmp (metric->base_unit, "pp") == 0 && metric->change != JB_CHANGE_NONE && metric->modifier == JB_MODIFIER_EXACT
         && metric->value_high == NULL && jb_decimal_is_valid (metric->value);
}

/* Whether the words before @from say that it is where a change began: 由, 从. */
static gboolean
is_from (const JbAudit *audit, guint from)
{
  const JbMetric *metric = jb_audit_metric (audit, from);
  gsize start = metric->clause.start, end = metric->span.start;

  if (start >= end)
    return FALSE;
  g_autofree char *words = g_strndup (audit->text + start, end - start);
  const char *const list[] = { "由", "从", NULL };
  return jb_audit_has_any (words, list);
}

static gboolean
leads_to (const JbAudit *audit, guint from, guint to)
{
  static const char *const list[] = { "增加到", "增至", "增长到", "提高到", "提高至", "提升到", "提升至", "上升到", "上升至", "下降到",
                                      "下降至", "降至", "降到", "减少到", "减少至", "减至", "增加至", "增长至", "升至", "升到", NULL };
  g_autofree char *words = jb_audit_between (audit, from, to);
  return words != NULL && jb_audit_has_any (words, list) && strstr (words, "；") == NULL;
}

/* 100% × (to − from) / from, as a magnitude with two places more than @places; %NULL where from is zero. */
static char *
relative_change (const char *from, const char *to, guint places)
{
  g_autofree char *difference = jb_decimal_subtract (to, from), *size = jb_audit_abs (difference);
  g_autofree char *hundredfold = jb_decimal_scale (size, 2);
  return jb_decimal_divide (hundredfold, from, places);
}

/* How far rounding of the two levels can move their relative change: 100 × (half / from + half × to / from²). */
static char *
relative_slack (const JbMetric *from, const JbMetric *to, guint places)
{
  g_autofree char *half_from = jb_audit_half_digit (from), *half_to = jb_audit_half_digit (to);
  gboolean counts = from->dimension == JB_DIMENSION_COUNT && strcmp (from->value, from->base_value) == 0;
  g_autofree char *last = jb_decimal_scale ("5", -(int) places - 1);

  if (counts)
    return g_steal_pointer (&last);
  g_autofree char *grown = jb_decimal_multiply (half_from, to->base_value);
  g_autofree char *share = jb_decimal_divide (grown, from->base_value, 12), *halves = jb_decimal_add (share, half_to);
  g_autofree char *hundredfold = jb_decimal_scale (halves, 2), *slack = jb_decimal_divide (hundredfold, from->base_value, 8);
  return jb_decimal_add (slack, last);
}

static void
say_change (JbAudit *audit, guint from, guint to, guint change, const char *computed, JbVerdict verdict)
{
  guint metrics[3] = { from, to, change };
  const JbMetric *f = jb_audit_metric (audit, from), *t = jb_audit_metric (audit, to), *c = jb_audit_metric (audit, change);
  gboolean fell = c->change == JB_CHANGE_DECREASE;
  const char *unit = strcmp (c->base_unit, "pp") == 0 ? "个百分点" : "%", *unit_en = *unit == '%' ? "%" : " points";

  jb_audit_say (jb_audit_add (audit, JB_FINDING_CHANGE, verdict, metrics, 3), c->value, computed,
                g_strdup_printf ("由%s%s到%s%s，%s%s%s：%s", f->value, f->unit, t->value, t->unit, fell ? "降" : "增", c->value, unit,
                                 jb_audit_verdict_zh (verdict)),
                g_strdup_printf ("%s to %s, %s by %s%s: %s", f->value, t->value, fell ? "down" : "up", c->value, unit_en,
                                 jb_audit_verdict_en (verdict)),
                g_strdup_printf ("算得%s%s，原文作%s%s。", computed, unit, c->value, unit),
                g_strdup_printf ("It is %s%s; the source states %s%s.", computed, unit_en, c->value, unit_en));
}

static void
compare_change (JbAudit *audit, guint from, guint to, guint change)
{
  const JbMetric *f = jb_audit_metric (audit, from), *t = jb_audit_metric (audit, to), *c = jb_audit_metric (audit, change);
  gboolean points = is_point_change (c);
  guint places = jb_decimal_places (c->value);

  if (jb_decimal_compare (f->base_value, "0") <= 0)
    return;
  if (points != (strcmp (f->base_unit, "%") == 0))
    return; /* 由50%提高到60%，提高20%: may be meant relative */
  g_autofree char *difference = points ? jb_decimal_subtract (t->value, f->value) : NULL;
  g_autofree char *computed = points ? jb_audit_abs (difference) : relative_change (f->base_value, t->base_value, places + 2);
  g_autofree char *slack = points ? g_strdup ("0") : relative_slack (f, t, places);
  gboolean rose = jb_decimal_compare (t->base_value, f->base_value) > 0;
  JbVerdict verdict = jb_audit_judge (computed, c->value, slack);

  if (jb_decimal_compare (t->base_value, f->base_value) != 0 && rose != (c->change == JB_CHANGE_INCREASE))
    verdict = JB_VERDICT_INCONSISTENT;
  say_change (audit, from, to, change, computed, verdict);
}

static gboolean
is_directly_behind (const JbAudit *audit, guint level, guint change)
{
  g_autofree char *words = jb_audit_between (audit, level, change);
  return words != NULL && strstr (words, "；") == NULL && g_utf8_strlen (words, -1) <= 12;
}

static void
check_from_to (JbAudit *audit, guint from)
{
  guint to = from + 1, change = from + 2;

  if (change >= audit->metrics->len)
    return;
  const JbMetric *f = jb_audit_metric (audit, from), *t = jb_audit_metric (audit, to), *c = jb_audit_metric (audit, change);
  if (!(is_percent_change (c) || is_point_change (c)) || !jb_audit_is_level (f) || !jb_audit_is_level (t)
      || strcmp (f->base_unit, t->base_unit) != 0 || (c->change_basis != NULL && strstr (c->change_basis, "年均") != NULL))
    return;
  if (is_from (audit, from) && leads_to (audit, from, to) && is_directly_behind (audit, to, change))
    compare_change (audit, from, to, change);
}

/* "比上年的80件增长25%", "较去年80件" right behind the level. */
static void
check_to_from (JbAudit *audit, guint to)
{
  static const char *const earlier[] = { "比上年", "比去年", "较上年", "较去年", "上年同期", "去年同期", NULL };
  guint from = to + 1, change = to + 2;

  if (change >= audit->metrics->len)
    return;
  const JbMetric *f = jb_audit_metric (audit, from), *t = jb_audit_metric (audit, to), *c = jb_audit_metric (audit, change);
  g_autofree char *words = jb_audit_between (audit, to, from), *behind = jb_audit_between (audit, from, change);
  if (words == NULL || behind == NULL || !(is_percent_change (c) || is_point_change (c)) || !jb_audit_is_level (f)
      || !jb_audit_is_level (t) || strcmp (f->base_unit, t->base_unit) != 0)
    return;
  if (jb_audit_has_any (words, earlier) && g_utf8_strlen (words, -1) <= 8 && g_utf8_strlen (behind, -1) <= 4)
    compare_change (audit, from, to, change);
}

static gboolean
is_yearly (const char *basis)
{
  return basis != NULL && (strstr (basis, "同比") != NULL || strstr (basis, "上年") != NULL || strstr (basis, "去年") != NULL);
}

/* A row of a table: 2021年 300, 2022年 236, 同比 -21.3. */
static void
check_row (JbAudit *audit, guint from)
{
  guint to = from + 1, change = from + 2;

  if (change >= audit->metrics->len)
    return;
  const JbMetric *f = jb_audit_metric (audit, from), *t = jb_audit_metric (audit, to), *c = jb_audit_metric (audit, change);
  if (f->sentence != t->sentence || t->sentence != c->sentence || f->period + 1 != t->period || f->period == 0
      || !(is_percent_change (c) || is_point_change (c)) || !jb_audit_is_level (f) || !jb_audit_is_level (t)
      || strcmp (f->base_unit, t->base_unit) != 0 || f->subject == NULL || g_strcmp0 (f->subject, t->subject) != 0
      || g_strcmp0 (f->subject, c->subject) != 0 || f->dimension != JB_DIMENSION_COUNT)
    return;
  compare_change (audit, from, to, change);
}

/* The words that @metric is told by, without time and place words: of one length, from the clause. %NULL: too few. */
static char *
fact_of (const JbAudit *audit, const JbMetric *metric)
{
  static const char *const leads[] = { "全市", "全县", "全区", "全省", "全镇", "全年", "我市", "我县", "我区", "共", "，", "," };
  gsize start = metric->clause.start, end = metric->span.start;

  if (start >= end || end - start > MAX_CLAUSE_BYTES)
    return NULL;
  const char *at = audit->text + start, *stop = audit->text + end;
  gboolean moved = TRUE;
  while (moved && at < stop)
    {
      moved = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
        if (g_str_has_prefix (at, leads[i]))
          {
            at += strlen (leads[i]);
            moved = TRUE;
          }
      if (g_ascii_isdigit (*at) && at + 7 < stop && g_str_has_prefix (at + 4, "年"))
        {
          at += 4 + strlen ("年");
          moved = TRUE;
        }
    }
  g_autofree char *words = at < stop ? g_strndup (at, (gsize) (stop - at)) : NULL;
  if (words == NULL || g_utf8_strlen (words, -1) < MIN_FACT_CHARS)
    return NULL;
  return g_strdup_printf ("%s|%s", words, metric->base_unit);
}

/* 2021年办结行政复议案件50件 … 2022年办结行政复议案件60件，同比增长20%: word for word the same of two years that follow each other. */
static void
check_years (JbAudit *audit)
{
  g_autoptr(GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < audit->metrics->len; i++)
    {
      const JbMetric *metric = jb_audit_metric (audit, i);
      g_autofree char *fact = jb_audit_is_exact_count (metric) && metric->period > 0 ? fact_of (audit, metric) : NULL;
      if (fact == NULL)
        continue;
      char *key = g_strdup_printf ("%d|%s", metric->period, fact);
      g_autofree char *earlier = g_strdup_printf ("%d|%s", metric->period - 1, fact);
      gpointer from;
      if (i + 1 < audit->metrics->len && g_hash_table_lookup_extended (facts, earlier, NULL, &from))
        {
          const JbMetric *change = jb_audit_metric (audit, i + 1);
          if (is_percent_change (change) && is_yearly (change->change_basis) && is_directly_behind (audit, i, i + 1))
            compare_change (audit, GPOINTER_TO_UINT (from), i, i + 1);
        }
      g_hash_table_replace (facts, key, GUINT_TO_POINTER (i));
    }
}

/* What may be negative can fall by more than all of it. */
static gboolean
may_be_negative (const JbAudit *audit, const JbMetric *metric)
{
  static const char *const words[] = { "利润", "盈", "亏", "净", "收支", "差", "顺差", "逆差", "收益", "增量", "增幅", "增速", "现金流", NULL };
  gsize length = metric->span.end > metric->clause.start ? metric->span.end - metric->clause.start : 0;
  g_autofree char *clause = g_strndup (audit->text + metric->clause.start, length);
  return jb_audit_has_any (clause, words) || jb_audit_has_any (metric->label_zh, words);
}

static void
check_fall (JbAudit *audit, guint i)
{
  const JbMetric *metric = jb_audit_metric (audit, i);

  if (!is_percent_change (metric) || metric->change != JB_CHANGE_DECREASE || jb_decimal_compare (metric->value, "100") <= 0
      || may_be_negative (audit, metric))
    return;
  jb_audit_say (jb_audit_add (audit, JB_FINDING_CHANGE, JB_VERDICT_INCONSISTENT, &i, 1), metric->value, "100",
                g_strdup_printf ("下降%s%%：不成立", metric->value), g_strdup_printf ("A fall of %s%% is not possible", metric->value),
                g_strdup ("数量至多减少100%。"), g_strdup ("A quantity can fall by 100% at most."));
}

/* Last year's level; not of money, whose growth is often told at constant prices. */
static void
derive_earlier (JbAudit *audit, guint change)
{
  guint metrics[2] = { change - 1, change };
  const JbMetric *level = jb_audit_metric (audit, change - 1), *c = jb_audit_metric (audit, change);

  if (!is_percent_change (c) || !is_yearly (c->change_basis) || !jb_audit_is_exact_count (level)
      || !is_directly_behind (audit, change - 1, change))
    return;
  g_autofree char *factor = c->change == JB_CHANGE_INCREASE ? jb_decimal_add ("100", c->value) : jb_decimal_subtract ("100", c->value);
  if (jb_decimal_compare (factor, "0") <= 0)
    return;
  g_autofree char *hundredfold = jb_decimal_scale (level->value, 2);
  g_autofree char *earlier = jb_decimal_divide (hundredfold, factor, jb_decimal_places (level->value));
  jb_audit_say (jb_audit_add (audit, JB_FINDING_CHANGE, JB_VERDICT_DERIVED, metrics, 2), NULL, earlier,
                g_strdup_printf ("%s上年约%s%s", level->label_zh, earlier, level->unit),
                g_strdup_printf ("%s a year earlier would be about %s", level->value, earlier),
                g_strdup_printf ("由%s%s和%s%s%%推算，原文未载。", level->value, level->unit,
                                 c->change == JB_CHANGE_INCREASE ? "增长" : "下降", c->value),
                g_strdup_printf ("It is derived from %s and the stated %s of %s%%; the source does not state it.", level->value,
                                 c->change == JB_CHANGE_INCREASE ? "rise" : "fall", c->value));
}

void
jb_audit_check_changes (JbAudit *audit)
{
  for (guint i = 0; i < audit->metrics->len; i++)
    {
      check_from_to (audit, i);
      check_to_from (audit, i);
      check_row (audit, i);
      check_fall (audit, i);
      if (i > 0)
        derive_earlier (audit, i);
    }
  check_years (audit);
}
