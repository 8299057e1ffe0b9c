/* A chart: what is drawn, said in data. The briefing plans it, this room lays it out and draws it; nothing here knows of
 * reports or metrics. How it looks: the chart style in assets/profiles/, and the notes at the head of each kind's file.
 *
 *   kind bars, unit 次, data: 现场检查 11 (emphasis), 联合检查 9, 联合会商 3 … */
#pragma once

#include "jb-fonts.h"

#include <cairo.h>
#include <glib.h>

#define JB_CHART_KINDS(X)                                                                                             \
  X (BARS, "bars") X (COLUMNS, "columns") X (GROUPED, "grouped") X (PARTS, "parts") X (RATES, "rates")                \
  X (SLOPE, "slope") X (LINE, "line") X (TWO_STEP, "two-step") X (WATERFALL, "waterfall") X (BULLET, "bullet")        \
  X (MULTIPLES, "multiples") X (CARDS, "cards")
#define JB_CHART_ENUM(name, text) JB_CHART_##name,
typedef enum { JB_CHART_KINDS (JB_CHART_ENUM) JB_N_CHART_KINDS } JbChartKind;

typedef enum { JB_CHART_LANG_ZH = 1, JB_CHART_LANG_EN = 2, JB_CHART_LANG_BOTH = 3 } JbChartLang;
typedef enum { JB_CHART_FULL, JB_CHART_HALF } JbChartWidth;

/* What is known of a value, and how well: its mark. */
typedef enum
{
  JB_MARK_EXACT, JB_MARK_AT_LEAST, JB_MARK_AT_MOST, JB_MARK_APPROX, JB_MARK_RANGE, JB_MARK_MISSING
} JbMark;

/* A text in both languages; either may be NULL. */
typedef struct
{
  char *zh;
  char *en;
} JbText;

typedef struct
{
  JbText label;
  JbText value_text;  /* as printed, bound words included, unit not: "4553.46" / "45.5346", "140余" / "more than 140" */
  JbText unit;        /* printed behind the value where the chart's unit line does not hold it; else NULLs */
  double value;       /* for lengths: in the chart's one base unit */
  double value_high;  /* of a range */
  JbMark mark;
  gboolean derived;   /* computed, not stated: drawn hollow, says so */
  gboolean plan;      /* a target for a later period */
  gboolean emphasis;  /* the one that the title names; at most one */
  guint  sample_size; /* n of a rate, where it is stated and below 50; else 0 */
  int    series;      /* GROUPED, LINE, SLOPE, MULTIPLES: index into series; else 0 */
  int    period;      /* COLUMNS, SLOPE, LINE, MULTIPLES: the year; else 0 */
  double target;      /* BULLET: value of the target */
  JbText target_text;
  JbMark target_mark;
  int    change;      /* CARDS: -1 ▼, +1 ▲, 0 none */
  char  *metric_id;   /* "m033"; NULL for a derived value */
} JbChartDatum;

typedef struct
{
  char       *id;     /* "c01" */
  JbChartKind kind;
  JbChartWidth width;
  guint       number; /* 图 n / Fig. n; 0: no number is printed */
  JbText      title;  /* the finding, or the noun phrase */
  JbText      subject; /* what the chart is about, as a noun phrase: for alternative text and bookmarks */
  JbText      unit;   /* the unit line without 单位：/ Unit:, as "次" / "Number of activities"; NULLs: none */
  GArray     *data;   /* of JbChartDatum, in the order to be drawn */
  GArray     *series; /* of JbText: names; empty where there is one */
  GArray     *notes;  /* of JbText, in order, without marks: "推算：…" / "Derived: …" */
  JbText      source; /* the source line; may be replaced once pages are known */
  /* per kind */
  JbText      total;      /* PARTS: printed total, as "376"; TWO_STEP: rate's text "98%" in zh and en */
  gboolean    total_derived;
  JbText      total_label; /* TWO_STEP: name of the rate */
  JbText      change_text; /* SLOPE: "7.57个百分点" / "7.57 percentage points" */
  int         change;      /* SLOPE: direction of it */
  gboolean    ordered;     /* PARTS: the parts have an order (severity, level): seq colours; else cat colours */
} JbChart;

