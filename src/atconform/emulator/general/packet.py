"""The packet service: AT+CGATT, and the contexts of AT+CGDCONT and AT+CGACT.

These contexts are not those of the TCP/IP commands, which bring up their own; nothing here carries data over them, so
that the network is not asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atconform.base.units import SECOND
from atconform.emulator.core.command import (
    REQUIRED,
    Command,
    Form,
    Int,
    OneOf,
    Parameter,
    Text,
    Word,
    form,
)
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.networkwait import NetworkWait
from atconform.emulator.general.power import FULL, Power
from atconform.emulator.general.registration import REGISTERED, Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of PDP contexts (AT+CGDCONT). Times in microseconds."""

    contexts: int = 3
    """The contexts are numbered from 1 to this."""
    more_contexts: tuple[int, int] | None = None
    """The first and the last number of further ones."""
    types: tuple[str, ...] = ("IP",)
    options: tuple[int, ...] = (0, 0)
    """The greatest value of each number behind the address: data compression, header compression, further ones."""
    undefined: int | None = None
    """The +CME ERROR for AT+CGACT with a context that is not defined; None: as for what is not allowed."""
    activates_several: bool = False
    """Whether AT+CGACT takes several contexts at once."""
    default_bearer: int | None = None
    """The context that is active as long as LTE or NB-IoT serves the module, if it is defined (3GPP TS 23.401, 5.3.2);
    None: no such, or another part tells of it."""
    no_address: str = ""
    """What AT+CGDCONT? tells as the address where none was given, once for each four octets of it."""
    address: str = "10.52.16.{number}"
    """The address of a context that is active."""
    attach_time: int = 75 * SECOND
    """How long AT+CGATT=1 tries (SIM7000 AT command manual, 6.2.1)."""
    activate_time: int = 150 * SECOND
    """How long AT+CGACT=1 tries (SIM800 AT command manual, 7.2.5; SIM7000, 6.2.3; SIM7020, 3.2.37)."""


NO_ADDRESS = "0.0.0.0"
WORDS = {"IPV6": 4, "IPV4V6": 4}
"""By how much the address of a context is longer than one of IPv4; a record of a SIM7600 has sixteen octets."""

CGDCONT: Setting[Mapping[int, tuple[Any, ...]]] = Setting("cgdcont", {}, saved=Saved.AT_ONCE, command="+CGDCONT")
"""By number: type, access point name, address and the options behind it."""


@dataclass(frozen=True, slots=True)
class PacketEvent:
    """What became of the packet service, or of one of its contexts (AT+CGEREP tells it)."""

    who: Literal["ME", "NW"]
    """Whether the host asked the module for it, or the network did it."""
    what: Literal["DETACH", "ACT", "DEACT"]
    number: int = 0
    """The context."""
    address: str = ""


Answer = Callable[[Reply], None]
"""Answers a command that has been at work."""


def fine(answer: Answer) -> None:
    """Answer that all went well."""
    answer(ok())


