foreach (noun text-lines layout figures check)
  jb_test (layout ${noun})
endforeach ()
