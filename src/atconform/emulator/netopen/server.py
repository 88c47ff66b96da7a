"""SERVERSTART, SERVERSTOP: four TCP servers, and the clients that they accept (SIM7X00 note, 2.3.4, 2.4.2; manual,
11.2.14 and 11.2.15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, ok
from atconform.emulator.core.transitions import Machine
from atconform.emulator.general.v250 import S0
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.activation import CONTEXT, Network
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.errors import Err, cip_error, refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import TRANSPARENT, Links, links
from atconform.emulator.netopen.parameters import TRANSPARENT_MODE, resending
from atconform.protocol import network as net


@dataclass(slots=True)
class Server:
    """One server: what the network knows it by, and its port."""

    index: int
    machine: Machine = field(default_factory=lambda: Machine(network_states.SERVER, network_states.STOPPED))
    number: int = 0
    port: int = 0
    answer: Callable[[Reply], None] = lambda _: None
    """Completes the command that waits for the network."""


class Servers(Part):
    """All servers, by their index; each client gets a link."""

    hears_after = (Links,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.all = [Server(index) for index in range(module.figures[Figures].servers)]
        module.part(Network).when_closed.append(self._network_closed)

    def _network_closed(self) -> None:
        for server in self.all:
            if server.machine.permits("network closed"):
                starting = server.machine.state == network_states.STARTING
                self.module.ask(net.StopListening(server.number))
                server.machine.pull("network closed")
                if starting:
                    server.answer(cip_error(Err.NETWORK_FAILURE))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record a server's start, and of clients."""
        match event:
            case net.Listening() | net.ListenFailed() | net.Incoming():
                server = next((server for server in self.all if server.number == event.server), None)
                if server is not None and server.machine.state != network_states.STOPPED:
                    self._follow(server, event)

    def _follow(self, server: Server, event: net.Listening | net.ListenFailed | net.Incoming) -> None:
        match event:
            case net.Listening():
                server.machine.pull("listening")
                server.answer(ok())
            case net.ListenFailed():
                server.machine.pull("failed")
                server.answer(cip_error(Err.SOCKET_NOT_BOUND))
            case net.Incoming():
                self._client(server, event)

    def _client(self, server: Server, event: net.Incoming) -> None:
        """Give a client a link; the transparent one is kept for the transparent server."""
        mode = bool(self.module.settings[TRANSPARENT_MODE])
        number = links(self.module).free(TRANSPARENT + 1 if mode and server.index != TRANSPARENT else TRANSPARENT)
        if number is None:
            self.module.ask(net.Close(event.link, abort=True))
            return
        self.module.part(Dormancy).disturb()
        link = links(self.module).begin(number, "TCP", "accepted")
        link.link, link.address, link.port, link.server = event.link, event.address, event.port, server.index
        link.transparent = mode and number == TRANSPARENT
        self.module.announce(f"+CLIENT: {number},{server.index},{event.address}:{event.port}")
        if link.transparent:
            self.module.part(DataMode).offer(link, enter=bool(self.module.settings[S0]))


def servers(module: Device) -> list[Server]:
    """List a module's servers by their index."""
    return module.part(Servers).all


def start(module: Device, port: int, index: int) -> Reply:
    """AT+SERVERSTART=<port>,<index>: OK when it listens."""
    if not module.part(Network).open:
        return cip_error(Err.NETWORK_NOT_OPENED)
    if not port or index >= module.figures[Figures].servers:
        return cip_error(Err.WRONG_PARAMETER)
    server = servers(module)[index]
    if not server.machine.permits("SERVERSTART"):
        return cip_error(Err.ALREADY_LISTENING)
    server.machine.pull("SERVERSTART")
    server.number, server.port, server.answer = module.new_link(), port, module.interpreter.defer()
    module.ask(net.Listen(server.number, CONTEXT, port, resending(module)))
    return PENDING


def list_servers(module: Device) -> Reply:
    """AT+SERVERSTART?: the servers that listen."""
    if not module.part(Network).open:
        return cip_error(Err.NETWORK_NOT_OPENED)
    listening = (server for server in servers(module) if server.machine.state == network_states.LISTENING)
    return ok(*(f"+SERVERSTART: {server.index},{server.port}" for server in listening))


def why_not_stopped(module: Device, index: int, *, although_occupied: bool = False) -> Err | None:
    """Return why a server cannot be stopped, or None: its clients have to be closed first (manual, AT+SERVERSTOP).

    :param although_occupied: whether it can be stopped while clients are connected all the same
    """
    if index >= module.figures[Figures].servers:
        return Err.WRONG_PARAMETER
    if not module.part(Network).open:
        return Err.NETWORK_NOT_OPENED
    if not servers(module)[index].machine.permits("SERVERSTOP"):
        return Err.NOT_SUPPORTED
    occupied = not although_occupied and any(
        link.server == index and link.state != network_states.FREE for link in links(module).all
    )
    return Err.SOCKETS_OPENED if occupied else None


def stop(module: Device, index: int, *, although_occupied: bool = False) -> Reply:
    """AT+SERVERSTOP=<index>: the result, then OK."""
    why_not = why_not_stopped(module, index, although_occupied=although_occupied)
    if why_not is not None:
        return refuse(f"+SERVERSTOP: {index},{why_not:d}")
    server = servers(module)[index]
    server.machine.pull("SERVERSTOP")
    module.ask(net.StopListening(server.number))
    return ok(f"+SERVERSTOP: {index},{Err.NONE:d}")


COMMANDS = (
    Command(
        "+SERVERSTART",
        test=lambda module: ok(f"+SERVERSTART: (0-65535),(0-{module.figures[Figures].servers - 1})"),
        read=list_servers,
        write=form(start, Int(0, 65535), Int(0, 255)),
    ),
    # Only the note has the execute form, for server 0 (2.3.4).
    Command("+SERVERSTOP", test=(), write=form(stop, Int(0, 255)), execute=lambda module: stop(module, 0)),
)

PARTS = (Servers,)
