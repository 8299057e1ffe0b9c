#include "jb-render.h"

#include "jb-cli.h"
#include "jb-print.h"

#include "jb-error.h"
#include "jb-exchange.h"
#include "jb-file.h"
#include "jb-layout.h"
#include "jb-titles.h"

struct _JbRenderer
{
  const JbRenderOptions *options;
  JbPrintChoices choices;
  gboolean       attach;   /* the report, its metrics and translations go into the PDF */
  gboolean       many;     /* prepared: there are other reports */
  JbProfile     *profile;
  JbSessionWords words;
  GPtrArray     *annexes;  /* of GBytes, parallel to the options'; NULL: not read yet */
};

void
jb_render_options_clear (JbRenderOptions *options)
{
  g_free (options->profile);
  g_free (options->layout);
  g_free (options->conformance);
  g_free (options->encoding);
  g_free (options->attach);
  g_strfreev (options->translations);
  g_strfreev (options->glossaries);
  g_strfreev (options->annexes);
  g_strfreev (options->settings);
}

static gboolean
choose (JbRenderer *renderer, GError **error)
{
  static const char *const words[] = { "data", "none", NULL };
  const JbRenderOptions *options = renderer->options;
  int wanted = jb_print_choose (options->layout, options->conformance, &renderer->choices, error)
                 ? jb_cli_choose ("--attach", options->attach, words, error) : -1;

  if (wanted < 0)
    return FALSE;
  JbPdfConformance conformance = renderer->choices.conformance;
  gboolean may = conformance == JB_PDF_A3A || conformance == JB_PDF_NONE;
  if (options->attach != NULL && wanted == 0 && !may)
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE,
                           "--attach data: PDF/A-2 allows no attachment: take --conformance pdfa-3a");
      return FALSE;
    }
  /* Default on for 3a, where data inside is the point of the format. */
  renderer->attach = wanted == 0 && (options->attach != NULL || conformance == JB_PDF_A3A);
  return TRUE;
}

JbRenderer *
jb_renderer_new (const JbRenderOptions *options, GError **error)
{
  g_autoptr(JbRenderer) renderer = g_new0 (JbRenderer, 1);

  renderer->options = options;
  if (!choose (renderer, error))
    return NULL;
  renderer->profile = jb_print_load_profile (options->profile, options->settings, error);
  return renderer->profile != NULL ? g_steal_pointer (&renderer) : NULL;
}

static gboolean
read_annexes (JbRenderer *renderer, GError **error)
{
  g_autoptr(GPtrArray) annexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (char **path = renderer->options->annexes; path != NULL && *path != NULL; path++)
    {
      GBytes *bytes = jb_file_read (*path, JB_PDF_MAX_ANNEX_BYTES, error);
      if (bytes == NULL)
        return FALSE;
      g_ptr_array_add (annexes, bytes);
      g_autoptr(JbPdfAnnexInfo) info = jb_pdf_annex_inspect (bytes, *path, renderer->choices.conformance, error);
      if (info == NULL)
        return FALSE;
    }
  renderer->annexes = g_steal_pointer (&annexes);
  return TRUE;
}

gboolean
jb_renderer_prepare (JbRenderer *renderer, GPtrArray *diagnostics, GError **error)
{
  const JbRenderOptions *options = renderer->options;

  renderer->many = TRUE;
  return jb_session_words_load (&renderer->words, options->glossaries, options->translations, diagnostics, error)
         && (renderer->annexes != NULL || read_annexes (renderer, error));
}

