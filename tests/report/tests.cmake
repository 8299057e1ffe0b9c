jb_test (report tree)
