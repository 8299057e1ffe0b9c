#include "jb-table-private.h"

#include "jb-decimal.h"
#include "jb-han.h"
#include "jb-quantity.h"
#include "jb-reading-private.h"

#include <string.h>

/* What a head says of its column, or a label of its row. */
typedef struct
{
  char       *name;       /* without the unit; "" */
  JbQuantity *unit;       /* one of it: "1亿元"; NULL: none is named */
  JbChange    change;     /* 增长（%）: the cells are sizes of a change */
} Head;

typedef struct
{
  const char      *text;
  const JbLexicon *lexicon;
  GPtrArray       *metrics;
  GArray          *rejected;
  GPtrArray       *heads;      /* of Head, of the columns; empty: none seen yet */
  JbQuantity      *table_unit; /* of 单位：亿元 */
  int              unit_column; /* of a column named 单位; -1 */
  int              number_column; /* 序号; -1 */
  guint            n_cells;       /* of the row at hand */
  gboolean         changes;       /* 涨跌幅度 stands above it: its percentages are sizes of changes */
} Table;

static void
head_free (Head *head)
{
  g_free (head->name);
  jb_quantity_free (head->unit);
  g_free (head);
}

static JbQuantity *
parse_unit (const JbLexicon *lexicon, const char *unit)
{
  g_autofree char *one = g_strconcat ("1", unit, NULL);
  JbQuantity *quantity = *unit != '\0' && strlen (unit) < 60 ? jb_quantity_parse (one, lexicon, NULL) : NULL;

  if (quantity != NULL && *quantity->base_unit == '\0')
    g_clear_pointer (&quantity, jb_quantity_free);
  return quantity;
}

/* ---- cells ---- */

static JbSpan
trim (const char *text, JbSpan span)
{
  while (span.start < span.end)
    {
      gunichar c = g_utf8_get_char (text + span.start);
      if (c != '|' && !g_unichar_isspace (c) && c != 0x3000)
        break;
      span.start += (gsize) g_unichar_to_utf8 (c, NULL);
    }
  while (span.end > span.start)
    {
      const char *last = g_utf8_find_prev_char (text + span.start, text + span.end);
      gunichar c = last != NULL ? g_utf8_get_char (last) : 'x';
      if (c != '|' && !g_unichar_isspace (c) && c != 0x3000)
        break;
      span.end = (gsize) (last - text);
    }
  return span;
}

static void
split_row (const char *text, JbSpan row, gboolean framed, GArray *cells)
{
  gboolean pipes = memchr (text + row.start, '|', jb_span_length (row)) != NULL;
  gsize from = row.start;

  g_array_set_size (cells, 0);
  if (pipes && framed && text[from] == '|')
    from++;
  if (pipes && row.end > from && text[row.end - 1] == '|')
    row.end--;
  for (gsize i = from; i <= row.end; i++)
    if (i == row.end || text[i] == (pipes ? '|' : '\t'))
      {
        JbSpan cell = trim (text, (JbSpan) { from, i });
        g_array_append_val (cells, cell);
        from = i + 1;
      }
}

static JbSpan
cell_at (const GArray *cells, guint i)
{
  return g_array_index (cells, JbSpan, i);
}

/* The cell as one quantity; NULL where it is words, a date, or nothing. */
static JbQuantity *
cell_quantity (const Table *table, JbSpan cell)
{
  g_autofree char *words = jb_span_dup (table->text, cell);

  if (*words == '\0' || jb_span_length (cell) > 80)
    return NULL;
  JbQuantity *quantity = jb_quantity_parse (words, table->lexicon, NULL);
  if (quantity == NULL)
    return NULL;
  if (strchr (quantity->unit, '/') == NULL
      && (g_str_has_prefix (quantity->unit, "年") || g_str_has_prefix (quantity->unit, "月")))
    g_clear_pointer (&quantity, jb_quantity_free);
  return quantity;
}