JbChart *jb_chart_new (const char *id, JbChartKind kind);
JbChartDatum *jb_chart_add_datum (JbChart *chart); /* (transfer none): zeroed, valid until the next call */
void jb_chart_add_series (JbChart *chart, const char *zh, const char *en);
void jb_chart_add_note (JbChart *chart, const char *zh, const char *en);
void jb_text_set (JbText *text, const char *zh, const char *en); /* copies, frees what was there */
void jb_chart_free (JbChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbChart, jb_chart_free)

const char *jb_chart_kind_name (JbChartKind kind);

/* One paragraph of alternative text, made from the data. @lang: ZH or EN. Returns: (transfer full). */
char *jb_chart_describe (const JbChart *chart, JbChartLang lang);

/* Colours, sizes, gaps. It keeps measured texts between layouts, so it belongs to one thread. */
typedef struct _JbChartStyle JbChartStyle;

/* @path: (nullable): %NULL for assets/profiles/charts.ini. Errors name file and line or key. */
JbChartStyle *jb_chart_style_load (const char *path, GError **error);
void jb_chart_style_free (JbChartStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbChartStyle, jb_chart_style_free)

/* A laid-out chart: boxes of what is to be painted, and where. Lengths in points, y downwards from the figure's top. */
typedef enum { JB_PART_HEAD = 1, JB_PART_PLOT = 2, JB_PART_FOOT = 4, JB_PART_ALL = 7 } JbChartPart;
typedef enum { JB_BOX_TEXT, JB_BOX_RECT, JB_BOX_LINE, JB_BOX_RING, JB_BOX_DISC, JB_BOX_POLYGON, JB_BOX_HATCH,
               JB_BOX_PICTURE } JbBoxKind;

typedef struct
{
  JbBoxKind   kind;
  JbChartPart part;
  double x, y, width, height;  /* ink box; of a text its logical box */
  double baseline;             /* TEXT: y of the first baseline */
  PangoLayout *layout;         /* TEXT: owned by the scene */
  struct _JbPicture *picture;  /* PICTURE: owned by the scene */
  JbChartLang lang;            /* TEXT: ZH or EN */
  double fill[3], stroke[3];   /* sRGB 0..1 */
  gboolean has_fill, has_stroke;
  double line_width;
  double dash[2];              /* 0 0: solid */
  int    pattern;              /* HATCH: 1 H1, 2 H2, 3 H3 */
  guint  n_points;             /* LINE, POLYGON */
  double points[16];           /* x, y … */
  const char *what;            /* "title", "unit", "label", "value", "bar", "track", "note", "source" …: for tests and page layout */
  int    datum;                /* index into data; -1 */
} JbBox;

typedef struct
{
  double  width, height;
  double  plot_top, plot_bottom; /* y of the PLOT part's edges */
  GArray *boxes; /* of JbBox, in order of painting */
} JbChartScene;

/* Widths of the two classes in points: full 456, half 216 (from the style). */
double jb_chart_style_get_width (const JbChartStyle *style, JbChartWidth width);

/**
 * jb_chart_layout:
 * @langs: which languages are drawn; a missing one leaves no gap
 *
 * Measures text and places everything; nothing is stretched, the height follows from the content.
 *
 * Returns: (transfer full): the scene; %NULL with %JB_ERROR_GLYPH, or %JB_ERROR_LIMIT where the data cannot be drawn
 *   honestly (a label over two lines of full width, NaN, parts beyond their whole), naming chart and datum.
 */
JbChartScene *jb_chart_layout (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs,
                               GError **error);

/* Paints the boxes of @parts with the scene's top left corner at the context's origin. */
void jb_chart_scene_draw (const JbChartScene *scene, cairo_t *cr, JbChartPart parts);

/* Without boxes, and without size. */
JbChartScene *jb_chart_scene_new (void);
void jb_chart_scene_free (JbChartScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbChartScene, jb_chart_scene_free)
