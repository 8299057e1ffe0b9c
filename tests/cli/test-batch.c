/* Many reports at once: names, outcomes, summaries, shards, what is resumed, and what a signal leaves. */
#include "run.h"

#include <json-glib/json-glib.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder;

static char *
put (const char *relative, const char *text)
{
  char *path = g_build_filename (folder, relative, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_mkdir_with_parents (parent, 0777);
  assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
put_report (const char *relative)
{
  g_free (put (relative, SMALL_REPORT));
}

static void
put_many (const char *relative, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/report-%03u.txt", relative, i);
      put_report (name);
    }
}

static gboolean
stands (const char *relative)
{
  g_autofree char *path = g_build_filename (folder, relative, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static char *
read_text (const char *relative)
{
  g_autofree char *path = g_build_filename (folder, relative, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    fail_msg ("%s is missing", path);
  return text;
}

static void
assert_same (const char *one, const char *other)
{
  g_autofree char *path = g_build_filename (folder, one, NULL), *text = NULL;
  g_autofree char *other_path = g_build_filename (folder, other, NULL), *other_text = NULL;
  gsize length, other_length;

  assert_true (g_file_get_contents (path, &text, &length, NULL));
  assert_true (g_file_get_contents (other_path, &other_text, &other_length, NULL));
  if (length != other_length || memcmp (text, other_text, length) != 0)
    fail_msg ("%s and %s differ", one, other);
}

static void
start (void)
{
  folder = make_folder ();
}

static void
stop (void)
{
  remove_folder (folder);
  g_clear_pointer (&folder, g_free);
}

static Ran
batch (const char *const *argv)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (char *) "jianbao");
  g_ptr_array_add (words, (char *) "batch");
  for (; *argv != NULL; argv++)
    g_ptr_array_add (words, (char *) *argv);
  g_ptr_array_add (words, NULL);
  return run_with ((const char *const *) words->pdata, folder, NULL, NULL, NULL);
}

#define BATCH(...) batch ((const char *const[]) { __VA_ARGS__, NULL })

static gint64
total (const char *summary, const char *name)
{
  g_autofree char *text = read_text (summary);
  g_autoptr(JsonParser) parser = json_parser_new ();

  assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  JsonObject *whole = json_node_get_object (json_parser_get_root (parser));
  assert_string_equal (json_object_get_string_member (whole, "schema"), "jianbao-batch-1");
  return json_object_get_int_member (json_object_get_object_member (whole, "totals"), name);
}

static const struct
{
  const char *name;
  const char *files[5]; /* what there is */
  const char *paths[4]; /* what is given */
  const char *pdfs[5];  /* what comes of it */
} names[] = {
  { "a file", { "a.txt" }, { "a.txt" }, { "a.pdf" } },
  { "a name with points", { "yunze.zh.txt" }, { "." }, { "yunze.zh.pdf" } },
  { "equal names in two folders", { "x/r.txt", "y/r.txt", "z/s.txt" }, { "x", "y", "z" }, { "x_r.pdf", "y_r.pdf", "s.pdf" } },
  { "equal names, equal folders", { "p/x/r.txt", "q/x/r.txt" }, { "p", "q" }, { "p_x_r.pdf", "q_x_r.pdf" } },
  { "equal stems in one folder", { "r.txt", "r.md" }, { "r.txt", "r.md" }, { "r.txt.pdf", "r.md.pdf" } },
  { "what folders cannot part", { "a_b/c.txt", "a/b_c.txt", "b/c.txt", "b_c.txt" }, { "." },
    { "a_b_c.pdf", "a_b_c-2.pdf", "b_c.pdf", "b_c-2.pdf" } },
  { "one file twice", { "x/r.txt" }, { "x", "x/r.txt", "./x/../x/r.txt" }, { "r.pdf" } },
  { "hidden and foreign files", { "x/r.txt", "x/.s.txt", "x/.git/t.txt", "x/photo.jpg" }, { "x" }, { "r.pdf" } },
  { "any name where it is given itself", { "report.text" }, { "report.text" }, { "report.text.pdf" } },
  { "Chinese", { "报告/云泽市.txt" }, { "报告" }, { "云泽市.pdf" } },
};

static void
test_names (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  const char *argv[8] = { "-d", "out" };
  guint n = 0;

  start ();
  for (gsize k = 0; k < G_N_ELEMENTS (names[i].files) && names[i].files[k] != NULL; k++)
    put_report (names[i].files[k]);
  for (gsize k = 0; k < G_N_ELEMENTS (names[i].paths) && names[i].paths[k] != NULL; k++)
    argv[2 + k] = names[i].paths[k];
  g_auto(Ran) ran = batch (argv);
  if (ran.code != 0)
    fail_msg ("exit %d: %s", ran.code, ran.err);
  for (gsize k = 0; k < G_N_ELEMENTS (names[i].pdfs) && names[i].pdfs[k] != NULL; k++, n++)
    {
      g_autofree char *path = g_build_filename ("out", names[i].pdfs[k], NULL);
      if (!stands (path))
        fail_msg ("%s is missing: %s", path, ran.out);
    }
  assert_int_equal (total ("out/summary.json", "done"), n);
  stop ();
}

/* The same PDF as render makes, one line of JSON a report, and a bad report stops nobody. */
static void
test_outcomes (void **state)
{
  (void) state;
  start ();
  put_report ("in/good.txt");
  g_free (put ("in/empty.txt", ""));
  g_free (put ("in/doubtful.txt", "一、工作\n依法审查行政决策72件，合法率98%。\n"));
  g_auto(Ran) ran = BATCH ("in", "missing.txt", "-d", "out", "--jobs", "2");
  g_auto(Ran) single = run_with ((const char *const[]) { "jianbao", "render", "in/good.txt", "-o", "good.pdf", NULL }, folder,
                                 NULL, NULL, NULL);

  assert_int_equal (ran.code, 3);
  assert_int_equal (single.code, 0);
  assert_int_equal (count_lines (ran.out), 4);
  assert_non_null (strstr (ran.err, "jianbao: missing.txt: "));
  assert_non_null (strstr (ran.err, "jianbao: in/empty.txt: "));
  assert_int_equal (ran.n_err_lines, 2);
  assert_int_equal (total ("out/summary.json", "done"), 2);
  assert_int_equal (total ("out/summary.json", "bad"), 2);
  assert_int_equal (total ("out/summary.json", "findings"), 1);
  g_autofree char *csv = read_text ("out/summary.csv");
  assert_same ("good.pdf", "out/good.pdf");
  assert_non_null (strstr (csv, "\"in/doubtful.txt\",\"doubtful.pdf\",done,0,no,"));
  assert_non_null (strstr (csv, "\"missing.txt\",\"missing.pdf\",bad,3,no,"));
  assert_int_equal (count_lines (csv), 5);
  g_auto(Ran) strict = BATCH ("in/good.txt", "in/doubtful.txt", "-d", "strict", "--strict");
  assert_int_equal (strict.code, 1);
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  assert_int_equal (count_files (out), 4); /* two PDFs, two summaries */
  stop ();
}

#define MEMORY(english)                                                                                               \
  "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" "           \
  "adminlang=\"en\" srclang=\"zh-CN\" datatype=\"plaintext\"/><body><tu><tuv xml:lang=\"zh-CN\"><seg>"                   \
  "开展联合检查12次。</seg></tuv><tuv xml:lang=\"en\"><seg>" english "</seg></tuv></tu></body></tmx>"

/* Each report's own translation stands beside it, and goes before that of the whole batch; as `render` does with both. */
static void
test_beside (void **state)
{
  (void) state;
  start ();
  put_report ("in/a.zh.txt");
  put_report ("in/b.txt");
  g_free (put ("in/a.tmx", MEMORY ("Joint inspections were carried out 12 times.")));
  g_free (put ("all.tmx", MEMORY ("There were 12 inspections.")));
  g_auto(Ran) ran = BATCH ("in", "-d", "out", "-t", "all.tmx");
  g_auto(Ran) a = run_with ((const char *const[]) { "jianbao", "render", "in/a.zh.txt", "-t", "all.tmx", "-t", "in/a.tmx", "-o",
                                                    "a.pdf", NULL }, folder, NULL, NULL, NULL);
  g_auto(Ran) b = run_with ((const char *const[]) { "jianbao", "render", "in/b.txt", "-t", "all.tmx", "-o", "b.pdf", NULL },
                            folder, NULL, NULL, NULL);
  if (ran.code != 0 || a.code != 0 || b.code != 0)
    fail_msg ("exit %d, %d, %d: %s%s%s", ran.code, a.code, b.code, ran.err, a.err, b.err);
  assert_same ("out/a.zh.pdf", "a.pdf");
  assert_same ("out/b.pdf", "b.pdf");
  assert_non_null (strstr (ran.out, "\"translations\":[\"in/a.tmx\"]"));
  assert_non_null (strstr (ran.out, "\"translations\":[]"));
  /* Another translation is another PDF, of that report alone. */
  g_free (put ("in/a.tmx", MEMORY ("Twelve joint inspections were carried out.")));
  g_auto(Ran) again = BATCH ("in", "-d", "out", "-t", "all.tmx", "--resume");
  assert_int_equal (again.code, 0);
  assert_int_equal (total ("out/summary.json", "resumed"), 1);
  stop ();
}

/* Summary and lines keep to the schema. */
static void
test_schema (void **state)
{
  g_autofree char *schema = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/schema/batch-1.schema.json", NULL);
  static const char program[] =
    "import json, sys\n"
    "try:\n    import jsonschema\n"
    "except ImportError:\n    print ('SKIPPED: no jsonschema'); sys.exit ()\n"
    "schema = json.load (open (sys.argv[1]))\n"
    "jsonschema.validate (json.load (open ('out/summary.json')), schema)\n"
    "for line in open ('lines'):\n"
    "    jsonschema.validate (json.loads (line), {**schema['definitions']['report'], 'definitions': schema['definitions']})\n"
    "print ('valid')\n";

  (void) state;
  start ();
  put_report ("in/a.txt");
  g_free (put ("in/empty.txt", ""));
  g_free (put ("in/doubtful.txt", "一、工作\n依法审查行政决策72件，合法率98%。\n"));
  g_autofree char *lines = g_build_filename (folder, "lines", NULL);
  g_auto(Ran) ran = run_with ((const char *const[]) { "jianbao", "batch", "in", "-d", "out", NULL }, folder, NULL, NULL, lines);
  g_auto(Ran) python = run_with ((const char *const[]) { "python3", "-c", program, schema, NULL }, folder, NULL, NULL, NULL);
  assert_int_equal (ran.code, 3);
  if (python.code != 0)
    fail_msg ("%s", python.err);
  print_message ("%s", python.out);
  stop ();
}

static void
test_list (void **state)
{
  const char *const argv[] = { "jianbao", "batch", "-", "-d", "out", NULL };
  const char *text = GPOINTER_TO_INT (*state) == 0 ? "a.txt\0x" : "a.txt\r\n\nx\n";
  g_autoptr(GBytes) list = g_bytes_new_static (text, GPOINTER_TO_INT (*state) == 0 ? 7 : 10);

  start ();
  put_report ("a.txt");
  put_report ("x/b.txt");
  g_auto(Ran) ran = run_with (argv, folder, NULL, list, NULL);
  assert_int_equal (ran.code, 0);
  assert_true (stands ("out/a.pdf") && stands ("out/b.pdf"));
  stop ();
}

static const struct
{
  const char *name;
  const char *argv[6];
  int code;
  const char *says;
} usages[] = {
  { "no folder", { "in" }, 2, "-d FOLDER" },
  { "no path", { "-d", "out" }, 2, "no report" },
  { "shard 0", { "in", "-d", "out", "--shard", "0/3" }, 2, "--shard" },
  { "shard beyond", { "in", "-d", "out", "--shard", "4/3" }, 2, "--shard" },
  { "shard of words", { "in", "-d", "out", "--shard", "one" }, 2, "--shard" },
  { "too many jobs", { "in", "-d", "out", "--jobs", "1000" }, 2, "--jobs" },
  { "no report in a folder", { "none", "-d", "out" }, 3, "no report is there" },
  { "bad profile", { "in", "-d", "out", "--profile", "nowhere.ini" }, 3, "nowhere.ini" },
  { "a file for a folder", { "in", "-d", "in/r.txt" }, 4, "in/r.txt" },
};

static void
test_usage (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  const char *argv[G_N_ELEMENTS (usages[0].argv) + 1] = { NULL };

  start ();
  put_report ("in/r.txt");
  g_free (put ("none/notes.doc", "x"));
  memcpy (argv, usages[i].argv, sizeof usages[i].argv);
  g_auto(Ran) ran = batch (argv);
  if (ran.code != usages[i].code || ran.n_err_lines != 1 || strstr (ran.err, usages[i].says) == NULL)
    fail_msg ("exit %d: %s", ran.code, ran.err);
  stop ();
}

/* Shards part the list: no report twice, none left out, as even as can be. */
static void
test_shards (void **state)
{
  static const gint64 sizes[] = { 3, 2, 2 };

  (void) state;
  start ();
  put_many ("in", 7);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *shard = g_strdup_printf ("%u/3", i), *summary = g_strdup_printf ("out/summary-%u-of-3.json", i);
      g_auto(Ran) ran = BATCH ("in", "-d", "out", "--shard", shard);
      assert_int_equal (ran.code, 0);
      assert_int_equal (total (summary, "done"), sizes[i - 1]);
    }
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *pdf = g_strdup_printf ("out/report-%03u.pdf", i);
      assert_true (stands (pdf));
    }
  /* What shards did, the whole does not do again. */
  g_auto(Ran) whole = BATCH ("in", "-d", "out", "--resume");
  assert_int_equal (whole.code, 0);
  assert_int_equal (total ("out/summary.json", "resumed"), 7);
  stop ();
}

