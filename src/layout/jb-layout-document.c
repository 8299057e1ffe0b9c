/* The form of party and government documents, GB/T 9704-2012: head, title, addressee; headings in the text; list of annexes,
 * signature; title of an annex; imprint. One 字 is the pitch of doc_line, one 行 its leading.
 *
 *   000001                       份号, 密级, 紧急程度
 *        云泽市人民政府文件         发文机关标志, its top 35 mm below that of the type area
 *
 *         云府〔2023〕1号          发文字号, two lines below; 签发人 at the right
 *   ————————————————————————————  4 mm below */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)
#define MARK_TOP (35 * MM)
#define LOGO_AIR (4 * MM)    /* a logo's foot over the mark */
#define RED_LINE_GAP (4 * MM)
#define RED_LINE 1.4
#define OVER 0.88            /* of a Chinese character's box, above and below its baseline */
#define UNDER 0.12
#define INK_OVER 0.84        /* of its ink */
#define IMPRINT_ROW 25.0
#define IMPRINT_BASE 17.6
#define IMPRINT_AIR 12.0    /* above it */
#define IMPRINT_THICK (0.35 * MM)
#define IMPRINT_THIN (0.25 * MM)

static double
line_height (Setter *setter)
{
  return setter_type (setter, "doc_line")->leading;
}

static double
character (Setter *setter)
{
  const JbType *type = setter_type (setter, "doc_line");

  return MAX (type->pitch, type->size);
}

/* What the profile gives; %NULL where it leaves it out. */
static const char *
given (const Setter *setter, const char *key)
{
  const char *text = jb_profile_get_text (setter->profile, key);

  return *text != '\0' ? text : NULL;
}

/* Lines one below the other, each centred in @width from @x; the first one's baseline on @base. Returns: their height. */
static double
place_centred (Setter *setter, JbTextLines *lines, const JbProse *prose, int element, double x, double width, double base, const char *type)
{
  guint n = 0;
  const JbTextLine *line = lines != NULL ? jb_text_lines_get (lines, &n) : NULL;
  double leading = setter_type (setter, type)->leading;

  for (guint i = 0; i < n; i++)
    setter_place (setter, lines, prose, i, i + 1, element, x + (width - line[i].width) / 2 - line[i].x, base + leading * i, type, 0);
  return leading * n;
}

/* Of a label that ends in a colon: the full width of its mark, which a line's end does not count. */
static double
label_width (Setter *setter, const char *label, const char *type)
{
  const JbType *face = setter_type (setter, type);

  return (double) g_utf8_strlen (label, -1) * MAX (face->pitch, face->size);
}

static int
paragraph (Setter *setter, const char *lang)
{
  return setter_element (setter, JB_ROLE_P, setter->parent, lang);
}

/* 份号, 密级和保密期限, 紧急程度: from the first line down, as many as there are. */
static void
set_labels (Setter *setter)
{
  static const struct { const char *key, *type; } labels[] = {
    { "document.copy_number", "doc_line" }, { "document.secrecy", "doc_label" }, { "document.urgency", "doc_label" },
  };
  double y = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (given (setter, labels[i].key) != NULL)
      {
        setter_text (setter, given (setter, labels[i].key), labels[i].type, TRUE, paragraph (setter, "zh-CN"), JB_ALIGN_LEFT, 0,
                     y + OVER * setter_type (setter, labels[i].type)->size, setter->width);
        y += line_height (setter);
      }
}

/* 发文机关标志. Returns: where its foot stands. */
static double
set_mark (Setter *setter)
{
  static const char *const types[] = { "doc_mark", "doc_mark_small" };
  const char *issuer = setter->briefing->author;
  g_autofree char *made = issuer != NULL ? g_strconcat (issuer, "文件", NULL) : NULL;
  JbProse mark = { .shown = given (setter, "document.mark") != NULL ? (char *) given (setter, "document.mark") : made };

  if (mark.shown == NULL)
    return MARK_TOP;
  for (guint i = 0;; i++)
    {
      g_autoptr(JbTextLines) lines = setter_balance (setter, &mark, types[i]);
      const JbType *type = setter_type (setter, types[i]);

      if (setter_count (lines) > 1 && i + 1 < G_N_ELEMENTS (types))
        continue;
      double height = place_centred (setter, lines, &mark, paragraph (setter, "zh-CN"), 0, setter->width, MARK_TOP + INK_OVER * type->size, types[i]);
      return MARK_TOP + height - type->leading + (INK_OVER + UNDER) * type->size;
    }
}

