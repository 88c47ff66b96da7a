"""Asking a module whether it is in its network, and waiting until it is in the packet service."""

from __future__ import annotations

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.units import SECOND
from atconform.place.conversation import Conversation

ATTACH_ROUNDS = 30
SILENT_ROUNDS = 8
"""Questions without any answer after which a module is not booting but gone."""
ATTACHED = b"+CGATT: 1"
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


def is_attached(module: Conversation) -> bool:
    """Ask the module whether it is in the packet service."""
    return ATTACHED in module.ask("AT+CGATT?")


def wait_until_attached(module: Conversation) -> None:
    """Wait after power-up until the module answers and is in the packet service.

    :raises Inconclusive: it does not come into the packet service
    :raises BenchFault: it says nothing at all
    """
    transport = module.transport
    module.wait(transport.quiet)
    silent = 0
    for _ in range(ATTACH_ROUNDS):
        answer = module.ask("AT+CGATT?")
        if ATTACHED in answer:
            module.wait(transport.quiet)
            return
        silent = 0 if answer else silent + 1
        if silent == SILENT_ROUNDS:
            raise BenchFault(f"{transport.name}: {module.why_silent()}")
        module.wait(SECOND)
    raise Inconclusive(
        f"{transport.name}: the module does not attach to the packet service; check SIM card and coverage"
    )
