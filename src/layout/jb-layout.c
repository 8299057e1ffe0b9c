/* The rounds: all parts are set, and once more where a page number that was printed has changed. */
#include "jb-setter-private.h"

#include "jb-diagnostic.h"
#include "jb-error.h"

#include <string.h>

#define MAX_ROUNDS 7

static const struct { const char *zh, *en; } titles[JB_N_BLOCK_KINDS] = {
  [JB_BLOCK_SUMMARY] = { "摘要", "Summary" },     [JB_BLOCK_CONTENTS] = { "目录", "Contents" },
  [JB_BLOCK_FINDINGS] = { "核对提示", "What the check found" }, [JB_BLOCK_TABLE] = { "数据表", "Data table" },
  [JB_BLOCK_METHOD] = { "编制说明", "Method and sources" },
};

JbText
setter_part_title (const JbBlock *part)
{
  const JbBlock *first = part->children != NULL && part->children->len > 0 ? g_ptr_array_index (part->children, 0) : NULL;

  if (part->kind == JB_BLOCK_BODY || part->kind == JB_BLOCK_COVER || (first != NULL && first->kind == JB_BLOCK_HEADING && first->level <= 1))
    return (JbText) { NULL, NULL };
  if (part->zh.shown != NULL)
    return (JbText) { part->zh.shown, part->en.shown };
  return (JbText) { (char *) titles[part->kind].zh, (char *) titles[part->kind].en };
}

/* A part's own heading, where it does not begin with one. */
static void
set_title (Setter *setter, const JbBlock *part)
{
  JbText title = setter_part_title (part);
  JbBlock heading = { .kind = JB_BLOCK_HEADING, .level = 1, .zh = { .shown = title.zh }, .en = { .shown = title.en } };
  gpointer anchor;

  if (title.zh == NULL)
    return;
  if (g_hash_table_lookup_extended (setter->entries, part, NULL, &anchor))
    g_hash_table_insert (setter->entries, &heading, anchor);
  setter_heading (setter, &heading, NULL);
  g_hash_table_remove (setter->entries, &heading);
  setter->section = NULL; /* it lives no longer than this call */
}

/* Where the parts of a document differ: the text may fill the box of its last line, which stands over the type area. */
static void
set_document_part (Setter *setter, const JbBlock *part)
{
  gboolean body = part->kind == JB_BLOCK_BODY, english = part->kind == JB_BLOCK_TRANSLATION;
  const GPtrArray *parts = setter->briefing->root->children;

  setter->height = setter_number (setter, "page.area_height") + (body || english ? setter_number (setter, "page.last_gap") : 0);
  setter->in_body = body || english;
  if (english)
    setter->layout = JB_LAYOUT_EN;
  else if (body && setter->briefing->layout == JB_LAYOUT_PARALLEL)
    setter->layout = JB_LAYOUT_ZH;
  setter->annex += body ? 0 : 1;
  if (body)
    setter_document_head (setter);
  else
    setter_annex_title (setter, part);
  for (guint i = 0; english && i < parts->len; i++)
    if (((const JbBlock *) g_ptr_array_index (parts, i))->kind == JB_BLOCK_BODY)
      setter_body (setter, g_ptr_array_index (parts, i));
  if (body)
    {
      setter_body (setter, part);
      setter_document_end (setter, part);
    }
}

static void
set_part (Setter *setter, const JbBlock *part)
{
  setter->in_body = FALSE; /* the foot of a part's last page may be empty */
  setter->section = NULL;  /* nor is its section named above the next part */
  setter_new_page (setter);
  setter->parent = setter_element (setter, JB_ROLE_SECT, 0, NULL);
  setter->in_body = part->kind == JB_BLOCK_BODY;
  setter->layout = setter->briefing->layout;
  if (part->kind == JB_BLOCK_COVER)
    {
      setter_cover (setter, part);
      return;
    }
  if (setter->document_form)
    set_document_part (setter, part);
  else
    set_title (setter, part);
  if (setter->in_body && setter->document_form)
    return;
  if (part->kind == JB_BLOCK_SUMMARY)
    setter->summary = (int) setter->document->pages->len - 1;
  if (part->kind == JB_BLOCK_CONTENTS)
    setter_contents (setter, part);
  else if (part->kind == JB_BLOCK_BODY)
    {
      guint first = setter->document->pages->len;

      setter_body (setter, part);
      setter->body_end = setter->document->pages->len > first ? setter->document->pages->len - 1 : 0;
      setter->body_foot = setter->y;
    }
  else if (part->kind == JB_BLOCK_TABLE)
    setter_table (setter, part);
  else if (part->kind == JB_BLOCK_CHARTS)
    setter_charts (setter, part);
  else
    setter_summary (setter, part);
}

