/* The alignment itself: candidates through an index of the labels, a score for each, the best pairs first.
 *
 * Reports come in one after the other; each is paired with the series that stand, a series being as like as the most like of
 * its members. Two rounds: the second knows which neighbours are pairs. */
#include "jb-align-map-private.h"
#include "jb-align-private.h"

#include "jb-decimal.h"

#include <math.h>
#include <string.h>

/* What makes the score; together more than 1, so that not all must be there. */
#define W_LABEL 0.62
#define W_UNIT 0.08
#define W_VERB 0.05
#define W_SECTION 0.10
#define W_CLAUSE 0.08
#define W_SENTENCE 0.10
#define W_NEIGHBOUR 0.06  /* each side */
#define W_STATED 0.12
/* What is taken off. */
#define OTHER_UNIT 0.10
#define OTHER_VERB 0.05
#define OTHER_ROLE 0.05
#define NO_GROUND 0.12    /* neither section nor sentence is like */
#define NO_GROUND_VAGUE 0.30
#define VAGUE_CHARS 4     /* a label of so few letters may be anything */
#define LIKE_SECTION 0.10
#define LIKE_SENTENCE 0.16
#define PER_GRAM 48u      /* metrics that one pair of letters leads to, at most */
#define PER_METRIC 24u    /* candidates that are scored */
#define WINDOW 2

typedef struct
{
  const JbMetric *metric;
  GArray *label, *clause;  /* grams; owned */
  const GArray *section, *sentence; /* lent by the side */
  const char *unit;
  gboolean measure, vague;
  char *name;              /* the label, folded */
  double low, high;        /* between them the report says that its value was the year before; 0 0: it says nothing */
} Feature;

typedef struct
{
  GArray    *features;     /* of Feature */
  GPtrArray *sections;     /* of GArray: grams of the headings above */
  GHashTable *sentences;   /* index + 1 → GArray: grams of those that say a metric */
  GArray    *series;       /* of int, by metric: index of its series; -1 */
} Side;

typedef struct { guint series, metric, with; double score; guint reasons; double apart; } Pair;

typedef struct
{
  const JbAlignSource *sources;
  guint n;
  const JbAlignWords *words;
  const JbAlignMap *map;
  Side sides[JB_ALIGN_MAX_REPORTS];
  GPtrArray *series;
} Aligner;

static Feature *
feature_at (const Aligner *aligner, guint side, guint i)
{
  return &g_array_index (aligner->sides[side].features, Feature, i);
}

static void
feature_clear (gpointer data)
{
  Feature *feature = data;

  g_array_unref (feature->label);
  g_array_unref (feature->clause);
  g_free (feature->name);
}

static GPtrArray *
read_sections (const Aligner *aligner, const JbReport *report)
{
  guint n;
  const JbSection *sections = jb_report_get_sections (report, &n);
  GPtrArray *grams = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GString) path = g_string_new (NULL);
      for (int s = (int) i, deep = 0; s > 0 && deep < 3; s = sections[s].parent, deep++)
        {
          g_autofree char *folded = jb_align_fold (aligner->words, sections[s].heading, -1);
          g_string_append (path, folded);
        }
      g_ptr_array_add (grams, jb_align_grams (path->str));
    }
  return grams;
}

/* What the statement behind measure @level says that its value was the year before, as far as its digits tell. Evidence
 * only: nothing of it is printed. */
static void
read_earlier (const JbAlignSource *source, Feature *feature, guint statement)
{
  const JbMetric *now = feature->metric, *change = g_ptr_array_index (source->metrics, statement);
  double sign = change->change == JB_CHANGE_DECREASE ? -1 : 1;

  if (now->modifier != JB_MODIFIER_EXACT || change->modifier != JB_MODIFIER_EXACT || now->value_high != NULL || change->value_high != NULL
      || !jb_decimal_is_valid (now->base_value) || !jb_decimal_is_valid (change->base_value) || !jb_decimal_is_valid (change->value))
    return;
  double level = jb_decimal_to_double (now->base_value), by = jb_decimal_to_double (change->base_value);
  double half = 0.5 * pow (10, -(double) jb_decimal_places (change->value)), tiny = fabs (level) * 1e-9;
  if (strcmp (change->base_unit, "times") == 0 && by > 0)
    feature->low = level / by - tiny, feature->high = level / by + tiny;
  else if (now->dimension != JB_DIMENSION_PERCENT && strcmp (change->base_unit, "%") == 0 && 100 + sign * by - half > 0)
    feature->low = level * 100 / (100 + sign * by + half), feature->high = level * 100 / (100 + sign * by - half);
  else if (strcmp (change->base_unit, now->base_unit) == 0 ? now->dimension != JB_DIMENSION_PERCENT
                                                           : change->dimension == JB_DIMENSION_PERCENTAGE_POINT && now->dimension == JB_DIMENSION_PERCENT)
    feature->low = level - sign * by - tiny, feature->high = level - sign * by + tiny;
}

