#include "jb-batch-progress.h"

#include "jb-cli.h"
#include "jb-error.h"

#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define REDRAW_US (100 * 1000)
#define DEFAULT_WIDTH 80
#define MAX_BAR 40
#define WORDS_WIDTH 56 /* columns beside the bar */
#define WIPE "\r\033[K"

struct _JbBatchProgress
{
  guint    n, n_before, n_over, n_bad;
  gint64   start_us, drawn_us;
  gboolean bar, lines, broken; /* broken: standard output took no more */
  int      broken_errno;
};

JbBatchProgress *
jb_batch_progress_new (guint n, guint n_before)
{
  JbBatchProgress *progress = g_new0 (JbBatchProgress, 1);

  progress->n = n;
  progress->n_before = n_before;
  progress->start_us = g_get_monotonic_time ();
  progress->bar = isatty (STDERR_FILENO) != 0;
  progress->lines = !progress->bar || isatty (STDOUT_FILENO) == 0;
  return progress;
}

double
jb_batch_progress_get_seconds (const JbBatchProgress *progress)
{
  return (double) (g_get_monotonic_time () - progress->start_us) / G_USEC_PER_SEC;
}

static guint
get_bar_width (void)
{
  struct winsize size;
  guint columns = ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : DEFAULT_WIDTH;

  return columns > WORDS_WIDTH ? MIN (columns - WORDS_WIDTH, MAX_BAR) : 0;
}

/* "45 s", "3 min 20 s", "2 h 5 min" */
static char *
format_time (double seconds)
{
  guint s = (guint) MIN (seconds + 0.5, 1e9);

  if (s < 100)
    return g_strdup_printf ("%u s", s);
  if (s < 3600)
    return g_strdup_printf ("%u min %u s", s / 60, s % 60);
  return g_strdup_printf ("%u h %u min", s / 3600, s % 3600 / 60);
}

static void
draw (JbBatchProgress *progress)
{
  guint done = progress->n_before + progress->n_over, width = get_bar_width ();
  guint full = progress->n > 0 ? (guint) ((guint64) width * done / progress->n) : width;
  double rate = progress->n_over / MAX (jb_batch_progress_get_seconds (progress), 0.001);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr(GString) line = g_string_new (WIPE "jianbao batch: ");

  for (guint i = 0; i < width; i++)
    g_string_append (line, i < full ? "█" : "░");
  g_string_append_printf (line, " %u/%u  %s/s", done, progress->n, g_ascii_formatd (text, sizeof text, "%.1f", rate));
  if (progress->n_over > 0)
    {
      g_autofree char *left = format_time ((progress->n - done) / rate);
      g_string_append_printf (line, "  %s left", left);
    }
  if (progress->n_bad > 0)
    g_string_append_printf (line, "  %u bad", progress->n_bad);
  fputs (line->str, stderr);
  fflush (stderr);
  progress->drawn_us = g_get_monotonic_time ();
}

void
jb_batch_progress_tick (JbBatchProgress *progress)
{
  if (progress->bar && g_get_monotonic_time () - progress->drawn_us >= REDRAW_US)
    draw (progress);
}

static void
print_json (JbBatchProgress *progress, const JbBatchRecord *record)
{
  g_autofree char *line = jb_batch_record_to_line (record);

  if (progress->broken || (fputs (line, stdout) != EOF && fputc ('\n', stdout) != EOF && fflush (stdout) == 0))
    return;
  progress->broken = TRUE;
  progress->broken_errno = errno;
}

void
jb_batch_progress_add (JbBatchProgress *progress, const JbBatchRecord *record)
{
  gboolean none = record->outcome != JB_BATCH_DONE;

  progress->n_over++;
  progress->n_bad += none ? 1 : 0;
  if (progress->lines)
    print_json (progress, record);
  if (!none || record->message == NULL)
    return;
  if (progress->bar)
    fputs (WIPE, stderr);
  JbDiagnostic told = { JB_SEVERITY_WARNING, "batch", NULL, 0, 0, record->message };
  jb_cli_print_diagnostic (&told);
}

gboolean
jb_batch_progress_finish (JbBatchProgress *progress, const JbBatchTotals *totals, GError **error)
{
  double seconds = jb_batch_progress_get_seconds (progress);
  char took[G_ASCII_DTOSTR_BUF_SIZE], rate[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (took, sizeof took, "%.1f", seconds);
  g_ascii_formatd (rate, sizeof rate, "%.1f", progress->n_over / MAX (seconds, 0.001));
  if (progress->bar)
    {
      g_autofree char *line = g_strdup_printf (
        WIPE "jianbao batch: %u reports, %u done (%u before), %u bad, %u failed, %u left, in %s s (%s/s)\n", totals->n,
        totals->done, totals->resumed, totals->bad, totals->failed, totals->pending, took, rate);
      fputs (line, stderr);
    }
  if (!progress->broken)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "standard output: cannot be written: %s",
               g_strerror (progress->broken_errno));
  return FALSE;
}

void
jb_batch_progress_free (JbBatchProgress *progress)
{
  g_free (progress);
}
