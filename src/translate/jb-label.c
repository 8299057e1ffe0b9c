/* Labels in print.
 *
 *   人民调解员（专职）          "People's mediators (full-time)"
 *   2024年地区生产总值增速      "Growth in gross regional product (2024)"
 *   公安机关, verb 移送, 4件    "Cases referred to public security organs"
 *   基本建成, 2400套            "Basically completed" */
#include "jb-clause-private.h"
#include "jb-segment.h"

#include "jb-fold.h"
#include "jb-han.h"

#include <string.h>

/* Quotation marks and those of titles say nothing in a label; brackets and full width are made one form. */
static char *
clean (const char *zh)
{
  g_autofree char *line = jb_fold_lines (zh, -1);
  GString *text = g_string_new (NULL);

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));

      if (c != 0x201C && c != 0x201D && c != 0x2018 && c != 0x2019 && c != '"' && c != 0x300A && c != 0x300B)
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

/* 调解室(站): "mediation rooms (stations)" */
static gboolean
parse_bracket (const JbGlossary *glossary, const char *label, gboolean ambiguous, JbClause *clause)
{
  const char *open = strchr (label, '(');

  if (open == NULL || open == label || !g_str_has_suffix (label, ")") || strchr (open + 1, '(') != NULL)
    return FALSE;
  g_autofree char *outer = g_strndup (label, (gsize) (open - label));
  g_autofree char *inner = g_strndup (open + 1, strlen (open) - 2);
  g_auto(JbClause) second = { 0 };
  if (!jb_clause_parse (glossary, outer, ambiguous, clause) || clause->object == NULL || clause->participle != NULL
      || !jb_clause_parse (glossary, inner, FALSE, &second) || second.object == NULL || second.participle != NULL)
    return FALSE;
  g_autofree char *first = jb_noun_plural (glossary, clause->object);
  g_autofree char *other = jb_noun_plural (glossary, second.object);
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s (%s)", first, other);
  return TRUE;
}

/* What stands around a label: the year before it, the count of equal ones behind it. */
typedef struct
{
  char *label;
  char *note; /* "2024", "2"; NULL: none */
} Stripped;

static void
stripped_clear (Stripped *stripped)
{
  g_free (stripped->label);
  g_free (stripped->note);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stripped, stripped_clear)

/* Bytes of "2024年" at @label; 0: it begins with no year. */
static gsize
year_length (const char *label)
{
  gsize n = strspn (label, "0123456789");

  return n == 4 && (label[0] == '1' || label[0] == '2') && g_str_has_prefix (label + 4, "年") ? 4 + strlen ("年") : 0;
}

/* Bytes of the label before "2024年" at its end; 0: it ends in no year, or is nothing else. */
static gsize
length_before_year (const char *label, gsize end)
{
  gsize n = strlen ("2024年");

  return end > n && year_length (label + end - n) == n && !g_ascii_isalnum (label[end - n - 1]) ? end - n : 0;
}

/* Bytes of the label before "(2)"; its whole length where there is none. */
static gsize
length_before_count (const char *label)
{
  const char *open = strrchr (label, '(');
  gsize n = open != NULL ? strspn (open + 1, "0123456789") : 0;

  return n > 0 && n < 4 && strcmp (open + 1 + n, ")") == 0 ? (gsize) (open - label) : strlen (label);
}

static void
strip (const char *zh, Stripped *stripped)
{
  g_autofree char *label = clean (zh);
  gsize year = year_length (label), end = length_before_count (label);
  const char *count = label[end] != '\0' ? label + end + 1 : NULL;

  if (year >= end)
    year = 0;
  gsize before = year == 0 ? length_before_year (label, end) : 0;
  if (before > 0)
    {
      stripped->label = g_strndup (label, before);
      stripped->note = g_strndup (label + before, 4);
      return;
    }
  stripped->label = g_strndup (label + year, end - year);
  if (year > 0)
    stripped->note = g_strndup (label, 4);
  else if (count != NULL)
    stripped->note = g_strndup (count, strlen (count) - 1);
}

/* 地区生产总值(GDP)增速: an abbreviation in brackets says nothing more. (transfer full) (nullable) */
static char *
without_abbreviation (const char *label)
{
  const char *open = strchr (label, '(');
  gsize n = 0;

  while (open != NULL && (g_ascii_isalnum (open[n + 1]) || open[n + 1] == '.'))
    n++;
  return n > 0 && open > label && open[n + 1] == ')' ? g_strdup_printf ("%.*s%s", (int) (open - label), label, open + n + 2) : NULL;
}

