#include "jb-number-private.h"

#include <string.h>

#define MAX_HAN 32 /* numerals of one Chinese number */

/* Digits from @at: how many, parted by nothing but a line end. */
static gsize
count_digits (const JbChars *chars, gsize at)
{
  gsize i = at;

  while (i < chars->n && jb_is_digit (chars->c[i]) && (i == at || (chars->gap[i] & ~JB_GAP_LINE) == 0))
    i++;
  return i - at;
}

/* One more group of exactly three digits, parted by a comma or by a single blank. */
static gboolean
next_group (const JbChars *chars, gsize at, gsize *after)
{
  gsize first = at;

  if (at < chars->n && (chars->c[at] == ',' || chars->c[at] == 0xFF0C) && chars->gap[at] == JB_GAP_NONE)
    first = at + 1;
  else if (at >= chars->n || chars->gap[at] != JB_GAP_BLANK)
    return FALSE;
  if (first >= chars->n || !jb_is_digit (chars->c[first]) || (first != at && chars->gap[first] != JB_GAP_NONE)
      || count_digits (chars, first) != 3)
    return FALSE;
  *after = first + 3;
  return TRUE;
}

/* A blank or a full-width comma may part two numbers as well: only a unit or scale after the last group tells. */
static gboolean
group_is_certain (const JbLexicon *lexicon, const JbChars *chars, gsize at, gsize after)
{
  guint length;

  if (chars->c[at] == ',')
    return TRUE;
  if (after >= chars->n)
    return FALSE;
  return chars->c[after] == '.' || chars->c[after] == 0x4F59 /* 余 */ || chars->c[after] == 0x591A /* 多 */
         || jb_lexicon_numeral (lexicon, chars->c[after]) == JB_NUMERAL_SCALE
         || jb_trie_longest (lexicon->unit_trie, chars->c, chars->n, after, &length) != JB_TRIE_NONE;
}

static void
append_digits (const JbChars *chars, gsize from, gsize to, JbNumber *number)
{
  gsize length = strlen (number->value);

  for (gsize i = from; i < to; i++)
    if (jb_is_digit (chars->c[i]))
      {
        if (length >= JB_DECIMAL_MAX_DIGITS)
          {
            number->unread = TRUE;
            break;
          }
        number->value[length++] = (char) chars->c[i];
      }
  number->value[length] = '\0';
}

static void
drop_leading_zeros (char *value)
{
  gsize zeros = strspn (value, "0");

  if (zeros > 0 && !jb_is_digit ((guchar) value[zeros]))
    zeros--;
  memmove (value, value + zeros, strlen (value + zeros) + 1);
}

/* A point; a middle dot only where a percent sign ends the number (1·8%), since 5·12 is a date. */
static gboolean
is_point (const JbChars *chars, gsize at)
{
  if (at + 1 >= chars->n || !jb_is_digit (chars->c[at + 1])
      || ((chars->gap[at] | chars->gap[at + 1]) & JB_GAP_TAB) != 0)
    return FALSE;
  if (chars->c[at] == 0xB7)
    {
      gsize end = at + 1 + count_digits (chars, at + 1);
      return end < chars->n && chars->c[end] == '%';
    }
  return chars->c[at] == '.';
}

static gsize
read_fraction (const JbChars *chars, gsize at, JbNumber *number)
{
  if (!is_point (chars, at))
    return at;
  gsize end = at + 1 + count_digits (chars, at + 1);
  gsize length = strlen (number->value);
  number->value[length] = '.';
  number->value[length + 1] = '\0';
  append_digits (chars, at + 1, end, number);
  number->fraction = TRUE;
  return end;
}

