#include "jb-glossary-private.h"

#include <string.h>

static const char *const joints[] = { " of ", " for ", " in ", " on ", " to ", " with ", " by ", " from ", " above ",
  " under ", " upon ", " at ", " through ", " that ", " into ", " against ", " who ", " without ", " per ", " over ", " between ",
  " ex ", " handled ", " exercised ", " available ", " exempted ", " exempt ", " disclosed ", " granted ", " found ", " lost ",
  " responded ", " received ", " subject ", " using ", " aged ", " who ", " worth ", " as ", " among ", " covered ", " meeting air ", " meeting sponge ", " meeting standards ", " meeting the ",
  " receiving ", " taking ", " obtaining ", " passing ", " drawing ", " during ", " about ", " lifted ", " rebuilt", " served ", " rewarded ", " owed ", " undergoing ", " involving ", " serving ", " providing ", " reaching ", " prone ", " exempt", " ending ",
  " required", " carried ", " benefiting ", " requiring ", " holding ", " attending ", " exercising ", " contributing ", " endangering ", " infringing ", " disrupting ", " refusing ", NULL };

/* The first preposition, behind which nothing is inflected. */
static const char *
find_joint (const char *phrase)
{
  const char *first = NULL;

  for (gsize i = 0; joints[i] != NULL; i++)
    {
      const char *at = strstr (phrase, joints[i]);

      if (at != NULL && (first == NULL || at < first))
        first = at;
    }
  return first;
}

gboolean
jb_noun_is_complex (const char *phrase)
{
  return find_joint (phrase) != NULL || strstr (phrase, ", ") != NULL;
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", c) != NULL;
}

static char *
regular_plural (const char *word)
{
  gsize n = strlen (word);

  if (n > 1 && word[n - 1] == 'y' && !is_vowel (word[n - 2]))
    return g_strdup_printf ("%.*sies", (int) n - 1, word);
  if (g_str_has_suffix (word, "s") || g_str_has_suffix (word, "x") || g_str_has_suffix (word, "ch")
      || g_str_has_suffix (word, "sh"))
    return g_strconcat (word, "es", NULL);
  return g_strconcat (word, "s", NULL);
}

/* A word that is plural already: its singular is not in use, or it ends as plurals do. */
static gboolean
is_plural (const JbGlossary *glossary, const char *word)
{
  if (g_hash_table_contains (glossary->singular, word))
    return TRUE;
  return g_str_has_suffix (word, "s") && !g_str_has_suffix (word, "ss") && !g_str_has_suffix (word, "us")
         && !g_str_has_suffix (word, "is") && !g_hash_table_contains (glossary->nouns, word);
}

static char *
word_plural (const JbGlossary *glossary, const char *word)
{
  const char *plural = g_hash_table_lookup (glossary->nouns, word);

  if (plural != NULL)
    return g_strdup (*plural == '-' || *plural == '=' ? word : plural);
  if (is_plural (glossary, word) || g_str_has_suffix (word, "ing") || !g_ascii_isalpha (word[strlen (word) - 1]))
    return g_strdup (word);
  return regular_plural (word);
}

static char *
word_singular (const JbGlossary *glossary, const char *word)
{
  const char *singular = g_hash_table_lookup (glossary->singular, word);
  gsize n = strlen (word);

  if (singular != NULL)
    return g_strdup (singular);
  if (!is_plural (glossary, word))
    return g_strdup (word);
  if (g_str_has_suffix (word, "ies") && n > 4)
    return g_strdup_printf ("%.*sy", (int) n - 3, word);
  if (g_str_has_suffix (word, "sses") || g_str_has_suffix (word, "xes") || g_str_has_suffix (word, "ches"))
    return g_strndup (word, n - 2);
  return g_strndup (word, n - 1);
}

static const char *
word_start (const char *phrase, const char *end)
{
  while (end > phrase && end[-1] != ' ' && end[-1] != '-')
    end--;
  return end;
}

