/* Cover, summary, and the key-value rows of the method page. */
#include "jb-setter-private.h"

#include <string.h>

#define FACTS_FOOT 622.0   /* facts and notes grow upwards from where they stand */
#define FACT_WIDTH 108.0
#define NOTES_BASE 644.0
#define NOTE_LEADING 12.0
#define NOTE_LINES 4u

/* A fact, set: label and value in both languages. */
typedef struct
{
  JbTextLines *lines[4];
} Fact;

static const struct { const char *type; gboolean chinese; double above; } fact_lines[] = { /* above: to its baseline */
  { "fact_label_zh", TRUE, 17 }, { "fact_label_en", FALSE, 11 }, { "fact_zh", TRUE, 22 }, { "fact_en", FALSE, 16 },
};

static Fact
measure_fact (Setter *setter, const JbBlock *block, double x)
{
  const JbProse *proses[] = { &block->zh, &block->en, &block->reason_zh, &block->reason_en };
  Fact fact = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (fact_lines); i++)
    fact.lines[i] = setter_lines (setter, proses[i], fact_lines[i].type, fact_lines[i].chinese, JB_ALIGN_LEFT, MIN (FACT_WIDTH, setter->width - x), 0);
  return fact;
}

/* From the rule above the facts to the last baseline. */
static double
fact_height (Setter *setter, const Fact *fact)
{
  double height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fact_lines); i++)
    height += fact_lines[i].above + setter_type (setter, fact_lines[i].type)->leading * (MAX (setter_count (fact->lines[i]), 1) - 1);
  return height;
}

static void
set_fact (Setter *setter, const JbBlock *block, Fact *fact, double x, double y)
{
  const JbProse *proses[] = { &block->zh, &block->en, &block->reason_zh, &block->reason_en };
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  int zh = setter_element (setter, JB_ROLE_SPAN, element, "zh-CN"), en = setter_element (setter, JB_ROLE_SPAN, element, "en");

  for (guint i = 0; i < G_N_ELEMENTS (fact_lines); i++)
    {
      y += fact_lines[i].above;
      setter_place (setter, fact->lines[i], proses[i], 0, G_MAXUINT, fact_lines[i].chinese ? zh : en, x, y, fact_lines[i].type, 0);
      y += setter_type (setter, fact_lines[i].type)->leading * (MAX (setter_count (fact->lines[i]), 1) - 1);
      jb_text_lines_free (fact->lines[i]);
    }
}

#define TITLE_BASE 224.0  /* baseline of the title's last line */
#define TITLE_LINES 3
#define LOGO_TOP 11.0
#define LOGO_WIDTH 110.0   /* beside the words at the top */
#define LOGO_HEIGHT 64.0   /* above the title */
#define TITLE_TOP 76.0    /* first baseline of one that is longer: it grows downwards from here */
#define TITLE_UNDER_LOGO 112.0
#define TITLE_EN_GAP 46.0
#define TITLE_EN_WIDTH 400.0
#define FACTS 4u

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

/* Broken by sense: place and year, then the subject; the last line's baseline stands fixed, unless there are too many lines.
 * Returns: that baseline. */
static double
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
      double leading = setter_type (setter, types[i])->leading, top = setter->briefing->logo != NULL ? TITLE_UNDER_LOGO : TITLE_TOP;
      double last = MAX (TITLE_BASE, top + (MAX (n, 1) - 1) * leading);

      if (n > TITLE_LINES && i + 1 < G_N_ELEMENTS (types))
        continue;
      if (one)
        setter_place (setter, whole, title, 0, 1, element, 0, last, types[i], 0);
      setter_place (setter, above, &first, 0, G_MAXUINT, element, 0, last - (n - 1) * leading, types[i], 0);
      setter_place (setter, below, &rest, 0, G_MAXUINT, element, 0, last - (MAX (setter_count (below), 1) - 1) * leading, types[i], 0);
      return last;
    }
  return TITLE_BASE;
}

/* Notes stand above each other, the first one lowest; one that would push the facts up into the title is left out. Returns: how
 * much higher than two lines they are. */
