/* What a typographer would not sign. Boxes are made from glyph origins and sizes: 0.86 em above the baseline, 0.14 below,
 * which is the box of a Chinese character; so two lines that touch are not called overlapping. */
#include "jb-document-check-private.h"

#include "jb-diagnostic.h"

#include <string.h>

#define SLACK 1.0          /* points that may stand over an edge: overshoot, hanging marks */
#define FOOT_SLACK 3.5     /* the third English line of 36 stands 2.2 lower than the second Chinese one */
#define EMPTY_SHARE 0.2
#define FIGURE_SPACE 42.0  /* around a row of figures on a page of charts */
#define EMPTY_SHARE_HEADING 0.3 /* where two headings and the lines that they keep did not fit: 171 of 648, and space above */

typedef struct
{
  double left, top, right, bottom;
  const JbInk *ink;
} Box;

/* How much of a glyph has ink at least, in em. */
static double
least_width (gunichar c)
{
  if (g_unichar_iswide (c) && g_unichar_isalnum (c))
    return 0.85;
  return c < 0x80 && strchr ("ijltfr.,;:!'|()[]", (int) c) != NULL ? 0.2 : 0.4;
}

/* As far as the last glyph that is not blank. */
static double
run_width (const JbGlyphRun *run)
{
  for (guint i = run->n_glyphs; i > 0; i--)
    {
      const JbPlacedGlyph *glyph = &run->glyphs[i - 1];

      gunichar c = g_utf8_get_char (run->text + glyph->text);
      if (glyph->text_length > 0 && !g_unichar_isspace (c))
        return glyph->x + run->size * least_width (c);
    }
  return 0;
}

/* Half of an opening mark hangs where it begins a line: that half is empty. */
static double
hanging (const JbGlyphRun *run)
{
  return g_utf8_strchr ("（(《“‘〈「『【〔〖［", -1, g_utf8_get_char (run->text)) != NULL ? run->size / 2 : 0;
}

static Box
box_of (const JbInk *ink)
{
  return (Box) { ink->run.x + hanging (&ink->run), ink->run.y - 0.80 * ink->run.size, ink->run.x + run_width (&ink->run), ink->run.y + 0.10 * ink->run.size, ink };
}

static gboolean
overlap (const Box *a, const Box *b)
{
  return MIN (a->right, b->right) - MAX (a->left, b->left) > 2 * SLACK && MIN (a->bottom, b->bottom) - MAX (a->top, b->top) > 2 * SLACK;
}

static int
by_top (gconstpointer a, gconstpointer b)
{
  double d = ((const Box *) a)->top - ((const Box *) b)->top;

  return d < 0 ? -1 : d > 0;
}

void
check_tell (GPtrArray *list, const char *tag, guint page, const char *what, const char *text)
{
  g_autofree char *piece = g_utf8_substring (text, 0, MIN (24, g_utf8_strlen (text, -1)));

  jb_diagnostic_add (list, JB_SEVERITY_WARNING, tag, NULL, page + 1, 0, "page %u: %s: “%s”", page + 1, what, piece);
}

static gboolean
is_furniture (const JbInk *ink)
{
  return ink->element < 0;
}

static void
check_overlaps (GArray *boxes, guint page, GPtrArray *list)
{
  g_array_sort (boxes, by_top);
  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *a = &g_array_index (boxes, Box, i);

      for (guint k = i + 1; k < boxes->len && g_array_index (boxes, Box, k).top < a->bottom; k++)
        if (overlap (a, &g_array_index (boxes, Box, k)))
          check_tell (list, "overlap", page, "two texts overlap", a->ink->run.text);
    }
}

/* The type area as the profile has it, with its margins for table numbers and findings. */
static void
check_area (const Box *box, guint page, const JbProfile *profile, GPtrArray *list)
{
  gboolean odd = page % 2 == 0 || !jb_profile_get_boolean (profile, "page.duplex");
  double left = jb_profile_get_number (profile, odd ? "page.left_odd" : "page.left_even");
  double top = jb_profile_get_number (profile, "page.top"), bottom = top + jb_profile_get_number (profile, "page.area_height");

  if (is_furniture (box->ink))
    return;
  if (box->left < left - SLACK || box->right > left + jb_profile_get_number (profile, "page.area_width") + SLACK)
    check_tell (list, "outside", page, "text stands outside the type area", box->ink->run.text);
  else if (box->top < top - SLACK || box->bottom > bottom + FOOT_SLACK)
    check_tell (list, "outside", page, "text stands above or below the type area", box->ink->run.text);
}

