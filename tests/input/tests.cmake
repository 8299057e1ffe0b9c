jb_test (input decode)
jb_test (input input)
jb_test (input docx LIBRARIES PkgConfig::ARCHIVE)
jb_test (input markup)
jb_test (input pdf)

# The samples in all formats, read by the whole program.
add_test (NAME input.formats COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/input/formats ${CMAKE_BINARY_DIR})
set_tests_properties (input.formats PROPERTIES TIMEOUT 300)
