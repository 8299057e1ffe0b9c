/* From a report to its metrics: each paragraph is read as characters, its quantities are judged, and what is a metric
 * gets its change, its sentence and its clause. Labels, verbs and groups are the next step. */
#include "jb-label.h"
#include "jb-recognise-private.h"
#include "jb-report.h"
#include "jb-table-private.h"

#include <string.h>

typedef struct
{
  const JbReport  *report;
  const JbLexicon *lexicon;
  const char      *text;
  const JbSection  *sections;
  const JbParagraph *paragraphs;
  const JbSentence *sentences;
  guint n_sections, n_paragraphs, n_sentences;
  guint next_section; /* the first whose number may stand in the paragraph at hand, or behind it */
  JbChars      chars;
  JbRecogniser recogniser;
  GPtrArray   *metrics;
  GArray      *rejected; /* NULL: not asked for */
} Extraction;

static void
reject (Extraction *extraction, JbSpan span, const char *reason)
{
  JbRejected rejected = { span, reason };

  if (extraction->rejected != NULL)
    g_array_append_val (extraction->rejected, rejected);
}

/* Marks the numbers of headings and items in the paragraph, so that they are not read as quantities. */
static void
mark_enumerators (Extraction *extraction, const JbParagraph *paragraph)
{
  const JbChars *chars = &extraction->chars;
  gsize at = 0;

  while (extraction->next_section < extraction->n_sections
         && extraction->sections[extraction->next_section].span.start < paragraph->span.start)
    extraction->next_section++;
  for (guint i = extraction->next_section;
       i < extraction->n_sections && extraction->sections[i].span.start < paragraph->span.end; i++)
    {
      const JbSection *section = &extraction->sections[i];
      gsize end = section->span.start + strlen (section->number);
      while (at < chars->n && chars->byte[at] < section->span.start)
        at++;
      for (gsize k = at; k < chars->n && chars->byte[k] < end; k++)
        extraction->recogniser.cover->data[k] = JB_COVER_ENUMERATOR;
    }
}

static gboolean
ends_clause (guint32 c)
{
  return c == 0x3002 || c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';' || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F;
}

/* Characters on each side of a number; beyond them a clause is cut, so that time stays linear. */
#define LONGEST_CLAUSE 400

static JbSpan
clause_of (const JbChars *chars, const JbReading *reading, JbSpan sentence)
{
  gsize from = reading->start, to = reading->end;

  while (from > 0 && reading->start - from < LONGEST_CLAUSE && !ends_clause (chars->c[from - 1])
         && chars->byte[from - 1] >= sentence.start)
    from--;
  while (to < chars->n && to - reading->end < LONGEST_CLAUSE && !ends_clause (chars->c[to])
         && chars->byte[to] < sentence.end)
    to++;
  return jb_chars_span (chars, from, to);
}

/* A plain label for the time being: the words of the clause before the number, else the unit. */
static char *
plain_label (const Extraction *extraction, const JbMetric *metric)
{
  g_autofree char *before = NULL;

  if (metric->span.start > metric->clause.start)
    before = g_strndup (extraction->text + metric->clause.start, metric->span.start - metric->clause.start);
  if (before != NULL && *g_strstrip (before) != '\0')
    return g_steal_pointer (&before);
  return g_strdup (*metric->base_unit != '\0' ? metric->base_unit : "数量");
}

static guint
sentence_of (const Extraction *extraction, const JbParagraph *paragraph, gsize byte)
{
  guint i = paragraph->first_sentence, last = i + paragraph->n_sentences;

  if (last == i || last > extraction->n_sentences)
    return MIN (i, extraction->n_sentences > 0 ? extraction->n_sentences - 1 : 0);
  /* binary search: the last sentence that begins at or before @byte */
  while (last - i > 1)
    {
      guint middle = i + (last - i) / 2;
      if (extraction->sentences[middle].span.start <= byte)
        i = middle;
      else
        last = middle;
    }
  return i;
}

static JbMetricRole
role_of (const JbMetric *metric)
{
  if (metric->change != JB_CHANGE_NONE)
    return JB_METRIC_ROLE_CHANGE;
  return metric->dimension == JB_DIMENSION_PERCENT || metric->dimension == JB_DIMENSION_RATIO ? JB_METRIC_ROLE_RATE
                                                                                              : JB_METRIC_ROLE_TOTAL;
}

