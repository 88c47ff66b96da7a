"""Where a firmware defect gets hold of the emulated module.

The seams are those of the core's contract, which outlives what is inside: what the host says and what the module puts
on the line, what it asks of the network and what the network tells it, its modem lines, and the family's declaration
(figures, commands, parts, defaults). All state that a defect needs lives as long as the module has power.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from atconform.base.timers import Timers
from atconform.emulator.core.command import Command
from atconform.emulator.core.effects import Ask, Effect, SetLine, Transmit
from atconform.emulator.core.module import Family, Module
from atconform.emulator.core.part import Part
from atconform.emulator.families import declared
from atconform.protocol.network import NetworkEvent, Request

Said = bytes | tuple[int, bytes]
"""What goes on the line: at once, or so many microseconds later."""
Speak = Callable[[bytes], Iterable[Said]]
Asking = Callable[[Request], Iterable[Request | tuple[int, Request]]]
"""What is asked: at once, or so many microseconds later."""
Hear = Callable[[NetworkEvent], Iterable[NetworkEvent | tuple[int, NetworkEvent]]]
"""What is heard: at once, or so many microseconds later."""
Listen = Callable[[bytes], bytes | tuple[bytes, bytes]]
"""What is heard or, with it, what is put on the line at once."""
Drive = Callable[[str, bool], Iterable[tuple[int, str, bool]]]
LINES = re.compile(rb"(?<=\r\n)(?:[^\r\n]+)(?=\r\n)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is printed otherwise."""

    pattern: str
    """Matches the whole line, without CR LF."""
    instead: str | None
    """What is printed, in which ``\\1`` is the first group; None: nothing is."""
    spared: int = 0
    """How many such lines are right before the first that is wrong."""
    times: int | None = None
    """How many are wrong; None: all that follow."""
    late: int = 0
    """How many microseconds too late it comes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a defective firmware does otherwise; each field is a seam, and what is not given is as it should be."""

    lines: tuple[Line, ...] = ()
    speaks: Callable[[], Speak] | None = None
    """Makes a filter of what the module puts on the line, piece by piece: a line with its CR LF, echo, data."""
    listens: Callable[[], Listen] | None = None
    """Makes a filter of what it hears from the host."""
    asks: Callable[[], Asking] | None = None
    """Makes a filter of what it asks of the network: connections, data, closing."""
    hears: Callable[[], Hear] | None = None
    """Makes a filter of what the network tells it: data, closed links, clients."""
    drives: Callable[[], Drive] | None = None
    """Makes a filter of the modem lines that it drives: how much later (microseconds), which, to which level."""
    senses: Callable[[], Drive] | None = None
    """Makes a filter of the modem lines that the host drives."""
    firmware: Callable[[], Any] | None = None
    """Makes an object whose methods are all these filters, where they have to know of each other."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """Its figures, by subject and name: ``escape.before``."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Settings that begin with another value."""
    commands: tuple[Command, ...] = ()
    """Commands in the place of its own."""
    without: frozenset[str] = frozenset()
    """Commands that it lacks."""
    parts: Mapping[type[Part], type[Part]] = field(default_factory=dict)
    """Parts in the place of its own, subclasses of them, by the kind that each is asked for as."""

    def of(self, family: str) -> Family:
        """Change a family's declaration."""
        usual = declared(family)
        commands = dict(usual.commands) | {command.name: command for command in self.commands}
        settings = {name: usual.settings[name].but(default=value) for name, value in self.defaults.items()}
        return replace(
            usual,
            commands={name: command for name, command in commands.items() if name not in self.without},
            settings=dict(usual.settings) | settings,
            parts=tuple(self.parts.get(part, part) for part in usual.parts),
            figures=usual.figures.varied(self.figures),
        )


class Fitted(Module):
    """A module with other parts, which are still asked for as those in whose place they are."""

    def __init__(self, family: Family, parts: Mapping[type[Part], type[Part]]) -> None:
        self._instead = parts
        super().__init__(family)

    def part(self, kind: type[Any]) -> Any:
        """Find the part of a kind, or what is in its place."""
        return super().part(self._instead.get(kind, kind))

    def find(self, kind: type[Any]) -> Any:
        """Find the part of a kind, or what is in its place, or None."""
        return super().find(self._instead.get(kind, kind))


