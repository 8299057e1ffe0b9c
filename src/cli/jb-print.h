/* What the commands that write a PDF share: choices, profile, and what is enclosed in the file. */
#pragma once

#include "jb-briefing.h"
#include "jb-pdf.h"
#include "jb-session.h"

#include <glib.h>

/* What stands behind the options' words. */
typedef struct
{
  JbLayoutKind     layout;
  JbPdfConformance conformance;
} JbPrintChoices;

/* Files inside the PDF. */
typedef struct
{
  GArray    *attachments; /* of JbPdfAttachment; texts lent by @names */
  GArray    *annexes;     /* of JbPdfAnnex */
  GPtrArray *bytes;       /* of GBytes */
  GPtrArray *names;       /* of char * */
} JbEnclosures;

/* @layout, @conformance: as --layout and --conformance name them; %NULL: the default. Returns: %FALSE with %JB_ERROR_USAGE. */
gboolean jb_print_choose (const char *layout, const char *conformance, JbPrintChoices *choices, GError **error);

/**
 * jb_print_check_folder:
 * @path: (nullable): a file to be written, or "-"
 *
 * A missing folder is told before half a second of work, not after it.
 *
 * Returns: %FALSE with %JB_ERROR_SYSTEM.
 */
gboolean jb_print_check_folder (const char *path, GError **error);

/**
 * jb_print_load_profile:
 * @name: (nullable): as --profile names it
 * @settings: (nullable): KEY=VALUE, as of --set
 *
 * Returns: (transfer full): %NULL with %JB_ERROR_USAGE, or the profile's own errors.
 */
JbProfile *jb_print_load_profile (const char *name, char **settings, GError **error);

/* The look of charts that @profile names, and to @fonts the Fangsong that it names. Returns: (transfer full): %NULL with the
 * error of what cannot be found or read. */
JbChartStyle *jb_print_load_style (const JbProfile *profile, JbFonts *fonts, GError **error);

/* What a plan is made of, all borrowed. */
JbBriefingSources jb_print_sources (const JbSession *session, const JbProfile *profile, const JbPrintChoices *choices);

JbEnclosures jb_enclosures_new (void);
void jb_enclosures_clear (JbEnclosures *enclosures);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JbEnclosures, jb_enclosures_clear)

/**
 * jb_enclosures_attach:
 * @name: copied; where another file has it, a number is put in front, as names in a PDF are keys
 * @mime: (nullable): a constant
 * @description: a constant
 * @bytes: (transfer full)
 * @time: seconds since 1970
 */
void jb_enclosures_attach (JbEnclosures *enclosures, const char *name, const char *mime, JbPdfRelationship relationship,
                           const char *description, GBytes *bytes, gint64 time);

/* The report of @session, and its metrics as @prefix "metrics.json" and "metrics.csv". */
void jb_enclosures_attach_report (JbEnclosures *enclosures, const JbSession *session, const char *prefix, gint64 time);

/* @paths: (nullable). Returns: %FALSE with the error of the file that cannot be read. */
gboolean jb_enclosures_attach_translations (JbEnclosures *enclosures, char **paths, gint64 time, GError **error);

/* The options of a PDF with @enclosures in it, which lend theirs. */
JbPdfOptions jb_enclosures_options (const JbEnclosures *enclosures, const JbPrintChoices *choices, JbPdfOrder order);
