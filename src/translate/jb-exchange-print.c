#include "jb-exchange.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#define X(text) ((const xmlChar *) (text))

static const char *const kind_names[] = { "sentence", "heading", "label", "chart title" };

static void
attribute (xmlTextWriter *writer, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute (writer, X (name), X (value));
}

static void
element (xmlTextWriter *writer, const char *name, const char *text)
{
  xmlTextWriterWriteElement (writer, X (name), X (text));
}

static char *
note_of (const JbExchangeUnit *unit)
{
  GString *note = g_string_new (kind_names[unit->kind]);

  g_string_append_printf (note, ", section %s", unit->section_id);
  if (unit->line > 0)
    g_string_append_printf (note, ", line %u", unit->line);
  if (unit->machine)
    g_string_append (note, "; machine translation");
  if (unit->cut)
    g_string_append (note, "; cut out of a paragraph of the memory");
  return g_string_free (note, FALSE);
}

static void
write_target (xmlTextWriter *writer, const JbExchangeUnit *unit, JbExchangeFlags flags)
{
  static const struct { const char *state; const char *qualifier; } states[] = {
    [JB_TARGET_MISSING] = { "new", NULL }, [JB_TARGET_TRANSLATED] = { "translated", NULL },
    [JB_TARGET_FUZZY] = { "needs-review-translation", "fuzzy-match" },
    [JB_TARGET_GLOSSARY] = { "needs-adaptation", "leveraged-glossary" } };
  const char *qualifier = unit->machine ? "leveraged-mt" : states[unit->state].qualifier;

  xmlTextWriterStartElement (writer, X ("target"));
  attribute (writer, "state", unit->machine ? "needs-review-translation" : states[unit->state].state);
  if (qualifier != NULL)
    attribute (writer, "state-qualifier", qualifier);
  if (unit->target != NULL)
    xmlTextWriterWriteString (writer, X (unit->target));
  else if ((flags & JB_EXCHANGE_PREFILL) != 0)
    xmlTextWriterWriteString (writer, X (unit->source));
  xmlTextWriterEndElement (writer);
}

static void
write_match (xmlTextWriter *writer, const JbExchangeUnit *unit)
{
  g_autofree char *quality = g_strdup_printf ("%u%%", unit->match_quality);

  xmlTextWriterStartElement (writer, X ("alt-trans"));
  attribute (writer, "match-quality", quality);
  attribute (writer, "origin", "memory");
  element (writer, "source", unit->match_source);
  xmlTextWriterStartElement (writer, X ("target"));
  attribute (writer, "xml:lang", "en");
  xmlTextWriterWriteString (writer, X (unit->match_target));
  xmlTextWriterEndElement (writer);
  xmlTextWriterEndElement (writer);
}

static void
write_note (xmlTextWriter *writer, const char *text)
{
  xmlTextWriterStartElement (writer, X ("note"));
  attribute (writer, "from", "jianbao");
  attribute (writer, "annotates", "source");
  xmlTextWriterWriteString (writer, X (text));
  xmlTextWriterEndElement (writer);
}

/* XLIFF 1.2, 2.3: source, target, then alternatives and notes. */
static void
write_xliff_unit (xmlTextWriter *writer, const JbExchangeUnit *unit, JbExchangeFlags flags)
{
  g_autofree char *note = note_of (unit);

  xmlTextWriterStartElement (writer, X ("trans-unit"));
  attribute (writer, "id", unit->id);
  attribute (writer, "resname", kind_names[unit->kind]);
  if (unit->state == JB_TARGET_TRANSLATED && !unit->machine) /* a person's: else translate-toolkit takes it for fuzzy */
    attribute (writer, "approved", "yes");
  attribute (writer, "xml:space", "preserve");
  element (writer, "source", unit->source);
  write_target (writer, unit, flags);
  if (unit->match_source != NULL)
    write_match (writer, unit);
  write_note (writer, note);
  if (unit->terms != NULL)
    {
      g_autofree char *terms = g_strconcat ("terms: ", unit->terms, NULL);
      write_note (writer, terms);
    }
  xmlTextWriterEndElement (writer);
}

/* Labels and titles stand behind all sections, in a group of their own. */
static char *
group_of (const JbExchangeUnit *unit)
{
  if (unit->kind >= JB_EXCHANGE_LABEL)
    return g_strdup (unit->kind == JB_EXCHANGE_LABEL ? "labels" : "titles");
  return g_strconcat ("section-", unit->section_id, NULL);
}

static void
write_groups (xmlTextWriter *writer, const JbExchange *exchange, JbExchangeFlags flags)
{
  g_autofree char *open = NULL;

  for (guint i = 0; i < exchange->units->len; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);
      g_autofree char *group = group_of (unit);

      if (g_strcmp0 (open, group) != 0)
        {
          const char *heading = g_ptr_array_index (exchange->headings, unit->section);

          if (open != NULL)
            xmlTextWriterEndElement (writer);
          xmlTextWriterStartElement (writer, X ("group"));
          attribute (writer, "resname", *heading != '\0' && unit->kind < JB_EXCHANGE_LABEL ? heading : group);
          g_free (open);
          open = g_steal_pointer (&group);
        }
      write_xliff_unit (writer, unit, flags);
    }
  if (open != NULL)
    xmlTextWriterEndElement (writer);
}

