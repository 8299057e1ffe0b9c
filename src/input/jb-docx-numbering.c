/* ECMA-376 part 1, 17.9: an abstract list has nine levels; a list is an abstract one with overrides; lists over one
 * abstract list count on together unless a start is overridden. */
#include "jb-docx-numbering-private.h"

#include "jb-format-private.h"
#include "jb-xml-private.h"

#include <string.h>

#define N_LEVELS 9
#define MAX_STYLE_DEPTH 20

typedef struct
{
  guint    start;
  char    *format; /* w:numFmt, as "chineseCounting"; NULL: decimal */
  char    *text;   /* w:lvlText, as "（%2）" */
  char    *style;  /* w:pStyle: the heading style of this level */
  gboolean legal;  /* all numbers decimal */
  gboolean restart_never;
} Level;

typedef struct
{
  Level    levels[N_LEVELS];
  char    *style_link; /* w:numStyleLink: the list stands in that style */
  guint    counters[N_LEVELS];
  gboolean started[N_LEVELS];
} Abstract;

typedef struct
{
  char    *abstract;
  guint    starts[N_LEVELS]; /* of w:startOverride, plus one; 0: none */
  Level    levels[N_LEVELS]; /* of w:lvlOverride; text NULL: none */
  gboolean used[N_LEVELS];
} List;

typedef struct
{
  char *name;
  char *based_on;
  char *num_id;
  int   level;
} Style;

struct _JbNumbering
{
  GHashTable *abstracts; /* id → Abstract */
  GHashTable *lists;     /* id → List */
  GHashTable *styles;    /* id → Style */
  /* while reading */
  Abstract *abstract;
  List     *list;
  Level    *level;
  Style    *style;
  int       override;
};

static void
clear_level (Level *level)
{
  g_free (level->format);
  g_free (level->text);
  g_free (level->style);
}

static void
free_abstract (Abstract *abstract)
{
  for (guint i = 0; i < N_LEVELS; i++)
    clear_level (&abstract->levels[i]);
  g_free (abstract->style_link);
  g_free (abstract);
}

static void
free_list (List *list)
{
  for (guint i = 0; i < N_LEVELS; i++)
    clear_level (&list->levels[i]);
  g_free (list->abstract);
  g_free (list);
}

static void
free_style (Style *style)
{
  g_free (style->name);
  g_free (style->based_on);
  g_free (style->num_id);
  g_free (style);
}

static int
get_number (xmlTextReader *reader, const char *name, int otherwise)
{
  g_autofree char *value = jb_xml_get (reader, name);
  gint64 number;

  if (value == NULL || !g_ascii_string_to_signed (value, 10, 0, 1000000, &number, NULL))
    return otherwise;
  return (int) number;
}

static void
set_text (char **field, xmlTextReader *reader)
{
  g_free (*field);
  *field = jb_xml_get (reader, "val");
}

static Level *
pick_level (JbNumbering *numbering, xmlTextReader *reader)
{
  int i = get_number (reader, "ilvl", -1);

  if (i < 0 || i >= N_LEVELS)
    return NULL;
  Level *level = numbering->list != NULL ? &numbering->list->levels[i]
                 : numbering->abstract != NULL ? &numbering->abstract->levels[i] : NULL;
  if (level != NULL)
    level->start = 1;
  return level;
}

static void
read_level (JbNumbering *numbering, xmlTextReader *reader, const char *name)
{
  Level *level = numbering->level;

  if (strcmp (name, "start") == 0)
    level->start = (guint) get_number (reader, "val", 1);
  else if (strcmp (name, "numFmt") == 0)
    set_text (&level->format, reader);
  else if (strcmp (name, "lvlText") == 0)
    set_text (&level->text, reader);
  else if (strcmp (name, "pStyle") == 0)
    set_text (&level->style, reader);
  else if (strcmp (name, "isLgl") == 0)
    level->legal = TRUE;
  else if (strcmp (name, "lvlRestart") == 0)
    level->restart_never = get_number (reader, "val", 1) == 0;
}

