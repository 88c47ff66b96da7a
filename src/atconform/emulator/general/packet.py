"""The packet service: AT+CGATT, and the contexts of AT+CGDCONT and AT+CGACT.

These contexts are not those of the TCP/IP commands, which bring up their own; nothing here carries data over them, so
that the network is not asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.command import Command, Form, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of PDP contexts (AT+CGDCONT). Times in microseconds."""

    contexts: int = 3
    types: tuple[str, ...] = ("IP",)
    options: tuple[int, ...] = (0, 0)
    """The greatest value of each number behind the address: data compression, header compression, further ones."""


CGDCONT: Setting[Mapping[int, tuple[Any, ...]]] = Setting("cgdcont", {}, saved=Saved.AT_ONCE, command="+CGDCONT")
"""By number: type, access point name, address and the options behind it."""


class PacketService(Part):
    """The attachment that the host has asked for, and which contexts are active."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.active: set[int] = set()
        self._wanted = False
        self._answer: Callable[[Reply], None] | None = None

    def attach(self, *, wanted: bool) -> Reply:
        """Attach or detach; answered when the network has. One at a time."""
        if self._answer is not None:
            return error(self.module.dialect.not_allowed)
        self._wanted = wanted
        self._answer = self.module.interpreter.defer()
        self.module.ask(net.Attach(wanted))
        return PENDING

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record an attachment, asked for or not; without it no context is active."""
        match event:
            case net.Attachment(attached=attached):
                if not attached:
                    self.active.clear()
                if attached == self._wanted:
                    self._conclude(ok())
            case net.Registration() if not self.module.part(Radio).registered:
                self._conclude(error(self.module.dialect.not_allowed))

    def _conclude(self, reply: Reply) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(reply)


def attach(module: Device, wanted: int) -> Reply:
    """AT+CGATT=; without a network there is nothing to attach to."""
    radio = module.part(Radio)
    if not radio.registered:
        return error(module.dialect.not_allowed) if wanted else ok()
    return module.part(PacketService).attach(wanted=bool(wanted))


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
        Int(1, module.figures[Figures].contexts),
        Word(module.figures[Figures].types, default=None),
        Text(64, default=""),
        Text(15, default=""),
        *(Int(0, greatest, default=0) for greatest in module.figures[Figures].options),
    )


def definitions(module: Device) -> Reply:
    """AT+CGDCONT?."""
    return ok(
        *(
            f'+CGDCONT: {number},"{kind}","{apn}","{address}",{",".join(map(str, options))}'
            for number, (kind, apn, address, *options) in module.settings[CGDCONT].items()
        )
    )


def definable(module: Device) -> Reply:
    """AT+CGDCONT=?: a line for each type of context."""
    figures = module.figures[Figures]
    options = ",".join("(0)" if greatest == 0 else f"(0-{greatest})" for greatest in figures.options)
    return ok(*(f'+CGDCONT: (1-{figures.contexts}),"{kind}",,,{options}' for kind in figures.types))


def activate(module: Device, wanted: int, number: int) -> Reply:
    """AT+CGACT=: a context has to be defined, and the module attached."""
    service = module.part(PacketService)
    if number not in module.settings[CGDCONT] or not module.part(Radio).attached:
        return error(module.dialect.not_allowed)
    if wanted:
        service.active.add(number)
    else:
        service.active.discard(number)
    return ok()


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
        write=lambda module: form(activate, Int(0, 1), Int(1, module.figures[Figures].contexts, default=1)),
    ),
)

PARTS = (PacketService,)
