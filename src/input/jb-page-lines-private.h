/* Lines that a site puts around its articles: 来源：市司法局　发布时间：2024-01-30. */
#pragma once

#include "jb-format-private.h"
#include "jb-tsv.h"

/* assets/input/page-lines.tsv. Returns: (transfer full): NULL with the error of the table. */
JbTsv *jb_page_lines_load (GError **error);

/* Takes lines out of @lines that the page's words tell to be none of the article. @printed: with the page's head above. */
void jb_page_lines_drop (const JbTsv *table, JbLines *lines, gboolean printed);

/* Whether a line is one of those. */
gboolean jb_page_lines_has (const JbTsv *table, const char *line, gsize length);

/* Whether a page's name is that of its site: 云泽市人民政府网. */
gboolean jb_page_lines_has_site (const JbTsv *table, const char *name);
