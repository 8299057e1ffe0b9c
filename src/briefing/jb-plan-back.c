/* The data table and the method page. */
#include "jb-plan-private.h"

#include "jb-decimal.h"

#include <string.h>

/* Whether an English label says by itself that something became less: its value then needs no minus. */
static gboolean
says_fall (const char *label)
{
  static const char *const words[] = { "reduc", "decreas", "declin", "shorten", "fall ", "drop ", "cut ", "cuts ", "saving" };
  g_autofree char *small = label != NULL ? g_ascii_strdown (label, -1) : NULL;

  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (small, words[i]);
      if (at != NULL && (at == small || !g_ascii_isalpha (at[-1])))
        return TRUE;
    }
  return FALSE;
}

static void
set_row_value (const Plan *plan, const JbMetric *metric, const char *label_en, JbRow *row)
{
  JbMetric stated = *metric;

  g_autofree char *value = number_zh_value (metric, FALSE);
  char *point = metric->value_high == NULL && jb_decimal_is_valid (value) ? strchr (value, '.') : NULL;

  row->zh_fraction = g_strdup (point != NULL ? point : "");
  row->zh_integer = point != NULL ? g_strndup (value, (gsize) (point - value)) : g_strdup (value);
  row->zh_unit = number_zh_unit (metric, plan->text);
  if (metric->change == JB_CHANGE_DECREASE && says_fall (label_en))
    stated.change = JB_CHANGE_NONE;
  row->en_value = number_en_value (plan, &stated, TRUE);
  row->change = metric->change == JB_CHANGE_INCREASE ? 1 : metric->change == JB_CHANGE_DECREASE ? -1 : 0;
  row->basis.zh = g_strdup (metric->change_basis);
  if (metric->change_basis != NULL)
    row->basis.en = g_strdup (jb_glossary_lookup (plan->sources->glossary, metric->change_basis));
}

static void
add_row (const Plan *plan, JbBlock *table, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  JbBlock *row = jb_block_append (table, jb_block_new (JB_BLOCK_ROW));
  const char *label = plan_label_en (plan, i);

  row->number = (int) i;
  row->section = (int) metric->section;
  row->doubt = g_array_index (plan->briefing->numbers, JbNumber, i).doubt;
  g_autofree char *wide = plan_full_width (metric->label_zh);
  jb_prose_set (&row->zh, wide, NULL);
  plan_set_en (&row->en, label != NULL ? label : "(no English label 未译)");
  set_row_value (plan, metric, label, &row->row);
}

static void
add_row_section (const Plan *plan, JbBlock *table, guint section)
{
  JbBlock *block = jb_block_append (table, jb_block_new (JB_BLOCK_ROW_SECTION));

  block->section = (int) section;
  if (section == 0)
    {
      jb_prose_set (&block->zh, "前言", NULL);
      jb_prose_set (&block->en, "Preamble", NULL);
      return;
    }
  guint sentence = jb_report_sentence_at (plan->sources->report, plan->sections[section].span.start);
  const JbSection *s = &plan->sections[section];
  gboolean own = sentence < plan->n_sentences && plan->sentences[sentence].span.end <= s->span.end + 4;
  plan_set_heading (plan, block, section, own ? sentence : G_MAXUINT);
}

static void
add_table (Plan *plan)
{
  JbBlock *table;
  guint last = G_MAXUINT;

  if (plan->sources->metrics->len == 0)
    return;
  table = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_TABLE));
  jb_prose_set (&table->zh, "数据表", NULL);
  jb_prose_set (&table->en, "Data table", NULL);
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      guint section = plan_listed_section (plan, plan_metric (plan, i)->section);

      if (section != last)
        add_row_section (plan, table, section);
      last = section;
      add_row (plan, table, i);
    }
}

static guint
count_lines (const JbInput *input)
{
  guint n = input->length > 0;

  for (gsize i = 0; i + 1 < input->length; i++)
    n += input->text[i] == '\n';
  return n;
}

