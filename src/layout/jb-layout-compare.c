/* A table whose columns the plan names: PAIRs whose cells are parted by tabs, the head first. Chinese above English in each
 * cell; more values than stand side by side go on in further bands of the row.
 *
 *   No. │ 指标 Indicator │ 2021年 2021 │ 2022年 2022 │ 2023年 2023 │ 变化 Change │ 页 Page
 *    13 │ 惠企资金        │   3200万元  │   4480万元  │   5600万元  │   +75.0%    │  17
 *       │ Funds for firms │ 32 m yuan   │ 44.8 m yuan │ 56 m yuan   │             │ */
#include "jb-layout-compare-private.h"

#include <math.h>
#include <string.h>

#define LABEL_X 24.0
#define LABEL_WIDTH 142.0
#define VALUES_END 364.0
#define CHANGE_X 366.0
#define CHANGE_END 434.0
#define PAGE_END 456.0
#define GAP 8.0
#define MAX_IN_BAND 5u
#define BASE 12.5
#define DROP 4.0
#define MAX_CELLS 32u

typedef struct
{
  guint  n_values, in_band, n_bands; /* columns of values; in one band; bands */
  double width;                      /* of one */
  gboolean zh, en;
  int    body;
} Grid;

typedef struct
{
  const JbBlock *block;
  JbTextLines *cells[MAX_CELLS][2];  /* Chinese, English */
  guint  n;
  double bands[MAX_CELLS];           /* height of each */
  double height;
} Row;

static void
row_clear (Row *row)
{
  for (guint i = 0; i < row->n; i++)
    for (guint k = 0; k < 2; k++)
      jb_text_lines_free (row->cells[i][k]);
}

/* Column of values @i: its band, and its left edge. */
static double
left_of (const Grid *grid, guint i)
{
  return VALUES_END - (double) (grid->in_band - i % grid->in_band) * grid->width;
}

static double
width_of (const Grid *grid, guint cell)
{
  return cell == 0 ? LABEL_WIDTH - (grid->width * grid->in_band > VALUES_END - LABEL_X - LABEL_WIDTH ? GAP : 0)
                   : cell <= grid->n_values ? grid->width - GAP / 2 : CHANGE_END - CHANGE_X;
}

static const char *
type_of (gboolean head, guint cell, gboolean chinese)
{
  if (head)
    return chinese ? "table_head_zh" : "table_head_en";
  return cell == 0 ? (chinese ? "table_label_zh" : "table_label_en") : chinese ? "table_unit_zh" : "table_value_en";
}

static double
measure_cell (Setter *setter, const Grid *grid, Row *row, guint cell, const char *const texts[2], gboolean head)
{
  double height = 0;

  for (guint k = 0; k < 2; k++)
    {
      gboolean chinese = k == 0, same = k == 1 && grid->zh && g_strcmp0 (texts[0], texts[1]) == 0;
      JbProse prose = { .shown = (char *) texts[k] };

      if (texts[k] == NULL || *texts[k] == '\0' || same || !(chinese ? grid->zh : grid->en))
        continue;
      row->cells[cell][k] = setter_lines (setter, &prose, type_of (head, cell, chinese), chinese, cell == 0 ? JB_ALIGN_LEFT : JB_ALIGN_RIGHT,
                                          width_of (grid, cell), 0);
      height += setter_count (row->cells[cell][k]) * setter_type (setter, type_of (head, cell, chinese))->leading;
    }
  return height;
}

static void
measure (Setter *setter, const Grid *grid, const JbBlock *block, gboolean head, Row *row)
{
  g_auto(GStrv) zh = g_strsplit (block->zh.shown != NULL ? block->zh.shown : "", "\t", -1);
  g_auto(GStrv) en = g_strsplit (block->en.shown != NULL ? block->en.shown : "", "\t", -1);
  guint n_zh = g_strv_length (zh), n_en = g_strv_length (en);

  *row = (Row) { .block = block, .n = MIN (grid->n_values + 2, MAX_CELLS) };
  for (guint i = 0; i < row->n; i++)
    {
      const char *const texts[2] = { i < n_zh ? zh[i] : NULL, i < n_en ? en[i] : NULL };
      double height = measure_cell (setter, grid, row, i, texts, head);
      guint band = i == 0 || i > grid->n_values ? 0 : (i - 1) / grid->in_band;
      row->bands[band] = MAX (row->bands[band], height);
    }
  for (guint b = 0; b < grid->n_bands; b++)
    row->height += row->bands[b];
  row->height = ceil (row->height + DROP + 2);
}

