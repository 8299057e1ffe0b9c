/* The translator's work: out as XLIFF 1.2, PO or TMX, and told what became of it when it comes back.
 *
 * One unit a sentence (headings are sentences too), then one a label and one a chart title. An id is a hash of kind,
 * source, section and count of equal ones before it: the same sentence keeps its id when others change around it. */
#pragma once

#include "jb-fuzzy.h"
#include "jb-translate.h"

typedef enum { JB_EXCHANGE_SENTENCE, JB_EXCHANGE_HEADING, JB_EXCHANGE_LABEL, JB_EXCHANGE_TITLE } JbExchangeKind;

typedef struct
{
  char *id;          /* "jb-3f2a9c…" */
  JbExchangeKind kind;
  char *source;
  char *target;      /* NULL: missing */
  JbTargetState state;
  gboolean machine;
  gboolean cut;      /* a sentence of a paragraph that a memory pairs whole */
  guint section;     /* index into the sections */
  char *section_id;  /* "1.2" */
  guint line;        /* of the report; 0: none */
  char *terms;       /* "法治政府 = law-based government; …"; NULL: none */
  char *match_source, *match_target; /* of the fuzzy match; NULL: none */
  guint match_quality;               /* percent */
} JbExchangeUnit;

typedef struct
{
  char      *original; /* name of the report */
  GPtrArray *units;    /* of JbExchangeUnit */
  GPtrArray *headings; /* of char *: one a section, "一、工作开展情况" */
} JbExchange;

typedef enum { JB_EXCHANGE_XLIFF, JB_EXCHANGE_PO, JB_EXCHANGE_TMX } JbExchangeFormat;

/**
 * jb_exchange_new:
 * @original: name of the report's file
 * @metrics: (nullable): their labels become units
 * @titles: (nullable): NULL-terminated, chart titles
 * @memory: (nullable): exact and fuzzy matches
 * @lexicon: (nullable): without it, numbers of fuzzy matches are not replaced
 * @threshold: percent, for fuzzy matches; 0: none
 */
JbExchange *jb_exchange_new (const JbReport *report, const char *original, const GPtrArray *metrics,
                             const char *const *titles, JbMemory *memory, const JbGlossary *glossary,
                             const JbLexicon *lexicon, guint threshold);

/* Told by the file's ending: .xlf .xliff, .po, .tmx. Returns: %FALSE with %JB_ERROR_USAGE. */
gboolean jb_exchange_format_of_path (const char *path, JbExchangeFormat *format, GError **error);

typedef enum
{
  JB_EXCHANGE_PLAIN = 0,
  JB_EXCHANGE_PREFILL = 1 << 0 /* XLIFF: a missing target holds the source, as OmegaT 3 wants it */
} JbExchangeFlags;

/* Only confirmed pairs go into a TMX. No time of writing goes into any: the same units give the same bytes.
 * Source: XLIFF 1.2 (OASIS, 2008); TMX 1.4b; GNU gettext manual, "PO Files". Returns: (transfer full) */
GString *jb_exchange_print (const JbExchange *exchange, JbExchangeFormat format, JbExchangeFlags flags);

/**
 * jb_exchange_report_use:
 * @file: of the report, for the diagnostics
 *
 * Tells of sentences without English, of units of an exchange file whose source has changed since (stale), and of those
 * that nothing in the report uses. Units without one of our ids (a general memory's) may be unused.
 */
void jb_exchange_report_use (const JbExchange *exchange, const JbMemory *memory, const char *file, GPtrArray *diagnostics);

typedef enum { JB_USE_STALE, JB_USE_UNUSED } JbUseKind;

/* A unit of an exchange file that came back and was not taken. */
typedef struct
{
  JbUseKind kind;
  char  *file;     /* the exchange file */
  guint  line;     /* in it, of the unit; 0: not known */
  char  *id;
  char  *source;   /* what it translated */
  char  *target;
  int    sentence; /* of the report: what its source has become; -1: nothing is like it */
} JbUse;

/**
 * jb_translation_unused:
 * @translation: made with @memory
 *
 * Looks at units with one of our ids alone, and at none of a TMX: a memory may hold what this report does not need.
 *
 * Returns: (transfer full): of #JbUse, in order of the files.
 */
GPtrArray *jb_translation_unused (const JbReport *report, const JbTranslation *translation, const JbMemory *memory);

/* "the source of unit jb-3f2a has changed since: …". Returns: (transfer full) */
char *jb_use_message (const JbUse *use, const JbReport *report);
void jb_use_free (JbUse *use);

/* At most so many sentences without English are told one by one. */
#define JB_USE_MAX_MISSING 20

/**
 * jb_translation_report_use:
 * @file: of the report, for the diagnostics
 *
 * As jb_exchange_report_use(), of a translation that is to be printed.
 */
void jb_translation_report_use (const JbReport *report, const JbTranslation *translation, const JbMemory *memory,
                                const char *file, GPtrArray *diagnostics);

/* The id that a sentence's unit has; @n_before: equal sentences before it in the section. (transfer full) */
char *jb_exchange_id (JbExchangeKind kind, const char *section_heading, const char *source, guint n_before);

void jb_exchange_free (JbExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbExchange, jb_exchange_free)
