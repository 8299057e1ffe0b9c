#include "jb-export-private.h"
#include "jb-json-private.h"

static void
put_source (JbJson *json, const JbExport *what)
{
  jb_json_open (json, "source", '{');
  jb_json_string (json, "name", what->input->name);
  jb_json_string (json, "format", what->input->format);
  jb_json_string (json, "encoding", what->input->encoding);
  jb_json_number (json, "characters", what->input->n_chars);
  jb_json_close (json, '}');
}

static void
put_front (JbJson *json, const JbReport *report)
{
  int year = jb_report_get_year (report);

  jb_json_string (json, "title", jb_report_get_title (report));
  jb_json_string (json, "issuer", jb_report_get_issuer (report));
  jb_json_string (json, "place", jb_report_get_place (report));
  if (year <= 0)
    {
      jb_json_string (json, "period", NULL);
      return;
    }
  jb_json_open (json, "period", '{');
  jb_json_number (json, "year", (guint64) year);
  jb_json_close (json, '}');
}

static void
put_span (JbJson *json, const JbReport *report, JbSpan span)
{
  jb_json_number (json, "start", jb_report_chars_before (report, span.start));
  jb_json_number (json, "end", jb_report_chars_before (report, span.end));
}

static void
put_section (JbJson *json, const JbExport *what, guint i)
{
  const JbSection *section = &jb_report_get_sections (what->report, NULL)[i];

  jb_json_open (json, NULL, '{');
  jb_json_string (json, "id", section->id);
  jb_json_number (json, "level", section->level);
  jb_json_string (json, "number", section->number);
  jb_json_string (json, "heading_zh", section->heading);
  jb_json_string (json, "heading_en", jb_export_heading_en (what, i));
  put_span (json, what->report, section->span);
  jb_json_open (json, "children", '[');
}

static void
close_section (JbJson *json)
{
  jb_json_close (json, ']');
  jb_json_close (json, '}');
  jb_json_end_row (json);
}

/* Sections stand parents before children: what is no ancestor of the next one is closed before it. */
static void
put_sections (JbJson *json, const JbExport *what)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (what->report, &n);
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (int));

  jb_json_open (json, "sections", '[');
  for (guint i = 0; i < n; i++)
    {
      int index = (int) i;
      if (sections[i].level == 0)
        continue;
      while (open->len > 0 && g_array_index (open, int, open->len - 1) != sections[i].parent)
        {
          close_section (json);
          g_array_set_size (open, open->len - 1);
        }
      put_section (json, what, i);
      g_array_append_val (open, index);
    }
  for (guint i = 0; i < open->len; i++)
    close_section (json);
  jb_json_close (json, ']');
}

static void
put_origin (JbJson *json, const JbExport *what, gsize byte)
{
  g_autofree char *place = jb_export_place (what, byte);

  if (place != NULL)
    jb_json_string (json, "origin", place);
}

static void
put_metric (JbJson *json, const JbExport *what, guint i)
{
  const JbMetric *metric = g_ptr_array_index (what->metrics, i);
  const char *text = jb_report_get_text (what->report, NULL);
  g_autofree char *sentence = jb_export_sentence (what, metric);
  char year[16];

  jb_json_open (json, NULL, '{');
  jb_json_string (json, "id", metric->id);
  jb_json_string (json, "section", jb_export_section_id (what, metric));
  jb_json_string_n (json, "text", text + metric->span.start, jb_span_length (metric->span));
  put_span (json, what->report, metric->span);
  jb_json_string (json, "value", metric->value);
  jb_json_string (json, "value_high", metric->value_high);
  jb_json_string (json, "unit", metric->unit);
  jb_json_string (json, "base_value", metric->base_value);
  jb_json_string (json, "base_value_high", metric->base_value_high);
  jb_json_string (json, "base_unit", metric->base_unit);
  jb_json_string (json, "dimension", jb_dimension_name (metric->dimension));
  jb_json_string (json, "modifier", jb_modifier_name (metric->modifier));
  jb_json_string (json, "change", jb_change_name (metric->change));
  jb_json_string (json, "change_basis", metric->change_basis);
  jb_json_string (json, "label_zh", metric->label_zh);
  jb_json_string (json, "label_en", jb_export_label_en (what, i));
  jb_json_string (json, "verb", metric->verb);
  jb_json_string (json, "period", jb_export_year (metric->period, year));
  jb_json_string (json, "sentence", sentence);
  put_origin (json, what, metric->span.start);
  jb_json_close (json, '}');
  jb_json_end_row (json);
}

