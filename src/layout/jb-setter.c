/* Types, pages, rules, text: the tools that all parts of the layout use. */
#include "jb-setter-private.h"

#include "jb-error.h"

#include <string.h>

#define EMPTY_SHARE 0.2 /* of a page's height that its foot may stay empty */

static gboolean
read_voice (const char *word, JbFontVoice *voice)
{
  static const struct { const char *word; JbFontVoice voice; } voices[] = {
    { "serif", JB_FONT_SERIF_ZH }, { "sans", JB_FONT_SANS_ZH }, { "kai", JB_FONT_KAI_ZH }, { "fang", JB_FONT_FANG_ZH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (voices); i++)
    if (strcmp (word, voices[i].word) == 0)
      {
        *voice = voices[i].voice;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_type (Setter *setter, const char *text, JbType *type)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);
  char *slash = n >= 3 ? strchr (words[2], '/') : NULL;

  if (slash == NULL)
    return FALSE;
  if (!read_voice (words[0], &type->voice))
    return FALSE;
  type->weight = (int) g_ascii_strtoll (words[1], NULL, 10);
  type->size = g_ascii_strtod (words[2], NULL);
  type->leading = g_ascii_strtod (slash + 1, NULL);
  type->colour = setter_colour (setter, "black");
  for (guint i = 3; i < n; i++)
    if (strcmp (words[i], "italic") == 0)
      type->italic = TRUE;
    else if (g_str_has_prefix (words[i], "pitch="))
      type->pitch = g_ascii_strtod (words[i] + strlen ("pitch="), NULL);
    else if (strcmp (words[i], "black") == 0 || strcmp (words[i], "g1") == 0 || strcmp (words[i], "g2") == 0
             || strcmp (words[i], "a") == 0 || strcmp (words[i], "red") == 0 || strcmp (words[i], "head") == 0)
      type->colour = setter_colour (setter, words[i]);
    else
      return FALSE;
  return type->size > 0 && type->leading > 0 && type->weight >= 100;
}

const JbType *
setter_type (Setter *setter, const char *key)
{
  JbType *type = g_hash_table_lookup (setter->types, key);
  if (type != NULL)
    return type;

  g_autofree char *name = g_strconcat ("type.", key, NULL);
  const char *text = jb_profile_get_text (setter->profile, name);
  type = g_new0 (JbType, 1);
  if (!read_type (setter, text, type))
    {
      if (setter->error == NULL)
        g_set_error (&setter->error, JB_ERROR, JB_ERROR_FORMAT,
                     "profile: “%s” is no value for “%s”: write VOICE WEIGHT SIZE/LEADING, as serif 400 12/18", text, name);
      *type = (JbType) { .voice = JB_FONT_SERIF_ZH, .weight = 400, .size = 10, .leading = 12, .colour = { .grey = TRUE } };
    }
  g_hash_table_insert (setter->types, g_strdup (key), type);
  return type;
}

JbColour
setter_colour (const Setter *setter, const char *name)
{
  g_autofree char *key = g_strconcat ("colour.", name, NULL);
  JbColour colour = { 0 };

  colour.grey = jb_profile_get_colour (setter->profile, key, colour.v);
  return colour;
}

double
setter_number (const Setter *setter, const char *key)
{
  return jb_profile_get_number (setter->profile, key);
}

int
setter_element (Setter *setter, JbRole role, int parent, const char *lang)
{
  return jb_document_add_element (setter->document, role, parent, lang);
}

int
setter_span (Setter *setter, int parent, const char *lang)
{
  GArray *elements = setter->document->elements;

  for (int up = parent; up >= 0; up = g_array_index (elements, JbElement, up).parent)
    {
      const char *own = g_array_index (elements, JbElement, up).lang;

      if (own != NULL && strcmp (own, lang) == 0)
        return parent;
      if (own != NULL)
        break;
    }
  return setter_element (setter, JB_ROLE_SPAN, parent, lang);
}

/* How the foot of the page in hand looks, before the next one begins. */
static void
note_foot (Setter *setter)
{
  Foot foot = { setter->low, 0 };

  if (setter->in_body && setter->page != NULL)
    foot.cost = setter_foot_cost (setter) + setter->parted;
  setter->parted = 0;
  if (setter->page != NULL)
    g_array_append_val (setter->feet, foot);
}

void
setter_new_page (Setter *setter)
{
  note_foot (setter);

  guint n = setter->document->pages->len + 1;
  gboolean odd = n % 2 == 1 || !jb_profile_get_boolean (setter->profile, "page.duplex");

  if (n > JB_LAYOUT_MAX_PAGES && setter->error == NULL)
    g_set_error (&setter->error, JB_ERROR, JB_ERROR_LIMIT, "the briefing has more than %d pages: part the report",
                 JB_LAYOUT_MAX_PAGES);
  setter->page = jb_document_add_page (setter->document, setter_number (setter, "page.width"), setter_number (setter, "page.height"));
  setter->left = setter_number (setter, odd ? "page.left_odd" : "page.left_even");
  setter->y = setter->side_bottom = setter->low = 0;
  setter_place_figures (setter);
  g_ptr_array_add (setter->heads, (gpointer) setter->section);
}

gboolean
setter_need (Setter *setter, double height)
{
  gboolean turned = FALSE;

  for (; setter->error == NULL && setter->y > 0 && setter->y + height > setter->height + 0.01; turned = TRUE)
    setter_new_page (setter);
  return turned;
}

void
setter_keep_clear (Setter *setter, double air)
{
  if (setter->low > 0)
    setter->y = MAX (setter->y, setter->low + air);
}

void
setter_place_anchor (Setter *setter, int anchor, double x, double y)
{
  JbAnchor *at = &g_array_index (setter->document->anchors, JbAnchor, anchor);

  if (at->page >= 0)
    return;
  *at = (JbAnchor) { (int) setter->document->pages->len - 1, setter->left + x, setter->top + y };
}

int
setter_anchor (Setter *setter, double x, double y)
{
  int anchor = jb_document_add_anchor (setter->document);

  setter_place_anchor (setter, anchor, x, y);
  return anchor;
}

void
setter_rule (Setter *setter, double x, double y, double width, double weight, const char *colour)
{
  JbInk ink = { .kind = JB_INK_LINE, .element = -1, .artifact = JB_ARTIFACT_LAYOUT, .colour = setter_colour (setter, colour),
                .x = setter->left + x, .y = setter->top + y, .width = width, .line_width = weight };

  if (!setter->trial)
    g_array_append_val (setter->page->ink, ink);
  setter->low = MAX (setter->low, y);
}

void
setter_link (Setter *setter, int element, double left, double top, double right, double bottom, int anchor, char *contents)
{
  JbLink link = { .left = setter->left + left, .top = setter->top + top, .right = setter->left + right,
                  .bottom = setter->top + bottom, .anchor = anchor, .element = element, .contents = contents };

  g_array_append_val (setter->page->links, link);
}

void
setter_doubt (Setter *setter, int element, JbDoubt doubt, double x, double y, double size)
{
  double cx = setter->left + x, foot = setter->top + y;
  JbInk ink = { .kind = JB_INK_POLYGON, .element = element, .colour = setter_colour (setter, "red"), .n_points = 3,
                .points = { cx - size * 0.55, foot, cx, foot - size, cx + size * 0.55, foot } };

  if (doubt == JB_DOUBT_NONE)
    return;
  if (doubt == JB_DOUBT_DERIVED)
    ink = (JbInk) { .kind = JB_INK_RING, .element = element, .colour = setter_colour (setter, "black"), .x = cx,
                    .y = foot - size / 2, .width = size / 2 - 0.5, .line_width = 1 };
  else if (doubt == JB_DOUBT_QUESTIONABLE)
    ink.line_width = 1;
  ink.artifact = element < 0 ? JB_ARTIFACT_LAYOUT : JB_ARTIFACT_NONE;
  g_array_append_val (setter->page->ink, ink);
}

static int
known_page (const Setter *setter, const JbProseMark *mark)
{
  if (mark->kind == JB_PROSE_PAGE_OF_SUMMARY)
    return setter->known_summary;
  return setter->known != NULL && mark->index < setter->known->len ? g_array_index (setter->known, int, mark->index) : -1;
}

/* @prose with page numbers for U+FFFC; marks move along. */
static void
fill_pages (Setter *setter, const JbProse *prose, JbProse *filled)
{
  g_autoptr(GString) shown = g_string_new (prose->shown);
  g_autoptr(GString) copy = g_string_new (prose->copy != NULL ? prose->copy : prose->shown);

  filled->marks = g_array_new (FALSE, FALSE, sizeof (JbProseMark));
  if (prose->marks != NULL && prose->marks->len > 0)
    g_array_append_vals (filled->marks, prose->marks->data, prose->marks->len);
  for (guint i = 0; i < filled->marks->len; i++)
    {
      JbProseMark *mark = &g_array_index (filled->marks, JbProseMark, i);

      if (mark->kind != JB_PROSE_PAGE_OF_NUMBER && mark->kind != JB_PROSE_PAGE_OF_SUMMARY)
        continue;
      int page = known_page (setter, mark);
      g_autofree char *digits = g_strdup_printf ("%d", page >= 0 ? page + 1 : 0);
      gsize at = mark->span.start, grown = strlen (digits) - (mark->span.end - mark->span.start);
      const char *in_copy = strstr (copy->str, JB_PAGE_PLACEHOLDER);

      setter->guessed = TRUE;
      g_string_erase (shown, (gssize) at, (gssize) jb_span_length (mark->span));
      g_string_insert (shown, (gssize) at, digits);
      if (in_copy != NULL)
        {
          gssize place = in_copy - copy->str;

          g_string_erase (copy, place, (gssize) strlen (JB_PAGE_PLACEHOLDER));
          g_string_insert (copy, place, digits);
        }
      for (guint k = 0; k < filled->marks->len; k++)
        {
          JbProseMark *other = &g_array_index (filled->marks, JbProseMark, k);

          if (other->span.start > at)
            other->span.start += grown;
          if (other->span.end > at)
            other->span.end += grown;
        }
    }
  filled->shown = g_string_free (g_steal_pointer (&shown), FALSE);
  filled->copy = g_string_free (g_steal_pointer (&copy), FALSE);
}

static JbTextStyle
style_of (Setter *setter, const char *key, gboolean chinese, JbAlign align, double width, double indent)
{
  JbTextStyle style = { .type = *setter_type (setter, key), .chinese = chinese, .align = align, .width = width, .indent = indent, .stretch = setter->stretch };

  if (!chinese && (style.type.voice == JB_FONT_SERIF_ZH || style.type.voice == JB_FONT_FANG_ZH))
    style.type.voice = JB_FONT_SERIF_EN;
  else if (!chinese && style.type.voice == JB_FONT_SANS_ZH)
    style.type.voice = JB_FONT_SANS_EN;
  return style;
}

static JbTextLines *
set_lines (Setter *setter, const JbProse *prose, const JbTextStyle *style)
{
  g_autofree char *place = g_utf8_substring (prose->shown, 0, MIN (12, g_utf8_strlen (prose->shown, -1)));

  return jb_text_lines_new (prose, style, setter->fonts, setter->context, place, &setter->error);
}

gboolean
setter_fill (Setter *setter, const JbProse *prose, JbProse *filled)
{
  *filled = *prose;
  if (prose->shown == NULL || strstr (prose->shown, JB_PAGE_PLACEHOLDER) == NULL)
    return FALSE;
  fill_pages (setter, prose, filled);
  return TRUE;
}

void
setter_slice (const JbProse *prose, gsize start, gsize end, JbProse *piece)
{
  const char *copy = prose->copy != NULL ? prose->copy : prose->shown;
  const char *from = g_utf8_offset_to_pointer (copy, g_utf8_pointer_to_offset (prose->shown, prose->shown + start));
  const char *to = g_utf8_offset_to_pointer (from, g_utf8_pointer_to_offset (prose->shown + start, prose->shown + end));

  *piece = (JbProse) { .shown = g_strndup (prose->shown + start, end - start), .copy = g_strndup (from, (gsize) (to - from)) };
  for (guint i = 0; prose->marks != NULL && i < prose->marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, i);
      gsize first = MAX (mark->span.start, start), last = MIN (mark->span.end, end);

      if (first < last)
        jb_prose_mark (piece, first - start, last - start, mark->kind, mark->index);
    }
}

