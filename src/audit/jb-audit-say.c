/* What the checks share: words of findings, tolerances, verdicts. */
#include "jb-audit-private.h"

#include "jb-decimal.h"

#include <string.h>

void
jb_audit_say (JbFinding *finding, const char *stated, const char *computed, char *claim_zh, char *claim_en, char *reason_zh,
              char *reason_en)
{
  finding->stated = g_strdup (stated);
  finding->computed = g_strdup (computed);
  finding->claim_zh = claim_zh;
  finding->claim_en = claim_en;
  finding->reason_zh = reason_zh;
  finding->reason_en = reason_en;
}

char *
jb_audit_abs (const char *value)
{
  return g_strdup (*value == '-' ? value + 1 : value);
}

/* base_value / value is the power of ten of 万 or 亿: found by comparing their digits. */
char *
jb_audit_half_digit (const JbMetric *metric)
{
  guint places = jb_decimal_places (metric->value);
  g_autofree char *half = jb_decimal_scale ("5", -(int) places - 1);
  g_autofree char *value = jb_decimal_compare (metric->value, "0") != 0 ? jb_decimal_multiply (half, metric->base_value) : NULL;

  return value != NULL ? jb_decimal_divide (value, metric->value, 8) : g_strdup (half);
}

JbVerdict
jb_audit_judge (const char *computed, const char *stated, const char *tolerance)
{
  g_autofree char *difference = jb_decimal_subtract (computed, stated), *size = jb_audit_abs (difference);

  if (jb_decimal_compare (size, "0") == 0)
    return JB_VERDICT_CONSISTENT;
  return jb_decimal_compare (size, tolerance) <= 0 ? JB_VERDICT_ROUNDING : JB_VERDICT_INCONSISTENT;
}

const char *
jb_audit_verdict_zh (JbVerdict verdict)
{
  return verdict == JB_VERDICT_CONSISTENT ? "成立" : verdict == JB_VERDICT_ROUNDING ? "四舍五入后成立" : "不成立";
}

const char *
jb_audit_verdict_en (JbVerdict verdict)
{
  return verdict == JB_VERDICT_CONSISTENT ? "holds" : verdict == JB_VERDICT_ROUNDING ? "holds after rounding" : "does not hold";
}

gboolean
jb_audit_has_any (const char *words, const char *const *list)
{
  for (; *list != NULL; list++)
    if (strstr (words, *list) != NULL)
      return TRUE;
  return FALSE;
}
