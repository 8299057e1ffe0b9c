/* What the program asks of the system, as strace sees it: no network, no other program but pdftotext for a PDF, nothing
 * written but its output, and that in a file that nobody else may read until it is whole. */
#include "faults.h"

#include <archive.h>
#include <archive_entry.h>

static char *folder; /* with a slash at its end, of the outputs */

/* Lines as "1234 openat(AT_FDCWD, "…", O_RDONLY) = 3"; the number of the process stands only where there are several. */
static GStrv
trace (const Command *command)
{
  g_autofree char *log = g_strconcat (folder, "../trace", NULL), *text = NULL;
  const char *const before[] = { "strace", "-f", "-qq", "-s", "4096", "-o", log, "-e",
                                 "trace=%network,%file,%process,fchmod,linkat", NULL };
  /* The leak checker does not work while the program is traced. */
  const char *const environment[] = { "ASAN_OPTIONS=detect_leaks=0", NULL };
  g_auto(GStrv) words = make_words (command, before, folder);

  prepare_folder (folder, NULL);
  g_auto(Ran) ran = run_with ((const char *const *) words, NULL, environment, NULL, NULL);
  if (ran.code != 0 || !g_file_get_contents (log, &text, NULL, NULL))
    fail_msg ("%s: exit %d: %s", command->name, ran.code, ran.err);
  return g_strsplit (text, "\n", -1);
}

/* The name of the call, without the number of the process. */
static const char *
find_call (const char *line)
{
  while (g_ascii_isdigit (*line) || *line == ' ')
    line++;
  return line;
}

/* The first string in quotes. (transfer full) */
static char *
get_path (const char *call)
{
  const char *from = strchr (call, '"'), *to = from != NULL ? strchr (from + 1, '"') : NULL;

  return to != NULL ? g_strndup (from + 1, (gsize) (to - from - 1)) : g_strdup ("");
}

static gboolean
begins_with_any (const char *call, const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_str_has_prefix (call, *names) && call[strlen (*names)] == '(')
      return TRUE;
  return FALSE;
}

static void
expect_no_network (const char *call)
{
  static const char *const calls[] = { "socket", "connect", "bind", "sendto", "sendmsg", "listen", NULL };

  if (begins_with_any (call, calls) && (strstr (call, "AF_INET") != NULL || strstr (call, "AF_NETLINK") != NULL
                                        || strstr (call, "AF_PACKET") != NULL))
    fail_msg ("asks for the network: %s", call);
}

static void
expect_known_program (const char *call, gboolean pdf)
{
  static const char *const calls[] = { "execve", "execveat", NULL };
  g_autofree char *path = get_path (call);

  if (!begins_with_any (call, calls) || g_str_has_suffix (path, "/jianbao"))
    return;
  if (!pdf || !g_str_has_suffix (path, "/pdftotext"))
    fail_msg ("runs another program: %s", call);
}

/* What opens for writing, makes, renames or removes, is the output, below its folder. */
static void
expect_own_files (const char *call)
{
  static const char *const changes[] = { "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat",
                                         "symlink", "symlinkat", "unlink", "unlinkat", "truncate", "mknod", "mknodat",
                                         "chmod", "fchmodat", "chown", "utimensat", NULL };
  static const char *const opens[] = { "open", "openat", NULL };
  gboolean writes = begins_with_any (call, opens) && (strstr (call, "O_WRONLY") != NULL || strstr (call, "O_RDWR") != NULL
                                                      || strstr (call, "O_CREAT") != NULL || strstr (call, "O_TMPFILE") != NULL);
  g_autofree char *path = get_path (call), *below = g_strconcat (path, "/", NULL);

  if (!writes && !begins_with_any (call, changes))
    return;
  /* A descriptor of its own, as linkat() names it. */
  if (!g_str_has_prefix (below, folder) && !g_str_has_prefix (path, "/proc/self/fd/") && !g_str_equal (path, "/dev/null"))
    fail_msg ("changes what is not its output: %s", call);
}

/* A file is nobody else's when it is made, and everybody's, as the umask has it, only when it is whole. */
static void
expect_private_file (const char *call)
{
  static const char *const opens[] = { "open", "openat", NULL };

  if (begins_with_any (call, opens) && (strstr (call, "O_CREAT") != NULL || strstr (call, "O_TMPFILE") != NULL)
      && strstr (call, ", 0600)") == NULL && strstr (call, ", 0600 <unfinished") == NULL)
    fail_msg ("makes a file that others may read: %s", call);
}

