#include "jb-input.h"

#include "jb-decode-private.h"
#include "jb-error.h"
#include "jb-file.h"
#include "jb-format-private.h"
#include "jb-han.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse_long_text (const char *path, gsize length, GError **error)
{
  if (length <= JB_INPUT_MAX_BYTES)
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: has %" G_GSIZE_FORMAT " bytes, the limit is %u: split it", path,
               length, JB_INPUT_MAX_BYTES);
  return FALSE;
}

static GString *
decode_page (const char *path, const guint8 *data, gsize length, const char *encoding, char **used, GError **error)
{
  g_autofree char *named = encoding == NULL ? jb_html_find_encoding (data, length) : NULL;

  if (named != NULL)
    {
      GString *text = jb_decode (path, data, length, named, used, NULL);
      if (text != NULL)
        return text; /* else it names itself wrongly */
    }
  return jb_decode (path, data, length, encoding, used, error);
}

static void
take_text (JbInput *input, GString *text)
{
  input->length = text->len;
  input->n_chars = jb_count_chars (text->str, text->len);
  input->text = g_ref_string_new_len (text->str, (gssize) text->len);
}

static gboolean
refuse_no_text (const char *path, GError **error)
{
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: holds no text: give a report with text in it", path);
  return FALSE;
}

typedef gboolean (*ReadText) (JbLines *lines, const char *text, gsize length, GError **error);

static gboolean
finish_lines (JbInput *input, JbLines *lines, gboolean read, GError **error)
{
  gboolean done = read && (lines->text->len > 0 || refuse_no_text (input->path, error));

  if (done)
    {
      take_text (input, lines->text);
      g_array_unref (input->origins);
      input->origins = g_array_ref (lines->origins);
    }
  jb_lines_clear (lines);
  return done;
}

static gboolean
read_marked_up (JbInput *input, const char *format, GString *text, ReadText read, GError **error)
{
  JbLines lines;

  input->format = g_strdup (format);
  jb_lines_init (&lines, input->path);
  return finish_lines (input, &lines, read (&lines, text->str, text->len, error), error);
}

static gboolean
read_container (JbInput *input, JbFormat format, GError **error)
{
  JbLines lines;
  gboolean read;

  input->format = g_strdup (format == JB_FORMAT_PDF ? "pdf" : "docx");
  input->encoding = g_strdup ("UTF-8");
  jb_lines_init (&lines, input->path);
  read = format == JB_FORMAT_PDF ? jb_pdf_text_read (&lines, input->bytes, error) : jb_docx_read (&lines, input->bytes, error);
  return finish_lines (input, &lines, read, error);
}

static gboolean
read_text (JbInput *input, JbFormat format, const guint8 *data, gsize length, const char *encoding, GError **error)
{
  g_autoptr(GString) text = NULL;

  if (!refuse_long_text (input->path, length, error))
    return FALSE;
  if (format == JB_FORMAT_HTML)
    text = decode_page (input->path, data, length, encoding, &input->encoding, error);
  else
    text = jb_decode (input->path, data, length, encoding, &input->encoding, error);
  if (text == NULL)
    return FALSE;
  if (format == JB_FORMAT_HTML)
    return read_marked_up (input, "html", text, jb_html_read, error);
  if (format == JB_FORMAT_MARKDOWN)
    return read_marked_up (input, "md", text, jb_markdown_read, error);
  input->format = g_strdup ("txt");
  take_text (input, text);
  return TRUE;
}

static gboolean
read_bytes (JbInput *input, const char *encoding, GError **error)
{
  gsize length;
  const guint8 *data = (const guint8 *) jb_bytes_peek (input->bytes, &length);
  const char *what = NULL;
  JbFormat format = jb_format_recognise (input->name, data, length, &what);

  if (format == JB_FORMAT_OTHER)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_UNSUPPORTED, "%s: %s", input->path, what);
      return FALSE;
    }
  if (format == JB_FORMAT_ZIP || format == JB_FORMAT_PDF)
    return read_container (input, format, error);
  return read_text (input, format, data, length, encoding, error);
}

JbInput *
jb_input_from_bytes (const char *path, GBytes *bytes, const char *encoding, GError **error)
{
  g_autoptr(JbInput) input = g_new0 (JbInput, 1);
  gboolean standard = strcmp (path, "-") == 0;

  input->path = g_strdup (standard ? "standard input" : path);
  input->name = standard ? g_strdup ("stdin") : g_path_get_basename (path);
  input->bytes = g_bytes_ref (bytes);
  input->mtime = -1;
  input->origins = g_array_new (FALSE, FALSE, sizeof (JbOrigin));
  if (!read_bytes (input, encoding, error))
    return NULL;
  if (standard)
    {
      g_free (input->path);
      input->path = g_strdup (path);
    }
  input->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_steal_pointer (&input);
}

