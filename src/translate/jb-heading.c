#include "jb-heading.h"

#include <string.h>

static const char *const ordinal_words[] = { "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
  "Ninth", "Tenth", "Eleventh", "Twelfth", "Firstly", "Secondly", "Thirdly", "Fourthly", "Fifthly", "Finally", "Lastly" };

static const char *const part_words[] = { "Part", "Chapter", "Section" };

/* Bytes of a number as 12, 1.2, IV, a; 0: none. */
static gsize
number_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]))
    {
      n += strspn (text + n, "0123456789");
      if (text[n] == '.' && g_ascii_isdigit (text[n + 1]))
        n++;
    }
  if (n > 0)
    return n;
  n = strspn (text, "IVXL");
  if (n == 0)
    n = strspn (text, "ivxl");
  return n > 0 && n <= 6 ? n : g_ascii_isalpha (*text) && !g_ascii_isalpha (text[1]) ? 1 : 0;
}

static gsize
skip_blanks (const char *text, gsize n)
{
  return n + strspn (text + n, " \t");
}

/* "I. ", "1.2 ", "1) ", "3、" */
static gsize
plain_number (const char *text)
{
  gsize n = number_length (text);

  if (n == 0)
    return 0;
  if (text[n] == '.' || text[n] == ')' || text[n] == ':')
    return g_ascii_isspace (text[n + 1]) ? skip_blanks (text, n + 1) : 0;
  if (g_str_has_prefix (text + n, "、"))
    return skip_blanks (text, n + strlen ("、"));
  return g_ascii_isdigit (*text) && memchr (text, '.', n) != NULL && text[n] == ' ' ? skip_blanks (text, n) : 0;
}

/* "(1) ", "（一）" */
static gsize
bracketed_number (const char *text)
{
  static const struct { const char *open, *close; } brackets[] = { { "(", ")" }, { "（", "）" } };

  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    if (g_str_has_prefix (text, brackets[i].open))
      {
        const char *close = strstr (text, brackets[i].close);

        if (close == NULL || close - text > 12)
          return 0;
        return skip_blanks (text, (gsize) (close - text) + strlen (brackets[i].close));
      }
  return 0;
}

/* "First, " */
static gsize
ordinal (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ordinal_words); i++)
    {
      gsize n = strlen (ordinal_words[i]);

      if (g_ascii_strncasecmp (text, ordinal_words[i], n) == 0 && (text[n] == ',' || text[n] == ':' || text[n] == '.'))
        return skip_blanks (text, n + 1);
    }
  return 0;
}

/* "Part One: ", "Chapter II. " */
static gsize
part (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (part_words); i++)
    {
      gsize n = strlen (part_words[i]);

      if (strncmp (text, part_words[i], n) != 0 || text[n] != ' ')
        continue;
      n = skip_blanks (text, n);
      n += strcspn (text + n, " .:,\t");
      n += text[n] != '\0' && text[n] != ' ' ? 1u : 0u;
      return text[n] != '\0' ? skip_blanks (text, n) : 0;
    }
  return 0;
}

char *
jb_heading_strip_number (const char *english)
{
  gsize (*const readers[]) (const char *) = { bracketed_number, plain_number, ordinal, part };
  gsize n = 0;

  while (g_ascii_isspace (*english))
    english++;
  for (gsize i = 0; i < G_N_ELEMENTS (readers) && n == 0; i++)
    n = readers[i] (english);
  if (english[n] == '\0')
    n = 0;

  char *heading = g_strdup (english + n);
  gsize length = strlen (g_strchomp (heading));
  if (length > 1 && (heading[length - 1] == '.' || heading[length - 1] == ';' || heading[length - 1] == ':') && heading[length - 2] != '.')
    heading[length - 1] = '\0';
  heading[0] = g_ascii_toupper (heading[0]);
  return heading;
}