static void
put_metric_ids (JbJson *json, const JbExport *what, const GArray *indices)
{
  jb_json_open (json, "metrics", '[');
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);
      if (index < what->metrics->len)
        jb_json_string (json, NULL, ((const JbMetric *) g_ptr_array_index (what->metrics, index))->id);
    }
  jb_json_close (json, ']');
}

static void
put_finding (JbJson *json, const JbExport *what, const JbFinding *finding)
{
  const char *note = finding->reason_en != NULL ? finding->reason_en : finding->claim_en;

  jb_json_open (json, NULL, '{');
  jb_json_string (json, "kind", jb_finding_code_name (finding->code));
  put_metric_ids (json, what, finding->metrics);
  jb_json_string (json, "stated", finding->stated);
  jb_json_string (json, "computed", finding->computed);
  jb_json_string (json, "verdict", jb_verdict_name (finding->verdict));
  jb_json_string (json, "note", note != NULL ? note : "");
  jb_json_close (json, '}');
  jb_json_end_row (json);
}

static void
put_rejected (JbJson *json, const JbExport *what)
{
  const char *text = jb_report_get_text (what->report, NULL);

  jb_json_open (json, "rejected", '[');
  for (guint i = 0; i < what->rejected->len; i++)
    {
      const JbRejected *rejected = &g_array_index (what->rejected, JbRejected, i);
      jb_json_open (json, NULL, '{');
      jb_json_string_n (json, "text", text + rejected->span.start, jb_span_length (rejected->span));
      put_span (json, what->report, rejected->span);
      jb_json_string (json, "reason", rejected->reason);
      jb_json_close (json, '}');
      jb_json_end_row (json);
    }
  jb_json_close (json, ']');
}

static void
put_extract (JbJson *json, const JbExport *what)
{
  jb_json_open (json, NULL, '{');
  jb_json_string (json, "schema", "jianbao-extract-1");
  put_source (json, what);
  put_front (json, what->report);
  put_sections (json, what);
  jb_json_open (json, "metrics", '[');
  for (guint i = 0; !json->failed && i < what->metrics->len; i++)
    put_metric (json, what, i);
  jb_json_close (json, ']');
  jb_json_open (json, "checks", '[');
  for (guint i = 0; !json->failed && what->findings != NULL && i < what->findings->len; i++)
    put_finding (json, what, g_ptr_array_index (what->findings, i));
  jb_json_close (json, ']');
  if (what->rejected != NULL)
    put_rejected (json, what);
  jb_json_close (json, '}');
  jb_json_end_row (json);
}

GString *
jb_export_extract_json (const JbExport *what)
{
  JbJson json = { .out = g_string_sized_new (1024 + 640 * (gsize) what->metrics->len) };

  put_extract (&json, what);
  return json.out;
}

gboolean
jb_export_write_json (gpointer what, JbFilePut put, gpointer file, GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  JbJson json = { .out = out, .put = put, .file = file, .error = error };

  put_extract (&json, what);
  return jb_json_finish (&json);
}

static void
put_check (JbJson *json, const JbExport *what, const JbCheck *check)
{
  guint line, column;

  jb_report_locate (what->report, check->byte, &line, &column);
  jb_json_open (json, NULL, '{');
  jb_json_string (json, "kind", check->kind);
  jb_json_string (json, "code", check->code);
  jb_json_string (json, "verdict", check->verdict);
  jb_json_number (json, "line", line);
  jb_json_number (json, "column", column);
  put_origin (json, what, check->byte);
  put_metric_ids (json, what, check->metrics);
  jb_json_string (json, "stated", check->stated);
  jb_json_string (json, "computed", check->computed);
  jb_json_string (json, "source", check->source);
  jb_json_string (json, "target", check->target);
  jb_json_string (json, "message", check->message);
  jb_json_close (json, '}');
  jb_json_end_row (json);
}

GString *
jb_export_check_json (const JbExport *what, const GPtrArray *checks)
{
  JbJson json = { .out = g_string_new (NULL) };

  jb_json_open (&json, NULL, '{');
  jb_json_string (&json, "schema", "jianbao-check-1");
  jb_json_open (&json, "findings", '[');
  for (guint i = 0; i < checks->len; i++)
    put_check (&json, what, g_ptr_array_index (checks, i));
  jb_json_close (&json, ']');
  jb_json_close (&json, '}');
  jb_json_end_row (&json);
  return json.out;
}
