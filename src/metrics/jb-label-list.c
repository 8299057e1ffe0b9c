/* A、B、C分别为…: what each number of a list is of, said in the list or by the numbers before it. */
#include "jb-label-private.h"

#include <string.h>

/* ---- the things of a list ---- */

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

/* 支出 to 社会保障和就业, where the last of the list is 卫生健康支出. */
static void
add_kind (gpointer *item, const char *last)
{
  static const char *const kinds[] = { "支出", "收入", "产量", "产值", "投资", "价格" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (last, kinds[i]) && !g_str_has_suffix (*item, kinds[i]))
      {
        char *whole = g_strconcat (*item, kinds[i], NULL);
        g_free (*item);
        *item = whole;
        return;
      }
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
      if (n >= n_last)
        add_kind (&g_ptr_array_index (items, i), last);
      if (n >= n_last || jb_label_ends_with_any (item, whole))
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

/* 三次产业结构比为37:21:42，对GDP的贡献率分别为…: of the three industries too. */
static void
name_industries (JbLabeller *labeller)
{
  const JbMetric *last = labeller->index > 0 ? g_ptr_array_index (labeller->metrics, labeller->index - 1) : NULL;
  const JbMetric *first = g_ptr_array_index (labeller->metrics, labeller->index);
  char *item = g_ptr_array_index (labeller->items, 0);

  if (last == NULL || last->label_zh == NULL || last->sentence != first->sentence || !g_str_has_prefix (last->label_zh, "三次产业")
      || g_str_has_prefix (item, "三次产业"))
    return;
  g_ptr_array_index (labeller->items, 0) = g_strconcat ("三次产业", item, NULL);
  g_free (item);
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

/* @conjunctions: 和, 与, 及 part too. */
static void
split_items (JbLabeller *labeller, gsize from, gsize to, gboolean conjunctions)
{
  const JbChars *chars = &labeller->chars;
  gsize start = from;

  g_ptr_array_set_size (labeller->items, 0);
  for (gsize i = from; i <= to; i++)
    {
      gboolean mark = i == to || chars->c[i] == 0x3001
                      || (conjunctions && (chars->c[i] == 0x548C || chars->c[i] == 0x4E0E || chars->c[i] == 0x53CA) && i > start + 1);
      if (!mark || (i < to && labeller->clauses.cover->data[i] != 0))
        continue;
      if (i > start)
        g_ptr_array_add (labeller->items, jb_label_words_dup (labeller, start, i));
      start = i + 1;
    }
}

/* 金融机构存、贷款余额 → 金融机构存款余额, 金融机构贷款余额 */
static void
complete_halves (GPtrArray *items)
{
  static const char *const halves[][4] = { { "存", "贷款", "存款" }, { "进", "出口", "进口" } };
  char *first = g_ptr_array_index (items, 0), *second = g_ptr_array_index (items, 1);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    if (g_str_has_suffix (first, halves[i][0]) && g_str_has_prefix (second, halves[i][1]))
      {
        g_autofree char *front = g_strndup (first, strlen (first) - strlen (halves[i][0]));
        const char *rest = second + strlen (halves[i][1]);
        g_ptr_array_index (items, 0) = g_strconcat (front, halves[i][2], rest, NULL);
        g_ptr_array_index (items, 1) = g_strconcat (front, second, NULL);
        g_free (first);
        g_free (second);
        return;
      }
}

void
jb_label_take_items (JbLabeller *labeller, const JbPiece *piece, gsize from, gsize to)
{
  guint n = n_listed (labeller, piece);

  labeller->next_item = 0;
  split_items (labeller, from, to, TRUE);
  if (labeller->items->len > n && n > 1)
    split_items (labeller, from, to, FALSE); /* 教育、社会保障和就业、卫生健康支出分别增长9%、5%、4% */
  if (labeller->items->len == 2)
    complete_halves (labeller->items);
  if (labeller->items->len > 1)
    share_ending (labeller->items);
  else if (labeller->items->len == 1)
    {
      name_industries (labeller);
      split_set (labeller->items);
    }
}

gboolean
jb_label_take_items_of_each (JbLabeller *labeller, const JbPiece *piece, const JbPhrase *phrase)
{
  const guint32 *c = labeller->chars.c;
  gsize at = piece->before;
  guint n = n_listed (labeller, piece);

  while (at + 2 < phrase->noun && !(c[at] == 0x5206 && c[at + 1] == 0x522B)) /* 分别 */
    at++;
  if (n < 2 || piece->listed || phrase->respectively || at + 2 >= phrase->noun || at < piece->before + 3 || phrase->noun_end <= phrase->noun)
    return FALSE;
  split_items (labeller, piece->before, at, TRUE);
  if (labeller->items->len > n)
    split_items (labeller, piece->before, at, FALSE);
  if (labeller->items->len != n)
    {
      g_ptr_array_set_size (labeller->items, 0);
      return FALSE;
    }
  g_autofree char *noun = jb_label_words_dup (labeller, phrase->noun, phrase->noun_end);
  for (guint i = 0; i < n; i++)
    {
      char *item = g_ptr_array_index (labeller->items, i);
      g_ptr_array_index (labeller->items, i) = g_strconcat (item, noun, NULL);
      g_free (item);
    }
  labeller->next_item = 0;
  return TRUE;
}

/* ---- what stood before it ---- */

void
jb_label_take_labels_before (JbLabeller *labeller, guint index, const JbPiece *piece)
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

gboolean
jb_label_follows_levels (const JbLabeller *labeller, guint index, const JbPiece *piece)
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

void
jb_label_take_levels_before (JbLabeller *labeller, guint index, const JbPiece *piece, const char *noun)
{
  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  for (guint k = index - n_listed (labeller, piece); k < index; k++)
    {
      const JbMetric *before = g_ptr_array_index (labeller->metrics, k);
      g_ptr_array_add (labeller->items, g_strconcat (before->label_zh, noun, NULL));
    }
}

gboolean
jb_label_names_speeds_of_changes (const JbLabeller *labeller, guint index, const JbPiece *piece, const JbPhrase *phrase)
{
  g_autofree char *noun = jb_label_words_dup (labeller, phrase->noun, phrase->noun_end);
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) labeller->clauses.pieces->data);
  guint n = n_listed (labeller, piece);

  if (!jb_label_names_speed (noun) || n < 2 || at < n)
    return FALSE;
  for (guint k = 1; k <= n; k++)
    if (((const JbMetric *) g_ptr_array_index (labeller->metrics, index - k))->change == JB_CHANGE_NONE)
      return FALSE;
  return TRUE;
}

