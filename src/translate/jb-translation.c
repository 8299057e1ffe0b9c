#include "jb-translate.h"

#include "jb-exchange.h"
#include "jb-fold.h"
#include "jb-heading.h"
#include "jb-link.h"
#include "jb-memory-private.h"

#include <string.h>

static void
clear_target (JbTarget *target)
{
  g_clear_pointer (&target->text, g_free);
}

static GArray *
new_targets (guint n)
{
  GArray *targets = g_array_sized_new (FALSE, TRUE, sizeof (JbTarget), n);

  g_array_set_clear_func (targets, (GDestroyNotify) clear_target);
  g_array_set_size (targets, n);
  return targets;
}

static JbTarget
copy_target (const JbTarget *target)
{
  return (JbTarget) { g_strdup (target->text), target->state, target->machine, target->cut };
}

static gboolean
ends_sentence (const char *text)
{
  static const char *const marks[] = { "。", "；", ";", "：", ":", "！", "？", "." };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_suffix (text, marks[i]))
      return TRUE;
  return FALSE;
}

/* Memories differ in whether a heading ends with a mark. */
static const JbTarget *
look_up (const JbMemory *memory, const char *source)
{
  static const char *const marks[] = { "。", ":" };
  const JbTarget *target = jb_memory_lookup (memory, source);

  if (target != NULL)
    return target;
  if (ends_sentence (source))
    {
      g_autofree char *open = g_strdup (source);
      *g_utf8_find_prev_char (open, open + strlen (open)) = '\0';
      return jb_memory_lookup (memory, open);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (marks) && target == NULL; i++)
    {
      g_autofree char *closed = g_strconcat (source, marks[i], NULL);
      target = jb_memory_lookup (memory, closed);
    }
  return target;
}

/* A sentence that the memory holds in pieces, cut after ； or ：. */
static gboolean
look_up_pieces (const JbMemory *memory, const char *source, JbTarget *result)
{
  g_autoptr(GString) joined = g_string_new (NULL);
  const char *start = source;
  JbTargetState state = JB_TARGET_TRANSLATED;

  for (const char *at = source;; at = g_utf8_next_char (at))
    {
      gunichar c = *at != '\0' ? g_utf8_get_char (at) : 0;

      if (c != 0 && c != 0xFF1B && c != ';' && c != 0xFF1A)
        continue;
      const char *end = c != 0 ? g_utf8_next_char (at) : at;
      if (start == source && c == 0)
        return FALSE;
      if (start < end)
        {
          g_autofree char *piece = g_strndup (start, (gsize) (end - start));
          const JbTarget *target = look_up (memory, piece);

          if (target == NULL)
            return FALSE;
          g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", target->text);
          state = target->state == JB_TARGET_FUZZY ? JB_TARGET_FUZZY : state;
          result->machine |= target->machine;
        }
      if (c == 0)
        break;
      start = end;
    }
  result->text = g_string_free (g_steal_pointer (&joined), FALSE);
  result->state = state;
  return TRUE;
}

/* The unit with the sentence's own id: of equal sentences each keeps its own English. */
static const JbTarget *
look_up_id (const JbMemory *memory, const char *heading, const char *source, GHashTable *counts)
{
  char *first = jb_exchange_id (JB_EXCHANGE_SENTENCE, heading, source, 0);
  guint n_before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, first));
  g_autofree char *id = jb_exchange_id (JB_EXCHANGE_SENTENCE, heading, source, n_before);

  g_hash_table_insert (counts, first, GUINT_TO_POINTER (n_before + 1));
  JbMemoryUnit *unit = jb_memory_find_id (memory, id);
  if (unit == NULL || unit->target.text == NULL)
    return NULL;
  g_autofree char *ours = jb_fold (source, -1);
  g_autofree char *theirs = jb_fold (unit->source, -1);
  if (strcmp (ours, theirs) != 0)
    return NULL;
  unit->used = TRUE;
  return &unit->target;
}

static void
translate_sentences (JbTranslation *translation, const JbReport *report, const JbMemory *memory)
{
  guint n;
  const JbSentence *sentences = jb_report_get_sentences (report, &n);
  const char *text = jb_report_get_text (report, NULL);

  guint n_sections;
  const JbSection *sections = jb_report_get_sections (report, &n_sections);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean by_id = memory != NULL && memory->has_own_ids;

  translation->sentences = new_targets (n);
  for (guint i = 0; i < n; i++)
    {
      JbTarget *target = &g_array_index (translation->sentences, JbTarget, i);
      g_autofree char *source = jb_fold_lines (text + sentences[i].span.start, (gssize) jb_span_length (sentences[i].span));
      JbSpan heading = sections[sentences[i].section].span;
      g_autofree char *context = by_id ? jb_fold_lines (text + heading.start, (gssize) jb_span_length (heading)) : NULL;
      const JbTarget *found = by_id ? look_up_id (memory, context, source, counts) : NULL;

      if (found == NULL && memory != NULL)
        found = look_up (memory, source);
      if (found != NULL)
        *target = copy_target (found);
      else if (memory != NULL && look_up_pieces (memory, source, target))
        ;
      else if (!jb_fold_has_han (source)) /* figures and Latin names need no translation */
        *target = (JbTarget) { g_strdup (source), JB_TARGET_TRANSLATED, FALSE, FALSE };
      translation->supplied |= found != NULL;
    }
}