static void
read_statements (const Aligner *aligner, guint side)
{
  const JbAlignSource *source = &aligner->sources[side];
  int year;

  for (guint i = 0; i < source->metrics->len; i++)
    {
      int level = jb_align_is_statement (source, i, &year) && (year == 0 || year == source->year - 1) ? jb_align_level_of (source, i) : -1;
      Feature *feature = level >= 0 ? feature_at (aligner, side, (guint) level) : NULL;

      if (feature != NULL && feature->high == 0)
        read_earlier (source, feature, i);
    }
}

/* Grams of sentence @i, cut once. */
static const GArray *
read_sentence (const Aligner *aligner, guint side, guint i)
{
  const JbReport *report = aligner->sources[side].report;
  guint n;
  const JbSentence *sentences = jb_report_get_sentences (report, &n);
  JbSpan span = i < n ? sentences[i].span : (JbSpan) { 0, 0 };
  GArray *grams = g_hash_table_lookup (aligner->sides[side].sentences, GUINT_TO_POINTER (i + 1));

  if (grams != NULL)
    return grams;
  g_autofree char *words = jb_align_fold (aligner->words, jb_report_get_text (report, NULL) + span.start, (gssize) MIN (jb_span_length (span), 1200));
  grams = jb_align_grams (words);
  g_hash_table_insert (aligner->sides[side].sentences, GUINT_TO_POINTER (i + 1), grams);
  return grams;
}

static void
read_side (Aligner *aligner, guint side)
{
  const JbAlignSource *source = &aligner->sources[side];
  const char *text = jb_report_get_text (source->report, NULL);
  guint n_sentences, n = source->metrics->len;
  const JbSentence *sentences = jb_report_get_sentences (source->report, &n_sentences);
  Side *s = &aligner->sides[side];

  s->sections = read_sections (aligner, source->report);
  s->sentences = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  s->features = g_array_sized_new (FALSE, TRUE, sizeof (Feature), n);
  g_array_set_clear_func (s->features, feature_clear);
  s->series = g_array_sized_new (FALSE, FALSE, sizeof (int), n);
  for (guint i = 0; i < n; i++)
    {
      const JbMetric *metric = g_ptr_array_index (source->metrics, i);
      JbSpan clause = metric->clause.end > metric->clause.start || metric->sentence >= n_sentences ? metric->clause : sentences[metric->sentence].span;
      g_autofree char *words = jb_align_fold (aligner->words, text + clause.start, (gssize) jb_span_length (clause));
      Feature feature = { .metric = metric, .unit = jb_align_unit (aligner->words, metric->base_unit) };
      int none = -1;

      feature.name = jb_align_fold (aligner->words, metric->label_zh, -1);
      feature.label = jb_align_grams (feature.name);
      feature.clause = jb_align_grams (words);
      feature.section = g_ptr_array_index (s->sections, metric->section);
      feature.sentence = read_sentence (aligner, side, metric->sentence);
      feature.vague = g_utf8_strlen (feature.name, -1) <= VAGUE_CHARS;
      feature.measure = jb_align_is_measure (source, i);
      g_array_append_val (s->features, feature);
      g_array_append_val (s->series, none);
    }
  read_statements (aligner, side);
}

/* Labels: how alike, full marks for the same; one that is a part of the other is the liker the more of it that it is. */
static double
like_label (const Feature *a, const Feature *b)
{
  double least = MIN (a->label->len, b->label->len), most = MAX (a->label->len, b->label->len);

  if (strcmp (a->name, b->name) == 0 && *a->name != '\0')
    return 1;
  if (least < 1)
    return 0;
  return MAX (jb_align_dice (a->label, b->label),
              least >= 3 ? 0.95 * jb_align_inclusion (a->label, b->label) * (0.45 + 0.55 * least / most) : 0);
}

static gboolean
may_pair (const Feature *a, const Feature *b)
{
  return a->metric->dimension == b->metric->dimension
         && (a->metric->dimension != JB_DIMENSION_MONEY || strcmp (a->metric->base_unit, b->metric->base_unit) == 0);
}

