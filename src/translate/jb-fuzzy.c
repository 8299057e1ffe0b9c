#include "jb-fuzzy.h"

#include "jb-fold.h"
#include "jb-memory-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CHARS 2000       /* longer sentences are compared by their beginning */
#define MAX_CANDIDATES 48    /* compared in full, those that share most pairs first */
#define BUCKET_BITS 20
#define N_BUCKETS (1u << BUCKET_BITS)
#define NUMBER 0x30          /* stands for any number in digits */

typedef struct
{
  guint32 *chars; /* folded, numbers as one character each; owned */
  guint    n;
} Text;

struct _JbFuzzyIndex
{
  GPtrArray *units;    /* of JbMemoryUnit, lent; shortest text first */
  Text      *texts;    /* one a unit */
  guint     *postings; /* entries by bucket, in order in each */
  guint     *starts;   /* of each bucket of pairs, one more at the end */
  guint8    *shared;   /* one count an entry, all zero between queries */
};

static gboolean
is_in_number (gunichar c, gunichar next)
{
  return (c >= '0' && c <= '9') || ((c == '.' || c == ',') && next >= '0' && next <= '9');
}

static Text
text_new (const char *source)
{
  g_autofree char *folded = jb_fold (source, -1);
  Text text = { g_new (guint32, MAX_CHARS), 0 };

  for (const char *at = folded; *at != '\0' && text.n < MAX_CHARS; text.n++)
    {
      gunichar c = g_utf8_get_char (at);

      at = g_utf8_next_char (at);
      text.chars[text.n] = c;
      if (c < '0' || c > '9')
        continue;
      text.chars[text.n] = NUMBER;
      while (*at != '\0' && is_in_number (g_utf8_get_char (at), g_utf8_get_char (g_utf8_next_char (at))))
        at = g_utf8_next_char (at);
    }
  text.chars = g_renew (guint32, text.chars, MAX (text.n, 1));
  return text;
}

/* Pairs that fall into one bucket only make more candidates, which are compared in full. */
static guint
bucket_of (const Text *text, guint i)
{
  guint64 pair = ((guint64) text->chars[i] << 32) | text->chars[i + 1];

  return (guint) ((pair * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> (64 - BUCKET_BITS));
}

/* Counted first, then placed: linear in the length of all texts. */
static void
index_pairs (struct _JbFuzzyIndex *index)
{
  guint n = 0;

  index->starts = g_new0 (guint, N_BUCKETS + 2);
  for (guint i = 0; i < index->units->len; i++)
    for (guint k = 0; k + 1 < index->texts[i].n; k++, n++)
      index->starts[bucket_of (&index->texts[i], k) + 2]++;
  for (guint i = 2; i < N_BUCKETS + 2; i++)
    index->starts[i] += index->starts[i - 1];
  index->postings = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < index->units->len; i++)
    for (guint k = 0; k + 1 < index->texts[i].n; k++)
      index->postings[index->starts[bucket_of (&index->texts[i], k) + 1]++] = i;
}

typedef struct { Text text; JbMemoryUnit *unit; guint place; } Entry;

