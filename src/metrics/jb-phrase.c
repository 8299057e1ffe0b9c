/* The noun and the verb in the words before a number, and the noun behind it. */
#include "jb-clause-private.h"

#include "jb-han.h"

#define MAX_GENERIC 4      /* characters of a noun that needs another word */
#define MAX_LISTED_NOUN 20 /* characters of A、B等案件 */

/* ---- words before ---- */

static guint32
change_word_before (const JbLexicon *lexicon, const JbChars *chars, gsize to, gsize from, guint *length)
{
  return jb_trie_longest_before (lexicon->change_backwards, chars->c, to, from, length);
}

/* 比2022年, 较2020年末 in front of a change word. Returns: where it begins; @to where none ends there. */
static gsize
year_basis_before (const JbChars *chars, gsize to, gsize from)
{
  gsize i = to;

  if (i > from && (chars->c[i - 1] == 0x672B || chars->c[i - 1] == 0x5E95 || chars->c[i - 1] == 0x521D
                   || chars->c[i - 1] == 0x5EA6)) /* 末 底 初 度 */
    i--;
  if (i < from + 6 || chars->c[i - 1] != 0x5E74) /* 年 */
    return to;
  for (gsize k = i - 5; k < i - 1; k++)
    if (!jb_is_digit (chars->c[k]))
      return to;
  guint32 c = chars->c[i - 6];
  return c == 0x6BD4 || c == 0x8F83 || c == 0x4E0E ? i - 6 : to; /* 比 较 与 */
}

static gsize
trim_tail (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, gboolean change, JbPhrase *phrase)
{
  const JbChars *chars = clauses->chars;

  while (to > from)
    {
      guint length, longer;
      guint32 tail = jb_trie_longest_before (lexicon->labels->tails, chars->c, to, from, &length);
      guint32 which = change_word_before (lexicon, chars, to, from, &longer);
      if (which != JB_TRIE_NONE && longer >= length)
        {
          const JbChangeWord *word = &g_array_index (lexicon->change_words, JbChangeWord, which);
          gboolean moves = word->kind == JB_CHANGE_WORD_INCREASE || word->kind == JB_CHANGE_WORD_DECREASE;
          if (moves && change && phrase->change_end == 0)
            {
              phrase->change = to - longer;
              phrase->change_end = to;
              to -= longer;
              continue;
            }
          if (word->kind == JB_CHANGE_WORD_BASIS
              || (longer > 1
                  && (word->kind == JB_CHANGE_WORD_ABOVE || word->kind == JB_CHANGE_WORD_BELOW
                      || word->kind == JB_CHANGE_WORD_LEVEL)))
            {
              to -= longer;
              continue;
            }
        }
      gsize basis = change ? year_basis_before (chars, to, from) : to;
      if (basis < to)
        {
          to = basis;
          continue;
        }
      if (tail == JB_LABEL_WORD_KEEP)
        break;
      if (tail == JB_TRIE_NONE)
        {
          guint32 c = chars->c[to - 1];
          if (c != 0x3001 && c != '"' && c != 0xFF0C && c != ':' && c != 0xFF1A)
            break;
          length = 1;
        }
      if (length >= 2 && chars->c[to - length] == 0x5206 && chars->c[to - length + 1] == 0x522B) /* 分别 */
        phrase->respectively = TRUE;
      to -= length;
    }
  return to;
}

static gboolean
is_year_at (const JbChars *chars, gsize from, gsize to) /* 2019年 */
{
  for (gsize i = from; i < from + 4; i++)
    if (i + 1 >= to || chars->c[i] < '0' || chars->c[i] > '9')
      return FALSE;
  return chars->c[from + 4] == 0x5E74;
}

/* 1. and 2、 and （一） at the start of a sentence. Returns: where they end; 0 where none is. */
static gsize
enumerator_end (const JbChars *chars, gsize to)
{
  gsize i = 0;

  if (to > 3 && chars->c[0] == '(')
    for (gsize k = 2; k < MIN (to, 5); k++)
      if (chars->c[k] == ')')
        return k + 1;
  if (to > 2 && jb_is_latin (chars->c[0]) && (chars->c[1] == '.' || chars->c[1] == ')') && jb_han_is (chars->c[2]))
    return 2; /* a.平原区 */
  while (i < to && i < 3 && jb_is_digit (chars->c[i]))
    i++;
  if (i == 0 || i + 1 >= to || (chars->c[i] != '.' && chars->c[i] != 0x3001 && chars->c[i] != 0xFF0E)
      || jb_is_digit (chars->c[i + 1]))
    return 0;
  return i + 1;
}

