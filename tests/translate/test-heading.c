#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-heading.h"

static const struct { const char *english; const char *heading; } cases[] = {
  { "I. Work Carried Out", "Work Carried Out" },
  { "III. Work Plan for 2023", "Work Plan for 2023" },
  { "(1) Earnestly fulfilling the responsibility.", "Earnestly fulfilling the responsibility" },
  { "（一） Government functions", "Government functions" },
  { "(a) transparency", "Transparency" },
  { "1. Services", "Services" },
  { "1.2 Services", "Services" },
  { "2) Services", "Services" },
  { "First, we improved methods of regulation.", "We improved methods of regulation" },
  { "Secondly, law enforcement.", "Law enforcement" },
  { "Part One: Review of work", "Review of work" },
  { "Chapter II. Finance", "Finance" },
  { "First aid stations", "First aid stations" },
  { "2022 in review", "2022 in review" },
  { "5G base stations", "5G base stations" },
  { "I am here", "I am here" },
  { "I.", "I" },
  { "", "" },
};

static void
test_strip (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *heading = jb_heading_strip_number (cases[i].english);

  assert_string_equal (heading, cases[i].heading);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases)];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].english, .test_func = test_strip, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("heading", tests, NULL, NULL);
}
