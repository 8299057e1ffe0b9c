/* The bilingual check: what was lost, changed or added on the way from Chinese to English.
 *
 *   兑付补助资金4553.46万元。  →  "455.346 million yuan"        number: 45534600 is not 455346000
 *   下降7.57个百分点           →  "down 7.57 percent"           unit: percentage points became percent
 *   及时解决诉求140余项        →  "140 requests"                modifier: at least 140 became exactly 140
 *
 * Numbers are compared by value, whatever their form. It never claims more than it can show: what may be right is not
 * reported. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"
#include "jb-translate.h"

#include <glib.h>

typedef enum { JB_BILINGUAL_ERROR, JB_BILINGUAL_WARNING } JbBilingualVerdict;

/* code: name in JSON, verdict */
#define JB_BILINGUAL_CODES(X)                                                                                          \
  X (NUMBER, "number", ERROR) X (UNIT, "unit", ERROR) X (MODIFIER, "modifier", ERROR) X (DIRECTION, "direction", ERROR) \
  X (SWAPPED, "swapped", ERROR) X (MISSING, "missing", ERROR) X (CHINESE, "chinese", ERROR) X (TERM, "term", ERROR)    \
  X (UNCONFIRMED, "unconfirmed", WARNING) X (LENGTH, "length", WARNING) X (PUNCTUATION, "punctuation", WARNING)        \
  X (REPEATED, "repeated", WARNING) X (SPACE, "space", WARNING) X (LINK, "link", ERROR) X (CONSISTENCY, "consistency", WARNING)
#define JB_BILINGUAL_ENUM(name, json, verdict) JB_BILINGUAL_##name,
typedef enum { JB_BILINGUAL_CODES (JB_BILINGUAL_ENUM) } JbBilingualCode;

typedef struct
{
  JbBilingualCode code;
  guint  sentence;  /* index into the report's sentences; 0 from jb_bilingual_check_pair() */
  gsize  byte;      /* of the report's text (of @source, in a pair): where to look */
  char  *source;    /* the sentence */
  char  *target;    /* its English; NULL where missing */
  char  *stated;    /* what the Chinese says, as "4553.46万元"; NULL where it is not about one thing */
  char  *found;     /* what the English says; NULL: nothing */
  char  *message;   /* "what is wrong: what to do", in English */
} JbBilingualFinding;

/**
 * jb_bilingual_check_pair:
 * @source: Chinese, one sentence
 * @target: (nullable): its English
 * @known: (nullable): the built-in glossary: tells which number belongs to which thing, demands nothing
 * @required: (nullable): glossary whose terms must be used
 *
 * Returns: (transfer full) (element-type JbBilingualFinding): what is wrong, in order of the source; empty: nothing.
 */
GPtrArray *jb_bilingual_check_pair (const char *source, const char *target, const JbLexicon *lexicon,
                                    const JbGlossary *known, const JbGlossary *required);

/**
 * jb_bilingual_check:
 * @known: (nullable): the built-in glossary
 * @required: (nullable): the user's own
 *
 * Checks every sentence of a report. Where no file gave any English, there is nothing to check.
 *
 * Returns: (transfer full) (element-type JbBilingualFinding): in order of the text.
 */
GPtrArray *jb_bilingual_check (const JbReport *report, const JbTranslation *translation, const JbLexicon *lexicon,
                               const JbGlossary *known, const JbGlossary *required);

const char *jb_bilingual_code_name (JbBilingualCode code);
JbBilingualVerdict jb_bilingual_verdict (JbBilingualCode code);

void jb_bilingual_finding_free (JbBilingualFinding *finding);