static void
take_quantity (JbMetric *metric, JbQuantity *quantity)
{
  metric->span = quantity->span;
  metric->value = g_steal_pointer (&quantity->value);
  metric->value_high = g_steal_pointer (&quantity->value_high);
  metric->unit = g_steal_pointer (&quantity->unit);
  metric->base_value = g_steal_pointer (&quantity->base_value);
  metric->base_value_high = g_steal_pointer (&quantity->base_value_high);
  metric->base_unit = g_steal_pointer (&quantity->base_unit);
  metric->dimension = quantity->dimension;
  metric->modifier = quantity->modifier;
}

/* 增长-2.3%: a decrease of 2.3 %. */
static void
settle_sign (JbMetric *metric)
{
  if (metric->change == JB_CHANGE_NONE || *metric->value != '-')
    return;
  metric->change = metric->change == JB_CHANGE_INCREASE ? JB_CHANGE_DECREASE : JB_CHANGE_INCREASE;
  memmove (metric->value, metric->value + 1, strlen (metric->value));
  memmove (metric->base_value, metric->base_value + 1, strlen (metric->base_value));
}

static JbMetric *
metric_new (Extraction *extraction, const JbParagraph *paragraph, const JbCandidate *candidate)
{
  JbMetric *metric = g_new0 (JbMetric, 1);
  JbQuantity quantity;

  jb_reading_fill (&candidate->reading, &extraction->chars, extraction->text, &quantity);
  take_quantity (metric, &quantity);
  if (candidate->measured)
    {
      metric->dimension = candidate->dimension;
      g_free (metric->base_unit);
      metric->base_unit = g_strdup (candidate->dimension == JB_DIMENSION_RATIO ? "ratio" : "");
    }
  metric->sentence = sentence_of (extraction, paragraph, metric->span.start);
  metric->section = extraction->n_sentences > 0 ? extraction->sentences[metric->sentence].section : paragraph->section;
  metric->clause = clause_of (&extraction->chars, &candidate->reading,
                              extraction->n_sentences > 0 ? extraction->sentences[metric->sentence].span
                                                          : paragraph->span);
  metric->whole = metric->group = -1;
  metric->period = jb_report_get_year (extraction->report);
  return metric;
}

static void
add_metrics (Extraction *extraction, const JbParagraph *paragraph)
{
  GArray *candidates = extraction->recogniser.candidates;
  const JbMetric *last = NULL;
  gsize last_end = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const JbCandidate *candidate = &g_array_index (candidates, JbCandidate, i);
      if (candidate->reason != NULL)
        {
          reject (extraction, jb_chars_span (&extraction->chars, candidate->reading.start, candidate->reading.end),
                  candidate->reason);
          continue;
        }
      JbMetric *metric = metric_new (extraction, paragraph, candidate);
      metric->change = jb_change_of (&extraction->recogniser, candidate, extraction->text, &metric->change_basis);
      if (last != NULL && jb_is_list_gap (&extraction->chars, last_end, candidate->reading.start)
          && (metric->change == JB_CHANGE_NONE))
        {
          metric->change = last->change;
          if (metric->change_basis == NULL)
            metric->change_basis = g_strdup (last->change_basis);
        }
      settle_sign (metric);
      metric->role = role_of (metric);
      metric->label_zh = plain_label (extraction, metric);
      g_ptr_array_add (extraction->metrics, metric);
      last = metric;
      last_end = candidate->reading.end;
    }
}

static void
read_paragraph (Extraction *extraction, const JbParagraph *paragraph)
{
  if (paragraph->kind == JB_PARAGRAPH_TITLE || paragraph->kind == JB_PARAGRAPH_FRONT
      || paragraph->kind == JB_PARAGRAPH_SIGNATURE || paragraph->kind == JB_PARAGRAPH_ATTACHMENT)
    return;
  jb_chars_read (&extraction->chars, extraction->text, paragraph->span);
  g_byte_array_set_size (extraction->recogniser.cover, (guint) extraction->chars.n + 1);
  memset (extraction->recogniser.cover->data, JB_COVER_NONE, extraction->chars.n + 1);
  mark_enumerators (extraction, paragraph);
  jb_recognise (&extraction->recogniser);
  add_metrics (extraction, paragraph);
}

