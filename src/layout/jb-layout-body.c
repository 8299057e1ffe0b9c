/* Headings, and pairs of paragraphs that meet every 36 points and break across pages together. */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

#define GRID 36.0        /* two Chinese lines, three English ones */
#define ZH_BASE 14.2
#define WHOLE_LINES 6    /* a pair of so few Chinese lines is not broken */
#define MOST_EMPTY (7 * 18.0) /* of a page's foot rather than break such a pair */
#define FIGURE_FOOT 42.0 /* of the space below a row of figures, which is empty too */

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

/* A heading beside its text, in the side column, under a rule over the whole width. */
static void
set_side_head (Setter *setter, const JbBlock *block)
{
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  double width = setter_number (setter, "page.text_x") - 24;
  g_autoptr(JbTextLines) zh_lines = setter_shows (setter, JB_LAYOUT_ZH) ? setter_lines (setter, &zh, "side_zh", TRUE, JB_ALIGN_LEFT, width, 0) : NULL;
  g_autoptr(JbTextLines) en_lines = setter_shows (setter, JB_LAYOUT_EN) ? setter_lines (setter, &en, "side_en", FALSE, JB_ALIGN_LEFT, width, 0) : NULL;
  double height = 15.0 * setter_count (zh_lines) + 12.0 * setter_count (en_lines) + 12, y;

  setter->y = MAX (setter->y, setter->side_bottom);
  setter->y += setter->y > 0 ? 9 : 0;
  setter_need (setter, MAX (height, 3 * 18 + 9));
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

typedef struct
{
  JbTextLines *zh, *en;
  guint  n_zh, n_en;
  double zh_leading, en_leading;
} Pair;

static double
height_of (const Setter *setter, const Pair *pair, guint zh_from, guint en_from)
{
  double unit = setter->document->pages->len > setter->snap_from ? 9 : 18;
  double zh = (pair->n_zh - MIN (zh_from, pair->n_zh)) * pair->zh_leading, en = (pair->n_en - MIN (en_from, pair->n_en)) * pair->en_leading;

  return ceil ((MAX (zh, en) + 6) / unit - 1e-6) * unit;
}

/* Lines that stand above @k from the part's top. */
static guint
lines_to (guint from, guint n, double k, double leading)
{
  return MIN (n, from + (guint) floor (k / leading + 1e-6));
}

static gboolean
good_cut (guint from, guint cut, guint n, guint least)
{
  return cut == n || (cut - from >= MIN (least, n - from) && n - cut >= least);
}

/* Whether a sentence is parted where the next page begins with line @cut. */
static gboolean
parts_sentence (const JbTextLines *lines, guint from, guint cut, guint n)
{
  static const char *const ends[] = { "。", "！", "？", "。”", "！”", "？”", ".", "!", "?", ".”", "!”", "?”", ".)", "。）" };

  if (cut == n || cut == from)
    return FALSE;
  g_autofree char *line = g_strchomp (jb_text_lines_dup_line (lines, cut - 1));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (line, ends[i]))
      return FALSE;
  return TRUE;
}

#define CUTS 3 /* so many are looked at: the foot stays empty by up to four Chinese lines for a sentence's sake */

/* A cut at a multiple of 36 that leaves 2 Chinese and 3 English lines on either side: of the deepest ones that which parts the
 * fewest sentences; 0: none. */
static double
find_cut (const Pair *pair, guint zh_from, guint en_from, double room)
{
  double best = 0, top = floor (room / GRID) * GRID;
  int least = 3;

  for (double k = top; k >= GRID && (best <= 0 || k > top - CUTS * GRID); k -= GRID)
    {
      guint zh = lines_to (zh_from, pair->n_zh, k, pair->zh_leading), en = lines_to (en_from, pair->n_en, k, pair->en_leading);

      if (good_cut (zh_from, zh, pair->n_zh, 2) && good_cut (en_from, en, pair->n_en, 3) && (zh < pair->n_zh || en < pair->n_en))
        {
          int parted = parts_sentence (pair->zh, zh_from, zh, pair->n_zh) + parts_sentence (pair->en, en_from, en, pair->n_en);

          best = parted < least ? k : best;
          least = MIN (parted, least);
          if (least == 0)
            return best;
        }
    }
  return best;
}

