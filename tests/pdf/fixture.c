#include "fixture.h"

#include <pango/pangocairo.h>
#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#ifdef JB_WITHOUT_CHARTS
void
jb_chart_scene_draw (const JbChartScene *scene, cairo_t *cr, JbChartPart parts)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = &g_array_index (scene->boxes, JbBox, i);

      if (!(box->part & parts))
        continue;
      cairo_set_source_rgb (cr, box->fill[0], box->fill[1], box->fill[2]);
      if (box->kind == JB_BOX_RECT)
        {
          cairo_rectangle (cr, box->x, box->y, box->width, box->height);
          cairo_fill (cr);
        }
      else if (box->kind == JB_BOX_TEXT)
        {
          cairo_move_to (cr, box->x, box->y);
          pango_cairo_show_layout (cr, box->layout);
        }
    }
}

void
jb_chart_scene_free (JbChartScene *scene)
{
  for (guint i = 0; i < scene->boxes->len; i++)
    g_clear_object (&g_array_index (scene->boxes, JbBox, i).layout);
  g_array_unref (scene->boxes);
  g_free (scene);
}
#endif

Setter *
setter_new (void)
{
  g_autoptr(GError) error = NULL;
  Setter *setter = g_new0 (Setter, 1);

  setter->fonts = jb_fonts_new (&error);
  assert_null (error);
  setter->context = jb_fonts_create_context (setter->fonts);
  setter->document = jb_document_new (setter->fonts);
  setter->document->title = g_strdup ("云溪市2022年政务公开简报");
  setter->document->title_en = g_strdup ("Briefing on Open Government, Yunxi 2022");
  setter->document->author = g_strdup ("云溪市 <R&D> 办公室");
  setter->document->subject = g_strdup ("年度报告");
  setter->document->time = 1672876800;
  setter->voice = JB_FONT_SERIF_ZH;
  setter->weight = 400;
  setter->size = 11;
  setter_new_page (setter);
  jb_document_add_element (setter->document, JB_ROLE_DOCUMENT, -1, "zh-CN");
  return setter;
}

void
setter_free (Setter *setter)
{
  jb_document_free (setter->document);
  g_object_unref (setter->context);
  jb_fonts_free (setter->fonts);
  g_free (setter);
}

void
setter_new_page (Setter *setter)
{
  setter->page = jb_document_add_page (setter->document, 595.276, 841.89);
  setter->y = 72;
}

static void
fill_glyphs (JbGlyphRun *run, const PangoGlyphString *glyphs, gsize length)
{
  PangoGlyphUnit pen = 0;

  run->n_glyphs = (guint) glyphs->num_glyphs;
  run->glyphs = g_new0 (JbPlacedGlyph, run->n_glyphs);
  for (guint i = 0; i < run->n_glyphs; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];
      guint next = i + 1;

      while (next < run->n_glyphs && glyphs->log_clusters[next] == glyphs->log_clusters[i])
        next++;
      run->glyphs[i].glyph = info->glyph;
      run->glyphs[i].x = (float) (pen + info->geometry.x_offset) / PANGO_SCALE;
      run->glyphs[i].y = (float) info->geometry.y_offset / PANGO_SCALE;
      run->glyphs[i].text = (guint32) glyphs->log_clusters[i];
      if (i == 0 || glyphs->log_clusters[i - 1] != glyphs->log_clusters[i])
        run->glyphs[i].text_length = (guint32) ((next < run->n_glyphs ? (gsize) glyphs->log_clusters[next] : length)
                                                - (gsize) glyphs->log_clusters[i]);
      pen += info->geometry.width;
    }
}

