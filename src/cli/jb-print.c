#include "jb-print.h"

#include "jb-cli.h"
#include "jb-error.h"
#include "jb-file.h"

#include <string.h>

gboolean
jb_print_choose (const char *layout, const char *conformance, JbPrintChoices *choices, GError **error)
{
  static const char *const layouts[] = { "parallel", "stacked", "zh", "en", NULL };
  static const char *const conformances[] = { "pdfa-3a", "pdfa-2a", "pdfa-2u", "none", NULL };
  int one = jb_cli_choose ("--layout", layout, layouts, error);
  int other = one < 0 ? -1 : jb_cli_choose ("--conformance", conformance, conformances, error);

  if (other < 0)
    return FALSE;
  choices->layout = (JbLayoutKind) one;
  (void) jb_pdf_conformance_parse (conformances[other], &choices->conformance);
  return TRUE;
}

gboolean
jb_print_check_folder (const char *path, GError **error)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (path == NULL || strcmp (path, "-") == 0 || g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be written: there is no folder %s: make it", path, folder);
  return FALSE;
}

JbProfile *
jb_print_load_profile (const char *name, char **settings, GError **error)
{
  g_autoptr(JbProfile) profile = jb_profile_load (name, error);

  for (char **setting = settings; profile != NULL && setting != NULL && *setting != NULL; setting++)
    {
      char *equals = strchr (*setting, '=');
      if (equals == NULL || !g_utf8_validate (*setting, -1, NULL))
        {
          g_set_error_literal (error, JB_ERROR, JB_ERROR_USAGE, "--set: write KEY=VALUE, as --set page.duplex=no");
          return NULL;
        }
      g_autofree char *key = g_strndup (*setting, (gsize) (equals - *setting));
      if (!jb_profile_set (profile, key, equals + 1, error))
        return NULL;
    }
  return g_steal_pointer (&profile);
}

JbBriefingSources
jb_print_sources (const JbSession *session, const JbProfile *profile, const JbPrintChoices *choices)
{
  static const char *const claims[] = { "PDF/A-3a, PDF/UA-1", "PDF/A-2a, PDF/UA-1", "PDF/A-2u, PDF/UA-1", "" };

  return (JbBriefingSources) {
    .input = session->input, .report = session->report, .metrics = session->metrics,
    .translation = session->translation, .findings = session->findings, .glossary = session->glossary,
    .profile = profile, .layout = choices->layout, .version = JB_CLI_VERSION,
    .conformance = claims[choices->conformance] };
}

/* --- enclosures --- */

JbEnclosures
jb_enclosures_new (void)
{
  return (JbEnclosures) { g_array_new (FALSE, TRUE, sizeof (JbPdfAttachment)), g_array_new (FALSE, TRUE, sizeof (JbPdfAnnex)),
                          g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                          g_ptr_array_new_with_free_func (g_free) };
}

void
jb_enclosures_clear (JbEnclosures *enclosures)
{
  g_array_unref (enclosures->attachments);
  g_array_unref (enclosures->annexes);
  g_ptr_array_unref (enclosures->bytes);
  g_ptr_array_unref (enclosures->names);
}

static char *
unique_name (const JbEnclosures *enclosures, const char *name)
{
  char *own = g_strdup (name);

  for (guint n = 2; g_ptr_array_find_with_equal_func (enclosures->names, own, g_str_equal, NULL); n++)
    {
      g_free (own);
      own = g_strdup_printf ("%u-%s", n, name);
    }
  return own;
}

void
jb_enclosures_attach (JbEnclosures *enclosures, const char *name, const char *mime, JbPdfRelationship relationship,
                      const char *description, GBytes *bytes, gint64 time)
{
  char *own = unique_name (enclosures, name);
  JbPdfAttachment attachment = { own, mime, relationship, description, bytes, time };

  g_ptr_array_add (enclosures->names, own);
  g_ptr_array_add (enclosures->bytes, bytes);
  g_array_append_val (enclosures->attachments, attachment);
}

static const char *
mime_of (const JbInput *input)
{
  static const char *const mimes[][2] = {
    { "txt", "text/plain" }, { "md", "text/markdown" }, { "html", "text/html" }, { "pdf", "application/pdf" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" } };

  for (gsize i = 0; i < G_N_ELEMENTS (mimes); i++)
    if (g_str_equal (input->format, mimes[i][0]))
      return mimes[i][1];
  return NULL;
}

void
jb_enclosures_attach_report (JbEnclosures *enclosures, const JbSession *session, const char *prefix, gint64 time)
{
  JbExport what = jb_session_export (session);
  GString *json = jb_export_extract_json (&what), *csv = jb_export_extract_csv (&what);
  g_autofree char *json_name = g_strconcat (prefix, "metrics.json", NULL), *csv_name = g_strconcat (prefix, "metrics.csv", NULL);

  jb_enclosures_attach (enclosures, session->input->name, mime_of (session->input), JB_PDF_SOURCE,
                        "报告原文 / Source report", g_bytes_ref (session->input->bytes), time);
  jb_enclosures_attach (enclosures, json_name, "application/json", JB_PDF_DATA, "数据 / Metrics", g_string_free_to_bytes (json),
                        time);
  jb_enclosures_attach (enclosures, csv_name, "text/csv", JB_PDF_DATA, "数据 / Metrics", g_string_free_to_bytes (csv), time);
}

gboolean
jb_enclosures_attach_translations (JbEnclosures *enclosures, char **paths, gint64 time, GError **error)
{
  for (; paths != NULL && *paths != NULL; paths++)
    {
      GBytes *bytes = jb_file_read (*paths, G_MAXINT32, error);
      g_autofree char *name = g_path_get_basename (*paths);
      if (bytes == NULL)
        return FALSE;
      jb_enclosures_attach (enclosures, name, "application/xml", JB_PDF_SUPPLEMENT, "译文 / Translation used", bytes, time);
    }
  return TRUE;
}

JbPdfOptions
jb_enclosures_options (const JbEnclosures *enclosures, const JbPrintChoices *choices, JbPdfOrder order)
{
  return (JbPdfOptions) {
    .producer = "Jianbao " JB_CLI_VERSION, .conformance = choices->conformance, .order = order,
    .attachments = (const JbPdfAttachment *) (void *) enclosures->attachments->data,
    .n_attachments = enclosures->attachments->len,
    .annexes = (const JbPdfAnnex *) (void *) enclosures->annexes->data, .n_annexes = enclosures->annexes->len };
}

JbChartStyle *
jb_print_load_style (const JbProfile *profile, JbFonts *fonts, GError **error)
{
  const char *name = jb_profile_get_text (profile, "form.chart_style"), *fangsong = jb_profile_get_text (profile, "fonts.fangsong");
  g_autofree char *path = *name != '\0' ? jb_profile_find_file (name, error) : NULL;

  if ((*name != '\0' && path == NULL) || (*fangsong != '\0' && !jb_fonts_add_fangsong (fonts, fangsong, error)))
    return NULL;
  return jb_chart_style_load (path, error);
}
