jb_test (audit bilingual)
jb_test (audit audit)
