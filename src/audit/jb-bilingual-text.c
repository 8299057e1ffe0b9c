#include "jb-bilingual-private.h"

#include "jb-fold.h"
#include "jb-han.h"

#include <string.h>

/* English characters for one Chinese: outside of these something was left out or added. */
#define LEAST_RATIO 1.1
#define MOST_RATIO 12.0
#define LEAST_CHARS 20

static gboolean
check_chinese (const JbPair *pair)
{
  const char *start = NULL, *end = pair->target;

  for (const char *at = pair->target; *at != '\0'; at = g_utf8_next_char (at))
    if (jb_han_is (g_utf8_get_char (at)))
      {
        start = start != NULL ? start : at;
        end = g_utf8_next_char (at);
      }
  if (start == NULL)
    return FALSE;
  g_autofree char *found = g_strndup (start, (gsize) (end - start));
  jb_pair_add (pair, JB_BILINGUAL_CHINESE, NULL, found, "the English still holds Chinese: translate it");
  return TRUE;
}

static gboolean
is_full_width (gunichar c)
{
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0xFFE5;
}

static gboolean
check_full_width (const JbPair *pair)
{
  for (const char *at = pair->target; *at != '\0'; at = g_utf8_next_char (at))
    if (is_full_width (g_utf8_get_char (at)))
      {
        g_autofree char *found = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

        jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, found, "the full-width mark %s stands in the English: use the English one", found);
        return TRUE;
      }
  return FALSE;
}

static guint
count (const char *text, const char *mark)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, mark)) != NULL; at += strlen (mark))
    n++;
  return n;
}

/* "to: 1) start early; 2) finish early" */
static guint
count_enumerators (const char *text)
{
  guint n = 0;

  for (const char *at = text; (at = strchr (at, ')')) != NULL; at++)
    {
      const char *start = at;

      while (start > text && at - start < 3 && g_ascii_isdigit (start[-1]))
        start--;
      n += start < at && at - start < 3 && (start == text || start[-1] == ' ') ? 1u : 0u;
    }
  return n;
}

static void
check_pairs (const JbPair *pair)
{
  static const struct { const char *open, *close; } marks[] = { { "(", ")" }, { "[", "]" }, { "“", "”" } };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (count (pair->target, marks[i].open) + (i == 0 ? count_enumerators (pair->target) : 0) != count (pair->target, marks[i].close))
      jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, marks[i].open, "%s and %s do not pair in the English: close or open them",
                   marks[i].open, marks[i].close);
  if (count (pair->target, "\"") % 2 != 0)
    jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, "\"", "a quotation mark is left alone in the English: pair it");
}

/* The last character that is no closing quotation mark or bracket. */
static gunichar
last_char (const char *text, const char *end)
{
  while (end > text)
    {
      end = g_utf8_find_prev_char (text, end);
      gunichar c = g_utf8_get_char (end);
      if (c != '"' && c != ')' && c != 0x201D && c != 0x2019 && c != ']' && c != 0xFF09 && !g_unichar_isspace (c))
        return c;
    }
  return 0;
}

static gboolean
may_end (gunichar zh, gunichar en)
{
  switch (zh)
    {
    case 0x3002: return en == '.' || en == '!' || en == '?' || en == ';' || en == ':';
    case 0xFF1F: case '?': return en == '?' || en == '.';
    case 0xFF01: case '!': return en == '!' || en == '.' || en == ',' || en == ':';
    case 0xFF1B: case ';': return en == ';' || en == '.' || en == ',';
    case 0xFF1A: case ':': return en == ':' || en == '.' || en == ',';
    default: return TRUE;
    }
}

static void
check_end (const JbPair *pair)
{
  const char *source = pair->text + pair->span.start;
  gunichar zh = last_char (source, pair->text + pair->span.end), en = last_char (pair->target, pair->target + strlen (pair->target));

  if (!may_end (zh, en))
    jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, NULL, "the English does not end as the Chinese does: set the closing mark");
}

static void
check_marks (const JbPair *pair)
{
  const char *target = pair->target;

  for (const char *at = target; *at != '\0'; at++)
    {
      gboolean before = at > target && at[-1] == ' ';
      gboolean mark = strchr (",;:.!?)%", *at) != NULL;

      if (before && mark && *at != '.')
        {
          g_autofree char *found = g_strndup (at - 1, 2);
          jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, found, "a blank stands before “%c”: take it out", *at);
          return;
        }
      if ((*at == ',' || *at == ';') && (g_ascii_isalpha (at[1]) || (at[1] == *at)))
        {
          g_autofree char *found = g_strndup (at, 2);
          jb_pair_add (pair, JB_BILINGUAL_PUNCTUATION, NULL, found, "no blank follows “%c”: put one in", *at);
          return;
        }
    }
}

