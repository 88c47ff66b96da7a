"""What the commands and parts of a module may ask of it: the rest of the module is none of their business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from atconform.base.timers import Timer
from atconform.emulator.core.command import Command
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.effects import Effect, Spoken
from atconform.emulator.core.figures import FigureSets
from atconform.emulator.core.pins import Pins
from atconform.emulator.core.replies import Reply
from atconform.emulator.core.serialport import SerialPort
from atconform.emulator.core.settings import Settings
from atconform.emulator.core.spelling import Speller
from atconform.emulator.core.supply import Supply
from atconform.protocol.network import Request

PartT = TypeVar("PartT")


class InputMode(Protocol):
    """What takes the serial input while the module is not in command mode."""

    def receive(self, data: bytes) -> None:
        """Receive what the host sent."""


class Answering(Protocol):
    """The interpreter of command lines, as far as commands need it."""

    @property
    def at_rest(self) -> bool:
        """Whether unsolicited lines can be printed: no answer is about to come, and no data is asked for."""

    @property
    def idle(self) -> bool:
        """Whether nothing is being worked on or waited for, an answer as little as data."""

    def ignore_waiting(self) -> None:
        """Forget what was typed and not begun."""

    def defer(self, *, alone: bool = False, interrupted: Callable[[], Reply] | None = None) -> Callable[[Reply], None]:
        """Begin an answer that comes later: the handler returns PENDING and calls what this returns in the end.

        :param alone: whether further command lines wait until the answer has come
        :param interrupted: ends the command when something is typed meanwhile, which is lost, and answers it; None:
            nothing does
        """


class Awake(Protocol):
    """The parts together, as far as one of them needs to know of the others."""

    @property
    def keep_awake(self) -> bool:
        """Whether one of them is at something for which the module does not go to deep sleep."""

    @property
    def offline(self) -> bool:
        """Whether one of them keeps the module out of the network."""

    def radio_off(self) -> tuple[str, ...]:
        """Give up what needs the radio, which is about to be switched off; return the lines that tell so."""


class Device(Protocol):
    """The module, as its commands and parts know it."""

    figures: FigureSets
    dialect: Dialect
    commands: Mapping[str, Command]
    identity: Mapping[str, str]
    settings: Settings
    spelling: Speller
    pins: Pins
    port: SerialPort
    supply: Supply
    input_mode: InputMode | None
    outlet_blocked: Callable[[], bool]
    """Tells whether there is no room for what is to be sent, so that sending fails."""

    @property
    def interpreter(self) -> Answering:
        """What works on command lines."""

    @property
    def parts(self) -> Awake:
        """What the module is made of."""

    @property
    def now(self) -> int:
        """The present, in microseconds."""

    @property
    def in_command_mode(self) -> bool:
        """Whether the serial input is read as command lines."""

    def part(self, kind: type[PartT]) -> PartT:
        """Find the module's part of a kind."""

    def find(self, kind: type[PartT]) -> PartT | None:
        """Find the module's part of a kind, or None where the family has no such part."""

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""

    def new_link(self) -> int:
        """Number a new link of the module; never the same number twice."""

    def ask(self, request: Request) -> None:
        """Hand a request to the network."""

    def do(self, effect: Effect) -> None:
        """Have something done by the surroundings, after what has been asked for before."""

    def transmit(self, data: bytes, kind: Spoken = "answer") -> None:
        """Put bytes on the serial line."""

    def announce(self, what: str | bytes, kind: Spoken = "unsolicited") -> None:
        """Print an unsolicited line, a late answer or received data (as bytes), as soon as that can be."""

    def command_line_done(self) -> None:
        """Print what had to wait until the command line was done."""
