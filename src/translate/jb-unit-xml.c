#include "jb-unit-private.h"

#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-fold.h"

#include <libxml/xmlreader.h>
#include <string.h>

typedef enum { FORMAT_NONE, FORMAT_TMX, FORMAT_XLIFF1, FORMAT_XLIFF2 } Format;
typedef enum { FIELD_NONE, FIELD_SOURCE, FIELD_TARGET, FIELD_DATA, FIELD_CONTEXT, FIELD_OTHER } Field;

/* One run over a file. An element whose content is of no use is skipped with all below it (skip_depth). */
typedef struct
{
  const char *path;
  JbUnitFunc  func;
  gpointer    user_data;
  GPtrArray  *diagnostics;
  GError    **error;

  xmlTextReader *reader;
  Format   format;
  int      skip_depth;   /* -1: nothing is skipped */
  Field    field;        /* where text goes */
  Field    language;     /* of the current tuv */
  GString *text;
  gboolean broken;       /* an entity stood in the text */
  JbUnit   unit;
  GString *unit_source, *unit_target; /* of all segments of an XLIFF 2 unit */
  char    *unit_id;
  guint    n_segments;
  JbUnit   first;        /* segment of an XLIFF 2 unit, kept until a second one comes */
  gboolean approved;     /* XLIFF 1.2: by a person */
  gboolean unapproved;   /* XLIFF 1.2: it is said that nobody did */
  gboolean unit_fuzzy;
  GHashTable *data;      /* XLIFF 2 originalData: id → text */
  char    *data_id;
  char    *message;      /* libxml2's first error */
  int      message_line;
} Parser;

