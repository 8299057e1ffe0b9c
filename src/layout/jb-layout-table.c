/* The data table: a Chinese half and an English one that mirror each other, decimal points aligned.
 *
 *   0–16 number · 24–148 label · value, its point at 166 · unit from 184 | 240 label · value to 390 · change from 400 · page to 456
 *
 * A value that needs more room takes it from its label, which is broken into more lines; nothing is cut or shrunk. */
#include "jb-layout-compare-private.h"

#include <math.h>
#include <string.h>

#define HEAD_HEIGHT 28.0
#define BASE 12.5          /* first baseline of a row */
#define STEP 9.0
#define DROP 3.5           /* below the last baseline: descenders stay clear of the rule */
#define ZH_LABEL_X 24.0
#define ZH_LABEL_WIDTH 124.0
#define POINT_X 166.0
#define UNIT_X 184.0
#define UNIT_END 234.0
#define EN_LABEL_X 240.0
#define EN_VALUE_END 390.0
#define CHANGE_X 400.0
#define CHANGE_END 440.0
#define GAP 10.0           /* between a label and its value */
#define LABEL_LEAST 60.0   /* a label is not made narrower; its value is broken instead */
#define ARROW 6.4
/* All x above are for a type area of 456: narrower ones draw them together. */
#define AT(x) ((x) * setter->width / 456.0)

typedef struct
{
  const char *zh, *en;
  double  zh_x, en_x, width;
  JbAlign align;
} Column;

static const Column columns[] = {
  { "序号", "No.", 0, 0, 24, JB_ALIGN_LEFT },          { "指标", NULL, ZH_LABEL_X, 0, 100, JB_ALIGN_LEFT },
  { "数值", NULL, POINT_X - 40, 0, 40, JB_ALIGN_RIGHT }, { "单位", NULL, UNIT_X, 0, 50, JB_ALIGN_LEFT },
  { NULL, "Indicator", 0, EN_LABEL_X, 100, JB_ALIGN_LEFT }, { NULL, "Value", 0, EN_VALUE_END - 50, 50, JB_ALIGN_RIGHT },
  { "变化", "Change", CHANGE_X, CHANGE_X, 36, JB_ALIGN_LEFT }, { "页", "Page", 426, 426, 30, JB_ALIGN_RIGHT },
};

