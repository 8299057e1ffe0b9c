/* The structure tree: elements, and which marked content and links are theirs.
 *
 *   StructTreeRoot ── Document ── Sect ── H1 ── page 3, MCID 0
 *                                  │        └── page 3, MCID 1
 *                                  └── P ─── Link ── page 3, MCID 2
 *                                                └── OBJR: the annotation
 *
 * ParentTree leads back: key i < number of pages → the elements of page i's MCIDs; key ≥ number of pages → the element of
 * one annotation. Both sorts of keys share one number space, counted here and nowhere else.
 * Source: ISO 32000-1:2008, 14.7; ISO 14289-1, 7.1 to 7.9, 7.18.5. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <string.h>

#define TREE_FANOUT 250 /* entries of a leaf and kids of a node: far below libharu's 32,767 */

typedef struct _Tree Tree;

typedef struct
{
  const Tree *tree;
  guint       index;
  guint       first_seen; /* number of the first mark in it or below; G_MAXUINT: nothing is shown */
  guint       first_kid, last_kid, next; /* elements, + 1 */
  guint       first_mark, n_marks;       /* in Tree.marks */
  guint       first_link, n_links;       /* in Tree.links */
  gboolean    named;      /* it has an /ID */
  HPDF_Dict   object;     /* NULL: left out */
} Node;

#define ID_FORMAT "e%07u" /* of the element's index */

struct _Tree
{
  const JbPdfWriter *writer;
  Node  *nodes;
  guint  n_nodes;
  guint *marks;           /* indices into writer->marks, by element */
  guint *links;           /* indices into writer->annotations, by element */
  guint *link_pages;      /* by annotation */
  guint *link_elements;   /* by annotation */
  guint *page_marks;      /* by page: its first in writer->marks; and the end */
  struct _Leaf *leaves;   /* of the parent tree */
  HPDF_Dict root;
};

static const JbElement *
element_of (const Node *node)
{
  return &g_array_index (node->tree->writer->document->elements, JbElement, node->index);
}

static const JbPdfMark *
mark_of (const Tree *tree, guint i)
{
  return &g_array_index (tree->writer->marks, JbPdfMark, tree->marks[i]);
}

static gconstpointer
page_of (const Tree *tree, guint page)
{
  return g_ptr_array_index (tree->writer->pages, page);
}

/* --- an element's entries, written when the file is saved --- */

static void
put_mark (GString *out, const Tree *tree, const JbPdfMark *mark, guint page)
{
  if (mark->page == page)
    {
      jb_pdf_put_number (out, " ", mark->mcid);
      return;
    }
  g_string_append (out, "<</Type/MCR");
  jb_pdf_put_ref (out, "/Pg", page_of (tree, mark->page));
  jb_pdf_put_number (out, "/MCID ", mark->mcid);
  g_string_append (out, ">>");
}

static void
put_link (GString *out, const Tree *tree, guint i, guint page)
{
  guint link = tree->links[i];

  g_string_append (out, "<</Type/OBJR");
  jb_pdf_put_ref (out, "/Obj", g_ptr_array_index (tree->writer->annotations, link));
  if (tree->link_pages[link] != page)
    jb_pdf_put_ref (out, "/Pg", page_of (tree, tree->link_pages[link]));
  g_string_append (out, ">>");
}

static const Node *
next_kid (const Tree *tree, guint *link)
{
  while (*link != 0)
    {
      const Node *kid = &tree->nodes[*link - 1];

      *link = kid->next;
      if (kid->object != NULL)
        return kid;
    }
  return NULL;
}

/* Kids in the order of the sense: elements by index, own ink where it came between them, annotations last. */
static void
put_kids (GString *out, const Node *node, guint page)
{
  const Tree *tree = node->tree;
  guint link = node->first_kid, mark = 0;

  if (link == 0 && node->n_links == 0 && node->n_marks == 1) /* the most frequent: every object less is time in libqpdf */
    {
      g_string_append (out, "/K");
      put_mark (out, tree, mark_of (tree, node->first_mark), page);
      return;
    }
  g_string_append (out, "/K[");
  for (const Node *kid = next_kid (tree, &link); kid != NULL; kid = next_kid (tree, &link))
    {
      for (; mark < node->n_marks && tree->marks[node->first_mark + mark] < kid->first_seen && kid->first_seen != G_MAXUINT; mark++)
        put_mark (out, tree, mark_of (tree, node->first_mark + mark), page);
      jb_pdf_put_ref (out, " ", kid->object);
    }
  for (; mark < node->n_marks; mark++)
    put_mark (out, tree, mark_of (tree, node->first_mark + mark), page);
  for (guint i = 0; i < node->n_links; i++)
    put_link (out, tree, node->first_link + i, page);
  g_string_append_c (out, ']');
}

