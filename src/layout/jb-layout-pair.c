/* Pairs of paragraphs: where they break between pages, and how they are set.
 *
 *   zh ████████████   en ████████   side by side, first lines on one baseline; a page ends between two sentences, the same
 *      ██████████。       ██████.     ones in both languages, so that a reader finds each beside its translation
 *   ——————————— page ———————————
 *      ████████████      ████████   the rest stands flush left, as what goes on does
 *
 * A break is chosen by what it costs: a foot that stays emptier than a fifth of the page, a sentence that is parted, a short
 * paragraph that is. What is left of a paragraph is set anew, so that a sentence may end in the middle of a line. */
#include "jb-setter-private.h"

#include <math.h>
#include <string.h>

#define GRID 36.0        /* two Chinese lines, three English ones: sentences that are parted break there */
#define ZH_BASE 14.2
#define WHOLE_LINES 6    /* a paragraph of so few lines is not broken */
#define EMPTY_SHARE 0.2  /* of a page's height that its foot may stay empty */
#define AIR 6.0          /* below a pair, at least */
#define STATE_HEIGHT 36.0 /* of what stands in the place of a paragraph that is not translated, and the next heading's rule */
#define STACKED_AIR 3.0  /* between a paragraph and its English below it */
#define LEAST_ZH 2u      /* lines of a parted paragraph on either side of a break */
#define LEAST_EN 3u
#define FULL_STOP 3u      /* bytes behind the words of a run-in heading, at most */
#define MANY_LINES 150u  /* more are left only of a paragraph of pages: it is not set anew on each */
#define UNDER_HEADING 3u /* Chinese lines below a heading at the foot */

/* Costs. */
#define TOO_EMPTY 1000.0
#define PARTED 150.0     /* a sentence, of one language */
#define SHORT_PARTED 200.0
#define A_LINE 18.0      /* of an empty foot costs 1 */

enum { ZH, EN };

/* What is left of a pair, set; where it stands alone one of the two has no lines. */
typedef struct
{
  JbProse prose[2];
  gboolean owned[2];     /* the prose is a copy */
  JbTextLines *lines[2];
  guint  first[2], n[2]; /* of the lines: the first one that is left, and how many are */
  double leading[2], base[2];
  double step;           /* lines are cut at multiples of it */
} Columns;

static void
columns_clear (Columns *columns)
{
  for (guint c = 0; c < 2; c++)
    {
      if (columns->owned[c])
        jb_prose_clear (&columns->prose[c]);
      jb_text_lines_free (columns->lines[c]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Columns, columns_clear)

static double
bare_height (const Columns *columns)
{
  return MAX (columns->n[ZH] * columns->leading[ZH], columns->n[EN] * columns->leading[EN]);
}

/* Byte at which line @n of what is left begins; that behind the last one. */
static gsize
start_of_line (const Columns *columns, guint c, guint n)
{
  if (columns->lines[c] == NULL)
    return 0;
  return n < columns->n[c] ? jb_text_lines_get_start (columns->lines[c], columns->first[c] + n) : strlen (columns->prose[c].shown);
}

/* Where a sentence begins in what is left, and how many lines hold what is before it. */
typedef struct
{
  guint index, lines;
  gsize at;
} Start;

/* Byte at which the run-in heading ends, which stays with what follows. */
static gsize
end_of_lead (const GArray *marks)
{
  gsize end = 0;

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (marks, JbProseMark, i);
      if (mark->kind == JB_PROSE_TITLE || mark->kind == JB_PROSE_LEAD)
        end = MAX (end, mark->span.end);
    }
  return end;
}

/* Those down to @room. */
static GArray *
list_starts (const Columns *columns, guint c, double room)
{
  const GArray *marks = columns->prose[c].marks;
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (Start));
  gsize lead = end_of_lead (marks) + FULL_STOP;
  guint lines = 0;

  for (guint i = 0; marks != NULL && columns->n[c] > 0 && i < marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (marks, JbProseMark, i);

      if (mark->kind != JB_PROSE_SENTENCE || mark->span.start <= MAX (start_of_line (columns, c, 0), lead))
        continue;
      while (lines < columns->n[c] && start_of_line (columns, c, lines) < mark->span.start)
        lines++;
      if (lines * columns->leading[c] > room + 0.01)
        break;
      Start start = { mark->index, lines, mark->span.start };
      g_array_append_val (starts, start);
    }
  return starts;
}

