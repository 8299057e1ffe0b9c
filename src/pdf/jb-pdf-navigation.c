/* Links, bookmarks, page labels. ISO 32000-1:2008, 12.3, 12.4.2, 12.5; ISO 14289-1, 7.18.5: a link says in Contents what
 * it leads to, and is printed (F 4). */
#include "jb-pdf-writer-private.h"

double
jb_pdf_flip (const JbDocument *document, int page, double y)
{
  if (page < 0 || (guint) page >= document->pages->len)
    return 0;
  return ((const JbPage *) g_ptr_array_index (document->pages, (guint) page))->height - y;
}

/* "/Dest[page /XYZ x y null]"; of an annex page "/Dest[page /Fit]". */
static void
put_destination (GString *out, const JbPdfWriter *writer, const JbAnchor *at)
{
  g_string_append (out, "/Dest[");
  jb_pdf_put_ref (out, "", g_ptr_array_index (writer->pages, (guint) at->page));
  if ((guint) at->page >= writer->document->pages->len)
    {
      g_string_append (out, "/Fit]");
      return;
    }
  g_string_append (out, "/XYZ ");
  jb_pdf_put_real (out, at->x);
  g_string_append_c (out, ' ');
  jb_pdf_put_real (out, jb_pdf_flip (writer->document, at->page, at->y));
  g_string_append (out, " null]");
}

/* --- links --- */

static void
write_link (GString *out, gconstpointer data)
{
  const JbPdfLinkObject *object = data;
  const JbLink *link = object->link;
  const double box[4] = { link->left, object->height - link->bottom, link->right, object->height - link->top };

  g_string_append (out, "/Subtype/Link/F 4/Border[0 0 0]/Rect[");
  for (guint i = 0; i < 4; i++)
    {
      jb_pdf_put_real (out, box[i]);
      g_string_append_c (out, i < 3 ? ' ' : ']');
    }
  jb_pdf_put_text (out, "/Contents", link->contents);
  put_destination (out, object->writer, &g_array_index (object->writer->document->anchors, JbAnchor, link->anchor));
  jb_pdf_put_number (out, "/StructParent ", object->struct_parent);
}

void
jb_pdf_write_links (JbPdfWriter *writer)
{
  GPtrArray *pages = writer->document->pages;
  guint n = 0;

  for (guint p = 0; p < pages->len; p++)
    n += ((const JbPage *) g_ptr_array_index (pages, p))->links->len;
  if (n == 0)
    return;
  writer->links = g_new (JbPdfLinkObject, n);
  n = 0;
  for (guint p = 0; p < pages->len; p++)
    {
      const JbPage *page = g_ptr_array_index (pages, p);
      HPDF_Dict target = g_ptr_array_index (writer->pages, p);
      HPDF_Array annotations = page->links->len > 0 ? jb_haru_add_array (target, "Annots") : NULL;

      for (guint i = 0; i < page->links->len; i++, n++)
        {
          writer->links[n] = (JbPdfLinkObject) { writer, &g_array_index (page->links, JbLink, i), page->height, pages->len + n };
          HPDF_Dict object = jb_haru_new_raw (writer->haru, write_link, &writer->links[n]);

          HPDF_Array_Add (annotations, object);
          g_ptr_array_add (writer->annotations, object);
        }
      if (annotations != NULL)
        HPDF_Dict_AddName (target, "Tabs", "S");
    }
}

/* --- bookmarks --- */

struct _JbPdfOutlineItem
{
  const JbPdfWriter *writer;
  char    *title;      /* NULL: the outline itself */
  JbAnchor at;
  guint level;
  guint parent, first, last, previous, next; /* indices, 0: the outline itself or none */
  guint n_kids;
  HPDF_Dict object;
};

static void
put_relative (GString *out, const JbPdfOutlineItem *items, const char *key, guint index)
{
  if (index != 0)
    jb_pdf_put_ref (out, key, items[index].object);
}

static void
write_item (GString *out, gconstpointer data)
{
  const JbPdfOutlineItem *item = data;
  const JbPdfOutlineItem *items = item->writer->outline;

  put_relative (out, items, "/First", item->first);
  put_relative (out, items, "/Last", item->last);
  if (item->title == NULL)
    {
      g_string_append_printf (out, "/Type/Outlines/Count %u", item->n_kids);
      return;
    }
  jb_pdf_put_text (out, "/Title", item->title);
  jb_pdf_put_ref (out, "/Parent", items[item->parent].object);
  put_relative (out, items, "/Prev", item->previous);
  put_relative (out, items, "/Next", item->next);
  if (item->n_kids > 0) /* closed: a reader sees the first level */
    g_string_append_printf (out, "/Count -%u", item->n_kids);
  put_destination (out, item->writer, &item->at);
}

