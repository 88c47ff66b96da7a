"""The settings of the dialogue with the host, by which the mechanism itself goes (V.250, 6.2; AT command manuals)."""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.settings import Saved, Setting

ECHO = Setting("echo", 1, Int(0, 1), Saved.PROFILE, "E")
VERBOSE = Setting("verbose", 1, Int(0, 1), Saved.PROFILE, "V")
QUIET = Setting("quiet", 0, Int(0, 1), Saved.PROFILE, "Q")
CMEE = Setting("cmee", 0, Int(0, 2), Saved.PROFILE, "+CMEE")
S3 = Setting("S3", 13, Int(13, 13), Saved.PROFILE, "S3")
"""The character that ends a command line."""
S5 = Setting("S5", 8, Int(0, 127), Saved.PROFILE, "S5")
"""The character that takes the last one back."""
IFC = Setting("ifc", (0, 0), (Int(0, 2), Int(0, 2)), Saved.PROFILE, "+IFC", untouched_by_reset=True)
"""How the host holds the module back, and how the module holds the host back."""
PROMPT = Setting("prompt", 1, Int(0, 2), command="+CIPSPRT")
"""Whether data is asked for with a prompt; 2: and whether SEND OK follows it, neither."""
