"""Wire mutants: one thing that the module sent is dropped, doubled, changed, exchanged or delayed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from atconform.base.units import SECOND
from atconform.protocol.transport import Event, Instant, LineChange, ModuleBytes
from atconform.virtual.transport import MemoryTransport

Kind = Literal["drop", "double", "change the first", "change the last", "exchange", "delay"]
KINDS: tuple[Kind, ...] = ("drop", "double", "change the first", "change the last", "exchange", "delay")
DELAY = 2000 * SECOND
"""Beyond every time limit."""


@dataclass(frozen=True, slots=True)
class WireMutant:
    """What is done to which of the things that the module sends (counted from 0)."""

    kind: Kind
    index: int

    def __str__(self) -> str:
        return f"{self.kind} #{self.index}"


class MutatedTransport:
    """Memory, but one thing that the module sends arrives otherwise.

    :param inner: the transport that the module is on
    :param mutant: what to do; None only records what was sent
    :param free: tells, for bytes, which characters have a value that nothing determines
    :param spoken_of: the modem lines that the scenario speaks of; changes of others are not judged
    """

    def __init__(
        self,
        inner: MemoryTransport,
        mutant: WireMutant | None,
        free: Callable[[bytes], set[int]] = lambda data: set(),
        spoken_of: frozenset[str] = frozenset(),
    ) -> None:
        self._inner = inner
        self.name, self.emulated, self.lines = inner.name, inner.emulated, inner.lines
        self.noisy = inner.noisy
        self.uncertainty, self.edge, self.quiet = inner.uncertainty, inner.edge, inner.quiet
        self._mutant = mutant
        self._free = free
        self._spoken_of = spoken_of
        self.sent: list[bytes] = []
        self._ready: deque[Event] = deque()
        self._held: list[Event] = []
        self._release: int | None = None

    def now(self) -> int:
        """Return the present."""
        return self._inner.now()

    def write(self, data: bytes) -> Instant:
        """Hand bytes to the module."""
        return self._inner.write(data)

    def set_line(self, line: str, *, high: bool) -> Instant:
        """Drive a line."""
        return self._inner.set_line(line, high=high)

    def close(self) -> None:
        """Nothing to release."""

    def step(self, deadline: int) -> Event | None:
        """Go to the next event, as the mutant lets it arrive."""
        while not self._ready:
            until = deadline if self._release is None else min(deadline, self._release)
            event = self._inner.step(until)
            if event is None:
                if self._release is None or self._inner.now() < self._release:
                    return None
                self._let_go()
            else:
                self._arrive(event)
        return self._ready.popleft()

    def _arrive(self, event: Event) -> None:
        body = event.body
        if not isinstance(body, ModuleBytes) and not (isinstance(body, LineChange) and body.line in self._spoken_of):
            self._ready.append(event)
            return
        data = event.body.data if isinstance(event.body, ModuleBytes) else b""
        self.sent.append(data)
        if self._release is not None:
            self._held.append(event)
        elif self._mutant is not None and self._mutant.index == len(self.sent) - 1:
            self._mutate(self._mutant.kind, event)
        elif self._mutant is not None and self._mutant.kind == "exchange" and self._held:
            self._ready += [replace(event, at=event.at), *self._held]
            self._held = []
        else:
            self._ready.append(event)

    def _mutate(self, kind: Kind, event: Event) -> None:
        match kind, event.body:
            case "drop", _:
                pass
            case "double", _:
                self._ready += [event, event]
            case "exchange", _:
                self._held = [event]
            case "delay", _:
                self._held, self._release = [event], self._inner.now() + DELAY
            case _, ModuleBytes(data=data):
                changed = change(data, self._free(data), last=kind == "change the last")
                self._ready.append(replace(event, body=ModuleBytes(changed)))
            case _, LineChange(line=line, high=high):
                self._ready.append(replace(event, body=LineChange(line, not high)))

    def _let_go(self) -> None:
        at = Instant(self._inner.now(), self._inner.now())
        self._ready += [replace(event, at=at) for event in self._held]
        self._held, self._release = [], None


def change(data: bytes, free: set[int], *, last: bool) -> bytes:
    """Change one letter or digit: to another one, or out of its class where its value is free."""
    places = [index for index, byte in enumerate(data) if chr(byte).isalnum() and byte < 0x80] or list(range(len(data)))
    place = places[-1 if last else 0]
    return data[:place] + (b"?" if place in free else other(data[place])) + data[place + 1 :]


def other(byte: int) -> bytes:
    """Make another character of the same class: the next digit, the next letter; any other byte plus one."""
    letter = chr(byte)
    if letter.isdigit():
        return str((int(letter) + 1) % 10).encode()
    if letter.isalpha() and byte < 0x80:
        return b"b" if letter == "a" else b"B" if letter == "A" else bytes([byte - 1])
    return bytes([(byte + 1) % 256])


def wire_mutants(sent: list[bytes]) -> Iterator[WireMutant]:
    """Make the mutants of what a scenario's module sent; those that change nothing are left out."""
    for index, data in enumerate(sent):
        for kind in KINDS:
            if kind == "exchange" and (index + 1 == len(sent) or sent[index + 1] == data):
                continue
            if kind == "change the last" and len(data) < 2:
                continue
            if kind == "double" and not data:
                continue  # a line that changes to the level it has does not change
            yield WireMutant(kind, index)
