/* Pieces of text with their places → lines and rows of tables.
 *
 *       领域     案件数    罚没款       a level: cells on one height; the levels of a table have columns in common
 *                （件）                 a cell of two lines beside cells of one: lines of a row stand on several levels
 *       市场               326.4万
 *                 412                  the column whose cells are one line each tells where the rows are
 *       监管               元
 *       合计               730         a cell that is empty is a place between two tabs
 *
 * A PDF has no tables, only text at places; a row is put together of several levels only where every joint looks like a
 * line that was broken at its cell's edge, else each level stays a row of its own: two numbers must never become one. */
#include "jb-pdf-private.h"

#include <math.h>
#include <string.h>

/* In ems, since the height that a font states may be twice that of its letters: a line that stands beside the middle of two
 * others is less than this below the first; lines of a cell are, and rows of a table. */
#define HALF 1.1
#define TIGHT 2.1
#define LOOSE 5.5
/* Columns are further apart than this, lines of one cell less. */
#define GUTTER 1.3
/* So many levels with a single cell may follow one another in a table. */
#define MAX_LONE_LEVELS 3u

void
jb_pdf_free_line (Line *line)
{
  g_string_free (line->text, TRUE);
  g_clear_pointer (&line->joints, g_array_unref);
  g_free (line);
}

gboolean
jb_pdf_is_wide (gunichar c)
{
  return c >= 0x2E80 || (c >= 0x2014 && c <= 0x2026);
}

double
jb_pdf_measure_ems (const GString *text)
{
  double ems = 0;

  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char (p))
    ems += jb_pdf_is_wide (g_utf8_get_char (p)) ? 1.0 : 0.5;
  return MAX (ems, 0.5);
}

void
jb_pdf_append_piece (GString *text, const char *piece, double gap, double em)
{
  if (text->len > 0 && *piece != '\0')
    {
      gunichar before = g_utf8_get_char (g_utf8_prev_char (text->str + text->len)), after = g_utf8_get_char (piece);
      gboolean wide = jb_pdf_is_wide (before) || jb_pdf_is_wide (after);
      if (!wide || gap > 0.7 * em)
        g_string_append_c (text, ' ');
    }
  g_string_append (text, piece);
}

void
jb_pdf_note_joint (Line *line, double x0, double x1)
{
  Joint joint = { line->text->len, x0, x1 };

  if (line->joints == NULL)
    line->joints = g_array_new (FALSE, FALSE, sizeof (Joint));
  g_array_append_val (line->joints, joint);
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *two = *(Line *const *) b;

  return one->x0 < two->x0 ? -1 : one->x0 > two->x0;
}

static gboolean
are_level (const Line *a, const Line *b)
{
  double overlap = MIN (a->y1, b->y1) - MAX (a->y0, b->y0);

  return a->page == b->page && overlap > 0.5 * MIN (a->y1 - a->y0, b->y1 - b->y0);
}

/* The type size of a piece, by its length or, of one that is condensed or has no Han character, its height at most. */
static double
estimate_em (const Line *piece)
{
  return CLAMP ((piece->x1 - piece->x0) / jb_pdf_measure_ems (piece->text), 1, 0.8 * MAX (piece->y1 - piece->y0, 1.25));
}

/* Cells that stand on one height, by x. */
typedef struct
{
  GPtrArray *cells; /* of Line, owned: one text each */
} Level;

typedef struct
{
  double x0, x1;
} Column;

typedef struct
{
  GArray    *levels; /* of Level */
  GPtrArray *rows;   /* of Line, owned: what comes out */
} Grid;

/* Levels @first to @end are a table. */
typedef struct
{
  Grid   *grid;
  guint   first, end;
  GArray *columns;  /* of Column, left to right */
  GPtrArray *cells; /* of Line, lent: all of them, from top to foot */
} Zone;

/* A row of a zone while its cells are collected. */
typedef struct
{
  double top, bottom;
  Line **slots; /* a cell of each column, or NULL; lent */
} Row;

