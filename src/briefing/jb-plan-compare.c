/* The comparison as a whole: which rows, what each is called, what is printed of its values. */
#include "jb-plan-compare-private.h"

#include "jb-decimal.h"

#include <string.h>

#define MINUS "\xE2\x88\x92"

JbCompareMode
jb_compare_mode (const JbBriefingSources *reports, guint n_reports)
{
  for (guint i = 0; i < n_reports; i++)
    for (guint k = 0; k < i; k++)
      {
        const char *a = jb_report_get_place (reports[i].report), *b = jb_report_get_place (reports[k].report);
        int x = jb_report_get_year (reports[i].report), y = jb_report_get_year (reports[k].report);

        if (x <= 0 || y <= 0 || x == y || (a != NULL && b != NULL && strcmp (a, b) != 0))
          return JB_COMPARE_PLACES;
      }
  return JB_COMPARE_YEARS;
}

void
compare_ends (const Compare *compare, guint row, guint *first, guint *last)
{
  *first = *last = G_MAXUINT;
  for (guint r = 0; r < compare->n; r++)
    if (compare_metric (compare, row, r) != NULL)
      {
        *first = *first == G_MAXUINT ? r : *first;
        *last = r;
      }
}

/* Without the "（2）" that told two of one report apart. */
static char *
plain_label (const char *label)
{
  static const char open[] = "（", close[] = "）";
  const char *at = g_strrstr (label, open);

  if (at != NULL && at > label && g_str_has_suffix (at, close) && g_ascii_isdigit (at[strlen (open)]))
    return g_strndup (label, (gsize) (at - label));
  return g_strdup (label);
}

char *
compare_label_zh (const Compare *compare, guint row)
{
  guint first, last;

  compare_ends (compare, row, &first, &last);
  g_autofree char *plain = plain_label (compare_metric (compare, row, last)->label_zh);
  return plan_full_width (plain);
}

char *
compare_label_en (const Compare *compare, guint row)
{
  for (guint r = compare->n; r-- > 0;)
    {
      int metric = compare_row (compare, row)->members[r].metric;
      const char *label = metric >= 0 ? plan_label_en (&compare->plans[r], (guint) metric) : NULL;
      if (label == NULL)
        continue;
      const char *at = strrchr (label, '('); /* "(2)" told two of one report apart */
      gboolean numbered = at != NULL && at > label + 1 && g_ascii_isdigit (at[1]) && g_str_has_suffix (at, ")");
      g_autofree char *plain = numbered ? g_strndup (label, (gsize) (at - label) - 1) : g_strdup (label);
      return plan_curly (plain);
    }
  return NULL;
}

char *
compare_value_zh (const Compare *compare, guint row, guint r)
{
  const JbMetric *metric = compare_metric (compare, row, r);
  if (metric->dimension == JB_DIMENSION_RATIO) /* 四分之一, as it is written */
    return number_zh_label (metric, compare->plans[r].text);
  g_autofree char *value = number_zh_value (metric, FALSE), *unit = number_zh_unit (metric, compare->plans[r].text);

  return g_strconcat (value, unit, NULL);
}

char *
compare_value_en (const Compare *compare, guint row, guint r)
{
  JbMetric measure = *compare_metric (compare, row, r);

  measure.change = JB_CHANGE_NONE; /* 压缩60.5% is a measure of 60.5 here, no fall */
  return number_en_value (&compare->plans[r], &measure, TRUE);
}

static char *
signed_text (const char *decimal, gboolean about)
{
  gboolean negative = *decimal == '-';
  g_autofree char *grouped = jb_decimal_group (negative ? decimal + 1 : decimal);
  gboolean none = jb_decimal_compare (decimal, "0") == 0;

  return g_strconcat (about ? "≈" : "", none ? "" : negative ? MINUS : "+", grouped, NULL);
}

/* Of places: how far the highest is from the lowest. */
static JbDelta *
spread_of (const Compare *compare, guint row)
{
  const JbMetric *low = NULL, *high = NULL;

  for (guint r = 0; r < compare->n; r++)
    {
      const JbMetric *metric = compare_metric (compare, row, r);
      if (metric == NULL)
        continue;
      if (!jb_decimal_is_valid (metric->base_value))
        return NULL;
      if (low == NULL || jb_decimal_compare (metric->base_value, low->base_value) < 0)
        low = metric;
      if (high == NULL || jb_decimal_compare (metric->base_value, high->base_value) > 0)
        high = metric;
    }
  return low != NULL && high != NULL ? jb_delta_new (low, high) : NULL;
}

