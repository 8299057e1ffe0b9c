#include "jb-quantity.h"

#include "jb-error.h"
#include "jb-reading-private.h"

#include <string.h>

static gboolean
refuse (GError **error, const char *text, const char *why)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "“%s” %s", text, why);
  return FALSE;
}

/* The first place from @at where a quantity is read. */
static gboolean
next_reading (const JbLexicon *lexicon, const JbChars *chars, gsize at, gsize floor, JbReading *reading)
{
  for (; at < chars->n; at++)
    if (jb_reading_may_begin (lexicon, chars->c[at]) && jb_reading_read (lexicon, chars, at, floor, reading))
      return TRUE;
  return FALSE;
}

JbQuantity *
jb_quantity_parse (const char *text, const JbLexicon *lexicon, GError **error)
{
  g_auto(JbChars) chars = { NULL, NULL, NULL, NULL, 0, 0 };
  JbReading reading;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, JB_ERROR, JB_ERROR_FORMAT, "a quantity that is not UTF-8");
      return NULL;
    }
  jb_chars_read (&chars, text, (JbSpan) { 0, strlen (text) });
  if (!next_reading (lexicon, &chars, 0, 0, &reading))
    return refuse (error, text, "has no number: write one, as 5000万元"), NULL;
  if (reading.low.scale_only && reading.start == reading.core && reading.low.modifier == JB_MODIFIER_EXACT)
    return refuse (error, text, "has a scale but no number: write one before it"), NULL;
  if (reading.kind == JB_READING_UNREAD)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "“%s” cannot be read as one number", text);
      return NULL;
    }
  if (reading.start != 0 || reading.end != chars.n)
    return refuse (error, text, "is more than one quantity: write number, unit and modifiers only"), NULL;
  JbQuantity *quantity = g_new0 (JbQuantity, 1);
  jb_reading_fill (&reading, &chars, text, quantity);
  return quantity;
}

#define MAX_NAME_BEFORE 8 /* characters of a name before its numeral */

/* Whether a name of the lexicon that begins at @floor or later reaches over the whole reading. */
static gboolean
is_in_name (const JbLexicon *lexicon, const JbChars *chars, gsize floor, const JbReading *reading)
{
  gsize first = reading->start > floor + MAX_NAME_BEFORE ? reading->start - MAX_NAME_BEFORE : floor;

  for (gsize at = first; at <= reading->start; at++)
    {
      guint length = 0;

      if (jb_trie_longest (lexicon->names, chars->c, chars->n, at, &length) != JB_TRIE_NONE && at + length >= reading->end)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
jb_quantities_find (const char *text, JbSpan span, const JbLexicon *lexicon)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_quantity_free);
  g_auto(JbChars) chars = { NULL, NULL, NULL, NULL, 0, 0 };
  JbReading reading;

  jb_chars_read (&chars, text, span);
  gsize at = 0, last_name = 0;
  for (; next_reading (lexicon, &chars, at, at, &reading); at = MAX (reading.end, at + 1))
    {
      if (reading.kind == JB_READING_UNREAD)
        continue;
      JbQuantity *quantity = g_new0 (JbQuantity, 1);
      jb_reading_fill (&reading, &chars, text, quantity);
      quantity->name = is_in_name (lexicon, &chars, last_name, &reading);
      if (!quantity->name)
        last_name = reading.end;
      g_ptr_array_add (found, quantity);
    }
  return found;
}

void
jb_quantity_free (JbQuantity *quantity)
{
  if (quantity == NULL)
    return;
  g_free (quantity->value);
  g_free (quantity->value_high);
  g_free (quantity->unit);
  g_free (quantity->base_value);
  g_free (quantity->base_value_high);
  g_free (quantity->base_unit);
  g_free (quantity);
}
