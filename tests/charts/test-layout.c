/* Every kind with ordinary and hostile data, in three choices of language: what is laid out can be read and is true. */
#include "chart-check.h"
#include "chart-set-up.h"
#include "chart-text.h"

#include "jb-error.h"

#include <math.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define FULL 1
#define HALF 2
#define BOTH 3

#define LONG_ZH "持续优化营商环境并依法平等保护各类经营主体合法权益的专项执法监督检查活动"
#define LONG_EN "Special enforcement supervision activities to improve the business environment and protect market entities"
#define TWELVE                                                                                                        \
  "现场检查/On-site inspections/11*;联合检查/Joint inspections/9;案卷评查/File reviews/8;专项督察/Special supervision/7;"  \
  "联合会商/Joint meetings/6;执法培训/Training sessions/5;暗访/Unannounced visits/4;约谈/Talks/3;通报/Circulars/3;"        \
  "座谈/Panels/2;问卷/Surveys/1;其他/Other/1"

typedef struct
{
  const char *name;
  JbChartKind kind;
  int         widths; /* that it is drawn in */
  const char *data;
  const char *series; /* "甲/First;乙/Second" */
  const char *unit;   /* "万元/million yuan": behind each value; NULL: in the unit line */
} Case;

static const Case cases[] = {
  { "bars", JB_CHART_BARS, BOTH, "现场检查/On-site inspections/11*;联合检查/Joint inspections/9;联合会商/Joint meetings/3", 0, 0 },
  { "one bar", JB_CHART_BARS, BOTH, "现场检查/On-site inspections/11", 0, 0 },
  { "twelve bars", JB_CHART_BARS, BOTH, TWELVE, 0, 0 },
  { "bars with money", JB_CHART_BARS, BOTH, "贷款/Loans/5000;补贴/Subsidies/434.1;减税/Tax relief/18000", 0, "万元/million yuan" },
  { "bars with long labels", JB_CHART_BARS, FULL, LONG_ZH "/" LONG_EN "/12;检查/Inspections/7", 0, 0 },
  { "bars around zero", JB_CHART_BARS, BOTH, "工业/Industry/7.5;建筑/Construction/-2.4;服务/Services/0;农业/Farming/4.1", 0, 0 },
  { "negative bars", JB_CHART_BARS, BOTH, "工业/Industry/-7.5;建筑/Construction/-2.4", 0, 0 },
  { "equal bars", JB_CHART_BARS, BOTH, "甲镇/Jia Town/3;乙镇/Yi Town/3;丙镇/Bing Town/3", 0, 0 },
  { "bars 1 to 1000", JB_CHART_BARS, BOTH, "甲镇/Jia Town/1000;乙镇/Yi Town/1", 0, 0 },
  { "bars with zeros", JB_CHART_BARS, BOTH, "甲镇/Jia Town/0;乙镇/Yi Town/5;丙镇/Bing Town/0", 0, 0 },
  { "bars, all zero", JB_CHART_BARS, BOTH, "甲镇/Jia Town/0;乙镇/Yi Town/0", 0, 0 },
  { "bars of all marks", JB_CHART_BARS, BOTH,
    "甲/A/140>;乙/B/560<;丙/C/500~;丁/D/400:450;戊/E/300d;己/F/350p;庚/G/0;辛/H/?", 0, 0 },
  { "bars without English", JB_CHART_BARS, BOTH, "现场检查//11;联合检查/Joint inspections/9", 0, 0 },
  { "bars without labels", JB_CHART_BARS, BOTH, "//11;//9", 0, 0 },
  { "rates", JB_CHART_RATES, BOTH, "一次办/Completed in a single visit/100;网上办/Online/97.42;马上办/On the spot/73.41*", 0, 0 },
  { "one rate", JB_CHART_RATES, BOTH, "一次办/Completed in a single visit/73.41", 0, 0 },
  { "twelve rates", JB_CHART_RATES, BOTH, TWELVE, 0, 0 },
  { "rates with long labels", JB_CHART_RATES, FULL, LONG_ZH "/" LONG_EN "/12;检查/Inspections/7", 0, 0 },
  { "rates at the ends", JB_CHART_RATES, BOTH, "甲/A/100;乙/B/0;丙/C/0.01;丁/D/?", 0, 0 },
  { "rates with bounds", JB_CHART_RATES, BOTH, "甲/A/77>;乙/B/90<;丙/C/98~", 0, 0 },
  { "rates without English", JB_CHART_RATES, BOTH, "一次办//100;网上办//97.42", 0, 0 },
  { "two parts", JB_CHART_PARTS, BOTH, "从轻处罚/Lighter penalty/292*;不予处罚/No penalty/84", 0, 0 },
  { "six parts", JB_CHART_PARTS, FULL, "甲/A/40;乙/B/25;丙/C/15;丁/D/10;戊/E/6;己/F/4", 0, 0 },
  { "slivers", JB_CHART_PARTS, FULL, "一级/First level/900;二级/Second level/10;三级/Third level/5;四级/Fourth level/2", 0, 0 },
  { "parts 1 to 1000", JB_CHART_PARTS, BOTH, "甲/A/1;乙/B/1000", 0, 0 },
  { "equal parts", JB_CHART_PARTS, BOTH, "甲/A/3;乙/B/3;丙/C/3", 0, 0 },
  { "parts, one derived", JB_CHART_PARTS, BOTH, "镇执法人员/Town enforcement staff/168;其余/Remainder/1008d", 0, 0 },
  { "parts with money", JB_CHART_PARTS, FULL, "贷款/Loans/4.9;补贴/Subsidies/5.2;减税/Tax relief/2.5", 0, "亿元/100 million yuan" },
  { "parts without English", JB_CHART_PARTS, BOTH, "贷款//4.9;补贴//5.2", 0, 0 },
  { "slope", JB_CHART_SLOPE, HALF, "败诉率/Loss rate/21.21d@2021;败诉率/Loss rate/13.64@2022", 0, 0 },
  { "slope from zero", JB_CHART_SLOPE, HALF, "败诉率/Loss rate/0@2021;败诉率/Loss rate/13.64@2022", 0, 0 },
  { "slope to the ground", JB_CHART_SLOPE, HALF, "败诉率/Loss rate/21.21@2021;败诉率/Loss rate/0.5d@2022", 0, 0 },
  { "level slope", JB_CHART_SLOPE, HALF, "败诉率/Loss rate/5@2021;败诉率/Loss rate/5@2022", 0, 0 },
  { "two steps", JB_CHART_TWO_STEP, FULL, "调解/Mediated/3083;成功/Settled/3029;未成功/Not settled/54d", 0, 0 },
  { "two steps to nothing", JB_CHART_TWO_STEP, FULL, "调解/Mediated/3083;成功/Settled/0", 0, 0 },
  { "columns", JB_CHART_COLUMNS, BOTH, "//300@2020;//420@2021;//390@2022*", 0, 0 },
  { "columns with money", JB_CHART_COLUMNS, BOTH, "//5000@2021;//434.1@2022", 0, "万元/million yuan" },
  { "columns that become bars", JB_CHART_COLUMNS, BOTH, "//1@2016;//2@2017;//3@2018;//4@2019;//5@2020;//6@2021;//7@2022", 0, 0 },
  { "columns below zero", JB_CHART_COLUMNS, BOTH, "//-1@2021;//2@2022", 0, 0 },
  { "one column", JB_CHART_COLUMNS, BOTH, "//5@2022", 0, 0 },
  { "columns of all marks", JB_CHART_COLUMNS, FULL, "//140@2017>;//560@2018<;//500@2019~;//400@2020:450;//0@2021;//?@2022", 0, 0 },
  { "columns not stated", JB_CHART_COLUMNS, FULL, "//300@2020d;//1@2021;//350@2022p", 0, 0 },
  { "columns of zero", JB_CHART_COLUMNS, BOTH, "//0@2021;//0@2022", 0, 0 },
  { "columns 1 to 1000", JB_CHART_COLUMNS, BOTH, "//1@2021;//1000@2022", 0, 0 },
  { "grouped", JB_CHART_GROUPED, BOTH, "工业/Industry/7.5#0;工业/Industry/8.1#1;建筑/Construction/-2.4#0;建筑/Construction/0#1", "2021年/2021;2022年/2022", 0 },
  { "grouped with money", JB_CHART_GROUPED, FULL, "贷款/Loans/5000#0;贷款/Loans/434.1#1;补贴/Subsidies/1#0;补贴/Subsidies/?#1", "2021年/2021;2022年/2022", "万元/million yuan" },
  { "grouped 1 to 1000", JB_CHART_GROUPED, BOTH, "甲/A/1000#0;甲/A/1#1", "上年/Year before;本年/This year", 0 },
  { "grouped with gaps", JB_CHART_GROUPED, BOTH, "甲/A/3#0;乙//4#1;丙/C/5#1;丙/C/5#0>", "上年/Year before;本年/This year", 0 },
  { "grouped with long labels", JB_CHART_GROUPED, FULL, LONG_ZH "/Business environment checks/3#0;" LONG_ZH "/Business environment checks/4#1", "上年/Year before;本年/This year", 0 },
  { "line", JB_CHART_LINE, BOTH, "//5.1@2018;//6.3@2019;//2.2@2020;//8.1@2021;//8.4@2022", 0, 0 },
  { "line of nine years", JB_CHART_LINE, BOTH, "//5@2014;//6@2015;//2@2016;//8@2017;//8@2018;//9@2019;//1@2020;//4@2021;//3@2022", 0, 0 },
  { "three lines", JB_CHART_LINE, FULL,
    "//5@2020#0;//6@2021#0;//7@2022#0;//5.1@2020#1;//6.1@2021#1;//7.1@2022#1;//1@2020#2;//9@2021#2;//0@2022#2", "甲县/Jia County;乙县/Yi County;丙县/Bing County", 0 },
  { "four equal lines", JB_CHART_LINE, FULL, "//5@2020#0;//5@2022#0;//5@2020#1;//5@2022#1;//5@2020#2;//5@2022#2;//5@2020#3;//5@2022#3",
    "甲县人民法院受理案件/Cases accepted by the court of Jia;乙县/Yi;丙县/Bing;丁县/Ding", 0 },
  { "line around zero", JB_CHART_LINE, BOTH, "//-5@2020;//6@2021;//-7@2022", 0, 0 },
  { "line with a gap", JB_CHART_LINE, BOTH, "//5@2018;//?@2019;//7@2020;//9d@2024", 0, 0 },
  { "line of zeros", JB_CHART_LINE, BOTH, "//0@2020;//0@2021;//0@2022", 0, 0 },
  { "line 1 to 1000", JB_CHART_LINE, BOTH, "//1@2020;//1000@2021;//1@2022", 0, 0 },
  { "waterfall", JB_CHART_WATERFALL, BOTH, "年初/Opening/100;新增/Added/60;办结/Closed/-120;年末/End/40", 0, 0 },
  { "waterfall with slivers", JB_CHART_WATERFALL, FULL, "年初结余/Opening balance/1000;增/Up/0.5;平/Same/0;减/Down/-999;年末结余/Closing balance/1.5", 0, "万元/yuan" },
  { "waterfall to zero", JB_CHART_WATERFALL, FULL, "年初/Opening/0;新增/Added/60;办结/Closed/-60;年末/End/0", 0, 0 },
  { "bullet", JB_CHART_BULLET, BOTH, "增长/Growth/5.5=7;就业/Jobs/102=100;物价/Prices/0=3", 0, 0 },
  { "one bullet", JB_CHART_BULLET, BOTH, "增长/Growth/5.5=7", 0, 0 },
  { "bullet without target", JB_CHART_BULLET, FULL, "增长/Growth/5.5;就业//?=100;税收/Taxes/90>=80", 0, "亿元/billion yuan" },
  { "bullet 1 to 1000", JB_CHART_BULLET, BOTH, "增长/Growth/1=1000", 0, 0 },
  { "multiples", JB_CHART_MULTIPLES, BOTH,
    "//5@2020#0;//6@2021#0;//7@2022#0;//500@2020#1;//400@2021#1;//450@2022#1;//1@2020#2;//?@2021#2;//0@2022#2", "甲县/Jia County;乙县/Yi County;丙县/Bing County", 0 },
  { "multiples of zeros", JB_CHART_MULTIPLES, FULL, "//0@2020#0;//0@2022#0;//0@2020#1;//0@2022#1", "甲县/Jia County;乙县/", 0 },
  { "multiples below zero", JB_CHART_MULTIPLES, FULL, "//-5@2020#0;//-6d@2022#0;//16355.32@2020#1;//16355.32d@2022#1", "甲县/Jia County;乙县/Yi County", "亿元/billion yuan" },
  { "cards", JB_CHART_CARDS, BOTH, "受理/Accepted/120;办结/Closed/117;纠错/Corrected/9", 0, "件/cases" },
  { "one card", JB_CHART_CARDS, BOTH, "受理/Accepted/120", 0, "件/cases" },
  { "twelve cards", JB_CHART_CARDS, BOTH, TWELVE, 0, 0 },
  { "cards with long labels", JB_CHART_CARDS, BOTH, LONG_ZH "/" LONG_EN "/16355.32;乙//0", 0, "亿元/billion yuan" },
};

