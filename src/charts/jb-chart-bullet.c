/* Bullets: values against their targets, in one unit, a row each; both are printed in columns at the right. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define HEAD_HEIGHT 12.0

typedef struct { JbBlock *labels, *actual, *targets; double column, actual_width, target_width, right, x, scale, high; } Bullets;

/* Targets are printed in regular weight. */
static void
lighten (JbDraft *draft, JbBlock *block)
{
  JbLine *line = &block->lines[0];
  JbRole role = line->runs[0].role == JB_ROLE_VALUE ? JB_ROLE_LABEL : line->runs[0].role == JB_ROLE_VALUE_EN ? JB_ROLE_LABEL_ONLY_EN : line->runs[0].role;
  double width = jb_draft_measure (draft, role, line->runs[0].text), less = line->runs[0].width - width;

  line->runs[0].role = role;
  line->runs[0].width = width;
  for (guint i = 1; i < line->n; i++)
    line->runs[i].x -= less;
  line->width -= less;
  block->width = 0;
  for (guint i = 0; i < block->n; i++)
    block->width = MAX (block->width, block->lines[i].width);
}

static void
measure_row (JbDraft *draft, Bullets *bullets, guint i)
{
  const JbChartDatum *datum = DATUM (i);
  JbChartDatum target = { .value_text = datum->target_text, .unit = datum->unit, .mark = datum->target_mark };

  if (datum->value < 0 || datum->target < 0)
    jb_draft_fail (draft, (int) i, "a value or its target is below zero: draw bars");
  if (datum->target_text.zh == NULL && datum->target_text.en == NULL)
    target.mark = JB_MARK_MISSING;
  if (!jb_block_label (draft, &bullets->labels[i], &datum->label, SIZE (BAR_LABEL_SHARE) * draft->width, 2, 3, datum->emphasis))
    jb_draft_fail (draft, (int) i, "the label needs more than two lines: shorten it");
  jb_block_value (draft, &bullets->actual[i], datum, FALSE);
  jb_block_value (draft, &bullets->targets[i], &target, FALSE);
  lighten (draft, &bullets->targets[i]);
  bullets->column = MAX (bullets->column, bullets->labels[i].width);
  bullets->actual_width = MAX (bullets->actual_width, bullets->actual[i].width);
  bullets->target_width = MAX (bullets->target_width, bullets->targets[i].width);
  if (datum->mark != JB_MARK_MISSING)
    bullets->high = MAX (bullets->high, datum->mark == JB_MARK_RANGE ? datum->value_high : datum->value);
  if (target.mark != JB_MARK_MISSING)
    bullets->high = MAX (bullets->high, datum->target);
}

static void
measure (JbDraft *draft, Bullets *bullets)
{
  bullets->actual_width = jb_draft_measure (draft, JB_ROLE_FINE, jb_draft_join (draft, "实际", "Actual", " "));
  bullets->target_width = jb_draft_measure (draft, JB_ROLE_FINE, jb_draft_join (draft, "目标", "Target", " "));
  for (guint i = 0; i < draft->chart->data->len; i++)
    measure_row (draft, bullets, i);
  bullets->right = draft->width - MAX (SIZE (BULLET_ACTUAL), bullets->target_width + 10);
  bullets->x = bullets->column + SIZE (LABEL_GAP);
  double room = bullets->right - bullets->actual_width - 2 * SIZE (VALUE_AIR) - 9 - bullets->x;
  if (room < 40)
    jb_draft_fail (draft, -1, "labels and values leave no room for bars: draw a table");
  bullets->scale = bullets->high > 0 ? MAX (room, 1) / bullets->high : 0;
}

/* A mark; hollow where the target is approximate, a hatch on the open side where it is a bound. */
static void
put_target (JbDraft *draft, const Bullets *bullets, guint i, double centre)
{
  const JbChartDatum *datum = DATUM (i);
  double x = bullets->x + datum->target * bullets->scale, width = SIZE (TARGET_WIDTH), height = SIZE (TARGET_HEIGHT);

  if (datum->target_text.zh == NULL && datum->target_text.en == NULL)
    return;
  if (datum->target_mark == JB_MARK_APPROX)
    {
      jb_draft_rect (draft, x - 2.2, centre - height / 2, 4.4, height, -1, JB_COLOUR_ACCENT, 1, "target", (int) i);
      return;
    }
  if (datum->target_mark == JB_MARK_AT_LEAST || datum->target_mark == JB_MARK_AT_MOST)
    jb_draft_hatch (draft, datum->target_mark == JB_MARK_AT_LEAST ? x + width / 2 : x - width / 2 - 3, centre - height / 2, 3, height, 1,
                    JB_COLOUR_ACCENT, "target-bound", (int) i);
  jb_draft_rect (draft, x - width / 2, centre - height / 2, width, height, JB_COLOUR_ACCENT, -1, 0, "target", (int) i);
}

static void
put_heads (JbDraft *draft, const Bullets *bullets)
{
  jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "实际", "Actual", " "), bullets->right, draft->y + 7, 1, "head", -1);
  jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "目标", "Target", " "), draft->width, draft->y + 7, 1, "head", -1);
  draft->y += HEAD_HEIGHT;
}

void
jb_layout_bullet (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  g_autofree JbBlock *labels = g_new0 (JbBlock, n);
  g_autofree JbBlock *actual = g_new0 (JbBlock, n);
  g_autofree JbBlock *targets = g_new0 (JbBlock, n);
  Bullets bullets = { .labels = labels, .actual = actual, .targets = targets };

  measure (draft, &bullets);
  if (draft->error != NULL)
    return;
  put_heads (draft, &bullets);
  double top = draft->y;
  for (guint pass = 0; pass < 2; pass++) /* the zero line stands over bars, and under rings and targets */
    {
      draft->y = top;
      for (guint i = 0; i < n; i++)
        {
          double row = MAX (SIZE (BULLET_ROW), labels[i].height + SIZE (BAR_LABEL_AIR)), centre = draft->y + row / 2;
          if ((DATUM (i)->value == 0) == (pass == 1))
            jb_draft_bar (draft, (int) i, bullets.x, bullets.scale, centre - SIZE (BULLET_BAR) / 2, SIZE (BULLET_BAR), JB_COLOUR_SEQ4, 0);
          draft->y += row;
          if (pass == 0)
            continue;
          put_target (draft, &bullets, i, centre);
          jb_block_put (draft, &labels[i], 0, centre - labels[i].height / 2, 0, "label", (int) i);
          jb_block_put (draft, &actual[i], bullets.right, centre, 1, "value", (int) i);
          jb_block_put (draft, &targets[i], draft->width, centre, 1, "value", (int) i);
        }
      if (pass == 0)
        jb_draft_line (draft, bullets.x, top, bullets.x, draft->y, JB_COLOUR_INK, SIZE (AXIS_LINE), "zero-line", -1);
    }
}
