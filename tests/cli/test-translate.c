#include "run.h"

#include "jb-unit.h"

#include <json-glib/json-glib.h>

/* The translator's work, out and back, through the tools that people use. What is not installed is skipped, loudly. */

static char *folder, *report_2022, *report_2023, *memory;

static char *
at (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
need (const char *program, const char *package)
{
  g_autofree char *path = g_find_program_in_path (program);

  if (path != NULL)
    return;
  print_message ("SKIPPED: %s is not there: install Debian's package %s to test with it\n", program, package);
  skip ();
}

static void
done (Ran ran, int code)
{
  if (ran.code != code)
    fail_msg ("exit code %d, not %d: %s", ran.code, code, ran.err);
  ran_clear (&ran);
}

static char *
read_text (const char *path)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  assert_non_null (file);
  return g_strndup (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
}

static void
write_text (const char *path, const char *text)
{
  assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* @from must be there, once or more; the first is changed. */
static void
edit (const char *path, const char *after, const char *from, const char *to)
{
  g_autofree char *text = read_text (path);
  const char *start = strstr (text, after);
  const char *place = start != NULL ? strstr (start, from) : NULL;

  if (place == NULL)
    fail_msg ("%s: no %s behind %s", path, from, after);
  g_autofree char *changed = g_strdup_printf ("%.*s%s%s", (int) (place - text), text, to, place + strlen (from));
  write_text (path, changed);
}

static void
keep (const JbUnit *unit, gpointer data)
{
  JbUnit *copy = g_new0 (JbUnit, 1);

  copy->id = g_strdup (unit->id);
  copy->source = g_strdup (unit->source);
  copy->target = g_strdup (unit->target);
  copy->state = unit->state;
  copy->machine = unit->machine;
  g_ptr_array_add (data, copy);
}

static void
free_unit (gpointer unit)
{
  jb_unit_clear (unit);
  g_free (unit);
}

static GPtrArray *
read_units (const char *path)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (free_unit);

  assert_true (jb_units_read (path, keep, units, NULL, NULL));
  return units;
}

static guint
count_state (const GPtrArray *units, JbTargetState state)
{
  guint n = 0;

  for (guint i = 0; i < units->len; i++)
    n += ((const JbUnit *) units->pdata[i])->state == state ? 1u : 0u;
  return n;
}

#define EDITED "The details are reported as follows (edited)."
#define SOURCE "现将有关情况报告如下。"

/* Every unit is there with its own English; the edited one with the edit. Of two with one id the later one counts: so do
 * tools that add to what they were given. */
static void
assert_same_but_edit (const char *before_path, const char *after_path, gboolean by_id)
{
  g_autoptr(GPtrArray) before = read_units (before_path), after = read_units (after_path);
  g_autoptr(GHashTable) english = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_edited = 0;

  for (guint i = 0; i < after->len; i++)
    {
      JbUnit *unit = after->pdata[i];
      g_hash_table_insert (english, by_id ? unit->id : unit->source, unit);
    }
  for (guint i = 0; i < before->len; i++)
    {
      const JbUnit *one = before->pdata[i], *other = g_hash_table_lookup (english, by_id ? one->id : one->source);

      if (other == NULL)
        fail_msg ("%s did not come back", one->source);
      assert_string_equal (one->source, other->source);
      if ((one->state == JB_TARGET_TRANSLATED) != (other->state == JB_TARGET_TRANSLATED))
        fail_msg ("%s: its state has changed", one->source);
      if (strcmp (one->source, SOURCE) == 0)
        {
          assert_string_equal (other->target, EDITED);
          n_edited++;
        }
      else if (g_strcmp0 (one->target, other->target) != 0)
        fail_msg ("%s: %s became %s", one->source, one->target, other->target);
    }
  assert_int_equal (n_edited, 1);
}

/* The text of a PDF on one line: words in a narrow cell stand one below the other. */
static char *
print_line (const char *pdf)
{
  g_autofree char *path = g_strconcat (pdf, ".txt", NULL);

  done (RUN ("pdftotext", "-raw", pdf, path), 0);
  g_autofree char *text = read_text (path);
  g_auto(GStrv) words = g_strsplit_set (text, " \n", -1);
  return g_strjoinv (" ", words);
}

static void
assert_printed (const char *translation)
{
  g_autofree char *pdf = at ("back.pdf");

  done (RUN ("jianbao", "render", report_2023, "-t", translation, "-o", pdf), 0);
  g_autofree char *line = print_line (pdf);
  if (strstr (line, "reported as follows (edited)") == NULL)
    fail_msg ("the edit is not in the PDF");
}

/* translate → xliff2po → an edit in PO → po2xliff → render */
static void
test_toolkit (void **state)
{
  (void) state;
  need ("xliff2po", "translate-toolkit");
  need ("po2xliff", "translate-toolkit");
  g_autofree char *out = at ("out.xlf"), *po = at ("out.po"), *back = at ("back.xlf");
  done (RUN ("jianbao", "translate", report_2023, "-m", memory, "-o", out), 0);
  done (RUN ("xliff2po", "--progress=none", out, po), 0);
  g_autofree char *text = read_text (po);
  if (strstr (text, "\n#, fuzzy") == NULL) /* labels that the glossary composed */
    fail_msg ("states are lost in PO");
  edit (po, "msgid \"" SOURCE "\"", "The relevant facts are reported below.", EDITED);
  assert_same_but_edit (out, po, FALSE);
  done (RUN ("po2xliff", "--progress=none", "-t", out, po, back), 0);
  assert_same_but_edit (out, back, TRUE);
  assert_printed (back);
  done (RUN ("po2xliff", "--progress=none", po, back), 0);
  assert_same_but_edit (out, back, TRUE);
  assert_printed (back);
}

/* Of pofilter's tests, those that say something about Chinese and English. */
static guint
count_faults (const char *path)
{
  g_autofree char *found = at ("found.xlf");
  Ran ran = RUN ("pofilter", "--progress=none", "--language=en", "-t", "doublespacing", "-t", "doublewords", "-t", "unchanged",
                 "-t", "startwhitespace", "-t", "endwhitespace", "-t", "emails", "-t", "urls", "-t", "xmltags", path, found);
  guint n = 0;

  assert_int_equal (ran.code, 0);
  ran_clear (&ran);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (found, &text, NULL, NULL))
    return 0;
  for (const char *one = text; (one = strstr (one, "from=\"pofilter\"")) != NULL; one++)
    n++;
  g_unlink (found);
  return n;
}

