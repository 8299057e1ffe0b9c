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
load (GError **error)
{
  g_autofree char *path = jb_data_path ("assets/lexicon/audit-rates.tsv", error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 3, 3, error) : NULL;

  if (tsv == NULL)
    return NULL;
  JbRateNames *names = g_new0 (JbRateNames, 1);
  names->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rate_name_free);
  for (guint i = 0; i < tsv->rows->len; i++)
    add_row (names, jb_tsv_row (tsv, i));
  return names;
}

const JbRateNames *
jb_rate_names_get (GError **error)
{
  static GMutex mutex;
  static JbRateNames *names;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (names == NULL)
    names = load (error);
  return names;
}

const JbRateName *
jb_rate_names_lookup (const JbRateNames *names, const char *name)
{
  return g_hash_table_lookup (names->by_name, name);
}