static void
add_anchors (Setter *setter)
{
  for (guint i = 0; i < setter->briefing->numbers->len; i++)
    {
      int said = jb_document_add_anchor (setter->document), row = jb_document_add_anchor (setter->document);

      g_array_append_val (setter->said, said);
      g_array_append_val (setter->rows, row);
    }
}

/* The summary stands before the contents that lead to it, so the anchors of the parts are made before either. */
static void
add_part_anchors (Setter *setter)
{
  const GPtrArray *parts = setter->briefing->root->children;

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const JbBlock *part = g_ptr_array_index (parts, i);

      if (part->kind != JB_BLOCK_CONTENTS && setter_part_title (part).zh != NULL)
        g_hash_table_insert (setter->entries, (gpointer) part, GINT_TO_POINTER (jb_document_add_anchor (setter->document)));
    }
}

static void
start (Setter *setter)
{
  setter->document = jb_document_new (setter->fonts);
  setter->document->title = g_strdup (setter->briefing->title.zh);
  setter->document->title_en = g_strdup (setter->briefing->title.en);
  setter->document->author = g_strdup (setter->briefing->author);
  setter->document->lang = setter->briefing->layout == JB_LAYOUT_EN ? "en" : "zh-CN";
  setter->said = g_array_new (FALSE, TRUE, sizeof (int));
  setter->rows = g_array_new (FALSE, TRUE, sizeof (int));
  setter->heads = g_ptr_array_new ();
  setter->patches = g_array_new (FALSE, TRUE, sizeof (Patch));
  setter->entries = g_hash_table_new (NULL, NULL);
  setter->placed = g_ptr_array_new ();
  setter->feet = g_array_new (FALSE, TRUE, sizeof (Foot));
  setter->page = NULL;
  setter->parted = 0;
  setter->top = setter_number (setter, "page.top");
  setter->width = setter_number (setter, "page.area_width");
  setter->height = setter_number (setter, "page.area_height");
  setter->document_form = g_strcmp0 (jb_profile_get_text (setter->profile, "form.kind"), "document") == 0;
  setter->stretch = setter_number (setter, "page.stretch");
  setter->marks = jb_profile_get_boolean (setter->profile, "form.marks");
  setter->layout = setter->briefing->layout;
  setter->n_annexes = setter->annex = 0;
  setter->unnumbered = G_MAXUINT;
  setter->recipients_at_end = FALSE;
  for (guint i = 0; setter->briefing->root->children != NULL && i < setter->briefing->root->children->len; i++)
    setter->n_annexes += ((const JbBlock *) g_ptr_array_index (setter->briefing->root->children, i))->kind != JB_BLOCK_BODY;
  setter->guessed = FALSE;
  setter->figures_page = NULL;
  setter->under_heading = FALSE;
  setter->zh_high = setter->en_high = 0;
  setter->summary = -1;
  setter_element (setter, JB_ROLE_DOCUMENT, -1, setter->document->lang);
  add_anchors (setter);
  add_part_anchors (setter);
}

#define MOST_ENGLISH 1.5 /* times the height of the Chinese: more makes columns fill unevenly */

