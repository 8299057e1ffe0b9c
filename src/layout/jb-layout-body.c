/* Headings, and the report block by block. */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

JbProse
setter_join (const char *number, const char *between, const JbProse *words)
{
  gboolean numbered = number != NULL && *number != '\0';
  JbProse prose = { 0 };

  if (words->shown == NULL)
    return prose;
  prose.shown = g_strconcat (numbered ? number : "", numbered ? between : "", words->shown, NULL);
  prose.copy = g_strconcat (numbered ? number : "", numbered ? between : "", words->copy != NULL ? words->copy : words->shown, NULL);
  return prose;
}

void
setter_clear (JbProse *prose)
{
  g_free (prose->shown);
  g_free (prose->copy);
}

static JbRole
heading_role (guint level)
{
  return (JbRole) (JB_ROLE_H1 + CLAMP (level, 1, 6) - 1);
}

void
setter_bookmark (Setter *setter, const JbBlock *block, const JbProse *zh, const JbProse *en, int anchor)
{
  JbBookmark mark = { .level = block->level, .anchor = anchor };
  guint n = setter->document->bookmarks->len;
  guint before = n > 0 ? g_array_index (setter->document->bookmarks, JbBookmark, n - 1).level : 0;

  if (zh->shown == NULL && en->shown == NULL)
    return;
  mark.level = MIN (MAX (block->level, 1), before + 1);
  mark.title = zh->shown != NULL && en->shown != NULL ? g_strconcat (zh->shown, " / ", en->shown, NULL)
                                                      : g_strdup (zh->shown != NULL ? zh->shown : en->shown);
  g_array_append_val (setter->document->bookmarks, mark);
}

int
setter_entry_anchor (Setter *setter, const void *block)
{
  gpointer entry;

  return g_hash_table_lookup_extended (setter->entries, block, NULL, &entry) ? GPOINTER_TO_INT (entry) : jb_document_add_anchor (setter->document);
}

gboolean
setter_shows (const Setter *setter, JbLayoutKind alone)
{
  JbLayoutKind layout = setter->layout;

  return layout == JB_LAYOUT_PARALLEL || layout == JB_LAYOUT_STACKED || layout == alone;
}

#define HEADING_BASE 28.0  /* from the top of a heading's box to its first baseline */
#define ABOVE_RULE 14.0    /* from its last baseline to the rule of the heading below it */
#define ABOVE_TEXT 8.0     /* to the box of the text below it */
#define KEPT_LINES 3       /* Chinese ones below a heading, where no pair follows */
#define KEPT_TABLE 84.0    /* the head of a table and two rows */

/* From the top of a heading's box to its last baseline. */
static double
lowest_base (Setter *setter, const JbTextLines *zh, const char *zh_type, const JbTextLines *en, const char *en_type)
{
  return HEADING_BASE + MAX ((MAX (setter_count (zh), 1) - 1) * setter_type (setter, zh_type)->leading,
                             (MAX (setter_count (en), 1) - 1) * setter_type (setter, en_type)->leading);
}

/* @close: another heading follows. */
static double
heading_box (double lowest, gboolean close)
{
  return MAX (close ? 45 : 54, ceil ((lowest + (close ? ABOVE_RULE : ABOVE_TEXT)) / 9 - 1e-6) * 9);
}

/* How high a heading of level 2 is that follows one of level 1. */
static double
next_height (Setter *setter, const JbBlock *block)
{
  double width = setter_number (setter, "page.zh_width");
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  g_autoptr(JbTextLines) zh_lines = setter_lines (setter, &zh, "h2_zh", TRUE, JB_ALIGN_LEFT, width, 0);
  g_autoptr(JbTextLines) en_lines = setter_lines (setter, &en, "h2_en", FALSE, JB_ALIGN_LEFT, width, 0);
  double height = heading_box (lowest_base (setter, zh_lines, "h2_zh", en_lines, "h2_en"), FALSE);

  setter_clear (&zh);
  setter_clear (&en);
  return height;
}

/* Whether the heading in hand, @height high with its lowest baseline at @base, stays above @next; else a page begins before it. */
static gboolean
stays (Setter *setter, const JbBlock *next, double height, double base)
{
  double kept = KEPT_LINES * 18;

  if (setter->y <= 0)
    return TRUE;
  if (next != NULL && next->kind == JB_BLOCK_HEADING)
    {
      if (setter->after != NULL && setter->after->kind == JB_BLOCK_PAIR && setter->after->pair != JB_PAIR_TABLE_ROW)
        return setter_pair_stays (setter, setter->after, NULL, height + next_height (setter, next), height + base);
      kept += next_height (setter, next);
    }
  else if (next != NULL && next->kind == JB_BLOCK_PAIR && next->pair == JB_PAIR_TABLE_ROW)
    kept = KEPT_TABLE;
  else if (next != NULL && next->kind == JB_BLOCK_PAIR)
    return setter_pair_stays (setter, next, setter->after, height, base);
  return setter->y + height + kept <= setter->height + 0.01;
}

