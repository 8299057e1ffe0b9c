/* Workers that hang, break down, run out of memory or grow: what is told of the report, and who does the rest. */
#include "jb-batch-pool.h"
#include "jb-cli.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#define N 12
#define BAD 5 /* the report that a worker does not survive */

static guint n_over;

static void
count_over (guint n, JbBatchRecord *record, gpointer data)
{
  (void) n, (void) record, (void) data;
  n_over++;
}

static void
do_nothing (gpointer data)
{
  (void) data;
}

static void
do_well (guint n, JbBatchRecord *record)
{
  (void) n;
  record->outcome = JB_BATCH_DONE;
  record->rss_kib = 50000;
  record->bytes = (guint64) getpid ();
}

static void
hang (void)
{
  for (;;)
    pause ();
}

static void
break_down (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  signal (SIGABRT, SIG_DFL);
  abort ();
}

static void
be_killed (void)
{
  kill (getpid (), SIGKILL);
}

static void
run_out (void)
{
  _exit (JB_EXIT_SYSTEM);
}

static const struct
{
  const char *name;
  void (*end) (void);
  const char *says;
} ends[] = {
  { "hangs", hang, "took longer than 1 seconds" },
  { "breaks down", break_down, "report this as a bug" },
  { "is killed", be_killed, "memory is short" },
  { "has no memory", run_out, "no memory was left" },
};

static void
work_or_end (guint n, JbBatchRecord *record, gpointer data)
{
  if (n == BAD)
    ends[GPOINTER_TO_SIZE (data)].end ();
  do_well (n, record);
}

/* Every second report needs much, and the worker keeps it. */
static void
work_and_grow (guint n, JbBatchRecord *record, gpointer data)
{
  static guint64 kept;

  (void) data;
  do_well (n, record);
  kept += n % 2 == 1 ? JB_BATCH_MAX_GROWTH_KIB + 1 : 0;
  record->rss_kib += kept;
}

static GPtrArray *
run (void (*work) (guint, JbBatchRecord *, gpointer), gsize data, guint jobs)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_batch_record_free);
  const JbBatchCalls calls = { work, count_over, do_nothing, GSIZE_TO_POINTER (data) };
  g_autoptr(GError) error = NULL;

  n_over = 0;
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u.txt", i);
      g_ptr_array_add (records, jb_batch_record_new (name, "r.pdf"));
    }
  assert_int_equal (jb_batch_pool_run (records, jobs, 1, &calls, &error), 0);
  assert_null (error);
  assert_int_equal (n_over, N);
  return records;
}

static void
test_end (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GPtrArray) records = run (work_or_end, i, 2);
  JbBatchTotals totals = jb_batch_count (records);
  const JbBatchRecord *bad = g_ptr_array_index (records, BAD);

  assert_int_equal (totals.done, N - 1);
  assert_int_equal (totals.failed, 1);
  assert_int_equal (bad->code, JB_EXIT_SYSTEM);
  assert_true (g_str_has_prefix (bad->message, "r5.txt: "));
  if (strstr (bad->message, ends[i].says) == NULL)
    fail_msg ("%s", bad->message);
}

static void
test_growth (void **state)
{
  (void) state;
  g_autoptr(GPtrArray) records = run (work_and_grow, 0, 1);

  for (guint i = 0; i < N; i++)
    {
      const JbBatchRecord *record = g_ptr_array_index (records, i);
      const JbBatchRecord *before = i > 0 ? g_ptr_array_index (records, i - 1) : NULL;
      assert_int_equal (record->outcome, JB_BATCH_DONE);
      /* 0 and 1 are one worker's, 2 and 3 the next one's … */
      assert_true (before == NULL || (record->bytes == before->bytes) == (i % 2 == 1));
    }
}

static void
test_one_worker_for_all (void **state)
{
  (void) state;
  g_autoptr(GPtrArray) records = run (work_or_end, 0, 1);
  const JbBatchRecord *first = g_ptr_array_index (records, 0), *last = g_ptr_array_index (records, N - 1);
  const JbBatchRecord *before = g_ptr_array_index (records, BAD - 1), *after = g_ptr_array_index (records, BAD + 1);

  assert_true (first->bytes == before->bytes && after->bytes == last->bytes && before->bytes != after->bytes);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (ends) + 2] = { cmocka_unit_test (test_growth), cmocka_unit_test (test_one_worker_for_all) };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    tests[2 + i] = (struct CMUnitTest) { .name = ends[i].name, .test_func = test_end, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("pool", tests, NULL, NULL);
}
