/* The plan of a comparison: its parts, that every row leads to its sentences and back, that charts keep their promises. */
#include "jb-briefing-compare.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct
{
  guint n;
  JbInput *inputs[JB_ALIGN_MAX_REPORTS];
  JbBriefingSources reports[JB_ALIGN_MAX_REPORTS];
  JbAlignSource sources[JB_ALIGN_MAX_REPORTS];
  JbLexicon *lexicon;
  JbGlossary *glossary;
  JbMemory *memory;
  JbProfile *profile;
  GPtrArray *series, *claims;
  JbCompareMode mode;
  JbBriefing *briefing;
} Chain;

#define YUNZE(year) "assets/samples/yunze-" #year ".zh.txt"
#define OWN(name) "tests/cli/compare/" name ".txt"

static const struct
{
  const char *name;
  const char *files[4];
  gboolean english;
  JbCompareMode mode;
  guint least_rows, least_figures;
  JbChartKind kinds[3]; /* of which one at least is there each */
  guint n_kinds, n_wrong;
} rows[] = {
  { "three years", { YUNZE (2023), YUNZE (2021), YUNZE (2022) }, TRUE, JB_COMPARE_YEARS, 65, 5, { JB_CHART_MULTIPLES, JB_CHART_LINE }, 2, 0 },
  { "two years", { OWN ("hechuan-2021"), OWN ("hechuan-2022") }, FALSE, JB_COMPARE_YEARS, 14, 2, { JB_CHART_SLOPE, JB_CHART_GROUPED }, 2, 2 },
  { "places", { OWN ("hechuan-2022"), OWN ("luwan-2022"), OWN ("songping-2022") }, FALSE, JB_COMPARE_PLACES, 14, 4, { JB_CHART_BARS }, 1, 0 },
};

static void
load (Chain *chain, gsize i)
{
  g_autofree char *tmx = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/samples/yunze.tmx", NULL);

  *chain = (Chain) { .lexicon = jb_lexicon_load (NULL, NULL), .glossary = jb_glossary_load (NULL, NULL), .memory = jb_memory_new (),
                     .profile = jb_profile_load (NULL, NULL) };
  assert_true (!rows[i].english || jb_memory_add_file (chain->memory, tmx, NULL, NULL));
  for (guint r = 0; rows[i].files[r] != NULL; r++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), rows[i].files[r], NULL);
      JbInput *input = jb_input_read (path, NULL, NULL);
      JbReport *report = jb_report_parse (input->text, path, NULL);
      GPtrArray *metrics = jb_metrics_extract (report, chain->lexicon, NULL);

      chain->inputs[r] = input;
      chain->reports[r] = (JbBriefingSources) { input, report, metrics, jb_translation_new (report, metrics, chain->memory, chain->glossary),
                                                jb_audit_run (report, metrics, NULL), chain->glossary, chain->profile, JB_LAYOUT_PARALLEL, "0.1.0", "PDF/A-3a" };
      chain->n++;
    }
  /* years in order, as the command line puts them */
  for (guint a = 1; a < chain->n && rows[i].mode == JB_COMPARE_YEARS; a++)
    for (guint k = a; k > 0 && jb_report_get_year (chain->reports[k - 1].report) > jb_report_get_year (chain->reports[k].report); k--)
      {
        JbBriefingSources one = chain->reports[k];
        chain->reports[k] = chain->reports[k - 1];
        chain->reports[k - 1] = one;
      }
  for (guint r = 0; r < chain->n; r++)
    chain->sources[r] = (JbAlignSource) { chain->reports[r].report, chain->reports[r].metrics, chain->reports[r].input->name,
                                          jb_report_get_year (chain->reports[r].report) };
  chain->mode = jb_compare_mode (chain->reports, chain->n);
  chain->series = jb_align_run (chain->sources, chain->n, NULL, NULL);
  chain->claims = chain->mode == JB_COMPARE_YEARS ? jb_compare_check (chain->sources, chain->n, chain->series) : g_ptr_array_new ();
  JbCompareSources sources = { chain->reports, chain->sources, chain->n, chain->mode, chain->series, chain->claims };
  chain->briefing = jb_briefing_plan_compare (&sources, NULL, NULL);
  assert_non_null (chain->briefing);
}

