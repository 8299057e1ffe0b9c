/* Labels and values as blocks: lines of both languages, placed as one. */
#include "jb-chart-private.h"

#include <string.h>

const char *
jb_draft_pick (const JbDraft *draft, const JbText *text)
{
  const char *first = draft->langs == JB_CHART_LANG_EN ? text->en : text->zh;
  const char *second = draft->langs == JB_CHART_LANG_EN ? text->zh : text->en;

  return first != NULL ? first : second != NULL ? second : "";
}

const char *
jb_draft_join (JbDraft *draft, const char *zh, const char *en, const char *between)
{
  if (draft->langs != JB_CHART_LANG_BOTH || zh == NULL || en == NULL)
    return jb_draft_pick (draft, &(JbText) { (char *) zh, (char *) en });
  g_autofree char *both = g_strconcat (zh, between, en, NULL);
  return g_string_chunk_insert (draft->strings, both);
}

/* A year or a number needs no English. */
gboolean
jb_text_is_chinese (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return TRUE;
  return FALSE;
}

/* Whether the two read the same when separators of thousands and forms of the minus are taken away. */
gboolean
jb_text_same (const char *zh, const char *en)
{
  if (zh == NULL || en == NULL)
    return TRUE;
  while (*zh != '\0' || *en != '\0')
    {
      if (*en == ',' && *zh != ',')
        en++;
      else if (*zh == *en)
        zh++, en++;
      else if (*zh == '-' && g_str_has_prefix (en, "−"))
        zh++, en += 3;
      else if (g_str_has_prefix (zh, "−") && *en == '-')
        zh += 3, en++;
      else
        return FALSE;
    }
  return TRUE;
}

static void
add_line (JbBlock *block, JbRole role, const char *text, double width, double baseline)
{
  g_return_if_fail (block->n < G_N_ELEMENTS (block->lines));
  JbLine *line = &block->lines[block->n++];

  line->n = 1;
  line->runs[0] = (JbRun) { role, text, 0, width };
  line->width = width;
  line->baseline = baseline;
  block->width = MAX (block->width, width);
}

static void
add_run (JbDraft *draft, JbLine *line, JbRole role, const char *text, double gap)
{
  if (text == NULL || *text == '\0' || line->n >= G_N_ELEMENTS (line->runs))
    return;
  double x = line->n == 0 ? 0 : line->width + gap, width = jb_draft_measure (draft, role, text);

  line->runs[line->n++] = (JbRun) { role, text, x, width };
  line->width = x + width;
}

/* Adds the lines of one language. Returns: their number. */
static guint
add_lines (JbDraft *draft, JbBlock *block, JbRole role, const char *text, double width, double leading, double base)
{
  g_auto(GStrv) lines = jb_draft_wrap (draft, role, text, width);
  guint n = g_strv_length (lines), room = (guint) G_N_ELEMENTS (block->lines) - block->n;

  for (guint i = 0; i < MIN (n, room); i++)
    {
      const char *kept = g_string_chunk_insert (draft->strings, lines[i]);
      add_line (block, role, kept, jb_draft_measure (draft, role, kept), block->height + base);
      block->height += leading;
    }
  return n;
}

gboolean
jb_block_label (JbDraft *draft, JbBlock *block, const JbText *text, double width, guint max_zh, guint max_en, gboolean bold)
{
  double en_base = SIZE (LABEL_EN_LEADING) - 2;
  gboolean zh = text->zh != NULL && *text->zh && (HAS_ZH (draft) || text->en == NULL);
  gboolean en = text->en != NULL && *text->en && (HAS_EN (draft) || text->zh == NULL);

  memset (block, 0, sizeof *block);
  if (zh)
    block->n_zh = add_lines (draft, block, bold ? JB_ROLE_LABEL_BOLD : JB_ROLE_LABEL, text->zh, width,
                             SIZE (LABEL_ZH_LEADING), SIZE (LABEL_ZH_LEADING) - 2.05);
  if (en && !zh)
    block->n_en = add_lines (draft, block, bold ? JB_ROLE_LABEL_ONLY_EN_BOLD : JB_ROLE_LABEL_ONLY_EN, text->en, width,
                             SIZE (LABEL_ZH_LEADING), SIZE (LABEL_ZH_LEADING) - 2.05);
  else if (en)
    block->n_en = add_lines (draft, block, JB_ROLE_LABEL_EN, text->en, width, SIZE (LABEL_EN_LEADING), en_base);
  else if (zh && HAS_EN (draft) && jb_text_is_chinese (text->zh))
    block->n_en = add_lines (draft, block, JB_ROLE_LABEL_EN, JB_NO_ENGLISH, width, SIZE (LABEL_EN_LEADING), en_base);
  return block->n_zh <= max_zh && block->n_en <= max_en && block->width <= width + 0.01;
}

/* "-" becomes U+2212; of a lower bound without a word of its own on a scale of rates, "≥" is set before. */
static const char *
dress (JbDraft *draft, const JbChartDatum *datum, const char *text)
{
  g_autofree char *dressed = NULL;

  if (text == NULL)
    return NULL;
  if (text[0] == '-')
    dressed = g_strconcat ("−", text + 1, NULL);
  /* The analyser does not see that where the first byte is a digit there is a last one. */
  else if (draft->chart->kind == JB_CHART_RATES && g_ascii_isdigit (text[0])
           && g_ascii_isdigit (text[strlen (text) - 1])) /* NOLINT(clang-analyzer-core.uninitialized.ArraySubscript) */
    dressed = g_strconcat (datum->mark == JB_MARK_AT_LEAST ? "≥" : datum->mark == JB_MARK_AT_MOST ? "≤" : "", text, NULL);
  return dressed == NULL ? text : g_string_chunk_insert (draft->strings, dressed);
}

