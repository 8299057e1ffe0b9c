/* The plan of a comparison: reports of one place over years, or of several places, side by side.
 *
 *   DOCUMENT
 *     COVER · SUMMARY (largest changes in words, cards, findings) · CONTENTS
 *     CHARTS    trends, or the places beside each other
 *     TABLE     PAIR (head) · ROW_SECTION · PAIR … : a table whose columns the plan names; cells parted by tab
 *     BODY      of each row how it was paired, and its sentence in each report
 *     METHOD
 *
 * A number is a series here: its row in the table and its sentences in the annex lead to each other. */
#pragma once

#include "jb-briefing.h"
#include "jb-compare.h"

typedef enum
{
  JB_COMPARE_YEARS,  /* one place: values follow each other in time, claims about earlier years are checked */
  JB_COMPARE_PLACES  /* several places: values stand beside each other, nothing is called a change */
} JbCompareMode;

typedef struct
{
  const JbBriefingSources *reports; /* one a report, in order; profile, layout, version, conformance of the first count */
  const JbAlignSource     *sources; /* the same reports */
  guint n_reports;
  JbCompareMode mode;
  const GPtrArray *series;          /* of JbSeries */
  const GPtrArray *claims;          /* of JbClaim */
} JbCompareSources;

/* Years where all reports have one, no two the same, and no two places are told; else places. */
JbCompareMode jb_compare_mode (const JbBriefingSources *reports, guint n_reports);

/* Returns: (transfer full): the briefing, for jb_layout_run(). */
JbBriefing *jb_briefing_plan_compare (const JbCompareSources *sources, GPtrArray *diagnostics, GError **error);
