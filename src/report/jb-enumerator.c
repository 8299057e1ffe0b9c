#include "jb-enumerator-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_VALUE 999u

typedef struct
{
  const char *at, *end;
} Cursor;

/* Half-width form of the next character; 0 at the end. */
static gunichar
peek (const Cursor *cursor)
{
  return cursor->at < cursor->end ? jb_to_half_width (g_utf8_get_char (cursor->at)) : 0;
}

static void
step (Cursor *cursor)
{
  cursor->at = g_utf8_next_char (cursor->at);
}

static gboolean
take (Cursor *cursor, gunichar c)
{
  if (peek (cursor) != c || cursor->at >= cursor->end)
    return FALSE;
  step (cursor);
  return TRUE;
}

static gboolean
take_text (Cursor *cursor, const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (cursor->end - cursor->at) < length || memcmp (cursor->at, text, length) != 0)
    return FALSE;
  cursor->at += length;
  return TRUE;
}

static void
skip_blanks (Cursor *cursor)
{
  while (cursor->at < cursor->end && jb_is_blank (g_utf8_get_char (cursor->at)))
    step (cursor);
}

static guint
han_digit (gunichar c)
{
  static const gunichar digits[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (digits[i] == c)
      return i + 1;
  return 0;
}

guint
jb_han_number_parse (const char *text, const char *end, gsize *length)
{
  Cursor cursor = { text, end };
  guint value = 0, digit = 0;

  for (guint n = 0; n < 6 && cursor.at < end; n++, step (&cursor))
    {
      gunichar c = peek (&cursor);
      guint next = han_digit (c);
      if (next != 0 && digit == 0)
        digit = next;
      else if (c == 0x5341 && value % 100 == 0) /* 十 */
        value += 10 * MAX (digit, 1), digit = 0;
      else if (c == 0x767E && digit != 0 && value == 0) /* 百 */
        value = 100 * digit, digit = 0;
      else if ((c == 0x96F6 || c == 0x3007) && value >= 100 && digit == 0) /* 零 */
        continue;
      else
        break;
    }
  *length = (gsize) (cursor.at - text);
  return value + digit;
}

static guint
read_han (Cursor *cursor)
{
  gsize length;
  guint value = jb_han_number_parse (cursor->at, cursor->end, &length);

  cursor->at += length;
  return value;
}

static guint
read_arabic (Cursor *cursor)
{
  guint value = 0;

  for (guint n = 0; n < 3; n++, step (cursor))
    {
      gunichar c = peek (cursor);
      if (c < '0' || c > '9')
        break;
      value = value * 10 + (c - '0');
    }
  gunichar after = peek (cursor);
  return after >= '0' && after <= '9' ? 0 : value;
}

static gboolean
take_point (Cursor *cursor)
{
  return take (cursor, '.') || take (cursor, 0x3001); /* 、 */
}

static gboolean
finish (const char *text, Cursor *cursor, guint form, guint value, JbEnumerator *enumerator)
{
  if (value == 0 || (value > MAX_VALUE && value != JB_VALUE_LAST))
    return FALSE;
  enumerator->form = form;
  enumerator->value = value;
  enumerator->number_end = (gsize) (cursor->at - text);
  skip_blanks (cursor);
  enumerator->heading = (gsize) (cursor->at - text);
  return TRUE;
}

/* 二、三产业, 二级: a number that goes on is no enumerator. */
static gboolean
number_goes_on (const Cursor *cursor)
{
  static const char *const after[] = { "、", "产", "级", "类", "批", "方" };
  gsize length;
  Cursor rest = *cursor;

  if (jb_han_number_parse (rest.at, rest.end, &length) == 0)
    return FALSE;
  rest.at += length;
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (take_text (&rest, after[i]))
      return TRUE;
  return FALSE;
}

static gboolean
parse_han (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  guint value = read_han (&cursor);

  if (value == 0)
    return FALSE;
  skip_blanks (&cursor);
  if (take_text (&cursor, "是"))
    return finish (text, &cursor, JB_FORM_SHI, value, enumerator);
  if (take_text (&cursor, "要"))
    return finish (text, &cursor, JB_FORM_YAO, value, enumerator);
  if (!take_point (&cursor) && !take_text (&cursor, "﹑") && !take_text (&cursor, "·"))
    return FALSE;
  return !number_goes_on (&cursor) && finish (text, &cursor, JB_FORM_HAN, value, enumerator);
}

static gboolean
parse_paren (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  if (!take (&cursor, '(') && !take (&cursor, 0x3014)) /* 〔 */
    return FALSE;
  skip_blanks (&cursor);

  const char *digits = cursor.at;
  guint form = JB_FORM_HAN_PAREN, value = read_han (&cursor);
  if (value == 0)
    {
      cursor.at = digits;
      form = JB_FORM_ARABIC_PAREN;
      value = read_arabic (&cursor);
    }
  skip_blanks (&cursor);
  if (value == 0 || (!take (&cursor, ')') && !take (&cursor, 0x3015)))
    return FALSE;

  const char *bare = cursor.at;
  if (!take (&cursor, 0x3001) && !take (&cursor, '.'))
    cursor.at = bare;
  return finish (text, &cursor, form, value, enumerator);
}

/* 1.2 and deeper: only with a blank or Han after it, and never a quantity, as 1.2万元 or 1.5%. */
static gboolean
parse_decimal (const char *text, Cursor cursor, guint value, JbEnumerator *enumerator)
{
  guint depth = 1;

  while (peek (&cursor) == '.' && depth < 60)
    {
      Cursor next = cursor;
      step (&next);
      guint digits = read_arabic (&next);
      if (digits == 0)
        break;
      value = digits;
      depth++;
      cursor = next;
    }
  if (depth < 2)
    return FALSE;
  if (depth > 2 && peek (&cursor) == '.')
    step (&cursor);
  gunichar c = peek (&cursor);
  if (!jb_is_blank (c) && !(depth > 2 && jb_han_is (c)))
    return FALSE;
  return finish (text, &cursor, JB_FORM_DECIMAL + depth - 2, value, enumerator);
}

static gboolean
parse_arabic (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  guint value = read_arabic (&cursor);

  if (value == 0)
    return FALSE;
  if (parse_decimal (text, cursor, value, enumerator))
    return TRUE;
  if (take (&cursor, ')'))
    return finish (text, &cursor, JB_FORM_HALF_PAREN, value, enumerator);
  if (jb_is_blank (peek (&cursor)) && value < 100)
    {
      Cursor bare = cursor;
      skip_blanks (&bare);
      return jb_han_is (peek (&bare)) && finish (text, &cursor, JB_FORM_BARE, value, enumerator);
    }
  if (!take_point (&cursor))
    return FALSE;
  gunichar c = peek (&cursor);
  if (c >= '0' && c <= '9')
    {
      /* 1.2022年工作: a year may follow, a decimal or 3、4月 may not. */
      Cursor year = cursor;
      for (guint n = 0; n < 4; n++, step (&year))
        if (peek (&year) < '0' || peek (&year) > '9')
          return FALSE;
      if (!take_text (&year, "年"))
        return FALSE;
    }
  return finish (text, &cursor, JB_FORM_ARABIC, value, enumerator);
}

/* One character that is the whole number: ① ⑴ ⒈ ㈠ */
static gboolean
parse_glyph (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  static const struct { gunichar first, last; guint form; } glyphs[] = {
    { 0x2460, 0x2473, JB_FORM_CIRCLED },   { 0x2474, 0x2487, JB_FORM_ARABIC_PAREN },
    { 0x2488, 0x249B, JB_FORM_ARABIC },    { 0x2776, 0x277F, JB_FORM_CIRCLED },
    { 0x3220, 0x3229, JB_FORM_HAN_PAREN },
  };
  gunichar c = peek (&cursor);

  for (guint i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (c >= glyphs[i].first && c <= glyphs[i].last)
      {
        step (&cursor);
        return finish (text, &cursor, glyphs[i].form, c - glyphs[i].first + 1, enumerator);
      }
  return FALSE;
}

static gboolean
parse_ordinal (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  static const struct { const char *word; guint form; } units[] = {
    { "部分", JB_FORM_PART }, { "编", JB_FORM_VOLUME },  { "篇", JB_FORM_VOLUME },
    { "章", JB_FORM_CHAPTER }, { "节", JB_FORM_SECTION },
  };
  static const char *const marks[] = { "，", ",", "是", "、" };

  if (!take_text (&cursor, "第"))
    return FALSE;
  skip_blanks (&cursor);
  const char *digits = cursor.at;
  guint value = read_han (&cursor);
  gboolean is_han = value != 0;
  if (!is_han)
    {
      cursor.at = digits;
      value = read_arabic (&cursor);
    }
  skip_blanks (&cursor);
  for (guint i = 0; value != 0 && i < G_N_ELEMENTS (units); i++)
    if (take_text (&cursor, units[i].word))
      {
        const char *word_end = cursor.at;
        skip_blanks (&cursor);
        if (!take_text (&cursor, "、") && !take (&cursor, ':'))
          cursor.at = word_end;
        return finish (text, &cursor, units[i].form, value, enumerator);
      }
  for (guint i = 0; is_han && i < G_N_ELEMENTS (marks); i++)
    if (take_text (&cursor, marks[i]))
      {
        Cursor next = cursor;
        if (take_text (&next, "第") || number_goes_on (&cursor))
          return FALSE;
        return finish (text, &cursor, JB_FORM_DI, value, enumerator);
      }
  return FALSE;
}

static gboolean
parse_word (const char *text, Cursor cursor, JbEnumerator *enumerator)
{
  static const struct { const char *word; guint form, value; } words[] = {
    { "首先", JB_FORM_FIRST, 1 }, { "其次", JB_FORM_FIRST, 2 }, { "再次", JB_FORM_FIRST, 3 },
    { "最后", JB_FORM_FIRST, JB_VALUE_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (take_text (&cursor, words[i].word))
      {
        gunichar c = peek (&cursor);
        if (c != ',' && c != 0x3001 && c != 0x662F) /* ， 、 是 */
          return FALSE;
        step (&cursor);
        return finish (text, &cursor, words[i].form, words[i].value, enumerator);
      }
  if (!take_text (&cursor, "其"))
    return FALSE;
  guint value = read_han (&cursor);
  if (value == 0 || value > 20 || (!take (&cursor, ',') && !take (&cursor, 0x3001) && !take_text (&cursor, "是")))
    return FALSE;
  return finish (text, &cursor, JB_FORM_QI, value, enumerator);
}

gboolean
jb_enumerator_parse (const char *text, const char *end, JbEnumerator *enumerator)
{
  Cursor cursor = { text, end };
  gunichar c = peek (&cursor);

  if (c == 0)
    return FALSE;
  if (c >= '0' && c <= '9')
    return parse_arabic (text, cursor, enumerator);
  if (c == '(' || c == 0x3014)
    return parse_paren (text, cursor, enumerator);
  if (han_digit (c) != 0 || c == 0x5341)
    return parse_han (text, cursor, enumerator);
  if (c == 0x7B2C)
    return parse_ordinal (text, cursor, enumerator);
  if (c == 0x9996 || c == 0x5176 || c == 0x518D || c == 0x6700)
    return parse_word (text, cursor, enumerator);
  return parse_glyph (text, cursor, enumerator);
}
