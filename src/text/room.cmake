jb_room (text
  SOURCES jb-fonts.c jb-faces.c
  NEEDS base
  SHOWS PkgConfig::PANGO
  USES PkgConfig::HARFBUZZ PkgConfig::CAIRO m)
