/* The label of a level: what is counted or measured. */
#include "jb-label-private.h"

#include <string.h>

#define MAX_SUBJECT 14 /* characters of who did it, in front of a verb */

static const char *
measure_ending (JbDimension dimension)
{
  return dimension == JB_DIMENSION_AREA     ? "面积"
         : dimension == JB_DIMENSION_LENGTH ? "长度"
         : dimension == JB_DIMENSION_POWER  ? "容量"
         : dimension == JB_DIMENSION_MASS   ? "重量"
                                            : NULL;
}

/* 商品房销售2876套、33.6万平方米、17.3亿元: the first number of the thing that @level has been said of. */
static const JbMetric *
first_of_same_thing (const JbLabeller *labeller, const JbMetric *level)
{
  const JbMetric *first = level;

  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR && first->subject == NULL; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (metric->sentence != level->sentence)
        break;
      if (metric->change == JB_CHANGE_NONE && g_str_has_prefix (level->label_zh, metric->label_zh))
        first = metric;
    }
  return first;
}

static char *
with_amount (const char *label)
{
  static const char *const deals[] = { "销售", "成交", "交易", "投资", "融资", "授信", NULL };

  if (g_str_has_suffix (label, "额"))
    return g_strdup (label);
  return g_strconcat (label, jb_label_ends_with_any (label, deals) ? "额" : "金额", NULL);
}

/* 案件43件58人, 房屋126户352间: the second number of the same thing. */
static char *
of_same_thing (const JbLabeller *labeller, const JbMetric *metric, const JbMetric *level)
{
  if (metric->dimension == JB_DIMENSION_MONEY && level->dimension != JB_DIMENSION_MONEY && level->dimension != JB_DIMENSION_DURATION)
    return with_amount (first_of_same_thing (labeller, level)->label_zh);
  const char *ending = measure_ending (metric->dimension);
  if (ending != NULL && metric->dimension != level->dimension)
    return g_str_has_suffix (level->label_zh, ending) ? g_strdup (level->label_zh) : g_strconcat (level->label_zh, ending, NULL);
  if (metric->dimension != JB_DIMENSION_COUNT && metric->dimension != level->dimension)
    return g_strdup (level->label_zh);
  if (g_str_equal (metric->base_unit, level->base_unit) || metric->dimension != JB_DIMENSION_COUNT
      || g_hash_table_contains (labeller->words->units, metric->base_unit) || g_utf8_strlen (metric->base_unit, -1) != 1)
    return jb_label_with_ending (labeller, metric, level->label_zh, TRUE);
  return g_strconcat (level->label_zh, metric->base_unit, "数", NULL);
}

/* 全市法院, 各级检察机关: who the whole report is of. */
static gboolean
is_everybody (const JbLabeller *labeller, gsize from, gsize to)
{
  static const char *const bodies[] = { "法院", "检察机关", "审计机关", "行政机关", "公安机关", "行政执法机关", "执法机关", "我院", "结果", NULL };
  g_autofree char *subject = jb_label_words_dup (labeller, from, to);

  for (guint i = 0; bodies[i] != NULL; i++)
    if (g_str_equal (subject, bodies[i]) || (g_str_has_suffix (subject, bodies[i]) && g_str_has_prefix (subject, "全")))
      return TRUE;
  return FALSE;
}

static char *
subject_of (const JbLabeller *labeller, const JbPhrase *phrase)
{
  static const guint32 adverbs[] = { 0x5171, 0x5DF2, 0x8FD8 }; /* 共 已 还 */
  const guint32 *c = labeller->chars.c;
  gsize end = phrase->subject_end;

  for (guint i = 0; i < G_N_ELEMENTS (adverbs) && end > phrase->subject; i++)
    if (c[end - 1] == adverbs[i])
      end--;
  gsize n = end - phrase->subject;
  return n >= 2 && n <= MAX_SUBJECT && !is_everybody (labeller, phrase->subject, end)
           ? jb_label_words_dup (labeller, phrase->subject, end) : g_strdup ("");
}