static int
compare_entries (const void *a, const void *b)
{
  const Entry *left = a, *right = b;

  if (left->text.n != right->text.n)
    return left->text.n < right->text.n ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

/* By length, so that in each bucket those that are too short or too long stand outside. */
static void
sort_units (struct _JbFuzzyIndex *index)
{
  guint n = index->units->len;
  g_autofree Entry *entries = g_new (Entry, n + 1);

  for (guint i = 0; i < n; i++)
    {
      JbMemoryUnit *unit = g_ptr_array_index (index->units, i);
      entries[i] = (Entry) { text_new (unit->source), unit, i };
    }
  qsort (entries, n, sizeof (Entry), compare_entries);
  index->texts = g_new0 (Text, n + 1);
  for (guint i = 0; i < n; i++)
    {
      index->texts[i] = entries[i].text;
      index->units->pdata[i] = entries[i].unit;
    }
}

static struct _JbFuzzyIndex *
index_new (const JbMemory *memory)
{
  struct _JbFuzzyIndex *index = g_new0 (struct _JbFuzzyIndex, 1);

  index->units = g_ptr_array_new ();
  for (guint i = 0; i < memory->units->len; i++)
    {
      JbMemoryUnit *unit = g_ptr_array_index (memory->units, i);

      if (unit->target.text != NULL && jb_memory_find (memory, unit->source) == unit)
        g_ptr_array_add (index->units, unit);
    }
  index->shared = g_new0 (guint8, index->units->len + 1);
  sort_units (index);
  index_pairs (index);
  return index;
}

void
jb_fuzzy_index_free (struct _JbFuzzyIndex *index)
{
  if (index == NULL)
    return;
  for (guint i = 0; i < index->units->len; i++)
    g_free (index->texts[i].chars);
  g_ptr_array_unref (index->units);
  g_free (index->texts);
  g_free (index->postings);
  g_free (index->starts);
  g_free (index->shared);
  g_free (index);
}

typedef struct { guint first, end; } Range;

static int
compare_ranges (const void *a, const void *b)
{
  const Range *left = a, *right = b;
  guint n = left->end - left->first, m = right->end - right->first;

  return n < m ? -1 : n > m;
}

/* The edit distance, or @limit + 1 where it is larger. Banded: only cells that can stay within the limit. */
static guint
distance (const Text *a, const Text *b, guint limit)
{
  guint difference = a->n > b->n ? a->n - b->n : b->n - a->n;

  if (difference > limit)
    return limit + 1;
  g_autofree guint *row = g_new (guint, b->n + 2);
  for (guint j = 0; j <= b->n; j++)
    row[j] = j <= limit ? j : limit + 1;
  row[b->n + 1] = limit + 1;
  for (guint i = 1; i <= a->n; i++)
    {
      guint from = i > limit ? i - limit : 1, to = MIN (b->n, i + limit);
      guint diagonal = row[from - 1], best = limit + 1;

      row[from - 1] = from == 1 && i <= limit ? i : limit + 1;
      for (guint j = from; j <= to; j++)
        {
          guint above = row[j] + 1, left = row[j - 1] + 1;
          guint cost = diagonal + (a->chars[i - 1] != b->chars[j - 1]);

          diagonal = row[j];
          row[j] = MIN (MIN (MIN (above, left), cost), limit + 1);
          best = MIN (best, row[j]);
        }
      if (to < b->n)
        row[to + 1] = limit + 1;
      if (best > limit)
        return limit + 1;
    }
  return row[b->n];
}

static guint
similarity (const Text *a, const Text *b, guint threshold)
{
  guint longest = MAX (a->n, b->n);
  guint limit = longest * (100 - MIN (threshold, 100)) / 100;

  if (longest == 0)
    return 100;
  guint edits = distance (a, b, limit);
  return edits > limit ? 0 : 100 - (edits * 100 + longest - 1) / longest;
}

guint
jb_fuzzy_similarity (const char *a, const char *b)
{
  Text left = text_new (a), right = text_new (b);
  guint result = similarity (&left, &right, 1);

  g_free (left.chars);
  g_free (right.chars);
  return result;
}

typedef struct { guint entry, shared; } Candidate;

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *left = a, *right = b;

  if (left->shared != right->shared)
    return left->shared > right->shared ? -1 : 1;
  return left->entry < right->entry ? -1 : left->entry > right->entry;
}

/* Leaves those that share most pairs, at least MAX_CANDIDATES where there are as many; the counts are zero afterwards. */
static void
keep_best (struct _JbFuzzyIndex *index, GArray *candidates)
{
  guint histogram[256] = { 0 }, least = 255, n = 0, kept = 0;

  for (guint i = 0; i < candidates->len; i++)
    histogram[index->shared[g_array_index (candidates, Candidate, i).entry]]++;
  for (; least > 1 && n + histogram[least] < MAX_CANDIDATES; least--)
    n += histogram[least];
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate candidate = g_array_index (candidates, Candidate, i);

      candidate.shared = index->shared[candidate.entry];
      index->shared[candidate.entry] = 0;
      if (candidate.shared >= least)
        g_array_index (candidates, Candidate, kept++) = candidate;
    }
  g_array_set_size (candidates, kept);
}

