#include "jb-profile.h"

#include "jb-data-dir.h"
#include "jb-error.h"
#include "jb-ini.h"

#include <string.h>

#define BASE_PROFILE "assets/profiles/briefing.ini"
#define MAX_NESTING 8

typedef enum { KIND_TEXT, KIND_NUMBER, KIND_BOOLEAN, KIND_COLOUR, KIND_NUMBERS } ValueKind;

typedef struct
{
  ValueKind kind;
  char     *text;
  double   *numbers; /* NUMBER: one; COLOUR: three; NUMBERS: n */
  gsize     n;
  gboolean  grey;
  char     *origin;  /* "file:line"; NULL: the base profile, or --set */
} Value;

struct _JbProfile
{
  GHashTable *values; /* "section.key" → Value */
};

static void
value_free (Value *value)
{
  g_free (value->text);
  g_free (value->numbers);
  g_free (value->origin);
  g_free (value);
}

static gboolean
read_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  while (g_ascii_isspace (*end))
    end++;
  return end != text && *end == '\0' && *number > -1e6 && *number < 1e6;
}

static gboolean
read_boolean (const char *text, double *number)
{
  *number = strcmp (text, "yes") == 0;
  return *number > 0 || strcmp (text, "no") == 0;
}

static gboolean
read_hex_colour (const char *text, double v[3])
{
  if (*text != '#' || strlen (text) != 7 || strspn (text + 1, "0123456789abcdefABCDEF") != 6)
    return FALSE;
  for (int i = 0; i < 3; i++)
    v[i] = (16 * g_ascii_xdigit_value (text[1 + 2 * i]) + g_ascii_xdigit_value (text[2 + 2 * i])) / 255.0;
  return TRUE;
}

static gboolean
read_colour (const char *text, Value *value)
{
  value->numbers = g_new0 (double, 3);
  value->n = 3;
  if (read_hex_colour (text, value->numbers))
    return TRUE;
  value->grey = TRUE;
  return read_number (text, value->numbers) && value->numbers[0] >= 0 && value->numbers[0] <= 1;
}

static gboolean
read_numbers (const char *text, Value *value)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  value->n = g_strv_length (parts);
  value->numbers = g_new0 (double, value->n);
  for (gsize i = 0; i < value->n; i++)
    if (!read_number (g_strstrip (parts[i]), &value->numbers[i]))
      return FALSE;
  return TRUE;
}

/* The kind that a value in the base profile shows. */
static ValueKind
kind_of (const char *key, const char *text)
{
  double number;
  Value numbers = { 0 };

  if (g_str_has_prefix (key, "colour."))
    return KIND_COLOUR;
  if (read_boolean (text, &number))
    return KIND_BOOLEAN;
  if (read_number (text, &number))
    return KIND_NUMBER;

  gboolean list = strchr (text, ',') != NULL && read_numbers (text, &numbers);
  g_free (numbers.numbers);
  return list ? KIND_NUMBERS : KIND_TEXT;
}

static const char *
expectation (ValueKind kind)
{
  static const char *const words[] = { "a text", "a number", "yes or no", "a colour as #1F4A66 or a grey from 0 to 1",
                                       "numbers parted by commas" };

  return words[kind];
}

static Value *
value_new (ValueKind kind, const char *text)
{
  Value *value = g_new0 (Value, 1);
  gboolean good = TRUE;

  value->kind = kind;
  value->text = g_strdup (text);
  if (kind == KIND_NUMBER || kind == KIND_BOOLEAN)
    {
      value->numbers = g_new0 (double, 1);
      value->n = 1;
      good = kind == KIND_NUMBER ? read_number (text, value->numbers) : read_boolean (text, value->numbers);
    }
  else if (kind == KIND_COLOUR)
    good = read_colour (text, value);
  else if (kind == KIND_NUMBERS)
    good = read_numbers (text, value);
  if (good)
    return value;
  value_free (value);
  return NULL;
}

