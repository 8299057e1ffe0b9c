/* Pulling through an XML part that a stranger wrote: no network, no document type, no deep nesting. */
#pragma once

#include <glib.h>
#include <libxml/xmlreader.h>

/* Called at each start (@start TRUE), end, and text (@name NULL, @text set). An empty element gives start and end.
 * @space: the namespace, "" for none. Returns: %FALSE to stop, with @error set. */
typedef gboolean (*JbXmlVisit) (gpointer data, xmlTextReader *reader, gboolean start, const char *space, const char *name,
                                const char *text, GError **error);

/* @part: for messages. Returns: %FALSE with %JB_ERROR_FORMAT (no well-formed XML, a document type) or %JB_ERROR_LIMIT
 * (nested too deep), or what @visit set. */
gboolean jb_xml_walk (const char *path, const char *part, GBytes *bytes, JbXmlVisit visit, gpointer data, GError **error);

/* The attribute @name in any namespace. Returns: (transfer full): NULL where it is not there. */
char *jb_xml_get (xmlTextReader *reader, const char *name);
