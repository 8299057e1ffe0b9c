/* A saved web page → the article's lines.
 *
 * The article is found in two steps. What bears the marks of a page's furniture (nav, footer, class="breadcrumb", hidden,
 * mostly links) is passed over. Then, from the body down, the child that holds four fifths of what text is left is gone
 * into, until none does. The title stands outside as a rule: it is the page's meta ArticleTitle (as Chinese government
 * sites have it), its only h1, or what it calls itself. */
#include "jb-error.h"
#include "jb-format-private.h"
#include "jb-han.h"

#include <gumbo.h>
#include <string.h>

#define SHARE_PERCENT 80
/* A block with more of its text in links than this is a menu. */
#define LINK_PERCENT 60
/* Tags that stay open, times the blocks inside: a parser repeats the first in each of the second. */
#define MAX_REPEATS 200000u

typedef struct
{
  JbLines    *lines;
  GString    *line;    /* the block's text so far */
  GHashTable *ids;     /* id → GumboNode, for notes */
  GPtrArray  *notes;   /* of GumboNode, to be written after this block */
  GHashTable *written; /* notes that are */
  GHashTable *sizes;   /* GumboNode → Size */
  gboolean    blank;   /* a blank is due before the next word */
  guint n_paragraphs, n_tables, n_notes, cell_depth;
} Html;

typedef struct
{
  gsize all;   /* characters that are no blanks */
  gsize links; /* of them in links */
  guint tables;
} Size;

/* Words in class and id of what is not the article. */
static const char *const furniture[] = {
  "nav",  "menu",  "breadcrumb", "crumb",   "sidebar", "footer", "copyright", "share",   "pagination", "pager",  "toolbar",
  "related", "recommend", "comment", "search", "login", "qrcode", "ewm", "skip-link", "weizhi", "position", "location",
  "dqwz", "mbx", "sitemap", "friendlink", "yqlj", "banner", "toc", "bdshare", "fontsize", "print"
};

static const char *
get_attribute (const GumboNode *node, const char *name)
{
  const GumboAttribute *attribute = node->type == GUMBO_NODE_ELEMENT
                                      ? gumbo_get_attribute (&node->v.element.attributes, name) : NULL;

  return attribute == NULL ? NULL : attribute->value;
}

static GumboTag
get_tag (const GumboNode *node)
{
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? node->v.element.tag : GUMBO_TAG_LAST;
}

static const GumboVector *
get_children (const GumboNode *node)
{
  static const GumboVector none = { NULL, 0, 0 };

  if (node->type == GUMBO_NODE_ELEMENT)
    return &node->v.element.children;
  return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : &none;
}

/* Whether one of the words that @names consists of is @word: "left-nav" and "topNav" have "nav", "navigate" does not. */
static gboolean
has_word (const char *names, const char *word)
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
is_named_furniture (const GumboNode *node)
{
  const char *names[] = { get_attribute (node, "class"), get_attribute (node, "id"), get_attribute (node, "role") };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; names[i] != NULL && k < G_N_ELEMENTS (furniture); k++)
      if (has_word (names[i], furniture[k]))
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

static gboolean
is_passed_over (const GumboNode *node)
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
      return is_hidden (node) || is_named_furniture (node);
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

/* The tree is at most JB_INPUT_MAX_DEPTH deep, as check_nesting() saw, so recursion is safe. */
static Size
measure (Html *html, const GumboNode *node)
{
  const GumboVector *children = get_children (node);
  const char *id = get_attribute (node, "id");
  Size size = { 0, 0, get_tag (node) == GUMBO_TAG_TABLE };

  if (id != NULL && !g_hash_table_contains (html->ids, id))
    g_hash_table_insert (html->ids, (gpointer) id, (gpointer) node);
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
    size.all = count_ink (node->v.text.text);
  else if (!is_passed_over (node))
    for (guint i = 0; i < children->length; i++)
      {
        Size child = measure (html, children->data[i]);
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

static Size
get_size (Html *html, const GumboNode *node)
{
  const Size *size = g_hash_table_lookup (html->sizes, node);

  return size == NULL ? (Size) { 0, 0, 0 } : *size;
}

static gboolean
is_menu (Html *html, const GumboNode *node)
{
  Size size = get_size (html, node);
  GumboTag tag = get_tag (node);

  return (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_TABLE
          || tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_FORM)
         && size.all > 0 && size.links * 100 > size.all * LINK_PERCENT;
}

static gsize
get_worth (Html *html, const GumboNode *node)
{
  Size size = get_size (html, node);

  return is_menu (html, node) ? 0 : size.all - size.links;
}

static const GumboNode *
find_article (Html *html, const GumboNode *node)
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
          || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL)
        return node;
      node = best;
    }
}

