/* Chinese quantities: number, unit, and the words that say how exact it is.
 *
 *   "近3.5万件"   value 3.5, unit 万件, base value 35000, base unit 件, dimension count, modifier approx
 *   "百分之三至五" value 3 to 5, unit %
 *
 * Values are decimal strings (see jb-decimal.h); 万 and 亿 go into the base value. Whether a quantity is a metric is not
 * asked here: 第5名 and 2022年 are read, and left to the reading of the sentence. Source of the forms: GB/T 15835-2011. */
#pragma once

#include "jb-metric.h"

#include <glib.h>

typedef struct
{
  JbSpan span;           /* in the text that was read */
  char  *value;
  char  *value_high;     /* of a range; else NULL */
  char  *unit;           /* as written, blanks taken out; "" */
  char  *base_value;
  char  *base_value_high;
  char  *base_unit;
  JbDimension dimension;
  JbModifier  modifier;
  gboolean    name;      /* part of a name or a set phrase of the lexicon: 长三角, 千方百计; only from jb_quantities_find() */
} JbQuantity;

/**
 * jb_quantity_parse:
 * @text: UTF-8, the whole of it one quantity, as "5000万元"; blanks and line breaks may stand inside
 *
 * Returns: (transfer full): the quantity; %NULL with %JB_ERROR_FORMAT (no number, or more than one quantity) or
 *   %JB_ERROR_LIMIT (above %JB_DECIMAL_MAX_DIGITS digits).
 */
JbQuantity *jb_quantity_parse (const char *text, const JbLexicon *lexicon, GError **error);

/**
 * jb_quantities_find:
 * @text: UTF-8; only @span of it is read
 *
 * Finds all quantities, whatever they mean: dates, ordinals and names too. For comparing the numbers of two texts.
 * Linear in the length.
 *
 * Returns: (transfer full) (element-type JbQuantity): in order of the text; may be empty.
 */
GPtrArray *jb_quantities_find (const char *text, JbSpan span, const JbLexicon *lexicon);

void jb_quantity_free (JbQuantity *quantity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbQuantity, jb_quantity_free)
