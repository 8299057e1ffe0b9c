#include "jb-batch-record.h"

#include "jb-cli.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const outcomes[] = { "pending", "done", "bad", "failed" };

static void
note_free (JbBatchNote *note)
{
  g_free (note->tag);
  g_free (note->message);
  g_free (note);
}

JbBatchRecord *
jb_batch_record_new (const char *report, const char *output)
{
  JbBatchRecord *record = g_new0 (JbBatchRecord, 1);

  record->report = g_utf8_make_valid (report, -1);
  record->output = g_strdup (output);
  record->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  record->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  return record;
}

void
jb_batch_record_free (JbBatchRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->report);
  g_free (record->output);
  g_strfreev (record->translations);
  g_free (record->sha256);
  g_free (record->settings);
  g_free (record->message);
  g_ptr_array_unref (record->findings);
  g_ptr_array_unref (record->warnings);
  g_free (record);
}

void
jb_batch_note_add (GPtrArray *notes, const char *tag, guint line, guint column, const char *message)
{
  JbBatchNote *note = g_new0 (JbBatchNote, 1);

  note->tag = g_strdup (tag);
  note->line = line;
  note->column = column;
  note->message = g_utf8_make_valid (message, -1);
  g_ptr_array_add (notes, note);
}

const char *
jb_batch_outcome_name (JbBatchOutcome outcome)
{
  return outcomes[outcome];
}

static void
put_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
put_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) number);
}

/* In whole milliseconds: they are exact in any reader. */
static void
put_seconds (JsonBuilder *builder, const char *name, double seconds)
{
  put_number (builder, name, (guint64) (seconds * 1000 + 0.5));
}

static void
put_notes (JsonBuilder *builder, const char *name, const GPtrArray *notes)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < notes->len; i++)
    {
      const JbBatchNote *note = g_ptr_array_index (notes, i);
      json_builder_begin_object (builder);
      put_text (builder, "tag", note->tag);
      put_number (builder, "line", note->line);
      put_number (builder, "column", note->column);
      put_text (builder, "message", note->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_texts (JsonBuilder *builder, const char *name, char **texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; texts != NULL && *texts != NULL; texts++)
    json_builder_add_string_value (builder, *texts);
  json_builder_end_array (builder);
}

static void
put_record (JsonBuilder *builder, const JbBatchRecord *record)
{
  json_builder_begin_object (builder);
  put_text (builder, "report", record->report);
  put_text (builder, "output", record->output);
  put_text (builder, "outcome", outcomes[record->outcome]);
  put_number (builder, "code", (guint64) record->code);
  json_builder_set_member_name (builder, "resumed");
  json_builder_add_boolean_value (builder, record->resumed);
  put_seconds (builder, "milliseconds", record->seconds);
  put_seconds (builder, "cpu_milliseconds", record->cpu_seconds);
  put_texts (builder, "translations", record->translations);
  put_text (builder, "sha256", record->sha256);
  put_text (builder, "settings", record->settings);
  put_number (builder, "bytes", record->bytes);
  put_number (builder, "rss_kib", record->rss_kib);
  put_number (builder, "sections", record->sections);
  put_number (builder, "metrics", record->metrics);
  put_notes (builder, "findings", record->findings);
  put_notes (builder, "warnings", record->warnings);
  put_text (builder, "message", record->message);
  json_builder_end_object (builder);
}

static char *
print_json (JsonBuilder *builder, gboolean pretty, gsize *length)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autoptr(JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, length);
}

char *
jb_batch_record_to_line (const JbBatchRecord *record)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  put_record (builder, record);
  return print_json (builder, FALSE, NULL);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? MAX (json_node_get_int (node), 0) : 0;
}

static double
get_seconds (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? (double) json_node_get_int (node) / 1000 : 0;
}

static void
get_notes (JsonObject *object, const char *name, GPtrArray *notes)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *message = one != NULL ? get_text (one, "message") : NULL;
      if (message != NULL)
        jb_batch_note_add (notes, get_text (one, "tag"), (guint) get_number (one, "line"),
                           (guint) get_number (one, "column"), message);
    }
}

static char **
get_texts (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (texts, g_strdup (json_node_get_string (element)));
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static JbBatchRecord *
read_record (JsonObject *object)
{
  const char *report = get_text (object, "report"), *output = get_text (object, "output");
  const char *outcome = get_text (object, "outcome");

  if (report == NULL || output == NULL || outcome == NULL)
    return NULL;
  JbBatchRecord *record = jb_batch_record_new (report, output);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (outcome, outcomes[i]))
      record->outcome = (JbBatchOutcome) i;
  record->code = (int) get_number (object, "code");
  record->seconds = get_seconds (object, "milliseconds");
  record->cpu_seconds = get_seconds (object, "cpu_milliseconds");
  record->translations = get_texts (object, "translations");
  record->sha256 = g_strdup (get_text (object, "sha256"));
  record->settings = g_strdup (get_text (object, "settings"));
  record->bytes = (guint64) get_number (object, "bytes");
  record->rss_kib = (guint64) get_number (object, "rss_kib");
  record->sections = (guint) get_number (object, "sections");
  record->metrics = (guint) get_number (object, "metrics");
  record->message = g_strdup (get_text (object, "message"));
  get_notes (object, "findings", record->findings);
  get_notes (object, "warnings", record->warnings);
  return record;
}