/* Where to break */

typedef enum { BREAK_NONE, BREAK_PAGE, BREAK_SENTENCE, BREAK_LINES } BreakKind;

typedef struct
{
  BreakKind kind;
  double cost;
  guint  lines[2]; /* on the page in hand */
  gsize  at[2];    /* bytes that stand on it */
} Break;

/* What an empty foot costs that begins at @low. */
static double
empty_cost (const Setter *setter, double low)
{
  double empty = setter->height - low;

  return (empty > EMPTY_SHARE * setter->height ? TOO_EMPTY : 0) + MAX (empty, 0) / A_LINE;
}

double
setter_foot_cost (const Setter *setter)
{
  return empty_cost (setter, setter->low);
}

/* Text goes down to here on the page in hand. */
static double
limit_of (const Setter *setter)
{
  guint page = setter->document->pages->len - 1;

  return setter->limits != NULL && page < setter->limits->len ? g_array_index (setter->limits, double, page) : setter->height;
}

static double
low_of (const Columns *columns, double y, const guint lines[2])
{
  double low = 0;

  for (guint c = 0; c < 2; c++)
    if (lines[c] > 0)
      low = MAX (low, y + columns->base[c] + (lines[c] - 1) * columns->leading[c]);
  return low;
}

/* Whether so many lines may stand above the break, and the others below it. */
static gboolean
leaves_enough (const Columns *columns, const guint lines[2], guint least)
{
  for (guint c = 0; c < 2; c++)
    {
      guint before = c == ZH ? MAX (least, LEAST_ZH) : LEAST_EN, after = c == ZH ? LEAST_ZH : LEAST_EN;

      if (columns->n[c] > 0 && lines[c] < columns->n[c] && (lines[c] < MIN (before, columns->n[c]) || columns->n[c] - lines[c] < after))
        return FALSE;
    }
  return lines[ZH] < columns->n[ZH] || lines[EN] < columns->n[EN];
}

/* Of a paragraph that is set anew behind a sentence's end: the line that holds it counts on both sides. */
static gboolean
leaves_sentences (const Columns *columns, const guint lines[2], guint least)
{
  guint c = columns->n[ZH] > 0 ? ZH : EN;

  return lines[c] >= MIN (MAX (least, LEAST_ZH), columns->n[c]) && columns->n[c] - lines[c] + 1 >= LEAST_ZH;
}

/* The deepest break between sentences that the room holds: before the same one in both languages. */
static void
try_sentences (const Setter *setter, const Columns *columns, double y, guint least, GArray *const starts[2], Break *best)
{
  guint lead = columns->n[ZH] > 0 ? ZH : EN, other = 1 - lead;

  for (guint i = 0, k = 0; i < starts[lead]->len; i++)
    {
      const Start *start = &g_array_index (starts[lead], Start, i);
      Break b = { .kind = BREAK_SENTENCE };

      b.at[lead] = start->at;
      b.lines[lead] = start->lines;
      while (k < starts[other]->len && g_array_index (starts[other], Start, k).index < start->index)
        k++;
      if (columns->n[other] > 0)
        {
          if (k >= starts[other]->len || g_array_index (starts[other], Start, k).index != start->index)
            continue;
          b.at[other] = g_array_index (starts[other], Start, k).at;
          b.lines[other] = g_array_index (starts[other], Start, k).lines;
        }
      b.cost = empty_cost (setter, low_of (columns, y, b.lines));
      if (leaves_sentences (columns, b.lines, least) && b.cost < best->cost)
        *best = b;
    }
}

