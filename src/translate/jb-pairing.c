#include "jb-pairing.h"

#include "jb-decimal.h"
#include "jb-english.h"
#include "jb-han.h"
#include "jb-report.h"

#include <string.h>

#define MAX_TARGETS 3          /* English sentences of one Chinese */
#define MISSING_NUMBER 4.0     /* cost of a number that the other side lacks */
#define SPREAD 9.0             /* variance of English characters a Chinese one; Gale and Church have 6.8 for alphabets */

/* A sentence of either side. */
typedef struct
{
  JbSpan     span;
  guint      n_chars;
  GPtrArray *numbers; /* of char *, decimals */
  gboolean   words;   /* also holds numbers in words, or such as are converted: 三, 亩 */
} Sentence;

static void
sentence_clear (gpointer data)
{
  g_ptr_array_unref (((Sentence *) data)->numbers);
}

static void
append_sentence (GArray *sentences, const char *text, gsize start, gsize end)
{
  while (start < end && g_ascii_isspace (text[start]))
    start++;
  while (end > start && g_ascii_isspace (text[end - 1]))
    end--;
  if (start == end)
    return;
  Sentence sentence = { .span = { start, end }, .numbers = g_ptr_array_new_with_free_func (g_free) };
  sentence.n_chars = (guint) g_utf8_strlen (text + start, (gssize) (end - start));
  g_array_append_val (sentences, sentence);
}

/* As a report's own sentences are cut. */
static GArray *
cut_chinese (const char *text)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (Sentence));
  JbSpan rest = { 0, strlen (text) };

  g_array_set_clear_func (sentences, sentence_clear);
  while (rest.start < rest.end)
    {
      gsize end = jb_sentence_end (text, rest);
      append_sentence (sentences, text, rest.start, end);
      rest.start = end;
    }
  return sentences;
}

/* "No.", "U.S.", "I.", "(1)." end no sentence. @stop: at the full stop. */
static gboolean
is_abbreviation (const char *text, const char *stop)
{
  static const char *const words[] = { "No", "Nos", "Art", "Arts", "Dr", "Mr", "Mrs", "Ms", "St", "Co", "Ltd", "Inc", "vs", "etc", "approx",
                                       "Fig", "Sec", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec", NULL };
  const char *start = stop;

  while (start > text && (g_ascii_isalnum (start[-1]) || start[-1] == '.'))
    start--;
  g_autofree char *word = g_strndup (start, (gsize) (stop - start));
  gsize n = strlen (word);
  while (g_ascii_isspace (*text))
    text++;
  gboolean begins = start == text || start[-1] == '\n';

  if (g_strv_contains (words, word) || (n == 1 && g_ascii_isupper (*word)) || (n > 1 && strchr (word, '.') != NULL && !g_ascii_isdigit (*word)))
    return TRUE;
  return begins && n > 0 && (strspn (word, "IVXLC") == n || strspn (word, "0123456789") == n);
}

/* Past quotation marks and brackets that close, straight or curly. */
static const char *
skip_marks (const char *at)
{
  while (*at == '"' || *at == '\'' || *at == ')' || *at == ']' || g_str_has_prefix (at, "”") || g_str_has_prefix (at, "’"))
    at = g_utf8_next_char (at);
  return at;
}

static gboolean
may_begin (const char *at)
{
  return g_ascii_isupper (*at) || g_ascii_isdigit (*at) || *at == '(' || *at == '"' || *at == '-' || g_str_has_prefix (at, "—") || g_str_has_prefix (at, "“") || g_str_has_prefix (at, "‘");
}

static GArray *
cut_english (const char *text)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (Sentence));
  gsize start = 0;

  g_array_set_clear_func (sentences, sentence_clear);
  for (const char *at = text; *at != '\0'; at++)
    {
      if ((*at != '.' && *at != '!' && *at != '?') || (*at == '.' && is_abbreviation (text + start, at)))
        continue;
      const char *end = skip_marks (at + 1), *next = end;

      while (g_ascii_isspace (*next))
        next++;
      if (next == end || !may_begin (next))
        continue;
      append_sentence (sentences, text, start, (gsize) (end - text));
      start = (gsize) (end - text);
      at = end - 1;
    }
  append_sentence (sentences, text, start, strlen (text));
  return sentences;
}