/* charts.title.m012.zh, charts.title.1.2.en: the keys that no profile can list. */
static gboolean
is_title_key (const char *key)
{
  gsize length = strlen (key), frame = strlen (JB_PROFILE_TITLES) + strlen (".zh");

  return g_str_has_prefix (key, JB_PROFILE_TITLES) && length > frame && (g_str_has_suffix (key, ".zh") || g_str_has_suffix (key, ".en"));
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

/* VOICE WEIGHT SIZE/LEADING and what may follow. */
static gboolean
is_type (const char *text)
{
  static const char *const voices[] = { "serif", "sans", "kai", "fang", NULL };
  static const char *const others[] = { "italic", "black", "g1", "g2", "a", "red", "head", NULL };
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);
  double number;

  if (n < 3 || !is_one_of (words[0], voices) || !read_number (words[1], &number) || number < 100 || number > 1000)
    return FALSE;
  g_auto(GStrv) sizes = g_strsplit (words[2], "/", -1);
  if (g_strv_length (sizes) != 2 || !read_number (sizes[0], &number) || number <= 0 || !read_number (sizes[1], &number) || number <= 0)
    return FALSE;
  for (guint i = 3; i < n; i++)
    if (!is_one_of (words[i], others)
        && !(g_str_has_prefix (words[i], "pitch=") && read_number (words[i] + strlen ("pitch="), &number) && number > 0))
      return FALSE;
  return TRUE;
}

/* What a text must be, by its key; %NULL where it is well. */
static const char *
find_fault (const char *key, const char *text)
{
  static const char *const forms[] = { "briefing", "document", NULL };

  if (strcmp (key, "form.kind") == 0 && !is_one_of (text, forms))
    return "briefing or document";
  if (g_str_has_prefix (key, "type.") && !is_type (text))
    return "VOICE WEIGHT SIZE/LEADING, as serif 400 12/18";
  return NULL;
}

/* Puts @text at @key, where the base profile already has one. */
static gboolean
replace (JbProfile *profile, const char *key, const char *text, JbError code, GError **error)
{
  const Value *old = g_hash_table_lookup (profile->values, key);

  if (old == NULL && !is_title_key (key))
    {
      g_set_error (error, JB_ERROR, code, "unknown key “%s”: see the keys in " BASE_PROFILE, key);
      return FALSE;
    }

  ValueKind kind = old != NULL ? old->kind : KIND_TEXT;
  const char *wanted = find_fault (key, text);
  Value *value = wanted != NULL || (kind == KIND_TEXT && old == NULL && *text == '\0') ? NULL : value_new (kind, text);
  if (value == NULL)
    {
      g_set_error (error, JB_ERROR, code, "“%s” is no value for “%s”: write %s", text, key,
                   wanted != NULL ? wanted : expectation (kind));
      return FALSE;
    }
  g_hash_table_replace (profile->values, g_strdup (key), value);
  return TRUE;
}

static gboolean
load_base (JbProfile *profile, GError **error)
{
  g_autofree char *path = jb_data_path (BASE_PROFILE, error);
  g_autoptr(JbIni) ini = path != NULL ? jb_ini_load (path, error) : NULL;

  if (ini == NULL)
    return FALSE;
  for (guint i = 0; i < ini->entries->len; i++)
    {
      const JbIniEntry *entry = &g_array_index (ini->entries, JbIniEntry, i);
      Value *value = value_new (kind_of (entry->key, entry->value), entry->value);

      if (value == NULL)
        {
          g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: “%s” is no colour: write %s", path, entry->line,
                       entry->value, expectation (KIND_COLOUR));
          return FALSE;
        }
      g_hash_table_replace (profile->values, g_strdup (entry->key), value);
    }
  return TRUE;
}

char *
jb_profile_find_file (const char *name, GError **error)
{
  if (strchr (name, '/') != NULL || g_str_has_suffix (name, ".ini"))
    return g_strdup (name);

  g_autofree char *relative = g_strconcat ("assets/profiles/", name, ".ini", NULL);
  g_autofree char *path = jb_data_path (relative, error);
  if (path == NULL)
    return NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "there is no profile “%s”: name one of assets/profiles, or a file", name);
  return NULL;
}

static gboolean load_over (JbProfile *profile, const char *name, guint depth, GError **error);