/* Whether a sentence is parted where a page ends before line @cut. */
static gboolean
parts_sentence (const Columns *columns, guint c, guint cut, const GArray *starts)
{
  gsize at = start_of_line (columns, c, cut);

  if (cut == 0 || cut >= columns->n[c])
    return FALSE;
  for (guint i = 0; i < starts->len; i++)
    if (g_array_index (starts, Start, i).at == at)
      return FALSE;
  return TRUE;
}

/* Breaks between lines, of both languages at one height. */
static void
try_lines (const Setter *setter, const Columns *columns, double y, guint least, GArray *const starts[2], Break *best)
{
  double room = limit_of (setter) - y;
  gboolean whole = columns->first[ZH] + columns->first[EN] == 0 && (columns->n[ZH] > 0 ? columns->n[ZH] : columns->n[EN]) <= WHOLE_LINES;

  for (double k = floor (room / columns->step + 1e-6) * columns->step; k > 0; k -= columns->step)
    {
      Break b = { .kind = BREAK_LINES };

      for (guint c = 0; c < 2; c++)
        b.lines[c] = MIN (columns->n[c], (guint) floor (k / columns->leading[c] + 1e-6));
      if (!leaves_enough (columns, b.lines, least))
        continue;
      b.cost = empty_cost (setter, low_of (columns, y, b.lines)) + (whole ? SHORT_PARTED : 0)
               + PARTED * (parts_sentence (columns, ZH, b.lines[ZH], starts[ZH]) + parts_sentence (columns, EN, b.lines[EN], starts[EN]));
      if (b.cost < best->cost)
        *best = b;
    }
}

/* The cheapest way to go on at @y, with ink down to @low above it. @least: Chinese lines that must stand above a break. @turns:
 * a new page may begin before the pair. Cost %G_MAXDOUBLE: nothing of it has room. */
static Break
choose_break (const Setter *setter, const Columns *columns, double y, double low, guint least, gboolean turns)
{
  Break best = { .kind = BREAK_PAGE, .cost = G_MAXDOUBLE };

  if (bare_height (columns) <= limit_of (setter) - y + 0.01)
    return (Break) { .kind = BREAK_NONE, .lines = { columns->n[ZH], columns->n[EN] } };
  if (turns && y > 0)
    best.cost = empty_cost (setter, low);
  g_autoptr(GArray) zh = list_starts (columns, ZH, limit_of (setter) - y), en = list_starts (columns, EN, limit_of (setter) - y);
  GArray *const starts[2] = { zh, en };
  if (MAX (columns->n[ZH], columns->n[EN]) <= MANY_LINES)
    try_sentences (setter, columns, y, least, starts, &best);
  try_lines (setter, columns, y, least, starts, &best);
  return best;
}

/* Setting */

static void
set_columns (Setter *setter, Columns *columns, guint c, const char *type, double width, double indent)
{
  columns->leading[c] = setter_type (setter, type)->leading;
  columns->lines[c] = setter_lines (setter, &columns->prose[c], type, c == ZH, c == ZH ? JB_ALIGN_JUSTIFY : JB_ALIGN_LEFT, width, indent);
  columns->n[c] = setter_count (columns->lines[c]);
}

static double
indent_of (Setter *setter, const JbBlock *block)
{
  return block->pair == JB_PAIR_BODY ? 2 * setter_type (setter, "body_zh")->size : 0;
}

/* Both languages of @block side by side. */
static void
set_both (Setter *setter, const JbBlock *block, Columns *columns)
{
  *columns = (Columns) { .base = { ZH_BASE, ZH_BASE }, .step = GRID };
  columns->owned[ZH] = setter_fill (setter, &block->zh, &columns->prose[ZH]);
  columns->owned[EN] = setter_fill (setter, &block->en, &columns->prose[EN]);
  set_columns (setter, columns, ZH, "body_zh", setter_number (setter, "page.zh_width"), indent_of (setter, block));
  set_columns (setter, columns, EN, "body_en", setter_number (setter, "page.en_width"), 0);
}

