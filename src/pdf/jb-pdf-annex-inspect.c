/* A foreign PDF before its pages are taken: can it be read, what does it claim, what would break our claim.
 *
 * The file comes from outside. Nothing here goes down recursively: the page tree and whatever hangs on a page are walked
 * with a stack of our own, so that a cycle or ten thousand levels are errors before libqpdf's own recursion meets them. */
#include "jb-pdf-annex-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH      1000    /* of what hangs on a page: real files stay below 100 */
#define MAX_PAGE_DEPTH 64      /* of the page tree */
#define MAX_OBJECTS    2000000
#define MAX_METADATA   (16u * 1024 * 1024)

typedef struct
{
  JbQpdf     *pdf;
  const char *name;
  JbPdfConformance conformance;
  GArray     *pages;   /* of qpdf_oh */
  GError    **error;
} Inspection;

void
jb_pdf_annex_info_free (JbPdfAnnexInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->title);
  g_free (info);
}

static gboolean G_GNUC_PRINTF (3, 4)
refuse (const Inspection *in, JbError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (in->error, JB_ERROR, (int) code, "%s: %s", in->name, message);
  return FALSE;
}

static gboolean
refuse_page (const Inspection *in, guint page, const char *what, const char *clause)
{
  return refuse (in, JB_ERROR_UNSUPPORTED, "page %u: %s (ISO 19005-3, %s): make it PDF/A, or use --conformance none", page + 1,
                 what, clause);
}

static gboolean
is_name (JbQpdf *pdf, qpdf_oh dict, const char *key, const char *name)
{
  return qpdf_oh_is_name_and_equals (pdf, qpdf_oh_get_key (pdf, dict, key), name) != QPDF_FALSE;
}

/* --- the page tree --- */

typedef struct { qpdf_oh node; int next, depth; } Level;

/* libqpdf's own page list, asked for after this, repairs what it finds and may go as deep as the file says. */
static gboolean
walk_pages (Inspection *in)
{
  JbQpdf *pdf = in->pdf;
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Level));
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  Level root = { qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/Pages"), 0, 0 };

  if (!qpdf_oh_is_dictionary (pdf, root.node))
    return refuse (in, JB_ERROR_FORMAT, "has no page tree: is it a PDF?");
  g_array_append_val (stack, root);
  while (stack->len > 0)
    {
      Level *level = &g_array_index (stack, Level, stack->len - 1);
      qpdf_oh kids = qpdf_oh_get_key (pdf, level->node, "/Kids");
      int n = qpdf_oh_is_array (pdf, kids) ? qpdf_oh_get_array_n_items (pdf, kids) : 0;

      if (level->next >= n)
        {
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      Level kid = { qpdf_oh_get_array_item (pdf, kids, level->next++), 0, level->depth + 1 };
      int id = qpdf_oh_get_object_id (pdf, kid.node);
      if (!qpdf_oh_is_dictionary (pdf, kid.node) || kid.depth > MAX_PAGE_DEPTH
          || (id != 0 && !g_hash_table_add (seen, GINT_TO_POINTER (id))))
        return refuse (in, JB_ERROR_FORMAT, "its page tree has a cycle, a hole, or more than %d levels: make the PDF anew", MAX_PAGE_DEPTH);
      if (qpdf_oh_has_key (pdf, kid.node, "/Kids"))
        g_array_append_val (stack, kid);
      else if (in->pages->len >= JB_PDF_MAX_ANNEX_PAGES)
        return refuse (in, JB_ERROR_LIMIT, "has more than %u pages", JB_PDF_MAX_ANNEX_PAGES);
      else
        g_array_append_val (in->pages, kid.node);
    }
  return in->pages->len > 0 || refuse (in, JB_ERROR_FORMAT, "has no page");
}

/* --- what hangs on pages and structure --- */

typedef struct { qpdf_oh node; guint depth; } Reach;

static void
push_kids (Inspection *in, GArray *stack, Reach from)
{
  JbQpdf *pdf = in->pdf;
  gboolean is_stream = qpdf_oh_is_stream (pdf, from.node) != QPDF_FALSE;
  qpdf_oh dict = is_stream ? qpdf_oh_get_dict (pdf, from.node) : from.node;

  if (qpdf_oh_is_array (pdf, from.node))
    for (int i = qpdf_oh_get_array_n_items (pdf, from.node); i-- > 0;)
      {
        Reach kid = { qpdf_oh_get_array_item (pdf, from.node, i), from.depth + 1 };
        g_array_append_val (stack, kid);
      }
  else if (qpdf_oh_is_dictionary (pdf, dict))
    {
      g_autoptr(GPtrArray) keys = jb_qpdf_list_keys (pdf, dict);

      for (guint i = 0; i < keys->len; i++)
        {
          Reach kid = { qpdf_oh_get_key (pdf, dict, g_ptr_array_index (keys, i)), from.depth + 1 };

          if (strcmp (g_ptr_array_index (keys, i), "/Parent") == 0 || is_name (pdf, kid.node, "/Type", "/Page"))
            qpdf_oh_release (pdf, kid.node);
          else
            g_array_append_val (stack, kid);
        }
    }
}

/* Objects within reach, and how deep: copying them is recursive in libqpdf. */
static gboolean
walk_objects (Inspection *in, qpdf_oh start, GHashTable *seen)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Reach));
  Reach first = { start, 0 };

  g_array_append_val (stack, first);
  while (stack->len > 0)
    {
      Reach now = g_array_index (stack, Reach, stack->len - 1);
      int id = qpdf_oh_get_object_id (in->pdf, now.node);

      g_array_set_size (stack, stack->len - 1);
      if (now.depth > MAX_DEPTH)
        return refuse (in, JB_ERROR_LIMIT, "its objects are nested deeper than %d levels: make the PDF anew", MAX_DEPTH);
      if (id == 0 || g_hash_table_add (seen, GINT_TO_POINTER (id)))
        push_kids (in, stack, now);
      if (g_hash_table_size (seen) > MAX_OBJECTS || stack->len > MAX_OBJECTS)
        return refuse (in, JB_ERROR_LIMIT, "has more than %d objects", MAX_OBJECTS);
      if (now.depth > 0)
        qpdf_oh_release (in->pdf, now.node);
    }
  return TRUE;
}

