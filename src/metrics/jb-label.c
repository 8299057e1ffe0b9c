#include "jb-label-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_LABEL_CHARS 30
#define MIN_DROPPED_BRACKET 7 /* characters, brackets counted, inside a noun */
#define MIN_RATE_IN_BRACKETS 5 /* characters, brackets counted */
#define MAX_NEAR 6 /* numbers back that a word may still speak of */
#define SHORT_RATE 4 /* characters of a rate's name that says nothing alone: 成功率 */

/* ---- words ---- */

/* Where the footnote mark [2] ends that begins at @at; @at: none does. */
static gsize
note_end (const JbChars *chars, gsize at, gsize to)
{
  gsize i = at + 1;

  while (i < to && i - at <= 3 && jb_is_digit (chars->c[i]))
    i++;
  return i > at + 1 && i < to && chars->c[i] == ']' ? i + 1 : at;
}

static void
append_words (const JbLabeller *labeller, GString *out, gsize from, gsize to)
{
  const JbChars *chars = &labeller->chars;

  for (gsize i = from; i < to; i++)
    {
      guint32 c = chars->c[i];
      gsize note = c == '[' ? note_end (chars, i, to) : i;
      if (note > i)
        {
          i = note - 1;
          continue;
        }
      if (c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == '"')
        continue;
      g_string_append_len (out, labeller->text + chars->byte[i], (gssize) (chars->end[i] - chars->byte[i]));
    }
}

static char *
words_dup (const JbLabeller *labeller, gsize from, gsize to)
{
  GString *out = g_string_new (NULL);

  append_words (labeller, out, from, to);
  return g_string_free (out, FALSE);
}

static gboolean
is_generic (const JbLabeller *labeller, const char *noun)
{
  return g_utf8_strlen (noun, -1) < 2 || g_hash_table_contains (labeller->words->generic, noun);
}

static gboolean
ends_with_any (const char *text, const char *const *endings)
{
  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (text, endings[i]))
      return TRUE;
  return FALSE;
}

/* @text without the word of measure at its end: 小麦种植面积 → 小麦; NULL where it has none. */
static char *
without_measure (const JbLabeller *labeller, const char *text)
{
  glong n;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (text, -1, &n);
  guint length;

  for (glong i = 0; i < n; i++)
    chars[i] = jb_chars_fold (chars[i]);
  if (n == 0
      || jb_trie_longest_before (labeller->words->measures, chars, (gsize) n, 0, &length) == JB_TRIE_NONE
      || length >= (guint) n)
    return NULL;
  return g_strndup (text, (gsize) (g_utf8_offset_to_pointer (text, n - (glong) length) - text));
}

static gboolean
is_measure (const JbLabeller *labeller, const char *noun)
{
  glong n;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (noun, -1, &n);
  guint length;

  for (glong i = 0; i < n; i++)
    chars[i] = jb_chars_fold (chars[i]);
  return n > 0
         && jb_trie_longest_before (labeller->words->measures, chars, (gsize) n, 0, &length) != JB_TRIE_NONE
         && length == (guint) n;
}

/* The noun of a metric that is brought into another's label. */
static const char *
noun_of (const JbLabeller *labeller, const JbMetric *metric)
{
  return metric->subject != NULL && !is_measure (labeller, metric->subject) && !is_generic (labeller, metric->subject)
           ? metric->subject : metric->label_zh;
}

/* Bytes of the longest end of @first that @second begins with. */
static gsize
overlap (const char *first, const char *second)
{
  for (const char *at = first; *at != '\0'; at = g_utf8_next_char (at))
    if (g_str_has_prefix (second, at))
      return strlen (at);
  return 0;
}

static char *
bring_in (const JbLabeller *labeller, const JbMetric *from, const char *noun)
{
  static const char *const quantities[] = { "量", "额", "收入", "支出", "总值", NULL };
  const char *other = from != NULL ? noun_of (labeller, from) : NULL;

  if (other == NULL || *other == '\0' || strstr (noun, other) != NULL || g_utf8_strlen (other, -1) > 20)
    return g_strdup (noun);
  g_autofree char *bare = without_measure (labeller, other);
  if (bare != NULL)
    other = bare;
  else if (ends_with_any (other, quantities))
    return g_strdup (noun); /* 售电量 lends no words to 营业收入 */
  if (g_str_has_prefix (noun, other))
    return g_strdup (noun);
  return g_strconcat (other, noun + overlap (other, noun), NULL);
}

/* ---- 分别 ---- */

/* Bytes of the letters and digits that @text opens with: PM2.5 of PM2.5年均浓度. */
static gsize
name_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || text[n] == '.')
    n++;
  return n;
}

/* Where what all of a list share begins in its last: 患者规范管理率 of 2型糖尿病患者规范管理率; NULL: not told. */
static const char *
find_joint (const char *last)
{
  static const char *const words[] = { "患者", "居民", "人口", "企业", "工程", "重点", "平均", "年均", "人均", "价格", "行业", "项目",
                                       "案件", "投资", "消费", "产量", "面积", "支出", "标准", "参保", "排放", "浓度", "业务", "贷款" };
  const char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (last, words[i]);
      if (at != NULL && at > last && (first == NULL || at < first))
        first = at;
    }
  return first;
}

/* 城镇、农村居民人均收入 → 城镇居民人均收入: the end that the last of the list has, added to the others. */
static void
share_ending (GPtrArray *items)
{
  static const char *const whole[] = { "数", "率", "额", "量", "值", "面积", "损失", "比重", "比例", NULL };
  const char *last = g_ptr_array_index (items, items->len - 1);

  for (guint i = 0; i + 1 < items->len; i++)
    {
      char *item = g_ptr_array_index (items, i);
      glong n = g_utf8_strlen (item, -1), n_last = g_utf8_strlen (last, -1);
      const char *found = NULL;
      gboolean named = name_length (item) == strlen (item);
      gsize length = 0;
      if (n >= n_last || ends_with_any (item, whole))
        continue;
      for (glong k = MIN (n, 3); k >= 1 && found == NULL && !named; k--)
        {
          const char *tail = g_utf8_offset_to_pointer (item, n - k);
          length = strlen (tail);
          found = strstr (last, tail);
        }
      if (found == NULL)
        length = name_length (last) > 0 && name_length (item) == strlen (item) ? name_length (last) : 0;
      if (length > 0 && found == NULL)
        found = last;
      const char *joint = found == NULL ? find_joint (last) : NULL;
      if (joint != NULL)
        {
          found = last;
          length = (gsize) (joint - last);
        }
      const char *rest = found != NULL ? found + length : n < n_last ? g_utf8_offset_to_pointer (last, n) : "";
      if (*rest != '\0' && g_utf8_strlen (rest, -1) <= 12)
        {
          g_ptr_array_index (items, i) = g_strconcat (item, rest, NULL);
          g_free (item);
        }
    }
}

