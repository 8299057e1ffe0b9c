/* The table of a comparison, its annex (how a row was paired, and its sentences), and the method page. */
#include "jb-plan-compare-private.h"

#include "jb-decimal.h"

#include <string.h>

#define PLAIN_SCORE 0.9 /* from here on label and unit say why */
#define MAX_ALONE 400u /* values that only one report states, listed of each */

/* The section of the contents under which a row stands: that of its latest report. */
static guint
section_of (const Compare *compare, guint row, guint *report)
{
  guint first;

  compare_ends (compare, row, &first, report);
  return plan_listed_section (&compare->plans[*report], compare_metric (compare, row, *report)->section);
}

static void
add_section (const Compare *compare, JbBlock *table, guint report, guint section)
{
  const Plan *plan = &compare->plans[report];
  JbBlock *block = jb_block_append (table, jb_block_new (JB_BLOCK_ROW_SECTION));

  if (section == 0)
    {
      jb_prose_set (&block->zh, "前言", NULL);
      jb_prose_set (&block->en, "Preamble", NULL);
      return;
    }
  guint sentence = jb_report_sentence_at (plan->sources->report, plan->sections[section].span.start);
  gboolean own = sentence < plan->n_sentences && plan->sentences[sentence].span.end <= plan->sections[section].span.end + strlen ("。") + 1;
  plan_set_heading (plan, block, section, own ? sentence : G_MAXUINT);
  block->section = -1;
}

static void
append_cell (GString *zh, GString *en, const char *cell_zh, const char *cell_en)
{
  g_string_append_printf (zh, "\t%s", cell_zh);
  g_string_append_printf (en, "\t%s", cell_en);
}

static void
add_head (const Compare *compare, JbBlock *table)
{
  gboolean years = compare->sources->mode == JB_COMPARE_YEARS;
  g_autoptr(GString) zh = g_string_new ("指标"), en = g_string_new ("Indicator");

  for (guint r = 0; r < compare->n; r++)
    append_cell (zh, en, compare->names[r].zh, compare->names[r].en);
  append_cell (zh, en, years ? "变化" : "高低差", years ? "Change" : "Spread");
  plan_add_pair (table, JB_PAIR_TABLE_ROW, zh->str, en->str);
}

static void
add_row (const Compare *compare, JbBlock *table, guint row)
{
  g_autofree char *label = compare_label_zh (compare, row), *label_en = compare_label_en (compare, row);
  g_autoptr(GString) zh = g_string_new (label), en = g_string_new (label_en != NULL ? label_en : COMPARE_NO_LABEL);
  JbText change;

  for (guint r = 0; r < compare->n; r++)
    {
      gboolean there = compare_metric (compare, row, r) != NULL;
      g_autofree char *value = there ? compare_value_zh (compare, row, r) : g_strdup ("未载");
      g_autofree char *value_en = there ? compare_value_en (compare, row, r) : g_strdup ("not stated");
      append_cell (zh, en, value, value_en);
    }
  compare_change (compare, row, &change);
  append_cell (zh, en, change.zh, change.en);
  JbBlock *pair = plan_add_pair (table, JB_PAIR_TABLE_ROW, zh->str, en->str);
  pair->number = (int) row;
  pair->doubt = g_array_index (compare->briefing->numbers, JbNumber, row).doubt;
  g_free (change.zh);
  g_free (change.en);
}

void
compare_table (Compare *compare)
{
  guint last_report = G_MAXUINT, last_section = G_MAXUINT;

  if (compare->rows->len == 0)
    return;
  JbBlock *table = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_TABLE));
  jb_prose_set (&table->zh, "对照表", NULL);
  jb_prose_set (&table->en, "Comparison", NULL);
  add_head (compare, table);
  for (guint row = 0; row < compare->rows->len; row++)
    {
      guint report, section = section_of (compare, row, &report);

      /* what the latest report no longer states stays under the heading in force */
      if ((report == compare->n - 1 || last_section == G_MAXUINT) && (report != last_report || section != last_section))
        {
          add_section (compare, table, report, section);
          last_report = report;
          last_section = section;
        }
      add_row (compare, table, row);
    }
}

/* Sets of rows that share a sentence: each sentence is printed once. */
static guint
find_root (guint *parents, guint row)
{
  while (parents[row] != row)
    row = parents[row] = parents[parents[row]];
  return row;
}

