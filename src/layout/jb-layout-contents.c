/* Contents: the parts and the headings of the report with their pages, and the list of figures; on one page as long as that can be.
 *
 *   一、工作开展情况                I. Work Carried Out                            5
 *   （一）切实履行主体责任   |||||    (1) Earnestly fulfilling the …               5
 *   图目                          Figures
 *   图1 马上办事项最高：73.41%    Fig. 1 Items handled on the spot …            7
 *
 * Where all of it does not fit, figures stand in two columns; then lines stand closer; then figures are left out. */
#include "jb-setter-private.h"

#include <string.h>

#define MANY_ENTRIES 16     /* of level 2: more stand close, without strokes */
#define TOO_MANY_ENTRIES 30 /* so many are left out */
#define FIGURE_BLANK "\xE2\x80\x82" /* behind the number of a figure: half an em */
#define LIST_FIGURES 3      /* fewer need no list */
#define COLUMN 216.0        /* Chinese from 0, English from EN_X, page numbers right-aligned at RIGHT */
#define EN_X 240.0
#define RIGHT 456.0
#define PAGE_ROOM 26.0      /* before a page number */
#define HANG 13.0           /* of English behind its number */
#define LIST_HEAD 26.0
#define LEGEND 16.0
#define AIR 9.0             /* above a part that follows lines of level 2 */
#define CLOSE_AIR 4.5       /* the same where lines stand close; above the list of figures */

/* A line of the contents. */
typedef struct
{
  const JbBlock *block; /* whose anchor it leads to: a heading, or a part */
  guint level;
  JbProse zh, en;
  char   *number_en;    /* hangs before the English of level 2 */
  int     section;
} Entry;

typedef enum { FIGURES_NONE, FIGURES_BESIDE, FIGURES_IN_TWO } Figures; /* Chinese beside its English; above it, in two columns */

typedef struct
{
  double  pitch; /* of strokes; 0: none */
  gboolean close, first_alone; /* level 1 alone */
  Figures figures;
} Manner;

/* An entry with its texts set. */
typedef struct
{
  const Entry *entry;
  JbTextLines *zh, *number, *en;
  const char *zh_type, *en_type;
  double gap;    /* from the English column's edge to the words */
  double height, base;
} Line;

