/* The state of the assignment of labels, shared by its parts: nouns, lists, kinds, relations. */
#pragma once

#include "jb-clause-private.h"
#include "jb-label.h"

#define MAX_NEAR 6 /* numbers back that a word may still speak of */

typedef struct
{
  const JbReport  *report;
  const JbLexicon *lexicon;
  const JbLabelWords *words;
  const char      *text;
  const JbSection *sections;
  const JbSentence *sentences;
  const JbParagraph *paragraphs;
  guint n_sections, n_sentences, n_paragraphs;
  GPtrArray  *metrics;
  JbChars     chars;     /* of the sentence at hand */
  JbClauses   clauses;
  GPtrArray  *items;     /* of char *: A, B, C of “A、B、C分别为” */
  guint       next_item;
  char       *verb;      /* of the clause before, in the sentence; NULL */
  char       *near;      /* what 保留42件、修改5件 are of; NULL */
  const JbMetric *level; /* the last metric that is no change, in the paragraph; NULL */
  const JbMetric *amount; /* the last level that is neither a rate nor what a rate is of (预算数6000万元 of 的40%); NULL */
  const JbMetric *speed;  /* the last change in per cent, in the sentence: what 降幅 behind it is of; NULL */
  const JbMetric *change; /* the last change that has a noun of its own, where no level came since; NULL */
  const JbMetric *thing; /* the last that counts something: no rate */
  const JbMetric *listed_thing; /* the thing before the list at hand: what 延续9件、修改2件 are of; NULL */
  gboolean    in_part;   /* 其中 was said in the sentence, and holds still */
  guint       part_from; /* the first metric behind it */
  const JbMetric *former, *latter; /* what 前者, 后者 mean; NULL */
  int         year;      /* that a sentence of the paragraph opened with, and those behind it keep; 0: none */
  guint       index;     /* of the metric at hand */
  guint       paragraph; /* of level and thing */
} JbLabeller;

/* role, whole, group, period of the metrics @from … @to - 1, all of one sentence. */
void jb_label_relate (JbLabeller *labeller, guint from, guint to);

/* Whether @piece stands in brackets of its own, as （含上年结转86件）: no subject and no whole of what follows. */
gboolean jb_label_is_aside (const JbLabeller *labeller, const JbPiece *piece);

/* Whether 其中 stands in the words before @piece. */
gboolean jb_label_says_part (const JbLabeller *labeller, const JbPiece *piece);

/* Parts equal labels by what stands around them. */
void jb_labels_part (JbLabeller *labeller);

static inline gboolean
jb_label_is_rate (const JbMetric *metric)
{
  return metric->change == JB_CHANGE_NONE
         && (metric->dimension == JB_DIMENSION_PERCENT || metric->dimension == JB_DIMENSION_RATIO);
}

/* --- jb-label-noun.c: texts are (transfer full) unless const --- */

/* What is written in characters @from … @to - 1, without quotation marks and the numbers of notes. */
char *jb_label_words_dup (const JbLabeller *labeller, gsize from, gsize to);

/* 案件, 项目: a noun that needs another in front. */
gboolean jb_label_is_generic (const JbLabeller *labeller, const char *noun);

/* @endings: NULL-terminated. */
gboolean jb_label_ends_with_any (const char *text, const char *const *endings);

/* 面积, 产量: what is measured of a thing, not the thing. */
gboolean jb_label_is_measure (const JbLabeller *labeller, const char *noun);

/* The noun of a metric that is brought into another's label. */
const char *jb_label_noun_of (const JbLabeller *labeller, const JbMetric *metric);

/* Bytes of the longest end of @first that @second begins with. */
gsize jb_label_overlap (const char *first, const char *second);

/* @noun behind that of @from, what both share said once; NULL where it cannot be. */
char *jb_label_bring_in (const JbLabeller *labeller, const JbMetric *from, const char *noun);

/* The noun behind a number: 162项事项全部纳入专窗受理 → 纳入专窗受理事项. */
char *jb_label_noun_behind (JbLabeller *labeller, const JbPiece *piece, gboolean *verbal, gsize *used);

/* The noun in front of it: the phrase of its clause, with the share that 占 names. */
char *jb_label_noun_before (JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const JbPhrase *phrase);

/* Where the words before a number end: before 由2020年的 of 比重由2020年的45%提高到65%. */
gsize jb_label_words_end (const JbLabeller *labeller, const JbPiece *piece);

/* 占常住人口比重（常住人口城镇化率）: the name in the brackets is the better one. */
void jb_label_take_rate_in_brackets (char **noun);

/* A noun goes on without what brackets say of it: 收入（不含开发区，下同）决算数; 率（按人数）. */
void jb_label_drop_brackets (char *noun);

/* The same of ②. */
void jb_label_drop_circled (char *label);

/* --- jb-label-list.c: texts are (transfer full) unless const --- */

/* The things listed in characters @from … @to - 1, kept for @piece and the numbers that follow it in its list. */
void jb_label_take_items (JbLabeller *labeller, const JbPiece *piece, gsize from, gsize to);

