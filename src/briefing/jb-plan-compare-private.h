/* What the files of the comparison's plan share. */
#pragma once

#include "jb-briefing-compare.h"
#include "jb-plan-private.h"

#define COMPARE_NO_LABEL "(no English label 未译)"

typedef struct
{
  const JbCompareSources *sources;
  guint       n;
  Plan        plans[JB_ALIGN_MAX_REPORTS]; /* one a report, all over one briefing */
  JbBriefing *briefing;
  GPtrArray  *rows;     /* of const JbSeries: those that two reports and more have; the numbers of the briefing */
  GArray     *row_of;   /* of int, by series: its row; -1 */
  GArray     *number_of[JB_ALIGN_MAX_REPORTS]; /* of int, by metric: its row; -1 */
  JbText      names[JB_ALIGN_MAX_REPORTS]; /* "2021年" / "2021"; "云泽市" / "Yunze City" */
} Compare;

static inline const JbSeries *
compare_row (const Compare *compare, guint row)
{
  return g_ptr_array_index (compare->rows, row);
}

/* The metric of @row in report @r; NULL: it has none. */
static inline const JbMetric *
compare_metric (const Compare *compare, guint row, guint r)
{
  int metric = compare_row (compare, row)->members[r].metric;

  return metric >= 0 ? plan_metric (&compare->plans[r], (guint) metric) : NULL;
}

/* First and last report that have @row. */
void compare_ends (const Compare *compare, guint row, guint *first, guint *last);

/* The label of the latest report that has it; English: of the latest that has one, NULL where none has. (transfer full) */
char *compare_label_zh (const Compare *compare, guint row);
char *compare_label_en (const Compare *compare, guint row);

/* "4480万元" / "44.8 million yuan", as in the report @r. (transfer full) */
char *compare_value_zh (const Compare *compare, guint row, guint r);
char *compare_value_en (const Compare *compare, guint row, guint r);

/* "+75.0%", "−3.7个百分点" / "−3.7 pp"; "≈" before what is not exact; "" where there is no change to compute. (transfer full) */
void compare_change (const Compare *compare, guint row, JbText *change);

/* Line of a metric in its report's file, from 1. */
guint compare_line (const Compare *compare, guint r, guint metric);

void compare_add_claim (const Compare *compare, JbBlock *parent, const JbClaim *claim);

/* The parts. */
void compare_front (Compare *compare);
void compare_figures (Compare *compare);
void compare_table (Compare *compare);
void compare_annex (Compare *compare);
void compare_method (Compare *compare);
