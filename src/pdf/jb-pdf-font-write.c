/* A face's subset and its five objects: Type0, CIDFontType2, descriptor, program, ToUnicode map.
 *
 * hb-subset numbers the glyphs anew, without gaps, and takes along the parts of composite glyphs. It gets only the tables
 * that a PDF needs, so that substitutions don't pull in further glyphs. */
#include "jb-pdf-font-private.h"

#include "jb-error.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>
#include <zlib.h>

#define MAX_CODE 65535 /* ISO 19005-3, 6.1.13 */

typedef struct
{
  JbPdfFont  *font;
  hb_blob_t  *program;
  guint       n_glyphs;  /* of the subset */
  guint       n_codes;
  JbPdfPair **by_code;   /* NULL where a code is not used: parts of composite glyphs */
  GArray     *gids;      /* of guint16, by code; only where a glyph has several codes */
} Subset;

static void
clear_subset (Subset *subset)
{
  hb_blob_destroy (subset->program);
  g_free (subset->by_code);
  if (subset->gids != NULL)
    g_array_unref (subset->gids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subset, clear_subset)
typedef hb_subset_input_t SubsetInput;
typedef hb_subset_plan_t SubsetPlan;
typedef hb_face_t Face;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SubsetInput, hb_subset_input_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SubsetPlan, hb_subset_plan_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Face, hb_face_destroy)

/* The face with nothing but outlines and advances, its tables shared with the whole one: hb-subset would else read all of
 * a Chinese face's character map, 30,000 entries for each face, only to drop it. */
static Face *
strip (hb_face_t *whole)
{
  static const hb_tag_t kept[] = {
    HB_TAG ('g', 'l', 'y', 'f'), HB_TAG ('h', 'e', 'a', 'd'), HB_TAG ('h', 'h', 'e', 'a'), HB_TAG ('h', 'm', 't', 'x'),
    HB_TAG ('l', 'o', 'c', 'a'), HB_TAG ('m', 'a', 'x', 'p'),
  };
  Face *stripped = hb_face_builder_create ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      hb_blob_t *table = hb_face_reference_table (whole, kept[i]);

      if (hb_blob_get_length (table) > 0)
        hb_face_builder_add_table (stripped, kept[i], table);
      hb_blob_destroy (table);
    }
  return stripped;
}

static SubsetInput *
ask_for (const JbPdfFont *font)
{
  SubsetInput *input = hb_subset_input_create_or_fail ();
  hb_set_t *glyphs = hb_subset_input_glyph_set (input);

  for (guint i = 0; i < font->pairs->len; i++)
    hb_set_add (glyphs, g_array_index (font->pairs, JbPdfPair, i).glyph);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  return input;
}

static gboolean
refuse (const JbPdfFont *font, JbError code, const char *why, GError **error)
{
  g_set_error (error, JB_ERROR, (int) code, "%s: %s", font->face->path, why);
  return FALSE;
}

/* Codes: of each glyph's first pair the subset's glyph number, of further ones what comes after. */
static gboolean
number_codes (Subset *subset, const hb_map_t *renumbered, GError **error)
{
  GArray *pairs = subset->font->pairs;
  guint further = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      JbPdfPair *pair = &g_array_index (pairs, JbPdfPair, i);
      guint gid = hb_map_get (renumbered, pair->glyph);
      gboolean is_first = subset->font->first[pair->glyph] == i + 1;
      guint code = is_first ? gid : subset->n_glyphs + further++;

      if (gid == HB_MAP_VALUE_INVALID || gid == 0 || code > MAX_CODE)
        return refuse (subset->font, JB_ERROR_LIMIT, "has more than 65,535 glyphs and texts in one document", error);
      pair->code = (guint16) code;
    }

  subset->n_codes = subset->n_glyphs + further;
  subset->by_code = g_new0 (JbPdfPair *, subset->n_codes);
  for (guint i = 0; i < pairs->len; i++)
    subset->by_code[g_array_index (pairs, JbPdfPair, i).code] = &g_array_index (pairs, JbPdfPair, i);
  if (further == 0)
    return TRUE;

  subset->gids = g_array_sized_new (FALSE, TRUE, sizeof (guint16), subset->n_codes);
  g_array_set_size (subset->gids, subset->n_codes);
  for (guint code = 0; code < subset->n_codes; code++)
    {
      const JbPdfPair *pair = subset->by_code[code];
      guint gid = pair != NULL ? hb_map_get (renumbered, pair->glyph) : code;

      g_array_index (subset->gids, guint16, code) = (guint16) gid;
    }
  return TRUE;
}

/* Widths of the program itself, rounded as ISO 19005-3, 6.2.11.5 compares them. */
static void
read_widths (JbPdfFont *font)
{
  hb_font_t *hb_font = hb_font_create (font->face->hb_face);
  int upem = (int) font->upem;

  hb_ot_font_set_funcs (hb_font);
  hb_font_set_scale (hb_font, upem, upem);
  for (guint i = 0; i < font->pairs->len; i++)
    {
      JbPdfPair *pair = &g_array_index (font->pairs, JbPdfPair, i);
      gint64 advance = hb_font_get_glyph_h_advance (hb_font, pair->glyph);

      pair->width = (gint16) ((advance * 2000 + upem) / (2 * upem));
    }
  hb_font_destroy (hb_font);
}

