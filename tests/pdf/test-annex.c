/* Foreign PDFs: what is taken, and what is refused with its clause and page. */
#include "fixture.h"

#include "jb-error.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

/* A file out of objects "1 0 obj … endobj", with a cross-reference table made for it. */
static GBytes *
make_file (const char *const *objects, const char *trailer)
{
  g_autoptr(GString) file = g_string_new ("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  g_autoptr(GString) table = g_string_new ("0000000000 65535 f \n");
  guint n = 1;

  for (guint i = 0; objects[i] != NULL; i++, n++)
    {
      g_string_append_printf (table, "%010zu 00000 n \n", file->len);
      g_string_append_printf (file, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
  gsize start = file->len;
  g_string_append_printf (file, "xref\n0 %u\n%strailer\n<</Size %u/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", n, table->str, n, trailer, start);
  return g_string_free_to_bytes (g_steal_pointer (&file));
}

#define PACKET(claim) "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>" \
  "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' " \
  "xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'>" claim "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
#define CLAIM_2B "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"

static char *
stream (const char *entries, const char *data)
{
  return g_strdup_printf ("<<%s/Length %zu>>\nstream\n%s\nendstream", entries, strlen (data), data);
}

/* One page with a rectangle, turned, of an odd size; no structure. */
static GBytes *
make_plain (const char *claim, const char *page_entries, const char *catalog_entries)
{
  g_autofree char *packet = g_strdup_printf (PACKET ("%s"), claim);
  g_autofree char *metadata = stream ("/Type/Metadata/Subtype/XML", packet);
  g_autofree char *content = stream ("", "0.9 0.2 0.1 rg 20 20 100 50 re f");
  g_autofree char *catalog = g_strdup_printf ("<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R%s>>", catalog_entries);
  g_autofree char *page = g_strdup_printf ("<</Type/Page/Parent 2 0 R/Resources<<>>/Contents 4 0 R%s>>", page_entries);
  const char *objects[] = { catalog, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 200]/Rotate 90>>", page, content, metadata, NULL };

  return make_file (objects, "");
}

static GBytes *
make_tagged (JbPdfConformance conformance)
{
  g_autoptr(Setter) setter = fixture_briefing ();
  JbPdfOptions options = { .producer = "Jianbao", .conformance = conformance };

  return fixture_write (setter->document, &options);
}

/* Each kid names its parent, each element and annotation a page of this file. */
static guint
assert_tree (qpdf_data pdf, qpdf_oh element)
{
  qpdf_oh kids = qpdf_oh_get_key (pdf, element, "/K");
  qpdf_oh page = qpdf_oh_get_key (pdf, element, "/Pg");
  int n = qpdf_oh_is_array (pdf, kids) ? qpdf_oh_get_array_n_items (pdf, kids) : 1;
  guint count = 1;

  if (qpdf_oh_is_dictionary (pdf, page))
    assert_true (qpdf_find_page_by_oh (pdf, page) >= 0);
  for (int i = 0; i < n; i++)
    {
      qpdf_oh kid = qpdf_oh_is_array (pdf, kids) ? qpdf_oh_get_array_item (pdf, kids, i) : kids;

      if (qpdf_oh_is_integer (pdf, kid))
        assert_true (qpdf_oh_is_dictionary (pdf, page));
      else if (qpdf_oh_is_dictionary (pdf, kid) && qpdf_oh_has_key (pdf, kid, "/S"))
        {
          assert_int_equal (qpdf_oh_get_object_id (pdf, qpdf_oh_get_key (pdf, kid, "/P")), qpdf_oh_get_object_id (pdf, element));
          count += assert_tree (pdf, kid);
        }
    }
  return count;
}

static void
assert_structure (GBytes *bytes)
{
  qpdf_data pdf = qpdf_init ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  qpdf_read_memory (pdf, "written", data, size, NULL);
  qpdf_oh tree = qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/StructTreeRoot");
  assert_true (assert_tree (pdf, qpdf_oh_get_array_item (pdf, qpdf_oh_get_key (pdf, tree, "/K"), 0)) > 400);
  assert_false (qpdf_has_error (pdf));
  qpdf_cleanup (&pdf);
}

static void
test_append (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_briefing ();
  g_autoptr(GBytes) plain = make_plain (CLAIM_2B, "", "");
  g_autoptr(GBytes) tagged = make_tagged (JB_PDF_A3A);
  JbPdfAnnex annexes[] = { { "plain.pdf", NULL, plain }, { "tagged.pdf", "附件二 简报", tagged } };
  JbPdfOptions options = { .producer = "Jianbao", .annexes = annexes, .n_annexes = 2 };
  g_autoptr(GBytes) bytes = fixture_write (setter->document, &options);
  g_autofree char *path = fixture_save (bytes, "annexes.pdf");
  int status;
  g_autofree char *checked = fixture_run (&status, "qpdf", "--check", path, NULL);
  g_autofree char *structure = fixture_run (NULL, "pdfinfo", "-struct-text", path, NULL);
  g_autofree char *info = fixture_run (NULL, "pdfinfo", "-f", "1", "-l", "20", path, NULL);
  g_autofree char *text = fixture_run (NULL, "pdftotext", "-f", "5", path, "-", NULL);
  g_autofree char *json = fixture_run (NULL, "qpdf", "--json", "--json-key=pagelabels", "--json-key=outlines", path, NULL);

  assert_structure (bytes);
  assert_int_equal (status, 0);
  assert_non_null (strstr (info, "Pages:           7"));
  assert_non_null (strstr (info, "Page    4 size:  300 x 200 pts"));
  assert_non_null (strstr (info, "Page    4 rot:   90"));
  assert_non_null (strstr (text, "云溪市2022年政务公开简报"));
  const char *part = strstr (structure, "\n  Part"); /* poppler prints titles as raw UTF-16 */
  assert_non_null (part);
  assert_true (g_str_has_prefix (strchr (part + 1, '\n'), "\n    P (block)\n      \"\""));
  part = strstr (part + 1, "\n  Part");
  assert_non_null (part);
  assert_non_null (strstr (part, "Yunxi published 12,345"));
  assert_non_null (strstr (part, "Table"));
  assert_non_null (strstr (part, "\n    Div\n      H1"));
  assert_null (strstr (structure, "\n  Part \"\""));
  assert_null (strstr (structure, "Bad annotation destination"));
  assert_non_null (strstr (json, "附件2-"));
  assert_non_null (strstr (json, "附件二 简报"));
}

static const struct
{
  const char *name;
  const char *claim, *page, *catalog;
  JbPdfConformance conformance;
  int         code;    /* -1: is taken */
  const char *says;
} cases[] = {
  { "2b in 3a", CLAIM_2B, "", "", JB_PDF_A3A, -1, NULL },
  { "claim as attributes", "<rdf:Description pdfaid:part = '2' pdfaid:conformance='B'/>", "", "", JB_PDF_A3A, -1, NULL },
  { "no claim", "", "", "", JB_PDF_A3A, JB_ERROR_UNSUPPORTED, "page 1: the annex does not claim PDF/A (ISO 19005-3, 6.6.4)" },
  { "no claim, none asked", "", "", "", JB_PDF_NONE, -1, NULL },
  { "3 in 2", "<pdfaid:part>3</pdfaid:part>", "", "", JB_PDF_A2A, JB_ERROR_UNSUPPORTED, "6.6.4" },
  { "3 in 3", "<pdfaid:part>3</pdfaid:part>", "", "", JB_PDF_A3A, -1, NULL },
  { "a text note", CLAIM_2B, "/Annots[<</Subtype/Text/Rect[0 0 9 9]/Contents(x)>>]", "", JB_PDF_A3A, JB_ERROR_UNSUPPORTED, "6.3.1" },
  { "a link", CLAIM_2B, "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Contents(x)/F 4>>]", "", JB_PDF_A3A, -1, NULL },
  { "a font not embedded", CLAIM_2B, "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>", "", JB_PDF_A3A,
    JB_ERROR_UNSUPPORTED, "page 1: a font is not embedded (ISO 19005-3, 6.2.11.4.1)" },
  { "a font not embedded, none asked", CLAIM_2B, "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>", "",
    JB_PDF_NONE, -1, NULL },
  { "a font without text", CLAIM_2B, "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile 4 0 R>>>>>>>>",
    "", JB_PDF_A3A, JB_ERROR_UNSUPPORTED, "6.2.11.7.2" },
};

static void
test_case (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = make_plain (cases[i].claim, cases[i].page, cases[i].catalog);
  g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, "annex.pdf", cases[i].conformance, &error);

  if (cases[i].code < 0)
    {
      if (error != NULL)
        fail_msg ("%s", error->message);
      assert_int_equal (info->n_pages, 1);
      return;
    }
  assert_null (info);
  assert_true (g_error_matches (error, JB_ERROR, cases[i].code));
  if (strstr (error->message, cases[i].says) == NULL)
    fail_msg ("%s", error->message);
}

static void
test_claims (void **state)
{
  (void) state;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = make_tagged (JB_PDF_A3A);
  g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, "a.pdf", JB_PDF_A3A, &error);

  assert_null (error);
  assert_int_equal (info->n_pages, 3);
  assert_int_equal (info->part, 3);
  assert_int_equal (info->level, 'A');
  assert_true (info->universal);
  assert_true (info->tagged);
  assert_string_equal (info->title, "云溪市2022年政务公开简报");
}

/* --- hostile files: each an error, none a crash --- */

static GBytes *
hostile_cycle (void)
{
  const char *objects[] = { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>", NULL };

  return make_file (objects, "");
}

static GBytes *
hostile_depth (void)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (objects, g_strdup ("<</Type/Catalog/Pages 2 0 R>>"));
  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (objects, g_strdup_printf ("<</Type/Pages/Kids[%u 0 R]/Count 1>>", i + 3));
  g_ptr_array_add (objects, g_strdup ("<</Type/Page/MediaBox[0 0 9 9]>>"));
  g_ptr_array_add (objects, NULL);
  return make_file ((const char *const *) objects->pdata, "");
}

static GBytes *
hostile_chain (void)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (objects, g_strdup ("<</Type/Catalog/Pages 2 0 R>>"));
  g_ptr_array_add (objects, g_strdup ("<</Type/Pages/Kids[3 0 R]/Count 1>>"));
  g_ptr_array_add (objects, g_strdup ("<</Type/Page/MediaBox[0 0 9 9]/Resources 4 0 R>>"));
  for (guint i = 0; i < 100000; i++)
    g_ptr_array_add (objects, g_strdup_printf ("[%u 0 R]", i + 5));
  g_ptr_array_add (objects, g_strdup ("[]"));
  g_ptr_array_add (objects, NULL);
  return make_file ((const char *const *) objects->pdata, "");
}

