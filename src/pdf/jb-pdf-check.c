/* What PDF/A and PDF/UA demand of a document and what only its makers can give: titles, languages, texts of figures, the
 * grid of a table … Asked before anything is written; what is missing is named, with its clause.
 *
 * Two kinds of rules: those that any file needs (an index that leads nowhere), and those of the conformance, which
 * %JB_PDF_NONE leaves out. "UA" is ISO 14289-1:2014, "A" ISO 19005-3:2012. */
#include "jb-pdf-writer-private.h"

#include "jb-error.h"

#include <string.h>

#define MAX_TEXT 16000 /* UTF-16 units of a string: 32,767 bytes at most, A 6.1.13 */
#define MAX_COLUMNS 1000

typedef struct
{
  const JbDocument *document;
  guint  n_pages;     /* with the annexes' */
  guint *first_page;  /* by element: number of the first page with ink of it, 0: none; for messages */
  GError **error;
} Check;

static gboolean G_GNUC_PRINTF (3, 4)
refuse (const Check *check, JbError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (check->error, JB_ERROR, (int) code, "%s", message);
  return FALSE;
}

static const JbElement *
element_at (const Check *check, guint i)
{
  return &g_array_index (check->document->elements, JbElement, i);
}

static gboolean
refuse_element (const Check *check, guint i, const char *why)
{
  const char *role = jb_role_name (element_at (check, i)->role);

  if (check->first_page[i] > 0)
    return refuse (check, JB_ERROR_FORMAT, "page %u, structure element %u (%s): %s", check->first_page[i], i, role, why);
  return refuse (check, JB_ERROR_FORMAT, "structure element %u (%s): %s", i, role, why);
}

/* UA 7.2: ^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$ */
gboolean
jb_pdf_is_language (const char *lang)
{
  guint length = 0;
  gboolean first = TRUE;

  for (const char *p = lang;; p++)
    if (g_ascii_isalpha (*p) || (!first && g_ascii_isdigit (*p)))
      length++;
    else if (length == 0 || length > 8 || (*p != '-' && *p != '\0'))
      return FALSE;
    else if (*p == '\0')
      return TRUE;
    else
      {
        length = 0;
        first = FALSE;
      }
}

