#include "jb-english-private.h"

#include "jb-decimal.h"

#include <string.h>

static const struct { const char *word; guint value; } fraction_words[] = {
  { "half", 2 }, { "halves", 2 }, { "third", 3 }, { "thirds", 3 }, { "quarter", 4 }, { "quarters", 4 }, { "fourths", 4 },
  { "fourth", 4 }, { "fifth", 5 }, { "fifths", 5 }, { "sixths", 6 }, { "eighths", 8 }, { "tenth", 10 }, { "tenths", 10 } };

static const struct { const char *word; guint value; } times_words[] = {
  { "doubled", 2 }, { "double", 2 }, { "doubling", 2 }, { "twice", 2 }, { "twofold", 2 }, { "tripled", 3 },
  { "triple", 3 }, { "tripling", 3 }, { "threefold", 3 }, { "quadrupled", 4 }, { "quadruple", 4 }, { "fourfold", 4 },
  { "fivefold", 5 }, { "tenfold", 10 } };

static const char *const ordinals[] = { "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
  "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
  "seventeenth", "eighteenth", "nineteenth", "twentieth", NULL };

static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august",
  "september", "october", "november", "december", NULL };

/* Longest first where one ends in another. */
static const struct { const char *words; JbModifier modifier; } before[] = {
  { "no more than", JB_MODIFIER_AT_MOST }, { "not more than", JB_MODIFIER_AT_MOST }, { "more than", JB_MODIFIER_AT_LEAST },
  { "no less than", JB_MODIFIER_AT_LEAST }, { "not less than", JB_MODIFIER_AT_LEAST }, { "no fewer than", JB_MODIFIER_AT_LEAST },
  { "no lower than", JB_MODIFIER_AT_LEAST }, { "not lower than", JB_MODIFIER_AT_LEAST }, { "no higher than", JB_MODIFIER_AT_MOST },
  { "less than", JB_MODIFIER_AT_MOST }, { "fewer than", JB_MODIFIER_AT_MOST }, { "lower than", JB_MODIFIER_AT_MOST },
  { "at least", JB_MODIFIER_AT_LEAST }, { "at most", JB_MODIFIER_AT_MOST }, { "up to", JB_MODIFIER_AT_MOST },
  { "in excess of", JB_MODIFIER_AT_LEAST }, { "upwards of", JB_MODIFIER_AT_LEAST }, { "greater than", JB_MODIFIER_AT_LEAST },
  { "not exceeding", JB_MODIFIER_AT_MOST }, { "not exceed", JB_MODIFIER_AT_MOST }, { "well over", JB_MODIFIER_AT_LEAST },
  { "exceeding", JB_MODIFIER_AT_LEAST }, { "exceeded", JB_MODIFIER_AT_LEAST }, { "exceed", JB_MODIFIER_AT_LEAST },
  { "exceeds", JB_MODIFIER_AT_LEAST }, { "surpassed", JB_MODIFIER_AT_LEAST }, { "surpassing", JB_MODIFIER_AT_LEAST },
  { "topped", JB_MODIFIER_AT_LEAST }, { "passed", JB_MODIFIER_AT_LEAST }, { "over", JB_MODIFIER_AT_LEAST }, { "above", JB_MODIFIER_AT_LEAST },
  { "passed the", JB_MODIFIER_AT_LEAST }, { "passing the", JB_MODIFIER_AT_LEAST }, { "surpassed the", JB_MODIFIER_AT_LEAST },
  { "surpassing the", JB_MODIFIER_AT_LEAST }, { "exceeded the", JB_MODIFIER_AT_LEAST }, { "exceeding the", JB_MODIFIER_AT_LEAST },
  { "topped the", JB_MODIFIER_AT_LEAST }, { "broke the", JB_MODIFIER_AT_LEAST }, { "broken the", JB_MODIFIER_AT_LEAST },
  { "breaking the", JB_MODIFIER_AT_LEAST }, { "crossed the", JB_MODIFIER_AT_LEAST }, { "topping", JB_MODIFIER_AT_LEAST },
  { "passing", JB_MODIFIER_AT_LEAST }, { "surpasses", JB_MODIFIER_AT_LEAST }, { "surpass", JB_MODIFIER_AT_LEAST },
  { "approached", JB_MODIFIER_APPROX }, { "approaching", JB_MODIFIER_APPROX }, { "just under", JB_MODIFIER_APPROX },
  { "close to", JB_MODIFIER_APPROX }, { "nearly", JB_MODIFIER_APPROX }, { "almost", JB_MODIFIER_APPROX },
  { "about", JB_MODIFIER_APPROX }, { "around", JB_MODIFIER_APPROX }, { "approximately", JB_MODIFIER_APPROX },
  { "roughly", JB_MODIFIER_APPROX }, { "some", JB_MODIFIER_APPROX },
  { "under", JB_MODIFIER_AT_MOST }, { "below", JB_MODIFIER_AT_MOST }, { "within", JB_MODIFIER_AT_MOST } };

