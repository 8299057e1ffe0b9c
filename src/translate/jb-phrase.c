/* Noun phrases: 企业｜新增｜贷款 → "new loans of enterprises". */
#include "jb-clause-private.h"
#include "jb-phrase-private.h"

#define AND "\x02" /* a conjunction, until it is known how many there are */
#define AND_OTHER "\x03" /* 等 between what is named and what it belongs to */

/* A noun phrase while it grows from left to right. */
typedef struct
{
  GString *text;
  GString *pending;   /* modifiers that stand behind a noun and before the next: "new" of 企业新增贷款 */
  char    *after;     /* waits for the noun that it belongs to */
  char    *at_end;    /* "per 10,000 people" */
  const char *domain;
  gboolean modifiers; /* nothing but modifiers yet */
  gboolean joined;    /* the last token was a conjunction */
  gboolean of;        /* the last token was 的 */
  gboolean others;    /* 等 was among them */
} Phrase;

static void
append_words (Phrase *phrase, const char *words)
{
  if (*words == '\0')
    return;
  if (phrase->text->len > 0)
    g_string_append_c (phrase->text, ' ');
  g_string_append (phrase->text, words);
}

/* "legal aid" + "legal aid recipient" → "legal aid recipient": the words that end the one and begin the other; nothing of
 * a noun that the text ends with. */
static const char *
skip_repeated (const char *text, const char *noun)
{
  gsize length = strlen (text), whole = strlen (noun);

  if (length > whole && text[length - whole - 1] == ' ' && strcmp (text + length - whole, noun) == 0)
    return noun + whole;
  if (strcmp (text, noun) == 0)
    return noun + whole;
  if (whole > 2 && noun[whole - 1] == 's' && length > whole && text[length - whole] == ' '
      && strncmp (text + length - whole + 1, noun, whole - 1) == 0) /* "institutional fee" + "fees" */
    return noun + whole;

  for (gsize n = strlen (noun); n-- > 1;)
    if (length >= n && noun[n] == ' ' && strncmp (text + length - n, noun, n) == 0
        && (length == n || text[length - n - 1] == ' '))
      return noun + n + 1;
  return noun;
}

/* "length of rural roads" with "new" is "length of new rural roads". */
static char *
modify_measure (const char *modifiers, const char *noun)
{
  static const char *const measures[] = { "length", "area", "number", "output", "sales", "volume", "floor space", "amount",
                                          "balance", "registration", "installed capacity" };

  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      gsize n = strlen (measures[i]);

      if (strncmp (noun, measures[i], n) == 0 && g_str_has_prefix (noun + n, " of "))
        return strcmp (modifiers, "new") == 0 && g_str_has_prefix (noun + n + 4, "new ") /* 新增｜新能源装机 */
                 ? g_strdup_printf ("additional %s", noun)
                 : g_strdup_printf ("%s of %s %s", measures[i], modifiers, noun + n + 4);
    }
  return NULL;
}

static gboolean
is_spending (const char *noun)
{
  return strstr (noun, "expenditure") != NULL || strstr (noun, "spending") != NULL;
}

/* Spending on education, but of enterprises. */
static gboolean
belongs_to_payer (const char *domain, const char *owner)
{
  return jb_domain_is_party (domain) || strstr (owner, "enterprise") != NULL || strstr (owner, "resident") != NULL
         || strstr (owner, "household") != NULL;
}