static gboolean
walk_all (Inspection *in)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < in->pages->len; i++)
    if (!walk_objects (in, g_array_index (in->pages, qpdf_oh, i), seen))
      return FALSE;
  return walk_objects (in, qpdf_oh_get_key (in->pdf, qpdf_get_root (in->pdf), "/StructTreeRoot"), seen);
}

/* --- claims --- */

/* The value of a property of the packet, written as an element or as an attribute. Returns: its first character; NULL. */
static const char *
find_property (const char *packet, const char *property)
{
  const char *at = packet;

  while ((at = strstr (at, property)) != NULL)
    {
      at += strlen (property);
      at += strspn (at, " \t\r\n");
      if (*at == '>')
        return at + 1 + strspn (at + 1, " \t\r\n");
      if (*at == '=')
        {
          at += 1 + strspn (at + 1, " \t\r\n");
          if (*at == '"' || *at == '\'')
            return at + 1;
        }
    }
  return NULL;
}

static char *
find_title (const char *packet)
{
  const char *at = strstr (packet, "<dc:title");
  const char *end = at != NULL ? strstr (at, "</dc:title") : NULL;
  const char *item = at != NULL ? strstr (at, "<rdf:li") : NULL;
  const char *text = item != NULL && item < end ? strchr (item, '>') : NULL;

  if (text == NULL || text > end || strchr (text, '<') == NULL)
    return NULL;

  g_autofree char *raw = g_strndup (text + 1, (gsize) (strchr (text, '<') - text - 1));
  if (!g_utf8_validate (raw, -1, NULL) || strlen (raw) > 1000)
    return NULL;
  GString *title = g_string_new (g_strstrip (raw));
  g_string_replace (title, "&lt;", "<", 0);
  g_string_replace (title, "&gt;", ">", 0);
  g_string_replace (title, "&quot;", "\"", 0);
  g_string_replace (title, "&amp;", "&", 0);
  return g_string_free (title, title->len == 0);
}

