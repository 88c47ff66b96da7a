"""CIPSTART: opening TCP and UDP connections, and how they come up and end (SIM800 note, 2.1, 3.1)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.activation import activate
from atconform.emulator.cip.bearer import default_apn
from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import TRANSFER
from atconform.emulator.cip.ports import PROTOCOL, LocalPorts
from atconform.emulator.cip.stack import Stack, refuse, stack
from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.protocol import network as net


def start_single(module: Device, protocol: net.Protocol, host: str, port: int) -> Reply:
    """AT+CIPSTART in single connection mode; from IP INITIAL it brings the bearer up by itself."""
    cip = stack(module)
    if cip.connections[0].in_use:
        return already_connected(cip, cip.connections[0])
    if not cip.context.machine.permits("CIPSTART"):
        return refuse(module)
    prepare(cip, 0, protocol, host, port)
    return ok(
        then=with_bearer(cip, "CIPSTART", lambda: open_link(cip, 0), lambda: report_failure(cip, cip.connections[0]))
    )


def with_bearer(cip: Stack, trigger: str, then: Callable[[], None], refused: Callable[[], None]) -> Callable[[], None]:
    """Pull a command's trigger; from IP INITIAL bring the bearer up first (single connection mode).

    :returns: what is to be done after the command has been answered
    """
    context = cip.context
    implicit = context.machine.state == connection_states.INITIAL
    context.machine.pull(trigger)
    if not implicit:
        return then
    if not context.apn:
        context.apn, context.user, context.password = default_apn(cip.module)

    def bearer_up() -> None:
        context.machine.pull("CIFSR")
        context.machine.pull(trigger)
        then()

    return lambda: activate(cip, context, bearer_up, refused)


def start_multi(module: Device, number: int, protocol: net.Protocol, host: str, port: int) -> Reply:
    """AT+CIPSTART=<n>,... in multi connection mode."""
    cip = stack(module)
    if cip.connections[number].in_use:
        return already_connected(cip, cip.connections[number])
    if not cip.context.machine.permits("CIPSTART") or cip.full():
        return refuse(module)
    cip.context.machine.pull("CIPSTART")
    prepare(cip, number, protocol, host, port)
    return ok(then=lambda: open_link(cip, number))


def already_connected(cip: Stack, connection: Connection) -> Reply:
    """Refuse a connection number that is taken: the error first, then the reason."""
    already = cip.spell(connection, "ALREADY CONNECT")
    return error(cip.module.dialect.not_allowed, then=lambda: cip.module.announce(already))


def prepare(cip: Stack, number: int, protocol: net.Protocol, host: str, port: int) -> None:
    """Give a connection number to a new connection of the module's own."""
    link = cip.module.new_link()
    connection = cip.connections[number] = Connection(number, link, cip.selected, protocol, host, port)
    connection.machine.pull("CIPSTART")


def open_link(cip: Stack, number: int) -> None:
    """Ask the network for the link of a connection."""
    connection, module = cip.connections[number], cip.module
    protocol = connection.protocol or "TCP"
    module.ask(
        net.Connect(
            connection.link,
            connection.context,
            protocol,
            connection.address,
            connection.port,
            local_port=module.part(LocalPorts).effective(protocol),
            resending=net.Resending(retries=module.settings[TRANSFER].retries),
            any_source=protocol == "UDP",  # the mode may change while the connection is up (AT+CIPUDPMODE)
        )
    )


def report_failure(cip: Stack, connection: Connection) -> None:
    """End and report a connection that did not come up: single connection mode tells the state first."""
    cip.end(connection, "failed")
    if not cip.multi:
        cip.module.announce(f"STATE: {cip.state_text()}")
    cip.module.announce(cip.spell(connection, "CONNECT FAIL"))


class Connecting(Part):
    """Follows connections as they come up and end."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record a link that came up, failed or ended."""
        match event:
            case net.Connected() | net.ConnectFailed() | net.PeerClosed() | net.LinkLost() | net.Closed():
                connection = stack(self.module).by_link(event.link)
                if connection is not None:
                    self._follow(stack(self.module), connection, event)

    def _follow(
        self,
        cip: Stack,
        connection: Connection,
        event: net.Connected | net.ConnectFailed | net.PeerClosed | net.LinkLost | net.Closed,
    ) -> None:
        match event:
            case net.Connected(address=address, port=port):
                connection.address, connection.port = address, port
                self._connected(cip, connection)
            case net.ConnectFailed():
                report_failure(cip, connection)
            case net.PeerClosed():
                self.module.ask(net.Close(connection.link))
                self._lost(cip, connection)
            case net.LinkLost():
                self._lost(cip, connection)
            case net.Closed():
                cip.end(connection, "closed")

    def _connected(self, cip: Stack, connection: Connection) -> None:
        connection.machine.pull("connected")
        cip.pull(connection.context, "connected")
        if cip.transparent and self.module.figures[Figures].connecting_leads_to_data:
            self.module.part(DataMode).enter(connection)
        else:
            self.module.announce(cip.spell(connection, "CONNECT OK"))

    def _lost(self, cip: Stack, connection: Connection) -> None:
        by_command = connection.close_answer is not None
        cip.end(connection, "lost")
        if not by_command:
            self.module.announce(cip.spell(connection, "CLOSED"))


HOST = Text()
PORT = Int(1, 65535, quotes=True)


def start_form(module: Device) -> Form:
    """The parameters of AT+CIPSTART, with the connection number first in multi connection mode."""
    if stack(module).multi:
        return form(start_multi, Int(0, module.figures[Figures].connections - 1), PROTOCOL, HOST, PORT)
    return form(start_single, PROTOCOL, HOST, PORT)


def start_test(module: Device) -> Reply:
    """AT+CIPSTART=?: the ranges, once with an address and once with a name."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    address = '("(0-255).(0-255).(0-255).(0-255)")'
    return ok(
        f'+CIPSTART: {number}("TCP","UDP"),{address},(1-65535)',
        f'+CIPSTART: {number}("TCP","UDP"),("DOMAIN NAME"),(1-65535)',
    )


COMMANDS = (Command("+CIPSTART", test=start_test, write=start_form),)

PARTS = (Connecting,)
