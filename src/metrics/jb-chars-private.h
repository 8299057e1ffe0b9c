/* A piece of text as its code points, folded for reading: full-width forms as half-width ones, blanks, line ends and
 * zero-width characters left out, but remembered.
 *
 *   "４.27 ⏎万人"  →  '4' '.' '2' '7' '万' '人', with a gap before 万
 *
 * Only punctuation that means something else in its full width keeps it: ，：；。 */
#pragma once

#include "jb-han.h"
#include "jb-span.h"

#include <glib.h>

typedef enum
{
  JB_GAP_NONE = 0,
  JB_GAP_BLANK = 1, /* one or more blanks */
  JB_GAP_LINE = 2,  /* a line end */
  JB_GAP_TAB = 4
} JbGap;

typedef struct
{
  guint32 *c;    /* folded */
  guint32 *byte; /* offset in the text of the code point's first byte; n + 1 of them */
  guint32 *end;  /* offset one past its last byte */
  guint8  *gap;  /* of #JbGap, what was left out before it */
  gsize    n;
  gsize    room;
} JbChars;

/* What the reading makes of one code point. */
guint32 jb_chars_fold (guint32 c);

/* Reads @text[@span.start … @span.end) into @chars, whose memory is used again. @text is valid UTF-8 below 4 GB. */
void jb_chars_read (JbChars *chars, const char *text, JbSpan span);

void jb_chars_clear (JbChars *chars);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JbChars, jb_chars_clear)

/* The character at @i; 0 behind the last. */
static inline guint32
jb_chars_at (const JbChars *chars, gsize i)
{
  return i < chars->n ? chars->c[i] : 0;
}

static inline gboolean
jb_is_digit (guint32 c)
{
  return c >= '0' && c <= '9';
}

static inline gboolean
jb_is_latin (guint32 c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Span of @chars[@from … @to), @to > @from. */
static inline JbSpan
jb_chars_span (const JbChars *chars, gsize from, gsize to)
{
  return (JbSpan) { chars->byte[from], chars->end[to - 1] };
}
