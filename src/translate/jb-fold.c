#include "jb-fold.h"

#include "jb-han.h"

#include <string.h>

static gboolean
is_dropped (gunichar c)
{
  return jb_is_blank (c) || c == '\n' || c == '\r' || c == 0xFEFF || c == 0x200B;
}

static gunichar
fold_char (gunichar c)
{
  switch (c)
    {
    case 0x201C: case 0x201D: return '"';
    case 0x2018: case 0x2019: return '\'';
    default: return jb_to_half_width (c);
    }
}

char *
jb_fold (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  GString *key = g_string_sized_new ((gsize) (end - text) + 1);

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!is_dropped (c))
        g_string_append_unichar (key, fold_char (c));
    }
  return g_string_free (key, FALSE);
}

/* CJK text has no blanks between its characters. */
static gboolean
is_wide (gunichar c)
{
  return jb_han_is (c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF65);
}

char *
jb_fold_lines (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  GString *line = g_string_sized_new ((gsize) (end - text) + 1);
  gunichar last = 0;
  gboolean pending = FALSE;

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (is_dropped (c))
        {
          pending = TRUE;
          continue;
        }
      if (pending && last != 0 && !(is_wide (last) || is_wide (c)))
        g_string_append_c (line, ' ');
      pending = FALSE;
      g_string_append_unichar (line, c);
      last = c;
    }
  return g_string_free (line, FALSE);
}

gboolean
jb_fold_has_han (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (jb_han_is (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}
