/* The frame of every chart: head, plot, foot.
 *
 *   ───────────────────────────── rule
 *   图 7  三项比率中，马上办最低      HEAD: number, titles, unit line
 *         The lowest of three …
 *   [ plot ]                       PLOT: the kind's own
 *   来源：…  Source: …              FOOT: notes, source */
#include "jb-chart-private.h"

#include "jb-error.h"

#include <math.h>
#include <string.h>

static void
put_lines (JbDraft *draft, JbRole role, const char *text, double x, double leading, double base, const char *what)
{
  g_auto(GStrv) lines = jb_draft_wrap (draft, role, text, draft->width - x);

  for (guint i = 0; lines[i] != NULL; i++, draft->y += leading)
    jb_draft_text (draft, role, lines[i], x, draft->y + base, 0, what, -1);
}

static double
put_number (JbDraft *draft)
{
  gboolean english = draft->langs == JB_CHART_LANG_EN;
  g_autofree char *text = g_strdup_printf (english ? "Fig. %u" : "图 %u", draft->chart->number);

  if (draft->chart->number == 0)
    return 0;
  return jb_draft_text (draft, english ? JB_ROLE_NUMBER_EN : JB_ROLE_NUMBER, text, 0, draft->y + 9.6, 0, "number", -1)
         + SIZE (NUMBER_GAP);
}

/* Two texts beside each other where they fit, else below each other. */
static void
put_pair (JbDraft *draft, const char *zh, const char *en, double x, double leading, double base, const char *what)
{
  double gap = 3 * jb_draft_measure (draft, JB_ROLE_FINE, " ");
  double width = zh != NULL ? jb_draft_measure (draft, JB_ROLE_FINE, zh) : 0;

  if (zh != NULL && en != NULL && x + width + gap + jb_draft_measure (draft, JB_ROLE_FINE_EN, en) <= draft->width)
    {
      jb_draft_text (draft, JB_ROLE_FINE, zh, x, draft->y + base, 0, what, -1);
      jb_draft_text (draft, JB_ROLE_FINE_EN, en, x + width + gap, draft->y + base, 0, what, -1);
      draft->y += leading;
      return;
    }
  if (zh != NULL)
    put_lines (draft, JB_ROLE_FINE, zh, x, leading, base, what);
  if (en != NULL)
    put_lines (draft, JB_ROLE_FINE_EN, en, x, leading, base, what);
}

static const char *
choose (const JbDraft *draft, const JbText *text, JbChartLang lang)
{
  const char *wanted = lang == JB_CHART_LANG_ZH ? text->zh : text->en;
  const char *other = lang == JB_CHART_LANG_ZH ? text->en : text->zh;

  if (wanted == NULL || *wanted == '\0')
    return NULL;
  return (draft->langs & lang) != 0 || other == NULL ? wanted : NULL;
}

static void
put_unit (JbDraft *draft, double x)
{
  const char *zh = choose (draft, &draft->chart->unit, JB_CHART_LANG_ZH);
  const char *en = choose (draft, &draft->chart->unit, JB_CHART_LANG_EN);
  if (zh == NULL && en == NULL)
    return;

  g_autofree char *full_zh = zh == NULL ? NULL : g_strconcat (strstr (zh, "单位") ? "" : "单位：", zh, NULL);
  g_autofree char *full_en = en == NULL ? NULL : g_strconcat (g_ascii_isupper (en[0]) ? "" : "Unit: ", en, NULL);
  draft->y += SIZE (UNIT_GAP);
  put_pair (draft, full_zh, full_en, x, SIZE (UNIT_HEIGHT), 7.8, "unit");
}

static void
put_head (JbDraft *draft)
{
  const char *zh = choose (draft, &draft->chart->title, JB_CHART_LANG_ZH);
  const char *en = choose (draft, &draft->chart->title, JB_CHART_LANG_EN);

  draft->part = JB_PART_HEAD;
  jb_draft_line (draft, 0, SIZE (RULE) / 2, draft->width, SIZE (RULE) / 2, JB_COLOUR_INK, SIZE (RULE), "rule", -1);
  draft->y = SIZE (TITLE_TOP);
  double indent = put_number (draft);
  if (zh != NULL)
    put_lines (draft, JB_ROLE_TITLE, zh, indent, SIZE (TITLE_ZH_LEADING), 9.6, "title");
  if (en != NULL && zh == NULL)
    put_lines (draft, JB_ROLE_TITLE_ONLY_EN, en, indent, SIZE (TITLE_ZH_LEADING), 9.6, "title");
  else if (en != NULL)
    put_lines (draft, JB_ROLE_TITLE_EN, en, indent, SIZE (TITLE_EN_LEADING), 8.2, "title");
  else if (HAS_EN (draft) && zh != NULL && jb_text_is_chinese (zh))
    put_lines (draft, JB_ROLE_TITLE_EN, "(no English title 未译)", indent, SIZE (TITLE_EN_LEADING), 8.2, "title");
  put_unit (draft, indent);
  draft->y += SIZE (HEAD_GAP);
}

