/* Years: one measure over three and more → columns (counts, money) or a line (rates); several of one unit → lines; of three
 * units → small multiples; over two years several things → grouped bars, one → slope.
 *
 *   网上可办率2021年为80%，2022年为85.5%，2023年为92%     one year a clause
 *   2021年、2022年、2023年办件量分别为1200件、1350件、1480件  as many years before a list as it has numbers
 *   受理案件（件）  1200  1350  1480                        a table, whose heads the labels carry */
#include "jb-plan-charts-private.h"

#include "jb-decimal.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SERIES 4
#define MAX_PANELS 12
#define MAX_COLUMNS 6
#define FIRST_YEAR 1949
#define LAST_YEAR 2100
#define LABEL_YEAR 7 /* bytes of 2022年 */

/* What a number says of a thing in a year. */
typedef struct { guint number; int year; char *name; guint place; } Said;
typedef struct { char *name; guint place; GArray *numbers, *years; gboolean taken; } Course;

static void
clear_said (Said *said)
{
  g_free (said->name);
}

static void
course_free (Course *course)
{
  g_free (course->name);
  g_array_unref (course->numbers);
  g_array_unref (course->years);
  g_free (course);
}

/* The year that @at begins with, 年 behind it; 0: none. */
static int
read_year (const char *at, const char *end)
{
  int year = 0;

  if (end - at < LABEL_YEAR || memcmp (at + 4, "年", 3) != 0)
    return 0;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return 0;
      year = 10 * year + (at[i] - '0');
    }
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* The years of "2019—2023年", "2019年至2023年" that @at begins with; bytes of it, 0: none. */
static gsize
read_range (const char *at, const char *end, int *first, int *last)
{
  static const char *const dashes[] = { "—", "–", "-", "~", "～", "至", "到", NULL };
  const char *next = at + 4;

  if (end - at < 4 + LABEL_YEAR || strspn (at, "0123456789") != 4)
    return 0;
  if (g_str_has_prefix (next, "年"))
    next += strlen ("年");
  for (guint i = 0; dashes[i] != NULL; i++)
    if (g_str_has_prefix (next, dashes[i]))
      {
        const char *second = next + strlen (dashes[i]);

        *first = (int) g_ascii_strtoull (at, NULL, 10);
        *last = read_year (second, end);
        return *first >= FIRST_YEAR && *last > *first && *last - *first < PLAN_MAX_ROWS ? (gsize) (second + LABEL_YEAR - at) : 0;
      }
  return 0;
}

/* Years named between @from and @to. */
static guint
find_years (const char *from, const char *to, int *years, guint max)
{
  guint n = 0;
  int first = 0, last = 0;

  for (const char *at = from; at < to; at++)
    {
      gsize range = read_range (at, to, &first, &last);
      int year = range == 0 ? read_year (at, to) : 0;

      for (int y = first; range > 0 && y <= last; y++, n++)
        if (n < max)
          years[n] = y;
      if (year > 0 && n < max)
        years[n] = year;
      n += year > 0;
      at += range > 0 ? range - 1 : 0;
    }
  return n;
}

/* @text without years, and without 为, 分别为, 占比 and marks that they leave behind. */
static char *
strip (const char *text)
{
  static const char *const ends[] = { "分别为", "分别达", "分别是", "达到", "为", "达", "是", "占比", "、", "，", ",", "的", NULL };
  GString *bare = g_string_new (NULL);
  const char *end = text + strlen (text);

  int first, last;
  for (const char *at = text; at < end;)
    if (read_range (at, end, &first, &last) > 0)
      at += read_range (at, end, &first, &last);
    else if (read_year (at, end) > 0)
      at += LABEL_YEAR;
    else
      g_string_append_c (bare, *at++);
  for (gboolean again = TRUE; again;)
    {
      again = FALSE;
      for (guint i = 0; ends[i] != NULL; i++)
        {
          if (bare->len > strlen (ends[i]) && g_str_has_suffix (bare->str, ends[i]))
            g_string_truncate (bare, bare->len - strlen (ends[i])), again = TRUE;
          if (strlen (ends[i]) == 3 && g_str_has_prefix (bare->str, ends[i]) && (g_str_equal (ends[i], "、") || g_str_equal (ends[i], "，")))
            g_string_erase (bare, 0, 3), again = TRUE;
        }
    }
  g_strstrip (bare->str);
  bare->len = strlen (bare->str);
  return g_string_free (bare, FALSE);
}

