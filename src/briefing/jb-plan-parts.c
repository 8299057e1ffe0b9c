/* Parts of a whole: counts or money that one sentence or table says to make a total, that exclude each other by their
 * words, shares that make 100 %, or a ratio of parts. */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <string.h>

#define MAX_LABEL 14      /* characters that stand below a part; of up to four and of up to three parts */
#define MAX_LABEL_4 18
#define MAX_LABEL_3 20
#define SLIVER 0.03
#define LEAST_FAR 4        /* parts whose total stands farther off */
#define MAX_SLIVERS 2
#define MARKED_BEFORE 24  /* bytes before a total that may name it */

static char *
sum_of (const Plan *plan, const guint *rows, guint n)
{
  g_autofree char *sum = g_strdup ("0");

  for (guint i = 0; i < n; i++)
    {
      char *more = jb_decimal_add (sum, plan_metric (plan, rows[i])->base_value);
      g_free (sum);
      sum = more;
    }
  return g_steal_pointer (&sum);
}

/* Whether parts of this number and size can be read on one bar. */
static gboolean
can_be_parts (const Planner *planner, const guint *rows, guint n)
{
  const Plan *plan = planner->plan;
  double sum = 0;
  guint slivers = 0;

  if (n < 2 || n > PLAN_MAX_PARTS)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!planner_is_level (planner, rows[i]) || plan_length (plan, rows[i]) <= 0
          || chart_words_hold (planner->words, CHART_WORDS_AVERAGE, plan_metric (plan, rows[i])->label_zh, -1)
          || g_utf8_strlen (plan_metric (plan, rows[i])->label_zh, -1) > (n <= 3 ? MAX_LABEL_3 : n == 4 ? MAX_LABEL_4 : MAX_LABEL))
        return FALSE;
      sum += plan_length (plan, rows[i]);
    }
  gboolean equal = TRUE;
  for (guint i = 0; i < n; i++)
    {
      slivers += plan_length (plan, rows[i]) < SLIVER * sum;
      equal = equal && plan_length (plan, rows[i]) == plan_length (plan, rows[0]);
    }
  return slivers <= MAX_SLIVERS && !equal;
}

static int
by_size (gconstpointer a, gconstpointer b, gpointer plan)
{
  double x = plan_length (plan, *(const guint *) a), y = plan_length (plan, *(const guint *) b);

  return x < y ? 1 : x > y ? -1 : *(const guint *) a < *(const guint *) b ? -1 : 1;
}

static guint
largest_of (const Plan *plan, const guint *rows, guint n)
{
  guint best = 0, ties = 0;

  for (guint i = 1; i < n; i++)
    if (plan_length (plan, rows[i]) > plan_length (plan, rows[best]))
      best = i;
  for (guint i = 0; i < n; i++)
    ties += plan_length (plan, rows[i]) == plan_length (plan, rows[best]);
  return ties == 1 ? best : G_MAXUINT;
}

static void
note_sum (const Plan *plan, JbFigure *figure, const guint *rows, guint n, const char *total, gboolean stated)
{
  const JbMetric *like = plan_metric (plan, rows[0]);
  g_autoptr(GString) zh = g_string_new (stated ? "占比为推算：各部分÷合计。合计" : "合计与占比为推算：");
  g_autoptr(GString) en = g_string_new (stated ? "Shares are derived: part \xC3\xB7 total. Total: " : "Total and shares are derived: ");

  for (guint i = 0; i < n; i++)
    {
      const JbMetric *metric = plan_metric (plan, rows[i]);
      g_autofree char *one_zh = plan_say (plan, metric->base_value, metric, TRUE);
      g_autofree char *one_en = plan_say (plan, metric->base_value, metric, FALSE);

      g_string_append_printf (zh, "%s%s", i > 0 ? "＋" : "", one_zh);
      g_string_append_printf (en, "%s%s", i > 0 ? " + " : "", one_en);
    }
  g_autofree char *sum_zh = plan_say (plan, total, like, TRUE), *sum_en = plan_say (plan, total, like, FALSE);
  g_string_append_printf (zh, "＝%s", sum_zh);
  g_string_append_printf (en, " = %s", sum_en);
  jb_chart_add_note (figure->chart, zh->str, en->str);
}