static guint *
group_rows (const Compare *compare)
{
  guint *parents = g_new (guint, compare->rows->len + 1);

  for (guint row = 0; row < compare->rows->len; row++)
    parents[row] = row;
  for (guint r = 0; r < compare->n; r++)
    {
      g_autoptr(GHashTable) said = g_hash_table_new (NULL, NULL); /* sentence + 1 → row + 1 */
      for (guint row = 0; row < compare->rows->len; row++)
        {
          const JbMetric *metric = compare_metric (compare, row, r);
          if (metric == NULL)
            continue;
          guint other = GPOINTER_TO_UINT (g_hash_table_lookup (said, GUINT_TO_POINTER (metric->sentence + 1)));
          if (other > 0)
            {
              guint a = find_root (parents, row), b = find_root (parents, other - 1);
              parents[MAX (a, b)] = MIN (a, b);
            }
          else
            g_hash_table_insert (said, GUINT_TO_POINTER (metric->sentence + 1), GUINT_TO_POINTER (row + 1));
        }
    }
  return parents;
}

/* "12 法律援助案件　2022年与2021年 0.85（单位相同、……）；2023年与2022年 1.00": why, where it does not speak for itself. */
static void
explain_row (const Compare *compare, JbBlock *annex, guint row)
{
  const JbSeries *series = compare_row (compare, row);
  g_autofree char *label = compare_label_zh (compare, row), *known = compare_label_en (compare, row);
  g_autofree char *zh_head = g_strdup_printf ("%u　%s", row + 1, label);
  g_autofree char *en_head = g_strdup_printf ("%u  %s", row + 1, known != NULL ? known : COMPARE_NO_LABEL);
  g_autoptr(GString) zh = g_string_new (zh_head), en = g_string_new (en_head);
  guint n = 0;

  for (guint r = 0; r < compare->n; r++)
    {
      const JbAlignMember *member = &series->members[r];
      char score[G_ASCII_DTOSTR_BUF_SIZE];

      if (member->metric < 0 || member->with < 0)
        continue;
      g_autofree char *why = jb_align_explain (member->reasons, TRUE), *why_en = jb_align_explain (member->reasons, FALSE);
      g_ascii_formatd (score, sizeof score, "%.2f", member->score);
      g_string_append_printf (zh, "%s%s与%s %s", n > 0 ? "；" : "　", compare->names[r].zh, compare->names[member->with].zh, score);
      g_string_append_printf (en, "%s%s with %s: %s", n > 0 ? "; " : "  ", compare->names[r].en, compare->names[member->with].en, score);
      if (member->score < PLAIN_SCORE)
        {
          g_string_append_printf (zh, "（%s）", why);
          g_string_append_printf (en, " (%s)", why_en);
        }
      n++;
    }
  JbBlock *pair = plan_add_pair (annex, JB_PAIR_OWN, zh->str, en->str);
  g_autofree char *digits = g_strdup_printf ("%u", row + 1);
  jb_prose_mark (&pair->zh, 0, strlen (digits), JB_PROSE_NUMBER, row); /* where the table's row leads to, in any language */
  jb_prose_mark (&pair->en, 0, strlen (digits), JB_PROSE_NUMBER, row);
  jb_prose_mark (&pair->zh, 0, strlen (zh_head), JB_PROSE_LEAD, 0);
  jb_prose_mark (&pair->en, 0, strlen (en_head), JB_PROSE_LEAD, 0);
  jb_prose_mark (&pair->zh, strlen (zh_head), zh->len, JB_PROSE_VOICE, 0);
  jb_prose_mark (&pair->en, strlen (en_head), en->len, JB_PROSE_VOICE, 0);
}

/* Marks of numbers point to rows; a number that is in no row is not marked. All move behind @shift bytes put in front. */
static void
renumber (const Compare *compare, guint r, JbProse *prose, gsize shift)
{
  guint n = 0;

  for (guint m = 0; prose->marks != NULL && m < prose->marks->len; m++)
    {
      JbProseMark mark = g_array_index (prose->marks, JbProseMark, m);
      int row = mark.kind == JB_PROSE_NUMBER ? g_array_index (compare->number_of[r], int, mark.index) : 0;

      if (row < 0)
        continue;
      mark.index = mark.kind == JB_PROSE_NUMBER ? (guint) row : mark.index;
      mark.span.start += shift;
      mark.span.end += shift;
      g_array_index (prose->marks, JbProseMark, n++) = mark;
    }
  if (prose->marks != NULL)
    g_array_set_size (prose->marks, n);
}