gboolean
setter_turns_well (const Setter *setter)
{
  return setter->height - setter->low <= EMPTY_SHARE * setter->height;
}

static JbTextLines *
set_filled (Setter *setter, const JbProse *prose, const JbTextStyle *style)
{
  JbProse filled = { 0 };

  fill_pages (setter, prose, &filled);
  JbTextLines *lines = set_lines (setter, &filled, style);
  g_array_unref (filled.marks);
  g_free (filled.shown);
  g_free (filled.copy);
  return lines;
}

JbTextLines *
setter_lines (Setter *setter, const JbProse *prose, const char *type, gboolean chinese, JbAlign align, double width, double indent)
{
  if (prose->shown == NULL || *prose->shown == '\0' || setter->error != NULL)
    return NULL;

  JbTextStyle style = style_of (setter, type, chinese, align, width, indent);
  if (strstr (prose->shown, JB_PAGE_PLACEHOLDER) != NULL)
    return set_filled (setter, prose, &style);
  g_autoptr(GString) key = g_string_sized_new (256);
  g_string_append_printf (key, "%s %d %d %d %d", type, chinese, align, (int) (width * 100), (int) (indent * 100));
  for (guint i = 0; prose->marks != NULL && i < prose->marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, i);
      if (mark->kind != JB_PROSE_SENTENCE) /* no word looks otherwise for it */
        g_string_append_printf (key, " %d:%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, (int) mark->kind, mark->span.start, mark->span.end);
    }
  g_string_append_printf (key, "\n%s\n%s", prose->shown, prose->copy != NULL ? prose->copy : "");
  JbTextLines *lines = g_hash_table_lookup (setter->set, key->str);
  if (lines == NULL)
    {
      lines = set_lines (setter, prose, &style);
      if (lines == NULL)
        return NULL;
      g_hash_table_insert (setter->set, g_string_free (g_steal_pointer (&key), FALSE), lines);
    }
  return jb_text_lines_ref (lines);
}

