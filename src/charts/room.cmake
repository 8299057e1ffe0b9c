jb_room (charts
  SOURCES jb-chart.c jb-chart-describe.c jb-chart-style.c jb-chart-layout.c jb-chart-text.c jb-chart-block.c
    jb-chart-draft.c jb-scene.c jb-chart-bars.c jb-chart-cards.c jb-chart-parts.c jb-chart-rates.c jb-chart-slope.c
    jb-chart-two-step.c jb-chart-columns.c jb-chart-grouped.c jb-chart-line.c jb-chart-waterfall.c
    jb-chart-bullet.c jb-chart-multiples.c jb-picture.c
  NEEDS base text SHOWS PkgConfig::CAIRO USES PkgConfig::GMODULE)
# Only its headers: it is loaded when a picture needs it.
target_include_directories (jb_charts SYSTEM PRIVATE ${RSVG_INCLUDE_DIRS})