static Pair
set_both (Setter *setter, const JbBlock *block)
{
  Pair pair = { .zh_leading = setter_type (setter, "body_zh")->leading, .en_leading = setter_type (setter, "body_en")->leading };
  double indent = block->pair == JB_PAIR_BODY ? 2 * setter_type (setter, "body_zh")->size : 0;

  pair.zh = setter_lines (setter, &block->zh, "body_zh", TRUE, JB_ALIGN_JUSTIFY, setter_number (setter, "page.zh_width"), indent);
  pair.en = setter_lines (setter, &block->en, "body_en", FALSE, JB_ALIGN_LEFT, setter_number (setter, "page.en_width"), 0);
  pair.n_zh = setter_count (pair.zh);
  pair.n_en = setter_count (pair.en);
  return pair;
}

/* What of the block behind a heading stays with it: a short pair whole, of a long one what may stand above its first break. */
static double
height_kept (Setter *setter, const JbBlock *next)
{
  if (next != NULL && next->kind == JB_BLOCK_HEADING && setter->layout != JB_LAYOUT_PARALLEL)
    return 54 + WHOLE_LINES / 2 * 18;
  if (next != NULL && next->kind == JB_BLOCK_HEADING)
    return 54 + (setter->after != NULL && setter->after->kind == JB_BLOCK_PAIR ? height_kept (setter, setter->after) : 3 * 18);
  if (next == NULL || next->kind != JB_BLOCK_PAIR || setter->layout != JB_LAYOUT_PARALLEL)
    return 3 * 18;

  Pair pair = set_both (setter, next);
  double whole = MAX (pair.n_zh * pair.zh_leading, pair.n_en * pair.en_leading), kept = whole;
  gboolean breakable = pair.n_zh > WHOLE_LINES || setter->may_break;
  for (double k = GRID; k < whole && breakable; k += GRID)
    if (find_cut (&pair, 0, 0, k) > 0)
      {
        kept = k;
        break;
      }
  jb_text_lines_free (pair.zh);
  jb_text_lines_free (pair.en);
  return MAX (kept, 3 * 18);
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
      set_side_head (setter, block);
      return;
    }
  setter->y = MAX (setter->y, setter->side_bottom);
  gboolean both = !setter->in_body; /* around the report, labels stand in both languages */
  const char *zh_type = first ? "h1_zh" : "h2_zh", *en_type = first ? "h1_en" : "h2_en";
  g_autoptr(JbTextLines) zh_lines = both || setter_shows (setter, JB_LAYOUT_ZH) ? setter_lines (setter, &zh, zh_type, TRUE, JB_ALIGN_LEFT, width, 0) : NULL;
  g_autoptr(JbTextLines) en_lines = both || setter_shows (setter, JB_LAYOUT_EN) ? setter_lines (setter, &en, en_type, FALSE, JB_ALIGN_LEFT, width, 0) : NULL;
  guint more = MAX (setter_count (zh_lines), setter_count (en_lines));
  en_x = zh_lines == NULL ? zh_x : en_x;
  double box = (close ? 45 : 54) + (more > 2 ? 18.0 * (more - 2) : 0);

  if (first && setter->y > 0)
    setter->y += 18;
  setter->may_break = setter->may_break || setter->height - setter->y > MOST_EMPTY;
  if (setter_need (setter, box + height_kept (setter, next)))
    setter->may_break = FALSE;

  gboolean at_top = setter->y == 0;
  if (at_top && first && setter->in_body && setter->heads->len > 0)
    setter->heads->pdata[setter->heads->len - 1] = (gpointer) block;
  double rule = first || at_top ? 0 : 9, base = first ? 28 : at_top ? 21 : 28;
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