static char *
attribute (Parser *parser, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (parser->reader, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static Field
field_of_language (const char *language)
{
  if (language == NULL)
    return FIELD_OTHER;
  if (g_ascii_strncasecmp (language, "zh", 2) == 0)
    return FIELD_SOURCE;
  if (g_ascii_strncasecmp (language, "en", 2) == 0)
    return FIELD_TARGET;
  return FIELD_OTHER;
}

static char *
language_attribute (Parser *parser)
{
  char *language = attribute (parser, "xml:lang");

  return language != NULL ? language : attribute (parser, "lang");
}

static void
begin_unit (Parser *parser, const char *id_attribute)
{
  jb_unit_clear (&parser->unit);
  parser->unit.id = attribute (parser, id_attribute);
  parser->unit.line = (guint) MAX (0, xmlTextReaderGetParserLineNumber (parser->reader));
  parser->unit.state = JB_TARGET_TRANSLATED;
  parser->broken = FALSE;
}

static void
emit_unit (Parser *parser)
{
  JbUnit *unit = &parser->unit;

  if (parser->broken)
    jb_diagnostic_add (parser->diagnostics, JB_SEVERITY_WARNING, "unit-with-entity", parser->path, unit->line, 0,
                       "unit %s holds an entity or too long a text: left out", unit->id != NULL ? unit->id : "without id");
  else
    jb_unit_emit (unit, parser->path, parser->func, parser->user_data, parser->diagnostics);
  jb_unit_clear (unit);
}

static void
begin_field (Parser *parser, Field field)
{
  parser->field = field;
  g_string_truncate (parser->text, 0);
}

static void
end_field (Parser *parser)
{
  JbUnit *unit = &parser->unit;
  Field field = parser->field;

  parser->field = FIELD_NONE;
  if (parser->text->len > JB_UNIT_MAX_TEXT)
    parser->broken = TRUE;
  if (field == FIELD_SOURCE && unit->source == NULL)
    unit->source = g_strndup (parser->text->str, parser->text->len);
  if (field == FIELD_TARGET && unit->target == NULL && parser->text->len > 0)
    unit->target = g_strndup (parser->text->str, parser->text->len);
  /* po2xliff numbers the units anew and keeps their ids as where they came from. */
  if (field == FIELD_CONTEXT && g_str_has_prefix (parser->text->str, "jb-"))
    {
      g_free (unit->id);
      unit->id = g_strndup (parser->text->str, parser->text->len);
    }
}

/* XLIFF 1.2, state and state-qualifier: confirmed, or somebody must look. */
static JbTargetState
state_of_target (const char *state, const char *qualifier, gboolean approved, gboolean unapproved)
{
  static const char *const open[] = { "fuzzy-match", "leveraged-mt", "mt-suggestion", "tm-suggestion", NULL };
  static const char *const done[] = { "translated", "signed-off", "final", NULL };

  if (approved || (state != NULL && is_one_of (state, done)))
    return JB_TARGET_TRANSLATED;
  if (state != NULL || unapproved || (qualifier != NULL && is_one_of (qualifier, open)))
    return JB_TARGET_FUZZY;
  return JB_TARGET_TRANSLATED;
}

static void
begin_target (Parser *parser)
{
  g_autofree char *state = attribute (parser, "state");
  g_autofree char *qualifier = attribute (parser, "state-qualifier");
  JbUnit *unit = &parser->unit;

  unit->machine = qualifier != NULL && (strcmp (qualifier, "leveraged-mt") == 0 || strcmp (qualifier, "mt-suggestion") == 0);
  if (parser->format == FORMAT_XLIFF1 && g_strcmp0 (qualifier, "leveraged-glossary") == 0 && g_strcmp0 (state, "needs-adaptation") == 0)
    unit->state = JB_TARGET_GLOSSARY; /* our own labels, untouched */
  else if (parser->format == FORMAT_XLIFF1)
    unit->state = state_of_target (state, qualifier, parser->approved, parser->unapproved);
  begin_field (parser, FIELD_TARGET);
}

static void
skip (Parser *parser)
{
  if (!xmlTextReaderIsEmptyElement (parser->reader))
    parser->skip_depth = xmlTextReaderDepth (parser->reader);
}

static void
start_tmx (Parser *parser, const char *name)
{
  static const char *const code[] = { "bpt", "ept", "ph", "it", "ut", "sub", "prop", "note", "header", NULL };

  if (is_one_of (name, code))
    skip (parser);
  else if (strcmp (name, "tu") == 0)
    {
      begin_unit (parser, "tuid");
      parser->unit.changed = attribute (parser, "changedate");
    }
  else if (strcmp (name, "tuv") == 0)
    {
      g_autofree char *language = language_attribute (parser);
      g_autofree char *changed = attribute (parser, "changedate");

      parser->language = field_of_language (language);
      if (changed != NULL && g_strcmp0 (changed, parser->unit.changed) > 0)
        {
          g_free (parser->unit.changed);
          parser->unit.changed = g_steal_pointer (&changed);
        }
    }
  else if (strcmp (name, "seg") == 0)
    begin_field (parser, parser->language);
}

/* Trados: its confirmation levels stand behind the target. */
static void
read_trados_state (Parser *parser)
{
  g_autofree char *level = attribute (parser, "conf");

  if (level != NULL && (strcmp (level, "Draft") == 0 || g_str_has_prefix (level, "Rejected")))
    parser->unit.state = JB_TARGET_FUZZY;
}

/* Where a unit came from; other contexts say nothing here. */
static void
begin_context (Parser *parser)
{
  g_autofree char *type = attribute (parser, "context-type");

  if (g_strcmp0 (type, "sourcefile") == 0)
    begin_field (parser, FIELD_CONTEXT);
  else
    skip (parser);
}

static void
start_xliff1 (Parser *parser, const char *name)
{
  static const char *const useless[] = { "alt-trans", "seg-source", "note", "count-group", "prop-group",
                                         "header", "bin-unit", "bpt", "ept", "it", "sub", NULL };

  if (strcmp (name, "trans-unit") == 0)
    {
      g_autofree char *approved = attribute (parser, "approved");

      begin_unit (parser, "id");
      parser->approved = g_strcmp0 (approved, "yes") == 0;
      parser->unapproved = g_strcmp0 (approved, "no") == 0;
    }
  else if (strcmp (name, "context") == 0)
    begin_context (parser);
  else if (strcmp (name, "source") == 0)
    begin_field (parser, FIELD_SOURCE);
  else if (strcmp (name, "target") == 0)
    begin_target (parser);
  else if (strcmp (name, "seg") == 0)
    read_trados_state (parser);
  else if (is_one_of (name, useless))
    skip (parser);
}

static void
begin_unit2 (Parser *parser)
{
  jb_unit_clear (&parser->first);
  begin_unit (parser, "id");
  g_free (parser->unit_id);
  parser->unit_id = g_steal_pointer (&parser->unit.id);
  g_string_truncate (parser->unit_source, 0);
  g_string_truncate (parser->unit_target, 0);
  g_hash_table_remove_all (parser->data);
  parser->n_segments = 0;
  parser->unit_fuzzy = FALSE;
}

static void
begin_segment2 (Parser *parser)
{
  g_autofree char *state = attribute (parser, "state");
  guint line = parser->unit.line;

  begin_unit (parser, "id");
  parser->unit.line = line;
  if (g_strcmp0 (state, "initial") == 0)
    parser->unit.state = JB_TARGET_FUZZY;
}

static void
append_data2 (Parser *parser)
{
  g_autofree char *reference = attribute (parser, "dataRef");
  const char *text = reference != NULL ? g_hash_table_lookup (parser->data, reference) : NULL;

  if (text != NULL)
    g_string_append (parser->text, text);
}

static void
start_xliff2 (Parser *parser, const char *name)
{
  static const char *const useless[] = { "matches", "glossary", "notes", "metadata", "skeleton", NULL };

  if (strcmp (name, "unit") == 0)
    begin_unit2 (parser);
  else if (strcmp (name, "segment") == 0 || strcmp (name, "ignorable") == 0)
    begin_segment2 (parser);
  else if (strcmp (name, "source") == 0)
    begin_field (parser, FIELD_SOURCE);
  else if (strcmp (name, "target") == 0)
    begin_target (parser);
  else if (strcmp (name, "data") == 0)
    {
      g_free (parser->data_id);
      parser->data_id = attribute (parser, "id");
      begin_field (parser, FIELD_DATA);
    }
  else if (strcmp (name, "ph") == 0)
    append_data2 (parser);
  else if (is_one_of (name, useless))
    skip (parser);
}

/* One segment of an XLIFF 2 unit: a pair of its own where the unit has several. */
static void
end_segment2 (Parser *parser)
{
  JbUnit *unit = &parser->unit;

  parser->n_segments++;
  if (unit->source != NULL)
    g_string_append (parser->unit_source, unit->source);
  if (unit->target != NULL)
    {
      if (parser->unit_target->len > 0 && !g_str_has_suffix (parser->unit_target->str, " ") && *unit->target != ' ')
        g_string_append_c (parser->unit_target, ' ');
      g_string_append (parser->unit_target, unit->target);
    }
  parser->unit_fuzzy |= unit->state != JB_TARGET_TRANSLATED || unit->target == NULL;
  g_clear_pointer (&unit->id, g_free);
  if (parser->n_segments == 1)
    {
      parser->first = *unit;
      *unit = (JbUnit) { .line = unit->line };
      return;
    }
  if (parser->n_segments == 2)
    {
      jb_unit_emit (&parser->first, parser->path, parser->func, parser->user_data, parser->diagnostics);
      jb_unit_clear (&parser->first);
    }
  if (unit->source != NULL)
    emit_unit (parser);
}

static void
end_unit2 (Parser *parser)
{
  JbUnit *unit = &parser->unit;
  guint line = unit->line;

  jb_unit_clear (unit);
  jb_unit_clear (&parser->first);
  unit->line = line;
  unit->id = g_steal_pointer (&parser->unit_id);
  unit->source = g_strdup (parser->unit_source->str);
  unit->target = g_strdup (parser->unit_target->str);
  unit->state = parser->unit_fuzzy ? JB_TARGET_FUZZY : JB_TARGET_TRANSLATED;
  if (parser->n_segments > 0)
    emit_unit (parser);
}

static gboolean
start_root (Parser *parser, const char *name)
{
  g_autofree char *version = attribute (parser, "version");

  if (strcmp (name, "tmx") == 0)
    parser->format = FORMAT_TMX;
  else if (strcmp (name, "xliff") == 0)
    parser->format = version != NULL && *version == '2' ? FORMAT_XLIFF2 : FORMAT_XLIFF1;
  if (parser->format != FORMAT_NONE)
    return TRUE;
  g_set_error (parser->error, JB_ERROR, JB_ERROR_UNSUPPORTED,
               "%s: its root element is %s: give a TMX, XLIFF or PO file", parser->path, name);
  return FALSE;
}

static gboolean
start_element (Parser *parser, const char *name)
{
  if (parser->format == FORMAT_NONE)
    return start_root (parser, name);
  if (parser->format == FORMAT_TMX)
    start_tmx (parser, name);
  else if (parser->format == FORMAT_XLIFF2)
    start_xliff2 (parser, name);
  else
    start_xliff1 (parser, name);
  return TRUE;
}

/* By what stands there, not by what the file says: po2xliff calls any source en-US. */
static void
swap_sides (Parser *parser)
{
  char *source = parser->unit.source;

  if (source == NULL || parser->unit.target == NULL || jb_fold_has_han (source) || !jb_fold_has_han (parser->unit.target))
    return;
  parser->unit.source = parser->unit.target;
  parser->unit.target = source;
}

static void
end_element (Parser *parser, const char *name)
{
  if (strcmp (name, "seg") == 0 || strcmp (name, "source") == 0 || strcmp (name, "target") == 0
      || (strcmp (name, "context") == 0 && parser->field == FIELD_CONTEXT))
    end_field (parser);
  else if (strcmp (name, "data") == 0 && parser->data_id != NULL)
    {
      g_hash_table_replace (parser->data, g_steal_pointer (&parser->data_id), g_strdup (parser->text->str));
      parser->field = FIELD_NONE;
    }
  else if (strcmp (name, "tu") == 0 || strcmp (name, "trans-unit") == 0)
    {
      swap_sides (parser);
      emit_unit (parser);
    }
  else if (parser->format == FORMAT_XLIFF2 && (strcmp (name, "segment") == 0 || strcmp (name, "ignorable") == 0))
    {
      swap_sides (parser);
      end_segment2 (parser);
    }
  else if (parser->format == FORMAT_XLIFF2 && strcmp (name, "unit") == 0)
    end_unit2 (parser);
}

static gboolean
handle_element (Parser *parser)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (parser->reader);

  if (xmlTextReaderDepth (parser->reader) > JB_UNIT_MAX_DEPTH)
    {
      g_set_error (parser->error, JB_ERROR, JB_ERROR_LIMIT, "%s:%d: elements nested deeper than %d: not a translation file",
                   parser->path, xmlTextReaderGetParserLineNumber (parser->reader), JB_UNIT_MAX_DEPTH);
      return FALSE;
    }
  if (!start_element (parser, name))
    return FALSE;
  if (parser->skip_depth < 0 && xmlTextReaderIsEmptyElement (parser->reader))
    end_element (parser, name);
  return TRUE;
}

static gboolean
handle_node (Parser *parser)
{
  int type = xmlTextReaderNodeType (parser->reader);

  if (parser->skip_depth >= 0)
    {
      if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth (parser->reader) == parser->skip_depth)
        parser->skip_depth = -1;
      return TRUE;
    }
  if (type == XML_READER_TYPE_ELEMENT)
    return handle_element (parser);
  if (type == XML_READER_TYPE_END_ELEMENT)
    end_element (parser, (const char *) xmlTextReaderConstLocalName (parser->reader));
  else if (parser->field == FIELD_NONE)
    return TRUE;
  else if (type == XML_READER_TYPE_ENTITY_REFERENCE)
    parser->broken = TRUE;
  else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA
           || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE)
    {
      if (parser->text->len <= JB_UNIT_MAX_TEXT)
        g_string_append (parser->text, (const char *) xmlTextReaderConstValue (parser->reader));
    }
  return TRUE;
}

