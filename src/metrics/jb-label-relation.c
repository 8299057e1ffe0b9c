/* What metrics are to one another, and to time: role, whole, group, period; and labels that are told apart. */
#include "jb-label-private.h"

#include "jb-decimal.h"

#include <string.h>

#define N_CONTEXTS 8 /* ways to tell a label from an equal one */
#define MAX_NEIGHBOURS 3 /* numbers back */
#define MAX_FOLLOWER 10 /* characters */
#define MAX_OPENING 12 /* characters of an opening as 截至2021年12月底， */
#define MAX_FROM_TO 40 /* bytes between the two numbers of 由45%提高到72% */

/* ---- time ---- */

static guint
time_words (const JbLabeller *labeller, gsize from, gsize to)
{
  guint found = 0, length;

  for (gsize i = from; i < to; i++)
    {
      guint32 word = jb_trie_longest (labeller->words->times, labeller->chars.c, to, i, &length);
      if (word != JB_TRIE_NONE)
        found |= 1u << word;
    }
  return found;
}

/* The last year that is named in from … to, as 2021年; 0: none. */
static int
named_year (const JbChars *chars, gsize from, gsize to)
{
  for (gsize i = to; i >= from + 5; i--)
    {
      int year = 0;
      if (chars->c[i - 1] != 0x5E74 || (i >= from + 6 && g_ascii_isdigit ((char) MIN (chars->c[i - 6], 127)))) /* 年 */
        continue;
      for (gsize k = i - 5; k < i - 1 && year >= 0; k++)
        year = chars->c[k] >= '0' && chars->c[k] <= '9' ? year * 10 + (int) (chars->c[k] - '0') : -1;
      if (year >= 1949 && year <= 2099)
        return year;
    }
  return 0;
}

static gboolean
heading_plans (JbLabeller *labeller, guint section, int *year)
{
  g_auto(JbChars) chars = { 0 };
  gboolean plans = FALSE;

  for (int i = (int) section; i >= 0 && !plans; i = labeller->sections[i].parent)
    {
      guint length;
      jb_chars_read (&chars, labeller->text, labeller->sections[i].span);
      if (chars.n == 0)
        continue;
      for (gsize k = 0; k < chars.n && !plans; k++)
        {
          guint32 word = jb_trie_longest (labeller->words->times, chars.c, chars.n, k, &length);
          plans = word == JB_TIME_PLAN || word == JB_TIME_NEXT;
        }
      int named = named_year (&chars, 0, chars.n);
      if (named > jb_report_get_year (labeller->report) && jb_report_get_year (labeller->report) > 0)
        plans = TRUE;
      if (plans)
        *year = named;
    }
  return plans;
}

/* The year that the sentence opens with, as 2021年，全市办结…; 0: none. */
static int
opening_year (const JbChars *chars)
{
  gsize end = 0, limit = MIN (chars->n, MAX_OPENING);

  while (end < limit && chars->c[end] != 0xFF0C && chars->c[end] != ',')
    end++;
  return end < limit ? named_year (chars, 0, end) : 0;
}

/* A year before that of the report which the heading of @section, or one above it, names alone; 0: none. */
static int
heading_year (const JbLabeller *labeller, guint section)
{
  int report = jb_report_get_year (labeller->report), year = 0;
  g_auto(JbChars) chars = { 0 };

  for (int i = (int) section; i >= 0 && year == 0; i = labeller->sections[i].parent)
    {
      jb_chars_read (&chars, labeller->text, labeller->sections[i].span);
      year = chars.n > 0 && !labeller->sections[i].run_in ? named_year (&chars, 0, chars.n) : 0;
    }
  return year > 0 && year < report ? year : 0;
}

/* The year that the sentence at hand speaks of: its own, its paragraph's, its heading's, the report's. */
static int
year_of_sentence (JbLabeller *labeller, guint section)
{
  int own = opening_year (&labeller->chars);

  if (own > 0)
    labeller->year = own;
  if (labeller->year > 0)
    return labeller->year;
  int headed = section < labeller->n_sections ? heading_year (labeller, section) : 0;
  return headed > 0 ? headed : jb_report_get_year (labeller->report);
}

