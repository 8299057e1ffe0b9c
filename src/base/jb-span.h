/* A span: a piece of a text that somebody else keeps, as byte offsets.
 *
 *   text  "共办理审批服务327件。"      span { 21, 27 } = "327件"
 *
 * Inside the program all offsets are bytes of UTF-8; only what leaves it (JSON, messages) counts code points. */
#pragma once

#include <glib.h>

typedef struct
{
  gsize start; /* first byte */
  gsize end;   /* one past the last byte; end >= start */
} JbSpan;

static inline gsize
jb_span_length (JbSpan span)
{
  return span.end - span.start;
}

static inline gboolean
jb_span_contains (JbSpan outer, JbSpan inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}

/* Returns: (transfer full): the bytes of @span in @text as a string of their own. */
static inline char *
jb_span_dup (const char *text, JbSpan span)
{
  return g_strndup (text + span.start, jb_span_length (span));
}
