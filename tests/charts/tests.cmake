foreach (noun style layout describe)
  jb_test (charts ${noun} LIBRARIES m)
endforeach ()