/* What the walk gives every metric: sentence, section, clause, period, role. */
static void
place_table_metric (const Extraction *extraction, JbMetric *metric)
{
  guint sentence = jb_report_sentence_at (extraction->report, metric->span.start);

  metric->sentence = sentence == G_MAXUINT ? 0 : sentence;
  metric->section = sentence == G_MAXUINT ? jb_report_section_at (extraction->report, metric->span.start)
                                          : extraction->sentences[sentence].section;
  metric->clause = sentence == G_MAXUINT ? metric->span : extraction->sentences[sentence].span;
  if (metric->period == 0)
    metric->period = jb_report_get_year (extraction->report);
  metric->role = role_of (metric);
}

/* The paragraph above the table; where that says the unit alone, the table's name above it too. */
static JbSpan
caption_above (const Extraction *extraction, guint first)
{
  const JbParagraph *paragraphs = extraction->paragraphs;
  JbSpan caption = paragraphs[first - 1].span;

  if (first > 1 && g_str_has_prefix (extraction->text + caption.start, "单位") && jb_span_length (paragraphs[first - 2].span) <= 150
      && paragraphs[first - 2].kind != JB_PARAGRAPH_TABLE_ROW)
    caption.start = paragraphs[first - 2].span.start;
  return caption;
}

/* Reads the table that begins at paragraph @first. Returns: the paragraph behind it. */
static guint
read_table (Extraction *extraction, guint first)
{
  const JbParagraph *paragraphs = extraction->paragraphs;
  guint last = first, before = extraction->metrics->len;
  JbSpan caption = first > 0 ? caption_above (extraction, first) : (JbSpan) { 0, 0 };

  while (last < extraction->n_paragraphs && paragraphs[last].kind == JB_PARAGRAPH_TABLE_ROW)
    last++;
  if (jb_span_length (caption) > 300)
    caption.start = caption.end;
  jb_table_read (extraction->text, paragraphs + first, last - first, caption, extraction->lexicon, extraction->metrics,
                 extraction->rejected);
  for (guint i = before; i < extraction->metrics->len; i++)
    place_table_metric (extraction, g_ptr_array_index (extraction->metrics, i));
  return last;
}

static void
number_metrics (GPtrArray *metrics)
{
  for (guint i = 0; i < metrics->len; i++)
    {
      JbMetric *metric = g_ptr_array_index (metrics, i);
      metric->id = g_strdup_printf ("m%03u", i + 1);
    }
}

GPtrArray *
jb_metrics_extract (const JbReport *report, const JbLexicon *lexicon, GArray **rejected)
{
  Extraction extraction = { .report = report, .lexicon = lexicon };

  extraction.text = jb_report_get_text (report, NULL);
  extraction.sections = jb_report_get_sections (report, &extraction.n_sections);
  extraction.paragraphs = jb_report_get_paragraphs (report, &extraction.n_paragraphs);
  extraction.sentences = jb_report_get_sentences (report, &extraction.n_sentences);
  extraction.metrics = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_metric_free);
  if (rejected != NULL)
    extraction.rejected = g_array_new (FALSE, FALSE, sizeof (JbRejected));
  extraction.recogniser = (JbRecogniser) { lexicon, &extraction.chars, g_byte_array_new (),
                                           g_array_new (FALSE, FALSE, sizeof (JbCandidate)) };
  for (guint i = 0; i < extraction.n_paragraphs;)
    if (extraction.paragraphs[i].kind == JB_PARAGRAPH_TABLE_ROW)
      i = read_table (&extraction, i);
    else
      read_paragraph (&extraction, &extraction.paragraphs[i++]);
  number_metrics (extraction.metrics);
  jb_labels_assign (report, lexicon, extraction.metrics);
  g_byte_array_unref (extraction.recogniser.cover);
  g_array_unref (extraction.recogniser.candidates);
  jb_chars_clear (&extraction.chars);
  if (rejected != NULL)
    *rejected = extraction.rejected;
  return extraction.metrics;
}