static void
count_sentences (JbTranslation *translation)
{
  for (guint i = 0; i < translation->sentences->len; i++)
    {
      const JbTarget *target = &g_array_index (translation->sentences, JbTarget, i);

      if (target->state == JB_TARGET_MISSING)
        translation->n_missing++;
      else if (target->state == JB_TARGET_FUZZY)
        translation->n_fuzzy++;
      else
        translation->n_translated++;
      translation->n_machine += target->machine ? 1u : 0u;
    }
}

/* First with its number, as a run-in heading's sentence has it, then alone. */
static const JbTarget *
look_up_heading (const JbMemory *memory, const char *text, const JbSection *section, gboolean *numbered)
{
  g_autofree char *whole = jb_fold_lines (text + section->span.start, (gssize) jb_span_length (section->span));
  const JbTarget *target = look_up (memory, whole);

  *numbered = TRUE;
  if (target != NULL)
    return target;
  *numbered = FALSE;
  return look_up (memory, section->heading);
}

static JbTarget
translate_heading (const char *text, const JbSection *section, const JbMemory *memory, const JbGlossary *glossary)
{
  gboolean numbered = FALSE;
  const JbTarget *found = memory != NULL && *section->heading != '\0' ? look_up_heading (memory, text, section, &numbered)
                                                                      : NULL;

  if (found != NULL)
    return (JbTarget) { jb_heading_strip_number (found->text), found->state, found->machine, found->cut };
  char *composed = *section->heading != '\0' ? jb_glossary_heading (glossary, section->heading) : NULL;
  return (JbTarget) { composed, composed != NULL ? JB_TARGET_GLOSSARY : JB_TARGET_MISSING, FALSE, FALSE };
}

static void
translate_headings (JbTranslation *translation, const JbReport *report, const JbMemory *memory, const JbGlossary *glossary)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (report, &n);
  const char *text = jb_report_get_text (report, NULL);

  translation->headings = new_targets (n);
  for (guint i = 0; i < n; i++)
    g_array_index (translation->headings, JbTarget, i) = translate_heading (text, &sections[i], memory, glossary);
}

static void
translate_labels (JbTranslation *translation, const GPtrArray *metrics, const JbMemory *memory, const JbGlossary *glossary)
{
  translation->labels = new_targets (metrics != NULL ? metrics->len : 0);
  for (guint i = 0; metrics != NULL && i < metrics->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);
      JbTarget *target = &g_array_index (translation->labels, JbTarget, i);
      const JbTarget *found = memory != NULL ? jb_memory_lookup (memory, metric->label_zh) : NULL;

      if (found != NULL)
        *target = copy_target (found);
      else if ((target->text = jb_glossary_label (glossary, metric)) != NULL)
        target->state = JB_TARGET_GLOSSARY;
    }
}

/* Of guint, the metrics of each sentence; NULL where it has none. */
static GPtrArray *
metrics_by_sentence (const GPtrArray *metrics, guint n_sentences)
{
  GPtrArray *lists = g_ptr_array_new_full (n_sentences, NULL);

  g_ptr_array_set_size (lists, (int) n_sentences);
  g_ptr_array_set_free_func (lists, (GDestroyNotify) g_array_unref);
  for (guint i = 0; metrics != NULL && i < metrics->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);

      if (metric->sentence >= n_sentences)
        continue;
      if (lists->pdata[metric->sentence] == NULL)
        lists->pdata[metric->sentence] = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val ((GArray *) lists->pdata[metric->sentence], i);
    }
  for (guint i = 0; i < n_sentences; i++)
    if (lists->pdata[i] == NULL)
      lists->pdata[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  return lists;
}

static void
link_sentences (JbTranslation *translation, const GPtrArray *metrics)
{
  guint n = translation->sentences->len;
  g_autoptr(GPtrArray) lists = metrics_by_sentence (metrics, n);

  translation->links = g_ptr_array_new_full (n, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (translation->links,
                     jb_link_numbers (g_array_index (translation->sentences, JbTarget, i).text, metrics, lists->pdata[i]));
}

JbTranslation *
jb_translation_new (const JbReport *report, const GPtrArray *metrics, const JbMemory *memory, const JbGlossary *glossary)
{
  JbTranslation *translation = g_new0 (JbTranslation, 1);

  translate_sentences (translation, report, memory);
  count_sentences (translation);
  translate_headings (translation, report, memory, glossary);
  translate_labels (translation, metrics, memory, glossary);
  link_sentences (translation, metrics);
  return translation;
}

void
jb_translation_free (JbTranslation *translation)
{
  if (translation == NULL)
    return;
  g_array_unref (translation->sentences);
  g_array_unref (translation->headings);
  g_array_unref (translation->labels);
  g_ptr_array_unref (translation->links);
  g_free (translation);
}
