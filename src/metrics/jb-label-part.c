/* Numbers that speak of what was counted before: states and kinds of it, sums, the topic of the sentence. */
#include "jb-label-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_WHOLE 8   /* characters of a noun that an attribute stands before */
#define MAX_PLACE 5   /* characters of where the people of a part are */
#define MAX_SUMMED 3  /* nouns of a sum */
#define MAX_SUM 24    /* characters of them */
#define MAX_TOPIC 8   /* characters of a topic */

/* ---- states and attributes ---- */

const JbMetric *
jb_label_thing_of (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece)
{
  const JbMetric *thing = piece->listed ? labeller->listed_thing : labeller->thing;

  if (thing == NULL || thing->dimension != metric->dimension)
    return NULL;
  gboolean times = g_str_equal (metric->base_unit, "次") || g_str_equal (metric->base_unit, "场") || g_str_equal (metric->base_unit, "期");
  return !times || g_str_equal (thing->base_unit, metric->base_unit) ? thing : NULL;
}

gboolean
jb_label_is_state (const JbLabeller *labeller, const char *noun)
{
  return g_hash_table_contains (labeller->words->states, noun);
}

/* 专职; A类, 一级: which of the things named before. */
static gboolean
is_attribute (const JbLabeller *labeller, const char *noun)
{
  if (g_hash_table_contains (labeller->words->attributes, noun))
    return TRUE;
  if (g_utf8_strlen (noun, -1) != 2 || !(g_str_has_suffix (noun, "类") || g_str_has_suffix (noun, "级")))
    return FALSE;
  g_autofree char *first = g_utf8_substring (noun, 0, 1);
  return g_ascii_isalpha (*noun) || strstr ("一二三四五甲乙丙丁", first) != NULL;
}

/* 在校学生3万人，其中小学1.4万人: a part of the people counted before. */
static gboolean
is_where_people_are (const JbLabeller *labeller, const JbMetric *metric, const char *noun)
{
  return labeller->in_part && metric->verb == NULL && labeller->thing != NULL && g_str_equal (metric->base_unit, "人")
         && g_utf8_strlen (noun, -1) >= 2 && g_utf8_strlen (noun, -1) <= MAX_PLACE && !jb_label_names_people (noun)
         && jb_label_names_people (jb_label_noun_of (labeller, labeller->thing));
}

/* 企业 of 实施信用风险分类监管企业; a short noun is taken whole. NULL: neither. */
static char *
whole_noun (const JbLabeller *labeller, const JbMetric *thing)
{
  const char *noun = jb_label_noun_of (labeller, thing);
  glong n = g_utf8_strlen (noun, -1);

  if (n >= 2 && n <= MAX_WHOLE)
    return g_strdup (noun);
  for (glong k = MIN (n - 1, 4); k >= 2; k--)
    {
      const char *tail = g_utf8_offset_to_pointer (noun, n - k);
      if (g_hash_table_contains (labeller->words->generic, tail))
        return g_strdup (tail);
    }
  return NULL;
}

char *
jb_label_of_things_before (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const char *noun)
{
  gboolean state = jb_label_is_state (labeller, noun);

  if (!state && !is_attribute (labeller, noun) && !is_where_people_are (labeller, metric, noun))
    return NULL;
  const JbMetric *thing = jb_label_is_aside (labeller, piece) ? labeller->level : jb_label_thing_of (labeller, metric, piece); /* 高中3所（民办1所） */
  if (thing == NULL || thing->label_zh == NULL || !g_str_equal (thing->base_unit, metric->base_unit))
    return NULL;
  if (state)
    return jb_label_bring_in (labeller, thing, noun);
  if (g_str_has_suffix (thing->label_zh, g_utf8_offset_to_pointer (noun, g_utf8_strlen (noun, -1) - 1)))
    return NULL; /* 信用分级A类30家、B类52家 */
  g_autofree char *whole = whole_noun (labeller, thing);
  return whole != NULL && strstr (whole, noun) == NULL ? g_strconcat (noun, whole, NULL) : NULL;
}

gboolean
jb_label_verb_undoes (const JbLabeller *labeller, const char *verb)
{
  return g_hash_table_contains (labeller->words->undoing, verb);
}

/* ---- sums ---- */

/* 合计, 共计, 总计 right before the number. */
static gboolean
says_sum (const JbLabeller *labeller, const JbPiece *piece)
{
  static const guint32 words[][2] = { { 0x5408, 0x8BA1 }, { 0x5171, 0x8BA1 }, { 0x603B, 0x8BA1 } };
  const guint32 *c = labeller->chars.c;

  if (piece->start < piece->before + 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (c[piece->start - 2] == words[i][0] && c[piece->start - 1] == words[i][1])
      return TRUE;
  return FALSE;
}

/* 三类, 两项 with nothing behind: points back to what was said. */
static gboolean
points_back (const char *noun)
{
  static const char *const openings[] = { "两", "二", "三", "四", "五", "六", "以上", "上述" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (noun, openings[i]))
      return g_utf8_strlen (noun, -1) <= 4;
  return *noun == '\0';
}

char *
jb_label_summed (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const char *noun)
{
  const GArray *pieces = labeller->clauses.pieces;
  guint at = (guint) (piece - (const JbPiece *) (gconstpointer) pieces->data), n = 0;

  if (piece->listed || !points_back (noun) || !says_sum (labeller, piece))
    return NULL;
  g_autoptr(GString) sum = g_string_new (NULL);
  for (guint k = 1; k <= at && n < MAX_SUMMED; k++, n++)
    {
      const JbMetric *before = g_ptr_array_index (labeller->metrics, labeller->index - k);
      if (before->change != JB_CHANGE_NONE || !g_str_equal (before->base_unit, metric->base_unit) || before->subject == NULL)
        break;
      if (n > 0)
        g_string_prepend (sum, "、");
      g_string_prepend (sum, before->subject);
      if (!g_array_index (pieces, JbPiece, at - k).listed)
        return ++n >= 2 && g_utf8_strlen (sum->str, -1) <= MAX_SUM ? g_string_free (g_steal_pointer (&sum), FALSE) : NULL;
    }
  return NULL;
}

/* ---- the topic ---- */

/* Whether the quotation @from … @to - 1 stands once more before it. */
static gboolean
was_said_before (const JbChars *chars, gsize from, gsize to)
{
  gsize n = to - from;

  for (gsize i = 0; i + n <= from; i++)
    if (chars->c[i] == 0x201C && memcmp (chars->c + i, chars->c + from, n * sizeof *chars->c) == 0)
      return TRUE;
  return FALSE;
}

char *
jb_label_topic (const JbLabeller *labeller, const JbPiece *piece)
{
  const JbChars *chars = &labeller->chars;
  gsize close = 0;

  for (gsize i = MIN (piece->before, 400); i-- > 0;)
    {
      if (chars->c[i] == 0x201D)
        close = i;
      else if (chars->c[i] == 0x201C && close > i + 2 && close - i - 1 <= MAX_TOPIC)
        return was_said_before (chars, i, close + 1) ? jb_label_words_dup (labeller, i + 1, close) : NULL;
    }
  return NULL;
}