/* A text of 50 MB is not read only to be refused. */
static gsize
choose_limit (const char *path)
{
  guint8 start[8];
  const char *what;
  gsize limit = JB_INPUT_MAX_BYTES;
  struct stat info;

  if (strcmp (path, "-") == 0 || stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return limit;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return limit;
  ssize_t n = read (fd, start, sizeof start);
  close (fd);
  if (n > 0 && jb_format_recognise ("", start, (gsize) n, &what) != JB_FORMAT_TEXT)
    limit = JB_INPUT_MAX_CONTAINER_BYTES;
  return limit;
}

static gint64
read_mtime (const char *path)
{
  struct stat info;

  return strcmp (path, "-") == 0 || stat (path, &info) != 0 ? -1 : (gint64) info.st_mtim.tv_sec;
}

JbInput *
jb_input_read (const char *path, const char *encoding, GError **error)
{
  g_autoptr(GBytes) bytes = jb_file_read (path, choose_limit (path), error);
  if (bytes == NULL)
    return NULL;

  JbInput *input = jb_input_from_bytes (path, bytes, encoding, error);
  if (input != NULL)
    input->mtime = read_mtime (path);
  return input;
}

static const JbOrigin *
find_origin (const JbInput *input, gsize offset)
{
  guint low = 0, high = input->origins->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (input->origins, JbOrigin, middle).start <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? NULL : &g_array_index (input->origins, JbOrigin, low - 1);
}

static guint
count_lines (const JbInput *input, gsize offset)
{
  guint n = 1;

  for (gsize i = 0; i < MIN (offset, input->length); i++)
    if (input->text[i] == '\n' || (input->text[i] == '\r' && input->text[i + 1] != '\n'))
      n++;
  return n;
}

/* A row's cells are one line: which of them @offset is in, the tabs tell. */
static guint
count_cells (const JbInput *input, gsize start, gsize offset)
{
  guint n = 1;

  for (gsize i = start; i < MIN (offset, input->length); i++)
    n += input->text[i] == '\t';
  return n;
}

char *
jb_input_describe_place (const JbInput *input, gsize offset)
{
  const JbOrigin *origin = find_origin (input, offset);
  g_autofree char *page = origin != NULL && origin->page > 0 ? g_strdup_printf ("page %u, ", origin->page) : g_strdup ("");

  if (origin == NULL)
    return g_strdup_printf ("line %u", count_lines (input, offset));
  switch (origin->kind)
    {
    case JB_ORIGIN_LINE:
      return g_strdup_printf ("line %u", origin->n);
    case JB_ORIGIN_CELL:
      return g_strdup_printf ("%stable %u, row %u, cell %u", page, origin->n, origin->row,
                              origin->cell > 0 ? origin->cell : count_cells (input, origin->start, offset));
    case JB_ORIGIN_FOOTNOTE:
      return g_strdup_printf ("%sfootnote %u", page, origin->n);
    case JB_ORIGIN_TEXT_BOX:
      return g_strdup_printf ("%stext box %u", page, origin->n);
    case JB_ORIGIN_PARAGRAPH:
    default:
      return g_strdup_printf ("%sparagraph %u", page, origin->n);
    }
}

/* Each line of the text has its origin. */
char *
jb_input_describe_line (const JbInput *input, guint line, guint column)
{
  if (line == 0 || line > input->origins->len)
    return NULL;

  const JbOrigin *origin = &g_array_index (input->origins, JbOrigin, line - 1);
  gsize offset = origin->start;
  for (; origin->kind == JB_ORIGIN_CELL && column > 1 && input->text[offset] != '\n' && input->text[offset] != '\0'; column--)
    offset += (gsize) (g_utf8_next_char (input->text + offset) - (input->text + offset));
  return jb_input_describe_place (input, offset);
}

void
jb_input_drop_bytes (JbInput *input)
{
  g_clear_pointer (&input->bytes, g_bytes_unref);
}

void
jb_input_free (JbInput *input)
{
  if (input == NULL)
    return;
  g_free (input->path);
  g_free (input->name);
  g_free (input->format);
  g_free (input->encoding);
  g_free (input->sha256);
  g_clear_pointer (&input->text, g_ref_string_release);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_clear_pointer (&input->origins, g_array_unref);
  g_free (input);
}
