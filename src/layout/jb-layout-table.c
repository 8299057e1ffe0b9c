/* The data table: a Chinese half and an English one that mirror each other, decimal points aligned. */
#include "jb-setter-private.h"

#include <string.h>

#define HEAD_HEIGHT 28.0

typedef struct
{
  const char *zh, *en;
  double  zh_x, en_x, width;
  JbAlign align;
} Column;

static const Column columns[] = {
  { "序号", "No.", 0, 0, 24, JB_ALIGN_LEFT },       { "指标", NULL, 24, 24, 120, JB_ALIGN_LEFT },
  { "数值", NULL, 140, 140, 40, JB_ALIGN_RIGHT },    { "单位", NULL, 184, 184, 50, JB_ALIGN_LEFT },
  { NULL, "Indicator", 240, 240, 100, JB_ALIGN_LEFT }, { NULL, "Value", 340, 340, 50, JB_ALIGN_RIGHT },
  { "变化", "Change", 400, 400, 36, JB_ALIGN_LEFT },   { "页", "Page", 426, 426, 30, JB_ALIGN_RIGHT },
};

/* The head; @row is its TR on the first page, −1 where it is repeated as an artifact. */
static void
set_head (Setter *setter, int row)
{
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const Column *c = &columns[i];
      int cell = row >= 0 ? setter_element (setter, JB_ROLE_TH, row, NULL) : -1;

      if (cell >= 0)
        g_array_index (setter->document->elements, JbElement, cell).scope = "Column";
      setter_text (setter, c->zh, "table_head_zh", TRUE, cell, c->align, c->zh_x, setter->y + 12, c->width);
      setter_text (setter, c->en, "table_head_en", FALSE, cell >= 0 ? setter_element (setter, JB_ROLE_SPAN, cell, "en") : -1, c->align,
                   c->en_x, setter->y + 22, c->width);
    }
  setter->y += HEAD_HEIGHT;
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
}

static void
room_for (Setter *setter, double height)
{
  if (setter->y + height <= setter->height + 0.01)
    return;
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
  setter_new_page (setter);
  set_head (setter, -1);
}

static int
add_cell (Setter *setter, int row, JbRole role, const char *lang, const char *scope)
{
  int cell = setter_element (setter, role, row, lang);

  g_array_index (setter->document->elements, JbElement, cell).scope = scope;
  return cell;
}

static void
set_section (Setter *setter, const JbBlock *block, int body)
{
  g_autofree char *zh = g_strconcat (block->number_zh != NULL ? block->number_zh : "", block->zh.shown != NULL ? block->zh.shown : "", NULL);
  g_autofree char *en = g_strconcat (block->number_en != NULL ? block->number_en : "", block->number_en != NULL && *block->number_en ? " " : "",
                                     block->en.shown != NULL ? block->en.shown : "", NULL);
  JbProse words = { .shown = en };
  g_autoptr(JbTextLines) lines = setter_lines (setter, &words, "table_section_en", FALSE, JB_ALIGN_LEFT, 216, 0);
  double height = setter_count (lines) > 1 ? 36 : 27;

  room_for (setter, height + 2 * 27);
  int row = setter_element (setter, JB_ROLE_TR, body, NULL);
  int cell = add_cell (setter, row, JB_ROLE_TH, NULL, "Row");
  g_array_index (setter->document->elements, JbElement, cell).col_span = G_N_ELEMENTS (columns);
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  setter_text (setter, zh, "table_section_zh", TRUE, cell, JB_ALIGN_LEFT, 0, setter->y + 14, 216);
  setter_place (setter, lines, &words, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, cell, "en"), 240, setter->y + 14, "table_section_en", 0);
  setter->y += height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
}