void
compare_change (const Compare *compare, guint row, JbText *change)
{
  guint first, last;

  compare_ends (compare, row, &first, &last);
  g_autoptr(JbDelta) delta = compare->sources->mode == JB_COMPARE_PLACES
                               ? spread_of (compare, row)
                               : jb_delta_new (compare_metric (compare, row, first), compare_metric (compare, row, last));
  if (delta == NULL)
    {
      *change = (JbText) { g_strdup (""), g_strdup ("") };
      return;
    }
  g_autofree char *number = signed_text (delta->percent != NULL ? delta->percent : delta->difference, delta->about);
  *change = (JbText) { g_strconcat (number, delta->points ? "个百分点" : delta->percent != NULL ? "%" : "", NULL),
                       g_strconcat (number, delta->points ? " pp" : delta->percent != NULL ? "%" : "", NULL) };
}

guint
compare_line (const Compare *compare, guint r, guint metric)
{
  guint line, column;

  jb_report_locate (compare->plans[r].sources->report, plan_metric (&compare->plans[r], metric)->span.start, &line, &column);
  return line;
}

static void
start_plan (Compare *compare, guint r, GPtrArray *diagnostics)
{
  const JbBriefingSources *sources = &compare->sources->reports[r];
  Plan *plan = &compare->plans[r];

  *plan = (Plan) { .sources = sources, .briefing = compare->briefing, .diagnostics = diagnostics };
  plan->text = jb_report_get_text (sources->report, NULL);
  plan->sections = jb_report_get_sections (sources->report, &plan->n_sections);
  plan->paragraphs = jb_report_get_paragraphs (sources->report, &plan->n_paragraphs);
  plan->sentences = jb_report_get_sentences (sources->report, &plan->n_sentences);
}

/* What the column of a report is called. */
static void
name_reports (Compare *compare)
{
  for (guint r = 0; r < compare->n; r++)
    {
      const JbBriefingSources *sources = &compare->sources->reports[r];
      const char *place = jb_report_get_place (sources->report);
      int year = jb_report_get_year (sources->report);
      gboolean same = FALSE;
      JbText *name = &compare->names[r];

      for (guint k = 0; k < compare->n; k++)
        same = same || (k != r && g_strcmp0 (place, jb_report_get_place (compare->sources->reports[k].report)) == 0);
      if (compare->sources->mode == JB_COMPARE_YEARS)
        *name = (JbText) { g_strdup_printf ("%d年", year), g_strdup_printf ("%d", year) };
      else if (place != NULL && (!same || year > 0))
        {
          g_autofree char *english = plan_english_place (&compare->plans[r], place);
          const char *en = english != NULL ? english : place;
          *name = same ? (JbText) { g_strdup_printf ("%s%d年", place, year), g_strdup_printf ("%s %d", en, year) }
                       : (JbText) { g_strdup (place), g_strdup (en) };
        }
      else
        *name = (JbText) { g_strdup (sources->input->name), g_strdup (sources->input->name) };
    }
}

static void
list_rows (Compare *compare)
{
  const GPtrArray *series = compare->sources->series;

  compare->rows = g_ptr_array_new ();
  compare->row_of = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint r = 0; r < compare->n; r++)
    {
      compare->number_of[r] = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_set_size (compare->number_of[r], compare->sources->sources[r].metrics->len);
      for (guint i = 0; i < compare->number_of[r]->len; i++)
        g_array_index (compare->number_of[r], int, i) = -1;
    }
  for (guint s = 0; s < series->len; s++)
    {
      const JbSeries *one = g_ptr_array_index (series, s);
      int row = one->n_members >= 2 ? (int) compare->rows->len : -1;

      g_array_append_val (compare->row_of, row);
      if (row < 0)
        continue;
      g_ptr_array_add (compare->rows, (gpointer) one);
      for (guint r = 0; r < compare->n; r++)
        if (one->members[r].metric >= 0)
          g_array_index (compare->number_of[r], int, one->members[r].metric) = row;
    }
  g_array_set_size (compare->briefing->numbers, compare->rows->len);
  for (guint i = 0; i < compare->sources->claims->len; i++)
    {
      const JbClaim *claim = g_ptr_array_index (compare->sources->claims, i);
      int row = g_array_index (compare->row_of, int, claim->series);
      if (claim->verdict == JB_VERDICT_INCONSISTENT && row >= 0)
        {
          JbNumber *number = &g_array_index (compare->briefing->numbers, JbNumber, row);
          number->doubt = MAX (number->doubt, claim->sure ? JB_DOUBT_FAILS : JB_DOUBT_QUESTIONABLE);
        }
    }
}