static gboolean
is_block (GumboTag tag)
{
  static const GumboTag blocks[] = {
    GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
    GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_PRE, GUMBO_TAG_TABLE, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_SECTION,
    GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER, GUMBO_TAG_MAIN, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS,
    GUMBO_TAG_CENTER, GUMBO_TAG_FORM, GUMBO_TAG_FIELDSET, GUMBO_TAG_HR, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_BODY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i] == tag)
      return TRUE;
  return FALSE;
}

static gboolean write_node (Html *html, const GumboNode *node, GError **error);
static gboolean write_children (Html *html, const GumboNode *node, GError **error);

static void
append_collapsed (Html *html, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_ascii_isspace (*text))
      html->blank = TRUE;
    else
      {
        gunichar c = g_utf8_get_char (text);
        /* a line's end in the source between two Han characters is none in the text */
        if (html->blank && html->line->len > 0 && html->line->str[html->line->len - 1] != '\n')
          {
            gunichar last = g_utf8_get_char (g_utf8_prev_char (html->line->str + html->line->len));
            if (last < 0x2E80 || c < 0x2E80)
              g_string_append_c (html->line, ' ');
          }
        html->blank = FALSE;
        g_string_append_unichar (html->line, c);
      }
}

/* An element's text without its structure. */
static char *
dup_text (const GumboNode *node, Html *html)
{
  g_autoptr(GString) saved = html->line;
  GString *text = html->line = g_string_new (NULL);
  gboolean blank = html->blank;

  html->blank = FALSE;
  html->cell_depth++;
  write_children (html, node, NULL);
  html->cell_depth--;
  html->blank = blank;
  html->line = g_steal_pointer (&saved);
  return g_string_free (text, FALSE);
}

static gboolean
write_notes (Html *html, GError **error)
{
  if (html->cell_depth > 0)
    return TRUE;
  for (guint i = 0; i < html->notes->len; i++)
    {
      const GumboNode *node = g_ptr_array_index (html->notes, i);
      if (!g_hash_table_add (html->written, (gpointer) node))
        continue;
      g_autofree char *text = dup_text (node, html);
      g_autofree char *line = g_strdup_printf ("注%u：%s", ++html->n_notes, g_strstrip (text));
      g_strdelimit (line, "\n", ' ');
      if (!jb_lines_add (html->lines, line, (JbOrigin) { .kind = JB_ORIGIN_FOOTNOTE, .n = html->n_notes }, error))
        return FALSE;
    }
  g_ptr_array_set_size (html->notes, 0);
  return TRUE;
}

/* Ends the block. In a cell, blocks are parted by a line end inside the cell's text. */
static gboolean
end_block (Html *html, GError **error)
{
  html->blank = FALSE;
  if (html->cell_depth > 0)
    {
      if (html->line->len > 0 && html->line->str[html->line->len - 1] != '\n')
        g_string_append_c (html->line, '\n');
      return TRUE;
    }
  if (html->line->len > 0)
    {
      guint n = ++html->n_paragraphs;
      if (!jb_lines_add (html->lines, html->line->str, (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .n = n }, error))
        return FALSE;
      g_string_truncate (html->line, 0);
    }
  return write_notes (html, error);
}

/* A reference "#fn1" to a footnote: its mark is no text. */
static gboolean
take_reference (Html *html, const GumboNode *node)
{
  const char *target = get_attribute (node, "href"), *classes = get_attribute (node, "class"), *role = get_attribute (node, "role");
  gboolean back = (classes != NULL && (strstr (classes, "footnote-back") != NULL || strstr (classes, "backref") != NULL));

  if (back)
    return TRUE;
  if (target == NULL || *target != '#' || !((classes != NULL && strstr (classes, "footnote") != NULL)
      || (role != NULL && strcmp (role, "doc-noteref") == 0) || get_attribute (node, "data-footnote-ref") != NULL
      || g_str_has_prefix (target, "#_ftn") || g_str_has_prefix (target, "#fn")))
    return FALSE;
  const GumboNode *note = g_hash_table_lookup (html->ids, target + 1);
  if (note != NULL && html->cell_depth < 4)
    g_ptr_array_add (html->notes, (gpointer) note);
  return TRUE;
}

static gboolean
is_notes_section (const GumboNode *node)
{
  const char *classes = get_attribute (node, "class"), *role = get_attribute (node, "role");

  return (classes != NULL && has_word (classes, "footnotes")) || (role != NULL && strcmp (role, "doc-endnotes") == 0);
}

