/* Every kind of chart with hostile data, in both widths and three choices of language: what is drawn is held to the geometry
 * of chart-check.h, what is refused says what to draw instead.
 *
 * JB_GALLERY=FOLDER writes each as KIND-DATA-WIDTH-LANGS.png at 150 dpi, to be looked at. */
#include "chart-check.h"
#include "chart-dump.h"
#include "chart-set-up.h"
#include "chart-text.h"

#include "golden.h"
#include "jb-error.h"

#include <cairo.h>

#define LONG_ZH "：持续优化营商环境并依法平等保护各类经营主体合法权益的专项执法监督检查活动"
#define LONG_EN ": special enforcement supervision activities to improve the business environment and protect market entities"
#define YEAR 2011

typedef enum { ONE, TWELVE, LONG_LABELS, ZERO, NEGATIVE, EQUAL, THOUSAND, N_DATA } Data;

static const struct
{
  const char *name;
  double      values[12];
  guint       n;
} data[N_DATA] = {
  [ONE] = { "one", { 73.41 }, 1 },
  [TWELVE] = { "twelve", { 97, 91, 84, 77, 66, 58, 41, 33, 21, 12, 8, 3 }, 12 },
  [LONG_LABELS] = { "long", { 90, 45.5, 12 }, 3 },
  [ZERO] = { "zero", { 5, 0, 3 }, 3 },
  [NEGATIVE] = { "negative", { 7.5, -2.4, 4.1 }, 3 },
  [EQUAL] = { "equal", { 3, 3, 3 }, 3 },
  [THOUSAND] = { "thousand", { 100, 0.1, 25 }, 3 },
};

/* What is not drawn, by kind and data: '-' refused, 'f' may be at half width, '?' in any. In the order of Data. */
static const char *const refused[JB_N_CHART_KINDS] = {
  [JB_CHART_BARS] = ".......",     [JB_CHART_COLUMNS] = ".......", [JB_CHART_GROUPED] = ".-f....", [JB_CHART_PARTS] = "--f--..",
  [JB_CHART_RATES] = "....-..",    [JB_CHART_SLOPE] = ".-f....",   [JB_CHART_LINE] = "-......",    [JB_CHART_TWO_STEP] = "-.f.-..",
  [JB_CHART_WATERFALL] = "--ff.f.", [JB_CHART_BULLET] = "ffff-ff",  [JB_CHART_MULTIPLES] = "-.?....", [JB_CHART_CARDS] = ".......",
};

static const struct { const char *zh, *en; } labels[] = {
  { "现场检查", "On-site inspections" }, { "联合检查", "Joint inspections" }, { "案卷评查", "File reviews" },
  { "专项督察", "Special supervision" }, { "联合会商", "Joint meetings" },    { "执法培训", "Training sessions" },
  { "暗访", "Unannounced visits" },      { "约谈", "Talks" },                 { "通报", "Circulars" },
  { "座谈", "Panels" },                  { "问卷", "Surveys" },               { "其他", "Other" },
};

static void
add (GString *text, Data d, guint i, double value, const char *marks)
{
  gboolean is_long = d == LONG_LABELS && i != 1;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.6g", value);
  g_string_append_printf (text, "%s%s%s/%s%s/%s%s", text->len > 0 ? ";" : "", labels[i].zh, is_long ? LONG_ZH : "", labels[i].en,
                          is_long ? LONG_EN : "", number, marks);
}

