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

/* A font map with its configuration. Pango 1.50 matches fonts in threads that may outlive what they work for and then
 * touch the map, so a map is never freed nor its cache cleared: it goes to the idle ones and serves again. */
typedef struct
{
  FcConfig     *config;
  FcFontSet    *set; /* the configuration's own */
  guint         n_vendored; /* patterns of the set that are ours; system fonts follow */
  PangoFontMap *map;
} Map;

static GMutex idle_mutex;
static GPtrArray *idle_maps; /* of Map */

/* What the system was asked for: reading its configuration takes up to 0.1 s, and reports of one place ask the same. */
static GMutex system_mutex;
static GHashTable *system_fonts; /* code point → FcPattern, or NULL where there is none */
#define MAX_SYSTEM_FONTS 10000u

struct _JbFonts
{
  Map        *map;
  GPtrArray  *former;  /* of Map: those before a system font was added; contexts may still be on them */
  GHashTable *by_font; /* PangoFont, held → JbFace, lent */
  GHashTable *index;   /* "path#index" → JbFace, lent */
  GPtrArray  *faces;   /* of JbFace, owned, in order of first use */
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
  [JB_FONT_FANG_ZH] = { JB_FACES_FANGSONG ",Noto Serif SC,Noto Sans SC,Jianbao Kai,Source Serif 4,Source Sans 3", NULL },
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
  g_setenv ("FC_LANG", "zh-cn", TRUE); /* fontconfig asks too, and complains of what is no language */

  FcConfig *empty = FcConfigCreate ();
  FcConfigSetCurrent (empty);
  FcConfigDestroy (empty);
  g_once_init_leave (&done, 1);
}

static void
add_pango_map (Map *map)
{
  map->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map->map), 72);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map->map), map->config);
}

static void
discard_map (Map *map)
{
  FcConfigDestroy (map->config);
  g_free (map);
}

static Map *
begin_map (GError **error)
{
  Map *map = g_new0 (Map, 1);

  map->config = FcConfigCreate ();
  map->set = create_set (map->config);
  if (map->set != NULL)
    return map;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "fonts: fontconfig has no memory for a font set");
  discard_map (map);
  return NULL;
}

static Map *
make_map (GError **error)
{
  Map *map = begin_map (error);

  if (map == NULL)
    return NULL;
  if (!jb_faces_load (map->set, error))
    {
      discard_map (map);
      return NULL;
    }
  map->n_vendored = (guint) map->set->nfont;
  add_pango_map (map);
  return map;
}

static void
give_back (Map *map)
{
  g_mutex_lock (&idle_mutex);
  if (idle_maps == NULL)
    idle_maps = g_ptr_array_new ();
  g_ptr_array_add (idle_maps, map);
  g_mutex_unlock (&idle_mutex);
}

static gboolean
have_same_fonts (const Map *a, const Map *b)
{
  if (a->set->nfont != b->set->nfont)
    return FALSE;
  for (int i = (int) a->n_vendored; i < a->set->nfont; i++)
    if (!FcPatternEqual (a->set->fonts[i], b->set->fonts[i]))
      return FALSE;
  return TRUE;
}

/* @like: (nullable): a map with the system fonts that are wanted; none: no system fonts. Returns: an idle one, or %NULL. */
static Map *
take_idle (const Map *like)
{
  Map *map = NULL;

  g_mutex_lock (&idle_mutex);
  for (guint i = 0; idle_maps != NULL && map == NULL && i < idle_maps->len; i++)
    {
      const Map *idle = g_ptr_array_index (idle_maps, i);
      if (like != NULL ? have_same_fonts (idle, like) : (guint) idle->set->nfont == idle->n_vendored)
        map = g_ptr_array_remove_index_fast (idle_maps, i);
    }
  g_mutex_unlock (&idle_mutex);
  return map;
}

JbFonts *
jb_fonts_new (GError **error)
{
  Map *map = NULL;

  pin_environment ();
  map = take_idle (NULL);
  if (map == NULL && (map = make_map (error)) == NULL)
    return NULL;

  JbFonts *fonts = g_new0 (JbFonts, 1);
  fonts->map = map;
  fonts->former = g_ptr_array_new ();
  fonts->faces = g_ptr_array_new_with_free_func ((GDestroyNotify) free_face);
  fonts->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fonts->by_font = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  return fonts;
}

PangoContext *
jb_fonts_create_context (JbFonts *fonts)
{
  PangoContext *context = pango_font_map_create_context (fonts->map->map);
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

  if (voice == JB_FONT_FANG_ZH && weight > 500) /* it has one weight: a bold one is not feigned */
    voice = JB_FONT_SERIF_ZH;
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
  const JbFace *face = g_hash_table_lookup (fonts->by_font, font);
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
  g_hash_table_insert (fonts->by_font, g_object_ref (font), (gpointer) face);
  return face;
}

/* Returns: the first character of a run without a glyph, 0 where there is none. */
static gunichar
find_unknown_in_run (const PangoGlyphString *glyphs)
{
  for (int i = 0; i < glyphs->num_glyphs; i++)
    if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      return glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
  return 0;
}

static gunichar
find_unknown (PangoLayout *layout)
{
  gunichar unknown = 0;

  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    for (GSList *runs = ((PangoLayoutLine *) lines->data)->runs; runs != NULL && unknown == 0; runs = runs->next)
      unknown = find_unknown_in_run (((PangoGlyphItem *) runs->data)->glyphs);
  return unknown;
}

/* For the list of what was used. */
static void
note_faces (JbFonts *fonts, PangoLayout *layout)
{
  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    for (GSList *runs = ((PangoLayoutLine *) lines->data)->runs; runs != NULL; runs = runs->next)
      {
        PangoFont *font = ((PangoGlyphItem *) runs->data)->item->analysis.font;
        if (font != NULL)
          jb_fonts_get_face (fonts, font);
      }
}