static gboolean
is_table_row (const Plan *plan, const JbMetric *metric)
{
  return plan->paragraphs[plan->sentences[metric->sentence].paragraph].kind == JB_PARAGRAPH_TABLE_ROW;
}

/* Place in its clause among the numbers of the clause, and how many they are. */
static guint
place_in_clause (const Plan *plan, guint i, guint *n)
{
  const JbMetric *metric = plan_metric (plan, i);
  guint from = i, to = i + 1;

  while (from > 0 && plan_metric (plan, from - 1)->clause.start == metric->clause.start)
    from--;
  while (to < plan->sources->metrics->len && plan_metric (plan, to)->clause.start == metric->clause.start)
    to++;
  *n = to - from;
  return i - from;
}

static int
year_of (const Plan *plan, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);
  const char *label = metric->label_zh;
  gsize length = strlen (label);
  int years[PLAN_MAX_ROWS];
  guint numbers, place, n;

  if (is_table_row (plan, metric))
    return length > LABEL_YEAR ? read_year (label + length - LABEL_YEAR, label + length) : 0;
  place = place_in_clause (plan, i, &numbers);
  const JbMetric *first = plan_metric (plan, i - place);
  n = find_years (plan->text + metric->clause.start, plan->text + MAX (first->span.start, metric->clause.start), years, PLAN_MAX_ROWS);
  if (n > PLAN_MAX_ROWS || n == 0)
    return 0;
  return n == 1 ? years[0] : n == numbers ? years[place] : 0;
}

static char *
name_of (const Plan *plan, guint i)
{
  const JbMetric *metric = plan_metric (plan, i);

  if (!is_table_row (plan, metric))
    return metric->subject != NULL ? strip (metric->subject) : NULL;
  return g_strndup (metric->label_zh, strlen (metric->label_zh) - LABEL_YEAR);
}

static GArray *
collect (const Planner *planner)
{
  const Plan *plan = planner->plan;
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Said));

  g_array_set_clear_func (all, (GDestroyNotify) clear_said);
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    {
      Said said = { .number = i };
      const Said *before = all->len > 0 ? &g_array_index (all, Said, all->len - 1) : NULL;

      if (!planner_is_level (planner, i) || (said.year = year_of (plan, i)) == 0)
        continue;
      said.name = name_of (plan, i);
      said.place = is_table_row (plan, plan_metric (plan, i)) ? G_MAXUINT - plan_metric (plan, i)->section : plan_metric (plan, i)->sentence;
      if ((said.name == NULL || *said.name == '\0') && before != NULL && before->place == said.place && before->number + 1 == i
          && plan_same_unit (plan_metric (plan, before->number), plan_metric (plan, i)))
        {
          g_free (said.name);
          said.name = g_strdup (before->name);
        }
      if (said.name != NULL && *said.name != '\0')
        g_array_append_val (all, said);
      else
        g_free (said.name);
    }
  return all;
}

/* Numbers of one name, unit and place, in order of their years. */
static GPtrArray *
find_courses (const Plan *plan, const GArray *all)
{
  GPtrArray *courses = g_ptr_array_new_with_free_func ((GDestroyNotify) course_free);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const Said *said = &g_array_index (all, Said, i);
      const JbMetric *metric = plan_metric (plan, said->number);
      g_autofree char *key = g_strdup_printf ("%u\t%s\t%s", said->place, metric->unit, said->name);
      Course *course = g_hash_table_lookup (known, key);

      if (course == NULL)
        {
          course = g_new0 (Course, 1);
          course->name = g_strdup (said->name);
          course->place = said->place;
          course->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
          course->years = g_array_new (FALSE, FALSE, sizeof (int));
          g_ptr_array_add (courses, course);
          g_hash_table_insert (known, g_steal_pointer (&key), course);
        }
      guint at = 0;
      while (at < course->years->len && g_array_index (course->years, int, at) < said->year)
        at++;
      if (at < course->years->len && g_array_index (course->years, int, at) == said->year)
        course->taken = TRUE; /* said twice: which holds is not known */
      g_array_insert_val (course->years, at, said->year);
      g_array_insert_val (course->numbers, at, said->number);
    }
  return courses;
}

