/* jianbao: the table of commands. */
#include "jb-cli.h"
#include "jb-last-line.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char   *name, *what;
  JbCommandFunc run;
} commands[] = {
#ifdef JB_HAVE_RENDER
  { "render", "a report as a printable bilingual PDF briefing", jb_command_render },
#endif
#ifdef JB_HAVE_RENDER
  { "compare", "reports side by side: years of a place, or places", jb_command_compare },
  { "batch", "many reports at once, on all cores", jb_command_batch },
#endif
#ifdef JB_HAVE_EXTRACT
  { "extract", "its sections, metrics and checks as JSON or CSV", jb_command_extract },
#endif
#ifdef JB_HAVE_CHARTS
  { "charts", "its charts as SVG or PNG files", jb_command_charts },
#endif
#ifdef JB_HAVE_CHECK
  { "check", "arithmetic that holds and that does not", jb_command_check },
#endif
#ifdef JB_HAVE_TRANSLATE
  { "translate", "its text for translators, as XLIFF, PO or TMX", jb_command_translate },
#endif
};

static int
print (const char *text)
{
  g_autoptr(GError) error = NULL;

  return jb_cli_output (NULL, text, strlen (text), &error) ? JB_EXIT_DONE : jb_cli_fail (g_steal_pointer (&error));
}

static int
print_help (void)
{
  g_autoptr(GString) help = g_string_new (
    "Usage: jianbao COMMAND REPORT [OPTION...]\n\n"
    "Makes a Chinese government report (txt, docx, html, md, pdf) into a printable\n"
    "Chinese and English briefing with charts. REPORT is a file, or - for standard\n"
    "input.\n\nCommands:\n");

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  %-10s  %s\n", commands[i].name, commands[i].what);
  g_string_append (help,
    "\nOptions:\n  --help      this help; of a command: jianbao COMMAND --help\n  --version   the version\n\n"
    "Exit codes: 0 done; 1 done, but check or --strict found something; 2 bad usage;\n"
    "3 bad input; 4 the system failed (disk full, a file that cannot be written).\n\n"
    "  jianbao render report.txt --translation report.tmx -o briefing.pdf\n");
  return print (help->str);
}

static int
run_command (const char *name, int argc, char **argv)
{
  g_autofree char *program = g_strconcat ("jianbao ", name, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      {
        g_set_prgname (program);
        return commands[i].run (argc, argv);
      }
  g_autofree char *line = g_strdup_printf ("jianbao: there is no command “%s”: see jianbao --help\n", name);
  fputs (line, stderr);
  return JB_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  jb_last_line_install ();
  setlocale (LC_CTYPE, "");
  if (argc < 2)
    {
      fputs ("jianbao: no command: see jianbao --help\n", stderr);
      return JB_EXIT_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    return print_help ();
  if (strcmp (argv[1], "--version") == 0)
    return print ("jianbao " JB_CLI_VERSION "\n");
  return run_command (argv[1], argc - 1, argv + 1);
}
