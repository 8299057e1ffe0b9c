/* The titles of the charts, between the translator and the page. */
#pragma once

#include "jb-briefing.h"
#include "jb-exchange.h"

/* Chinese titles of @figures (of #JbFigure), each once. Returns: (transfer full): %NULL-terminated. */
char **jb_titles_list (const GPtrArray *figures);

/* Fills the title units of @exchange that have no English with what the charts themselves would say. */
void jb_titles_fill (JbExchange *exchange, const GPtrArray *figures);

/* Gives the charts the English that @memory has for their titles. */
void jb_titles_translate (const GPtrArray *figures, const JbMemory *memory);
