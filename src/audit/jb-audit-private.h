/* Names of rates that are a share of the cases counted just before them, from assets/lexicon/audit-rates.tsv. */
#pragma once

#include "jb-audit.h"

typedef struct
{
  char  *name;    /* "败诉率" */
  char **parts;   /* words of the part that it counts; may be empty */
  char  *english; /* "loss rate" */
} JbRateName;

typedef struct _JbRateNames JbRateNames;

/* Loaded once for the process. (transfer none) (nullable): an error where the table cannot be read. */
const JbRateNames *jb_rate_names_get (GError **error);

/* (transfer none) (nullable) */
const JbRateName *jb_rate_names_lookup (const JbRateNames *names, const char *name);

/* One run of the audit. Findings go to @findings. */
typedef struct
{
  const JbReport  *report;
  const GPtrArray *metrics;
  const char      *text;
  const JbRateNames *names;
  GPtrArray       *findings;
} JbAudit;

static inline const JbMetric *
jb_audit_metric (const JbAudit *audit, guint i)
{
  return g_ptr_array_index (audit->metrics, i);
}

/* Adds a finding over @n metrics. (transfer none): the run owns it. */
JbFinding *jb_audit_add (JbAudit *audit, JbFindingCode code, JbVerdict verdict, const guint *metrics, guint n);

/* Fills what a finding says. @stated: (nullable). All are copied but the four sentences, which are taken. */
void jb_audit_say (JbFinding *finding, const char *stated, const char *computed, char *claim_zh, char *claim_en,
                   char *reason_zh, char *reason_en);

/* A stated level: exact, no range, no change, a valid decimal. */
gboolean jb_audit_is_level (const JbMetric *metric);
gboolean jb_audit_is_exact_count (const JbMetric *metric);

/* The words between two neighbours of one sentence; %NULL where they are not that, or far apart. (transfer full) */
char *jb_audit_between (const JbAudit *audit, guint a, guint b);

/* Half a unit of the last digit of @value that is printed, with the scale of its unit applied. (transfer full) */
char *jb_audit_half_digit (const JbMetric *metric);

/* Whether @words holds one of @list (NULL-terminated). */
gboolean jb_audit_has_any (const char *words, const char *const *list);

/* Magnitude. (transfer full) */
char *jb_audit_abs (const char *value);

/* consistent where @computed equals @stated, rounding where they are no further apart than @tolerance. */
JbVerdict jb_audit_judge (const char *computed, const char *stated, const char *tolerance);

/* "成立", "四舍五入后成立", "不成立" / "holds", "holds after rounding", "does not hold" */
const char *jb_audit_verdict_zh (JbVerdict verdict);
const char *jb_audit_verdict_en (JbVerdict verdict);

/* Whether the words before @i end with the name of a share (audit-rates.tsv), which stays between 0 and 100 %. */
gboolean jb_audit_names_share (const JbAudit *audit, guint i);

/* Checks of the other files: totals said after their items, output of the three industries, ratios and shares of a whole. */
void jb_audit_check_sums (JbAudit *audit);
/* From … to … by …; growth of a level; a fall by more than the whole. */
void jb_audit_check_changes (JbAudit *audit);
/* The same fact said twice; rates beyond 100 %; all of a count said in words. */
void jb_audit_check_repeats (JbAudit *audit);
