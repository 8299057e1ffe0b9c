#include "jb-exchange.h"

#include "jb-diagnostic.h"
#include "jb-error.h"
#include "jb-fold.h"
#include "jb-glossary-private.h"
#include "jb-memory-private.h"

#include <string.h>

#define ID_PREFIX "jb-"
#define STALE_SIMILARITY 50 /* percent: a missing sentence that near to an unused unit is what became of it */
#define MAX_STALE_SEARCH 2000
#define MAX_TERMS 12

static void
unit_free (JbExchangeUnit *unit)
{
  g_free (unit->id);
  g_free (unit->source);
  g_free (unit->target);
  g_free (unit->section_id);
  g_free (unit->terms);
  g_free (unit->match_source);
  g_free (unit->match_target);
  g_free (unit);
}

char *
jb_exchange_id (JbExchangeKind kind, const char *section_heading, const char *source, guint n_before)
{
  g_autofree char *key = jb_fold (source, -1);
  g_autofree char *context = jb_fold (section_heading, -1);
  g_autofree char *text = g_strdup_printf ("%d\n%s\n%s\n%u", kind == JB_EXCHANGE_HEADING ? 0 : (int) kind, context, key, n_before);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf (ID_PREFIX "%.12s", hash);
}

/* The terms of @source, longest first from left to right; single characters say too little. */
static char *
terms_of (const JbGlossary *glossary, const char *source)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GString *terms = g_string_new (NULL);

  for (const char *at = source; *at != '\0' && g_hash_table_size (seen) < MAX_TERMS;)
    {
      guint64 lengths = jb_glossary_lengths (glossary, g_utf8_get_char (at));
      const JbTerm *found = NULL;
      const char *next = g_utf8_next_char (at);
      const char *end = at;

      for (guint k = 0; lengths >> k != 0; k++)
        {
          if (k >= 2 && (lengths >> k & 1) != 0)
            {
              const JbTerm *term = jb_glossary_get (glossary, at, (gsize) (end - at));

              if (term != NULL && (term->kind == JB_TERM_NOUN || term->kind == JB_TERM_PHRASE))
                {
                  found = term;
                  next = end;
                }
            }
          if (*end == '\0' || k == 63)
            break;
          end = g_utf8_next_char (end);
        }
      if (found != NULL && g_hash_table_add (seen, (gpointer) found))
        g_string_append_printf (terms, "%s%s = %s", terms->len > 0 ? "; " : "", found->zh, found->full);
      at = next;
    }
  return g_string_free (terms, terms->len == 0);
}

typedef struct
{
  JbExchange       *exchange;
  JbMemory         *memory;
  const JbGlossary *glossary;
  const JbLexicon  *lexicon;
  guint             threshold;
  GHashTable       *counts; /* id of the first of equal units → how many */
} Builder;

static void
take_fuzzy (const Builder *builder, JbExchangeUnit *unit)
{
  JbFuzzyMatch match;

  if (builder->memory == NULL || builder->threshold == 0
      || !jb_fuzzy_find (builder->memory, unit->source, builder->threshold, builder->lexicon, &match))
    return;
  unit->match_source = g_strdup (match.source);
  unit->match_target = g_strdup (match.target);
  unit->match_quality = match.quality;
  unit->target = g_strdup (match.adapted != NULL ? match.adapted : match.target);
  unit->state = JB_TARGET_FUZZY;
  unit->machine = match.machine;
  jb_fuzzy_match_clear (&match);
}

static JbExchangeUnit *
add_unit (Builder *builder, JbExchangeKind kind, const char *source, guint section, const char *section_id)
{
  const char *context = g_ptr_array_index (builder->exchange->headings, section);
  JbExchangeUnit *unit = g_new0 (JbExchangeUnit, 1);
  g_autofree char *first = jb_exchange_id (kind, context, source, 0);
  guint n_before = GPOINTER_TO_UINT (g_hash_table_lookup (builder->counts, first));

  unit->id = jb_exchange_id (kind, context, source, n_before);
  g_hash_table_insert (builder->counts, g_steal_pointer (&first), GUINT_TO_POINTER (n_before + 1));
  unit->kind = kind;
  unit->source = g_strdup (source);
  unit->section = section;
  unit->section_id = g_strdup (section_id);
  unit->terms = builder->glossary != NULL ? terms_of (builder->glossary, source) : NULL;
  g_ptr_array_add (builder->exchange->units, unit);
  return unit;
}

