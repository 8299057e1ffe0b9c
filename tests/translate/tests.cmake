jb_test (translate heading)
jb_test (translate english)
jb_test (translate memory)
jb_test (translate glossary)
