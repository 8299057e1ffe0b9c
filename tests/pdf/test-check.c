/* What the conformance demands and a document lacks: each is an error that names the thing. Every row breaks the fixture
 * briefing in one place. */
#include "fixture.h"

#include "jb-error.h"

#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static JbElement *
nth (Setter *setter, JbRole role, guint n)
{
  GArray *elements = setter->document->elements;

  for (guint i = 0; i < elements->len; i++)
    if (g_array_index (elements, JbElement, i).role == role && n-- == 0)
      return &g_array_index (elements, JbElement, i);
  fail ();
  return NULL;
}

static JbLink *
first_link (Setter *setter)
{
  return &g_array_index (((JbPage *) g_ptr_array_index (setter->document->pages, 0))->links, JbLink, 0);
}

static JbInk *
first_ink (Setter *setter, JbInkKind kind)
{
  JbPage *page = g_ptr_array_index (setter->document->pages, 1);

  for (guint i = 0; i < page->ink->len; i++)
    if (g_array_index (page->ink, JbInk, i).kind == kind && g_array_index (page->ink, JbInk, i).element >= 0)
      return &g_array_index (page->ink, JbInk, i);
  fail ();
  return NULL;
}

static void no_title (Setter *s) { g_clear_pointer (&s->document->title, g_free); }
static void blank_title (Setter *s) { g_free (s->document->title); s->document->title = g_strdup ("　 "); }
static void bad_lang (Setter *s) { s->document->lang = "zh_CN"; }
static void no_lang (Setter *s) { s->document->lang = NULL; }
static void bad_element_lang (Setter *s) { nth (s, JB_ROLE_SPAN, 1)->lang = "simplified-chinese"; }
static void no_alt (Setter *s) { g_clear_pointer (&nth (s, JB_ROLE_FIGURE, 0)->alt, g_free); }
static void no_box (Setter *s) { memset (nth (s, JB_ROLE_FIGURE, 0)->bbox, 0, sizeof (double[4])); }
static void no_figure_page (Setter *s) { nth (s, JB_ROLE_FIGURE, 0)->page = -1; }
static void no_scope (Setter *s) { nth (s, JB_ROLE_TH, 1)->scope = NULL; }
static void bad_scope (Setter *s) { nth (s, JB_ROLE_TH, 1)->scope = "Col"; }
static void skipped_level (Setter *s) { nth (s, JB_ROLE_H3, 0)->role = JB_ROLE_H4; }
static void no_h1 (Setter *s) { nth (s, JB_ROLE_H1, 0)->role = JB_ROLE_H2; }
static void cell_less (Setter *s) { nth (s, JB_ROLE_TD, 5)->role = JB_ROLE_P; }
static void wide_cell (Setter *s) { nth (s, JB_ROLE_TD, 5)->col_span = 2; }
static void tall_cell (Setter *s) { nth (s, JB_ROLE_TD, 5)->row_span = 2; }
static void item_outside (Setter *s) { nth (s, JB_ROLE_LI, 0)->role = JB_ROLE_P; }
static void entry_outside (Setter *s) { nth (s, JB_ROLE_TOC, 0)->role = JB_ROLE_DIV; }
static void row_outside (Setter *s) { nth (s, JB_ROLE_TBODY, 0)->role = JB_ROLE_SECT; }
static void no_contents (Setter *s) { g_clear_pointer (&first_link (s)->contents, g_free); }
static void link_elsewhere (Setter *s) { first_link (s)->element = 0; }
static void link_nowhere (Setter *s) { first_link (s)->anchor = 99; }
static void link_unplaced (Setter *s) { first_link (s)->anchor = jb_document_add_anchor (s->document); }
static void loose_ink (Setter *s) { JbInk *ink = first_ink (s, JB_INK_GLYPHS); ink->element = -1; ink->artifact = JB_ARTIFACT_NONE; }
static void lost_ink (Setter *s) { first_ink (s, JB_INK_GLYPHS)->element = 9999; }
static void lost_chart (Setter *s) { first_ink (s, JB_INK_CHART)->chart = 7; }
static void glyph_0 (Setter *s) { first_ink (s, JB_INK_GLYPHS)->run.glyphs[2].glyph = 0; }
static void unknown_glyph (Setter *s) { first_ink (s, JB_INK_GLYPHS)->run.glyphs[2].glyph = 0x10000000u | 0x4E00; }
static void private_use (Setter *s) { memcpy (first_ink (s, JB_INK_GLYPHS)->run.text, "\xEE\x80\x80", 3); }
static void mark (Setter *s) { memcpy (first_ink (s, JB_INK_GLYPHS)->run.text, "\xEF\xBB\xBF", 3); }
static void text_beyond (Setter *s) { first_ink (s, JB_INK_GLYPHS)->run.glyphs[2].text = 5000; }
static void broken_text (Setter *s) { first_ink (s, JB_INK_GLYPHS)->run.text[1] = 'x'; }
static void no_bookmark_title (Setter *s) { *g_array_index (s->document->bookmarks, JbBookmark, 0).title = '\0'; }
static void deep_bookmark (Setter *s) { g_array_index (s->document->bookmarks, JbBookmark, 1).level = 3; }
static void no_document (Setter *s) { nth (s, JB_ROLE_DOCUMENT, 0)->role = JB_ROLE_SECT; }
static void late_parent (Setter *s) { nth (s, JB_ROLE_H2, 0)->parent = 200; }
static void huge_page (Setter *s) { s->page->width = 20000; }
static void long_alt (Setter *s)
{
  JbElement *figure = nth (s, JB_ROLE_FIGURE, 0);

  g_free (figure->alt);
  figure->alt = g_strnfill (40000, 'x');
}
static void no_pages (Setter *s) { g_ptr_array_set_size (s->document->pages, 0); }
static void nothing (Setter *s) { (void) s; }

