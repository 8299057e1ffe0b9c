/* Parts of a whole: one bar, a label block below each part on a leader. */
#include "jb-chart-private.h"

#include <math.h>
#include <string.h>

#define MAX_PARTS 6

typedef struct
{
  JbBlock  label;
  double   x, width;   /* of the part */
  double   left;       /* of its label block, where the leader stands */
  double   block;      /* width of the block with its leader */
  double   share_text; /* width of the share */
  gboolean inside;     /* the share stands in the part */
  gboolean stated;     /* the value is the share */
  gboolean elbow;
  JbColour fill;
  const char *share, *value, *english; /* english: under the value, where it reads otherwise; NULL: none */
} Part;

static const JbColour sequences[][MAX_PARTS] = {
  { JB_COLOUR_SEQ5 },
  { JB_COLOUR_SEQ5, JB_COLOUR_SEQ3 },
  { JB_COLOUR_SEQ5, JB_COLOUR_SEQ3, JB_COLOUR_SEQ2 },
  { JB_COLOUR_SEQ5, JB_COLOUR_SEQ4, JB_COLOUR_SEQ3, JB_COLOUR_SEQ2 },
  { JB_COLOUR_SEQ5, JB_COLOUR_SEQ4, JB_COLOUR_SEQ3, JB_COLOUR_SEQ2, JB_COLOUR_SEQ1 },
};
static const JbColour categories[MAX_PARTS] = { JB_COLOUR_CAT1, JB_COLOUR_CAT4, JB_COLOUR_CAT2,
                                                JB_COLOUR_CAT5, JB_COLOUR_CAT3, JB_COLOUR_CAT6 };

static void
choose_fills (JbDraft *draft, Part *parts, guint n)
{
  gboolean backwards = DATUM (n - 1)->emphasis || (!DATUM (0)->emphasis && DATUM (n - 1)->value > DATUM (0)->value);

  for (guint i = 0; i < n; i++)
    if (draft->chart->ordered && n <= G_N_ELEMENTS (sequences))
      parts[i].fill = sequences[n - 1][backwards ? n - 1 - i : i];
    else if (n == 2)
      parts[i].fill = (DATUM (i)->value >= DATUM (1 - i)->value) == (i == 0 || DATUM (0)->value != DATUM (1)->value)
                        ? JB_COLOUR_CAT1 : JB_COLOUR_CAT4;
    else
      parts[i].fill = categories[i];
}

static gboolean
is_dark (JbColour fill)
{
  return fill <= JB_COLOUR_CAT3 || fill == JB_COLOUR_SEQ4 || fill == JB_COLOUR_SEQ5;
}

/* Shares in hundredths of a percent; a note where they do not add up. */
static void
compute_shares (JbDraft *draft, Part *parts, guint n, double sum)
{
  static const JbText note = { (char *) "因四舍五入，合计不等于100%", (char *) "Shares do not add to 100% because of rounding" };
  long total = 0;

  for (guint i = 0; i < n; i++)
    {
      long share = lround (DATUM (i)->value / sum * 10000);
      g_autofree char *text = g_strdup_printf ("%ld.%02ld%%", share / 100, share % 100);

      total += share;
      parts[i].stated = g_str_has_suffix (parts[i].value, "%");
      parts[i].share = parts[i].stated ? parts[i].value : g_string_chunk_insert (draft->strings, text);
      parts[i].share_text = jb_draft_measure (draft, JB_ROLE_VALUE, parts[i].share);
      parts[i].inside = parts[i].width >= parts[i].share_text + 8;
    }
  if (total != 10000 && !parts[0].stated)
    g_ptr_array_add (draft->notes, (gpointer) &note);
}

/* "52,000" of 5.2万张; NULL where both read the same. */
static const char *
english_value (JbDraft *draft, const JbChartDatum *datum)
{
  const char *unit = datum->unit.en;

  if (draft->langs != JB_CHART_LANG_BOTH || datum->value_text.en == NULL || datum->value_text.zh == NULL
      || (jb_text_same (datum->value_text.zh, datum->value_text.en) && (unit == NULL || g_strcmp0 (datum->unit.zh, unit) == 0)))
    return NULL;
  g_autofree char *both = g_strconcat (datum->value_text.en, unit != NULL && *unit != '%' ? " " : "", unit, NULL);
  return g_string_chunk_insert (draft->strings, both);
}

