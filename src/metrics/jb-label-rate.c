/* The label of a rate: its name, and what it is a rate of. */
#include "jb-label-private.h"

#include <string.h>

#define SHORT_RATE 4 /* characters of a rate's name that says nothing alone: 成功率 */

/* The noun of the clause before, where that holds no number: 聘请外聘法律顾问，聘用率达80%. */
char *
jb_label_noun_of_clause_before (const JbLabeller *labeller, const JbPiece *piece)
{
  const GArray *pieces = labeller->clauses.pieces;
  guint index = (guint) (piece - (const JbPiece *) (gconstpointer) pieces->data);
  gsize floor = index > 0 ? piece[-1].end : 0;

  if (piece->same_clause || piece->before < floor + 4)
    return NULL;
  gsize from = jb_clause_before (&labeller->clauses, piece->before - 1, floor);
  if (index > 0 && from <= floor) /* the clause holds a number */
    return NULL;
  JbPhrase phrase = jb_phrase_before (&labeller->clauses, labeller->lexicon, from, piece->before - 1, FALSE, FALSE);
  gsize n = phrase.noun_end - phrase.noun;
  if (phrase.passive || phrase.verb_end == phrase.verb || n < 3 || n > 12)
    return NULL;
  return jb_label_words_dup (labeller, phrase.noun, phrase.noun_end);
}

char *
jb_label_moved_in_clause_before (const JbLabeller *labeller, const JbPiece *piece)
{
  guint index = (guint) (piece - (const JbPiece *) (gconstpointer) labeller->clauses.pieces->data);
  gsize floor = index > 0 ? piece[-1].end : 0;

  if (piece->same_clause || piece->before < floor + 4)
    return NULL;
  gsize from = jb_clause_before (&labeller->clauses, piece->before - 1, floor);
  if (index > 0 && from <= floor)
    return NULL;
  JbPhrase phrase = jb_phrase_before (&labeller->clauses, labeller->lexicon, from, piece->before - 1, TRUE, FALSE);
  gsize n = phrase.noun_end - phrase.noun;
  return phrase.change_end == piece->before - 1 && n >= 2 && n <= 14 ? jb_label_words_dup (labeller, phrase.noun, phrase.noun_end) : NULL;
}

/* 高于全省平均水平: a gap of what was said before. */
gboolean
jb_label_names_gap (const char *noun)
{
  static const char *const words[] = { "高于", "低于", "快于", "慢于", "优于", "好于", "高出" };

  if (g_str_equal (noun, "高") || g_str_equal (noun, "低"))
    return TRUE;
  if (g_str_has_suffix (noun, "相比"))
    return TRUE;
  if ((g_str_has_prefix (noun, "比") || g_str_has_prefix (noun, "较")) && (g_str_has_suffix (noun, "高") || g_str_has_suffix (noun, "低") || g_str_has_suffix (noun, "快")
                                        || g_str_has_suffix (noun, "慢")))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return TRUE;
  return FALSE;
}

char *
jb_label_gap (const JbLabeller *labeller, const char *noun)
{
  const JbMetric *last = labeller->index > 0 ? g_ptr_array_index (labeller->metrics, labeller->index - 1) : NULL;

  if (last == NULL || (labeller->speed != last && labeller->level != last && labeller->change != last))
    return g_strdup (noun);
  return g_strconcat (last->label_zh, noun, NULL);
}

/* 预算数, 完成年初目标任务: what is compared with, not what is measured. */
static gboolean
names_plan (const char *noun)
{
  return (strstr (noun, "预算") != NULL && !g_str_has_suffix (noun, "率"))
         || (g_str_has_prefix (noun, "完成") && (strstr (noun, "目标") != NULL || strstr (noun, "任务") != NULL
                                                 || strstr (noun, "计划") != NULL));
}

gboolean
jb_label_is_plan_number (const char *noun)
{
  static const char *const amounts[] = { "收入", "支出", "资金", "总量", "经费", NULL };

  return names_plan (noun) && !jb_label_ends_with_any (noun, amounts);
}

