/* Cover, summary, contents, and the key-value rows of the method page. */
#include "jb-setter-private.h"

#include <string.h>

static guint
count (const JbBlock *block, JbBlockKind kind)
{
  guint n = 0;

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    n += ((const JbBlock *) g_ptr_array_index (block->children, i))->kind == kind;
  return n;
}

static void
set_fact (Setter *setter, const JbBlock *fact, double x)
{
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  int zh = setter_element (setter, JB_ROLE_SPAN, element, "zh-CN"), en = setter_element (setter, JB_ROLE_SPAN, element, "en");
  const struct { const JbProse *prose; const char *type; gboolean chinese; double y; } parts[] = {
    { &fact->zh, "fact_label_zh", TRUE, 557 }, { &fact->en, "fact_label_en", FALSE, 568 },
    { &fact->reason_zh, "fact_zh", TRUE, 590 }, { &fact->reason_en, "fact_en", FALSE, 606 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(JbTextLines) lines = setter_lines (setter, parts[i].prose, parts[i].type, parts[i].chinese, JB_ALIGN_LEFT, 108, 0);

      setter_place (setter, lines, parts[i].prose, 0, G_MAXUINT, parts[i].chinese ? zh : en, x, parts[i].y, parts[i].type, 0);
    }
}

#define TITLE_BASE 224.0  /* baseline of the title's last line */
#define TITLE_LINES 3

/* Bytes of a title that stand on a line of their own: place and year, where words follow. 0: it is not parted. */
static gsize
title_head (const char *title)
{
  const char *year = strstr (title, "年");

  if (year == NULL)
    return 0;
  year += strlen ("年");
  if (g_str_has_prefix (year, "度"))
    year += strlen ("度");
  return g_utf8_strlen (year, -1) >= 4 && g_utf8_strlen (title, year - title) >= 4 ? (gsize) (year - title) : 0;
}

/* The narrowest setting that takes no more lines than the full width does: lines of about one length. */
static JbTextLines *
balance (Setter *setter, const JbProse *prose, const char *type)
{
  JbTextLines *best = setter_lines (setter, prose, type, TRUE, JB_ALIGN_LEFT, setter->width, 0);
  double low = setter->width / MAX (setter_count (best), 1), high = setter->width;

  if (setter_count (best) < 2)
    return best;
  while (high - low > 4)
    {
      double middle = (low + high) / 2;
      JbTextLines *lines = setter_lines (setter, prose, type, TRUE, JB_ALIGN_LEFT, middle, 0);
      gboolean fits = setter_count (lines) <= setter_count (best);

      if (fits)
        {
          jb_text_lines_free (best);
          best = lines;
          high = middle;
          continue;
        }
      jb_text_lines_free (lines);
      low = middle;
    }
  return best;
}

/* Broken by sense: place and year, then the subject; the last line's baseline stands fixed. */
static void
set_cover_title (Setter *setter, const JbProse *title, int element)
{
  static const char *const types[] = { "title_zh", "title_small_zh" };
  gsize cut = title->shown != NULL ? title_head (title->shown) : 0;
  g_autofree char *head = cut > 0 ? g_strndup (title->shown, cut) : NULL;
  JbProse first = { .shown = head }, rest = { .shown = title->shown != NULL ? title->shown + cut : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(JbTextLines) whole = setter_lines (setter, title, types[i], TRUE, JB_ALIGN_LEFT, setter->width, 0);
      gboolean one = setter_count (whole) == 1;
      g_autoptr(JbTextLines) above = one || head == NULL ? NULL : balance (setter, &first, types[i]);
      g_autoptr(JbTextLines) below = one ? NULL : balance (setter, &rest, types[i]);
      guint n = one ? 1 : setter_count (above) + setter_count (below);
      double leading = setter_type (setter, types[i])->leading;

      if (n > TITLE_LINES && i + 1 < G_N_ELEMENTS (types))
        continue;
      if (one)
        setter_place (setter, whole, title, 0, 1, element, 0, TITLE_BASE, types[i], 0);
      setter_place (setter, above, &first, 0, G_MAXUINT, element, 0, TITLE_BASE - (n - 1) * leading, types[i], 0);
      setter_place (setter, below, &rest, 0, G_MAXUINT, element, 0, TITLE_BASE - (setter_count (below) - 1) * leading, types[i], 0);
      return;
    }
}

void
setter_cover (Setter *setter, const JbBlock *block)
{
  g_autoptr(JbTextLines) en = setter_lines (setter, &block->en, "title_en", FALSE, JB_ALIGN_LEFT, 400, 0);
  guint facts = 0;

  setter_rule (setter, 0, 0, setter->width, 3, "a");
  setter_text (setter, "双语简报", "cover_label_zh", TRUE, setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"), JB_ALIGN_LEFT, 0, 22, 216);
  setter_text (setter, "Bilingual briefing", "cover_label_en", FALSE, setter_element (setter, JB_ROLE_P, setter->parent, "en"), JB_ALIGN_LEFT,
               240, 22, 216);
  set_cover_title (setter, &block->zh, setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"));
  setter_place (setter, en, &block->en, 0, G_MAXUINT, setter_element (setter, JB_ROLE_P, setter->parent, "en"), 0, 270, "title_en", 0);
  if (count (block, JB_BLOCK_FACT) > 0)
    setter_rule (setter, 0, 540, setter->width, 0.5, "black");
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == JB_BLOCK_FACT && facts < 4)
        set_fact (setter, child, 120.0 * facts++);
      else if (child->kind == JB_BLOCK_NOTE)
        setter_text (setter, child->zh.shown, "fact_label_zh", TRUE, setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"), JB_ALIGN_LEFT, 0,
                     644, setter->width);
    }
  setter->y = setter->height;
}

static void
set_card (Setter *setter, const JbBlock *block, double x)
{
  double y = setter->y;
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL), value = setter_element (setter, JB_ROLE_SPAN, element, "zh-CN");
  JbProse number = { .shown = block->card.value };
  const char *size = number.shown != NULL && strlen (number.shown) > 7 ? "card_value_small" : "card_value";
  g_autoptr(JbTextLines) lines = setter_lines (setter, &number, size, FALSE, JB_ALIGN_LEFT, 96, 0);
  guint n;
  const JbTextLine *line = lines != NULL ? jb_text_lines_get (lines, &n) : NULL;
  double end = line != NULL ? line[0].width + 3 : 0;

  setter_rule (setter, x, y, 96, 0.75, "black");
  setter_place (setter, lines, &number, 0, 1, value, x, y + 29, size, 0);
  if (96 - end > 9)
    setter_text (setter, block->card.unit, "card_unit", TRUE, value, JB_ALIGN_LEFT, x + end, y + 29, 96 - end);
  setter_text (setter, block->card.label.zh, "card_label_zh", TRUE, setter_element (setter, JB_ROLE_SPAN, element, "zh-CN"), JB_ALIGN_LEFT, x,
               y + 46, 96);
  setter_text (setter, block->card.label.en, "card_label_en", FALSE, setter_element (setter, JB_ROLE_SPAN, element, "en"), JB_ALIGN_LEFT, x,
               y + 58, 96);
  if (block->number < 0 || (guint) block->number >= setter->rows->len)
    return;
  g_autofree char *name = g_strdup_printf ("%d", block->number + 1);
  int link = setter_element (setter, JB_ROLE_LINK, element, NULL);
  setter_text (setter, name, "mark", FALSE, link, JB_ALIGN_RIGHT, x + 56, y + 10, 40);
  setter_doubt (setter, -1, block->doubt, x + 96 - 12 - 2, y + 10, 5);
  setter_link (setter, link, x + 76, y + 2, x + 96, y + 13, g_array_index (setter->rows, int, block->number),
               g_strdup_printf ("数据表第%s项 / Data table, no. %s", name, name));
}

