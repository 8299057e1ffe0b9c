jb_test (metrics recognise)
jb_test (metrics quantity)

# Whole reports: needs the room that reads their structure.
get_target_property (report_type jb_report TYPE)
if (report_type STREQUAL STATIC_LIBRARY)
  jb_test (metrics extract)
  jb_test (metrics label)
  jb_test (metrics passages)
  add_executable (bench-extract EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/bench-extract.c)
  target_link_libraries (bench-extract PRIVATE jb::metrics jb_build)
endif ()
