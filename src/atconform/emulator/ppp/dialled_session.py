"""One PPP session: LCP, PAP if the host wants to tell who it is, IPCP (RFC 1661, 1334, 1332, 1877)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.ppp.negotiation import ModuleNegotiation
from atconform.ppp.assigned_numbers import (
    ADDRESS,
    AUTHENTICATE,
    AUTHENTICATED,
    CHARACTER_MAP,
    FIRST_SERVER,
    IP,
    IPCP,
    LCP,
    MAGIC,
    MRU,
    PAP,
    SECOND_SERVER,
    SHORT_HEADER,
    SHORT_PROTOCOL,
)
from atconform.ppp.framing import Decoder, encode
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

ALLOWED = (MRU, CHARACTER_MAP, MAGIC, SHORT_PROTOCOL, SHORT_HEADER)
"""Options of LCP that the host may use; it is not asked for a password, and may not ask for one."""
OWN_MAGIC = bytes.fromhex("53494D43")
GATEWAY = "10.64.64.64"
"""Where the module says that it is itself."""
NAME_SERVERS = {FIRST_SERVER: "211.136.112.50", SECOND_SERVER: "211.136.150.66"}


def four_bytes(address: str) -> bytes:
    """Write an IPv4 address as IPCP does."""
    return bytes(map(int, address.split(".")))


class DialledSession:
    """Answers the host's frames; ``address`` is what it gives the host, once there is one.

    :param transmit: called with the bytes that are to be sent
    :param terminated: called when the host has ended the session
    """

    def __init__(self, transmit: Callable[[bytes], None], terminated: Callable[[], None]) -> None:
        self.address = ""
        self._transmit = transmit
        self._terminated = terminated
        self._decoder = Decoder()
        self._lcp = ModuleNegotiation(
            self._sender(LCP), [Option(CHARACTER_MAP, bytes(4)), Option(MAGIC, OWN_MAGIC)], judge_link
        )
        self._ipcp = ModuleNegotiation(self._sender(IPCP), [Option(ADDRESS, four_bytes(GATEWAY))], self._judge_network)

    @property
    def up(self) -> bool:
        """Whether the host could send packets of the Internet Protocol."""
        return self._lcp.opened and self._ipcp.opened

    @property
    def _magic(self) -> bytes:
        """The magic number of echoes, which is zero where the host does not want one (RFC 1661, 5.8)."""
        return self._lcp.wish(MAGIC) or bytes(4)

    def _sender(self, protocol: int) -> Callable[[bytes], None]:
        return lambda packet: self._transmit(encode(write_frame(protocol, packet)))

    def receive(self, data: bytes) -> None:
        """Receive bytes from the host."""
        for frame in self._decoder.receive(data):
            read = read_frame(frame)
            if read is not None:
                self._frame(*read)

    def _frame(self, protocol: int, information: bytes) -> None:
        packet = read_packet(information)
        if protocol == LCP:
            if packet is not None:
                self._link(packet)
        elif not self._lcp.opened or protocol == IP:
            return  # too early (RFC 1661, 3.4), or on its way to nowhere
        elif protocol not in (IPCP, PAP):
            rejected = protocol.to_bytes(2, "big") + information
            self._lcp.send(Code.PROTOCOL_REJECT, self._lcp.next_identifier(), rejected)
        elif packet is not None and protocol == PAP:
            if packet.code == AUTHENTICATE:
                self._sender(PAP)(write_packet(Packet(AUTHENTICATED, packet.identifier, write_message("Welcome"))))
        elif packet is not None and self.address:
            self._ipcp.receive(packet)

    def _link(self, packet: Packet) -> None:
        match packet.code:
            case Code.ECHO_REQUEST if self._lcp.opened:
                self._lcp.send(Code.ECHO_REPLY, packet.identifier, self._magic + packet.data[4:])
            case Code.PROTOCOL_REJECT | Code.ECHO_REQUEST | Code.ECHO_REPLY | Code.DISCARD:
                pass
            case _:
                self._lcp.receive(packet)
                if packet.code == Code.TERMINATE:
                    self._terminated()

    def terminate(self) -> None:
        """Tell the host that the session is over."""
        self._lcp.send(Code.TERMINATE, self._lcp.next_identifier())

    def _judge_network(self, option: Option) -> Option | None:
        addresses = NAME_SERVERS | {ADDRESS: self.address}
        return Option(option.kind, four_bytes(addresses[option.kind])) if option.kind in addresses else None


def judge_link(option: Option) -> Option | None:
    """Return what the module thinks of an option of LCP."""
    return option if option.kind in ALLOWED else None
