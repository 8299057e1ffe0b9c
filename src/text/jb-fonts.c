#include "jb-fonts.h"

#include "jb-error.h"
#include "jb-faces-private.h"

#include <hb-ot.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig's patterns point to their parts by offsets, which the leak checker cannot follow, and Pango's font thread may
 * hold some of them while the program ends. What is really lost, test-fonts.c measures. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\n";
}
#endif

struct _JbFonts
{
  FcConfig     *config;
  FcFontSet    *set;   /* the configuration's own */
  PangoFontMap *map;
  GHashTable   *index; /* "path#index" → JbFace, lent */
  GPtrArray    *faces; /* of JbFace, owned, in order of first use */
  GQuark        quark; /* on a PangoFont: its JbFace */
};

/* What comes after the voice's own family: always all of them, so that what stands in for a missing character never
 * depends on the language of the user's environment. */
static const struct
{
  const char *upright;
  const char *italic;
} families[] = {
  [JB_FONT_SERIF_ZH] = { "Noto Serif SC,Noto Sans SC,Jianbao Kai,Source Serif 4,Source Sans 3", NULL },
  [JB_FONT_SANS_ZH] = { "Noto Sans SC,Noto Serif SC,Jianbao Kai,Source Sans 3,Source Serif 4", NULL },
  [JB_FONT_KAI_ZH] = { "Jianbao Kai,Jianbao Kai Latin,Noto Serif SC,Noto Sans SC,Source Serif 4,Source Sans 3", NULL },
  [JB_FONT_SERIF_EN] = { "Source Serif 4,Noto Serif SC,Source Sans 3,Noto Sans SC,Jianbao Kai",
                         "Source Serif 4,Jianbao Kai,Noto Serif SC,Source Sans 3,Noto Sans SC" },
  [JB_FONT_SANS_EN] = { "Source Sans 3,Noto Sans SC,Source Serif 4,Noto Serif SC,Jianbao Kai", NULL },
};

static void
free_face (JbFace *face)
{
  hb_face_destroy (face->hb_face);
  g_free (face->postscript_name);
  g_free (face->path);
  g_free (face);
}

/* A configuration that knows no folder, no file and no rule, and its font set, to be filled by hand. FcConfigGetFonts
 * lends the set only where there is one; naming a folder makes it, and this one has nothing to scan. */
static FcFontSet *
create_set (FcConfig *config)
{
  FcConfigAppFontAddDir (config, (const FcChar8 *) "/nonexistent/jianbao");
  return FcConfigGetFonts (config, FcSetApplication);
}

/* Pango asks the environment which language a Latin word in a Chinese run has: pin it, so that pages are the same
 * everywhere. And Pango's start reads the system's fonts unless there is a current configuration: let it be an empty one. */
static void
pin_environment (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  g_setenv ("PANGO_LANGUAGE", "en", TRUE);

  FcConfig *empty = FcConfigCreate ();
  FcConfigSetCurrent (empty);
  FcConfigDestroy (empty);
  g_once_init_leave (&done, 1);
}

JbFonts *
jb_fonts_new (GError **error)
{
  g_autoptr(JbFonts) fonts = g_new0 (JbFonts, 1);

  pin_environment ();
  fonts->config = FcConfigCreate ();
  fonts->set = create_set (fonts->config);
  if (fonts->set == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "fonts: fontconfig has no memory for a font set");
      return NULL;
    }
  if (!jb_faces_load (fonts->set, error))
    return NULL;

  fonts->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts->map), 72);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map), fonts->config);
  fonts->faces = g_ptr_array_new_with_free_func ((GDestroyNotify) free_face);
  fonts->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fonts->quark = g_quark_from_static_string ("jb-face");
  return g_steal_pointer (&fonts);
}

