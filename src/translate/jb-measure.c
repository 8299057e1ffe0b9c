#include "jb-measure-private.h"

#include "jb-decimal.h"
#include "jb-english.h"

#include <string.h>

typedef enum { BOUND_NONE, BOUND_LOW, BOUND_HIGH, BOUND_WITHIN } Bound;

/* Longest first. */
static const struct { const char *zh; Bound bound; } bounds[] = {
  { "(含)以上", BOUND_LOW }, { "(含)以下", BOUND_HIGH }, { "及以上", BOUND_LOW }, { "及以下", BOUND_HIGH }, { "以上", BOUND_LOW },
  { "以下", BOUND_HIGH }, { "以内", BOUND_WITHIN }, { "内", BOUND_WITHIN } };

static const struct { const char *zh; int power; } scales[] = { { "万亿", 12 }, { "亿", 8 }, { "万", 4 }, { "千万", 7 }, { "百万", 6 } };

static const char *const range_signs[] = { "至", "到", "—", "–", "～", "~", "-" };

/* The digits at *@at, which is moved behind them; (transfer full) (nullable). */
static char *
read_number (const char **at)
{
  gsize n = strspn (*at, "0123456789");

  if (n > 0 && (*at)[n] == '.' && g_ascii_isdigit ((*at)[n + 1]))
    n += 1 + strspn (*at + n + 1, "0123456789");
  if (n == 0 || n > 12)
    return NULL;
  char *number = g_strndup (*at, n);
  *at += n;
  return number;
}

static gboolean
skip_one_of (const char **at, const char *text)
{
  if (!g_str_has_prefix (*at, text))
    return FALSE;
  *at += strlen (text);
  return TRUE;
}

static gboolean
skip_range_sign (const char **at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (range_signs); i++)
    if (skip_one_of (at, range_signs[i]))
      return TRUE;
  return FALSE;
}

static const JbMeasureWord *
skip_unit (const JbGlossary *glossary, const char **at)
{
  for (guint i = 0; i < glossary->measures->len; i++)
    {
      const JbMeasureWord *word = g_ptr_array_index (glossary->measures, i);

      if (skip_one_of (at, word->zh))
        return word;
    }
  return NULL;
}

static char *
scaled (const char *number, int power)
{
  g_autofree char *value = jb_decimal_scale (number, power);
  g_autofree char *trimmed = jb_decimal_trim (value);

  return jb_english_print (trimmed, FALSE);
}

static Bound
skip_bound (const char **at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (skip_one_of (at, bounds[i].zh))
      return bounds[i].bound;
  return BOUND_NONE;
}

static char *
print_aged (const char *low, const char *high, Bound bound)
{
  if (high != NULL)
    return g_strdup_printf ("aged %s to %s", low, high);
  return g_strdup_printf ("aged %s%s", low, bound == BOUND_LOW ? " and over" : bound == BOUND_NONE ? "" : " and under");
}

static char *
print_measure (const JbMeasureWord *word, const char *low, const char *high, Bound bound)
{
  g_autofree char *range = high != NULL ? g_strdup_printf ("%s to %s", low, high) : g_strdup (low);

  if (word->aged)
    return print_aged (low, high, bound);
  switch (bound)
    {
    case BOUND_LOW: return g_strdup_printf ("of %s %s or more", range, word->many);
    case BOUND_HIGH: return g_strdup_printf ("of %s %s or less", range, word->many);
    case BOUND_WITHIN: return g_strdup_printf ("within %s %s", range, strcmp (low, "1") == 0 && high == NULL ? word->one : word->many);
    default: return high != NULL ? g_strdup_printf ("%s- to %s-%s", low, high, word->one) : g_strdup_printf ("%s-%s", low, word->one);
    }
}

/* The English lives behind the term, in the same piece of memory. */
static JbTerm *
make_term (const char *en, JbTermKind kind)
{
  gsize size = strlen (en) + 1;
  JbTerm *term = g_malloc0 (sizeof (JbTerm) + size);
  char *text = (char *) (term + 1);

  memcpy (text, en, size);
  *term = (JbTerm) { .zh = "", .en = text, .full = text, .domain = "", .note = "", .kind = kind };
  return term;
}

/* 2022年 is no length of time. */
static gboolean
is_year (const char *number, const JbMeasureWord *word)
{
  return strlen (number) == 4 && strchr (number, '.') == NULL && strcmp (word->zh, "年") == 0;
}

JbTerm *
jb_measure_read (const JbGlossary *glossary, const char *text, gsize *length)
{
  const char *at = text;
  g_autofree char *low = read_number (&at);
  gboolean range = low != NULL && skip_range_sign (&at);
  g_autofree char *high = range ? read_number (&at) : NULL;
  int power = 0;

  if (low == NULL || (range && high == NULL))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (scales) && power == 0; i++)
    power = skip_one_of (&at, scales[i].zh) ? scales[i].power : 0;
  const JbMeasureWord *word = skip_unit (glossary, &at);
  if (word == NULL || is_year (low, word))
    return NULL;
  Bound bound = skip_bound (&at);
  g_autofree char *from = scaled (low, power);
  g_autofree char *to = high != NULL ? scaled (high, power) : NULL;
  g_autofree char *en = print_measure (word, from, to, bound);
  *length = (gsize) (at - text);
  return make_term (en, word->aged || bound != BOUND_NONE ? JB_TERM_AFTER : JB_TERM_MODIFIER);
}