static gsize
read_digits (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  gsize end = at + count_digits (chars, at), after;
  guint groups = 0;

  if (end - at <= 3)
    {
      gsize last = end, first_separator = end;
      while (next_group (chars, last, &after))
        {
          last = after;
          groups++;
        }
      if (groups > 0 && (group_is_certain (lexicon, chars, first_separator, last)))
        end = last;
      else
        groups = 0;
    }
  number->grouped = groups > 0;
  append_digits (chars, at, end, number);
  number->n_integer = (guint) strlen (number->value);
  end = read_fraction (chars, end, number);
  drop_leading_zeros (number->value);
  return end;
}

/* The scale at @at, unless it opens a unit (千 in 千瓦时): its power of ten, or 0. */
static int
scale_at (const JbLexicon *lexicon, const JbChars *chars, gsize at)
{
  guint length;

  if (at >= chars->n || (chars->gap[at] & JB_GAP_TAB) != 0)
    return 0;
  JbNumeralKind kind = jb_lexicon_numeral (lexicon, chars->c[at]);
  if (kind != JB_NUMERAL_SCALE && kind != JB_NUMERAL_MULTIPLIER)
    return 0;
  guint32 unit = jb_trie_longest (lexicon->unit_trie, chars->c, chars->n, at, &length);
  if (unit != JB_TRIE_NONE && length >= 2)
    return 0;
  return lexicon->numeral_value[chars->c[at]];
}

static gsize
read_scales (const JbLexicon *lexicon, const JbChars *chars, gsize at, int *power)
{
  for (int scale; (scale = scale_at (lexicon, chars, at)) > 0 && *power < 24; at++)
    *power += scale;
  return at;
}

/* 余, 多, 来, 几 between number and scale or unit. */
static gsize
read_inner (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  guint length, after;
  guint32 modifier = jb_trie_longest (lexicon->modifier_inner, chars->c, chars->n, at, &length);

  if (modifier == JB_TRIE_NONE || modifier == JB_MODIFIER_WORD_NONE || (chars->gap[at] & JB_GAP_TAB) != 0)
    return at;
  /* 来 and 几 only before a scale or unit: 几 opens 几何, 来 opens 来源 */
  if (chars->c[at] == 0x6765 || chars->c[at] == 0x51E0)
    if (scale_at (lexicon, chars, at + length) == 0
        && jb_trie_longest (lexicon->unit_trie, chars->c, chars->n, at + length, &after) == JB_TRIE_NONE)
      return at;
  number->modifier = (JbModifier) modifier;
  return at + length;
}

/* Adds @piece × 10^@power to the number. */
static void
add_piece (JbNumber *number, const JbNumber *piece, int power)
{
  g_autofree char *high = jb_decimal_scale (number->value, number->power);
  g_autofree char *low = jb_decimal_scale (piece->value, power);
  g_autofree char *sum = jb_decimal_add (high, low);

  number->power = 0;
  if (strlen (sum) > JB_DECIMAL_MAX_DIGITS)
    number->unread = TRUE;
  else
    g_strlcpy (number->value, sum, sizeof number->value);
}

/* 4万多亿: the word stands between two scales. Returns: where the number ends. */
static gsize
read_inner_scales (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number, int *power)
{
  gsize end = *power > 0 ? read_inner (lexicon, chars, at, number) : at;

  return end > at ? read_scales (lexicon, chars, end, power) : at;
}

/* 1亿 + 2000万: the next lower pieces are added. Returns: where the number ends. */
static gsize
read_lower_pieces (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  int above = number->power;

  while (above >= 4 && number->modifier == JB_MODIFIER_EXACT && !number->fraction && !number->unread && at < chars->n
         && jb_is_digit (chars->c[at]) && (chars->gap[at] & ~JB_GAP_LINE) == 0)
    {
      JbNumber piece = { .modifier = JB_MODIFIER_EXACT };
      int power = 0;
      gsize end = read_digits (lexicon, chars, at, &piece);

      end = read_inner (lexicon, chars, end, &piece);
      end = read_scales (lexicon, chars, end, &power);
      end = read_inner_scales (lexicon, chars, end, &piece, &power);
      if (piece.unread || (int) piece.n_integer + power > above || (power == 0 && (int) piece.n_integer < above))
        break;
      add_piece (number, &piece, power);
      number->modifier = piece.modifier;
      at = end;
      above = power;
    }
  return at;
}

