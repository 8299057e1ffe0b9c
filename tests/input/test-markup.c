/* Web pages and Markdown, each row a page and its lines; PDFs without text; nesting beyond limits. */
#include "input-test.h"

#define MENU "<ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li><li><a href=3>互动交流</a></li></ul>"
#define TEXT "<p>2022年，全市共办理审批服务5327件，同比增长12.5%，压减材料1265份。</p>"
#define LINE "2022年，全市共办理审批服务5327件，同比增长12.5%，压减材料1265份。\n"

static const struct
{
  const char *name; /* its ending tells the format */
  const char *page;
  const char *text; /* NULL: JB_ERROR_FORMAT */
} pages[] = {
  { "bare.html", TEXT, LINE },
  { "heading.html", "<html><body><h1>报告</h1>" TEXT "</body></html>", "报告\n" LINE },
  { "navigation.html", "<html><head><title>报告_云溪市人民政府</title></head><body><div class=top>" MENU "</div><div id=main><div class=content>"
    TEXT TEXT "</div></div><div class=footer>版权所有 云溪市人民政府</div></body></html>", "报告\n" LINE LINE },
  { "unnamed-menu.html", "<html><body><div>" MENU "</div><div>" TEXT "</div></body></html>", LINE },
  { "links-between.html", "<html><body>" TEXT MENU TEXT "</body></html>", LINE LINE },
  { "article-title.html", "<html><head><meta name=ArticleTitle content=\"年度报告\"><title>某网</title></head><body>" TEXT "</body></html>", "年度报告\n" LINE },
  { "no-title.html", "<html><head><title>index</title></head><body>" TEXT "</body></html>", LINE },
  { "named-furniture.html", "<html><body><div class='wz-position'>当前位置：首页</div>" TEXT "<div id=pageShare>分享到微信</div></body></html>", LINE },
  { "scripts.html", "<html><body><script>var a='办件';</script><style>p{}</style>" TEXT "<noscript>请打开脚本</noscript></body></html>", LINE },
  { "hidden.html", "<html><body>" TEXT "<p style='display: none'>藏</p></body></html>", LINE },
  { "breaks.html", "<html><body><p>一、工作<br>二、问题</p></body></html>", "一、工作\n二、问题\n" },
  { "wrapped.html", "<html><body><p>共办理审批\n  服务5327件</p></body></html>", "共办理审批服务5327件\n" },
  { "unclosed.html", "<html><body><p>一<p>二<ul><li>三<li>四</ul></body></html>", "一\n二\n三\n四\n" },
  { "inline.html", "<html><body><p>办件<b>5327</b>件，<span>增长</span>12.5%</p></body></html>", "办件5327件，增长12.5%\n" },
  { "list.html", "<html><body><ol start=3><li><p>甲</p><li>乙</ol></body></html>", "3.甲\n4.乙\n" },
  { "chinese-list.html", "<html><body><ol style='list-style-type:cjk-ideographic'><li>工作<li>问题</ol></body></html>", "一、工作\n二、问题\n" },
  { "table.html", "<html><body><table><tr><th>部门<th>件数<tr><td>甲<td>5</table></body></html>", "部门\t件数\n甲\t5\n" },
  { "spanned.html", "<html><body><table><tr><td colspan=2>合计<td>5</table></body></html>", "合计\t\t5\n" },
  { "frame.html", "<html><body><table><tr><td><p>一</p><p>二</p></td></tr></table></body></html>", "一\n二\n" },
  { "frames.html", "<html><body><table><tr><td><table><tr><td>甲<td>5</table><td>乙</table></body></html>", "甲\t5\n乙\n" },
  { "entities.html", "<html><body><p>&ldquo;办件&rdquo;&nbsp;&#53;件</p></body></html>", "“办件”\u00A05件\n" },
  { "beyond-32-bits.html", "<html><body><p>甲&#x300eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee2;</p></body></html>", "甲?\n" },
  { "empty.html", "<html><body></body></html>", NULL },
  { "blank-between-han.html", "<html><body><p>一、综 合</p><p>二、农\n 业</p></body></html>", "一、综 合\n二、农业\n" },
  { "pre.html", "<html><body><pre>　　一、工作\r\n　　办件5件。\n\n部门\t件数\n甲\t5</pre></body></html>", "一、工作\n办件5件。\n部门\t件数\n甲\t5\n" },
  { "source-line.html", "<html><body><h1>报告</h1><p>来源：市司法局　　发布时间：2024-1-30　　点击数：318</p>" TEXT "</body></html>", "报告\n" LINE },
  { "date-first.html", "<html><body><h1>报告</h1><p>2024年1月30日　来源：市政府办　阅读：86</p>" TEXT "</body></html>", "报告\n" LINE },
  { "tools.html", "<html><body><h1>报告</h1><p>【字体：<a>大</a> <a>中</a> <a>小</a>】</p>" TEXT "<p>【打印此文】【关闭】</p></body></html>", "报告\n" LINE },
  { "foot.html", "<html><body>" TEXT "<p>云溪市人民政府</p><p>2023年1月18日</p><p>责任编辑：张三</p><p>主办：某市　某ICP备05000001号</p></body></html>",
    LINE "云溪市人民政府\n2023年1月18日\n" },
  { "source-inside.html", "<html><body>" TEXT "<p>来源：市统计局</p>" TEXT "</body></html>", LINE "来源：市统计局\n" LINE },
  { "catalogue.html", "<html><body><table><tr><td>索 引 号：<td>36/2024-1</table><p>索 引 号：36/2024-1</p>" TEXT "</body></html>",
    LINE },
  { "site-title.html", "<html><head><title>云溪市人民政府网</title></head><body><div>云溪市报告</div><div>2024-01-30</div><div>" TEXT TEXT TEXT TEXT
    "</div></body></html>", "云溪市报告\n" LINE LINE LINE LINE },
  { "site-heading.html", "<html><head><title>云溪市报告</title></head><body><h1>云溪市司法局</h1><div>" TEXT TEXT TEXT TEXT "</div></body></html>",
    "云溪市报告\n" LINE LINE LINE LINE },
  { "own-title.html", "<html><head><title>年度报告</title></head><body><div><p align=center>云溪市2022年<br>法治报告</p>" TEXT "</div></body></html>",
    "云溪市2022年\n法治报告\n" LINE },
  { "spaced-title.html", "<html><head><title>年度报告</title></head><body><div><p>年　度　报　告</p>" TEXT "</div></body></html>", "年　度　报　告\n" LINE },

  { "headings.md", "# 一、工作\n\n办件5327件。\n", "一、工作\n办件5327件。\n" },
  { "wrapped.md", "共办理审批\n服务5327件\n", "共办理审批服务5327件\n" },
  { "wrapped-latin.md", "law\nreform\n", "law reform\n" },
  { "hard-break.md", "一、工作  \n二、问题\n", "一、工作\n二、问题\n" },
  { "list.md", "3. 甲\n4. 乙\n\n   续\n", "3.甲\n4.乙\n续\n" },
  { "nested.md", "1. 甲\n   1. 乙\n   2. 丙\n2. 丁\n", "1.甲\n1.乙\n2.丙\n2.丁\n" },
  { "bullets.md", "- 甲\n- 乙\n", "甲\n乙\n" },
  { "table.md", "| 部门 | 件数 |\n|---|---|\n| 甲 | 5 |\n", "部门\t件数\n甲\t5\n" },
  { "emphasis.md", "办件**5327**件，`增长`~~一~~成\n", "办件5327件，增长一成\n" },
  { "notes.md", "办件[^b]5327件[^a]。\n\n后\n\n[^a]: 甲\n[^b]: 乙\n", "办件5327件。\n注1：乙\n注2：甲\n后\n" },
  { "front.md", "---\ntitle: \"报告\"\nauthor: 某\n---\n\n正文\n", "报告\n正文\n" },
  { "rule.md", "---\n\n正文\n\n---\n", "正文\n" },
  { "broken-note.md", "[^注：\n甲乙丙 ]: : 注。\n", "[^注：甲乙丙 ]: : 注。\n" },
  { "only-rules.md", "---\n\n---\n", NULL },
};

