"""How often the codes of the card may still be tried: AT+SPIC, AT+CPINR.

SIM800 AT command manual, 6.2.3; SIM7500/SIM7600, 3.2.6, which have them in different orders; SIM7020, 3.2.34.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from atconform.emulator.core.command import Command, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.general.sim import MOST_TRIES, PIN, PIN2, PUK, PUK2, Sim, refusal


def tries_left(*order: str, test: tuple[str, ...] | None = None) -> Command:
    """Declare AT+SPIC.

    :param order: the codes, in the order in which it tells them
    :param test: what the test form answers; None: there is none
    """

    def tell(module: Device) -> Reply:
        card = module.part(Sim)
        return (
            ok("+SPIC: " + ",".join(str(card.codes.tries[code]) for code in order)) if card.state else refusal(module)
        )

    return Command("+SPIC", test=test, execute=tell)


def remaining(module: Device, wanted: str = "*") -> Reply:
    """AT+CPINR: a line for each code whose name fits, with how often it may still be tried and could at first."""
    card = module.part(Sim)
    if not card.state:
        return refusal(module)
    left = card.codes.tries
    codes = (code for code in MOST_TRIES if fnmatchcase(code, wanted.replace("[", "[[]")))
    return ok(*(f'+CPINR: "{code}",{left[code]},{MOST_TRIES[code]}' for code in codes))


PINS_FIRST = tries_left(PIN, PIN2, PUK, PUK2)
"""As SIM800 has it."""
EACH_WITH_ITS_PUK = tries_left(PIN, PUK, PIN2, PUK2, test=())
"""As SIM7X00 has it."""
BY_NAME = Command("+CPINR", test=(), write=form(remaining, Text(16)), execute=remaining)
"""As SIM7020 has it."""
