/* The tables of assets/lexicon in memory, for the reading of quantities and labels. */
#pragma once

#include "jb-metric.h"
#include "jb-trie-private.h"

typedef enum
{
  JB_UNIT_DATE = 1 << 0,    /* 月, 日: a number with it is a date */
  JB_UNIT_CODE = 1 << 1,    /* 号 */
  JB_UNIT_AGE = 1 << 2,     /* 岁, 周年 */
  JB_UNIT_ORDINAL = 1 << 3, /* 级, 届 */
  JB_UNIT_SPAN = 1 << 4,    /* 年, 个月: a metric only where it is measured */
  JB_UNIT_SERIES = 1 << 5,  /* 期: ordinal after a Chinese numeral */
  JB_UNIT_DIGITS = 1 << 6,  /* 县: only after digits */
  JB_UNIT_SPEC = 1 << 7,    /* 千伏: a rating in a name */
  JB_UNIT_NOUN = 1 << 8,    /* 金: what is counted, not in the span */
  JB_UNIT_TENTHS = 1 << 9,  /* 成 */
  JB_UNIT_PIECE = 1 << 10,  /* 块 */
  JB_UNIT_POINT = 1 << 11,  /* 点 */
  JB_UNIT_WORD = 1 << 12    /* 方面: a word, no unit */
} JbUnitFlags;

typedef struct
{
  char *unit;
  char *base;
  int   power;
  JbDimension dimension;
  guint flags; /* of #JbUnitFlags */
  guint n_chars;
} JbUnit;

typedef enum
{
  JB_NUMERAL_NONE,
  JB_NUMERAL_DIGIT,
  JB_NUMERAL_FORMAL,
  JB_NUMERAL_TENS,
  JB_NUMERAL_MULTIPLIER,
  JB_NUMERAL_FORMAL_MULTIPLIER,
  JB_NUMERAL_SCALE
} JbNumeralKind;

/* What a word before a number says of it. */
typedef enum
{
  JB_CHANGE_WORD_INCREASE,
  JB_CHANGE_WORD_DECREASE,
  JB_CHANGE_WORD_ABOVE,
  JB_CHANGE_WORD_BELOW,
  JB_CHANGE_WORD_LEVEL,
  JB_CHANGE_WORD_RATE,
  JB_CHANGE_WORD_NONE,
  JB_CHANGE_WORD_BASIS
} JbChangeWordKind;

typedef enum
{
  JB_REACH_TOUCH,
  JB_REACH_POINTS, /* of percentages and points: their object may stand between */
  JB_REACH_OBJECT
} JbReach;

typedef struct
{
  JbChangeWordKind kind;
  JbReach reach;
} JbChangeWord;

/* A word beside a number that makes it no metric. */
typedef struct
{
  char       *which;  /* as the head of not-metrics.tsv says */
  const char *reason; /* interned */
  guint32     next;   /* next rule of the same word, or JB_TRIE_NONE */
} JbRefusal;

struct _JbLabelWords; /* jb-label-words-private.h */

struct _JbLexicon
{
  struct _JbLabelWords *labels;
  GArray *units; /* of JbUnit */
  JbTrie *unit_trie;
  guint8  numeral_kind[0x10000]; /* of #JbNumeralKind */
  guint8  numeral_value[0x10000];
  JbTrie *modifier_before; /* backwards; numbers are JbModifier, 4: none */
  JbTrie *modifier_inner;
  JbTrie *modifier_after;
  JbTrie *modifier_behind;
  GArray *change_words; /* of JbChangeWord */
  JbTrie *change_forwards;
  JbTrie *change_backwards;
  GPtrArray *name_reasons; /* of interned const char* */
  JbTrie *names;
  GArray *refusals; /* of JbRefusal */
  JbTrie *refuse_before; /* backwards */
  JbTrie *refuse_after;
  JbTrie *refuse_within; /* behind 以上, 以下 */
  JbTrie *count_before; /* backwards: words that make a small Chinese number a count */
  JbTrie *break_verbs;  /* verbs that end the reach of a change word */
  JbTrie *span_before;  /* backwards: words that say that a length of time is measured */
  JbTrie *aged;         /* backwards: what is measured in years (寿命) */
  JbTrie *concrete;     /* measure words that count also in small Chinese numbers */
  JbTrie *bare_before;  /* backwards: nouns that a bare number measures; numbers are JbDimension */
};

#define JB_MODIFIER_WORD_NONE 4u

static inline const JbUnit *
jb_lexicon_unit (const JbLexicon *lexicon, guint32 i)
{
  return &g_array_index (lexicon->units, JbUnit, i);
}

static inline JbNumeralKind
jb_lexicon_numeral (const JbLexicon *lexicon, guint32 c)
{
  return c < 0x10000 ? (JbNumeralKind) lexicon->numeral_kind[c] : JB_NUMERAL_NONE;
}

