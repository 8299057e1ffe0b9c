/* Alignment: which number of one report is the same measure as which of another, told by what is said and not by value.
 *
 *   2021  检查生产经营单位……排查隐患2,140处     ┐
 *   2022  (nothing)                             ├ one series, 0.97: same name, same unit, like section
 *   2023  ……排查隐患3,200处                      ┘
 *
 * A pair is scored from 0 to 1 by its labels, unit, verb, section headings, the words of its clause, neighbours that are
 * pairs themselves, and what the later report says of the earlier one. Statements of change (同比增长5%), plans and the
 * values that a change began from (由4.8天) are no measures of their year and are left out. Words: assets/lexicon/align-words.tsv. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"

#include <glib.h>

/* More reports in one comparison are refused by who calls. */
#define JB_ALIGN_MAX_REPORTS 12u
/* A pair below this is none. */
#define JB_ALIGN_THRESHOLD 0.62
/* From here on a pair may be relied on; below it, what is concluded from it is doubtful. */
#define JB_ALIGN_SURE 0.70

typedef struct
{
  const JbReport  *report;
  const GPtrArray *metrics; /* of JbMetric */
  const char      *name;    /* of the file: heads its column of a map */
  int              year;    /* 0: not known */
} JbAlignSource;

/* bit: words in Chinese, in English */
#define JB_ALIGN_REASONS(X)                                                                                            \
  X (SAME_LABEL, "同名", "same name") X (LIKE_LABEL, "名称相近", "like name") X (UNIT, "单位相同", "same unit")        \
  X (VERB, "动词相同", "same verb") X (SECTION, "章节相近", "like section") X (CONTEXT, "上下文相近", "like context")  \
  X (NEIGHBOUR, "邻项成对", "neighbours pair") X (STATED, "与所述变化相符", "fits the stated change")                   \
  X (OTHER_UNIT, "单位不同", "other unit") X (MAP, "由对照表指定", "set by the map")
#define JB_ALIGN_BIT(name, zh, en) JB_ALIGN_BIT_##name,
enum { JB_ALIGN_REASONS (JB_ALIGN_BIT) JB_N_ALIGN_REASONS };
#define JB_ALIGN_FLAG(name, zh, en) JB_ALIGN_##name = 1 << JB_ALIGN_BIT_##name,
typedef enum { JB_ALIGN_REASONS (JB_ALIGN_FLAG) JB_ALIGN_NO_REASON = 0 } JbAlignReason;

typedef struct
{
  int    metric;  /* index into its report's metrics; -1: the report has none */
  int    with;    /* report of the member that it was paired with; -1: the first one of the series */
  double score;   /* of that pair, two digits; 1 where the map says so */
  guint  reasons; /* of JbAlignReason */
} JbAlignMember;

typedef struct
{
  JbAlignMember members[JB_ALIGN_MAX_REPORTS]; /* one a report */
  guint n_members; /* that are there */
} JbSeries;

typedef struct _JbAlignMap JbAlignMap;

/**
 * jb_align_map_load:
 * @path: a TSV as jb_align_map_write() makes it
 *
 * Reads a map and resolves it. A field of a row is a metric's id ("m012"), a label that only one metric of its report has,
 * or "-" for none; a metric that the map names is paired as it says and nowhere else.
 *
 * Returns: (transfer full): the map; %NULL with %JB_ERROR_FORMAT and `path:line: …`: a column of no report, a metric that
 *   does not exist, a label that several have, a metric that is named twice.
 */
JbAlignMap *jb_align_map_load (const char *path, const JbAlignSource *sources, guint n_sources, GError **error);
void jb_align_map_free (JbAlignMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbAlignMap, jb_align_map_free)

/* All series as a map, with a head that explains it; label, score and reason stand behind for the reader. (transfer full) */
char *jb_align_map_write (const GPtrArray *series, const JbAlignSource *sources, guint n_sources);

/**
 * jb_align_run:
 * @sources: 1 to %JB_ALIGN_MAX_REPORTS, in order of time
 * @map: (nullable)
 *
 * Pairs one to one, report after report, always the best pair first; the same input gives the same series. Time is
 * n log n in the number of metrics.
 *
 * Returns: (transfer full) (element-type JbSeries): every metric that is a measure in one series, in order of the last
 *   report, what it lacks behind what stood before it; %NULL with the error of align-words.tsv.
 */
GPtrArray *jb_align_run (const JbAlignSource *sources, guint n_sources, const JbAlignMap *map, GError **error);

/* Whether metric @i is a measure of its year: no stated change, no plan, no value that a change began from. */
gboolean jb_align_is_measure (const JbAlignSource *source, guint i);
/* Whether it is where a change began, as 4.8天 in 由4.8天缩短至3.6天. */
gboolean jb_align_is_beginning (const JbAlignSource *source, guint i);
/* Whether it compares with an earlier year, as 同比增长5%; @year: (out): that year; 0: not known. */
gboolean jb_align_is_statement (const JbAlignSource *source, guint i, int *year);
/* The measure that statement @i is about; -1 where it is not sure. */
int jb_align_level_of (const JbAlignSource *source, guint i);

/* Whether two units count the same things: 名 and 人. */
gboolean jb_align_same_unit (const char *a, const char *b);

/* "同名、单位相同" / "same name, same unit". (transfer full) */
char *jb_align_explain (guint reasons, gboolean chinese);
