/* The plan as a whole: title, numbers and their doubts, then the parts in order. */
#include "jb-plan-private.h"

#include <string.h>

#define HEAD_LETTERS 54 /* of a running head in its column */

static void
start (Plan *plan, const JbBriefingSources *sources, GPtrArray *diagnostics)
{
  JbBriefing *briefing = g_new0 (JbBriefing, 1);

  briefing->root = jb_block_new (JB_BLOCK_DOCUMENT);
  briefing->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_figure_free);
  briefing->numbers = g_array_new (FALSE, TRUE, sizeof (JbNumber));
  briefing->section_numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  briefing->layout = sources->layout;
  if (sources->layout == JB_LAYOUT_PARALLEL && !sources->translation->supplied)
    briefing->layout = JB_LAYOUT_ZH;
  plan->sources = sources;
  plan->briefing = briefing;
  plan->diagnostics = diagnostics;
  plan->text = jb_report_get_text (sources->report, NULL);
  plan->sections = jb_report_get_sections (sources->report, &plan->n_sections);
  plan->paragraphs = jb_report_get_paragraphs (sources->report, &plan->n_paragraphs);
  plan->sentences = jb_report_get_sentences (sources->report, &plan->n_sentences);
}

static void
list_numbers (Plan *plan)
{
  JbBriefing *briefing = plan->briefing;

  g_array_set_size (briefing->numbers, plan->sources->metrics->len);
  for (guint i = 0; i < plan->n_sections; i++)
    g_ptr_array_add (briefing->section_numbers, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      guint section = plan_metric (plan, i)->section;

      g_array_index (briefing->numbers, JbNumber, i).section = (int) section;
      g_array_append_val ((GArray *) g_ptr_array_index (briefing->section_numbers, plan_listed_section (plan, section)), i);
    }
  for (guint i = 0; i < plan->sources->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (plan->sources->findings, i);

      for (guint k = 0; finding->verdict == JB_VERDICT_INCONSISTENT && k < finding->metrics->len; k++)
        g_array_index (briefing->numbers, JbNumber, g_array_index (finding->metrics, guint, k)).doubt = JB_DOUBT_FAILS;
    }
}

static void
count (Plan *plan)
{
  JbCounts *counts = &plan->briefing->counts;
  const JbTranslation *translation = plan->sources->translation;

  for (guint i = 1; i < plan->n_sections; i++)
    counts->n_sections += strcmp (plan->sections[i].id, "A") != 0;
  counts->n_sentences = plan->n_sentences;
  counts->n_translated = translation->n_translated;
  counts->n_fuzzy = translation->n_fuzzy;
  counts->n_missing = translation->n_missing;
}

char *
plan_english_place (const Plan *plan, const char *place)
{
  static const char *const kinds[][2] = { { "市", "City" }, { "县", "County" }, { "区", "District" }, { "省", "Province" }, { "州", "Prefecture" } };
  const char *known = place != NULL ? jb_glossary_lookup (plan->sources->glossary, place) : NULL;

  if (known != NULL || place == NULL)
    return g_strdup (known);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (place, kinds[i][0]))
      {
        g_autofree char *name = g_strndup (place, strlen (place) - strlen (kinds[i][0]));
        const char *english = jb_glossary_lookup (plan->sources->glossary, name);
        return english != NULL ? g_strconcat (english, " ", kinds[i][1], NULL) : NULL;
      }
  return NULL;
}

static const JbTarget *
title_target (const Plan *plan)
{
  for (guint i = 0; i < plan->n_paragraphs; i++)
    if (plan->paragraphs[i].kind == JB_PARAGRAPH_TITLE && plan->paragraphs[i].n_sentences > 0
        && plan_sentence_target (plan, plan->paragraphs[i].first_sentence)->text != NULL)
      return plan_sentence_target (plan, plan->paragraphs[i].first_sentence);
  return NULL;
}

/* 隆昌市2022年法治政府建设情况报告, composed where the report has no title. */
static char *
compose_title (const Plan *plan, const char *kind)
{
  const char *place = jb_report_get_place (plan->sources->report);
  int year = jb_report_get_year (plan->sources->report);
  g_autofree char *when = year > 0 ? g_strdup_printf ("%d年", year) : g_strdup ("");

  if (kind == NULL)
    return g_strconcat ("简报：", plan->sources->input->name, NULL);
  return g_strconcat (place != NULL ? place : "", when, kind, NULL);
}