static void
put_before (JbProse *prose, const char *lead)
{
  char *shown = g_strconcat (lead, prose->shown, NULL), *copy = prose->copy != NULL ? g_strconcat (lead, prose->copy, NULL) : NULL;

  g_free (prose->shown);
  g_free (prose->copy);
  prose->shown = shown;
  prose->copy = copy;
  jb_prose_mark (prose, 0, strlen (lead), JB_PROSE_VOICE, 0);
}

/* The English of a sentence with its numbers marked, as in a briefing's body. */
static void
set_english (const Compare *compare, guint r, guint sentence, JbBlock *pair, const char *lead)
{
  const Plan *plan = &compare->plans[r];
  const JbTarget *target = plan_sentence_target (plan, sentence);
  const GArray *links = g_ptr_array_index (plan->sources->translation->links, sentence);

  if (target->text == NULL || target->state == JB_TARGET_MISSING)
    {
      static const char missing[] = "[Not translated 未译]";
      jb_prose_set (&pair->en, missing, NULL);
      jb_prose_mark (&pair->en, 0, strlen (missing), JB_PROSE_VOICE, 0);
      renumber (compare, r, &pair->en, strlen (lead));
      put_before (&pair->en, lead);
      return;
    }
  plan_set_en (&pair->en, target->text);
  pair->state = target->state;
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const JbNumberLink *link = &g_array_index (links, JbNumberLink, i);
      const char *shown = pair->en.shown;
      /* quotation marks grow by two bytes each when they become curly */
      gsize start = (gsize) (g_utf8_offset_to_pointer (shown, g_utf8_pointer_to_offset (target->text, target->text + link->span.start)) - shown);
      gsize end = (gsize) (g_utf8_offset_to_pointer (shown, g_utf8_pointer_to_offset (target->text, target->text + link->span.end)) - shown);
      jb_prose_mark (&pair->en, start, end, JB_PROSE_NUMBER, link->metric);
      int row = g_array_index (compare->number_of[r], int, link->metric);
      if (row >= 0)
        g_array_index (compare->briefing->numbers, JbNumber, row).linked_en = TRUE;
    }
  renumber (compare, r, &pair->en, strlen (lead));
  put_before (&pair->en, lead);
}

static void
quote (const Compare *compare, JbBlock *annex, guint r, guint sentence, guint metric)
{
  JbBlock *pair = jb_block_append (annex, jb_block_new (JB_BLOCK_PAIR));
  const Plan *plan = &compare->plans[r];
  guint line = compare_line (compare, r, metric);
  g_autofree char *zh = g_strdup_printf ("%s第%u行：", compare->names[r].zh, line), *en = g_strdup_printf ("%s, line %u: ", compare->names[r].en, line);

  pair->pair = JB_PAIR_FRONT;
  pair->state = JB_TARGET_TRANSLATED;
  plan_set_zh (plan, &pair->zh, plan->sentences[sentence].span, TRUE);
  renumber (compare, r, &pair->zh, strlen (zh));
  put_before (&pair->zh, zh);
  set_english (compare, r, sentence, pair, en);
}

/* The sentences of the rows @group, report by report, each once, in order. */
static void
quote_group (const Compare *compare, JbBlock *annex, const GArray *group)
{
  for (guint r = 0; r < compare->n; r++)
    {
      g_autoptr(GHashTable) done = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < group->len; i++)
        {
          guint row = g_array_index (group, guint, i);
          const JbMetric *metric = compare_metric (compare, row, r);

          if (metric != NULL && g_hash_table_add (done, GUINT_TO_POINTER (metric->sentence)))
            quote (compare, annex, r, metric->sentence, (guint) compare_row (compare, row)->members[r].metric);
        }
    }
}

/* The rows of each set, in order of their first. (transfer full) (element-type GArray) */
static GPtrArray *
list_groups (const Compare *compare)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree guint *parents = group_rows (compare), *group_of = g_new (guint, compare->rows->len + 1);

  for (guint row = 0; row < compare->rows->len; row++)
    {
      guint root = find_root (parents, row);
      if (root == row)
        {
          group_of[row] = groups->len;
          g_ptr_array_add (groups, g_array_new (FALSE, FALSE, sizeof (guint)));
        }
      g_array_append_val ((GArray *) g_ptr_array_index (groups, group_of[root]), row);
    }
  return groups;
}

