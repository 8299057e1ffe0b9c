#include "jb-english-private.h"

#include "jb-decimal.h"

static const struct { const char *word; guint value; } unit_words[] = {
  { "zero", 0 }, { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
  { "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 },
  { "fourteen", 14 }, { "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 },
  { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 }, { "seventy", 70 },
  { "eighty", 80 }, { "ninety", 90 } };

static const struct { const char *word; int power; } scale_words[] = {
  { "hundred", 2 }, { "thousand", 3 }, { "million", 6 }, { "billion", 9 }, { "trillion", 12 }, { "mn", 6 }, { "bn", 9 } };

/* "2,399.50": commas only before three digits. */
static gsize
digits_length (const char *text)
{
  gsize i = strspn (text, "0123456789");

  if (i <= 3)
    while (text[i] == ',' && strspn (text + i + 1, "0123456789") == 3)
      i += 4;
  if (text[i] == '.' && g_ascii_isdigit (text[i + 1]))
    i += 1 + strspn (text + i + 1, "0123456789");
  return i;
}

void
english_tokenize (Reader *reader, const char *text)
{
  gboolean glued = FALSE;

  for (const char *at = text; *at != '\0';)
    {
      Token token = { .kind = TOKEN_MARK, .glued = glued };
      const char *end = g_utf8_next_char (at);

      if (g_unichar_isspace (g_utf8_get_char (at)))
        {
          glued = FALSE;
          at = end;
          continue;
        }
      if (g_ascii_isdigit (*at))
        {
          token.kind = TOKEN_DIGITS;
          end = at + digits_length (at);
        }
      else if (g_ascii_isalpha (*at))
        {
          token.kind = TOKEN_WORD;
          for (end = at; g_ascii_isalpha (*end); end++)
            ;
        }
      g_autofree char *lower = g_ascii_strdown (at, end - at);
      gboolean dash = g_str_equal (lower, "‑") || g_str_equal (lower, "‐");

      token.text = g_string_chunk_insert_const (reader->chunk, dash ? "-" : lower);
      token.span = (JbSpan) { (gsize) (at - text), (gsize) (end - text) };
      g_array_append_val (reader->tokens, token);
      glued = TRUE;
      at = end;
    }
}

/* Number of tokens that spell @words (parted by single blanks) from @i; 0: none. */
guint
english_match_words (const Reader *reader, guint i, const char *words)
{
  guint n = 0;

  while (*words != '\0')
    {
      gsize length = strcspn (words, " ");
      const Token *token = token_at (reader, i + n);

      if (token == NULL || strlen (token->text) != length || strncmp (token->text, words, length) != 0)
        return 0;
      n++;
      words += length + (words[length] == ' ');
    }
  return n;
}

/* Same, ending before @i. */
guint
english_match_words_before (const Reader *reader, guint i, const char *words)
{
  guint n = 1;

  for (const char *c = words; *c != '\0'; c++)
    n += *c == ' ';
  return i >= n && english_match_words (reader, i - n, words) == n ? n : 0;
}

static gboolean
scale_of (const Reader *reader, guint i, int *power)
{
  const Token *token = token_at (reader, i);

  for (gsize k = 0; token != NULL && k < G_N_ELEMENTS (scale_words); k++)
    if (strcmp (token->text, scale_words[k].word) == 0)
      {
        *power = scale_words[k].power;
        return TRUE;
      }
  return FALSE;
}

gboolean
english_unit_word (const Reader *reader, guint i, guint *value)
{
  const Token *token = token_at (reader, i);

  for (gsize k = 0; token != NULL && k < G_N_ELEMENTS (unit_words); k++)
    if (strcmp (token->text, unit_words[k].word) == 0)
      {
        *value = unit_words[k].value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_digits (const Reader *reader, guint i, Cardinal *cardinal)
{
  const Token *token = token_at (reader, i);

  if (token == NULL || token->kind != TOKEN_DIGITS)
    return FALSE;
  GString *value = g_string_new (NULL);

  for (const char *c = token->text; *c != '\0'; c++)
    if (*c != ',')
      g_string_append_c (value, *c);
    else
      cardinal->comma = TRUE;
  cardinal->value = g_string_free (value, FALSE);
  cardinal->places = (int) jb_decimal_places (cardinal->value);
  cardinal->end = i + 1;
  if (!jb_decimal_is_valid (cardinal->value))
    {
      g_clear_pointer (&cardinal->value, g_free);
      return FALSE;
    }
  return TRUE;
}

/* "twenty-three", "a hundred", "two hundred and five" */
static gboolean
read_words (const Reader *reader, guint i, Cardinal *cardinal)
{
  guint64 total = 0;
  guint value, ones;
  int power;
  gboolean article = token_is (reader, i, "a") && (scale_of (reader, i + 1, &power) || token_is (reader, i + 1, "dozen"));

  if (article)
    value = 1;
  else if (!english_unit_word (reader, i, &value))
    return FALSE;
  i++;
  if (value >= 20)
    {
      guint next = token_is (reader, i, "-") ? i + 1 : i;

      if (english_unit_word (reader, next, &ones) && ones > 0 && ones < 10)
        {
          value += ones;
          i = next + 1;
        }
    }
  total = value;
  if (token_is (reader, i, "hundred"))
    {
      total *= 100;
      i++;
      guint next = token_is (reader, i, "and") ? i + 1 : i;
      if (english_unit_word (reader, next, &ones))
        {
          total += ones;
          i = next + 1;
          if (ones >= 20 && english_unit_word (reader, token_is (reader, i, "-") ? i + 1 : i, &value) && value > 0 && value < 10)
            {
              total += value;
              i += token_is (reader, i, "-") ? 2 : 1;
            }
        }
    }
  if (token_is (reader, i, "dozen"))
    {
      total *= 12;
      i++;
    }
  cardinal->value = g_strdup_printf ("%" G_GUINT64_FORMAT, total);
  cardinal->words = TRUE;
  cardinal->soft = total <= 1;
  cardinal->end = i;
  return TRUE;
}

gboolean
english_read_cardinal (const Reader *reader, guint i, Cardinal *cardinal)
{
  int power;

  *cardinal = (Cardinal) { 0 };
  if (!read_digits (reader, i, cardinal) && !read_words (reader, i, cardinal))
    return FALSE;
  for (guint next; cardinal->power < 24; cardinal->end = next)
    {
      next = cardinal->end + (token_is (reader, cardinal->end, "-") ? 1u : 0u);
      if (!scale_of (reader, next, &power))
        break;
      cardinal->power += power;
      cardinal->scaled = TRUE;
      cardinal->soft = FALSE;
      next++;
    }
  return TRUE;
}

char *
english_scaled (const Cardinal *cardinal)
{
  g_autofree char *value = jb_decimal_scale (cardinal->value, cardinal->power);

  return jb_decimal_trim (value);
}

const char *
english_digit_word (guint digit)
{
  return unit_words[digit].word;
}
