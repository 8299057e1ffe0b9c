/* Running the built program, and what it said. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <cmocka.h>

typedef struct
{
  int    code; /* -1: it crashed */
  char  *out;  /* as it came, with a NUL behind */
  gsize  n_out;
  char  *err;
  guint  n_err_lines;
  double seconds;     /* by the clock */
  double cpu_seconds; /* of the program and what it started: what else the machine does is not its fault */
} Ran;

static inline void
ran_clear (Ran *ran)
{
  g_free (ran->out);
  g_free (ran->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

static inline guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    n += *at == '\n' ? 1 : 0;
  return n;
}

static inline char *
text_of (GBytes *bytes, gsize *length)
{
  gsize n = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &n) : NULL;
  char *text = g_malloc (n + 1);

  if (n > 0)
    memcpy (text, data, n);
  text[n] = '\0';
  if (length != NULL)
    *length = n;
  return text;
}

/* Processor time of all children that have ended. */
static inline double
count_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* @program: "jianbao" is the one that was built, others are looked for in PATH. @input: (nullable): standard input.
 * @environment: (nullable): "NAME=VALUE", NULL-terminated. @out_path: (nullable): where standard output goes. */
static inline Ran
run_with (const char *const *argv, const char *folder, const char *const *environment, GBytes *input,
          const char *out_path)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDERR_PIPE | (out_path == NULL ? G_SUBPROCESS_FLAGS_STDOUT_PIPE : 0)
                           | (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_str_equal (argv[0], "jianbao")
                               ? g_build_filename (g_getenv ("JB_BINARY_DIR"), "jianbao", NULL) : g_strdup (argv[0]);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  Ran ran = { 0 };

  g_ptr_array_add (words, program);
  for (gsize i = 1; argv[i] != NULL; i++)
    g_ptr_array_add (words, (char *) argv[i]);
  g_ptr_array_add (words, NULL);
  for (gsize i = 0; environment != NULL && environment[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (environment[i], "=", 2);
      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }
  /* Else the leak checker's account of what it was told to overlook is a second line on standard error. */
  g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", "print_suppressions=0", TRUE);
  if (folder != NULL)
    g_subprocess_launcher_set_cwd (launcher, folder);
  if (out_path != NULL)
    g_subprocess_launcher_set_stdout_file_path (launcher, out_path);
  double cpu_start = count_cpu_seconds ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GSubprocess) child = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  if (child == NULL)
    fail_msg ("%s: %s", argv[0], error->message);
  g_autoptr(GBytes) out = NULL, err = NULL;
  /* A program that reads nothing closes the pipe: no fault of the test. */
  (void) g_subprocess_communicate (child, input, NULL, &out, &err, NULL);
  g_subprocess_wait (child, NULL, NULL);
  ran.seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  ran.cpu_seconds = count_cpu_seconds () - cpu_start;
  ran.code = g_subprocess_get_if_exited (child) ? g_subprocess_get_exit_status (child) : -1;
  ran.out = text_of (out, &ran.n_out);
  ran.err = text_of (err, NULL);
  ran.n_err_lines = count_lines (ran.err);
  return ran;
}

static inline Ran
run (const char *const *argv)
{
  return run_with (argv, NULL, NULL, NULL, NULL);
}

#define RUN(...) run ((const char *const[]) { __VA_ARGS__, NULL })

static inline char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("jianbao-cli-XXXXXX", NULL);

  assert_non_null (folder);
  return folder;
}

static inline guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static inline void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* A report small enough to read here, for tests that are about something else. */
#define SMALL_REPORT                                                                                                  \
  "云泽市2023年法治政府建设情况报告\n\n2023年，云泽市办理行政复议案件120件，同比增长20%。\n"                          \
  "一、主要工作\n（一）优化服务。压减审批时限35%，兑付奖补资金4500万元。\n（二）严格执法。开展联合检查12次。\n"