/* The head; @row is its TR on the first page, −1 where it is repeated as an artifact. */
static void
set_head (Setter *setter, int row)
{
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const Column *c = &columns[i];
      int cell = row >= 0 ? setter_element (setter, JB_ROLE_TH, row, NULL) : -1;

      if (cell >= 0)
        g_array_index (setter->document->elements, JbElement, cell).scope = "Column";
      setter_text (setter, c->zh, "table_head_zh", TRUE, cell, c->align, AT (c->zh_x), setter->y + 12, AT (c->width));
      setter_text (setter, c->en, "table_head_en", FALSE, cell >= 0 ? setter_span (setter, cell, "en") : -1, c->align,
                   AT (c->en_x), setter->y + 22, AT (c->width));
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

/* A row with its texts set, before it is known on which page it stands. */
typedef struct
{
  const JbBlock *block;
  JbTextLines *zh, *integer, *fraction, *unit, *en, *value, *basis;
  double unit_x, integer_end;
  double height;
} Row;

static void
row_free (Row *row)
{
  JbTextLines *lines[] = { row->zh, row->integer, row->fraction, row->unit, row->en, row->value, row->basis };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    jb_text_lines_free (lines[i]);
  g_free (row);
}

/* A value, broken where it would leave its label less than it needs. */
static JbTextLines *
set_value (Setter *setter, const char *text, const char *type, double most)
{
  JbTextLines *lines = setter_plain (setter, text, type, FALSE, JB_ALIGN_RIGHT, 400);

  if (setter_width (lines) <= most)
    return lines;
  jb_text_lines_free (lines);
  return setter_plain (setter, text, type, FALSE, JB_ALIGN_RIGHT, most);
}

static void
measure_zh (Setter *setter, Row *row)
{
  const JbRow *data = &row->block->row;
  gboolean whole = data->zh_fraction == NULL || *data->zh_fraction == '\0';
  double most = AT (POINT_X) - GAP - AT (ZH_LABEL_X) - LABEL_LEAST;

  row->integer_end = AT (POINT_X);
  row->integer = set_value (setter, data->zh_integer, "table_value_zh", whole ? most + AT (UNIT_X) - 4 - AT (POINT_X) : most);
  if (whole && setter_width (row->integer) > most) /* a range or a ratio has no point: it may stand on where decimals would */
    row->integer_end = AT (UNIT_X) - 4;
  row->fraction = setter_plain (setter, data->zh_fraction, "table_value_zh", FALSE, JB_ALIGN_LEFT, 60);
  row->unit_x = MAX (AT (UNIT_X), AT (POINT_X) + setter_width (row->fraction) + 2.5);
  row->unit = setter_plain (setter, data->zh_unit, "table_unit_zh", TRUE, JB_ALIGN_LEFT, AT (UNIT_END) - row->unit_x);
  row->zh = setter_lines (setter, &row->block->zh, "table_label_zh", TRUE, JB_ALIGN_LEFT,
                          MIN (AT (ZH_LABEL_WIDTH), row->integer_end - setter_width (row->integer) - GAP - AT (ZH_LABEL_X)), 0);
}

static void
measure_en (Setter *setter, Row *row)
{
  const JbRow *data = &row->block->row;

  row->value = set_value (setter, data->en_value, "table_value_en", AT (EN_VALUE_END) - GAP - AT (EN_LABEL_X) - LABEL_LEAST);
  row->en = setter_lines (setter, &row->block->en, "table_label_en", FALSE, JB_ALIGN_LEFT,
                          AT (EN_VALUE_END) - setter_width (row->value) - GAP - AT (EN_LABEL_X), 0);
}

static void
measure_change (Setter *setter, Row *row)
{
  const JbRow *data = &row->block->row;
  gboolean english = setter->layout == JB_LAYOUT_EN && data->basis.en != NULL;
  double x = AT (CHANGE_X) + (data->change != 0 ? ARROW + 2 : 0);

  row->basis = setter_plain (setter, english ? data->basis.en : data->basis.zh, english ? "table_value_en" : "table_unit_zh", !english,
                         JB_ALIGN_LEFT, AT (CHANGE_END) - x);
}

/* The height that @n lines need: 18, 27, 36 for 1, 2, 3 of them, a step more where their leading wants it. */
static double
height_of (Setter *setter, const JbTextLines *lines, const char *type)
{
  guint n = setter_count (lines);
  double foot = n > 0 ? BASE + (n - 1) * setter_type (setter, type)->leading + DROP : 0;

  return MAX (STEP * (n + 1), ceil (foot / STEP - 1e-6) * STEP);
}

static Row *
measure (Setter *setter, const JbBlock *block)
{
  Row *row = g_new0 (Row, 1);

  row->block = block;
  measure_zh (setter, row);
  measure_en (setter, row);
  measure_change (setter, row);
  row->height = MAX (2 * STEP, MAX (height_of (setter, row->zh, "table_label_zh"), height_of (setter, row->en, "table_label_en")));
  row->height = MAX (row->height, MAX (height_of (setter, row->integer, "table_value_zh"), height_of (setter, row->unit, "table_unit_zh")));
  row->height = MAX (row->height, MAX (height_of (setter, row->value, "table_value_en"), height_of (setter, row->basis, "table_unit_zh")));
  return row;
}

static void
set_section (Setter *setter, const JbBlock *block, int body, double following)
{
  g_autofree char *zh = g_strconcat (block->number_zh != NULL ? block->number_zh : "", block->zh.shown != NULL ? block->zh.shown : "", NULL);
  g_autofree char *en = g_strconcat (block->number_en != NULL ? block->number_en : "", block->number_en != NULL && *block->number_en ? " " : "",
                                     block->en.shown != NULL ? block->en.shown : "", NULL);
  JbProse zh_words = { .shown = zh }, en_words = { .shown = en };
  g_autoptr(JbTextLines) zh_lines = setter_lines (setter, &zh_words, "table_section_zh", TRUE, JB_ALIGN_LEFT, AT (216), 0);
  g_autoptr(JbTextLines) en_lines = setter_lines (setter, &en_words, "table_section_en", FALSE, JB_ALIGN_LEFT, AT (216), 0);
  double height = STEP * (2 + MAX (MAX (setter_count (zh_lines), setter_count (en_lines)), 1));

  room_for (setter, height + following);
  int row = setter_element (setter, JB_ROLE_TR, body, NULL);
  int cell = add_cell (setter, row, JB_ROLE_TH, NULL, "Row");
  g_array_index (setter->document->elements, JbElement, cell).col_span = G_N_ELEMENTS (columns);
  setter->section_cell = cell;
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  setter_place (setter, zh_lines, &zh_words, 0, G_MAXUINT, setter_span (setter, cell, "zh-CN"), 0, setter->y + 15,
                "table_section_zh", 0);
  setter_place (setter, en_lines, &en_words, 0, G_MAXUINT, setter_span (setter, cell, "en"), AT (EN_LABEL_X), setter->y + 15,
                "table_section_en", 0);
  setter->y += height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
}

/* The page of the sentence; a number that no page says (a sentence without English, say) has none. */
static void
set_page_cell (Setter *setter, const JbBlock *block, int row)
{
  int cell = add_cell (setter, row, JB_ROLE_TD, NULL, NULL);
  int said = g_array_index (setter->said, int, block->number);

  if (g_array_index (setter->document->anchors, JbAnchor, said).page < 0)
    return;
  int link = setter_element (setter, JB_ROLE_LINK, cell, NULL);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + AT (456), .y = setter->top + setter->y + BASE, .element = link,
                  .anchor = said, .type = "table_value_en" };

  setter_link (setter, link, AT (442), setter->y + 2, AT (456), setter->y + 16, said,
               g_strdup_printf ("第%d项所在原句 / Sentence of no. %d", block->number + 1, block->number + 1));
  g_array_append_val (setter->patches, patch);
}