/* 满意率, 城镇化率: never of an amount of money. */
static gboolean
is_of_people (const char *noun)
{
  static const char *const words[] = { "满意", "城镇化", "覆盖", "普及", "就业", "失业", "入学", "出生", "参保" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return TRUE;
  return FALSE;
}

/* The last count in the sentence of @score: 参考干部218人，平均成绩91.6分，合格率98%. */
static const JbMetric *
count_before (const JbLabeller *labeller, const JbMetric *score)
{
  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (metric->sentence != score->sentence)
        break;
      if (metric->dimension == JB_DIMENSION_COUNT && metric->change == JB_CHANGE_NONE && metric->subject != NULL)
        return metric;
    }
  return score;
}

/* What 结案率 is of: a count before whose words share one of its characters, else the last thing. */
static const JbMetric *
thing_of_rate (const JbLabeller *labeller, const char *noun)
{
  const JbMetric *last = labeller->thing;

  if (last != NULL && last->dimension == JB_DIMENSION_SCORE)
    last = count_before (labeller, last);
  if (last != NULL && jb_label_overlap (jb_label_noun_of (labeller, last), noun) > 0)
    return last; /* 行政机关败诉 and 败诉率 */
  if (labeller->change != NULL && g_str_has_prefix (noun, "满意"))
    return NULL;
  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (last == NULL || metric->sentence != last->sentence)
        break;
      if (metric->change != JB_CHANGE_NONE || jb_label_is_rate (metric))
        continue;
      g_autofree char *opening = g_utf8_substring (noun, 0, MIN (2, g_utf8_strlen (noun, -1)));
      if (metric->label_zh == NULL)
        continue;
      gboolean part = labeller->in_part && i >= labeller->part_from && last->sentence == metric->sentence;
      if (strstr (metric->label_zh, opening) != NULL)
        {
          if (metric == last || labeller->index - i <= 1)
            return last; /* 整改完成 is no whole of 整改率, but what was 整改 is */
          continue;
        }
      for (const char *at = noun; *at != '\0' && !part; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);
          char word[7] = { 0 };
          g_unichar_to_utf8 (c, word);
          if (c != 0x7387 && c != 0x5EA6 && strstr (metric->label_zh, word) != NULL)
            return metric;
        }
    }
  if (last == NULL || last->dimension == JB_DIMENSION_COUNT || strstr (noun, "占") != NULL)
    return last;
  return last->dimension == JB_DIMENSION_MONEY && !is_of_people (noun) ? last : NULL;
}

