#include "jb-session.h"

#include "jb-cli.h"

#include "jb-error.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
load_report (JbSession *session, const JbSessionOptions *options, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "input");
  session->input = jb_input_read (options->path, options->encoding, error);
  if (session->input == NULL)
    return FALSE;
  if (options->text_only)
    jb_input_drop_bytes (session->input);
  jb_stages_begin (stages, "report");
  session->report = jb_report_parse (session->input->text, session->input->path, error);
  /* What the system did is about some other file, which is named. */
  if (session->report == NULL && (error == NULL || !g_error_matches (*error, JB_ERROR, JB_ERROR_SYSTEM)))
    g_prefix_error (error, "%s: ", session->input->path);
  return session->report != NULL;
}

/* Numbers that nobody could read are told; all others that are no metrics are meant to be none. */
static void
tell_unread (JbSession *session)
{
  for (guint i = 0; i < session->rejected->len; i++)
    {
      const JbRejected *rejected = &g_array_index (session->rejected, JbRejected, i);
      guint line, column;

      if (!g_str_equal (rejected->reason, "unread"))
        continue;
      g_autofree char *written = jb_span_dup (session->input->text, rejected->span);
      jb_report_locate (session->report, rejected->span.start, &line, &column);
      jb_diagnostic_add (session->diagnostics, JB_SEVERITY_WARNING, "unread-number", session->input->path, line, column,
                         "“%s” cannot be read as a number: it is in no table and no chart", written);
    }
}

static gboolean
load_lexicon (JbSessionWords *words, GError **error)
{
  if (words->lexicon == NULL)
    words->lexicon = jb_lexicon_load (NULL, error);
  return words->lexicon != NULL;
}

static gboolean
load_metrics (JbSession *session, JbSessionWords *words, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "lexicon");
  if (!load_lexicon (words, error))
    return FALSE;
  session->lexicon = words->lexicon;
  jb_stages_begin (stages, "metrics");
  session->metrics = jb_metrics_extract (session->report, session->lexicon, &session->rejected);
  tell_unread (session);
  return TRUE;
}

static gboolean
load_glossary (JbSessionWords *words, char **paths, GError **error)
{
  if (words->glossary != NULL)
    return TRUE;
  g_autoptr(JbGlossary) glossary = jb_glossary_load (NULL, error);

  for (; glossary != NULL && paths != NULL && *paths != NULL; paths++)
    if (!jb_glossary_add_file (glossary, *paths, error))
      return FALSE;
  words->glossary = g_steal_pointer (&glossary);
  return words->glossary != NULL;
}

static gboolean
add_files (JbMemory *memory, char **paths, GPtrArray *diagnostics, GError **error)
{
  for (; paths != NULL && *paths != NULL; paths++)
    if (!jb_memory_add_file (memory, *paths, diagnostics, error))
      return FALSE;
  return TRUE;
}

static gboolean
load_memory (JbSessionWords *words, char **paths, GPtrArray *diagnostics, GError **error)
{
  g_autoptr(JbMemory) memory = words->memory == NULL ? jb_memory_new () : NULL;

  if (memory != NULL && !add_files (memory, paths, diagnostics, error))
    return FALSE;
  if (memory != NULL)
    words->memory = g_steal_pointer (&memory);
  return TRUE;
}

gboolean
jb_session_words_load (JbSessionWords *words, char **glossaries, char **translations, GPtrArray *diagnostics, GError **error)
{
  return load_lexicon (words, error) && load_glossary (words, glossaries, error)
         && load_memory (words, translations, diagnostics, error);
}

static gboolean
load_words (JbSession *session, JbSessionWords *words, const JbSessionOptions *options, JbStages *stages, GError **error)
{
  jb_stages_begin (stages, "glossary");
  if (!load_glossary (words, options->glossaries, error))
    return FALSE;
  jb_stages_begin (stages, "memory");
  if (!load_memory (words, options->translations, session->diagnostics, error))
    return FALSE;
  session->glossary = words->glossary;
  session->memory = words->memory;
  if (options->beside == NULL)
    return TRUE;
  session->memory = session->beside = jb_memory_new_over (words->memory);
  return add_files (session->beside, options->beside, session->diagnostics, error);
}

static void
copy_diagnostics (JbSession *session)
{
  const GPtrArray *own = jb_report_get_diagnostics (session->report);

  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      const JbDiagnostic *one = g_ptr_array_index (own, i);
      jb_diagnostic_add (session->diagnostics, one->severity, one->tag, one->file, one->line, one->column, "%s",
                         one->message);
    }
}

