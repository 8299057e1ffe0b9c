/* Cover, summary and contents of a comparison: what changed most, in words that claim no more than the numbers say. */
#include "jb-plan-compare-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_AMOUNTS 6   /* sentences on counts and money */
#define MAX_RATES 4     /* and on rates */
#define MAX_CARDS 4
#define MAX_FINDINGS 3
#define LEAST_BASE 10.0 /* a count below it makes percentages that say little */
#define MINUS "\xE2\x88\x92"

typedef struct { guint row; double size; gboolean points; } Change;

static void
add_fact (JbBlock *cover, const char *zh, const char *en, const char *value_zh, const char *value_en)
{
  JbBlock *fact = jb_block_append (cover, jb_block_new (JB_BLOCK_FACT));

  jb_prose_set (&fact->zh, zh, NULL);
  jb_prose_set (&fact->en, en, NULL);
  jb_prose_set (&fact->reason_zh, value_zh, NULL);
  jb_prose_set (&fact->reason_en, value_en, NULL);
}

static guint
count_wrong (const Compare *compare)
{
  guint n = 0;

  for (guint i = 0; i < compare->sources->claims->len; i++)
    n += ((const JbClaim *) g_ptr_array_index (compare->sources->claims, i))->verdict == JB_VERDICT_INCONSISTENT;
  return n;
}

/* "2021 云泽市2021年度……（yunze-2021.zh.txt）；2022 ……": every report that is compared. */
static void
add_reports_note (const Compare *compare, JbBlock *cover)
{
  g_autoptr(GString) text = g_string_new ("对照的报告 Reports compared: ");

  for (guint r = 0; r < compare->n; r++)
    {
      const JbBriefingSources *sources = &compare->sources->reports[r];
      const char *title = compare->n <= 4 ? jb_report_get_title (sources->report) : NULL;
      g_autofree char *wide = title != NULL ? plan_full_width (title) : NULL;

      g_string_append_printf (text, "%s%s %s%s%s%s", r > 0 ? "；" : "", compare->names[r].zh, wide != NULL ? wide : "", wide != NULL ? "（" : "",
                              sources->input->name, wide != NULL ? "）" : "");
    }
  jb_prose_set (&jb_block_append (cover, jb_block_new (JB_BLOCK_NOTE))->zh, text->str, NULL);
}

static void
add_cover (const Compare *compare)
{
  const JbBriefing *briefing = compare->briefing;
  JbBlock *cover = jb_block_append (briefing->root, jb_block_new (JB_BLOCK_COVER));
  guint wrong = count_wrong (compare), claims = compare->sources->claims->len;
  g_autofree char *reports_zh = g_strdup_printf ("%u份", compare->n), *reports_en = g_strdup_printf ("%u reports", compare->n);
  g_autofree char *rows_zh = g_strdup_printf ("成对指标%u项", compare->rows->len), *rows_en = g_strdup_printf ("%u measures paired", compare->rows->len);
  g_autofree char *figures_zh = g_strdup_printf ("图%u幅", briefing->figures->len), *figures_en = g_strdup_printf ("%u charts", briefing->figures->len);
  g_autofree char *checks_zh = wrong > 0 ? g_strdup_printf ("%u处不符", wrong) : g_strdup ("未见不符");
  g_autofree char *checks_en = wrong > 0 ? g_strdup_printf ("%u of %u claims %s not fit", wrong, claims, wrong == 1 ? "does" : "do") : g_strdup ("No contradiction found");

  jb_prose_set (&cover->zh, briefing->title.zh, NULL);
  jb_prose_set (&cover->en, briefing->title.en, NULL);
  add_fact (cover, "报告", "Reports", reports_zh, reports_en);
  add_fact (cover, "内容", "Contents", rows_zh, rows_en);
  if (briefing->figures->len > 0)
    add_fact (cover, "图", "Charts", figures_zh, figures_en);
  if (compare->sources->mode == JB_COMPARE_YEARS)
    add_fact (cover, "前后核对", "Checked", checks_zh, checks_en);
  add_reports_note (compare, cover);
}

