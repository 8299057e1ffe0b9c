/* The noun of a number: the words before it or behind it, without what does not name the thing. */
#include "jb-label-private.h"

#include "jb-han.h"

#include <string.h>

#define MIN_DROPPED_BRACKET 7 /* characters, brackets counted, inside a noun */
#define MAX_START 5 /* characters */
#define MAX_DONE 12 /* characters */
#define MIN_RATE_IN_BRACKETS 5 /* characters, brackets counted */

/* ---- what is written ---- */

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

char *
jb_label_words_dup (const JbLabeller *labeller, gsize from, gsize to)
{
  GString *out = g_string_new (NULL);

  append_words (labeller, out, from, to);
  gsize length = out->len;
  return g_realloc (g_string_free (out, FALSE), length + 1); /* kept: without the room to grow */
}

gboolean
jb_label_is_generic (const JbLabeller *labeller, const char *noun)
{
  return g_utf8_strlen (noun, -1) < 2 || g_hash_table_contains (labeller->words->generic, noun);
}

gboolean
jb_label_ends_with_any (const char *text, const char *const *endings)
{
  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (text, endings[i]))
      return TRUE;
  return FALSE;
}

/* Characters of the word of measure that @text ends with, and (@n) of all of it; 0: none. */
static guint
measure_at_end (const JbLabeller *labeller, const char *text, glong *n)
{
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (text, -1, n);
  guint length;

  for (glong i = 0; i < *n; i++)
    chars[i] = jb_chars_fold (chars[i]);
  if (*n == 0 || jb_trie_longest_before (labeller->words->measures, chars, (gsize) *n, 0, &length) == JB_TRIE_NONE)
    return 0;
  return length;
}

/* @text without the word of measure at its end: 小麦种植面积 → 小麦; NULL where it has none. */
static char *
without_measure (const JbLabeller *labeller, const char *text)
{
  glong n;
  guint length = measure_at_end (labeller, text, &n);

  if (length == 0 || length >= (guint) n)
    return NULL;
  return g_strndup (text, (gsize) (g_utf8_offset_to_pointer (text, n - (glong) length) - text));
}

gboolean
jb_label_is_measure (const JbLabeller *labeller, const char *noun)
{
  glong n;
  guint length = measure_at_end (labeller, noun, &n);

  return n > 0 && length == (guint) n;
}

const char *
jb_label_noun_of (const JbLabeller *labeller, const JbMetric *metric)
{
  return metric->subject != NULL && !jb_label_is_measure (labeller, metric->subject) && !jb_label_is_generic (labeller, metric->subject)
           ? metric->subject : metric->label_zh;
}

gsize
jb_label_overlap (const char *first, const char *second)
{
  for (const char *at = first; *at != '\0'; at = g_utf8_next_char (at))
    if (g_str_has_prefix (second, at))
      return strlen (at);
  return 0;
}

char *
jb_label_bring_in (const JbLabeller *labeller, const JbMetric *from, const char *noun)
{
  static const char *const quantities[] = { "量", "额", "收入", "支出", "总值", NULL };
  const char *other = from != NULL ? jb_label_noun_of (labeller, from) : NULL;

  if (other == NULL || *other == '\0' || strstr (noun, other) != NULL || g_utf8_strlen (other, -1) > 20)
    return g_strdup (noun);
  g_autofree char *bare = without_measure (labeller, other);
  if (bare != NULL)
    other = bare;
  else if (jb_label_ends_with_any (other, quantities))
    return g_strdup (noun); /* 售电量 lends no words to 营业收入 */
  if (g_str_has_prefix (noun, other))
    return g_strdup (noun);
  return g_strconcat (other, noun + jb_label_overlap (other, noun), NULL);
}

/* ---- the noun of a number ---- */

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

/* 8个镇专业执法人员不足5人: the noun behind the number runs into that of the next. */
static gboolean
runs_into_next (const JbLabeller *labeller, const JbPiece *piece, gsize from, gsize end)
{
  const GArray *pieces = labeller->clauses.pieces;
  const JbPiece *next = piece + 1;

  return end > from + 3 && next < (const JbPiece *) (gconstpointer) pieces->data + pieces->len && next->same_clause
         && !next->listed && next->start == end;
}

/* 上升, 减产: how the number has moved, not what it is of. */
static gboolean
moves_at (const JbLabeller *labeller, gsize from, gsize to)
{
  guint length;
  guint32 which = jb_trie_longest (labeller->lexicon->change_forwards, labeller->chars.c, to, from, &length);

  if (which == JB_TRIE_NONE || length < 2 || from + length < to)
    return FALSE;
  JbChangeWordKind kind = g_array_index (labeller->lexicon->change_words, JbChangeWord, which).kind;
  return kind == JB_CHANGE_WORD_INCREASE || kind == JB_CHANGE_WORD_DECREASE;
}