PangoContext *
jb_fonts_create_context (JbFonts *fonts)
{
  PangoContext *context = pango_font_map_create_context (fonts->map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  return context;
}

PangoFontDescription *
jb_fonts_describe (JbFontVoice voice, int weight, gboolean italic, double size_pt)
{
  PangoFontDescription *description = pango_font_description_new ();
  gboolean slanted = italic && families[voice].italic != NULL;

  pango_font_description_set_family_static (description, slanted ? families[voice].italic : families[voice].upright);
  pango_font_description_set_weight (description, (PangoWeight) weight);
  pango_font_description_set_style (description, slanted ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_size (description, (int) lround (size_pt * PANGO_SCALE));
  return description;
}

static char *
get_name (hb_face_t *face, hb_ot_name_id_t id)
{
  char text[128];
  guint length = sizeof text;

  if (hb_ot_name_get_utf8 (face, id, hb_language_from_string ("en", -1), &length, text) == 0)
    return NULL;
  return g_strdup (text);
}

static const JbFace *
make_face (JbFonts *fonts, PangoFont *font, const char *path, guint index)
{
  JbFace *face = g_new0 (JbFace, 1);

  face->path = g_strdup (path);
  face->index = index;
  face->n = fonts->faces->len;
  face->hb_face = hb_face_reference (hb_font_get_face (pango_font_get_hb_font (font)));
  face->upem = hb_face_get_upem (face->hb_face);
  face->postscript_name = get_name (face->hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
  if (face->postscript_name == NULL)
    face->postscript_name = g_strdup_printf ("Font%u", face->n);
  g_ptr_array_add (fonts->faces, face);
  return face;
}

const JbFace *
jb_fonts_get_face (JbFonts *fonts, PangoFont *font)
{
  const JbFace *face = g_object_get_qdata (G_OBJECT (font), fonts->quark);
  if (face != NULL)
    return face;

  FcPattern *pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (font));
  FcChar8 *path;
  int index = 0;
  g_return_val_if_fail (FcPatternGetString (pattern, FC_FILE, 0, &path) == FcResultMatch, NULL);
  FcPatternGetInteger (pattern, FC_INDEX, 0, &index);

  g_autofree char *canonical = g_canonicalize_filename ((const char *) path, NULL);
  g_autofree char *key = g_strdup_printf ("%s#%d", canonical, index);
  face = g_hash_table_lookup (fonts->index, key);
  if (face == NULL)
    {
      face = make_face (fonts, font, canonical, (guint) index);
      g_hash_table_insert (fonts->index, g_steal_pointer (&key), (gpointer) face);
    }
  g_object_set_qdata (G_OBJECT (font), fonts->quark, (gpointer) face);
  return face;
}

/* Returns: the first character without a glyph, 0 where there is none. Notes the faces that the layout uses. */
static gunichar
find_unknown (JbFonts *fonts, PangoLayout *layout)
{
  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    for (GSList *runs = ((PangoLayoutLine *) lines->data)->runs; runs != NULL; runs = runs->next)
      {
        PangoGlyphItem *item = runs->data;
        if (item->item->analysis.font != NULL)
          jb_fonts_get_face (fonts, item->item->analysis.font);
        for (int i = 0; i < item->glyphs->num_glyphs; i++)
          if (item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            return item->glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
      }
  return 0;
}

static gboolean
add_system_font (JbFonts *fonts, gunichar character)
{
  FcPattern *pattern = jb_faces_find_system (character);

  if (pattern == NULL)
    return FALSE;
  FcFontSetAdd (fonts->set, pattern);
  pango_fc_font_map_config_changed (PANGO_FC_FONT_MAP (fonts->map));
  return TRUE;
}

static gboolean
refuse_character (gunichar character, const char *place, GError **error)
{
  char text[8] = "";

  if (g_unichar_isgraph (character))
    text[g_unichar_to_utf8 (character, text)] = '\0';
  g_set_error (error, JB_ERROR, JB_ERROR_GLYPH,
               "%s: no font has the character “%s” (U+%04X): install a TrueType font that has it, or write another",
               place, text, character);
  return FALSE;
}

gboolean
jb_fonts_check_layout (JbFonts *fonts, PangoLayout *layout, const char *place, GError **error)
{
  gunichar unknown, last = 0;

  while ((unknown = find_unknown (fonts, layout)) != 0)
    {
      if (unknown == last || !add_system_font (fonts, unknown))
        return refuse_character (unknown, place, error);
      last = unknown;
      pango_layout_context_changed (layout);
    }
  return TRUE;
}

char **
jb_fonts_list_used (JbFonts *fonts)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < fonts->faces->len; i++)
    {
      const JbFace *face = g_ptr_array_index (fonts->faces, i);
      g_autofree char *name = get_name (face->hb_face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
      if (name == NULL)
        name = get_name (face->hb_face, HB_OT_NAME_ID_FONT_FAMILY);
      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

void
jb_fonts_free (JbFonts *fonts)
{
  if (fonts == NULL)
    return;
  g_clear_pointer (&fonts->faces, g_ptr_array_unref);
  g_clear_pointer (&fonts->index, g_hash_table_unref);
  if (fonts->map != NULL) /* Pango 1.50's map keeps the configuration when it goes */
    pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (fonts->map), NULL);
  g_clear_object (&fonts->map);
  g_clear_pointer (&fonts->config, FcConfigDestroy);
  g_free (fonts);
}
