/* Source: RFC 4180; a byte-order mark in front, so that spreadsheets read UTF-8. */
#include "jb-export-private.h"

#include <string.h>

#define PIECE_BYTES 65536u

static const char *const columns[] = {
  "id", "section", "text", "start", "end", "value", "value_high", "unit", "base_value", "base_value_high", "base_unit",
  "dimension", "modifier", "change", "change_basis", "role", "label_zh", "label_en", "verb", "period", "sentence",
};

static void
put_field (GString *out, const char *text, gssize length)
{
  gsize n = length < 0 ? (text == NULL ? 0 : strlen (text)) : (gsize) length;
  gboolean quote = FALSE;

  for (gsize i = 0; i < n && !quote; i++)
    quote = text[i] == ',' || text[i] == '"' || text[i] == '\r' || text[i] == '\n';
  if (quote)
    g_string_append_c (out, '"');
  for (gsize i = 0; i < n; i++)
    {
      if (text[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, text[i]);
    }
  if (quote)
    g_string_append_c (out, '"');
  g_string_append_c (out, ',');
}

static void
put_offset (GString *out, gsize offset)
{
  g_string_append_printf (out, "%" G_GSIZE_FORMAT ",", offset);
}

static void
end_row (GString *out)
{
  g_string_truncate (out, out->len - 1);
  g_string_append (out, "\r\n");
}

static void
put_metric (GString *out, const JbExport *what, guint i)
{
  const JbMetric *metric = g_ptr_array_index (what->metrics, i);
  const char *text = jb_report_get_text (what->report, NULL);
  g_autofree char *sentence = jb_export_sentence (what, metric);
  char year[16];
  const char *fields[] = {
    metric->value, metric->value_high, metric->unit, metric->base_value, metric->base_value_high, metric->base_unit,
    jb_dimension_name (metric->dimension), jb_modifier_name (metric->modifier), jb_change_name (metric->change),
    metric->change_basis, jb_metric_role_name (metric->role), metric->label_zh, jb_export_label_en (what, i),
    metric->verb, jb_export_year (metric->period, year), sentence,
  };

  put_field (out, metric->id, -1);
  put_field (out, jb_export_section_id (what, metric), -1);
  put_field (out, text + metric->span.start, (gssize) jb_span_length (metric->span));
  put_offset (out, jb_report_chars_before (what->report, metric->span.start));
  put_offset (out, jb_report_chars_before (what->report, metric->span.end));
  for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
    put_field (out, fields[k], -1);
  end_row (out);
}

static void
put_head (GString *out)
{
  g_string_append (out, "\xEF\xBB\xBF");
  for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
    put_field (out, columns[k], -1);
  end_row (out);
}

GString *
jb_export_extract_csv (const JbExport *what)
{
  GString *out = g_string_new (NULL);

  put_head (out);
  for (guint i = 0; i < what->metrics->len; i++)
    put_metric (out, what, i);
  return out;
}

gboolean
jb_export_write_csv (gpointer what, JbFilePut put, gpointer file, GError **error)
{
  const JbExport *export = what;
  g_autoptr(GString) out = g_string_new (NULL);

  put_head (out);
  for (guint i = 0; i < export->metrics->len; i++)
    {
      put_metric (out, export, i);
      if (out->len < PIECE_BYTES)
        continue;
      if (!put (file, out->str, out->len, error))
        return FALSE;
      g_string_truncate (out, 0);
    }
  return put (file, out->str, out->len, error);
}
