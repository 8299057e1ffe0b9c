/* The title of a web page's article. It stands outside the article as a rule: it is the page's meta ArticleTitle (as
 * Chinese government sites have it), its only h1, what the page calls itself, or the short block above the article. A
 * site names itself in the same places: 云泽市人民政府网 is no title. */
#include "jb-html-private.h"

#include "jb-han.h"

#include <string.h>

/* A longer block is no title, and what begins the article is looked for in so many bytes of it. */
#define MAX_TITLE_CHARS 80u
#define BEGINNING_BYTES 2000u

typedef struct
{
  const char      *article; /* meta ArticleTitle */
  const GumboNode *h1;
  guint            n_h1;
  const GumboNode *title;
} Titles;

static void
find_titles (const GumboNode *node, Titles *titles)
{
  const GumboVector *children = get_children (node);
  const char *name = get_attribute (node, "name");

  switch (get_tag (node))
    {
    case GUMBO_TAG_META:
      if (name != NULL && g_ascii_strcasecmp (name, "ArticleTitle") == 0)
        titles->article = get_attribute (node, "content");
      break;
    case GUMBO_TAG_H1:
      titles->h1 = node;
      titles->n_h1++;
      break;
    case GUMBO_TAG_TITLE:
      if (titles->title == NULL)
        titles->title = node;
      break;
    default:
      break;
    }
  for (guint i = 0; i < children->length; i++)
    find_titles (children->data[i], titles);
}

/* What a page calls itself, without the site's name behind it. */
static char *
dup_page_name (Html *html, const GumboNode *title)
{
  static const char *const marks[] = { "_", "|", " - ", "－", "—", "-" };
  char *text = jb_html_dup_text (html, title);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      char *mark = strstr (text, marks[i]);
      if (mark != NULL && mark > text)
        *mark = '\0';
    }
  return text;
}

static gboolean
has_han (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (jb_han_is (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* @text, owned, where it may be a title; else NULL: "index", "Document", a site. */
static char *
take_title (Html *html, char *text)
{
  if (text == NULL)
    return NULL;
  g_strstrip (g_strdelimit (text, "\n", ' '));
  if (has_han (text) && !jb_page_lines_has_site (html->page_lines, text))
    return text;
  g_free (text);
  return NULL;
}

/* The first block before @node, among those that share its parent, that may be a title. */
static char *
find_block_before (Html *html, const GumboNode *parent, const GumboNode *node)
{
  const GumboVector *children = get_children (parent);

  for (guint i = 0; i < children->length && children->data[i] != node; i++)
    {
      Size size = jb_html_get_size (html, children->data[i]);
      if (size.all == 0 || size.links > 0 || size.all > MAX_TITLE_CHARS)
        continue;
      char *text = take_title (html, jb_html_dup_text (html, children->data[i]));
      if (text != NULL && !jb_page_lines_has (html->page_lines, text, strlen (text)))
        return text;
      g_free (text);
    }
  return NULL;
}

static char *
find_title_above (Html *html, const GumboNode *node)
{
  char *title = NULL;

  for (; title == NULL && get_tag (node) != GUMBO_TAG_BODY && node->parent != NULL; node = node->parent)
    title = find_block_before (html, node->parent, node);
  return title;
}

static char *
choose_title (Html *html, const GumboNode *root, const GumboNode *article)
{
  Titles titles = { 0 };
  char *text;

  find_titles (root, &titles);
  text = take_title (html, g_strdup (titles.article));
  if (text == NULL && titles.n_h1 == 1)
    text = take_title (html, jb_html_dup_text (html, titles.h1));
  if (text == NULL && titles.title != NULL)
    text = take_title (html, dup_page_name (html, titles.title));
  return text != NULL ? text : find_title_above (html, article);
}

static const GumboNode *
find_first_ink (Html *html, const GumboNode *node)
{
  const GumboVector *children = get_children (node);

  if (node->type == GUMBO_NODE_TEXT)
    return has_han (node->v.text.text) ? node : NULL;
  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];
      const GumboNode *found = child->type == GUMBO_NODE_ELEMENT && jb_html_get_size (html, child).all == 0
                                 ? NULL : find_first_ink (html, child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_set_off (const GumboNode *node)
{
  const char *align = get_attribute (node, "align"), *style = get_attribute (node, "style");
  GumboTag tag = get_tag (node);

  return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_CENTER
         || (align != NULL && g_ascii_strcasecmp (align, "center") == 0)
         || (style != NULL && strstr (style, "center") != NULL && strstr (style, "text-align") != NULL);
}

/* Whether the article's first line is short and stands in the middle or as a heading. */
static gboolean
begins_with_title (Html *html, const GumboNode *article)
{
  for (const GumboNode *node = find_first_ink (html, article); node != NULL && node != article; node = node->parent)
    {
      if (!is_set_off (node))
        continue;
      g_autofree char *text = jb_html_get_size (html, node).all > MAX_TITLE_CHARS ? NULL : jb_html_dup_text (html, node);
      return text != NULL && strstr (text, "。") == NULL && strstr (text, "、") != text + strlen ("一")
             && !jb_page_lines_has (html->page_lines, text, strlen (text));
    }
  return FALSE;
}

static void
drop_blanks (char *text)
{
  char *to = text;

  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      next = g_utf8_next_char (p);
      if (!jb_is_blank (g_utf8_get_char (p)) && *p != '\n')
        to = (char *) memmove (to, p, (gsize) (next - p)) + (next - p);
    }
  *to = '\0';
}

char *
jb_html_dup_title (Html *html, const GumboNode *root, const GumboNode *article)
{
  g_autofree char *title = choose_title (html, root, article);
  g_autofree char *text = jb_html_dup_text (html, article);
  g_autofree char *plain = g_strdup (title);
  if (title == NULL || begins_with_title (html, article))
    return NULL;

  if (strlen (text) > BEGINNING_BYTES)
    *g_utf8_find_prev_char (text, text + BEGINNING_BYTES) = '\0';
  drop_blanks (text);
  drop_blanks (plain);
  return strstr (text, plain) != NULL ? NULL : g_steal_pointer (&title);
}
