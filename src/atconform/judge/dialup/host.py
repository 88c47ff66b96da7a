"""The host's end of PPP: LCP, PAP if the module asks who it is, IPCP (RFC 1661, 1334, 1332, 1877).

It has no clock: who drives it tells it when to say something again.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address
from typing import Literal

from atconform.base.errors import Inconclusive
from atconform.judge.dialup.negotiation import HostNegotiation
from atconform.ppp import assigned_numbers as number
from atconform.ppp.packets import (
    Code,
    Option,
    Packet,
    read_frame,
    read_packet,
    write_frame,
    write_message,
    write_packet,
)

Phase = Literal["Establish", "Authenticate", "Network", "Terminate", "Dead"]
"""What is at work (RFC 1661, 3.2)."""
MAGIC = bytes.fromhex("686F7374")
LINK_WISHES = (
    Option(number.MRU, (1500).to_bytes(2)),
    Option(number.CHARACTER_MAP, bytes(4)),
    Option(number.MAGIC, MAGIC),
)
NETWORK_WISHES = tuple(Option(kind, bytes(4)) for kind in (number.ADDRESS, number.FIRST_SERVER, number.SECOND_SERVER))
"""An address and two name servers that the host does not know: the module tells them (RFC 1332, 3.3; RFC 1877, 1)."""
TAKEN = (number.MRU, number.CHARACTER_MAP, number.MAGIC, number.SHORT_PROTOCOL, number.SHORT_HEADER)
"""Options of LCP that the module may ask for."""
BY_PASSWORD = Option(number.AUTHENTICATION, number.PAP.to_bytes(2))
NOBODY = write_message("") * 2
"""Name and password of a host that has none: the operators that ask for one take any."""


class PppHost:
    """The host's end of one session.

    :param send: called with each frame that is to be sent, without flags and checksum
    """

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self.phase: Phase = "Dead"
        self.asked = 0
        """How many requests were sent, of all protocols."""
        self._send_frame = send
        self._link = HostNegotiation("LCP", self._sender(number.LCP), LINK_WISHES, judge_link)
        self._network = HostNegotiation("IPCP", self._sender(number.IPCP), NETWORK_WISHES, judge_network)

    def _sender(self, protocol: int) -> Callable[[Packet], None]:
        def send(packet: Packet) -> None:
            self.asked += packet.code in (Code.REQUEST, number.AUTHENTICATE)
            self._send_frame(write_frame(protocol, write_packet(packet)))

        return send

    @property
    def up(self) -> bool:
        """Whether packets of the Internet Protocol could be sent."""
        return self.phase == "Network" and self._network.opened

    @property
    def address(self) -> IPv4Address:
        """The address that the module has given the host."""
        return IPv4Address(self._network.wish(number.ADDRESS) or bytes(4))

    # --- what the host does

    def begin(self) -> None:
        """Begin with the link."""
        self.phase = "Establish"
        self._link.ask()

    def end(self) -> None:
        """Ask the module to end the session."""
        self.phase = "Terminate"
        self._sender(number.LCP)(Packet(Code.TERMINATE, self._link.next_identifier()))

    def repeat(self) -> None:
        """Say again what the module has not answered."""
        match self.phase:
            case "Establish":
                self._link.ask_again()
            case "Authenticate":
                self._tell_name()
            case "Network":
                self._network.ask_again()
            case "Terminate":
                self.end()

    def _tell_name(self) -> None:
        self._sender(number.PAP)(Packet(number.AUTHENTICATE, self._link.next_identifier(), NOBODY))

    def _go_on(self) -> None:
        """Begin with what comes next, where the module and the host are done with what was at work."""
        if self.phase == "Establish" and self._link.opened:
            if number.AUTHENTICATION in (self._link.agreed or {}):
                self.phase = "Authenticate"
                self._tell_name()
            else:
                self._begin_network()

    def _begin_network(self) -> None:
        self.phase = "Network"
        self._network.ask()

    # --- what the module does

    def receive(self, frame: bytes) -> bool:
        """Receive a frame; tells whether it was one that the module had reason to send.

        :raises ModuleFault: it contradicts what was asked for
        :raises Inconclusive: the operator wants a name and password
        """
        read = read_frame(frame)
        if read is None:
            return False
        protocol, information = read
        packet = read_packet(information)
        match protocol, packet:
            case number.IP, _:
                return self.up
            case number.LCP, Packet():
                wanted = self._link_packet(packet)
                self._go_on()
                return wanted
            case number.PAP, Packet():
                return self._password_packet(packet)
            case number.IPCP, Packet():
                return self.phase == "Network" and self._network.receive(packet)
            case number.LCP | number.PAP | number.IPCP, _:
                return False
        if self._link.opened:
            rejected = protocol.to_bytes(2) + information
            self._sender(number.LCP)(Packet(Code.PROTOCOL_REJECT, self._link.next_identifier(), rejected))
        return self._link.opened

    def _link_packet(self, packet: Packet) -> bool:
        match packet.code:
            case Code.ECHO_REQUEST if self._link.opened:
                reply = (self._link.wish(number.MAGIC) or bytes(4)) + packet.data[4:]
                self._sender(number.LCP)(Packet(Code.ECHO_REPLY, packet.identifier, reply))
                return True
            case Code.DISCARD:
                return self._link.opened
            case Code.TERMINATE:
                wanted = self.phase == "Terminate"
                self.phase = "Dead"
                self._sender(number.LCP)(Packet(Code.TERMINATED, packet.identifier))
                return wanted
            case Code.TERMINATED if self.phase == "Terminate":
                self.phase = "Dead"
                return True
            case _ if self.phase in ("Terminate", "Dead"):
                return False
        return self._link.receive(packet)

    def _password_packet(self, packet: Packet) -> bool:
        if self.phase != "Authenticate":
            return False
        if packet.code == number.NOT_AUTHENTICATED:
            raise Inconclusive("the operator refuses a host without name and password")
        if packet.code != number.AUTHENTICATED:
            return False
        self._begin_network()
        return True


def judge_link(option: Option) -> Option | None:
    """Return what the host thinks of an option of LCP: it can tell a name and password, and no other proof."""
    if option.kind == number.AUTHENTICATION:
        return BY_PASSWORD
    return option if option.kind in TAKEN else None


def judge_network(option: Option) -> Option | None:
    """Return the host's answer to an option of IPCP: the module has an address of its own, or does not speak of it."""
    return option if option.kind == number.ADDRESS and any(option.value) else None