static gboolean
apply_entries (JbProfile *profile, const JbIni *ini, GError **error)
{
  for (guint i = 0; i < ini->entries->len; i++)
    {
      const JbIniEntry *entry = &g_array_index (ini->entries, JbIniEntry, i);

      if (strcmp (entry->key, "profile.base") == 0)
        continue;
      if (!replace (profile, entry->key, entry->value, JB_ERROR_FORMAT, error))
        {
          g_prefix_error (error, "%s:%u: ", ini->path, entry->line);
          return FALSE;
        }
      Value *value = g_hash_table_lookup (profile->values, entry->key);
      value->origin = g_strdup_printf ("%s:%u", ini->path, entry->line);
    }
  return TRUE;
}

/* The profile that @ini builds on, first. */
static gboolean
load_bases (JbProfile *profile, const JbIni *ini, guint depth, GError **error)
{
  for (guint i = 0; i < ini->entries->len; i++)
    {
      const JbIniEntry *entry = &g_array_index (ini->entries, JbIniEntry, i);

      if (strcmp (entry->key, "profile.base") != 0 || strcmp (entry->value, "briefing") == 0)
        continue;
      if (!load_over (profile, entry->value, depth + 1, error))
        {
          g_prefix_error (error, "%s:%u: ", ini->path, entry->line);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_over (JbProfile *profile, const char *name, guint depth, GError **error)
{
  if (depth > MAX_NESTING)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "profiles are based on each other in a circle: break it");
      return FALSE;
    }

  g_autofree char *path = jb_profile_find_file (name, error);
  g_autoptr(JbIni) ini = path != NULL ? jb_ini_load (path, error) : NULL;
  return ini != NULL && load_bases (profile, ini, depth, error) && apply_entries (profile, ini, error);
}

JbProfile *
jb_profile_load (const char *name, GError **error)
{
  g_autoptr(JbProfile) profile = g_new0 (JbProfile, 1);

  profile->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) value_free);
  if (!load_base (profile, error))
    return NULL;
  if (name != NULL && strcmp (name, "briefing") != 0 && !load_over (profile, name, 0, error))
    return NULL;
  return g_steal_pointer (&profile);
}

gboolean
jb_profile_set (JbProfile *profile, const char *key, const char *value, GError **error)
{
  return replace (profile, key, value, JB_ERROR_USAGE, error);
}

static const Value *
get (const JbProfile *profile, const char *key, ValueKind kind)
{
  const Value *value = g_hash_table_lookup (profile->values, key);

  if (value == NULL || (kind != KIND_TEXT && value->kind != kind))
    g_error ("%s has no key “%s” that is %s", BASE_PROFILE, key, expectation (kind));
  return value;
}

const char *
jb_profile_get_text (const JbProfile *profile, const char *key)
{
  return get (profile, key, KIND_TEXT)->text;
}

double
jb_profile_get_number (const JbProfile *profile, const char *key)
{
  return get (profile, key, KIND_NUMBER)->numbers[0];
}

gboolean
jb_profile_get_boolean (const JbProfile *profile, const char *key)
{
  return get (profile, key, KIND_BOOLEAN)->numbers[0] > 0;
}

gboolean
jb_profile_get_colour (const JbProfile *profile, const char *key, double v[3])
{
  const Value *value = get (profile, key, KIND_COLOUR);

  memcpy (v, value->numbers, 3 * sizeof (double));
  return value->grey;
}

const double *
jb_profile_get_numbers (const JbProfile *profile, const char *key, gsize *n)
{
  const Value *value = get (profile, key, KIND_NUMBERS);

  *n = value->n;
  return value->numbers;
}

char *
jb_profile_get_origin (const JbProfile *profile, const char *key)
{
  return g_strdup (get (profile, key, KIND_TEXT)->origin);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
jb_profile_list_keys (const JbProfile *profile, const char *prefix)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, profile->values);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, by_name);
  return keys;
}

void
jb_profile_free (JbProfile *profile)
{
  if (profile == NULL)
    return;
  g_hash_table_unref (profile->values);
  g_free (profile);
}
