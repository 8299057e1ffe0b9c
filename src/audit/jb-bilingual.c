#include "jb-bilingual-private.h"

#include "jb-fold.h"

#include <string.h>

static const struct { const char *name; JbBilingualVerdict verdict; } codes[] = {
#define ROW(code, json, verdict) [JB_BILINGUAL_##code] = { json, JB_BILINGUAL_##verdict },
  JB_BILINGUAL_CODES (ROW)
#undef ROW
};

const char *
jb_bilingual_code_name (JbBilingualCode code)
{
  return codes[code].name;
}

JbBilingualVerdict
jb_bilingual_verdict (JbBilingualCode code)
{
  return codes[code].verdict;
}

void
jb_bilingual_finding_free (JbBilingualFinding *finding)
{
  g_free (finding->source);
  g_free (finding->target);
  g_free (finding->stated);
  g_free (finding->found);
  g_free (finding->message);
  g_free (finding);
}

void
jb_pair_add (const JbPair *pair, JbBilingualCode code, const JbSpan *stated, const char *found, const char *format, ...)
{
  JbBilingualFinding *finding = g_new0 (JbBilingualFinding, 1);
  va_list args;

  finding->code = code;
  finding->sentence = pair->sentence;
  finding->byte = stated != NULL ? stated->start : pair->span.start;
  finding->source = jb_fold_lines (pair->text + pair->span.start, (gssize) jb_span_length (pair->span));
  finding->target = g_strdup (pair->target);
  finding->stated = stated != NULL ? jb_fold_lines (pair->text + stated->start, (gssize) jb_span_length (*stated)) : NULL;
  finding->found = g_strdup (found);
  va_start (args, format);
  finding->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (pair->findings, finding);
}

static void
check_pair (const JbPair *pair)
{
  if (pair->target == NULL || *pair->target == '\0')
    {
      jb_pair_add (pair, JB_BILINGUAL_MISSING, NULL, NULL, "the sentence has no English: translate it");
      return;
    }
  jb_pair_check_text (pair);
  if (!jb_fold_has_han (pair->target)) /* numbers of what is not translated say nothing */
    jb_pair_check_numbers (pair);
}

static GPtrArray *
new_findings (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) jb_bilingual_finding_free);
}

GPtrArray *
jb_bilingual_check_pair (const char *source, const char *target, const JbLexicon *lexicon,
                         const JbGlossary *known, const JbGlossary *required)
{
  GPtrArray *findings = new_findings ();
  JbPair pair = { source, { 0, strlen (source) }, target, 0, lexicon, known, required, findings, FALSE, FALSE, 0 };

  check_pair (&pair);
  return findings;
}

/* One source, two renderings: a reader takes them for two things. */
static void
check_consistency (const JbPair *pair, GHashTable *seen)
{
  char *key = jb_fold (pair->text + pair->span.start, (gssize) jb_span_length (pair->span));
  const char *before = g_hash_table_lookup (seen, key);

  if (before != NULL && pair->target != NULL && strcmp (before, pair->target) != 0)
    jb_pair_add (pair, JB_BILINGUAL_CONSISTENCY, NULL, pair->target,
                 "the same sentence was translated otherwise before: use one rendering");
  if (before == NULL && pair->target != NULL)
    g_hash_table_insert (seen, key, (gpointer) pair->target);
  else
    g_free (key);
}

/* Rows above a row that are searched for the head of its table. */
#define MAX_ROWS_ABOVE 60

/* “罚没款（万元）” in the head of the table, or in the line above it. */
static void
read_scale (JbPair *pair, const JbParagraph *paragraphs, guint paragraph)
{
  if (paragraphs[paragraph].kind != JB_PARAGRAPH_TABLE_ROW)
    return;
  guint first = paragraph;
  while (first > 0 && paragraph - first < MAX_ROWS_ABOVE && paragraphs[first].kind == JB_PARAGRAPH_TABLE_ROW)
    first--;
  const char *from = pair->text + paragraphs[first].span.start;
  gssize length = (gssize) (pair->span.start - paragraphs[first].span.start);
  pair->in_wan = length > 0 && g_strstr_len (from, length, "万") != NULL;
  pair->in_yi = length > 0 && g_strstr_len (from, length, "亿") != NULL;
}

GPtrArray *
jb_bilingual_check (const JbReport *report, const JbTranslation *translation, const JbLexicon *lexicon,
                    const JbGlossary *known, const JbGlossary *required)
{
  GPtrArray *findings = new_findings ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const JbSentence *sentences = jb_report_get_sentences (report, &n);
  const char *text = jb_report_get_text (report, NULL);
  guint n_paragraphs;
  const JbParagraph *paragraphs = jb_report_get_paragraphs (report, &n_paragraphs);

  if (!translation->supplied)
    return findings;
  for (guint i = 0; i < n && i < translation->sentences->len; i++)
    {
      const JbTarget *target = &g_array_index (translation->sentences, JbTarget, i);
      JbPair pair = { text, sentences[i].span, target->text, i, lexicon, known, required, findings, FALSE, FALSE,
                      jb_report_get_year (report) };

      read_scale (&pair, paragraphs, sentences[i].paragraph);
      check_pair (&pair);
      check_consistency (&pair, seen);
      if (target->state == JB_TARGET_FUZZY)
        jb_pair_add (&pair, JB_BILINGUAL_UNCONFIRMED, NULL, NULL,
                     target->machine ? "a program's translation that nobody has confirmed: review it"
                                     : "the translation is marked as unconfirmed: review it");
    }
  return findings;
}
