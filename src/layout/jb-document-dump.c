/* The pages as text: what the golden tests compare. */
#include "jb-layout.h"

#include <string.h>

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.1f", value));
}

static const char *
lang_of (const JbDocument *document, int element)
{
  while (element >= 0)
    {
      const JbElement *e = &g_array_index (document->elements, JbElement, element);

      if (e->lang != NULL)
        return e->lang;
      element = e->parent;
    }
  return "-";
}

static void
dump_ink (const JbDocument *document, const JbInk *ink, GString *text)
{
  static const char *const kinds[] = { "glyphs", "rect", "line", "polygon", "ring", "chart" };
  static const char *const artifacts[] = { "-", "header", "footer", "layout", "background" };
  const char *role = ink->element >= 0 ? jb_role_name (g_array_index (document->elements, JbElement, ink->element).role) : artifacts[ink->artifact];

  g_string_append_printf (text, "  %s %s %s", kinds[ink->kind], role, lang_of (document, ink->element));
  if (ink->kind == JB_INK_GLYPHS)
    {
      append_number (text, ink->run.x);
      append_number (text, ink->run.y);
      append_number (text, ink->run.size);
      g_string_append_printf (text, " “%s”\n", ink->run.text);
      return;
    }
  append_number (text, ink->kind == JB_INK_POLYGON ? ink->points[0] : ink->x);
  append_number (text, ink->kind == JB_INK_POLYGON ? ink->points[1] : ink->y);
  append_number (text, ink->width);
  append_number (text, ink->height);
  g_string_append_c (text, '\n');
}

static void
dump_link (const JbLink *link, GString *text)
{
  g_string_append (text, "  link");
  append_number (text, link->left);
  append_number (text, link->top);
  append_number (text, link->right);
  append_number (text, link->bottom);
  g_string_append_printf (text, " → %d “%s”\n", link->anchor, link->contents);
}

char *
jb_document_dump (const JbDocument *document)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < document->pages->len; i++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, i);

      g_string_append_printf (text, "page %u\n", i + 1);
      for (guint k = 0; k < page->ink->len; k++)
        dump_ink (document, &g_array_index (page->ink, JbInk, k), text);
      for (guint k = 0; k < page->links->len; k++)
        dump_link (&g_array_index (page->links, JbLink, k), text);
    }
  for (guint i = 0; i < document->bookmarks->len; i++)
    {
      const JbBookmark *mark = &g_array_index (document->bookmarks, JbBookmark, i);

      g_string_append_printf (text, "bookmark %u “%s”\n", mark->level, mark->title);
    }
  return g_string_free (text, FALSE);
}
