#include "fixture.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void
test_all (void **state)
{
  g_autoptr(Setter) setter = fixture_briefing ();
  JbPdfOptions options = { .producer = "Jianbao 0.1.0" };
  g_autoptr(GBytes) bytes = fixture_write (setter->document, &options);
  g_autofree char *path = fixture_save (bytes, "briefing.pdf");
  (void) state;
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_all) };
  return cmocka_run_group_tests_name ("pdf write", tests, NULL, NULL);
}
