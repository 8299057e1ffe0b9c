/* Annexes: foreign pages behind the document's own, with their size, rotation and fonts, and a place in the structure.
 *
 *   Document ── … ── Part "附件1"  ── the annex's own elements, where it has a structure tree
 *                 └─ Part "附件2"  ── P ── all of page 1, as one marked-content sequence
 *                                  └─ P ── all of page 2
 *
 * Its pages were made empty by libharu, so that links, bookmarks and labels could point at them; here they get the entries
 * of the foreign pages. Elements keep their own roles (a role map is followed to the standard type), their pages and
 * annotations get new keys of the parent tree. */
#include "jb-pdf-annex-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROLE_STEPS 16

typedef struct
{
  JbPdfWriter *writer;
  JbQpdf      *pdf;
  JbQpdf      *source;
  const JbPdfAnnex *annex;
  guint        first_page;   /* index among all pages */
  guint        n_pages;
  qpdf_oh      part;         /* its element */
  qpdf_oh      role_map;     /* of the annex, copied */
  GHashTable  *page_of_copy; /* object id of a copied page → its index + 1 */
  GPtrArray   *page_kids;    /* by page: GArray of qpdf_oh, the elements of its MCIDs */
  GHashTable  *seen;         /* object ids of elements */
  qpdf_oh      nums;         /* leaf of the parent tree */
  long long   *next_key;
  GError     **error;
} Append;

static qpdf_oh
object_of (Append *append, gconstpointer haru_object)
{
  return qpdf_get_object_by_id (append->pdf, (int) jb_haru_get_id (haru_object), 0);
}

static qpdf_oh
page_object (Append *append, guint page)
{
  return object_of (append, g_ptr_array_index (append->writer->pages, append->first_page + page));
}

static void
set (JbQpdf *pdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key (pdf, dict, key, value);
}

static void
set_name (JbQpdf *pdf, qpdf_oh dict, const char *key, const char *name)
{
  qpdf_oh_replace_key (pdf, dict, key, qpdf_oh_new_name (pdf, name));
}

static gboolean
is_dict_of (JbQpdf *pdf, qpdf_oh dict, const char *key, const char *name)
{
  return qpdf_oh_is_dictionary (pdf, dict) && qpdf_oh_is_name_and_equals (pdf, qpdf_oh_get_key (pdf, dict, key), name);
}

/* --- pages --- */

static qpdf_oh
new_stream (JbQpdf *pdf, const char *data)
{
  qpdf_oh stream = qpdf_oh_new_stream (pdf);

  qpdf_oh_replace_stream_data (pdf, stream, (const unsigned char *) data, strlen (data), qpdf_oh_new_null (pdf), qpdf_oh_new_null (pdf));
  return stream;
}

/* Page content between what opens and closes one marked-content sequence. */
static void
wrap_contents (JbQpdf *pdf, qpdf_oh page)
{
  qpdf_oh contents = qpdf_oh_get_key (pdf, page, "/Contents");
  qpdf_oh all = qpdf_oh_new_array (pdf);

  qpdf_oh_append_item (pdf, all, new_stream (pdf, "/P<</MCID 0>>BDC q\n"));
  if (qpdf_oh_is_array (pdf, contents))
    for (int i = 0; i < qpdf_oh_get_array_n_items (pdf, contents); i++)
      qpdf_oh_append_item (pdf, all, qpdf_oh_get_array_item (pdf, contents, i));
  else if (qpdf_oh_is_stream (pdf, contents))
    qpdf_oh_append_item (pdf, all, contents);
  qpdf_oh_append_item (pdf, all, new_stream (pdf, "\nQ EMC"));
  set (pdf, page, "/Contents", all);
}

/* --- links inside the annex: libqpdf copies no page that is only pointed at, so destinations are made anew --- */

/* The array of a link's destination; a named one is not looked up. */
static qpdf_oh
find_destination (JbQpdf *pdf, qpdf_oh link)
{
  qpdf_oh action = qpdf_oh_get_key (pdf, link, "/A");

  return qpdf_oh_is_dictionary (pdf, action) ? qpdf_oh_get_key (pdf, action, "/D") : qpdf_oh_get_key (pdf, link, "/Dest");
}