static void
set_total (const Plan *plan, JbFigure *figure, const char *total, const JbMetric *like, gboolean shared, gboolean derived)
{
  if (shared)
    {
      g_autofree char *text = jb_decimal_group (total);
      jb_text_set (&figure->chart->total, text, text);
    }
  else
    {
      g_autofree char *zh = plan_say (plan, total, like, TRUE), *en = plan_say (plan, total, like, FALSE);
      jb_text_set (&figure->chart->total, zh, en);
    }
  figure->chart->total_derived = derived;
}

/* A share that its sentence states behind the parts and that holds is drawn with them, and not once more: 处罚9812件，占64.4%；……,
 * or A类3600户、B类7800户、C类600户，占比分别为30%、65%、5%. */
static void
use_shares (Planner *planner, const guint *rows, guint n, const char *total)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < n; i++)
    for (guint k = rows[i] + 1; k < plan->sources->metrics->len && plan_in_sentence (plan, rows[i], k); k++)
      {
        const char *share = plan_metric (plan, k)->base_value;

        if (!plan_is_percent (plan_metric (plan, k)) || !jb_decimal_is_valid (share) || plan_metric (plan, k)->change != JB_CHANGE_NONE)
          continue;
        g_autofree char *hundredfold = jb_decimal_scale (plan_metric (plan, rows[i])->base_value, 2);
        g_autofree char *computed = jb_decimal_divide (hundredfold, total, jb_decimal_places (share));
        planner->used[k] = planner->used[k] || (computed != NULL && jb_decimal_compare (computed, share) == 0);
      }
}

/* @whole: G_MAXUINT where no total is stated. */
static void
make_parts (Planner *planner, const guint *rows, guint n, guint whole, gboolean ordered)
{
  Plan *plan = planner->plan;
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean shared = plan_shares_unit (plan, rows, n), percent = plan_is_percent (plan_metric (plan, rows[0])), stated = whole != G_MAXUINT;
  g_autofree char *total = sum_of (plan, rows, n);
  guint best = largest_of (plan, rows, n);

  g_array_append_vals (all, rows, n);
  if (stated)
    g_array_append_val (all, whole);
  JbFigure *figure = figure_new (planner, JB_CHART_PARTS, (const guint *) (void *) all->data, all->len);
  if (stated)
    planner->wholes[whole] = TRUE;
  use_shares (planner, rows, n, total);
  figure_set_subject (plan, figure, rows[0]);
  if (shared || percent)
    figure_set_unit_line (plan, figure, plan_metric (plan, rows[0]));
  for (guint i = 0; i < n; i++)
    figure_add (plan, figure, rows[i], shared);
  figure->chart->ordered = ordered;
  if (!percent)
    {
      set_total (plan, figure, total, plan_metric (plan, stated ? whole : rows[0]), shared && (!stated || plan_shares_unit (plan, &whole, 1)), !stated);
      note_sum (plan, figure, rows, n, total, stated);
    }
  figure_set_title (figure, NULL, NULL);
  if (best != G_MAXUINT)
    {
      const JbMetric *metric = plan_metric (plan, rows[best]);
      const char *english = plan_label_en (plan, rows[best]);
      g_autofree char *name = plan_full_width (metric->label_zh);
      g_autofree char *part_zh = plan_say (plan, metric->base_value, metric, TRUE), *part_en = plan_say (plan, metric->base_value, metric, FALSE);
      g_autofree char *all_zh = plan_say (plan, total, plan_metric (plan, stated ? whole : rows[0]), TRUE);
      g_autofree char *all_en = plan_say (plan, total, plan_metric (plan, stated ? whole : rows[0]), FALSE);
      g_autofree char *zh = percent || !stated ? g_strconcat (name, "最多：", part_zh, NULL) : g_strconcat (name, "最多：", all_zh, "中", part_zh, NULL);
      g_autofree char *bare = percent || !stated ? g_strconcat ("largest part ", part_en, NULL) : g_strconcat ("largest part ", part_en, " of ", all_en, NULL);
      g_autofree char *en = english == NULL ? figure_say_under_heading (figure, bare)
                            : percent || !stated ? g_strconcat (english, ", the largest part: ", part_en, NULL)
                                                 : g_strconcat (english, ", the largest part: ", part_en, " of ", all_en, NULL);
      g_array_index (figure->chart->data, JbChartDatum, best).emphasis = TRUE;
      figure_set_title (figure, zh, en);
    }
  figure_finish (plan, figure);
}

