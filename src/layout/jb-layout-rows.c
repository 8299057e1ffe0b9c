/* A table in the report's text: rows whose cells are parted by tabs, a Chinese table and its English one side by side.
 *
 *   领域      案件数（件）   罚没款        Field               Cases   Fines and confiscations
 *   市场监管   412          326.4万元     Market regulation     412   3.264 million yuan
 *
 * The first row is the head; it is repeated where the table goes on on a further page, and every page's last row has a rule
 * below it. Columns share the width by their longest cells. A row is broken only where it would leave too much of a page empty. */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

#define MAX_CELLS 12
#define CELL_GAP 8.0
#define ROW_AIR 5.0
#define BASE_AIR 1.5     /* of a row's air, above its first line */
#define TABLE_AIR 9.0    /* above and below a table */
#define MOST_EMPTY 0.2 /* of a page, at its foot, rather than part what is kept together */
#define KEPT_ROWS 2u     /* with the head, and at the end */
#define UNIT_ZH 5.4      /* points of half a Chinese character, of an English letter: an estimate, before shaping */
#define UNIT_EN 4.9
#define MARK_PITCH 15.0  /* from one table number in the margin to the next */

typedef struct
{
  gboolean chinese;
  double   x, width;             /* of the whole table */
  double   at[MAX_CELLS + 1];    /* left edges of the columns, and the right edge */
  guint    n;
  int      table;                /* element */
} Grid;

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
  setter_slice (prose, (gsize) (start - prose->shown), end != NULL ? (gsize) (end - prose->shown) : strlen (prose->shown), cell);
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
  gboolean marked = FALSE;

  if (words->shown != NULL && get_cell (words, k, &cell))
    for (guint i = 0; cell.marks != NULL && i < cell.marks->len; i++)
      marked = marked || g_array_index (cell.marks, JbProseMark, i).kind == JB_PROSE_NUMBER;
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
      grids[g].table = setter_element (setter, JB_ROLE_TABLE, setter->parent, grids[g].chinese ? "zh-CN" : "en");
    }
  return n;
}

/* One language of a row, set. */
typedef struct
{
  JbProse cells[MAX_CELLS];
  JbTextLines *lines[MAX_CELLS];
  int     elements[MAX_CELLS];
  guint   most;    /* lines of the highest cell */
  const char *type;
  double  leading;
} Half;

typedef struct
{
  Half     half[2]; /* by grid */
  guint    n;       /* of them */
  gboolean head;
  double   height;
} Row;

static void
row_free (Row *row)
{
  for (guint g = 0; g < row->n; g++)
    for (guint k = 0; k < MAX_CELLS; k++)
      {
        jb_prose_clear (&row->half[g].cells[k]);
        jb_text_lines_free (row->half[g].lines[k]);
      }
  g_free (row);
}

static void
measure_half (Setter *setter, const Grid *grid, const JbBlock *block, gboolean head, Half *half)
{
  const JbProse *words = words_of (block, grid->chinese);

  half->type = grid->chinese ? (head ? "text_table_head_zh" : "text_table_zh") : head ? "text_table_head_en" : "text_table_en";
  half->leading = setter_type (setter, half->type)->leading;
  for (guint k = 0; k < grid->n && words->shown != NULL && get_cell (words, k, &half->cells[k]); k++)
    {
      half->lines[k] = setter_lines (setter, &half->cells[k], half->type, grid->chinese, JB_ALIGN_LEFT,
                                     grid->at[k + 1] - grid->at[k] - (k + 1 < grid->n ? CELL_GAP : 0), 0);
      half->most = MAX (half->most, setter_count (half->lines[k]));
    }
}

static Row *
measure_row (Setter *setter, const Grid *grids, guint n, const JbBlock *block, gboolean head)
{
  Row *row = g_new0 (Row, 1);

  row->n = n;
  row->head = head;
  for (guint g = 0; g < n; g++)
    {
      measure_half (setter, &grids[g], block, head, &row->half[g]);
      row->height = MAX (row->height, row->half[g].most * row->half[g].leading + ROW_AIR);
    }
  return row;
}

static void
add_elements (Setter *setter, const Grid *grids, Row *row)
{
  for (guint g = 0; g < row->n; g++)
    {
      int tr = setter_element (setter, JB_ROLE_TR, grids[g].table, NULL);

      for (guint k = 0; k < grids[g].n; k++)
        {
          row->half[g].elements[k] = setter_element (setter, row->head ? JB_ROLE_TH : JB_ROLE_TD, tr, grids[g].chinese ? "zh-CN" : "en");
          if (row->head)
            g_array_index (setter->document->elements, JbElement, row->half[g].elements[k]).scope = "Column";
        }
    }
}

static void
set_rules (Setter *setter, const Grid *grids, guint n, double weight, const char *colour)
{
  for (guint g = 0; g < n; g++)
    setter_rule (setter, grids[g].x, setter->y, grids[g].width, weight, colour);
}

