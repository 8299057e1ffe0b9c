foreach (noun style colour layout gallery describe)
  jb_test (charts ${noun} LIBRARIES m)
endforeach ()
