/* What every plan must hold, on the samples (and on the reports beside the project where they are there). */
#include "jb-briefing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct
{
  JbInput *input;
  JbReport *report;
  JbLexicon *lexicon;
  GPtrArray *metrics, *findings;
  JbGlossary *glossary;
  JbMemory *memory;
  JbTranslation *translation;
  JbProfile *profile;
  JbBriefing *briefing;
} Chain;

static const struct { const char *root, *report, *memory; guint least_figures; } reports[] = {
  { "JB_SOURCE_DIR", "assets/samples/yunze-2021.zh.txt", "assets/samples/yunze.tmx", 6 },
  { "JB_SOURCE_DIR", "assets/samples/yunze-2022.zh.txt", "assets/samples/yunze.tmx", 6 },
  { "JB_SOURCE_DIR", "assets/samples/yunze-2023.zh.txt", "assets/samples/yunze.tmx", 6 },
  { "JB_SOURCE_DIR", "assets/samples/yunze-2023.zh.txt", NULL, 6 },
  { "JB_SHARED_DIR", "seed/longchang-2022.zh.txt", "seed/longchang-2022.tmx", 8 },
};

static gboolean
chain_run (Chain *chain, gsize i)
{
  const char *root = g_getenv (reports[i].root);
  g_autofree char *path = g_build_filename (root != NULL ? root : ".", reports[i].report, NULL);
  g_autofree char *memory = reports[i].memory != NULL ? g_build_filename (root != NULL ? root : ".", reports[i].memory, NULL) : NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  chain->input = jb_input_read (path, NULL, NULL);
  assert_non_null (chain->input);
  chain->report = jb_report_parse (chain->input->text, path, NULL);
  chain->lexicon = jb_lexicon_load (NULL, NULL);
  chain->metrics = jb_metrics_extract (chain->report, chain->lexicon, NULL);
  chain->glossary = jb_glossary_load (NULL, NULL);
  chain->memory = jb_memory_new ();
  assert_true (memory == NULL || jb_memory_add_file (chain->memory, memory, NULL, NULL));
  chain->translation = jb_translation_new (chain->report, chain->metrics, chain->memory, chain->glossary);
  chain->findings = jb_audit_run (chain->report, chain->metrics);
  chain->profile = jb_profile_load (NULL, NULL);
  JbBriefingSources sources = { chain->input, chain->report, chain->metrics, chain->translation, chain->findings, chain->glossary,
                                chain->profile, JB_LAYOUT_PARALLEL, "0.1.0", "PDF/A-3a" };
  chain->briefing = jb_briefing_plan (&sources, NULL, NULL);
  assert_non_null (chain->briefing);
  return TRUE;
}

static void
chain_clear (Chain *chain)
{
  jb_briefing_free (chain->briefing);
  jb_profile_free (chain->profile);
  g_ptr_array_unref (chain->findings);
  jb_translation_free (chain->translation);
  jb_memory_free (chain->memory);
  jb_glossary_free (chain->glossary);
  g_ptr_array_unref (chain->metrics);
  jb_lexicon_free (chain->lexicon);
  jb_report_free (chain->report);
  jb_input_free (chain->input);
}

static void
append_copy (const JbBlock *block, GString *all)
{
  if (block->kind == JB_BLOCK_PAIR || block->kind == JB_BLOCK_HEADING)
    g_string_append (all, block->zh.copy != NULL ? block->zh.copy : block->zh.shown != NULL ? block->zh.shown : "");
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    append_copy (g_ptr_array_index (block->children, i), all);
}

static char *
without_blanks (const char *text, gsize length)
{
  GString *bare = g_string_new (NULL);

  for (const char *c = text; c < text + length; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (bare, g_utf8_get_char (c));
  return g_string_free (bare, FALSE);
}

/* Every sentence of the source can be copied out of the body, character for character. */
static void
check_nothing_lost (const Chain *chain)
{
  g_autoptr(GString) all = g_string_new (NULL);
  guint n;
  const JbSentence *sentences = jb_report_get_sentences (chain->report, &n);

  append_copy (chain->briefing->root, all);
  g_autofree char *bare = without_blanks (all->str, all->len);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sentence = without_blanks (chain->input->text + sentences[i].span.start, jb_span_length (sentences[i].span));

      if (strstr (bare, sentence) == NULL)
        fail_msg ("lost: %s", sentence);
    }
}

