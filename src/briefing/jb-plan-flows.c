/* What flows and what was aimed at: start, changes and end that add up → waterfall; a value and its target → bullet. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <string.h>

#define MAX_STEPS 8
#define MAX_STEP_LABEL 10   /* characters below a column */
#define LEAST_NAME 9        /* bytes that the names of a value and its target share at their ends: three characters */
#define LEAST_CHANGE 0.02   /* of the start */

typedef enum { FLOW_NONE, FLOW_START, FLOW_RISE, FLOW_FALL, FLOW_END } Flow;

static Flow
flow_of (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);
  const char *clause = planner->plan->text + metric->clause.start;
  gssize before = (gssize) (metric->span.start - MIN (metric->span.start, metric->clause.start));

  if (chart_words_hold (planner->words, CHART_WORDS_FLOW_END, clause, before))
    return FLOW_END;
  if (chart_words_hold (planner->words, CHART_WORDS_FLOW_START, clause, before))
    return FLOW_START;
  if (chart_words_hold (planner->words, CHART_WORDS_FLOW_FALL, clause, before))
    return FLOW_FALL;
  return chart_words_hold (planner->words, CHART_WORDS_FLOW_RISE, clause, before) ? FLOW_RISE : FLOW_NONE;
}

/* Number of rows from @from that go from a start to an end and add up exactly; 0: none. */
static guint
find_flow (const Planner *planner, guint from, Flow *flows)
{
  const Plan *plan = planner->plan;
  g_autofree char *level = g_strdup (plan_metric (plan, from)->base_value);
  double most = 0;

  for (guint n = 1; n < MAX_STEPS && from + n < plan->sources->metrics->len; n++)
    {
      const JbMetric *metric = plan_metric (plan, from + n);
      flows[n] = flow_of (planner, from + n);
      if (!planner_is_level (planner, from + n) || !plan_in_sentence (plan, from, from + n) || plan_is_percent (metric)
          || !plan_same_unit (plan_metric (plan, from), metric) || flows[n] == FLOW_NONE || flows[n] == FLOW_START
          || g_utf8_strlen (metric->label_zh, -1) > MAX_STEP_LABEL)
        return 0;
      if (flows[n] == FLOW_END)
        return n >= 2 && jb_decimal_compare (level, metric->base_value) == 0
               && most >= LEAST_CHANGE * plan_length (plan, from) ? n + 1 : 0;
      char *next = flows[n] == FLOW_RISE ? jb_decimal_add (level, metric->base_value) : jb_decimal_subtract (level, metric->base_value);
      g_free (level);
      level = next;
      most = MAX (most, plan_length (plan, from + n));
      if (jb_decimal_compare (level, "0") < 0)
        return 0;
    }
  return 0;
}

static void
make_waterfall (Planner *planner, guint from, guint n, const Flow *flows)
{
  Plan *plan = planner->plan;
  guint rows[MAX_STEPS];

  for (guint i = 0; i < n; i++)
    rows[i] = from + i;
  gboolean shared = plan_shares_unit (plan, rows, n);
  JbFigure *figure = figure_new (planner, JB_CHART_WATERFALL, rows, n);
  figure_set_subject (plan, figure, from);
  if (shared)
    figure_set_unit_line (plan, figure, plan_metric (plan, from));
  for (guint i = 0; i < n; i++)
    {
      JbChartDatum *datum = figure_add (plan, figure, rows[i], shared);

      if (flows[i] != FLOW_FALL)
        continue;
      g_autofree char *zh = g_strconcat ("\xE2\x88\x92", datum->value_text.zh, NULL), *en = g_strconcat ("\xE2\x88\x92", datum->value_text.en, NULL);
      datum->value = -datum->value;
      jb_text_set (&datum->value_text, zh, en);
    }
  const JbMetric *a = plan_metric (plan, from), *z = plan_metric (plan, from + n - 1);
  g_autofree char *first_zh = plan_say (plan, a->base_value, a, TRUE), *last_zh = plan_say (plan, z->base_value, z, TRUE);
  g_autofree char *first_en = plan_say (plan, a->base_value, a, FALSE), *last_en = plan_say (plan, z->base_value, z, FALSE);
  int way = jb_decimal_compare (z->base_value, a->base_value);
  g_autofree char *zh = g_strconcat (figure->chart->subject.zh, "：由", first_zh, way < 0 ? "减至" : way > 0 ? "增至" : "到", last_zh, NULL);
  g_autofree char *en = figure->chart->subject.en == NULL ? NULL
                        : g_strconcat (figure->chart->subject.en, way < 0 ? ": down from " : way > 0 ? ": up from " : ": from ", first_en, " to ", last_en, NULL);
  figure_set_title (figure, zh, en);
  figure_finish (plan, figure);
}