static const struct
{
  const char *name;
  const char *change;   /* what is done to the second of three between the runs */
  const char *option;   /* what the second run is given beside */
  const char *value;
  gint64 resumed;
} resumes[] = {
  { "nothing changed", NULL, NULL, NULL, 3 },
  { "touched only", "touch", NULL, NULL, 3 },
  { "another text", "text", NULL, NULL, 2 },
  { "PDF gone", "remove", NULL, NULL, 2 },
  { "PDF cut", "cut", NULL, NULL, 2 },
  { "another layout", NULL, "--layout", "zh", 0 },
  { "another setting", NULL, "--set", "page.duplex=no", 0 },
};

static void
test_resume (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  const char *change = resumes[i].change != NULL ? resumes[i].change : "";

  start ();
  put_many ("in", 3);
  g_auto(Ran) first = BATCH ("in", "-d", "out");
  assert_int_equal (first.code, 0);
  g_autofree char *pdf = g_build_filename (folder, "out/report-001.pdf", NULL);
  if (g_str_equal (change, "touch"))
    put_report ("in/report-001.txt");
  if (g_str_equal (change, "text"))
    g_free (put ("in/report-001.txt", SMALL_REPORT "（三）其他。办理提案3件。\n"));
  if (g_str_equal (change, "remove"))
    g_unlink (pdf);
  if (g_str_equal (change, "cut"))
    assert_int_equal (truncate (pdf, 1000), 0);
  g_auto(Ran) second = BATCH ("in", "-d", "out", "--resume", resumes[i].option, resumes[i].value);
  assert_int_equal (second.code, 0);
  assert_int_equal (total ("out/summary.json", "done"), 3);
  assert_int_equal (total ("out/summary.json", "resumed"), resumes[i].resumed);
  stop ();
}

