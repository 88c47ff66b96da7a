"""What may happen to a module besides the host's command lines: by the network, at the far end, on lines, in time."""

from __future__ import annotations

import contextlib
from random import Random
from typing import Literal, NamedTuple

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.network.control import ACTIONS, command
from atconform.protocol import network as net
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.peer import Address, PeerAcknowledge, PeerClose, PeerConnect, PeerReset, PeerSend
from atconform.virtual.peers import MemoryPeers
from atconform.virtual.transport import MemoryTransport
from tests.emulator.cip.rig import MODULE_IP
from tests.fuzz.chance import one_of
from tests.fuzz.roads import LISTENING_PORT

Name = Literal["server", "udp", "client"]
Deed = Literal["sends", "closes", "resets", "stops", "resumes", "connects"]


class Peer(NamedTuple):
    """Something that a peer does, if it is there."""

    name: Name
    does: Deed
    connection: int = 1
    data: bytes = b""


class Level(NamedTuple):
    """A level at which the host drives a line of its own."""

    line: Literal["DTR", "RTS"]
    high: bool


class PowerCycle(NamedTuple):
    """The module's power is taken away and given back."""


Happening = NetworkAction | net.NetworkEvent | Peer | Level | PowerCycle

ARGUMENTS: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "delay-context": ((4 * SECOND,),),
    "round-trip": ((3 * SECOND,), (80 * MS,)),
    "serve-by": (("LTE",), ("GSM",), ("CDMA",), ("EVDO",)),
    "cut-route": (("server",),),
    "restore-route": (("server",),),
}
"""What the actions that want to know more may be told."""
SENDERS: tuple[Name, ...] = ("server", "server", "udp", "client")
DEEDS: tuple[Deed, ...] = ("closes", "resets", "stops", "resumes", "connects")
EVENTS: tuple[net.NetworkEvent, ...] = (
    *(net.Registration(stat) for stat in range(6)),
    net.Signal(0, 99),
    net.Signal(99, 99),
    net.Operator("CHINA MOBILE", "CMCC", "46000"),
    net.IncomingCall("+8613800000000"),
    net.IncomingCall(""),
    net.CallEnded(),
    net.IncomingMessage("10086", "hello"),
    net.IncomingMessage("+8613800000000", ""),
    net.NetworkTime(491_898_127, 32),
    net.NetworkTime(849_398_399, -47, 1),
)

ALL_ACTIONS = tuple(NetworkAction(name, arguments) for name in ACTIONS for arguments in ARGUMENTS.get(name, ((),)))
SENT = (b"hello", b"hello~", b"\x00\xff\x11\x13", b"x" * 1500, b"one\r\ntwo\r\n", b"1,2:3")


def happening(rng: Random) -> Happening:
    """Draw something that happens."""
    return one_of(
        rng,
        (3, lambda: rng.choice(ALL_ACTIONS)),
        (4, lambda: Peer(rng.choice(SENDERS), "sends", rng.choice((1, 1, 1, 2)), rng.choice(SENT))),
        (2, lambda: Peer(rng.choice(("server", "client")), rng.choice(DEEDS), rng.randint(1, 2))),
        (2, lambda: rng.choice(EVENTS)),
        (1, lambda: Level(rng.choice(("DTR", "RTS")), rng.random() < 0.5)),
        (1, PowerCycle),
    )


class FarEnd:
    """The network and the peers of a module in memory: a server of each protocol, and a client."""

    def __init__(self, transport: MemoryTransport) -> None:
        self._transport = transport
        self._peers = MemoryPeers(transport)
        self._peers.open("server", "server", "TCP")
        self._peers.open("udp", "server", "UDP")
        self._peers.open("client", "client", "TCP")
        self.sent: list[tuple[tuple[str, int], bytes]] = []
        """What peers have sent, by the peer's name and connection."""

    def happen(self, what: Happening) -> None:
        """Have something happen; a peer that is not there, or not connected, does nothing."""
        with contextlib.suppress(BenchFault):
            match what:
                case NetworkAction():
                    command(self._transport.network, what, self._transport.now())
                case Peer():
                    self._peer_does(what)
                case Level(line=line, high=high):
                    self._transport.set_line(line, high=high)
                case PowerCycle():
                    self._transport.power_cycle()
                case event:
                    carrier = self._transport.network.carrier
                    carrier.after(0, lambda: carrier.tell_module(event))

    def _peer_does(self, what: Peer) -> None:
        name, connection = what.name, what.connection
        match what.does:
            case "sends":
                self._peers.request(PeerSend(name, connection, what.data))
                self.sent.append(((name, connection), what.data))
            case "closes":
                self._peers.request(PeerClose(name, connection))
            case "resets":
                self._peers.request(PeerReset(name, connection))
            case "stops" | "resumes":
                self._peers.request(PeerAcknowledge(name, what.does == "resumes"))
            case "connects":
                self._peers.request(PeerConnect("client", Address(MODULE_IP, LISTENING_PORT)))

    def as_usual(self) -> None:
        """Undo what was done to network and peers."""
        self.happen(Peer("server", "resumes"))
        self._transport.network.be_as_usual()
        self.happen(NetworkAction("restore-name-servers"))
        self.happen(NetworkAction("end-call"))
