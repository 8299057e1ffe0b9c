/* Which encoding a text is in, told by its bytes.
 *
 *   EF BB BF …              UTF-8            FF FE / FE FF        UTF-16
 *   valid as UTF-8          UTF-8            84 31 95 33          GB18030
 *   else                    the one of GB18030, UTF-16LE, UTF-16BE that reads most like a Chinese text
 *
 * A UTF-8 file with a few broken bytes often decodes as GB18030, into nonsense: where most of the bytes are good UTF-8,
 * the first bad one is reported instead. */
#include "jb-decode-private.h"

#include "jb-error.h"
#include "jb-format-private.h"
#include "jb-han.h"

#include <errno.h>
#include <string.h>

/* Of a hundred characters, so many must be of a kind that reports are made of. */
#define PLAUSIBLE_PERCENT 85
/* Bytes that are looked at to choose between encodings. */
#define SAMPLE_BYTES 65536u
/* Of a hundred characters, more control characters than this are no text. */
#define MAX_CONTROL_PERCENT 2

static const struct
{
  const char *bytes;
  gsize       length;
  const char *encoding;
} marks[] = {
  { "\xEF\xBB\xBF", 3, "UTF-8" },
  { "\xFF\xFE\x00\x00", 4, "UTF-32LE" }, /* before UTF-16LE, whose mark it begins with */
  { "\x00\x00\xFE\xFF", 4, "UTF-32BE" },
  { "\xFF\xFE", 2, "UTF-16LE" },
  { "\xFE\xFF", 2, "UTF-16BE" },
  { "\x84\x31\x95\x33", 4, "GB18030" },
};

typedef struct
{
  const char *path;
  const guint8 *data;
  gsize length;
} Source;

/* Returns: bytes that were read before the first that is not of @encoding; @length where all were. -1: iconv does not
 * know the encoding. */
static gssize
convert (const guint8 *data, gsize length, const char *encoding, GString *out)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding);
  char buffer[16384];
  char *in = (char *) data;
  gsize left = length;
  if (converter == (GIConv) -1)
    return -1;

  while (left > 0)
    {
      char *to = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (converter, &in, &left, &to, &room);
      int code = errno;
      g_string_append_len (out, buffer, to - buffer);
      if (result == (gsize) -1 && code != E2BIG)
        break;
    }
  g_iconv_close (converter);
  return (gssize) (length - left);
}

static guint
count_lines (const char *text, gsize length)
{
  guint n = 1;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      n++;
  return n;
}

static gboolean
refuse (const Source *source, const char *what, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: %s", source->path, what);
  return FALSE;
}

static gboolean
refuse_byte (const Source *source, gsize offset, guint line, const char *encoding, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT,
               "%s:%u: byte 0x%02X (number %" G_GSIZE_FORMAT ") is not %s: save the file again as UTF-8, or name its encoding",
               source->path, line, source->data[offset], offset + 1, encoding);
  return FALSE;
}

static gboolean
is_control (gunichar c)
{
  return (c < 0x20 && (c < 0x09 || c > 0x0D)) || (c >= 0x7F && c < 0xA0 && c != 0x85);
}

static gboolean
is_plausible (gunichar c)
{
  return (c >= 0x20 && c < 0x7F) || (c >= 0x09 && c <= 0x0D) || jb_han_is (c)
         || (c >= 0x3000 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2010 && c <= 0x203A)
         || (c >= 0x2460 && c <= 0x249B) || c == 0xA0 || c == 0xB7 || c == 0xD7 || c == 0xB0;
}

/* In GB 2312's first plane: the 3,755 characters that make 99.7 % of a text. */
static gboolean
is_common (const char *encoding, const guint8 *data, gsize length)
{
  if (strcmp (encoding, "GB18030") != 0)
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (data[i] >= 0x80)
      {
        if (i + 1 >= length || data[i] < 0xA1 || data[i] > 0xD7 || data[i + 1] < 0xA1)
          return FALSE;
        i++;
      }
  return TRUE;
}