/* 签发人：甲 乙, two names a line under each other, the last line at @base. */
static void
set_signers (Setter *setter, GStrv names, double base)
{
  static const char label[] = "签发人：";
  guint n = g_strv_length (names), rows = (n + 1) / 2;
  double step = line_height (setter), right = setter->width - character (setter);
  double each = 0;
  int element = paragraph (setter, "zh-CN");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(JbTextLines) lines = setter_plain (setter, names[i], "doc_signer", TRUE, JB_ALIGN_LEFT, setter->width);
      each = MAX (each, setter_width (lines));
    }
  double column = each + character (setter) / 2, left = right - (n > 1 ? column + each : each);
  setter_text (setter, label, "doc_line", TRUE, element, JB_ALIGN_LEFT, left - label_width (setter, label, "doc_line"), base - (rows - 1) * step, setter->width);
  for (guint i = 0; i < n; i++)
    setter_text (setter, names[i], "doc_signer", TRUE, element, JB_ALIGN_LEFT, left + i % 2 * column, base - (rows - 1 - i / 2) * step, setter->width);
}

/* 发文字号, 签发人 and the red line under them; @foot: of the mark. Returns: where the red line stands. */
static double
set_number (Setter *setter, double foot)
{
  const char *number = given (setter, "document.number"), *signers = given (setter, "document.signers");
  g_auto(GStrv) names = g_strsplit (signers != NULL ? signers : "", " ", -1);
  guint n = 0;
  double base = foot + 2 * line_height (setter) + OVER * setter_type (setter, "doc_line")->size;

  for (guint i = 0; names[i] != NULL; i++) /* blanks side by side */
    if (*names[i] != '\0')
      names[n++] = names[i];
    else
      g_free (names[i]);
  names[n] = NULL;
  base += n > 2 ? ((n + 1) / 2 - 1) * line_height (setter) : 0;
  g_autoptr(JbTextLines) lines = setter_plain (setter, number, "doc_line", TRUE, JB_ALIGN_LEFT, setter->width);
  JbProse prose = { .shown = (char *) number };
  if (lines != NULL && n == 0)
    place_centred (setter, lines, &prose, paragraph (setter, "zh-CN"), 0, setter->width, base, "doc_line");
  else if (lines != NULL)
    setter_place (setter, lines, &prose, 0, 1, paragraph (setter, "zh-CN"), character (setter), base, "doc_line", 0);
  if (n > 0)
    set_signers (setter, names, base);
  double bottom = lines == NULL && n == 0 ? foot + line_height (setter) : base + UNDER * setter_type (setter, "doc_line")->size;
  setter_rule (setter, 0, bottom + RED_LINE_GAP, setter->width, RED_LINE, "head");
  return bottom + RED_LINE_GAP;
}

/* Broken by sense, as on a cover: place and year, then the subject. */
static void
set_title (Setter *setter, const JbProse *title, int element, double top)
{
  gsize cut = title->shown != NULL ? setter_title_head (title->shown) : 0;
  g_autofree char *head = cut > 0 ? g_strndup (title->shown, cut) : NULL;
  JbProse first = { .shown = head }, rest = { .shown = title->shown != NULL ? title->shown + cut : NULL };
  g_autoptr(JbTextLines) whole = setter_balance (setter, title, "doc_title_zh");
  gboolean one = setter_count (whole) <= 1;
  g_autoptr(JbTextLines) above = one || head == NULL ? NULL : setter_balance (setter, &first, "doc_title_zh");
  g_autoptr(JbTextLines) below = one ? NULL : setter_balance (setter, &rest, "doc_title_zh");
  double base = top + OVER * setter_type (setter, "doc_title_zh")->size;

  if (one)
    base += place_centred (setter, whole, title, element, 0, setter->width, base, "doc_title_zh");
  base += place_centred (setter, above, &first, element, 0, setter->width, base, "doc_title_zh");
  base += place_centred (setter, below, &rest, element, 0, setter->width, base, "doc_title_zh");
  setter->y = base - OVER * setter_type (setter, "doc_title_zh")->size;
}