static void
add_abstract (const Compare *compare, JbBlock *summary)
{
  guint full = 0, claims = compare->sources->claims->len, wrong = count_wrong (compare);
  g_autoptr(GString) zh = g_string_new (NULL), en = g_string_new (NULL);

  for (guint i = 0; i < compare->rows->len; i++)
    full += compare_row (compare, i)->n_members == compare->n;
  g_string_append_printf (zh, "本文将%u份报告中含义相同的数据逐项对照，成对%u项", compare->n, compare->rows->len);
  g_string_append_printf (en, "Numbers that mean the same in %u reports stand side by side here: %u measures", compare->n, compare->rows->len);
  if (compare->n > 2)
    {
      g_string_append_printf (zh, "，其中各份均载的%u项", full);
      g_string_append_printf (en, ", %u of them stated by all", full);
    }
  g_string_append (zh, "。配对依据与各报告原句见附录。");
  g_string_append (en, ". How each was paired, and its sentence in each report, stands in the annex.");
  if (compare->sources->mode == JB_COMPARE_YEARS && claims > 0)
    {
      g_string_append_printf (zh, "报告关于往年的表述可核%u处，%s", claims, wrong == 0 ? "均与往年报告相符。" : "");
      g_string_append_printf (en, " Of what the reports say about earlier years %u claims can be checked; ", claims);
      if (wrong > 0)
        g_string_append_printf (zh, "不符%u处。", wrong);
      if (wrong > 0)
        g_string_append_printf (en, "%u %s not fit the earlier report.", wrong, wrong == 1 ? "does" : "do");
      else
        g_string_append (en, "all fit the earlier report.");
    }
  else if (compare->sources->mode == JB_COMPARE_PLACES)
    {
      g_string_append (zh, "各地口径、规模未必相同，数值高低不等于优劣。");
      g_string_append (en, " Places differ in size and in what they count: higher is not better.");
    }
  plan_add_pair (summary, JB_PAIR_OWN, zh->str, en->str);
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const Change *x = a, *y = b;

  if (fabs (x->size - y->size) > 1e-9)
    return x->size < y->size ? 1 : -1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static gboolean
is_sure (const Compare *compare, guint row)
{
  const JbSeries *series = compare_row (compare, row);

  for (guint r = 0; r < compare->n; r++)
    if (series->members[r].metric < 0 || (series->members[r].with >= 0 && series->members[r].score < JB_ALIGN_SURE)
        || compare_metric (compare, row, r)->modifier != JB_MODIFIER_EXACT)
      return FALSE;
  return TRUE;
}

/* Rows that all reports state exactly, the largest changes first: of rates where @points, else of counts and money. */
static GArray *
rank (const Compare *compare, gboolean points, guint most)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (guint row = 0; row < compare->rows->len; row++)
    {
      guint first, last;
      compare_ends (compare, row, &first, &last);
      const JbMetric *from = compare_metric (compare, row, first), *to = compare_metric (compare, row, last);
      gboolean rate = from->dimension == JB_DIMENSION_PERCENT;

      if (rate != points || !is_sure (compare, row) || (!rate && from->dimension != JB_DIMENSION_COUNT && from->dimension != JB_DIMENSION_MONEY)
          || g_utf8_strlen (to->label_zh, -1) < 3)
        continue;
      g_autoptr(JbDelta) delta = jb_delta_new (from, to);
      if (delta == NULL || (!rate && (delta->percent == NULL || jb_decimal_to_double (from->base_value) < LEAST_BASE)))
        continue;
      Change change = { row, fabs (jb_decimal_to_double (rate ? delta->difference : delta->percent)), points };
      if (change.size > 0)
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, by_size);
  if (changes->len > most)
    g_array_set_size (changes, most);
  return changes;
}

static char *
without_sign (const char *decimal)
{
  return g_strdup (*decimal == '-' ? decimal + 1 : decimal);
}

