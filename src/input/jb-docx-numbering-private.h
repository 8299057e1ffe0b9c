/* The numbers that Word computes for lists and headings.
 *
 *   <w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>   →   "（二）" */
#pragma once

#include <glib.h>

typedef struct _JbNumbering JbNumbering;

/* @numbering, @styles: (nullable): the parts word/numbering.xml and word/styles.xml. */
JbNumbering *jb_numbering_new (const char *path, GBytes *numbering, GBytes *styles, GError **error);

/**
 * jb_numbering_count:
 * @style: (nullable): the paragraph's style id
 * @num_id: (nullable): its own list, "0" for none; %NULL: the style's
 * @level: its own level, -1: the style's
 *
 * Counts one paragraph. Returns: (transfer full): its number as shown, "" for none and for bullets.
 */
char *jb_numbering_count (JbNumbering *numbering, const char *style, const char *num_id, int level);

/* Whether @style (nullable) is of a table of contents. */
gboolean jb_numbering_is_contents (JbNumbering *numbering, const char *style);

void jb_numbering_free (JbNumbering *numbering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbNumbering, jb_numbering_free)