static GBytes *
hostile_nesting (void)
{
  g_autoptr(GString) nested = g_string_new ("<</Type/Page/MediaBox[0 0 9 9]/Resources");

  for (guint i = 0; i < 10000; i++)
    g_string_append_c (nested, '[');
  for (guint i = 0; i < 10000; i++)
    g_string_append_c (nested, ']');
  g_string_append (nested, ">>");
  const char *objects[] = { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", nested->str, NULL };
  return make_file (objects, "");
}

static GBytes *
hostile_length (void)
{
  const char *objects[] = { "<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Length 1073741824>>\nstream\nq Q\nendstream", NULL };

  return make_file (objects, "");
}

static GBytes *
hostile_empty (void)
{
  return g_bytes_new_static ("", 0);
}

static GBytes *
hostile_jpeg (void)
{
  return g_bytes_new_static ("\xFF\xD8\xFF\xE0\0\x10JFIF\0", 11);
}

static GBytes *
hostile_no_pages (void)
{
  const char *objects[] = { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", NULL };

  return make_file (objects, "");
}

static GBytes *
hostile_encrypted (void)
{
  g_autoptr(GBytes) plain = make_plain (CLAIM_2B, "", "");
  g_autofree char *from = fixture_save (plain, "plain.pdf");
  g_autofree char *to = g_strconcat (from, ".encrypted.pdf", NULL);
  g_autofree char *out = fixture_run (NULL, "qpdf", "--encrypt", "", "owner", "256", "--", from, to, NULL);
  char *data = NULL;
  gsize length;

  assert_true (g_file_get_contents (to, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static GBytes *
hostile_password (void)
{
  g_autoptr(GBytes) plain = make_plain (CLAIM_2B, "", "");
  g_autofree char *from = fixture_save (plain, "plain.pdf");
  g_autofree char *to = g_strconcat (from, ".password.pdf", NULL);
  g_autofree char *out = fixture_run (NULL, "qpdf", "--encrypt", "user", "owner", "256", "--", from, to, NULL);
  char *data = NULL;
  gsize length;

  assert_true (g_file_get_contents (to, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static const struct { const char *name; GBytes *(*make) (void); int code; } hostile[] = {
  { "page tree with a cycle", hostile_cycle, JB_ERROR_FORMAT },
  { "page tree of 10,000 levels", hostile_depth, JB_ERROR_FORMAT },
  { "chain of 100,000 references", hostile_chain, JB_ERROR_LIMIT },
  { "10,000 nested arrays", hostile_nesting, -2 },
  { "stream of 1 GB that is not there", hostile_length, -2 },
  { "empty file", hostile_empty, JB_ERROR_FORMAT },
  { "a JPEG", hostile_jpeg, JB_ERROR_FORMAT },
  { "no page", hostile_no_pages, JB_ERROR_FORMAT },
  { "encrypted without a password", hostile_encrypted, JB_ERROR_UNSUPPORTED },
  { "encrypted with a password", hostile_password, JB_ERROR_UNSUPPORTED },
};

static void
test_hostile (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = hostile[i].make ();
  g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, "annex.pdf", JB_PDF_NONE, &error);

  if (hostile[i].code == -2 && info != NULL)
    {
      /* libqpdf mends it: then the whole way must hold too. */
      g_autoptr(Setter) setter = fixture_short ("标题", "正文");
      JbPdfAnnex annex = { "annex.pdf", NULL, bytes };
      JbPdfOptions options = { .conformance = JB_PDF_NONE, .annexes = &annex, .n_annexes = 1 };
      g_autoptr(GBytes) written = jb_pdf_write (setter->document, &options, &error);

      assert_true (written != NULL || error != NULL);
      return;
    }
  assert_null (info);
  if (hostile[i].code >= 0 && !g_error_matches (error, JB_ERROR, hostile[i].code))
    fail_msg ("%s", error->message);
  assert_true (g_str_has_prefix (error->message, "annex.pdf: "));
}

/* Every prefix of a valid file. */
static void
test_prefixes (void **state)
{
  (void) state;
  g_autoptr(GBytes) whole = make_plain (CLAIM_2B, "", "");
  gsize size = g_bytes_get_size (whole);

  for (gsize n = 0; n < size; n += 7)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, n);
      g_autoptr(GError) error = NULL;
      g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (part, "a.pdf", JB_PDF_A3A, &error);

      assert_true ((info != NULL) == (error == NULL));
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + G_N_ELEMENTS (hostile) + 3] = {
    cmocka_unit_test (test_append), cmocka_unit_test (test_claims), cmocka_unit_test (test_prefixes),
  };
  gsize n = 3;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_case, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    tests[n++] = (struct CMUnitTest) { .name = hostile[i].name, .test_func = test_hostile, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("pdf annex", tests, NULL, NULL);
}
