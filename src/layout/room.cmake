jb_room (layout SOURCES jb-document.c NEEDS base text charts briefing)