/* One sentence in each language; the value of the last report is marked as the row's number. */
static void
say_change (const Compare *compare, JbBlock *summary, guint row)
{
  guint first, last;

  compare_ends (compare, row, &first, &last);
  g_autoptr(JbDelta) delta = jb_delta_new (compare_metric (compare, row, first), compare_metric (compare, row, last));
  gboolean fell = *delta->difference == '-';
  g_autofree char *label = compare_label_zh (compare, row), *known = compare_label_en (compare, row);
  g_autofree char *from = compare_value_zh (compare, row, first), *to = compare_value_zh (compare, row, last);
  g_autofree char *from_en = compare_value_en (compare, row, first), *to_en = compare_value_en (compare, row, last);
  g_autofree char *by = without_sign (delta->points ? delta->difference : delta->percent);
  g_autofree char *zh_head = g_strdup_printf ("%s由%s的%s%s", label, compare->names[first].zh, from, fell ? "降至" : "升至");
  g_autofree char *en_head = g_strdup_printf ("%s: %s from %s in %s to ", known != NULL ? known : COMPARE_NO_LABEL, fell ? "down" : "up", from_en,
                                              compare->names[first].en);
  g_autofree char *zh = g_strdup_printf ("%s%s的%s，%s%s%s。", zh_head, compare->names[last].zh, to, fell ? "下降" : delta->points ? "提高" : "增长", by,
                                         delta->points ? "个百分点" : "%");
  g_autofree char *en = g_strdup_printf ("%s%s in %s, %s%s%s.", en_head, to_en, compare->names[last].en, fell ? MINUS : "+", by,
                                         delta->points ? (strcmp (by, "1") == 0 ? " percentage point" : " percentage points") : "%");
  JbBlock *pair = plan_add_pair (summary, JB_PAIR_OWN, zh, en);
  gsize zh_at = strlen (zh_head) + strlen (compare->names[last].zh) + strlen ("的");
  jb_prose_mark (&pair->zh, zh_at, zh_at + strlen (to), JB_PROSE_NUMBER, row);
  jb_prose_mark (&pair->en, strlen (en_head), strlen (en_head) + strlen (to_en), JB_PROSE_NUMBER, row);
}

/* Of places: who is highest and who lowest. */
static void
say_spread (const Compare *compare, JbBlock *summary, guint row)
{
  guint low = 0, high = 0;

  for (guint r = 1; r < compare->n; r++)
    {
      const char *value = compare_metric (compare, row, r)->base_value;
      if (jb_decimal_compare (value, compare_metric (compare, row, low)->base_value) < 0)
        low = r;
      if (jb_decimal_compare (value, compare_metric (compare, row, high)->base_value) > 0)
        high = r;
    }
  g_autofree char *label = compare_label_zh (compare, row), *known = compare_label_en (compare, row);
  g_autofree char *top = compare_value_zh (compare, row, high), *bottom = compare_value_zh (compare, row, low);
  g_autofree char *top_en = compare_value_en (compare, row, high), *bottom_en = compare_value_en (compare, row, low);
  g_autofree char *zh_head = g_strdup_printf ("%s：%s最高，为", label, compare->names[high].zh);
  g_autofree char *en_head = g_strdup_printf ("%s: highest in %s, ", known != NULL ? known : COMPARE_NO_LABEL, compare->names[high].en);
  g_autofree char *zh = g_strdup_printf ("%s%s；%s最低，为%s。", zh_head, top, compare->names[low].zh, bottom);
  g_autofree char *en = g_strdup_printf ("%s%s; lowest in %s, %s.", en_head, top_en, compare->names[low].en, bottom_en);
  JbBlock *pair = plan_add_pair (summary, JB_PAIR_OWN, zh, en);

  jb_prose_mark (&pair->zh, strlen (zh_head), strlen (zh_head) + strlen (top), JB_PROSE_NUMBER, row);
  jb_prose_mark (&pair->en, strlen (en_head), strlen (en_head) + strlen (top_en), JB_PROSE_NUMBER, row);
}

