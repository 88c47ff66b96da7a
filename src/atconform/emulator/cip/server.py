"""CIPSERVER: the TCP server, and the clients that it accepts (SIM800 note, 2.1.3, 3.2)."""

from __future__ import annotations

from atconform.emulator.cip.connect import with_bearer
from atconform.emulator.cip.connections import Connection, Server
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import Stack, refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.protocol import network as net


def configure(module: Device, on: int, port: int | None) -> Reply:
    """AT+CIPSERVER=1,<port> or =0."""
    if on:
        return error(module.dialect.bad_parameter) if port is None else open_server(module, port)
    return close_server(module)


def open_server(module: Device, port: int) -> Reply:
    """Begin to listen; in single connection mode from IP INITIAL too, which brings the bearer up."""
    cip = stack(module)
    if cip.server is not None or not cip.context.machine.permits("CIPSERVER"):
        return refuse(module)
    if sum(1 for _ in cip.live()) > module.figures[Figures].connections_with_server:
        return refuse(module)
    if cip.transparent and not module.figures[Figures].transparent_server:
        return refuse(module)
    server = cip.server = Server(module.new_link(), port, cip.selected)

    def refused() -> None:
        cip.server = None
        module.announce("+PDP: DEACT")

    return ok(
        then=with_bearer(cip, "CIPSERVER", lambda: module.ask(net.Listen(server.number, server.context, port)), refused)
    )


def close_server(module: Device) -> Reply:
    """End listening; connections live on (note, 2.1.3). While its bearer comes up, a server does not listen yet."""
    cip = stack(module)
    if cip.server is None or not cip.contexts[cip.server.context].machine.permits("not listening"):
        return refuse(module)
    context = cip.server.context
    stop_listening(cip)
    cip.pull(context, "not listening")
    cip.pull_if_idle(context)
    return ok(then=lambda: module.announce("SERVER CLOSE"))


def stop_listening(cip: Stack) -> None:
    """Take the server away."""
    if cip.server is not None:
        cip.module.ask(net.StopListening(cip.server.number))
        cip.server = None


class Serving(Part):
    """Follows the server, and gives connection numbers to its clients."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record the server's start, and of clients."""
        cip = stack(self.module)
        match event:
            case net.Listening(server=number) if cip.server is not None and cip.server.number == number:
                self.module.announce("SERVER OK")
            case net.ListenFailed(server=number) if cip.server is not None and cip.server.number == number:
                context, cip.server = cip.server.context, None
                cip.pull(context, "failed")
                cip.pull_if_idle(context)
                self.module.announce("SERVER CLOSE")
            case net.Incoming(server=number) if cip.server is not None and cip.server.number == number:
                self._client(cip, cip.server, event)

    def _client(self, cip: Stack, server: Server, event: net.Incoming) -> None:
        if cip.full():
            self.module.ask(net.Close(event.link, abort=True))
            return
        number = min(c.number for c in cip.connections if not c.in_use)
        connection = Connection(number, event.link, server.context, "TCP", event.address, event.port)
        connection.machine.pull("accepted")
        cip.connections[number] = connection
        cip.pull(server.context, "accepted")
        self.module.announce(cip.spell(connection, f"REMOTE IP: {event.address}"))
        if cip.transparent:
            self.module.part(DataMode).enter(connection)


def read_server(module: Device) -> Reply:
    """AT+CIPSERVER?: whether it listens and, if so, its port, its channel (always 0) and its context."""
    server = stack(module).server
    return ok("+CIPSERVER: 0" if server is None else f"+CIPSERVER: 1,{server.port},0,{server.context}")


COMMANDS = (
    Command(
        "+CIPSERVER",
        test=("+CIPSERVER: (0-CLOSE SERVER, 1-OPEN SERVER),(1-65535)",),
        read=read_server,
        write=form(configure, Int(0, 1), Int(1, 65535, default=None, quotes=True)),
    ),
)

PARTS = (Serving,)
