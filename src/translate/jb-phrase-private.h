/* Noun phrases of a label's tokens; shared by the readings of a label. */
#pragma once

#include "jb-segment.h"

#include <string.h>

typedef struct
{
  const JbGlossary *glossary;
  const GArray     *tokens;
  gboolean verbs_are_nouns;
  gboolean verbs_may_lead; /* as nouns, also as the first word */
} Composer;

static inline const JbToken *
token_at (const Composer *composer, guint i)
{
  return &g_array_index (composer->tokens, JbToken, i);
}

static inline const JbTerm *
term_as (const Composer *composer, guint i, JbTermKind kind)
{
  return jb_token_as (token_at (composer, i), kind);
}

static inline gboolean
is_text (const Composer *composer, guint i, const char *text)
{
  const JbToken *token = token_at (composer, i);

  return token->length == strlen (text) && memcmp (token->text, text, token->length) == 0;
}

static inline gboolean
is_noun (const Composer *composer, guint i)
{
  return token_at (composer, i)->term == NULL || term_as (composer, i, JB_TERM_NOUN) != NULL;
}

static inline gboolean
is_conjunction (const Composer *composer, guint i)
{
  const JbTerm *term = term_as (composer, i, JB_TERM_FUNCTION);

  return term != NULL && (strcmp (term->en, "and") == 0 || strcmp (term->en, "or") == 0);
}

/* A verb that cannot be a noun as well. */
static inline gboolean
is_pure_verb (const Composer *composer, guint i)
{
  return term_as (composer, i, JB_TERM_VERB) != NULL && !is_noun (composer, i);
}

/* The noun phrase of the tokens [@start, @end), those of [@hole, @hole_end) left out. @domain: (out) (optional): of its
 * head; lent. Returns: (transfer full) (nullable): %NULL where they are none. */
char *jb_noun_phrase (const Composer *composer, guint start, guint end, guint hole, guint hole_end, const char **domain);