class PacketService(Part):
    """The attachment that the host has asked for, and which contexts are active."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.active: set[int] = set()
        self.carried: dict[int, str] = {}
        """The addresses of contexts that others than AT+CGACT have brought up."""
        self.when_happened: list[Callable[[PacketEvent], None]] = []
        """Called with what becomes of the packet service and its contexts."""
        self._attached = False
        self._coming = False
        """Whether an attachment is under way, asked for or not."""
        self._wanted = False
        self._then: Callable[[Answer], None] = fine
        self._answer: Answer | None = None

    def attach(self, *, wanted: bool, then: Callable[[Answer], None] = fine) -> Reply:
        """Attach or detach; answered when the network has. One at a time.

        :param then: answers the command then
        """
        if self._answer is not None:
            return error(self.module.dialect.not_allowed)
        self._wanted, self._coming, self._then = wanted, wanted, then
        self._answer = self.module.interpreter.defer(alone=True)
        self.module.ask(net.Attach(wanted))
        return PENDING

    def when_attached(
        self,
        then: Callable[[Answer], None],
        longest: int,
        *,
        alone: bool = True,
        failed: Callable[[], Reply] | None = None,
    ) -> Reply:
        """Answer a command when the module is attached, which it is not yet.

        A module that is registered and not attached stays so, unless that is under way.

        :param then: answers the command once the module is attached
        :param longest: after which time it is given up, in microseconds
        :param alone: whether further commands wait until this one is answered
        :param failed: what answers if it does not come, where that is not the family's error for what is not allowed
        """
        radio = self.module.part(Radio)
        return self.module.part(NetworkWait).wait(
            lambda: radio.attached,
            longest,
            then=then,
            hopeless=lambda: radio.registered and not radio.attached and not self._coming,
            failed=failed,
            alone=alone,
        )

    def attached_for(self, then: Callable[[Answer], None]) -> Reply:
        """Answer AT+CGACT=1 when the module is attached, which it is not yet.

        It attaches, if it has to (SIM800 AT command manual, 20.8; 3GPP TS 27.007, 10.1.10); before it is registered,
        the network is waited for.
        """
        if self.module.part(Radio).registered and not self._coming:
            return self.attach(wanted=True, then=then)
        return self.when_attached(then, self.module.figures[Figures].activate_time)

    def carry(self, number: int, address: str) -> None:
        """Record that a context is up that others than AT+CGACT asked for."""
        self.carried[number] = address
        self.tell(PacketEvent("ME", "ACT", number, address))

    def drop(self, number: int, *, by_network: bool) -> None:
        """Record that such a context is gone."""
        address = self.carried.pop(number, "")
        if address and not self._host_detaches:  # a detach tells of its contexts too
            self.tell(PacketEvent("NW" if by_network else "ME", "DEACT", number, address))

    def activate(self, number: int, *, wanted: bool) -> None:
        """Bring a context up that is defined, or take it down."""
        if wanted == (number in self.active):
            return
        self.active ^= {number}
        self.tell(PacketEvent("ME", "ACT" if wanted else "DEACT", number, self._own_address(number)))

    def address(self, number: int) -> str:
        """Return the address that a context has; empty while it is not active."""
        return self.carried.get(number) or (self._own_address(number) if number in self.active else "")

    def _own_address(self, number: int) -> str:
        """Return the address that the definition gives a context, or the network."""
        address = str(self.module.settings[CGDCONT].get(number, ("", "", ""))[2])
        if address and address != NO_ADDRESS:
            return address
        return self.module.figures[Figures].address.format(number=number)

    @property
    def known(self) -> list[int]:
        """The numbers of the contexts that are defined, or up."""
        return sorted({*self.module.settings[CGDCONT], *self.carried})

    def tell(self, event: PacketEvent) -> None:
        """Let those know who want to."""
        for hook in self.when_happened:
            hook(event)

    @property
    def _host_detaches(self) -> bool:
        asked = self._answer is not None and not self._wanted
        radio_off = self.module.part(Power).level != FULL or self.module.part(Radio).deregistered
        return asked or radio_off

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record an attachment, asked for or not; without it no context is active."""
        match event:
            case net.Attachment(attached=attached):
                if not attached:
                    self.active.clear()
                    self.carried.clear()
                    if self._attached:
                        self.tell(PacketEvent("ME" if self._host_detaches else "NW", "DETACH"))
                self._attached, self._coming = attached, False
                self._have_default_bearer()
                if attached == self._wanted:
                    self._conclude(self._then)
            case net.ServingSystem():
                self._have_default_bearer()
            case net.Registration():
                self._coming = self.module.part(Radio).registered and not self._attached
                if not self.module.part(Radio).registered:
                    refusal = error(self.module.dialect.not_allowed)
                    self._conclude(lambda answer: answer(refusal))

    def _have_default_bearer(self) -> None:
        """Activate the context that comes with the attachment in LTE, as AT+CGACT? of a SIM7600 shows."""
        number = self.module.figures[Figures].default_bearer
        in_lte = self.module.part(Radio).eps_stat in REGISTERED
        if number is not None and in_lte and number in self.module.settings[CGDCONT]:
            self.activate(number, wanted=True)

    def _conclude(self, then: Callable[[Answer], None]) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            then(answer)


def attach(module: Device, wanted: int) -> Reply:
    """AT+CGATT=; before the module is registered, the network is waited for."""
    service = module.part(PacketService)
    if module.part(Radio).registered:
        return service.attach(wanted=bool(wanted))
    if not wanted:
        return ok()
    return service.when_attached(fine, module.figures[Figures].attach_time)


