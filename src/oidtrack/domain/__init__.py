"""Values and pure functions: doses, medicines, entries, scores. No I/O, no clock, no float."""