static gboolean
is_same_file (FcPattern *a, FcPattern *b)
{
  FcChar8 *one, *two;

  return FcPatternGetString (a, FC_FILE, 0, &one) == FcResultMatch && FcPatternGetString (b, FC_FILE, 0, &two) == FcResultMatch
         && strcmp ((const char *) one, (const char *) two) == 0;
}

/* A system font is taken for the characters that were asked for and no others, so that what a page looks like does not
 * depend on the characters before. */
static void
restrict_to_character (FcPattern *pattern, const FcPattern *before, gunichar character)
{
  FcCharSet *known, *charset = FcCharSetCreate ();

  if (before != NULL && FcPatternGetCharSet (before, FC_CHARSET, 0, &known) == FcResultMatch)
    FcCharSetMerge (charset, known, NULL);
  FcCharSetAddChar (charset, character);
  FcPatternDel (pattern, FC_CHARSET);
  FcPatternAddCharSet (pattern, FC_CHARSET, charset);
  FcCharSetDestroy (charset);
}

/* @next with its set filled: an idle map that has the same fonts, else itself. */
static Map *
finish_map (Map *next, const Map *map)
{
  next->n_vendored = map->n_vendored;
  Map *idle = take_idle (next);
  if (idle != NULL)
    discard_map (next);
  else
    add_pango_map (next);
  return idle != NULL ? idle : next;
}

/* The fonts' next map: the patterns of this one and @extra, of whose file another pattern is replaced. */
static Map *
extend_map (const Map *map, FcPattern *extra, gunichar character)
{
  Map *next = begin_map (NULL);
  FcPattern *before = NULL;

  for (guint i = 0; next != NULL && i < (guint) map->set->nfont; i++)
    {
      FcPattern *pattern = map->set->fonts[i];
      if (i >= map->n_vendored && is_same_file (pattern, extra))
        before = pattern;
      else
        {
          FcPatternReference (pattern);
          FcFontSetAdd (next->set, pattern);
        }
    }
  if (next == NULL)
    return NULL;
  restrict_to_character (extra, before, character);
  FcPatternReference (extra);
  FcFontSetAdd (next->set, extra);
  return finish_map (next, map);
}

/* The fonts' next map: the patterns of this one and @extra. */
static Map *
add_own (const Map *map, FcPattern *extra)
{
  Map *next = begin_map (NULL);

  for (guint i = 0; next != NULL && i < (guint) map->set->nfont; i++)
    {
      FcPatternReference (map->set->fonts[i]);
      FcFontSetAdd (next->set, map->set->fonts[i]);
    }
  if (next == NULL)
    return NULL;
  FcPatternReference (extra);
  FcFontSetAdd (next->set, extra);
  return finish_map (next, map);
}

gboolean
jb_fonts_add_fangsong (JbFonts *fonts, const char *path, GError **error)
{
  FcPattern *pattern = jb_faces_read_file (path, JB_FACES_FANGSONG, error);
  Map *next = pattern != NULL ? add_own (fonts->map, pattern) : NULL;

  if (pattern == NULL)
    return FALSE;
  FcPatternDestroy (pattern);
  if (next == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "fonts: fontconfig has no memory for a font set");
      return FALSE;
    }
  g_ptr_array_add (fonts->former, fonts->map);
  fonts->map = next;
  return TRUE;
}

/* Returns: (transfer full): a pattern of one's own, to be changed. */
static FcPattern *
find_system_font (gunichar character)
{
  gpointer known = NULL;

  g_mutex_lock (&system_mutex);
  if (system_fonts == NULL)
    system_fonts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) FcPatternDestroy);
  if (!g_hash_table_lookup_extended (system_fonts, GUINT_TO_POINTER (character), NULL, &known))
    {
      if (g_hash_table_size (system_fonts) >= MAX_SYSTEM_FONTS)
        g_hash_table_remove_all (system_fonts);
      known = jb_faces_find_system (character);
      g_hash_table_insert (system_fonts, GUINT_TO_POINTER (character), known);
    }
  FcPattern *pattern = known != NULL ? FcPatternDuplicate (known) : NULL;
  g_mutex_unlock (&system_mutex);
  return pattern;
}

static gboolean
add_system_font (JbFonts *fonts, gunichar character)
{
  FcPattern *pattern = find_system_font (character);
  Map *next = pattern == NULL ? NULL : extend_map (fonts->map, pattern, character);

  if (pattern != NULL)
    FcPatternDestroy (pattern);
  if (next == NULL)
    return FALSE;
  g_ptr_array_add (fonts->former, fonts->map);
  fonts->map = next;
  return TRUE;
}

/* The layout's context goes over to the fonts' present map. */
static void
renew_layout (JbFonts *fonts, PangoLayout *layout)
{
  pango_context_set_font_map (pango_layout_get_context (layout), fonts->map->map);
  pango_layout_context_changed (layout);
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

  while ((unknown = find_unknown (layout)) != 0)
    {
      if (pango_context_get_font_map (pango_layout_get_context (layout)) == fonts->map->map)
        {
          if (unknown == last || !add_system_font (fonts, unknown))
            return refuse_character (unknown, place, error);
          last = unknown;
        }
      renew_layout (fonts, layout);
    }
  note_faces (fonts, layout);
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
  g_ptr_array_unref (fonts->faces);
  g_hash_table_unref (fonts->index);
  g_hash_table_unref (fonts->by_font);
  for (guint i = 0; i < fonts->former->len; i++)
    give_back (g_ptr_array_index (fonts->former, i));
  g_ptr_array_unref (fonts->former);
  give_back (fonts->map);
  g_free (fonts);
}
