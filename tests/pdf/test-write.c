/* What readers get out of a file: poppler's text, structure, fonts and attachments, qpdf's check, the same bytes again. */
#include "fixture.h"

#include "jb-error.h"

#include <locale.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static const char csv[] = "id,value\nm001,5000万元\n";

static GBytes *
write_briefing (JbPdfConformance conformance, JbPdfOrder order)
{
  g_autoptr(Setter) setter = fixture_briefing ();
  g_autoptr(GBytes) data = g_bytes_new_static (csv, sizeof csv - 1);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  const JbPdfAttachment attachments[] = {
    { "报告（原文）.txt", "text/plain", JB_PDF_SOURCE, "报告原文 / The report", data, 1672876800 },
    { "metrics.csv", "text/csv", JB_PDF_DATA, NULL, data, 1672876800 },
    { "empty.bin", NULL, JB_PDF_UNSPECIFIED, NULL, empty, 1672876800 },
  };
  gboolean with_data = conformance == JB_PDF_A3A || conformance == JB_PDF_NONE;
  JbPdfOptions options = { .producer = "Jianbao 0.1.0", .conformance = conformance, .order = order, .attachments = attachments,
                           .n_attachments = with_data ? G_N_ELEMENTS (attachments) : 0 };

  return fixture_write (setter->document, &options);
}

static void
assert_holds (const char *text, const char *what)
{
  if (strstr (text, what) == NULL)
    fail_msg ("“%s” is not in:\n%s", what, text);
}

/* A row's head that names the head of its section: both are found by name. Nothing is named where nobody is. */
static void
test_headers (void **state)
{
  g_autoptr(Setter) setter = fixture_briefing (), plain = fixture_briefing ();
  JbPdfOptions options = { .producer = "Jianbao 0.1.0", .conformance = JB_PDF_A3A, .order = JB_PDF_PLAIN };
  GArray *elements = setter->document->elements;
  int first = 0;
  guint n = 0;

  (void) state;
  for (guint i = 0; i < elements->len; i++)
    {
      JbElement *element = &g_array_index (elements, JbElement, i);

      if (element->role != JB_ROLE_TH || g_strcmp0 (element->scope, "Row") != 0)
        continue;
      element->header = first;
      n += first > 0;
      first = first > 0 ? first : (int) i;
    }
  assert_true (n > 10);
  g_autoptr(GBytes) bytes = fixture_write (setter->document, &options), none = fixture_write (plain->document, &options);
  g_autofree char *path = fixture_save (bytes, "headers.pdf"), *without = fixture_save (none, "no-headers.pdf");
  g_autofree char *open = fixture_run (NULL, "qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", path, "-", NULL);
  g_autofree char *told = fixture_run (NULL, "pdfinfo", "-struct-text", path, NULL), *bare = fixture_run (NULL, "pdfinfo", "-struct-text", without, NULL);
  g_autofree char *name = g_strdup_printf ("(e%07d)", first), *headers = g_strdup_printf ("/Headers [%s]", name);
  g_auto(GStrv) parts = g_strsplit (told, headers, -1);
  assert_int_equal (g_strv_length (parts), n + 1);
  assert_non_null (strstr (open, "/IDTree"));
  assert_null (strstr (bare, "/Headers"));
}

static const char *const names[] = { "3a.pdf", "2a.pdf", "2u.pdf", "none.pdf" };