static void
keep_first_error (void *user_data, xmlErrorPtr error)
{
  Parser *parser = user_data;

  if (parser->message != NULL || error->level < XML_ERR_ERROR)
    return;
  parser->message = g_strstrip (g_strdup (error->message != NULL ? error->message : "not well-formed"));
  parser->message_line = error->line;
}

static gboolean
run (Parser *parser)
{
  int status;

  xmlTextReaderSetStructuredErrorHandler (parser->reader, keep_first_error, parser);
  while ((status = xmlTextReaderRead (parser->reader)) == 1)
    if (!handle_node (parser))
      return FALSE;
  if (status == 0 && parser->format != FORMAT_NONE)
    return TRUE;
  g_set_error (parser->error, JB_ERROR, JB_ERROR_FORMAT, "%s:%d: %s: the file is damaged, export it again", parser->path,
               MAX (1, parser->message_line), parser->message != NULL ? parser->message : "no XML element");
  return FALSE;
}

/* Fed in pieces: a buffer that holds all of a large memory is refused by libxml2's limit of look-ahead, and lifting its
 * limits would lift those on entities too. */
typedef struct
{
  const char *data;
  gsize       left;
} Feed;

static int
feed_read (void *context, char *buffer, int length)
{
  Feed *feed = context;
  gsize n = MIN ((gsize) length, feed->left);

  memcpy (buffer, feed->data, n);
  feed->data += n;
  feed->left -= n;
  return (int) n;
}

static int
feed_close (void *context)
{
  (void) context;
  return 0;
}

gboolean
jb_unit_read_xml (const char *path, GBytes *bytes, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics,
                  GError **error)
{
  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  Parser parser = { .path = path, .func = func, .user_data = user_data, .diagnostics = diagnostics, .error = error,
                    .skip_depth = -1 };

  Feed feed = { data, length };
  parser.reader = xmlReaderForIO (feed_read, feed_close, &feed, path, NULL, XML_PARSE_NONET | XML_PARSE_NOWARNING);
  if (parser.reader == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: no memory for an XML reader", path);
      return FALSE;
    }
  parser.text = g_string_new (NULL);
  parser.unit_source = g_string_new (NULL);
  parser.unit_target = g_string_new (NULL);
  parser.data = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  gboolean done = run (&parser);

  xmlFreeTextReader (parser.reader);
  jb_unit_clear (&parser.unit);
  g_string_free (parser.text, TRUE);
  g_string_free (parser.unit_source, TRUE);
  g_string_free (parser.unit_target, TRUE);
  g_hash_table_unref (parser.data);
  g_free (parser.unit_id);
  jb_unit_clear (&parser.first);
  g_free (parser.data_id);
  g_free (parser.message);
  return done;
}
