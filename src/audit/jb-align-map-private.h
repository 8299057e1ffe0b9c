/* A map, resolved: groups of metrics that a person paired. */
#pragma once

#include "jb-align.h"

struct _JbAlignMap
{
  guint   n_sources;
  GArray *rows;      /* of JbSeries; members whose metric is -1 are none */
  GArray *named[JB_ALIGN_MAX_REPORTS]; /* of gboolean, by metric: it stands in a row */
};
