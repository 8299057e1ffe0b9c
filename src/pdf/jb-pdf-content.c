/* Ink → the content stream of a page.
 *
 *   /P<</MCID 0>>BDC BT/F0 12 Tf 0 g 72.5 700 Td(…)Tj ET EMC
 *
 * Everything stands in a marked-content sequence of its element or in an artifact, never one inside the other (ISO
 * 14289-1, 7.1). Streams are kept short: a run is one TJ, whose numbers say only where Pango and the font's own advances
 * part; where a line was justified, that is the same for nearly all of its glyphs, and becomes character spacing. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <math.h>

#define TOLERANCE  3     /* thousandths of an em that a glyph may stand off */
#define MAX_STRING 10000 /* codes in one string: below the 32,767 bytes of ISO 19005-3, 6.1.13, escapes included */
#define KAPPA      0.5522847498

typedef struct
{
  GString        *out;
  const JbDocument *document;
  guint           page;
  double          height;
  HPDF_Dict       fonts;    /* of the page's resources */
  HPDF_Dict       forms;
  JbPdfWriter    *writer;
  const guint32  *use;      /* pairs of the glyphs to come */
  /* what the viewer's state is */
  gboolean        in_text;
  gint64          line_x, line_y; /* hundredths of a point */
  const JbPdfFont *font;
  gint64          size;     /* thousandths of a point */
  gint64          spacing;  /* thousandths of a point */
  gboolean        fill_known, stroke_known;
  JbColour        fill, stroke;
  gint64          line_width;
  double          dash[2];
} Content;

static void
put_number (Content *content, double value)
{
  jb_pdf_put_real (content->out, value);
  g_string_append_c (content->out, ' ');
}

static double
up (const Content *content, double y)
{
  return content->height - y;
}

static gboolean
same_colour (const JbColour *a, const JbColour *b)
{
  return a->grey == b->grey && a->v[0] == b->v[0] && (a->grey || (a->v[1] == b->v[1] && a->v[2] == b->v[2]));
}

static void
put_colour (Content *content, const JbColour *colour, gboolean stroke)
{
  gboolean *known = stroke ? &content->stroke_known : &content->fill_known;
  JbColour *now = stroke ? &content->stroke : &content->fill;

  if (*known && same_colour (now, colour))
    return;
  *known = TRUE;
  *now = *colour;
  for (guint i = 0; i < (colour->grey ? 1u : 3u); i++)
    {
      jb_pdf_put_fixed (content->out, (gint64) floor (colour->v[i] * 1000 + 0.5), 3);
      g_string_append_c (content->out, ' ');
    }
  g_string_append (content->out, colour->grey ? (stroke ? "G " : "g ") : (stroke ? "RG " : "rg "));
}

static void
put_pen (Content *content, const JbInk *ink)
{
  gint64 width = (gint64) floor (ink->line_width * 1000 + 0.5);

  put_colour (content, &ink->colour, TRUE);
  if (width != content->line_width)
    {
      jb_pdf_put_fixed (content->out, width, 3);
      g_string_append (content->out, " w ");
      content->line_width = width;
    }
  if (ink->dash[0] == content->dash[0] && ink->dash[1] == content->dash[1])
    return;
  g_string_append_c (content->out, '[');
  if (ink->dash[0] > 0)
    {
      put_number (content, ink->dash[0]);
      jb_pdf_put_real (content->out, ink->dash[1] > 0 ? ink->dash[1] : ink->dash[0]);
    }
  g_string_append (content->out, "]0 d ");
  content->dash[0] = ink->dash[0];
  content->dash[1] = ink->dash[1];
}

static void
begin_text (Content *content)
{
  if (content->in_text)
    return;
  g_string_append (content->out, "BT ");
  content->in_text = TRUE;
  content->line_x = content->line_y = 0;
}

static void
end_text (Content *content)
{
  if (content->in_text)
    g_string_append (content->out, "ET ");
  content->in_text = FALSE;
}

