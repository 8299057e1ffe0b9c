jb_room (audit SOURCES jb-bilingual.c jb-bilingual-numbers.c jb-bilingual-text.c
  NEEDS base report metrics translate)
