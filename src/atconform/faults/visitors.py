"""Who else speaks at a bad moment: a short message, a voice call, the network's time."""

from __future__ import annotations

from atconform.base.units import SECOND
from atconform.faults.fault import Moment
from atconform.protocol import network as net


class ShortMessage(Moment):
    """A short message comes."""

    def begin(self) -> None:
        """Let it come."""
        self.scene.tell(net.IncomingMessage(self.given["number"], self.given["text"]))
        self.strike(f"from {self.given['number']}")


class Call(Moment):
    """A voice call comes, and rings until it is answered, refused or given up."""

    def begin(self) -> None:
        """Let it ring."""
        self.scene.tell(net.IncomingCall(self.given["number"]))
        self.strike(f"from {self.given['number']}")
        self.scene.after(self.given["rings_for"], self._give_up)

    def _give_up(self) -> None:
        self.scene.ask(net.HangUp())
        self.scene.tell(net.CallEnded())


class NetworkTime(Moment):
    """The network tells the time once more, or another one."""

    def begin(self) -> None:
        """Tell it, if the network has told it before."""
        if self.scene.seen.time is None:
            return
        told, at = self.scene.seen.time
        utc = told.utc + (self.scene.now - at + self.given["ahead"]) // SECOND
        zone = told.zone if self.given["zone"] is None else self.given["zone"]
        self.scene.tell(net.NetworkTime(utc, zone, told.saving))
        self.strike("")
