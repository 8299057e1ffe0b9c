jb_room (report NEEDS base)