static gboolean
have_strace (void)
{
  g_auto(Ran) ran = RUN ("strace", "-qq", "-o", "/dev/null", "true");

  if (ran.code == 0)
    return TRUE;
  print_message ("########## not tried: strace is not allowed to trace here: %s ##########\n", ran.err);
  return FALSE;
}

static void
test_calls (void **state)
{
  const Command *command = *state;
  gboolean pdf = g_str_equal (command->name, "extract pdf"), made = FALSE;
  g_auto(GStrv) lines = trace (command);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *call = find_call (lines[i]);
      expect_no_network (call);
      expect_known_program (call, pdf);
      expect_own_files (call);
      expect_private_file (call);
      made |= strstr (call, "O_TMPFILE") != NULL || strstr (call, "O_CREAT") != NULL;
    }
  assert_true (made); /* else nothing was looked at */
}

static void
add_member (struct archive *zip, const char *name, const char *text, const char *link)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (gint64) strlen (text));
  archive_entry_set_filetype (entry, link != NULL ? AE_IFLNK : AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (link != NULL)
    archive_entry_set_symlink (entry, link);
  assert_int_equal (archive_write_header (zip, entry), ARCHIVE_OK);
  if (link == NULL)
    assert_true (archive_write_data (zip, text, strlen (text)) == (la_ssize_t) strlen (text));
  archive_entry_free (entry);
}

/* A Word file whose members want to be written beside it, at a place of their own, and through a link. */
static void
make_evil_docx (const char *path)
{
  static const char document[] =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
    "<w:p><w:r><w:t>云泽市2023年工作报告</w:t></w:r></w:p><w:p><w:r><w:t>一、主要工作</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>全年办理行政复议案件120件，同比增长20%。</w:t></w:r></w:p></w:body></w:document>";
  g_autofree char *absolute = g_strconcat (folder, "../evil-absolute", NULL);
  struct archive *zip = archive_write_new ();

  archive_write_set_format_zip (zip);
  assert_int_equal (archive_write_open_filename (zip, path), ARCHIVE_OK);
  add_member (zip, "../evil-above", "evil", NULL);
  add_member (zip, "word/../../../evil-inside", "evil", NULL);
  add_member (zip, absolute, "evil", NULL);
  add_member (zip, "word/link", "", folder);
  add_member (zip, "word/link/evil-linked", "evil", NULL);
  add_member (zip, "[Content_Types].xml", "<Types/>", NULL);
  add_member (zip, "word/document.xml", document, NULL);
  assert_int_equal (archive_write_close (zip), ARCHIVE_OK);
  archive_write_free (zip);
}

static void
expect_no_evil (const char *where)
{
  g_autoptr(GHashTable) files = look_into (where);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (strstr (name, "evil-") != NULL)
      fail_msg ("%s was written from an archive", (char *) name);
}

static void
test_archive (void **state)
{
  g_autofree char *top = g_strconcat (folder, "..", NULL), *path = g_strconcat (folder, "../evil.docx", NULL);
  Command command = { "render of an archive", { "render", path }, "out.pdf", FALSE };

  (void) state;
  make_evil_docx (path);
  g_auto(GStrv) lines = trace (&command);
  for (gsize i = 0; lines[i] != NULL; i++)
    expect_own_files (find_call (lines[i]));
  expect_no_evil (top);
}

int
main (void)
{
  static const Command batch = { "batch", { "batch", "@tests/cli/compare", "--jobs", "2" }, "briefings", TRUE };
  struct CMUnitTest tests[G_N_ELEMENTS (commands) + 2];
  gsize n = 0;
  int failed = 0;

  g_autofree char *top = make_folder ();
  folder = g_strconcat (top, "/out/", NULL);
  for (; n < G_N_ELEMENTS (commands); n++)
    tests[n] = (struct CMUnitTest) { .name = commands[n].name, .test_func = test_calls, .initial_state = (void *) &commands[n] };
  tests[n++] = (struct CMUnitTest) { .name = batch.name, .test_func = test_calls, .initial_state = (void *) &batch };
  tests[n++] = (struct CMUnitTest) { .name = "members that are paths", .test_func = test_archive };
  if (have_strace ())
    failed = _cmocka_run_group_tests ("calls", tests, n, NULL, NULL);
  remove_folder (top);
  g_free (folder);
  return failed;
}