static void
test_readers (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GBytes) bytes = write_briefing ((JbPdfConformance) i, JB_PDF_LINEARIZED);
  g_autofree char *path = fixture_save (bytes, names[i]);
  int status;
  g_autofree char *checked = fixture_run (&status, "qpdf", "--check", "--check-linearization", path, NULL);
  g_autofree char *fonts = fixture_run (NULL, "pdffonts", path, NULL);
  g_autofree char *images = fixture_run (NULL, "pdfimages", "-list", path, NULL);
  g_autofree char *text = fixture_run (NULL, "pdftotext", path, "-", NULL);
  g_autofree char *info = fixture_run (NULL, "pdfinfo", path, NULL);
  g_auto(GStrv) lines = g_strsplit (fonts, "\n", -1);
  g_auto(GStrv) image_lines = g_strsplit (images, "\n", -1);

  assert_int_equal (status, 0);
  assert_null (strstr (checked, "WARNING"));
  for (guint k = 2; lines[k] != NULL && *lines[k] != '\0'; k++)
    assert_holds (lines[k], "yes yes yes");
  assert_true (g_strv_length (lines) > 5);
  assert_true (g_strv_length (image_lines) <= 3);
  assert_holds (text, "云溪市2022年政务公开简报");
  assert_holds (text, "人名用字：𬱖、");
  assert_holds (text, "现场检查 12");
  assert_null (strstr (text, "（续）")); /* what is said again is not copied */
  assert_holds (info, "Title:           云溪市2022年政务公开简报");
  assert_holds (info, "Author:          云溪市 <R&D> 办公室");
  assert_holds (info, "Tagged:          yes");
  assert_holds (info, "Optimized:       yes");
  assert_holds (info, "Pages:           3");
}

/* Reading order and roles, as a screen reader meets them. */
static void
test_structure (void **state)
{
  (void) state;
  g_autoptr(GBytes) bytes = write_briefing (JB_PDF_A3A, JB_PDF_LINEARIZED);
  g_autofree char *path = fixture_save (bytes, "structure.pdf");
  g_autofree char *structure = fixture_run (NULL, "pdfinfo", "-struct-text", path, NULL);
  static const char *const in_order[] = {
    "Document\n  H1 (block)\n    Span (inline)\n      \"云溪市2022年政务公开简报\"\n    Span (inline)\n      \"Briefing on Open Government 2022\"\n",
    "  TOC\n    TOCI\n      Reference (inline)\n        Link (inline)\n          \"一、主要工作……2\"\n          Object ",
    "  Sect\n    H2 (block)\n      \"一、主要工作\"\n    P (block)\n      \"云溪市共发布政府信息12345条，同比增长7.57个百分点，安排工业发展资金5000万元；办理“双随机、一公开”检查376次（含联合检查9次），"
    "群众满意率达98%。人名用字：𬱖、𫖯、𫘧。——以上为2022年数据。\"\n    P (block)\n      \"Yunxi published 12,345 pieces of information, up 7.57 percentage points; "
    "the efficient office filed five official affidavits on AV waves. It allocated CNY 50 million to industry.\"\n",
    "    L (block):\n       /ListNumbering /Decimal\n      LI (block)\n        Lbl (block)\n          \"一是\"\n        LBody (block)\n",
    "    Figure:\n       /BBox [72 ",
    "\"现场检查 12联合会商 9On-site inspections 12\"",
    "    Table (block)\n      THead\n        TR\n          TH:\n             /Scope /Column\n            \"指标\"\n",
    "      TBody\n        TR\n          TH:\n             /Scope /Row\n            \"工业发展资金\"\n          TD\n            \"5000万元\"\n          TD\n"
    "            Link (inline)\n              \"第1页\"\n              Object ",
    "\"5006万元\"", "          TD\n          TD\n            Link", "\"5008万元\"", "\"5044万元\"",
  };
  const char *at = structure;

  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    {
      const char *found = strstr (at, in_order[i]);

      if (found == NULL)
        fail_msg ("not in order: %s", in_order[i]);
      at = found + strlen (in_order[i]);
    }
  assert_null (strstr (structure, "（续）")); /* a repeated table head is an artifact */
  assert_null (strstr (structure, "— 1 —"));
}

