/* Pieces of text at their places on A4 pages, and the lines that a reader makes of them. */
#include "input-test.h"

#define MAX_PIECES 40

typedef struct
{
  double      x, y; /* points, of the foot of the letters; y from the top of the page */
  const char *text; /* NULL: a new page */
  double      size; /* 0: 12 */
} Piece;

#define PAGE { 0, 0, NULL, 0 }
#define PROSE "全市共办理各类行政复议案件一百余件，比上年增加两成以上。"
/* A line from the left edge to the right, and a paragraph of three lines. */
#define LINE "二二年全市各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得"
#define FULL(y) { 90, y, LINE, 0 }
#define LONG "各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得了成效" LINE "明显成效。"
#define PARAGRAPH(y) { 114, y, "各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得了成效", 0 }, FULL (y + 22), { 90, y + 44, "明显成效。", 0 }

static const struct
{
  const char *name;
  Piece       pieces[MAX_PIECES];
  const char *text;
} cases[] = {
  { "lines of a paragraph", { { 114, 100, "全市各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得的", 0 }, { 90, 122, "明显成效。", 0 }, { 114, 144, PROSE, 0 } },
    "全市各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得的明显成效。\n" PROSE "\n" },
  { "table", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "件数", 0 }, { 100, 160, "甲", 0 }, { 250, 160, "120", 0 },
               { 114, 200, PROSE, 0 } },
    PROSE "\n部门\t件数\n甲\t120\n" PROSE "\n" },
  { "an empty cell", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "上年", 0 }, { 400, 140, "本年", 0 },
                       { 100, 160, "甲", 0 }, { 250, 160, "110", 0 }, { 400, 160, "120", 0 }, { 100, 180, "合计", 0 }, { 400, 180, "330", 0 },
                       { 114, 220, PROSE, 0 } },
    PROSE "\n部门\t上年\t本年\n甲\t110\t120\n合计\t\t330\n" PROSE "\n" },
  { "broken cells in the middle", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "件数", 0 }, { 400, 140, "罚没款", 0 },
                                    { 100, 165, "市场监管", 0 }, { 400, 165, "326.4万", 0 }, { 250, 173, "412", 0 }, { 100, 181, "管理局", 0 }, { 400, 181, "元", 0 },
                                    { 100, 206, "城市管理", 0 }, { 400, 206, "118.5万", 0 }, { 250, 214, "268", 0 }, { 100, 222, "执法局", 0 }, { 400, 222, "元", 0 },
                                    { 114, 262, PROSE, 0 } },
    PROSE "\n部门\t件数\t罚没款\n市场监管管理局\t412\t326.4万元\n城市管理执法局\t268\t118.5万元\n" PROSE "\n" },
  { "broken cells at the top", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "件数", 0 }, { 400, 140, "说明", 0 },
                                 { 100, 165, "甲", 0 }, { 250, 165, "412", 0 }, { 400, 165, "含乡镇街道", 0 }, { 400, 181, "办理案件", 0 },
                                 { 100, 206, "乙", 0 }, { 250, 206, "268", 0 }, { 400, 206, "不含委托的", 0 }, { 400, 222, "案件", 0 },
                                 { 114, 262, PROSE, 0 } },
    PROSE "\n部门\t件数\t说明\n甲\t412\t含乡镇街道办理案件\n乙\t268\t不含委托的案件\n" PROSE "\n" },
  { "numbers that stay two", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "案件总数（件）", 0 },
                               { 100, 165, "甲", 0 }, { 250, 158, "12", 0 }, { 250, 172, "34", 0 }, { 100, 190, "乙", 0 }, { 250, 190, "56", 0 },
                               { 114, 230, PROSE, 0 } },
    NULL },
  { "names near each other", { { 114, 100, PROSE, 0 }, { 100, 140, "领域", 0 }, { 134, 140, "案件数（件）", 0 }, { 216, 140, "罚没款", 0 },
                               { 100, 160, "市场", 0 }, { 150, 160, "412", 0 }, { 220, 160, "326.4", 0 }, { 100, 180, "其他", 0 }, { 150, 180, "36", 0 },
                               { 220, 180, "13.3", 0 }, { 114, 220, PROSE, 0 } },
    PROSE "\n领域\t案件数（件）\t罚没款\n市场\t412\t326.4\n其他\t36\t13.3\n" PROSE "\n" },
  { "cells near each other", { { 114, 100, PROSE, 0 }, { 100, 140, "领域", 0 }, { 180, 140, "件数", 0 }, { 250, 140, "罚款", 0 },
                               { 100, 160, "市场监管局", 0 }, { 172, 160, "412", 0 }, { 250, 160, "326", 0 }, { 100, 180, "其他", 0 }, { 180, 180, "36", 0 },
                               { 250, 180, "13", 0 }, { 114, 220, PROSE, 0 } },
    PROSE "\n领域\t件数\t罚款\n市场监管局\t412\t326\n其他\t36\t13\n" PROSE "\n" },
  { "a heading below a table", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "件数", 0 }, { 100, 160, "甲", 0 }, { 250, 160, "120", 0 },
                                 { 100, 182, "二、农业", 0 }, PARAGRAPH (204) },
    PROSE "\n部门\t件数\n甲\t120\n二、农业\n" LONG "\n" },
  { "a signature below a table", { { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 400, 140, "件数", 0 }, { 100, 160, "甲", 0 }, { 400, 160, "120", 0 },
                                   { 392, 178, "云溪市人民政府", 0 }, { 404, 196, "2023年1月18日", 0 } },
    PROSE "\n部门\t件数\n甲\t120\n云溪市人民政府\n2023年1月18日\n" },
  { "page numbers", { PARAGRAPH (400), { 280, 800, "— 1 —", 0 }, PAGE, PARAGRAPH (400), { 280, 800, "— 2 —", 0 } }, LONG "\n" LONG "\n" },
  { "a browser's head and foot", { { 20, 20, "2024/1/30 10:21", 8 }, { 250, 20, "报告", 8 }, PARAGRAPH (400),
                                   { 20, 825, "https://www.yunxi.gov.cn/zwgk/1.html", 8 }, { 540, 825, "1/1", 8 } }, LONG "\n" },
  { "a head on one page", { { 90, 50, "云溪市人民政府公报　2024年第2期", 9 }, PARAGRAPH (400), PARAGRAPH (466) }, LONG "\n" LONG "\n" },
  { "a page's path", { { 90, 90, "首页", 0 }, { 90, 130, "政务公开", 0 }, { 90, 170, "您所在的位置：首页 > 政务公开", 0 }, PARAGRAPH (230),
                       { 90, 300, "【打印】【关闭】", 0 } }, LONG "\n" },
  { "footnotes", { PARAGRAPH (100), { 114, 170, "全市共压减材料1265", 0 }, { 222, 165, "3", 7 }, { 228, 170, "份，建设面积9.6万m", 0 }, { 342, 165, "2", 7 },
                   { 348, 170, "。", 0 }, PARAGRAPH (192), { 114, 258, "各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得了成效", 0 },
                   { 90, 700, "3", 7 }, { 96, 704, "含乡镇的48份。", 10 }, PAGE, FULL (100), { 90, 122, "明显成效。", 0 }, PARAGRAPH (144) },
    LONG "\n全市共压减材料1265份，建设面积9.6万m²。\n注1：含乡镇的48份。\n" LONG "\n" LONG "\n" LONG "\n" },
  { "small notes with marks", { PARAGRAPH (100), PARAGRAPH (166), { 90, 700, "①含乡镇的48份。", 9 }, { 90, 714, "②不含街道。", 9 } },
    LONG "\n" LONG "\n注1：含乡镇的48份。\n注2：不含街道。\n" },
  { "a title set apart", { { 140, 100, "云", 20 }, { 180, 100, "溪", 20 }, { 220, 100, "2", 20 }, { 240, 100, "0", 20 }, { 260, 100, "2", 20 }, { 280, 100, "2", 20 },
                           { 300, 100, "年", 20 }, { 340, 100, "报", 20 }, { 380, 100, "告", 20 }, PARAGRAPH (160) }, NULL },
  { "the last character of a title", { { 96, 100, "云溪市人民政府关于年度法治政府建设情况的报", 20 }, { 290, 126, "告", 20 }, FULL (180), { 90, 202, "的成效。", 0 },
                                       { 114, 224, PROSE, 0 }, { 114, 246, PROSE, 0 } },
    "云溪市人民政府关于年度法治政府建设情况的报告\n二二年全市各级行政机关认真落实依法行政各项要求扎实开展执法监督工作取得的成效。\n" PROSE "\n" PROSE "\n" },
};