static void
test_pofilter (void **state)
{
  (void) state;
  need ("pofilter", "translate-toolkit");
  g_autofree char *out = at ("filter.xlf");
  done (RUN ("jianbao", "translate", report_2023, "-m", memory, "-o", out), 0);
  assert_int_equal (count_faults (out), 0);
  edit (out, SOURCE, ".</target>", ".  Twice twice twice.</target>");
  assert_true (count_faults (out) > 0);
}

#define PROJECT                                                                                                        \
  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><omegat><project version=\"1.0\"><source_dir>__DEFAULT__</source_dir>"   \
  "<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>"              \
  "__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>ZH-CN</source_lang><target_lang>EN</target_lang>" \
  "<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations></project></omegat>"

/* What a translator typed into OmegaT stands in its project's memory. */
static void
write_typed (const char *path, const GPtrArray *units)
{
  g_autoptr(GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE tmx SYSTEM \"tmx11.dtd\"><tmx version=\"1.1\">"
    "<header creationtool=\"OmegaT\" o-tmf=\"OmegaT TMX\" adminlang=\"EN-US\" datatype=\"plaintext\" creationtoolversion=\"3.6\" "
    "segtype=\"paragraph\" srclang=\"ZH-CN\"/><body>");

  for (guint i = 0; i < units->len; i++)
    {
      const JbUnit *unit = units->pdata[i];
      const char *target = strcmp (unit->source, SOURCE) == 0 ? EDITED : unit->target;

      if (target == NULL)
        continue;
      g_autofree char *pair = g_markup_printf_escaped ("<tu><tuv lang=\"ZH-CN\"><seg>%s</seg></tuv><tuv lang=\"EN\"><seg>%s</seg></tuv></tu>",
                                                       unit->source, target);
      g_string_append (text, pair);
    }
  g_string_append (text, "</body></tmx>");
  write_text (path, text->str);
}