static void
add_card (const Compare *compare, JbBlock *summary, guint row)
{
  JbBlock *card = jb_block_append (summary, jb_block_new (JB_BLOCK_CARD));
  const JbMetric *metric = compare_metric (compare, row, compare->n - 1);
  g_autofree char *label = compare_label_en (compare, row);
  JbText change;

  compare_change (compare, row, &change);
  card->number = (int) row;
  card->doubt = g_array_index (compare->briefing->numbers, JbNumber, row).doubt;
  card->card.value = number_zh_value (metric, TRUE);
  card->card.unit = number_zh_unit (metric, compare->plans[compare->n - 1].text);
  g_autofree char *zh = compare_label_zh (compare, row);
  card->card.label.zh = g_strdup_printf ("%s %s", zh, change.zh);
  card->card.label.en = label != NULL ? g_strdup_printf ("%s, %s", label, change.en) : g_strdup (change.en);
  g_free (change.zh);
  g_free (change.en);
}

static void
add_changes (const Compare *compare, JbBlock *summary)
{
  gboolean years = compare->sources->mode == JB_COMPARE_YEARS;
  g_autoptr(GArray) amounts = rank (compare, FALSE, MAX_AMOUNTS), rates = rank (compare, TRUE, MAX_RATES);

  if (amounts->len + rates->len == 0)
    return;
  if (years && amounts->len >= MAX_CARDS)
    {
      g_autofree char *zh = g_strdup_printf ("%s主要数据", compare->names[compare->n - 1].zh);
      g_autofree char *en = g_strdup_printf ("Key figures, %s", compare->names[compare->n - 1].en);
      plan_add_heading (summary, 2, zh, en);
      for (guint i = 0; i < MAX_CARDS; i++)
        add_card (compare, summary, g_array_index (amounts, Change, i).row);
    }
  plan_add_heading (summary, 2, years ? "变化最大的指标" : "差距最大的指标", years ? "Largest changes" : "Largest differences");
  for (guint i = 0; i < amounts->len; i++)
    (years ? say_change : say_spread) (compare, summary, g_array_index (amounts, Change, i).row);
  for (guint i = 0; i < rates->len; i++)
    (years ? say_change : say_spread) (compare, summary, g_array_index (rates, Change, i).row);
}

/* "增长40%", "提高2.43个百分点", "增加3件", "为1.5倍", "由4.8天" and its English. */
static void
say_claim (const Compare *compare, const JbClaim *claim, const char *value, JbText *said)
{
  const JbMetric *level = plan_metric (&compare->plans[claim->report], claim->level);
  gboolean fell = *value == '-';
  g_autofree char *size = without_sign (value);
  g_autofree char *trimmed = jb_decimal_trim (size);
  const char *unit = strcmp (level->base_unit, "CNY") == 0 ? "元" : level->base_unit;

  switch (claim->kind)
    {
    case JB_CLAIM_PERCENT:
      *said = (JbText) { g_strdup_printf ("%s%s%%", fell ? "下降" : "增长", trimmed), g_strdup_printf ("a %s of %s%%", fell ? "fall" : "rise", trimmed) };
      return;
    case JB_CLAIM_POINTS:
      *said = (JbText) { g_strdup_printf ("%s%s个百分点", fell ? "下降" : "提高", trimmed),
                         g_strdup_printf ("a %s of %s percentage points", fell ? "fall" : "rise", trimmed) };
      return;
    case JB_CLAIM_AMOUNT:
      {
        g_autofree char *grouped = jb_decimal_group (trimmed);
        *said = (JbText) { g_strdup_printf ("%s%s%s", fell ? "减少" : "增加", trimmed, unit), g_strdup_printf ("a %s of %s", fell ? "fall" : "rise", grouped) };
        return;
      }
    case JB_CLAIM_TIMES:
      *said = (JbText) { g_strdup_printf ("为%s倍", trimmed), g_strdup_printf ("%s times as much", trimmed) };
      return;
    default:
      *said = (JbText) { g_strdup_printf ("往年为%s%s", trimmed, unit), g_strdup_printf ("an earlier value of %s", trimmed) };
    }
}

