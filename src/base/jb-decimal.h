/* Decimal numbers as strings: "4553.46", "-0.5", "110000000". No value of a report ever passes through binary floating
 * point; 1.1 with 亿 is exactly 110000000. Integers inside are GMP's.
 *
 * A decimal is an optional '-', digits, and optionally '.' and digits. Trailing zeros of the fraction are kept by
 * scaling and dropped by nothing but jb_decimal_trim(). */
#pragma once

#include <glib.h>

/* Longest decimal that is accepted, in digits. */
#define JB_DECIMAL_MAX_DIGITS 64

/* Returns: whether @text is a decimal as above, of at most %JB_DECIMAL_MAX_DIGITS digits. */
gboolean jb_decimal_is_valid (const char *text);

/* All below: arguments valid decimals; results (transfer full). */

/* @text × 10^@power; exact; "4553.46", 4 → "45534600"; "5000", -2 → "50.00" → trailing zeros kept. */
char *jb_decimal_scale (const char *text, int power);

char *jb_decimal_add (const char *a, const char *b);
char *jb_decimal_subtract (const char *a, const char *b);
char *jb_decimal_multiply (const char *a, const char *b);

/* @a / @b rounded half away from zero to @places digits after the point. %NULL where @b is zero. */
char *jb_decimal_divide (const char *a, const char *b, guint places);

/* @text rounded half away from zero to @places digits after the point. */
char *jb_decimal_round (const char *text, guint places);

/* Negative, zero, positive, as strcmp. */
int jb_decimal_compare (const char *a, const char *b);

/* Without trailing zeros of the fraction and leading zeros: "0430.50" → "430.5". */
char *jb_decimal_trim (const char *text);

/* Digits after the point: "13.640" → 3. */
guint jb_decimal_places (const char *text);

/* With commas by threes in the integer part: "45534600.5" → "45,534,600.5". For printing only. */
char *jb_decimal_group (const char *text);

/* For lengths on a page only, never for a printed value. */
double jb_decimal_to_double (const char *text);
