#include "jb-decimal.h"

#include <gmp.h>
#include <string.h>

/* value = digits × 10^-places */
typedef struct
{
  mpz_t digits;
  guint places;
} Decimal;

gboolean
jb_decimal_is_valid (const char *text)
{
  guint n_digits = 0;
  gboolean point = FALSE;

  if (*text == '-')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        n_digits++;
      else if (*text == '.' && !point && g_ascii_isdigit (text[1]))
        point = TRUE;
      else
        return FALSE;
    }
  return n_digits <= JB_DECIMAL_MAX_DIGITS;
}

static void
decimal_init (Decimal *decimal, const char *text)
{
  const char *point = strchr (text, '.');
  g_autofree char *digits = g_strdup (text);

  if (point != NULL)
    memmove (digits + (point - text), point + 1, strlen (point));
  decimal->places = point != NULL ? (guint) strlen (point + 1) : 0;
  mpz_init (decimal->digits);
  if (mpz_set_str (decimal->digits, digits, 10) != 0)
    g_critical ("not a decimal: %s", text);
}

/* Frees the insides of @decimal. */
static char *
decimal_print (Decimal *decimal)
{
  g_autofree char *raw = g_malloc (mpz_sizeinbase (decimal->digits, 10) + 2);
  gboolean negative = mpz_sgn (decimal->digits) < 0;
  GString *text = g_string_new (negative ? "-" : "");

  mpz_abs (decimal->digits, decimal->digits);
  mpz_get_str (raw, 10, decimal->digits);
  mpz_clear (decimal->digits);

  gsize length = strlen (raw);
  if (length <= decimal->places)
    {
      g_string_append (text, decimal->places > 0 ? "0." : "0");
      for (gsize i = length; i < decimal->places; i++)
        g_string_append_c (text, '0');
      g_string_append (text, decimal->places > 0 ? raw : "");
    }
  else
    {
      g_string_append_len (text, raw, (gssize) (length - decimal->places));
      if (decimal->places > 0)
        g_string_append_printf (text, ".%s", raw + length - decimal->places);
    }
  return g_string_free (text, FALSE);
}

static void
multiply_by_power (mpz_t digits, guint power)
{
  mpz_t factor;

  mpz_init (factor);
  mpz_ui_pow_ui (factor, 10, power);
  mpz_mul (digits, digits, factor);
  mpz_clear (factor);
}

/* Brings both to the same number of places. */
static void
align (Decimal *a, Decimal *b)
{
  if (a->places < b->places)
    {
      multiply_by_power (a->digits, b->places - a->places);
      a->places = b->places;
    }
  else if (b->places < a->places)
    {
      multiply_by_power (b->digits, a->places - b->places);
      b->places = a->places;
    }
}

char *
jb_decimal_scale (const char *text, int power)
{
  Decimal decimal;

  decimal_init (&decimal, text);
  if (power < 0)
    decimal.places += (guint) -power;
  else if ((guint) power <= decimal.places)
    decimal.places -= (guint) power;
  else
    {
      multiply_by_power (decimal.digits, (guint) power - decimal.places);
      decimal.places = 0;
    }
  return decimal_print (&decimal);
}

typedef void (*IntegerOperation) (mpz_ptr result, mpz_srcptr a, mpz_srcptr b);

static char *
combine (const char *left, const char *right, IntegerOperation operation)
{
  Decimal a, b;

  decimal_init (&a, left);
  decimal_init (&b, right);
  align (&a, &b);
  operation (a.digits, a.digits, b.digits);
  mpz_clear (b.digits);
  return decimal_print (&a);
}

char *
jb_decimal_add (const char *a, const char *b)
{
  return combine (a, b, mpz_add);
}

char *
jb_decimal_subtract (const char *a, const char *b)
{
  return combine (a, b, mpz_sub);
}

char *
jb_decimal_multiply (const char *left, const char *right)
{
  Decimal a, b;

  decimal_init (&a, left);
  decimal_init (&b, right);
  mpz_mul (a.digits, a.digits, b.digits);
  a.places += b.places;
  mpz_clear (b.digits);
  return decimal_print (&a);
}

/* @numerator / @denominator, half away from zero. */
static void
divide_rounded (mpz_t numerator, mpz_t denominator)
{
  mpz_t remainder;
  int sign = mpz_sgn (numerator) * mpz_sgn (denominator);

  mpz_init (remainder);
  mpz_abs (numerator, numerator);
  mpz_abs (denominator, denominator);
  mpz_tdiv_qr (numerator, remainder, numerator, denominator);
  mpz_mul_ui (remainder, remainder, 2);
  if (mpz_cmp (remainder, denominator) >= 0)
    mpz_add_ui (numerator, numerator, 1);
  if (sign < 0)
    mpz_neg (numerator, numerator);
  mpz_clear (remainder);
}

char *
jb_decimal_divide (const char *left, const char *right, guint places)
{
  Decimal a, b;

  decimal_init (&a, left);
  decimal_init (&b, right);
  align (&a, &b);
  if (mpz_sgn (b.digits) == 0)
    {
      mpz_clear (a.digits);
      mpz_clear (b.digits);
      return NULL;
    }
  multiply_by_power (a.digits, places);
  divide_rounded (a.digits, b.digits);
  mpz_clear (b.digits);
  a.places = places;
  return decimal_print (&a);
}

char *
jb_decimal_round (const char *text, guint places)
{
  return jb_decimal_divide (text, "1", places);
}

int
jb_decimal_compare (const char *left, const char *right)
{
  Decimal a, b;
  int order;

  decimal_init (&a, left);
  decimal_init (&b, right);
  align (&a, &b);
  order = mpz_cmp (a.digits, b.digits);
  mpz_clear (a.digits);
  mpz_clear (b.digits);
  return order;
}

char *
jb_decimal_trim (const char *text)
{
  Decimal decimal;

  decimal_init (&decimal, text);
  while (decimal.places > 0 && mpz_divisible_ui_p (decimal.digits, 10))
    {
      mpz_divexact_ui (decimal.digits, decimal.digits, 10);
      decimal.places--;
    }
  return decimal_print (&decimal);
}

guint
jb_decimal_places (const char *text)
{
  const char *point = strchr (text, '.');

  return point != NULL ? (guint) strlen (point + 1) : 0;
}

char *
jb_decimal_group (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;
  gsize length = strcspn (digits, ".");
  GString *grouped = g_string_new (*text == '-' ? "-" : "");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, digits[i]);
    }
  g_string_append (grouped, digits + length);
  return g_string_free (grouped, FALSE);
}

double
jb_decimal_to_double (const char *text)
{
  return g_ascii_strtod (text, NULL);
}