static const struct
{
  const char *name;
  void      (*break_it) (Setter *setter);
  int         code;      /* -1: is written */
  int         code_none; /* with no conformance */
  const char *says;
} cases[] = {
  { "nothing", nothing, -1, -1, "" },
  { "no title", no_title, JB_ERROR_FORMAT, -1, "no title" },
  { "blank title", blank_title, JB_ERROR_FORMAT, -1, "no title" },
  { "language with an underscore", bad_lang, JB_ERROR_FORMAT, -1, "zh_CN" },
  { "no language", no_lang, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "no language" },
  { "language of an element", bad_element_lang, JB_ERROR_FORMAT, -1, "page 1, structure element 3 (Span)" },
  { "figure without text", no_alt, JB_ERROR_FORMAT, -1, "(Figure): has no alternative text (UA 7.3)" },
  { "figure without box", no_box, JB_ERROR_FORMAT, -1, "bounding box" },
  { "figure on no page", no_figure_page, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "on no page" },
  { "text of a figure too long", long_alt, JB_ERROR_FORMAT, -1, "too long" },
  { "header without scope", no_scope, JB_ERROR_FORMAT, -1, "page 2, structure element" },
  { "scope that is none", bad_scope, JB_ERROR_FORMAT, -1, "Scope (UA 7.5)" },
  { "level of headings skipped", skipped_level, JB_ERROR_FORMAT, -1, "skips a level of headings (UA 7.4.2)" },
  { "first heading not H1", no_h1, JB_ERROR_FORMAT, -1, "not H1" },
  { "paragraph for a cell", cell_less, JB_ERROR_FORMAT, -1, "may not stand in a TR" },
  { "row too wide", wide_cell, JB_ERROR_FORMAT, -1, "more or fewer cells" },
  { "cell over cell", tall_cell, JB_ERROR_FORMAT, -1, "UA 7.2" },
  { "list item outside", item_outside, JB_ERROR_FORMAT, -1, "may not stand in a L" },
  { "contents entry outside", entry_outside, JB_ERROR_FORMAT, -1, "may not stand in a Div" },
  { "row outside", row_outside, JB_ERROR_FORMAT, -1, "may not stand in a Table" },
  { "link without contents", no_contents, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "page 1: a link does not say where it leads" },
  { "link of no Link", link_elsewhere, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "belongs to no Link element" },
  { "link to nowhere", link_nowhere, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "leads to no page" },
  { "link to an anchor never placed", link_unplaced, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "leads to no page" },
  { "ink of nothing", loose_ink, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "page 2: ink is neither" },
  { "ink of an unknown element", lost_ink, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "9999" },
  { "unknown chart", lost_chart, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "chart 7" },
  { "glyph 0", glyph_0, JB_ERROR_GLYPH, JB_ERROR_GLYPH, "page 2: “主” (U+4E3B)" },
  { "unknown glyph", unknown_glyph, JB_ERROR_GLYPH, JB_ERROR_GLYPH, "page 2: “主” (U+4E3B)" },
  { "private-use character", private_use, JB_ERROR_GLYPH, -1, "(U+E000)" },
  { "byte-order mark in text", mark, JB_ERROR_GLYPH, JB_ERROR_GLYPH, "U+FEFF" },
  { "text behind the end", text_beyond, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "lies behind the end" },
  { "text not UTF-8", broken_text, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "without text" },
  { "bookmark without title", no_bookmark_title, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "bookmark 1" },
  { "bookmark too deep", deep_bookmark, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "skips a level" },
  { "no Document", no_document, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "not the Document" },
  { "parent behind its kid", late_parent, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "before its parent" },
  { "page too large", huge_page, JB_ERROR_LIMIT, JB_ERROR_LIMIT, "page 3" },
  { "no page", no_pages, JB_ERROR_FORMAT, JB_ERROR_FORMAT, "page" },
};

