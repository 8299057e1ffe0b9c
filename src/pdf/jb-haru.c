#include "jb-haru-private.h"

#include "jb-error.h"

#include <libdeflate.h>
#include <math.h>
#include <string.h>

#define XREF_BLOCK  65536 /* libharu's list of objects grows by a block at a time, copying itself */
#define DEFLATE_LEVEL 6
#define PAGES_BLOCK 256   /* kids of a node of the page tree, below libharu's 32,767 */

static void HPDF_STDCALL
keep_first (HPDF_STATUS status, HPDF_STATUS detail, void *user_data)
{
  JbHaru *haru = user_data;

  if (haru->status != HPDF_OK)
    return;
  haru->status = status;
  haru->detail = detail;
}

/* GLib ends the program where memory ends; so libharu never sees a NULL, of which not all of its calls think. */
static void *HPDF_STDCALL
allocate (HPDF_UINT size)
{
  return g_malloc (size);
}

JbHaru *
jb_haru_new (GError **error)
{
  g_autoptr(JbHaru) haru = g_new0 (JbHaru, 1);

  haru->doc = HPDF_NewEx (keep_first, allocate, g_free, 0, haru);
  if (haru->doc == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "libharu: no document could be made");
      return NULL;
    }
  haru->doc->xref->entries->items_per_block = XREF_BLOCK;
  haru->doc->pdf_version = HPDF_VER_17;
  HPDF_SetPagesConfiguration (haru->doc, PAGES_BLOCK);
  return g_steal_pointer (&haru);
}

void
jb_haru_free (JbHaru *haru)
{
  if (haru == NULL)
    return;
  if (haru->doc != NULL)
    HPDF_Free (haru->doc);
  g_free (haru);
}