guint
setter_count (const JbTextLines *lines)
{
  guint n = 0;

  if (lines != NULL)
    jb_text_lines_get (lines, &n);
  return n;
}

double
setter_width (const JbTextLines *lines)
{
  guint n = 0;
  const JbTextLine *line = lines != NULL ? jb_text_lines_get (lines, &n) : NULL;
  double width = 0;

  for (guint i = 0; i < n; i++)
    width = MAX (width, line[i].width);
  return width;
}

JbTextLines *
setter_plain (Setter *setter, const char *text, const char *type, gboolean chinese, JbAlign align, double width)
{
  JbProse prose = { .shown = (char *) text };

  return setter_lines (setter, &prose, type, chinese, align, width, 0);
}

#define MARK_ROOM 40.0   /* in the margin */
#define MARK_GAP 5.0     /* between the numbers and the mark of a finding */

/* The table numbers that a line says, as “5 6”, or “124–128” where they follow each other and have no room else. */
static char *
name_numbers (Setter *setter, const GArray *numbers)
{
  g_autoptr(GString) names = g_string_new (NULL);
  gboolean in_a_row = numbers->len > 2;

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      g_string_append_printf (names, "%s%u", i > 0 ? "\xE2\x80\x82" : "", number + 1);
      in_a_row = in_a_row && number == g_array_index (numbers, guint, 0) + i;
    }
  g_autoptr(JbTextLines) lines = setter_plain (setter, names->str, "mark", FALSE, JB_ALIGN_LEFT, 10 * MARK_ROOM);
  if (in_a_row && setter_width (lines) > MARK_ROOM)
    return g_strdup_printf ("%u–%u", g_array_index (numbers, guint, 0) + 1, g_array_index (numbers, guint, numbers->len - 1) + 1);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* @numbers in the margin, right-aligned there where it is negative; @doubt: the gravest of their findings. */
