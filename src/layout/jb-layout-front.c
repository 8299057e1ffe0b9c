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
      g_autoptr(JbTextLines) lines = setter_lines (setter, parts[i].prose, parts[i].type, parts[i].chinese, JB_ALIGN_LEFT,
                                                   MIN (108, setter->width - x), 0);

      setter_place (setter, lines, parts[i].prose, 0, G_MAXUINT, parts[i].chinese ? zh : en, x, parts[i].y, parts[i].type, 0);
    }
}

#define TITLE_BASE 224.0  /* baseline of the title's last line */
#define TITLE_LINES 3
#define LOGO_TOP 11.0
#define LOGO_WIDTH 110.0   /* beside the words at the top */
#define LOGO_HEIGHT 64.0   /* above the title */

gsize
setter_title_head (const char *title)
{
  const char *year = strstr (title, "年");

  if (year == NULL || g_ascii_isdigit (*title)) /* a year that opens the title is no line of its own */
    return 0;
  year += strlen ("年");
  if (g_str_has_prefix (year, "度"))
    year += strlen ("度");
  return g_utf8_strlen (year, -1) >= 4 && g_utf8_strlen (title, year - title) >= 4 ? (gsize) (year - title) : 0;
}

JbTextLines *
setter_balance (Setter *setter, const JbProse *prose, const char *type)
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
  gsize cut = title->shown != NULL ? setter_title_head (title->shown) : 0;
  g_autofree char *head = cut > 0 ? g_strndup (title->shown, cut) : NULL;
  JbProse first = { .shown = head }, rest = { .shown = title->shown != NULL ? title->shown + cut : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(JbTextLines) whole = setter_lines (setter, title, types[i], TRUE, JB_ALIGN_LEFT, setter->width, 0);
      gboolean one = setter_count (whole) == 1;
      g_autoptr(JbTextLines) above = one || head == NULL ? NULL : setter_balance (setter, &first, types[i]);
      g_autoptr(JbTextLines) below = one ? NULL : setter_balance (setter, &rest, types[i]);
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
setter_logo (Setter *setter, double x, double y, double width, double height, double across, double down)
{
  const JbBriefing *briefing = setter->briefing;
  JbDocument *document = setter->document;

  if (briefing->logo == NULL)
    return;
  double aspect = jb_picture_get_aspect (briefing->logo), wanted = MAX (setter_number (setter, "document.logo_height"), 1);
  double high = MIN (wanted, MIN (height, width / aspect)), wide = high * aspect;
  int element = setter_element (setter, JB_ROLE_FIGURE, setter->parent, "zh-CN");
  JbElement *e = &g_array_index (document->elements, JbElement, element);
  JbInk ink = { .kind = JB_INK_CHART, .element = element, .x = setter->left + x + across * (width - wide), .y = setter->top + y + down * (height - high),
                .width = wide, .height = high, .chart = document->charts->len };

  e->alt = g_strdup (briefing->logo_alt);
  e->page = (int) document->pages->len - 1;
  e->bbox[0] = ink.x;
  e->bbox[1] = ink.y;
  e->bbox[2] = ink.x + ink.width;
  e->bbox[3] = ink.y + ink.height;
  g_array_append_val (setter->page->ink, ink);
  g_ptr_array_add (document->charts, jb_picture_scene (briefing->logo, ink.width, ink.height));
}

void
setter_cover (Setter *setter, const JbBlock *block)
{
  g_autoptr(JbTextLines) en = setter_lines (setter, &block->en, "title_en", FALSE, JB_ALIGN_LEFT, 400, 0);
  guint facts = 0, notes = 0;

  setter_rule (setter, 0, 0, setter->width, 3, "a");
  setter_logo (setter, setter->width - LOGO_WIDTH, LOGO_TOP, LOGO_WIDTH, LOGO_HEIGHT, 1, 0);
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
                     644 - 12.0 * notes++, setter->width);
    }
  setter->y = setter->height;
}

