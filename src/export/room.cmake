jb_room (export NEEDS base input report metrics translate audit charts USES PkgConfig::JSON PkgConfig::CAIRO)