static const JbChartLang all_langs[] = { JB_CHART_LANG_ZH, JB_CHART_LANG_EN, JB_CHART_LANG_BOTH };

static void
add_pairs (JbChart *chart, const Case *row)
{
  g_auto(GStrv) pairs = g_strsplit (row->series != NULL ? row->series : "", ";", -1);
  g_auto(GStrv) unit = g_strsplit (row->unit != NULL ? row->unit : "", "/", 2);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto(GStrv) names = g_strsplit (pairs[i], "/", 2);
      jb_chart_add_series (chart, names[0], names[1]);
    }
  for (guint i = 0; row->unit != NULL && i < chart->data->len; i++)
    jb_text_set (&g_array_index (chart->data, JbChartDatum, i).unit, unit[0], unit[1]);
}

static JbChart *
make_chart (const Case *row, JbChartWidth width)
{
  JbChart *chart = chart_from_text ("c01", row->kind, row->data);

  chart->width = width;
  chart->number = 3;
  jb_text_set (&chart->title, "五类执法监督活动中，现场检查最多，为11次", "On-site inspections, 11, were the most frequent of five");
  if (row->unit == NULL)
    jb_text_set (&chart->unit, "次", "Number of activities");
  jb_text_set (&chart->source, "来源：报告一（五），本册第6页", "Source: report, section 1(5); this briefing, p. 6");
  if (row->kind == JB_CHART_PARTS)
    jb_text_set (&chart->total, "376", "376"), chart->total_derived = TRUE;
  if (row->kind == JB_CHART_TWO_STEP)
    jb_text_set (&chart->total, "98%", "98%");
  if (row->kind == JB_CHART_SLOPE)
    jb_text_set (&chart->change_text, "7.57个百分点", "7.57 percentage points"), chart->change = -1;
  add_pairs (chart, row);
  return chart;
}

