"""The commands that the manuals have, and what becomes of each in the emulated modules: it behaves, answers, or is
refused. Data of the project, which the emulator never reads: a test holds the two against each other."""