/* How much of a sample, in percent, reads like a report; 0 where it is not of @encoding at all. */
static guint
rate (const Source *source, const char *encoding)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize sample = MIN (source->length, SAMPLE_BYTES);
  guint n = 0, good = 0;

  if (convert (source->data, sample, encoding, text) + 4 < (gssize) sample)
    return 0; /* the sample may end inside a character */
  for (const char *p = text->str; p < text->str + text->len; p = g_utf8_next_char (p), n++)
    good += is_plausible (g_utf8_get_char (p)) ? 1 : 0;
  return n == 0 ? 0 : good * 100 / n;
}

/* Length of the well-formed UTF-8 character at @p; 0 where it is none. */
static guint
measure_utf8 (const guint8 *p, gsize left)
{
  gunichar c = g_utf8_get_char_validated ((const char *) p, (gssize) MIN (left, 4));

  return c >= (gunichar) -2 ? 0 : (guint) g_unichar_to_utf8 (c, NULL);
}

/* Whether bytes that are not UTF-8 throughout were meant to be: many good characters, few bad bytes. */
static gboolean
is_nearly_utf8 (const Source *source)
{
  gsize good = 0, bad = 0;

  for (gsize i = 0; i < source->length;)
    {
      guint n = measure_utf8 (source->data + i, source->length - i);
      good += n >= 3;
      bad += n == 0;
      i += MAX (n, 1);
    }
  return good > 2 * bad; /* of GBK, fewer than one in twenty is good by chance */
}

/* Two-byte UTF-8 only, as 联通 in GBK happens to be: no Chinese text in UTF-8 looks like this. */
static gboolean
is_gb_by_chance (const Source *source)
{
  gboolean wide = FALSE;

  for (gsize i = 0; i < source->length; i++)
    {
      if (source->data[i] >= 0xE0)
        return FALSE;
      wide = wide || source->data[i] >= 0xC0;
    }
  return wide && is_common ("GB18030", source->data, source->length);
}

static const char *
choose_by_content (const Source *source, GError **error)
{
  static const char *const candidates[] = { "GB18030", "UTF-16LE", "UTF-16BE" };
  const char *zero = memchr (source->data, 0, source->length);
  const char *best = NULL;
  guint best_rate = PLAUSIBLE_PERCENT - 1;

  if (zero == NULL && g_utf8_validate_len ((const char *) source->data, source->length, NULL))
    return is_gb_by_chance (source) ? "GB18030" : "UTF-8";
  if (zero == NULL && is_nearly_utf8 (source))
    return "UTF-8";
  for (guint i = zero == NULL ? 0 : 1; i < G_N_ELEMENTS (candidates); i++)
    {
      guint percent = rate (source, candidates[i]);
      if (percent > best_rate)
        best = candidates[i], best_rate = percent;
    }
  if (best != NULL)
    return best;
  if (zero != NULL)
    refuse (source, "is binary, not text: give a report as .txt, .docx, .html, .md or .pdf", error);
  else
    refuse (source, "is text in none of UTF-8, UTF-16 and GB18030: save it as UTF-8, or name its encoding", error);
  return NULL;
}

static const char *
choose_encoding (Source *source, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (source->length >= marks[i].length && memcmp (source->data, marks[i].bytes, marks[i].length) == 0)
      {
        source->data += marks[i].length;
        source->length -= marks[i].length;
        return marks[i].encoding;
      }
  return choose_by_content (source, error);
}

/* Line ends of other systems: next line, line and paragraph separator, form feed, vertical tab. */
static gboolean
is_rare_line_end (gunichar c)
{
  return c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\f' || c == '\v';
}