class Defective:
    """A module with a defect, as its surroundings know it."""

    def __init__(self, family: str, change: Change) -> None:
        self.family = change.of(family)
        self._change = change
        self._inner = Fitted(self.family, change.parts)
        self._later = Timers()
        self._due: list[Effect] = []
        self._renew()

    def _renew(self) -> None:
        change = self._change
        self._met = [0] * len(change.lines)
        self._speaks = change.speaks() if change.speaks else None
        self._listens = change.listens() if change.listens else None
        self._asks = change.asks() if change.asks else None
        self._hears = change.hears() if change.hears else None
        self._drives = change.drives() if change.drives else None
        self._senses = change.senses() if change.senses else None
        if change.firmware is not None:
            made = change.firmware()
            self._speaks, self._listens, self._asks = made.speaks, made.listens, made.asks
            self._hears, self._drives, self._senses = made.hears, made.drives, made.senses

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    # --- from the surroundings ---

    def power_on(self, now: int) -> None:
        """Give the module power: the defect begins anew."""
        self._later.clear()
        self._due.clear()
        self._renew()
        self._inner.power_on(now)

    def receive(self, data: bytes, now: int) -> None:
        """Receive bytes from the host."""
        heard = self._listens(data) if self._listens else data
        heard, said = heard if isinstance(heard, tuple) else (heard, b"")
        if said:
            self._due.append(Transmit(said))
        self._inner.receive(heard, now)

    def set_line(self, line: str, high: bool, now: int) -> None:
        """Record that the host drives a line."""
        self._later.advance(now)
        for late, name, level in self._senses(line, high) if self._senses else ((0, line, high),):
            self._tell(late, partial(self._inner.set_line, name, level))

    def network_event(self, event: NetworkEvent, now: int) -> None:
        """Receive an event of the network."""
        self._later.advance(now)
        for one in self._hears(event) if self._hears else (event,):
            late, heard = one if isinstance(one, tuple) else (0, one)
            self._tell(late, partial(self._inner.network_event, heard))

    def _tell(self, late: int, what: Callable[[int], None]) -> None:
        """Tell the module something, now or later; it wants to know when."""
        if late:
            self._later.after(late, lambda: what(self._later.now))
        else:
            what(self._later.now)

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due."""
        due = [one for one in (self._inner.next_deadline(), self._later.next_deadline()) if one is not None]
        return min(due, default=None)

    def advance(self, now: int) -> None:
        """Let time pass."""
        self._later.advance(now)
        self._inner.advance(now)

    def take_effects(self) -> list[Effect]:
        """Hand over what is to be done, with the defect in it."""
        for effect in self._inner.take_effects():
            self._later.advance(self._inner.now)
            match effect:
                case Transmit(data=data):
                    self._transmit(data)
                case Ask(request=request):
                    for asked in self._asks(request) if self._asks else (request,):
                        late, put = asked if isinstance(asked, tuple) else (0, asked)
                        self._do(late, Ask(put))
                case SetLine(line=line, high=high):
                    for late, name, level in self._drives(line, high) if self._drives else ((0, line, high),):
                        self._do(late, SetLine(name, level))
        due, self._due = self._due, []
        return due

    def _do(self, late: int, effect: Effect) -> None:
        if late:
            self._later.after(late, lambda: self._due.append(effect))
        else:
            self._due.append(effect)

    def _transmit(self, data: bytes) -> None:
        for late, piece in self._respelt(data):
            for said in self._speaks(piece) if self._speaks else (piece,):
                later, spoken = said if isinstance(said, tuple) else (0, said)
                if spoken:
                    self._do(late + later, Transmit(spoken))

    def _respelt(self, data: bytes) -> list[tuple[int, bytes]]:
        """Print lines otherwise; a piece with a late line is late from there on."""
        if not self._change.lines:
            return [(0, data)]
        late, pieces, end = 0, [], 0
        for match in LINES.finditer(data):
            wrong = self._wrong(match[0].decode("latin-1"))
            if wrong is None:
                continue
            line, text = wrong
            begin = match.start() - 2
            if line.late:
                pieces.append((late, data[end:begin]))
                end, late = begin, line.late
            if text is None:
                pieces.append((late, data[end:begin]))
                end = match.end() + 2
            else:
                pieces.append((late, data[end : match.start()] + text.encode("latin-1")))
                end = match.end()
        return [*pieces, (late, data[end:])]

    def _wrong(self, text: str) -> tuple[Line, str | None] | None:
        for index, line in enumerate(self._change.lines):
            found = re.fullmatch(line.pattern, text)
            if found is None:
                continue
            self._met[index] += 1
            place = self._met[index] - line.spared
            if place > 0 and (line.times is None or place <= line.times):
                return line, None if line.instead is None else found.expand(line.instead)
        return None
