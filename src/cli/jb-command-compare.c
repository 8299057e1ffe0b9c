/* jianbao compare: reports side by side, from their texts to a PDF. */
#include "jb-cli.h"
#include "jb-session.h"

#include "jb-briefing-compare.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-layout.h"
#include "jb-pdf.h"

#include <string.h>

typedef struct
{
  char  *output, *profile, *layout, *conformance, *map, *write_map;
  char **translations, **glossaries, **settings, **reports;
  gboolean strict;
} Options;

typedef struct
{
  JbLayoutKind     layout;
  JbPdfConformance conformance;
} Choices;

/* Everything that is compared, in order of years. */
typedef struct
{
  GPtrArray *sessions;                 /* of JbSession */
  GPtrArray *names;                    /* of char *: how each is called in a map */
  JbAlignSource sources[JB_ALIGN_MAX_REPORTS];
  JbBriefingSources reports[JB_ALIGN_MAX_REPORTS];
  JbAlignMap *map;                     /* NULL: none */
  GPtrArray *series, *claims;
  JbCompareMode mode;
} Comparison;

static void
options_clear (Options *options)
{
  char *texts[] = { options->output, options->profile, options->layout, options->conformance, options->map, options->write_map };
  char **lists[] = { options->translations, options->glossaries, options->settings, options->reports };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
comparison_clear (Comparison *comparison)
{
  g_clear_pointer (&comparison->claims, g_ptr_array_unref);
  g_clear_pointer (&comparison->series, g_ptr_array_unref);
  g_clear_pointer (&comparison->map, jb_align_map_free);
  g_clear_pointer (&comparison->sessions, g_ptr_array_unref);
  g_clear_pointer (&comparison->names, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static gboolean
choose (const Options *options, Choices *choices, GError **error)
{
  static const char *const layouts[] = { "parallel", "stacked", "zh", "en", NULL };
  static const char *const conformances[] = { "pdfa-3a", "pdfa-2a", "pdfa-2u", "none", NULL };
  int layout = jb_cli_choose ("--layout", options->layout, layouts, error);
  int conformance = layout < 0 ? -1 : jb_cli_choose ("--conformance", options->conformance, conformances, error);

  if (conformance < 0)
    return FALSE;
  if (options->output == NULL)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "compare: no output: name it with -o FILE.pdf");
      return FALSE;
    }
  choices->layout = (JbLayoutKind) layout;
  (void) jb_pdf_conformance_parse (conformances[conformance], &choices->conformance);
  return TRUE;
}

static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (path == NULL || strcmp (path, "-") == 0 || g_file_test (folder, G_FILE_TEST_IS_DIR))
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
          g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "--set: write KEY=VALUE, as --set page.duplex=no");
          return NULL;
        }
      g_autofree char *key = g_strndup (*setting, (gsize) (equals - *setting));
      if (!jb_profile_set (profile, key, equals + 1, error))
        return NULL;
    }
  if (profile != NULL && g_strcmp0 (jb_profile_get_text (profile, "form.kind"), "document") == 0)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "--profile: an official document sets one report, no comparison: take briefing");
      return NULL;
    }
  return g_steal_pointer (&profile);
}

static int
by_year (gconstpointer a, gconstpointer b)
{
  const JbSession *x = *(JbSession *const *) a, *y = *(JbSession *const *) b;

  return jb_report_get_year (x->report) - jb_report_get_year (y->report);
}

static gboolean
has_years (const GPtrArray *sessions)
{
  for (guint i = 0; i < sessions->len; i++)
    if (jb_report_get_year (((const JbSession *) g_ptr_array_index (sessions, i))->report) <= 0)
      return FALSE;
  return TRUE;
}

/* The same file twice compares nothing. */
static gboolean
check_distinct (const GPtrArray *sessions, GError **error)
{
  for (guint i = 0; i < sessions->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const JbInput *a = ((const JbSession *) g_ptr_array_index (sessions, k))->input;
        const JbInput *b = ((const JbSession *) g_ptr_array_index (sessions, i))->input;
        if (strcmp (a->sha256, b->sha256) != 0)
          continue;
        g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "compare: %s and %s are the same report: name another year or place", a->path, b->path);
        return FALSE;
      }
  return TRUE;
}