/* "云泽市2021—2023年法治政府建设情况报告对照"; of places "云泽市、芦湾市2022年……对照". */
static void
set_titles (Compare *compare)
{
  JbBriefing *briefing = compare->briefing;
  const JbBriefingSources *first = &compare->sources->reports[0], *last = &compare->sources->reports[compare->n - 1];
  const char *english = NULL, *kind = jb_report_get_kind (last->report, &english), *place = jb_report_get_place (first->report);
  g_autofree char *place_en = place != NULL ? plan_english_place (&compare->plans[0], place) : NULL;
  int from = jb_report_get_year (first->report), to = jb_report_get_year (last->report);

  if (kind == NULL)
    kind = "报告", english = "reports";
  if (compare->sources->mode == JB_COMPARE_YEARS)
    {
      briefing->title.zh = g_strdup_printf ("%s%d—%d年%s对照", place != NULL ? place : "", from, to, kind);
      briefing->title.en = g_strdup_printf ("%s%s%s compared, %d–%d", place_en != NULL ? place_en : "", place_en != NULL ? ": " : "", english, from, to);
    }
  else
    {
      g_autoptr(GString) zh = g_string_new (NULL), en = g_string_new (NULL);
      for (guint r = 0; r < MIN (compare->n, 3u); r++)
        {
          g_string_append_printf (zh, "%s%s", r > 0 ? "、" : "", compare->names[r].zh);
          g_string_append_printf (en, "%s%s", r > 0 ? ", " : "", compare->names[r].en);
        }
      if (compare->n > 3)
        {
          g_string_append_printf (zh, "等%u份", compare->n);
          g_string_append_printf (en, " and %u more", compare->n - 3);
        }
      if (from > 0 && from == to)
        g_string_append_printf (zh, "%d年", from);
      briefing->title.zh = g_strdup_printf ("%s%s对照", zh->str, kind);
      briefing->title.en = from > 0 && from == to ? g_strdup_printf ("%s: %s compared, %d", en->str, english, from)
                                                  : g_strdup_printf ("%s: %s compared", en->str, english);
    }
  briefing->short_title.zh = g_strdup (briefing->title.zh);
  briefing->short_title.en = g_strdup (briefing->title.en);
  briefing->author = g_strdup (jb_report_get_issuer (last->report));
}

static void
count (Compare *compare)
{
  JbCounts *counts = &compare->briefing->counts;

  for (guint r = 0; r < compare->n; r++)
    {
      const JbTranslation *translation = compare->sources->reports[r].translation;

      counts->n_sections += compare->plans[r].n_sections - 1;
      counts->n_sentences += compare->plans[r].n_sentences;
      counts->n_translated += translation->n_translated;
      counts->n_fuzzy += translation->n_fuzzy;
      counts->n_missing += translation->n_missing;
    }
}

static gboolean
any_supplied (const JbCompareSources *sources)
{
  for (guint r = 0; r < sources->n_reports; r++)
    if (sources->reports[r].translation->supplied)
      return TRUE;
  return FALSE;
}

JbBriefing *
jb_briefing_plan_compare (const JbCompareSources *sources, GPtrArray *diagnostics, GError **error)
{
  Compare compare = { .sources = sources, .n = sources->n_reports };
  JbBriefing *briefing = g_new0 (JbBriefing, 1);

  briefing->root = jb_block_new (JB_BLOCK_DOCUMENT);
  briefing->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_figure_free);
  briefing->numbers = g_array_new (FALSE, TRUE, sizeof (JbNumber));
  briefing->section_numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  briefing->layout = sources->reports[0].layout;
  if (briefing->layout == JB_LAYOUT_PARALLEL && !any_supplied (sources))
    briefing->layout = JB_LAYOUT_ZH;
  compare.briefing = briefing;
  for (guint r = 0; r < compare.n; r++)
    start_plan (&compare, r, diagnostics);
  name_reports (&compare);
  list_rows (&compare);
  set_titles (&compare);
  count (&compare);
  compare_figures (&compare);
  compare_front (&compare);
  compare_table (&compare);
  compare_annex (&compare);
  compare_method (&compare);
  for (guint r = 0; r < compare.n; r++)
    {
      g_array_unref (compare.number_of[r]);
      g_free (compare.names[r].zh);
      g_free (compare.names[r].en);
    }
  g_array_unref (compare.row_of);
  g_ptr_array_unref (compare.rows);
  if (plan_logo (briefing, sources->reports[0].profile, error))
    return briefing;
  jb_briefing_free (briefing);
  return NULL;
}
