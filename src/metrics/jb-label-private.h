/* The state of the assignment of labels, shared by its two halves. */
#pragma once

#include "jb-clause-private.h"
#include "jb-label.h"

typedef struct
{
  const JbReport  *report;
  const JbLexicon *lexicon;
  const JbLabelWords *words;
  const char      *text;
  const JbSection *sections;
  const JbSentence *sentences;
  const JbParagraph *paragraphs;
  guint n_sections, n_sentences, n_paragraphs;
  GPtrArray  *metrics;
  JbChars     chars;     /* of the sentence at hand */
  JbClauses   clauses;
  GPtrArray  *items;     /* of char *: A, B, C of “A、B、C分别为” */
  guint       next_item;
  char       *verb;      /* of the clause before, in the sentence; NULL */
  char       *near;      /* what 保留42件、修改5件 are of; NULL */
  const JbMetric *level; /* the last metric that is no change, in the paragraph; NULL */
  const JbMetric *amount; /* the last level that is neither a rate nor what a rate is of (预算数6000万元 of 的40%); NULL */
  const JbMetric *speed;  /* the last change in per cent, in the sentence: what 降幅 behind it is of; NULL */
  const JbMetric *change; /* the last change that has a noun of its own, where no level came since; NULL */
  const JbMetric *thing; /* the last that counts something: no rate */
  gboolean    in_part;   /* 其中 was said in the sentence */
  const JbMetric *former, *latter; /* what 前者, 后者 mean; NULL */
  int         year;      /* that a sentence of the paragraph opened with, and those behind it keep; 0: none */
  guint       index;     /* of the metric at hand */
  guint       paragraph; /* of level and thing */
} JbLabeller;

/* role, whole, group, period of the metrics @from … @to - 1, all of one sentence. */
void jb_label_relate (JbLabeller *labeller, guint from, guint to);

/* Whether @piece stands in brackets of its own, as （含上年结转86件）: no subject and no whole of what follows. */
gboolean jb_label_is_aside (const JbLabeller *labeller, const JbPiece *piece);

/* Parts equal labels by what stands around them. */
void jb_labels_part (JbLabeller *labeller);
