"""AT+SAPBR: the bearer of the applications based on IP (HTTP, FTP), one profile.

It is not the bearer of the TCP/IP commands, and none of those applications is emulated: nothing is carried over it, so
that the network is not asked for it. It ends with the attachment, as any bearer does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the bearer of AT+SAPBR. Times in microseconds."""

    bearer_delay: int = delay(180 * MS, normal=1700 * MS)


CONNECTING, CONNECTED, CLOSING, CLOSED = range(4)
CLOSE, OPEN, QUERY, SET, GET = range(5)
TAGS = ("CONTYPE", "APN", "PHONENUM", "USER", "PWD", "RATE")
ADDRESS = "10.89.193.1"
NO_ADDRESS = "0.0.0.0"


class Bearer(Part):
    """The one bearer profile."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.status = CLOSED
        self.parameters = dict.fromkeys(TAGS, "")

    def network_event(self, event: net.NetworkEvent) -> None:
        """Lose the bearer with the attachment."""
        if isinstance(event, net.Attachment) and not event.attached and self.status == CONNECTED:
            self.status = CLOSED
            self.module.announce("+SAPBR 1: DEACT")

    def go(self, on_the_way: int, there: int) -> Reply:
        """Open or close the bearer; answered when that is done."""
        self.status = on_the_way
        answer = self.module.interpreter.defer()

        def done() -> None:
            attached = self.module.part(Radio).attached
            self.status = there if attached else CLOSED
            answer(ok() if self.status == there else error(self.module.dialect.not_allowed))

        self.module.after(self.module.figures[Figures].bearer_delay, done)
        return PENDING


def close(module: Device, tag: str, value: str) -> Reply:
    """AT+SAPBR=0."""
    bearer = module.part(Bearer)
    return bearer.go(CLOSING, CLOSED) if bearer.status == CONNECTED else error(module.dialect.not_allowed)


def open_(module: Device, tag: str, value: str) -> Reply:
    """AT+SAPBR=1: only for a bearer that is closed, and a module that is attached."""
    bearer = module.part(Bearer)
    if bearer.status != CLOSED or not module.part(Radio).attached:
        return error(module.dialect.not_allowed)
    return bearer.go(CONNECTING, CONNECTED)


def query(module: Device, tag: str, value: str) -> Reply:
    """AT+SAPBR=2."""
    status = module.part(Bearer).status
    return ok(f'+SAPBR: 1,{status},"{ADDRESS if status == CONNECTED else NO_ADDRESS}"')


def set_parameter(module: Device, tag: str, value: str) -> Reply:
    """AT+SAPBR=3: only while the bearer is closed."""
    bearer = module.part(Bearer)
    if not tag or bearer.status != CLOSED:
        return error(module.dialect.not_allowed)
    bearer.parameters[tag] = value
    return ok()


def parameters(module: Device, tag: str, value: str) -> Reply:
    """AT+SAPBR=4."""
    return ok("+SAPBR:", *(f"{tag}: {value}" for tag, value in module.part(Bearer).parameters.items()))


ACTIONS: dict[int, Callable[[Device, str, str], Reply]] = {
    CLOSE: close,
    OPEN: open_,
    QUERY: query,
    SET: set_parameter,
    GET: parameters,
}


def act(module: Device, action: int, profile: int, tag: str, value: str) -> Reply:
    """AT+SAPBR=."""
    return ACTIONS[action](module, tag, value)


FIGURES = (Figures,)

COMMANDS = (
    Command(
        "+SAPBR",
        test=('+SAPBR: (0-4),(1),"ConParamTag","ConParamValue"',),
        write=form(act, Int(CLOSE, GET), Int(1, 1), Word(TAGS, default=""), Text(64, default="", bare=True)),
    ),
)

PARTS = (Bearer,)
