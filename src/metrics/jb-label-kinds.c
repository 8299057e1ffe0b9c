/* A label of the noun and of what was said before, by what the number is: a change, a rate or a level. */
#include "jb-label-private.h"

#include <string.h>

#define MAX_SUBJECT 14 /* characters of who did it, in front of a verb */
#define SHORT_RATE 4 /* characters of a rate's name that says nothing alone: 成功率 */

/* ---- changes ---- */

static const char *
change_ending (const JbMetric *metric, const char *word)
{
  static const char *const growth[] = { "增", "升", "提", "上", "涨", "快", "高", "净", "攀", "回升", "扩", NULL };
  static const char *const decline[] = { "下", "降", "减", "跌", "回落", "负", "少", "收窄", "放缓", NULL };
  gboolean plain = *word == '\0';

  for (guint i = 0; growth[i] != NULL && !plain; i++)
    plain = metric->change == JB_CHANGE_INCREASE && g_str_has_prefix (word, growth[i]);
  for (guint i = 0; decline[i] != NULL && !plain; i++)
    plain = metric->change == JB_CHANGE_DECREASE && g_str_has_prefix (word, decline[i]);
  gboolean up = metric->change == JB_CHANGE_INCREASE;
  if (metric->dimension == JB_DIMENSION_PERCENT)
    return !plain ? "比例" : up ? "增速" : "降幅";
  if (metric->dimension == JB_DIMENSION_PERCENTAGE_POINT)
    return up ? "增幅" : "降幅";
  if (metric->dimension == JB_DIMENSION_RATIO)
    return "倍数";
  if (metric->dimension == JB_DIMENSION_MONEY)
    return up ? "增加额" : "减少额";
  return up ? "增加量" : "减少量";
}

char *
jb_label_with_ending (const JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean verbal)
{
  static const char *const people[] = { "人", "员", "者", "生", "民", "师", "众", "工", "户", "数", "士", "干部", "专家",
                                        "律师", "顾问", "教师", "人才", "队员", "次", "人口", "党员", "委员", "干警", NULL };
  static const char *const spans[] = { "时间", "时长", "用时", "时限", "工期", "期限", "周期", NULL };
  const char *ending = g_hash_table_lookup (labeller->words->units, metric->base_unit);

  if (ending == NULL || g_str_has_suffix (noun, ending) || ((g_str_equal (ending, "人次") || g_str_equal (ending, "次数")) && g_str_has_suffix (noun, "量") && !g_str_has_suffix (noun, "力量")))
    return g_strdup (noun);
  if ((g_str_equal (ending, "天数") || g_str_equal (ending, "时长") || g_str_equal (ending, "月数")) && jb_label_ends_with_any (noun, spans))
    return g_strdup (noun);
  if (g_str_equal (ending, "人数") && !verbal && jb_label_ends_with_any (noun, people))
    return g_strdup (noun);
  if (g_str_equal (ending, "人数") && !verbal && g_utf8_strlen (noun, -1) > 6)
    return g_strdup (noun);
  return g_strconcat (noun, ending, NULL);
}

/* The last level: for an amount, that in the same unit, if one is near (优良天数312天，优良率85.5%，增加9天). */
static const JbMetric *
level_of_unit (const JbLabeller *labeller, const JbMetric *change)
{
  const JbMetric *level = labeller->level;

  if (level == NULL || change->dimension == JB_DIMENSION_PERCENT)
    return level;
  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (metric->sentence != change->sentence)
        break;
      if (metric->change == JB_CHANGE_NONE
          && (change->dimension == JB_DIMENSION_PERCENTAGE_POINT ? metric->dimension == JB_DIMENSION_PERCENT
                                                                 : g_str_equal (metric->base_unit, change->base_unit)))
        return metric;
    }
  return level;
}

/* What 增长5.2% without a noun is said of: the level before it; not its share of another (完成4500万元，为预算的102%，增长5.2%). */
static const JbMetric *
changed_level (const JbLabeller *labeller, const JbMetric *change)
{
  const JbMetric *level = level_of_unit (labeller, change);

  if (level == NULL || labeller->amount == NULL || change->dimension == JB_DIMENSION_PERCENTAGE_POINT || !jb_label_is_rate (level))
    return level;
  return strstr (level->label_zh, "占") != NULL || g_str_equal (level->base_unit, "times") ? labeller->amount : level;
}