static void
describe_source (const Plan *plan, JbBlock *method)
{
  const JbInput *input = plan->sources->input;
  guint lines = count_lines (input);
  g_autofree char *digits = g_strdup_printf ("%" G_GSIZE_FORMAT, input->n_chars), *chars = jb_decimal_group (digits);
  g_autofree char *zh = g_strdup_printf ("%s；%s，%s字，%u行", input->name, input->encoding, digits, lines);
  g_autofree char *en = g_strdup_printf ("%s; %s, %s characters, %u line%s", input->name, input->encoding, chars, lines, lines == 1 ? "" : "s");
  g_autofree char *sha = g_strdup_printf ("%.32s %s", input->sha256, input->sha256 + 32);

  plan_add_key_value (method, "原文", "Source", zh, en);
  plan_add_key_value (method, "摘要值", "SHA-256", sha, "Changes with any change of the source");
}

static void
describe_numbers (const Plan *plan, JbBlock *method)
{
  guint counts = 0, percents = 0, money = 0, points = 0, others = 0;

  for (guint i = 0; i < plan->sources->metrics->len; i++)
    switch (plan_metric (plan, i)->dimension)
      {
      case JB_DIMENSION_COUNT: counts++; break;
      case JB_DIMENSION_PERCENT: percents++; break;
      case JB_DIMENSION_MONEY: money++; break;
      case JB_DIMENSION_PERCENTAGE_POINT: points++; break;
      default: others++;
      }
  g_autofree char *zh = g_strdup_printf ("%u项：计数%u，百分比%u，金额%u，百分点%u，其他%u", plan->sources->metrics->len, counts,
                                         percents, money, points, others);
  g_autofree char *en = g_strdup_printf ("%u: %u count%s, %u percentage%s, %u amount%s of money, %u in percentage points, %u other",
                                         plan->sources->metrics->len, counts, counts == 1 ? "" : "s", percents, percents == 1 ? "" : "s",
                                         money, money == 1 ? "" : "s", points, others);
  plan_add_key_value (method, "数据", "Numbers", zh, en);
}

static void
describe_translation (const Plan *plan, JbBlock *method)
{
  const JbCounts *n = &plan->briefing->counts;
  g_autofree char *zh = g_strdup_printf ("%u句：已译%u，待核%u，未译%u；章节%u个", n->n_sentences, n->n_translated, n->n_fuzzy, n->n_missing, n->n_sections);
  g_autofree char *en = g_strdup_printf ("%u sentence%s: %u translated, %u to be confirmed, %u missing; %u section%s", n->n_sentences, n->n_sentences == 1 ? "" : "s",
                                         n->n_translated, n->n_fuzzy, n->n_missing, n->n_sections, n->n_sections == 1 ? "" : "s");

  plan_add_key_value (method, "译文", "Translation", zh, en);
  guint n_machine = plan->sources->translation->n_machine;
  if (n_machine == 0)
    return;
  g_autofree char *by_machine_zh = g_strdup_printf ("%u句由程序翻译，未经人工确认者在“待核”之列", n_machine);
  g_autofree char *by_machine_en = g_strdup_printf ("%u sentences translated by a program; those that nobody has confirmed are among those to be confirmed", n_machine);
  plan_add_key_value (method, "机器翻译", "Machine translation", by_machine_zh, by_machine_en);
}

static void
describe_checks (const Plan *plan, JbBlock *method)
{
  guint by[4] = { 0 }, n = plan->sources->findings->len;

  for (guint i = 0; i < n; i++)
    by[((const JbFinding *) g_ptr_array_index (plan->sources->findings, i))->verdict]++;
  g_autofree char *zh = g_strdup_printf ("%u处：相符%u，舍入%u，不成立%u，推算%u", n, by[JB_VERDICT_CONSISTENT], by[JB_VERDICT_ROUNDING],
                                         by[JB_VERDICT_INCONSISTENT], by[JB_VERDICT_DERIVED]);
  g_autofree char *en = g_strdup_printf ("%u: %u consistent, %u rounding, %u that do%s not hold, %u derived", n, by[JB_VERDICT_CONSISTENT],
                                         by[JB_VERDICT_ROUNDING], by[JB_VERDICT_INCONSISTENT], by[JB_VERDICT_INCONSISTENT] == 1 ? "es" : "", by[JB_VERDICT_DERIVED]);
  plan_add_key_value (method, "核对", "Checks", zh, en);
}