/* The values as the kind says them: over years, in pairs, with a target, as a flow. */
static char *
tell (JbChartKind kind, Data d)
{
  GString *text = g_string_new (NULL);
  double sum = 0;

  for (guint i = 0; i < data[d].n; i++)
    {
      double value = data[d].values[i];
      g_autofree char *one = g_strdup_printf ("@%u", YEAR + i), *a = g_strdup_printf ("@2021#%u", i), *b = g_strdup_printf ("@2022#%u", i);
      g_autofree char *c = g_strdup_printf ("@2023#%u", i);

      switch (kind)
        {
        case JB_CHART_COLUMNS: case JB_CHART_LINE:
          add (text, d, i, value, one);
          break;
        case JB_CHART_GROUPED:
          add (text, d, i, value * 0.9, "#0");
          add (text, d, i, value, "#1");
          break;
        case JB_CHART_SLOPE:
          add (text, d, i, value, a);
          add (text, d, i, value * 0.8, b);
          break;
        case JB_CHART_MULTIPLES:
          add (text, d, i, value, a);
          add (text, d, i, value * 1.2, b);
          add (text, d, i, value * 0.7, c);
          break;
        case JB_CHART_BULLET:
          {
            char number[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_formatd (number, sizeof number, "%.6g", value * 1.1 + 1);
            g_autofree char *target = g_strconcat ("=", number, NULL);
            add (text, d, i, value, target);
            break;
          }
        case JB_CHART_TWO_STEP:
          if (i < 2)
            add (text, d, i, value, "");
          break;
        default:
          add (text, d, i, value, "");
          sum += value;
        }
    }
  if (kind == JB_CHART_WATERFALL)
    add (text, d, 2, sum, "");
  return g_string_free (text, FALSE);
}

static void
add_series (JbChart *chart, Data d)
{
  for (guint i = 0; i < data[d].n; i++)
    {
      gboolean is_long = d == LONG_LABELS && i != 1;
      g_autofree char *zh = g_strconcat (labels[i].zh, is_long ? LONG_ZH : "", NULL), *en = g_strconcat (labels[i].en, is_long ? LONG_EN : "", NULL);
      jb_chart_add_series (chart, zh, en);
    }
}

static JbChart *
make (JbChartKind kind, Data d, JbChartWidth width)
{
  g_autofree char *text = tell (kind, d);
  JbChart *chart = chart_from_text ("c01", kind, text);

  chart->width = width;
  chart->number = 12;
  jb_text_set (&chart->title, "五类执法监督活动中，现场检查最多，为11次", "On-site inspections, 11, were the most frequent of five");
  jb_text_set (&chart->unit, "次", "number of activities");
  jb_text_set (&chart->source, "来源：报告一（五），本册第6页", "Source: sec. 1(5), p. 6");
  if (kind == JB_CHART_GROUPED)
    {
      jb_chart_add_series (chart, "2021年", "2021");
      jb_chart_add_series (chart, "2022年", "2022");
    }
  if (kind == JB_CHART_SLOPE || kind == JB_CHART_MULTIPLES)
    add_series (chart, d);
  if (kind == JB_CHART_PARTS)
    jb_text_set (&chart->total, "376", "376");
  if (kind == JB_CHART_TWO_STEP)
    jb_text_set (&chart->total, "98%", "98%");
  if (kind == JB_CHART_SLOPE && data[d].n == 1)
    jb_text_set (&chart->change_text, "7.57个百分点", "7.57 percentage points"), chart->change = -1;
  return chart;
}

/* Two series that are told apart by colour and by place, parts by their labels: the fills of neighbours differ in grey too. */
static double
grey (const double c[3])
{
  return 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2];
}

static void
check_greys (const JbChartScene *scene, const char *name)
{
  const JbBox *before = NULL;

  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = box_at (scene, i);
      if (strcmp (box->what, "bar") != 0 || box->kind != JB_BOX_RECT || !box->has_fill)
        continue;
      gboolean beside = before != NULL && before->y == box->y && box->x > before->x && box->x - before->x - before->width < 2;
      if (beside && fabs (grey (box->fill) - grey (before->fill)) < 0.1)
        fail_msg ("%s: parts %d and %d are one grey", name, before->datum, box->datum);
      before = box;
    }
}

