"""Configuring a control protocol with the host: the automaton of RFC 1661, chapter 4, as far as a module needs it.

The module waits for the host to begin, and asks again whenever the host does; so it needs no timer.
"""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.transitions import Machine, table
from atconform.ppp.packets import Code, Option, Packet, read_options, write_options, write_packet

STOPPED, REQUEST_SENT, ACK_RECEIVED, ACK_SENT, OPENED = "Stopped", "Req-Sent", "Ack-Rcvd", "Ack-Sent", "Opened"
AUTOMATON = table(
    {
        STOPPED: {"good request": ACK_SENT, "bad request": REQUEST_SENT},
        REQUEST_SENT: {
            "good request": ACK_SENT,
            "bad request": REQUEST_SENT,
            "acknowledged": ACK_RECEIVED,
            "refused": REQUEST_SENT,
            "terminated": STOPPED,
        },
        ACK_RECEIVED: {
            "good request": OPENED,
            "bad request": ACK_RECEIVED,
            "refused": REQUEST_SENT,
            "terminated": STOPPED,
        },
        ACK_SENT: {
            "good request": ACK_SENT,
            "bad request": REQUEST_SENT,
            "acknowledged": OPENED,
            "refused": ACK_SENT,
            "terminated": STOPPED,
        },
        OPENED: {
            "good request": ACK_SENT,
            "bad request": REQUEST_SENT,
            "refused": REQUEST_SENT,
            "terminated": STOPPED,
        },
    }
)
MOST_NAKS = 5
"""How often something better is proposed before what the host insists on is rejected (RFC 1661, 4.6, Max-Failure)."""

Judge = Callable[[Option], Option | None]
"""Tells what the module would have instead of an option; the option itself where it is right, None where it is none."""


class ModuleNegotiation:
    """One control protocol.

    :param send: called with each packet that is to be sent
    :param ours: what the module asks for
    :param judge: what it thinks of what the host asks for
    """

    def __init__(self, send: Callable[[bytes], None], ours: list[Option], judge: Judge) -> None:
        self._send = send
        self._ours = ours
        self._judge = judge
        self._identifier = 0
        self._asked: int | None = None
        self._naks = 0
        self.machine = Machine(AUTOMATON, STOPPED)

    @property
    def opened(self) -> bool:
        """Whether both sides have agreed."""
        return self.machine.state == OPENED

    def wish(self, kind: int) -> bytes | None:
        """Return what the module asks for in an option, if the host lets it ask."""
        return next((option.value for option in self._ours if option.kind == kind), None)

    def send(self, code: int, identifier: int, data: bytes = b"") -> None:
        """Send a packet."""
        self._send(write_packet(Packet(code, identifier, data)))

    def receive(self, packet: Packet) -> None:
        """Receive a packet; one that is not known here is rejected."""
        match packet.code:
            case Code.REQUEST:
                self._requested(packet)
            case Code.ACK if self._is_ours(packet) and self.machine.permits("acknowledged"):
                self.machine.pull("acknowledged")
            case Code.NAK | Code.REJECT if self._is_ours(packet) and self.machine.permits("refused"):
                self._give_way(packet)
            case Code.TERMINATE:
                self.send(Code.TERMINATED, packet.identifier)
                if self.machine.permits("terminated"):
                    self.machine.pull("terminated")
            case Code.ACK | Code.NAK | Code.REJECT | Code.TERMINATED | Code.CODE_REJECT:
                pass  # late, or nothing to be done
            case _:
                self.send(Code.CODE_REJECT, self.next_identifier(), write_packet(packet))

    def _is_ours(self, packet: Packet) -> bool:
        """Return whether a packet answers what was asked for last."""
        return packet.identifier == self._asked

    def next_identifier(self) -> int:
        """Number a packet that is no answer."""
        self._identifier = (self._identifier + 1) % 256
        return self._identifier

    def _requested(self, packet: Packet) -> None:
        options = read_options(packet.data)
        if options is None:
            return
        judged = [(option, self._judge(option)) for option in options]
        better = [instead for option, instead in judged if instead is not None and instead != option]
        refused = [option for option, instead in judged if instead is None]
        if self._naks == MOST_NAKS:
            refused = [option for option, instead in judged if instead != option]
        if self.machine.state != ACK_RECEIVED:
            self._ask()
        if refused:
            self.send(Code.REJECT, packet.identifier, write_options(refused))
        elif better:
            self._naks += 1
            self.send(Code.NAK, packet.identifier, write_options(better))
        else:
            self._naks = 0
            self.send(Code.ACK, packet.identifier, packet.data)
        self.machine.pull("bad request" if refused or better else "good request")

    def _ask(self) -> None:
        self._asked = self.next_identifier()
        self.send(Code.REQUEST, self._asked, write_options(self._ours))

    def _give_way(self, packet: Packet) -> None:
        """Ask for no more than the host allows."""
        refused = {option.kind for option in read_options(packet.data) or ()}
        self._ours = [option for option in self._ours if option.kind not in refused]
        self._ask()
        self.machine.pull("refused")