/* One language alone, in the text column. */
static void
set_one (Setter *setter, const JbProse *prose, guint c, gboolean indented, Columns *columns)
{
  const JbType *zh = setter_type (setter, "body_zh");

  *columns = (Columns) { .base = { setter_number (setter, "page.base_zh"), setter_number (setter, "page.base_en") }, .leading = { 1, 1 } };
  columns->owned[c] = setter_fill (setter, prose, &columns->prose[c]);
  set_columns (setter, columns, c, c == ZH ? "body_zh" : "body_en", setter_number (setter, "page.text_width"),
               c == ZH && indented ? 2 * MAX (zh->size, zh->pitch) : 0);
  columns->step = columns->leading[c];
}

/* How both languages are set, and where. */
typedef struct
{
  const char *types[2];
  double widths[2], x[2], margins[2];
  int    elements[2];
} Manner;

/* The lines before @cut. Where a sentence ends in the middle of a line they are set anew. */
static void
place_before (Setter *setter, const Columns *columns, const Break *cut, const Manner *manner, double indent)
{
  for (guint c = 0; c < 2; c++)
    {
      JbProse part = { 0 };
      double y = setter->y + columns->base[c];

      if (columns->n[c] == 0)
        continue;
      if (cut->kind != BREAK_SENTENCE)
        {
          setter_place (setter, columns->lines[c], &columns->prose[c], columns->first[c], columns->first[c] + cut->lines[c], manner->elements[c], manner->x[c], y,
                        manner->types[c], manner->margins[c]);
          continue;
        }
      setter_slice (&columns->prose[c], start_of_line (columns, c, 0), cut->at[c], &part);
      g_autoptr(JbTextLines) lines = setter_lines (setter, &part, manner->types[c], c == ZH, c == ZH ? JB_ALIGN_JUSTIFY : JB_ALIGN_LEFT, manner->widths[c],
                                                   c == ZH ? indent : 0);
      setter_place (setter, lines, &part, 0, G_MAXUINT, manner->elements[c], manner->x[c], y, manner->types[c], manner->margins[c]);
      jb_prose_clear (&part);
    }
}

/* What stands behind @cut, in the place of all. */
static void
keep_rest (Setter *setter, Columns *columns, const Break *cut, const Manner *manner)
{
  for (guint c = 0; c < 2; c++)
    {
      JbProse rest = { 0 };

      if (columns->n[c] == 0)
        continue;
      columns->first[c] += cut->lines[c];
      columns->n[c] -= cut->lines[c];
      if (cut->kind == BREAK_LINES)
        continue;
      setter_slice (&columns->prose[c], cut->at[c], strlen (columns->prose[c].shown), &rest);
      if (columns->owned[c])
        jb_prose_clear (&columns->prose[c]);
      jb_text_lines_free (columns->lines[c]);
      columns->prose[c] = rest;
      columns->owned[c] = TRUE;
      columns->first[c] = 0;
      set_columns (setter, columns, c, manner->types[c], manner->widths[c], 0);
    }
}

/* Down to the last line; setter->y then stands below it. */
static void
place_columns (Setter *setter, Columns *columns, const Manner *manner, double indent)
{
  gboolean begun = FALSE;

  while (setter->error == NULL)
    {
      gboolean under = !begun && setter->under_heading;
      Break cut = choose_break (setter, columns, setter->y, setter->low, under ? UNDER_HEADING : 0, !under);

      setter->under_heading = FALSE;
      if (cut.kind == BREAK_PAGE && setter->y > 0)
        {
          setter_new_page (setter);
          continue;
        }
      if (cut.kind == BREAK_PAGE) /* nothing fits on a whole page: no such page is known, but there must be an end */
        cut = (Break) { .kind = BREAK_NONE, .lines = { columns->n[ZH], columns->n[EN] } };
      place_before (setter, columns, &cut, manner, begun ? 0 : indent);
      if (cut.kind == BREAK_NONE)
        break;
      begun = TRUE;
      setter->parted += cut.cost >= PARTED ? cut.cost : 0;
      keep_rest (setter, columns, &cut, manner);
      setter_new_page (setter);
    }
  setter->y += bare_height (columns);
}