static gboolean
make_subset (Subset *subset, GError **error)
{
  JbPdfFont *font = subset->font;
  g_autoptr(SubsetInput) input = ask_for (font);
  g_autoptr(Face) stripped = strip (font->face->hb_face);
  g_autoptr(SubsetPlan) plan = hb_subset_plan_create_or_fail (stripped, input);
  if (plan == NULL)
    return refuse (font, JB_ERROR_SYSTEM, "hb-subset made no plan: is it a font?", error);
  g_autoptr(Face) face = hb_subset_plan_execute_or_fail (plan);
  if (face == NULL)
    return refuse (font, JB_ERROR_SYSTEM, "hb-subset made no subset: is it a font?", error);

  g_autoptr(Face) parsed = NULL;
  subset->program = hb_face_reference_blob (face);
  parsed = hb_face_create (subset->program, 0);
  subset->n_glyphs = hb_face_get_glyph_count (parsed);
  hb_blob_t *outlines = hb_face_reference_table (parsed, HB_TAG ('g', 'l', 'y', 'f'));
  guint size = hb_blob_get_length (outlines);
  hb_blob_destroy (outlines);
  if (size == 0)
    return refuse (font, JB_ERROR_UNSUPPORTED, "has no TrueType outlines: take a TrueType font", error);
  read_widths (font);
  return number_codes (subset, hb_subset_plan_old_to_new_glyph_mapping (plan), error);
}

/* "ABCDEF" out of the program's checksum: the same subset has the same name everywhere. */
static char *
subset_name (const Subset *subset)
{
  guint length;
  const char *data = hb_blob_get_data (subset->program, &length);
  gulong rest = crc32 (0, (const guchar *) data, length);
  char tag[7] = "";

  for (guint i = 0; i < 6; i++, rest /= 26)
    tag[i] = (char) ('A' + rest % 26);
  return g_strdup_printf ("%s+%s", tag, subset->font->face->postscript_name);
}

static void
put_code (GString *out, guint code)
{
  static const char digits[] = "0123456789ABCDEF";
  const char text[6] = { '<', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15], '>' };

  g_string_append_len (out, text, sizeof text);
}