/* 城乡居民收入 is of two, 三次产业贡献率 of three. */
static void
split_set (GPtrArray *items)
{
  static const char *const sets[][4] = { { "城乡", "城镇", "农村", NULL },
                                         { "三次产业", "第一产业", "第二产业", "第三产业" } };
  g_autofree char *all = g_strdup (g_ptr_array_index (items, 0));

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      if (!g_str_has_prefix (all, sets[i][0]))
        continue;
      g_ptr_array_set_size (items, 0);
      for (guint k = 1; k < 4 && sets[i][k] != NULL; k++)
        g_ptr_array_add (items, g_strconcat (sets[i][k], all + strlen (sets[i][0]), NULL));
      return;
    }
}

static void
take_items (JbLabeller *labeller, gsize from, gsize to)
{
  const JbChars *chars = &labeller->chars;
  gsize start = from;

  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  for (gsize i = from; i <= to; i++)
    {
      gboolean mark = i == to || chars->c[i] == 0x3001
                      || ((chars->c[i] == 0x548C || chars->c[i] == 0x4E0E || chars->c[i] == 0x53CA) && i > start + 1);
      if (!mark || (i < to && labeller->clauses.cover->data[i] != 0))
        continue;
      if (i > start)
        g_ptr_array_add (labeller->items, words_dup (labeller, start, i));
      start = i + 1;
    }
  if (labeller->items->len > 1)
    share_ending (labeller->items);
  else if (labeller->items->len == 1)
    split_set (labeller->items);
}

/* 接待游客512万人次、旅游收入48.9亿元，分别增长25.1%和30.2%: the labels before, as many as numbers follow. */
static void
take_labels_before (JbLabeller *labeller, guint index, const JbPiece *piece)
{
  const GArray *pieces = labeller->clauses.pieces;
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) pieces->data), n = 1;

  labeller->next_item = 0;
  if (labeller->items->len > 1)
    return;
  while (at + n < pieces->len && g_array_index (pieces, JbPiece, at + n).listed)
    n++;
  g_ptr_array_set_size (labeller->items, 0);
  for (guint k = index; k-- > index - at && labeller->items->len < n;)
    {
      const JbMetric *before = g_ptr_array_index (labeller->metrics, k);
      if (before->change == JB_CHANGE_NONE)
        g_ptr_array_insert (labeller->items, 0, g_strdup (before->label_zh));
    }
}

/* How many numbers the list holds that begins with @piece. */
static guint
n_listed (const JbLabeller *labeller, const JbPiece *piece)
{
  const GArray *pieces = labeller->clauses.pieces;
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) pieces->data), n = 1;

  while (at + n < pieces->len && g_array_index (pieces, JbPiece, at + n).listed)
    n++;
  return n;
}

/* Whether as many levels of one kind stand right before the list as it has numbers: 收入分别达到4万元和2万元，增长5.6%和7.4%;
 * 办结建议215件、提案302件，满意率分别为99.1%、98.7%. */
static gboolean
follows_levels (const JbLabeller *labeller, guint index, const JbPiece *piece)
{
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) labeller->clauses.pieces->data);
  guint n = n_listed (labeller, piece);
  const JbMetric *first = at >= n ? g_ptr_array_index (labeller->metrics, index - n) : NULL;

  if (n < 2 || first == NULL || piece->listed || piece->same_clause)
    return FALSE;
  for (guint k = index - n; k < index; k++)
    {
      const JbMetric *before = g_ptr_array_index (labeller->metrics, k);
      const JbPiece *own = piece - (index - k);
      if (before->change != JB_CHANGE_NONE || !g_str_equal (before->base_unit, first->base_unit)
          || (k == index - n ? own->listed : !own->listed))
        return FALSE;
    }
  return TRUE;
}

/* The things of the levels before, each with @noun behind it. */
static void
take_levels_before (JbLabeller *labeller, guint index, const JbPiece *piece, const char *noun)
{
  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  for (guint k = index - n_listed (labeller, piece); k < index; k++)
    {
      const JbMetric *before = g_ptr_array_index (labeller->metrics, k);
      g_ptr_array_add (labeller->items, g_strconcat (before->label_zh, noun, NULL));
    }
}

static char *
next_item (JbLabeller *labeller)
{
  if (labeller->items->len == 1)
    return g_strdup (g_ptr_array_index (labeller->items, 0));
  if (labeller->next_item >= labeller->items->len)
    return NULL;
  return g_strdup (g_ptr_array_index (labeller->items, labeller->next_item++));
}

/* ---- endings ---- */

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

static char *
with_unit_ending (const JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean verbal)
{
  static const char *const people[] = { "人", "员", "者", "生", "民", "师", "众", "工", "户", "数", "士", "干部", "专家",
                                        "律师", "顾问", "教师", "人才", "队员", "次", "人口", "党员", "委员", NULL };
  const char *ending = g_hash_table_lookup (labeller->words->units, metric->base_unit);

  if (ending == NULL || g_str_has_suffix (noun, ending) || ((g_str_equal (ending, "人次") || g_str_equal (ending, "次数")) && g_str_has_suffix (noun, "量") && !g_str_has_suffix (noun, "力量")))
    return g_strdup (noun);
  if (g_str_equal (ending, "人数") && !verbal && ends_with_any (noun, people))
    return g_strdup (noun);
  if (g_str_equal (ending, "人数") && !verbal && g_utf8_strlen (noun, -1) > 6)
    return g_strdup (noun);
  return g_strconcat (noun, ending, NULL);
}

/* ---- one metric ---- */