/* Whether the Chinese of a heading is set: where the layout has it, and where there is no English in its place. */
static gboolean
shows_chinese (const Setter *setter, const JbBlock *block)
{
  return setter_shows (setter, JB_LAYOUT_ZH) || block->en.shown == NULL;
}

/* A heading beside its text, in the side column, under a rule over the whole width. */
static void
set_side_head (Setter *setter, const JbBlock *block, const JbBlock *next)
{
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  double width = setter_number (setter, "page.text_x") - 24;
  g_autoptr(JbTextLines) zh_lines = shows_chinese (setter, block) ? setter_lines (setter, &zh, "side_zh", TRUE, JB_ALIGN_LEFT, width, 0) : NULL;
  g_autoptr(JbTextLines) en_lines = setter_shows (setter, JB_LAYOUT_EN) ? setter_lines (setter, &en, "side_en", FALSE, JB_ALIGN_LEFT, width, 0) : NULL;
  double height = 15.0 * setter_count (zh_lines) + 12.0 * setter_count (en_lines) + 12, y;

  setter->y = MAX (setter->y, setter->side_bottom);
  setter->y += setter->y > 0 ? 9 : 0;
  while (setter->y > 0 && setter->error == NULL
         && (setter->y + height > setter->height || (!setter->under_heading && !stays (setter, next, 4, 18))))
    setter_new_page (setter); /* on whose top figures may stand */
  setter->under_heading = setter->y > 0;
  y = setter->y;
  int role = setter_element (setter, heading_role (block->level), setter->parent, NULL);
  int anchor = setter_entry_anchor (setter, block);
  setter_place_anchor (setter, anchor, 0, y);
  setter_rule (setter, 0, y, setter->width, 0.5, "black");
  if (zh_lines != NULL)
    setter_place (setter, zh_lines, &zh, 0, G_MAXUINT, setter_span (setter, role, "zh-CN"), 0, y + 18, "side_zh", 0);
  if (en_lines != NULL)
    setter_place (setter, en_lines, &en, 0, G_MAXUINT, setter_span (setter, role, "en"), 0,
                  y + 18 + 15.0 * setter_count (zh_lines), "side_en", 0);
  if (block->in_contents)
    setter_bookmark (setter, block, &zh, &en, anchor);
  setter->side_bottom = y + height;
  setter->y = y + 4;
  setter_clear (&zh);
  setter_clear (&en);
}

void
setter_heading (Setter *setter, const JbBlock *block, const JbBlock *next)
{
  gboolean first = block->level <= 1, close = first && next != NULL && next->kind == JB_BLOCK_HEADING;
  double zh_x = setter_number (setter, "page.zh_x"), en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  if (setter->document_form && setter->in_body)
    {
      setter_document_heading (setter, block, next);
      return;
    }
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  if (!first && setter->in_body && setter->layout != JB_LAYOUT_PARALLEL)
    {
      setter_clear (&zh);
      setter_clear (&en);
      set_side_head (setter, block, next);
      return;
    }
  setter->y = MAX (setter->y, setter->side_bottom);
  gboolean both = !setter->in_body; /* around the report, labels stand in both languages */
  const char *zh_type = first ? "h1_zh" : "h2_zh", *en_type = first ? "h1_en" : "h2_en";
  g_autoptr(JbTextLines) zh_lines = both || shows_chinese (setter, block) ? setter_lines (setter, &zh, zh_type, TRUE, JB_ALIGN_LEFT, width, 0) : NULL;
  g_autoptr(JbTextLines) en_lines = both || setter_shows (setter, JB_LAYOUT_EN) ? setter_lines (setter, &en, en_type, FALSE, JB_ALIGN_LEFT, width, 0) : NULL;
  double low = lowest_base (setter, zh_lines, zh_type, en_lines, en_type), box = heading_box (low, close);
  en_x = zh_lines == NULL ? zh_x : en_x;

  if (first && setter->y > 0)
    setter->y += 18;
  while (!setter->under_heading && setter->error == NULL && !stays (setter, next, box, low))
    setter_new_page (setter); /* on whose top figures may stand */
  setter->under_heading = setter->y > 0; /* at a page's top it has room enough */
  gboolean at_top = setter->y == 0;
  if (at_top && first && setter->in_body && setter->heads->len > 0)
    setter->heads->pdata[setter->heads->len - 1] = (gpointer) block;
  double rule = first || at_top ? 0 : 9, base = !first && at_top ? 21 : HEADING_BASE;
  int role = setter_element (setter, heading_role (block->level), setter->parent, NULL);
  int anchor = setter_entry_anchor (setter, block);
  setter_place_anchor (setter, anchor, 0, setter->y);
  setter_rule (setter, 0, setter->y + rule, setter->width, first ? 1.5 : 0.5, "black");
  if (zh_lines != NULL)
    setter_place (setter, zh_lines, &zh, 0, G_MAXUINT, setter_span (setter, role, "zh-CN"), zh_x, setter->y + base, zh_type, 0);
  if (en_lines != NULL)
    setter_place (setter, en_lines, &en, 0, G_MAXUINT, setter_span (setter, role, "en"), en_x, setter->y + base, en_type, 0);
  if (block->in_contents || first)
    setter_bookmark (setter, block, &zh, &en, anchor);
  if (first)
    setter->section = block;
  setter->y += box;
  setter_clear (&zh);
  setter_clear (&en);
}

