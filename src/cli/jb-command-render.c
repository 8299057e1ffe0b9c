/* jianbao render: the whole way, from a report to a PDF. */
#include "jb-cli.h"
#include "jb-session.h"

#include "jb-briefing.h"
#include "jb-error.h"
#include "jb-exchange.h"
#include "jb-file.h"
#include "jb-layout.h"
#include "jb-pdf.h"
#include "jb-titles.h"

#include <string.h>

typedef struct
{
  char  *output, *profile, *layout, *conformance, *encoding, *attach;
  char **translations, **glossaries, **annexes, **settings, **reports;
  gboolean strict, plain, timings;
} Options;

/* What stands behind the options' words. */
typedef struct
{
  JbLayoutKind     layout;
  JbPdfConformance conformance;
  gboolean         attach;
} Choices;

typedef struct
{
  GArray    *attachments; /* of JbPdfAttachment; texts lent */
  GArray    *annexes;     /* of JbPdfAnnex */
  GPtrArray *bytes;       /* of GBytes */
  GPtrArray *names;       /* of char * */
} Enclosures;

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

static Enclosures
enclosures_new (void)
{
  return (Enclosures) { g_array_new (FALSE, TRUE, sizeof (JbPdfAttachment)), g_array_new (FALSE, TRUE, sizeof (JbPdfAnnex)),
                        g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                        g_ptr_array_new_with_free_func (g_free) };
}

