/* Blocks → pages. */
#pragma once

#include "jb-briefing.h"
#include "jb-document.h"

#include <glib.h>

/**
 * jb_layout_run:
 * @briefing: borrowed for the call
 * @profile: geometry, sizes, colours; borrowed
 * @fonts: borrowed, outlives the result
 * @diagnostics: (nullable): columns that fill unevenly, lines that could not be set well
 *
 * Sets the briefing: lines by Pango, pages by the rules of the profile, contents and page references to a fixed point.
 *
 * Returns: (transfer full): the laid-out document; %NULL with %JB_ERROR_GLYPH (a character that no font has, with its
 *   place) or %JB_ERROR_LIMIT (a word wider than its column cannot be; more than %JB_LAYOUT_MAX_PAGES pages).
 */
JbDocument *jb_layout_run (const JbBriefing *briefing, const JbProfile *profile, const JbChartStyle *style,
                           JbFonts *fonts, GPtrArray *diagnostics, GError **error);

#define JB_LAYOUT_MAX_PAGES 5000

/* The pages as text, a line an ink or link with its box, role and language: for golden tests. Returns: (transfer full). */
char *jb_document_dump (const JbDocument *document);

/**
 * jb_document_check:
 *
 * What a typographer would not sign, as diagnostics: overlapping ink, ink outside the type area, a forbidden mark at a
 * line's start or end, an orphan heading or one with less than three lines of a paragraph that goes on, a number parted, a
 * page with more than a fifth of its height empty, text that stands on a rule, a table without a rule below its last row on
 * a page, figures that are not numbered as they stand.
 *
 * Returns: (transfer full): of #JbDiagnostic; empty where all is well.
 */
GPtrArray *jb_document_check (const JbDocument *document, const JbProfile *profile);
