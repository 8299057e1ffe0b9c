#include "jb-fuzzy.h"

#include "jb-decimal.h"
#include "jb-english.h"
#include "jb-fold.h"
#include "jb-link.h"
#include "jb-quantity.h"

#include <string.h>

/* 三是: a numeral that counts nothing; it stays with the words. */
static gboolean
is_bare_numeral (const char *text, const JbQuantity *quantity)
{
  if (*quantity->base_unit != '\0')
    return FALSE;
  for (const char *at = text + quantity->span.start; at < text + quantity->span.end; at = g_utf8_next_char (at))
    if (g_unichar_isdigit (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static GPtrArray *
quantities_of (const char *text, const JbLexicon *lexicon)
{
  GPtrArray *quantities = jb_quantities_find (text, (JbSpan) { 0, strlen (text) }, lexicon);

  for (guint i = quantities->len; i-- > 0;)
    if (is_bare_numeral (text, g_ptr_array_index (quantities, i)))
      g_ptr_array_remove_index (quantities, i);
  return quantities;
}

/* The text with each quantity's number taken out, so that only figures may differ. */
static char *
frame_of (const char *text, const GPtrArray *quantities)
{
  g_autoptr(GString) frame = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < quantities->len; i++)
    {
      const JbQuantity *quantity = g_ptr_array_index (quantities, i);

      g_string_append_len (frame, text + at, (gssize) (quantity->span.start - at));
      g_string_append_printf (frame, "\x01%s\x01%d", quantity->base_unit, (int) quantity->modifier);
      at = quantity->span.end;
    }
  g_string_append (frame, text + at);
  return jb_fold (frame->str, (gssize) frame->len);
}

static gboolean
same (const char *a, const char *b)
{
  if (!jb_decimal_is_valid (a) || !jb_decimal_is_valid (b))
    return strcmp (a, b) == 0;
  return jb_decimal_compare (a, b) == 0;
}

static gboolean
is_date_unit (const char *unit)
{
  return strcmp (unit, "年") == 0 || strcmp (unit, "月") == 0 || strcmp (unit, "日") == 0 || strcmp (unit, "年度") == 0;
}

static gboolean
fits (const JbEnglishNumber *number, const JbQuantity *quantity)
{
  if (!same (number->value, quantity->base_value) || number->value_high != NULL)
    return FALSE;
  if (is_date_unit (quantity->base_unit))
    return number->kind == JB_ENGLISH_DATE || number->kind == JB_ENGLISH_PLAIN;
  return jb_english_kind_fits (number->kind, quantity->dimension) || number->kind == JB_ENGLISH_ORDINAL;
}

typedef struct
{
  JbSpan span;
  char  *text;
} Change;

static void
clear_change (Change *change)
{
  g_free (change->text);
}

static char *
print_ordinal (const char *value)
{
  gsize n = strlen (value);
  char last = value[n - 1];
  gboolean teen = n > 1 && value[n - 2] == '1';

  return g_strconcat (value, !teen && last == '1' ? "st" : !teen && last == '2' ? "nd" : !teen && last == '3' ? "rd" : "th", NULL);
}

static char *
print_like (const JbEnglishNumber *number, const char *value)
{
  if (number->kind == JB_ENGLISH_DATE)
    return g_strdup (value);
  if (number->kind == JB_ENGLISH_ORDINAL)
    return number->words ? NULL : print_ordinal (value);
  return jb_english_print (value, number->words);
}

/* The places of the target that render @old, ordinals or all others, changed to @now. Returns: how many; -1 where one cannot
 * be printed. */
static int
change_kind (const JbQuantity *old, const JbQuantity *now, gboolean ordinals, const GArray *numbers, guint8 *claimed, GArray *changes)
{
  int found = 0;

  for (guint i = 0; i < numbers->len; i++)
    {
      const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, i);
      Change change = { number->number, NULL };

      if (claimed[i] || (number->kind == JB_ENGLISH_ORDINAL) != ordinals || !fits (number, old))
        continue;
      change.text = print_like (number, now->base_value);
      if (change.text == NULL)
        return -1;
      claimed[i] = TRUE;
      found++;
      g_array_append_val (changes, change);
    }
  return found;
}

/* All places of the target that render @old, changed to @now. @claimed: one byte a number. */
static gboolean
change_number (const JbQuantity *old, const JbQuantity *now, guint n_in_source, const GArray *numbers, guint8 *claimed,
               GArray *changes)
{
  int found = change_kind (old, now, FALSE, numbers, claimed, changes);

  if (found == 0)
    found = change_kind (old, now, TRUE, numbers, claimed, changes);
  return found > 0 && ((guint) found == n_in_source || is_date_unit (old->base_unit));
}

/* How often @old stands in the source; 0 where the same value has become different ones. */
static guint
count_in_source (const GPtrArray *old, const GPtrArray *now, guint i)
{
  const JbQuantity *one = g_ptr_array_index (old, i), *become = g_ptr_array_index (now, i);
  guint n = 0;

  for (guint k = 0; k < old->len; k++)
    {
      const JbQuantity *other = g_ptr_array_index (old, k), *its = g_ptr_array_index (now, k);

      if (!same (one->base_value, other->base_value) || strcmp (one->base_unit, other->base_unit) != 0)
        continue;
      if (!same (become->base_value, its->base_value))
        return 0;
      n++;
    }
  return n;
}

static gboolean
collect_changes (const GPtrArray *old, const GPtrArray *now, const GArray *numbers, GArray *changes)
{
  g_autofree guint8 *claimed = g_new0 (guint8, numbers->len + 1);
  g_autofree guint8 *done = g_new0 (guint8, old->len + 1);

  for (guint i = 0; i < old->len; i++)
    {
      const JbQuantity *one = g_ptr_array_index (old, i), *become = g_ptr_array_index (now, i);

      if (done[i] || (same (one->base_value, become->base_value)
                      && g_strcmp0 (one->base_value_high, become->base_value_high) == 0))
        continue;
      if (one->base_value_high != NULL || become->base_value_high != NULL)
        return FALSE;
      guint n = count_in_source (old, now, i);
      if (n == 0 || !change_number (one, become, n, numbers, claimed, changes))
        return FALSE;
      for (guint k = i; k < old->len; k++)
        {
          const JbQuantity *other = g_ptr_array_index (old, k);
          done[k] |= same (one->base_value, other->base_value) && strcmp (one->base_unit, other->base_unit) == 0;
        }
    }
  return TRUE;
}

/* Two neighbours of equal value that have become different ones may stand in either order. */
static gboolean
has_twins (const GPtrArray *old, const GPtrArray *now)
{
  for (guint i = 1; i < old->len; i++)
    {
      const JbQuantity *one = g_ptr_array_index (old, i - 1), *other = g_ptr_array_index (old, i);
      const JbQuantity *its = g_ptr_array_index (now, i - 1), *becomes = g_ptr_array_index (now, i);

      if (same (one->base_value, other->base_value) && !same (its->base_value, becomes->base_value))
        return TRUE;
    }
  return FALSE;
}

/* Whether the numbers of the English are those of @old, in the same order: then each is known by its place, though two of
 * equal value have become different ones. */
static gboolean
collect_by_place (const GPtrArray *old, const GPtrArray *now, const GArray *numbers, GArray *changes)
{
  if (numbers->len != old->len || has_twins (old, now))
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    {
      const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, i);
      const JbQuantity *one = g_ptr_array_index (old, i), *become = g_ptr_array_index (now, i);

      if (!fits (number, one) || one->base_value_high != NULL || become->base_value_high != NULL)
        return FALSE;
      if (same (one->base_value, become->base_value))
        continue;
      Change change = { number->number, print_like (number, become->base_value) };
      if (change.text == NULL)
        return FALSE;
      g_array_append_val (changes, change);
    }
  return TRUE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *left = a, *right = b;

  return left->span.start < right->span.start ? -1 : left->span.start > right->span.start;
}

static char *
apply_changes (const char *target, GArray *changes)
{
  GString *text = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);

      g_string_append_len (text, target + at, (gssize) (change->span.start - at));
      g_string_append (text, change->text);
      at = change->span.end;
    }
  g_string_append (text, target + at);
  return g_string_free (text, FALSE);
}

char *
jb_fuzzy_adapt (const char *old_source, const char *new_source, const char *target, const JbLexicon *lexicon)
{
  g_autoptr(GPtrArray) old = quantities_of (old_source, lexicon);
  g_autoptr(GPtrArray) now = quantities_of (new_source, lexicon);
  g_autofree char *before = frame_of (old_source, old);
  g_autofree char *after = frame_of (new_source, now);

  if (old->len != now->len || strcmp (before, after) != 0)
    return NULL;
  g_autoptr(GArray) numbers = jb_english_numbers (target);
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (changes, (GDestroyNotify) clear_change);
  if (!collect_changes (old, now, numbers, changes))
    {
      g_array_set_size (changes, 0);
      if (!collect_by_place (old, now, numbers, changes))
        return NULL;
    }
  if (changes->len == 0)
    return NULL;
  return apply_changes (target, changes);
}
