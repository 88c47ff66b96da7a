"""A transport that replays a record: the module says what the record has, when the host writes what the record has."""

from __future__ import annotations

from collections import deque

from atconform.base.notation import show_bytes
from atconform.base.units import MS, SECOND
from atconform.judge.linestate import ECHO_OFF, ECHO_ON
from atconform.protocol.transport import Event, Instant, ModuleBytes
from tests.records.record import Record, Turn

APART = 10 * MS
"""Between two lines of the module, where the record has no times."""


class NotRecorded(Exception):
    """The host wrote something that is not what the record has next."""


class RecordTransport:
    """Virtual time; satisfies :class:`atconform.protocol.transport.Transport`."""

    name, emulated, noisy, lines = "record", False, False, frozenset()
    uncertainty, edge, quiet = 0, 1 * MS, 2 * SECOND

    def __init__(self, record: Record) -> None:
        self._turns = deque(record.turns)
        self._coming: deque[tuple[int, bytes]] = deque()
        self._now = 0
        self._echo = record.echo

    @property
    def ends(self) -> int:
        """When the module has said all that the record has up to what the host writes next."""
        return self._coming[-1][0] if self._coming else self._now

    def now(self) -> int:
        return self._now

    def begin_turn(self) -> None:
        """Let the module say what it says without being asked."""
        self._answer(self._turns.popleft(), b"")

    def write(self, data: bytes) -> Instant:
        turn = self._turns.popleft()
        recorded = turn.data or turn.command.encode("latin-1") + b"\r"
        if data != recorded:
            raise NotRecorded(f"line {turn.line}: wrote {show_bytes(data)!r}, the record has {show_bytes(recorded)!r}")
        self._answer(turn, data if self._echo and not turn.bytes_recorded else b"")
        if ECHO_OFF.match(turn.command):
            self._echo = False
        elif ECHO_ON.match(turn.command):
            self._echo = True
        return Instant(self._now, self._now)

    def set_line(self, line: str, *, high: bool) -> Instant:
        raise NotRecorded(f"{line}: records have no modem lines")

    def step(self, deadline: int) -> Event | None:
        if self._coming and self._coming[0][0] <= deadline:
            at, data = self._coming.popleft()
            self._now = max(self._now, at)
            return Event(Instant(self._now, self._now), ModuleBytes(data))
        self._now = max(self._now, deadline)
        return None

    def close(self) -> None:
        pass

    def _answer(self, turn: Turn, echo: bytes) -> None:
        if turn.power_on:
            self._echo = True
        at = self._now + APART
        if echo:
            self._coming.append((at, echo))
        for said in turn.said:
            at = max(at + APART, self._now + said.after if said.after is not None else 0)
            self._coming.append((at, said.data))