/* ISO 32000-1, 9.10.3: at most 100 lines in a section */
static HPDF_Dict
write_to_unicode (const Subset *subset, JbHaru *haru)
{
  g_autoptr(GString) lines = g_string_sized_new (16 * 1024);
  g_autoptr(GString) out = g_string_sized_new (20 * 1024);
  guint n = 0;

  g_string_append (out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n"
                        "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
  for (guint code = 1; code <= subset->n_codes; code++)
    {
      const JbPdfPair *pair = code < subset->n_codes ? subset->by_code[code] : NULL;

      if (pair != NULL)
        {
          put_code (lines, code);
          g_string_append_c (lines, '<');
          jb_pdf_put_utf16 (lines, pair->text, pair->length);
          g_string_append (lines, ">\n");
          n++;
        }
      if (n > 0 && (n == 100 || code == subset->n_codes))
        {
          g_string_append_printf (out, "%u beginbfchar\n%sendbfchar\n", n, lines->str);
          g_string_truncate (lines, 0);
          n = 0;
        }
    }
  g_string_append (out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
  return jb_haru_new_stream (haru, out->str, out->len, TRUE);
}

/* /W [c [w w w] …] for widths other than 1000. */
static void
add_widths (const Subset *subset, HPDF_Dict font)
{
  HPDF_Array widths = jb_haru_add_array (font, "W");
  HPDF_Array group = NULL;
  guint expected = 0;

  for (guint code = 1; code < subset->n_codes; code++)
    {
      const JbPdfPair *pair = subset->by_code[code];

      if (pair == NULL || pair->width == 1000)
        continue;
      if (group == NULL || code != expected)
        {
          HPDF_Array_AddNumber (widths, (HPDF_INT32) code);
          group = HPDF_Array_New (font->mmgr);
          HPDF_Array_Add (widths, group);
        }
      HPDF_Array_AddNumber (group, pair->width);
      expected = code % 1000 == 999 ? 0 : code + 1; /* groups stay short */
    }
}

static int
scaled (const JbPdfFont *font, hb_position_t value)
{
  return (int) (value * 1000 / (int) font->upem);
}

static int
read_i16 (const char *data, guint length, guint at)
{
  if (at + 2 > length)
    return 0;
  return (gint16) ((guint8) data[at] << 8 | (guint8) data[at + 1]);
}

static void
add_box (const JbPdfFont *font, HPDF_Dict descriptor)
{
  hb_blob_t *head = hb_face_reference_table (font->face->hb_face, HB_TAG ('h', 'e', 'a', 'd'));
  guint length;
  const char *data = hb_blob_get_data (head, &length);
  HPDF_Array box = jb_haru_add_array (descriptor, "FontBBox");

  for (guint at = 36; at < 44; at += 2)
    HPDF_Array_AddNumber (box, scaled (font, read_i16 (data, length, at)));
  hb_blob_destroy (head);
}

static HPDF_Dict
write_descriptor (const Subset *subset, JbHaru *haru, const char *name)
{
  const JbPdfFont *font = subset->font;
  HPDF_Dict descriptor = jb_haru_new_dict (haru);
  hb_font_t *hb_font = hb_font_create (font->face->hb_face);
  hb_position_t ascent = 0, descent = 0, cap_height = 0;
  float angle = hb_style_get_value (hb_font, HB_STYLE_TAG_SLANT_ANGLE);
  guint length;
  const char *data = hb_blob_get_data (subset->program, &length);
  HPDF_Dict program = jb_haru_new_stream (haru, data, length, TRUE);

  hb_font_set_scale (hb_font, (int) font->upem, (int) font->upem);
  hb_ot_metrics_get_position_with_fallback (hb_font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &ascent);
  hb_ot_metrics_get_position_with_fallback (hb_font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &descent);
  hb_ot_metrics_get_position_with_fallback (hb_font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height);
  hb_font_destroy (hb_font);

  HPDF_Dict_AddNumber (program, "Length1", (HPDF_INT32) length);
  HPDF_Dict_AddName (descriptor, "Type", "FontDescriptor");
  HPDF_Dict_AddName (descriptor, "FontName", name);
  HPDF_Dict_AddNumber (descriptor, "Flags", angle < 0 ? 4 | 64 : 4); /* symbolic: it has no encoding of its own */
  add_box (font, descriptor);
  HPDF_Dict_AddNumber (descriptor, "ItalicAngle", (HPDF_INT32) angle);
  HPDF_Dict_AddNumber (descriptor, "Ascent", scaled (font, ascent));
  HPDF_Dict_AddNumber (descriptor, "Descent", scaled (font, descent));
  HPDF_Dict_AddNumber (descriptor, "CapHeight", scaled (font, cap_height));
  HPDF_Dict_AddNumber (descriptor, "StemV", 80);
  HPDF_Dict_Add (descriptor, "FontFile2", program);
  return descriptor;
}

static void
add_gid_map (const Subset *subset, JbHaru *haru, HPDF_Dict font)
{
  if (subset->gids == NULL)
    {
      HPDF_Dict_AddName (font, "CIDToGIDMap", "Identity");
      return;
    }

  g_autofree guint8 *map = g_malloc (subset->gids->len * 2);
  for (guint code = 0; code < subset->gids->len; code++)
    {
      map[2 * code] = (guint8) (g_array_index (subset->gids, guint16, code) >> 8);
      map[2 * code + 1] = (guint8) (g_array_index (subset->gids, guint16, code) & 0xFF);
    }
  HPDF_Dict_Add (font, "CIDToGIDMap", jb_haru_new_stream (haru, map, subset->gids->len * 2, TRUE));
}

static void
write_objects (const Subset *subset, JbHaru *haru)
{
  g_autofree char *name = subset_name (subset);
  HPDF_Dict type0 = jb_haru_new_dict (haru);
  HPDF_Dict cid = jb_haru_new_dict (haru);
  HPDF_Dict info;

  HPDF_Dict_AddName (type0, "Type", "Font");
  HPDF_Dict_AddName (type0, "Subtype", "Type0");
  HPDF_Dict_AddName (type0, "BaseFont", name);
  HPDF_Dict_AddName (type0, "Encoding", "Identity-H");
  HPDF_Array_Add (jb_haru_add_array (type0, "DescendantFonts"), cid);
  HPDF_Dict_Add (type0, "ToUnicode", write_to_unicode (subset, haru));

  HPDF_Dict_AddName (cid, "Type", "Font");
  HPDF_Dict_AddName (cid, "Subtype", "CIDFontType2");
  HPDF_Dict_AddName (cid, "BaseFont", name);
  info = jb_haru_add_dict (cid, "CIDSystemInfo");
  jb_haru_add_ascii (info, "Registry", "Adobe");
  jb_haru_add_ascii (info, "Ordering", "Identity");
  HPDF_Dict_AddNumber (info, "Supplement", 0);
  HPDF_Dict_AddNumber (cid, "DW", 1000);
  add_widths (subset, cid);
  add_gid_map (subset, haru, cid);
  HPDF_Dict_Add (cid, "FontDescriptor", write_descriptor (subset, haru, name));
  subset->font->object = type0;
}

gboolean
jb_pdf_fonts_write (JbPdfFonts *fonts, JbHaru *haru, GError **error)
{
  for (guint i = 0; i < fonts->fonts->len; i++)
    {
      JbPdfFont *font = g_ptr_array_index (fonts->fonts, i);
      g_auto(Subset) subset = { .font = font };

      if (font == NULL || font->pairs->len == 0)
        continue;
      if (!make_subset (&subset, error))
        return FALSE;
      write_objects (&subset, haru);
    }
  return TRUE;
}
