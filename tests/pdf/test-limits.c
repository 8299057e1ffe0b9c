/* Large documents: what libharu's arrays and lists would not hold, and how the cost grows. */
#include "fixture.h"

#include "jb-error.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static GBytes *
write_timed (Setter *setter, JbPdfConformance conformance, JbPdfOrder order, const char *what)
{
  JbPdfOptions options = { .producer = "Jianbao", .conformance = conformance, .order = order };
  double start = cpu_ms ();
  GBytes *bytes = fixture_write (setter->document, &options);

  print_message ("%s: %u pages, %.1f ms CPU, %zu bytes\n", what, setter->document->pages->len, cpu_ms () - start, g_bytes_get_size (bytes));
  return bytes;
}

static void
test_briefing (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_briefing ();

  fixture_repeat (setter, 1, 12, 30, 10);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GBytes) a = write_timed (setter, JB_PDF_A3A, JB_PDF_LINEARIZED, "3a, linearized");
      g_autofree char *path = fixture_save (a, "limits.pdf");
      g_autoptr(GBytes) b = write_timed (setter, JB_PDF_A3A, JB_PDF_PLAIN, "3a, plain");
      g_autoptr(GBytes) c = write_timed (setter, JB_PDF_NONE, JB_PDF_LINEARIZED, "none, linearized");
    }
}

/* 5,000 pages, 100,000 links: more than one of libharu's arrays would hold. */
static void
test_5000_pages (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_briefing ();
  int status;

  fixture_repeat (setter, 1, 4997, 3, 20);
  g_autoptr(GBytes) bytes = write_timed (setter, JB_PDF_A3A, JB_PDF_PLAIN, "100,000 links");
  g_autofree char *path = fixture_save (bytes, "large.pdf");
  g_autofree char *pages = fixture_run (&status, "qpdf", "--show-npages", path, NULL);

  assert_int_equal (status, 0);
  assert_string_equal (pages, "5000\n");
}

/* Each bookmark names the next: libqpdf follows them recursively where it puts a file in order. */
static void
test_bookmarks (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "正文");
  int anchor = setter_anchor (setter);

  for (guint i = 0; i < 30000; i++)
    {
      JbBookmark mark = { .title = g_strdup_printf ("第%u节", i + 1), .level = 1 + i % 2, .anchor = anchor };
      g_array_append_val (setter->document->bookmarks, mark);
    }
  g_autoptr(GBytes) bytes = write_timed (setter, JB_PDF_A3A, JB_PDF_LINEARIZED, "30,000 bookmarks");
  assert_true (g_bytes_get_size (bytes) > 0);
}

static void
test_too_many_kids (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_short ("标题", "正文");
  JbPdfOptions options = { .producer = "Jianbao" };
  g_autoptr(GError) error = NULL;

  fixture_repeat (setter, 0, 400, 0, 100); /* 40,000 in one Sect */
  g_autoptr(GBytes) bytes = jb_pdf_write (setter->document, &options, &error);
  assert_null (bytes);
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_briefing), cmocka_unit_test (test_5000_pages),
                                      cmocka_unit_test (test_bookmarks), cmocka_unit_test (test_too_many_kids) };

  cmocka_set_test_filter (g_getenv ("JB_TEST_FILTER"));

  return cmocka_run_group_tests_name ("pdf limits", tests, NULL, NULL);
}
