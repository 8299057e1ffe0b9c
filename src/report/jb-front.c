/* What stands around the report proper: title, front matter, list of contents, attachments, signature.
 *
 *   临江市统计局                              front
 *   临江市2023年国民经济和社会发展            title
 *   统计公报                                  title
 *   （2024年3月28日）                         front
 */
#include "jb-report-private.h"

#include "jb-han.h"

#include <string.h>

#define MAX_FRONT_LINES 60u
#define MAX_TITLE_LINES 5u
#define MAX_TITLE_CHARS 60u
#define MIN_LONE_TITLE_CHARS 14u /* right above 一、: a shorter line is the heading of the series */
#define MAX_FIRST_HEADING_CHARS 8u /* of a heading right below the title, that ends as titles do */
#define MAX_CONTENTS_LINES 300u
#define MAX_SALUTATION_CHARS 24u
#define MAX_SIGNATURE_CHARS 40u

static JbLine *
line_at (const GArray *lines, guint i)
{
  return &g_array_index (lines, JbLine, i);
}

/* 2023年1月10日, 二〇二三年一月十日, 2023-01-10, also in brackets. */
static gboolean
is_date (const char *text, const JbLine *line)
{
  guint n_marks = 0, n_digits = 0;

  if (line->n_chars > 24)
    return FALSE;
  for (const char *at = text + line->span.start; at < text + line->span.end; at = g_utf8_next_char (at))
    {
      gunichar c = jb_to_half_width (g_utf8_get_char (at));
      gsize length;
      if (c == 0x5E74 || c == 0x6708 || c == 0x65E5 || c == '-' || c == '/' || c == '.')
        n_marks++;
      else if ((c >= '0' && c <= '9') || c == 0x3007 || c == 0x96F6 || c == 0x25CB || c == 'O' || c == 0x0
               || jb_han_number_parse (at, g_utf8_next_char (at), &length) != 0)
        n_digits++;
      else if (!jb_is_blank (c) && c != '(' && c != ')' && c != ':')
        return FALSE;
    }
  return n_marks >= 2 && n_digits >= 3;
}

static gboolean
is_bracketed (const char *text, JbSpan span)
{
  gunichar first = g_utf8_get_char (text + span.start), last = jb_text_last_char (text, span);
  return (first == 0xFF08 || first == '(' || first == 0x3010 || first == 0x3008) && (jb_is_closing (last) || last == 0x3009);
}

/* 国发〔2022〕5号 */
static gboolean
is_document_number (const char *text, const JbLine *line)
{
  const char *at = text + line->span.start;
  return line->n_chars < 30 && jb_text_ends (text, line->span, "号")
         && (g_strstr_len (at, (gssize) jb_span_length (line->span), "〔") != NULL
             || g_strstr_len (at, (gssize) jb_span_length (line->span), "[") != NULL);
}

/* 附件2 above a title */
static gboolean
is_attachment_mark (const char *text, const JbLine *line)
{
  return line->n_chars <= 6 && jb_text_starts (text, line->span, "附件");
}