static const struct { const char *words; JbModifier modifier; } after[] = {
  { "or more", JB_MODIFIER_AT_LEAST }, { "or above", JB_MODIFIER_AT_LEAST }, { "and above", JB_MODIFIER_AT_LEAST },
  { "or over", JB_MODIFIER_AT_LEAST }, { "or higher", JB_MODIFIER_AT_LEAST }, { "or so", JB_MODIFIER_APPROX },
  { "and over", JB_MODIFIER_AT_LEAST }, { "and more", JB_MODIFIER_AT_LEAST }, { "plus", JB_MODIFIER_AT_LEAST },
  { "or thereabouts", JB_MODIFIER_APPROX }, { "and below", JB_MODIFIER_AT_MOST }, { "or under", JB_MODIFIER_AT_MOST },
  { "or less", JB_MODIFIER_AT_MOST }, { "or fewer", JB_MODIFIER_AT_MOST }, { "or below", JB_MODIFIER_AT_MOST },
  { "- odd", JB_MODIFIER_AT_LEAST }, { "+", JB_MODIFIER_AT_LEAST } };

static const struct { const char *words; JbEnglishKind kind; } units[] = {
  { "percentage points", JB_ENGLISH_POINTS }, { "percentage point", JB_ENGLISH_POINTS }, { "percentage - point", JB_ENGLISH_POINTS },
  { "- percentage - point", JB_ENGLISH_POINTS }, { "pp", JB_ENGLISH_POINTS },
  { "percent", JB_ENGLISH_PERCENT }, { "per cent", JB_ENGLISH_PERCENT }, { "- percent", JB_ENGLISH_PERCENT },
  { "%", JB_ENGLISH_PERCENT }, { "‰", JB_ENGLISH_PER_MILLE }, { "per mille", JB_ENGLISH_PER_MILLE },
  { "per thousand", JB_ENGLISH_PER_MILLE }, { "yuan", JB_ENGLISH_MONEY }, { "- yuan", JB_ENGLISH_MONEY },
  { "rmb", JB_ENGLISH_MONEY }, { "us dollars", JB_ENGLISH_MONEY }, { "u . s . dollars", JB_ENGLISH_MONEY },
  { "dollars", JB_ENGLISH_MONEY }, { "hong kong dollars", JB_ENGLISH_MONEY }, { "euros", JB_ENGLISH_MONEY },
  { "- fold", JB_ENGLISH_TIMES }, { "fold", JB_ENGLISH_TIMES }, { "times", JB_ENGLISH_TIMES } };

static void
append (GArray *numbers, const Reader *reader, guint first, guint end, JbEnglishNumber number)
{
  number.number = (JbSpan) { token_at (reader, first)->span.start, token_at (reader, end - 1)->span.end };
  number.span = number.number;
  g_array_append_val (numbers, number);
}

static guint
unit_after (const Reader *reader, guint i, JbEnglishKind *kind)
{
  for (gsize k = 0; k < G_N_ELEMENTS (units); k++)
    {
      guint n = english_match_words (reader, i, units[k].words);

      if (n > 0)
        {
          *kind = units[k].kind;
          return n;
        }
    }
  return 0;
}

static guint
modifier_after (const Reader *reader, guint i, JbModifier *modifier)
{
  for (gsize k = 0; k < G_N_ELEMENTS (after); k++)
    {
      guint n = english_match_words (reader, i, after[k].words);
      const Token *next = n > 0 ? token_at (reader, i + n) : NULL;

      if (next != NULL && next->kind == TOKEN_DIGITS && g_str_has_prefix (after[k].words, "and ")) /* "340 million and over 5.5" */
        continue;
      if (n > 0)
        {
          *modifier = after[k].modifier;
          return n;
        }
    }
  return 0;
}

