"""Power-up, functionality levels, power-down: RDY and what follows it, +CFUN, +CPOWD."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Form, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.number_settings import listed, one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok, text
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.line import AUTO, IPR
from atconform.emulator.general.networkwait import NetworkWait
from atconform.emulator.general.registration import COPS, DEREGISTER
from atconform.emulator.general.sim import ABSENT, READY, Sim
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of start and functionality. Times in microseconds."""

    boot_delay: int = delay(400 * MS, normal=1 * SECOND, none=0)
    boot_line_gap: int = delay(150 * MS, normal=1300 * MS, none=0)
    restart_delay: int = delay(30 * MS, normal=400 * MS)
    tells_functionality: bool = True
    """Whether +CFUN is among the lines of the start."""
    ready_lines: tuple[str, str] = ("Call Ready", "SMS Ready")
    """What is said when calls, and then messages, are possible; the former only with AT+CIURC=1."""
    resets: int = 1
    """The greatest value of <rst>; all but 0 restart the module."""
    minimum_to_flight: bool = False
    """Whether levels 0 and 4 lead to each other."""


MINIMUM, FULL, FLIGHT, FACTORY_TEST, RESET, OFFLINE = 0, 1, 4, 5, 6, 7
"""The levels of AT+CFUN: no SIM and no radio, everything, no radio in three ways; RESET is no level to stay at."""

CFUN = Setting("cfun", FULL, OneOf((MINIMUM, FULL, FLIGHT)), Saved.AT_ONCE)
CIURC = Setting("ciurc", 1, Int(0, 1), Saved.PROFILE, "+CIURC")

NEEDS_SIM = frozenset({"+CIMI", "+CIMIM", "+CCID", "+CICCID", "+ICCID", "+CNUM", "+CMGR", "+CMGD"})
NEEDS_RADIO = frozenset({"D", "+CGDATA", "+COPS", "+CIICR", "+CIPSTART", "+SAPBR", "+CGACT", "+NETOPEN"})