static int
power_at (const char *at, gsize *length)
{
  static const struct { const char *zh; int power; } scales[] = { { "万亿", 12 }, { "亿", 8 }, { "万", 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_str_has_prefix (at, scales[i].zh))
      {
        *length = strlen (scales[i].zh);
        return scales[i].power;
      }
  *length = 0;
  return 0;
}

/* The digits at *@at as a decimal; *@at is moved behind them. */
static char *
read_digits (const char **at)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (;;)
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (*at));
      const char *next = c != 0 ? g_utf8_next_char (*at) : *at;
      gunichar after = c != 0 ? jb_to_half_width (g_utf8_get_char (next)) : 0;
      gboolean point = (c == '.' && strchr (digits->str, '.') == NULL) || c == ',';

      if (!(c >= '0' && c <= '9') && !(point && after >= '0' && after <= '9'))
        break;
      if (c != ',')
        g_string_append_unichar (digits, c);
      *at = next;
    }
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* 3月 is a word in English; 亩 and 斤 are converted. */
static gboolean
is_said_otherwise (const char *unit)
{
  static const char *const units[] = { "月", "亩", "斤", "季度" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (unit, units[i]))
      return TRUE;
  return FALSE;
}

static void
read_chinese_numbers (const char *text, Sentence *sentence)
{
  static const char numerals[] = "一二三四五六七八九十百千两几半";
  const char *end = text + sentence->span.end;

  for (const char *at = text + sentence->span.start; at < end;)
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));
      gsize length;

      if (c < '0' || c > '9')
        {
          char one[7] = { 0 };
          g_unichar_to_utf8 (c, one);
          sentence->words |= strstr (numerals, one) != NULL;
          at = g_utf8_next_char (at);
          continue;
        }
      g_autofree char *digits = read_digits (&at);
      int power = power_at (at, &length);
      at += length;
      if (is_said_otherwise (at))
        sentence->words = TRUE;
      else if (jb_decimal_is_valid (digits))
        g_ptr_array_add (sentence->numbers, jb_decimal_scale (digits, power));
    }
}

/* Numbers in digits; those in words may be anything. */
static void
read_english_numbers (const char *text, Sentence *sentence)
{
  g_autofree char *own = jb_span_dup (text, sentence->span);
  g_autoptr(GArray) numbers = jb_english_numbers (own);

  for (guint i = 0; i < numbers->len; i++)
    {
      const JbEnglishNumber *number = &g_array_index (numbers, JbEnglishNumber, i);
      const char *values[] = { number->value, number->value_high };

      sentence->words |= number->words;
      for (guint k = 0; k < 2; k++)
        if (values[k] != NULL && jb_decimal_is_valid (values[k]))
          g_ptr_array_add (sentence->numbers, g_strdup (values[k]));
    }
}

/* Sentences [from, to) taken together. */
typedef struct
{
  const GArray *sentences;
  guint from, to;
} Group;

static const Sentence *
sentence_at (const GArray *sentences, guint i)
{
  return &g_array_index (sentences, Sentence, i);
}

static gboolean
holds (const Group *group, const char *value)
{
  for (guint i = group->from; i < group->to; i++)
    {
      const GPtrArray *numbers = sentence_at (group->sentences, i)->numbers;

      for (guint k = 0; k < numbers->len; k++)
        if (jb_decimal_compare (numbers->pdata[k], value) == 0)
          return TRUE;
    }
  return FALSE;
}

/* How many numbers of @group the @other lacks; @met: (out): how many it has. */
static guint
missing_in (const Group *group, const Group *other, gboolean short_ones, guint *met)
{
  guint n = 0;

  for (guint i = group->from; i < group->to; i++)
    {
      const GPtrArray *numbers = sentence_at (group->sentences, i)->numbers;

      for (guint k = 0; k < numbers->len; k++)
        if (holds (other, numbers->pdata[k]))
          (*met)++;
        else if (short_ones || strlen (numbers->pdata[k]) > 1)
          n++;
    }
  return n;
}

static gboolean
has_words (const Group *group)
{
  for (guint i = group->from; i < group->to; i++)
    if (sentence_at (group->sentences, i)->words)
      return TRUE;
  return FALSE;
}

