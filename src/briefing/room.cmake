jb_room (briefing NEEDS base text input report metrics translate audit charts)
