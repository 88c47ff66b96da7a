"""AT+CSNTPSTART, AT+CSNTPSTOP: the time of a server, told and not taken (SIM7020 AT command manual, 13)."""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.general.clock import QUARTER
from atconform.emulator.general.moments import Moment
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.timeserver import TimeServer, Trouble

HUNDREDTH = 10 * MS


def start(module: Device, server: str, zone: int | None) -> Reply:
    """AT+CSNTPSTART: OK, and the time when it comes; a zone, in quarters of an hour, is added to it and told."""
    asked = module.part(TimeServer)
    if asked.asking or not module.part(Radio).attached:
        return error(module.dialect.not_allowed)

    def done(outcome: Moment | Trouble) -> None:
        # No document has a line for a server that does not answer.
        if isinstance(outcome, Moment):
            local = outcome.later((zone or 0) * QUARTER)
            fraction = module.now % SECOND // HUNDREDTH
            named = "" if zone is None else f",{zone:+d}"
            module.announce(f"+CSNTP: {local.short}:{fraction:02}{named}")

    return ok(then=lambda: asked.ask(server, done))


def stop(module: Device) -> Reply:
    """AT+CSNTPSTOP."""
    module.part(TimeServer).give_up()
    return ok()


COMMANDS = (
    Command(
        "+CSNTPSTART",
        write=form(start, Text(255, bare=True), Int(-47, 48, default=None, quotes=True)),
    ),
    Command("+CSNTPSTOP", execute=stop),
)