/* 其他 "Other", 省级 "At the provincial level": what is looked up whole. */
static gboolean
look_up_whole (const JbGlossary *glossary, const char *label, JbClause *clause)
{
  const JbTerm *term = jb_glossary_get (glossary, label, strlen (label));

  while (term != NULL && term->kind != JB_TERM_LABEL)
    term = term->next;
  if (term == NULL)
    return FALSE;
  clause->object = g_strdup (term->full);
  clause->measured = TRUE;
  return TRUE;
}

/* 原｜审批时限: what it was before; but 原煤, 原告 are words. */
static void
strip_former (const JbGlossary *glossary, Stripped *stripped)
{
  static const char former[] = "原";
  gsize n = strlen (former);

  if (!g_str_has_prefix (stripped->label, former) || stripped->note != NULL || stripped->label[n] == '\0')
    return;
  g_autoptr(GArray) tokens = jb_segment (glossary, stripped->label);
  if (tokens != NULL)
    return;
  char *rest = g_strdup (stripped->label + n);
  g_free (stripped->label);
  stripped->label = rest;
  stripped->note = g_strdup ("before");
}

static gboolean
parse_label (const JbGlossary *glossary, const char *label, gboolean ambiguous, JbClause *clause)
{
  if (look_up_whole (glossary, label, clause) || jb_clause_parse (glossary, label, ambiguous, clause))
    return TRUE;
  jb_clause_clear (clause);
  g_autofree char *shorter = without_abbreviation (label);
  if (shorter != NULL && jb_clause_parse (glossary, shorter, ambiguous, clause))
    return TRUE;
  jb_clause_clear (clause);
  return parse_bracket (glossary, label, ambiguous, clause);
}

/* "gross regional product" → "Gross regional product". */
static char *
sentence_case (char *text)
{
  if (text != NULL)
    {
      char *first = text + (*text == '"' ? 1 : 0);
      *first = g_ascii_toupper (*first);
    }
  return text;
}

/* A label that long is no label: its Chinese was a clause. */
#define MAX_WORDS 18
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
print (const JbGlossary *glossary, const JbClause *clause, gboolean plural, const char *note)
{
  g_autofree char *many = clause->object == NULL ? NULL : plural ? jb_noun_plural (glossary, clause->object)
                                                                : g_strdup (clause->object);

  if (clause->object == NULL || is_unwieldy (clause->object))
    return NULL;
  const char *object = plural && !clause->measured ? many : clause->object;
  const char *space = clause->participle != NULL ? " " : "";
  const char *participle = clause->participle != NULL ? clause->participle : "";

  if (note != NULL)
    return sentence_case (g_strdup_printf ("%s%s%s (%s)", clause->participle != NULL ? many : object, space, participle, note));
  return sentence_case (g_strconcat (clause->participle != NULL ? many : object, space, participle, NULL));
}

char *
jb_glossary_compose (const JbGlossary *glossary, const char *zh)
{
  g_auto(Stripped) stripped = { 0 };
  g_auto(JbClause) clause = { 0 };

  strip (zh, &stripped);
  return parse_label (glossary, stripped.label, FALSE, &clause) ? print (glossary, &clause, TRUE, stripped.note) : NULL;
}

/* 次, 场: the action itself is counted; 件, 人, 户: what it was done to. */
static gboolean
counts_actions (const JbMetric *metric)
{
  static const char *const counters[] = { "次", "场", "场次", "期", "批次", "轮", "批", "届", "节", NULL };

  return metric->base_unit != NULL && g_strv_contains (counters, metric->base_unit);
}

/* 带动｜社会投资, 5亿元: said otherwise of money than of people. */
static gboolean
fits_metric (const JbTerm *term, const JbMetric *metric)
{
  gboolean of_money = strcmp (term->domain, "verb-money") == 0;

  return of_money ? metric->dimension == JB_DIMENSION_MONEY : term->kind == JB_TERM_VERB && !term->silent;
}

static const JbTerm *
verb_of_metric (const JbGlossary *glossary, const JbMetric *metric)
{
  const JbTerm *term = metric->verb != NULL ? jb_glossary_get (glossary, metric->verb, strlen (metric->verb)) : NULL;

  while (term != NULL && !fits_metric (term, metric))
    term = term->next;
  return term;
}

/* 传达学习…会议精神5次: what is counted is the studying. */
static void
count_actions_of_metric (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  const JbTerm *verb = clause->counting && clause->object != NULL ? verb_of_metric (glossary, metric) : NULL;

  if (verb == NULL || verb->second == NULL || strstr (metric->label_zh, metric->verb) != NULL)
    return;
  g_autofree char *actions = jb_noun_plural (glossary, verb->second);
  g_autofree char *objects = jb_noun_plural (glossary, clause->object);
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s %s %s", actions, jb_noun_preposition (glossary, verb->second), objects);
}

