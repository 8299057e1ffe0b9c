/* A report: its text once, and spans of it: title, sections, paragraphs, sentences.
 *
 *   法治政府建设情况报告                         title
 *   2022年,在市委领导下……                        paragraph of section "0"
 *   一、工作开展情况                             heading, level 1, id "1"
 *   (一)履行职责。一是坚持学法。常态化开展……       heading, level 2, id "1.1", run in; then a paragraph that opens with
 *                                               the run-in heading of "1.1.1"
 *
 * Sections stand in reading order, parents before children; sections[0] is always "0", the text before the first
 * heading (its span may be empty). Paragraphs are cut at headings and at 一是/二是 items and cover, with their
 * sentences, all of the text but blanks and line ends: nothing is dropped. */
#pragma once

#include "jb-span.h"

#include <glib.h>

typedef struct _JbReport JbReport;

typedef struct
{
  char  *id;      /* "0", "1", "1.2", "1.2.1"; "A" for the attachments line */
  guint  level;   /* 0 for "0"; 1, 2, … */
  int    parent;  /* index of the enclosing section; -1 at level 0 and 1 */
  char  *number;  /* as written: "一、", "(一)", "一是", ""; */
  char  *heading; /* as written, without number and closing mark; "" for "0" */
  JbSpan span;    /* number and heading; a run-in heading ends before its full stop; empty for "0" */
  JbSpan extent;  /* heading and all that stands under it, subsections included */
  gboolean run_in; /* text follows in the same line */
} JbSection;

typedef enum
{
  JB_PARAGRAPH_TITLE,      /* the report's title */
  JB_PARAGRAPH_FRONT,      /* lines around the title: subtitle, issuer, date, document number */
  JB_PARAGRAPH_HEADING,    /* a heading: one sentence, to be set as such */
  JB_PARAGRAPH_BODY,       /* running text; may open with a run-in heading */
  JB_PARAGRAPH_TABLE_ROW,  /* a row of a table in text: cells parted by tab or | */
  JB_PARAGRAPH_ATTACHMENT, /* the attachments line and its list */
  JB_PARAGRAPH_SIGNATURE   /* issuer and date at the end */
} JbParagraphKind;

typedef struct
{
  JbParagraphKind kind;
  JbSpan span;          /* without blanks and line ends around it; hard-wrapped lines may be inside */
  guint  section;       /* index of the innermost section */
  gboolean opens_section; /* BODY: its first sentence is the run-in heading of that section */
  guint  first_sentence;
  guint  n_sentences;
} JbParagraph;

typedef struct
{
  JbSpan span;      /* with its closing mark and closing quotation marks or brackets */
  guint  section;
  guint  paragraph;
} JbSentence;

/**
 * jb_report_parse:
 * @text: UTF-8, valid; a reference is taken
 * @file: (nullable): for diagnostics
 *
 * Finds the structure. Never fails on any text: what cannot be read as structure is a paragraph, and doubtful things
 * are diagnostics. Time is linear in the length.
 *
 * Returns: (transfer full): the report; %NULL only with %JB_ERROR_LIMIT (headings nested deeper than
 *   %JB_REPORT_MAX_DEPTH, more than %JB_REPORT_MAX_SECTIONS sections) or %JB_ERROR_SYSTEM (a lexicon that cannot be read).
 */
JbReport *jb_report_parse (GRefString *text, const char *file, GError **error);

#define JB_REPORT_MAX_DEPTH 32
#define JB_REPORT_MAX_SECTIONS 1000000

/* All lent, valid as long as the report. */
const char        *jb_report_get_text (const JbReport *report, gsize *length);
const JbSection   *jb_report_get_sections (const JbReport *report, guint *n);
const JbParagraph *jb_report_get_paragraphs (const JbReport *report, guint *n);
const JbSentence  *jb_report_get_sentences (const JbReport *report, guint *n);
const GPtrArray   *jb_report_get_diagnostics (const JbReport *report);

/* NULL where the text does not say. The title has line breaks taken out; issuer as "临江市人民政府"; place as "隆昌市",
 * also where it is only found in the text's names of documents and bodies. */
const char *jb_report_get_title (const JbReport *report);
const char *jb_report_get_issuer (const JbReport *report);
const char *jb_report_get_place (const JbReport *report);

/* The year reported on; 0 where the text does not say. */
int jb_report_get_year (const JbReport *report);

/* What the report is about, from assets/lexicon/report-kinds.tsv, as "法治政府建设情况报告" with its English; NULL where
 * none fits. Needed where the text has no title of its own. */
const char *jb_report_get_kind (const JbReport *report, const char **english);

/* Index of the innermost section, of the paragraph or sentence that holds @byte (G_MAXUINT: none). O(log n). */
guint jb_report_section_at (const JbReport *report, gsize byte);
guint jb_report_sentence_at (const JbReport *report, gsize byte);

/* Where the sentence at the start of @span ends: behind 。！？ and what closes after it, never within brackets; @span.end
 * where nothing ends it before. Bytes of @text, UTF-8. */
gsize jb_sentence_end (const char *text, JbSpan span);

/* Code points before @byte. O(log n). */
gsize jb_report_chars_before (const JbReport *report, gsize byte);

/* Line and column of @byte, both from 1, the column in code points. */
void jb_report_locate (const JbReport *report, gsize byte, guint *line, guint *column);

void jb_report_free (JbReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbReport, jb_report_free)