static void
append_text (GString *out, const char *text)
{
  glong n;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

  g_string_append_c (out, '<');
  for (glong i = 0; i < n; i++)
    g_string_append_printf (out, "%04X", wide[i]);
  g_string_append (out, "> Tj");
}

/* A piece without a text and without one behind it is the end. */
static guint
count_pages (const Piece *pieces)
{
  guint n = 1;

  for (guint i = 0; i + 1 < MAX_PIECES; i++)
    n += pieces[i].text == NULL && pieces[i + 1].text != NULL ? 1 : 0;
  return n;
}

/* A font that is nowhere, with a code point as each character's code, an em wide but for ASCII, half an em. */
static void
append_font (GString *pdf)
{
  static const char map[] = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
                            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
                            "endcmap end end\n";

  g_string_append_printf (pdf, "3 0 obj<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>endobj\n"
                          "4 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                          "/DW 1000/W[32 126 500]/FontDescriptor 6 0 R>>endobj\n5 0 obj<</Length %u>>stream\n%sendstream endobj\n"
                          "6 0 obj<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120/CapHeight 700"
                          "/ItalicAngle 0/StemV 80>>endobj\n", (guint) sizeof map - 1, map);
}

static GString *
make_pdf (const Piece *pieces)
{
  GString *pdf = g_string_new ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
  guint n = count_pages (pieces), i = 0;

  append_font (pdf);
  g_string_append_printf (pdf, "2 0 obj<</Type/Pages/Count %u/Kids[", n);
  for (guint page = 0; page < n; page++)
    g_string_append_printf (pdf, "%u 0 R ", 10 + 2 * page);
  g_string_append (pdf, "]>>endobj\n");
  for (guint page = 0; page < n; page++, i++)
    {
      g_autoptr(GString) content = g_string_new (NULL);
      for (; i < MAX_PIECES && pieces[i].text != NULL; i++)
        {
          char x[32], y[32];
          g_string_append_printf (content, "BT /F %u Tf %s %s Td ", (guint) (pieces[i].size > 0 ? pieces[i].size : 12),
                                  g_ascii_dtostr (x, sizeof x, pieces[i].x), g_ascii_dtostr (y, sizeof y, 842 - pieces[i].y));
          append_text (content, pieces[i].text);
          g_string_append (content, " ET\n");
        }
      g_string_append_printf (pdf, "%u 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %u 0 R/Resources<</Font<</F 3 0 R>>>>>>endobj\n"
                              "%u 0 obj<</Length %u>>stream\n%s\nendstream endobj\n", 10 + 2 * page, 11 + 2 * page, 11 + 2 * page,
                              (guint) content->len, content->str);
    }
  g_string_append (pdf, "trailer<</Root 1 0 R>>\n");
  return pdf;
}

