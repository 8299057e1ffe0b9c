/* Titles and short quotations: what stands in them is a name, not a measure. */
#include "jb-recognise-private.h"

#define LONGEST_QUOTE 24 /* characters; a longer quotation is running text */
#define LONGEST_TITLE 200

/* The mark that closes @c; 0: @c opens nothing. */
static guint32
closing_of (guint32 c)
{
  switch (c)
    {
    case 0x300A: /* 《 */
      return 0x300B;
    case 0x3008: /* 〈 */
      return 0x3009;
    case 0x201C: /* “ */
      return 0x201D;
    case 0x300C: /* 「 */
      return 0x300D;
    case 0x300E: /* 『 */
      return 0x300F;
    case '"':
      return '"';
    default:
      return 0;
    }
}

static gboolean
is_title_mark (guint32 c)
{
  return c == 0x300A || c == 0x3008;
}

/* Index of the mark that closes the one at @at; 0: none near enough. Nested titles are counted. */
static gsize
find_closing (const JbChars *chars, gsize at)
{
  guint32 open = chars->c[at], close = closing_of (open);
  gsize limit = MIN (chars->n, at + 1 + (is_title_mark (open) ? LONGEST_TITLE : LONGEST_QUOTE));
  guint depth = 1;

  for (gsize i = at + 1; i < limit; i++)
    {
      guint32 c = chars->c[i];
      if (c == close && --depth == 0)
        return i;
      if (c == open && open != close)
        depth++;
      if (c == 0x3002 && !is_title_mark (open)) /* a sentence ends: no name */
        return 0;
    }
  return 0;
}

void
jb_cover_marks (JbRecogniser *recogniser)
{
  const JbChars *chars = recogniser->chars;
  guint8 *cover = recogniser->cover->data;

  for (gsize i = 0; i < chars->n; i++)
    {
      if (closing_of (chars->c[i]) == 0)
        continue;
      gsize end = find_closing (chars, i);
      if (end == 0)
        continue;
      guint8 kind = is_title_mark (chars->c[i]) ? JB_COVER_TITLE : JB_COVER_QUOTE;
      for (gsize k = i; k <= end; k++)
        if (cover[k] == JB_COVER_NONE)
          cover[k] = kind;
      i = end;
    }
}