def context_number(module: Device, default: Any = REQUIRED) -> Parameter:
    """Return the numbers that contexts may have, as a parameter."""
    figures = module.figures[Figures]
    if figures.more_contexts is None:
        return Int(1, figures.contexts, default)
    first, last = figures.more_contexts
    return OneOf((*range(1, figures.contexts + 1), *range(first, last + 1)), default)


def listed_contexts(module: Device) -> str:
    """List the numbers that contexts may have, as test forms do."""
    figures = module.figures[Figures]
    more = "" if figures.more_contexts is None else ",{}-{}".format(*figures.more_contexts)
    return f"(1-{figures.contexts}{more})"


def define(module: Device, number: int, kind: str | None, apn: str, address: str, *options: int) -> Reply:
    """AT+CGDCONT=; a number alone takes the definition away."""
    known = module.settings[CGDCONT]
    defined = dict(known)
    if kind is None:
        defined.pop(number, None)
    else:
        defined[number] = (kind, apn, address, *options)
    module.settings[CGDCONT] = dict(sorted(defined.items()))
    return ok()


def define_form(module: Device) -> Form:
    """The parameters of AT+CGDCONT."""
    return form(
        define,
        context_number(module),
        Word(module.figures[Figures].types, default=None),
        Text(64, default=""),
        Text(15, default=""),
        *(Int(0, greatest, default=0) for greatest in module.figures[Figures].options),
    )


def definitions(module: Device) -> Reply:
    """AT+CGDCONT?."""
    return ok(*(spell(module, number, *row) for number, row in module.settings[CGDCONT].items()))


def spell(module: Device, number: int, kind: str, apn: str, address: str, *options: int) -> str:
    """Spell a definition as AT+CGDCONT? shows it."""
    nowhere = module.figures[Figures].no_address
    shown = address or ".".join([nowhere] * WORDS.get(kind, 1) if nowhere else [])
    return f'+CGDCONT: {number},"{kind}","{apn}","{shown}",{",".join(map(str, options))}'


def definable(module: Device) -> Reply:
    """AT+CGDCONT=?: a line for each type of context."""
    figures = module.figures[Figures]
    options = ",".join("(0)" if greatest == 0 else f"(0-{greatest})" for greatest in figures.options)
    return ok(*(f'+CGDCONT: {listed_contexts(module)},"{kind}",,,{options}' for kind in figures.types))


def define_defaults(module: Device) -> Reply:
    """AT+CGDCONT alone: as it was from the start (SIM7500/SIM7600 AT command manual, 8.2.4)."""
    module.settings[CGDCONT] = module.settings.declared(CGDCONT).default
    return ok()


def activate(module: Device, wanted: int, *numbers: int | None) -> Reply:
    """AT+CGACT=: contexts have to be defined; left out, it is the first one, or none where none is to be given up."""
    service, defined = module.part(PacketService), module.settings[CGDCONT]
    named = [number for number in numbers if number is not None] or sorted(defined)[:1]
    if not all(number in defined for number in named) or (wanted and not named):
        return error(module.figures[Figures].undefined or module.dialect.not_allowed)

    def act() -> Reply:
        for number in named:
            service.activate(number, wanted=bool(wanted))
        return ok()

    if module.part(Radio).attached or not wanted:
        return act()
    return service.attached_for(lambda answer: answer(act()))


def activate_form(module: Device) -> Form:
    """The parameters of AT+CGACT."""
    figures = module.figures[Figures]
    most = figures.contexts if figures.activates_several else 1
    return form(activate, Int(0, 1), *[context_number(module, default=None)] * most)


def activations(module: Device) -> Reply:
    """AT+CGACT?: one line for each context that is defined."""
    active = module.part(PacketService).active
    return ok(*(f"+CGACT: {number},{number in active:d}" for number in module.settings[CGDCONT]))


FIGURES = (Figures,)

SETTINGS = (CGDCONT,)

COMMANDS = (
    Command(
        "+CGATT",
        test=("+CGATT: (0,1)",),
        read=lambda module: ok(f"+CGATT: {module.part(Radio).attached:d}"),
        write=form(attach, Int(0, 1)),
    ),
    Command(
        "+CGDCONT",
        test=definable,
        read=definitions,
        write=define_form,
    ),
    Command(
        "+CGACT",
        test=("+CGACT: (0,1)",),
        read=activations,
        write=activate_form,
    ),
)

PARTS = (PacketService, NetworkWait)
