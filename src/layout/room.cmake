jb_room (layout SOURCES jb-document.c jb-text-lines.c NEEDS base text charts briefing)
