/* What the files of the check share: what they say of a page, and what ink is. */
#pragma once

#include "jb-layout.h"

/* One more thing that a typographer would not sign: “page 3: WHAT: “the first words of TEXT””. */
void check_tell (GPtrArray *list, const char *tag, guint page, const char *what, const char *text);

/* The element at or above @element that has @role; −1: none. */
int check_ancestor (const JbDocument *document, int element, JbRole role);
/* Whether it is a heading, or inside one. */
gboolean check_is_heading (const JbDocument *document, int element);
/* The part that stands on a page: the element right below the document. */
int check_part (const JbDocument *document, const JbPage *page);

/* jb-document-check-blocks.c: of headings, tables, figures on page @page. */
void check_blocks (const JbDocument *document, guint page, const JbProfile *profile, GPtrArray *list);
/* Of all: figures are numbered as they stand. */
void check_figure_order (const JbDocument *document, GPtrArray *list);
