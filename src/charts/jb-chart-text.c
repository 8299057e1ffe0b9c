/* Measured text of charts: layouts kept by role and text, lines broken by Chinese rules and balanced. */
#include "jb-chart-private.h"

#include <string.h>

#define MAX_CACHED 4096

struct _JbTextCache
{
  JbFonts              *fonts; /* lent; only compared and asked while a chart is laid out */
  PangoContext         *context;
  PangoFontDescription *descriptions[JB_N_ROLES];
  double                sizes[JB_N_ROLES];
  PangoAttrList        *attributes[2]; /* zh, en */
  GHashTable           *layouts;       /* role character and text → PangoLayout */
};

static const struct
{
  JbFontVoice voice;
  int         weight;
  JbSize      size;
  JbColour    colour;
} roles[] = {
#define VOICE_ZH JB_FONT_SANS_ZH
#define VOICE_EN JB_FONT_SANS_EN
#define ROLE(name, voice, weight, size, colour) { VOICE_##voice, weight, JB_SIZE_##size, JB_COLOUR_##colour },
  JB_ROLES (ROLE)
};

static PangoAttrList *
make_attributes (const char *language)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_language_new (pango_language_from_string (language)));
  return list;
}

JbTextCache *
jb_text_cache_new (const JbChartStyle *style, JbFonts *fonts)
{
  JbTextCache *cache = g_new0 (JbTextCache, 1);

  cache->fonts = fonts;
  cache->context = jb_fonts_create_context (fonts);
  for (guint i = 0; i < JB_N_ROLES; i++)
    {
      cache->sizes[i] = style->sizes[roles[i].size];
      cache->descriptions[i] = jb_fonts_describe (roles[i].voice, roles[i].weight, FALSE, cache->sizes[i]);
    }
  cache->attributes[0] = make_attributes ("zh-cn");
  cache->attributes[1] = make_attributes ("en");
  cache->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return cache;
}

gboolean
jb_text_cache_fits (const JbTextCache *cache, const JbFonts *fonts)
{
  return cache != NULL && cache->fonts == fonts && g_hash_table_size (cache->layouts) < MAX_CACHED;
}

void
jb_text_cache_free (JbTextCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->layouts);
  for (guint i = 0; i < JB_N_ROLES; i++)
    pango_font_description_free (cache->descriptions[i]);
  pango_attr_list_unref (cache->attributes[0]);
  pango_attr_list_unref (cache->attributes[1]);
  g_object_unref (cache->context);
  g_free (cache);
}

static gboolean
is_english (JbRole role)
{
  return roles[role].voice == JB_FONT_SANS_EN;
}

/* Returns: (transfer none): in one line. */
static PangoLayout *
get_layout (JbDraft *draft, JbRole role, const char *text)
{
  JbTextCache *cache = draft->cache;
  g_autofree char *key = g_strdup_printf ("%c%s", 'A' + (int) role, text);
  PangoLayout *layout = g_hash_table_lookup (cache->layouts, key);
  if (layout != NULL)
    return layout;

  layout = pango_layout_new (cache->context);
  pango_layout_set_font_description (layout, cache->descriptions[role]);
  pango_layout_set_attributes (layout, cache->attributes[is_english (role)]);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  if (draft->error == NULL)
    {
      g_autofree char *place = g_strdup_printf ("chart %s", draft->chart->id);
      jb_fonts_check_layout (cache->fonts, layout, place, &draft->error);
    }
  g_hash_table_insert (cache->layouts, g_steal_pointer (&key), layout);
  return layout;
}

double
jb_role_size (const JbDraft *draft, JbRole role)
{
  return draft->cache->sizes[role];
}

static double
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
jb_draft_measure (JbDraft *draft, JbRole role, const char *text)
{
  return *text == '\0' ? 0 : get_width (get_layout (draft, role, text));
}

double
jb_draft_text (JbDraft *draft, JbRole role, const char *text, double x, double baseline, double align, const char *what,
               int datum)
{
  if (*text == '\0')
    return 0;

  PangoLayout *layout = get_layout (draft, role, text);
  double width = get_width (layout), size = draft->cache->sizes[role];
  const double *colour = draft->style->colours[roles[role].colour];
  JbBox box = { .kind = JB_BOX_TEXT, .part = draft->part, .x = x - align * width, .y = baseline - 0.8 * size,
                .width = width, .height = size, .baseline = baseline, .layout = g_object_ref (layout),
                .lang = is_english (role) ? JB_CHART_LANG_EN : JB_CHART_LANG_ZH, .has_fill = TRUE, .what = what,
                .datum = datum };
  memcpy (box.fill, colour, sizeof box.fill);
  g_array_append_val (draft->scene->boxes, box);
  return width;
}