static void
write_png (const JbChartScene *scene, const char *name)
{
  const char *folder = g_getenv ("JB_GALLERY");
  const double scale = 150.0 / 72;

  if (folder == NULL)
    return;
  g_autofree char *file = g_strconcat (name, ".png", NULL), *path = g_build_filename (folder, file, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (scene->width * scale), (int) ceil (scene->height * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  jb_chart_scene_draw (scene, cr, JB_PART_ALL);
  cairo_destroy (cr);
  assert_int_equal (cairo_surface_write_to_png (surface, path), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

static void
check_one (JbChartKind kind, Data d, JbChartWidth width, JbChartLang langs)
{
  static const char *const lang_names[] = { "", "zh", "en", "both" };
  g_autoptr(GError) error = NULL;
  g_autoptr(JbChart) chart = make (kind, d, width);
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%s", jb_chart_kind_name (kind), data[d].name, width == JB_CHART_HALF ? "half" : "full", lang_names[langs]);
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, langs, &error);
  char says = refused[kind][d];

  if (scene == NULL)
    {
      assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_LIMIT));
      if (says == '.' || (says == 'f' && width == JB_CHART_FULL) || strstr (error->message, ": ") == NULL)
        fail_msg ("%s is refused: %s", name, error->message);
      return;
    }
  if (says == '-')
    fail_msg ("%s is drawn", name);
  write_png (scene, name);
  check_inside (scene, name);
  check_texts (scene, name);
  check_lines (scene, name);
  check_lengths (chart, scene, name);
  check_visible (chart, scene, name);
  check_complete (chart, scene, name);
  check_langs (scene, langs, name);
  check_greys (scene, name);
}

static void
test_kind (void **state)
{
  static const JbChartLang langs[] = { JB_CHART_LANG_ZH, JB_CHART_LANG_EN, JB_CHART_LANG_BOTH };
  JbChartKind kind = (JbChartKind) GPOINTER_TO_UINT (*state);

  for (Data d = 0; d < N_DATA; d++)
    for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
      {
        check_one (kind, d, JB_CHART_FULL, langs[i]);
        check_one (kind, d, JB_CHART_HALF, langs[i]);
      }
}

/* A good chart of each kind, box by box. */
static const struct { JbChartKind kind; JbChartWidth width; const char *data, *series; } samples[] = {
  { JB_CHART_BARS, JB_CHART_HALF, "现场检查/On-site inspections/11*;联合检查/Joint inspections/9;联合会商/Joint meetings/3>", NULL },
  { JB_CHART_COLUMNS, JB_CHART_HALF, "//300@2020;//420@2021;//390@2022*", NULL },
  { JB_CHART_GROUPED, JB_CHART_FULL, "工业/Industry/7.5#0;工业/Industry/8.1#1;建筑/Construction/-2.4#0;建筑/Construction/0#1", "2021年/2021;2022年/2022" },
  { JB_CHART_PARTS, JB_CHART_FULL, "村/Villages/196*;镇/Towns/14;行业/Industries/5;企业/Enterprises/3", NULL },
  { JB_CHART_RATES, JB_CHART_HALF, "一次办/In one visit/100;网上办/Online/97.42;马上办//73.41*", NULL },
  { JB_CHART_SLOPE, JB_CHART_HALF, "败诉率/Loss rate/21.21d@2021;败诉率/Loss rate/13.64@2022", NULL },
  { JB_CHART_SLOPE, JB_CHART_FULL, "甲/A/21.21@2021#0;甲/A/13.64@2022#0;乙/B/12@2021#1;乙/B/13@2022#1", "败诉率/Loss rate;纠错率/Correction rate" },
  { JB_CHART_LINE, JB_CHART_FULL, "//5@2020#0;//6@2021#0;//7@2022#0;//1@2020#1;//?@2021#1;//3@2022#1", "甲县/Jia County;乙县/Yi County" },
  { JB_CHART_TWO_STEP, JB_CHART_FULL, "调解/Mediated/3083;成功/Settled/3029;未成功/Not settled/54d", NULL },
  { JB_CHART_WATERFALL, JB_CHART_FULL, "年初/Opening/100;新增/Added/60;办结/Closed/-120;年末/End/40", NULL },
  { JB_CHART_BULLET, JB_CHART_FULL, "增长/Growth/5.5=7;就业/Jobs/102=100;物价/Prices/0=3", NULL },
  { JB_CHART_MULTIPLES, JB_CHART_FULL, "//5@2020#0;//7@2022#0;//500@2020#1;//450@2022#1", "甲县/Jia County;乙县/Yi County" },
  { JB_CHART_CARDS, JB_CHART_HALF, "受理/Accepted/120;纠错/Corrected/-9", NULL },
};

static void
test_golden (void **state)
{
  g_autoptr(GString) out = g_string_new ("# The boxes of a chart of each kind, in both languages: x, y (of a text its baseline), width, height in points.\n");

  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr(JbChart) chart = chart_from_text ("c01", samples[i].kind, samples[i].data);
      g_auto(GStrv) series = g_strsplit (samples[i].series != NULL ? samples[i].series : "", ";", -1);

      chart->width = samples[i].width;
      chart->number = (guint) i + 1;
      jb_text_set (&chart->title, "三项比率中，马上办最低：73.41%", "On-the-spot handling is the lowest of three: 73.41%");
      jb_text_set (&chart->unit, "件", "number of cases");
      jb_text_set (&chart->source, "来源：报告一（二）", "Source: sec. 1(2)");
      if (samples[i].kind == JB_CHART_TWO_STEP || samples[i].kind == JB_CHART_PARTS)
        jb_text_set (&chart->total, samples[i].kind == JB_CHART_PARTS ? "218" : "98%", samples[i].kind == JB_CHART_PARTS ? "218" : "98%");
      for (guint k = 0; series[k] != NULL; k++)
        {
          g_auto(GStrv) names = g_strsplit (series[k], "/", 2);
          jb_chart_add_series (chart, names[0], names[1]);
        }
      g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, JB_CHART_LANG_BOTH, NULL);
      assert_non_null (scene);
      g_string_append_printf (out, "\n%s ", jb_chart_kind_name (samples[i].kind));
      chart_dump (out, scene);
    }
  golden_check ("tests/charts/kinds.golden", out->str);
}

int
main (void)
{
  struct CMUnitTest tests[JB_N_CHART_KINDS + 1];

  for (guint kind = 0; kind < JB_N_CHART_KINDS; kind++)
    tests[kind] = (struct CMUnitTest) { .name = jb_chart_kind_name ((JbChartKind) kind), .test_func = test_kind, .initial_state = GUINT_TO_POINTER (kind) };
  tests[JB_N_CHART_KINDS] = (struct CMUnitTest) { .name = "a good one of each", .test_func = test_golden };
  return _cmocka_run_group_tests ("gallery", tests, G_N_ELEMENTS (tests), set_up, tear_down);
}