static const char *
sentence (HPDF_STATUS status)
{
  static const struct { HPDF_STATUS status; const char *text; } sentences[] = {
    { HPDF_ARRAY_COUNT_ERR, "an array has more than 32,767 items" },
    { HPDF_ARRAY_ITEM_NOT_FOUND, "an array lacks an item" },
    { HPDF_ARRAY_ITEM_UNEXPECTED_TYPE, "an array holds an item of another type" },
    { HPDF_BINARY_LENGTH_ERR, "a string is longer than 65,535 bytes" },
    { HPDF_DICT_COUNT_ERR, "a dictionary has more than 4,095 entries" },
    { HPDF_DICT_ITEM_NOT_FOUND, "a dictionary lacks an entry" },
    { HPDF_DICT_ITEM_UNEXPECTED_TYPE, "a dictionary's entry is of another type" },
    { HPDF_DICT_STREAM_LENGTH_NOT_FOUND, "a stream has no length" },
    { HPDF_EXCEED_GSTATE_LIMIT, "more than 28 graphics states are open" },
    { HPDF_FAILD_TO_ALLOC_MEM, "no memory was left" },
    { HPDF_FILE_IO_ERROR, "a stream could not be written" },
    { HPDF_INVALID_DOCUMENT, "the document is invalid" },
    { HPDF_INVALID_OBJECT, "an object stands in two places or is none" },
    { HPDF_NAME_INVALID_VALUE, "a name is empty or longer than 127 bytes" },
    { HPDF_NAME_OUT_OF_RANGE, "a name is longer than 127 bytes" },
    { HPDF_REAL_OUT_OF_RANGE, "a real is beyond 32,767" },
    { HPDF_STRING_OUT_OF_RANGE, "a string is longer than 65,535 bytes" },
    { HPDF_XREF_COUNT_ERR, "the file has more than 8,388,607 objects" },
    { HPDF_ZLIB_ERROR, "zlib failed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].status == status)
      return sentences[i].text;
  return "it failed";
}

static gboolean
is_limit (HPDF_STATUS status)
{
  return status == HPDF_ARRAY_COUNT_ERR || status == HPDF_DICT_COUNT_ERR || status == HPDF_XREF_COUNT_ERR
         || status == HPDF_BINARY_LENGTH_ERR || status == HPDF_STRING_OUT_OF_RANGE || status == HPDF_REAL_OUT_OF_RANGE;
}

gboolean
jb_haru_check (const JbHaru *haru, GError **error)
{
  /* The object layer only notes an error in the document, the handler hears of it from the public calls. */
  HPDF_STATUS status = haru->status != HPDF_OK ? haru->status : haru->doc->error.error_no;
  HPDF_STATUS detail = haru->status != HPDF_OK ? haru->detail : haru->doc->error.detail_no;

  if (status == HPDF_OK)
    return TRUE;
  g_set_error (error, JB_ERROR, is_limit (status) ? JB_ERROR_LIMIT : JB_ERROR_SYSTEM, "libharu: %s (0x%04lX, %lu)",
               sentence (status), (gulong) status, (gulong) detail);
  return FALSE;
}

GBytes *
jb_haru_save (JbHaru *haru, GError **error)
{
  if (!jb_haru_check (haru, error))
    return NULL;
  HPDF_SaveToStream (haru->doc);
  if (!jb_haru_check (haru, error))
    return NULL;

  HPDF_Stream stream = haru->doc->stream;
  HPDF_UINT count = HPDF_MemStream_GetBufCount (stream);
  g_autoptr(GByteArray) all = g_byte_array_sized_new (stream->size);
  for (HPDF_UINT i = 0; i < count; i++)
    {
      HPDF_UINT length = 0;
      const HPDF_BYTE *block = HPDF_MemStream_GetBufPtr (stream, i, &length);

      g_byte_array_append (all, block, length);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

HPDF_Dict
jb_haru_new_dict (JbHaru *haru)
{
  HPDF_Dict dict = HPDF_Dict_New (haru->doc->mmgr);

  HPDF_Xref_Add (haru->doc->xref, dict);
  return dict;
}

HPDF_Array
jb_haru_new_array (JbHaru *haru)
{
  HPDF_Array array = HPDF_Array_New (haru->doc->mmgr);

  HPDF_Xref_Add (haru->doc->xref, array);
  return array;
}

HPDF_Dict
jb_haru_new_stream (JbHaru *haru, const void *data, gsize size, gboolean deflate)
{
  HPDF_Dict stream = HPDF_DictStream_New (haru->doc->mmgr, haru->doc->xref);

  jb_haru_fill_stream (stream, data, size, deflate);
  return stream;
}

/* libharu would write its filter as an array of one name. libqpdf takes only a plain name for a stream that is compressed
 * already, and else inflates and deflates each font once a page while it puts the file in order: 15 pages took 40 ms, not
 * 12. So data comes here deflated, and the name is written with the entries. */
static HPDF_STATUS
write_filter (HPDF_Dict dict, HPDF_Stream stream)
{
  (void) dict;
  return HPDF_Stream_WriteStr (stream, "/Filter/FlateDecode");
}

/* libdeflate takes 11 ms for what zlib needs 26 ms for, fonts and pages of a report, and makes it smaller. One per thread,
 * made anew for nobody: it holds a megabyte. */
static struct libdeflate_compressor *
get_compressor (void)
{
  static GPrivate kept = G_PRIVATE_INIT ((GDestroyNotify) libdeflate_free_compressor);
  struct libdeflate_compressor *compressor = g_private_get (&kept);

  if (compressor != NULL)
    return compressor;
  compressor = libdeflate_alloc_compressor (DEFLATE_LEVEL);
  if (compressor == NULL)
    g_error ("libdeflate has no memory");
  g_private_set (&kept, compressor);
  return compressor;
}

static guint8 *
deflate (const void *data, gsize size, gsize *length)
{
  gsize bound = libdeflate_zlib_compress_bound (NULL, size);
  guint8 *deflated = g_malloc (bound);

  *length = libdeflate_zlib_compress (get_compressor (), data, size, deflated, bound);
  return deflated;
}

void
jb_haru_fill_deflated (HPDF_Dict stream, const void *data, gsize size)
{
  stream->filter = HPDF_STREAM_FILTER_NONE;
  stream->write_fn = write_filter;
  HPDF_Stream_Write (stream->stream, data, (HPDF_UINT) size);
}

void
jb_haru_fill_stream (HPDF_Dict stream, const void *data, gsize size, gboolean compress)
{
  gsize length;
  g_autofree guint8 *deflated = compress ? deflate (data, size, &length) : NULL;

  if (compress)
    {
      jb_haru_fill_deflated (stream, deflated, length);
      return;
    }
  stream->filter = HPDF_STREAM_FILTER_NONE;
  HPDF_Stream_Write (stream->stream, data, (HPDF_UINT) size);
}

typedef struct
{
  JbHaruWriteFunc write;
  gconstpointer   data;
} Raw;

static HPDF_STATUS
write_raw (HPDF_Dict dict, HPDF_Stream stream)
{
  const Raw *raw = dict->attr;
  g_autoptr(GString) out = g_string_sized_new (256);

  raw->write (out, raw->data);
  return HPDF_Stream_Write (stream, (const HPDF_BYTE *) out->str, (HPDF_UINT) out->len);
}

static void
free_raw (HPDF_Dict dict)
{
  g_free (dict->attr);
}

HPDF_Dict
jb_haru_new_raw (JbHaru *haru, JbHaruWriteFunc write, gconstpointer data)
{
  HPDF_Dict dict = jb_haru_new_dict (haru);
  Raw *raw = g_new (Raw, 1);

  *raw = (Raw) { write, data };
  dict->attr = raw;
  dict->write_fn = write_raw;
  dict->free_fn = free_raw;
  return dict;
}

guint32
jb_haru_get_id (gconstpointer object)
{
  return ((const HPDF_Obj_Header *) object)->obj_id & 0x00FFFFFF;
}

static GByteArray *
to_utf16be (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "\xFE\xFF", 2);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar units[2] = { c, 0 };
      guint n = 1;

      if (c > 0xFFFF)
        {
          units[0] = 0xD800 + ((c - 0x10000) >> 10);
          units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
          n = 2;
        }
      for (guint i = 0; i < n; i++)
        {
          guint8 pair[2] = { (guint8) (units[i] >> 8), (guint8) (units[i] & 0xFF) };
          g_byte_array_append (bytes, pair, 2);
        }
    }
  return bytes;
}

void
jb_haru_add_text (HPDF_Dict dict, const char *key, const char *text)
{
  g_autoptr(GByteArray) bytes = to_utf16be (text);

  HPDF_Dict_Add (dict, key, HPDF_Binary_New (dict->mmgr, bytes->data, bytes->len));
}

void
jb_haru_add_ascii (HPDF_Dict dict, const char *key, const char *text)
{
  g_autofree guint8 *copy = (guint8 *) g_strdup (text);

  HPDF_Dict_Add (dict, key, HPDF_Binary_New (dict->mmgr, copy, (HPDF_UINT) strlen (text)));
}

HPDF_Dict
jb_haru_add_dict (HPDF_Dict dict, const char *key)
{
  HPDF_Dict inner = HPDF_Dict_New (dict->mmgr);

  HPDF_Dict_Add (dict, key, inner);
  return inner;
}

HPDF_Array
jb_haru_add_array (HPDF_Dict dict, const char *key)
{
  HPDF_Array inner = HPDF_Array_New (dict->mmgr);

  HPDF_Dict_Add (dict, key, inner);
  return inner;
}

void
jb_pdf_put_number (GString *out, const char *key, guint64 value)
{
  char digits[20], *p = digits + sizeof digits;

  do
    *--p = (char) ('0' + value % 10);
  while ((value /= 10) != 0);
  g_string_append (out, key);
  g_string_append_len (out, p, digits + sizeof digits - p);
}

void
jb_pdf_put_ref (GString *out, const char *key, gconstpointer object)
{
  g_string_append (out, key);
  jb_pdf_put_number (out, " ", jb_haru_get_id (object));
  g_string_append (out, " 0 R");
}

static void
put_unit (GString *out, guint unit)
{
  static const char digits[] = "0123456789ABCDEF";
  const char four[4] = { digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15] };

  g_string_append_len (out, four, sizeof four);
}

void
jb_pdf_put_utf16 (GString *out, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c > 0xFFFF)
        put_unit (out, 0xD800 + ((c - 0x10000) >> 10));
      put_unit (out, c > 0xFFFF ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c);
    }
}

void
jb_pdf_put_text (GString *out, const char *key, const char *text)
{
  g_string_append (out, key);
  g_string_append (out, "<FEFF");
  jb_pdf_put_utf16 (out, text, strlen (text));
  g_string_append_c (out, '>');
}

void
jb_pdf_put_fixed (GString *out, gint64 value, guint decimals)
{
  char buffer[32];
  char *p = buffer + sizeof buffer;
  guint64 rest = value < 0 ? (guint64) -value : (guint64) value;
  gboolean fraction = FALSE;

  for (guint i = 0; i < decimals; i++, rest /= 10)
    if (fraction || rest % 10 != 0)
      {
        *--p = (char) ('0' + rest % 10);
        fraction = TRUE;
      }
  if (fraction)
    *--p = '.';
  if (rest != 0 || !fraction)
    do
      *--p = (char) ('0' + rest % 10);
    while ((rest /= 10) != 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, buffer + sizeof buffer - p);
}

void
jb_pdf_put_real (GString *out, double value)
{
  jb_pdf_put_fixed (out, (gint64) floor (value * 100 + 0.5), 2);
}
