"""The contract of a transport: the one place where the host side waits.

Everything that happens reaches the host as an :class:`Event` returned by :meth:`Transport.step`, in the order in which
it happened as far as the transport can tell. Nothing else in the suite waits, sleeps or reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from atconform.protocol.peer import PeerEvent

LINES_TO_MODULE = frozenset({"DTR", "RTS"})
LINES_TO_HOST = frozenset({"DCD", "RI", "CTS", "DSR"})
Flow = Literal["none", "rtscts", "xonxoff"]
"""How the host and the module hold each other back."""


class Instant(NamedTuple):
    """When something happened: not before ``earliest`` and not after ``latest`` (microseconds of one clock)."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class ModuleBytes:
    """Bytes that the module put on the line."""

    data: bytes


@dataclass(frozen=True, slots=True)
class LineChange:
    """A modem line of the module changed to this level, as measured at the module's pin (low is active)."""

    line: str
    high: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """The transport itself broke, for instance the adapter was unplugged."""

    what: str


Body = ModuleBytes | LineChange | PeerEvent | Fault


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened, at a time known within an interval."""

    at: Instant
    body: Body


class Stamp(Protocol):
    """Takes note that something happened, with the time of this host's clock; any thread may call it."""

    def __call__(self, body: Body, earliest: int | None = None, uncertainty: int = 0) -> None:
        """Note what happened not before ``earliest``, or else ``uncertainty`` ago, and not after now (microseconds)."""


class Transport(Protocol):
    """What carries bytes and lines between host and module."""

    name: str
    """As the record names it: ``memory``, ``/dev/ttyUSB0``, ``rfc2217://...`` (without secrets)."""
    emulated: bool
    """Whether the module at the other end is known to be the emulator."""
    noisy: bool
    """Whether what comes may be otherwise than the module sent it."""
    lines: frozenset[str]
    """The modem lines that this transport really carries, of DTR, RTS, DCD, RI, CTS, DSR."""
    uncertainty: int
    """Width of the interval in which an event's time is known, in microseconds; 0 in memory."""
    quiet: int
    """Silence after which nothing more is expected to belong to what came before, in microseconds."""

    @property
    def edge(self) -> int:
        """How far from a limit "just shorter" and "just longer" stay, in microseconds."""

    def now(self) -> int:
        """Return the present, in microseconds of the transport's clock."""

    def write(self, data: bytes) -> Instant:
        """Send bytes to the module; returns when the last of them left.

        :raises atconform.base.errors.BenchFault: the line broke
        """

    def set_line(self, line: str, *, high: bool) -> Instant:
        """Drive DTR or RTS to this level at the module's pin (low is active).

        :raises atconform.base.errors.BenchFault: the transport does not carry this line
        """

    def step(self, deadline: int) -> Event | None:
        """Wait for the next event, at most until ``deadline``; None when the deadline was reached without one."""

    def close(self) -> None:
        """Release the line. Idempotent."""
