"""A peer as one scenario holds it: where it stands, what it has received, what it has seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

from atconform.protocol.peer import Address, PeerEvent, TransportProtocol
from atconform.protocol.transport import Instant


@dataclass(slots=True)
class Peer:
    """The host's view of one peer.

    Received TCP data is a stream, in any pieces; each UDP datagram stays by itself.
    """

    name: str
    protocol: TransportProtocol
    address: Address
    connections: int = 0
    caller: Address | None = None
    """The module's address as this peer saw it last."""
    open: set[int] = field(default_factory=set)
    """The TCP connections that stand as far as it knows."""
    _received: dict[int, deque[bytes]] = field(default_factory=dict)
    _last: Instant = field(default=Instant(0, 0))
    _seen: list[tuple[PeerEvent, Instant]] = field(default_factory=list)

    def take_event(self, event: PeerEvent, at: Instant) -> None:
        """Record what happened."""
        self.connections = max(self.connections, event.connection)
        self.caller = event.address or self.caller
        if event.kind == "connected":
            self.open.add(event.connection)
        elif event.kind in ("fin", "rst", "refused"):
            self.open.discard(event.connection)
        if event.kind == "received":
            self._last = at
            pieces = self._received.setdefault(event.connection, deque())
            if self.protocol == "TCP" and pieces:
                pieces[-1] += event.data
            else:
                pieces.append(event.data)
        else:
            self._seen.append((event, at))

    def received(self, connection: int) -> bytes:
        """Return what a connection has received and no step has claimed: the whole stream, or the next datagram."""
        pieces = self._received.get(connection)
        return pieces[0] if pieces else b""

    def claim_received(self, connection: int, length: int) -> Instant:
        """Claim received data: so much of the stream, or the next datagram; tells when data came last."""
        pieces = self._received[connection]
        rest = pieces.popleft()[length:]
        if rest:
            pieces.appendleft(rest)
        return self._last

    def claim_seen(self, kinds: Collection[str], connection: int | None = None) -> Instant | None:
        """Claim the first event of one of these kinds; tells when it was, or None if there was none."""
        for index, (event, at) in enumerate(self._seen):
            if event.kind in kinds and connection in (None, event.connection):
                del self._seen[index]
                return at
        return None

    def unclaimed(self) -> bytes:
        """Return what was received on any connection and no step claimed."""
        return b"".join(piece for pieces in self._received.values() for piece in pieces)