/* What may be done to things that are counted, paid, measured; a change of them is not done to them. */
static gboolean
takes_verb (const JbMetric *metric)
{
  switch (metric->dimension)
    {
    case JB_DIMENSION_COUNT:
    case JB_DIMENSION_MONEY: return TRUE;
    case JB_DIMENSION_LENGTH:
    case JB_DIMENSION_AREA:
    case JB_DIMENSION_MASS: return metric->change == JB_CHANGE_NONE;
    default: return FALSE;
    }
}

static void
add_verb_of_metric (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  if (clause->participle != NULL || clause->object == NULL || (clause->measured && !clause->counting) || metric->verb == NULL
      || counts_actions (metric) || strstr (metric->label_zh, metric->verb) != NULL || !takes_verb (metric)
      || jb_noun_has_participle (clause->object)
      || (metric->dimension != JB_DIMENSION_COUNT && jb_noun_is_amount (clause->object)))
    return;
  const JbTerm *verb = verb_of_metric (glossary, metric);
  gboolean rebuilt = g_str_has_prefix (clause->object, "renovated") || g_str_has_prefix (clause->object, "expanded");
  if (verb != NULL && rebuilt && strcmp (verb->zh, "新建") == 0) /* 新建改扩建学校: not built anew alone */
    return;
  if (verb == NULL || (verb->second == NULL && jb_domain_is_party (clause->domain))) /* nobody holds or organizes people */
    return;
  clause->participle = g_strdup (verb->en);
}

/* What is counted where the label does not say it: "cases", "people"; "items" where the counter says little. */
static const char *
counted (const JbGlossary *glossary, const JbMetric *metric)
{
  const char *word = metric->base_unit != NULL ? jb_glossary_unit (glossary, metric->base_unit, "案") : NULL;

  return word != NULL ? word : "items";
}

/* 移送｜公安机关｜4件: what is counted went there. */
static void
turn_to_recipient (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  const JbTerm *verb = verb_of_metric (glossary, metric);

  if (clause->participle != NULL || clause->object == NULL || g_strcmp0 (clause->domain, "recipient") != 0 || verb == NULL
      || verb->toward == NULL)
    return;
  g_autofree char *bodies = jb_noun_plural (glossary, clause->object);
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s %s %s", counted (glossary, metric), verb->toward, bodies);
  clause->measured = TRUE;
}

static gboolean
counts_people (const JbMetric *metric)
{
  static const char *const counters[] = { "人", "名", NULL };

  return metric->base_unit != NULL && g_strv_contains (counters, metric->base_unit);
}

/* 公安机关立案, 5件: bodies do it, and are not what is counted: "cases filed by public security organs". */
static void
turn_to_doer (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  static const char *const counters[] = { "件", "起", "人", "名", NULL };
  gboolean body = g_strcmp0 (clause->domain, "body") == 0 || g_strcmp0 (clause->domain, "recipient") == 0;

  if (!body || clause->participle == NULL || clause->object == NULL || jb_noun_is_complex (clause->object)
      || metric->base_unit == NULL || !g_strv_contains (counters, metric->base_unit))
    return;
  g_autofree char *bodies = jb_noun_plural (glossary, clause->object);
  g_autofree char *done = g_steal_pointer (&clause->participle);
  gboolean supervised = g_strcmp0 (metric->verb, "监督") == 0; /* 监督｜侦查机关立案 */
  g_free (clause->object);
  clause->object = g_strdup_printf ("%s %s by %s%s", counted (glossary, metric), done, bodies, supervised ? " under supervision" : "");
  clause->measured = TRUE;
}

/* 并购重组, 5起: "mergers and reorganizations" */
static gboolean
counts_events (const JbMetric *metric)
{
  static const char *const counters[] = { "起", "宗", "笔", "单", "例", NULL };

  return metric->base_unit != NULL && g_strv_contains (counters, metric->base_unit);
}

/* "merger and reorganization" → "mergers and reorganizations" */
static char *
each_plural (const JbGlossary *glossary, const char *actions)
{
  g_auto(GStrv) parts = g_strsplit (actions, " and ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *plural = jb_noun_plural (glossary, parts[i]);

      g_free (parts[i]);
      parts[i] = plural;
    }
  return g_strjoinv (" and ", parts);
}

