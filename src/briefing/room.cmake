jb_room (briefing
  SOURCES jb-profile.c jb-block.c jb-briefing.c jb-plan-front.c jb-plan-body.c jb-plan-back.c jb-plan-prose.c
    jb-plan-figures.c jb-number-text.c
  NEEDS base text input report metrics translate audit charts)
