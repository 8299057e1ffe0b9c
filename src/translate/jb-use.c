/* What became of an exchange file that came back: units whose source has changed since, and units that nothing needs. */
#include "jb-diagnostic.h"
#include "jb-exchange.h"
#include "jb-fold.h"
#include "jb-memory-private.h"

#include <string.h>

#define STALE_SIMILARITY 50 /* percent: a sentence without English that near to an unused unit is what became of it */
#define MAX_SEARCH 2000     /* sentences without English that are compared with an unused unit */

void
jb_use_free (JbUse *use)
{
  g_free (use->file);
  g_free (use->id);
  g_free (use->source);
  g_free (use->target);
  g_free (use);
}

static char *
source_of (const JbReport *report, guint i)
{
  guint n;
  JbSpan span = jb_report_get_sentences (report, &n)[i].span;

  return jb_fold_lines (jb_report_get_text (report, NULL) + span.start, (gssize) jb_span_length (span));
}

/* Indices of the sentences without English. */
static GArray *
list_missing (const JbTranslation *translation)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < translation->sentences->len && missing->len < MAX_SEARCH; i++)
    if (g_array_index (translation->sentences, JbTarget, i).state == JB_TARGET_MISSING)
      g_array_append_val (missing, i);
  return missing;
}

/* The sentence without English that is most like @source; -1: none is like it. */
static int
find_successor (const JbReport *report, const GArray *missing, const char *source)
{
  guint quality = STALE_SIMILARITY - 1;
  int best = -1;

  for (guint i = 0; i < missing->len; i++)
    {
      guint sentence = g_array_index (missing, guint, i);
      g_autofree char *now = source_of (report, sentence);
      guint one = jb_fuzzy_similarity (source, now);

      if (one > quality)
        {
          quality = one;
          best = (int) sentence;
        }
    }
  return best;
}

static gboolean
is_memory (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".tmx");
}

static gboolean
is_own (const JbMemoryUnit *unit)
{
  return unit->id != NULL && g_str_has_prefix (unit->id, "jb-");
}

GPtrArray *
jb_translation_unused (const JbReport *report, const JbTranslation *translation, const JbMemory *memory)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_use_free);
  g_autoptr(GArray) missing = list_missing (translation);

  for (guint i = 0; memory != NULL && i < memory->units->len; i++)
    {
      const JbMemoryUnit *unit = g_ptr_array_index (memory->units, i);
      const char *path = g_ptr_array_index (memory->files, unit->file);

      /* A unit of a label that other words describe now is no loss: only what people translated is told. */
      if (unit->used || unit->target.text == NULL || !is_own (unit) || is_memory (path)
          || unit->target.state != JB_TARGET_TRANSLATED || jb_memory_find (memory, unit->source)->used)
        continue;
      JbUse *use = g_new0 (JbUse, 1);
      use->file = g_strdup (path);
      use->line = unit->line;
      use->id = g_strdup (unit->id);
      use->source = g_strdup (unit->source);
      use->target = g_strdup (unit->target.text);
      use->sentence = find_successor (report, missing, unit->source);
      use->kind = use->sentence >= 0 ? JB_USE_STALE : JB_USE_UNUSED;
      g_ptr_array_add (uses, use);
    }
  return uses;
}

char *
jb_use_message (const JbUse *use, const JbReport *report)
{
  guint n, line = 0, column;

  if (use->kind == JB_USE_UNUSED)
    return g_strdup_printf ("nothing in the report needs unit %s any more: take it out, or see whether its sentence was lost",
                            use->id);
  jb_report_locate (report, jb_report_get_sentences (report, &n)[use->sentence].span.start, &line, &column);
  return g_strdup_printf ("the source of unit %s has changed since: see line %u of the report and translate it again", use->id, line);
}

static void
report_missing (const JbReport *report, const JbTranslation *translation, const char *file, GPtrArray *diagnostics)
{
  g_autoptr(GArray) missing = list_missing (translation);
  guint n, line, column;
  const JbSentence *sentences = jb_report_get_sentences (report, &n);

  for (guint i = 0; i < missing->len && i < JB_USE_MAX_MISSING; i++)
    {
      jb_report_locate (report, sentences[g_array_index (missing, guint, i)].span.start, &line, &column);
      jb_diagnostic_add (diagnostics, JB_SEVERITY_WARNING, "missing-translation", file, line, column,
                         "the translation has no English for this sentence: it is printed without");
    }
  if (missing->len > JB_USE_MAX_MISSING)
    jb_diagnostic_add (diagnostics, JB_SEVERITY_WARNING, "missing-translation", file, 0, 0,
                       "%u more sentences have no English: see them with `jianbao check`", missing->len - JB_USE_MAX_MISSING);
}

void
jb_translation_report_use (const JbReport *report, const JbTranslation *translation, const JbMemory *memory,
                           const char *file, GPtrArray *diagnostics)
{
  g_autoptr(GPtrArray) uses = jb_translation_unused (report, translation, memory);

  report_missing (report, translation, file, diagnostics);
  for (guint i = 0; i < uses->len; i++)
    {
      const JbUse *use = g_ptr_array_index (uses, i);
      g_autofree char *message = jb_use_message (use, report);

      jb_diagnostic_add (diagnostics, use->kind == JB_USE_STALE ? JB_SEVERITY_WARNING : JB_SEVERITY_NOTE,
                         use->kind == JB_USE_STALE ? "stale-unit" : "unused-unit", use->file, use->line, 0, "%s", message);
    }
}
