/* The words of the alignment, and what it knows of one metric. */
#pragma once

#include "jb-align.h"

typedef struct _JbAlignWords JbAlignWords;

/* @error: (nullable). Loaded once for the process. (transfer none) (nullable) */
const JbAlignWords *jb_align_words_get (GError **error);

/* @text folded: full-width forms, quotation marks, blanks, digits and "（2）" out, words as the table says. (transfer full) */
char *jb_align_fold (const JbAlignWords *words, const char *text, gssize length);
/* (transfer none) */
const char *jb_align_unit (const JbAlignWords *words, const char *unit);

/* Pairs of neighbouring characters of a text as sorted numbers, each once. (transfer full) (element-type guint64) */
GArray *jb_align_grams (const char *folded);
/* Dice's coefficient, 0 to 1; 0 where either is empty. */
double jb_align_dice (const GArray *a, const GArray *b);
/* Share of the smaller one that the other holds. */
double jb_align_inclusion (const GArray *a, const GArray *b);
