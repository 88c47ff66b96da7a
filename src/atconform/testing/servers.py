"""Servers at the far end of a test's network."""

from __future__ import annotations

from atconform.protocol.peer import PeerAcknowledge
from atconform.testing.farends import FarEnd
from atconform.testing.given import check_count, microseconds


class Server(FarEnd):
    """A server that the module can reach by a name or an address."""

    _KIND = "server "

    def refuses(self, times: int | None = None) -> None:
        """Refuse calls (RST).

        :param times: so many, and then no more; None: every one
        """
        self.check_tcp("to refuse")
        check_count("times", times)
        self._peer.refuses, self._peer.refusals = times is None, times or 0

    def is_slow(self, seconds: float) -> None:
        """Take so many seconds to accept a call, and to do what it does by itself."""
        self._peer.reaction_time = microseconds(seconds)

    def does_not_acknowledge(self) -> None:
        """Answer no call, and acknowledge no data, as a host that has gone away."""
        self.check_tcp("to acknowledge on")
        self.request(PeerAcknowledge(self.name, on=False))

    def acknowledges(self) -> None:
        """Answer calls and acknowledge data again."""
        self.request(PeerAcknowledge(self.name, on=True))
