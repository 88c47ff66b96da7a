"""External PPP: the host's own PPP over the serial line, answered so far that it comes up (SIM7X00 note, chapter 1;
SIM800 AT command manual, 20.8).

No packet goes further than the module: what comes in the Internet Protocol is thrown away.
"""
