/* What the kinds of charts share: the style as arrays, a draft that boxes are added to, and measured text.
 *
 * A kind is one file with one layout function: it measures labels and values, settles the scale, then adds boxes from
 * draft->y downwards and leaves draft->y at the plot's lower edge. */
#pragma once

#include "jb-chart.h"

/* Lengths and sizes of charts.ini: name, key. */
#define JB_SIZES(X)                                                                                                   \
  X (FULL, "width.full") X (HALF, "width.half")                                                                       \
  X (RULE, "frame.rule") X (TITLE_TOP, "frame.title_top") X (TITLE_ZH, "frame.title_zh")                              \
  X (TITLE_ZH_LEADING, "frame.title_zh_leading") X (TITLE_EN, "frame.title_en")                                       \
  X (TITLE_EN_LEADING, "frame.title_en_leading") X (TITLE_ONLY_EN, "frame.title_only_en")                             \
  X (NUMBER_GAP, "frame.number_gap") X (UNIT_GAP, "frame.unit_gap") X (UNIT_HEIGHT, "frame.unit_height")              \
  X (HEAD_GAP, "frame.head_gap") X (FOOT_GAP, "frame.foot_gap") X (FOOT_LEADING, "frame.foot_leading")                \
  X (FOOT_BOTTOM, "frame.foot_bottom") X (FINE_ZH, "text.fine_zh") X (FINE_EN, "text.fine_en")                        \
  X (LABEL_ZH, "text.label_zh") X (LABEL_ZH_LEADING, "text.label_zh_leading") X (LABEL_EN, "text.label_en")           \
  X (LABEL_EN_LEADING, "text.label_en_leading") X (LABEL_ONLY_EN, "text.label_only_en")                               \
  X (VALUE, "text.value") X (VALUE_ONLY_EN, "text.value_only_en") X (SMALL, "text.small") X (CARD, "text.card")       \
  X (CENTRE, "text.centre") X (UPPER, "text.upper") X (LOWER, "text.lower") X (LABEL_GAP, "text.label_gap")           \
  X (VALUE_GAP, "text.value_gap") X (VALUE_AIR, "text.value_air") X (AXIS_LINE, "mark.axis_line")                     \
  X (HAIRLINE, "mark.hairline") X (OUTLINE, "mark.outline") X (RING, "mark.ring") X (RING_LINE, "mark.ring_line")     \
  X (LEAST, "mark.least") X (DERIVED_LINE, "mark.derived_line") X (HATCH_LINE, "mark.hatch_line")                     \
  X (BAR, "bars.bar") X (BAR_THIN, "bars.bar_thin") X (BAR_THIN_FROM, "bars.bar_thin_from")                           \
  X (BAR_LABEL_SHARE, "bars.label_share") X (BAR_LABEL_AIR, "bars.label_air") X (BAR_AIR, "bars.bar_air")             \
  X (ABOVE_GAP, "bars.above_gap") X (ABOVE_AIR, "bars.above_air") X (BAR_VALUE_SHARE, "bars.value_share")             \
  X (COLUMN, "columns.column") X (COLUMN_SHARE, "columns.share") X (COLUMN_PLOT, "columns.plot")                      \
  X (COLUMN_HEAD, "columns.headroom") X (YEAR_DROP, "columns.year_drop")                                              \
  X (PAIR_BAR, "grouped.bar") X (PAIR_GAP, "grouped.gap") X (PAIR_ROW, "grouped.row") X (KEY_HEIGHT, "grouped.key")    \
  X (PART_BAR, "parts.bar") X (PART_GAP, "parts.gap") X (PART_TOTAL, "parts.total") X (PART_APART, "parts.apart")     \
  X (PART_TEXT, "parts.text_gap") X (PART_ELBOW, "parts.elbow") X (PART_INSET, "parts.inset")                         \
  X (TRACK, "rates.track") X (RATE_ROW, "rates.row") X (RATE_LABEL_SHARE, "rates.label_share")                        \
  X (SLOPE_LEFT, "slope.left") X (SLOPE_RIGHT, "slope.right") X (SLOPE_PLOT, "slope.plot") X (SLOPE_LINE, "slope.line") \
  X (SLOPE_DISC, "slope.disc") X (SLOPE_TOP, "slope.top") X (LINE_PLOT, "line.plot") X (LINE_RIGHT, "line.right")     \
  X (LINE_INSET, "line.inset") X (LINE_MAIN, "line.main") X (LINE_OTHER, "line.other") X (LINE_APART, "line.apart")   \
  X (STEP_BAR, "two-step.bar") X (STEP_PITCH, "two-step.pitch") X (FALL_COLUMN, "waterfall.column")                   \
  X (FALL_SHARE, "waterfall.share") X (FALL_PLOT, "waterfall.plot") X (FALL_LEAST, "waterfall.least")                 \
  X (BULLET_ROW, "bullet.row") X (BULLET_BAR, "bullet.bar") X (TARGET_WIDTH, "bullet.target_width")                   \
  X (TARGET_HEIGHT, "bullet.target_height") X (BULLET_ACTUAL, "bullet.actual") X (MULTIPLE_GAP, "multiples.gap")      \
  X (MULTIPLE_PLOT, "multiples.plot") X (CARD_GAP, "cards.gap") X (CARD_BASELINE, "cards.baseline")                   \
  X (PATTERN_ALL, "pattern.all")
