/* The briefing: what is printed and in which order, before anybody knows how wide a page is.
 *
 *   DOCUMENT
 *     COVER     隆昌市2022年 / 法治政府建设情况报告
 *     SUMMARY   PAIR (abstract) · HEADING 主要数据 · CARDS · HEADING 核对提示 · FINDING …
 *     CONTENTS
 *     BODY      HEADING 一、工作开展情况 · PAIR · FIGURE · FIGURE · PAIR …
 *     TABLE     ROW_SECTION · ROW · ROW …
 *     METHOD    KEY_VALUE … · HEADING 怎样阅读 · PAIR …
 *
 * A document (form.kind = document) has BODY · TRANSLATION · CHARTS · TABLE · METHOD; all but the first are its annexes.
 *
 * Every block is self-contained: the layout room needs no report and no metric. A *number* is a metric as the page knows
 * it: table number n (from 1) = index + 1; its sentence, its row in the table and its charts link to each other. */
#pragma once

#include "jb-audit.h"
#include "jb-chart.h"
#include "jb-input.h"
#include "jb-metric.h"
#include "jb-picture.h"
#include "jb-profile.h"
#include "jb-report.h"
#include "jb-translate.h"

#include <glib.h>

typedef enum
{
  JB_LAYOUT_PARALLEL, JB_LAYOUT_STACKED, JB_LAYOUT_ZH, JB_LAYOUT_EN
} JbLayoutKind;

/* Where a page number that only the layout knows is to stand in a text: U+FFFC, with a mark that says of what. */
#define JB_PAGE_PLACEHOLDER "\xEF\xBF\xBC"

typedef enum
{
  JB_PROSE_NUMBER, /* index: the number that is said here; underlined, with its table number in the margin, linked */
  JB_PROSE_LEAD,   /* a run-in heading: bold; none where it is the whole paragraph */
  JB_PROSE_PAGE_OF_NUMBER,  /* on U+FFFC: page where number @index is said */
  JB_PROSE_PAGE_OF_SUMMARY, /* on U+FFFC: page of the findings */
  JB_PROSE_VOICE,  /* a piece in the briefing's own voice (Kai, italic) inside other text */
  JB_PROSE_TITLE,  /* the words of a run-in heading, bold or not: its bookmark */
  JB_PROSE_SENTENCE /* a sentence, @index from 0: the same one in both languages; a page breaks best between them */
} JbProseMarkKind;

typedef struct
{
  JbSpan          span; /* bytes of shown; marks of one kind are in order and don't overlap */
  JbProseMarkKind kind;
  guint           index;
} JbProseMark;

/* A paragraph's worth of text. */
typedef struct
{
  char   *shown; /* as set: full-width marks in Chinese, curly quotation marks in English; NULL: nothing */
  char   *copy;  /* what copying the printed text must give, code point by code point; NULL: the same as shown */
  GArray *marks; /* of JbProseMark; NULL: none */
} JbProse;

/* How grave what was found about a number is, by the marks of the page. */
typedef enum { JB_DOUBT_NONE, JB_DOUBT_DERIVED, JB_DOUBT_QUESTIONABLE, JB_DOUBT_FAILS } JbDoubt; /* – ○ △ ▲ */

typedef enum
{
  JB_BLOCK_DOCUMENT, JB_BLOCK_COVER, JB_BLOCK_SUMMARY, JB_BLOCK_CONTENTS, JB_BLOCK_BODY, JB_BLOCK_CHARTS,
  JB_BLOCK_FINDINGS, JB_BLOCK_TABLE, JB_BLOCK_METHOD,
  JB_BLOCK_HEADING, JB_BLOCK_PAIR, JB_BLOCK_FIGURE, JB_BLOCK_CARD, JB_BLOCK_FINDING, JB_BLOCK_ROW_SECTION,
  JB_BLOCK_ROW, JB_BLOCK_KEY_VALUE, JB_BLOCK_FACT, JB_BLOCK_NOTE,
  JB_BLOCK_TRANSLATION, /* part of a document: the English of the BODY once more, as an annex */
  JB_N_BLOCK_KINDS
} JbBlockKind;

/* What a PAIR is, beside running text. */
typedef enum
{
  JB_PAIR_BODY,       /* a paragraph of the report; first line indented 2 字 */
  JB_PAIR_FRONT,      /* lines around the title, attachments, signature: no indent */
  JB_PAIR_TABLE_ROW,  /* cells parted by tab */
  JB_PAIR_OWN,        /* the briefing's own words: abstract, how to read: no indent */
  JB_PAIR_TITLE,      /* as FRONT: the report's title */
  JB_PAIR_ATTACHMENT, /* as FRONT: its line of attachments */
  JB_PAIR_SIGNATURE   /* as FRONT: issuer and date at its end */
} JbPairKind;

typedef struct
{
  char *value;    /* "97.42", "5,876": as set large */
  char *unit;     /* "%", "亿元", bound words included ("余条", "%以上"); "" for none */
  JbText label;   /* en: restated value behind it where money or large: "Loans coordinated, 2.351 bn yuan" */
  int   change;   /* −1 ▼, +1 ▲, 0 */
} JbCard;

