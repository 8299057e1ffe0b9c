jb_room (metrics NEEDS base report)
