/* Figures: head and foot are text of the page, the plot is a chart's ink. Figures that follow each other are collected;
 * two of half width stand side by side, one of full width alone; a row that does not fit waits for the next page. */
#include "jb-setter-private.h"

#include "jb-diagnostic.h"
#include "jb-error.h"

#include <math.h>
#include <string.h>

#define SPACE_ABOVE 18.0
#define SPACE_BELOW 24.0
#define EMPTY_SHARE 0.2    /* of a page's height that may stay empty */
#define CHART_ROW 153.0    /* least height of a row on a page of charts, its space included */
#define GUESSED_PAGE 10

typedef struct
{
  const JbFigure *figure;
  JbChartScene   *scene;
  gboolean        lent;   /* the scene is kept for further trials */
} Figure;

static void
figure_free (Figure *figure)
{
  if (figure == NULL)
    return;
  if (!figure->lent)
    jb_chart_scene_free (figure->scene);
  g_free (figure);
}

/* Page of number @index: of this round where its sentence is placed, else of the round before, else a guess. */
static int
page_of (Setter *setter, guint index)
{
  int page = -1;

  if (index >= setter->said->len)
    return -1;
  page = g_array_index (setter->document->anchors, JbAnchor, g_array_index (setter->said, int, index)).page;
  if (page >= 0)
    return page;
  setter->guessed = TRUE;
  return setter->known != NULL && index < setter->known->len ? g_array_index (setter->known, int, index) : GUESSED_PAGE - 1;
}

/* @text with page numbers for U+FFFC. Returns: (transfer full). */
static char *
fill_source (Setter *setter, const JbFigure *figure, const char *text)
{
  g_autoptr(GString) filled = g_string_new (NULL);
  const GArray *numbers = figure->source_numbers != NULL ? figure->source_numbers : figure->numbers;
  guint next = 0;

  if (text == NULL)
    return NULL;
  for (const char *at; (at = strstr (text, JB_PAGE_PLACEHOLDER)) != NULL; text = at + strlen (JB_PAGE_PLACEHOLDER), next++)
    {
      int page = numbers != NULL && next < numbers->len ? page_of (setter, g_array_index (numbers, guint, next)) : -1;

      g_string_append_len (filled, text, at - text);
      if (page >= 0)
        g_string_append_printf (filled, "%d", page + 1);
      else
        g_string_append (filled, "–");
    }
  g_string_append (filled, text);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

guint
setter_figure_number (const Setter *setter, const JbFigure *figure)
{
  gpointer number;

  return g_hash_table_lookup_extended (setter->figure_numbers, figure, NULL, &number) ? GPOINTER_TO_UINT (number) : figure->chart->number;
}

/* In the order in which they stand on the pages; a figure that is left out leaves no gap. */
gboolean
setter_renumber (Setter *setter)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < setter->placed->len; i++)
    {
      const JbFigure *figure = g_ptr_array_index (setter->placed, i);

      if (setter_figure_number (setter, figure) == i + 1)
        continue;
      g_hash_table_insert (setter->figure_numbers, (gpointer) figure, GUINT_TO_POINTER (i + 1));
      changed = TRUE;
    }
  return changed;
}

static JbChartLang
langs_of (const Setter *setter)
{
  JbLayoutKind layout = setter->layout;

  return layout == JB_LAYOUT_ZH ? JB_CHART_LANG_ZH : layout == JB_LAYOUT_EN ? JB_CHART_LANG_EN : JB_CHART_LANG_BOTH;
}

/* Draws @chart; %NULL with an error too where it is higher than a page. */
static JbChartScene *
try (Setter *setter, const JbChart *chart, JbChartLang langs, GError **error)
{
  JbChartScene *scene = jb_chart_layout (chart, setter->style, setter->fonts, langs, error);

  if (scene == NULL || scene->height <= setter->height)
    return scene;
  jb_chart_scene_free (scene);
  g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "figure %u is higher than a page: leave out some of its data", chart->number);
  return NULL;
}

/* A chart that cannot be drawn at half width is tried at full width, then in Chinese alone; one that cannot be drawn at all, or
 * on no page, is left out. */
