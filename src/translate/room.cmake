jb_room (translate
  SOURCES jb-adapt.c jb-compose.c jb-compose-head.c jb-english.c jb-english-words.c jb-exchange.c jb-exchange-print.c jb-fold.c jb-fuzzy.c jb-glossary.c
          jb-heading.c jb-heading-compose.c jb-label.c jb-link.c jb-measure.c jb-memory.c jb-noun.c jb-pairing.c jb-phrase.c jb-segment.c jb-tbx.c jb-translation.c jb-unit.c jb-unit-po.c
          jb-unit-xml.c jb-use.c jb-using.c
  NEEDS base report metrics
  USES PkgConfig::XML PkgConfig::JSON)
