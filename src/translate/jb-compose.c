/* English labels by composition.
 *
 *   法律援助｜案件｜受理            noun noun verb        "Legal aid cases accepted"
 *   审结｜行政诉讼｜案件            verb noun noun        "Administrative litigation cases concluded"
 *   规模以上｜工业｜增加值｜增速    after noun head head  "Growth in value added of industry above the designated size"
 *   规范性文件｜备案｜率            noun verb head        "Filing rate of normative documents"
 *
 * A clause is an object with or without a verb; a head is a pattern around a clause: "~" the object as it stands before
 * a noun, "~s" its plural, "~ed" the participle, "~ing" and "~ings" the action noun. What does not parse is not
 * translated. */
#include "jb-compose-private.h"

#include <string.h>

/* Verbs that add nothing: 实施, 开展, 完成. */
static gboolean
is_silent (const Composer *composer, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    {
      const JbTerm *verb = term_as (composer, i, JB_TERM_VERB);
      if (verb != NULL && !verb->silent)
        return FALSE;
    }
  return TRUE;
}

/* Verbs of [@start, @end): "accepted and concluded"; adverbs stand before the participle. */
static gboolean
verb_group (const Composer *composer, guint start, guint end, JbClause *clause)
{
  g_autoptr(GString) participle = g_string_new (NULL);
  g_autoptr(GString) action = g_string_new (NULL);
  g_autoptr(GString) adverb = g_string_new (NULL);
  const JbTerm *term;

  for (guint i = start; i < end; i++)
    if ((term = term_as (composer, i, JB_TERM_ADVERB)) != NULL && *term->en != '\0'
        && term_as (composer, i, JB_TERM_VERB) == NULL)
      g_string_append_printf (adverb, "%s ", term->en);
  gboolean says_something = !is_silent (composer, start, end);
  for (guint i = start; i < end; i++)
    {
      if ((term = term_as (composer, i, JB_TERM_VERB)) == NULL || (term->silent && says_something))
        continue;
      g_string_append_printf (participle, "%s%s", participle->len > 0 ? " and " : "", term->en);
      if (term->second != NULL)
        g_string_append_printf (action, "%s%s", action->len > 0 ? " and " : "", term->second);
    }
  if (participle->len == 0)
    return FALSE;
  clause->participle = g_strconcat (adverb->str, participle->str, NULL);
  clause->action = action->len > 0 ? g_string_free (g_steal_pointer (&action), FALSE) : NULL;
  return TRUE;
}

static gboolean
may_stand_in_verb_group (const Composer *composer, guint i, gboolean ambiguous)
{
  if (term_as (composer, i, JB_TERM_ADVERB) != NULL || is_conjunction (composer, i))
    return TRUE;
  return term_as (composer, i, JB_TERM_VERB) != NULL && (ambiguous || !is_noun (composer, i));
}

/* Object, then verb: 案件｜受理. */
static gboolean
object_verb (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause)
{
  guint verb = end;

  while (verb > start && may_stand_in_verb_group (composer, verb - 1, ambiguous))
    {
      verb--;
      ambiguous = ambiguous && !is_pure_verb (composer, verb); /* 公证｜办理: the first is what was handled */
    }
  while (verb < end && is_conjunction (composer, verb))
    verb++;
  if (verb == end)
    return FALSE;
  if (verb > start && (clause->object = jb_noun_phrase (composer, start, verb, 0, 0, &clause->domain)) == NULL)
    return FALSE;
  return verb_group (composer, verb, end, clause);
}

gboolean
jb_domain_is_party (const char *domain)
{
  return domain != NULL && (strcmp (domain, "person") == 0 || strcmp (domain, "party") == 0);
}

/* The word that @term comes down to: "reconsideration opinion" is an opinion. */
static gboolean
is_made_for (const Composer *composer, const JbTerm *term)
{
  const char *space = term != NULL && !jb_noun_is_complex (term->en) ? strrchr (term->en, ' ') : NULL;
  const char *noun = space != NULL ? space + 1 : term != NULL ? term->en : "";

  return g_hash_table_contains (composer->glossary->made_for, noun);
}

/* 提出｜修改｜意见: "revision opinions put forward" */
static gboolean
verb_before_made (const Composer *composer, guint start, guint end, JbClause *clause)
{
  Composer lenient = *composer;
  const JbTerm *second = end - start >= 3 ? term_as (composer, start + 1, JB_TERM_VERB) : NULL;

  if (second == NULL || second->second == NULL || !is_pure_verb (composer, start) || !is_pure_verb (composer, start + 1)
      || !is_made_for (composer, term_as (composer, end - 1, JB_TERM_NOUN)))
    return FALSE;
  lenient.verbs_are_nouns = lenient.verbs_may_lead = TRUE;
  clause->object = jb_noun_phrase (&lenient, start + 1, end, 0, 0, &clause->domain);
  return clause->object != NULL && verb_group (composer, start, start + 1, clause);
}

/* 排查｜和｜治理｜问题 */
static gboolean
joins_verbs (const Composer *composer, guint start, guint i, guint end)
{
  return i > start && i + 2 < end && is_pure_verb (composer, i - 1) && is_pure_verb (composer, i + 1);
}