static void
open_abstract (JbNumbering *numbering, xmlTextReader *reader)
{
  char *id = jb_xml_get (reader, "abstractNumId");

  if (id == NULL)
    return;
  numbering->abstract = g_new0 (Abstract, 1);
  g_hash_table_insert (numbering->abstracts, id, numbering->abstract);
}

static void
open_list (JbNumbering *numbering, xmlTextReader *reader)
{
  char *id = jb_xml_get (reader, "numId");

  if (id == NULL)
    return;
  numbering->list = g_new0 (List, 1);
  numbering->override = -1;
  g_hash_table_insert (numbering->lists, id, numbering->list);
}

static void
read_list (JbNumbering *numbering, xmlTextReader *reader, const char *name)
{
  List *list = numbering->list;

  if (strcmp (name, "abstractNumId") == 0)
    set_text (&list->abstract, reader);
  else if (strcmp (name, "lvlOverride") == 0)
    numbering->override = get_number (reader, "ilvl", -1);
  else if (strcmp (name, "startOverride") == 0 && numbering->override >= 0 && numbering->override < N_LEVELS)
    list->starts[numbering->override] = (guint) get_number (reader, "val", 1) + 1;
}

static gboolean
visit_numbering (gpointer data, xmlTextReader *reader, gboolean start, const char *space G_GNUC_UNUSED, const char *name,
                 const char *text G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  JbNumbering *numbering = data;

  if (name == NULL)
    return TRUE;
  if (!start)
    {
      if (strcmp (name, "abstractNum") == 0)
        numbering->abstract = NULL;
      else if (strcmp (name, "num") == 0)
        numbering->list = NULL;
      else if (strcmp (name, "lvl") == 0)
        numbering->level = NULL;
      return TRUE;
    }
  if (numbering->level != NULL)
    read_level (numbering, reader, name);
  else if (strcmp (name, "lvl") == 0)
    numbering->level = pick_level (numbering, reader);
  else if (strcmp (name, "abstractNum") == 0)
    open_abstract (numbering, reader);
  else if (strcmp (name, "num") == 0)
    open_list (numbering, reader);
  else if (numbering->list != NULL)
    read_list (numbering, reader, name);
  else if (numbering->abstract != NULL && strcmp (name, "numStyleLink") == 0)
    set_text (&numbering->abstract->style_link, reader);
  return TRUE;
}

static gboolean
visit_styles (gpointer data, xmlTextReader *reader, gboolean start, const char *space G_GNUC_UNUSED, const char *name,
              const char *text G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  JbNumbering *numbering = data;

  if (name == NULL)
    return TRUE;
  if (strcmp (name, "style") == 0)
    {
      char *id = start ? jb_xml_get (reader, "styleId") : NULL;
      numbering->style = NULL;
      if (id != NULL)
        {
          numbering->style = g_new0 (Style, 1);
          numbering->style->level = -1;
          g_hash_table_insert (numbering->styles, id, numbering->style);
        }
      return TRUE;
    }
  if (!start || numbering->style == NULL)
    return TRUE;
  if (strcmp (name, "name") == 0)
    set_text (&numbering->style->name, reader);
  else if (strcmp (name, "basedOn") == 0)
    set_text (&numbering->style->based_on, reader);
  else if (strcmp (name, "numId") == 0)
    set_text (&numbering->style->num_id, reader);
  else if (strcmp (name, "ilvl") == 0)
    numbering->style->level = get_number (reader, "val", -1);
  return TRUE;
}

JbNumbering *
jb_numbering_new (const char *path, GBytes *numbering_part, GBytes *styles_part, GError **error)
{
  g_autoptr(JbNumbering) numbering = g_new0 (JbNumbering, 1);

  numbering->abstracts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_abstract);
  numbering->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_list);
  numbering->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_style);
  if (numbering_part != NULL
      && !jb_xml_walk (path, "word/numbering.xml", numbering_part, visit_numbering, numbering, error))
    return NULL;
  if (styles_part != NULL && !jb_xml_walk (path, "word/styles.xml", styles_part, visit_styles, numbering, error))
    return NULL;
  return g_steal_pointer (&numbering);
}