static GPtrArray *
cells_of (const Grid *grid, guint level)
{
  return g_array_index (grid->levels, Level, level).cells;
}

static Line *
cell_at (const GPtrArray *cells, guint i)
{
  return g_ptr_array_index (cells, i);
}

static const Line *
first_cell (const Grid *grid, guint level)
{
  return cell_at (cells_of (grid, level), 0);
}

static guint
count_cells (const Grid *grid, guint level)
{
  return cells_of (grid, level)->len;
}

static double
get_height (const Line *line)
{
  return MAX (line->y1 - line->y0, 1);
}

static double
get_middle_of (const Line *line)
{
  return (line->y0 + line->y1) / 2;
}

static Ink
get_ink (const Line *line)
{
  return (Ink) { line->text->str, line->x0, line->y0, line->x1, line->y1 };
}

/* @piece goes on with @cell, @gap points behind it. It is freed. */
static void
append_to_cell (Line *cell, Line *piece, double gap)
{
  if (gap > JB_PDF_JOINT_EM * estimate_em (cell))
    jb_pdf_note_joint (cell, cell->x1, piece->x0);
  jb_pdf_append_piece (cell->text, piece->text->str, gap, get_height (cell) * 0.8);
  for (guint i = 0; piece->joints != NULL && i < piece->joints->len; i++)
    {
      Joint joint = g_array_index (piece->joints, Joint, i);
      joint.offset += cell->text->len - piece->text->len;
      if (cell->joints == NULL)
        cell->joints = g_array_new (FALSE, FALSE, sizeof (Joint));
      g_array_append_val (cell->joints, joint);
    }
  cell->x1 = MAX (cell->x1, piece->x1);
  cell->y0 = MIN (cell->y0, piece->y0);
  cell->y1 = MAX (cell->y1, piece->y1);
  jb_pdf_free_line (piece);
}

/* The mark of a footnote in front of its text. */
static gboolean
take_note_mark (Line *cell, const Line *piece, double gap)
{
  if (gap >= CELL_GAP_EM * estimate_em (piece) || !jb_pdf_is_note_mark (get_ink (cell), get_ink (piece)))
    return FALSE;
  g_string_truncate (cell->text, 0);
  cell->note = TRUE;
  return TRUE;
}

/* Near pieces of a level are one text, far ones cells. */
static void
add_level (Grid *grid, GPtrArray *pieces, guint first, guint end)
{
  Level level = { g_ptr_array_new_with_free_func ((GDestroyNotify) jb_pdf_free_line) };
  Line *cell = g_ptr_array_index (pieces, first);
  double em = estimate_em (cell);

  g_ptr_array_add (level.cells, cell);
  for (guint i = first + 1; i < end; i++)
    {
      Line *piece = g_ptr_array_index (pieces, i);
      double gap = piece->x0 - cell->x1;
      if (i == first + 1 && take_note_mark (cell, piece, gap))
        gap = 0;
      if (gap > CELL_GAP_EM * MAX (em, estimate_em (piece)))
        g_ptr_array_add (level.cells, cell = piece);
      else
        append_to_cell (cell, piece, gap);
    }
  g_array_append_val (grid->levels, level);
}

/* Takes the pieces out of pdf->lines. */
static void
fill_grid (Grid *grid, Pdf *pdf)
{
  GPtrArray *pieces = pdf->lines;

  for (guint first = 0; first < pieces->len;)
    {
      guint end = first + 1;
      while (end < pieces->len && are_level (g_ptr_array_index (pieces, first), g_ptr_array_index (pieces, end)))
        end++;
      qsort (pieces->pdata + first, end - first, sizeof (gpointer), compare_x);
      add_level (grid, pieces, first, end);
      first = end;
    }
  g_ptr_array_set_free_func (pieces, NULL);
  g_ptr_array_unref (pieces);
}

static gboolean
overlaps (const Column *column, const Line *cell)
{
  return cell->x0 < column->x1 && column->x0 < cell->x1;
}

