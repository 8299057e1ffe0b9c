#include "jb-xml-private.h"

#include "jb-error.h"
#include "jb-file.h"
#include "jb-input.h"

#include <string.h>

typedef struct
{
  int code; /* of libxml2, of its first error */
} Trouble;

static void
note_trouble (void *data, xmlErrorPtr xml_error)
{
  Trouble *trouble = data;

  if (trouble->code == 0 && xml_error->level >= XML_ERR_ERROR)
    trouble->code = xml_error->code;
}

static gboolean
refuse (const char *path, const char *part, const Trouble *trouble, GError **error)
{
  gboolean limit = trouble->code == XML_ERR_INTERNAL_ERROR || trouble->code == XML_ERR_NAME_TOO_LONG;

  g_set_error (error, JB_ERROR, limit ? JB_ERROR_LIMIT : JB_ERROR_FORMAT, "%s: its part %s is %s: save it again", path, part,
               limit ? "nested or long beyond any limit" : "no well-formed XML");
  return FALSE;
}

static gboolean
visit_node (xmlTextReader *reader, JbXmlVisit visit, gpointer data, GError **error)
{
  const char *space = (const char *) xmlTextReaderConstNamespaceUri (reader);
  const char *name = (const char *) xmlTextReaderConstLocalName (reader);

  switch (xmlTextReaderNodeType (reader))
    {
    case XML_READER_TYPE_ELEMENT:
      if (!visit (data, reader, TRUE, space != NULL ? space : "", name, NULL, error))
        return FALSE;
      return !xmlTextReaderIsEmptyElement (reader)
             || visit (data, reader, FALSE, space != NULL ? space : "", name, NULL, error);
    case XML_READER_TYPE_END_ELEMENT:
      return visit (data, reader, FALSE, space != NULL ? space : "", name, NULL, error);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return visit (data, reader, FALSE, "", NULL, (const char *) xmlTextReaderConstValue (reader), error);
    default:
      return TRUE;
    }
}

gboolean
jb_xml_walk (const char *path, const char *part, GBytes *bytes, JbXmlVisit visit, gpointer data, GError **error)
{
  gsize length;
  const char *xml = jb_bytes_peek (bytes, &length);
  Trouble trouble = { 0 };
  xmlTextReader *reader = xmlReaderForMemory (xml, (int) length, NULL, NULL, XML_PARSE_NONET);
  gboolean done = TRUE;
  int state;
  if (reader == NULL)
    return refuse (path, part, &trouble, error);

  xmlTextReaderSetStructuredErrorHandler (reader, note_trouble, &trouble);
  while (done && (state = xmlTextReaderRead (reader)) == 1)
    {
      if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_DOCUMENT_TYPE)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: its part %s declares a document type: save it again", path, part);
          done = FALSE;
        }
      else if ((guint) xmlTextReaderDepth (reader) > JB_INPUT_MAX_DEPTH)
        done = refuse (path, part, &(Trouble) { XML_ERR_INTERNAL_ERROR }, error);
      else
        done = visit_node (reader, visit, data, error);
    }
  if (done && state != 0)
    done = refuse (path, part, &trouble, error);
  xmlFreeTextReader (reader);
  return done;
}

char *
jb_xml_get (xmlTextReader *reader, const char *name)
{
  char *value = NULL;

  if (xmlTextReaderMoveToFirstAttribute (reader) != 1)
    return NULL;
  do
    if (strcmp ((const char *) xmlTextReaderConstLocalName (reader), name) == 0)
      value = g_strdup ((const char *) xmlTextReaderConstValue (reader));
  while (value == NULL && xmlTextReaderMoveToNextAttribute (reader) == 1);
  xmlTextReaderMoveToElement (reader);
  return value;
}