static gboolean
read_arabic (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  gsize end = read_digits (lexicon, chars, at, number);
  JbModifier modifier;

  end = read_inner (lexicon, chars, end, number);
  modifier = number->modifier;
  end = read_scales (lexicon, chars, end, &number->power);
  if (modifier == JB_MODIFIER_EXACT)
    end = read_inner_scales (lexicon, chars, end, number, &number->power);
  end = read_lower_pieces (lexicon, chars, end, number);
  number->end = end;
  return TRUE;
}

/* ---- Chinese numerals ---- */

typedef struct
{
  guint8 kind;  /* DIGIT, MULTIPLIER or SCALE */
  guint8 value;
} Numeral;

static gboolean
numeral_at (const JbLexicon *lexicon, const JbChars *chars, gsize at, Numeral *numeral)
{
  switch (jb_lexicon_numeral (lexicon, chars->c[at]))
    {
    case JB_NUMERAL_DIGIT:
    case JB_NUMERAL_FORMAL:
      numeral->kind = JB_NUMERAL_DIGIT;
      break;
    case JB_NUMERAL_MULTIPLIER:
    case JB_NUMERAL_FORMAL_MULTIPLIER:
      numeral->kind = JB_NUMERAL_MULTIPLIER;
      break;
    case JB_NUMERAL_SCALE:
      numeral->kind = JB_NUMERAL_SCALE;
      break;
    default:
      return FALSE;
    }
  numeral->value = lexicon->numeral_value[chars->c[at]];
  return TRUE;
}

/* Collects the run of numerals from @at. 廿 and 卅 become two. Returns: where it ends. */
static gsize
collect_numerals (const JbLexicon *lexicon, const JbChars *chars, gsize at, Numeral *numerals, guint *n)
{
  gsize i = at;

  for (*n = 0; i < chars->n && *n + 2 <= MAX_HAN; i++)
    {
      guint length;
      if (i > at && (chars->gap[i] & JB_GAP_TAB) != 0)
        break;
      if (jb_lexicon_numeral (lexicon, chars->c[i]) == JB_NUMERAL_TENS)
        {
          numerals[(*n)++] = (Numeral) { JB_NUMERAL_DIGIT, lexicon->numeral_value[chars->c[i]] };
          numerals[(*n)++] = (Numeral) { JB_NUMERAL_MULTIPLIER, 1 };
          continue;
        }
      if (!numeral_at (lexicon, chars, i, &numerals[*n]))
        break;
      if (numerals[*n].kind != JB_NUMERAL_DIGIT
          && jb_trie_longest (lexicon->unit_trie, chars->c, chars->n, i, &length) != JB_TRIE_NONE && length >= 2)
        break; /* 千瓦 */
      (*n)++;
    }
  return i;
}

/* A formal numeral alone is a name or a word (陆 in 大陆). */
static gboolean
formal_is_certain (const JbLexicon *lexicon, const JbChars *chars, gsize from, gsize to)
{
  guint formal = 0, multipliers = 0;

  for (gsize i = from; i < to; i++)
    {
      JbNumeralKind kind = jb_lexicon_numeral (lexicon, chars->c[i]);
      formal += kind == JB_NUMERAL_FORMAL || kind == JB_NUMERAL_FORMAL_MULTIPLIER;
      multipliers += kind != JB_NUMERAL_FORMAL;
    }
  return formal == 0 || (formal > 1 && multipliers > 0)
         || (to < chars->n && (chars->c[to] == 0x5143 || chars->c[to] == 0x5706 || chars->c[to] == 0x4E07));
}

static guint64
power_of_ten (guint power)
{
  guint64 value = 1;

  while (power-- > 0)
    value *= 10;
  return value;
}