static guint
count_overlaps (const GArray *columns, const Line *cell)
{
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    n += overlaps (&g_array_index (columns, Column, i), cell) ? 1 : 0;
  return n;
}

/* Widens the only column that @cell touches, or adds one; a cell over several columns tells nothing. */
static void
note_column (GArray *columns, const Line *cell)
{
  Column column = { cell->x0, cell->x1 };
  guint n = count_overlaps (columns, cell), i = 0;

  if (n > 1)
    return;
  while (i < columns->len && (n == 1 ? !overlaps (&g_array_index (columns, Column, i), cell)
                                     : g_array_index (columns, Column, i).x0 < cell->x0))
    i++;
  if (n == 0)
    {
      g_array_insert_val (columns, i, column);
      return;
    }
  Column *found = &g_array_index (columns, Column, i);
  found->x0 = MIN (found->x0, cell->x0);
  found->x1 = MAX (found->x1, cell->x1);
}

/* Whether a level is a row of several cells, or may be. */
static gboolean
has_cells (const Grid *grid, guint level)
{
  return count_cells (grid, level) > 1 && count_cells (grid, level) <= JB_PDF_MAX_COLUMNS;
}

static void
note_level (GArray *columns, const Grid *grid, guint level)
{
  for (guint i = 0; i < count_cells (grid, level); i++)
    note_column (columns, cell_at (cells_of (grid, level), i));
}

static gboolean
is_near (const Grid *grid, guint above, guint below, double ems)
{
  const Line *a = first_cell (grid, above), *b = first_cell (grid, below);

  return a->page == b->page && get_middle_of (b) - get_middle_of (a) < ems * estimate_em (a);
}

/* A level with one cell that may be a line of a cell: it touches one column at most. */
static gboolean
may_belong (const Grid *grid, guint level, const GArray *columns)
{
  return count_cells (grid, level) == 1 && count_overlaps (columns, first_cell (grid, level)) <= 1;
}

/* Whether the lone cell of @level goes on with one that stands right above it in the zone, and begins where that does; not
 * in the first column, whose short lines may be paragraphs. */
static gboolean
hangs_below (const Grid *grid, guint first, guint level, const GArray *columns)
{
  const Line *cell = first_cell (grid, level);

  if (!may_belong (grid, level, columns) || columns->len < 2 || overlaps (&g_array_index (columns, Column, 0), cell))
    return FALSE;
  for (guint l = level; l > first; l--)
    for (guint i = 0; i < count_cells (grid, l - 1); i++)
    {
      const Line *above = cell_at (cells_of (grid, l - 1), i);
      if (above->x0 < cell->x1 && cell->x0 < above->x1)
        return fabs (above->x0 - cell->x0) < 0.5 * estimate_em (above) && above->x1 >= cell->x1 - 1
               && get_middle_of (cell) - get_middle_of (above) < TIGHT * estimate_em (above);
    }
  return FALSE;
}

/* From a level with cells down to the last such that follows. */
static guint
find_zone_end (const Grid *grid, guint first, GArray *columns)
{
  guint last = first;

  note_level (columns, grid, first);
  for (guint i = first + 1; i < grid->levels->len && is_near (grid, i - 1, i, LOOSE) && columns->len <= JB_PDF_MAX_COLUMNS; i++)
    if (has_cells (grid, i))
      {
        note_level (columns, grid, i);
        last = i;
      }
    else if (i - last > MAX_LONE_LEVELS || !may_belong (grid, i, columns))
      break;
  /* half a line below the last: a line beside its cells */
  while (last + 1 < grid->levels->len && ((may_belong (grid, last + 1, columns) && is_near (grid, last, last + 1, HALF))
                                          || hangs_below (grid, first, last + 1, columns)))
    last++;
  return last + 1;
}