static void
line_clear (Line *line)
{
  jb_text_lines_free (line->zh);
  jb_text_lines_free (line->number);
  jb_text_lines_free (line->en);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static guint
count_strokes (const Setter *setter, const Entry *entry)
{
  const GPtrArray *sections = setter->briefing->section_numbers;

  if (sections == NULL || entry->section < 0 || (guint) entry->section >= sections->len || entry->level <= 1)
    return 0;
  const GArray *numbers = g_ptr_array_index (sections, (guint) entry->section);
  return numbers != NULL ? numbers->len : 0;
}

/* Level 1 is 31.5 high, level 2 is 24, 33, 45 … by its English lines; close: as high as its lines and some air, but at least 24. */
static double
entry_height (const Line *line, gboolean close)
{
  guint zh = setter_count (line->zh), en = setter_count (line->en), most = MAX (MAX (zh, en), 1);

  if (line->entry->level <= 1)
    return (close ? 22.5 : 31.5) + 18.0 * (most - 1);
  if (close)
    return MAX (24, MAX (18.0 * zh + 4, 12.0 * en + 3));
  return MAX (18.0 * zh + 6, en <= 1 ? 24 : 33 + 12.0 * (en - 2));
}

static void
measure_entry (Setter *setter, const Entry *entry, gboolean close, Line *line)
{
  gboolean first = entry->level <= 1;

  *line = (Line) { .entry = entry, .zh_type = first ? "contents1_zh" : "contents2_zh", .en_type = first ? "contents1_en" : "contents2_en" };
  if (!first && entry->number_en != NULL && *entry->number_en != '\0')
    line->number = setter_plain (setter, entry->number_en, line->en_type, FALSE, JB_ALIGN_LEFT, 60);
  line->gap = line->number != NULL ? MAX (HANG, setter_width (line->number) + 3) : 0;
  line->zh = setter_lines (setter, &entry->zh, line->zh_type, TRUE, JB_ALIGN_LEFT, COLUMN, 0);
  line->en = setter_lines (setter, &entry->en, line->en_type, FALSE, JB_ALIGN_LEFT, COLUMN - PAGE_ROOM - line->gap, 0);
  line->height = entry_height (line, close);
  line->base = first ? (close ? 15.5 : 19) : 13;
}

/* Where the words of “图1 …” begin, behind the number and its blank. */
static double
words_x (Setter *setter, const Entry *entry, const char *type)
{
  const char *blank = strstr (entry->zh.shown, FIGURE_BLANK);
  g_autofree char *number = blank != NULL ? g_strndup (entry->zh.shown, (gsize) (blank - entry->zh.shown)) : NULL;
  g_autoptr(JbTextLines) lines = setter_plain (setter, number, type, TRUE, JB_ALIGN_LEFT, COLUMN);

  return setter_width (lines) + setter_type (setter, type)->size / 2;
}

/* A line of the list of figures, its English beside the Chinese or, without a number of its own, below it. */
static void
measure_figure (Setter *setter, const Entry *entry, Figures figures, Line *line)
{
  gboolean two = figures == FIGURES_IN_TWO;

  *line = (Line) { .entry = entry, .zh_type = "table_label_zh", .en_type = "table_label_en", .base = 9 };
  line->zh = setter_lines (setter, &entry->zh, line->zh_type, TRUE, JB_ALIGN_LEFT, two ? COLUMN - PAGE_ROOM : COLUMN, 0);
  if (!two)
    line->number = setter_plain (setter, entry->number_en, line->en_type, FALSE, JB_ALIGN_LEFT, 60);
  line->gap = two ? words_x (setter, entry, line->zh_type) : MAX (HANG, setter_width (line->number) + 3);
  line->en = setter_lines (setter, &entry->en, line->en_type, FALSE, JB_ALIGN_LEFT, COLUMN - line->gap - (two ? 0 : PAGE_ROOM), 0);
  double zh = 11.0 * setter_count (line->zh), en = 10.0 * setter_count (line->en);
  line->height = two ? zh + en + 2.5 : MAX (zh, en) + 5;
}

/* Strokes */

static double
last_width (const JbTextLines *lines)
{
  guint n = 0;
  const JbTextLine *line = lines != NULL ? jb_text_lines_get (lines, &n) : NULL;

  return n > 0 ? line[n - 1].x + line[n - 1].width : 0;
}

/* The widest pitch at which the strokes of every section find room beside its heading; 0: none, so that no section looks as if
 * it had no numbers. */
static double
stroke_pitch (Setter *setter, const GArray *entries)
{
  static const double pitches[] = { 3, 2.5, 2 };

  for (guint p = 0; p < G_N_ELEMENTS (pitches); p++)
    {
      gboolean all = TRUE;

      for (guint i = 0; i < entries->len && all; i++)
        {
          const Entry *entry = &g_array_index (entries, Entry, i);
          guint n = count_strokes (setter, entry);
          if (n == 0)
            continue;
          g_auto(Line) line = { 0 };
          measure_entry (setter, entry, TRUE, &line);
          all = (n - 1) * pitches[p] + 12 <= COLUMN - last_width (line.zh);
        }
      if (all)
        return pitches[p];
    }
  return 0;
}

/* A stroke a number of the section, right-aligned in the Chinese column on @base; taller and red where a finding names it. */
static void
set_strokes (Setter *setter, const Entry *entry, double pitch, double base)
{
  guint n = count_strokes (setter, entry);
  const GArray *numbers = n > 0 ? g_ptr_array_index (setter->briefing->section_numbers, (guint) entry->section) : NULL;

  for (guint i = 0; i < n; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      JbDoubt doubt = number < setter->briefing->numbers->len ? g_array_index (setter->briefing->numbers, JbNumber, number).doubt : JB_DOUBT_NONE;
      gboolean doubted = doubt == JB_DOUBT_FAILS || doubt == JB_DOUBT_QUESTIONABLE;
      double height = doubted ? 9 : 7;
      JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = setter_colour (setter, doubted ? "red" : "a"),
                    .x = setter->left + COLUMN - (n - 1 - i) * pitch, .y = setter->top + base - height, .height = height,
                    .line_width = doubted ? 1.3 : 0.75 };

      g_array_append_val (setter->page->ink, ink);
    }
}

