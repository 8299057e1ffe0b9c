/* Classes of characters that every room asks for. */
#pragma once

#include <glib.h>

/* A Han character: URO, extensions A to H, compatibility, 〇 々. */
gboolean jb_han_is (gunichar c);

/* U+0020, tab, U+00A0, U+3000, U+2000–U+200A, U+202F, U+205F: blanks inside a line. */
gboolean jb_is_blank (gunichar c);

/* ASCII equivalent of a full-width form U+FF01–U+FF5E and of U+3000; other characters as they are. */
gunichar jb_to_half_width (gunichar c);

/* Number of code points in @length bytes of valid UTF-8. */
gsize jb_count_chars (const char *text, gsize length);