#define JB_SIZE_ENUM(name, key) JB_SIZE_##name,
typedef enum { JB_SIZES (JB_SIZE_ENUM) JB_N_SIZES } JbSize;

#define JB_COLOURS(X)                                                                                                 \
  X (CAT1, "cat1") X (CAT2, "cat2") X (CAT3, "cat3") X (CAT4, "cat4") X (CAT5, "cat5") X (CAT6, "cat6")               \
  X (SEQ1, "seq1") X (SEQ2, "seq2") X (SEQ3, "seq3") X (SEQ4, "seq4") X (SEQ5, "seq5") X (ACCENT, "accent")           \
  X (INK, "ink") X (INK2, "ink2") X (INK3, "ink3") X (RULE, "rule") X (GRID, "grid") X (TRACK, "track") X (PAPER, "paper")
#define JB_COLOUR_ENUM(name, key) JB_COLOUR_##name,
typedef enum { JB_COLOURS (JB_COLOUR_ENUM) JB_N_COLOURS } JbColour;

/* Kinds of text: name, voice, weight, size, colour. */
#define JB_ROLES(X)                                                                                                   \
  X (NUMBER, ZH, 700, TITLE_ZH, ACCENT) X (NUMBER_EN, EN, 600, TITLE_ONLY_EN, ACCENT)                                 \
  X (TITLE, ZH, 700, TITLE_ZH, INK) X (TITLE_EN, EN, 400, TITLE_EN, INK2)                                             \
  X (TITLE_ONLY_EN, EN, 600, TITLE_ONLY_EN, INK) X (FINE, ZH, 400, FINE_ZH, INK3) X (FINE_EN, EN, 400, FINE_EN, INK3) \
  X (LABEL, ZH, 400, LABEL_ZH, INK) X (LABEL_BOLD, ZH, 700, LABEL_ZH, INK) X (LABEL_EN, EN, 400, LABEL_EN, INK2)      \
  X (LABEL_ONLY_EN, EN, 400, LABEL_ONLY_EN, INK) X (LABEL_ONLY_EN_BOLD, EN, 600, LABEL_ONLY_EN, INK)                  \
  X (VALUE, ZH, 700, VALUE, INK) X (VALUE_EN, EN, 600, VALUE_ONLY_EN, INK) X (UNIT, ZH, 400, FINE_ZH, INK2)           \
  X (UNIT_EN, EN, 400, LABEL_EN, INK2) X (SMALL, ZH, 400, SMALL, INK2) X (SMALL_BOLD, ZH, 700, SMALL, INK)            \
  X (YEAR, ZH, 400, LABEL_ZH, INK) X (AXIS, ZH, 400, FINE_ZH, INK3) X (CARD, ZH, 700, CARD, INK)
#define JB_ROLE_ENUM(name, voice, weight, size, colour) JB_ROLE_##name,
typedef enum { JB_ROLES (JB_ROLE_ENUM) JB_N_ROLES } JbRole;

typedef struct _JbTextCache JbTextCache;

struct _JbChartStyle
{
  double sizes[JB_N_SIZES];
  double colours[JB_N_COLOURS][3];
  JbTextCache *cache; /* measured texts; made at the first layout */
};

JbTextCache *jb_text_cache_new (const JbChartStyle *style, JbFonts *fonts);
gboolean jb_text_cache_fits (const JbTextCache *cache, const JbFonts *fonts);
void jb_text_cache_free (JbTextCache *cache);

typedef struct
{
  const JbChart      *chart;
  const JbChartStyle *style;
  JbTextCache        *cache;
  JbChartLang         langs;
  JbChartScene       *scene;
  JbChartPart         part;
  double              width, y;
  GStringChunk       *strings; /* texts made on the way */
  GPtrArray          *notes;   /* of JbText, lent: added by the layout, before the chart's own */
  GError             *error;   /* the first one */
} JbDraft;