/* The only column that a text from @x0 to @x1 is in; G_MAXUINT: none, or several. */
static guint
find_only_column (const GArray *columns, double x0, double x1)
{
  const Line piece = { .x0 = x0, .x1 = x1 };
  guint i = 0;

  if (count_overlaps (columns, &piece) != 1)
    return G_MAXUINT;
  while (!overlaps (&g_array_index (columns, Column, i), &piece))
    i++;
  return i;
}

/* Whether the one text of a level is a head of names near each other: as many pieces as columns, each in its own. */
static gboolean
is_head (const Grid *grid, guint level, const GArray *columns)
{
  const Line *cell = first_cell (grid, level);
  guint n = cell->joints == NULL ? 0 : cell->joints->len;
  double x0 = cell->x0;

  if (count_cells (grid, level) != 1 || n == 0 || n + 1 != columns->len)
    return FALSE;
  for (guint i = 0; i <= n; i++)
    {
      const Joint *joint = i < n ? &g_array_index (cell->joints, Joint, i) : NULL;
      if (find_only_column (columns, x0, joint != NULL ? joint->x0 : cell->x1) != i)
        return FALSE;
      x0 = joint != NULL ? joint->x1 : x0;
    }
  return TRUE;
}

static guint
find_zone_start (const Grid *grid, guint first, guint limit, const GArray *columns)
{
  while (first > limit && may_belong (grid, first - 1, columns) && is_near (grid, first - 1, first, HALF))
    first--;
  if (first > limit && is_near (grid, first - 1, first, LOOSE) && is_head (grid, first - 1, columns))
    first--;
  return first;
}

/* A cell that stands near a column is in it, as a second line whose first was indented; else it has one of its own. */
static void
note_lone_cell (Zone *zone, const Line *cell)
{
  for (guint i = 0; i < zone->columns->len && count_overlaps (zone->columns, cell) == 0; i++)
    {
      Column *column = &g_array_index (zone->columns, Column, i);
      double gap = MAX (column->x0 - cell->x1, cell->x0 - column->x1);
      if (gap < GUTTER * estimate_em (cell))
        {
          column->x0 = MIN (column->x0, cell->x0);
          column->x1 = MAX (column->x1, cell->x1);
        }
    }
  note_column (zone->columns, cell);
}

/* The columns are those of the level with most cells, and those in which only lone cells stand, as wide as all that stands
 * in them. */
static void
measure_columns (Zone *zone)
{
  const Grid *grid = zone->grid;
  guint best = zone->first;

  for (guint i = zone->first; i < zone->end; i++)
    if (count_cells (grid, i) > count_cells (grid, best))
      best = i;
  g_array_set_size (zone->columns, 0);
  note_level (zone->columns, grid, best);
  for (guint i = zone->first; i < zone->end; i++)
    if (count_cells (grid, i) == 1)
      note_lone_cell (zone, first_cell (grid, i));
  for (guint i = zone->first; i < zone->end; i++)
    for (guint k = 0; k < count_cells (grid, i); k++)
      if (count_overlaps (zone->columns, cell_at (cells_of (grid, i), k)) == 1)
        note_column (zone->columns, cell_at (cells_of (grid, i), k));
}

/* The column that @cell has most in common with, or the nearest. */
static guint
find_column (const Zone *zone, const Line *cell)
{
  guint best = 0;
  double most = -G_MAXDOUBLE;

  for (guint i = 0; i < zone->columns->len; i++)
    {
      const Column *column = &g_array_index (zone->columns, Column, i);
      double common = MIN (cell->x1, column->x1) - MAX (cell->x0, column->x0);
      if (common > most)
        most = common, best = i;
    }
  return best;
}

static Line *
new_row (const Line *cell)
{
  Line *row = g_memdup2 (cell, sizeof *cell);

  row->text = g_string_new (NULL);
  row->joints = NULL;
  return row;
}

