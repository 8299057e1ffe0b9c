/* Files that appear whole or not at all: what is replaced, what is followed, what is written to, what is swept. */
#include "jb-error.h"
#include "jb-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static gboolean
write_text (const char *name, const char *text, GError **error)
{
  g_autofree char *path = in_folder (name);

  return jb_file_write (path, text, strlen (text), error);
}

static void
assert_holds (const char *name, const char *expected)
{
  g_autofree char *path = in_folder (name), *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_string_equal (text, expected);
}

static guint
count_files (void)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static int
set_up (void **state)
{
  (void) state;
  folder = g_dir_make_tmp ("jianbao-file-XXXXXX", NULL);
  return folder == NULL;
}

static int
tear_down (void **state)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  (void) state;
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = in_folder (name);
      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
  return 0;
}

static void
test_replace (void **state)
{
  g_autofree char *path = in_folder ("a.pdf");
  GStatBuf info;
  mode_t mask = umask (0);

  (void) state;
  umask (mask);
  assert_true (write_text ("a.pdf", "one", NULL));
  assert_holds ("a.pdf", "one");
  assert_int_equal (g_stat (path, &info), 0);
  assert_int_equal (info.st_mode & 0777, 0666 & ~mask);
  assert_true (write_text ("a.pdf", "another", NULL));
  assert_holds ("a.pdf", "another");
  assert_int_equal (count_files (), 1);
}

static void
test_link (void **state)
{
  g_autofree char *link = in_folder ("link.pdf");

  (void) state;
  assert_true (write_text ("a.pdf", "one", NULL));
  assert_int_equal (symlink ("a.pdf", link), 0);
  assert_true (write_text ("link.pdf", "two", NULL));
  assert_holds ("a.pdf", "two");
  assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

static void
test_pipe (void **state)
{
  g_autofree char *path = in_folder ("pipe");
  char buffer[8] = "";

  (void) state;
  assert_int_equal (mkfifo (path, 0600), 0);
  int fd = open (path, O_RDONLY | O_NONBLOCK);
  assert_true (write_text ("pipe", "through", NULL));
  assert_int_equal (read (fd, buffer, sizeof buffer), 7);
  assert_string_equal (buffer, "through");
  close (fd);
}

static const struct
{
  const char *name, *says;
} refused[] = {
  { "none/a.pdf", "cannot be written" },
  { ".", "is a folder" },
};

static void
test_refused (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;

  assert_false (write_text (refused[i].name, "x", &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_SYSTEM));
  assert_non_null (strstr (error->message, refused[i].says));
  assert_int_equal (count_files (), 0);
}

/* Half of the bytes, and then no more: nothing is left, and what was there stays. */
static gboolean
give_up (gpointer data, JbFilePut put, gpointer file, GError **error)
{
  (void) data;
  put (file, "half", 4, NULL);
  g_set_error_literal (error, JB_ERROR, JB_ERROR_FORMAT, "no more");
  return FALSE;
}

static void
test_half (void **state)
{
  g_autofree char *path = in_folder ("a.pdf");

  (void) state;
  assert_true (write_text ("a.pdf", "before", NULL));
  assert_false (jb_file_write_pieces (path, give_up, NULL, NULL));
  assert_holds ("a.pdf", "before");
  assert_int_equal (count_files (), 1);
}

static void
test_sweep (void **state)
{
  static const struct { const char *name; gboolean stays; } files[] = {
    { "a.pdf", TRUE }, { ".a.pdf.0123abcd", FALSE }, { ".a.pdf.89efdcba", FALSE },
    { ".b.pdf.0123abcd", TRUE },  /* not asked for */
    { ".a.pdf.0123ABCD", TRUE }, { ".a.pdf.123abcd", TRUE }, { "a.pdf.0123abcd", TRUE }, { ".0123abcd", TRUE } };
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *long_name = g_strnfill (200, 'n');
  g_autofree char *long_draft = g_strdup_printf (".%.180s.00000000", long_name);

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    assert_true (write_text (files[i].name, "x", NULL));
  assert_true (write_text (long_draft, "x", NULL));
  g_hash_table_add (names, (char *) "a.pdf");
  g_hash_table_add (names, long_name);
  assert_int_equal (jb_file_sweep (folder, names), 3);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = in_folder (files[i].name);
      if (g_file_test (path, G_FILE_TEST_EXISTS) != files[i].stays)
        fail_msg ("%s %s", files[i].name, files[i].stays ? "is gone" : "is still there");
    }
  assert_int_equal (jb_file_sweep ("/nonexistent", names), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_replace, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_link, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_pipe, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_half, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_sweep, set_up, tear_down),
    { "no folder", test_refused, set_up, tear_down, GSIZE_TO_POINTER (0) },
    { "a folder", test_refused, set_up, tear_down, GSIZE_TO_POINTER (1) },
  };

  return cmocka_run_group_tests_name ("file", tests, NULL, NULL);
}
