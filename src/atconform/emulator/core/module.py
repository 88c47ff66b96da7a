"""The module's core: serial line, timers, lines and network events, tied to the parts that a family is made of.

No I/O, no clock: time is an argument, and what the module wants done is a list of effects. The same calls at the same
times give the same effects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atconform.base.timers import Timer, Timers
from atconform.emulator.core.announcements import Announcements
from atconform.emulator.core.bystander import Bystander
from atconform.emulator.core.command import Command
from atconform.emulator.core.device import InputMode
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.effects import Ask, Effect, Spoken
from atconform.emulator.core.figures import FigureSets
from atconform.emulator.core.interpreter import Interpreter
from atconform.emulator.core.part import Part
from atconform.emulator.core.parts import Parts, PartT
from atconform.emulator.core.pins import Pins
from atconform.emulator.core.serialport import SerialPort
from atconform.emulator.core.settings import Memory, Setting, Settings
from atconform.emulator.core.spelling import Speller
from atconform.emulator.core.supply import Supply
from atconform.emulator.core.waiting import Waiting
from atconform.protocol.network import NetworkEvent, Request


@dataclass(frozen=True, slots=True)
class Family:
    """The declaration of a family: what it is called, what it can do, and its figures."""

    name: str
    commands: Mapping[str, Command]
    settings: Mapping[str, Setting[Any]]
    parts: tuple[type[Part], ...]
    figures: FigureSets
    identity: Mapping[str, str]
    bystander: tuple[str, ...] = ()
    """Lines of other subjects that come in between, by chance."""


class Module:
    """One emulated module.

    Drive it with ``power_on``, ``receive``, ``set_line``, ``network_event`` and ``advance``; after each call, carry out
    ``take_effects()``. ``next_deadline`` tells when ``advance`` is due.
    """

    def __init__(self, family: Family) -> None:
        self.family = family
        self.figures = family.figures
        self.dialect = family.figures[Dialect]
        self.commands = family.commands
        self.identity = family.identity
        self.memory = Memory()
        self._bystander = Bystander(family.bystander)
        self._timers = Timers()
        self._effects: list[Effect] = []
        self.pins = Pins(self.do, self.after)
        self.supply = Supply(self)
        self.waiting = Waiting(self)
        self.outlet_blocked: Callable[[], bool] = lambda: False
        self._links = 0
        self._make()

    def _make(self) -> None:
        self.settings = Settings(self.family.settings, self.memory, self._settings_changed)
        self.spelling = Speller(self)
        self.announcements = Announcements(self, self._bystander)
        self.interpreter = Interpreter(self)
        self.port = SerialPort(self)
        self.input_mode: InputMode | None = None
        self.parts = Parts()

    # --- from the surroundings ---

    def power_on(self, now: int) -> None:
        """Give the module power, or take it away and give it back: everything volatile is lost."""
        self._timers.advance(now)
        self.supply.restart()

    def press_power_key(self, now: int) -> None:
        """Press the power key, which starts a module that is off or in deep sleep."""
        self._timers.advance(now)
        self.supply.press_key()

    def receive(self, data: bytes, now: int) -> None:
        """Receive bytes from the host; a module that is off hears nothing."""
        self._timers.advance(now)
        if self.supply.on:
            self.port.receive(data)

    def receive_in_mode(self, data: bytes) -> None:
        """Hand bytes to the mode that takes the serial input at present."""
        if self.input_mode is not None:
            self.input_mode.receive(data)
        else:
            self.interpreter.receive(data)

    def set_line(self, line: str, high: bool, now: int) -> None:
        """Record that the host drives DTR or RTS to this level (low is active)."""
        self._timers.advance(now)
        if self.pins.host_drives(line, high=high) and self.supply.on:
            self.port.review()
            self.parts.see_line(line, high=high)

    def network_event(self, event: NetworkEvent, now: int) -> None:
        """Receive an event of the network, as power allows."""
        self._timers.advance(now)
        self.supply.hear(event)

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""
        return self._timers.next_deadline()

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self._timers.advance(now)

    def take_effects(self) -> list[Effect]:
        """Hand over what is to be done, in order."""
        effects, self._effects = self._effects, []
        return effects

    # --- for the supply ---

    def begin(self) -> None:
        """Make all that is volatile anew."""
        self._make()
        self.parts.make(self.family.parts, self)
        self.port.review()

    def stop(self) -> None:
        """Let nothing happen any more, and drive no line."""
        self._timers.clear()
        self.pins.release()

    # --- for the parts and commands ---

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return self._timers.now

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""
        return self._timers.after(delay, action)

    def part(self, kind: type[PartT]) -> PartT:
        """Find the module's part of a kind."""
        return self.parts[kind]

    def find(self, kind: type[PartT]) -> PartT | None:
        """Find the module's part of a kind, or None where the family has no such part."""
        return self.part(kind) if kind in self.parts else None

    def new_link(self) -> int:
        """Number a new link of the module; never the same number twice."""
        self._links += 1
        return self._links

    def ask(self, request: Request) -> None:
        """Hand a request to the network."""
        self.do(Ask(request))

    def do(self, effect: Effect) -> None:
        """Have something done by the surroundings, after what has been asked for before."""
        self._effects.append(effect)

    def transmit(self, data: bytes, kind: Spoken = "answer") -> None:
        """Put bytes on the serial line."""
        if data:
            self.port.transmit(data, kind)

    def announce(self, what: str | bytes, kind: Spoken = "unsolicited") -> None:
        """Print an unsolicited line, a late answer or received data (as bytes), as soon as that can be."""
        self.parts.see_announcement(what, kind)
        self.announcements.add(what, kind)

    def command_line_done(self) -> None:
        """Print what had to wait until the command line was done."""
        self.announcements.command_line_done()
        self.parts.see_command_line_done()

    @property
    def in_command_mode(self) -> bool:
        """Whether the serial input is read as command lines."""
        return self.input_mode is None

    @property
    def takes_commands(self) -> bool:
        """Whether what is typed next is a command line: it is in command mode, and has asked for no data."""
        return self.in_command_mode and not self.interpreter.takes_data

    def _settings_changed(self) -> None:
        if self.supply.on:
            self.port.review()
            self.parts.see_settings()
