"""Bringing a module to where it answers commands, from any state."""

from __future__ import annotations

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.place.conversation import ANSWER, ANSWER_TO_AT, ROUNDS, Conversation

GUARD_MARGIN = 100 * MS
FIRST = 2 * SECOND
"""How long the first answer is awaited: most modules are in command mode, and most answer sooner."""
DTR_PULSE = 1100 * MS
"""How long DTR is inactive to leave data mode: at least 1 s (SIM800 note, 2.2.4)."""


def to_command_mode(module: Conversation, guard: int) -> None:
    """Bring the module to where it answers AT with echo and verbose results.

    In steps: AT; silence, ``+++``, silence; from then on DTR too, where it is wired.

    :param guard: the silence that has to stand around an escape sequence, in microseconds
    :raises BenchFault: it does not answer
    """
    transport = module.transport
    if "DTR" in transport.lines:
        transport.set_line("DTR", high=False)
    for failed in range(ROUNDS):
        if module.ask("ATE1V1Q0", ANSWER if failed else FIRST) and ANSWER_TO_AT in module.ask("AT"):
            if failed:
                module.settle()
            return
        if failed:
            _pulse_dtr(module)
        module.wait(guard + GUARD_MARGIN)
        transport.write(b"+++")
        module.wait(guard + GUARD_MARGIN)
        transport.write(b"\x1b\r")
        module.wait(transport.quiet)
    raise BenchFault(f"{transport.name}: {module.why_silent()}")


def _pulse_dtr(module: Conversation) -> None:
    if "DTR" in module.transport.lines:
        module.transport.set_line("DTR", high=True)
        module.wait(DTR_PULSE)
        module.transport.set_line("DTR", high=False)
