/* Small multiples: one measure a panel over the same periods, 2 to 4 panels a row, each from zero. Panels of one unit share
 * one scale; each has its own where units differ. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_PANELS 12
#define INSET 4.0

typedef struct { double low, high; gint first, last; guint n; JbBlock name; } Panel;
typedef struct { Panel panels[MAX_PANELS]; guint n, columns; double width; int from, to; } Multiples;

static const JbChartDatum *
find_end (JbDraft *draft, const Panel *panel, gboolean last)
{
  return DATUM ((guint) (last ? panel->last : panel->first));
}

static void
read_panels (JbDraft *draft, Multiples *all)
{
  all->from = G_MAXINT;
  for (guint s = 0; s < all->n; s++)
    all->panels[s].first = all->panels[s].last = -1;
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      Panel *panel = &all->panels[datum->series];
      all->from = MIN (all->from, datum->period);
      all->to = MAX (all->to, datum->period);
      if (datum->mark == JB_MARK_MISSING)
        continue;
      if (panel->last >= 0 && datum->period <= DATUM ((guint) panel->last)->period)
        jb_draft_fail (draft, (int) i, "the periods of a panel ascend: put them in order of time");
      if (panel->first < 0)
        panel->first = (int) i;
      panel->last = (int) i;
      panel->n++;
      panel->low = MIN (panel->low, datum->value);
      panel->high = MAX (panel->high, datum->value);
    }
  for (guint s = 0; s < all->n; s++)
    if (all->panels[s].n < 2)
      jb_draft_fail (draft, -1, "a panel has two periods at least: draw cards");
}

/* One scale where all data have one unit. */
static void
share_scale (JbDraft *draft, Multiples *all)
{
  double low = 0, high = 0;

  for (guint i = 1; i < draft->chart->data->len; i++)
    if (DATUM (i)->mark != JB_MARK_MISSING && (g_strcmp0 (DATUM (i)->unit.zh, DATUM (0)->unit.zh) != 0
                                               || g_strcmp0 (DATUM (i)->unit.en, DATUM (0)->unit.en) != 0))
      return;
  for (guint s = 0; s < all->n; s++)
    low = MIN (low, all->panels[s].low), high = MAX (high, all->panels[s].high);
  for (guint s = 0; s < all->n; s++)
    all->panels[s].low = low, all->panels[s].high = high;
}

static double
get_x (const Multiples *all, int year)
{
  return INSET + (double) (year - all->from) / (all->to - all->from) * (all->width - 2 * INSET);
}

static double
get_y (JbDraft *draft, const Panel *panel, double value)
{
  double span = panel->high - panel->low;

  return (span > 0 ? (panel->high - value) / span : 1) * SIZE (MULTIPLE_PLOT);
}

static void
put_line (JbDraft *draft, const Multiples *all, const Panel *panel, guint series, double x, double y)
{
  const JbChartDatum *before = NULL;
  gboolean gap = FALSE;

  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      if ((guint) datum->series != series)
        continue;
      if (datum->mark == JB_MARK_MISSING)
        {
          gap = TRUE;
          continue;
        }
      if (before != NULL)
        {
          JbBox *line = jb_draft_line (draft, x + get_x (all, before->period), y + get_y (draft, panel, before->value),
                                       x + get_x (all, datum->period), y + get_y (draft, panel, datum->value), JB_COLOUR_SEQ5,
                                       SIZE (LINE_OTHER), "line", (int) i);
          if (gap)
            line->dash[0] = 1.2, line->dash[1] = 2.2;
        }
      before = datum;
      gap = FALSE;
    }
}

static void
put_points (JbDraft *draft, const Multiples *all, const Panel *panel, guint series, double x, double y)
{
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      if ((guint) datum->series != series || datum->mark == JB_MARK_MISSING)
        continue;
      double px = x + get_x (all, datum->period), py = y + get_y (draft, panel, datum->value);
      if (datum->derived || ((int) i != panel->first && (int) i != panel->last))
        jb_draft_ring (draft, px, py, 1.9, JB_COLOUR_PAPER, JB_COLOUR_SEQ5, 0.9, "point", (int) i);
      else
        jb_draft_disc (draft, px, py, 2.4, JB_COLOUR_SEQ5, "point", (int) i);
    }
}