static void
read_claims (Inspection *in, JbPdfAnnexInfo *info)
{
  JbQpdf *pdf = in->pdf;
  qpdf_oh root = qpdf_get_root (pdf);
  qpdf_oh metadata = qpdf_oh_get_key (pdf, root, "/Metadata");
  unsigned char *data = NULL;
  size_t length = 0;

  info->tagged = qpdf_oh_is_dictionary (pdf, qpdf_oh_get_key (pdf, root, "/StructTreeRoot")) != QPDF_FALSE;
  if (!qpdf_oh_is_stream (pdf, metadata)
      || qpdf_oh_get_stream_data (pdf, metadata, qpdf_dl_generalized, NULL, &data, &length) & QPDF_ERRORS || data == NULL)
    {
      free (data);
      return;
    }
  g_autofree char *packet = g_strndup ((const char *) data, MIN (length, MAX_METADATA));
  const char *part = find_property (packet, "pdfaid:part");
  const char *level = find_property (packet, "pdfaid:conformance");
  const char *universal = find_property (packet, "pdfuaid:part");
  free (data);
  if (part != NULL && *part >= '1' && *part <= '4')
    info->part = *part - '0';
  if (level != NULL && strchr ("ABU", g_ascii_toupper (*level)) != NULL)
    info->level = g_ascii_toupper (*level);
  info->universal = universal != NULL && *universal == '1';
  info->title = find_title (packet);
}

/* --- what would break ours --- */

static gboolean
has_program (JbQpdf *pdf, qpdf_oh font)
{
  qpdf_oh kids = qpdf_oh_get_key (pdf, font, "/DescendantFonts");
  qpdf_oh holder = qpdf_oh_is_array (pdf, kids) && qpdf_oh_get_array_n_items (pdf, kids) > 0 ? qpdf_oh_get_array_item (pdf, kids, 0) : font;
  qpdf_oh descriptor;

  if (is_name (pdf, font, "/Subtype", "/Type3"))
    return TRUE;
  if (!qpdf_oh_is_dictionary (pdf, holder))
    return FALSE;
  descriptor = qpdf_oh_get_key (pdf, holder, "/FontDescriptor");
  return qpdf_oh_is_dictionary (pdf, descriptor)
         && (qpdf_oh_has_key (pdf, descriptor, "/FontFile") || qpdf_oh_has_key (pdf, descriptor, "/FontFile2")
             || qpdf_oh_has_key (pdf, descriptor, "/FontFile3"));
}

/* ISO 19005-3, 6.2.11.7.2: a map, or an encoding whose names are known */
static gboolean
is_unicode (JbQpdf *pdf, qpdf_oh font)
{
  qpdf_oh encoding = qpdf_oh_get_key (pdf, font, "/Encoding");

  return qpdf_oh_is_stream (pdf, qpdf_oh_get_key (pdf, font, "/ToUnicode"))
         || qpdf_oh_is_name_and_equals (pdf, encoding, "/WinAnsiEncoding")
         || qpdf_oh_is_name_and_equals (pdf, encoding, "/MacRomanEncoding");
}

static gboolean
check_font (const Inspection *in, qpdf_oh font, guint page)
{
  if (!qpdf_oh_is_dictionary (in->pdf, font))
    return TRUE;
  if (!has_program (in->pdf, font))
    return refuse_page (in, page, "a font is not embedded", "6.2.11.4.1");
  if (!is_unicode (in->pdf, font))
    return refuse_page (in, page, "a font does not say its text", "6.2.11.7.2");
  return TRUE;
}