/* "does not rise above 4.5 percent", "must not fall below": the other way round. */
static JbModifier
negate (const Reader *reader, guint i, JbModifier modifier)
{
  for (guint k = 1; k <= 3 && k <= i; k++)
    if (token_is (reader, i - k, "not") || token_is (reader, i - k, "never"))
      return modifier == JB_MODIFIER_AT_LEAST ? JB_MODIFIER_AT_MOST : modifier == JB_MODIFIER_AT_MOST ? JB_MODIFIER_AT_LEAST : modifier;
  return modifier;
}

/* Number of tokens right before a number that stand between it and its modifier: "US$", "another". */
static guint
tokens_between (const Reader *reader, guint i)
{
  guint n = i > 0 && (token_is (reader, i - 1, "$") || token_is (reader, i - 1, "¥")) ? 1 : 0;

  if (n > 0 && i > 1 && (token_is (reader, i - 2, "us") || token_is (reader, i - 2, "hk")))
    n = 2;
  return n == 0 && i > 0 && (token_is (reader, i - 1, "another") || token_is (reader, i - 1, "rmb")) ? 1 : n;
}

static guint
modifier_before (const Reader *reader, guint i, JbModifier *modifier)
{
  i -= tokens_between (reader, i);
  for (gsize k = 0; k < G_N_ELEMENTS (before); k++)
    {
      guint n = english_match_words_before (reader, i, before[k].words);

      if (n > 0)
        {
          *modifier = strstr (before[k].words, "not ") == before[k].words ? before[k].modifier : negate (reader, i - n, before[k].modifier);
          return n;
        }
    }
  return 0;
}

static gboolean
is_year (const Cardinal *cardinal)
{
  guint64 year = cardinal->places == 0 && strlen (cardinal->value) == 4 ? g_ascii_strtoull (cardinal->value, NULL, 10) : 0;

  return !cardinal->words && !cardinal->comma && !cardinal->scaled && year >= 1900 && year <= 2100;
}

static gboolean
is_month (const Reader *reader, guint i)
{
  const Token *token = token_at (reader, i);

  if (token == NULL || !g_strv_contains (months, token->text))
    return FALSE;
  return g_ascii_isupper (reader->source[token->span.start]);
}

/* "COVID-19" */
static gboolean
is_hyphened (const Reader *reader, guint first)
{
  const Token *mark = first > 1 ? token_at (reader, first - 1) : NULL;

  return mark != NULL && token_at (reader, first)->glued && mark->glued && strcmp (mark->text, "-") == 0
         && token_at (reader, first - 2)->kind == TOKEN_WORD;
}

/* "-2.07", "minus 2.07": not a hyphen between words, nor a dash with a blank behind it. */
static gboolean
is_negative (const Reader *reader, guint first)
{
  const Token *mark = first > 0 ? token_at (reader, first - 1) : NULL;

  if (mark == NULL)
    return FALSE;
  if (strcmp (mark->text, "minus") == 0 || strcmp (mark->text, "negative") == 0)
    return TRUE;
  return (strcmp (mark->text, "-") == 0 || strcmp (mark->text, "−") == 0) && !mark->glued && token_at (reader, first)->glued;
}

/* "to: 1) finish …; 2) deepen …", "must: (1) …" */
static gboolean
is_enumerator (const Reader *reader, guint first, guint end)
{
  const Token *token = token_at (reader, first);
  guint mark = first > 0 && token_is (reader, first - 1, "(") ? first - 1 : first;

  if (!token_is (reader, end, ")") || token->kind != TOKEN_DIGITS || strlen (token->text) > 2)
    return FALSE;
  return mark > 0 && (token_is (reader, mark - 1, ":") || token_is (reader, mark - 1, ";") || token_is (reader, mark - 1, ",")
                      || token_is (reader, mark - 1, "and"));
}