static gboolean
is_rate (const JbMetric *metric)
{
  return metric->change == JB_CHANGE_NONE
         && (metric->dimension == JB_DIMENSION_PERCENT || metric->dimension == JB_DIMENSION_RATIO);
}

static void
set_verb (JbLabeller *labeller, JbMetric *metric, const JbPhrase *phrase, const JbPiece *piece, gboolean has_noun)
{
  g_clear_pointer (&metric->verb, g_free);
  if (is_rate (metric))
    return;
  if (phrase->verb_end > phrase->verb)
    {
      metric->verb = words_dup (labeller, phrase->verb, phrase->verb_end);
      g_free (labeller->verb);
      labeller->verb = g_strdup (metric->verb);
    }
  else if (metric->change != JB_CHANGE_NONE && phrase->change_end > phrase->change)
    metric->verb = words_dup (labeller, phrase->change, phrase->change_end);
  else if (piece->listed && has_noun)
    metric->verb = g_strdup (labeller->verb);
  if (!piece->listed && phrase->verb_end == phrase->verb)
    g_clear_pointer (&labeller->verb, g_free);
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

  if (level == NULL || labeller->amount == NULL || change->dimension == JB_DIMENSION_PERCENTAGE_POINT || !is_rate (level))
    return level;
  return strstr (level->label_zh, "占") != NULL || g_str_equal (level->base_unit, "times") ? labeller->amount : level;
}

/* 降幅, 增速 with whatever stands behind: of the change before. */
static gboolean
names_speed (const char *noun)
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

/* 增长5.2%: of what was said before; 固定资产投资增长7.5%. */
static char *
change_label (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase)
{
  g_autofree char *word = words_dup (labeller, phrase->change, phrase->change_end);
  const char *ending = change_ending (metric, word);
  const char *basis = metric->dimension == JB_DIMENSION_PERCENTAGE_POINT && metric->change_basis != NULL
                          && g_str_equal (metric->change_basis, "同比")
                        ? "同比" : "";
  const char *plain = g_str_equal (ending, "比例") || g_str_equal (ending, "倍数") ? word : "";
  g_autofree char *whole = NULL;

  if (labeller->speed != NULL && names_speed (noun))
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
  else
    whole = is_measure (labeller, noun) ? bring_in (labeller, labeller->thing, noun) : g_strdup (noun);
  if (*noun == '\0' && phrase->change >= 2 && labeller->chars.c[phrase->change - 1] == 0x9645
      && labeller->chars.c[phrase->change - 2] == 0x5B9E) /* 实际 */
    return g_strconcat (whole, "实际", ending, NULL);
  if (g_str_has_suffix (whole, ending) || (g_str_equal (ending, "增速") && g_str_has_suffix (whole, "增幅")))
    return g_steal_pointer (&whole);
  return g_strconcat (whole, basis, plain, ending, NULL);
}

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
  return words_dup (labeller, phrase.noun, phrase.noun_end);
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

/* What 结案率 is of: a count before whose words share one of its characters, else the last thing. */
static const JbMetric *
thing_of_rate (const JbLabeller *labeller, const char *noun)
{
  const JbMetric *last = labeller->thing;

  if (last != NULL && overlap (noun_of (labeller, last), noun) > 0)
    return last; /* 行政机关败诉 and 败诉率 */
  if (labeller->change != NULL && g_str_has_prefix (noun, "满意"))
    return NULL;
  for (guint i = labeller->index, n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      if (last == NULL || metric->sentence != last->sentence)
        break;
      if (metric->change != JB_CHANGE_NONE || is_rate (metric))
        continue;
      g_autofree char *opening = g_utf8_substring (noun, 0, MIN (2, g_utf8_strlen (noun, -1)));
      if (metric->label_zh == NULL)
        continue;
      if (strstr (metric->label_zh, opening) != NULL)
        {
          if (metric == last)
            return last;
          continue; /* 整改完成 is no whole of 整改率 */
        }
      for (const char *at = noun; *at != '\0'; at = g_utf8_next_char (at))
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
                                       "幅度", "速度", "水平", "增幅", "倍数", "量", "进度", NULL };
  static const char *const amounts[] = { "收入", "支出", NULL }, *const shares[] = { "率", "比例", "比重", "占比", NULL };
  gboolean named = ends_with_any (noun, names);

  if (names_gap (noun) || ((g_str_has_prefix (noun, "较") || g_str_has_prefix (noun, "比")) && g_utf8_strlen (noun, -1) > 2))
    return gap_label (labeller, noun);
  if ((g_str_has_prefix (noun, "恢复到") || g_str_has_prefix (noun, "恢复至") || g_str_equal (noun, "恢复"))
      && labeller->amount != NULL)
    return g_strconcat (noun_of (labeller, labeller->amount), "恢复比例", NULL);
  if (*noun == '\0' && g_str_equal (metric->base_unit, "times") && labeller->amount != NULL)
    return g_strconcat (noun_of (labeller, labeller->amount), "倍数", NULL);
  if ((g_str_equal (noun, "占比") || g_str_equal (noun, "比")) && labeller->amount != NULL)
    return g_strconcat (labeller->amount->label_zh, "占比", NULL);
  if (g_str_has_prefix (noun, "不") && g_str_has_suffix (noun, "率"))
    return g_strdup (noun);
  const JbMetric *last = labeller->index > 0 ? g_ptr_array_index (labeller->metrics, labeller->index - 1) : NULL;
  if (*noun == '\0' && last != NULL && last->sentence == metric->sentence && last->subject != NULL
      && last->dimension == JB_DIMENSION_PERCENTAGE_POINT && last->change != JB_CHANGE_NONE)
    return g_strdup (last->subject); /* 成功率提高了2.3个百分点，达到98.7% */
  if (*noun == '\0' && labeller->level != NULL && ends_with_any (labeller->level->label_zh, shares))
    return g_strdup (labeller->level->label_zh); /* 11个断面水质优良比例为100% */
  if (*noun == '\0' && labeller->level != NULL && is_rate (labeller->level))
    return g_strdup (labeller->level->label_zh); /* 由45%提高到65% */
  if (names_plan (noun) && !ends_with_any (noun, amounts) && labeller->amount != NULL)
    return g_strconcat (noun_of (labeller, labeller->amount), g_str_has_prefix (noun, "占") ? "" : "占",
                        g_str_has_prefix (noun, "完成") ? noun + strlen ("完成") : noun, named ? "" : "比重", NULL);
  if (*noun == '\0' && labeller->level != NULL && labeller->amount != NULL && labeller->level != labeller->amount)
    return g_strconcat (noun_of (labeller, labeller->amount), "占", noun_of (labeller, labeller->level), "比重", NULL);
  if (*noun == '\0')
    return g_strconcat (labeller->level != NULL ? noun_of (labeller, labeller->level) : "", "占比", NULL);
  if (g_str_has_prefix (noun, "占"))
    {
      g_autofree char *ending = named ? g_strdup ("") : g_strdup ("比重");
      return g_strconcat (labeller->thing != NULL ? noun_of (labeller, labeller->thing) : "", noun, ending, NULL);
    }
  if (behind && !named)
    return g_strconcat (noun, labeller->verb != NULL ? labeller->verb : "占比", labeller->verb != NULL ? "率" : "", NULL);
  if (g_utf8_strlen (noun, -1) <= SHORT_RATE && (named || metric->dimension == JB_DIMENSION_PERCENT))
    {
      g_autofree char *near = noun_of_clause_before (labeller, piece);
      g_autofree char *full = near != NULL ? g_strconcat (near, noun + overlap (near, noun), NULL)
                                           : bring_in (labeller, thing_of_rate (labeller, noun), noun);
      return named ? g_steal_pointer (&full) : g_strconcat (full, "占比", NULL);
    }
  if (g_str_equal (metric->base_unit, "times") && !named)
    return g_strconcat (noun, "倍数", NULL);
  if (named || metric->dimension != JB_DIMENSION_PERCENT)
    return g_strdup (noun);
  return g_strconcat (noun, strstr (noun, "占") != NULL ? "比重" : "占比", NULL);
}

