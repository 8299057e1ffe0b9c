/* A laid-out document: pages of ink, the structure that the ink belongs to, links, anchors, bookmarks. All lengths are
 * points, x from the left and y DOWN from the top of the sheet. The pdf room writes it; nothing here knows PDF syntax. */
#pragma once

#include "jb-chart.h"
#include "jb-fonts.h"

#include <glib.h>

/* ISO 32000-1:2008, 14.8.4 */
#define JB_ROLES(X)                                                                                                   \
  X (DOCUMENT, "Document") X (PART, "Part") X (SECT, "Sect") X (DIV, "Div") X (TOC, "TOC") X (TOCI, "TOCI")           \
  X (REFERENCE, "Reference") X (H1, "H1") X (H2, "H2") X (H3, "H3") X (H4, "H4") X (H5, "H5") X (H6, "H6") X (P, "P") \
  X (L, "L") X (LI, "LI") X (LBL, "Lbl") X (LBODY, "LBody") X (TABLE, "Table") X (THEAD, "THead") X (TBODY, "TBody")  \
  X (TR, "TR") X (TH, "TH") X (TD, "TD") X (FIGURE, "Figure") X (CAPTION, "Caption") X (SPAN, "Span") X (LINK, "Link") \
  X (NOTE, "Note")
#define JB_ROLE_ENUM(name, pdf_name) JB_ROLE_##name,
typedef enum { JB_ROLES (JB_ROLE_ENUM) JB_N_ROLES } JbRole;

typedef struct
{
  JbRole role;
  int    parent;      /* index; -1 for the Document, which is element 0. Kids stand in order of index. */
  const char *lang;   /* "zh-CN", "en"; NULL: as the parent's */
  char  *alt;         /* FIGURE: alternative text */
  double bbox[4];     /* FIGURE: left, top, right, bottom on its page */
  int    page;        /* FIGURE: its page */
  const char *scope;  /* TH: "Column", "Row"; else NULL */
  int    header;      /* TH, TD: index of the TH that heads it where its scope does not tell, as a table's section; 0: none */
  guint  row_span, col_span; /* TH, TD: 0 means 1 */
  const char *numbering; /* L with Lbl: "Decimal", "Disc" … (ISO 32000-1, table 347); NULL: Decimal where it has labels */
} JbElement;

typedef enum { JB_ARTIFACT_NONE, JB_ARTIFACT_HEADER, JB_ARTIFACT_FOOTER, JB_ARTIFACT_LAYOUT, JB_ARTIFACT_BACKGROUND } JbArtifact;

typedef struct
{
  gboolean grey;      /* DeviceGray of v[0]; else DeviceRGB */
  double   v[3];      /* 0..1 */
} JbColour;

typedef struct
{
  guint32 glyph;
  float   x, y;       /* origin of the glyph from the run's origin; y down */
  guint32 text;       /* byte offset of its piece of the run's text */
  guint32 text_length; /* 0: a further glyph of the cluster before it */
} JbPlacedGlyph;

typedef struct
{
  const JbFace *face;
  double  size;       /* em in points */
  double  x, y;       /* origin of the first glyph's baseline */
  guint   n_glyphs;
  JbPlacedGlyph *glyphs;
  char   *text;       /* what copying gives: the source's characters */
} JbGlyphRun;

typedef enum { JB_INK_GLYPHS, JB_INK_RECT, JB_INK_LINE, JB_INK_POLYGON, JB_INK_RING, JB_INK_CHART } JbInkKind;

typedef struct
{
  JbInkKind  kind;
  int        element;  /* index of the structure element; -1: an artifact */
  JbArtifact artifact; /* where element is -1 */
  JbColour   colour;
  JbGlyphRun run;      /* GLYPHS */
  double     x, y, width, height; /* RECT (filled); LINE from x,y to x+width,y+height; RING centre x,y radius width; CHART top left */
  double     line_width, dash[2]; /* LINE, RING; POLYGON hollow where line_width > 0 */
  guint      n_points;  /* POLYGON */
  double     points[8];
  guint      chart;     /* CHART: index into charts */
} JbInk;

typedef struct
{
  double left, top, right, bottom;
  int    anchor;      /* index into anchors */
  int    element;     /* the LINK element it belongs to */
  char  *contents;    /* what it leads to, as "数据表第33项 / Data table, no. 33"; language zh-CN */
} JbLink;

typedef struct
{
  double  width, height;
  GArray *ink;        /* of JbInk, in reading order */
  GArray *links;      /* of JbLink */
} JbPage;

typedef struct
{
  int    page;        /* index; the annexes' pages follow the document's own; -1: never placed (nothing links to it then) */
  double x, y;        /* top left of what is shown */
} JbAnchor;

/* How the viewer names the pages from here on; no ranges: 1, 2, … */
typedef struct
{
  guint page;         /* index of the first */
  char  style;        /* 'D' decimal, 'r' and 'R' roman, 'a' and 'A' letters, 0 none: only the prefix */
  guint start;        /* number of the first; 0 means 1 */
  char *prefix;       /* NULL: none */
} JbPageLabel;

typedef struct
{
  char  *title;
  guint  level;       /* 1, 2, … never more than one deeper than the one before */
  int    anchor;
} JbBookmark;

typedef struct
{
  GPtrArray *pages;     /* of JbPage */
  GArray    *elements;  /* of JbElement; parents before kids */
  GArray    *anchors;   /* of JbAnchor */
  GArray    *bookmarks; /* of JbBookmark */
  GArray    *labels;    /* of JbPageLabel, by page */
  GPtrArray *charts;    /* of JbChartScene, whose PLOT part is drawn as a form; owned */
  JbFonts   *fonts;     /* borrowed */
  char *title;          /* for the Info dictionary and the window */
  char *title_en;
  char *author;         /* issuer; NULL */
  char *subject;
  const char *lang;     /* "zh-CN" or "en" */
  gint64 time;          /* seconds since 1970: creation date */
  double column_ratio;  /* of pairs side by side: how high the English is to the Chinese, in all; 0: there are none */
} JbDocument;

JbDocument *jb_document_new (JbFonts *fonts);

/* An empty page at the end. Returns: (transfer none). */
JbPage *jb_document_add_page (JbDocument *document, double width, double height);

/* A structure element after the others; @parent -1 for the first. @lang: a constant or NULL. Returns: its index. */
int jb_document_add_element (JbDocument *document, JbRole role, int parent, const char *lang);

/* An anchor that is placed later. Returns: its index. */
int jb_document_add_anchor (JbDocument *document);

void jb_document_free (JbDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbDocument, jb_document_free)

const char *jb_role_name (JbRole role);
