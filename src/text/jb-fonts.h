/* The vendored fonts and how text becomes glyphs. One JbFonts serves pages and charts; it looks at fonts/ of the data
 * directory through a private FcConfig, and at the system's fonts only for a character that none of its own has. */
#pragma once

#include <glib.h>
#include <pango/pango.h>

typedef struct _JbFonts JbFonts;

/* The faces by voice; families are those of fonts/. */
typedef enum
{
  JB_FONT_SERIF_ZH, /* Noto Serif SC 400, 700 */
  JB_FONT_SANS_ZH,  /* Noto Sans SC 400, 700 */
  JB_FONT_KAI_ZH,   /* Jianbao Kai 400 (LXGW WenKai, cut); letters and digits Source Serif 4, “ ” — · Noto Serif SC */
  JB_FONT_SERIF_EN, /* Source Serif 4 400, 600, 400 italic */
  JB_FONT_SANS_EN,  /* Source Sans 3 400, 600 */
  JB_FONT_FANG_ZH   /* the Fangsong of jb_fonts_add_fangsong(), else as JB_FONT_SERIF_ZH; 700 is always Noto Serif SC */
} JbFontVoice;

/* One font file's face, as the PDF embeds it. Lent by JbFonts, valid as long as it. Equal faces are equal pointers. */
typedef struct
{
  char *path;
  guint index;     /* in a collection */
  guint n;         /* running number, in order of first use */
  guint upem;      /* units per em */
  void *hb_face;   /* hb_face_t, owned by the face */
  char *postscript_name;
} JbFace;

/**
 * jb_fonts_new:
 *
 * Takes 2 to 3 ms; later ones take over the font map of a JbFonts that was freed. The first call sets the environment
 * variable PANGO_LANGUAGE: make it before threads start.
 *
 * Returns: (transfer full): the fonts; %NULL with %JB_ERROR_SYSTEM where fonts/ is missing or a file is broken.
 */
JbFonts *jb_fonts_new (GError **error);

/**
 * jb_fonts_add_fangsong:
 * @path: a static TrueType font with a Fangsong, which may be embedded
 *
 * From now on JB_FONT_FANG_ZH is set in it, in contexts that are made later. Once for a JbFonts.
 *
 * Returns: %FALSE with %JB_ERROR_FORMAT where the file is missing, no such font, or may not be embedded.
 */
gboolean jb_fonts_add_fangsong (JbFonts *fonts, const char *path, GError **error);

/* A context on the private font map for Pango and Cairo alike, base direction LTR, resolution 72 dpi: a size of n points
 * is n units. Charts make their PangoLayouts on it. Returns: (transfer full). */
PangoContext *jb_fonts_create_context (JbFonts *fonts);

/* @size_pt in points; weight 400, 600 or 700; italic only with JB_FONT_SERIF_EN (its Chinese is then Kai), no Chinese
 * is ever slanted. The nearest weight that the family has is taken. Returns: (transfer full). */
PangoFontDescription *jb_fonts_describe (JbFontVoice voice, int weight, gboolean italic, double size_pt);

/* The face behind a Pango font that came from this map. Returns: (transfer none). */
const JbFace *jb_fonts_get_face (JbFonts *fonts, PangoFont *font);

/**
 * jb_fonts_check_layout:
 * @layout: a layout on this map, with its text
 * @place: where its text comes from, for the message, as "图1 标题"
 *
 * A layout with a character that none of the vendored fonts has is tried once more with a system font added for that
 * character (TrueType outlines only).
 *
 * Returns: %FALSE with %JB_ERROR_GLYPH that names the character, its code point and @place, where no font has it.
 */
gboolean jb_fonts_check_layout (JbFonts *fonts, PangoLayout *layout, const char *place, GError **error);

/* Names of the families that were used, for the colophon; system fonts included. (transfer full): NULL-terminated. */
char **jb_fonts_list_used (JbFonts *fonts);

void jb_fonts_free (JbFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbFonts, jb_fonts_free)
