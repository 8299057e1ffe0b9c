/* Section trees of whole reports: each fixtures/NAME.txt beside its NAME.tree, which JB_UPDATE_GOLDEN=1 rewrites. */
#include "jb-error.h"
#include "jb-report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const paragraph_kinds[] = { "title", "front", "heading", "body", "row", "attachment", "signature" };

static void
print_section (GString *out, const JbReport *report, const JbSection *section)
{
  g_string_append_printf (out, "%*s%s\t%u\t%s\t%s\t%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "%s\n", (int) section->level * 2, "",
                          section->id, section->level, section->number, section->heading,
                          jb_report_chars_before (report, section->span.start),
                          jb_report_chars_before (report, section->span.end), section->run_in ? "\trun in" : "");
}

static char *
print_report (const JbReport *report)
{
  GString *out = g_string_new (NULL);
  const char *english = NULL, *kind = jb_report_get_kind (report, &english);
  const char *text = jb_report_get_text (report, NULL);
  guint n;

  g_string_append_printf (out, "title\t%s\nissuer\t%s\nplace\t%s\nyear\t%d\nkind\t%s\t%s\n\n",
                          jb_report_get_title (report) ?: "-", jb_report_get_issuer (report) ?: "-",
                          jb_report_get_place (report) ?: "-", jb_report_get_year (report), kind ?: "-", english ?: "-");
  const JbSection *sections = jb_report_get_sections (report, &n);
  for (guint i = 0; i < n; i++)
    print_section (out, report, &sections[i]);
  g_string_append_c (out, '\n');
  const JbParagraph *paragraphs = jb_report_get_paragraphs (report, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = g_utf8_substring (text + paragraphs[i].span.start, 0,
                                                 MIN (12, g_utf8_strlen (text + paragraphs[i].span.start, 60)));
      g_strdelimit (words, "\n\r\t", ' ');
      g_string_append_printf (out, "%s\t%s\t%u%s\t%s\n", paragraph_kinds[paragraphs[i].kind],
                              sections[paragraphs[i].section].id, paragraphs[i].n_sentences,
                              paragraphs[i].opens_section ? " opens" : "", words);
    }
  return g_string_free (out, FALSE);
}

/* What the header promises of any report: pieces in order, nothing dropped, nothing twice. */
static void
assert_whole (const JbReport *report)
{
  guint n_paragraphs, n_sentences, n_sections;
  gsize length, at = 0;
  const char *text = jb_report_get_text (report, &length);
  const JbParagraph *paragraphs = jb_report_get_paragraphs (report, &n_paragraphs);
  const JbSentence *sentences = jb_report_get_sentences (report, &n_sentences);
  const JbSection *sections = jb_report_get_sections (report, &n_sections);
  guint sentence = 0;

  assert_true (n_sections >= 1);
  assert_string_equal (sections[0].id, "0");
  for (guint i = 1; i < n_sections; i++)
    {
      assert_true (sections[i].parent < (int) i);
      assert_true (sections[i].span.start < sections[i].span.end);
      assert_true (sections[i].extent.end >= sections[i].span.end);
      assert_true (sections[i].span.start > sections[i - 1].span.start || i == 1);
    }
  for (guint i = 0; i < n_paragraphs; i++)
    {
      assert_true (paragraphs[i].span.start >= at);
      assert_int_equal (paragraphs[i].first_sentence, sentence);
      gsize covered = paragraphs[i].span.start;
      for (guint k = 0; k < paragraphs[i].n_sentences; k++, sentence++)
        {
          assert_true (sentences[sentence].span.start >= covered);
          assert_true (sentences[sentence].span.end <= paragraphs[i].span.end);
          assert_int_equal (sentences[sentence].paragraph, i);
          covered = sentences[sentence].span.end;
        }
      assert_int_equal (covered, paragraphs[i].span.end);
      for (const char *c = text + at; c < text + paragraphs[i].span.start; c = g_utf8_next_char (c))
        assert_true (g_unichar_isspace (g_utf8_get_char (c)) || *c == '*' || *c == '#' || g_utf8_get_char (c) == 0xFEFF
                     || g_utf8_get_char (c) == 0x200B);
      at = paragraphs[i].span.end;
    }
  assert_int_equal (sentence, n_sentences);
}

static void
test_fixture (void **state)
{
  const char *path = *state;
  g_autofree char *stem = g_strndup (path, strlen (path) - 4);
  g_autofree char *golden = g_strconcat (stem, ".tree", NULL);
  g_autofree char *text = NULL, *expected = NULL;
  g_autoptr(GError) error = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, &error));
  GRefString *reference = g_ref_string_new (text);
  g_autoptr(JbReport) report = jb_report_parse (reference, path, &error);
  g_ref_string_release (reference);
  assert_non_null (report);
  assert_whole (report);
  g_autofree char *actual = print_report (report);
  if (g_getenv ("JB_UPDATE_GOLDEN") != NULL)
    assert_true (g_file_set_contents (golden, actual, -1, &error));
  assert_true (g_file_get_contents (golden, &expected, NULL, &error));
  assert_string_equal (actual, expected);
}

static gint
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "report", "fixtures", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  if (paths->len == 0)
    return 1;
  g_autofree struct CMUnitTest *tests = g_new0 (struct CMUnitTest, paths->len);
  for (guint i = 0; i < paths->len; i++)
    tests[i] = (struct CMUnitTest) { .name = strrchr (paths->pdata[i], '/') + 1, .test_func = test_fixture,
                                     .initial_state = paths->pdata[i] };
  return _cmocka_run_group_tests ("tree", tests, paths->len, NULL, NULL);
}
