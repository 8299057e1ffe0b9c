#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-english.h"

#include <string.h>

/* What is read: "value[..high][modifier][kind]" for each number, parted by blanks. Modifiers: > at least, < at most,
 * ~ about. Kinds: % m(ille) pp $ x(times) r(atio) d(ate) o(rdinal) n(ame). */
static const struct { const char *text; const char *numbers; } cases[] = {
  { "2,399 items", "2399" },
  { "23.51", "23.51" },
  { "2.351 billion yuan", "2351000000$" },
  { "45.5346 million yuan", "45534600$" },
  { "over 1.25 trillion yuan", "1250000000000>$" },
  { "more than 1,400 people", "1400>" },
  { "no more than 30 working days", "30<" },
  { "less than 5%", "5<%" },
  { "at least 77% of town-level sites and at least 78% of others", "77>% 78>%" },
  { "nearly 35,000 visits", "35000~" },
  { "close to half of them", "0.5~r" },
  { "down 7.57 percentage points", "7.57pp" },
  { "a 7.5-percentage-point fall", "7.5pp" },
  { "a 9.1-percent drop", "9.1%" },
  { "13.64 per cent", "13.64%" },
  { "7.98 per thousand", "7.98m" },
  { "7.98‰", "7.98m" },
  { "nineteen cases and twenty-three fines", "19 23" },
  { "two hundred and five", "205" },
  { "one hundred twenty thousand", "120000" },
  { "a hundred schools", "100" },
  { "a dozen villages", "12" },
  { "dozens of villages", "" },
  { "one-stop services for one of the towns", "" },
  { "two-thirds of villages", "2/3r" },
  { "three quarters of them", "0.75r" },
  { "output doubled", "2x" },
  { "a threefold rise", "3x" },
  { "3 times the level", "3x" },
  { "3 to 5 stations", "3..5" },
  { "3–5 stations", "3..5" },
  { "between one million and three million yuan", "1000000..3000000$" },
  { "1 to 3 million yuan", "1000000..3000000$" },
  { "10,000 to 30,000", "10000..30000" },
  { "from 93.8 percent to 95.5 percent", "93.8% 95.5%" },
  { "from 15 to 20 stations", "15 20" },
  { "2021–2025", "2021..2025d" },
  { "in 2022, 2,022 items", "2022d 2022" },
  { "on December 30, 2022", "30d 2022d" },
  { "30 December 2022", "30d 2022d" },
  { "the 20th National Congress", "20o" },
  { "First, 5 items", "1o 5" },
  { "(1) Improving 3 services", "1n 3" },
  { "No. 54", "54n" },
  { "G20, 5G and PM2.5", "20n 5n 2.5n" },
  { "12345 hotline", "12345" },
  { "a ratio of 2.5:36.7:60.7", "2.5:36.7:60.7r" },
  { "US$120 million", "120000000$" },
  { "$5", "5$" },
  { "100 or more stations", "100>" },
  { "1,400-odd people", "1400>" },
  { "140+", "140>" },
  { "1,2345", "1 2345" },
  { "1,234,567.89 yuan", "1234567.89$" },
  { "12345678901234567890123456789012345678901234567890123456789012345678901234567890", "" },
  { "no number", "" },
  { "", "" },
};

static char *
print (const GArray *numbers)
{
  static const char *const kinds[] = { "", "%", "m", "pp", "$", "x", "r", "d", "o", "n" };
  static const char *const modifiers[] = { "", "~", ">", "<" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, i);

      g_string_append_printf (text, "%s%s%s%s%s%s", i > 0 ? " " : "", number->value, number->value_high != NULL ? ".." : "",
                              number->value_high != NULL ? number->value_high : "", modifiers[number->modifier],
                              kinds[number->kind]);
    }
  return g_string_free (text, FALSE);
}

static void
test_read (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GArray) numbers = jb_english_numbers (cases[i].text);
  g_autofree char *read = print (numbers);

  assert_string_equal (read, cases[i].numbers);
  for (guint k = 0; k < numbers->len; k++)
    {
      const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, k);

      assert_true (jb_span_contains (number->span, number->number) || number->span.start == number->number.start);
      assert_true (number->span.end <= strlen (cases[i].text));
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases)];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].text, .test_func = test_read, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("english", tests, NULL, NULL);
}
