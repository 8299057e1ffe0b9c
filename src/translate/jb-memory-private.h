/* The inside of a memory, for fuzzy matching and exchange. */
#pragma once

#include "jb-unit.h"

typedef struct
{
  JbTarget target;
  char    *id;      /* NULL: none */
  char    *source;
  char    *changed;
  guint    file;    /* index into the memory's files */
  guint    line;
  gboolean used;    /* some lookup took it */
  gboolean cut;     /* one sentence of a unit that holds several */
} JbMemoryUnit;

struct _JbMemory
{
  const JbMemory *base;  /* NULL: none; what it does not know is looked for there */
  GPtrArray  *units;     /* of JbMemoryUnit, owned; also those without a target */
  GPtrArray  *files;     /* of char *, paths */
  GHashTable *by_source; /* folded source → JbMemoryUnit, lent: the best one */
  GHashTable *by_id;     /* id → JbMemoryUnit, lent: the last one */
  gboolean    has_own_ids; /* a unit came from a file that we wrote */
  struct _JbFuzzyIndex *fuzzy; /* made when first asked for */
};

JbMemoryUnit *jb_memory_find (const JbMemory *memory, const char *source);
JbMemoryUnit *jb_memory_find_id (const JbMemory *memory, const char *id);

void jb_fuzzy_index_free (struct _JbFuzzyIndex *index);