/* Year, value and English below one end. Returns: y of the lower edge. */
static double
put_end (JbDraft *draft, const Multiples *all, const Panel *panel, gboolean last, double x, double y, double value_y)
{
  const JbChartDatum *datum = find_end (draft, panel, last);
  double align = last ? 1 : 0, at = x + (last ? all->width : 0);
  g_autofree char *year = g_strdup_printf ("%d", datum->period);
  const char *unit = jb_draft_pick (draft, &datum->unit), *en_unit = datum->unit.en != NULL ? datum->unit.en : "";
  gboolean spaced = draft->langs == JB_CHART_LANG_EN && *unit != '\0' && *unit != '%';
  g_autofree char *value = g_strconcat (jb_draft_number (draft, datum, FALSE), last && spaced ? " " : "", last ? unit : "",
                                        datum->derived ? " " : "", datum->derived ? jb_draft_join (draft, "推算", "derived", " ") : "", NULL);
  g_autofree char *english = g_strconcat (datum->value_text.en != NULL ? datum->value_text.en : "", *en_unit == '\0' || *en_unit == '%' ? "" : " ",
                                          en_unit, NULL);
  gboolean two = last && draft->langs == JB_CHART_LANG_BOTH && datum->value_text.en != NULL
                 && (!jb_text_same (datum->value_text.zh, datum->value_text.en) || g_strcmp0 (datum->unit.zh, datum->unit.en) != 0);
  int index = last ? panel->last : panel->first;

  jb_draft_text (draft, JB_ROLE_AXIS, year, at, y + 9, align, "axis", index);
  jb_draft_text (draft, last ? JB_ROLE_VALUE : JB_ROLE_LABEL, value, at, value_y, align, "value", index);
  if (jb_draft_measure (draft, JB_ROLE_VALUE, value) > all->width)
    jb_draft_fail (draft, index, "the value is wider than its panel: draw a table");
  if (!two)
    return value_y + 2;
  g_auto(GStrv) lines = jb_draft_wrap (draft, JB_ROLE_UNIT_EN, english, all->width);
  for (guint i = 0; lines[i] != NULL; i++)
    jb_draft_text (draft, JB_ROLE_UNIT_EN, lines[i], at, value_y += i == 0 ? 9 : 8.6, align, "value", index);
  return value_y + 2;
}

/* Whether first and last value have one line to themselves. */
static gboolean
fit_beside (JbDraft *draft, const Multiples *all, const Panel *panel)
{
  const JbChartDatum *first = find_end (draft, panel, FALSE), *last = find_end (draft, panel, TRUE);
  const char *state = jb_draft_join (draft, "推算", "derived", " ");
  g_autofree char *text = g_strconcat (jb_draft_number (draft, first, FALSE), jb_draft_number (draft, last, FALSE), " ",
                                       jb_draft_pick (draft, &last->unit), first->derived ? state : "", last->derived ? state : "", NULL);

  return jb_draft_measure (draft, JB_ROLE_VALUE, text) + 8 <= all->width;
}

static double
put_panel (JbDraft *draft, const Multiples *all, guint s, double x, double plot)
{
  const Panel *panel = &all->panels[s];
  double zero = plot + get_y (draft, panel, 0), foot = plot + SIZE (MULTIPLE_PLOT) + 2;

  jb_block_put (draft, &panel->name, x, plot - 7 - panel->name.height, 0, "series", -1);
  jb_draft_line (draft, x, zero, x + all->width, zero, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", (int) s);
  put_line (draft, all, panel, s, x, plot);
  put_points (draft, all, panel, s, x, plot);
  put_end (draft, all, panel, FALSE, x, foot, foot + 18);
  return put_end (draft, all, panel, TRUE, x, foot, foot + (fit_beside (draft, all, panel) ? 18 : 28));
}

void
jb_layout_multiples (JbDraft *draft)
{
  Multiples all = { .n = draft->chart->series->len };

  if (all.n < 2 || all.n > MAX_PANELS)
    {
      jb_draft_fail (draft, -1, "small multiples are 2 to 12 panels, each with a name: draw a line or a table");
      return;
    }
  read_panels (draft, &all);
  if (draft->error != NULL)
    return;
  share_scale (draft, &all);
  all.columns = draft->chart->width == JB_CHART_HALF || all.n == 2 ? 2 : all.n == 3 || all.n == 5 || all.n == 6 || all.n == 9 ? 3 : 4;
  all.width = (draft->width - SIZE (MULTIPLE_GAP) * (all.columns - 1)) / all.columns;
  for (guint s = 0; s < all.n; s++)
    if (!jb_block_label (draft, &all.panels[s].name, &g_array_index (draft->chart->series, JbText, s), all.width, 3, 4, TRUE))
      jb_draft_fail (draft, -1, "the name of a panel needs more than three lines: shorten it");
  for (guint from = 0; from < all.n && draft->error == NULL; from += all.columns)
    {
      guint to = MIN (from + all.columns, all.n);
      double names = 0, bottom = 0;

      for (guint s = from; s < to; s++)
        names = MAX (names, all.panels[s].name.height);
      for (guint s = from; s < to; s++)
        {
          double lower = put_panel (draft, &all, s, (s - from) * (all.width + SIZE (MULTIPLE_GAP)), draft->y + names + 7);
          bottom = MAX (bottom, lower);
        }
      draft->y = bottom + (to < all.n ? 10 : 0);
    }
}