static void
check_figure (const Chain *chain, const JbFigure *figure)
{
  const JbChart *chart = figure->chart;
  const char *unit = NULL;
  double least = G_MAXDOUBLE, most = 0;

  assert_non_null (chart->title.zh);
  assert_true (chart->data->len >= 2);
  assert_int_equal (figure->source_numbers->len, 1);
  assert_non_null (strstr (chart->source.zh, JB_PAGE_PLACEHOLDER));
  assert_non_null (strstr (chart->source.en, JB_PAGE_PLACEHOLDER));
  for (guint i = 0; i < figure->numbers->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (chain->metrics, g_array_index (figure->numbers, guint, i));

      if (chart->kind != JB_CHART_SLOPE && chart->kind != JB_CHART_TWO_STEP)
        {
          assert_true (unit == NULL || strcmp (unit, metric->base_unit) == 0); /* one unit an axis */
          unit = metric->base_unit;
        }
    }
  for (guint i = 0; chart->kind == JB_CHART_BARS && i < chart->data->len; i++)
    {
      double value = fabs (g_array_index (chart->data, JbChartDatum, i).value);

      least = value > 0 ? MIN (least, value) : least;
      most = MAX (most, value);
    }
  assert_true (chart->kind != JB_CHART_BARS || most <= 50 * least);
}

static void
check_rows (const JbBlock *block, gboolean *seen)
{
  if (block->kind == JB_BLOCK_ROW)
    {
      assert_false (seen[block->number]);
      seen[block->number] = TRUE;
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    check_rows (g_ptr_array_index (block->children, i), seen);
}

static void
check_levels (const JbBlock *block, guint *level)
{
  if (block->kind == JB_BLOCK_HEADING && block->section >= 0)
    {
      assert_true (block->level >= 1 && block->level <= *level + 1);
      *level = block->level;
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    check_levels (g_ptr_array_index (block->children, i), level);
}

static void
check_marks (const JbBlock *block)
{
  const JbProse *proses[] = { &block->zh, &block->en };

  for (guint p = 0; p < G_N_ELEMENTS (proses); p++)
    for (guint i = 0; proses[p]->marks != NULL && i < proses[p]->marks->len; i++)
      {
        const JbProseMark *mark = &g_array_index (proses[p]->marks, JbProseMark, i);

        assert_true (mark->span.start <= mark->span.end && mark->span.end <= strlen (proses[p]->shown));
        assert_true (((guchar) proses[p]->shown[mark->span.start] & 0xC0) != 0x80);
      }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    check_marks (g_ptr_array_index (block->children, i));
}

static void
test_plan (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  Chain chain = { 0 };
  guint level = 0;

  if (!chain_run (&chain, i))
    skip ();
  g_autofree gboolean *seen = g_new0 (gboolean, chain.metrics->len + 1);

  assert_true (chain.briefing->figures->len >= reports[i].least_figures);
  for (guint k = 0; k < chain.briefing->figures->len; k++)
    check_figure (&chain, g_ptr_array_index (chain.briefing->figures, k));
  check_nothing_lost (&chain);
  check_rows (chain.briefing->root, seen);
  for (guint k = 0; k < chain.metrics->len; k++)
    assert_true (seen[k]);
  check_levels (chain.briefing->root, &level);
  check_marks (chain.briefing->root);
  assert_int_equal (chain.briefing->layout, reports[i].memory != NULL ? JB_LAYOUT_PARALLEL : JB_LAYOUT_ZH);
  chain_clear (&chain);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (reports)];

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    tests[i] = (struct CMUnitTest) { .name = reports[i].report, .test_func = test_plan, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("plan", tests, NULL, NULL);
}
