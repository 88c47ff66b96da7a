"""The emulated module: a core without I/O and without a clock, and one declaration per family."""
