/* What kind of file bytes are, told by how they begin, and the readers of the kinds. */
#pragma once

#include "jb-input.h"

typedef enum
{
  JB_FORMAT_TEXT, /* none of the others */
  JB_FORMAT_ZIP,  /* a .docx, or another thing in a zip */
  JB_FORMAT_HTML,
  JB_FORMAT_PDF,
  JB_FORMAT_MARKDOWN,
  JB_FORMAT_OTHER /* known, and not for us */
} JbFormat;

/* @name: the file's name, for .md and .html; @what: (out): of OTHER: what it is and what to do, a constant. */
JbFormat jb_format_recognise (const char *name, const guint8 *data, gsize length, const char **what);

/* The text of a document as it grows, with the origin of each line. */
typedef struct
{
  const char *path; /* for messages */
  GString *text;
  GArray  *origins; /* of JbOrigin */
} JbLines;

void jb_lines_init (JbLines *lines, const char *path);
void jb_lines_clear (JbLines *lines);

/* Appends @line and a line end; bytes of it that are not UTF-8 become U+FFFD. Blanks around it and line ends at its end
 * are dropped, blank lines inside it too; an empty one adds nothing. Returns: %FALSE with %JB_ERROR_LIMIT above
 * %JB_INPUT_MAX_BYTES. */
gboolean jb_lines_add (JbLines *lines, const char *line, JbOrigin origin, GError **error);

/* Makes the characters of valid UTF-8 that turn the direction of writing U+200B, which is as long: with them 120 would be
 * printed as 021. */
void jb_text_keep_direction (char *text, gsize length);

/* Appends @number with the mark behind it as a list shows it: "1." and "一、" touch the text, "第一章" and "1.1" do not. */
void jb_lines_append_number (GString *line, const char *number);

/* 十, 二十一, 一百零五: @n from 1 to 9999. Returns: (transfer full). */
char *jb_count_in_chinese (guint n);

/* Each fills @lines with the document's text. @encoding may be %NULL where one is taken. */
gboolean jb_docx_read (JbLines *lines, GBytes *bytes, GError **error);
gboolean jb_html_read (JbLines *lines, const char *text, gsize length, GError **error);
gboolean jb_markdown_read (JbLines *lines, const char *text, gsize length, GError **error);
gboolean jb_pdf_text_read (JbLines *lines, GBytes *bytes, GError **error);

/* The second half of it: from what pdftotext wrote, of which the PDF decides what is in it. */
gboolean jb_pdf_text_read_pages (JbLines *lines, GBytes *xhtml, GError **error);

/* The encoding that a page names itself by, as iconv knows it, or %NULL. Returns: (transfer full). */
char *jb_html_find_encoding (const guint8 *data, gsize length);
