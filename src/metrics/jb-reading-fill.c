/* From what was read to the values that a quantity states: scales applied, units by their base. */
#include "jb-reading-private.h"

#include <string.h>

/* Characters @from … @to as UTF-8, blanks left out; no longer than they are, since a long report has many. */
static char *
text_between (const JbChars *chars, const char *text, gsize from, gsize to)
{
  gsize length = 0;

  for (gsize i = from; i < to; i++)
    length += chars->end[i] - chars->byte[i];
  char *out = g_malloc (length + 1), *end = out;
  for (gsize i = from; i < to; i++)
    end = (char *) mempcpy (end, text + chars->byte[i], chars->end[i] - chars->byte[i]);
  *end = '\0';
  return out;
}

static char *
signed_value (const JbReading *reading, const char *value)
{
  return g_strconcat (reading->negative ? "-" : "", value, NULL);
}

static char *
scaled (const JbReading *reading, const char *value, int power)
{
  g_autofree char *with_sign = signed_value (reading, value);
  return power == 0 ? g_steal_pointer (&with_sign) : jb_decimal_scale (with_sign, power);
}

static int
unit_power (const JbUnit *unit)
{
  return unit != NULL ? unit->power : 0;
}

static char *
base_unit_of (const JbReading *reading, const JbChars *chars, const char *text)
{
  const JbUnit *unit = reading->unit;

  if (unit == NULL)
    return g_strdup (reading->symbol_base != NULL ? reading->symbol_base : "");
  if (reading->per_start != 0)
    {
      g_autofree char *per = text_between (chars, text, reading->per_start, reading->unit_end);
      return g_strconcat (unit->base, per, NULL);
    }
  if (unit->dimension != JB_DIMENSION_COUNT)
    return g_strdup (unit->base);
  if ((unit->flags & JB_UNIT_NOUN) != 0)
    return g_strdup ("");
  if (unit->power == 0 && g_str_equal (unit->unit, unit->base))
    return text_between (chars, text, reading->unit_start, reading->unit_end);
  return g_strdup (unit->base);
}

static void
fill_special (const JbReading *reading, JbQuantity *quantity)
{
  gboolean percent = reading->prefix_base != NULL;

  quantity->value = g_strdup (reading->low.value);
  quantity->base_value = g_strdup (reading->low.value);
  if (reading->range)
    {
      quantity->value_high = g_strdup (reading->high.value);
      quantity->base_value_high = g_strdup (reading->high.value);
    }
  quantity->base_unit = g_strdup (percent                            ? reading->prefix_base
                                  : reading->kind == JB_READING_FOLD ? "times"
                                                                     : "ratio");
  quantity->unit = g_strdup (percent ? reading->prefix_base : reading->kind == JB_READING_FOLD ? "\xE7\x95\xAA" : "");
  quantity->dimension = percent ? JB_DIMENSION_PERCENT : JB_DIMENSION_RATIO;
}

/* The scale as it was written, in front of the unit. */
static char *
unit_as_written (const JbReading *reading, const JbChars *chars, const char *text)
{
  const JbNumber *number = reading->range ? &reading->high : &reading->low;
  gboolean noun = reading->unit != NULL && (reading->unit->flags & JB_UNIT_NOUN) != 0;
  g_autofree char *unit = reading->unit == NULL || noun
                            ? g_strdup (reading->symbol_base != NULL ? reading->symbol_base : "")
                            : text_between (chars, text, reading->unit_start, reading->unit_end);
  static const char *const scales[] = { "", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿" };

  if (number->power <= 0 || (gsize) number->power >= G_N_ELEMENTS (scales))
    return g_steal_pointer (&unit);
  return g_strconcat (scales[number->power], unit, NULL);
}

static void
fill_plain (const JbReading *reading, const JbChars *chars, const char *text, JbQuantity *quantity)
{
  int power = unit_power (reading->unit);
  int low_power = reading->low_unit != NULL ? unit_power (reading->low_unit) : power;
  const char *high = reading->range ? reading->high.value : reading->low.high;
  int high_scale = reading->range ? reading->high.power : reading->low.power;
  gboolean tenths = reading->unit != NULL && (reading->unit->flags & JB_UNIT_TENTHS) != 0;

  quantity->base_value = scaled (reading, reading->low.value, reading->low.power + low_power);
  quantity->value = tenths ? g_strdup (quantity->base_value) : signed_value (reading, reading->low.value);
  if (*high != '\0')
    {
      quantity->base_value_high = scaled (reading, high, high_scale + power);
      quantity->value_high = tenths ? g_strdup (quantity->base_value_high) : signed_value (reading, high);
    }
  quantity->unit = unit_as_written (reading, chars, text);
  quantity->base_unit = base_unit_of (reading, chars, text);
  quantity->dimension = reading->unit != NULL          ? reading->unit->dimension
                        : reading->symbol_base != NULL ? JB_DIMENSION_MONEY
                                                       : JB_DIMENSION_COUNT;
}

void
jb_reading_fill (const JbReading *reading, const JbChars *chars, const char *text, JbQuantity *quantity)
{
  gsize end = reading->end;

  if (reading->unit != NULL && (reading->unit->flags & JB_UNIT_NOUN) != 0 && !reading->suffix
      && reading->unit_end == reading->end)
    end = reading->number_end;
  *quantity = (JbQuantity) { .modifier = reading->modifier, .span = jb_chars_span (chars, reading->start, end) };
  if (reading->kind == JB_READING_PER)
    {
      quantity->value = g_strdup (reading->low.value);
      quantity->base_value = g_strdup (reading->low.value);
      quantity->unit = text_between (chars, text, reading->per_start, reading->unit_end);
      quantity->base_unit = g_strdup (quantity->unit);
      quantity->dimension = JB_DIMENSION_RATIO;
    }
  else if (reading->prefix_base != NULL || reading->kind == JB_READING_RATIO || reading->kind == JB_READING_PART
      || reading->kind == JB_READING_FOLD || reading->kind == JB_READING_CLOCK)
    fill_special (reading, quantity);
  else
    fill_plain (reading, chars, text, quantity);
}