/* Verb, then object: 查处｜案件. A word that may be a noun too is a verb here only before people and enterprises, or
 * where things are counted. */
static gboolean
verb_before_object (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause)
{
  guint verb = start;

  if (verb_before_made (composer, start, end, clause))
    return TRUE;
  jb_clause_clear (clause);
  while (verb < end && may_stand_in_verb_group (composer, verb, TRUE)
         && (!is_conjunction (composer, verb) || joins_verbs (composer, start, verb, end))
         && term_as (composer, verb, JB_TERM_MODIFIER) == NULL)
    verb++;
  if (verb == start || verb == end)
    return FALSE;
  gboolean pure = FALSE;
  for (guint i = start; i < verb; i++)
    pure |= is_pure_verb (composer, i);
  guint object = is_text (composer, verb, "的") ? verb + 1 : verb;
  clause->object = object < end ? jb_noun_phrase (composer, object, end, 0, 0, &clause->domain) : NULL;
  if (clause->object != NULL && pure && jb_noun_is_rate (clause->object)) /* 整治｜安全隐患整改率: nobody does a rate */
    {
      clause->measured = TRUE;
      return TRUE;
    }
  return clause->object != NULL && (pure || ambiguous || jb_domain_is_party (clause->domain))
         && !(is_silent (composer, start, verb) && jb_domain_is_party (clause->domain)) && verb_group (composer, start, verb, clause);
}

/* Verb, object, people: 享受｜低保｜人员 "People receiving subsistence allowances". */
static gboolean
people_doing (const Composer *composer, guint start, guint end, JbClause *clause)
{
  const JbTerm *verb = term_as (composer, start, JB_TERM_VERB);
  const JbTerm *people = term_as (composer, end - 1, JB_TERM_NOUN);
  guint stop = end - 1;

  if (verb == NULL || verb->third == NULL || end - start < 3 || people == NULL || !jb_domain_is_party (people->domain))
    return FALSE;
  if (stop > start + 2 && is_text (composer, stop - 1, "的"))
    stop--;
  g_autofree char *object = jb_noun_phrase (composer, start + 1, stop, 0, 0, NULL);
  if (object == NULL)
    return FALSE;
  g_autofree char *who = jb_noun_plural (composer->glossary, people->en);
  clause->object = g_strdup_printf ("%s %s %s", who, verb->third, object);
  clause->domain = people->domain;
  return TRUE;
}

static gboolean
has_noun (const Composer *composer, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (is_noun (composer, i))
      return TRUE;
  return FALSE;
}

/* 法院｜受理｜案件 "cases accepted by courts", 营养餐｜覆盖｜学生 "students covered by nutritious meals": the first noun is
 * who does it. */
static gboolean
done_by (const Composer *composer, guint start, guint verb, guint after, guint object, guint end, JbClause *clause)
{
  const char *domain = NULL;
  const JbTerm *done = term_as (composer, verb, JB_TERM_VERB);
  g_autofree char *who = jb_noun_phrase (composer, start, verb, 0, 0, &domain);
  g_autofree char *what = jb_noun_phrase (composer, object, end, 0, 0, &clause->domain);
  gboolean body = domain != NULL && (strcmp (domain, "body") == 0 || strcmp (domain, "recipient") == 0);
  gboolean covers = done != NULL && strcmp (done->en, "covered") == 0 && jb_domain_is_party (clause->domain);
  gboolean benefits = done != NULL && strcmp (done->en, "benefiting") == 0 && jb_domain_is_party (clause->domain);

  if (who == NULL || what == NULL || jb_noun_is_rate (what) || (!body && !covers && !benefits) || !verb_group (composer, verb, after, clause))
    return FALSE;
  g_autofree char *plural = jb_noun_plural (composer->glossary, who);
  g_autofree char *participle = g_steal_pointer (&clause->participle);
  clause->participle = g_strdup_printf ("%s %s %s", participle, benefits ? "from" : "by", plural);
  clause->object = g_steal_pointer (&what);
  return TRUE;
}

/* 管理｜措施, 粮食单产｜提升｜工程: the verb says what kind of thing it is, and nothing that was done to it. */
static gboolean
verb_names_kind (const Composer *composer, guint verb, guint end)
{
  const JbToken *token = token_at (composer, verb);
  g_autofree char *word = g_strndup (token->text, token->length);

  return g_hash_table_contains (composer->glossary->nominal, word)
         && is_made_for (composer, term_as (composer, end - 1, JB_TERM_NOUN));
}

static gboolean
is_nominal (const Composer *composer, guint i)
{
  const JbToken *token = token_at (composer, i);
  g_autofree char *word = g_strndup (token->text, token->length);

  return g_hash_table_contains (composer->glossary->nominal, word);
}