static void
set_english_title (Setter *setter, const char *title, double air)
{
  JbProse prose = { .shown = (char *) title };
  g_autoptr(JbTextLines) lines = setter_plain (setter, title, "doc_title_en", FALSE, JB_ALIGN_LEFT, setter->width);

  if (lines == NULL)
    return;
  setter->y += air;
  setter->y += place_centred (setter, lines, &prose, paragraph (setter, "en"), 0, setter->width,
                              setter->y + setter_type (setter, "doc_title_en")->size, "doc_title_en");
}

#define BODY_LINES 2u /* of text that the first page must show */

/* 主送机关, with a colon behind it. So many that the first page would show no text stand in the imprint: 7.3.2 of the standard. */
static void
set_recipients (Setter *setter)
{
  const char *to = given (setter, "document.recipients");
  g_autofree char *text = to != NULL ? g_strconcat (to, g_str_has_suffix (to, "：") ? "" : "：", NULL) : NULL;
  JbProse prose = { .shown = text };
  g_autoptr(JbTextLines) lines = to != NULL ? setter_lines (setter, &prose, "doc_line", TRUE, JB_ALIGN_JUSTIFY, setter->width, 0) : NULL;

  setter->y += line_height (setter);
  setter->recipients_at_end = setter->y + line_height (setter) * (setter_count (lines) + BODY_LINES) > setter->height;
  if (setter->recipients_at_end)
    return;
  setter_place (setter, lines, &prose, 0, G_MAXUINT, paragraph (setter, "zh-CN"), 0, setter->y + OVER * setter_type (setter, "doc_line")->size,
                "doc_line", 0);
  setter->y += line_height (setter) * setter_count (lines);
}

void
setter_document_head (Setter *setter)
{
  JbProse title = { .shown = setter->briefing->title.zh };
  double foot, line;

  set_labels (setter);
  setter_logo (setter, setter->width / 3, 0, setter->width / 3, MARK_TOP - LOGO_AIR, 0.5, 1);
  foot = set_mark (setter);
  line = set_number (setter, foot);
  setter->y = line + 2 * line_height (setter);
  if (setter->layout != JB_LAYOUT_EN)
    set_title (setter, &title, paragraph (setter, "zh-CN"), setter->y);
  if (setter->layout != JB_LAYOUT_ZH)
    set_english_title (setter, setter->briefing->title.en, setter->layout == JB_LAYOUT_EN ? 0 : 8);
  set_recipients (setter);
}

/* One language of a heading: indented by 2 字 in Chinese. (transfer full) */
static JbTextLines *
heading_lines (Setter *setter, const JbProse *prose, const char *type, gboolean chinese)
{
  return setter_lines (setter, prose, type, chinese, JB_ALIGN_LEFT, setter_number (setter, "page.text_width"), chinese ? 2 * character (setter) : 0);
}