/* ▲ or ▼ beside a change, black and its middle on that of the digits. */
static void
set_arrow (Setter *setter, int change, double x, double base)
{
  double left = setter->left + x, top = setter->top + base - ARROW + 0.2, foot = setter->top + base + 0.2 - 0.6;
  JbInk ink = { .kind = JB_INK_POLYGON, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = setter_colour (setter, "black"),
                .n_points = 3 };
  double flat = change < 0 ? top : foot, tip = change < 0 ? foot : top;
  const double points[] = { left, flat, left + ARROW, flat, left + ARROW / 2, tip };

  memcpy (ink.points, points, sizeof points);
  g_array_append_val (setter->page->ink, ink);
}

static void
place (Setter *setter, JbTextLines *lines, int cell, double x, const char *type)
{
  setter_place_plain (setter, lines, type, cell, x, setter->y + BASE);
}

/* The right edge of right-aligned lines at @end: they were set at the width of their style. */
static void
place_right (Setter *setter, JbTextLines *lines, int cell, double end, const char *type)
{
  guint n = 0;

  if (lines == NULL)
    return;
  const JbTextLine *line = jb_text_lines_get (lines, &n);
  if (n > 0)
    place (setter, lines, cell, end - line[0].x - line[0].width, type);
}

static void
set_row (Setter *setter, const Row *row, int body, double kept)
{
  const JbBlock *block = row->block;
  g_autofree char *number = g_strdup_printf ("%d", block->number + 1);

  room_for (setter, MAX (row->height, kept));
  int tr = setter_element (setter, JB_ROLE_TR, body, NULL), cell = add_cell (setter, tr, JB_ROLE_TD, NULL, NULL);
  setter_place_anchor (setter, g_array_index (setter->rows, int, block->number), 0, setter->y);
  setter_text (setter, number, "mark", FALSE, cell, JB_ALIGN_RIGHT, -4, setter->y + BASE, 20);
  setter_doubt (setter, -1, block->doubt, -9, setter->y + BASE, 5.4);
  cell = add_cell (setter, tr, JB_ROLE_TH, "zh-CN", "Row");
  g_array_index (setter->document->elements, JbElement, cell).header = setter->section_cell;
  place (setter, row->zh, cell, AT (ZH_LABEL_X), "table_label_zh");
  cell = add_cell (setter, tr, JB_ROLE_TD, "zh-CN", NULL);
  place_right (setter, row->integer, cell, row->integer_end, "table_value_zh");
  place (setter, row->fraction, cell, AT (POINT_X), "table_value_zh");
  cell = add_cell (setter, tr, JB_ROLE_TD, "zh-CN", NULL);
  place (setter, row->unit, cell, row->unit_x, "table_unit_zh");
  cell = add_cell (setter, tr, JB_ROLE_TD, "en", NULL);
  place (setter, row->en, cell, AT (EN_LABEL_X), "table_label_en");
  cell = add_cell (setter, tr, JB_ROLE_TD, "en", NULL);
  place_right (setter, row->value, cell, AT (EN_VALUE_END), "table_value_en");
  cell = add_cell (setter, tr, JB_ROLE_TD, NULL, NULL);
  if (block->row.change != 0)
    set_arrow (setter, block->row.change, AT (CHANGE_X), setter->y + BASE);
  place (setter, row->basis, cell, AT (CHANGE_X) + (block->row.change != 0 ? ARROW + 2 : 0), "table_unit_zh");
  set_page_cell (setter, block, tr);
  setter->y += row->height;
  setter_rule (setter, 0, setter->y, setter->width, 0.25, "r2");
}

