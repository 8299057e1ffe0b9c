#include "jb-segment.h"

#include "jb-measure-private.h"

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

/* Looked up whole, whatever it may be. */
static gboolean
is_whole (const JbTerm *term)
{
  for (; term != NULL; term = term->next)
    if (term->kind < JB_TERM_HEADING)
      return FALSE;
  return TRUE;
}

static void
token_clear (gpointer token)
{
  g_free (((JbToken *) token)->made);
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

/* A measure that begins with code point @i; its term goes to @made. */
static void
consider_measure (const JbGlossary *glossary, const char *label, const gsize *offsets, guint n, guint i, Step *steps, JbTerm **made)
{
  gsize length = 0;

  if (!g_ascii_isdigit (label[offsets[i]]) || (i > 0 && strchr ("0123456789.", label[offsets[i - 1]]) != NULL)
      || (made[i] = jb_measure_read (glossary, label + offsets[i], &length)) == NULL)
    return;
  for (guint k = i + 1; k <= n; k++)
    if (offsets[k] == offsets[i] + length && steps[k].cost < NEVER)
      consider (&steps[i], &steps[k], length, made[i], 10);
}

/* @offsets: of each code point, one more at the end. @made: terms that were made for it, one a code point. */
static void
find_best (const JbGlossary *glossary, const char *label, const gsize *offsets, guint n, Step *steps, JbTerm **made)
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

          if (term != NULL && !is_whole (term) && steps[i + k].cost < NEVER)
            consider (&steps[i], &steps[i + k], length, term, cost_of (term, k));
          if (length == literal && steps[i + k].cost < NEVER)
            consider (&steps[i], &steps[i + k], length, NULL, 12);
        }
      consider_measure (glossary, label, offsets, n, i, steps, made);
    }
}

/* The tokens on the best way; they take those of @made that they use. */
static GArray *
collect (const char *label, const gsize *offsets, guint n, const Step *steps, JbTerm **made)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (JbToken));

  g_array_set_clear_func (tokens, token_clear);
  for (guint i = 0; i < n;)
    {
      JbTerm *own = steps[i].term != NULL && steps[i].term == made[i] ? g_steal_pointer (&made[i]) : NULL;
      JbToken token = { steps[i].term, label + offsets[i], steps[i].length, own };

      g_array_append_val (tokens, token);
      i += (guint) g_utf8_strlen (token.text, (gssize) token.length);
    }
  return tokens;
}

GArray *
jb_segment (const JbGlossary *glossary, const char *label)
{
  glong n = g_utf8_strlen (label, -1);
  gsize offsets[JB_SEGMENT_MAX_CHARS + 1];
  Step steps[JB_SEGMENT_MAX_CHARS + 1];
  JbTerm *made[JB_SEGMENT_MAX_CHARS + 1] = { 0 };

  if (n == 0 || n > JB_SEGMENT_MAX_CHARS)
    return NULL;
  const char *at = label;
  for (glong i = 0; i <= n; i++, at = g_utf8_next_char (at))
    offsets[i] = (gsize) (at - label);
  find_best (glossary, label, offsets, (guint) n, steps, made);
  GArray *tokens = steps[0].cost < NEVER ? collect (label, offsets, (guint) n, steps, made) : NULL;
  for (glong i = 0; i < n; i++)
    g_free (made[i]);
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