/* @from is of the earlier report. */
static double
score (const Feature *from, const Feature *to, guint *reasons)
{
  double label = like_label (from, to), section = jb_align_dice (from->section, to->section);
  double sentence = jb_align_dice (from->sentence, to->sentence), clause = jb_align_dice (from->clause, to->clause);
  gboolean verb = from->metric->verb != NULL && g_strcmp0 (from->metric->verb, to->metric->verb) == 0;
  gboolean verbs = from->metric->verb != NULL && to->metric->verb != NULL, unit = strcmp (from->unit, to->unit) == 0;
  double value = to->high > 0 && jb_decimal_is_valid (from->metric->base_value) ? jb_decimal_to_double (from->metric->base_value) : -1;
  gboolean stated = to->high > 0 && value >= to->low && value <= to->high;
  double sum = W_LABEL * label + W_SECTION * MIN (1, 2 * section) + W_CLAUSE * clause + W_SENTENCE * MIN (1, 2 * sentence);

  sum += (unit ? W_UNIT : -OTHER_UNIT) + (verb ? W_VERB : verbs ? -OTHER_VERB : 0) + (stated && label > 0.2 ? W_STATED : 0);
  sum -= from->metric->role != to->metric->role && (from->metric->role == JB_METRIC_ROLE_PART || to->metric->role == JB_METRIC_ROLE_PART) ? OTHER_ROLE : 0;
  if (section < LIKE_SECTION && sentence < LIKE_SENTENCE && !stated)
    sum -= from->vague || to->vague ? NO_GROUND_VAGUE : NO_GROUND;
  *reasons = (label >= 1 ? JB_ALIGN_SAME_LABEL : label > 0.4 ? JB_ALIGN_LIKE_LABEL : 0) | (unit ? JB_ALIGN_UNIT : JB_ALIGN_OTHER_UNIT)
             | (verb ? JB_ALIGN_VERB : 0) | (section >= LIKE_SECTION ? JB_ALIGN_SECTION : 0)
             | (sentence >= LIKE_SENTENCE ? JB_ALIGN_CONTEXT : 0) | (stated ? JB_ALIGN_STATED : 0);
  return sum;
}

/* Letters of labels → metrics of the reports before @side, as series. */
static GHashTable *
make_index (const Aligner *aligner, guint side)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint s = 0; s < aligner->series->len; s++)
    {
      const JbSeries *series = g_ptr_array_index (aligner->series, s);
      for (guint r = 0; r < side; r++)
        {
          const Feature *feature = series->members[r].metric >= 0 ? feature_at (aligner, r, (guint) series->members[r].metric) : NULL;
          for (guint g = 0; feature != NULL && g < feature->label->len; g++)
            {
              gint64 *gram = &g_array_index (feature->label, gint64, g);
              GArray *list = g_hash_table_lookup (index, gram);
              if (list == NULL)
                {
                  list = g_array_new (FALSE, FALSE, sizeof (guint));
                  g_hash_table_insert (index, gram, list);
                }
              if (list->len == 0 || g_array_index (list, guint, list->len - 1) != s)
                g_array_append_val (list, s);
            }
        }
    }
  return index;
}

typedef struct { guint series, hits; } Hit;

static int
by_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;

  return x->hits != y->hits ? (x->hits < y->hits ? 1 : -1) : x->series < y->series ? -1 : x->series > y->series;
}

/* Series that share most letters with the label. Letters that half the report has lead nowhere in particular: of them only
 * the series nearest in place are looked at. */
static GArray *
find_candidates (GHashTable *index, const Feature *feature, double place, guint n_series)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (NULL, NULL);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint g = 0; g < feature->label->len; g++)
    {
      const GArray *list = g_hash_table_lookup (index, &g_array_index (feature->label, gint64, g));
      guint n = list != NULL ? list->len : 0, from = 0;

      if (n > PER_GRAM)
        {
          guint wanted = (guint) (place * n_series), low = 0, high = n;
          while (low < high)
            {
              guint middle = (low + high) / 2;
              if (g_array_index (list, guint, middle) < wanted)
                low = middle + 1;
              else
                high = middle;
            }
          from = MIN (low > PER_GRAM / 2 ? low - PER_GRAM / 2 : 0, n - PER_GRAM);
        }
      for (guint i = from; i < MIN (n, from + PER_GRAM); i++)
        {
          gpointer key = GUINT_TO_POINTER (g_array_index (list, guint, i));
          g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
        }
    }
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Hit hit = { GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (value) };
      g_array_append_val (hits, hit);
    }
  g_array_sort (hits, by_hits);
  if (hits->len > PER_METRIC)
    g_array_set_size (hits, PER_METRIC);
  return hits;
}

