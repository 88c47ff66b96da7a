"""The emulator's core in real time: between a serial endpoint and a network, of real sockets or simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atconform.base.errors import BenchFault
from atconform.emulator.core.effects import Refusal, Remark
from atconform.emulator.core.surroundings import Network, TimedCore, carry_out
from atconform.faults import FaultyModule
from atconform.network.conditions import REGISTERED
from atconform.protocol.network import Registration
from atconform.realtime.reactor import Reactor, now
from atconform.serve.outbox import FULL, LIMIT, Outbox
from atconform.serve.wire import CHUNK, Wire, chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from atconform.protocol.network import NetworkEvent, Request
    from atconform.serve.endpoint import Endpoint
    from atconform.serve.log import ConversationLog
    from atconform.serve.options import PowerKey, Start


PIECE = 4096
"""Bytes that the module is given at once, so that whatever else there is to do is never far off."""


class Emulation:
    """One emulated module at work: ``start``, then ``run`` or ``turn`` for ever, at last ``close``.

    :param pace: the baud rate at which bytes come and go; None lets them pass at once
    :param log: where the conversation is written
    :param start: when the module gets power: now, or when its line is opened
    :param power_key: what presses the power key, beside :meth:`press_power_key`
    :param registered: told whenever the network lets the module in
    """

    def __init__(
        self,
        core: TimedCore,
        endpoint: Endpoint,
        network: Network,
        reactor: Reactor,
        *,
        pace: int | None = None,
        log: ConversationLog | None = None,
        start: Start = "now",
        power_key: PowerKey = "none",
        registered: Callable[[], None] | None = None,
    ) -> None:
        self.core = core
        self.network = network
        self._endpoint = endpoint
        self._reactor = reactor
        self._log = log
        if log is not None and isinstance(core, FaultyModule):
            core.note = log.fault
        self._chunk = chunk(pace)
        self._inbox = Wire(pace)
        self._outbox = Outbox(endpoint, pace)
        self._unsent = bytearray()
        self._start = start
        self._power_key = power_key
        self._registered = registered
        self._powered = False
        self._pressed = False
        """Whether the modem line that is the power key is active."""
        self._stopped = False
        self._closed = False
        self._lost: str | None = None

    def start(self) -> None:
        """Open the module's line, and give it power unless that waits until somebody uses the line."""
        self._endpoint.attach(self._reactor, self)
        if self._start == "now":
            self._give_power()

    def _give_power(self) -> None:
        if not self._powered:
            self._powered = True
            self.core.power_on(now())
            self._carry_out()

    def press_power_key(self) -> None:
        """Switch the module on, if it is off; may be called from any thread and from a signal handler."""
        self._reactor.call_soon(self._press)

    def _press(self) -> None:
        if self._closed:
            return
        if not self._powered:
            self._give_power()
            return
        present = now()
        if self._log:
            self._log.remark("power key")
        self._catch_up(present)
        self.core.press_power_key(present)
        self._carry_out()

    def run(self) -> None:
        """Work until ``stop`` is called.

        :raises BenchFault: the line is gone for good
        """
        while not self._stopped:
            self.turn()
        if self._lost is not None:
            raise BenchFault(self._lost)

    def stop(self) -> None:
        """End ``run``; may be called from any thread and from a signal handler."""
        self._stopped = True
        self._reactor.call_soon(lambda: None)

    def turn(self) -> None:
        """Wait for one thing to happen, and do what follows from it."""
        clocks = (self.core, self.network, self._inbox, self._outbox)
        due = [clock.next_deadline() for clock in clocks]
        if self._log:
            due.append(self._log.next_deadline())
        self._reactor.turn(min((when for when in due if when is not None), default=None))
        if self._closed:
            return
        present = now()
        self._catch_up(present)
        self.network.advance(present)
        self._carry_out()
        if data := self._inbox.through(present):
            self._inbox.take(len(data))
            self._hear(data, present)
        self._outbox.flush(present)
        if self._log:
            self._log.advance(present)
        self._endpoint.hold(self.network.congested or self._room <= 0)
        self.network.hold(self._outbox.full or self.core.waiting.unsaid > FULL or self.core.waiting.unfetched > LIMIT)

    def close(self) -> None:
        """Close the line and every link. Idempotent."""
        self._closed = True
        self._endpoint.close()
        self.network.close()

    # --- from the endpoint ---

    @property
    def room(self) -> int:
        """How many bytes from the host are taken at once."""
        return max(1, min(self._room, PIECE))

    @property
    def _room(self) -> int:
        """How many bytes more may be on the line, and how many more may wait for the module."""
        return min(self._chunk, CHUNK - self.core.waiting.backlog) - len(self._inbox)

    def received(self, data: bytes) -> None:
        """Pass bytes from the host to the module, at once or as the line carries them."""
        if self._start == "open":
            self._give_power()  # where opening it cannot be seen, or has not been
        if self._inbox.paced:
            self._inbox.put(data, now())
        else:
            self._hear(data, now())

    def _hear(self, data: bytes, present: int) -> None:
        if self._log:
            self._log.host(data)
        self._catch_up(present)
        self.core.receive(data, present)
        self.core.advance(present)  # what takes no time at all is due now
        self._carry_out()

    def line_set(self, line: str, *, high: bool) -> None:
        """Pass a modem line's level from the host to the module."""
        if self._log:
            self._log.line("host", line, high=high)
        present = now()
        self._catch_up(present)
        self.core.set_line(line, high, present)
        self._carry_out()
        if self._start == "open" and not high:
            self._give_power()  # what has DTR or RTS active is open
        if line.lower() == self._power_key:
            before, self._pressed = self._pressed, not high
            if self._pressed and not before:
                self._press()

    def opened(self) -> None:
        """Start the module, where that has waited for this, or press its power key."""
        if not self._powered:
            self._give_power()
        elif self._power_key == "open":
            self._press()

    def writable(self) -> None:
        """Send on what waited for the line."""
        self._outbox.go_on(now())

    def host_changed(self) -> None:
        """Forget what the host before this one said, and what was on its way to it."""
        present = now()
        self._catch_up(present)
        self.core.waiting.change_host()
        self._carry_out()
        self._inbox.clear()
        self._outbox.clear()

    def lost(self, what: str) -> None:
        """End, because the line is gone for good."""
        self._lost = what
        self.stop()

    # --- the core's effects ---

    def _catch_up(self, present: int) -> None:
        """Let the core do first what was due before now."""
        due = self.core.next_deadline()
        if due is not None and due <= present:
            self.core.advance(present)
            self._carry_out()

    def _carry_out(self) -> None:
        carry_out(self.core, self, now)
        self._flush()

    # --- the core's surroundings ---

    def transmit(self, data: bytes) -> None:
        """Take bytes for the host; those that follow each other go to the line at once."""
        self._unsent += data

    def show_line(self, line: str, *, high: bool) -> None:
        """Pass a modem line's level from the module to the host."""
        self._flush()
        if self._log:
            self._log.line("module", line, high=high)
        self._endpoint.set_line(line, high=high)

    def request(self, request: Request) -> None:
        """Hand a request of the module to the network."""
        self._flush()
        if self._log:
            self._log.network(request)
        self.network.request(request, now())

    def remark(self, remark: Remark) -> None:
        """Write down what the host did wrong."""
        self._flush()
        if self._log:
            self._log.remark(remark.mistake, remark.typed)

    def refused(self, refusal: Refusal) -> None:
        """Write down why a command was answered with an error."""
        self._flush()
        if self._log:
            self._log.refusal(refusal)

    def next_event(self) -> NetworkEvent | None:
        """Return the next thing that the network has for the module."""
        self._flush()
        event = self.network.next_module_event()
        if event is not None and self._log:
            self._log.network(event)
        if self._registered and isinstance(event, Registration) and event.stat in REGISTERED:
            self._registered()
        return event

    def _flush(self) -> None:
        if not self._unsent:
            return
        data, self._unsent = bytes(self._unsent), bytearray()
        if self._log:
            self._log.module(data)
        before = self._outbox.lost
        self._outbox.put(data, now())
        if self._log and self._outbox.lost > before:
            self._log.remark(f"{self._outbox.lost - before} bytes lost: nobody reads them")
