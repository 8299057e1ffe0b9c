/* One quantity alone, what prints back, texts that would be slow if reading were not linear, and tables with errors. */
#include "jb-quantity.h"

#include "jb-error.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static JbLexicon *lexicon;

static const struct
{
  const char *text, *value, *unit, *base_value, *base_unit;
  int         code; /* of JB_ERROR; -1: is read */
} cases[] = {
  { "5000万元", "5000", "万元", "50000000", "CNY", -1 },
  { "1亿2000万元", "120000000", "元", "120000000", "CNY", -1 },
  { "4万多亿元", "4", "万亿元", "4000000000000", "CNY", -1 },
  { "1亿3千多万人", "130000000", "人", "130000000", "人", -1 },
  { "三万多亿元", "3", "万亿元", "3000000000000", "CNY", -1 },
  { "近3.5万件", "3.5", "万件", "35000", "件", -1 },
  { "343.26 亿\n元", "343.26", "亿元", "34326000000", "CNY", -1 },
  { "8.\n5%", "8.5", "%", "8.5", "%", -1 },
  { "4.27\r\n万人", "4.27", "万人", "42700", "人", -1 },
  { "百分之三十五", "35", "%", "35", "%", -1 },
  { "三分之二", "2/3", "", "2/3", "ratio", -1 },
  { "2.5:36.7:60.7", "2.5:36.7:60.7", "", "2.5:36.7:60.7", "ratio", -1 },
  { "72件（次）", "72", "件（次）", "72", "件（次）", -1 },
  { "12.5万元/亩", "12.5", "万元/亩", "125000", "CNY/亩", -1 },
  { "七成", "70", "成", "70", "%", -1 },
  { "一千二百余人", "1200", "人", "1200", "人", -1 },
  { "", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "万元", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "没有数字", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "3件和5件", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "件3", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "\xFF\xFE", NULL, NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "11111111112222222222333333333344444444445555555555666666666677777件", NULL, NULL, NULL, NULL, JB_ERROR_LIMIT },
  { "八到九百亿元", NULL, NULL, NULL, NULL, JB_ERROR_LIMIT },
};

static void
test_parse (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbQuantity) quantity = jb_quantity_parse (cases[i].text, lexicon, &error);

  if (cases[i].code >= 0)
    {
      assert_null (quantity);
      assert_true (g_error_matches (error, JB_ERROR, cases[i].code));
      return;
    }
  assert_non_null (quantity);
  assert_string_equal (quantity->value, cases[i].value);
  assert_string_equal (quantity->unit, cases[i].unit);
  assert_string_equal (quantity->base_value, cases[i].base_value);
  assert_string_equal (quantity->base_unit, cases[i].base_unit);
}

/* Whole numbers in Chinese numerals are the numbers in digits. */
static void
test_numerals_agree (void **state)
{
  static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  (void) state;

  for (guint n = 101; n < 9999; n += 37)
    {
      g_autoptr(GString) han = g_string_new (NULL);
      g_autofree char *arabic = g_strdup_printf ("%u件", n);
      static const char *const places[] = { "千", "百", "十", "" };
      gboolean zero = FALSE;
      for (guint i = 0, weight = 1000; i < 4; i++, weight /= 10)
        {
          guint digit = n / weight % 10;
          if (digit == 0)
            {
              zero = han->len > 0;
              continue;
            }
          if (zero)
            g_string_append (han, "零");
          zero = FALSE;
          g_string_append_printf (han, "%s%s", digits[digit], places[i]);
        }
      g_string_append (han, "件");
      g_autoptr(JbQuantity) a = jb_quantity_parse (arabic, lexicon, NULL);
      g_autoptr(JbQuantity) b = jb_quantity_parse (han->str, lexicon, NULL);
      assert_non_null (a);
      assert_non_null (b);
      assert_string_equal (a->base_value, b->base_value);
    }
}

static gint64
time_of (const char *piece, guint n)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) found = jb_quantities_find (text->str, (JbSpan) { 0, text->len }, lexicon);
  assert_non_null (found);
  return g_get_monotonic_time () - start;
}

static const char *const endless[] = {
  "1", "一", "十", "万", "1,", "1,111", "1:", "1-", "1—2", "百分之", "1、", "1.", "3万", "一亿", "翻", "半", "¥", "/", "1/",
  "人/", "(次)", "件(", "近", "约", "以上", "第", "《", "“", "\xC2\xA0", "\t", "\n", "两三", "零", "千瓦", "个", "年", "2022年",
};