/* 一、 in Hei, （一） in Kai, deeper ones in bold: lines of the text, with the next ones of it behind them. */
void
setter_document_heading (Setter *setter, const JbBlock *block, const JbBlock *next)
{
  static const char *const types[][2] = { { "doc_h1_zh", "doc_h1_en" }, { "doc_h2_zh", "doc_h2_en" }, { "doc_h3_zh", "doc_h3_en" } };
  const char *const *type = types[CLAMP (block->level, 1, 3) - 1];
  JbProse zh = setter_join (block->number_zh, "", &block->zh), en = setter_join (block->number_en, " ", &block->en);
  g_autoptr(JbTextLines) zh_lines = setter_shows (setter, JB_LAYOUT_ZH) || block->en.shown == NULL ? heading_lines (setter, &zh, type[0], TRUE) : NULL;
  g_autoptr(JbTextLines) en_lines = setter_shows (setter, JB_LAYOUT_EN) ? heading_lines (setter, &en, type[1], FALSE) : NULL;
  double zh_leading = setter_type (setter, type[0])->leading, en_leading = setter_type (setter, type[1])->leading;
  double x = setter_number (setter, "page.text_x");

  double unit = zh_lines != NULL ? zh_leading : en_leading, below = 3 * unit + (zh_lines == NULL ? setter_number (setter, "page.last_gap") : 0); /* a paragraph of three lines is not parted */
  if (next != NULL && next->kind == JB_BLOCK_HEADING)
    below += 2 * unit + (zh_lines != NULL && en_lines != NULL ? 2 * en_leading : 0);
  setter_need (setter, zh_leading * setter_count (zh_lines) + en_leading * setter_count (en_lines) + below);
  int role = setter_element (setter, (JbRole) (JB_ROLE_H1 + CLAMP (block->level, 1, 6) - 1), setter->parent, NULL);
  int anchor = setter_entry_anchor (setter, block);
  setter_place_anchor (setter, anchor, 0, setter->y);
  if (zh_lines != NULL)
    setter_place (setter, zh_lines, &zh, 0, G_MAXUINT, setter_span (setter, role, "zh-CN"), x,
                  setter->y + setter_number (setter, "page.base_zh"), type[0], 0);
  setter->y += zh_leading * setter_count (zh_lines);
  if (en_lines != NULL)
    setter_place (setter, en_lines, &en, 0, G_MAXUINT, setter_span (setter, role, "en"), x,
                  setter->y + setter_number (setter, "page.base_en"), type[1], 0);
  setter->y += en_leading * setter_count (en_lines) + (en_lines != NULL ? 3 : 0);
  if (setter->annex == 0 && (block->in_contents || block->level <= 1))
    setter_bookmark (setter, block, &zh, &en, anchor);
  setter_clear (&zh);
  setter_clear (&en);
}

/* 附件说明: 附件：1. 英文译文, the names under each other; each leads to its annex. */
static void
list_annexes (Setter *setter)
{
  const GPtrArray *parts = setter->briefing->root->children;
  gboolean english = setter->layout == JB_LAYOUT_EN;
  const char *label = english ? "Annexes: " : "附件：", *type = english ? "body_en" : "doc_line";
  double leading = setter_type (setter, type)->leading, base = setter_number (setter, english ? "page.base_en" : "page.base_zh");
  double indent = 2 * character (setter);
  guint n = 0;

  if (setter->n_annexes == 0)
    return;
  setter->y += leading;
  setter_need (setter, MIN (setter->n_annexes, 3) * leading);
  int list = paragraph (setter, english ? "en" : "zh-CN");
  g_autoptr(JbTextLines) label_lines = setter_plain (setter, label, type, !english, JB_ALIGN_LEFT, setter->width);
  double x = indent + (english ? setter_width (label_lines) + 4 : label_width (setter, label, type));
  setter_text (setter, label, type, !english, list, JB_ALIGN_LEFT, indent, setter->y + base, setter->width);
  for (guint i = 0; i < parts->len; i++)
    {
      const JbBlock *part = g_ptr_array_index (parts, i);
      JbText title = setter_part_title (part);
      const char *name = english && title.en != NULL ? title.en : title.zh;

      if (part->kind == JB_BLOCK_BODY || name == NULL)
        continue;
      g_autofree char *text = setter->n_annexes == 1 ? g_strdup (name) : g_strdup_printf ("%u. %s", ++n, name);
      setter_need (setter, leading);
      int link = setter_element (setter, JB_ROLE_LINK, list, NULL);
      g_autoptr(JbTextLines) lines = setter_plain (setter, text, type, !english, JB_ALIGN_LEFT, setter->width - x);
      setter_text (setter, text, type, !english, link, JB_ALIGN_LEFT, x, setter->y + base, setter->width - x);
      setter_link (setter, link, x, setter->y, x + setter_width (lines), setter->y + leading * 0.7, setter_entry_anchor (setter, part),
                   g_strdup_printf ("附件：%s / Annex: %s", title.zh, title.en != NULL ? title.en : title.zh));
      setter->y += leading * setter_count (lines);
    }
}

