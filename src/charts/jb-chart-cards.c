/* Number cards, 3 or 4 a row (half width: 2), whose numbers and labels share their baselines. */
#include "jb-chart-private.h"

#include <string.h>

typedef struct
{
  JbBlock     label;
  const char *number, *bound; /* "140", "余" */
  char      **english;        /* lines; NULL: the number reads the same */
} Card;

/* "140余" is a number and a bound word; "约500" keeps its word in front. */
static void
split_number (JbDraft *draft, Card *card, const char *text)
{
  gsize n = strlen (text), cut = n;

  while (cut > 0 && !g_ascii_isdigit (text[cut - 1]) && text[cut - 1] != '%')
    cut--;
  if (cut == 0)
    cut = n;
  g_autofree char *number = text[0] == '-' ? g_strdup_printf ("\xE2\x88\x92%.*s", (int) cut - 1, text + 1) : g_strndup (text, cut);
  card->number = g_string_chunk_insert (draft->strings, number);
  card->bound = g_string_chunk_insert (draft->strings, text + cut);
}

static void
measure_card (JbDraft *draft, Card *card, guint i, double width)
{
  const JbChartDatum *datum = DATUM (i);
  gboolean missing = datum->mark == JB_MARK_MISSING;
  const char *unit = datum->unit.en != NULL ? datum->unit.en : "";
  gboolean differs = draft->langs == JB_CHART_LANG_BOTH && datum->value_text.en != NULL && datum->value_text.zh != NULL && !missing
                     && (strcmp (datum->value_text.zh, datum->value_text.en) != 0
                         || (*unit != '\0' && g_strcmp0 (unit, datum->unit.zh) != 0));

  split_number (draft, card, missing ? "—" : jb_draft_pick (draft, &datum->value_text));
  if (differs)
    {
      g_autofree char *text = g_strconcat (datum->value_text.en, *unit == '\0' || *unit == '%' ? "" : " ", unit, NULL);
      card->english = jb_draft_wrap (draft, JB_ROLE_UNIT_EN, text, width);
    }
  if (!jb_block_label (draft, &card->label, &datum->label, width, 4, 5, FALSE))
    jb_draft_fail (draft, (int) i, "the label needs more lines than a card has: shorten it");
}

static void
put_card (JbDraft *draft, const Card *card, guint i, double x, double width, double label_top)
{
  const JbChartDatum *datum = DATUM (i);
  double baseline = draft->y + SIZE (CARD_BASELINE), right = x + width, y = baseline;
  const char *unit = datum->mark == JB_MARK_MISSING ? "" : jb_draft_pick (draft, &datum->unit);

  jb_draft_line (draft, x, draft->y, right, draft->y, JB_COLOUR_INK, SIZE (AXIS_LINE), "card", (int) i);
  double at = x;
  if (datum->change != 0)
    {
      double top = baseline - 8.5, tip = datum->change < 0 ? top + 6.5 : top, flat = datum->change < 0 ? top : top + 6.5;
      jb_draft_polygon (draft, (double[]) { at, flat, at + 6, flat, at + 3, tip }, 3, JB_COLOUR_INK, -1, 0, "change", (int) i);
      at += 9;
    }
  double need = jb_draft_measure (draft, JB_ROLE_CARD, card->number);
  JbRole role = at + need <= right ? JB_ROLE_CARD : JB_ROLE_VALUE;
  at += jb_draft_text (draft, role, card->number, at, baseline, 0, "value", (int) i) + 1.5;
  at += jb_draft_text (draft, JB_ROLE_LABEL_BOLD, card->bound, at, baseline, 0, "value", (int) i) + 1;
  if (at + jb_draft_measure (draft, JB_ROLE_SMALL, unit) <= right)
    jb_draft_text (draft, JB_ROLE_SMALL, unit, at, baseline, 0, "value", (int) i);
  else
    jb_draft_text (draft, JB_ROLE_SMALL, unit, x, y += 10, 0, "value", (int) i);
  for (guint j = 0; card->english != NULL && card->english[j] != NULL; j++)
    jb_draft_text (draft, JB_ROLE_UNIT_EN, card->english[j], x, y += j == 0 ? 10 : 8.6, 0, "value", (int) i);
  if (datum->derived)
    jb_draft_text (draft, JB_ROLE_FINE, jb_draft_join (draft, "推算", "derived", " "), x, y + 10, 0, "state", (int) i);
  jb_block_put (draft, &card->label, x, label_top, 0, "label", (int) i);
}

/* Height from the rule to the labels: what the number's second lines need. */
static double
get_label_top (JbDraft *draft, const Card *card, guint i, double width)
{
  double number = (DATUM (i)->change != 0 ? 9 : 0) + jb_draft_measure (draft, JB_ROLE_CARD, card->number) + 2.5
                  + jb_draft_measure (draft, JB_ROLE_LABEL_BOLD, card->bound);
  double unit = jb_draft_measure (draft, JB_ROLE_SMALL, jb_draft_pick (draft, &DATUM (i)->unit));
  double y = SIZE (CARD_BASELINE) + (number + unit > width ? 10 : 0);

  if (card->english != NULL)
    y += 10 + 8.6 * (g_strv_length (card->english) - 1);
  return y + (DATUM (i)->derived ? 10 : 0) + 5;
}

void
jb_layout_cards (JbDraft *draft)
{
  guint n = draft->chart->data->len;
  guint columns = draft->chart->width == JB_CHART_HALF ? 2 : n == 3 || n == 5 || n == 6 || n == 9 ? 3 : 4;
  double gap = SIZE (CARD_GAP), width = (draft->width - gap * (columns - 1)) / columns;

  draft->y += 3;
  for (guint from = 0; from < n; from += columns)
    {
      guint in_row = MIN (columns, n - from);
      Card cards[4] = { 0 };
      double top = 0, height = 0;

      for (guint i = 0; i < in_row; i++)
        {
          measure_card (draft, &cards[i], from + i, width);
          top = MAX (top, get_label_top (draft, &cards[i], from + i, width));
          height = MAX (height, cards[i].label.height);
        }
      for (guint i = 0; i < in_row; i++)
        {
          put_card (draft, &cards[i], from + i, i * (width + gap), width, draft->y + top);
          g_strfreev (cards[i].english);
        }
      draft->y += top + height + (from + columns < n ? 10 : 0);
    }
}