static char *
compose_english_title (const Plan *plan, const char *kind)
{
  int year = jb_report_get_year (plan->sources->report);
  g_autofree char *place = plan_english_place (plan, jb_report_get_place (plan->sources->report));
  g_autofree char *when = year > 0 ? g_strdup_printf (", %d", year) : g_strdup ("");

  if (kind == NULL)
    return g_strconcat ("Briefing: ", plan->sources->input->name, NULL);
  return place != NULL ? g_strconcat (place, ": ", kind, when, NULL) : g_strconcat (kind, when, NULL);
}

/* What the profile gives; %NULL where it leaves it to the report. */
static const char *
given (const Plan *plan, const char *key)
{
  const char *text = jb_profile_get_text (plan->sources->profile, key);

  return *text != '\0' ? text : NULL;
}

static void
set_titles (Plan *plan)
{
  JbBriefing *briefing = plan->briefing;
  const char *title = jb_report_get_title (plan->sources->report), *english = NULL;
  const char *kind = jb_report_get_kind (plan->sources->report, &english);
  const JbTarget *target = title != NULL ? title_target (plan) : NULL;

  const char *own = given (plan, "document.title"), *own_english = given (plan, "document.title_en");

  briefing->title.zh = own != NULL ? g_strdup (own) : title != NULL ? plan_full_width (title) : compose_title (plan, kind);
  briefing->title.en = own_english != NULL ? g_strdup (own_english) : target != NULL ? plan_curly (target->text) : compose_english_title (plan, kind != NULL ? english : NULL);
  const char *issuer = given (plan, "document.issuer");
  briefing->author = g_strdup (issuer != NULL ? issuer : jb_report_get_issuer (plan->sources->report));
  if (g_utf8_strlen (briefing->title.zh, -1) > 24 && kind != NULL)
    briefing->short_title.zh = compose_title (plan, kind);
  else
    briefing->short_title.zh = g_strdup (briefing->title.zh);
  g_autofree char *composed = kind != NULL ? compose_english_title (plan, english) : NULL;
  const char *choices[] = { briefing->title.en, composed, english };
  for (guint i = 0; i < G_N_ELEMENTS (choices) && briefing->short_title.en == NULL; i++)
    if (choices[i] != NULL && g_utf8_strlen (choices[i], -1) <= HEAD_LETTERS)
      briefing->short_title.en = g_strdup (choices[i]);
  if (briefing->short_title.en == NULL)
    briefing->short_title.en = g_strdup (briefing->title.en);
}

/* A path of --set is taken from where the program runs, one in a file from where that file is. (transfer full) */
static char *
find_logo (const JbProfile *profile, const char *path)
{
  g_autofree char *origin = jb_profile_get_origin (profile, "document.logo");
  char *colon = origin != NULL ? strrchr (origin, ':') : NULL;

  if (colon == NULL || g_path_is_absolute (path))
    return g_strdup (path);
  *colon = '\0';
  g_autofree char *folder = g_path_get_dirname (origin);
  return g_build_filename (folder, path, NULL);
}

gboolean
plan_logo (JbBriefing *briefing, const JbProfile *profile, GError **error)
{
  const char *path = jb_profile_get_text (profile, "document.logo"), *alt = jb_profile_get_text (profile, "document.logo_alt");

  if (*path == '\0')
    return TRUE;
  g_autofree char *file = find_logo (profile, path);
  briefing->logo = jb_picture_load (file, error);
  briefing->logo_alt = *alt != '\0' ? g_strdup (alt) : briefing->author != NULL ? g_strdup_printf ("%s标志 / Logo", briefing->author)
                                                                              : g_strdup ("标志 / Logo");
  return briefing->logo != NULL;
}

JbBriefing *
jb_briefing_plan (const JbBriefingSources *sources, GPtrArray *diagnostics, GError **error)
{
  Plan plan = { 0 };

  start (&plan, sources, diagnostics);
  list_numbers (&plan);
  count (&plan);
  set_titles (&plan);
  if (!plan_logo (plan.briefing, sources->profile, error) || !plan_figures (&plan, error))
    {
      jb_briefing_free (plan.briefing);
      return NULL;
    }
  plan_front (&plan);
  plan_body (&plan);
  plan_back (&plan);
  return plan.briefing;
}

GPtrArray *
jb_briefing_plan_figures (const JbBriefingSources *sources, GPtrArray *diagnostics, GError **error)
{
  Plan plan = { 0 };
  GPtrArray *figures;

  start (&plan, sources, diagnostics);
  list_numbers (&plan);
  figures = plan_figures (&plan, error) ? g_steal_pointer (&plan.briefing->figures) : NULL;
  jb_briefing_free (plan.briefing);
  return figures;
}
