/* Which members of a .docx are its parts. Their names are told by relationships: Word calls the document
 * word/document.xml, others word/document2.xml, and only _rels/.rels knows.
 *
 *   _rels/.rels                     officeDocument → word/document2.xml
 *   word/_rels/document2.xml.rels   styles → styles2.xml, footnotes → /word/footnotes.xml
 *
 * Source: ECMA-376 part 2, 9.3 (relationships). */
#include "jb-docx-private.h"

#include "jb-error.h"
#include "jb-xml-private.h"
#include "jb-zip-private.h"

#include <string.h>

#define ROOT_RELATIONS "_rels/.rels"

static const char *const other_zips[] = {
  "xl/workbook.xml=is an Excel workbook (.xlsx): give the report's text as .docx or .txt",
  "ppt/presentation.xml=is a PowerPoint presentation: give the report's text as .docx or .txt",
  "OFD.xml=is an OFD document: turn it into a PDF with text and give that",
  "content.xml=is an OpenDocument file: open it, save it as .docx, and give that",
  "META-INF/container.xml=is an e-book: give the report's text as .docx or .txt",
  NULL
};

/* What a relationship's type ends in, and the name that its part has as a rule. */
static const struct
{
  const char *type;
  const char *name;
} kinds[JB_DOCX_N_PARTS] = {
  [JB_DOCX_DOCUMENT] = { "/officeDocument", "word/document.xml" },
  [JB_DOCX_NUMBERING] = { "/numbering", "word/numbering.xml" },
  [JB_DOCX_STYLES] = { "/styles", "word/styles.xml" },
  [JB_DOCX_FOOTNOTES] = { "/footnotes", "word/footnotes.xml" },
  [JB_DOCX_ENDNOTES] = { "/endnotes", "word/endnotes.xml" },
};

typedef struct
{
  const char *source; /* the part whose relationships these are; "" for the package */
  char      **names;
} Relations;

/* "styles2.xml" beside "word/document.xml" is "word/styles2.xml"; "/word/styles.xml" stands at the root. */
static char *
resolve (const char *source, const char *target)
{
  const char *slash = strrchr (source, '/');
  g_autofree char *folder = g_strndup (source, slash == NULL ? 0 : (gsize) (slash - source));
  g_autofree char *path = *target == '/' ? g_build_filename ("/", target, NULL) : g_build_filename ("/", folder, target, NULL);
  g_autofree char *canonical = g_canonicalize_filename (path, "/");

  return g_strdup (canonical + 1);
}

static gboolean
visit_relation (gpointer data, xmlTextReader *reader, gboolean start, const char *space G_GNUC_UNUSED, const char *name,
                const char *text G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  Relations *relations = data;

  if (!start || g_strcmp0 (name, "Relationship") != 0)
    return TRUE;
  g_autofree char *type = jb_xml_get (reader, "Type"), *target = jb_xml_get (reader, "Target"), *mode = jb_xml_get (reader, "TargetMode");
  for (guint i = 0; type != NULL && target != NULL && g_strcmp0 (mode, "External") != 0 && i < JB_DOCX_N_PARTS; i++)
    if (g_str_has_suffix (type, kinds[i].type) && (i == JB_DOCX_DOCUMENT) == (*relations->source == '\0'))
      {
        g_free (relations->names[i]);
        relations->names[i] = resolve (relations->source, target);
      }
  return TRUE;
}

static gboolean
read_relations (const char *path, GBytes *bytes, const char *member, const char *source, char **names, GError **error)
{
  const char *wanted[] = { member, NULL };
  GBytes *part = NULL;
  const char *hint = NULL;
  Relations relations = { source, names };

  gboolean done = jb_zip_read (path, bytes, wanted, &part, other_zips, &hint, error)
                  && (part == NULL || jb_xml_walk (path, member, part, visit_relation, &relations, error));
  g_clear_pointer (&part, g_bytes_unref);
  return done;
}

static char *
name_relations_of (const char *part)
{
  const char *slash = strrchr (part, '/');
  g_autofree char *folder = g_strndup (part, slash == NULL ? 0 : (gsize) (slash + 1 - part));

  return g_strconcat (folder, "_rels/", slash == NULL ? part : slash + 1, ".rels", NULL);
}

static gboolean
refuse_other (const char *path, const char *what, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: %s", path,
               what != NULL ? what : "is an archive, no Word document: unpack it and give the report in it");
  return FALSE;
}

gboolean
jb_docx_read_parts (const char *path, GBytes *bytes, char **names, GBytes **parts, GError **error)
{
  const char *hint = NULL;

  for (guint i = 0; i < JB_DOCX_N_PARTS; i++)
    names[i] = g_strdup (kinds[i].name);
  if (!read_relations (path, bytes, ROOT_RELATIONS, "", names, error))
    return FALSE;
  g_autofree char *relations = name_relations_of (names[JB_DOCX_DOCUMENT]);
  if (!read_relations (path, bytes, relations, names[JB_DOCX_DOCUMENT], names, error)
      || !jb_zip_read (path, bytes, (const char *const *) names, parts, other_zips, &hint, error))
    return FALSE;
  return parts[JB_DOCX_DOCUMENT] != NULL || refuse_other (path, hint, error);
}
