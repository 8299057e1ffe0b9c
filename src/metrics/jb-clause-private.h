/* The words around each number of a sentence.
 *
 *   共计查处商标侵权13件、假冒专利1件，罚没5万元。
 *   [before…………][ n ]|[before][n] |[bef][n ]         | 、 joins two numbers to a list, ， begins a clause
 *
 * Marks in 《》, “” and in brackets that hold no number of their own are words like others. */
#pragma once

#include "jb-chars-private.h"
#include "jb-label-words-private.h"
#include "jb-lexicon-private.h"

typedef struct
{
  gsize start, end;       /* characters of the number */
  gsize before;           /* its words before: before … start */
  gsize after;            /* and behind: end … after */
  gsize clause, clause_end;
  gboolean listed;        /* joined to the number before it */
  gboolean same_clause;   /* no clause mark stands between the number before and it */
  gboolean opens_new;     /* a verb with its own object stands before it: it is no part of what was said before */
} JbPiece;

typedef struct
{
  const JbChars *chars;
  GByteArray *cover; /* 1: in a title or a quotation */
  GArray     *match; /* of guint32: for ) the place of its (; else 0 */
  GArray     *pieces; /* of #JbPiece */
} JbClauses;

/* @clauses->pieces: filled with start and end, in order; the rest is found. Linear in the characters. */
void jb_clauses_cut (JbClauses *clauses);

/* Where the clause begins that ends at @to, a clause mark, not before @floor. */
gsize jb_clause_before (const JbClauses *clauses, gsize to, gsize floor);

/* Words between @from and @to that make one noun or one verb and its object. Each pair may be empty. */
typedef struct
{
  gsize subject, subject_end;
  gsize verb, verb_end;
  gsize noun, noun_end;
  gsize change, change_end; /* 增长, 缩短 */
  gboolean respectively;    /* 分别 stood at the end */
  gboolean light;           /* the verb says nothing of its own */
  gboolean passive;         /* the verb stands behind its noun: 生猪出栏 */
} JbPhrase;

/* Reads the words before a number. @change: the number is the size of one. @rate: it is a rate, whose name is not cut. */
JbPhrase jb_phrase_before (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, gboolean change,
                           gboolean rate);

/* Where the noun that needs another word (项目, 部门) ends that @from … @to begins with; @to: it begins with none. */
gsize jb_phrase_generic_end (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to);

/* Where the noun that begins at @from, behind a number, ends; @from: none begins there. @verbal: (out): a verb does. */
gsize jb_phrase_behind (const JbClauses *clauses, const JbLexicon *lexicon, gsize from, gsize to, gboolean *verbal);
