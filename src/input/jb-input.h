/* A file or standard input → the report's plain text, with where it came from.
 *
 * The text is kept once, exactly as decoded: line ends, blanks and full-width forms stay, so that offsets count code
 * points of the decoded source. Only a byte-order mark is taken off, a control character that means nothing in a
 * text (U+0001, say) becomes a blank, a rare line end (form feed, vertical tab, U+0085, U+2028, U+2029) a common
 * one, and what would turn the direction of writing (U+202E and its like) U+200B.
 *
 * Of a .docx, .html, .md or .pdf the text is what the same report would be as .txt: a paragraph or heading a line, with
 * the number that an automatic list shows; a table's row a line, its cells parted by tabs; a footnote a line of its own,
 * "注1：…", after its paragraph. */
#pragma once

#include <glib.h>

/* A longer text is refused with JB_ERROR_LIMIT: no report of the genre comes near it. Of a .docx or .pdf this is the
 * limit of the text inside. */
#define JB_INPUT_MAX_BYTES (16u * 1024 * 1024)
/* A longer .docx or .pdf is refused: pictures are allowed for. */
#define JB_INPUT_MAX_CONTAINER_BYTES (256u * 1024 * 1024)
/* Of a .docx: unpacked bytes of one XML part, and number of members. */
#define JB_INPUT_MAX_PART_BYTES (64u * 1024 * 1024)
#define JB_INPUT_MAX_MEMBERS 20000u
/* How deep elements of a .docx or .html may stand in one another, and how many nodes a page may have. */
#define JB_INPUT_MAX_DEPTH 500u
#define JB_INPUT_MAX_NODES 2000000u
/* Of a .pdf: pages, and seconds that its reading may take. */
#define JB_INPUT_MAX_PAGES 2000u
#define JB_INPUT_MAX_SECONDS 30u

/* Where a piece of the text stood in the original. A number that does not apply is 0; all count from 1. */
typedef enum
{
  JB_ORIGIN_LINE,     /* of the file: txt, md */
  JB_ORIGIN_PARAGRAPH,
  JB_ORIGIN_CELL,     /* of a table */
  JB_ORIGIN_FOOTNOTE,
  JB_ORIGIN_TEXT_BOX
} JbOriginKind;

typedef struct
{
  gsize start; /* byte of the text; it reaches to the start of the next origin */
  JbOriginKind kind;
  guint page;  /* pdf */
  guint n;     /* of the line, paragraph (on its page, in a pdf), table, footnote, text box */
  guint row;   /* CELL */
  guint cell;  /* CELL */
} JbOrigin;

typedef struct
{
  char       *path;     /* as given; "-" for standard input */
  char       *name;     /* its last part; "stdin" for standard input */
  char       *format;   /* "txt", "docx", "html", "md", "pdf" */
  char       *encoding; /* what it was decoded from: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"; as given where overridden */
  GRefString *text;     /* UTF-8, valid, without NUL */
  gsize       length;   /* bytes of text */
  gsize       n_chars;  /* code points of text */
  GBytes     *bytes;    /* the file as it was */
  char       *sha256;   /* of bytes, 64 hexadecimal digits */
  gint64      mtime;    /* seconds since 1970, the file's own time; -1 for standard input */
  GArray     *origins;  /* of JbOrigin, by start; empty for "txt", whose lines are the file's */
} JbInput;

/**
 * jb_input_read:
 * @path: a file, or "-"
 * @encoding: (nullable): overrides the recognition by content; any name that iconv knows
 *
 * Reads and decodes a report. Recognised by content: UTF-8 and UTF-16 with byte-order mark, UTF-8, UTF-16 without one,
 * GB18030 (which holds GBK and GB 2312); .docx, .html and .pdf; .md by its name. A PDF's text is read by the program
 * pdftotext, a child process that is short of memory, time and files.
 *
 * Returns: (transfer full): the input. %NULL with %JB_ERROR_FORMAT (empty, binary, not text in any of the encodings,
 *   a folder, not readable; bytes that @encoding does not have, with their line), %JB_ERROR_LIMIT, %JB_ERROR_UNSUPPORTED
 *   (an encoding that iconv lacks; a known other format, named).
 */
JbInput *jb_input_read (const char *path, const char *encoding, GError **error);

/* The same on bytes in memory; @path is only for messages and names. */
JbInput *jb_input_from_bytes (const char *path, GBytes *bytes, const char *encoding, GError **error);

/* Where @offset, a byte of the text, stood in the original: "line 12", "page 3, paragraph 2", "table 1, row 4, cell 2",
 * "footnote 1". Returns: (transfer full). */
char *jb_input_describe_place (const JbInput *input, gsize offset);

/* The same for a line and column of the text, from 1 (@column 0: the whole line). Returns: (transfer full): %NULL for
 * "txt", whose lines are the file's, and for a line that the text does not have. */
char *jb_input_describe_line (const JbInput *input, guint line, guint column);

/* Frees the file's bytes where only its text is needed any more; @bytes becomes %NULL. */
void jb_input_drop_bytes (JbInput *input);

void jb_input_free (JbInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbInput, jb_input_free)