typedef struct
{
  char *zh_integer, *zh_fraction; /* "4553" and ".46": points align; zh_integer also holds a ratio or range wholly */
  char *zh_unit;                  /* "万元", "余条" */
  char *en_value;                 /* "45.5346 m yuan", "≥6,000", "−7.57 pp" */
  int   change;                   /* −1 ▼, +1 ▲, 0 */
  JbText basis;                   /* 同比 / y/y; NULLs */
} JbRow;

typedef struct _JbBlock JbBlock;
struct _JbBlock
{
  JbBlockKind kind;
  GPtrArray  *children; /* of JbBlock; NULL: none */
  JbProse     zh, en;   /* heading without number, paragraph, claim, label, key … */
  guint       level;    /* HEADING: 1 …; never skips */
  char       *number_zh, *number_en; /* HEADING: "（一）", "(1)"; NULL or "": none */
  int         section;  /* HEADING, PAIR, ROW_SECTION: index of the report's section; −1 */
  JbPairKind  pair;     /* PAIR */
  JbTargetState state;  /* PAIR, HEADING: of the English */
  gboolean    in_contents; /* HEADING: has a line in the contents and a bookmark */
  guint       figure;   /* FIGURE: index into figures */
  int         number;   /* CARD, ROW: index of the number; −1 */
  JbDoubt     doubt;    /* CARD, ROW, FINDING */
  JbCard      card;
  JbRow       row;
  JbProse     reason_zh, reason_en; /* FINDING: the arithmetic; KEY_VALUE, FACT: the value (key or label in zh, en) */
};

typedef struct
{
  JbChart   *chart;   /* owned; chart->number is its figure number; source holds U+FFFC for page numbers */
  GArray    *numbers; /* of guint: the numbers that it draws */
  GArray    *source_numbers; /* of guint, one for each U+FFFC of chart->source.zh, in order (the same for en) */
} JbFigure;

/* What the page knows of a number. */
typedef struct
{
  int      section;  /* index of the report's section */
  JbDoubt  doubt;
  gboolean linked_en; /* it is said in an English sentence too */
} JbNumber;

/* Figures for the method page, the tests and the command line. */
typedef struct
{
  guint n_sections, n_sentences, n_translated, n_fuzzy, n_missing;
} JbCounts;

typedef struct
{
  JbBlock   *root;
  GPtrArray *figures;  /* of JbFigure, in order of their numbers */
  GArray    *numbers;  /* of JbNumber */
  GPtrArray *section_numbers; /* of GArray of guint, by section: the numbers said in it, subsections left out */
  JbLayoutKind layout; /* parallel falls back to zh where no translation was supplied */
  JbText     title;    /* one line */
  JbText     short_title; /* for running heads */
  char      *author;   /* issuer; NULL */
  char      *keywords; /* NULL */
  JbPicture *logo;     /* of the cover or the head; NULL: none */
  char      *logo_alt; /* what it says instead, in both languages; NULL: none */
  JbCounts   counts;
} JbBriefing;

/* What a briefing is planned from; all borrowed. */
typedef struct
{
  const JbInput       *input;
  const JbReport      *report;
  const GPtrArray     *metrics;
  const JbTranslation *translation;
  const GPtrArray     *findings;
  const JbGlossary    *glossary;
  const JbProfile     *profile;
  JbLayoutKind         layout;
  const char          *version;     /* "0.1.0" */
  const char          *conformance; /* "PDF/A-3a, PDF/UA-1"; "" for none */
} JbBriefingSources;

/**
 * jb_briefing_plan:
 * @diagnostics: (nullable): what could not be said in English, charts that were forced but cannot be drawn …
 *
 * Returns: (transfer full): the briefing; %NULL with %JB_ERROR_FORMAT where the profile names a metric, section or chart
 *   kind that does not exist, or the error of its logo (jb_picture_load()).
 */
JbBriefing *jb_briefing_plan (const JbBriefingSources *sources, GPtrArray *diagnostics, GError **error);

/* The planned charts alone, of #JbFigure, as `jianbao charts` writes them. Returns: (transfer full). */
GPtrArray *jb_briefing_plan_figures (const JbBriefingSources *sources, GPtrArray *diagnostics, GError **error);

void jb_figure_free (JbFigure *figure);

/* Blocks: make, ask, free. */
JbBlock *jb_block_new (JbBlockKind kind);
JbBlock *jb_block_append (JbBlock *parent, JbBlock *child); /* takes @child, returns it */
void jb_block_free (JbBlock *block);
const char *jb_block_kind_name (JbBlockKind kind);

/* Sets @prose to copies; @copy may be NULL. */
void jb_prose_set (JbProse *prose, const char *shown, const char *copy);
void jb_prose_mark (JbProse *prose, gsize start, gsize end, JbProseMarkKind kind, guint index);
void jb_prose_clear (JbProse *prose);

/* The tree as text, a line a block, indented: for golden tests. Returns: (transfer full). */
char *jb_briefing_dump (const JbBriefing *briefing);

void jb_briefing_free (JbBriefing *briefing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbBriefing, jb_briefing_free)
