/* One number, in digits or in Chinese numerals, without its unit.
 *
 *   "3.5万"        value 3.5, power 4          "二十余万"   value 20, power 4, at least
 *   "1亿2000万"    value 120000000, power 0     "三五百"     value 300, high 500
 *
 * A state machine over folded characters: no backtracking over more than one number. */
#pragma once

#include "jb-chars-private.h"
#include "jb-lexicon-private.h"

#include "jb-decimal.h"

#define JB_NUMBER_ROOM (JB_DECIMAL_MAX_DIGITS + 8)

typedef struct
{
  gsize start, end;            /* characters */
  char  value[JB_NUMBER_ROOM]; /* a decimal */
  char  high[JB_NUMBER_ROOM];  /* "" unless two neighbouring numerals name a range */
  int   power;                 /* of the scale that ends it */
  JbModifier modifier;         /* 余, 多, 来 inside */
  gboolean han;                /* in Chinese numerals throughout */
  gboolean scale_only;         /* 百, 千, 万亿: no digit */
  gboolean digit_string;       /* 二〇二二: numerals read one by one */
  gboolean one_digit;          /* 八: one Chinese digit, nothing else */
  gboolean grouped;            /* thousands were parted */
  guint    n_integer;          /* digits before the point, in digits */
  gboolean fraction;           /* has a point */
  gboolean unread;             /* is a number, but too long or ill-formed */
} JbNumber;

/* Reads the number that begins at @at. Returns: %FALSE where none does. */
gboolean jb_number_read (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number);

/* Whether a number can begin with @c. */
static inline gboolean
jb_number_may_begin (const JbLexicon *lexicon, guint32 c)
{
  return (c >= '0' && c <= '9') || jb_lexicon_numeral (lexicon, c) != JB_NUMERAL_NONE;
}
