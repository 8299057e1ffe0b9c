/* Writing JSON: a thin layer over GString that sets commas and escapes strings. */
#pragma once

#include <glib.h>

#include "jb-file.h"

/* What is written so far; whole rows leave it where there is somebody to take them. */
typedef struct
{
  GString  *out;
  gboolean  comma; /* a member stands before in the same object or array */
  JbFilePut put;   /* NULL: all stays in @out */
  gpointer  file;
  GError  **error;
  gboolean  failed; /* @put did; nothing is written any more */
} JbJson;

/* Ends a row with a line end, and gives away what is written when it is much. */
void jb_json_end_row (JbJson *json);

/* Gives away what is left. Returns: %FALSE where @put failed, with its error set. */
gboolean jb_json_finish (JbJson *json);

void jb_json_open (JbJson *json, const char *key, char bracket); /* @key NULL: an array's element; @bracket: '{' or '[' */
void jb_json_close (JbJson *json, char bracket);                 /* '}' or ']' */
void jb_json_string (JbJson *json, const char *key, const char *value); /* @value NULL: null */
void jb_json_string_n (JbJson *json, const char *key, const char *value, gsize length);
void jb_json_number (JbJson *json, const char *key, guint64 value);
