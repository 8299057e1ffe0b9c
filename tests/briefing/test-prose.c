#include "jb-plan-private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct { const char *text, *shown; } wide[] = {
  { "办结3件,其中2件;", "办结3件，其中2件；" },
  { "占5,355项", "占5,355项" },
  { "比为1:3", "比为1:3" },
  { "(一)履行职责", "（一）履行职责" },
  { "72件(次),合法率", "72件（次），合法率" },
  { "方案(2021—2025年)", "方案（2021—2025年）" },
  { "见http://a.cn/b", "见http://a.cn/b" },
  { "好!真的?是:", "好！真的？是：" },
  { "率3.5%,同比", "率3.5%，同比" },
  { "", "" },
};

static const struct { const char *text, *shown; } english[] = {
  { "the city's plan", "the city’s plan" },
  { "\"one-stop\" services", "“one-stop” services" },
  { "(\"Yiwang\")", "(“Yiwang”)" },
  { "the 'Five' rule", "the ‘Five’ rule" },
  { "2021-2025", "2021–2025" },
  { "rule-of-law", "rule-of-law" },
  { "3.5 million", "3.5 million" },
};

static void
test_wide (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *shown = plan_full_width (wide[i].text);

  assert_string_equal (shown, wide[i].shown);
  assert_int_equal (g_utf8_strlen (shown, -1), g_utf8_strlen (wide[i].text, -1));
}

static void
test_english (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *shown = plan_curly (english[i].text);

  assert_string_equal (shown, english[i].shown);
  assert_int_equal (g_utf8_strlen (shown, -1), g_utf8_strlen (english[i].text, -1));
}

static const struct { const char *value; gboolean words; const char *text; } scaled[] = {
  { "2399", FALSE, "2,399" },       { "45534600", FALSE, "45.5346 m" },      { "2351000000", TRUE, "2.351 billion" },
  { "180000000", TRUE, "180 million" }, { "999999", FALSE, "999,999" },      { "1000000", TRUE, "1 million" },
  { "1635532000000", TRUE, "1.635532 trillion" }, { "0.5", FALSE, "0.5" },   { "1.8:36.1:62.1", FALSE, "1.8:36.1:62.1" },
};

static void
test_scaled (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *text = number_en_scaled (scaled[i].value, scaled[i].words);

  assert_string_equal (text, scaled[i].text);
}

static const struct { const char *text; JbSpan span; const char *unit; JbModifier modifier; const char *shown; } units[] = {
  { "2399项", { 0, 7 }, "项", JB_MODIFIER_EXACT, "项" },
  { "1400余人", { 0, 10 }, "人", JB_MODIFIER_AT_LEAST, "余人" },
  { "77%以上", { 0, 9 }, "%", JB_MODIFIER_AT_LEAST, "%以上" },
  { "超过20亿元", { 0, 14 }, "亿元", JB_MODIFIER_AT_LEAST, "亿元（超过）" },
  { "近三万件", { 0, 12 }, "万件", JB_MODIFIER_APPROX, "万件（近）" },
  { "20天以内", { 0, 11 }, "天", JB_MODIFIER_AT_MOST, "天以内" },
};

static void
test_unit (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  JbMetric metric = { .span = units[i].span, .unit = (char *) units[i].unit, .modifier = units[i].modifier };
  g_autofree char *shown = number_zh_unit (&metric, units[i].text);

  assert_string_equal (shown, units[i].shown);
}

#define ADD(table, name_of, test)                                                                                     \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                                                    \
    tests[n++] = (struct CMUnitTest) { .name = table[i].name_of, .test_func = test, .initial_state = GSIZE_TO_POINTER (i) }

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (wide) + G_N_ELEMENTS (english) + G_N_ELEMENTS (scaled) + G_N_ELEMENTS (units)];
  gsize n = 0;

  ADD (wide, text, test_wide);
  ADD (english, text, test_english);
  ADD (scaled, value, test_scaled);
  ADD (units, text, test_unit);
  return cmocka_run_group_tests_name ("prose", tests, NULL, NULL);
}
