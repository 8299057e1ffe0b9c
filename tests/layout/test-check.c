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
  GPtrArray *findings = jb_audit_run (report, metrics);
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