static void
clear (Chain *chain)
{
  jb_briefing_free (chain->briefing);
  g_ptr_array_unref (chain->claims);
  g_ptr_array_unref (chain->series);
  for (guint r = 0; r < chain->n; r++)
    {
      g_ptr_array_unref ((GPtrArray *) chain->reports[r].findings);
      jb_translation_free ((JbTranslation *) chain->reports[r].translation);
      g_ptr_array_unref ((GPtrArray *) chain->reports[r].metrics);
      jb_report_free ((JbReport *) chain->reports[r].report);
      jb_input_free (chain->inputs[r]);
    }
  jb_profile_free (chain->profile);
  jb_memory_free (chain->memory);
  jb_glossary_free (chain->glossary);
  jb_lexicon_free (chain->lexicon);
}

static const JbBlock *
find_part (const JbBriefing *briefing, JbBlockKind kind)
{
  for (guint i = 0; i < briefing->root->children->len; i++)
    if (((const JbBlock *) g_ptr_array_index (briefing->root->children, i))->kind == kind)
      return g_ptr_array_index (briefing->root->children, i);
  fail_msg ("there is no part %s", jb_block_kind_name (kind));
  return NULL;
}

static guint
count_tabs (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\t';
  return n;
}

/* Every row has a cell a report and its change, in both languages, and stands once. */
static void
check_table (const Chain *chain, const JbBlock *table)
{
  guint next = 0;

  for (guint i = 0; i < table->children->len; i++)
    {
      const JbBlock *block = g_ptr_array_index (table->children, i);
      if (block->kind != JB_BLOCK_PAIR)
        continue;
      assert_int_equal (count_tabs (block->zh.shown), chain->n + 1);
      assert_int_equal (count_tabs (block->en.shown), chain->n + 1);
      if (i == 0)
        assert_int_equal (block->number, -1);
      else
        assert_int_equal (block->number, (int) next++);
    }
  assert_int_equal (next, chain->briefing->numbers->len);
}

static void
collect_marks (const JbProse *prose, GArray *seen)
{
  for (guint m = 0; prose->marks != NULL && m < prose->marks->len; m++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, m);

      assert_true (mark->span.start <= mark->span.end && mark->span.end <= strlen (prose->shown));
      assert_true (g_utf8_validate (prose->shown + mark->span.start, (gssize) jb_span_length (mark->span), NULL));
      if (mark->kind != JB_PROSE_NUMBER)
        continue;
      assert_true (mark->index < seen->len);
      g_array_index (seen, guint, mark->index)++;
    }
}

/* A row is said in the annex: where it is explained, and once in each report that has it. */
static void
check_annex (const Chain *chain, const JbBlock *annex)
{
  g_autoptr(GArray) seen = g_array_new (FALSE, TRUE, sizeof (guint));
  guint row = 0;

  g_array_set_size (seen, chain->briefing->numbers->len);
  for (guint i = 0; i < annex->children->len; i++)
    collect_marks (&((const JbBlock *) g_ptr_array_index (annex->children, i))->zh, seen);
  for (guint s = 0; s < chain->series->len; s++)
    {
      const JbSeries *series = g_ptr_array_index (chain->series, s);
      if (series->n_members >= 2)
        assert_int_equal (g_array_index (seen, guint, row++), 1 + series->n_members);
    }
}

static gboolean
same_unit (const JbChart *chart)
{
  for (guint i = 1; i < chart->data->len; i++)
    if (g_strcmp0 (g_array_index (chart->data, JbChartDatum, i).unit.zh, g_array_index (chart->data, JbChartDatum, 0).unit.zh) != 0)
      return FALSE;
  return TRUE;
}

static void
check_figures (const Chain *chain, gsize i)
{
  const GPtrArray *figures = chain->briefing->figures;

  assert_true (figures->len >= rows[i].least_figures);
  for (guint f = 0; f < figures->len; f++)
    {
      const JbFigure *figure = g_ptr_array_index (figures, f);
      const JbChart *chart = figure->chart;

      assert_int_equal (chart->number, f + 1);
      assert_non_null (chart->title.zh);
      assert_non_null (chart->title.en);
      assert_true (chart->data->len >= chain->n);
      assert_true (figure->source_numbers->len == 1);
      assert_true (chart->kind == JB_CHART_MULTIPLES || same_unit (chart)); /* one unit an axis */
    }
  for (guint k = 0; k < rows[i].n_kinds; k++)
    {
      guint n = 0;
      for (guint f = 0; f < figures->len; f++)
        n += ((const JbFigure *) g_ptr_array_index (figures, f))->chart->kind == rows[i].kinds[k];
      if (n == 0)
        fail_msg ("there is no chart of the kind %s", jb_chart_kind_name (rows[i].kinds[k]));
    }
}

