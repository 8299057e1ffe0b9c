jb_room (translate
  SOURCES jb-compose.c jb-english.c jb-fold.c jb-glossary.c jb-heading.c jb-link.c jb-memory.c jb-noun.c jb-segment.c
          jb-translation.c jb-unit.c jb-unit-po.c jb-unit-xml.c
  NEEDS base report metrics
  USES PkgConfig::XML)
