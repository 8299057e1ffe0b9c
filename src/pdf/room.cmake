jb_room (pdf NEEDS base text charts layout USES HPDF::HPDF PkgConfig::QPDF PkgConfig::HARFBUZZ PkgConfig::CAIRO)