class Power(Part):
    """Brings the module up step by step, and follows AT+CFUN."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.level = module.settings[CFUN]
        self.calls_ready = False
        """Whether voice calls are possible, since as long as Call Ready would be said."""
        self._finds_rate = False
        self._steps: list[Timer] = []

    def keeps_offline(self) -> bool:
        """Return whether the radio is off, or there is no card that lets the module into the network."""
        return self.level != FULL or self.module.part(Sim).state not in ("", READY)

    def describe_state(self, command: str) -> str:
        """Say the level, if it is not the full one."""
        return "" if self.level == FULL else f"AT+CFUN={self.level}"

    def power_on(self) -> None:
        """Begin to start up; what the host types meanwhile is lost."""
        self.module.port.ignore()
        self.module.part(Sim).unlocked = self._unlocked
        # With automatic detection of the rate the module does not yet know how fast to speak.
        self._finds_rate = self.module.port.mute = self.module.settings[IPR] == AUTO
        self.module.after(self.module.figures[Figures].boot_delay, self._ready)

    def left_deep_sleep(self) -> None:
        """Start up without a word but that of the card; the radio has never been off (low power mode note, 6.2)."""
        self.module.port.ignore()
        self.module.after(self.module.figures[Figures].boot_delay, self._awake)

    def _awake(self) -> None:
        self.module.port.resume()
        self.module.part(Sim).state = READY
        self.module.announce(f"+CPIN: {READY}")

    def _ready(self) -> None:
        self._say_at_fixed_rate("RDY")
        self.module.port.resume()
        if self.module.figures[Figures].tells_functionality:
            self._later(1, lambda: self._say_at_fixed_rate(f"+CFUN: {self.level}"))
        self._later(2, self._sim_on)

    def _say_at_fixed_rate(self, line: str) -> None:
        """Say what the manuals do not have where the rate is found automatically, even if it is known by now."""
        if not self._finds_rate:
            self.module.announce(line)

    def _later(self, steps: int, action: Callable[[], None]) -> None:
        """Do something some steps of the start later, unless another functionality level is set before."""
        self._steps.append(self.module.after(steps * self.module.figures[Figures].boot_line_gap, action))

    def _sim_on(self) -> None:
        card = self.module.part(Sim)
        card.switch_on()
        self.module.announce(f"+CPIN: {card.state or 'NOT INSERTED'}")
        self._radio_on()
        self.module.part(NetworkWait).review()

    def _unlocked(self) -> None:
        self.module.announce(f"+CPIN: {READY}")
        self._radio_on()

    def _radio_on(self) -> None:
        if self.level != FULL or self.module.part(Sim).state != READY:
            return
        if self.module.settings[COPS] != DEREGISTER:
            self.module.ask(net.Radio(on=True))
        calls, messages = self.module.figures[Figures].ready_lines
        self._later(1, lambda: self._ready_for_calls(calls))
        self._later(2, lambda: self.module.announce(messages))

    def _ready_for_calls(self, line: str) -> None:
        self.calls_ready = True
        if self.module.settings[CIURC]:
            self.module.announce(line)

    def change(self, level: int) -> None:
        """Go to another functionality level."""
        before, self.level = self.level, level
        self.calls_ready = False
        for step in self._steps:
            step.cancel()
        self._steps.clear()
        if before == FULL:
            self.module.ask(net.Radio(on=False))
        card = self.module.part(Sim)
        if level == MINIMUM:
            card.switch_off()
        elif card.state:
            self._radio_on()
        else:
            self._later(1, self._sim_on)

    def accepts(self, command: str) -> bool:
        """Refuse what needs the card or the radio while there is none."""
        return not ((self.level == MINIMUM and command in NEEDS_SIM) or (self.level != FULL and command in NEEDS_RADIO))


def set_level(module: Device, level: int, reset: int) -> Reply:
    """AT+CFUN=: all levels but 0 outlive a restart (SIM800 manual, 3.2.42; SIM7000 manual, 3.2.19)."""
    power = module.part(Power)
    if {power.level, level} == {MINIMUM, FLIGHT} and not module.figures[Figures].minimum_to_flight:
        return error(module.dialect.not_allowed)
    if level == RESET:
        return ok(then=lambda: restart_soon(module))
    if level != MINIMUM:
        module.settings[CFUN] = level
    if reset:
        return ok(then=lambda: restart_soon(module))
    if level == power.level:
        return ok()
    ended = module.parts.radio_off() if power.level == FULL else ()
    card = ("+CPIN: NOT READY",) if level == MINIMUM and module.part(Sim).state not in ("", ABSENT) else ()
    tell_before_answer(module, (*ended, *card))
    return ok(then=lambda: power.change(level))


def tell_before_answer(module: Device, lines: Iterable[str]) -> None:
    """Print lines that nobody asked for, each by itself, before the command that they come of is answered."""
    for line in lines:
        module.transmit(module.spelling.announcement(line), "unsolicited")


def restart_soon(module: Device) -> None:
    """Start the module anew when the answer is on its way; from then on it hears nothing."""
    module.port.ignore()
    module.interpreter.ignore_waiting()
    module.after(module.figures[Figures].restart_delay, module.supply.restart)


def reset(module: Device) -> Reply:
    """AT+CRESET (SIM7020 AT command manual, 5.2.17; SIM7500/SIM7600, 3.2.13)."""
    return ok(then=lambda: restart_soon(module))


def power_down(module: Device) -> None:
    """Stop working; what was typed behind the command finds nobody."""
    module.interpreter.ignore_waiting()
    module.supply.off()


def switch_off(module: Device, in_order: int) -> Reply:
    """AT+CPOWD: 0 without a word, 1 with one."""
    if in_order:
        tell_before_answer(module, module.parts.radio_off())
    return text(*(("NORMAL POWER DOWN",) if in_order else ()), then=lambda: power_down(module))


def levels(module: Device) -> Reply:
    """AT+CFUN=?."""
    resets = "(0,1)" if module.figures[Figures].resets == 1 else f"(0-{module.figures[Figures].resets})"
    return ok(f"+CFUN: {listed(module.settings.declared(CFUN).only)},{resets}")


def levels_form(module: Device) -> Form:
    """The parameters of AT+CFUN."""
    resets = module.figures[Figures].resets
    return form(set_level, module.settings.declared(CFUN).only, Int(0, resets, default=0))


FIGURES = (Figures,)

SETTINGS = (CFUN, CIURC)

COMMANDS = (
    Command(
        "+CFUN",
        test=levels,
        read=lambda module: ok(f"+CFUN: {module.part(Power).level}"),
        write=levels_form,
    ),
    Command("+CPOWD", write=form(switch_off, Int(0, 1))),
    one_number(CIURC),
)

PARTS = (Power,)