static gsize
trim_head (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to)
{
  const JbChars *chars = clauses->chars;

  if (from == 0)
    from = enumerator_end (chars, to);
  while (from < to)
    {
      guint length, basis;
      guint32 lead = jb_trie_longest (lexicon->labels->leads, chars->c, to, from, &length);
      guint32 which = jb_trie_longest (lexicon->change_forwards, chars->c, to, from, &basis);
      if (which != JB_TRIE_NONE
          && g_array_index (lexicon->change_words, JbChangeWord, which).kind == JB_CHANGE_WORD_BASIS)
        from += basis;
      else if (lead == JB_LABEL_WORD_YES)
        from += length;
      else if (is_year_at (chars, from, to))
        from += 5;
      else if ((chars->c[from] == 0x81EA || chars->c[from] == 0x4ECE) && is_year_at (chars, from + 1, to)) /* 自 从 */
        from += 6;
      else if ((chars->c[from] == 0x5230 || chars->c[from] == 0x81F3) && is_year_at (chars, from + 1, to)) /* 到2026年 */
        from += 6;
      else if (chars->c[from] == 0x3001 || chars->c[from] == 0xFF0C || chars->c[from] == ',' || chars->c[from] == ':'
               || chars->c[from] == 0xFF1A || chars->c[from] == ')' || chars->c[from] == '-' || chars->c[from] == '*'
               || chars->c[from] == 0xB7 || chars->c[from] == 0x2022 || chars->c[from] == 0x25CF || chars->c[from] == 0x2014 || chars->c[from] == ';'
               || chars->c[from] == 0xFF1B)
        from++;
      else
        break;
    }
  return from;
}

/* What makes a noun of the verb in front of it, and behind which characters it does not: 发布会, but 发布会计准则. */
static const struct
{
  const char *ending, *not_before;
} noun_endings[] = { { "率", "" }, { "量", "" }, { "数", "" }, { "额", "" }, { "的", "" }, { "者", "" }, { "面", "" }, { "性", "" },
                     { "员", "工" }, { "费", "用" }, { "金", "融额属" }, { "会", "议场展计商同费见员" }, { "厅", "" } };

/* 受理 in 受理率, 播种 in 播种面积, 指导 in 指导性, 发布 in 发布会 is no verb. */
static gboolean
is_noun_ending (const JbChars *chars, gsize at)
{
  guint32 next = jb_chars_at (chars, at + 1);

  for (guint i = 0; i < G_N_ELEMENTS (noun_endings); i++)
    if (g_utf8_get_char (noun_endings[i].ending) == chars->c[at])
      return next == 0 || g_utf8_strchr (noun_endings[i].not_before, -1, next) == NULL;
  return FALSE;
}

/* 机构 in 仲裁机构受理案件: who does it, not what is done. */
static gboolean
names_a_body (const JbChars *chars, gsize at, gsize to)
{
  static const guint32 words[][2] = { { 0x673A, 0x6784 }, { 0x673A, 0x5173 }, { 0x90E8, 0x95E8 } }; /* 机构 机关 部门 */

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (at + 2 < to && chars->c[at] == words[i][0] && chars->c[at + 1] == words[i][1])
      return TRUE;
  return FALSE;
}

static guint32
verb_at (const JbClauses *clauses, const JbLexicon *lexicon, gsize i, gsize to, guint *length)
{
  guint32 kind;

  *length = 1;
  if (clauses->cover->data[i] != 0)
    return JB_TRIE_NONE;
  kind = jb_trie_longest (lexicon->labels->verbs, clauses->chars->c, to, i, length);
  if (kind == JB_TRIE_NONE)
    *length = 1;
  else if (kind == JB_VERB_WEAK && i + *length + 2 < to && clauses->chars->c[i + *length] == 0x3001) /* 调解、和解终止 */
    return JB_VERB_NOUN;
  else if (i + *length < to && (is_noun_ending (clauses->chars, i + *length)
                                || names_a_body (clauses->chars, i + *length, to)))
    return JB_VERB_NOUN;
  return kind;
}