/* A hundred thousand of each: within five seconds even under a sanitizer, so nothing is quadratic. */
static void
test_endless (void **state)
{
  assert_true (time_of (*state, 100000) < 5 * G_USEC_PER_SEC);
}

/* Each prefix of each sentence, cut between characters: nothing is read beyond the end. */
static void
test_prefixes (void **state)
{
  static const char text[] = "同比下降7.57个百分点，约1亿2000万元/亩；百分之三至五、2.5:36.7:60.7，三分之二、翻两番、72件(次)以上";
  (void) state;

  for (const char *end = text; *end != '\0'; end = g_utf8_next_char (end))
    {
      g_autofree char *prefix = g_strndup (text, (gsize) (end - text));
      g_autoptr(GPtrArray) found = jb_quantities_find (prefix, (JbSpan) { 0, strlen (prefix) }, lexicon);
      assert_non_null (found);
    }
}

static const struct
{
  const char *file, *line, *message;
} faults[] = {
  { "units.tsv", "元宝\tCNY\tfour\tmoney", "is no number" },
  { "units.tsv", "元宝\tCNY\t0\tcash", "dimension “cash” is unknown" },
  { "units.tsv", "元宝\tCNY\t0\tmoney\tgold", "flag “gold” is unknown" },
  { "units.tsv", "元\tCNY\t0\tmoney", "a second time" },
  { "units.tsv", "元宝\tCNY", "columns" },
  { "scales.tsv", "百百\tmultiplier\t2", "not one character" },
  { "scales.tsv", "仨\tnumeral\t3", "kind “numeral” is unknown" },
  { "modifiers.tsv", "差不多\tinside\tapprox", "position “inside” is unknown" },
  { "change-words.tsv", "增长\tincrease\ttouch", "a second time" },
  { "names.tsv", "\tname", "is empty" },
  { "not-metrics.tsv", "beside\t字\tany\tname", "place “beside” is unknown" },
  { "count-words.tsv", "字\tadverb", "kind “adverb” is unknown" },
};

/* A lexicon with one wrong line is refused, and the message names file and line. */
static void
test_fault (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *source = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets", "lexicon", NULL);
  g_autofree char *folder = g_dir_make_tmp ("jianbao-XXXXXX", NULL);
  g_autoptr(GDir) entries = g_dir_open (source, 0, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func (g_free);

  for (const char *name; (name = g_dir_read_name (entries)) != NULL;)
    {
      g_autofree char *from = g_build_filename (source, name, NULL), *content = NULL;
      if (!g_str_has_suffix (name, ".tsv") || !g_file_get_contents (from, &content, NULL, NULL))
        continue;
      char *to = g_build_filename (folder, name, NULL);
      g_autofree char *changed = g_str_equal (name, faults[i].file) ? g_strconcat (content, faults[i].line, "\n", NULL)
                                                                    : g_strdup (content);
      assert_true (g_file_set_contents (to, changed, -1, NULL));
      g_ptr_array_add (written, to);
    }
  g_autoptr(JbLexicon) broken = jb_lexicon_load (folder, &error);
  assert_null (broken);
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_FORMAT));
  if (strstr (error->message, faults[i].message) == NULL)
    fail_msg ("%s", error->message);
  g_autofree char *place = g_strconcat (faults[i].file, ":", NULL);
  assert_non_null (strstr (error->message, place));
  for (guint k = 0; k < written->len; k++)
    g_unlink (g_ptr_array_index (written, k));
  g_rmdir (folder);
}

int
main (void)
{
  enum { N = G_N_ELEMENTS (cases) + G_N_ELEMENTS (endless) + G_N_ELEMENTS (faults) + 2 };
  struct CMUnitTest tests[N];
  gsize n = 0;
  g_autoptr(GError) error = NULL;

  lexicon = jb_lexicon_load (NULL, &error);
  if (lexicon == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].text, .test_func = test_parse,
                                       .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (endless); i++)
    tests[n++] = (struct CMUnitTest) { .name = endless[i], .test_func = test_endless,
                                       .initial_state = (void *) endless[i] };
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    tests[n++] = (struct CMUnitTest) { .name = faults[i].line, .test_func = test_fault,
                                       .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_numerals_agree);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_prefixes);
  int failed = cmocka_run_group_tests_name ("quantity", tests, NULL, NULL);
  jb_lexicon_free (lexicon);
  return failed;
}
