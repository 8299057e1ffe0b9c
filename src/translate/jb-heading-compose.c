/* Headings from the glossary.
 *
 *   2023年｜工作回顾            "Review of work in 2023"
 *   优化｜营商环境              "Improving the business environment"
 *   文化、卫生和体育            "Culture, health, and sports" */
#include "jb-clause-private.h"
#include "jb-segment.h"

#include "jb-fold.h"
#include "jb-han.h"

#include <string.h>

#define MAX_PARTS 3 /* 优化营商环境，服务经济发展 */

static const JbTerm *
term_of_kind (const JbGlossary *glossary, const char *zh, gsize length, JbTermKind kind)
{
  const JbTerm *term = jb_glossary_get (glossary, zh, length);

  while (term != NULL && term->kind != kind)
    term = term->next;
  return term;
}

/* "2023年" at the beginning. */
static gsize
year_length (const char *text)
{
  return strspn (text, "0123456789") == 4 && g_str_has_prefix (text + 4, "年") ? 4 + strlen ("年") : 0;
}

/* "Review of work in ~; Review of work". (transfer full) */
static char *
fill_year (const JbTerm *term, const char *year)
{
  const char *place = strchr (term->en, '~');

  if (year == NULL)
    return g_strdup (place != NULL ? term->second : term->en);
  return place != NULL ? g_strdup_printf ("%.*s%.4s%s", (int) (place - term->en), term->en, year, place + 1)
                       : g_strdup_printf ("%s (%.4s)", term->en, year);
}

static char *
look_up_whole (const JbGlossary *glossary, const char *zh)
{
  gsize year = year_length (zh);
  const JbTerm *term = term_of_kind (glossary, zh + year, strlen (zh + year), JB_TERM_HEADING);

  return term != NULL ? fill_year (term, year > 0 ? zh : NULL) : NULL;
}

/* The longest verb that @text begins with; @length: (out): its bytes. */
static const JbTerm *
longest_verb (const JbGlossary *glossary, const char *text, gsize *length)
{
  const JbTerm *found = NULL;

  for (const char *end = text; *end != '\0' && end - text < 24; end = g_utf8_next_char (end))
    {
      const JbTerm *term = term_of_kind (glossary, text, (gsize) (end - text), JB_TERM_HEADING_VERB);

      if (term != NULL)
        {
          found = term;
          *length = (gsize) (end - text);
        }
    }
  return found;
}

/* Modifiers and nouns that conjunctions join: nothing right behind a noun, of which nobody knows how they belong together. */
static gboolean
is_plain_list (const JbGlossary *glossary, const char *zh)
{
  g_autoptr(GArray) tokens = jb_segment (glossary, zh);
  gboolean after_noun = FALSE;

  if (tokens == NULL)
    return FALSE;
  for (guint i = 0; i < tokens->len; i++)
    {
      const JbToken *token = &g_array_index (tokens, JbToken, i);
      const JbTerm *function = jb_token_as (token, JB_TERM_FUNCTION);
      gboolean noun = token->term != NULL && jb_token_as (token, JB_TERM_NOUN) != NULL;

      if (!noun && jb_token_as (token, JB_TERM_MODIFIER) == NULL && function == NULL)
        return FALSE;
      if (after_noun && function == NULL)
        return FALSE;
      after_noun = noun;
    }
  return after_noun;
}

/* "finance and finance" */
static gboolean
says_twice (const char *en)
{
  const char *and = strstr (en, " and ");

  return and != NULL && strlen (and + 5) == (gsize) (and - en) && strncmp (en, and + 5, (gsize) (and - en)) == 0;
}

/* Things, in the plural. (transfer full) (nullable) */
static char *
compose_nouns (const JbGlossary *glossary, const char *zh)
{
  g_auto(JbClause) clause = { 0 };

  if (!is_plain_list (glossary, zh) || !jb_clause_parse (glossary, zh, FALSE, &clause) || clause.object == NULL
      || clause.participle != NULL || says_twice (clause.object))
    return NULL;
  return clause.measured ? g_strdup (clause.object) : jb_noun_plural (glossary, clause.object);
}

static gsize
conjunction_length (const char *text)
{
  static const char *const words[] = { "和", "、", "并", "与" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return strlen (words[i]);
  return 0;
}

/* 保障和改善｜民生, 优化｜营商环境 */
static char *
compose_verb (const JbGlossary *glossary, const char *zh)
{
  g_autoptr(GString) verbs = g_string_new (NULL);
  gsize length = 0, joint = 0;
  const JbTerm *verb;

  do
    {
      if ((verb = longest_verb (glossary, zh, &length)) == NULL)
        return NULL;
      g_autofree char *lower = g_strdup (verb->en);
      *lower = verbs->len > 0 ? g_ascii_tolower (*lower) : *lower;
      g_string_append_printf (verbs, "%s%s", verbs->len > 0 ? " and " : "", lower);
      joint = conjunction_length (zh + length);
      zh += length + joint;
    }
  while (joint > 0);
  g_autofree char *object = *zh != '\0' ? compose_nouns (glossary, zh) : NULL;
  return object != NULL ? g_strdup_printf ("%s %s", verbs->str, object) : NULL;
}

static char *
compose_part (const JbGlossary *glossary, const char *zh)
{
  char *english = look_up_whole (glossary, zh);

  if (english == NULL)
    english = compose_verb (glossary, zh);
  return english != NULL ? english : compose_nouns (glossary, zh);
}

/* Quotation marks say nothing in a heading. */
static char *
clean (const char *zh)
{
  g_autofree char *line = jb_fold_lines (zh, -1);
  GString *text = g_string_new (NULL);

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));

      if (c != 0x201C && c != 0x201D && c != '"' && !g_unichar_isspace (c))
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

char *
jb_glossary_heading (const JbGlossary *glossary, const char *zh)
{
  g_autofree char *heading = clean (zh);
  char *whole = look_up_whole (glossary, heading);

  if (whole != NULL)
    return whole;
  g_auto(GStrv) parts = g_strsplit (heading, ",", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *english = i < MAX_PARTS ? compose_part (glossary, parts[i]) : NULL;

      if (english == NULL)
        return NULL;
      *english = i == 0 ? g_ascii_toupper (*english) : g_ascii_tolower (*english);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", english);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
