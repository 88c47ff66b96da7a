"""Breaking the emulated module on purpose: what no scenario notices is a hole in the suite.

*Wire mutants* change what the module sends, one thing at a time, and are judged scenario by scenario. *Figure mutants*
change one figure of the emulator by one step, and are judged by all scenarios together.
"""
