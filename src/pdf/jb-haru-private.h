/* libharu, as far as this room uses it: its object layer. A document's first error is kept (libharu overwrites it with the
 * next call) and told once, as a sentence, by jb_haru_check(). Objects belong to the document that made them. */
#pragma once

#include <glib.h>
#include <hpdf.h>
#include <hpdf_info.h>
#include <hpdf_list.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

typedef struct
{
  HPDF_Doc    doc;
  HPDF_STATUS status; /* the first error; HPDF_OK */
  HPDF_STATUS detail;
} JbHaru;

/* Writes the entries of a raw dictionary, as "/S/P/K 3". @data: as given to jb_haru_new_raw(). */
typedef void (*JbHaruWriteFunc) (GString *out, gconstpointer data);

JbHaru *jb_haru_new (GError **error);
void jb_haru_free (JbHaru *haru);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbHaru, jb_haru_free)

/* Returns: %FALSE with %JB_ERROR_SYSTEM or LIMIT where libharu has failed since the start. */
gboolean jb_haru_check (const JbHaru *haru, GError **error);

/* The whole document, unfinished: libqpdf reads it. Returns: (transfer full). */
GBytes *jb_haru_save (JbHaru *haru, GError **error);

/* Indirect objects. A stream's @data is copied; %TRUE @deflate compresses it. */
HPDF_Dict  jb_haru_new_dict (JbHaru *haru);
HPDF_Array jb_haru_new_array (JbHaru *haru);
HPDF_Dict  jb_haru_new_stream (JbHaru *haru, const void *data, gsize size, gboolean deflate);
void       jb_haru_fill_stream (HPDF_Dict stream, const void *data, gsize size, gboolean deflate);
void       jb_haru_fill_deflated (HPDF_Dict stream, const void *data, gsize size); /* it is compressed already */

/* An indirect dictionary that is written by @write when the file is saved: a fraction of the memory of one with entries, for
 * what comes by the hundred thousand. @data is borrowed until the document is freed. */
HPDF_Dict jb_haru_new_raw (JbHaru *haru, JbHaruWriteFunc write, gconstpointer data);

guint32 jb_haru_get_id (gconstpointer object);

/* Entries of a direct or indirect dictionary. Text is UTF-8 and becomes UTF-16BE with its mark. */
void jb_haru_add_text (HPDF_Dict dict, const char *key, const char *text);
void jb_haru_add_ascii (HPDF_Dict dict, const char *key, const char *text);
HPDF_Dict  jb_haru_add_dict (HPDF_Dict dict, const char *key);
HPDF_Array jb_haru_add_array (HPDF_Dict dict, const char *key);

/* The same for raw dictionaries and content streams. */
void jb_pdf_put_number (GString *out, const char *key, guint64 value); /* "/MCID " and 12: "/MCID 12" */
void jb_pdf_put_ref (GString *out, const char *key, gconstpointer object); /* "/Pg": "/Pg 12 0 R" */
void jb_pdf_put_text (GString *out, const char *key, const char *text); /* "<FEFF…>" */
void jb_pdf_put_utf16 (GString *out, const char *text, gsize length);    /* "5E74": its digits, @text being UTF-8 */
void jb_pdf_put_fixed (GString *out, gint64 value, guint decimals);     /* value × 10^-decimals, shortest form */
void jb_pdf_put_real (GString *out, double value);                      /* points, to a hundredth */
