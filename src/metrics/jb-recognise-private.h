/* Which of the quantities of a paragraph are metrics, and why the others are not. */
#pragma once

#include "jb-reading-private.h"

typedef struct
{
  JbReading   reading;
  const char *reason;    /* NULL: a metric */
  gsize       name_end;  /* of a name: where it ends */
  JbDimension dimension; /* of a bare number that a word measures */
  gboolean    measured;  /* dimension is set */
  gboolean    listed;    /* its unit was taken from a later member of its list */
} JbCandidate;

/* What covers a character: found in one pass before the reading. */
typedef enum
{
  JB_COVER_NONE,
  JB_COVER_TITLE,     /* in 《》 */
  JB_COVER_QUOTE,     /* in a short quotation */
  JB_COVER_ENUMERATOR /* the number of a heading or an item */
} JbCover;

typedef struct
{
  const JbLexicon *lexicon;
  const JbChars   *chars;
  GByteArray      *cover; /* of #JbCover, one for each character */
  GArray          *candidates; /* of #JbCandidate */
} JbRecogniser;

/* Marks titles and short quotations in @recogniser->cover; what is marked already is kept. */
void jb_cover_marks (JbRecogniser *recogniser);

/* Fills @recogniser->candidates, in order. */
void jb_recognise (JbRecogniser *recogniser);

/* What a candidate that is a metric says of change. @previous: the metric before it in the same list, or NULL.
 * @basis: (out) (transfer full) (nullable). */
JbChange jb_change_of (const JbRecogniser *recogniser, const JbCandidate *candidate, const char *text, char **basis);

/* Whether only list separators stand between @from and @to. */
gboolean jb_is_list_gap (const JbChars *chars, gsize from, gsize to);
