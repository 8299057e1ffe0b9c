/* Fuzzy matches: what a memory has that is nearly the same.
 *
 * Sources are compared by characters after folding, each number one placeholder: last year's sentence with this year's
 * figures differs in nothing but its numbers. Candidates come from an index of character pairs; the similarity is
 * 1 − edit distance / length of the longer one. */
#pragma once

#include "jb-translate.h"

#define JB_FUZZY_THRESHOLD 75 /* percent; below it, help costs more than it gives */

typedef struct
{
  const char *source;  /* of the memory; lent */
  const char *target;  /* as the memory has it; lent */
  char *adapted;       /* with the numbers of the query put in; NULL where that cannot be done for certain */
  guint quality;       /* percent: 100 the same text, 99 the same but for numbers, else similarity, at most 98 */
  gboolean machine;
} JbFuzzyMatch;

/**
 * jb_fuzzy_find:
 * @source: Chinese, one sentence
 * @threshold: percent, from 1
 * @lexicon: (nullable): without it, nothing is adapted
 * @match: (out): the best one; clear with jb_fuzzy_match_clear()
 *
 * The index is made at the first call. 1,000 sentences against 100,000 units take under two seconds on one core.
 *
 * Returns: whether there is one; units without a target are no matches.
 */
gboolean jb_fuzzy_find (JbMemory *memory, const char *source, guint threshold, const JbLexicon *lexicon, JbFuzzyMatch *match);

/* Percent, as above; for finding what a unit has become. */
guint jb_fuzzy_similarity (const char *a, const char *b);

/**
 * jb_fuzzy_adapt:
 * @old_source: what @target translates
 * @new_source: the same but for numbers
 * @target: English
 *
 * Puts the numbers of @new_source into @target in the place of those of @old_source, scaled as English writes them
 * (4553.46万元 → 45.5346 million yuan). Only where each differing number of @old_source is found exactly once by its value, or where
 * all numbers stand in the same order on both sides.
 *
 * Returns: (transfer full) (nullable): the English; %NULL where it cannot be done for certain.
 */
char *jb_fuzzy_adapt (const char *old_source, const char *new_source, const char *target, const JbLexicon *lexicon);

void jb_fuzzy_match_clear (JbFuzzyMatch *match);
