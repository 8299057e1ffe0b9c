/* The audit: arithmetic that does and doesn't hold. It never claims more than the text supports. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"

#include <glib.h>

typedef enum
{
  JB_VERDICT_CONSISTENT,
  JB_VERDICT_ROUNDING,     /* holds within the digits that are printed */
  JB_VERDICT_INCONSISTENT,
  JB_VERDICT_DERIVED       /* nothing to compare: a value that follows from stated ones, as last year's */
} JbVerdict;

#define JB_FINDING_CODES(X) \
  X (RATE, "rate") X (GRANULARITY, "granularity") X (PART, "part") X (SUM, "sum") X (CHANGE, "change") X (REPEAT, "repeat")
#define JB_FINDING_ENUM(name, json) JB_FINDING_##name,
typedef enum { JB_FINDING_CODES (JB_FINDING_ENUM) } JbFindingCode;

typedef struct
{
  JbFindingCode code;
  JbVerdict     verdict;
  GArray       *metrics;  /* of guint, indices into the metrics: for a rate part, whole, rate (what there is of them) */
  char         *stated;   /* a decimal; NULL where nothing is stated */
  char         *computed; /* a decimal, rounded to two digits more than stated */
  char         *claim_zh, *claim_en;   /* "72件(次)的98%：不成立" / "98% of 72 is not possible" */
  char         *reason_zh, *reason_en; /* the arithmetic, one or two sentences */
} JbFinding;

/* Returns: (transfer full): of #JbFinding, the gravest first, then in order of the text. %NULL where the audit's own table,
 *   read at the first call, cannot be: the errors of jb_tsv_load(). */
GPtrArray *jb_audit_run (const JbReport *report, const GPtrArray *metrics, GError **error);

const char *jb_verdict_name (JbVerdict verdict);
const char *jb_finding_code_name (JbFindingCode code);

void jb_finding_free (JbFinding *finding);
