/* What a typographer would not sign of headings, tables and figures. */
#include "jb-document-check-private.h"

#include <stdlib.h>
#include <string.h>

#define CLEAR_OF_RULE 0.36   /* em of a line from its baseline to the rule below it: descenders, and a little air */
#define THROUGH 0.5          /* em above the baseline: a rule there strikes the text out */
#define UNDERLINE 2.2        /* of a number, below its baseline */
#define CLOSING_RULE 0.99    /* weight below the last row of a table */
#define ROW_AIR 16.0         /* at most, from the baseline of the last row to that rule */
#define UNDER_HEADING 3u     /* lines */

static const JbInk *
ink_at (const JbPage *page, guint i)
{
  return &g_array_index (page->ink, JbInk, i);
}

static gboolean
is_rule (const JbInk *ink)
{
  return ink->kind == JB_INK_LINE && ink->element < 0 && ink->height == 0 && ink->width > 0;
}

static gboolean
is_text (const JbInk *ink)
{
  return ink->kind == JB_INK_GLYPHS && ink->element >= 0 && ink->run.n_glyphs > 0;
}

/* Whether @text begins above the length of @rule. */
static gboolean
is_over (const JbInk *text, const JbInk *rule)
{
  return text->run.x >= rule->x - 1 && text->run.x < rule->x + rule->width;
}

/* No line of text stands on the rule below it; the line below a number is no rule. */
static void
check_rules (const JbPage *page, guint n, GPtrArray *list)
{
  for (guint r = 0; r < page->ink->len; r++)
    for (guint i = 0; is_rule (ink_at (page, r)) && i < page->ink->len; i++)
      {
        const JbInk *rule = ink_at (page, r), *ink = ink_at (page, i);
        double gap = is_text (ink) ? rule->y - ink->run.y : -G_MAXDOUBLE;

        if (gap > -THROUGH * ink->run.size && gap < CLEAR_OF_RULE * ink->run.size && ABS (gap - UNDERLINE) > 0.05 && is_over (ink, rule))
          {
            check_tell (list, "on-rule", n, "text stands on a rule", ink->run.text);
            return;
          }
      }
}

static gboolean
has_closing_rule (const JbPage *page, const JbInk *last)
{
  for (guint r = 0; r < page->ink->len; r++)
    {
      const JbInk *rule = ink_at (page, r);

      if (is_rule (rule) && rule->line_width >= CLOSING_RULE && rule->y > last->run.y && rule->y < last->run.y + ROW_AIR && is_over (last, rule))
        return TRUE;
    }
  return FALSE;
}

/* Each table has a rule below its last row on the page. */
static void
check_tables (const JbDocument *document, const JbPage *page, guint n, GPtrArray *list)
{
  g_autoptr(GHashTable) lowest = g_hash_table_new (NULL, NULL); /* table → its ink */
  GHashTableIter iter;
  gpointer last;

  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = ink_at (page, i);
      int table = is_text (ink) ? check_ancestor (document, ink->element, JB_ROLE_TABLE) : -1;
      const JbInk *low = table >= 0 ? g_hash_table_lookup (lowest, GINT_TO_POINTER (table)) : NULL;

      if (table >= 0 && (low == NULL || ink->run.y > low->run.y))
        g_hash_table_insert (lowest, GINT_TO_POINTER (table), (gpointer) ink);
    }
  g_hash_table_iter_init (&iter, lowest);
  while (g_hash_table_iter_next (&iter, NULL, &last))
    if (!has_closing_rule (page, last))
      check_tell (list, "open-table", n, "the last row of a table has no rule below it", ((const JbInk *) last)->run.text);
}

static gboolean
goes_on (const JbPage *next, int element)
{
  for (guint i = 0; i < next->ink->len; i++)
    if (ink_at (next, i)->element == element)
      return TRUE;
  return FALSE;
}

/* A heading at the foot whose paragraph goes on on the next page has three lines of it below. */
static void
check_headings (const JbDocument *document, const JbPage *page, const JbPage *next, guint n, GPtrArray *list)
{
  const JbInk *heading = NULL;
  int paragraph = -1;
  guint lines = 0;
  double before = -1;

  for (guint i = 0; i < page->ink->len; i++)
    {
      const JbInk *ink = ink_at (page, i);

      if (ink->element < 0)
        continue;
      if (ink->kind == JB_INK_GLYPHS && check_is_heading (document, ink->element))
        {
          heading = ink;
          paragraph = -1;
          lines = 0;
          before = -1;
        }
      else if (heading != NULL && paragraph < 0)
        paragraph = ink->kind == JB_INK_GLYPHS ? check_ancestor (document, ink->element, JB_ROLE_P) : -2;
      if (heading == NULL || paragraph < 0 || check_ancestor (document, ink->element, JB_ROLE_P) != paragraph)
        continue;
      lines += ink->run.y > before + 1;
      before = MAX (before, ink->run.y);
    }
  if (paragraph >= 0 && lines < UNDER_HEADING && goes_on (next, paragraph))
    check_tell (list, "short-heading", n, "a heading at the foot has fewer than three lines below it", heading->run.text);
}

void
check_blocks (const JbDocument *document, guint n, const JbProfile *profile, GPtrArray *list)
{
  const JbPage *page = g_ptr_array_index (document->pages, n);
  const JbPage *next = n + 1 < document->pages->len ? g_ptr_array_index (document->pages, n + 1) : NULL;
  gboolean document_form = g_strcmp0 (jb_profile_get_text (profile, "form.kind"), "document") == 0; /* its headings are lines of the text */

  check_rules (page, n, list);
  check_tables (document, page, n, list);
  if (next != NULL && !document_form)
    check_headings (document, page, next, n, list);
}

/* Figures */

/* The number of “图 12 …”, “Fig. 12 …”; 0: none. */
static guint
figure_number (const char *caption)
{
  static const char *const words[] = { "图", "Fig." };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (caption, words[i]))
      {
        const char *digits = caption + strlen (words[i]);
        while (*digits == ' ')
          digits++;
        return (guint) strtoul (digits, NULL, 10);
      }
  return 0;
}

void
check_figure_order (const JbDocument *document, GPtrArray *list)
{
  guint before = 0;

  for (guint n = 0; n < document->pages->len; n++)
    {
      const JbPage *page = g_ptr_array_index (document->pages, n);
      int own = -1;

      for (guint i = 0; i < page->ink->len; i++)
        {
          const JbInk *ink = ink_at (page, i);
          int caption = is_text (ink) ? check_ancestor (document, ink->element, JB_ROLE_CAPTION) : -1;
          if (caption < 0 || caption == own)
            continue;

          g_autoptr(GString) text = g_string_new (NULL);
          for (guint k = i; k < page->ink->len && is_text (ink_at (page, k)) && check_ancestor (document, ink_at (page, k)->element, JB_ROLE_CAPTION) == caption; k++)
            g_string_append (text, ink_at (page, k)->run.text);
          guint number = figure_number (text->str);
          own = caption;
          if (number > 0 && number <= before)
            check_tell (list, "figure-order", n, "figures are not numbered as they stand", text->str);
          before = MAX (before, number);
        }
    }
}
