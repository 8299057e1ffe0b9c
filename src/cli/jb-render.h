/* Rendering as `render` and `batch` do it: options that were understood, what is the same for every report, and the whole
 * way from one report to the bytes of its PDF. */
#pragma once

#include "jb-session.h"

#include <glib.h>

/* As on the command line; owned. */
typedef struct
{
  char  *profile, *layout, *conformance, *encoding, *attach;
  char **translations, **glossaries, **annexes, **settings;
  gboolean strict, plain;
} JbRenderOptions;

/* The rows of a #GOptionEntry table for them. */
#define JB_RENDER_ENTRIES(o)                                                                                          \
  { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &(o).translations,                                            \
    "TMX, XLIFF or PO with the English; repeatable", "FILE" },                                                        \
  { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &(o).glossaries, "Further terms, TSV; repeatable", "FILE" },     \
  { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &(o).profile, "Look: briefing (default), gbt9704, or an .ini file",     \
    "NAME" },                                                                                                         \
  { "set", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &(o).settings, "One key of the profile; repeatable", "KEY=VALUE" },   \
  { "layout", 'l', 0, G_OPTION_ARG_FILENAME, &(o).layout, "parallel (default), stacked, zh, en", "NAME" },            \
  { "conformance", 'c', 0, G_OPTION_ARG_FILENAME, &(o).conformance,                                                   \
    "pdfa-3a (default), pdfa-2a, pdfa-2u, none", "NAME" },                                                            \
  { "annex", 'a', 0, G_OPTION_ARG_FILENAME_ARRAY, &(o).annexes, "PDF appended at the end; repeatable", "FILE" },      \
  { "attach", 0, 0, G_OPTION_ARG_FILENAME, &(o).attach, "data (default in pdfa-3a) or none", "WHAT" },                \
  { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &(o).encoding, "Of the report, not the recognised one", "NAME" },        \
  { "strict", 0, 0, G_OPTION_ARG_NONE, &(o).strict, "Exit 1 on a warning or arithmetic that fails", NULL },           \
  { "no-linearize", 0, 0, G_OPTION_ARG_NONE, &(o).plain, "Do not order the file for the web", NULL }

void jb_render_options_clear (JbRenderOptions *options);

typedef struct _JbRenderer JbRenderer;

/* @options: borrowed, outlives the result. Returns: (transfer full): a renderer with its profile loaded;
 *   %NULL with %JB_ERROR_USAGE or the error of the profile. */
JbRenderer *jb_renderer_new (const JbRenderOptions *options, GError **error);

/**
 * jb_renderer_prepare:
 * @diagnostics: what was wrong with the translations and can be survived
 *
 * Loads before the first report what is the same for all: lexicon, glossaries, translations, annexes. Without it
 * the first jb_renderer_run() loads them, in the order that is best for one report.
 *
 * Returns: %FALSE with the error of what could not be loaded.
 */
gboolean jb_renderer_prepare (JbRenderer *renderer, GPtrArray *diagnostics, GError **error);

/* One report. */
typedef struct
{
  const char *path;   /* or "-" */
  char      **beside; /* (nullable): translations of this report alone; they go before equally good ones of all reports */
} JbRenderReport;

/**
 * jb_renderer_run:
 * @stages: (nullable): told of each stage
 * @session: (out) (optional) (transfer full): the report with all that was found in it; %NULL where it could not be read
 *
 * Returns: (transfer full): the PDF; %NULL with the error of the room that failed.
 */
GBytes *jb_renderer_run (JbRenderer *renderer, const JbRenderReport *report, JbStages *stages, JbSession **session,
                         GError **error);

/* Whether --strict makes exit code 1 of it: a warning, or arithmetic that does not hold. */
gboolean jb_render_is_doubtful (const JbSession *session);

void jb_renderer_free (JbRenderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbRenderer, jb_renderer_free)