/* The right edge of right-aligned lines at @end: they were set at the width of their style. */
static double
start_of (const JbTextLines *lines, gboolean right, double left, double end)
{
  guint n = 0;
  const JbTextLine *line = jb_text_lines_get (lines, &n);

  return right && n > 0 ? end - line[0].x - line[0].width : left;
}

static void
place_cell (Setter *setter, const Grid *grid, const Row *row, guint cell, int element, gboolean head, double y)
{
  static const char *const langs[] = { "zh-CN", "en" };
  double left = cell == 0 ? LABEL_X : cell <= grid->n_values ? left_of (grid, cell - 1) : CHANGE_X;
  double end = cell == 0 ? left + LABEL_WIDTH : cell <= grid->n_values ? left + grid->width : CHANGE_END;

  for (guint k = 0; k < 2; k++)
    {
      JbTextLines *lines = row->cells[cell][k];
      JbProse none = { 0 };
      const char *type = type_of (head, cell, k == 0);

      if (lines == NULL)
        continue;
      setter_place (setter, lines, &none, 0, G_MAXUINT, element >= 0 ? setter_element (setter, JB_ROLE_SPAN, element, langs[k]) : -1,
                    start_of (lines, cell > 0, left, end), y, type, 0);
      y += setter_count (lines) * setter_type (setter, type)->leading;
    }
}

static int
add_cell (Setter *setter, int tr, JbRole role, const char *scope)
{
  int cell = setter_element (setter, role, tr, NULL);

  g_array_index (setter->document->elements, JbElement, cell).scope = scope;
  return cell;
}

static void
place_cells (Setter *setter, const Grid *grid, const Row *row, int tr, gboolean head)
{
  for (guint i = 0; i < row->n; i++)
    {
      double y = setter->y + BASE - 1;
      for (guint b = 0; i > 0 && i <= grid->n_values && b < (i - 1) / grid->in_band; b++)
        y += row->bands[b];
      int cell = tr < 0 ? -1 : head ? add_cell (setter, tr, JB_ROLE_TH, "Column") : i == 0 ? add_cell (setter, tr, JB_ROLE_TH, "Row")
                                                                                        : add_cell (setter, tr, JB_ROLE_TD, NULL);
      if (cell >= 0 && !head && i == 0)
        g_array_index (setter->document->elements, JbElement, cell).header = setter->section_cell;
      place_cell (setter, grid, row, i, cell, head, y);
    }
}

/* The head; @tr is −1 where it is repeated as an artifact. */
static void
set_head (Setter *setter, const Grid *grid, const JbBlock *block, int tr)
{
  static const struct { const char *zh, *en; double x, width; JbAlign align; } ends[] = {
    { "序号", "No.", 0, 24, JB_ALIGN_LEFT }, { "页", "Page", PAGE_END - 22, 22, JB_ALIGN_RIGHT } };
  Row row;

  measure (setter, grid, block, TRUE, &row);
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
  for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
    {
      int cell = tr >= 0 ? add_cell (setter, tr, JB_ROLE_TH, "Column") : -1;
      double y = setter->y + BASE - 1;
      if (grid->zh)
        setter_text (setter, ends[e].zh, "table_head_zh", TRUE, cell < 0 ? -1 : setter_element (setter, JB_ROLE_SPAN, cell, "zh-CN"), ends[e].align,
                     ends[e].x, y, ends[e].width);
      if (grid->en)
        setter_text (setter, ends[e].en, "table_head_en", FALSE, cell < 0 ? -1 : setter_element (setter, JB_ROLE_SPAN, cell, "en"), ends[e].align,
                     ends[e].x, y + (grid->zh ? setter_type (setter, "table_head_zh")->leading : 0), ends[e].width);
      if (e == 0)
        place_cells (setter, grid, &row, tr, TRUE);
    }
  setter->y += MAX (row.height, 28);
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  row_clear (&row);
}

static void
room_for (Setter *setter, const Grid *grid, const JbBlock *head, double height)
{
  if (setter->y + height <= setter->height + 0.01)
    return;
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
  setter_new_page (setter);
  set_head (setter, grid, head, -1);
}

/* The page of the sentences, as a link to them. */
static void
set_page_cell (Setter *setter, const JbBlock *block, int tr)
{
  int cell = add_cell (setter, tr, JB_ROLE_TD, NULL), said = g_array_index (setter->said, int, block->number);
  int link = setter_element (setter, JB_ROLE_LINK, cell, NULL);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + PAGE_END, .y = setter->top + setter->y + BASE - 1, .element = link,
                  .anchor = said, .type = "table_value_en" };

  setter_link (setter, link, PAGE_END - 18, setter->y + 2, PAGE_END, setter->y + 16, said,
               g_strdup_printf ("第%d项所在原句 / Sentences of no. %d", block->number + 1, block->number + 1));
  g_array_append_val (setter->patches, patch);
}

