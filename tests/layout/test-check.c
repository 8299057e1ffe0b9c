/* Whole reports, in every layout and both profiles: nothing that a typographer would not sign. */
#include "jb-diagnostic.h"
#include "jb-layout.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

typedef struct
{
  const char *report, *memory; /* under the source folder or, where that has none, the shared one */
} Sample;

static JbFonts *fonts;
/* How a profile looks, and its charts. */
typedef struct
{
  const char   *name, *chart_style;
  JbProfile    *profile;
  JbChartStyle *style;
} Look;

static Look looks[] = { { "briefing", NULL, NULL, NULL }, { "gbt9704", "assets/profiles/gbt9704-charts.ini", NULL, NULL } };
static JbLexicon *lexicon;
static JbGlossary *glossary;

static char *
find (const char *name)
{
  static const char *const folders[] = { "JIANBAO_DATA_DIR", "JB_SHARED_DIR" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      const char *folder = g_getenv (folders[i]);
      g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static void
check (const JbBriefing *briefing, const Look *look, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JbDocument) document = jb_layout_run (briefing, look->profile, look->style, fonts, NULL, &error);

  assert_null (error);
  g_autoptr(GPtrArray) list = jb_document_check (document, look->profile);
  for (guint i = 0; i < list->len; i++)
    print_error ("%s, %s, layout %d: %s\n", name, look->name, (int) briefing->layout, ((JbDiagnostic *) g_ptr_array_index (list, i))->message);
  assert_int_equal (list->len, 0);
}

static void
test_report (void **state)
{
  const Sample *sample = *state;
  g_autofree char *path = find (sample->report), *memory_path = find (sample->memory);
  g_autoptr(GError) error = NULL;

  if (path == NULL || memory_path == NULL)
    skip ();
  JbInput *input = jb_input_read (path, NULL, &error);
  assert_null (error);
  JbReport *report = jb_report_parse (input->text, path, &error);
  assert_null (error);
  GPtrArray *metrics = jb_metrics_extract (report, lexicon, NULL);
  JbMemory *memory = jb_memory_new ();
  assert_true (jb_memory_add_file (memory, memory_path, NULL, &error));
  JbTranslation *translation = jb_translation_new (report, metrics, memory, glossary);
  GPtrArray *findings = jb_audit_run (report, metrics, NULL);
  for (guint i = 0; i < 4 * G_N_ELEMENTS (looks); i++)
    {
      const Look *look = &looks[i / 4];
      JbBriefingSources sources = { input, report, metrics, translation, findings, glossary, look->profile,
                                    (JbLayoutKind) (JB_LAYOUT_PARALLEL + i % 4), "0.1.0", "" };
      g_autoptr(JbBriefing) briefing = jb_briefing_plan (&sources, NULL, &error);

      assert_null (error);
      check (briefing, look, sample->report);
    }
  g_ptr_array_unref (findings);
  jb_translation_free (translation);
  jb_memory_free (memory);
  g_ptr_array_unref (metrics);
  jb_report_free (report);
  jb_input_free (input);
}

/* What the check must see: two pieces of one paragraph at their places. */
static const struct
{
  const char *tag; /* NULL: nothing */
  const char *a, *b;
  double ax, ay, bx, by;
} faults[] = {
  { NULL, "办理审批服务", "三百件。", 100, 200, 100, 218 },
  { NULL, "共办理2399", "件，增长", 100, 200, 100, 218 },
  { "overlap", "办理审批服务", "三百件。", 100, 200, 110, 205 },
  { "outside", "办理审批服务", "三百件。", 30, 200, 100, 218 },
  { "outside", "办理审批服务", "三百件。", 100, 60, 100, 78 },
  { "line-start", "办理审批服务", "，三百件。", 100, 200, 100, 218 },
  { "line-end", "办理审批服务（", "三百件）。", 100, 200, 100, 218 },
  { "split-number", "共办理23", "99件。", 100, 200, 100, 218 },
  { "split-number", "占比6.5", "%，增长", 100, 200, 100, 218 },
};

static void
add_run (JbPage *page, int element, const char *text, double x, double y)
{
  JbInk ink = { .kind = JB_INK_GLYPHS, .element = element };
  guint n = 0;

  ink.run = (JbGlyphRun) { .size = 12, .x = x, .y = y, .text = g_strdup (text), .glyphs = g_new0 (JbPlacedGlyph, g_utf8_strlen (text, -1)) };
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at), n++)
    ink.run.glyphs[n] = (JbPlacedGlyph) { .x = 12 * (float) n, .text = (guint32) (at - text), .text_length = (guint32) (g_utf8_next_char (at) - at) };
  ink.run.n_glyphs = n;
  g_array_append_val (page->ink, ink);
}

static void
test_faults (void **state)
{
  (void) state;
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(JbDocument) document = jb_document_new (fonts);
      JbPage *page = jb_document_add_page (document, 595, 842);
      int root = jb_document_add_element (document, JB_ROLE_DOCUMENT, -1, "zh-CN");
      int paragraph = jb_document_add_element (document, JB_ROLE_P, root, NULL);

      add_run (page, paragraph, faults[i].a, faults[i].ax, faults[i].ay);
      add_run (page, paragraph, faults[i].b, faults[i].bx, faults[i].by);
      g_autoptr(GPtrArray) list = jb_document_check (document, looks[0].profile);
      assert_int_equal (list->len > 0, faults[i].tag != NULL);
      if (list->len > 0)
        assert_string_equal (((JbDiagnostic *) g_ptr_array_index (list, 0))->tag, faults[i].tag);
    }
}

