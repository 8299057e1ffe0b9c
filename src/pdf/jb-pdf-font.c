/* Collecting what is shown: see the header. Writing it: jb-pdf-font-write.c. */
#include "jb-pdf-font-private.h"

#include "jb-error.h"

#include <hb.h>
#include <string.h>

static guint32
find_space (const JbFace *face)
{
  hb_font_t *font = hb_font_create (face->hb_face);
  hb_codepoint_t glyph = 0;
  gboolean found = hb_font_get_nominal_glyph (font, ' ', &glyph) && glyph != 0;

  hb_font_destroy (font);
  return found ? glyph : JB_PDF_GLYPH_EMPTY;
}

static JbPdfFont *
new_font (const JbFace *face)
{
  JbPdfFont *font = g_new0 (JbPdfFont, 1);

  font->face = face;
  font->upem = hb_face_get_upem (face->hb_face);
  font->n_glyphs = hb_face_get_glyph_count (face->hb_face);
  font->pairs = g_array_new (FALSE, FALSE, sizeof (JbPdfPair));
  font->first = g_new0 (guint32, font->n_glyphs);
  font->space = find_space (face);
  g_snprintf (font->key, sizeof font->key, "F%u", face->n);
  return font;
}

static void
free_font (JbPdfFont *font)
{
  if (font == NULL)
    return;
  g_array_unref (font->pairs);
  g_free (font->first);
  g_free (font);
}

void
jb_pdf_fonts_free (JbPdfFonts *fonts)
{
  if (fonts == NULL)
    return;
  g_ptr_array_unref (fonts->fonts);
  g_array_unref (fonts->uses);
  g_free (fonts);
}

static JbPdfFont *
font_of (JbPdfFonts *fonts, const JbFace *face)
{
  if (face->n >= fonts->fonts->len)
    g_ptr_array_set_size (fonts->fonts, (int) face->n + 1);
  if (g_ptr_array_index (fonts->fonts, face->n) == NULL)
    g_ptr_array_index (fonts->fonts, face->n) = new_font (face);
  return g_ptr_array_index (fonts->fonts, face->n);
}

static guint32
pair_of (JbPdfFont *font, guint32 glyph, const char *text, guint32 length)
{
  guint32 *link = &font->first[glyph];

  while (*link != 0)
    {
      JbPdfPair *pair = &g_array_index (font->pairs, JbPdfPair, *link - 1);

      if (pair->length == length && memcmp (pair->text, text, length) == 0)
        return *link - 1;
      link = &pair->next;
    }
  *link = font->pairs->len + 1; /* before the array may move */

  JbPdfPair pair = { .glyph = glyph, .length = length, .text = text };
  g_array_append_val (font->pairs, pair);
  return font->pairs->len - 1;
}

guint32
jb_pdf_font_get_glyph (const JbPdfFont *font, const JbGlyphRun *run, guint i)
{
  const JbPlacedGlyph *glyph = &run->glyphs[i];

  if (glyph->glyph == JB_PDF_GLYPH_EMPTY && glyph->text_length == 1 && run->text[glyph->text] == ' ')
    return font->space;
  return glyph->glyph;
}

static gboolean
refuse_glyph (const JbGlyphRun *run, guint32 offset, guint page, const char *why, GError **error)
{
  gunichar c = *run->text != '\0' ? g_utf8_get_char (run->text + offset) : 0;
  char utf8[8] = "";

  utf8[g_unichar_to_utf8 (c, utf8)] = '\0';
  g_set_error (error, JB_ERROR, JB_ERROR_GLYPH, "page %u: “%s” (U+%04X) in %s: %s", page + 1, utf8, c,
               run->face->postscript_name, why);
  return FALSE;
}

/* ISO 19005-3, 6.2.11.7.2 and 6.2.11.7.3 */
static gboolean
check_text (const JbGlyphRun *run, const JbPlacedGlyph *glyph, guint page, gboolean strict, GError **error)
{
  const char *end = run->text + glyph->text + glyph->text_length;

  for (const char *p = run->text + glyph->text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      if (c == 0xFEFF || c == 0xFFFE || c < 0x09)
        return refuse_glyph (run, (guint32) (p - run->text), page, "cannot be copied out: take it out of the text", error);
      if (strict && ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000))
        return refuse_glyph (run, (guint32) (p - run->text), page,
                             "a private-use character has no meaning for others (ISO 19005-3, 6.2.11.7.3): write it in "
                             "Unicode, or use --conformance none",
                             error);
    }
  return TRUE;
}