static gboolean
is_rule_row (const char *text, JbSpan row) /* |---|:--:| */
{
  for (gsize i = row.start; i < row.end; i++)
    if (strchr ("-:| \t=", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* ---- heads ---- */

/* The unit in the last brackets of @words: from and to within it; %FALSE where there are none. */
static gboolean
find_brackets (const char *words, const char **open, const char **inside, const char **close)
{
  static const char *const pairs[][2] = { { "（", "）" }, { "(", ")" }, { "[", "]" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      *open = g_strrstr (words, pairs[i][0]);
      if (*open == NULL)
        continue;
      *inside = *open + strlen (pairs[i][0]);
      *close = strstr (*inside, pairs[i][1]);
      if (*close != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
without_unit_word (const char *words)
{
  static const char *const openings[] = { "单位：", "单位:", "单位" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (words, openings[i]))
      return g_strstrip (g_strdup (words + strlen (openings[i])));
  return g_strstrip (g_strdup (words));
}

static JbChange
change_of_head (const char *name)
{
  static const struct
  {
    const char *word;
    JbChange    change;
  } words[] = { { "增长率", JB_CHANGE_NONE },     { "增速", JB_CHANGE_NONE },     { "增加值", JB_CHANGE_NONE },
                { "增幅", JB_CHANGE_NONE },       { "降幅", JB_CHANGE_NONE },       { "占比", JB_CHANGE_NONE },
      { "增长", JB_CHANGE_INCREASE }, { "增减", JB_CHANGE_INCREASE },
                { "增加", JB_CHANGE_INCREASE },   { "下降", JB_CHANGE_DECREASE }, { "减少", JB_CHANGE_DECREASE },
                { "比上年±", JB_CHANGE_INCREASE }, { "同比", JB_CHANGE_INCREASE },   { "环比", JB_CHANGE_INCREASE },
                { "比上年", JB_CHANGE_INCREASE },  { "较上年", JB_CHANGE_INCREASE }, { "涨跌", JB_CHANGE_INCREASE } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i].word) != NULL)
      return words[i].change;
  return JB_CHANGE_NONE;
}

/* 件 of 制发件数 */
static JbQuantity *
unit_of_count_name (const JbLexicon *lexicon, const char *name)
{
  static const char *const endings[] = { "件数", "人数", "户数", "次数", "个数", "项数", "家数", "条数", "起数", "份数", "宗数" };

  if (g_str_has_suffix (name, "人次数"))
    return parse_unit (lexicon, "人次");
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      {
        g_autofree char *unit = g_strndup (endings[i], strlen (endings[i]) - strlen ("数"));
        return parse_unit (lexicon, unit);
      }
  return NULL;
}

/* 2021 of 2021年, 2021年度（件）; 0: none. */
static int
year_of (const char *name)
{
  guint64 year = g_ascii_isdigit (*name) ? g_ascii_strtoull (name, NULL, 10) : 0;

  return year >= 1949 && year <= 2099 && g_str_has_prefix (name + 4, "年") ? (int) year : 0;
}

static void
drop_part_mark (char *name) /* 其中：维持 */
{
  static const char *const marks[] = { "其中：", "其中:", "#其中：", "#", "＃" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (name, marks[i]) && name[strlen (marks[i])] != '\0')
      {
        memmove (name, name + strlen (marks[i]), strlen (name) - strlen (marks[i]) + 1);
        g_strchug (name);
        return;
      }
}

static Head *
head_new (const Table *table, JbSpan cell)
{
  Head *head = g_new0 (Head, 1);
  g_autofree char *words = jb_span_dup (table->text, cell);
  const char *open, *inside, *close;

  if (find_brackets (words, &open, &inside, &close))
    {
      g_autofree char *bracket = g_strndup (inside, (gsize) (close - inside));
      g_autofree char *unit = without_unit_word (bracket);
      head->unit = parse_unit (table->lexicon, unit);
      if (head->unit != NULL)
        head->name = g_strndup (words, (gsize) (open - words));
    }
  if (head->unit == NULL && g_str_has_suffix (words, "%") && strlen (words) > 1)
    {
      head->unit = parse_unit (table->lexicon, "%");
      head->name = g_strndup (words, strlen (words) - 1);
    }
  if (head->name == NULL)
    head->name = g_strdup (words);
  g_strstrip (head->name);
  drop_part_mark (head->name);
  if (head->unit == NULL)
    head->unit = unit_of_count_name (table->lexicon, head->name);
  head->change = change_of_head (head->name);
  return head;
}

static void
take_heads (Table *table, const GArray *cells)
{
  g_ptr_array_set_size (table->heads, 0);
  table->unit_column = table->number_column = -1;
  for (guint i = 0; i < cells->len; i++)
    {
      Head *head = head_new (table, cell_at (cells, i));
      if (g_str_equal (head->name, "单位") || g_str_equal (head->name, "计量单位"))
        table->unit_column = (int) i;
      if (g_str_equal (head->name, "序号") || g_str_equal (head->name, "编号"))
        table->number_column = (int) i;
      g_ptr_array_add (table->heads, head);
    }
}

/* 单位：亿元 anywhere in a caption or a row of its own. */
static void
take_table_unit (Table *table, JbSpan span)
{
  g_autofree char *words = jb_span_dup (table->text, span);
  const char *at = strstr (words, "单位");

  if (at == NULL)
    return;
  g_autofree char *unit = without_unit_word (at);
  gsize length = strcspn (unit, " \t\r\n|)");
  const char *close = strstr (unit, "）");
  if (close != NULL && (gsize) (close - unit) < length)
    length = (gsize) (close - unit);
  unit[length] = '\0';
  JbQuantity *quantity = parse_unit (table->lexicon, unit);
  if (quantity == NULL)
    return;
  jb_quantity_free (table->table_unit);
  table->table_unit = quantity;
}

/* ---- metrics ---- */

static void
reject (Table *table, JbSpan span)
{
  JbRejected rejected = { span, "unread" };

  if (table->rejected != NULL)
    g_array_append_val (table->rejected, rejected);
}

static const JbQuantity *
unit_for (const Table *table, const Head *column, const Head *row, const JbQuantity *unit_cell)
{
  if (column != NULL && column->unit != NULL)
    return column->unit;
  if (unit_cell != NULL)
    return unit_cell;
  if (row->unit != NULL)
    return row->unit;
  return table->table_unit;
}

/* Gives a bare number the unit named elsewhere. */
static void
apply_unit (JbMetric *metric, const JbQuantity *unit)
{
  g_autofree char *product = jb_decimal_multiply (metric->base_value, unit->base_value);
  g_autofree char *base = jb_decimal_trim (product);

  g_free (metric->base_value);
  metric->base_value = g_steal_pointer (&base);
  g_free (metric->unit);
  metric->unit = g_strdup (unit->unit);
  g_free (metric->base_unit);
  metric->base_unit = g_strdup (unit->base_unit);
  metric->dimension = unit->dimension;
}

static JbMetric *
metric_from (JbQuantity *quantity, JbSpan cell)
{
  JbMetric *metric = g_new0 (JbMetric, 1);

  metric->span = cell;
  metric->value = g_steal_pointer (&quantity->value);
  metric->value_high = g_steal_pointer (&quantity->value_high);
  metric->unit = g_steal_pointer (&quantity->unit);
  metric->base_value = g_steal_pointer (&quantity->base_value);
  metric->base_value_high = g_steal_pointer (&quantity->base_value_high);
  metric->base_unit = g_steal_pointer (&quantity->base_unit);
  metric->dimension = quantity->dimension;
  metric->modifier = quantity->modifier;
  metric->whole = metric->group = -1;
  return metric;
}

static void
settle_change (JbMetric *metric, JbChange change)
{
  metric->change = change;
  if (change == JB_CHANGE_NONE || *metric->value != '-' || *metric->base_value != '-')
    return;
  metric->change = change == JB_CHANGE_INCREASE ? JB_CHANGE_DECREASE : JB_CHANGE_INCREASE;
  memmove (metric->value, metric->value + 1, strlen (metric->value));
  memmove (metric->base_value, metric->base_value + 1, strlen (metric->base_value));
}

/* 行政许可 | 120: a whole number beside words, in a table of two columns without a head, or under 数量, 合计. */
static gboolean
is_plain_count (const Table *table, const JbQuantity *quantity, const Head *column, const Head *row)
{
  static const char *const counts[] = { "数", "量", "合计", "总计", "小计", "数目" };

  if (*row->name == '\0' || !g_ascii_isdigit (*quantity->value) || strchr (quantity->value, '.') != NULL
      || quantity->value_high != NULL || jb_han_is (g_utf8_get_char (row->name)) == FALSE)
    return FALSE;
  if (column == NULL)
    return table->heads->len == 0 && table->n_cells == 2;
  if (g_str_has_suffix (column->name, "分数") || g_str_has_suffix (column->name, "指数") || g_str_has_suffix (column->name, "系数"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_str_has_suffix (column->name, counts[i]))
      return TRUE;
  return FALSE;
}

/* 产量 in front of 比上年增长（%）: what the change at column @i is of; "" where the name says nothing. */
static const char *
level_before (const Table *table, const Head *row, const Head *column, guint i)
{
  static const char *const endings[] = { "产量", "产值", "额", "面积", "收入", "支出", "数量", "投资" };
  const Head *last = column != NULL && column->change != JB_CHANGE_NONE && i > 1 ? g_ptr_array_index (table->heads, i - 1) : NULL;

  if (last == NULL || last->change != JB_CHANGE_NONE || strstr (column->name, last->name) != NULL || g_str_has_suffix (row->name, "量"))
    return "";
  for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
    if (g_str_has_suffix (last->name, endings[k]))
      return last->name;
  return "";
}

static JbChange
change_of_cell (const Table *table, const JbQuantity *unit, const Head *column, const Head *row)
{
  if (column != NULL && column->change != JB_CHANGE_NONE)
    return column->change;
  if (row->change != JB_CHANGE_NONE)
    return row->change;
  return table->changes && unit != NULL && unit == table->table_unit && unit->dimension == JB_DIMENSION_PERCENT
           ? JB_CHANGE_INCREASE : JB_CHANGE_NONE;
}

static void
take_cell (Table *table, JbSpan cell, JbQuantity *quantity, const Head *column, const Head *row,
           const JbQuantity *unit_cell, guint i)
{
  gboolean bare = *quantity->base_unit == '\0';
  const JbQuantity *unit = bare ? unit_for (table, column, row, unit_cell) : NULL;

  if (bare && unit == NULL && !is_plain_count (table, quantity, column, row))
    {
      reject (table, cell);
      return;
    }
  JbMetric *metric = metric_from (quantity, cell);
  if (unit != NULL && metric->base_value_high == NULL && jb_decimal_is_valid (metric->base_value))
    apply_unit (metric, unit);
  settle_change (metric, change_of_cell (table, unit, column, row));
  metric->period = column != NULL ? year_of (column->name) : 0;
  metric->subject = *row->name != '\0' ? g_strdup (row->name) : NULL;
  metric->label_zh = g_strconcat (row->name, level_before (table, row, column, i), column != NULL ? column->name : "", NULL);
  if (*metric->label_zh == '\0')
    {
      g_free (metric->label_zh);
      metric->label_zh = g_strdup (*metric->base_unit != '\0' ? metric->base_unit : "数量");
    }
  g_ptr_array_add (table->metrics, metric);
}

static guint
first_number (const Table *table, const GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      if ((int) i == table->number_column)
        continue;
      g_autoptr(JbQuantity) quantity = cell_quantity (table, cell_at (cells, i));
      if (quantity != NULL)
        return i;
    }
  return cells->len;
}

static void
read_row (Table *table, const GArray *cells)
{
  gboolean headed = table->heads->len > 0;
  table->n_cells = cells->len;
  gboolean told = !headed || table->heads->len == cells->len;
  guint label = table->number_column == 0 && cells->len > 1 ? 1 : 0;
  Head *row = head_new (table, cell_at (cells, label));
  g_autoptr(JbQuantity) unit_cell = NULL;

  if (table->unit_column >= 0 && (guint) table->unit_column < cells->len)
    {
      g_autofree char *words = jb_span_dup (table->text, cell_at (cells, (guint) table->unit_column));
      unit_cell = parse_unit (table->lexicon, words);
    }
  for (guint i = label + 1; i < cells->len; i++)
    {
      g_autoptr(JbQuantity) quantity = cell_quantity (table, cell_at (cells, i));
      if (quantity == NULL || (int) i == table->unit_column || (int) i == table->number_column)
        continue;
      if (!told && *quantity->base_unit == '\0')
        reject (table, cell_at (cells, i));
      else
        {
          const Head *column = headed && told ? g_ptr_array_index (table->heads, i) : NULL;
          take_cell (table, cell_at (cells, i), quantity, column, row, unit_cell, i);
        }
    }
  head_free (row);
}

/* Words in every cell: a head. A row of a label and dashes is a heading inside the table. */
static gboolean
looks_like_heads (const Table *table, const GArray *cells)
{
  guint words = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      JbSpan cell = cell_at (cells, i);
      words += jb_span_length (cell) > 0 && !is_rule_row (table->text, cell)
               && strncmp (table->text + cell.start, "—", strlen ("—")) != 0;
    }
  return words > 1 && (table->heads->len == 0 || words == cells->len);
}

/* Whether every row opens with a rule. Where only some do, theirs parts an empty first cell from the second. */
static gboolean
is_framed (const char *text, const JbParagraph *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (jb_span_length (rows[i].span) > 0 && text[rows[i].span.start] != '|')
      return FALSE;
  return TRUE;
}

/* 涨跌幅度, 增减幅度 in the table's name. */
static gboolean
says_changes (const char *text, JbSpan caption)
{
  static const char *const words[] = { "涨跌", "增减", "增长速度", "变动幅度" };
  g_autofree char *name = jb_span_dup (text, caption);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

void
jb_table_read (const char *text, const JbParagraph *rows, guint n_rows, JbSpan caption, const JbLexicon *lexicon,
               GPtrArray *metrics, GArray *rejected)
{
  Table table = { text, lexicon, metrics, rejected, NULL, NULL, -1, -1, 0, says_changes (text, caption) };
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (JbSpan));

  table.heads = g_ptr_array_new_with_free_func ((GDestroyNotify) head_free);
  take_table_unit (&table, caption);
  gboolean framed = is_framed (text, rows, n_rows), barred = FALSE;
  for (guint i = 0; i < n_rows; i++)
    {
      if (is_rule_row (text, rows[i].span))
        continue;
      gboolean bars = memchr (text + rows[i].span.start, '|', jb_span_length (rows[i].span)) != NULL;
      if (i > 0 && bars != barred) /* another table follows */
        g_ptr_array_set_size (table.heads, 0);
      barred = bars;
      split_row (text, rows[i].span, framed, cells);
      if (cells->len == 0)
        continue;
      take_table_unit (&table, rows[i].span);
      guint number = first_number (&table, cells);
      if (number < cells->len && (number > 0 || table.heads->len > 0))
        read_row (&table, cells);
      else if (looks_like_heads (&table, cells))
        take_heads (&table, cells);
    }
  g_ptr_array_unref (table.heads);
  jb_quantity_free (table.table_unit);
}
