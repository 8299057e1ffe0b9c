jb_room (charts NEEDS base text SHOWS PkgConfig::CAIRO)
