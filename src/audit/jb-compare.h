/* Reports side by side: how much a measure changed, and whether what a later report says of an earlier year fits what that
 * year's report stated.
 *
 *   2022  受理行政复议申请96件
 *   2023  受理行政复议申请144件，同比增长50%      96 → 144 is +50 %: consistent
 *   2023  ……同比增长40%                           inconsistent: stated 40, computed 50
 *
 * Nothing is concluded from values that are not exact (余, 近, 以上), from ranges, or from a report that is not there. */
#pragma once

#include "jb-align.h"
#include "jb-audit.h"

#include <glib.h>

typedef struct
{
  char    *difference; /* signed decimal in base units; in percentage points where @points */
  char    *percent;    /* signed, one digit after the point; NULL for percentages, or where it began from nothing */
  gboolean points;
  gboolean about;      /* one of the two is no exact value (余, 约): the change isn't either */
} JbDelta;

/**
 * jb_delta_new:
 *
 * The change from one statement of a measure to another.
 *
 * Returns: (transfer full) (nullable): the change; %NULL where there is none to compute: units differ, a range, a ratio of
 *   parts, a bound on one side that is no lower limit of a count (以内, 不足).
 */
JbDelta *jb_delta_new (const JbMetric *from, const JbMetric *to);
void jb_delta_free (JbDelta *delta);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbDelta, jb_delta_free)

typedef enum
{
  JB_CLAIM_PERCENT,   /* 同比增长5% */
  JB_CLAIM_POINTS,    /* 提高2.4个百分点 */
  JB_CLAIM_AMOUNT,    /* 比上年增加3件 */
  JB_CLAIM_TIMES,     /* 是上年的1.5倍 */
  JB_CLAIM_BEGINNING  /* 由4.8天缩短至3.6天: 4.8天 is what the year before should have */
} JbClaimKind;

typedef struct
{
  JbClaimKind kind;
  JbVerdict   verdict;   /* CONSISTENT, ROUNDING, INCONSISTENT */
  gboolean    sure;      /* the two levels are surely one measure (%JB_ALIGN_SURE) */
  guint       series;
  guint       report, statement, level; /* where it is claimed: metrics of that report */
  guint       earlier_report, earlier;  /* the level that it does or does not fit */
  char       *stated;    /* signed decimal in the claim's own unit */
  char       *computed;  /* the same, from the two levels; two digits more */
} JbClaim;

/**
 * jb_compare_check:
 * @series: of jb_align_run() over the same sources
 *
 * Returns: (transfer full) (element-type JbClaim): every claim about a year whose report is there and that can be judged;
 *   what does not fit first, then in order of the series.
 */
GPtrArray *jb_compare_check (const JbAlignSource *sources, guint n_sources, const GPtrArray *series);
void jb_claim_free (JbClaim *claim);
