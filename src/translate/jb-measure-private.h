/* Measures that stand in a label as words: "35岁以下" of 35岁以下年轻干部, "15分钟" of 15分钟生活圈. */
#pragma once

#include "jb-glossary-private.h"

/**
 * jb_measure_read:
 * @text: begins with a digit; half width
 * @length: (out): bytes of the measure
 *
 * "35岁以下" is "aged 35 and under" and stands behind its noun, "15分钟" is "15-minute" and stands before it.
 *
 * Returns: (transfer full) (nullable): a term, to be freed with g_free(); %NULL where there is none; a year is none.
 */
JbTerm *jb_measure_read (const JbGlossary *glossary, const char *text, gsize *length);
