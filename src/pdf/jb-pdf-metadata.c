/* What the file says of itself: Info dictionary and XMP packet (one source, same dates), output intent, catalog.
 * Source: ISO 19005-3:2012, 6.2.3, 6.6.2, 6.7; ISO 14289-1, 5, 7.1. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <lcms2.h>
#include <string.h>

char *
jb_pdf_format_date (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);

  return date != NULL ? g_date_time_format (date, "D:%Y%m%d%H%M%SZ") : g_strdup ("D:19700101000000Z");
}

char *
jb_pdf_format_xmp_date (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("1970-01-01T00:00:00Z");
}

/* --- XMP --- */

/* XML without what XML cannot hold. */
static void
put_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF)
        g_string_append_unichar (out, c);
      else
        g_string_append_c (out, ' ');
    }
}

static void
put_element (GString *out, const char *open, const char *text, const char *close)
{
  if (text == NULL)
    return;
  g_string_append (out, open);
  put_escaped (out, text);
  g_string_append (out, close);
}

static void
put_dublin_core (GString *out, const JbDocument *document)
{
  gboolean both = document->title_en != NULL;

  g_string_append (out, "<dc:format>application/pdf</dc:format>\n");
  if (document->title != NULL)
    {
      put_element (out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title, "</rdf:li>");
      put_element (out, "<rdf:li xml:lang=\"en\">", document->title_en, "</rdf:li>");
      g_string_append (out, "</rdf:Alt></dc:title>\n");
    }
  put_element (out, "<dc:language><rdf:Bag><rdf:li>", document->lang, "</rdf:li>");
  if (both && !g_str_has_prefix (document->lang, "en"))
    g_string_append (out, "<rdf:li>en</rdf:li>");
  g_string_append (out, "</rdf:Bag></dc:language>\n");
  put_element (out, "<dc:creator><rdf:Seq><rdf:li>", document->author, "</rdf:li></rdf:Seq></dc:creator>\n");
  put_element (out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->subject,
               "</rdf:li></rdf:Alt></dc:description>\n");
}

/* pdfuaid is no predefined schema, so it is described (ISO 19005-3, 6.6.2.3). */
static void
put_claims (GString *out, JbPdfConformance conformance, gboolean universal)
{
  static const struct { const char *part, *level; } claims[] = { { "3", "A" }, { "2", "A" }, { "2", "U" } };

  if (conformance == JB_PDF_NONE)
    return;
  g_string_append_printf (out, "<pdfaid:part>%s</pdfaid:part><pdfaid:conformance>%s</pdfaid:conformance>\n",
                          claims[conformance].part, claims[conformance].level);
  if (!universal)
    return;
  g_string_append (out,
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void
write_packet (JbPdfWriter *writer)
{
  const JbDocument *document = writer->document;
  g_autofree char *date = jb_pdf_format_xmp_date (document->time);
  g_autoptr(GString) out = g_string_sized_new (4096);
  HPDF_Dict stream;

  g_string_append (out,
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
  put_dublin_core (out, document);
  put_element (out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
  put_element (out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
  put_element (out, "<xmp:CreatorTool>", writer->options->producer, "</xmp:CreatorTool>");
  put_element (out, "<pdf:Producer>", writer->options->producer, "</pdf:Producer>\n");
  put_claims (out, writer->options->conformance, writer->universal);
  g_string_append (out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");

  stream = jb_haru_new_stream (writer->haru, out->str, out->len, FALSE);
  HPDF_Dict_AddName (stream, "Type", "Metadata");
  HPDF_Dict_AddName (stream, "Subtype", "XML");
  HPDF_Dict_Add (writer->haru->doc->catalog, "Metadata", stream);
}

/* --- Info --- */

static void
write_info (JbPdfWriter *writer)
{
  const JbDocument *document = writer->document;
  HPDF_Dict info = writer->haru->doc->info;
  g_autofree char *date = jb_pdf_format_date (document->time);

  if (document->title != NULL)
    jb_haru_add_text (info, "Title", document->title);
  if (document->author != NULL)
    jb_haru_add_text (info, "Author", document->author);
  if (document->subject != NULL)
    jb_haru_add_text (info, "Subject", document->subject);
  if (writer->options->producer != NULL)
    {
      jb_haru_add_text (info, "Producer", writer->options->producer);
      jb_haru_add_text (info, "Creator", writer->options->producer);
    }
  jb_haru_add_ascii (info, "CreationDate", date);
  jb_haru_add_ascii (info, "ModDate", date);
}

/* --- output intent --- */

/* Little CMS's sRGB as ICC version 4.2, with the time of the call (bytes 24 to 35) overwritten: 2020-01-01. */
static GBytes *
make_srgb (GError **error)
{
  static const guint8 date[12] = { 0x07, 0xE4, 0, 1, 0, 1 };
  cmsHPROFILE profile = cmsCreate_sRGBProfile ();
  cmsUInt32Number size = 0;
  g_autofree guint8 *data = NULL;
  gboolean saved;

  cmsSetProfileVersion (profile, 4.2);
  saved = cmsSaveProfileToMem (profile, NULL, &size) && size > 128;
  if (saved)
    {
      data = g_malloc0 (size);
      saved = cmsSaveProfileToMem (profile, data, &size) != 0;
    }
  cmsCloseProfile (profile);
  if (!saved)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "Little CMS could not write the sRGB profile");
      return NULL;
    }
  memcpy (data + 24, date, sizeof date);
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

static gboolean
write_output_intent (JbPdfWriter *writer, GError **error)
{
  static const char identifier[] = "sRGB IEC61966-2.1";
  g_autoptr(GBytes) profile = make_srgb (error);
  if (profile == NULL)
    return FALSE;

  gsize size;
  const void *data = g_bytes_get_data (profile, &size);
  HPDF_Dict stream = jb_haru_new_stream (writer->haru, data, size, TRUE);
  HPDF_Dict intent = jb_haru_new_dict (writer->haru);

  HPDF_Dict_AddNumber (stream, "N", 3);
  HPDF_Dict_AddName (intent, "Type", "OutputIntent");
  HPDF_Dict_AddName (intent, "S", "GTS_PDFA1");
  jb_haru_add_ascii (intent, "OutputConditionIdentifier", identifier);
  jb_haru_add_ascii (intent, "Info", identifier);
  HPDF_Dict_Add (intent, "DestOutputProfile", stream);
  HPDF_Array_Add (jb_haru_add_array (writer->haru->doc->catalog, "OutputIntents"), intent);
  return TRUE;
}

gboolean
jb_pdf_write_metadata (JbPdfWriter *writer, GError **error)
{
  HPDF_Dict catalog = writer->haru->doc->catalog;

  write_info (writer);
  write_packet (writer);
  jb_haru_add_ascii (catalog, "Lang", writer->document->lang);
  HPDF_Dict_AddBoolean (jb_haru_add_dict (catalog, "MarkInfo"), "Marked", HPDF_TRUE);
  HPDF_Dict_AddBoolean (jb_haru_add_dict (catalog, "ViewerPreferences"), "DisplayDocTitle", HPDF_TRUE);
  return writer->options->conformance == JB_PDF_NONE || write_output_intent (writer, error);
}
