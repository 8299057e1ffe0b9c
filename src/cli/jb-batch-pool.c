#include "jb-batch-pool.h"

#include "jb-cli.h"
#include "jb-error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TICK_MS 100
#define GRACE_US (10 * G_USEC_PER_SEC)
#define NOTHING (-1)

typedef struct
{
  pid_t    pid;      /* 0: none */
  int      to, from; /* pipes: a number goes out, a line of JSON comes back */
  GString *line;
  gint     n;        /* number of the report that it works on, or NOTHING */
  guint64  first_kib; /* what it held after its first report; 0: none yet */
  gboolean grown;
} Worker;

typedef struct
{
  GPtrArray *records;
  const JbBatchCalls *calls;
  Worker    *workers;
  guint      n_workers, n_seconds, next;
  gint64     stop_at; /* monotonic; 0: nobody asked to stop */
  GError    *error;
} Pool;

/* Ctrl-C; `kill`, Slurm and Kubernetes; a terminal that is closed. */
static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
static volatile sig_atomic_t caught, n_caught;

static void
catch (int number)
{
  caught = number;
  n_caught++;
}

static gboolean
read_whole (int fd, void *data, gsize length)
{
  for (gsize got = 0; got < length;)
    {
      ssize_t n = read (fd, (char *) data + got, length - got);
      if (n <= 0 && !(n < 0 && errno == EINTR))
        return FALSE;
      got += n > 0 ? (gsize) n : 0;
    }
  return TRUE;
}

static gboolean
write_whole (int fd, const void *data, gsize length)
{
  for (gsize put = 0; put < length;)
    {
      ssize_t n = write (fd, (const char *) data + put, length - put);
      if (n < 0 && errno != EINTR)
        return FALSE;
      put += n > 0 ? (gsize) n : 0;
    }
  return TRUE;
}

/* A worker's life: it ends when the parent closes the pipe, or is gone. */
G_GNUC_NORETURN static void
serve (const Pool *pool, int from, int to)
{
  guint32 n;

  while (read_whole (from, &n, sizeof n))
    {
      JbBatchRecord *record = g_ptr_array_index (pool->records, n);
      alarm (pool->n_seconds);
      pool->calls->work (n, record, pool->calls->data);
      alarm (0);
      g_autofree char *line = jb_batch_record_to_line (record);
      if (!write_whole (to, line, strlen (line)) || !write_whole (to, "\n", 1))
        break;
      /* Its notes stay with the parent. */
      g_ptr_array_set_size (record->findings, 0);
      g_ptr_array_set_size (record->warnings, 0);
    }
  _exit (0);
}

/* The parent alone decides when to stop: Ctrl-C and Slurm signal the whole group. */
static void
become_worker (const Pool *pool, int from, int to, const sigset_t *mask)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    signal (stops[i], SIG_IGN);
  signal (SIGALRM, SIG_DFL);
  sigprocmask (SIG_SETMASK, mask, NULL);
  for (guint i = 0; i < pool->n_workers; i++)
    if (pool->workers[i].pid != 0)
      {
        close (pool->workers[i].to);
        close (pool->workers[i].from);
      }
  serve (pool, from, to);
}

static gboolean
start_worker (Pool *pool, Worker *worker, const sigset_t *mask)
{
  int out[2], back[2];

  if (pipe2 (out, O_CLOEXEC) != 0)
    goto failed;
  if (pipe2 (back, O_CLOEXEC) != 0)
    {
      close (out[0]);
      close (out[1]);
      goto failed;
    }
  fflush (NULL);
  pid_t pid = fork ();
  if (pid == 0)
    {
      close (out[1]);
      close (back[0]);
      become_worker (pool, out[0], back[1], mask);
    }
  close (out[0]);
  close (back[1]);
  if (pid > 0)
    {
      *worker = (Worker) { .pid = pid, .to = out[1], .from = back[0], .line = worker->line, .n = NOTHING };
      g_string_truncate (worker->line, 0);
      return TRUE;
    }
  close (out[1]);
  close (back[0]);
failed:
  g_clear_error (&pool->error);
  g_set_error (&pool->error, JB_ERROR, JB_ERROR_SYSTEM, "batch: no worker can be started: %s: take fewer --jobs",
               g_strerror (errno));
  return FALSE;
}

