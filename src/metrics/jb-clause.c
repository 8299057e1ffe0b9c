#include "jb-clause-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_INNER_BRACKET 12 /* characters */

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
          guint32 start = g_array_index (open, guint32, open->len - 1);
          g_array_index (clauses->match, guint32, i) = start + 1;
          g_array_index (clauses->match, guint32, start) = i - start <= MAX_INNER_BRACKET ? at + 1 : 0;
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

/* A bracket that holds a number parts the clause. */
static void
part_bracket (JbClauses *clauses, const JbPiece *piece)
{
  for (gsize i = piece->start, n = 0; i-- > 0 && n < MAX_INNER_BRACKET; n++)
    if (clauses->chars->c[i] == '(')
      g_array_index (clauses->match, guint32, i) = 0;
}

/* 建设(站)工作推进会: a short bracket with words on both sides of it. Returns: where it ends; @at where it parts. */
static gsize
inner_bracket_end (const JbClauses *clauses, gsize at, gsize limit)
{
  gsize end = clauses->chars->c[at] == '(' ? g_array_index (clauses->match, guint32, at) : 0;

  return end > at && end < limit && at > 0 && jb_han_is (clauses->chars->c[at - 1]) && jb_han_is (clauses->chars->c[end]) ? end : at;
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

  while (i < limit)
    {
      gsize inner = inner_bracket_end (clauses, i, limit);
      if (inner == i && clauses->cover->data[i] == 0
          && (is_mark_at (clauses->chars, i) || clauses->chars->c[i] == '(' || clauses->chars->c[i] == ')'))
        break;
      i = MAX (inner, i + 1);
    }
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
    {
      uncover (clauses, &g_array_index (clauses->pieces, JbPiece, k));
      part_bracket (clauses, &g_array_index (clauses->pieces, JbPiece, k));
    }
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