#define CARD_WIDTH 96.0
#define CARD_HEIGHT 90.0

typedef struct
{
  JbTextLines *value, *unit, *zh, *en;
  const char *size;
  double unit_x, unit_y;  /* from the card's corner; a unit that has no room beside its value stands beneath */
  double height;
} Card;

static double
first_width (const JbTextLines *lines)
{
  guint n;
  const JbTextLine *line = lines != NULL ? jb_text_lines_get (lines, &n) : NULL;

  return line != NULL ? line[0].width : 0;
}

static JbTextLines *
plain_lines (Setter *setter, const char *text, const char *type, gboolean chinese, double width)
{
  JbProse prose = { .shown = (char *) text };

  return setter_lines (setter, &prose, type, chinese, JB_ALIGN_LEFT, width, 0);
}

/* The value as large as it can be with its unit beside it; labels take the lines that they need. */
static Card
measure_card (Setter *setter, const JbBlock *block)
{
  static const char *const sizes[] = { "card_value", "card_value_small" };
  Card card = { .unit_y = 29 };
  gboolean large = block->card.value == NULL || strlen (block->card.value) <= 7;

  card.unit = plain_lines (setter, block->card.unit, "card_unit", TRUE, CARD_WIDTH);
  for (guint i = large ? 0 : 1; i < G_N_ELEMENTS (sizes); i++)
    {
      g_clear_pointer (&card.value, jb_text_lines_free);
      card.size = sizes[i];
      card.value = plain_lines (setter, block->card.value, sizes[i], FALSE, CARD_WIDTH);
      card.unit_x = first_width (card.value) + 3;
      if (card.unit_x + first_width (card.unit) <= CARD_WIDTH)
        break;
    }
  if (card.unit != NULL && card.unit_x + first_width (card.unit) > CARD_WIDTH)
    {
      card.unit_x = 0;
      card.unit_y = 40;
    }
  card.zh = plain_lines (setter, block->card.label.zh, "card_label_zh", TRUE, CARD_WIDTH);
  card.en = plain_lines (setter, block->card.label.en, "card_label_en", FALSE, CARD_WIDTH);
  card.height = card.unit_y + 17 + 12.0 * MAX (setter_count (card.zh), 1) + 10.0 * setter_count (card.en) + 8;
  return card;
}

static void
clear_card (Card *card)
{
  jb_text_lines_free (card->value);
  jb_text_lines_free (card->unit);
  jb_text_lines_free (card->zh);
  jb_text_lines_free (card->en);
}

static void
place_plain (Setter *setter, JbTextLines *lines, const char *text, const char *type, int element, double x, double y)
{
  JbProse prose = { .shown = (char *) text };

  setter_place (setter, lines, &prose, 0, G_MAXUINT, element, x, y, type, 0);
}

static void
set_card (Setter *setter, const JbBlock *block, const Card *card, double x)
{
  double y = setter->y, label = y + card->unit_y + 17;
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL), value = setter_element (setter, JB_ROLE_SPAN, element, "zh-CN");

  setter_rule (setter, x, y, CARD_WIDTH, 0.75, "black");
  place_plain (setter, card->value, block->card.value, card->size, value, x, y + 29);
  place_plain (setter, card->unit, block->card.unit, "card_unit", value, x + card->unit_x, y + card->unit_y);
  place_plain (setter, card->zh, block->card.label.zh, "card_label_zh", setter_span (setter, element, "zh-CN"), x, label);
  place_plain (setter, card->en, block->card.label.en, "card_label_en", setter_span (setter, element, "en"), x,
               label + 12.0 * MAX (setter_count (card->zh), 1));
  if (block->number < 0 || (guint) block->number >= setter->rows->len)
    return;
  g_autofree char *name = g_strdup_printf ("%d", block->number + 1);
  int link = setter_element (setter, JB_ROLE_LINK, element, NULL);
  setter_text (setter, name, "mark", FALSE, link, JB_ALIGN_RIGHT, x + 56, y + 10, 40);
  setter_doubt (setter, -1, block->doubt, x + CARD_WIDTH - 4 * (double) strlen (name) - 5, y + 10, 5);
  setter_link (setter, link, x + 76, y + 2, x + CARD_WIDTH, y + 13, g_array_index (setter->rows, int, block->number),
               g_strdup_printf ("数据表第%s项 / Data table, no. %s", name, name));
}