static guint
chars_of (const Group *group)
{
  guint n = 0;

  for (guint i = group->from; i < group->to; i++)
    n += sentence_at (group->sentences, i)->n_chars;
  return n;
}

/* Numbers that one of the two lacks: of Chinese digits, and of English ones unless they may stand for words. */
static guint
lacking (const Group *zh, const Group *en, guint *met)
{
  guint ignored = 0, extra = missing_in (en, zh, FALSE, &ignored);

  return missing_in (zh, en, TRUE, met) + (has_words (zh) ? 0 : extra);
}

static double
cost_of (const Group *zh, const Group *en, double ratio)
{
  double expected = ratio * chars_of (zh), found = chars_of (en), difference = found - expected;
  double length = difference * difference / (SPREAD * expected + 1) / 2;
  guint met = 0, n_missing = lacking (zh, en, &met), targets = en->to - en->from, sources = zh->to - zh->from;
  double prior = sources == 2 ? 3.0 : targets == 1 ? 0 : targets == 2 ? 2.3 : 4.6;

  return MIN (length, 12) + prior + MISSING_NUMBER * n_missing;
}

typedef struct { double cost; guint8 sources, targets; } Cell;

typedef struct { Group zh, en; } Bead;

static const struct { guint sources, targets; } shapes[] = { { 1, 1 }, { 1, 2 }, { 1, 3 }, { 2, 1 } };

/* The cheapest way through both. Returns: (transfer full): of #Bead, in order; empty: none. */
static GArray *
find_beads (const GArray *zh, const GArray *en, double ratio)
{
  GArray *beads = g_array_new (FALSE, FALSE, sizeof (Bead));
  guint width = en->len + 1;
  g_autofree Cell *cells = g_new (Cell, (zh->len + 1) * width);

  for (guint i = 0; i < (zh->len + 1) * width; i++)
    cells[i] = (Cell) { i == 0 ? 0 : G_MAXDOUBLE, 0, 0 };
  for (guint i = 1; i <= zh->len; i++)
    for (guint j = 1; j <= en->len; j++)
      for (gsize k = 0; k < G_N_ELEMENTS (shapes); k++)
        {
          guint a = shapes[k].sources, b = shapes[k].targets;

          if (a > i || b > j || cells[(i - a) * width + j - b].cost >= G_MAXDOUBLE / 2)
            continue;
          Group left = { zh, i - a, i }, right = { en, j - b, j };
          double cost = cells[(i - a) * width + j - b].cost + cost_of (&left, &right, ratio);
          if (cost < cells[i * width + j].cost)
            cells[i * width + j] = (Cell) { cost, (guint8) a, (guint8) b };
        }
  for (guint i = zh->len, j = en->len; i > 0 && j > 0 && cells[i * width + j].sources > 0;)
    {
      Cell cell = cells[i * width + j];
      Bead bead = { { zh, i - cell.sources, i }, { en, j - cell.targets, j } };

      g_array_prepend_val (beads, bead);
      i -= cell.sources;
      j -= cell.targets;
    }
  return beads;
}

static gboolean
length_fits (const Bead *bead, double ratio, double least, double most)
{
  double expected = ratio * chars_of (&bead->zh), found = chars_of (&bead->en);

  return found > expected * least - 12 && found < expected * most + 24;
}

/* One Chinese sentence, no number lost on either side, and of a length that may be. */
static gboolean
holds_together (const Bead *bead, double ratio)
{
  guint met = 0;

  return bead->zh.to - bead->zh.from == 1 && lacking (&bead->zh, &bead->en, &met) == 0 && length_fits (bead, ratio, 0.45, 2.1);
}

/* Whether English sentence @i has a number of this Chinese sentence that no other Chinese sentence has. */
static gboolean
is_anchored (const Bead *bead, guint i)
{
  const GPtrArray *numbers = sentence_at (bead->en.sentences, i)->numbers;
  const Group *zh = &bead->zh;
  Group before = { zh->sentences, 0, zh->from }, after = { zh->sentences, zh->to, zh->sentences->len };

  for (guint k = 0; k < numbers->len; k++)
    if (strlen (numbers->pdata[k]) > 1 && holds (zh, numbers->pdata[k]) && !holds (&before, numbers->pdata[k])
        && !holds (&after, numbers->pdata[k]))
      return TRUE;
  return FALSE;
}

