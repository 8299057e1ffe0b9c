/* Somebody's own translation program, over pipes.
 *
 *   to it     {"id":"jb-3f2a","source":"共办理5件。","context":"一、工作开展情况","terms":"…"}
 *   from it   {"id":"jb-3f2a","target":"A total of 5 cases were handled."}
 *
 * One JSON object a line. It may answer in any order, twice, or not at all; nothing that it does loses a unit. */
#pragma once

#include "jb-exchange.h"

#define JB_USING_TIMEOUT 120 /* seconds without a line, after which it is stopped */
#define JB_USING_MAX_LINE (1024u * 1024)

/**
 * jb_using_run:
 * @command: run by /bin/sh
 * @timeout: seconds without any answer
 * @diagnostics: answers that are no JSON, that belong to no unit, that come twice; units without an answer; how it ended
 *
 * Sends the units without English, and marks those that come back as a machine's, to be reviewed. A program that dies or
 * hangs leaves the rest missing, and a diagnostic.
 *
 * Returns: number of units that got English; -1 with %JB_ERROR_SYSTEM where it could not be started.
 */
int jb_using_run (JbExchange *exchange, const char *command, guint timeout, GPtrArray *diagnostics, GError **error);