/* Whether the neighbours @step away stand in one series. @with: report of the other. */
static gboolean
is_beside (const Aligner *aligner, guint side, guint i, guint with, guint k, int step)
{
  const Side *a = &aligner->sides[side], *b = &aligner->sides[with];
  const JbMetric *own = feature_at (aligner, side, i)->metric;

  for (int x = 1; x <= WINDOW; x++)
    for (int y = 1; y <= WINDOW; y++)
      {
        int p = (int) i + step * x, q = (int) k + step * y;
        if (p < 0 || q < 0 || p >= (int) a->series->len || q >= (int) b->series->len)
          continue;
        int s = g_array_index (a->series, int, p);
        if (s >= 0 && s == g_array_index (b->series, int, q) && feature_at (aligner, side, (guint) p)->metric->sentence == own->sentence)
          return TRUE;
      }
  return FALSE;
}

static void
add_pair (const Aligner *aligner, GArray *pairs, guint side, guint i, guint s, gboolean neighbours)
{
  const JbSeries *series = g_ptr_array_index (aligner->series, s);
  const Feature *feature = feature_at (aligner, side, i);
  Pair best = { .series = s, .metric = i, .score = -1 };

  for (guint r = 0; r < side; r++)
    {
      guint reasons, k = (guint) series->members[r].metric;
      if (series->members[r].metric < 0 || !may_pair (feature_at (aligner, r, k), feature))
        continue;
      double sum = score (feature_at (aligner, r, k), feature, &reasons);
      for (int step = -1; neighbours && step <= 1; step += 2)
        if (is_beside (aligner, side, i, r, k, step))
          {
            sum += W_NEIGHBOUR;
            reasons |= JB_ALIGN_NEIGHBOUR;
          }
      /* the report next in time is the better witness where two say the same */
      if (sum < best.score - 1e-9)
        continue;
      best.score = sum;
      best.with = r;
      best.reasons = reasons;
      best.apart = fabs ((double) i / aligner->sources[side].metrics->len - (double) k / aligner->sources[r].metrics->len);
    }
  if (best.score >= JB_ALIGN_THRESHOLD)
    g_array_append_val (pairs, best);
}

static int
by_score (gconstpointer a, gconstpointer b)
{
  const Pair *x = a, *y = b;

  if (fabs (x->score - y->score) > 1e-9)
    return x->score < y->score ? 1 : -1;
  if (fabs (x->apart - y->apart) > 1e-9)
    return x->apart < y->apart ? -1 : 1;
  return x->metric != y->metric ? (x->metric < y->metric ? -1 : 1) : x->series < y->series ? -1 : x->series > y->series;
}

static gboolean
is_named (const Aligner *aligner, guint side, guint i)
{
  return aligner->map != NULL && g_array_index (aligner->map->named[side], gboolean, i);
}

static void
join (Aligner *aligner, guint side, const Pair *pair)
{
  JbSeries *series = g_ptr_array_index (aligner->series, pair->series);
  double rounded = floor (MIN (pair->score, 1) * 100 + 0.5) / 100;

  series->members[side] = (JbAlignMember) { (int) pair->metric, (int) pair->with, rounded, pair->reasons };
  series->n_members++;
  g_array_index (aligner->sides[side].series, int, pair->metric) = (int) pair->series;
}

static void
part (Aligner *aligner, guint side)
{
  for (guint i = 0; i < aligner->sides[side].series->len; i++)
    {
      int s = g_array_index (aligner->sides[side].series, int, i);
      if (s < 0 || is_named (aligner, side, i))
        continue;
      JbSeries *series = g_ptr_array_index (aligner->series, (guint) s);
      series->members[side] = (JbAlignMember) { .metric = -1, .with = -1 };
      series->n_members--;
      g_array_index (aligner->sides[side].series, int, i) = -1;
    }
}

/* One round: all pairs of @side with the series, the best first. */
static void
pair_round (Aligner *aligner, guint side, GHashTable *index, gboolean neighbours)
{
  const Side *s = &aligner->sides[side];
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < s->features->len; i++)
    {
      const Feature *feature = feature_at (aligner, side, i);
      if (!feature->measure || is_named (aligner, side, i))
        continue;
      g_autoptr(GArray) hits = find_candidates (index, feature, (double) i / s->features->len, aligner->series->len);
      for (guint h = 0; h < hits->len; h++)
        add_pair (aligner, pairs, side, i, g_array_index (hits, Hit, h).series, neighbours);
    }
  g_array_sort (pairs, by_score);
  if (neighbours)
    part (aligner, side);
  for (guint p = 0; p < pairs->len; p++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, p);
      const JbSeries *series = g_ptr_array_index (aligner->series, pair->series);
      if (series->members[side].metric < 0 && g_array_index (s->series, int, pair->metric) < 0)
        join (aligner, side, pair);
    }
}