/* The report's own signature; what it lacks comes from the profile. @texts: name and date; prose is borrowed. */
static guint
find_signature (Setter *setter, const JbBlock *body, JbProse *lines, guint most)
{
  const char *name = given (setter, "document.signature"), *date = given (setter, "document.date");
  guint n = 0;

  for (guint i = 0; body->children != NULL && i < body->children->len && n < most; i++)
    {
      const JbBlock *child = g_ptr_array_index (body->children, i);

      if (child->kind == JB_BLOCK_PAIR && child->pair == JB_PAIR_SIGNATURE && child->zh.shown != NULL)
        lines[n++] = child->zh;
    }
  if (n > 0)
    return n;
  name = name == NULL && date != NULL ? setter->briefing->author : name;
  if (name != NULL)
    lines[n++] = (JbProse) { .shown = (char *) name };
  if (date != NULL)
    lines[n++] = (JbProse) { .shown = (char *) date };
  return n;
}

#define MAX_SIGNATURE 6

/* 署名 and 成文日期. With room for a seal the date ends 4 字 from the right and what is above is centred over it; without, the
 * name ends 2 字 from the right, and the date begins 2 字 behind its first character or ends with it. */
static void
set_signature (Setter *setter, const JbBlock *body)
{
  JbProse lines[MAX_SIGNATURE];
  guint n = setter->layout == JB_LAYOUT_EN ? 0 : find_signature (setter, body, lines, MAX_SIGNATURE);
  gboolean seal = jb_profile_get_boolean (setter->profile, "document.seal");
  double step = line_height (setter), zi = character (setter), right = setter->width - (seal ? 4 : 2) * zi, name_x = 0;
  double date_width = 0;

  if (n == 0)
    return;
  guint rows = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(JbTextLines) set = setter_lines (setter, &lines[i], "doc_line", TRUE, JB_ALIGN_LEFT, setter->width, 0);
      rows += setter_count (set);
    }
  setter->y += (seal ? 2 : 1) * step;
  setter_need (setter, rows * step);
  for (guint i = n; i > 0; i--)
    {
      g_autoptr(JbTextLines) set = setter_lines (setter, &lines[i - 1], "doc_line", TRUE, JB_ALIGN_LEFT, setter->width, 0);
      double own = setter_width (set);

      date_width = i == n ? own : date_width;
      if (!seal && i == 1)
        name_x = right - own;
      /* a name that is too wide to be centred over the date moves both to the left */
      if (seal && right - date_width / 2 + own / 2 > setter->width)
        right = setter->width - own / 2 + date_width / 2;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(JbTextLines) set = setter_lines (setter, &lines[i], "doc_line", TRUE, JB_ALIGN_LEFT, setter->width, 0);
      double own = setter_width (set), x = seal ? right - date_width / 2 - own / 2 : right - own;

      if (!seal && i > 0 && i + 1 == n)
        x = MIN (name_x + 2 * zi, right - own);
      setter_place (setter, set, &lines[i], 0, G_MAXUINT, paragraph (setter, "zh-CN"), MAX (x, 0), setter->y + setter_number (setter, "page.base_zh"), "doc_line", 0);
      setter->y += step * setter_count (set);
    }
}

void
setter_document_end (Setter *setter, const JbBlock *body)
{
  list_annexes (setter);
  set_signature (setter, body);
}

/* 附件1, flush left; on the third line its title, centred. */
void
setter_annex_title (Setter *setter, const JbBlock *part)
{
  JbText title = setter_part_title (part);
  g_autofree char *label = setter->n_annexes > 1 ? g_strdup_printf ("附件%u", setter->annex) : g_strdup ("附件");
  JbProse zh = { .shown = title.zh }, en = { .shown = title.en };
  JbBlock heading = { .kind = JB_BLOCK_HEADING, .level = 1 };
  int anchor = setter_entry_anchor (setter, part);

  setter_place_anchor (setter, anchor, 0, 0);
  setter_text (setter, label, "doc_label", TRUE, paragraph (setter, "zh-CN"), JB_ALIGN_LEFT, 0, OVER * setter_type (setter, "doc_label")->size,
               setter->width);
  set_title (setter, &zh, setter_element (setter, JB_ROLE_H1, setter->parent, "zh-CN"), 2 * line_height (setter));
  set_english_title (setter, title.en, 2);
  setter_bookmark (setter, &heading, &zh, &en, anchor);
  setter->y += line_height (setter) / 2;
  if (part->kind != JB_BLOCK_TRANSLATION)
    return;
  set_english_title (setter, setter->briefing->title.en, 0);
  setter->y = ceil (setter->y / line_height (setter)) * line_height (setter); /* the text stands on its lines */
}

