#include "jb-bilingual-numbers-private.h"

#include "jb-link.h"

#include <string.h>

/* Words right behind the English number that belong to another unit than the Chinese one. */
static const struct { const char *unit; const char *wrong; } wrong_units[] = {
  { "亩", "hectare" }, { "亩", "square" }, { "公顷", "mu" }, { "公顷", "square" }, { "斤", "ton" }, { "斤", "metric ton" },
  { "斤", "kilogram" }, { "公斤", "ton" }, { "公斤", "metric ton" }, { "吨", "kilogram" }, { "公里", "meter" },
  { "公里", "mile" }, { "米", "kilometer" }, { "平方公里", "square meter" }, { "平方公里", "hectare" },
  { "平方米", "square kilometer" }, { "平方米", "hectare" }, { "小时", "day" }, { "小时", "minute" }, { "天", "hour" },
  { "天", "week" }, { "天", "month" }, { "工作日", "hour" }, { "工作日", "day" }, { "个工作日", "day" }, { "个工作日", "hour" },
  { "个月", "year" }, { "个月", "day" }, { "个月", "week" }, { "分钟", "hour" }, { "分钟", "second" }, { "千瓦时", "kilowatts" },
  { "CNY", "us dollar" }, { "CNY", "dollar" }, { "USD", "yuan" }, { "人", "household" }, { "户", "people" } };

static gboolean
is_other_unit (const Check *check, const JbEnglishNumber *number, const JbQuantity *quantity)
{
  const char *behind = check->pair->target + number->number.end;
  g_autofree char *words = NULL;

  while (*behind == ' ' || *behind == '-')
    behind++;
  words = g_ascii_strdown (behind, (gssize) MIN (strlen (behind), 24));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_units); i++)
    if (strcmp (wrong_units[i].unit, quantity->base_unit) == 0 && g_str_has_prefix (words, wrong_units[i].wrong))
      return !jb_link_converted (number, quantity->base_value, quantity->base_unit);
  return FALSE;
}

static gboolean
kinds_contradict (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  gboolean percent = quantity->dimension == JB_DIMENSION_PERCENT, points = quantity->dimension == JB_DIMENSION_PERCENTAGE_POINT;

  switch (number->kind)
    {
    case JB_ENGLISH_PERCENT: return !percent || strcmp (quantity->base_unit, "‰") == 0;
    case JB_ENGLISH_PER_MILLE: return strcmp (quantity->base_unit, "‰") != 0;
    case JB_ENGLISH_POINTS: return !points;
    case JB_ENGLISH_MONEY: return quantity->dimension != JB_DIMENSION_MONEY;
    case JB_ENGLISH_PLAIN: return points || percent;
    default: return FALSE;
    }
}

/* "15 to 20 percent": the mark stands behind the last of a list. */
static gboolean
unit_follows_later (const Check *check, guint n)
{
  for (guint k = n + 1; k < check->numbers->len; k++)
    {
      const JbEnglishNumber *next = &g_array_index (check->numbers, JbEnglishNumber, k);
      if (next->kind == JB_ENGLISH_PERCENT || next->kind == JB_ENGLISH_POINTS)
        return TRUE;
      if (next->kind != JB_ENGLISH_PLAIN)
        return FALSE;
    }
  return FALSE;
}

static void
check_unit (const Check *check, const Stated *stated)
{
  static const char *const money[] = { "yuan", "rmb", "cny", "renminbi", "dollars", "dollar", "euros", NULL };
  const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, stated->number);
  const JbQuantity *quantity = stated->quantity;
  g_autofree char *found = check_number_text (check, stated->number);
  gboolean wrong = kinds_contradict (number, quantity) || is_other_unit (check, number, quantity);

  if (number->kind == JB_ENGLISH_PLAIN && wrong && unit_follows_later (check, stated->number))
    wrong = FALSE;
  if (number->kind == JB_ENGLISH_PERCENT && strcmp (quantity->base_unit, "times") == 0)
    wrong = FALSE;
  if (quantity->dimension == JB_DIMENSION_MONEY && number->kind == JB_ENGLISH_PLAIN && !check_has_any_word (check->pair->target, money))
    wrong = TRUE;
  if (wrong)
    jb_pair_add (check->pair, JB_BILINGUAL_UNIT, &quantity->span, found, "the unit changed: %s is not what the Chinese counts in",
                 found);
}

static gboolean
fits_unconverted (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  return g_strcmp0 (number->value, quantity->base_value) == 0;
}

