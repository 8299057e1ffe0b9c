# The program `jianbao`, the library libjianbao, and where all of it is installed.
set (JB_ROOMS base text input report metrics translate audit charts briefing layout pdf export)

# What the tests of tests/cli link with: the program itself is run, not linked.
add_library (jb_cli INTERFACE)
add_library (jb::cli ALIAS jb_cli)
target_link_libraries (jb_cli INTERFACE PkgConfig::GLIB)

# A command is built when all rooms that it needs have their code.
function (jb_rooms_stand result)
  foreach (room IN LISTS ARGN)
    get_target_property (type jb_${room} TYPE)
    if (type STREQUAL STATIC_LIBRARY)
      get_target_property (sources jb_${room} SOURCES)
    endif ()
    if (NOT type STREQUAL STATIC_LIBRARY OR (room STREQUAL audit AND NOT sources MATCHES "/jb-audit\\.c")
        OR (room STREQUAL briefing AND NOT sources MATCHES "/jb-briefing\\.c"))
      set (${result} FALSE PARENT_SCOPE)
      return ()
    endif ()
  endforeach ()
  set (${result} TRUE PARENT_SCOPE)
endfunction ()

set (cli ${CMAKE_CURRENT_SOURCE_DIR}/cli)
set (data_rooms base input report metrics translate audit export)
jb_rooms_stand (data_stands ${data_rooms})
jb_rooms_stand (charts_stand ${data_rooms} text charts briefing)
jb_rooms_stand (pages_stand ${data_rooms} text charts briefing layout pdf)

add_executable (jianbao ${cli}/jb-main.c ${cli}/jb-cli.c ${cli}/jb-last-line.c
  ${cli}/jb-stages.c)
target_compile_definitions (jianbao PRIVATE JB_VERSION="${PROJECT_VERSION}")
target_include_directories (jianbao PRIVATE ${cli})
target_link_libraries (jianbao PRIVATE jb::base PkgConfig::GLIB jb_build ${CMAKE_DL_LIBS})
set_target_properties (jianbao PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
# Of jb-last-line.c: the linker shows the libraries only those that it sees one of them use.
if (NOT JB_SANITIZE)
  target_link_options (jianbao PRIVATE LINKER:--export-dynamic-symbol=memalign,--export-dynamic-symbol=aligned_alloc)
endif ()

if (data_stands)
  target_sources (jianbao PRIVATE ${cli}/jb-session.c ${cli}/jb-command-extract.c ${cli}/jb-command-check.c)
  target_compile_definitions (jianbao PRIVATE JB_HAVE_EXTRACT JB_HAVE_CHECK)
  target_link_libraries (jianbao PRIVATE jb::input jb::report jb::metrics jb::translate jb::audit jb::export)
endif ()
if (charts_stand AND EXISTS ${cli}/jb-command-charts.c)
  target_sources (jianbao PRIVATE ${cli}/jb-command-charts.c ${cli}/jb-command-translate.c ${cli}/jb-titles.c)
  target_compile_definitions (jianbao PRIVATE JB_HAVE_CHARTS JB_HAVE_TRANSLATE)
  target_link_libraries (jianbao PRIVATE jb::briefing jb::charts jb::text)
endif ()
if (pages_stand)
  target_sources (jianbao PRIVATE ${cli}/jb-command-render.c ${cli}/jb-command-compare.c ${cli}/jb-print.c
    ${cli}/jb-render.c ${cli}/jb-command-batch.c ${cli}/jb-batch-list.c ${cli}/jb-batch-pool.c
    ${cli}/jb-batch-progress.c ${cli}/jb-batch-record.c ${cli}/jb-batch-settings.c)
  target_link_libraries (jianbao PRIVATE PkgConfig::JSON)
  target_compile_definitions (jianbao PRIVATE JB_HAVE_RENDER)
  target_link_libraries (jianbao PRIVATE jb::briefing jb::layout jb::pdf)
endif ()

# libjianbao: all rooms in one shared library, for programs of others.
add_library (libjianbao SHARED)
set_target_properties (libjianbao PROPERTIES OUTPUT_NAME jianbao VERSION ${PROJECT_VERSION} SOVERSION 0)
target_link_libraries (libjianbao PRIVATE jb_build)
foreach (room IN LISTS JB_ROOMS)
  get_target_property (type jb_${room} TYPE)
  if (type STREQUAL STATIC_LIBRARY)
    target_sources (libjianbao PRIVATE $<TARGET_OBJECTS:jb_${room}>)
    get_target_property (uses jb_${room} LINK_LIBRARIES)
    list (FILTER uses EXCLUDE REGEX "^jb::|^jb_build$")
    target_link_libraries (libjianbao PRIVATE ${uses})
  endif ()
  file (GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/jb-*.h)
  list (FILTER headers EXCLUDE REGEX "-private\\.h$")
  install (FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/jianbao)
endforeach ()
set_target_properties (libjianbao PROPERTIES LINKER_LANGUAGE C)

# The .pc file names its prefix from where it stands, so that an installation can be moved.
file (RELATIVE_PATH JB_PREFIX_FROM_PC /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file (${cli}/jianbao.pc.in ${CMAKE_BINARY_DIR}/jianbao.pc @ONLY)
install (TARGETS jianbao libjianbao)
install (FILES ${CMAKE_BINARY_DIR}/jianbao.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install (FILES ${cli}/jianbao.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install (FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install (DIRECTORY ${CMAKE_SOURCE_DIR}/fonts ${CMAKE_SOURCE_DIR}/assets
         DESTINATION ${CMAKE_INSTALL_DATADIR}/jianbao PATTERN "*.sh" EXCLUDE)