static void
set_target (JbExchangeUnit *unit, const JbTarget *target)
{
  unit->target = g_strdup (target->text);
  unit->state = target->state;
  unit->machine = target->machine;
  unit->cut = target->cut;
}

static gboolean
is_heading (const JbReport *report, guint sentence)
{
  guint n;
  const JbSentence *one = &jb_report_get_sentences (report, &n)[sentence];
  const JbParagraph *paragraph = &jb_report_get_paragraphs (report, &n)[one->paragraph];

  return paragraph->kind == JB_PARAGRAPH_HEADING || paragraph->kind == JB_PARAGRAPH_TITLE
         || (paragraph->opens_section && paragraph->first_sentence == sentence);
}

static void
add_sentences (Builder *builder, const JbReport *report, const JbTranslation *translation)
{
  guint n, n_sections;
  const JbSentence *sentences = jb_report_get_sentences (report, &n);
  const JbSection *sections = jb_report_get_sections (report, &n_sections);
  const char *text = jb_report_get_text (report, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *source = jb_fold_lines (text + sentences[i].span.start, (gssize) jb_span_length (sentences[i].span));
      JbExchangeUnit *unit = add_unit (builder, is_heading (report, i) ? JB_EXCHANGE_HEADING : JB_EXCHANGE_SENTENCE, source,
                                       sentences[i].section, sections[sentences[i].section].id);
      guint column;

      jb_report_locate (report, sentences[i].span.start, &unit->line, &column);
      set_target (unit, &g_array_index (translation->sentences, JbTarget, i));
      if (unit->target == NULL)
        take_fuzzy (builder, unit);
    }
}

static void
add_labels (Builder *builder, const JbReport *report, const GPtrArray *metrics, const JbTranslation *translation)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const JbSection *sections = jb_report_get_sections (report, &n);

  for (guint i = 0; metrics != NULL && i < metrics->len; i++)
    {
      const JbMetric *metric = g_ptr_array_index (metrics, i);
      guint column;

      if (!g_hash_table_add (seen, metric->label_zh))
        continue;
      JbExchangeUnit *unit = add_unit (builder, JB_EXCHANGE_LABEL, metric->label_zh, 0, sections[metric->section].id);
      jb_report_locate (report, metric->span.start, &unit->line, &column);
      set_target (unit, &g_array_index (translation->labels, JbTarget, i));
    }
}

static void
add_titles (Builder *builder, const char *const *titles)
{
  for (guint i = 0; titles != NULL && titles[i] != NULL; i++)
    {
      JbExchangeUnit *unit = add_unit (builder, JB_EXCHANGE_TITLE, titles[i], 0, "0");
      const JbTarget *found = builder->memory != NULL ? jb_memory_lookup (builder->memory, titles[i]) : NULL;

      if (found != NULL)
        set_target (unit, found);
      else if (builder->glossary != NULL && (unit->target = jb_glossary_compose (builder->glossary, titles[i])) != NULL)
        unit->state = JB_TARGET_GLOSSARY;
    }
}

static void
add_headings (JbExchange *exchange, const JbReport *report)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (report, &n);
  const char *text = jb_report_get_text (report, NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (exchange->headings,
                     jb_fold_lines (text + sections[i].span.start, (gssize) jb_span_length (sections[i].span)));
}