/* A stable sort: reports of one year stay in the order in which they were named. */
static void
put_in_order (GPtrArray *sessions)
{
  for (guint i = 1; has_years (sessions) && i < sessions->len; i++)
    for (guint k = i; k > 0 && by_year (&sessions->pdata[k - 1], &sessions->pdata[k]) > 0; k--)
      {
        gpointer one = sessions->pdata[k];
        sessions->pdata[k] = sessions->pdata[k - 1];
        sessions->pdata[k - 1] = one;
      }
}

/* Names of files; where two are the same, their paths. */
static void
name_sessions (Comparison *comparison)
{
  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      const JbInput *own = ((const JbSession *) g_ptr_array_index (comparison->sessions, i))->input;
      gboolean same = FALSE;
      for (guint k = 0; k < comparison->sessions->len; k++)
        same = same || (k != i && strcmp (own->name, ((const JbSession *) g_ptr_array_index (comparison->sessions, k))->input->name) == 0);
      g_ptr_array_add (comparison->names, g_strdup (same ? own->path : own->name));
    }
}

static gboolean
load (Comparison *comparison, const Options *options, JbStages *stages, GError **error)
{
  comparison->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_session_free);
  comparison->names = g_ptr_array_new_with_free_func (g_free);
  for (char **path = options->reports; *path != NULL; path++)
    {
      JbSessionOptions wanted = { .path = *path, .translations = options->translations, .glossaries = options->glossaries };
      JbSession *session = jb_session_load (&wanted, stages, error);
      if (session == NULL)
        return FALSE;
      g_ptr_array_add (comparison->sessions, session);
    }
  if (!check_distinct (comparison->sessions, error))
    return FALSE;
  put_in_order (comparison->sessions);
  name_sessions (comparison);
  return TRUE;
}

static void
borrow (Comparison *comparison, const JbProfile *profile, const Choices *choices)
{
  static const char *const claims[] = { "PDF/A-3a, PDF/UA-1", "PDF/A-2a, PDF/UA-1", "PDF/A-2u, PDF/UA-1", "" };

  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      const JbSession *session = g_ptr_array_index (comparison->sessions, i);
      comparison->sources[i] = (JbAlignSource) { session->report, session->metrics, g_ptr_array_index (comparison->names, i),
                                                 jb_report_get_year (session->report) };
      comparison->reports[i] = (JbBriefingSources) {
        .input = session->input, .report = session->report, .metrics = session->metrics, .translation = session->translation,
        .findings = session->findings, .glossary = session->glossary, .profile = profile, .layout = choices->layout,
        .version = JB_CLI_VERSION, .conformance = claims[choices->conformance] };
    }
  comparison->mode = jb_compare_mode (comparison->reports, comparison->sessions->len);
}

static gboolean
align (Comparison *comparison, const Options *options, GError **error)
{
  guint n = comparison->sessions->len;

  if (options->map != NULL)
    {
      comparison->map = jb_align_map_load (options->map, comparison->sources, n, error);
      if (comparison->map == NULL)
        return FALSE;
    }
  comparison->series = jb_align_run (comparison->sources, n, comparison->map, error);
  if (comparison->series == NULL)
    return FALSE;
  comparison->claims = comparison->mode == JB_COMPARE_YEARS ? jb_compare_check (comparison->sources, n, comparison->series)
                                                           : g_ptr_array_new_with_free_func ((GDestroyNotify) jb_claim_free);
  return TRUE;
}

typedef struct
{
  GArray    *attachments; /* of JbPdfAttachment; texts lent */
  GPtrArray *names;       /* of char * */
  GPtrArray *bytes;       /* of GBytes */
} Attachments;