/* Heights, asked before */

static void
set_for_layout (Setter *setter, const JbBlock *block, Columns *columns)
{
  gboolean english = setter->layout == JB_LAYOUT_EN;

  if (setter->layout == JB_LAYOUT_PARALLEL)
    set_both (setter, block, columns);
  else
    set_one (setter, english ? &block->en : &block->zh, english ? EN : ZH, block->pair == JB_PAIR_BODY, columns);
}

/* Lines of the language that leads. */
static guint
lead_lines (const Columns *columns)
{
  return columns->n[ZH] > 0 ? columns->n[ZH] : columns->n[EN];
}

gboolean
setter_pair_stays (Setter *setter, const JbBlock *pair, const JbBlock *after, double height, double base)
{
  g_auto(Columns) columns = { 0 };
  double turned = empty_cost (setter, setter->low), y = setter->y + height;

  set_for_layout (setter, pair, &columns);
  if (columns.n[ZH] + columns.n[EN] == 0) /* a line says that it is not translated */
    return y + STATE_HEIGHT <= setter->height;
  Break below = choose_break (setter, &columns, y, setter->y + base, UNDER_HEADING, FALSE);
  if (below.kind != BREAK_NONE || lead_lines (&columns) >= UNDER_HEADING || after == NULL || after->kind != JB_BLOCK_PAIR)
    return below.cost <= turned;

  /* a short pair alone is too little: some of the next one stands below it */
  g_auto(Columns) more = { 0 };
  double low = y + bare_height (&columns);
  set_for_layout (setter, after, &more);
  return choose_break (setter, &more, setter->layout == JB_LAYOUT_PARALLEL ? ceil ((low + AIR) / GRID * 2) * GRID / 2 : low, low, 0, FALSE).cost <= turned;
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
  g_auto(Columns) columns = { 0 };
  double right = setter_number (setter, "page.en_width") + 6, unit, all;

  set_both (setter, block, &columns);
  gboolean missing = columns.n[EN] == 0 && block->state == JB_TARGET_MISSING && columns.n[ZH] > 0, fuzzy = block->state == JB_TARGET_FUZZY && columns.n[EN] > 0;
  if (columns.n[ZH] + columns.n[EN] == 0 || setter->error != NULL)
    return;
  while (!setter->under_heading && setter->y > 0 && setter->error == NULL
         && choose_break (setter, &columns, setter->y, setter->low, 0, TRUE).kind == BREAK_PAGE)
    setter_new_page (setter);
  Manner manner = { .types = { "body_zh", "body_en" }, .widths = { setter_number (setter, "page.zh_width"), setter_number (setter, "page.en_width") },
                    .x = { setter_number (setter, "page.zh_x"), setter_number (setter, "page.en_x") }, .margins = { -6, right } };
  manner.elements[ZH] = setter_element (setter, JB_ROLE_P, setter->parent, "zh-CN");
  manner.elements[EN] = columns.n[EN] > 0 ? setter_element (setter, JB_ROLE_P, setter->parent, "en") : -1;
  if (missing || fuzzy)
    setter_text (setter, missing ? "Not translated 未译" : "To be confirmed 待核", "state", FALSE, setter_element (setter, JB_ROLE_P, setter->parent, "en"),
                 JB_ALIGN_LEFT, setter_number (setter, "page.en_x"), setter->y + ZH_BASE - (fuzzy ? 12 : 0), setter_number (setter, "page.en_width"));
  if (missing)
    set_missing_rule (setter, columns.n[ZH] * columns.leading[ZH]);
  if (columns.n[ZH] > 0 && columns.n[EN] > 0)
    {
      setter->zh_high += columns.n[ZH] * columns.leading[ZH];
      setter->en_high += columns.n[EN] * columns.leading[EN];
    }
  place_columns (setter, &columns, &manner, indent_of (setter, block));
  unit = setter->document->pages->len > setter->snap_from ? 9 : 18;
  all = ceil ((bare_height (&columns) + AIR) / unit - 1e-6) * unit;
  setter->y += all - bare_height (&columns);
}

