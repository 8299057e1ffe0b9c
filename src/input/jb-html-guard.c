/* What a web page needs before and after the parser sees it: the encoding that it names, limits, and valid text. */
#include "jb-error.h"
#include "jb-html-private.h"

#include <string.h>

/* Tags that stay open, times the blocks inside: a parser repeats the first in each of the second. */
#define MAX_REPEATS 200000u

char *
jb_html_find_encoding (const guint8 *data, gsize length)
{
  const char *end = (const char *) data + MIN (length, 4096);

  for (const char *p = (const char *) data; end - p > 10; p++)
    {
      if (g_ascii_strncasecmp (p, "charset=", 8) != 0)
        continue;
      p += 8 + (p[8] == '"' || p[8] == '\'');
      gsize n = 0;
      while (p + n < end && (g_ascii_isalnum (p[n]) || p[n] == '-' || p[n] == '_'))
        n++;
      if (n == 0 || n > 40 || g_ascii_strncasecmp (p, "utf-16", 6) == 0)
        return NULL;
      if (g_ascii_strncasecmp (p, "gb", 2) == 0 || g_ascii_strncasecmp (p, "x-gbk", 5) == 0)
        return g_strdup ("GB18030");
      return g_ascii_strup (p, (gssize) n);
    }
  return NULL;
}

static gboolean
is_void (const char *name, gsize length)
{
  static const char *const names[] = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    /* their end tags are often left out */
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rt", "rp", "colgroup", "html",
    "head", "body"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_formatting (const char *name, gsize length)
{
  static const char *const names[] = { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
                                       "tt", "u" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
jb_html_check_nesting (const JbLines *lines, const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  guint64 depth = 0, deepest = 0, formatting = 0, repeats = 0, n = 0;

  for (const char *p = text; p < end && (p = memchr (p, '<', (gsize) (end - p))) != NULL; p++)
    {
      gboolean closing = p + 1 < end && p[1] == '/';
      const char *name = p + 1 + closing;
      gsize l = 0;
      while (name + l < end && g_ascii_isalnum (name[l]))
        l++;
      if (l == 0)
        continue;
      n++;
      if (is_formatting (name, l))
        formatting = closing ? formatting - (formatting > 0) : formatting + 1;
      else
        repeats += closing ? 0 : formatting;
      if (!is_void (name, l))
        depth = closing ? depth - (depth > 0) : depth + 1;
      deepest = MAX (deepest, depth);
    }
  if (deepest <= JB_INPUT_MAX_DEPTH && repeats <= MAX_REPEATS + 20 * n && n <= JB_INPUT_MAX_NODES)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_LIMIT,
               "%s: its tags are nested or repeated beyond any limit: save the page again, or as text", lines->path);
  return FALSE;
}

static void
mend_bytes (const char *text)
{
  for (const char *bad = text; !g_utf8_validate (bad, -1, &bad);)
    *(char *) bad = '?';
}

void
jb_html_mend_tree (const GumboNode *node)
{
  const GumboVector *children = get_children (node);

  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE)
    mend_bytes (node->v.text.text);
  else if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    for (guint i = 0; i < node->v.element.attributes.length; i++)
      mend_bytes (((const GumboAttribute *) node->v.element.attributes.data[i])->value);
  for (guint i = 0; i < children->length; i++)
    jb_html_mend_tree (children->data[i]);
}
