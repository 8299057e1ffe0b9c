jb_room (text NEEDS base SHOWS PkgConfig::PANGO USES PkgConfig::HARFBUZZ PkgConfig::CAIRO)
