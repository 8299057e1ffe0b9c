jb_room (metrics SOURCES
    jb-change.c jb-chars.c jb-clause.c jb-cover.c jb-extract.c jb-label.c jb-label-change.c jb-label-level.c jb-label-list.c jb-label-noun.c jb-label-part.c jb-label-rate.c
    jb-label-relation.c jb-label-words.c
    jb-lexicon.c jb-metric.c jb-number.c jb-phrase.c jb-quantity.c jb-reading-fill.c
    jb-reading.c jb-recognise.c jb-table.c jb-trie.c
  NEEDS base report)
