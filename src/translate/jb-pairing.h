/* Sentences of a paragraph that was paired whole, as agencies deliver it:
 *
 *   全年办理案件72件。成功率98%。      "Seventy-two cases were handled in the year. The success rate was 98 percent."
 *   → 全年办理案件72件。 = "Seventy-two cases were handled in the year."      成功率98%。 = "The success rate was 98 percent."
 *
 * By length, with the numbers as anchors. Where two readings are possible, nothing is paired: a wrong pair is worse than
 * none. Source: W. A. Gale, K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993). */
#pragma once

#include "jb-span.h"

#include <glib.h>

/* A paragraph with more sentences on either side is left whole. */
#define JB_PAIRING_MAX_SENTENCES 60

typedef struct
{
  JbSpan source; /* bytes: one sentence */
  JbSpan target; /* bytes: one to three sentences */
} JbSentencePair;

/**
 * jb_pairing_cut:
 * @source: Chinese, valid UTF-8
 * @target: English, valid UTF-8
 *
 * Returns: (transfer full): of #JbSentencePair, in order, of those sentences alone that are certain; empty where @source is one
 *   sentence.
 */
GArray *jb_pairing_cut (const char *source, const char *target);