static JbChartScene *
draw (Setter *setter, const JbFigure *figure, gboolean full)
{
  JbChart chart = *figure->chart;
  g_autofree char *zh = fill_source (setter, figure, chart.source.zh), *en = fill_source (setter, figure, chart.source.en);
  g_autoptr(GError) error = NULL;
  JbChartLang langs = langs_of (setter);
  JbChartScene *scene;

  chart.source = (JbText) { zh, en };
  chart.number = setter_figure_number (setter, figure);
  chart.width = full ? JB_CHART_FULL : chart.width;
  scene = try (setter, &chart, langs, &error);
  if (scene == NULL && g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT) && chart.width == JB_CHART_HALF)
    {
      g_clear_error (&error);
      chart.width = JB_CHART_FULL;
      scene = try (setter, &chart, langs, &error);
    }
  if (scene == NULL && g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT) && langs == JB_CHART_LANG_BOTH)
    {
      g_clear_error (&error);
      scene = try (setter, &chart, JB_CHART_LANG_ZH, &error);
    }
  if (scene != NULL)
    return scene;
  if (!g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT))
    setter->error = g_steal_pointer (&error);
  else if (setter->known == NULL)
    jb_diagnostic_add (setter->diagnostics, JB_SEVERITY_WARNING, "figure-left-out", NULL, 0, 0, "%s", error->message);
  return NULL;
}

/* In a trial only its size counts: it is drawn once for all of them. */
static JbChartScene *
draw_for_trial (Setter *setter, const JbFigure *figure)
{
  JbChartScene *scene = g_hash_table_lookup (setter->trial_scenes, figure);

  if (scene == NULL)
    {
      scene = draw (setter, figure, FALSE);
      if (scene != NULL)
        g_hash_table_insert (setter->trial_scenes, (gpointer) figure, scene);
    }
  return scene;
}

void
setter_add_figure (Setter *setter, const JbBlock *block)
{
  const GPtrArray *figures = setter->briefing->figures;
  Figure *figure;

  if (figures == NULL || block->figure >= figures->len || setter->style == NULL || setter->error != NULL)
    return;
  if (setter->floats == NULL)
    setter->floats = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
  figure = g_new0 (Figure, 1);
  figure->figure = g_ptr_array_index (figures, block->figure);
  figure->lent = setter->trial;
  figure->scene = setter->trial ? draw_for_trial (setter, figure->figure) : draw (setter, figure->figure, FALSE);
  if (figure->scene == NULL)
    {
      g_hash_table_add (setter->left_out, (gpointer) figure->figure);
      figure_free (figure);
    }
  else
    g_ptr_array_add (setter->floats, figure);
}

/* A scene's text as runs */

static JbColour
colour_of (const double rgb[3])
{
  JbColour colour = { .grey = fabs (rgb[0] - rgb[1]) < 0.004 && fabs (rgb[1] - rgb[2]) < 0.004, .v = { rgb[0], rgb[1], rgb[2] } };

  return colour;
}

/* Where the cluster that begins at byte @start of the item ends: where the next one begins. */
static int
cluster_end (const PangoGlyphItem *item, int glyph)
{
  int start = item->glyphs->log_clusters[glyph];

  for (int g = glyph + 1; g < item->glyphs->num_glyphs; g++)
    if (item->glyphs->log_clusters[g] > start)
      return item->glyphs->log_clusters[g];
  return item->item->length;
}

static void
add_blank (JbInk *ink, PangoFont *font, double x)
{
  hb_codepoint_t glyph;
  guint32 length = (guint32) strlen (ink->run.text);

  if (!hb_font_get_nominal_glyph (pango_font_get_hb_font (font), ' ', &glyph))
    return;
  ink->run.glyphs = g_renew (JbPlacedGlyph, ink->run.glyphs, ink->run.n_glyphs + 1);
  ink->run.glyphs[ink->run.n_glyphs++] = (JbPlacedGlyph) { .glyph = glyph, .x = (float) x, .text = length, .text_length = 1 };
  char *text = g_strconcat (ink->run.text, " ", NULL);
  g_free (ink->run.text);
  ink->run.text = text;
}

