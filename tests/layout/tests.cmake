foreach (noun text-lines layout figures)
  jb_test (layout ${noun})
endforeach ()