/* Findings that the summary had no room for; of a document, which has none, all. */
static void
add_other_findings (const Plan *plan, JbBlock *method)
{
  gboolean document = plan_is_document (plan);
  guint seen = 0, elsewhere = document ? 0 : 3;

  for (guint i = 0; i < plan->sources->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (plan->sources->findings, i);

      if (finding->verdict != JB_VERDICT_INCONSISTENT || finding->claim_zh == NULL)
        continue;
      if (++seen == elsewhere + 1)
        plan_add_heading (method, 2, document ? "核对提示" : "其他核对提示", document ? "What the check found" : "Further findings");
      if (seen > elsewhere)
        plan_add_finding (plan, method, finding);
    }
}

#define MARKS_LINE 2 /* the one that explains lines and numerals in the margin */

static void
add_how_to_read (const Plan *plan, JbBlock *method)
{
  static const char *const lines[][2] = {
    { "宋体是报告的原话，正体是其译文。", "Upright serif is the report and its translation." },
    { "楷体与西文斜体是本简报所加：推算、提示、说明。", "Italic and Kai are the briefing’s own words: derived values, findings, notes." },
    { "数字下的细线指该数载于数据表，行外小字是它在表中的序号。",
      "A fine line under a number means that it is in the table; the small numeral beside the line is its number there." },
    { "空心、虚线表示推算值，原文未载。", "Hollow shapes and dashed lines mark derived values, which the source does not state." },
    { "“余”“以上”是下限，数据表英文栏作≥。", "“More than” and “at least” are lower bounds, ≥ in the table." },
    { "中文标点改为全角；文字与数字一律照录。", "Punctuation is set full-width in Chinese; words and numbers are as in the source." },
  };
  gboolean marked = jb_profile_get_boolean (plan->sources->profile, "form.marks");

  plan_add_heading (method, 2, "怎样阅读", "How to read it");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (i != MARKS_LINE || marked)
      plan_add_pair (method, JB_PAIR_OWN, lines[i][0], lines[i][1]);
}

/* Of a document: what a briefing has among its text. */
static void
add_annexes (Plan *plan)
{
  if (plan->briefing->layout == JB_LAYOUT_PARALLEL)
    {
      JbBlock *english = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_TRANSLATION));
      jb_prose_set (&english->zh, "英文译文", NULL);
      jb_prose_set (&english->en, "English translation", NULL);
    }
  if (plan->briefing->figures->len == 0)
    return;

  JbBlock *charts = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_CHARTS));
  jb_prose_set (&charts->zh, "图表", NULL);
  jb_prose_set (&charts->en, "Charts", NULL);
  for (guint i = 0; i < plan->briefing->figures->len; i++)
    jb_block_append (charts, jb_block_new (JB_BLOCK_FIGURE))->figure = i;
}

void
plan_back (Plan *plan)
{
  const char *conformance = plan->sources->conformance;
  gboolean claims = conformance != NULL && *conformance != '\0';
  JbBlock *method, *note;

  if (plan_is_document (plan))
    add_annexes (plan);
  add_table (plan);
  method = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_METHOD));
  jb_prose_set (&method->zh, "编制说明", NULL);
  jb_prose_set (&method->en, "Method and sources", NULL);
  describe_source (plan, method);
  describe_numbers (plan, method);
  if (plan->briefing->figures->len > 0)
    {
      g_autofree char *zh = g_strdup_printf ("%u幅；每轴一种单位，零起点", plan->briefing->figures->len);
      g_autofree char *en = g_strdup_printf ("%u; one unit an axis, each from zero", plan->briefing->figures->len);
      plan_add_key_value (method, "图", "Charts", zh, en);
    }
  describe_translation (plan, method);
  describe_checks (plan, method);
  add_other_findings (plan, method);
  add_how_to_read (plan, method);

  note = jb_block_append (method, jb_block_new (JB_BLOCK_NOTE));
  g_autofree char *zh = g_strdup_printf ("简报 %s%s%s。字体：思源宋体、思源黑体、霞鹜文楷（SIL OFL 1.1）", plan->sources->version, claims ? "，" : "",
                                         claims ? conformance : "");
  g_autofree char *en = g_strdup_printf ("Jianbao %s%s%s. Noto Serif SC, Noto Sans SC, LXGW WenKai, Source Serif 4, Source Sans 3 (SIL OFL 1.1)",
                                         plan->sources->version, claims ? ", " : "", claims ? conformance : "");
  jb_prose_set (&note->zh, zh, NULL);
  jb_prose_set (&note->en, en, NULL);
  note->pair = JB_PAIR_OWN;
  note->state = JB_TARGET_TRANSLATED;
}
