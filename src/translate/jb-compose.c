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
#include "jb-phrase-private.h"

#include "jb-fold.h"
#include "jb-han.h"

#include <string.h>

typedef struct
{
  char *object;     /* noun phrase, its head as the glossary gives it; NULL: none */
  char *participle; /* "accepted"; NULL: no verb */
  char *action;     /* "acceptance" */
  const char *domain; /* of the object's head; NULL: not known */
  gboolean measured;  /* ended in a head: the object is complete */
  gboolean counting;  /* that head only said that things are counted */
} Clause;

static void
clause_clear (Clause *clause)
{
  g_free (clause->object);
  g_free (clause->participle);
  g_free (clause->action);
  *clause = (Clause) { 0 };
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clause, clause_clear)

/* Verbs of [@start, @end): "accepted and concluded"; adverbs stand before the participle. */
static gboolean
verb_group (const Composer *composer, guint start, guint end, Clause *clause)
{
  g_autoptr(GString) participle = g_string_new (NULL);
  g_autoptr(GString) action = g_string_new (NULL);
  g_autoptr(GString) adverb = g_string_new (NULL);
  const JbTerm *term;

  for (guint i = start; i < end; i++)
    if ((term = term_as (composer, i, JB_TERM_ADVERB)) != NULL && *term->en != '\0'
        && term_as (composer, i, JB_TERM_VERB) == NULL)
      g_string_append_printf (adverb, "%s ", term->en);
  for (guint i = start; i < end; i++)
    {
      if ((term = term_as (composer, i, JB_TERM_VERB)) == NULL)
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
object_verb (const Composer *composer, guint start, guint end, gboolean ambiguous, Clause *clause)
{
  guint verb = end;

  while (verb > start && may_stand_in_verb_group (composer, verb - 1, ambiguous))
    {
      verb--;
      ambiguous = ambiguous && !is_pure_verb (composer, verb); /* 公证｜办理: the first is what was handled */
    }
  while (verb < end && is_conjunction (composer, verb))
    verb++;
  if (verb == end || (verb == start && verb + 1 != end))
    return FALSE;
  if (verb > start && (clause->object = jb_noun_phrase (composer, start, verb, 0, 0, &clause->domain)) == NULL)
    return FALSE;
  return verb_group (composer, verb, end, clause);
}

static gboolean
is_party (const char *domain)
{
  return domain != NULL && (strcmp (domain, "person") == 0 || strcmp (domain, "party") == 0);
}

/* 实施, 开展: nobody carries out people. */
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

/* Verb, then object: 查处｜案件. A word that may be a noun too is a verb here only before people and enterprises, or
 * where things are counted. */
static gboolean
verb_before_object (const Composer *composer, guint start, guint end, gboolean ambiguous, Clause *clause)
{
  guint verb = start;

  while (verb < end && may_stand_in_verb_group (composer, verb, TRUE) && !is_conjunction (composer, verb)
         && term_as (composer, verb, JB_TERM_MODIFIER) == NULL)
    verb++;
  if (verb == start || verb == end)
    return FALSE;
  gboolean pure = FALSE;
  for (guint i = start; i < verb; i++)
    pure |= is_pure_verb (composer, i);
  guint object = is_text (composer, verb, "的") ? verb + 1 : verb;
  clause->object = object < end ? jb_noun_phrase (composer, object, end, 0, 0, &clause->domain) : NULL;
  return clause->object != NULL && (pure || ambiguous || is_party (clause->domain))
         && !(is_silent (composer, start, verb) && is_party (clause->domain)) && verb_group (composer, start, verb, clause);
}

/* Verb, object, people: 享受｜低保｜人员 "People receiving subsistence allowances". */
static gboolean
people_doing (const Composer *composer, guint start, guint end, Clause *clause)
{
  const JbTerm *verb = term_as (composer, start, JB_TERM_VERB);
  const JbTerm *people = term_as (composer, end - 1, JB_TERM_NOUN);
  guint stop = end - 1;

  if (verb == NULL || verb->third == NULL || end - start < 3 || people == NULL || !is_party (people->domain))
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

/* Noun, verb, noun: 行政复议｜办结｜案件. */
static gboolean
noun_verb_noun (const Composer *composer, guint start, guint end, Clause *clause)
{
  guint verb = start + 1;

  while (verb + 1 < end && !is_pure_verb (composer, verb))
    verb++;
  if (verb + 1 >= end || !has_noun (composer, start, verb))
    return FALSE;
  guint after = verb + 1;
  while (after + 1 < end && may_stand_in_verb_group (composer, after, FALSE) && !is_conjunction (composer, after))
    after++;
  guint object = is_text (composer, after, "的") ? after + 1 : after;
  clause->object = object < end ? jb_noun_phrase (composer, start, end, verb, object, &clause->domain) : NULL;
  return clause->object != NULL && verb_group (composer, verb, after, clause);
}

static gboolean
as_noun (const Composer *composer, guint start, guint end, Clause *clause)
{
  clause->object = jb_noun_phrase (composer, start, end, 0, 0, &clause->domain);
  return clause->object != NULL;
}

static gboolean parse (const Composer *composer, guint start, guint end, gboolean ambiguous, Clause *clause);

/* Replaces each mark of @pattern; FALSE where the clause lacks what it asks for. */
static gboolean
fill_pattern (const Composer *composer, const char *pattern, const Clause *clause, GString *text)
{
  g_autofree char *action = clause->action != NULL ? jb_noun_plural (composer->glossary, clause->action) : NULL;
  g_autofree char *plural = clause->object != NULL ? jb_noun_plural (composer->glossary, clause->object) : NULL;
  g_autofree char *before = clause->object != NULL ? jb_noun_attributive (composer->glossary, clause->object) : NULL;
  const struct { const char *mark; const char *text; } marks[] = {
    { "~ings", action }, { "~ing", clause->action }, { "~ed", clause->participle }, { "~s", plural }, { "~", before } };

  while (*pattern != '\0')
    {
      gsize k = 0;

      while (k < G_N_ELEMENTS (marks) && !g_str_has_prefix (pattern, marks[k].mark))
        k++;
      if (k == G_N_ELEMENTS (marks))
        {
          g_string_append_c (text, *pattern++);
          continue;
        }
      if (marks[k].text == NULL)
        return FALSE;
      g_string_append (text, marks[k].text);
      pattern += strlen (marks[k].mark);
    }
  return TRUE;
}

/* "~ rate" around "discharge of pollutants" must become "rate of discharge of pollutants". */
static gboolean
fill_noun_pattern (const Composer *composer, const char *pattern, const Clause *clause, GString *text)
{
  if (g_str_has_prefix (pattern, "~ ") && clause->object != NULL && jb_noun_is_complex (clause->object))
    {
      g_autofree char *plural = jb_noun_plural (composer->glossary, clause->object);

      g_string_append_printf (text, "%s of %s", pattern + 2, plural);
      return TRUE;
    }
  return fill_pattern (composer, pattern, clause, text);
}

/* "loans" and "issued" as one noun phrase. */
static void
fuse (const Composer *composer, Clause *clause)
{
  if (clause->participle == NULL || clause->object == NULL)
    return;
  g_autofree char *plural = jb_noun_plural (composer->glossary, clause->object);

  g_free (clause->object);
  clause->object = g_strdup_printf ("%s %s", plural, clause->participle);
  g_clear_pointer (&clause->participle, g_free);
  g_clear_pointer (&clause->action, g_free);
}

static gboolean
has_mark (const char *pattern, const char *mark)
{
  return strstr (pattern, mark) != NULL;
}

/* "@" in front: only of people and enterprises. "!": only without an object. A pattern with a verb only for a clause with
 * one. Returns: (transfer full) (nullable). */
static char *
try_pattern (const Composer *composer, const char *pattern, const char *prefix, const Clause *clause)
{
  g_autoptr(GString) text = g_string_new (prefix);
  gboolean verbal = has_mark (pattern, "~ed") || has_mark (pattern, "~ing");

  if (verbal != (clause->participle != NULL) || (*pattern == '@' && !is_party (clause->domain))
      || (*pattern == '!' && clause->object != NULL))
    return NULL;
  pattern += *pattern == '@' || *pattern == '!' ? 1 : 0;
  if (verbal && clause->object != NULL && !has_mark (pattern, "~s") && !has_mark (pattern, "~ ") )
    return NULL;
  if (!(verbal ? fill_pattern (composer, pattern, clause, text) : fill_noun_pattern (composer, pattern, clause, text)))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
apply_head (const Composer *composer, const JbTerm *head, const char *prefix, Clause *clause)
{
  g_auto(GStrv) patterns = g_strsplit (head->full, ";", -1);
  gboolean had_verb = clause->participle != NULL;
  gboolean counting = !had_verb && *prefix == '\0' && strstr (head->full, "~s;") != NULL && head->full[0] == '~' && head->full[1] == 's';
  char *text = NULL;

  for (guint pass = 0; pass < 2 && text == NULL; pass++)
    {
      for (guint i = 0; patterns[i] != NULL && text == NULL; i++)
        {
          g_strstrip (patterns[i]);
          if (pass == 0 || !had_verb || !g_str_has_prefix (patterns[i], "~ "))
            text = try_pattern (composer, patterns[i], prefix, clause);
        }
      fuse (composer, clause);
    }
  if (text == NULL)
    return FALSE;
  const char *domain = clause->domain;
  clause_clear (clause);
  *clause = (Clause) { .object = text, .domain = domain, .measured = TRUE, .counting = counting };
  return TRUE;
}

/* Rates of change are of the whole: 年均｜…｜增速. */
static gboolean
is_trend (const JbTerm *head)
{
  return strstr (head->en, " in ~") != NULL;
}

/* 享受｜低保｜人数 */
static gboolean
people_of (const Composer *composer, guint start, guint end, Clause *clause)
{
  const JbTerm *verb = term_as (composer, start, JB_TERM_VERB);
  g_autofree char *object = verb != NULL && verb->third != NULL ? jb_noun_phrase (composer, start + 1, end, 0, 0, NULL) : NULL;

  if (object == NULL)
    return FALSE;
  clause->object = g_strdup_printf ("people %s %s", verb->third, object);
  clause->measured = TRUE;
  return TRUE;
}

static gboolean
with_head (const Composer *composer, guint start, guint end, gboolean ambiguous, Clause *clause)
{
  const JbTerm *head = term_as (composer, end - 1, JB_TERM_HEAD);
  g_autoptr(GString) prefix = g_string_new (NULL);
  const JbTerm *modifier;

  if (head == NULL || end - start < 2)
    return FALSE;
  if (is_trend (head))
    while (start + 1 < end && (modifier = term_as (composer, start, JB_TERM_HEAD_MODIFIER)) != NULL)
      {
        g_string_append_printf (prefix, "%s ", modifier->en);
        start++;
      }
  end--;
  if (is_text (composer, end, "人数") && people_of (composer, start, end, clause))
    return TRUE;
  while (end > start && (modifier = term_as (composer, end - 1, JB_TERM_HEAD_MODIFIER)) != NULL)
    {
      g_autofree char *words = g_strdup_printf ("%s ", modifier->en);
      g_string_prepend (prefix, words);
      end--;
    }
  if (end > start && is_text (composer, end - 1, "的"))
    end--;
  return end > start && parse (composer, start, end, ambiguous, clause) && apply_head (composer, head, prefix->str, clause);
}

/* 第三产业增加值｜占｜地区生产总值｜比重 */
static gboolean
share_of (const Composer *composer, guint start, guint end, Clause *clause)
{
  guint middle = start;

  while (middle < end && !is_text (composer, middle, "占"))
    middle++;
  if (middle == start || middle + 1 >= end)
    return FALSE;
  const JbTerm *head = term_as (composer, end - 1, JB_TERM_HEAD);
  guint stop = head != NULL ? end - 1 : end;
  if (stop > middle + 1 && is_text (composer, stop - 1, "的"))
    stop--;
  if ((head != NULL && strstr (head->en, "share of") == NULL) || stop <= middle + 1)
    return FALSE;
  g_auto(Clause) part = { 0 };
  g_auto(Clause) whole = { 0 };
  if (!parse (composer, start, middle, FALSE, &part) || !parse (composer, middle + 1, stop, FALSE, &whole))
    return FALSE;
  fuse (composer, &part);
  fuse (composer, &whole);
  if (part.object == NULL || whole.object == NULL)
    return FALSE;
  g_autofree char *parts = jb_noun_plural (composer->glossary, part.object);
  g_autofree char *wholes = jb_noun_plural (composer->glossary, whole.object);
  clause->object = g_strdup_printf ("%s as a share of %s", parts, wholes);
  clause->measured = TRUE;
  return TRUE;
}

typedef gboolean (*Reading) (const Composer *composer, guint start, guint end, Clause *clause);

static gboolean
object_pure_verb (const Composer *composer, guint start, guint end, Clause *clause)
{
  return object_verb (composer, start, end, FALSE, clause);
}

static gboolean
object_any_verb (const Composer *composer, guint start, guint end, Clause *clause)
{
  return object_verb (composer, start, end, TRUE, clause);
}

static gboolean
verb_object (const Composer *composer, guint start, guint end, Clause *clause)
{
  return verb_before_object (composer, start, end, FALSE, clause);
}

static gboolean
any_verb_object (const Composer *composer, guint start, guint end, Clause *clause)
{
  return verb_before_object (composer, start, end, TRUE, clause);
}

static gboolean
nouns_only (const Composer *composer, guint start, guint end, Clause *clause)
{
  Composer lenient = *composer;

  lenient.verbs_are_nouns = TRUE;
  return as_noun (&lenient, start, end, clause);
}

/* @ambiguous: at the end, a word that may be verb or noun is a verb. */
static gboolean
parse (const Composer *composer, guint start, guint end, gboolean ambiguous, Clause *clause)
{
  static const Reading nouns_first[] = { people_doing, object_pure_verb, verb_object, as_noun, noun_verb_noun, nouns_only };
  static const Reading verbs_first[] = { people_doing, object_any_verb, any_verb_object, as_noun, noun_verb_noun, nouns_only };
  const Reading *readings = ambiguous ? verbs_first : nouns_first;

  if (start >= end)
    return FALSE;
  if (share_of (composer, start, end, clause))
    return TRUE;
  clause_clear (clause);
  if (with_head (composer, start, end, ambiguous, clause))
    return TRUE;
  clause_clear (clause);
  for (gsize i = 0; i < G_N_ELEMENTS (nouns_first); i++)
    {
      if (readings[i] (composer, start, end, clause))
        return TRUE;
      clause_clear (clause);
    }
  return FALSE;
}

/* Quotation marks say nothing in a label; brackets and full width are made one form. */
static char *
clean (const char *zh)
{
  g_autofree char *line = jb_fold_lines (zh, -1);
  GString *text = g_string_new (NULL);

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));

      if (c != 0x201C && c != 0x201D && c != 0x2018 && c != 0x2019 && c != '"')
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

static gboolean
parse_text (const JbGlossary *glossary, const char *label, gboolean ambiguous, Clause *clause)
{
  g_autoptr(GArray) tokens = jb_segment (glossary, label);
  Composer composer = { glossary, tokens, FALSE };

  return tokens != NULL && parse (&composer, 0, tokens->len, ambiguous, clause);
}

/* 调解室(站): "mediation rooms (stations)" */
static gboolean
parse_bracket (const JbGlossary *glossary, const char *label, gboolean ambiguous, Clause *clause)
{
  const char *open = strchr (label, '(');

  if (open == NULL || open == label || !g_str_has_suffix (label, ")") || strchr (open + 1, '(') != NULL)
    return FALSE;
  g_autofree char *outer = g_strndup (label, (gsize) (open - label));
  g_autofree char *inner = g_strndup (open + 1, strlen (open) - 2);
  g_auto(Clause) second = { 0 };
  if (!parse_text (glossary, outer, ambiguous, clause) || clause->object == NULL || clause->participle != NULL
      || !parse_text (glossary, inner, FALSE, &second) || second.object == NULL || second.participle != NULL)
    return FALSE;
  g_autofree char *first = jb_noun_plural (glossary, clause->object);
  g_autofree char *other = jb_noun_plural (glossary, second.object);
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s (%s)", first, other);
  return TRUE;
}

static gboolean
parse_label (const JbGlossary *glossary, const char *zh, gboolean ambiguous, Clause *clause)
{
  g_autofree char *label = clean (zh);

  if (parse_text (glossary, label, ambiguous, clause))
    return TRUE;
  clause_clear (clause);
  return parse_bracket (glossary, label, ambiguous, clause);
}

/* "gross regional product" → "Gross regional product". */
static char *
sentence_case (char *text)
{
  if (text != NULL)
    text[0] = g_ascii_toupper (text[0]);
  return text;
}

/* A label that long is no label: its Chinese was a clause. */
#define MAX_WORDS 16
#define MAX_OF 3

static gboolean
is_unwieldy (const char *text)
{
  guint words = 1, of = 0;

  for (const char *at = text; (at = strchr (at, ' ')) != NULL; at++)
    {
      words++;
      of += g_str_has_prefix (at, " of ") ? 1u : 0u;
    }
  return words > MAX_WORDS || of > MAX_OF;
}

static char *
print (const JbGlossary *glossary, const Clause *clause, gboolean plural)
{
  g_autofree char *many = clause->object == NULL ? NULL : plural ? jb_noun_plural (glossary, clause->object)
                                                                : g_strdup (clause->object);

  if (clause->object == NULL || is_unwieldy (clause->object))
    return NULL;
  if (clause->participle != NULL)
    return sentence_case (g_strdup_printf ("%s %s", many, clause->participle));
  return sentence_case (g_strdup (plural && !clause->measured ? many : clause->object));
}

char *
jb_glossary_compose (const JbGlossary *glossary, const char *zh)
{
  g_auto(Clause) clause = { 0 };

  return parse_label (glossary, zh, FALSE, &clause) ? print (glossary, &clause, TRUE) : NULL;
}

/* 次, 场: the action itself is counted; 件, 人, 户: what it was done to. */
static gboolean
counts_actions (const JbMetric *metric)
{
  static const char *const counters[] = { "次", "场", "场次", "期", "批次", "轮", "批", "届", "节", NULL };

  return metric->base_unit != NULL && g_strv_contains (counters, metric->base_unit);
}

static const JbTerm *
verb_of_metric (const JbGlossary *glossary, const JbMetric *metric)
{
  const JbTerm *term = metric->verb != NULL ? jb_glossary_get (glossary, metric->verb, strlen (metric->verb)) : NULL;

  while (term != NULL && (term->kind != JB_TERM_VERB || term->silent))
    term = term->next;
  return term;
}

/* 传达学习…会议精神5次: what is counted is the studying. */
static void
count_actions_of_metric (const JbGlossary *glossary, const JbMetric *metric, Clause *clause)
{
  const JbTerm *verb = clause->counting ? verb_of_metric (glossary, metric) : NULL;

  if (verb == NULL || verb->second == NULL || strstr (metric->label_zh, metric->verb) != NULL)
    return;
  g_autofree char *actions = jb_noun_plural (glossary, verb->second);
  g_autofree char *objects = jb_noun_plural (glossary, clause->object);
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s of %s", actions, objects);
}

static void
add_verb_of_metric (const JbGlossary *glossary, const JbMetric *metric, Clause *clause)
{
  if (clause->participle != NULL || (clause->measured && !clause->counting) || metric->verb == NULL
      || counts_actions (metric) || strstr (metric->label_zh, metric->verb) != NULL
      || jb_noun_has_participle (clause->object) || (metric->dimension != JB_DIMENSION_COUNT && metric->dimension != JB_DIMENSION_MONEY))
    return;
  const JbTerm *verb = verb_of_metric (glossary, metric);
  clause->participle = verb != NULL ? g_strdup (verb->en) : NULL;
}

char *
jb_glossary_label (const JbGlossary *glossary, const JbMetric *metric)
{
  gboolean count = metric->dimension == JB_DIMENSION_COUNT;
  g_auto(Clause) clause = { 0 };

  if (!parse_label (glossary, metric->label_zh, count && !counts_actions (metric), &clause))
    return NULL;
  if (counts_actions (metric))
    count_actions_of_metric (glossary, metric, &clause);
  add_verb_of_metric (glossary, metric, &clause);
  return print (glossary, &clause, count);
}
