"""Bringing a module to where it answers commands, from any state: that of a run which was killed, for instance.

What may keep a module from answering is tried in turn, what is harmless first. What a way does beside is known: in
command mode no command is executed by it, since XON and ESC are ignored there, as V.250 has it for control characters,
and a CR alone is an empty line.
"""

from __future__ import annotations

from collections.abc import Callable

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.place.conversation import ANSWER, ANSWER_TO_AT, Conversation

GUARD_MARGIN = 100 * MS
LONGEST_GUARD = 5100 * MS
"""What ATS12=255 makes of the silence around an escape sequence (SIM7020 manual, 2.2.18)."""
FIRST = 2 * SECOND
"""How long the first answer is awaited: most modules are in command mode, and most answer sooner."""
DTR_PULSE = 1100 * MS
"""How long DTR is inactive to leave data mode: at least 1 s (SIM800 note, 2.2.4)."""
SET_USUAL = "ATE1V1Q0"
"""Sets how a module talks to what scenarios assume."""
ANSWERED = f"{SET_USUAL}\r\r\nOK\r\n".encode()
"""The answer of a module that was as it sets it."""
XON = b"\x11"
ESCAPE = b"+++"
CANCEL = b"\x1b\r"
"""Cancels an entry of data that has no length, a short message's text included; ends a line that was half typed."""
LONGEST_ENTRY = 2 * 1500
"""The most bytes that a command may announce and wait for: 1500 (SIM7500_SIM7600 manual, 11.2.5; the others have 1460),
typed as two digits each where a module counts them so (AT+CIPSENDHEX=1, of which the manual does not tell it).

Nothing else ends such an entry: ESC and Ctrl-Z are data there, and no document gives it a time.
"""

BY_HAND = (
    "if it was left in deep sleep (AT+CPSMS=1), or in data mode with ATS2 changed, "
    "press its power key or cycle its power"
)
"""What nothing that is sent ends. Deep sleep takes in no bytes, and ends with its period, PWRKEY or RTC_EINT (SIM7020
low power note, 3.1). Another escape character would have to be guessed, among 255, with silences around each: four
minutes, for every module that is silent for another reason as well."""


def to_command_mode(module: Conversation, guard: int, first: int = FIRST) -> None:
    """Bring the module to where it answers AT with echo and verbose results.

    :param guard: the silence that has to stand around an escape sequence, in microseconds
    :param first: how long the first answer is awaited, in microseconds
    :raises BenchFault: it does not answer, whatever is tried (:data:`WAYS`)
    """
    for line in ("DTR", "RTS"):  # DTR lets a module wake that sleeps by AT+CSCLK=1, RTS lets it speak by AT+IFC=2
        if line in module.transport.lines:
            module.transport.set_line(line, high=False)
    if _answers(module, first):
        return
    for way in WAYS:
        way(module, guard)
        module.wake()
        if _answers(module, ANSWER):
            module.settle()
            return
    by_hand = f"; {BY_HAND}" if module.silent else ""
    raise BenchFault(f"{module.transport.name}: {module.why_silent()}{by_hand}")


def _answers(module: Conversation, limit: int) -> bool:
    """Return whether the module answers; one that says more than the answer, or something else, is asked again."""
    answer = module.ask(SET_USUAL, limit)
    return answer == ANSWERED or (bool(answer) and ANSWER_TO_AT in module.ask("AT"))


def escape(module: Conversation, guard: int) -> None:
    """End the hold of XOFF, data mode, and an entry of data that has no length."""
    transport = module.transport
    transport.write(XON)
    module.wait(guard + GUARD_MARGIN)
    transport.write(ESCAPE)
    module.wait(guard + GUARD_MARGIN)
    transport.write(CANCEL)
    module.wait(transport.quiet)


def escape_by_dtr(module: Conversation, guard: int) -> None:
    """End data mode with DTR, where it is wired, or with the longest silence that can be set."""
    if "DTR" in module.transport.lines:
        module.transport.set_line("DTR", high=True)
        module.wait(DTR_PULSE)
        module.transport.set_line("DTR", high=False)
    escape(module, max(guard, LONGEST_GUARD))


def fill(module: Conversation, guard: int) -> None:
    """Fill an entry of data that has a length with empty lines, of which those that are too many do nothing.

    They go to the far end, if there still is one.
    """
    module.transport.write(b"\r" * LONGEST_ENTRY)
    module.wait(module.transport.quiet)


WAYS: tuple[Callable[[Conversation, int], None], ...] = (escape, escape_by_dtr, fill)
"""In this order, so that what may reach a far end comes last."""