static void
test_case (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GString) pdf = make_pdf (cases[i].pieces);
  JbInput *input = check_bytes ("r.pdf", pdf->str, pdf->len, NULL, cases[i].text, NO_ERROR);

  assert_null (strstr (input->text, "1234"));
  jb_input_free (input);
}

static void
test_places (void **state G_GNUC_UNUSED)
{
  static const Piece pieces[MAX_PIECES] = { { 114, 100, PROSE, 0 }, PAGE, { 114, 100, PROSE, 0 }, { 100, 140, "部门", 0 }, { 250, 140, "件数", 0 },
                                            { 100, 160, "甲", 0 }, { 250, 160, "120", 0 }, { 114, 200, PROSE, 0 } };
  g_autoptr(GString) pdf = make_pdf (pieces);
  g_autoptr(JbInput) input = check_bytes ("r.pdf", pdf->str, pdf->len, NULL, NULL, NO_ERROR);
  g_autofree char *cell = jb_input_describe_place (input, (gsize) (strstr (input->text, "120") - input->text));
  g_autofree char *first = jb_input_describe_place (input, 0);

  guint n = 1;
  for (const char *p = input->text; p < strstr (input->text, "甲\t"); p++)
    n += *p == '\n' ? 1 : 0;
  g_autofree char *line = jb_input_describe_line (input, n, 3), *none = jb_input_describe_line (input, 99, 1);
  assert_string_equal (line, "page 2, table 1, row 2, cell 2");
  assert_null (none);
  assert_string_equal (first, "page 1, paragraph 1");
  assert_string_equal (cell, "page 2, table 1, row 2, cell 2");
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 1];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_case, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_places);
  return _cmocka_run_group_tests ("pdf", tests, n, NULL, NULL);
}
