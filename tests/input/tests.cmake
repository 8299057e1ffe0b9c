jb_test (input decode)
jb_test (input input)
jb_test (input docx LIBRARIES PkgConfig::ARCHIVE)
jb_test (input markup)
