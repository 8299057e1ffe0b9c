#include "jb-report-private.h"

#include "jb-han.h"

#include <string.h>

#define CHAR_MARK_BYTES 1024u

static void
mark_chars (JbReport *report)
{
  gsize n = 0;

  for (gsize start = 0; start <= report->length; start += CHAR_MARK_BYTES)
    {
      g_array_append_val (report->char_marks, n);
      n += jb_count_chars (report->text + start, MIN (CHAR_MARK_BYTES, report->length - start));
    }
}

static JbReport *
report_new (GRefString *text)
{
  JbReport *report = g_new0 (JbReport, 1);

  report->text = g_ref_string_acquire (text);
  report->length = strlen (text);
  report->sections = g_array_new (FALSE, TRUE, sizeof (JbSection));
  report->paragraphs = g_array_new (FALSE, TRUE, sizeof (JbParagraph));
  report->sentences = g_array_new (FALSE, TRUE, sizeof (JbSentence));
  report->line_starts = g_array_new (FALSE, TRUE, sizeof (gsize));
  report->char_marks = g_array_new (FALSE, TRUE, sizeof (gsize));
  report->diagnostics = g_ptr_array_new ();
  return report;
}

JbReport *
jb_report_parse (GRefString *text, const char *file G_GNUC_UNUSED, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  if (!jb_words_load (error))
    return NULL;

  g_autoptr(JbReport) report = report_new (text);
  g_autoptr(GArray) lines = jb_lines_cut (report->text, report->length, report->line_starts);
  mark_chars (report);
  jb_front_mark (report, lines);
  g_autoptr(GArray) candidates = jb_outline_find (report, lines, error);
  if (candidates == NULL)
    return NULL;
  jb_pieces_cut (report, lines, candidates);
  if (!jb_facts_find (report, lines, error))
    return NULL;
  return g_steal_pointer (&report);
}

const char *
jb_report_get_text (const JbReport *report, gsize *length)
{
  if (length != NULL)
    *length = report->length;
  return report->text;
}

static gconstpointer
lend (const GArray *array, guint *n)
{
  if (n != NULL)
    *n = array->len;
  return array->data;
}

const JbSection *
jb_report_get_sections (const JbReport *report, guint *n)
{
  return lend (report->sections, n);
}

const JbParagraph *
jb_report_get_paragraphs (const JbReport *report, guint *n)
{
  return lend (report->paragraphs, n);
}

const JbSentence *
jb_report_get_sentences (const JbReport *report, guint *n)
{
  return lend (report->sentences, n);
}

const GPtrArray *
jb_report_get_diagnostics (const JbReport *report)
{
  return report->diagnostics;
}

const char *
jb_report_get_title (const JbReport *report)
{
  return report->title;
}

const char *
jb_report_get_issuer (const JbReport *report)
{
  return report->issuer;
}

const char *
jb_report_get_place (const JbReport *report)
{
  return report->place;
}

int
jb_report_get_year (const JbReport *report)
{
  return report->year;
}

const char *
jb_report_get_kind (const JbReport *report, const char **english)
{
  if (english != NULL)
    *english = report->kind_english;
  return report->kind;
}

/* Index of the last element whose start, a gsize at @offset in it, is at most @byte; G_MAXUINT: none. */
static guint
last_at (const GArray *array, gsize offset, gsize byte)
{
  guint low = 0, high = array->len, size = g_array_get_element_size ((GArray *) array);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gsize start;
      memcpy (&start, array->data + (gsize) middle * size + offset, sizeof start);
      if (start <= byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? low - 1 : G_MAXUINT;
}

guint
jb_report_section_at (const JbReport *report, gsize byte)
{
  guint section = last_at (report->sections, G_STRUCT_OFFSET (JbSection, span.start), byte);
  return section == G_MAXUINT ? 0 : section;
}

guint
jb_report_sentence_at (const JbReport *report, gsize byte)
{
  guint i = last_at (report->sentences, G_STRUCT_OFFSET (JbSentence, span.start), byte);
  return i != G_MAXUINT && byte < g_array_index (report->sentences, JbSentence, i).span.end ? i : G_MAXUINT;
}

gsize
jb_report_chars_before (const JbReport *report, gsize byte)
{
  byte = MIN (byte, report->length);
  gsize block = byte / CHAR_MARK_BYTES, start = block * CHAR_MARK_BYTES;
  return g_array_index (report->char_marks, gsize, block) + jb_count_chars (report->text + start, byte - start);
}

void
jb_report_locate (const JbReport *report, gsize byte, guint *line, guint *column)
{
  byte = MIN (byte, report->length);
  guint i = last_at (report->line_starts, 0, byte);

  if (i == G_MAXUINT)
    i = 0;
  gsize start = g_array_index (report->line_starts, gsize, i);
  if (line != NULL)
    *line = i + 1;
  if (column != NULL)
    *column = (guint) (jb_report_chars_before (report, byte) - jb_report_chars_before (report, start)) + 1;
}

static void
free_sections (GArray *sections)
{
  for (guint i = 0; i < sections->len; i++)
    {
      JbSection *section = &g_array_index (sections, JbSection, i);
      g_free (section->id);
      g_free (section->number);
      g_free (section->heading);
    }
  g_array_unref (sections);
}

void
jb_report_free (JbReport *report)
{
  if (report == NULL)
    return;
  free_sections (report->sections);
  g_array_unref (report->paragraphs);
  g_array_unref (report->sentences);
  g_array_unref (report->line_starts);
  g_array_unref (report->char_marks);
  g_ptr_array_unref (report->diagnostics);
  g_free (report->title);
  g_free (report->issuer);
  g_free (report->place);
  g_free (report->kind);
  g_free (report->kind_english);
  g_ref_string_release (report->text);
  g_free (report);
}