/* What stands behind joint @k of @cell; that keeps what stands before it. */
static Line *
cut_cell (Line *cell, guint k)
{
  Joint joint = g_array_index (cell->joints, Joint, k);
  Line *rest = new_row (cell);

  g_string_append (rest->text, cell->text->str + joint.offset + (cell->text->str[joint.offset] == ' '));
  g_string_truncate (cell->text, joint.offset);
  g_array_set_size (cell->joints, k);
  rest->x0 = joint.x1;
  cell->x1 = joint.x0;
  return rest;
}

/* Texts that are near each other and yet in two columns: each piece between joints belongs to the column that it is in. */
static void
part_cell (const Zone *zone, GPtrArray *cells, guint i)
{
  Line *cell = cell_at (cells, i);

  for (guint k = cell->joints == NULL ? 0 : cell->joints->len; k > 0; k--)
    {
      const Joint *joint = &g_array_index (cell->joints, Joint, k - 1);
      double start = k > 1 ? g_array_index (cell->joints, Joint, k - 2).x1 : cell->x0;
      guint before = find_only_column (zone->columns, start, joint->x0), behind = find_only_column (zone->columns, joint->x1, cell->x1);
      if (before != G_MAXUINT && behind != G_MAXUINT && before < behind)
        g_ptr_array_insert (cells, (gint) i + 1, cut_cell (cell, k - 1));
    }
}

/* Fills zone->cells. */
static void
part_cells (Zone *zone)
{
  for (guint i = zone->first; i < zone->end; i++)
    {
      GPtrArray *cells = cells_of (zone->grid, i);
      for (guint k = cells->len; k > 0; k--)
        part_cell (zone, cells, k - 1);
      for (guint k = 0; k < cells->len; k++)
        g_ptr_array_add (zone->cells, cell_at (cells, k));
    }
}

static void
add_to_row (Line *row, const Line *cell)
{
  g_string_append (row->text, cell->text->str);
  row->x0 = MIN (row->x0, cell->x0);
  row->x1 = MAX (row->x1, cell->x1);
  row->y0 = MIN (row->y0, cell->y0);
  row->y1 = MAX (row->y1, cell->y1);
}

/* A level as it stands: @zone NULL: its cells one after another; else each in its column, where no two share one. */
static void
write_level (Grid *grid, const Zone *zone, guint level)
{
  const GPtrArray *cells = cells_of (grid, level);
  Line *row = new_row (cell_at (cells, 0));
  guint at = 0;
  const Zone *apart = cells->len > 1 ? zone : NULL;

  for (guint i = 1; apart != NULL && i < cells->len; i++)
    if (find_column (apart, cell_at (cells, i - 1)) >= find_column (apart, cell_at (cells, i)))
      apart = NULL;
  for (guint i = 0; i < cells->len; i++)
    {
      guint column = apart != NULL ? find_column (apart, cell_at (cells, i)) : i;
      for (; at < column; at++)
        g_string_append_c (row->text, '\t');
      add_to_row (row, cell_at (cells, i));
    }
  for (; apart != NULL && at + 1 < apart->columns->len; at++)
    g_string_append_c (row->text, '\t');
  row->cells = at + 1;
  g_ptr_array_add (grid->rows, row);
}

/* Whether @below goes on with the text of @above: close under it, and that was as long as its column allows. */
static gboolean
goes_on (const Zone *zone, const Line *above, const Line *below)
{
  const Column *column = &g_array_index (zone->columns, Column, find_column (zone, above));
  double em = estimate_em (above);

  double step = get_middle_of (below) - get_middle_of (above);

  return step > 0 && step <= TIGHT * em
         && (above->x1 >= column->x1 - 1.5 * em || above->x1 - above->x0 >= 0.75 * (column->x1 - column->x0));
}

/* Whether, between two lines of one column, a cell of another stands in the middle, and none beside either. */
static gboolean
has_cell_between (const Zone *zone, const Line *above, const Line *below)
{
  double middle = (get_middle_of (above) + get_middle_of (below)) / 2;
  gboolean found = FALSE;

  for (guint i = 0; i < zone->cells->len; i++)
    {
      const Line *cell = cell_at (zone->cells, i);
      if (cell == above || cell == below)
        continue;
      if (are_level (cell, above) || are_level (cell, below))
        return FALSE;
      found = found || fabs (get_middle_of (cell) - middle) < 0.3 * estimate_em (cell);
    }
  return found;
}