static guint
add_series (Aligner *aligner, guint side, guint metric)
{
  JbSeries *series = g_new0 (JbSeries, 1);

  for (guint r = 0; r < JB_ALIGN_MAX_REPORTS; r++)
    series->members[r] = (JbAlignMember) { .metric = -1, .with = -1 };
  series->members[side] = (JbAlignMember) { (int) metric, -1, 1, 0 };
  series->n_members = 1;
  g_ptr_array_add (aligner->series, series);
  g_array_index (aligner->sides[side].series, int, metric) = (int) aligner->series->len - 1;
  return aligner->series->len - 1;
}

static void
add_mapped (Aligner *aligner)
{
  for (guint i = 0; aligner->map != NULL && i < aligner->map->rows->len; i++)
    {
      JbSeries *series = g_new (JbSeries, 1);
      *series = g_array_index (aligner->map->rows, JbSeries, i);
      g_ptr_array_add (aligner->series, series);
      for (guint r = 0; r < aligner->n; r++)
        if (series->members[r].metric >= 0)
          g_array_index (aligner->sides[r].series, int, series->members[r].metric) = (int) aligner->series->len - 1;
    }
}

/* A mapped series is settled: nothing joins it. Its label leads nowhere. */
static gboolean
is_mapped (const Aligner *aligner, guint s)
{
  return aligner->map != NULL && s < aligner->map->rows->len;
}

static void
align_side (Aligner *aligner, guint side)
{
  g_autoptr(GHashTable) index = NULL;

  if (side > 0)
    {
      index = make_index (aligner, side);
      if (aligner->map != NULL)
        {
          GHashTableIter iter;
          gpointer list;
          g_hash_table_iter_init (&iter, index);
          while (g_hash_table_iter_next (&iter, NULL, &list))
            for (guint i = ((GArray *) list)->len; i > 0; i--)
              if (is_mapped (aligner, g_array_index ((GArray *) list, guint, i - 1)))
                g_array_remove_index (list, i - 1);
        }
      pair_round (aligner, side, index, FALSE);
      pair_round (aligner, side, index, TRUE);
    }
  for (guint i = 0; i < aligner->sides[side].features->len; i++)
    if (feature_at (aligner, side, i)->measure && g_array_index (aligner->sides[side].series, int, i) < 0)
      add_series (aligner, side, i);
}

/* In order of the last report; what only earlier ones have stands behind what stood before it there. */
static GPtrArray *
put_in_order (Aligner *aligner)
{
  guint n = aligner->series->len;
  g_autofree int *next = g_new (int, n + 1); /* a chain through all series; n is its head */
  g_autofree gboolean *there = g_new0 (gboolean, n + 1);
  GPtrArray *ordered = g_ptr_array_new_with_free_func (g_free);

  next[n] = -1;
  for (guint r = aligner->n; r-- > 0;)
    {
      guint before = n;
      for (guint i = 0; i < aligner->sides[r].series->len; i++)
        {
          int s = g_array_index (aligner->sides[r].series, int, i);
          if (s < 0)
            continue;
          if (!there[s])
            {
              next[s] = next[before];
              next[before] = s;
              there[s] = TRUE;
            }
          before = (guint) s;
        }
    }
  for (int s = next[n]; s >= 0; s = next[s])
    g_ptr_array_add (ordered, g_memdup2 (g_ptr_array_index (aligner->series, (guint) s), sizeof (JbSeries)));
  return ordered;
}

GPtrArray *
jb_align_run (const JbAlignSource *sources, guint n_sources, const JbAlignMap *map, GError **error)
{
  Aligner aligner = { .sources = sources, .n = n_sources, .map = map, .words = jb_align_words_get (error) };

  g_return_val_if_fail (n_sources <= JB_ALIGN_MAX_REPORTS, NULL);
  if (aligner.words == NULL)
    return NULL;
  aligner.series = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_sources; i++)
    read_side (&aligner, i);
  add_mapped (&aligner);
  for (guint i = 0; i < n_sources; i++)
    align_side (&aligner, i);
  GPtrArray *ordered = put_in_order (&aligner);
  for (guint i = 0; i < n_sources; i++)
    {
      g_array_unref (aligner.sides[i].features);
      g_array_unref (aligner.sides[i].series);
      g_ptr_array_unref (aligner.sides[i].sections);
      g_hash_table_unref (aligner.sides[i].sentences);
    }
  g_ptr_array_unref (aligner.series);
  return ordered;
}
