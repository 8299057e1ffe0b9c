#include "jb-diagnostic.h"

void
jb_diagnostic_add (GPtrArray *list, JbSeverity severity, const char *tag, const char *file, guint line, guint column,
                   const char *format, ...)
{
  if (list == NULL)
    return;

  JbDiagnostic *diagnostic = g_new0 (JbDiagnostic, 1);
  va_list args;

  diagnostic->severity = severity;
  diagnostic->tag = tag;
  diagnostic->file = g_strdup (file);
  diagnostic->line = line;
  diagnostic->column = column;
  va_start (args, format);
  diagnostic->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (list, diagnostic);
}

GPtrArray *
jb_diagnostic_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) jb_diagnostic_free);
}

void
jb_diagnostic_free (JbDiagnostic *diagnostic)
{
  if (diagnostic == NULL)
    return;
  g_free (diagnostic->file);
  g_free (diagnostic->message);
  g_free (diagnostic);
}