/* One item of a one-line layout. Returns: its width. */
static double
put_item (Setter *setter, const PangoGlyphItem *item, const char *text, JbInk ink, gboolean blank)
{
  int n = item->glyphs->num_glyphs, last = -1;
  JbPlacedGlyph *glyphs = g_new0 (JbPlacedGlyph, (gsize) n + 1);
  double pen = 0;
  guint kept = 0;

  for (int g = 0; g < n; g++)
    {
      const PangoGlyphInfo *info = &item->glyphs->glyphs[g];
      int start = item->glyphs->log_clusters[g];

      if (info->glyph != PANGO_GLYPH_EMPTY)
        {
          JbPlacedGlyph placed = { .glyph = info->glyph, .x = (float) (pen + (double) info->geometry.x_offset / PANGO_SCALE),
                                   .y = (float) info->geometry.y_offset / PANGO_SCALE, .text = (guint32) start };
          placed.text_length = start != last ? (guint32) (cluster_end (item, g) - start) : 0;
          glyphs[kept++] = placed;
          last = start;
        }
      pen += (double) info->geometry.width / PANGO_SCALE;
    }
  ink.run.face = item->item->analysis.font != NULL ? jb_fonts_get_face (setter->fonts, item->item->analysis.font) : NULL;
  ink.run.n_glyphs = kept;
  ink.run.glyphs = glyphs;
  ink.run.text = g_strndup (text + item->item->offset, (gsize) item->item->length);
  if (blank && ink.run.face != NULL)
    add_blank (&ink, item->item->analysis.font, pen);
  if (kept == 0 || ink.run.face == NULL)
    {
      g_free (ink.run.glyphs);
      g_free (ink.run.text);
    }
  else
    g_array_append_val (setter->page->ink, ink);
  return pen;
}

/* @blank: a blank follows in what is copied, since the next box goes on where this one ends. */
static void
put_text (Setter *setter, const JbBox *box, double x, double y, int element, gboolean blank)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (box->layout, 0);
  const PangoFontDescription *description = pango_layout_get_font_description (box->layout);
  JbInk ink = { .kind = JB_INK_GLYPHS, .element = element, .colour = colour_of (box->fill) };

  ink.run.size = (double) pango_font_description_get_size (description) / PANGO_SCALE;
  ink.run.x = setter->left + x + box->x;
  ink.run.y = setter->top + y + box->baseline;
  for (GSList *runs = line->runs; runs != NULL; runs = runs->next)
    ink.run.x += put_item (setter, runs->data, pango_layout_get_text (box->layout), ink, blank && runs->next == NULL);
}

/* A rule or a bar that only adorns. */
static void
put_rule (Setter *setter, const JbBox *box, double x, double y)
{
  JbInk ink = { .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .line_width = box->line_width, .dash = { box->dash[0], box->dash[1] } };

  if (box->kind == JB_BOX_LINE && box->n_points == 2)
    {
      ink.kind = JB_INK_LINE;
      ink.colour = colour_of (box->stroke);
      ink.x = setter->left + x + box->points[0];
      ink.y = setter->top + y + box->points[1];
      ink.width = box->points[2] - box->points[0];
      ink.height = box->points[3] - box->points[1];
      g_array_append_val (setter->page->ink, ink);
    }
  else if (box->kind == JB_BOX_RECT && box->has_fill)
    {
      ink.kind = JB_INK_RECT;
      ink.colour = colour_of (box->fill);
      ink.x = setter->left + x + box->x;
      ink.y = setter->top + y + box->y;
      ink.width = box->width;
      ink.height = box->height;
      ink.line_width = 0;
      g_array_append_val (setter->page->ink, ink);
    }
}

static const JbBox *
next_text (const JbChartScene *scene, guint i, JbChartPart part)
{
  for (; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      if (box->part == part && box->kind == JB_BOX_TEXT)
        return box;
    }
  return NULL;
}

/* Chinese lines of one text are joined without a blank, all else with one. */
static gboolean
goes_on (const JbBox *box, const JbBox *next)
{
  if (next == NULL || next->lang != box->lang)
    return FALSE;
  return box->lang == JB_CHART_LANG_EN || strcmp (box->what, next->what) != 0;
}

static const char *
lang_of (const JbBox *box)
{
  return box->lang == JB_CHART_LANG_EN ? "en" : "zh-CN";
}

static void
put_head (Setter *setter, const JbChartScene *scene, int parent, double x, double y)
{
  int caption = setter_element (setter, JB_ROLE_CAPTION, parent, NULL), span = -1;
  JbChartLang lang = 0;

  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      if (box->part != JB_PART_HEAD)
        continue;
      if (box->kind != JB_BOX_TEXT)
        {
          put_rule (setter, box, x, y);
          continue;
        }
      if (span < 0 || box->lang != lang)
        span = setter_span (setter, caption, lang_of (box));
      lang = box->lang;
      put_text (setter, box, x, y, span, goes_on (box, next_text (scene, i + 1, JB_PART_HEAD)));
    }
}

/* The first number that the figure draws and that is said on a page; −1: none. */
static int
first_said (Setter *setter, const JbFigure *figure)
{
  for (guint i = 0; figure->numbers != NULL && i < figure->numbers->len; i++)
    {
      guint number = g_array_index (figure->numbers, guint, i);

      if (page_of (setter, number) >= 0)
        return (int) number;
    }
  return -1;
}

