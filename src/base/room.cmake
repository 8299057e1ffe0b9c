jb_room (base
  SOURCES jb-error.c jb-diagnostic.c jb-data-dir.c jb-file.c jb-decimal.c jb-tsv.c jb-ini.c jb-han.c
  USES PkgConfig::GMP)
target_compile_definitions (jb_base PRIVATE JB_INSTALL_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/jianbao")
# A program run from a build folder finds fonts/ and assets/ through this file (jb-data-dir.c).
file (WRITE ${CMAKE_BINARY_DIR}/jianbao-data-dir "${CMAKE_SOURCE_DIR}\n")