#define CARDS_IN_ROW 4

/* The cards that follow each other from child @from on, at most a row of them. Returns: how many. */
static guint
set_cards (Setter *setter, const JbBlock *part, guint from)
{
  Card cards[CARDS_IN_ROW];
  double height = CARD_HEIGHT;
  guint n = 0;

  for (; n < CARDS_IN_ROW && from + n < part->children->len; n++)
    {
      const JbBlock *child = g_ptr_array_index (part->children, from + n);

      if (child->kind != JB_BLOCK_CARD)
        break;
      cards[n] = measure_card (setter, child);
      height = MAX (height, cards[n].height);
    }
  setter_need (setter, height);
  for (guint i = 0; i < n; i++)
    {
      set_card (setter, g_ptr_array_index (part->children, from + i), &cards[i], 120.0 * i);
      clear_card (&cards[i]);
    }
  setter->y += height;
  return n;
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
    setter_place (setter, zh_lines, zh, 0, G_MAXUINT, setter_span (setter, element, "zh-CN"), zh_x, y, zh_type, 0);
  if (en_lines != NULL)
    setter_place (setter, en_lines, en, 0, G_MAXUINT, setter_span (setter, element, "en"), en_x, y, en_type, 0);
  *bottom = y + MAX (zh_height, en_height);
}

static void
set_finding (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double claim, reason;

  setter_need (setter, 75);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_doubt (setter, -1, block->doubt, -9, setter->y + 16, 6.4);
  set_two (setter, &block->zh, &block->en, "claim_zh", "claim_en", element, 0, en_x, setter->y + 17, width, &claim);
  set_two (setter, &block->reason_zh, &block->reason_en, "reason_zh", "reason_en", element, 0, en_x, claim, width, &reason);
  setter->y = MAX (setter->y + 75, reason);
}

static void
set_key_value (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double key, value;

  setter_need (setter, 54);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  set_two (setter, &block->zh, &block->en, "key_zh", "key_en", element, 0, en_x, setter->y + 17, 58, &key);
  /* a checksum is set small, so that half of it stands in a line */
  const char *type = block->reason_zh.shown != NULL && g_str_is_ascii (block->reason_zh.shown) ? "legend_zh" : "colophon_zh";
  set_two (setter, &block->reason_zh, &block->reason_en, type, "colophon_en", element, 60, en_x + 60, setter->y + 17, width - 60, &value);
  double tight = setter->document_form ? 8 : 0; /* so that the imprint finds room on the page */
  setter->y = MAX (setter->y + 31.5, MAX (key, value)) - tight;
}

/* The briefing's own words on the method page: small, snug, in both columns. */
static void
set_small_pair (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double bottom;

  setter_need (setter, 28);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  set_two (setter, &block->zh, &block->en, "colophon_zh", "colophon_en", element, 0, en_x, setter->y + 11, width, &bottom);
  setter->y = MAX (setter->y + 18, bottom - 5);
}