static void
mend_link (Append *append, qpdf_oh from, qpdf_oh to, guint page)
{
  JbQpdf *pdf = append->pdf;
  qpdf_oh old = find_destination (append->source, from);
  qpdf_oh new = qpdf_oh_new_array (pdf);
  gboolean found = qpdf_oh_is_array (append->source, old) && qpdf_oh_get_array_n_items (append->source, old) > 1;
  int target = found ? qpdf_find_page_by_oh (append->source, qpdf_oh_get_array_item (append->source, old, 0)) : -1;

  if (is_dict_of (pdf, qpdf_oh_get_key (pdf, to, "/A"), "/S", "/URI"))
    return;
  if (qpdf_has_error (append->source))
    qpdf_get_error (append->source); /* no page: as if it were named */
  found = found && target >= 0 && (guint) target < append->n_pages;
  qpdf_oh_append_item (pdf, new, page_object (append, found ? (guint) target : page));
  for (int i = 1; found && i < MIN (qpdf_oh_get_array_n_items (append->source, old), 6); i++)
    qpdf_oh_append_item (pdf, new, qpdf_oh_parse (pdf, qpdf_oh_unparse (append->source, qpdf_oh_get_array_item (append->source, old, i))));
  if (!found)
    qpdf_oh_append_item (pdf, new, qpdf_oh_new_name (pdf, "/Fit"));
  qpdf_oh_remove_key (pdf, to, "/A");
  set (pdf, to, "/Dest", new);
}

static void
mend_links (Append *append, guint index, qpdf_oh copy)
{
  qpdf_oh from = qpdf_oh_get_key (append->source, qpdf_get_page_n (append->source, index), "/Annots");
  qpdf_oh to = qpdf_oh_get_key (append->pdf, copy, "/Annots");
  int n = qpdf_oh_is_array (append->source, from) && qpdf_oh_is_array (append->pdf, to) ? qpdf_oh_get_array_n_items (append->source, from) : 0;

  for (int i = 0; i < n; i++)
    {
      qpdf_oh link = qpdf_oh_get_array_item (append->source, from, i);

      if (is_dict_of (append->source, link, "/Subtype", "/Link"))
        mend_link (append, link, qpdf_oh_get_array_item (append->pdf, to, i), index);
    }
}

/* Everything of a page but what ties it to its old document. */
static void
take_page (Append *append, guint index, gboolean tagged)
{
  static const char *const kept[] = { "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/Resources",
    "/Contents", "/Group", "/UserUnit", "/Annots" };
  JbQpdf *pdf = append->pdf;
  qpdf_oh page = page_object (append, index);
  qpdf_oh copy = qpdf_oh_copy_foreign_object (pdf, append->source, qpdf_get_page_n (append->source, index));

  g_hash_table_insert (append->page_of_copy, GINT_TO_POINTER (qpdf_oh_get_object_id (pdf, copy)), GUINT_TO_POINTER (index + 1));
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      qpdf_oh value = qpdf_oh_get_key (pdf, copy, kept[i]);

      if (qpdf_oh_is_null (pdf, value) || (strcmp (kept[i], "/Annots") == 0 && !tagged))
        qpdf_oh_remove_key (pdf, page, kept[i]);
      else
        set (pdf, page, kept[i], value);
    }
  jb_qpdf_mend_resources (pdf, qpdf_oh_get_key (pdf, page, "/Resources"), 0);
  if (tagged)
    mend_links (append, index, copy);
  else
    wrap_contents (pdf, page);
}

/* --- structure --- */

static void
add_leaf_entry (Append *append, qpdf_oh holder, const char *key, qpdf_oh value)
{
  JbQpdf *pdf = append->pdf;
  long long number = (*append->next_key)++;

  set (pdf, holder, key, qpdf_oh_new_integer (pdf, number));
  qpdf_oh_append_item (pdf, append->nums, qpdf_oh_new_integer (pdf, number));
  qpdf_oh_append_item (pdf, append->nums, value);
}

static int
page_index (Append *append, qpdf_oh page)
{
  int id = qpdf_oh_get_object_id (append->pdf, page);

  return GPOINTER_TO_INT (g_hash_table_lookup (append->page_of_copy, GINT_TO_POINTER (id))) - 1;
}