void
plan_flows (Planner *planner)
{
  const Plan *plan = planner->plan;
  Flow flows[MAX_STEPS] = { FLOW_START };

  for (guint i = 0; i + 2 < plan->sources->metrics->len; i++)
    {
      if (!planner_is_level (planner, i) || plan_is_percent (plan_metric (plan, i)) || flow_of (planner, i) != FLOW_START)
        continue;
      guint n = find_flow (planner, i, flows);
      if (n > 0)
        make_waterfall (planner, i, n, flows);
    }
}

/* --- targets ----------------------------------------------------------------------------------------------------- */

typedef struct { guint actual, target; } Aim;

static gboolean
names_target (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);
  const char *clause = planner->plan->text + metric->clause.start;
  gssize before = (gssize) (metric->span.start - MIN (metric->span.start, metric->clause.start));

  return chart_words_hold (planner->words, CHART_WORDS_TARGET, clause, before);
}

/* @again: it may stand on another chart too. */
static gboolean
can_aim (const Planner *planner, guint i, gboolean again)
{
  const JbMetric *metric = plan_metric (planner->plan, i);

  return (again || !planner->used[i]) && !planner->wishes->forbidden[i] && jb_decimal_is_valid (metric->base_value) && strlen (metric->base_value) <= 15 && metric->value_high == NULL
         && metric->change == JB_CHANGE_NONE && *metric->base_value != '-' && metric->dimension != JB_DIMENSION_RATIO
         && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT && *metric->base_unit != '\0';
}

/* End of a name without the mark that tells equal ones apart: 合格率（2）. */
static const char *
name_end (const char *name)
{
  const char *end = name + strlen (name), *open = g_str_has_suffix (name, "）") ? g_strrstr (name, "（") : NULL;

  return open != NULL && open > name && strspn (open + strlen ("（"), "0123456789") + strlen ("（）") == (gsize) (end - open) ? open : end;
}

/* Bytes of whole characters that both end with. */
static gsize
common_end (const char *a, const char *b)
{
  const char *x = name_end (a), *y = name_end (b), *end = x;

  while (x > a && y > b && x[-1] == y[-1])
    x--, y--;
  while (((guchar) *x & 0xC0) == 0x80)
    x++;
  return (gsize) (end - x);
}

/* Whether all that @aim's name says before its last @common bytes is said of the candidate too, in its name or sentence:
 * 案卷评查合格率 is the 合格率 of a sentence with 评查……案卷, not that of an examination. */
