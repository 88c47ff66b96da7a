"""The languages that results are written in: one file each, in which what others said is escaped."""