static void
note_mcid (Append *append, int page, long long mcid, qpdf_oh element)
{
  GArray *kids;
  qpdf_oh none = 0;

  if (page < 0 || mcid < 0 || mcid > JB_PDF_MAX_MCIDS)
    return;
  kids = g_ptr_array_index (append->page_kids, (guint) page);
  while (kids->len <= mcid)
    g_array_append_val (kids, none);
  g_array_index (kids, qpdf_oh, mcid) = element;
}

static void
mend_role (Append *append, qpdf_oh element)
{
  JbQpdf *pdf = append->pdf;

  for (guint i = 0; i < MAX_ROLE_STEPS && qpdf_oh_is_dictionary (pdf, append->role_map); i++)
    {
      qpdf_oh role = qpdf_oh_get_key (pdf, element, "/S");
      g_autofree char *name = qpdf_oh_is_name (pdf, role) ? g_strdup (qpdf_oh_get_name (pdf, role)) : NULL;
      qpdf_oh mapped;

      if (name == NULL || !qpdf_oh_has_key (pdf, append->role_map, name))
        break;
      mapped = qpdf_oh_get_key (pdf, append->role_map, name);
      if (!qpdf_oh_is_name (pdf, mapped))
        break;
      set (pdf, element, "/S", mapped);
    }
  if (is_dict_of (pdf, element, "/S", "/Document"))
    set_name (pdf, element, "/S", "/Div");
}

typedef struct { qpdf_oh element, kid; int page; } Pending;

static void
mend_page (Append *append, qpdf_oh dict, int page)
{
  if (qpdf_oh_has_key (append->pdf, dict, "/Pg") && page >= 0)
    set (append->pdf, dict, "/Pg", page_object (append, (guint) page));
}

static int
own_page (Append *append, qpdf_oh dict, int inherited)
{
  int page = page_index (append, qpdf_oh_get_key (append->pdf, dict, "/Pg"));

  return page >= 0 ? page : inherited;
}

static void
mend_object_reference (Append *append, Pending at)
{
  JbQpdf *pdf = append->pdf;
  qpdf_oh object = qpdf_oh_get_key (pdf, at.kid, "/Obj");
  int page = own_page (append, at.kid, at.page);

  mend_page (append, at.kid, page);
  if (!qpdf_oh_is_dictionary (pdf, object))
    return;
  if (page >= 0 && qpdf_oh_has_key (pdf, object, "/P"))
    set (pdf, object, "/P", page_object (append, (guint) page));
  add_leaf_entry (append, object, "/StructParent", at.element);
}

/* One kid of an element; further ones are pushed. */
static void
mend_kid (Append *append, GArray *stack, Pending at)
{
  JbQpdf *pdf = append->pdf;

  if (qpdf_oh_is_integer (pdf, at.kid))
    note_mcid (append, at.page, qpdf_oh_get_int_value (pdf, at.kid), at.element);
  else if (qpdf_oh_is_array (pdf, at.kid))
    for (int i = qpdf_oh_get_array_n_items (pdf, at.kid); i-- > 0;)
      {
        Pending kid = { at.element, qpdf_oh_get_array_item (pdf, at.kid, i), at.page };
        g_array_append_val (stack, kid);
      }
  else if (is_dict_of (pdf, at.kid, "/Type", "/MCR"))
    {
      int page = own_page (append, at.kid, at.page);

      mend_page (append, at.kid, page);
      if (!qpdf_oh_has_key (pdf, at.kid, "/Stm"))
        note_mcid (append, page, qpdf_oh_get_int_value (pdf, qpdf_oh_get_key (pdf, at.kid, "/MCID")), at.element);
    }
  else if (is_dict_of (pdf, at.kid, "/Type", "/OBJR"))
    mend_object_reference (append, at);
  else if (qpdf_oh_is_dictionary (pdf, at.kid))
    {
      int id = qpdf_oh_get_object_id (pdf, at.kid);
      Pending kids = { at.kid, qpdf_oh_get_key (pdf, at.kid, "/K"), own_page (append, at.kid, at.page) };

      if (id == 0 || !g_hash_table_add (append->seen, GINT_TO_POINTER (id)))
        return;
      set (pdf, at.kid, "/P", at.element);
      mend_page (append, at.kid, kids.page);
      mend_role (append, at.kid);
      g_array_append_val (stack, kids);
    }
}

