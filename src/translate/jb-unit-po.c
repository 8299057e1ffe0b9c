#include "jb-unit-private.h"

#include "jb-error.h"
#include "jb-file.h"

#include <string.h>

typedef enum { PO_NONE, PO_CONTEXT, PO_ID, PO_PLURAL, PO_TARGET, PO_OTHER } PoField;

typedef struct
{
  const char *path;
  guint       line;
  guint       first_line; /* of the entry */
  PoField     field;      /* that a following "…" continues */
  GString    *texts[PO_OTHER + 1];
  gboolean    fuzzy, machine, any;
} PoParser;

static void
reset (PoParser *po)
{
  for (guint i = 0; i <= PO_OTHER; i++)
    g_string_truncate (po->texts[i], 0);
  po->fuzzy = po->machine = po->any = FALSE;
  po->field = PO_NONE;
}

static void
flush (PoParser *po, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics)
{
  JbUnit unit = { .line = po->first_line, .state = po->fuzzy ? JB_TARGET_FUZZY : JB_TARGET_TRANSLATED,
                  .machine = po->machine };

  if (po->any && po->texts[PO_ID]->len > 0) /* the head of the file has an empty msgid */
    {
      unit.id = po->texts[PO_CONTEXT]->len > 0 ? g_strdup (po->texts[PO_CONTEXT]->str) : NULL;
      unit.source = g_strdup (po->texts[PO_ID]->str);
      unit.target = g_strdup (po->texts[PO_TARGET]->str);
      jb_unit_emit (&unit, po->path, func, user_data, diagnostics);
      jb_unit_clear (&unit);
    }
  reset (po);
}

static gboolean
fail (const PoParser *po, const char *message, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s:%u: %s", po->path, po->line, message);
  return FALSE;
}

/* Appends the C string that @text begins with. */
static gboolean
append_string (PoParser *po, const char *text, GError **error)
{
  GString *out = po->texts[po->field];

  if (*text != '"')
    return fail (po, "a string in quotation marks is missing: export the file again", error);
  for (text++; *text != '"'; text++)
    {
      if (*text == '\0')
        return fail (po, "a string is not closed: end it with a quotation mark", error);
      if (*text != '\\')
        {
          g_string_append_c (out, *text);
          continue;
        }
      text++;
      if (*text == '\0')
        return fail (po, "a string ends in a backslash: end it with a quotation mark", error);
      g_string_append_c (out, *text == 'n' ? '\n' : *text == 't' ? '\t' : *text == 'r' ? '\r' : *text);
    }
  if (out->len > JB_UNIT_MAX_TEXT)
    return fail (po, "a text is longer than 256 KB: not a translation of sentences", error);
  return TRUE;
}

static PoField
field_of_keyword (const char *line, gsize *length)
{
  static const struct { const char *keyword; PoField field; } keywords[] = {
    { "msgctxt", PO_CONTEXT }, { "msgid_plural", PO_PLURAL }, { "msgid", PO_ID }, { "msgstr[0]", PO_TARGET },
    { "msgstr[", PO_OTHER }, { "msgstr", PO_TARGET } };

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (g_str_has_prefix (line, keywords[i].keyword))
      {
        *length = strcspn (line, " \t\"");
        return keywords[i].field;
      }
  return PO_NONE;
}

static gboolean
read_line (PoParser *po, char *line, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics, GError **error)
{
  gsize length = 0;

  g_strstrip (line);
  if (g_str_has_prefix (line, "#~"))
    return TRUE;
  if (*line == '\0' || *line == '#')
    {
      if (po->texts[PO_TARGET]->len > 0 || po->field == PO_TARGET || *line == '\0')
        flush (po, func, user_data, diagnostics);
      if (g_str_has_prefix (line, "#,") && strstr (line, "fuzzy") != NULL)
        po->fuzzy = TRUE;
      if (g_str_has_prefix (line, "#.") && strstr (line, "machine translation") != NULL)
        po->machine = TRUE;
      return TRUE;
    }
  if (*line == '"')
    return po->field == PO_NONE ? fail (po, "a string belongs to nothing: put msgid or msgstr before it", error)
                                : append_string (po, line, error);

  PoField field = field_of_keyword (line, &length);
  if (field == PO_NONE)
    return fail (po, "neither comment, msgctxt, msgid nor msgstr: not a PO file", error);
  if ((field == PO_CONTEXT || (field == PO_ID && po->field != PO_CONTEXT)) && po->any)
    flush (po, func, user_data, diagnostics);
  if (!po->any)
    po->first_line = po->line;
  po->any = TRUE;
  po->field = field;
  return append_string (po, g_strchug (line + length), error);
}

static gboolean
read_lines (PoParser *po, const char *data, gsize length, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics,
            GError **error)
{
  const char *end = data + length;

  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    data += 3;
  while (data < end)
    {
      const char *newline = memchr (data, '\n', (gsize) (end - data));
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *line = g_strndup (data, (gsize) (stop - data));

      po->line++;
      if (!read_line (po, line, func, user_data, diagnostics, error))
        return FALSE;
      data = stop + 1;
    }
  flush (po, func, user_data, diagnostics);
  return TRUE;
}

gboolean
jb_unit_read_po (const char *path, GBytes *bytes, JbUnitFunc func, gpointer user_data, GPtrArray *diagnostics,
                 GError **error)
{
  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  PoParser po = { .path = path };

  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: is not UTF-8: save it as UTF-8", path);
      return FALSE;
    }
  for (guint i = 0; i <= PO_OTHER; i++)
    po.texts[i] = g_string_new (NULL);
  reset (&po);

  gboolean done = read_lines (&po, data, length, func, user_data, diagnostics, error);

  for (guint i = 0; i <= PO_OTHER; i++)
    g_string_free (po.texts[i], TRUE);
  return done;
}