/* The same report gives the same data beside it: the source, the metrics twice, the translations. */
static gboolean
enclose (JbEnclosures *enclosures, JbRenderer *renderer, const JbSession *session, char **beside, gint64 time, GError **error)
{
  if (renderer->annexes == NULL && !read_annexes (renderer, error))
    return FALSE;
  for (guint i = 0; i < renderer->annexes->len; i++)
    {
      JbPdfAnnex annex = { renderer->options->annexes[i], NULL, g_ptr_array_index (renderer->annexes, i) };
      g_array_append_val (enclosures->annexes, annex);
    }
  if (!renderer->attach)
    return TRUE;
  jb_enclosures_attach_report (enclosures, session, "", time);
  return jb_enclosures_attach_translations (enclosures, renderer->options->translations, time, error)
         && jb_enclosures_attach_translations (enclosures, beside, time, error);
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
print (JbRenderer *renderer, JbSession *session, const JbEnclosures *enclosures, gint64 time, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "briefing");
  JbBriefingSources sources = jb_print_sources (session, renderer->profile, &renderer->choices);
  g_autoptr(JbBriefing) briefing = jb_briefing_plan (&sources, session->diagnostics, error);
  if (briefing == NULL)
    return NULL;
  jb_titles_translate (briefing->figures, session->memory);
  jb_stages_begin (stages, "fonts");
  g_autoptr(JbFonts) fonts = jb_fonts_new (error);
  g_autoptr(JbChartStyle) style = fonts != NULL ? jb_print_load_style (renderer->profile, fonts, error) : NULL;
  if (style == NULL)
    return NULL;
  jb_stages_begin (stages, "layout");
  g_autoptr(JbDocument) document = jb_layout_run (briefing, renderer->profile, style, fonts, session->diagnostics, error);
  if (document == NULL)
    return NULL;
  document->time = time;
  if (renderer->options->strict)
    inspect_pages (session, document, renderer->profile);
  jb_stages_begin (stages, "pdf");
  JbPdfOptions wanted = jb_enclosures_options (enclosures, &renderer->choices,
                                               renderer->options->plain ? JB_PDF_PLAIN : JB_PDF_LINEARIZED);
  return jb_pdf_write (document, &wanted, error);
}

/* A memory for many reports holds much that is of no use to one: of its units that is not told. */
static void
report_use (const JbRenderer *renderer, JbSession *session, char **beside)
{
  if (renderer->options->translations == NULL && beside == NULL)
    return;
  const JbMemory *memory = renderer->many && beside == NULL ? NULL : session->memory;
  jb_translation_report_use (session->report, session->translation, memory, session->input->path, session->diagnostics);
}

static GBytes *
run (JbRenderer *renderer, const JbRenderReport *report, JbSession *session, JbStages *stages, GError **error)
{
  gint64 time;

  if (!jb_session_time (session, &time, error))
    return NULL;
  report_use (renderer, session, report->beside);
  jb_stages_begin (stages, "enclosures");
  g_auto(JbEnclosures) enclosures = jb_enclosures_new ();
  if (!enclose (&enclosures, renderer, session, report->beside, time, error))
    return NULL;
  return print (renderer, session, &enclosures, time, stages, error);
}

GBytes *
jb_renderer_run (JbRenderer *renderer, const JbRenderReport *report, JbStages *stages, JbSession **session, GError **error)
{
  const JbRenderOptions *options = renderer->options;
  JbSessionOptions wanted = { .path = report->path, .encoding = options->encoding, .translations = options->translations,
                              .beside = report->beside, .glossaries = options->glossaries, .words = &renderer->words };
  g_autoptr(JbSession) one = jb_session_load (&wanted, stages, error);
  g_autoptr(GError) problem = NULL;
  g_autoptr(GBytes) pdf = one != NULL ? run (renderer, report, one, stages, &problem) : NULL;

  if (problem != NULL)
    {
      jb_session_place_glyph (one, problem);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  if (session != NULL)
    *session = g_steal_pointer (&one);
  return g_steal_pointer (&pdf);
}

gboolean
jb_render_is_doubtful (const JbSession *session)
{
  for (guint i = 0; i < session->findings->len; i++)
    if (((const JbFinding *) g_ptr_array_index (session->findings, i))->verdict == JB_VERDICT_INCONSISTENT)
      return TRUE;
  for (guint i = 0; i < session->diagnostics->len; i++)
    if (((const JbDiagnostic *) g_ptr_array_index (session->diagnostics, i))->severity == JB_SEVERITY_WARNING)
      return TRUE;
  return FALSE;
}

void
jb_renderer_free (JbRenderer *renderer)
{
  if (renderer == NULL)
    return;
  g_clear_pointer (&renderer->annexes, g_ptr_array_unref);
  jb_session_words_clear (&renderer->words);
  g_clear_pointer (&renderer->profile, jb_profile_free);
  g_free (renderer);
}
