/* A table in the report's text: rows whose cells are parted by tabs, a Chinese table and its English one side by side.
 *
 *   领域      案件数（件）   罚没款        Field               Cases   Fines and confiscations
 *   市场监管   412          326.4万元     Market regulation     412   3.264 million yuan
 *
 * The first row is the head. Columns share the width by their longest cells. */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

#define MAX_CELLS 12
#define CELL_GAP 8.0
#define ROW_AIR 4.0
#define UNIT_ZH 5.4      /* points of half a Chinese character, of an English letter: an estimate, before shaping */
#define UNIT_EN 4.9
#define MARK_PITCH 15.0  /* from one table number in the margin to the next */

typedef struct
{
  gboolean chinese;
  double   x, width;             /* of the whole table */
  double   at[MAX_CELLS + 1];    /* left edges of the columns, and the right edge */
  guint    n;
  int      table, body;          /* elements */
} Grid;

/* The piece of @prose from byte @start to @end, with its marks. */
static void
slice (const JbProse *prose, gsize start, gsize end, JbProse *cell)
{
  const char *copy = prose->copy != NULL ? prose->copy : prose->shown;
  glong first = g_utf8_pointer_to_offset (prose->shown, prose->shown + start);
  glong n = g_utf8_pointer_to_offset (prose->shown + start, prose->shown + end);
  const char *from = g_utf8_offset_to_pointer (copy, first), *to = g_utf8_offset_to_pointer (from, n);

  cell->shown = g_strndup (prose->shown + start, end - start);
  cell->copy = g_strndup (from, (gsize) (to - from));
  for (guint i = 0; prose->marks != NULL && i < prose->marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, i);

      if (mark->span.start >= start && mark->span.end <= end)
        jb_prose_mark (cell, mark->span.start - start, mark->span.end - start, mark->kind, mark->index);
    }
}

/* Cell @k of a row; %FALSE where the row has fewer. What is over the last column stays in it. */
static gboolean
get_cell (const JbProse *prose, guint k, JbProse *cell)
{
  const char *start = prose->shown;

  for (guint i = 0; start != NULL && i < k; i++)
    {
      start = strchr (start, '\t');
      start = start != NULL ? start + 1 : NULL;
    }
  if (start == NULL)
    return FALSE;
  const char *end = k + 1 < MAX_CELLS ? strchr (start, '\t') : NULL;
  slice (prose, (gsize) (start - prose->shown), end != NULL ? (gsize) (end - prose->shown) : strlen (prose->shown), cell);
  return TRUE;
}

static double
units_of (const char *text)
{
  double units = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    units += g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;
  return units;
}

static const JbProse *
words_of (const JbBlock *row, gboolean chinese)
{
  return chinese ? &row->zh : &row->en;
}

/* Columns that need no more than an equal share get what they need; the others share the rest. What is left over at the
 * end is spread. */
static void
share_width (Grid *grid, const double *need)
{
  gboolean settled[MAX_CELLS] = { FALSE };
  double left = grid->width, width[MAX_CELLS] = { 0 };
  guint open = grid->n;

  for (gboolean changed = TRUE; changed && open > 0;)
    {
      double share = left / open;

      changed = FALSE;
      for (guint k = 0; k < grid->n; k++)
        if (!settled[k] && need[k] <= share)
          {
            settled[k] = changed = TRUE;
            width[k] = need[k];
            left -= need[k];
            open--;
          }
    }
  grid->at[0] = grid->x;
  for (guint k = 0; k < grid->n; k++)
    {
      double own = settled[k] ? width[k] + (open == 0 ? left / grid->n : 0) : left / open;
      grid->at[k + 1] = grid->at[k] + own;
    }
}

static void
measure (Grid *grid, JbBlock *const *rows, guint n_rows)
{
  double need[MAX_CELLS] = { 0 };

  for (guint r = 0; r < n_rows; r++)
    for (guint k = 0; k < MAX_CELLS; k++)
      {
        JbProse cell = { 0 };

        if (words_of (rows[r], grid->chinese)->shown == NULL || !get_cell (words_of (rows[r], grid->chinese), k, &cell))
          break;
        need[k] = MAX (need[k], units_of (cell.shown) * (grid->chinese ? UNIT_ZH : UNIT_EN) + CELL_GAP);
        grid->n = MAX (grid->n, k + 1);
        jb_prose_clear (&cell);
      }
  share_width (grid, need);
}

static gboolean
is_marked (const JbProse *words, guint k)
{
  JbProse cell = { 0 };
  gboolean marked = words->shown != NULL && get_cell (words, k, &cell) && cell.marks != NULL;

  jb_prose_clear (&cell);
  return marked;
}

