#include "jb-segment.h"

#include <string.h>

#define NEVER 1000000u

typedef struct
{
  guint cost;   /* of the rest of the label from here */
  gsize length; /* bytes of the first token from here; 0: none */
  const JbTerm *term;
} Step;

/* A word of one character is more often part of a longer one that is not known. */
static guint
cost_of (const JbTerm *term, guint n_chars)
{
  if (term != NULL && (term->kind == JB_TERM_HEAD || term->kind == JB_TERM_FUNCTION))
    return 10;
  return n_chars == 1 ? 16 : 10;
}

/* "5G", "PM2.5", "R&D", "2022" */
static gsize
literal_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || (n > 0 && strchr (".&-+", text[n]) != NULL && text[n] != '\0'))
    n++;
  return n;
}

static void
consider (Step *step, const Step *rest, gsize length, const JbTerm *term, guint cost)
{
  if (rest->cost + cost < step->cost || (rest->cost + cost == step->cost && length > step->length))
    *step = (Step) { rest->cost + cost, length, term };
}

/* @offsets: of each code point, one more at the end. */
static void
find_best (const JbGlossary *glossary, const char *label, const gsize *offsets, guint n, Step *steps)
{
  steps[n] = (Step) { 0 };
  for (guint i = n; i-- > 0;)
    {
      const char *at = label + offsets[i];
      guint64 lengths = jb_glossary_lengths (glossary, g_utf8_get_char (at));
      gsize literal = literal_length (at);

      steps[i] = (Step) { .cost = NEVER };
      for (guint k = 1; k < 64 && i + k <= n; k++)
        {
          gsize length = offsets[i + k] - offsets[i];
          const JbTerm *term = (lengths >> k & 1) != 0 ? jb_glossary_get (glossary, at, length) : NULL;

          if (term != NULL && !(term->kind == JB_TERM_PHRASE && term->next == NULL) && steps[i + k].cost < NEVER)
            consider (&steps[i], &steps[i + k], length, term, cost_of (term, k));
          if (length == literal && steps[i + k].cost < NEVER)
            consider (&steps[i], &steps[i + k], length, NULL, 12);
        }
    }
}

GArray *
jb_segment (const JbGlossary *glossary, const char *label)
{
  glong n = g_utf8_strlen (label, -1);
  gsize offsets[JB_SEGMENT_MAX_CHARS + 1];
  Step steps[JB_SEGMENT_MAX_CHARS + 1];

  if (n == 0 || n > JB_SEGMENT_MAX_CHARS)
    return NULL;
  const char *at = label;
  for (glong i = 0; i <= n; i++, at = g_utf8_next_char (at))
    offsets[i] = (gsize) (at - label);
  find_best (glossary, label, offsets, (guint) n, steps);
  if (steps[0].cost >= NEVER)
    return NULL;

  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (JbToken));
  for (glong i = 0; i < n;)
    {
      JbToken token = { steps[i].term, label + offsets[i], steps[i].length };

      g_array_append_val (tokens, token);
      i += g_utf8_strlen (token.text, (gssize) token.length);
    }
  return tokens;
}

const JbTerm *
jb_token_as (const JbToken *token, JbTermKind kind)
{
  for (const JbTerm *term = token->term; term != NULL; term = term->next)
    if (term->kind == kind)
      return term;
  return NULL;
}