JbExchange *
jb_exchange_new (const JbReport *report, const char *original, const GPtrArray *metrics, const char *const *titles,
                 JbMemory *memory, const JbGlossary *glossary, const JbLexicon *lexicon, guint threshold)
{
  JbExchange *exchange = g_new0 (JbExchange, 1);
  g_autoptr(JbTranslation) translation = jb_translation_new (report, metrics, memory, glossary);
  Builder builder = { exchange, memory, glossary, lexicon, threshold, NULL };

  exchange->original = g_strdup (original);
  exchange->units = g_ptr_array_new_with_free_func ((GDestroyNotify) unit_free);
  exchange->headings = g_ptr_array_new_with_free_func (g_free);
  builder.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_headings (exchange, report);
  add_sentences (&builder, report, translation);
  add_labels (&builder, report, metrics, translation);
  add_titles (&builder, titles);
  g_hash_table_unref (builder.counts);
  return exchange;
}

gboolean
jb_exchange_format_of_path (const char *path, JbExchangeFormat *format, GError **error)
{
  static const struct { const char *ending; JbExchangeFormat format; } endings[] = {
    { ".xlf", JB_EXCHANGE_XLIFF }, { ".xliff", JB_EXCHANGE_XLIFF }, { ".po", JB_EXCHANGE_PO }, { ".tmx", JB_EXCHANGE_TMX } };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *format = endings[i].format;
        return TRUE;
      }
  g_set_error (error, JB_ERROR, JB_ERROR_USAGE, "%s: ends in none of .xlf, .xliff, .po, .tmx: name the output so", path);
  return FALSE;
}

/* The sentence without English that is most like @source; NULL: none is like it. */
static const JbExchangeUnit *
find_successor (const JbExchange *exchange, const char *source)
{
  const JbExchangeUnit *best = NULL;
  guint quality = STALE_SIMILARITY - 1;

  for (guint i = 0; i < exchange->units->len && i < MAX_STALE_SEARCH; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);
      gboolean open = unit->state == JB_TARGET_MISSING || unit->match_source != NULL;
      guint one = open && unit->kind <= JB_EXCHANGE_HEADING ? jb_fuzzy_similarity (source, unit->source) : 0;

      if (one > quality)
        {
          quality = one;
          best = unit;
        }
    }
  return best;
}

static void
report_unused (const JbExchange *exchange, const JbMemory *memory, const char *file, GPtrArray *diagnostics)
{
  for (guint i = 0; i < memory->units->len; i++)
    {
      const JbMemoryUnit *unit = g_ptr_array_index (memory->units, i);
      const char *path = g_ptr_array_index (memory->files, unit->file);

      if (unit->used || unit->target.text == NULL || unit->id == NULL || !g_str_has_prefix (unit->id, ID_PREFIX))
        continue;
      const JbExchangeUnit *successor = find_successor (exchange, unit->source);
      if (successor != NULL)
        jb_diagnostic_add (diagnostics, JB_SEVERITY_WARNING, "stale-unit", path, unit->line, 0,
                           "the source of unit %s has changed since: see line %u of %s and translate it again", unit->id,
                           successor->line, file);
      else
        jb_diagnostic_add (diagnostics, JB_SEVERITY_NOTE, "unused-unit", path, unit->line, 0,
                           "unit %s is in no sentence of %s: left out", unit->id, file);
    }
}

void
jb_exchange_report_use (const JbExchange *exchange, const JbMemory *memory, const char *file, GPtrArray *diagnostics)
{
  for (guint i = 0; i < exchange->units->len; i++)
    {
      const JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);

      if (unit->kind <= JB_EXCHANGE_HEADING && (unit->state == JB_TARGET_MISSING || unit->match_source != NULL))
        jb_diagnostic_add (diagnostics, JB_SEVERITY_WARNING, "missing-translation", file, unit->line, 0,
                           "no English for this sentence: translate unit %s", unit->id);
    }
  if (memory != NULL)
    report_unused (exchange, memory, file, diagnostics);
}

void
jb_exchange_free (JbExchange *exchange)
{
  if (exchange == NULL)
    return;
  g_free (exchange->original);
  g_ptr_array_unref (exchange->units);
  g_ptr_array_unref (exchange->headings);
  g_free (exchange);
}
