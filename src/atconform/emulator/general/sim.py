"""The SIM card: when it is ready, and the PIN it may ask for (AT+CPIN)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the SIM card. Times in microseconds."""

    pin: str = ""
    puk: str = "12345678"


SIM_BUSY = 14
INCORRECT_PASSWORD = 16
READY, PIN, PUK = "READY", "SIM PIN", "SIM PUK"
ATTEMPTS = 3


class Sim(Part):
    """The card's state. ``unlocked`` is called when the host has entered what it asked for."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.state = ""
        """What AT+CPIN? tells; empty while the card has no power or is just starting."""
        self.unlocked: Callable[[], None] = lambda: None
        self._pin = module.figures[Figures].pin
        self._attempts = ATTEMPTS

    def describe_state(self, command: str) -> str:
        """Say what the card asks for, or that it has no power; where it asks for nothing, that hinders AT+CPIN only."""
        ready = "SIM ready" if command == "+CPIN" else ""
        return {"": "SIM off", READY: ready}.get(self.state, self.state)

    def switch_on(self) -> None:
        """Give the card power; ``state`` is then what it asks for."""
        self.state = PIN if self._pin else READY

    def switch_off(self) -> None:
        """Take the card's power away."""
        self.state = ""

    def enter(self, password: str, new: str) -> bool:
        """Try a PIN, or the PUK with a new PIN; false when it is wrong."""
        figures = self.module.figures[Figures]
        wanted = self._pin if self.state == PIN else figures.puk
        if password != wanted or (self.state == PUK and not new):
            self._attempts -= 1
            if self.state == PIN and self._attempts == 0:
                self.state = PUK
            return False
        if self.state == PUK:
            self._pin = new
        self.state, self._attempts = READY, ATTEMPTS
        return True


def state(module: Device) -> Reply:
    """AT+CPIN?."""
    card = module.part(Sim)
    return ok(f"+CPIN: {card.state}") if card.state else error(SIM_BUSY)


def enter(module: Device, password: str, new: str) -> Reply:
    """AT+CPIN=: not allowed while nothing is asked for."""
    card = module.part(Sim)
    if card.state not in (PIN, PUK):
        return error(module.dialect.not_allowed)
    if not card.enter(password, new):
        return error(INCORRECT_PASSWORD)
    return ok(then=card.unlocked)


FIGURES = (Figures,)

COMMANDS = (
    Command("+CPIN", test=(), read=state, write=form(enter, Text(8, bare=True), Text(8, default="", bare=True))),
)

PARTS = (Sim,)
