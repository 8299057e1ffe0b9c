/* jianbao batch: many reports, each as `render` makes it, by a worker on each core. */
#include "jb-batch-list.h"
#include "jb-batch-pool.h"
#include "jb-batch-progress.h"
#include "jb-batch-record.h"
#include "jb-batch-settings.h"
#include "jb-cli.h"
#include "jb-render.h"

#include "jb-error.h"
#include "jb-export.h"
#include "jb-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DEFAULT_SECONDS 300
#define MAX_SECONDS_A_REPORT 86400

typedef struct
{
  JbRenderOptions render;
  char     *folder, *shard, **paths;
  int       jobs, seconds;
  gboolean  resume;
} Options;

typedef struct
{
  const Options   *options;
  JbBatchShard     shard;
  JbRenderer      *renderer;
  GPtrArray       *items;    /* of JbBatchItem */
  GPtrArray       *records;  /* of JbBatchRecord, parallel */
  char            *settings; /* SHA-256 of what every PDF depends on beside its report */
  guint            n_warnings; /* of what is the same for all */
  JbBatchProgress *progress;
  char            *journal_path;
  int              journal;  /* -1: none */
  GError          *error;    /* the first of the journal */
} Batch;

static void
options_clear (Options *options)
{
  jb_render_options_clear (&options->render);
  g_free (options->folder);
  g_free (options->shard);
  g_strfreev (options->paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->progress, jb_batch_progress_free);
  g_clear_pointer (&batch->records, g_ptr_array_unref);
  g_clear_pointer (&batch->items, g_ptr_array_unref);
  g_clear_pointer (&batch->renderer, jb_renderer_free);
  g_free (batch->settings);
  g_free (batch->journal_path);
  if (batch->journal >= 0)
    close (batch->journal);
  g_clear_error (&batch->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

/* "summary.csv", "summary-2-of-8.csv" */
static char *
summary_path (const Batch *batch, const char *before, const char *suffix)
{
  g_autofree char *name = batch->shard.of == 1
    ? g_strconcat (before, "summary", suffix, NULL)
    : g_strdup_printf ("%ssummary-%u-of-%u%s", before, batch->shard.part, batch->shard.of, suffix);

  return g_build_filename (batch->options->folder, name, NULL);
}

static gboolean
usage_error (GError **error, const char *message)
{
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (options->folder == NULL)
    return usage_error (error, "batch: no folder: name it with -d FOLDER");
  if (options->jobs < 0 || options->jobs > (int) JB_BATCH_MAX_JOBS)
    return usage_error (error, "--jobs: write a number from 1 to 256, or leave it out for one a core");
  if (options->seconds < 1 || options->seconds > MAX_SECONDS_A_REPORT)
    return usage_error (error, "--timeout: write a number of seconds from 1 to 86400");
  return TRUE;
}

/* Where a finding stands, and what it says. */
/* Of other formats than text, the message begins with the place in the original. */
static void
note_placed (const JbSession *session, GPtrArray *notes, const char *tag, guint line, guint column, const char *message)
{
  g_autofree char *place = jb_input_describe_line (session->input, line, column);
  g_autofree char *placed = place == NULL ? NULL : g_strdup_printf ("%s: %s", place, message);

  jb_batch_note_add (notes, tag, line, column, placed != NULL ? placed : message);
}

static void
note_findings (const JbSession *session, JbBatchRecord *record)
{
  JbExport what = jb_session_export (session);
  g_autoptr(GPtrArray) checks = jb_export_checks_new (&what);

  for (guint i = 0; i < checks->len; i++)
    {
      const JbCheck *check = g_ptr_array_index (checks, i);
      guint line, column;
      if (!jb_check_is_bad (check))
        continue;
      jb_report_locate (session->report, check->byte, &line, &column);
      note_placed (session, record->findings, check->code, line, column, check->message);
    }
  for (guint i = 0; i < session->diagnostics->len; i++)
    {
      const JbDiagnostic *one = g_ptr_array_index (session->diagnostics, i);
      if (one->severity == JB_SEVERITY_WARNING)
        note_placed (session, record->warnings, one->tag, one->line, one->column, one->message);
    }
}

static void
note_session (const JbSession *session, JbBatchRecord *record)
{
  guint n_sections = 0;

  jb_report_get_sections (session->report, &n_sections);
  record->sections = n_sections;
  record->metrics = session->metrics->len;
  g_free (record->sha256);
  record->sha256 = g_strdup (session->input->sha256);
  note_findings (session, record);
}

static void
note_error (JbBatchRecord *record, const GError *error)
{
  record->code = jb_cli_exit_code (error);
  record->outcome = record->code == JB_EXIT_SYSTEM ? JB_BATCH_FAILED : JB_BATCH_BAD;
  g_free (record->message);
  record->message = g_utf8_make_valid (error->message, -1);
}

static guint64
get_rss_kib (void)
{
  g_autofree char *text = NULL;
  char *resident;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) || (resident = strchr (text, ' ')) == NULL)
    return 0;
  return g_ascii_strtoull (resident + 1, NULL, 10) * (guint64) sysconf (_SC_PAGESIZE) / 1024;
}

