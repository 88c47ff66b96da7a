"""Asking a time server, by SNTP (RFC 4330): what AT+CNTP and AT+CSNTPSTART have in common.

It is asked over UDP, and what it says is the time of the world: the emulated module has no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.part import Part
from atconform.emulator.general.moments import Moment
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of asking a time server. Times in microseconds."""

    server: str = "pool.ntp.org"
    """The server at first: a record of a SIM800 asks without having named one, and no document tells which it is."""
    patience: int = delay(3 * SECOND, normal=20 * SECOND)
    """How long an answer is waited for."""


Trouble = Literal["name", "network", "answer", "timeout"]
"""Why there is no time: no such server, none that can be reached, no answer that is one, none in time."""
PORT = 123
CONTEXT = 0
QUESTION = b"\x1b" + bytes(47)
"""Version 3, client."""
SENT_AT = slice(40, 44)
"""Where an answer tells the seconds at which it was sent."""
EPOCH = Moment(1900)


class TimeServer(Part):
    """Asks one server at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._link = 0
        self._patience: Timer | None = None
        self._done: Callable[[Moment | Trouble], None] | None = None

    @property
    def asking(self) -> bool:
        """Whether an answer is still waited for."""
        return self._done is not None

    def keeps_awake(self) -> bool:
        """Return whether an answer is still waited for."""
        return self.asking

    def ask(self, server: str, done: Callable[[Moment | Trouble], None]) -> None:
        """Ask a server for the time; ``done`` gets the time in UTC, or what was the trouble."""
        self._done = done
        self._link = self.module.new_link()
        self._patience = self.module.after(self.module.figures[Figures].patience, lambda: self._end("timeout"))
        self.module.ask(net.Connect(self._link, CONTEXT, "UDP", server, PORT))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the question and its answer."""
        if not self.asking:
            return
        match event:
            case net.Connected(link=self._link):
                self.module.ask(net.Send(self._link, QUESTION))
            case net.ConnectFailed(link=self._link, reason=reason):
                self._end("name" if reason == "name" else "network")
            case net.Received(link=self._link, data=data):
                seconds = int.from_bytes(data[SENT_AT]) if len(data) >= len(QUESTION) else 0
                self._end(EPOCH.later(seconds) if seconds else "answer")
            case net.Attachment(attached=False):
                self._end("network")

    def give_up(self) -> None:
        """Wait for no answer any more."""
        if self._patience is not None:
            self._patience.cancel()
        if self.asking:
            self.module.ask(net.Close(self._link))
        self._done = None

    def _end(self, outcome: Moment | Trouble) -> None:
        done = self._done
        self.give_up()
        if done is not None:
            done(outcome)


FIGURES = (Figures,)

PARTS = (TimeServer,)
