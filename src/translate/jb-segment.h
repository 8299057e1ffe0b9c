/* Cutting a label into terms of the glossary: the fewest, and of equals the longest first. */
#pragma once

#include "jb-glossary-private.h"

typedef struct
{
  const JbTerm *term;  /* first of its list; NULL: a literal, as "5G" */
  const char   *text;  /* lent, bytes of the label */
  gsize         length;
  JbTerm       *made;  /* @term, where it was made for this label: 35岁以下; else NULL */
} JbToken;

#define JB_SEGMENT_MAX_CHARS 96

/* Returns: (transfer full): of #JbToken; %NULL where a piece is no term, or the label is too long. */
GArray *jb_segment (const JbGlossary *glossary, const char *label);

/* Of the terms that @token may be, the one of @kind; %NULL: none. A literal is a noun (its term is NULL). */
const JbTerm *jb_token_as (const JbToken *token, JbTermKind kind);
