/* Where the article of a web page stands. What bears the marks of a page's furniture (nav, footer, class="breadcrumb",
 * hidden, mostly links) is passed over. Then, from the body down, the child that holds four fifths of what text is left
 * is gone into, until none does. */
#include "jb-data-dir.h"
#include "jb-han.h"
#include "jb-html-private.h"
#include "jb-tsv.h"

#include <string.h>

#define SHARE_PERCENT 80
/* A block with more of its text in links than this is a menu. */
#define LINK_PERCENT 60

GPtrArray *
jb_html_load_furniture (GError **error)
{
  g_autofree char *path = jb_data_path ("assets/input/page-furniture.tsv", error);
  g_autoptr(JbTsv) table = path == NULL ? NULL : jb_tsv_load (path, 2, 2, error);
  if (table == NULL)
    return NULL;

  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add (words, g_strdup (jb_tsv_row (table, i)->fields[0]));
  return words;
}

gboolean
jb_html_has_word (const char *names, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = names; *p != '\0'; p++)
    {
      if (g_ascii_strncasecmp (p, word, length) != 0)
        continue;
      gboolean begins = p == names || !g_ascii_isalpha (p[-1]) || (g_ascii_islower (p[-1]) && g_ascii_isupper (*p));
      gboolean ends = !g_ascii_isalpha (p[length]) || g_ascii_isupper (p[length]);
      if (begins && ends)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named_furniture (Html *html, const GumboNode *node)
{
  const char *names[] = { get_attribute (node, "class"), get_attribute (node, "id"), get_attribute (node, "role") };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; names[i] != NULL && k < html->furniture->len; k++)
      if (jb_html_has_word (names[i], g_ptr_array_index (html->furniture, k)))
        return TRUE;
  return FALSE;
}

static gboolean
is_hidden (const GumboNode *node)
{
  const char *style = get_attribute (node, "style");

  if (get_attribute (node, "hidden") != NULL)
    return TRUE;
  if (style == NULL)
    return FALSE;
  g_autofree char *plain = g_ascii_strdown (style, -1);
  char *to = plain;
  for (const char *from = plain; *from != '\0'; from++)
    if (!g_ascii_isspace (*from))
      *to++ = *from;
  *to = '\0';
  return strstr (plain, "display:none") != NULL || strstr (plain, "visibility:hidden") != NULL;
}

gboolean
jb_html_is_passed_over (Html *html, const GumboNode *node)
{
  switch (get_tag (node))
    {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_DEL:
      return TRUE;
    case GUMBO_TAG_LAST:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
      return FALSE;
    default:
      return is_hidden (node) || is_named_furniture (html, node);
    }
}

static gsize
count_ink (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += !jb_is_blank (g_utf8_get_char (text)) && !g_ascii_isspace (*text);
  return n;
}

/* The tree is at most JB_INPUT_MAX_DEPTH deep, as jb_html_check_nesting() saw, so recursion is safe. */
Size
jb_html_measure (Html *html, const GumboNode *node)
{
  const GumboVector *children = get_children (node);
  const char *id = get_attribute (node, "id");
  Size size = { 0, 0, get_tag (node) == GUMBO_TAG_TABLE };

  if (id != NULL && !g_hash_table_contains (html->ids, id))
    g_hash_table_insert (html->ids, (gpointer) id, (gpointer) node);
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
    size.all = count_ink (node->v.text.text);
  else if (!jb_html_is_passed_over (html, node))
    for (guint i = 0; i < children->length; i++)
      {
        Size child = jb_html_measure (html, children->data[i]);
        size.all += child.all;
        size.links += child.links;
        size.tables += child.tables;
      }
  if (get_tag (node) == GUMBO_TAG_A && get_attribute (node, "href") != NULL)
    size.links = size.all;
  if (node->type == GUMBO_NODE_ELEMENT)
    g_hash_table_insert (html->sizes, (gpointer) node, g_memdup2 (&size, sizeof size));
  return size;
}

Size
jb_html_get_size (Html *html, const GumboNode *node)
{
  const Size *size = g_hash_table_lookup (html->sizes, node);

  return size == NULL ? (Size) { 0, 0, 0 } : *size;
}

gboolean
jb_html_is_menu (Html *html, const GumboNode *node)
{
  Size size = jb_html_get_size (html, node);
  GumboTag tag = get_tag (node);

  return (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_TABLE
          || tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_FORM)
         && size.all > 0 && size.links * 100 > size.all * LINK_PERCENT;
}

static gsize
get_worth (Html *html, const GumboNode *node)
{
  Size size = jb_html_get_size (html, node);

  return jb_html_is_menu (html, node) ? 0 : size.all - size.links;
}

const GumboNode *
jb_html_find_article (Html *html, const GumboNode *node)
{
  for (;;)
    {
      const GumboVector *children = get_children (node);
      const GumboNode *best = NULL;
      gsize worth = 0, sum = 0;
      for (guint i = 0; i < children->length; i++)
        {
          gsize child = get_worth (html, children->data[i]);
          sum += child;
          if (child > worth)
            worth = child, best = children->data[i];
        }
      GumboTag tag = best == NULL ? GUMBO_TAG_LAST : get_tag (best);
      if (best == NULL || worth * 100 < sum * SHARE_PERCENT || tag == GUMBO_TAG_P || tag == GUMBO_TAG_TABLE
          || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_PRE)
        return node;
      node = best;
    }
}
