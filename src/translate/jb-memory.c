#include "jb-memory-private.h"

#include "jb-fold.h"

#include <string.h>

static void
memory_unit_free (JbMemoryUnit *unit)
{
  g_free (unit->target.text);
  g_free (unit->id);
  g_free (unit->source);
  g_free (unit->changed);
  g_free (unit);
}

JbMemory *
jb_memory_new (void)
{
  JbMemory *memory = g_new0 (JbMemory, 1);

  memory->units = g_ptr_array_new_with_free_func ((GDestroyNotify) memory_unit_free);
  memory->files = g_ptr_array_new_with_free_func (g_free);
  memory->by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  memory->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return memory;
}

JbMemory *
jb_memory_new_over (const JbMemory *base)
{
  JbMemory *memory = jb_memory_new ();

  memory->base = base;
  memory->has_own_ids = base->has_own_ids;
  return memory;
}

/* A confirmed target before an unconfirmed one before none; then the newer date; then what was read later. */
static gboolean
is_better (const JbMemoryUnit *unit, const JbMemoryUnit *than)
{
  gboolean confirmed = unit->target.state == JB_TARGET_TRANSLATED;

  if (unit->target.text == NULL || than->target.text == NULL)
    return than->target.text == NULL;
  if (confirmed != (than->target.state == JB_TARGET_TRANSLATED))
    return confirmed;
  return unit->changed == NULL || than->changed == NULL || strcmp (unit->changed, than->changed) >= 0;
}

/* The best of its own units stands in by_source only where it is better than the base's. */
static JbMemoryUnit *
look_up (const JbMemory *memory, const char *key)
{
  JbMemoryUnit *own = g_hash_table_lookup (memory->by_source, key);

  return own == NULL && memory->base != NULL ? g_hash_table_lookup (memory->base->by_source, key) : own;
}

static void
add_unit (const JbUnit *unit, gpointer user_data)
{
  JbMemory *memory = user_data;
  JbMemoryUnit *entry = g_new0 (JbMemoryUnit, 1);
  g_autofree char *key = jb_fold (unit->source, -1);

  entry->target = (JbTarget) { g_strdup (unit->target), unit->state, unit->machine };
  entry->id = g_strdup (unit->id);
  entry->source = g_strdup (unit->source);
  entry->changed = g_strdup (unit->changed);
  entry->file = memory->files->len - 1;
  entry->line = unit->line;
  g_ptr_array_add (memory->units, entry);
  if (entry->id != NULL)
    g_hash_table_replace (memory->by_id, entry->id, entry);
  memory->has_own_ids |= entry->id != NULL && g_str_has_prefix (entry->id, "jb-");

  const JbMemoryUnit *other = look_up (memory, key);
  if (other == NULL || is_better (entry, other))
    g_hash_table_replace (memory->by_source, g_steal_pointer (&key), entry);
}

gboolean
jb_memory_add_file (JbMemory *memory, const char *path, GPtrArray *diagnostics, GError **error)
{
  g_ptr_array_add (memory->files, g_strdup (path));
  g_clear_pointer (&memory->fuzzy, jb_fuzzy_index_free);
  return jb_units_read (path, add_unit, memory, diagnostics, error);
}

guint
jb_memory_get_size (const JbMemory *memory)
{
  return memory->units->len;
}

JbMemoryUnit *
jb_memory_find (const JbMemory *memory, const char *source)
{
  g_autofree char *key = jb_fold (source, -1);

  return look_up (memory, key);
}

JbMemoryUnit *
jb_memory_find_id (const JbMemory *memory, const char *id)
{
  JbMemoryUnit *own = g_hash_table_lookup (memory->by_id, id);

  return own == NULL && memory->base != NULL ? g_hash_table_lookup (memory->base->by_id, id) : own;
}

const JbTarget *
jb_memory_lookup (const JbMemory *memory, const char *source)
{
  JbMemoryUnit *unit = jb_memory_find (memory, source);

  if (unit == NULL || unit->target.text == NULL)
    return NULL;
  unit->used = TRUE;
  return &unit->target;
}

void
jb_memory_free (JbMemory *memory)
{
  if (memory == NULL)
    return;
  jb_fuzzy_index_free (memory->fuzzy);
  g_hash_table_unref (memory->by_source);
  g_hash_table_unref (memory->by_id);
  g_ptr_array_unref (memory->units);
  g_ptr_array_unref (memory->files);
  g_free (memory);
}
