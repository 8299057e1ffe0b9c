/* What the parts of the reader of web pages share: finding the article, guarding the parser, writing lines. */
#pragma once

#include "jb-format-private.h"

#include "jb-page-lines-private.h"

#include <gumbo.h>

typedef struct
{
  gsize all;   /* characters that are no blanks */
  gsize links; /* of them in links */
  guint tables;
} Size;

typedef struct
{
  JbLines    *lines;
  GString    *line;    /* the block's text so far */
  GHashTable *ids;     /* id → GumboNode, for notes */
  GPtrArray  *notes;   /* of GumboNode, to be written after this block */
  GHashTable *written; /* notes that are */
  GHashTable *sizes;   /* GumboNode → Size */
  GPtrArray  *furniture; /* words of assets/input/page-furniture.tsv */
  JbTsv      *page_lines; /* assets/input/page-lines.tsv */
  gboolean    blank;   /* a blank is due before the next word */
  gboolean    wrapped; /* with a line end of the source in it */
  guint       pre;     /* blanks and line ends stand as they are */
  guint n_paragraphs, n_tables, n_notes, cell_depth;
} Html;

static inline const char *
get_attribute (const GumboNode *node, const char *name)
{
  const GumboAttribute *attribute = node->type == GUMBO_NODE_ELEMENT
                                      ? gumbo_get_attribute (&node->v.element.attributes, name) : NULL;

  return attribute == NULL ? NULL : attribute->value;
}

static inline GumboTag
get_tag (const GumboNode *node)
{
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? node->v.element.tag : GUMBO_TAG_LAST;
}

static inline const GumboVector *
get_children (const GumboNode *node)
{
  static const GumboVector none = { NULL, 0, 0 };

  if (node->type == GUMBO_NODE_ELEMENT)
    return &node->v.element.children;
  return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : &none;
}

/* Whether one of the words that @names consists of is @word: "left-nav" and "topNav" have "nav", "navigate" does not. */
gboolean jb_html_has_word (const char *names, const char *word);

/* The words of the page's furniture, each a string. Returns: (transfer full): NULL with the error of the table. */
GPtrArray *jb_html_load_furniture (GError **error);

/* Whether an element is no text of the page at all: a script, hidden, or named as furniture. */
gboolean jb_html_is_passed_over (Html *html, const GumboNode *node);

/* Fills html->ids and html->sizes for @node and what is in it. Needs html->furniture. */
Size jb_html_measure (Html *html, const GumboNode *node);

/* What jb_html_measure() found; zeros for a node that it did not see. */
Size jb_html_get_size (Html *html, const GumboNode *node);

/* Whether a block is mostly links. */
gboolean jb_html_is_menu (Html *html, const GumboNode *node);

/* The element that holds the article. */
const GumboNode *jb_html_find_article (Html *html, const GumboNode *root);

/* An element's text without its structure: blocks are parted by line ends. Returns: (transfer full). */
char *jb_html_dup_text (Html *html, const GumboNode *node);

/* The title that stands outside the article; NULL where there is none, or where the article begins with a title.
 * Returns: (transfer full). */
char *jb_html_dup_title (Html *html, const GumboNode *root, const GumboNode *article);

/* A look at the tags before they are parsed: the parser would follow any nesting, repeat each unclosed <font> in
 * each paragraph after it, and compare each of a million attributes with all others. Returns: %FALSE with %JB_ERROR_LIMIT. */
gboolean jb_html_check_nesting (const JbLines *lines, const char *text, gsize length, GError **error);

/* Makes all text of the tree valid UTF-8: gumbo 0.10 makes bytes that are none of a reference to a number beyond 32 bits
 * (&#x300eeeeeeeee;). The tree is our own. */
void jb_html_mend_tree (const GumboNode *node);
