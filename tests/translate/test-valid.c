#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "jb-exchange.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/valid.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/* What leaves as XLIFF and TMX is held against what their specifications ask. */

#define REPORT "报告标题\n一、主要“工作” & <成效>\n（一）政务服务。梳理依申请事项2399项，审批时限缩短88.5%。公开信息300余条。\n仍有不足。仍有不足。\n"
#define MEMORY                                                                                                         \
  "<tmx version=\"1.4\"><header/><body>"                                                                               \
  "<tu><tuv xml:lang=\"zh\"><seg>仍有不足。</seg></tuv><tuv xml:lang=\"en\"><seg>Work &amp; \"gaps\" &lt;remain&gt;.</seg></tuv></tu>"   \
  "<tu><tuv xml:lang=\"zh\"><seg>公开信息260余条。</seg></tuv><tuv xml:lang=\"en\"><seg>More than 260 notices.</seg></tuv></tu>"     \
  "</body></tmx>"

static void
silent (void *data, const char *format, ...)
{
  (void) data;
  (void) format;
}

static char *
test_file (const char *name)
{
  return g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "translate", name, NULL);
}

/* An exchange with units of each kind and state. */
static JbExchange *
build (void)
{
  static const char *const titles[] = { "审批时限缩短88.5%", NULL };
  g_autoptr(JbGlossary) glossary = jb_glossary_load (NULL, NULL);
  g_autoptr(JbLexicon) lexicon = jb_lexicon_load (NULL, NULL);
  g_autoptr(JbMemory) memory = jb_memory_new ();
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("jb-valid-XXXXXX", &path, NULL);

  g_close (fd, NULL);
  assert_true (g_file_set_contents (path, MEMORY, -1, NULL));
  assert_true (jb_memory_add_file (memory, path, NULL, NULL));
  g_unlink (path);
  GRefString *text = g_ref_string_new (REPORT);
  g_autoptr(JbReport) report = jb_report_parse (text, "a & b.txt", NULL);
  g_autoptr(GPtrArray) metrics = jb_metrics_extract (report, lexicon, NULL);
  JbExchange *exchange = jb_exchange_new (report, "a & b.txt", metrics, titles, memory, glossary, lexicon, 75);

  g_ref_string_release (text);
  ((JbExchangeUnit *) exchange->units->pdata[0])->machine = TRUE;
  ((JbExchangeUnit *) exchange->units->pdata[0])->target = g_strdup ("Title");
  return exchange;
}

static gboolean
xliff_is_valid (const char *text)
{
  g_autofree char *path = test_file ("xliff-1.2-core.xsd");
  xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt (path);
  xmlSchema *schema = xmlSchemaParse (parser);
  xmlDoc *doc = xmlReadMemory (text, (int) strlen (text), "x.xlf", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);

  assert_non_null (schema);
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt (schema);
  xmlSchemaSetValidErrors (context, silent, silent, NULL);
  int result = doc != NULL ? xmlSchemaValidateDoc (context, doc) : -1;
  xmlSchemaFreeValidCtxt (context);
  xmlFreeDoc (doc);
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);
  return result == 0;
}

static gboolean
tmx_is_valid (const char *text)
{
  g_autofree char *path = test_file ("tmx-1.4-core.dtd");
  xmlDtd *dtd = xmlParseDTD (NULL, (const xmlChar *) path);
  xmlDoc *doc = xmlReadMemory (text, (int) strlen (text), "x.tmx", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);

  assert_non_null (dtd);
  xmlValidCtxt *context = xmlNewValidCtxt ();
  context->error = silent;
  context->warning = silent;
  int result = doc != NULL ? xmlValidateDtd (context, doc, dtd) : 0;
  xmlFreeValidCtxt (context);
  xmlFreeDoc (doc);
  xmlFreeDtd (dtd);
  return result == 1;
}

static char *
changed (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  if (at == NULL)
    fail_msg ("%s is not written", from);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, to, at + strlen (from));
}

/* Each change must be seen: else the check says nothing. */
static void
test_xliff (void **state)
{
  static const char *const faults[][2] = {
    { "state=\"new\"", "state=\"untouched\"" }, { "state-qualifier=\"fuzzy-match\"", "state-qualifier=\"almost\"" },
    { "approved=\"yes\"", "approved=\"true\"" }, { "original=", "name=" }, { "datatype=", "kind=" },
    { "<source>", "<note>x</note><source>" }, { "version=\"1.2\"", "version=\"1.1\"" }, { "annotates=\"source\"", "annotates=\"all\"" } };
  g_autoptr(JbExchange) exchange = build ();

  (void) state;
  for (JbExchangeFlags flags = 0; flags <= JB_EXCHANGE_PREFILL; flags++)
    {
      g_autoptr(GString) text = jb_exchange_print (exchange, JB_EXCHANGE_XLIFF, flags);

      assert_true (xliff_is_valid (text->str));
      assert_non_null (strstr (text->str, "leveraged-mt"));
      assert_non_null (strstr (text->str, "<alt-trans match-quality=\"99%\""));
      for (gsize i = 0; flags == 0 && i < G_N_ELEMENTS (faults); i++)
        {
          g_autofree char *faulty = changed (text->str, faults[i][0], faults[i][1]);
          if (xliff_is_valid (faulty))
            fail_msg ("%s passes as valid", faults[i][1]);
        }
    }
  const JbExchangeUnit *first = exchange->units->pdata[0];
  JbExchangeUnit *second = exchange->units->pdata[1];
  g_free (second->id);
  second->id = g_strdup (first->id);
  g_autoptr(GString) twice = jb_exchange_print (exchange, JB_EXCHANGE_XLIFF, 0);
  assert_false (xliff_is_valid (twice->str));
}

static void
test_tmx (void **state)
{
  static const char *const faults[][2] = { { "segtype=\"sentence\"", "segtype=\"words\"" }, { "o-tmf=", "otmf=" },
    { "srclang=", "source=" }, { "<seg>", "<seg/><seg>" }, { " type=\"x-section\"", "" }, { "<header", "<note>x</note><header" } };
  g_autoptr(JbExchange) exchange = build ();
  g_autoptr(GString) text = jb_exchange_print (exchange, JB_EXCHANGE_TMX, 0);

  (void) state;
  assert_true (tmx_is_valid (text->str));
  assert_non_null (strstr (text->str, "<tu "));
  assert_null (strstr (text->str, "260"));   /* unconfirmed */
  assert_null (strstr (text->str, "Title")); /* a program's */
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *faulty = changed (text->str, faults[i][0], faults[i][1]);
      if (tmx_is_valid (faulty))
        fail_msg ("%s passes as valid", faults[i][1]);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_xliff), cmocka_unit_test (test_tmx) };
  int failed = cmocka_run_group_tests_name ("valid", tests, NULL, NULL);

  xmlCleanupParser ();
  return failed;
}