/* Whether a verb found behind another takes its place: not where hardly a noun would be left. */
static gboolean
takes_over (const JbPhrase *phrase, gboolean weak, gsize from, gsize i, guint length, gsize to)
{
  if (phrase->verb_end == 0)
    return TRUE;
  if (weak && i == phrase->verb_end) /* 审计查出 */
    return i + length < to;
  return i + length < to && (to - i - length >= 3 || phrase->verb > from);
}

/* The verb of from … to, and with it subject and noun. */
static void
find_verb (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, JbPhrase *phrase)
{
  gboolean weak = FALSE;
  guint length;

  for (gsize i = from; i < to; i += length)
    {
      guint32 kind = verb_at (clauses, lexicon, i, to, &length);
      if (kind == JB_TRIE_NONE || kind == JB_VERB_NOUN || (kind == JB_VERB_WEAK && (i > from || i + length >= to)))
        continue;
      if (phrase->verb_end == i && i > 0 && kind != JB_VERB_WEAK && !weak) /* 协调解决 */
        {
          phrase->verb_end = i + length;
          phrase->light &= kind == JB_VERB_LIGHT; /* 完成整改 */
        }
      else if (takes_over (phrase, weak, from, i, length, to))
        {
          phrase->verb = i;
          phrase->verb_end = i + length;
          phrase->light = kind == JB_VERB_LIGHT;
          weak = kind == JB_VERB_WEAK;
        }
    }
}

static gboolean
is_generic_rest (const JbChars *chars, const JbLexicon *lexicon, gsize from, gsize to)
{
  char word[MAX_GENERIC * 6 + 1];
  gsize n = 0;

  if (to - from > MAX_GENERIC)
    return FALSE;
  for (gsize i = from; i < to; i++)
    n += (gsize) g_unichar_to_utf8 (chars->c[i], word + n);
  word[n] = '\0';
  return g_hash_table_contains (lexicon->labels->generic, word);
}

/* Behind the last 的 in @from … @to - 1; @from: there is none. */
static gsize
after_last_of (const JbClauses *clauses, gsize from, gsize to)
{
  for (gsize i = to; i > from + 1; i--)
    if (clauses->chars->c[i - 1] == 0x7684 && clauses->cover->data[i - 1] == 0)
      return i;
  return from;
}

/* 《甲》《乙》等政策文件 → 政策文件; 某领域执法卷宗 stays. */
static gsize
skip_enumeration (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to)
{
  const JbChars *chars = clauses->chars;

  for (gsize i = to; i-- > from + 1;)
    {
      if (chars->c[i] != 0x7B49 || clauses->cover->data[i] != 0 || to - i < 3) /* 等 */
        continue;
      guint32 next = chars->c[i + 1];
      if (next == 0x7EA7 || next == 0x6548 || next == 0x5F85 || next == 0x91CF) /* 等级 等效 等待 等量 */
        continue;
      gsize at = i + 1;
      if (at + 2 < to && chars->c[at] == 0x9886 && chars->c[at + 1] == 0x57DF) /* 领域 */
        at += 2;
      else if (at + 2 < to && chars->c[at] == 0x65B9 && chars->c[at + 1] == 0x9762) /* 方面 */
        at += 2;
      if (is_generic_rest (chars, lexicon, at, to)) /* 贪污贿赂、渎职等案件 */
        {
          gsize start = after_last_of (clauses, from, i);
          return to - start <= MAX_LISTED_NOUN ? start : at;
        }
      return at < to && chars->c[at] == 0x7684 && at + 2 < to ? at + 1 : at; /* 的 */
    }
  return from;
}

/* A long phrase is told by what stands behind its last 的. */
static gsize
skip_clause (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to)
{
  if (to - from <= 14)
    return from;
  gboolean share = clauses->chars->c[to - 1] == 0x6BD4 && clauses->chars->c[to - 2] == 0x5360; /* 占比 */
  for (gsize i = to - (share ? 5 : 4); i > from; i--)
    if (clauses->chars->c[i] == 0x7684 && clauses->cover->data[i] == 0 && !is_generic_rest (clauses->chars, lexicon, i + 1, to))
      return i + 1; /* 个别代表的代表资格的报告 → 代表资格的报告 */
  return from;
}