static gboolean
find_next (Pool *pool, guint *n)
{
  for (; pool->stop_at == 0 && pool->next < pool->records->len; pool->next++)
    {
      const JbBatchRecord *record = g_ptr_array_index (pool->records, pool->next);
      if (record->outcome == JB_BATCH_PENDING)
        {
          *n = pool->next++;
          return TRUE;
        }
    }
  return FALSE;
}

static void
retire (Worker *worker)
{
  close (worker->to);
  close (worker->from);
  while (waitpid (worker->pid, NULL, 0) < 0 && errno == EINTR)
    ;
  worker->pid = 0;
  worker->n = NOTHING;
}

static void
give_work (Pool *pool, Worker *worker)
{
  guint n;

  if (!find_next (pool, &n))
    {
      retire (worker);
      return;
    }
  guint32 number = n;
  worker->n = (gint) n;
  /* Where it is gone already, its end is read from the other pipe. */
  (void) write_whole (worker->to, &number, sizeof number);
}

static void
finish (Pool *pool, guint n, JbBatchRecord *record)
{
  jb_batch_record_free (g_ptr_array_index (pool->records, n));
  g_ptr_array_index (pool->records, n) = record;
  pool->calls->over (n, record, pool->calls->data);
}

static void
weigh (Worker *worker, const JbBatchRecord *record)
{
  if (worker->first_kib == 0)
    worker->first_kib = record->rss_kib;
  worker->grown = record->rss_kib > worker->first_kib + JB_BATCH_MAX_GROWTH_KIB;
}

static void
take_line (Pool *pool, Worker *worker)
{
  JbBatchRecord *record = jb_batch_record_from_line (worker->line->str, (gssize) worker->line->len);

  if (record != NULL)
    weigh (worker, record);
  if (record != NULL && worker->n != NOTHING)
    finish (pool, (guint) worker->n, record);
  else
    jb_batch_record_free (record);
  worker->n = NOTHING;
  g_string_truncate (worker->line, 0);
}

static char *
describe_end (const Pool *pool, const char *report, int status)
{
  if (WIFEXITED (status) && WEXITSTATUS (status) == JB_EXIT_SYSTEM)
    return g_strdup_printf ("%s: no memory was left for it: give it to fewer --jobs at once", report);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGALRM)
    return g_strdup_printf ("%s: took longer than %u seconds and was given up: allow more with --timeout", report,
                            pool->n_seconds);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL)
    return g_strdup_printf ("%s: its worker was killed, as the system does when memory is short: take fewer --jobs", report);
  return g_strdup_printf ("%s: the program broke down over it (%s): report this as a bug, with the file", report,
                          WIFSIGNALED (status) ? g_strsignal (WTERMSIG (status)) : "it ended");
}

static void
replace (Pool *pool, Worker *worker, const sigset_t *mask)
{
  if (pool->stop_at == 0 && pool->next < pool->records->len && start_worker (pool, worker, mask))
    give_work (pool, worker);
}

/* A worker is gone: what it worked on is told, and another takes its place. */
static void
bury (Pool *pool, Worker *worker, const sigset_t *mask)
{
  int status = 0;
  gint n = worker->n;

  while (waitpid (worker->pid, &status, 0) < 0 && errno == EINTR)
    ;
  close (worker->to);
  close (worker->from);
  worker->pid = 0;
  worker->n = NOTHING;
  if (n != NOTHING)
    {
      const JbBatchRecord *old = g_ptr_array_index (pool->records, (guint) n);
      JbBatchRecord *record = jb_batch_record_new (old->report, old->output);
      record->outcome = JB_BATCH_FAILED;
      record->code = JB_EXIT_SYSTEM;
      record->message = describe_end (pool, old->report, status);
      finish (pool, (guint) n, record);
    }
  replace (pool, worker, mask);
}

