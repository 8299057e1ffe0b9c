#include "jb-faces-private.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-tsv.h"

#include <hb-ot.h>
#include <string.h>

/* Columns of fonts/faces.tsv. */
enum
{
  COLUMN_FILE,
  COLUMN_FAMILY,
  COLUMN_WEIGHT,
  COLUMN_STYLE,
  COLUMN_LANGUAGES,
  COLUMN_CHARACTERS,
  N_COLUMNS
};

/* OS/2 fsType: restricted licence embedding, no subsetting, bitmaps only. */
#define MAY_NOT_EMBED 0x0302

G_DEFINE_AUTOPTR_CLEANUP_FUNC (hb_set_t, hb_set_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (hb_face_t, hb_face_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (hb_blob_t, hb_blob_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPattern, FcPatternDestroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCharSet, FcCharSetDestroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcLangSet, FcLangSetDestroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFontSet, FcFontSetDestroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcConfig, FcConfigDestroy)

static gboolean
parse_ranges (const char *text, hb_set_t *ranges)
{
  while (TRUE)
    {
      char *end;
      guint64 first = g_ascii_strtoull (text, &end, 16), last = first;
      if (end == text)
        return FALSE;
      if (*end == '-')
        {
          text = end + 1;
          last = g_ascii_strtoull (text, &end, 16);
          if (end == text)
            return FALSE;
        }
      if (first > last || last > 0x10FFFF)
        return FALSE;
      hb_set_add_range (ranges, (hb_codepoint_t) first, (hb_codepoint_t) last);
      if (*end == '\0')
        return TRUE;
      if (*end != ',')
        return FALSE;
      text = end + 1;
    }
}

static gboolean
restrict_characters (hb_set_t *characters, const char *rule)
{
  g_autoptr(hb_set_t) ranges = hb_set_create ();

  if (strcmp (rule, "*") == 0)
    return TRUE;
  if ((*rule != '+' && *rule != '-') || !parse_ranges (rule + 1, ranges))
    return FALSE;
  if (*rule == '+')
    hb_set_intersect (characters, ranges);
  else
    hb_set_subtract (characters, ranges);
  return TRUE;
}

static FcCharSet *
make_charset (const hb_set_t *characters)
{
  FcCharSet *charset = FcCharSetCreate ();
  hb_codepoint_t c = HB_SET_VALUE_INVALID;

  while (hb_set_next (characters, &c))
    FcCharSetAddChar (charset, c);
  return charset;
}

/* The characters of a font file; NULL where it is none. */
static hb_set_t *
read_characters (const char *path)
{
  g_autoptr(hb_blob_t) blob = hb_blob_create_from_file_or_fail (path);
  if (blob == NULL)
    return NULL;

  g_autoptr(hb_face_t) face = hb_face_create (blob, 0);
  g_autoptr(hb_set_t) characters = hb_set_create ();
  hb_face_collect_unicodes (face, characters);
  if (hb_face_get_glyph_count (face) == 0 || hb_set_is_empty (characters))
    return NULL;
  return g_steal_pointer (&characters);
}

static void
add_languages (FcPattern *pattern, const char *languages)
{
  g_autoptr(FcLangSet) set = FcLangSetCreate ();
  g_auto(GStrv) names = g_strsplit (languages, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    FcLangSetAdd (set, (const FcChar8 *) names[i]);
  FcPatternAddLangSet (pattern, FC_LANG, set);
}

static FcPattern *
make_pattern (const JbTsvRow *row, const char *path, const hb_set_t *characters, double weight)
{
  FcPattern *pattern = FcPatternCreate ();
  g_autoptr(FcCharSet) charset = make_charset (characters);
  gboolean italic = strcmp (row->fields[COLUMN_STYLE], "italic") == 0;

  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) row->fields[COLUMN_FAMILY]);
  FcPatternAddString (pattern, FC_FILE, (const FcChar8 *) path);
  FcPatternAddInteger (pattern, FC_INDEX, 0);
  FcPatternAddDouble (pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble (weight));
  FcPatternAddInteger (pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
  FcPatternAddInteger (pattern, FC_WIDTH, FC_WIDTH_NORMAL);
  FcPatternAddInteger (pattern, FC_SPACING, FC_PROPORTIONAL);
  FcPatternAddString (pattern, FC_FONTFORMAT, (const FcChar8 *) "TrueType");
  FcPatternAddBool (pattern, FC_OUTLINE, FcTrue);
  FcPatternAddBool (pattern, FC_SCALABLE, FcTrue);
  FcPatternAddBool (pattern, FC_VARIABLE, FcFalse);
  FcPatternAddBool (pattern, FC_COLOR, FcFalse);
  FcPatternAddCharSet (pattern, FC_CHARSET, charset);
  add_languages (pattern, row->fields[COLUMN_LANGUAGES]);
  return pattern;
}

static gboolean
add_face (FcFontSet *set, const JbTsv *tsv, const JbTsvRow *row, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, row->fields[COLUMN_FILE], NULL);
  char *end;
  guint64 weight = g_ascii_strtoull (row->fields[COLUMN_WEIGHT], &end, 10);

  if (*end != '\0' || weight < 1 || weight > 1000)
    return jb_tsv_error (tsv, row, error, "weight “%s” is not 1 to 1000: write one", row->fields[COLUMN_WEIGHT]);
  if (strcmp (row->fields[COLUMN_STYLE], "normal") != 0 && strcmp (row->fields[COLUMN_STYLE], "italic") != 0)
    return jb_tsv_error (tsv, row, error, "style “%s” is neither normal nor italic: write one", row->fields[COLUMN_STYLE]);

  g_autoptr(hb_set_t) characters = read_characters (path);
  if (characters == NULL)
    return jb_tsv_error (tsv, row, error, "%s is missing or no font: install fonts/ again", path);
  if (!restrict_characters (characters, row->fields[COLUMN_CHARACTERS]))
    return jb_tsv_error (tsv, row, error, "characters “%s” are no ranges: write *, or + or - and hexadecimal ranges",
                         row->fields[COLUMN_CHARACTERS]);

  FcPattern *pattern = make_pattern (row, path, characters, (double) weight);
  if (!FcFontSetAdd (set, pattern))
    {
      FcPatternDestroy (pattern);
      return jb_tsv_error (tsv, row, error, "out of memory");
    }
  return TRUE;
}

static gboolean
load_table (FcFontSet *set, GError **error)
{
  g_autofree char *folder = jb_data_path ("fonts", error);
  if (folder == NULL)
    return FALSE;

  g_autofree char *path = g_build_filename (folder, "faces.tsv", NULL);
  g_autoptr(JbTsv) tsv = jb_tsv_load (path, N_COLUMNS, N_COLUMNS, error);
  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    if (!add_face (set, tsv, jb_tsv_row (tsv, i), folder, error))
      return FALSE;
  return TRUE;
}

gboolean
jb_faces_load (FcFontSet *set, GError **error)
{
  GError *cause = NULL;

  if (load_table (set, &cause))
    return TRUE;
  cause->code = JB_ERROR_SYSTEM; /* our own files, not the user's */
  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
may_embed (const char *path, guint index)
{
  g_autoptr(hb_blob_t) blob = hb_blob_create_from_file_or_fail (path);
  if (blob == NULL)
    return FALSE;

  g_autoptr(hb_face_t) face = hb_face_create (blob, index);
  g_autoptr(hb_blob_t) os2 = hb_face_reference_table (face, HB_TAG ('O', 'S', '/', '2'));
  g_autoptr(hb_blob_t) glyf = hb_face_reference_table (face, HB_TAG ('g', 'l', 'y', 'f'));
  guint length;
  const guint8 *data = (const guint8 *) hb_blob_get_data (os2, &length);
  if (length < 10 || hb_blob_get_length (glyf) == 0)
    return FALSE;
  return ((data[8] << 8 | data[9]) & MAY_NOT_EMBED) == 0;
}

FcPattern *
jb_faces_read_file (const char *path, const char *family, GError **error)
{
  char *fields[N_COLUMNS] = { [COLUMN_FAMILY] = (char *) family, [COLUMN_STYLE] = (char *) "normal", [COLUMN_LANGUAGES] = (char *) "zh-cn" };
  JbTsvRow row = { .fields = fields };
  g_autoptr(hb_set_t) characters = read_characters (path);

  if (characters == NULL)
    g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is missing or no font: name a TrueType file", path);
  else if (!may_embed (path, 0))
    g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: has no TrueType outlines or may not be embedded: name another font", path);
  return characters != NULL && may_embed (path, 0) ? make_pattern (&row, path, characters, 400) : NULL;
}

static gboolean
is_usable (FcPattern *pattern, gunichar character)
{
  FcChar8 *format, *file;
  FcCharSet *charset;
  FcBool variable;
  int index;

  if (FcPatternGetString (pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch
      || strcmp ((const char *) format, "TrueType") != 0)
    return FALSE;
  if (FcPatternGetCharSet (pattern, FC_CHARSET, 0, &charset) != FcResultMatch
      || !FcCharSetHasChar (charset, character))
    return FALSE;
  if (FcPatternGetBool (pattern, FC_VARIABLE, 0, &variable) == FcResultMatch && variable)
    return FALSE;
  if (FcPatternGetString (pattern, FC_FILE, 0, &file) != FcResultMatch
      || FcPatternGetInteger (pattern, FC_INDEX, 0, &index) != FcResultMatch || index < 0 || index > 0xFFFF)
    return FALSE;
  return may_embed ((const char *) file, (guint) index);
}

FcPattern *
jb_faces_find_system (gunichar character)
{
  g_autoptr(FcConfig) config = FcInitLoadConfigAndFonts ();
  g_autoptr(FcPattern) wish = FcPatternCreate ();
  g_autoptr(FcCharSet) charset = FcCharSetCreate ();
  FcResult result;
  if (config == NULL)
    return NULL;

  FcCharSetAddChar (charset, character);
  FcPatternAddCharSet (wish, FC_CHARSET, charset);
  FcPatternAddString (wish, FC_LANG, (const FcChar8 *) "zh-cn");
  FcConfigSubstitute (config, wish, FcMatchPattern);
  FcDefaultSubstitute (wish);
  g_autoptr(FcFontSet) fonts = FcFontSort (config, wish, FcFalse, NULL, &result);
  for (int i = 0; fonts != NULL && i < fonts->nfont; i++)
    if (is_usable (fonts->fonts[i], character))
      return FcPatternDuplicate (fonts->fonts[i]);
  return NULL;
}