static double
get_cpu_seconds (void)
{
  struct timespec at;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double) at.tv_sec + (double) at.tv_nsec / 1e9;
}

static gboolean
render_one (const Batch *batch, const JbBatchItem *item, JbBatchRecord *record, GError **error)
{
  g_autofree char *path = g_build_filename (batch->options->folder, item->output, NULL);
  g_autoptr(JbSession) session = NULL;

  if (item->problem != NULL)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_FORMAT, item->problem);
      return FALSE;
    }
  const JbRenderReport report = { item->path, item->beside };
  g_autoptr(GBytes) pdf = jb_renderer_run (batch->renderer, &report, NULL, &session, error);
  if (session != NULL)
    note_session (session, record);
  if (pdf == NULL || !jb_file_write (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), error))
    return FALSE;
  record->bytes = g_bytes_get_size (pdf);
  return TRUE;
}

/* In a worker. */
static void
work (guint n, JbBatchRecord *record, gpointer data)
{
  const Batch *batch = data;
  gint64 start = g_get_monotonic_time ();
  double cpu = get_cpu_seconds ();
  g_autoptr(GError) error = NULL;

  const JbBatchItem *item = g_ptr_array_index (batch->items, n);
  record->settings = jb_batch_sum_beside (batch->settings, item->beside);
  if (render_one (batch, item, record, &error))
    {
      gboolean found = record->findings->len > 0 || record->warnings->len > 0;
      record->outcome = JB_BATCH_DONE;
      record->code = batch->options->render.strict && found ? JB_EXIT_FOUND : JB_EXIT_DONE;
    }
  else
    note_error (record, error);
  record->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  record->cpu_seconds = get_cpu_seconds () - cpu;
  record->rss_kib = get_rss_kib ();
}

static void
write_journal (Batch *batch, const JbBatchRecord *record)
{
  g_autofree char *line = jb_batch_record_to_line (record);
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  gsize length = strlen (whole);

  if (batch->error != NULL || batch->journal < 0)
    return;
  for (gsize put = 0; put < length;)
    {
      ssize_t n = write (batch->journal, whole + put, length - put);
      if (n < 0 && errno != EINTR)
        {
          g_set_error (&batch->error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be written: %s", batch->journal_path,
                       g_strerror (errno));
          return;
        }
      put += n > 0 ? (gsize) n : 0;
    }
}

static void
over (guint n, JbBatchRecord *record, gpointer data)
{
  Batch *batch = data;

  (void) n;
  write_journal (batch, record);
  jb_batch_progress_add (batch->progress, record);
}

static void
tick (gpointer data)
{
  jb_batch_progress_tick (((Batch *) data)->progress);
}

static char *
sum_file (const char *path)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, G_MAXUINT32, NULL);

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

