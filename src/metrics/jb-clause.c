#include "jb-clause-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_GENERIC 4      /* characters of a noun that needs another word */
#define MAX_LISTED_NOUN 20 /* characters of A、B等案件 */

static gboolean
is_clause_mark (guint32 c)
{
  return c == 0x3002 || c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';' || c == 0xFF1A || c == ':' || c == 0xFF01
         || c == 0xFF1F || c == '!' || c == '?' || c == 0x2014;
}

/* The dash of Ⅰ—Ⅲ类, A—B and 3—5周岁 stands inside a name. */
static gboolean
is_mark_at (const JbChars *chars, gsize i)
{
  guint32 c = chars->c[i];

  if (c != 0x2014)
    return is_clause_mark (c);
  guint32 before = i > 0 ? chars->c[i - 1] : 0, after = jb_chars_at (chars, i + 1);
  return !((before >= 0x2160 && before <= 0x217F) || jb_is_latin (before) || jb_is_digit (before))
         || !((after >= 0x2160 && after <= 0x217F) || jb_is_latin (after) || jb_is_digit (after));
}

/* Marks titles and quotations, and pairs brackets. What is never closed covers nothing. */
static void
find_covers (JbClauses *clauses)
{
  const JbChars *chars = clauses->chars;
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize title = G_MAXSIZE;

  g_byte_array_set_size (clauses->cover, (guint) chars->n + 1);
  memset (clauses->cover->data, 0, chars->n + 1);
  g_array_set_size (clauses->match, 0);
  g_array_set_size (clauses->match, (guint) chars->n + 1);
  for (gsize i = 0; i < chars->n; i++)
    {
      guint32 c = chars->c[i], at = (guint32) i;
      if ((c == 0x300A || c == 0x201C) && title == G_MAXSIZE)
        title = i;
      else if ((c == 0x300B || c == 0x201D) && title != G_MAXSIZE)
        {
          if (i - title < 80)
            memset (clauses->cover->data + title, 1, i + 1 - title);
          title = G_MAXSIZE;
        }
      else if (c == '(')
        g_array_append_val (open, at);
      else if (c == ')' && open->len > 0)
        {
          g_array_index (clauses->match, guint32, i) = g_array_index (open, guint32, open->len - 1) + 1;
          g_array_set_size (open, open->len - 1);
        }
    }
}

/* A title or a quotation that holds a number is read as plain words. */
static void
uncover (JbClauses *clauses, const JbPiece *piece)
{
  if (clauses->cover->data[piece->start] == 0)
    return;
  for (gsize i = piece->start; i < clauses->chars->n && clauses->cover->data[i] != 0; i++)
    clauses->cover->data[i] = 0;
  for (gsize i = piece->start; i-- > 0 && clauses->cover->data[i] != 0;)
    clauses->cover->data[i] = 0;
}

/* Back from @from to a mark or to @floor. */
static gsize
scan_back (const JbClauses *clauses, gsize from, gsize floor)
{
  const JbChars *chars = clauses->chars;
  gsize i = from;

  while (i > floor)
    {
      guint32 c = chars->c[i - 1], match = g_array_index (clauses->match, guint32, i - 1);
      if (c == ')' && match > floor)
        {
          i = match - 1;
          continue;
        }
      if (clauses->cover->data[i - 1] == 0 && (is_mark_at (chars, i - 1) || c == '(' || c == ')'))
        break;
      i--;
    }
  return i;
}

static gsize
scan_forward (const JbClauses *clauses, gsize from, gsize limit)
{
  gsize i = from;

  while (i < limit
         && (clauses->cover->data[i] != 0
             || !(is_mark_at (clauses->chars, i) || clauses->chars->c[i] == '(' || clauses->chars->c[i] == ')')))
    i++;
  return i;
}

static guint
conjunction_at (const JbChars *chars, gsize at, gsize end)
{
  if (at + 1 < end && chars->c[at] == 0x4EE5 && chars->c[at + 1] == 0x53CA) /* 以及 */
    return 2;
  if (at + 1 < end && chars->c[at] == 0x548C
      && (chars->c[at + 1] == 0x89E3 || chars->c[at + 1] == 0x8C10 || chars->c[at + 1] == 0x5E73)) /* 和解 和谐 和平 */
    return 0;
  return at < end && (chars->c[at] == 0x548C || chars->c[at] == 0x53CA || chars->c[at] == 0x4E0E) ? 1 : 0; /* 和 及 与 */
}