/* 583人通过考试: a verb that is none in other places, and its object. */
static char *
what_they_did (const JbLabeller *labeller, const JbPiece *piece, gsize from, gboolean *verbal)
{
  const JbChars *chars = &labeller->chars;
  gsize end = MIN (piece->after, from + MAX_DONE);
  guint length;

  if (from >= end || jb_trie_longest (labeller->words->verbs, chars->c, end, from, &length) == JB_TRIE_NONE
      || (from + length + 2 > end && from + length != end) || piece->after > end)
    return g_strdup ("");
  *verbal = TRUE;
  return jb_label_words_dup (labeller, from, end);
}

char *
jb_label_noun_behind (JbLabeller *labeller, const JbPiece *piece, gboolean *verbal, gsize *used)
{
  const JbChars *chars = &labeller->chars;
  gsize from = piece->end + (piece->end < piece->after && chars->c[piece->end] == 0x7684 ? 1 : 0); /* 的 */
  gsize end = jb_phrase_behind (&labeller->clauses, labeller->lexicon, from, piece->after, verbal);
  guint length;

  *used = from;
  if (moves_at (labeller, from, piece->after))
    {
      *verbal = FALSE;
      return g_strdup (""); /* 较上年同期2378起上升3.3% */
    }
  if (precedes_rate (labeller, piece, from, end) || runs_into_next (labeller, piece, from, end))
    end = jb_phrase_generic_end (&labeller->clauses, labeller->lexicon, from, end);
  *used = end;
  while (end > from && (chars->c[end - 1] == 0x7684 || chars->c[end - 1] == 0x4E86 /* 的 了 */
                        || (end > from + 2 && (chars->c[end - 1] == 0x65B0 || chars->c[end - 1] == 0x5DF2
                                                   || chars->c[end - 1] == 0x81F3)) /* 新 已 至 */
                        || (chars->c[end - 1] == 0x4E2D && end > from + 2)))          /* 25个断面中 */
    end--;
  g_autofree char *noun = jb_label_words_dup (labeller, from, end);
  if (*noun == '\0' && !*verbal && end == from)
    return what_they_did (labeller, piece, from, verbal);
  if (*verbal || *noun == '\0' || !(jb_label_is_generic (labeller, noun) || g_str_equal (noun, "干警")))
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
  g_autofree char *words = jb_label_words_dup (labeller, rest, piece->after);
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

char *
jb_label_noun_before (JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const JbPhrase *phrase)
{
  gsize share = jb_label_is_rate (metric) ? find_share (labeller, piece->before, phrase->noun_end) : phrase->noun_end;

  if (share == phrase->noun_end)
    return jb_label_words_dup (labeller, phrase->noun, phrase->noun_end);
  gsize from = share >= phrase->subject + 2 ? phrase->subject : share;
  GString *out = g_string_new (NULL);
  for (gsize i = from; i < phrase->noun_end; i++)
    if (labeller->chars.c[i] != 0x7684) /* 的 */
      append_words (labeller, out, i, i + 1);
  return g_string_free (out, FALSE);
}

/* ---- where its words end ---- */

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

/* 从年标准 right before @at. Returns: where 从 begins; @at where it does not stand so. */
static gsize
start_before (const JbChars *chars, gsize at, gsize floor)
{
  for (gsize n = 2; n <= MAX_START && at >= floor + n + 3; n++)
    if ((chars->c[at - n] == 0x4ECE || chars->c[at - n] == 0x7531) && chars->c[at - 1] != 0x7684
        && (chars->c[at - n + 1] == 0x5E74 || chars->c[at - n + 1] == 0x6708 || chars->c[at - n + 1] == 0x6BCF)) /* 年 月 每 */
      return at - n;
  return at;
}

gsize
jb_label_words_end (const JbLabeller *labeller, const JbPiece *piece)
{
  const JbChars *chars = &labeller->chars;
  gsize at = piece->start;

  if (at > piece->before && chars->c[at - 1] == 0x7684) /* 的 */
    at--;
  if (at > piece->before + 2 && (chars->c[at - 1] == 0x7531 || chars->c[at - 1] == 0x4ECE) && at == piece->start) /* 由 从 */
    return at - 1;
  gsize from = start_before (chars, at, piece->before);
  if (from < at)
    return from;
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

/* ---- brackets ---- */

void
jb_label_take_rate_in_brackets (char **noun)
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

void
jb_label_drop_brackets (char *noun)
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

void
jb_label_drop_circled (char *label)
{
  gunichar c = g_utf8_get_char (label);

  if (c >= 0x2460 && c <= 0x249B && label[3] != '\0')
    memmove (label, label + 3, strlen (label + 3) + 1);
}
