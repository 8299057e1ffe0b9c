/* What a report says of itself: title, issuer, place, year, kind. */
#include "jb-report-private.h"

#include "jb-data-dir.h"
#include "jb-han.h"
#include "jb-tsv.h"

#include <string.h>

#define MAX_PLACE_CHARS 5u   /* before 市, 县 … */
#define MAX_CONGRESS_BYTES 36
#define MAX_FACT_BYTES 65536u /* names are looked for in so much of a text */


/* %NULL where no line is of @kind. */
static char *
join_lines (const char *text, const GArray *lines, JbLineKind kind)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      if (line->kind != kind)
        continue;
      for (const char *at = text + line->span.start; at < text + line->span.end; at = g_utf8_next_char (at))
        if (*at != '\n' && *at != '\r')
          g_string_append_unichar (title, g_utf8_get_char (at));
    }
  return title->len > 0 ? g_string_free (title, FALSE) : (g_string_free (title, TRUE), NULL);
}

/* ---- place ---- */

static gboolean
is_place_end (gunichar c)
{
  return c == 0x5E02 || c == 0x53BF || c == 0x533A || c == 0x7701 || c == 0x5DDE || c == 0x65D7 || c == 0x76DF;
}

/* A character that no name of a place holds before its 市 or 县, so the name begins behind it. */
static gboolean
parts_names (gunichar c)
{
  static const char breaks[] = "在和与及向由对为入是全本我各省级了的于将经被从到至或市县区州";

  if (!jb_han_is (c))
    return TRUE;
  for (const char *at = breaks; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) == c)
      return TRUE;
  return FALSE;
}

static gboolean
is_real_place (const char *name)
{
  JbSpan span = { 0, strlen (name) };
  glong n_chars = g_utf8_strlen (name, -1);

  return n_chars >= 3 && !jb_words_end (JB_WORDS_NO_PLACE, name, span);
}

/* The name that ends with the character at @end, which is a 市 or the like; NULL where none is. */
static char *
name_before (const char *text, const char *end)
{
  const char *start = end;
  guint n = 0;

  while (start > text && n < MAX_PLACE_CHARS)
    {
      const char *before = g_utf8_prev_char (start);
      if (parts_names (g_utf8_get_char (before)))
        break;
      start = before;
      n++;
    }
  if (n == 0 || n >= MAX_PLACE_CHARS)
    return NULL;
  return g_strndup (start, (gsize) (g_utf8_next_char (end) - start));
}

static gboolean
names_a_body (const char *after)
{
  static const char *const words[] = { "人民政府", "委", "政府", "政协", "人大", "统计局", "财政局", "法治", "司法局", "审计局" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (after, words[i]))
      return TRUE;
  /* 第八届人民代表大会 */
  const char *congress = g_str_has_prefix (after, "第") ? g_strstr_len (after, MAX_CONGRESS_BYTES, "届人民代表大会") : NULL;
  return congress != NULL;
}

static char *
place_in_title (const char *title)
{
  const char *at = title;
  char *place = NULL;

  if (g_str_has_prefix (at, "关于"))
    at += strlen ("关于");
  if (g_str_has_prefix (at, "中共"))
    at += strlen ("中共");
  const char *start = at;
  for (guint n = 0; *at != '\0' && n < 16; n++, at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (!jb_han_is (c))
        break;
      gboolean township = place == NULL && (c == 0x9547 || c == 0x4E61); /* 镇 乡 */
      if ((!is_place_end (c) && !township) || at == start)
        continue;
      g_autofree char *name = g_strndup (start, (gsize) (g_utf8_next_char (at) - start));
      if (!is_real_place (name))
        continue;
      g_free (place);
      place = g_steal_pointer (&name);
      start = g_utf8_next_char (at);
      if (names_a_body (start))
        break;
    }
  return place;
}

/* The place named most often as that of a document 《…》 or of a body. */
static char *
place_in_text (const char *text, gsize length)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *stop = text + MIN (length, MAX_FACT_BYTES);
  char *best = NULL;
  guint best_count = 0;

  for (const char *at = text; at < stop; at = g_utf8_next_char (at))
    {
      if (!is_place_end (g_utf8_get_char (at)))
        continue;
      g_autofree char *name = name_before (text, at);
      if (name == NULL || !is_real_place (name))
        continue;
      const char *before = g_utf8_next_char (at) - strlen (name);
      gboolean titled = before > text && g_utf8_get_char (g_utf8_prev_char (before)) == 0x300A;
      guint weight = titled ? 3 : names_a_body (g_utf8_next_char (at)) ? 2 : 0;
      if (weight == 0)
        continue;
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + weight;
      g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (count));
      if (count > best_count)
        {
          best_count = count;
          g_free (best);
          best = g_steal_pointer (&name);
        }
    }
  return best;
}

/* ---- year ---- */

static int
han_year_digit (gunichar c)
{
  static const char digits[] = "〇一二三四五六七八九";
  int value = 0;

  if (c == 0x25CB || c == 0x96F6 || c == 'O')
    return 0;
  for (const char *at = digits; *at != '\0'; at = g_utf8_next_char (at), value++)
    if (g_utf8_get_char (at) == c)
      return value;
  return -1;
}

/* The first year, as 2022年 or 二〇二二年, in @length bytes; 0: none. */
static int
first_year (const char *text, gsize length)
{
  int value = 0, n = 0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));
      int digit = c >= '0' && c <= '9' ? (int) (c - '0') : han_year_digit (c);
      if (digit >= 0)
        {
          value = n < 4 ? value * 10 + digit : 0;
          n++;
          continue;
        }
      if (n == 4 && value >= 1949 && value <= 2100 && (c == 0x5E74 || c == 0x5EA6))
        return value;
      value = n = 0;
    }
  return 0;
}