static void
test_page (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  JbInput *input = check_bytes (pages[i].name, pages[i].page, strlen (pages[i].page), NULL, pages[i].text,
                                pages[i].text == NULL ? JB_ERROR_FORMAT : NO_ERROR);

  jb_input_free (input);
}

/* A page that names GB 2312 is read as GB18030. */
static void
test_named_encoding (void **state G_GNUC_UNUSED)
{
  static const char page[] = "<html><head><meta charset=\"gb2312\"></head><body><p>\xB0\xEC\xBC\xFE</p></body></html>";
  g_autoptr(JbInput) input = check_bytes ("a.html", page, sizeof page - 1, NULL, "办件\n", NO_ERROR);

  assert_string_equal (input->encoding, "GB18030");
}

/* Repeated @piece, @n times, between @before and @after. */
static const struct
{
  const char *name;
  const char *before, *piece, *after;
  guint       n;
  int         code;
} floods[] = {
  { "deep.html", "<html><body>", "<div>", "甲", 100000, JB_ERROR_LIMIT },
  { "deep-bold.html", "<html><body>", "<b>", "甲", 100000, JB_ERROR_LIMIT },
  { "deep-tables.html", "<html><body>", "<table><tr><td>", "甲", 100000, JB_ERROR_LIMIT },
  { "fonts.html", "<html><body>", "<p><font color=a>甲", "", 20000, JB_ERROR_LIMIT },
  { "attributes.html", "<html><body><p", " a5", ">甲", 100000, JB_ERROR_LIMIT },
  { "slashes.html", "<html><body><p", "/", ">甲", 100000, JB_ERROR_LIMIT },
  { "quoted.html", "<html><body><p title=\"", "a / ", "\">甲", 100000, NO_ERROR },
  { "picture.html", "<html><body><img src = 'data:image/png;base64,", "ab/ ", "'><p>甲", 100000, NO_ERROR },
  { "script.html", "<html><body><script>", "if (a<b && c<d) x = '<div>'; ", "</script>甲", 20000, NO_ERROR },
  { "paragraphs.html", "<html><body>", "<p>甲", "", 100000, NO_ERROR },
  { "items.html", "<html><body><ol>", "<li>甲", "", 100000, NO_ERROR },
  { "closing.html", "<html><body>甲", "</div>", "", 100000, NO_ERROR },
  { "quotes.md", "", ">", "甲", 100000, JB_ERROR_LIMIT },
  { "lists.md", "", "- ", "甲", 100000, JB_ERROR_LIMIT },
  { "items.md", "", "1. 甲\n", "", 100000, NO_ERROR },
  { "brackets.md", "甲", "[", "", 100000, NO_ERROR },
  { "stars.md", "甲", "*a **b ", "", 30000, NO_ERROR },
  { "line.md", "", "甲", "", 1000000, NO_ERROR },
  { "lines.txt", "", "甲\n", "", 1000000, NO_ERROR },
};