static const Style *
look_up_style (JbNumbering *numbering, const char *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (numbering->styles, id);
}

gboolean
jb_numbering_is_contents (JbNumbering *numbering, const char *style)
{
  const Style *found = look_up_style (numbering, style);

  return found != NULL && found->name != NULL && g_ascii_strncasecmp (found->name, "toc ", 4) == 0;
}

/* The list that a style or one it is based on names. */
static const Style *
find_listed_style (JbNumbering *numbering, const char *style, const char **id)
{
  const Style *found = look_up_style (numbering, style);

  *id = style;
  for (guint i = 0; found != NULL && i < MAX_STYLE_DEPTH; i++)
    {
      if (found->num_id != NULL)
        return found;
      *id = found->based_on;
      found = look_up_style (numbering, found->based_on);
    }
  return NULL;
}

static Abstract *
find_abstract (JbNumbering *numbering, const List *list)
{
  Abstract *abstract = list == NULL || list->abstract == NULL ? NULL : g_hash_table_lookup (numbering->abstracts, list->abstract);

  if (abstract == NULL || abstract->style_link == NULL)
    return abstract;
  const Style *style = look_up_style (numbering, abstract->style_link);
  const List *linked = style == NULL || style->num_id == NULL ? NULL : g_hash_table_lookup (numbering->lists, style->num_id);
  return linked == NULL || linked->abstract == NULL ? NULL : g_hash_table_lookup (numbering->abstracts, linked->abstract);
}

static const Level *
get_level (const Abstract *abstract, const List *list, int i)
{
  return list->levels[i].text != NULL ? &list->levels[i] : &abstract->levels[i];
}

static int
find_level_of_style (const Abstract *abstract, const char *style)
{
  for (int i = 0; i < N_LEVELS; i++)
    if (g_strcmp0 (abstract->levels[i].style, style) == 0)
      return i;
  return 0;
}

static void
step (Abstract *abstract, List *list, int at)
{
  for (int i = 0; i < at; i++)
    if (!abstract->started[i])
      {
        abstract->counters[i] = get_level (abstract, list, i)->start;
        abstract->started[i] = TRUE;
      }
  if (list->starts[at] > 0 && !list->used[at])
    abstract->counters[at] = list->starts[at] - 1;
  else if (!abstract->started[at])
    abstract->counters[at] = get_level (abstract, list, at)->start;
  else
    abstract->counters[at]++;
  abstract->started[at] = TRUE;
  list->used[at] = TRUE;
  for (int i = at + 1; i < N_LEVELS; i++)
    if (!get_level (abstract, list, i)->restart_never)
      abstract->started[i] = FALSE;
}

