/* jianbao check: what the audit found in the report's arithmetic, and what was lost on the way to English. */
#include "jb-cli.h"
#include "jb-session.h"

#include "jb-bilingual.h"
#include "jb-exchange.h"

typedef struct
{
  char  *format, *output, *encoding;
  char **translations, **glossaries, **reports;
  gboolean strict;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->format);
  g_free (options->output);
  g_free (options->encoding);
  g_strfreev (options->translations);
  g_strfreev (options->glossaries);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static JbCheck *
check_of (const JbBilingualFinding *finding)
{
  JbCheck *check = g_new0 (JbCheck, 1);

  check->kind = "translation";
  check->code = jb_bilingual_code_name (finding->code);
  check->verdict = jb_bilingual_verdict (finding->code) == JB_BILINGUAL_ERROR ? "error" : "warning";
  check->byte = finding->byte;
  check->stated = g_strdup (finding->stated);
  check->computed = g_strdup (finding->found);
  check->source = g_strdup (finding->source);
  check->target = g_strdup (finding->target);
  check->message = g_strdup (finding->message);
  return check;
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const JbCheck *first = *(JbCheck *const *) a, *second = *(JbCheck *const *) b;

  return first->byte < second->byte ? -1 : first->byte > second->byte ? 1 : 0;
}

/* A unit that was not taken stands at the sentence that it has become; one that nothing is like, at the beginning. */
static JbCheck *
check_of_use (const JbSession *session, const JbUse *use)
{
  JbCheck *check = g_new0 (JbCheck, 1);
  guint n;

  check->kind = "translation";
  check->code = use->kind == JB_USE_STALE ? "stale" : "unused";
  check->verdict = use->kind == JB_USE_STALE ? "error" : "warning";
  check->byte = use->sentence >= 0 ? jb_report_get_sentences (session->report, &n)[use->sentence].span.start : 0;
  check->source = g_strdup (use->source);
  check->target = g_strdup (use->target);
  check->message = jb_use_message (use, session->report);
  return check;
}

/* All kinds, in order of the text. @required: (nullable). */
static GPtrArray *
list_checks (const JbSession *session, const JbGlossary *required, const JbExport *what)
{
  GPtrArray *checks = jb_export_checks_new (what);
  g_autoptr(GPtrArray) lost = jb_bilingual_check (session->report, session->translation, session->lexicon,
                                                  session->glossary, required);
  g_autoptr(GPtrArray) unused = jb_translation_unused (session->report, session->translation, session->memory);

  for (guint i = 0; i < lost->len; i++)
    g_ptr_array_add (checks, check_of (g_ptr_array_index (lost, i)));
  for (guint i = 0; i < unused->len; i++)
    g_ptr_array_add (checks, check_of_use (session, g_ptr_array_index (unused, i)));
  g_ptr_array_sort (checks, compare_places);
  return checks;
}

static gboolean
any_bad (const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    if (jb_check_is_bad (g_ptr_array_index (checks, i)))
      return TRUE;
  return FALSE;
}

/* The terms that must be used. Returns: FALSE with the error of a file; @required is NULL where none was named. */
static gboolean
load_required (const Options *options, JbGlossary **required, GError **error)
{
  *required = options->glossaries != NULL ? jb_glossary_new_empty () : NULL;
  for (char **path = options->glossaries; path != NULL && *path != NULL; path++)
    if (!jb_glossary_add_file (*required, *path, error))
      return FALSE;
  return TRUE;
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  static const char *const formats[] = { "text", "json", NULL };
  int format = jb_cli_choose ("--format", options->format, formats, error);

  if (format < 0)
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("check");
  g_autoptr(JbGlossary) required = NULL;
  if (!load_required (options, &required, error))
    return -1;
  JbSessionOptions wanted = { .path = options->reports[0], .encoding = options->encoding, .translations = options->translations,
                              .glossaries = options->glossaries };
  g_autoptr(JbSession) session = jb_session_load (&wanted, stages, error);
  if (session == NULL)
    return -1;
  g_clear_pointer (&stages, jb_stages_free);
  JbExport what = jb_session_export (session);
  g_autoptr(GPtrArray) checks = list_checks (session, required, &what);
  g_autoptr(GString) text = format == 0 ? jb_export_check_text (&what, checks) : jb_export_check_json (&what, checks);
  if (!jb_cli_output (options->output, text->str, text->len, error))
    return -1;
  guint n_warnings = jb_session_print_warnings (session);
  return any_bad (checks) || (options->strict && n_warnings > 0) ? JB_EXIT_FOUND : JB_EXIT_DONE;
}

int
jb_command_check (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &options.format, "text (default) or json", "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Where it goes; standard output without", "FILE" },
    { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.translations,
      "TMX, XLIFF or PO with the English; repeatable", "FILE" },
    { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.glossaries, "Terms that the English must use: TSV or TBX", "FILE" },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding, "Of the report, instead of the recognised one", "NAME" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit 1 on a warning too", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("check", "REPORT", "Tells which arithmetic of a report holds and what its translation lost. Exit 1 where something does not hold.",
                     entries, 1, 1, argc, argv, &options.reports, &code))
    return code;
  code = run (&options, &error);
  return code < 0 ? jb_cli_fail (g_steal_pointer (&error)) : code;
}