static gboolean
same_years (const Course *a, const Course *b)
{
  return a->place == b->place && a->years->len == b->years->len
         && memcmp (a->years->data, b->years->data, a->years->len * sizeof (int)) == 0;
}

static guint
first_number (const Course *course)
{
  return g_array_index (course->numbers, guint, 0);
}

/* English of the name alone: what the glossary makes of it; else the label's, if all years share it. */
static char *
english_name (const Plan *plan, const Course *course)
{
  char *composed = jb_glossary_compose (plan->sources->glossary, course->name);
  const char *label;

  if (composed != NULL)
    return composed;
  label = plan_label_en (plan, first_number (course));
  for (guint i = 1; label != NULL && i < course->numbers->len; i++)
    if (g_strcmp0 (label, plan_label_en (plan, g_array_index (course->numbers, guint, i))) != 0)
      return NULL;
  return g_strdup (label);
}

static void
add_course (const Plan *plan, JbFigure *figure, const Course *course, int series, gboolean shared)
{
  g_autofree char *zh = plan_full_width (course->name), *en = english_name (plan, course);

  for (guint i = 0; i < course->numbers->len; i++)
    {
      JbChartDatum *datum = figure_add (plan, figure, g_array_index (course->numbers, guint, i), shared);
      jb_text_set (&datum->label, zh, en);
      datum->period = g_array_index (course->years, int, i);
      datum->series = series;
    }
}

static void
title_course (const Plan *plan, JbFigure *figure, const Course *course)
{
  guint a = first_number (course), z = g_array_index (course->numbers, guint, course->numbers->len - 1);
  const JbMetric *first = plan_metric (plan, a), *last = plan_metric (plan, z);
  int way = jb_decimal_compare (last->base_value, first->base_value), from = g_array_index (course->years, int, 0);
  g_autofree char *name = plan_full_width (course->name), *english = english_name (plan, course);
  g_autofree char *first_zh = plan_say (plan, first->base_value, first, TRUE), *last_zh = plan_say (plan, last->base_value, last, TRUE);
  g_autofree char *first_en = plan_say (plan, first->base_value, first, FALSE), *last_en = plan_say (plan, last->base_value, last, FALSE);
  g_autofree char *zh = g_strdup_printf ("%s由%d年的%s%s%s", name, from, first_zh, way < 0 ? "降至" : way > 0 ? "升至" : "到", last_zh);
  g_autofree char *bare = g_strdup_printf ("%s from %s in %d to %s", way < 0 ? "down" : way > 0 ? "up" : "unchanged", first_en, from, last_en);
  g_autofree char *en = english == NULL ? figure_say_under_heading (figure, bare) : g_strconcat (english, ": ", bare, NULL);

  figure_set_title (figure, zh, en);
}

static GArray *
numbers_of (const GPtrArray *courses)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < courses->len; i++)
    {
      Course *course = g_ptr_array_index (courses, i);
      g_array_append_vals (rows, course->numbers->data, course->numbers->len);
      course->taken = TRUE;
    }
  return rows;
}

static JbFigure *
start_courses (Planner *planner, const GPtrArray *courses, JbChartKind kind, gboolean *shared)
{
  Plan *plan = planner->plan;
  g_autoptr(GArray) rows = numbers_of (courses);
  const guint *at = (const guint *) (void *) rows->data;
  JbFigure *figure;

  *shared = plan_shares_unit (plan, at, rows->len);
  figure = figure_new (planner, kind, at, rows->len);
  figure_set_subject (plan, figure, at[0]);
  if (*shared || (kind != JB_CHART_MULTIPLES && plan_is_percent (plan_metric (plan, at[0]))))
    figure_set_unit_line (plan, figure, plan_metric (plan, at[0]));
  return figure;
}

static void
add_series_names (const Plan *plan, JbFigure *figure, const GPtrArray *courses)
{
  for (guint i = 0; i < courses->len; i++)
    {
      const Course *course = g_ptr_array_index (courses, i);
      g_autofree char *zh = plan_full_width (course->name), *en = english_name (plan, course);
      jb_chart_add_series (figure->chart, zh, en);
    }
}

