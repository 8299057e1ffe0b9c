/* What leaves the program as data: metrics and findings as JSON and CSV.
 *
 *   {"schema": "jianbao-extract-1", "metrics": [{"id": "m001", "text": "5000万元", "base_value": "50000000", …}], …}
 *
 * Schemas: assets/schema/extract-1.schema.json, check-1.schema.json. Offsets count code points of the decoded source,
 * values are decimal strings. The same arguments give the same bytes. */
#pragma once

#include "jb-audit.h"
#include "jb-file.h"
#include "jb-input.h"
#include "jb-metric.h"
#include "jb-report.h"
#include "jb-translate.h"

#include <glib.h>

/* A longer sentence is given as the part of it around the number, so that the output stays linear in the text. */
#define JB_EXPORT_MAX_SENTENCE_CHARS 600

/* What is told of one report; all lent, for the time of the call. */
typedef struct
{
  const JbInput       *input;
  const JbReport      *report;
  const GPtrArray     *metrics;     /* of JbMetric */
  const JbTranslation *translation; /* NULL: headings and labels have no English */
  const GPtrArray     *findings;    /* of JbFinding; NULL: none */
  const GArray        *rejected;    /* of JbRejected; NULL: the list is not printed */
} JbExport;

/* Returns: (transfer full): the JSON of `jianbao extract`, UTF-8, ending with a line end. */
GString *jb_export_extract_json (const JbExport *what);

/* Source: RFC 4180. Returns: (transfer full): a row a metric, UTF-8 with byte-order mark, lines end with CR LF. */
GString *jb_export_extract_csv (const JbExport *what);

/* The same for jb_file_write_pieces(), with a #JbExport as data: no more than a piece stands in memory. */
gboolean jb_export_write_json (gpointer what, JbFilePut put, gpointer file, GError **error);
gboolean jb_export_write_csv (gpointer what, JbFilePut put, gpointer file, GError **error);

/* A finding as it is told: of arithmetic, or of a translation. */
typedef struct
{
  const char *kind;    /* constants: "arithmetic", "translation" */
  const char *code;    /* "rate", "sum", …; "number", "term", "missing", "stale", … */
  const char *verdict; /* "consistent", "rounding", "inconsistent", "error", "warning" */
  gsize       byte;    /* of the report's text: the place that it is about */
  GArray     *metrics; /* of guint, indices into the metrics; NULL: none */
  char       *stated;  /* NULL: nothing is stated */
  char       *computed;
  char       *source;  /* the sentence; never NULL */
  char       *target;  /* its English; NULL: none */
  char       *message; /* English, one line, no full stop at its end */
} JbCheck;

/* Returns: (transfer full): of #JbCheck: the findings that compare something, in order of the text. */
GPtrArray *jb_export_checks_new (const JbExport *what);
void jb_check_free (JbCheck *check);

/* Whether a check makes `jianbao check` end with 1: its verdict is inconsistent or error. */
gboolean jb_check_is_bad (const JbCheck *check);

/* Returns: (transfer full): the JSON of `jianbao check`. */
GString *jb_export_check_json (const JbExport *what, const GPtrArray *checks);

/* One line each, `FILE:LINE:COLUMN: verdict: message`, of other formats than text `FILE: page 3, paragraph 2: verdict: …`, and a line that counts them. (transfer full) */
GString *jb_export_check_text (const JbExport *what, const GPtrArray *checks);
