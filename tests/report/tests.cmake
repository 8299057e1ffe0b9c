jb_test (report tree)
jb_test (report parse)
