/* All charts of a document on one Cairo PDF, a page each, so that they share its fonts. Only the plot: head and foot are
 * text of the page. No Cairo tags or links, which no validator would take. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"
#include "jb-pdf-import-private.h"

#include <cairo-pdf.h>

typedef cairo_surface_t Surface;
typedef cairo_t Context;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surface, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Context, cairo_destroy)

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check (cairo_status_t status, const char *what, guint number, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "Cairo, %s %u: %s", what, number, cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_pages (const JbDocument *document, cairo_surface_t *surface, GError **error)
{
  for (guint i = 0; i < document->charts->len; i++)
    {
      const JbChartScene *scene = g_ptr_array_index (document->charts, i);
      g_autoptr(Context) cr = NULL;

      cairo_pdf_surface_set_size (surface, scene->width, scene->height);
      cr = cairo_create (surface);
      jb_chart_scene_draw (scene, cr, JB_PART_PLOT);
      cairo_show_page (cr);
      if (!check (cairo_status (cr), "chart", i + 1, error))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
draw_charts (const JbDocument *document, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(Surface) surface = cairo_pdf_surface_create_for_stream (collect, bytes, 1, 1);

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  if (!draw_pages (document, surface, error))
    return NULL;
  cairo_surface_finish (surface);
  if (!check (cairo_surface_status (surface), "charts, all", document->charts->len, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
jb_pdf_write_charts (JbPdfWriter *writer, GError **error)
{
  if (writer->forms->len == 0)
    return TRUE;

  g_autoptr(GBytes) charts = draw_charts (writer->document, error);
  g_autoptr(JbPdfImport) import = charts != NULL ? jb_pdf_import_new (writer->haru, charts, "charts", error) : NULL;
  if (import == NULL)
    return FALSE;
  for (guint i = 0; i < writer->forms->len; i++)
    if (!jb_pdf_import_page (import, i, g_ptr_array_index (writer->forms, i), error))
      return FALSE;
  return TRUE;
}
