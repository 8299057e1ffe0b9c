#include "jb-memory-private.h"

#include "jb-fold.h"
#include "jb-pairing.h"

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

/* A confirmed target before an unconfirmed one before none; what is paired by itself before what was cut out; then the newer
 * date; then what was read later. */
static gboolean
is_better (const JbMemoryUnit *unit, const JbMemoryUnit *than)
{
  gboolean confirmed = unit->target.state == JB_TARGET_TRANSLATED;

  if (unit->target.text == NULL || than->target.text == NULL)
    return than->target.text == NULL;
  if (unit->cut != than->cut)
    return than->cut;
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
add_entry (JbMemory *memory, JbMemoryUnit *entry)
{
  g_autofree char *key = jb_fold (entry->source, -1);
  const JbMemoryUnit *other = look_up (memory, key);

  g_ptr_array_add (memory->units, entry);
  if (other == NULL || is_better (entry, other))
    g_hash_table_replace (memory->by_source, g_steal_pointer (&key), entry);
}

static JbMemoryUnit *
new_entry (const JbMemory *memory, const JbUnit *unit)
{
  JbMemoryUnit *entry = g_new0 (JbMemoryUnit, 1);

  entry->target.state = unit->state;
  entry->target.machine = unit->machine;
  entry->changed = g_strdup (unit->changed);
  entry->file = memory->files->len - 1;
  entry->line = unit->line;
  return entry;
}

/* The sentences of a paragraph that is paired whole. */
static void
add_sentences (JbMemory *memory, const JbUnit *unit)
{
  g_autoptr(GArray) pairs = jb_pairing_cut (unit->source, unit->target);

  for (guint i = 0; i < pairs->len; i++)
    {
      const JbSentencePair *pair = &g_array_index (pairs, JbSentencePair, i);
      JbMemoryUnit *entry = new_entry (memory, unit);

      entry->source = jb_span_dup (unit->source, pair->source);
      entry->target.text = jb_span_dup (unit->target, pair->target);
      entry->cut = entry->target.cut = TRUE;
      add_entry (memory, entry);
    }
}

static void
add_unit (const JbUnit *unit, gpointer user_data)
{
  JbMemory *memory = user_data;
  JbMemoryUnit *entry = new_entry (memory, unit);

  entry->target.text = g_strdup (unit->target);
  entry->id = g_strdup (unit->id);
  entry->source = g_strdup (unit->source);
  if (entry->id != NULL)
    g_hash_table_replace (memory->by_id, entry->id, entry);
  memory->has_own_ids |= entry->id != NULL && g_str_has_prefix (entry->id, "jb-");
  add_entry (memory, entry);
  if (unit->target != NULL)
    add_sentences (memory, unit);
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