/* 批准逮捕, 326人: "people approved for arrest"; 回迁安置, 1260户: "households resettled". 采纳, 72条: nobody knows what; "adopted" alone. */
static gboolean
name_what_is_counted (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  if (clause->object != NULL)
    return TRUE;
  if (clause->participle == NULL || metric->dimension != JB_DIMENSION_COUNT || counts_actions (metric))
    return FALSE;
  if (counts_people (metric) || g_strcmp0 (metric->base_unit, "户") == 0)
    clause->object = g_strdup (counted (glossary, metric));
  else if (counts_events (metric) && clause->action != NULL && strstr (clause->action, "ing") == NULL
           && jb_glossary_get (glossary, metric->label_zh, strlen (metric->label_zh)) != NULL)
    {
      clause->object = each_plural (glossary, clause->action);
      g_clear_pointer (&clause->participle, g_free);
    }
  else
    clause->object = g_steal_pointer (&clause->participle);
  clause->measured = TRUE;
  return TRUE;
}

/* A level that rose by points did not grow. */
static char *
name_points (const JbMetric *metric, char *label)
{
  static const char *const growths[] = { "Growth in ", "growth in " };

  if (label == NULL || metric->dimension != JB_DIMENSION_PERCENTAGE_POINT)
    return label;
  for (gsize i = 0; i < G_N_ELEMENTS (growths); i++)
    {
      const char *at = strstr (label, growths[i]);

      if (at == NULL || (at != label && at[-1] != ' ') || strstr (label, " average)") != NULL
          || g_str_has_prefix (label, "Decline in ") || g_str_has_prefix (label, "Narrowing of "))
        continue;
      gboolean fell = metric->change == JB_CHANGE_DECREASE, first = at == label;
      char *changed = g_strdup_printf ("%.*s%s in %s", (int) (at - label), label,
                                       fell ? (first ? "Decrease" : "decrease") : (first ? "Increase" : "increase"),
                                       at + strlen (growths[i]));
      g_free (label);
      return changed;
    }
  return label;
}

/* What has a plural behind its number: things that are counted, and roads and greens that are measured. */
static gboolean
is_plural (const JbMetric *metric, const JbClause *clause)
{
  if (metric->dimension == JB_DIMENSION_COUNT)
    return TRUE;
  return (metric->dimension == JB_DIMENSION_LENGTH || metric->dimension == JB_DIMENSION_AREA) && clause->object != NULL
         && !jb_noun_is_amount (clause->object);
}

/* 享受｜低保, 3260人: the people who do it are counted; the verb may stand outside the label. */
static gboolean
people_doing (const JbGlossary *glossary, const JbMetric *metric, const char *label, JbClause *clause)
{
  static const char verb[] = "享受";
  gboolean inside = g_str_has_prefix (label, verb), outside = g_strcmp0 (metric->verb, verb) == 0;

  if (!counts_people (metric) || (!inside && !outside))
    return FALSE;
  g_autofree char *people = g_strconcat (inside ? "" : verb, label, "人数", NULL);
  if (jb_clause_parse (glossary, people, FALSE, clause))
    return TRUE;
  jb_clause_clear (clause);
  return FALSE;
}

/* 起诉｜危害公共安全犯罪, 213人: people are counted, and prosecuted for what they did. */
static void
turn_to_offenders (const JbGlossary *glossary, const JbMetric *metric, JbClause *clause)
{
  gboolean crime = clause->object != NULL && (g_str_has_prefix (clause->object, "crime") || g_str_has_suffix (clause->object, " crime"));

  if (!crime || !counts_people (metric))
    return;
  g_autofree char *crimes = jb_noun_plural (glossary, clause->object);
  char *people = clause->participle != NULL ? g_strdup_printf ("people %s for %s", clause->participle, crimes)
                                            : g_strdup_printf ("people involved in %s", crimes);
  g_free (clause->object);
  g_clear_pointer (&clause->participle, g_free);
  clause->object = people;
  clause->measured = TRUE;
}

char *
jb_glossary_label (const JbGlossary *glossary, const JbMetric *metric)
{
  gboolean count = metric->dimension == JB_DIMENSION_COUNT;
  g_auto(Stripped) stripped = { 0 };
  g_auto(JbClause) clause = { 0 };

  strip (metric->label_zh, &stripped);
  strip_former (glossary, &stripped);
  if (!people_doing (glossary, metric, stripped.label, &clause)
      && !parse_label (glossary, stripped.label, count && !counts_actions (metric), &clause))
    return NULL;
  turn_to_recipient (glossary, metric, &clause);
  turn_to_doer (glossary, metric, &clause);
  if (counts_actions (metric))
    count_actions_of_metric (glossary, metric, &clause);
  add_verb_of_metric (glossary, metric, &clause);
  turn_to_offenders (glossary, metric, &clause);
  if (!name_what_is_counted (glossary, metric, &clause))
    return NULL;
  return name_points (metric, print (glossary, &clause, is_plural (metric, &clause), stripped.note));
}
