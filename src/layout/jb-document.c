#include "jb-document.h"

static void
clear_element (JbElement *element)
{
  g_free (element->alt);
}

static void
clear_bookmark (JbBookmark *bookmark)
{
  g_free (bookmark->title);
}

static void
clear_label (JbPageLabel *label)
{
  g_free (label->prefix);
}

static void
clear_ink (JbInk *ink)
{
  g_free (ink->run.glyphs);
  g_free (ink->run.text);
}

static void
clear_link (JbLink *link)
{
  g_free (link->contents);
}

static void
free_page (JbPage *page)
{
  g_array_unref (page->ink);
  g_array_unref (page->links);
  g_free (page);
}

static GArray *
array_of (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

JbDocument *
jb_document_new (JbFonts *fonts)
{
  JbDocument *document = g_new0 (JbDocument, 1);

  document->fonts = fonts;
  document->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) free_page);
  document->elements = array_of (sizeof (JbElement), (GDestroyNotify) clear_element);
  document->anchors = array_of (sizeof (JbAnchor), NULL);
  document->bookmarks = array_of (sizeof (JbBookmark), (GDestroyNotify) clear_bookmark);
  document->labels = array_of (sizeof (JbPageLabel), (GDestroyNotify) clear_label);
  document->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_chart_scene_free);
  document->lang = "zh-CN";
  return document;
}

JbPage *
jb_document_add_page (JbDocument *document, double width, double height)
{
  JbPage *page = g_new0 (JbPage, 1);

  page->width = width;
  page->height = height;
  page->ink = array_of (sizeof (JbInk), (GDestroyNotify) clear_ink);
  page->links = array_of (sizeof (JbLink), (GDestroyNotify) clear_link);
  g_ptr_array_add (document->pages, page);
  return page;
}

int
jb_document_add_element (JbDocument *document, JbRole role, int parent, const char *lang)
{
  JbElement element = { .role = role, .parent = parent, .lang = lang, .page = -1 };

  g_array_append_val (document->elements, element);
  return (int) document->elements->len - 1;
}

int
jb_document_add_anchor (JbDocument *document)
{
  JbAnchor anchor = { .page = -1 };

  g_array_append_val (document->anchors, anchor);
  return (int) document->anchors->len - 1;
}

void
jb_document_free (JbDocument *document)
{
  if (document == NULL)
    return;
  g_ptr_array_unref (document->pages);
  g_array_unref (document->elements);
  g_array_unref (document->anchors);
  g_array_unref (document->bookmarks);
  g_array_unref (document->labels);
  g_ptr_array_unref (document->charts);
  g_free (document->title);
  g_free (document->title_en);
  g_free (document->author);
  g_free (document->subject);
  g_free (document);
}

const char *
jb_role_name (JbRole role)
{
#define JB_ROLE_NAME(name, pdf_name) pdf_name,
  static const char *const names[] = { JB_ROLES (JB_ROLE_NAME) };

  g_return_val_if_fail (role < JB_N_ROLES, "Span");
  return names[role];
}
