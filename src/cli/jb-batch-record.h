/* What became of each report of a batch, and where that is kept: a line of JSON for each as it is done (the journal, which
 * survives any end of the program), and summary.json and summary.csv of all of them at the end.
 *
 *   {"report": "a/2023.txt", "output": "2023.pdf", "outcome": "done", "code": 0, "milliseconds": 71, …} */
#pragma once

#include <glib.h>

typedef enum
{
  JB_BATCH_PENDING, /* not begun, or dropped: the batch was interrupted */
  JB_BATCH_DONE,    /* the PDF is there */
  JB_BATCH_BAD,     /* bad input: told, no PDF */
  JB_BATCH_FAILED   /* the system failed, or the program broke down over it */
} JbBatchOutcome;

/* A finding or a warning. */
typedef struct
{
  char *tag;          /* "rate", "unread-number" */
  guint line, column; /* 0: none */
  char *message;
} JbBatchNote;

typedef struct
{
  char  *report, *output; /* as in #JbBatchItem, both UTF-8 */
  JbBatchOutcome outcome;
  int    code;            /* exit code that `render` would have had */
  gboolean resumed;       /* taken over from an earlier run */
  double seconds, cpu_seconds;
  char **translations;    /* NULL: none; its own, beside those of the whole batch */
  char  *sha256;          /* of the report's file; NULL: not read */
  char  *settings;        /* what else the PDF depends on, as a SHA-256 */
  guint64 bytes;          /* of the PDF */
  guint64 rss_kib;        /* memory of the worker behind it */
  guint  sections, metrics;
  GPtrArray *findings;    /* of JbBatchNote: arithmetic that does not hold */
  GPtrArray *warnings;    /* of JbBatchNote */
  char  *message;         /* NULL; else why there is no PDF */
} JbBatchRecord;

JbBatchRecord *jb_batch_record_new (const char *report, const char *output);
void jb_batch_record_free (JbBatchRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbBatchRecord, jb_batch_record_free)

void jb_batch_note_add (GPtrArray *notes, const char *tag, guint line, guint column, const char *message);
const char *jb_batch_outcome_name (JbBatchOutcome outcome);

/* One line of JSON without line end. Returns: (transfer full). */
char *jb_batch_record_to_line (const JbBatchRecord *record);

/* Returns: (transfer full): %NULL where @line is no such line, as one that was cut off. */
JbBatchRecord *jb_batch_record_from_line (const char *line, gssize length);

typedef struct
{
  guint  n, done, bad, failed, pending, resumed, findings, warnings;
} JbBatchTotals;

JbBatchTotals jb_batch_count (const GPtrArray *records);

/* What the summary says beside the records. */
typedef struct
{
  guint  part, of, jobs;
  double seconds;
} JbBatchRun;

/* Source of the CSV: RFC 4180; UTF-8 with byte-order mark. Returns: (transfer full). */
GString *jb_batch_summary_json (const GPtrArray *records, const JbBatchRun *run);
GString *jb_batch_summary_csv (const GPtrArray *records);

/* All records of earlier runs in @folder, of summaries and journals, whatever their shards. Returns: (transfer full):
 *   of #JbBatchRecord. */
GPtrArray *jb_batch_read_earlier (const char *folder);