static void
put_font (Content *content, const JbPdfFont *font, double size)
{
  gint64 thousandths = (gint64) floor (size * 1000 + 0.5);

  if (content->font == font && content->size == thousandths)
    return;
  content->font = font;
  content->size = thousandths;
  g_string_append_c (content->out, '/');
  g_string_append (content->out, font->key);
  g_string_append_c (content->out, ' ');
  jb_pdf_put_fixed (content->out, thousandths, 3);
  g_string_append (content->out, " Tf ");
  if (HPDF_Dict_GetItem (content->fonts, font->key, HPDF_OCLASS_DICT) == NULL)
    HPDF_Dict_Add (content->fonts, font->key, font->object);
}

static void
put_spacing (Content *content, gint64 thousandths)
{
  if (content->spacing == thousandths)
    return;
  content->spacing = thousandths;
  jb_pdf_put_fixed (content->out, thousandths, 3);
  g_string_append (content->out, " Tc ");
}

static void
move_to (Content *content, double x, double y)
{
  gint64 to_x = (gint64) floor (x * 100 + 0.5);
  gint64 to_y = (gint64) floor (y * 100 + 0.5);

  jb_pdf_put_fixed (content->out, to_x - content->line_x, 2);
  g_string_append_c (content->out, ' ');
  jb_pdf_put_fixed (content->out, to_y - content->line_y, 2);
  g_string_append (content->out, " Td ");
  content->line_x = to_x;
  content->line_y = to_y;
}

static void
put_byte (GString *out, guint8 byte)
{
  switch (byte)
    {
    case '(':
    case ')':
    case '\\':
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char) byte);
      break;
    case '\r': /* a bare one would be read as a newline */
      g_string_append (out, "\\r");
      break;
    default:
      g_string_append_c (out, (char) byte);
    }
}

static void
put_code (GString *out, guint16 code)
{
  put_byte (out, (guint8) (code >> 8));
  put_byte (out, (guint8) (code & 0xFF));
}

static const JbPdfPair *
pair_at (const JbPdfFont *font, guint32 use)
{
  return &g_array_index (font->pairs, JbPdfPair, use);
}

/* How far the next glyph stands from where the advance of this one ends, in thousandths of an em. */
static double
excess (const JbGlyphRun *run, const JbPdfFont *font, const guint32 *uses, guint i)
{
  double advance = (run->glyphs[i + 1].x - run->glyphs[i].x) * 1000 / run->size;

  return advance - pair_at (font, uses[i])->width;
}

/* Boyer and Moore's majority vote: the excess that more than half of the glyphs share, else 0. */
static double
common_excess (const JbGlyphRun *run, const JbPdfFont *font, const guint32 *uses, guint start, guint end)
{
  double candidate = 0;
  guint votes = 0, n = 0;

  for (guint i = start; i + 1 < end; i++)
    {
      double value = excess (run, font, uses, i);

      if (votes == 0)
        candidate = value;
      votes += fabs (value - candidate) <= 1.5 ? 1 : (guint) -1;
    }
  for (guint i = start; i + 1 < end; i++)
    n += fabs (excess (run, font, uses, i) - candidate) <= 1.5;
  return 2 * n > end - start - 1 && fabs (candidate) > 1 ? candidate : 0;
}

/* Glyphs start … end of a run, all on one height, as one Tj or TJ. */
static void
put_glyphs (Content *content, const JbGlyphRun *run, const guint32 *uses, guint start, guint end)
{
  GString *out = content->out;
  const JbPdfFont *font = content->font;
  double spacing = common_excess (run, font, uses, start, end) * run->size / 1000;
  double pen = run->glyphs[start].x * 1000 / run->size;
  guint in_string = 0;
  gboolean adjusted = FALSE;

  put_spacing (content, (gint64) floor (spacing * 1000 + 0.5));
  spacing = (double) content->spacing / run->size;
  move_to (content, run->x + run->glyphs[start].x, up (content, run->y + run->glyphs[start].y));
  gsize open = out->len;
  g_string_append_c (out, '(');
  for (guint i = start; i < end; i++)
    {
      gint64 step = (gint64) floor (run->glyphs[i].x * 1000 / run->size - pen + 0.5);

      if (step > TOLERANCE || step < -TOLERANCE || in_string >= MAX_STRING)
        {
          g_string_append_c (out, ')');
          jb_pdf_put_fixed (out, -step, 0);
          g_string_append_c (out, '(');
          pen += (double) step;
          adjusted = TRUE;
          in_string = 0;
        }
      put_code (out, pair_at (font, uses[i])->code);
      pen += pair_at (font, uses[i])->width + spacing;
      in_string++;
    }
  g_string_append (out, adjusted ? ")]TJ " : ")Tj ");
  if (adjusted)
    g_string_insert_c (out, (gssize) open, '[');
}