static void
place_run (Setter *setter, int element, JbArtifact artifact, const char *text, PangoLayoutRun *run, double x, double y)
{
  JbInk ink = { .kind = JB_INK_GLYPHS, .element = element, .artifact = artifact, .colour = { .grey = TRUE, .v = { 0 } } };

  ink.run.face = jb_fonts_get_face (setter->fonts, run->item->analysis.font);
  ink.run.size = setter->size;
  ink.run.x = x;
  ink.run.y = y;
  ink.run.text = g_strndup (text + run->item->offset, (gsize) run->item->length);
  fill_glyphs (&ink.run, run->glyphs, (gsize) run->item->length);
  g_array_append_val (setter->page->ink, ink);
}

double
setter_place (Setter *setter, int element, JbArtifact artifact, const char *lang, double x, double y, double width, const char *text)
{
  PangoLayout *layout = pango_layout_new (setter->context);
  PangoFontDescription *font = jb_fonts_describe (setter->voice, setter->weight, FALSE, setter->size);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoLayoutIter *iter;
  int height;

  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (lang)));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_justify (layout, setter->justify);
  pango_layout_set_text (layout, text, -1);
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
      PangoRectangle logical;

      if (run == NULL)
        continue;
      pango_layout_iter_get_run_extents (iter, NULL, &logical);
      place_run (setter, element, artifact, text, run, x + (double) logical.x / PANGO_SCALE,
                 y + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_get_size (layout, NULL, &height);
  pango_layout_iter_free (iter);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  g_object_unref (layout);
  return (double) height / PANGO_SCALE;
}

int
setter_add (Setter *setter, JbRole role, int parent, const char *lang, const char *text)
{
  int element = jb_document_add_element (setter->document, role, parent, lang);

  if (setter->y > 720)
    setter_new_page (setter);
  setter->y += setter_place (setter, element, JB_ARTIFACT_NONE, g_strcmp0 (lang, "en") == 0 ? "en" : "zh-cn", SETTER_LEFT, setter->y,
                             SETTER_WIDTH, text) + 6;
  return element;
}

int
setter_anchor (Setter *setter)
{
  int anchor = jb_document_add_anchor (setter->document);
  JbAnchor *at = &g_array_index (setter->document->anchors, JbAnchor, anchor);

  at->page = (int) setter->document->pages->len - 1;
  at->x = SETTER_LEFT;
  at->y = setter->y;
  return anchor;
}

void
setter_link (Setter *setter, int element, double y, int anchor, const char *contents)
{
  JbLink link = { .left = SETTER_LEFT, .top = y, .right = SETTER_LEFT + SETTER_WIDTH, .bottom = y + 14, .anchor = anchor,
                  .element = element, .contents = g_strdup (contents) };

  g_array_append_val (setter->page->links, link);
}

static void
bookmark (Setter *setter, const char *title, guint level, int anchor)
{
  JbBookmark mark = { .title = g_strdup (title), .level = level, .anchor = anchor };

  g_array_append_val (setter->document->bookmarks, mark);
}

static void
add_rule (Setter *setter, double y, JbArtifact artifact)
{
  JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = artifact, .x = SETTER_LEFT, .y = y, .width = SETTER_WIDTH,
                .line_width = 0.5, .colour = { .v = { 0.8, 0, 0 } } };

  g_array_append_val (setter->page->ink, ink);
}

static void
add_shapes (Setter *setter)
{
  JbInk ring = { .kind = JB_INK_RING, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .x = 500, .y = 60, .width = 6, .line_width = 1,
                 .colour = { .v = { 0, 0.3, 0.6 } } };
  JbInk polygon = { .kind = JB_INK_POLYGON, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .n_points = 3,
                    .points = { 480, 66, 486, 54, 492, 66 }, .colour = { .v = { 0, 0.3, 0.6 } } };
  JbInk box = { .kind = JB_INK_RECT, .element = -1, .artifact = JB_ARTIFACT_BACKGROUND, .x = 60, .y = 60, .width = 400,
                .height = 40, .colour = { .v = { 0.95, 0.95, 0.9 } } };

  g_array_append_val (setter->page->ink, box);
  g_array_append_val (setter->page->ink, ring);
  g_array_append_val (setter->page->ink, polygon);
}