/* One measure, or several of one unit, over three and more years. */
static void
make_lines (Planner *planner, const GPtrArray *courses)
{
  const Plan *plan = planner->plan;
  const Course *first = g_ptr_array_index (courses, 0);
  gboolean columns = courses->len == 1 && first->years->len <= MAX_COLUMNS && !plan_is_percent (plan_metric (plan, first_number (first))), shared;
  JbFigure *figure = start_courses (planner, courses, columns ? JB_CHART_COLUMNS : JB_CHART_LINE, &shared);

  if (courses->len > 1)
    add_series_names (plan, figure, courses);
  for (guint i = 0; i < courses->len; i++)
    add_course (plan, figure, g_ptr_array_index (courses, i), (int) i, shared);
  if (courses->len == 1)
    title_course (plan, figure, first);
  else
    figure_set_title (figure, NULL, NULL);
  figure_finish (plan, figure);
}

static void
make_multiples (Planner *planner, const GPtrArray *courses)
{
  const Plan *plan = planner->plan;
  gboolean shared;
  JbFigure *figure = start_courses (planner, courses, JB_CHART_MULTIPLES, &shared);

  add_series_names (plan, figure, courses);
  for (guint i = 0; i < courses->len; i++)
    add_course (plan, figure, g_ptr_array_index (courses, i), (int) i, FALSE);
  figure_set_title (figure, NULL, NULL);
  figure_finish (plan, figure);
}

static int
by_later (gconstpointer a, gconstpointer b, gpointer plan)
{
  const Course *x = *(Course *const *) a, *y = *(Course *const *) b;
  double p = plan_length (plan, g_array_index (x->numbers, guint, 1)), q = plan_length (plan, g_array_index (y->numbers, guint, 1));

  return p < q ? 1 : p > q ? -1 : first_number (x) < first_number (y) ? -1 : 1;
}

/* "5项中3项上升" / "3 of 5 rose from 2022 to 2023". */
static void
title_grouped (const Plan *plan, JbFigure *figure, const GPtrArray *courses, int from, int to)
{
  guint up = 0, down = 0, n = courses->len;

  for (guint i = 0; i < n; i++)
    {
      const Course *course = g_ptr_array_index (courses, i);
      up += plan_length (plan, g_array_index (course->numbers, guint, 1)) > plan_length (plan, first_number (course));
    }
  for (guint i = 0; i < n; i++)
    {
      const Course *course = g_ptr_array_index (courses, i);
      down += plan_length (plan, g_array_index (course->numbers, guint, 1)) < plan_length (plan, first_number (course));
    }
  const char *all = n == 2 ? "Both" : "All";
  g_autofree char *many = n == 2 ? g_strdup ("") : g_strdup_printf (" %u", n);
  g_autofree char *zh = down == n ? g_strdup_printf ("%u项%d年均低于%d年", n, to, from) : up == n ? g_strdup_printf ("%u项%d年均高于%d年", n, to, from) : up == 0 ? g_strdup_printf ("%u项%d年均不高于%d年", n, to, from)
                        : g_strdup_printf ("%u项中%u项%d年高于%d年", n, up, to, from);
  g_autofree char *en = up == n || down == n ? g_strdup_printf ("%s%s were %s in %d than in %d", all, many, up == n ? "higher" : "lower", to, from)
                        : up == 0 ? g_strdup_printf ("None of %u was higher in %d than in %d", n, to, from)
                                  : g_strdup_printf ("%u of %u %s higher in %d than in %d", up, n, up == 1 ? "was" : "were", to, from);
  g_autofree char *title_zh = g_strconcat (figure->chart->subject.zh, "：", zh, NULL);
  g_autofree char *title_en = figure->chart->subject.en != NULL ? g_strconcat (figure->chart->subject.en, ": ", en, NULL) : NULL;
  figure_set_title (figure, title_zh, title_en);
}

static void
make_grouped (Planner *planner, GPtrArray *courses)
{
  Plan *plan = planner->plan;
  const Course *first = g_ptr_array_index (courses, 0);
  int from = g_array_index (first->years, int, 0), to = g_array_index (first->years, int, 1);
  gboolean shared;

  g_ptr_array_sort_with_data (courses, by_later, plan);
  JbFigure *figure = start_courses (planner, courses, JB_CHART_GROUPED, &shared);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *year = g_strdup_printf ("%d", i == 0 ? from : to);
      jb_chart_add_series (figure->chart, year, year);
    }
  for (guint i = 0; i < courses->len; i++)
    {
      add_course (plan, figure, g_ptr_array_index (courses, i), 0, shared);
      g_array_index (figure->chart->data, JbChartDatum, 2 * i + 1).series = 1;
      g_array_index (figure->chart->data, JbChartDatum, 2 * i).period = g_array_index (figure->chart->data, JbChartDatum, 2 * i + 1).period = 0;
    }
  title_grouped (plan, figure, courses, from, to);
  figure_finish (plan, figure);
}

