/* Metrics: what a report measures, each with its number, unit, sense and place.
 *
 *   兑付惠企助企补助资金4553.46万元 → value "4553.46", unit "万元", base value "45534600", base unit "CNY",
 *                                    dimension money, label 惠企助企补助资金兑付额, verb 兑付
 *
 * What counts as a metric, and how each field is read: the rules in tests/metrics/RULES.md; words in assets/lexicon/. */
#pragma once

#include "jb-report.h"
#include "jb-span.h"

#include <glib.h>

/* dimension: name in JSON */
#define JB_DIMENSIONS(X)                                                                                              \
  X (COUNT, "count") X (MONEY, "money") X (PERCENT, "percent") X (PERCENTAGE_POINT, "percentage_point")               \
  X (LENGTH, "length") X (AREA, "area") X (MASS, "mass") X (VOLUME, "volume") X (ENERGY, "energy") X (POWER, "power") \
  X (DURATION, "duration") X (RATIO, "ratio") X (SCORE, "score") X (OTHER, "other")
#define JB_DIMENSION_ENUM(name, json) JB_DIMENSION_##name,
typedef enum { JB_DIMENSIONS (JB_DIMENSION_ENUM) } JbDimension;

typedef enum { JB_MODIFIER_EXACT, JB_MODIFIER_APPROX, JB_MODIFIER_AT_LEAST, JB_MODIFIER_AT_MOST } JbModifier;
typedef enum { JB_CHANGE_NONE, JB_CHANGE_INCREASE, JB_CHANGE_DECREASE } JbChange;
typedef enum { JB_METRIC_ROLE_TOTAL, JB_METRIC_ROLE_PART, JB_METRIC_ROLE_RATE, JB_METRIC_ROLE_CHANGE, JB_METRIC_ROLE_PLAN } JbMetricRole;

typedef struct
{
  char  *id;            /* "m001", in order of the text */
  JbSpan span;          /* number, unit and the modifiers that touch it */
  guint  section;       /* index into the report's sections */
  guint  sentence;      /* index into the report's sentences */
  char  *value;         /* decimal before 万/亿; for a ratio of parts the text of it */
  char  *value_high;    /* of a range; else NULL */
  char  *unit;          /* as written, scale included: "万元"; "" where there is none */
  char  *base_value;    /* with the scale applied */
  char  *base_value_high;
  char  *base_unit;     /* "CNY", "%", "pp", "times", "件" … */
  JbDimension  dimension;
  JbModifier   modifier;
  JbChange     change;
  JbMetricRole role;
  char  *change_basis;  /* "同比" as written; else NULL */
  char  *label_zh;      /* the noun phrase; never NULL nor empty */
  char  *verb;          /* the action of its clause; else NULL */
  char  *doer;          /* the words in front of the verb, as 海事领域 of 海事领域出动人员; else NULL */
  char  *subject;       /* the noun phrase as it stands in the clause, before anything is brought in; else NULL */
  int    period;        /* year; 0: not known */
  int    whole;         /* index of the metric that it is a part or a rate of, where the text says so; else -1 */
  int    group;         /* number of its group of siblings: same clause or list, same unit, parallel; else -1 */
  JbSpan clause;        /* the piece of the sentence that it is said in */
} JbMetric;

/* A number that is not a metric, and why: the rejected list. */
typedef struct
{
  JbSpan      span;
  const char *reason; /* a constant: "date", "enumerator", "name", "ordinal", "vague", "reference", "idiom", "unread" … */
} JbRejected;

typedef struct _JbLexicon JbLexicon;

/**
 * jb_lexicon_load:
 * @folder: (nullable): holds the tables; %NULL for the program's own, assets/lexicon
 *
 * Returns: (transfer full): units, scales, verbs, change words, names that only look like numbers; %NULL with
 *   %JB_ERROR_FORMAT (`file:line: …`) or %JB_ERROR_SYSTEM.
 */
JbLexicon *jb_lexicon_load (const char *folder, GError **error);
void jb_lexicon_free (JbLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbLexicon, jb_lexicon_free)

/**
 * jb_metrics_extract:
 * @rejected: (out) (optional) (transfer full): of #JbRejected, in order of the text
 *
 * Reads all metrics of a report. Never fails: what cannot be read is rejected with the reason "unread".
 *
 * Returns: (transfer full): of #JbMetric, in order of the text.
 */
GPtrArray *jb_metrics_extract (const JbReport *report, const JbLexicon *lexicon, GArray **rejected);

/* Names as they stand in the JSON of `jianbao extract`. Lent constants. */
const char *jb_dimension_name (JbDimension dimension);
const char *jb_modifier_name (JbModifier modifier);
const char *jb_change_name (JbChange change);
const char *jb_metric_role_name (JbMetricRole role);

void jb_metric_free (JbMetric *metric);
