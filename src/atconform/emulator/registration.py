"""The radio network: signal, operator, registration (AT+CSQ, +COPS, +CREG, +CGREG)."""

from __future__ import annotations

from atconform.emulator.command import Command, Int, Text, form
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import PENDING, Reply, error, ok
from atconform.emulator.settings import Saved, Setting
from atconform.network import messages as net

REGISTERED = (1, 5)
NOT_REGISTERED = 0
NO_SERVICE = 30
AUTOMATIC, MANUAL, DEREGISTER, FORMAT_ONLY, MANUAL_THEN_AUTOMATIC = range(5)


class Radio(Part):
    """What the module knows of the network it is registered in."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.stat = NOT_REGISTERED
        self.attached = False
        self.rssi, self.ber = 99, 99
        self.operator: net.Operator | None = None
        self._packet_stat = NOT_REGISTERED

    @property
    def registered(self) -> bool:
        """Whether the module is registered, at home or roaming."""
        return self.stat in REGISTERED

    @property
    def packet_stat(self) -> int:
        """The registration in the packet service, as AT+CGREG tells it."""
        return self.stat if self.attached else NOT_REGISTERED

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take note of registration, attachment, signal and operator."""
        match event:
            case net.Registration(stat=stat):
                if stat != self.stat:
                    self.stat = stat
                    self._report("+CREG", stat)
            case net.Attachment(attached=attached):
                self.attached = attached
            case net.Signal(rssi=rssi, ber=ber):
                self.rssi, self.ber = rssi, ber
            case net.Operator():
                self.operator = event
        if self.packet_stat != self._packet_stat:
            self._packet_stat = self.packet_stat
            self._report("+CGREG", self.packet_stat)

    def _report(self, name: str, stat: int) -> None:
        if self.module.settings[name.lower()]:
            self.module.announce(f"{name}: {stat}{self.location(name, stat)}")

    def location(self, name: str, stat: int) -> str:
        """Spell the location that mode 2 adds while the module is registered."""
        if self.module.settings[name.lower()] != 2 or stat not in REGISTERED:
            return ""
        return f',"{self.module.dialect.area_code}","{self.module.dialect.cell}"'


def signal(module: Module) -> Reply:
    """AT+CSQ."""
    radio = module.part(Radio)
    return ok(f"+CSQ: {radio.rssi},{radio.ber}")


def registration(module: Module, name: str, stat: int) -> Reply:
    """Answer AT+CREG? or AT+CGREG?."""
    return ok(f"{name}: {module.settings[name.lower()]},{stat}{module.part(Radio).location(name, stat)}")


def reporting(name: str, stat: str) -> Command:
    """Declare AT+CREG or AT+CGREG; a write form without a value means 0."""

    def write(module: Module, mode: int) -> Reply:
        module.settings[name.lower()] = mode
        return ok()

    return Command(
        name,
        test=(f"{name}: (0-2)",),
        read=lambda module: registration(module, name, getattr(module.part(Radio), stat)),
        write=form(write, Int(0, 2, default=0)),
    )


def operator(module: Module) -> Reply:
    """AT+COPS?: the mode, and the operator in the format that was set last."""
    radio, mode = module.part(Radio), module.settings["cops"]
    if radio.operator is None or not radio.registered:
        return ok(f"+COPS: {mode}")
    return ok(f'+COPS: {mode},{module.settings["cops.format"]},"{spell(module, radio.operator)}"')


def spell(module: Module, operator: net.Operator) -> str:
    """Spell an operator in the format that was set last."""
    return (operator.long, operator.short, operator.numeric)[module.settings["cops.format"]]


def operators(module: Module) -> Reply:
    """AT+COPS=?: the operators there are; the search takes a while."""
    answer = module.interpreter.defer()
    radio = module.part(Radio)

    def found() -> None:
        known = radio.operator
        listed = f'(2,"{known.long}","{known.short}","{known.numeric}"),,' if known and radio.registered else ""
        answer(ok(f"+COPS: {listed}(0-4),(0-2)"))

    module.after(module.dialect.search_delay, found)
    return PENDING


def select(module: Module, mode: int, format_: int | None, name: str) -> Reply:
    """AT+COPS=: choose an operator, or none, or only the format."""
    radio, settings = module.part(Radio), module.settings
    if format_ is not None:
        settings["cops.format"] = format_
    if mode == FORMAT_ONLY:
        return ok()
    if mode == MANUAL and (radio.operator is None or name != spell(module, radio.operator)):
        return error(NO_SERVICE)
    if mode == DEREGISTER:
        module.ask(net.Radio(on=False))
    elif settings["cops"] == DEREGISTER:
        module.ask(net.Radio(on=True))
    settings["cops"] = mode
    return ok()


SETTINGS = {
    "+creg": Setting(0, Saved.PROFILE),
    "+cgreg": Setting(0, Saved.PROFILE),
    "cops": Setting(AUTOMATIC),
    "cops.format": Setting(0),
}

COMMANDS = (
    Command("+CSQ", test=("+CSQ: (0-31,99),(0-7,99)",), execute=signal),
    reporting("+CREG", "stat"),
    reporting("+CGREG", "packet_stat"),
    Command(
        "+COPS",
        test=operators,
        read=operator,
        write=form(select, Int(0, 4), Int(0, 2, default=None), Text(32, default="", bare=True)),
    ),
)
