/* What can be survived, but must be told: a doubtful number, a paragraph without English. Diagnostics travel with the
 * data in a GPtrArray of JbDiagnostic; only the command line prints them, one line each. */
#pragma once

#include <glib.h>

typedef enum
{
  JB_SEVERITY_NOTE,   /* printed only when asked for */
  JB_SEVERITY_WARNING /* always printed; an error under --strict */
} JbSeverity;

typedef struct
{
  JbSeverity  severity;
  const char *tag;    /* a constant in kebab-case, as "unread-number"; ten equal ones are printed once */
  char       *file;   /* as given by the user; NULL: none */
  guint       line;   /* from 1; 0: the whole file */
  guint       column; /* in code points, from 1; 0: the whole line */
  char       *message; /* "what is wrong: what to do", in English, no full stop */
} JbDiagnostic;

/**
 * jb_diagnostic_add:
 * @list: of #JbDiagnostic, as made by jb_diagnostic_list_new(); %NULL drops the message
 * @tag: a constant string, not copied
 * @file: (nullable): copied
 *
 * Appends one diagnostic.
 */
void jb_diagnostic_add (GPtrArray *list, JbSeverity severity, const char *tag, const char *file, guint line,
                        guint column, const char *format, ...) G_GNUC_PRINTF (7, 8);

/* Returns: (transfer full): an empty list that frees its elements. */
GPtrArray *jb_diagnostic_list_new (void);

void jb_diagnostic_free (JbDiagnostic *diagnostic);