static const char *
measure_ending (JbDimension dimension)
{
  return dimension == JB_DIMENSION_AREA     ? "面积"
         : dimension == JB_DIMENSION_LENGTH ? "长度"
         : dimension == JB_DIMENSION_POWER  ? "容量"
         : dimension == JB_DIMENSION_MASS   ? "重量"
                                            : NULL;
}

/* 案件43件58人, 房屋126户352间: the second number of the same thing. */
static char *
of_same_thing (const JbLabeller *labeller, const JbMetric *metric, const JbMetric *level)
{
  if (metric->dimension == JB_DIMENSION_MONEY && level->dimension == JB_DIMENSION_COUNT)
    return g_str_has_suffix (level->label_zh, "额") ? g_strdup (level->label_zh) : g_strconcat (level->label_zh, "金额", NULL);
  const char *ending = measure_ending (metric->dimension);
  if (ending != NULL && metric->dimension != level->dimension)
    return g_str_has_suffix (level->label_zh, ending) ? g_strdup (level->label_zh) : g_strconcat (level->label_zh, ending, NULL);
  if (metric->dimension != JB_DIMENSION_COUNT && metric->dimension != level->dimension)
    return g_strdup (level->label_zh);
  if (g_str_equal (metric->base_unit, level->base_unit) || metric->dimension != JB_DIMENSION_COUNT
      || g_hash_table_contains (labeller->words->units, metric->base_unit) || g_utf8_strlen (metric->base_unit, -1) != 1)
    return with_unit_ending (labeller, metric, level->label_zh, TRUE);
  return g_strconcat (level->label_zh, metric->base_unit, "数", NULL);
}

/* The last thing, where @metric may count some of it. */
static const JbMetric *
thing_like (const JbLabeller *labeller, const JbMetric *metric)
{
  const JbMetric *thing = labeller->thing;

  if (thing == NULL || thing->dimension != metric->dimension)
    return NULL;
  gboolean times = g_str_equal (metric->base_unit, "次") || g_str_equal (metric->base_unit, "场") || g_str_equal (metric->base_unit, "期");
  return !times || g_str_equal (thing->base_unit, metric->base_unit) ? thing : NULL;
}

static char *
subject_of (const JbLabeller *labeller, const JbPhrase *phrase)
{
  gsize n = phrase->subject_end - phrase->subject;

  return n >= 2 && n <= 10 ? words_dup (labeller, phrase->subject, phrase->subject_end) : g_strdup ("");
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

static char *
level_label (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase,
             const JbPiece *piece, gboolean verbal)
{
  const char *verb = metric->verb != NULL ? metric->verb : "";

  if (names_gap (noun) && (metric->dimension == JB_DIMENSION_PERCENTAGE_POINT
                           || (labeller->level != NULL && g_str_equal (labeller->level->base_unit, metric->base_unit))))
    return gap_label (labeller, noun);
  if (*noun == '\0' && *verb != '\0')
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *whole = g_strconcat (subject, verb, NULL);
      if (*subject != '\0')
        return with_unit_ending (labeller, metric, whole, TRUE);
      if (!piece->listed)
        {
          g_free (labeller->near);
          labeller->near = noun_of_clause_before (labeller, piece);
        }
      g_autofree char *brought = labeller->near != NULL ? g_strconcat (labeller->near, verb, NULL)
                                                        : bring_in (labeller, thing_like (labeller, metric), verb);
      return with_unit_ending (labeller, metric, brought, TRUE);
    }
  if (piece->listed && labeller->level != NULL && is_next_kind (labeller->level->label_zh, noun))
    return next_kind (labeller->level->label_zh, noun);
  if (*noun == '\0' && labeller->change != NULL)
    return changed_thing (labeller->change->label_zh);
  if (labeller->level != NULL && is_prefix_word (noun))
    return g_str_has_prefix (labeller->level->label_zh, noun) ? g_strdup (labeller->level->label_zh)
                                                              : g_strconcat (noun, labeller->level->label_zh, NULL);
  if (*noun == '\0' && labeller->level != NULL)
    {
      const char *word = word_before (labeller, piece);
      if (word != NULL)
        return g_strconcat (noun_of (labeller, labeller->level), word, NULL);
    }
  if (*noun == '\0')
    return labeller->level != NULL ? of_same_thing (labeller, metric, labeller->level) : g_strdup ("");
  if (phrase->passive && !phrase->light && *verb != '\0')
    {
      g_autofree char *whole = g_strconcat (noun, verb, NULL);
      return with_unit_ending (labeller, metric, whole, TRUE);
    }
  if (is_measure (labeller, noun) && (*verb == '\0' || phrase->light))
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *whole = *subject != '\0' ? g_strconcat (subject, noun, NULL)
                                                : bring_in (labeller, labeller->thing, noun);
      return with_unit_ending (labeller, metric, whole, FALSE);
    }
  if ((is_generic (labeller, noun) || g_utf8_strlen (noun, -1) <= 2) && *verb != '\0' && !phrase->passive)
    {
      g_autofree char *subject = subject_of (labeller, phrase);
      g_autofree char *whole = g_strconcat (subject, verb, noun, NULL);
      return with_unit_ending (labeller, metric, whole, FALSE);
    }
  if (is_generic (labeller, noun) && labeller->in_part)
    {
      g_autofree char *whole = bring_in (labeller, labeller->thing, noun);
      return with_unit_ending (labeller, metric, whole, FALSE);
    }
  return with_unit_ending (labeller, metric, noun, verbal);
}