static Bead *
bead_at (const GArray *beads, guint i)
{
  return &g_array_index (beads, Bead, i);
}

static gboolean
is_single (const Bead *bead)
{
  return bead->zh.to - bead->zh.from == 1 && bead->en.to - bead->en.from == 1;
}

/* As many sentences on both sides, each with its own numbers and a length that fits; closely, where no number holds it, and
 * more closely the more of those follow each other: one that was split and two that were joined give equal counts too. */
static gboolean
is_one_to_one (const GArray *beads, double ratio)
{
  guint n_loose = 0;

  for (guint i = 0; i < beads->len; i++)
    {
      const Bead *bead = bead_at (beads, i);

      if (!is_single (bead) || !holds_together (bead, ratio))
        return FALSE;
      n_loose = is_anchored (bead, bead->en.from) ? 0 : n_loose + 1;
      if (n_loose > 0 && !length_fits (bead, ratio, n_loose > 2 ? 0.75 : 0.6, n_loose > 2 ? 1.3 : 1.55))
        return FALSE;
    }
  return TRUE;
}

/* The English sentences that touch bead @i's neighbours are held by numbers, so that nothing of theirs can be its own. */
static gboolean
is_fenced (const GArray *beads, guint i)
{
  return (i == 0 || is_anchored (bead_at (beads, i - 1), bead_at (beads, i - 1)->en.to - 1))
         && (i + 1 == beads->len || is_anchored (bead_at (beads, i + 1), bead_at (beads, i + 1)->en.from));
}

/* Each English sentence of bead @i is its own for certain, and none of it went to a neighbour. */
static gboolean
is_certain (const GArray *beads, guint i, double ratio)
{
  const Bead *bead = bead_at (beads, i);
  gboolean anchored = TRUE;

  if (!holds_together (bead, ratio) || !is_fenced (beads, i))
    return FALSE;
  for (guint k = bead->en.from; k < bead->en.to; k++)
    anchored = anchored && is_anchored (bead, k);
  return anchored || (is_single (bead) && length_fits (bead, ratio, 0.6, 1.55));
}

static void
append_pair (GArray *pairs, const Bead *bead)
{
  const Sentence *source = sentence_at (bead->zh.sentences, bead->zh.from);
  JbSentencePair pair = { source->span, { sentence_at (bead->en.sentences, bead->en.from)->span.start,
                                  sentence_at (bead->en.sentences, bead->en.to - 1)->span.end } };

  g_array_append_val (pairs, pair);
}

static void
collect_pairs (GArray *beads, double ratio, GArray *pairs)
{
  gboolean all = is_one_to_one (beads, ratio);

  for (guint i = 0; i < beads->len; i++)
    if (all || is_certain (beads, i, ratio))
      append_pair (pairs, bead_at (beads, i));
}

/* Most units are one sentence, and memories are large. */
static gboolean
is_one_sentence (const char *source)
{
  return source[jb_sentence_end (source, (JbSpan) { 0, strlen (source) })] == '\0';
}

GArray *
jb_pairing_cut (const char *source, const char *target)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (JbSentencePair));
  if (is_one_sentence (source))
    return pairs;
  g_autoptr(GArray) zh = cut_chinese (source);
  g_autoptr(GArray) en = zh->len > 1 ? cut_english (target) : g_array_new (FALSE, FALSE, sizeof (Sentence));

  if (zh->len < 2 || en->len < 2 || zh->len > JB_PAIRING_MAX_SENTENCES || en->len > JB_PAIRING_MAX_SENTENCES)
    return pairs;
  for (guint i = 0; i < zh->len; i++)
    read_chinese_numbers (source, &g_array_index (zh, Sentence, i));
  for (guint i = 0; i < en->len; i++)
    read_english_numbers (target, &g_array_index (en, Sentence, i));
  Group all_zh = { zh, 0, zh->len }, all_en = { en, 0, en->len };
  double ratio = (double) chars_of (&all_en) / chars_of (&all_zh);
  g_autoptr(GArray) beads = find_beads (zh, en, ratio);
  collect_pairs (beads, ratio, pairs);
  return pairs;
}