/* A participle behind its noun; as an adjective before it ("registered"), it is not the last word. */
static gboolean
is_participle (const char *start, const char *end)
{
  static const char *const irregular[] = { "found", "held", "built", "sown", "sold", "won", "heard", "met", "paid", "overseen", "lost", "rebuilt", "sent", "hung",
                                           "taken", "given", "made", "won", "shot", "kept", "laid", "frozen", "drawn" };

  for (gsize i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (strlen (irregular[i]) == (gsize) (end - start) && memcmp (irregular[i], start, (gsize) (end - start)) == 0)
      return TRUE;
  return end - start > 3 && memcmp (end - 2, "ed", 2) == 0 && memcmp (start, "need", 4) != 0 && memcmp (end - 3, "bed", 3) != 0
         && memcmp (start, "seed", 4) != 0;
}

static gboolean
is_joining (const char *start, const char *end)
{
  gsize n = (gsize) (end - start);

  return (n == 2 && memcmp (start, "or", 2) == 0) || (n == 3 && memcmp (start, "and", 3) == 0)
         || (n > 3 && memcmp (end - 2, "ly", 2) == 0 && memcmp (end - 4, "mily", 4) != 0);
}

gboolean
jb_noun_has_participle (const char *phrase)
{
  const char *end = phrase + strlen (phrase);
  const char *start = word_start (phrase, end);
  static const char *const inside[] = { " handled ", " found ", " disclosed ", " received ", " exercised ", " granted ",
    " exempted ", " lost ", " covered ", " served ", " put ", " in place", " imposed", " referred ", " responded " };

  if (start > phrase && is_participle (start, end))
    return TRUE;
  if (g_str_has_suffix (phrase, " responded to"))
    return TRUE;
  const char *joint = find_joint (phrase); /* "agenda items reviewed for legality" */
  if (joint != NULL && (start = word_start (phrase, joint)) > phrase && is_participle (start, joint))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    if (strstr (phrase, inside[i]) != NULL)
      return TRUE;
  return FALSE;
}

typedef char *(*Inflect) (const JbGlossary *glossary, const char *word);

/* Changes the head word: the last one, or the one before the first preposition. */
static char *
inflect_head (const JbGlossary *glossary, const char *phrase, gboolean to_joint, Inflect inflect)
{
  const char *end = to_joint ? find_joint (phrase) : NULL;

  if (end == NULL)
    end = phrase + strlen (phrase);
  const char *start = word_start (phrase, end);
  while (start > phrase + 1 && is_participle (start, end)) /* "items handled", "loans issued" */
    {
      end = start - 1;
      start = word_start (phrase, end);
      while (start > phrase + 1 && is_joining (start, end)) /* "fines reduced or waived", "cases fully settled" */
        {
          end = start - 1;
          start = word_start (phrase, end);
        }
    }
  if (start == end)
    return g_strdup (phrase);

  g_autofree char *word = g_strndup (start, (gsize) (end - start));
  g_autofree char *changed = inflect (glossary, word);
  return g_strdup_printf ("%.*s%s%s", (int) (start - phrase), phrase, changed, end);
}

char *
jb_noun_plural (const JbGlossary *glossary, const char *phrase)
{
  const char *joint = find_joint (phrase);

  /* "gross regional product", "rule of law"; also behind a modifier: "per capita gross regional product" */
  for (const char *at = phrase; at != NULL && (at == phrase || joint == NULL || at < joint); at = strchr (at, ' '))
    {
      at += *at == ' ' ? 1 : 0;
      const char *whole = g_hash_table_lookup (glossary->nouns, at);
      if (whole != NULL && *whole == '-')
        return g_strdup (phrase);
      if (whole != NULL && *whole != '=' && strchr (at, ' ') != NULL) /* "scenic area", though "area" has no plural */
        return g_strdup_printf ("%.*s%s", (int) (at - phrase), phrase, whole);
    }
  return inflect_head (glossary, phrase, TRUE, word_plural);
}

char *
jb_noun_attributive (const JbGlossary *glossary, const char *phrase)
{
  g_autofree char *last = inflect_head (glossary, phrase, FALSE, word_singular);
  const char *and = strstr (last, " and ");

  if (and == NULL || strcmp (last, phrase) == 0 || strstr (and + 1, " and ") != NULL || jb_noun_is_complex (last))
    return g_steal_pointer (&last);
  g_autofree char *first = g_strndup (last, (gsize) (and - last)); /* "rivers and lakes" → "river and lake" */
  g_autofree char *changed = inflect_head (glossary, first, FALSE, word_singular);
  return g_strconcat (changed, and, NULL);
}

const char *
jb_noun_preposition (const JbGlossary *glossary, const char *noun)
{
  const char *joint = find_joint (noun);
  const char *end = joint != NULL ? joint : noun + strlen (noun);
  g_autofree char *word = g_strndup (word_start (noun, end), (gsize) (end - word_start (noun, end)));
  g_autofree char *singular = word_singular (glossary, word);
  const char *preposition = joint == NULL ? g_hash_table_lookup (glossary->prepositions, singular) : NULL;

  return preposition != NULL ? preposition : "of";
}

/* The last one or two words before the first preposition, in the singular: "training class", else "class". */
const char *
jb_noun_people (const JbGlossary *glossary, const char *noun)
{
  const char *joint = find_joint (noun);
  const char *end = joint != NULL ? joint : noun + strlen (noun);
  const char *start = word_start (noun, end);
  g_autofree char *word = g_strndup (start, (gsize) (end - start));
  g_autofree char *singular = word_singular (glossary, word);
  const char *before = start > noun ? word_start (noun, start - 1) : start;
  g_autofree char *pair = g_strdup_printf ("%.*s%s", (int) (start - before), before, singular);
  const char *how = g_hash_table_lookup (glossary->people_by, pair);

  return how != NULL ? how : g_hash_table_lookup (glossary->people_by, singular);
}

static gboolean
head_is_among (const char *phrase, const char *const *words)
{
  const char *joint = find_joint (phrase);
  const char *end = joint != NULL ? joint : phrase + strlen (phrase);
  const char *start = word_start (phrase, end);
  g_autofree char *head = g_strndup (start, (gsize) (end - start));

  return g_strv_contains (words, head);
}

gboolean
jb_noun_is_rate (const char *phrase)
{
  static const char *const rates[] = { "rate", "share", "ratio", "coverage", "growth", "increase", "decrease", "percentage", NULL };

  return head_is_among (phrase, rates);
}

gboolean
jb_noun_is_amount (const char *phrase)
{
  static const char *const amounts[] = { "area", "length", "output", "space", "volume", "coverage", "yield", "mileage", "capacity",
                                         "consumption", "use", "amount", "balance", "number", "emissions", "reduction", "total",
                                         "turnover", "value", "sales", "imports", "exports", NULL };

  return head_is_among (phrase, amounts);
}