guint
jb_pdf_run_get_cluster (const JbGlyphRun *run, guint start, gboolean *all_said)
{
  const JbPlacedGlyph *first = &run->glyphs[start];
  guint end = start + 1;

  while (end < run->n_glyphs && run->glyphs[end].text_length == 0)
    end++;
  if (all_said != NULL)
    *all_said = end == start + 1 || g_utf8_strlen (run->text + first->text, first->text_length) >= end - start;
  return end - start;
}

guint32
jb_pdf_run_get_text (const JbGlyphRun *run, guint i, const char **text)
{
  static const char nothing[] = "\u200B";
  guint start = i, n, place;

  while (start > 0 && run->glyphs[start].text_length == 0)
    start--;
  n = jb_pdf_run_get_cluster (run, start, NULL);
  place = i - start;

  const char *piece = run->text + run->glyphs[start].text;
  const char *end = piece + run->glyphs[start].text_length;
  for (guint k = 0; k < place && piece < end; k++)
    piece = g_utf8_next_char (piece);
  if (piece >= end)
    {
      *text = nothing;
      return sizeof nothing - 1;
    }
  *text = piece;
  return (guint32) ((place + 1 == n ? end : g_utf8_next_char (piece)) - piece);
}

/* Readers join a line that ends with a hyphen to the next one without it: "law-based" would be copied as "lawbased". A
 * hyphen that is followed by something, be it white space, stays. */
static const char hyphen_at_end[] = "- ";

static gboolean
breaks_at_hyphen (const JbPage *page, guint i)
{
  const JbInk *ink = &g_array_index (page->ink, JbInk, i);
  const JbGlyphRun *run = &ink->run;
  const JbPlacedGlyph *last = run->n_glyphs > 0 ? &run->glyphs[run->n_glyphs - 1] : NULL;

  if (ink->element < 0 || last == NULL || last->text_length != 1 || run->text[last->text] != '-')
    return FALSE;
  for (i++; i < page->ink->len; i++)
    {
      const JbInk *next = &g_array_index (page->ink, JbInk, i);

      if (next->kind == JB_INK_GLYPHS && next->element >= 0)
        return next->run.y > run->y + run->size / 2;
    }
  return FALSE;
}

static gboolean
collect_run (JbPdfFonts *fonts, const JbGlyphRun *run, guint page, gboolean strict, gboolean breaks, GError **error)
{
  JbPdfFont *font = font_of (fonts, run->face);

  for (guint i = 0; i < run->n_glyphs; i++)
    {
      const JbPlacedGlyph *glyph = &run->glyphs[i];
      guint32 id = jb_pdf_font_get_glyph (font, run, i);
      const char *text;
      guint32 length, pair;

      if (id == JB_PDF_GLYPH_EMPTY)
        continue;
      if (id == 0 || id >= font->n_glyphs)
        return refuse_glyph (run, glyph->text, page, "the font has no glyph for it: take another font or character", error);
      if (!check_text (run, glyph, page, strict, error))
        return FALSE;
      length = jb_pdf_run_get_text (run, i, &text);
      if (breaks && i + 1 == run->n_glyphs)
        {
          text = hyphen_at_end;
          length = sizeof hyphen_at_end - 1;
        }
      pair = pair_of (font, id, text, length);
      g_array_append_val (fonts->uses, pair);
    }
  return TRUE;
}

JbPdfFonts *
jb_pdf_fonts_collect (const JbDocument *document, gboolean strict, GError **error)
{
  g_autoptr(JbPdfFonts) fonts = g_new0 (JbPdfFonts, 1);

  fonts->fonts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_font);
  fonts->uses = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1 << 14);
  for (guint p = 0; p < document->pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->ink->len; i++)
        {
          const JbInk *ink = &g_array_index (page->ink, JbInk, i);

          if (ink->kind == JB_INK_GLYPHS && !collect_run (fonts, &ink->run, p, strict, breaks_at_hyphen (page, i), error))
            return NULL;
        }
    }
  return g_steal_pointer (&fonts);
}