static void
make_slope (Planner *planner, const GPtrArray *courses)
{
  Plan *plan = planner->plan;
  const Course *course = g_ptr_array_index (courses, 0);
  const JbMetric *a = plan_metric (plan, first_number (course)), *z = plan_metric (plan, g_array_index (course->numbers, guint, 1));
  int way = jb_decimal_compare (z->base_value, a->base_value);
  gboolean shared, percent = plan_is_percent (z);

  if (way == 0)
    return;
  JbFigure *figure = start_courses (planner, courses, JB_CHART_SLOPE, &shared);
  add_course (plan, figure, course, 0, shared);
  g_array_index (figure->chart->data, JbChartDatum, 1).emphasis = TRUE;
  g_autofree char *change = way < 0 ? jb_decimal_subtract (a->base_value, z->base_value) : jb_decimal_subtract (z->base_value, a->base_value);
  g_autofree char *zh = percent ? g_strconcat (change, "个百分点", NULL) : plan_say (plan, change, z, TRUE);
  g_autofree char *en = percent ? plan_points_en (change) : plan_say (plan, change, z, FALSE);
  g_autofree char *said_zh = g_strconcat ("变化为推算：", zh, NULL), *said_en = g_strconcat ("Change is derived: ", en, NULL);
  figure->chart->change = way;
  jb_text_set (&figure->chart->change_text, zh, en);
  title_course (plan, figure, course);
  jb_chart_add_note (figure->chart, said_zh, said_en);
  figure_finish (plan, figure);
}

/* Courses over the same years in the same place; @any_unit: of whatever unit. */
static GPtrArray *
companions (const Plan *plan, const GPtrArray *courses, guint from, gboolean any_unit, guint max)
{
  GPtrArray *found = g_ptr_array_new ();
  const Course *first = g_ptr_array_index (courses, from);

  for (guint i = from; i < courses->len && found->len < max; i++)
    {
      Course *course = g_ptr_array_index (courses, i);
      if (!course->taken && same_years (first, course)
          && (any_unit || strcmp (plan_metric (plan, first_number (first))->unit, plan_metric (plan, first_number (course))->unit) == 0))
        g_ptr_array_add (found, course);
    }
  return found;
}

static guint
count_units (const Plan *plan, const GPtrArray *courses)
{
  g_autoptr(GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < courses->len; i++)
    g_hash_table_add (units, plan_metric (plan, first_number (g_ptr_array_index (courses, i)))->unit);
  return g_hash_table_size (units);
}

static gboolean
one_scale (const Plan *plan, const GPtrArray *courses)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < courses->len; i++)
    {
      const Course *course = g_ptr_array_index (courses, i);
      g_array_append_vals (rows, course->numbers->data, course->numbers->len);
    }
  return plan_scale_holds (plan, rows);
}

static void
plan_course (Planner *planner, const GPtrArray *courses, guint i)
{
  const Plan *plan = planner->plan;
  const Course *course = g_ptr_array_index (courses, i);
  guint n = course->years->len;

  if (course->taken || n < 2)
    return;
  g_autoptr(GPtrArray) all = companions (plan, courses, i, TRUE, MAX_PANELS), same = companions (plan, courses, i, FALSE, PLAN_MAX_ROWS);
  if (n >= 3 && all->len >= 3 && count_units (plan, all) >= 3)
    make_multiples (planner, all);
  else if (n >= 3 && same->len > 1 && same->len <= MAX_SERIES && one_scale (plan, same))
    make_lines (planner, same);
  else if (n == 2 && same->len >= 2 && same->len <= 10 && one_scale (plan, same))
    make_grouped (planner, same);
  else
    {
      g_ptr_array_set_size (same, 1);
      if (!one_scale (plan, same))
        return;
      if (n >= 3)
        make_lines (planner, same);
      else
        make_slope (planner, same);
    }
}

void
plan_years (Planner *planner)
{
  g_autoptr(GArray) all = collect (planner);
  g_autoptr(GPtrArray) courses = find_courses (planner->plan, all);

  for (guint i = 0; i < courses->len; i++)
    plan_course (planner, courses, i);
}