static void
test_omegat (void **state)
{
  static const char *const folders[] = { "source", "target", "tm", "omegat", "glossary", "dictionary" };

  (void) state;
  need ("omegat", "omegat");
  g_autofree char *project = at ("project"), *out = at ("all.xlf");
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *one = g_build_filename (project, folders[i], NULL);
      assert_int_equal (g_mkdir_with_parents (one, 0700), 0);
    }
  g_autofree char *settings = g_build_filename (project, "omegat.project", NULL);
  g_autofree char *typed = g_build_filename (project, "omegat", "project_save.tmx", NULL);
  g_autofree char *source = g_build_filename (project, "source", "report.po", NULL);
  g_autofree char *target = g_build_filename (project, "target", "report.po", NULL);
  write_text (settings, PROJECT);
  done (RUN ("jianbao", "translate", report_2023, "-m", memory, "-o", out), 0);
  done (RUN ("jianbao", "translate", report_2023, "--threshold", "0", "-o", source), 0);
  g_autoptr(GPtrArray) units = read_units (out);
  write_typed (typed, units);
  g_autofree char *config = at ("omegat-settings"), *option = g_strconcat ("--config-dir=", config, NULL);
  assert_int_equal (g_mkdir_with_parents (config, 0700), 0);
  done (RUN ("omegat", project, "--mode=console-translate", option), 0);

  g_autoptr(GPtrArray) back = read_units (target);
  g_autoptr(GHashTable) english = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < back->len; i++)
    g_hash_table_insert (english, ((JbUnit *) back->pdata[i])->source, ((JbUnit *) back->pdata[i])->target);
  for (guint i = 0; i < units->len; i++)
    {
      const JbUnit *unit = units->pdata[i];
      const char *wanted = strcmp (unit->source, SOURCE) == 0 ? EDITED : unit->target;
      if (wanted != NULL && unit->state == JB_TARGET_TRANSLATED && g_strcmp0 (g_hash_table_lookup (english, unit->source), wanted) != 0)
        fail_msg ("%s came back as %s", unit->source, (char *) g_hash_table_lookup (english, unit->source));
    }
  assert_printed (target);
}

/* One year's report from the year before's memory alone. */
static void
test_leverage (void **state)
{
  (void) state;
  g_autofree char *before = at ("2022.tmx"), *out = at ("2023.xlf"), *whole = at ("whole.xlf");
  done (RUN ("jianbao", "translate", report_2022, "-m", memory, "-o", before), 0);
  done (RUN ("jianbao", "translate", report_2023, "-m", before, "-o", out), 0);
  done (RUN ("jianbao", "translate", report_2023, "-m", memory, "-o", whole), 0);
  g_autofree char *text = read_text (out);
  guint n = 0, n_numbers = 0, n_fuzzy = 0, n_exact = 0;
  for (const char *unit = text; (unit = strstr (unit, "<trans-unit ")) != NULL; unit++)
    {
      g_autofree char *one = g_strndup (unit, (gsize) (strstr (unit, "</trans-unit>") - unit));
      if (strstr (one, "resname=\"sentence\"") == NULL && strstr (one, "resname=\"heading\"") == NULL)
        continue;
      n++;
      n_exact += strstr (one, "state=\"translated\"") != NULL;
      n_numbers += strstr (one, "match-quality=\"99%\"") != NULL;
      n_fuzzy += strstr (one, "<alt-trans") != NULL && strstr (one, "match-quality=\"99%\"") == NULL;
    }
  print_message ("2023 from 2022 alone: %u sentences and headings: %u exact, %u the same but for numbers, %u from 75 to 98 percent\n",
                 n, n_exact, n_numbers, n_fuzzy);
  assert_true (n_numbers >= 2 && n_exact + n_numbers + n_fuzzy >= 7);

  /* The numbers that were put in are this year's. */
  g_autofree char *findings = at ("findings.json");
  done (RUN ("jianbao", "check", report_2023, "-t", out, "--format", "json", "-o", findings), 1);
  g_autoptr(JsonParser) parser = json_parser_new ();
  assert_true (json_parser_load_from_file (parser, findings, NULL));
  JsonArray *list = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "findings");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);
      const char *target = json_object_get_string_member_with_default (one, "target", "");
      g_autofree char *adapted = g_markup_escape_text (target, -1);

      if (!g_str_equal (json_object_get_string_member (one, "code"), "number") || *target == '\0')
        continue;
      const char *place = strstr (text, adapted);
      const char *end = place != NULL ? strstr (place, "</trans-unit>") : NULL;
      const char *match = place != NULL ? strstr (place, "match-quality=\"99%\"") : NULL;
      if (match != NULL && match < end)
        fail_msg ("a number was put in wrongly: %s", target);
    }
}

