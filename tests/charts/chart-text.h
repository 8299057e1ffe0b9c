/* Charts written as a line of text, for tables of tests.
 *
 *   "现场检查/On-site inspections/11*;联合检查/Joint inspections/9;联合会商/Joint meetings/?"
 *
 * label zh/label en/value; "" is no label. A value ends with any of: * emphasis, > at least, < at most, ~ approximate,
 * d derived, p plan, @2022 period, #1 series, :400 higher end of a range, =90 target. "?" is not stated. */
#pragma once

#include "jb-chart.h"

#include <stdlib.h>
#include <string.h>

static inline void
chart_text_flags (JbChartDatum *datum, const char *p)
{
  char *end;

  while (*p != '\0')
    switch (*p++)
      {
      case '*': datum->emphasis = TRUE; break;
      case '>': datum->mark = JB_MARK_AT_LEAST; break;
      case '<': datum->mark = JB_MARK_AT_MOST; break;
      case '~': datum->mark = JB_MARK_APPROX; break;
      case 'd': datum->derived = TRUE; break;
      case 'p': datum->plan = TRUE; break;
      case '@': datum->period = (int) strtol (p, &end, 10), p = end; break;
      case '#': datum->series = (int) strtol (p, &end, 10), p = end; break;
      case ':': datum->mark = JB_MARK_RANGE, datum->value_high = g_ascii_strtod (p, &end), p = end; break;
      case '=':
        {
          datum->target = g_ascii_strtod (p, &end);
          g_autofree char *text = g_strndup (p, (gsize) (end - p));
          jb_text_set (&datum->target_text, text, text);
          p = end;
          break;
        }
      default: g_error ("unknown mark “%s”", p - 1);
      }
}

static inline void
chart_text_datum (JbChart *chart, const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "/", 3);
  JbChartDatum *datum = jb_chart_add_datum (chart);
  const char *zh = *parts[0] != '\0' ? parts[0] : NULL, *en = *parts[1] != '\0' ? parts[1] : NULL;
  char *end;

  jb_text_set (&datum->label, zh, en);
  if (*parts[2] == '?')
    {
      datum->mark = JB_MARK_MISSING;
      chart_text_flags (datum, parts[2] + 1);
      return;
    }
  datum->value = g_ascii_strtod (parts[2], &end);
  g_autofree char *value = g_strndup (parts[2], (gsize) (end - parts[2]));
  jb_text_set (&datum->value_text, value, value);
  chart_text_flags (datum, end);
}

static inline JbChart *
chart_from_text (const char *id, JbChartKind kind, const char *text)
{
  JbChart *chart = jb_chart_new (id, kind);
  g_auto(GStrv) rows = g_strsplit (text, ";", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    if (*rows[i] != '\0')
      chart_text_datum (chart, rows[i]);
  return chart;
}