static void
take_structure (Append *append)
{
  JbQpdf *pdf = append->pdf;
  qpdf_oh tree = qpdf_oh_get_key (append->source, qpdf_get_root (append->source), "/StructTreeRoot");
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Pending));
  qpdf_oh copy, kids;

  if (!qpdf_oh_is_indirect (append->source, tree))
    tree = qpdf_make_indirect_object (append->source, tree);
  copy = qpdf_oh_copy_foreign_object (pdf, append->source, tree);
  append->role_map = qpdf_oh_get_key (pdf, copy, "/RoleMap");
  kids = qpdf_oh_get_key (pdf, copy, "/K");
  set (pdf, append->part, "/K", kids);
  Pending first = { append->part, kids, -1 };
  g_array_append_val (stack, first);
  while (stack->len > 0)
    {
      Pending at = g_array_index (stack, Pending, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      mend_kid (append, stack, at);
    }
}

static void
close_pages (Append *append)
{
  JbQpdf *pdf = append->pdf;

  for (guint i = 0; i < append->n_pages; i++)
    {
      GArray *kids = g_ptr_array_index (append->page_kids, i);
      qpdf_oh elements = qpdf_oh_new_array (pdf);
      qpdf_oh page = page_object (append, i);

      for (guint k = 0; k < kids->len; k++)
        {
          qpdf_oh element = g_array_index (kids, qpdf_oh, k);
          qpdf_oh_append_item (pdf, elements, element != 0 ? element : qpdf_oh_new_null (pdf));
        }
      add_leaf_entry (append, page, "/StructParents", qpdf_make_indirect_object (pdf, elements));
      if (qpdf_oh_has_key (pdf, page, "/Annots"))
        set_name (pdf, page, "/Tabs", "/S");
    }
}

static gboolean
shows_text (JbQpdf *pdf, qpdf_oh page)
{
  g_autoptr(GPtrArray) fonts = jb_qpdf_list_keys (pdf, qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, page, "/Resources"), "/Font"));

  return fonts->len > 0;
}

/* A P for each page; one that is only a picture is at least named. */
static void
make_structure (Append *append)
{
  JbQpdf *pdf = append->pdf;
  qpdf_oh kids = qpdf_oh_new_array (pdf);

  for (guint i = 0; i < append->n_pages; i++)
    {
      qpdf_oh element = qpdf_make_indirect_object (pdf, qpdf_oh_new_dictionary (pdf));
      qpdf_oh page = page_object (append, i);

      set_name (pdf, element, "/S", "/P");
      set (pdf, element, "/P", append->part);
      set (pdf, element, "/Pg", page);
      set (pdf, element, "/K", qpdf_oh_new_integer (pdf, 0));
      if (!shows_text (pdf, page))
        {
          g_autofree char *text = g_strdup_printf ("%s %u", append->annex->title != NULL ? append->annex->title : append->annex->name, i + 1);
          set (pdf, element, "/Alt", qpdf_oh_new_unicode_string (pdf, text));
        }
      qpdf_oh_append_item (pdf, kids, element);
      note_mcid (append, (int) i, 0, element);
    }
  set (pdf, append->part, "/K", kids);
}

/* --- its place --- */

static qpdf_oh
add_part (Append *append, guint number)
{
  JbQpdf *pdf = append->pdf;
  qpdf_oh tree = qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/StructTreeRoot");
  qpdf_oh document = qpdf_oh_get_array_item (pdf, qpdf_oh_get_key (pdf, tree, "/K"), 0);
  qpdf_oh kids = qpdf_oh_get_key (pdf, document, "/K");
  qpdf_oh part = qpdf_make_indirect_object (pdf, qpdf_oh_new_dictionary (pdf));
  g_autofree char *title = jb_pdf_annex_title (append->writer, number);

  if (!qpdf_oh_is_array (pdf, kids))
    {
      kids = qpdf_oh_wrap_in_array (pdf, kids);
      set (pdf, document, "/K", kids);
    }
  qpdf_oh_append_item (pdf, kids, part);
  set_name (pdf, part, "/S", "/Part");
  set (pdf, part, "/P", document);
  set (pdf, part, "/T", qpdf_oh_new_unicode_string (pdf, title));
  return part;
}

