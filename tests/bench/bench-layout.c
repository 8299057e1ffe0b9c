/* What pages cost: the sample's sections repeated under new numbers, once, 10 and 100 times.
 *
 *   bench-layout REPORT [MEMORY.tmx]     prints, for each size: pages, CPU time of layout and of the PDF in all and a page
 *                                        beyond the first ten, peak memory (each size in a process of its own), how high the English
 *                                        stands to the Chinese */
#include "jb-layout.h"
#include "jb-pdf.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define FREE_PAGES 10 /* whose cost is the program's start */

typedef struct
{
  guint  pages;
  double layout, pdf;             /* ms of CPU */
  double layout_peak, pdf_peak;   /* MB */
  double ratio;                   /* height of the English to the Chinese, of pairs side by side */
} Cost;

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static double
peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

/* 一, 十, 二十一, 一百零五 … */
static void
append_number (GString *text, guint n)
{
  static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

  if (n >= 100)
    g_string_append_printf (text, "%s百", digits[n / 100]);
  if (n >= 100 && n % 100 > 0 && n % 100 < 10)
    g_string_append (text, digits[0]);
  if (n % 100 >= 10)
    g_string_append_printf (text, "%s十", n < 20 ? "" : digits[n / 10 % 10]);
  if (n % 10 > 0)
    g_string_append (text, digits[n % 10]);
}

/* A line that opens with 一、 … 十、; its words. */
static const char *
heading_words (const char *line)
{
  const char *mark = strstr (line, "、");

  if (mark == NULL || mark == line || mark - line > 9)
    return NULL;
  for (const char *at = line; at < mark; at = g_utf8_next_char (at))
    if (g_utf8_strchr ("一二三四五六七八九十", -1, g_utf8_get_char (at)) == NULL)
      return NULL;
  return mark + strlen ("、");
}

/* Every line but the first, @times times, headings of level 1 numbered on. */
static GRefString *
repeat (const char *report, guint times)
{
  g_auto(GStrv) lines = g_strsplit (report, "\n", -1);
  g_autoptr(GString) text = g_string_new (lines[0]);
  guint n = 0;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < times; i++)
    for (char **line = lines + 1; *line != NULL; line++)
      {
        const char *words = heading_words (*line);

        if (words != NULL)
          append_number (text, ++n);
        g_string_append_printf (text, "%s%s\n", words != NULL ? "、" : "", words != NULL ? words : *line);
      }
  return g_ref_string_new_len (text->str, (gssize) text->len);
}

static void
fail (const char *what, const GError *error)
{
  fprintf (stderr, "bench-layout: %s: %s\n", what, error != NULL ? error->message : "failed");
  _exit (1);
}

static JbBriefing *
plan (GRefString *text, const char *memory_path, const JbProfile *profile)
{
  GError *error = NULL;
  JbInput *input = g_new0 (JbInput, 1); /* nothing below is freed: the process ends */
  JbLexicon *lexicon = jb_lexicon_load (NULL, &error);
  JbGlossary *glossary = lexicon != NULL ? jb_glossary_load (NULL, &error) : NULL;
  JbReport *report = glossary != NULL ? jb_report_parse (text, NULL, &error) : NULL;
  JbMemory *memory = jb_memory_new ();

  if (report == NULL || (memory_path != NULL && !jb_memory_add_file (memory, memory_path, NULL, &error)))
    fail ("report", error);
  input->text = text;
  input->length = strlen (text);
  input->n_chars = (gsize) g_utf8_strlen (text, -1);
  input->name = g_strdup ("bench.txt");
  input->format = g_strdup ("txt");
  input->encoding = g_strdup ("UTF-8");
  input->sha256 = g_strnfill (64, '0');
  GPtrArray *metrics = jb_metrics_extract (report, lexicon, NULL);
  JbTranslation *translation = jb_translation_new (report, metrics, memory, glossary);
  JbBriefingSources sources = { .input = input, .report = report, .metrics = metrics, .translation = translation,
                                .findings = jb_audit_run (report, metrics, NULL), .glossary = glossary, .profile = profile,
                                .layout = JB_LAYOUT_PARALLEL, .version = "0", .conformance = "" };
  JbBriefing *briefing = jb_briefing_plan (&sources, NULL, &error);
  if (briefing == NULL)
    fail ("briefing", error);
  return briefing;
}

static Cost
measure (const char *report, guint times, const char *memory)
{
  GError *error = NULL;
  JbProfile *profile = jb_profile_load (NULL, &error);
  JbFonts *fonts = profile != NULL ? jb_fonts_new (&error) : NULL;
  JbChartStyle *style = fonts != NULL ? jb_chart_style_load (NULL, &error) : NULL;
  Cost cost = { 0 };

  if (style == NULL)
    fail ("profile", error);
  JbBriefing *briefing = plan (repeat (report, times), memory, profile);
  double start = cpu_ms ();
  JbDocument *document = jb_layout_run (briefing, profile, style, fonts, NULL, &error);
  if (document == NULL)
    fail ("layout", error);
  cost.pages = document->pages->len;
  cost.ratio = document->column_ratio;
  cost.layout = cpu_ms () - start;
  cost.layout_peak = peak_mb ();
  JbPdfOptions options = { .producer = "bench", .conformance = JB_PDF_A3A, .order = JB_PDF_LINEARIZED };
  GBytes *pdf = jb_pdf_write (document, &options, &error);
  if (pdf == NULL)
    fail ("pdf", error);
  cost.pdf = cpu_ms () - start - cost.layout;
  cost.pdf_peak = peak_mb ();
  return cost;
}

/* In a child, so that its peak is its own. */
static Cost
measure_apart (const char *report, guint times, const char *memory)
{
  Cost cost = { 0 };
  int ends[2], status;

  if (pipe (ends) != 0)
    fail ("pipe", NULL);
  pid_t child = fork ();
  if (child == 0)
    {
      cost = measure (report, times, memory);
      _exit (write (ends[1], &cost, sizeof cost) == (ssize_t) sizeof cost ? 0 : 1);
    }
  close (ends[1]);
  if (child < 0 || read (ends[0], &cost, sizeof cost) != (ssize_t) sizeof cost)
    cost.pages = 0;
  close (ends[0]);
  waitpid (child, &status, 0);
  return cost;
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 1, 10, 100 };
  g_autofree char *report = NULL;
  Cost one = { 0 };

  if (argc < 2 || !g_file_get_contents (argv[1], &report, NULL, NULL))
    {
      fprintf (stderr, "usage: bench-layout REPORT [MEMORY.tmx]\n");
      return 2;
    }
  printf ("%6s %6s %11s %11s %11s %11s %10s %10s %6s\n", "times", "pages", "layout ms", "ms a page", "pdf ms", "ms a page", "layout MB", "peak MB", "en/zh");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Cost cost = measure_apart (report, sizes[i], argc > 2 ? argv[2] : NULL);

      if (cost.pages == 0)
        return 1;
      one = i == 0 ? cost : one;
      double share = one.pages > 0 ? (double) FREE_PAGES / one.pages : 0, more = cost.pages > FREE_PAGES ? cost.pages - FREE_PAGES : 1;
      printf ("%6u %6u %11.1f %11.2f %11.1f %11.2f %10.1f %10.1f %6.2f\n", sizes[i], cost.pages, cost.layout, (cost.layout - share * one.layout) / more,
              cost.pdf, (cost.pdf - share * one.pdf) / more, cost.layout_peak, cost.pdf_peak, cost.ratio);
      fflush (stdout);
    }
  return 0;
}