/* One language after the other, or one alone, in the text column. */
static void
set_flow (Setter *setter, const JbProse *prose, guint c, gboolean indented, double after)
{
  g_auto(Columns) columns = { 0 };

  set_one (setter, prose, c, indented, &columns);
  if (columns.n[c] == 0 || setter->error != NULL)
    return;
  double width = setter_number (setter, "page.text_width"), x = setter_number (setter, "page.text_x");
  int element = setter_element (setter, JB_ROLE_P, setter->parent, c == ZH ? "zh-CN" : "en");
  const JbType *zh = setter_type (setter, "body_zh");
  Manner manner = { { "body_zh", "body_en" }, { width, width }, { x, x }, { width + 6, width + 6 }, { element, element } };

  place_columns (setter, &columns, &manner, c == ZH && indented ? 2 * MAX (zh->size, zh->pitch) : 0);
  setter->y += after;
}

/* Of a document, whose pages are full: lines flow, two stay together at either end. */
static void
set_lines (Setter *setter, const JbProse *prose, const char *type, gboolean chinese, gboolean indented, double after)
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
  setter->under_heading = setter->under_heading && !missing; /* that line is what stands below it */
}

/* Where the Chinese has room and its English has none, both stand on the next page, if this one is full enough. */
static gboolean
wants_new_page (Setter *setter, const JbBlock *block)
{
  g_auto(Columns) zh = { 0 }, en = { 0 };

  if (setter->under_heading || setter->y <= 0 || !setter_turns_well (setter))
    return FALSE;
  set_one (setter, &block->zh, ZH, block->pair == JB_PAIR_BODY, &zh);
  set_one (setter, &block->en, EN, FALSE, &en);
  double room = setter->height - setter->y - bare_height (&zh) - STACKED_AIR;
  return en.n[EN] > 0 && room < MIN (en.n[EN], LEAST_EN) * en.leading[EN] && bare_height (&zh) + bare_height (&en) <= EMPTY_SHARE * 2 * setter->height;
}

void
setter_pair (Setter *setter, const JbBlock *block)
{
  gboolean apart = block->pair == JB_PAIR_TITLE || block->pair == JB_PAIR_SIGNATURE;
  gboolean titled = block->pair == JB_PAIR_TITLE && setter->briefing->title.en != NULL; /* in the head or that of the annex */
  if (setter->document_form && ((apart && setter->layout != JB_LAYOUT_EN) || titled))
    return; /* stands in the head, at the end */
  mark_lead (setter, block);
  gboolean indented = block->pair == JB_PAIR_BODY || (setter->document_form && block->pair == JB_PAIR_ATTACHMENT);
  if (setter->layout == JB_LAYOUT_PARALLEL)
    {
      set_parallel (setter, block);
      return;
    }
  gboolean stacked = setter->layout == JB_LAYOUT_STACKED;
  if (stacked && !setter->document_form && wants_new_page (setter, block))
    setter_new_page (setter);
  if (setter->layout != JB_LAYOUT_EN && setter->document_form)
    set_lines (setter, &block->zh, "body_zh", TRUE, indented, stacked ? STACKED_AIR : 0);
  else if (setter->layout != JB_LAYOUT_EN)
    set_flow (setter, &block->zh, ZH, indented, stacked ? STACKED_AIR : 0);
  if (setter->layout != JB_LAYOUT_ZH)
    say_state (setter, block);
  if (setter->layout != JB_LAYOUT_ZH && setter->document_form)
    set_lines (setter, &block->en, "body_en", FALSE, indented, stacked ? 9 : 6);
  else if (setter->layout != JB_LAYOUT_ZH)
    set_flow (setter, &block->en, EN, indented, stacked ? 9 : 6);
}

