"""The radio network: signal, operator, registration (AT+CSQ, +COPS, +CREG, +CGREG, +CEREG)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Form, Int, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.networkwait import NetworkWait
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of registration. Times in microseconds."""

    search_delay: int = delay(250 * MS, normal=20 * SECOND)
    search_ended: int | None = 609
    """The +CME ERROR for a search that the host has ended by typing (SIM800 AT command manual, 19.1: Abort Cops)."""
    selection_time: int = 120 * SECOND
    """How long AT+COPS=0 tries (SIM800 AT command manual, 3.2.22; SIM7000, 3.2.9)."""
    area_code: str = "18D8"
    cell: str = "6B3F"
    access: int | None = None
    """The access technology that AT+COPS and +CREG tell (3GPP TS 27.007, <AcT>); None: they do not."""
    operator_access: Mapping[str, int] = field(default_factory=dict)
    """What AT+COPS and AT+CEREG tell as the access technology, for each radio system there may be."""
    tells_routing_area: bool = False
    """Whether +CEREG has a place for the routing area, which LTE does not have (SIM7000 AT command manual, 6.2.7)."""
    selections: str = "(0-4),(0-2)"
    """How AT+COPS=? ends: the modes and the formats."""
    accesses: tuple[int, ...] = ()
    """What AT+COPS takes as the access technology behind the operator; none: it takes none."""
    needs_operator: tuple[int, ...] = ()
    """Modes of AT+COPS that are bad parameters without an operator."""


REGISTERED = (1, 5)
NOT_REGISTERED = 0
SEARCHING, DENIED, UNKNOWN = 2, 3, 4
UNKNOWN_SIGNAL = 99
NO_SERVICE = 30
WITH_LOCATION = (2, 3, 4, 5)
"""Modes of AT+CREG and its kin that tell the location; 3 and 5 add why the network refuses, which is never told
here."""
WITH_TIMERS = (4, 5)
"""Modes of AT+CEREG that tell the timers of power saving mode, where the network gives some."""
AUTOMATIC, MANUAL, DEREGISTER, FORMAT_ONLY, MANUAL_THEN_AUTOMATIC, MANUAL_ONCE = range(6)
EUTRAN = 7
"""<AcT> of LTE (3GPP TS 27.007, 7.3)."""

MODES = Int(0, 2)
CREG = Setting("+creg", 0, MODES, Saved.PROFILE, "+CREG")
CGREG = Setting("+cgreg", 0, MODES, Saved.PROFILE, "+CGREG")
CEREG = Setting("+cereg", 0, OneOf((0, 1, 2, 4)), Saved.PROFILE, "+CEREG")
COPS = Setting("cops", AUTOMATIC, Int(AUTOMATIC, MANUAL_THEN_AUTOMATIC), command="+COPS")
COPS_FORMAT = Setting("cops.format", 0, Int(0, 2))


