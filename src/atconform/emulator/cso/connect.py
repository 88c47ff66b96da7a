"""CSOCON: connecting a socket, and how connections end (SIM7020 note, 5.2, 5.3, 5.11; manual, 6.2.2)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, Text
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.cso import bearer, socket_states
from atconform.emulator.cso.errors import fail, report
from atconform.emulator.cso.sockets import Socket, on_socket, sockets
from atconform.protocol import network as net

WHY_NOT = {socket_states.CONNECTING: "already connecting", socket_states.CONNECTED: "already connected"}
"""Why a socket in this state cannot be connected."""


def connect(module: Device, socket: Socket, port: int, host: str) -> Reply:
    """AT+CSOCON=<id>,<port>,<address>: OK when the connection stands, or ERROR and the reason."""
    if not host:
        return error(module.dialect.bad_parameter)
    if not bearer.address(module):
        return fail(module, socket, "no bearer")
    if not socket.machine.permits("CSOCON"):
        return fail(module, socket, WHY_NOT.get(socket.state, "illegal"))
    socket.machine.pull("CSOCON")
    socket.link = module.new_link()
    socket.sent = socket.acknowledged = 0
    socket.answer = module.interpreter.defer()
    module.ask(net.Connect(socket.link, bearer.CONTEXT, socket.protocol, host, port, local_port=socket.local_port))
    return PENDING


def connections(module: Device) -> Reply:
    """AT+CSOCON?: the type of each socket that is connected."""
    connected = (socket for socket in sockets(module).all() if socket.state == socket_states.CONNECTED)
    return ok(*(f"+CSOCON: {socket.number},{socket.kind}" for socket in connected))


class Connecting(Part):
    """Follows connections as they come up and end."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record a link that came up, failed or ended."""
        match event:
            case net.Connected() | net.ConnectFailed() | net.PeerClosed() | net.LinkLost():
                socket = sockets(self.module).by_link(event.link)
                if socket is not None:
                    self._follow(socket, event)

    def _follow(self, socket: Socket, event: net.Connected | net.ConnectFailed | net.PeerClosed | net.LinkLost) -> None:
        match event:
            case net.Connected(address=address, port=port):
                socket.machine.pull("connected")
                socket.address, socket.port = address, port
                socket.conclude(ok())
            case net.ConnectFailed(reason=reason):
                socket.machine.pull("failed")
                socket.drop_link()
                socket.conclude(fail(self.module, socket, reason))
            case net.PeerClosed():
                self.module.ask(net.Close(socket.link))
                self._lost(socket, "closed")
            case net.LinkLost(reason=reason):
                self._lost(socket, reason)

    def _lost(self, socket: Socket, why: str) -> None:
        socket.machine.pull("lost")
        socket.drop_link()
        report(self.module, socket, why)


ADDRESS = Text(bare=True)
"""In quotation marks by the manual; published drivers send it without (posjodin/sim7020, AT_SIM7020E of AIS)."""

COMMANDS = (Command("+CSOCON", test=(), read=connections, write=on_socket(connect, Int(1, 65535), ADDRESS)),)

PARTS = (Connecting,)
