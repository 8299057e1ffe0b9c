/* The profile gbt9704, measured in the PDF that a reader sees: GB/T 9704-2012, clauses 5.2, 7.2 and 7.5, within half a
 * millimetre. Positions are those that mutool finds: a character's origin, on its baseline. */
#include "run.h"

#include <math.h>

#define MM (72 / 25.4)
#define WITHIN (0.5 * MM)
#define TOP (37 * MM)
#define HEIGHT (225 * MM)
#define WIDTH (156 * MM)
#define INNER (28 * MM)
#define OUTER (26 * MM)
#define OVER 0.88 /* of the box of a Chinese character, above its baseline */
#define SIZE 16.0
#define LINE 29.609

typedef struct
{
  gunichar c;
  double   x, y, size;
  char     face[64];
} Glyph;

static char *folder, *pdf;
static GPtrArray *pages; /* of GArray of Glyph */

static void
assert_near (double value, double wanted)
{
  if (fabs (value - wanted) > WITHIN)
    print_error ("%.2f mm, not %.2f mm\n", value / MM, wanted / MM);
  assert_true (fabs (value - wanted) <= WITHIN);
}

static double
attribute (const char *line, const char *name)
{
  const char *at = strstr (line, name);

  assert_non_null (at);
  return g_ascii_strtod (at + strlen (name), NULL);
}

static gunichar
character_of (const char *line)
{
  const char *at = strstr (line, " c=\"");

  assert_non_null (at);
  at += strlen (" c=\"");
  if (g_str_has_prefix (at, "&#x"))
    return (gunichar) g_ascii_strtoull (at + 3, NULL, 16);
  return g_utf8_get_char (at);
}

/* <page …> <font name="…" size="16"> <char … x="…" y="…" c="&#x4e8c;"/>, y downwards. */
static void
read_pages (const char *xml)
{
  g_auto(GStrv) lines = g_strsplit (xml, "\n", -1);
  Glyph glyph = { 0 };

  pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *name = strstr (*line, "<font name=\"");

      if (strstr (*line, "<page ") != NULL)
        g_ptr_array_add (pages, g_array_new (FALSE, FALSE, sizeof (Glyph)));
      if (name != NULL)
        {
          g_strlcpy (glyph.face, name + strlen ("<font name=\""), sizeof glyph.face);
          *strchrnul (glyph.face, '"') = '\0';
          glyph.size = attribute (*line, " size=\"");
        }
      if (strstr (*line, "<char ") == NULL)
        continue;
      glyph.c = character_of (*line);
      glyph.x = attribute (*line, " x=\"");
      glyph.y = attribute (*line, " y=\"");
      if (!g_unichar_isspace (glyph.c))
        g_array_append_val ((GArray *) g_ptr_array_index (pages, pages->len - 1), glyph);
    }
}

/* One paragraph of 1,400 characters without a mark or a number: 50 lines of 28. */
static char *
make_report (void)
{
  static const char *const words[] = { "推进", "审批", "服务", "便民", "方便", "群众", "规范", "执法", "监督", "检查" };
  GString *text = g_string_new ("云泽市2022年政务公开工作报告\n一、工作开展情况\n（一）推进审批服务便民化\n");

  for (guint i = 0; i < 699; i++)
    g_string_append (text, words[(i * 7 + i / 10) % G_N_ELEMENTS (words)]);
  g_string_append (text, "。\n二、下一步打算\n继续推进。\n");
  return g_string_free (text, FALSE);
}

