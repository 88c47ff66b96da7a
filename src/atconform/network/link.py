"""One TCP link of the simulated network: what waits for an acknowledgement, and when it is sent again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

from atconform.base.timers import Timer
from atconform.network.conditions import Conditions
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerEventKind


class LinkCarrier(Protocol):
    """The network, as far as a link needs it."""

    conditions: Conditions

    @property
    def now(self) -> int:
        """The present, in microseconds."""

    @property
    def suspended(self) -> bool:
        """Whether a voice call keeps TCP from carrying anything."""

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""

    def carry(self, action: Callable[[], None]) -> None:
        """Run ``action`` when a TCP segment has gone one way through the network."""

    def acknowledges(self, peer: str) -> bool:
        """Return whether a peer's TCP acknowledges what arrives."""

    def tell_module(self, event: net.NetworkEvent) -> None:
        """Hand an event to the module."""

    def tell_peer(
        self, peer: str, connection: int, kind: PeerEventKind, data: bytes = b"", address: Address | None = None
    ) -> None:
        """Hand an event to a peer."""


@dataclass(slots=True)
class TcpLink:
    """A TCP connection between the module and a peer, seen from the module's TCP.

    Sequence numbers count the bytes sent so far; the FIN takes one more, as in TCP.
    """

    network: LinkCarrier
    number: int
    context: int
    peer: str
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
    _acknowledged: int = 0
    _resent: int = 0
    _round_trip: int = 0
    _flights: deque[tuple[int, int]] = field(default_factory=deque, repr=False)
    """What is not acknowledged: up to which sequence number each piece goes, and when it was sent first."""
    _timer: Timer | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        # The calls and their answers go as fast as data does, so that this is what setting the link up measures.
        self._round_trip = 2 * self.network.conditions.latency

    def send(self, data: bytes) -> None:
        """Send data to the peer; unacknowledged data is sent again after a while."""
        self._length += len(data)
        self._fly(len(data), "received", data)

    def _fly(self, count: int, kind: Literal["received", "fin"], data: bytes = b"") -> None:
        """Send a piece that is not there yet."""
        sent_at = self.network.now
        self._flights.append((self._length + self._fin_sent, sent_at))
        self.network.carry(lambda: self._arrive(count, kind, data, sent_at))
        self._start_timer()

    def close(self) -> None:
        """Send a FIN, and tell the module when it has been acknowledged."""
        if not self._fin_sent:
            self._fin_sent = True
            self._fly(1, "fin")

    def abort(self) -> None:
        """Send a RST; the link is over at once."""
        self.end()
        self.network.carry(lambda: self.network.tell_peer(self.peer, self.connection, "rst"))

    def end(self) -> None:
        """Forget the link; what is under way still arrives."""
        self.open = False
        self._stop_timer()

    def _arrive(self, count: int, kind: Literal["received", "fin"], data: bytes, sent_at: int) -> None:
        self._arrived += count
        self.network.tell_peer(self.peer, self.connection, kind, data)
        self._acknowledge(sent_at)

    def _acknowledge(self, sent_at: int) -> None:
        """Let the peer acknowledge everything that has arrived, unless it withholds that.

        An acknowledgement tells when the segment that it answers was sent, as with TCP's timestamps (RFC 7323).
        """
        if self.network.acknowledges(self.peer):
            arrived, delay = self._arrived, self.network.conditions.acknowledgement_delay
            come_back = partial(self.network.carry, partial(self._acknowledged_up_to, arrived, sent_at))
            if delay:
                self.network.after(delay, come_back)
            else:
                come_back()

    def _acknowledged_up_to(self, arrived: int, sent_at: int) -> None:
        if not self.open or arrived <= self._acknowledged:
            return
        count = min(arrived, self._length) - self._acknowledged
        self._round_trip = self.network.now - sent_at
        while self._flights and self._flights[0][0] <= arrived:
            self._flights.popleft()
        self._acknowledged, self._resent = arrived, 0
        self._stop_timer()
        if count:
            self.network.tell_module(net.Acknowledged(self.number, count))
        if arrived > self._length:
            self.end()
            self.network.tell_module(net.Closed(self.number))
        elif self._flights:
            self._start_timer()

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.network.after(self._wait(), self._due)

    def _due(self) -> None:
        """Let an acknowledgement that arrives at this very moment come first: it is in time."""
        self._timer = self.network.after(0, self._retry)

    def _wait(self) -> int:
        """Return how long to wait for the next acknowledgement."""
        resending = self.resending
        first = self._round_trip if resending.by_round_trip else self.network.conditions.first_retry
        wait = max(resending.least_wait, first << self._resent)
        if resending.longest is None:
            return wait
        return min(wait, self._trying_until(resending.longest) - self.network.now)

    def _trying_until(self, longest: int) -> int:
        return self._flights[0][1] + longest

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _retry(self) -> None:
        """Send again what has not been acknowledged, or give the link up after the last retry."""
        self._timer = None
        if self.network.suspended:
            return
        longest = self.resending.longest
        out_of_time = longest is not None and self.network.now >= self._trying_until(longest)
        if self._resent >= self.resending.retries or out_of_time:
            self.end()
            closed = net.Closed(self.number)
            self.network.tell_module(closed if self._fin_sent else net.LinkLost(self.number, "timeout"))
            return
        self._resent += 1
        sent_at = self.network.now
        self.network.carry(lambda: self._arrive_again(sent_at))
        self._start_timer()

    def resume(self) -> None:
        """Begin anew to wait, after a time in which nothing could pass."""
        if self._flights:
            self._flights = deque((end, self.network.now) for end, _ in self._flights)
            self._resent = 0
            self._stop_timer()
            self._start_timer()

    def _arrive_again(self, sent_at: int) -> None:
        self.network.tell_peer(self.peer, self.connection, "resend")
        self._acknowledge(sent_at)