static void
set_row (Setter *setter, const Grid *grid, const JbBlock *head, const JbBlock *block)
{
  g_autofree char *number = g_strdup_printf ("%d", block->number + 1);
  Row row;

  measure (setter, grid, block, FALSE, &row);
  room_for (setter, grid, head, row.height);
  int tr = setter_element (setter, JB_ROLE_TR, grid->body, NULL), cell = add_cell (setter, tr, JB_ROLE_TD, NULL);
  setter_place_anchor (setter, g_array_index (setter->rows, int, block->number), 0, setter->y);
  setter_text (setter, number, "mark", FALSE, cell, JB_ALIGN_RIGHT, -4, setter->y + BASE - 1, 20);
  setter_doubt (setter, -1, block->doubt, -9, setter->y + BASE - 1, 5.4);
  place_cells (setter, grid, &row, tr, FALSE);
  set_page_cell (setter, block, tr);
  setter->y += row.height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
  row_clear (&row);
}

static void
set_section (Setter *setter, const Grid *grid, const JbBlock *head, const JbBlock *block)
{
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  g_autoptr(JbTextLines) zh_lines = grid->zh ? setter_lines (setter, &zh, "table_section_zh", TRUE, JB_ALIGN_LEFT, 216, 0) : NULL;
  g_autoptr(JbTextLines) en_lines = grid->en ? setter_lines (setter, &en, "table_section_en", FALSE, JB_ALIGN_LEFT, 216, 0) : NULL;
  double height = 9 * (2 + MAX (MAX (setter_count (zh_lines), setter_count (en_lines)), 1));

  room_for (setter, grid, head, height + 54);
  int cell = add_cell (setter, setter_element (setter, JB_ROLE_TR, grid->body, NULL), JB_ROLE_TH, "Row");
  g_array_index (setter->document->elements, JbElement, cell).col_span = grid->n_values + 4;
  setter->section_cell = cell;
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  if (zh_lines != NULL)
    setter_place (setter, zh_lines, &zh, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, cell, "zh-CN"), 0, setter->y + 15, "table_section_zh", 0);
  if (en_lines != NULL)
    setter_place (setter, en_lines, &en, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, cell, "en"), grid->zh ? 240 : 0, setter->y + 15,
                  "table_section_en", 0);
  setter->y += height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
  setter_clear (&zh);
  setter_clear (&en);
}

gboolean
setter_is_comparison (const JbBlock *table)
{
  return table->children != NULL && table->children->len > 0 && ((const JbBlock *) g_ptr_array_index (table->children, 0))->kind == JB_BLOCK_PAIR;
}

void
setter_comparison (Setter *setter, const JbBlock *table)
{
  const JbBlock *head = g_ptr_array_index (table->children, 0);
  JbLayoutKind layout = setter->briefing->layout;
  guint tabs = 0;

  for (const char *c = head->zh.shown; *c != '\0'; c++)
    tabs += *c == '\t';
  Grid grid = { .n_values = CLAMP (tabs, 2, MAX_CELLS - 2) - 1, .zh = layout != JB_LAYOUT_EN, .en = layout != JB_LAYOUT_ZH };
  grid.in_band = MIN (grid.n_values, MAX_IN_BAND);
  grid.n_bands = (grid.n_values + grid.in_band - 1) / grid.in_band;
  grid.width = MIN (68, (VALUES_END - LABEL_X - LABEL_WIDTH) / grid.in_band);

  int element = setter_element (setter, JB_ROLE_TABLE, setter->parent, NULL);
  setter->section_cell = 0;
  int thead = setter_element (setter, JB_ROLE_THEAD, element, NULL);
  set_head (setter, &grid, head, setter_element (setter, JB_ROLE_TR, thead, NULL));
  grid.body = setter_element (setter, JB_ROLE_TBODY, element, NULL);
  for (guint i = 1; i < table->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (table->children, i);
      if (child->kind == JB_BLOCK_ROW_SECTION)
        set_section (setter, &grid, head, child);
      else if (child->kind == JB_BLOCK_PAIR && child->number >= 0 && (guint) child->number < setter->rows->len)
        set_row (setter, &grid, head, child);
    }
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
}
