foreach (noun style colour layout describe)
  jb_test (charts ${noun} LIBRARIES m)
endforeach ()