/* The first unit of at least @length characters. */
static guint
first_of_length (const struct _JbFuzzyIndex *index, guint length)
{
  guint low = 0, high = index->units->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (index->texts[middle].n < length)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The first posting from @low that is at least @entry. */
static guint
first_posting (const struct _JbFuzzyIndex *index, guint low, guint high, guint entry)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (index->postings[middle] < entry)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Each edit breaks at most two pairs: whoever is near enough shares one of the 2 × edits + 1 rarest. */
static GArray *
find_candidates (struct _JbFuzzyIndex *index, const Text *query, guint threshold)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint n_pairs = query->n > 0 ? query->n - 1 : 0;
  guint edits = query->n * (100 - threshold) / MAX (threshold, 1) + 1;
  g_autofree Range *ranges = g_new (Range, n_pairs + 1);

  guint least = first_of_length (index, (query->n * threshold + 99) / 100);
  guint end = first_of_length (index, query->n * 100 / threshold + 1);

  for (guint i = 0; i < n_pairs; i++)
    {
      guint bucket = bucket_of (query, i);
      guint from = first_posting (index, index->starts[bucket], index->starts[bucket + 1], least);
      ranges[i] = (Range) { from, first_posting (index, from, index->starts[bucket + 1], end) };
    }
  qsort (ranges, n_pairs, sizeof (Range), compare_ranges);
  n_pairs = MIN (n_pairs, 2 * edits + 1);
  for (guint i = 0; i < n_pairs; i++)
    for (guint k = ranges[i].first; k < ranges[i].end; k++)
      {
        guint entry = index->postings[k];

        if (index->shared[entry] == 0)
          {
            Candidate candidate = { entry, 0 };
            g_array_append_val (candidates, candidate);
          }
        if (index->shared[entry] < 255)
          index->shared[entry]++;
      }
  keep_best (index, candidates);
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static guint
find_best (struct _JbFuzzyIndex *index, const Text *query, guint threshold, guint *best)
{
  g_autoptr(GArray) candidates = find_candidates (index, query, threshold);
  guint quality = 0;

  for (guint i = 0; i < candidates->len && i < MAX_CANDIDATES; i++)
    {
      guint entry = g_array_index (candidates, Candidate, i).entry;
      guint one = similarity (query, &index->texts[entry], MAX (threshold, quality));

      if (one > quality)
        {
          quality = one;
          *best = entry;
        }
    }
  return quality;
}

gboolean
jb_fuzzy_find (JbMemory *memory, const char *source, guint threshold, const JbLexicon *lexicon, JbFuzzyMatch *match)
{
  guint best = 0;

  threshold = CLAMP (threshold, 1, 100);
  *match = (JbFuzzyMatch) { 0 };
  if (memory->fuzzy == NULL)
    memory->fuzzy = index_new (memory);
  Text query = text_new (source);
  guint quality = find_best (memory->fuzzy, &query, threshold, &best);

  g_free (query.chars);
  if (quality < threshold)
    return FALSE;
  const JbMemoryUnit *unit = g_ptr_array_index (memory->fuzzy->units, best);
  g_autofree char *a = jb_fold (source, -1);
  g_autofree char *b = jb_fold (unit->source, -1);
  *match = (JbFuzzyMatch) { .source = unit->source, .target = unit->target.text, .machine = unit->target.machine };
  match->quality = strcmp (a, b) == 0 ? 100 : MIN (quality, 99);
  if (match->quality == 99 && quality < 100)
    match->quality = 98;
  if (match->quality >= 90 && match->quality < 100 && lexicon != NULL)
    match->adapted = jb_fuzzy_adapt (unit->source, source, unit->target.text, lexicon);
  return TRUE;
}

void
jb_fuzzy_match_clear (JbFuzzyMatch *match)
{
  g_clear_pointer (&match->adapted, g_free);
}
