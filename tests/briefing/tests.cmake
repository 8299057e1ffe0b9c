jb_test (briefing profile)
jb_test (briefing prose)
jb_test (briefing plan)
jb_test (briefing charts)
