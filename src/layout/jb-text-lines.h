/* A paragraph: a text at a width becomes lines of glyph runs.
 *
 *   共办理审批服务327件，比上年增长6.5%。   at 216 pt, Song 12/18
 *   line 0  0–216    justified: marks squeezed first, then every gap stretched by up to 0.09 em
 *   line 1  0–38     the last one: flush left, at least two characters beside marks
 *
 * Pango itemises, shapes and finds the breaks, once a paragraph; the lines are filled here, from advances, so that a mark
 * can be squeezed without shaping again. Source: GB/T 15834-2011 and W3C Requirements for Chinese Text Layout. */
#pragma once

#include "jb-briefing.h"
#include "jb-document.h"

#include <glib.h>

typedef enum { JB_ALIGN_LEFT, JB_ALIGN_RIGHT, JB_ALIGN_JUSTIFY } JbAlign;

typedef struct
{
  JbFontVoice voice;
  int       weight;
  gboolean  italic;
  double    size, leading; /* points */
  double    pitch; /* from one Chinese character to the next, points; 0: the size */
  JbColour  colour;
} JbType;

typedef struct
{
  JbType   type;
  gboolean chinese; /* language zh-cn, marks squeezed, gap between Han and Latin; else English */
  JbAlign  align;
  double   width;   /* points */
  double   indent;  /* of the first line, points */
  double   stretch; /* of every gap in a justified line, em; 0: JB_STRETCH_MAX */
} JbTextStyle;

/* The limits of LOOK section 7, in em. */
#define JB_STRETCH_MAX 0.09
#define JB_TIGHTEN_MAX 0.05

typedef struct
{
  guint  first, end;  /* characters, as indices */
  double x;           /* of the first glyph */
  double width;       /* of what is seen: a blank at its end does not count */
  gboolean justified;
} JbTextLine;

typedef struct _JbTextLines JbTextLines;

/**
 * jb_text_lines_new:
 * @prose: borrowed for the call; its text must not be %NULL
 * @context: from jb_fonts_create_context()
 * @place: for the message, as "第3段"
 *
 * Cost: linear in characters.
 *
 * Returns: (transfer full): the lines; %NULL with %JB_ERROR_GLYPH for a character that no font has.
 */
JbTextLines *jb_text_lines_new (const JbProse *prose, const JbTextStyle *style, JbFonts *fonts, PangoContext *context,
                               const char *place, GError **error);

const JbTextLine *jb_text_lines_get (const JbTextLines *paragraph, guint *n_lines);

/* Byte of the shown text at which @line begins. */
gsize jb_text_lines_get_start (const JbTextLines *paragraph, guint line);

/* The shown text of a line, the blank at its end included. Returns: (transfer full). */
char *jb_text_lines_dup_line (const JbTextLines *paragraph, guint line);

/* Where bytes @start to @end of the shown text stand in @line, x from the paragraph's left edge.
 * Returns: %FALSE where none of them is in it. */
gboolean jb_text_lines_locate (const JbTextLines *paragraph, guint line, gsize start, gsize end, double *left, double *right);

/* Puts one line's runs on @page, its baseline at @y, the paragraph's left edge at @x. */
void jb_text_lines_place (const JbTextLines *paragraph, guint line, JbPage *page, int element, JbArtifact artifact, double x,
                         double y);

/* Lines don't change once they are set, so they may be shared. Each reference is given back with jb_text_lines_free(). */
JbTextLines *jb_text_lines_ref (JbTextLines *paragraph);
void jb_text_lines_free (JbTextLines *paragraph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbTextLines, jb_text_lines_free)