static void
name_in_margin (Setter *setter, const GArray *numbers, JbDoubt doubt, double x, double y, double margin)
{
  g_autofree char *names = name_numbers (setter, numbers);
  double at = margin < 0 ? x + margin - MARK_ROOM : x + margin;
  g_autoptr(JbTextLines) lines = setter_plain (setter, names, "mark", FALSE, margin < 0 ? JB_ALIGN_RIGHT : JB_ALIGN_LEFT, MARK_ROOM);
  double width = setter_width (lines);

  setter_place_plain (setter, lines, "mark", -1, at, y);
  if (doubt != JB_DOUBT_NONE)
    setter_doubt (setter, -1, doubt, margin < 0 ? x + margin - width - MARK_GAP : at + width + MARK_GAP, y, 5);
}

/* The underline, the link and the table number in the margin, of the numbers that are said in one line. */
static void
mark_numbers (Setter *setter, JbTextLines *lines, const JbProse *prose, guint line, int element, double x, double y, double margin)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  JbDoubt doubt = JB_DOUBT_NONE;
  double left, right;

  for (guint m = 0; m < prose->marks->len; m++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, m);

      if (mark->kind != JB_PROSE_NUMBER || mark->index >= setter->rows->len
          || !jb_text_lines_locate (lines, line, mark->span.start, mark->span.end, &left, &right))
        continue;
      JbDoubt own = g_array_index (setter->briefing->numbers, JbNumber, mark->index).doubt;
      gboolean heavy = own == JB_DOUBT_FAILS || own == JB_DOUBT_QUESTIONABLE;
      int link = setter_element (setter, JB_ROLE_LINK, element, NULL);

      if (setter->marks)
        setter_rule (setter, x + left, y + 2.2, right - left, heavy ? 1.1 : 0.4, heavy ? "red" : "r1");
      setter_link (setter, link, x + left, y - 9, x + right, y + 3, g_array_index (setter->rows, int, mark->index),
                   g_strdup_printf ("数据表第%u项 / Data table, no. %u", mark->index + 1, mark->index + 1));
      if (setter->in_body || setter->document_form) /* words of the summary only lead on */
        setter_place_anchor (setter, g_array_index (setter->said, int, mark->index), x, y - 14);
      g_array_append_val (numbers, mark->index);
      doubt = MAX (doubt, heavy ? own : JB_DOUBT_NONE);
    }
  if (numbers->len > 0 && setter->marks)
    name_in_margin (setter, numbers, doubt, x, y, margin);
}