static void
append_clean (GString *clean, const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (is_rare_line_end (c))
    g_string_append_c (clean, '\n');
  else if (is_control (c))
    g_string_append_c (clean, ' ');
  else
    g_string_append_len (clean, p, g_utf8_next_char (p) - p);
}

/* Offsets must stay, so a control character is not taken out but becomes a blank, and a rare line end a common one. */
static gboolean
blank_controls (const Source *source, GString *text, GError **error)
{
  gsize n = 0, controls = 0, ends = 0;

  for (char *p = text->str; p < text->str + text->len; p = g_utf8_next_char (p), n++)
    {
      controls += is_control (g_utf8_get_char (p)) ? 1 : 0;
      ends += is_rare_line_end (g_utf8_get_char (p)) ? 1 : 0;
    }
  if (controls + ends == 0)
    return TRUE;
  if (controls * 100 > n * MAX_CONTROL_PERCENT)
    return refuse (source, "is binary, not text: give a report as .txt, .docx, .html, .md or .pdf", error);

  g_autoptr(GString) clean = g_string_sized_new (text->len);
  for (char *p = text->str; p < text->str + text->len; p = g_utf8_next_char (p))
    append_clean (clean, p);
  g_string_truncate (text, 0);
  g_string_append_len (text, clean->str, (gssize) clean->len);
  return TRUE;
}

static gboolean
is_blank_text (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!jb_is_blank (c) && !g_unichar_isspace (c) && c != 0xFEFF)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_text (const Source *source, GString *text, GError **error)
{
  const char *zero = memchr (text->str, 0, text->len);

  if (zero != NULL)
    return refuse (source, "is binary, it holds zero bytes: give a report as .txt, .docx, .html, .md or .pdf", error);
  if (is_blank_text (text->str, text->len))
    return refuse (source, "is empty: give a report with text in it", error);
  jb_text_keep_direction (text->str, text->len);
  return blank_controls (source, text, error);
}

/* iconv takes what it calls UTF-8 more freely than we may, so UTF-8 is checked here. */
static gboolean
decode_utf8 (const Source *source, GString *text, GError **error)
{
  const char *data = (const char *) source->data, *end;

  if (!g_utf8_validate_len (data, source->length, &end) && *end != '\0')
    return refuse_byte (source, (gsize) (end - data), count_lines (data, (gsize) (end - data)), "UTF-8", error);
  g_string_append_len (text, data, (gssize) source->length);
  return TRUE;
}

static gboolean
decode_other (const Source *source, const char *encoding, GString *text, GError **error)
{
  gssize n = convert (source->data, source->length, encoding, text);

  if (n < 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED,
                   "%s: encoding “%s” is not known: name one of UTF-8, UTF-16LE, UTF-16BE, GB18030", source->path, encoding);
      return FALSE;
    }
  if ((gsize) n < source->length)
    return refuse_byte (source, (gsize) n, count_lines (text->str, text->len), encoding, error);
  if (g_str_has_prefix (text->str, "\xEF\xBB\xBF"))
    g_string_erase (text, 0, 3);
  return TRUE;
}

GString *
jb_decode (const char *path, const guint8 *data, gsize length, const char *encoding, char **used, GError **error)
{
  Source source = { path, data, length };
  g_autoptr(GString) text = g_string_sized_new (length + length / 2);

  if (length == 0)
    {
      refuse (&source, "is empty: give a report with text in it", error);
      return NULL;
    }
  if (encoding == NULL && (encoding = choose_encoding (&source, error)) == NULL)
    return NULL;
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0)
    {
      if (source.length >= 3 && memcmp (source.data, "\xEF\xBB\xBF", 3) == 0)
        source.data += 3, source.length -= 3;
      if (!decode_utf8 (&source, text, error))
        return NULL;
    }
  else if (!decode_other (&source, encoding, text, error))
    return NULL;
  if (!check_text (&source, text, error))
    return NULL;
  *used = g_strdup (encoding);
  return g_steal_pointer (&text);
}
