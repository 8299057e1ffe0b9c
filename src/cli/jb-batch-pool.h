/* Workers: processes forked after everything that is the same for all reports was loaded, so that its memory is shared.
 *
 * Processes and not threads: what breaks down, hangs or runs out of memory over one report takes nobody else with it, and
 * none of the libraries (Pango's font maps and font threads, fontconfig's current configuration, libharu, libxml2) has to
 * bear several documents at once. The parent must have no second thread when workers are forked. */
#pragma once

#include "jb-batch-record.h"

#include <glib.h>

#define JB_BATCH_MAX_JOBS 256u
/* A worker that holds so much more than it did after its first report makes room for a fresh one: what a report of a thousand
 * pages needed, or a font of the system for a rare character (Pango's font maps are never freed, see jb-fonts.c), is given
 * back. With reports as they are it does not happen: a worker stays at about 70 MB. */
#define JB_BATCH_MAX_GROWTH_KIB (128u * 1024)

typedef struct
{
  /* In a worker: renders number @n; fills its record. */
  void (*work) (guint n, JbBatchRecord *record, gpointer data);
  /* In the parent: number @n is over; @record stays the pool's. */
  void (*over) (guint n, JbBatchRecord *record, gpointer data);
  /* In the parent, ten times a second or oftener. */
  void (*tick) (gpointer data);
  gpointer data;
} JbBatchCalls;

/**
 * jb_batch_pool_run:
 * @records: of #JbBatchRecord; those that are not pending are passed over
 * @jobs: number of workers
 * @seconds: a report that takes longer is given up
 *
 * On SIGINT, SIGTERM or SIGHUP nothing new is begun and what is running is finished; on a second one, or after ten seconds, it is
 * dropped. What was not finished stays pending.
 *
 * Returns: 0, or the signal that ended it; -1 with %JB_ERROR_SYSTEM where no worker could be made.
 */
int jb_batch_pool_run (GPtrArray *records, guint jobs, guint seconds, const JbBatchCalls *calls, GError **error);
