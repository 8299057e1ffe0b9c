/* Rates on one track from 0 to 100: the fill is the rate, the track what is missing. */
#include "jb-chart-private.h"

typedef struct { JbBlock *labels; const char **values; double column, value_width, x, width; } Rates;

static void
label_rate (JbDraft *draft, JbText *text, const JbChartDatum *datum)
{
  *text = datum->label;
  if (datum->sample_size == 0)
    return;
  gboolean english = text->en != NULL && HAS_EN (draft);
  char **side = english ? &text->en : &text->zh;
  g_autofree char *with = g_strdup_printf (english ? "%s, n = %u" : "%s，n=%u", *side ? *side : "", datum->sample_size);
  *side = g_string_chunk_insert (draft->strings, with);
}

static gboolean
measure (JbDraft *draft, Rates *rates, double width, guint max_zh, guint max_en)
{
  gboolean fits = TRUE;

  rates->column = rates->value_width = 0;
  for (guint i = 0; i < draft->chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      JbText label;

      label_rate (draft, &label, datum);
      fits &= jb_block_label (draft, &rates->labels[i], &label, width, max_zh, max_en, datum->emphasis);
      rates->values[i] = datum->mark == JB_MARK_MISSING ? "—" : jb_draft_number (draft, datum, TRUE);
      rates->column = MAX (rates->column, rates->labels[i].width);
      rates->value_width = MAX (rates->value_width, jb_draft_measure (draft, JB_ROLE_VALUE, rates->values[i]));
    }
  return fits;
}

static void
put_missing (JbDraft *draft, const Rates *rates, guint i, double y)
{
  double height = SIZE (TRACK);
  JbBox *frame = jb_draft_rect (draft, rates->x, y, rates->width, height, JB_COLOUR_PAPER, JB_COLOUR_RULE, 0.5, "track", (int) i);

  frame->dash[0] = 2.6, frame->dash[1] = 1.6;
  jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "未载明", "not stated", " "), rates->x + 4,
                 y + height / 2 + SIZE (CENTRE) * SIZE (FINE_ZH), 0, "missing", (int) i);
}

static void
put_track (JbDraft *draft, const Rates *rates, guint i, double y, JbColour fill)
{
  const JbChartDatum *datum = DATUM (i);
  double height = SIZE (TRACK), length = rates->width * datum->value / 100;

  jb_draft_rect (draft, rates->x, y, rates->width, height, datum->mark == JB_MARK_AT_LEAST ? JB_COLOUR_PAPER : JB_COLOUR_TRACK,
                 -1, 0, "track", (int) i);
  if (datum->mark == JB_MARK_AT_LEAST)
    jb_draft_hatch (draft, rates->x + length, y, rates->width - length, height, 1, fill, "possible", (int) i);
  if (datum->mark == JB_MARK_AT_LEAST)
    jb_draft_rect (draft, rates->x, y, length, height, (int) fill, -1, 0, "bar", (int) i);
  else
    jb_draft_bar (draft, (int) i, rates->x, rates->width / 100, y, height, fill, rates->x + rates->width);
}

static void
put_axis (JbDraft *draft, const Rates *rates, double top)
{
  static const struct { double share, align; const char *text; } ticks[] = { { 0, 0.5, "0" }, { 0.5, 0.5, "50" }, { 1, 1, "100%" } };

  jb_draft_line (draft, rates->x, top, rates->x, draft->y, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      double x = rates->x + ticks[i].share * rates->width;

      if (i > 0)
        jb_draft_line (draft, x, draft->y - 2, x, draft->y + 1, JB_COLOUR_INK3, 0.5, "tick", -1);
      jb_draft_text (draft, JB_ROLE_AXIS, ticks[i].text, x, draft->y + 8, ticks[i].align, "axis", -1);
    }
  for (guint i = 0; i < draft->chart->data->len; i++)
    if (DATUM (i)->value == 0 && DATUM (i)->mark != JB_MARK_MISSING)
      for (guint j = 0; j < draft->scene->boxes->len; j++)
        {
          JbBox box = g_array_index (draft->scene->boxes, JbBox, j);
          if (box.kind != JB_BOX_RING || box.datum != (int) i)
            continue;
          g_array_remove_index (draft->scene->boxes, j);
          g_array_append_val (draft->scene->boxes, box); /* over the zero line */
          break;
        }
  draft->y += 10;
}

void
jb_layout_rates (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  g_autofree JbBlock *labels = g_new0 (JbBlock, n);
  g_autofree const char **values = g_new0 (const char *, n);
  Rates rates = { .labels = labels, .values = values };
  gboolean above = !measure (draft, &rates, SIZE (RATE_LABEL_SHARE) * draft->width, 2, 3), any = FALSE;
  double top = draft->y;

  if (above && !measure (draft, &rates, draft->width, 2, 3))
    jb_draft_fail (draft, -1, "a label needs more than two lines: shorten it");
  rates.x = above ? 4 : rates.column + SIZE (LABEL_GAP);
  rates.width = draft->width - rates.value_width - SIZE (VALUE_AIR) - rates.x;
  for (guint i = 0; i < n; i++)
    {
      if (DATUM (i)->mark != JB_MARK_MISSING && (DATUM (i)->value < 0 || DATUM (i)->value > 100))
        jb_draft_fail (draft, (int) i, "the rate is outside of 0 to 100: draw it as bullet");
      any |= DATUM (i)->emphasis;
    }
  for (guint i = 0; i < n && draft->error == NULL; i++)
    {
      JbColour fill = !any ? JB_COLOUR_SEQ4 : DATUM (i)->emphasis ? JB_COLOUR_SEQ5 : JB_COLOUR_SEQ3;
      double row = above ? labels[i].height + SIZE (ABOVE_GAP) + SIZE (TRACK) + SIZE (ABOVE_AIR)
                         : MAX (labels[i].height + SIZE (BAR_LABEL_AIR), SIZE (RATE_ROW));
      double y = above ? draft->y + labels[i].height + SIZE (ABOVE_GAP) : draft->y + (row - SIZE (TRACK)) / 2;

      jb_block_put (draft, &labels[i], 0, above ? draft->y : draft->y + (row - labels[i].height) / 2, 0, "label", (int) i);
      if (DATUM (i)->mark == JB_MARK_MISSING)
        put_missing (draft, &rates, i, y);
      else
        put_track (draft, &rates, i, y, fill);
      jb_draft_text (draft, JB_ROLE_VALUE, values[i], draft->width, y + SIZE (TRACK) / 2 + SIZE (CENTRE) * SIZE (VALUE), 1,
                     "value", (int) i);
      if (above)
        jb_draft_line (draft, rates.x, y - 2, rates.x, y + SIZE (TRACK) + 2, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", (int) i);
      draft->y += row;
    }
  put_axis (draft, &rates, above ? draft->y - 2 : top);
}
