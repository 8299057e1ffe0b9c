/* The inside of a glossary, for composition. */
#pragma once

#include "jb-translate.h"

/* What a term may be in a label; told by its domain. */
typedef enum
{
  JB_TERM_NOUN,       /* any domain that is none of these */
  JB_TERM_VERB,       /* "verb": participle; action noun. "accepted; acceptance" */
  JB_TERM_MODIFIER,   /* "modifier": stands before its noun. May be empty: it is dropped */
  JB_TERM_AFTER,      /* "after": stands behind its noun. "above the designated size" */
  JB_TERM_HEAD,       /* "head": pattern for a noun; pattern for a clause. "~ rate; ~ing rate of ~s" */
  JB_TERM_HEAD_MODIFIER, /* "head-modifier": goes to the head. "year-on-year" */
  JB_TERM_ADVERB,     /* "adverb": goes to the participle. "successfully" */
  JB_TERM_FUNCTION,   /* "function": 的, 和, 占 */
  JB_TERM_HEADING,      /* "heading": a whole heading */
  JB_TERM_HEADING_VERB, /* "heading-verb": what a heading begins with */
  JB_TERM_LABEL,      /* "label": a whole label, never composed with */
  JB_TERM_PHRASE      /* "action", "trend", "unit", "quantity": looked up whole, never composed with */
} JbTermKind;

/* All texts are the glossary's. */
typedef struct _JbTerm JbTerm;
struct _JbTerm
{
  const char *zh;
  const char *en;     /* first rendering, without what stands in brackets */
  const char *second; /* second rendering; NULL: none */
  const char *third;  /* of a verb: present participle where people do it: "receiving"; NULL: none */
  const char *toward; /* of a verb: before whom things are sent to: "referred to"; NULL: none */
  const char *full;   /* as it stands in the file */
  const char *domain;
  const char *note;
  JbTermKind kind;
  gboolean silent; /* a verb that adds nothing to a label on its own: 梳理, 实现 */
  JbTerm *next;    /* another term of the same zh */
};

struct _JbGlossary
{
  GHashTable   *terms;    /* zh → JbTerm, first of a list; keys are the term's */
  guint64      *lengths;  /* by the low 16 bits of the first code point: bit n set: a term of n code points begins with it */
  GPtrArray    *buffers;  /* of char *: files, their columns parted in place */
  GPtrArray    *blocks;   /* of JbTerm *: arrays of terms */
  guint         n_in_block;
  GStringChunk *strings;  /* what stands in no file as it is needed */
  GHashTable   *nouns;    /* English word → plural; "-": has none; "=": stays plural before a noun */
  GHashTable   *singular; /* the other way, of the irregular ones */
  GHashTable   *prepositions; /* English noun → preposition, where it is not "of" */
  GHashTable   *wholes;   /* English nouns of which there is one: "budget", "plan"; set */
  GHashTable   *made_for; /* English nouns that say before them what they are for: "opinion", "plan"; set */
  GHashTable   *nominal;  /* Chinese verbs that are nouns behind an adjective: 运营 of 乡村运营人才; set */
  GHashTable   *people_by; /* English noun → how people stand to it: "screening" → "undergoing" */
  GPtrArray    *units;    /* of JbUnitWord */
  GPtrArray    *measures; /* of JbMeasureWord */
};

typedef struct
{
  char *unit;  /* base unit */
  char *label; /* the label must contain this; "": any */
  char *en;    /* plural; "": English has no counter */
} JbUnitWord;

/* A unit that may stand in a label as a word: 15分钟. */
typedef struct
{
  char *zh;
  char *one;     /* "minute" */
  char *many;    /* "minutes" */
  gboolean aged; /* years of age */
} JbMeasureWord;

/* Adds one term; a later one of the same zh goes before the earlier ones. @note and @domain may be "". */
void jb_glossary_add_term (JbGlossary *glossary, const char *zh, const char *en, const char *domain, const char *note);

/* Adds the terms of a TBX file. */
gboolean jb_glossary_add_tbx (JbGlossary *glossary, const char *path, GError **error);

/* The first term of @length bytes at @zh, or NULL. */
const JbTerm *jb_glossary_get (const JbGlossary *glossary, const char *zh, gsize length);

/* Bits of the lengths (in code points) of the terms that begin with @c. */
guint64 jb_glossary_lengths (const JbGlossary *glossary, gunichar c);

/* "administrative reconsideration case" → "… cases"; words that have no plural stay. (transfer full) */
char *jb_noun_plural (const JbGlossary *glossary, const char *phrase);

/* As it stands before another noun: "market entities" → "market entity"; "services" stays. (transfer full) */
char *jb_noun_attributive (const JbGlossary *glossary, const char *phrase);

/* Whether @phrase says already what was done: "cases handled", "problems found in audits". */
gboolean jb_noun_has_participle (const char *phrase);

/* The preposition between @noun and what it is about: "opinion" → "on". Lent; "of" where the list has none. */
const char *jb_noun_preposition (const JbGlossary *glossary, const char *noun);

/* How people stand to what @noun names: "screening" → "undergoing". Lent; %NULL where the list has none. */
const char *jb_noun_people (const JbGlossary *glossary, const char *noun);

/* Whether @phrase has a preposition in it, so that nothing can follow it as its noun. */
gboolean jb_noun_is_complex (const char *phrase);

/* Whether @phrase is a rate or a share, which nothing can be done to and nothing is a share of. */
gboolean jb_noun_is_rate (const char *phrase);

/* Whether the head of @phrase is an amount already: "area of land", "tea output". */
gboolean jb_noun_is_amount (const char *phrase);
