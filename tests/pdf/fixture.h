/* Documents for the tests of the pdf room, set by Pango without the layout room: a small page setter, and one document that
 * has everything a briefing has. */
#pragma once

#include "jb-pdf.h"

#include <glib.h>

typedef struct
{
  JbFonts    *fonts;
  PangoContext *context;
  JbDocument *document;
  JbPage     *page;
  double      y;        /* where the next line goes */
  JbFontVoice voice;
  int         weight;
  double      size;
  gboolean    justify;
} Setter;

#define SETTER_LEFT  72.0
#define SETTER_WIDTH 451.0

Setter *setter_new (void);
void setter_free (Setter *setter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Setter, setter_free)

void setter_new_page (Setter *setter);

/* Sets @text at x, y of @width as ink of @element, or as an artifact where it is -1. Returns: its height. */
double setter_place (Setter *setter, int element, JbArtifact artifact, const char *lang, double x, double y, double width, const char *text);

/* The same as the next paragraph of the page, with a new page where it is full. Returns: the element. */
int setter_add (Setter *setter, JbRole role, int parent, const char *lang, const char *text);

/* An anchor here; a link over the last line that leads there. */
int setter_anchor (Setter *setter);
void setter_link (Setter *setter, int element, double y, int anchor, const char *contents);

/* Cover, contents, both languages, list, figure, a table over two pages, links, bookmarks, labels, artifacts. */
Setter *fixture_briefing (void);

/* One H1 and one paragraph. */
Setter *fixture_short (const char *heading, const char *paragraph);

/* Appends @n_pages pages of @n_lines lines, copies of the ink of page @model, with @n_links links a page. */
void fixture_repeat (Setter *setter, guint model, guint n_pages, guint n_lines, guint n_links);

GBytes *fixture_write (const JbDocument *document, const JbPdfOptions *options); /* asserts success */

/* Writes @bytes to a file of the test's folder. Returns: (transfer full): its path. */
char *fixture_save (GBytes *bytes, const char *name);

/* Runs a program, @argv NULL-terminated. Returns: (transfer full): what it printed on stdout, then on stderr. */
char *fixture_run (int *status, const char *program, ...) G_GNUC_NULL_TERMINATED;
