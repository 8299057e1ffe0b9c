#include "jb-label-private.h"

#include <string.h>

#define MAX_LABEL_CHARS 30
#define MAX_DOER 10

/* ---- one metric ---- */

static void
set_verb (JbLabeller *labeller, JbMetric *metric, const JbPhrase *phrase, const JbPiece *piece, gboolean has_noun)
{
  g_clear_pointer (&metric->verb, g_free);
  if (jb_label_is_rate (metric))
    return;
  if (phrase->verb_end > phrase->verb)
    {
      metric->verb = jb_label_words_dup (labeller, phrase->verb, phrase->verb_end);
      g_free (labeller->verb);
      labeller->verb = g_strdup (metric->verb);
    }
  else if (metric->change != JB_CHANGE_NONE && phrase->change_end > phrase->change)
    metric->verb = jb_label_words_dup (labeller, phrase->change, phrase->change_end);
  else if (piece->listed && has_noun)
    metric->verb = g_strdup (labeller->verb);
  if (!piece->listed && phrase->verb_end == phrase->verb)
    g_clear_pointer (&labeller->verb, g_free);
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

gboolean
jb_label_says_part (const JbLabeller *labeller, const JbPiece *piece)
{
  const guint32 *c = labeller->chars.c;
  gsize from = piece->before;

  if (from >= 3 && (c[from - 1] == ':' || c[from - 1] == 0xFF1A)) /* 其中：小学1.4万人 */
    from -= 3;
  for (gsize i = from; i + 1 < piece->start; i++)
    if (c[i] == 0x5176 && c[i + 1] == 0x4E2D)
      return TRUE;
  return FALSE;
}

/* 降低 of 出台降低: what is issued to do; "". */
static char *
aim_of_paper (const JbLabeller *labeller, const JbPhrase *phrase)
{
  static const char *const issued[] = { "出台", "制定", "印发", "推出", "发布" };
  g_autofree char *verb = jb_label_words_dup (labeller, phrase->verb, phrase->verb_end);

  for (guint i = 0; i < G_N_ELEMENTS (issued); i++)
    if (g_str_has_prefix (verb, issued[i]))
      return g_strdup (verb + strlen (issued[i]));
  return g_strdup ("");
}

/* A verb and its object. */
static gboolean
names_object (const JbPhrase *phrase)
{
  gsize n = phrase->noun_end - phrase->noun;

  return !phrase->passive && phrase->verb_end > phrase->verb && n >= 3 && n <= 12;
}

static gboolean
is_followed_at_once (const JbLabeller *labeller, const JbPiece *piece)
{
  const GArray *pieces = labeller->clauses.pieces;

  return piece + 1 < (const JbPiece *) (gconstpointer) pieces->data + pieces->len && piece[1].start == piece->end;
}

/* 服务站47个处理纠纷615起: a verb behind the number, whose object the next number counts. */
static gboolean
opens_words_of_next (const JbLabeller *labeller, const JbPiece *piece, gsize used)
{
  const GArray *pieces = labeller->clauses.pieces;
  const JbPiece *next = piece + 1;
  guint length;

  return next < (const JbPiece *) (gconstpointer) pieces->data + pieces->len && next->same_clause && !next->listed && next->start == used
         && jb_trie_longest (labeller->words->verbs, labeller->chars.c, next->start, piece->end, &length) != JB_TRIE_NONE;
}

/* 连续 right before the number. */
static gboolean
is_streak (const JbLabeller *labeller, const JbPiece *piece)
{
  const guint32 *c = labeller->chars.c;

  return piece->start >= piece->before + 2 && c[piece->start - 2] == 0x8FDE && c[piece->start - 1] == 0x7EED;
}

static char *
choose_noun (JbLabeller *labeller, JbMetric *metric, const JbPiece *piece, const JbPhrase *phrase, gboolean *behind,
             gboolean *verbal, gsize *used)
{
  g_autofree char *before = jb_label_noun_before (labeller, metric, piece, phrase);
  g_autofree char *after = metric->change == JB_CHANGE_NONE ? jb_label_noun_behind (labeller, piece, verbal, used) : g_strdup ("");

  if (*before == '\0' && *after == '\0' && is_followed_at_once (labeller, piece))
    {
      gsize unused;
      g_free (after);
      after = jb_label_noun_behind (labeller, piece + 1, verbal, &unused); /* 全市14035户25559人享受低保 */
    }
  if (*before != '\0' && ((metric->dimension == JB_DIMENSION_DURATION && is_streak (labeller, piece))
                          || opens_words_of_next (labeller, piece, *used)))
    *after = '\0';
  *behind = *after != '\0' && ((!*verbal && !g_str_has_prefix (after, "未")) || *before == '\0');
  if (*behind && jb_label_is_rate (metric) && *before != '\0' && labeller->chars.c[phrase->noun_end - 1] == 0x7387) /* 率 */
    *behind = FALSE;
  if (!*behind)
    *verbal = FALSE;
  if (*behind && *before != '\0' && jb_label_is_generic (labeller, after) && names_object (phrase))
    {
      g_autofree char *aim = aim_of_paper (labeller, phrase);
      return g_strconcat (aim, before, after, NULL); /* 出台降低企业成本35条措施 */
    }
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

/* 城乡收入比持续缩小，由2.05:1下降为2.02:1 */
static void
take_moved_noun (const JbLabeller *labeller, const JbPiece *piece, char **noun)
{
  char *moved = jb_label_moved_in_clause_before (labeller, piece);

  if (moved == NULL)
    return;
  g_free (*noun);
  *noun = moved;
}

/* A ; stands before the words of @piece. */
static gboolean
begins_anew (const JbLabeller *labeller, const JbPiece *piece)
{
  guint32 c = piece->before > 0 ? labeller->chars.c[piece->before - 1] : 0;

  return c == 0xFF1B || c == ';';
}

/* 调解纠纷3083件 behind 其中专职20人: a verb with its object is no part of what stood before. */
static gboolean
opens_new (const JbPiece *piece, const JbPhrase *phrase)
{
  return !piece->listed && !phrase->passive && phrase->verb_end > phrase->verb && phrase->noun_end > phrase->noun + 2;
}

static void
set_doer (const JbLabeller *labeller, JbMetric *metric, const JbPhrase *phrase)
{
  gsize n = phrase->subject_end - phrase->subject;

  g_free (metric->doer);
  const JbMetric *last = labeller->index > 0 ? g_ptr_array_index (labeller->metrics, labeller->index - 1) : NULL;
  if (metric->subject == NULL && last != NULL && last->sentence == metric->sentence && metric->change == JB_CHANGE_NONE)
    metric->doer = g_strdup (last->doer); /* 中院受理2.8万件，办结2.4万件 */
  else
    metric->doer = n >= 2 && n <= MAX_DOER && phrase->verb_end > phrase->verb && !phrase->passive
                   ? jb_label_words_dup (labeller, phrase->subject, phrase->subject_end) : NULL;
}

/* The noun; for a sum (建议、提案合计) what it is the sum of. */
static char *
subject_of_label (const char *label, const char *noun)
{
  gsize n = strlen (label), ending = strlen ("合计");

  if (g_str_has_suffix (label, "合计") && n > ending && !g_str_has_suffix (noun, "合计"))
    return g_strndup (label, n - ending);
  return *noun != '\0' ? g_strdup (noun) : NULL;
}

static void
label_one (JbLabeller *labeller, guint index, JbPiece *piece)
{
  JbMetric *metric = g_ptr_array_index (labeller->metrics, index);
  gsize end = jb_label_words_end (labeller, piece);
  JbPhrase phrase = jb_phrase_before (&labeller->clauses, labeller->lexicon, piece->before, end,
                                      metric->change != JB_CHANGE_NONE, jb_label_is_rate (metric));
  gboolean behind = FALSE, verbal = FALSE, respectively = phrase.respectively;
  gsize used = piece->end;
  g_autofree char *noun = NULL;

  labeller->index = index;
  if (begins_anew (labeller, piece))
    labeller->in_part = FALSE;
  if (jb_label_says_part (labeller, piece))
    {
      labeller->part_from = labeller->in_part ? labeller->part_from : index;
      labeller->in_part = TRUE;
    }
  else if ((piece->opens_new = opens_new (piece, &phrase)))
    labeller->in_part = FALSE;
  if (!piece->listed)
    labeller->listed_thing = labeller->thing;
  g_autofree char *fulfilled = jb_label_is_rate (metric) ? jb_label_fulfilled_by_each (labeller, piece) : NULL;
  gboolean speeds = jb_label_names_speeds_of_changes (labeller, index, piece, &phrase);
  if (speeds)
    jb_label_take_changes_before (labeller, index, piece);
  else if (jb_label_follows_levels (labeller, index, piece)
           && (metric->change != JB_CHANGE_NONE ? phrase.noun_end == phrase.noun
                                                : fulfilled != NULL || (phrase.respectively && jb_label_is_one_noun (labeller, &phrase))))
    {
      g_autofree char *after = fulfilled != NULL ? g_steal_pointer (&fulfilled) : jb_label_words_dup (labeller, phrase.noun, phrase.noun_end);
      jb_label_take_levels_before (labeller, index, piece, after);
      respectively = TRUE;
    }
  else if (jb_label_take_items_of_each (labeller, piece, &phrase))
    respectively = TRUE;
  else if (phrase.respectively && phrase.noun_end > phrase.noun)
    jb_label_take_items (labeller, piece, phrase.noun, phrase.noun_end);
  else if (phrase.respectively)
    jb_label_take_labels_before (labeller, index, piece);
  else if (!piece->listed)
    {
      if (labeller->items->len == 1)
        g_ptr_array_set_size (labeller->items, 0);
      labeller->next_item = labeller->items->len;
    }
  if (respectively || speeds || (piece->listed && phrase.noun == phrase.noun_end))
    noun = jb_label_next_item (labeller);
  if (noun == NULL)
    noun = choose_noun (labeller, metric, piece, &phrase, &behind, &verbal, &used);
  if (end < piece->start && behind && phrase.noun_end > phrase.noun)
    {
      g_free (noun);
      noun = jb_label_noun_before (labeller, metric, piece, &phrase);
      behind = verbal = FALSE;
      used = piece->end;
    }
  if (jb_label_is_rate (metric))
    jb_label_take_rate_in_brackets (&noun);
  jb_label_drop_brackets (noun);
  resolve_former (labeller, index, &noun);
  if (says_only_reached (noun) && labeller->level != NULL)
    *noun = '\0';
  if (*noun == '\0' && phrase.verb_end == phrase.verb)
    take_moved_noun (labeller, piece, &noun);
  set_verb (labeller, metric, &phrase, piece, *noun != '\0');
  if (behind && used > piece->end && index + 1 < labeller->metrics->len && used < piece->after)
    {
      gboolean last = piece + 1 == &g_array_index (labeller->clauses.pieces, JbPiece, labeller->clauses.pieces->len);
      piece->after = used;
      if (!last && piece[1].same_clause && !piece[1].listed)
        piece[1].before = MAX (piece[1].before, used);
    }
  g_free (metric->label_zh);
  metric->label_zh = jb_label_compose (labeller, metric, noun, &phrase, piece, behind, verbal);
  if (*metric->label_zh == '\0')
    {
      g_free (metric->label_zh);
      metric->label_zh = plain_name (labeller, metric);
    }
  jb_label_drop_circled (metric->label_zh);
  keep_end (&metric->label_zh);
  g_free (metric->subject);
  metric->subject = subject_of_label (metric->label_zh, noun);
  set_doer (labeller, metric, &phrase);
  metric->clause = jb_chars_span (&labeller->chars, MIN (piece->clause, piece->start), MAX (piece->clause_end, piece->end));
  if (metric->change != JB_CHANGE_NONE && metric->dimension == JB_DIMENSION_PERCENT)
    labeller->speed = metric;
  if (metric->change != JB_CHANGE_NONE && *noun != '\0'
      && (metric->dimension == JB_DIMENSION_PERCENT || metric->dimension == JB_DIMENSION_MONEY))
    labeller->change = metric;
  if (metric->change == JB_CHANGE_NONE && !jb_label_names_speed (metric->label_zh) && !jb_label_is_aside (labeller, piece)
      && metric->dimension != JB_DIMENSION_PERCENTAGE_POINT
      && !(metric->dimension == JB_DIMENSION_DURATION && is_streak (labeller, piece)))
    {
      labeller->level = metric;
      labeller->change = NULL;
      if (!jb_label_is_rate (metric) && jb_chars_at (&labeller->chars, piece->end) != 0x7684) /* 的 */
        labeller->amount = metric;
      if (!jb_label_is_rate (metric) && metric->subject != NULL && !labeller->in_part && !jb_label_is_state (labeller, noun)
          && !jb_label_is_state (labeller, metric->label_zh))
        {
          labeller->thing = metric;
          if (!piece->listed)
            labeller->listed_thing = metric; /* 重大事故1起、死亡16人 */
        }
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
      labeller->level = labeller->thing = labeller->amount = labeller->change = labeller->listed_thing = NULL;
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
