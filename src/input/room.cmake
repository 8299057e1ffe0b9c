jb_room (input
  SOURCES jb-input.c jb-decode.c jb-format.c jb-lines.c jb-page-lines.c jb-xml.c jb-zip.c jb-docx.c jb-docx-parts.c jb-docx-write.c
          jb-docx-numbering.c jb-markdown.c jb-html.c jb-html-article.c jb-html-guard.c jb-html-title.c
          jb-pdf-child.c jb-pdf-notes.c jb-pdf-rows.c jb-pdf-text.c
  NEEDS base
  USES PkgConfig::XML PkgConfig::ARCHIVE PkgConfig::GUMBO PkgConfig::CMARK cmark-gfm-extensions m)