static void
place_pair (Setter *setter, const JbBlock *block, Pair *pair, int zh_element, int en_element)
{
  double zh_x = setter_number (setter, "page.zh_x"), en_x = setter_number (setter, "page.en_x");
  double right = setter_number (setter, "page.en_width") + 6;
  guint zh = 0, en = 0;

  setter->zh_high += pair->n_en > 0 ? pair->n_zh * pair->zh_leading : 0;
  setter->en_high += pair->n_zh > 0 ? pair->n_en * pair->en_leading : 0;
  for (;;)
    {
      double room = setter->height - setter->y, all = height_of (setter, pair, zh, en), k = 0;
      double bare = MAX ((pair->n_zh - zh) * pair->zh_leading, (pair->n_en - en) * pair->en_leading);
      guint zh_end = pair->n_zh, en_end = pair->n_en;

      if (bare > room + 0.01)
        {
          gboolean below_figure = setter->figures_page == setter->page && setter->y <= setter->figures_end;
          gboolean whole = pair->n_zh <= WHOLE_LINES && bare <= setter->height && room <= MOST_EMPTY - (below_figure ? FIGURE_FOOT : 0)
                           && !setter->may_break;

          k = zh == 0 && en == 0 && whole ? 0 : find_cut (pair, zh, en, room);
          if (k <= 0 && setter->y > 0)
            {
              setter_new_page (setter);
              continue;
            }
          k = k > 0 ? k : floor (room / GRID) * GRID;
          zh_end = lines_to (zh, pair->n_zh, k, pair->zh_leading);
          en_end = lines_to (en, pair->n_en, k, pair->en_leading);
        }
      setter_place (setter, pair->zh, &block->zh, zh, zh_end, zh_element, zh_x, setter->y + ZH_BASE, "body_zh", -6);
      setter_place (setter, pair->en, &block->en, en, en_end, en_element, en_x, setter->y + ZH_BASE, "body_en", right);
      if (zh_end == pair->n_zh && en_end == pair->n_en)
        {
          setter->y += all;
          return;
        }
      zh = zh_end;
      en = en_end;
      setter_new_page (setter);
    }
}

/* The dashed rule that stands for a paragraph without English, as high as the Chinese beside it, or to the page's foot. */
static void
set_missing_rule (Setter *setter, double height)
{
  JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = setter_colour (setter, "g2"),
                .x = setter->left + setter_number (setter, "page.en_x") - 10, .y = setter->top + setter->y + 3,
                .height = MIN (height, setter->height - setter->y) - 3, .line_width = 0.75, .dash = { 3, 2 } };

  g_array_append_val (setter->page->ink, ink);
}

static void
set_parallel (Setter *setter, const JbBlock *block)
{
  Pair pair = set_both (setter, block);
  int zh, en;

  zh = setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN");
  en = pair.n_en > 0 ? setter_element (setter, JB_ROLE_P, setter->parent, "en") : -1;
  if (pair.n_en == 0)
    {
      setter_need (setter, MIN (pair.n_zh, WHOLE_LINES) * pair.zh_leading);
      if (block->state == JB_TARGET_MISSING && pair.n_zh > 0)
        setter_text (setter, "Not translated 未译", "state", FALSE, setter_element (setter, JB_ROLE_P, setter->parent, "en"), JB_ALIGN_LEFT,
                     setter_number (setter, "page.en_x"), setter->y + ZH_BASE, setter_number (setter, "page.en_width"));
      if (block->state == JB_TARGET_MISSING && pair.n_zh > 0)
        set_missing_rule (setter, pair.n_zh * pair.zh_leading);
    }
  else if (block->state == JB_TARGET_FUZZY)
    {
      setter_need (setter, MIN (pair.n_zh, WHOLE_LINES) * pair.zh_leading + 12);
      setter_text (setter, "To be confirmed 待核", "state", FALSE, setter_element (setter, JB_ROLE_P, setter->parent, "en"), JB_ALIGN_LEFT,
                   setter_number (setter, "page.en_x"), setter->y + ZH_BASE - 12, setter_number (setter, "page.en_width"));
    }
  if (setter->error == NULL && pair.n_zh + pair.n_en > 0)
    place_pair (setter, block, &pair, zh, en);
  setter->may_break = FALSE;
  jb_text_lines_free (pair.zh);
  jb_text_lines_free (pair.en);
}

