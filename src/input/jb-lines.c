#include "jb-error.h"
#include "jb-format-private.h"
#include "jb-han.h"

#include <string.h>

void
jb_lines_init (JbLines *lines, const char *path)
{
  lines->path = path;
  lines->text = g_string_new (NULL);
  lines->origins = g_array_new (FALSE, FALSE, sizeof (JbOrigin));
}

void
jb_lines_clear (JbLines *lines)
{
  if (lines->text != NULL)
    g_string_free (lines->text, TRUE);
  g_clear_pointer (&lines->origins, g_array_unref);
  lines->text = NULL;
}

static gboolean
is_edge (gunichar c)
{
  return jb_is_blank (c) || c == '\r' || c == 0x200B || c == 0xFEFF;
}

/* U+202A–202E, U+2066–2069, U+200E, U+200F, by their last two bytes. */
static gboolean
turns_direction (guchar second, guchar third)
{
  return second == 0x80 ? (third >= 0xAA && third <= 0xAE) || third == 0x8E || third == 0x8F
                        : second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

void
jb_text_keep_direction (char *text, gsize length)
{
  static const char none[] = { '\xE2', '\x80', '\x8B' }; /* U+200B */

  for (char *p = text, *end = text + length; p + 2 < end && (p = memchr (p, 0xE2, (gsize) (end - p - 2))) != NULL; p++)
    if (turns_direction ((guchar) p[1], (guchar) p[2]))
      memcpy (p, none, sizeof none);
}

/* One line without its end. A row's leading and closing tabs are empty cells and stay. */
static void
add_trimmed (JbLines *lines, const char *line, const char *end, JbOrigin origin)
{
  gboolean row = origin.kind == JB_ORIGIN_CELL;

  while (line < end && is_edge (g_utf8_get_char (line)) && !(row && *line == '\t'))
    line = g_utf8_next_char (line);
  while (end > line)
    {
      const char *last = g_utf8_prev_char (end);
      if (!is_edge (g_utf8_get_char (last)) || (row && *last == '\t'))
        break;
      end = last;
    }
  if (line == end)
    return;
  origin.start = lines->text->len;
  g_array_append_val (lines->origins, origin);
  for (const char *p = line; p < end; p++)
    g_string_append_c (lines->text, ((guchar) *p < 0x20 && *p != '\t') || *p == 0x7F ? ' ' : *p);
  jb_text_keep_direction (lines->text->str + origin.start, lines->text->len - origin.start);
  g_string_append_c (lines->text, '\n');
}

gboolean
jb_lines_add (JbLines *lines, const char *line, JbOrigin origin, GError **error)
{
  /* cmark-gfm cuts a would-be footnote that runs over a line end by columns, inside a character. */
  g_autofree char *mended = g_utf8_validate (line, -1, NULL) ? NULL : g_utf8_make_valid (line, -1);

  if (mended != NULL)
    line = mended;
  while (*line != '\0')
    {
      const char *end = strchrnul (line, '\n');
      if (lines->text->len + (gsize) (end - line) > JB_INPUT_MAX_BYTES)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: holds more than %u bytes of text: split it", lines->path,
                       JB_INPUT_MAX_BYTES);
          return FALSE;
        }
      add_trimmed (lines, line, end, origin);
      line = *end == '\0' ? end : end + 1;
    }
  return TRUE;
}

void
jb_lines_append_number (GString *line, const char *number)
{
  gsize length = strlen (number);

  if (length == 0)
    return;
  g_string_append (line, number);

  gunichar last = g_utf8_get_char (g_utf8_prev_char (number + length));
  if (g_unichar_isalnum (last) && !(last >= 0x2460 && last <= 0x24FF))
    g_string_append_c (line, ' ');
}

char *
jb_count_in_chinese (guint n)
{
  static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  static const struct { guint value; const char *name; } places[] = { { 1000, "千" }, { 100, "百" }, { 10, "十" }, { 1, "" } };
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean gap = FALSE;

  if (n == 0 || n > 9999)
    return g_strdup_printf ("%u", n);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint digit = n / places[i].value % 10;
      if (digit == 0)
        {
          gap = text->len > 0;
          continue;
        }
      if (gap)
        g_string_append (text, "零");
      if (!(digit == 1 && places[i].value == 10 && text->len == 0))
        g_string_append (text, digits[digit]);
      g_string_append (text, places[i].name);
      gap = FALSE;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
