/* jianbao render: the whole way, from a report to a PDF. */
#include "jb-cli.h"
#include "jb-print.h"

#include "jb-error.h"
#include "jb-exchange.h"
#include "jb-file.h"
#include "jb-layout.h"
#include "jb-titles.h"

#include <string.h>

typedef struct
{
  char  *output, *profile, *layout, *conformance, *encoding, *attach;
  char **translations, **glossaries, **annexes, **settings, **reports;
  gboolean strict, plain, timings;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->output);
  g_free (options->profile);
  g_free (options->layout);
  g_free (options->conformance);
  g_free (options->encoding);
  g_free (options->attach);
  g_strfreev (options->translations);
  g_strfreev (options->glossaries);
  g_strfreev (options->annexes);
  g_strfreev (options->settings);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
usage_error (GError **error, const char *message)
{
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
choose (const Options *options, JbPrintChoices *choices, gboolean *attach, GError **error)
{
  static const char *const words[] = { "data", "none", NULL };
  int wanted = jb_print_choose (options->layout, options->conformance, choices, error)
                 ? jb_cli_choose ("--attach", options->attach, words, error) : -1;

  if (wanted < 0)
    return FALSE;
  if (options->output == NULL)
    return usage_error (error, "render: no output: name it with -o FILE.pdf");
  gboolean may = choices->conformance == JB_PDF_A3A || choices->conformance == JB_PDF_NONE;
  if (options->attach != NULL && wanted == 0 && !may)
    return usage_error (error, "--attach data: PDF/A-2 allows no attachment: take --conformance pdfa-3a");
  /* Default on for 3a, where data inside is the point of the format. */
  *attach = wanted == 0 && (options->attach != NULL || choices->conformance == JB_PDF_A3A);
  return TRUE;
}

static gboolean
read_annexes (JbEnclosures *enclosures, const Options *options, JbPdfConformance conformance, GError **error)
{
  for (char **path = options->annexes; path != NULL && *path != NULL; path++)
    {
      GBytes *bytes = jb_file_read (*path, JB_PDF_MAX_ANNEX_BYTES, error);
      if (bytes == NULL)
        return FALSE;
      g_ptr_array_add (enclosures->bytes, bytes);
      g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, *path, conformance, error);
      if (info == NULL)
        return FALSE;
      JbPdfAnnex annex = { *path, NULL, bytes };
      g_array_append_val (enclosures->annexes, annex);
    }
  return TRUE;
}

/* What only --strict asks: the pages as a typographer sees them. */
static void
inspect_pages (JbSession *session, const JbDocument *document, const JbProfile *profile)
{
  g_autoptr(GPtrArray) seen = jb_document_check (document, profile);

  for (guint i = 0; i < seen->len; i++)
    {
      const JbDiagnostic *one = g_ptr_array_index (seen, i);
      jb_diagnostic_add (session->diagnostics, one->severity, one->tag, one->file, one->line, one->column, "%s",
                         one->message);
    }
}

static GBytes *
print (JbSession *session, const JbProfile *profile, const JbEnclosures *enclosures, const Options *options,
       const JbPrintChoices *choices, gint64 time, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "briefing");
  JbBriefingSources sources = jb_print_sources (session, profile, choices);
  g_autoptr(JbBriefing) briefing = jb_briefing_plan (&sources, session->diagnostics, error);
  if (briefing == NULL)
    return NULL;
  jb_titles_translate (briefing->figures, session->memory);
  jb_stages_begin (stages, "fonts");
  g_autoptr(JbFonts) fonts = jb_fonts_new (error);
  g_autoptr(JbChartStyle) style = fonts != NULL ? jb_print_load_style (profile, fonts, error) : NULL;
  if (style == NULL)
    return NULL;
  jb_stages_begin (stages, "layout");
  g_autoptr(JbDocument) document = jb_layout_run (briefing, profile, style, fonts, session->diagnostics, error);
  if (document == NULL)
    return NULL;
  document->time = time;
  if (options->strict)
    inspect_pages (session, document, profile);
  jb_stages_begin (stages, "pdf");
  JbPdfOptions wanted = jb_enclosures_options (enclosures, choices, options->plain ? JB_PDF_PLAIN : JB_PDF_LINEARIZED);
  return jb_pdf_write (document, &wanted, error);
}

static gboolean
any_inconsistent (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const JbFinding *) g_ptr_array_index (findings, i))->verdict == JB_VERDICT_INCONSISTENT)
      return TRUE;
  return FALSE;
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  JbPrintChoices choices;
  gboolean attach;
  gint64 time;

  if (!choose (options, &choices, &attach, error) || !jb_print_check_folder (options->output, error))
    return -1;
  g_autoptr(JbProfile) profile = jb_print_load_profile (options->profile, options->settings, error);
  if (profile == NULL)
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("render");
  JbSessionOptions wanted = { .path = options->reports[0], .encoding = options->encoding, .translations = options->translations,
                              .glossaries = options->glossaries };
  g_autoptr(JbSession) session = jb_session_load (&wanted, stages, error);
  if (session == NULL || !jb_session_time (session, &time, error))
    return -1;
  if (options->translations != NULL)
    jb_translation_report_use (session->report, session->translation, session->memory, session->input->path,
                               session->diagnostics);
  jb_stages_begin (stages, "enclosures");
  g_auto(JbEnclosures) enclosures = jb_enclosures_new ();
  if (!read_annexes (&enclosures, options, choices.conformance, error))
    return -1;
  if (attach)
    jb_enclosures_attach_report (&enclosures, session, "", time);
  if (attach && !jb_enclosures_attach_translations (&enclosures, options->translations, time, error))
    return -1;
  g_autoptr(GBytes) pdf = print (session, profile, &enclosures, options, &choices, time, stages, error);
  if (pdf == NULL)
    return -1;
  jb_stages_begin (stages, "write");
  if (!jb_cli_output (options->output, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), error))
    return -1;
  if (options->timings)
    jb_stages_print (stages);
  g_clear_pointer (&stages, jb_stages_free);
  guint n_warnings = jb_cli_print_warnings (session->diagnostics);
  return options->strict && (n_warnings > 0 || any_inconsistent (session->findings)) ? JB_EXIT_FOUND : JB_EXIT_DONE;
}

int
jb_command_render (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "The PDF; - for standard output", "FILE" },
    { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.translations,
      "TMX, XLIFF or PO with the English; repeatable", "FILE" },
    { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.glossaries, "Further terms, TSV; repeatable", "FILE" },
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &options.profile, "Look: briefing (default), gbt9704, or an .ini file", "NAME" },
    { "set", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.settings, "One key of the profile; repeatable", "KEY=VALUE" },
    { "layout", 'l', 0, G_OPTION_ARG_FILENAME, &options.layout, "parallel (default), stacked, zh, en", "NAME" },
    { "conformance", 'c', 0, G_OPTION_ARG_FILENAME, &options.conformance,
      "pdfa-3a (default), pdfa-2a, pdfa-2u, none", "NAME" },
    { "annex", 'a', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.annexes, "PDF appended at the end; repeatable", "FILE" },
    { "attach", 0, 0, G_OPTION_ARG_FILENAME, &options.attach, "data (default in pdfa-3a) or none", "WHAT" },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding, "Of the report, not the recognised one", "NAME" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit 1 on a warning or arithmetic that fails", NULL },
    { "no-linearize", 0, 0, G_OPTION_ARG_NONE, &options.plain, "Do not order the file for the web", NULL },
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