/* Sorts by the order of the words where they have one, else by size; 其他 stays last. */
static void
arrange (const Planner *planner, guint *rows, guint n, gboolean *ordered)
{
  Plan *plan = planner->plan;
  const char *labels[PLAN_MAX_PARTS];
  guint ranks[PLAN_MAX_PARTS];

  *ordered = FALSE;
  for (guint i = 0; i < n; i++)
    labels[i] = plan_metric (plan, rows[i])->label_zh;
  if (chart_words_parts (planner->words, labels, n, FALSE, ranks, ordered) >= 0 && *ordered)
    {
      for (guint i = 1; i < n; i++)
        for (guint k = i; k > 0 && ranks[k] < ranks[k - 1]; k--)
          {
            guint row = rows[k], rank = ranks[k];
            rows[k] = rows[k - 1], ranks[k] = ranks[k - 1];
            rows[k - 1] = row, ranks[k - 1] = rank;
          }
      return;
    }
  *ordered = FALSE;
  g_qsort_with_data (rows, (int) n, sizeof *rows, by_size, plan);
  for (guint i = 0; i + 1 < n; i++)
    if (g_str_has_prefix (plan_metric (plan, rows[i])->label_zh, "其他") || g_str_has_prefix (plan_metric (plan, rows[i])->label_zh, "其余"))
      {
        guint other = rows[i];
        memmove (&rows[i], &rows[i + 1], (n - 1 - i) * sizeof *rows);
        rows[n - 1] = other;
        break;
      }
}

static void
make_arranged (Planner *planner, guint *rows, guint n, guint whole)
{
  gboolean ordered;

  arrange (planner, rows, n, &ordered);
  make_parts (planner, rows, n, whole, ordered);
}

static gboolean
adds_up (const Plan *plan, const guint *rows, guint n, guint whole)
{
  g_autofree char *sum = sum_of (plan, rows, n);

  return jb_decimal_compare (sum, plan_metric (plan, whole)->base_value) == 0;
}

/* Whether @i may be the whole of parts: free, or drawn as a whole only. 收到申请226件，其中自然人209件、法人17件。予以公开128件…… */
static gboolean
can_be_whole (const Planner *planner, guint i)
{
  gboolean used = planner->used[i], level;

  planner->used[i] = used && !planner->wholes[i];
  level = planner_is_level (planner, i);
  planner->used[i] = used;
  return level && !plan_is_percent (plan_metric (planner->plan, i));
}

/* The audit's sums: the whole stands before or behind its parts. */
static void
plan_sum (Planner *planner, const JbFinding *finding)
{
  const Plan *plan = planner->plan;
  guint n = finding->metrics->len - 1;
  g_autofree guint *rows = g_memdup2 (finding->metrics->data, finding->metrics->len * sizeof (guint));
  guint whole = rows[0];

  if (finding->metrics->len < 3 || (!can_be_whole (planner, rows[0]) && !can_be_whole (planner, rows[n])))
    return;
  for (guint i = 1; i <= n; i++)
    if (!plan_same_unit (plan_metric (plan, rows[0]), plan_metric (plan, rows[i])))
      return;
  if (can_be_whole (planner, rows[0]) && adds_up (plan, rows + 1, n, rows[0]) && can_be_parts (planner, rows + 1, n))
    make_arranged (planner, rows + 1, n, whole);
  else if (can_be_whole (planner, rows[n]) && adds_up (plan, rows, n, rows[n]) && can_be_parts (planner, rows, n))
    make_arranged (planner, rows, n, rows[n]);
}

/* Whether a word just before the number, in its sentence, says that it is a total. */
static gboolean
is_named_total (const Planner *planner, guint i)
{
  const JbMetric *metric = plan_metric (planner->plan, i);
  gsize from = MAX (planner->plan->sentences[metric->sentence].span.start, metric->span.start - MIN (metric->span.start, MARKED_BEFORE));

  return chart_words_hold (planner->words, CHART_WORDS_TOTAL, planner->plan->text + from, (gssize) (metric->span.start - from));
}

