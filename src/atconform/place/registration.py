"""Asking a module whether it is in its network, and waiting until it is in the packet service."""

from __future__ import annotations

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.units import SECOND
from atconform.place.conversation import Conversation

ATTACH_ROUNDS = 30
SILENT_ROUNDS = 8
"""Questions without any answer after which a module is not booting but gone."""
ASK_ATTACHED, ATTACHED = "AT+CGATT?", b"+CGATT: 1"
REGISTER, REGISTER_TIME = "AT+COPS=0", 120 * SECOND
ATTACH, ATTACH_TIME = "AT+CGATT=1", 75 * SECOND
"""What brings a module into its network and into the packet service, and how long that may take (SIM7000 manual, 3.2.9
and 6.2.1)."""
HOME, ROAMING = "1", "5"
"""What AT+CREG and its kin tell of the SIM card's own network, and of another one (3GPP TS 27.007)."""


def registration(module: Conversation, rounds: int = 1) -> str:
    """Ask for the registration, as AT+CREG and its kin tell it: 1 at home, 5 roaming; empty if not registered.

    :param rounds: how often to ask, a second apart
    """
    for left in reversed(range(rounds)):
        for name in ("CREG", "CGREG", "CEREG"):
            stat = module.tell(f"AT+{name}?", rf"\+{name}: \d,(\d+)")
            if stat in (HOME, ROAMING):
                return stat
        module.wait(SECOND if left else 0)
    return ""


def wait_until_attached(module: Conversation) -> None:
    """Wait after power-up until the module answers and is in the packet service; one that was told to leave is told to
    come back.

    :raises Inconclusive: it does not come into the packet service
    :raises BenchFault: it says nothing at all
    """
    module.wait(module.transport.quiet)
    if _attaches(module):
        return
    if not registration(module):
        module.ask(REGISTER, REGISTER_TIME)
    module.ask(ATTACH, ATTACH_TIME)
    if not _attaches(module):
        raise Inconclusive(
            f"{module.transport.name}: the module does not attach to the packet service; check SIM card and coverage"
        )


def _attaches(module: Conversation) -> bool:
    """Return whether the module comes into the packet service by itself.

    :raises BenchFault: it says nothing at all
    """
    silent = 0
    for _ in range(ATTACH_ROUNDS):
        answer = module.ask(ASK_ATTACHED)
        if ATTACHED in answer:
            module.wait(module.transport.quiet)
            return True
        silent = 0 if answer else silent + 1
        if silent == SILENT_ROUNDS:
            raise BenchFault(f"{module.transport.name}: {module.why_silent()}")
        module.wait(SECOND)
    return False