/* One language after the other, or one alone, in the text column: lines flow, two stay together at either end. */
static void
set_flow (Setter *setter, const JbProse *prose, const char *type, gboolean chinese, gboolean indented, double after)
{
  const JbType *face = setter_type (setter, type);
  double x = setter_number (setter, "page.text_x"), width = setter_number (setter, "page.text_width");
  g_autoptr(JbTextLines) lines = setter_lines (setter, prose, type, chinese, chinese ? JB_ALIGN_JUSTIFY : JB_ALIGN_LEFT, width,
                                               chinese && indented ? 2 * MAX (face->size, face->pitch) : 0);
  double base = setter_number (setter, chinese ? "page.base_zh" : "page.base_en");
  /* what the box of a last line holds below its glyphs may stand over the type area, where the profile says so */
  double gap = setter_number (setter, "page.last_gap"), own = face->leading - base - (chinese ? 0.12 : 0.22) * face->size;
  double limit = setter->height - gap + CLAMP (own, 0, gap);
  guint n = setter_count (lines), from = 0;

  if (n == 0)
    return;
  int element = setter_element (setter, JB_ROLE_P, setter->parent, chinese ? "zh-CN" : "en");
  while (from < n)
    {
      guint room = (guint) floor (MAX (limit - setter->y, 0) / face->leading + 1e-6), take = MIN (room, n - from);

      if (take < n - from && n - from - take < 2)
        take = n - from >= 2 ? n - from - 2 : 0;
      if (take < MIN (2, n - from) && setter->y > 0)
        {
          setter_new_page (setter);
          continue;
        }
      take = MAX (take, 1);
      setter_place (setter, lines, prose, from, from + take, element, x, setter->y + base, type, width + 6);
      from += take;
      setter->y += take * face->leading;
      if (from < n)
        setter_new_page (setter);
    }
  setter->y += after;
}

/* The words of the run-in heading, without its full stop; %NULL where the text has none. (transfer full) */
static char *
lead_of (const JbProse *prose)
{
  for (guint i = 0; prose->marks != NULL && i < prose->marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, i);

      if (mark->kind != JB_PROSE_TITLE)
        continue;
      char *lead = jb_span_dup (prose->shown, mark->span);
      if (g_str_has_suffix (lead, "."))
        lead[strlen (lead) - 1] = '\0';
      return lead;
    }
  return NULL;
}

/* A section whose heading runs into its text has its bookmark too: bookmarks are the section tree. */
static void
mark_lead (Setter *setter, const JbBlock *block)
{
  g_autofree char *zh_lead = lead_of (&block->zh), *en_lead = lead_of (&block->en);
  JbProse zh = { .shown = zh_lead }, en = { .shown = en_lead };

  if (block->level == 0 || zh_lead == NULL || (setter->document_form && setter->annex > 0))
    return;
  setter->lead_anchor = jb_document_add_anchor (setter->document);
  if (setter->lead_anchor > 0)
    setter_bookmark (setter, block, &zh, &en, setter->lead_anchor);
}

/* Above the English, or in its place, what is to be known of it; it stays with the two lines that follow. */
static void
say_state (Setter *setter, const JbBlock *block)
{
  gboolean missing = block->state == JB_TARGET_MISSING && block->en.shown == NULL && block->zh.shown != NULL;
  double leading = setter_type (setter, "state")->leading;

  if (!missing && block->state != JB_TARGET_FUZZY)
    return;
  setter_need (setter, missing ? leading : 3 * leading);
  setter_text (setter, missing ? "Not translated 未译" : "To be confirmed 待核", "state", FALSE,
               setter_element (setter, JB_ROLE_P, setter->parent, "en"), JB_ALIGN_LEFT, setter_number (setter, "page.text_x"),
               setter->y + leading - 2.5, setter_number (setter, "page.text_width"));
  setter->y += leading + (missing ? 6 : 0);
}

static void
set_pair (Setter *setter, const JbBlock *block)
{
  gboolean apart = block->pair == JB_PAIR_TITLE || block->pair == JB_PAIR_SIGNATURE;
  if (setter->document_form && apart && setter->layout != JB_LAYOUT_EN)
    return; /* stands in the head, at the end */
  mark_lead (setter, block);
  gboolean indented = block->pair == JB_PAIR_BODY || (setter->document_form && block->pair == JB_PAIR_ATTACHMENT);
  if (setter->layout == JB_LAYOUT_PARALLEL)
    {
      set_parallel (setter, block);
      return;
    }
  if (setter->layout != JB_LAYOUT_EN)
    set_flow (setter, &block->zh, "body_zh", TRUE, indented, setter->layout == JB_LAYOUT_STACKED ? 3 : 0);
  if (setter->layout != JB_LAYOUT_ZH)
    say_state (setter, block);
  if (setter->layout != JB_LAYOUT_ZH)
    set_flow (setter, &block->en, "body_en", FALSE, indented, setter->layout == JB_LAYOUT_STACKED ? 9 : 6);
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
        set_pair (setter, child);
    }
  setter_flush_figures (setter);
}
