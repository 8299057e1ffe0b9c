/* What JSON and CSV share. */
#pragma once

#include "jb-export.h"

/* The sentence of @metric, its blanks and line ends folded; of a very long one the part around the number.
 * Returns: (transfer full). */
char *jb_export_sentence (const JbExport *what, const JbMetric *metric);

/* Where @byte stands in the original; NULL for plain text, whose lines are the original's. (transfer full) */
char *jb_export_place (const JbExport *what, gsize byte);

/* English of the @i-th label, of the @i-th heading, or NULL. Lent. */
const char *jb_export_label_en (const JbExport *what, guint i);
const char *jb_export_heading_en (const JbExport *what, guint i);

/* "2022" in @buffer, or NULL where the year is not known. */
const char *jb_export_year (int year, char buffer[16]);

/* Id of the metric's section; "0" where there is none. */
const char *jb_export_section_id (const JbExport *what, const JbMetric *metric);
