/* Alternative text: whole paragraphs, and the limits of their length. */
#include "chart-text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

typedef struct
{
  const char *name;
  JbChartKind kind;
  const char *data, *subject, *unit; /* "zh/en"; NULL: none */
  const char *zh, *en;
} Case;

static const Case cases[] = {
  { "bars", JB_CHART_BARS, "现场检查/On-site inspections/11;联合检查/Joint inspections/9", "执法监督/Enforcement", "次/activities",
    "条形图：执法监督，单位次。现场检查11；联合检查9。现场检查最多。",
    "Bar chart: Enforcement (activities). On-site inspections 11; Joint inspections 9. Largest: On-site inspections." },
  { "ties name none", JB_CHART_BARS, "甲/A/3;乙/B/3", "村镇/Towns", NULL, "条形图：村镇。甲3；乙3。", "Bar chart: Towns. A 3; B 3." },
  { "not stated", JB_CHART_BARS, "甲/A/3;乙/B/?", NULL, NULL, "条形图。甲3；乙未载明。甲最多。",
    "Bar chart. A 3; B not stated. Largest: A." },
  { "seven bars", JB_CHART_BARS, "甲/A/9;乙/B/8;丙/C/7;丁/D/6;戊/E/5;己/F/4;庚/G/3", NULL, NULL,
    "条形图。甲9；乙8；丙7；……共7项；庚3。甲最多。", "Bar chart. A 9; B 8; C 7; … 7 in all; G 3. Largest: A." },
  { "rates", JB_CHART_RATES, "一次办/Single visit/100;网上办/Online/97.42", "政务服务/Services", "%/%",
    "比率图（0—100%）：一次办100；网上办97.42。各项互不相加。",
    "Rates on a scale of 0 to 100%: Single visit 100; Online 97.42. The rates are not parts of one whole." },
  { "derived", JB_CHART_SLOPE, "败诉率/Loss rate/21.21d@2021;败诉率/Loss rate/13.64@2022", "败诉率/Loss rate", NULL,
    "斜线图：败诉率。2021年21.21（推算）；2022年13.64。", "Slope: Loss rate. 2021: 21.21 (derived); 2022: 13.64." },
  { "columns", JB_CHART_COLUMNS, "//300@2021;//420@2022", "助企资金/Funds", "万元/10,000 yuan",
    "柱形图：助企资金，单位万元。2021年300；2022年420。由300到420，上升。",
    "Column chart: Funds (10,000 yuan). 2021: 300; 2022: 420. From 300 to 420: up." },
  { "level line", JB_CHART_LINE, "//3@2021;//3@2022", NULL, NULL, "折线图。2021年3；2022年3。由3到3，持平。",
    "Line chart. 2021: 3; 2022: 3. From 3 to 3: unchanged." },
  { "growth", JB_CHART_BARS, "工业/Industry/7.5;建筑/Construction/-2.4", NULL, "%/%", "条形图，单位%。工业7.5；建筑-2.4。工业最高。",
    "Bar chart (%). Industry 7.5; Construction -2.4. Highest: Industry." },
  { "parts", JB_CHART_PARTS, "村/Villages/196;镇/Towns/14", "调解委员会/Committees", "个/number", "构成图：调解委员会，单位个。村196；镇14。村最多。",
    "Parts of a whole: Committees (number). Villages 196; Towns 14. Largest: Villages." },
  { "a target that is a bound", JB_CHART_BULLET, "网上办/Online/98.1=99", NULL, NULL, "目标对照。网上办98.1，目标99。", "Value against target. Online 98.1, target 99." },
  { "without English", JB_CHART_CARDS, "受理//120", NULL, NULL, "数字卡。受理120。", "Figures. 受理 (no English label) 120." },
};

static void
set_pair (JbText *text, const char *pair)
{
  g_auto(GStrv) parts = g_strsplit (pair, "/", 2);

  jb_text_set (text, parts[0], parts[1]);
}

static void
test_case (void **state)
{
  const Case *row = *state;
  g_autoptr(JbChart) chart = chart_from_text ("c01", row->kind, row->data);

  if (row->subject != NULL)
    set_pair (&chart->subject, row->subject);
  if (row->unit != NULL)
    set_pair (&chart->unit, row->unit);
  g_autofree char *zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *en = jb_chart_describe (chart, JB_CHART_LANG_EN);
  assert_string_equal (zh, row->zh);
  assert_string_equal (en, row->en);
}