static gboolean
kind_by_verb (const Composer *composer, guint start, guint end, JbClause *clause)
{
  Composer lenient = *composer;

  if (end - start != 2 || term_as (composer, start, JB_TERM_VERB) == NULL || !verb_names_kind (composer, start, end))
    return FALSE;
  lenient.verbs_are_nouns = lenient.verbs_may_lead = TRUE;
  clause->object = jb_noun_phrase (&lenient, start, end, 0, 0, &clause->domain);
  return clause->object != NULL;
}

/* 领导干部｜包联｜企业: people did something to others, or others for them. */
static gboolean
is_doubtful (const Composer *composer, guint verb, guint end)
{
  const JbTerm *who = term_as (composer, verb - 1, JB_TERM_NOUN), *whom = term_as (composer, end - 1, JB_TERM_NOUN);

  return who != NULL && whom != NULL && strcmp (who->domain, "person") == 0 && jb_domain_is_party (whom->domain);
}

/* Noun, verb, noun: 行政复议｜办结｜案件. */
static gboolean
noun_verb_noun (const Composer *composer, guint start, guint end, JbClause *clause)
{
  guint verb = start + 1;

  while (verb + 1 < end && !is_pure_verb (composer, verb))
    verb++;
  if (verb + 1 >= end || !has_noun (composer, start, verb) || is_nominal (composer, verb))
    return FALSE;
  guint after = verb + 1;
  while (after + 1 < end && may_stand_in_verb_group (composer, after, FALSE) && !is_conjunction (composer, after))
    after++;
  guint object = is_text (composer, after, "的") ? after + 1 : after;
  if (object >= end)
    return FALSE;
  if (done_by (composer, start, verb, after, object, end, clause))
    return TRUE;
  if (is_doubtful (composer, verb, end))
    return FALSE;
  g_free (clause->object);
  clause->object = NULL;
  clause->object = jb_noun_phrase (composer, start, end, verb, object, &clause->domain);
  return clause->object != NULL && !jb_noun_is_rate (clause->object) && verb_group (composer, verb, after, clause);
}

static gboolean
as_noun (const Composer *composer, guint start, guint end, JbClause *clause)
{
  clause->object = jb_noun_phrase (composer, start, end, 0, 0, &clause->domain);
  return clause->object != NULL;
}

typedef gboolean (*Reading) (const Composer *composer, guint start, guint end, JbClause *clause);

static gboolean
object_pure_verb (const Composer *composer, guint start, guint end, JbClause *clause)
{
  return object_verb (composer, start, end, FALSE, clause);
}

static gboolean
object_any_verb (const Composer *composer, guint start, guint end, JbClause *clause)
{
  return object_verb (composer, start, end, TRUE, clause);
}

static gboolean
verb_object (const Composer *composer, guint start, guint end, JbClause *clause)
{
  return verb_before_object (composer, start, end, FALSE, clause);
}

static gboolean
any_verb_object (const Composer *composer, guint start, guint end, JbClause *clause)
{
  return verb_before_object (composer, start, end, TRUE, clause);
}

static gboolean
nouns_only (const Composer *composer, guint start, guint end, JbClause *clause)
{
  Composer lenient = *composer;

  for (guint i = start + 1; i + 1 < end; i++)
    if (is_pure_verb (composer, i) && is_doubtful (composer, i, end))
      return FALSE;
  for (guint i = start + 1; i + 1 < end; i++) /* 国资委｜监管｜企业｜利润: who is regulated? */
    if (i + 2 < end && is_pure_verb (composer, i) && is_nominal (composer, i) && has_noun (composer, start, i)
        && !verb_names_kind (composer, i, end))
      return FALSE;
  lenient.verbs_are_nouns = TRUE;
  return as_noun (&lenient, start, end, clause);
}

/* @ambiguous: at the end, a word that may be verb or noun is a verb. */
gboolean
jb_compose_parse (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause)
{
  static const Reading nouns_first[] = { people_doing, kind_by_verb, object_pure_verb, verb_object, as_noun, noun_verb_noun, nouns_only };
  static const Reading verbs_first[] = { people_doing, kind_by_verb, object_any_verb, any_verb_object, as_noun, noun_verb_noun, nouns_only };
  const Reading *readings = ambiguous ? verbs_first : nouns_first;

  if (start >= end)
    return FALSE;
  end = jb_compose_before_idle (composer, start, end);
  if (jb_compose_measure (composer, start, end, ambiguous, clause))
    return TRUE;
  jb_clause_clear (clause);
  for (gsize i = 0; i < G_N_ELEMENTS (nouns_first); i++)
    {
      if (readings[i] (composer, start, end, clause))
        return TRUE;
      jb_clause_clear (clause);
    }
  return FALSE;
}

gboolean
jb_clause_parse (const JbGlossary *glossary, const char *label, gboolean ambiguous, JbClause *clause)
{
  g_autoptr(GArray) tokens = jb_segment (glossary, label);
  Composer composer = { glossary, tokens, FALSE, FALSE };

  return tokens != NULL && jb_compose_parse (&composer, 0, tokens->len, ambiguous, clause);
}

void
jb_clause_clear (JbClause *clause)
{
  g_free (clause->object);
  g_free (clause->participle);
  g_free (clause->action);
  *clause = (JbClause) { 0 };
}