/* 信用分级A类30家、B类52家: what is listed ends as the one before it did, which has the words in front. */
static gboolean
is_next_kind (const char *last, const char *noun)
{
  glong n = g_utf8_strlen (noun, -1), n_last = g_utf8_strlen (last, -1);

  if (n < 2 || n > 3 || n_last <= n || !g_ascii_isalpha (*noun))
    return FALSE;
  return g_str_equal (g_utf8_offset_to_pointer (noun, n - 1), g_utf8_offset_to_pointer (last, n_last - 1));
}

static char *
next_kind (const char *last, const char *noun)
{
  glong kept = g_utf8_strlen (last, -1) - g_utf8_strlen (noun, -1);
  g_autofree char *head = g_utf8_substring (last, 0, kept);

  return g_strconcat (head, noun, NULL);
}

static gboolean
is_prefix_word (const char *noun)
{
  static const char *const words[] = { "日均", "月均", "年均", "人均", "户均", "平均" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (noun, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
says (const JbLabeller *labeller, gsize from, gsize to, const char *word)
{
  const guint32 *c = labeller->chars.c;
  guint32 first = g_utf8_get_char (word), second = g_utf8_get_char (g_utf8_next_char (word));

  for (gsize i = from; i + 1 < to; i++)
    if (c[i] == first && c[i + 1] == second)
      return TRUE;
  return FALSE;
}

/* 成功4.49万件, 累计18家, 总数达512家: the word that alone tells the number from the one before; NULL. */
static const char *
word_before (const JbLabeller *labeller, const JbPiece *piece)
{
  static const char *const right_before[] = { "成功", "累计" }, *const totals[] = { "总数", "总量", "总额" };

  for (guint i = 0; i < G_N_ELEMENTS (right_before) && piece->start >= piece->before + 2; i++)
    if (says (labeller, piece->start - 2, piece->start, right_before[i]))
      return right_before[i];
  if (piece->start >= piece->before + 2 && says (labeller, piece->start - 2, piece->start, "连续"))
    return "连续时长";
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (says (labeller, piece->before, piece->start, totals[i]))
      return totals[i];
  return NULL;
}

/* 成功 between the verb and the number: 调处成功2268件. */
static const char *
success_before (const JbLabeller *labeller, const JbPiece *piece)
{
  return piece->start >= piece->before + 2 && says (labeller, piece->start - 2, piece->start, "成功") ? "成功" : "";
}

/* 受理案件25.4万件，办结23.1万件 → 办结案件 */
static gboolean
done_to_generic (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece)
{
  const JbMetric *thing = jb_label_thing_of (labeller, metric, piece);

  return thing != NULL && thing == labeller->thing && thing->subject != NULL && g_utf8_strlen (thing->subject, -1) >= 2
         && g_str_equal (thing->base_unit, metric->base_unit) && g_str_equal (thing->subject, "案件");
}

/* 完成造林6.3万亩 → 造林面积 */
static char *
what_was_done (const JbMetric *metric, const char *verb, const char *success)
{
  const char *ending = measure_ending (metric->dimension);

  if (ending == NULL || !g_str_has_prefix (verb, "完成") || g_str_equal (verb, "完成"))
    return g_strconcat (verb, success, NULL);
  return g_strconcat (verb + strlen ("完成"), ending, NULL);
}

/* 户均7.78万元: the last level of the same dimension in the sentence, else the last level. */
static const JbMetric *
averaged_level (const JbLabeller *labeller, const JbMetric *average)
{
  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (metric->sentence != average->sentence)
        break;
      if (metric->change == JB_CHANGE_NONE && metric->dimension == average->dimension && metric->label_zh != NULL)
        return metric;
    }
  return labeller->level;
}

/* 基金预算收入总量178亿元，支出总量166亿元: the words in front of 收入 hold for 支出; NULL: it is no such pair. */
static char *
opposite_of_level (const JbLabeller *labeller, const JbMetric *metric, const char *noun)
{
  static const char *const pairs[][2] = { { "收入", "支出" }, { "存款", "贷款" }, { "进口", "出口" }, { "出口", "进口" }, { "支出", "收入" } };
  const JbMetric *level = labeller->amount;

  if (level == NULL || level->dimension != metric->dimension || level->sentence != metric->sentence)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (!g_str_has_prefix (noun, pairs[i][1]))
        continue;
      g_autofree char *other = g_strconcat (pairs[i][0], noun + strlen (pairs[i][1]), NULL);
      gsize n = strlen (level->label_zh), length = strlen (other);
      if (n <= length || !g_str_has_suffix (level->label_zh, other))
        continue;
      g_autofree char *front = g_strndup (level->label_zh, n - length);
      return g_strconcat (front, noun, NULL);
    }
  return NULL;
}

/* States and kinds of what was counted before, sums of it, streaks; NULL: the number is none of these. */
static char *
told_by_things_before (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase,
                       const JbPiece *piece)
{
  g_autofree char *summed = jb_label_summed (labeller, metric, piece, noun);
  if (summed != NULL)
    return g_strconcat (summed, "合计", NULL);
  char *label = jb_label_of_things_before (labeller, metric, piece, noun);
  if (label != NULL)
    return label;
  gboolean streak = metric->dimension == JB_DIMENSION_DURATION && piece->start >= piece->before + 2
                    && says (labeller, piece->start - 2, piece->start, "连续");
  if (streak && *noun != '\0' && !phrase->passive)
    return g_strconcat (noun, "连续时长", NULL);
  return NULL;
}

/* 每千人口拥有托位4.2个: for each of what; "" where it is for none. */
static char *
for_each (const JbLabeller *labeller, const JbPhrase *phrase)
{
  gsize n = phrase->subject_end - phrase->subject;

  return n >= 2 && n <= 8 && labeller->chars.c[phrase->subject] == 0x6BCF /* 每 */
           ? jb_label_words_dup (labeller, phrase->subject, phrase->subject_end) : g_strdup ("");
}

/* 约谈通报部门53次: how often is told by the verb, if it says more than 开展. */
static gboolean
counts_times (const JbLabeller *labeller, const JbMetric *metric, const JbPhrase *phrase, const char *verb, const char *noun)
{
  static const char *const plain[] = { "开展", "组织", "举办", "召开", "进行", "实施", "参加", "参与", "举行", "组织开展", "统筹安排", "提供" };
  const char *ending = g_hash_table_lookup (labeller->words->units, metric->base_unit);

  if (*verb == '\0' || phrase->light || phrase->passive || g_strcmp0 (ending, "次数") != 0 || g_utf8_strlen (noun, -1) > 12
      || phrase->verb_end == phrase->verb || strstr (noun, verb) != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (verb, plain[i]))
      return FALSE;
  return TRUE;
}

char *
jb_label_of_level (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase,
             const JbPiece *piece, gboolean verbal)
{
  const char *verb = metric->verb != NULL ? metric->verb : "";

  char *opposite = opposite_of_level (labeller, metric, noun);
  if (opposite != NULL)
    return opposite;
  char *told = told_by_things_before (labeller, metric, noun, phrase, piece);
  if (told != NULL)
    return told;
  if (jb_label_names_gap (noun) && (metric->dimension == JB_DIMENSION_PERCENTAGE_POINT
                           || (labeller->level != NULL && g_str_equal (labeller->level->base_unit, metric->base_unit))))
    return jb_label_gap (labeller, noun);
  if (*noun == '\0' && *verb != '\0')
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *done = what_was_done (metric, verb, success_before (labeller, piece));
      g_autofree char *whole = g_strconcat (subject, done, done_to_generic (labeller, metric, piece) ? labeller->thing->subject : NULL, NULL);
      if (*subject != '\0')
        return jb_label_with_ending (labeller, metric, whole, TRUE);
      if (!piece->listed)
        {
          g_free (labeller->near);
          labeller->near = jb_label_noun_of_clause_before (labeller, piece);
        }
      g_autofree char *brought = labeller->near != NULL ? g_strconcat (labeller->near, done, NULL)
                               : done_to_generic (labeller, metric, piece) ? g_strconcat (done, labeller->thing->subject, NULL)
                                                        : jb_label_bring_in (labeller, jb_label_thing_of (labeller, metric, piece), done);
      return jb_label_with_ending (labeller, metric, brought, TRUE);
    }
  if (piece->listed && labeller->level != NULL && is_next_kind (labeller->level->label_zh, noun))
    return next_kind (labeller->level->label_zh, noun);
  if (*noun == '\0' && labeller->change != NULL)
    return jb_label_changed_thing (labeller->change->label_zh);
  if (labeller->level != NULL && is_prefix_word (noun))
    {
      const char *averaged = averaged_level (labeller, metric)->label_zh;
      return g_str_has_prefix (averaged, noun) ? g_strdup (averaged) : g_strconcat (noun, averaged, NULL);
    }
  if (*noun == '\0' && labeller->level != NULL)
    {
      const char *word = word_before (labeller, piece);
      if (word != NULL)
        return g_strconcat (jb_label_noun_of (labeller, labeller->level), word, NULL);
    }
  if (*noun == '\0')
    return labeller->level != NULL ? of_same_thing (labeller, metric, labeller->level) : g_strdup ("");
  if (phrase->passive && !phrase->light && *verb != '\0')
    {
      g_autofree char *whole = g_strconcat (noun, verb, NULL);
      return jb_label_with_ending (labeller, metric, whole, TRUE);
    }
  gboolean involves = g_str_equal (verb, "涉及") || g_str_equal (verb, "涉案");
  if (involves && jb_label_is_measure (labeller, noun))
    {
      g_autofree char *whole = g_strconcat (verb, noun, NULL);
      return jb_label_bring_in (labeller, labeller->thing, whole);
    }
  g_autofree char *each = for_each (labeller, phrase);
  if (*each != '\0')
    {
      g_autofree char *whole = g_strconcat (each, noun, NULL);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  if (jb_label_is_measure (labeller, noun) && (*verb == '\0' || phrase->light))
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *whole = *subject != '\0' ? g_strconcat (subject, noun, NULL)
                                                : jb_label_bring_in (labeller, labeller->thing, noun);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  const char *ending = phrase->light && g_utf8_strlen (noun, -1) <= 3 ? measure_ending (metric->dimension) : NULL;
  if (ending != NULL && !jb_label_is_generic (labeller, noun) && !g_str_has_suffix (noun, ending))
    return g_strconcat (noun, ending, NULL); /* 完成造林6.3万亩 */
  g_autofree char *topic = g_str_has_suffix (noun, "服务") && g_utf8_strlen (noun, -1) <= 4 ? jb_label_topic (labeller, piece) : NULL;
  if (topic != NULL)
    return g_strconcat (topic, noun, NULL);
  if ((jb_label_is_generic (labeller, noun) || g_utf8_strlen (noun, -1) <= 2) && *verb != '\0' && !phrase->passive)
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *near = *subject == '\0' && jb_label_is_generic (labeller, noun) ? jb_label_noun_of_clause_before (labeller, piece) : NULL;
      g_autofree char *whole = g_strconcat (near != NULL ? near : subject, verb, noun, NULL);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  if (!phrase->passive && phrase->verb_end > phrase->verb && jb_label_verb_undoes (labeller, verb) && strstr (noun, verb) == NULL)
    {
      g_autofree char *whole = g_strconcat (verb, noun, NULL);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  if (counts_times (labeller, metric, phrase, verb, noun))
    {
      g_autofree char *whole = g_strconcat (verb, noun, NULL);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  if (jb_label_is_generic (labeller, noun) && labeller->in_part)
    {
      g_autofree char *whole = jb_label_bring_in (labeller, labeller->thing, noun);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  return jb_label_with_ending (labeller, metric, noun, verbal);
}

/* ---- all ---- */

char *
jb_label_compose (JbLabeller *labeller, JbMetric *metric, const char *noun, const JbPhrase *phrase, const JbPiece *piece,
                  gboolean behind, gboolean verbal)
{
  if (metric->change != JB_CHANGE_NONE)
    return jb_label_of_change (labeller, metric, noun, phrase);
  if (jb_label_is_rate (metric))
    return jb_label_of_rate (labeller, metric, noun, behind, piece);
  return jb_label_of_level (labeller, metric, noun, phrase, piece, verbal);
}