/* Runs a batch, and sends it @number when @n_lines of JSON have come. Returns: as waitpid() says. */
static int
interrupt (int number, guint n_lines)
{
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  const char *argv[] = { program, "batch", "in", "-d", "out", "--jobs", "2", "--resume", NULL };
  GPid pid;
  int out, status;
  char c;

  assert_true (g_spawn_async_with_pipes (folder, (char **) argv, NULL,
                                         G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, NULL, &out,
                                         NULL, NULL));
  for (guint n = 0; n < n_lines && read (out, &c, 1) == 1;)
    n += c == '\n' ? 1 : 0;
  kill (pid, number);
  while (read (out, &c, 1) == 1)
    ;
  close (out);
  assert_int_equal (waitpid (pid, &status, 0), pid);
  return status;
}

static void
check_whole (void)
{
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  g_autoptr(GDir) dir = g_dir_open (out, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative = g_build_filename ("out", name, NULL);
      g_autofree char *path = g_build_filename (folder, relative, NULL), *text = NULL;
      gsize length;
      if (*name == '.')
        continue;
      assert_true (g_str_has_suffix (name, ".pdf") || g_str_has_prefix (name, "summary"));
      assert_true (g_file_get_contents (path, &text, &length, NULL));
      if (g_str_has_suffix (name, ".pdf") && (length < 6 || memcmp (text + length - 6, "%%EOF\n", 6) != 0))
        fail_msg ("%s is half a file", name);
    }
}