/* A number that is glued to letters, follows "No.", or numbers the sentence. */
static gboolean
is_name (const Reader *reader, guint first, guint end)
{
  const Token *token = token_at (reader, first);
  const Token *next = token_at (reader, end);
  const Token *previous = first > 0 ? token_at (reader, first - 1) : NULL;

  if (token->glued && previous != NULL && previous->kind == TOKEN_WORD)
    return TRUE;
  if (next != NULL && next->kind == TOKEN_WORD && next->glued && next->span.end - next->span.start <= 2
      && strcmp (next->text, "mn") != 0 && strcmp (next->text, "bn") != 0 && strcmp (next->text, "pp") != 0)
    return TRUE;
  if (first > 1 && previous->kind == TOKEN_MARK && strcmp (previous->text, ".") == 0 && token_is (reader, first - 2, "no"))
    return TRUE;
  if (previous != NULL && (strcmp (previous->text, "decree") == 0 || strcmp (previous->text, "article") == 0))
    return TRUE;
  if (is_enumerator (reader, first, end))
    return TRUE;
  return (first == 1 && token_is (reader, 0, "(") && token_is (reader, end, ")"))
         || (first == 0 && next != NULL && strcmp (next->text, ".") == 0 && token_at (reader, end + 1) != NULL);
}

static gboolean
is_ordinal_suffix (const Reader *reader, guint i)
{
  const Token *token = token_at (reader, i);

  return token != NULL && token->glued
         && (strcmp (token->text, "th") == 0 || strcmp (token->text, "st") == 0 || strcmp (token->text, "nd") == 0
             || strcmp (token->text, "rd") == 0);
}

static gboolean
is_range_mark (const Reader *reader, guint i, gboolean between)
{
  const Token *token = token_at (reader, i);

  if (token == NULL)
    return FALSE;
  return strcmp (token->text, "–") == 0 || strcmp (token->text, "—") == 0 || strcmp (token->text, "~") == 0
         || strcmp (token->text, "to") == 0 || (between && strcmp (token->text, "and") == 0)
         || (strcmp (token->text, "-") == 0 && token->glued);
}

static gboolean
has_before (const Reader *reader, guint i, const char *word)
{
  return i > 0 && token_is (reader, i - 1, word);
}

/* "2.5:36.7:60.7" */
static guint
read_ratio (const Reader *reader, guint i)
{
  guint end = i + 1;

  while (token_is (reader, end, ":") && token_at (reader, end)->glued && token_at (reader, end + 1) != NULL
         && token_at (reader, end + 1)->kind == TOKEN_DIGITS && token_at (reader, end + 1)->glued)
    end += 2;
  return end > i + 1 ? end : 0;
}

static void
classify (const Reader *reader, const Cardinal *cardinal, guint first, guint end, JbEnglishNumber *number)
{
  if (!cardinal->words && (is_name (reader, first, end) || (is_hyphened (reader, first) && !is_year (cardinal))))
    number->kind = JB_ENGLISH_NAME;
  else if (is_year (cardinal))
    number->kind = JB_ENGLISH_DATE;
  else if (!cardinal->words && !cardinal->scaled && strlen (cardinal->value) <= 2
           && ((first > 0 && is_month (reader, first - 1)) || is_month (reader, end)))
    number->kind = JB_ENGLISH_DATE;
  else if (has_before (reader, first, "$") || has_before (reader, first, "¥") || has_before (reader, first, "rmb")
           || has_before (reader, first, "cny"))
    number->kind = JB_ENGLISH_MONEY;
}

/* Reads the second end of a range behind @end; both ends may share the scale. Returns: the new end. */
static guint
read_range (const Reader *reader, Cardinal *low, guint first, guint end, JbEnglishNumber *number)
{
  Cardinal high;
  gboolean between = has_before (reader, first, "between") || (first > 1 && has_before (reader, first - 1, "between"));
  JbEnglishKind kind = JB_ENGLISH_PLAIN;
  guint mark = end + unit_after (reader, end, &kind);

  if (mark > end && (kind == JB_ENGLISH_TIMES || kind == JB_ENGLISH_POINTS)) /* "rose 3 percentage points to 51.2 percent" */
    return end;
  if (has_before (reader, first, "from") || !is_range_mark (reader, mark, between)
      || !english_read_cardinal (reader, mark + 1, &high))
    return end;
  if (high.scaled && !low->scaled && mark == end)
    low->power = high.power;
  g_free (number->value);
  number->value = english_scaled (low);
  number->value_high = english_scaled (&high);
  g_free (high.value);
  return high.end;
}