static double
set_notes (Setter *setter, const JbBlock *cover)
{
  double base = NOTES_BASE;
  guint notes = 0;

  for (guint i = 0; cover->children != NULL && i < cover->children->len; i++)
    {
      const JbBlock *child = g_ptr_array_index (cover->children, i);
      if (child->kind != JB_BLOCK_NOTE)
        continue;
      g_autoptr(JbTextLines) lines = setter_plain (setter, child->zh.shown, "fact_label_zh", TRUE, JB_ALIGN_LEFT, setter->width);
      double more = NOTE_LEADING * (MAX (setter_count (lines), 1) - 1);
      if (notes > 0 && setter_count (lines) > NOTE_LINES)
        continue;
      setter_place_plain (setter, lines, "fact_label_zh", setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"), 0, base - more);
      base -= more + NOTE_LEADING;
      notes++;
    }
  return NOTES_BASE - base - NOTE_LEADING * MIN (notes, 2u);
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
  g_autoptr(JbTextLines) narrow = setter_lines (setter, &block->en, "title_en", FALSE, JB_ALIGN_LEFT, TITLE_EN_WIDTH, 0);
  gboolean wide = setter_count (narrow) > TITLE_LINES;
  g_autoptr(JbTextLines) en = setter_lines (setter, &block->en, "title_en", FALSE, JB_ALIGN_LEFT, wide ? setter->width : TITLE_EN_WIDTH, 0);
  Fact facts[FACTS];
  const JbBlock *blocks[FACTS];
  guint n = 0;
  double height = 0;

  setter_rule (setter, 0, 0, setter->width, 3, "a");
  setter_logo (setter, setter->width - LOGO_WIDTH, LOGO_TOP, LOGO_WIDTH, LOGO_HEIGHT, 1, 0);
  setter_text (setter, "双语简报", "cover_label_zh", TRUE, setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"), JB_ALIGN_LEFT, 0, 22, 216);
  setter_text (setter, "Bilingual briefing", "cover_label_en", FALSE, setter_element (setter, JB_ROLE_P, setter->parent, "en"), JB_ALIGN_LEFT,
               240, 22, 216);
  double title = set_cover_title (setter, &block->zh, setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN"));
  setter_place (setter, en, &block->en, 0, G_MAXUINT, setter_element (setter, JB_ROLE_P, setter->parent, "en"), 0, title + TITLE_EN_GAP, "title_en", 0);
  for (guint i = 0; block->children != NULL && i < block->children->len && n < FACTS; i++)
    {
      const JbBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind != JB_BLOCK_FACT)
        continue;
      blocks[n] = child;
      facts[n] = measure_fact (setter, child, 120.0 * n);
      height = MAX (height, fact_height (setter, &facts[n]));
      n++;
    }
  double notes = set_notes (setter, block), y = MIN (540, FACTS_FOOT - height) - MAX (notes, 0);
  if (n > 0)
    setter_rule (setter, 0, y, setter->width, 0.5, "black");
  for (guint i = 0; i < n; i++)
    set_fact (setter, blocks[i], &facts[i], 120.0 * i, y);
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

/* The value as large as it can be with its unit beside it; labels take the lines that they need. */
static Card
measure_card (Setter *setter, const JbBlock *block)
{
  static const char *const sizes[] = { "card_value", "card_value_small" };
  Card card = { .unit_y = 29 };
  gboolean large = block->card.value == NULL || strlen (block->card.value) <= 7;

  card.unit = setter_plain (setter, block->card.unit, "card_unit", TRUE, JB_ALIGN_LEFT, CARD_WIDTH);
  for (guint i = large ? 0 : 1; i < G_N_ELEMENTS (sizes); i++)
    {
      g_clear_pointer (&card.value, jb_text_lines_free);
      card.size = sizes[i];
      card.value = setter_plain (setter, block->card.value, sizes[i], FALSE, JB_ALIGN_LEFT, CARD_WIDTH);
      card.unit_x = setter_width (card.value) + 3;
      if (card.unit_x + setter_width (card.unit) <= CARD_WIDTH)
        break;
    }
  if (card.unit != NULL && card.unit_x + setter_width (card.unit) > CARD_WIDTH)
    {
      card.unit_x = 0;
      card.unit_y = 40;
    }
  card.zh = setter_plain (setter, block->card.label.zh, "card_label_zh", TRUE, JB_ALIGN_LEFT, CARD_WIDTH);
  card.en = setter_plain (setter, block->card.label.en, "card_label_en", FALSE, JB_ALIGN_LEFT, CARD_WIDTH);
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
set_card (Setter *setter, const JbBlock *block, const Card *card, double x)
{
  double y = setter->y, label = y + card->unit_y + 17;
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL), value = setter_element (setter, JB_ROLE_SPAN, element, "zh-CN");

  setter_rule (setter, x, y, CARD_WIDTH, 0.75, "black");
  setter_place_plain (setter, card->value, card->size, value, x, y + 29);
  setter_place_plain (setter, card->unit, "card_unit", value, x + card->unit_x, y + card->unit_y);
  setter_place_plain (setter, card->zh, "card_label_zh", setter_span (setter, element, "zh-CN"), x, label);
  setter_place_plain (setter, card->en, "card_label_en", setter_span (setter, element, "en"), x,
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

#define FINDING_AIR 9.0    /* above its rule */

static void
set_finding (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double claim, reason;

  setter_keep_clear (setter, FINDING_AIR);
  setter_need (setter, 75);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_doubt (setter, -1, block->doubt, -9, setter->y + 16, 6.4);
  set_two (setter, &block->zh, &block->en, "claim_zh", "claim_en", element, 0, en_x, setter->y + 17, width, &claim);
  set_two (setter, &block->reason_zh, &block->reason_en, "reason_zh", "reason_en", element, 0, en_x, claim, width, &reason);
  setter->y = MAX (setter->y + 75, reason);
}

#define KEY_WIDTH 58.0
#define KEY_X 60.0
#define KEY_ROW 31.5
#define TIGHT 8.0         /* less for each, where the page is full */
#define PAIR_ROW 18.0
#define PAIR_AIR 5.0
#define IMPRINT_HEIGHT 36.0

/* A checksum is set small, so that half of it stands in a line. */
static const char *
value_type (const JbBlock *block)
{
  return block->reason_zh.shown != NULL && g_str_is_ascii (block->reason_zh.shown) ? "legend_zh" : "colophon_zh";
}

static double
height_of_two (Setter *setter, const JbProse *zh, const JbProse *en, const char *zh_type, const char *en_type, double width)
{
  g_autoptr(JbTextLines) zh_lines = setter_lines (setter, zh, zh_type, TRUE, JB_ALIGN_JUSTIFY, width, 0);
  g_autoptr(JbTextLines) en_lines = setter_lines (setter, en, en_type, FALSE, JB_ALIGN_LEFT, width, 0);

  return MAX (setter_count (zh_lines) * setter_type (setter, zh_type)->leading, setter_count (en_lines) * setter_type (setter, en_type)->leading);
}

static double
key_value_height (Setter *setter, const JbBlock *block)
{
  double key = height_of_two (setter, &block->zh, &block->en, "key_zh", "key_en", KEY_WIDTH);
  double value = height_of_two (setter, &block->reason_zh, &block->reason_en, value_type (block), "colophon_en", setter_number (setter, "page.zh_width") - KEY_X);

  return MAX (KEY_ROW, 17 + MAX (key, value)) - (setter->tight ? TIGHT : 0);
}

static void
set_key_value (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width"), height = key_value_height (setter, block);
  double bottom;

  setter_need (setter, height);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  double base = setter->y + (setter->tight ? 15 : 17);
  set_two (setter, &block->zh, &block->en, "key_zh", "key_en", element, 0, en_x, base, KEY_WIDTH, &bottom);
  set_two (setter, &block->reason_zh, &block->reason_en, value_type (block), "colophon_en", element, KEY_X, en_x + KEY_X, base, width - KEY_X, &bottom);
  setter->y += height;
}

static double
small_pair_height (Setter *setter, const JbBlock *block)
{
  double height = height_of_two (setter, &block->zh, &block->en, "colophon_zh", "colophon_en", setter_number (setter, "page.zh_width"));

  return MAX (PAIR_ROW, 11 + height - PAIR_AIR);
}

/* The briefing's own words on the method page: small, snug, in both columns. */
static void
set_small_pair (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width"), height = small_pair_height (setter, block);
  double bottom;

  setter_need (setter, height);
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  set_two (setter, &block->zh, &block->en, "colophon_zh", "colophon_en", element, 0, en_x, setter->y + 11, width, &bottom);
  setter->y += height;
}

/* Whether the method page is full only as long as its rows are as high as they like. */
static gboolean
wants_tight (Setter *setter, const JbBlock *method)
{
  double height = IMPRINT_HEIGHT + 4, less = 0;

  for (guint i = 0; method->children != NULL && i < method->children->len; i++)
    {
      const JbBlock *child = g_ptr_array_index (method->children, i);

      if (child->kind == JB_BLOCK_FINDING)
        return FALSE; /* these take a page of their own */
      less += child->kind == JB_BLOCK_KEY_VALUE ? TIGHT : 0;
      height += child->kind == JB_BLOCK_KEY_VALUE ? key_value_height (setter, child) : child->kind == JB_BLOCK_PAIR ? small_pair_height (setter, child)
              : child->kind == JB_BLOCK_HEADING ? 54 : 0;
    }
  return height > setter->height - setter->y && height - less <= setter->height - setter->y;
}

/* The last lines of the method page: version, conformance, fonts. */
static void
set_imprint (Setter *setter, const JbBlock *block)
{
  double en_x = setter_number (setter, "page.en_x"), width = setter_number (setter, "page.zh_width");
  double bottom, foot = setter->height - IMPRINT_HEIGHT;

  setter_need (setter, IMPRINT_HEIGHT);
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
  setter->tight = FALSE;
  if (block->kind == JB_BLOCK_METHOD) /* of a document, so that the imprint finds room on the page */
    setter->tight = setter->document_form || wants_tight (setter, block);
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