static void
check_case (const Case *row, JbChartWidth width, JbChartLang langs)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JbChart) chart = make_chart (row, width);
  g_autofree char *name = g_strdup_printf ("%s, %s, langs %d", row->name, width == JB_CHART_HALF ? "half" : "full", (int) langs);
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, langs, &error);

  if (scene == NULL)
    fail_msg ("%s: %s", name, error->message);
  assert_true (fabs (scene->width - jb_chart_style_get_width (style, width)) < 0.001);
  assert_true (scene->height > 20 && scene->height < 700);
  assert_true (scene->plot_top < scene->plot_bottom && scene->plot_bottom <= scene->height);
  check_inside (scene, name);
  check_texts (scene, name);
  check_lengths (chart, scene, name);
  check_complete (chart, scene, name);
  check_langs (scene, langs, name);
}

static void
test_case (void **state)
{
  const Case *row = *state;

  for (guint i = 0; i < G_N_ELEMENTS (all_langs); i++)
    {
      if (row->widths & FULL)
        check_case (row, JB_CHART_FULL, all_langs[i]);
      if (row->widths & HALF)
        check_case (row, JB_CHART_HALF, all_langs[i]);
    }
}

/* What cannot be drawn honestly: the code, and what the message must name. */
static const struct
{
  const char *name;
  JbChartKind kind;
  const char *data;
  JbError     code;
  const char *says;
} refusals[] = {
  { "nothing", JB_CHART_BARS, "", JB_ERROR_LIMIT, "c01" },
  { "no number", JB_CHART_BARS, "甲/A/1;乙/B/nan", JB_ERROR_LIMIT, "c01, datum 2" },
  { "infinite", JB_CHART_RATES, "甲/A/inf", JB_ERROR_LIMIT, "c01, datum 1" },
  { "series without a name", JB_CHART_BARS, "甲/A/1#4", JB_ERROR_LIMIT, "datum 1" },
  { "negative series", JB_CHART_BARS, "甲/A/1#-1", JB_ERROR_LIMIT, "datum 1" },
  { "range backwards", JB_CHART_BARS, "甲/A/450:400", JB_ERROR_LIMIT, "datum 1" },
  { "no such glyph", JB_CHART_BARS, "甲\xF3\xB0\x80\x80/A/1", JB_ERROR_GLYPH, "U+F0000" },
  { "three lines of label", JB_CHART_BARS, LONG_ZH LONG_ZH LONG_ZH LONG_ZH "/A/1", JB_ERROR_LIMIT, "datum 1" },
  { "rate over 100", JB_CHART_RATES, "甲/A/90;乙/B/100.01", JB_ERROR_LIMIT, "datum 2" },
  { "rate under 0", JB_CHART_RATES, "甲/A/-1", JB_ERROR_LIMIT, "datum 1" },
  { "one part", JB_CHART_PARTS, "甲/A/1", JB_ERROR_LIMIT, "c01" },
  { "seven parts", JB_CHART_PARTS, "甲/A/1;乙/B/1;丙/C/1;丁/D/1;戊/E/1;己/F/1;庚/G/1", JB_ERROR_LIMIT, "c01" },
  { "part of nothing", JB_CHART_PARTS, "甲/A/1;乙/B/0", JB_ERROR_LIMIT, "datum 2" },
  { "negative part", JB_CHART_PARTS, "甲/A/3;乙/B/-1", JB_ERROR_LIMIT, "datum 2" },
  { "part beyond its whole", JB_CHART_TWO_STEP, "甲/A/3;乙/B/4", JB_ERROR_LIMIT, "c01" },
  { "step of one", JB_CHART_TWO_STEP, "甲/A/3", JB_ERROR_LIMIT, "c01" },
  { "grouped without series", JB_CHART_GROUPED, "甲/A/3", JB_ERROR_LIMIT, "c01" },
  { "waterfall that does not add up", JB_CHART_WATERFALL, "年初/A/100;新增/B/60;年末/C/161", JB_ERROR_LIMIT, "datum 3" },
  { "waterfall of a guess", JB_CHART_WATERFALL, "年初/A/100;新增/B/60~;年末/C/160", JB_ERROR_LIMIT, "datum 2" },
  { "waterfall below zero", JB_CHART_WATERFALL, "年初/A/100;减/B/-160;年末/C/-60", JB_ERROR_LIMIT, "datum 2" },
  { "waterfall of ripples", JB_CHART_WATERFALL, "年初/A/1000;新增/B/1;年末/C/1001", JB_ERROR_LIMIT, "c01" },
  { "bullet below zero", JB_CHART_BULLET, "甲/A/3=4;乙/B/-1=2", JB_ERROR_LIMIT, "datum 2" },
  { "multiples without names", JB_CHART_MULTIPLES, "//3@2021;//4@2022", JB_ERROR_LIMIT, "c01" },
  { "line of one year", JB_CHART_LINE, "甲/A/3@2021", JB_ERROR_LIMIT, "c01" },
  { "line with a year twice", JB_CHART_LINE, "甲/A/3@2021;甲/A/3@2022;甲/A/4@2022", JB_ERROR_LIMIT, "datum 3" },
  { "slope of one year", JB_CHART_SLOPE, "甲/A/3@2021;甲/A/4@2021", JB_ERROR_LIMIT, "c01" },
  { "slope of three years", JB_CHART_SLOPE, "甲/A/3@2021;甲/A/4@2022;甲/A/4@2023", JB_ERROR_LIMIT, "datum" },
  { "slope with a gap", JB_CHART_SLOPE, "甲/A/3@2021;甲/A/?@2022", JB_ERROR_LIMIT, "datum 2" },
};