/* 3%左右和5%左右 as "around 3 and 5 percent": one word for both. */
static gboolean
is_like_neighbour (const Check *check, const JbEnglishNumber *number, const JbQuantity *quantity)
{
  const char *target = check->pair->target;

  for (guint n = 1; n < check->numbers->len; n++)
    {
      const JbEnglishNumber *before = &g_array_index (check->numbers, JbEnglishNumber, n - 1);

      if (&g_array_index (check->numbers, JbEnglishNumber, n) != number || number->modifier != JB_MODIFIER_EXACT)
        continue;
      g_autofree char *between = g_strndup (target + before->span.end, number->span.start - before->span.end);
      return before->modifier == quantity->modifier && (strcmp (between, " and ") == 0 || strcmp (between, ", ") == 0 || strcmp (between, ", and ") == 0);
    }
  return FALSE;
}

/* "within 30 days" may be 30日内; spans of time are "over" so many years. */
static gboolean
modifier_is_free (const Check *check, const JbEnglishNumber *number, const JbQuantity *quantity)
{
  const char *behind = check->pair->text + quantity->span.end;
  static const char *const near_words[] = { "超", "余", "多", "近", "约", "左右", "以上", "突破", "不低于", "至少", "以下", "以内", "不超", "不足", "内", "逾", "过", "（含", "(含" };
  const char *before = check->pair->text + quantity->span.start;

  gboolean opposite = (number->modifier == JB_MODIFIER_AT_LEAST && quantity->modifier == JB_MODIFIER_AT_MOST)
                      || (number->modifier == JB_MODIFIER_AT_MOST && quantity->modifier == JB_MODIFIER_AT_LEAST);

  if (check_is_date (quantity) || (quantity->dimension == JB_DIMENSION_DURATION && !opposite))
    return TRUE;
  if (number->kind == JB_ENGLISH_DATE || number->kind == JB_ENGLISH_NAME || number->kind == JB_ENGLISH_ORDINAL)
    return TRUE;
  if (check_fits_converted (number, quantity) && !fits_unconverted (number, quantity)) /* 9200多万亩: rounded on the way */
    return TRUE;
  if (is_like_neighbour (check, number, quantity))
    return TRUE;
  if (quantity->modifier != JB_MODIFIER_EXACT)
    return FALSE;
  if (number->modifier == JB_MODIFIER_AT_MOST && quantity->span.start >= check->pair->span.start + strlen ("达")
      && memcmp (before - strlen ("达"), "达", strlen ("达")) == 0) /* 多达765万人: "up to" */
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (near_words); i++)
    {
      gsize n = strlen (near_words[i]);

      if (g_str_has_prefix (behind, near_words[i])
          || (quantity->span.start >= check->pair->span.start + n && memcmp (before - n, near_words[i], n) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
check_modifier (const Check *check, const Stated *stated)
{
  static const char *const names[] = { "exactly", "about", "at least", "at most" };
  const JbEnglishNumber *number = &g_array_index (check->numbers, JbEnglishNumber, stated->number);
  const JbQuantity *quantity = stated->quantity;

  if (number->modifier == quantity->modifier || modifier_is_free (check, number, quantity)
      || (number->modifier == JB_MODIFIER_APPROX && check_fits_converted (number, quantity))) /* rounded on the way */
    return;
  g_autofree char *found = check_number_text (check, stated->number);
  jb_pair_add (check->pair, JB_BILINGUAL_MODIFIER, &quantity->span, found, "%s %s became %s: correct the word before it",
               names[quantity->modifier], quantity->base_value, names[number->modifier]);
}

static gboolean
ends_with_any (const char *text, gsize length, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (length >= strlen (words[i]) && memcmp (text + length - strlen (words[i]), words[i], strlen (words[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The English around the number, from the mark before to the mark behind. */
static char *
clause_around (const char *target, JbSpan span)
{
  gsize start = span.start, end = span.end;

  while (start > 0 && strchr (";,.:", target[start - 1]) == NULL)
    start--;
  while (target[end] != '\0' && strchr (";.:", target[end]) == NULL && !(target[end] == ',' && target[end + 1] == ' '))
    end++;
  return g_strndup (target + start, end - start);
}

/* 下降7.57个百分点 must not become a rise. */
static void
check_direction (const Check *check, const Stated *stated)
{
  static const char *const zh_up[] = { "增长", "增加", "上升", "提高", "提升", "上涨", "增长了", "增加了", "提高了", "上升了", NULL };
  static const char *const zh_down[] = { "下降", "减少", "缩短", "压减", "压缩", "降低", "下滑", "回落", "精简", "下降了", "减少了", "缩短了", "降低了", NULL };
  static const char *const up[] = { "up", "increase", "increased", "increasing", "rise", "rose", "risen", "rising", "grew", "grow", "growth",
    "growing", "higher", "climbed", "expanded", "raised", "gain", "gained", "improved", "lengthened", NULL };
  static const char *const down[] = { "down", "decrease", "decreased", "decreasing", "fall", "fell", "fallen", "drop", "dropped", "decline",
    "declined", "cut", "cuts", "reduced", "reduction", "reduce", "reducing", "shortened", "lower", "lowered", "less", "shrank",
    "contraction", "streamlined", "compressed", "negative", "reversed", "losses", "deficit", "cutting", "shorter", "fewer", "slashed", "narrowed", "slower", NULL };
  const JbPair *pair = check->pair;
  const char *start = pair->text + pair->span.start;
  gsize length = stated->quantity->span.start - pair->span.start;
  gboolean rises = ends_with_any (start, length, zh_up), falls = ends_with_any (start, length, zh_down);

  if (rises == falls)
    return;
  g_autofree char *clause = clause_around (pair->target, g_array_index (check->numbers, JbEnglishNumber, stated->number).span);
  gboolean says_up = check_has_any_word (clause, up), says_down = check_has_any_word (clause, down);
  if ((rises && says_down && !says_up) || (falls && says_up && !says_down))
    jb_pair_add (pair, JB_BILINGUAL_DIRECTION, &stated->quantity->span, clause, "a %s became a %s: correct it",
                 rises ? "rise" : "fall", rises ? "fall" : "rise");
}

void
check_matched (const Check *check, const Stated *stated)
{
  check_unit (check, stated);
  check_modifier (check, stated);
  check_direction (check, stated);
}

/* The one place of a term's English in the target, its ending aside; -1: none, or several. */
static gssize
find_rendering (const char *lower, const char *renderings)
{
  g_auto(GStrv) options = g_strsplit (renderings, ";", 2);
  char *bracket = options[0] != NULL ? strstr (options[0], " (") : NULL;

  if (bracket != NULL)
    *bracket = '\0';
  if (options[0] == NULL || strlen (options[0]) < 5)
    return -1;
  g_autofree char *stem = g_ascii_strdown (options[0], (gssize) strlen (options[0]) - 2);
  const char *at = strstr (lower, stem);
  return at != NULL && strstr (at + 1, stem) == NULL ? at - lower : -1;
}

/* Where the English names the thing that stands right before the quantity. */
static gssize
find_thing (const Check *check, guint index, const char *lower)
{
  const JbPair *pair = check->pair;
  gsize end = g_array_index (check->stated, Stated, index).quantity->span.start;
  gsize start = index > 0 ? g_array_index (check->stated, Stated, index - 1).quantity->span.end : pair->span.start;

  for (gsize at = start; at < end; at = (gsize) (g_utf8_next_char (pair->text + at) - pair->text))
    {
      gsize length = 0;
      g_autofree char *rest = g_strndup (pair->text + at, end - at);
      const char *en = jb_glossary_longest (pair->known, rest, &length);

      if (en != NULL && at + length == end) /* the longest that reaches to the number */
        return find_rendering (lower, en);
    }
  return -1;
}

/* 商标侵权13件、假冒专利1件 with 1 and 13: both values are there, but not where they belong. */
void
check_swapped (const Check *check)
{
  g_autofree char *lower = g_ascii_strdown (check->pair->target, -1);

  for (guint i = 0; check->pair->known != NULL && i + 1 < check->stated->len; i++)
    {
      const Stated *a = &g_array_index (check->stated, Stated, i), *b = &g_array_index (check->stated, Stated, i + 1);

      if (a->number == NONE || b->number == NONE || !a->required || !b->required
          || a->quantity->dimension != b->quantity->dimension)
        continue;
      const JbEnglishNumber *p = &g_array_index (check->numbers, JbEnglishNumber, a->number);
      const JbEnglishNumber *q = &g_array_index (check->numbers, JbEnglishNumber, b->number);
      gssize first = find_thing (check, i, lower), second = find_thing (check, i + 1, lower);
      if (first < 0 || second < 0 || first == second || strcmp (p->value, q->value) == 0)
        continue;
      if ((p->span.start < q->span.start) != (first < second))
        jb_pair_add (check->pair, JB_BILINGUAL_SWAPPED, &a->quantity->span, p->value, "the numbers %s and %s have changed places: correct them",
                     a->quantity->base_value, b->quantity->base_value);
    }
}