/* Several measures are told one by one, groups with both their values; names without English say so. */
static const struct { const char *name; JbChartKind kind; const char *data, *series, *zh, *en; } several[] = {
  { "lines", JB_CHART_LINE, "//5@2020#0;//6@2021#0;//7@2022#0;//1@2020#1;//?@2021#1;//3@2022#1", "甲县/Jia County;乙县/Yi County",
    "折线图。甲县由2020年的5到2022年的7；乙县由2020年的1到2022年的3。", "Line chart. Jia County from 5 in 2020 to 7 in 2022; Yi County from 1 in 2020 to 3 in 2022." },
  { "slopes", JB_CHART_SLOPE, "//21@2021#0;//13@2022#0;//12@2021#1;//14@2022#1", "败诉率/Loss rate;纠错率/",
    "斜线图。败诉率由2021年的21到2022年的13；纠错率由2021年的12到2022年的14。",
    "Slope. Loss rate from 21 in 2021 to 13 in 2022; 纠错率 (no English label) from 12 in 2021 to 14 in 2022." },
  { "groups", JB_CHART_GROUPED, "工业/Industry/7.5#0;工业/Industry/8.1#1;建筑/Construction/2#0;建筑/Construction/?#1", "2021年/2021;2022年/2022",
    "分组条形图，2021年与2022年。工业：7.5、8.1；建筑：2、未载明。", "Grouped bars, 2021 and 2022. Industry: 7.5, 8.1; Construction: 2, not stated." },
};

static void
test_several (void **state)
{
  (void) state;
  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    {
      g_autoptr(JbChart) chart = chart_from_text ("c01", several[i].kind, several[i].data);
      g_auto(GStrv) series = g_strsplit (several[i].series, ";", -1);

      for (guint k = 0; series[k] != NULL; k++)
        {
          g_auto(GStrv) names = g_strsplit (series[k], "/", 2);
          jb_chart_add_series (chart, names[0], *names[1] != '\0' ? names[1] : NULL);
        }
      g_autofree char *zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *en = jb_chart_describe (chart, JB_CHART_LANG_EN);
      assert_string_equal (zh, several[i].zh);
      assert_string_equal (en, several[i].en);
    }
}

/* Bounds are spoken. */
static void
test_bound (void **state)
{
  g_autoptr(JbChart) chart = chart_from_text ("c01", JB_CHART_RATES, "办理率/Handled/77>");

  (void) state;
  jb_text_set (&g_array_index (chart->data, JbChartDatum, 0).value_text, "≥77%", "≥77%");
  g_autofree char *zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *en = jb_chart_describe (chart, JB_CHART_LANG_EN);
  assert_non_null (strstr (zh, "办理率至少77%"));
  assert_non_null (strstr (en, "Handled at least 77%"));
}

static void
test_length (void **state)
{
  g_autofree char *zh = g_strnfill (100, 'x'), *en = g_strnfill (300, 'y');
  g_autofree char *data = g_strdup_printf ("%s/%s/9;%s/%s/8;%s/%s/7;%s/%s/6", zh, en, zh, en, zh, en, zh, en);

  (void) state;
  for (int kind = 0; kind < JB_N_CHART_KINDS; kind++)
    {
      g_autoptr(JbChart) chart = chart_from_text ("c01", (JbChartKind) kind, data);
      jb_text_set (&chart->subject, zh, en);
      g_autofree char *text_zh = jb_chart_describe (chart, JB_CHART_LANG_ZH), *text_en = jb_chart_describe (chart, JB_CHART_LANG_EN);
      assert_true (g_utf8_validate (text_zh, -1, NULL) && g_utf8_validate (text_en, -1, NULL));
      assert_true (g_utf8_strlen (text_zh, -1) <= 250);
      assert_true (g_utf8_strlen (text_en, -1) <= 600);
    }
}

int
main (void)
{
  g_autoptr(GArray) tests = g_array_new (FALSE, TRUE, sizeof (struct CMUnitTest));
  const struct CMUnitTest fixed[] = { cmocka_unit_test (test_bound), cmocka_unit_test (test_several), cmocka_unit_test (test_length) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      struct CMUnitTest test = { .name = cases[i].name, .test_func = test_case, .initial_state = (void *) &cases[i] };
      g_array_append_val (tests, test);
    }
  g_array_append_vals (tests, fixed, G_N_ELEMENTS (fixed));
  return _cmocka_run_group_tests ("describe", (const struct CMUnitTest *) (void *) tests->data, tests->len, NULL, NULL);
}
