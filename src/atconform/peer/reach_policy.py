"""Who has called a session's peers: no other address is reached from there."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable
from typing import TypeVar

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.protocol.peer import Address, PeerEvent, TransportProtocol

Key = TypeVar("Key", bound=Hashable)

JUST = 60 * SECOND
"""How long after a datagram its sender may be answered: about as long as operators' networks keep a way open."""
A_WHILE = 3600 * SECOND
"""How long after a TCP connection the address that it came from counts as the module's."""
LOWEST = 1024
"""Of the ports that may be reached. Below are those of services, and no module listens or sends there by itself."""
REMEMBERED = 16
"""Callers of either kind that are kept in mind, the latest."""


class ReachPolicy:
    """Remembers from where a session was called.

    The sender of a completed TCP handshake is at the address that it names: that address is taken for the module's,
    and is reached at any port that can be a module's. The address of a datagram may be forged, so it is answered at
    that port, for a minute.

    :param now: tells the time, in microseconds
    :param own: ports of the far end itself. Who calls may have its address, or stand behind one with it, so nobody is
        reached there
    """

    def __init__(self, now: Callable[[], int], own: Container[int] = ()) -> None:
        self._now = now
        self._own = own
        self._connected: dict[str, int] = {}
        self._heard: dict[Address, int] = {}

    def take_event(self, event: PeerEvent) -> None:
        """Record who calls."""
        if event.address is None:
            return
        if event.kind == "connected":
            _note(self._connected, event.address.ip, self._now())
        elif event.kind == "received":
            _note(self._heard, event.address, self._now())

    def check(self, protocol: TransportProtocol, address: Address) -> None:
        """Refuse an address to which no connection may be opened, or no datagram sent.

        :raises BenchFault: this is one
        """
        where, now = f"{address.ip}:{address.port}", self._now()
        called = now - self._connected.get(address.ip, now - A_WHILE) < A_WHILE
        heard = protocol == "UDP" and now - self._heard.get(address, now - JUST) < JUST
        if not (called or heard):
            raise BenchFault(f"{where} has not called this far end, which reaches nobody else")
        if not LOWEST <= address.port < 65536:
            raise BenchFault(f"{where} is not reached from this far end: only ports from {LOWEST} to 65535 are")
        # A network that translates addresses may have a module send from any port, that of the far end included.
        if address.port in self._own and not heard:
            raise BenchFault(f"{where} is not reached from this far end, which has that port itself")


def _note(table: dict[Key, int], key: Key, now: int) -> None:
    table.pop(key, None)
    table[key] = now
    if len(table) > REMEMBERED:
        del table[next(iter(table))]