static char *
count_in_roman (guint n)
{
  static const struct { guint value; const char *name; } parts[] = {
    { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" },
    { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; n < 4000 && i < G_N_ELEMENTS (parts); i++)
    for (; n >= parts[i].value; n -= parts[i].value)
      g_string_append (text, parts[i].name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
count_by_digits (guint n, const char *digits)
{
  g_autofree char *decimal = g_strdup_printf ("%u", n);
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = decimal; *p != '\0'; p++)
    g_string_append_unichar (text, g_utf8_get_char (g_utf8_offset_to_pointer (digits, *p - '0')));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
count_by_row (guint n, const char *row)
{
  if (n == 0 || n > (guint) g_utf8_strlen (row, -1))
    return g_strdup_printf ("%u", n);
  return g_utf8_substring (row, n - 1, n);
}

static char *
count_by_letters (guint n, char first)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; n > 0 && i <= (n - 1) / 26 && i < 30; i++)
    g_string_append_c (text, (char) (first + (int) ((n - 1) % 26)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_number (guint n, const char *format)
{
  static const char *const chinese[] = { "chineseCounting", "chineseCountingThousand", "japaneseCounting",
                                         "taiwaneseCounting", "taiwaneseCountingThousand" };

  for (guint i = 0; format != NULL && i < G_N_ELEMENTS (chinese); i++)
    if (strcmp (format, chinese[i]) == 0)
      return jb_count_in_chinese (n);
  if (format == NULL || strcmp (format, "decimal") == 0)
    return g_strdup_printf ("%u", n);
  if (strcmp (format, "ideographDigital") == 0 || strcmp (format, "taiwaneseDigital") == 0)
    return count_by_digits (n, "〇一二三四五六七八九");
  if (strcmp (format, "chineseLegalSimplified") == 0)
    return count_by_row (n, "壹贰叁肆伍陆柒捌玖拾");
  if (strcmp (format, "decimalFullWidth") == 0 || strcmp (format, "decimalFullWidth2") == 0)
    return count_by_digits (n, "０１２３４５６７８９");
  if (g_str_has_prefix (format, "decimalEnclosedCircle"))
    return count_by_row (n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
  if (strcmp (format, "decimalEnclosedParen") == 0)
    return count_by_row (n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇");
  if (strcmp (format, "decimalEnclosedFullstop") == 0)
    return count_by_row (n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛");
  if (strcmp (format, "ideographTraditional") == 0)
    return count_by_row (n, "甲乙丙丁戊己庚辛壬癸");
  if (strcmp (format, "ideographZodiac") == 0)
    return count_by_row (n, "子丑寅卯辰巳午未申酉戌亥");
  if (strcmp (format, "decimalZero") == 0)
    return g_strdup_printf ("%02u", n);
  if (strcmp (format, "lowerLetter") == 0)
    return count_by_letters (n, 'a');
  if (strcmp (format, "upperLetter") == 0)
    return count_by_letters (n, 'A');
  if (strcmp (format, "upperRoman") == 0)
    return count_in_roman (n);
  if (strcmp (format, "none") == 0)
    return g_strdup ("");
  if (strcmp (format, "lowerRoman") == 0)
    {
      g_autofree char *upper = count_in_roman (n);
      return g_ascii_strdown (upper, -1);
    }
  return g_strdup_printf ("%u", n);
}

/* "%1.%2" with the levels' counters. */
static char *
fill_in (const Abstract *abstract, const List *list, int at)
{
  const Level *level = get_level (abstract, list, at);
  g_autoptr(GString) text = g_string_new (NULL);

  if (level->text == NULL || g_strcmp0 (level->format, "bullet") == 0)
    return g_strdup ("");
  for (const char *p = level->text; *p != '\0'; p++)
    if (*p == '%' && p[1] >= '1' && p[1] <= '9')
      {
        int i = *++p - '1';
        g_autofree char *number = format_number (abstract->counters[i], level->legal ? NULL : get_level (abstract, list, i)->format);
        g_string_append (text, number);
      }
    else
      g_string_append_c (text, *p);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
jb_numbering_count (JbNumbering *numbering, const char *style, const char *num_id, int level)
{
  const char *listed_id = NULL;
  const Style *listed = find_listed_style (numbering, style, &listed_id);

  if (num_id == NULL)
    num_id = listed != NULL ? listed->num_id : "0";
  List *list = strcmp (num_id, "0") == 0 ? NULL : g_hash_table_lookup (numbering->lists, num_id);
  Abstract *abstract = find_abstract (numbering, list);
  if (list == NULL || abstract == NULL)
    return g_strdup ("");
  if (level < 0 && listed != NULL)
    level = listed->level >= 0 ? listed->level : find_level_of_style (abstract, listed_id);
  level = CLAMP (level, 0, N_LEVELS - 1);
  step (abstract, list, level);
  return fill_in (abstract, list, level);
}

void
jb_numbering_free (JbNumbering *numbering)
{
  if (numbering == NULL)
    return;
  g_clear_pointer (&numbering->abstracts, g_hash_table_unref);
  g_clear_pointer (&numbering->lists, g_hash_table_unref);
  g_clear_pointer (&numbering->styles, g_hash_table_unref);
  g_free (numbering);
}