static void
attachments_clear (Attachments *attachments)
{
  g_array_unref (attachments->attachments);
  g_ptr_array_unref (attachments->names);
  g_ptr_array_unref (attachments->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attachments, attachments_clear)

/* Names of two folders may be the same; in the PDF they may not. */
static char *
unique_name (const Attachments *attachments, const char *name)
{
  char *own = g_strdup (name);

  for (guint n = 2; g_ptr_array_find_with_equal_func (attachments->names, own, g_str_equal, NULL); n++)
    {
      g_free (own);
      own = g_strdup_printf ("%u-%s", n, name);
    }
  return own;
}

static void
attach (Attachments *attachments, const char *name, const char *mime, JbPdfRelationship relationship, const char *description, GBytes *bytes,
        gint64 time)
{
  char *own = unique_name (attachments, name);
  JbPdfAttachment attachment = { own, mime, relationship, description, bytes, time };

  g_ptr_array_add (attachments->names, own);
  g_ptr_array_add (attachments->bytes, bytes);
  g_array_append_val (attachments->attachments, attachment);
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

/* Of every report its source and its metrics; the pairs as a map; the translations. */
static gboolean
attach_data (Attachments *attachments, const Comparison *comparison, const Options *options, gint64 time, GError **error)
{
  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      const JbSession *session = g_ptr_array_index (comparison->sessions, i);
      JbExport what = jb_session_export (session);
      g_autofree char *json = g_strconcat (session->input->name, ".metrics.json", NULL), *csv = g_strconcat (session->input->name, ".metrics.csv", NULL);

      attach (attachments, session->input->name, mime_of (session->input), JB_PDF_SOURCE, "报告原文 / Source report", g_bytes_ref (session->input->bytes), time);
      attach (attachments, json, "application/json", JB_PDF_DATA, "数据 / Metrics", g_string_free_to_bytes (jb_export_extract_json (&what)), time);
      attach (attachments, csv, "text/csv", JB_PDF_DATA, "数据 / Metrics", g_string_free_to_bytes (jb_export_extract_csv (&what)), time);
    }
  char *map = jb_align_map_write (comparison->series, comparison->sources, comparison->sessions->len);
  attach (attachments, "map.tsv", "text/tab-separated-values", JB_PDF_DATA, "配对 / Pairs", g_bytes_new_take (map, strlen (map)), time);
  for (char **path = options->translations; path != NULL && *path != NULL; path++)
    {
      GBytes *bytes = jb_file_read (*path, G_MAXINT32, error);
      g_autofree char *name = g_path_get_basename (*path);
      if (bytes == NULL)
        return FALSE;
      attach (attachments, name, "application/xml", JB_PDF_SUPPLEMENT, "译文 / Translation used", bytes, time);
    }
  return TRUE;
}

/* The latest of the reports' own times. */
static gboolean
find_time (const Comparison *comparison, gint64 *time, GError **error)
{
  *time = 0;
  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      gint64 own;
      if (!jb_session_time (g_ptr_array_index (comparison->sessions, i), &own, error))
        return FALSE;
      *time = MAX (*time, own);
    }
  return TRUE;
}

static GBytes *
print (const Comparison *comparison, const JbProfile *profile, const Attachments *attachments, const Choices *choices, gint64 time,
       GPtrArray *diagnostics, JbStages *stages, GError **error)
{
  JbCompareSources sources = { comparison->reports, comparison->sources, comparison->sessions->len, comparison->mode, comparison->series,
                               comparison->claims };

  jb_stages_begin (stages, "briefing");
  g_autoptr(JbBriefing) briefing = jb_briefing_plan_compare (&sources, diagnostics, error);
  if (briefing == NULL)
    return NULL;
  jb_stages_begin (stages, "layout");
  g_autoptr(JbFonts) fonts = jb_fonts_new (error);
  g_autoptr(JbChartStyle) style = fonts != NULL ? jb_chart_style_load (NULL, error) : NULL;
  g_autoptr(JbDocument) document = style != NULL ? jb_layout_run (briefing, profile, style, fonts, diagnostics, error) : NULL;
  if (document == NULL)
    return NULL;
  document->time = time;
  jb_stages_begin (stages, "pdf");
  JbPdfOptions wanted = { .producer = "Jianbao " JB_CLI_VERSION, .conformance = choices->conformance, .order = JB_PDF_LINEARIZED,
                          .attachments = (const JbPdfAttachment *) (void *) attachments->attachments->data,
                          .n_attachments = attachments->attachments->len };
  return jb_pdf_write (document, &wanted, error);
}

