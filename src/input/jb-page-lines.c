/* Lines that a site puts around its articles without telling them apart by an element's name, and that are printed with
 * them:
 *
 *   来源：市司法局　　发布时间：2024-1-30　　点击数：318
 *   【打印此文】【关闭】
 *   主办：云泽市人民政府　赣ICP备05000001号
 *
 * They are known by their words (assets/input/page-lines.tsv), and only dropped above the first and below the last
 * sentence, where no report has such a line of its own. */
#include "jb-page-lines-private.h"

#include "jb-data-dir.h"
#include "jb-han.h"
#include "jb-tsv.h"

#include <string.h>

/* No more lines than this are looked at at either end, and none that is longer. */
#define MAX_EDGE_LINES 40u
#define MAX_LINE_CHARS 200u

static const char *const kinds[] = { "label", "path", "part", "whole", "site" };

JbTsv *
jb_page_lines_load (GError **error)
{
  g_autofree char *path = jb_data_path ("assets/input/page-lines.tsv", error);
  g_autoptr(JbTsv) table = path == NULL ? NULL : jb_tsv_load (path, 3, 3, error);

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const JbTsvRow *row = jb_tsv_row (table, i);
      gboolean known = FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        known = known || strcmp (row->fields[1], kinds[k]) == 0;
      if (!known)
        {
          jb_tsv_error (table, row, error, "“%s” is no way to look for words: write label, path, part, whole or site", row->fields[1]);
          return NULL;
        }
    }
  return g_steal_pointer (&table);
}

static gboolean
is_mark (gunichar c)
{
  return !g_unichar_isalpha (c) && !jb_han_is (c);
}

static gboolean
is_before_label (gunichar c)
{
  return is_mark (c) || c == 0x5E74 || c == 0x6708 || c == 0x65E5; /* 年 月 日 */
}

/* @line without blanks, and without the brackets, digits and date that it begins with. */
static char *
dup_plain (const char *line, gsize length)
{
  g_autoptr(GString) plain = g_string_sized_new (length);

  for (const char *p = line; p < line + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!jb_is_blank (c) && !(plain->len == 0 && is_before_label (c)))
        g_string_append_unichar (plain, c);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
begins_with_label (const char *plain, const char *words)
{
  gsize n = strlen (words);

  return strncmp (plain, words, n) == 0 && (plain[n] == ':' || g_str_has_prefix (plain + n, "："));
}

/* Bytes of the longest word of kind "whole" that @at begins with. */
static gsize
measure_whole (const JbTsv *table, const char *at)
{
  gsize longest = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      char **fields = jb_tsv_row (table, i)->fields;
      gsize n = strlen (fields[0]);
      if (n > longest && strcmp (fields[1], "whole") == 0 && strncmp (at, fields[0], n) == 0)
        longest = n;
    }
  return longest;
}

static gboolean
is_made_of_whole (const JbTsv *table, const char *plain)
{
  gboolean word = FALSE;

  while (*plain != '\0')
    {
      gsize n = measure_whole (table, plain);
      if (n == 0 && !is_mark (g_utf8_get_char (plain)))
        return FALSE;
      word = word || n > 0;
      plain = n > 0 ? plain + n : g_utf8_next_char (plain);
    }
  return word;
}

gboolean
jb_page_lines_has (const JbTsv *table, const char *line, gsize length)
{
  g_autofree char *plain = NULL;

  if (length > 4 * MAX_LINE_CHARS)
    return FALSE;
  plain = dup_plain (line, length);
  for (guint i = 0; i < table->rows->len; i++)
    {
      char **fields = jb_tsv_row (table, i)->fields;
      gboolean label = strcmp (fields[1], "label") == 0 || strcmp (fields[1], "path") == 0;
      if (label ? begins_with_label (plain, fields[0]) : strcmp (fields[1], "part") == 0 && strstr (plain, fields[0]) != NULL)
        return TRUE;
    }
  return is_made_of_whole (table, plain);
}

static gsize
measure_line (const JbLines *lines, guint i)
{
  gsize end = i + 1 < lines->origins->len ? g_array_index (lines->origins, JbOrigin, i + 1).start : lines->text->len;

  return end - 1 - g_array_index (lines->origins, JbOrigin, i).start; /* without its end */
}

/* Returns: %FALSE at a sentence, where the looking ends. */
static gboolean
look_at (const JbTsv *table, const JbLines *lines, guint i, gboolean *drop)
{
  const char *line = lines->text->str + g_array_index (lines->origins, JbOrigin, i).start;
  gsize length = measure_line (lines, i);

  drop[i] = jb_page_lines_has (table, line, length);
  return drop[i] || memmem (line, length, "。", strlen ("。")) == NULL;
}

static gboolean
tells_path (const JbTsv *table, const char *line, gsize length)
{
  g_autofree char *plain = dup_plain (line, length);

  for (guint i = 0; i < table->rows->len; i++)
    {
      char **fields = jb_tsv_row (table, i)->fields;
      if (strcmp (fields[1], "path") == 0 && begins_with_label (plain, fields[0]))
        return TRUE;
    }
  return FALSE;
}

/* Of the lines before @end, those above the one that tells where the page stands. */
static void
drop_head (const JbTsv *table, const JbLines *lines, guint end, gboolean *drop)
{
  for (guint i = end; i > 0; i--)
    if (drop[i - 1] && tells_path (table, lines->text->str + g_array_index (lines->origins, JbOrigin, i - 1).start, measure_line (lines, i - 1)))
      {
        for (guint k = 0; k + 1 < i; k++)
          drop[k] = TRUE;
        return;
      }
}

void
jb_page_lines_drop (const JbTsv *table, JbLines *lines, gboolean printed)
{
  guint n = lines->origins->len, first = 0, last = n, kept = 0;
  g_autofree gboolean *drop = g_new0 (gboolean, n);

  while (first < MIN (n, MAX_EDGE_LINES) && look_at (table, lines, first, drop))
    first++;
  while (last > first && n - last < MAX_EDGE_LINES && look_at (table, lines, last - 1, drop))
    last--;
  if (printed)
    drop_head (table, lines, first, drop);
  for (guint i = 0; i < n; i++)
    if (!drop[i])
      kept++;
  if (kept == 0 || kept == n)
    return;

  GString *text = g_string_sized_new (lines->text->len);
  GArray *origins = g_array_sized_new (FALSE, FALSE, sizeof (JbOrigin), kept);
  for (guint i = 0; i < n; i++)
    if (!drop[i])
      {
        JbOrigin origin = g_array_index (lines->origins, JbOrigin, i);
        gsize start = origin.start;
        origin.start = text->len;
        g_array_append_val (origins, origin);
        g_string_append_len (text, lines->text->str + start, (gssize) measure_line (lines, i) + 1);
      }
  jb_lines_clear (lines);
  lines->text = text;
  lines->origins = origins;
}

gboolean
jb_page_lines_has_site (const JbTsv *table, const char *name)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      char **fields = jb_tsv_row (table, i)->fields;
      if (strcmp (fields[1], "site") == 0 && g_str_has_suffix (name, fields[0]))
        return TRUE;
    }
  return FALSE;
}