static gboolean
still_there (const Batch *batch, const JbBatchRecord *record)
{
  g_autofree char *path = g_build_filename (batch->options->folder, record->output, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && (guint64) info.st_size == record->bytes;
}

/* By output, bytes of the source and settings. */
static char *
key_of (const char *output, const char *sha256, const char *settings)
{
  return g_strconcat (output, "/", sha256, "/", settings, NULL);
}

static void
take_over (Batch *batch, guint i, const JbBatchRecord *earlier)
{
  JbBatchRecord *own = g_ptr_array_index (batch->records, i);
  g_autofree char *line = jb_batch_record_to_line (earlier);
  JbBatchRecord *record = jb_batch_record_from_line (line, -1);

  g_free (record->report);
  record->report = g_strdup (own->report);
  record->resumed = TRUE;
  jb_batch_record_free (own);
  g_ptr_array_index (batch->records, i) = record;
}

/* Takes over what an earlier run did: the same bytes, the same settings, and its PDF is there. */
static void
resume (Batch *batch)
{
  g_autoptr(GPtrArray) earlier = jb_batch_read_earlier (batch->options->folder);
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < earlier->len; i++)
    {
      JbBatchRecord *record = g_ptr_array_index (earlier, i);
      if (record->outcome == JB_BATCH_DONE && record->sha256 != NULL && record->settings != NULL)
        g_hash_table_insert (done, key_of (record->output, record->sha256, record->settings), record);
    }
  for (guint i = 0; i < batch->items->len && g_hash_table_size (done) > 0; i++)
    {
      const JbBatchItem *item = g_ptr_array_index (batch->items, i);
      g_autofree char *sha256 = item->problem == NULL ? sum_file (item->path) : NULL;
      g_autofree char *settings = jb_batch_sum_beside (batch->settings, item->beside);
      g_autofree char *key = sha256 != NULL ? key_of (item->output, sha256, settings) : NULL;
      JbBatchRecord *record = key != NULL ? g_hash_table_lookup (done, key) : NULL;
      if (record != NULL && still_there (batch, record))
        take_over (batch, i, record);
    }
}

static void
add_translation (JbBatchRecord *record, const char *path)
{
  guint n = record->translations != NULL ? g_strv_length (record->translations) : 0;

  record->translations = g_renew (char *, record->translations, n + 2);
  record->translations[n] = g_utf8_make_valid (path, -1);
  record->translations[n + 1] = NULL;
}

static void
make_records (Batch *batch)
{
  batch->records = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_batch_record_free);
  for (guint i = 0; i < batch->items->len; i++)
    {
      JbBatchItem *item = g_ptr_array_index (batch->items, i);
      JbBatchRecord *record = jb_batch_record_new (item->path, item->output);
      item->beside = jb_batch_find_beside (item->path, batch->options->render.translations);
      for (char **path = item->beside; path != NULL && *path != NULL; path++)
        add_translation (record, *path);
      g_ptr_array_add (batch->records, record);
    }
}

/* The journal of this shard: what was taken over first, then a line as each report is over. The former one is replaced at
 * once, so that nothing of it is lost whenever the program ends. */
static gboolean
open_journal (Batch *batch, GError **error)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < batch->records->len; i++)
    {
      const JbBatchRecord *record = g_ptr_array_index (batch->records, i);
      g_autofree char *line = record->resumed ? jb_batch_record_to_line (record) : NULL;
      if (line != NULL)
        g_string_append_printf (lines, "%s\n", line);
    }
  batch->journal_path = summary_path (batch, ".", ".journal");
  if (!jb_file_write (batch->journal_path, lines->str, lines->len, error))
    return FALSE;
  batch->journal = g_open (batch->journal_path, O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
  if (batch->journal >= 0)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be written: %s", batch->journal_path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_summary (const Batch *batch, guint jobs, GError **error)
{
  JbBatchRun run = { batch->shard.part, batch->shard.of, jobs, jb_batch_progress_get_seconds (batch->progress) };
  g_autofree char *json_path = summary_path (batch, "", ".json"), *csv_path = summary_path (batch, "", ".csv");
  g_autoptr(GString) json = jb_batch_summary_json (batch->records, &run);
  g_autoptr(GString) csv = jb_batch_summary_csv (batch->records);

  if (!jb_file_write (csv_path, csv->str, csv->len, error) || !jb_file_write (json_path, json->str, json->len, error))
    return FALSE;
  g_unlink (batch->journal_path);
  return TRUE;
}

static gboolean
gather (Batch *batch, GError **error)
{
  guint n_doubles = 0;

  batch->items = jb_batch_list_new (batch->options->paths, batch->options->folder, &n_doubles, error);
  if (batch->items == NULL)
    return FALSE;
  if (batch->items->len == 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: no report is there: name files, or folders with .txt, .docx, "
                   ".html, .md or .pdf in them", batch->options->paths[0]);
      return FALSE;
    }
  jb_batch_list_take_shard (batch->items, batch->shard);
  make_records (batch);
  return TRUE;
}

/* Of what a run that was killed left half-way. Shards have no file in common, so nobody writes what is swept here. */
static void
sweep (const Batch *batch)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < batch->items->len; i++)
    g_hash_table_add (names, ((JbBatchItem *) g_ptr_array_index (batch->items, i))->output);
  jb_file_sweep (batch->options->folder, names);
}