static gboolean
names_amount (guint32 c)
{
  return c == 0x7387 || c == 0x91CD || c == 0x4F8B                       /* 率 比重 比例 */
         || c == 0x91D1 || c == 0x989D || c == 0x6B3E || c == 0x8D39; /* 金 额 款 费 */
}

/* 36个项目预算执行率不足50%: the noun behind the number runs into the name of the rate that follows. */
static gboolean
precedes_rate (const JbLabeller *labeller, const JbPiece *piece, gsize from, gsize end)
{
  const GArray *pieces = labeller->clauses.pieces;
  const JbPiece *next = piece + 1;

  return end > from + 3 && next < (const JbPiece *) (gconstpointer) pieces->data + pieces->len && next->same_clause
         && next->start >= end && next->start - end <= 2
         && names_amount (labeller->chars.c[end - 1]);
}

/* The noun behind a number: 162项事项全部纳入专窗受理 → 纳入专窗受理事项. */
static char *
noun_behind (JbLabeller *labeller, const JbPiece *piece, gboolean *verbal, gsize *used)
{
  const JbChars *chars = &labeller->chars;
  gsize from = piece->end + (piece->end < piece->after && chars->c[piece->end] == 0x7684 ? 1 : 0); /* 的 */
  gsize end = jb_phrase_behind (&labeller->clauses, labeller->lexicon, from, piece->after, verbal);
  guint length;

  if (precedes_rate (labeller, piece, from, end))
    end = jb_phrase_generic_end (&labeller->clauses, labeller->lexicon, from, end);
  *used = end;
  while (end > from && (chars->c[end - 1] == 0x7684 || chars->c[end - 1] == 0x4E86 /* 的 了 */
                        || (chars->c[end - 1] == 0x4E2D && end > from + 2)))          /* 25个断面中 */
    end--;
  g_autofree char *noun = words_dup (labeller, from, end);
  if (*verbal || *noun == '\0' || !is_generic (labeller, noun))
    return g_steal_pointer (&noun);
  const JbPiece *next = piece + 1;
  const GArray *pieces = labeller->clauses.pieces;
  if (next < (const JbPiece *) (gconstpointer) pieces->data + pieces->len && next->start == piece->after)
    return g_steal_pointer (&noun); /* what follows belongs to the next number */
  gsize rest = end;
  while (rest < piece->after
         && jb_trie_longest (labeller->words->stops, chars->c, piece->after, rest, &length) == JB_LABEL_WORD_YES
         && jb_trie_longest (labeller->words->verbs, chars->c, piece->after, rest, &length) == JB_TRIE_NONE)
    {
      jb_trie_longest (labeller->words->stops, chars->c, piece->after, rest, &length);
      rest += length;
    }
  if (piece->after - rest < 2 || piece->after - rest > 12 || !jb_han_is (chars->c[rest]))
    return g_steal_pointer (&noun);
  g_autofree char *words = words_dup (labeller, rest, piece->after);
  return g_strconcat (words, noun, NULL);
}

/* 占地区生产总值的比重: what stands after 占 is kept with it. */
static gsize
find_share (const JbLabeller *labeller, gsize from, gsize to)
{
  const JbChars *chars = &labeller->chars;

  for (gsize i = from; i + 1 < to; i++)
    if (chars->c[i] == 0x5360 && chars->c[i + 1] != 0x6BD4                             /* 占, not 占比 */
        && !(chars->c[i + 1] == 0x5730 && i + 2 < to && chars->c[i + 2] != 0x533A)) /* nor 占地, but 占地区 */
      return i;
  return to;
}

static char *
noun_before (JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const JbPhrase *phrase)
{
  gsize share = is_rate (metric) ? find_share (labeller, piece->before, phrase->noun_end) : phrase->noun_end;

  if (share == phrase->noun_end)
    return words_dup (labeller, phrase->noun, phrase->noun_end);
  gsize from = share >= phrase->subject + 2 ? phrase->subject : share;
  GString *out = g_string_new (NULL);
  for (gsize i = from; i < phrase->noun_end; i++)
    if (labeller->chars.c[i] != 0x7684) /* 的 */
      append_words (labeller, out, i, i + 1);
  return g_string_free (out, FALSE);
}

static void
keep_end (char **label) /* an overlong label: its last characters, which hold the noun */
{
  glong n = g_utf8_strlen (*label, -1);

  if (n <= MAX_LABEL_CHARS)
    return;
  char *cut = g_strdup (g_utf8_offset_to_pointer (*label, n - MAX_LABEL_CHARS));
  g_free (*label);
  *label = cut;
}

static char *
compose (JbLabeller *labeller, JbMetric *metric, const char *noun, const JbPhrase *phrase, const JbPiece *piece,
         gboolean behind, gboolean verbal)
{
  if (metric->change != JB_CHANGE_NONE)
    return change_label (labeller, metric, noun, phrase);
  if (is_rate (metric))
    return rate_label (labeller, metric, noun, behind, piece);
  return level_label (labeller, metric, noun, phrase, piece, verbal);
}

