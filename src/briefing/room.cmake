jb_room (briefing SOURCES jb-profile.c NEEDS base text input report metrics translate audit charts)
