"""CSOB, CSOLIS: local ports, and the TCP server (SIM7020 note, 5.4; manual, 6.2.3 and 6.2.4)."""

from __future__ import annotations

from atconform.emulator.core.command import Address, Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.cso import bearer, socket_states
from atconform.emulator.cso.errors import fail, refuse
from atconform.emulator.cso.sockets import Socket, on_socket, sockets
from atconform.protocol import network as net

TCP = 1


def bind(module: Device, socket: Socket, port: int, address: str | None) -> Reply:
    """AT+CSOB=<id>,<port>[,<address>]: the address can only be the module's own."""
    if not socket.machine.permits("CSOB"):
        return refuse(module, socket, "illegal")
    own = bearer.address(module)
    if address is not None and address != own:
        return refuse(module, socket, "parameter" if own else "no bearer")
    others = (other for other in sockets(module).all() if other is not socket)
    if any((other.kind, other.local_port) == (socket.kind, port) for other in others):
        return refuse(module, socket, "in use")
    socket.machine.pull("CSOB")
    socket.local_port = port
    return ok()


def listen(module: Device, socket: Socket) -> Reply:
    """AT+CSOLIS=<id>: let a bound TCP socket be the server; there is one (Chinese note, 5.4)."""
    if not bearer.address(module):
        return refuse(module, socket, "no bearer")
    serving = any(other.state == socket_states.LISTENING for other in sockets(module).all())
    if serving or socket.protocol != "TCP" or not socket.machine.permits("CSOLIS"):
        return error(module.dialect.not_allowed)
    socket.machine.pull("CSOLIS")
    socket.link = module.new_link()
    socket.answer = module.interpreter.defer()
    module.ask(net.Listen(socket.link, bearer.CONTEXT, socket.local_port))
    return PENDING


class Serving(Part):
    """Follows the server, and makes sockets for its clients."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record the server's start, and of clients."""
        match event:
            case net.Listening() | net.ListenFailed() | net.Incoming():
                server = sockets(self.module).by_link(event.server)
                if server is not None:
                    self._follow(server, event)

    def _follow(self, server: Socket, event: net.Listening | net.ListenFailed | net.Incoming) -> None:
        match event:
            case net.Listening():
                server.conclude(ok())
            case net.ListenFailed():
                server.machine.pull("failed")
                server.drop_link()
                server.conclude(fail(self.module, server, "in use"))
            case net.Incoming():
                self._client(server, event)

    def _client(self, server: Socket, event: net.Incoming) -> None:
        client = sockets(self.module).make(TCP, "accepted")
        if client is None:
            self.module.ask(net.Close(event.link, abort=True))
            return
        client.server = server.number
        client.link, client.address, client.port = event.link, event.address, event.port
        # Only the Chinese note shows this line, and without the T.
        self.module.announce(f"+NEW CLIENT CONNEC: {client.number}")


COMMANDS = (
    Command(
        "+CSOB",
        test=(),
        read=lambda module: ok(),
        write=on_socket(bind, Int(1, 65535), Address(default=None)),
    ),
    Command("+CSOLIS", test=(), read=lambda module: ok(), write=on_socket(listen)),
)

PARTS = (Serving,)