/* Said once, in the side column, where nobody supplied a translation. */
static void
say_untranslated (Setter *setter)
{
  int element;

  if (!setter->in_body || setter->document_form || setter->layout != JB_LAYOUT_ZH || setter->briefing->counts.n_translated + setter->briefing->counts.n_fuzzy > 0)
    return;
  element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, 0, 96, 0.4, "r1");
  setter_text (setter, "本件未附英文译文", "legend_zh", TRUE, setter_span (setter, element, "zh-CN"), JB_ALIGN_LEFT, 0, 13, 96);
  setter_text (setter, "No English translation was supplied", "legend_en", FALSE, setter_span (setter, element, "en"),
               JB_ALIGN_LEFT, 0, 24, 96);
  setter->side_bottom = 44;
}

/* Rows of a table in the text, from child @i on. */
static guint
count_rows (const JbBlock *block, guint i)
{
  guint n = 0;

  for (; i + n < block->children->len; n++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i + n);

      if (child->kind != JB_BLOCK_PAIR || child->pair != JB_PAIR_TABLE_ROW)
        break;
    }
  return n;
}

#define SIGNATURE_LINE 36.0

/* Where child @i of @block is the first line of a signature: the figures of the text come before it, its lines stay together. */
static void
open_signature (Setter *setter, const JbBlock *block, guint i)
{
  guint n = 0;

  for (; i + n < block->children->len; n++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i + n);
      if (child->kind != JB_BLOCK_PAIR || child->pair != JB_PAIR_SIGNATURE)
        break;
    }
  const JbBlock *before = i > 0 ? g_ptr_array_index (block->children, i - 1) : NULL;
  if (n == 0 || setter->document_form || (before != NULL && before->kind == JB_BLOCK_PAIR && before->pair == JB_PAIR_SIGNATURE))
    return;
  setter_flush_figures (setter);
  setter_need (setter, MIN (n * SIGNATURE_LINE, setter->height / 2));
}

void
setter_body (Setter *setter, const JbBlock *block)
{
  if (block->kind == JB_BLOCK_BODY && setter->y == 0)
    say_untranslated (setter);
  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == JB_BLOCK_FIGURE)
        {
          setter_add_figure (setter, child);
          continue;
        }
      setter_place_figures (setter);
      if (child->kind == JB_BLOCK_HEADING && child->level <= 1)
        setter_settle_figures (setter);
      guint n_rows = count_rows (block, i);
      setter->after = i + 2 < block->children->len ? g_ptr_array_index (block->children, i + 2) : NULL;
      if (child->kind == JB_BLOCK_HEADING)
        setter_heading (setter, child, i + 1 < block->children->len ? g_ptr_array_index (block->children, i + 1) : NULL);
      else if (n_rows > 1)
        {
          setter_text_table (setter, (JbBlock *const *) &block->children->pdata[i], n_rows);
          i += n_rows - 1;
        }
      else if (child->kind == JB_BLOCK_PAIR || child->kind == JB_BLOCK_NOTE)
        {
          open_signature (setter, block, i);
          setter_pair (setter, child);
        }
    }
  setter_flush_figures (setter);
}