/* Widens the span over units and modifiers. */
static guint
finish (const Reader *reader, guint first, guint end, JbEnglishNumber *number, GArray *numbers)
{
  guint unit = number->kind == JB_ENGLISH_NAME || number->kind == JB_ENGLISH_DATE || number->kind == JB_ENGLISH_ORDINAL
                 ? 0 : unit_after (reader, end, &number->kind);
  guint behind = 0, front = 0;

  if (number->kind != JB_ENGLISH_DATE && number->kind != JB_ENGLISH_NAME && number->kind != JB_ENGLISH_ORDINAL)
    {
      front = modifier_before (reader, first, &number->modifier);
      behind = modifier_after (reader, end + unit, &number->modifier);
    }
  append (numbers, reader, first, end, *number);
  JbEnglishNumber *last = &g_array_index (numbers, JbEnglishNumber, numbers->len - 1);
  guint start = first - front;

  if (first > 0 && number->kind == JB_ENGLISH_MONEY && (token_is (reader, first - 1, "$") || token_is (reader, first - 1, "¥")))
    start--;
  last->span.start = token_at (reader, start)->span.start;
  last->span.end = token_at (reader, end + unit + behind - 1)->span.end;
  return end + unit + behind;
}

/* "two-thirds", "one half", "a third of", "half" */
static guint
read_fraction (const Reader *reader, guint i, GArray *numbers)
{
  guint over = 1, next = i;

  if (token_is (reader, i, "a") || token_is (reader, i, "one") || token_is (reader, i, "another"))
    next = i + 1;
  else if (english_unit_word (reader, i, &over) && over < 10)
    next = i + 1;
  if (next > i && token_is (reader, next, "-"))
    next++;
  const Token *token = token_at (reader, next);
  for (gsize k = 0; token != NULL && k < G_N_ELEMENTS (fraction_words); k++)
    {
      if (strcmp (token->text, fraction_words[k].word) != 0)
        continue;
      gboolean half = fraction_words[k].value == 2;
      if ((next == i && !half) || over == 0)
        return 0;
      gboolean maybe = over == 1 && !half && !token_is (reader, next + 1, "of"); /* "a third batch" */
      guint under = fraction_words[k].value;
      g_autofree char *top = g_strdup_printf ("%u", over);
      g_autofree char *bottom = g_strdup_printf ("%u", under);
      g_autofree char *quotient = jb_decimal_divide (top, bottom, 3);
      JbEnglishNumber number = { .kind = JB_ENGLISH_RATIO, .soft = half || maybe, .words = TRUE };

      number.value = under == 3 || under == 6 ? g_strdup_printf ("%u/%u", over, under) : jb_decimal_trim (quotient);
      return finish (reader, i, next + 1, &number, numbers);
    }
  return 0;
}

static guint
read_times_word (const Reader *reader, guint i, GArray *numbers)
{
  const Token *token = token_at (reader, i);

  for (gsize k = 0; k < G_N_ELEMENTS (times_words); k++)
    if (strcmp (token->text, times_words[k].word) == 0)
      {
        JbEnglishNumber number = { .kind = JB_ENGLISH_TIMES, .soft = TRUE, .words = TRUE,
                                   .value = g_strdup_printf ("%u", times_words[k].value) };

        append (numbers, reader, i, i + 1, number);
        return i + 1;
      }
  for (guint k = 1; ordinals[k] != NULL; k++)
    if (strcmp (token->text, ordinals[k]) == 0)
      {
        JbEnglishNumber number = { .kind = JB_ENGLISH_ORDINAL, .soft = TRUE, .words = TRUE,
                                   .value = g_strdup_printf ("%u", k) };

        append (numbers, reader, i, i + 1, number);
        return i + 1;
      }
  return 0;
}

/* "one-stop", "one of", "no one": not a number at all. */
static gboolean
is_pronoun (const Reader *reader, const Cardinal *cardinal, guint first)
{
  return cardinal->soft && (token_is (reader, cardinal->end, "-") || token_is (reader, cardinal->end, "of")
                            || token_is (reader, cardinal->end, "another") || has_before (reader, first, "no")
                            || has_before (reader, first, "-") || has_before (reader, first, "this"));
}

