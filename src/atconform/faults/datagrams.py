"""What goes wrong with datagrams (UDP), on either way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeVar

from atconform.faults.fault import Late, Rule
from atconform.protocol import network as net

FROM_MODULE, TO_MODULE, BOTH = "from-module", "to-module", "both"
T = TypeVar("T", net.Request, net.NetworkEvent)


class Datagrams(Rule, ABC):
    """Something happens to datagrams, on one way or both."""

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Meet what the module sends."""
        if isinstance(request, net.Send) and self._is_met(request.link, FROM_MODULE):
            self.strike(f"{len(request.data)} bytes from the module")
            return self.instead(request)
        return (request,)

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Meet what comes for it."""
        if isinstance(event, net.Received) and self._is_met(event.link, TO_MODULE):
            self.strike(f"{len(event.data)} bytes to the module")
            return self.instead(event)
        return (event,)

    def _is_met(self, link: int, way: str) -> bool:
        known = self.scene.seen.links.get(link)
        return self.given["way"] in (way, BOTH) and known is not None and known.protocol == "UDP"

    @abstractmethod
    def instead(self, datagram: T) -> Late[T]:
        """Return what becomes of one."""


class Lost(Datagrams):
    """They get lost."""

    def instead(self, datagram: T) -> Late[T]:
        """Lose it."""
        return ()


class Doubled(Datagrams):
    """They come twice."""

    def instead(self, datagram: T) -> Late[T]:
        """Let it come twice, the second time a little later."""
        return (datagram, (self.given["by"], datagram))


class Delayed(Datagrams):
    """They come late, behind those that were sent after them."""

    def instead(self, datagram: T) -> Late[T]:
        """Let it come later."""
        return ((self.given["by"], datagram),)