void
compare_add_claim (const Compare *compare, JbBlock *parent, const JbClaim *claim)
{
  JbBlock *block = jb_block_append (parent, jb_block_new (JB_BLOCK_FINDING));
  int row = g_array_index (compare->row_of, int, claim->series);
  guint now = claim->report, then = claim->earlier_report;
  g_autofree char *label = compare_label_zh (compare, (guint) row), *known = compare_label_en (compare, (guint) row);
  g_autofree char *value = compare_value_zh (compare, (guint) row, now), *was = compare_value_zh (compare, (guint) row, then);
  g_autofree char *value_en = compare_value_en (compare, (guint) row, now), *was_en = compare_value_en (compare, (guint) row, then);
  guint line = compare_line (compare, now, claim->statement), before = compare_line (compare, then, claim->earlier);
  JbText said, computed;

  say_claim (compare, claim, claim->stated, &said);
  say_claim (compare, claim, claim->computed, &computed);
  g_autofree char *zh = g_strdup_printf ("%s：%s报告称%s，与%s报告不符", label, compare->names[now].zh, said.zh, compare->names[then].zh);
  g_autofree char *en = g_strdup_printf ("%s: the %s report states %s, which the %s report does not bear out", known != NULL ? known : COMPARE_NO_LABEL,
                                         compare->names[now].en, said.en, compare->names[then].en);
  g_autofree char *why_zh = g_strdup_printf ("%s报告第%u行作%s，%s报告第%u行作%s，算得%s。%s第%d项。", compare->names[now].zh, line, value,
                                             compare->names[then].zh, before, was, computed.zh, claim->sure ? "" : "两处是否同一指标，尚待核实。", row + 1);
  g_autofree char *why_en = g_strdup_printf ("%s (%s, line %u) and %s (%s, line %u) make %s.%s No. %d.", value_en, compare->names[now].en, line, was_en,
                                             compare->names[then].en, before, computed.en,
                                             claim->sure ? "" : " Whether both are one measure is to be confirmed.", row + 1);
  block->doubt = claim->sure ? JB_DOUBT_FAILS : JB_DOUBT_QUESTIONABLE;
  jb_prose_set (&block->zh, zh, NULL);
  plan_set_en (&block->en, en);
  jb_prose_set (&block->reason_zh, why_zh, NULL);
  plan_set_en (&block->reason_en, why_en);
  g_free (said.zh);
  g_free (said.en);
  g_free (computed.zh);
  g_free (computed.en);
}

static void
add_claims (const Compare *compare, JbBlock *summary)
{
  guint shown = 0;

  if (compare->sources->mode != JB_COMPARE_YEARS || compare->sources->claims->len == 0)
    return;
  plan_add_heading (summary, 2, "前后矛盾之处", "Where reports contradict each other");
  for (guint i = 0; i < compare->sources->claims->len && shown < MAX_FINDINGS; i++)
    {
      const JbClaim *claim = g_ptr_array_index (compare->sources->claims, i);
      if (claim->verdict != JB_VERDICT_INCONSISTENT)
        break;
      compare_add_claim (compare, summary, claim);
      shown++;
    }
  if (shown > 0)
    return;
  g_autofree char *zh = g_strdup_printf ("未见不符（共核对%u处）。", compare->sources->claims->len);
  g_autofree char *en = g_strdup_printf ("No contradiction was found (%u claims checked).", compare->sources->claims->len);
  plan_add_pair (summary, JB_PAIR_OWN, zh, en);
}

void
compare_front (Compare *compare)
{
  JbBlock *summary, *contents;

  add_cover (compare);
  summary = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_SUMMARY));
  jb_prose_set (&summary->zh, "摘要", NULL);
  jb_prose_set (&summary->en, "Summary", NULL);
  add_abstract (compare, summary);
  add_changes (compare, summary);
  add_claims (compare, summary);
  contents = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_CONTENTS));
  jb_prose_set (&contents->zh, "目录", NULL);
  jb_prose_set (&contents->en, "Contents", NULL);
  if (compare->briefing->figures->len == 0)
    return;
  JbBlock *charts = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_CHARTS));
  jb_prose_set (&charts->zh, compare->sources->mode == JB_COMPARE_YEARS ? "变化图示" : "对照图示", NULL);
  jb_prose_set (&charts->en, compare->sources->mode == JB_COMPARE_YEARS ? "Trends" : "Side by side", NULL);
  for (guint i = 0; i < compare->briefing->figures->len; i++)
    jb_block_append (charts, jb_block_new (JB_BLOCK_FIGURE))->figure = i;
}