static void
set_page_cell (Setter *setter, const JbBlock *block, int row)
{
  int cell = add_cell (setter, row, JB_ROLE_TD, NULL, NULL);
  int link = setter_element (setter, JB_ROLE_LINK, cell, NULL);
  int said = g_array_index (setter->said, int, block->number);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + 456, .y = setter->top + setter->y + 12.5, .element = link,
                  .anchor = said, .type = "table_value_en" };

  setter_link (setter, link, 436, setter->y + 2, 456, setter->y + 16, said,
               g_strdup_printf ("第%d项所在原句 / Sentence of no. %d", block->number + 1, block->number + 1));
  g_array_append_val (setter->patches, patch);
}

static void
set_row (Setter *setter, const JbBlock *block, int body)
{
  const JbRow *row = &block->row;
  g_autoptr(JbTextLines) zh = setter_lines (setter, &block->zh, "table_label_zh", TRUE, JB_ALIGN_LEFT, 112, 0);
  g_autoptr(JbTextLines) en = setter_lines (setter, &block->en, "table_label_en", FALSE, JB_ALIGN_LEFT, 96, 0);
  guint lines = MAX (MAX (setter_count (zh), setter_count (en)), 1);
  double height = 9 + 9.0 * lines + (lines > 3 ? 1.0 * (lines - 3) * 2 : 0), base;
  g_autofree char *number = g_strdup_printf ("%d", block->number + 1);

  room_for (setter, height);
  base = setter->y + 12.5;
  int tr = setter_element (setter, JB_ROLE_TR, body, NULL), cell = add_cell (setter, tr, JB_ROLE_TD, NULL, NULL);
  setter_place_anchor (setter, g_array_index (setter->rows, int, block->number), 0, setter->y);
  setter_text (setter, number, "mark", FALSE, cell, JB_ALIGN_RIGHT, -4, base, 20);
  setter_doubt (setter, -1, block->doubt, -9, base, 5.4);
  cell = add_cell (setter, tr, JB_ROLE_TH, "zh-CN", "Row");
  setter_place (setter, zh, &block->zh, 0, G_MAXUINT, cell, 24, base, "table_label_zh", 0);
  cell = add_cell (setter, tr, JB_ROLE_TD, "zh-CN", NULL);
  setter_text (setter, row->zh_integer, "table_value_zh", FALSE, cell, JB_ALIGN_RIGHT, 126, base, 40);
  setter_text (setter, row->zh_fraction, "table_value_zh", FALSE, cell, JB_ALIGN_LEFT, 166, base, 18);
  cell = add_cell (setter, tr, JB_ROLE_TD, "zh-CN", NULL);
  setter_text (setter, row->zh_unit, "table_unit_zh", TRUE, cell, JB_ALIGN_LEFT, 184, base, 52);
  cell = add_cell (setter, tr, JB_ROLE_TD, "en", NULL);
  setter_place (setter, en, &block->en, 0, G_MAXUINT, cell, 240, base, "table_label_en", 0);
  cell = add_cell (setter, tr, JB_ROLE_TD, "en", NULL);
  setter_text (setter, row->en_value, "table_value_en", FALSE, cell, JB_ALIGN_RIGHT, 338, base, 52);
  cell = add_cell (setter, tr, JB_ROLE_TD, NULL, NULL);
  if (row->change != 0)
    {
      g_autofree char *basis = g_strconcat (row->change < 0 ? "▼" : "▲", row->basis.zh, NULL);

      setter_text (setter, basis, "table_unit_zh", TRUE, cell, JB_ALIGN_LEFT, 400, base, 40);
    }
  set_page_cell (setter, block, tr);
  setter->y += height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
}

void
setter_table (Setter *setter, const JbBlock *block)
{
  int table = setter_element (setter, JB_ROLE_TABLE, setter->parent, NULL);
  int head = setter_element (setter, JB_ROLE_THEAD, table, NULL);

  set_head (setter, setter_element (setter, JB_ROLE_TR, head, NULL));
  int body = setter_element (setter, JB_ROLE_TBODY, table, NULL);
  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == JB_BLOCK_ROW_SECTION)
        set_section (setter, child, body);
      else if (child->kind == JB_BLOCK_ROW && child->number >= 0 && (guint) child->number < setter->rows->len)
        set_row (setter, child, body);
    }
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
}