static void
enclosures_clear (Enclosures *enclosures)
{
  g_array_unref (enclosures->attachments);
  g_array_unref (enclosures->annexes);
  g_ptr_array_unref (enclosures->bytes);
  g_ptr_array_unref (enclosures->names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Enclosures, enclosures_clear)

static gboolean
usage_error (GError **error, const char *message)
{
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
choose (const Options *options, Choices *choices, GError **error)
{
  static const char *const layouts[] = { "parallel", "stacked", "zh", "en", NULL };
  static const char *const conformances[] = { "pdfa-3a", "pdfa-2a", "pdfa-2u", "none", NULL };
  static const char *const attach[] = { "data", "none", NULL };
  int layout = jb_cli_choose ("--layout", options->layout, layouts, error);
  int conformance = layout < 0 ? -1 : jb_cli_choose ("--conformance", options->conformance, conformances, error);
  int wanted = conformance < 0 ? -1 : jb_cli_choose ("--attach", options->attach, attach, error);

  if (wanted < 0)
    return FALSE;
  if (options->output == NULL)
    return usage_error (error, "render: no output: name it with -o FILE.pdf");
  choices->layout = (JbLayoutKind) layout;
  (void) jb_pdf_conformance_parse (conformances[conformance], &choices->conformance);
  gboolean may = choices->conformance == JB_PDF_A3A || choices->conformance == JB_PDF_NONE;
  if (options->attach != NULL && wanted == 0 && !may)
    return usage_error (error, "--attach data: PDF/A-2 allows no attachment: take --conformance pdfa-3a");
  /* Default on for 3a, where data inside is the point of the format. */
  choices->attach = wanted == 0 && (options->attach != NULL || choices->conformance == JB_PDF_A3A);
  return TRUE;
}

/* A missing folder is told before half a second of work, not after it. */
static gboolean
check_output (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (strcmp (path, "-") == 0 || g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be written: there is no folder %s: make it", path, folder);
  return FALSE;
}

static JbProfile *
load_profile (const Options *options, GError **error)
{
  g_autoptr(JbProfile) profile = jb_profile_load (options->profile, error);

  for (char **setting = options->settings; profile != NULL && setting != NULL && *setting != NULL; setting++)
    {
      char *equals = strchr (*setting, '=');
      if (equals == NULL || !g_utf8_validate (*setting, -1, NULL))
        {
          usage_error (error, "--set: write KEY=VALUE, as --set page.duplex=no");
          return NULL;
        }
      g_autofree char *key = g_strndup (*setting, (gsize) (equals - *setting));
      if (!jb_profile_set (profile, key, equals + 1, error))
        return NULL;
    }
  return g_steal_pointer (&profile);
}

static void
attach (Enclosures *enclosures, char *name, const char *mime, JbPdfRelationship relationship, const char *description,
        GBytes *bytes, gint64 time)
{
  JbPdfAttachment attachment = { name, mime, relationship, description, bytes, time };

  g_ptr_array_add (enclosures->names, name);
  g_ptr_array_add (enclosures->bytes, bytes);
  g_array_append_val (enclosures->attachments, attachment);
}

static const char *
mime_of (const JbInput *input)
{
  static const char *const mimes[][2] = {
    { "txt", "text/plain" }, { "md", "text/markdown" }, { "html", "text/html" }, { "pdf", "application/pdf" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" } };

  for (gsize i = 0; i < G_N_ELEMENTS (mimes); i++)
    if (g_str_equal (input->format, mimes[i][0]))
      return mimes[i][1];
  return NULL;
}

static gboolean
attach_translations (Enclosures *enclosures, const Options *options, gint64 time, GError **error)
{
  for (char **path = options->translations; path != NULL && *path != NULL; path++)
    {
      GBytes *bytes = jb_file_read (*path, G_MAXINT32, error);
      if (bytes == NULL)
        return FALSE;
      attach (enclosures, g_path_get_basename (*path), "application/xml", JB_PDF_SUPPLEMENT, "译文 / Translation used",
              bytes, time);
    }
  return TRUE;
}

/* The same report gives the same data beside it: the source, the metrics twice, the translations. */
static gboolean
attach_data (Enclosures *enclosures, const JbSession *session, const Options *options, gint64 time, GError **error)
{
  JbExport what = jb_session_export (session);
  GString *json = jb_export_extract_json (&what), *csv = jb_export_extract_csv (&what);

  attach (enclosures, g_strdup (session->input->name), mime_of (session->input), JB_PDF_SOURCE, "报告原文 / Source report",
          g_bytes_ref (session->input->bytes), time);
  attach (enclosures, g_strdup ("metrics.json"), "application/json", JB_PDF_DATA, "数据 / Metrics",
          g_string_free_to_bytes (json), time);
  attach (enclosures, g_strdup ("metrics.csv"), "text/csv", JB_PDF_DATA, "数据 / Metrics", g_string_free_to_bytes (csv),
          time);
  return attach_translations (enclosures, options, time, error);
}

static gboolean
read_annexes (Enclosures *enclosures, const Options *options, JbPdfConformance conformance, GError **error)
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

static JbBriefing *
plan (const JbSession *session, const JbProfile *profile, const Choices *choices, GError **error)
{
  static const char *const claims[] = { "PDF/A-3a, PDF/UA-1", "PDF/A-2a, PDF/UA-1", "PDF/A-2u, PDF/UA-1", "" };
  JbBriefingSources sources = {
    .input = session->input, .report = session->report, .metrics = session->metrics,
    .translation = session->translation, .findings = session->findings, .glossary = session->glossary,
    .profile = profile, .layout = choices->layout, .version = JB_CLI_VERSION,
    .conformance = claims[choices->conformance] };

  return jb_briefing_plan (&sources, session->diagnostics, error);
}

static GBytes *
write_pdf (JbDocument *document, const Enclosures *enclosures, const Options *options, const Choices *choices,
           GError **error)
{
  JbPdfOptions wanted = {
    .producer = "Jianbao " JB_CLI_VERSION, .conformance = choices->conformance,
    .order = options->plain ? JB_PDF_PLAIN : JB_PDF_LINEARIZED,
    .attachments = (const JbPdfAttachment *) (void *) enclosures->attachments->data,
    .n_attachments = enclosures->attachments->len,
    .annexes = (const JbPdfAnnex *) (void *) enclosures->annexes->data, .n_annexes = enclosures->annexes->len };

  return jb_pdf_write (document, &wanted, error);
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

/* The profile's choice of charts' look, and the Fangsong that it names. */
static JbChartStyle *
load_style (const JbProfile *profile, JbFonts *fonts, GError **error)
{
  const char *name = jb_profile_get_text (profile, "form.chart_style"), *fangsong = jb_profile_get_text (profile, "fonts.fangsong");
  g_autofree char *path = *name != '\0' ? jb_profile_find_file (name, error) : NULL;

  if ((*name != '\0' && path == NULL) || (*fangsong != '\0' && !jb_fonts_add_fangsong (fonts, fangsong, error)))
    return NULL;
  return jb_chart_style_load (path, error);
}

static GBytes *
print (JbSession *session, const JbProfile *profile, const Enclosures *enclosures, const Options *options,
       const Choices *choices, gint64 time, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "briefing");
  g_autoptr(JbBriefing) briefing = plan (session, profile, choices, error);
  if (briefing == NULL)
    return NULL;
  jb_titles_translate (briefing->figures, session->memory);
  jb_stages_begin (stages, "fonts");
  g_autoptr(JbFonts) fonts = jb_fonts_new (error);
  g_autoptr(JbChartStyle) style = fonts != NULL ? load_style (profile, fonts, error) : NULL;
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
  return write_pdf (document, enclosures, options, choices, error);
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
  Choices choices;
  gint64 time;

  if (!choose (options, &choices, error) || !check_output (options->output, error))
    return -1;
  g_autoptr(JbProfile) profile = load_profile (options, error);
  if (profile == NULL)
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("render");
  JbSessionOptions wanted = { options->reports[0], options->encoding, options->translations, options->glossaries };
  g_autoptr(JbSession) session = jb_session_load (&wanted, stages, error);
  if (session == NULL || !jb_session_time (session, &time, error))
    return -1;
  if (options->translations != NULL)
    jb_translation_report_use (session->report, session->translation, session->memory, session->input->path,
                               session->diagnostics);
  jb_stages_begin (stages, "enclosures");
  g_auto(Enclosures) enclosures = enclosures_new ();
  if (!read_annexes (&enclosures, options, choices.conformance, error)
      || (choices.attach && !attach_data (&enclosures, session, options, time, error)))
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
