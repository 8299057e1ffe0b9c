/* What the parts of the reader of PDFs share: lines with their places, and pages. All lengths are points, y grows
 * downwards. */
#pragma once

#include "jb-format-private.h"

/* Pieces of a line that are further apart than this many ems are cells. */
#define CELL_GAP_EM 1.6
/* At a gap of more than this, a table may turn out to have two cells. */
#define JB_PDF_JOINT_EM 0.6
/* In a longer run of levels, rows of several levels are not looked for: that takes the square of its length. */
#define JB_PDF_MAX_ZONE_LEVELS 400u
/* A level of more cells is no row of a table, and a run of levels with more columns no table. */
#define JB_PDF_MAX_COLUMNS 100u

/* Where two texts of a line stand apart, and yet not so far as cells do. */
typedef struct
{
  gsize  offset; /* in the line's text: before the second, and the blank before it */
  double x0, x1; /* of the gap */
} Joint;

typedef struct
{
  guint    page; /* of pdf->pages, from 1 */
  double   x0, y0, x1, y1;
  double   em;   /* width of a Han character, as the line's length gives it */
  GString *text; /* cells parted by tabs */
  guint    cells;
  GArray  *joints; /* of Joint, left to right; NULL: none */
  gboolean note;  /* a footnote begins with it; its mark is taken off */
  gboolean dropped;
} Line;

/* Stands in a line's text where a footnote is referred to. */
#define JB_PDF_REFERENCE '\x01'

/* A word or piece with its place. */
typedef struct
{
  const char *text;
  double x0, y0, x1, y1;
} Ink;

/* A page, or one of its two columns: those are read as pages that follow one another. */
typedef struct
{
  guint  number; /* in the file, from 1 */
  guint  column; /* 0 or 1 */
  double width, height;
  double left, right; /* of the text */
  double limit;       /* what reaches beyond it stands across both columns */
  guint  first, end;  /* its lines */
} Page;

typedef struct
{
  const char *path;
  GArray     *pages; /* of Page */
  guint       n_pages; /* of the file */
  GPtrArray  *lines; /* of Line, owned */
  Line       *line;  /* while reading */
  double      word_x0, word_x1, word_y0, word_y1;
  Ink         last; /* the word before, in the same line; its text stands in last_word */
  GString    *last_word;
  guint       n_words, n_word_chars; /* of the line */
  GString    *word;
  GPtrArray  *notes; /* of char *, in the order of the pages */
  guint       n_notes, n_references; /* that are written */
  double      em;    /* of the body */
  double      height; /* of a line of it, from top to foot of its letters */
  double      leading;
} Pdf;

void jb_pdf_free_line (Line *line);

/* @line ends at @x0, and what is appended next begins at @x1. */
void jb_pdf_note_joint (Line *line, double x0, double x1);

/* Width of @text in ems: a Han character is one, half of one any other; at least half an em. */
double jb_pdf_measure_ems (const GString *text);

/* Han characters and the marks among them that are as wide. */
gboolean jb_pdf_is_wide (gunichar c);

/* @gap: between the two, in points. Blanks that a typesetter put between Han and Latin are none of the text. */
void jb_pdf_append_piece (GString *text, const char *piece, double gap, double em);

/* The type size that its width gives. */
double jb_pdf_measure_em (Ink ink);

/* Whether @mark is that of a footnote beside @other: a digit or two, also in a circle or brackets, small, narrow and
 * raised. Taken for digits of the number before it, it would make 12653 of 1265; a number taken for it would be lost. */
gboolean jb_pdf_is_note_mark (Ink mark, Ink other);

/* Takes the footnotes out of pdf->lines, into pdf->notes. Needs the measures of the body. */
void jb_pdf_collect_notes (Pdf *pdf);

/* Puts the pieces that stand on one level, or in one row of a table, together: pdf->lines, sorted by page, y and x, become
 * rows; the cells of a row are parted by tabs. */
void jb_pdf_merge_rows (Pdf *pdf);
