/* Numbers of headings and items, as they open a line or a sentence.
 *
 *   一、  (一)  1.  (1)  ①  第一部分  第二章  第三节  1.2  一是  首先  第一，
 *
 * Full and half width are one form: （一） and (一) count on from each other. */
#pragma once

#include <glib.h>

/* Items come last: they stand inside a paragraph and count only as a series. */
typedef enum
{
  JB_FORM_NONE,
  JB_FORM_PART,         /* 第一部分 */
  JB_FORM_VOLUME,       /* 第一编, 第一篇 */
  JB_FORM_CHAPTER,      /* 第一章 */
  JB_FORM_SECTION,      /* 第一节 */
  JB_FORM_HAN,          /* 一、 */
  JB_FORM_HAN_PAREN,    /* (一) ㈠ */
  JB_FORM_ARABIC,       /* 1. 1． 1、 ⒈ */
  JB_FORM_ARABIC_PAREN, /* (1) ⑴ */
  JB_FORM_HALF_PAREN,   /* 1) */
  JB_FORM_CIRCLED,      /* ① */
  JB_FORM_BARE,         /* 1 and a blank, before Han */
  JB_FORM_DECIMAL,      /* 1.2 and, one form a depth, 1.2.3 … */
  JB_FORM_PLAIN = 64,   /* no number */
  JB_FORM_MARKUP,       /* no number, # of Markdown: one form a depth */
  JB_FORM_DASH = 100,   /* no number, —— before it */
  JB_FORM_SHI = 128,    /* 一是 */
  JB_FORM_YAO,          /* 一要 */
  JB_FORM_QI,           /* 其一 */
  JB_FORM_FIRST,        /* 首先, 其次, 再次, 最后 */
  JB_FORM_DI            /* 第一， 第一是 */
} JbForm;

#define JB_VALUE_LAST 1000 /* 最后: behind whatever came before */

typedef struct
{
  guint  form;        /* of #JbForm; JB_FORM_DECIMAL + depth − 2; JB_FORM_MARKUP + depth − 1 */
  guint  value;       /* from 1 */
  gsize  number_end;  /* bytes of the number as written, blanks after it not counted */
  gsize  heading;     /* bytes up to what follows: blanks skipped */
} JbEnumerator;

/* Reads the number that @text opens with; @end is one past the last byte. Returns: whether there is one. */
gboolean jb_enumerator_parse (const char *text, const char *end, JbEnumerator *enumerator);

static inline gboolean
jb_form_is_item (guint form)
{
  return form >= JB_FORM_SHI;
}

/* Chinese numeral below 1000 ("二十一"), or 0; @length gets its bytes. */
guint jb_han_number_parse (const char *text, const char *end, gsize *length);