/* Weight of a last digit: 1, or less than the multiplier before it (三百五 is 350, 一万三 is 13000). */
static guint64
last_weight (const Numeral *numerals, guint n)
{
  if (n >= 2 && numerals[n - 2].kind != JB_NUMERAL_DIGIT && numerals[n - 2].value >= 2)
    return power_of_ten (numerals[n - 2].value - 1u);
  return 1;
}

typedef struct
{
  guint64  total, section; /* section: what stands since the last scale */
  int      digit;          /* not yet weighed; 0: none */
  guint    last_multiplier, last_scale;
  gboolean fresh; /* nothing in this section yet */
} Sum;

static gboolean
add_multiplier (Sum *sum, guint power)
{
  if (power >= sum->last_multiplier)
    return FALSE;
  sum->section += (guint64) (sum->digit > 0 ? sum->digit : 1) * power_of_ten (power);
  sum->last_multiplier = power;
  sum->digit = 0;
  sum->fresh = FALSE;
  return TRUE;
}

static gboolean
add_scale (Sum *sum, guint power)
{
  guint64 piece = sum->section + (guint64) sum->digit;

  if (sum->fresh && sum->total == 0)
    piece = 1;
  if (power >= sum->last_scale || sum->fresh) /* 万亿: the whole of what stands before is multiplied */
    {
      if (!g_uint64_checked_add (&piece, sum->total, piece)
          || !g_uint64_checked_mul (&sum->total, piece, power_of_ten (power)))
        return FALSE;
    }
  else if (!g_uint64_checked_mul (&piece, piece, power_of_ten (power))
           || !g_uint64_checked_add (&sum->total, sum->total, piece))
    return FALSE;
  sum->last_scale = power;
  sum->section = 0;
  sum->digit = 0;
  sum->last_multiplier = 9;
  sum->fresh = TRUE;
  return TRUE;
}

/* Value of well-formed numerals; %FALSE for others and for what is beyond 64 bits. */
static gboolean
evaluate (const Numeral *numerals, guint n, guint64 *value)
{
  Sum sum = { .last_multiplier = 9, .last_scale = 99, .fresh = TRUE };

  for (guint i = 0; i < n; i++)
    {
      if (numerals[i].kind == JB_NUMERAL_MULTIPLIER ? !add_multiplier (&sum, numerals[i].value)
          : numerals[i].kind == JB_NUMERAL_SCALE    ? !add_scale (&sum, numerals[i].value)
                                                    : sum.digit > 0)
        return FALSE;
      if (numerals[i].kind == JB_NUMERAL_DIGIT)
        {
          sum.digit = numerals[i].value;
          sum.fresh = FALSE;
        }
    }
  return g_uint64_checked_add (value, sum.total + sum.section, (guint64) sum.digit * last_weight (numerals, n));
}

/* Two neighbouring digits name a range: 七八, 三五, 两三. Returns: index of the first of them; @n where there is none. */
static guint
find_neighbours (const Numeral *numerals, guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    if (numerals[i].kind == JB_NUMERAL_DIGIT && numerals[i + 1].kind == JB_NUMERAL_DIGIT && numerals[i].value > 0
        && (numerals[i + 1].value == numerals[i].value + 1 || (numerals[i].value == 3 && numerals[i + 1].value == 5)))
      return i;
  return n;
}

static gboolean
evaluate_without (const Numeral *numerals, guint n, guint skip, char *text)
{
  Numeral rest[MAX_HAN];
  guint n_rest = 0;
  guint64 value;

  for (guint i = 0; i < n; i++)
    if (i != skip)
      rest[n_rest++] = numerals[i];
  if (!evaluate (rest, n_rest, &value))
    return FALSE;
  g_snprintf (text, JB_NUMBER_ROOM, "%" G_GUINT64_FORMAT, value);
  return TRUE;
}

static gboolean
all_digits (const Numeral *numerals, guint n)
{
  for (guint i = 0; i < n; i++)
    if (numerals[i].kind != JB_NUMERAL_DIGIT)
      return FALSE;
  return TRUE;
}