static int
link_source (Setter *setter, const JbBox *box, int number, int parent, double x, double y)
{
  int link = setter_element (setter, JB_ROLE_LINK, parent, NULL);

  setter_link (setter, link, x + box->x, y + box->baseline - 7.5, x + box->x + box->width, y + box->baseline + 2,
               g_array_index (setter->said, int, number),
               g_strdup_printf ("第%d项所在原句 / Sentence of no. %d", number + 1, number + 1));
  return link;
}

static void
put_foot (Setter *setter, const Figure *figure, int parent, double x, double y)
{
  const JbChartScene *scene = figure->scene;
  const JbBox *before = NULL;
  int paragraph = -1, span = -1;

  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      if (box->part != JB_PART_FOOT)
        continue;
      if (box->kind != JB_BOX_TEXT)
        {
          put_rule (setter, box, x, y);
          continue;
        }
      gboolean other = before == NULL || strcmp (before->what, box->what) != 0
                       || (before->lang == JB_CHART_LANG_EN && box->lang == JB_CHART_LANG_ZH);
      if (other)
        paragraph = setter_element (setter, JB_ROLE_P, parent, NULL);
      if (other || before->lang != box->lang)
        span = setter_span (setter, paragraph, lang_of (box));
      int number = strcmp (box->what, "source") == 0 ? first_said (setter, figure->figure) : -1;
      put_text (setter, box, x, y, number >= 0 ? link_source (setter, box, number, span, x, y) : span,
                goes_on (box, next_text (scene, i + 1, JB_PART_FOOT)));
      before = box;
    }
}

static char *
describe (const Setter *setter, const JbFigure *figure)
{
  JbChart numbered = *figure->chart, *chart = &numbered;
  JbChartLang langs = langs_of (setter);
  numbered.number = setter_figure_number (setter, figure);
  g_autofree char *zh = langs & JB_CHART_LANG_ZH ? jb_chart_describe (chart, JB_CHART_LANG_ZH) : NULL;
  g_autofree char *en = langs & JB_CHART_LANG_EN ? jb_chart_describe (chart, JB_CHART_LANG_EN) : NULL;

  if (zh != NULL && en != NULL)
    return g_strconcat (zh, "\n", en, NULL);
  return zh != NULL ? g_steal_pointer (&zh) : g_steal_pointer (&en);
}

static void
put_plot (Setter *setter, const Figure *figure, int parent, double x, double y)
{
  const JbChartScene *scene = figure->scene;
  int element = setter_element (setter, JB_ROLE_FIGURE, parent, setter->layout == JB_LAYOUT_EN ? "en" : "zh-CN");
  JbElement *e = &g_array_index (setter->document->elements, JbElement, element);
  JbInk ink = { .kind = JB_INK_CHART, .element = element, .x = setter->left + x, .y = setter->top + y, .width = scene->width,
                .height = scene->height, .chart = setter->document->charts->len };

  e->alt = describe (setter, figure->figure);
  e->page = (int) setter->document->pages->len - 1;
  e->bbox[0] = ink.x;
  e->bbox[1] = ink.y + scene->plot_top;
  e->bbox[2] = ink.x + scene->width;
  e->bbox[3] = ink.y + scene->plot_bottom;
  g_array_append_val (setter->page->ink, ink);
}

static void
place (Setter *setter, Figure *figure, double x, double y)
{
  if (setter->trial)
    return;
  int parent = setter_element (setter, JB_ROLE_DIV, setter->parent, NULL);
  gpointer anchor; /* of its line in the contents */

  if (g_hash_table_lookup_extended (setter->entries, figure->figure, NULL, &anchor))
    setter_place_anchor (setter, GPOINTER_TO_INT (anchor), x, y);
  g_ptr_array_add (setter->placed, (gpointer) figure->figure);
  put_head (setter, figure->scene, parent, x, y);
  put_plot (setter, figure, parent, x, y);
  put_foot (setter, figure, parent, x, y);
  g_ptr_array_add (setter->document->charts, g_steal_pointer (&figure->scene));
}

/* Rows */

static Figure *
waiting (const Setter *setter, guint i)
{
  return setter->floats != NULL && i < setter->floats->len ? g_ptr_array_index (setter->floats, i) : NULL;
}

static gboolean
is_half (const Setter *setter, const Figure *figure)
{
  return figure != NULL && figure->scene->width <= setter->width / 2 + 12;
}

/* The next row's height without the space around it. */
static double
row_height (const Setter *setter)
{
  const Figure *first = waiting (setter, 0), *second = waiting (setter, 1);

  return is_half (setter, first) && is_half (setter, second) ? MAX (first->scene->height, second->scene->height) : first->scene->height;
}

