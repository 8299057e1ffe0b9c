/* Findings as `jianbao check` tells them. */
#include "jb-export-private.h"

#include <string.h>

void
jb_check_free (JbCheck *check)
{
  if (check == NULL)
    return;
  g_clear_pointer (&check->metrics, g_array_unref);
  g_free (check->stated);
  g_free (check->computed);
  g_free (check->source);
  g_free (check->target);
  g_free (check->message);
  g_free (check);
}

gboolean
jb_check_is_bad (const JbCheck *check)
{
  return g_str_equal (check->verdict, "inconsistent") || g_str_equal (check->verdict, "error");
}

/* Where a finding is told: at the last of its metrics, which makes the claim. */
static const JbMetric *
claiming_metric (const JbExport *what, const JbFinding *finding)
{
  const JbMetric *last = NULL;

  for (guint i = 0; finding->metrics != NULL && i < finding->metrics->len; i++)
    {
      guint index = g_array_index (finding->metrics, guint, i);
      const JbMetric *metric = index < what->metrics->len ? g_ptr_array_index (what->metrics, index) : NULL;
      if (metric != NULL && (last == NULL || metric->span.start > last->span.start))
        last = metric;
    }
  return last;
}

static char *
message_of (const JbFinding *finding)
{
  const char *claim = finding->claim_en != NULL ? finding->claim_en : "";
  const char *reason = finding->reason_en != NULL ? finding->reason_en : "";
  char *message = g_strconcat (claim, *claim != '\0' && *reason != '\0' ? ": " : "", reason, NULL);

  if (g_str_has_suffix (message, "."))
    message[strlen (message) - 1] = '\0';
  return message;
}

static JbCheck *
check_new (const JbExport *what, const JbFinding *finding)
{
  const JbMetric *metric = claiming_metric (what, finding);
  JbCheck *check = g_new0 (JbCheck, 1);

  check->kind = "arithmetic";
  check->code = jb_finding_code_name (finding->code);
  check->verdict = jb_verdict_name (finding->verdict);
  check->byte = metric != NULL ? metric->span.start : 0;
  check->metrics = finding->metrics != NULL ? g_array_ref (finding->metrics) : NULL;
  check->stated = g_strdup (finding->stated);
  check->computed = g_strdup (finding->computed);
  check->source = metric != NULL ? jb_export_sentence (what, metric) : g_strdup ("");
  check->message = message_of (finding);
  return check;
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const JbCheck *first = *(JbCheck *const *) a, *second = *(JbCheck *const *) b;

  if (first->byte != second->byte)
    return first->byte < second->byte ? -1 : 1;
  return strcmp (first->code, second->code);
}

GPtrArray *
jb_export_checks_new (const JbExport *what)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_check_free);

  for (guint i = 0; what->findings != NULL && i < what->findings->len; i++)
    {
      const JbFinding *finding = g_ptr_array_index (what->findings, i);
      if (finding->verdict != JB_VERDICT_DERIVED)
        g_ptr_array_add (checks, check_new (what, finding));
    }
  g_ptr_array_sort (checks, compare_places);
  return checks;
}

GString *
jb_export_check_text (const JbExport *what, const GPtrArray *checks)
{
  GString *out = g_string_new (NULL);
  guint n_bad = 0;

  for (guint i = 0; i < checks->len; i++)
    {
      const JbCheck *check = g_ptr_array_index (checks, i);
      guint line, column;
      g_autofree char *place = jb_export_place (what, check->byte);
      jb_report_locate (what->report, check->byte, &line, &column);
      if (place != NULL && g_str_has_prefix (place, "line "))
        g_string_append_printf (out, "%s:%s: %s: %s\n", what->input->name, place + strlen ("line "), check->verdict, check->message);
      else if (place != NULL)
        g_string_append_printf (out, "%s: %s: %s: %s\n", what->input->name, place, check->verdict, check->message);
      else
        g_string_append_printf (out, "%s:%u:%u: %s: %s\n", what->input->name, line, column, check->verdict, check->message);
      if (check->target != NULL)
        g_string_append_printf (out, "    %s\n    %s\n", check->source, check->target);
      else
        g_string_append_printf (out, "    %s\n", check->source);
      n_bad += jb_check_is_bad (check) ? 1 : 0;
    }
  g_string_append_printf (out, "%u checked, %u that do not hold\n", checks->len, n_bad);
  return out;
}
