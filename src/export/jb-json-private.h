/* Writing JSON: a thin layer over GString that sets commas and escapes strings. */
#pragma once

#include <glib.h>

typedef struct
{
  GString *out;
  gboolean comma; /* a member stands before in the same object or array */
} JbJson;

void jb_json_open (JbJson *json, const char *key, char bracket); /* @key NULL: an array's element; @bracket: '{' or '[' */
void jb_json_close (JbJson *json, char bracket);                 /* '}' or ']' */
void jb_json_string (JbJson *json, const char *key, const char *value); /* @value NULL: null */
void jb_json_string_n (JbJson *json, const char *key, const char *value, gsize length);
void jb_json_number (JbJson *json, const char *key, guint64 value);
