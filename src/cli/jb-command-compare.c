/* jianbao compare: reports side by side, from their texts to a PDF. */
#include "jb-cli.h"
#include "jb-print.h"

#include "jb-briefing-compare.h"
#include "jb-error.h"
#include "jb-layout.h"

#include <string.h>

typedef struct
{
  char  *output, *profile, *layout, *conformance, *map, *write_map;
  char **translations, **glossaries, **settings, **reports;
  gboolean strict;
} Options;

/* Everything that is compared, in order of years. */
typedef struct
{
  JbSessionWords words;                /* of all sessions */
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
  jb_session_words_clear (&comparison->words);
  g_clear_pointer (&comparison->names, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static gboolean
choose (const Options *options, JbPrintChoices *choices, GError **error)
{
  if (!jb_print_choose (options->layout, options->conformance, choices, error))
    return FALSE;
  if (options->output != NULL)
    return TRUE;
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "compare: no output: name it with -o FILE.pdf");
  return FALSE;
}

static JbProfile *
load_profile (const Options *options, GError **error)
{
  g_autoptr(JbProfile) profile = jb_print_load_profile (options->profile, options->settings, error);

  if (profile == NULL || g_strcmp0 (jb_profile_get_text (profile, "form.kind"), "document") != 0)
    return g_steal_pointer (&profile);
  g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "--profile: an official document sets one report, no comparison: take briefing");
  return NULL;
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
      JbSessionOptions wanted = { .path = *path, .translations = options->translations, .glossaries = options->glossaries,
                                  .words = &comparison->words };
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
borrow (Comparison *comparison, const JbProfile *profile, const JbPrintChoices *choices)
{
  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      const JbSession *session = g_ptr_array_index (comparison->sessions, i);
      comparison->sources[i] = (JbAlignSource) { session->report, session->metrics, g_ptr_array_index (comparison->names, i),
                                                 jb_report_get_year (session->report) };
      comparison->reports[i] = jb_print_sources (session, profile, choices);
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

/* Of every report its source and its metrics; the pairs as a map; the translations. */
static gboolean
attach_data (JbEnclosures *enclosures, const Comparison *comparison, const Options *options, gint64 time, GError **error)
{
  for (guint i = 0; i < comparison->sessions->len; i++)
    {
      const JbSession *session = g_ptr_array_index (comparison->sessions, i);
      g_autofree char *prefix = g_strconcat (session->input->name, ".", NULL);

      jb_enclosures_attach_report (enclosures, session, prefix, time);
    }
  char *map = jb_align_map_write (comparison->series, comparison->sources, comparison->sessions->len);
  jb_enclosures_attach (enclosures, "map.tsv", "text/tab-separated-values", JB_PDF_DATA, "配对 / Pairs",
                        g_bytes_new_take (map, strlen (map)), time);
  return jb_enclosures_attach_translations (enclosures, options->translations, time, error);
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
print (const Comparison *comparison, const JbProfile *profile, const JbEnclosures *enclosures, const JbPrintChoices *choices, gint64 time,
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
  g_autoptr(JbChartStyle) style = fonts != NULL ? jb_print_load_style (profile, fonts, error) : NULL;
  g_autoptr(JbDocument) document = style != NULL ? jb_layout_run (briefing, profile, style, fonts, diagnostics, error) : NULL;
  if (document == NULL)
    return NULL;
  document->time = time;
  jb_stages_begin (stages, "pdf");
  JbPdfOptions wanted = jb_enclosures_options (enclosures, choices, JB_PDF_LINEARIZED);
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
  JbPrintChoices choices;
  gint64 time;

  if (!choose (options, &choices, error) || !jb_print_check_folder (options->output, error) || !jb_print_check_folder (options->write_map, error))
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
  g_auto(JbEnclosures) enclosures = jb_enclosures_new ();
  if (choices.conformance == JB_PDF_A3A && !attach_data (&enclosures, &comparison, options, time, error))
    return -1;
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  g_autoptr(GBytes) pdf = print (&comparison, profile, &enclosures, &choices, time, diagnostics, stages, error);
  if (pdf == NULL || !jb_cli_output (options->output, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), error)
      || !write_map (&comparison, options->write_map, error))
    return -1;
  g_clear_pointer (&stages, jb_stages_free);
  guint n_warnings = jb_cli_print_warnings (diagnostics);
  for (guint i = 0; i < comparison.sessions->len; i++)
    n_warnings += jb_session_print_warnings (g_ptr_array_index (comparison.sessions, i));
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