/* The last lines of the method page: version, conformance, fonts. */
static void
set_imprint (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double bottom, foot = setter->height - 36;

  setter_need (setter, 36);
  setter->y = setter->document_form ? setter->y + 4 : MAX (setter->y + 4, foot);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.5, "black");
  set_two (setter, &block->zh, &block->en, "legend_zh", "legend_en", element, 0, en_x, setter->y + 13, width, &bottom);
  setter->y = setter->document_form ? bottom : setter->height;
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
  for (guint i = 0; block->children != NULL && i < block->children->len && setter->error == NULL; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);
      JbBlock one = { .kind = JB_BLOCK_BODY };

      if (child->kind == JB_BLOCK_CARD)
        {
          i += set_cards (setter, block, i) - 1;
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

#define STROKE_PITCH 3.0
#define MANY_ENTRIES 16     /* of level 2: more stand close, without strokes */
#define TOO_MANY_ENTRIES 30 /* so many are left out */

/* A line of the contents. */
typedef struct
{
  const JbBlock *block; /* whose anchor it leads to: a heading, or a part */
  guint level;
  JbProse zh, en;
  char   *number_en;    /* hangs before the English of level 2 */
  int     section;
} Entry;

typedef struct
{
  gboolean strokes, close, small; /* small: lines of the list of figures */
} ContentsManner;

static guint
count_strokes (const Setter *setter, const Entry *entry)
{
  const GPtrArray *sections = setter->briefing->section_numbers;

  if (sections == NULL || entry->section < 0 || (guint) entry->section >= sections->len || entry->level <= 1)
    return 0;
  const GArray *numbers = g_ptr_array_index (sections, (guint) entry->section);
  return numbers != NULL ? numbers->len : 0;
}

/* A stroke a number of the section, right-aligned in the Chinese column on @base; taller and red where a finding names it. */
static void
set_strokes (Setter *setter, const Entry *entry, double room, double base)
{
  guint n = count_strokes (setter, entry);

  if (n == 0 || (n - 1) * STROKE_PITCH + 12 > room)
    return;
  const GArray *numbers = g_ptr_array_index (setter->briefing->section_numbers, (guint) entry->section);
  for (guint i = 0; i < n; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      JbDoubt doubt = number < setter->briefing->numbers->len ? g_array_index (setter->briefing->numbers, JbNumber, number).doubt : JB_DOUBT_NONE;
      gboolean doubted = doubt == JB_DOUBT_FAILS || doubt == JB_DOUBT_QUESTIONABLE;
      double height = doubted ? 9 : 7;
      JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = setter_colour (setter, doubted ? "red" : "a"),
                    .x = setter->left + 216 - (n - 1 - i) * STROKE_PITCH, .y = setter->top + base - height, .height = height,
                    .line_width = doubted ? 1.3 : 0.75 };

      g_array_append_val (setter->page->ink, ink);
    }
}

/* Level 2 is 24, 33, 45 … high by its English lines; close: as high as its lines, but at least 24. */
static double
entry_height (const Entry *entry, guint zh, guint en, gboolean close)
{
  if (entry->level <= 1)
    return 31.5 + MAX (18.0 * (MAX (zh, 1) - 1), 18.0 * (MAX (en, 1) - 1));
  if (close)
    return MAX (24, MAX (18.0 * zh + 2, 12.0 * en));
  return MAX (18.0 * zh + 6, en <= 1 ? 24 : 33 + 12.0 * (en - 2));
}