static gboolean
is_empty (const char *text)
{
  if (text == NULL)
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_string (const char *text)
{
  return text == NULL || (g_utf8_validate (text, -1, NULL) && strlen (text) <= MAX_TEXT);
}

/* --- any file --- */

static gboolean
check_ink (const Check *check, const JbInk *ink, guint page)
{
  const JbDocument *document = check->document;

  if (ink->element >= (int) document->elements->len)
    return refuse (check, JB_ERROR_FORMAT, "page %u: ink of structure element %d, which does not exist", page + 1, ink->element);
  if (ink->kind == JB_INK_CHART && ink->chart >= document->charts->len)
    return refuse (check, JB_ERROR_FORMAT, "page %u: chart %u does not exist", page + 1, ink->chart);
  if (ink->kind == JB_INK_POLYGON && ink->n_points > G_N_ELEMENTS (ink->points) / 2)
    return refuse (check, JB_ERROR_LIMIT, "page %u: a polygon of %u points", page + 1, ink->n_points);
  if (ink->element < 0 && ink->artifact == JB_ARTIFACT_NONE)
    return refuse (check, JB_ERROR_FORMAT, "page %u: ink is neither of a structure element nor an artifact (UA 7.1)", page + 1);
  if (ink->element >= 0 && check->first_page[ink->element] == 0)
    check->first_page[ink->element] = page + 1;
  if (ink->kind != JB_INK_GLYPHS)
    return TRUE;
  if (ink->run.text == NULL || !(ink->run.size > 0) || !g_utf8_validate (ink->run.text, -1, NULL))
    return refuse (check, JB_ERROR_FORMAT, "page %u: a glyph run without text or size", page + 1);

  gsize length = strlen (ink->run.text);
  for (guint i = 0; i < ink->run.n_glyphs; i++)
    if ((gsize) ink->run.glyphs[i].text + ink->run.glyphs[i].text_length > length)
      return refuse (check, JB_ERROR_FORMAT, "page %u: a glyph's text lies behind the end of “%s”", page + 1, ink->run.text);
  return TRUE;
}

static gboolean
check_anchor (const Check *check, int anchor)
{
  GArray *anchors = check->document->anchors;

  if (anchor < 0 || (guint) anchor >= anchors->len)
    return FALSE;

  int page = g_array_index (anchors, JbAnchor, anchor).page;
  return page >= 0 && (guint) page < check->n_pages;
}

static gboolean
check_link (const Check *check, const JbLink *link, guint page)
{
  if (!check_anchor (check, link->anchor))
    return refuse (check, JB_ERROR_FORMAT, "page %u: the link “%s” leads to no page", page + 1,
                   link->contents != NULL ? link->contents : "");
  if (link->element < 0 || (guint) link->element >= check->document->elements->len
      || element_at (check, (guint) link->element)->role != JB_ROLE_LINK)
    return refuse (check, JB_ERROR_FORMAT, "page %u: the link “%s” belongs to no Link element (UA 7.18.5)", page + 1,
                   link->contents != NULL ? link->contents : "");
  if (is_empty (link->contents) || !is_string (link->contents))
    return refuse (check, JB_ERROR_FORMAT, "page %u: a link does not say where it leads (Contents; UA 7.18.5)", page + 1);
  if (check->first_page[link->element] == 0)
    check->first_page[link->element] = page + 1;
  return TRUE;
}

static gboolean
check_page (const Check *check, guint p)
{
  const JbPage *page = g_ptr_array_index (check->document->pages, p);

  if (!(page->width >= 3 && page->width <= 14400 && page->height >= 3 && page->height <= 14400))
    return refuse (check, JB_ERROR_LIMIT, "page %u: sides must be 3 to 14,400 points (A 6.1.13)", p + 1);
  for (guint i = 0; i < page->ink->len; i++)
    if (!check_ink (check, &g_array_index (page->ink, JbInk, i), p))
      return FALSE;
  for (guint i = 0; i < page->links->len; i++)
    if (!check_link (check, &g_array_index (page->links, JbLink, i), p))
      return FALSE;
  return TRUE;
}

static gboolean
check_pages (const Check *check)
{
  if (check->document->pages->len == 0)
    return refuse (check, JB_ERROR_FORMAT, "the document has no page");
  if (check->n_pages > JB_PDF_MAX_PAGES)
    return refuse (check, JB_ERROR_LIMIT, "the document has %u pages, more than %u", check->n_pages, JB_PDF_MAX_PAGES);
  for (guint p = 0; p < check->document->pages->len; p++)
    if (!check_page (check, p))
      return FALSE;
  return TRUE;
}

static gboolean
check_bookmarks (const Check *check)
{
  GArray *bookmarks = check->document->bookmarks;
  guint level = 0;

  for (guint i = 0; i < bookmarks->len; i++)
    {
      const JbBookmark *bookmark = &g_array_index (bookmarks, JbBookmark, i);

      if (is_empty (bookmark->title) || !is_string (bookmark->title))
        return refuse (check, JB_ERROR_FORMAT, "bookmark %u: has no title", i + 1);
      if (!check_anchor (check, bookmark->anchor))
        return refuse (check, JB_ERROR_FORMAT, "bookmark “%s”: leads to no page", bookmark->title);
      if (bookmark->level < 1 || bookmark->level > level + 1)
        return refuse (check, JB_ERROR_FORMAT, "bookmark “%s”: skips a level", bookmark->title);
      level = bookmark->level;
    }
  return TRUE;
}

static gboolean
check_tree (const Check *check)
{
  GArray *elements = check->document->elements;

  if (elements->len == 0 || element_at (check, 0)->role != JB_ROLE_DOCUMENT || element_at (check, 0)->parent != -1)
    return refuse (check, JB_ERROR_FORMAT, "structure element 0 is not the Document");
  for (guint i = 1; i < elements->len; i++)
    {
      const JbElement *element = element_at (check, i);

      if (element->parent < 0 || (guint) element->parent >= i)
        return refuse_element (check, i, "stands before its parent");
      if (element->role == JB_ROLE_FIGURE && (element->page < 0 || element->page >= (int) check->document->pages->len))
        return refuse_element (check, i, "stands on no page");
    }
  return TRUE;
}

/* --- the conformance --- */

static gboolean
check_head (const Check *check)
{
  const JbDocument *document = check->document;

  if (is_empty (document->title))
    return refuse (check, JB_ERROR_FORMAT, "the document has no title (UA 7.1): give it one, or use --conformance none");
  if (document->lang == NULL || !jb_pdf_is_language (document->lang))
    return refuse (check, JB_ERROR_FORMAT, "the document's language “%s” is none (UA 7.2)",
                   document->lang != NULL ? document->lang : "");
  if (!is_string (document->title) || !is_string (document->title_en) || !is_string (document->author)
      || !is_string (document->subject))
    return refuse (check, JB_ERROR_LIMIT, "title, author or subject is longer than %u bytes or not UTF-8 (A 6.1.13)", MAX_TEXT);
  return TRUE;
}

static guint
heading_level (JbRole role)
{
  return role >= JB_ROLE_H1 && role <= JB_ROLE_H6 ? (guint) (role - JB_ROLE_H1) + 1 : 0;
}

/* Who may stand in whom: ISO 32000-1, 14.8.4; UA 7.2. @parent and @kid in sets of roles; 0: anything. */
#define BIT(role) (1u << JB_ROLE_##role)

static guint
allowed_kids (JbRole role)
{
  switch (role)
    {
    case JB_ROLE_TABLE:
      return BIT (TR) | BIT (THEAD) | BIT (TBODY) | BIT (CAPTION);
    case JB_ROLE_THEAD:
    case JB_ROLE_TBODY:
      return BIT (TR);
    case JB_ROLE_TR:
      return BIT (TH) | BIT (TD);
    case JB_ROLE_L:
      return BIT (L) | BIT (LI) | BIT (CAPTION);
    case JB_ROLE_LI:
      return BIT (LBL) | BIT (LBODY);
    case JB_ROLE_TOC:
      return BIT (TOC) | BIT (TOCI) | BIT (CAPTION);
    default:
      return 0;
    }
}

static guint
allowed_parents (JbRole role)
{
  switch (role)
    {
    case JB_ROLE_TR:
      return BIT (TABLE) | BIT (THEAD) | BIT (TBODY);
    case JB_ROLE_THEAD:
    case JB_ROLE_TBODY:
      return BIT (TABLE);
    case JB_ROLE_TH:
    case JB_ROLE_TD:
      return BIT (TR);
    case JB_ROLE_LI:
      return BIT (L);
    case JB_ROLE_LBODY:
      return BIT (LI);
    case JB_ROLE_TOCI:
      return BIT (TOC);
    default:
      return 0;
    }
}

static gboolean
check_place (const Check *check, guint i)
{
  const JbElement *element = element_at (check, i);
  JbRole parent;
  guint kids, parents;

  if (element->parent < 0)
    return TRUE;
  parent = element_at (check, (guint) element->parent)->role;
  kids = allowed_kids (parent);
  parents = allowed_parents (element->role);
  if ((kids != 0 && !(kids & 1u << element->role)) || (parents != 0 && !(parents & 1u << parent)))
    {
      g_autofree char *why = g_strdup_printf ("may not stand in a %s (UA 7.2)", jb_role_name (parent));
      return refuse_element (check, i, why);
    }
  return TRUE;
}

static gboolean
check_figure (const Check *check, guint i)
{
  const JbElement *element = element_at (check, i);

  if (is_empty (element->alt))
    return refuse_element (check, i, "has no alternative text (UA 7.3)");
  if (!is_string (element->alt))
    return refuse_element (check, i, "its alternative text is too long or not UTF-8 (A 6.1.13)");
  if (!(element->bbox[2] > element->bbox[0] && element->bbox[3] > element->bbox[1]))
    return refuse_element (check, i, "has no bounding box (ISO 32000-1, 14.8.5.4.3)");
  return TRUE;
}

static gboolean
check_scope (const Check *check, guint i)
{
  const char *scope = element_at (check, i)->scope;

  if (scope == NULL || (strcmp (scope, "Column") != 0 && strcmp (scope, "Row") != 0 && strcmp (scope, "Both") != 0))
    return refuse_element (check, i, "a header cell has no Scope (UA 7.5)");
  return TRUE;
}

static gboolean
check_element (const Check *check, guint i, guint *level)
{
  const JbElement *element = element_at (check, i);
  guint heading = heading_level (element->role);

  if (element->lang != NULL && !jb_pdf_is_language (element->lang))
    return refuse_element (check, i, "its language is none (UA 7.2)");
  if (heading > *level + 1)
    return refuse_element (check, i, *level == 0 ? "the first heading is not H1 (UA 7.4.2)" : "skips a level of headings (UA 7.4.2)");
  if (heading > 0)
    *level = heading;
  if (element->role == JB_ROLE_FIGURE && !check_figure (check, i))
    return FALSE;
  if (element->role == JB_ROLE_TH && !check_scope (check, i))
    return FALSE;
  return check_place (check, i);
}

/* UA 7.2: the grid of a table is regular, spans counted. Rows come in order of index; cells name their row. */
typedef struct
{
  guint table;               /* element */
  guint width;               /* columns of its first row */
  guint open[MAX_COLUMNS];   /* rows that a cell from above still covers */
  guint column;              /* next free one in the row */
  guint row;                 /* element; 0: none yet */
} Grid;

static gboolean
close_row (const Check *check, Grid *grid)
{
  if (grid->row == 0)
    return TRUE;
  while (grid->column < MAX_COLUMNS && grid->open[grid->column] > 0)
    grid->open[grid->column++]--;
  if (grid->width == 0)
    grid->width = grid->column;
  if (grid->column != grid->width)
    return refuse_element (check, grid->row, "has more or fewer cells than the first row of its table (UA 7.2)");
  grid->row = 0;
  grid->column = 0;
  return TRUE;
}

static gboolean
add_cell (const Check *check, Grid *grid, guint i)
{
  const JbElement *cell = element_at (check, i);
  guint columns = MAX (cell->col_span, 1), rows = MAX (cell->row_span, 1);

  while (grid->column < MAX_COLUMNS && grid->open[grid->column] > 0)
    grid->open[grid->column++]--;
  if (columns > MAX_COLUMNS - grid->column)
    return refuse_element (check, i, "stands beyond the 1,000th column");
  for (guint c = 0; c < columns; c++, grid->column++)
    {
      if (grid->open[grid->column] > 0)
        return refuse_element (check, i, "lies over a cell from above (UA 7.2)");
      grid->open[grid->column] = rows - 1;
    }
  return TRUE;
}

static guint
table_of (const Check *check, guint row)
{
  guint i = (guint) element_at (check, row)->parent;

  return element_at (check, i)->role == JB_ROLE_TABLE ? i : (guint) element_at (check, i)->parent;
}

static gboolean
check_tables (const Check *check)
{
  g_autofree Grid *grid = g_new0 (Grid, 1);

  for (guint i = 1; i < check->document->elements->len; i++)
    {
      const JbElement *element = element_at (check, i);

      if (element->role == JB_ROLE_TR)
        {
          if (!close_row (check, grid))
            return FALSE;
          if (table_of (check, i) != grid->table)
            memset (grid, 0, sizeof *grid);
          grid->table = table_of (check, i);
          grid->row = i;
        }
      else if (element->role == JB_ROLE_TH || element->role == JB_ROLE_TD)
        {
          if ((guint) element->parent != grid->row)
            return refuse_element (check, i, "does not follow its row");
          if (!add_cell (check, grid, i))
            return FALSE;
        }
    }
  return close_row (check, grid);
}

static gboolean
check_conformance (const Check *check)
{
  guint level = 0;

  if (!check_head (check))
    return FALSE;
  for (guint i = 0; i < check->document->elements->len; i++)
    if (!check_element (check, i, &level))
      return FALSE;
  return check_tables (check);
}

gboolean
jb_pdf_check_document (const JbDocument *document, const JbPdfOptions *options, guint n_annex_pages, GError **error)
{
  g_autofree guint *first_page = g_new0 (guint, document->elements->len + 1);
  const Check check = { document, document->pages->len + n_annex_pages, first_page, error };

  if (document->lang == NULL)
    return refuse (&check, JB_ERROR_FORMAT, "the document has no language (UA 7.2)");
  if (!check_tree (&check) || !check_pages (&check) || !check_bookmarks (&check))
    return FALSE;
  return options->conformance == JB_PDF_NONE || check_conformance (&check);
}
