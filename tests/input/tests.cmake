jb_test (input decode)
jb_test (input input)
