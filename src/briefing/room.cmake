jb_room (briefing
  SOURCES jb-profile.c jb-block.c jb-briefing.c jb-plan-front.c jb-plan-body.c jb-plan-back.c jb-plan-prose.c
    jb-plan-figures.c jb-plan-chart.c jb-plan-relations.c jb-plan-parts.c jb-plan-flows.c jb-plan-years.c jb-plan-pairs.c
    jb-plan-siblings.c
    jb-plan-wishes.c jb-chart-words.c jb-number-text.c jb-plan-compare.c jb-plan-compare-front.c
    jb-plan-compare-table.c jb-plan-compare-figures.c
  NEEDS base text input report metrics translate audit charts)