static void
append_item_number (Html *html, const GumboNode *list, guint n)
{
  const char *type = get_attribute (list, "type"), *style = get_attribute (list, "style"), *start = get_attribute (list, "start");
  g_autofree char *number = NULL;
  guint64 first = 1;

  if (start != NULL && g_ascii_string_to_unsigned (start, 10, 0, 9999, &first, NULL))
    n += (guint) first - 1;
  if (style != NULL && (strstr (style, "cjk-ideographic") != NULL || strstr (style, "simp-chinese") != NULL))
    {
      g_autofree char *chinese = jb_count_in_chinese (n);
      number = g_strdup_printf ("%s、", chinese);
    }
  else if (type != NULL && (*type == 'a' || *type == 'A') && n >= 1 && n <= 26)
    number = g_strdup_printf ("%c.", (char) (*type + (int) n - 1));
  else
    number = g_strdup_printf ("%u.", n);
  jb_lines_append_number (html->line, number);
}

/* The number stays with the first paragraph. */
static gboolean
write_item (Html *html, const GumboNode *item, GError **error)
{
  const GumboVector *children = get_children (item);
  gsize numbered = html->line->len;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];
      gboolean first = numbered > 0 && html->line->len == numbered && get_tag (child) == GUMBO_TAG_P;
      if (first ? !write_children (html, child, error) || !end_block (html, error) : !write_node (html, child, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_list (Html *html, const GumboNode *list, GError **error)
{
  const GumboVector *children = get_children (list);
  guint n = 0;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];
      if (get_tag (child) != GUMBO_TAG_LI || is_passed_over (child))
        continue;
      n++;
      if (!end_block (html, error))
        return FALSE;
      if (get_tag (list) == GUMBO_TAG_OL && get_size (html, child).all > 0)
        append_item_number (html, list, n);
      if (!write_item (html, child, error))
        return FALSE;
      if (!end_block (html, error))
        return FALSE;
    }
  return TRUE;
}

static void
collect_rows (const GumboNode *node, GPtrArray *rows)
{
  const GumboVector *children = get_children (node);

  for (guint i = 0; i < children->length; i++)
    {
      GumboTag tag = get_tag (children->data[i]);
      if (tag == GUMBO_TAG_TR)
        g_ptr_array_add (rows, children->data[i]);
      else if (tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT)
        collect_rows (children->data[i], rows);
    }
}

static guint
count_cells (const GumboNode *row)
{
  const GumboVector *children = get_children (row);
  guint n = 0;

  for (guint i = 0; i < children->length; i++)
    n += get_tag (children->data[i]) == GUMBO_TAG_TD || get_tag (children->data[i]) == GUMBO_TAG_TH;
  return n;
}

/* A table that only places text: one column, or tables in it. */
static gboolean
is_frame (Html *html, const GumboNode *table, const GPtrArray *rows)
{
  guint columns = 0;

  for (guint i = 0; i < rows->len; i++)
    columns = MAX (columns, count_cells (g_ptr_array_index (rows, i)));
  return columns <= 1 || get_size (html, table).tables > 1;
}

static gboolean
write_row (Html *html, const GumboNode *row, guint number, GError **error)
{
  const GumboVector *children = get_children (row);
  g_autoptr(GString) line = g_string_new (NULL);
  guint n = 0;
  gboolean ink = FALSE;

  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *cell = children->data[i];
      if (get_tag (cell) != GUMBO_TAG_TD && get_tag (cell) != GUMBO_TAG_TH)
        continue;
      g_autofree char *text = dup_text (cell, html);
      const char *span = get_attribute (cell, "colspan");
      guint64 columns = 1;
      g_strdelimit (g_strstrip (text), "\n\t", ' ');
      ink = ink || *text != '\0';
      if (n++ > 0)
        g_string_append_c (line, '\t');
      g_string_append (line, text);
      if (span != NULL && g_ascii_string_to_unsigned (span, 10, 1, 64, &columns, NULL))
        for (; columns > 1; columns--)
          g_string_append_c (line, '\t');
    }
  JbOrigin origin = { .kind = JB_ORIGIN_CELL, .n = html->n_tables, .row = number };
  return !ink || jb_lines_add (html->lines, line->str, origin, error);
}

static gboolean
write_table (Html *html, const GumboNode *table, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  collect_rows (table, rows);
  if (html->cell_depth > 0 || is_frame (html, table, rows))
    return write_children (html, table, error);
  html->n_tables++;
  const GumboVector *children = get_children (table);
  for (guint i = 0; i < children->length; i++)
    if (get_tag (children->data[i]) == GUMBO_TAG_CAPTION
        && (!write_children (html, children->data[i], error) || !end_block (html, error)))
      return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!write_row (html, g_ptr_array_index (rows, i), i + 1, error))
      return FALSE;
  return write_notes (html, error);
}