static void
explain_strokes (Setter *setter)
{
  if (setter->y + LEGEND > setter->height + 0.01)
    return;
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  int element = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_text (setter, "短线每条为一项数据，高出者见核对提示", "legend_zh", TRUE, setter_span (setter, element, "zh-CN"), JB_ALIGN_LEFT, 0,
               setter->y + 12, 216);
  setter_text (setter, "One stroke a number; the tall ones are named in a finding", "legend_en", FALSE,
               setter_span (setter, element, "en"), JB_ALIGN_LEFT, 240, setter->y + 12, 216);
  setter->y += LEGEND;
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
by_number (gconstpointer a, gconstpointer b, gpointer data)
{
  guint x = setter_figure_number (data, (const void *) ((const Entry *) a)->block), y = setter_figure_number (data, (const void *) ((const Entry *) b)->block);

  return x < y ? -1 : x > y;
}

/* The figures that are drawn, in order of their pages. */
static GArray *
list_figures (const Setter *setter)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const GPtrArray *figures = setter->briefing->figures;

  g_array_set_clear_func (entries, clear_entry);
  for (guint i = 0; figures != NULL && setter->style != NULL && i < figures->len; i++)
    {
      const JbFigure *figure = g_ptr_array_index (figures, i);
      guint number = setter_figure_number (setter, figure);
      g_autofree char *zh = g_strdup_printf ("图%u" FIGURE_BLANK, number), *en = g_strdup_printf ("Fig. %u", number);

      if (figure->chart->title.zh != NULL && !g_hash_table_contains (setter->left_out, figure))
        add_entry (entries, (const JbBlock *) (const void *) figure, 2, zh, figure->chart->title.zh, en, figure->chart->title.en, -1);
    }
  g_array_sort_with_data (entries, by_number, (gpointer) setter);
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

/* Places @line with its words from x on, its page number at @right, and what it leads to. */
static void
set_line (Setter *setter, const Line *line, int toc, double x, double en_x, double en_base, double right, int anchor)
{
  const Entry *entry = line->entry;
  double base = setter->y + line->base;
  int item = setter_element (setter, JB_ROLE_TOCI, toc, NULL), reference = setter_element (setter, JB_ROLE_REFERENCE, item, NULL);
  int link = setter_element (setter, JB_ROLE_LINK, reference, NULL);

  setter_place (setter, line->zh, &entry->zh, 0, G_MAXUINT, setter_span (setter, link, "zh-CN"), x, base, line->zh_type, 0);
  int english = setter_span (setter, link, "en");
  setter_place_plain (setter, line->number, line->en_type, english, en_x, setter->y + en_base);
  setter_place (setter, line->en, &entry->en, 0, G_MAXUINT, english, en_x + line->gap, setter->y + en_base, line->en_type, 0);
  Patch patch = { .page = setter->document->pages->len - 1, .x = setter->left + right, .y = setter->top + base, .element = link, .anchor = anchor,
                  .type = line->en_type };
  g_array_append_val (setter->patches, patch);
  setter_link (setter, link, x, setter->y, right, setter->y + line->height, anchor,
               g_strconcat (entry->zh.shown, entry->en.shown != NULL ? " / " : NULL, entry->en.shown, NULL));
}

static void
set_entry (Setter *setter, const Entry *entry, Manner manner, int toc)
{
  g_auto(Line) line = { 0 };

  measure_entry (setter, entry, manner.close, &line);
  setter_need (setter, line.height);
  if (entry->level <= 1)
    setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  set_line (setter, &line, toc, 0, EN_X, line.base, RIGHT, entry_anchor (setter, entry));
  if (manner.pitch > 0)
    set_strokes (setter, entry, manner.pitch, setter->y + line.base + 18.0 * (MAX (setter_count (line.zh), 1) - 1));
  setter->y += line.height;
}

/* The list of figures */

/* How high entries @from to @end are below each other. */
static double
figures_height (Setter *setter, const GArray *entries, guint from, guint end, Figures figures)
{
  double height = 0;

  for (guint i = from; i < end; i++)
    {
      g_auto(Line) line = { 0 };
      measure_figure (setter, &g_array_index (entries, Entry, i), figures, &line);
      height += line.height;
    }
  return height;
}

/* With its head and the space above it. */
static double
list_height (Setter *setter, const GArray *entries, Figures figures)
{
  guint half = (entries->len + 1) / 2;

  if (figures == FIGURES_NONE || entries->len < LIST_FIGURES)
    return 0;
  if (figures == FIGURES_BESIDE)
    return CLOSE_AIR + LIST_HEAD + figures_height (setter, entries, 0, entries->len, figures);
  return CLOSE_AIR + LIST_HEAD + MAX (figures_height (setter, entries, 0, half, figures), figures_height (setter, entries, half, entries->len, figures));
}

static void
set_figures (Setter *setter, const GArray *entries, Figures figures)
{
  int toc = setter_element (setter, JB_ROLE_TOC, setter->parent, NULL);
  gboolean two = figures == FIGURES_IN_TWO;
  guint half = (entries->len + 1) / 2;

  setter->y += CLOSE_AIR;
  int title = setter_element (setter, JB_ROLE_P, setter->parent, NULL);
  setter_rule (setter, 0, setter->y, setter->width, 0.4, "r1");
  setter_text (setter, "图目", "contents1_zh", TRUE, setter_span (setter, title, "zh-CN"), JB_ALIGN_LEFT, 0, setter->y + 19, COLUMN);
  setter_text (setter, "Figures", "contents1_en", FALSE, setter_span (setter, title, "en"), JB_ALIGN_LEFT, EN_X, setter->y + 19, COLUMN);
  setter->y += LIST_HEAD;
  double top = setter->y, bottom = top;
  for (guint i = 0; i < entries->len && setter->error == NULL; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      double x = two && i >= half ? EN_X : 0;
      g_auto(Line) line = { 0 };

      measure_figure (setter, entry, figures, &line);
      setter->y = two && i == half ? top : setter->y;
      set_line (setter, &line, toc, x, two ? x : EN_X, two ? line.base + 11.0 * setter_count (line.zh) - 1 : line.base,
                two ? x + COLUMN : RIGHT, entry_anchor (setter, entry));
      setter->y += line.height;
      bottom = MAX (bottom, setter->y);
    }
  setter->y = bottom;
}

/* The page */

static double
air_above (Manner manner)
{
  return manner.close ? CLOSE_AIR : AIR;
}

static double
entries_height (Setter *setter, const GArray *entries, Manner manner)
{
  double height = manner.pitch > 0 ? LEGEND : 0;
  guint before = 1;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_auto(Line) line = { 0 };

      if (entry->level > 1 && manner.first_alone)
        continue;
      measure_entry (setter, entry, manner.close, &line);
      height += line.height + (entry->level <= 1 && before > 1 ? air_above (manner) : 0);
      before = entry->level;
    }
  return height;
}

