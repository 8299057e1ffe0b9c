#include "jb-format-private.h"

#include <string.h>

#define OLD_WORD "is an old Word or WPS document (or one with a password): open it, save it as .docx, and give that"
#define PICTURE "is a picture: give the report's text as .txt, .docx, .html, .md or .pdf"
#define ARCHIVE "is an archive: unpack it and give the report in it"
#define WEB_ARCHIVE "is a web archive (.mht): open it in a browser, save the page as .html, and give that"
#define WORD_XML "is a Word document as XML: open it, save it as .docx, and give that"

static const struct
{
  gsize       offset;
  const char *bytes;
  gsize       length;
  JbFormat    format;
  const char *what;
} signatures[] = {
  { 0, "PK\x03\x04", 4, JB_FORMAT_ZIP, NULL },
  { 0, "PK\x05\x06", 4, JB_FORMAT_ZIP, NULL },
  { 0, "%PDF-", 5, JB_FORMAT_PDF, NULL },
  { 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, JB_FORMAT_OTHER, OLD_WORD },
  { 0, "\xDB\xA5-\0\0\0", 6, JB_FORMAT_OTHER, OLD_WORD },
  { 0, "{\\rtf", 5, JB_FORMAT_OTHER, "is rich text (.rtf): open it, save it as .docx, and give that" },
  { 0, "\xFF\xD8\xFF", 3, JB_FORMAT_OTHER, "is a JPEG picture: give the report's text as .txt, .docx, .html, .md or .pdf" },
  { 0, "\x89PNG\r\n\x1A\n", 8, JB_FORMAT_OTHER, "is a PNG picture: give the report's text as .txt, .docx, .html, .md or .pdf" },
  { 0, "GIF8", 4, JB_FORMAT_OTHER, PICTURE },
  { 0, "II*\0", 4, JB_FORMAT_OTHER, PICTURE },
  { 0, "MM\0*", 4, JB_FORMAT_OTHER, PICTURE },
  { 0, "RIFF", 4, JB_FORMAT_OTHER, PICTURE },
  { 4, "ftyp", 4, JB_FORMAT_OTHER, PICTURE },
  { 0, "\x1F\x8B\x08", 3, JB_FORMAT_OTHER, ARCHIVE },
  { 0, "BZh", 3, JB_FORMAT_OTHER, ARCHIVE },
  { 0, "\xFD" "7zXZ\0", 6, JB_FORMAT_OTHER, ARCHIVE },
  { 0, "7z\xBC\xAF\x27\x1C", 6, JB_FORMAT_OTHER, ARCHIVE },
  { 0, "Rar!\x1A\x07", 6, JB_FORMAT_OTHER, ARCHIVE },
  { 257, "ustar", 5, JB_FORMAT_OTHER, ARCHIVE },
  { 0, "\x7F" "ELF", 4, JB_FORMAT_OTHER, "is a program: give a report" },
  { 0, "MZ\x90\0", 4, JB_FORMAT_OTHER, "is a program: give a report" },
  { 0, "SQLite format 3\0", 16, JB_FORMAT_OTHER, "is a database: give a report" },
  { 0, "MIME-Version:", 13, JB_FORMAT_OTHER, WEB_ARCHIVE },
  { 0, "From: <Saved by", 15, JB_FORMAT_OTHER, WEB_ARCHIVE },
  { 0, "%!PS", 4, JB_FORMAT_OTHER, "is PostScript: turn it into a PDF and give that" },
};

static const struct
{
  const char *suffix;
  JbFormat    format;
} suffixes[] = {
  { ".md", JB_FORMAT_MARKDOWN },
  { ".markdown", JB_FORMAT_MARKDOWN },
  { ".html", JB_FORMAT_HTML },
  { ".htm", JB_FORMAT_HTML },
  { ".xhtml", JB_FORMAT_HTML },
};

/* The next tag of bytes that are text with letters of ASCII; blanks, byte-order marks, comments and <?xml …?> before it
 * are passed over. */
static const char *
find_first_tag (const char *p, const char *end)
{
  while (p < end)
    {
      if (g_ascii_isspace (*p) || *p == '\xEF' || *p == '\xBB' || *p == '\xBF')
        p++;
      else if (end - p >= 4 && (memcmp (p, "<!--", 4) == 0 || memcmp (p, "<?xm", 4) == 0))
        {
          const char *close = p[1] == '?' ? "?>" : "-->";
          const char *next = memmem (p, (gsize) (end - p), close, strlen (close));
          if (next == NULL)
            return NULL;
          p = next + strlen (close);
        }
      else
        return *p == '<' ? p : NULL;
    }
  return NULL;
}

static gboolean
begins_as_html (const guint8 *data, gsize length)
{
  static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<meta", "<title" };
  const char *end = (const char *) data + MIN (length, 65536);
  const char *tag = find_first_tag ((const char *) data, end);

  for (guint i = 0; tag != NULL && i < G_N_ELEMENTS (tags); i++)
    if ((gsize) (end - tag) > strlen (tags[i]) && g_ascii_strncasecmp (tag, tags[i], strlen (tags[i])) == 0)
      return TRUE;
  return FALSE;
}

JbFormat
jb_format_recognise (const char *name, const guint8 *data, gsize length, const char **what)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (length >= signatures[i].offset + signatures[i].length
        && memcmp (data + signatures[i].offset, signatures[i].bytes, signatures[i].length) == 0)
      {
        *what = signatures[i].what;
        return signatures[i].format;
      }
  if (length > 0 && memmem (data, MIN (length, 1024), "%PDF-", 5) != NULL)
    return JB_FORMAT_PDF; /* with rubbish before it, as readers allow */
  if (length > 0 && memmem (data, MIN (length, 1024), "<?mso-application progid=\"Word", 30) != NULL)
    {
      *what = WORD_XML;
      return JB_FORMAT_OTHER;
    }
  if (begins_as_html (data, length))
    return JB_FORMAT_HTML;

  g_autofree char *lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i].suffix))
      return suffixes[i].format;
  return JB_FORMAT_TEXT;
}
