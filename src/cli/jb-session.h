/* A session: one report with all that is known of it before anything is printed.
 *
 *   input → report → lexicon, metrics → glossary, memory, translation → audit */
#pragma once

#include "jb-audit.h"
#include "jb-diagnostic.h"
#include "jb-export.h"
#include "jb-input.h"
#include "jb-metric.h"
#include "jb-report.h"
#include "jb-stages.h"
#include "jb-translate.h"

#include <glib.h>

/* What is the same for every report. */
typedef struct
{
  JbLexicon  *lexicon;
  JbGlossary *glossary;
  JbMemory   *memory;
} JbSessionWords;

typedef struct
{
  const char *path;         /* a file, or "-" */
  const char *encoding;     /* NULL: by content */
  char      **translations; /* NULL: none; files of pairs */
  char      **beside;       /* NULL: none; further ones, of this report alone, never taken into @words */
  char      **glossaries;   /* NULL: the built-in one alone */
  JbSessionWords *words;    /* NULL: the session's own; else what the first session loads there, all others use; it outlives
                             * them */
  gboolean    text_only;    /* the file's own bytes are not kept: session->input->bytes is NULL */
} JbSessionOptions;

typedef struct
{
  JbInput       *input;
  JbReport      *report;
  JbSessionWords own;         /* empty where the words are lent */
  JbMemory      *beside;      /* NULL: no translation of this report alone */
  const JbLexicon *lexicon;
  GPtrArray     *metrics;     /* of JbMetric */
  GArray        *rejected;    /* of JbRejected */
  JbGlossary    *glossary;
  JbMemory      *memory;
  JbTranslation *translation;
  GPtrArray     *findings;    /* of JbFinding */
  GPtrArray     *diagnostics; /* of JbDiagnostic; of the words' files in the session that loaded them */
} JbSession;

/**
 * jb_session_words_load:
 * @words: filled where it is empty; cleared by the caller, with an error too
 * @glossaries, @translations: (nullable): files, as in #JbSessionOptions
 * @diagnostics: what was wrong with the files and can be survived
 *
 * Loads what jb_session_load() would load into @words with the first report.
 *
 * Returns: %FALSE with the error of the room that failed.
 */
gboolean jb_session_words_load (JbSessionWords *words, char **glossaries, char **translations, GPtrArray *diagnostics,
                                GError **error);

/**
 * jb_session_load:
 * @options: borrowed for the call
 * @stages: (nullable): told of each stage
 *
 * Returns: (transfer full): the session; %NULL with the error of the room that failed.
 */
JbSession *jb_session_load (const JbSessionOptions *options, JbStages *stages, GError **error);

/* Prints the session's warnings, each with its place in the original: of other formats than text, "page 3, paragraph 2"
 * stands for the line. Returns: as jb_cli_print_warnings(). */
guint jb_session_print_warnings (JbSession *session);

/* A JB_ERROR_GLYPH of this report's pages knows where on the page the character is missing; here its message is told where
 * in the file it stands. Other errors stay as they are. */
void jb_session_place_glyph (const JbSession *session, GError *error);

/* What the export room wants to know, borrowed from @session. */
JbExport jb_session_export (const JbSession *session);

/**
 * jb_session_time:
 * @time: (out): seconds since 1970 that the output is dated with: SOURCE_DATE_EPOCH, or the report's own time, or (a
 *   pipe) now
 *
 * Source: Reproducible Builds, SOURCE_DATE_EPOCH specification 1.1.
 *
 * Returns: %FALSE with %JB_ERROR_USAGE where SOURCE_DATE_EPOCH is no number of seconds.
 */
gboolean jb_session_time (const JbSession *session, gint64 *time, GError **error);

/* Frees what @words holds, not @words. */
void jb_session_words_clear (JbSessionWords *words);

void jb_session_free (JbSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbSession, jb_session_free)