class Radio(Part):
    """What the module knows of the network it is registered in."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.stat = NOT_REGISTERED
        self.deregistered = module.settings[COPS] == DEREGISTER
        """Whether the host has had the module leave the network."""
        self.attached = False
        self.rssi, self.ber = UNKNOWN_SIGNAL, UNKNOWN_SIGNAL
        self.operator: net.Operator | None = None
        self.system: net.System = "GSM"
        self.timers: Callable[[], tuple[str, str]] = lambda: ("", "")
        """Tells the active time and the period of power saving mode, coded as the network does; empty: none."""
        self._told = {CGREG.name: NOT_REGISTERED, CEREG.name: NOT_REGISTERED}

    @property
    def registered(self) -> bool:
        """Whether the module is registered, at home or roaming."""
        return self.stat in REGISTERED

    @property
    def packet_stat(self) -> int:
        """The registration in the packet service, as AT+CGREG tells it; who is not let in is told so there, too."""
        return self.stat if self.attached or self.stat in (SEARCHING, DENIED) else NOT_REGISTERED

    @property
    def eps_stat(self) -> int:
        """The registration in LTE, as AT+CEREG tells it: not known where another radio system serves the module
        (SIM7500/SIM7600 AT command manual, 4.2.16)."""
        elsewhere = self.module.figures[Figures].operator_access.get(self.system, EUTRAN) != EUTRAN
        return UNKNOWN if self.packet_stat in REGISTERED and elsewhere else self.packet_stat

    def stat_of(self, kind: Setting[int]) -> int:
        """Return what AT+CREG or one of its kin tells."""
        return _TOLD[kind.name](self)

    def keeps_offline(self) -> bool:
        """Return whether the host has had the module leave the network, or the network has denied it."""
        return self.deregistered or self.stat == DENIED

    def describe_state(self, command: str) -> str:
        """Say what the network does not give."""
        return "" if self.registered and self.attached else "detached" if self.registered else "not registered"

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record registration, attachment, signal and operator."""
        match event:
            case net.Registration(stat=stat):
                if stat not in (*REGISTERED, DENIED):  # there is nothing to be measured
                    self.rssi, self.ber = UNKNOWN_SIGNAL, UNKNOWN_SIGNAL
                if stat != self.stat:
                    self.stat = stat
                    self._report(CREG, stat)
            case net.Attachment(attached=attached):
                self.attached = attached
            case net.Signal(rssi=rssi, ber=ber):
                self.rssi, self.ber = rssi, ber
            case net.Operator():
                self.operator = event
            case net.ServingSystem(system=system):
                self.system = system
            case _:
                return
        for kind in (CGREG, CEREG):
            stat = self.stat_of(kind)
            if stat != self._told[kind.name]:
                self._told[kind.name] = stat
                self._report(kind, stat)

    def entering_deep_sleep(self) -> None:
        """Keep everything: the network keeps the registration too."""
        self.module.supply.retained["radio"] = vars(self)

    def left_deep_sleep(self) -> None:
        """Go on as if nothing had been."""
        vars(self).update(self.module.supply.retained["radio"])

    def _report(self, kind: Setting[int], stat: int) -> None:
        if kind.command in self.module.commands and self.module.settings[kind]:
            self.module.announce(f"{kind.command}: {stat}{self.location(kind, stat)}")

    def location(self, kind: Setting[int], stat: int) -> str:
        """Spell the location that the modes above 1 add while the module is registered."""
        if self.module.settings[kind] not in WITH_LOCATION or stat not in REGISTERED:
            return ""
        figures = self.module.figures[Figures]
        routing = "," if kind.name == CEREG.name and figures.tells_routing_area else ""
        technology = operator_access(self.module) if kind.name == CEREG.name else access(self.module)
        return f',"{figures.area_code}"{routing},"{figures.cell}"{technology}{self._spell_timers(kind)}'

    def _spell_timers(self, kind: Setting[int]) -> str:
        """Spell the timers, behind the two fields of a refusal (SIM7000 AT command manual, 6.2.7; SIM7020, 3.2.47)."""
        given = self.timers() if kind.name == CEREG.name and self.module.settings[kind] in WITH_TIMERS else ("", "")
        return ",,," + ",".join(f'"{bits}"' if bits else "" for bits in given) if any(given) else ""


_TOLD: Mapping[str, Callable[[Radio], int]] = {
    CREG.name: lambda radio: radio.stat,
    CGREG.name: lambda radio: radio.packet_stat,
    CEREG.name: lambda radio: radio.eps_stat,
}


def access(module: Device) -> str:
    """Spell the access technology, where the family tells it, with the comma before it."""
    return "" if module.figures[Figures].access is None else f",{module.figures[Figures].access}"


def operator_access(module: Device) -> str:
    """Spell the access technology as AT+COPS tells it."""
    system = module.figures[Figures].operator_access.get(module.part(Radio).system)
    return access(module) if system is None else f",{system}"


def signal(module: Device) -> Reply:
    """AT+CSQ."""
    radio = module.part(Radio)
    return ok(f"+CSQ: {radio.rssi},{radio.ber}")


def registration(module: Device, kind: Setting[int]) -> Reply:
    """Answer AT+CREG? or one of its kin."""
    radio = module.part(Radio)
    stat = radio.stat_of(kind)
    return ok(f"{kind.command}: {module.settings[kind]},{stat}{radio.location(kind, stat)}")