#define FAULTY                                                                                                         \
  "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"r\" source-language=\"zh-CN\" "        \
  "target-language=\"en\" datatype=\"plaintext\"><body>"                                                                    \
  "<trans-unit id=\"jb-1\" approved=\"yes\"><source>2023年，云泽市办理行政复议案件120件，同比增长20%。</source>"              \
  "<target>In 2023, Yunze City handled 210 administrative reconsideration cases, up 20 percent year on year.</target></trans-unit>" \
  "<trans-unit id=\"jb-2\" approved=\"yes\"><source>压减审批时限30%，兑付奖补资金4200万元。</source>"                        \
  "<target>Approval time was cut by 30 percent and 42 million yuan of rewards and subsidies were paid.</target></trans-unit>"     \
  "<trans-unit id=\"jb-3\" approved=\"yes\"><source>全国文明城市创建取得实效。</source><target>Progress was made.</target></trans-unit>"  \
  "<trans-unit id=\"jb-4\" approved=\"yes\"><source>开展联合检查12次。</source><target>Twelve joint checks were made.</target></trans-unit>" \
  "</body></file></xliff>"

/* What is wrong in a translation, as a program reads it. */
static void
test_findings (void **state)
{
  static const struct { const char *code, *verdict; int line; const char *stated; const char *in_message; } wanted[] = {
    { "number", "error", 3, "120件", "120" }, { "stale", "error", 5, NULL, "jb-2" }, { "unused", "warning", 1, NULL, "jb-3" },
    { "term", "error", 6, NULL, "联合检查" }, { "missing", "error", 1, NULL, "translate" } };

  (void) state;
  g_autofree char *report = at ("small.txt"), *faulty = at ("faulty.xlf"), *terms = at ("terms.tsv"), *out = at ("small.json");
  write_text (report, SMALL_REPORT);
  write_text (faulty, FAULTY);
  write_text (terms, "联合检查\tjoint inspection\n");
  done (RUN ("jianbao", "check", report, "-t", faulty, "-g", terms, "--format", "json", "-o", out), 1);
  g_autoptr(JsonParser) parser = json_parser_new ();
  assert_true (json_parser_load_from_file (parser, out, NULL));
  JsonArray *list = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "findings");
  for (gsize k = 0; k < G_N_ELEMENTS (wanted); k++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < json_array_get_length (list) && !found; i++)
        {
          JsonObject *one = json_array_get_object_element (list, i);
          found = g_str_equal (json_object_get_string_member (one, "kind"), "translation")
                  && g_str_equal (json_object_get_string_member (one, "code"), wanted[k].code)
                  && g_str_equal (json_object_get_string_member (one, "verdict"), wanted[k].verdict)
                  && json_object_get_int_member (one, "line") == wanted[k].line
                  && json_object_get_int_member (one, "column") >= 1
                  && g_strcmp0 (json_object_get_string_member_with_default (one, "stated", NULL), wanted[k].stated) == 0
                  && strstr (json_object_get_string_member (one, "message"), wanted[k].in_message) != NULL;
        }
      if (!found)
        {
          g_autofree char *all = read_text (out);
          fail_msg ("no finding %s in line %d: %s", wanted[k].code, wanted[k].line, all);
        }
    }
  g_autofree char *pdf = at ("small.pdf");
  Ran ran = RUN ("jianbao", "render", report, "-t", faulty, "-o", pdf);
  assert_int_equal (ran.code, 0);
  assert_non_null (strstr (ran.err, "jb-2"));
  ran_clear (&ran);
}

