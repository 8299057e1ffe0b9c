/* The numbers of one pair under check: which of the Chinese is which of the English. */
#pragma once

#include "jb-bilingual-private.h"

#include "jb-english.h"
#include "jb-quantity.h"

#define NONE G_MAXUINT

typedef struct
{
  const JbQuantity *quantity;
  gboolean required; /* must stand in the English: a figure, not a numeral that may be an idiom */
  gboolean name;     /* glued to letters, or numbers the sentence */
  guint    number;   /* of the English; NONE */
  gboolean in_words; /* a month by its name */
  gboolean in_range; /* one end of a range of the English */
} Stated;

typedef struct
{
  const JbPair *pair;
  GPtrArray *quantities;
  GArray    *stated;  /* of Stated */
  GArray    *numbers; /* of JbEnglishNumber */
  guint8    *taken;   /* one byte a number */
} Check;

/* Whether it is a year, a month, a day. */
gboolean check_is_date (const JbQuantity *quantity);

/* Whether @number renders @quantity in another unit: 亩 as hectares. */
gboolean check_fits_converted (const JbEnglishNumber *number, const JbQuantity *quantity);

/* Whether one of @words (lower case, NULL-terminated) stands in @text, as a whole word. */
gboolean check_has_any_word (const char *text, const char *const *words);

/* The @n-th English number with its unit and modifier, as written. (transfer full) */
char *check_number_text (const Check *check, guint n);

/* 12月, where the English says December. */
gboolean check_is_month_in_words (const Check *check, const JbQuantity *quantity);

/* Whether the English says @quantity, which no figure renders, in some other way; takes the figures that it says it with. */
gboolean check_is_said_otherwise (Check *check, const JbQuantity *quantity);

/* Whether @number is a year that the Chinese says in words: 今年; or the name: 十四五. */
gboolean check_is_explained_year (const JbPair *pair, const JbEnglishNumber *number);

/* What is wrong with a number that was found: its unit, its modifier, its direction. */
void check_matched (const Check *check, const Stated *stated);

/* Numbers that have changed places. */
void check_swapped (const Check *check);
