"""CSOC, CSOCL: the sockets, and what every command on a socket needs (SIM7020 note, 5.2 to 5.6; manual, 6.2.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Form, Int, Parameter, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.sending import Sending
from atconform.emulator.core.transitions import Machine
from atconform.emulator.cso import socket_states
from atconform.emulator.cso.figures import Figures
from atconform.protocol import network as net

IPV4, IPV6 = 1, 2
RAW = 3
KINDS: dict[int, net.Protocol] = {1: "TCP", 2: "UDP"}
"""The types of AT+CSOC that there is a network for."""
IP = 1
NOT_SUPPORTED = 4
"""The +CME ERROR for a kind of socket that the module has no network for (3GPP TS 27.007, 9.2)."""


@dataclass(slots=True)
class ReportedSending(Sending):
    """Data on its way, and whether the host wants to hear when all of it is acknowledged."""

    reported: bool


@dataclass(slots=True)
class Socket:
    """One socket: what it is, what it is connected to, and what it has carried."""

    number: int
    kind: int
    machine: Machine
    local_port: int = 0
    """Where AT+CSOB has bound it; 0 lets the network choose."""
    link: int = 0
    """What the network knows it by, as a link or as a server; 0 while the network knows nothing of it."""
    server: int | None = None
    """The number of the socket that listens, where a client of that server has this one."""
    address: str = ""
    port: int = 0
    sent: int = 0
    acknowledged: int = 0
    sendings: list[ReportedSending] = field(default_factory=list)
    inbox: bytearray = field(default_factory=bytearray)
    """Received data that waits to be fetched (AT+CSORXGET)."""
    notified: bool = False
    """Whether the host has been told that data waits; it is told once, until everything has been fetched."""
    keepalive: tuple[int, int, int] | None = None
    """Seconds before the first probe, seconds between probes, and how many; None: no probes."""
    answer: Callable[[Reply], None] | None = None
    """Completes the command that waits for the network."""

    @property
    def state(self) -> str:
        """The present state, one of those in ``states``."""
        return self.machine.state

    @property
    def protocol(self) -> net.Protocol:
        """TCP or UDP."""
        return KINDS[self.kind]

    def conclude(self, reply: Reply) -> None:
        """Answer the command that waits for the network, if there is one."""
        answer, self.answer = self.answer, None
        if answer is not None:
            answer(reply)

    def drop_link(self) -> None:
        """Forget the link: what the network still says of it is ignored."""
        self.link = 0
        self.sendings.clear()


class Sockets(Part):
    """The sockets that exist, by their numbers."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.by_number: dict[int, Socket] = {}

    def unfetched(self) -> int:
        """Count what has arrived and waits (AT+CSORXGET)."""
        return sum(len(socket.inbox) for socket in self.by_number.values())

    def all(self) -> list[Socket]:
        """List the sockets in the order of their numbers."""
        return [self.by_number[number] for number in sorted(self.by_number)]

    def by_link(self, link: int) -> Socket | None:
        """Find the socket that a link or a server belongs to; those of the other stack, and late ones, find none."""
        return next((socket for socket in self.by_number.values() if socket.link == link), None)

    def make(self, kind: int, trigger: str) -> Socket | None:
        """Make a socket with the lowest free number, or None if there are as many as there can be."""
        free = set(range(self.module.figures[Figures].sockets)) - set(self.by_number)
        if not free:
            return None
        socket = Socket(min(free), kind, Machine(socket_states.SOCKET, socket_states.FREE))
        socket.machine.pull(trigger)
        self.by_number[socket.number] = socket
        return socket


def sockets(module: Device) -> Sockets:
    """Find a module's sockets."""
    return module.part(Sockets)


def on_socket(run: Callable[..., Reply], *parameters: Parameter) -> Form:
    """Declare a write form that begins with the number of a socket, which has to exist.

    :param run: called with the module, the socket and the values of the other parameters
    """

    def find(module: Device, number: int, *values: object) -> Reply:
        socket = sockets(module).by_number.get(number)
        return error(module.dialect.bad_parameter) if socket is None else run(module, socket, *values)

    return form(find, Int(0, 255), *parameters)


def number_range(module: Device) -> str:
    """Spell the range of the sockets' numbers, as test forms list it."""
    return f"(0-{module.figures[Figures].sockets - 1})"


def create(module: Device, domain: int, kind: int, protocol: int, _context: int) -> Reply:
    """AT+CSOC=<domain>,<type>,<protocol>[,<cid>]: make a socket; the bearer is not needed yet."""
    if domain == IPV6 or kind == RAW:
        return error(NOT_SUPPORTED)
    if protocol != IP:
        return error(module.dialect.bad_parameter)
    socket = sockets(module).make(kind, "CSOC")
    return error(module.dialect.not_allowed) if socket is None else ok(f"+CSOC: {socket.number}")


def listed(module: Device) -> Reply:
    """AT+CSOC?: what each socket is."""
    return ok(*(f"+CSOC: {socket.number},{IPV4},{socket.kind},{IP}" for socket in sockets(module).all()))


def close(module: Device, socket: Socket) -> Reply:
    """AT+CSOCL=<id>: close a socket, and free its number at once; the far end is told in order.

    A server's clients stay (note, 5.4). A command that still waits for the socket's connection fails.
    """
    if socket.state == socket_states.LISTENING:
        module.ask(net.StopListening(socket.link))
    elif socket.link:
        module.ask(net.Close(socket.link, abort=socket.state == socket_states.CONNECTING))
    socket.machine.pull("CSOCL")
    del sockets(module).by_number[socket.number]
    socket.drop_link()
    socket.conclude(error(module.dialect.not_allowed))
    return ok()


COMMANDS = (
    Command(
        "+CSOC",
        test=("+CSOC: (1-2),(1-3),(1-2)",),
        read=listed,
        write=form(create, Int(IPV4, IPV6), Int(1, RAW), Int(IP, 2), Int(1, 1, default=1)),
    ),
    Command("+CSOCL", test=(), write=on_socket(close)),
)

PARTS = (Sockets,)