/* A stretch of glyphs that stand on one height. */
static void
put_level (Content *content, const JbGlyphRun *run, const guint32 *uses, guint start, guint end)
{
  for (guint i = start; i < end;)
    {
      guint stop = i + 1;

      while (stop < end && fabsf (run->glyphs[stop].y - run->glyphs[i].y) < 0.005f)
        stop++;
      put_glyphs (content, run, uses, i, stop);
      i = stop;
    }
}

/* A cluster of more glyphs than characters has its text in a Span: single codes could not say it. */
static void
put_cluster (Content *content, const JbGlyphRun *run, const guint32 *uses, guint start, guint end)
{
  const JbPlacedGlyph *first = &run->glyphs[start];
  g_autofree char *text = g_strndup (run->text + first->text, first->text_length);

  g_string_append (content->out, "/Span<<");
  jb_pdf_put_text (content->out, "/ActualText", text);
  g_string_append (content->out, ">>BDC ");
  put_level (content, run, uses, start, end);
  g_string_append (content->out, "EMC ");
}

/* Empty glyphs have no use: take them out, so that indices agree. */
static guint
drop_empty (const JbPdfFont *font, const JbGlyphRun *run, JbPlacedGlyph **glyphs)
{
  guint n = 0;

  for (guint i = 0; i < run->n_glyphs; i++)
    n += jb_pdf_font_get_glyph (font, run, i) != JB_PDF_GLYPH_EMPTY;
  if (n == run->n_glyphs)
    return n;
  *glyphs = g_new (JbPlacedGlyph, n + 1);
  n = 0;
  for (guint i = 0; i < run->n_glyphs; i++)
    if (jb_pdf_font_get_glyph (font, run, i) != JB_PDF_GLYPH_EMPTY)
      (*glyphs)[n++] = run->glyphs[i];
  return n;
}

static void
put_run (Content *content, const JbInk *ink)
{
  g_autofree JbPlacedGlyph *kept = NULL;
  JbGlyphRun run = ink->run;
  const guint32 *uses = content->use;
  const JbPdfFont *font = g_ptr_array_index (content->writer->fonts->fonts, run.face->n);
  guint n = drop_empty (font, &ink->run, &kept);
  guint plain = 0;

  if (n == 0)
    return;
  if (kept != NULL)
    run.glyphs = kept;
  content->use += n;
  begin_text (content);
  put_font (content, font, run.size);
  put_colour (content, &ink->colour, FALSE);
  run.n_glyphs = n;
  for (guint i = 0, end; i < n; i = end)
    {
      gboolean all_said = TRUE;

      end = i + jb_pdf_run_get_cluster (&run, i, &all_said);
      if (all_said || ink->element < 0)
        continue;
      if (i > plain)
        put_level (content, &run, uses, plain, i);
      put_cluster (content, &run, uses, i, end);
      plain = end;
    }
  if (plain < n)
    put_level (content, &run, uses, plain, n);
}