/* Returns: the width that all blocks take. */
static double
measure_blocks (JbDraft *draft, Part *parts, guint n, double width)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!jb_block_label (draft, &parts[i].label, &DATUM (i)->label, width, 3, 4, FALSE))
        jb_draft_fail (draft, (int) i, "the label does not fit below its part: shorten it, or draw bars");
      parts[i].english = english_value (draft, DATUM (i));
      double value = jb_draft_measure (draft, JB_ROLE_VALUE, parts[i].value);
      const char *unit = jb_draft_pick (draft, &DATUM (i)->unit);
      value += jb_draft_measure (draft, JB_ROLE_UNIT, unit) + 2;
      if (DATUM (i)->derived)
        value += 7 + jb_draft_measure (draft, JB_ROLE_UNIT, jb_draft_join (draft, "推算", "derived", " "));
      if (!parts[i].inside && !parts[i].stated)
        value += 5 + jb_draft_measure (draft, JB_ROLE_UNIT, parts[i].share);
      if (parts[i].english != NULL)
        value = MAX (value, jb_draft_measure (draft, JB_ROLE_UNIT_EN, parts[i].english));
      parts[i].block = SIZE (PART_TEXT) + MAX (parts[i].label.width, value);
      sum += parts[i].block + (i > 0 ? SIZE (PART_APART) : 0);
    }
  return sum;
}

/* Blocks start at their parts, are pushed left from the right edge, then right from the left edge. */
static void
place_blocks (JbDraft *draft, Part *parts, guint n)
{
  double limit = draft->width;

  for (guint i = n; i-- > 0; limit = parts[i].left - SIZE (PART_APART))
    parts[i].left = MIN (parts[i].x + 0.4, limit - parts[i].block);
  for (guint i = 0; i < n; i++)
    {
      double least = i == 0 ? 0.4 : parts[i - 1].left + parts[i - 1].block + SIZE (PART_APART);
      parts[i].left = MAX (parts[i].left, least);
      parts[i].elbow = parts[i].left < parts[i].x || parts[i].left > parts[i].x + parts[i].width;
    }
}

static void
put_total (JbDraft *draft)
{
  double baseline = draft->y + 7.4, x = 0;

  if (draft->chart->total.zh == NULL && draft->chart->total.en == NULL)
    return;
  gboolean same = jb_text_same (draft->chart->total.zh, draft->chart->total.en);
  const char *total = draft->langs == JB_CHART_LANG_BOTH && same && draft->chart->total.en ? draft->chart->total.en
                                                                    : jb_draft_pick (draft, &draft->chart->total);
  x += jb_draft_text (draft, JB_ROLE_UNIT, jb_draft_join (draft, "合计", "Total", " "), x, baseline, 0, "total", -1) + 4;
  x += jb_draft_text (draft, JB_ROLE_VALUE, total, x, baseline, 0, "total", -1) + 4;
  if (draft->langs == JB_CHART_LANG_BOTH && !same)
    x += jb_draft_text (draft, JB_ROLE_UNIT_EN, draft->chart->total.en, x, baseline, 0, "total", -1) + 4;
  if (draft->chart->total_derived)
    jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "推算", "derived", " "), x, baseline, 0, "total", -1);
  draft->y += SIZE (PART_TOTAL);
}

static void
put_bar (JbDraft *draft, const Part *parts, guint n)
{
  double height = SIZE (PART_BAR);
  static const int patterns[] = { 0, 1, 0, 2, 3, 0 };

  for (guint i = 0; i < n; i++)
    {
      const Part *part = &parts[i];
      if (DATUM (i)->derived)
        {
          double line = SIZE (DERIVED_LINE);
          JbBox *box = jb_draft_rect (draft, part->x, draft->y, part->width, height, JB_COLOUR_PAPER, JB_COLOUR_INK2, line, "bar", (int) i);
          if (part->width >= 10)
            box->dash[0] = 2.6, box->dash[1] = 1.6;
        }
      else
        jb_draft_outline (draft, part->x, draft->y, part->width, height, part->fill, "bar", (int) i);
      if (SIZE (PATTERN_ALL) > 0 && !draft->chart->ordered && patterns[i] > 0)
        jb_draft_hatch (draft, part->x, draft->y, part->width, height, patterns[i], JB_COLOUR_INK, "pattern", (int) i);
      else if (n >= 4 && i % 2 == 1 && !part->inside)
        jb_draft_hatch (draft, part->x, draft->y, part->width, height, 1, is_dark (part->fill) ? JB_COLOUR_PAPER
                        : part->fill >= JB_COLOUR_SEQ1 ? JB_COLOUR_SEQ4 : JB_COLOUR_CAT1, "pattern", (int) i);
      if (!part->inside)
        continue;
      jb_draft_text (draft, JB_ROLE_VALUE, part->share, part->x + SIZE (PART_INSET),
                     draft->y + height / 2 + SIZE (CENTRE) * SIZE (VALUE), 0, "share", (int) i);
      if (is_dark (part->fill))
        jb_draft_colour_last (draft, JB_COLOUR_PAPER);
    }
  draft->y += height;
}

