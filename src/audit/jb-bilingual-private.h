/* What the parts of the bilingual check share: one pair under check. */
#pragma once

#include "jb-bilingual.h"

typedef struct
{
  const char *text;      /* the report's, or the source itself */
  JbSpan      span;      /* of the source in it */
  const char *target;
  guint       sentence;
  const JbLexicon  *lexicon;
  const JbGlossary *known, *required;
  GPtrArray  *findings;
  gboolean    in_wan, in_yi; /* a row of a table whose head counts in 万, in 亿 */
  int         year;      /* of the report; 0: not known */
} JbPair;

/* @stated: (nullable): bytes of the text that it is about; @found: (nullable). */
void jb_pair_add (const JbPair *pair, JbBilingualCode code, const JbSpan *stated, const char *found, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

void jb_pair_check_numbers (const JbPair *pair);
void jb_pair_check_text (const JbPair *pair);