static void
test_refusal (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  Case row = { refusals[i].name, refusals[i].kind, FULL, refusals[i].data, NULL, NULL };
  g_autoptr(JbChart) chart = make_chart (&row, JB_CHART_FULL);
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, JB_CHART_LANG_BOTH, &error);

  assert_null (scene);
  assert_true (g_error_matches (error, JB_ERROR, (gint) refusals[i].code));
  if (strstr (error->message, refusals[i].says) == NULL)
    fail_msg ("“%s” does not say “%s”", error->message, refusals[i].says);
}

/* A wider figure has longer bars, never larger text. */
static void
test_wider (void **state)
{
  const Case *row = &cases[0];
  g_autoptr(JbChart) half = make_chart (row, JB_CHART_HALF), full = make_chart (row, JB_CHART_FULL);
  (void) state;
  g_autoptr(JbChartScene) small = jb_chart_layout (half, style, fonts, JB_CHART_LANG_ZH, NULL);
  g_autoptr(JbChartScene) large = jb_chart_layout (full, style, fonts, JB_CHART_LANG_ZH, NULL);

  assert_non_null (small);
  assert_non_null (large);
  assert_true (find_box (large, "bar", 0)->width > 2 * find_box (small, "bar", 0)->width);
  assert_true (find_box (large, "bar", 0)->height == find_box (small, "bar", 0)->height);
  assert_true (find_box (large, "label", 0)->height == find_box (small, "label", 0)->height);
}