/* Where the table number of cell @k stands, from its left edge: the numbers of a row side by side, in order. */
static double
margin_of (const Grid *grid, const JbProse *words, guint k)
{
  guint before = 0, after = 0;

  for (guint i = 0; i < grid->n; i++)
    {
      before += i < k && is_marked (words, i) ? 1 : 0;
      after += i > k && is_marked (words, i) ? 1 : 0;
    }
  return grid->chinese ? grid->x - grid->at[k] - 6 - MARK_PITCH * after : grid->x + grid->width - grid->at[k] + 6 + MARK_PITCH * before;
}

static double
set_cells (Setter *setter, const Grid *grid, const JbBlock *row, gboolean head, double y, gboolean measure_only)
{
  const char *type = grid->chinese ? (head ? "text_table_head_zh" : "text_table_zh") : head ? "text_table_head_en" : "text_table_en";
  const JbProse *words = words_of (row, grid->chinese);
  double leading = setter_type (setter, type)->leading, height = 0;
  int tr = measure_only ? -1 : setter_element (setter, JB_ROLE_TR, grid->body, NULL);

  for (guint k = 0; k < grid->n; k++)
    {
      JbProse cell = { 0 };
      gboolean there = words->shown != NULL && get_cell (words, k, &cell);
      g_autoptr(JbTextLines) lines = there ? setter_lines (setter, &cell, type, grid->chinese, JB_ALIGN_LEFT,
                                                           grid->at[k + 1] - grid->at[k] - (k + 1 < grid->n ? CELL_GAP : 0), 0) : NULL;

      height = MAX (height, leading * setter_count (lines));
      if (!measure_only)
        {
          int element = setter_element (setter, head ? JB_ROLE_TH : JB_ROLE_TD, tr, grid->chinese ? "zh-CN" : "en");

          if (head)
            g_array_index (setter->document->elements, JbElement, element).scope = "Column";
          setter_place (setter, lines, &cell, 0, G_MAXUINT, element, grid->at[k], y, type,
                        margin_of (grid, words, k));
        }
      jb_prose_clear (&cell);
    }
  return height;
}

static void
open_table (Setter *setter, Grid *grid)
{
  grid->table = setter_element (setter, JB_ROLE_TABLE, setter->parent, grid->chinese ? "zh-CN" : "en");
  grid->body = grid->table;
}

static gboolean
has_words (JbBlock *const *rows, guint n, gboolean chinese)
{
  for (guint i = 0; i < n; i++)
    if (words_of (rows[i], chinese)->shown != NULL)
      return TRUE;
  return FALSE;
}

static guint
make_grids (Setter *setter, JbBlock *const *rows, guint n_rows, Grid *grids)
{
  JbLayoutKind layout = setter->layout;
  gboolean beside = layout == JB_LAYOUT_PARALLEL;
  guint n = 0;

  if (layout != JB_LAYOUT_EN)
    grids[n++] = (Grid) { .chinese = TRUE, .x = setter_number (setter, beside ? "page.zh_x" : "page.text_x"),
                          .width = setter_number (setter, beside ? "page.zh_width" : "page.text_width") };
  if (layout != JB_LAYOUT_ZH && has_words (rows, n_rows, FALSE))
    grids[n++] = (Grid) { .x = setter_number (setter, beside ? "page.en_x" : "page.text_x"),
                          .width = setter_number (setter, beside ? "page.en_width" : "page.text_width") };
  for (guint g = 0; g < n; g++)
    {
      measure (&grids[g], rows, n_rows);
      open_table (setter, &grids[g]);
    }
  return n;
}

static void
set_row (Setter *setter, const Grid *grids, guint n, const JbBlock *row, gboolean head)
{
  double height = 0;

  for (guint g = 0; g < n; g++)
    height = MAX (height, set_cells (setter, &grids[g], row, head, 0, TRUE));
  setter_need (setter, height + ROW_AIR);
  for (guint g = 0; g < n; g++)
    {
      setter_rule (setter, grids[g].x, setter->y, grids[g].width, head ? 0.75 : 0.25, head ? "black" : "r2");
      set_cells (setter, &grids[g], row, head, setter->y + setter_type (setter, "text_table_zh")->leading - 2, FALSE);
    }
  setter->y += height + ROW_AIR;
}

void
setter_text_table (Setter *setter, JbBlock *const *rows, guint n_rows)
{
  Grid grids[2];
  guint n, groups;
  gboolean stacked = setter->layout == JB_LAYOUT_STACKED;

  n = make_grids (setter, rows, n_rows, grids);
  groups = stacked ? n : 1;
  for (guint group = 0; group < groups && setter->error == NULL; group++)
    {
      for (guint r = 0; r < n_rows && setter->error == NULL; r++)
        set_row (setter, stacked ? &grids[group] : grids, stacked ? 1 : n, rows[r], r == 0 && n_rows > 1);
      setter->y = ceil ((setter->y + 9) / 18) * 18;
    }
}
