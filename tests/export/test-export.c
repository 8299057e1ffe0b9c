/* JSON and CSV of a small report: fields, offsets, escapes; the JSON against its schema where python3-jsonschema is. */
#include "jb-error.h"
#include "jb-export.h"

#include <json-glib/json-glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char text[] = "临江县2023年法治政府建设报告\n一、主要工作\n（一）公开。公开\"信息\"３2条，\t同比增长5.2%。\n（二）调解\n"
                           "受理𠮷村纠纷20件，调解成功率95%。\n二、打算\n培训5万人次。\n";

typedef struct
{
  JbInput   *input;
  JbReport  *report;
  JbLexicon *lexicon;
  GPtrArray *metrics, *findings;
  GArray    *rejected;
} Fixture;

static JbExport
export_of (const Fixture *fixture)
{
  return (JbExport) { fixture->input, fixture->report, fixture->metrics, NULL, fixture->findings, fixture->rejected };
}

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  fixture->input = jb_input_from_bytes ("folder/report.txt", bytes, NULL, NULL);
  assert_non_null (fixture->input);
  fixture->report = jb_report_parse (fixture->input->text, NULL, NULL);
  fixture->lexicon = jb_lexicon_load (NULL, NULL);
  fixture->metrics = jb_metrics_extract (fixture->report, fixture->lexicon, &fixture->rejected);
  fixture->findings = g_ptr_array_new ();
  *state = fixture;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_ptr_array_unref (fixture->metrics);
  g_ptr_array_unref (fixture->findings);
  g_array_unref (fixture->rejected);
  jb_lexicon_free (fixture->lexicon);
  jb_report_free (fixture->report);
  jb_input_free (fixture->input);
  g_free (fixture);
  return 0;
}

static JsonObject *
parse (JsonParser *parser, const GString *json)
{
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, json->str, (gssize) json->len, &error);
  assert_null (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* Every text is the slice of the source from start to end, in code points. */
static void
test_offsets (void **state)
{
  JbExport what = export_of (*state);
  g_autoptr(GString) json = jb_export_extract_json (&what);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, json);
  const char *const lists[] = { "metrics", "rejected" };

  assert_string_equal (json_object_get_string_member (root, "schema"), "jianbao-extract-1");
  assert_int_equal (json_object_get_int_member (json_object_get_object_member (root, "source"), "characters"),
                    g_utf8_strlen (text, -1));
  assert_int_equal (json_array_get_length (json_object_get_array_member (root, "metrics")), 5);
  for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      JsonArray *list = json_object_get_array_member (root, lists[k]);
      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonObject *one = json_array_get_object_element (list, i);
          g_autofree char *slice = g_utf8_substring (text, json_object_get_int_member (one, "start"),
                                                     json_object_get_int_member (one, "end"));
          assert_string_equal (json_object_get_string_member (one, "text"), slice);
        }
    }
}

static void
test_sections (void **state)
{
  JbExport what = export_of (*state);
  g_autoptr(GString) json = jb_export_extract_json (&what);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *sections = json_object_get_array_member (parse (parser, json), "sections");
  JsonObject *first = json_array_get_object_element (sections, 0);
  JsonArray *children = json_object_get_array_member (first, "children");

  assert_int_equal (json_array_get_length (sections), 2);
  assert_int_equal (json_array_get_length (children), 2);
  assert_string_equal (json_object_get_string_member (json_array_get_object_element (children, 1), "id"), "1.2");
  assert_true (json_object_get_null_member (first, "heading_en"));
}

static void
test_csv (void **state)
{
  JbExport what = export_of (*state);
  g_autoptr(GString) csv = jb_export_extract_csv (&what);
  g_auto(GStrv) lines = g_strsplit (csv->str, "\r\n", -1);

  assert_true (g_str_has_prefix (csv->str, "\xEF\xBB\xBFid,section,text,start,end,"));
  assert_int_equal (g_strv_length (lines), 1 + 5 + 1);
  assert_non_null (strstr (lines[1], "\"\"信息\"\""));
  assert_true (g_str_has_prefix (lines[3], "m003,1.2,20件,"));
}

