#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-diagnostic.h"
#include "jb-exchange.h"
#include "jb-using.h"

#include <glib/gstdio.h>
#include <string.h>

#define TEXT "一、主要工作\n(一)政务服务。一是优化流程。梳理依申请事项2399项，审批时限缩短88.5%。二是推进公开。公开信息300余条。\n二、存在的问题\n仍有不足。仍有不足。\n"
#define CHANGED "一、主要工作\n(一)政务服务。一是优化流程。梳理依申请事项2512项，审批时限缩短90.1%。二是推进公开。公开信息300余条。\n二、存在的问题\n仍有不足。\n"

static JbLexicon *lexicon;
static JbGlossary *glossary;

static JbReport *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  GRefString *kept = g_ref_string_new (text);
  JbReport *report = jb_report_parse (kept, "report.txt", &error);

  g_ref_string_release (kept);
  assert_null (error);
  return report;
}

static JbExchange *
build (const char *text, JbMemory *memory)
{
  g_autoptr(JbReport) report = parse (text);

  return jb_exchange_new (report, "report.txt", NULL, NULL, memory, glossary, lexicon, 75);
}

static JbExchangeUnit *
find (const JbExchange *exchange, const char *part)
{
  for (guint i = 0; i < exchange->units->len; i++)
    {
      JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);
      if (strstr (unit->source, part) != NULL)
        return unit;
    }
  fail_msg ("no unit with %s", part);
  return NULL;
}

static void
set (const JbExchange *exchange, const char *part, const char *target)
{
  JbExchangeUnit *unit = find (exchange, part);

  g_free (unit->target);
  unit->target = g_strdup (target);
  unit->state = JB_TARGET_TRANSLATED;
}

static JbMemory *
write_and_read (const JbExchange *exchange, JbExchangeFormat format, JbExchangeFlags flags)
{
  GString *text = jb_exchange_print (exchange, format, flags);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  JbMemory *memory = jb_memory_new ();
  int fd = g_file_open_tmp ("jb-exchange-XXXXXX", &path, &error);

  g_close (fd, NULL);
  assert_true (g_file_set_contents (path, text->str, (gssize) text->len, &error));
  assert_true (jb_memory_add_file (memory, path, NULL, &error));
  g_unlink (path);
  g_string_free (text, TRUE);
  return memory;
}

/* What goes out comes back, in each format, and nothing else. */
static void
test_round_trip (void **state)
{
  static const struct { JbExchangeFormat format; JbExchangeFlags flags; } rows[] = {
    { JB_EXCHANGE_XLIFF, 0 }, { JB_EXCHANGE_XLIFF, JB_EXCHANGE_PREFILL }, { JB_EXCHANGE_PO, 0 }, { JB_EXCHANGE_TMX, 0 } };
  static const char *const targets[][2] = { { "主要工作", "I. \"Main\" <work> & more" }, { "2399", "2,399 items\\were sorted" },
                                            { "300", "more than 300 notices" } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JbExchange) exchange = build (TEXT, NULL);

      for (gsize k = 0; k < G_N_ELEMENTS (targets); k++)
        set (exchange, targets[k][0], targets[k][1]);
      g_autoptr(JbMemory) memory = write_and_read (exchange, rows[i].format, rows[i].flags);
      g_autoptr(JbExchange) again = build (TEXT, memory);
      assert_int_equal (again->units->len, exchange->units->len);
      for (guint k = 0; k < again->units->len; k++)
        {
          const JbExchangeUnit *before = exchange->units->pdata[k], *after = again->units->pdata[k];

          assert_string_equal (before->id, after->id);
          assert_string_equal (before->source, after->source);
          if (before->state == JB_TARGET_TRANSLATED)
            assert_string_equal (before->target, after->target);
          else
            assert_int_not_equal (after->state, JB_TARGET_TRANSLATED);
        }
    }
}