static void
put_ring (Content *content, const JbInk *ink)
{
  static const double unit[13][2] = { { 1, 0 }, { 1, KAPPA }, { KAPPA, 1 }, { 0, 1 }, { -KAPPA, 1 }, { -1, KAPPA }, { -1, 0 },
    { -1, -KAPPA }, { -KAPPA, -1 }, { 0, -1 }, { KAPPA, -1 }, { 1, -KAPPA }, { 1, 0 } };
  gboolean hollow = ink->line_width > 0;

  if (hollow)
    put_pen (content, ink);
  else
    put_colour (content, &ink->colour, FALSE);
  for (guint i = 0; i < 13; i++)
    {
      put_number (content, ink->x + unit[i][0] * ink->width);
      put_number (content, up (content, ink->y) + unit[i][1] * ink->width);
      if (i % 3 == 0)
        g_string_append (content->out, i == 0 ? "m " : "c ");
    }
  g_string_append (content->out, hollow ? "s " : "f ");
}

static void
put_polygon (Content *content, const JbInk *ink)
{
  gboolean hollow = ink->line_width > 0;

  if (hollow)
    put_pen (content, ink);
  else
    put_colour (content, &ink->colour, FALSE);
  for (guint i = 0; i < ink->n_points; i++)
    {
      put_number (content, ink->points[2 * i]);
      put_number (content, up (content, ink->points[2 * i + 1]));
      g_string_append (content->out, i == 0 ? "m " : "l ");
    }
  g_string_append (content->out, hollow ? "s " : "f ");
}

static void
put_rectangle (Content *content, const JbInk *ink)
{
  put_colour (content, &ink->colour, FALSE);
  put_number (content, ink->x);
  put_number (content, up (content, ink->y + ink->height));
  put_number (content, ink->width);
  put_number (content, ink->height);
  g_string_append (content->out, "re f ");
}

static void
put_line (Content *content, const JbInk *ink)
{
  put_pen (content, ink);
  put_number (content, ink->x);
  put_number (content, up (content, ink->y));
  g_string_append (content->out, "m ");
  put_number (content, ink->x + ink->width);
  put_number (content, up (content, ink->y + ink->height));
  g_string_append (content->out, "l S ");
}

static void
put_chart (Content *content, const JbInk *ink)
{
  const JbChartScene *scene = g_ptr_array_index (content->document->charts, ink->chart);
  char key[16];

  g_snprintf (key, sizeof key, "C%u", ink->chart);
  HPDF_Dict_Add (content->forms, key, g_ptr_array_index (content->writer->forms, ink->chart));
  g_string_append (content->out, "q 1 0 0 1 ");
  put_number (content, ink->x);
  put_number (content, up (content, ink->y + scene->height));
  g_string_append_printf (content->out, "cm/%s Do Q ", key);
}

static void
put_ink (Content *content, const JbInk *ink)
{
  if (ink->kind != JB_INK_GLYPHS)
    end_text (content);
  switch (ink->kind)
    {
    case JB_INK_GLYPHS:
      put_run (content, ink);
      break;
    case JB_INK_RECT:
      put_rectangle (content, ink);
      break;
    case JB_INK_LINE:
      put_line (content, ink);
      break;
    case JB_INK_POLYGON:
      put_polygon (content, ink);
      break;
    case JB_INK_RING:
      put_ring (content, ink);
      break;
    case JB_INK_CHART:
      put_chart (content, ink);
      break;
    }
}

/* ISO 32000-1, table 330. A background needs its box. */
static void
open_artifact (Content *content, const JbInk *inks, guint n)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  switch (inks[0].artifact)
    {
    case JB_ARTIFACT_HEADER:
      g_string_append (content->out, "/Artifact<</Type/Pagination/Subtype/Header>>BDC ");
      return;
    case JB_ARTIFACT_FOOTER:
      g_string_append (content->out, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC ");
      return;
    case JB_ARTIFACT_BACKGROUND:
      break;
    default:
      g_string_append (content->out, "/Artifact<</Type/Layout>>BDC ");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      left = MIN (left, inks[i].x);
      top = MIN (top, inks[i].y);
      right = MAX (right, inks[i].x + inks[i].width);
      bottom = MAX (bottom, inks[i].y + inks[i].height);
    }
  g_string_append (content->out, "/Artifact<</Type/Background/BBox[");
  put_number (content, left);
  put_number (content, up (content, bottom));
  put_number (content, right);
  jb_pdf_put_real (content->out, up (content, top));
  g_string_append (content->out, "]>>BDC ");
}