/* 是上年的1.8倍, 恢复到2019年的78.6%: of this year, not of the one that it is compared with; 由2020年的45% is of that. */
static gboolean
is_comparison (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece)
{
  const guint32 *c = labeller->chars.c;
  gsize at = piece->start;

  if (metric->change != JB_CHANGE_NONE || at < 3 || c[at - 1] != 0x7684 /* 的 */
      || (metric->dimension != JB_DIMENSION_PERCENT && metric->dimension != JB_DIMENSION_RATIO))
    return FALSE;
  for (gsize i = at - 1; i > piece->before; i--)
    if (c[i - 1] == 0x7531 || c[i - 1] == 0x4ECE) /* 由 从 */
      return FALSE;
  return c[at - 2] == 0x5E74; /* 年 */
}

static int
plan_default (const JbLabeller *labeller, int year)
{
  int report = jb_report_get_year (labeller->report);

  return year > report ? year : report > 0 ? report + 1 : 0;
}

/* @planned: (inout): an aim was stated before. */
static void
settle_time (JbLabeller *labeller, JbMetric *metric, const JbPiece *piece, int year, gboolean *planned, int *plan_year)
{
  gboolean first = (gconstpointer) piece == (gconstpointer) labeller->clauses.pieces->data;
  guint words = time_words (labeller, piece->before, piece->start);
  guint aims = time_words (labeller, first ? 0 : piece[-1].end, piece->start);
  int named = named_year (&labeller->chars, piece->before, piece->start);
  gboolean plan = *planned || (aims & (1u << JB_TIME_PLAN | 1u << JB_TIME_NEXT)) != 0;

  if (plan && !*planned && named == 0)
    named = named_year (&labeller->chars, first ? 0 : piece[-1].end, piece->start);
  if (plan && named > 0)
    *plan_year = named;
  *planned = plan; /* to the end of the sentence */

  metric->period = year;
  if (plan)
    {
      metric->role = JB_METRIC_ROLE_PLAN;
      metric->period = named > 0 ? named : *plan_year > 0 ? *plan_year : plan_default (labeller, year);
    }
  else if (is_comparison (labeller, metric, piece))
    return;
  else if ((words & 1u << JB_TIME_LAST) != 0 && metric->change == JB_CHANGE_NONE && year > 0)
    metric->period = year - 1;
  else if (named > 0 && metric->change == JB_CHANGE_NONE)
    metric->period = named;
}

/* ---- wholes and groups ---- */

static gboolean
is_count (const JbMetric *metric)
{
  return metric->change == JB_CHANGE_NONE && metric->dimension != JB_DIMENSION_PERCENT
         && metric->dimension != JB_DIMENSION_RATIO && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT;
}

static gboolean
is_less (const JbMetric *part, const JbMetric *whole)
{
  return jb_decimal_is_valid (part->base_value) && jb_decimal_is_valid (whole->base_value)
         && jb_decimal_compare (part->base_value, whole->base_value) <= 0;
}

/* 调解成功3029件 after 调解纠纷3083件: the verb of the one opens the other's words. */
static gboolean
repeats_verb (const JbMetric *part, const JbMetric *whole)
{
  return whole->verb != NULL && part->verb == NULL && part->subject != NULL
         && g_str_has_prefix (part->subject, whole->verb);
}

/* 、 joins it to a part of @whole. */
static gboolean
goes_on_with_parts (const JbLabeller *labeller, guint from, guint i, int whole)
{
  const JbMetric *last = i > from ? g_ptr_array_index (labeller->metrics, i - 1) : NULL;

  return last != NULL && g_array_index (labeller->clauses.pieces, JbPiece, i - from).listed && last->whole == whole;
}

static void
relate_count (JbLabeller *labeller, guint from, guint i, gboolean in_part, int whole)
{
  JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
  const JbMetric *candidate = whole >= 0 ? g_ptr_array_index (labeller->metrics, (guint) whole) : NULL;

  if (candidate == NULL || (guint) whole < from || !g_str_equal (candidate->base_unit, metric->base_unit)
      || !is_less (metric, candidate)
      || !(in_part || goes_on_with_parts (labeller, from, i, whole) || repeats_verb (metric, candidate)
           || (metric->subject != NULL && jb_label_is_state (labeller, metric->subject))))
    return;
  metric->whole = whole;
  if (metric->role == JB_METRIC_ROLE_TOTAL)
    metric->role = JB_METRIC_ROLE_PART;
}

/* A rate whose label was completed by the words of @whole, or that repeats them: 调解纠纷3083件，调解成功率98%. 占5% of
 * what was said last is no rate of it. */