/* What a sentence says to be among @whole, where it is all of it: 收入86.4亿元，增长7.1%，其中税收58.3亿元、非税28.1亿元. */
static void
plan_among (Planner *planner, guint whole)
{
  const Plan *plan = planner->plan;
  guint rows[PLAN_MAX_PARTS], n = 0;

  if (!can_be_whole (planner, whole))
    return;
  for (guint i = whole + 1; i < plan->sources->metrics->len && plan_in_sentence (plan, whole, i); i++)
    {
      const JbMetric *metric = plan_metric (plan, i);

      if (metric->whole != (int) whole || metric->role != JB_METRIC_ROLE_PART || !plan_same_unit (metric, plan_metric (plan, whole)))
        continue;
      if (n == PLAN_MAX_PARTS)
        return;
      rows[n++] = i;
    }
  if (can_be_parts (planner, rows, n) && adds_up (plan, rows, n, whole))
    make_arranged (planner, rows, n, whole);
}

/* Numbers behind a total, in its sentence or the next of the paragraph, with their shares between them, that make it exactly:
 * 办理案件15236件，同比增长三成。其中，行政处罚9812件，占64.4%；行政强制1024件，占6.7%；其余4400件，占28.9%. Two make it by
 * chance, three do not. */
static void
plan_behind (Planner *planner, guint whole)
{
  const Plan *plan = planner->plan;
  const JbMetric *total = plan_metric (plan, whole);
  guint rows[PLAN_MAX_PARTS], n = 0;

  if (!can_be_whole (planner, whole))
    return;
  for (guint i = whole + 1; i < plan->sources->metrics->len && n < PLAN_MAX_PARTS; i++)
    {
      const JbMetric *metric = plan_metric (plan, i);

      if (metric->sentence > total->sentence + 1 || plan->sentences[metric->sentence].paragraph != plan->sentences[total->sentence].paragraph)
        break;
      if (!plan_same_unit (metric, total) || !planner_is_level (planner, i) || (n == 0 && jb_decimal_compare (metric->base_value, total->base_value) >= 0))
        {
          if (n > 0 && !plan_is_percent (metric) && metric->role != JB_METRIC_ROLE_CHANGE)
            break;
          continue;
        }
      rows[n++] = i;
      if (n >= 3 && adds_up (plan, rows, n, whole) && can_be_parts (planner, rows, n))
        {
          make_arranged (planner, rows, n, whole);
          return;
        }
    }
}

/* Four numbers and more that one sentence lists, whose sum the section has stated: 共接报火灾1286起。从起火原因看，电气火灾512起、
 * 用火不慎286起、…… */
static void
plan_stated_before (Planner *planner, guint first)
{
  const Plan *plan = planner->plan;
  guint rows[PLAN_MAX_PARTS], n = 0;

  if (!planner_is_level (planner, first) || plan_is_percent (plan_metric (plan, first))
      || (first > 0 && plan_in_sentence (plan, first - 1, first) && plan_same_unit (plan_metric (plan, first - 1), plan_metric (plan, first))))
    return;
  for (guint i = first; i < plan->sources->metrics->len && plan_in_sentence (plan, first, i); i++)
    {
      if (plan_is_percent (plan_metric (plan, i)))
        continue;
      if (n == PLAN_MAX_PARTS || !planner_is_level (planner, i) || !plan_same_unit (plan_metric (plan, first), plan_metric (plan, i)))
        return;
      rows[n++] = i;
    }
  if (n < LEAST_FAR || !can_be_parts (planner, rows, n))
    return;
  for (guint whole = first; whole-- > 0 && plan_metric (plan, whole)->section == plan_metric (plan, first)->section;)
    if (can_be_whole (planner, whole) && plan_same_unit (plan_metric (plan, whole), plan_metric (plan, first)) && adds_up (plan, rows, n, whole))
      {
        make_arranged (planner, rows, n, whole);
        return;
      }
}

/* Neighbours of one unit in one sentence, of which the first or the last is the sum of the others. */
static void
plan_run (Planner *planner, guint from, guint to)
{
  const Plan *plan = planner->plan;
  guint rows[PLAN_MAX_PARTS + 1];

  for (guint n = PLAN_MAX_PARTS; n >= 2; n--)
    for (guint i = from; i + n < to; i++)
      {
        gboolean free = TRUE;

        for (guint k = 0; k <= n; k++)
          {
            rows[k] = i + k;
            free = free && planner_is_level (planner, i + k);
          }
        if (!free)
          continue;
        if (n >= 3 && adds_up (plan, rows + 1, n, rows[0]) && can_be_parts (planner, rows + 1, n))
          make_arranged (planner, rows + 1, n, i);
        else if ((n >= 3 || is_named_total (planner, i + n)) && adds_up (plan, rows, n, rows[n]) && can_be_parts (planner, rows, n))
          make_arranged (planner, rows, n, i + n);
      }
}

