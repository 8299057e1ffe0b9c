/* English headings without their numbers. */
#pragma once

#include <glib.h>

/**
 * jb_heading_strip_number:
 * @english: as a memory gives it: "I. Work Carried Out", "(1) Earnestly fulfilling….", "First, we improved…."
 *
 * Takes off one leading number (I., 1., 1.2, (1), (a), Chapter II, Part One:, First,) and the full stop at the end. A
 * word that only looks like a number stays ("I am", "First aid stations", "2022 in review").
 *
 * Returns: (transfer full): the heading, its first letter a capital.
 */
char *jb_heading_strip_number (const char *english);
