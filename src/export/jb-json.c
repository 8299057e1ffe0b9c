#include "jb-json-private.h"

#include <string.h>

#define PIECE_BYTES 65536u

static void
append_escaped (GString *out, const char *text, gsize length)
{
  static const char hex[] = "0123456789abcdef";
  gsize plain = 0;

  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      unsigned char c = (unsigned char) text[i];
      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, text + plain, (gssize) (i - plain));
      plain = i + 1;
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n' || c == '\r' || c == '\t')
        g_string_append (out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
      else
        g_string_append_printf (out, "\\u00%c%c", hex[c >> 4], hex[c & 15]);
    }
  g_string_append_len (out, text + plain, (gssize) (length - plain));
  g_string_append_c (out, '"');
}

static void
begin (JbJson *json, const char *key)
{
  if (json->comma)
    g_string_append (json->out, ", ");
  json->comma = TRUE;
  if (key == NULL)
    return;
  g_string_append_c (json->out, '"');
  g_string_append (json->out, key);
  g_string_append (json->out, "\": ");
}

void
jb_json_open (JbJson *json, const char *key, char bracket)
{
  begin (json, key);
  g_string_append_c (json->out, bracket);
  json->comma = FALSE;
}

void
jb_json_close (JbJson *json, char bracket)
{
  g_string_append_c (json->out, bracket);
  json->comma = TRUE;
}

void
jb_json_string_n (JbJson *json, const char *key, const char *value, gsize length)
{
  begin (json, key);
  append_escaped (json->out, value, length);
}

void
jb_json_string (JbJson *json, const char *key, const char *value)
{
  if (value != NULL)
    {
      jb_json_string_n (json, key, value, strlen (value));
      return;
    }
  begin (json, key);
  g_string_append (json->out, "null");
}

void
jb_json_number (JbJson *json, const char *key, guint64 value)
{
  begin (json, key);
  g_string_append_printf (json->out, "%" G_GUINT64_FORMAT, value);
}

static void
give_away (JbJson *json)
{
  if (json->put == NULL)
    return;
  json->failed = json->failed || !json->put (json->file, json->out->str, json->out->len, json->error);
  g_string_truncate (json->out, 0);
}

void
jb_json_end_row (JbJson *json)
{
  g_string_append_c (json->out, '\n');
  if (json->out->len >= PIECE_BYTES)
    give_away (json);
}

gboolean
jb_json_finish (JbJson *json)
{
  give_away (json);
  return !json->failed;
}
