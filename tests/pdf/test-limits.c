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

  fixture_repeat (setter, 1, 12, 10);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GBytes) a = write_timed (setter, JB_PDF_A3A, JB_PDF_LINEARIZED, "3a, linearized");
      g_autofree char *path = fixture_save (a, "limits.pdf");
      g_autoptr(GBytes) b = write_timed (setter, JB_PDF_A3A, JB_PDF_PLAIN, "3a, plain");
      g_autoptr(GBytes) c = write_timed (setter, JB_PDF_NONE, JB_PDF_LINEARIZED, "none, linearized");
    }
}

static void
test_5000_pages (void **state)
{
  (void) state;
  g_autoptr(Setter) setter = fixture_briefing ();

  fixture_repeat (setter, 1, 4997, 20);
  g_autoptr(GBytes) bytes = write_timed (setter, JB_PDF_A3A, JB_PDF_LINEARIZED, "5,000 pages, 100,000 links");
  g_autofree char *path = fixture_save (bytes, "large.pdf");
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_briefing), cmocka_unit_test (test_5000_pages) };

  cmocka_set_test_filter (g_getenv ("JB_TEST_FILTER"));

  return cmocka_run_group_tests_name ("pdf limits", tests, NULL, NULL);
}
