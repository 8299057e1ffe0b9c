/* Paragraphs and sentences: lines, cut where a section opens; sentences, cut behind their closing marks. */
#include "jb-report-private.h"

#include "jb-han.h"

#define MAX_BRACKET_CHARS 150u /* a bracket that is open for longer was never closed */
#define MAX_HEADING_CHARS 60u

static void
append_sentence (JbReport *report, JbSpan span, guint section, guint paragraph)
{
  span = jb_text_trim (report->text, span);
  if (span.start >= span.end)
    return;
  JbSentence sentence = { .span = span, .section = section, .paragraph = paragraph };
  g_array_append_val (report->sentences, sentence);
}

/* Past closing marks: 。” ！） */
static const char *
skip_closing (const char *at, const char *end)
{
  while (at < end && (jb_is_closing (g_utf8_get_char (at)) || jb_is_stop (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  return at;
}

gsize
jb_sentence_end (const char *text, JbSpan span)
{
  const char *end = text + span.end;
  guint brackets = 0, open_for = 0;

  for (const char *at = text + span.start; at < end;)
    {
      gunichar c = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
      if (c == 0xFF08 || c == '(' || c == 0x300A)
        brackets++, open_for = 0;
      else if ((c == 0xFF09 || c == ')' || c == 0x300B) && brackets > 0)
        brackets--;
      if (brackets > 0 && ++open_for > MAX_BRACKET_CHARS)
        brackets = 0;
      if (jb_is_stop (c) && brackets == 0)
        return (gsize) (skip_closing (at, end) - text);
    }
  return span.end;
}

static void
cut_sentences (JbReport *report, JbSpan span, guint section, guint paragraph)
{
  while (span.start < span.end)
    {
      gsize end = jb_sentence_end (report->text, span);
      append_sentence (report, (JbSpan) { span.start, end }, section, paragraph);
      span.start = end;
    }
}

/* Behind the mark that ends a run-in heading. */
static gsize
after_heading (const char *text, gsize at, gsize end)
{
  while (at < end)
    {
      gunichar c = g_utf8_get_char (text + at);
      if (!(jb_is_stop (c) || c == 0xFF1A || c == ':' || c == 0xFF1B || c == ';' || c == 0xFF0C || c == ','
            || jb_is_closing (c) || c == '*' || jb_is_blank (c)))
        break;
      at = (gsize) (g_utf8_next_char (text + at) - text);
    }
  return at;
}

static void
append_paragraph (JbReport *report, JbSpan span, JbParagraphKind kind, guint section, const JbCandidate *opening)
{
  span = jb_text_trim (report->text, span);
  if (span.start >= span.end)
    return;
  guint index = report->paragraphs->len;
  JbParagraph paragraph = { .kind = kind, .span = span, .section = section, .first_sentence = report->sentences->len };
  gsize start = span.start;

  paragraph.opens_section = opening != NULL && kind == JB_PARAGRAPH_BODY;
  if (opening != NULL && kind == JB_PARAGRAPH_BODY)
    {
      start = after_heading (report->text, opening->heading_end, span.end);
      append_sentence (report, (JbSpan) { span.start, start }, section, index);
    }
  if (kind == JB_PARAGRAPH_HEADING || kind == JB_PARAGRAPH_TITLE || kind == JB_PARAGRAPH_TABLE_ROW)
    append_sentence (report, span, section, index);
  else
    cut_sentences (report, (JbSpan) { start, span.end }, section, index);
  paragraph.n_sentences = report->sentences->len - paragraph.first_sentence;
  g_array_append_val (report->paragraphs, paragraph);
}

static JbParagraphKind
kind_of_line (const JbLine *line)
{
  switch (line->kind)
    {
    case JB_LINE_TITLE: return JB_PARAGRAPH_TITLE;
    case JB_LINE_FRONT: return JB_PARAGRAPH_FRONT;
    case JB_LINE_TABLE: return JB_PARAGRAPH_TABLE_ROW;
    case JB_LINE_ATTACHMENT: return JB_PARAGRAPH_ATTACHMENT;
    case JB_LINE_SIGNATURE: return JB_PARAGRAPH_SIGNATURE;
    case JB_LINE_TEXT: default: return JB_PARAGRAPH_BODY;
    }
}

/* A heading alone on its line is set as one; a whole sentence that only begins with a number is text. */
static JbParagraphKind
kind_of_piece (const JbReport *report, const JbLine *line, const JbCandidate *opening)
{
  JbParagraphKind kind = kind_of_line (line);

  if (opening == NULL || kind != JB_PARAGRAPH_BODY)
    return kind;
  if (opening->run_in || !opening->at_line_start || jb_form_is_item (opening->form))
    return JB_PARAGRAPH_BODY;
  gsize n_chars = jb_count_chars (report->text + opening->start, opening->heading_end - opening->start);
  return n_chars <= MAX_HEADING_CHARS || !line->terminated ? JB_PARAGRAPH_HEADING : JB_PARAGRAPH_BODY;
}

void
jb_pieces_cut (JbReport *report, GArray *lines, GArray *candidates)
{
  guint section = 0, next = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      const JbCandidate *opening = NULL;
      gsize start = line->span.start;
      for (; next < candidates->len; next++)
        {
          const JbCandidate *candidate = &g_array_index (candidates, JbCandidate, next);
          if (candidate->start >= line->span.end)
            break;
          if (candidate->section < 0)
            continue;
          append_paragraph (report, (JbSpan) { start, candidate->start }, kind_of_piece (report, line, opening), section,
                            opening);
          section = (guint) candidate->section;
          start = candidate->start;
          opening = candidate;
        }
      append_paragraph (report, (JbSpan) { start, line->span.end }, kind_of_piece (report, line, opening), section, opening);
    }
}
