/* What the planning of charts shares: what has been used, what words mean, what the profile wishes, and how a chart is
 * made of numbers. A kind's rules stand in one file: relations, parts, flows and targets, years, pairs,
 * siblings. */
#pragma once

#include "jb-plan-private.h"

#define PLAN_MAX_ROWS 12
#define PLAN_MAX_SCALE 50.0 /* longest to shortest bar that is not zero */
#define PLAN_MAX_PARTS 6
#define MEASURE_NAME 9 /* bytes of three characters: what one measure is called of several things, 合格率 */

/* jb-chart-words.c: assets/lexicon/chart-words.tsv. */
typedef struct _ChartWords ChartWords;
ChartWords *chart_words_load (GError **error);
void chart_words_free (ChartWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartWords, chart_words_free)

typedef enum
{
  CHART_WORDS_FLOW_START, CHART_WORDS_FLOW_RISE, CHART_WORDS_FLOW_FALL, CHART_WORDS_FLOW_END, CHART_WORDS_TOTAL,
  CHART_WORDS_TARGET, CHART_WORDS_PLAIN_VERB, CHART_WORDS_SHARE, CHART_WORDS_AVERAGE, CHART_WORDS_RATE,
  CHART_WORDS_GROWTH, CHART_WORDS_ADVERSE, CHART_WORDS_PORTION, N_CHART_WORDS
} ChartWordKind;

/* Whether @text (@length bytes; -1: all) holds a word of @kind; whether it ends with one. */
gboolean chart_words_hold (const ChartWords *words, ChartWordKind kind, const char *text, gssize length);
gboolean chart_words_end (const ChartWords *words, ChartWordKind kind, const char *text);
/* Number of the row of money words that @label ends with one of; -1 none. */
int chart_words_money (const ChartWords *words, const char *label);
/* The row of parts whose words the labels hold, each another one; -1: none. @ranks takes the place in the row. @complete: no
 * word of the row is left over, so that they make the whole. */
int chart_words_parts (const ChartWords *words, const char *const *labels, guint n, gboolean complete, guint *ranks, gboolean *ordered);
/* Names of the @n parts of a ratio that @label names; FALSE: unknown. All lent. */
gboolean chart_words_ratio (const ChartWords *words, const char *label, guint n, const char **zh, const char **en);

/* jb-plan-wishes.c: what the profile's section [charts] asks for. */
typedef struct
{
  GArray    *forced;    /* of guint: numbers named alone: where no chart has them, each is a card */
  gboolean  *kept;      /* by number: its chart is kept before all others */
  GPtrArray *together;  /* of GArray of guint: numbers that are drawn on one axis */
  gboolean  *forbidden; /* by number */
  guint     *rank;      /* by number: place in `order`, from 1; 0: not named */
  GPtrArray *titles;    /* of ChartTitle */
  guint      characters; /* of report for a chart */
  gboolean   draw;
} ChartWishes;

typedef struct
{
  gboolean *numbers; /* by number: those whose chart it retitles */
  gboolean  english;
  const char *text;
  gboolean  used;    /* it goes to the first chart that has one of them */
} ChartTitle;

/* Returns: (transfer full): %NULL with %JB_ERROR_FORMAT where a key names a number or section that is not there. */
ChartWishes *chart_wishes_read (const Plan *plan, GError **error);
void chart_wishes_free (ChartWishes *wishes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartWishes, chart_wishes_free)

typedef struct
{
  Plan              *plan;
  const ChartWords  *words;
  const ChartWishes *wishes;
  gboolean          *used; /* by number */
  gboolean          *wholes; /* by number: drawn, but only as the whole of parts */
} Planner;

/* jb-plan-chart.c: of numbers. */
gboolean planner_can_draw (const Planner *planner, guint i); /* free, and its value has a length */
gboolean planner_is_level (const Planner *planner, guint i); /* the same, exact, and no change */
double plan_length (const Plan *plan, guint i);
gboolean plan_is_percent (const JbMetric *metric);
gboolean plan_scale_holds (const Plan *plan, const GArray *rows);
gboolean plan_same_unit (const JbMetric *a, const JbMetric *b);
/* Whether all share a unit that carries no scale word, so that the unit line can hold it. */
gboolean plan_shares_unit (const Plan *plan, const guint *rows, guint n);
gboolean plan_in_sentence (const Plan *plan, guint a, guint b);
gboolean plan_in_section (const Plan *plan, guint a, guint b);
gboolean plan_is_reduction (const JbMetric *metric);

/* Making. figure_new marks the numbers as used; figure_finish adds notes of the audit, source and width. */
JbFigure *figure_new (Planner *planner, JbChartKind kind, const guint *rows, guint n);
void figure_finish (const Plan *plan, JbFigure *figure);
JbChartDatum *figure_add (const Plan *plan, JbFigure *figure, guint i, gboolean shared);
/* @base_value: as @like's base value; printed in @like's unit. */
JbChartDatum *figure_add_derived (const Plan *plan, JbFigure *figure, const char *zh, const char *en, const char *base_value,
                                  const JbMetric *like, gboolean shared);
/* @base_value in @like's unit: "1.8" of 180000000 in 亿元. (transfer full) */
char *plan_in_unit_of (const char *base_value, const JbMetric *like);
/* The same with its unit, as a title or a note says it: "1.8亿元", "180 million yuan". (transfer full) */
char *plan_say (const Plan *plan, const char *base_value, const JbMetric *like, gboolean chinese);
/* "7.57 percentage points", "1 percentage point". (transfer full) */
char *plan_points_en (const char *value);
void figure_set_value_text (const Plan *plan, JbChartDatum *datum, const JbMetric *metric, gboolean shared);
void figure_set_unit_line (const Plan *plan, JbFigure *figure, const JbMetric *metric);
void figure_set_subject (const Plan *plan, JbFigure *figure, guint i);
/* @zh, @en: the finding; where @en is NULL the section's heading stands for it. */
void figure_set_title (JbFigure *figure, const char *zh, const char *en);
/* A finding about something that has no English name: "Heading: up to 98.08%", "Up to 98.08%". (transfer full) */
char *figure_say_under_heading (const JbFigure *figure, const char *finding);
void figure_title_by_extreme (JbFigure *figure, gboolean largest);
/* A value with its unit as it is said in a title. (transfer full) */
char *figure_say (const JbFigure *figure, const JbChartDatum *datum, gboolean chinese);

/* The kinds. */
void plan_two_steps (Planner *planner);       /* jb-plan-relations.c */
void plan_slopes (Planner *planner);
void plan_small_samples (Planner *planner);   /* jb-plan-siblings.c */
void plan_rates_in_sentences (Planner *planner);
void plan_rates_in_sections (Planner *planner);
void plan_siblings (Planner *planner);
void plan_together (Planner *planner, GArray *rows);
void plan_totals (Planner *planner);          /* jb-plan-parts.c: three parts and more of a stated total */
void plan_parts (Planner *planner);
void plan_flows (Planner *planner);           /* jb-plan-flows.c */
void plan_targets (Planner *planner);
void plan_years (Planner *planner);           /* jb-plan-years.c */
void plan_pairs (Planner *planner);           /* jb-plan-pairs.c */
