/* A table whose columns the plan names (jb-layout-compare.c). */
#pragma once

#include "jb-setter-private.h"

/* Whether TABLE @table is one: its first child is the head, a PAIR. */
gboolean setter_is_comparison (const JbBlock *table);
void setter_comparison (Setter *setter, const JbBlock *table);