static gboolean
says_part (const JbLabeller *labeller, gsize from, gsize to) /* 其中 */
{
  for (gsize i = from; i + 1 < to; i++)
    if (labeller->chars.c[i] == 0x5176 && labeller->chars.c[i + 1] == 0x4E2D)
      return TRUE;
  return FALSE;
}

static char *
choose_noun (JbLabeller *labeller, JbMetric *metric, const JbPiece *piece, const JbPhrase *phrase, gboolean *behind,
             gboolean *verbal, gsize *used)
{
  g_autofree char *before = noun_before (labeller, metric, piece, phrase);
  g_autofree char *after = metric->change == JB_CHANGE_NONE ? noun_behind (labeller, piece, verbal, used) : g_strdup ("");

  *behind = *after != '\0' && (!*verbal || *before == '\0');
  if (*behind && is_rate (metric) && *before != '\0' && labeller->chars.c[phrase->noun_end - 1] == 0x7387) /* 率 */
    *behind = FALSE;
  if (!*behind)
    *verbal = FALSE;
  return *behind ? g_steal_pointer (&after) : g_steal_pointer (&before);
}

static char *
plain_name (const JbLabeller *labeller, const JbMetric *metric)
{
  if (metric->section < labeller->n_sections && *labeller->sections[metric->section].heading != '\0'
      && g_utf8_strlen (labeller->sections[metric->section].heading, -1) <= 20)
    return g_strdup (labeller->sections[metric->section].heading);
  return g_strdup (*metric->base_unit != '\0' ? metric->base_unit : "数量");
}

/* 分别下降1.7%、1.8%，降幅分别收窄0.7、0.8个百分点: as many changes stand right before as numbers follow. */
static gboolean
names_speeds_of_changes (const JbLabeller *labeller, guint index, const JbPiece *piece, const JbPhrase *phrase)
{
  g_autofree char *noun = words_dup (labeller, phrase->noun, phrase->noun_end);
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) labeller->clauses.pieces->data);
  guint n = n_listed (labeller, piece);

  if (!names_speed (noun) || n < 2 || at < n)
    return FALSE;
  for (guint k = 1; k <= n; k++)
    if (((const JbMetric *) g_ptr_array_index (labeller->metrics, index - k))->change == JB_CHANGE_NONE)
      return FALSE;
  return TRUE;
}

static void
take_changes_before (JbLabeller *labeller, guint index, const JbPiece *piece)
{
  guint n = n_listed (labeller, piece);

  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  for (guint k = index - n; k < index; k++)
    g_ptr_array_add (labeller->items, g_strdup (((const JbMetric *) g_ptr_array_index (labeller->metrics, k))->label_zh));
}

/* 上年, 年初, 原来 right before @at. Returns: where it begins; @at where none ends there. */
static gsize
earlier_time_before (const JbChars *chars, gsize at, gsize floor)
{
  static const char *const words[] = { "上年", "去年", "上年末", "上年同期", "去年同期", "年初", "原来", "原先", "改革前", "此前",
                                       "以前", "期初", "五年前", "前五年", "前三年", "十年前", "每人每月", "每人每年", "每月", "每年" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = (gsize) g_utf8_strlen (words[i], -1), k = 0;
      if (at < floor + n)
        continue;
      for (const char *c = words[i]; *c != '\0' && chars->c[at - n + k] == g_utf8_get_char (c); c = g_utf8_next_char (c))
        k++;
      if (k == n)
        return at - n;
    }
  if (at > floor && (chars->c[at - 1] == 0x672B || chars->c[at - 1] == 0x5E95 || chars->c[at - 1] == 0x521D)) /* 末 底 初 */
    at--;
  if (at < floor + 5 || chars->c[at - 1] != 0x5E74) /* 年 */
    return at;
  for (gsize i = at - 5; i < at - 1; i++)
    if (!jb_is_digit (chars->c[i]))
      return at;
  return at - 5;
}

/* Where the words before a number end: before 由2020年的 of 比重由2020年的45%提高到65%. */
static gsize
words_end (const JbLabeller *labeller, const JbPiece *piece)
{
  const JbChars *chars = &labeller->chars;
  gsize at = piece->start;

  if (at > piece->before && chars->c[at - 1] == 0x7684) /* 的 */
    at--;
  if (at > piece->before + 2 && (chars->c[at - 1] == 0x7531 || chars->c[at - 1] == 0x4ECE) && at == piece->start) /* 由 从 */
    return at - 1;
  gsize time = earlier_time_before (chars, at, piece->before);
  if (time == at || time < piece->before + 1)
    return piece->start;
  guint32 before = chars->c[time - 1];
  if (at < piece->start && (before == 0x662F || before == 0x4E3A)) /* 是上年的 为上年的 */
    return time - 1;
  if (at < piece->start && (before == 0x5230 || before == 0x81F3)) /* 增加到2021年的 */
    return time;
  return time > piece->before + 1 && (before == 0x7531 || before == 0x4ECE) ? time - 1 : piece->start; /* 由 从 */
}

/* 提高到, 调整为 alone name nothing. */
static gboolean
says_only_reached (const char *noun)
{
  static const char *const moves[] = { "调整", "优化", "降", "升", "增", "减", "提", "缩", "压减", "缩短", "压缩", "提高" };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (noun, moves[i]))
      return TRUE;
  return FALSE
         || (g_utf8_strlen (noun, -1) <= 4
             && (g_str_has_suffix (noun, "到") || g_str_has_suffix (noun, "至") || g_str_has_suffix (noun, "调整为")));
}