/* The annex's own language, where it says one. */
static void
take_language (Append *append)
{
  qpdf_oh lang = qpdf_oh_get_key (append->source, qpdf_get_root (append->source), "/Lang");

  if (qpdf_oh_is_string (append->source, lang))
    {
      g_autofree char *value = g_strdup (qpdf_oh_get_utf8_value (append->source, lang));

      if (jb_pdf_is_language (value))
        set (append->pdf, append->part, "/Lang", qpdf_oh_new_string (append->pdf, value));
    }
}

static void
clear_append (Append *append)
{
  g_clear_pointer (&append->page_of_copy, g_hash_table_unref);
  g_clear_pointer (&append->seen, g_hash_table_unref);
  g_clear_pointer (&append->page_kids, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Append, clear_append)

static gboolean
append_annex (JbPdfWriter *writer, JbQpdf *pdf, JbQpdf *source, guint number, guint first_page, qpdf_oh nums, long long *next_key,
              GError **error)
{
  g_auto(Append) append = {
    .writer = writer, .pdf = pdf, .source = source, .annex = &writer->options->annexes[number], .first_page = first_page,
    .n_pages = writer->annex_pages[number], .nums = nums, .next_key = next_key, .error = error,
    .page_of_copy = g_hash_table_new (NULL, NULL), .seen = g_hash_table_new (NULL, NULL),
    .page_kids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref),
  };
  gboolean tagged = qpdf_oh_is_dictionary (source, qpdf_oh_get_key (source, qpdf_get_root (source), "/StructTreeRoot")) != QPDF_FALSE;

  qpdf_push_inherited_attributes_to_page (source);
  append.part = add_part (&append, number);
  take_language (&append);
  for (guint i = 0; i < append.n_pages; i++)
    {
      g_ptr_array_add (append.page_kids, g_array_new (FALSE, FALSE, sizeof (qpdf_oh)));
      take_page (&append, i, tagged);
    }
  if (tagged)
    take_structure (&append);
  else
    make_structure (&append);
  close_pages (&append);
  return jb_qpdf_check (source, append.annex->name, JB_ERROR_FORMAT, error)
         && jb_qpdf_check (pdf, append.annex->name, JB_ERROR_SYSTEM, error);
}

/* A leaf behind the last one of the parent tree, with its limits. */
static void
close_leaf (JbQpdf *pdf, qpdf_oh tree, qpdf_oh nums, long long first, long long last)
{
  qpdf_oh leaf = qpdf_oh_new_dictionary (pdf);
  qpdf_oh limits = qpdf_oh_new_array (pdf);
  qpdf_oh root = qpdf_oh_get_key (pdf, tree, "/ParentTree");

  qpdf_oh_append_item (pdf, limits, qpdf_oh_new_integer (pdf, first));
  qpdf_oh_append_item (pdf, limits, qpdf_oh_new_integer (pdf, last));
  set (pdf, leaf, "/Limits", limits);
  set (pdf, leaf, "/Nums", nums);
  qpdf_oh_append_item (pdf, qpdf_oh_get_key (pdf, root, "/Kids"), qpdf_make_indirect_object (pdf, leaf));
  set (pdf, tree, "/ParentTreeNextKey", qpdf_oh_new_integer (pdf, last + 1));
}

gboolean
jb_pdf_append_annexes (JbPdfWriter *writer, JbQpdf *pdf, GPtrArray *open, GError **error)
{
  const JbPdfOptions *options = writer->options;
  guint page = writer->document->pages->len;
  qpdf_oh tree, nums;
  long long first, next;

  if (options->n_annexes == 0)
    return TRUE;
  tree = qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/StructTreeRoot");
  nums = qpdf_oh_new_array (pdf);
  first = next = qpdf_oh_get_int_value (pdf, qpdf_oh_get_key (pdf, tree, "/ParentTreeNextKey"));
  for (guint i = 0; i < options->n_annexes; page += writer->annex_pages[i++])
    {
      JbQpdf *source = jb_qpdf_open (options->annexes[i].bytes, options->annexes[i].name, error);

      if (source == NULL)
        return FALSE;
      g_ptr_array_add (open, source);
      if (!append_annex (writer, pdf, source, i, page, nums, &next, error))
        return FALSE;
    }
  close_leaf (pdf, tree, nums, first, next - 1);
  return TRUE;
}
