"""What a module may print, and how it is told apart: grammars as data, leniencies by name, the framer."""
