"""Power-up, functionality levels, power-down: RDY and what follows it, +CFUN, +CPOWD."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.command import Command, Int, OneOf, form
from atconform.emulator.line import AUTO
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import Reply, error, ok, text
from atconform.emulator.settings import Saved, Setting
from atconform.emulator.sim import READY, Sim
from atconform.emulator.toggle import toggle
from atconform.network import messages as net
from atconform.timers import Timer

MINIMUM, FULL, FLIGHT = 0, 1, 4
"""The levels of AT+CFUN: no SIM and no radio, everything, no radio."""

NEEDS_SIM = frozenset({"+CIMI", "+CCID", "+CNUM", "+CMGR", "+CMGD"})
NEEDS_RADIO = frozenset({"D", "+COPS", "+CIICR", "+CIPSTART", "+SAPBR", "+CGACT"})


class Power(Part):
    """Brings the module up step by step, and follows AT+CFUN."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.level = module.settings["cfun"]
        self._typed_early = bytearray()
        self._silent = False
        self._steps: list[Timer] = []

    def power_on(self) -> None:
        """Begin to start up; what the host types meanwhile waits."""
        self.module.port.divert(self._typed_early.extend)
        self.module.part(Sim).unlocked = self._unlocked
        # With automatic detection of the rate the module does not yet know how fast to speak.
        self._silent = self.module.settings["ipr"] == AUTO
        self.module.after(self.module.dialect.boot_delay, self._ready)

    def _ready(self) -> None:
        self._say("RDY")
        self.module.port.divert(None)
        if self._typed_early:
            self.module.port.receive(bytes(self._typed_early))
        self._later(1, lambda: self._say(f"+CFUN: {self.level}"))
        self._later(2, self._sim_on)

    def _say(self, line: str) -> None:
        if not self._silent:
            self.module.announce(line)

    def _later(self, steps: int, action: Callable[[], None]) -> None:
        """Do something some steps of the start later, unless another functionality level is set before."""
        self._steps.append(self.module.after(steps * self.module.dialect.boot_line_gap, action))

    def _sim_on(self) -> None:
        card = self.module.part(Sim)
        card.switch_on()
        self._say(f"+CPIN: {card.state}")
        self._radio_on()

    def _unlocked(self) -> None:
        self._silent = False  # who has entered a PIN has been heard, and its rate is known
        self._say(f"+CPIN: {READY}")
        self._radio_on()

    def _radio_on(self) -> None:
        if self.level != FULL or self.module.part(Sim).state != READY:
            return
        self.module.ask(net.Radio(on=True))
        if self.module.settings["ciurc"]:
            self._later(1, lambda: self._say("Call Ready"))
        self._later(2, lambda: self._say("SMS Ready"))

    def change(self, level: int) -> None:
        """Go to another functionality level."""
        before, self.level = self.level, level
        self._silent = False
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


def set_level(module: Module, level: int, reset: int) -> Reply:
    """AT+CFUN: levels 0 and 4 do not lead to each other; all but 0 outlive a restart (manual, 3.2.42)."""
    power = module.part(Power)
    if {power.level, level} == {MINIMUM, FLIGHT}:
        return error(module.dialect.not_allowed)
    if level != MINIMUM:
        module.settings["cfun"] = level
    if reset:
        return ok(then=lambda: restart_soon(module))
    if level == power.level:
        return ok()
    lines = ("+CPIN: NOT READY",) if level == MINIMUM and module.part(Sim).state else ()
    return ok(*lines, then=lambda: power.change(level))


def restart_soon(module: Module) -> None:
    """Start the module anew when the answer is on its way."""
    module.after(module.dialect.restart_delay, module.restart)


def switch_off(module: Module, in_order: int) -> Reply:
    """AT+CPOWD: 0 without a word, 1 with one."""
    return text(*(("NORMAL POWER DOWN",) if in_order else ()), then=module.power_off)


SETTINGS = {"cfun": Setting(FULL, Saved.AT_ONCE), "ciurc": Setting(1, Saved.PROFILE)}

COMMANDS = (
    Command(
        "+CFUN",
        test=("+CFUN: (0,1,4),(0,1)",),
        read=lambda module: ok(f"+CFUN: {module.part(Power).level}"),
        write=form(set_level, OneOf((MINIMUM, FULL, FLIGHT)), Int(0, 1, default=0)),
    ),
    Command("+CPOWD", write=form(switch_off, Int(0, 1))),
    toggle("+CIURC", "ciurc"),
)
