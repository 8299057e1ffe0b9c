/* What a label says, once it is read; shared by its reading and its printing. */
#pragma once

#include "jb-glossary-private.h"

typedef struct
{
  char *object;     /* noun phrase, its head as the glossary gives it; NULL: none */
  char *participle; /* "accepted"; NULL: no verb */
  char *action;     /* "acceptance" */
  const char *domain; /* of the object's head; NULL: not known */
  gboolean measured;  /* ended in a head: the object is complete */
  gboolean counting;  /* that head only said that things are counted */
} JbClause;

void jb_clause_clear (JbClause *clause);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JbClause, jb_clause_clear)

/* @ambiguous: at the end, a word that may be verb or noun is a verb. Returns: whether every piece of @label was read. */
gboolean jb_clause_parse (const JbGlossary *glossary, const char *label, gboolean ambiguous, JbClause *clause);

/* Whether what is named are people, enterprises or other bodies that act. @domain may be NULL. */
gboolean jb_domain_is_party (const char *domain);
