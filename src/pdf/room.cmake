pkg_check_modules (LCMS REQUIRED IMPORTED_TARGET lcms2 zlib libdeflate)
jb_room (pdf
  SOURCES jb-pdf.c jb-haru.c jb-qpdf.c jb-pdf-font.c jb-pdf-font-write.c jb-pdf-content.c jb-pdf-structure.c
          jb-pdf-navigation.c jb-pdf-metadata.c jb-pdf-attachment.c jb-pdf-chart.c jb-pdf-check.c jb-pdf-annex.c
          jb-pdf-annex-inspect.c jb-pdf-finish.c jb-pdf-import.c
  NEEDS base text charts layout
  USES HPDF::HPDF PkgConfig::QPDF PkgConfig::HARFBUZZ PkgConfig::CAIRO PkgConfig::LCMS)