static void
test_signal (void **state)
{
  int number = GPOINTER_TO_INT (*state);

  start ();
  put_many ("in", 40);
  int status = interrupt (number, 10);
  assert_true (WIFSIGNALED (status));
  assert_int_equal (WTERMSIG (status), number);
  check_whole ();
  if (number != SIGKILL)
    {
      assert_true (total ("out/summary.json", "pending") > 0);
      assert_true (total ("out/summary.json", "done") >= 10);
      assert_int_equal (total ("out/summary.json", "failed"), 0);
    }
  g_auto(Ran) again = BATCH ("in", "-d", "out", "--resume");
  assert_int_equal (again.code, 0);
  assert_int_equal (total ("out/summary.json", "done"), 40);
  assert_true (total ("out/summary.json", "resumed") >= 10);
  check_whole ();
  stop ();
}

/* A run that was killed on a file system without nameless files left a hidden one. */
static void
test_sweep (void **state)
{
  (void) state;
  start ();
  put_many ("in", 1);
  g_free (put ("out/.report-000.pdf.0123abcd", "%PDF-1.7 hal"));
  g_free (put ("out/.other.pdf.0123abcd", "%PDF-1.7 hal"));
  g_auto(Ran) ran = BATCH ("in", "-d", "out");
  assert_int_equal (ran.code, 0);
  assert_true (stands ("out/report-000.pdf") && stands ("out/.other.pdf.0123abcd"));
  assert_false (stands ("out/.report-000.pdf.0123abcd"));
  stop ();
}

