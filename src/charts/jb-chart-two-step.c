/* Two steps: a whole, the part of it that got through with its rate inside, and the rest, which is derived. */
#include "jb-chart-private.h"

#include <math.h>

#define N_STEPS 2

typedef struct { JbBlock labels[N_STEPS], values[N_STEPS]; double x, scale; } Steps;

static void
measure (JbDraft *draft, Steps *steps)
{
  double column = 0, value = 0;

  for (guint i = 0; i < N_STEPS; i++)
    {
      if (!jb_block_label (draft, &steps->labels[i], &DATUM (i)->label, SIZE (BAR_LABEL_SHARE) * draft->width, 2, 3, FALSE))
        jb_draft_fail (draft, (int) i, "the label is too long: shorten it");
      jb_block_value (draft, &steps->values[i], DATUM (i), FALSE);
      column = MAX (column, steps->labels[i].width);
      value = MAX (value, steps->values[i].width);
    }
  steps->x = column + SIZE (LABEL_GAP);
  steps->scale = (draft->width - steps->x - value - SIZE (VALUE_AIR)) / DATUM (0)->value;
}

static void
put_rate (JbDraft *draft, const Steps *steps, double width, double centre)
{
  const char *rate = jb_draft_pick (draft, &draft->chart->total);
  double baseline = centre + SIZE (CENTRE) * SIZE (VALUE), text = jb_draft_measure (draft, JB_ROLE_VALUE, rate);
  double whole = DATUM (0)->value * steps->scale;

  if (text + 12 <= width)
    {
      jb_draft_text (draft, JB_ROLE_VALUE, rate, steps->x + 6, baseline, 0, "rate", -1);
      jb_draft_colour_last (draft, JB_COLOUR_PAPER);
    }
  else if (text + 8 <= whole - width)
    jb_draft_text (draft, JB_ROLE_VALUE, rate, steps->x + width + 5, baseline, 0, "rate", -1);
}

/* Name and value of the rest, right-aligned below its bar. */
static void
put_rest (JbDraft *draft, double x, double bottom)
{
  const JbChartDatum *rest = DATUM (2);
  g_autofree char *zh = rest->label.zh == NULL ? NULL : g_strconcat (rest->label.zh, rest->derived ? "（推算）" : "", NULL);
  g_autofree char *en = rest->label.en == NULL ? NULL : g_strconcat (rest->label.en, rest->derived ? " (derived)" : "", NULL);
  const char *value = jb_draft_number (draft, rest, FALSE);
  const char *unit = jb_draft_pick (draft, &rest->unit);
  double baseline = bottom + 12.5, unit_width = jb_draft_measure (draft, JB_ROLE_UNIT, unit);
  double gap = draft->langs == JB_CHART_LANG_EN && *unit != '\0' ? 2 : 0;
  double width = jb_draft_measure (draft, JB_ROLE_SMALL_BOLD, value) + gap + unit_width;
  double right = MAX (x + 2, width);

  jb_draft_line (draft, x, bottom, x, bottom + 5, JB_COLOUR_INK2, 0.5, "leader", 2);
  jb_draft_text (draft, JB_ROLE_SMALL_BOLD, value, right - unit_width - gap, baseline, 1, "value", 2);
  jb_draft_text (draft, JB_ROLE_UNIT, unit, right, baseline, 1, "value", 2);
  const char *label = jb_draft_join (draft, zh, en, " ");
  double need = jb_draft_measure (draft, JB_ROLE_UNIT, label);
  if (need + 4 + width <= right)
    jb_draft_text (draft, JB_ROLE_UNIT, label, right - width - 4, baseline, 1, "label", 2);
  else
    {
      g_auto(GStrv) lines = jb_draft_wrap (draft, JB_ROLE_UNIT, label, draft->width);
      for (guint i = 0; lines[i] != NULL; i++)
        jb_draft_text (draft, JB_ROLE_UNIT, lines[i], MAX (right, MIN (need, draft->width)), baseline += 9, 1, "label", 2);
    }
  draft->y = baseline + 2;
}

void
jb_layout_two_step (JbDraft *draft)
{
  double top = draft->y, height = SIZE (STEP_BAR);
  Steps steps;

  if (draft->chart->data->len < N_STEPS || draft->chart->data->len > N_STEPS + 1 || DATUM (0)->value <= 0
      || DATUM (1)->value < 0 || DATUM (1)->value > DATUM (0)->value)
    {
      jb_draft_fail (draft, -1, "two steps are a whole above zero and a part within it: draw bars");
      return;
    }
  measure (draft, &steps);
  double pitch = MAX (SIZE (STEP_PITCH), MAX (steps.labels[0].height, steps.labels[1].height) + SIZE (BAR_LABEL_AIR));
  double first = top + MAX (3.5, (steps.labels[0].height - height) / 2), second = first + pitch;
  double whole = DATUM (0)->value * steps.scale, part = DATUM (1)->value * steps.scale;

  jb_draft_polygon (draft, (double[]) { steps.x, first + height, steps.x + whole, first + height, steps.x + part, second, steps.x,
                    second }, 4, JB_COLOUR_SEQ1, -1, 0, "band", -1);
  jb_draft_rect (draft, steps.x, first, whole, height, JB_COLOUR_SEQ4, -1, 0, "bar", 0);
  if (part > 0)
    jb_draft_rect (draft, steps.x, second, MAX (part, SIZE (LEAST)), height, JB_COLOUR_SEQ5, -1, 0, "bar", 1);
  double rest = whole - part - 0.8;
  if (rest > 0.75)
    {
      JbBox *box = jb_draft_rect (draft, steps.x + part + 0.8, second, rest, height, JB_COLOUR_PAPER, JB_COLOUR_SEQ5,
                                  rest < 10 ? 0.75 : SIZE (DERIVED_LINE), "rest", 2);
      if (rest >= 10)
        box->dash[0] = 2.6, box->dash[1] = 1.6;
    }
  for (guint i = 0; i < N_STEPS; i++)
    {
      double centre = (i == 0 ? first : second) + height / 2;
      jb_block_put (draft, &steps.labels[i], 0, centre - steps.labels[i].height / 2, 0, "label", (int) i);
      jb_block_put (draft, &steps.values[i], steps.x + whole + SIZE (VALUE_GAP), centre, 0, "value", (int) i);
    }
  put_rate (draft, &steps, part, second + height / 2);
  jb_draft_line (draft, steps.x, top, steps.x, second + height + 3.5, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  draft->y = MAX (second + height + 3.5, second + height / 2 + steps.labels[1].height / 2);
  if (draft->chart->data->len > N_STEPS)
    put_rest (draft, steps.x + (whole + part) / 2, second + height);
}