static void
expect (Setter *setter, JbPdfConformance conformance, int code, const char *says)
{
  JbPdfOptions options = { .producer = "Jianbao", .conformance = conformance };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = jb_pdf_write (setter->document, &options, &error);

  if (code < 0)
    {
      if (error != NULL)
        fail_msg ("%s", error->message);
      assert_non_null (bytes);
      return;
    }
  assert_null (bytes);
  assert_non_null (error);
  if (!g_error_matches (error, JB_ERROR, code) || strstr (error->message, says) == NULL)
    fail_msg ("%d: %s", error->code, error->message);
}

static void
test_case (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(Setter) setter = fixture_briefing ();

  cases[i].break_it (setter);
  expect (setter, JB_PDF_A3A, cases[i].code, cases[i].says);
  expect (setter, JB_PDF_NONE, cases[i].code_none, cases[i].says);
}

static const struct { const char *name; JbPdfAttachment attachment; JbPdfConformance conformance; int code; const char *says; } attached[] = {
  { "csv in 3a", { .name = "a.csv", .mime = "text/csv" }, JB_PDF_A3A, -1, "" },
  { "csv in 2a", { .name = "a.csv", .mime = "text/csv" }, JB_PDF_A2A, JB_ERROR_UNSUPPORTED, "attachment a.csv: PDF/A-2 holds no such file (ISO 19005-2, 6.8)" },
  { "csv in 2u", { .name = "a.csv", .mime = "text/csv" }, JB_PDF_A2U, JB_ERROR_UNSUPPORTED, "6.8" },
  { "csv in none", { .name = "a.csv", .mime = "text/csv" }, JB_PDF_NONE, -1, "" },
  { "no name", { .name = "" }, JB_PDF_A3A, JB_ERROR_FORMAT, "file name" },
  { "a folder", { .name = "../a.csv" }, JB_PDF_A3A, JB_ERROR_FORMAT, "folder" },
  { "no MIME type", { .name = "a.csv", .mime = "csv" }, JB_PDF_A3A, JB_ERROR_FORMAT, "MIME" },
  { "MIME type with a space", { .name = "a.csv", .mime = "text /csv" }, JB_PDF_A3A, JB_ERROR_FORMAT, "MIME" },
};

static void
test_attachment (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(Setter) setter = fixture_short ("标题", "正文");
  g_autoptr(GBytes) data = g_bytes_new_static ("1,2\n", 4);
  JbPdfAttachment attachment = attached[i].attachment;
  JbPdfOptions options = { .producer = "Jianbao", .conformance = attached[i].conformance, .attachments = &attachment, .n_attachments = 1 };
  g_autoptr(GError) error = NULL;

  attachment.bytes = data;
  g_autoptr(GBytes) bytes = jb_pdf_write (setter->document, &options, &error);
  if (attached[i].code < 0)
    {
      assert_null (error);
      return;
    }
  assert_null (bytes);
  if (!g_error_matches (error, JB_ERROR, attached[i].code) || strstr (error->message, attached[i].says) == NULL)
    fail_msg ("%s", error->message);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + G_N_ELEMENTS (attached)];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_case, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (attached); i++)
    tests[n++] = (struct CMUnitTest) { .name = attached[i].name, .test_func = test_attachment, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("pdf check", tests, NULL, NULL);
}
