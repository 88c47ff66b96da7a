"""One TCP link of the simulated network: what waits for an acknowledgement, and when it is sent again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, Protocol

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.network.carrier import Carrier
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerEventKind

PEER_RETRY = 1 * SECOND
"""After how long a peer sends again what was lost on its way to the module (RFC 6298, 2.1)."""


class FarTcp(Protocol):
    """A peer, as far as a link needs it."""

    acknowledges: bool
    """Whether it acknowledges what arrives."""
    present: bool
    """Whether it is there at all."""

    def tell(self, connection: int, kind: PeerEventKind, data: bytes = b"", address: Address | None = None) -> None:
        """Let it know that something has happened."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What the module sends at once: where it begins in the sequence, how long it is, and what it is."""

    begin: int
    count: int
    kind: Literal["received", "fin"]
    data: bytes


@dataclass(slots=True)
class TcpLink:
    """A TCP connection between the module and a peer, seen from the module's TCP.

    Sequence numbers count the bytes sent so far; the FIN takes one more, as in TCP.
    """

    carrier: Carrier
    number: int
    context: int
    peer: FarTcp
    connection: int
    resending: net.Resending
    module_address: Address
    peer_address: Address
    open: bool = True
    patience: Timer | None = None
    """Runs while the module waits for the answer to its call."""
    _length: int = 0
    _fin_sent: bool = False
    _arrived: int = 0
    _latest: int = 0
    """When what arrived last had been sent."""
    _acknowledged: int = 0
    _resent: int = 0
    _round_trip: int = 0
    _flights: deque[tuple[int, int]] = field(default_factory=deque, repr=False)
    """What is not acknowledged: up to which sequence number each piece goes, and when it was sent first."""
    _lost: list[Piece] = field(default_factory=list, repr=False)
    """What has to be sent again, since it was lost."""
    _out_of_order: dict[int, Piece] = field(default_factory=dict, repr=False)
    """What has arrived behind something that was lost, by where it begins."""
    _to_module: list[net.NetworkEvent] = field(default_factory=list, repr=False)
    """What the peer sends again, and what waits behind it."""
    _room: int | None = None
    """How many more bytes the module takes; None: as many as come."""
    _beyond_window: deque[net.NetworkEvent] = field(default_factory=deque, repr=False)
    """What waits until it takes more."""
    _timer: Timer | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        # The calls and their answers go as fast as data does, so that this is what setting the link up measures.
        self._round_trip = 2 * self.carrier.conditions.latency

    def send(self, data: bytes) -> None:
        """Send data to the peer; unacknowledged data is sent again after a while."""
        self._length += len(data)
        self._fly(len(data), "received", data)

    def _fly(self, count: int, kind: Literal["received", "fin"], data: bytes = b"") -> None:
        """Send a piece that is not there yet."""
        sent_at, end = self.carrier.now, self._length + self._fin_sent
        self._flights.append((end, sent_at))
        piece = Piece(end - count, count, kind, data)
        if self.carrier.loses("to peers"):
            self._lost.append(piece)
        else:
            self.carrier.carry(lambda: self._arrive(piece, sent_at))
        self._start_timer()

    def close(self) -> None:
        """Send a FIN, and tell the module when it has been acknowledged."""
        if not self._fin_sent:
            self._fin_sent = True
            self._fly(1, "fin")

    def abort(self) -> None:
        """Send a RST; the link is over at once."""
        self.end()
        self.carrier.carry(lambda: self.peer.tell(self.connection, "rst"))

    def end(self) -> None:
        """Forget the link; what is under way still arrives."""
        self.open = False
        self._stop_timer()

    def _arrive(self, piece: Piece, sent_at: int) -> None:
        self._out_of_order[piece.begin], self._latest = piece, sent_at
        while next_one := self._out_of_order.pop(self._arrived, None):
            self._arrived += next_one.count
            self.peer.tell(self.connection, next_one.kind, next_one.data)
        self._acknowledge(sent_at)

    def _acknowledge(self, sent_at: int) -> None:
        """Let the peer acknowledge everything that has arrived, unless it withholds that.

        An acknowledgement tells when the segment that it answers was sent, as with TCP's timestamps (RFC 7323).
        """
        if self.peer.present and self.peer.acknowledges:
            arrived, delay = self._arrived, self.carrier.conditions.acknowledgement_delay
            come_back = partial(self.carrier.carry, partial(self._acknowledged_up_to, arrived, sent_at))
            if delay:
                self.carrier.after(delay, come_back)
            else:
                come_back()

    def _acknowledged_up_to(self, arrived: int, sent_at: int) -> None:
        if not self.open or arrived <= self._acknowledged:
            return
        count = min(arrived, self._length) - self._acknowledged
        self._round_trip = self.carrier.now - sent_at
        while self._flights and self._flights[0][0] <= arrived:
            self._flights.popleft()
        self._acknowledged, self._resent = arrived, 0
        self._stop_timer()
        if count:
            self.carrier.tell_module(net.Acknowledged(self.number, count))
        if arrived > self._length:
            self.end()
            self.carrier.tell_module(net.Closed(self.number))
        elif self._flights:
            self._start_timer()

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.carrier.after(self._wait(), self._due)

    def _due(self) -> None:
        """Let an acknowledgement that arrives at this very moment come first: it is in time."""
        self._timer = self.carrier.after(0, self._retry)

    def _wait(self) -> int:
        """Return how long to wait for the next acknowledgement."""
        resending = self.resending
        first = self._round_trip if resending.by_round_trip else self.carrier.conditions.first_retry
        wait = max(resending.least_wait, first << self._resent)
        if resending.longest is None:
            return wait
        return min(wait, self._trying_until(resending.longest) - self.carrier.now)

    def _trying_until(self, longest: int) -> int:
        return self._flights[0][1] + longest

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _retry(self) -> None:
        """Send again what has not been acknowledged, or give the link up after the last retry."""
        self._timer = None
        if self.carrier.suspended:
            return
        longest = self.resending.longest
        out_of_time = longest is not None and self.carrier.now >= self._trying_until(longest)
        if self._resent >= self.resending.retries or out_of_time:
            self.end()
            closed = net.Closed(self.number)
            self.carrier.tell_module(closed if self._fin_sent else net.LinkLost(self.number, "timeout"))
            return
        self._resent += 1
        sent_at = self.carrier.now
        lost, self._lost = self._lost, []
        self.carrier.carry(lambda: self._arrive_again(sent_at, lost))
        self._start_timer()

    def resume(self) -> None:
        """Begin anew to wait, after a time in which nothing could pass."""
        if self._flights:
            self._flights = deque((end, self.carrier.now) for end, _ in self._flights)
            self._resent = 0
            self._stop_timer()
            self._start_timer()

    def _arrive_again(self, sent_at: int, lost: list[Piece]) -> None:
        if not lost:
            self.peer.tell(self.connection, "resend")
            self._acknowledge(sent_at)
        for piece in lost:
            self._arrive(piece, sent_at)

    # --- from the peer ---

    def from_peer(self, event: net.NetworkEvent) -> None:
        """Carry what the peer does to the module, in order; what is lost comes again after a while."""
        if self._to_module or self.carrier.loses("to the module"):
            self._to_module.append(event)
            if len(self._to_module) == 1:
                self.carrier.after(PEER_RETRY, self._peer_retries)
        else:
            self._carry(event)

    def _carry(self, event: net.NetworkEvent) -> None:
        """Carry something to the module; data carries the acknowledgement of all that has arrived (RFC 9293, 3.4)."""
        arrived = self._arrived if isinstance(event, net.Received) and self.peer.acknowledges else 0
        self.carrier.carry(partial(self._tell, event, arrived, self._latest))

    def _tell(self, event: net.NetworkEvent, arrived: int, sent_at: int) -> None:
        self._acknowledged_up_to(arrived, sent_at)
        if isinstance(event, net.LinkLost):  # what nobody has taken is lost with it
            self._beyond_window.clear()
        self._beyond_window.append(event)
        if len(self._beyond_window) == 1:
            self._pass_on()

    def allow(self, room: int) -> None:
        """Let the module take so many bytes; the peer hears of it, and what has waited comes."""
        closed = self._room == 0
        self._room = room
        if closed and self._beyond_window:
            self.carrier.later(self._pass_on, times=2)

    def _pass_on(self) -> None:
        """Tell the module what it has room for, in order."""
        waiting = self._beyond_window
        while waiting:
            event = waiting.popleft()
            if isinstance(event, net.Received) and self._room is not None:
                taken, left = event.data[: self._room], event.data[self._room :]
                self._room -= len(taken)
                if taken:
                    self.carrier.tell_module(replace(event, data=taken))
                if left:
                    waiting.appendleft(replace(event, data=left))
                    return
            else:
                self.carrier.tell_module(event)

    def _peer_retries(self) -> None:
        if self.carrier.loses("to the module"):
            self.carrier.after(PEER_RETRY, self._peer_retries)
            return
        waiting, self._to_module = self._to_module, []
        for event in waiting:
            self._carry(event)
