/* The words that the reading of labels goes by: verbs.tsv, label-words.tsv, label-units.tsv in memory. */
#pragma once

#include "jb-trie-private.h"

typedef enum
{
  JB_VERB_WEAK,  /* a verb only where a clause begins with it */
  JB_VERB_STRONG,
  JB_VERB_LIGHT, /* says only that it is so: 实现, 完成 */
  JB_VERB_NOUN   /* begins like one, but is a noun: 就业困难人员 */
} JbVerbKind;

typedef struct _JbLabelWords JbLabelWords;

/* A number in the tries of leads, of stops and of tails. */
#define JB_LABEL_WORD_KEEP 0u /* looks like one, but is part of the noun */
#define JB_LABEL_WORD_YES  1u

typedef enum
{
  JB_TIME_PLAN = 1,
  JB_TIME_LAST,
  JB_TIME_NEXT
} JbTimeWord;

struct _JbLabelWords
{
  JbTrie     *verbs;   /* of #JbVerbKind */
  JbTrie     *leads, *stops;
  JbTrie     *tails;   /* backwards */
  JbTrie     *measures; /* backwards */
  JbTrie     *times;   /* of #JbTimeWord */
  GHashTable *generic; /* sets of words */
  GHashTable *states;     /* 合格: what became of the things that were named before */
  GHashTable *attributes; /* 专职: which of the things that were named before */
  GHashTable *undoing;    /* 淘汰: verbs without which the noun says another thing */
  GHashTable *units;   /* unit → ending */
};

/* @folder: holds the three tables. Returns: (transfer full): %NULL with %JB_ERROR_FORMAT (`file:line: …`). */
JbLabelWords *jb_label_words_load (const char *folder, GError **error);
void jb_label_words_free (JbLabelWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbLabelWords, jb_label_words_free)