/* "enterprise" + "loan" → "enterprise loan"; "discharge of pollutants" + "rate" → "rate of discharge of pollutants" */
static void
append_noun (const Composer *composer, Phrase *phrase, const char *noun)
{
  g_autofree char *extended = phrase->pending->len > 0 ? g_strdup_printf ("%s %s", phrase->pending->str, noun) : NULL;
  gboolean alone = phrase->text->len == 0 || phrase->modifiers || phrase->joined;

  g_autofree char *measure = phrase->modifiers && phrase->text->len > 0 ? modify_measure (phrase->text->str, noun) : NULL;

  if (measure != NULL)
    g_string_assign (phrase->text, measure);
  else if (alone)
    append_words (phrase, extended != NULL ? extended : noun);
  else if (phrase->of || extended != NULL || g_str_has_prefix (noun, "per capita ") || jb_noun_is_complex (phrase->text->str) || jb_noun_is_complex (noun))
    {
      g_autofree char *owner = jb_noun_plural (composer->glossary, phrase->text->str);

      const char *joint = jb_noun_preposition (composer->glossary, noun);

      if (strcmp (joint, "on") == 0) /* opinions are people's, and so is spending */
        joint = is_spending (noun) && belongs_to_payer (phrase->domain, owner) ? "of"
                : jb_domain_is_party (phrase->domain) && !is_spending (noun) ? "from" : joint;
      g_string_printf (phrase->text, "%s %s %s", extended != NULL ? extended : noun, joint, owner);
    }
  else
    {
      g_autofree char *before = jb_noun_attributive (composer->glossary, phrase->text->str);

      const char *rest = skip_repeated (before, noun);
      g_string_printf (phrase->text, "%s%s%s", before, *rest != '\0' ? " " : "", rest);
    }
  g_string_truncate (phrase->pending, 0);
  if (phrase->after != NULL)
    {
      g_autofree char *plural = jb_noun_plural (composer->glossary, phrase->text->str);

      g_string_printf (phrase->text, "%s %s", plural, phrase->after);
      g_clear_pointer (&phrase->after, g_free);
    }
  phrase->modifiers = phrase->joined = phrase->of = FALSE;
}

static void
append_conjunction (const Composer *composer, Phrase *phrase, const char *word)
{
  if (!phrase->modifiers)
    {
      g_autofree char *plural = jb_noun_plural (composer->glossary, phrase->text->str);
      g_string_assign (phrase->text, plural);
    }
  append_words (phrase, *word == 'o' ? word : AND);
  phrase->joined = TRUE;
}

/* 集体收入｜10万元以上｜的｜村: "villages with collective income of 100,000 yuan or more"; what was said so far goes behind. */
static void
begin_owner (Phrase *phrase)
{
  if (phrase->text->len == 0 || phrase->modifiers || phrase->at_end != NULL)
    return;
  phrase->at_end = g_strdup_printf ("with %s %s", phrase->text->str, phrase->after);
  g_clear_pointer (&phrase->after, g_free);
  g_string_truncate (phrase->text, 0);
  phrase->modifiers = TRUE;
}

static gboolean
append_function (const Composer *composer, Phrase *phrase, guint i, gboolean last)
{
  if (!last && phrase->after != NULL && is_text (composer, i, "的")) /* 10万元以上｜的｜村 */
    {
      begin_owner (phrase);
      return TRUE;
    }
  if (last || phrase->text->len == 0)
    return FALSE;
  if (is_conjunction (composer, i))
    append_conjunction (composer, phrase, term_as (composer, i, JB_TERM_FUNCTION)->en);
  else if (is_text (composer, i, "的"))
    phrase->of = !phrase->modifiers;
  else if (is_text (composer, i, "等") && !phrase->modifiers && !phrase->joined) /* 食品等产业: "food and other industries" */
    {
      append_words (phrase, AND_OTHER);
      phrase->joined = phrase->others = TRUE;
    }
  else
    return FALSE;
  return TRUE;
}

static void
append_modifier (Phrase *phrase, const char *words)
{
  if (*words == '\0')
    return;
  if (phrase->text->len > 0 && !phrase->modifiers && !phrase->joined)
    {
      g_string_append_printf (phrase->pending, "%s%s", phrase->pending->len > 0 ? " " : "", words);
      return;
    }
  gboolean keep = phrase->text->len == 0 || phrase->modifiers;
  append_words (phrase, words);
  phrase->modifiers = keep;
  phrase->joined = FALSE;
}

/* 乡村｜运营｜人才: the adjective says what kind of operation; 全市｜受理｜案件: only where. */
static gboolean
is_nominal_here (const Composer *composer, const Phrase *phrase, guint i)
{
  const JbToken *token = token_at (composer, i);
  g_autofree char *verb = g_strndup (token->text, token->length);

  return phrase->modifiers && phrase->text->len > 0 && !g_str_has_suffix (phrase->text->str, "wide")
         && g_hash_table_contains (composer->glossary->nominal, verb);
}

