/* What the two halves of the reader of .docx share: jb-docx.c follows the elements of the document, jb-docx-write.c puts
 * together what stands between them: paragraphs, rows of tables, notes. */
#pragma once

#include "jb-docx-numbering-private.h"
#include "jb-format-private.h"

enum
{
  JB_DOCX_DOCUMENT,
  JB_DOCX_NUMBERING,
  JB_DOCX_STYLES,
  JB_DOCX_FOOTNOTES,
  JB_DOCX_ENDNOTES,
  JB_DOCX_N_PARTS
};

/* @names: (out): of JB_DOCX_N_PARTS and a NULL: the members, owned by the caller, also where FALSE is returned; @parts:
 * (out): their bytes, NULL for those that are not there. Returns: %FALSE with the errors of jb_zip_read(), of
 * jb_xml_walk(), or %JB_ERROR_UNSUPPORTED: no Word document, but what it says. */
gboolean jb_docx_read_parts (const char *path, GBytes *bytes, char **names, GBytes **parts, GError **error);

typedef struct
{
  GString *text;
  char    *style;
  char    *num_id;
  int      level;
  gboolean mark_deleted; /* it runs on into the next paragraph */
} Paragraph;

typedef struct
{
  guint      n, row;
  GPtrArray *cells; /* of GString: paragraphs parted by line ends */
  guint      span;
  gboolean   row_deleted;
} Table;

typedef struct
{
  JbLines     *lines;
  JbNumbering *numbering;
  GHashTable  *notes;      /* "footnote 3" → text */
  GPtrArray   *paragraphs; /* of Paragraph: the open ones, text boxes inside their anchor */
  GPtrArray   *tables;     /* of Table: the open ones */
  GPtrArray   *fields;     /* of GString: instructions of the open fields; a field that is hidden is NULL */
  GPtrArray   *pending;    /* of note keys, to be written after the paragraph or table */
  GString     *carry;      /* text of paragraphs whose mark was deleted */
  GString     *note;       /* while the notes are read: the open one's text */
  char        *note_key;
  guint skip;         /* depth inside an element that is passed over; 0: none */
  guint ppr;          /* inside w:pPr */
  guint text;         /* inside w:t, m:t */
  guint instruction;  /* inside w:instrText */
  guint hidden;       /* fields that are hidden */
  guint boxes;        /* open text boxes */
  gboolean vanish;    /* this run is hidden */
  gboolean contents;  /* the next w:sdtContent is a table of contents */
  GArray  *choices;   /* of gboolean, for each open AlternateContent: one was taken */
  guint n_paragraphs, n_tables, n_boxes, n_notes;
} Docx;

static inline gpointer
peek_last (GPtrArray *array)
{
  return array->len == 0 ? NULL : g_ptr_array_index (array, array->len - 1);
}

/* Text goes to the innermost open paragraph, unless it is hidden. */
void jb_docx_append_text (Docx *docx, const char *text);

/* The innermost paragraph begins and ends; what it holds goes to the open note, the open cell, or the text. An end
 * without a beginning is nothing. Functions that write return %FALSE with %JB_ERROR_LIMIT. */
void jb_docx_open_paragraph (Docx *docx);
gboolean jb_docx_close_paragraph (Docx *docx, GError **error);

/* The same of tables, rows and cells. A table in a cell becomes text of the cell. */
void jb_docx_open_table (Docx *docx);
void jb_docx_open_row (Docx *docx);
void jb_docx_open_cell (Docx *docx);
void jb_docx_close_cell (Docx *docx);
gboolean jb_docx_close_row (Docx *docx, GError **error);
gboolean jb_docx_close_table (Docx *docx, GError **error);

/* The line 目录 above a table of contents, which is left out with it. */
void jb_docx_drop_contents_title (Docx *docx);

/* Writes the notes that are referred to since the last call. */
gboolean jb_docx_write_notes (Docx *docx, GError **error);

/* For g_ptr_array_new_with_free_func(). */
void jb_docx_free_paragraph (Paragraph *paragraph);
void jb_docx_free_table (Table *table);
void jb_docx_free_field (GString *field);