/* 版记 */

/* A row of names, as 抄送：…。, hanging behind its label. */
typedef struct
{
  const char  *label;
  double       hang;
  JbTextLines *lines; /* NULL: no such row */
} Names;

static Names
measure_names (Setter *setter, const char *label, const char *names)
{
  Names row = { .label = label, .hang = label_width (setter, label, "doc_back") };

  if (names == NULL)
    return row;
  gboolean colon = g_str_has_suffix (names, "：");
  g_autofree char *bare = colon ? g_strndup (names, strlen (names) - strlen ("：")) : g_strdup (names);
  g_autofree char *text = g_strconcat (bare, g_str_has_suffix (bare, "。") ? "" : "。", NULL);
  row.lines = setter_plain (setter, text, "doc_back", TRUE, JB_ALIGN_LEFT, setter->width - 2 * setter_type (setter, "doc_back")->size - row.hang);
  return row;
}

/* 印发机关 at the left, 印发日期 at the right of its last line. */
typedef struct
{
  JbTextLines *printer, *date;
} Printed;

static Printed
measure_printed (Setter *setter, const char *printer, const char *date)
{
  g_autofree char *text = date != NULL ? g_strconcat (date, g_str_has_suffix (date, "印发") ? "" : "印发", NULL) : NULL;
  double zi = setter_type (setter, "doc_back")->size, width = setter->width - 2 * zi;
  Printed row = { .date = setter_plain (setter, text, "doc_back", TRUE, JB_ALIGN_LEFT, width) };

  row.printer = setter_plain (setter, printer, "doc_back", TRUE, JB_ALIGN_LEFT, width - (row.date != NULL ? setter_width (row.date) + 2 * zi : 0));
  return row;
}

static double
rows_height (Setter *setter, guint lines)
{
  return lines > 0 ? IMPRINT_ROW + setter_type (setter, "doc_back")->leading * (lines - 1) : 0;
}

/* On the last page, which is an even one where the document is printed on both sides; on one of its own, without a number,
 * where it has no room. */
static void
find_place (Setter *setter, double height)
{
  gboolean duplex = jb_profile_get_boolean (setter->profile, "page.duplex");

  if (setter->y + height + IMPRINT_AIR <= setter->height && (!duplex || setter->document->pages->len % 2 == 0))
    return;
  setter->unnumbered = setter->document->pages->len;
  do
    setter_new_page (setter);
  while (duplex && setter->document->pages->len % 2 == 1 && setter->error == NULL);
}

/* The names of a row that fill pages, the first one from @y down, as long as what is left with @below is higher than a page.
 * Returns: the first line that is left. */
static guint
fill_pages (Setter *setter, const Names *row, double y, double below)
{
  double zi = setter_type (setter, "doc_back")->size, leading = setter_type (setter, "doc_back")->leading;
  guint n = setter_count (row->lines), from = 0;

  for (; setter->error == NULL && rows_height (setter, n - from) + below > setter->height - y; y = 0)
    {
      double room = setter->height - y - IMPRINT_ROW;
      guint end = MIN (n, from + (room >= 0 ? (guint) floor (room / leading) + 1 : 0));
      int element = paragraph (setter, "zh-CN");

      if (y <= 0)
        setter_rule (setter, 0, 0, setter->width, IMPRINT_THICK, "black");
      if (from == 0 && end > 0)
        setter_text (setter, row->label, "doc_back", TRUE, element, JB_ALIGN_LEFT, zi, y + IMPRINT_BASE, setter->width);
      setter_place (setter, row->lines, &(JbProse) { 0 }, from, end, element, zi + row->hang, y + IMPRINT_BASE, "doc_back", 0);
      from = end;
      setter_new_page (setter);
    }
  return from;
}