/* Values that no other report has: said in one paragraph a report. */
static void
add_alone (const Compare *compare, JbBlock *annex)
{
  if (compare->rows->len == compare->sources->series->len)
    return;
  plan_add_heading (annex, 1, "附录二　单独载明的数据", "Annex 2: stated in one report only")->in_contents = TRUE;
  for (guint r = 0; r < compare->n; r++)
    {
      const Plan *plan = &compare->plans[r];
      g_autoptr(GString) zh = g_string_new (NULL), en = g_string_new (NULL);
      guint n = 0, unnamed = 0;

      for (guint s = 0; s < compare->sources->series->len; s++)
        {
          const JbSeries *series = g_ptr_array_index (compare->sources->series, s);
          if (series->n_members != 1 || series->members[r].metric < 0)
            continue;
          guint i = (guint) series->members[r].metric;
          const JbMetric *metric = plan_metric (plan, i);
          g_autofree char *label = plan_full_width (metric->label_zh), *value = number_zh_value (metric, FALSE), *unit = number_zh_unit (metric, plan->text);
          g_autofree char *value_en = number_en_value (plan, metric, TRUE), *label_en = plan_label_en (plan, i) != NULL ? plan_curly (plan_label_en (plan, i)) : NULL;
          if (++n > MAX_ALONE)
            continue;
          g_string_append_printf (zh, "%s%s%s%s", zh->len > 0 ? "；" : "", label, value, unit);
          unnamed += label_en == NULL;
          if (label_en != NULL)
            g_string_append_printf (en, "%s%s, %s", en->len > 0 ? "; " : "", label_en, value_en);
        }
      if (n == 0)
        continue;
      g_autofree char *zh_head = g_strdup_printf ("%s（%u项）", compare->names[r].zh, n), *en_head = g_strdup_printf ("%s (%u)", compare->names[r].en, n);
      g_autofree char *rest_zh = n > MAX_ALONE ? g_strdup_printf ("；另%u项见附件数据", n - MAX_ALONE) : g_strdup ("");
      g_autofree char *rest_en = unnamed > 0 ? g_strdup_printf ("%s%u without an English label", en->len > 0 ? "; and " : "", unnamed) : g_strdup ("");
      g_autofree char *all_zh = g_strconcat (zh_head, "：", zh->str, rest_zh, "。", NULL), *all_en = g_strconcat (en_head, ": ", en->str, rest_en, ".", NULL);
      JbBlock *pair = plan_add_pair (annex, JB_PAIR_OWN, all_zh, all_en);
      jb_prose_mark (&pair->zh, 0, strlen (zh_head), JB_PROSE_LEAD, 0);
      jb_prose_mark (&pair->en, 0, strlen (en_head), JB_PROSE_LEAD, 0);
    }
}

void
compare_annex (Compare *compare)
{
  JbBlock *annex = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_BODY));
  g_autoptr(GPtrArray) groups = list_groups (compare);

  plan_add_heading (annex, 1, "附录一　配对依据与原句", "Annex 1: how rows were paired, and their sentences")->in_contents = TRUE;
  for (guint g = 0; g < groups->len; g++)
    {
      const GArray *group = g_ptr_array_index (groups, g);
      for (guint i = 0; i < group->len; i++)
        explain_row (compare, annex, g_array_index (group, guint, i));
      quote_group (compare, annex, group);
    }
  add_alone (compare, annex);
}

static void
describe_sources (const Compare *compare, JbBlock *method)
{
  for (guint r = 0; r < compare->n; r++)
    {
      const JbInput *input = compare->sources->reports[r].input;
      guint n = compare->sources->reports[r].metrics->len;
      g_autofree char *zh = g_strdup_printf ("%s；%s，%" G_GSIZE_FORMAT "字，数据%u项", input->name, input->encoding, input->n_chars, n);
      g_autofree char *en = g_strdup_printf ("%s; %s, %" G_GSIZE_FORMAT " characters, %u numbers", input->name, input->encoding, input->n_chars, n);
      g_autofree char *sha = g_strdup_printf ("%.32s %s", input->sha256, input->sha256 + 32);

      plan_add_key_value (method, compare->names[r].zh, compare->names[r].en, zh, en);
      plan_add_key_value (method, "摘要值", "SHA-256", sha, "Changes with any change of the source");
    }
}