JbBatchRecord *
jb_batch_record_from_line (const char *line, gssize length)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();

  if (!json_parser_load_from_data (parser, line, length, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? read_record (json_node_get_object (root)) : NULL;
}

JbBatchTotals
jb_batch_count (const GPtrArray *records)
{
  JbBatchTotals totals = { .n = records->len };

  for (guint i = 0; i < records->len; i++)
    {
      const JbBatchRecord *record = g_ptr_array_index (records, i);
      guint *counts[] = { &totals.pending, &totals.done, &totals.bad, &totals.failed };
      *counts[record->outcome] += 1;
      totals.resumed += record->resumed ? 1 : 0;
      totals.findings += record->findings->len;
      totals.warnings += record->warnings->len;
    }
  return totals;
}

static void
put_totals (JsonBuilder *builder, const JbBatchTotals *totals)
{
  json_builder_set_member_name (builder, "totals");
  json_builder_begin_object (builder);
  put_number (builder, "reports", totals->n);
  put_number (builder, "done", totals->done);
  put_number (builder, "bad", totals->bad);
  put_number (builder, "failed", totals->failed);
  put_number (builder, "pending", totals->pending);
  put_number (builder, "resumed", totals->resumed);
  put_number (builder, "findings", totals->findings);
  put_number (builder, "warnings", totals->warnings);
  json_builder_end_object (builder);
}

GString *
jb_batch_summary_json (const GPtrArray *records, const JbBatchRun *run)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  JbBatchTotals totals = jb_batch_count (records);
  gsize length;

  json_builder_begin_object (builder);
  put_text (builder, "schema", "jianbao-batch-1");
  put_text (builder, "version", JB_CLI_VERSION);
  json_builder_set_member_name (builder, "shard");
  json_builder_begin_object (builder);
  put_number (builder, "part", run->part);
  put_number (builder, "of", run->of);
  json_builder_end_object (builder);
  put_number (builder, "jobs", run->jobs);
  put_seconds (builder, "milliseconds", run->seconds);
  put_totals (builder, &totals);
  json_builder_set_member_name (builder, "reports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    put_record (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autofree char *text = print_json (builder, TRUE, &length);
  GString *json = g_string_new_len (text, (gssize) length);
  return g_string_append_c (json, '\n');
}

static void
append_field (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (; text != NULL && *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

static void
append_seconds (GString *csv, double seconds)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (csv, ",%s", g_ascii_formatd (text, sizeof text, "%.3f", seconds));
}

/* Why there is no PDF, or what was found. */
static char *
describe (const JbBatchRecord *record)
{
  GString *text = g_string_new (record->message);

  for (guint i = 0; i < record->findings->len; i++)
    {
      const JbBatchNote *note = g_ptr_array_index (record->findings, i);
      g_string_append_printf (text, "%s%u:%u: %s", text->len > 0 ? "; " : "", note->line, note->column, note->message);
    }
  return g_string_free (text, FALSE);
}

GString *
jb_batch_summary_csv (const GPtrArray *records)
{
  GString *csv = g_string_new ("\xEF\xBB\xBF" "report,output,outcome,code,resumed,seconds,cpu_seconds,bytes,sections,"
                               "metrics,findings,warnings,sha256,message\r\n");

  for (guint i = 0; i < records->len; i++)
    {
      const JbBatchRecord *record = g_ptr_array_index (records, i);
      g_autofree char *message = describe (record);
      append_field (csv, record->report);
      g_string_append_c (csv, ',');
      append_field (csv, record->output);
      g_string_append_printf (csv, ",%s,%d,%s", outcomes[record->outcome], record->code, record->resumed ? "yes" : "no");
      append_seconds (csv, record->seconds);
      append_seconds (csv, record->cpu_seconds);
      g_string_append_printf (csv, ",%" G_GUINT64_FORMAT ",%u,%u,%u,%u,%s,", record->bytes, record->sections,
                              record->metrics, record->findings->len, record->warnings->len,
                              record->sha256 != NULL ? record->sha256 : "");
      append_field (csv, message);
      g_string_append (csv, "\r\n");
    }
  return csv;
}

static void
read_summary (const char *path, GPtrArray *records)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = json_parser_load_from_file (parser, path, NULL) ? json_parser_get_root (parser) : NULL;
  JsonObject *whole = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *list = whole != NULL ? json_object_get_member (whole, "reports") : NULL;
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JbBatchRecord *record = JSON_NODE_HOLDS_OBJECT (element) ? read_record (json_node_get_object (element)) : NULL;
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
}

static void
read_journal (const char *path, GPtrArray *records)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  for (const char *at = text, *end; (end = strchr (at, '\n')) != NULL; at = end + 1)
    {
      JbBatchRecord *record = jb_batch_record_from_line (at, end - at);
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
}

GPtrArray *
jb_batch_read_earlier (const char *folder)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_batch_record_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_str_has_prefix (name, "summary") && g_str_has_suffix (name, ".json"))
        read_summary (path, records);
      else if (g_str_has_prefix (name, ".summary") && g_str_has_suffix (name, ".journal"))
        read_journal (path, records);
    }
  return records;
}
