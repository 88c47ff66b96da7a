"""AT+CNETSTART, AT+CNETSTOP, AT+CNETIPADDR: a context for other services (SIM7500/SIM7600 AT command manual, 18.3).

Of the orders of result and OK that the manual allows, starting has OK first, since it takes time, and what can be told
at once stands before OK, as in the manual's examples: a start that cannot be, and a stop.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.general import appcontext
from atconform.emulator.general.appcontext import DOWN, UP, AppContext

SUCCEEDED, OPEN_FAILED, NOT_OPENED, BUSY, OPENED = 0, 2, 4, 6, 7
"""Manual, 18.3.3."""


class Started(AppContext):
    """The context."""

    def start(self) -> None:
        """Bring it up, and tell what came of it."""
        self.open(
            lambda: self.module.announce(f"+CNETSTART: {SUCCEEDED if self.state == UP else OPEN_FAILED}"),
        )


def start(module: Device) -> Reply:
    """AT+CNETSTART."""
    context = module.part(Started)
    if context.state != DOWN:
        return error(None, f"+CNETSTART: {OPENED if context.state == UP else BUSY}")
    return ok(then=context.start) if context.possible else ok(f"+CNETSTART: {OPEN_FAILED}")


def stop(module: Device) -> Reply:
    """AT+CNETSTOP."""
    context = module.part(Started)
    if context.state != UP:
        return error(None, f"+CNETSTOP: {NOT_OPENED if context.state == DOWN else BUSY}")
    answer = module.interpreter.defer()
    context.close(lambda: answer(ok(f"+CNETSTOP: {SUCCEEDED}")))
    return PENDING


def address(module: Device) -> Reply:
    """AT+CNETIPADDR?."""
    context = module.part(Started)
    if context.state != UP:
        return error(None, "+CNETIPADDR: Network not opened")
    return ok(f"+CNETIPADDR: {context.address}")


COMMANDS = (
    Command("+CNETSTART", read=lambda module: ok(f"+CNETSTART: {module.part(Started).state}"), execute=start),
    Command("+CNETSTOP", execute=stop),
    Command("+CNETIPADDR", read=address),
)

PARTS = (Started,)
FIGURES = appcontext.FIGURES
