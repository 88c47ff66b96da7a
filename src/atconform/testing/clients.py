"""Clients at the far end of a test's network, for modules that listen."""

from __future__ import annotations

from atconform.protocol.peer import Address, PeerConnect, PeerSend
from atconform.testing.farends import FarEnd


class Client(FarEnd):
    """Somebody who calls the module; each call that comes through is a connection."""

    _NONE_YET = "no call of {} has come through yet: it takes a round trip, so let time pass (sleep)"

    def calls(self, port: int, after: float = 0) -> None:
        """Call a server of the module (TCP).

        :param port: at which it listens
        :param after: seconds from now
        """
        self.request(PeerConnect(self.name, self._module_at(port)), after)

    def sends(self, data: bytes, port: int, after: float = 0) -> None:
        """Send a datagram to a socket of the module (UDP).

        :param port: the module's own
        :param after: seconds from now
        """
        self.request(PeerSend(self.name, 0, data, self._module_at(port)), after)

    def _module_at(self, port: int) -> Address:
        subscriber = self._driver.network.subscriber
        contexts = subscriber.active_contexts()
        if not contexts:
            raise ConnectionError("the module has no address: no PDP context is active")
        return Address(subscriber.address(contexts[0]), port)
