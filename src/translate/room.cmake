jb_room (translate NEEDS base report metrics USES PkgConfig::XML)
