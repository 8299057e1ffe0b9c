/* Labels: what a number measures, told away from its text.
 *
 *   受理法律援助案件371件                →  label 法律援助案件, verb 受理
 *   调解成功率98%                        →  label 人民调解成功率, role rate, whole: the 3083件 before it
 *   查处商标侵权13件、假冒专利1件        →  商标侵权查处案件; 假冒专利查处案件, the verb carried over, one group
 *   地区生产总值341.9亿元，增长5.2%      →  地区生产总值; 地区生产总值增速
 *
 * The words that this rests on stand in assets/lexicon/: verbs.tsv, label-words.tsv, label-units.tsv. */
#pragma once

#include "jb-metric.h"
#include "jb-report.h"

/**
 * jb_labels_assign:
 * @metrics: (element-type JbMetric): in order of the text, as the extraction leaves them
 *
 * Fills label_zh, verb, subject, period, role, whole, group and clause of every metric. A metric of a table keeps the
 * label that its cells gave it. Labels are told apart by their context, so that two metrics share one only if they state
 * the same fact. Time is linear in the length of the text.
 */
void jb_labels_assign (const JbReport *report, const JbLexicon *lexicon, GPtrArray *metrics);
