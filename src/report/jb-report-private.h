/* What the files of this room share: a report while it is being built, and its lines. */
#pragma once

#include "jb-enumerator-private.h"
#include "jb-report.h"

typedef enum
{
  JB_LINE_TEXT,
  JB_LINE_TABLE,
  JB_LINE_TITLE,
  JB_LINE_FRONT,
  JB_LINE_ATTACHMENT,
  JB_LINE_SIGNATURE
} JbLineKind;

/* A line as its writer meant it: hard-wrapped lines are joined. Blank lines are none. */
typedef struct
{
  JbSpan     span;         /* without blanks around it, and without # and ** of Markdown */
  JbLineKind kind;
  guint32    n_chars;
  gboolean   has_number;   /* @number is valid */
  JbEnumerator number;     /* offsets from span.start */
  guint8     markup;       /* depth of Markdown's #; 0: none */
  guint8     bold;         /* the whole line stood in ** ** */
  gboolean   terminated;   /* ends as a sentence does */
  gboolean   plain_heading; /* a heading without number */
  gboolean   blank_before;
} JbLine;

/* A place where a heading or an item may begin. */
typedef struct
{
  gsize  start;       /* byte */
  guint  line;
  guint  form;
  guint  value;
  gsize  number_end;  /* bytes */
  gsize  heading;     /* bytes: where the words begin */
  gsize  heading_end; /* bytes; set when accepted */
  int    section;     /* index once accepted; -1: is no heading */
  gboolean at_line_start, run_in;
} JbCandidate;

struct _JbReport
{
  GRefString *text;
  gsize       length;
  GArray     *sections;    /* of JbSection */
  GArray     *paragraphs;  /* of JbParagraph */
  GArray     *sentences;   /* of JbSentence */
  GArray     *line_starts; /* of gsize, of the lines as they stand */
  GArray     *char_marks;  /* of gsize, code points before each block of bytes */
  GPtrArray  *diagnostics;
  char       *title, *issuer, *place, *kind, *kind_english;
  int         year;
};

/* Word lists: assets/lexicon/report-words.tsv, kind → words. Loaded once, never freed. */
typedef enum
{
  JB_WORDS_TITLE_END, /* 报告: a line that ends so may be a title */
  JB_WORDS_BODY_END,  /* 人民政府: a line that ends so names an issuer */
  JB_WORDS_FRONT,     /* 来源：, 发布时间: a line that begins so stands around the title */
  JB_WORDS_NOTE,      /* 注：, 数据来源: a line that begins so is a note or a caption */
  JB_WORDS_OUTER,     /* 前言, 结语: stands beside the numbered series, not above or in it */
  JB_WORDS_OFFICE,    /* 市长, 院长: behind which the name of a speaker may stand */
  JB_WORDS_NO_PLACE,  /* 城市, 各县: ends as a place does and is none */
  JB_N_WORDS
} JbWords;

const GPtrArray *jb_words (JbWords kind);
gboolean jb_words_load (GError **error);
gboolean jb_words_begin (JbWords kind, const char *text, JbSpan span);
gboolean jb_words_end (JbWords kind, const char *text, JbSpan span);
gboolean jb_words_equal (JbWords kind, const char *text, JbSpan span);

/* Cuts the text into lines. Returns: (transfer full): of JbLine. Fills @line_starts too. */
GArray *jb_lines_cut (const char *text, gsize length, GArray *line_starts);

/* Marks title, front matter, contents list, attachments and signature. */
void jb_front_mark (JbReport *report, GArray *lines);

/* Finds the sections. Returns: (transfer full): all candidates, by start; %NULL with %JB_ERROR_LIMIT. */
GArray *jb_outline_find (JbReport *report, GArray *lines, GError **error);

/* Fills paragraphs and sentences. */
void jb_pieces_cut (JbReport *report, GArray *lines, GArray *candidates);

/* Title, issuer, place, year and kind. */
gboolean jb_facts_find (JbReport *report, GArray *lines, GError **error);

gunichar jb_text_last_char (const char *text, JbSpan span);
JbSpan   jb_text_trim (const char *text, JbSpan span);
gboolean jb_text_starts (const char *text, JbSpan span, const char *word);
gboolean jb_text_ends (const char *text, JbSpan span, const char *word);
/* A full stop, question or exclamation mark of either width (ASCII '.' is none). */
gboolean jb_is_stop (gunichar c);
gboolean jb_is_closing (gunichar c); /* closing quotation mark or bracket */