/* 临湖市中级人民法院院长　周文澜: an office, and behind a blank a name of two to four characters. */
static gboolean
names_speaker (const char *text, const JbLine *line)
{
  const char *start = text + line->span.start;
  guint n = 0;

  for (const char *at = text + line->span.end; at > start && line->n_chars <= MAX_TITLE_CHARS;)
    {
      at = g_utf8_prev_char (at);
      gunichar c = g_utf8_get_char (at);
      JbSpan office = jb_text_trim (text, (JbSpan) { line->span.start, (gsize) (at - text) });
      if (jb_is_blank (c) && n >= 2 && jb_words_end (JB_WORDS_OFFICE, text, office))
        return TRUE;
      if (!jb_is_blank (c) && (!jb_han_is (c) || ++n > 4))
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_front (const char *text, const JbLine *line)
{
  return names_speaker (text, line) || is_attachment_mark (text, line) || is_date (text, line) || is_document_number (text, line) || is_bracketed (text, line->span)
         || jb_words_begin (JB_WORDS_FRONT, text, line->span) || jb_words_begin (JB_WORDS_NOTE, text, line->span);
}

static gboolean
is_salutation (const char *text, const JbLine *line)
{
  gunichar last = jb_text_last_char (text, line->span);
  return line->n_chars <= MAX_SALUTATION_CHARS && (last == 0xFF1A || last == ':')
         && !jb_words_begin (JB_WORDS_FRONT, text, line->span);
}

/* Without a bracket at its end: 报告（草案） */
static JbSpan
without_bracket (const char *text, JbSpan span)
{
  gunichar last = jb_text_last_char (text, span);
  if (last != 0xFF09 && last != ')')
    return span;
  for (gsize end = span.end; end > span.start;)
    {
      const char *at = g_utf8_prev_char (text + end);
      gunichar c = g_utf8_get_char (at);
      end = (gsize) (at - text);
      if (c == 0xFF08 || c == '(')
        return end > span.start ? jb_text_trim (text, (JbSpan) { span.start, end }) : span;
    }
  return span;
}

/* 白 皮 书 ends as 白皮书 does. */
static gboolean
ends_title (const char *text, const JbLine *line)
{
  JbSpan span = without_bracket (text, line->span);
  g_autoptr(GString) words = g_string_new (NULL);

  for (const char *at = text + span.start; at < text + span.end; at = g_utf8_next_char (at))
    if (!jb_is_blank (g_utf8_get_char (at)))
      g_string_append_unichar (words, g_utf8_get_char (at));
  return jb_words_end (JB_WORDS_TITLE_END, words->str, (JbSpan) { 0, words->len });
}

static gboolean
ends_report (const char *text, const JbLine *line)
{
  JbSpan span = without_bracket (text, line->span);
  return jb_text_ends (text, span, "报告") || jb_text_ends (text, span, "公报") || jb_text_ends (text, span, "总结")
         || jb_text_ends (text, span, "汇报");
}

static gboolean
goes_on_with_and (const char *text, JbSpan span)
{
  static const char *const words[] = { "和", "与", "及", "暨", "（", "(", "〈", "的" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (jb_text_starts (text, span, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
may_be_title (const char *text, const JbLine *line)
{
  return line->kind == JB_LINE_TEXT && !line->terminated && line->n_chars <= MAX_TITLE_CHARS
         && (!line->has_number || line->markup == 1) && !is_front (text, line);
}

/* 总体情况 between blank lines, below a whole title: the first heading. */
static gboolean
opens_body (const char *text, const JbLine *line)
{
  return line->blank_before && line->n_chars <= MAX_FIRST_HEADING_CHARS && !goes_on_with_and (text, line->span)
         && !ends_report (text, line);
}

/* One past the last line of the title that begins at @first; @first where none does. */
static guint
find_title_end (const char *text, const GArray *lines, guint first, guint limit)
{
  guint end = first;

  for (guint i = first; i < limit && i < first + MAX_TITLE_LINES; i++)
    {
      const JbLine *line = line_at (lines, i);
      if (!may_be_title (text, line))
        break;
      if (ends_title (text, line))
        end = i + 1;
      if (line->markup == 1)
        return i + 1;
      if (end == i + 1 && i + 1 < limit && opens_body (text, line_at (lines, i + 1)))
        break;
      if (ends_report (text, line) && (i + 1 >= limit || !goes_on_with_and (text, line_at (lines, i + 1)->span)))
        break;
    }
  return end;
}

static gboolean
is_body (const char *text, const JbLine *line)
{
  if (line->kind == JB_LINE_TABLE)
    return FALSE;
  if (line->has_number && !jb_form_is_item (line->number.form) && line->markup != 1 && !is_date (text, line))
    return TRUE;
  if (is_front (text, line) || is_salutation (text, line))
    return FALSE;
  return line->terminated || line->n_chars > MAX_TITLE_CHARS;
}

/* First line that is neither title nor front matter nor a lone short line. */
static guint
find_body (const char *text, const GArray *lines)
{
  guint i = 0;

  while (i < lines->len && i < MAX_FRONT_LINES && !is_body (text, line_at (lines, i)))
    i++;
  return i;
}

/* A short line among front matter is front matter: 县长　周远. */
static void
mark_between (GArray *lines, guint body)
{
  guint last = 0;

  for (guint i = 0; i < body; i++)
    if (line_at (lines, i)->kind == JB_LINE_FRONT || line_at (lines, i)->kind == JB_LINE_TITLE)
      last = i;
  for (guint i = 0; i < last; i++)
    if (line_at (lines, i)->kind == JB_LINE_TEXT)
      line_at (lines, i)->kind = JB_LINE_FRONT;
}

static void
mark_top (const char *text, GArray *lines)
{
  guint body = find_body (text, lines), first = 0, end = 0;

  if (lines->len > MAX_FRONT_LINES && body >= MAX_FRONT_LINES)
    return;
  for (first = 0; first < body; first++)
    if ((end = find_title_end (text, lines, first, body)) > first)
      break;
  if (first >= body)
    {
      /* No line ends as a title does: a lone first line before running text is one all the same. */
      end = first = 0;
      if (body >= 1 && body < lines->len && may_be_title (text, line_at (lines, 0)) && line_at (lines, 0)->n_chars >= 5
          && (body >= 2 || !line_at (lines, body)->has_number || line_at (lines, 0)->n_chars >= MIN_LONE_TITLE_CHARS))
        end = 1;
    }
  for (guint i = 0; i < body; i++)
    {
      JbLine *line = line_at (lines, i);
      if (line->kind == JB_LINE_TABLE)
        continue;
      if (i >= first && i < end)
        line->kind = JB_LINE_TITLE;
      else if (i < first || is_front (text, line) || is_salutation (text, line)
               || (i <= end + 1 && jb_words_end (JB_WORDS_BODY_END, text, line->span)))
        line->kind = JB_LINE_FRONT;
    }
  mark_between (lines, body);
}

/* ---- list of contents ---- */

/* The words of an entry, without blanks, leaders and page number. */
static char *
entry_words (const char *text, JbSpan span)
{
  GString *words = g_string_new (NULL);
  gsize end = 0;

  for (const char *at = text + span.start; at < text + span.end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (jb_is_blank (c) || c == '\n' || c == '\r')
        continue;
      g_string_append_unichar (words, c);
      if (!(c >= '0' && c <= '9') && c != '.' && c != ':' && c != 0xFF1A && c != 0x2026 && c != 0xB7 && c != '-' && c != 0x2014)
        end = words->len;
    }
  g_string_truncate (words, end);
  return g_string_free (words, FALSE);
}

static void
mark_contents (const char *text, GArray *lines)
{
  guint top = 0;

  for (; top < MIN (lines->len, MAX_FRONT_LINES); top++)
    {
      g_autofree char *words = entry_words (text, line_at (lines, top)->span);
      if (g_str_equal (words, "目录") || g_str_equal (words, "目次"))
        break;
    }
  if (top < MIN (lines->len, MAX_FRONT_LINES))
    {
      line_at (lines, top)->kind = JB_LINE_FRONT; /* also where the list itself was lost on the way */
      line_at (lines, top)->has_number = FALSE;
    }
  if (top + 2 >= MIN (lines->len, MAX_FRONT_LINES))
    return;
  g_autofree char *first = entry_words (text, line_at (lines, top + 1)->span);
  for (guint i = top + 2; *first != '\0' && i < MIN (lines->len, top + MAX_CONTENTS_LINES); i++)
    {
      g_autofree char *words = line_at (lines, i)->n_chars < 80 ? entry_words (text, line_at (lines, i)->span) : NULL;
      if (words == NULL || !g_str_equal (words, first))
        continue;
      for (guint k = top; k < i; k++)
        {
          line_at (lines, k)->kind = JB_LINE_FRONT;
          line_at (lines, k)->has_number = FALSE;
        }
      return;
    }
}

/* ---- the end ---- */

static gboolean
is_attachment (const char *text, const JbLine *line)
{
  static const char *const words[] = { "相关附件", "附件", "附 件", "附表", "附：", "附:" };
  JbSpan span = line->span;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!jb_text_starts (text, span, words[i]))
        continue;
      JbSpan rest = jb_text_trim (text, (JbSpan) { span.start + strlen (words[i]), span.end });
      gunichar c = rest.start < rest.end ? jb_to_half_width (g_utf8_get_char (text + rest.start)) : ':';
      return c == ':' || (c >= '0' && c <= '9') || g_str_has_suffix (words[i], "：") || g_str_has_suffix (words[i], ":");
    }
  return FALSE;
}

static gboolean
is_list_entry (const char *text, const JbLine *line)
{
  return line->has_number || (!line->terminated && line->n_chars < 60 && line->kind == JB_LINE_TEXT)
         || is_attachment (text, line);
}

static gboolean
is_signature (const char *text, const JbLine *line)
{
  return line->kind == JB_LINE_TEXT && !line->has_number && line->n_chars <= MAX_SIGNATURE_CHARS
         && (is_date (text, line)
             || (!line->terminated && jb_words_end (JB_WORDS_BODY_END, text, line->span)));
}

static void
mark_signature (const char *text, GArray *lines, guint body)
{
  for (guint i = lines->len; i > body && i + 4 > lines->len; i--)
    {
      JbLine *line = line_at (lines, i - 1);
      if (is_signature (text, line))
        line->kind = JB_LINE_SIGNATURE;
      else if (line->kind != JB_LINE_ATTACHMENT && !is_bracketed (text, line->span))
        break;
    }
}

static void
mark_attachments (const char *text, GArray *lines, guint body)
{
  for (guint i = body + 1; i < lines->len; i++)
    {
      if (line_at (lines, i)->kind != JB_LINE_TEXT || !is_attachment (text, line_at (lines, i)))
        continue;
      line_at (lines, i)->kind = JB_LINE_ATTACHMENT;
      for (guint k = i + 1; k < lines->len; k++)
        {
          JbLine *line = line_at (lines, k);
          if (line->kind != JB_LINE_TEXT || is_signature (text, line) || !is_list_entry (text, line))
            break;
          line->kind = JB_LINE_ATTACHMENT;
        }
      return;
    }
}

void
jb_front_mark (JbReport *report, GArray *lines)
{
  const char *text = report->text;

  mark_contents (text, lines);
  mark_top (text, lines);

  guint body = 0;
  while (body < lines->len && line_at (lines, body)->kind != JB_LINE_TEXT)
    body++;
  mark_attachments (text, lines, body);
  mark_signature (text, lines, body + 1);
}
