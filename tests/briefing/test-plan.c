/* What every plan must hold, on the samples (and on the reports beside the project where they are there). */
#include "report-chain.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct
{
  ReportChain parts;
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
  JbInput *input = jb_input_read (path, NULL, NULL);
  assert_non_null (input);
  assert_true (report_chain_start (&chain->parts, input, memory, jb_profile_load (NULL, NULL)));
  JbBriefingSources sources = report_chain_sources (&chain->parts);
  chain->briefing = jb_briefing_plan (&sources, NULL, NULL);
  assert_non_null (chain->briefing);
  return TRUE;
}

static void
chain_clear (Chain *chain)
{
  jb_briefing_free (chain->briefing);
  report_chain_clear (&chain->parts);
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
  const JbSentence *sentences = jb_report_get_sentences (chain->parts.report, &n);

  append_copy (chain->briefing->root, all);
  g_autofree char *bare = without_blanks (all->str, all->len);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sentence = without_blanks (chain->parts.input->text + sentences[i].span.start, jb_span_length (sentences[i].span));

      if (strstr (bare, sentence) == NULL)
        fail_msg ("lost: %s", sentence);
    }
}

/* Numbers that no analyst would set on one axis: unlike kinds of money, cases of unlike procedures, bases of no rate. Of the
 * report beside the project. */
static const char *const apart[][2] = {
  { "m021", "m019" }, { "m021", "m020" }, { "m021", "m029" }, { "m059", "m019" }, { "m073", "m059" }, { "m074", "m029" },
  { "m053", "m054" }, { "m056", "m062" }, { "m056", "m064" }, { "m004", "m011" }, { "m005", "m028" }, { "m040", "m042" },
  { "m016", "m079" }, { "m043", "m030" }, { "m031", "m080" }, { "m047", "m055" }, { "m009", "m006" }, { "m010", "m007" },
  { "m010", "m008" }, { "m014", "m006" }, { "m060", "m061" }, { "m072", "m075" },
};

static gboolean
draws (const JbChart *chart, const char *id)
{
  for (guint i = 0; i < chart->data->len; i++)
    if (g_strcmp0 (g_array_index (chart->data, JbChartDatum, i).metric_id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
check_apart (const JbChart *chart)
{
  for (gsize i = 0; chart->kind != JB_CHART_CARDS && i < G_N_ELEMENTS (apart); i++)
    if (draws (chart, apart[i][0]) && draws (chart, apart[i][1]))
      fail_msg ("%s sets %s beside %s", chart->title.zh, apart[i][0], apart[i][1]);
}

static char *
digits_of (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text) || *text == '.')
      g_string_append_c (digits, *text);
  return g_string_free (digits, FALSE);
}

/* What is stated is printed as the source has it, and names its number; what is computed says so, and a note tells how. */
static void
check_values (const Chain *chain, const JbChart *chart)
{
  guint stated = 0;

  for (guint i = 0; i < chart->data->len; i++)
    {
      const JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, i);

      assert_true (datum->derived == (datum->metric_id == NULL));
      assert_true (!datum->derived || chart->notes->len > 0);
      stated += !datum->derived;
      if (datum->derived)
        continue;
      const JbMetric *metric = g_ptr_array_index (chain->parts.metrics, (guint) atoi (datum->metric_id + 1) - 1);
      g_autofree char *printed = digits_of (datum->value_text.zh);
      assert_string_equal (metric->id, datum->metric_id);
      if (metric->dimension != JB_DIMENSION_RATIO)
        assert_string_equal (printed, metric->value);
      assert_true ((metric->modifier == JB_MODIFIER_EXACT) == (datum->mark == JB_MARK_EXACT));
    }
  assert_true (stated > 0);
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
      const JbMetric *metric = g_ptr_array_index (chain->parts.metrics, g_array_index (figure->numbers, guint, i));

      if (chart->kind != JB_CHART_SLOPE && chart->kind != JB_CHART_TWO_STEP && chart->kind != JB_CHART_MULTIPLES && chart->kind != JB_CHART_CARDS)
        {
          assert_true (unit == NULL || strcmp (unit, metric->base_unit) == 0); /* one unit an axis */
          unit = metric->base_unit;
        }
    }
  gboolean bars = chart->kind == JB_CHART_BARS || chart->kind == JB_CHART_GROUPED || chart->kind == JB_CHART_COLUMNS;
  check_values (chain, chart);
  for (guint i = 0; bars && i < chart->data->len; i++)
    {
      double value = fabs (g_array_index (chart->data, JbChartDatum, i).value);

      least = value > 0 ? MIN (least, value) : least;
      most = MAX (most, value);
    }
  assert_true (!bars || most <= 50 * least);
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

static guint
count_bits (guint bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

static void
test_plan (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  Chain chain = { 0 };
  guint level = 0, kinds = 0;

  if (!chain_run (&chain, i))
    skip ();
  g_autofree gboolean *seen = g_new0 (gboolean, chain.parts.metrics->len + 1);

  assert_true (chain.briefing->figures->len >= reports[i].least_figures);
  for (guint k = 0; k < chain.briefing->figures->len; k++)
    {
      const JbFigure *figure = g_ptr_array_index (chain.briefing->figures, k);
      check_figure (&chain, figure);
      if (g_str_equal (reports[i].root, "JB_SHARED_DIR"))
        check_apart (figure->chart);
      kinds |= 1u << figure->chart->kind;
    }
  assert_true (count_bits (kinds) >= 4); /* not the same chart again and again */
  check_nothing_lost (&chain);
  check_rows (chain.briefing->root, seen);
  for (guint k = 0; k < chain.parts.metrics->len; k++)
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