/* The space below a row is also that above the next one. */
static double
row_top (const Setter *setter)
{
  gboolean after_row = setter->figures_page == setter->page && setter->y <= setter->figures_end;
  double y = MAX (setter->y, setter->side_bottom);

  return y <= 0 ? 0 : after_row && y <= setter->figures_end ? y : y + SPACE_ABOVE;
}

static void
place_row (Setter *setter, double least)
{
  double top = row_top (setter), height = row_height (setter);
  Figure *first = waiting (setter, 0), *second = waiting (setter, 1);
  guint n = is_half (setter, first) && is_half (setter, second) ? 2 : 1;

  place (setter, first, 0, top);
  if (n == 2)
    place (setter, second, setter->width - second->scene->width, top);
  setter->low = MAX (setter->low, top + height);
  setter->under_heading = FALSE;
  setter->y = MAX (ceil ((top + height + SPACE_BELOW) / 18 - 1e-6) * 18, top + least);
  setter->figures_page = setter->page;
  setter->figures_end = setter->y;
  g_ptr_array_remove_range (setter->floats, 0, n);
}

static gboolean
row_fits (const Setter *setter)
{
  return setter->y == 0 || row_top (setter) + row_height (setter) <= setter->height + 0.01;
}

void
setter_place_figures (Setter *setter)
{
  while (waiting (setter, 0) != NULL && setter->error == NULL && row_fits (setter))
    place_row (setter, 0);
}

void
setter_flush_figures (Setter *setter)
{
  setter_place_figures (setter);
  while (waiting (setter, 0) != NULL && setter->error == NULL)
    setter_new_page (setter); /* which places what fits */
}

void
setter_settle_figures (Setter *setter)
{
  if (waiting (setter, 0) != NULL && setter->height - setter->y <= EMPTY_SHARE * setter->height)
    setter_flush_figures (setter);
}

/* On a page of charts one of half width that has no other beside it is drawn over the whole width: it is lower so. */
static void
widen_lone (Setter *setter)
{
  for (guint i = 0; waiting (setter, i) != NULL && setter->error == NULL; i++)
    {
      Figure *figure = waiting (setter, i);

      if (is_half (setter, figure) && is_half (setter, waiting (setter, i + 1)))
        {
          i++;
          continue;
        }
      JbChartScene *wide = is_half (setter, figure) && figure->figure->chart->kind == JB_CHART_BARS ? draw (setter, figure->figure, TRUE) : NULL;
      if (wide == NULL)
        continue;
      jb_chart_scene_free (figure->scene);
      figure->scene = wide;
    }
}

#define LOOK_AHEAD 8u /* so many figures are looked at for one that fits */

/* Figure @from to place @to of those that wait. */
static void
move_figure (Setter *setter, guint from, guint to)
{
  gpointer figure = g_ptr_array_steal_index (setter->floats, from);

  g_ptr_array_insert (setter->floats, (int) to, figure);
}

/* Where the next row leaves much of the page empty, a later one that fits goes before it. Returns: whether there is one. */
static gboolean
bring_forward (Setter *setter)
{
  for (guint k = 1; k < MIN (setter->floats->len, LOOK_AHEAD); k++)
    {
      guint partner = k + 1;

      while (is_half (setter, waiting (setter, k)) && waiting (setter, partner) != NULL && !is_half (setter, waiting (setter, partner)))
        partner++;
      gboolean two = is_half (setter, waiting (setter, k)) && waiting (setter, partner) != NULL;
      if (is_half (setter, waiting (setter, k)) && !two)
        continue; /* alone it would leave half a row empty */
      move_figure (setter, k, 0);
      if (two)
        move_figure (setter, partner, 1);
      if (row_fits (setter))
        return TRUE;
      if (two)
        move_figure (setter, 1, partner);
      move_figure (setter, 0, k);
    }
  return FALSE;
}

void
setter_charts (Setter *setter, const JbBlock *part)
{
  for (guint i = 0; part->children != NULL && i < part->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (part->children, i);

      if (child->kind == JB_BLOCK_FIGURE)
        setter_add_figure (setter, child);
    }
  widen_lone (setter);
  while (waiting (setter, 0) != NULL && setter->error == NULL)
    {
      if (!row_fits (setter) && (setter->height - setter->y <= EMPTY_SHARE * setter->height || !bring_forward (setter)))
        setter_new_page (setter);
      else
        place_row (setter, setter->document_form ? 0 : CHART_ROW);
    }
}