static gboolean
any_wrong (const Comparison *comparison)
{
  for (guint i = 0; i < comparison->claims->len; i++)
    if (((const JbClaim *) g_ptr_array_index (comparison->claims, i))->verdict == JB_VERDICT_INCONSISTENT)
      return TRUE;
  return FALSE;
}

static gboolean
write_map (const Comparison *comparison, const char *path, GError **error)
{
  g_autofree char *map = path != NULL ? jb_align_map_write (comparison->series, comparison->sources, comparison->sessions->len) : NULL;

  return map == NULL || jb_cli_output (path, map, strlen (map), error);
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  Choices choices;
  gint64 time;

  if (!choose (options, &choices, error) || !check_folder (options->output, error) || !check_folder (options->write_map, error))
    return -1;
  g_autoptr(JbProfile) profile = load_profile (options, error);
  if (profile == NULL)
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("compare");
  g_auto(Comparison) comparison = { 0 };
  if (!load (&comparison, options, stages, error) || !find_time (&comparison, &time, error))
    return -1;
  borrow (&comparison, profile, &choices);
  jb_stages_begin (stages, "align");
  if (!align (&comparison, options, error))
    return -1;
  g_auto(Attachments) attachments = { g_array_new (FALSE, TRUE, sizeof (JbPdfAttachment)), g_ptr_array_new_with_free_func (g_free),
                                      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref) };
  if (choices.conformance == JB_PDF_A3A && !attach_data (&attachments, &comparison, options, time, error))
    return -1;
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(GBytes) pdf = print (&comparison, profile, &attachments, &choices, time, diagnostics, stages, error);
  if (pdf == NULL || !jb_cli_output (options->output, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), error)
      || !write_map (&comparison, options->write_map, error))
    return -1;
  g_clear_pointer (&stages, jb_stages_free);
  guint n_warnings = jb_cli_print_warnings (diagnostics);
  for (guint i = 0; i < comparison.sessions->len; i++)
    n_warnings += jb_cli_print_warnings (((const JbSession *) g_ptr_array_index (comparison.sessions, i))->diagnostics);
  return options->strict && (n_warnings > 0 || any_wrong (&comparison)) ? JB_EXIT_FOUND : JB_EXIT_DONE;
}

int
jb_command_compare (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "The PDF; - for standard output", "FILE" },
    { "map", 'm', 0, G_OPTION_ARG_FILENAME, &options.map, "TSV that says which numbers are paired", "FILE" },
    { "write-map", 'w', 0, G_OPTION_ARG_FILENAME, &options.write_map, "Write the pairs found, to be changed by hand", "FILE" },
    { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.translations,
      "TMX, XLIFF or PO with the English; repeatable", "FILE" },
    { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.glossaries, "Further terms, TSV; repeatable", "FILE" },
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &options.profile, "Look: briefing (default), or an .ini file", "NAME" },
    { "set", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.settings, "One key of the profile; repeatable", "KEY=VALUE" },
    { "layout", 'l', 0, G_OPTION_ARG_FILENAME, &options.layout, "parallel (default), stacked, zh, en", "NAME" },
    { "conformance", 'c', 0, G_OPTION_ARG_FILENAME, &options.conformance, "pdfa-3a (default), pdfa-2a, pdfa-2u, none", "NAME" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit 1 where reports contradict or something is warned of", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("compare", "REPORT REPORT... -o OUT.pdf",
                     "Sets reports of one place over years, or of several places, side by side: what\n"
                     "changed, charts, claims that contradict an earlier report. Up to 12 reports.", entries, 2, JB_ALIGN_MAX_REPORTS, argc, argv,
                     &options.reports, &code))
    return code;
  code = run (&options, &error);
  return code < 0 ? jb_cli_fail (g_steal_pointer (&error)) : code;
}
