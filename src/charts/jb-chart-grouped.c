/* Grouped bars: two periods of the same groups, the earlier above the later. A row's two data have the same label. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_GROUPS 10

typedef struct { int data[2]; JbBlock label; } Group;
typedef struct { Group groups[MAX_GROUPS]; guint n; double column, left, right, low, high, zero, scale; } Grouped;

static const JbColour fills[] = { JB_COLOUR_SEQ2, JB_COLOUR_SEQ5 };

static Group *
find_group (JbDraft *draft, Grouped *grouped, guint i)
{
  for (guint g = 0; g < grouped->n; g++)
    {
      const JbText *label = &DATUM ((guint) MAX (grouped->groups[g].data[0], grouped->groups[g].data[1]))->label;
      if (g_strcmp0 (label->zh, DATUM (i)->label.zh) == 0 && g_strcmp0 (label->en, DATUM (i)->label.en) == 0)
        return &grouped->groups[g];
    }
  if (grouped->n == MAX_GROUPS)
    return NULL;
  grouped->groups[grouped->n] = (Group) { .data = { -1, -1 } };
  return &grouped->groups[grouped->n++];
}

static void
find_groups (JbDraft *draft, Grouped *grouped)
{
  if (draft->chart->series->len != 2)
    jb_draft_fail (draft, -1, "grouped bars have two series: draw small multiples");
  for (guint i = 0; i < draft->chart->data->len && draft->error == NULL; i++)
    {
      Group *group = find_group (draft, grouped, i);
      if (group == NULL || group->data[DATUM (i)->series] >= 0)
        {
          jb_draft_fail (draft, (int) i, "there are up to ten groups, and one value of each series in a group: draw a table");
          return;
        }
      group->data[DATUM (i)->series] = (int) i;
    }
}

/* The number in the leading language, and the English where it reads differently. */
static void
get_texts (JbDraft *draft, const JbChartDatum *datum, const char **first, const char **second)
{
  const char *unit = jb_draft_pick (draft, &datum->unit);
  gboolean two = draft->langs == JB_CHART_LANG_BOTH && datum->value_text.zh != NULL && datum->value_text.en != NULL
                 && (!jb_text_same (datum->value_text.zh, datum->value_text.en) || g_strcmp0 (datum->unit.zh, datum->unit.en) != 0);
  const char *state = datum->derived ? jb_draft_join (draft, "推算", "derived", " ") : datum->plan ? jb_draft_join (draft, "计划", "plan", " ") : "";

  *second = "";
  if (datum->mark == JB_MARK_MISSING)
    {
      g_autofree char *text = g_strconcat ("— ", jb_draft_join (draft, "未载明", "not stated", " "), NULL);
      *first = g_string_chunk_insert (draft->strings, text);
      return;
    }
  gboolean spaced = draft->langs == JB_CHART_LANG_EN && *unit != '\0' && *unit != '%';
  g_autofree char *text = g_strconcat (jb_draft_number (draft, datum, FALSE), spaced ? " " : "", unit, NULL);
  g_autofree char *more = g_strconcat (two ? datum->value_text.en : "", two && datum->unit.en != NULL ? " " : "",
                                       two && datum->unit.en != NULL ? datum->unit.en : "", two && *state ? " " : "", state, NULL);
  *first = g_string_chunk_insert (draft->strings, text);
  *second = g_string_chunk_insert (draft->strings, more);
}

static double
measure_value (JbDraft *draft, guint i)
{
  const char *first, *second;

  get_texts (draft, DATUM (i), &first, &second);
  return jb_draft_measure (draft, JB_ROLE_SMALL_BOLD, first) + (*second ? 4 + jb_draft_measure (draft, JB_ROLE_UNIT_EN, second) : 0);
}

static double
mark_extra (const JbChartDatum *datum)
{
  return datum->mark == JB_MARK_AT_LEAST ? 9.0 : datum->mark == JB_MARK_APPROX ? 4.0 : 0;
}

static void
measure (JbDraft *draft, Grouped *grouped)
{
  double extra = 0;

  for (guint g = 0; g < grouped->n; g++)
    {
      Group *group = &grouped->groups[g];
      const JbText *label = &DATUM ((guint) MAX (group->data[0], group->data[1]))->label;
      if (!jb_block_label (draft, &group->label, label, SIZE (BAR_LABEL_SHARE) * draft->width, 2, 3, FALSE))
        jb_draft_fail (draft, MAX (group->data[0], group->data[1]), "the label needs more than two lines: shorten it");
      grouped->column = MAX (grouped->column, group->label.width);
    }
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      double *side = datum->value < 0 && datum->mark != JB_MARK_MISSING ? &grouped->left : &grouped->right;
      *side = MAX (*side, measure_value (draft, i) + SIZE (VALUE_AIR));
      extra = MAX (extra, mark_extra (datum));
      if (datum->mark != JB_MARK_MISSING)
        {
          grouped->low = MIN (grouped->low, datum->value);
          grouped->high = MAX (grouped->high, datum->mark == JB_MARK_RANGE ? datum->value_high : datum->value);
        }
    }
  double from = grouped->column + SIZE (LABEL_GAP) + grouped->left, room = draft->width - grouped->right - extra - from;
  if (room < 40)
    jb_draft_fail (draft, -1, "labels and values leave no room for bars: draw a table");
  grouped->scale = grouped->high > grouped->low ? MAX (room, 1) / (grouped->high - grouped->low) : 0;
  grouped->zero = from - grouped->low * grouped->scale;
}