def reporting(kind: Setting[int], *, alone: bool = False) -> Command:
    """Declare AT+CREG or one of its kin; a write form without a value means 0.

    :param alone: whether the command alone means 0 too
    """
    name = kind.command

    def write(module: Device, mode: int) -> Reply:
        module.settings[kind] = mode
        return ok()

    return Command(
        name,
        test=lambda module: ok(f"{name}: {listed(module.settings.declared(kind).only)}"),
        read=lambda module: registration(module, kind),
        write=lambda module: form(write, replace(module.settings.declared(kind).only, default=0)),
        execute=(lambda module: write(module, 0)) if alone else None,
    )


def operator(module: Device) -> Reply:
    """AT+COPS?: the mode, and the operator in the format that was set last."""
    radio, mode = module.part(Radio), module.settings[COPS]
    if radio.operator is None or not radio.registered:
        return ok(f"+COPS: {mode}")
    name = spell(module, radio.operator)
    return ok(f'+COPS: {mode},{module.settings[COPS_FORMAT]},"{name}"{operator_access(module)}')


def spell(module: Device, operator: net.Operator) -> str:
    """Spell an operator in the format that was set last."""
    return (operator.long, operator.short, operator.numeric)[module.settings[COPS_FORMAT]]


def operators(module: Device) -> Reply:
    """AT+COPS=?: the operators there are; the search takes a while, and ends with whatever is typed."""
    answer = module.interpreter.defer(interrupted=lambda: interrupted())
    radio = module.part(Radio)

    def found() -> None:
        known = radio.operator
        listed = ""
        if known is not None and radio.registered:
            listed = f'(2,"{known.long}","{known.short}","{known.numeric}"{operator_access(module)}),,'
        answer(ok(f"+COPS: {listed}{module.figures[Figures].selections}"))

    timer = module.after(module.figures[Figures].search_delay, found)

    def interrupted() -> Reply:
        timer.cancel()
        return error(module.figures[Figures].search_ended)

    return PENDING


def select(module: Device, mode: int, format_: int | None, name: str, technology: int | None = None) -> Reply:
    """AT+COPS=: choose an operator, or none, or only the format; answered when the module is registered.

    The access technology is taken and changes nothing: there is one network.
    """
    radio, settings = module.part(Radio), module.settings
    if mode in module.figures[Figures].needs_operator and not name:
        return error(module.dialect.bad_parameter)
    if format_ is not None:
        settings[COPS_FORMAT] = format_
    if mode == FORMAT_ONLY:
        return ok()

    def chosen() -> bool:
        named = radio.operator is not None and name == spell(module, radio.operator)
        return named or mode not in (MANUAL, MANUAL_ONCE)

    if radio.operator is not None and not chosen():
        return error(NO_SERVICE)
    if mode != MANUAL_ONCE:  # "do not modify the network selection mode" (SIM7500/SIM7600 AT command manual, 4.2.2)
        settings[COPS] = mode
    if mode == DEREGISTER:
        radio.deregistered = True
        module.ask(net.Radio(on=False))
        return ok()
    if radio.deregistered:
        radio.deregistered = False
        module.ask(net.Radio(on=True))
    elif radio.registered:
        return ok()
    return module.part(NetworkWait).wait(
        lambda: radio.registered and radio.operator is not None,
        module.figures[Figures].selection_time,
        then=lambda answer: answer(ok() if chosen() else error(NO_SERVICE)),
        failed=lambda: error(NO_SERVICE),
    )


def selection(module: Device) -> Form:
    """The parameters of AT+COPS."""
    accesses = module.figures[Figures].accesses
    return form(
        select,
        module.settings.declared(COPS).only,
        Int(0, 2, default=None),
        Text(32, default="", bare=True),
        *((OneOf(accesses, default=None),) if accesses else ()),
    )


FIGURES = (Figures,)

SETTINGS = (CREG, CGREG, COPS, COPS_FORMAT)

COMMANDS = (
    Command("+CSQ", test=("+CSQ: (0-31,99),(0-7,99)",), execute=signal),
    reporting(CREG),
    reporting(CGREG),
    Command(
        "+COPS",
        test=operators,
        read=operator,
        write=selection,
    ),
)

PARTS = (Radio,)
