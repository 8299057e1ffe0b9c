/* Cover, summary with cards and findings, contents. */
#include "jb-plan-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_CARDS 8
#define MIN_CARDS 4
#define MAX_FINDINGS 3
#define MAX_WITH_DERIVED 2 /* so many in all, where derived values are among them */
#define CARD_LABEL_CHARS 11
#define COVER_CHARS 300 /* a shorter report has no cover: its title opens the summary */

static JbBlock *
add_fact (JbBlock *cover, const char *zh, const char *en, const char *value_zh, const char *value_en)
{
  JbBlock *fact = jb_block_append (cover, jb_block_new (JB_BLOCK_FACT));

  jb_prose_set (&fact->zh, zh, NULL);
  jb_prose_set (&fact->en, en, NULL);
  jb_prose_set (&fact->reason_zh, value_zh, NULL);
  jb_prose_set (&fact->reason_en, value_en, NULL);
  return fact;
}

/* Findings that the summary may show: what does not hold, and what was derived. */
static guint
count_findings (const Plan *plan, JbVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < plan->sources->findings->len; i++)
    n += ((const JbFinding *) g_ptr_array_index (plan->sources->findings, i))->verdict == verdict;
  return n;
}

static void
mark_page (JbProse *prose, JbProseMarkKind kind, guint index)
{
  const char *at = strstr (prose->shown, JB_PAGE_PLACEHOLDER);

  if (at != NULL)
    jb_prose_mark (prose, (gsize) (at - prose->shown), (gsize) (at - prose->shown) + strlen (JB_PAGE_PLACEHOLDER), kind, index);
}

static void
add_check_fact (const Plan *plan, JbBlock *cover)
{
  guint n = count_findings (plan, JB_VERDICT_INCONSISTENT);
  g_autofree char *zh = n > 0 ? g_strdup_printf ("提示%u处，见第" JB_PAGE_PLACEHOLDER "页", n) : g_strdup ("未见不符");
  g_autofree char *en = n > 0 ? g_strdup_printf ("%u finding%s, page " JB_PAGE_PLACEHOLDER, n, n == 1 ? "" : "s")
                              : g_strdup ("No inconsistency found");
  JbBlock *fact = add_fact (cover, "核对", "Checked", zh, en);

  mark_page (&fact->reason_zh, JB_PROSE_PAGE_OF_SUMMARY, 0);
  mark_page (&fact->reason_en, JB_PROSE_PAGE_OF_SUMMARY, 0);
}

static void
add_contents_fact (const Plan *plan, JbBlock *cover)
{
  guint n = plan->sources->metrics->len, figures = plan->briefing->figures->len;
  g_autofree char *zh = figures > 0 ? g_strdup_printf ("数据%u项，图%u幅", n, figures) : g_strdup_printf ("数据%u项", n);
  g_autofree char *numbers = g_strdup_printf ("%u number%s", n, n == 1 ? "" : "s");
  g_autofree char *en = figures > 0 ? g_strdup_printf ("%s, %u chart%s", numbers, figures, figures == 1 ? "" : "s") : g_strdup (numbers);

  add_fact (cover, "内容", "Contents", zh, en);
}

/* What the profile says of the document beside issuer and title: "密级：内部 · 文号：云府〔2023〕1号". */
static void
add_given (const Plan *plan, JbBlock *cover)
{
  static const char *const keys[][2] = { { "document.secrecy", "密级" }, { "document.urgency", "紧急程度" }, { "document.number", "文号" },
                                         { "document.recipients", "主送" }, { "document.date", "日期" } };
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = jb_profile_get_text (plan->sources->profile, keys[i][0]);
      if (*value != '\0')
        g_string_append_printf (line, "%s%s：%s", line->len > 0 ? " · " : "", keys[i][1], value);
    }
  if (line->len > 0)
    jb_prose_set (&jb_block_append (cover, jb_block_new (JB_BLOCK_NOTE))->zh, line->str, NULL);
}