static void
test_flood (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GString) page = g_string_new (floods[i].before);
  gint64 start = g_get_monotonic_time ();

  for (guint k = 0; k < floods[i].n; k++)
    g_string_append (page, floods[i].piece);
  g_string_append (page, floods[i].after);
  jb_input_free (check_bytes (floods[i].name, page->str, page->len, NULL, NULL, floods[i].code));
  assert_true (g_get_monotonic_time () - start < 10 * G_USEC_PER_SEC);
}

/* A page with nothing but a rectangle: a scan, as far as text goes. */
static void
test_scan (void **state G_GNUC_UNUSED)
{
  static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
                            "4 0 obj<</Length 18>>stream\n10 10 200 200 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n";

  check_bytes ("scan.pdf", pdf, sizeof pdf - 1, NULL, NULL, JB_ERROR_UNSUPPORTED);
}

/* One page, so nothing repeats: the page number goes by its form. */
static void
test_page_number (void **state G_GNUC_UNUSED)
{
  static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                            "4 0 obj<</Length 126>>stream\nBT /F 12 Tf 72 700 Td (The city handled 5,327 cases in 2022.) Tj ET\n"
                            "BT /F 9 Tf 290 40 Td (- 1 -) Tj ET                                    \nendstream endobj\n"
                            "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n";

  jb_input_free (check_bytes ("r.pdf", pdf, sizeof pdf - 1, NULL, "The city handled 5,327 cases in 2022.\n", NO_ERROR));
}

static void
test_damaged_pdf (void **state G_GNUC_UNUSED)
{
  static const char pdf[] = "%PDF-1.7\nnothing of the kind";

  check_bytes ("r.pdf", pdf, sizeof pdf - 1, NULL, NULL, JB_ERROR_FORMAT);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (pages) + G_N_ELEMENTS (floods) + 4];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    tests[n++] = (struct CMUnitTest) { .name = pages[i].name, .test_func = test_page, .initial_state = GSIZE_TO_POINTER (i) };
  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++)
    tests[n++] = (struct CMUnitTest) { .name = floods[i].name, .test_func = test_flood, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_named_encoding);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_scan);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_page_number);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_damaged_pdf);
  return _cmocka_run_group_tests ("markup", tests, n, NULL, NULL);
}
