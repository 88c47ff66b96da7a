"""Who has called a session's peers: no other address is reached from there."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from atconform.base.units import SECOND
from atconform.protocol.peer import Address, PeerEvent, TransportProtocol

Key = TypeVar("Key", bound=Hashable)

JUST = 60 * SECOND
"""How long after a datagram its sender may be answered: about as long as operators' networks keep a way open."""
A_WHILE = 3600 * SECOND
"""How long after a TCP connection the address that it came from counts as the module's."""
REMEMBERED = 16
"""Callers of either kind that are kept in mind, the latest."""


class ReachPolicy:
    """Remembers from where a session was called.

    The sender of a completed TCP handshake is at the address that it names: that address is taken for the module's,
    and is reached at any port. The address of a datagram may be forged, so it is answered at that port, for a minute.

    :param now: tells the time, in microseconds
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
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

    def may_reach(self, protocol: TransportProtocol, address: Address) -> bool:
        """Return whether a connection may be opened, or a datagram sent, to an address."""
        if not 0 < address.port < 65536:
            return False
        now = self._now()
        if now - self._connected.get(address.ip, now - A_WHILE) < A_WHILE:
            return True
        return protocol == "UDP" and now - self._heard.get(address, now - JUST) < JUST


def _note(table: dict[Key, int], key: Key, now: int) -> None:
    table.pop(key, None)
    table[key] = now
    if len(table) > REMEMBERED:
        del table[next(iter(table))]
