/* Tables in text: rows of cells parted by tabs or |, under a head that names columns and units.
 *
 *   指标 | 绝对数（亿元） | 增长（%）        地区生产总值 | 341.88 | 7.2   →   341.88 亿元, 7.2 % (increase)
 *
 * A cell that is one number is a metric if its unit is known: its own, its column's, its row's, or the table's. A row that
 * has not as many cells as the head cannot be told, and is rejected as unread. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"

/* Reads the rows @first … @last - 1 of the report's paragraphs as one table. Metrics come with their label (row and
 * column), dimension and change; sentence, section, period are the caller's. @rejected may be NULL.
 * @caption: text of the paragraph before the table, where a unit may stand (单位：亿元); may be "". */
void jb_table_read (const char *text, const JbParagraph *rows, guint n_rows, JbSpan caption, const JbLexicon *lexicon,
                    GPtrArray *metrics, GArray *rejected);
