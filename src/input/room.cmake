jb_room (input NEEDS base)