static void
warn (const Setter *setter, gboolean stands)
{
  if (!stands)
    jb_diagnostic_add (setter->diagnostics, JB_SEVERITY_WARNING, "unsettled-pages", NULL, 0, 0,
                       "page numbers have not settled after %d rounds, some may be off: report the document that does this", MAX_ROUNDS);
  if (setter->document_form && setter->briefing->author == NULL && *jb_profile_get_text (setter->profile, "document.mark") == '\0')
    jb_diagnostic_add (setter->diagnostics, JB_SEVERITY_WARNING, "no-issuer", NULL, 0, 0,
                       "the document has no head, as its report names no issuer: add --set document.issuer=NAME");
  if (setter->zh_high <= 0 || setter->en_high <= MOST_ENGLISH * setter->zh_high)
    return;

  char ratio[G_ASCII_DTOSTR_BUF_SIZE];
  jb_diagnostic_add (setter->diagnostics, JB_SEVERITY_WARNING, "uneven-columns", NULL, 0, 0,
                     "the English is %s times as high as the Chinese: use the layout “stacked”",
                     g_ascii_formatd (ratio, sizeof ratio, "%.1f", setter->en_high / setter->zh_high));
}

static void
finish (Setter *setter)
{
  g_clear_pointer (&setter->document, jb_document_free);
  g_clear_pointer (&setter->said, g_array_unref);
  g_clear_pointer (&setter->rows, g_array_unref);
  g_clear_pointer (&setter->heads, g_ptr_array_unref);
  g_clear_pointer (&setter->patches, g_array_unref);
  g_clear_pointer (&setter->entries, g_hash_table_unref);
  g_clear_pointer (&setter->floats, g_ptr_array_unref);
  g_clear_pointer (&setter->placed, g_ptr_array_unref);
  g_clear_pointer (&setter->feet, g_array_unref);
}

static void
set_patches (Setter *setter)
{
  for (guint i = 0; i < setter->patches->len; i++)
    {
      const Patch *patch = &g_array_index (setter->patches, Patch, i);
      const JbAnchor *anchor = &g_array_index (setter->document->anchors, JbAnchor, patch->anchor);
      g_autofree char *page = g_strdup_printf ("%d", anchor->page + 1);

      if (anchor->page < 0)
        continue;
      setter->page = g_ptr_array_index (setter->document->pages, patch->page);
      setter->left = setter->top = 0;
      setter_text (setter, page, patch->type, FALSE, patch->element, JB_ALIGN_RIGHT, patch->x - 40, patch->y, 40);
    }
}

/* One line of a running head; what does not fit its column is left out whole. */
static void
set_head_line (Setter *setter, const char *text, const char *type, gboolean chinese, double x)
{
  JbProse prose = { .shown = (char *) text };
  g_autoptr(JbTextLines) lines = setter_lines (setter, &prose, type, chinese, JB_ALIGN_LEFT, setter_number (setter, "page.zh_width"), 0);

  if (setter_count (lines) == 1)
    setter_place (setter, lines, &prose, 0, 1, -1, x, setter_number (setter, "page.head_y"), type, 0);
}

/* Heads and feet of all pages but the cover. */
static void
set_furniture (Setter *setter)
{
  gboolean duplex = jb_profile_get_boolean (setter->profile, "page.duplex"), heads = jb_profile_get_boolean (setter->profile, "form.heads");
  const JbBlock *first = setter->briefing->root->children->len > 0 ? g_ptr_array_index (setter->briefing->root->children, 0) : NULL;
  double inset = setter_number (setter, "page.foot_inset"), width = setter_number (setter, "page.area_width");
  const JbText *title = setter->briefing->short_title.zh != NULL ? &setter->briefing->short_title : &setter->briefing->title;

  setter->top = 0;
  for (guint i = first != NULL && first->kind == JB_BLOCK_COVER ? 1 : 0; i < MIN (setter->document->pages->len, setter->unnumbered); i++)
    {
      gboolean odd = i % 2 == 0 || !duplex;
      const char *gap = setter->document_form ? " " : "\xE2\x80\x89";
      g_autofree char *number = g_strdup_printf ("—%s%u%s—", gap, i + 1, gap);

      setter->page = g_ptr_array_index (setter->document->pages, i);
      setter->left = setter_number (setter, odd ? "page.left_odd" : "page.left_even");
      guint before = setter->page->ink->len;
      const JbBlock *head = odd && i < setter->heads->len ? g_ptr_array_index (setter->heads, i) : NULL;
      const char *zh = head != NULL ? head->zh.shown : title->zh, *en = head != NULL ? head->en.shown : title->en;
      if (heads)
        set_head_line (setter, zh, "head_zh", TRUE, 0);
      if (heads)
        set_head_line (setter, en, "head_en", FALSE, setter_number (setter, "page.en_x"));
      guint head_end = setter->page->ink->len;
      setter_text (setter, number, "page_number", FALSE, -1, odd ? JB_ALIGN_RIGHT : JB_ALIGN_LEFT, odd ? 0 : inset,
                   setter_number (setter, "page.foot_y"), width - inset);
      for (guint k = before; k < setter->page->ink->len; k++)
        g_array_index (setter->page->ink, JbInk, k).artifact = k < head_end ? JB_ARTIFACT_HEADER : JB_ARTIFACT_FOOTER;
    }
}

