jb_room (layout SOURCES jb-document.c jb-text-lines.c jb-setter.c jb-layout-front.c jb-layout-body.c jb-layout-table.c jb-layout-figures.c jb-layout.c NEEDS base text charts briefing)
