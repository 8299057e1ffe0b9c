/* Each row of quantities.tsv under its own name: a sentence with one quantity marked, and how it is read. */
#include "jb-recognise-private.h"

#include "jb-tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static JbLexicon *lexicon;

typedef struct
{
  GString *text; /* without the marks */
  JbSpan   mark;
} Marked;

static void
read_marks (const char *sentence, Marked *marked)
{
  marked->text = g_string_new (NULL);
  for (const char *p = sentence; *p != '\0'; p = g_utf8_next_char (p))
    if (g_str_has_prefix (p, "⟦"))
      marked->mark.start = marked->text->len;
    else if (g_str_has_prefix (p, "⟧"))
      marked->mark.end = marked->text->len;
    else
      g_string_append_unichar (marked->text, g_utf8_get_char (p));
}

static char *
describe_metric (const JbRecogniser *recogniser, const JbCandidate *candidate, JbChange change, const char *text)
{
  JbQuantity quantity;

  jb_reading_fill (&candidate->reading, recogniser->chars, text, &quantity);
  if (candidate->measured)
    {
      quantity.dimension = candidate->dimension;
      g_free (quantity.base_unit);
      quantity.base_unit = g_strdup (candidate->dimension == JB_DIMENSION_RATIO ? "ratio" : "");
    }
  if (*quantity.base_value == '-' && change == JB_CHANGE_INCREASE)
    {
      change = JB_CHANGE_DECREASE;
      memmove (quantity.base_value, quantity.base_value + 1, strlen (quantity.base_value));
    }
  char *words = g_strdup_printf ("%s%s%s %s %s %s %s", quantity.base_value, quantity.base_value_high != NULL ? "~" : "",
                                 quantity.base_value_high != NULL ? quantity.base_value_high : "",
                                 *quantity.base_unit != '\0' ? quantity.base_unit : "-",
                                 jb_dimension_name (quantity.dimension), jb_modifier_name (quantity.modifier),
                                 jb_change_name (change));
  g_free (quantity.value);
  g_free (quantity.value_high);
  g_free (quantity.unit);
  g_free (quantity.base_value);
  g_free (quantity.base_value_high);
  g_free (quantity.base_unit);
  return words;
}

static JbSpan
span_of (const JbRecogniser *recogniser, const JbCandidate *candidate, const char *text)
{
  JbQuantity quantity;
  JbSpan span = jb_chars_span (recogniser->chars, candidate->reading.start, candidate->reading.end);

  if (candidate->reason != NULL)
    return span;
  jb_reading_fill (&candidate->reading, recogniser->chars, text, &quantity);
  span = quantity.span;
  g_free (quantity.value);
  g_free (quantity.value_high);
  g_free (quantity.unit);
  g_free (quantity.base_value);
  g_free (quantity.base_value_high);
  g_free (quantity.base_unit);
  return span;
}

/* Change of candidate @i; that of the one before it where both stand in one list. */
static JbChange
list_change (const JbRecogniser *recogniser, guint i, const char *text, JbChange before)
{
  const JbCandidate *candidate = &g_array_index (recogniser->candidates, JbCandidate, i);
  g_autofree char *basis = NULL;
  JbChange change = candidate->reason == NULL ? jb_change_of (recogniser, candidate, text, &basis) : JB_CHANGE_NONE;

  if (change == JB_CHANGE_NONE && i > 0
      && jb_is_list_gap (recogniser->chars, candidate[-1].reading.end, candidate->reading.start))
    return before;
  return change;
}

/* What is said of the marked quantity; "nothing" where none has exactly that span. */
static char *
describe (const Marked *marked)
{
  g_auto(JbChars) chars = { NULL, NULL, NULL, NULL, 0, 0 };
  g_autoptr(GByteArray) cover = g_byte_array_new ();
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (JbCandidate));
  JbRecogniser recogniser = { lexicon, &chars, cover, candidates };

  jb_chars_read (&chars, marked->text->str, (JbSpan) { 0, marked->text->len });
  g_byte_array_set_size (cover, (guint) chars.n + 1);
  memset (cover->data, JB_COVER_NONE, chars.n + 1);
  jb_recognise (&recogniser);
  JbChange change = JB_CHANGE_NONE;
  for (guint i = 0; i < candidates->len; i++)
    {
      const JbCandidate *candidate = &g_array_index (candidates, JbCandidate, i);
      change = list_change (&recogniser, i, marked->text->str, change);
      JbSpan span = span_of (&recogniser, candidate, marked->text->str);
      if (span.start == marked->mark.start && span.end == marked->mark.end)
        return candidate->reason != NULL ? g_strconcat ("!", candidate->reason, NULL)
                                         : describe_metric (&recogniser, candidate, change, marked->text->str);
    }
  return g_strdup ("nothing");
}

static void
test_row (void **state)
{
  const JbTsvRow *row = *state;
  Marked marked = { NULL, { 0, 0 } };

  read_marks (row->fields[0], &marked);
  g_autofree char *found = describe (&marked);
  g_string_free (marked.text, TRUE);
  assert_string_equal (found, row->fields[1]);
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "tests", "metrics", "quantities.tsv", NULL);
  g_autoptr(JbTsv) rows = jb_tsv_load (path, 2, 2, &error);

  lexicon = rows != NULL ? jb_lexicon_load (NULL, &error) : NULL;
  if (lexicon == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_autofree struct CMUnitTest *tests = g_new0 (struct CMUnitTest, rows->rows->len);
  for (guint i = 0; i < rows->rows->len; i++)
    tests[i] = (struct CMUnitTest) { .name = jb_tsv_row (rows, i)->fields[0],
                                     .test_func = test_row,
                                     .initial_state = (void *) jb_tsv_row (rows, i) };
  int failed = _cmocka_run_group_tests ("recognise", tests, rows->rows->len, NULL, NULL);
  jb_lexicon_free (lexicon);
  return failed;
}