static void
plan_runs (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0, end; i < plan->sources->metrics->len; i = end)
    {
      end = i + 1;
      if (!planner_is_level (planner, i) || plan_is_percent (plan_metric (plan, i)))
        continue;
      while (end < plan->sources->metrics->len && plan_in_sentence (plan, i, end)
             && plan_same_unit (plan_metric (plan, i), plan_metric (plan, end)))
        end++;
      if (end - i >= 3)
        plan_run (planner, i, end);
    }
}

/* A table's column whose last row is the total of the others: 合计. */
static void
plan_column (Planner *planner, guint total)
{
  const Plan *plan = planner->plan;
  const JbMetric *sum = plan_metric (plan, total);
  const JbParagraph *row = &plan->paragraphs[plan->sentences[sum->sentence].paragraph];
  guint rows[PLAN_MAX_PARTS], n = 0, at = total;

  if (row->kind != JB_PARAGRAPH_TABLE_ROW || sum->subject == NULL || !chart_words_hold (planner->words, CHART_WORDS_TOTAL, sum->subject, -1)
      || !g_str_has_prefix (sum->label_zh, sum->subject))
    return;
  const char *column = sum->label_zh + strlen (sum->subject);
  while (at-- > 0 && plan->paragraphs[plan->sentences[plan_metric (plan, at)->sentence].paragraph].kind == JB_PARAGRAPH_TABLE_ROW)
    {
      const JbMetric *metric = plan_metric (plan, at);
      if (metric->section != sum->section || metric->sentence == sum->sentence || !plan_same_unit (metric, sum) || !planner_is_level (planner, at)
          || !g_str_has_suffix (metric->label_zh, column))
        continue;
      if (n == PLAN_MAX_PARTS)
        return;
      rows[n++] = at;
    }
  if (n >= 2 && adds_up (plan, rows, n, total) && can_be_parts (planner, rows, n))
    make_arranged (planner, rows, n, total);
}

/* Neighbours whose words exclude each other: 不予处罚14件、减轻处罚63件、从轻处罚299件. */
static void
plan_exclusive (Planner *planner)
{
  const Plan *plan = planner->plan;
  guint count = plan->sources->metrics->len, ranks[PLAN_MAX_PARTS], rows[PLAN_MAX_PARTS];
  const char *labels[PLAN_MAX_PARTS];
  gboolean ordered;

  for (guint i = 0; i + 1 < count; i++)
    for (guint n = MIN (PLAN_MAX_PARTS, count - i); n >= 2; n--)
      {
        gboolean fit = TRUE;

        for (guint k = 0; k < n && fit; k++)
          {
            const JbMetric *metric = plan_metric (plan, i + k);
            rows[k] = i + k;
            labels[k] = metric->label_zh;
            fit = planner_is_level (planner, i + k) && plan_in_sentence (plan, i, i + k) && plan_same_unit (plan_metric (plan, i), metric)
                  && !plan_is_percent (metric) && (metric->dimension == JB_DIMENSION_COUNT || metric->dimension == JB_DIMENSION_MONEY);
          }
        if (!fit || chart_words_parts (planner->words, labels, n, TRUE, ranks, &ordered) < 0 || !can_be_parts (planner, rows, n))
          continue;
        make_arranged (planner, rows, n, G_MAXUINT);
        break;
      }
}

/* Whether all are shares, or one measure of several things: 第一、第二、第三产业对经济增长的贡献率. What makes 100 % by chance is not. */
static gboolean
are_shares (const Planner *planner, const guint *rows, guint n)
{
  const char *first = plan_metric (planner->plan, rows[0])->label_zh;
  gboolean shares = TRUE, same = strlen (first) >= MEASURE_NAME;

  for (guint i = 0; i < n; i++)
    {
      const char *label = plan_metric (planner->plan, rows[i])->label_zh;
      shares = shares && chart_words_end (planner->words, CHART_WORDS_SHARE, label);
      same = same && g_str_has_suffix (label, first + strlen (first) - MEASURE_NAME);
    }
  return shares || same;
}

