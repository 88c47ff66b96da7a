"""What a module of GSM can do in the packet service: AT+CGCLASS, +CGMSCLASS, +CEGPRS, +CSGS, +CMNRP, +CGSMS (SIM800 AT
command manual, 6.2.36, 6.2.55, 6.2.68, 6.2.69, 7.2.8 and 7.2.11). Kept and told.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, OneOf, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed, one_number, spell_numbers
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.switch_settings import switched
from atconform.emulator.core.word_settings import one_word

CLASSES = (2, 4, 8, 9, 10, 12)

CGCLASS = Setting("cgclass", "B", Word(("B", "CG", "CC")), Saved.AT_ONCE, "+CGCLASS")
MULTISLOT = Setting("cgmsclass", 12, OneOf(CLASSES), Saved.AT_ONCE, "+CGMSCLASS")
CEGPRS: Setting[tuple[int, ...]] = Setting("cegprs", (0,), saved=Saved.AT_ONCE, command="+CEGPRS")
"""EDGE off or on, and its class; in effect after a restart, by which nothing can be seen here."""
CSGS = Setting("csgs", 1, Int(0, 2), Saved.PROFILE, "+CSGS")
"""What the network light shows while data is carried."""
CMNRP = Setting("cmnrp", 0, Int(0, 1), Saved.PROFILE, "+CMNRP")


def set_class(module: Device, value: int) -> Reply:
    """AT+CGMSCLASS=."""
    module.settings[MULTISLOT] = value
    return ok()


SETTINGS = (CGCLASS, MULTISLOT, CEGPRS, CSGS, CMNRP)

COMMANDS = (
    one_word(CGCLASS, test='("B","CG","CC")', quoted=False),
    Command(
        "+CGMSCLASS",
        test=lambda module: ok(f"MULTISLOT CLASS: {listed(MULTISLOT.only)}"),
        read=lambda module: ok(f"MULTISLOT CLASS: {module.settings[MULTISLOT]}"),
        write=form(set_class, MULTISLOT.only),
    ),
    switched(CEGPRS, (OneOf(CLASSES),), f"(0,1) , ({spell_numbers(CLASSES)})"),
    one_number(CSGS),
    one_number(CMNRP, test="(0-1)"),
)
