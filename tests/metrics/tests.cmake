jb_test (metrics recognise)
