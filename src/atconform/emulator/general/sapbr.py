"""AT+SAPBR: the bearers of the applications based on IP (HTTP, FTP), three profiles (SIM800 manual, 9.2.1).

They are not the bearer of the TCP/IP commands, and none of those applications is emulated: nothing is carried over
them, so that the network is not asked for them. They end with the attachment, as any bearer does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import (
    Argument,
    BadParameterError,
    Command,
    Form,
    Int,
    Parameter,
    Text,
    Word,
    form,
)
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.general.packet import PacketService
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net

TAGS: dict[str, Parameter] = {
    "CONTYPE": Word(("CSD", "GPRS")),
    "APN": Text(64),
    "PHONENUM": Text(64),
    "USER": Text(32),
    "PWD": Text(32),
    "RATE": Int(0, 3, quotes=True),
}
"""What can be set of a bearer, in the order in which it is listed, and the values that each may have."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the bearers of AT+SAPBR. Times in microseconds."""

    bearer_delay: int = delay(180 * MS, normal=1700 * MS)
    open_time: int = 85 * SECOND
    """How long AT+SAPBR=1 tries (SIM800 manual, 9.2.1)."""
    tags: tuple[str, ...] = tuple(TAGS)
    """What can be set of a bearer."""
    addresses: tuple[str, ...] = ("10.89.193.1", "10.89.193.2", "10.89.193.3")
    """The address of each profile while it is open."""


CONNECTING, CONNECTED, CLOSING, CLOSED = range(4)
CLOSE, OPEN, QUERY, SET, GET = range(5)
PROFILES = (1, 2, 3)
NO_ADDRESS = "0.0.0.0"


@dataclass(slots=True)
class Profile:
    """One bearer profile."""

    number: int
    parameters: dict[str, str]
    status: int = field(default=CLOSED)


class Bearers(Part):
    """The bearer profiles."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        tags = module.figures[Figures].tags
        self.profiles = {number: Profile(number, dict.fromkeys(tags, "")) for number in PROFILES}

    def is_open(self, number: int) -> bool:
        """Return whether a bearer is there to be used."""
        return self.profiles[number].status == CONNECTED

    def network_event(self, event: net.NetworkEvent) -> None:
        """Lose the bearers with the attachment."""
        if isinstance(event, net.Attachment) and not event.attached:
            for line in self.radio_off():
                self.module.announce(line)

    def radio_off(self) -> tuple[str, ...]:
        """Lose the bearers, and tell which."""
        lost = [profile for profile in self.profiles.values() if profile.status == CONNECTED]
        for profile in lost:
            profile.status = CLOSED
        return tuple(f"+SAPBR {profile.number}: DEACT" for profile in lost)

    def go(self, profile: Profile, on_the_way: int, there: int) -> Reply:
        """Open or close a bearer; answered when that is done."""
        self._go(profile, on_the_way, there, self.module.interpreter.defer())
        return PENDING

    def open_when_attached(self, profile: Profile) -> Reply:
        """Open a bearer as soon as the module is attached, which it is not yet."""

        def failed() -> Reply:
            profile.status = CLOSED
            return error(self.module.dialect.not_allowed)

        profile.status = CONNECTING
        return self.module.part(PacketService).when_attached(
            lambda answer: self._go(profile, CONNECTING, CONNECTED, answer),
            self.module.figures[Figures].open_time,
            alone=False,
            failed=failed,
        )

    def _go(self, profile: Profile, on_the_way: int, there: int, answer: Callable[[Reply], None]) -> None:
        profile.status = on_the_way

        def done() -> None:
            attached = self.module.part(Radio).attached
            profile.status = there if attached else CLOSED
            answer(ok() if profile.status == there else error(self.module.dialect.not_allowed))

        self.module.after(self.module.figures[Figures].bearer_delay, done)


def close(module: Device, profile: Profile, tag: str, value: str) -> Reply:
    """AT+SAPBR=0."""
    if profile.status != CONNECTED:
        return error(module.dialect.not_allowed)
    return module.part(Bearers).go(profile, CLOSING, CLOSED)


def open_(module: Device, profile: Profile, tag: str, value: str) -> Reply:
    """AT+SAPBR=1: only for a bearer that is closed; before the module is attached, the network is waited for."""
    bearers = module.part(Bearers)
    if profile.status != CLOSED:
        return error(module.dialect.not_allowed)
    if not module.part(Radio).attached:
        return bearers.open_when_attached(profile)
    return bearers.go(profile, CONNECTING, CONNECTED)


def query(module: Device, profile: Profile, tag: str, value: str) -> Reply:
    """AT+SAPBR=2."""
    own = module.figures[Figures].addresses[profile.number - 1] if profile.status == CONNECTED else NO_ADDRESS
    return ok(f'+SAPBR: {profile.number},{profile.status},"{own}"')


def set_parameter(module: Device, profile: Profile, tag: str, value: str) -> Reply:
    """AT+SAPBR=3: also while the bearer is open (as records of a SIM800 show), for when it is opened next."""
    try:
        profile.parameters[tag] = str(TAGS[tag].parse(Argument(value, quoted=True)))
    except (KeyError, BadParameterError):
        return error(module.dialect.bad_parameter)
    return ok()


def parameters(module: Device, profile: Profile, tag: str, value: str) -> Reply:
    """AT+SAPBR=4."""
    return ok("+SAPBR:", *(f"{tag}: {value}" for tag, value in profile.parameters.items()))


ACTIONS: dict[int, Callable[[Device, Profile, str, str], Reply]] = {
    CLOSE: close,
    OPEN: open_,
    QUERY: query,
    SET: set_parameter,
    GET: parameters,
}


def act(module: Device, action: int, number: int, tag: str, value: str) -> Reply:
    """AT+SAPBR=."""
    return ACTIONS[action](module, module.part(Bearers).profiles[number], tag, value)


def act_form(module: Device) -> Form:
    """The parameters of AT+SAPBR; tags and values are taken without quotation marks too (records of a SIM800)."""
    tag = Word(module.figures[Figures].tags, default="", bare=True)
    return form(act, Int(CLOSE, GET), Int(PROFILES[0], PROFILES[-1]), tag, Text(64, default="", bare=True))


FIGURES = (Figures,)

COMMANDS = (
    Command(
        "+SAPBR",
        # Both manuals print this space.
        test=('+SAPBR: (0-4),(1-3), "ConParamTag","ConParamValue"',),
        write=act_form,
    ),
)

PARTS = (Bearers,)
