/* jianbao charts: each chart of the briefing as a file of its own, and an index of them. */
#include "jb-cli.h"
#include "jb-print.h"
#include "jb-session.h"
#include "jb-titles.h"

#include "jb-briefing.h"
#include "jb-error.h"
#include "jb-export-chart.h"
#include "jb-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define DEFAULT_SCALE 3.0 /* 216 dpi */

typedef struct
{
  char  *folder, *format, *lang, *scale, *profile, *encoding;
  char **translations, **glossaries, **reports;
  gboolean strict;
} Options;

/* What stands behind the options' words. */
typedef struct
{
  gboolean     png;
  double       scale;
  JbChartLang  langs;
  JbLayoutKind layout;
} Choices;

static void
options_clear (Options *options)
{
  g_free (options->folder);
  g_free (options->format);
  g_free (options->lang);
  g_free (options->scale);
  g_free (options->profile);
  g_free (options->encoding);
  g_strfreev (options->translations);
  g_strfreev (options->glossaries);
  g_strfreev (options->reports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_scale (const char *text, gboolean png, double *scale, GError **error)
{
  char *end = NULL;

  *scale = text == NULL ? DEFAULT_SCALE : g_ascii_strtod (text, &end);
  if (text != NULL && !png)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "--scale: an SVG has no pixels: take --format png");
      return FALSE;
    }
  if (text == NULL || (end != text && *end == '\0' && *scale >= JB_EXPORT_MIN_SCALE && *scale <= JB_EXPORT_MAX_SCALE))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "--scale: “%s” is no number of pixels a point: write one from 0.25 to 16", text);
  return FALSE;
}

static gboolean
choose (const Options *options, Choices *choices, GError **error)
{
  static const char *const formats[] = { "svg", "png", NULL };
  static const char *const langs[] = { "both", "zh", "en", NULL };
  int format = jb_cli_choose ("--format", options->format, formats, error);
  int lang = format < 0 ? -1 : jb_cli_choose ("--lang", options->lang, langs, error);

  if (lang < 0)
    return FALSE;
  if (options->folder == NULL)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "charts: no folder: name it with -d FOLDER");
      return FALSE;
    }
  choices->png = format == 1;
  choices->langs = (JbChartLang[]) { JB_CHART_LANG_BOTH, JB_CHART_LANG_ZH, JB_CHART_LANG_EN }[lang];
  choices->layout = (JbLayoutKind[]) { JB_LAYOUT_PARALLEL, JB_LAYOUT_ZH, JB_LAYOUT_EN }[lang];
  return read_scale (options->scale, choices->png, &choices->scale, error);
}

/* Takes from @text the clause with the page, which only a briefing has: "来源：报告一（五），第…页". */
static void
cut_page (char *text, const char *before)
{
  char *page = text != NULL ? strstr (text, JB_PAGE_PLACEHOLDER) : NULL;
  char *clause = page != NULL ? g_strrstr_len (text, page - text, before) : NULL;

  if (clause != NULL)
    *clause = '\0';
}

static GPtrArray *
plan (const JbSession *session, const JbProfile *profile, const Choices *choices, GError **error)
{
  JbBriefingSources sources = {
    .input = session->input, .report = session->report, .metrics = session->metrics,
    .translation = session->translation, .findings = session->findings, .glossary = session->glossary,
    .profile = profile, .layout = choices->layout, .version = JB_CLI_VERSION, .conformance = "" };
  GPtrArray *figures = jb_briefing_plan_figures (&sources, session->diagnostics, error);

  if (figures != NULL)
    jb_titles_translate (figures, session->memory);
  for (guint i = 0; figures != NULL && i < figures->len; i++)
    {
      JbChart *chart = ((JbFigure *) g_ptr_array_index (figures, i))->chart;
      cut_page (chart->source.zh, "，");
      cut_page (chart->source.en, ", ");
    }
  return figures;
}

static gboolean
write_file (const char *folder, const char *name, const void *data, gsize length, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return jb_file_write (path, data, length, error);
}

typedef struct
{
  const Options      *options;
  const Choices      *choices;
  JbFonts            *fonts;
  const JbChartStyle *style;
  GArray             *index; /* of JbExportChart */
  GPtrArray          *names; /* of char * */
  GPtrArray          *lists; /* of GPtrArray of metric ids */
} Writer;