static void
check_space (const JbPair *pair)
{
  const char *two = strstr (pair->target, "  ");

  if (two != NULL || *pair->target == ' ' || g_str_has_suffix (pair->target, " "))
    jb_pair_add (pair, JB_BILINGUAL_SPACE, NULL, NULL, "a blank too many stands in the English: take it out");
}

static void
check_repeated (const JbPair *pair)
{
  static const char *const allowed[] = { "that", "had", NULL };
  g_auto(GStrv) words = g_strsplit_set (pair->target, " \n", -1);

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (words[i], -1);

      if (g_ascii_isalpha (*words[i]) && g_ascii_strcasecmp (words[i], words[i + 1]) == 0 && !g_strv_contains (allowed, lower))
        {
          jb_pair_add (pair, JB_BILINGUAL_REPEATED, NULL, words[i], "the word “%s” stands twice: take one out", words[i]);
          return;
        }
    }
}

static guint
count_han (const JbPair *pair)
{
  guint n = 0;

  for (const char *at = pair->text + pair->span.start; at < pair->text + pair->span.end; at = g_utf8_next_char (at))
    n += jb_han_is (g_utf8_get_char (at)) ? 1u : 0u;
  return n;
}

static void
check_length (const JbPair *pair)
{
  guint zh = count_han (pair);
  double ratio = zh > 0 ? (double) g_utf8_strlen (pair->target, -1) / zh : 0;

  if (zh < LEAST_CHARS || (ratio >= LEAST_RATIO && ratio <= MOST_RATIO))
    return;
  jb_pair_add (pair, JB_BILINGUAL_LENGTH, NULL, NULL, ratio < LEAST_RATIO
                 ? "the English is much shorter than the Chinese: see whether something was left out"
                 : "the English is much longer than the Chinese: see whether something was added");
}

/* Addresses must come through as they are. */
static void
check_links (const JbPair *pair)
{
  const char *end = pair->text + pair->span.end;

  for (const char *at = pair->text + pair->span.start; at < end;)
    {
      gsize n = strspn (at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_@:/?=&#%");
      gsize length = MIN (n, (gsize) (end - at));
      g_autofree char *piece = g_strndup (at, length);

      if ((strstr (piece, "://") != NULL || strchr (piece, '@') != NULL || g_str_has_prefix (piece, "www."))
          && strstr (pair->target, piece) == NULL)
        {
          JbSpan span = { (gsize) (at - pair->text), (gsize) (at - pair->text) + length };
          jb_pair_add (pair, JB_BILINGUAL_LINK, &span, NULL, "the address %s is not in the English: put it in unchanged", piece);
        }
      at = length > 0 ? at + length : g_utf8_next_char (at);
    }
}

/* "cases accepted" → "case accept": without endings, for comparing. */
static char *
stems (const char *text)
{
  GString *stem = g_string_new (" ");

  while (*text != '\0')
    {
      gsize n = 0;

      while (g_ascii_isalnum (text[n]))
        n++;
      if (n == 0)
        {
          text = g_utf8_next_char (text);
          continue;
        }
      g_autofree char *word = g_ascii_strdown (text, (gssize) n);
      static const char *const endings[] = { "ies", "ing", "ed", "es", "s", "y", "e" };
      for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
        if (strlen (word) > strlen (endings[i]) + 2 && g_str_has_suffix (word, endings[i]))
          {
            word[strlen (word) - strlen (endings[i])] = '\0';
            break;
          }
      g_string_append_printf (stem, "%s ", word);
      text += n;
    }
  return g_string_free (stem, FALSE);
}

static gboolean
uses_term (const char *target_stems, const char *renderings)
{
  g_auto(GStrv) options = g_strsplit (renderings, ";", -1);

  for (guint i = 0; options[i] != NULL; i++)
    {
      char *bracket = strstr (options[i], " (");
      if (bracket != NULL)
        *bracket = '\0';
      g_autofree char *option = stems (options[i]);
      if (strstr (target_stems, option) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The longest term at each place. */
static void
check_terms (const JbPair *pair)
{
  g_autofree char *target = stems (pair->target);
  g_autofree char *source = jb_fold_lines (pair->text + pair->span.start, (gssize) jb_span_length (pair->span));

  for (const char *at = source; *at != '\0';)
    {
      gsize length = 0;
      const char *en = jb_glossary_longest (pair->required, at, &length);

      if (en == NULL)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      g_autofree char *zh = g_strndup (at, length);
      if (!uses_term (target, en))
        jb_pair_add (pair, JB_BILINGUAL_TERM, NULL, zh, "the glossary renders %s as “%s”: use that", zh, en);
      at += length;
    }
}

void
jb_pair_check_text (const JbPair *pair)
{
  if (check_chinese (pair)) /* its marks are Chinese as well */
    return;
  if (!check_full_width (pair))
    check_end (pair);
  check_pairs (pair);
  check_marks (pair);
  check_space (pair);
  check_repeated (pair);
  check_length (pair);
  check_links (pair);
  if (pair->required != NULL)
    check_terms (pair);
}