static void
write_xliff (xmlTextWriter *writer, const JbExchange *exchange, JbExchangeFlags flags)
{
  xmlTextWriterStartElement (writer, X ("xliff"));
  attribute (writer, "version", "1.2");
  attribute (writer, "xmlns", "urn:oasis:names:tc:xliff:document:1.2");
  xmlTextWriterStartElement (writer, X ("file"));
  attribute (writer, "original", exchange->original);
  attribute (writer, "source-language", "zh-CN");
  attribute (writer, "target-language", "en");
  attribute (writer, "datatype", "plaintext");
  xmlTextWriterStartElement (writer, X ("header"));
  xmlTextWriterStartElement (writer, X ("tool"));
  attribute (writer, "tool-id", "jianbao");
  attribute (writer, "tool-name", "jianbao");
  xmlTextWriterEndElement (writer);
  xmlTextWriterEndElement (writer);
  xmlTextWriterStartElement (writer, X ("body"));
  write_groups (writer, exchange, flags);
}

static void
write_tuv (xmlTextWriter *writer, const char *language, const char *text)
{
  xmlTextWriterStartElement (writer, X ("tuv"));
  attribute (writer, "xml:lang", language);
  element (writer, "seg", text);
  xmlTextWriterEndElement (writer);
}

static void
write_tmx (xmlTextWriter *writer, const JbExchange *exchange)
{
  xmlTextWriterWriteDTD (writer, X ("tmx"), NULL, X ("tmx14.dtd"), NULL);
  xmlTextWriterStartElement (writer, X ("tmx"));
  attribute (writer, "version", "1.4");
  xmlTextWriterStartElement (writer, X ("header"));
  attribute (writer, "creationtool", "jianbao");
  attribute (writer, "creationtoolversion", "1");
  attribute (writer, "segtype", "sentence");
  attribute (writer, "o-tmf", "jianbao");
  attribute (writer, "adminlang", "en");
  attribute (writer, "srclang", "zh-CN");
  attribute (writer, "datatype", "plaintext");
  xmlTextWriterEndElement (writer);
  xmlTextWriterStartElement (writer, X ("body"));
  for (guint i = 0; i < exchange->units->len; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);

      if (unit->state != JB_TARGET_TRANSLATED || unit->machine)
        continue;
      xmlTextWriterStartElement (writer, X ("tu"));
      attribute (writer, "tuid", unit->id);
      xmlTextWriterStartElement (writer, X ("prop"));
      attribute (writer, "type", "x-section");
      xmlTextWriterWriteString (writer, X (unit->section_id));
      xmlTextWriterEndElement (writer);
      write_tuv (writer, "zh-CN", unit->source);
      write_tuv (writer, "en", unit->target);
      xmlTextWriterEndElement (writer);
    }
}

static GString *
print_xml (const JbExchange *exchange, JbExchangeFormat format, JbExchangeFlags flags)
{
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *writer = xmlNewTextWriterMemory (buffer, 0);

  xmlTextWriterSetIndent (writer, 1);
  xmlTextWriterStartDocument (writer, NULL, "UTF-8", NULL);
  if (format == JB_EXCHANGE_TMX)
    write_tmx (writer, exchange);
  else
    write_xliff (writer, exchange, flags);
  xmlTextWriterEndDocument (writer);
  xmlFreeTextWriter (writer);

  GString *text = g_string_new ((const char *) xmlBufferContent (buffer));
  xmlBufferFree (buffer);
  return text;
}

static void
append_po_string (GString *text, const char *keyword, const char *value)
{
  g_string_append_printf (text, "%s \"", keyword);
  for (; *value != '\0'; value++)
    switch (*value)
      {
      case '\n': g_string_append (text, "\\n"); break;
      case '\t': g_string_append (text, "\\t"); break;
      case '"': g_string_append (text, "\\\""); break;
      case '\\': g_string_append (text, "\\\\"); break;
      default: g_string_append_c (text, *value);
      }
  g_string_append (text, "\"\n");
}

static GString *
print_po (const JbExchange *exchange)
{
  GString *text = g_string_new ("msgid \"\"\nmsgstr \"\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                                "\"Content-Transfer-Encoding: 8bit\\n\"\n\"Language: en\\n\"\n");

  for (guint i = 0; i < exchange->units->len; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);
      g_autofree char *note = note_of (unit);

      g_string_append_printf (text, "\n#. %s\n", note);
      if (unit->terms != NULL)
        g_string_append_printf (text, "#. terms: %s\n", unit->terms);
      if (unit->line > 0 && strpbrk (exchange->original, " \n") == NULL)
        g_string_append_printf (text, "#: %s:%u\n", exchange->original, unit->line);
      if (unit->target != NULL && (unit->state != JB_TARGET_TRANSLATED || unit->machine))
        g_string_append (text, "#, fuzzy\n");
      if (unit->match_source != NULL)
        append_po_string (text, "#| msgid", unit->match_source);
      append_po_string (text, "msgctxt", unit->id);
      append_po_string (text, "msgid", unit->source);
      append_po_string (text, "msgstr", unit->target != NULL ? unit->target : "");
    }
  return text;
}

GString *
jb_exchange_print (const JbExchange *exchange, JbExchangeFormat format, JbExchangeFlags flags)
{
  return format == JB_EXCHANGE_PO ? print_po (exchange) : print_xml (exchange, format, flags);
}