static GArray *
list_pages (const Setter *setter)
{
  GArray *pages = g_array_new (FALSE, TRUE, sizeof (int));

  for (guint i = 0; i < setter->said->len; i++)
    g_array_append_val (pages, g_array_index (setter->document->anchors, JbAnchor, g_array_index (setter->said, int, i)).page);
  return pages;
}

static gboolean
same (const GArray *a, const GArray *b)
{
  return a != NULL && a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (int)) == 0);
}

static void
run_round (Setter *setter)
{
  start (setter);
  for (guint i = 0; setter->briefing->root->children != NULL && i < setter->briefing->root->children->len && setter->error == NULL; i++)
    {
      const JbBlock *part = g_ptr_array_index (setter->briefing->root->children, i);

      if (setter->trial && part->kind != JB_BLOCK_BODY)
        setter_new_page (setter);
      else
        set_part (setter, part);
      if (setter->trial && part->kind == JB_BLOCK_BODY)
        return;
    }
  if (setter->document_form && setter->page != NULL && setter->error == NULL)
    setter_imprint (setter);
}

#define FEW_LINES (6 * 18.0) /* on the last page of the text */

/* A last page of the text with less than six lines: in the next round the pairs of the page before it snap to half units; and
 * in the one after that not, where it did not help. Returns: whether this round may stand. */
static gboolean
pull_back (Setter *setter, gboolean *tried, guint *before)
{
  if (setter->briefing->layout != JB_LAYOUT_PARALLEL || setter->document_form)
    return TRUE;
  if (!*tried && setter->body_end > 1 && setter->body_foot > 0 && setter->body_foot < FEW_LINES)
    {
      *tried = TRUE;
      *before = setter->body_end;
      setter->snap_from = setter->body_end - 1;
      return FALSE;
    }
  if (setter->snap_from == G_MAXUINT || setter->body_end < *before)
    return TRUE;
  setter->snap_from = G_MAXUINT;
  return FALSE;
}

/* Where a page parts a sentence, or stays too empty, the page before it may end earlier: then the sentence begins lower
 * down, and moves on whole. */

#define BAD_FOOT 150.0     /* costs so much */
#define MAX_TRIALS 10
#define MAX_TRIED_PAGES 60 /* reports of more pages are left as they are: each trial sets the report once more */
#define TRIALS_A_PAGE 2
#define WORTH 50.0         /* less is no gain */
#define INK_UNDER 4.0      /* English ink stands 2.2 below its box, Chinese ends 3.8 above the foot of its own */

static double
sum_costs (const GArray *feet)
{
  double sum = 0;

  for (guint i = 0; i < feet->len; i++)
    sum += g_array_index (feet, Foot, i).cost;
  return sum;
}

static guint
next_bad_page (const GArray *feet, guint from)
{
  for (guint i = from; i < feet->len; i++)
    if (g_array_index (feet, Foot, i).cost >= BAD_FOOT)
      return i;
  return G_MAXUINT;
}

static void
set_limit (Setter *setter, guint page, double limit)
{
  while (setter->limits->len <= page)
    g_array_append_val (setter->limits, setter->height);
  g_array_index (setter->limits, double, page) = limit;
}

/* Page @page, which ended at @low, ends earlier, and earlier still, as long as that is no gain over @before. Returns: whether
 * it was one; else it goes down to its foot again. */
