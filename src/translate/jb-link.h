/* Which number of an English sentence renders which metric. */
#pragma once

#include "jb-english.h"
#include "jb-translate.h"

/**
 * jb_link_numbers:
 * @english: the target of the sentence
 * @metrics: (element-type JbMetric)
 * @indices: of guint: those of the metrics that stand in the sentence, in order of the text
 *
 * Compares values as decimals; amounts that are converted (亩 to hectares, 斤 to metric tons) may be rounded to the
 * digits that are printed. Each number renders at most one metric.
 *
 * Returns: (transfer full): of #JbNumberLink in order of the target.
 */
GArray *jb_link_numbers (const char *english, const GPtrArray *metrics, const GArray *indices);

/* Whether @number renders @metric by value, its unit aside. */
gboolean jb_link_same_value (const JbEnglishNumber *number, const JbMetric *metric);

/* Whether @number renders the amount @value of @base_unit in another unit, rounded at most to its last digit. */
gboolean jb_link_converted (const JbEnglishNumber *number, const char *value, const char *base_unit);