static void
open_mark (Content *content, const JbInk *inks, guint n, guint *mcid)
{
  if (inks[0].element < 0)
    {
      open_artifact (content, inks, n);
      return;
    }

  JbPdfMark mark = { .element = (guint) inks[0].element, .page = content->page, .mcid = (*mcid)++ };
  const JbElement *element = &g_array_index (content->document->elements, JbElement, mark.element);
  g_array_append_val (content->writer->marks, mark);
  g_string_append_c (content->out, '/');
  g_string_append (content->out, jb_role_name (element->role));
  jb_pdf_put_number (content->out, "<</MCID ", mark.mcid);
  g_string_append (content->out, ">>BDC ");
}

/* How many inks from the first on stand in one sequence. */
static guint
stretch (const JbInk *inks, guint n)
{
  guint end = 1;

  while (end < n && inks[end].element == inks[0].element
         && (inks[0].element >= 0 || inks[end].artifact == inks[0].artifact))
    end++;
  return end;
}

/* Small numbers beside a line, heads of a table said again: who copies a sentence, or searches for it, wants what the source
 * says without them. So they stand for no text at all (ISO 32000-1, 14.9.4); a page's head and foot stay text. */
static gboolean
is_mute (const JbInk *inks, guint n)
{
  if (inks[0].element >= 0 || inks[0].artifact == JB_ARTIFACT_HEADER || inks[0].artifact == JB_ARTIFACT_FOOTER)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (inks[i].kind == JB_INK_GLYPHS)
      return TRUE;
  return FALSE;
}

static void
put_page (Content *content, const JbPage *page)
{
  const JbInk *inks = (const JbInk *) (void *) page->ink->data;
  guint mcid = 0;

  for (guint i = 0; i < page->ink->len;)
    {
      guint n = stretch (inks + i, page->ink->len - i);
      gboolean mute = is_mute (inks + i, n);

      open_mark (content, inks + i, n, &mcid);
      if (mute)
        g_string_append (content->out, "/Span<</ActualText()>>BDC ");
      for (guint k = 0; k < n; k++)
        put_ink (content, inks + i + k);
      end_text (content);
      g_string_append (content->out, mute ? "EMC EMC\n" : "EMC\n");
      i += n;
    }
}

gboolean
jb_pdf_write_content (JbPdfWriter *writer, guint page, guint *next_use, GError **error)
{
  const JbPage *source = g_ptr_array_index (writer->document->pages, page);
  HPDF_Page target = g_ptr_array_index (writer->pages, page);
  HPDF_Dict resources = HPDF_Dict_New (writer->haru->doc->mmgr);
  g_autoptr(GString) out = g_string_sized_new (16 * 1024);
  guint first_mark = writer->marks->len;
  Content content = {
    .out = out, .document = writer->document, .page = page, .height = source->height, .writer = writer,
    .use = (const guint32 *) (void *) writer->fonts->uses->data + *next_use, .line_width = -1,
  };

  HPDF_Dict_Add (target, "Resources", resources);
  content.fonts = jb_haru_add_dict (resources, "Font");
  content.forms = jb_haru_add_dict (resources, "XObject");
  put_page (&content, source);
  *next_use = (guint) (content.use - (const guint32 *) (void *) writer->fonts->uses->data);
  if (content.forms->list->count == 0)
    HPDF_Dict_RemoveElement (resources, "XObject");
  if (writer->marks->len - first_mark > JB_PDF_MAX_MCIDS)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "page %u: holds more than %u pieces of marked content", page + 1,
                   JB_PDF_MAX_MCIDS);
      return FALSE;
    }
  jb_haru_fill_stream (((HPDF_PageAttr) target->attr)->contents, out->str, out->len, TRUE);
  return TRUE;
}