static void
check_chart (const JbInk *ink, guint page, const JbProfile *profile, GPtrArray *list)
{
  gboolean odd = page % 2 == 0 || !jb_profile_get_boolean (profile, "page.duplex");
  double left = jb_profile_get_number (profile, odd ? "page.left_odd" : "page.left_even"), top = jb_profile_get_number (profile, "page.top");
  double right = left + jb_profile_get_number (profile, "page.area_width"), foot = top + jb_profile_get_number (profile, "page.area_height");

  if (ink->x < left - SLACK || ink->x + ink->width > right + SLACK || ink->y < top - SLACK || ink->y + ink->height > foot + SLACK)
    check_tell (list, "outside", page, "a figure stands outside the type area", "figure");
}

static gboolean
starts_badly (const char *text)
{
  static const char forbidden[] = "、，。：；！？’”）〕】》〉」』·～";
  gunichar c = g_utf8_get_char (text);

  return c != 0 && g_utf8_strchr (forbidden, -1, c) != NULL;
}

/* Whether @box begins its line: no other text stands left of it on the same baseline in the same column. */
static gboolean
begins_line (const GArray *boxes, guint index)
{
  const Box *box = &g_array_index (boxes, Box, index);

  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *other = &g_array_index (boxes, Box, i);

      if (i != index && ABS (other->ink->run.y - box->ink->run.y) < 0.5 && other->left < box->left
          && box->left - other->right < 1.5 * box->ink->run.size && !is_furniture (other->ink))
        return FALSE;
    }
  return TRUE;
}

static void
check_starts (const GArray *boxes, guint page, GPtrArray *list)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *box = &g_array_index (boxes, Box, i);

      if (!is_furniture (box->ink) && starts_badly (box->ink->run.text) && begins_line (boxes, i))
        check_tell (list, "line-start", page, "a mark that may not begin a line begins one", box->ink->run.text);
    }
}

static gboolean
is_one_of (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

#define LINE_PIECES 8 /* so many pieces of other elements at most stand between two lines of a paragraph */

/* The piece of the same element that follows ink @i on the next line; %NULL where it goes on in its own, or ends. */
static const JbInk *
next_line (const JbPage *page, guint i)
{
  const JbInk *ink = &g_array_index (page->ink, JbInk, i);

  for (guint k = i + 1; k < MIN (page->ink->len, i + 1 + LINE_PIECES); k++)
    {
      const JbInk *next = &g_array_index (page->ink, JbInk, k);

      if (next->kind == JB_INK_GLYPHS && next->element == ink->element)
        return next->run.y > ink->run.y + 1 && next->run.y < ink->run.y + 3 * ink->run.size && next->run.x < ink->run.x + ink->run.size ? next : NULL;
    }
  return NULL;
}

/* Opening marks at a line's end; a number that goes on in the next line. */
static void
check_ends (const JbPage *page, guint n, GPtrArray *list)
{
  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = &g_array_index (page->ink, JbInk, i);
      const JbInk *next = ink->kind == JB_INK_GLYPHS && !is_furniture (ink) && *ink->run.text != '\0' ? next_line (page, i) : NULL;

      if (next == NULL)
        continue;
      gunichar end = g_utf8_get_char (g_utf8_prev_char (ink->run.text + strlen (ink->run.text))), start = g_utf8_get_char (next->run.text);
      if (is_one_of (end, "（(《“‘〈「『【〔〖［"))
        check_tell (list, "line-end", n, "a mark that may not end a line ends one", ink->run.text);
      if (g_unichar_isdigit (end) && (g_unichar_isdigit (start) || is_one_of (start, "%‰％万亿")))
        check_tell (list, "split-number", n, "a number is parted between two lines", ink->run.text);
    }
}

int
check_ancestor (const JbDocument *document, int element, JbRole role)
{
  while (element >= 0 && g_array_index (document->elements, JbElement, element).role != role)
    element = g_array_index (document->elements, JbElement, element).parent;
  return element;
}

gboolean
check_is_heading (const JbDocument *document, int element)
{
  while (element >= 0)
    {
      const JbElement *e = &g_array_index (document->elements, JbElement, element);

      if (e->role >= JB_ROLE_H1 && e->role <= JB_ROLE_H6)
        return TRUE;
      element = e->parent;
    }
  return FALSE;
}

int
check_part (const JbDocument *document, const JbPage *page)
{
  for (guint i = 0; i < page->ink->len; i++)
    {
      int element = g_array_index (page->ink, JbInk, i).element;

      while (element > 0 && g_array_index (document->elements, JbElement, element).parent > 0)
        element = g_array_index (document->elements, JbElement, element).parent;
      if (element > 0)
        return element;
    }
  return -1;
}