static void
test_attachments (void **state)
{
  (void) state;
  g_autoptr(GBytes) bytes = write_briefing (JB_PDF_A3A, JB_PDF_LINEARIZED);
  g_autofree char *path = fixture_save (bytes, "attachments.pdf");
  g_autofree char *list = fixture_run (NULL, "pdfdetach", "-list", path, NULL);
  g_autofree char *out = g_strconcat (path, ".csv", NULL);
  g_autofree char *detached = fixture_run (NULL, "pdfdetach", "-save", "2", "-o", out, path, NULL);
  g_autofree char *json = fixture_run (NULL, "qpdf", "--json=2", "--json-key=attachments", path, NULL);
  g_autofree char *back = NULL;
  gsize length;

  assert_holds (list, "3 embedded files");
  assert_holds (list, "报告（原文）.txt");
  assert_true (g_file_get_contents (out, &back, &length, NULL));
  assert_int_equal (length, sizeof csv - 1);
  assert_memory_equal (back, csv, length);
  assert_holds (json, "text/csv");
}

static void
test_same_bytes (void **state)
{
  (void) state;
  g_autoptr(GBytes) first = write_briefing (JB_PDF_A3A, JB_PDF_LINEARIZED);
  const char *locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "C" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_usleep (600 * 1000); /* no clock may show */
      setlocale (LC_ALL, locales[i]); /* where it is installed: a decimal comma */
      g_autoptr(GBytes) again = write_briefing (JB_PDF_A3A, JB_PDF_LINEARIZED);
      assert_true (g_bytes_equal (first, again));
    }
  setlocale (LC_ALL, "C");
}

/* The cost over the same file without claims: output intent, packet (issue 5). */
static void
test_size (void **state)
{
  (void) state;
  g_autoptr(GBytes) claims = write_briefing (JB_PDF_A3A, JB_PDF_LINEARIZED);
  g_autoptr(GBytes) none = write_briefing (JB_PDF_NONE, JB_PDF_LINEARIZED);

  assert_true (g_bytes_get_size (claims) < g_bytes_get_size (none) * 13 / 10);
}

/* --- text that copying gives --- */

static JbGlyphRun *
last_run (Setter *setter)
{
  GArray *inks = setter->page->ink;

  return &g_array_index (inks, JbInk, inks->len - 1).run;
}

static void
retell (JbGlyphRun *run, guint glyph, const char *from, const char *to)
{
  char *at = strstr (run->text, from);
  gsize offset = (gsize) (at - run->text);
  GString *text = g_string_new (run->text);

  assert_non_null (at);
  g_string_erase (text, (gssize) offset, (gssize) strlen (from));
  g_string_insert (text, (gssize) offset, to);
  g_free (run->text);
  run->text = g_string_free (text, FALSE);
  assert_int_equal (run->glyphs[glyph].text, offset);
  run->glyphs[glyph].text_length = (guint32) strlen (to);
  for (guint i = glyph + 1; i < run->n_glyphs; i++)
    run->glyphs[i].text += (guint32) strlen (to) - (guint32) strlen (from);
}

static char *
copy_out (Setter *setter, const char *name)
{
  JbPdfOptions options = { .producer = "Jianbao" };
  g_autoptr(GBytes) bytes = fixture_write (setter->document, &options);
  g_autofree char *path = fixture_save (bytes, name);

  return fixture_run (NULL, "pdfinfo", "-struct-text", path, NULL);
}

/* Ink, a link, ink again: read in this order, though the link is a kid and the ink is the element's own. */
static void
test_mixed_kids (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "前文");
  int anchor = setter_anchor (setter);
  int element = (int) setter->document->elements->len - 1;
  int link = jb_document_add_element (setter->document, JB_ROLE_LINK, element, "en");

  setter_place (setter, link, JB_ARTIFACT_NONE, "zh-cn", 200, 200, 100, "链接");
  setter_link (setter, link, 200, anchor, "标题");
  setter_place (setter, element, JB_ARTIFACT_NONE, "zh-cn", 300, 200, 100, "后文");
  g_autofree char *text = copy_out (setter, "mixed.pdf");
  assert_holds (text, "  P (block)\n    \"前文\"\n    Link (inline)\n      \"链接\"\n      Object ");
  assert_true (strstr (text, "后文") > strstr (text, "链接"));
}