static void
add_cover (Plan *plan)
{
  const JbBriefing *briefing = plan->briefing;
  const JbInput *input = plan->sources->input;
  const char *issuer = briefing->author;
  int year = jb_report_get_year (plan->sources->report);
  JbBlock *cover = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_COVER));

  jb_prose_set (&cover->zh, briefing->title.zh, NULL);
  jb_prose_set (&cover->en, briefing->title.en, NULL);
  if (issuer != NULL)
    {
      g_autofree char *english = jb_glossary_compose (plan->sources->glossary, issuer);
      add_fact (cover, "发布机关", "Issued by", issuer, english);
    }
  if (year > 0)
    {
      g_autofree char *zh = g_strdup_printf ("%d年", year);
      g_autofree char *en = g_strdup_printf ("Calendar year %d", year);
      add_fact (cover, "报告期", "Period", zh, en);
    }
  add_contents_fact (plan, cover);
  add_check_fact (plan, cover);

  JbBlock *note = jb_block_append (cover, jb_block_new (JB_BLOCK_NOTE));
  g_autofree char *source = g_strdup_printf ("原文 %s · SHA-256 %.16s…", input->name, input->sha256);
  jb_prose_set (&note->zh, source, NULL);
  add_given (plan, cover);
}

static const char *
zh_count (guint n)
{
  static const char *const words[] = { "零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十" };

  return n < G_N_ELEMENTS (words) ? words[n] : "多";
}

static const char *
en_count (guint n)
{
  static const char *const words[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };

  return n < G_N_ELEMENTS (words) ? words[n] : "several";
}

static guint
count_children (const Plan *plan, guint section, guint level)
{
  guint n = 0;

  for (guint i = section + 1; i < plan->n_sections; i++)
    n += plan->sections[i].level == level && plan->sections[i].parent == (int) section;
  return n;
}

/* "工作开展情况（七个方面）、存在的问题"; nothing where the report has too many parts or none. */
static void
list_parts (const Plan *plan, GString *zh, GString *en, guint *n)
{
  for (guint i = 1; i < plan->n_sections; i++)
    {
      const JbSection *section = &plan->sections[i];
      const char *english = g_array_index (plan->sources->translation->headings, JbTarget, i).text;
      guint children;

      if (section->level != 1 || *section->heading == '\0' || strcmp (section->id, "A") == 0)
        continue;
      children = count_children (plan, i, 2);
      g_autofree char *wide = plan_full_width (section->heading);
      g_autofree char *curly = english != NULL ? plan_curly (english) : NULL;
      g_string_append_printf (zh, "%s%s", zh->len > 0 ? "、" : "", wide);
      g_string_append_printf (en, "%s%s", en->len > 0 ? "; " : "", curly != NULL ? curly : wide);
      if (children > 1 && children <= 10)
        {
          g_string_append_printf (zh, "（%s个方面）", zh_count (children));
          g_string_append_printf (en, " (%s areas)", en_count (children));
        }
      (*n)++;
    }
}

static void
add_abstract (const Plan *plan, JbBlock *summary)
{
  JbBlock *pair = jb_block_append (summary, jb_block_new (JB_BLOCK_PAIR));
  g_autoptr(GString) zh_parts = g_string_new (NULL), en_parts = g_string_new (NULL);
  g_autoptr(GString) zh = g_string_new (NULL), en = g_string_new (NULL);
  guint n = 0, metrics = plan->sources->metrics->len, figures = plan->briefing->figures->len;
  g_autofree char *digits = g_strdup_printf ("%" G_GSIZE_FORMAT, plan->sources->input->n_chars);
  g_autofree char *chars = jb_decimal_group (digits);

  list_parts (plan, zh_parts, en_parts, &n);
  if (n >= 2 && n <= 10)
    {
      g_string_append_printf (zh, "报告分%s部分：%s。", zh_count (n), zh_parts->str);
      g_string_append_printf (en, "The report has %s parts: %s. ", en_count (n), en_parts->str);
    }
  g_string_append_printf (zh, "原文%s字，载有数据%u项", digits, metrics);
  g_string_append_printf (en, "Its %s characters hold %u number%s", chars, metrics, metrics == 1 ? "" : "s");
  if (figures > 0)
    {
      g_string_append_printf (zh, "；本简报据此制图%u幅", figures);
      g_string_append_printf (en, ", from which %u chart%s drawn", figures, figures == 1 ? " is" : "s are");
    }
  g_string_append (zh, "。各项数据均注明页码，可回溯至原句。");
  g_string_append (en, ". Every number names its page and leads back to its sentence.");
  pair->pair = JB_PAIR_OWN;
  pair->state = JB_TARGET_TRANSLATED;
  jb_prose_set (&pair->zh, zh->str, NULL);
  jb_prose_set (&pair->en, en->str, NULL);
}

