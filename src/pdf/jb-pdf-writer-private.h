/* One document on its way into a file: what the files of this room share. */
#pragma once

#include "jb-haru-private.h"
#include "jb-pdf-font-private.h"
#include "jb-pdf.h"

#include <glib.h>

/* A stretch of ink on one page that belongs to one element: a marked-content sequence. */
typedef struct
{
  guint element;
  guint page;
  guint mcid;
} JbPdfMark;

typedef struct _JbPdfWriter JbPdfWriter;
typedef struct _JbPdfOutlineItem JbPdfOutlineItem;

/* A link annotation, written when the file is saved. */
typedef struct
{
  const JbPdfWriter *writer;
  const JbLink *link;
  double height;        /* of its page */
  guint  struct_parent; /* key in the parent tree */
} JbPdfLinkObject;

struct _JbPdfWriter
{
  const JbDocument   *document;
  const JbPdfOptions *options;
  JbHaru     *haru;
  JbPdfFonts *fonts;
  GPtrArray  *pages;    /* of HPDF_Page; the annexes' pages, empty until jb_pdf_finish(), after the document's */
  GArray     *marks;    /* of JbPdfMark, in order of pages and ink */
  GPtrArray  *forms;    /* of HPDF_Dict: a chart's place, filled by jb_pdf_write_charts() */
  GPtrArray  *annotations; /* of HPDF_Dict: of all links, in order of pages */
  gpointer    structure;   /* what the elements are written from, when the file is saved */
  GDestroyNotify free_structure;
  JbPdfLinkObject  *links;
  JbPdfOutlineItem *outline; /* 0: the outline itself */
  guint       n_outline;
  guint      *annex_pages;   /* by annex: how many */
  guint       n_annex_pages;
  gboolean    universal;     /* PDF/UA-1 is claimed: not where an annex has tags that don't claim it */
};

void jb_pdf_writer_clear (JbPdfWriter *writer);

/* What the conformance demands of the document, told as errors; see jb-pdf-check.c. */
gboolean jb_pdf_check_document (const JbDocument *document, const JbPdfOptions *options, guint n_annex_pages, GError **error);

/* The content stream of a page; adds its marks. @next_use: index into fonts->uses, moved on. */
gboolean jb_pdf_write_content (JbPdfWriter *writer, guint page, guint *next_use, GError **error);

/* "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$", ISO 14289-1, 7.2 */
gboolean jb_pdf_is_language (const char *lang);

/* The annex's title, or 附件1, Annex 1 by the document's language. Returns: (transfer full). */
char *jb_pdf_annex_title (const JbPdfWriter *writer, guint annex);

/* Structure tree, parent tree and the page entries that belong to them. */
gboolean jb_pdf_write_structure (JbPdfWriter *writer, GError **error);

/* Links, bookmarks, page labels. */
void jb_pdf_write_links (JbPdfWriter *writer);
void jb_pdf_write_bookmarks (JbPdfWriter *writer);
void jb_pdf_free_bookmarks (JbPdfWriter *writer);
void jb_pdf_write_labels (JbPdfWriter *writer, const guint *annex_pages);

/* Info dictionary, XMP packet, output intent, catalog entries. */
gboolean jb_pdf_write_metadata (JbPdfWriter *writer, GError **error);

/* Associated files. */
gboolean jb_pdf_write_attachments (JbPdfWriter *writer, GError **error);

/* Charts into their forms. */
gboolean jb_pdf_write_charts (JbPdfWriter *writer, GError **error);

/* libqpdf's pass: annexes go behind the last page. Returns: (transfer full). */
GBytes *jb_pdf_finish (JbPdfWriter *writer, GBytes *unfinished, GError **error);

/* "D:20230105000000Z" and "2023-01-05T00:00:00Z". Returns: (transfer full). */
char *jb_pdf_format_date (gint64 time);
char *jb_pdf_format_xmp_date (gint64 time);

/* y of PDF, up from the page's bottom. */
double jb_pdf_flip (const JbDocument *document, int page, double y);