static void
set_two (Setter *setter, const JbProse *zh, const JbProse *en, const char *zh_type, const char *en_type, int element, double zh_x, double en_x,
         double y, double width, double *bottom)
{
  g_autoptr(JbTextLines) zh_lines = setter_lines (setter, zh, zh_type, TRUE, JB_ALIGN_JUSTIFY, width, 0);
  g_autoptr(JbTextLines) en_lines = setter_lines (setter, en, en_type, FALSE, JB_ALIGN_LEFT, width, 0);
  double zh_height = setter_count (zh_lines) * setter_type (setter, zh_type)->leading;
  double en_height = setter_count (en_lines) * setter_type (setter, en_type)->leading;

  if (zh_lines != NULL)
    setter_place (setter, zh_lines, zh, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, element, "zh-CN"), zh_x, y, zh_type, 0);
  if (en_lines != NULL)
    setter_place (setter, en_lines, en, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, element, "en"), en_x, y, en_type, 0);
  *bottom = y + MAX (zh_height, en_height);
}

static void
set_finding (Setter *setter, const JbBlock *block)
{
  double claim, reason;

  setter_need (setter, 75);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_doubt (setter, -1, block->doubt, -9, setter->y + 16, 6.4);
  set_two (setter, &block->zh, &block->en, "claim_zh", "claim_en", element, 0, 240, setter->y + 17, 216, &claim);
  set_two (setter, &block->reason_zh, &block->reason_en, "reason_zh", "reason_en", element, 0, 240, claim, 216, &reason);
  setter->y = MAX (setter->y + 75, reason);
}

