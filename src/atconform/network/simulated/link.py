"""One TCP link of the simulated network: what waits for an acknowledgement, and when it is sent again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atconform.network import messages as net
from atconform.peer.messages import Address
from atconform.timers import Timer

if TYPE_CHECKING:
    from atconform.network.simulated.network import SimulatedNetwork


@dataclass(slots=True)
class TcpLink:
    """A TCP connection between the module and a peer, seen from the module's TCP."""

    network: SimulatedNetwork
    number: int
    context: int
    peer: str
    connection: int
    retries: int
    module_address: Address
    peer_address: Address
    open: bool = True
    _unacknowledged: int = 0
    _fin_sent: bool = False
    _resent: int = 0
    _timer: Timer | None = field(default=None, repr=False)

    def send(self, data: bytes) -> None:
        """Send data to the peer; unacknowledged data is sent again after a while."""
        self._unacknowledged += len(data)
        self.network.later(lambda: self.network.tell_peer(self.peer, self.connection, "received", data))
        self._await_acknowledgement()

    def close(self) -> None:
        """Send a FIN, and tell the module when it has been acknowledged."""
        self._fin_sent = True
        self.network.later(lambda: self.network.tell_peer(self.peer, self.connection, "fin"))
        self._await_acknowledgement()

    def abort(self) -> None:
        """Send a RST; the link is over at once."""
        self.end()
        self.network.later(lambda: self.network.tell_peer(self.peer, self.connection, "rst"))

    def end(self) -> None:
        """Forget the link."""
        self.open = False
        if self._timer is not None:
            self._timer.cancel()

    def _await_acknowledgement(self) -> None:
        if self.network.acknowledges(self.peer):
            self.network.later(self.acknowledge, times=2)
        elif self._timer is None:
            self._resent = 0
            self._timer = self.network.after(self.network.conditions.first_retry, self._retry)

    def acknowledge(self) -> None:
        """Let the peer's acknowledgement of everything so far arrive, unless it is withheld."""
        if not self.open or not self.network.acknowledges(self.peer):
            if self.open:
                self._await_acknowledgement()
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        count, self._unacknowledged = self._unacknowledged, 0
        if count:
            self.network.tell_module(net.Acknowledged(self.number, count))
        if self._fin_sent:
            self.end()
            self.network.tell_module(net.Closed(self.number))

    def _retry(self) -> None:
        self._timer = None
        if not self.open:
            return
        if self._resent >= self.retries:
            self.end()
            self.network.tell_module(
                net.Closed(self.number) if self._fin_sent else net.LinkLost(self.number, "timeout")
            )
            return
        self._resent += 1
        self.network.later(lambda: self.network.tell_peer(self.peer, self.connection, "resend"))
        self._timer = self.network.after(self.network.conditions.first_retry << self._resent, self._retry)
