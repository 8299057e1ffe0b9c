jb_test (metrics recognise)
jb_test (metrics quantity)