static void
set_entry (Setter *setter, const Entry *entry, ContentsManner manner, int toc, int anchor)
{
  gboolean first = entry->level <= 1;
  const char *zh_type = manner.small ? "table_label_zh" : first ? "contents1_zh" : "contents2_zh";
  const char *en_type = manner.small ? "table_label_en" : first ? "contents1_en" : "contents2_en";
  double hang = !first && entry->number_en != NULL && *entry->number_en != '\0' ? 13 : 0;
  g_autoptr(JbTextLines) zh = setter_lines (setter, &entry->zh, zh_type, TRUE, JB_ALIGN_LEFT, 216, 0);
  g_autoptr(JbTextLines) number = hang > 0 ? plain_lines (setter, entry->number_en, en_type, FALSE, 60) : NULL;
  double gap = hang > 0 ? MAX (hang, first_width (number) + 3) : 0;
  g_autoptr(JbTextLines) en = setter_lines (setter, &entry->en, en_type, FALSE, JB_ALIGN_LEFT, 190 - gap, 0);
  double height = manner.small ? MAX (11.0 * setter_count (zh), 10.0 * setter_count (en)) + 5
                               : entry_height (entry, setter_count (zh), setter_count (en), manner.close);

  setter_need (setter, height);
  double base = setter->y + (first ? 19 : manner.small ? 9 : 13);
  int item = setter_element (setter, JB_ROLE_TOCI, toc, NULL), reference = setter_element (setter, JB_ROLE_REFERENCE, item, NULL);
  int link = setter_element (setter, JB_ROLE_LINK, reference, NULL);
  if (first)
    setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_place (setter, zh, &entry->zh, 0, G_MAXUINT, setter_span (setter, link, "zh-CN"), 0, base, zh_type, 0);
  if (manner.strokes && setter_count (zh) == 1)
    set_strokes (setter, entry, 216 - first_width (zh), base);
  int english = setter_span (setter, link, "en");
  place_plain (setter, number, entry->number_en, en_type, english, 240, base);
  setter_place (setter, en, &entry->en, 0, G_MAXUINT, english, 240 + gap, base, en_type, 0);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + 456, .y = setter->top + base, .element = link, .anchor = anchor,
                  .type = en_type };
  g_array_append_val (setter->patches, patch);
  setter_link (setter, link, 0, setter->y, 456, setter->y + height, anchor,
               g_strconcat (entry->zh.shown, entry->en.shown != NULL ? " / " : NULL, entry->en.shown, NULL));
  setter->y += height;
}

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->zh.shown);
  g_free (entry->en.shown);
  g_free (entry->number_en);
}

/* Bytes of the number that a translated heading begins with, as “(1)”, where words follow; 0: none. */
static gsize
number_length (const char *en)
{
  gsize end = *en == '(' ? 1 + strspn (en + 1, "0123456789") : 0;

  return end > 1 && en[end] == ')' && en[end + 1] == ' ' && en[end + 2] != '\0' ? end + 1 : 0;
}

static void
add_entry (GArray *entries, const JbBlock *block, guint level, const char *number_zh, const char *zh, const char *number_en,
           const char *en, int section)
{
  gboolean inside = level <= 1 && number_en != NULL && *number_en != '\0'; /* level 1 does not hang */
  gsize own = level > 1 && en != NULL && (number_en == NULL || *number_en == '\0') ? number_length (en) : 0;
  Entry entry = { .block = block, .level = level, .section = section,
                  .zh.shown = g_strconcat (number_zh != NULL ? number_zh : "", zh, NULL),
                  .en.shown = en != NULL ? g_strconcat (inside ? number_en : "", inside ? " " : "", en, NULL) : NULL };

  if (own > 0)
    {
      entry.number_en = g_strndup (en, own);
      g_free (entry.en.shown);
      entry.en.shown = g_strdup (en + own + 1);
    }
  else
    entry.number_en = en != NULL && !inside ? g_strdup (number_en) : NULL;
  g_array_append_val (entries, entry);
}

static void
collect (const JbBlock *block, GArray *entries)
{
  if (block->kind == JB_BLOCK_HEADING && block->in_contents && block->zh.shown != NULL)
    add_entry (entries, block, MAX (block->level, 1), block->number_zh, block->zh.shown, block->number_en, block->en.shown, block->section);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    collect (g_ptr_array_index (block->children, i), entries);
}

/* The parts of the briefing and the headings of the report, in order. */
static GArray *
list_entries (Setter *setter)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const GPtrArray *parts = setter->briefing->root->children;

  g_array_set_clear_func (entries, clear_entry);
  for (guint i = 0; i < parts->len; i++)
    {
      const JbBlock *part = g_ptr_array_index (parts, i);
      JbText title = setter_part_title (part);

      if (title.zh != NULL && part->kind != JB_BLOCK_CONTENTS)
        add_entry (entries, part, 1, NULL, title.zh, NULL, title.en, -1);
      collect (part, entries);
    }
  return entries;
}