/* On a terminal: a bar with rate and time left, what is wrong above it, and no JSON. */
static void
test_terminal (void **state)
{
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  g_autoptr(GString) seen = g_string_new (NULL);
  struct winsize size = { .ws_row = 24, .ws_col = 100 };
  char buffer[4096];
  int terminal, status;
  ssize_t n;

  (void) state;
  start ();
  put_many ("in", 20);
  g_free (put ("in/empty.txt", ""));
  pid_t pid = forkpty (&terminal, NULL, NULL, &size);
  if (pid == 0)
    {
      if (chdir (folder) == 0)
        execl (program, program, "batch", "in", "-d", "out", "--jobs", "1", (char *) NULL);
      _exit (127);
    }
  while ((n = read (terminal, buffer, sizeof buffer)) > 0)
    g_string_append_len (seen, buffer, n);
  close (terminal);
  assert_int_equal (waitpid (pid, &status, 0), pid);
  assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 3);
  assert_null (strstr (seen->str, "{\""));
  assert_non_null (strstr (seen->str, "█"));
  assert_non_null (strstr (seen->str, "/21  "));
  assert_non_null (strstr (seen->str, " s left"));
  assert_non_null (strstr (seen->str, "\r\033[Kjianbao: in/empty.txt: "));
  assert_non_null (strstr (seen->str, "21 reports, 20 done (0 before), 1 bad, 0 failed, 0 left, in "));
  stop ();
}