static gboolean
has_label (const Node *node)
{
  const Tree *tree = node->tree;

  for (guint item = node->first_kid; item != 0; item = tree->nodes[item - 1].next)
    {
      guint kid = tree->nodes[item - 1].first_kid;

      if (kid != 0 && element_of (&tree->nodes[kid - 1])->role == JB_ROLE_LBL)
        return TRUE;
    }
  return FALSE;
}

static void
put_box (GString *out, const JbDocument *document, const JbElement *element)
{
  const JbPage *page = g_ptr_array_index (document->pages, (guint) element->page);
  const double box[4] = { element->bbox[0], page->height - element->bbox[3], element->bbox[2], page->height - element->bbox[1] };

  g_string_append (out, "/A<</O/Layout/Placement/Block/BBox[");
  for (guint i = 0; i < 4; i++)
    {
      jb_pdf_put_real (out, box[i]);
      g_string_append_c (out, i < 3 ? ' ' : ']');
    }
  g_string_append (out, ">>");
}

static void
put_cell (GString *out, const JbElement *element)
{
  if (element->scope == NULL && element->row_span < 2 && element->col_span < 2 && element->header == 0)
    return;
  g_string_append (out, "/A<</O/Table");
  if (element->scope != NULL)
    g_string_append_printf (out, "/Scope/%s", element->scope);
  if (element->row_span > 1)
    jb_pdf_put_number (out, "/RowSpan ", element->row_span);
  if (element->col_span > 1)
    jb_pdf_put_number (out, "/ColSpan ", element->col_span);
  if (element->header > 0)
    g_string_append_printf (out, "/Headers[(" ID_FORMAT ")]", (guint) element->header);
  g_string_append (out, ">>");
}

static void
put_attributes (GString *out, const Node *node)
{
  const JbElement *element = element_of (node);

  switch (element->role)
    {
    case JB_ROLE_FIGURE:
      put_box (out, node->tree->writer->document, element);
      break;
    case JB_ROLE_TH:
    case JB_ROLE_TD:
      put_cell (out, element);
      break;
    case JB_ROLE_L:
      if (element->numbering != NULL || has_label (node))
        g_string_append_printf (out, "/A<</O/List/ListNumbering/%s>>", element->numbering != NULL ? element->numbering : "Decimal");
      break;
    case JB_ROLE_NOTE:
      break;
    default:
      break;
    }
  if (node->named)
    g_string_append_printf (out, "/ID(" ID_FORMAT ")", node->index);
}

/* ISO 32000-1, 14.7.2: what has an /ID is found by it. The indices are ascending, and so are their names. */
static void
write_id_tree (GString *out, gconstpointer data)
{
  const Tree *tree = data;

  g_string_append (out, "/Names[");
  for (guint i = 0; i < tree->n_nodes; i++)
    if (tree->nodes[i].named && tree->nodes[i].object != NULL)
      {
        g_string_append_printf (out, "(" ID_FORMAT ")", i);
        jb_pdf_put_ref (out, "", tree->nodes[i].object);
      }
  g_string_append_c (out, ']');
}

/* A cell in the language of what it stands in need not say so; there are hundreds. */
static gboolean
inherits_lang (const Tree *tree, const JbElement *element)
{
  GArray *elements = tree->writer->document->elements;
  const JbElement *up = element;

  if (element->role != JB_ROLE_TD && element->role != JB_ROLE_TH)
    return FALSE;
  do
    up = up->parent < 0 ? NULL : &g_array_index (elements, JbElement, up->parent);
  while (up != NULL && up->lang == NULL);
  return up != NULL && strcmp (up->lang, element->lang) == 0;
}

