"""What the serial side of an emulator in real time is: its contract with the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from atconform.realtime.reactor import Reactor


class Sink(Protocol):
    """Who takes what the host does."""

    @property
    def room(self) -> int:
        """How many bytes are taken at once."""

    def received(self, data: bytes) -> None:
        """Take bytes from the host."""

    def line_set(self, line: str, *, high: bool) -> None:
        """Record that the host drives DTR or RTS to this level at the module's pin (low is active)."""

    def writable(self) -> None:
        """Record that the endpoint takes bytes again."""

    def host_changed(self) -> None:
        """Record that another host is about to have the line: nothing of the one before is for it."""

    def opened(self) -> None:
        """Record that a program has opened the line, where the endpoint can tell."""

    def lost(self, what: str) -> None:
        """Record that the line is gone for good."""


class Endpoint(Protocol):
    """One serial side. All its work is done in the reactor's thread."""

    where: str
    """Where a program finds it, as a person reads it: ``/dev/pts/5``, ``socket://127.0.0.1:7000``."""

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to work."""

    def write(self, data: bytes) -> int:
        """Hand bytes to the host; tells how many were taken. What has no reader is taken and lost."""

    def want_writable(self) -> None:
        """Ask for one ``Sink.writable`` when bytes are taken again."""

    def hold(self, on: bool) -> None:
        """Stop or resume reading from the host."""

    def set_line(self, line: str, *, high: bool) -> None:
        """Drive DCD, RI, CTS or DSR to this level at the module's pin, as far as the endpoint carries it."""

    def close(self) -> None:
        """Release everything. Idempotent."""
