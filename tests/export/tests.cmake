get_target_property (audit_type jb_audit TYPE)
if (audit_type STREQUAL STATIC_LIBRARY)
  jb_test (export export LIBRARIES PkgConfig::JSON)
endif ()