static void
test_ids (void **state)
{
  g_autoptr(JbExchange) exchange = build (TEXT, NULL);
  g_autoptr(JbExchange) changed = build (CHANGED, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  (void) state;
  for (guint i = 0; i < exchange->units->len; i++)
    assert_true (g_hash_table_add (ids, ((JbExchangeUnit *) exchange->units->pdata[i])->id));
  assert_string_equal (find (exchange, "300")->id, find (changed, "300")->id);
  assert_string_not_equal (find (exchange, "依申请")->id, find (changed, "依申请")->id);
  assert_int_equal (find (exchange, "依申请")->line, 2);
  assert_non_null (strstr (find (exchange, "依申请")->terms, "依申请事项 = "));
}

/* Next year's report: the sentence comes back with this year's figures, to be reviewed; the old unit is stale. */
static void
test_next_year (void **state)
{
  g_autoptr(JbExchange) exchange = build (TEXT, NULL);

  (void) state;
  set (exchange, "2399", "We sorted out 2,399 items and cut approval time by 88.5 percent.");
  set (exchange, "300", "We released more than 300 notices.");
  g_autoptr(JbMemory) memory = write_and_read (exchange, JB_EXCHANGE_XLIFF, 0);
  g_autoptr(JbExchange) next = build (CHANGED, memory);
  const JbExchangeUnit *unit = find (next, "依申请");
  assert_string_equal (unit->target, "We sorted out 2,512 items and cut approval time by 90.1 percent.");
  assert_int_equal (unit->state, JB_TARGET_FUZZY);
  assert_int_equal (unit->match_quality, 99);
  assert_int_equal (find (next, "300")->state, JB_TARGET_TRANSLATED);

  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  jb_exchange_report_use (next, memory, "report.txt", diagnostics);
  guint stale = 0;
  for (guint i = 0; i < diagnostics->len; i++)
    stale += strcmp (((JbDiagnostic *) diagnostics->pdata[i])->tag, "stale-unit") == 0;
  assert_int_equal (stale, 1);
}

static void
test_adapt (void **state)
{
  static const struct { const char *old, *now, *target, *adapted; } rows[] = {
    { "兑付资金4553.46万元。", "兑付资金1.2亿元。", "We paid 45.5346 million yuan.", "We paid 120 million yuan." },
    { "兑付资金4553.46万元。", "兑付资金35万元。", "We paid 45.5346 million yuan.", "We paid 350,000 yuan." },
    { "2022年办结3件。", "2023年办结12件。", "In 2022, three cases were concluded.", "In 2023, 12 cases were concluded." },
    { "建站5个、室7个。", "建站7个、室5个。", "5 stations and 7 offices", "7 stations and 5 offices" },
    { "下降7.57个百分点", "下降6.1个百分点", "down 7.57 percentage points", "down 6.1 percentage points" },
    { "建站5个、室5个。", "建站5个、室6个。", "5 stations and 5 offices", NULL },  /* which of the two? */
    { "建站5个、增长10%，建室7个、增长10%。", "建站6个、增长12%，建室9个、增长13%。", "5 stations, up 10 percent, and 7 offices, up 10 percent",
      "6 stations, up 12 percent, and 9 offices, up 13 percent" },                 /* the order tells which */
    { "建站5个、增长10%，建室7个、增长10%。", "建站6个、增长12%，建室9个、增长13%。", "7 offices, up 10 percent, and 5 stations, up 10 percent",
      NULL },                                                                      /* another order */
    { "建站5个。", "建室5个。", "5 stations", NULL },                              /* not the numbers differ */
    { "解决诉求140余项。", "解决诉求150项。", "more than 140 requests", NULL },     /* the modifier differs */
    { "建站5个。", "建站6个。", "a few stations", NULL },                          /* the number is not there */
  };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *adapted = jb_fuzzy_adapt (rows[i].old, rows[i].now, rows[i].target, lexicon);
      assert_string_equal (adapted != NULL ? adapted : "(none)", rows[i].adapted != NULL ? rows[i].adapted : "(none)");
    }
}

/* Every figure but those of dates one higher: "72.8%" → "73.8%". */
static char *
with_new_figures (const char *text)
{
  GString *next = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      gsize n = strspn (at, "0123456789");
      gboolean whole = n > 0 && n < 4 && (at == text || (at[-1] != '.' && at[-1] != ',' && !g_ascii_isalpha (at[-1])))
                       && at[n] != ',' && !g_str_has_prefix (at + n, "月") && !g_str_has_prefix (at + n, "日");

      if (whole && !(n == 3 && at[0] == '1' && at[1] == '0' && at[2] == '0'))
        g_string_append_printf (next, "%u", (guint) g_ascii_strtoull (at, NULL, 10) + 1);
      else
        g_string_append_len (next, at, n > 0 ? (gssize) n : 1);
      at += n > 0 ? n : 1;
    }
  return g_string_free (next, FALSE);
}