/* The rows as one column tells them; a line and the next are one cell where others stand between them. */
static GArray *
find_rows (const Zone *zone, guint column)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));
  const Line *last = NULL;

  for (guint i = 0; i < zone->cells->len; i++)
    {
      const Line *cell = cell_at (zone->cells, i);
      if (find_column (zone, cell) != column)
        continue;
      if (last != NULL && goes_on (zone, last, cell) && has_cell_between (zone, last, cell))
        g_array_index (rows, Row, rows->len - 1).bottom = cell->y1;
      else
        {
          Row row = { cell->y0, cell->y1, NULL };
          g_array_append_val (rows, row);
        }
      last = cell;
    }
  return rows;
}

static double
find_least_step (const GArray *rows)
{
  double least = G_MAXDOUBLE;

  for (guint i = 1; i < rows->len; i++)
    least = MIN (least, g_array_index (rows, Row, i).top - g_array_index (rows, Row, i - 1).top);
  return least;
}

/* The rows of the column whose rows stand furthest apart, but that has no fewer than a third of the lines of any other. */
static GArray *
choose_rows (const Zone *zone)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  GArray *best = NULL;
  guint most = 0;

  for (guint i = 0; i < zone->columns->len; i++)
    {
      g_ptr_array_add (all, find_rows (zone, i));
      most = MAX (most, ((GArray *) g_ptr_array_index (all, i))->len);
    }
  for (guint i = 0; i < all->len; i++)
    {
      GArray *rows = g_ptr_array_index (all, i);
      if (rows->len * 3 >= most && rows->len > 0 && (best == NULL || find_least_step (rows) > find_least_step (best)))
        best = rows;
    }
  return best == NULL ? NULL : g_array_ref (best);
}

static guint
find_nearest_row (const GArray *rows, const Line *cell)
{
  guint best = 0;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      double distance = fabs ((row->top + row->bottom) / 2 - get_middle_of (cell));
      if (distance < least)
        least = distance, best = i;
    }
  return best;
}

/* Whether cells begin at their row's top: then lines stand below the row's middle more than above it. */
static gboolean
is_aligned_at_top (const Zone *zone, const GArray *rows)
{
  double sum = 0, em = 1;
  guint n = 0;

  for (guint i = 0; i < zone->cells->len; i++)
    {
      const Line *cell = cell_at (zone->cells, i);
      const Row *row = &g_array_index (rows, Row, find_nearest_row (rows, cell));
      double offset = get_middle_of (cell) - (row->top + row->bottom) / 2;
      if (fabs (offset) < 0.25 * estimate_em (cell))
        continue;
      sum += offset;
      em = estimate_em (cell);
      n++;
    }
  return n > 0 && sum / n > 0.3 * em;
}

static guint
find_row (const GArray *rows, const Line *cell, gboolean top)
{
  guint row = 0;

  if (!top)
    return find_nearest_row (rows, cell);
  while (row + 1 < rows->len && g_array_index (rows, Row, row + 1).top < cell->y0 + 0.5 * get_height (cell))
    row++;
  return row;
}

/* Puts each cell into its row, behind the line of it that stands there. Returns: %FALSE where a joint is doubtful. */
static gboolean
fill_rows (const Zone *zone, const GArray *rows, GString **texts)
{
  gboolean top = is_aligned_at_top (zone, rows);

  for (guint i = 0; i < zone->cells->len; i++)
    {
      Line *cell = cell_at (zone->cells, i);
      guint column = find_column (zone, cell), r = find_row (rows, cell, top);
      Row *row = &g_array_index (rows, Row, r);
      GString *text = texts[r * zone->columns->len + column];
      if (row->slots[column] != NULL && !goes_on (zone, row->slots[column], cell))
        return FALSE;
      jb_pdf_append_piece (text, cell->text->str, 0, estimate_em (cell));
      row->slots[column] = cell;
    }
  return TRUE;
}

