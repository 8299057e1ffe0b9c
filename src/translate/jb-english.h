/* Numbers in English sentences, as official reports write them.
 *
 *   "more than 1,400 people"             1400, at least
 *   "45.5346 million yuan"               45534600, money
 *   "down 7.57 percentage points"        7.57, points
 *   "between one and three million"      1000000 to 3000000
 *   "two-thirds", "doubled", "a dozen"   2/3, 2, 12
 *
 * What only looks like a quantity (dates, ordinals, numbers in names) is read too, and told apart by its kind. */
#pragma once

#include "jb-metric.h"
#include "jb-span.h"

#include <glib.h>

typedef enum
{
  JB_ENGLISH_PLAIN,
  JB_ENGLISH_PERCENT,
  JB_ENGLISH_PER_MILLE,
  JB_ENGLISH_POINTS,    /* percentage points */
  JB_ENGLISH_MONEY,
  JB_ENGLISH_TIMES,     /* "twofold", "doubled", "3 times" */
  JB_ENGLISH_RATIO,     /* "2.5:36.7:60.7", "two-thirds" */
  JB_ENGLISH_DATE,      /* a year, or a day beside its month */
  JB_ENGLISH_ORDINAL,   /* "first", "14th" */
  JB_ENGLISH_NAME       /* "No. 54", "G20", "(1)" at the beginning */
} JbEnglishKind;

typedef struct
{
  JbSpan span;       /* bytes: modifier, number and unit words */
  JbSpan number;     /* bytes: digits or number words, with scale words */
  char  *value;      /* decimal with million and the like applied; a fraction as "2/3"; a ratio as written */
  char  *value_high; /* of a range; else NULL */
  int    last_place; /* power of ten of the last digit written: 5.33 million → 4 */
  JbEnglishKind kind;
  JbModifier modifier;
  gboolean soft;     /* a word that is often no quantity: "one", "half", "double" */
  gboolean words;    /* written in words */
} JbEnglishNumber;

/* Reads all numbers of @text (valid UTF-8) in order. Returns: (transfer full): of #JbEnglishNumber, may be empty. */
GArray *jb_english_numbers (const char *text);

/* Whether a number may render @base_unit: 12 percent is not 12 percentage points. */
gboolean jb_english_kind_fits (JbEnglishKind kind, JbDimension dimension);

/**
 * jb_english_print:
 * @value: a decimal
 * @words: whether a whole number below ten is written in words
 *
 * As official English writes it: "1,400", "45.5346 million", "2.351 billion"; nothing is rounded.
 *
 * Returns: (transfer full)
 */
char *jb_english_print (const char *value, gboolean words);
