/* jianbao render: the whole way, from a report to a PDF. */
#include "jb-cli.h"
#include "jb-print.h"
#include "jb-render.h"

#include "jb-error.h"

typedef struct
{
  JbRenderOptions render;
  char  *output, **reports;
  gboolean timings;
} Options;

static void
options_clear (Options *options)
{
  jb_render_options_clear (&options->render);
  g_free (options->output);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_output (const Options *options, GError **error)
{
  if (options->output != NULL)
    return jb_print_check_folder (options->output, error);
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "render: no output: name it with -o FILE.pdf");
  return FALSE;
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  const JbRenderReport report = { options->reports[0], NULL };
  g_autoptr(JbRenderer) renderer = jb_renderer_new (&options->render, error);

  if (renderer == NULL || !check_output (options, error))
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("render");
  g_autoptr(JbSession) session = NULL;
  g_autoptr(GBytes) pdf = jb_renderer_run (renderer, &report, stages, &session, error);
  if (pdf == NULL)
    return -1;
  jb_stages_begin (stages, "write");
  if (!jb_cli_output (options->output, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), error))
    return -1;
  if (options->timings)
    jb_stages_print (stages);
  g_clear_pointer (&stages, jb_stages_free);
  jb_session_print_warnings (session);
  return options->render.strict && jb_render_is_doubtful (session) ? JB_EXIT_FOUND : JB_EXIT_DONE;
}

int
jb_command_render (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "The PDF; - for standard output", "FILE" },
    JB_RENDER_ENTRIES (options.render),
    { "timings", 0, 0, G_OPTION_ARG_NONE, &options.timings, "Tell how long each stage took", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("render", "REPORT -o OUT.pdf",
                     "Makes a report into a PDF briefing in Chinese and English. Dated by SOURCE_DATE_EPOCH\n"
                     "or by the report file's own time.", entries, 1, 1, argc, argv, &options.reports, &code))
    return code;
  code = run (&options, &error);
  return code < 0 ? jb_cli_fail (g_steal_pointer (&error)) : code;
}