/* A worker that is gone takes its one report with it. */
static void
test_killed_worker (void **state)
{
  g_autofree char *program = g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL);
  const char *argv[] = { program, "batch", "in", "-d", "out", "--jobs", "1", NULL };
  GPid pid;
  int out, status, child = 0;
  char c;

  (void) state;
  start ();
  put_many ("in", 30);
  assert_true (g_spawn_async_with_pipes (folder, (char **) argv, NULL,
                                         G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, NULL, &out,
                                         NULL, NULL));
  while (read (out, &c, 1) == 1 && c != '\n')
    ;
  g_autofree char *children = g_strdup_printf ("/proc/%d/task/%d/children", pid, pid);
  g_autofree char *list = NULL;
  if (g_file_get_contents (children, &list, NULL, NULL) && *list != '\0')
    child = (int) g_ascii_strtoll (list, NULL, 10);
  if (child > 0)
    kill (child, SIGKILL);
  while (read (out, &c, 1) == 1)
    ;
  close (out);
  assert_int_equal (waitpid (pid, &status, 0), pid);
  assert_true (WIFEXITED (status));
  if (child > 0)
    {
      assert_int_equal (WEXITSTATUS (status), 4);
      assert_int_equal (total ("out/summary.json", "failed"), 1);
      assert_int_equal (total ("out/summary.json", "done"), 29);
    }
  else
    print_message ("not tried: the kernel does not tell a process's children\n");
  stop ();
}

#define ROWS(rows, test)                                                                                              \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)                                                                     \
    tests[n++] = (struct CMUnitTest) { .name = rows[i].name, .test_func = test, .initial_state = GSIZE_TO_POINTER (i) };

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (names) + G_N_ELEMENTS (usages) + G_N_ELEMENTS (resumes)];
  gsize n = 0;
  const struct CMUnitTest others[] = {
    cmocka_unit_test (test_outcomes), cmocka_unit_test (test_beside), cmocka_unit_test (test_schema), cmocka_unit_test (test_terminal),
    cmocka_unit_test (test_sweep),
    cmocka_unit_test_prestate (test_list, GINT_TO_POINTER (0)),
    cmocka_unit_test_prestate (test_list, GINT_TO_POINTER (1)), cmocka_unit_test (test_shards),
    cmocka_unit_test_prestate (test_signal, GINT_TO_POINTER (SIGINT)),
    cmocka_unit_test_prestate (test_signal, GINT_TO_POINTER (SIGTERM)),
    cmocka_unit_test_prestate (test_signal, GINT_TO_POINTER (SIGHUP)),
    cmocka_unit_test_prestate (test_signal, GINT_TO_POINTER (SIGKILL)), cmocka_unit_test (test_killed_worker) };

  ROWS (names, test_names)
  ROWS (usages, test_usage)
  ROWS (resumes, test_resume)
  int failed = _cmocka_run_group_tests ("batch", tests, n, NULL, NULL);
  return failed + cmocka_run_group_tests_name ("whole batches", others, NULL, NULL);
}