static GPtrArray *
measure_rows (Setter *setter, const JbBlock *block)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == JB_BLOCK_ROW && child->number >= 0 && (guint) child->number < setter->rows->len)
        g_ptr_array_add (rows, measure (setter, child));
    }
  return rows;
}

/* Height of @n rows from @next on. */
static double
rows_height (const GPtrArray *rows, guint next, guint n)
{
  double height = 0;

  for (guint i = next; i < MIN (next + n, rows->len); i++)
    height += ((const Row *) g_ptr_array_index (rows, i))->height;
  return height;
}

#define SECTION_ROWS 2u  /* stay with the name of their section */
#define LAST_ROWS 4u     /* stay together at the table's end, so that no page holds but one or two */
#define MOST_KEPT 0.16   /* of a page */

/* What must have room with row @next, where it is the first of the last ones. */
static double
height_kept (const Setter *setter, const GPtrArray *rows, guint next)
{
  double height = rows->len > LAST_ROWS && next + LAST_ROWS == rows->len ? rows_height (rows, next, LAST_ROWS) : 0;

  return height <= MOST_KEPT * setter->height ? height : 0;
}

void
setter_table (Setter *setter, const JbBlock *block)
{
  if (setter_is_comparison (block))
    {
      setter_comparison (setter, block);
      return;
    }
  int table = setter_element (setter, JB_ROLE_TABLE, setter->parent, NULL);
  setter->section_cell = 0;
  int head = setter_element (setter, JB_ROLE_THEAD, table, NULL);
  g_autoptr(GPtrArray) rows = measure_rows (setter, block);
  guint next = 0;

  set_head (setter, setter_element (setter, JB_ROLE_TR, head, NULL));
  int body = setter_element (setter, JB_ROLE_TBODY, table, NULL);
  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);
      const Row *row = next < rows->len ? g_ptr_array_index (rows, next) : NULL;

      if (child->kind == JB_BLOCK_ROW_SECTION)
        set_section (setter, child, body, rows_height (rows, next, SECTION_ROWS));
      else if (row != NULL && row->block == child)
        {
          set_row (setter, row, body, height_kept (setter, rows, next));
          next++;
        }
    }
  setter_rule (setter, 0, setter->y, setter->width, 1, "black");
}
