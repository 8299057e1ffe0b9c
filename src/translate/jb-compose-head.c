/* What measures a clause: heads and their patterns, shares, ratios, satisfaction.
 *
 *   规范性文件备案｜率              "filing rate of normative documents"
 *   第三产业增加值｜占｜地区生产总值  "value added of tertiary industry as a share of gross regional product"
 *   心理健康筛查｜人数              "people undergoing mental health screening" */
#include "jb-compose-private.h"

#include <string.h>

/* Replaces each mark of @pattern; FALSE where the clause lacks what it asks for. */
static gboolean
fill_pattern (const Composer *composer, const char *pattern, const JbClause *clause, GString *text)
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
fill_noun_pattern (const Composer *composer, const char *pattern, const JbClause *clause, GString *text)
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
fuse (const Composer *composer, JbClause *clause)
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
try_pattern (const Composer *composer, const char *pattern, const char *prefix, const JbClause *clause)
{
  g_autoptr(GString) text = g_string_new (prefix);
  gboolean verbal = has_mark (pattern, "~ed") || has_mark (pattern, "~ing");

  if (verbal != (clause->participle != NULL) || (*pattern == '@' && !jb_domain_is_party (clause->domain))
      || (*pattern == '!' && clause->object != NULL))
    return NULL;
  pattern += *pattern == '@' || *pattern == '!' ? 1 : 0;
  if (verbal && clause->object != NULL && !has_mark (pattern, "~s") && !has_mark (pattern, "~ ") )
    return NULL;
  if (!(verbal ? fill_pattern (composer, pattern, clause, text) : fill_noun_pattern (composer, pattern, clause, text)))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* 新能源装机｜绿电｜占比: "share of green electricity of installed capacity", two things run into one. */
static gboolean
is_of_measure (const char *object)
{
  const char *of = strstr (object, " of ");

  return of != NULL && (g_str_has_prefix (of + 4, "average ") || jb_noun_is_rate (of + 4)
                        || (jb_noun_is_amount (of + 4) && !g_str_has_prefix (object, "value added")));
}

/* A share of a rate, a decrease in a reduction: nobody means that. */
static gboolean
repeats_head (const char *pattern, const JbClause *clause)
{
  if (clause->object == NULL || clause->participle != NULL)
    return FALSE;
  if (strstr (clause->object, " as a share of ") != NULL) /* only changes of it mean something */
    return strstr (pattern, " in ~") == NULL && strstr (pattern, "growth of ~") == NULL;
  return g_str_has_prefix (pattern, "share of ") && (jb_noun_is_rate (clause->object) || is_of_measure (clause->object));
}

/* "area of per capita roads" is "per capita area of roads". */
static char *
put_per_capita_first (char *text)
{
  static const char words[] = "per capita ";
  char *at = strstr (text, " of per capita ");

  if (at == NULL || strstr (text, "share of ") != NULL || strstr (text, "ratio of ") != NULL)
    return text;
  char *moved = g_strdup_printf ("%s%.*s%s", words, (int) (at + 4 - text), text, at + 4 + strlen (words));
  g_free (text);
  return moved;
}

static gboolean
is_fall (const char *text)
{
  return g_str_has_prefix (text, "decrease in ") || g_str_has_prefix (text, "reduction in ");
}

static gboolean
is_rise (const char *text)
{
  return g_str_has_prefix (text, "increase in ") || g_str_has_prefix (text, "net increase in ");
}

/* "capacity of ~s" around "photovoltaic installed capacity" */
static gboolean
names_head_already (const char *pattern, const JbClause *clause)
{
  const char *of = strstr (pattern, " of ~s");
  gsize n = of != NULL ? (gsize) (of - pattern) : 0, length = clause->object != NULL ? strlen (clause->object) : 0;

  return n > 0 && clause->participle == NULL && length > n && !jb_noun_is_complex (clause->object) && clause->object[length - n - 1] == ' '
         && memcmp (clause->object + length - n, pattern, n) == 0;
}

static gboolean
apply_head (const Composer *composer, const JbTerm *head, const char *prefix, JbClause *clause)
{
  g_auto(GStrv) patterns = g_strsplit (head->full, ";", -1);
  gboolean had_verb = clause->participle != NULL;
  gboolean counting = !had_verb && *prefix == '\0' && strstr (head->full, "~s;") != NULL && head->full[0] == '~' && head->full[1] == 's';
  char *text = NULL;

  if (repeats_head (head->full, clause))
    return FALSE;
  if (is_fall (head->full) && g_strcmp0 (clause->participle, "reduced") == 0) /* 减少｜罚款｜减少额 */
    {
      g_clear_pointer (&clause->participle, g_free);
      had_verb = FALSE;
    }
  if (clause->object != NULL && is_fall (head->full) && is_fall (clause->object))
    return TRUE; /* 承诺时限压缩比｜降幅 */
  if (*prefix == '\0' && names_head_already (head->full, clause))
    {
      clause->measured = TRUE;
      return TRUE;
    }
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
  text = put_per_capita_first (text);
  const char *domain = clause->domain;
  jb_clause_clear (clause);
  *clause = (JbClause) { .object = text, .domain = domain, .measured = TRUE, .counting = counting };
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
people_of (const Composer *composer, guint start, guint end, JbClause *clause)
{
  const JbTerm *verb = term_as (composer, start, JB_TERM_VERB);
  g_autofree char *object = verb != NULL && verb->third != NULL ? jb_noun_phrase (composer, start + 1, end, 0, 0, NULL) : NULL;

  if (object == NULL)
    return FALSE;
  clause->object = g_strdup_printf ("people %s %s", verb->third, object);
  clause->measured = TRUE;
  return TRUE;
}

/* 压减｜一般性支出｜减少额: said twice. */
static gboolean
says_same_trend (const JbTerm *first, const JbTerm *head)
{
  return first != NULL && ((is_fall (first->full) && is_fall (head->full)) || (is_rise (first->full) && is_rise (head->full)));
}

/* 增速｜分别｜高于全国, 任务｜全面: adverbs that say nothing there. Returns: the end without them. */
guint
jb_compose_before_idle (const Composer *composer, guint start, guint end)
{
  while (end > start + 1)
    {
      const JbTerm *adverb = term_as (composer, end - 1, JB_TERM_ADVERB);
      const JbTerm *modifier = term_as (composer, end - 1, JB_TERM_MODIFIER);
      gboolean idle = (adverb != NULL && *adverb->en == '\0') || (modifier != NULL && *modifier->en == '\0');

      if (!idle || term_as (composer, end - 1, JB_TERM_NOUN) != NULL || term_as (composer, end - 1, JB_TERM_VERB) != NULL)
        break;
      end--;
    }
  return end;
}

/* 心理健康筛查｜人数: "people undergoing mental health screening"; how is told by the head of the noun phrase. */
static gboolean
people_by_noun (const Composer *composer, guint start, guint end, JbClause *clause)
{
  const char *domain = NULL;
  g_autofree char *object = jb_noun_phrase (composer, start, end, 0, 0, &domain);
  const char *how = object != NULL && !jb_domain_is_party (domain) ? jb_noun_people (composer->glossary, object) : NULL;

  if (how == NULL)
    return FALSE;
  char *plural = jb_noun_plural (composer->glossary, object);
  clause->object = strcmp (how, "=") == 0 ? g_strdup (plural) : g_strdup_printf ("people %s %s", how, plural);
  clause->measured = TRUE;
  g_free (plural);
  return TRUE;
}

static gboolean
with_head (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause)
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
  if (end - start > 1 && says_same_trend (term_as (composer, start, JB_TERM_HEAD), head))
    start++;
  if (is_text (composer, end, "人数") && (people_of (composer, start, end, clause) || people_by_noun (composer, start, end, clause)))
    return TRUE;
  while (end > start && (modifier = term_as (composer, end - 1, JB_TERM_HEAD_MODIFIER)) != NULL)
    {
      g_autofree char *words = g_strdup_printf ("%s ", modifier->en);
      g_string_prepend (prefix, words);
      end--;
    }
  end = jb_compose_before_idle (composer, start, end);
  if (end > start && is_text (composer, end - 1, "的"))
    end--;
  return end > start && jb_compose_parse (composer, start, end, ambiguous, clause) && apply_head (composer, head, prefix->str, clause);
}

/* 社会物流总费用｜与｜GDP｜的｜比率: "ratio of total social logistics costs to GDP" */
static gboolean
ratio_of (const Composer *composer, guint start, guint end, JbClause *clause)
{
  static const char *const ratios[] = { "比率", "比值", "之比", "比", NULL };
  const JbTerm *head = term_as (composer, end - 1, JB_TERM_HEAD);
  guint middle = start, stop = end - 1;

  if (head == NULL || !g_strv_contains (ratios, head->zh))
    return FALSE;
  if (stop > start && is_text (composer, stop - 1, "的"))
    stop--;
  while (middle < stop && !is_text (composer, middle, "与") && !is_text (composer, middle, "和") && !is_text (composer, middle, "占"))
    middle++;
  if (middle == start || middle + 1 >= stop)
    return FALSE;
  g_auto(JbClause) part = { 0 };
  g_auto(JbClause) whole = { 0 };
  if (!jb_compose_parse (composer, start, middle, FALSE, &part) || !jb_compose_parse (composer, middle + 1, stop, FALSE, &whole) || part.object == NULL
      || whole.object == NULL || part.participle != NULL || whole.participle != NULL)
    return FALSE;
  g_autofree char *parts = jb_noun_plural (composer->glossary, part.object);
  g_autofree char *wholes = jb_noun_plural (composer->glossary, whole.object);
  clause->object = g_strdup_printf ("ratio of %s to %s", parts, wholes);
  clause->measured = TRUE;
  return TRUE;
}

/* 公众｜生态环境｜满意率: "satisfaction rate of the public with the ecological environment" */
static gboolean
satisfaction_of (const Composer *composer, guint start, guint end, JbClause *clause)
{
  const JbTerm *head = term_as (composer, end - 1, JB_TERM_HEAD);
  const JbTerm *who = term_as (composer, start, JB_TERM_NOUN);
  guint object = start + 1, stop = end - 1;

  if (head == NULL || end - start < 3 || who == NULL || !jb_domain_is_party (who->domain) || !g_str_has_prefix (head->zh, "满意"))
    return FALSE;
  object += is_text (composer, object, "对") ? 1 : 0;
  stop -= is_text (composer, stop - 1, "的") ? 1 : 0;
  g_autofree char *what = object < stop ? jb_noun_phrase (composer, object, stop, 0, 0, NULL) : NULL;
  if (what == NULL)
    return FALSE;
  g_autofree char *people = jb_noun_plural (composer->glossary, who->en);
  g_autofree char *plural = jb_noun_plural (composer->glossary, what);
  clause->object = g_strdup_printf ("satisfaction%s of %s with %s", g_str_has_suffix (head->zh, "率") ? " rate" : "", people, plural);
  clause->measured = TRUE;
  return TRUE;
}

static gboolean
is_share_joint (const Composer *composer, guint i)
{
  return is_text (composer, i, "占") || is_text (composer, i, "达到") || is_text (composer, i, "相当于");
}

/* "a share of the budget": of a single whole there is one. */
static char *
print_whole (const JbGlossary *glossary, const char *whole)
{
  const char *space = strrchr (whole, ' ');
  const char *noun = space != NULL ? space + 1 : whole;

  if (g_hash_table_contains (glossary->wholes, noun) && !jb_noun_is_complex (whole))
    return g_strdup_printf ("the %s", whole);
  return jb_noun_plural (glossary, whole);
}

/* 原煤产量｜占｜全国: "the national total" */
static gboolean
whole_of_place (const Composer *composer, guint start, guint end, JbClause *whole)
{
  static const char *const places[] = { "全国", "全省", "全市", "全县", "全区", "全州", "全球", "世界", "全社会", "总", NULL };
  const JbTerm *place = end == start + 1 ? term_as (composer, start, JB_TERM_MODIFIER) : NULL;

  if (place == NULL || !g_strv_contains (places, place->zh))
    return FALSE;
  whole->object = strcmp (place->en, "total") == 0 ? g_strdup ("total") : g_strconcat (place->en, " total", NULL);
  return TRUE;
}

/* 第三产业增加值｜占｜地区生产总值｜比重 */
static gboolean
share_of (const Composer *composer, guint start, guint end, JbClause *clause)
{
  guint middle = start;

  while (middle < end && !is_share_joint (composer, middle))
    middle++;
  if (middle == start || middle + 1 >= end)
    return FALSE;
  const JbTerm *head = term_as (composer, end - 1, JB_TERM_HEAD);
  guint stop = head != NULL ? end - 1 : end;
  if (stop > middle + 1 && is_text (composer, stop - 1, "的"))
    stop--;
  if ((head != NULL && strstr (head->en, "share of") == NULL) || stop <= middle + 1)
    return FALSE;
  g_auto(JbClause) part = { 0 };
  g_auto(JbClause) whole = { 0 };
  if (!jb_compose_parse (composer, start, middle, FALSE, &part)
      || (!whole_of_place (composer, middle + 1, stop, &whole) && !jb_compose_parse (composer, middle + 1, stop, FALSE, &whole)))
    return FALSE;
  fuse (composer, &part);
  fuse (composer, &whole);
  if (part.object == NULL || whole.object == NULL || jb_noun_is_rate (whole.object) || jb_noun_is_rate (part.object)
      || strstr (whole.object, " as a share of ") != NULL)
    return FALSE;
  g_autofree char *parts = jb_noun_plural (composer->glossary, part.object);
  g_autofree char *wholes = print_whole (composer->glossary, whole.object);
  clause->object = g_strdup_printf ("%s as a share of %s", parts, wholes);
  clause->measured = TRUE;
  return TRUE;
}

gboolean
jb_compose_measure (const Composer *composer, guint start, guint end, gboolean ambiguous, JbClause *clause)
{
  if (share_of (composer, start, end, clause) || ratio_of (composer, start, end, clause) || satisfaction_of (composer, start, end, clause))
    return TRUE;
  jb_clause_clear (clause);
  return with_head (composer, start, end, ambiguous, clause);
}