/* "Received 受理"; of a year the number alone: it reads the same. */
static const char *
name_series (JbDraft *draft, guint i)
{
  const JbText *name = &g_array_index (draft->chart->series, JbText, i);
  gboolean year = name->zh != NULL && name->en != NULL && g_str_has_prefix (name->zh, name->en) && strcmp (name->zh + strlen (name->en), "年") == 0;

  if (draft->langs == JB_CHART_LANG_BOTH && year)
    return name->en;
  return jb_draft_join (draft, name->zh, jb_text_same (name->zh, name->en) ? NULL : name->en, " ");
}

static void
put_key (JbDraft *draft, const Grouped *grouped)
{
  double widths[2], x = grouped->zero;

  for (guint i = 0; i < 2; i++)
    widths[i] = 12 + jb_draft_measure (draft, JB_ROLE_SMALL, name_series (draft, i));
  x = MAX (0, MIN (x, draft->width - widths[0] - widths[1] - 16));
  for (guint i = 0; i < 2; i++)
    {
      jb_draft_outline (draft, x, draft->y, 9, 7, fills[i], "key", -1);
      jb_draft_text (draft, JB_ROLE_SMALL, name_series (draft, i), x + 12, draft->y + 3.5 + SIZE (CENTRE) * SIZE (SMALL), 0, "series", -1);
      x += widths[i] + 16;
    }
  draft->y += SIZE (KEY_HEIGHT);
}

static void
put_value (JbDraft *draft, const Grouped *grouped, guint i, double centre)
{
  const JbChartDatum *datum = DATUM (i);
  const char *first, *second;
  double end = datum->mark == JB_MARK_RANGE ? datum->value_high : fabs (datum->value);
  double length = datum->value == 0 ? SIZE (RING) : MAX (end * grouped->scale, SIZE (LEAST)) + mark_extra (datum);
  double baseline = centre + SIZE (CENTRE) * SIZE (SMALL), x = grouped->zero + length + SIZE (VALUE_GAP);
  JbRole role = datum->series == 1 ? JB_ROLE_SMALL_BOLD : JB_ROLE_SMALL;

  get_texts (draft, datum, &first, &second);
  if (datum->mark == JB_MARK_MISSING)
    x = grouped->zero + SIZE (VALUE_GAP) - 1, role = JB_ROLE_FINE;
  else if (datum->value < 0)
    x = grouped->zero - length - SIZE (VALUE_GAP) - measure_value (draft, i);
  x += jb_draft_text (draft, role, first, x, baseline, 0, "value", (int) i);
  jb_draft_text (draft, JB_ROLE_UNIT_EN, second, x + 4, baseline, 0, "value", (int) i);
}

static void
put_bars (JbDraft *draft, const Grouped *grouped, double top, gboolean zeros)
{
  double bar = SIZE (PAIR_BAR), pair = 2 * bar + SIZE (PAIR_GAP);

  for (guint g = 0; g < grouped->n; g++)
    {
      const Group *group = &grouped->groups[g];
      double row = MAX (SIZE (PAIR_ROW), group->label.height + SIZE (BAR_LABEL_AIR));

      for (guint k = 0; k < 2; k++)
        if (group->data[k] >= 0 && (DATUM ((guint) group->data[k])->value == 0) == zeros)
          jb_draft_bar (draft, group->data[k], grouped->zero, grouped->scale,
                        top + (row - pair) / 2 + k * (bar + SIZE (PAIR_GAP)), bar, fills[k], 0);
      top += row;
    }
}

void
jb_layout_grouped (JbDraft *draft)
{
  Grouped grouped = { 0 };

  find_groups (draft, &grouped);
  if (draft->error != NULL)
    return;
  measure (draft, &grouped);
  put_key (draft, &grouped);
  double top = draft->y, bar = SIZE (PAIR_BAR), pair = 2 * bar + SIZE (PAIR_GAP);
  put_bars (draft, &grouped, top, FALSE);
  for (guint g = 0; g < grouped.n; g++)
    {
      const Group *group = &grouped.groups[g];
      double row = MAX (SIZE (PAIR_ROW), group->label.height + SIZE (BAR_LABEL_AIR)), centre = draft->y + row / 2;

      jb_block_put (draft, &group->label, 0, centre - group->label.height / 2, 0, "label", MAX (group->data[0], group->data[1]));
      for (guint k = 0; k < 2; k++)
        if (group->data[k] >= 0)
          put_value (draft, &grouped, (guint) group->data[k], centre - pair / 2 + k * (bar + SIZE (PAIR_GAP)) + bar / 2);
      draft->y += row;
      if (g + 1 < grouped.n)
        jb_draft_line (draft, 0, draft->y, draft->width, draft->y, JB_COLOUR_GRID, SIZE (HAIRLINE), "hairline", -1);
    }
  jb_draft_line (draft, grouped.zero, top, grouped.zero, draft->y, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  put_bars (draft, &grouped, top, TRUE);
}
