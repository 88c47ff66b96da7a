"""CIPSTART and CIPCLOSE: opening and closing TCP and UDP connections (SIM800 note, 2.1, 3.1 and 9)."""

from __future__ import annotations

from atconform.emulator.cip import states
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.stack import Connection, Stack, refuse, stack
from atconform.emulator.command import Command, Form, Int, Text, Word, form
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import PENDING, Reply, error, ok, text
from atconform.network import messages as net


def start_single(module: Module, protocol: net.Protocol, host: str, port: int) -> Reply:
    """AT+CIPSTART in single connection mode; from IP INITIAL it brings the bearer up by itself."""
    cip = stack(module)
    connection, context = cip.connections[0], cip.context
    if connection.in_use:
        return error(module.dialect.not_allowed, then=lambda: module.announce("ALREADY CONNECT"))
    if not context.machine.permits("CIPSTART"):
        return refuse(module)
    prepare(cip, connection, protocol, host, port)
    if context.machine.state != states.INITIAL:
        context.machine.pull("CIPSTART")
        return ok(then=lambda: open_link(cip, connection))
    context.machine.pull("CIPSTART")
    if not context.apn:
        context.apn = module.dialect.default_apn

    def bearer_up() -> None:
        context.machine.pull("CIFSR")
        context.machine.pull("CIPSTART")
        open_link(cip, connection)

    def bearer_refused() -> None:
        connection.status = "CLOSED"
        report_failure(cip, connection)

    return ok(then=lambda: cip.activate(context, bearer_up, bearer_refused))


def start_multi(module: Module, number: int, protocol: net.Protocol, host: str, port: int) -> Reply:
    """AT+CIPSTART=<n>,... in multi connection mode."""
    cip = stack(module)
    connection, context = cip.connections[number], cip.context
    if connection.in_use:
        already = cip.spell(connection, "ALREADY CONNECT")
        return error(module.dialect.not_allowed, then=lambda: module.announce(already))
    if not context.machine.permits("CIPSTART"):
        return refuse(module)
    if cip.server is not None and sum(1 for _ in cip.live()) >= module.dialect.connections_with_server:
        return refuse(module)
    context.machine.pull("CIPSTART")
    prepare(cip, connection, protocol, host, port)
    return ok(then=lambda: open_link(cip, connection))


def prepare(cip: Stack, connection: Connection, protocol: net.Protocol, host: str, port: int) -> None:
    """Give a connection number to a new connection."""
    fresh = Connection(connection.number, "CONNECTING", cip.module.new_link(), cip.selected, protocol, host, port)
    cip.connections[connection.number] = fresh


def open_link(cip: Stack, connection: Connection) -> None:
    """Ask the network for the link of a connection."""
    connection = cip.connections[connection.number]
    settings = cip.module.settings
    protocol = connection.protocol or "TCP"
    port = 0 if cip.multi else settings[f"cip.local_port.{protocol}"]
    cip.module.ask(
        net.Connect(
            connection.link,
            connection.context,
            protocol,
            connection.address,
            connection.port,
            local_port=port,
            retries=settings["cip.ccfg"][0],
            any_source=protocol == "UDP" and bool(settings["cip.udp_extended"]),
        )
    )


def report_failure(cip: Stack, connection: Connection) -> None:
    """Report that a connection did not come up: single connection mode tells the state first."""
    if not cip.multi:
        cip.module.announce(f"STATE: {cip.state_text()}")
    cip.module.announce(cip.spell(connection, "CONNECT FAIL"))


def close_single(module: Module, mode: int) -> Reply:
    """AT+CIPCLOSE[=<mode>]: 0 closes with the far end, 1 drops the connection at once."""
    cip = stack(module)
    if not cip.context.machine.permits("CIPCLOSE"):
        return refuse(module)
    connection = cip.connections[0]
    if not connection.in_use and cip.server is not None:
        module.ask(net.StopListening(cip.server.number))
        cip.server = None
        cip.pull(cip.selected, "CIPCLOSE")
        cip.pull(cip.selected, "closed")
        return text("CLOSE OK")
    cip.context.machine.pull("CIPCLOSE")
    return close(cip, connection, mode)