/* 减排量分别完成: 分别 and one verb. Returns: where 分别 begins; @to where it does not stand so. */
static gsize
respectively_before (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to)
{
  const JbChars *chars = clauses->chars;
  guint length;

  for (gsize n = 2; n <= 4 && to >= from + n + 3; n++)
    if (chars->c[to - n - 2] == 0x5206 && chars->c[to - n - 1] == 0x522B /* 分别 */
        && jb_trie_longest (lexicon->labels->verbs, chars->c, to, to - n, &length) != JB_TRIE_NONE && length == n)
      return to - n - 2;
  return to;
}

/* 减少入企检查: the change word in front of its object. */
static gsize
skip_change_word (const JbLexicon *lexicon, const JbChars *chars, gsize from, gsize to, JbPhrase *phrase)
{
  guint length;
  guint32 which = jb_trie_longest (lexicon->change_forwards, chars->c, to, from, &length);

  if (which == JB_TRIE_NONE || length < 2 || from + length + 2 > to)
    return from;
  const JbChangeWord *word = &g_array_index (lexicon->change_words, JbChangeWord, which);
  if ((word->kind != JB_CHANGE_WORD_INCREASE && word->kind != JB_CHANGE_WORD_DECREASE) || word->reach == JB_REACH_TOUCH)
    return from;
  phrase->change = from;
  phrase->change_end = from + length;
  return from + length;
}

/* 问题已 of 问题已完成整改: the noun without 已, 共, 均. Returns: where it ends. */
static gsize
without_adverb (const JbChars *chars, gsize from, gsize to)
{
  while (to > from + 2
         && (chars->c[to - 1] == 0x5DF2 || chars->c[to - 1] == 0x5171
             || (chars->c[to - 1] == 0x5747 && chars->c[to - 2] != 0x5E73 && chars->c[to - 2] != 0x4EBA && chars->c[to - 2] != 0x6237)))
    to--; /* not 平均, 人均, 户均 */
  return to;
}

JbPhrase
jb_phrase_before (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, gboolean change,
                  gboolean rate)
{
  JbPhrase phrase = { 0 };

  to = trim_tail (clauses, lexicon, from, to, change, &phrase);
  gsize apart = change ? to : respectively_before (clauses, lexicon, from, to);
  if (apart < to)
    {
      phrase.respectively = TRUE;
      to = trim_tail (clauses, lexicon, from, apart, change, &phrase);
      rate = TRUE; /* the nouns are listed before: none is cut */
    }
  from = trim_head (clauses, lexicon, from, to);
  if (change && phrase.change_end == 0)
    from = skip_change_word (lexicon, clauses->chars, from, to, &phrase);
  phrase.subject = phrase.subject_end = phrase.verb = phrase.noun = from;
  phrase.noun_end = to;
  if (!rate && !change)
    find_verb (clauses, lexicon, from, to, &phrase);
  if (phrase.verb_end == 0)
    phrase.verb_end = phrase.verb;
  else if (phrase.verb_end == to)
    {
      phrase.passive = phrase.verb > from; /* 数据归集12亿条 */
      phrase.noun_end = phrase.passive ? without_adverb (clauses->chars, from, phrase.verb) : to;
      phrase.noun = phrase.passive ? from : to;
    }
  else
    {
      phrase.subject_end = phrase.verb;
      phrase.noun = trim_head (clauses, lexicon, phrase.verb_end, to);
    }
  if (phrase.respectively)
    return phrase;
  phrase.noun = skip_enumeration (clauses, lexicon, phrase.noun, phrase.noun_end);
  phrase.noun = skip_clause (clauses, lexicon, phrase.noun, phrase.noun_end);
  return phrase;
}

/* ---- words behind ---- */

#define MAX_NOUN 24
#define MAX_RATING 12

static gboolean
is_verb (guint32 kind)
{
  return kind == JB_VERB_STRONG || kind == JB_VERB_LIGHT;
}

