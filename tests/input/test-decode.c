#include "input-test.h"

#define BYTES(text) text, sizeof text - 1

static const struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  const char *encoding; /* NULL: recognise */
  const char *used;
  const char *text;
  int         code;
} cases[] = {
  { "utf-8", BYTES ("办件5327件\r\n"), NULL, "UTF-8", "办件5327件\r\n", NO_ERROR },
  { "utf-8 mark", BYTES ("\xEF\xBB\xBF" "办件\n"), NULL, "UTF-8", "办件\n", NO_ERROR },
  { "utf-8 mark, named", BYTES ("\xEF\xBB\xBF" "办件\n"), "utf-8", "utf-8", "办件\n", NO_ERROR },
  { "ascii", BYTES ("12 cases\n"), NULL, "UTF-8", "12 cases\n", NO_ERROR },
  { "old line ends", BYTES ("一\r二\r"), NULL, "UTF-8", "一\r二\r", NO_ERROR },
  { "full-width blank", BYTES ("　　办件\n"), NULL, "UTF-8", "　　办件\n", NO_ERROR },
  { "outside the BMP", BYTES ("𫚭\n"), NULL, "UTF-8", "𫚭\n", NO_ERROR },
  { "gbk", BYTES ("\xB0\xEC\xBC\xFE" "5327\xBC\xFE\n"), NULL, "GB18030", "办件5327件\n", NO_ERROR },
  { "gbk that is UTF-8 by chance", BYTES ("\xC4\xA3\xCA\xBD"), NULL, "GB18030", "模式", NO_ERROR },
  { "gb18030, four bytes", BYTES ("\xB0\xEC\xBC\xFE\x99\x37\xB1\x37\n"), NULL, "GB18030", NULL, NO_ERROR },
  { "gb18030 mark", BYTES ("\x84\x31\x95\x33\xB0\xEC\n"), NULL, "GB18030", "办\n", NO_ERROR },
  { "utf-16 little, mark", BYTES ("\xFF\xFE\x9E\x52\x0A\x00"), NULL, "UTF-16LE", "办\n", NO_ERROR },
  { "utf-16 big, mark", BYTES ("\xFE\xFF\x52\x9E\x00\x0A"), NULL, "UTF-16BE", "办\n", NO_ERROR },
  { "utf-16 little", BYTES ("\x9E\x52\xF6\x4E\x35\x00\x0A\x00"), NULL, "UTF-16LE", "办件5\n", NO_ERROR },
  { "utf-16 big", BYTES ("\x52\x9E\x4E\xF6\x00\x35\x00\x0A"), NULL, "UTF-16BE", "办件5\n", NO_ERROR },
  { "utf-32 mark", BYTES ("\xFF\xFE\0\0\x9E\x52\0\0"), NULL, "UTF-32LE", "办", NO_ERROR },
  { "named gb2312", BYTES ("\xB0\xEC"), "GB2312", "GB2312", "办", NO_ERROR },
  { "named big5", BYTES ("\xBF\xEC\xA4\xBD"), "BIG5", "BIG5", "辦公", NO_ERROR },
  { "control character", BYTES ("办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件\x01办\n"), NULL,
    "UTF-8", "办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件办件 办\n", NO_ERROR },

  { "empty", BYTES (""), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "only a mark", BYTES ("\xEF\xBB\xBF"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "only blanks", BYTES (" \r\n　\t\n"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "zeros", BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "a zero inside", BYTES ("办件\0办件"), "UTF-8", NULL, NULL, JB_ERROR_FORMAT },
  { "one byte", BYTES ("\xFF"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "broken utf-8", BYTES ("办理审批服务许可事项\n五千\xE4\xBB三百二十七件\n"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "cut utf-8", BYTES ("办理审批服务许可事项五千三百二十七\xE4\xBB"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "overlong", BYTES ("\xC0\xAF\xE0\x80\xAF"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "surrogate in utf-8", BYTES ("办理审批服务许可事项办\xED\xA0\x80"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "odd utf-16", BYTES ("\xFF\xFE\x9E\x52\x0A"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "lone surrogate", BYTES ("\xFF\xFE\x00\xD8\x9E\x52"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "binary", BYTES ("\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F"), NULL, NULL, NULL, JB_ERROR_FORMAT },
  { "named wrongly", BYTES ("\xB0\xEC"), "UTF-8", NULL, NULL, JB_ERROR_FORMAT },
  { "unknown encoding", BYTES ("abc"), "KLINGON-8", NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "jpeg", BYTES ("\xFF\xD8\xFF\xE0\0\x10JFIF\0"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "png", BYTES ("\x89PNG\r\n\x1A\n\0\0\0"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "old word", BYTES ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "rare line ends", BYTES ("一\xC2\x85二\u2028三\u2029四\f五\v六"), NULL, "UTF-8", "一\n二\n三\n四\n五\n六", NO_ERROR },
  { "turned direction", BYTES ("办件\u202E120\u202C件\u2066甲\u2069\u200F"), NULL, "UTF-8", "办件\u200B120\u200B件\u200B甲\u200B\u200B", NO_ERROR },
  { "web archive", BYTES ("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "Word as XML", BYTES ("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument/>"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "rich text", BYTES ("{\\rtf1\\ansi}"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "gzip", BYTES ("\x1F\x8B\x08\0\0\0\0\0"), NULL, NULL, NULL, JB_ERROR_UNSUPPORTED },
  { "a zip cut off", BYTES ("PK\x03\x04\x14\0\0\0"), NULL, NULL, NULL, JB_ERROR_FORMAT },
};

static void
test_decode (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  JbInput *input = check_bytes ("r.txt", cases[i].bytes, cases[i].length, cases[i].encoding, cases[i].text, cases[i].code);

  if (cases[i].code != NO_ERROR)
    return;
  assert_string_equal (input->format, "txt");
  assert_string_equal (input->encoding, cases[i].used);
  assert_int_equal (input->length, strlen (input->text));
  assert_int_equal (input->n_chars, g_utf8_strlen (input->text, -1));
  assert_true (g_utf8_validate (input->text, (gssize) input->length, NULL));
  jb_input_free (input);
}

/* A text of every length and cut at every byte, in each encoding: an input or a clear error, never anything else. */
static void
test_prefixes (void **state G_GNUC_UNUSED)
{
  static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };
  static const char text[] = "一、主要工作\r\n（一）办理审批服务5327件，同比增长12.5%。\n𫚭“放管服”——\n";

  for (guint e = 0; e < G_N_ELEMENTS (encodings); e++)
    {
      gsize length;
      g_autofree char *bytes = g_convert (text, -1, encodings[e], "UTF-8", NULL, &length, NULL);
      g_autoptr(JbInput) whole = check_bytes ("r.txt", bytes, length, NULL, text, NO_ERROR);
      assert_string_equal (whole->encoding, encodings[e]);
      for (gsize n = 0; n < length; n++)
        {
          g_autoptr(GBytes) cut = g_bytes_new (bytes, n);
          g_autoptr(GError) error = NULL;
          g_autoptr(JbInput) input = jb_input_from_bytes ("r.txt", cut, NULL, &error);
          assert_true ((input == NULL) == (error != NULL));
        }
    }
}

/* Bytes without any sense, from a fixed generator. */
static void
test_noise (void **state G_GNUC_UNUSED)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20221);

  for (guint round = 0; round < 2000; round++)
    {
      guint8 noise[400];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof noise);
      for (gsize i = 0; i < n; i++)
        noise[i] = (guint8) g_rand_int (rand);
      g_autoptr(GBytes) bytes = g_bytes_new (noise, n);
      g_autoptr(GError) error = NULL;
      g_autoptr(JbInput) input = jb_input_from_bytes ("r.txt", bytes, NULL, &error);
      assert_true ((input == NULL) == (error != NULL));
      if (input != NULL)
        assert_true (g_utf8_validate (input->text, (gssize) input->length, NULL));
    }
}

/* The message names the line of the first broken byte. */
static void
test_place (void **state G_GNUC_UNUSED)
{
  static const char text[] = "办理审批服务许可事项\n办理审批服务许可事项\n五千\xFF三百\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(GError) error = NULL;

  assert_null (jb_input_from_bytes ("r.txt", bytes, NULL, &error));
  assert_true (g_str_has_prefix (error->message, "r.txt:3: byte 0xFF"));
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 3];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[n++] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_decode, .initial_state = GSIZE_TO_POINTER (i) };
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_prefixes);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_noise);
  tests[n++] = (struct CMUnitTest) cmocka_unit_test (test_place);
  return _cmocka_run_group_tests ("decode", tests, n, NULL, NULL);
}
