/* What the planner's files share. */
#pragma once

#include "jb-briefing.h"

typedef struct
{
  const JbBriefingSources *sources;
  JbBriefing *briefing;
  GPtrArray  *diagnostics; /* nullable */
  const char *text;        /* the report's */
  const JbSection   *sections;
  const JbParagraph *paragraphs;
  const JbSentence  *sentences;
  guint n_sections, n_paragraphs, n_sentences;
} Plan;

/* Whether a document is planned, which has annexes where a briefing has pages of its own. */
static inline gboolean
plan_is_document (const Plan *plan)
{
  return g_strcmp0 (jb_profile_get_text (plan->sources->profile, "form.kind"), "document") == 0;
}

static inline const JbMetric *
plan_metric (const Plan *plan, guint i)
{
  return g_ptr_array_index (plan->sources->metrics, i);
}

static inline const JbTarget *
plan_sentence_target (const Plan *plan, guint i)
{
  return &g_array_index (plan->sources->translation->sentences, JbTarget, i);
}

/* English label of a metric; NULL where there is none. */
static inline const char *
plan_label_en (const Plan *plan, guint i)
{
  const GArray *labels = plan->sources->translation->labels;

  return i < labels->len ? g_array_index (labels, JbTarget, i).text : NULL;
}

/* The section that stands in the contents for @section: itself, or what holds it at level 2. */
static inline guint
plan_listed_section (const Plan *plan, guint section)
{
  while (plan->sections[section].level > 2 && plan->sections[section].parent > 0)
    section = (guint) plan->sections[section].parent;
  return section;
}

/* jb-briefing.c: "Longchang City" of 隆昌市: the glossary's own word, or its word for the name with the kind of place behind
 * it. NULL where it knows neither. (transfer full) */
char *plan_english_place (const Plan *plan, const char *place);

/* The same file: the logo that the profile names, looked for beside the profile. %FALSE: it cannot be read. */
gboolean plan_logo (JbBriefing *briefing, const JbProfile *profile, GError **error);

/* jb-plan-prose.c: the report's words as they are set. */
void plan_set_zh (const Plan *plan, JbProse *prose, JbSpan span, gboolean with_numbers);
char *plan_full_width (const char *text);  /* (transfer full) */
void plan_set_en (JbProse *prose, const char *text);
char *plan_curly (const char *text);       /* (transfer full): as long in code points as @text */
void plan_set_heading (const Plan *plan, JbBlock *block, guint section, guint sentence);
char *plan_section_path (const Plan *plan, guint section, gboolean chinese); /* "一（二）", "1(2)"; (transfer full) */

/* The same file: blocks of the briefing's own words, in both languages, appended to @parent. */
JbBlock *plan_add_heading (JbBlock *parent, guint level, const char *zh, const char *en);
JbBlock *plan_add_pair (JbBlock *parent, JbPairKind kind, const char *zh, const char *en);
void plan_add_key_value (JbBlock *parent, const char *zh, const char *en, const char *value_zh, const char *value_en);

/* jb-number-text.c: numbers as they are printed. All results (transfer full). */
char *number_zh_unit (const JbMetric *metric, const char *text);      /* "万元", "余条", "%以上" */
char *number_zh_value (const JbMetric *metric, gboolean grouped);     /* "4553.46", "400—450", "1.8:36.1:62.1" */
char *number_en_value (const Plan *plan, const JbMetric *metric, gboolean with_unit); /* "45.5346 m yuan", "≥6,000" */
char *number_en_scaled (const char *base_value, gboolean words);      /* "45.5346 m"; words: "45.5346 million" */
char *number_zh_label (const JbMetric *metric, const char *text);     /* "4553.46万元", "140余件" */

/* jb-plan-figures.c and the files that it names. %FALSE: the profile names what is not there, or a table cannot be read. */
gboolean plan_figures (Plan *plan, GError **error);

/* jb-plan-body.c, -front.c, -back.c: the parts, appended to the root. */
void plan_body (Plan *plan);
void plan_front (Plan *plan);
void plan_back (Plan *plan);
void plan_add_finding (const Plan *plan, JbBlock *parent, const JbFinding *finding);