/* Where the noun of two to four characters that needs another word, as 任务, ends that begins at @from; @from: none does. */
static gsize
generic_end (const JbChars *chars, const JbLexicon *lexicon, gsize from, gsize to)
{
  guint length;

  for (gsize n = MAX_GENERIC; n >= 2; n--)
    if (from + n <= to && is_generic_rest (chars, lexicon, from, from + n)
        && (from + n == to || !jb_han_is (chars->c[from + n])
            || is_verb (jb_trie_longest (lexicon->labels->verbs, chars->c, to, from + n, &length))))
      return from + n;
  return from;
}

gsize
jb_phrase_generic_end (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to)
{
  const JbChars *chars = clauses->chars;

  for (gsize n = MAX_GENERIC; n >= 2; n--)
    if (from + n < to && is_generic_rest (chars, lexicon, from, from + n))
      return from + n;
  for (gsize i = from + 2; i < MIN (to, from + 6) && chars->c[from + 1] == '('; i++) /* 镇（街道） */
    if (chars->c[i] == ')' && i + 2 < to && is_generic_rest (chars, lexicon, from, from + 1))
      return i + 1;
  return to;
}

/* 2台65蒸吨以上燃煤锅炉: the rating, no metric, in front of the noun. Returns: where it ends; @from: there is none. */
static gsize
skip_rating (const JbChars *chars, gsize from, gsize to)
{
  gsize limit = MIN (to, from + MAX_RATING);

  if (from >= to || !jb_is_digit (chars->c[from]))
    return from;
  for (gsize i = from + 1; i + 1 < limit; i++)
    if ((chars->c[i] == 0x4EE5 || chars->c[i] == 0x53CA) && (chars->c[i + 1] == 0x4E0A || chars->c[i + 1] == 0x4E0B
                                                             || chars->c[i + 1] == 0x4EE5)) /* 以上 以下 及以上 */
      {
        gsize end = i + (chars->c[i] == 0x53CA ? 3 : 2);
        return end < to ? end + (chars->c[end] == 0x7684) : from; /* 的 */
      }
  return from;
}

/* 2月, 20日, 2023年 */
static gboolean
is_date_at (const JbChars *chars, gsize at, gsize to)
{
  gsize i = at;

  while (i < to && i < at + 4 && jb_is_digit (chars->c[i]))
    i++;
  return i > at && i < to && (chars->c[i] == 0x6708 || chars->c[i] == 0x65E5 || chars->c[i] == 0x5E74);
}

gsize
jb_phrase_behind (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, gboolean *verbal)
{
  const JbChars *chars = clauses->chars;
  gsize i = from, limit = MIN (to, from + MAX_NOUN);
  guint length;

  *verbal = FALSE;
  from = skip_rating (chars, from, to);
  i = from;
  if (from >= to || !(jb_han_is (chars->c[from]) || chars->c[from] == 0x201C || chars->c[from] == 0x300A
                      || g_ascii_isalpha ((char) MIN (chars->c[from], 127))))
    return from;
  guint32 verb = jb_trie_longest (lexicon->labels->verbs, chars->c, to, from, &length);
  if ((verb == JB_VERB_STRONG || verb == JB_VERB_LIGHT) && !(from + length < to && is_noun_ending (chars, from + length)))
    {
      gsize noun = generic_end (chars, lexicon, from + length, to);
      if (noun == from + length)
        {
          *verbal = TRUE;
          return limit;
        }
      i = MIN (noun, limit); /* 整改任务 */
    }
  while (i < limit)
    {
      guint32 stop = clauses->cover->data[i] != 0 ? JB_TRIE_NONE
                                                  : jb_trie_longest (lexicon->labels->stops, chars->c, to, i, &length);
      if (stop == JB_LABEL_WORD_YES && !(i == from && chars->c[i] == 0x672A)) /* 45件未上传案件 */
        break;
      if (stop == JB_LABEL_WORD_KEEP)
        {
          i += length;
          continue;
        }
      if (i > from && is_date_at (chars, i, to)) /* 30户企业2月20日前复工 */
        break;
      if (i >= from + 2 && clauses->cover->data[i] == 0
          && is_verb (jb_trie_longest (lexicon->labels->verbs, chars->c, to, i, &length))
          && i + length < to && !is_noun_ending (chars, i + length)
          && !is_generic_rest (chars, lexicon, i + length, to)) /* 重点改造项目 */
        break;
      i++;
    }
  return MIN (i, to);
}