/* Returns: where the row ends. */
static double
set_names (Setter *setter, const Names *row, guint from, double y)
{
  double zi = setter_type (setter, "doc_back")->size;
  int element;

  if (setter_count (row->lines) <= from)
    return y;
  element = paragraph (setter, "zh-CN");
  if (from == 0)
    setter_text (setter, row->label, "doc_back", TRUE, element, JB_ALIGN_LEFT, zi, y + IMPRINT_BASE, setter->width);
  setter_place (setter, row->lines, &(JbProse) { 0 }, from, G_MAXUINT, element, zi + row->hang, y + IMPRINT_BASE, "doc_back", 0);
  return y + rows_height (setter, setter_count (row->lines) - from);
}

static void
set_printed (Setter *setter, const Printed *row, double y)
{
  double zi = setter_type (setter, "doc_back")->size, leading = setter_type (setter, "doc_back")->leading;
  int element = paragraph (setter, "zh-CN");
  guint n = MAX (setter_count (row->printer), 1);

  setter_place_plain (setter, row->printer, "doc_back", element, zi, y + IMPRINT_BASE);
  setter_place_plain (setter, row->date, "doc_back", element, setter->width - zi - setter_width (row->date), y + IMPRINT_BASE + leading * (n - 1));
}

void
setter_imprint (Setter *setter)
{
  const char *cc = given (setter, "document.cc"), *printer = given (setter, "document.printer"), *date = given (setter, "document.print_date");
  const char *to = setter->recipients_at_end ? given (setter, "document.recipients") : NULL;

  printer = printer == NULL ? setter->briefing->author : printer;
  date = date == NULL ? given (setter, "document.date") : date;
  if (to == NULL && cc == NULL && printer == NULL && date == NULL)
    return;
  setter->height = setter_number (setter, "page.area_height"); /* its last line stands on the edge, where no text goes over it */

  Names names[] = { measure_names (setter, "主送：", to), measure_names (setter, "抄送：", cc) };
  Printed printed = measure_printed (setter, printer, date);
  double foot = rows_height (setter, MAX (setter_count (printed.printer), setter_count (printed.date)));
  double heights[] = { rows_height (setter, setter_count (names[0].lines)), rows_height (setter, setter_count (names[1].lines)) };
  find_place (setter, MIN (heights[0] + heights[1] + foot, setter->height));
  setter->parent = setter_element (setter, JB_ROLE_SECT, 0, NULL);

  guint from[2] = { 0 };
  double top = 0;
  if (heights[0] > 0)
    from[0] = fill_pages (setter, &names[0], 0, heights[1] > 0 ? 0 : foot);
  heights[0] = rows_height (setter, setter_count (names[0].lines) - from[0]);
  if (heights[0] > 0 && heights[0] + heights[1] + foot > setter->height) /* 抄送 goes on below, and on further pages */
    {
      setter_rule (setter, 0, 0, setter->width, IMPRINT_THICK, "black");
      top = set_names (setter, &names[0], from[0], 0);
      heights[0] = 0;
      from[0] = G_MAXUINT;
    }
  if (heights[1] > 0)
    from[1] = fill_pages (setter, &names[1], top, heights[0] + foot);
  heights[1] = rows_height (setter, setter_count (names[1].lines) - from[1]);
  double y = setter->height - heights[0] - heights[1] - foot;
  setter_rule (setter, 0, y, setter->width, IMPRINT_THICK, "black");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    y = set_names (setter, &names[i], from[i], y); /* no line between the two: 7.4.2 */
  if (foot > 0 && heights[0] + heights[1] > 0)
    setter_rule (setter, 0, y, setter->width, IMPRINT_THIN, "black");
  if (foot > 0)
    set_printed (setter, &printed, y);
  setter_rule (setter, 0, setter->height, setter->width, IMPRINT_THICK, "black");
  jb_text_lines_free (names[0].lines);
  jb_text_lines_free (names[1].lines);
  jb_text_lines_free (printed.printer);
  jb_text_lines_free (printed.date);
  setter->y = setter->height;
}
