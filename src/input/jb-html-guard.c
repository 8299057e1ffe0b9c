/* What a web page needs before and after the parser sees it: the encoding that it names, limits, and valid text. */
#include "jb-error.h"
#include "jb-html-private.h"

#include <string.h>

/* Tags that stay open, times the blocks inside: a parser repeats the first in each of the second. */
#define MAX_REPEATS 200000u
/* A parser compares each attribute of a tag with those before it. */
#define MAX_COMPARED 200000000u

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

/* What a parser would do with the tags seen so far. */
typedef struct
{
  guint64 tags, depth, deepest;
  guint64 formatting, repeats;
  guint64 compared; /* attributes of a tag with those before it */
} Labour;

static void
count_tag (Labour *labour, const char *name, gsize length, gboolean closing)
{
  labour->tags++;
  if (is_formatting (name, length))
    labour->formatting = closing ? labour->formatting - (labour->formatting > 0) : labour->formatting + 1;
  else
    labour->repeats += closing ? 0 : labour->formatting;
  if (!is_void (name, length))
    labour->depth = closing ? labour->depth - (labour->depth > 0) : labour->depth + 1;
  labour->deepest = MAX (labour->deepest, labour->depth);
}

/* From behind a tag's name to its end; @n: what may part attributes, outside of their values. */
static const char *
pass_attributes (const char *p, const char *end, guint64 *n)
{
  char quote = 0, last = 0; /* but for blanks */

  for (*n = 0; p < end && (quote != 0 || *p != '>'); p++)
    {
      gboolean blank = g_ascii_isspace (*p);
      if (quote != 0)
        quote = *p == quote ? 0 : quote;
      else if ((*p == '"' || *p == '\'') && last == '=')
        quote = *p;
      else if (blank && last != '=')
        ++*n;
      else if (*p == '/' && (last == '"' || last == '\'' || last == '/' || last == 0))
        ++*n;
      last = blank ? last : *p;
    }
  return p;
}

/* Behind what no tag ends, a script or style sheet. */
static const char *
pass_raw_text (const char *p, const char *end, const char *name, gsize length)
{
  for (; p < end && (p = memchr (p, '<', (gsize) (end - p))) != NULL; p++)
    if ((gsize) (end - p) > length + 2 && p[1] == '/' && g_ascii_strncasecmp (p + 2, name, length) == 0)
      return p;
  return end;
}

static gboolean
is_raw (const char *name, gsize length)
{
  return (length == 6 && g_ascii_strncasecmp (name, "script", 6) == 0) || (length == 5 && g_ascii_strncasecmp (name, "style", 5) == 0);
}

static Labour
foresee_labour (const char *text, const char *end)
{
  Labour labour = { 0 };

  for (const char *p = text; p < end && (p = memchr (p, '<', (gsize) (end - p))) != NULL;)
    {
      gboolean closing = p + 1 < end && p[1] == '/';
      const char *name = p + 1 + closing;
      guint64 n = 0;
      gsize l = 0;
      while (name + l < end && g_ascii_isalnum (name[l]))
        l++;
      p = name + l;
      if (l == 0)
        continue;
      count_tag (&labour, name, l, closing);
      p = pass_attributes (p, end, &n);
      labour.compared += n * n / 2;
      if (!closing && is_raw (name, l))
        p = pass_raw_text (p, end, name, l);
    }
  return labour;
}

gboolean
jb_html_check_nesting (const JbLines *lines, const char *text, gsize length, GError **error)
{
  Labour labour = foresee_labour (text, text + length);

  if (labour.deepest <= JB_INPUT_MAX_DEPTH && labour.repeats <= MAX_REPEATS + 20 * labour.tags && labour.tags <= JB_INPUT_MAX_NODES
      && labour.compared <= MAX_COMPARED)
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
