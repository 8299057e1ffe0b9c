#include "jb-export-private.h"

#include "jb-fold.h"

/* The piece of @sentence that is printed for @byte: all of it, or about JB_EXPORT_MAX_SENTENCE_CHARS around the place. */
static JbSpan
cut_sentence (const char *text, JbSpan sentence, gsize byte)
{
  const gsize half = JB_EXPORT_MAX_SENTENCE_CHARS / 2 * 3; /* a Han character has three bytes */
  JbSpan cut = sentence;

  if (jb_span_length (sentence) <= 2 * half)
    return sentence;
  if (byte > sentence.start + half)
    cut.start = byte - half;
  if (sentence.end - byte > half)
    cut.end = byte + half;
  while (cut.start < byte && ((guchar) text[cut.start] & 0xC0) == 0x80)
    cut.start++;
  while (cut.end > byte && ((guchar) text[cut.end] & 0xC0) == 0x80)
    cut.end--;
  return cut;
}

char *
jb_export_sentence (const JbExport *what, const JbMetric *metric)
{
  guint n;
  const JbSentence *sentences = jb_report_get_sentences (what->report, &n);
  const char *text = jb_report_get_text (what->report, NULL);

  if (metric->sentence >= n)
    return g_strdup ("");
  JbSpan cut = cut_sentence (text, sentences[metric->sentence].span, metric->span.start);
  return jb_fold_lines (text + cut.start, (gssize) jb_span_length (cut));
}

char *
jb_export_place (const JbExport *what, gsize byte)
{
  return what->input->origins == NULL || what->input->origins->len == 0 ? NULL : jb_input_describe_place (what->input, byte);
}

static const char *
target_text (const GArray *targets, guint i)
{
  return targets != NULL && i < targets->len ? g_array_index (targets, JbTarget, i).text : NULL;
}

const char *
jb_export_label_en (const JbExport *what, guint i)
{
  return what->translation != NULL ? target_text (what->translation->labels, i) : NULL;
}

const char *
jb_export_heading_en (const JbExport *what, guint i)
{
  return what->translation != NULL ? target_text (what->translation->headings, i) : NULL;
}

const char *
jb_export_year (int year, char buffer[16])
{
  if (year <= 0)
    return NULL;
  g_snprintf (buffer, 16, "%d", year);
  return buffer;
}

const char *
jb_export_section_id (const JbExport *what, const JbMetric *metric)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (what->report, &n);

  return metric->section < n ? sections[metric->section].id : "0";
}