static gboolean
says_all (const Plan *plan, const JbMetric *aim, const JbMetric *candidate, gsize common)
{
  JbSpan sentence = plan->sentences[candidate->sentence].span;
  const char *end = name_end (aim->label_zh) - common, *from = aim->label_zh;

  while (g_ascii_isdigit (*from)) /* 2024年网上可办率 */
    from++;
  if (from == aim->label_zh || !g_str_has_prefix (from, "年"))
    from = aim->label_zh;
  else
    from += strlen ("年");
  for (const char *c = from; c < end; c = g_utf8_next_char (c))
    {
      gssize length = g_utf8_next_char (c) - c;
      g_autofree char *one = g_strndup (c, (gsize) length);

      if (strstr (candidate->label_zh, one) == NULL && g_strstr_len (plan->text + sentence.start, (gssize) jb_span_length (sentence), one) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* This year's value of what @target is planned for: the only one whose name ends like it and whose sentence says the rest. */
static guint
find_actual (const Planner *planner, guint target)
{
  const Plan *plan = planner->plan;
  const JbMetric *aim = plan_metric (plan, target);
  gsize best = 0;
  guint found = G_MAXUINT;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      const JbMetric *metric = plan_metric (plan, i);
      gsize common;

      if (i == target || metric->role == JB_METRIC_ROLE_PLAN || !plan_same_unit (metric, aim) || !can_aim (planner, i, TRUE)
          || (common = common_end (metric->label_zh, aim->label_zh)) < LEAST_NAME || !says_all (plan, aim, metric, common))
        continue;
      if (common == best)
        found = G_MAXUINT;
      else if (common > best)
        best = common, found = i;
    }
  return found;
}

/* -1: not to be said. */
static int
is_met (const Plan *plan, const Aim *aim)
{
  const JbMetric *a = plan_metric (plan, aim->actual), *t = plan_metric (plan, aim->target);
  int way = jb_decimal_compare (a->base_value, t->base_value);

  if (a->modifier != JB_MODIFIER_EXACT || t->modifier == JB_MODIFIER_APPROX)
    return -1;
  return t->modifier == JB_MODIFIER_AT_MOST ? way <= 0 : way >= 0;
}

static void
title_targets (const Plan *plan, JbFigure *figure, const GArray *aims, int year)
{
  guint met = 0;

  for (guint i = 0; i < aims->len; i++)
    {
      int one = is_met (plan, &g_array_index (aims, Aim, i));
      if (one < 0)
        {
          figure_set_title (figure, NULL, NULL);
          return;
        }
      met += (guint) one;
    }
  g_autofree char *when_zh = year > 0 ? g_strdup_printf ("%d年", year) : g_strdup (""), *when_en = year > 0 ? g_strdup_printf ("%d ", year) : g_strdup ("");
  g_autofree char *zh = met == 0 ? g_strdup_printf ("%u项均尚未达到%s目标", aims->len, when_zh) : met == aims->len
                        ? g_strdup_printf ("%u项均已达到%s目标", aims->len, when_zh) : g_strdup_printf ("%u项中%u项已达到%s目标", aims->len, met, when_zh);
  g_autofree char *en = met == 0 ? g_strdup_printf ("None of the %u values meets its %starget yet", aims->len, when_en) : met == aims->len
                        ? g_strdup_printf ("All %u values meet their %stargets", aims->len, when_en)
                        : g_strdup_printf ("%u of %u values already meet%s %starget%s", met, aims->len, met == 1 ? "s its" : " their", when_en, met == 1 ? "" : "s");
  if (aims->len == 1)
    {
      const Aim *aim = &g_array_index (aims, Aim, 0);
      const JbMetric *a = plan_metric (plan, aim->actual), *t = plan_metric (plan, aim->target);
      const char *english = plan_label_en (plan, aim->actual);
      g_autofree char *name = plan_full_width (a->label_zh);
      g_autofree char *a_zh = plan_say (plan, a->base_value, a, TRUE), *t_zh = plan_say (plan, t->base_value, t, TRUE);
      g_autofree char *a_en = plan_say (plan, a->base_value, a, FALSE), *t_en = plan_say (plan, t->base_value, t, FALSE);
      g_free (zh);
      g_free (en);
      zh = g_strconcat (name, a_zh, met > 0 ? "，达到目标" : "，未达到目标", t_zh, NULL);
      en = english == NULL ? NULL : g_strconcat (english, " ", a_en, met > 0 ? ": meets the target of " : ": below the target of ", t_en, NULL);
    }
  figure_set_title (figure, zh, en);
}

static void
make_bullet (Planner *planner, const GArray *aims, gboolean later)
{
  Plan *plan = planner->plan;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < aims->len; i++)
    g_array_append_val (rows, g_array_index (aims, Aim, i).actual);
  for (guint i = 0; i < aims->len; i++)
    g_array_append_val (rows, g_array_index (aims, Aim, i).target);
  const guint *at = (const guint *) (void *) rows->data;
  const JbMetric *first = plan_metric (plan, at[0]), *target = plan_metric (plan, at[aims->len]);
  gboolean shared = plan_shares_unit (plan, at, rows->len);
  int year = later ? target->period : 0;
  JbFigure *figure = figure_new (planner, JB_CHART_BULLET, at, rows->len);

  figure_set_subject (plan, figure, later ? at[aims->len] : at[0]);
  if (shared || plan_is_percent (first))
    figure_set_unit_line (plan, figure, first);
  for (guint i = 0; i < aims->len; i++)
    {
      const JbMetric *aim = plan_metric (plan, at[aims->len + i]);
      JbChartDatum *datum = figure_add (plan, figure, at[i], shared);
      JbChartDatum text = { .mark = JB_MARK_EXACT };

      figure_set_value_text (plan, &text, aim, shared);
      jb_text_set (&datum->target_text, text.value_text.zh, text.value_text.en);
      jb_text_set (&text.value_text, NULL, NULL);
      jb_text_set (&text.unit, NULL, NULL);
      datum->target = jb_decimal_to_double (aim->base_value);
      datum->target_mark = aim->modifier == JB_MODIFIER_AT_LEAST ? JB_MARK_AT_LEAST : aim->modifier == JB_MODIFIER_AT_MOST ? JB_MARK_AT_MOST
                           : aim->modifier == JB_MODIFIER_APPROX ? JB_MARK_APPROX : JB_MARK_EXACT;
    }
  title_targets (plan, figure, aims, year);
  if (year > 0)
    {
      int now = jb_report_get_year (plan->sources->report);
      g_autofree char *zh = g_strdup_printf ("实际为%d年，目标为%d年；≥不低于，≤不超过", now > 0 ? now : year - 1, year);
      g_autofree char *en = g_strdup_printf ("Actual: %d; target: %d; ≥ at least, ≤ at most", now > 0 ? now : year - 1, year);
      jb_chart_add_note (figure->chart, zh, en);
    }
  figure_finish (plan, figure);
}

/* A value and its target in one sentence: 完成投资120亿元，目标110亿元. A task list with its rate is a two-step. */
static void
plan_stated_targets (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i + 1 < plan->sources->metrics->len; i++)
    {
      gboolean first = names_target (planner, i), second = names_target (planner, i + 1);
      Aim aim = { first ? i + 1 : i, first ? i : i + 1 };

      if (first == second || !plan_in_sentence (plan, i, i + 1) || !planner_is_level (planner, aim.actual) || !can_aim (planner, aim.target, FALSE)
          || !plan_same_unit (plan_metric (plan, i), plan_metric (plan, i + 1)) || plan_metric (plan, aim.target)->role == JB_METRIC_ROLE_PLAN
          || strcmp (plan_metric (plan, i)->unit, plan_metric (plan, i + 1)->unit) != 0)
        continue;
      g_autoptr(GArray) aims = g_array_new (FALSE, FALSE, sizeof (Aim));
      g_array_append_val (aims, aim);
      make_bullet (planner, aims, FALSE);
    }
}

