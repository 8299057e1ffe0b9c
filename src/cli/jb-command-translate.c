/* jianbao translate: the text out for translators, with what memories and glossary know of it. */
#include "jb-cli.h"
#include "jb-titles.h"

#include "jb-audit.h"
#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-exchange.h"
#include "jb-file.h"
#include "jb-input.h"
#include "jb-using.h"

#include <string.h>

typedef struct
{
  char  *output, *command, *encoding;
  char **memories, **glossaries, **reports;
  int    threshold, timeout;
  gboolean prefill;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->output);
  g_free (options->command);
  g_free (options->encoding);
  g_strfreev (options->memories);
  g_strfreev (options->glossaries);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options, GError **error)
{
  const char *message = options->output == NULL ? "no output: name it with -o FILE.xlf"
                        : options->threshold < 0 || options->threshold > 100 ? "--threshold is a percentage, 0 to 100"
                        : options->timeout <= 0 ? "--timeout is a number of seconds, from 1" : NULL;

  if (message == NULL)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "translate: %s", message);
  return FALSE;
}

static JbMemory *
load_memories (const Options *options, GPtrArray *diagnostics, GError **error)
{
  g_autoptr(JbMemory) memory = jb_memory_new ();

  for (guint i = 0; options->memories != NULL && options->memories[i] != NULL; i++)
    if (!jb_memory_add_file (memory, options->memories[i], diagnostics, error))
      return NULL;
  return g_steal_pointer (&memory);
}

static JbGlossary *
load_glossary (const Options *options, GError **error)
{
  g_autoptr(JbGlossary) glossary = jb_glossary_load (NULL, error);

  for (guint i = 0; glossary != NULL && options->glossaries != NULL && options->glossaries[i] != NULL; i++)
    if (!jb_glossary_add_file (glossary, options->glossaries[i], error))
      return NULL;
  return g_steal_pointer (&glossary);
}

/* The charts that the briefing would hold. Returns: (transfer full) (nullable): of #JbFigure. */
static GPtrArray *
plan_figures (const JbInput *input, const JbReport *report, const GPtrArray *metrics, const JbTranslation *translation,
              const JbGlossary *glossary, GError **error)
{
  g_autoptr(JbProfile) profile = jb_profile_load (NULL, error);
  g_autoptr(GPtrArray) findings = profile != NULL ? jb_audit_run (report, metrics, error) : NULL;
  JbBriefingSources sources = { .input = input, .report = report, .metrics = metrics, .translation = translation,
                                .findings = findings, .glossary = glossary, .profile = profile,
                                .version = JB_CLI_VERSION, .conformance = "" };

  return findings != NULL ? jb_briefing_plan_figures (&sources, NULL, error) : NULL;
}

/* Units of an earlier exchange file that no longer fit. That a sentence has no English yet is what the file says itself. */
static void
report_stale (const JbReport *report, const JbTranslation *translation, const JbMemory *memory, GPtrArray *diagnostics)
{
  g_autoptr(GPtrArray) uses = jb_translation_unused (report, translation, memory);

  for (guint i = 0; i < uses->len; i++)
    {
      const JbUse *use = g_ptr_array_index (uses, i);
      g_autofree char *message = jb_use_message (use, report);

      if (use->kind == JB_USE_STALE)
        jb_diagnostic_add (diagnostics, JB_SEVERITY_WARNING, "stale-unit", use->file, use->line, 0, "%s", message);
    }
}

static JbExchange *
build (const Options *options, const JbInput *input, JbMemory *memory, GPtrArray *diagnostics, GError **error)
{
  g_autoptr(JbReport) report = jb_report_parse (input->text, input->path, error);
  g_autoptr(JbLexicon) lexicon = report != NULL ? jb_lexicon_load (NULL, error) : NULL;
  g_autoptr(JbGlossary) glossary = lexicon != NULL ? load_glossary (options, error) : NULL;

  if (glossary == NULL)
    return NULL;
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, NULL);
  g_autoptr(JbTranslation) translation = jb_translation_new (report, metrics, memory, glossary);
  g_autoptr(GPtrArray) figures = plan_figures (input, report, metrics, translation, glossary, error);
  if (figures == NULL)
    return NULL;
  g_auto(GStrv) titles = jb_titles_list (figures);
  g_autoptr(JbExchange) exchange = jb_exchange_new (report, input->name, metrics, (const char *const *) titles, memory,
                                                    glossary, lexicon, (guint) options->threshold);
  jb_titles_fill (exchange, figures);
  if (options->command != NULL
      && jb_using_run (exchange, options->command, (guint) options->timeout, diagnostics, error) < 0)
    return NULL;
  report_stale (report, translation, memory, diagnostics);
  return g_steal_pointer (&exchange);
}

static gboolean
run (const Options *options, GPtrArray *diagnostics, GError **error)
{
  JbExchangeFormat format;

  if (!jb_exchange_format_of_path (options->output, &format, error))
    return FALSE;
  g_autoptr(JbInput) input = jb_input_read (options->reports[0], options->encoding, error);
  g_autoptr(JbMemory) memory = input != NULL ? load_memories (options, diagnostics, error) : NULL;
  g_autoptr(JbExchange) exchange = memory != NULL ? build (options, input, memory, diagnostics, error) : NULL;
  if (exchange == NULL)
    return FALSE;
  GString *text = jb_exchange_print (exchange, format, options->prefill ? JB_EXCHANGE_PREFILL : JB_EXCHANGE_PLAIN);
  gboolean written = jb_file_write (options->output, text->str, text->len, error);

  g_string_free (text, TRUE);
  return written;
}

int
jb_command_translate (int argc, char **argv)
{
  g_auto(Options) options = { .threshold = JB_FUZZY_THRESHOLD, .timeout = JB_USING_TIMEOUT };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Where it goes: .xlf, .po or .tmx", "FILE" },
    { "memory", 'm', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.memories, "TMX, XLIFF or PO to take English from", "FILE" },
    { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.glossaries, "Terms as TSV or TBX, before the built-in", "FILE" },
    { "using", 'u', 0, G_OPTION_ARG_FILENAME, &options.command, "Program for the rest, JSON lines in and out", "COMMAND" },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout, "Seconds without an answer from COMMAND (120)", "N" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &options.threshold, "Least quality of a fuzzy match (75; 0: none)", "N" },
    { "prefill", 0, 0, G_OPTION_ARG_NONE, &options.prefill, "Chinese where English is missing, for OmegaT 3", NULL },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding, "Encoding of the report, if not as recognised", "NAME" },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(GError) error = NULL;
  int code;

  if (!jb_cli_parse ("translate", "REPORT -o OUT.xlf", "Write the text for translators", entries, 1, 1, argc, argv,
                     &options.reports, &code))
    return code;
  gboolean done = check_options (&options, &error) && run (&options, diagnostics, &error);

  jb_cli_print_warnings (diagnostics);
  return done ? JB_EXIT_DONE : jb_cli_fail (g_steal_pointer (&error));
}
