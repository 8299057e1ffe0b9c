#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-pairing.h"

#include <string.h>

/* @pairs: "中=E|中=E", in order; "": nothing is certain. */
static const struct { const char *name; const char *zh; const char *en; const char *pairs; } cases[] = {
  { "as many on both sides", "全年办理案件72件。成功率98%。", "In the year, 72 cases were handled. The success rate was 98 percent.",
    "全年办理案件72件。=In the year, 72 cases were handled.|成功率98%。=The success rate was 98 percent." },
  { "scaled numbers", "争取资金4553.46万元。惠及1.2万人。", "A total of 45.5346 million yuan was secured. It benefited 12,000 people.",
    "争取资金4553.46万元。=A total of 45.5346 million yuan was secured.|惠及1.2万人。=It benefited 12,000 people." },
  { "one sentence became two", "建成调解室31个，化解纠纷420件。成功率98%。",
    "There are now 31 mediation rooms. They resolved 420 disputes. The success rate was 98 percent.",
    "建成调解室31个，化解纠纷420件。=There are now 31 mediation rooms. They resolved 420 disputes.|成功率98%。=The success rate was 98 percent." },
  { "two became one: no sentence of its own", "建成调解室31个。化解纠纷420件。成功率98%。",
    "There are now 31 mediation rooms, which resolved 420 disputes. The success rate was 98 percent.",
    "成功率98%。=The success rate was 98 percent." },
  { "swapped sentences", "建成调解室31个。化解纠纷420件。", "A total of 420 disputes were resolved. There are now 31 mediation rooms.", "" },
  { "a number lost", "建成调解室31个。化解纠纷420件。", "There are now 31 mediation rooms. The disputes were resolved.", "" },
  { "a number too many", "完善制度。化解纠纷420件。", "The system was improved in 12 towns. A total of 420 disputes were resolved.", "" },
  { "abbreviations end nothing", "印发第12号文件。受理案件35件。", "Document No. 12 was issued by the U.S. office. Thirty-five (35) cases were accepted.",
    "印发第12号文件。=Document No. 12 was issued by the U.S. office.|受理案件35件。=Thirty-five (35) cases were accepted." },
  { "the number of a heading", "三、2024年工作安排。办理案件35件。", "III. Plans for 2024. A total of 35 cases were handled.",
    "三、2024年工作安排。=III. Plans for 2024.|办理案件35件。=A total of 35 cases were handled." },
  { "a quotation closes with its sentence", "他说：“办理35件。”共开庭12次。", "He said: “Handled 35 cases.” There were 12 hearings.",
    "他说：“办理35件。”=He said: “Handled 35 cases.”|共开庭12次。=There were 12 hearings." },
  { "a stop in brackets cuts nothing", "办理35件（另有5件。）均已办结。开庭12次。", "All 35 cases (and 5 more) were concluded. There were 12 hearings.",
    "办理35件（另有5件。）均已办结。=All 35 cases (and 5 more) were concluded.|开庭12次。=There were 12 hearings." },
  { "one sentence", "办理35件。", "It handled 35 cases.", "" },
  { "one English sentence", "办理35件。开庭12次。", "It handled 35 cases in 12 hearings.", "" },
  { "nothing", "", "", "" },
};

static void
test_pairing (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GArray) pairs = jb_pairing_cut (cases[i].zh, cases[i].en);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint k = 0; k < pairs->len; k++)
    {
      const JbSentencePair *pair = &g_array_index (pairs, JbSentencePair, k);
      g_autofree char *zh = jb_span_dup (cases[i].zh, pair->source);
      g_autofree char *en = jb_span_dup (cases[i].en, pair->target);
      g_string_append_printf (found, "%s%s=%s", k > 0 ? "|" : "", zh, en);
    }
  assert_string_equal (found->str, cases[i].pairs);
}

/* Many sentences on both sides take no time that one would notice. */
static void
test_long (void **state)
{
  g_autoptr(GString) zh = g_string_new (NULL);
  g_autoptr(GString) en = g_string_new (NULL);

  (void) state;
  for (guint i = 0; i < JB_PAIRING_MAX_SENTENCES; i++)
    {
      g_string_append_printf (zh, "办理案件%u件。", 1000 + i);
      g_string_append_printf (en, "%sA total of %u cases were handled.", i > 0 ? " " : "", 1000 + i);
    }
  g_autoptr(GArray) all = jb_pairing_cut (zh->str, en->str);
  assert_int_equal (all->len, JB_PAIRING_MAX_SENTENCES);
  g_string_append (zh, "办理案件9件。");
  g_autoptr(GArray) none = jb_pairing_cut (zh->str, en->str);
  assert_int_equal (none->len, 0);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_pairing, .initial_state = GSIZE_TO_POINTER (i) };
  tests[G_N_ELEMENTS (cases)] = (struct CMUnitTest) cmocka_unit_test (test_long);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
