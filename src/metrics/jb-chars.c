#include "jb-chars-private.h"

#include "jb-han.h"

guint32
jb_chars_fold (guint32 c)
{
  switch (c)
    {
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
      return c;
    case 0xFFE5: /* ￥ */
      return 0xA5;
    case 0x2236: /* ∶ ratio */
    case 0xFE30: /* ︰ */
    case 0xFE13: /* ︓ */
    case 0xFE55: /* ﹕ */
      return ':';
    case 0x2212: /* − minus */
    case 0xFE63:
      return '-';
    case 0xFE6A: /* ﹪ */
      return '%';
    case 0x301C: /* 〜 */
    case 0x223C: /* ∼ */
      return '~';
    case 0x2013: /* – */
    case 0x2015: /* ― */
    case 0x2500: /* ─ */
      return 0x2014; /* — */
    default:
      return jb_to_half_width (c);
    }
}

static gboolean
is_zero_width (guint32 c)
{
  return c == 0xFEFF || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060;
}

static void
reserve (JbChars *chars, gsize room)
{
  if (room <= chars->room)
    return;
  chars->room = room + 64;
  chars->c = g_renew (guint32, chars->c, chars->room);
  chars->byte = g_renew (guint32, chars->byte, chars->room);
  chars->end = g_renew (guint32, chars->end, chars->room);
  chars->gap = g_renew (guint8, chars->gap, chars->room);
}

void
jb_chars_read (JbChars *chars, const char *text, JbSpan span)
{
  guint8 gap = JB_GAP_NONE;
  gsize n = 0;

  reserve (chars, jb_count_chars (text + span.start, jb_span_length (span)) + 1);
  for (const char *p = text + span.start; p < text + span.end;)
    {
      guint32 c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x0B || c == 0x0C)
        gap |= JB_GAP_LINE;
      else if (c == '\t')
        gap |= JB_GAP_TAB;
      else if (jb_is_blank (c))
        gap |= JB_GAP_BLANK;
      else if (!is_zero_width (c))
        {
          chars->c[n] = jb_chars_fold (c);
          chars->byte[n] = (guint32) (p - text);
          chars->end[n] = (guint32) (next - text);
          chars->gap[n++] = gap;
          gap = JB_GAP_NONE;
        }
      p = next;
    }
  chars->c[n] = 0;
  chars->byte[n] = (guint32) span.end;
  chars->end[n] = (guint32) span.end;
  chars->gap[n] = gap;
  chars->n = n;
}

void
jb_chars_clear (JbChars *chars)
{
  g_free (chars->c);
  g_free (chars->byte);
  g_free (chars->end);
  g_free (chars->gap);
  *chars = (JbChars) { NULL, NULL, NULL, NULL, 0, 0 };
}
