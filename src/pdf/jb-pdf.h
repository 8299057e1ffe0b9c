/* A laid-out document → the bytes of a PDF, by libharu's object layer, hb-subset and libqpdf.
 *
 * What the document lacks for the conformance that is asked for (a title, the text of a figure, a header's scope …) is an
 * error that names the page or element, at the place of writing; a file that claims what it is not is never written. */
#pragma once

#include "jb-document.h"

#include <glib.h>

/* What the file claims. All but NONE claim PDF/UA-1 too; NONE writes the same objects without a claim. */
typedef enum
{
  JB_PDF_A3A, /* ISO 19005-3, level A: any attachment */
  JB_PDF_A2A, /* ISO 19005-2, level A: no attachment */
  JB_PDF_A2U, /* ISO 19005-2, level U: no attachment */
  JB_PDF_NONE
} JbPdfConformance;

/* "pdfa-3a", "pdfa-2a", "pdfa-2u", "none". Returns: %FALSE where @name is none of them. */
gboolean jb_pdf_conformance_parse (const char *name, JbPdfConformance *conformance);

/* ISO 19005-3:2012, annex E: what an attached file is to the document */
typedef enum
{
  JB_PDF_UNSPECIFIED, JB_PDF_SOURCE, JB_PDF_DATA, JB_PDF_ALTERNATIVE, JB_PDF_SUPPLEMENT, JB_PDF_N_RELATIONSHIPS
} JbPdfRelationship;

typedef struct
{
  const char *name;         /* file name without folder, UTF-8 */
  const char *mime;         /* "text/csv"; NULL: application/octet-stream */
  JbPdfRelationship relationship;
  const char *description;  /* one line, for the reader */
  GBytes     *bytes;
  gint64      time;         /* seconds since 1970: when it was last changed */
} JbPdfAttachment;

typedef struct
{
  const char *name;         /* for messages: the file's name */
  const char *title;        /* for bookmark and structure, as "附件1 统计表"; NULL: 附件1, 附件2 … */
  GBytes     *bytes;
} JbPdfAnnex;

typedef enum { JB_PDF_LINEARIZED, JB_PDF_PLAIN } JbPdfOrder;

typedef struct
{
  const char            *producer;    /* "Jianbao 0.1.0" */
  JbPdfConformance       conformance;
  JbPdfOrder             order;       /* LINEARIZED: the first page is shown before the rest has come */
  const JbPdfAttachment *attachments; /* associated files of the document, in this order */
  guint                  n_attachments;
  const JbPdfAnnex      *annexes;     /* appended after the document's own pages */
  guint                  n_annexes;
} JbPdfOptions;

#define JB_PDF_MAX_PAGES       20000
#define JB_PDF_MAX_ATTACHMENTS 4000
#define JB_PDF_MAX_MCIDS       30000   /* marked-content sequences on one page */
#define JB_PDF_MAX_KIDS        30000   /* kids of one element; libharu's arrays end at 32,767 */
#define JB_PDF_MAX_LABELS      10000   /* ranges of page labels */
#define JB_PDF_MAX_ANNEX_BYTES (512u * 1024 * 1024)
#define JB_PDF_MAX_ANNEX_PAGES 5000

/**
 * jb_pdf_write:
 * @document: borrowed for the call
 * @options: borrowed for the call
 *
 * Writes the document: Type0 fonts with Identity-H, subset by hb-subset, each code with its own text in ToUnicode; charts
 * as Form XObjects; structure tree, links, bookmarks, page labels, language and title. The same document gives the same
 * bytes, whenever and wherever. Cost: linear in glyphs, elements and links.
 *
 * Returns: (transfer full): the file. %NULL with %JB_ERROR_SYSTEM (libharu's first error as a sentence, libqpdf, Cairo),
 *   %JB_ERROR_GLYPH (glyph 0, a private-use character), %JB_ERROR_LIMIT (more than a PDF holds), %JB_ERROR_FORMAT (what
 *   the conformance demands is missing; or an annex is broken), %JB_ERROR_UNSUPPORTED (an annex or attachment that the
 *   conformance forbids, with clause and page).
 */
GBytes *jb_pdf_write (const JbDocument *document, const JbPdfOptions *options, GError **error);

/* What is known of a PDF before its pages are appended. */
typedef struct
{
  guint    n_pages;
  int      part;          /* pdfaid:part of its metadata; 0: no claim */
  char     level;         /* 'A', 'B', 'U'; 0 */
  gboolean universal;     /* claims PDF/UA-1 */
  gboolean tagged;        /* has a structure tree of its own */
  char    *title;         /* of its metadata; NULL */
} JbPdfAnnexInfo;

/**
 * jb_pdf_annex_inspect:
 * @bytes: the PDF; from outside, so whatever
 * @name: for messages
 * @conformance: what the briefing will claim; %JB_PDF_NONE asks only whether its pages can be read
 *
 * Returns: (transfer full): free with jb_pdf_annex_info_free(). %NULL with %JB_ERROR_FORMAT (broken, a page tree with a
 *   cycle), %JB_ERROR_LIMIT (beyond %JB_PDF_MAX_ANNEX_PAGES or %JB_PDF_MAX_ANNEX_BYTES), %JB_ERROR_UNSUPPORTED
 *   (encrypted; not of @conformance, with clause and page).
 */
JbPdfAnnexInfo *jb_pdf_annex_inspect (GBytes *bytes, const char *name, JbPdfConformance conformance, GError **error);
void jb_pdf_annex_info_free (JbPdfAnnexInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbPdfAnnexInfo, jb_pdf_annex_info_free)