static void
add_chart (Setter *setter, int parent)
{
  JbDocument *document = setter->document;
  int element = jb_document_add_element (document, JB_ROLE_FIGURE, parent, NULL);
  JbElement *figure = &g_array_index (document->elements, JbElement, element);
  JbChartScene *scene = g_new0 (JbChartScene, 1);
  static const char *const labels[] = { "现场检查 12", "联合会商 9", "On-site inspections 12" };

  scene->width = 300;
  scene->height = 100;
  scene->boxes = g_array_new (FALSE, TRUE, sizeof (JbBox));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      JbBox bar = { .kind = JB_BOX_RECT, .part = JB_PART_PLOT, .x = 130, .y = 30.0 * i, .width = 100, .height = 20, .fill = { 0.1, 0.3, 0.5 },
                    .has_fill = TRUE };
      JbBox label = { .kind = JB_BOX_TEXT, .part = JB_PART_PLOT, .y = 30.0 * i, .baseline = 30.0 * i + 12 };
      PangoFontDescription *font = jb_fonts_describe (i < 2 ? JB_FONT_SANS_ZH : JB_FONT_SANS_EN, 400, FALSE, 9);

      label.layout = pango_layout_new (setter->context);
      pango_layout_set_font_description (label.layout, font);
      pango_layout_set_text (label.layout, labels[i], -1);
      pango_font_description_free (font);
      g_array_append_val (scene->boxes, bar);
      g_array_append_val (scene->boxes, label);
    }
  g_ptr_array_add (document->charts, scene);
  figure->alt = g_strdup ("条形图：现场检查12次，联合会商9次。");
  figure->page = (int) document->pages->len - 1;
  memcpy (figure->bbox, (double[]) { SETTER_LEFT, setter->y, SETTER_LEFT + 300, setter->y + 100 }, sizeof figure->bbox);
  JbInk ink = { .kind = JB_INK_CHART, .element = element, .x = SETTER_LEFT, .y = setter->y, .width = 300, .height = 100,
                .chart = document->charts->len - 1 };
  g_array_append_val (setter->page->ink, ink);
  setter->y += 106;
}

static void
add_cell (Setter *setter, JbRole role, int row, int column, const char *scope, const char *text)
{
  int element = jb_document_add_element (setter->document, role, row, NULL);

  g_array_index (setter->document->elements, JbElement, element).scope = scope;
  setter_place (setter, element, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT + 150 * column, setter->y, 150, text);
}

static void
add_table (Setter *setter, int parent, int target)
{
  JbDocument *document = setter->document;
  int table = jb_document_add_element (document, JB_ROLE_TABLE, parent, NULL);
  int head = jb_document_add_element (document, JB_ROLE_THEAD, table, NULL);
  int row = jb_document_add_element (document, JB_ROLE_TR, head, NULL);
  int body;

  add_cell (setter, JB_ROLE_TH, row, 0, "Column", "指标");
  add_cell (setter, JB_ROLE_TH, row, 1, "Column", "数值");
  add_cell (setter, JB_ROLE_TH, row, 2, "Column", "页");
  setter->y += 20;
  body = jb_document_add_element (document, JB_ROLE_TBODY, table, NULL);
  for (int i = 0; i < 45; i++)
    {
      g_autofree char *value = g_strdup_printf ("%d万元", 5000 + i);
      int cell, link;

      if (setter->y > 760)
        {
          setter_new_page (setter);
          setter_place (setter, -1, JB_ARTIFACT_LAYOUT, "zh-cn", SETTER_LEFT, setter->y, 150, "指标（续）");
          setter->y += 20;
        }
      row = jb_document_add_element (document, JB_ROLE_TR, body, NULL);
      add_cell (setter, JB_ROLE_TH, row, 0, "Row", "工业发展资金");
      add_cell (setter, JB_ROLE_TD, row, 1, NULL, i == 7 ? "" : value);
      cell = jb_document_add_element (document, JB_ROLE_TD, row, NULL);
      link = jb_document_add_element (document, JB_ROLE_LINK, cell, NULL);
      setter_place (setter, link, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT + 300, setter->y, 100, "第1页");
      setter_link (setter, link, setter->y, target, "第1页的原句");
      setter->y += 20;
    }
}