/* The sample with the same words and new figures, from its memory: each sentence is there with the new figures in it. */
static void
test_next_sample (void **state)
{
  const char *source = g_getenv ("JB_SOURCE_DIR");
  g_autofree char *path = g_build_filename (source, "assets", "samples", "yunze-2022.zh.txt", NULL);
  g_autofree char *tmx = g_build_filename (source, "assets", "samples", "yunze.tmx", NULL);
  g_autoptr(JbMemory) memory = jb_memory_new ();
  g_autofree char *text = NULL;
  guint adapted = 0, fuzzy = 0;

  (void) state;
  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_true (jb_memory_add_file (memory, tmx, NULL, NULL));
  g_autofree char *next = with_new_figures (text);
  g_autoptr(JbExchange) exchange = build (next, memory);
  for (guint i = 0; i < exchange->units->len; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);

      if (unit->state == JB_TARGET_TRANSLATED)
        continue;
      assert_int_equal (unit->match_quality, 99);
      fuzzy++;
      if (strcmp (unit->target, unit->match_target) != 0)
        adapted++;
      else
        print_message ("not adapted: %s\n", unit->source);
    }
  assert_true (fuzzy > 35);
  assert_int_equal (adapted, fuzzy);
}

static void
test_similarity (void **state)
{
  static const struct { const char *a, *b; guint low, high; } rows[] = {
    { "加强备案审查工作。", "加强备案审查工作。", 100, 100 }, { "共5件。", "共 612 件。", 100, 100 },
    { "加强备案审查工作。", "加强备案审核工作。", 85, 95 }, { "加强备案审查工作。", "发布岗位信息。", 0, 30 }, { "", "", 100, 100 }, { "", "甲", 0, 0 } };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_in_range (jb_fuzzy_similarity (rows[i].a, rows[i].b), rows[i].low, rows[i].high);
}

/* Commands as users write them; how many units get English, and which diagnostics come. */
static const struct { const char *name; const char *command; int n; const char *tag; } commands[] = {
  { "answers all", "sed -e 's/,\"source\".*/,\"target\":\"English.\"}/'", 9, NULL },
  { "out of order", "sed -e 's/,\"source\".*/,\"target\":\"English.\"}/' | sort -r", 9, NULL },
  { "twice", "sed -e 's/,\"source\".*/,\"target\":\"English.\"}/' -e p", 9, NULL },
  { "not all", "head -n 3 | sed -e 's/,\"source\".*/,\"target\":\"English.\"}/'", 3, "using-unanswered" },
  { "dies", "head -n 2 | sed -e 's/,\"source\".*/,\"target\":\"English.\"}/'; exit 3", 2, "using-failed" },
  { "dies at once", "exit 1", 0, "using-failed" },
  { "no such program", "/no/such/program", 0, "using-failed" },
  { "hangs", "sleep 60", 0, "using-timeout" },
  { "rubbish", "echo rubbish; cat >/dev/null", 0, "using-bad-line" },
  { "unknown id", "cat >/dev/null; echo '{\"id\":\"x\",\"target\":\"y\"}'", 0, "using-unknown-id" },
  { "no target", "sed -e 's/,\"source\".*/}/'", 0, "using-bad-line" },
};

static void
test_using (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(JbExchange) exchange = build (TEXT, NULL);
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(GError) error = NULL;
  int n = jb_using_run (exchange, commands[i].command, 2, diagnostics, &error);
  gboolean told = commands[i].tag == NULL;
  guint missing = 0;

  assert_null (error);
  for (guint k = 0; k < diagnostics->len; k++)
    told |= g_strcmp0 (((JbDiagnostic *) diagnostics->pdata[k])->tag, commands[i].tag) == 0;
  assert_true (told);
  for (guint k = 0; k < exchange->units->len; k++)
    {
      const JbExchangeUnit *unit = exchange->units->pdata[k];

      missing += unit->state == JB_TARGET_MISSING;
      if (unit->target != NULL)
        assert_true (unit->machine && unit->state == JB_TARGET_FUZZY);
    }
  assert_int_equal (n, commands[i].n);
  assert_int_equal (missing, exchange->units->len - (guint) n);
}

static int
load (void **state)
{
  (void) state;
  lexicon = jb_lexicon_load (NULL, NULL);
  glossary = jb_glossary_load (NULL, NULL);
  return lexicon == NULL || glossary == NULL;
}

static int
unload (void **state)
{
  (void) state;
  jb_lexicon_free (lexicon);
  jb_glossary_free (glossary);
  return 0;
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (commands) + 5] = {
    cmocka_unit_test (test_round_trip), cmocka_unit_test (test_ids), cmocka_unit_test (test_next_year),
    cmocka_unit_test (test_adapt), cmocka_unit_test (test_next_sample), cmocka_unit_test (test_similarity) };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    tests[i + 5] = (struct CMUnitTest) { .name = commands[i].name, .test_func = test_using, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("exchange", tests, load, unload);
}