static void
write_element (GString *out, gconstpointer data)
{
  const Node *node = data;
  const Tree *tree = node->tree;
  const JbElement *element = element_of (node);
  guint page = node->n_marks > 0 ? mark_of (tree, node->first_mark)->page
               : node->n_links > 0 ? tree->link_pages[tree->links[node->first_link]] : G_MAXUINT;

  g_string_append (out, "/S/");
  g_string_append (out, jb_role_name (element->role));
  jb_pdf_put_ref (out, "/P", element->parent < 0 ? tree->root : tree->nodes[element->parent].object);
  if (page != G_MAXUINT)
    jb_pdf_put_ref (out, "/Pg", page_of (tree, page));
  if (element->lang != NULL && !inherits_lang (tree, element))
    g_string_append_printf (out, "/Lang(%s)", element->lang);
  if (element->alt != NULL)
    jb_pdf_put_text (out, "/Alt", element->alt);
  put_attributes (out, node);
  put_kids (out, node, page);
}

/* --- building --- */

/* What another element names; a note has a name always (ISO 14289-1, 7.9). */
static void
mark_named (Tree *tree, guint i)
{
  const JbElement *element = &g_array_index (tree->writer->document->elements, JbElement, i);

  if (element->role == JB_ROLE_NOTE)
    tree->nodes[i].named = TRUE;
  if (element->header > 0 && (guint) element->header < tree->n_nodes)
    tree->nodes[element->header].named = TRUE;
}

static Tree *
new_tree (const JbPdfWriter *writer)
{
  GArray *elements = writer->document->elements;
  Tree *tree = g_new0 (Tree, 1);

  tree->writer = writer;
  tree->n_nodes = elements->len;
  tree->nodes = g_new0 (Node, elements->len + 1);
  tree->marks = g_new (guint, writer->marks->len + 1);
  tree->links = g_new (guint, writer->annotations->len + 1);
  tree->link_pages = g_new (guint, writer->annotations->len + 1);
  tree->link_elements = g_new (guint, writer->annotations->len + 1);
  for (guint i = 0; i < elements->len; i++)
    {
      int parent = g_array_index (elements, JbElement, i).parent;
      Node *node = &tree->nodes[i];

      *node = (Node) { .tree = tree, .index = i, .first_seen = G_MAXUINT, .named = node->named };
      mark_named (tree, i);
      if (parent < 0)
        continue;
      Node *up = &tree->nodes[parent];
      if (up->last_kid != 0)
        tree->nodes[up->last_kid - 1].next = i + 1;
      else
        up->first_kid = i + 1;
      up->last_kid = i + 1;
    }
  return tree;
}

static void
free_tree (gpointer data)
{
  Tree *tree = data;

  g_free (tree->nodes);
  g_free (tree->marks);
  g_free (tree->links);
  g_free (tree->link_pages);
  g_free (tree->link_elements);
  g_free (tree->page_marks);
  g_free (tree->leaves);
  g_free (tree);
}

/* Marks and links by element, each in its order: a counting sort. */
static void
sort_marks (Tree *tree)
{
  GArray *marks = tree->writer->marks;
  guint next = 0;

  for (guint i = 0; i < marks->len; i++)
    tree->nodes[g_array_index (marks, JbPdfMark, i).element].n_marks++;
  for (guint i = 0; i < tree->n_nodes; i++)
    {
      tree->nodes[i].first_mark = next;
      next += tree->nodes[i].n_marks;
      tree->nodes[i].n_marks = 0;
    }
  for (guint i = 0; i < marks->len; i++)
    {
      Node *node = &tree->nodes[g_array_index (marks, JbPdfMark, i).element];

      node->first_seen = MIN (node->first_seen, i);
      tree->marks[node->first_mark + node->n_marks++] = i;
    }
}

