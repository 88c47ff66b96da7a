"""What a scenario and a peer say to each other: requests and events, plain values.

They are messages and not calls so that a peer can sit on another host, with another clock. A *connection* is numbered
from 1 within its peer, in the order in which connections came about; a UDP peer numbers the addresses it has heard
from in the same way.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

import msgspec

Role = Literal["server", "client"]
TransportProtocol = Literal["TCP", "UDP"]


class Address(NamedTuple):
    """An IPv4 address in dotted decimals, and a port."""

    ip: str
    port: int


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """What can be written down, each kind with its name, and read again."""


class PeerSend(Message, frozen=True):
    """Send bytes: on a TCP connection, or as one UDP datagram to the address that the connection stands for.

    ``to`` sends a UDP datagram to an address that has not been heard from.
    """

    peer: str
    connection: int
    data: bytes
    to: Address | None = None


class PeerConnect(Message, frozen=True):
    """Connect a TCP client to the module's server; answered by ``connected`` or ``refused``.

    A UDP peer is told where the module is, and has nothing to answer.
    """

    peer: str
    to: Address


class PeerClose(Message, frozen=True):
    """Close a connection in order (FIN)."""

    peer: str
    connection: int


class PeerReset(Message, frozen=True):
    """Reset a connection (RST)."""

    peer: str
    connection: int


class PeerAcknowledge(Message, frozen=True):
    """Stop or resume acknowledging what arrives on TCP (and, while stopped, answering new calls)."""

    peer: str
    on: bool


PeerRequest = PeerSend | PeerConnect | PeerClose | PeerReset | PeerAcknowledge

PeerEventKind = Literal["connected", "refused", "received", "fin", "rst", "resend"]


class PeerEvent(Message, frozen=True):
    """Something happened at a peer.

    ``connected``: a connection came about, with the far address; ``refused``: the module did not accept the client;
    ``received``: data arrived; ``fin``, ``rst``: the module closed or reset the connection; ``resend``: a segment
    arrived again that had arrived before.
    """

    peer: str
    connection: int
    kind: PeerEventKind
    data: bytes = b""
    address: Address | None = None


class Peers(Protocol):
    """The far end, as the bench holds it; events come back through the transport's ``step``."""

    capabilities: frozenset[str]
    """Of: ``tcp-peer``, ``udp-peer``, ``inbound`` (clients reach the module), ``ack-loss``, ``dns``, ``ping``."""

    def open(self, peer: str, role: Role, protocol: TransportProtocol) -> Address:
        """Make a peer; returns the address at which the module reaches it (a client's own address).

        :raises atconform.base.errors.BenchFault: no address or port to be had
        """

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises atconform.base.errors.BenchFault: there is no such peer or connection, or this far end cannot do it
        """

    def name_of(self, address: Address) -> str:
        """Return a domain name that leads to an address; empty where there is none."""

    def check(self) -> None:
        """Ask whether the far end is still there.

        :raises atconform.base.errors.BenchFault: it is not, and what the module saw of it says nothing of the module
        """

    def close_all(self) -> None:
        """Close every peer, so that the next scenario begins with none."""