/* What is planned for the next year, beside what was reached in this one: rates, for a year's count does not come near to the
 * next year's. */
static void
plan_later_targets (Planner *planner)
{
  const Plan *plan = planner->plan;
  guint n = plan->sources->metrics->len;
  g_autofree guint *actual = g_new (guint, n + 1); /* of a target; n: not looked for since a figure was made */

  for (guint i = 0; i < n; i++)
    actual[i] = n;
  for (guint i = 0; i < n; i++)
    {
      const JbMetric *first = plan_metric (plan, i);
      if (first->role != JB_METRIC_ROLE_PLAN || !plan_is_percent (first))
        continue;
      g_autoptr(GArray) aims = g_array_new (FALSE, FALSE, sizeof (Aim));

      for (guint k = i; k < n && aims->len < PLAN_MAX_ROWS; k++)
        {
          const JbMetric *metric = plan_metric (plan, k);
          Aim aim = { G_MAXUINT, k };
          gboolean taken = FALSE;

          if (metric->role != JB_METRIC_ROLE_PLAN || !plan_is_percent (metric) || metric->period != first->period || !can_aim (planner, k, FALSE) || !plan_same_unit (metric, first)
              || strcmp (metric->unit, first->unit) != 0)
            continue;
          if (actual[k] == n)
            actual[k] = find_actual (planner, k);
          aim.actual = actual[k];
          for (guint a = 0; a < aims->len; a++)
            taken = taken || g_array_index (aims, Aim, a).actual == aim.actual;
          if (aim.actual != G_MAXUINT && !taken && strcmp (plan_metric (plan, aim.actual)->unit, metric->unit) == 0)
            g_array_append_val (aims, aim);
        }
      if (aims->len < 2)
        continue;
      make_bullet (planner, aims, TRUE);
      for (guint k = 0; k < n; k++)
        actual[k] = n;
    }
}

void
plan_targets (Planner *planner)
{
  plan_stated_targets (planner);
  plan_later_targets (planner);
}