static gboolean
append_token (const Composer *composer, Phrase *phrase, guint i, gboolean last)
{
  const JbToken *token = token_at (composer, i);
  const JbTerm *term;

  if (token->term == NULL)
    {
      g_autofree char *literal = g_strndup (token->text, token->length);
      append_noun (composer, phrase, literal);
      return TRUE;
    }
  if (!last && (term = jb_token_as (token, JB_TERM_MODIFIER)) != NULL)
    append_modifier (phrase, term->en);
  else if (!last && (term = jb_token_as (token, JB_TERM_HEAD_MODIFIER)) != NULL)
    append_modifier (phrase, term->en);
  else if ((term = jb_token_as (token, JB_TERM_NOUN)) != NULL)
    {
      if (phrase->text->len > 0 && jb_noun_is_amount (phrase->text->str) && jb_domain_is_party (term->domain))
        return FALSE; /* 体育场地面积｜人: nobody is of an area */
      append_noun (composer, phrase, term->en);
      phrase->domain = term->domain;
    }
  else if (!last && (term = jb_token_as (token, JB_TERM_AFTER)) != NULL)
    {
      char **slot = g_str_has_prefix (term->en, "per ") ? &phrase->at_end : &phrase->after;
      g_free (*slot);
      *slot = g_strdup (term->en);
    }
  else if (composer->verbs_are_nouns && !last && is_nominal_here (composer, phrase, i) && (term = jb_token_as (token, JB_TERM_VERB)) != NULL
           && term->second != NULL)
    append_noun (composer, phrase, term->second);
  else if (composer->verbs_are_nouns && ((phrase->text->len > 0 && !phrase->modifiers) || (composer->verbs_may_lead && phrase->text->len == 0))
           && (term = jb_token_as (token, JB_TERM_VERB)) != NULL && term->second != NULL)
    append_noun (composer, phrase, term->second);
  else if (jb_token_as (token, JB_TERM_FUNCTION) != NULL)
    return append_function (composer, phrase, i, last);
  else
    return FALSE;
  return TRUE;
}

/* "food and other industries"; "food, medicine, and other industries" */
static void
print_others (GString *text)
{
  char *at = strstr (text->str, " " AND_OTHER " ");

  if (at == NULL)
    return;
  gssize place = at - text->str;
  gboolean list = strstr (text->str, " " AND " ") != NULL;
  g_string_erase (text, place, 3);
  g_string_insert (text, place, list ? " " AND " other " : " and other ");
}

/* "a and b"; "a, b, and c" */
static void
print_conjunctions (GString *text)
{
  guint n = 0;

  for (const char *at = text->str; (at = strstr (at, " " AND " ")) != NULL; at++)
    n++;
  for (guint i = 1; i <= n; i++)
    {
      char *at = strstr (text->str, " " AND " ");
      const char *with = n == 1 ? " and " : i < n ? ", " : ", and ";

      gssize place = at - text->str;
      g_string_erase (text, place, 3);
      g_string_insert (text, place, with);
    }
}

char *
jb_noun_phrase (const Composer *composer, guint start, guint end, guint hole, guint hole_end, const char **domain)
{
  Phrase phrase = { .text = g_string_new (NULL), .pending = g_string_new (NULL), .modifiers = TRUE };
  gboolean done = start < end;

  for (guint i = start; i < end && done; i++)
    if (i < hole || i >= hole_end)
      {
        gboolean empty = phrase.text->len == 0;
        done = append_token (composer, &phrase, i, i + 1 == end);
        if (empty && phrase.text->len > 0 && is_noun (composer, i) && term_as (composer, i, JB_TERM_MODIFIER) == NULL)
          phrase.modifiers = FALSE;
      }
  done = done && phrase.text->len > 0 && !phrase.joined && !phrase.modifiers && phrase.after == NULL
         && phrase.pending->len == 0;
  if (done && phrase.at_end != NULL)
    append_words (&phrase, phrase.at_end);
  if (done && phrase.others)
    {
      gboolean industry = g_str_has_suffix (phrase.text->str, " industry"); /* of others there are several */
      char *plural = jb_noun_plural (composer->glossary, phrase.text->str);

      g_string_assign (phrase.text, plural);
      if (industry)
        g_string_overwrite (phrase.text, phrase.text->len - 1, "ies");
      g_free (plural);
    }
  print_others (phrase.text);
  print_conjunctions (phrase.text);
  if (domain != NULL)
    *domain = phrase.domain;
  g_string_free (phrase.pending, TRUE);
  g_free (phrase.after);
  g_free (phrase.at_end);
  return g_string_free (phrase.text, !done);
}
