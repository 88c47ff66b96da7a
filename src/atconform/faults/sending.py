"""What goes wrong with sending and receiving inside the module."""

from __future__ import annotations

from atconform.faults.fault import Late, Rule, State
from atconform.protocol import network as net

SEND_FAIL, LOST = "send-fail", "lost"


class SendFail(Rule):
    """The module has no room for what is to be sent, and says that sending failed."""

    def blocks(self) -> bool:
        """Stand in the way."""
        self.strike("")
        return True


class ReceiveBufferOverrun(State):
    """With so much unread, the module sends nothing more, or loses what comes."""

    def blocks(self) -> bool:
        """Stand in the way while so much is unread."""
        if self.given["effect"] != SEND_FAIL or self._unread < self.given["limit"]:
            return False
        self.strike(f"{self._unread} bytes unread")
        return True

    @property
    def _unread(self) -> int:
        return self.scene.module.waiting.unfetched

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Lose what comes while there is no room."""
        if self.given["effect"] != LOST or not isinstance(event, net.Received):
            return (event,)
        room = max(0, self.given["limit"] - self._unread)
        if len(event.data) <= room:
            return (event,)
        self.strike(f"{len(event.data) - room} bytes lost")
        return (net.Received(event.link, event.data[:room], event.address, event.port),) if room else ()