/* How much a number deserves a card; 0: none. */
static double
card_score (const Plan *plan, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  double score;

  if (metric->role == JB_METRIC_ROLE_PLAN || metric->change != JB_CHANGE_NONE || metric->value_high != NULL
      || g_utf8_strlen (metric->label_zh, -1) > CARD_LABEL_CHARS || strlen (metric->value) > 9)
    return 0;
  if (metric->dimension == JB_DIMENSION_PERCENT)
    score = 4;
  else if (metric->dimension == JB_DIMENSION_MONEY)
    score = 3 + MIN (log10 (1 + fabs (jb_decimal_to_double (metric->base_value))) / 10, 1);
  else if (metric->dimension == JB_DIMENSION_COUNT && jb_decimal_is_valid (metric->base_value))
    score = log10 (1 + fabs (jb_decimal_to_double (metric->base_value)));
  else
    return 0;
  return score + (plan_label_en (plan, i) != NULL ? 0.5 : 0);
}

/* The best numbers, not two of one sentence; in order of the report. */
static GArray *
choose_cards (const Plan *plan, gboolean one_a_sentence)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = plan->sources->metrics->len;
  g_autofree double *scores = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    scores[i] = card_score (plan, i);
  while (chosen->len < MAX_CARDS)
    {
      guint best = n;

      for (guint i = 0; i < n; i++)
        if (scores[i] > 0 && (best == n || scores[i] > scores[best]))
          best = i;
      if (best == n)
        break;
      scores[best] = 0;
      g_array_append_val (chosen, best);
      for (guint i = 0; one_a_sentence && i < n; i++)
        if (plan_metric (plan, i)->sentence == plan_metric (plan, best)->sentence)
          scores[i] = 0;
    }
  return chosen;
}

static int
by_doubt_and_order (gconstpointer a, gconstpointer b, gpointer data)
{
  const Plan *plan = data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  int fails_x = g_array_index (plan->briefing->numbers, JbNumber, x).doubt == JB_DOUBT_FAILS;
  int fails_y = g_array_index (plan->briefing->numbers, JbNumber, y).doubt == JB_DOUBT_FAILS;

  return fails_x != fails_y ? fails_x - fails_y : x < y ? -1 : x > y;
}

static void
add_card (const Plan *plan, JbBlock *summary, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  JbBlock *card = jb_block_append (summary, jb_block_new (JB_BLOCK_CARD));
  const char *label = plan_label_en (plan, i);
  g_autofree char *curly = label != NULL ? plan_curly (label) : NULL;
  g_autofree char *restated = metric->dimension == JB_DIMENSION_MONEY || strcmp (metric->value, metric->base_value) != 0
                                ? number_en_value (plan, metric, TRUE) : NULL;

  card->number = (int) i;
  card->doubt = g_array_index (plan->briefing->numbers, JbNumber, i).doubt;
  card->card.value = number_zh_value (metric, TRUE);
  card->card.unit = number_zh_unit (metric, plan->text);
  card->card.label.zh = g_strdup (metric->label_zh);
  card->card.label.en = curly == NULL ? g_strdup (restated) : restated == NULL ? g_strdup (curly) : g_strdup_printf ("%s, %s", curly, restated);
}

static void
add_cards (const Plan *plan, JbBlock *summary)
{
  g_autoptr(GArray) chosen = choose_cards (plan, TRUE);

  if (chosen->len < 6)
    {
      g_array_unref (chosen);
      chosen = choose_cards (plan, FALSE);
    }
  if (chosen->len < MIN_CARDS)
    return;
  if (chosen->len < MAX_CARDS)
    g_array_set_size (chosen, chosen->len - chosen->len % 4);
  g_array_sort_with_data (chosen, by_doubt_and_order, (gpointer) plan);
  plan_add_heading (summary, 2, "主要数据", "Key figures");
  for (guint i = 0; i < chosen->len; i++)
    add_card (plan, summary, g_array_index (chosen, guint, i));
}

static JbDoubt
doubt_of (JbVerdict verdict)
{
  return verdict == JB_VERDICT_INCONSISTENT ? JB_DOUBT_FAILS : verdict == JB_VERDICT_DERIVED ? JB_DOUBT_DERIVED : JB_DOUBT_NONE;
}

