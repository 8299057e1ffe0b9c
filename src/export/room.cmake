jb_room (export
  SOURCES jb-export.c jb-export-chart.c jb-export-check.c jb-export-csv.c jb-export-json.c jb-json.c
  NEEDS base input report metrics translate audit charts USES PkgConfig::JSON PkgConfig::CAIRO m)
