"""Configuring a control protocol with the module (RFC 1661, chapters 4 and 5).

The four states in which both ends talk, Req-Sent, Ack-Rcvd, Ack-Sent and Opened, are two answers: whether the module
has agreed to what the host asks for, and the host to what the module does. Timers are the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from atconform.base.errors import ModuleFault
from atconform.ppp.packets import Code, Option, Packet, read_options, write_options

Judge = Callable[[Option], Option | None]
"""Tells what the host would have instead of an option; the option itself where it is right, None where it is none."""


class HostNegotiation:
    """One control protocol, as the host speaks it.

    :param name: what it is called
    :param send: called with each packet that is to be sent
    :param wishes: the options that the host asks for
    :param judge: what it thinks of what the module asks for
    """

    def __init__(self, name: str, send: Callable[[Packet], None], wishes: Sequence[Option], judge: Judge) -> None:
        self.name = name
        self.granted = False
        """Whether the module has agreed to what the host asks for."""
        self.agreed: dict[int, bytes] | None = None
        """The module's options, once the host has agreed to them."""
        self._send = send
        self._judge = judge
        self._wishes = list(wishes)
        self._identifier = 0
        self._unanswered: Counter[int] = Counter()
        """How often each request was sent without having been answered."""

    @property
    def opened(self) -> bool:
        """Whether both ends have agreed."""
        return self.granted and self.agreed is not None

    def wish(self, kind: int) -> bytes:
        """Return what the host asks for by now as an option; empty where the module will not have it."""
        return next((option.value for option in self._wishes if option.kind == kind), b"")

    def next_identifier(self) -> int:
        """Number a packet."""
        self._identifier = (self._identifier + 1) % 256
        return self._identifier

    def ask(self) -> None:
        """Ask for what the host wants by now."""
        self._request = Packet(Code.REQUEST, self.next_identifier(), write_options(self._wishes))
        self.ask_again()

    def ask_again(self) -> None:
        """Send the request once more: it, or its answer, may have been lost."""
        self._unanswered[self._request.identifier] += 1
        self._send(self._request)

    def receive(self, packet: Packet) -> bool:
        """Receive a packet; tells whether it was one that the module had reason to send.

        :raises ModuleFault: it contradicts what was asked for
        """
        match packet.code:
            case Code.REQUEST:
                return self._requested(packet)
            case Code.ACK | Code.NAK | Code.REJECT if self._unanswered[packet.identifier]:
                self._unanswered[packet.identifier] -= 1
                if packet.identifier == self._request.identifier and not self.granted:
                    self._answered(packet)
                return True
        return False

    def _requested(self, packet: Packet) -> bool:
        """Answer what the module asks for; once both have agreed, only what was agreed to is agreed to again."""
        asked = self._options(packet)
        if self.opened:
            if dict(asked) == self.agreed:
                self._send(Packet(Code.ACK, packet.identifier, packet.data))
            return dict(asked) == self.agreed
        rejected = [option for option in asked if self._judge(option) is None]
        better = [instead for option in asked if (instead := self._judge(option)) not in (None, option)]
        if rejected or better:
            answer = [option for option in rejected or better if option is not None]
            self._send(Packet(Code.REJECT if rejected else Code.NAK, packet.identifier, write_options(answer)))
            self.agreed = None
        else:
            self._send(Packet(Code.ACK, packet.identifier, packet.data))
            self.agreed = dict(asked)
        return True

    def _answered(self, packet: Packet) -> None:
        """Follow the answer to the present request; a wish that was refused gives way."""
        if packet.code == Code.ACK:
            if packet.data != self._request.data:
                raise ModuleFault(f"the module's {self.name} Configure-Ack is not about what the host asked for")
            self.granted = True
            return
        told = dict(self._options(packet))
        if packet.code == Code.REJECT:
            if told.keys() - {option.kind for option in self._wishes}:
                raise ModuleFault(f"the module's {self.name} Configure-Reject has options that nobody asked for")
            self._wishes = [option for option in self._wishes if option.kind not in told]
        else:
            if any(len(told.get(kind, value)) != len(value) for kind, value in self._wishes):
                raise ModuleFault(f"the module's {self.name} Configure-Nak has a value that is too long or too short")
            self._wishes = [Option(kind, told.get(kind, value)) for kind, value in self._wishes]
        self.ask()

    def _options(self, packet: Packet) -> list[Option]:
        options = read_options(packet.data)
        if options is None:
            raise ModuleFault(f"the options of the module's {self.name} packet {packet.identifier} cannot be read")
        return options