/* Where a line may end: the byte, the line's end without its last blank, and whether only need allows it. */
typedef struct { int end, next; double x_end, x_next; gboolean emergency; } Break;

/* No line ends inside a number with its unit, or before a dash of a range. */
static gboolean
keeps_together (gunichar before, gunichar after)
{
  gboolean number = g_unichar_isdigit (before) || before == '%' || before == 0x2030;

  if (after == '-' || after == 0x2014 || after == 0x2013 || after == 0xFF5E || after == 0xB7 || after == '/')
    return TRUE;
  if (before == 0x2014 || before == 0x2013 || before == 0xFF5E || before == '<' || before == 0x2265 || before == 0x2212)
    return TRUE;
  return number && !g_unichar_isspace (after) && after < 0xFF00;
}

static double
get_x (PangoLayoutLine *line, int byte)
{
  int x;

  pango_layout_line_index_to_x (line, byte, FALSE, &x);
  return (double) x / PANGO_SCALE;
}

static GArray *
find_breaks (PangoLayout *layout, const char *text)
{
  GArray *breaks = g_array_new (FALSE, TRUE, sizeof (Break));
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  int n;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  const char *end = text, *p = text;
  gunichar before = 0;

  for (int i = 0; *p != '\0' && i < n; i++, p = g_utf8_next_char (p))
    {
      gunichar after = g_utf8_get_char (p);
      gboolean digit_blank = g_unichar_isspace (before) && end > text && g_ascii_isdigit (end[-1]);
      if (i > 0 && attributes[i].is_cursor_position && !g_unichar_isspace (after))
        {
          gboolean legal = attributes[i].is_line_break && !keeps_together (before, after) && !digit_blank;
          Break found = { (int) (end - text), (int) (p - text), get_x (line, (int) (end - text)),
                          get_x (line, (int) (p - text)), !legal };
          g_array_append_val (breaks, found);
        }
      before = after;
      if (!g_unichar_isspace (after))
        end = g_utf8_next_char (p);
    }
  Break last = { (int) (end - text), (int) strlen (text), get_x (line, (int) (end - text)), 0, FALSE };
  g_array_append_val (breaks, last);
  return breaks;
}

/* Fills lines of @width; @ends (nullable) takes the index of each line's break. Returns: their number; @rough tells
 * whether a word had to be divided. */
static guint
fill_lines (const GArray *breaks, double width, GArray *ends, gboolean *rough)
{
  guint n = 0, i = 0;
  double start = 0;

  *rough = FALSE;
  while (i < breaks->len)
    {
      guint legal = G_MAXUINT, any = i;
      for (guint j = i; j < breaks->len; j++)
        {
          const Break *at = &g_array_index (breaks, Break, j);
          if (at->x_end - start > width + 0.01)
            break;
          any = j;
          if (!at->emergency)
            legal = j;
        }
      if (legal == G_MAXUINT)
        *rough = TRUE;
      guint chosen = legal != G_MAXUINT ? legal : any;
      if (ends != NULL)
        g_array_append_val (ends, chosen);
      start = g_array_index (breaks, Break, chosen).x_next;
      i = chosen + 1;
      n++;
    }
  return n;
}

static double
balance (const GArray *breaks, double width)
{
  gboolean rough, now;
  guint n = fill_lines (breaks, width, NULL, &rough);
  double low = width / (n + 1), high = width;

  if (n < 2)
    return width;
  for (guint i = 0; i < 12; i++)
    {
      double middle = (low + high) / 2;
      if (fill_lines (breaks, middle, NULL, &now) == n && now == rough)
        high = middle;
      else
        low = middle;
    }
  return high;
}

char **
jb_draft_wrap (JbDraft *draft, JbRole role, const char *text, double width)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  PangoLayout *layout = get_layout (draft, role, text);

  if (get_width (layout) <= width)
    g_ptr_array_add (lines, g_strdup (text));
  else
    {
      g_autoptr(GArray) breaks = find_breaks (layout, text);
      g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
      gboolean rough;
      int start = 0;
      fill_lines (breaks, balance (breaks, width), ends, &rough);
      for (guint i = 0; i < ends->len; i++)
        {
          const Break *at = &g_array_index (breaks, Break, g_array_index (ends, guint, i));
          g_ptr_array_add (lines, g_strndup (text + start, (gsize) MAX (0, at->end - start)));
          start = at->next;
        }
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}
