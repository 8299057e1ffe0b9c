/* A quantity as it was read off the characters, before anything asks whether it is a metric. */
#pragma once

#include "jb-number-private.h"
#include "jb-quantity.h"

typedef enum
{
  JB_READING_PLAIN,   /* number and unit, or a bare number */
  JB_READING_RATIO,   /* 2.5:36.7:60.7; low.value holds the text */
  JB_READING_PART,    /* 三分之二, 一半, 1/3 */
  JB_READING_FOLD,    /* 翻一番 */
  JB_READING_PER,     /* 8.6/10万 */
  JB_READING_CLOCK,   /* 8:30 */
  JB_READING_UNREAD
} JbReadingKind;

typedef struct
{
  JbReadingKind kind;
  gsize start, end;        /* characters, with modifiers */
  gsize core, core_end;    /* without them */
  gsize number_end;        /* of the last number */
  gsize unit_start, unit_end;
  JbNumber low, high;
  gboolean range;
  const JbUnit *unit;      /* NULL: bare */
  const JbUnit *low_unit;  /* of the first number of a range, where it has its own; else NULL */
  const char *symbol_base; /* of ¥, $; else NULL */
  const char *prefix_base; /* "%", "‰" of 百分之; else NULL */
  gsize per_start;         /* where /亩 begins; 0: none */
  gboolean times;          /* 次 was added to a measure word */
  gboolean negative;
  gboolean suffix;         /* a modifier stands after it */
  JbModifier modifier;
} JbReading;

/* Reads the quantity whose number, sign or 百分之 begins at @at. Modifiers before it are looked for down to @floor.
 * Returns: %FALSE where no quantity begins. */
gboolean jb_reading_read (const JbLexicon *lexicon, const JbChars *chars, gsize at, gsize floor, JbReading *reading);

/* Whether a quantity may begin with @c: cheap, for skipping. */
gboolean jb_reading_may_begin (const JbLexicon *lexicon, guint32 c);

/* Fills @quantity's fields (all newly allocated). @text: what @chars was read from. */
void jb_reading_fill (const JbReading *reading, const JbChars *chars, const char *text, JbQuantity *quantity);

/* Takes the unit of @from, a later member of the list (0.7、1.0和1.1个百分点): the span is not changed. */
void jb_reading_inherit (JbReading *reading, const JbReading *from);
