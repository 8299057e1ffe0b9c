#include "jb-pdf-annex-private.h"

void
jb_pdf_annex_info_free (JbPdfAnnexInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->title);
  g_free (info);
}

JbPdfAnnexInfo *
jb_pdf_annex_inspect (GBytes *bytes, const char *name, JbPdfConformance conformance, GError **error)
{
  g_autoptr(JbQpdf) pdf = jb_qpdf_open (bytes, name, error);
  (void) conformance;
  return NULL;
}

gboolean
jb_pdf_append_annexes (JbPdfWriter *writer, JbQpdf *pdf, GPtrArray *open, GError **error)
{
  (void) writer; (void) pdf; (void) open; (void) error;
  return TRUE;
}