static gboolean
write_element (Html *html, const GumboNode *node, GError **error)
{
  GumboTag tag = get_tag (node);

  if (is_passed_over (node) || is_notes_section (node) || is_menu (html, node)
      || (tag == GUMBO_TAG_A && take_reference (html, node)))
    return TRUE;
  if (tag == GUMBO_TAG_BR)
    {
      g_string_append_c (html->line, '\n');
      html->blank = FALSE;
      return TRUE;
    }
  if (!is_block (tag))
    return write_children (html, node, error);
  if (!end_block (html, error))
    return FALSE;
  if (tag == GUMBO_TAG_TABLE)
    return write_table (html, node, error);
  if ((tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) && !write_list (html, node, error))
    return FALSE;
  if (tag != GUMBO_TAG_OL && tag != GUMBO_TAG_UL && !write_children (html, node, error))
    return FALSE;
  return end_block (html, error);
}

static gboolean
write_node (Html *html, const GumboNode *node, GError **error)
{
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE)
    append_collapsed (html, node->v.text.text);
  return node->type != GUMBO_NODE_ELEMENT || write_element (html, node, error);
}

static gboolean
write_children (Html *html, const GumboNode *node, GError **error)
{
  const GumboVector *children = get_children (node);

  for (guint i = 0; i < children->length; i++)
    if (!write_node (html, children->data[i], error))
      return FALSE;
  return TRUE;
}

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
dup_page_name (const GumboNode *title, Html *html)
{
  static const char *const marks[] = { "_", "|", " - ", "－", "—", "-" };
  char *text = dup_text (title, html);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      char *mark = strstr (text, marks[i]);
      if (mark != NULL && mark > text)
        *mark = '\0';
    }
  return g_strstrip (text);
}

static char *
choose_title (Html *html, const GumboNode *root)
{
  Titles titles = { 0 };
  char *text = NULL;

  find_titles (root, &titles);
  if (titles.article != NULL && *titles.article != '\0')
    text = g_strdup (titles.article);
  else if (titles.n_h1 == 1)
    text = dup_text (titles.h1, html);
  else if (titles.title != NULL)
    text = dup_page_name (titles.title, html);
  return text == NULL ? NULL : g_strstrip (g_strdelimit (text, "\n", ' '));
}

/* The title goes in front unless the article begins with it. */
static gboolean
write_title (Html *html, const GumboNode *root, const GumboNode *article, GError **error)
{
  g_autofree char *title = choose_title (html, root);
  g_autofree char *text = dup_text (article, html);
  gsize start = MIN (strlen (text), 2000);
  if (title == NULL || *title == '\0')
    return TRUE;

  g_autofree char *beginning = g_strndup (text, start);
  g_strdelimit (beginning, "\n", ' ');
  if (strstr (beginning, title) != NULL)
    return TRUE;
  return jb_lines_add (html->lines, title, (JbOrigin) { .kind = JB_ORIGIN_PARAGRAPH, .n = ++html->n_paragraphs }, error);
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

/* A look at the tags before they are parsed: the parser would follow any nesting, and repeat each unclosed <font> in
 * each paragraph after it. */
static gboolean
check_nesting (const JbLines *lines, const char *text, gsize length, GError **error)
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

static gboolean
write_page (JbLines *lines, const GumboNode *root, GError **error)
{
  Html html = { .lines = lines };
  gboolean done;

  html.line = g_string_new (NULL);
  html.ids = g_hash_table_new (g_str_hash, g_str_equal);
  html.sizes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  html.notes = g_ptr_array_new ();
  html.written = g_hash_table_new (NULL, NULL);
  measure (&html, root);
  const GumboNode *article = find_article (&html, root);
  done = write_title (&html, root, article, error);
  g_ptr_array_set_size (html.notes, 0);
  done = done && write_children (&html, article, error) && end_block (&html, error);
  g_string_free (html.line, TRUE);
  g_hash_table_unref (html.ids);
  g_hash_table_unref (html.sizes);
  g_ptr_array_unref (html.notes);
  g_hash_table_unref (html.written);
  return done;
}

static void
mend_bytes (const char *text)
{
  for (const char *bad = text; !g_utf8_validate (bad, -1, &bad);)
    *(char *) bad = '?';
}

/* gumbo 0.10 makes bytes that are no UTF-8 of a reference to a number beyond 32 bits (&#x300eeeeeeeee;). The tree is our own. */
static void
mend_tree (const GumboNode *node)
{
  const GumboVector *children = get_children (node);

  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE)
    mend_bytes (node->v.text.text);
  else if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    for (guint i = 0; i < node->v.element.attributes.length; i++)
      mend_bytes (((const GumboAttribute *) node->v.element.attributes.data[i])->value);
  for (guint i = 0; i < children->length; i++)
    mend_tree (children->data[i]);
}

gboolean
jb_html_read (JbLines *lines, const char *text, gsize length, GError **error)
{
  if (!check_nesting (lines, text, length, error))
    return FALSE;

  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput *output = gumbo_parse_with_options (&options, text, length);
  mend_tree (output->root);
  gboolean done = write_page (lines, output->root, error);
  gumbo_destroy_output (&options, output);
  return done;
}

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
