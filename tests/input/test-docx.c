/* WordprocessingML, each row a body; and archives that want to hurt. */
#include "input-test.h"

#include <archive.h>
#include <archive_entry.h>

static const char head[] =
  "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
  "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>";
static const char tail[] = "</w:body></w:document>";

static const char numbering[] =
  "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
  "<w:abstractNum w:abstractNumId=\"0\">"
  "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:pStyle w:val=\"H1\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
  "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:pStyle w:val=\"H2\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>"
  "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>"
  "<w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl>"
  "</w:abstractNum>"
  "<w:abstractNum w:abstractNumId=\"1\">"
  "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"●\"/></w:lvl></w:abstractNum>"
  "<w:abstractNum w:abstractNumId=\"2\">"
  "<w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimalEnclosedCircle\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>"
  "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
  "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
  "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num>"
  "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"11\"/></w:lvlOverride></w:num>"
  "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"105\"/></w:lvlOverride></w:num>"
  "</w:numbering>";

static const char styles[] =
  "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
  "<w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
  "<w:style w:styleId=\"H2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
  "<w:style w:styleId=\"H2b\"><w:basedOn w:val=\"H2\"/></w:style>"
  "<w:style w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";

static const char footnotes[] =
  "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
  "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> 含街道</w:t></w:r></w:p></w:footnote></w:footnotes>";

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LISTED(list, level, text) "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list \
  "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(text) "<w:tc>" P (text) "</w:tc>"
#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