/* What the check must see of rules, tables, headings and figures: a page or two made of them. */

static void
add_rule (JbPage *page, double x, double y, double width, double weight)
{
  JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = { .grey = TRUE }, .x = x, .y = y, .width = width, .line_width = weight };

  g_array_append_val (page->ink, ink);
}

typedef enum { A_ROW, A_TABLE, A_HEADING, FIGURES } Kind;

static const struct
{
  const char *tag; /* NULL: nothing */
  Kind   kind;
  double value;    /* row: rule below the baseline; table: weight of its last rule; heading: lines below it; figures: the second's number */
} block_faults[] = {
  { "on-rule", A_ROW, 2.5 },        { NULL, A_ROW, 5 },        { NULL, A_ROW, 2.2 /* of a number */ },
  { "open-table", A_TABLE, 0.25 },  { NULL, A_TABLE, 1 },      { "short-heading", A_HEADING, 2 },
  { NULL, A_HEADING, 3 },           { "figure-order", FIGURES, 1 }, { NULL, FIGURES, 3 },
};

static void
make_blocks (JbDocument *document, Kind kind, double value)
{
  JbPage *page = jb_document_add_page (document, 595, 842);
  int root = jb_document_add_element (document, JB_ROLE_DOCUMENT, -1, "zh-CN"), part = jb_document_add_element (document, JB_ROLE_SECT, root, NULL);
  int first = jb_document_add_element (document, kind == A_HEADING ? JB_ROLE_H2 : kind == A_TABLE ? JB_ROLE_TABLE : kind == FIGURES ? JB_ROLE_CAPTION : JB_ROLE_P, part, NULL);
  int second = jb_document_add_element (document, kind == FIGURES ? JB_ROLE_CAPTION : JB_ROLE_P, part, NULL);
  double y = 200;

  add_run (page, first, kind == FIGURES ? "图 2 审批事项" : "审批事项", 100, y);
  if (kind == A_ROW || kind == A_TABLE)
    add_rule (page, 90, y + (kind == A_ROW ? value : 6), 200, kind == A_ROW ? 0.25 : value);
  if (kind == FIGURES)
    {
      g_autofree char *caption = g_strdup_printf ("图 %d 其他事项", (int) value);
      add_run (page, second, caption, 100, y + 200);
    }
  if (kind != A_HEADING)
    return;
  for (guint i = 0; i < (guint) value; i++)
    add_run (page, second, "办理审批服务", 100, 700 - 18 * (value - i));
  add_run (jb_document_add_page (document, 595, 842), second, "三百件。", 100, 120);
}

static void
test_block_faults (void **state)
{
  (void) state;
  for (guint i = 0; i < G_N_ELEMENTS (block_faults); i++)
    {
      g_autoptr(JbDocument) document = jb_document_new (fonts);

      make_blocks (document, block_faults[i].kind, block_faults[i].value);
      g_autoptr(GPtrArray) list = jb_document_check (document, looks[0].profile);
      assert_int_equal (list->len > 0, block_faults[i].tag != NULL);
      if (list->len > 0)
        assert_string_equal (((JbDiagnostic *) g_ptr_array_index (list, 0))->tag, block_faults[i].tag);
    }
}

int
main (void)
{
  static Sample samples[] = {
    { "assets/samples/yunze-2021.zh.txt", "assets/samples/yunze.tmx" },
    { "assets/samples/yunze-2022.zh.txt", "assets/samples/yunze.tmx" },
    { "assets/samples/yunze-2023.zh.txt", "assets/samples/yunze.tmx" },
    { "seed/longchang-2022.zh.txt", "seed/longchang-2022.tmx" },
  };
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_faults),
    cmocka_unit_test (test_block_faults),
    { "yunze-2021", test_report, NULL, NULL, &samples[0] },
    { "yunze-2022", test_report, NULL, NULL, &samples[1] },
    { "yunze-2023", test_report, NULL, NULL, &samples[2] },
    { "seed", test_report, NULL, NULL, &samples[3] },
  };
  g_autoptr(GError) error = NULL;

  fonts = jb_fonts_new (&error);
  lexicon = jb_lexicon_load (NULL, &error);
  glossary = jb_glossary_load (NULL, &error);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = looks[i].chart_style != NULL ? find (looks[i].chart_style) : NULL;
      looks[i].profile = jb_profile_load (looks[i].name, &error);
      g_assert_no_error (error);
      looks[i].style = jb_chart_style_load (path, &error);
      g_assert_no_error (error);
    }
  int failed = cmocka_run_group_tests_name ("check", tests, NULL, NULL);
  jb_glossary_free (glossary);
  jb_lexicon_free (lexicon);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      jb_chart_style_free (looks[i].style);
      jb_profile_free (looks[i].profile);
    }
  jb_fonts_free (fonts);
  return failed;
}
