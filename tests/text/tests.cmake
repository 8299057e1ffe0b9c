jb_test (text fonts LIBRARIES PkgConfig::HARFBUZZ PkgConfig::CAIRO)
jb_test (text coverage LIBRARIES PkgConfig::HARFBUZZ)
