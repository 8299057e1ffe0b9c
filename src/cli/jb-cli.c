#include "jb-cli.h"

#include "jb-error.h"
#include "jb-file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Control characters, line ends above all, would break the rule of one line a problem. */
static void
print_line (const char *text)
{
  g_autofree char *line = g_strdup_printf ("jianbao: %s", text);

  for (char *at = line; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7F)
      *at = ' ';
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  fputs (whole, stderr);
}

int
jb_cli_exit_code (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return JB_EXIT_USAGE;
  if (error->domain != JB_ERROR)
    return JB_EXIT_SYSTEM;
  switch ((JbError) error->code)
    {
    case JB_ERROR_USAGE:
      return JB_EXIT_USAGE;
    case JB_ERROR_FORMAT:
    case JB_ERROR_LIMIT:
    case JB_ERROR_UNSUPPORTED:
    case JB_ERROR_GLYPH:
      return JB_EXIT_INPUT;
    case JB_ERROR_SYSTEM:
    default:
      return JB_EXIT_SYSTEM;
    }
}

int
jb_cli_fail (GError *error)
{
  g_return_val_if_fail (error != NULL, JB_EXIT_SYSTEM);
  int code = jb_cli_exit_code (error);

  print_line (error->message);
  g_error_free (error);
  return code;
}

static char *
format_diagnostic (const JbDiagnostic *diagnostic)
{
  GString *line = g_string_new (diagnostic->file);

  if (diagnostic->file != NULL && diagnostic->line > 0)
    g_string_append_printf (line, ":%u", diagnostic->line);
  if (diagnostic->file != NULL && diagnostic->line > 0 && diagnostic->column > 0)
    g_string_append_printf (line, ":%u", diagnostic->column);
  if (diagnostic->file != NULL)
    g_string_append (line, ": ");
  g_string_append (line, diagnostic->message);
  return g_string_free (line, FALSE);
}

void
jb_cli_print_diagnostic (const JbDiagnostic *diagnostic)
{
  g_autofree char *line = format_diagnostic (diagnostic);

  print_line (line);
}

static char *
key_of (const JbDiagnostic *diagnostic)
{
  return g_strconcat (diagnostic->tag, "\t", diagnostic->message, NULL);
}

/* How often each warning comes, by tag and message. */
static GHashTable *
count_warnings (const GPtrArray *list, guint *n)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const JbDiagnostic *one = g_ptr_array_index (list, i);
      if (one->severity != JB_SEVERITY_WARNING)
        continue;
      g_autofree char *key = key_of (one);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (count));
      *n += 1;
    }
  return counts;
}

guint
jb_cli_print_warnings (const GPtrArray *list)
{
  guint n = 0;
  g_autoptr(GHashTable) counts = count_warnings (list, &n);

  for (guint i = 0; i < list->len; i++)
    {
      const JbDiagnostic *one = g_ptr_array_index (list, i);
      g_autofree char *key = key_of (one);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      if (one->severity != JB_SEVERITY_WARNING || count == 0)
        continue;
      g_autofree char *line = format_diagnostic (one);
      g_autofree char *often = count > 1 ? g_strdup_printf ("%s (%u times)", line, count) : g_strdup (line);
      print_line (often);
      g_hash_table_remove (counts, key);
    }
  return n;
}

static int
refuse (const char *command, const char *format, const char *value)
{
  g_autofree char *what = g_strdup_printf (format, value);
  g_autofree char *line = g_strdup_printf ("%s: see jianbao %s --help", what, command);

  print_line (line);
  return JB_EXIT_USAGE;
}

static gboolean
finish_help (GOptionContext *context, int *code)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  g_autoptr(GError) error = NULL;

  *code = JB_EXIT_DONE;
  if (!jb_cli_output (NULL, help, strlen (help), &error))
    *code = jb_cli_fail (g_steal_pointer (&error));
  return FALSE;
}

gboolean
jb_cli_parse (const char *command, const char *arguments, const char *summary, const GOptionEntry *entries,
              guint n_reports, guint max_reports, int argc, char **argv, char ***reports, int *code)
{
  gboolean help = FALSE;
  g_auto(GStrv) rest = NULL;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "This help", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL } };
  g_autoptr(GOptionContext) context = g_option_context_new (arguments);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  *code = JB_EXIT_USAGE;
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return refuse (command, "%s", error->message) == JB_EXIT_DONE;
  if (help)
    return finish_help (context, code);
  guint n = rest != NULL ? g_strv_length (rest) : 0;
  if (n < n_reports)
    return refuse (command, "no report: name a file, or - for standard input%s", "") == JB_EXIT_DONE;
  if (n > max_reports)
    return refuse (command, "“%s” is one report too many", rest[max_reports]) == JB_EXIT_DONE;
  *reports = g_steal_pointer (&rest);
  return TRUE;
}

int
jb_cli_choose (const char *option, const char *name, const char *const *names, GError **error)
{
  if (name == NULL)
    return 0;
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (name, names[i]))
      return i;
  g_autofree char *all = g_strjoinv (", ", (char **) names);
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "%s: “%s” is none of %s", option, name, all);
  return -1;
}

static gboolean
put_on_standard_output (gpointer file G_GNUC_UNUSED, const void *data, gsize length, GError **error)
{
  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "standard output: cannot be written: %s", g_strerror (errno));
  return FALSE;
}

static gboolean
is_standard_output (const char *path)
{
  return path == NULL || strcmp (path, "-") == 0;
}

gboolean
jb_cli_output (const char *path, const void *data, gsize length, GError **error)
{
  return is_standard_output (path) ? put_on_standard_output (NULL, data, length, error) : jb_file_write (path, data, length, error);
}

gboolean
jb_cli_output_pieces (const char *path, JbFileMake make, gpointer data, GError **error)
{
  return is_standard_output (path) ? make (data, put_on_standard_output, NULL, error) : jb_file_write_pieces (path, make, data, error);
}
