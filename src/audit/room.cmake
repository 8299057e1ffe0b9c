jb_room (audit NEEDS base report metrics translate)
