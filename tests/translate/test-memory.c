#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-link.h"
#include "jb-translate.h"

#include <glib/gstdio.h>
#include <string.h>

#define TMX(body) "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header/><body>" body "</body></tmx>"
#define TU(zh, en) "<tu><tuv xml:lang=\"zh-CN\"><seg>" zh "</seg></tuv><tuv xml:lang=\"en\"><seg>" en "</seg></tuv></tu>"
#define XLIFF(body) "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"r\" " \
  "source-language=\"zh-CN\" target-language=\"en\" datatype=\"plaintext\"><body>" body "</body></file></xliff>"
#define XLIFF2(body) "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"zh-CN\" trgLang=\"en\">" \
  "<file id=\"f\">" body "</file></xliff>"

/* What the file says of 共办理5件。; code: the file itself is refused. */
static const struct { const char *name; const char *file; const char *english; JbTargetState state; int code; } cases[] = {
  { "tmx", TMX (TU ("共办理5件。", "5 cases.")), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "tmx, blanks and width", TMX (TU ("共 办理５件。", "5 cases.")), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "tmx, inline code", TMX (TU ("共办理<ph>x</ph>5件。", "<hi>5</hi> cases<bpt i=\"1\">b</bpt>.")), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "tmx, languages by prefix", TMX ("<tu><tuv xml:lang=\"EN_us\"><seg>E</seg></tuv><tuv xml:lang=\"ZH_CN\"><seg>共办理5件。</seg></tuv></tu>"), "E", JB_TARGET_TRANSLATED, -1 },
  { "tmx, lang of 1.1", TMX ("<tu><tuv lang=\"zh\"><seg>共办理5件。</seg></tuv><tuv lang=\"en\"><seg>E</seg></tuv></tu>"), "E", JB_TARGET_TRANSLATED, -1 },
  { "tmx, other languages", TMX ("<tu><tuv xml:lang=\"zh\"><seg>共办理5件。</seg></tuv><tuv xml:lang=\"fr\"><seg>F</seg></tuv></tu>"), NULL, JB_TARGET_MISSING, -1 },
  { "tmx, empty target", TMX (TU ("共办理5件。", " ")), NULL, JB_TARGET_MISSING, -1 },
  { "tmx, newest wins", TMX ("<tu changedate=\"20230101T000000Z\"><tuv xml:lang=\"zh\"><seg>共办理5件。</seg></tuv><tuv xml:lang=\"en\"><seg>new</seg></tuv></tu>"
    "<tu changedate=\"20220101T000000Z\"><tuv xml:lang=\"zh\"><seg>共办理5件。</seg></tuv><tuv xml:lang=\"en\"><seg>old</seg></tuv></tu>"), "new", JB_TARGET_TRANSLATED, -1 },
  { "tmx, later wins", TMX (TU ("共办理5件。", "a") TU ("共办理5件。", "b")), "b", JB_TARGET_TRANSLATED, -1 },
  { "tmx, a paragraph", TMX (TU ("全年培训12次。共办理5件。", "There were 12 sessions. It handled 5 cases.")), "It handled 5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "tmx, a pair goes before a paragraph's", TMX (TU ("共办理5件。", "own") TU ("全年培训12次。共办理5件。", "There were 12 sessions. It handled 5 cases.")), "own", JB_TARGET_TRANSLATED, -1 },
  { "tmx, also behind it", TMX (TU ("全年培训12次。共办理5件。", "There were 12 sessions. It handled 5 cases.") TU ("共办理5件。", "own")), "own", JB_TARGET_TRANSLATED, -1 },
  { "tmx, own entity", "<!DOCTYPE tmx [<!ENTITY e \"x\">]><tmx version=\"1.4\"><body>" TU ("共办理5件。", "&e; cases.") "</body></tmx>", NULL, JB_TARGET_MISSING, -1 },
  { "tmx, character references", TMX (TU ("共办理5件。", "5 &amp; &#233;")), "5 & é", JB_TARGET_TRANSLATED, -1 },
  { "xliff 1.2", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target>5 cases.</target></trans-unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 1.2, needs review", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target state=\"needs-review-translation\">5</target></trans-unit>"), "5", JB_TARGET_FUZZY, -1 },
  { "xliff 1.2, approved", XLIFF ("<trans-unit id=\"1\" approved=\"yes\"><source>共办理5件。</source><target state=\"needs-review-translation\">5</target></trans-unit>"), "5", JB_TARGET_TRANSLATED, -1 },
  { "xliff 1.2, machine", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target state-qualifier=\"leveraged-mt\">5</target></trans-unit>"), "5", JB_TARGET_FUZZY, -1 },
  { "xliff 1.2, own state", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target state=\"x-odd\">5</target></trans-unit>"), "5", JB_TARGET_FUZZY, -1 },
  { "xliff 1.2, source as target", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target state=\"needs-translation\">共办理5件。</target></trans-unit>"), NULL, JB_TARGET_MISSING, -1 },
  { "xliff 1.2, no target", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source></trans-unit>"), NULL, JB_TARGET_MISSING, -1 },
  { "xliff 1.2, empty target", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><target/></trans-unit>"), NULL, JB_TARGET_MISSING, -1 },
  { "xliff 1.2, matches are none", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><alt-trans><source>x</source><target>no</target></alt-trans></trans-unit>"), NULL, JB_TARGET_MISSING, -1 },
  { "xliff 1.2, Trados", XLIFF ("<trans-unit id=\"1\"><source>共办理5件。</source><seg-source><mrk mtype=\"seg\" mid=\"1\">共办理5件。</mrk></seg-source>"
    "<target><mrk mtype=\"seg\" mid=\"1\">5 cases.</mrk></target><s:seg-defs xmlns:s=\"urn:s\"><s:seg id=\"1\" conf=\"Draft\"/></s:seg-defs></trans-unit>"), "5 cases.", JB_TARGET_FUZZY, -1 },
  { "xliff 1.2, prefix", "<x:xliff version=\"1.2\" xmlns:x=\"urn:oasis:names:tc:xliff:document:1.2\"><x:file><x:body><x:trans-unit id=\"1\"><x:source>共办理5件。</x:source><x:target>5</x:target></x:trans-unit></x:body></x:file></x:xliff>", "5", JB_TARGET_TRANSLATED, -1 },
  { "xliff 1.2, the other way", XLIFF ("<trans-unit id=\"1\"><source>5 cases.</source><target>共办理5件。</target></trans-unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1", XLIFF2 ("<unit id=\"1\"><segment state=\"final\"><source>共办理5件。</source><target>5 cases.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, initial", XLIFF2 ("<unit id=\"1\"><segment state=\"initial\"><source>共办理5件。</source><target>5</target></segment></unit>"), "5", JB_TARGET_FUZZY, -1 },
  { "xliff 2.1, data", XLIFF2 ("<unit id=\"1\"><originalData><data id=\"d\">5</data></originalData><segment><source>共办理<ph id=\"1\" dataRef=\"d\"/>件。</source><target><ph id=\"1\" dataRef=\"d\"/> cases.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, two segments", XLIFF2 ("<unit id=\"1\"><segment><source>好。</source><target>Good.</target></segment><segment><source>共办理5件。</source><target>5 cases.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, first of two", XLIFF2 ("<unit id=\"1\"><segment><source>共办理5件。</source><target>5 cases.</target></segment><segment><source>好。</source><target>Good.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, unit joined", XLIFF2 ("<unit id=\"1\"><segment><source>共办理</source><target>5</target></segment><segment><source>5件。</source><target>cases.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  /* as Okapi, Weblate, and memoQ shape theirs: inline codes, annotations, modules, sub-states, several files */
  { "xliff 2.0, Okapi", "<?xml version=\"1.0\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"zh-CN\" trgLang=\"en-US\" "
    "xmlns:fs=\"urn:oasis:names:tc:xliff:fs:2.0\" xmlns:okp=\"okapi-framework:xliff-extensions\"><file id=\"f1\" original=\"r.txt\"><skeleton href=\"r.skl\"/>"
    "<unit id=\"1\" okp:x=\"y\"><segment id=\"s1\" state=\"translated\" subState=\"okp:checked\"><source>共<pc id=\"1\" fs:fs=\"b\">办理</pc>5件。</source>"
    "<target><pc id=\"1\" fs:fs=\"b\">5</pc> cases<sc id=\"2\"/>.<ec startRef=\"2\"/></target></segment></unit></file></xliff>", "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, Weblate", XLIFF2 ("<group id=\"g\" name=\"sec\"><notes><note category=\"developer\">heading</note></notes><unit id=\"1\" name=\"s1\"><notes><note id=\"n\" "
    "appliesTo=\"source\">x</note></notes><segment id=\"a\" state=\"reviewed\"><source xml:space=\"preserve\">共办理5件。</source><target xml:space=\"preserve\">5 cases.</target>"
    "</segment></unit></group>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, matches and glossary", XLIFF2 ("<unit id=\"1\"><mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><mtc:match ref=\"#s1\" matchQuality=\"82.0\"><source>共办理5件。</source>"
    "<target>No.</target></mtc:match></mtc:matches><gls:glossary xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\"><gls:glossEntry><gls:term>件</gls:term><gls:translation>case</gls:translation>"
    "</gls:glossEntry></gls:glossary><segment id=\"s1\"><source>共办理<mrk id=\"m\" type=\"term\">5件</mrk>。</source><target><mrk id=\"m\" type=\"term\">5 cases</mrk>.</target></segment>"
    "<ignorable><source> </source></ignorable></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "xliff 2.1, second file", XLIFF2 ("<unit id=\"0\"><segment><source>x</source></segment></unit></file><file id=\"g\"><unit id=\"1\"><segment state=\"final\"><source>共办理5件。</source>"
    "<target>5 cases.</target></segment></unit>"), "5 cases.", JB_TARGET_TRANSLATED, -1 },
  { "po", "msgid \"\"\nmsgstr \"head\"\n\n#: r:1\nmsgctxt \"1\"\nmsgid \"共办理\"\n\"5件。\"\nmsgstr \"5 \\\"cases\\\".\"\n", "5 \"cases\".", JB_TARGET_TRANSLATED, -1 },
  { "po, fuzzy", "#, fuzzy\nmsgid \"共办理5件。\"\nmsgstr \"5\"\n", "5", JB_TARGET_FUZZY, -1 },
  { "po, without blank lines", "msgid \"a\"\nmsgstr \"b\"\nmsgid \"共办理5件。\"\nmsgstr \"5\"\n", "5", JB_TARGET_TRANSLATED, -1 },
  { "po, obsolete", "#~ msgid \"共办理5件。\"\n#~ msgstr \"5\"\n", NULL, JB_TARGET_MISSING, -1 },
  { "po, damaged", "msgid \"共办理5件。\"\nmsgstr \"5\n", NULL, 0, JB_ERROR_FORMAT },
  { "po, not one", "msgid \"x\"\nmsgstr \"y\"\nrubbish\n", NULL, 0, JB_ERROR_FORMAT },
  { "cut off", "<tmx version=\"1.4\"><body><tu>", NULL, 0, JB_ERROR_FORMAT },
  { "another root", "<html/>", NULL, 0, JB_ERROR_UNSUPPORTED },
  { "another kind", "PK\003\004", NULL, 0, JB_ERROR_UNSUPPORTED },
  { "empty", "", NULL, 0, JB_ERROR_UNSUPPORTED },
};

static char *
write_file (const char *data)
{
  char *path = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("jb-memory-XXXXXX", &path, &error);

  assert_true (fd >= 0);
  g_close (fd, NULL);
  assert_true (g_file_set_contents (path, data, -1, &error));
  return path;
}

static void
test_lookup (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *path = write_file (cases[i].file);
  g_autoptr(GError) error = NULL;
  g_autoptr(JbMemory) memory = jb_memory_new ();
  g_autoptr(GPtrArray) diagnostics = jb_diagnostic_list_new ();
  gboolean read = jb_memory_add_file (memory, path, diagnostics, &error);

  g_unlink (path);
  if (cases[i].code >= 0)
    {
      assert_false (read);
      assert_true (g_error_matches (error, JB_ERROR, cases[i].code));
      return;
    }
  assert_null (error);
  assert_true (read);
  const JbTarget *target = jb_memory_lookup (memory, "共办理5件。");
  assert_string_equal (target != NULL ? target->text : "(none)", cases[i].english != NULL ? cases[i].english : "(none)");
  assert_int_equal (target != NULL ? target->state : JB_TARGET_MISSING, cases[i].state);
}

/* Elements nested without end, and a whole file in one text. */
static void
test_hostile (void **state)
{
  g_autoptr(GString) deep = g_string_new ("<tmx version=\"1.4\">");
  g_autoptr(GString) wide = g_string_new ("<tmx version=\"1.4\"><body><tu><tuv xml:lang=\"zh\"><seg>");
  const char *texts[2];

  (void) state;
  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 400000; i++)
    g_string_append (wide, "字");
  g_string_append (wide, "</seg></tuv></tu></body></tmx>");
  texts[0] = deep->str;
  texts[1] = wide->str;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = write_file (texts[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(JbMemory) memory = jb_memory_new ();
      gboolean read = jb_memory_add_file (memory, path, NULL, &error);

      g_unlink (path);
      assert_int_equal (read, i == 1);
      assert_int_equal (jb_memory_get_size (memory), 0);
    }
}

/* Each prefix of a valid file ends in an error or in a memory, never in a crash. */
static void
test_prefixes (void **state)
{
  static const char *const files[] = { XLIFF2 ("<unit id=\"1\"><segment><source>共办理5件。</source><target>5 cases.</target></segment></unit>"),
                                       "#, fuzzy\nmsgctxt \"1\"\nmsgid \"共办\"\n\"理\"\nmsgstr \"5\\n\"\n" };

  (void) state;
  for (gsize k = 0; k < G_N_ELEMENTS (files); k++)
    for (gsize n = 0; n < strlen (files[k]); n++)
      {
        g_autofree char *prefix = g_strndup (files[k], n);
        g_autofree char *path = write_file (prefix);
        g_autoptr(JbMemory) memory = jb_memory_new ();

        jb_memory_add_file (memory, path, NULL, NULL);
        g_unlink (path);
      }
}

static JbMetric
metric (const char *base_value, const char *base_unit, JbDimension dimension, JbChange change)
{
  return (JbMetric) { .base_value = (char *) base_value, .base_unit = (char *) base_unit, .dimension = dimension, .change = change };
}

/* The texts that are linked, in order of the metrics. */
static void
test_links (void **state)
{
  static const struct { const char *english; const char *values[4], *units[4]; JbDimension dimensions[4]; JbChange change; const char *links; } rows[] = {
    { "We issued 2 opinions and 2 reports and cut time by 88.51%.", { "2", "2", "88.51" }, { "件", "件", "%" }, { 0, 0, JB_DIMENSION_PERCENT }, 0, "2|2|88.51%" },
    { "more than 140 requests, 2.351 billion yuan", { "2351000000", "140" }, { "CNY", "项" }, { JB_DIMENSION_MONEY, 0 }, 0, "2.351 billion yuan|more than 140" },
    { "25 percent, down 25 percentage points", { "25", "25" }, { "pp", "%" }, { JB_DIMENSION_PERCENTAGE_POINT, JB_DIMENSION_PERCENT }, 0, "25 percentage points|25 percent" },
    { "5.33 million hectares", { "80000000" }, { "亩" }, { JB_DIMENSION_AREA }, 0, "5.33 million" },
    { "5.34 million hectares", { "80000000" }, { "亩" }, { JB_DIMENSION_AREA }, 0, "-" },
    { "650 million metric tons", { "1300000000000" }, { "斤" }, { JB_DIMENSION_MASS }, 0, "650 million" },
    { "output doubled", { "2" }, { "times" }, { JB_DIMENSION_RATIO }, JB_CHANGE_INCREASE, "doubled" },
    { "a threefold rise", { "2" }, { "times" }, { JB_DIMENSION_RATIO }, JB_CHANGE_INCREASE, "threefold" },
    { "one case", { "1" }, { "件" }, { 0 }, 0, "one" },
    { "No. 5", { "5" }, { "件" }, { 0 }, 0, "-" },
  };

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) metrics = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr(GString) found = g_string_new (NULL);

      for (guint k = 0; k < 4 && rows[i].values[k] != NULL; k++)
        {
          JbMetric one = metric (rows[i].values[k], rows[i].units[k], rows[i].dimensions[k], rows[i].change);
          g_ptr_array_add (metrics, g_memdup2 (&one, sizeof one));
          g_array_append_val (indices, k);
        }
      g_autoptr(GArray) links = jb_link_numbers (rows[i].english, metrics, indices);
      for (guint k = 0; k < metrics->len; k++)
        {
          const char *text = "-";
          JbSpan span = { 0, 1 };

          for (guint l = 0; l < links->len; l++)
            if (g_array_index (links, JbNumberLink, l).metric == k)
              {
                span = g_array_index (links, JbNumberLink, l).span;
                text = rows[i].english;
              }
          g_string_append_printf (found, "%s%.*s", k > 0 ? "|" : "", (int) jb_span_length (span), text + span.start);
        }
      assert_string_equal (found->str, rows[i].links);
    }
}

static void
compare_over (char **paths, gsize i, gsize k)
{
  g_autoptr(JbMemory) both = jb_memory_new (), base = jb_memory_new ();

  assert_true (jb_memory_add_file (both, paths[i], NULL, NULL) && jb_memory_add_file (both, paths[k], NULL, NULL));
  assert_true (jb_memory_add_file (base, paths[i], NULL, NULL));
  g_autoptr(JbMemory) over = jb_memory_new_over (base);
  assert_true (jb_memory_add_file (over, paths[k], NULL, NULL));
  const JbTarget *expected = jb_memory_lookup (both, "共办理5件。"), *found = jb_memory_lookup (over, "共办理5件。");
  if (g_strcmp0 (expected != NULL ? expected->text : NULL, found != NULL ? found->text : NULL) != 0)
    fail_msg ("“%s” over “%s”: %s, not %s", cases[k].name, cases[i].name, found != NULL ? found->text : "nothing",
              expected != NULL ? expected->text : "nothing");
  assert_true (expected == NULL || expected->state == found->state);
}

/* A memory over another answers as one with the files of both. */
static void
test_over (void **state)
{
  char *paths[G_N_ELEMENTS (cases)];

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    paths[i] = write_file (cases[i].file);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
      if (cases[i].code < 0 && cases[k].code < 0)
        compare_over (paths, i, k);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 4] = { cmocka_unit_test (test_hostile), cmocka_unit_test (test_prefixes),
                                                        cmocka_unit_test (test_links), cmocka_unit_test (test_over) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i + 4] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_lookup, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("memory", tests, NULL, NULL);
}