static void
put_leader (JbDraft *draft, const Part *part, int datum, double depth, double bottom)
{
  double top = draft->y, from = part->x + MIN (part->width / 2, 2.0);

  if (part->elbow)
    jb_draft_polygon (draft, (double[]) { from, top, from, top + depth, part->left, top + depth, part->left, bottom }, 4, -1,
                      JB_COLOUR_INK2, 0.5, "leader", datum);
  else
    jb_draft_line (draft, part->left, top, part->left, bottom, JB_COLOUR_INK2, 0.5, "leader", datum);
}

static void
put_blocks (JbDraft *draft, const Part *parts, guint n)
{
  guint elbows = 0, done = 0;
  double height = 0, second = 0;

  for (guint i = 0; i < n; i++)
    {
      elbows += (guint) (parts[i].elbow);
      height = MAX (height, parts[i].label.height);
      second = parts[i].english != NULL ? SIZE (LABEL_EN_LEADING) : second;
    }
  double top = draft->y + MAX (8, 3.2 + SIZE (PART_ELBOW) * elbows), value = top + height + 8.4;
  for (guint i = 0; i < n; i++)
    {
      double x = parts[i].left + SIZE (PART_TEXT);

      put_leader (draft, &parts[i], (int) i, 2 + SIZE (PART_ELBOW) * done, value + second + 2.4);
      done += (guint) (parts[i].elbow);
      jb_block_put (draft, &parts[i].label, x, top, 0, "label", (int) i);
      if (parts[i].english != NULL)
        jb_draft_text (draft, JB_ROLE_UNIT_EN, parts[i].english, x, value + second, 0, "value", (int) i);
      x += jb_draft_text (draft, JB_ROLE_VALUE, parts[i].value, x, value, 0, "value", (int) i);
      x += jb_draft_text (draft, JB_ROLE_UNIT, jb_draft_pick (draft, &DATUM (i)->unit), x + (draft->langs == JB_CHART_LANG_EN ? 2 : 0), value, 0, "value", (int) i);
      if (DATUM (i)->derived)
        x += 3.5 + jb_draft_text (draft, JB_ROLE_UNIT, jb_draft_join (draft, "推算", "derived", " "), x + 3.5, value, 0, "value", (int) i);
      if (!parts[i].inside && !parts[i].stated)
        jb_draft_text (draft, JB_ROLE_UNIT, parts[i].share, x + 5, value, 0, "share", (int) i);
    }
  draft->y = value + second + 2.4;
}

/* Parts that are too narrow to see take their least width from the others, which keep one scale among them. */
static void
measure_parts (JbDraft *draft, Part *parts, guint n, double sum)
{
  double room = draft->width - SIZE (PART_GAP) * (n - 1), least = SIZE (LEAST);

  for (guint round = 0; round < n; round++)
    {
      double left = room, rest = sum;

      for (guint i = 0; i < n; i++)
        if (parts[i].width == least)
          left -= least, rest -= DATUM (i)->value;
      for (guint i = 0; i < n; i++)
        if (parts[i].width != least)
          parts[i].width = MAX (left * DATUM (i)->value / rest, least);
    }
}

void
jb_layout_parts (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  Part parts[MAX_PARTS] = { 0 };
  double sum = 0, x = 0;

  if (n < 2 || n > MAX_PARTS)
    jb_draft_fail (draft, -1, "a whole has 2 to 6 parts: draw bars");
  for (guint i = 0; i < n; i++)
    {
      if (DATUM (i)->value <= 0 || DATUM (i)->mark == JB_MARK_MISSING)
        jb_draft_fail (draft, (int) i, "a part is above zero: draw bars");
      sum += DATUM (i)->value;
    }
  if (draft->error != NULL)
    return;
  measure_parts (draft, parts, n, sum);
  for (guint i = 0; i < n; i++)
    {
      parts[i].x = x;
      parts[i].value = jb_draft_number (draft, DATUM (i), FALSE);
      x += parts[i].width + SIZE (PART_GAP);
    }
  choose_fills (draft, parts, n);
  compute_shares (draft, parts, n, sum);
  if (measure_blocks (draft, parts, n, 0.4 * draft->width) > draft->width - 0.4
      && measure_blocks (draft, parts, n, (draft->width - 1) / n - SIZE (PART_APART) - SIZE (PART_TEXT)) > draft->width)
    jb_draft_fail (draft, -1, "the labels do not fit below the parts: draw bars");
  place_blocks (draft, parts, n);
  put_total (draft);
  put_bar (draft, parts, n);
  put_blocks (draft, parts, n);
}