char *
jb_label_of_rate (JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean behind, const JbPiece *piece)
{
  static const char *const names[] = { "率", "占比", "比例", "比重", "度", "指数", "系数", "比", "增速", "降幅", "涨幅",
                                       "幅度", "速度", "水平", "增幅", "减幅", "倍数", "量", "进度", "增长面", "亏损面", "覆盖面", "盈利面", "受益面", NULL };
  static const char *const amounts[] = { "收入", "支出", NULL }, *const speeds[] = { "增幅", "增速", "降幅", "涨幅", "跌幅", "减幅", NULL },
                    *const shares[] = { "率", "比例", "比重", "占比", NULL };
  gboolean named = jb_label_ends_with_any (noun, names);

  if (jb_label_names_gap (noun) || ((g_str_has_prefix (noun, "较") || g_str_has_prefix (noun, "比")) && g_utf8_strlen (noun, -1) > 2))
    return jb_label_gap (labeller, noun);
  if ((g_str_has_prefix (noun, "恢复到") || g_str_has_prefix (noun, "恢复至") || g_str_equal (noun, "恢复"))
      && labeller->amount != NULL)
    return g_strconcat (jb_label_noun_of (labeller, labeller->amount), "恢复比例", NULL);
  if (*noun == '\0' && g_str_equal (metric->base_unit, "times") && labeller->amount != NULL)
    return g_strconcat (jb_label_noun_of (labeller, labeller->amount), "倍数", NULL);
  if ((g_str_equal (noun, "占比") || g_str_equal (noun, "比")) && labeller->amount != NULL)
    return g_strconcat (labeller->amount->label_zh, "占比", NULL);
  if (g_str_has_prefix (noun, "不") && g_str_has_suffix (noun, "率"))
    return g_strdup (noun);
  const JbMetric *last = labeller->index > 0 ? g_ptr_array_index (labeller->metrics, labeller->index - 1) : NULL;
  if (*noun == '\0' && last != NULL && last->sentence == metric->sentence && last->subject != NULL
      && ((last->dimension == JB_DIMENSION_PERCENTAGE_POINT && last->change != JB_CHANGE_NONE)
          || (last->dimension == JB_DIMENSION_DURATION && g_str_has_suffix (last->label_zh, "连续时长"))))
    return g_strdup (last->subject); /* 成功率提高了2.3个百分点，达到98.7%; 出庭应诉率连续4年保持100% */
  if (*noun == '\0' && labeller->level != NULL && jb_label_ends_with_any (labeller->level->label_zh, shares))
    return g_strdup (labeller->level->label_zh); /* 11个断面水质优良比例为100% */
  if (*noun == '\0' && labeller->level != NULL && jb_label_is_rate (labeller->level))
    return g_strdup (labeller->level->label_zh); /* 由45%提高到65% */
  if (names_plan (noun) && !jb_label_ends_with_any (noun, amounts) && labeller->amount != NULL)
    return g_strconcat (jb_label_noun_of (labeller, labeller->amount), g_str_has_prefix (noun, "占") ? "" : "占",
                        g_str_has_prefix (noun, "完成") ? noun + strlen ("完成") : noun, named ? "" : "比重", NULL);
  if (*noun == '\0' && labeller->level != NULL && labeller->amount != NULL && labeller->level != labeller->amount)
    return g_strconcat (jb_label_noun_of (labeller, labeller->amount), "占", jb_label_noun_of (labeller, labeller->level), "比重", NULL);
  if (*noun == '\0')
    return g_strconcat (labeller->level != NULL ? jb_label_noun_of (labeller, labeller->level) : "", "占比", NULL);
  if (g_str_has_prefix (noun, "占"))
    {
      g_autofree char *ending = named ? g_strdup ("") : g_strdup ("比重");
      const JbMetric *sharer = labeller->in_part && labeller->amount != NULL ? labeller->amount : labeller->thing;
      return g_strconcat (sharer != NULL ? jb_label_noun_of (labeller, sharer) : "", noun, ending, NULL);
    }
  if (behind && !named)
    return g_strconcat (noun, labeller->verb != NULL ? labeller->verb : "占比", labeller->verb != NULL ? "率" : "", NULL);
  if (jb_label_ends_with_any (noun, speeds) && g_utf8_strlen (noun, -1) <= SHORT_RATE)
    {
      const char *moved = last != NULL && last->sentence == metric->sentence && last->change != JB_CHANGE_NONE ? last->subject : NULL;
      if (moved != NULL)
        return g_strconcat (moved, noun, NULL); /* 案件数量增加198件，增幅为96.6% */
      if (labeller->amount != NULL && labeller->level != NULL && labeller->level->sentence == metric->sentence)
        return g_strconcat (labeller->amount->label_zh, noun, NULL);
    }
  if (g_utf8_strlen (noun, -1) <= SHORT_RATE && (named || metric->dimension == JB_DIMENSION_PERCENT))
    {
      g_autofree char *near = jb_label_noun_of_clause_before (labeller, piece);
      g_autofree char *full = near != NULL ? g_strconcat (near, noun + jb_label_overlap (near, noun), NULL)
                                           : jb_label_bring_in (labeller, thing_of_rate (labeller, noun), noun);
      return named ? g_steal_pointer (&full) : g_strconcat (full, "占比", NULL);
    }
  if (g_str_equal (metric->base_unit, "times") && !named)
    return g_strconcat (noun, "倍数", NULL);
  if (named || metric->dimension != JB_DIMENSION_PERCENT)
    return g_strdup (noun);
  return g_strconcat (noun, strstr (noun, "占") != NULL ? "比重" : "占比", NULL);
}