static void
set_key_value (Setter *setter, const JbBlock *block)
{
  double key, value;

  setter_need (setter, 54);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  set_two (setter, &block->zh, &block->en, "key_zh", "key_en", element, 0, 240, setter->y + 17, 58, &key);
  set_two (setter, &block->reason_zh, &block->reason_en, "colophon_zh", "colophon_en", element, 60, 300, setter->y + 17, 156, &value);
  setter->y = MAX (setter->y + 31.5, MAX (key, value));
}

/* The briefing's own words on the method page: small, snug, in both columns. */
static void
set_small_pair (Setter *setter, const JbBlock *block)
{
  double bottom;

  setter_need (setter, 28);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  set_two (setter, &block->zh, &block->en, "colophon_zh", "colophon_en", element, 0, 240, setter->y + 11, 216, &bottom);
  setter->y = MAX (setter->y + 18, bottom - 5);
}

/* The last lines of the method page: version, conformance, fonts. */
static void
set_imprint (Setter *setter, const JbBlock *block)
{
  double bottom, foot = setter->height - 36;

  setter_need (setter, 36);
  setter->y = MAX (setter->y + 4, foot);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  set_two (setter, &block->zh, &block->en, "legend_zh", "legend_en", element, 0, 240, setter->y + 13, 216, &bottom);
  setter->y = setter->height;
}

/* What the marks of the page mean, at the foot of the summary. */
static void
set_legend (Setter *setter)
{
  static const struct { JbDoubt doubt; const char *zh; double x; } marks[] = {
    { JB_DOUBT_FAILS, "不成立 does not hold", 0 }, { JB_DOUBT_QUESTIONABLE, "存疑 questionable", 92 }, { JB_DOUBT_DERIVED, "推算 derived", 172 },
  };
  double y = setter->height - 1;
  int element;

  if (setter->y > setter->height - 20)
    return;
  setter_rule (setter, 0, y - 12, setter->width, 0.4, "r1");
  element = setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN");
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      setter_doubt (setter, -1, marks[i].doubt, marks[i].x + 3, y, 5.4);
      setter_text (setter, marks[i].zh, "legend_zh", TRUE, element, JB_ALIGN_LEFT, marks[i].x + 9, y, 90);
    }
  setter_text (setter, "小数字为数据表序号 Small numbers refer to the data table", "legend_zh", TRUE, element, JB_ALIGN_LEFT, 240, y, 216);
}