/* Parts the words between two numbers of one clause. */
static void
part_words (const JbClauses *clauses, JbPiece *last, JbPiece *piece)
{
  const JbChars *chars = clauses->chars;
  gsize i = last->end;

  while (i < piece->start && !(chars->c[i] == 0x3001 && clauses->cover->data[i] == 0))
    i++;
  if (i < piece->start)
    {
      last->after = i;
      piece->before = i + 1;
      piece->before += conjunction_at (chars, piece->before, piece->start);
      piece->listed = TRUE;
      return;
    }
  piece->before = last->end + conjunction_at (chars, last->end, piece->start);
  piece->listed = piece->before > last->end;
  last->after = piece->listed ? last->end : piece->start;
  if (!piece->listed && conjunction_at (chars, piece->start - 1, piece->start) == 1 && piece->start - 1 > last->end)
    {
      last->after = piece->start - 1;
      piece->before = piece->start;
      piece->listed = TRUE;
    }
}

/* As scan_forward() to the end of the text; @from, @stop: of the call before. Pieces come in order, so what was walked
 * over once is not walked over again. */
static gsize
scan_on (const JbClauses *clauses, gsize at, gsize *from, gsize *stop)
{
  if (at < *from || at > *stop || *stop == 0)
    *stop = scan_forward (clauses, at, clauses->chars->n);
  *from = at;
  return *stop;
}

static void
cut_one (JbClauses *clauses, guint k, gsize *from, gsize *stop)
{
  JbPiece *piece = &g_array_index (clauses->pieces, JbPiece, k);
  JbPiece *last = k > 0 ? piece - 1 : NULL;
  gsize floor = last != NULL ? last->end : 0;

  piece->before = scan_back (clauses, piece->start, floor);
  guint32 mark = piece->before == piece->start && piece->before > floor + 1 ? clauses->chars->c[piece->before - 1] : 0;
  if (mark == ':' || mark == 0xFF1A) /* 完成率：100% */
    piece->before = scan_back (clauses, piece->before - 1, floor);
  piece->clause = piece->before;
  piece->after = piece->clause_end = scan_on (clauses, piece->end, from, stop);
  if (last == NULL)
    return;
  last->after = MIN (last->after, piece->start);
  if (piece->before > floor)
    return;
  if (piece->before < piece->start && is_mark_at (clauses->chars, piece->before))
    return;
  piece->same_clause = TRUE;
  piece->clause = last->clause;
  part_words (clauses, last, piece);
}

void
jb_clauses_cut (JbClauses *clauses)
{
  gsize from = 0, stop = 0;

  find_covers (clauses);
  for (guint k = 0; k < clauses->pieces->len; k++)
    uncover (clauses, &g_array_index (clauses->pieces, JbPiece, k));
  for (guint k = 0; k < clauses->pieces->len; k++)
    cut_one (clauses, k, &from, &stop);
  for (guint k = clauses->pieces->len; k-- > 1;)
    {
      JbPiece *piece = &g_array_index (clauses->pieces, JbPiece, k);
      if (piece->same_clause)
        piece[-1].clause_end = piece->clause_end;
    }
}

gsize
jb_clause_before (const JbClauses *clauses, gsize to, gsize floor)
{
  return scan_back (clauses, to, floor);
}

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

static gboolean
is_noun_ending (guint32 c) /* 受理 in 受理率, 播种 in 播种面积 is no verb */
{
  return c == 0x7387 || c == 0x91CF || c == 0x6570 || c == 0x989D || c == 0x7684 || c == 0x8005 || c == 0x9762;
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
  else if (i + *length < to && (is_noun_ending (clauses->chars->c[i + *length])
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
        phrase->verb_end = i + length;
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
      if (to - from <= MAX_LISTED_NOUN && is_generic_rest (chars, lexicon, at, to))
        return from; /* 贪污贿赂、渎职等案件 */
      return at < to && chars->c[at] == 0x7684 && at + 2 < to ? at + 1 : at; /* 的 */
    }
  return from;
}

/* A long phrase is told by what stands behind its last 的. */
static gsize
skip_clause (const JbClauses *clauses, gsize from, gsize to)
{
  if (to - from <= 14)
    return from;
  gboolean share = clauses->chars->c[to - 1] == 0x6BD4 && clauses->chars->c[to - 2] == 0x5360; /* 占比 */
  for (gsize i = to - (share ? 5 : 3); i > from; i--)
    if (clauses->chars->c[i] == 0x7684 && clauses->cover->data[i] == 0)
      return i + 1;
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
      phrase.noun_end = phrase.passive ? phrase.verb : to;
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
  phrase.noun = skip_clause (clauses, phrase.noun, phrase.noun_end);
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
  if (verb == JB_VERB_STRONG || verb == JB_VERB_LIGHT)
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
      if (stop == JB_LABEL_WORD_YES)
        break;
      if (stop == JB_LABEL_WORD_KEEP)
        {
          i += length;
          continue;
        }
      if (i >= from + 2 && clauses->cover->data[i] == 0
          && is_verb (jb_trie_longest (lexicon->labels->verbs, chars->c, to, i, &length))
          && i + length < to && !is_noun_ending (chars->c[i + length])
          && !is_generic_rest (chars, lexicon, i + length, to)) /* 重点改造项目 */
        break;
      i++;
    }
  return MIN (i, to);
}