/* What no reader shows: languages of elements, a carriage return in a string that is not escaped (it reads as a line feed). */
static void
test_inside (void **state)
{
  (void) state;
  g_autoptr(GBytes) bytes = write_briefing (JB_PDF_A3A, JB_PDF_PLAIN);
  g_autofree char *path = fixture_save (bytes, "inside.pdf");
  g_autofree char *normal = g_strconcat (path, ".normal.pdf", NULL);
  g_autofree char *qdf = fixture_run (NULL, "qpdf", "--json=2", "--json-key=qpdf", path, NULL);
  g_autofree char *done = fixture_run (NULL, "qpdf", "--normalize-content=y", "--stream-data=uncompress", path, normal, NULL);
  g_autofree char *text = fixture_run (NULL, "pdftotext", path, "-", NULL);
  g_autofree char *again = fixture_run (NULL, "pdftotext", normal, "-", NULL);
  g_auto(GStrv) english = g_strsplit (qdf, "\"/Lang\": \"u:en\"", -1);

  assert_int_equal (g_strv_length (english), 3);
  assert_string_equal (text, again);
}

/* One glyph, two texts: the comma of the source is set full-width, and comes back as it was. */
static void
test_one_glyph_two_texts (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "甲，乙，丙");

  retell (last_run (setter), 1, "，", ",");
  g_autofree char *text = copy_out (setter, "two-texts.pdf");
  assert_holds (text, "\"甲,乙，丙\"");
}

/* One glyph for several characters: ToUnicode says them all. */
static void
test_ligature (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "甲乙丙");

  retell (last_run (setter), 1, "乙", "——");
  g_autofree char *text = copy_out (setter, "ligature.pdf");
  assert_holds (text, "\"甲——丙\"");
}

/* Several glyphs for one cluster: each gives a character. */
static void
test_cluster (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "甲乙丙丁");
  JbGlyphRun *run = last_run (setter);

  run->glyphs[1].text_length = 6; /* 乙丙 is one cluster of two glyphs */
  run->glyphs[2].text = run->glyphs[1].text;
  run->glyphs[2].text_length = 0;
  g_autofree char *text = copy_out (setter, "cluster.pdf");
  assert_holds (text, "\"甲乙丙丁\"");
  assert_null (strstr (text, "\u200B"));
}

/* More glyphs than characters: a Span with ActualText. */
static void
test_actual_text (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "甲乙丙丁");
  JbGlyphRun *run = last_run (setter);

  g_free (run->text);
  run->text = g_strdup ("甲乙丁");
  run->glyphs[2].text = run->glyphs[1].text;
  run->glyphs[2].text_length = 0;
  run->glyphs[3].text = 6;
  JbPdfOptions options = { .producer = "Jianbao" };
  g_autoptr(GBytes) bytes = fixture_write (setter->document, &options);
  g_autofree char *path = fixture_save (bytes, "actual-text.pdf");
  g_autofree char *text = fixture_run (NULL, "pdftotext", path, "-", NULL);
  assert_holds (text, "甲乙丁");
  assert_null (strstr (text, "\u200B"));
}

/* Data that ends with a carriage return before libqpdf's line feed: one stream in 256. A reader who takes back one end of
 * line, CR LF, CR or LF, must find Length bytes. */
static guint
assert_ends (const char *file, gsize size)
{
  const char *at = file;
  guint n_returns = 0;

  while ((at = memmem (at, size - (gsize) (at - file), ">>\nstream\n", 10)) != NULL)
    {
      const char *data = at + 10;
      const char *dict = at;

      while (memcmp (dict, " obj\n<<", 7) != 0)
        dict--;
      gsize length = g_ascii_strtoull (g_strstr_len (dict, at - dict, "/Length ") + 8, NULL, 10);
      const char *end = memmem (data + length, 16, "endstream", 9);
      assert_non_null (end);
      n_returns += length > 0 && data[length - 1] == '\r';
      const char *eol = end[-1] == '\n' ? (end[-2] == '\r' ? end - 2 : end - 1) : end;
      if (eol != data + length)
        fail_msg ("a stream of %zu bytes looks %zu long", length, (gsize) (eol - data));
      at = end;
    }
  return n_returns;
}