static void
test_check (void **state)
{
  Fixture *fixture = *state;
  guint third = 2, fourth = 3;
  g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (indices, third);
  g_array_append_val (indices, fourth);
  JbFinding finding = { JB_FINDING_GRANULARITY, JB_VERDICT_INCONSISTENT, indices, (char *) "95", (char *) "96.00", NULL,
                        (char *) "95% of 20 holds.", NULL, NULL };
  JbFinding derived = { JB_FINDING_CHANGE, JB_VERDICT_DERIVED, NULL, NULL, (char *) "30", NULL, (char *) "30", NULL, NULL };
  g_autoptr(GPtrArray) findings = g_ptr_array_new ();
  g_ptr_array_add (findings, &finding);
  g_ptr_array_add (findings, &derived);
  JbExport what = export_of (fixture);
  what.findings = findings;

  g_autoptr(GPtrArray) checks = jb_export_checks_new (&what);
  g_autoptr(GString) json = jb_export_check_json (&what, checks);
  g_autoptr(GString) lines = jb_export_check_text (&what, checks);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *list = json_object_get_array_member (parse (parser, json), "findings");
  assert_int_equal (json_array_get_length (list), 1);
  JsonObject *one = json_array_get_object_element (list, 0);
  assert_int_equal (json_object_get_int_member (one, "line"), 5);
  assert_string_equal (json_object_get_string_member (one, "message"), "95% of 20 holds");
  assert_true (jb_check_is_bad (g_ptr_array_index (checks, 0)));
  assert_non_null (strstr (lines->str, "report.txt:5:"));
}

/* The same arguments give the same bytes; the schema holds. */
static void
test_schema (void **state)
{
  JbExport what = export_of (*state);
  g_autoptr(GString) json = jb_export_extract_json (&what), again = jb_export_extract_json (&what);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "jianbao-export-XXXXXX", NULL);
  g_autofree char *schema = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/schema/extract-1.schema.json", NULL);
  const char *argv[] = { "python3", "-m", "jsonschema", "-i", path, schema, NULL };
  g_autofree char *python = g_find_program_in_path ("python3"), *complaint = NULL;
  const char *probe[] = { "python3", "-c", "import jsonschema", NULL };
  int status = 1;

  assert_string_equal (json->str, again->str);
  if (python == NULL || !g_spawn_sync (NULL, (char **) probe, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                                       NULL, NULL, NULL, &status, NULL) || status != 0)
    {
      print_message ("python3-jsonschema is not installed: the schema was not checked\n");
      return; /* no skip(): it would jump over the clean-up */
    }
  int file = g_mkstemp (path);
  assert_true (file >= 0 && close (file) == 0 && g_file_set_contents (path, json->str, (gssize) json->len, NULL));
  assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &complaint, &status, NULL));
  remove (path);
  if (status != 0)
    print_message ("%s\n", complaint);
  assert_int_equal (status, 0);
}

typedef struct
{
  GString *bytes;
  guint    pieces, allowed;
} Taker;

static gboolean
take (gpointer file, const void *data, gsize length, GError **error)
{
  Taker *taker = file;

  g_string_append_len (taker->bytes, data, (gssize) length);
  if (taker->pieces++ < taker->allowed)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "full");
  return FALSE;
}

/* Written piece by piece it is the same; where nobody takes a piece, no further one is offered. */
static void
check_pieces (JbExport *what, JbFileMake make, const GString *whole)
{
  Taker taker = { g_string_new (NULL), 0, G_MAXUINT }, full = { g_string_new (NULL), 0, 1 };
  g_autoptr(GError) error = NULL;

  assert_true (make (what, take, &taker, NULL));
  assert_true (taker.pieces > 2);
  assert_int_equal (taker.bytes->len, whole->len);
  assert_memory_equal (taker.bytes->str, whole->str, whole->len);
  assert_false (make (what, take, &full, &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_SYSTEM));
  assert_int_equal (full.pieces, 2);
  g_string_free (taker.bytes, TRUE);
  g_string_free (full.bytes, TRUE);
}

static void
test_pieces (void **state)
{
  JbExport what = export_of (*state);
  g_autoptr(GPtrArray) many = g_ptr_array_new ();

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (many, g_ptr_array_index (what.metrics, i % what.metrics->len));
  what.metrics = many;
  g_autoptr(GString) json = jb_export_extract_json (&what), csv = jb_export_extract_csv (&what);
  check_pieces (&what, jb_export_write_json, json);
  check_pieces (&what, jb_export_write_csv, csv);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_pieces, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_offsets, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_sections, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_csv, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_check, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_schema, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("export", tests, NULL, NULL);
}
