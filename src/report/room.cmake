jb_room (report SOURCES
    jb-enumerator.c jb-facts.c jb-front.c jb-lines.c jb-outline.c jb-pieces.c jb-report.c jb-words.c
  NEEDS base)