static int
year_of_review (const JbReport *report)
{
  static const char *const words[] = { "回顾", "主要工作", "工作情况", "工作总结", "执行情况", "完成情况" };

  for (guint i = 1; i < report->sections->len; i++)
    {
      const JbSection *section = &g_array_index (report->sections, JbSection, i);
      for (guint k = 0; k < G_N_ELEMENTS (words) && section->level <= 2; k++)
        if (strstr (section->heading, words[k]) != NULL)
          {
            int year = first_year (section->heading, strlen (section->heading));
            if (year != 0)
              return year;
          }
    }
  return 0;
}

static int
find_year (const JbReport *report, const GArray *lines)
{
  int year = report->title != NULL ? first_year (report->title, strlen (report->title)) : 0;

  if (year == 0)
    year = year_of_review (report);
  for (guint i = 0; year == 0 && i < lines->len && i < 200; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      if (line->kind == JB_LINE_TEXT)
        year = first_year (report->text + line->span.start, MIN (jb_span_length (line->span), 3000));
    }
  for (guint i = 0; year == 0 && i < lines->len; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      if (line->kind == JB_LINE_FRONT || line->kind == JB_LINE_SIGNATURE)
        year = first_year (report->text + line->span.start, jb_span_length (line->span));
    }
  return year;
}

/* ---- issuer ---- */

static char *
issuer_in_lines (const char *text, const GArray *lines, JbLineKind kind)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      if (line->kind == kind && jb_words_end (JB_WORDS_BODY_END, text, line->span) && line->n_chars >= 3)
        return jb_span_dup (text, line->span);
    }
  return NULL;
}

/* 县长, 代县长 … behind the body that they head */
static gboolean
names_a_head (const char *after)
{
  static const char *const words[] = { "县长", "市长", "区长", "省长", "代", "主席", "院长", "检察长", "局长" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (after, words[i]))
      return TRUE;
  return FALSE;
}

/* 临江市人民政府 of 临江市人民政府2022年…, where the title opens with it. */
static char *
issuer_in_title (const char *title, const char *place)
{
  const char *rest = place != NULL ? strstr (title, place) : NULL;
  const GPtrArray *bodies = jb_words (JB_WORDS_BODY_END);

  if (rest == NULL)
    return NULL;
  for (const char *at = rest + strlen (place); *at != '\0' && at < rest + 60; at = g_utf8_next_char (at))
    {
      if (!jb_han_is (g_utf8_get_char (at)))
        return NULL;
      for (guint i = 0; i < bodies->len; i++)
        {
          const char *body = g_ptr_array_index (bodies, i);
          const char *after = at + strlen (body);
          if (g_str_has_prefix (at, body) && strlen (body) >= 6
              && (!jb_han_is (g_utf8_get_char (after)) || g_str_has_prefix (after, "关于") || names_a_head (after)))
            return g_strndup (rest, (gsize) (after - rest));
        }
    }
  return NULL;
}

/* ---- kind ---- */

static const char *
preamble_of (const JbReport *report, gsize *length)
{
  const JbSection *first = report->sections->len > 1 ? &g_array_index (report->sections, JbSection, 1) : NULL;
  *length = MIN (first != NULL ? first->span.start : report->length, 6000);
  return report->text;
}

static gboolean
find_kind (JbReport *report, GError **error)
{
  g_autofree char *path = jb_data_path ("assets/lexicon/report-kinds.tsv", error);
  g_autoptr(JbTsv) tsv = path != NULL ? jb_tsv_load (path, 3, 3, error) : NULL;
  gsize length;
  const char *preamble = preamble_of (report, &length);

  if (tsv == NULL)
    return FALSE;
  for (guint i = 0; i < tsv->rows->len; i++)
    {
      const JbTsvRow *row = jb_tsv_row (tsv, i);
      gboolean found = report->title != NULL ? strstr (report->title, row->fields[0]) != NULL
                                             : g_strstr_len (preamble, (gssize) length, row->fields[0]) != NULL;
      if (found)
        {
          report->kind = g_strdup (row->fields[1]);
          report->kind_english = g_strdup (row->fields[2]);
          break;
        }
    }
  return TRUE;
}

gboolean
jb_facts_find (JbReport *report, GArray *lines, GError **error)
{
  report->title = join_lines (report->text, lines, JB_LINE_TITLE);
  report->issuer = issuer_in_lines (report->text, lines, JB_LINE_SIGNATURE);
  if (report->issuer == NULL)
    report->issuer = issuer_in_lines (report->text, lines, JB_LINE_FRONT);
  report->place = report->title != NULL ? place_in_title (report->title) : NULL;
  if (report->place == NULL && report->issuer != NULL)
    report->place = place_in_title (report->issuer);
  if (report->place == NULL)
    report->place = place_in_text (report->text, report->length);
  if (report->issuer == NULL && report->title != NULL)
    report->issuer = issuer_in_title (report->title, report->place);
  for (guint i = 0; report->issuer == NULL && report->title != NULL && i < lines->len; i++)
    {
      const JbLine *line = &g_array_index (lines, JbLine, i);
      g_autofree char *words = line->kind == JB_LINE_FRONT ? jb_span_dup (report->text, line->span) : NULL;
      if (words != NULL)
        report->issuer = issuer_in_title (words, report->place);
    }
  report->year = find_year (report, lines);
  return find_kind (report, error);
}