void
setter_place (Setter *setter, JbTextLines *lines, const JbProse *prose, guint from, guint to, int element, double x, double y,
              const char *type, double margin)
{
  double leading = setter_type (setter, type)->leading;

  if (lines == NULL)
    return;
  if (setter->lead_anchor > 0 && element >= 0)
    {
      setter_place_anchor (setter, setter->lead_anchor, x, y - 14);
      setter->lead_anchor = 0;
    }
  for (guint i = from; i < MIN (to, setter_count (lines)); i++, y += leading)
    {
      setter->low = MAX (setter->low, y);
      if (setter->trial)
        continue;
      jb_text_lines_place (lines, i, setter->page, element, element < 0 ? JB_ARTIFACT_LAYOUT : JB_ARTIFACT_NONE,
                           setter->left + x, setter->top + y);
      if (margin != 0 && element >= 0 && prose->marks != NULL)
        mark_numbers (setter, lines, prose, i, element, x, y, margin);
    }
}

void
setter_place_plain (Setter *setter, JbTextLines *lines, const char *type, int element, double x, double y)
{
  JbProse none = { 0 };

  setter_place (setter, lines, &none, 0, G_MAXUINT, element, x, y, type, 0);
}

guint
setter_text (Setter *setter, const char *text, const char *type, gboolean chinese, int element, JbAlign align, double x, double y,
             double width)
{
  g_autoptr(JbTextLines) lines = setter_plain (setter, text, type, chinese, align, width);

  setter_place_plain (setter, lines, type, element, x, y);
  return setter_count (lines);
}