gboolean
jb_label_names_speed (const char *noun)
{
  static const char *const words[] = { "降幅", "增速", "增幅", "涨幅", "跌幅" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
names_basis (const char *noun) /* 比一季度 */
{
  return g_str_has_prefix (noun, "比") || g_str_has_prefix (noun, "较");
}

static gboolean
excludes (const char *noun) /* 扣除价格因素, 剔除留抵退税因素后, 按可比口径 */
{
  return g_str_has_prefix (noun, "扣除") || g_str_has_prefix (noun, "剔除") || g_str_has_prefix (noun, "按可比")
         || g_str_has_prefix (noun, "按同口径") || g_str_has_prefix (noun, "同口径");
}

/* The label of the change that @label tells, without its ending. */
static char *
changed_thing (const char *label)
{
  gsize n = strlen (label), ending = strlen ("增速");

  return g_str_has_suffix (label, "增速") || g_str_has_suffix (label, "降幅") ? g_strndup (label, n - ending) : g_strdup (label);
}

/* 为当事人减少罚款: the noun says already which way. */
static gboolean
says_direction (const char *noun)
{
  static const char *const words[] = { "减少", "压缩", "缩短", "压减", "节约", "少跑" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (noun, words[i]);
      if (at != NULL && at > noun && at[strlen (words[i])] != '\0')
        return TRUE;
    }
  return FALSE;
}

/* 增长5.2%: of what was said before; 固定资产投资增长7.5%. */
static char *
change_label (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase)
{
  g_autofree char *word = jb_label_words_dup (labeller, phrase->change, phrase->change_end);
  const char *ending = change_ending (metric, word);
  const char *basis = metric->dimension == JB_DIMENSION_PERCENTAGE_POINT && metric->change_basis != NULL
                          && g_str_equal (metric->change_basis, "同比")
                        ? "同比" : "";
  const char *plain = g_str_equal (ending, "比例") || g_str_equal (ending, "倍数") ? word : "";
  g_autofree char *whole = NULL;

  if (g_str_equal (noun, "多") || g_str_equal (noun, "少"))
    noun = "";
  if (says_direction (noun))
    return g_strdup (noun);
  if (labeller->speed != NULL && jb_label_names_speed (noun))
    return g_strconcat (labeller->speed->label_zh, word, "幅度", NULL);
  if (labeller->change != NULL && (*noun == '\0' || names_basis (noun)))
    whole = metric->dimension == JB_DIMENSION_PERCENTAGE_POINT ? g_strdup (labeller->change->label_zh)
                                                               : changed_thing (labeller->change->label_zh);
  else if (*noun == '\0')
    whole = g_strdup (changed_level (labeller, metric) != NULL ? changed_level (labeller, metric)->label_zh : "");
  else if (names_basis (noun) && labeller->level != NULL)
    whole = g_strdup (changed_level (labeller, metric)->label_zh);
  else if (excludes (noun) && labeller->level != NULL)
    whole = g_strconcat (changed_level (labeller, metric)->label_zh, noun, NULL);
  else if (labeller->in_part && labeller->change != NULL && g_str_has_suffix (noun, "类") && strstr (labeller->change->label_zh, "价格") != NULL)
    whole = g_strconcat (noun, "价格", NULL); /* 居民消费价格上涨1.9%，其中食品类上涨2.4% */
  else
    whole = jb_label_is_measure (labeller, noun) ? jb_label_bring_in (labeller, labeller->thing, noun) : g_strdup (noun);
  if (*noun == '\0' && phrase->change >= 2 && labeller->chars.c[phrase->change - 1] == 0x9645
      && labeller->chars.c[phrase->change - 2] == 0x5B9E) /* 实际 */
    return g_strconcat (whole, "实际", ending, NULL);
  if (g_str_has_suffix (whole, ending) || (g_str_equal (ending, "增速") && g_str_has_suffix (whole, "增幅")))
    return g_steal_pointer (&whole);
  return g_strconcat (whole, basis, plain, ending, NULL);
}

/* ---- rates ---- */

/* The noun of the clause before, where that holds no number: 聘请外聘法律顾问，聘用率达80%. */
static char *
noun_of_clause_before (const JbLabeller *labeller, const JbPiece *piece)
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

/* 高于全省平均水平: a gap of what was said before. */
static gboolean
names_gap (const char *noun)
{
  static const char *const words[] = { "高于", "低于", "快于", "慢于", "优于", "好于", "高出" };

  if (g_str_equal (noun, "高") || g_str_equal (noun, "低"))
    return TRUE;
  if (g_str_has_suffix (noun, "相比"))
    return TRUE;
  if (g_str_has_prefix (noun, "比") && (g_str_has_suffix (noun, "高") || g_str_has_suffix (noun, "低") || g_str_has_suffix (noun, "快")
                                        || g_str_has_suffix (noun, "慢")))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return TRUE;
  return FALSE;
}

static char *
gap_label (const JbLabeller *labeller, const char *noun)
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

static char *
rate_label (JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean behind, const JbPiece *piece)
{
  static const char *const names[] = { "率", "占比", "比例", "比重", "度", "指数", "系数", "比", "增速", "降幅", "涨幅",
                                       "幅度", "速度", "水平", "增幅", "倍数", "量", "进度", "增长面", "亏损面", "覆盖面", "盈利面", "受益面", NULL };
  static const char *const amounts[] = { "收入", "支出", NULL }, *const shares[] = { "率", "比例", "比重", "占比", NULL };
  gboolean named = jb_label_ends_with_any (noun, names);

  if (names_gap (noun) || ((g_str_has_prefix (noun, "较") || g_str_has_prefix (noun, "比")) && g_utf8_strlen (noun, -1) > 2))
    return gap_label (labeller, noun);
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
      && last->dimension == JB_DIMENSION_PERCENTAGE_POINT && last->change != JB_CHANGE_NONE)
    return g_strdup (last->subject); /* 成功率提高了2.3个百分点，达到98.7% */
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
  if (g_utf8_strlen (noun, -1) <= SHORT_RATE && (named || metric->dimension == JB_DIMENSION_PERCENT))
    {
      g_autofree char *near = noun_of_clause_before (labeller, piece);
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

/* ---- levels ---- */

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

static char *
subject_of (const JbLabeller *labeller, const JbPhrase *phrase)
{
  gsize n = phrase->subject_end - phrase->subject;

  return n >= 2 && n <= MAX_SUBJECT ? jb_label_words_dup (labeller, phrase->subject, phrase->subject_end) : g_strdup ("");
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

static char *
level_label (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase,
             const JbPiece *piece, gboolean verbal)
{
  const char *verb = metric->verb != NULL ? metric->verb : "";

  char *opposite = opposite_of_level (labeller, metric, noun);
  if (opposite != NULL)
    return opposite;
  char *told = told_by_things_before (labeller, metric, noun, phrase, piece);
  if (told != NULL)
    return told;
  if (names_gap (noun) && (metric->dimension == JB_DIMENSION_PERCENTAGE_POINT
                           || (labeller->level != NULL && g_str_equal (labeller->level->base_unit, metric->base_unit))))
    return gap_label (labeller, noun);
  if (*noun == '\0' && *verb != '\0')
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *done = what_was_done (metric, verb, success_before (labeller, piece));
      g_autofree char *whole = g_strconcat (subject, done, NULL);
      if (*subject != '\0')
        return jb_label_with_ending (labeller, metric, whole, TRUE);
      if (!piece->listed)
        {
          g_free (labeller->near);
          labeller->near = noun_of_clause_before (labeller, piece);
        }
      g_autofree char *brought = labeller->near != NULL ? g_strconcat (labeller->near, done, NULL)
                                                        : jb_label_bring_in (labeller, jb_label_thing_of (labeller, metric, piece), done);
      return jb_label_with_ending (labeller, metric, brought, TRUE);
    }
  if (piece->listed && labeller->level != NULL && is_next_kind (labeller->level->label_zh, noun))
    return next_kind (labeller->level->label_zh, noun);
  if (*noun == '\0' && labeller->change != NULL)
    return changed_thing (labeller->change->label_zh);
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
      g_autofree char *near = *subject == '\0' && jb_label_is_generic (labeller, noun) ? noun_of_clause_before (labeller, piece) : NULL;
      g_autofree char *whole = g_strconcat (near != NULL ? near : subject, verb, noun, NULL);
      return jb_label_with_ending (labeller, metric, whole, FALSE);
    }
  if (!phrase->passive && phrase->verb_end > phrase->verb && jb_label_verb_undoes (labeller, verb) && strstr (noun, verb) == NULL)
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
    return change_label (labeller, metric, noun, phrase);
  if (jb_label_is_rate (metric))
    return rate_label (labeller, metric, noun, behind, piece);
  return level_label (labeller, metric, noun, phrase, piece, verbal);
}