static gboolean
names_whole (const JbMetric *rate, const JbMetric *whole)
{
  if (rate->subject == NULL || (strstr (rate->subject, "占") != NULL && !g_str_equal (rate->subject, "占比")))
    return FALSE;
  if (g_utf8_strlen (rate->subject, -1) < g_utf8_strlen (rate->label_zh, -1))
    return TRUE;
  return g_str_has_prefix (rate->label_zh, whole->label_zh)
         || (whole->verb != NULL && g_str_has_prefix (rate->label_zh, whole->verb));
}

/* 完成2.46亿元，完成预算数6.1亿元的40.4%，比上年减收0.1亿元: of the first, not of the plan nor of the share of it. */
static gboolean
may_be_changed (const JbMetric *level, const JbMetric *change)
{
  if ((level->subject != NULL && jb_label_is_plan_number (level->subject)) || strstr (level->label_zh, "占") != NULL)
    return FALSE;
  return change->dimension == JB_DIMENSION_PERCENT || g_str_equal (level->base_unit, change->base_unit)
         || (change->dimension == JB_DIMENSION_PERCENTAGE_POINT && level->dimension == JB_DIMENSION_PERCENT);
}

static void
relate_change (JbLabeller *labeller, guint from, guint i)
{
  JbMetric *metric = g_ptr_array_index (labeller->metrics, i);

  for (guint k = i; metric->subject == NULL && k-- > from && i - k < 8;)
    {
      const JbMetric *level = g_ptr_array_index (labeller->metrics, k);
      if (level->change != JB_CHANGE_NONE)
        continue;
      if (metric->whole < 0)
        metric->whole = (int) k;
      if (may_be_changed (level, metric))
        {
          metric->whole = (int) k;
          return;
        }
    }
}

static void
relate_groups (JbLabeller *labeller, guint from, guint to)
{
  int group = -1;

  for (guint i = from + 1; i < to; i++)
    {
      JbMetric *last = g_ptr_array_index (labeller->metrics, i - 1), *metric = g_ptr_array_index (labeller->metrics, i);
      const JbPiece *piece = &g_array_index (labeller->clauses.pieces, JbPiece, i - from);
      gboolean alike = g_str_equal (last->base_unit, metric->base_unit) && last->change == metric->change
                       && last->dimension == metric->dimension && metric->whole == last->whole;
      if (!alike || !(piece->listed || (g_strcmp0 (last->verb, metric->verb) == 0 && metric->verb != NULL)))
        continue;
      if (last->group < 0)
        last->group = (int) (i - 1);
      group = last->group;
      metric->group = group;
    }
}

gboolean
jb_label_is_aside (const JbLabeller *labeller, const JbPiece *piece)
{
  return piece->before > 0 && labeller->chars.c[piece->before - 1] == '('
         && jb_chars_at (&labeller->chars, piece->end) == ')';
}

void
jb_label_relate (JbLabeller *labeller, guint from, guint to)
{
  int plan_year = 0, whole = -1;
  gboolean in_part = FALSE;
  const JbMetric *first = g_ptr_array_index (labeller->metrics, from);
  int year = year_of_sentence (labeller, first->section);
  gboolean planned = first->section < labeller->n_sections && heading_plans (labeller, first->section, &plan_year);

  for (guint i = from; i < to; i++)
    {
      JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      const JbPiece *piece = &g_array_index (labeller->clauses.pieces, JbPiece, i - from);
      metric->whole = metric->group = -1;
      settle_time (labeller, metric, piece, year, &planned, &plan_year);
      in_part = jb_label_says_part (labeller, piece) || (in_part && !piece->opens_new);
      if (metric->change != JB_CHANGE_NONE)
        relate_change (labeller, from, i);
      else if (is_count (metric))
        {
          relate_count (labeller, from, i, in_part, whole);
          if (metric->whole < 0 && !jb_label_is_aside (labeller, piece))
            whole = (int) i;
        }
      else if (whole >= 0 && metric->dimension == JB_DIMENSION_PERCENT
               && names_whole (metric, g_ptr_array_index (labeller->metrics, (guint) whole)))
        metric->whole = whole;
    }
  relate_groups (labeller, from, to);
}

/* ---- labels told apart ---- */

static gboolean
is_same_fact (const JbMetric *a, const JbMetric *b)
{
  return g_str_equal (a->base_value, b->base_value) && g_str_equal (a->base_unit, b->base_unit) && a->change == b->change
         && a->period == b->period;
}

