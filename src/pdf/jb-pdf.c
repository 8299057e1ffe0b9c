/* From a laid-out document to a file, in the order of ISO 32000's own parts. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <string.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JbPdfWriter, jb_pdf_writer_clear)

gboolean
jb_pdf_conformance_parse (const char *name, JbPdfConformance *conformance)
{
  static const char *const names[] = { "pdfa-3a", "pdfa-2a", "pdfa-2u", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *conformance = (JbPdfConformance) i;
        return TRUE;
      }
  return FALSE;
}

void
jb_pdf_writer_clear (JbPdfWriter *writer)
{
  g_clear_pointer (&writer->haru, jb_haru_free); /* first: it points into what follows */
  if (writer->free_structure != NULL)
    writer->free_structure (writer->structure);
  g_free (writer->links);
  jb_pdf_free_bookmarks (writer);
  g_free (writer->annex_pages);
  jb_pdf_fonts_free (writer->fonts);
  g_clear_pointer (&writer->pages, g_ptr_array_unref);
  g_clear_pointer (&writer->marks, g_array_unref);
  g_clear_pointer (&writer->forms, g_ptr_array_unref);
  g_clear_pointer (&writer->annotations, g_ptr_array_unref);
}

char *
jb_pdf_annex_title (const JbPdfWriter *writer, guint annex)
{
  const char *title = writer->options->annexes[annex].title;

  if (title != NULL)
    return g_strdup (title);
  return g_strdup_printf (g_str_has_prefix (writer->document->lang, "en") ? "Annex %u" : "附件%u", annex + 1);
}

static void
set_box (HPDF_Page page, double width, double height)
{
  HPDF_Array box = jb_haru_add_array (page, "MediaBox");

  HPDF_Array_AddNumber (box, 0);
  HPDF_Array_AddNumber (box, 0);
  HPDF_Array_AddReal (box, (HPDF_REAL) width);
  HPDF_Array_AddReal (box, (HPDF_REAL) height);
}

/* Pages and forms as objects without content: links and bookmarks point at them. */
static void
make_pages (JbPdfWriter *writer)
{
  for (guint i = 0; i < writer->document->pages->len; i++)
    {
      const JbPage *source = g_ptr_array_index (writer->document->pages, i);
      HPDF_Page page = HPDF_AddPage (writer->haru->doc);

      set_box (page, source->width, source->height);
      g_ptr_array_add (writer->pages, page);
    }
  for (guint i = 0; i < writer->options->n_annexes; i++)
    for (guint k = 0; k < writer->annex_pages[i]; k++)
      g_ptr_array_add (writer->pages, HPDF_AddPage (writer->haru->doc));
  for (guint i = 0; i < writer->document->charts->len; i++)
    g_ptr_array_add (writer->forms, HPDF_DictStream_New (writer->haru->doc->mmgr, writer->haru->doc->xref));
}

static gboolean
inspect_annexes (JbPdfWriter *writer, GError **error)
{
  const JbPdfOptions *options = writer->options;

  writer->universal = TRUE;
  writer->annex_pages = g_new0 (guint, options->n_annexes + 1);
  for (guint i = 0; i < options->n_annexes; i++)
    {
      const JbPdfAnnex *annex = &options->annexes[i];
      g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (annex->bytes, annex->name, options->conformance, error);

      if (info == NULL)
        return FALSE;
      writer->annex_pages[i] = info->n_pages;
      writer->n_annex_pages += info->n_pages;
      if (info->tagged && !info->universal)
        writer->universal = FALSE;
    }
  return TRUE;
}

static gboolean
write_contents (JbPdfWriter *writer, GError **error)
{
  guint next_use = 0;

  for (guint i = 0; i < writer->document->pages->len; i++)
    if (!jb_pdf_write_content (writer, i, &next_use, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_objects (JbPdfWriter *writer, GError **error)
{
  writer->pages = g_ptr_array_new ();
  writer->forms = g_ptr_array_new ();
  writer->annotations = g_ptr_array_new ();
  writer->marks = g_array_new (FALSE, FALSE, sizeof (JbPdfMark));
  make_pages (writer);
  if (!jb_pdf_fonts_write (writer->fonts, writer->haru, error) || !write_contents (writer, error))
    return FALSE;
  jb_pdf_write_links (writer);
  jb_pdf_write_bookmarks (writer);
  jb_pdf_write_labels (writer, writer->annex_pages);
  return jb_pdf_write_structure (writer, error) && jb_pdf_write_metadata (writer, error)
         && jb_pdf_write_attachments (writer, error);
}

GBytes *
jb_pdf_write (const JbDocument *document, const JbPdfOptions *options, GError **error)
{
  g_auto(JbPdfWriter) writer = { .document = document, .options = options };
  g_autoptr(GBytes) unfinished = NULL;

  if (!inspect_annexes (&writer, error) || !jb_pdf_check_document (document, options, writer.n_annex_pages, error))
    return NULL;
  writer.fonts = jb_pdf_fonts_collect (document, options->conformance != JB_PDF_NONE, error);
  if (writer.fonts == NULL)
    return NULL;
  writer.haru = jb_haru_new (error);
  if (writer.haru == NULL || !write_objects (&writer, error) || !jb_pdf_write_charts (&writer, error))
    return NULL;
  unfinished = jb_haru_save (writer.haru, error);
  return unfinished != NULL ? jb_pdf_finish (&writer, unfinished, error) : NULL;
}