static void
write_row (Zone *zone, const Row *row, GString **texts)
{
  guint first = 0;
  while (first < zone->columns->len && row->slots[first] == NULL)
    first++;
  if (first == zone->columns->len)
    return;

  Line *line = new_row (row->slots[first]);
  for (guint i = 0; i < zone->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line->text, '\t');
      g_string_append (line->text, texts[i]->str);
    }
  line->x1 = g_array_index (zone->columns, Column, zone->columns->len - 1).x1;
  line->y0 = MIN (line->y0, row->top);
  line->y1 = MAX (line->y1, row->bottom);
  line->cells = zone->columns->len;
  g_ptr_array_add (zone->grid->rows, line);
}

/* Returns: %FALSE where the rows are doubtful: nothing is written. */
static gboolean
write_joined_rows (Zone *zone)
{
  g_autoptr(GArray) rows = choose_rows (zone);
  gsize n = rows != NULL ? (gsize) rows->len * zone->columns->len : 0;
  if (n == 0)
    return FALSE;

  g_autofree GString **texts = g_new0 (GString *, n);
  g_autofree Line **slots = g_new0 (Line *, n);
  for (gsize i = 0; i < n; i++)
    texts[i] = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    g_array_index (rows, Row, i).slots = slots + (gsize) i * zone->columns->len;
  gboolean sure = fill_rows (zone, rows, texts);
  for (guint i = 0; sure && i < rows->len; i++)
    write_row (zone, &g_array_index (rows, Row, i), texts + (gsize) i * zone->columns->len);
  for (gsize i = 0; i < n; i++)
    g_string_free (texts[i], TRUE);
  return sure;
}

static gboolean
has_lone_levels (const Zone *zone)
{
  for (guint i = zone->first; i < zone->end; i++) /* a head is parted by now */
    if (count_cells (zone->grid, i) == 1 || (i > zone->first && is_near (zone->grid, i - 1, i, HALF)))
      return TRUE;
  return FALSE;
}

static void
write_zone (Zone *zone)
{
  guint n = 0;

  for (guint i = zone->first; i < zone->end; i++)
    n += has_cells (zone->grid, i) ? 1 : 0;
  gboolean table = n >= 2;
  if (table)
    {
      measure_columns (zone);
      part_cells (zone);
    }
  if (table && has_lone_levels (zone) && zone->end - zone->first <= JB_PDF_MAX_ZONE_LEVELS && write_joined_rows (zone))
    return;
  for (guint i = zone->first; i < zone->end; i++)
    write_level (zone->grid, table ? zone : NULL, i);
}

static void
write_rows (Grid *grid)
{
  guint done = 0;

  for (guint i = 0; i < grid->levels->len; i++)
    {
      if (!has_cells (grid, i))
        continue;
      g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
      g_autoptr(GPtrArray) cells = g_ptr_array_new ();
      Zone zone = { grid, i, find_zone_end (grid, i, columns), columns, cells };
      zone.first = find_zone_start (grid, i, done, columns);
      for (; done < zone.first; done++)
        write_level (grid, NULL, done);
      write_zone (&zone);
      done = zone.end;
      i = done - 1;
    }
  for (; done < grid->levels->len; done++)
    write_level (grid, NULL, done);
}

void
jb_pdf_merge_rows (Pdf *pdf)
{
  Grid grid = { g_array_new (FALSE, FALSE, sizeof (Level)), g_ptr_array_new_with_free_func ((GDestroyNotify) jb_pdf_free_line) };

  fill_grid (&grid, pdf);
  write_rows (&grid);
  pdf->lines = grid.rows;
  for (guint i = 0; i < grid.levels->len; i++)
    g_ptr_array_unref (cells_of (&grid, i));
  g_array_unref (grid.levels);
}