/* Of each half the lines from @from on that @height holds. @block: for the numbers in the margin; %NULL: repeated, an artifact. */
static void
place_lines (Setter *setter, const Grid *grids, const Row *row, const JbBlock *block, guint from[2], double height)
{
  double base = setter->y + BASE_AIR + setter_type (setter, row->half[0].type)->leading - ROW_AIR + 1;

  for (guint g = 0; g < row->n; g++)
    {
      const Half *half = &row->half[g];
      guint end = from[g] + (guint) floor ((height - ROW_AIR) / half->leading + 1e-6);

      for (guint k = 0; k < grids[g].n; k++)
        setter_place (setter, half->lines[k], &half->cells[k], from[g], end, block != NULL ? half->elements[k] : -1, grids[g].at[k], base, half->type,
                      block != NULL ? margin_of (&grids[g], words_of (block, grids[g].chinese), k) : 0);
      from[g] = MIN (end, half->most);
    }
  setter->y += height;
}

static double
height_left (const Row *row, const guint from[2])
{
  double height = 0;

  for (guint g = 0; g < row->n; g++)
    height = MAX (height, (row->half[g].most - from[g]) * row->half[g].leading + ROW_AIR);
  return height;
}

static void
set_head (Setter *setter, const Grid *grids, Row *head, const JbBlock *block)
{
  guint from[2] = { 0 };

  if (block != NULL)
    add_elements (setter, grids, head);
  set_rules (setter, grids, head->n, 1, "black");
  place_lines (setter, grids, head, block, from, head->height);
  set_rules (setter, grids, head->n, 0.5, "black");
}

/* A table of which some stands on the page in hand goes on on the next. */
static void
turn_page (Setter *setter, const Grid *grids, Row *head)
{
  set_rules (setter, grids, head->n, 1, "black");
  setter_new_page (setter);
  set_head (setter, grids, head, NULL);
}

/* Whole where it has room, or on the next page; else in as many pieces as it needs. */
static void
set_row (Setter *setter, const Grid *grids, Row *row, const JbBlock *block, Row *head, double kept)
{
  guint from[2] = { 0 };
  double foot = setter_number (setter, "page.area_height"), room = foot - setter->y;

  if (room < kept && (setter_turns_well (setter) || row->height <= MOST_EMPTY * foot) && kept <= foot - head->height)
    turn_page (setter, grids, head);
  add_elements (setter, grids, row);
  for (double left = row->height; setter->error == NULL; left = height_left (row, from))
    {
      room = foot - setter->y;
      if (left <= room + 0.01)
        {
          place_lines (setter, grids, row, block, from, left);
          return;
        }
      if (room >= 3 * row->half[0].leading + ROW_AIR || setter->y <= 0)
        place_lines (setter, grids, row, block, from, MAX (room, row->half[0].leading + ROW_AIR));
      turn_page (setter, grids, head);
    }
}

static Row *
row_at (const GPtrArray *rows, guint i)
{
  return g_ptr_array_index (rows, i);
}

/* Of rows @from to @end − 1. */
static double
rows_height (const GPtrArray *rows, guint from, guint end)
{
  double height = 0;

  for (guint i = from; i < MIN (end, rows->len); i++)
    height += row_at (rows, i)->height;
  return height;
}

/* One table, or two side by side. */
static void
set_table (Setter *setter, const Grid *grids, guint n, JbBlock *const *blocks, guint n_rows)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  setter_keep_clear (setter, TABLE_AIR);
  for (guint r = 0; r < n_rows && setter->error == NULL; r++)
    g_ptr_array_add (rows, measure_row (setter, grids, n, blocks[r], r == 0));
  if (rows->len < n_rows)
    return;

  double foot = setter_number (setter, "page.area_height"); /* lines of a document may stand over it, tables may not */
  double whole = rows_height (rows, 0, n_rows), room = foot - setter->y;
  gboolean moves = whole > room && setter_turns_well (setter) && whole <= foot;
  if (setter->y > 0 && (moves || MIN (rows_height (rows, 0, 1 + KEPT_ROWS), foot / 2) > room))
    setter_new_page (setter);
  Row *head = row_at (rows, 0);
  setter->under_heading = FALSE;
  set_head (setter, grids, head, blocks[0]);
  for (guint r = 1; r < n_rows && setter->error == NULL; r++)
    {
      if (r > 1)
        set_rules (setter, grids, n, 0.25, "r2");
      set_row (setter, grids, row_at (rows, r), blocks[r], head, rows_height (rows, r, r + KEPT_ROWS == n_rows ? n_rows : r + 1));
    }
  set_rules (setter, grids, n, 1, "black");
  setter->y = ceil ((setter->y + TABLE_AIR) / 18) * 18;
}

void
setter_text_table (Setter *setter, JbBlock *const *rows, guint n_rows)
{
  Grid grids[2];
  gboolean stacked = setter->layout == JB_LAYOUT_STACKED;
  guint n = make_grids (setter, rows, n_rows, grids);

  if (n == 0) /* English alone, and none of it: said once for all rows */
    {
      setter_pair (setter, rows[0]);
      return;
    }
  setter->y = MAX (setter->y, setter->side_bottom > 0 && grids[0].x < setter_number (setter, "page.text_x") ? setter->side_bottom : 0);
  for (guint g = 0; g < (stacked ? n : 1) && setter->error == NULL; g++)
    set_table (setter, &grids[g], stacked ? 1 : n, rows, n_rows);
}