static void
put_foot (JbDraft *draft)
{
  draft->part = JB_PART_FOOT;
  draft->y += SIZE (FOOT_GAP);
  for (guint i = 0; i < draft->notes->len + draft->chart->notes->len + 1; i++)
    {
      guint own = i - draft->notes->len;
      const JbText *text = i < draft->notes->len         ? g_ptr_array_index (draft->notes, i)
                           : own < draft->chart->notes->len ? &g_array_index (draft->chart->notes, JbText, own)
                                                          : &draft->chart->source;
      put_pair (draft, choose (draft, text, JB_CHART_LANG_ZH), choose (draft, text, JB_CHART_LANG_EN), 0,
                SIZE (FOOT_LEADING), 6.8, text == &draft->chart->source ? "source" : "note");
    }
  draft->y += SIZE (FOOT_BOTTOM);
}

static gboolean
check_data (JbDraft *draft)
{
  const JbChart *chart = draft->chart;

  if (chart->data->len == 0)
    jb_draft_fail (draft, -1, "there is nothing to draw: give it data");
  for (guint i = 0; i < chart->data->len; i++)
    {
      const JbChartDatum *datum = DATUM (i);
      if (!isfinite (datum->value) || !isfinite (datum->value_high) || !isfinite (datum->target))
        jb_draft_fail (draft, (int) i, "the value is no finite number: leave it out");
      else if (datum->series < 0 || (datum->series > 0 && (guint) datum->series >= chart->series->len))
        jb_draft_fail (draft, (int) i, "its series has no name: add it");
      else if (datum->mark == JB_MARK_RANGE && datum->value_high < datum->value)
        jb_draft_fail (draft, (int) i, "the range ends before it begins: exchange its values");
      else if (datum->mark != JB_MARK_MISSING && datum->value_text.zh == NULL && datum->value_text.en == NULL)
        jb_draft_fail (draft, (int) i, "the value has no text: print every value");
    }
  return draft->error == NULL;
}

static void
put_plot (JbDraft *draft)
{
  static void (*const kinds[JB_N_CHART_KINDS]) (JbDraft *) = {
    [JB_CHART_BARS] = jb_layout_bars,   [JB_CHART_PARTS] = jb_layout_parts,       [JB_CHART_RATES] = jb_layout_rates,
    [JB_CHART_COLUMNS] = jb_layout_columns, [JB_CHART_GROUPED] = jb_layout_grouped, [JB_CHART_LINE] = jb_layout_line,
    [JB_CHART_WATERFALL] = jb_layout_waterfall, [JB_CHART_BULLET] = jb_layout_bullet, [JB_CHART_MULTIPLES] = jb_layout_multiples,
    [JB_CHART_SLOPE] = jb_layout_slope, [JB_CHART_TWO_STEP] = jb_layout_two_step, [JB_CHART_CARDS] = jb_layout_cards,
  };

  draft->part = JB_PART_PLOT;
  draft->scene->plot_top = draft->y;
  if (kinds[draft->chart->kind] != NULL)
    kinds[draft->chart->kind] (draft);
  else
    jb_draft_fail (draft, -1, "this kind of chart cannot be drawn: choose bars or cards");
  draft->scene->plot_bottom = draft->y;
}

static JbTextCache *
get_cache (const JbChartStyle *style, JbFonts *fonts)
{
  JbChartStyle *own = (JbChartStyle *) style; /* a style is const in what it says; its cache is not */

  if (!jb_text_cache_fits (own->cache, fonts))
    {
      jb_text_cache_free (own->cache);
      own->cache = jb_text_cache_new (style, fonts);
    }
  return own->cache;
}

JbChartScene *
jb_chart_layout (const JbChart *chart, const JbChartStyle *style, JbFonts *fonts, JbChartLang langs, GError **error)
{
  g_return_val_if_fail (chart->kind < JB_N_CHART_KINDS && langs != 0, NULL);
  g_autoptr(JbChartScene) scene = jb_chart_scene_new ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();
  JbDraft draft = { .chart = chart, .style = style, .cache = get_cache (style, fonts), .langs = langs, .scene = scene,
                    .width = jb_chart_style_get_width (style, chart->width), .notes = notes };

  if (check_data (&draft))
    {
      draft.strings = g_string_chunk_new (512);
      put_head (&draft);
      put_plot (&draft);
      put_foot (&draft);
      g_string_chunk_free (draft.strings);
    }
  if (draft.error != NULL)
    {
      g_propagate_error (error, draft.error);
      return NULL;
    }
  scene->width = draft.width;
  scene->height = draft.y;
  return g_steal_pointer (&scene);
}