static guint
read_number (const Reader *reader, guint i, GArray *numbers)
{
  Cardinal cardinal;
  guint end = read_fraction (reader, i, numbers);

  if (end > 0)
    return end;
  if (!english_read_cardinal (reader, i, &cardinal))
    return read_times_word (reader, i, numbers);
  if (is_pronoun (reader, &cardinal, i))
    {
      g_free (cardinal.value);
      return cardinal.end;
    }
  JbEnglishNumber number = { .words = cardinal.words, .soft = cardinal.soft,
                             .last_place = cardinal.power - cardinal.places };

  end = cardinal.end;
  if (!cardinal.words && read_ratio (reader, i) > 0)
    {
      end = read_ratio (reader, i);
      gsize start = token_at (reader, i)->span.start;

      number.kind = JB_ENGLISH_RATIO;
      number.value = g_strndup (reader->source + start, token_at (reader, end - 1)->span.end - start);
    }
  else if (is_ordinal_suffix (reader, end))
    {
      number.kind = JB_ENGLISH_ORDINAL;
      number.value = english_scaled (&cardinal);
      end++;
    }
  else
    {
      number.value = english_scaled (&cardinal);
      classify (reader, &cardinal, i, end, &number);
      if (number.kind != JB_ENGLISH_NAME)
        end = read_range (reader, &cardinal, i, end, &number);
      if (is_negative (reader, i) && number.kind != JB_ENGLISH_NAME && number.value_high == NULL)
        {
          char *negative = g_strconcat ("-", number.value, NULL);
          g_free (number.value);
          number.value = negative;
        }
    }
  g_free (cardinal.value);
  return finish (reader, i, end, &number, numbers);
}

static void
clear_number (JbEnglishNumber *number)
{
  g_free (number->value);
  g_free (number->value_high);
}

GArray *
jb_english_numbers (const char *text)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (JbEnglishNumber));
  Reader reader = { .tokens = g_array_new (FALSE, FALSE, sizeof (Token)), .chunk = g_string_chunk_new (512), .source = text };

  g_array_set_clear_func (numbers, (GDestroyNotify) clear_number);
  english_tokenize (&reader, text);
  for (guint i = 0; i < reader.tokens->len;)
    {
      guint end = token_at (&reader, i)->kind == TOKEN_MARK ? 0 : read_number (&reader, i, numbers);

      i = end > i ? end : i + 1;
    }
  g_array_unref (reader.tokens);
  g_string_chunk_free (reader.chunk);
  return numbers;
}

gboolean
jb_english_kind_fits (JbEnglishKind kind, JbDimension dimension)
{
  switch (dimension)
    {
    case JB_DIMENSION_PERCENT: return kind == JB_ENGLISH_PERCENT || kind == JB_ENGLISH_PER_MILLE;
    case JB_DIMENSION_PERCENTAGE_POINT: return kind == JB_ENGLISH_POINTS;
    case JB_DIMENSION_MONEY: return kind == JB_ENGLISH_MONEY;
    case JB_DIMENSION_RATIO: return kind == JB_ENGLISH_RATIO || kind == JB_ENGLISH_TIMES || kind == JB_ENGLISH_PLAIN;
    default: return kind == JB_ENGLISH_PLAIN || kind == JB_ENGLISH_TIMES;
    }
}

char *
jb_english_print (const char *value, gboolean words)
{
  static const struct { const char *from; int power; const char *word; } scales[] = {
    { "1000000000000", 12, "trillion" }, { "1000000000", 9, "billion" }, { "1000000", 6, "million" } };

  if (words && strlen (value) == 1 && g_ascii_isdigit (*value))
    return g_strdup (english_digit_word ((guint) (*value - '0')));
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (jb_decimal_compare (value, scales[i].from) >= 0)
      {
        g_autofree char *scaled_value = jb_decimal_scale (value, -scales[i].power);
        g_autofree char *trimmed = jb_decimal_trim (scaled_value);
        g_autofree char *grouped = jb_decimal_group (trimmed);

        return g_strdup_printf ("%s %s", grouped, scales[i].word);
      }
  return jb_decimal_group (value);
}
