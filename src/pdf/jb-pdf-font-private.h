/* Faces as a PDF embeds them. A code stands for a glyph together with the text that it shows: the glyph of ， may stand
 * for the source's ',', and copying must give the source's character.
 *
 *   code 17 → glyph 17 of the subset, "，"     codes are the subset's glyph numbers …
 *   code 93 → glyph 17 of the subset, ","      … and go on after them where a glyph shows further texts
 *
 * The document is read twice: first all pairs are collected, then, with the subset's numbering known, pages are written.
 * Source: ISO 32000-1:2008, 9.7 (Type0, CIDFontType2), 9.10.3 (ToUnicode). */
#pragma once

#include "jb-document.h"
#include "jb-haru-private.h"

#include <glib.h>

typedef struct
{
  guint32     glyph;  /* of the whole face */
  guint32     length; /* bytes of text */
  const char *text;   /* borrowed from the document */
  guint32     next;   /* pair of the same glyph, + 1; 0: none */
  guint16     code;   /* once the face is subset */
  gint16      width;  /* thousandths of an em, as /W says it */
} JbPdfPair;

typedef struct
{
  const JbFace *face;
  guint         upem;
  GArray       *pairs;   /* of JbPdfPair, in order of first use */
  guint32      *first;   /* by glyph: its first pair + 1 */
  guint         n_glyphs;
  guint32       space;   /* its glyph of U+0020; JB_PDF_GLYPH_EMPTY: none */
  char          key[16]; /* its name in resources, "F0" */
  HPDF_Dict     object;  /* the Type0 font; NULL until written */
} JbPdfFont;

typedef struct
{
  GPtrArray *fonts; /* by JbFace.n; NULL where a face is not used */
  GArray    *uses;  /* of guint32: index of the pair of every glyph in order of pages, inks and glyphs */
} JbPdfFonts;

/* PANGO_GLYPH_EMPTY: it shows nothing, and has no entry in uses. */
#define JB_PDF_GLYPH_EMPTY 0x0FFFFFFFu

/* What is written for glyph @i: Pango empties the space at a line's end, but without it two words would be read as one. */
guint32 jb_pdf_font_get_glyph (const JbPdfFont *font, const JbGlyphRun *run, guint i);

/* The piece of text that glyph @i stands for. A cluster of several glyphs parts its characters among them, one each and the
 * rest to the last, so that they read as written; where it has fewer characters than glyphs that cannot be, the last get
 * U+200B, and the cluster needs an ActualText. Returns: bytes of @text, borrowed from the run or static. */
guint32 jb_pdf_run_get_text (const JbGlyphRun *run, guint i, const char **text);

/* Glyphs of the cluster that starts at @start. @all_said: its characters are at least as many. */
guint jb_pdf_run_get_cluster (const JbGlyphRun *run, guint start, gboolean *all_said);

/**
 * jb_pdf_fonts_collect:
 * @strict: refuse private-use characters (ISO 19005-3, 6.2.11.7.3)
 *
 * Returns: (transfer full): %NULL with %JB_ERROR_GLYPH: glyph 0 or an unknown one, its character and page; a private-use
 *   character; a code point that no ToUnicode map may give.
 */
JbPdfFonts *jb_pdf_fonts_collect (const JbDocument *document, gboolean strict, GError **error);
void jb_pdf_fonts_free (JbPdfFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbPdfFonts, jb_pdf_fonts_free)

/* Subsets the faces, numbers the codes and writes the font objects. */
gboolean jb_pdf_fonts_write (JbPdfFonts *fonts, JbHaru *haru, GError **error);