static gboolean
is_sign (const char *unit)
{
  return unit != NULL && (strcmp (unit, "%") == 0 || strcmp (unit, "‰") == 0);
}

/* A number with its unit, in the leading language: "73.41%". */
const char *
jb_draft_number (JbDraft *draft, const JbChartDatum *datum, gboolean with_unit)
{
  gboolean same = draft->langs == JB_CHART_LANG_BOTH && jb_text_same (datum->value_text.zh, datum->value_text.en);
  const char *text = same && datum->value_text.en ? datum->value_text.en : jb_draft_pick (draft, &datum->value_text);
  const char *unit = jb_draft_pick (draft, &datum->unit);

  text = dress (draft, datum, text);
  if (draft->chart->kind == JB_CHART_RATES && unit[0] == '\0' && strchr (text, '%') == NULL && strstr (text, "‰") == NULL)
    unit = "%";
  if (!with_unit || (!is_sign (unit) && draft->chart->kind == JB_CHART_RATES))
    return text;
  g_autofree char *both = g_strconcat (text, unit, NULL);
  return g_string_chunk_insert (draft->strings, both);
}

static void
add_states (JbDraft *draft, JbLine *line, const JbChartDatum *datum)
{
  if (datum->derived)
    add_run (draft, line, JB_ROLE_UNIT, jb_draft_join (draft, "推算", "derived", " "), 3.5);
  if (datum->plan)
    add_run (draft, line, JB_ROLE_UNIT, jb_draft_join (draft, "计划", "plan", " "), 3.5);
}

static void
fill_missing (JbDraft *draft, JbBlock *block)
{
  JbLine *line = &block->lines[block->n++];
  const char *words = jb_draft_join (draft, "未载明", "not stated", " ");
  g_autofree char *text = g_strconcat ("— ", words, NULL);

  line->baseline = SIZE (CENTRE) * SIZE (FINE_ZH);
  add_run (draft, line, JB_ROLE_FINE, g_string_chunk_insert (draft->strings, text), 0);
}

static void
fill_second (JbDraft *draft, JbBlock *block, const JbChartDatum *datum)
{
  const char *unit = datum->unit.en, *text = dress (draft, datum, datum->value_text.en);
  g_autofree char *both = unit == NULL ? g_strdup (text) : g_strconcat (text, is_sign (unit) ? "" : " ", unit, NULL);
  JbLine *line = &block->lines[block->n++];

  line->baseline = SIZE (LOWER);
  add_run (draft, line, JB_ROLE_UNIT_EN, g_string_chunk_insert (draft->strings, both), 0);
}

void
jb_block_value (JbDraft *draft, JbBlock *block, const JbChartDatum *datum, gboolean bare)
{
  memset (block, 0, sizeof *block);
  if (datum->mark == JB_MARK_MISSING)
    fill_missing (draft, block);
  else
    {
      gboolean two = draft->langs == JB_CHART_LANG_BOTH && datum->value_text.zh != NULL && datum->value_text.en != NULL
                     && (!jb_text_same (datum->value_text.zh, datum->value_text.en)
                         || (!bare && g_strcmp0 (datum->unit.zh, datum->unit.en) != 0));
      gboolean english = draft->langs == JB_CHART_LANG_EN;
      const char *unit = bare ? "" : jb_draft_pick (draft, &datum->unit);
      gboolean sign = is_sign (unit) || draft->chart->kind == JB_CHART_RATES;
      JbLine *line = &block->lines[block->n++];
      JbRole role = english ? JB_ROLE_VALUE_EN : JB_ROLE_VALUE;

      line->baseline = two ? SIZE (UPPER) : SIZE (CENTRE) * jb_role_size (draft, role);
      add_run (draft, line, role,
               two ? dress (draft, datum, datum->value_text.zh) : jb_draft_number (draft, datum, !bare && sign), 0);
      if (!sign)
        add_run (draft, line, english ? JB_ROLE_UNIT_EN : JB_ROLE_UNIT, unit, english ? 2 : 0.5);
      add_states (draft, line, datum);
      if (two)
        fill_second (draft, block, datum);
    }
  for (guint i = 0; i < block->n; i++)
    block->width = MAX (block->width, block->lines[i].width);
  block->height = block->n > 1 ? SIZE (LABEL_ZH_LEADING) + SIZE (LABEL_EN_LEADING) : SIZE (VALUE);
}

void
jb_block_put (JbDraft *draft, const JbBlock *block, double x, double y, double align, const char *what, int datum)
{
  for (guint i = 0; i < block->n; i++)
    {
      const JbLine *line = &block->lines[i];
      double left = x - align * line->width;

      for (guint j = 0; j < line->n; j++)
        jb_draft_text (draft, line->runs[j].role, line->runs[j].text, left + line->runs[j].x, y + line->baseline, 0, what,
                       datum);
    }
}