static int
entry_anchor (Setter *setter, const Entry *entry)
{
  gpointer known;

  if (g_hash_table_lookup_extended (setter->entries, entry->block, NULL, &known))
    return GPOINTER_TO_INT (known);
  int anchor = jb_document_add_anchor (setter->document);
  g_hash_table_insert (setter->entries, (gpointer) entry->block, GINT_TO_POINTER (anchor));
  return anchor;
}

static void
explain_strokes (Setter *setter)
{
  if (setter->y + 16 > setter->height)
    return;
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_text (setter, "短线每条为一项数据，高出者见核对提示", "legend_zh", TRUE, setter_span (setter, element, "zh-CN"), JB_ALIGN_LEFT, 0,
               setter->y + 12, 216);
  setter_text (setter, "One stroke a number; the tall ones are named in a finding", "legend_en", FALSE,
               setter_span (setter, element, "en"), JB_ALIGN_LEFT, 240, setter->y + 12, 216);
  setter->y += 16;
}

#define LIST_FIGURES 3 /* fewer need no list */

/* The figures that are drawn, in order of the text. */
static GArray *
list_figures (const Setter *setter)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const GPtrArray *figures = setter->briefing->figures;

  g_array_set_clear_func (entries, clear_entry);
  for (guint i = 0; figures != NULL && setter->style != NULL && i < figures->len; i++)
    {
      const JbFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *zh = g_strdup_printf ("图%u\xE2\x80\x82", figure->chart->number), *en = g_strdup_printf ("Fig. %u", figure->chart->number);

      if (figure->chart->title.zh != NULL && !g_hash_table_contains (setter->left_out, figure))
        add_entry (entries, (const JbBlock *) (const void *) figure, 2, zh, figure->chart->title.zh, en, figure->chart->title.en, -1);
    }
  return entries;
}

static void
set_figures (Setter *setter, int toc)
{
  g_autoptr(GArray) entries = list_figures (setter);
  ContentsManner manner = { .small = TRUE };

  if (entries->len < LIST_FIGURES)
    return;
  setter->y += 9;
  /* where less than half of the list fits it begins on a page of its own, if that leaves no more than a fifth empty */
  double left = setter->height - setter->y, whole = 29 + 18.0 * entries->len;
  setter_need (setter, left < whole / 2 && left < 0.15 * setter->height ? left + 1 : 29 + 2 * 25);
  int title = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_text (setter, "图目", "contents1_zh", TRUE, setter_span (setter, title, "zh-CN"), JB_ALIGN_LEFT, 0, setter->y + 19, 216);
  setter_text (setter, "Figures", "contents1_en", FALSE, setter_span (setter, title, "en"), JB_ALIGN_LEFT,
               setter_number (setter, "page.en_x"), setter->y + 19, 216);
  setter->y += 29;
  for (guint i = 0; i < entries->len && setter->error == NULL; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      set_entry (setter, entry, manner, toc, entry_anchor (setter, entry));
    }
}

/* The anchors of the headings are made here, before they are set; setter_heading finds them by block. */
void
setter_contents (Setter *setter, const JbBlock *block)
{
  g_autoptr(GArray) entries = list_entries (setter);
  int toc = setter_element (setter, JB_ROLE_TOC, setter->parent, NULL);
  guint below = 0, strokes = 0, before = 1;

  (void) block;
  for (guint i = 0; i < entries->len; i++)
    below += g_array_index (entries, Entry, i).level > 1;
  ContentsManner manner = { .strokes = below <= MANY_ENTRIES, .close = below > MANY_ENTRIES };
  for (guint i = 0; i < entries->len && setter->error == NULL; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->level > 1 && below >= TOO_MANY_ENTRIES)
        continue;
      setter->y += entry->level <= 1 && before > 1 && !manner.close ? 9 : 0;
      set_entry (setter, entry, manner, toc, entry_anchor (setter, entry));
      strokes += count_strokes (setter, entry);
      before = entry->level;
    }
  if (manner.strokes && strokes > 0)
    explain_strokes (setter);
  set_figures (setter, setter_element (setter, JB_ROLE_TOC, setter->parent, NULL));
}
