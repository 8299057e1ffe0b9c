/* The English of a report: pairs of sentences from translation memories, labels and headings from the glossary.
 * Jianbao does not translate: what nobody gave is missing, and says so. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"

#include <glib.h>

typedef enum
{
  JB_TARGET_MISSING,    /* no English; text is NULL */
  JB_TARGET_TRANSLATED, /* a person's, from the file */
  JB_TARGET_FUZZY,      /* in the file, but marked as unconfirmed */
  JB_TARGET_GLOSSARY    /* composed wholly of checked terms */
} JbTargetState;

typedef struct
{
  char         *text;  /* English, UTF-8; NULL where missing */
  JbTargetState state;
  gboolean      machine; /* a program's, not a person's; its state is FUZZY until somebody confirms it */
  gboolean      cut;     /* a sentence of a paragraph that the file pairs whole */
} JbTarget;

/* A translation memory: pairs of source and target, several files in one. The newest of several targets wins. */
typedef struct _JbMemory JbMemory;

JbMemory *jb_memory_new (void);

/**
 * jb_memory_new_over:
 * @base: borrowed, outlives the result; it gets no more files
 *
 * A memory of few units over one of many: the same answers as one with the files of @base and then its own, at the cost of
 * its own alone. Only its own units are counted, matched fuzzily, and told of where they are of no use.
 */
JbMemory *jb_memory_new_over (const JbMemory *base);

/**
 * jb_memory_add_file:
 * @path: TMX 1.4, XLIFF 1.2 or 2.x, or gettext PO, told by content
 * @diagnostics: (nullable): units without Chinese or English, empty ones
 *
 * A unit of several sentences also gives those of its sentences whose English is certain (jb-pairing.h); what a file pairs
 * by itself goes before them. Source: TMX 1.4b; XLIFF 1.2, 2.1; GNU gettext. XML is read as a stream, without network, entities or DTD.
 *
 * Returns: %FALSE with %JB_ERROR_FORMAT (`file:line: …`), %JB_ERROR_UNSUPPORTED, or the error of the reading.
 */
gboolean jb_memory_add_file (JbMemory *memory, const char *path, GPtrArray *diagnostics, GError **error);
guint jb_memory_get_size (const JbMemory *memory);

/* Exact match after folding of blanks and of full and half width. Returns: (transfer none) (nullable). */
const JbTarget *jb_memory_lookup (const JbMemory *memory, const char *source);

void jb_memory_free (JbMemory *memory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbMemory, jb_memory_free)

/* A glossary: zh, en, domain, note; longest match wins. */
typedef struct _JbGlossary JbGlossary;

/* @folder: (nullable): %NULL for assets/glossary. All its .tsv files are read, in order of name. */
JbGlossary *jb_glossary_load (const char *folder, GError **error);
/* TSV (zh, en, domain, note; the last two may be left out) or TBX, told by content. Terms of a later file go first. */
gboolean jb_glossary_add_file (JbGlossary *glossary, const char *path, GError **error);

/* The term itself. Returns: (transfer none) (nullable). */
const char *jb_glossary_lookup (const JbGlossary *glossary, const char *zh);

/* The longest term that @text begins with, as it stands in its file; @length: (out): its bytes. (transfer none) (nullable) */
const char *jb_glossary_longest (const JbGlossary *glossary, const char *text, gsize *length);

/* A glossary without any term, for a user's own files alone. */
JbGlossary *jb_glossary_new_empty (void);

/* A noun phrase wholly made of terms, in sentence case: 法律援助案件 → "Legal aid cases". Never half-translated.
 * Returns: (transfer full) (nullable). */
char *jb_glossary_compose (const JbGlossary *glossary, const char *zh);

/* A heading, its number taken off: 优化营商环境 → "Improving the business environment". Less is composed than of a label: a
 * heading that is no list of things, and whose verb is not known, has no English. (transfer full) (nullable). */
char *jb_glossary_heading (const JbGlossary *glossary, const char *zh);

/* The same for a metric's label: with its count noun and verb ("Legal aid cases accepted"). (transfer full) (nullable). */
char *jb_glossary_label (const JbGlossary *glossary, const JbMetric *metric);

/* A unit in English for @base_unit as counted after a number: 件 of 案件 → "cases", % → "%", CNY → "yuan". (transfer none)
 * (nullable): NULL where English has no counter (the noun is counted). */
const char *jb_glossary_unit (const JbGlossary *glossary, const char *base_unit, const char *label_zh);

void jb_glossary_free (JbGlossary *glossary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbGlossary, jb_glossary_free)

/* A number in an English sentence, and the metric that it renders. */
typedef struct
{
  JbSpan span;   /* bytes of the target: number, unit words and "more than", "at least" included */
  guint  metric; /* index into the metrics */
} JbNumberLink;

/* What belongs to one report; arrays parallel to the report's. */
typedef struct
{
  GArray *sentences; /* of JbTarget, one a sentence */
  GArray *headings;  /* of JbTarget, one a section, without its number; run-in headings too */
  GArray *labels;    /* of JbTarget, one a metric */
  GPtrArray *links;  /* of GArray of JbNumberLink, one a sentence, in order of the target; never NULL inside */
  guint n_translated, n_fuzzy, n_missing; /* of sentences; headings that stand alone included */
  guint n_machine;   /* of sentences: those of @n_fuzzy and @n_translated that a program made */
  gboolean supplied; /* at least one sentence has a target from a file */
} JbTranslation;

/**
 * jb_translation_new:
 * @memory: (nullable): none given
 * @metrics: (nullable): of #JbMetric; labels and links are empty without
 *
 * Pairs every sentence, heading and label with its English. A heading that stands in the memory with its number
 * ("一、工作开展情况" → "I. Work Carried Out") gives the English without the number.
 */
JbTranslation *jb_translation_new (const JbReport *report, const GPtrArray *metrics, const JbMemory *memory,
                                   const JbGlossary *glossary);

void jb_translation_free (JbTranslation *translation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbTranslation, jb_translation_free)