/* Cards stand four in a row; everything else is set where it comes. */
void
setter_summary (Setter *setter, const JbBlock *block)
{
  guint card = 0;

  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);
      JbBlock one = { .kind = JB_BLOCK_BODY };

      if (child->kind == JB_BLOCK_CARD)
        {
          if (card % 4 == 0)
            setter_need (setter, 90);
          set_card (setter, child, 120.0 * (card % 4));
          card++;
          const JbBlock *next = i + 1 < block->children->len ? g_ptr_array_index (block->children, i + 1) : NULL;
          if (card % 4 == 0 || next == NULL || next->kind != JB_BLOCK_CARD)
            setter->y += 90;
          continue;
        }
      if (child->kind == JB_BLOCK_FINDING)
        set_finding (setter, child);
      else if (child->kind == JB_BLOCK_KEY_VALUE)
        set_key_value (setter, child);
      else if (block->kind == JB_BLOCK_METHOD && child->kind == JB_BLOCK_PAIR)
        set_small_pair (setter, child);
      else if (block->kind == JB_BLOCK_METHOD && child->kind == JB_BLOCK_NOTE)
        set_imprint (setter, child);
      else if (child->kind == JB_BLOCK_HEADING || child->kind == JB_BLOCK_PAIR || child->kind == JB_BLOCK_NOTE)
        {
          one.children = g_ptr_array_new ();
          g_ptr_array_add (one.children, (gpointer) child);
          setter_body (setter, &one);
          g_ptr_array_unref (one.children);
        }
    }
  if (block->kind == JB_BLOCK_SUMMARY)
    set_legend (setter);
}

static void
set_entry (Setter *setter, const JbBlock *heading, int toc, int anchor)
{
  gboolean first = heading->level <= 1;
  const char *zh_type = first ? "contents1_zh" : "contents2_zh", *en_type = first ? "contents1_en" : "contents2_en";
  g_autofree char *zh = g_strconcat (heading->number_zh != NULL ? heading->number_zh : "", heading->zh.shown, NULL);
  g_autofree char *en = heading->en.shown == NULL ? NULL : g_strconcat (heading->number_en != NULL ? heading->number_en : "",
                                                                       heading->number_en != NULL && *heading->number_en ? " " : "", heading->en.shown, NULL);
  JbProse english = { .shown = en };
  g_autoptr(JbTextLines) lines = setter_lines (setter, &english, en_type, FALSE, JB_ALIGN_LEFT, 190, 0);
  double height = first ? 31.5 : 24 + (setter_count (lines) > 1 ? 9 : 0) + (setter_count (lines) > 2 ? 12.0 * (setter_count (lines) - 2) : 0);

  setter_need (setter, height);
  double base = setter->y + (first ? 19 : 13);
  int entry = setter_element (setter, JB_ROLE_TOCI, toc, NULL), reference = setter_element (setter, JB_ROLE_REFERENCE, entry, NULL);
  int link = setter_element (setter, JB_ROLE_LINK, reference, NULL);
  if (first)
    setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_text (setter, zh, zh_type, TRUE, setter_element (setter, JB_ROLE_SPAN, link, "zh-CN"), JB_ALIGN_LEFT, 0, base, 216);
  setter_place (setter, lines, &english, 0, G_MAXUINT, setter_element (setter, JB_ROLE_SPAN, link, "en"), 240, base, en_type, 0);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + 456, .y = setter->top + base, .element = link, .anchor = anchor,
                  .type = en_type };
  g_array_append_val (setter->patches, patch);
  setter_link (setter, link, 0, setter->y, 456, setter->y + height, anchor, g_strconcat (zh, en != NULL ? " / " : NULL, en, NULL));
  setter->y += height;
}

static void
collect (const JbBlock *block, GPtrArray *headings)
{
  if (block->kind == JB_BLOCK_HEADING && block->in_contents && block->zh.shown != NULL)
    g_ptr_array_add (headings, (gpointer) block);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    collect (g_ptr_array_index (block->children, i), headings);
}

/* The anchors of the entries are made here, before their headings are set; setter_heading finds them by block. */
void
setter_contents (Setter *setter, const JbBlock *block)
{
  g_autoptr(GPtrArray) headings = g_ptr_array_new ();
  int toc = setter_element (setter, JB_ROLE_TOC, setter->parent, NULL);

  (void) block;
  collect (setter->briefing->root, headings);
  for (guint i = 0; i < headings->len && setter->error == NULL; i++)
    {
      int anchor = jb_document_add_anchor (setter->document);

      g_hash_table_insert (setter->entries, headings->pdata[i], GINT_TO_POINTER (anchor));
      set_entry (setter, headings->pdata[i], toc, anchor);
    }
}
