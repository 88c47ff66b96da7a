"""One TCP link of the simulated network: what waits for an acknowledgement, and when it is sent again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from atconform.network import messages as net
from atconform.peer.messages import Address
from atconform.timers import Timer

if TYPE_CHECKING:
    from atconform.network.simulated.network import SimulatedNetwork


@dataclass(slots=True)
class TcpLink:
    """A TCP connection between the module and a peer, seen from the module's TCP.

    Sequence numbers count the bytes sent so far; the FIN takes one more, as in TCP.
    """

    network: SimulatedNetwork
    number: int
    context: int
    peer: str
    connection: int
    retries: int
    module_address: Address
    peer_address: Address
    open: bool = True
    _length: int = 0
    _fin_sent: bool = False
    _arrived: int = 0
    _acknowledged: int = 0
    _resent: int = 0
    _timer: Timer | None = field(default=None, repr=False)

    @property
    def _sent(self) -> int:
        return self._length + self._fin_sent

    def send(self, data: bytes) -> None:
        """Send data to the peer; unacknowledged data is sent again after a while."""
        self._length += len(data)
        self.network.later(lambda: self._arrive(len(data), "received", data))
        self._start_timer()

    def close(self) -> None:
        """Send a FIN, and tell the module when it has been acknowledged."""
        if not self._fin_sent:
            self._fin_sent = True
            self.network.later(lambda: self._arrive(1, "fin"))
            self._start_timer()

    def abort(self) -> None:
        """Send a RST; the link is over at once."""
        self.end()
        self.network.later(lambda: self.network.tell_peer(self.peer, self.connection, "rst"))

    def end(self) -> None:
        """Forget the link; what is under way still arrives."""
        self.open = False
        self._stop_timer()

    def _arrive(self, count: int, kind: Literal["received", "fin"], data: bytes = b"") -> None:
        self._arrived += count
        self.network.tell_peer(self.peer, self.connection, kind, data)
        self.acknowledge()

    def acknowledge(self) -> None:
        """Let the peer acknowledge everything that has arrived, unless it withholds that."""
        if self.network.acknowledges(self.peer):
            arrived = self._arrived
            self.network.later(lambda: self._acknowledged_up_to(arrived))

    def _acknowledged_up_to(self, arrived: int) -> None:
        if not self.open or arrived <= self._acknowledged:
            return
        count = min(arrived, self._length) - self._acknowledged
        self._acknowledged, self._resent = arrived, 0
        self._stop_timer()
        if count:
            self.network.tell_module(net.Acknowledged(self.number, count))
        if arrived > self._length:
            self.end()
            self.network.tell_module(net.Closed(self.number))
        elif arrived < self._sent:
            self._start_timer()

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.network.after(self.network.conditions.first_retry << self._resent, self._retry)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _retry(self) -> None:
        """Send again what has not been acknowledged, or give the link up after the last retry."""
        self._timer = None
        if self._resent >= self.retries:
            self.end()
            closed = net.Closed(self.number)
            self.network.tell_module(closed if self._fin_sent else net.LinkLost(self.number, "timeout"))
            return
        self._resent += 1
        self.network.later(self._arrive_again)
        self._start_timer()

    def _arrive_again(self) -> None:
        self.network.tell_peer(self.peer, self.connection, "resend")
        self.acknowledge()