static int
set_up (void **state)
{
  (void) state;
  folder = g_dir_make_tmp ("jb-document-XXXXXX", NULL);
  g_autofree char *report = g_build_filename (folder, "report.txt", NULL), *text = make_report ();
  pdf = g_build_filename (folder, "out.pdf", NULL);
  assert_true (g_file_set_contents (report, text, -1, NULL));
  g_auto(Ran) ran = RUN ("jianbao", "render", report, "-o", pdf, "--profile", "gbt9704", "--set", "document.issuer=云泽市人民政府", "--set",
                         "document.number=云府〔2023〕1号", "--set", "document.recipients=省人民政府", "--set", "document.date=2023年1月5日",
                         "--set", "document.signers=林远", "--set", "document.secrecy=机密★1年", "--set", "document.cc=市委办公室");
  assert_int_equal (ran.code, 0);
  g_auto(Ran) seen = RUN ("mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf);
  assert_int_equal (seen.code, 0);
  read_pages (seen.out);
  return 0;
}

static int
tear_down (void **state)
{
  (void) state;
  g_autofree char *report = g_build_filename (folder, "report.txt", NULL);
  g_remove (report);
  g_remove (pdf);
  g_rmdir (folder);
  g_free (folder);
  g_free (pdf);
  g_ptr_array_unref (pages);
  return 0;
}

static const GArray *
page (guint n)
{
  assert_true (n <= pages->len);
  return g_ptr_array_index (pages, n - 1);
}

static const Glyph *
get (const GArray *glyphs, guint i)
{
  return &g_array_index (glyphs, Glyph, i);
}

/* The first glyph of @text on page @n. */
static const Glyph *
find (guint n, const char *text)
{
  const GArray *glyphs = page (n);
  guint length = (guint) g_utf8_strlen (text, -1);

  for (guint i = 0; i + length <= glyphs->len; i++)
    {
      const char *at = text;

      for (guint k = i; *at != '\0' && get (glyphs, k)->c == g_utf8_get_char (at); k++)
        at = g_utf8_next_char (at);
      if (*at == '\0')
        return get (glyphs, i);
    }
  print_error ("page %u does not say %s\n", n, text);
  fail ();
  return NULL;
}

/* Page 2 is full of text: 22 lines that fill the type area from edge to edge. */
static void
test_lines_of_a_page (void **state)
{
  const GArray *glyphs = page (2);
  double first = 0, last = 0;
  guint n = 0;

  (void) state;
  for (guint i = 0; i < glyphs->len; i++)
    {
      const Glyph *glyph = get (glyphs, i);

      if (glyph->size < SIZE - 0.1 || (n > 0 && fabs (glyph->y - last) < 1)) /* the page's number; the same line */
        continue;
      if (n > 0)
        assert_near (glyph->y - last, LINE);
      first = n == 0 ? glyph->y : first;
      last = glyph->y;
      n++;
    }
  assert_int_equal (n, 22);
  assert_near (first - OVER * SIZE, TOP);
  assert_near (last + (1 - OVER) * SIZE, TOP + HEIGHT);
}

static void
test_characters_of_a_line (void **state)
{
  (void) state;
  const GArray *glyphs = page (2);

  for (guint line = 0; line < 22; line++)
    {
      const Glyph *first = get (glyphs, 28 * line), *end = get (glyphs, 28 * line + 27);

      assert_near (first->size, SIZE);
      assert_true (fabs (first->y - end->y) < 0.01);
      assert_near (first->x, OUTER);
      assert_near (end->x + end->size, OUTER + WIDTH);
      assert_true (get (glyphs, 28 * line + 28)->y > end->y + 1);
    }
  assert_near (get (page (3), 0)->x, INNER); /* mirrored */
  assert_near (get (page (3), 27)->x + SIZE, INNER + WIDTH);
}

/* 7.5: — 1 —, 4号, 7 mm below the type area, 1 字 inside the outer edge. */
static void
test_page_numbers (void **state)
{
  (void) state;
  for (guint p = 1; p <= 3; p++)
    {
      g_autofree char *text = g_strdup_printf ("—%u—", p);
      const Glyph *dash = find (p, text), *end = dash + 2;

      assert_near (dash->size, 14);
      assert_near (dash->y - 0.315 * dash->size, 269 * MM);
      if (p % 2 == 1)
        assert_near (end->x + 0.82 * end->size, INNER + WIDTH - SIZE);
      else
        assert_near (dash->x, OUTER + SIZE);
    }
}

/* 7.2: 密级 on the first line, the mark 35 mm below it, 发文字号 two lines below, the red line 4 mm below that. */
static void
test_head (void **state)
{
  (void) state;
  g_auto(Ran) drawn = RUN ("mutool", "trace", pdf, "1");
  const Glyph *secrecy = find (1, "机密★1年"), *mark = find (1, "云泽市人民政府文件"), *number = find (1, "云府〔2023〕1号");
  const Glyph *signer = find (1, "签发人：林远"), *title = find (1, "云泽市2022年政务公开工作报告"), *to = find (1, "省人民政府：");
  const char *red = strstr (drawn.out, "<stroke_path linewidth=\"1.4\"");

  assert_non_null (strstr (secrecy->face, "NotoSansSC"));
  assert_near (secrecy->y - OVER * SIZE, TOP);
  assert_near (secrecy->x, INNER);
  assert_near (mark->y - 0.84 * mark->size, TOP + 35 * MM);
  assert_near (mark->x - INNER, INNER + WIDTH - ((mark + 8)->x + mark->size)); /* centred */
  assert_near (number->y - OVER * SIZE - (mark->y + 0.12 * mark->size), 2 * LINE);
  assert_near (number->x, INNER + SIZE);
  assert_true (fabs (signer->y - number->y) < 0.01);
  assert_non_null (strstr ((signer + 4)->face, "Kai"));
  assert_near ((signer + 5)->x + SIZE, INNER + WIDTH - SIZE);
  assert_non_null (red);
  double line = 841.89 - attribute (red, " y=\"");
  assert_near (attribute (red, "<moveto x=\""), INNER);
  assert_near (attribute (red, "<lineto x=\""), INNER + WIDTH);
  assert_near (line - (number->y + (1 - OVER) * SIZE), 4 * MM);
  assert_near (title->size, 22);
  assert_near (title->y - OVER * title->size - line, 2 * LINE);
  assert_near (to->x, INNER);
}

static void
test_headings (void **state)
{
  (void) state;
  const Glyph *first = find (1, "一、工作开展情况"), *second = find (1, "（一）推进审批服务便民化");

  assert_non_null (strstr (first->face, "NotoSansSC"));
  assert_non_null (strstr ((second + 1)->face, "Kai"));
  assert_near (first->x, INNER + 2 * SIZE);
  assert_near (first->size, SIZE);
  assert_near (second->size, SIZE);
}

/* Date 4 字 from the right, the name centred over it; the imprint's last line is the foot of the last page, an even one. */
static void
test_end (void **state)
{
  guint last = pages->len;

  (void) state;
  const Glyph *date = find (4, "2023年1月5日"), *name = find (4, "云泽市人民政府"), *printed = find (last, "2023年1月5日印发");
  assert_near ((date + 8)->x + SIZE, OUTER + WIDTH - 4 * SIZE);
  assert_near ((name->x + (name + 6)->x) / 2 + SIZE / 2, (date->x + (date + 8)->x + SIZE) / 2);
  assert_int_equal (last % 2, 0);
  assert_near (printed->size, 14);
  assert_near ((printed + 10)->x + 14, OUTER + WIDTH - 14);
  assert_true (printed->y > TOP + HEIGHT - 14 && printed->y < TOP + HEIGHT);
  (void) find (last, "抄送：市委办公室。");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_lines_of_a_page), cmocka_unit_test (test_characters_of_a_line), cmocka_unit_test (test_page_numbers),
    cmocka_unit_test (test_head), cmocka_unit_test (test_headings), cmocka_unit_test (test_end),
  };

  return cmocka_run_group_tests_name ("document", tests, set_up, tear_down);
}
