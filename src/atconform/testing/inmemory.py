"""A module and its network in virtual time, with the host's end of its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from atconform.base.notation import show_bytes
from atconform.emulator.core.effects import Refusal, Remark
from atconform.emulator.core.surroundings import carry_out
from atconform.protocol.network import NetworkEvent, Request
from atconform.testing.clock import Clock
from atconform.testing.endings import NothingMore
from atconform.testing.line import Line
from atconform.testing.making import Made
from atconform.testing.recording import RecordedCore
from atconform.testing.transcript import Transcript

T = TypeVar("T")
MOST_IN_A_ROW = 250_000
"""So often a program gives one command without another: it waits for what never comes, and a test is to end."""
LAST_WORDS = 60
"""Bytes of what the module said last that are shown to a person who wonders why nothing more comes."""


class InMemory:
    """Moves a module and its network with a clock, and carries between them and the line.

    :param started: whether the module has had the time to start, so that it takes commands
    """

    def __init__(self, clock: Clock, made: Made, *, started: bool) -> None:
        self.clock = clock
        self.module = module = made.module
        self.network = made.network
        self.transcript = Transcript(lambda: clock.now)
        self.core = RecordedCore(module, self.transcript, made.plan)
        self.line = Line(clock, self.core.levels, self._type, self._drive)
        self.due: int | None = None
        """When something is due, in microseconds; None: nothing is."""
        clock.sources.append(self)
        self.power_on()
        if started:
            clock.run_until(clock.now + made.start_time)
            self.transcript.begin()
            self.core.commands.clear()
        if clock.sources == [self]:
            clock.began = clock.now

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return self.clock.now

    def power_on(self) -> None:
        """Give the module power, or take it away and give it back."""
        self.do(lambda: self.core.power_on(self.clock.now))

    def press_power_key(self) -> None:
        """Press the module's power key."""
        self.do(lambda: self.core.press_power_key(self.clock.now))

    @property
    def failure(self) -> BaseException | None:
        """What fails the test, even where the program under test has swallowed it."""
        return self.clock.failure

    def do(self, action: Callable[[], T]) -> T:
        """Do something to the module or its network now, and what follows from it."""
        self.clock.known_thread()
        self.network.advance(self.clock.now)
        result = action()
        self._carry_out()
        self._look_ahead()
        return result

    def call(self, whose: str, function: Callable[[], T]) -> T | None:
        """Call a function of the test; what it raises fails the test."""
        return self.clock.call(whose, function)

    def _type(self, data: bytes) -> None:
        self.clock.participant()
        self.clock.has_worked()
        commands = self.core.commands
        if commands.in_a_row > MOST_IN_A_ROW:
            raise NothingMore(self.clock.explain(f"{commands.last} was given {MOST_IN_A_ROW} times in a row"))
        self.do(lambda: self.core.receive(data, self.clock.now))

    def _drive(self, line: str, high: bool) -> None:
        if self.module.pins.host(line) != high:
            self.do(lambda: self.core.set_line(line, high, self.clock.now))

    def _carry_out(self) -> None:
        carry_out(self.core, self, lambda: self.clock.now)
        self.network.take_peer_events()  # each peer has heard of what happened at it

    # --- what happens by itself ---

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        for one in (self.core, self.network):
            due = one.next_deadline()
            if due is not None and due <= now:
                one.advance(now)
                self._carry_out()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Find out when something is due: programs look at the clock far more often than that changes."""
        own, other = self.core.next_deadline(), self.network.next_deadline()
        self.due = own if other is None or (own is not None and own < other) else other

    def last_words(self) -> str:
        """Tell what the module has said last."""
        said = next((entry.what for entry in reversed(self.transcript.entries) if entry.who == "module"), b"")
        shown = show_bytes(said[-LAST_WORDS:]) if isinstance(said, bytes) else said
        return f"the last that {self.module.family.name} has said is {shown or 'nothing'}"

    # --- the module's surroundings ---

    def transmit(self, data: bytes) -> None:
        """Let bytes of the module stand at the host's port."""
        self.line.put(data)

    def show_line(self, line: str, *, high: bool) -> None:
        """Do nothing: the host's port looks at what has been written down."""

    def request(self, request: Request) -> None:
        """Hand a request of the module to the network."""
        self.network.request(request, self.clock.now)

    def remark(self, remark: Remark) -> None:
        """Do nothing: it has been written down."""

    def refused(self, refusal: Refusal) -> None:
        """Do nothing: it has been written down."""

    def next_event(self) -> NetworkEvent | None:
        """Return the next thing that the network has for the module."""
        return self.network.next_module_event()
