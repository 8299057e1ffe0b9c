/* How far a batch is: a bar with rate and time left on a terminal (standard error); otherwise a line of JSON for each
 * report on standard output.
 *
 *   jianbao batch: ████████░░░░░░░░ 312/1000  27.4/s  25 s left  3 bad */
#pragma once

#include "jb-batch-record.h"

#include <glib.h>

typedef struct _JbBatchProgress JbBatchProgress;

/* @n: reports of the batch; @n_before: those done by an earlier run. Returns: (transfer full). */
JbBatchProgress *jb_batch_progress_new (guint n, guint n_before);

/* One is over: its line of JSON; on standard error why, where there is no PDF. */
void jb_batch_progress_add (JbBatchProgress *progress, const JbBatchRecord *record);

/* Draws the bar anew where it is time. */
void jb_batch_progress_tick (JbBatchProgress *progress);

/* The last word: how many, how fast. Returns: %FALSE with %JB_ERROR_SYSTEM where standard output could not be written. */
gboolean jb_batch_progress_finish (JbBatchProgress *progress, const JbBatchTotals *totals, GError **error);

/* Seconds since it was made. */
double jb_batch_progress_get_seconds (const JbBatchProgress *progress);

void jb_batch_progress_free (JbBatchProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbBatchProgress, jb_batch_progress_free)
