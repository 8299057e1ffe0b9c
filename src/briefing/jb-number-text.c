/* Numbers as they are printed: Chinese keeps the source's scale word, English has million and billion; nothing is rounded. */
#include "jb-plan-private.h"

#include "jb-decimal.h"

#include <string.h>

/* The bound words of @text before the number and after it: "超过20亿元" → "超过"; "1400余人" → "余"; "77%以上" → "以上". */
static void
find_bounds (const JbMetric *metric, const char *text, char **before, char **middle, char **after)
{
  static const char numerals[] = "〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟";
  static const char *const middles[] = { "余", "多", "来", NULL };
  static const char *const afters[] = { "以上", "以下", "以内", "左右", "上下", "多", "余", NULL };
  g_autofree char *slice = jb_span_dup (text, metric->span);
  const char *c = slice;

  *before = *middle = *after = NULL;
  while (*c != '\0' && !g_unichar_isdigit (g_utf8_get_char (c)) && g_utf8_get_char (c) > 0x7F
         && g_utf8_strchr (numerals, -1, g_utf8_get_char (c)) == NULL)
    c = g_utf8_next_char (c);
  if (c > slice && *c != '\0')
    *before = g_strndup (slice, (gsize) (c - slice));
  for (guint i = 0; afters[i] != NULL; i++)
    if (g_str_has_suffix (slice, afters[i]) && *after == NULL)
      *after = g_strdup (afters[i]);
  for (guint i = 0; middles[i] != NULL; i++)
    {
      const char *at = strstr (c, middles[i]);

      if (at != NULL && at > c && *middle == NULL && (*after == NULL || at + strlen (middles[i]) < slice + strlen (slice)))
        *middle = g_strdup (middles[i]);
    }
}

/* 六成 and 六成半, whose value is kept in hundredths (60, 65). */
static gboolean
is_in_tenths (const JbMetric *metric)
{
  return g_str_has_prefix (metric->unit, "成") && g_strcmp0 (metric->base_unit, "%") == 0;
}

/* The unit of 百分之六十 is printed as "%", that of 六成 as it was written. */
char *
number_zh_unit (const JbMetric *metric, const char *text)
{
  g_autofree char *before = NULL, *middle = NULL, *after = NULL;
  const char *unit = is_in_tenths (metric) ? "成" : g_strcmp0 (metric->base_unit, "%") == 0 ? "%" : metric->unit;

  if (metric->modifier == JB_MODIFIER_EXACT)
    return g_strdup (unit);
  find_bounds (metric, text, &before, &middle, &after);
  return g_strconcat (middle != NULL ? middle : "", unit, after != NULL ? after : "",
                      before != NULL ? "（" : "", before != NULL ? before : "", before != NULL ? "）" : "", NULL);
}

static char *
group (const char *value, gboolean grouped)
{
  return grouped && jb_decimal_is_valid (value) ? jb_decimal_group (value) : g_strdup (value);
}

static char *
group_scaled (const char *value, int power, gboolean grouped)
{
  g_autofree char *scaled = power != 0 && jb_decimal_is_valid (value) ? jb_decimal_scale (value, power) : g_strdup (value);
  g_autofree char *trimmed = power != 0 && jb_decimal_is_valid (scaled) ? jb_decimal_trim (scaled) : g_strdup (scaled);

  return group (trimmed, grouped);
}

char *
number_zh_value (const JbMetric *metric, gboolean grouped)
{
  int power = is_in_tenths (metric) ? -1 : 0;
  g_autofree char *low = group_scaled (metric->value, power, grouped);
  g_autofree char *high = metric->value_high != NULL ? group_scaled (metric->value_high, power, grouped) : NULL;

  return high != NULL ? g_strconcat (low, "—", high, NULL) : g_steal_pointer (&low);
}

char *
number_zh_label (const JbMetric *metric, const char *text)
{
  g_autofree char *slice = jb_span_dup (text, metric->span);
  GString *label = g_string_new (NULL);

  for (const char *c = slice; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (label, g_utf8_get_char (c));
  return g_string_free (label, FALSE);
}

char *
number_en_scaled (const char *base_value, gboolean words)
{
  static const struct { const char *least; int power; const char *word, *letters; } scales[] = {
    { "1000000000000", -12, "trillion", "tn" }, { "1000000000", -9, "billion", "bn" }, { "1000000", -6, "million", "m" },
  };

  if (!jb_decimal_is_valid (base_value))
    return g_strdup (base_value);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      if (jb_decimal_compare (base_value, scales[i].least) < 0)
        continue;
      g_autofree char *scaled = jb_decimal_scale (base_value, scales[i].power);
      g_autofree char *trimmed = jb_decimal_trim (scaled);
      g_autofree char *grouped = jb_decimal_group (trimmed);
      return g_strconcat (grouped, " ", words ? scales[i].word : scales[i].letters, NULL);
    }
  return jb_decimal_group (base_value);
}

static const char *
bound_sign (JbModifier modifier)
{
  return modifier == JB_MODIFIER_AT_LEAST ? "≥" : modifier == JB_MODIFIER_AT_MOST ? "≤" : modifier == JB_MODIFIER_APPROX ? "≈" : "";
}

/* What stands behind the English number: "%", " pp", " yuan", " km"; counters of things have none. */
static char *
en_unit (const Plan *plan, const JbMetric *metric)
{
  const char *unit;

  if (strcmp (metric->base_unit, "%") == 0 || strcmp (metric->base_unit, "‰") == 0)
    return g_strdup (metric->base_unit);
  if (metric->dimension == JB_DIMENSION_PERCENTAGE_POINT)
    return g_strdup (" pp");
  if (strcmp (metric->base_unit, "CNY") == 0)
    return g_strdup (" yuan");
  if (strcmp (metric->base_unit, "times") == 0)
    return g_strdup ("×");
  if (metric->dimension == JB_DIMENSION_MONEY)
    return g_strconcat (" ", metric->base_unit, NULL);
  if (metric->dimension == JB_DIMENSION_COUNT || metric->dimension == JB_DIMENSION_RATIO)
    return g_strdup ("");
  unit = jb_glossary_unit (plan->sources->glossary, metric->base_unit, metric->label_zh);
  return unit != NULL ? g_strconcat (" ", unit, NULL) : g_strdup ("");
}

char *
number_en_value (const Plan *plan, const JbMetric *metric, gboolean with_unit)
{
  g_autofree char *low = number_en_scaled (metric->base_value, FALSE);
  g_autofree char *high = metric->base_value_high != NULL ? number_en_scaled (metric->base_value_high, FALSE) : NULL;
  g_autofree char *unit = with_unit ? en_unit (plan, metric) : g_strdup ("");
  const char *sign = metric->change == JB_CHANGE_DECREASE ? "\xE2\x88\x92" : metric->change == JB_CHANGE_INCREASE ? "+" : "";

  return g_strconcat (bound_sign (metric->modifier), sign, low, high != NULL ? "–" : "", high != NULL ? high : "", unit, NULL);
}
