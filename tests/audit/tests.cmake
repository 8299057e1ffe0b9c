jb_test (audit bilingual)
jb_test (audit audit)
jb_test (audit align)