#define SIZE(name) (draft->style->sizes[JB_SIZE_##name])
#define DATUM(i) (&g_array_index (draft->chart->data, JbChartDatum, (i)))
#define HAS_ZH(draft) (((draft)->langs & JB_CHART_LANG_ZH) != 0)
#define HAS_EN(draft) (((draft)->langs & JB_CHART_LANG_EN) != 0)

/* Keeps the first error, with the chart's id in front: "c01, datum 3: …". @datum -1: none. */
void jb_draft_fail (JbDraft *draft, int datum, const char *message);

/* Text */
double jb_draft_measure (JbDraft *draft, JbRole role, const char *text);
/* @align 0: @x is the left end, 0.5 the middle, 1 the right end. Returns: its width. */
double jb_draft_text (JbDraft *draft, JbRole role, const char *text, double x, double baseline, double align,
                      const char *what, int datum);
void jb_draft_colour_last (JbDraft *draft, JbColour colour); /* of the box added last */
double jb_role_size (const JbDraft *draft, JbRole role);
/* Lines of at most @width, balanced: the shortest width that keeps their number. Returns: (transfer full). */
char **jb_draft_wrap (JbDraft *draft, JbRole role, const char *text, double width);

/* A piece of text in one line, and lines that stand below each other. */
typedef struct { JbRole role; const char *text; double x, width; } JbRun;
typedef struct { JbRun runs[4]; guint n; double width, baseline; } JbLine;
typedef struct { JbLine lines[12]; guint n, n_zh, n_en; double width, height; } JbBlock;

/* A label in the languages drawn. FALSE: it needs more lines than are allowed (the block is filled nevertheless). */
gboolean jb_block_label (JbDraft *draft, JbBlock *block, const JbText *text, double width, guint max_zh, guint max_en,
                         gboolean bold);
/* A value with its unit and 推算/计划; its baselines are counted from the centre of the row. */
void jb_block_value (JbDraft *draft, JbBlock *block, const JbChartDatum *datum, gboolean bare);
void jb_block_put (JbDraft *draft, const JbBlock *block, double x, double y, double align, const char *what, int datum);
/* The text in the language that leads: zh, or en where en alone is drawn. */
const char *jb_draft_pick (const JbDraft *draft, const JbText *text);
/* "推算 derived" and the like. (transfer none) */
const char *jb_draft_join (JbDraft *draft, const char *zh, const char *en, const char *between);
gboolean jb_text_same (const char *zh, const char *en);
gboolean jb_text_is_chinese (const char *text);
/* Stands below a Chinese label that has no English where English is drawn: as the data table says it. */
#define JB_NO_ENGLISH "(no English label 未译)"
const char *jb_draft_number (JbDraft *draft, const JbChartDatum *datum, gboolean with_unit);

/* Shapes. A colour of -1: none. */
JbBox *jb_draft_rect (JbDraft *draft, double x, double y, double width, double height, int fill, int stroke,
                      double line, const char *what, int datum);
JbBox *jb_draft_line (JbDraft *draft, double x1, double y1, double x2, double y2, JbColour colour, double line,
                      const char *what, int datum);
JbBox *jb_draft_polygon (JbDraft *draft, const double *points, guint n, int fill, int stroke, double line,
                         const char *what, int datum);
void jb_draft_hatch (JbDraft *draft, double x, double y, double width, double height, int pattern, JbColour colour,
                     const char *what, int datum);
void jb_draft_ring (JbDraft *draft, double x, double y, double radius, int fill, JbColour stroke, double line,
                    const char *what, int datum);
void jb_draft_disc (JbDraft *draft, double x, double y, double radius, JbColour fill, const char *what, int datum);

/* A horizontal bar with the mark of its datum; one unit is @scale long, zero stands at @zero. */
void jb_draft_bar (JbDraft *draft, int datum, double zero, double scale, double y, double height, JbColour fill,
                   double end);
void jb_draft_outline (JbDraft *draft, double x, double y, double width, double height, JbColour fill, const char *what,
                       int datum);

/* The kinds. */
void jb_layout_bars (JbDraft *draft);
void jb_layout_columns (JbDraft *draft);
void jb_layout_grouped (JbDraft *draft);
void jb_layout_parts (JbDraft *draft);
void jb_layout_rates (JbDraft *draft);
void jb_layout_slope (JbDraft *draft);
void jb_layout_line (JbDraft *draft);
void jb_layout_two_step (JbDraft *draft);
void jb_layout_waterfall (JbDraft *draft);
void jb_layout_bullet (JbDraft *draft);
void jb_layout_multiples (JbDraft *draft);
void jb_layout_cards (JbDraft *draft);