static double
lowest (const JbPage *page)
{
  double low = 0;

  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = &g_array_index (page->ink, JbInk, i);

      if (ink->artifact != JB_ARTIFACT_FOOTER && ink->artifact != JB_ARTIFACT_HEADER)
        low = MAX (low, ink->kind == JB_INK_GLYPHS ? ink->run.y : ink->kind == JB_INK_POLYGON ? ink->points[1] : ink->y + ink->height);
    }
  return low;
}

static gboolean
begins_with_heading (const JbDocument *document, const JbPage *page)
{
  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = &g_array_index (page->ink, JbInk, i);

      if (ink->kind == JB_INK_GLYPHS && !is_furniture (ink))
        return check_is_heading (document, ink->element);
    }
  return FALSE;
}

/* A page of charts: all its text belongs to figures. */
static gboolean
holds_only_figures (const JbDocument *document, const JbPage *page)
{
  gboolean any = FALSE;

  for (guint i = 0; i < page->ink->len; i++)
    {
      int element = g_array_index (page->ink, JbInk, i).element;

      if (element < 0)
        continue;
      if (check_ancestor (document, element, JB_ROLE_DIV) < 0)
        return FALSE;
      any = TRUE;
    }
  return any;
}

/* The height of the figures that stand side by side on top of a page. */
static double
first_row (const JbPage *page)
{
  double top = 0, height = 0;

  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = &g_array_index (page->ink, JbInk, i);

      if (ink->kind != JB_INK_CHART || (height > 0 && ink->y > top + 1))
        continue;
      top = ink->y;
      height = MAX (height, ink->height);
    }
  return height;
}

/* How much of a page may stay empty before @next. On pages of charts nothing but the next row may fill it. */
static double
may_be_empty (const JbDocument *document, const JbPage *next, double height)
{
  if (begins_with_heading (document, next))
    return EMPTY_SHARE_HEADING * height;
  return MAX (EMPTY_SHARE * height, holds_only_figures (document, next) ? first_row (next) + FIGURE_SPACE : 0);
}

static void
check_foot (const JbDocument *document, guint i, const JbProfile *profile, GPtrArray *list)
{
  const JbPage *page = g_ptr_array_index (document->pages, i);
  const JbPage *next = i + 1 < document->pages->len ? g_ptr_array_index (document->pages, i + 1) : NULL;
  double height = jb_profile_get_number (profile, "page.area_height"), foot = jb_profile_get_number (profile, "page.top") + height;
  const JbInk *last = NULL, *end = NULL; /* lowest; and last in reading order, as beside a head in the side column */

  for (guint k = 0; k < page->ink->len; k++)
    {
      const JbInk *ink = &g_array_index (page->ink, JbInk, k);

      if (ink->kind == JB_INK_GLYPHS && !is_furniture (ink) && (last == NULL || ink->run.y >= last->run.y))
        last = ink;
      if (ink->kind == JB_INK_GLYPHS && !is_furniture (ink))
        end = ink;
    }
  if (last != NULL && check_is_heading (document, last->element) && check_is_heading (document, end->element))
    check_tell (list, "orphan-heading", i, "a heading stands alone at the foot", last->run.text);
  if (next != NULL && check_part (document, page) == check_part (document, next)
      && foot - lowest (page) > may_be_empty (document, next, height))
    check_tell (list, "empty-foot", i, "more than a fifth of the page is empty", last != NULL ? last->run.text : "");
}

GPtrArray *
jb_document_check (const JbDocument *document, const JbProfile *profile)
{
  GPtrArray *list = jb_diagnostic_list_new ();

  for (guint i = 0; i < document->pages->len; i++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, i);
      g_autoptr(GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));

      for (guint k = 0; k < page->ink->len; k++)
        {
          const JbInk *ink = &g_array_index (page->ink, JbInk, k);

          if (ink->kind == JB_INK_CHART)
            check_chart (ink, i, profile, list);
          if (ink->kind != JB_INK_GLYPHS || run_width (&ink->run) <= 0)
            continue;
          Box box = box_of (ink);
          check_area (&box, i, profile, list);
          g_array_append_val (boxes, box);
        }
      check_starts (boxes, i, list);
      check_ends (page, i, list);
      check_overlaps (boxes, i, list);
      check_foot (document, i, profile, list);
      check_blocks (document, i, profile, list);
    }
  check_figure_order (document, list);
  return list;
}