/* "第33、34项。" / "Nos. 33, 34." */
static void
append_numbers (const JbFinding *finding, GString *zh, GString *en)
{
  if (finding->metrics->len == 0)
    return;
  g_string_append (zh, "第");
  g_string_append (en, finding->metrics->len > 1 ? " Nos. " : " No. ");
  for (guint i = 0; i < finding->metrics->len; i++)
    {
      g_string_append_printf (zh, "%s%u", i > 0 ? "、" : "", g_array_index (finding->metrics, guint, i) + 1);
      g_string_append_printf (en, "%s%u", i > 0 ? ", " : "", g_array_index (finding->metrics, guint, i) + 1);
    }
  g_string_append (zh, "项。");
  g_string_append (en, ".");
}

/* The audit knows no English labels: "A rate down from …" gets the rate's own. */
static char *
name_rate (const Plan *plan, const JbFinding *finding)
{
  static const char anonymous[] = "A rate ";
  const char *label = finding->metrics->len > 0 ? plan_label_en (plan, g_array_index (finding->metrics, guint, 0)) : NULL;

  if (label == NULL || finding->code != JB_FINDING_CHANGE || !g_str_has_prefix (finding->claim_en, anonymous))
    return g_strdup (finding->claim_en);
  return g_strconcat (label, " ", finding->claim_en + strlen (anonymous), NULL);
}

void
plan_add_finding (const Plan *plan, JbBlock *parent, const JbFinding *finding)
{
  JbBlock *block = jb_block_append (parent, jb_block_new (JB_BLOCK_FINDING));
  g_autofree char *claim = plan_full_width (finding->claim_zh), *reason = plan_full_width (finding->reason_zh);
  g_autofree char *said = name_rate (plan, finding);
  g_autofree char *english = plan_curly (said);
  g_autoptr(GString) zh = g_string_new (reason), en = g_string_new (finding->reason_en);

  append_numbers (finding, zh, en);
  block->doubt = doubt_of (finding->verdict);
  jb_prose_set (&block->zh, claim, NULL);
  jb_prose_set (&block->en, english, NULL);
  jb_prose_set (&block->reason_zh, zh->str, NULL);
  plan_set_en (&block->reason_en, en->str);
}

static void
add_findings (const Plan *plan, JbBlock *summary)
{
  const GPtrArray *findings = plan->sources->findings;
  static const JbVerdict order[] = { JB_VERDICT_INCONSISTENT, JB_VERDICT_DERIVED };
  guint shown = 0;

  plan_add_heading (summary, 2, "核对提示", "What the check found");
  if (count_findings (plan, JB_VERDICT_INCONSISTENT) == 0)
    {
      JbBlock *pair = jb_block_append (summary, jb_block_new (JB_BLOCK_PAIR));
      g_autofree char *zh = g_strdup_printf ("核对未见不符（共核对%u处）。", findings->len);
      g_autofree char *en = g_strdup_printf ("No inconsistency was found (%u check%s).", findings->len, findings->len == 1 ? "" : "s");

      pair->pair = JB_PAIR_OWN;
      pair->state = JB_TARGET_TRANSLATED;
      jb_prose_set (&pair->zh, zh, NULL);
      jb_prose_set (&pair->en, en, NULL);
      shown++;
    }
  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < findings->len && shown < (order[k] == JB_VERDICT_DERIVED ? MAX_WITH_DERIVED : MAX_FINDINGS); i++)
      {
        const JbFinding *finding = g_ptr_array_index (findings, i);

        if (finding->verdict != order[k] || finding->claim_zh == NULL)
          continue;
        plan_add_finding (plan, summary, finding);
        shown++;
      }
}

void
plan_front (Plan *plan)
{
  JbBlock *summary, *contents;
  guint headings = 0;

  if (plan_is_document (plan))
    return;
  gboolean little = plan->sources->input->n_chars < COVER_CHARS && plan->briefing->logo == NULL;
  if (!little)
    add_cover (plan);
  summary = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_SUMMARY));
  jb_prose_set (&summary->zh, little ? plan->briefing->title.zh : "摘要", NULL);
  jb_prose_set (&summary->en, little ? plan->briefing->title.en : "Summary", NULL);
  add_abstract (plan, summary);
  add_cards (plan, summary);
  add_findings (plan, summary);
  for (guint i = 1; i < plan->n_sections; i++)
    headings += plan->sections[i].level <= 2;
  if (headings < 2)
    return;
  contents = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_CONTENTS));
  jb_prose_set (&contents->zh, "目录", NULL);
  jb_prose_set (&contents->en, "Contents", NULL);
}