static gboolean
check_fonts (const Inspection *in, qpdf_oh resources, guint page, guint depth)
{
  JbQpdf *pdf = in->pdf;
  qpdf_oh fonts, forms;

  if (depth > 12 || !qpdf_oh_is_dictionary (pdf, resources))
    return TRUE;
  fonts = qpdf_oh_get_key (pdf, resources, "/Font");
  forms = qpdf_oh_get_key (pdf, resources, "/XObject");
  g_autoptr(GPtrArray) font_keys = jb_qpdf_list_keys (pdf, fonts);
  g_autoptr(GPtrArray) form_keys = jb_qpdf_list_keys (pdf, forms);
  for (guint i = 0; i < font_keys->len; i++)
    if (!check_font (in, qpdf_oh_get_key (pdf, fonts, g_ptr_array_index (font_keys, i)), page))
      return FALSE;
  for (guint i = 0; i < form_keys->len; i++)
    {
      qpdf_oh form = qpdf_oh_get_key (pdf, forms, g_ptr_array_index (form_keys, i));

      if (qpdf_oh_is_stream (pdf, form)
          && !check_fonts (in, qpdf_oh_get_key (pdf, qpdf_oh_get_dict (pdf, form), "/Resources"), page, depth + 1))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_annotations (const Inspection *in, qpdf_oh page, guint number)
{
  JbQpdf *pdf = in->pdf;
  qpdf_oh annotations = qpdf_oh_get_key (pdf, page, "/Annots");
  int n = qpdf_oh_is_array (pdf, annotations) ? qpdf_oh_get_array_n_items (pdf, annotations) : 0;

  for (int i = 0; i < n; i++)
    {
      qpdf_oh annotation = qpdf_oh_get_array_item (pdf, annotations, i);

      if (qpdf_oh_is_dictionary (pdf, annotation) && !is_name (pdf, annotation, "/Subtype", "/Link"))
        return refuse_page (in, number, "holds an annotation that is no link", "6.3.1");
    }
  return TRUE;
}

/* DeviceCMYK means something only with the annex's own output intent, and a file has one (ISO 19005-3, 6.2.4.3). */
static gboolean
check_intent (const Inspection *in)
{
  JbQpdf *pdf = in->pdf;
  qpdf_oh intents = qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/OutputIntents");
  qpdf_oh intent, profile;

  if (!qpdf_oh_is_array (pdf, intents) || qpdf_oh_get_array_n_items (pdf, intents) < 1)
    return TRUE;
  intent = qpdf_oh_get_array_item (pdf, intents, 0);
  profile = qpdf_oh_is_dictionary (pdf, intent) ? qpdf_oh_get_key (pdf, intent, "/DestOutputProfile") : intent;
  if (!qpdf_oh_is_stream (pdf, profile))
    return TRUE;
  if (qpdf_oh_get_int_value_as_int (pdf, qpdf_oh_get_key (pdf, qpdf_oh_get_dict (pdf, profile), "/N")) != 3)
    return refuse_page (in, 0, "its colours are meant for another output than sRGB", "6.2.4.3");
  return TRUE;
}

static gboolean
check_conformance (const Inspection *in, const JbPdfAnnexInfo *info)
{
  int part = in->conformance == JB_PDF_A3A ? 3 : 2;

  if (info->part == 0)
    return refuse_page (in, 0, "the annex does not claim PDF/A", "6.6.4");
  if (info->part > part)
    return refuse_page (in, 0, "the annex is of a later part of PDF/A than the briefing", "6.6.4");
  if (!check_intent (in))
    return FALSE;
  for (guint i = 0; i < in->pages->len; i++)
    {
      qpdf_oh page = g_array_index (in->pages, qpdf_oh, i);

      if (!check_annotations (in, page, i)
          || !check_fonts (in, qpdf_oh_get_key (in->pdf, page, "/Resources"), i, 0))
        return FALSE;
    }
  return TRUE;
}

JbPdfAnnexInfo *
jb_pdf_annex_inspect (GBytes *bytes, const char *name, JbPdfConformance conformance, GError **error)
{
  g_autoptr(JbPdfAnnexInfo) info = g_new0 (JbPdfAnnexInfo, 1);
  g_autoptr(GArray) pages = g_array_new (FALSE, FALSE, sizeof (qpdf_oh));
  Inspection in = { .name = name, .conformance = conformance, .pages = pages, .error = error };
  g_autoptr(JbQpdf) pdf = NULL;

  if (g_bytes_get_size (bytes) > JB_PDF_MAX_ANNEX_BYTES)
    {
      refuse (&in, JB_ERROR_LIMIT, "is larger than %u MB", JB_PDF_MAX_ANNEX_BYTES / (1024 * 1024));
      return NULL;
    }
  pdf = in.pdf = jb_qpdf_open (bytes, name, error);
  if (pdf == NULL || !walk_pages (&in) || !walk_all (&in))
    return NULL;
  qpdf_push_inherited_attributes_to_page (pdf);
  if (!jb_qpdf_check (pdf, name, JB_ERROR_FORMAT, error))
    return NULL;
  read_claims (&in, info);
  if (!jb_qpdf_check (pdf, name, JB_ERROR_FORMAT, error))
    return NULL;
  if (conformance != JB_PDF_NONE && !check_conformance (&in, info))
    return NULL;
  if (!jb_qpdf_check (pdf, name, JB_ERROR_FORMAT, error))
    return NULL;
  info->n_pages = pages->len;
  return g_steal_pointer (&info);
}
