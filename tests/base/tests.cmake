jb_test (base file)
