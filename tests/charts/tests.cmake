foreach (noun style colour layout gallery describe picture)
  jb_test (charts ${noun} LIBRARIES m)
endforeach ()
