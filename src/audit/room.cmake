jb_room (audit SOURCES jb-audit.c jb-audit-change.c jb-audit-repeat.c jb-audit-say.c jb-audit-sum.c jb-rate-names.c jb-align.c jb-align-kinds.c jb-align-map.c jb-align-words.c jb-compare.c jb-bilingual.c jb-bilingual-matched.c jb-bilingual-numbers.c jb-bilingual-text.c jb-bilingual-words.c
  NEEDS base report metrics translate USES m)