/* Takes the scales off the end where nothing before them is a scale: 二十万 → 二十, power 4. Returns: numerals left. */
static guint
split_scales (const Numeral *numerals, guint n, int *power)
{
  guint left = n;

  while (left > 0 && numerals[left - 1].kind == JB_NUMERAL_SCALE)
    left--;
  for (guint i = 0; i < left; i++)
    if (numerals[i].kind == JB_NUMERAL_SCALE)
      return n;
  for (guint i = left; i < n; i++)
    *power += numerals[i].value;
  return left;
}

static void
evaluate_into (const Numeral *numerals, guint n, JbNumber *number)
{
  guint left = split_scales (numerals, n, &number->power);
  guint neighbours = find_neighbours (numerals, left);

  if (left == 0)
    g_strlcpy (number->value, "1", sizeof number->value);
  else if (left > 1 && all_digits (numerals, left) && (left > 2 || neighbours == left))
    {
      number->digit_string = TRUE;
      for (guint i = 0; i < left; i++)
        number->value[i] = (char) ('0' + numerals[i].value);
      number->value[left] = '\0';
      if (left < n)
        number->unread = TRUE;
    }
  else if (neighbours < left)
    number->unread = !evaluate_without (numerals, left, neighbours + 1, number->value)
                     || !evaluate_without (numerals, left, neighbours, number->high);
  else
    number->unread = !evaluate_without (numerals, left, left, number->value);
}

/* 三点五, 百分之零点二: the part after 点. */
static gsize
read_han_fraction (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  gsize i = at + 1, length = strlen (number->value);

  if (at + 1 >= chars->n || chars->c[at] != 0x70B9 || number->high[0] != '\0' || number->power != 0)
    return at;
  while (i < chars->n && jb_lexicon_numeral (lexicon, chars->c[i]) == JB_NUMERAL_DIGIT && i - at < 12)
    i++;
  if (i == at + 1)
    return at;
  number->value[length++] = '.';
  for (gsize k = at + 1; k < i; k++)
    number->value[length++] = (char) ('0' + lexicon->numeral_value[chars->c[k]]);
  number->value[length] = '\0';
  number->fraction = TRUE;
  return i;
}

static gboolean
read_han (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  Numeral numerals[MAX_HAN];
  guint n;
  gsize end = collect_numerals (lexicon, chars, at, numerals, &n);

  if (n == 0 || !formal_is_certain (lexicon, chars, at, end))
    return FALSE;
  number->han = TRUE;
  number->scale_only = numerals[0].kind != JB_NUMERAL_DIGIT && numerals[0].value != 1;
  number->one_digit = n == 1;
  evaluate_into (numerals, n, number);
  if (number->unread)
    {
      number->end = end;
      return TRUE;
    }
  gsize after = read_han_fraction (lexicon, chars, end, number);
  if (after == end)
    after = read_inner (lexicon, chars, end, number);
  if (after > end && (number->power == 0 || number->modifier != JB_MODIFIER_EXACT))
    after = read_scales (lexicon, chars, after, &number->power);
  number->end = after;
  return TRUE;
}

gboolean
jb_number_read (const JbLexicon *lexicon, const JbChars *chars, gsize at, JbNumber *number)
{
  if (at >= chars->n)
    return FALSE;
  number->start = number->end = at;
  number->value[0] = number->high[0] = '\0';
  number->power = 0;
  number->modifier = JB_MODIFIER_EXACT;
  number->han = number->scale_only = number->digit_string = number->one_digit = FALSE;
  number->grouped = number->fraction = number->unread = FALSE;
  number->n_integer = 0;
  if (jb_is_digit (chars->c[at]))
    return read_arabic (lexicon, chars, at, number);
  if (jb_lexicon_numeral (lexicon, chars->c[at]) != JB_NUMERAL_NONE)
    return read_han (lexicon, chars, at, number);
  return FALSE;
}