/* 占常住人口比重（常住人口城镇化率）: the name in the brackets is the better one. */
static void
take_rate_in_brackets (char **noun)
{
  static const char *const pairs[][2] = { { "（", "率）" }, { "(", "率)" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      char *open = g_strrstr (*noun, pairs[i][0]);
      if (open == NULL || open == *noun || !g_str_has_suffix (*noun, pairs[i][1])
          || g_utf8_strlen (open, -1) < MIN_RATE_IN_BRACKETS)
        continue;
      open += strlen (pairs[i][0]);
      char *inside = g_strndup (open, strlen (open) - strlen (pairs[i][1]) + strlen ("率"));
      g_free (*noun);
      *noun = inside;
      return;
    }
}

/* 前者, 后者: of the two levels that were stated last, also in the sentence before. */
static void
resolve_former (JbLabeller *labeller, guint index, char **noun)
{
  gboolean former = g_str_has_prefix (*noun, "前者"), latter = g_str_has_prefix (*noun, "后者");

  if (former)
    {
      labeller->former = labeller->latter = NULL;
      for (guint i = index, n = 0; i-- > 0 && n < MAX_NEAR && labeller->former == NULL; n++)
        {
          const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
          if (metric->change != JB_CHANGE_NONE)
            continue;
          if (labeller->latter == NULL)
            labeller->latter = metric;
          else
            labeller->former = metric;
        }
    }
  const JbMetric *meant = former ? labeller->former : latter ? labeller->latter : NULL;
  if (meant == NULL || labeller->former == NULL)
    return;
  char *whole = g_strconcat (meant->label_zh, *noun + strlen ("前者"), NULL);
  g_free (*noun);
  *noun = whole;
}

/* A noun goes on without what brackets say of it: 收入（不含开发区，下同）决算数; 率（按人数）. */
static void
drop_brackets (char *noun)
{
  for (char *open = strstr (noun, "（"); open != NULL;)
    {
      char *close = strstr (open, "）");
      if (close == NULL || open == noun)
        return;
      close += strlen ("）");
      gboolean rate = (gsize) (open - noun) >= strlen ("率") && strncmp (open - strlen ("率"), "率", strlen ("率")) == 0;
      if (*close == '\0' ? !rate : g_utf8_strlen (open, close - open) < MIN_DROPPED_BRACKET)
        {
          open = strstr (close, "（");
          continue;
        }
      memmove (open, close, strlen (close) + 1);
      open = strstr (open, "（");
    }
}

static void
drop_circled (char *label) /* ② */
{
  gunichar c = g_utf8_get_char (label);

  if (c >= 0x2460 && c <= 0x249B && label[3] != '\0')
    memmove (label, label + 3, strlen (label + 3) + 1);
}

/* 分别完成年度任务的113%、107%: the words behind 分别, as 完成年度任务比例; NULL. (transfer full) */
static char *
fulfilled_by_each (const JbLabeller *labeller, const JbPiece *piece)
{
  const JbChars *chars = &labeller->chars;
  gsize from = piece->before + 2, to = piece->start;

  if (piece->start < piece->before + 6 || chars->c[piece->before] != 0x5206 || chars->c[piece->before + 1] != 0x522B /* 分别 */
      || chars->c[to - 1] != 0x7684)                                                                             /* 的 */
    return NULL;
  g_autofree char *words = words_dup (labeller, from, to - 1);
  if (!g_str_has_prefix (words, "完成") && !g_str_has_prefix (words, "占") && !g_str_has_prefix (words, "达到"))
    return NULL;
  return g_strconcat (words, "比例", NULL);
}

/* 在校学生 in 中学32所、小学44所，在校学生分别为…: one noun, to be said of each. */
static gboolean
is_one_noun (const JbLabeller *labeller, const JbPhrase *phrase)
{
  const guint32 *c = labeller->chars.c;

  for (gsize i = phrase->noun; i < phrase->noun_end; i++)
    if (labeller->clauses.cover->data[i] == 0 && (c[i] == 0x3001 || c[i] == 0x548C || c[i] == 0x4E0E)) /* 、 和 与 */
      return FALSE;
  return phrase->noun_end > phrase->noun;
}

/* A ; stands before the words of @piece. */
static gboolean
begins_anew (const JbLabeller *labeller, const JbPiece *piece)
{
  guint32 c = piece->before > 0 ? labeller->chars.c[piece->before - 1] : 0;

  return c == 0xFF1B || c == ';';
}

static void
label_one (JbLabeller *labeller, guint index, JbPiece *piece)
{
  JbMetric *metric = g_ptr_array_index (labeller->metrics, index);
  gsize end = words_end (labeller, piece);
  JbPhrase phrase = jb_phrase_before (&labeller->clauses, labeller->lexicon, piece->before, end,
                                      metric->change != JB_CHANGE_NONE, is_rate (metric));
  gboolean behind = FALSE, verbal = FALSE, respectively = phrase.respectively;
  gsize used = piece->end;
  g_autofree char *noun = NULL;

  labeller->index = index;
  if (begins_anew (labeller, piece))
    labeller->in_part = FALSE;
  labeller->in_part |= says_part (labeller, piece->before, piece->start);
  g_autofree char *fulfilled = is_rate (metric) ? fulfilled_by_each (labeller, piece) : NULL;
  gboolean speeds = names_speeds_of_changes (labeller, index, piece, &phrase);
  if (speeds)
    take_changes_before (labeller, index, piece);
  else if (follows_levels (labeller, index, piece)
           && (metric->change != JB_CHANGE_NONE ? phrase.noun_end == phrase.noun
                                                : fulfilled != NULL || (phrase.respectively && is_one_noun (labeller, &phrase))))
    {
      g_autofree char *after = fulfilled != NULL ? g_steal_pointer (&fulfilled) : words_dup (labeller, phrase.noun, phrase.noun_end);
      take_levels_before (labeller, index, piece, after);
      respectively = TRUE;
    }
  else if (phrase.respectively && phrase.noun_end > phrase.noun)
    take_items (labeller, phrase.noun, phrase.noun_end);
  else if (phrase.respectively)
    take_labels_before (labeller, index, piece);
  else if (!piece->listed)
    {
      if (labeller->items->len == 1)
        g_ptr_array_set_size (labeller->items, 0);
      labeller->next_item = labeller->items->len;
    }
  if (respectively || speeds || (piece->listed && phrase.noun == phrase.noun_end))
    noun = next_item (labeller);
  if (noun == NULL)
    noun = choose_noun (labeller, metric, piece, &phrase, &behind, &verbal, &used);
  if (end < piece->start && behind && phrase.noun_end > phrase.noun)
    {
      g_free (noun);
      noun = noun_before (labeller, metric, piece, &phrase);
      behind = verbal = FALSE;
      used = piece->end;
    }
  if (is_rate (metric))
    take_rate_in_brackets (&noun);
  drop_brackets (noun);
  resolve_former (labeller, index, &noun);
  if (says_only_reached (noun) && labeller->level != NULL)
    *noun = '\0';
  set_verb (labeller, metric, &phrase, piece, *noun != '\0');
  if (behind && used > piece->end && index + 1 < labeller->metrics->len && used < piece->after)
    {
      gboolean last = piece + 1 == &g_array_index (labeller->clauses.pieces, JbPiece, labeller->clauses.pieces->len);
      piece->after = used;
      if (!last && piece[1].same_clause && !piece[1].listed)
        piece[1].before = MAX (piece[1].before, used);
    }
  g_free (metric->label_zh);
  metric->label_zh = compose (labeller, metric, noun, &phrase, piece, behind, verbal);
  if (*metric->label_zh == '\0')
    {
      g_free (metric->label_zh);
      metric->label_zh = plain_name (labeller, metric);
    }
  drop_circled (metric->label_zh);
  keep_end (&metric->label_zh);
  g_free (metric->subject);
  metric->subject = *noun != '\0' ? g_strdup (noun) : NULL;
  metric->clause = jb_chars_span (&labeller->chars, MIN (piece->clause, piece->start), MAX (piece->clause_end, piece->end));
  if (metric->change != JB_CHANGE_NONE && metric->dimension == JB_DIMENSION_PERCENT)
    labeller->speed = metric;
  if (metric->change != JB_CHANGE_NONE && metric->dimension == JB_DIMENSION_PERCENT && *noun != '\0')
    labeller->change = metric;
  if (metric->change == JB_CHANGE_NONE && !names_speed (metric->label_zh) && !jb_label_is_aside (labeller, piece)
      && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT)
    {
      labeller->level = metric;
      labeller->change = NULL;
      if (!is_rate (metric) && jb_chars_at (&labeller->chars, piece->end) != 0x7684) /* 的 */
        labeller->amount = metric;
      if (!is_rate (metric) && metric->subject != NULL && !labeller->in_part)
        labeller->thing = metric;
    }
}

/* ---- sentences ---- */

static void
find_pieces (JbLabeller *labeller, guint from, guint to)
{
  const JbChars *chars = &labeller->chars;
  gsize at = 0;

  g_array_set_size (labeller->clauses.pieces, 0);
  for (guint i = from; i < to; i++)
    {
      const JbMetric *metric = g_ptr_array_index (labeller->metrics, i);
      JbPiece piece = { 0 };
      while (at + 1 < chars->n && chars->end[at] <= metric->span.start)
        at++;
      piece.start = at;
      while (at + 1 < chars->n && chars->end[at] < metric->span.end)
        at++;
      piece.end = at + 1;
      g_array_append_val (labeller->clauses.pieces, piece);
    }
}

static void
label_sentence (JbLabeller *labeller, guint from, guint to)
{
  const JbMetric *first = g_ptr_array_index (labeller->metrics, from);
  const JbSentence *sentence = &labeller->sentences[first->sentence];

  if (sentence->paragraph != labeller->paragraph)
    {
      labeller->level = labeller->thing = labeller->amount = labeller->change = NULL;
      labeller->year = 0;
    }
  labeller->paragraph = sentence->paragraph;
  labeller->in_part = FALSE;
  labeller->speed = NULL;
  g_clear_pointer (&labeller->verb, g_free);
  g_clear_pointer (&labeller->near, g_free);
  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  jb_chars_read (&labeller->chars, labeller->text, sentence->span);
  if (labeller->chars.n == 0)
    return;
  find_pieces (labeller, from, to);
  jb_clauses_cut (&labeller->clauses);
  for (guint i = from; i < to; i++)
    label_one (labeller, i, &g_array_index (labeller->clauses.pieces, JbPiece, i - from));
}

static gboolean
is_in_table (const JbLabeller *labeller, const JbMetric *metric)
{
  guint paragraph = labeller->sentences[metric->sentence].paragraph;

  return paragraph < labeller->n_paragraphs && labeller->paragraphs[paragraph].kind == JB_PARAGRAPH_TABLE_ROW;
}

static gboolean
is_in_sentence (const JbLabeller *labeller, const JbMetric *metric)
{
  return metric->sentence < labeller->n_sentences
         && jb_span_contains (labeller->sentences[metric->sentence].span, metric->span);
}

void
jb_labels_assign (const JbReport *report, const JbLexicon *lexicon, GPtrArray *metrics)
{
  JbLabeller labeller = { .report = report, .lexicon = lexicon, .words = lexicon->labels, .metrics = metrics };

  labeller.text = jb_report_get_text (report, NULL);
  labeller.sections = jb_report_get_sections (report, &labeller.n_sections);
  labeller.sentences = jb_report_get_sentences (report, &labeller.n_sentences);
  labeller.paragraphs = jb_report_get_paragraphs (report, &labeller.n_paragraphs);
  labeller.items = g_ptr_array_new_with_free_func (g_free);
  labeller.paragraph = G_MAXUINT;
  labeller.clauses = (JbClauses) { &labeller.chars, g_byte_array_new (), g_array_new (FALSE, TRUE, sizeof (guint32)),
                                   g_array_new (FALSE, FALSE, sizeof (JbPiece)) };
  for (guint from = 0; from < metrics->len;)
    {
      const JbMetric *first = g_ptr_array_index (metrics, from);
      guint to = from + 1;
      while (to < metrics->len && ((const JbMetric *) g_ptr_array_index (metrics, to))->sentence == first->sentence
             && is_in_sentence (&labeller, g_ptr_array_index (metrics, to)))
        to++;
      if (is_in_sentence (&labeller, first) && !is_in_table (&labeller, first))
        {
          label_sentence (&labeller, from, to);
          jb_label_relate (&labeller, from, to);
        }
      from = to;
    }
  jb_labels_part (&labeller);
  g_byte_array_unref (labeller.clauses.cover);
  g_array_unref (labeller.clauses.match);
  g_array_unref (labeller.clauses.pieces);
  g_ptr_array_unref (labeller.items);
  g_free (labeller.verb);
  g_free (labeller.near);
  jb_chars_clear (&labeller.chars);
}