static void
describe_pairs (const Compare *compare, JbBlock *method)
{
  guint by[4] = { 0 }, doubtful = 0, claims = compare->sources->claims->len;

  for (guint row = 0; row < compare->rows->len; row++)
    {
      gboolean sure = TRUE;
      for (guint r = 0; r < compare->n; r++)
        sure = sure && (compare_row (compare, row)->members[r].with < 0 || compare_row (compare, row)->members[r].score >= JB_ALIGN_SURE);
      doubtful += !sure;
    }
  for (guint i = 0; i < claims; i++)
    by[((const JbClaim *) g_ptr_array_index (compare->sources->claims, i))->verdict]++;
  g_autofree char *zh = g_strdup_printf ("成对%u项，其中得分不足0.70、宜复核的%u项", compare->rows->len, doubtful);
  g_autofree char *en = g_strdup_printf ("%u measures, %u of them scored below 0.70 and worth a look", compare->rows->len, doubtful);
  plan_add_key_value (method, "配对", "Pairing", zh, en);
  if (compare->sources->mode != JB_COMPARE_YEARS)
    return;
  g_autofree char *checks = g_strdup_printf ("%u处：相符%u，舍入后相符%u，不符%u", claims, by[JB_VERDICT_CONSISTENT], by[JB_VERDICT_ROUNDING], by[JB_VERDICT_INCONSISTENT]);
  g_autofree char *checks_en = g_strdup_printf ("%u claims: %u fit, %u fit after rounding, %u do not", claims, by[JB_VERDICT_CONSISTENT],
                                                by[JB_VERDICT_ROUNDING], by[JB_VERDICT_INCONSISTENT]);
  plan_add_key_value (method, "前后核对", "Claims", checks, checks_en);
}

static void
add_other_claims (const Compare *compare, JbBlock *method)
{
  guint seen = 0;

  for (guint i = 0; i < compare->sources->claims->len; i++)
    {
      const JbClaim *claim = g_ptr_array_index (compare->sources->claims, i);
      if (claim->verdict != JB_VERDICT_INCONSISTENT)
        break;
      if (++seen == 4)
        plan_add_heading (method, 2, "其他前后矛盾之处", "Further contradictions");
      if (seen > 3)
        compare_add_claim (compare, method, claim);
    }
}

void
compare_method (Compare *compare)
{
  static const char *const lines[][2] = {
    { "得分由名称、单位、动词、章节、句子、相邻项及后报所述变化合成，满分1.00；低于0.62不配对。",
      "The score is made of label, unit, verb, heading, sentence, neighbours and what the later report says of the earlier; 1.00 is the most, below 0.62 is no pair." },
    { "“变化”为最早与最晚所载之值的差：百分率作百分点，其余作百分比。“≈”表示一端为约数或下限。",
      "Change is from the first value stated to the last: points for percentages, else per cent. ≈: one end is approximate or a lower bound." },
    { "“未载”表示该报告没有此数，不等于零。", "Not stated means that the report has no such number; it is not zero." },
    { "约数、上下限、区间不作核对依据。", "Nothing is held against a report on the ground of approximate values, bounds or ranges." },
    { "配对可用 --write-map 写出，改后以 --map 读入。", "Pairs can be written out with --write-map, changed by hand, and read with --map." },
  };
  const char *conformance = compare->sources->reports[0].conformance;
  gboolean claims = conformance != NULL && *conformance != '\0';
  JbBlock *method = jb_block_append (compare->briefing->root, jb_block_new (JB_BLOCK_METHOD));

  jb_prose_set (&method->zh, "编制说明", NULL);
  jb_prose_set (&method->en, "Method and sources", NULL);
  describe_sources (compare, method);
  describe_pairs (compare, method);
  add_other_claims (compare, method);
  plan_add_heading (method, 2, "怎样阅读", "How to read it");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    plan_add_pair (method, JB_PAIR_OWN, lines[i][0], lines[i][1]);
  JbBlock *note = jb_block_append (method, jb_block_new (JB_BLOCK_NOTE));
  g_autofree char *zh = g_strdup_printf ("简报 %s%s%s。字体：思源宋体、思源黑体、霞鹜文楷（SIL OFL 1.1）", compare->sources->reports[0].version,
                                         claims ? "，" : "", claims ? conformance : "");
  g_autofree char *en = g_strdup_printf ("Jianbao %s%s%s. Noto Serif SC, Noto Sans SC, LXGW WenKai, Source Serif 4, Source Sans 3 (SIL OFL 1.1)",
                                         compare->sources->reports[0].version, claims ? ", " : "", claims ? conformance : "");
  jb_prose_set (&note->zh, zh, NULL);
  jb_prose_set (&note->en, en, NULL);
  note->pair = JB_PAIR_OWN;
  note->state = JB_TARGET_TRANSLATED;
}