static void
sort_links (Tree *tree)
{
  GPtrArray *pages = tree->writer->document->pages;
  guint next = 0, annotation = 0;

  for (guint p = 0; p < pages->len; p++)
    {
      GArray *links = ((const JbPage *) g_ptr_array_index (pages, p))->links;

      for (guint i = 0; i < links->len; i++)
        tree->nodes[g_array_index (links, JbLink, i).element].n_links++;
    }
  for (guint i = 0; i < tree->n_nodes; i++)
    {
      tree->nodes[i].first_link = next;
      next += tree->nodes[i].n_links;
      tree->nodes[i].n_links = 0;
    }
  for (guint p = 0; p < pages->len; p++)
    {
      GArray *links = ((const JbPage *) g_ptr_array_index (pages, p))->links;

      for (guint i = 0; i < links->len; i++, annotation++)
        {
          Node *node = &tree->nodes[g_array_index (links, JbLink, i).element];

          tree->link_pages[annotation] = p;
          tree->link_elements[annotation] = node->index;
          tree->links[node->first_link + node->n_links++] = annotation;
        }
    }
}

/* Cells may be empty; an empty paragraph is noise to a screen reader. */
static gboolean
is_kept_empty (JbRole role)
{
  return role == JB_ROLE_DOCUMENT || role == JB_ROLE_TABLE || role == JB_ROLE_THEAD || role == JB_ROLE_TBODY
         || role == JB_ROLE_TR || role == JB_ROLE_TH || role == JB_ROLE_TD || role == JB_ROLE_LBODY;
}

static gboolean
make_objects (Tree *tree, JbHaru *haru, GError **error)
{
  g_autofree guint *n_kids = g_new0 (guint, tree->n_nodes + 1);
  g_autofree gboolean *shown = g_new0 (gboolean, tree->n_nodes + 1);

  for (guint i = tree->n_nodes; i-- > 0;) /* kids before parents */
    {
      Node *node = &tree->nodes[i];
      int parent = element_of (node)->parent;

      shown[i] = shown[i] || node->n_marks > 0 || node->n_links > 0;
      if (parent < 0)
        continue;
      tree->nodes[parent].first_seen = MIN (tree->nodes[parent].first_seen, node->first_seen);
      shown[parent] = shown[parent] || shown[i];
    }
  for (guint i = 0; i < tree->n_nodes; i++)
    {
      Node *node = &tree->nodes[i];
      int parent = element_of (node)->parent;

      n_kids[i] += node->n_marks + node->n_links;
      if ((!shown[i] && !is_kept_empty (element_of (node)->role)) || (parent >= 0 && tree->nodes[parent].object == NULL))
        continue;
      node->object = jb_haru_new_raw (haru, write_element, node);
      if (parent >= 0)
        n_kids[parent]++;
    }
  for (guint i = 0; i < tree->n_nodes; i++)
    if (n_kids[i] > JB_PDF_MAX_KIDS)
      {
        g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "structure element %u (%s): has %u kids, more than %u: part it", i,
                     jb_role_name (element_of (&tree->nodes[i])->role), n_kids[i], JB_PDF_MAX_KIDS);
        return FALSE;
      }
  return TRUE;
}

/* --- parent tree --- */

typedef struct
{
  gint64     first, last;
  HPDF_Dict  object;
} TreeNode;

typedef struct _Leaf
{
  const Tree *tree;
  guint       first, end; /* keys */
} Leaf;

/* What key i leads to: of a page the elements of its marks, of a link its element. */
static void
put_parents (GString *out, const Tree *tree, guint key)
{
  const JbPdfWriter *writer = tree->writer;
  guint n_pages = writer->document->pages->len;

  if (key >= n_pages)
    {
      jb_pdf_put_ref (out, "", tree->nodes[tree->link_elements[key - n_pages]].object);
      return;
    }
  g_string_append_c (out, '[');
  for (guint i = tree->page_marks[key]; i < tree->page_marks[key + 1]; i++)
    jb_pdf_put_ref (out, "", tree->nodes[g_array_index (writer->marks, JbPdfMark, i).element].object);
  g_string_append_c (out, ']');
}

static void
write_leaf (GString *out, gconstpointer data)
{
  const Leaf *leaf = data;

  jb_pdf_put_number (out, "/Limits[", leaf->first);
  jb_pdf_put_number (out, " ", leaf->end - 1);
  g_string_append (out, "]/Nums[");
  for (guint key = leaf->first; key < leaf->end; key++)
    {
      jb_pdf_put_number (out, " ", key);
      put_parents (out, leaf->tree, key);
    }
  g_string_append_c (out, ']');
}