static gboolean
prepare (Batch *batch, GError **error)
{
  const Options *options = batch->options;
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();

  batch->renderer = jb_renderer_new (&options->render, error);
  if (batch->renderer == NULL || !jb_renderer_prepare (batch->renderer, diagnostics, error) || !gather (batch, error))
    return FALSE;
  batch->n_warnings = jb_cli_print_warnings (diagnostics);
  if (g_mkdir_with_parents (options->folder, 0777) != 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be made: %s", options->folder, g_strerror (errno));
      return FALSE;
    }
  sweep (batch);
  batch->settings = jb_batch_sum_settings (&options->render);
  if (options->resume)
    resume (batch);
  return open_journal (batch, error);
}

/* The gravest that happened: the system failed, bad input, something was found. */
static int
choose_code (const Batch *batch)
{
  int code = batch->options->render.strict && batch->n_warnings > 0 ? JB_EXIT_FOUND : JB_EXIT_DONE;

  for (guint i = 0; i < batch->records->len; i++)
    code = MAX (code, ((const JbBatchRecord *) g_ptr_array_index (batch->records, i))->code);
  return code;
}

/* What ran till then is kept, and the program ends as one does that was told to. */
static int
end_by_signal (const Batch *batch, int number)
{
  JbBatchTotals totals = jb_batch_count (batch->records);
  const char *name = number == SIGINT ? "SIGINT" : number == SIGTERM ? "SIGTERM" : "SIGHUP";
  g_autofree char *message = g_strdup_printf ("batch: stopped by %s with %u of %u reports left: run it again with --resume",
                                              name, totals.pending, totals.n);
  JbDiagnostic told = { JB_SEVERITY_WARNING, "stopped", NULL, 0, 0, message };

  jb_cli_print_diagnostic (&told);
  signal (number, SIG_DFL);
  raise (number);
  return JB_EXIT_SYSTEM;
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  g_auto(Batch) batch = { .options = options, .journal = -1 };
  const JbBatchCalls calls = { work, over, tick, &batch };

  if (!check_options (options, error) || !jb_batch_shard_parse (options->shard, &batch.shard, error)
      || !prepare (&batch, error))
    return -1;
  signal (SIGPIPE, SIG_IGN);
  guint jobs = options->jobs > 0 ? (guint) options->jobs : g_get_num_processors ();
  JbBatchTotals before = jb_batch_count (batch.records);
  batch.progress = jb_batch_progress_new (before.n, before.resumed);
  int ended = jb_batch_pool_run (batch.records, jobs, (guint) options->seconds, &calls, error);
  sweep (&batch);
  JbBatchTotals totals = jb_batch_count (batch.records);
  g_autoptr(GError) last = NULL;
  gboolean told = jb_batch_progress_finish (batch.progress, &totals, &last);
  if (!write_summary (&batch, jobs, ended < 0 ? NULL : error) || ended < 0)
    return -1;
  if (ended > 0)
    return end_by_signal (&batch, ended);
  if (batch.error != NULL || !told)
    {
      g_propagate_error (error, batch.error != NULL ? g_steal_pointer (&batch.error) : g_steal_pointer (&last));
      return -1;
    }
  return choose_code (&batch);
}

int
jb_command_batch (int argc, char **argv)
{
  g_auto(Options) options = { .seconds = DEFAULT_SECONDS };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "directory", 'd', 0, G_OPTION_ARG_FILENAME, &options.folder, "Where PDFs and summary go; made if missing", "FOLDER" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs, "Reports at once; one a core without", "N" },
    { "shard", 0, 0, G_OPTION_ARG_FILENAME, &options.shard, "Only the I-th of N equal parts of the list", "I/N" },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &options.resume, "Pass over what is done and unchanged", NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options.seconds, "Give up a report after so many seconds (300)", "N" },
    JB_RENDER_ENTRIES (options.render),
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("batch", "PATH... -d FOLDER", "Renders files, folders, or a list on standard input (-). JSON lines to\n"
                     "standard output, summary.csv and summary.json to FOLDER.", entries, 1, G_MAXUINT, argc, argv,
                     &options.paths, &code))
    return code;
  code = run (&options, &error);
  return code < 0 ? jb_cli_fail (g_steal_pointer (&error)) : code;
}