static const struct
{
  const char *name;
  const char *body;
  const char *text;
} bodies[] = {
  { "paragraphs", P ("一") P ("") P ("二"), "一\n二\n" },
  { "runs", "<w:p><w:r><w:t>办件</w:t></w:r><w:r><w:t>5327</w:t></w:r><w:r><w:tab/><w:t>件</w:t></w:r></w:p>", "办件5327 件\n" },
  { "line break", "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>", "一\n二\n" },
  { "numbered headings", STYLED ("H1", "工作") STYLED ("H2", "改革") STYLED ("H2b", "监督") STYLED ("H1", "问题") STYLED ("H2", "人员"),
    "一、工作\n（一）改革\n（二）监督\n二、问题\n（一）人员\n" },
  { "list in a section", STYLED ("H1", "工作") LISTED ("1", "2", "甲") LISTED ("1", "2", "乙") STYLED ("H1", "问题") LISTED ("1", "2", "丙"),
    "一、工作\n1.甲\n2.乙\n二、问题\n1.丙\n" },
  { "legal numbers", STYLED ("H1", "工作") STYLED ("H2", "改革") LISTED ("1", "3", "甲"), "一、工作\n（一）改革\n1.1 甲\n" },
  { "list turned off", "<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>前言</w:t></w:r></w:p>"
    STYLED ("H1", "工作"), "前言\n一、工作\n" },
  { "bullets", LISTED ("2", "0", "甲"), "甲\n" },
  { "start at three", LISTED ("3", "0", "甲") LISTED ("3", "0", "乙"), "③甲\n④乙\n" },
  { "start overridden", STYLED ("H1", "一") LISTED ("4", "0", "甲") LISTED ("4", "0", "乙"), "一、一\n十一、甲\n十二、乙\n" },
  { "a hundred and five", LISTED ("5", "0", "甲"), "一百零五、甲\n" },
  { "table", "<w:tbl><w:tr>" CELL ("部门") CELL ("件数") "</w:tr><w:tr>" CELL ("甲") CELL ("5") "</w:tr></w:tbl>" P ("后"),
    "部门\t件数\n甲\t5\n后\n" },
  { "cells over columns", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P ("合计") "</w:tc>" CELL ("5") "</w:tr></w:tbl>",
    "合计\t\t5\n" },
  { "two paragraphs in a cell", "<w:tbl><w:tr><w:tc>" P ("甲") P ("乙") "</w:tc>" CELL ("5") "</w:tr></w:tbl>", "甲 乙\t5\n" },
  { "a frame", "<w:tbl><w:tr><w:tc>" P ("甲") P ("乙") "</w:tc></w:tr></w:tbl>", "甲\n乙\n" },
  { "table in a table", "<w:tbl><w:tr>" CELL ("甲") "<w:tc><w:tbl><w:tr>" CELL ("乙") CELL ("丙") "</w:tr></w:tbl>" P ("") "</w:tc></w:tr></w:tbl>",
    "甲\t乙 丙\n" },
  { "insertion", "<w:p><w:ins><w:r><w:t>5327</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>", "5327件\n" },
  { "deletion", "<w:p><w:del><w:r><w:delText>5000</w:delText></w:r></w:del><w:r><w:t>件</w:t></w:r></w:p>", "件\n" },
  { "moved", "<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo></w:p>", "乙\n" },
  { "deleted mark", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>" P ("乙"), "甲乙\n" },
  { "deleted row", "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" CELL ("甲") CELL ("5") "</w:tr><w:tr>" CELL ("乙") CELL ("6") "</w:tr></w:tbl>", "乙\t6\n" },
  { "former properties", "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "甲\n" },
  { "hidden", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>", "乙\n" },
  { "footnote", "<w:p><w:r><w:t>办件</w:t><w:footnoteReference w:id=\"2\"/><w:t>5327件。</w:t></w:r></w:p>" P ("后"), "办件5327件。\n注1：含街道\n后\n" },
  { "footnote in a table", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:tc>" CELL ("5") "</w:tr></w:tbl>",
    "甲\t5\n注1：含街道\n" },
  { "text box, once", "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" P ("框") "</w:txbxContent></mc:Choice><mc:Fallback>"
    "<w:pict><v:textbox><w:txbxContent>" P ("框") "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    "<w:r><w:t>正文</w:t></w:r></w:p>", "框\n正文\n" },
  { "contents by style", STYLED ("T1", "一、工作1") STYLED ("H1", "工作"), "一、工作\n" },
  { "contents by field", "<w:p>" FIELD ("begin") "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" FIELD ("separate") "<w:r><w:t>目录甲</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>目录乙</w:t></w:r>" FIELD ("end") "</w:p>" P ("正文"), "正文\n" },
  { "contents with a title", P ("目　录") "<w:p>" FIELD ("begin") "<w:r><w:instrText>TOC</w:instrText></w:r>" FIELD ("separate")
    "<w:r><w:t>甲</w:t></w:r>" FIELD ("end") "</w:p>" P ("正文"), "正文\n" },
  { "other field", "<w:p>" FIELD ("begin") "<w:r><w:instrText>DATE</w:instrText></w:r>" FIELD ("separate") "<w:r><w:t>2023年</w:t></w:r>"
    FIELD ("end") "</w:p>", "2023年\n" },
  { "gallery of contents", "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>"
    P ("目录") "</w:sdtContent></w:sdt>" P ("正文"), "正文\n" },
  { "ruby", "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yun</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>", "云\n" },
  { "nothing", P (""), NULL },
};

typedef struct
{
  const char *name;
  const void *data;
  gsize       length;
} Member;

static GBytes *
make_zip (const Member *members, guint n)
{
  gsize room = 8 * 1024 * 1024, used = 0;
  char *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  assert_int_equal (archive_write_open_memory (archive, buffer, room, &used), ARCHIVE_OK);
  for (guint i = 0; i < n; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      archive_entry_set_pathname (entry, members[i].name);
      archive_entry_set_size (entry, (la_int64_t) members[i].length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      assert_int_equal (archive_write_header (archive, entry), ARCHIVE_OK);
      archive_write_data (archive, members[i].data, members[i].length);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static GBytes *
make_docx (const char *document, gsize length)
{
  const Member members[] = {
    { "word/styles.xml", styles, sizeof styles - 1 },
    { "word/numbering.xml", numbering, sizeof numbering - 1 },
    { "word/footnotes.xml", footnotes, sizeof footnotes - 1 },
    { "word/document.xml", document, length },
  };

  return make_zip (members, G_N_ELEMENTS (members));
}

static void
check (GBytes *zip, const char *text, int code)
{
  gint64 start = g_get_monotonic_time ();
  JbInput *input = check_bytes ("r.docx", g_bytes_get_data (zip, NULL), g_bytes_get_size (zip), NULL, text, code);

  assert_true (g_get_monotonic_time () - start < 10 * G_USEC_PER_SEC);
  jb_input_free (input);
  g_bytes_unref (zip);
}

static void
test_body (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autofree char *document = g_strconcat (head, bodies[i].body, tail, NULL);

  check (make_docx (document, strlen (document)), bodies[i].text, bodies[i].text == NULL ? JB_ERROR_FORMAT : NO_ERROR);
}

/* 100 MB of blanks in 100 KB. */
static void
test_bomb (void **state G_GNUC_UNUSED)
{
  gsize length = 100u * 1024 * 1024;
  g_autofree char *blanks = g_strnfill (length, ' ');

  check (make_docx (blanks, length), NULL, JB_ERROR_LIMIT);
}

static void
test_nesting (void **state G_GNUC_UNUSED)
{
  g_autoptr(GString) document = g_string_new (head);

  for (guint i = 0; i < 100000; i++)
    g_string_append (document, "<w:p>");
  g_string_append (document, "甲");
  for (guint i = 0; i < 100000; i++)
    g_string_append (document, "</w:p>");
  g_string_append (document, tail);
  check (make_docx (document->str, document->len), NULL, JB_ERROR_LIMIT);
}

static void
test_entities (void **state G_GNUC_UNUSED)
{
  g_autoptr(GString) document = g_string_new ("<!DOCTYPE x [<!ENTITY a0 \"办件办件办件办件\">");

  for (guint i = 1; i < 12; i++)
    g_string_append_printf (document, "<!ENTITY a%u \"&a%u;&a%u;&a%u;&a%u;&a%u;&a%u;&a%u;&a%u;&a%u;&a%u;\">", i, i - 1, i - 1, i - 1,
                            i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  g_string_append_printf (document, "]>%s" P ("&a11;") "%s", head, tail);
  check (make_docx (document->str, document->len), NULL, JB_ERROR_FORMAT);
}

static void
test_many_members (void **state G_GNUC_UNUSED)
{
  g_autofree Member *members = g_new0 (Member, JB_INPUT_MAX_MEMBERS + 2);

  for (guint i = 0; i < JB_INPUT_MAX_MEMBERS + 2; i++)
    members[i] = (Member) { "a", "b", 1 };
  check (make_zip (members, JB_INPUT_MAX_MEMBERS + 2), NULL, JB_ERROR_LIMIT);
}

static void
test_other_zips (void **state G_GNUC_UNUSED)
{
  static const char *const names[] = { "xl/workbook.xml", "OFD.xml", "content.xml", "readme.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    check (make_zip (&(Member) { names[i], "a", 1 }, 1), NULL, JB_ERROR_UNSUPPORTED);
}

/* The document and its styles by other names, as relationships tell. */
static void
test_renamed_parts (void **state G_GNUC_UNUSED)
{
#define RELATIONS(rows) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" rows "</Relationships>"
#define RELATION(type, target) "<Relationship Id=\"r\" Type=\"http://x/" type "\" Target=\"" target "\"/>"
  static const char root[] = RELATIONS (RELATION ("officeDocument", "text/document2.xml"));
  static const char own[] = RELATIONS (RELATION ("styles", "../s/styles2.xml") RELATION ("numbering", "/text/n.xml"));
  g_autofree char *document = g_strconcat (head, STYLED ("H1", "工作"), tail, NULL);
  const Member members[] = {
    { "_rels/.rels", root, sizeof root - 1 },
    { "text/_rels/document2.xml.rels", own, sizeof own - 1 },
    { "s/styles2.xml", styles, sizeof styles - 1 },
    { "text/n.xml", numbering, sizeof numbering - 1 },
    { "word/document.xml", "<wrong/>", 8 },
    { "text/document2.xml", document, strlen (document) },
  };

  check (make_zip (members, G_N_ELEMENTS (members)), "一、工作\n", NO_ERROR);
}

static void
test_chunk (void **state G_GNUC_UNUSED)
{
  g_autofree char *document = g_strconcat (head, P ("甲"), "<w:altChunk/>", tail, NULL);

  check (make_docx (document, strlen (document)), NULL, JB_ERROR_UNSUPPORTED);
}

static void
test_broken_xml (void **state G_GNUC_UNUSED)
{
  static const char document[] = "<w:document><w:body></w:document>";

  check (make_docx (document, sizeof document - 1), NULL, JB_ERROR_FORMAT);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (bodies) + 8];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    tests[n++] = (struct CMUnitTest) { .name = bodies[i].name, .test_func = test_body, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_bomb);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_nesting);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_entities);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_many_members);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_other_zips);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_broken_xml);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_renamed_parts);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_chunk);
  return _cmocka_run_group_tests ("docx", tests, n, NULL, NULL);
}