static void
add_list (Setter *setter, int parent)
{
  int list = jb_document_add_element (setter->document, JB_ROLE_L, parent, NULL);

  for (int i = 0; i < 3; i++)
    {
      static const char *const labels[] = { "一是", "二是", "三是" };
      int item = jb_document_add_element (setter->document, JB_ROLE_LI, list, NULL);
      int label = jb_document_add_element (setter->document, JB_ROLE_LBL, item, NULL);
      int body = jb_document_add_element (setter->document, JB_ROLE_LBODY, item, NULL);

      setter_place (setter, label, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT, setter->y, 40, labels[i]);
      setter->y += setter_place (setter, body, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT + 40, setter->y, 400,
                                 "加强组织领导，压实主体责任；") + 4;
    }
}

Setter *
fixture_briefing (void)
{
  Setter *setter = setter_new ();
  JbDocument *document = setter->document;
  int heading, zh, en, toc, item, reference, link, sect, start, second;
  JbPageLabel cover = { .page = 0, .style = 'r' }, body = { .page = 1, .style = 'D' };

  g_array_append_val (document->labels, cover);
  g_array_append_val (document->labels, body);
  add_shapes (setter);
  heading = jb_document_add_element (document, JB_ROLE_H1, 0, NULL);
  zh = jb_document_add_element (document, JB_ROLE_SPAN, heading, "zh-CN");
  en = jb_document_add_element (document, JB_ROLE_SPAN, heading, "en");
  start = setter_anchor (setter);
  bookmark (setter, "封面 / Cover", 1, start);
  setter->size = 20;
  setter->weight = 700;
  setter->y += setter_place (setter, zh, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT, setter->y, SETTER_WIDTH, "云溪市2022年政务公开简报");
  setter->voice = JB_FONT_SERIF_EN;
  setter->weight = 600;
  setter->y += setter_place (setter, en, JB_ARTIFACT_NONE, "en", SETTER_LEFT, setter->y, SETTER_WIDTH, "Briefing on Open Government 2022") + 10;
  add_rule (setter, setter->y, JB_ARTIFACT_LAYOUT);
  setter->y += 10;
  setter->weight = 400;
  setter->size = 11;
  setter->voice = JB_FONT_SERIF_ZH;

  second = jb_document_add_anchor (document);
  toc = jb_document_add_element (document, JB_ROLE_TOC, 0, NULL);
  item = jb_document_add_element (document, JB_ROLE_TOCI, toc, NULL);
  reference = jb_document_add_element (document, JB_ROLE_REFERENCE, item, NULL);
  link = jb_document_add_element (document, JB_ROLE_LINK, reference, NULL);
  setter_place (setter, link, JB_ARTIFACT_NONE, "zh-cn", SETTER_LEFT, setter->y, SETTER_WIDTH, "一、主要工作……2");
  setter_link (setter, link, setter->y, second, "一、主要工作，第2页");
  setter_place (setter, -1, JB_ARTIFACT_FOOTER, "zh-cn", 290, 790, 60, "— 1 —");

  setter_new_page (setter);
  *(&g_array_index (document->anchors, JbAnchor, second)) = (JbAnchor) { 1, SETTER_LEFT, setter->y };
  bookmark (setter, "一、主要工作 / Main Work", 1, second);
  bookmark (setter, "（一）政务公开 / Open Government", 2, second);
  sect = jb_document_add_element (document, JB_ROLE_SECT, 0, NULL);
  setter_place (setter, -1, JB_ARTIFACT_HEADER, "zh-cn", SETTER_LEFT, 40, SETTER_WIDTH, "政务公开简报");
  setter_add (setter, JB_ROLE_H2, sect, NULL, "一、主要工作");
  setter->justify = TRUE;
  setter_add (setter, JB_ROLE_P, sect, NULL,
              "云溪市共发布政府信息12345条，同比增长7.57个百分点，安排工业发展资金5000万元；办理“双随机、一公开”检查376次（含联合检查9次），"
              "群众满意率达98%。人名用字：𬱖、𫖯、𫘧。——以上为2022年数据。");
  setter->voice = JB_FONT_SERIF_EN;
  setter_add (setter, JB_ROLE_P, sect, "en",
              "Yunxi published 12,345 pieces of information, up 7.57 percentage points; the efficient office filed five official "
              "affidavits on AV waves. It allocated CNY 50 million to industry.");
  setter->voice = JB_FONT_SERIF_ZH;
  setter->justify = FALSE;
  add_list (setter, sect);
  add_chart (setter, sect);
  setter_add (setter, JB_ROLE_H3, sect, NULL, "（一）数据表");
  add_table (setter, sect, start);
  return setter;
}