static void
test_plan (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  Chain chain;
  guint wrong = 0, doubted = 0;

  load (&chain, i);
  assert_int_equal (chain.mode, rows[i].mode);
  assert_true (chain.briefing->numbers->len >= rows[i].least_rows);
  check_table (&chain, find_part (chain.briefing, JB_BLOCK_TABLE));
  check_annex (&chain, find_part (chain.briefing, JB_BLOCK_BODY));
  check_figures (&chain, i);
  for (guint c = 0; c < chain.claims->len; c++)
    wrong += ((const JbClaim *) g_ptr_array_index (chain.claims, c))->verdict == JB_VERDICT_INCONSISTENT;
  for (guint n = 0; n < chain.briefing->numbers->len; n++)
    doubted += g_array_index (chain.briefing->numbers, JbNumber, n).doubt != JB_DOUBT_NONE;
  assert_int_equal (wrong, rows[i].n_wrong);
  assert_int_equal (doubted, wrong);
  const JbBlock *method = find_part (chain.briefing, JB_BLOCK_METHOD);
  guint keys = 0;
  for (guint k = 0; k < method->children->len; k++)
    {
      const JbBlock *block = g_ptr_array_index (method->children, k);
      keys += block->kind == JB_BLOCK_KEY_VALUE && g_strcmp0 (block->en.shown, "SHA-256") == 0;
    }
  assert_int_equal (keys, chain.n);
  clear (&chain);
}

/* What is printed of a change: sign, unit, and ≈ where an end is not exact; nothing where there is none to compute. */
static const struct { const char *name, *from, *to, *difference, *percent; gboolean about, points; } deltas[] = {
  { "counts", "案件400件。", "案件300件。", "-100", "-25.0", FALSE, FALSE },
  { "money of two scales", "资金9000万元。", "资金1.2亿元。", "30000000", "33.3", FALSE, FALSE },
  { "rates", "办结率95%。", "办结率97.5%。", "2.5", NULL, FALSE, TRUE },
  { "a lower bound", "案件400余件。", "案件500件。", "100", "25.0", TRUE, FALSE },
  { "from nothing", "案件0件。", "案件5件。", "5", NULL, FALSE, FALSE },
  { "an upper bound", "案件不足400件。", "案件500件。", NULL, NULL, FALSE, FALSE },
  { "two units", "案件400件。", "检查500次。", NULL, NULL, FALSE, FALSE },
};

static void
test_delta (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  JbLexicon *lexicon = jb_lexicon_load (NULL, NULL);
  GRefString *a = g_ref_string_new (deltas[i].from), *b = g_ref_string_new (deltas[i].to);
  JbReport *x = jb_report_parse (a, NULL, NULL), *y = jb_report_parse (b, NULL, NULL);
  g_autoptr(GPtrArray) from = jb_metrics_extract (x, lexicon, NULL), to = jb_metrics_extract (y, lexicon, NULL);

  assert_int_equal (from->len, 1);
  assert_int_equal (to->len, 1);
  g_autoptr(JbDelta) delta = jb_delta_new (g_ptr_array_index (from, 0), g_ptr_array_index (to, 0));
  assert_int_equal (delta != NULL, deltas[i].difference != NULL);
  if (delta != NULL)
    {
      assert_string_equal (delta->difference, deltas[i].difference);
      assert_int_equal (delta->percent != NULL, deltas[i].percent != NULL);
      if (delta->percent != NULL)
        assert_string_equal (delta->percent, deltas[i].percent);
      assert_int_equal (delta->about, deltas[i].about);
      assert_int_equal (delta->points, deltas[i].points);
    }
  jb_report_free (x);
  jb_report_free (y);
  g_ref_string_release (a);
  g_ref_string_release (b);
  jb_lexicon_free (lexicon);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (rows) + G_N_ELEMENTS (deltas)];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    tests[n++] = (struct CMUnitTest) { .name = rows[i].name, .test_func = test_plan, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (deltas); i++)
    tests[n++] = (struct CMUnitTest) { .name = deltas[i].name, .test_func = test_delta, .initial_state = GSIZE_TO_POINTER (i) };
  return _cmocka_run_group_tests ("compare", tests, n, NULL, NULL);
}