JbSession *
jb_session_load (const JbSessionOptions *options, JbStages *stages, GError **error)
{
  g_autoptr(JbSession) session = g_new0 (JbSession, 1);
  JbSessionWords *words = options->words != NULL ? options->words : &session->own;

  session->diagnostics = jb_diagnostic_list_new ();
  if (!load_report (session, options, stages, error))
    return NULL;
  copy_diagnostics (session);
  if (!load_metrics (session, words, stages, error) || !load_words (session, words, options, stages, error))
    return NULL;
  jb_stages_begin (stages, "translate");
  session->translation = jb_translation_new (session->report, session->metrics, session->memory, session->glossary);
  jb_stages_begin (stages, "audit");
  session->findings = jb_audit_run (session->report, session->metrics, error);
  return session->findings != NULL ? g_steal_pointer (&session) : NULL;
}

static void
place_diagnostic (const JbSession *session, JbDiagnostic *one)
{
  g_autofree char *place = g_strcmp0 (one->file, session->input->path) == 0
                             ? jb_input_describe_line (session->input, one->line, one->column) : NULL;
  guint64 line;
  if (place == NULL)
    return;

  one->column = 0;
  if (g_str_has_prefix (place, "line ") && g_ascii_string_to_unsigned (place + strlen ("line "), 10, 1, G_MAXUINT, &line, NULL))
    {
      one->line = (guint) line;
      return;
    }
  char *file = g_strdup_printf ("%s: %s", one->file, place);
  g_free (one->file);
  one->file = file;
  one->line = 0;
}

guint
jb_session_print_warnings (JbSession *session)
{
  for (guint i = 0; i < session->diagnostics->len; i++)
    place_diagnostic (session, g_ptr_array_index (session->diagnostics, i));
  return jb_cli_print_warnings (session->diagnostics);
}

/* The first character @c of the text, as “report.txt:12” or “report.pdf: page 3, paragraph 2”; NULL: it is not in it. */
static char *
place_character (const JbSession *session, gunichar c)
{
  const char *text = session->input->text, *at = g_utf8_strchr (text, (gssize) session->input->length, c);
  guint line, column;
  if (at == NULL)
    return NULL;

  if (session->input->origins->len > 0)
    {
      g_autofree char *place = jb_input_describe_place (session->input, (gsize) (at - text));
      return g_strdup_printf ("%s: %s", session->input->path, place);
    }
  jb_report_locate (session->report, (gsize) (at - text), &line, &column);
  return g_strdup_printf ("%s:%u:%u", session->input->path, line, column);
}

void
jb_session_place_glyph (const JbSession *session, GError *error)
{
  const char *what = error->code == JB_ERROR_GLYPH ? strstr (error->message, ": no font has") : NULL;
  const char *code = what != NULL ? strstr (what, "(U+") : NULL;
  if (code == NULL || error->domain != JB_ERROR)
    return;

  g_autofree char *place = place_character (session, (gunichar) g_ascii_strtoull (code + 3, NULL, 16));
  if (place == NULL)
    return;
  char *message = g_strconcat (place, what, NULL);
  g_free (error->message);
  error->message = message;
}

JbExport
jb_session_export (const JbSession *session)
{
  return (JbExport) { .input = session->input, .report = session->report, .metrics = session->metrics,
                      .translation = session->translation, .findings = session->findings };
}

static gint64
own_time (const JbSession *session)
{
  struct stat info;

  if (session->input->mtime >= 0)
    return session->input->mtime;
  if (fstat (STDIN_FILENO, &info) == 0 && S_ISREG (info.st_mode))
    return (gint64) info.st_mtime;
  return g_get_real_time () / G_USEC_PER_SEC;
}

gboolean
jb_session_time (const JbSession *session, gint64 *time, GError **error)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  guint64 value;

  if (epoch == NULL || *epoch == '\0')
    {
      *time = own_time (session);
      return TRUE;
    }
  /* 253402300799: the last second of the year 9999, beyond which no PDF date can be written. */
  if (!g_ascii_string_to_unsigned (epoch, 10, 0, G_GINT64_CONSTANT (253402300799), &value, NULL))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_USAGE,
                   "SOURCE_DATE_EPOCH: “%s” is no number of seconds since 1970: unset it or mend it", epoch);
      return FALSE;
    }
  *time = (gint64) value;
  return TRUE;
}

void
jb_session_words_clear (JbSessionWords *words)
{
  g_clear_pointer (&words->memory, jb_memory_free);
  g_clear_pointer (&words->glossary, jb_glossary_free);
  g_clear_pointer (&words->lexicon, jb_lexicon_free);
}

void
jb_session_free (JbSession *session)
{
  if (session == NULL)
    return;
  g_clear_pointer (&session->findings, g_ptr_array_unref);
  g_clear_pointer (&session->translation, jb_translation_free);
  g_clear_pointer (&session->rejected, g_array_unref);
  g_clear_pointer (&session->metrics, g_ptr_array_unref);
  g_clear_pointer (&session->beside, jb_memory_free);
  jb_session_words_clear (&session->own);
  g_clear_pointer (&session->report, jb_report_free);
  g_clear_pointer (&session->input, jb_input_free);
  g_clear_pointer (&session->diagnostics, g_ptr_array_unref);
  g_free (session);
}
