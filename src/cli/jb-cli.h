/* The command line: a table of commands, and what they share. Only this room prints.
 *
 *   jianbao: report.txt:12: character U+20BB7 is in no font: add one to fonts/       exit 3
 *
 * Exit codes: 0 done; 1 done, but something was found (check, --strict); 2 bad usage; 3 bad input; 4 the system failed. */
#pragma once

#include "jb-diagnostic.h"
#include "jb-file.h"

#include <glib.h>

#define JB_CLI_VERSION JB_VERSION /* "0.1.0", from the build */

enum { JB_EXIT_DONE, JB_EXIT_FOUND, JB_EXIT_USAGE, JB_EXIT_INPUT, JB_EXIT_SYSTEM };

/* A command: argv[0] is its name. Returns: the exit code. */
typedef int (*JbCommandFunc) (int argc, char **argv);

int jb_command_render (int argc, char **argv);
int jb_command_extract (int argc, char **argv);
int jb_command_charts (int argc, char **argv);
int jb_command_check (int argc, char **argv);
int jb_command_translate (int argc, char **argv);
int jb_command_compare (int argc, char **argv);
int jb_command_batch (int argc, char **argv);

/* The exit code that stands for @error, by its domain and code. */
int jb_cli_exit_code (const GError *error);

/**
 * jb_cli_fail:
 * @error: (transfer full)
 *
 * Prints `jianbao: …`, one line, UTF-8 whatever the locale, to standard error.
 *
 * Returns: the exit code for it.
 */
int jb_cli_fail (GError *error);

/* `jianbao: FILE:LINE:COLUMN: message`, one line on standard error. */
void jb_cli_print_diagnostic (const JbDiagnostic *diagnostic);

/* Prints the warnings of @list, equal ones once with how often they came. Returns: number of warnings, equal ones counted. */
guint jb_cli_print_warnings (const GPtrArray *list);

/**
 * jb_cli_parse:
 * @command: its name
 * @arguments: as "REPORT -o OUT.pdf"
 * @summary: a sentence without full stop
 * @entries: options; texts as %G_OPTION_ARG_FILENAME, so that they pass in any locale
 * @n_reports: how many positional arguments there must be, at least
 * @max_reports: and at most
 * @reports: (out) (transfer full): the positional arguments
 * @code: (out): exit code where %FALSE is returned
 *
 * Returns: %FALSE where the command is over: help was printed, or the usage was wrong and is told.
 */
gboolean jb_cli_parse (const char *command, const char *arguments, const char *summary, const GOptionEntry *entries,
                       guint n_reports, guint max_reports, int argc, char **argv, char ***reports, int *code);

/* @name is one of @names (NULL-terminated); %NULL is the first. Returns: its index; -1 with %JB_ERROR_USAGE. */
int jb_cli_choose (const char *option, const char *name, const char *const *names, GError **error);

/**
 * jb_cli_output:
 * @path: (nullable): a file; %NULL or "-" for standard output
 *
 * Returns: %FALSE with %JB_ERROR_SYSTEM.
 */
gboolean jb_cli_output (const char *path, const void *data, gsize length, GError **error);

/* The same for what is made piece by piece, as by jb_file_write_pieces(). */
gboolean jb_cli_output_pieces (const char *path, JbFileMake make, gpointer data, GError **error);
