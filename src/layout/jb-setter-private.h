/* What the parts of the layout share: the document in the making, the page in hand, how far down it is filled. y and x
 * are from the top left of the type area; only setter_* functions know where that stands on the sheet. */
#pragma once

#include "jb-layout.h"
#include "jb-text-lines.h"

/* The foot of a page that is full. */
typedef struct
{
  double low;              /* lowest ink on it */
  double cost;             /* of its emptiness and of the sentence that it parts; 0 outside the report */
} Foot;

typedef struct
{
  const JbBriefing *briefing;
  const JbProfile  *profile;
  JbFonts      *fonts;
  PangoContext *context;
  GHashTable   *types;     /* key of [type] → JbType */
  GHashTable   *set;       /* text and how it is set → JbTextLines: kept over the rounds, which differ in page numbers only */
  JbDocument   *document;
  JbPage       *page;      /* in hand */
  double left, top;        /* of the type area on it */
  double width, height;    /* of the type area */
  double y;                /* filled down to here */
  double low;              /* lowest ink: y without the space below it */
  int    parent;           /* element that new ones go under */
  JbLayoutKind layout;     /* of the part in hand */
  gboolean document_form;  /* the form of a document: red head, headings in the text, annexes */
  double stretch;          /* what a gap of a justified line may widen by, em */
  gboolean tight;          /* rows of the method page stand closer */
  gboolean marks;          /* numbers are underlined, and named in the margin */
  guint  n_annexes, annex; /* in all, in hand */
  gboolean recipients_at_end; /* too many for the first page: they stand in the imprint */
  guint  unnumbered;       /* index of the first page without a number */
  const JbBlock *section;  /* level-1 heading in force, for the running head */
  GPtrArray *heads;        /* of const JbBlock, by page: its level-1 heading; NULL: none */
  gboolean in_body;        /* of the report: side heads where the layout has them */
  double side_bottom;      /* of the side head on this page */
  int    section_cell;     /* TH of the table's section in hand; 0: none */
  GArray *said;            /* of int, by number: anchor of its sentence */
  GArray *rows;            /* of int, by number: anchor of its row */
  const GArray *known;     /* of int, by number: page from the round before; −1 */
  int    known_summary, summary;
  gboolean guessed;        /* a page number was printed that may change */
  GArray *patches;         /* of Patch */
  GHashTable *entries;     /* heading block → anchor that its line in the contents leads to */
  const JbChartStyle *style;
  GPtrArray *diagnostics;
  GHashTable *left_out;    /* of JbFigure: not drawn; kept over the rounds */
  GHashTable *figure_numbers; /* JbFigure → its number, where it is not the plan's; kept over the rounds */
  GPtrArray *placed;       /* of const JbFigure, as they stand on the pages */
  guint  snap_from;        /* index of the page from which on pairs snap to half units; kept over the rounds */
  guint  body_end;         /* index of the last page of the text */
  double body_foot;        /* how far down it is filled */
  GPtrArray *floats;       /* figures that wait for a page; NULL: none ever */
  const JbPage *figures_page; /* the row of figures that was placed last stands here */
  double figures_end;      /* and takes the page down to here */
  const JbBlock *after;    /* the block behind the one that follows the heading in hand; NULL: none */
  GArray *feet;            /* of Foot, by page */
  double parted;           /* cost of the sentence that is parted at this page's foot */
  GArray *limits;          /* of double, by page: how far down its text goes; NULL: to the foot; kept over the rounds */
  gboolean trial;          /* the report alone is set, and no ink */
  GHashTable *trial_scenes; /* JbFigure → JbChartScene, owned */
  gboolean under_heading;  /* a heading stands right above, and not on top of the page: no page begins here */
  double zh_high, en_high; /* of the pairs that stand side by side, in all */
  int    lead_anchor;      /* of a bookmark on the next text that is placed; 0: none (anchor 0 is never one) */
  GError *error;           /* the first one; nothing is set after it */
} Setter;

/* A page number that is printed once the pages stand, right-aligned at x on y. */
typedef struct
{
  guint  page;
  double x, y;             /* on the sheet */
  int    element, anchor;
  const char *type;
} Patch;

const JbType *setter_type (Setter *setter, const char *key);
JbColour setter_colour (const Setter *setter, const char *name);
double setter_number (const Setter *setter, const char *key);

void setter_new_page (Setter *setter);
/* A new page where less than @height is left. Returns: whether there was one. */
gboolean setter_need (Setter *setter, double height);
/* What comes next stands at least @air below the last ink, a rule of its own with it. */
void setter_keep_clear (Setter *setter, double air);
int setter_element (Setter *setter, JbRole role, int parent, const char *lang);

/* What text in @lang inside @parent belongs to: @parent itself where that is its language, else a Span of its own. */
int setter_span (Setter *setter, int parent, const char *lang);
int setter_anchor (Setter *setter, double x, double y);
void setter_place_anchor (Setter *setter, int anchor, double x, double y);
void setter_rule (Setter *setter, double x, double y, double width, double weight, const char *colour);
void setter_link (Setter *setter, int element, double left, double top, double right, double bottom, int anchor, char *contents);
/* ▲ △ ▼ ○ as ink, @size high, centred at x, its foot on y. */
void setter_doubt (Setter *setter, int element, JbDoubt doubt, double x, double y, double size);