void
jb_label_take_changes_before (JbLabeller *labeller, guint index, const JbPiece *piece)
{
  guint n = n_listed (labeller, piece);

  g_ptr_array_set_size (labeller->items, 0);
  labeller->next_item = 0;
  for (guint k = index - n; k < index; k++)
    g_ptr_array_add (labeller->items, g_strdup (((const JbMetric *) g_ptr_array_index (labeller->metrics, k))->label_zh));
}

/* ---- one by one ---- */

char *
jb_label_next_item (JbLabeller *labeller)
{
  if (labeller->items->len == 1)
    return g_strdup (g_ptr_array_index (labeller->items, 0));
  if (labeller->next_item >= labeller->items->len)
    return NULL;
  return g_strdup (g_ptr_array_index (labeller->items, labeller->next_item++));
}

char *
jb_label_fulfilled_by_each (const JbLabeller *labeller, const JbPiece *piece)
{
  const JbChars *chars = &labeller->chars;
  gsize from = piece->before + 2, to = piece->start;

  if (piece->start < piece->before + 6 || chars->c[piece->before] != 0x5206 || chars->c[piece->before + 1] != 0x522B /* 分别 */
      || chars->c[to - 1] != 0x7684)                                                                             /* 的 */
    return NULL;
  g_autofree char *words = jb_label_words_dup (labeller, from, to - 1);
  if (!g_str_has_prefix (words, "完成") && !g_str_has_prefix (words, "占") && !g_str_has_prefix (words, "达到"))
    return NULL;
  return g_strconcat (words, "比例", NULL);
}

gboolean
jb_label_is_one_noun (const JbLabeller *labeller, const JbPhrase *phrase)
{
  const guint32 *c = labeller->chars.c;

  for (gsize i = phrase->noun; i < phrase->noun_end; i++)
    if (labeller->clauses.cover->data[i] == 0 && (c[i] == 0x3001 || c[i] == 0x548C || c[i] == 0x4E0E)) /* 、 和 与 */
      return FALSE;
  return phrase->noun_end > phrase->noun;
}
