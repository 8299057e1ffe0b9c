jb_test (audit bilingual)
