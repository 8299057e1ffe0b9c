/* Terms of a TBX file: v2 (martif, termEntry, langSet, tig or ntig, term) and v3 (tbx, conceptEntry, langSec, termSec,
 * term). Source: ISO 30042:2008 and 30042:2019. */
#include "jb-glossary-private.h"

#include "jb-error.h"
#include "jb-file.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define MAX_BYTES (256u * 1024 * 1024)
#define MAX_DEPTH 100
#define MAX_TERM 4096

typedef struct
{
  const char *path;
  JbGlossary *glossary;
  xmlTextReader *reader;
  GString *text;
  gboolean in_term, is_tbx;
  char     language; /* 'z', 'e', or 0 */
  GPtrArray *zh;     /* of char * */
  GString   *en;     /* renderings, parted by ";" */
  char *message;
  int   line;
} Tbx;

static void
keep_first_error (void *user_data, xmlErrorPtr error)
{
  Tbx *tbx = user_data;

  if (tbx->message != NULL || error->level < XML_ERR_ERROR)
    return;
  tbx->message = g_strstrip (g_strdup (error->message != NULL ? error->message : "not well-formed"));
  tbx->line = error->line;
}

static gboolean
is_entry (const char *name)
{
  return strcmp (name, "termEntry") == 0 || strcmp (name, "conceptEntry") == 0;
}

static void
start_element (Tbx *tbx, const char *name)
{
  if (strcmp (name, "martif") == 0 || strcmp (name, "tbx") == 0)
    tbx->is_tbx = TRUE;
  else if (is_entry (name))
    {
      g_ptr_array_set_size (tbx->zh, 0);
      g_string_truncate (tbx->en, 0);
    }
  else if (strcmp (name, "langSet") == 0 || strcmp (name, "langSec") == 0)
    {
      xmlChar *language = xmlTextReaderGetAttribute (tbx->reader, (const xmlChar *) "xml:lang");

      tbx->language = language == NULL ? 0 : g_ascii_strncasecmp ((const char *) language, "zh", 2) == 0 ? 'z'
                      : g_ascii_strncasecmp ((const char *) language, "en", 2) == 0 ? 'e' : 0;
      xmlFree (language);
    }
  else if (strcmp (name, "term") == 0)
    {
      tbx->in_term = TRUE;
      g_string_truncate (tbx->text, 0);
    }
}

static void
end_element (Tbx *tbx, const char *name)
{
  if (strcmp (name, "term") == 0)
    {
      g_autofree char *term = g_strstrip (g_strndup (tbx->text->str, tbx->text->len));

      tbx->in_term = FALSE;
      if (*term == '\0' || strpbrk (term, "\t\n;") != NULL)
        return;
      if (tbx->language == 'z')
        g_ptr_array_add (tbx->zh, g_steal_pointer (&term));
      else if (tbx->language == 'e')
        g_string_append_printf (tbx->en, "%s%s", tbx->en->len > 0 ? "; " : "", term);
    }
  else if (is_entry (name) && tbx->en->len > 0)
    for (guint i = 0; i < tbx->zh->len; i++)
      jb_glossary_add_term (tbx->glossary, g_ptr_array_index (tbx->zh, i), tbx->en->str, "tbx", "");
}

static gboolean
handle_node (Tbx *tbx)
{
  int type = xmlTextReaderNodeType (tbx->reader);
  const char *name = (const char *) xmlTextReaderConstLocalName (tbx->reader);

  if (xmlTextReaderDepth (tbx->reader) > MAX_DEPTH)
    return FALSE;
  if (type == XML_READER_TYPE_ELEMENT)
    {
      start_element (tbx, name);
      if (xmlTextReaderIsEmptyElement (tbx->reader))
        end_element (tbx, name);
    }
  else if (type == XML_READER_TYPE_END_ELEMENT)
    end_element (tbx, name);
  else if (tbx->in_term && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA) && tbx->text->len < MAX_TERM)
    g_string_append (tbx->text, (const char *) xmlTextReaderConstValue (tbx->reader));
  return TRUE;
}

static gboolean
run (Tbx *tbx, GError **error)
{
  int status = 0;

  xmlTextReaderSetStructuredErrorHandler (tbx->reader, keep_first_error, tbx);
  while ((status = xmlTextReaderRead (tbx->reader)) == 1)
    if (!handle_node (tbx))
      {
        g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: elements nested deeper than %d: not a glossary", tbx->path, MAX_DEPTH);
        return FALSE;
      }
  if (status == 0 && tbx->is_tbx)
    return TRUE;
  if (status == 0)
    g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: is XML, but no TBX: give a TSV or TBX glossary", tbx->path);
  else
    g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%d: %s: the file is damaged, export it again", tbx->path,
                 MAX (1, tbx->line), tbx->message != NULL ? tbx->message : "no XML element");
  return FALSE;
}

gboolean
jb_glossary_add_tbx (JbGlossary *glossary, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, MAX_BYTES, error);
  gsize length;

  if (bytes == NULL)
    return FALSE;
  const char *data = jb_bytes_peek (bytes, &length);
  Tbx tbx = { .path = path, .glossary = glossary };

  tbx.reader = xmlReaderForMemory (data, (int) length, path, NULL, XML_PARSE_NONET | XML_PARSE_NOWARNING);
  if (tbx.reader == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: no memory for an XML reader", path);
      return FALSE;
    }
  tbx.text = g_string_new (NULL);
  tbx.en = g_string_new (NULL);
  tbx.zh = g_ptr_array_new_with_free_func (g_free);

  gboolean done = run (&tbx, error);

  xmlFreeTextReader (tbx.reader);
  g_string_free (tbx.text, TRUE);
  g_string_free (tbx.en, TRUE);
  g_ptr_array_unref (tbx.zh);
  g_free (tbx.message);
  return done;
}
