#include "jb-audit-private.h"

#include "jb-data-dir.h"
#include "jb-tsv.h"

#include <string.h>

struct _JbRateNames
{
  GHashTable *by_name; /* → JbRateName */
};

static void
rate_name_free (JbRateName *name)
{
  g_free (name->name);
  g_strfreev (name->parts);
  g_free (name->english);
  g_free (name);
}

static void
add_row (JbRateNames *names, const JbTsvRow *row)
{
  JbRateName *name = g_new0 (JbRateName, 1);

  name->name = g_strdup (row->fields[0]);
  name->parts = strcmp (row->fields[1], "-") == 0 ? g_new0 (char *, 1) : g_strsplit (row->fields[1], " ", -1);
  name->english = g_strdup (row->fields[2]);
  g_hash_table_replace (names->by_name, name->name, name);
}

static JbRateNames *
load (void)
{
  JbRateNames *names = g_new0 (JbRateNames, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = jb_data_path ("assets/lexicon/audit-rates.tsv", &error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 3, 3, &error) : NULL;

  names->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rate_name_free);
  if (tsv == NULL)
    g_warning ("%s", error->message);
  for (guint i = 0; tsv != NULL && i < tsv->rows->len; i++)
    add_row (names, jb_tsv_row (tsv, i));
  return names;
}

const JbRateNames *
jb_rate_names_get (void)
{
  static gsize once;
  static JbRateNames *names;

  if (g_once_init_enter (&once))
    {
      names = load ();
      g_once_init_leave (&once, 1);
    }
  return names;
}

const JbRateName *
jb_rate_names_lookup (const JbRateNames *names, const char *name)
{
  return g_hash_table_lookup (names->by_name, name);
}