/* What a program translated is marked, in the exchange file and on the page. */
static void
test_machine (void **state)
{
  (void) state;
  g_autofree char *report = at ("machine.txt"), *out = at ("machine.xlf"), *pdf = at ("machine.pdf");
  write_text (report, SMALL_REPORT);
  done (RUN ("jianbao", "translate", report, "-u", "sed -e 's/,\"source\".*/,\"target\":\"By a program.\"}/'", "-o", out), 0);
  g_autoptr(GPtrArray) units = read_units (out);
  guint n = 0;
  for (guint i = 0; i < units->len; i++)
    n += ((const JbUnit *) units->pdata[i])->machine ? 1u : 0u;
  assert_true (n > 4);
  assert_int_equal (count_state (units, JB_TARGET_TRANSLATED), 0);
  done (RUN ("jianbao", "render", report, "-t", out, "-o", pdf), 0);
  g_autofree char *printed = print_line (pdf);
  assert_non_null (strstr (printed, "Machine translation"));
}

/* A chart's title goes out with the English that it would have, and comes back with the translator's. */
static void
test_titles (void **state)
{
  (void) state;
  g_autofree char *out = at ("titles.xlf"), *pdf = at ("titles.pdf");
  done (RUN ("jianbao", "translate", report_2023, "-m", memory, "-o", out), 0);
  g_autofree char *xlf = read_text (out);
  const char *unit = strstr (xlf, "resname=\"chart title\"");
  assert_non_null (unit);
  const char *target = strstr (unit, "<target ");
  const char *start = strchr (target, '>') + 1, *end = strstr (start, "</target>");
  assert_true (end != NULL && end > start);
  g_autofree char *changed = g_strdup_printf ("%.*sZebra crossing title%s", (int) (start - xlf), xlf, end);
  write_text (out, changed);
  done (RUN ("jianbao", "render", report_2023, "-t", out, "-o", pdf), 0);
  g_autofree char *printed = print_line (pdf);
  assert_non_null (strstr (printed, "Zebra crossing title"));

  g_autofree char *charts = at ("titles-charts"), *index = at ("titles-charts/index.json");
  done (RUN ("jianbao", "charts", report_2023, "-t", out, "-d", charts), 0);
  g_autofree char *json = read_text (index);
  assert_non_null (strstr (json, "Zebra crossing title"));
}

static int
begin (void **state)
{
  const char *source = g_getenv ("JB_SOURCE_DIR");

  (void) state;
  folder = make_folder ();
  report_2022 = g_build_filename (source, "assets", "samples", "yunze-2022.zh.txt", NULL);
  report_2023 = g_build_filename (source, "assets", "samples", "yunze-2023.zh.txt", NULL);
  memory = g_build_filename (source, "assets", "samples", "yunze.tmx", NULL);
  return 0;
}

static int
end (void **state)
{
  (void) state;
  remove_folder (folder);
  g_free (folder);
  g_free (report_2022);
  g_free (report_2023);
  g_free (memory);
  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_toolkit), cmocka_unit_test (test_pofilter), cmocka_unit_test (test_omegat),
    cmocka_unit_test (test_leverage), cmocka_unit_test (test_findings), cmocka_unit_test (test_machine),
    cmocka_unit_test (test_titles) };

  return cmocka_run_group_tests_name ("translate", tests, begin, end);
}
