/* The form in which sources are compared: half width, no blanks, straight quotation marks.
 *
 *   "2022年，在 内江市委" and "2022年,在内江市委" fold to the same key. */
#pragma once

#include <glib.h>

/* @length bytes of valid UTF-8, or -1. Returns: (transfer full): the key. */
char *jb_fold (const char *text, gssize length);

/* The text as it is shown and exchanged: blanks and line ends between Han characters dropped, others made one space.
 * Returns: (transfer full). */
char *jb_fold_lines (const char *text, gssize length);

/* Whether a Han character stands in @text. */
gboolean jb_fold_has_han (const char *text);
