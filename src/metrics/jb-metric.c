#include "jb-metric.h"

#include "jb-recognise-private.h"

#include <string.h>

#define DIMENSION_NAME(name, json) json,

const char *
jb_dimension_name (JbDimension dimension)
{
  static const char *const names[] = { JB_DIMENSIONS (DIMENSION_NAME) };
  g_return_val_if_fail ((gsize) dimension < G_N_ELEMENTS (names), "other");
  return names[dimension];
}

const char *
jb_modifier_name (JbModifier modifier)
{
  static const char *const names[] = { "exact", "approx", "at_least", "at_most" };
  g_return_val_if_fail ((gsize) modifier < G_N_ELEMENTS (names), "exact");
  return names[modifier];
}

const char *
jb_change_name (JbChange change)
{
  static const char *const names[] = { "none", "increase", "decrease" };
  g_return_val_if_fail ((gsize) change < G_N_ELEMENTS (names), "none");
  return names[change];
}

const char *
jb_metric_role_name (JbMetricRole role)
{
  static const char *const names[] = { "total", "part", "rate", "change", "plan" };
  g_return_val_if_fail ((gsize) role < G_N_ELEMENTS (names), "total");
  return names[role];
}

void
jb_metric_free (JbMetric *metric)
{
  if (metric == NULL)
    return;
  g_free (metric->id);
  g_free (metric->value);
  g_free (metric->value_high);
  g_free (metric->unit);
  g_free (metric->base_value);
  g_free (metric->base_value_high);
  g_free (metric->base_unit);
  g_free (metric->change_basis);
  g_free (metric->label_zh);
  g_free (metric->verb);
  g_free (metric->doer);
  g_free (metric->subject);
  g_free (metric);
}
