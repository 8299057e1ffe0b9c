/* jianbao extract: sections, metrics and checks as data. */
#include "jb-cli.h"
#include "jb-session.h"

typedef struct
{
  char  *format, *output, *encoding;
  char **translations, **reports;
  gboolean rejected, timings;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->format);
  g_free (options->output);
  g_free (options->encoding);
  g_strfreev (options->translations);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
run (const Options *options, GError **error)
{
  static const char *const formats[] = { "json", "csv", NULL };
  int format = jb_cli_choose ("--format", options->format, formats, error);

  if (format < 0)
    return FALSE;
  g_autoptr(JbStages) stages = jb_stages_new ("extract");
  JbSessionOptions wanted = { .path = options->reports[0], .encoding = options->encoding, .translations = options->translations,
                              .text_only = TRUE };
  g_autoptr(JbSession) session = jb_session_load (&wanted, stages, error);
  if (session == NULL)
    return FALSE;
  jb_stages_begin (stages, "export");
  JbExport what = jb_session_export (session);
  what.rejected = options->rejected ? session->rejected : NULL;
  if (!jb_cli_output_pieces (options->output, format == 0 ? jb_export_write_json : jb_export_write_csv, &what, error))
    return FALSE;
  if (options->timings)
    jb_stages_print (stages);
  g_clear_pointer (&stages, jb_stages_free);
  jb_session_print_warnings (session);
  return TRUE;
}

int
jb_command_extract (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &options.format, "json (default) or csv", "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Where it goes; standard output without", "FILE" },
    { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.translations,
      "TMX, XLIFF or PO with the English; repeatable", "FILE" },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding, "Of the report, instead of the recognised one", "NAME" },
    { "rejected", 0, 0, G_OPTION_ARG_NONE, &options.rejected, "In JSON, also the numbers that are no metrics, and why",
      NULL },
    { "timings", 0, 0, G_OPTION_ARG_NONE, &options.timings, "Tell how long each stage took", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("extract", "REPORT", "Writes sections, metrics and checks of a report as data.", entries, 1, 1,
                     argc, argv, &options.reports, &code))
    return code;
  return run (&options, &error) ? JB_EXIT_DONE : jb_cli_fail (g_steal_pointer (&error));
}