/* Takes @label where no other fact has it. */
static gboolean
try_label (GHashTable *taken, JbMetric *metric, char *label)
{
  const JbMetric *other = g_hash_table_lookup (taken, label);

  if (other != NULL && !is_same_fact (other, metric))
    {
      g_free (label);
      return FALSE;
    }
  if (label != metric->label_zh)
    {
      g_free (metric->label_zh);
      metric->label_zh = label;
    }
  if (other == NULL)
    g_hash_table_insert (taken, g_strdup (label), metric);
  return TRUE;
}

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

static gboolean
parts_between (const JbLabeller *labeller, const JbMetric *before, const JbMetric *metric, guint n)
{
  static const char *const marks[] = { "；", "。", ";", "，", ",", "：" };

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (marks)) && metric->span.start > before->span.end; i++)
    if (g_strstr_len (labeller->text + before->span.end, (gssize) (metric->span.start - before->span.end), marks[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_one_clause (const JbLabeller *labeller, const JbMetric *before, const JbMetric *metric)
{
  return !parts_between (labeller, before, metric, G_MAXUINT);
}

/* Whether no mark that parts sentences stands between two numbers, nor one that parts clauses behind a sum of money. */
static gboolean
is_near (const JbLabeller *labeller, const JbMetric *before, const JbMetric *metric)
{
  return !parts_between (labeller, before, metric, before->dimension == JB_DIMENSION_COUNT ? 3 : G_MAXUINT);
}

/* The label, told by what is measured: 行政处罚403件，行政处罚270万元. */
static char *
with_dimension (const JbMetric *metric, const JbMetric *other)
{
  const char *ending = metric->dimension == JB_DIMENSION_MONEY ? "金额" : metric->dimension == JB_DIMENSION_AREA ? "面积" : NULL;

  if (ending == NULL || metric->dimension == other->dimension || metric->change != JB_CHANGE_NONE || g_str_has_suffix (metric->label_zh, ending)
      || g_str_has_suffix (metric->label_zh, "额"))
    return NULL;
  return g_strconcat (metric->label_zh, ending, NULL);
}

/* The noun said before @index in its sentence, in front of the label. */
static char *
with_neighbour (const JbLabeller *labeller, guint index)
{
  const JbMetric *metric = g_ptr_array_index (labeller->metrics, index), *before = NULL;

  for (guint i = index, n = 0; i-- > 0 && n < MAX_NEIGHBOURS && before == NULL; n++)
    {
      const JbMetric *other = g_ptr_array_index (labeller->metrics, i);
      if (other->sentence != metric->sentence)
        return NULL;
      before = other->subject != NULL ? other : NULL; /* 城市低保6195户12533人，发放低保金3277万元 */
    }
  if (before == NULL || before->dimension == JB_DIMENSION_PERCENT || !is_near (labeller, before, metric)
      || metric->change != JB_CHANGE_NONE || strstr (metric->label_zh, before->subject) != NULL
      || g_utf8_strlen (before->subject, -1) > 10)
    return NULL;
  return g_strconcat (before->subject, metric->label_zh, NULL);
}

/* 3个部门虚列支出145万元 → 虚列支出部门: a bare noun is told by what the next number is of. */
static char *
with_follower (const JbLabeller *labeller, guint index)
{
  const JbMetric *metric = g_ptr_array_index (labeller->metrics, index);
  const JbMetric *next = index + 1 < labeller->metrics->len ? g_ptr_array_index (labeller->metrics, index + 1) : NULL;

  if (next == NULL || next->sentence != metric->sentence || next->subject == NULL || metric->subject == NULL
      || metric->change != JB_CHANGE_NONE || next->change != JB_CHANGE_NONE || !jb_label_is_generic (labeller, metric->subject)
      || !g_str_equal (metric->subject, metric->label_zh) || g_utf8_strlen (next->subject, -1) > MAX_FOLLOWER || !is_one_clause (labeller, metric, next))
    return NULL;
  return g_strconcat (next->subject, metric->label_zh, NULL);
}

static char *
with_context (const JbLabeller *labeller, guint index, const JbMetric *other, guint attempt)
{
  const JbMetric *metric = g_ptr_array_index (labeller->metrics, index);
  const char *heading = metric->section < labeller->n_sections ? labeller->sections[metric->section].heading : "";

  switch (attempt)
    {
    case 1:
      return metric->period > 0 && metric->period != jb_report_get_year (labeller->report)
               ? g_strdup_printf ("%d年%s", metric->period, metric->label_zh) : NULL;
    case 0:
      return metric->verb != NULL && g_strcmp0 (metric->verb, other->verb) != 0 && metric->change == JB_CHANGE_NONE && strstr (metric->label_zh, metric->verb) == NULL
               ? g_strconcat (metric->verb, metric->label_zh, NULL) : NULL;
    case 2:
      return with_dimension (metric, other);
    case 3:
      return metric->doer != NULL && strstr (metric->label_zh, metric->doer) == NULL ? g_strconcat (metric->doer, metric->label_zh, NULL) : NULL;
    case 4:
      return with_follower (labeller, index);
    case 5:
      return with_neighbour (labeller, index);
    case 6:
      return metric->change_basis != NULL && strstr (metric->label_zh, metric->change_basis) == NULL
               ? g_strconcat (metric->change_basis, metric->label_zh, NULL) : NULL;
    default:
      return *heading != '\0' && !has_digit (heading) && g_utf8_strlen (heading, -1) <= 12
               ? g_strconcat (heading, metric->label_zh, NULL) : NULL;
    }
}

/* 由45%提高到72%: two levels of one thing, the first of an earlier time. */
static gboolean
is_from_to (const JbLabeller *labeller, const JbMetric *first, const JbMetric *second)
{
  const char *between = labeller->text + first->span.end;
  gsize length = second->span.start - first->span.end;

  if (first->sentence != second->sentence || second->span.start <= first->span.end || length > MAX_FROM_TO
      || first->change != JB_CHANGE_NONE || second->change != JB_CHANGE_NONE
      || !g_str_equal (first->base_unit, second->base_unit))
    return FALSE;
  static const char *const moves[] = { "增", "减", "提", "升", "降", "压", "缩", "扩", "调", "跃", "涨", "变", "改", "精简" };
  static const char *const ends[] = { "到", "至", "为" };
  gboolean moved = FALSE, ended = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    moved |= g_strstr_len (between, (gssize) length, moves[i]) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ended |= g_strstr_len (between, (gssize) length, ends[i]) != NULL;
  return moved && ended;
}

static void
name_earlier (const JbLabeller *labeller, GHashTable *taken, JbMetric *metric)
{
  char *label = metric->period > 0 && metric->period != jb_report_get_year (labeller->report)
                  ? g_strdup_printf ("%d年%s", metric->period, metric->label_zh)
                  : g_strconcat ("原", metric->label_zh, NULL);

  try_label (taken, metric, label);
}

/* 职务犯罪39件64人: where the first was told apart, the second's label goes along. */
static void
follow_parted (const JbLabeller *labeller, guint i, guint parted, const char *was)
{
  JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
  const JbMetric *first = parted < i && i - parted <= 2 ? g_ptr_array_index (labeller->metrics, parted) : NULL;

  if (first == NULL || metric->subject != NULL || metric->change != JB_CHANGE_NONE || first->sentence != metric->sentence || !g_str_has_prefix (metric->label_zh, was))
    return;
  char *label = g_strconcat (first->label_zh, metric->label_zh + strlen (was), NULL);
  g_free (metric->label_zh);
  metric->label_zh = label;
}

void
jb_labels_part (JbLabeller *labeller)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *was = NULL; /* the label of the metric @parted, before it was told apart */
  guint parted = G_MAXUINT;
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < labeller->metrics->len; i++)
    {
      JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      follow_parted (labeller, i, parted, was);
      g_autofree char *before = g_strdup (metric->label_zh);
      const JbMetric *other = g_hash_table_lookup (taken, metric->label_zh);
      gboolean done = other == NULL || is_same_fact (other, metric);
      if (other == NULL)
        g_hash_table_insert (taken, g_strdup (metric->label_zh), metric);
      else if (!done && i > 0 && other == g_ptr_array_index (labeller->metrics, i - 1) && is_from_to (labeller, other, metric))
        {
          name_earlier (labeller, taken, g_ptr_array_index (labeller->metrics, i - 1));
          g_hash_table_replace (taken, g_strdup (metric->label_zh), metric);
          done = TRUE;
        }
      for (guint attempt = 0; attempt < N_CONTEXTS && !done; attempt++)
        {
          char *label = with_context (labeller, i, other, attempt);
          done = label != NULL && try_label (taken, metric, label);
        }
      if (done && !g_str_equal (before, metric->label_zh))
        {
          g_free (was);
          was = g_steal_pointer (&before);
          parted = i;
        }
      if (done)
        continue;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, metric->label_zh)) + 1;
      g_hash_table_replace (counts, g_strdup (metric->label_zh), GUINT_TO_POINTER (n));
      try_label (taken, metric, g_strdup_printf ("%s（%u）", metric->label_zh, n + 1));
    }
}