Setter *
fixture_short (const char *heading, const char *paragraph)
{
  Setter *setter = setter_new ();

  setter_add (setter, JB_ROLE_H1, 0, NULL, heading);
  setter_add (setter, JB_ROLE_P, 0, NULL, paragraph);
  return setter;
}

static void
copy_ink (JbPage *page, const JbInk *from, int element)
{
  JbInk ink = *from;

  ink.element = element;
  ink.run.text = g_strdup (from->run.text);
  ink.run.glyphs = g_memdup2 (from->run.glyphs, from->run.n_glyphs * sizeof (JbPlacedGlyph));
  g_array_append_val (page->ink, ink);
}

void
fixture_repeat (Setter *setter, guint model, guint n_pages, guint n_lines, guint n_links)
{
  JbDocument *document = setter->document;
  int start = setter_anchor (setter);
  GArray *inks = ((JbPage *) g_ptr_array_index (document->pages, model))->ink;
  int sect = 0;

  for (guint p = 0; p < n_pages; p++)
    {
      if (p % 500 == 0)
        sect = jb_document_add_element (document, JB_ROLE_SECT, 0, NULL);
      setter_new_page (setter);
      for (guint i = 0; i < n_lines; i++)
        {
          const JbInk *ink = &g_array_index (inks, JbInk, i % inks->len);
          int element = jb_document_add_element (document, JB_ROLE_P, sect, i % 2 ? "en" : NULL);

          if (ink->kind == JB_INK_GLYPHS)
            copy_ink (setter->page, ink, element);
        }
      for (guint i = 0; i < n_links; i++)
        {
          int link = jb_document_add_element (document, JB_ROLE_LINK, sect, NULL);

          setter_link (setter, link, 72 + 20.0 * i, start, "第1页的原句");
        }
    }
}

GBytes *
fixture_write (const JbDocument *document, const JbPdfOptions *options)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = jb_pdf_write (document, options, &error);

  if (error != NULL)
    fail_msg ("%s", error->message);
  return bytes;
}

char *
fixture_save (GBytes *bytes, const char *name)
{
  g_autofree char *folder = g_build_filename (g_getenv ("JB_BINARY_DIR") != NULL ? g_getenv ("JB_BINARY_DIR") : g_get_tmp_dir (),
                                              "pdf-tests", NULL);
  char *path = g_build_filename (folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_mkdir_with_parents (folder, 0777);
  assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return path;
}

char *
fixture_run (int *status, const char *program, ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  g_autofree char *err = NULL;
  va_list args;
  int wait_status = -1;

  va_start (args, program);
  for (const char *arg = program; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  if (!g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &wait_status, &error))
    fail_msg ("%s", error->message);
  if (status != NULL)
    *status = wait_status;
  char *all = g_strconcat (out, err, NULL);
  g_free (out);
  return all;
}