static void
add_limits (HPDF_Dict node, gint64 first, gint64 last)
{
  HPDF_Array limits = jb_haru_add_array (node, "Limits");

  HPDF_Array_AddNumber (limits, (HPDF_INT32) first);
  HPDF_Array_AddNumber (limits, (HPDF_INT32) last);
}

/* A level of nodes over the leaves, and over that level, until one is left. Returns: the root; it always has Kids, for annexes
 * to be added to, and no limits. */
static HPDF_Dict
join_nodes (JbHaru *haru, GArray *below)
{
  for (guint level = 1; ; level++)
    {
      GArray *above = g_array_new (FALSE, FALSE, sizeof (TreeNode));
      HPDF_Array kids = NULL;

      for (guint i = 0; i < below->len; i++)
        {
          const TreeNode *node = &g_array_index (below, TreeNode, i);

          if (i % TREE_FANOUT == 0)
            {
              TreeNode parent = { node->first, node->last, jb_haru_new_dict (haru) };

              kids = jb_haru_add_array (parent.object, "Kids");
              g_array_append_val (above, parent);
            }
          if (level > 1)
            add_limits (node->object, node->first, node->last);
          HPDF_Array_Add (kids, node->object);
          g_array_index (above, TreeNode, above->len - 1).last = node->last;
        }
      g_array_set_size (below, 0);
      g_array_append_vals (below, above->data, above->len);
      g_array_unref (above);
      if (below->len == 1)
        return g_array_index (below, TreeNode, 0).object;
    }
}

static void
find_page_marks (Tree *tree)
{
  GArray *marks = tree->writer->marks;
  guint mark = 0, n_pages = tree->writer->document->pages->len;

  tree->page_marks = g_new (guint, n_pages + 1);
  for (guint p = 0; p < n_pages; p++)
    {
      tree->page_marks[p] = mark;
      while (mark < marks->len && g_array_index (marks, JbPdfMark, mark).page == p)
        mark++;
    }
  tree->page_marks[n_pages] = mark;
}

static void
write_parent_tree (Tree *tree, JbHaru *haru)
{
  const JbPdfWriter *writer = tree->writer;
  g_autoptr(GArray) nodes = g_array_new (FALSE, FALSE, sizeof (TreeNode));
  guint n_pages = writer->document->pages->len, n_keys = n_pages + writer->annotations->len;

  find_page_marks (tree);
  tree->leaves = g_new (Leaf, n_keys / TREE_FANOUT + 1);
  for (guint first = 0; first < n_keys; first += TREE_FANOUT)
    {
      Leaf *leaf = &tree->leaves[first / TREE_FANOUT];

      *leaf = (Leaf) { tree, first, MIN (first + TREE_FANOUT, n_keys) };
      TreeNode node = { first, leaf->end - 1, jb_haru_new_raw (haru, write_leaf, leaf) };
      g_array_append_val (nodes, node);
    }
  for (guint p = 0; p < n_pages; p++)
    HPDF_Dict_AddNumber (g_ptr_array_index (writer->pages, p), "StructParents", (HPDF_INT32) p);
  HPDF_Dict_Add (tree->root, "ParentTree", join_nodes (haru, nodes));
  HPDF_Dict_AddNumber (tree->root, "ParentTreeNextKey", (HPDF_INT32) n_keys);
}

gboolean
jb_pdf_write_structure (JbPdfWriter *writer, GError **error)
{
  JbHaru *haru = writer->haru;
  Tree *tree = new_tree (writer);

  writer->structure = tree;
  writer->free_structure = free_tree;
  sort_marks (tree);
  sort_links (tree);
  tree->root = jb_haru_new_dict (haru);
  if (!make_objects (tree, haru, error))
    return FALSE;
  HPDF_Dict_AddName (tree->root, "Type", "StructTreeRoot");
  HPDF_Array_Add (jb_haru_add_array (tree->root, "K"), tree->nodes[0].object);
  write_parent_tree (tree, haru);
  for (guint i = 0; i < tree->n_nodes; i++)
    if (tree->nodes[i].named && tree->nodes[i].object != NULL)
      {
        HPDF_Dict_Add (tree->root, "IDTree", jb_haru_new_raw (haru, write_id_tree, tree));
        break;
      }
  HPDF_Dict_Add (haru->doc->catalog, "StructTreeRoot", tree->root);
  return TRUE;
}