/* @prose's lines with page numbers put in; %NULL where it has no text or something failed before. */
JbTextLines *setter_lines (Setter *setter, const JbProse *prose, const char *type, gboolean chinese, JbAlign align, double width,
                           double indent);
/* @prose with page numbers put in. Returns: whether @filled is a copy, to be cleared with jb_prose_clear(), as there were some. */
gboolean setter_fill (Setter *setter, const JbProse *prose, JbProse *filled);
/* The piece from byte @start of what is shown to @end, its marks cut to it; clear it with jb_prose_clear(). */
void setter_slice (const JbProse *prose, gsize start, gsize end, JbProse *piece);
/* What it costs to begin a page here. */
double setter_foot_cost (const Setter *setter);
/* Whether a new page may begin here: no more than a fifth of this one would stay empty. */
gboolean setter_turns_well (const Setter *setter);
/* Lines @from to @to − 1, first baseline at y; numbers are underlined, linked, and named at @margin (right-aligned there
 * where it is negative). */
void setter_place (Setter *setter, JbTextLines *lines, const JbProse *prose, guint from, guint to, int element, double x, double y,
                   const char *type, double margin);
/* A text on one line or more, set at once. Returns: number of lines. */
guint setter_text (Setter *setter, const char *text, const char *type, gboolean chinese, int element, JbAlign align, double x,
                   double y, double width);
guint setter_count (const JbTextLines *lines);
/* Of the longest line, points. */
double setter_width (const JbTextLines *lines);
/* A text without marks: its lines, %NULL where there is none (transfer full); all of them, first baseline at y. */
JbTextLines *setter_plain (Setter *setter, const char *text, const char *type, gboolean chinese, JbAlign align, double width);
void setter_place_plain (Setter *setter, JbTextLines *lines, const char *type, int element, double x, double y);

/* The name of a part that does not begin with a heading of its own; NULLs: none. */
JbText setter_part_title (const JbBlock *part);
void setter_cover (Setter *setter, const JbBlock *block);
/* The logo, as high as the profile says, but within the room: 0 at its left and its top, 1 at its right and its foot. */
void setter_logo (Setter *setter, double x, double y, double width, double height, double across, double down);
/* A document: its head above the text, with title and addressee; list of annexes and signature below; title of an annex; the
 * imprint at the foot of its last page. */
void setter_document_head (Setter *setter);
void setter_document_heading (Setter *setter, const JbBlock *block, const JbBlock *next);
void setter_document_end (Setter *setter, const JbBlock *body);
void setter_annex_title (Setter *setter, const JbBlock *part);
void setter_imprint (Setter *setter);
/* The narrowest setting that takes no more lines than the full width does: lines of about one length. (transfer full) */
JbTextLines *setter_balance (Setter *setter, const JbProse *prose, const char *type);
/* Bytes of a title that stand on a line of their own: place and year, where words follow. 0: it is not parted. */
gsize setter_title_head (const char *title);
void setter_bookmark (Setter *setter, const JbBlock *block, const JbProse *zh, const JbProse *en, int anchor);
/* The anchor that the contents lead to, or a new one. */
int setter_entry_anchor (Setter *setter, const void *block);
/* @number, @between and @words as one prose; clear it with setter_clear(). */
JbProse setter_join (const char *number, const char *between, const JbProse *words);
void setter_clear (JbProse *prose);
gboolean setter_shows (const Setter *setter, JbLayoutKind alone);
void setter_summary (Setter *setter, const JbBlock *block);
void setter_contents (Setter *setter, const JbBlock *block);
void setter_heading (Setter *setter, const JbBlock *block, const JbBlock *next);
void setter_body (Setter *setter, const JbBlock *block);
/* A paragraph, in the languages of the layout. */
void setter_pair (Setter *setter, const JbBlock *block);
/* Whether a heading @height high, its lowest baseline at @base, may stand above @pair on the page in hand: enough of the pair
 * has room below it, of one that is very short some of what comes @after (NULL: nothing), and a new page is no gain. */
gboolean setter_pair_stays (Setter *setter, const JbBlock *pair, const JbBlock *after, double height, double base);
/* Consecutive rows of a table in the report's text. */
void setter_text_table (Setter *setter, JbBlock *const *rows, guint n_rows);
void setter_table (Setter *setter, const JbBlock *block);

/* Figures. They wait in the order in which they were added, until a row of them fits. */
void setter_add_figure (Setter *setter, const JbBlock *block);
/* Places the rows that fit on the page in hand; the others stand on top of the next pages. */
void setter_place_figures (Setter *setter);
/* Places all, on new pages if need be. */
void setter_flush_figures (Setter *setter);
/* Before a heading of level 1: flushes where no more than a fifth of the page stays empty. */
void setter_settle_figures (Setter *setter);
/* The number that a figure has by its place on the pages. */
guint setter_figure_number (const Setter *setter, const JbFigure *figure);
/* After a round: numbers figures as they were placed. Returns: whether one has changed. */
gboolean setter_renumber (Setter *setter);
/* A part that holds nothing but figures. */
void setter_charts (Setter *setter, const JbBlock *part);