static void
link_item (JbPdfOutlineItem *items, guint index, guint parent)
{
  JbPdfOutlineItem *up = &items[parent];

  items[index].parent = parent;
  items[index].previous = up->last;
  if (up->last != 0)
    items[up->last].next = index;
  else
    up->first = index;
  up->last = index;
  up->n_kids++;
}

static void
add_item (JbPdfWriter *writer, const char *title, guint level, JbAnchor at)
{
  JbPdfOutlineItem *items = writer->outline;
  guint index = writer->n_outline++;
  guint parent = index > 0 ? index - 1 : 0;

  items[index] = (JbPdfOutlineItem) { .writer = writer, .title = g_strdup (title), .level = level, .at = at };
  items[index].object = jb_haru_new_raw (writer->haru, write_item, &items[index]);
  if (title == NULL)
    return;
  while (items[parent].level >= level && parent != 0)
    parent = items[parent].parent;
  link_item (items, index, parent);
}

static gboolean
has_bookmark (const JbDocument *document, guint page)
{
  for (guint i = 0; i < document->bookmarks->len; i++)
    {
      int anchor = g_array_index (document->bookmarks, JbBookmark, i).anchor;

      if (g_array_index (document->anchors, JbAnchor, anchor).page == (int) page)
        return TRUE;
    }
  return FALSE;
}

/* An annex without a bookmark of the document's own gets one. */
void
jb_pdf_write_bookmarks (JbPdfWriter *writer)
{
  const JbDocument *document = writer->document;
  GArray *bookmarks = document->bookmarks;
  guint page = document->pages->len;

  if (bookmarks->len + writer->options->n_annexes == 0)
    return;
  writer->outline = g_new0 (JbPdfOutlineItem, bookmarks->len + writer->options->n_annexes + 1);
  add_item (writer, NULL, 0, (JbAnchor) { 0 });
  for (guint i = 0; i < bookmarks->len; i++)
    {
      const JbBookmark *bookmark = &g_array_index (bookmarks, JbBookmark, i);

      add_item (writer, bookmark->title, bookmark->level, g_array_index (document->anchors, JbAnchor, bookmark->anchor));
    }
  for (guint i = 0; i < writer->options->n_annexes; page += writer->annex_pages[i++])
    {
      g_autofree char *title = jb_pdf_annex_title (writer, i);

      if (!has_bookmark (document, page))
        add_item (writer, title, 1, (JbAnchor) { .page = (int) page });
    }
  HPDF_Dict_Add (writer->haru->doc->catalog, "Outlines", writer->outline[0].object);
  HPDF_Dict_AddName (writer->haru->doc->catalog, "PageMode", "UseOutlines");
}

void
jb_pdf_free_bookmarks (JbPdfWriter *writer)
{
  for (guint i = 0; i < writer->n_outline; i++)
    g_free (writer->outline[i].title);
  g_free (writer->outline);
}

/* --- page labels --- */

static void
add_label (HPDF_Array nums, guint page, char style, guint start, const char *prefix)
{
  HPDF_Dict label = HPDF_Dict_New (nums->mmgr);

  HPDF_Array_AddNumber (nums, (HPDF_INT32) page);
  HPDF_Array_Add (nums, label);
  if (style != 0)
    HPDF_Dict_AddName (label, "S", (char[]) { style, '\0' });
  if (start > 1)
    HPDF_Dict_AddNumber (label, "St", (HPDF_INT32) start);
  if (prefix != NULL)
    jb_haru_add_text (label, "P", prefix);
}

void
jb_pdf_write_labels (JbPdfWriter *writer, const guint *annex_pages)
{
  const JbDocument *document = writer->document;
  HPDF_Dict labels = jb_haru_add_dict (writer->haru->doc->catalog, "PageLabels");
  HPDF_Array nums = jb_haru_add_array (labels, "Nums");
  gboolean english = g_str_has_prefix (document->lang, "en");
  guint page = document->pages->len;

  if (document->labels->len == 0 || g_array_index (document->labels, JbPageLabel, 0).page > 0)
    add_label (nums, 0, 'D', 1, NULL);
  for (guint i = 0; i < document->labels->len && i < JB_PDF_MAX_LABELS; i++)
    {
      const JbPageLabel *label = &g_array_index (document->labels, JbPageLabel, i);

      add_label (nums, label->page, label->style, label->start, label->prefix);
    }
  for (guint i = 0; i < writer->options->n_annexes; page += annex_pages[i++])
    {
      g_autofree char *prefix = g_strdup_printf (english ? "Annex %u-" : "附件%u-", i + 1);

      add_label (nums, page, 'D', 1, prefix);
    }
}
