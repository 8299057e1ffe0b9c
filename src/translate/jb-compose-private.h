/* What the readings of a label share. */
#pragma once

#include "jb-clause-private.h"
#include "jb-phrase-private.h"

/* The tokens [@start, @end) as a clause. @ambiguous: at the end, a word that may be verb or noun is a verb. */
gboolean jb_compose_parse (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause);

/* The same, where it ends in a head, or is a share or a ratio. */
gboolean jb_compose_measure (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause);

/* 增速｜分别｜高于全国: the end without adverbs that say nothing there. */
guint jb_compose_before_idle (const Composer *composer, guint start, guint end);
