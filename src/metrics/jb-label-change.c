/* The label of a change: of what was said, with 增速, 降幅 behind it. */
#include "jb-label-private.h"

#include <string.h>

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

gboolean
jb_label_names_people (const char *noun)
{
  static const char *const people[] = { "人", "员", "者", "生", "民", "师", "众", "工", "户", "数", "士", "干部", "专家",
                                        "律师", "顾问", "教师", "人才", "队员", "次", "人口", "党员", "委员", "干警", NULL };

  return jb_label_ends_with_any (noun, people);
}

char *
jb_label_with_ending (const JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean verbal)
{
  static const char *const spans[] = { "时间", "时长", "用时", "时限", "工期", "期限", "周期", NULL };
  const char *ending = g_hash_table_lookup (labeller->words->units, metric->base_unit);

  if (ending == NULL && verbal && g_str_equal (metric->base_unit, "户"))
    ending = "户数"; /* 2549户脱贫 */

  if (ending == NULL || g_str_has_suffix (noun, ending) || ((g_str_equal (ending, "人次") || g_str_equal (ending, "次数")) && g_str_has_suffix (noun, "量") && !g_str_has_suffix (noun, "力量")))
    return g_strdup (noun);
  if ((g_str_equal (ending, "天数") || g_str_equal (ending, "时长") || g_str_equal (ending, "月数")) && jb_label_ends_with_any (noun, spans))
    return g_strdup (noun);
  if (g_str_equal (ending, "人数") && !verbal && jb_label_names_people (noun))
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
      if (metric->subject != NULL && jb_label_is_plan_number (metric->subject))
        continue; /* 完成预算数60999万元的40.4%，比上年减收1070万元 */
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
  static const char *const words[] = { "降幅", "增速", "增幅", "涨幅", "跌幅", "减幅" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
names_basis (const char *noun) /* 比一季度 */
{
  static const char *const words[] = { "较大", "较高", "较重", "较低", "较小", "比例", "比重", "比赛", "比价" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (noun, words[i]))
      return FALSE; /* 较大以上事故 */
  return g_str_has_prefix (noun, "比") || g_str_has_prefix (noun, "较");
}

static gboolean
excludes (const char *noun) /* 扣除价格因素, 剔除留抵退税因素后, 按可比口径 */
{
  return g_str_has_prefix (noun, "扣除") || g_str_has_prefix (noun, "剔除") || g_str_has_prefix (noun, "按可比")
         || g_str_has_prefix (noun, "按同口径") || g_str_has_prefix (noun, "同口径");
}

/* The label of the change that @label tells, without its ending. */
char *
jb_label_changed_thing (const char *label)
{
  static const char *const endings[] = { "增速", "降幅", "增加额", "减少额" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (label, endings[i]))
      return g_strndup (label, strlen (label) - strlen (endings[i]));
  return g_strdup (label);
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
/* 社会消费品零售总额826亿元。按经营地分，城镇下降6.1% */
static gboolean
is_half (const char *noun)
{
  static const char *const words[] = { "城镇", "乡村", "农村", "城市" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (noun, words[i]))
      return TRUE;
  return FALSE;
}

char *
jb_label_of_change (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase)
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
                                                               : jb_label_changed_thing (labeller->change->label_zh);
  else if (*noun == '\0')
    whole = g_strdup (changed_level (labeller, metric) != NULL ? changed_level (labeller, metric)->label_zh : "");
  else if (names_basis (noun) && labeller->level != NULL)
    whole = g_strdup (changed_level (labeller, metric)->label_zh);
  else if (excludes (noun) && labeller->level != NULL)
    whole = g_strconcat (changed_level (labeller, metric)->label_zh, noun, NULL);
  else if (labeller->in_part && labeller->change != NULL && g_str_has_suffix (noun, "类") && strstr (labeller->change->label_zh, "价格") != NULL)
    whole = g_strconcat (noun, "价格", NULL); /* 居民消费价格上涨1.9%，其中食品类上涨2.4% */
  else if (is_half (noun) && labeller->amount != NULL)
    whole = g_strconcat (noun, labeller->amount->label_zh, NULL);
  else
    whole = jb_label_is_measure (labeller, noun) ? jb_label_bring_in (labeller, labeller->thing, noun) : g_strdup (noun);
  if (*noun == '\0' && phrase->change >= 2 && labeller->chars.c[phrase->change - 1] == 0x9645
      && labeller->chars.c[phrase->change - 2] == 0x5B9E) /* 实际 */
    return g_strconcat (whole, "实际", ending, NULL);
  if (g_str_has_suffix (whole, ending) || (g_str_equal (ending, "增速") && g_str_has_suffix (whole, "增幅")))
    return g_steal_pointer (&whole);
  return g_strconcat (whole, basis, plain, ending, NULL);
}