static void
add_to_index (Writer *writer, const JbSession *session, const JbFigure *figure, char *name)
{
  GPtrArray *ids = g_ptr_array_new ();
  JbExportChart one = { figure->chart, name, ids };

  for (guint i = 0; i < figure->numbers->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (session->metrics, g_array_index (figure->numbers, guint, i));
      g_ptr_array_add (ids, metric->id);
    }
  g_ptr_array_add (writer->names, name);
  g_ptr_array_add (writer->lists, ids);
  g_array_append_val (writer->index, one);
}

/* A chart that cannot be drawn is told and left out, as the briefing does; what the system cannot do ends the run. */
static gboolean
write_chart (Writer *writer, JbSession *session, const JbFigure *figure, GError **error)
{
  const Choices *choices = writer->choices;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GBytes) bytes = choices->png
    ? jb_export_chart_png (figure->chart, writer->style, writer->fonts, choices->langs, choices->scale, &refused)
    : jb_export_chart_svg (figure->chart, writer->style, writer->fonts, choices->langs, &refused);

  if (bytes == NULL && g_error_matches (refused, JB_ERROR, JB_ERROR_LIMIT))
    {
      jb_diagnostic_add (session->diagnostics, JB_SEVERITY_WARNING, "chart-left-out", session->input->name, 0, 0, "%s", refused->message);
      return TRUE;
    }
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  char *name = g_strconcat (figure->chart->id, choices->png ? ".png" : ".svg", NULL);
  add_to_index (writer, session, figure, name);
  return write_file (writer->options->folder, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static gboolean
write_all (Writer *writer, JbSession *session, const GPtrArray *figures, GError **error)
{
  if (g_mkdir_with_parents (writer->options->folder, 0777) != 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be made: %s", writer->options->folder, g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < figures->len; i++)
    if (!write_chart (writer, session, g_ptr_array_index (figures, i), error))
      return FALSE;
  g_autoptr(GString) json = jb_export_charts_json ((const JbExportChart *) (void *) writer->index->data, writer->index->len,
                                                   writer->choices->langs);
  return write_file (writer->options->folder, "index.json", json->str, json->len, error);
}

/* Returns: the exit code, or -1 with an error. */
static int
run (const Options *options, GError **error)
{
  Choices choices;

  if (!choose (options, &choices, error))
    return -1;
  g_autoptr(JbProfile) profile = jb_profile_load (options->profile, error);
  if (profile == NULL)
    return -1;
  g_autoptr(JbStages) stages = jb_stages_new ("charts");
  JbSessionOptions wanted = { .path = options->reports[0], .encoding = options->encoding, .translations = options->translations,
                              .glossaries = options->glossaries };
  g_autoptr(JbSession) session = jb_session_load (&wanted, stages, error);
  g_autoptr(GPtrArray) figures = session != NULL ? plan (session, profile, &choices, error) : NULL;
  g_autoptr(JbFonts) fonts = figures != NULL ? jb_fonts_new (error) : NULL;
  g_autoptr(JbChartStyle) style = fonts != NULL ? jb_print_load_style (profile, fonts, error) : NULL;
  if (style == NULL)
    return -1;
  g_autoptr(GArray) charts = g_array_new (FALSE, TRUE, sizeof (JbExportChart));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Writer writer = { options, &choices, fonts, style, charts, names, lists };
  if (!write_all (&writer, session, figures, error))
    return -1;
  g_clear_pointer (&stages, jb_stages_free);
  guint n_warnings = jb_session_print_warnings (session);
  return options->strict && n_warnings > 0 ? JB_EXIT_FOUND : JB_EXIT_DONE;
}

int
jb_command_charts (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "directory", 'd', 0, G_OPTION_ARG_FILENAME, &options.folder, "Where the files go; made where it is missing", "FOLDER" },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &options.format, "svg (default) or png", "FORMAT" },
    { "lang", 0, 0, G_OPTION_ARG_FILENAME, &options.lang, "both (default), zh, en", "LANGUAGE" },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &options.scale, "Pixels a point of a PNG, 0.25 to 16; 3 without", "NUMBER" },
    { "translation", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.translations,
      "TMX, XLIFF or PO with the English; repeatable", "FILE" },
    { "glossary", 'g', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.glossaries, "Further terms, TSV; repeatable", "FILE" },
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &options.profile, "Look: briefing (default), or an .ini file", "NAME" },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding, "Of the report, instead of the recognised one", "NAME" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit 1 on a warning", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  int code;

  if (!jb_cli_parse ("charts", "REPORT -d FOLDER",
                     "Writes the charts of a report as files, and index.json, which tells what they show.", entries, 1, 1,
                     argc, argv, &options.reports, &code))
    return code;
  code = run (&options, &error);
  return code < 0 ? jb_cli_fail (g_steal_pointer (&error)) : code;
}