def close_multi(module: Module, number: int, mode: int) -> Reply:
    """AT+CIPCLOSE=<n>[,<mode>]."""
    cip = stack(module)
    connection = cip.connections[number]
    if connection.status not in ("CONNECTING", "CONNECTED"):
        return refuse(module)
    return close(cip, connection, mode)


def close(cip: Stack, connection: Connection, mode: int) -> Reply:
    """Close one connection; the answer comes when the far end has taken part, at once where it need not."""
    module = cip.module
    handshake = connection.protocol == "TCP" and connection.status == "CONNECTED" and mode == 0
    module.ask(net.Close(connection.link, abort=not handshake))
    if not handshake:
        cip.connection_gone(connection, "closed")
        return text(cip.spell(connection, "CLOSE OK"))
    connection.status = "CLOSING"
    answer = module.interpreter.defer()
    connection.close_answer = lambda: answer(text(cip.spell(connection, "CLOSE OK")))
    return PENDING


class Connecting(Part):
    """Follows connections as they come up and end."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take note of a link that came up, failed or ended."""
        match event:
            case net.Connected(link=link):
                self._with(link, self._connected)
            case net.ConnectFailed(link=link):
                self._with(link, self._failed)
            case net.PeerClosed(link=link) | net.LinkLost(link=link):
                self._with(link, self._lost)
            case net.Closed(link=link):
                self._with(link, self._closed)

    def _with(self, link: int, action: object) -> None:
        connection = stack(self.module).by_link(link)
        if connection is not None:
            assert callable(action)
            action(stack(self.module), connection)

    def _connected(self, cip: Stack, connection: Connection) -> None:
        connection.status = "CONNECTED"
        cip.pull(connection.context, "connected")
        if cip.transparent:
            self.module.part(DataMode).enter(connection)
        else:
            self.module.announce(cip.spell(connection, "CONNECT OK"))

    def _failed(self, cip: Stack, connection: Connection) -> None:
        connection.status = "CLOSED"
        if cip.multi:
            cip.connection_gone(connection, "failed")
        else:
            cip.pull(connection.context, "failed")
        report_failure(cip, connection)

    def _lost(self, cip: Stack, connection: Connection) -> None:
        unsent = [sending.answer for sending in connection.sendings if sending.answer is not None]
        closing = connection.close_answer
        cip.connection_gone(connection, "lost")
        self.module.part(DataMode).leave()
        for answer in unsent:
            answer(text(cip.spell(connection, "SEND FAIL")))
        if closing is not None:
            closing()
        else:
            self.module.announce(cip.spell(connection, "CLOSED"))

    def _closed(self, cip: Stack, connection: Connection) -> None:
        cip.connection_gone(connection, "closed")
        self.module.part(DataMode).connection_dropped()
        if connection.close_answer is not None:
            connection.close_answer()


PROTOCOL = Word(("TCP", "UDP"), bare=True)
PORT = Int(1, 65535, quotes=True)


def start_form(module: Module) -> Form:
    """The parameters of AT+CIPSTART, with the connection number first in multi connection mode."""
    if stack(module).multi:
        return form(start_multi, Int(0, module.dialect.connections - 1), PROTOCOL, Text(), PORT)
    return form(start_single, PROTOCOL, Text(), PORT)


def close_form(module: Module) -> Form:
    """The parameters of AT+CIPCLOSE."""
    if stack(module).multi:
        return form(close_multi, Int(0, module.dialect.connections - 1), Int(0, 1, default=0))
    return form(close_single, Int(0, 1, default=0))


def start_test(module: Module) -> Reply:
    """AT+CIPSTART=?: the ranges, once with an address and once with a name."""
    number = f"(0-{module.dialect.connections - 1})," if stack(module).multi else ""
    address = '("(0-255).(0-255).(0-255).(0-255)")'
    return ok(
        f'+CIPSTART: {number}("TCP","UDP"),{address},(1-65535)',
        f'+CIPSTART: {number}("TCP","UDP"),("DOMAIN NAME"),(1-65535)',
    )


def close_execute(module: Module) -> Reply:
    """AT+CIPCLOSE without parameters: slow closing, single connection mode only."""
    return refuse(module) if stack(module).multi else close_single(module, 0)


COMMANDS = (
    Command("+CIPSTART", test=start_test, write=start_form),
    Command("+CIPCLOSE", test=(), write=close_form, execute=close_execute),
)