static void
test_stream_ends (void **state)
{
  (void) state;
  guint n_returns = 0;

  for (gunichar c = 0x4E00; c < 0x4E00 + 300; c += 3)
    {
      char text[8] = "";
      text[g_unichar_to_utf8 (c, text)] = '\0';
      g_autoptr(Setter) setter = fixture_short ("标题", text);
      JbPdfOptions options = { .producer = "Jianbao", .order = c % 2 ? JB_PDF_PLAIN : JB_PDF_LINEARIZED };
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = jb_pdf_write (setter->document, &options, &error);

      if (bytes == NULL) /* no vendored font has it */
        continue;
      n_returns += assert_ends (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (c == 0x4E00 || n_returns == 1)
        {
          g_autofree char *path = fixture_save (bytes, "ends.pdf");
          int status;
          g_autofree char *checked = fixture_run (&status, "qpdf", "--check", path, NULL);
          assert_int_equal (status, 0);
        }
    }
  assert_true (n_returns > 0); /* else nothing was tried */
}

/* Letters that stand apart, closer, higher: text stays whole, positions are kept to a hundredth of an em. */
static void
test_positions (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "甲乙丙丁戊己");
  JbGlyphRun *run = last_run (setter);

  for (guint i = 0; i < run->n_glyphs; i++)
    run->glyphs[i].x = (float) (i * 14.0 + (i == 4 ? -3.5 : 0));
  run->glyphs[5].y = -4;
  g_autofree char *text = copy_out (setter, "positions.pdf");
  assert_holds (text, "\"甲乙丙丁戊己\"");

  g_autofree char *path = g_build_filename (g_getenv ("JB_BINARY_DIR"), "pdf-tests", "positions.pdf", NULL);
  g_autofree char *boxes = fixture_run (NULL, "pdftotext", "-bbox-layout", path, "-", NULL);
  g_autofree char *qdf = fixture_run (NULL, "qpdf", "--qdf", "--object-streams=disable", path, "-", NULL);
  assert_true (strlen (boxes) > 0 && strlen (qdf) > 0);
}

static void
test_positions_drawn (void **state)
{
  (void) state;
  g_autofree char *path = g_build_filename (g_getenv ("JB_BINARY_DIR"), "pdf-tests", "positions.pdf", NULL);
  g_autofree char *trace = fixture_run (NULL, "mutool", "trace", path, NULL);
  const double x[] = { 72, 86, 100, 114, 124.5, 142 };
  const char *at = strstr (trace, "unicode=\"甲\"");

  assert_non_null (at);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    {
      const char *found = strstr (at, " x=\"");

      assert_non_null (found);
      double value = g_ascii_strtod (found + 4, NULL);
      if (value < x[i] - 0.06 || value > x[i] + 0.06)
        fail_msg ("glyph %u stands at %.3f, not %.3f", i, value, x[i]);
      at = found + 4;
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (names) + 13] = {
    cmocka_unit_test (test_structure), cmocka_unit_test (test_headers), cmocka_unit_test (test_attachments), cmocka_unit_test (test_same_bytes),
    cmocka_unit_test (test_size), cmocka_unit_test (test_one_glyph_two_texts), cmocka_unit_test (test_ligature),
    cmocka_unit_test (test_cluster), cmocka_unit_test (test_actual_text), cmocka_unit_test (test_stream_ends),
    cmocka_unit_test (test_mixed_kids), cmocka_unit_test (test_inside),
    cmocka_unit_test (test_positions), cmocka_unit_test (test_positions_drawn),
  };
  gsize n = 13;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    tests[n++] = (struct CMUnitTest) { .name = names[i], .test_func = test_readers, .initial_state = GSIZE_TO_POINTER (i) };
  return _cmocka_run_group_tests ("pdf write", tests, n, NULL, NULL);
}