static guint
count_boxes (const JbChartScene *scene, JbBoxKind kind, const char *what, int datum)
{
  guint n = 0;

  for (guint i = 0; i < scene->boxes->len; i++)
    {
      const JbBox *box = box_at (scene, i);
      n += box->kind == kind && strcmp (box->what, what) == 0 && box->datum == datum;
    }
  return n;
}

/* How well a value is known shows in its mark. */
static void
test_marks (void **state)
{
  (void) state;
  Case row = { "marks", JB_CHART_BARS, FULL, "甲/A/140>;乙/B/560<;丙/C/500~;丁/D/400:450;戊/E/300d;己/F/350p;庚/G/0;辛/H/?;壬/I/9", 0, 0 };
  g_autoptr(JbChart) chart = make_chart (&row, JB_CHART_FULL);
  g_autoptr(JbChartScene) scene = jb_chart_layout (chart, style, fonts, JB_CHART_LANG_BOTH, NULL);

  assert_non_null (scene);
  assert_int_equal (count_boxes (scene, JB_BOX_RECT, "bound", 0), 3); /* thinning slices: it goes on */
  assert_int_equal (count_boxes (scene, JB_BOX_HATCH, "possible", 1), 1);
  assert_int_equal (count_boxes (scene, JB_BOX_RECT, "bound", 1), 1); /* a closing edge */
  assert_int_equal (count_boxes (scene, JB_BOX_RECT, "bar", 1), 0);
  assert_int_equal (count_boxes (scene, JB_BOX_HATCH, "possible", 2), 1);
  assert_int_equal (count_boxes (scene, JB_BOX_HATCH, "possible", 3), 1);
  assert_true (find_box (scene, "bar", 4)->dash[0] > 0 && find_box (scene, "bar", 4)->has_stroke);
  assert_true (find_box (scene, "bar", 5)->dash[0] == 0 && find_box (scene, "bar", 5)->has_stroke);
  assert_int_equal (count_boxes (scene, JB_BOX_RING, "zero", 6), 1);
  assert_null (find_box (scene, "bar", 7));
  assert_false (find_box (scene, "bar", 8)->has_stroke);
  assert_int_equal (count_boxes (scene, JB_BOX_HATCH, "possible", 8), 0);
}

int
main (void)
{
  g_autoptr(GArray) tests = g_array_new (FALSE, TRUE, sizeof (struct CMUnitTest));
  const struct CMUnitTest fixed[] = { cmocka_unit_test (test_wider), cmocka_unit_test (test_marks) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      struct CMUnitTest test = { .name = cases[i].name, .test_func = test_case, .initial_state = (void *) &cases[i] };
      g_array_append_val (tests, test);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      struct CMUnitTest test = { .name = refusals[i].name, .test_func = test_refusal, .initial_state = GSIZE_TO_POINTER (i) };
      g_array_append_val (tests, test);
    }
  g_array_append_vals (tests, fixed, G_N_ELEMENTS (fixed));
  return _cmocka_run_group_tests ("layout", (const struct CMUnitTest *) (void *) tests->data, tests->len, set_up, tear_down);
}