/* The roomiest manner in which all stands on one page; where there is none, the figures are left out. */
static Manner
choose_manner (Setter *setter, const GArray *entries, const GArray *list, double room)
{
  guint below = 0, strokes = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      below += g_array_index (entries, Entry, i).level > 1;
      strokes += count_strokes (setter, &g_array_index (entries, Entry, i));
    }
  Manner manner = { .close = below > MANY_ENTRIES, .first_alone = below >= TOO_MANY_ENTRIES };
  manner.pitch = below <= MANY_ENTRIES && strokes > 0 ? stroke_pitch (setter, entries) : 0;
  const Manner manners[] = { { manner.pitch, manner.close, manner.first_alone, FIGURES_BESIDE }, { manner.pitch, manner.close, manner.first_alone, FIGURES_IN_TWO },
                             { manner.pitch, TRUE, manner.first_alone, FIGURES_BESIDE }, { manner.pitch, TRUE, manner.first_alone, FIGURES_IN_TWO },
                             { manner.pitch, manner.close, manner.first_alone, FIGURES_NONE } };
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    if (entries_height (setter, entries, manners[i]) + list_height (setter, list, manners[i].figures) <= room)
      return manners[i];
  manner.close = TRUE;
  return manner;
}

/* Where the contents take more than a page, the list of figures stands below them if it finds room there. */
static Figures
find_room (Setter *setter, const GArray *list)
{
  static const Figures figures[] = { FIGURES_BESIDE, FIGURES_IN_TWO };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (setter->y + list_height (setter, list, figures[i]) <= setter->height)
      return figures[i];
  return FIGURES_NONE;
}

/* The anchors of the headings are made here, before they are set; setter_heading finds them by block. */
void
setter_contents (Setter *setter, const JbBlock *block)
{
  g_autoptr(GArray) entries = list_entries (setter), list = list_figures (setter);
  int toc = setter_element (setter, JB_ROLE_TOC, setter->parent, NULL);
  Manner manner = choose_manner (setter, entries, list, setter->height - setter->y);
  guint before = 1;

  (void) block;
  for (guint i = 0; i < entries->len && setter->error == NULL; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->level > 1 && manner.first_alone)
        continue;
      setter->y += entry->level <= 1 && before > 1 ? air_above (manner) : 0;
      set_entry (setter, entry, manner, toc);
      before = entry->level;
    }
  if (manner.pitch > 0)
    explain_strokes (setter);
  Figures figures = list->len < LIST_FIGURES ? FIGURES_NONE : manner.figures != FIGURES_NONE ? manner.figures : find_room (setter, list);
  if (figures != FIGURES_NONE)
    set_figures (setter, list, figures);
}
