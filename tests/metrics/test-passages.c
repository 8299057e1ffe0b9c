/* Passages of reports, marked by hand (passages/README.md): spans, values, changes, sections exact, labels near enough. */
#include "jb-decimal.h"
#include "jb-metric.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MIN_LABELS 0.9    /* share of a passage's labels */
#define MIN_CHARACTERS 0.6 /* share of characters of a label */

static JbLexicon *lexicon;

typedef struct
{
  JbSpan span;
  char **fields;  /* text, label, reading */
  char  *section; /* path of ordinals; "0" in front of the first heading */
} Marked;

typedef struct
{
  GString   *text; /* without marks */
  GPtrArray *metrics;
  GArray    *headings; /* of Heading */
} Passage;

typedef struct
{
  gsize start;
  guint level;
} Heading;

typedef struct
{
  guint level, ordinal;
} Level;

static void
marked_free (gpointer data)
{
  Marked *marked = data;

  g_strfreev (marked->fields);
  g_free (marked->section);
  g_free (marked);
}

static char *
path_of (const Level *levels, guint depth)
{
  GString *path = g_string_new (depth == 0 ? "0" : "");

  for (guint i = 0; i < depth; i++)
    g_string_append_printf (path, "%s%u", i > 0 ? "." : "", levels[i].ordinal);
  return g_string_free (path, FALSE);
}

/* Opens a heading of @level below those of @levels that stand above it. Returns: how many are open then. */
static guint
open_level (Level *levels, guint depth, guint level)
{
  while (depth > 0 && levels[depth - 1].level > level)
    depth--;
  if (depth > 0 && levels[depth - 1].level == level)
    levels[depth - 1].ordinal++;
  else
    levels[depth++] = (Level) { level, 1 };
  return depth;
}

static Passage
read_passage (const char *source)
{
  Passage passage = { g_string_new (NULL), g_ptr_array_new_with_free_func (marked_free), g_array_new (FALSE, FALSE, sizeof (Heading)) };
  Level levels[10] = { 0 };
  guint depth = 0;

  for (const char *at = source; *at != '\0';)
    {
      if (g_str_has_prefix (at, "§"))
        {
          guint level = (guint) (at[strlen ("§")] - '0');
          Heading heading = { passage.text->len, level };
          depth = open_level (levels, depth, level);
          g_array_append_val (passage.headings, heading);
          at += strlen ("§") + 1;
        }
      else if (g_str_has_prefix (at, "⟦"))
        {
          const char *end = strstr (at, "⟧");
          assert_non_null (end);
          g_autofree char *mark = g_strndup (at + strlen ("⟦"), (gsize) (end - at) - strlen ("⟦"));
          Marked *marked = g_new0 (Marked, 1);
          marked->fields = g_strsplit (mark, "|", 3);
          marked->span.start = passage.text->len;
          g_string_append (passage.text, marked->fields[0]);
          marked->span.end = passage.text->len;
          marked->section = path_of (levels, depth);
          g_ptr_array_add (passage.metrics, marked);
          at = end + strlen ("⟧");
        }
      else
        g_string_append_c (passage.text, *at++);
    }
  return passage;
}

static char *
reading_of (const JbMetric *metric)
{
  g_autofree char *value = jb_decimal_is_valid (metric->base_value) ? jb_decimal_trim (metric->base_value) : g_strdup (metric->base_value);
  GString *reading = g_string_new (value);

  g_string_append_printf (reading, " %s", *metric->base_unit != '\0' ? metric->base_unit : "-");
  if (metric->modifier != JB_MODIFIER_EXACT)
    g_string_append_printf (reading, " %s", jb_modifier_name (metric->modifier));
  if (metric->change != JB_CHANGE_NONE)
    g_string_append_printf (reading, " %s", jb_change_name (metric->change));
  return g_string_free (reading, FALSE);
}

static gboolean
is_near (const char *a, const char *b)
{
  glong n_a = g_utf8_strlen (a, -1), n_b = g_utf8_strlen (b, -1), common = 0;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (b, -1, NULL);

  if (n_a >= 2 && n_b >= 2 && (strstr (a, b) != NULL || strstr (b, a) != NULL))
    return TRUE;
  for (const char *at = a; *at != '\0'; at = g_utf8_next_char (at))
    for (glong i = 0; i < n_b; i++)
      if (left[i] == g_utf8_get_char (at))
        {
          left[i] = 0;
          common++;
          break;
        }
  return 2.0 * (double) common / (double) (n_a + n_b) >= MIN_CHARACTERS;
}

static void
compare_sections (const JbReport *report, const GArray *headings)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (report, &n);

  assert_int_equal (n, headings->len + 1);
  for (guint i = 1; i < n; i++)
    {
      const Heading *heading = &g_array_index (headings, Heading, i - 1);
      assert_int_equal (sections[i].span.start, heading->start);
      assert_int_equal (sections[i].level, heading->level);
    }
}

static void
test_passage (void **state)
{
  g_autofree char *source = NULL;
  assert_true (g_file_get_contents (*state, &source, NULL, NULL));
  Passage passage = read_passage (source);
  g_autoptr(GRefString) text = g_ref_string_new (passage.text->str);
  g_autoptr(JbReport) report = jb_report_parse (text, NULL, NULL);
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, NULL);
  const JbSection *sections = jb_report_get_sections (report, NULL);
  guint near = 0;

  compare_sections (report, passage.headings);
  for (guint i = 0; i < MIN (metrics->len, passage.metrics->len); i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);
      const Marked *marked = g_ptr_array_index (passage.metrics, i);
      g_autofree char *found = jb_span_dup (text, metric->span), *reading = reading_of (metric);
      assert_string_equal (found, marked->fields[0]);
      assert_int_equal (metric->span.start, marked->span.start);
      assert_string_equal (reading, marked->fields[2]);
      assert_string_equal (sections[metric->section].id, marked->section);
      if (is_near (metric->label_zh, marked->fields[1]))
        near++;
      else
        print_message ("%s: %s, not %s\n", found, metric->label_zh, marked->fields[1]);
    }
  assert_int_equal (metrics->len, passage.metrics->len);
  assert_true (near >= MIN_LABELS * passage.metrics->len);
  g_string_free (passage.text, TRUE);
  g_ptr_array_unref (passage.metrics);
  g_array_unref (passage.headings);
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "metrics", "passages", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  lexicon = jb_lexicon_load (NULL, &error);
  if (lexicon == NULL || dir == NULL)
    g_error ("%s", error->message);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_autofree struct CMUnitTest *tests = g_new0 (struct CMUnitTest, paths->len);
  for (guint i = 0; i < paths->len; i++)
    tests[i] = (struct CMUnitTest) { .name = g_ptr_array_index (paths, i), .test_func = test_passage,
                                     .initial_state = g_ptr_array_index (paths, i) };
  int failed = _cmocka_run_group_tests ("passages", tests, paths->len, NULL, NULL);
  jb_lexicon_free (lexicon);
  return failed;
}