static void
hear (Pool *pool, Worker *worker, const sigset_t *mask)
{
  char buffer[65536];
  ssize_t got = read (worker->from, buffer, sizeof buffer);

  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return;
  if (got <= 0)
    {
      bury (pool, worker, mask);
      return;
    }
  char *end = memchr (buffer, '\n', (gsize) got);
  g_string_append_len (worker->line, buffer, end != NULL ? end - buffer : got);
  if (end == NULL)
    return;
  take_line (pool, worker);
  if (!worker->grown)
    give_work (pool, worker);
  else
    {
      retire (worker);
      replace (pool, worker, mask);
    }
}

static guint
collect_pipes (const Pool *pool, struct pollfd *fds)
{
  guint n = 0;

  for (guint i = 0; i < pool->n_workers; i++)
    {
      const Worker *worker = &pool->workers[i];
      fds[i] = (struct pollfd) { worker->pid != 0 ? worker->from : -1, POLLIN, 0 };
      n += worker->pid != 0 ? 1 : 0;
    }
  return n;
}

static void
drop_all (Pool *pool)
{
  for (guint i = 0; i < pool->n_workers; i++)
    if (pool->workers[i].pid != 0)
      {
        kill (pool->workers[i].pid, SIGKILL);
        retire (&pool->workers[i]);
      }
}

/* Returns: %FALSE when what is running is to be dropped. */
static gboolean
mind_signals (Pool *pool)
{
  if (n_caught == 0)
    return TRUE;
  if (pool->stop_at == 0)
    pool->stop_at = g_get_monotonic_time ();
  return n_caught < 2 && g_get_monotonic_time () - pool->stop_at < GRACE_US;
}

static void
work_through (Pool *pool, const sigset_t *mask)
{
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, pool->n_workers);
  const struct timespec patience = { 0, TICK_MS * 1000000 };

  for (guint i = 0; i < pool->n_workers; i++)
    if (start_worker (pool, &pool->workers[i], mask))
      give_work (pool, &pool->workers[i]);
  while (collect_pipes (pool, fds) > 0)
    {
      int ready = ppoll (fds, pool->n_workers, &patience, mask);
      if (!mind_signals (pool))
        {
          drop_all (pool);
          return;
        }
      for (guint i = 0; ready > 0 && i < pool->n_workers; i++)
        if (fds[i].fd >= 0 && fds[i].revents != 0)
          hear (pool, &pool->workers[i], mask);
      pool->calls->tick (pool->calls->data);
    }
}

static guint
count_pending (const GPtrArray *records)
{
  JbBatchTotals totals = jb_batch_count (records);

  return totals.pending;
}

int
jb_batch_pool_run (GPtrArray *records, guint jobs, guint seconds, const JbBatchCalls *calls, GError **error)
{
  Pool pool = { .records = records, .calls = calls, .n_seconds = seconds };
  struct sigaction action = { .sa_handler = catch }, old[G_N_ELEMENTS (stops)];
  sigset_t ours, mask;

  pool.n_workers = MIN (MIN (MAX (jobs, 1), JB_BATCH_MAX_JOBS), count_pending (records));
  if (pool.n_workers == 0)
    return 0;
  pool.workers = g_new0 (Worker, pool.n_workers);
  for (guint i = 0; i < pool.n_workers; i++)
    pool.workers[i].line = g_string_new (NULL);
  sigemptyset (&ours);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    sigaddset (&ours, stops[i]);
  sigprocmask (SIG_BLOCK, &ours, &mask);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      sigaction (stops[i], NULL, &old[i]);
      /* nohup asked for a hang-up to be overlooked. */
      if (old[i].sa_handler != SIG_IGN)
        sigaction (stops[i], &action, NULL);
    }
  caught = n_caught = 0;
  work_through (&pool, &mask);
  sigprocmask (SIG_SETMASK, &mask, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    sigaction (stops[i], &old[i], NULL);
  for (guint i = 0; i < pool.n_workers; i++)
    g_string_free (pool.workers[i].line, TRUE);
  g_free (pool.workers);
  if (caught == 0 && pool.error != NULL && count_pending (records) > 0)
    {
      g_propagate_error (error, pool.error);
      return -1;
    }
  g_clear_error (&pool.error);
  return caught;
}