/* 水果、蔬菜、畜禽业分别实现产值648万元、1148万元和433万元: 水果产值 … FALSE: @piece does not open such a list. */
gboolean jb_label_take_items_of_each (JbLabeller *labeller, const JbPiece *piece, const JbPhrase *phrase);

/* 接待游客512万人次、旅游收入48.9亿元，分别增长25.1%和30.2%: the labels before, as many as numbers follow. */
void jb_label_take_labels_before (JbLabeller *labeller, guint index, const JbPiece *piece);

/* Whether as many levels of one kind stand right before the list as it has numbers: 收入分别达到4万元和2万元，增长5.6%和7.4%;
 * 办结建议215件、提案302件，满意率分别为99.1%、98.7%. */
gboolean jb_label_follows_levels (const JbLabeller *labeller, guint index, const JbPiece *piece);

/* The things of the levels before, each with @noun behind it. */
void jb_label_take_levels_before (JbLabeller *labeller, guint index, const JbPiece *piece, const char *noun);

/* 分别下降1.7%、1.8%，降幅分别收窄0.7、0.8个百分点: as many changes stand right before as numbers follow. */
gboolean jb_label_names_speeds_of_changes (const JbLabeller *labeller, guint index, const JbPiece *piece, const JbPhrase *phrase);

/* Those changes, as what the numbers are of. */
void jb_label_take_changes_before (JbLabeller *labeller, guint index, const JbPiece *piece);

/* The next thing kept; NULL: no more. */
char *jb_label_next_item (JbLabeller *labeller);

/* 分别完成年度任务的113%、107%: the words behind 分别, as 完成年度任务比例; NULL. (transfer full) */
char *jb_label_fulfilled_by_each (const JbLabeller *labeller, const JbPiece *piece);

/* 在校学生 in 中学32所、小学44所，在校学生分别为…: one noun, to be said of each. */
gboolean jb_label_is_one_noun (const JbLabeller *labeller, const JbPhrase *phrase);

/* --- jb-label-change.c: texts are (transfer full) unless const --- */

/* 干部, 职工, 群众 */
gboolean jb_label_names_people (const char *noun);

/* @noun, with the ending that the unit asks for: 次数, 人次. @verbal: it is a verb without a noun. (transfer full) */
char *jb_label_with_ending (const JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean verbal);

/* 降幅, 增速 with whatever stands behind: of the change before. */
gboolean jb_label_names_speed (const char *noun);

/* The label of the change that @label tells, without its ending. */
char *jb_label_changed_thing (const char *label);

char *jb_label_of_change (JbLabeller *labeller, const JbMetric *metric, const char *noun, const JbPhrase *phrase);

/* --- jb-label-rate.c: texts are (transfer full) unless const --- */

/* The noun of the clause before, where that holds no number: 聘请外聘法律顾问，聘用率达80%; NULL. */
char *jb_label_noun_of_clause_before (const JbLabeller *labeller, const JbPiece *piece);

/* What the clause before, where that holds no number, says has moved: 城乡收入比持续缩小，由2.05:1下降为2.02:1; NULL. */
char *jb_label_moved_in_clause_before (const JbLabeller *labeller, const JbPiece *piece);

/* 高于全省平均水平: a gap of what was said before. */
gboolean jb_label_names_gap (const char *noun);
char *jb_label_gap (const JbLabeller *labeller, const char *noun);

/* 年初预算数, but not 一般公共预算收入. */
gboolean jb_label_is_plan_number (const char *noun);

/* @behind: @noun stood behind the number. */
char *jb_label_of_rate (JbLabeller *labeller, const JbMetric *metric, const char *noun, gboolean behind, const JbPiece *piece);

/* --- jb-label-part.c: texts are (transfer full) unless const --- */

/* What numbers without a noun of their own are of, where @metric may count some of it; NULL. */
const JbMetric *jb_label_thing_of (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece);

/* 合格: what became of the things named before. */
gboolean jb_label_is_state (const JbLabeller *labeller, const char *noun);

/* 合格 → 执法案卷合格; 专职 → 专职人民调解员; A类 → A类企业: NULL where @noun is none of these, or nothing was named. */
char *jb_label_of_things_before (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const char *noun);

/* 建议110件、提案126件，合计236件 → 建议、提案: the things that the number is the sum of; NULL: it is no such sum. */
char *jb_label_summed (const JbLabeller *labeller, const JbMetric *metric, const JbPiece *piece, const char *noun);

/* The name in quotation marks that was said twice in the sentence before @piece: “川渝通办” of 办理审批服务327件; NULL. */
char *jb_label_topic (const JbLabeller *labeller, const JbPiece *piece);

/* 淘汰柴油货车: a verb without which the noun says another thing. */
gboolean jb_label_verb_undoes (const JbLabeller *labeller, const char *verb);

/* --- jb-label-level.c: texts are (transfer full) unless const --- */

/* The label of @metric. @behind: @noun stood behind the number; @verbal: it is a verb without a noun. */
char *jb_label_compose (JbLabeller *labeller, JbMetric *metric, const char *noun, const JbPhrase *phrase, const JbPiece *piece,
                        gboolean behind, gboolean verbal);