/* Shares said side by side that make 100 %. Where counts of the same parts stand before them, these have been drawn. */
static void
plan_shares (Planner *planner)
{
  const Plan *plan = planner->plan;
  guint count = plan->sources->metrics->len, rows[PLAN_MAX_PARTS];

  for (guint i = 0; i + 1 < count; i++)
    {
      g_autofree char *sum = g_strdup ("0");
      guint n = 0;

      for (guint k = i; n < PLAN_MAX_PARTS && k < count && plan_in_sentence (plan, i, k); k++)
        {
          const JbMetric *metric = plan_metric (plan, k);
          if (k > i && !plan_is_percent (metric)) /* the count that it is the share of */
            continue;
          if (!planner_is_level (planner, k) || !plan_is_percent (metric))
            break;
          char *more = jb_decimal_add (sum, metric->base_value);
          g_free (sum);
          sum = more;
          rows[n++] = k;
          if (n < 2 || jb_decimal_compare (sum, "100") != 0 || !can_be_parts (planner, rows, n) || !are_shares (planner, rows, n))
            continue;
          make_arranged (planner, rows, n, G_MAXUINT);
          break;
        }
    }
}

/* 1.8:36.1:62.1 of the three industries: one number, three parts. */
static void
plan_ratio (Planner *planner, guint i)
{
  Plan *plan = planner->plan;
  const JbMetric *metric = plan_metric (plan, i);
  g_autofree char *plain = g_strdelimit (g_strdup (metric->value), " ", ':');
  g_auto(GStrv) parts = g_strsplit (plain, ":", -1);
  const char *zh[PLAN_MAX_PARTS], *en[PLAN_MAX_PARTS];
  guint n = g_strv_length (parts);
  g_autofree char *sum = g_strdup ("0");

  if (metric->dimension != JB_DIMENSION_RATIO || planner->used[i] || n < 2 || n > PLAN_MAX_PARTS
      || !chart_words_ratio (planner->words, metric->label_zh, n, zh, en))
    return;
  for (guint k = 0; k < n; k++)
    {
      if (!jb_decimal_is_valid (parts[k]) || jb_decimal_compare (parts[k], "0") <= 0)
        return;
      char *more = jb_decimal_add (sum, parts[k]);
      g_free (sum);
      sum = more;
    }
  if (jb_decimal_compare (sum, "100") != 0)
    return;
  JbFigure *figure = figure_new (planner, JB_CHART_PARTS, &i, 1);
  guint best = 0;
  for (guint k = 0; k < n; k++)
    {
      JbChartDatum *datum = jb_chart_add_datum (figure->chart);
      g_autofree char *text = g_strconcat (parts[k], "%", NULL);
      jb_text_set (&datum->label, zh[k], en[k]);
      jb_text_set (&datum->value_text, text, text);
      datum->value = jb_decimal_to_double (parts[k]);
      datum->metric_id = g_strdup (metric->id);
      best = datum->value > g_array_index (figure->chart->data, JbChartDatum, best).value ? k : best;
    }
  figure->chart->ordered = TRUE;
  figure_set_subject (plan, figure, i);
  jb_text_set (&figure->chart->unit, "%", "%");
  g_autofree char *title_zh = g_strdup_printf ("%s占比最大：%s%%", zh[best], parts[best]);
  g_autofree char *title_en = g_strdup_printf ("%s, the largest share: %s%%", en[best], parts[best]);
  figure_set_title (figure, title_zh, title_en);
  figure_finish (plan, figure);
}

void
plan_totals (Planner *planner)
{
  for (guint i = 0; i < planner->plan->sources->metrics->len; i++)
    plan_behind (planner, i);
  for (guint i = 0; i < planner->plan->sources->metrics->len; i++)
    plan_stated_before (planner, i);
}

void
plan_parts (Planner *planner)
{
  const Plan *plan = planner->plan;

  for (guint i = 0; i < plan->sources->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (plan->sources->findings, i);
      if (finding->code == JB_FINDING_SUM && finding->verdict == JB_VERDICT_CONSISTENT && finding->metrics->len >= 3)
        plan_sum (planner, finding);
    }
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    plan_among (planner, i);
  plan_runs (planner);
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      if (planner_is_level (planner, i))
        plan_column (planner, i);
      plan_ratio (planner, i);
    }
  plan_exclusive (planner);
  plan_shares (planner);
}