static gboolean
try_page (Setter *setter, guint page, double low, double before, guint *trials)
{
  for (guint k = 0; k < TRIALS_A_PAGE && *trials < MAX_TRIALS && setter->error == NULL; k++)
    {
      (*trials)++;
      set_limit (setter, page, low - INK_UNDER);
      finish (setter);
      setter->trial = TRUE;
      run_round (setter);
      setter->trial = FALSE;
      if (sum_costs (setter->feet) < before - WORTH)
        return TRUE;
      low = page < setter->feet->len ? g_array_index (setter->feet, Foot, page).low : 0;
    }
  set_limit (setter, page, setter->height);
  return FALSE;
}

/* Returns: whether something was tried, so that the pages are to be set once more. */
static gboolean
improve_feet (Setter *setter)
{
  guint trials = 0, bad = next_bad_page (setter->feet, 0);
  g_autoptr(GArray) feet = g_array_ref (setter->feet);

  if (setter->document_form || bad == G_MAXUINT || setter->document->pages->len > MAX_TRIED_PAGES)
    return FALSE;
  setter->limits = g_array_new (FALSE, TRUE, sizeof (double));
  while (bad != G_MAXUINT && trials < MAX_TRIALS && setter->error == NULL)
    {
      const Foot *foot = bad > 0 ? &g_array_index (feet, Foot, bad - 1) : NULL;
      gboolean gained = foot != NULL && foot->cost > 0 && try_page (setter, bad - 1, foot->low, sum_costs (feet), &trials);

      if (gained)
        {
          g_array_unref (feet);
          feet = g_array_ref (setter->feet);
        }
      bad = next_bad_page (feet, gained ? bad - 1 : bad + 1);
    }
  return trials > 0;
}

JbDocument *
jb_layout_run (const JbBriefing *briefing, const JbProfile *profile, const JbChartStyle *style, JbFonts *fonts,
               GPtrArray *diagnostics, GError **error)
{
  Setter setter = { .briefing = briefing, .profile = profile, .fonts = fonts, .known_summary = -1, .style = style, .diagnostics = diagnostics };
  g_autoptr(GArray) known = NULL;
  JbDocument *document = NULL;
  gboolean stands = FALSE, tried = FALSE, improved = FALSE;
  guint unsnapped = 0;

  setter.context = jb_fonts_create_context (fonts);
  setter.types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  setter.left_out = g_hash_table_new (NULL, NULL);
  setter.figure_numbers = g_hash_table_new (NULL, NULL);
  setter.trial_scenes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) jb_chart_scene_free);
  setter.snap_from = G_MAXUINT;
  setter.set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) jb_text_lines_free);
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      guint left_out = g_hash_table_size (setter.left_out);

      finish (&setter);
      setter.known = known;
      run_round (&setter);

      GArray *pages = list_pages (&setter);
      stands = !setter.guessed || (same (known, pages) && setter.known_summary == setter.summary);
      g_clear_pointer (&known, g_array_unref);
      known = pages;
      setter.known_summary = setter.summary;
      stands = stands && left_out == g_hash_table_size (setter.left_out);
      stands = pull_back (&setter, &tried, &unsnapped) && stands;
      stands = !setter_renumber (&setter) && stands;
      setter.known = known;
      if (stands && !improved && setter.error == NULL && improve_feet (&setter))
        {
          stands = FALSE;
          round = 0;
        }
      improved = improved || stands || setter.limits != NULL;
      if (stands || setter.error != NULL)
        break;
    }
  if (setter.error == NULL)
    set_furniture (&setter);
  if (setter.error == NULL)
    set_patches (&setter);
  if (setter.error == NULL)
    {
      warn (&setter, stands);
      setter.document->column_ratio = setter.zh_high > 0 ? setter.en_high / setter.zh_high : 0;
      document = g_steal_pointer (&setter.document);
    }
  else
    g_propagate_error (error, setter.error);
  finish (&setter);
  g_hash_table_unref (setter.types);
  g_hash_table_unref (setter.left_out);
  g_clear_pointer (&setter.limits, g_array_unref);
  g_hash_table_unref (setter.trial_scenes);
  g_hash_table_unref (setter.figure_numbers);
  g_hash_table_unref (setter.set);
  g_object_unref (setter.context);
  return document;
}
